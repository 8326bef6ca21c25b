//! Merges two copies of a project that were worked on apart, by ids and field by field.
//!
//! `base` is the project that both copies were made of. What is the same in one copy as in `base` is taken from the
//! other one. A field that both changed, to different things, is a [`Conflict`]: all versions are kept in the project,
//! which holds the greatest of them meanwhile. Which copy comes first makes no difference, to the byte; merging an
//! unchanged copy gives the other one. Where there is no `base`, deletions can't be told from additions: what either
//! copy has is kept, and an empty field gives way to a filled one.
//!
//! | table | the same row in both copies | rules of its own |
//! | --- | --- | --- |
//! | info | title, note by field | |
//! | labels, attributes, kinds | by field; lists (examples, owners, labels that a kind joins, choices) item by item: what one copy adds comes in, what one takes out goes | two labels, or two kinds, that were given the same shortcut apart: the later one loses it, as a conflict |
//! | articles | details by field | |
//! | revisions | a text never changes: a copy in which one did is refused ([`MergeError::TwoTexts`]) | two new texts with the same number are numbered in the order in which they were added; both stay, also when they say the same |
//! | annotators, sets | by field | two of the same name are two: people tell them apart |
//! | done marks, absences | the earlier time | a mark that one copy took off and the other one set anew is a conflict |
//! | annotations | by field, attributes each by itself; the words and their text are one field; what it was derived from: all of it | the same words marked in both copies are two annotations |
//! | relations | by field, attributes each by itself | the same relation made in both copies is one, with the smaller id |
//! | propositions, entities | by field, attributes each by itself | members are merged claim by claim: each is in one, and one that the copies put into two is a conflict of the claim |
//! | dismissals | reason by field, the earlier time | |
//! | exercises | by field; what is asked label by label and kind by kind, what is said annotation by annotation, examples one by one | a hint or a feedback that both changed is both, one under the other; of points that both changed the smaller |
//! | decisions of adjudication | what both settled otherwise or as two annotations, or one opened again, is open | |
//! | conflicts | versions of both; one that a copy settled is settled | one that both settled, otherwise, is one again |
//!
//! Ranks and times are never a conflict: of two changes the smaller one is taken, and rows of the same rank stand in
//! the order of their ids.
//!
//! What one copy takes out and the other one changed or uses stays, as a conflict about the row, with what belonged to
//! it: an annotation's relations and memberships, an article's texts, annotations and marks. References never dangle,
//! and what the scheme let each copy do stays within the scheme: an annotation that one copy relabels and the other one
//! relates or ties keeps the label that this needs, a kind or an attribute keeps what one copy took off its list and
//! the other one uses, and a value that can't be kept is taken off; each is a conflict.

mod fields;
mod keep;
mod mend;
mod ties;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use imbl::ordmap::DiffItem;

use crate::model::draft::Draft;
use crate::model::edit::{ApplyError, DecisionKey, Row};
use crate::model::*;
use crate::say;

use fields::{Merge, merged};

/// Why two copies can't be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// A text is not the same in both copies, which only an editor can do to it.
    TwoTexts {
        /// The article's title.
        title: String,
        /// The text's number.
        number: u32,
    },
    /// What came out breaks a rule. This is a fault of the program.
    Fault(ApplyError),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            MergeError::TwoTexts { title, number } => say!("merge-two-texts", title = title, number = *number),
            MergeError::Fault(error) => say!("merge-fault", what = error.to_string()),
        })
    }
}

impl std::error::Error for MergeError {}

/// What came of a merge.
#[derive(Clone, Debug)]
pub struct Merged {
    /// The merged project.
    pub project: Project,
    /// What both copies said differently and neither had as a conflict before.
    pub conflicts: Vec<ConflictKey>,
}

/// Merges two copies of `base`. Linear in the rows of all three, times the logarithm.
///
/// # Errors
/// When a text is not the same in both copies.
pub fn merge(base: Option<&Project>, one: &Project, other: &Project) -> Result<Merged, MergeError> {
    let nothing = Project::empty();
    let mut work = Work::new(base.unwrap_or(&nothing), [one, other]);
    work.texts()?;
    work.rows::<Info>();
    work.rows::<Label>();
    work.rows::<Attribute>();
    work.rows::<Kind>();
    work.rows::<Article>();
    work.rows::<Revision>();
    work.rows::<Annotator>();
    work.rows::<Set>();
    work.rows::<Done>();
    work.rows::<Annotation>();
    work.rows::<Relation>();
    work.rows::<Proposition>();
    work.rows::<Entity>();
    work.rows::<Absence>();
    work.rows::<Dismissal>();
    work.rows::<Exercise>();
    work.keep_what_is_used();
    work.settled_apart();
    work.fold_relations();
    work.number_texts();
    work.mend();
    work.decisions();
    let conflicts = work.write_conflicts();
    let project = work.draft.finish().map_err(MergeError::Fault)?;
    Ok(Merged { project, conflicts })
}

