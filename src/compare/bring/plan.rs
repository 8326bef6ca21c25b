//! Says what comes in of other projects as it was chosen, as one transaction, and what has no place.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::compare::agreement::{Source, is_done};
use crate::compare::differences::{Differences, Place as Differing};
use crate::compare::revision::{Fate, carry};
use crate::model::actions::next_rank;
use crate::model::edit::{Builder, DecisionKey, Transaction};
use crate::model::*;
use crate::say;

use super::again::There as Here;
use super::left::{Left, What};
use super::{Again, Choices, Coming, Nearly, Survey, There, fits, on_text, same_values, says_the_same};

/// How many articles are named of what is left out of many.
const FEW: usize = 3;

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
    /// Annotators who are annotators here, by name.
    pub people: Vec<String>,
    /// How many annotations and relations are here already, in sets that go on.
    pub again: (usize, usize),
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
            unjoined: BTreeMap::new(),
            annotators: Vec::new(),
            rows: Vec::new(),
            came: HashMap::new(),
            used: HashSet::new(),
            relations: HashSet::new(),
            set_rank: next_rank(here.sets_by_id().map(|(_, row)| row.rank)),
            annotator_rank: next_rank(here.annotators_by_id().map(|(_, row)| row.rank)),
        };
        let mut all = Vec::new();
        for (source, other) in others.iter().enumerate() {
            all.push(work.take(source, &other.project, survey, choices, stop)?);
        }
        // What refers to annotations waits until it is known what each is here.
        work.put_annotations(&all);
        for from in &all {
            work.take_relations(from);
            work.leave_ties(from);
        }
        work.tell_unjoined();
        work.take_decisions(&all, stop)?;
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
    /// Relations whose kind does not join what they join: by project, kind and labels, how many, and in which articles.
    unjoined: BTreeMap<(usize, [String; 3]), (usize, BTreeSet<String>)>,
    /// Annotators that come: their ids there, their names, their ids here.
    annotators: Vec<(AnnotatorId, String, AnnotatorId)>,
    /// The annotations that come, with the number of their project; they still say what they were derived from there.
    rows: Vec<(usize, AnnotationId, Annotation)>,
    /// What annotations are here, with their labels, of whichever project they came first.
    came: HashMap<AnnotationId, (AnnotationId, LabelKey)>,
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
    /// Who and what goes on with what is here.
    again: Again,
    /// The sets that come, and what they are here.
    sets: BTreeMap<SetId, SetId>,
    /// The articles that have a place here, and what they are here.
    articles: HashMap<ArticleId, ArticleId>,
    /// The labels that come, and what they are here.
    labels: HashMap<LabelKey, LabelKey>,
    /// The annotations that come: what each is here, with its label.
    annotations: HashMap<AnnotationId, (AnnotationId, LabelKey)>,
}

impl From<'_> {
    fn title(&self, article: &ArticleId) -> String {
        let title = self.project.article(article).map_or("", |row| row.details.title.trim());
        if title.is_empty() { say!("articles-untitled").to_owned() } else { title.to_owned() }
    }
}

