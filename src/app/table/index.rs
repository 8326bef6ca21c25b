//! Keeps what the table sorts and filters by: one row an annotation, in the order of the texts and of the quotes.
//!
//! Reading a whole project takes a while and is done on a thread. After that [`Index::catch_up`] changes only the rows
//! that an edit touched: of the orders it costs a copy, and no comparison but for those rows.

use std::cmp::{Ordering, Reverse};
use std::collections::{HashMap, HashSet};
use std::num::NonZero;
use std::sync::{Mutex, PoisonError};
use std::thread;

use memchr::memmem::Finder;

use super::query::{Column, Filter, Sort};
use crate::app::finding::Scope;
use crate::model::{Annotation, AnnotationId, ArticleId, Attributes, LabelKey, Project, RevisionId, SetId, Time};

/// Where an annotation comes in the order of the texts: its article, its text, its place, the longer one first.
type Place = (u32, u32, usize, Reverse<usize>, AnnotationId);

/// What is kept of an annotation.
#[derive(Clone, Debug)]
struct Row {
    place: Place,
    there: bool,
    label: u32,
    set: u32,
    unsure: bool,
    time: Time,
    relations: u32,
    /// Its words, a line end and its note, in lower case: together, for they are looked through together.
    text: Box<str>,
    /// How many bytes of it are the words.
    quote: u32,
    attributes: Attributes,
}

impl Row {
    fn id(&self) -> AnnotationId {
        self.place.4
    }

    fn quote(&self) -> &str {
        self.text.get(..self.quote as usize).unwrap_or_default()
    }

    fn note(&self) -> &str {
        self.text.get(self.quote as usize + 1..).unwrap_or_default()
    }
}

/// What rows refer to by number. When any of it changes, all rows are read again.
#[derive(Clone, Debug, Default, PartialEq)]
struct Lists {
    labels: Vec<LabelKey>,
    sets: Vec<SetId>,
    articles: Vec<ArticleId>,
    /// The last text of each article that has one: those before it are history, whose annotations were carried over.
    texts: HashSet<RevisionId>,
}

impl Lists {
    fn of(project: &Project) -> Lists {
        let articles: Vec<ArticleId> = project.articles().into_iter().map(|(id, _)| *id).collect();
        Lists {
            labels: project.labels().into_iter().map(|(key, _)| key.clone()).collect(),
            sets: project.sets().into_iter().map(|(id, _)| *id).collect(),
            texts: articles.iter().filter_map(|id| project.latest(*id)).map(|(id, _)| id).collect(),
            articles,
        }
    }
}

/// Numbers of what rows refer to.
struct Numbers<'l> {
    labels: HashMap<&'l LabelKey, u32>,
    sets: HashMap<SetId, u32>,
    /// The number of a text's article, and the text's own.
    revisions: HashMap<RevisionId, (u32, u32)>,
}

impl<'l> Numbers<'l> {
    fn of(lists: &'l Lists, project: &Project) -> Numbers<'l> {
        let articles: HashMap<ArticleId, u32> = (0..).zip(&lists.articles).map(|(at, id)| (*id, at)).collect();
        let revision = |(id, row): (&RevisionId, &crate::model::Revision)| {
            (*id, (articles.get(&row.article).copied().unwrap_or(u32::MAX), row.number))
        };
        Numbers {
            labels: (0..).zip(&lists.labels).map(|(at, key)| (key, at)).collect(),
            sets: (0..).zip(&lists.sets).map(|(at, id)| (*id, at)).collect(),
            revisions: project.revisions().map(revision).collect(),
        }
    }

    fn place(&self, id: AnnotationId, annotation: &Annotation) -> Place {
        let (article, number) = self.revisions.get(&annotation.revision).copied().unwrap_or((u32::MAX, 0));
        // What stands nowhere for certain comes behind the rest of its text.
        let (start, end) = annotation.fragments().map_or((usize::MAX, 0), |f| (f.start(), f.end()));
        (article, number, start, Reverse(end), id)
    }

    fn row(&self, project: &Project, id: AnnotationId, annotation: &Annotation) -> Row {
        let quote = fold(&project.quote(annotation));
        let text = format!("{quote}\n{}", fold(&annotation.note));
        Row {
            place: self.place(id, annotation),
            there: true,
            label: self.labels.get(&annotation.label).copied().unwrap_or(u32::MAX),
            set: self.sets.get(&annotation.set).copied().unwrap_or(u32::MAX),
            unsure: annotation.unsure,
            time: annotation.time,
            relations: u32::try_from(project.relations_of(id).count()).unwrap_or(u32::MAX),
            text: text.into(),
            quote: u32::try_from(quote.len()).unwrap_or(u32::MAX),
            attributes: annotation.attributes.clone(),
        }
    }
}

/// Brings words into the form in which they are compared.
pub(super) fn fold(words: &str) -> String {
    words.to_lowercase()
}

/// All annotations on the last texts of a project's articles, ready to be sorted and filtered.
#[derive(Clone, Debug)]
pub struct Index {
    project: Project,
    lists: Lists,
    rows: Vec<Row>,
    at: HashMap<AnnotationId, u32>,
    free: Vec<u32>,
    /// The orders that are kept, in the order of [`KEPT`].
    orders: [Vec<u32>; KEPT.len()],
}

/// In which orders the rows are kept: that of the texts first, then those that need words compared.
const KEPT: [Sort; 5] = [
    Sort { column: Column::Text, descending: false },
    Sort { column: Column::Quote, descending: false },
    Sort { column: Column::Quote, descending: true },
    Sort { column: Column::Note, descending: false },
    Sort { column: Column::Note, descending: true },
];

/// How many rows a thread filters at a time.
const SHARE: usize = 8_192;
/// Threads that filter together, at most.
const THREADS: usize = 4;

/// How many rows an edit touches at the most that are brought in at once: more are read on a thread, with all others.
const MOST_TOUCHED: usize = 1_000;

/// What an edit did to an index.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Caught {
    /// It touched these rows.
    Rows(Vec<u32>),
    /// So much that all rows have to be read again.
    Everything,
}

