//! Keeps where sets differ right while it is looked at, and goes from difference to difference.
//!
//! The sets are those that agreement compares. They are compared once on a thread of the host; from then on each edit
//! brings in what it touched.

use std::collections::BTreeSet;

use crate::compare::Differences;
use crate::compare::differences::{Kind, Place, Standing, Survey};
use crate::model::{AnnotationId, ArticleId, LabelKey, Project, SetId, SetKind, Stamp};

use super::docking::Dock;
use super::effect::Effect;
use super::following::{Followed, Kept};
use super::intent::Intent;
use super::masking::Mask;
use super::settling::{Extent, Taking};
use super::showing::Showing;
use super::state::AppState;
use super::work::Work;

/// Which places are listed, by what differs there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Sifted {
    /// Those where anything differs.
    #[default]
    Differing,
    /// Those where this differs.
    Only(Kind),
    /// Those where nothing differs.
    Agreeing,
    /// Those that are not settled, while differences are settled.
    Open,
    /// All.
    All,
}

/// Which places are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct DifferenceQuery {
    /// By what differs there.
    pub sifted: Sifted,
    /// Those where a set gave this label.
    pub label: Option<LabelKey>,
    /// Those where this set has something.
    pub set: Option<SetId>,
}

impl DifferenceQuery {
    fn lists(&self, project: &Project, place: &Place, standing: Option<Standing>) -> bool {
        let sifted = match self.sifted {
            Sifted::Open => standing != Some(Standing::Settled),
            Sifted::Differing => !place.agrees(),
            Sifted::Only(kind) => place.has(kind),
            Sifted::Agreeing => place.agrees(),
            Sifted::All => true,
        };
        let has = |id: AnnotationId, label: &LabelKey| project.annotation(&id).is_some_and(|row| row.label == *label);
        sifted
            && self.set.is_none_or(|set| place.group.of_set(set).is_some())
            && self.label.as_ref().is_none_or(|label| place.group.ids().any(|id| has(id, label)))
    }
}

/// What is asked about differences.
#[derive(Clone, Debug)]
pub enum DifferenceIntent {
    /// Takes what was compared.
    Ready(Box<Survey>),
    /// Lists other places.
    Query(Box<DifferenceQuery>),
    /// Selects a place of the open article, by its number, and brings it into view.
    Show(usize),
    /// Selects the next place that is listed, or the one before.
    Step(bool),
    /// Goes on in the adjudicated set, or begins one.
    Begin,
    /// Settles a place of the open article, by its number, and goes to the next one that is open.
    Take(usize, Taking),
    /// Settles a place as what this set has there, and selects that to be edited.
    Edit(usize, SetId),
    /// Settles all that agree.
    Accept(Extent),
    /// Hides annotators' names while places are settled, or shows them.
    Blind(bool),
}

/// Where sets differ, and what is shown of it.
#[derive(Clone, Debug, Default)]
pub struct Differing {
    survey: Followed<Survey>,
    query: DifferenceQuery,
}

impl Differing {
    /// Returns a number that changes whenever differences may be others. What is derived from them is memoised on this.
    pub fn version(&self) -> u64 {
        self.survey.version()
    }

    /// Returns why sets could not be compared, in the user's words.
    pub fn failure(&self) -> Option<&str> {
        self.survey.failure()
    }

    /// Tells whether sets have been compared.
    pub fn is_ready(&self) -> bool {
        self.survey.get().is_some()
    }

    /// Returns which places are listed.
    pub fn query(&self) -> &DifferenceQuery {
        &self.query
    }

    /// Returns where sets differ in an article.
    pub fn article(&self, article: ArticleId) -> Option<&Differences> {
        self.survey.get()?.article(article).map(AsRef::as_ref)
    }

    /// Notes that sets could not be compared. Tells whether somebody waits for it.
    pub(super) fn fail(&mut self, why: &str) -> bool {
        self.survey.fail(why)
    }

    pub(super) fn forget_failure(&mut self) {
        self.survey.forget_failure();
    }
}

/// Work on differences, for a thread: comparing all articles.
#[derive(Clone, Debug)]
pub struct DifferenceJob {
    project: Project,
    sets: BTreeSet<SetId>,
}

impl DifferenceJob {
    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let survey = Survey::of(&self.project, &self.sets);
        answer(Intent::Difference(DifferenceIntent::Ready(Box::new(survey))));
    }
}

impl AppState {
    /// Returns where sets differ, and what is shown of it.
    pub fn differing(&self) -> &Differing {
        &self.differing
    }

    /// Returns where sets differ in the open article; `None` until they are compared, and while nobody looks.
    pub fn differences(&self) -> Option<&Differences> {
        self.differing.article(self.article()?).filter(|_| self.looks_at_differences())
    }

    /// Returns the sets' differences in all articles, once they are compared and while somebody looks.
    pub(super) fn survey(&self) -> Option<&Survey> {
        self.differing.survey.get().filter(|_| self.looks_at_differences())
    }

    /// Returns the place of the open article that the selected annotation is at, or was settled from.
    pub fn place(&self) -> Option<usize> {
        let found = self.differences()?;
        let id = self.selection.annotation?;
        found.place_of(id).or_else(|| {
            let row = self.project.annotation(&id)?;
            let mut alike = self.project.marked_alike(row).filter(|_| self.adjudicating() == Some(row.set));
            let derived = row.derived_from.iter().find_map(|from| found.place_of(*from));
            derived.or_else(|| alike.find_map(|id| found.place_of(id)))
        })
    }