/// A merge under way.
struct Work<'a> {
    base: &'a Project,
    sides: [&'a Project; 2],
    draft: Draft,
    /// The versions of what is in conflict so far.
    clashes: BTreeMap<ConflictKey, BTreeSet<Held>>,
    /// Rows that either copy made or changed, or that came back.
    touched: BTreeSet<RowName>,
    /// Rows that one copy took out and that stay, whose belongings have not been looked for.
    kept: Vec<RowName>,
}

/// The annotations that were derived from each one, by the sets that they are in.
type Derived = BTreeMap<DecisionKey, BTreeSet<AnnotationId>>;

/// Lists what adjudicated sets have, by what it was derived from.
fn derived_in(project: &Project) -> Derived {
    let mut all = Derived::new();
    for (id, row) in project.annotations() {
        if project.set(&row.set).is_some_and(|set| set.kind == SetKind::Adjudicated) {
            for from in &row.derived_from {
                all.entry((*from, row.set)).or_default().insert(*id);
            }
        }
    }
    all
}

/// Lists what differs in a table.
fn changes<'p, T: Row>(before: &'p Project, after: &'p Project) -> BTreeMap<&'p T::Key, Option<&'p Arc<T>>> {
    let differences = T::table(before).diff(T::table(after));
    let change = |item| match item {
        DiffItem::Add(key, row) | DiffItem::Update { new: (key, row), .. } => (key, Some(row)),
        DiffItem::Remove(key, _) => (key, None),
    };
    differences.map(change).collect()
}