impl Index {
    /// Reads all annotations.
    pub(super) fn read(project: &Project) -> Index {
        let lists = Lists::of(project);
        let numbers = Numbers::of(&lists, project);
        let listed = project.annotations().filter(|(_, annotation)| lists.texts.contains(&annotation.revision));
        let mut places: Vec<(Place, &Annotation)> =
            listed.map(|(id, annotation)| (numbers.place(*id, annotation), annotation)).collect();
        places.sort_unstable_by_key(|(place, _)| *place);
        // Rows and their words lie in memory as they are looked through: several times as fast.
        let rows: Vec<Row> =
            places.into_iter().map(|(place, annotation)| numbers.row(project, place.4, annotation)).collect();
        let at = (0..).zip(&rows).map(|(slot, row)| (row.id(), slot)).collect();
        let (free, orders) = (Vec::new(), Default::default());
        let mut index = Index { project: project.clone(), lists, rows, at, free, orders };
        let by_text: Vec<u32> = (0..).take(index.rows.len()).collect();
        index.orders = KEPT.map(|sort| {
            let mut order = by_text.clone();
            if sort.column != Column::Text {
                order.sort_by(|a, b| index.compare(sort, *a, *b));
            }
            order
        });
        index
    }

    /// Brings in what an edit changed.
    pub(super) fn catch_up(&mut self, project: &Project) -> Caught {
        let lists = Lists::of(project);
        if lists != self.lists {
            return Caught::Everything;
        }
        let ids = project.annotations_changed_since(&self.project);
        if ids.len() > MOST_TOUCHED {
            return Caught::Everything;
        }
        let mut touched = Vec::new();
        if !ids.is_empty() {
            let numbers = Numbers::of(&lists, project);
            for id in ids {
                let listed = project.annotation(&id).filter(|row| lists.texts.contains(&row.revision));
                match (listed, self.at.get(&id).copied()) {
                    (Some(annotation), slot) => {
                        let row = numbers.row(project, id, annotation);
                        touched.push(self.put(slot, row));
                    }
                    (None, Some(slot)) => {
                        self.rows[slot as usize].there = false;
                        self.at.remove(&id);
                        touched.push(slot);
                    }
                    (None, None) => {}
                }
            }
            let marks = self.marks(&touched);
            let mut orders = std::mem::take(&mut self.orders);
            for (order, sort) in orders.iter_mut().zip(KEPT) {
                self.reorder(order, &touched, &marks, sort);
            }
            self.orders = orders;
            self.free.extend(touched.iter().filter(|slot| !self.rows[**slot as usize].there));
        }
        self.project = project.clone();
        Caught::Rows(touched)
    }

    fn put(&mut self, slot: Option<u32>, row: Row) -> u32 {
        let id = row.id();
        let slot = match slot.or_else(|| self.free.pop()) {
            Some(slot) => {
                self.rows[slot as usize] = row;
                slot
            }
            None => {
                self.rows.push(row);
                self.rows.len() as u32 - 1
            }
        };
        self.at.insert(id, slot);
        slot
    }

