//! Builds the steps that add a text to an article, with its annotations carried over, and that settle what lost its
//! place.

use super::super::id::FindingKey;
use super::super::{Decision, Dismissal};
use super::*;

/// A later text of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewText {
    /// The text.
    pub text: Text,
    /// What the text's parts are.
    pub blocks: Vec<Block>,
    /// Where the text is from, in words.
    pub origin: String,
    /// Whether it says something that the text before it did not. If so, nobody has read it for anything yet: marks
    /// that the article is done, or was read for a proposition which is not there, go.
    pub adds_words: bool,
}

/// Adds a text to an article. Every annotation on the text before it is carried over as a new one that remembers which
/// it came from: onto the words that `carried` has for it, or detached with the words it stood on. Relations go along
/// where their other end is on an article's last text or is carried over too, and so do memberships in propositions and
/// entities, dismissals of findings, and what was settled.
pub fn add_revision(
    project: &Project,
    article: ArticleId,
    new: NewText,
    carried: &BTreeMap<AnnotationId, Fragments>,
    stamp: &mut Stamp,
) -> Result<(Step, RevisionId), Refusal> {
    let Some((row, (last, before))) = project.article(&article).zip(project.latest(article)) else {
        return refuse(say!("refuse-article-gone"));
    };
    let NewText { text, blocks, origin, adds_words } = new;
    if text.as_str().trim().is_empty() {
        return refuse(say!("refuse-no-text"));
    }
    if text == before.text {
        return refuse(say!("refuse-same-text"));
    }
    if let Some(fault) = Block::fault(&blocks, &text) {
        return refuse(fault);
    }
    let mut builder = Builder::new(project);
    let id = RevisionId(stamp.fresh());
    let number = before.number.saturating_add(1);
    builder.put(id, Some(Revision { article, number, text, blocks, added: stamp.time, origin }));
    let old: Vec<AnnotationId> = project.in_order(last).chain(project.detached(last)).collect();
    let new_ids: BTreeMap<AnnotationId, AnnotationId> =
        old.iter().map(|old| (*old, AnnotationId(stamp.fresh()))).collect();
    for (old, new) in &new_ids {
        let row = annotation(project, *old)?;
        let place = match (carried.get(old), &row.place) {
            (Some(fragments), _) => Place::At(fragments.clone()),
            (None, Place::At(fragments)) => {
                Place::Detached(fragments.spans().iter().map(|span| Anchor::of(&before.text, *span)).collect())
            }
            (None, Place::Detached(anchors)) => Place::Detached(anchors.clone()),
        };
        let mut derived_from = vec![*old];
        if project.set(&row.set).is_some_and(|set| set.kind == SetKind::Adjudicated) {
            // What it was taken from, so that it can be settled otherwise on the new text, too.
            derived_from.extend(row.derived_from.iter().filter_map(|from| new_ids.get(from)));
        }
        builder.put(*new, Some(Annotation { revision: id, place, derived_from, ..row.clone() }));
    }
    let relations = carry_relations(&mut builder, &new_ids, stamp);
    carry_dismissals(&mut builder, &new_ids, &relations, carried);
    carry_memberships(&mut builder, &new_ids);
    carry_decisions(&mut builder, last, &new_ids);
    let mut losses = Vec::new();
    if adds_words {
        losses = forget_reading(&mut builder, article);
    }
    let (title, count) = (shorten(&row.details.title), old.len());
    let name = say!("step-add-revision", number = number, title = title, count = count);
    Ok((step(dropping(name, &losses), builder)?, id))
}

/// Carries relations over. Returns the new one of each.
fn carry_relations(
    builder: &mut Builder<'_>,
    new_ids: &BTreeMap<AnnotationId, AnnotationId>,
    stamp: &mut Stamp,
) -> BTreeMap<RelationId, RelationId> {
    let project = builder.project();
    let is_last = |id: &AnnotationId| {
        let revision = project.annotation(id).map(|row| row.revision);
        let article = revision.and_then(|id| project.revision(&id)).map(|row| row.article);
        article.and_then(|article| project.latest(article)).map(|(id, _)| id) == revision
    };
    let relations: BTreeMap<RelationId, &Relation> = new_ids.keys().flat_map(|id| project.relations_of(*id)).collect();
    let mut carried = BTreeMap::new();
    for (id, row) in relations {
        let end = |id: AnnotationId| new_ids.get(&id).copied().or_else(|| is_last(&id).then_some(id));
        if let (Some(from), Some(to)) = (end(row.from), end(row.to)) {
            let new = RelationId(stamp.fresh());
            builder.put(new, Some(Relation { from, to, ..row.clone() }));
            carried.insert(id, new);
        }
    }
    carried
}

