//! Marks a hand-in against the key: what of the key was found, what was taken for something else, what was missed, and
//! what the key has not.
//!
//! What is compared are [`Letters`]. Of a mark K of the key and M of the learner, `covered` is |K∩M| and `added` |M\K|;
//! M fits K where `covered` is at least 1 and [`Fit::covers`] percent of |K|, and `added` at most [`Fit::adds`] percent
//! of |K|. All in whole numbers.
//!
//! 1. Set aside are labels that are not asked, marks without a letter, marks that equal an example, and doubles of an
//!    earlier mark (equal are the label and the letters).
//! 2. The key's marks and the learner's that fit and have one label are paired, one to one, so that there are most
//!    pairs; of those ways the one that covers most letters; then that adds fewest; then the first, by the lists of
//!    (number in the key, place among the learner's marks in the order of their letters and labels). These are found.
//! 3. What is left of the learner's is paired in the same way with what of the key is right and not required. It counts
//!    for nothing then, and nothing is missed where it is not there.
//! 4. What is left of what is required is paired in the same way whatever the label. These have a wrong label.
//! 5. What is left then was missed, or is surplus.
//!
//! A relation's end is an example, or the mark of the key that the learner's mark was found as. With the same ends and
//! kind as one of the key it is found; what is left of the same ends, one to one in the order of the key and of the
//! kinds, has a wrong kind; else it is surplus. Where an end is not required, the relation is not.
//!
//! In the key too, what equals an earlier mark or an example counts for nothing.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::exercise::{Fit, Points};
use crate::model::{KindKey, LabelKey};

use super::letters::{Lettering, Letters};
use super::pairing::{Candidate, pair};
use super::{End, HandIn, Key, KeyMark};

/// What became of a mark or relation of a learner. Numbers are those in the key, unless it says otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It is this one of the key.
    Found(usize),
    /// It is this one of the key, with another label or kind.
    Wrong(usize),
    /// It is this one of the key, which is not required: it is right, and counts for nothing.
    Optional(usize),
    /// The key has none like it.
    Surplus,
    /// It counts for nothing, for it is this example.
    Example(usize),
    /// It counts for nothing, for it is the same as the learner's own with this number.
    Double(usize),
    /// It counts for nothing, for its label or kind is not asked.
    NotAsked,
    /// It counts for nothing, for there is no letter in it.
    Blank,
}

/// What became of a mark or relation of the key. Numbers are those in the hand-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Outcome {
    /// It counts for nothing: an example, the same as an earlier one, or one that is not required and was not found.
    Given,
    /// Found by this one.
    Found(usize),
    /// Taken for something else by this one.
    Wrong(usize),
    /// Not found. Of the surplus marks with its label, the one that shares most of its letters, if one does.
    Missed(Option<usize>),
}

/// How many became what: of the learner's, those that are found, wrong and surplus; of the key's, those that are
/// missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// Found.
    pub found: u32,
    /// With the wrong label or kind, which is counted where the key has it.
    pub wrong: u32,
    /// Missed.
    pub missed: u32,
    /// Surplus.
    pub surplus: u32,
}

impl Tally {
    /// Adds another.
    pub fn add(&mut self, other: Tally) {
        self.found += other.found;
        self.wrong += other.wrong;
        self.missed += other.missed;
        self.surplus += other.surplus;
    }

    /// Counts those of the key.
    pub fn of_key(self) -> u32 {
        self.found + self.wrong + self.missed
    }
}

/// What a hand-in is worth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// The points, not below 0.
    pub points: Points,
    /// The points that there are.
    pub of: Points,
    /// By label: the points, which may be below 0, and those that there are.
    pub labels: BTreeMap<LabelKey, (Points, Points)>,
    /// The same by relation kind.
    pub kinds: BTreeMap<KindKey, (Points, Points)>,
}