    /// Tells whether a place is listed.
    pub(super) fn lists(&self, place: &Place) -> bool {
        self.differing.query.lists(&self.project, place, self.standing(place))
    }

    /// Lists the annotations of a place, in the order in which their sets are shown: while names are hidden, that of
    /// the letters.
    pub fn members_of(&self, place: &Place) -> Vec<(SetId, AnnotationId)> {
        let mut members = place.group.members.clone();
        members.sort_by_key(|(set, _)| (self.project().set(set).map(|row| row.rank), *set));
        members
    }

    /// Returns the annotation that stands for a place: of the first set that is shown, and otherwise of the first.
    pub(super) fn stands_for(&self, place: &Place) -> Option<AnnotationId> {
        let members = self.members_of(place);
        let shown = members.iter().find(|(set, _)| self.shows(*set)).or(members.first());
        shown.map(|(_, id)| *id)
    }

    /// Returns the annotations that a place was settled as.
    pub fn settled_as(&self, place: &Place) -> BTreeSet<AnnotationId> {
        self.survey().map(|survey| survey.settled_as(place)).unwrap_or_default()
    }

    /// Lists the numbers of the places of the open article that are listed.
    pub fn listed_places(&self) -> Vec<usize> {
        let Some(found) = self.differences() else { return Vec::new() };
        let listed = |(at, place): (usize, &Place)| self.lists(place).then_some(at);
        found.places.iter().enumerate().filter_map(listed).collect()
    }

    /// Lists the annotations of the adjudicated set in the open article that were taken from others of which none is
    /// left, in the order of the text, while the query lists what is looked for there.
    pub fn left_behind(&self) -> Vec<AnnotationId> {
        let query = &self.differing.query;
        let asked = matches!(query.sifted, Sifted::Differing | Sifted::Open | Sifted::All) && query.set.is_none();
        let found = self.survey().zip(self.differences()).filter(|_| asked);
        let row = |id: AnnotationId| self.project.annotation(&id).map(|row| (row, id));
        let all = found.into_iter().flat_map(|(survey, found)| survey.left_behind(found.grouping.revision));
        let mut all: Vec<_> = all.filter_map(row).collect();
        all.retain(|(row, _)| query.label.as_ref().is_none_or(|label| row.label == *label));
        all.sort_by_key(|(row, id)| (row.fragments().map(|fragments| fragments.start()), *id));
        all.into_iter().map(|(_, id)| id).collect()
    }

    /// Tells whether differences are looked at.
    fn looks_at_differences(&self) -> bool {
        self.view.dock == Some(Dock::Differences) || self.showing == Showing::Lanes
    }

    /// Lists the sets whose differences are looked for.
    fn differing_sets(&self) -> BTreeSet<SetId> {
        let made_of_others = |set: &SetId| self.project().set(set).is_some_and(|row| row.kind == SetKind::Adjudicated);
        self.compared_sets().into_iter().filter(|set| !made_of_others(set)).collect()
    }

    /// Brings what differs after the project while it is looked at, or has it found.
    pub(super) fn keep_differences(&mut self, effects: &mut Vec<Effect>) {
        if !self.looks_at_differences() {
            return;
        }
        let (sets, adjudicated) = (self.differing_sets(), self.adjudicating());
        let project = Mask::seen(&self.mask, &self.project);
        let survey = &mut self.differing.survey;
        if survey.keep(self.ticks, |survey| *survey.sets() == sets, |survey| survey.follow(project)) == Kept::Wanted {
            let job = DifferenceJob { project: project.clone(), sets };
            effects.push(Effect::Work(Work::Differences(Box::new(job))));
        } else if let Some(survey) = survey.get_mut() {
            survey.count_left(adjudicated);
        }
    }

    /// Forgets what differs in a project that is no longer open.
    pub(super) fn leave_differences(&mut self) {
        let mut survey = std::mem::take(&mut self.differing.survey);
        survey.leave();
        self.differing = Differing { survey, ..Differing::default() };
    }

    /// Does what is asked about differences.
    pub(super) fn run_difference(&mut self, intent: DifferenceIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            DifferenceIntent::Ready(survey) => self.differing.survey.take(*survey, self.ticks),
            DifferenceIntent::Query(query) => self.differing.query = *query,
            DifferenceIntent::Show(at) => self.show_place(at, effects),
            DifferenceIntent::Step(forward) => self.step_place(forward, effects),
            intent => self.run_settling(intent, stamp, effects),
        }
    }

    /// Selects a place.
    fn show_place(&mut self, at: usize, effects: &mut Vec<Effect>) {
        let place = self.differences().and_then(|found| found.places.get(at));
        if let Some(id) = place.and_then(|place| self.stands_for(place)) {
            self.look(id, effects);
        }
    }

    fn step_place(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        if let Some(at) = self.place_beside(forward) {
            self.show_place(at, effects);
        }
    }

    /// Returns the number of the listed place behind the selected one or the caret, or before it.
    pub(super) fn place_beside(&self, forward: bool) -> Option<usize> {
        let places = &self.differences()?.places;
        let caret = || places.partition_point(|place| place.group.start < self.selection.head);
        let listed = |at: &usize| self.lists(&places[*at]);
        if forward {
            (self.place().map_or_else(caret, |own| own + 1)..places.len()).find(listed)
        } else {
            (0..self.place().unwrap_or_else(caret)).rfind(listed)
        }
    }
}

#[cfg(test)]
#[path = "differing_tests.rs"]
pub(in crate::app) mod tests;
