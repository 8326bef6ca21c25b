//! Compares sets on the last texts of all articles, and brings that after the project edit by edit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Differences, Grouping, Left, Place, Regrouped, Standing};
use crate::model::{Annotation, AnnotationId, ArticleId, Edit, Project, RevisionId, SetId, Transaction};

/// Where sets differ, article by article.
#[derive(Clone, Debug)]
pub struct Survey {
    project: Project,
    sets: BTreeSet<SetId>,
    articles: BTreeMap<ArticleId, Arc<Differences>>,
    /// The adjudicated set that places are settled in.
    settled_in: Option<SetId>,
    /// What is left of each place.
    of_places: BTreeMap<ArticleId, Vec<Left>>,
    left: BTreeMap<ArticleId, Left>,
    left_in_all: Left,
    /// The annotations of that set by those that they were derived from.
    derived: BTreeSet<(AnnotationId, AnnotationId)>,
    /// Those of that set that were taken from annotations of which none is left, by their texts.
    left_behind: BTreeSet<(RevisionId, AnnotationId)>,
}

/// What has to be looked at again.
#[derive(Default)]
struct Dirty {
    /// Articles whose annotations may be grouped in another way.
    groups: BTreeSet<ArticleId>,
    /// Articles of which annotations may be grouped in another way that lie, or lay, between these bytes.
    parts: BTreeMap<ArticleId, Range<usize>>,
    /// Articles whose relations are others.
    relations: BTreeSet<ArticleId>,
    /// Articles of which places were settled or opened, or what they were settled as is otherwise.
    decisions: BTreeSet<ArticleId>,
}

impl Survey {
    /// Compares some sets.
    pub fn of(project: &Project, sets: &BTreeSet<SetId>) -> Survey {
        let mut survey = Survey {
            project: project.clone(),
            sets: sets.clone(),
            articles: BTreeMap::new(),
            settled_in: None,
            of_places: BTreeMap::new(),
            left: BTreeMap::new(),
            left_in_all: Left::default(),
            derived: BTreeSet::new(),
            left_behind: BTreeSet::new(),
        };
        let groups = project.articles_by_id().map(|(id, _)| *id).collect();
        survey.make(Dirty { groups, ..Dirty::default() });
        survey
    }

    /// Returns the project that it was made of.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns the sets that were to be compared.
    pub fn sets(&self) -> &BTreeSet<SetId> {
        &self.sets
    }

    /// Returns where sets differ in an article.
    pub fn article(&self, article: ArticleId) -> Option<&Arc<Differences>> {
        self.articles.get(&article)
    }

    /// Lists where sets differ, by the ids of the articles.
    pub fn articles(&self) -> impl Iterator<Item = (ArticleId, &Arc<Differences>)> {
        self.articles.iter().map(|(id, differences)| (*id, differences))
    }

    /// Counts from now on what is left to be settled in an adjudicated set, or in none.
    pub fn count_left(&mut self, set: Option<SetId>) {
        if self.settled_in != set {
            self.settled_in = set;
            self.left.clear();
            self.of_places.clear();
            self.derived.clear();
            self.left_behind.clear();
            if let Some(set) = set {
                let rows = || self.project.annotations().filter(|(_, row)| row.set == set);
                self.derived.extend(rows().flat_map(|(id, row)| row.derived_from.iter().map(|from| (*from, *id))));
                let left = rows().filter(|(id, _)| self.project.is_left_behind(**id));
                self.left_behind.extend(left.map(|(id, row)| (row.revision, *id)));
            }
            self.make(Dirty { decisions: self.articles.keys().copied().collect(), ..Dirty::default() });
        }
    }

    /// Returns the annotations that a place was settled as: what was derived from its own, and what was made by hand
    /// with the label and the words of one.
    pub fn settled_as(&self, place: &Place) -> BTreeSet<AnnotationId> {
        let of = |id: AnnotationId| self.derived.range((id, AnnotationId(0))..=(id, AnnotationId(u128::MAX)));
        let derived = place.group.ids().flat_map(of).map(|(_, made)| *made);
        let by_hand = |id| self.project.made_by_hand(self.settled_in?, self.project.annotation(&id)?);
        derived.chain(place.group.ids().filter_map(by_hand)).collect()
    }

    /// Lists the annotations of the adjudicated set on a text that were taken from others of which none is left: they
    /// are at no place.
    pub fn left_behind(&self, revision: RevisionId) -> impl Iterator<Item = AnnotationId> {
        let all = (revision, AnnotationId(0))..=(revision, AnnotationId(u128::MAX));
        self.left_behind.range(all).map(|(_, id)| *id)
    }

