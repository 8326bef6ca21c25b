//! Brings the sets of other projects into one, so that what several people marked can be looked at, measured and
//! settled there.
//!
//! A [`Survey`] says what other projects have that fits: articles are matched by the hash of their text, and what is
//! nearly equal is offered, never matched by itself. [`Choices`] say what of it comes. A [`Plan`] is what comes of
//! both: the transaction, and all that has no place here, by name and count.
//!
//! What comes keeps its id, so that it can be merged later, unless the id is taken here already. A set of the same id
//! with other marks in it is a copy of the set that is here: merging puts the two together, bringing it in sets it
//! beside the one that is here.

mod again;
mod left;
mod plan;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::*;

use super::adopt;
use super::agreement::{Source, is_done};
use super::near;
use super::revision::Comparison;

pub use again::Again;
pub use left::{Left, What};
pub use plan::Plan;

/// Whether a set is here already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum There {
    /// No set of its id is here.
    No,
    /// It is, with the same marks.
    Same,
    /// It is, with other marks.
    Other,
}

/// A set of another project that holds something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Whose it is: the number of its project.
    pub source: usize,
    /// The set.
    pub set: SetId,
    /// How many annotations it holds.
    pub marks: usize,
    /// How many articles are done in it.
    pub done: usize,
    /// Whether it is here already.
    pub there: There,
    /// The first of the projects that holds a set of its id: its own number where no earlier one does.
    pub first: usize,
    /// The first of them in which that set holds the same.
    pub like: usize,
}

/// A text of another project, and the one here that is nearly equal.
#[derive(Clone, Debug)]
pub struct Nearly {
    /// The number of the other project.
    pub source: usize,
    /// The text there.
    pub text: RevisionId,
    /// The article here, and its last text.
    pub here: (ArticleId, RevisionId),
    /// The share of the words that both have, from 0 to 1; of two texts of one article it may be any.
    pub alike: f64,
    /// What differs, from the text there to the one here.
    pub difference: Comparison,
    /// Whether the text here says something that the one there does not.
    pub adds_words: bool,
    /// How many annotations stand on it.
    pub marks: usize,
}

impl Nearly {
    /// Tells whether the texts are nearly equal; else they are texts of one article that was written anew.
    pub fn is_near(&self) -> bool {
        self.alike >= near::NEAR
    }
}

/// A label that annotations of another project have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labelled {
    /// The number of the other project.
    pub source: usize,
    /// The label there.
    pub label: LabelKey,
    /// What it is called there.
    pub name: String,
    /// How many annotations have it.
    pub marks: usize,
    /// The label here that it most likely is: that of its key, else the only one with about its name.
    pub guess: Option<LabelKey>,
}

/// What of it comes in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// Sets that were taken or left by hand. Of the others those come that are not here, from the first project that
    /// holds them.
    pub sets: BTreeMap<(usize, SetId), bool>,
    /// Nearly equal texts that were accepted: their annotations are carried over to the text here.
    pub texts: BTreeSet<(usize, RevisionId)>,
    /// What labels count as here; nothing leaves one out. For the others the guess counts.
    pub labels: BTreeMap<(usize, LabelKey), Option<LabelKey>>,
    /// Who and what goes on with what is here, by the number of the project; of others all is new.
    pub again: BTreeMap<usize, Again>,
}

impl Choices {
    /// Returns which label another project's label becomes here.
    pub fn label_of(&self, labelled: &Labelled) -> Option<LabelKey> {
        let by_hand = self.labels.get(&(labelled.source, labelled.label.clone()));
        by_hand.map_or_else(|| labelled.guess.clone(), Clone::clone)
    }
}

/// Which sets come: of those of one id that hold the same, one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken(BTreeMap<(usize, SetId), usize>);

impl Taken {
    /// Returns the number of the project from which a set comes, or one of its id that holds the same.
    pub fn comes_from(&self, coming: &Coming) -> Option<usize> {
        self.0.get(&(coming.like, coming.set)).copied()
    }