impl<'a> Work<'a> {
    fn new(base: &'a Project, sides: [&'a Project; 2]) -> Work<'a> {
        let draft = Draft::of(sides[0]);
        Work { base, sides, draft, clashes: BTreeMap::new(), touched: BTreeSet::new(), kept: Vec::new() }
    }

    fn clash(&mut self, row: RowName, field: Field, versions: impl IntoIterator<Item = Held>) {
        self.clashes.entry(ConflictKey { row, field }).or_default().extend(versions);
    }

    /// Makes sure that a text is the same wherever it is.
    fn texts(&self) -> Result<(), MergeError> {
        let plain = |row: &Revision| Revision { number: 0, ..row.clone() };
        let all = [self.base, self.sides[0], self.sides[1]];
        for (one, other) in [(1, 2), (0, 1), (0, 2)] {
            for (id, row) in all[one].revisions() {
                if let Some(there) = all[other].revision(id)
                    && plain(there) != plain(row)
                {
                    let title = all[one].article(&row.article).map_or("", |article| article.details.title.as_str());
                    return Err(MergeError::TwoTexts { title: title.to_owned(), number: row.number });
                }
            }
        }
        Ok(())
    }

    /// Merges a table row by row.
    fn rows<T: Merge>(&mut self) {
        let ours = changes::<T>(self.base, self.sides[0]);
        let theirs = changes::<T>(self.base, self.sides[1]);
        self.touched.extend(ours.keys().chain(theirs.keys()).map(|key| T::row_name(key)));
        for (key, their) in theirs {
            let before = T::table(self.base).get(key).map(Arc::as_ref);
            let row = match (ours.get(key).copied(), their) {
                (None, their) => their.cloned(),
                (Some(our), their) if our == their => continue,
                (Some(Some(our)), Some(their)) => {
                    let (row, clashes) = merged(before, our.as_ref(), their.as_ref());
                    for (field, versions) in clashes {
                        self.clash(T::row_name(key), field, versions);
                    }
                    Some(Arc::new(row))
                }
                (Some(our), their) => {
                    // One copy took it out, the other one changed it, or no more than its place in a list.
                    let left = our.or(their).filter(|row| before.map(T::bare) != Some(row.bare()));
                    if left.is_some() {
                        self.keep(T::row_name(key));
                    }
                    left.cloned()
                }
            };
            self.draft.put::<T>(key.clone(), row);
        }
    }

    /// Merges what was settled in adjudicated sets. What both copies settled as the same annotations, or as nothing, is
    /// settled since the earlier time. What they settled otherwise, or as annotations of their own, or one opened
    /// again, is open; so is what is not there any longer.
    fn decisions(&mut self) {
        let [ours, theirs] = self.sides.map(|side| changes::<Decision>(self.base, side));
        let mut derived: Option<[Derived; 2]> = None;
        for (key, their) in theirs {
            let row = match (ours.get(key).copied(), their) {
                (None, their) => their,
                (Some(Some(our)), Some(their)) if our.state == their.state => {
                    let [one, other] = derived.get_or_insert_with(|| self.sides.map(derived_in));
                    let earlier = if our.time <= their.time { our } else { their };
                    (one.get(key) == other.get(key)).then_some(earlier)
                }
                (Some(_), _) => None,
            };
            self.draft.put::<Decision>(*key, row.cloned());
        }
        let there = |key: &DecisionKey| {
            self.draft.get::<Annotation>(&key.0).is_some() && self.draft.get::<Set>(&key.1).is_some()
        };
        let lost: Vec<DecisionKey> = self.draft.table::<Decision>().keys().copied().filter(|key| !there(key)).collect();
        for key in lost {
            self.draft.put::<Decision>(key, None);
        }
    }

    /// Makes a conflict of what both copies settled, and not alike.
    fn settled_apart(&mut self) {
        let gone = |key: &ConflictKey| self.sides.iter().all(|side| side.conflict(key).is_none());
        let keys: Vec<ConflictKey> = self.base.conflicts().map(|(key, _)| key.clone()).filter(gone).collect();
        for key in keys {
            let [Some(one), Some(other)] = self.sides.map(|side| key.held(side)) else { continue };
            if one != other {
                self.clash(key.row, key.field, [one, other]);
            }
        }
    }

    /// Makes one of relations that both copies made between the same annotations.
    fn fold_relations(&mut self) {
        let mut same: BTreeMap<(SetId, KindKey, AnnotationId, AnnotationId), Vec<RelationId>> = BTreeMap::new();
        for name in &self.touched {
            let RowName::Relation(id) = name else { continue };
            let Some(row) = self.draft.get::<Relation>(id) else { continue };
            same.entry((row.set, row.kind.clone(), row.from, row.to)).or_default().push(*id);
        }
        for ids in same.into_values().filter(|ids| ids.len() > 1) {
            let rows: Vec<Arc<Relation>> = ids.iter().filter_map(|id| self.draft.get(id).cloned()).collect();
            let [first, second, ..] = &rows[..] else { continue };
            let (row, clashes) = merged(None, first.as_ref(), second.as_ref());
            for (field, versions) in clashes {
                self.clash(RowName::Relation(ids[0]), field, versions);
            }
            self.draft.put(ids[0], Some(Arc::new(row)));
            for id in &ids[1..] {
                self.draft.put::<Relation>(*id, None);
            }
        }
    }

    /// Numbers texts of an article that both copies gave the same number.
    fn number_texts(&mut self) {
        let mut of_article: BTreeMap<ArticleId, Vec<(u32, Time, RevisionId)>> = BTreeMap::new();
        for (id, row) in self.draft.table::<Revision>() {
            of_article.entry(row.article).or_default().push((row.number, row.added, *id));
        }
        for mut texts in of_article.into_values() {
            texts.sort_unstable();
            let mut next = 0;
            for (number, _, id) in texts {
                let free = number.max(next);
                next = free.saturating_add(1);
                if free != number
                    && let Some(row) = self.draft.get::<Revision>(&id)
                {
                    let row = Revision { number: free, ..row.as_ref().clone() };
                    self.draft.put(id, Some(Arc::new(row)));
                }
            }
        }
    }

    /// Writes the table of conflicts: those of both copies, and the new ones. Returns the latter.
    fn write_conflicts(&mut self) -> Vec<ConflictKey> {
        let mut there: BTreeMap<ConflictKey, Conflict> = BTreeMap::new();
        let keys: BTreeSet<&ConflictKey> =
            self.sides.iter().flat_map(|side| side.conflicts()).map(|(key, _)| key).collect();
        for key in keys {
            let before = self.base.conflict(key);
            let [one, other] = self.sides.map(|side| side.conflict(key));
            let row = if one == before {
                other.cloned()
            } else if other == before {
                one.cloned()
            } else {
                Some(Conflict::of([one, other].into_iter().flatten().flat_map(|row| row.versions.iter().cloned())))
            };
            there.extend(row.map(|row| (key.clone(), row)));
        }
        let mut made = Vec::new();
        for (key, versions) in std::mem::take(&mut self.clashes) {
            let known = there.get(&key).map_or(&[][..], |row| &row.versions);
            let row = Conflict::of(versions.into_iter().chain(known.iter().cloned()));
            if there.get(&key) != Some(&row) {
                made.push(key.clone());
            }
            there.insert(key, row);
        }
        let old: Vec<ConflictKey> = self.draft.table::<Conflict>().keys().cloned().collect();
        for key in old {
            self.draft.put::<Conflict>(key, None);
        }
        there.retain(|key, _| self.has(&key.row));
        made.retain(|key| there.contains_key(key));
        for (key, row) in there {
            self.draft.put(key, Some(Arc::new(row)));
        }
        made
    }
}
