//! Makes a project of a file's rows, putting right or setting apart what breaks a rule, and noting each such thing.
//!
//! What refers to nothing gets something to refer to where that loses nothing (a label, a set, an empty text);
//! what can't be in a project at all is written out in its note. Nothing here takes longer than the rows sorted.

mod scheme;

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::model::actions::next_rank;
use crate::model::edit::{AbsenceKey, ApplyError, DecisionKey, Row};
use crate::model::id::FindingKey;
use crate::model::needles::Budget;
use crate::model::*;
use crate::say;

use super::convert::{self, Id, Key, id_out_of};
use super::exercises;
use super::find;
use super::notes::{Notes, Spot, Warning, short_id};
use super::v1::{self, Str};

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

/// The number that the next row gets whose name is taken, by its table and that name. Counted on, so that many rows of
/// one name do not each try all numbers.
#[derive(Default)]
struct Numbers(HashMap<(&'static str, String), usize>);

/// Puts a row into a table. A second row of the same name that says the same is left out; one that says something else
/// gets the name that `renew` makes of a number. Returns the name under which the row is there, `None` when it was left
/// out.
fn enter<K: Ord + Clone, T: PartialEq>(
    table: &mut BTreeMap<K, T>,
    key: K,
    row: T,
    spot: Spot<'_>,
    (notes, numbers): (&mut Notes<'_>, &mut Numbers),
    renew: impl Fn(usize) -> (K, String),
) -> Option<K> {
    match table.get(&key) {
        None => {}
        Some(there) if *there == row => {
            notes.odd(spot, say!("warning-same-twice"));
            return None;
        }
        Some(_) => {
            // The names follow from the row's own, so that the same file is always read alike.
            let number = numbers.0.entry(spot.name()).or_insert(2);
            let (fresh, name) = loop {
                let renewed = renew(*number);
                *number += 1;
                if !table.contains_key(&renewed.0) {
                    break renewed;
                }
            };
            notes.odd(spot, say!("warning-renamed", name = name));
            table.insert(fresh.clone(), row);
            return Some(fresh);
        }
    }
    table.insert(key.clone(), row);
    Some(key)
}

fn new_id<I: Id + std::fmt::Display>(text: &Str<'_>) -> impl Fn(usize) -> (I, String) {
    move |number| {
        let id: I = id_out_of(&format!("{} {number}", &**text));
        (id, short_id(&id.to_string()))
    }
}

fn new_key<K: Key + std::fmt::Display>(text: &Str<'_>) -> impl Fn(usize) -> (K, String) {
    move |number| {
        let key = K::made_of(&format!("{}-{number}", text.chars().take(40).collect::<String>()));
        let name = key.to_string();
        (key, name)
    }
}

impl<'a> Cleaner<'a> {
    pub(super) fn new(notes: Notes<'a>) -> Cleaner<'a> {
        Cleaner { notes, ..Cleaner::default() }
    }

    pub(super) fn people(&mut self, file: &v1::File<'_>) {
        let (notes, numbers) = (&mut self.notes, &mut self.numbers);
        for row in &file.annotators {
            let (id, annotator) = convert::annotator(row, notes);
            enter(
                &mut self.annotators,
                id,
                annotator,
                Spot::new("annotator", &row.id).of_words(&row.name),
                (notes, numbers),
                new_id(&row.id),
            );
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
            enter(&mut self.sets, id, set, spot, (notes, numbers), new_id(&row.id));
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
            let (id, article) = convert::article(row, &mut self.notes);
            let spot = Spot::new("article", &row.id).of_words(&row.title);
            enter(&mut self.articles, id, article, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
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
            enter(&mut self.revisions, id, revision, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
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

    fn annotations(&mut self, file: &v1::File<'_>) {
        let titles = self.titles();
        let mut rows = Vec::with_capacity(file.annotations.iter().map(|group| group.rows.len()).sum());
        for group in file.annotations.iter().filter(|group| !group.rows.is_empty()) {
            let spot = Spot::new("annotations", &group.set);
            let set = convert::id(&group.set, spot, &mut self.notes);
            let spot = Spot::new("annotations-on", &group.revision);
            let revision = convert::id(&group.revision, spot, &mut self.notes);
            self.need_set(set, Spot::new("annotations", &group.set));
            self.need_revision(revision, spot);
            rows.extend(group.rows.iter().map(|row| Placed { row, set, revision, place: None }));
        }
        let mut astray: BTreeMap<RevisionId, Vec<usize>> = BTreeMap::new();
        for (i, Placed { row, revision, place, .. }) in rows.iter_mut().enumerate() {
            let Some(text) = self.revisions.get(revision).map(|revision| &revision.text) else { continue };
            *place = convert::place(row, text);
            if place.is_some() {
                continue;
            }
            let spot = annotation_spot(row, &titles, *revision);
            let spans: Option<Vec<Span>> = row.at.iter().map(|fragment| convert::span(fragment, text)).collect();
            match spans {
                Some(spans) if row.lost.is_empty() => {
                    let joined = convert::fragments(spans, spot, &mut self.notes);
                    if joined.is_none() {
                        self.notes.odd(spot, say!("warning-no-words"));
                    }
                    *place = Some(joined.map_or_else(|| Place::Detached(Vec::new()), Place::At));
                }
                _ => astray.entry(*revision).or_default().push(i),
            }
        }
        self.find(astray, &titles, &mut rows);
        for Placed { row, set, revision, place } in rows {
            let spot = annotation_spot(row, &titles, revision);
            let place = place.unwrap_or_else(|| Place::Detached(Vec::new()));
            let (id, annotation) = convert::annotation(row, set, revision, place, spot, &mut self.notes);
            self.need_label(&annotation.label, spot);
            if !annotation.attributes.is_empty() {
                self.check_values(&annotation.attributes, &Owner::Label(annotation.label.clone()), spot);
            }
            enter(
                &mut self.annotations,
                id,
                Arc::new(annotation),
                spot,
                (&mut self.notes, &mut self.numbers),
                new_id(&row.id),
            );
        }
    }

    fn titles(&self) -> HashMap<RevisionId, String> {
        let title = |revision: &Revision| self.articles.get(&revision.article).map(|row| row.details.title.clone());
        self.revisions.iter().filter_map(|(id, row)| Some((*id, title(row)?))).collect()
    }

    /// Looks for the words of annotations that are not where they should be.
    fn find(
        &mut self,
        astray: BTreeMap<RevisionId, Vec<usize>>,
        titles: &HashMap<RevisionId, String>,
        all: &mut [Placed<'_, '_>],
    ) {
        let mut budget = Budget::default();
        for (id, rows) in astray {
            let Some(text) = self.revisions.get(&id).map(|revision| revision.text.clone()) else { continue };
            let wanted = |fragment: &v1::Fragment<'_>| match convert::span(fragment, &text) {
                Some(_) => None,
                None => Some(convert::anchor(&fragment.quote, &fragment.before, &fragment.after)),
            };
            let fragments = rows.iter().flat_map(|i| &all[*i].row.at);
            let anchors: Vec<Anchor> = fragments.filter_map(wanted).collect();
            let anchors: Vec<&Anchor> = anchors.iter().collect();
            let mut found = Anchor::find_all(&text, &anchors, &mut budget).into_iter();
            for i in rows {
                let row = all[i].row;
                let spot = annotation_spot(row, titles, id);
                let mut spans = Vec::new();
                let mut anchors = Vec::new();
                for fragment in &row.at {
                    let there = convert::span(fragment, &text);
                    let span = there.or_else(|| found.next().flatten());
                    if there.is_none() {
                        self.notes.odd(spot, find::note(fragment, &text, span));
                    }
                    spans.extend(span);
                    anchors.push(convert::anchor(&fragment.quote, &fragment.before, &fragment.after));
                }
                anchors.extend(convert::lost(&row.lost));
                let all_found = spans.len() == anchors.len();
                let placed = if all_found && in_order(&row.at, &spans) { Fragments::new(spans) } else { None };
                let place = placed.map_or(Place::Detached(anchors), Place::At);
                if matches!(place, Place::Detached(_)) && row.at.len() + row.lost.len() > 1 {
                    let why = if all_found { say!("warning-out-of-order") } else { say!("warning-some-astray") };
                    self.notes.odd(spot, why);
                }
                all[i].place = Some(place);
            }
        }
    }

    fn relations(&mut self, file: &v1::File<'_>) {
        let mut there: HashSet<(SetId, KindKey, AnnotationId, AnnotationId)> = HashSet::new();
        for group in file.relations.iter().filter(|group| !group.rows.is_empty()) {
            let spot = Spot::new("relations", &group.set);
            let set = convert::id(&group.set, spot, &mut self.notes);
            for row in &group.rows {
                let spot = Spot::new("relation", &row.id);
                let (id, relation) = convert::relation(row, set, &mut self.notes);
                let labels =
                    [relation.from, relation.to].map(|end| self.annotations.get(&end).map(|row| row.label.clone()));
                let [Some(from), Some(to)] = labels else {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-no-end"), &said);
                    continue;
                };
                if relation.from == relation.to {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-itself"), &said);
                    continue;
                }
                if self.relations.get(&id).is_none_or(|there| **there != relation)
                    && !there.insert((relation.set, relation.kind.clone(), relation.from, relation.to))
                {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-joined-twice"), &said);
                    continue;
                }
                self.need_set(set, Spot::new("relations", &group.set));
                self.need_kind(&relation.kind, Some((&from, &to)), spot);
                if !relation.attributes.is_empty() {
                    self.check_values(&relation.attributes, &Owner::Kind(relation.kind.clone()), spot);
                }
                enter(
                    &mut self.relations,
                    id,
                    Arc::new(relation),
                    spot,
                    (&mut self.notes, &mut self.numbers),
                    new_id(&row.id),
                );
            }
        }
    }

    pub(super) fn ties(&mut self, file: &v1::File<'_>) {
        let mut taken = HashSet::new();
        for row in &file.propositions {
            let spot = Spot::new("proposition", &row.id).of_words(&row.wording);
            let (id, mut proposition) = convert::proposition(row, &mut self.notes);
            self.check_values(&proposition.attributes, &Owner::Propositions, spot);
            let again = self.propositions.get(&id) == Some(&proposition);
            if !again {
                self.members(&mut proposition.members, &mut taken, spot);
            }
            enter(&mut self.propositions, id, proposition, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
        taken.clear();
        for row in &file.entities {
            let spot = Spot::new("entity", &row.id).of_words(&row.name);
            let (id, mut entity) = convert::entity(row, &mut self.notes);
            let again = self.entities.get(&id) == Some(&entity);
            if !again {
                self.members(&mut entity.members, &mut taken, spot);
            }
            enter(&mut self.entities, id, entity, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
    }

    fn members(&mut self, members: &mut BTreeSet<AnnotationId>, taken: &mut HashSet<AnnotationId>, spot: Spot<'_>) {
        members.retain(|member| {
            if !self.annotations.contains_key(member) {
                self.notes.odd(spot, say!("warning-no-member", member = member.to_string()));
                return false;
            }
            if !taken.insert(*member) {
                self.notes.odd(spot, say!("warning-member-twice", member = self.annotation_named(*member)));
                return false;
            }
            true
        });
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
            enter(&mut self.exercises, id, exercise, spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
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

/// An annotation of a file, its group's set and text, and where it stands.
struct Placed<'r, 'a> {
    row: &'r v1::Annotation<'a>,
    set: SetId,
    revision: RevisionId,
    place: Option<Place>,
}

fn annotation_spot<'s>(
    row: &'s v1::Annotation<'_>,
    titles: &'s HashMap<RevisionId, String>,
    revision: RevisionId,
) -> Spot<'s> {
    let quote = row.at.first().map(|fragment| &fragment.quote).or(row.lost.first().map(|lost| &lost.quote));
    Spot::new("annotation", &row.id)
        .of_words(quote.map_or("", |quote| quote))
        .of_article(titles.get(&revision).map_or("", String::as_str))
}

/// Tells whether fragments came out in the order in which the file has them, so that the words still say what they
/// said.
fn in_order(fragments: &[v1::Fragment<'_>], spans: &[Span]) -> bool {
    let mut pairs: Vec<_> = fragments.iter().zip(spans).collect();
    pairs.sort_by_key(|(fragment, _)| fragment.start);
    pairs.is_sorted_by(|(_, before), (_, after)| before.end() <= after.start())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn rows_of_one_name_do_not_each_try_all_numbers() {
        let id = Str("x".into());
        let (mut table, mut notes, mut numbers) = (BTreeMap::new(), Notes::new(""), Numbers::default());
        let tries = Cell::new(0);
        let renew = |number: usize| {
            tries.set(tries.get() + 1);
            (number, number.to_string())
        };
        table.insert(4, usize::MAX);
        let names = (0..100)
            .filter_map(|row| enter(&mut table, 0, row, Spot::new("label", &id), (&mut notes, &mut numbers), renew));
        let expected: Vec<usize> = [0, 2, 3].into_iter().chain(5..).take(100).collect();
        assert_eq!(names.collect::<Vec<_>>(), expected);
        assert_eq!(tries.get(), 100, "a number a row, and one that was taken");
    }
}