    /// Tells whether a set comes from its own project.
    pub fn takes(&self, coming: &Coming) -> bool {
        self.comes_from(coming) == Some(coming.source)
    }
}

/// What other projects have.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// Their sets that hold something.
    pub sets: Vec<Coming>,
    /// Texts that nearly equal one that is here.
    pub near: Vec<Nearly>,
    /// The labels of their annotations.
    pub labels: Vec<Labelled>,
    /// The text here for each text of another project that is equal, with the article.
    homes: HashMap<(usize, RevisionId), (ArticleId, RevisionId)>,
}

impl Survey {
    /// Looks through other projects, and tells how much of that is done, from 0 to 1; `None` when nobody waits any
    /// longer. The cost follows what the projects hold, and for texts that have no equal here how many there are on
    /// both sides.
    pub fn of(
        here: &Project,
        others: &[Source],
        stop: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(f64),
    ) -> Option<Survey> {
        let mut survey = Survey::default();
        let mut held = HashMap::new();
        for (source, other) in others.iter().enumerate() {
            let matched = survey.match_texts(source, here, &other.project);
            survey.take_sets(source, here, others, &mut held);
            survey.take_labels(source, here, &other.project);
            let mut part = |done: f64| progress((source as f64 + done) / others.len() as f64);
            survey.find_near(source, here, &other.project, &matched, stop, &mut part)?;
        }
        Some(survey)
    }

    /// Returns which sets come as it was chosen: of those that hold the same the first that is wanted.
    pub fn taken(&self, choices: &Choices) -> Taken {
        let mut taken = Taken::default();
        for coming in self.sets.iter().filter(|coming| coming.there != There::Same) {
            let by_hand = choices.sets.get(&(coming.source, coming.set)).copied();
            if by_hand.unwrap_or(coming.there == There::No && coming.first == coming.source) {
                taken.0.entry((coming.like, coming.set)).or_insert(coming.source);
            }
        }
        taken
    }

    /// Takes the sets of a project that hold something. `held` says which projects before it hold a set, each in
    /// another way.
    fn take_sets(&mut self, source: usize, here: &Project, others: &[Source], held: &mut HashMap<SetId, Vec<usize>>) {
        let Some(other) = others.get(source).map(|other| &other.project) else { return };
        for (set, _) in other.sets() {
            let (marks, done) = (other.count_marks(*set), other.count_done(*set));
            if marks + done == 0 {
                continue;
            }
            let mut there = There::No;
            let home = |text: RevisionId| {
                let home = self.homes.get(&(source, text)).filter(|(_, home)| here.is_latest(*home));
                home.map(|(article, _)| *article)
            };
            // Two files that hold the same set are mostly copies of one.
            let same = |text: RevisionId| other.revision(&text).map(|row| row.article);
            if here.set(set).is_some() {
                there = if holds_the_same(here, other, *set, &home) { There::Same } else { There::Other };
            }
            let held = held.entry(*set).or_default();
            let is_like = |known: &usize| holds_the_same(&others[*known].project, other, *set, &same);
            let like = held.iter().copied().find(is_like).unwrap_or_else(|| {
                held.push(source);
                source
            });
            let first = held.first().copied().unwrap_or(source);
            self.sets.push(Coming { source, set: *set, marks, done, there, first, like });
        }
    }

    fn take_labels(&mut self, source: usize, here: &Project, other: &Project) {
        for (label, row) in other.labels() {
            let marks = other.count_label(label);
            if marks > 0 {
                let guess = match adopt::like(here, &adopt::Part::Label(label.clone()), &row.name) {
                    Some(adopt::Part::Label(guess)) => Some(guess),
                    _ => None,
                };
                self.labels.push(Labelled { source, label: label.clone(), name: row.name.clone(), marks, guess });
            }
        }
    }

