//! Says what comes in of other projects as it was chosen, as one transaction, and what has no place.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::compare::agreement::Source;
use crate::compare::revision::{Fate, carry};
use crate::model::actions::next_rank;
use crate::model::edit::{Builder, Transaction};
use crate::model::*;

use super::{Choices, Coming, Nearly, Survey, There, on_text};

/// Of what sort something is that has no place here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum What {
    /// Annotations in an article whose text is not here.
    Article,
    /// Annotations on an earlier text of an article, which is not here.
    Text,
    /// Annotations that were carried over to another text from ones that come themselves.
    Carried,
    /// Annotations whose label was left out.
    Label,
    /// Values of an attribute that is not here, is not for the label or kind, or does not take such a value.
    Value,
    /// Relations of a kind that is not here.
    Kind,
    /// Relations of a kind that does not join the labels which their ends have here.
    Joins,
    /// Relations with an end that does not come.
    End,
    /// Marks that an article is done: its last text is not the last one here, or not with the same words.
    Done,
    /// Claims tied into a proposition.
    Proposition,
    /// Annotations tied into an entity.
    Entity,
    /// Marks that an article was read for a proposition which is not there.
    Absence,
    /// Findings of the check list that were dismissed.
    Dismissal,
    /// Conflicts that wait to be settled.
    Conflict,
}

/// Something that has no place here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// The number of the other project.
    pub source: usize,
    /// Of what sort it is.
    pub what: What,
    /// What it is of: an article's title, a label's name, a proposition's wording.
    pub name: String,
    /// How many there are.
    pub count: usize,
}

/// What comes in.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The sets, as they are called here then.
    pub sets: Vec<(SetId, String)>,
    /// How many annotations come.
    pub annotations: usize,
    /// How many of them have no place on the text here: those of nearly equal texts whose words are not there, and
    /// those that had none before.
    pub detached: usize,
    /// How many relations come.
    pub relations: usize,
    /// How many done marks come.
    pub done: usize,
    /// What does not, in the order of the projects and sorts.
    pub left: Vec<Left>,
    /// The step from the project here to the one with all that in it.
    pub transaction: Transaction,
}

impl Plan {
    /// Plans what comes; `None` when nobody waits any longer. The stamp gives ids to what can't keep its own.
    pub fn of(
        here: &Project,
        others: &[Source],
        survey: &Survey,
        choices: &Choices,
        stamp: Stamp,
        stop: &dyn Fn() -> bool,
    ) -> Option<Plan> {
        let mut work = Work {
            here,
            builder: Builder::new(here),
            stamp,
            plan: Plan::default(),
            left: BTreeMap::new(),
            annotators: Vec::new(),
            used: HashSet::new(),
            relations: HashSet::new(),
            set_rank: next_rank(here.sets_by_id().map(|(_, row)| row.rank)),
            annotator_rank: next_rank(here.annotators_by_id().map(|(_, row)| row.rank)),
        };
        for (source, other) in others.iter().enumerate() {
            work.take(source, &other.project, survey, choices, stop)?;
        }
        let Work { builder, mut plan, left, .. } = work;
        let row = |((source, what, name), count)| Left { source, what, name, count };
        plan.left = left.into_iter().map(row).collect();
        plan.transaction = builder.finish();
        Some(plan)
    }
}

/// A plan in the making.
struct Work<'a> {
    here: &'a Project,
    builder: Builder<'a>,
    stamp: Stamp,
    plan: Plan,
    left: BTreeMap<(usize, What, String), usize>,
    /// Annotators that come: their ids there, their names, their ids here.
    annotators: Vec<(AnnotatorId, String, AnnotatorId)>,
    /// Ids of annotations that came.
    used: HashSet<AnnotationId>,
    /// Ids of relations that came.
    relations: HashSet<RelationId>,
    set_rank: u32,
    annotator_rank: u32,
}

/// What is known of one of the other projects.
struct From<'p> {
    source: usize,
    project: &'p Project,
    /// The sets that come, and what they are here.
    sets: HashMap<SetId, SetId>,
    /// The labels that come, and what they are here.
    labels: HashMap<LabelKey, LabelKey>,
    /// The annotations that come: what each is here, with its label.
    annotations: HashMap<AnnotationId, (AnnotationId, LabelKey)>,
}

