//! Holds a project: articles, scheme, annotators, sets, annotations, relations, propositions and entities.
//!
//! Every table is a persistent map, so a clone is cheap and a save, an undo or a memo can hold a whole project
//! while work goes on. Nothing here changes but through [`Project::apply`] (see [`super::edit`]).

use std::collections::BTreeSet;
use std::sync::Arc;

use imbl::OrdMap;

use super::conflict::{Conflict, ConflictKey};
use super::edit::DecisionKey;
use super::exercise::Exercise;
use super::id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, ExerciseId, FindingKey, KindKey, LabelKey,
    PropositionId, RelationId, RevisionId, SetId, Stamp,
};
use super::index::Index;
use super::rows::{
    Absence, Annotation, Annotator, Article, Decision, Dismissal, Done, Entity, Info, Place, Proposition, Relation,
    Revision, Set, SetKind,
};
use super::scheme::{Attribute, Kind, Label, Owner, Scheme, Ties};

/// A whole project.
#[derive(Clone)]
pub struct Project {
    pub(super) info: OrdMap<(), Arc<Info>>,
    pub(super) labels: OrdMap<LabelKey, Arc<Label>>,
    pub(super) attributes: OrdMap<AttributeKey, Arc<Attribute>>,
    pub(super) kinds: OrdMap<KindKey, Arc<Kind>>,
    pub(super) articles: OrdMap<ArticleId, Arc<Article>>,
    pub(super) revisions: OrdMap<RevisionId, Arc<Revision>>,
    pub(super) annotators: OrdMap<AnnotatorId, Arc<Annotator>>,
    pub(super) sets: OrdMap<SetId, Arc<Set>>,
    pub(super) done: OrdMap<(SetId, ArticleId), Arc<Done>>,
    pub(super) annotations: OrdMap<AnnotationId, Arc<Annotation>>,
    pub(super) relations: OrdMap<RelationId, Arc<Relation>>,
    pub(super) propositions: OrdMap<PropositionId, Arc<Proposition>>,
    pub(super) entities: OrdMap<EntityId, Arc<Entity>>,
    pub(super) absences: OrdMap<(PropositionId, ArticleId, SetId), Arc<Absence>>,
    pub(super) dismissals: OrdMap<FindingKey, Arc<Dismissal>>,
    pub(super) decisions: OrdMap<DecisionKey, Arc<Decision>>,
    pub(super) exercises: OrdMap<ExerciseId, Arc<Exercise>>,
    pub(super) conflicts: OrdMap<ConflictKey, Arc<Conflict>>,
    pub(super) index: Index,
}

impl PartialEq for Project {
    /// Compares what the tables hold; the index follows from them.
    fn eq(&self, other: &Project) -> bool {
        self.info == other.info
            && self.labels == other.labels
            && self.attributes == other.attributes
            && self.kinds == other.kinds
            && self.articles == other.articles
            && self.revisions == other.revisions
            && self.annotators == other.annotators
            && self.sets == other.sets
            && self.done == other.done
            && self.annotations == other.annotations
            && self.relations == other.relations
            && self.propositions == other.propositions
            && self.entities == other.entities
            && self.absences == other.absences
            && self.dismissals == other.dismissals
            && self.decisions == other.decisions
            && self.exercises == other.exercises
            && self.conflicts == other.conflicts
    }
}

impl std::fmt::Debug for Project {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Project")
            .field("info", &self.info())
            .field("articles", &self.articles)
            .field("revisions", &self.revisions)
            .field("sets", &self.sets)
            .field("annotations", &self.annotations)
            .field("relations", &self.relations)
            .field("propositions", &self.propositions)
            .field("entities", &self.entities)
            .finish_non_exhaustive()
    }
}