impl Work<'_> {
    fn leave(&mut self, source: usize, what: What, name: impl Into<String>, count: usize) {
        if count > 0 {
            *self.left.entry((source, what, name.into())).or_default() += count;
        }
    }

    /// Takes the sets of a project that come, with their annotations and done marks; `None` when nobody waits.
    fn take<'p>(
        &mut self,
        source: usize,
        project: &'p Project,
        survey: &Survey,
        choices: &Choices,
        stop: &dyn Fn() -> bool,
    ) -> Option<From<'p>> {
        let taken = survey.taken(choices);
        let own = survey.sets.iter().filter(|coming| coming.source == source && taken.takes(coming));
        let coming: Vec<&Coming> = own.collect();
        let labels = survey.labels.iter().filter(|labelled| labelled.source == source);
        let labels = labels.filter_map(|labelled| Some((labelled.label.clone(), choices.label_of(labelled)?)));
        let labels = labels.filter(|(_, to)| self.here.label(to).is_some()).collect();
        let accepted = |text: RevisionId| {
            let near = survey.near.iter().find(|near| near.source == source && near.text == text);
            near.filter(|_| choices.texts.contains(&(source, text)))
        };
        let home = |article: &ArticleId| {
            let of_text = |text| {
                let equal = survey.homes.get(&(source, text)).map(|(home, _)| *home);
                equal.or_else(|| accepted(text).map(|near| near.here.0))
            };
            project.revisions_of(*article).find_map(of_text)
        };
        let articles = project.articles().into_iter().filter_map(|(id, _)| Some((*id, home(id)?))).collect();
        let (sets, annotations) = (BTreeMap::new(), HashMap::new());
        let again = choices.again.get(&source).cloned().unwrap_or_default();
        let mut from = From { source, project, again, sets, articles, labels, annotations };
        for coming in coming {
            self.take_set(coming, &mut from);
        }
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
                    let mut here = Here::of(self.here, *home, project, &from.again);
                    for id in &ids {
                        if !self.is_here(*id, &mut here, &mut from) {
                            self.take_annotation(*id, *home, |row| row.place.clone(), &mut from);
                        }
                    }
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
        Some(from)
    }

    fn take_set(&mut self, coming: &Coming, from: &mut From<'_>) {
        let Some(row) = from.project.set(&coming.set) else { return };
        if let Some(known) = from.again.sets.get(&coming.set) {
            from.sets.insert(coming.set, *known);
            self.plan.sets.push((*known, self.here.set_name(*known)));
            if let Some((id, row)) = row.annotator.and_then(|id| Some((id, from.project.annotator(&id)?))) {
                self.annotator(id, row, &from.again);
            }
            return;
        }
        let annotator = row.annotator.and_then(|id| Some((id, from.project.annotator(&id)?)));
        let annotator = annotator.map(|(id, row)| self.annotator(id, row, &from.again));
        let came = || self.plan.sets.iter().any(|(id, _)| *id == coming.set);
        let free = coming.there == There::No && !came();
        let id = if free { coming.set } else { SetId(self.stamp.fresh()) };
        // Articles that are not here are hidden from nobody.
        let unmasked = row.unmasked.iter().filter_map(|(article, time)| Some((*from.articles.get(article)?, *time)));
        let unmasked = unmasked.collect();
        self.builder.put(id, Some(Set { rank: self.set_rank, annotator, unmasked, ..row.clone() }));
        self.set_rank = self.set_rank.saturating_add(1);
        from.sets.insert(coming.set, id);
        self.plan.sets.push((id, from.project.set_name(coming.set)));
    }

    /// Returns the id here of another project's annotator: the same person where id and name are the same, or where
    /// that was found out.
    fn annotator(&mut self, id: AnnotatorId, row: &Annotator, again: &Again) -> AnnotatorId {
        if let Some(known) = again.people.get(&id).filter(|known| self.here.annotator(known).is_some()) {
            if !self.plan.people.contains(&row.name) {
                self.plan.people.push(row.name.clone());
            }
            return *known;
        }
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

    /// Tells whether an annotation of a set that goes on is in that set already. What it says otherwise is named.
    fn is_here(&mut self, id: AnnotationId, here: &mut Here<'_>, from: &mut From<'_>) -> bool {
        let Some(row) = from.project.annotation(&id) else { return false };
        let Some(set) = from.again.sets.get(&row.set).copied() else { return false };
        let Some((known, there, same)) = from.labels.get(&row.label).and_then(|label| here.take(id, row, set, label))
        else {
            return false;
        };
        if !same {
            let article = from.project.revision(&row.revision).map_or_else(String::new, |row| from.title(&row.article));
            self.leave(from.source, What::Differs, article, 1);
        }
        self.plan.again.0 += 1;
        from.annotations.insert(id, (known, there.label.clone()));
        self.came.entry(id).or_insert_with(|| (known, there.label.clone()));
        true
    }

    /// Tells whether a relation of a set that goes on is in that set already. What it says otherwise is named.
    fn is_drawn(
        &mut self,
        id: RelationId,
        row: &Relation,
        set: SetId,
        ends: [AnnotationId; 2],
        name: &str,
        source: usize,
    ) -> bool {
        let here = self.here;
        let by_id = here.relation(&id).filter(|known| known.set == set);
        let alike = |known: &&Relation| known.set == set && known.to == ends[1];
        let known = by_id.or_else(|| here.relations_from(ends[0], &row.kind).map(|(_, known)| known).find(alike));
        let Some(known) = known else { return false };
        let same = (known.from, known.to, &known.kind, &known.note) == (ends[0], ends[1], &row.kind, &row.note)
            && same_values(here, &Owner::Kind(row.kind.clone()), &known.attributes, &row.attributes);
        self.leave(source, What::Differs, name, usize::from(!same));
        self.plan.again.1 += 1;
        true
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
        from.annotations.insert(id, (new, label.clone()));
        self.came.entry(id).or_insert_with(|| (new, label.clone()));
        let row = Annotation { set, revision: home, label, place, attributes, ..row.clone() };
        self.rows.push((from.source, new, row));
    }

    /// Returns what an annotation of another project is here, with its label: what came of it from there, else itself
    /// where it is here already, for both projects may have been copies of one, else what came of it from another.
    fn now(&self, from: &From<'_>, id: AnnotationId) -> Option<(AnnotationId, LabelKey)> {
        let here = || self.here.annotation(&id).map(|row| (id, row.label.clone()));
        from.annotations.get(&id).cloned().or_else(here).or_else(|| self.came.get(&id).cloned())
    }

    /// Puts the annotations in. What was derived from one that comes under another id still says so.
    fn put_annotations(&mut self, all: &[From<'_>]) {
        for (source, id, mut row) in std::mem::take(&mut self.rows) {
            for origin in &mut row.derived_from {
                if let Some((new, _)) = all.get(source).and_then(|from| self.now(from, *origin)) {
                    *origin = new;
                }
            }
            self.builder.put(id, Some(row));
        }
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
            if fits(self.here, key, value, owner) {
                kept.insert(key.clone(), value.clone());
            } else {
                let name = from.project.attribute(key).map_or_else(|| key.to_string(), |row| row.name.clone());
                self.leave(from.source, What::Value, name, 1);
            }
        }
        kept
    }

    /// Takes the marks that an article is done, where its last text is the last one here. A set that counts as done
    /// without marks has them here, for here may be articles that it never had.
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
            if from.again.sets.contains_key(set) && !self.takes_done(*new, home) {
                continue;
            }
            let marked = from.project.done(&(*set, article)).cloned();
            let whole = || is_done(from.project, *set, article).then(|| from.project.set(set)).flatten();
            let done = marked.clone().or_else(|| whole().map(|row| Done { time: row.begun }));
            match (home, done) {
                (Some(home), Some(done)) => {
                    self.builder.put((*new, home), Some(done));
                    self.plan.done += 1;
                }
                _ => self.leave(from.source, What::Done, from.title(&article), usize::from(marked.is_some())),
            }
        }
    }

    /// Tells whether a done mark is news to a set that goes on. What somebody made here they mark themselves, and an
    /// imported set without any mark is done with all that it has annotations on.
    fn takes_done(&self, set: SetId, home: Option<ArticleId>) -> bool {
        let here = self.here;
        let imported = here.set(&set).is_some_and(|row| row.kind == SetKind::Imported);
        let unsaid = here.count_done(set) == 0 && here.count_marks(set) > 0;
        imported && !unsaid && home.is_some_and(|home| here.done(&(set, home)).is_none())
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
            let ends = self.now(from, row.from).zip(self.now(from, row.to));
            let Some(((start, from_label), (end, to_label))) = ends else {
                self.leave(from.source, What::End, name, 1);
                continue;
            };
            if !kind.joins(&from_label, &to_label) {
                self.leave_unjoined(from, row, name, [&from_label, &to_label]);
                continue;
            }
            let goes_on = from.again.sets.contains_key(&row.set);
            if goes_on && self.is_drawn(*id, row, set, [start, end], &name, from.source) {
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

    /// Notes a relation whose kind does not join the labels of its ends.
    fn leave_unjoined(&mut self, from: &From<'_>, row: &Relation, kind: String, labels: [&LabelKey; 2]) {
        let called = |key: &LabelKey| self.here.label(key).map_or_else(|| key.to_string(), |row| row.name.clone());
        let key = (from.source, [kind, called(labels[0]), called(labels[1])]);
        let article = from.project.annotation(&row.from).and_then(|row| from.project.revision(&row.revision));
        let title = article.map_or_else(String::new, |row| from.title(&row.article));
        let (count, titles) = self.unjoined.entry(key).or_default();
        *count += 1;
        titles.insert(title);
    }

    /// Lists those that were noted.
    fn tell_unjoined(&mut self) {
        for ((source, [kind, start, end]), (count, titles)) in std::mem::take(&mut self.unjoined) {
            let named = titles.iter().take(FEW).map(|title| say!("differs-quoted", words = title));
            let mut articles = named.collect::<Vec<_>>().join(say!("list-comma"));
            if titles.len() > FEW {
                articles = say!("bring-joins-more", articles = articles, count = titles.len() - FEW);
            }
            let name = say!("bring-joins", kind = kind, from = start, to = end, articles = articles);
            self.leave(source, What::Joins, name, count);
        }
    }

    /// Takes what was settled in the adjudicated sets that come: places of which all annotations come or are here, and
    /// that still say what they said when they were settled. `None` when nobody waits any longer.
    fn take_decisions(&mut self, all: &[From<'_>], stop: &dyn Fn() -> bool) -> Option<()> {
        let comes = |from: &From<'_>, key: &DecisionKey| from.sets.contains_key(&key.1);
        if !all.iter().any(|from| from.project.decisions().any(|(key, _)| comes(from, key))) {
            return Some(());
        }
        let mut after = self.here.clone();
        // Without it nothing is found there, and all that was settled is named.
        let _ = after.apply(&self.builder.clone().finish());
        for from in all {
            let project = from.project;
            let mut texts: BTreeMap<RevisionId, Vec<(&DecisionKey, &Decision)>> = BTreeMap::new();
            for (key, row) in project.decisions().filter(|(key, _)| comes(from, key)) {
                if let Some(first) = project.annotation(&key.0) {
                    texts.entry(first.revision).or_default().push((key, row));
                }
            }
            for (text, decisions) in texts {
                if stop() {
                    return None;
                }
                // Settled was between all sets, or between those that come.
                let every: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
                let coming: Vec<SetId> = from.sets.keys().copied().collect();
                let compared = [every, coming].map(|sets| Differences::of(project, text, &sets));
                for (key, row) in decisions {
                    let place = |compared: &Differences| {
                        let place = compared.place_of(key.0).and_then(|at| compared.places.get(at)).cloned();
                        place.filter(|place| place.group.ids().min() == Some(key.0) && place.state == row.state)
                    };
                    let place = compared.iter().find_map(place);
                    let now = place.and_then(|place| self.settled(from, &place, &after));
                    let first = now.as_ref().and_then(|ids| ids.iter().min().copied());
                    if let Some(((ids, first), set)) = now.zip(first).zip(from.sets.get(&key.1)) {
                        self.builder.put((first, *set), Some(Decision { state: after.state_of(ids), time: row.time }));
                    } else {
                        let article = project.revision(&text).map_or_else(String::new, |row| from.title(&row.article));
                        self.leave(from.source, What::Decision, article, 1);
                    }
                }
            }
        }
        Some(())
    }

    /// Returns what the annotations of a settled place are here; `None` where one does not come or is another thing
    /// here.
    fn settled(&self, from: &From<'_>, place: &Differing, after: &Project) -> Option<Vec<AnnotationId>> {
        let now = |id: AnnotationId| {
            let (new, _) = self.now(from, id)?;
            // What comes says what it may here; what is here already may have been changed since.
            let same = || {
                let (there, row) = (after.annotation(&new)?, from.project.annotation(&id)?);
                let drawn = |project: &Project, id: AnnotationId, set: SetId| {
                    let own = project.relations_of(id).filter(|(_, row)| row.from == id && row.set == set);
                    own.map(|(id, row)| (id, row.kind.clone(), row.attributes.clone())).collect::<BTreeSet<_>>()
                };
                let relations = drawn(after, new, there.set) == drawn(from.project, id, row.set);
                Some(relations && there.place == row.place && says_the_same(after, there, row))
            };
            (from.annotations.contains_key(&id) || same()?).then_some(new)
        };
        place.group.ids().map(now).collect()
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
        for (_, row) in project.exercises_by_id() {
            self.leave(from.source, What::Exercise, row.title.as_str(), usize::from(from.sets.contains_key(&row.set)));
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