    /// Tells whether a place can be settled in a set with all others where sets agree: it is not settled, and what the
    /// set has there, if anything, is what they have.
    pub fn accepts(&self, place: &Place, set: SetId) -> bool {
        let said = |id: AnnotationId| self.project.annotation(&id).map(|row| (&row.label, &row.place, &row.attributes));
        let agreed = place.group.ids().next().and_then(said);
        let own = self.settled_as(place);
        let settled = match place.standing(&self.project, set) {
            Standing::Open => false,
            // Nothing may be what it was settled as.
            Standing::Changed => own.is_empty(),
            Standing::Settled => true,
        };
        place.agrees() && !settled && own.into_iter().all(|id| said(id) == agreed)
    }

    /// Counts what is left of a place: one, or nothing.
    fn left_of(&self, set: SetId, place: &Place) -> Left {
        let open = place.standing(&self.project, set) != Standing::Settled;
        Left { open: usize::from(open), agreeing: usize::from(self.accepts(place, set)) }
    }

    /// Counts what is left of an article, place by place: of all, or of those that were compared anew.
    fn count(&mut self, set: SetId, article: ArticleId, anew: Option<&(Regrouped, BTreeSet<usize>)>) {
        let Some(differences) = self.articles.get(&article) else { return };
        let places = &differences.places;
        let left = match (anew, self.of_places.get(&article)) {
            (Some((Regrouped { old, now }, leading)), Some(before)) => {
                let mut left = before[..old.start].to_vec();
                left.extend(places[now.clone()].iter().map(|place| self.left_of(set, place)));
                left.extend_from_slice(&before[old.end..]);
                leading.iter().for_each(|at| left[*at] = self.left_of(set, &places[*at]));
                left
            }
            _ => places.iter().map(|place| self.left_of(set, place)).collect(),
        };
        self.left.insert(article, left.iter().copied().fold(Left::default(), Left::and));
        self.of_places.insert(article, left);
    }

    /// Returns the set in which it counts what is left.
    pub fn settled_in(&self) -> Option<SetId> {
        self.settled_in
    }

    /// Returns what is left to be settled of an article.
    pub fn left(&self, article: ArticleId) -> Left {
        self.left.get(&article).copied().unwrap_or_default()
    }

    /// Returns what is left to be settled of all articles.
    pub fn left_in_all(&self) -> Left {
        self.left_in_all
    }

    /// Brings it after the project that it was made of. Where annotations were changed the cost follows what lies over
    /// them, and, for less than it takes to compare it, the rest of the text; where relations were, or what is settled,
    /// the articles.
    pub fn follow(&mut self, project: &Project) {
        let change = Transaction::between(&self.project, project);
        let before = std::mem::replace(&mut self.project, project.clone());
        let mut dirty = Dirty::default();
        for edit in &change.edits {
            self.touch(edit, &before, &mut dirty);
            self.derive(edit);
        }
        self.make(dirty);
    }

    fn touch(&self, edit: &Edit, before: &Project, dirty: &mut Dirty) {
        let of_text = |id: &RevisionId| {
            let row = self.project.revision(id).or_else(|| before.revision(id))?;
            Some(row.article)
        };
        match edit {
            Edit::Article(c) => drop(dirty.groups.insert(c.key)),
            Edit::Revision(c) => dirty.groups.extend(of_text(&c.key)),
            Edit::Done(c) => drop(dirty.groups.insert(c.key.1)),
            Edit::Set(c) if self.sets.contains(&c.key) => {
                dirty.groups.extend(self.project.articles_by_id().map(|(id, _)| *id));
            }
            Edit::Annotation(c) => {
                let rows = c.before.iter().chain(&c.after);
                for row in rows.filter(|row: &&Arc<Annotation>| self.sets.contains(&row.set)) {
                    let Some((article, at)) = of_text(&row.revision).zip(row.fragments()) else { continue };
                    let compared = self.articles.get(&article).map(|differences| differences.grouping.revision);
                    if compared == Some(row.revision) {
                        let part = dirty.parts.entry(article).or_insert(at.start()..at.end());
                        *part = part.start.min(at.start())..part.end.max(at.end());
                    }
                }
                let settling = c.before.iter().chain(&c.after).filter(|row| Some(row.set) == self.settled_in);
                dirty.decisions.extend(settling.filter_map(|row| of_text(&row.revision)));
            }
            Edit::Relation(c) => {
                for row in c.before.iter().chain(&c.after).filter(|row| self.sets.contains(&row.set)) {
                    let from = self.project.annotation(&row.from).or_else(|| before.annotation(&row.from));
                    dirty.relations.extend(from.and_then(|from| of_text(&from.revision)));
                }
            }
            Edit::Decision(c) if Some(c.key.1) == self.settled_in => {
                let first = self.project.annotation(&c.key.0).or_else(|| before.annotation(&c.key.0));
                dirty.decisions.extend(first.and_then(|row| of_text(&row.revision)));
            }
            _ => {}
        }
    }

