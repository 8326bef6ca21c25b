//! Lists annotations in a table: sorted, filtered, and done to many at once.
//!
//! A whole project is read on a thread of the host. From then on each edit brings in the rows that it touched, and each
//! letter of a filter looks at no more rows than it has to; neither sorts anything.

mod index;
mod query;
mod sheet;

pub use index::Index;
pub use query::{Column, Filter, Sort, TableQuery};
pub use sheet::csv;

use crate::model::bulk::Bulk;
use crate::model::{AnnotationId, ArticleId, Project, SetId, Stamp, citation};
use crate::say;

use super::effect::Effect;
use super::finding::Scope;
use super::following::Followed;
use super::intent::Intent;
use super::many::Many;
use super::masking::Mask;
use super::modal::Modal;
use super::state::AppState;
use super::work::{Task, Work};
use index::Caught;

/// The table while it is open: what it shows, as rows of the index.
#[derive(Clone, Debug)]
pub(super) struct Table {
    query: TableQuery,
    /// All rows in the order of the query.
    sorted: Vec<u32>,
    /// Those of them that fit.
    shown: Vec<u32>,
    /// What `shown` was made for beside the query: the open article and the sets that are hidden.
    made_for: (Option<ArticleId>, Vec<SetId>),
    /// Counts the times that other rows were listed.
    version: u64,
}

/// What is known of all annotations, for the table and the palette. It is read when one of them is opened first.
pub(super) type Known = Followed<Index>;

/// The table with the rows it is made of, to look at.
#[derive(Clone, Copy, Debug)]
pub struct Listed<'s> {
    table: &'s Table,
    known: &'s Known,
}

impl<'s> Listed<'s> {
    /// Returns what it shows.
    pub fn query(&self) -> &'s TableQuery {
        &self.table.query
    }

    /// Tells whether the annotations are being read; what is listed then is what was known before.
    pub fn is_reading(&self) -> bool {
        self.known.is_making()
    }

    /// Counts the rows.
    pub fn len(&self) -> usize {
        self.table.shown.len()
    }

    /// Tells whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.table.shown.is_empty()
    }

    /// Counts the annotations that are known, listed or not.
    pub fn total(&self) -> usize {
        self.known.get().map_or(0, Index::len)
    }

    /// Returns a number that changes whenever other rows may be listed.
    pub fn version(&self) -> u64 {
        self.table.version
    }

    /// Returns the annotation of a row.
    pub fn row(&self, at: usize) -> Option<AnnotationId> {
        Some(self.known.get()?.id(*self.table.shown.get(at)?))
    }

    /// Lists the annotations of all rows.
    pub fn rows(&self) -> Vec<AnnotationId> {
        let Some(index) = self.known.get() else { return Vec::new() };
        self.table.shown.iter().map(|slot| index.id(*slot)).collect()
    }

    /// Returns the row of an annotation. It looks at all rows: for a jump, not for a frame.
    pub fn position(&self, id: AnnotationId) -> Option<usize> {
        let slot = self.known.get()?.slot(id)?;
        self.table.shown.iter().position(|other| *other == slot)
    }
}

/// Work of the table, for a thread.
#[derive(Clone, Debug)]
pub enum TableJob {
    /// Reads all annotations.
    Read {
        /// Of which project.
        project: Project,
    },
    /// Writes rows for the clipboard.
    Write {
        /// Of which project.
        project: Project,
        /// Which annotations, in which order.
        rows: Vec<AnnotationId>,
        /// In which form.
        form: Rows,
    },
}

/// In which form rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// As CSV.
    Csv,
    /// Their words, each with where it stands, a line each.
    Cited,
}

impl TableJob {
    pub(super) fn task(&self) -> Task {
        match self {
            TableJob::Read { .. } => Task::ReadTable,
            TableJob::Write { .. } => Task::WriteRows,
        }
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        match self {
            TableJob::Read { project } => answer(Intent::TableReady(Box::new(Index::read(&project)))),
            TableJob::Write { project, rows, form } => {
                let made = match form {
                    Rows::Csv => csv(&project, &rows).map(|text| (text, rows.len())),
                    Rows::Cited => {
                        let cited: Vec<String> = rows.iter().filter_map(|id| citation::cite(&project, *id)).collect();
                        Ok((cited.join("\n"), cited.len()))
                    }
                };
                answer(Intent::TableWritten(form, made));
            }
        }
    }
}

