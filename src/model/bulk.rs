//! Builds the transactions that change many annotations at once: each one step, that says what it left as it was.

use std::collections::{BTreeSet, HashSet};

use crate::say;

use super::actions::{self, Refusal, Step};
use super::edit::Builder;
use super::id::{AnnotationId, LabelKey, RevisionId, SetId, Stamp};
use super::segment::{grapheme_ceil, grapheme_floor};
use super::text::{Fragments, Span};
use super::{Annotation, Project};

/// How many stretches are looked at between two questions whether they are still wanted.
const TURN: usize = 1_000;

/// Marks many stretches of text with a label, each as an annotation.
///
/// One that begins or ends inside a grapheme is grown to the whole of it. Those that are marked so already in the set
/// are left out; the step's name says how many. Now and then `goes_on` is told how many stretches were looked at, and
/// says whether the step is still wanted.
///
/// # Errors
/// When the label or the set is not there, nothing would be left to mark, or the step is no longer wanted.
pub fn label_spans(
    project: &Project,
    set: SetId,
    label: &LabelKey,
    spans: &[(RevisionId, Span)],
    stamp: &mut Stamp,
    goes_on: &mut dyn FnMut(usize) -> bool,
) -> Result<Step, Refusal> {
    let Some(row) = project.label(label) else {
        return Err(Refusal(say!("refuse-no-label", label = label.to_string())));
    };
    if project.set(&set).is_none() {
        return Err(Refusal(say!("refuse-no-set").into()));
    }
    let mut builder = Builder::new(project);
    let (mut made, mut seen) = (0, HashSet::new());
    for (at, (revision, span)) in spans.iter().enumerate() {
        if at > 0 && at % TURN == 0 && !goes_on(at) {
            return Err(Refusal(say!("many-stopped").to_owned()));
        }
        let Some(text) = project.revision(revision).map(|row| &row.text) else {
            return Err(Refusal(say!("refuse-text-gone").into()));
        };
        let Ok(whole) = text.span(grapheme_floor(text, span.start()), grapheme_ceil(text, span.end())) else {
            continue;
        };
        let fragments = Fragments::one(whole);
        if actions::is_marked(project, set, *revision, label, &fragments) || !seen.insert((*revision, whole)) {
            continue;
        }
        let annotation = Annotation::new(set, *revision, label.clone(), fragments, stamp.time);
        builder.put(AnnotationId(stamp.fresh()), Some(annotation));
        made += 1;
    }
    if made == 0 {
        return Err(Refusal(match spans {
            [] => say!("refuse-none-ticked").to_owned(),
            _ => say!("refuse-all-marked", label = &row.name),
        }));
    }
    let left = spans.len() - made;
    let name = say!("step-label-hits", count = made, label = &row.name, left = left);
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
    let ours = || ours_of(project, set, ids);
    match what {
        Bulk::SameClaim => actions::tie_claims(project, ids, stamp).map(|(step, _)| step),
        Bulk::SameEntity => actions::tie_entities(project, ids, stamp).map(|(step, _)| step),
        Bulk::Relabel(label) => {
            let (ours, others) = ours()?;
            let fresh = without_doubles(project, &ours, label);
            if fresh.is_empty() {
                return Err(Refusal(say!("refuse-all-labelled").to_owned()));
            }
            Ok(leaving(actions::relabel(project, &fresh, label)?, ours.len() - fresh.len(), others))
        }
        Bulk::Delete => {
            let (ours, others) = ours()?;
            Ok(leaving(actions::delete_annotations(project, &ours)?, 0, others))
        }
        Bulk::Unsure(unsure) => {
            let (ours, others) = ours()?;
            let step = actions::set_unsure(project, &ours, *unsure)?;
            let count = step.transaction.edits.len();
            let name =
                if *unsure { say!("step-flag-many", count = count) } else { say!("step-unflag-many", count = count) };
            Ok(leaving(Step { name, ..step }, 0, others))
        }
    }
}

/// Returns those that are there and in the set, and how many are in others.
fn ours_of(project: &Project, set: Option<SetId>, ids: &[AnnotationId]) -> Result<(Vec<AnnotationId>, usize), Refusal> {
    let there: BTreeSet<AnnotationId> = ids.iter().copied().filter(|id| project.annotation(id).is_some()).collect();
    let is_ours = |id: &AnnotationId| project.annotation(id).is_some_and(|row| Some(row.set) == set);
    let ours: Vec<AnnotationId> = there.iter().copied().filter(is_ours).collect();
    match (ours.len(), there.len()) {
        (0, 0) => Err(Refusal(say!("refuse-all-gone").to_owned())),
        (0, _) => Err(Refusal(say!("refuse-all-others").to_owned())),
        (ours_count, all) => Ok((ours, all - ours_count)),
    }
}

/// Names in a step what it leaves as it is.
fn leaving(step: Step, labelled: usize, others: usize) -> Step {
    let mut left = Vec::new();
    if labelled > 0 {
        left.push(say!("left-labelled", count = labelled));
    }
    if others > 0 {
        left.push(say!("left-others", count = others));
    }
    if left.is_empty() {
        return step;
    }
    Step { name: say!("step-but-not", step = step.name, left = left.join(say!("list-and"))), ..step }
}

/// Leaves out annotations whose words would be marked with a label twice in their set.
fn without_doubles(project: &Project, ids: &[AnnotationId], label: &LabelKey) -> Vec<AnnotationId> {
    let mut taken = HashSet::new();
    let fresh = |id: &AnnotationId| {
        let Some(row) = project.annotation(id) else { return false };
        let Some(fragments) = row.fragments().filter(|_| row.label != *label) else { return true };
        !actions::is_marked(project, row.set, row.revision, label, fragments)
            && taken.insert((row.revision, row.set, fragments.clone()))
    };
    ids.iter().copied().filter(fresh).collect()
}

#[cfg(test)]
#[path = "bulk_tests.rs"]
mod tests;
