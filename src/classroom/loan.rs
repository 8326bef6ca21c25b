//! Makes the project that a learner opens.
//!
//! It is a project like any other: one article with its text, the part of the scheme that is asked for, a set with the
//! examples, a set for the learner, and the exercise, which says that it is a copy. What is not asked for is not in it:
//! the key's other marks, what is said of them afterwards, examples and attributes of the scheme, notes.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::edit::{ApplyError, Builder};
use crate::model::exercise::{Exercise, LearnersCopy, Sealed, Task};
use crate::model::id::ExerciseId;
use crate::model::{
    Annotation, AnnotationId, Annotator, AnnotatorId, Article, Attributes, Info, Kind, Label, Project, Relation,
    Revision, Set, SetId, SetKind, Stamp, Ties, Transaction,
};
use crate::say;

use super::Handout;
use super::key::{ExerciseError, Marked};

/// Makes a learner's project of an exercise. `sealed` is its key, where learners are to check themselves.
///
/// What the project gives as a [`Handout`] is what the exercise gives, beside what is sealed.
///
/// # Errors
/// When the exercise is not there, is a learner's copy itself, or has nothing to find.
pub fn lend(
    project: &Project,
    id: ExerciseId,
    sealed: Option<Sealed>,
    stamp: &mut Stamp,
) -> Result<Project, ExerciseError> {
    if project.exercise(&id).is_some_and(|row| row.copy.is_some()) {
        return Err(ExerciseError::Copy);
    }
    let handout = Handout::of(project, id)?;
    let Marked { exercise, revision, marks, links } = Marked::of(project, id)?;
    let empty = Project::empty();
    let mut builder = Builder::new(&empty);
    builder.put((), Some(Info { title: exercise.title.clone(), note: String::new() }));
    for asked in &handout.labels {
        let Some(row) = project.label(&asked.key) else { continue };
        builder.put(asked.key.clone(), Some(Label { ties: Ties::Nothing, examples: Vec::new(), ..row.clone() }));
    }
    for asked in &handout.kinds {
        let Some(row) = project.kind(&asked.key) else { continue };
        let (from, to) = (asked.from.clone(), asked.to.clone());
        builder.put(asked.key.clone(), Some(Kind { from, to, examples: Vec::new(), ..row.clone() }));
    }
    let learner = AnnotatorId(stamp.fresh());
    builder.put(learner, Some(Annotator { rank: 0, name: say!("exercise-learner").to_owned() }));
    let set = |rank, annotator: Option<AnnotatorId>, kind| Set {
        rank,
        name: if annotator.is_none() { say!("exercise-examples").to_owned() } else { String::new() },
        annotator,
        kind,
        begun: stamp.time,
        unmasked: Vec::new(),
        handed: None,
    };
    let (own, examples) = (set(0, Some(learner), SetKind::Own), set(1, None, SetKind::AnswerKey));
    let (own_id, examples_id) = (SetId(stamp.fresh()), SetId(stamp.fresh()));
    builder.put(own_id, Some(own));
    builder.put(examples_id, Some(examples));
    builder.put(revision.article, Some(Article { rank: 0, details: handout.details.clone() }));
    builder.put(exercise.revision, Some(Revision { number: 1, origin: String::new(), ..revision.clone() }));
    let mut given: BTreeSet<AnnotationId> = BTreeSet::new();
    for mark in marks.iter().filter(|mark| mark.given) {
        let Some(time) = project.annotation(&mark.id).map(|row| row.time) else { continue };
        let (label, place) = (mark.label.clone(), mark.place.clone());
        builder.put(mark.id, Some(Annotation::new(examples_id, exercise.revision, label, place, time)));
        given.insert(mark.id);
    }
    for link in links.iter().filter(|link| link.given && handout.kinds.iter().any(|kind| kind.key == link.kind)) {
        let Some((from, to)) = marks.get(link.from).zip(marks.get(link.to)) else { continue };
        let Some(time) = project.relation(&link.id).map(|row| row.time) else { continue };
        let (kind, attributes, note) = (link.kind.clone(), Attributes::new(), String::new());
        let row = Relation { set: examples_id, kind, from: from.id, to: to.id, attributes, note, time };
        builder.put(link.id, Some(row));
    }
    let copy = LearnersCopy {
        labels: handout.labels.iter().filter_map(|label| Some((label.key.clone(), label.count?))).collect(),
        kinds: handout.kinds.iter().filter_map(|kind| Some((kind.key.clone(), kind.count?))).collect(),
        hints: handout.hints.clone(),
        asked: Some(handout.asked()),
        sealed,
    };
    let plain = |task: &Task| Task { feedback: String::new(), ..task.clone() };
    let labels = handout.labels.iter().filter_map(|label| Some((label.key.clone(), exercise.labels.get(&label.key)?)));
    let kinds = handout.kinds.iter().filter_map(|kind| Some((kind.key.clone(), exercise.kinds.get(&kind.key)?)));
    let lent = Exercise {
        rank: 0,
        title: exercise.title.clone(),
        instructions: exercise.instructions.clone(),
        set: examples_id,
        revision: exercise.revision,
        labels: labels.map(|(key, task)| (key, plain(task))).collect(),
        kinds: kinds.map(|(key, task)| (key, plain(task))).collect(),
        told: exercise.told,
        fit: exercise.fit,
        costs: exercise.costs,
        minutes: exercise.minutes,
        examples: given,
        sayings: BTreeMap::new(),
        word: String::new(),
        copy: Some(copy),
    };
    builder.put(id, Some(lent));
    // What it is made of fitted together in the project that it comes from.
    made(&empty, &builder.finish()).map_err(|_| ExerciseError::Gone)
}

fn made(empty: &Project, transaction: &Transaction) -> Result<Project, ApplyError> {
    let mut project = empty.clone();
    project.apply(transaction)?;
    Ok(project)
}

#[cfg(test)]
#[path = "loan_tests.rs"]
mod tests;