    /// Keeps which annotations of the adjudicated set were derived from which, and of which of them none is left.
    fn derive(&mut self, edit: &Edit) {
        let Edit::Annotation(change) = edit else { return };
        let own = |row: &Option<Arc<Annotation>>| {
            row.iter().filter(|row| Some(row.set) == self.settled_in).flat_map(|row| row.derived_from.clone()).collect()
        };
        let (gone, come): (Vec<AnnotationId>, Vec<AnnotationId>) = (own(&change.before), own(&change.after));
        for from in gone {
            self.derived.remove(&(from, change.key));
        }
        self.derived.extend(come.into_iter().map(|from| (from, change.key)));
        for row in change.before.iter().chain(&change.after).filter(|row| Some(row.set) == self.settled_in) {
            self.left_behind.remove(&(row.revision, change.key));
        }
        let made = self.derived.range((change.key, AnnotationId(0))..=(change.key, AnnotationId(u128::MAX)));
        for id in made.map(|(_, made)| *made).chain([change.key]) {
            let Some(row) = self.project.annotation(&id).filter(|row| Some(row.set) == self.settled_in) else {
                continue;
            };
            if self.project.is_left_behind(id) {
                self.left_behind.insert((row.revision, id));
            } else {
                self.left_behind.remove(&(row.revision, id));
            }
        }
    }

    /// Compares anew what is dirty, and what relations join to that.
    fn make(&mut self, dirty: Dirty) {
        let mut groupings = BTreeMap::new();
        for article in &dirty.groups {
            match self.project.latest(*article) {
                Some((revision, _)) => drop(groupings.insert(*article, self.group(*article, revision))),
                None => {
                    self.articles.remove(article);
                    self.of_places.remove(article);
                    self.left.remove(article);
                }
            }
        }
        let mut parts: BTreeMap<ArticleId, Regrouped> = BTreeMap::new();
        for (article, part) in dirty.parts.into_iter().filter(|(article, _)| !dirty.groups.contains(article)) {
            let Some(before) = self.articles.get(&article).map(|differences| &differences.grouping) else { continue };
            let (made, regrouped) = before.after(&self.project, part);
            let same = before.groups[regrouped.old.clone()] == made.groups[regrouped.now.clone()];
            groupings.insert(article, if same { Arc::clone(before) } else { Arc::new(made) });
            parts.insert(article, regrouped);
        }
        let project = &self.project;
        let grouping = |article: ArticleId| {
            groupings.get(&article).or_else(|| self.articles.get(&article).map(|differences| &differences.grouping))
        };
        let far = |revision: RevisionId| {
            let grouping = grouping(project.revision(&revision)?.article)?;
            (grouping.revision == revision).then(|| Arc::clone(grouping))
        };
        let rests = |(id, differences): (&ArticleId, &Arc<Differences>)| (!differences.stands_on(&far)).then_some(*id);
        let mut all: BTreeSet<ArticleId> = groupings.keys().copied().collect();
        all.extend(&dirty.relations);
        // Where nothing can be grouped in another way, relations end where they did.
        if !groupings.is_empty() {
            all.extend(self.articles.iter().filter_map(rests));
        }
        let compared = |article: ArticleId| {
            let grouping = Arc::clone(grouping(article)?);
            let before = self.articles.get(&article).filter(|before| before.stands_on(&far));
            let part = parts.get(&article).filter(|_| !dirty.relations.contains(&article)).zip(before);
            let (differences, anew) = match part {
                Some((regrouped, before)) => {
                    let (made, leading) = before.after(project, grouping, regrouped, &far);
                    (made, Some((regrouped.clone(), leading)))
                }
                None => (Differences::with(project, grouping, &far), None),
            };
            Some((article, Arc::new(differences), anew))
        };
        let made: Vec<_> = all.into_iter().filter_map(compared).collect();
        let mut counted: BTreeMap<ArticleId, Option<(Regrouped, BTreeSet<usize>)>> = BTreeMap::new();
        for (article, differences, anew) in made {
            self.articles.insert(article, differences);
            counted.insert(article, anew);
        }
        counted.extend(dirty.decisions.into_iter().map(|article| (article, None)));
        if let Some(set) = self.settled_in {
            counted.iter().for_each(|(article, anew)| self.count(set, *article, anew.as_ref()));
        }
        self.left_in_all = self.left.values().copied().fold(Left::default(), Left::and);
    }

    /// Groups an article's annotations; where that comes to the same as before, it is what it was before.
    fn group(&self, article: ArticleId, revision: RevisionId) -> Arc<Grouping> {
        let sets: Vec<SetId> = self.sets.iter().copied().collect();
        let made = Grouping::of(&self.project, revision, &sets);
        let before = self.articles.get(&article).map(|differences| &differences.grouping);
        before.filter(|before| ***before == made).map_or_else(|| Arc::new(made), Arc::clone)
    }
}