    pub(super) fn marks(&self, touched: &[u32]) -> Vec<bool> {
        let mut marks = vec![false; self.rows.len()];
        touched.iter().for_each(|slot| marks[*slot as usize] = true);
        marks
    }

    /// Takes touched rows out of an order, and puts those that are there (or fit) back where they belong.
    pub(super) fn reorder(&self, order: &mut Vec<u32>, touched: &[u32], marks: &[bool], sort: Sort) {
        self.reorder_those(order, touched, marks, sort, |_| true);
    }

    pub(super) fn reorder_those(
        &self,
        order: &mut Vec<u32>,
        touched: &[u32],
        marks: &[bool],
        sort: Sort,
        fits: impl Fn(u32) -> bool,
    ) {
        order.retain(|slot| !marks[*slot as usize]);
        let mut coming: Vec<u32> =
            touched.iter().copied().filter(|slot| self.rows[*slot as usize].there && fits(*slot)).collect();
        coming.sort_by(|a, b| self.compare(sort, *a, *b));
        coming.dedup();
        let mut merged = Vec::with_capacity(order.len() + coming.len());
        let mut rest = order.as_slice();
        for slot in coming {
            let before = rest.partition_point(|other| self.compare(sort, *other, slot) == Ordering::Less);
            merged.extend_from_slice(&rest[..before]);
            merged.push(slot);
            rest = &rest[before..];
        }
        merged.extend_from_slice(rest);
        *order = merged;
    }

    /// Compares two rows; equals come in the order of the texts, whichever way the column is sorted.
    fn compare(&self, sort: Sort, a: u32, b: u32) -> Ordering {
        let keys = self.compare_keys(sort.column, a, b);
        let place = |slot: u32| &self.rows[slot as usize].place;
        if sort.descending { keys.reverse() } else { keys }.then_with(|| place(a).cmp(place(b)))
    }

    /// Compares two rows by what a column shows.
    fn compare_keys(&self, column: Column, a: u32, b: u32) -> Ordering {
        let (a, b) = (&self.rows[a as usize], &self.rows[b as usize]);
        match column {
            Column::Text => a.place.cmp(&b.place),
            Column::Quote => a.quote().cmp(b.quote()),
            Column::Note => a.note().cmp(b.note()),
            column => a.number(column).cmp(&b.number(column)),
        }
    }

    /// Lists all rows in the order of the texts.
    fn by_text(&self) -> &[u32] {
        &self.orders[0]
    }

    /// Sorts all rows.
    pub(super) fn sorted(&self, sort: Sort) -> Vec<u32> {
        match KEPT.iter().position(|kept| *kept == sort) {
            Some(at) => self.orders[at].clone(),
            // No two are at the same place.
            None if sort.column == Column::Text => self.by_text().iter().rev().copied().collect(),
            None => self.sorted_by_number(sort),
        }
    }

    /// Sorts all rows by a column of numbers; equals stay in the order of the texts.
    fn sorted_by_number(&self, sort: Sort) -> Vec<u32> {
        // From the lowest to the highest, as an integer without a sign.
        let key = |slot: u32| {
            let number = self.rows[slot as usize].number(sort.column).cast_unsigned() ^ (1 << 63);
            if sort.descending { !number } else { number }
        };
        let keys: Vec<u64> = self.by_text().iter().map(|slot| key(*slot)).collect();
        let (least, most) = keys.iter().fold((u64::MAX, 0), |(least, most), key| (least.min(*key), most.max(*key)));
        let places = keys.len().next_power_of_two().trailing_zeros();
        if most.saturating_sub(least).leading_zeros() < places {
            let mut all: Vec<(u64, u32)> = keys.into_iter().zip(0..).collect();
            all.sort_unstable();
            return all.into_iter().map(|(_, at)| self.by_text()[at as usize]).collect();
        }
        // Nearly always there is room for a number and its place in one integer, which sorts several times as fast.
        let mut all: Vec<u64> = (0_u64..).zip(keys).map(|(at, key)| (key - least) << places | at).collect();
        all.sort_unstable();
        let at = |one: u64| (one & ((1 << places) - 1)) as usize;
        all.into_iter().map(|one| self.by_text()[at(one)]).collect()
    }

    pub(super) fn id(&self, slot: u32) -> AnnotationId {
        self.rows[slot as usize].id()
    }

    pub(super) fn slot(&self, id: AnnotationId) -> Option<u32> {
        self.at.get(&id).copied()
    }

    /// Counts the annotations.
    pub fn len(&self) -> usize {
        self.at.len()
    }

    /// Tells whether there is no annotation.
    pub fn is_empty(&self) -> bool {
        self.at.is_empty()
    }