impl From<'_> {
    fn title(&self, article: &ArticleId) -> String {
        self.project.article(article).map_or_else(String::new, |row| row.details.title.clone())
    }
}

impl Work<'_> {
    fn leave(&mut self, source: usize, what: What, name: impl Into<String>, count: usize) {
        if count > 0 {
            *self.left.entry((source, what, name.into())).or_default() += count;
        }
    }

    fn take(
        &mut self,
        source: usize,
        project: &Project,
        survey: &Survey,
        choices: &Choices,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let own = survey.sets.iter().filter(|coming| coming.source == source && choices.takes(coming));
        let coming: Vec<&Coming> = own.collect();
        let labels = survey.labels.iter().filter(|labelled| labelled.source == source);
        let labels = labels.filter_map(|labelled| Some((labelled.label.clone(), choices.label_of(labelled)?)));
        let labels = labels.filter(|(_, to)| self.here.label(to).is_some()).collect();
        let mut from = From { source, project, sets: HashMap::new(), labels, annotations: HashMap::new() };
        for coming in coming {
            self.take_set(coming, &mut from);
        }
        let accepted = |text: RevisionId| {
            let near = survey.near.iter().find(|near| near.source == source && near.text == text);
            near.filter(|_| choices.texts.contains(&(source, text)))
        };
        for (article, _) in project.articles() {
            let texts: Vec<RevisionId> = project.revisions_of(*article).collect();
            for (at, text) in texts.iter().enumerate() {
                if stop() {
                    return None;
                }
                let ids: Vec<AnnotationId> = on_text(project, *text)
                    .filter(|id| project.annotation(id).is_some_and(|row| from.sets.contains_key(&row.set)))
                    .collect();
                if let Some((_, home)) = survey.homes.get(&(source, *text)) {
                    let places = |row: &Annotation| row.place.clone();
                    ids.iter().for_each(|id| self.take_annotation(*id, *home, places, &mut from));
                } else if let Some(near) = accepted(*text) {
                    self.carry_over(&ids, near, &mut from, stop)?;
                } else {
                    let earlier = at + 1 < texts.len();
                    let what = if earlier { What::Text } else { What::Article };
                    self.leave(source, what, from.title(article), ids.len());
                }
            }
            self.take_done(*article, texts.last().copied(), survey, &accepted, &from);
        }
        self.take_relations(&from);
        self.leave_ties(&from);
        Some(())
    }

    fn take_set(&mut self, coming: &Coming, from: &mut From<'_>) {
        let Some(row) = from.project.set(&coming.set) else { return };
        let annotator = row.annotator.and_then(|id| Some((id, from.project.annotator(&id)?)));
        let annotator = annotator.map(|(id, row)| self.annotator(id, row));
        let id = if coming.there == There::No { coming.set } else { SetId(self.stamp.fresh()) };
        self.builder.put(id, Some(Set { rank: self.set_rank, annotator, ..row.clone() }));
        self.set_rank = self.set_rank.saturating_add(1);
        from.sets.insert(coming.set, id);
        self.plan.sets.push((id, from.project.set_name(coming.set)));
    }

    /// Returns the id here of another project's annotator: the same person where id and name are the same.
    fn annotator(&mut self, id: AnnotatorId, row: &Annotator) -> AnnotatorId {
        if self.here.annotator(&id).is_some_and(|here| here.name == row.name) {
            return id;
        }
        if let Some((.., known)) = self.annotators.iter().find(|(other, name, _)| *other == id && *name == row.name) {
            return *known;
        }
        let free = self.here.annotator(&id).is_none() && self.annotators.iter().all(|(.., known)| *known != id);
        let new = if free { id } else { AnnotatorId(self.stamp.fresh()) };
        self.builder.put(new, Some(Annotator { rank: self.annotator_rank, ..row.clone() }));
        self.annotator_rank = self.annotator_rank.saturating_add(1);
        self.annotators.push((id, row.name.clone(), new));
        new
    }

    fn take_annotation(
        &mut self,
        id: AnnotationId,
        home: RevisionId,
        place: impl FnOnce(&Annotation) -> Place,
        from: &mut From<'_>,
    ) {
        let Some(row) = from.project.annotation(&id) else { return };
        let (Some(set), label) = (from.sets.get(&row.set).copied(), from.labels.get(&row.label).cloned()) else {
            return;
        };
        let Some(label) = label else {
            let name = from.project.label(&row.label).map_or_else(|| row.label.to_string(), |row| row.name.clone());
            return self.leave(from.source, What::Label, name, 1);
        };
        let free = self.here.annotation(&id).is_none() && !self.used.contains(&id);
        let new = if free { id } else { AnnotationId(self.stamp.fresh()) };
        self.used.insert(new);
        let attributes = self.values(&row.attributes, &Owner::Label(label.clone()), from);
        let place = place(row);
        self.plan.annotations += 1;
        self.plan.detached += usize::from(matches!(place, Place::Detached(_)));
        // What was carried over from an annotation that comes under another id still says so.
        let mut derived_from = row.derived_from.clone();
        for origin in &mut derived_from {
            if let Some((new, _)) = from.annotations.get(origin) {
                *origin = *new;
            }
        }
        from.annotations.insert(id, (new, label.clone()));
        let row = Annotation { set, revision: home, label, place, attributes, derived_from, ..row.clone() };
        self.builder.put(new, Some(row));
    }

    /// Carries annotations over to a nearly equal text, as to a later text of an article; `None` when nobody waits.
    fn carry_over(
        &mut self,
        ids: &[AnnotationId],
        near: &Nearly,
        from: &mut From<'_>,
        stop: &dyn Fn() -> bool,
    ) -> Option<()> {
        let (home, project) = (near.here.1, from.project);
        // Where an earlier text of the article is here, what was carried over from it would come twice.
        let came = |id: &AnnotationId| {
            let origins = project.annotation(id).map(|row| row.derived_from.as_slice()).unwrap_or_default();
            origins.iter().any(|origin| from.annotations.contains_key(origin))
        };
        let (twice, ids): (Vec<AnnotationId>, Vec<AnnotationId>) = ids.iter().copied().partition(came);
        let title = project.revision(&near.text).map_or_else(String::new, |row| from.title(&row.article));
        self.leave(from.source, What::Carried, title, twice.len());
        let texts = project.revision(&near.text).zip(self.here.revision(&home));
        let Some((old, new)) = texts.map(|(old, new)| (&old.text, &new.text)) else { return Some(()) };
        let placed = ids.iter().filter_map(|id| Some((*id, project.annotation(id)?.fragments()?)));
        let (placed, places): (Vec<AnnotationId>, Vec<&Fragments>) = placed.unzip();
        let fates: HashMap<AnnotationId, Fate> = placed.into_iter().zip(carry(old, new, &places, stop)).collect();
        if stop() {
            return None;
        }
        for id in &ids {
            let place = |row: &Annotation| match (&row.place, fates.get(id)) {
                (_, Some(Fate::Exact(found) | Fate::Moved(found))) => Place::At(found.clone()),
                (Place::At(lost), _) => {
                    Place::Detached(lost.spans().iter().map(|span| Anchor::of(old, *span)).collect())
                }
                (Place::Detached(anchors), _) => Place::Detached(anchors.clone()),
            };
            self.take_annotation(*id, home, place, from);
        }
        Some(())
    }

    /// Returns the values that the scheme here has a place for.
    fn values(&mut self, given: &Attributes, owner: &Owner, from: &From<'_>) -> Attributes {
        let mut kept = Attributes::new();
        for (key, value) in given {
            let fits = |attribute: &Attribute| attribute.on.contains(owner) && attribute.accepts(value);
            if self.here.attribute(key).is_some_and(fits) {
                kept.insert(key.clone(), value.clone());
            } else {
                let name = from.project.attribute(key).map_or_else(|| key.to_string(), |row| row.name.clone());
                self.leave(from.source, What::Value, name, 1);
            }
        }
        kept
    }

    /// Takes the marks that an article is done, where its last text is the last one here.
    fn take_done<'n>(
        &mut self,
        article: ArticleId,
        last: Option<RevisionId>,
        survey: &Survey,
        accepted: &dyn Fn(RevisionId) -> Option<&'n Nearly>,
        from: &From<'_>,
    ) {
        let home = last.and_then(|text| {
            let equal = survey.homes.get(&(from.source, text)).copied();
            equal.or_else(|| accepted(text).filter(|near| !near.adds_words).map(|near| near.here))
        });
        let home = home.filter(|(_, revision)| self.here.is_latest(*revision)).map(|(article, _)| article);
        for (set, new) in &from.sets {
            let Some(done) = from.project.done(&(*set, article)) else { continue };
            match home {
                Some(home) => {
                    self.builder.put((*new, home), Some(done.clone()));
                    self.plan.done += 1;
                }
                None => self.leave(from.source, What::Done, from.title(&article), 1),
            }
        }
    }

    fn take_relations(&mut self, from: &From<'_>) {
        let project = from.project;
        for (id, row) in project.relations() {
            let Some(set) = from.sets.get(&row.set).copied() else { continue };
            let name = project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
            let Some(kind) = self.here.kind(&row.kind) else {
                self.leave(from.source, What::Kind, name, 1);
                continue;
            };
            // An end that does not come may be here already: both projects may have been copies of one.
            let end = |id: AnnotationId| {
                let here = || self.here.annotation(&id).map(|row| (id, row.label.clone()));
                from.annotations.get(&id).cloned().or_else(here)
            };
            let (Some((start, from_label)), Some((end, to_label))) = (end(row.from), end(row.to)) else {
                self.leave(from.source, What::End, name, 1);
                continue;
            };
            if !kind.joins(&from_label, &to_label) {
                self.leave(from.source, What::Joins, name, 1);
                continue;
            }
            let free = self.here.relation(id).is_none() && !self.relations.contains(id);
            let new = if free { *id } else { RelationId(self.stamp.fresh()) };
            self.relations.insert(new);
            let attributes = self.values(&row.attributes, &Owner::Kind(row.kind.clone()), from);
            self.builder.put(new, Some(Relation { set, from: start, to: end, attributes, ..row.clone() }));
            self.plan.relations += 1;
        }
    }

    /// Names what belongs to the sets that come and has no place in another project.
    fn leave_ties(&mut self, from: &From<'_>) {
        let project = from.project;
        let of_set = |id: &AnnotationId| project.annotation(id).is_some_and(|row| from.sets.contains_key(&row.set));
        for (_, row) in project.propositions() {
            let members = row.members.iter().filter(|id| of_set(id)).count();
            self.leave(from.source, What::Proposition, row.wording.as_str(), members);
        }
        for (_, row) in project.entities() {
            let members = row.members.iter().filter(|id| of_set(id)).count();
            self.leave(from.source, What::Entity, row.name.as_str(), members);
        }
        for ((proposition, _, set), _) in project.absences() {
            if from.sets.contains_key(set) {
                let wording = project.proposition(proposition).map_or("", |row| row.wording.as_str());
                self.leave(from.source, What::Absence, wording, 1);
            }
        }
        for (key, row) in project.dismissals() {
            let about = |part: &str| {
                let relation = || RelationId::parse(part).and_then(|id| project.relation(&id));
                AnnotationId::parse(part).is_some_and(|id| of_set(&id))
                    || relation().is_some_and(|row| from.sets.contains_key(&row.set))
            };
            if key.as_str().split('.').any(about) {
                self.leave(from.source, What::Dismissal, row.reason.as_str(), 1);
            }
        }
        for (key, _) in project.conflicts() {
            let about = match &key.row {
                RowName::Annotation(id) => of_set(id),
                RowName::Relation(id) => project.relation(id).is_some_and(|row| from.sets.contains_key(&row.set)),
                RowName::Set(set) | RowName::Done((set, _)) => from.sets.contains_key(set),
                _ => false,
            };
            if about {
                let told = project.conflict(key).map(|row| crate::compare::conflicts::told(project, key, row).about);
                self.leave(from.source, What::Conflict, told.unwrap_or_default(), 1);
            }
        }
    }
}
