//! Builds the steps that are taken in the ledger: what is not there, what belongs apart, what may stand.

use super::super::Dismissal;
use super::super::id::FindingKey;
use super::ties::longest_quote;
use super::*;

/// Says that an article was read for a proposition, which is not there, or takes that back.
pub fn mark_absent(
    project: &Project,
    proposition: PropositionId,
    article: ArticleId,
    set: SetId,
    absent: bool,
    stamp: &Stamp,
) -> Made {
    let mut builder = Builder::new(project);
    builder.put((proposition, article, set), absent.then_some(Absence { time: stamp.time }));
    step(if absent { say!("step-absent") } else { say!("step-not-absent") }, builder)
}

/// Parts some claims from their proposition, on whichever texts of their articles they stand: they get one of their
/// own, worded as the longest of them, with no verdict. What was read for the old one stays with it.
///
/// # Errors
/// When a claim is not of the proposition, or when no claim on the latest text of an article would be left in it.
pub fn split_proposition(
    project: &Project,
    id: PropositionId,
    parted: &[AnnotationId],
    stamp: &mut Stamp,
) -> Result<(Step, PropositionId), Refusal> {
    let Some(row) = project.proposition(&id) else { return refuse(say!("refuse-proposition-gone")) };
    let parted: BTreeSet<AnnotationId> = parted.iter().copied().collect();
    if parted.is_empty() || !parted.is_subset(&row.members) {
        return refuse(say!("refuse-split-others"));
    }
    let parted = project.through_texts(&parted, &row.members);
    if !leaves_some(project, &row.members, &parted) {
        return refuse(say!("refuse-split-all"));
    }
    let wording = longest_quote(project, &parted);
    let name = say!("step-split", count = project.count_lineages(&parted), wording = shorten(&row.wording));
    let members = row.members.difference(&parted).copied().collect();
    let fresh = PropositionId(stamp.fresh());
    let mut builder = Builder::new(project);
    // They leave the one before they join the other.
    builder.put(id, Some(Proposition { members, ..row.clone() }));
    let (attributes, note) = Default::default();
    builder.put(fresh, Some(Proposition { wording, attributes, members: parted, note, time: stamp.time }));
    Ok((step(name, builder)?, fresh))
}

/// Tells whether a proposition that some claims are parted from keeps one on the latest text of an article, or where it
/// has none there, any.
pub fn leaves_some(project: &Project, members: &BTreeSet<AnnotationId>, parted: &BTreeSet<AnnotationId>) -> bool {
    let parted = project.through_texts(parted, members);
    let is_last = |id: &AnnotationId| project.annotation(id).is_some_and(|row| project.is_latest(row.revision));
    let any_last = members.iter().any(is_last);
    members.iter().any(|id| (!any_last || is_last(id)) && !parted.contains(id))
}

/// Says why a finding of the check list may stand.
pub fn dismiss(project: &Project, finding: &FindingKey, reason: &str, stamp: &Stamp) -> Made {
    let reason = reason.trim();
    if reason.is_empty() {
        return refuse(say!("refuse-no-reason"));
    }
    let mut builder = Builder::new(project);
    builder.put(finding.clone(), Some(Dismissal { reason: reason.to_owned(), time: stamp.time }));
    step(say!("step-dismiss", reason = shorten(reason)), builder)
}

/// Puts a finding that was dismissed back on the check list.
pub fn undismiss(project: &Project, finding: &FindingKey) -> Made {
    let mut builder = Builder::new(project);
    builder.put::<Dismissal>(finding.clone(), None);
    step(say!("step-undismiss"), builder)
}
