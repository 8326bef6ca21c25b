//! Makes a project of a file's rows, putting right or setting apart what breaks a rule, and noting each such thing.
//!
//! What refers to nothing gets something to refer to where that loses nothing (a label, a set, an empty text);
//! what can't be in a project at all is written out in its note. Nothing here takes longer than the rows sorted.

mod annotations;
mod enter;
mod links;
mod scheme;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::actions::next_rank;
use crate::model::edit::{AbsenceKey, ApplyError, DecisionKey, Row};
use crate::model::id::FindingKey;
use crate::model::*;
use crate::say;

use super::convert::{self, id_out_of};
use super::exercises;
use super::notes::{Notes, Spot, Warning};
use super::v1;

use enter::{Numbers, enter, new_id};

// What is made up becomes the project's own, and so is the same whatever language the interface speaks: the steps of a
// journal fit a file only as long as it is read alike.
/// The name of an annotator, a set or an article that stands in for one that is not there.
const UNKNOWN: &str = "unknown";
/// Where the text comes from that stands in for one that is not there.
const NOT_THERE: &str = "not in the file";

/// Makes a project of the rows of a file.
pub(super) fn project(file: &v1::File<'_>, source: &str) -> Result<(Project, Vec<Warning>), ApplyError> {
    let mut cleaner = Cleaner::new(Notes::new(source));
    cleaner.scheme(file);
    cleaner.people(file);
    cleaner.texts(file);
    cleaner.annotations(file);
    cleaner.relations(file);
    cleaner.ties(file);
    cleaner.marks(file);
    cleaner.decisions(file);
    cleaner.exercises(file);
    cleaner.conflicts(file);
    let info = file.info.as_ref().map(convert::info);
    cleaner.finish(info)
}

