//! Builds the transactions that change many annotations at once: each one step, that says what it left as it was.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::actions::{self, Refusal, Step, counted};
use super::edit::Builder;
use super::id::{AnnotationId, LabelKey, RevisionId, SetId, Stamp};
use super::project::{Annotation, Place, Project};
use super::segment::{grapheme_ceil, grapheme_floor};
use super::text::{Fragments, Span};

/// Marks many stretches of text with a label, each as an annotation.
///
/// One that begins or ends inside a grapheme is grown to the whole of it. Those that are marked so already in the set
/// are left out; the step's name says how many.
///
/// # Errors
/// When the label or the set is not there, or nothing would be left to mark.
pub fn label_spans(
    project: &Project,
    set: SetId,
    label: &LabelKey,
    spans: &[(RevisionId, Span)],
    stamp: &mut Stamp,
) -> Result<Step, Refusal> {
    let Some(row) = project.label(label) else {
        return Err(Refusal(format!("The scheme has no label {label}.")));
    };
    if project.set(&set).is_none() {
        return Err(Refusal("There is no set to annotate in: choose an annotator first.".into()));
    }
    let mut builder = Builder::new(project);
    let (mut made, mut seen) = (0, HashSet::new());
    for (revision, span) in spans {
        let Some(text) = project.revision(revision).map(|row| &row.text) else {
            return Err(Refusal("One of the texts is no longer there.".into()));
        };
        let Ok(whole) = text.span(grapheme_floor(text, span.start()), grapheme_ceil(text, span.end())) else {
            continue;
        };
        let fragments = Fragments::one(whole);
        let here = project.starting_at(*revision, whole.start()).filter_map(|id| project.annotation(&id));
        let mut here = here.take_while(|row| row.fragments().is_some_and(|f| f.start() == whole.start()));
        let marked = here.any(|row| row.set == set && row.label == *label && row.fragments() == Some(&fragments));
        if marked || !seen.insert((*revision, whole)) {
            continue;
        }
        let annotation = Annotation {
            set,
            revision: *revision,
            label: label.clone(),
            place: Place::At(fragments),
            attributes: BTreeMap::new(),
            note: String::new(),
            unsure: false,
            time: stamp.time,
            derived_from: Vec::new(),
        };
        builder.put(AnnotationId(stamp.fresh()), Some(annotation));
        made += 1;
    }
    if made == 0 {
        return Err(Refusal(match spans {
            [] => "No hit is ticked.".to_owned(),
            _ => format!("All of them are marked as {} already.", row.name),
        }));
    }
    let left = spans.len() - made;
    let rest = if left > 0 { format!(" ({left} were already)") } else { String::new() };
    let name = format!("Mark {} as {}{rest}", counted(made, "hit"), row.name);
    Ok(Step { name, transaction: builder.finish() })
}

/// What is done to many annotations at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bulk {
    /// They get another label.
    Relabel(LabelKey),
    /// They are deleted.
    Delete,
    /// They are flagged as not sure, or no longer.
    Unsure(bool),
    /// They say the same.
    SameClaim,
    /// They name the same.
    SameEntity,
}

/// Does something to many annotations.
///
/// All but tying is for the annotations of `set` only: others are another annotator's, are left as they are and
/// counted in the step's name. An annotation whose words have the new label already in its set keeps its own.
///
/// # Errors
/// When nothing would change, or an action refuses: why, in the user's words.
pub fn change_many(
    project: &Project,
    set: Option<SetId>,
    ids: &[AnnotationId],
    what: &Bulk,
    stamp: &mut Stamp,
) -> Result<Step, Refusal> {
    match what {
        Bulk::SameClaim => return actions::tie_claims(project, ids, stamp).map(|(step, _)| step),
        Bulk::SameEntity => return actions::tie_entities(project, ids, stamp).map(|(step, _)| step),
        Bulk::Relabel(_) | Bulk::Delete | Bulk::Unsure(_) => {}
    }
    let there: BTreeSet<AnnotationId> = ids.iter().copied().filter(|id| project.annotation(id).is_some()).collect();
    let is_ours = |id: &AnnotationId| project.annotation(id).is_some_and(|row| Some(row.set) == set);
    let mut ours: Vec<AnnotationId> = there.iter().copied().filter(is_ours).collect();
    let others = there.len() - ours.len();
    if ours.is_empty() {
        return Err(Refusal(match others {
            0 => "None of them is there any longer.".to_owned(),
            _ => "They are another annotator's, and can't be changed here.".to_owned(),
        }));
    }
    let mut twice = 0;
    if let Bulk::Relabel(label) = what {
        let before = ours.len();
        ours = without_doubles(project, &ours, label);
        twice = before - ours.len();
        if ours.is_empty() {
            return Err(Refusal("All of their words have that label already.".to_owned()));
        }
    }
    let mut step = match what {
        Bulk::Relabel(label) => actions::relabel(project, &ours, label),
        Bulk::Delete => actions::delete_annotations(project, &ours),
        Bulk::Unsure(unsure) => actions::set_unsure(project, &ours, *unsure),
        Bulk::SameClaim | Bulk::SameEntity => Err(Refusal(Refusal::NOTHING.to_owned())),
    }?;
    if let Bulk::Unsure(unsure) = what {
        let count = counted(step.transaction.edits.len(), "annotation");
        step.name = if *unsure { format!("Flag {count} as not sure") } else { format!("Unflag {count}") };
    }
    let mut rest = Vec::new();
    if twice > 0 {
        rest.push(format!("{twice} whose words have that label already"));
    }
    if others > 0 {
        rest.push(format!("{others} of other annotators"));
    }
    if !rest.is_empty() {
        step.name += &format!(" (but not {})", rest.join(" and "));
    }
    Ok(step)
}

/// Leaves out annotations whose words would be marked with a label twice in their set.
fn without_doubles(project: &Project, ids: &[AnnotationId], label: &LabelKey) -> Vec<AnnotationId> {
    let mut taken = HashSet::new();
    let fresh = |id: &AnnotationId| {
        let Some(row) = project.annotation(id) else { return false };
        let Some(fragments) = row.fragments().filter(|_| row.label != *label) else { return true };
        let start = fragments.start();
        let here = project.starting_at(row.revision, start).filter_map(|id| project.annotation(&id));
        let mut here = here.take_while(|row| row.fragments().is_some_and(|f| f.start() == start));
        let marked =
            here.any(|other| other.set == row.set && other.label == *label && other.fragments() == Some(fragments));
        !marked && taken.insert((row.revision, row.set, fragments.clone()))
    };
    ids.iter().copied().filter(fresh).collect()
}

#[cfg(test)]
#[path = "bulk_tests.rs"]
mod tests;
