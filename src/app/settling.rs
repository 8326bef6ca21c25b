//! Settles, in an adjudicated set, what several sets have at a place.
//!
//! Adjudicating is annotating in an adjudicated set. Each place is settled by a step of [`actions::decide`], and the
//! next one that is open is selected; what was settled can be settled otherwise, and what the sets change afterwards is
//! open again.

use crate::compare::differences::{Left, Place, Standing, versions};
use crate::model::actions::{self, Deciding};
use crate::model::{AnnotationId, ArticleId, Refusal, SetId, SetKind, Stamp};
use crate::say;

use super::differing::DifferenceIntent;
use super::docking::Dock;
use super::effect::Effect;
use super::state::AppState;
use super::steps::{Commit, refuse};

/// What a place is settled as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Taking {
    /// What this set has there.
    Of(SetId),
    /// What all sets have there.
    All,
    /// Nothing.
    Nothing,
}

impl Taking {
    /// Lists the annotations that are taken: none where the set has nothing there.
    fn of(self, members: &[(SetId, AnnotationId)]) -> Vec<AnnotationId> {
        let takes = |set: SetId| match self {
            Taking::Of(own) => set == own,
            Taking::All => true,
            Taking::Nothing => false,
        };
        members.iter().filter(|(set, _)| takes(*set)).map(|(_, id)| *id).collect()
    }
}

/// What is settled at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Extent {
    /// The open article.
    Article,
    /// All articles.
    Project,
}

impl AppState {
    /// Returns the adjudicated set that is annotated in.
    pub fn adjudicating(&self) -> Option<SetId> {
        self.set.filter(|set| self.project.set(set).is_some_and(|row| row.kind == SetKind::Adjudicated))
    }

    /// Says how a place of the open article stands; `None` while nothing is adjudicated.
    pub fn standing(&self, place: &Place) -> Option<Standing> {
        Some(place.standing(&self.project, self.adjudicating()?))
    }

    /// Returns what is left to be settled; `None` while nothing is adjudicated or compared.
    pub fn left(&self, extent: Extent) -> Option<Left> {
        let survey = self.survey().filter(|survey| survey.settled_in().is_some())?;
        match extent {
            Extent::Article => self.article().map(|article| survey.left(article)),
            Extent::Project => Some(survey.left_in_all()),
        }
    }

    /// Lists the sets that are compared in the open article, in the order in which they are shown.
    pub fn compared_here(&self) -> Vec<SetId> {
        let Some(found) = self.differences() else { return Vec::new() };
        let sets = self.project().sets().into_iter().map(|(id, _)| *id);
        sets.filter(|id| found.grouping.sets.contains(id)).collect()
    }

    /// Returns the selected place, where it can be settled.
    pub(super) fn place_to_settle(&self) -> Option<usize> {
        self.adjudicating()?;
        self.place()
    }

    /// Tells whether all places of the open article are settled, and it is not marked as done.
    pub fn can_be_done(&self) -> bool {
        let settled = self.left(Extent::Article).is_some_and(|left| left.open == 0);
        let done = self.adjudicating().zip(self.article()).is_some_and(|key| self.project.done(&key).is_some());
        settled && !done && self.differences().is_some_and(|found| !found.places.is_empty())
    }

    /// Goes on in the adjudicated set, or begins one.
    pub(super) fn begin_adjudication(&mut self, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let there = self.project.sets().into_iter().find(|(_, row)| row.kind == SetKind::Adjudicated);
        let set = match there.map(|(id, _)| *id) {
            Some(set) => set,
            None => match actions::begin_adjudication(&self.project, stamp) {
                Ok((step, set)) => {
                    if !self.commit(Ok::<_, Refusal>(step), effects) {
                        return;
                    }
                    set
                }
                Err(Refusal(why)) => return self.say(why, true),
            },
        };
        self.set = Some(set);
        self.hidden.clear();
        self.ticks += 1;
        self.say(say!("adjudication-begun", name = self.project.set_name(set)), false);
        self.show_dock(Dock::Differences, effects);
    }

    /// Returns the annotation that was taken from one of some members of a place, or was made by hand and says what one
    /// of them says.
    pub fn taken_from(&self, place: &Place, members: &[(SetId, AnnotationId)]) -> Option<AnnotationId> {
        let says = |id: AnnotationId| self.project.annotation(&id).map(|row| (&row.label, &row.place, &row.attributes));
        let is_taken = |id: &AnnotationId| {
            let from = self.project.annotation(id).and_then(|row| self.project.taken_from(row));
            members.iter().any(|(_, own)| match from {
                Some(from) => *own == from,
                None => says(*id) == says(*own),
            })
        };
        self.settled_as(place).into_iter().find(is_taken)
    }

    /// Returns the annotation that was taken from the version of a place that a set has.
    fn taken_from_set(&self, place: &Place, set: SetId) -> Option<AnnotationId> {
        let versions = versions(self.project(), place);
        let version = versions.iter().find(|version| version.members.iter().any(|(own, _)| *own == set))?;
        self.taken_from(place, &version.members)
    }