/// A marked hand-in. It knows nothing of points, so that these can change without marking anew: see [`Marked::score`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marked {
    /// Of each mark of the learner's what became of it.
    pub marks: Vec<Verdict>,
    /// Of each mark of the key.
    pub key: Vec<Outcome>,
    /// Of each relation of the learner's.
    pub links: Vec<Verdict>,
    /// Of each relation of the key.
    pub key_links: Vec<Outcome>,
    /// How many, by label.
    pub labels: BTreeMap<LabelKey, Tally>,
    /// How many, by relation kind.
    pub kinds: BTreeMap<KindKey, Tally>,
}

impl Marked {
    /// Counts over all labels and kinds.
    pub fn tally(&self) -> Tally {
        let mut all = Tally::default();
        self.labels.values().chain(self.kinds.values()).for_each(|tally| all.add(*tally));
        all
    }

    /// Counts what was set aside of the learner's marks and relations.
    pub fn aside(&self) -> usize {
        use Verdict::*;
        let aside = |of: &&Verdict| matches!(of, Example(_) | Double(_) | NotAsked | Blank);
        self.marks.iter().chain(&self.links).filter(aside).count()
    }

    /// Adds up what it is worth by the tasks and costs of a key. The rest of the key does not matter.
    pub fn score(&self, key: &Key) -> Score {
        let costs = &key.costs;
        let cost = |tally: &Tally| {
            i64::from(tally.wrong) * i64::from(costs.wrong.0)
                + i64::from(tally.missed) * i64::from(costs.missed.0)
                + i64::from(tally.surplus) * i64::from(costs.surplus.0)
        };
        let (mut points, mut of) = (0, 0);
        let mut worth = |tally: &Tally, each: Points| {
            let own = i64::from(tally.found) * i64::from(each.0) - cost(tally);
            let all = i64::from(tally.of_key()) * i64::from(each.0);
            points += own;
            of += all;
            (hundredths(own), hundredths(all))
        };
        let labels = key.labels.iter().map(|(label, task)| {
            let tally = self.labels.get(label).copied().unwrap_or_default();
            (label.clone(), worth(&tally, task.points))
        });
        let labels = labels.collect();
        let kinds = key.kinds.iter().map(|(kind, task)| {
            let tally = self.kinds.get(kind).copied().unwrap_or_default();
            (kind.clone(), worth(&tally, task.points))
        });
        let kinds = kinds.collect();
        Score { points: hundredths(points.max(0)), of: hundredths(of), labels, kinds }
    }
}

fn hundredths(sum: i64) -> Points {
    Points(i32::try_from(sum).unwrap_or(if sum < 0 { i32::MIN } else { i32::MAX }))
}

/// A key made ready for marking: its letters, and which of it counts.
#[derive(Clone, Debug)]
pub struct Marking {
    lettering: Lettering,
    /// The labels that are asked, in the order of their keys: each is known by its number among them.
    labels: Vec<LabelKey>,
    kinds: BTreeSet<KindKey>,
    marks: Vec<Ready>,
    /// The numbers of the examples.
    given: Vec<usize>,
    /// The numbers of the marks in the order of where they begin, and how far they and those before reach.
    order: Vec<usize>,
    reach: Vec<u32>,
    links: Vec<ReadyLink>,
}

#[derive(Clone, Debug)]
struct Ready {
    /// The number of its label; `None` where that is not asked.
    label: Option<usize>,
    letters: Letters,
    /// Whether it can be found.
    counts: bool,
    /// Whether it must be.
    required: bool,
    /// The example that equals it, else the first that does.
    first: usize,
}

#[derive(Clone, Debug)]
struct ReadyLink {
    kind: KindKey,
    /// Its ends, as the first marks that equal them.
    ends: (usize, usize),
    counts: bool,
    required: bool,
    given: bool,
}