impl AppState {
    /// Returns the table, while it is open.
    pub fn table(&self) -> Option<Listed<'_>> {
        self.table.as_ref().map(|table| Listed { table, known: &self.known })
    }

    /// Lists the first annotations in shown sets that hold all of these words, at most so many; `None` while they are
    /// being read. The words are in lower case.
    pub fn annotations_with(&self, words: &[String], most: usize) -> Option<Vec<AnnotationId>> {
        let index = self.known.get()?;
        Some(index.first_with(words, most, |set| self.shows(set)))
    }

    /// Tells whether all annotations are known, as they are, for [`AppState::annotations_with`].
    pub fn knows_annotations(&self) -> bool {
        self.known.get().is_some() && !self.known.is_making()
    }

    /// Returns why the annotations of the project as it is could not be read, in the user's words.
    pub fn annotations_failure(&self) -> Option<&str> {
        self.known.failure()
    }

    /// Opens the table, or shows something else in it.
    pub(super) fn set_table(&mut self, query: TableQuery, effects: &mut Vec<Effect>) {
        self.last_table.clone_from(&query);
        let Some(table) = &mut self.table else {
            let made_for = self.table_made_for();
            self.table = Some(Table { query, sorted: Vec::new(), shown: Vec::new(), made_for, version: 0 });
            self.know(effects);
            return self.sort_table();
        };
        let old = std::mem::replace(&mut table.query, query);
        let query = &table.query;
        match self.known.get() {
            Some(index) if old.sort != query.sort => {
                table.sorted = index.sorted(query.sort);
                if (old.scope, &old.filter) != (query.scope, &query.filter) {
                    return self.sift(false);
                }
                // The same rows, in another order.
                let listed = index.marks(&table.shown);
                table.shown.clear();
                table.shown.extend(table.sorted.iter().filter(|slot| listed[**slot as usize]));
                table.version += 1;
            }
            _ => {
                let narrows = old.scope == query.scope && query.filter.narrows(&old.filter);
                self.sift(narrows);
            }
        }
    }

    /// Returns the open article and the sets that are hidden.
    fn table_made_for(&self) -> (Option<ArticleId>, Vec<SetId>) {
        let hidden = self.hidden.iter().copied().filter(|set| !self.shows(*set)).collect();
        (self.article(), hidden)
    }

    /// Brings what is known of the annotations up to date: by the rows that changed, or by reading all on a thread.
    pub(super) fn know(&mut self, effects: &mut Vec<Effect>) {
        let needed = self.table.is_some() || matches!(self.modal, Some(Modal::Palette { .. }));
        if !needed {
            return;
        }
        let project = Mask::seen(&self.mask, &self.project);
        match self.known.get_mut().map(|index| index.catch_up(project)) {
            Some(Caught::Rows(touched)) => self.keep_table(&touched),
            Some(Caught::Everything) | None => {
                if self.known.want() {
                    let job = TableJob::Read { project: project.clone() };
                    effects.push(Effect::Work(Work::Table(Box::new(job))));
                }
            }
        }
    }

    /// Takes what was read; edits that were made meanwhile are brought in.
    pub(super) fn take_table(&mut self, index: Index, effects: &mut Vec<Effect>) {
        self.known.take(index, self.ticks);
        self.sort_table();
        self.know(effects);
    }

    /// Brings the table after the rows that changed, the open article and the sets that are shown.
    fn keep_table(&mut self, touched: &[u32]) {
        let made_for = self.table_made_for();
        let (Some(table), Some(index)) = (&mut self.table, self.known.get()) else { return };
        let sort = table.query.sort;
        let marks = index.marks(touched);
        if !touched.is_empty() {
            index.reorder(&mut table.sorted, touched, &marks, sort);
        }
        let other_article = made_for.0 != table.made_for.0 && table.query.scope == Scope::Article;
        if other_article || made_for.1 != table.made_for.1 {
            return self.sift(false);
        }
        table.made_for = made_for;
        if !touched.is_empty() {
            table.version += 1;
            let (open, hidden) = &table.made_for;
            let sieve = index.sieve(&table.query.filter, table.query.scope, *open, |set| !hidden.contains(&set));
            index.reorder_those(&mut table.shown, touched, &marks, sort, |slot| sieve.fits(slot));
        }
    }

    /// Sorts the rows anew and filters them.
    fn sort_table(&mut self) {
        if let (Some(table), Some(index)) = (&mut self.table, self.known.get()) {
            table.sorted = index.sorted(table.query.sort);
            self.sift(false);
        }
    }

    /// Filters the rows; only those listed when nothing else can fit.
    fn sift(&mut self, narrows: bool) {
        let made_for = self.table_made_for();
        let (Some(table), Some(index)) = (&mut self.table, self.known.get()) else { return };
        table.made_for = made_for;
        table.version += 1;
        let (open, hidden) = &table.made_for;
        let sieve = index.sieve(&table.query.filter, table.query.scope, *open, |set| !hidden.contains(&set));
        if narrows {
            let fitting = index.fitting(&sieve, Some(&table.shown));
            table.shown.retain(|slot| fitting[*slot as usize]);
        } else {
            let fitting = index.fitting(&sieve, None);
            table.shown.clear();
            table.shown.extend(table.sorted.iter().filter(|slot| fitting[**slot as usize]));
        }
    }

    /// Does something to many annotations in one step.
    pub(super) fn change_many(
        &mut self,
        ids: &[AnnotationId],
        what: &Bulk,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        self.change(Many::Change(self.set, what.clone(), ids.into()), stamp, effects);
    }

    /// Copies the rows as CSV.
    pub(super) fn copy_table(&mut self, effects: &mut Vec<Effect>) {
        let Some(table) = self.table().filter(|table| !table.is_empty()) else { return };
        let rows = table.rows();
        self.write_rows(rows, Rows::Csv, effects);
    }

    /// Copies the words of annotations, each with where it stands.
    pub(super) fn copy_cited(&self, ids: Vec<AnnotationId>, effects: &mut Vec<Effect>) {
        if !ids.is_empty() {
            self.write_rows(ids, Rows::Cited, effects);
        }
    }

    fn write_rows(&self, rows: Vec<AnnotationId>, form: Rows, effects: &mut Vec<Effect>) {
        let job = TableJob::Write { project: self.project().clone(), rows, form };
        effects.push(Effect::Work(Work::Table(Box::new(job))));
    }

    /// Puts rows that were written on the clipboard, or says why they can't be.
    pub(super) fn table_written(
        &mut self,
        form: Rows,
        made: Result<(String, usize), String>,
        effects: &mut Vec<Effect>,
    ) {
        match made {
            Ok((text, count)) => {
                effects.push(Effect::Copy(text));
                let said = match form {
                    Rows::Csv => say!("table-copied", count = count),
                    Rows::Cited => say!("table-cited", count = count),
                };
                self.say(said, false);
            }
            Err(why) => self.say(say!("table-not-copied", why = why), true),
        }
    }
}

#[cfg(test)]
mod tests;