/// What was made of a file's rows so far.
#[derive(Default)]
pub(super) struct Cleaner<'a> {
    pub(super) notes: Notes<'a>,
    pub(super) labels: BTreeMap<LabelKey, Label>,
    pub(super) attributes: BTreeMap<AttributeKey, Attribute>,
    pub(super) kinds: BTreeMap<KindKey, Kind>,
    /// What the file does not declare; it grows with its use.
    added_attributes: BTreeSet<AttributeKey>,
    added_kinds: BTreeSet<KindKey>,
    pub(super) annotators: BTreeMap<AnnotatorId, Annotator>,
    pub(super) sets: BTreeMap<SetId, Set>,
    pub(super) articles: BTreeMap<ArticleId, Article>,
    pub(super) revisions: BTreeMap<RevisionId, Revision>,
    pub(super) annotations: BTreeMap<AnnotationId, Arc<Annotation>>,
    pub(super) relations: BTreeMap<RelationId, Arc<Relation>>,
    pub(super) propositions: BTreeMap<PropositionId, Proposition>,
    entities: BTreeMap<EntityId, Entity>,
    done: BTreeMap<(SetId, ArticleId), Done>,
    absences: BTreeMap<AbsenceKey, Absence>,
    dismissals: BTreeMap<FindingKey, Dismissal>,
    decisions: BTreeMap<DecisionKey, Decision>,
    exercises: BTreeMap<ExerciseId, Exercise>,
    conflicts: BTreeMap<ConflictKey, Conflict>,
    numbers: Numbers,
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(notes: Notes<'a>) -> Cleaner<'a> {
        Cleaner { notes, ..Cleaner::default() }
    }

    pub(super) fn people(&mut self, file: &v1::File<'_>) {
        let (notes, numbers) = (&mut self.notes, &mut self.numbers);
        for row in &file.annotators {
            let spot = Spot::new("annotator", &row.id).of_words(&row.name);
            let annotator = convert::annotator(row, notes);
            enter(&mut self.annotators, annotator, spot, (notes, numbers), new_id(&row.id));
        }
        for row in &file.sets {
            let spot = Spot::new("set", &row.id).of_words(&row.name);
            let (id, set) = convert::set(row, notes);
            if let Some(annotator) = set.annotator
                && !self.annotators.contains_key(&annotator)
            {
                notes.odd(spot, say!("warning-no-annotator", id = annotator.to_string(), name = UNKNOWN));
                let rank = next_rank(self.annotators.values().map(|annotator| annotator.rank));
                self.annotators.insert(annotator, Annotator { rank, name: UNKNOWN.to_owned() });
            }
            enter(&mut self.sets, (id, set), spot, (notes, numbers), new_id(&row.id));
        }
    }

    fn need_set(&mut self, id: SetId, spot: Spot<'_>) {
        if self.sets.contains_key(&id) {
            return;
        }
        self.notes.odd(spot, say!("warning-no-set", id = id.to_string(), name = UNKNOWN));
        let rank = next_rank(self.sets.values().map(|set| set.rank));
        let name = UNKNOWN.to_owned();
        let set = Set {
            rank,
            name,
            annotator: None,
            kind: SetKind::Imported,
            begun: Time::default(),
            unmasked: Vec::new(),
            handed: None,
        };
        self.sets.insert(id, set);
    }

    pub(super) fn texts(&mut self, file: &v1::File<'_>) {
        for row in &file.articles {
            let article = convert::article(row, &mut self.notes);
            let spot = Spot::new("article", &row.id).of_words(&row.title);
            enter(&mut self.articles, article, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
        let titles: HashMap<&str, &str> = file.articles.iter().map(|row| (&*row.id, &*row.title)).collect();
        let mut numbers: HashMap<ArticleId, BTreeSet<u32>> = HashMap::new();
        for row in &file.revisions {
            let title = titles.get(&*row.article).copied().unwrap_or_default();
            let spot = Spot::new("revision", &row.id).of_article(title);
            let (id, mut revision) = convert::revision(row, title, &mut self.notes);
            self.need_article(revision.article, spot);
            if self.revisions.get(&id).is_none_or(|there| *there != revision) {
                let taken = numbers.entry(revision.article).or_default();
                if !taken.insert(revision.number) {
                    let free = taken.last().and_then(|last| last.checked_add(1));
                    let free = free.or_else(|| (1..u32::MAX).find(|number| !taken.contains(number)));
                    let number = free.unwrap_or(revision.number);
                    let what = say!("warning-number", taken = revision.number, number = number);
                    self.notes.odd(spot, what);
                    taken.insert(number);
                    revision.number = number;
                }
            }
            enter(&mut self.revisions, (id, revision), spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
    }

    fn need_article(&mut self, id: ArticleId, spot: Spot<'_>) {
        if self.articles.contains_key(&id) {
            return;
        }
        self.notes.odd(spot, say!("warning-no-article", id = id.to_string(), name = UNKNOWN));
        let rank = next_rank(self.articles.values().map(|article| article.rank));
        let details = Details { title: UNKNOWN.to_owned(), ..Details::default() };
        self.articles.insert(id, Article { rank, details });
    }

    /// Makes an empty text for annotations whose text is not there, so that they can be kept.
    fn need_revision(&mut self, id: RevisionId, spot: Spot<'_>) {
        if self.revisions.contains_key(&id) {
            return;
        }
        self.notes.odd(spot, say!("warning-no-revision", id = id.to_string()));
        let article: ArticleId = id_out_of(&format!("article of {id}"));
        self.need_article(article, spot);
        let origin = NOT_THERE.to_owned();
        let (text, blocks) = (Text::new(""), Vec::new());
        let revision = Revision { article, number: 1, text, blocks, added: Time::default(), origin };
        self.revisions.insert(id, revision);
    }

    pub(super) fn marks(&mut self, file: &v1::File<'_>) {
        for row in &file.done {
            let spot = Spot::new("done", &row.set);
            let (key, done) = convert::done(row, &mut self.notes);
            if !self.sets.contains_key(&key.0) || !self.articles.contains_key(&key.1) {
                let said = self.done_said(row, key);
                self.left_out(spot, say!("warning-done-of-none"), &said);
            } else if let Entry::Vacant(free) = self.done.entry(key) {
                free.insert(done);
            } else {
                let said = self.done_said(row, key);
                self.left_out(spot, say!("warning-twice"), &said);
            }
        }
        for row in &file.absences {
            let spot = Spot::new("absence", &row.proposition);
            let (key, absence) = convert::absence(row, &mut self.notes);
            let known = self.propositions.contains_key(&key.0)
                && self.articles.contains_key(&key.1)
                && self.sets.contains_key(&key.2);
            if !known {
                let said = self.absence_said(row, key);
                self.left_out(spot, say!("warning-absence-of-none"), &said);
            } else if let Entry::Vacant(free) = self.absences.entry(key) {
                free.insert(absence);
            } else {
                let said = self.absence_said(row, key);
                self.left_out(spot, say!("warning-twice"), &said);
            }
        }
        for row in &file.dismissals {
            let (key, dismissal) = convert::dismissal(row, &mut self.notes);
            if let Entry::Vacant(free) = self.dismissals.entry(key) {
                free.insert(dismissal);
            } else {
                let said = Self::dismissal_said(row);
                self.left_out(Spot::new("dismissal", &row.finding), say!("warning-twice"), &said);
            }
        }
    }

    pub(super) fn decisions(&mut self, file: &v1::File<'_>) {
        for row in &file.decisions {
            let (key, decision) = convert::decision(row, &mut self.notes);
            let why = if !self.annotations.contains_key(&key.0) || !self.sets.contains_key(&key.1) {
                say!("warning-decision-of-none")
            } else if let Entry::Vacant(free) = self.decisions.entry(key) {
                free.insert(decision);
                continue;
            } else {
                say!("warning-twice")
            };
            let said = self.decision_said(row, key);
            self.left_out(Spot::new("decision", &row.first), why, &said);
        }
    }

    pub(super) fn exercises(&mut self, file: &v1::File<'_>) {
        for row in &file.exercises {
            let spot = Spot::new("exercise", &row.id).of_words(&row.title);
            let (id, exercise) = exercises::read(row, &mut self.notes);
            self.need_set(exercise.set, spot);
            self.need_revision(exercise.revision, spot);
            exercise.labels.keys().for_each(|label| self.need_label(label, spot));
            exercise.kinds.keys().for_each(|kind| self.need_kind(kind, None, spot));
            enter(&mut self.exercises, (id, exercise), spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
    }

    pub(super) fn conflicts(&mut self, file: &v1::File<'_>) {
        for row in &file.conflicts {
            let spot = convert::conflict_spot(row);
            let text = |id| self.revisions.get(&id).map(|revision: &Revision| &revision.text);
            let read = convert::conflict(row, text, &mut self.notes);
            let why = match read {
                Err(why) => why,
                Ok((key, _)) if !self.has(&key.row, file) => say!("warning-conflict-of-none"),
                Ok((key, conflict)) => match self.conflicts.entry(key) {
                    Entry::Vacant(free) => {
                        free.insert(conflict);
                        continue;
                    }
                    Entry::Occupied(_) => say!("warning-twice"),
                },
            };
            let said = Self::conflict_said(row);
            self.left_out(spot, why, &said);
        }
    }

    fn has(&self, row: &RowName, file: &v1::File<'_>) -> bool {
        match row {
            RowName::Info(()) => file.info.is_some(),
            RowName::Label(key) => self.labels.contains_key(key),
            RowName::Attribute(key) => self.attributes.contains_key(key),
            RowName::Kind(key) => self.kinds.contains_key(key),
            RowName::Article(key) => self.articles.contains_key(key),
            RowName::Revision(key) => self.revisions.contains_key(key),
            RowName::Annotator(key) => self.annotators.contains_key(key),
            RowName::Set(key) => self.sets.contains_key(key),
            RowName::Done(key) => self.done.contains_key(key),
            RowName::Annotation(key) => self.annotations.contains_key(key),
            RowName::Relation(key) => self.relations.contains_key(key),
            RowName::Proposition(key) => self.propositions.contains_key(key),
            RowName::Entity(key) => self.entities.contains_key(key),
            RowName::Absence(key) => self.absences.contains_key(key),
            RowName::Dismissal(key) => self.dismissals.contains_key(key),
            RowName::Exercise(key) => self.exercises.contains_key(key),
        }
    }

    pub(super) fn finish(self, info: Option<Info>) -> Result<(Project, Vec<Warning>), ApplyError> {
        let mut edits = Vec::new();
        edits.extend(info.map(|info| made((), info)));
        add(&mut edits, self.labels);
        add(&mut edits, self.kinds);
        add(&mut edits, self.attributes);
        add(&mut edits, self.annotators);
        add(&mut edits, self.sets);
        add(&mut edits, self.articles);
        add(&mut edits, self.revisions);
        add::<Annotation>(&mut edits, self.annotations);
        add::<Relation>(&mut edits, self.relations);
        add(&mut edits, self.propositions);
        add(&mut edits, self.entities);
        add(&mut edits, self.done);
        add(&mut edits, self.absences);
        add(&mut edits, self.dismissals);
        add(&mut edits, self.decisions);
        add(&mut edits, self.exercises);
        add(&mut edits, self.conflicts);
        let mut project = Project::empty();
        project.apply(&Transaction { edits })?;
        Ok((project, self.notes.finish()))
    }
}

fn made<T: Row>(key: T::Key, row: impl Into<Arc<T>>) -> Edit {
    T::edit(Change { key, before: None, after: Some(row.into()) })
}

fn add<T: Row>(edits: &mut Vec<Edit>, rows: BTreeMap<T::Key, impl Into<Arc<T>>>) {
    edits.extend(rows.into_iter().map(|(key, row)| made(key, row)));
}