/// A hand-in made ready for marking against a [`Marking`], whatever fits.
#[derive(Clone, Debug)]
pub struct Taken {
    /// Of each mark, its letters.
    pub letters: Vec<Letters>,
    /// Of each mark, the number of its label; `None` where that is not asked.
    labels: Vec<Option<usize>>,
    /// What was said of each mark already.
    aside: Vec<Option<Verdict>>,
    /// What of the key and of the learner's shares letters.
    candidates: Vec<Candidate>,
}

impl Marking {
    /// Makes a key ready.
    pub fn of(key: &Key) -> Marking {
        let lettering = Lettering::of(&key.text);
        let labels: Vec<LabelKey> = key.labels.keys().cloned().collect();
        let kinds: BTreeSet<KindKey> = key.kinds.keys().cloned().collect();
        let letters: Vec<Letters> = key.marks.iter().map(|mark| lettering.letters(&mark.place)).collect();
        let mut firsts: HashMap<(&LabelKey, &Letters), usize> = HashMap::new();
        let rank = |mark: &KeyMark| (!mark.given, mark.optional);
        for first in [(false, false), (false, true), (true, false), (true, true)] {
            for (at, mark) in key.marks.iter().enumerate().filter(|(_, mark)| rank(mark) == first) {
                firsts.entry((&mark.label, &letters[at])).or_insert(at);
            }
        }
        let ready = key.marks.iter().enumerate().map(|(at, mark)| {
            let first = firsts.get(&(&mark.label, &letters[at])).copied().unwrap_or(at);
            let label = labels.binary_search(&mark.label).ok();
            let counts = !mark.given && first == at && label.is_some() && !letters[at].is_empty();
            let required = counts && !mark.optional;
            Ready { label, letters: letters[at].clone(), counts, required, first }
        });
        let marks: Vec<Ready> = ready.collect();
        let mut known = BTreeSet::new();
        let links = key.links.iter().map(|link| {
            let first = |at: usize| marks.get(at).map_or(at, |mark| mark.first);
            let ends = (first(link.from), first(link.to));
            let new = known.insert((&link.kind, ends));
            // Where an end can't be found, the relation can't be either.
            let there = |at: usize| marks.get(at).is_some_and(|mark| mark.counts || key.marks[at].given);
            let counts = new && !link.given && kinds.contains(&link.kind) && there(ends.0) && there(ends.1);
            let asked = |at: usize| marks.get(at).is_some_and(|mark| mark.required || !mark.counts);
            let required = counts && asked(ends.0) && asked(ends.1);
            ReadyLink { kind: link.kind.clone(), ends, counts, required, given: link.given }
        });
        let links = links.collect();
        let mut order: Vec<usize> = (0..marks.len()).filter(|at| marks[*at].counts).collect();
        order.sort_by_key(|at| marks[*at].letters.cover());
        let mut far = 0;
        let reach = order.iter().map(|at| {
            far = far.max(marks[*at].letters.cover().1);
            far
        });
        let reach = reach.collect();
        let given = (0..key.marks.len()).filter(|at| key.marks[*at].given).collect();
        Marking { lettering, labels, kinds, marks, given, order, reach, links }
    }

    /// Returns the letters of the text.
    pub fn lettering(&self) -> &Lettering {
        &self.lettering
    }

    /// Tells whether a mark of the key can be found.
    pub fn counts(&self, number: usize) -> bool {
        self.marks.get(number).is_some_and(|mark| mark.counts)
    }

    /// Tells whether a relation of the key can be found.
    pub fn link_counts(&self, number: usize) -> bool {
        self.links.get(number).is_some_and(|link| link.counts)
    }

    /// Tells whether a mark of the key must be found.
    pub fn is_required(&self, number: usize) -> bool {
        self.marks.get(number).is_some_and(|mark| mark.required)
    }

    /// Tells whether a relation of the key must be found.
    pub fn is_link_required(&self, number: usize) -> bool {
        self.links.get(number).is_some_and(|link| link.required)
    }

    /// Returns the letters of a mark of the key.
    pub fn letters(&self, number: usize) -> Option<&Letters> {
        self.marks.get(number).map(|mark| &mark.letters)
    }

