//! Changes a project: every change is a value with both sides, so that it can be applied, undone, stored and merged.

use std::collections::BTreeSet;
use std::fmt;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::thread;

use imbl::OrdMap;

use crate::say;

use super::conflict::{Conflict, ConflictKey};
use super::exercise::Exercise;
use super::id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, ExerciseId, FindingKey, KindKey, LabelKey,
    PropositionId, RelationId, RevisionId, SetId,
};
use super::index::{Index, Way};
use super::scheme::{Attribute, Kind, Label};
use super::{
    Absence, Annotation, Annotator, Article, Decision, Dismissal, Done, Entity, Info, Place, Project, Proposition,
    Relation, Revision, Set,
};

/// One row's change: what was there and what shall be there. Its inverse is a swap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<K, T> {
    /// Which row.
    pub key: K,
    /// What is there before; `None` when the row is made.
    pub before: Option<Arc<T>>,
    /// What is there after; `None` when the row is removed.
    pub after: Option<Arc<T>>,
}

/// The key of an absence: which proposition, in which article, according to which set.
pub type AbsenceKey = (PropositionId, ArticleId, SetId);

/// The key of a decision: the first, by its id, of the annotations that answer each other there, and the adjudicated
/// set.
pub type DecisionKey = (AnnotationId, SetId);

