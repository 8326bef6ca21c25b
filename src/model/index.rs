//! Keeps, beside a project's tables, what would otherwise be searched for: who stands where, who refers to whom.
//!
//! [`Project::apply`](super::Project::apply) keeps it right row by row, so that an edit costs what it touches and
//! not what the project holds. It follows from the tables: it is not compared, not saved, and can be built anew.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use imbl::{OrdMap, OrdSet};

use super::id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, KindKey, LabelKey, PropositionId, RelationId,
    RevisionId, SetId,
};
use super::text::{Fragments, Text};
use super::{Annotation, Attributes, Entity, Project, Proposition, Relation, Revision, Set};

type InOrder = (RevisionId, usize, Reverse<usize>, AnnotationId);

/// A relation at one of its ends: that end, which one it is, the kind, the other end. Many may end at one annotation,
/// as at a source that many claims rest on, and of those only one sort is ever asked for.
type AtEnd = (AnnotationId, Side, Kind, AnnotationId, RelationId);

/// A relation's kind; `None`, which no relation has, comes before all of them.
type Kind = Option<KindKey>;

/// Which end of a relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Side {
    From,
    To,
}

/// What refers to what. Counts are of rows that name the key.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Index {
    in_order: OrdSet<InOrder>,
    /// Annotations by the lines that they touch behind the one they begin on: few, for most stay on theirs.
    later_lines: OrdSet<(RevisionId, usize, AnnotationId)>,
    /// Annotations that lost their place in a text.
    detached: OrdSet<(RevisionId, AnnotationId)>,
    counts: OrdMap<(RevisionId, SetId, LabelKey), usize>,
    revisions: OrdSet<(ArticleId, u32, RevisionId)>,
    /// Each relation at both ends.
    relations: OrdSet<AtEnd>,
    propositions: OrdMap<AnnotationId, PropositionId>,
    entities: OrdMap<AnnotationId, EntityId>,
    labels: OrdMap<LabelKey, usize>,
    attributes: OrdMap<AttributeKey, usize>,
    kinds: OrdMap<KindKey, usize>,
    /// Annotations.
    marks: OrdMap<SetId, usize>,
    /// Relations.
    ties: OrdMap<SetId, usize>,
    /// Articles that are done.
    done: OrdMap<SetId, usize>,
    of_annotator: OrdMap<AnnotatorId, usize>,
}

/// Whether a row comes or goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Comes,
    Goes,
}

fn count<K: Ord + Clone>(counts: &mut OrdMap<K, usize>, key: &K, way: Way) {
    match (way, counts.get_mut(key)) {
        (Way::Comes, Some(count)) => *count += 1,
        (Way::Comes, None) => drop(counts.insert(key.clone(), 1)),
        (Way::Goes, Some(count)) if *count > 1 => *count -= 1,
        (Way::Goes, Some(_)) => drop(counts.remove(key)),
        (Way::Goes, None) => {}
    }
}

fn keep<T: Ord + Clone>(set: &mut OrdSet<T>, row: T, way: Way) {
    if way == Way::Comes {
        set.insert(row);
    } else {
        set.remove(&row);
    }
}

/// Lists the lines that fragments touch behind the one they begin on, each once.
fn later_lines(fragments: &Fragments, text: &Text, mut each: impl FnMut(usize)) {
    let mut next = text.line_at(fragments.start()) + 1;
    for span in fragments.spans() {
        let first = text.line_at(span.start()).max(next);
        let last = text.line_at(span.end() - 1);
        (first..=last).for_each(&mut each);
        next = next.max(last + 1);
    }
}

fn add<K: Ord>(tally: &mut BTreeMap<K, usize>, key: K, number: usize) {
    *tally.entry(key).or_default() += number;
}

fn owned<K: Ord + Clone>(tally: BTreeMap<&K, usize>) -> OrdMap<K, usize> {
    tally.into_iter().map(|(key, number)| (key.clone(), number)).collect()
}

/// Makes a set of rows; sorted first, it is made several times as fast.
fn sorted<T: Ord + Clone>(mut rows: Vec<T>) -> OrdSet<T> {
    rows.sort_unstable();
    rows.into_iter().collect()
}

/// Makes a map of members to what they are in.
///
/// # Errors
/// Returns a member of two, and the second.
fn single<I: Ord + Copy>(mut members: Vec<(AnnotationId, I)>) -> Result<OrdMap<AnnotationId, I>, (AnnotationId, I)> {
    members.sort_unstable();
    match members.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(pair[1]),
        None => Ok(members.into_iter().collect()),
    }
}