macro_rules! getters {
    ($($(#[$doc:meta])* $get:ident, $(#[$all_doc:meta])* $all:ident: $table:ident[$key:ty] -> $row:ty;)*) => {$(
        $(#[$doc])*
        pub fn $get(&self, key: &$key) -> Option<&$row> {
            self.$table.get(key).map(Arc::as_ref)
        }

        $(#[$all_doc])*
        pub fn $all(&self) -> impl DoubleEndedIterator<Item = (&$key, &$row)> {
            self.$table.iter().map(|(key, row)| (key, row.as_ref()))
        }
    )*};
}

impl Project {
    /// Makes a project with nothing in it, not even labels.
    pub fn empty() -> Project {
        Project {
            info: OrdMap::new(),
            labels: OrdMap::new(),
            attributes: OrdMap::new(),
            kinds: OrdMap::new(),
            articles: OrdMap::new(),
            revisions: OrdMap::new(),
            annotators: OrdMap::new(),
            sets: OrdMap::new(),
            done: OrdMap::new(),
            annotations: OrdMap::new(),
            relations: OrdMap::new(),
            propositions: OrdMap::new(),
            entities: OrdMap::new(),
            absences: OrdMap::new(),
            dismissals: OrdMap::new(),
            decisions: OrdMap::new(),
            exercises: OrdMap::new(),
            conflicts: OrdMap::new(),
            index: Index::default(),
        }
    }

    /// Makes a project with a scheme, and one annotator with one set.
    pub fn begin(scheme: Scheme, annotator: &str, stamp: &mut Stamp) -> Project {
        let mut project = Project::empty();
        project.labels = scheme.labels.into_iter().map(|(key, row)| (key, Arc::new(row))).collect();
        project.attributes = scheme.attributes.into_iter().map(|(key, row)| (key, Arc::new(row))).collect();
        project.kinds = scheme.kinds.into_iter().map(|(key, row)| (key, Arc::new(row))).collect();
        let annotator_id = AnnotatorId(stamp.fresh());
        project.annotators.insert(annotator_id, Arc::new(Annotator { rank: 0, name: annotator.to_owned() }));
        let set = Set {
            rank: 0,
            name: String::new(),
            annotator: Some(annotator_id),
            kind: SetKind::Own,
            begun: stamp.time,
            unmasked: Vec::new(),
            handed: None,
        };
        project.sets.insert(SetId(stamp.fresh()), Arc::new(set));
        project.index = Index::of(&project);
        project
    }

    /// Returns what is said of the project as a whole.
    pub fn info(&self) -> Info {
        self.info.get(&()).map(|info| info.as_ref().clone()).unwrap_or_default()
    }

    getters! {
        /// Returns a label.
        label, /// Lists all labels by key.
        labels_by_key: labels[LabelKey] -> Label;
        /// Returns an attribute.
        attribute, /// Lists all attributes by key.
        attributes_by_key: attributes[AttributeKey] -> Attribute;
        /// Returns a relation kind.
        kind, /// Lists all relation kinds by key.
        kinds_by_key: kinds[KindKey] -> Kind;
        /// Returns an article.
        article, /// Lists all articles by id.
        articles_by_id: articles[ArticleId] -> Article;
        /// Returns a revision.
        revision, /// Lists all revisions by id.
        revisions: revisions[RevisionId] -> Revision;
        /// Returns an annotator.
        annotator, /// Lists all annotators by id.
        annotators_by_id: annotators[AnnotatorId] -> Annotator;
        /// Returns a set.
        set, /// Lists all sets by id.
        sets_by_id: sets[SetId] -> Set;
        /// Returns when an article was finished in a set.
        done, /// Lists all done marks.
        done_marks: done[(SetId, ArticleId)] -> Done;
        /// Returns an annotation.
        annotation, /// Lists all annotations by id.
        annotations: annotations[AnnotationId] -> Annotation;
        /// Returns a relation.
        relation, /// Lists all relations by id.
        relations: relations[RelationId] -> Relation;
        /// Returns a proposition.
        proposition, /// Lists all propositions by id.
        propositions: propositions[PropositionId] -> Proposition;
        /// Returns an entity.
        entity, /// Lists all entities by id.
        entities: entities[EntityId] -> Entity;
        /// Returns when an article was read, in a set, for a proposition that is not there.
        absence, /// Lists all such marks.
        absences: absences[(PropositionId, ArticleId, SetId)] -> Absence;
        /// Returns the dismissal of a finding.
        dismissal, /// Lists all dismissals.
        dismissals: dismissals[FindingKey] -> Dismissal;
        /// Returns how a place was settled.
        decision, /// Lists all decisions.
        decisions: decisions[DecisionKey] -> Decision;
        /// Returns an exercise.
        exercise, /// Lists all exercises by id.
        exercises_by_id: exercises[ExerciseId] -> Exercise;
        /// Returns a conflict.
        conflict, /// Lists all conflicts, by what they are about.
        conflicts: conflicts[ConflictKey] -> Conflict;
    }

    /// Lists the labels in their order.
    pub fn labels(&self) -> Vec<(&LabelKey, &Label)> {
        by_rank(self.labels_by_key(), |row| row.rank)
    }

    /// Lists the attributes in their order.
    pub fn attributes(&self) -> Vec<(&AttributeKey, &Attribute)> {
        by_rank(self.attributes_by_key(), |row| row.rank)
    }

    /// Lists the relation kinds in their order.
    pub fn kinds(&self) -> Vec<(&KindKey, &Kind)> {
        by_rank(self.kinds_by_key(), |row| row.rank)
    }

    /// Lists the articles in their order.
    pub fn articles(&self) -> Vec<(&ArticleId, &Article)> {
        by_rank(self.articles_by_id(), |row| row.rank)
    }

    /// Lists the annotators in their order.
    pub fn annotators(&self) -> Vec<(&AnnotatorId, &Annotator)> {
        by_rank(self.annotators_by_id(), |row| row.rank)
    }

    /// Lists the sets in their order.
    pub fn sets(&self) -> Vec<(&SetId, &Set)> {
        by_rank(self.sets_by_id(), |row| row.rank)
    }

    /// Lists the exercises in their order.
    pub fn exercises(&self) -> Vec<(&ExerciseId, &Exercise)> {
        by_rank(self.exercises_by_id(), |row| row.rank)
    }

    /// Lists the attributes that something can have, in their order.
    pub fn attributes_on(&self, owner: &Owner) -> Vec<(&AttributeKey, &Attribute)> {
        let mut all = self.attributes();
        all.retain(|(_, attribute)| attribute.on.contains(owner));
        all
    }

    /// Returns the name shown for a set: its own, or its annotator's.
    pub fn set_name(&self, id: SetId) -> String {
        let Some(set) = self.set(&id) else { return String::new() };
        let owner = set.annotator.and_then(|id| self.annotator(&id)).map_or("", |annotator| &annotator.name);
        set.named_by(owner)
    }

    /// Lists the revisions of an article, the first one first.
    pub fn revisions_of(&self, article: ArticleId) -> impl DoubleEndedIterator<Item = RevisionId> {
        self.index.revisions_of(article)
    }

    /// Returns the last revision of an article.
    pub fn latest(&self, article: ArticleId) -> Option<(RevisionId, &Revision)> {
        let id = self.revisions_of(article).next_back()?;
        Some((id, self.revision(&id)?))
    }

    /// Tells whether a revision is the last one of its article.
    pub fn is_latest(&self, id: RevisionId) -> bool {
        let article = self.revision(&id).map(|revision| revision.article);
        article.and_then(|article| self.revisions_of(article).next_back()) == Some(id)
    }

    /// Lists the annotations with words in a range of bytes of a revision. The cost follows what is found there.
    pub fn touching(&self, revision: RevisionId, bytes: std::ops::Range<usize>) -> Vec<(AnnotationId, &Annotation)> {
        let Some(text) = self.revision(&revision).map(|r| &r.text) else { return Vec::new() };
        let lines = text.line_at(bytes.start)..text.line_at(bytes.end) + 1;
        let begin = text.line(lines.start).start.min(bytes.end);
        let beginning = self.index.beginning_in(revision, begin..bytes.end);
        let ids: BTreeSet<AnnotationId> = beginning.chain(self.index.going_on_in(revision, lines)).collect();
        let touches = |annotation: &Annotation| {
            annotation.fragments().is_some_and(|fragments| {
                fragments.spans().iter().any(|span| span.start() < bytes.end && bytes.start < span.end())
            })
        };
        ids.into_iter()
            .filter_map(|id| Some((id, self.annotation(&id)?)))
            .filter(|(_, annotation)| touches(annotation))
            .collect()
    }

    /// Lists the annotations of a revision in the order of the text, the longer first where two start together.
    pub fn in_order(&self, revision: RevisionId) -> impl DoubleEndedIterator<Item = AnnotationId> {
        self.index.in_order(revision)
    }

    /// Lists the annotations of a revision that lost their place in it.
    pub fn detached(&self, revision: RevisionId) -> impl Iterator<Item = AnnotationId> {
        self.index.detached(revision)
    }

    /// Lists the annotations of a revision that start at a byte offset or behind it, in order.
    pub fn starting_at(&self, revision: RevisionId, byte: usize) -> impl DoubleEndedIterator<Item = AnnotationId> {
        self.index.starting_at(revision, byte)
    }

    /// Lists the annotations of a revision that start before a byte offset, the last one first.
    pub fn starting_before(&self, revision: RevisionId, byte: usize) -> impl Iterator<Item = AnnotationId> {
        self.index.starting_before(revision, byte)
    }

    /// Counts the annotations of a label in a revision and a set.
    pub fn count(&self, revision: RevisionId, set: SetId, label: &LabelKey) -> usize {
        self.index.count(revision, set, label)
    }

    /// Counts the annotations of a set.
    pub fn count_marks(&self, set: SetId) -> usize {
        self.index.count_marks(set)
    }

    /// Counts the articles that are done in a set.
    pub fn count_done(&self, set: SetId) -> usize {
        self.index.count_done(set)
    }

    /// Counts the annotations of a label in the whole project.
    pub fn count_label(&self, label: &LabelKey) -> usize {
        self.index.count_label(label)
    }

    /// Lists the relations that start or end at an annotation.
    pub fn relations_of(&self, annotation: AnnotationId) -> impl Iterator<Item = (RelationId, &Relation)> {
        self.index.relations_of(annotation).filter_map(|id| Some((id, self.relation(&id)?)))
    }

    /// Lists the relations of a kind that start at an annotation. The cost follows their number.
    pub fn relations_from(&self, from: AnnotationId, kind: &KindKey) -> impl Iterator<Item = (RelationId, &Relation)> {
        self.index.relations_from(from, kind).filter_map(|id| Some((id, self.relation(&id)?)))
    }

    /// Lists the relations of a kind that end at an annotation. The cost follows their number.
    pub fn relations_to(&self, to: AnnotationId, kind: &KindKey) -> impl Iterator<Item = (RelationId, &Relation)> {
        self.index.relations_to(to, kind).filter_map(|id| Some((id, self.relation(&id)?)))
    }

    /// Tells whether a set relates an annotation to another by a kind.
    pub fn relates(&self, set: SetId, from: AnnotationId, kind: &KindKey, to: AnnotationId) -> bool {
        let mut all = self.index.between(from, kind, to).filter_map(|id| self.relation(&id));
        all.any(|row| row.set == set)
    }

    /// Lists the annotations of a label. The cost follows the texts that have one.
    pub fn of_label(&self, label: &LabelKey) -> Vec<AnnotationId> {
        let texts = self.index.revisions_with(label).into_iter();
        let on_text = |revision| self.index.in_order(revision).chain(self.index.detached(revision)).collect::<Vec<_>>();
        let is_of = |id: &AnnotationId| self.annotation(id).is_some_and(|row| row.label == *label);
        texts.flat_map(on_text).filter(is_of).collect()
    }

    /// Counts the annotations, relations and propositions that have a value of an attribute.
    pub fn count_attribute(&self, attribute: &AttributeKey) -> usize {
        self.index.count_attribute(attribute)
    }

    /// Counts the relations of a kind.
    pub fn count_kind(&self, kind: &KindKey) -> usize {
        self.index.count_kind(kind)
    }

    /// Lists the marks "read for it, not there" of a proposition.
    pub fn absences_of(&self, id: PropositionId) -> impl Iterator<Item = super::edit::AbsenceKey> {
        let last = (id, ArticleId(u128::MAX), SetId(u128::MAX));
        self.absences.range((id, ArticleId(0), SetId(0))..=last).map(|(key, _)| *key)
    }

    /// Lists the decisions that an annotation is the first of.
    pub fn decisions_of(&self, first: AnnotationId) -> impl Iterator<Item = DecisionKey> {
        self.decisions.range((first, SetId(0))..=(first, SetId(u128::MAX))).map(|(key, _)| *key)
    }

    /// Returns the proposition that a claim is in.
    pub fn proposition_of(&self, claim: AnnotationId) -> Option<PropositionId> {
        self.index.proposition_of(claim)
    }

    /// Returns the entity that an annotation names.
    pub fn entity_of(&self, annotation: AnnotationId) -> Option<EntityId> {
        self.index.entity_of(annotation)
    }

    /// Returns the words of an annotation: its fragments', or those it last stood on when it is detached.
    pub fn quote(&self, annotation: &Annotation) -> String {
        match (&annotation.place, self.revision(&annotation.revision)) {
            (Place::At(fragments), Some(revision)) => fragments.quote(&revision.text),
            (Place::At(_), None) => String::new(),
            (Place::Detached(anchors), _) => {
                anchors.iter().map(|anchor| anchor.exact.as_str()).collect::<Vec<_>>().join(" … ")
            }
        }
    }

    /// Returns the scheme, its parts in their order.
    pub fn scheme(&self) -> Scheme {
        fn owned<K: Clone, T: Clone>(rows: Vec<(&K, &T)>) -> Vec<(K, T)> {
            rows.into_iter().map(|(key, row)| (key.clone(), row.clone())).collect()
        }
        Scheme { labels: owned(self.labels()), attributes: owned(self.attributes()), kinds: owned(self.kinds()) }
    }

    /// Returns what annotations of a label can be tied into.
    pub fn ties(&self, label: &LabelKey) -> Ties {
        self.label(label).map_or(Ties::Nothing, |label| label.ties)
    }

    /// Lists the annotations that are not as they were in an earlier state of the project, or are new, or are gone, or
    /// have other relations. The cost follows what is different, for the tables share what is not.
    pub fn annotations_changed_since(&self, earlier: &Project) -> BTreeSet<AnnotationId> {
        use imbl::ordmap::DiffItem;
        let mut changed = BTreeSet::new();
        for item in earlier.annotations.diff(&self.annotations) {
            changed.insert(match item {
                DiffItem::Add(id, _) | DiffItem::Remove(id, _) | DiffItem::Update { new: (id, _), .. } => *id,
            });
        }
        for item in earlier.relations.diff(&self.relations) {
            let (one, other) = match item {
                DiffItem::Add(_, row) | DiffItem::Remove(_, row) => (row, row),
                DiffItem::Update { old: (_, old), new: (_, new) } => (old, new),
            };
            changed.extend([one.from, one.to, other.from, other.to]);
        }
        changed
    }

    /// Returns the number of annotations.
    pub fn annotation_count(&self) -> usize {
        self.annotations.len()
    }

    /// Returns the number of articles.
    pub fn article_count(&self) -> usize {
        self.articles.len()
    }

    /// Tells without looking at any whether the articles are those of another state of the project; changes that were
    /// taken back may count as changes.
    pub fn has_articles_of(&self, other: &Project) -> bool {
        self.articles.ptr_eq(&other.articles)
    }

    /// Tells whether another state of the project has the very same annotations, relations and sets: nothing of them
    /// was changed from the one to the other. It may say no where they are equal.
    pub fn has_marks_of(&self, other: &Project) -> bool {
        self.annotations.ptr_eq(&other.annotations)
            && self.relations.ptr_eq(&other.relations)
            && self.sets.ptr_eq(&other.sets)
    }

    /// Returns the number of relations.
    pub fn relation_count(&self) -> usize {
        self.relations.len()
    }
}

fn by_rank<'a, K: Ord + 'a, T: 'a>(
    rows: impl Iterator<Item = (&'a K, &'a T)>,
    rank: impl Fn(&T) -> u32,
) -> Vec<(&'a K, &'a T)> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(_, row)| rank(row));
    rows
}

#[cfg(test)]
#[path = "project_tests.rs"]
mod tests;