    /// Makes a hand-in ready.
    pub fn take(&self, hand_in: &HandIn) -> Taken {
        let marks = &hand_in.marks;
        let letters: Vec<Letters> = marks.iter().map(|mark| self.lettering.letters(&mark.place)).collect();
        let labels: Vec<Option<usize>> = marks.iter().map(|mark| self.labels.binary_search(&mark.label).ok()).collect();
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by(|a, b| letters[*a].cmp(&letters[*b]).then(labels[*a].cmp(&labels[*b])).then(a.cmp(b)));
        let mut rank = vec![0; marks.len()];
        order.iter().enumerate().for_each(|(place, at)| rank[*at] = place);
        let examples: HashMap<(Option<usize>, &Letters), usize> =
            self.given.iter().rev().map(|at| ((self.marks[*at].label, &self.marks[*at].letters), *at)).collect();
        let mut aside = vec![None; marks.len()];
        for equal in order.chunk_by(|a, b| labels[*a] == labels[*b] && letters[*a] == letters[*b]) {
            let first = equal[0];
            let all = match labels[first] {
                None => Some(Verdict::NotAsked),
                Some(_) if letters[first].is_empty() => Some(Verdict::Blank),
                label => examples.get(&(label, &letters[first])).map(|at| Verdict::Example(*at)),
            };
            for (at, number) in equal.iter().enumerate() {
                aside[*number] = all.or((at > 0).then_some(Verdict::Double(first)));
            }
        }
        let mut candidates = Vec::new();
        for mark in order.iter().copied().filter(|mark| aside[*mark].is_none()) {
            let (start, end) = letters[mark].cover();
            let from = self.reach.partition_point(|reach| *reach <= start);
            for key in self.order[from..].iter().copied() {
                let own = &self.marks[key].letters;
                if own.cover().0 >= end {
                    break;
                }
                let covered = own.shared(&letters[mark]);
                if covered > 0 {
                    let added = letters[mark].len() - covered;
                    candidates.push(Candidate { key, mark, rank: rank[mark], covered, added });
                }
            }
        }
        Taken { letters, labels, aside, candidates }
    }

    /// Marks a hand-in that was made ready for this key.
    pub fn mark(&self, hand_in: &HandIn, taken: &Taken, fit: Fit) -> Marked {
        let mut verdicts = taken.aside.clone();
        let mut outcomes: Vec<Option<Outcome>> =
            self.marks.iter().map(|mark| (!mark.counts).then_some(Outcome::Given)).collect();
        let one_label = |of: &Candidate| self.marks[of.key].label == taken.labels[of.mark];
        let fitting = |of: &&Candidate| fits(fit, self.marks[of.key].letters.len(), of.covered, of.added);
        for (right, required) in [(true, true), (true, false), (false, true)] {
            let free = taken.candidates.iter().filter(|of| verdicts[of.mark].is_none() && outcomes[of.key].is_none());
            let round = |of: &&Candidate| self.marks[of.key].required == required && (!right || one_label(of));
            let free: Vec<Candidate> = free.filter(fitting).filter(round).copied().collect();
            for (key, mark) in pair(&free) {
                (verdicts[mark], outcomes[key]) = match (right, required) {
                    (true, true) => (Some(Verdict::Found(key)), Some(Outcome::Found(mark))),
                    (true, false) => (Some(Verdict::Optional(key)), Some(Outcome::Found(mark))),
                    (false, _) => (Some(Verdict::Wrong(key)), Some(Outcome::Wrong(mark))),
                };
            }
        }
        let marks: Vec<Verdict> = verdicts.into_iter().map(|of| of.unwrap_or(Verdict::Surplus)).collect();
        let mut near: Vec<Option<Candidate>> = vec![None; self.marks.len()];
        for of in taken.candidates.iter().filter(|of| marks[of.mark] == Verdict::Surplus && one_label(of)) {
            let better = |than: &Candidate| (of.covered, than.rank) > (than.covered, of.rank);
            if near[of.key].as_ref().is_none_or(better) {
                near[of.key] = Some(*of);
            }
        }
        let missed = |at: usize| match self.marks[at].required {
            true => Outcome::Missed(near[at].map(|of| of.mark)),
            false => Outcome::Given,
        };
        let key: Vec<Outcome> =
            outcomes.into_iter().enumerate().map(|(at, of)| of.unwrap_or_else(|| missed(at))).collect();
        let (links, key_links) = self.links(hand_in, &marks);
        let labels = self.by_label(taken, &marks, &key);
        let kinds = self.by_kind(hand_in, &links, &key_links);
        Marked { marks, key, links, key_links, labels, kinds }
    }

