//! What hand-ins are held against.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::model::exercise::{Costs, Exercise, Fit, Saying, Task};
use crate::model::id::ExerciseId;
use crate::model::{Annotation, AnnotationId, Fragments, Hash, KindKey, LabelKey, Project, RelationId, Revision, Text};
use crate::say;

use super::Handout;

/// A phrase of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMark {
    /// The annotation that it is.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelKey,
    /// Its words.
    pub place: Fragments,
    /// Whether it is an example: learners saw it marked, and it counts for nothing.
    pub given: bool,
    /// Whether it is right and not required: it is worth nothing, and nobody misses it. An example is not.
    pub optional: bool,
    /// What helps to find it.
    pub hint: String,
    /// What is said of it afterwards.
    pub feedback: String,
}

impl KeyMark {
    /// Tells whether learners are to find it.
    pub fn is_asked(&self) -> bool {
        !self.given && !self.optional
    }
}

/// A relation of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLink {
    /// The relation that it is.
    pub id: RelationId,
    /// Its kind.
    pub kind: KindKey,
    /// The number of the mark where it starts, in the key.
    pub from: usize,
    /// The number of the mark where it leads.
    pub to: usize,
    /// Whether it is between two examples: learners saw it, and it counts for nothing.
    pub given: bool,
}

impl KeyLink {
    /// Tells whether learners are to find it: it is not given, and both its ends are, or are to be found themselves.
    pub fn is_asked(&self, marks: &[KeyMark]) -> bool {
        let there = |at: usize| marks.get(at).is_some_and(|mark| !mark.optional);
        !self.given && there(self.from) && there(self.to)
    }
}

/// The key of an exercise and the rules of its marking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What its handout asks: see [`Handout::asked`](super::Handout::asked).
    pub asked: Hash,
    /// The text.
    pub text: Text,
    /// What is to be found, and the examples, in the order of the text.
    pub marks: Vec<KeyMark>,
    /// The relations to be found, and those between examples.
    pub links: Vec<KeyLink>,
    /// The labels that count.
    pub labels: BTreeMap<LabelKey, Task>,
    /// The relation kinds that count.
    pub kinds: BTreeMap<KindKey, Task>,
    /// What counts as found.
    pub fit: Fit,
    /// What is taken off.
    pub costs: Costs,
}

/// Why an exercise can't be handed out or marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExerciseError {
    /// The project has no such exercise.
    Gone,
    /// It is a learner's copy, which has no key.
    Copy,
    /// It asks for no label.
    NoLabels,
    /// There is nothing to find: its set has none of the labels on its text, but for examples.
    NoKey,
}

impl fmt::Display for ExerciseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            ExerciseError::Gone => say!("refuse-exercise-gone"),
            ExerciseError::Copy => say!("refuse-learners-copy"),
            ExerciseError::NoLabels => say!("exercise-no-labels"),
            ExerciseError::NoKey => say!("exercise-nothing-to-find"),
        })
    }
}

impl std::error::Error for ExerciseError {}

/// What an exercise has on its text: the key, or of a learner's copy the examples.
pub(super) struct Marked<'p> {
    pub(super) exercise: &'p Exercise,
    pub(super) revision: &'p Revision,
    /// In the order of the text.
    pub(super) marks: Vec<KeyMark>,
    /// By the numbers of the marks that they join, then by their kinds.
    pub(super) links: Vec<KeyLink>,
}