/// Dismisses of what was carried over what was dismissed of it before: the keys of findings name what they are about by
/// its id.
fn carry_dismissals(
    builder: &mut Builder<'_>,
    annotations: &BTreeMap<AnnotationId, AnnotationId>,
    relations: &BTreeMap<RelationId, RelationId>,
    placed: &BTreeMap<AnnotationId, Fragments>,
) {
    let project = builder.project();
    let new_part = |part: &str| {
        let annotation = AnnotationId::parse(part).and_then(|id| annotations.get(&id)).map(ToString::to_string);
        let relation = || RelationId::parse(part).and_then(|id| relations.get(&id)).map(ToString::to_string);
        annotation.or_else(relation)
    };
    let mut new = Vec::new();
    for (key, row) in project.dismissals() {
        // What has a place again may lose it anew.
        if detached_in(key).is_some_and(|id| placed.contains_key(&id)) {
            continue;
        }
        let parts: Vec<(&str, Option<String>)> = key.as_str().split('.').map(|part| (part, new_part(part))).collect();
        if parts.iter().any(|(_, new)| new.is_some()) {
            let parts: Vec<&str> = parts.iter().map(|(old, new)| new.as_deref().unwrap_or(old)).collect();
            new.extend(FindingKey::parse(&parts.join(".")).map(|key| (key, row.clone())));
        }
    }
    new.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
}

fn carry_memberships(builder: &mut Builder<'_>, new_ids: &BTreeMap<AnnotationId, AnnotationId>) {
    let project = builder.project();
    let mut propositions: BTreeMap<PropositionId, Proposition> = BTreeMap::new();
    let mut entities: BTreeMap<EntityId, Entity> = BTreeMap::new();
    for (old, new) in new_ids {
        if let Some((id, row)) = project.proposition_of(*old).and_then(|id| Some((id, project.proposition(&id)?))) {
            propositions.entry(id).or_insert_with(|| row.clone()).members.insert(*new);
        }
        if let Some((id, row)) = project.entity_of(*old).and_then(|id| Some((id, project.entity(&id)?))) {
            entities.entry(id).or_insert_with(|| row.clone()).members.insert(*new);
        }
    }
    propositions.into_iter().for_each(|(id, row)| builder.put(id, Some(row)));
    entities.into_iter().for_each(|(id, row)| builder.put(id, Some(row)));
}

/// Carries over what was settled. A place is settled on the new text where its annotations stand on the same words as
/// before; otherwise, or where it can't be told which they are, it was settled and has changed since.
fn carry_decisions(builder: &mut Builder<'_>, last: RevisionId, new_ids: &BTreeMap<AnnotationId, AnnotationId>) {
    let project = builder.project();
    let settled: Vec<_> = project.decisions().filter(|(key, _)| new_ids.contains_key(&key.0)).collect();
    if settled.is_empty() {
        return;
    }
    let mut derived: BTreeMap<(AnnotationId, SetId), BTreeSet<AnnotationId>> = BTreeMap::new();
    for row in new_ids.keys().filter_map(|id| project.annotation(id)) {
        for from in &row.derived_from {
            let others = row.derived_from.iter().filter(|id| new_ids.contains_key(id));
            derived.entry((*from, row.set)).or_default().extend(others);
        }
    }
    let mut after = project.clone();
    // What can't be applied is refused when the step is made.
    if after.apply(&builder.clone().finish()).is_err() {
        return;
    }
    let words = |project: &Project, id: &AnnotationId| {
        project.annotation(id).filter(|row| row.fragments().is_some()).map(|row| project.quote(row))
    };
    // Of two that come to be about one place the later one says how it was settled.
    let mut new: BTreeMap<(AnnotationId, SetId), Decision> = BTreeMap::new();
    for (key, decision) in settled {
        let stood_for = derived.remove(key).unwrap_or_default();
        let settled = |ids: &BTreeSet<AnnotationId>| project.state_of(ids.iter().copied()) == decision.state;
        let members = [stood_for, BTreeSet::from([key.0])].into_iter().find(settled);
        let members = members.or_else(|| Some(answering(project, last, key.0)).filter(settled));
        let carried: BTreeMap<AnnotationId, AnnotationId> =
            members.iter().flatten().filter_map(|old| Some((*old, *new_ids.get(old)?))).collect();
        let first = carried.values().min().or(new_ids.get(&key.0));
        let same = |(old, new): (&AnnotationId, &AnnotationId)| words(project, old) == words(&after, new);
        let state = if !carried.is_empty() && carried.iter().all(same) {
            after.state_of(carried.values().copied())
        } else {
            decision.state
        };
        if let Some(first) = first {
            let made = Decision { state, time: decision.time };
            let there = new.entry((*first, key.1)).or_insert_with(|| made.clone());
            if there.time < made.time {
                *there = made;
            }
        }
    }
    new.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
}