/// Returns a relation as it stands at both of its ends.
fn at_ends(id: RelationId, row: &Relation) -> [AtEnd; 2] {
    let kind = || Some(row.kind.clone());
    [(row.from, Side::From, kind(), row.to, id), (row.to, Side::To, kind(), row.from, id)]
}

/// Finds a relation that says what another one says, among the sorted ones of a project.
fn twice(sorted: &[AtEnd], project: &Project) -> Option<RelationId> {
    let alike = |a: &AtEnd, b: &AtEnd| (a.0, a.1, &a.2, a.3) == (b.0, b.1, &b.2, b.3);
    sorted.chunk_by(alike).filter(|same| same.len() > 1).find_map(|same| {
        let mut there = BTreeSet::new();
        same.iter().find_map(|(.., id)| (!there.insert(project.relation(id)?.set)).then_some(*id))
    })
}

impl Index {
    /// Builds the index of a project from its tables row by row.
    pub(super) fn of(project: &Project) -> Index {
        let mut index = Index::of_few(project);
        for (id, annotation) in &project.annotations {
            index.annotation(*id, annotation, project.revision(&annotation.revision), Way::Comes);
        }
        for (id, relation) in &project.relations {
            index.relation(*id, relation, Way::Comes);
        }
        for (id, proposition) in &project.propositions {
            index.proposition(*id, proposition, Way::Comes);
        }
        for (id, entity) in &project.entities {
            index.entity(*id, entity, Way::Comes);
        }
        index
    }

    /// Indexes the tables that are never long: texts, sets and done marks.
    fn of_few(project: &Project) -> Index {
        let mut index = Index::default();
        for (id, revision) in &project.revisions {
            index.revision(*id, revision, Way::Comes);
        }
        for set in project.sets.values() {
            index.set(set, Way::Comes);
        }
        for (set, _) in project.done.keys() {
            index.done(*set, Way::Comes);
        }
        index
    }

    /// Builds the index of a project from its tables, all rows at once: a few times as fast as row by row.
    ///
    /// # Errors
    /// Names a relation that is there twice, or a proposition or an entity of which another one has a member already.
    pub(super) fn at_once(project: &Project) -> Result<Index, String> {
        let mut index = Index::of_few(project);
        let (mut counts, mut attributes) = (BTreeMap::new(), BTreeMap::new());
        let (mut in_order, mut on_later, mut detached) = (Vec::new(), Vec::new(), Vec::new());
        for (id, row) in &project.annotations {
            add(&mut counts, (row.revision, row.set, &row.label), 1);
            row.attributes.keys().for_each(|key| add(&mut attributes, key, 1));
            let Some(fragments) = row.fragments() else {
                detached.push((row.revision, *id));
                continue;
            };
            let Some(revision) = project.revision(&row.revision) else { continue };
            in_order.push((row.revision, fragments.start(), Reverse(fragments.end()), *id));
            later_lines(fragments, &revision.text, |line| on_later.push((row.revision, line, *id)));
        }
        let (mut labels, mut marks) = (BTreeMap::new(), BTreeMap::new());
        for ((_, set, label), number) in &counts {
            add(&mut labels, *label, *number);
            add(&mut marks, set, *number);
        }
        let (mut kinds, mut ties, mut relations) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for (id, row) in &project.relations {
            relations.extend(at_ends(*id, row));
            add(&mut kinds, &row.kind, 1);
            add(&mut ties, &row.set, 1);
            row.attributes.keys().for_each(|key| add(&mut attributes, key, 1));
        }
        let (mut claims, mut named) = (Vec::new(), Vec::new());
        for (id, row) in &project.propositions {
            claims.extend(row.members.iter().map(|member| (*member, *id)));
            row.attributes.keys().for_each(|key| add(&mut attributes, key, 1));
        }
        for (id, row) in &project.entities {
            named.extend(row.members.iter().map(|member| (*member, *id)));
        }
        index.propositions = single(claims)
            .map_err(|(claim, id)| format!("claim {claim} of proposition {id} is in another one already"))?;
        index.entities = single(named)
            .map_err(|(member, id)| format!("annotation {member} of entity {id} names another one already"))?;
        index.labels = owned(labels);
        index.marks = owned(marks);
        index.ties = owned(ties);
        index.attributes = owned(attributes);
        index.kinds = owned(kinds);
        index.counts = counts.into_iter().map(|((text, set, label), n)| ((text, set, label.clone()), n)).collect();
        index.in_order = sorted(in_order);
        index.later_lines = sorted(on_later);
        index.detached = sorted(detached);
        relations.sort_unstable();
        if let Some(id) = twice(&relations, project) {
            return Err(format!("relation {id} is there twice"));
        }
        index.relations = relations.into_iter().collect();
        Ok(index)
    }

