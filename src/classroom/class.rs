//! Puts the hand-ins of a class together: who found what, what the class took for what, and what many marked that the
//! key has not.
//!
//! A changed key marks anew only what it must: with other points or costs only sums change, with another fit the pairs,
//! with other marks all.

use std::collections::{BTreeMap, HashMap};

use crate::compare::heat::{Stretch, stretches};
use crate::model::{Fragments, KindKey, LabelKey};

use super::letters::Letters;
use super::mark::{Marked, Marking, Near, Outcome, Score, Taken, Tally, Verdict, fits};
use super::{HandIn, Key};

/// A learner of the class.
#[derive(Clone, Debug)]
pub struct Learner {
    /// What was handed in.
    pub hand_in: HandIn,
    /// What became of it.
    pub marked: Marked,
    /// What it is worth.
    pub score: Score,
    /// How many are found, wrong, missed and surplus.
    pub tally: Tally,
    taken: Taken,
}

/// What the class made of one mark of the key, or of one of its relations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met<K: Ord> {
    /// Whether it can be found; else all the rest is 0.
    pub counts: bool,
    /// How many found it.
    pub found: u32,
    /// How many gave it another label or kind, by that.
    pub taken_for: BTreeMap<K, u32>,
    /// How many missed it.
    pub missed: u32,
    /// How many of these marked some of its words, too short or too long.
    pub near: u32,
}

impl<K: Ord> Met<K> {
    fn new(counts: bool) -> Met<K> {
        Met { counts, found: 0, taken_for: BTreeMap::new(), missed: 0, near: 0 }
    }
}

/// Marks of several learners with one label and nearly the same words, which the key has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Surplus {
    /// Their label.
    pub label: LabelKey,
    /// The words that most of them marked.
    pub place: Fragments,
    /// The learners, each with the number of the mark; one a learner, in the order of the class.
    pub marks: Vec<(usize, usize)>,
    /// Whether they are many: at least two learners, and a fifth of the class.
    pub many: bool,
}

/// Places, with the learners and the numbers of their marks there.
type Places<'c> = BTreeMap<&'c Letters, Vec<(usize, usize)>>;

/// What was made of what: by the label in the key (`None`: the key has none there) and the learner's (`None`: missed).
pub type Confusion = BTreeMap<(Option<LabelKey>, Option<LabelKey>), u32>;

/// A marked class.
#[derive(Clone, Debug)]
pub struct Class {
    /// The key.
    pub key: Key,
    /// The learners, in the order in which they were given.
    pub learners: Vec<Learner>,
    /// What became of each mark of the key.
    pub marks: Vec<Met<LabelKey>>,
    /// What became of each relation of the key.
    pub links: Vec<Met<KindKey>>,
    /// What was made of what.
    pub confusion: Confusion,
    /// What more than one learner marked and the key has not, most learners first.
    pub surplus: Vec<Surplus>,
    marking: Marking,
}

impl Class {
    /// Marks hand-ins.
    pub fn of(key: Key, hand_ins: Vec<HandIn>) -> Class {
        let marking = Marking::of(&key);
        let learner = |hand_in: HandIn| {
            let taken = marking.take(&hand_in);
            let marked = marking.mark(&hand_in, &taken, key.fit);
            Learner { score: marked.score(&key), tally: marked.tally(), hand_in, marked, taken }
        };
        let learners = hand_ins.into_iter().map(learner).collect();
        let (marks, links, confusion, surplus) = Default::default();
        let mut class = Class { key, learners, marks, links, confusion, surplus, marking };
        class.sum();
        class
    }

    /// Marks anew by another key to the same text, as far as that makes a difference.
    pub fn set_key(&mut self, key: Key) {
        let other_marks = !asks_the_same(&self.key, &key);
        let other_fit = self.key.fit != key.fit;
        self.key = key;
        if other_marks {
            self.marking = Marking::of(&self.key);
        }
        for learner in &mut self.learners {
            if other_marks {
                learner.taken = self.marking.take(&learner.hand_in);
            }
            if other_marks || other_fit {
                learner.marked = self.marking.mark(&learner.hand_in, &learner.taken, self.key.fit);
                learner.tally = learner.marked.tally();
            }
            learner.score = learner.marked.score(&self.key);
        }
        if other_marks || other_fit {
            self.sum();
        }
    }

    /// Returns the letters of a learner's mark.
    pub fn letters(&self, learner: usize, mark: usize) -> Option<&Letters> {
        self.learners.get(learner)?.taken.letters.get(mark)
    }

    /// Returns how many learners marked each stretch of the text with a label, or with any that is asked.
    pub fn heat(&self, label: Option<&LabelKey>) -> Vec<Stretch> {
        let asked = |of: &&super::Mark| match label {
            Some(label) => of.label == *label,
            None => self.key.labels.contains_key(&of.label),
        };
        let of_one = |(number, learner): (usize, &Learner)| {
            let marks = learner.hand_in.marks.iter().filter(asked);
            let spans = marks.flat_map(|mark| mark.place.spans().iter().map(|span| span.range()));
            spans.map(|bytes| (number, bytes)).collect::<Vec<_>>()
        };
        stretches(self.learners.iter().enumerate().flat_map(of_one), &(0..self.key.text.len()))
    }

    /// Counts the marks and relations of the key that are to be found: neither examples nor what is not required.
    pub fn asked(&self) -> usize {
        let marks = (0..self.key.marks.len()).filter(|at| self.marking.is_required(*at)).count();
        marks + (0..self.key.links.len()).filter(|at| self.marking.is_link_required(*at)).count()
    }

    /// Says what keeps a mark of a learner's from being found as this one of the key.
    pub fn near(&self, at: usize, learner: usize, mark: usize) -> Option<Near> {
        let (key, made) = self.marking.letters(at).zip(self.letters(learner, mark))?;
        Some(Near::of(self.key.fit, key, made))
    }