    /// Settles a place as what a set has there, and selects that to be edited. Where it is settled so, what the
    /// adjudicator made of it since stays.
    fn take_and_edit(&mut self, at: usize, set: SetId, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let Some(place) = self.differences().and_then(|found| found.places.get(at)).cloned() else { return };
        let settled = self.standing(&place) == Some(Standing::Settled) && self.taken_from_set(&place, set).is_some();
        if !settled {
            let step = self.taken(at, Taking::Of(set), stamp);
            if !self.commit(step.map(|step| Commit { step, selection: None, joins: None }), effects) {
                return;
            }
            self.keep_differences(effects);
        }
        if let Some(id) = self.taken_from_set(&place, set) {
            self.look(id, effects);
            effects.push(Effect::FocusArticle);
        }
        if !settled {
            self.say_what_is_left();
        }
    }

    /// Settles a place of the open article, and goes to the next one that is open.
    pub(super) fn take(&mut self, at: usize, taking: Taking, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let made = self.taken(at, taking, stamp);
        let selection = self.next_open(at).and_then(|id| self.selection_of(id));
        let made = made.map(|step| Commit { step, selection, joins: None });
        if !self.commit(made, effects) {
            return;
        }
        self.keep_differences(effects);
        self.reveal_selection(effects);
        self.say_what_is_left();
    }

    fn taken(&self, at: usize, taking: Taking, stamp: &mut Stamp) -> Result<actions::Step, Refusal> {
        let Some(set) = self.adjudicating() else { return refuse(say!("refuse-not-adjudicating")) };
        let place = self.differences().and_then(|found| found.places.get(at));
        let Some(place) = place else { return refuse(say!("refuse-no-place")) };
        let members = self.members_of(place);
        let taken = taking.of(&members);
        let members = members.into_iter().map(|(_, id)| id).collect();
        actions::decide(&self.project, set, &[Deciding { members, taken }], stamp)
    }

    /// Returns an annotation of the next listed place that is open, from a place on and round.
    fn next_open(&self, at: usize) -> Option<AnnotationId> {
        let places = &self.differences()?.places;
        let set = self.adjudicating()?;
        let open =
            |at: &usize| self.lists(&places[*at]) && places[*at].standing(&self.project, set) != Standing::Settled;
        let next = (at + 1..places.len()).chain(0..at).find(open)?;
        self.stands_for(&places[next])
    }

    /// Settles all that agree and are open, as what they agree on. What was settled there as something else stays to be
    /// looked at one by one.
    pub(super) fn accept(&mut self, extent: Extent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let made = self.accepted(extent, stamp);
        if self.commit(made, effects) {
            self.keep_differences(effects);
            self.say_what_is_left();
        }
    }

    fn accepted(&self, extent: Extent, stamp: &mut Stamp) -> Result<actions::Step, Refusal> {
        let (Some(set), Some(survey)) = (self.adjudicating(), self.survey()) else {
            return refuse(say!("refuse-not-adjudicating"));
        };
        let here = |article: &ArticleId| extent == Extent::Project || Some(*article) == self.article();
        let places = survey.articles().filter(|(article, _)| here(article)).flat_map(|(_, found)| &found.places);
        let open = places.filter(|place| survey.accepts(place, set));
        let deciding = open.map(|place| {
            let members: Vec<AnnotationId> = place.group.ids().collect();
            Deciding { taken: members.iter().take(1).copied().collect(), members }
        });
        let deciding: Vec<Deciding> = deciding.collect();
        if deciding.is_empty() {
            return refuse(say!("refuse-nothing-agrees"));
        }
        actions::decide(&self.project, set, &deciding, stamp)
    }

    /// Says, behind what was done, how many places of the article are left.
    fn say_what_is_left(&mut self) {
        let (Some(left), Some(step)) = (self.left(Extent::Article), self.history.undo_name()) else { return };
        let text = if self.can_be_done() {
            say!("adjudication-all-settled", step = step)
        } else {
            say!("adjudication-left", step = step, count = left.open)
        };
        self.say(text, false);
    }

    /// Does what is asked of adjudication.
    pub(super) fn run_settling(&mut self, intent: DifferenceIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            DifferenceIntent::Begin => self.begin_adjudication(stamp, effects),
            DifferenceIntent::Take(at, taking) => self.take(at, taking, stamp, effects),
            DifferenceIntent::Edit(at, set) => self.take_and_edit(at, set, stamp, effects),
            DifferenceIntent::Accept(extent) => self.accept(extent, stamp, effects),
            DifferenceIntent::Blind(blind) => self.set_blind(blind, effects),
            DifferenceIntent::Ready(_)
            | DifferenceIntent::Query(_)
            | DifferenceIntent::Show(_)
            | DifferenceIntent::Step(_) => {}
        }
    }
}

#[cfg(test)]
#[path = "settling_tests.rs"]
mod tests;