    fn values(&mut self, attributes: &Attributes, way: Way) {
        for key in attributes.keys() {
            count(&mut self.attributes, key, way);
        }
    }

    pub(super) fn revision(&mut self, id: RevisionId, row: &Revision, way: Way) {
        keep(&mut self.revisions, (row.article, row.number, id), way);
    }

    pub(super) fn set(&mut self, row: &Set, way: Way) {
        if let Some(annotator) = row.annotator {
            count(&mut self.of_annotator, &annotator, way);
        }
    }

    pub(super) fn done(&mut self, set: SetId, way: Way) {
        count(&mut self.done, &set, way);
    }

    pub(super) fn annotation(&mut self, id: AnnotationId, row: &Annotation, revision: Option<&Revision>, way: Way) {
        count(&mut self.labels, &row.label, way);
        count(&mut self.counts, &(row.revision, row.set, row.label.clone()), way);
        count(&mut self.marks, &row.set, way);
        self.values(&row.attributes, way);
        let Some(fragments) = row.fragments() else {
            return keep(&mut self.detached, (row.revision, id), way);
        };
        let Some(revision) = revision else { return };
        keep(&mut self.in_order, (row.revision, fragments.start(), Reverse(fragments.end()), id), way);
        later_lines(fragments, &revision.text, |line| keep(&mut self.later_lines, (row.revision, line, id), way));
    }

    pub(super) fn relation(&mut self, id: RelationId, row: &Relation, way: Way) {
        for at_end in at_ends(id, row) {
            keep(&mut self.relations, at_end, way);
        }
        count(&mut self.kinds, &row.kind, way);
        count(&mut self.ties, &row.set, way);
        self.values(&row.attributes, way);
    }

    pub(super) fn proposition(&mut self, id: PropositionId, row: &Proposition, way: Way) {
        self.values(&row.attributes, way);
        for member in &row.members {
            match way {
                Way::Comes => {
                    self.propositions.insert(*member, id);
                }
                Way::Goes if self.propositions.get(member) == Some(&id) => {
                    self.propositions.remove(member);
                }
                Way::Goes => {}
            }
        }
    }

    pub(super) fn entity(&mut self, id: EntityId, row: &Entity, way: Way) {
        for member in &row.members {
            match way {
                Way::Comes => {
                    self.entities.insert(*member, id);
                }
                Way::Goes if self.entities.get(member) == Some(&id) => {
                    self.entities.remove(member);
                }
                Way::Goes => {}
            }
        }
    }

    pub(super) fn revisions_of(&self, article: ArticleId) -> impl DoubleEndedIterator<Item = RevisionId> {
        let range = (article, 0, RevisionId(0))..=(article, u32::MAX, RevisionId(u128::MAX));
        self.revisions.range(range).map(|(_, _, id)| *id)
    }

    /// Counts the texts of an article with a number; more than one is a fault.
    pub(super) fn numbered(&self, article: ArticleId, number: u32) -> usize {
        let range = (article, number, RevisionId(0))..=(article, number, RevisionId(u128::MAX));
        self.revisions.range(range).count()
    }

    /// Lists the annotations that begin in a range of bytes.
    pub(super) fn beginning_in(&self, revision: RevisionId, bytes: Range<usize>) -> impl Iterator<Item = AnnotationId> {
        let at = |byte| (revision, byte, Reverse(usize::MAX), AnnotationId(0));
        self.in_order.range(at(bytes.start)..at(bytes.end)).map(|(_, _, _, id)| *id)
    }

    /// Lists the annotations that touch lines and begin on an earlier one than each of these; some more than once.
    pub(super) fn going_on_in(&self, revision: RevisionId, lines: Range<usize>) -> impl Iterator<Item = AnnotationId> {
        let range = (revision, lines.start, AnnotationId(0))..(revision, lines.end, AnnotationId(0));
        self.later_lines.range(range).map(|(_, _, id)| *id)
    }

    pub(super) fn in_order(&self, revision: RevisionId) -> impl DoubleEndedIterator<Item = AnnotationId> {
        self.starting_at(revision, 0)
    }

    pub(super) fn detached(&self, revision: RevisionId) -> impl Iterator<Item = AnnotationId> {
        let range = (revision, AnnotationId(0))..=(revision, AnnotationId(u128::MAX));
        self.detached.range(range).map(|(_, id)| *id)
    }