    /// Makes a filter ready; `shows` tells which sets are shown.
    pub(super) fn sieve<'i>(
        &'i self,
        filter: &'i Filter,
        scope: Scope,
        open: Option<ArticleId>,
        shows: impl Fn(SetId) -> bool,
    ) -> Sieve<'i> {
        let labels = self.lists.labels.iter().map(|key| filter.labels.is_empty() || filter.labels.contains(key));
        let annotator = |id: SetId| self.project.set(&id).and_then(|set| set.annotator);
        let sets = self.lists.sets.iter().map(|id| {
            shows(*id)
                && (filter.sets.is_empty() || filter.sets.contains(id))
                && (filter.annotators.is_empty()
                    || annotator(*id).is_some_and(|annotator| filter.annotators.contains(&annotator)))
        });
        let article = match scope {
            Scope::Project => None,
            // An article that is not there has no rows.
            Scope::Article => {
                Some(self.lists.articles.iter().position(|id| Some(*id) == open).map_or(u32::MAX, |at| at as u32))
            }
        };
        let words = filter.text.split_whitespace().map(|word| Finder::new(&fold(word)).into_owned()).collect();
        Sieve { rows: &self.rows, filter, labels: labels.collect(), sets: sets.collect(), article, words }
    }

    /// Lists the first annotations, in the order of the texts, that hold all words in their own words; at most so many.
    pub(super) fn first_with(&self, words: &[String], most: usize, shows: impl Fn(SetId) -> bool) -> Vec<AnnotationId> {
        let shown: Vec<bool> = self.lists.sets.iter().map(|id| shows(*id)).collect();
        let words: Vec<Finder<'_>> = words.iter().map(|word| Finder::new(word.as_bytes())).collect();
        let rows = self.by_text().iter().map(|slot| &self.rows[*slot as usize]);
        let fits = |row: &&Row| {
            shown.get(row.set as usize).copied().unwrap_or(false)
                && words.iter().all(|word| word.find(row.quote().as_bytes()).is_some())
        };
        rows.filter(fits).take(most).map(Row::id).collect()
    }

    /// Returns which rows fit; of those listed only, when there is a list.
    pub(super) fn fitting(&self, sieve: &Sieve<'_>, listed: Option<&[u32]>) -> Vec<bool> {
        let mut fitting = listed.map_or_else(|| vec![true; self.rows.len()], |listed| self.marks(listed));
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS).min(fitting.len() / SHARE);
        let shares = Mutex::new((0..).step_by(SHARE).zip(fitting.chunks_mut(SHARE)));
        let work = || {
            let next = || shares.lock().unwrap_or_else(PoisonError::into_inner).next();
            while let Some((first, share)) = next() {
                (first..).zip(share).for_each(|(slot, fits)| *fits = *fits && sieve.fits(slot));
            }
        };
        thread::scope(|scope| {
            // What a thread that can't be started would have done, the others do.
            for _ in 1..threads {
                let _ = thread::Builder::new().name("filter".to_owned()).spawn_scoped(scope, work);
            }
            work();
        });
        fitting
    }
}

impl Row {
    /// Returns what a column of numbers is sorted by.
    fn number(&self, column: Column) -> i64 {
        match column {
            Column::Label => i64::from(self.label),
            Column::Article => i64::from(self.place.0),
            Column::Set => i64::from(self.set),
            Column::Relations => i64::from(self.relations),
            Column::Unsure => i64::from(self.unsure),
            Column::Time => self.time.0,
            Column::Text | Column::Quote | Column::Note => 0,
        }
    }
}

/// A filter that is ready.
pub(super) struct Sieve<'i> {
    rows: &'i [Row],
    filter: &'i Filter,
    labels: Vec<bool>,
    sets: Vec<bool>,
    article: Option<u32>,
    words: Vec<Finder<'static>>,
}

impl Sieve<'_> {
    pub(super) fn fits(&self, slot: u32) -> bool {
        let row = &self.rows[slot as usize];
        let listed = |list: &[bool], at: u32| list.get(at as usize).copied().unwrap_or(false);
        row.there
            && listed(&self.labels, row.label)
            && listed(&self.sets, row.set)
            && self.article.is_none_or(|article| article == row.place.0)
            && self.filter.unsure.is_none_or(|unsure| unsure == row.unsure)
            && self.filter.related.is_none_or(|related| related == (row.relations > 0))
            && self.filter.attribute.as_ref().is_none_or(|(key, value)| match (row.attributes.get(key), value) {
                (has, None) => has.is_some(),
                (has, Some(value)) => has == Some(value),
            })
            && self.words.iter().all(|word| word.find(row.text.as_bytes()).is_some())
    }
}
