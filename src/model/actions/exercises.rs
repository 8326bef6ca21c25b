//! Builds the steps that make, change and remove exercises, and that mend their keys.
//!
//! The key of an exercise is the annotations of its set: what is accepted as right becomes one of them, and what is
//! taken off is deleted like any other.

use crate::model::exercise::{Costs, Exercise, Fit, Saying, Task};
use crate::model::id::ExerciseId;

use super::*;

/// Makes an exercise of what a set has on a text, with values that will do: all labels that are marked there, all
/// relations between them, and words for what is to be done.
///
/// # Errors
/// When there is no such text or set, or the set has nothing on the text.
pub fn draft_exercise(project: &Project, revision: RevisionId, set: SetId) -> Result<Exercise, Refusal> {
    let Some(text) = project.revision(&revision) else { return refuse(say!("refuse-article-gone")) };
    if project.set(&set).is_none() {
        return refuse(say!("refuse-set-gone"));
    }
    let own = |id: &AnnotationId| project.annotation(id).is_some_and(|row| row.set == set);
    let key: BTreeSet<AnnotationId> = project.in_order(revision).filter(own).collect();
    if key.is_empty() {
        return refuse(say!("refuse-nothing-marked", who = project.set_name(set)));
    }
    let label = |id: &AnnotationId| project.annotation(id).map(|row| row.label.clone());
    let labels: BTreeMap<LabelKey, Task> = key.iter().filter_map(label).map(|key| (key, Task::default())).collect();
    let within = |row: &&Relation| row.set == set && key.contains(&row.from) && key.contains(&row.to);
    let relations = key.iter().flat_map(|id| project.relations_of(*id)).map(|(_, row)| row);
    let kinds: BTreeMap<KindKey, Task> =
        relations.filter(within).map(|row| (row.kind.clone(), Task::default())).collect();
    let names = |all: Vec<&str>| all.join(say!("list-comma"));
    let asked = project.labels().into_iter().filter(|(key, _)| labels.contains_key(key));
    let asked = names(asked.map(|(_, row)| row.name.as_str()).collect());
    let joined = project.kinds().into_iter().filter(|(key, _)| kinds.contains_key(key));
    let joined = names(joined.map(|(_, row)| row.name.as_str()).collect());
    let instructions = if kinds.is_empty() {
        say!("exercise-instructions", labels = asked)
    } else {
        say!("exercise-instructions-kinds", labels = asked, kinds = joined)
    };
    let title = project.article(&text.article).map_or_else(String::new, |row| row.details.title.clone());
    Ok(Exercise {
        rank: next_rank(project.exercises_by_id().map(|(_, row)| row.rank)),
        title,
        instructions,
        set,
        revision,
        labels,
        kinds,
        told: true,
        fit: Fit::default(),
        costs: Costs::default(),
        minutes: None,
        examples: BTreeSet::new(),
        sayings: BTreeMap::new(),
        word: String::new(),
        copy: None,
    })
}

/// Returns the text of an article that an exercise is best made on: the last one on which a set has marked something,
/// else the last one.
pub fn text_to_ask(project: &Project, article: ArticleId, set: SetId) -> Option<RevisionId> {
    let marked =
        |id: &RevisionId| project.in_order(*id).any(|id| project.annotation(&id).is_some_and(|row| row.set == set));
    let last = project.revisions_of(article).next_back();
    project.revisions_of(article).rev().find(marked).or(last)
}

/// Adds an exercise behind the others.
pub fn add_exercise(project: &Project, exercise: Exercise, stamp: &mut Stamp) -> Result<(Step, ExerciseId), Refusal> {
    let exercise = Exercise { rank: next_rank(project.exercises_by_id().map(|(_, row)| row.rank)), ..exercise };
    check(project, &exercise)?;
    let id = ExerciseId(stamp.fresh());
    let name = say!("step-add-exercise", title = shorten(&exercise.title));
    let mut builder = Builder::new(project);
    builder.put(id, Some(exercise));
    Ok((step(name, builder)?, id))
}

/// Makes an exercise say something else. Its rank stays what it is.
pub fn change_exercise(project: &Project, id: ExerciseId, exercise: Exercise) -> Made {
    let row = exercise_row(project, id)?;
    let exercise = Exercise { rank: row.rank, ..exercise };
    check(project, &exercise)?;
    put(project, id, say!("step-change-exercise", title = shorten(&exercise.title)), exercise)
}

/// Removes an exercise. The annotations that are its key stay.
pub fn remove_exercise(project: &Project, id: ExerciseId) -> Made {
    let row = exercise_row(project, id)?;
    let mut builder = Builder::new(project);
    builder.put::<Exercise>(id, None);
    step(say!("step-remove-exercise", title = shorten(&row.title)), builder)
}

/// Says something of an annotation of the key; nothing, where both its hint and its feedback are empty.
pub fn set_saying(project: &Project, id: ExerciseId, of: AnnotationId, saying: Saying) -> Made {
    let words = shorten(&project.quote(key_mark(project, id, of)?));
    let mut row = exercise_row(project, id)?.clone();
    if saying == Saying::default() {
        row.sayings.remove(&of);
    } else {
        row.sayings.insert(of, saying);
    }
    put(project, id, say!("step-saying", words = words), row)
}