    pub(super) fn starting_at(
        &self,
        revision: RevisionId,
        byte: usize,
    ) -> impl DoubleEndedIterator<Item = AnnotationId> {
        let first = (revision, byte, Reverse(usize::MAX), AnnotationId(0));
        let last = (revision, usize::MAX, Reverse(0), AnnotationId(u128::MAX));
        self.in_order.range(first..=last).map(|(_, _, _, id)| *id)
    }

    pub(super) fn starting_before(&self, revision: RevisionId, byte: usize) -> impl Iterator<Item = AnnotationId> {
        let first = (revision, 0, Reverse(usize::MAX), AnnotationId(0));
        let last = (revision, byte, Reverse(usize::MAX), AnnotationId(0));
        self.in_order.range(first..last).rev().map(|(_, _, _, id)| *id)
    }

    pub(super) fn relations_of(&self, annotation: AnnotationId) -> impl Iterator<Item = RelationId> {
        let first = (annotation, Side::From, None, AnnotationId(0), RelationId(0));
        self.relations.range(first..).take_while(move |(end, ..)| *end == annotation).map(|(.., id)| *id)
    }

    /// Lists the relations of a kind that start at an annotation.
    pub(super) fn relations_from(&self, from: AnnotationId, kind: &KindKey) -> impl Iterator<Item = RelationId> {
        self.at_end(from, Side::From, kind)
    }

    /// Lists the relations of a kind that end at an annotation.
    pub(super) fn relations_to(&self, to: AnnotationId, kind: &KindKey) -> impl Iterator<Item = RelationId> {
        self.at_end(to, Side::To, kind)
    }

    fn at_end(&self, end: AnnotationId, side: Side, kind: &KindKey) -> impl Iterator<Item = RelationId> {
        let at = |other, id| (end, side, Some(kind.clone()), AnnotationId(other), RelationId(id));
        self.relations.range(at(0, 0)..=at(u128::MAX, u128::MAX)).map(|(.., id)| *id)
    }

    /// Lists the relations of a kind from one annotation to another.
    pub(super) fn between(
        &self,
        from: AnnotationId,
        kind: &KindKey,
        to: AnnotationId,
    ) -> impl Iterator<Item = RelationId> {
        let at = |id| (from, Side::From, Some(kind.clone()), to, RelationId(id));
        self.relations.range(at(0)..=at(u128::MAX)).map(|(.., id)| *id)
    }

    pub(super) fn proposition_of(&self, claim: AnnotationId) -> Option<PropositionId> {
        self.propositions.get(&claim).copied()
    }

    pub(super) fn entity_of(&self, annotation: AnnotationId) -> Option<EntityId> {
        self.entities.get(&annotation).copied()
    }

    pub(super) fn count(&self, revision: RevisionId, set: SetId, label: &LabelKey) -> usize {
        self.counts.get(&(revision, set, label.clone())).copied().unwrap_or(0)
    }

    pub(super) fn count_marks(&self, set: SetId) -> usize {
        self.marks.get(&set).copied().unwrap_or(0)
    }

    pub(super) fn count_done(&self, set: SetId) -> usize {
        self.done.get(&set).copied().unwrap_or(0)
    }

    pub(super) fn count_label(&self, label: &LabelKey) -> usize {
        self.labels.get(label).copied().unwrap_or(0)
    }

    pub(super) fn count_attribute(&self, key: &AttributeKey) -> usize {
        self.attributes.get(key).copied().unwrap_or(0)
    }

    pub(super) fn count_kind(&self, key: &KindKey) -> usize {
        self.kinds.get(key).copied().unwrap_or(0)
    }

    /// Lists the texts that have annotations of a label.
    pub(super) fn revisions_with(&self, label: &LabelKey) -> BTreeSet<RevisionId> {
        self.counts.keys().filter(|(_, _, other)| other == label).map(|(revision, _, _)| *revision).collect()
    }

    pub(super) fn uses_attribute(&self, key: &AttributeKey) -> bool {
        self.attributes.contains_key(key)
    }

    pub(super) fn uses_kind(&self, key: &KindKey) -> bool {
        self.kinds.contains_key(key)
    }

    pub(super) fn uses_revision(&self, id: RevisionId) -> bool {
        self.in_order(id).next().is_some() || self.detached(id).next().is_some()
    }

    pub(super) fn uses_set(&self, id: SetId) -> bool {
        self.marks.contains_key(&id) || self.ties.contains_key(&id)
    }

    pub(super) fn uses_annotator(&self, id: AnnotatorId) -> bool {
        self.of_annotator.contains_key(&id)
    }
}