macro_rules! tables {
    ($($(#[$doc:meta])* $variant:ident($table:ident: $key:ty => $row:ty);)*) => {
        /// A change of one row of one table.
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Edit {
            $($(#[$doc])* $variant(Change<$key, $row>),)*
        }

        impl Edit {
            /// Returns the edit that takes this one back.
            pub fn inverse(&self) -> Edit {
                match self {
                    $(Edit::$variant(c) => Edit::$variant(Change {
                        key: c.key.clone(),
                        before: c.after.clone(),
                        after: c.before.clone(),
                    }),)*
                }
            }

            /// Tells whether both sides are the same.
            pub fn is_nothing(&self) -> bool {
                match self { $(Edit::$variant(c) => c.before == c.after,)* }
            }

            /// Returns the one edit that does what this one and the next do, where both are of the same row.
            pub fn then(&self, next: &Edit) -> Option<Edit> {
                match (self, next) {
                    $((Edit::$variant(a), Edit::$variant(b)) if a.key == b.key && a.after == b.before => {
                        let (before, after) = (a.before.clone(), b.after.clone());
                        Some(Edit::$variant(Change { key: a.key.clone(), before, after }))
                    })*
                    _ => None,
                }
            }

            fn write(&self, project: &mut Project) -> Result<(), ApplyError> {
                match self {
                    $(Edit::$variant(c) => {
                        let before = match &c.after {
                            Some(row) => project.$table.insert(c.key.clone(), row.clone()),
                            None => project.$table.remove(&c.key),
                        };
                        if before != c.before {
                            return Err(ApplyError::Stale(format!("{} {:?}", stringify!($table), c.key)));
                        }
                    })*
                }
                Ok(())
            }
        }

        $(
            impl Row for $row {
                type Key = $key;

                fn table(project: &Project) -> &OrdMap<$key, Arc<$row>> {
                    &project.$table
                }

                fn table_mut(project: &mut Project) -> &mut OrdMap<$key, Arc<$row>> {
                    &mut project.$table
                }

                fn edit(change: Change<$key, $row>) -> Edit {
                    Edit::$variant(change)
                }
            }
        )*
    };
}

impl Edit {
    /// Tells whether it is of a table that can be long.
    fn is_of_many(&self) -> bool {
        matches!(self, Edit::Annotation(_) | Edit::Relation(_) | Edit::Proposition(_) | Edit::Entity(_))
    }
}

/// A row of one of the project's tables.
pub trait Row: Sized + Clone + PartialEq {
    /// What names a row of the table.
    type Key: Ord + Clone;

    /// Returns the table.
    fn table(project: &Project) -> &OrdMap<Self::Key, Arc<Self>>;

    /// Returns the table, to be written without a look at the rules: only a [`Draft`](super::draft::Draft) does.
    #[doc(hidden)]
    fn table_mut(project: &mut Project) -> &mut OrdMap<Self::Key, Arc<Self>>;

    /// Makes a change of this table an edit.
    fn edit(change: Change<Self::Key, Self>) -> Edit;
}

tables! {
    /// Of the project's title and note.
    Info(info: () => Info);
    /// Of a label.
    Label(labels: LabelKey => Label);
    /// Of an attribute.
    Attribute(attributes: AttributeKey => Attribute);
    /// Of a relation kind.
    Kind(kinds: KindKey => Kind);
    /// Of an article.
    Article(articles: ArticleId => Article);
    /// Of a revision: made or removed, never altered.
    Revision(revisions: RevisionId => Revision);
    /// Of an annotator.
    Annotator(annotators: AnnotatorId => Annotator);
    /// Of a set.
    Set(sets: SetId => Set);
    /// Of a done mark.
    Done(done: (SetId, ArticleId) => Done);
    /// Of an annotation.
    Annotation(annotations: AnnotationId => Annotation);
    /// Of a relation.
    Relation(relations: RelationId => Relation);
    /// Of a proposition.
    Proposition(propositions: PropositionId => Proposition);
    /// Of an entity.
    Entity(entities: EntityId => Entity);
    /// Of a mark "read for it, not there".
    Absence(absences: AbsenceKey => Absence);
    /// Of a dismissal.
    Dismissal(dismissals: FindingKey => Dismissal);
    /// Of how a place was settled.
    Decision(decisions: DecisionKey => Decision);
    /// Of an exercise.
    Exercise(exercises: ExerciseId => Exercise);
    /// Of a conflict.
    Conflict(conflicts: ConflictKey => Conflict);
}

/// Edits that are made together or not at all.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transaction {
    /// The edits, in the order in which they are made.
    pub edits: Vec<Edit>,
}

impl Transaction {
    /// Returns the transaction that takes this one back.
    pub fn inverse(&self) -> Transaction {
        Transaction { edits: self.edits.iter().rev().map(Edit::inverse).collect() }
    }

    /// Tells whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.edits.iter().all(Edit::is_nothing)
    }
}

/// Collects edits against a project, seeing those already collected.
#[derive(Clone)]
pub struct Builder<'a> {
    project: &'a Project,
    edits: Vec<Edit>,
}

impl<'a> Builder<'a> {
    /// Begins with no edits.
    pub fn new(project: &'a Project) -> Builder<'a> {
        Builder { project, edits: Vec::new() }
    }

    /// Returns the project as it was before the edits.
    pub fn project(&self) -> &'a Project {
        self.project
    }

    /// Makes a row what `after` says. Each row may be put once only.
    pub fn put<T: Row>(&mut self, key: T::Key, after: Option<T>) {
        let before = T::table(self.project).get(&key).cloned();
        let after = after.map(Arc::new);
        if before != after {
            self.edits.push(T::edit(Change { key, before, after }));
        }
    }

    /// Returns the collected edits. Conflicts about rows that go, go with them, and so do decisions.
    pub fn finish(mut self) -> Transaction {
        let ended: BTreeSet<ConflictKey> =
            self.edits.iter().flat_map(|edit| self.project.conflicts_ended(edit)).collect();
        let put = |key: &ConflictKey| self.edits.iter().any(|edit| matches!(edit, Edit::Conflict(c) if c.key == *key));
        let left: Vec<ConflictKey> = ended.into_iter().filter(|key| !put(key)).collect();
        for key in left {
            self.put::<Conflict>(key, None);
        }
        let goes = |edit: &Edit| match edit {
            Edit::Annotation(Change { key, after: None, .. }) => Some(*key),
            _ => None,
        };
        let open: Vec<DecisionKey> =
            self.edits.iter().filter_map(goes).flat_map(|id| self.project.decisions_of(id)).collect();
        if !open.is_empty() {
            let key = |edit: &Edit| if let Edit::Decision(c) = edit { Some(c.key) } else { None };
            let put: BTreeSet<DecisionKey> = self.edits.iter().filter_map(key).collect();
            for key in open.into_iter().filter(|key| !put.contains(key)) {
                self.put::<Decision>(key, None);
            }
        }
        Transaction { edits: self.edits }
    }
}

/// Why a transaction was not applied. The project is as it was.
///
/// What each names is a row and a rule, in English, for whoever looks into a fault of the program: no project that was
/// read or made here breaks one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// A row is not what the transaction says it was before.
    Stale(String),
    /// A row would refer to one that is not there, or one that others refer to would go.
    Dangling(String),
    /// A row breaks one of the rules: a span outside the text, a relation with itself.
    Invalid(String),
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ApplyError::Stale(what) => f.write_str(&say!("apply-stale", what = what)),
            ApplyError::Dangling(what) => f.write_str(&say!("apply-dangling", what = what)),
            ApplyError::Invalid(what) => f.write_str(&say!("apply-invalid", what = what)),
        }
    }
}

impl std::error::Error for ApplyError {}

impl Project {
    /// Applies a transaction, all of it or nothing.
    ///
    /// # Errors
    /// When a row is not what the transaction says it was, a reference would dangle, or a row breaks a rule.
    pub fn apply(&mut self, transaction: &Transaction) -> Result<(), ApplyError> {
        let mut next = self.clone();
        if self.is_bare() {
            next.write_all(&transaction.edits)?;
        } else {
            for edit in &transaction.edits {
                next.unindex(edit);
                edit.write(&mut next)?;
                next.reindex(edit)?;
            }
            transaction.edits.iter().try_for_each(|edit| next.check(edit))?;
        }
        *self = next;
        Ok(())
    }