    /// Returns how many learners are many: at least two, and a fifth of the class.
    pub fn many(&self) -> usize {
        self.learners.len().div_ceil(5).max(2)
    }

    /// Counts over all learners.
    fn sum(&mut self) {
        self.marks = (0..self.key.marks.len()).map(|at| Met::new(self.marking.counts(at))).collect();
        self.links = (0..self.key.links.len()).map(|at| Met::new(self.marking.link_counts(at))).collect();
        self.confusion = Confusion::new();
        // Keys of labels are counted where they are, and cloned once.
        let mut confusion: HashMap<(Option<&LabelKey>, Option<&LabelKey>), u32> = HashMap::new();
        for Learner { hand_in, marked, .. } in &self.learners {
            for ((met, outcome), of) in self.marks.iter_mut().zip(&marked.key).zip(&self.key.marks) {
                let made = match outcome {
                    Outcome::Given => continue,
                    Outcome::Found(_) => {
                        met.found += 1;
                        Some(&of.label)
                    }
                    Outcome::Wrong(mark) => {
                        let Some(mark) = hand_in.marks.get(*mark) else { continue };
                        *met.taken_for.entry(mark.label.clone()).or_default() += 1;
                        Some(&mark.label)
                    }
                    Outcome::Missed(near) => {
                        met.missed += 1;
                        met.near += u32::from(near.is_some());
                        None
                    }
                };
                *confusion.entry((Some(&of.label), made)).or_default() += 1;
            }
            for (met, outcome) in self.links.iter_mut().zip(&marked.key_links) {
                match outcome {
                    Outcome::Given => {}
                    Outcome::Found(_) => met.found += 1,
                    Outcome::Wrong(link) => {
                        if let Some(link) = hand_in.links.get(*link) {
                            *met.taken_for.entry(link.kind.clone()).or_default() += 1;
                        }
                    }
                    Outcome::Missed(_) => met.missed += 1,
                }
            }
            let surplus = hand_in.marks.iter().zip(&marked.marks).filter(|(_, verdict)| **verdict == Verdict::Surplus);
            surplus.for_each(|(mark, _)| *confusion.entry((None, Some(&mark.label))).or_default() += 1);
        }
        let own = |label: Option<&LabelKey>| label.cloned();
        self.confusion = confusion.into_iter().map(|((key, made), count)| ((own(key), own(made)), count)).collect();
        self.surplus = self.groups();
    }

    /// Puts surplus marks of one label together, around the place that most learners marked: those that fit it, and
    /// that it fits.
    fn groups(&self) -> Vec<Surplus> {
        let mut places: BTreeMap<&LabelKey, Places<'_>> = BTreeMap::new();
        for (number, Learner { hand_in, marked, taken, .. }) in self.learners.iter().enumerate() {
            for (at, _) in marked.marks.iter().enumerate().filter(|(_, verdict)| **verdict == Verdict::Surplus) {
                let of_label = places.entry(&hand_in.marks[at].label).or_default();
                of_label.entry(&taken.letters[at]).or_default().push((number, at));
            }
        }
        let mut groups = Vec::new();
        for (label, places) in places {
            // By where they begin, so that what overlaps lies near; how far those before reach.
            let places: Vec<_> = places.into_iter().collect();
            let longest = places.iter().map(|(letters, _)| letters.cover().1 - letters.cover().0).max().unwrap_or(0);
            let mut commonest: Vec<usize> = (0..places.len()).collect();
            commonest.sort_by_key(|at| (std::cmp::Reverse(places[*at].1.len()), *at));
            let mut used = vec![false; places.len()];
            for centre in commonest {
                if used[centre] {
                    continue;
                }
                let letters = places[centre].0;
                let (start, end) = letters.cover();
                let from = places.partition_point(|(other, _)| other.cover().0 + longest <= start);
                let mut marks = Vec::new();
                for (at, (other, of)) in places.iter().enumerate().skip(from) {
                    if other.cover().0 >= end {
                        break;
                    }
                    if !used[at] && (at == centre || self.alike(letters, other)) {
                        used[at] = true;
                        marks.extend(of.iter().copied());
                    }
                }
                marks.sort_unstable();
                marks.dedup_by_key(|(learner, _)| *learner);
                if marks.len() < 2 {
                    continue;
                }
                let (learner, mark) = places[centre].1[0];
                let place = self.learners[learner].hand_in.marks[mark].place.clone();
                groups.push(Surplus { label: label.clone(), place, many: marks.len() >= self.many(), marks });
            }
        }
        groups.sort_by(|one, other| {
            let order = |of: &Surplus| (std::cmp::Reverse(of.marks.len()), of.place.start());
            order(one).cmp(&order(other)).then_with(|| one.label.cmp(&other.label))
        });
        groups
    }

    fn alike(&self, one: &Letters, other: &Letters) -> bool {
        let (a, b, shared) = (one.len(), other.len(), one.shared(other));
        fits(self.key.fit, a, shared, b - shared) && fits(self.key.fit, b, shared, a - shared)
    }
}

/// Tells whether two keys differ in nothing but their rules and what they say.
fn asks_the_same(one: &Key, other: &Key) -> bool {
    let marks = one.marks.len() == other.marks.len()
        && one.marks.iter().zip(&other.marks).all(|(a, b)| {
            (a.id, &a.label, &a.place, a.given, a.optional) == (b.id, &b.label, &b.place, b.given, b.optional)
        });
    marks
        && one.links == other.links
        && one.labels.keys().eq(other.labels.keys())
        && one.kinds.keys().eq(other.kinds.keys())
        && one.text == other.text
}