/// Lists the annotations of sets that are not adjudicated which share words with one, and itself: where nothing was
/// taken, or all, those are most likely what was settled.
fn answering(project: &Project, revision: RevisionId, id: AnnotationId) -> BTreeSet<AnnotationId> {
    let fragments = |id: &AnnotationId| project.annotation(id).and_then(Annotation::fragments);
    let Some(own) = fragments(&id) else { return BTreeSet::new() };
    let compared = |id: &AnnotationId| {
        let set = project.annotation(id).and_then(|row| project.set(&row.set));
        set.is_some_and(|set| set.kind != SetKind::Adjudicated)
    };
    let shares =
        |id: &AnnotationId| fragments(id).is_some_and(|other| other.start() < own.end() && own.start() < other.end());
    project.starting_before(revision, own.end()).filter(|id| compared(id) && shares(id)).collect()
}

/// Removes what says that an article was read, and names it.
fn forget_reading(builder: &mut Builder<'_>, article: ArticleId) -> Vec<String> {
    let project = builder.project();
    let mut names = Vec::new();
    let done: Vec<_> = project.done_marks().map(|(key, _)| *key).filter(|key| key.1 == article).collect();
    if !done.is_empty() {
        names.push(say!("done-counted", count = done.len()));
    }
    done.into_iter().for_each(|key| builder.put::<Done>(key, None));
    let absences: Vec<_> = project.absences().map(|(key, _)| *key).filter(|key| key.1 == article).collect();
    if !absences.is_empty() {
        names.push(say!("absences-counted", count = absences.len()));
    }
    absences.into_iter().for_each(|key| builder.put::<Absence>(key, None));
    names
}

/// What the keys of findings begin with that an annotation has lost its place.
const DETACHED: &str = "detached.";

/// Names the finding that an annotation has lost its place; its dismissal says that it was looked at and left so.
pub fn detached_finding(id: AnnotationId) -> FindingKey {
    let key = format!("{DETACHED}{id}");
    FindingKey::parse(&key).unwrap_or_else(|| FindingKey::slug(&key))
}

/// Returns the annotation whose lost place a finding is about.
pub fn detached_in(key: &FindingKey) -> Option<AnnotationId> {
    key.as_str().strip_prefix(DETACHED).and_then(AnnotationId::parse)
}

/// Tells whether an annotation that lost its place waits for somebody to look for it.
pub fn is_waiting(project: &Project, id: AnnotationId) -> bool {
    let detached = project.annotation(&id).is_some_and(|row| row.fragments().is_none());
    detached && project.dismissal(&detached_finding(id)).is_none()
}

/// Leaves annotations detached: they were looked for, and their words are gone.
pub fn leave_detached(project: &Project, ids: &[AnnotationId], stamp: &mut Stamp) -> Made {
    let mut builder = Builder::new(project);
    let ids: BTreeSet<AnnotationId> = ids.iter().copied().filter(|id| is_waiting(project, *id)).collect();
    for id in &ids {
        let reason = say!("reason-left-detached").to_owned();
        builder.put(detached_finding(*id), Some(Dismissal { reason, time: stamp.time }));
    }
    let name = match ids.first().and_then(|id| project.annotation(id)) {
        Some(row) if ids.len() == 1 => {
            let label = label_name(project, &row.label);
            say!("step-leave-detached", label = label, words = shorten(&project.quote(row)))
        }
        _ => say!("step-leave-all-detached", count = ids.len()),
    };
    step(name, builder)
}

#[cfg(test)]
#[path = "revisions_tests.rs"]
pub(super) mod tests;