    /// Matches articles that have a text in common: each with one here at most, that of the same id before any other.
    /// Returns the article here of each.
    fn match_texts(&mut self, source: usize, here: &Project, other: &Project) -> BTreeMap<ArticleId, ArticleId> {
        let mut held: HashMap<Hash, Vec<(ArticleId, RevisionId)>> = HashMap::new();
        for (article, _) in here.articles() {
            for revision in here.revisions_of(*article).rev() {
                if let Some(row) = here.revision(&revision) {
                    held.entry(row.text.hash()).or_default().push((*article, revision));
                }
            }
        }
        let equals = |revision: &RevisionId| {
            let hash = other.revision(revision).map(|row| row.text.hash());
            hash.and_then(|hash| held.get(&hash)).map_or(&[][..], Vec::as_slice)
        };
        let mut matched: BTreeMap<ArticleId, ArticleId> = BTreeMap::new();
        let mut taken: BTreeSet<ArticleId> = BTreeSet::new();
        for by_id in [true, false] {
            for (article, _) in other.articles() {
                if matched.contains_key(article) {
                    continue;
                }
                let texts = other.revisions_of(*article).rev();
                let mut found = texts.flat_map(|text| equals(&text).iter().map(|(home, _)| *home));
                let fits = |home: &ArticleId| !taken.contains(home) && (!by_id || home == article);
                if let Some(home) = found.find(fits) {
                    taken.insert(home);
                    matched.insert(*article, home);
                }
            }
        }
        for (article, home) in &matched {
            for text in other.revisions_of(*article) {
                let own = || equals(&text).iter().filter(|(article, _)| article == home);
                let found = own().find(|(_, revision)| *revision == text).or_else(|| own().next());
                if let Some(found) = found {
                    self.homes.insert((source, text), *found);
                }
            }
        }
        matched
    }

    /// Finds last texts without an equal that are nearly equal to one here: of the same article, or of one that no
    /// other article was matched with, the likest first. `None` when nobody waits any longer.
    fn find_near(
        &mut self,
        source: usize,
        here: &Project,
        other: &Project,
        matched: &BTreeMap<ArticleId, ArticleId>,
        stop: &dyn Fn() -> bool,
        progress: &mut dyn FnMut(f64),
    ) -> Option<()> {
        let last = |project: &Project, article: &ArticleId| {
            project.latest(*article).map(|(id, row)| (*article, id, row.text.clone()))
        };
        let alone = other.articles().into_iter().filter_map(|(article, _)| last(other, article));
        let alone: Vec<_> = alone.filter(|(_, text, _)| !self.homes.contains_key(&(source, *text))).collect();
        if alone.is_empty() {
            return Some(());
        }
        let taken: BTreeSet<ArticleId> = matched.values().copied().collect();
        let homes: Vec<(ArticleId, RevisionId, Text)> =
            here.articles().into_iter().filter_map(|(article, _)| last(here, article)).collect();
        let bags: Vec<near::Bag> = homes.iter().map(|(.., text)| near::Bag::of(text)).collect();
        let mut found: Vec<(f64, usize, usize)> = Vec::new();
        for (at, (article, _, text)) in alone.iter().enumerate() {
            if stop() {
                return None;
            }
            let bag = near::Bag::of(text);
            for (to, (home, ..)) in homes.iter().enumerate() {
                let alike = match matched.get(article) {
                    Some(own) if own == home => Some(bag.share(&bags[to])),
                    Some(_) => None,
                    None if taken.contains(home) => None,
                    None => bag.alike(&bags[to]),
                };
                found.extend(alike.map(|alike| (alike, at, to)));
            }
            progress((at + 1) as f64 / alone.len() as f64);
        }
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let (mut from, mut to) = (BTreeSet::new(), BTreeSet::new());
        found.retain(|(_, one, other)| {
            !from.contains(one) && !to.contains(other) && {
                from.insert(*one);
                to.insert(*other)
            }
        });
        found.sort_by_key(|(_, one, _)| *one);
        for (alike, one, other_at) in found {
            let ((_, text, there), (article, revision, ours)) = (&alone[one], &homes[other_at]);
            let difference = Comparison::of(there, ours, stop);
            if stop() {
                return None;
            }
            let (adds_words, marks) = (difference.adds_words(ours), on_text(other, *text).count());
            let here = (*article, *revision);
            self.near.push(Nearly { source, text: *text, here, alike, difference, adds_words, marks });
        }
        Some(())
    }
}