    /// Takes in a whole project, read from a file: its index is built when all rows are there. What there is many of is
    /// looked through row by row as it stands in its table, and nothing is searched for that is at hand.
    fn write_all(&mut self, edits: &[Edit]) -> Result<(), ApplyError> {
        edits.iter().try_for_each(|edit| edit.write(self))?;
        // What is checked needs no index, and takes about as long as that.
        let (checked, index) = thread::scope(|scope| {
            let helper = thread::Builder::new().name("check rows".to_owned());
            let checks = helper.spawn_scoped(scope, || self.check_many());
            let index = Index::at_once(self);
            let checked = match checks {
                Ok(checks) => checks.join().unwrap_or_else(|panic| resume_unwind(panic)),
                Err(_) => self.check_many(),
            };
            (checked, index)
        });
        checked?;
        self.index = index.map_err(ApplyError::Invalid)?;
        edits.iter().filter(|edit| !edit.is_of_many()).try_for_each(|edit| self.check(edit))
    }

    /// Checks all rows of the tables that can be long, without the index.
    fn check_many(&self) -> Result<(), ApplyError> {
        for (id, row) in &self.annotations {
            self.check_place(*id, row)?;
            self.check_annotation(*id, row)?;
        }
        self.relations.iter().try_for_each(|(id, row)| self.check_relation(*id, row))?;
        self.propositions.iter().try_for_each(|(id, row)| self.check_proposition(*id, row))?;
        self.entities.iter().try_for_each(|(id, row)| self.check_entity(*id, row))
    }

    /// Tells whether the index is what the tables say. For tests.
    #[doc(hidden)]
    pub fn index_is_right(&self) -> bool {
        self.index == Index::of(self)
    }

    /// Tells whether there is nothing yet that the index is about.
    fn is_bare(&self) -> bool {
        self.revisions.is_empty()
            && self.sets.is_empty()
            && self.annotations.is_empty()
            && self.relations.is_empty()
            && self.propositions.is_empty()
            && self.entities.is_empty()
    }

    fn unindex(&mut self, edit: &Edit) {
        self.index_sides(edit, Way::Goes);
    }

    /// Checks that an annotation stands on words of its text.
    fn check_place(&self, id: AnnotationId, row: &Annotation) -> Result<(), ApplyError> {
        let revision = self.revisions.get(&row.revision);
        let text = revision
            .map(|r| &r.text)
            .ok_or_else(|| ApplyError::Dangling(format!("annotation {id} stands on no text")))?;
        if let Place::At(fragments) = &row.place
            && !fragments.spans().iter().all(|span| text.holds(*span))
        {
            return Err(ApplyError::Invalid(format!("annotation {id} does not fit its text")));
        }
        Ok(())
    }

    fn reindex(&mut self, edit: &Edit) -> Result<(), ApplyError> {
        if let Edit::Annotation(Change { key, after: Some(row), .. }) = edit {
            self.check_place(*key, row)?;
        }
        if let Edit::Proposition(Change { key, after: Some(row), .. }) = edit
            && let Some(member) = row.members.iter().find(|m| self.index.proposition_of(**m).is_some())
        {
            return Err(ApplyError::Invalid(format!("claim {member} of proposition {key} is in another one already")));
        }
        if let Edit::Entity(Change { key, after: Some(row), .. }) = edit
            && let Some(member) = row.members.iter().find(|m| self.index.entity_of(**m).is_some())
        {
            return Err(ApplyError::Invalid(format!("annotation {member} of entity {key} names another one already")));
        }
        self.index_sides(edit, Way::Comes);
        Ok(())
    }

    fn index_sides(&mut self, edit: &Edit, way: Way) {
        fn side<K, T>(change: &Change<K, T>, way: Way) -> Option<&T> {
            if way == Way::Comes { change.after.as_deref() } else { change.before.as_deref() }
        }
        match edit {
            Edit::Revision(c) => side(c, way).into_iter().for_each(|row| self.index.revision(c.key, row, way)),
            Edit::Set(c) => side(c, way).into_iter().for_each(|row| self.index.set(row, way)),
            Edit::Done(c) => side(c, way).into_iter().for_each(|_| self.index.done(c.key.0, way)),
            Edit::Annotation(c) => {
                if let Some(row) = side(c, way) {
                    let revision = self.revisions.get(&row.revision).cloned();
                    self.index.annotation(c.key, row, revision.as_deref(), way);
                }
            }
            Edit::Relation(c) => side(c, way).into_iter().for_each(|row| self.index.relation(c.key, row, way)),
            Edit::Proposition(c) => side(c, way).into_iter().for_each(|row| self.index.proposition(c.key, row, way)),
            Edit::Entity(c) => side(c, way).into_iter().for_each(|row| self.index.entity(c.key, row, way)),
            _ => {}
        }
    }
}

#[cfg(test)]
#[path = "edit_tests.rs"]
mod tests;