impl<'p> Marked<'p> {
    /// Lists what an exercise has. Words that are marked with one label twice are one mark, and relations that then
    /// join the same two are one.
    ///
    /// # Errors
    /// When the exercise is not there or asks for no label.
    pub(super) fn of(project: &'p Project, id: ExerciseId) -> Result<Marked<'p>, ExerciseError> {
        let exercise = project.exercise(&id).ok_or(ExerciseError::Gone)?;
        let revision = project.revision(&exercise.revision).ok_or(ExerciseError::Gone)?;
        if exercise.labels.is_empty() {
            return Err(ExerciseError::NoLabels);
        }
        let asked = |row: &&Annotation| row.set == exercise.set && exercise.labels.contains_key(&row.label);
        let mut marks: Vec<KeyMark> = Vec::new();
        let mut numbers: BTreeMap<AnnotationId, usize> = BTreeMap::new();
        let mut places: BTreeMap<(LabelKey, Fragments), usize> = BTreeMap::new();
        for id in project.in_order(exercise.revision) {
            let Some(row) = project.annotation(&id).filter(asked) else { continue };
            let Some(place) = row.fragments() else { continue };
            let given = exercise.examples.contains(&id);
            let Saying { hint, feedback, optional } = exercise.sayings.get(&id).cloned().unwrap_or_default();
            let at = *places.entry((row.label.clone(), place.clone())).or_insert(marks.len());
            if let Some(twin) = marks.get_mut(at) {
                twin.given |= given;
                twin.optional &= optional;
                for (said, more) in [(&mut twin.hint, hint), (&mut twin.feedback, feedback)] {
                    if said.is_empty() {
                        *said = more;
                    }
                }
            } else {
                let (label, place) = (row.label.clone(), place.clone());
                marks.push(KeyMark { id, label, place, given, optional, hint, feedback });
            }
            numbers.insert(id, at);
        }
        let mut links: BTreeMap<(usize, usize, KindKey), RelationId> = BTreeMap::new();
        for id in numbers.keys() {
            for (relation, row) in project.relations_of(*id).filter(|(_, row)| row.from == *id) {
                let Some((from, to)) = numbers.get(&row.from).zip(numbers.get(&row.to)) else { continue };
                if row.set == exercise.set && exercise.kinds.contains_key(&row.kind) && from != to {
                    links.entry((*from, *to, row.kind.clone())).or_insert(relation);
                }
            }
        }
        marks.iter_mut().for_each(|mark| mark.optional &= !mark.given);
        let given = |number: usize| marks.get(number).is_some_and(|mark| mark.given);
        let link = |((from, to, kind), id)| KeyLink { id, kind, from, to, given: given(from) && given(to) };
        let links = links.into_iter().map(link).collect();
        Ok(Marked { exercise, revision, marks, links })
    }
}

impl Key {
    /// Makes the key of an exercise: what its set has on its text of the labels and kinds that are asked for.
    ///
    /// # Errors
    /// When the exercise is not there, is a learner's copy, or has nothing to find.
    pub fn of(project: &Project, id: ExerciseId) -> Result<Key, ExerciseError> {
        if project.exercise(&id).is_some_and(|row| row.copy.is_some()) {
            return Err(ExerciseError::Copy);
        }
        let handout = Handout::of(project, id)?;
        let Marked { exercise, revision, marks, mut links } = Marked::of(project, id)?;
        // A kind whose ends are not asked for is none that a learner can draw.
        let drawn: BTreeSet<&KindKey> = handout.kinds.iter().map(|kind| &kind.key).collect();
        links.retain(|link| drawn.contains(&link.kind));
        let mut kinds = exercise.kinds.clone();
        kinds.retain(|key, _| drawn.contains(key));
        Ok(Key {
            exercise: id,
            asked: handout.asked(),
            text: revision.text.clone(),
            marks,
            links,
            labels: exercise.labels.clone(),
            kinds,
            fit: exercise.fit,
            costs: exercise.costs,
        })
    }

    /// Lists the annotations that an exercise asks for and that are no part of its key, for they lost their place in
    /// the text.
    pub fn left_out(project: &Project, id: ExerciseId) -> Vec<AnnotationId> {
        let Some(exercise) = project.exercise(&id) else { return Vec::new() };
        let asked = |row: &Annotation| row.set == exercise.set && exercise.labels.contains_key(&row.label);
        project.detached(exercise.revision).filter(|id| project.annotation(id).is_some_and(asked)).collect()
    }
}