/// Has learners see an annotation of the key marked from the beginning, or no longer.
pub fn set_example(project: &Project, id: ExerciseId, of: AnnotationId, given: bool) -> Made {
    let words = shorten(&project.quote(key_mark(project, id, of)?));
    let mut row = exercise_row(project, id)?.clone();
    let name = if given {
        row.examples.insert(of);
        say!("step-example", words = words)
    } else {
        row.examples.remove(&of);
        say!("step-no-example", words = words)
    };
    put(project, id, name, row)
}

/// Takes into the key what learners marked and it has not. `from` are their marks, where they are in the project.
///
/// # Errors
/// When the key has it already, the exercise does not ask for the label, or the words are not in its text.
pub fn accept_mark(
    project: &Project,
    id: ExerciseId,
    label: &LabelKey,
    fragments: Fragments,
    from: &[AnnotationId],
    stamp: &mut Stamp,
) -> Result<(Step, AnnotationId), Refusal> {
    let row = exercise_row(project, id)?;
    let name = label_name(project, label);
    if row.copy.is_some() {
        return refuse(say!("refuse-learners-copy"));
    }
    if !row.labels.contains_key(label) {
        return refuse(say!("refuse-not-asked", label = name));
    }
    if is_marked(project, row.set, row.revision, label, &fragments) {
        return refuse(say!("refuse-marked-already", label = name));
    }
    let text = project.revision(&row.revision).map(|row| &row.text);
    let Some(text) = text.filter(|text| fragments.spans().iter().all(|span| text.holds(*span))) else {
        return refuse(say!("refuse-other-text"));
    };
    let name = say!("step-accept-mark", label = name, words = shorten(&fragments.quote(text)));
    let made = Annotation::new(row.set, row.revision, label.clone(), fragments, stamp.time);
    let made_id = AnnotationId(stamp.fresh());
    let mut builder = Builder::new(project);
    builder.put(made_id, Some(Annotation { derived_from: from.to_vec(), ..made }));
    let mut asks = row.clone();
    asks.sayings.insert(made_id, Saying { optional: true, ..Saying::default() });
    builder.put(id, Some(asks));
    Ok((step(name, builder)?, made_id))
}

/// Takes what sets have on a text out of a project, with all that hangs on it. Returns the name of the step that does
/// so: `name` with what goes that is no mark and no relation of these sets.
pub fn empty_sets(builder: &mut Builder<'_>, revision: RevisionId, sets: &BTreeSet<SetId>, name: String) -> String {
    if sets.is_empty() {
        return name;
    }
    let project = builder.project();
    let is_own = |set: &SetId| sets.contains(set);
    let (mut losses, mut own_relations) = (Losses::default(), BTreeSet::new());
    for id in project.in_order(revision).chain(project.detached(revision)) {
        let Some(row) = project.annotation(&id) else { continue };
        // A relation of theirs may join two marks of others.
        own_relations.extend(project.relations_of(id).filter(|(_, row)| is_own(&row.set)).map(|(id, _)| id));
        if is_own(&row.set) {
            losses.delete(project, id);
            builder.put::<Annotation>(id, None);
        }
    }
    losses.relations.retain(|id| !own_relations.contains(id));
    own_relations.into_iter().for_each(|id| builder.put::<Relation>(id, None));
    let names = losses.write(builder);
    with_losses(name, &names)
}

fn exercise_row(project: &Project, id: ExerciseId) -> Result<&Exercise, Refusal> {
    project.exercise(&id).ok_or_else(|| Refusal(say!("refuse-exercise-gone").into()))
}

/// Returns an annotation of an exercise's key.
fn key_mark(project: &Project, id: ExerciseId, of: AnnotationId) -> Result<&Annotation, Refusal> {
    let (exercise, row) = (exercise_row(project, id)?, annotation(project, of)?);
    if row.set == exercise.set && row.revision == exercise.revision {
        Ok(row)
    } else {
        refuse(say!("refuse-not-in-key"))
    }
}

fn put(project: &Project, id: ExerciseId, name: String, row: Exercise) -> Made {
    let mut builder = Builder::new(project);
    builder.put(id, Some(row));
    step(name, builder)
}

/// Refuses what no project may hold.
fn check(project: &Project, exercise: &Exercise) -> Result<(), Refusal> {
    if project.set(&exercise.set).is_none() {
        return refuse(say!("refuse-set-gone"));
    }
    if project.revision(&exercise.revision).is_none() {
        return refuse(say!("refuse-article-gone"));
    }
    if let Some(label) = exercise.labels.keys().find(|key| project.label(key).is_none()) {
        return refuse(say!("refuse-no-label", label = label.to_string()));
    }
    if let Some(kind) = exercise.kinds.keys().find(|key| project.kind(key).is_none()) {
        return refuse(say!("refuse-no-kind", kind = kind.to_string()));
    }
    if exercise.fault().is_some() { refuse(say!("refuse-exercise-numbers")) } else { Ok(()) }
}

#[cfg(test)]
#[path = "exercises_tests.rs"]
mod tests;