    /// Marks the relations of a hand-in.
    fn links(&self, hand_in: &HandIn, marks: &[Verdict]) -> (Vec<Verdict>, Vec<Outcome>) {
        let mut outcomes: Vec<Option<Outcome>> =
            self.links.iter().map(|link| (!link.counts).then_some(Outcome::Given)).collect();
        let mut verdicts: Vec<Option<Verdict>> = vec![None; hand_in.links.len()];
        let mut by_ends: HashMap<(Hold, Hold), Vec<usize>> = HashMap::new();
        for (at, link) in self.links.iter().enumerate() {
            by_ends.entry((Hold::Key(link.ends.0), Hold::Key(link.ends.1))).or_default().push(at);
        }
        let mut known: HashMap<(&KindKey, Hold, Hold), usize> = HashMap::new();
        let mut left: Vec<(&KindKey, usize, (Hold, Hold))> = Vec::new();
        for (number, link) in hand_in.links.iter().enumerate() {
            let ends = (self.hold(link.from, marks), self.hold(link.to, marks));
            if !self.kinds.contains(&link.kind) || ends.0 == Hold::NotAsked || ends.1 == Hold::NotAsked {
                verdicts[number] = Some(Verdict::NotAsked);
                continue;
            }
            let same = by_ends.get(&ends).map_or(&[][..], Vec::as_slice).iter().copied();
            let same: Vec<usize> = same.filter(|at| self.links[*at].kind == link.kind).collect();
            if let Some(example) = same.iter().find(|at| self.links[**at].given) {
                verdicts[number] = Some(Verdict::Example(*example));
                continue;
            }
            if let Some(first) = known.get(&(&link.kind, ends.0, ends.1)) {
                verdicts[number] = Some(Verdict::Double(*first));
                continue;
            }
            known.insert((&link.kind, ends.0, ends.1), number);
            match same.into_iter().find(|at| outcomes[*at].is_none()) {
                Some(at) => {
                    let required = self.links[at].required;
                    verdicts[number] = Some(if required { Verdict::Found(at) } else { Verdict::Optional(at) });
                    outcomes[at] = Some(Outcome::Found(number));
                }
                None => left.push((&link.kind, number, ends)),
            }
        }
        left.sort_unstable();
        let missed = |link: &ReadyLink| if link.required { Outcome::Missed(None) } else { Outcome::Given };
        for (_, number, ends) in left {
            let same = by_ends.get(&ends).map_or(&[][..], Vec::as_slice);
            if let Some(at) = same.iter().copied().find(|at| self.links[*at].required && outcomes[*at].is_none()) {
                verdicts[number] = Some(Verdict::Wrong(at));
                outcomes[at] = Some(Outcome::Wrong(number));
            }
        }
        (
            verdicts.into_iter().map(|of| of.unwrap_or(Verdict::Surplus)).collect(),
            outcomes.into_iter().zip(&self.links).map(|(of, link)| of.unwrap_or(missed(link))).collect(),
        )
    }