/// Lists the annotations on a text, those last that lost their place in it.
fn on_text(project: &Project, text: RevisionId) -> impl Iterator<Item = AnnotationId> {
    project.in_order(text).chain(project.detached(text))
}

/// Tells whether a set is in a project as it is in another: the same annotations and relations, as far as the scheme
/// has a place for what they say, and done with the same articles. `home` returns the article that a last text of the
/// other project is the last text of.
fn holds_the_same(
    known: &Project,
    other: &Project,
    set: SetId,
    home: &dyn Fn(RevisionId) -> Option<ArticleId>,
) -> bool {
    let same = |one: &Annotation, other: &Annotation| {
        let says = says_the_same(known, one, other);
        says && (&one.place, &one.note, one.unsure) == (&other.place, &other.note, other.unsure)
    };
    let mut own = other.annotations().filter(|(_, row)| row.set == set);
    let marks = known.count_marks(set) == other.count_marks(set)
        && own.all(|(id, row)| known.annotation(id).is_some_and(|there| same(there, row)));
    marks && draws_the_same(known, other, set) && {
        let last = |article: &ArticleId| other.latest(*article).and_then(|(text, _)| home(text));
        let mut homes = other.articles().into_iter().filter_map(|(article, _)| Some((*article, last(article)?)));
        homes.all(|(article, home)| is_done(known, set, home) == is_done(other, set, article))
    }
}

/// Tells whether an annotation of a project says what one of another does: its label, where the project has that, and
/// the values that it has a place for.
fn says_the_same(known: &Project, there: &Annotation, row: &Annotation) -> bool {
    let label = there.label == row.label || known.label(&row.label).is_none();
    label && same_values(known, &Owner::Label(there.label.clone()), &there.attributes, &row.attributes)
}

/// Tells whether a set has the same relations in a project as in another, as far as they have a place there.
fn draws_the_same(known: &Project, other: &Project, set: SetId) -> bool {
    let label = |id: &AnnotationId| known.annotation(id).map(|row| &row.label);
    let has_place = |row: &Relation| {
        let ends = label(&row.from).zip(label(&row.to));
        ends.zip(known.kind(&row.kind)).is_some_and(|((from, to), kind)| kind.joins(from, to))
    };
    let same = |one: &Relation, other: &Relation| {
        (&one.kind, one.from, one.to, &one.note) == (&other.kind, other.from, other.to, &other.note)
            && same_values(known, &Owner::Kind(one.kind.clone()), &one.attributes, &other.attributes)
    };
    let drawn = known.relations().filter(|(_, row)| row.set == set).count();
    let mut own = other.relations().filter(|(_, row)| row.set == set && has_place(row));
    let mut count = 0;
    let found = own.all(|(id, row)| {
        count += 1;
        known.relation(id).is_some_and(|there| same(there, row))
    });
    found && count == drawn
}

/// Tells whether values are those of another project that have a place.
fn same_values(known: &Project, owner: &Owner, there: &Attributes, values: &Attributes) -> bool {
    there.iter().eq(values.iter().filter(|(key, value)| fits(known, key, value, owner)))
}

/// Tells whether the scheme of a project has a place for a value.
fn fits(known: &Project, key: &AttributeKey, value: &Value, owner: &Owner) -> bool {
    known.attribute(key).is_some_and(|attribute| attribute.on.contains(owner) && attribute.accepts(value))
}

#[cfg(test)]
#[path = "bring_tests.rs"]
mod tests;