    /// Says what an end of a learner's relation is.
    fn hold(&self, end: End, marks: &[Verdict]) -> Hold {
        let mark = match end {
            End::Given(number) => {
                let given = self.given.get(number);
                return given.map_or(Hold::Nothing(usize::MAX), |at| Hold::Key(self.marks[*at].first));
            }
            End::Mark(number) => number,
        };
        let first = match marks.get(mark) {
            Some(Verdict::Double(first)) => *first,
            _ => mark,
        };
        match marks.get(first) {
            Some(Verdict::Found(at) | Verdict::Optional(at) | Verdict::Example(at)) => Hold::Key(self.marks[*at].first),
            Some(Verdict::NotAsked) => Hold::NotAsked,
            _ => Hold::Nothing(first),
        }
    }

    fn by_label(&self, taken: &Taken, verdicts: &[Verdict], outcomes: &[Outcome]) -> BTreeMap<LabelKey, Tally> {
        let mut tallies = vec![Tally::default(); self.labels.len()];
        for (of, outcome) in self.marks.iter().zip(outcomes).filter(|(of, _)| of.required) {
            of.label.iter().for_each(|label| tallies[*label].of_outcome(*outcome));
        }
        for (label, _) in taken.labels.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::Surplus) {
            label.iter().for_each(|label| tallies[*label].surplus += 1);
        }
        self.labels.iter().cloned().zip(tallies).collect()
    }

    fn by_kind(&self, hand_in: &HandIn, verdicts: &[Verdict], outcomes: &[Outcome]) -> BTreeMap<KindKey, Tally> {
        let mut tallies: BTreeMap<KindKey, Tally> =
            self.kinds.iter().map(|kind| (kind.clone(), Tally::default())).collect();
        for (of, outcome) in self.links.iter().zip(outcomes).filter(|(of, _)| of.required) {
            if let Some(tally) = tallies.get_mut(&of.kind) {
                tally.of_outcome(*outcome);
            }
        }
        for (of, _) in hand_in.links.iter().zip(verdicts).filter(|(_, verdict)| **verdict == Verdict::Surplus) {
            if let Some(tally) = tallies.get_mut(&of.kind) {
                tally.surplus += 1;
            }
        }
        tallies
    }
}

impl Tally {
    fn of_outcome(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Given => {}
            Outcome::Found(_) => self.found += 1,
            Outcome::Wrong(_) => self.wrong += 1,
            Outcome::Missed(_) => self.missed += 1,
        }
    }
}

/// What an end of a learner's relation holds on to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Hold {
    /// A mark of the key.
    Key(usize),
    /// A mark of the learner's that is none of the key.
    Nothing(usize),
    /// A mark with a label that is not asked.
    NotAsked,
}

/// Tells whether a mark fits one of the key that has so many letters.
pub fn fits(fit: Fit, letters: u32, covered: u32, added: u32) -> bool {
    let letters = u64::from(letters);
    covered > 0
        && 100 * u64::from(covered) >= u64::from(fit.covers) * letters
        && 100 * u64::from(added) <= u64::from(fit.adds) * letters
}

/// What keeps a mark that shares letters with one of the key from being found as that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Near {
    /// It covers too little.
    Short,
    /// It adds too much.
    Long,
    /// Both: it lies partly beside.
    Beside,
    /// Neither: another was nearer.
    Other,
}

impl Near {
    /// Says it of the letters of both.
    pub fn of(fit: Fit, key: &Letters, made: &Letters) -> Near {
        let (letters, covered) = (u64::from(key.len()), u64::from(key.shared(made)));
        let short = 100 * covered < u64::from(fit.covers) * letters;
        let long = 100 * (u64::from(made.len()) - covered) > u64::from(fit.adds) * letters;
        match (short, long) {
            (true, true) => Near::Beside,
            (true, false) => Near::Short,
            (false, true) => Near::Long,
            (false, false) => Near::Other,
        }
    }
}

/// Marks one hand-in.
pub fn mark(key: &Key, hand_in: &HandIn) -> Marked {
    let marking = Marking::of(key);
    marking.mark(hand_in, &marking.take(hand_in), key.fit)
}
