//! Walks a newcomer through the first steps: what was done of them, and what comes next.

use crate::model::{Edit, Transaction};

use super::effect::Effect;
use super::intent::Intent;
use super::state::AppState;

/// One of the first steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hint {
    /// Select words.
    Select,
    /// Give them a label.
    Label,
    /// Relate two annotations.
    Relate,
    /// Save the project.
    Save,
}

impl Hint {
    /// All of them, in their order.
    pub const ALL: [Hint; 4] = [Hint::Select, Hint::Label, Hint::Relate, Hint::Save];
}

/// The bar of the first steps: what the user did of them since it was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    done: Vec<Hint>,
    /// The state of the project when all were done.
    finished: Option<u64>,
}

impl Hints {
    /// Tells whether a step was done.
    pub fn is_done(&self, hint: Hint) -> bool {
        self.done.contains(&hint)
    }

    /// Returns the step that comes next; `None` when all are done.
    pub fn next(&self) -> Option<Hint> {
        Hint::ALL.into_iter().find(|hint| !self.is_done(*hint))
    }
}

impl AppState {
    /// Returns the bar of the first steps, while it is shown.
    pub fn hints(&self) -> Option<&Hints> {
        self.hints.as_ref()
    }

    /// Returns the step that an intent is by itself; others show in what they bring about.
    pub(super) fn hint_of(&self, intent: &Intent) -> Option<Hint> {
        match intent {
            Intent::Saved(_, version, Ok(_)) if self.file.saving == Some(*version) => Some(Hint::Save),
            _ => None,
        }
    }

    /// Ticks the steps that the user has just done. Once all are, the bar stays until something else is done, and does
    /// not come back by itself.
    pub(super) fn follow_hints(&mut self, happened: Option<Hint>, effects: &mut Vec<Effect>) {
        let Some(hints) = &self.hints else { return };
        if let Some(at) = hints.finished {
            if at != self.ticks {
                self.hints = None;
            }
            return;
        }
        let mut done = Vec::from_iter(happened);
        if self.selected_fragments().is_some() {
            done.push(Hint::Select);
        }
        for effect in effects.iter() {
            if let Effect::Journal { transaction, .. } = effect {
                done.extend(made(transaction));
            }
        }
        let Some(hints) = &mut self.hints else { return };
        done.retain(|hint| !hints.is_done(*hint));
        hints.done.extend(done);
        if hints.next().is_none() {
            hints.finished = Some(self.ticks);
            effects.push(Effect::KeepHints { done: true });
        }
    }

    pub(super) fn show_hints(&mut self, show: bool, effects: &mut Vec<Effect>) {
        self.hints = show.then(Hints::default);
        effects.push(Effect::KeepHints { done: !show });
    }
}

/// Lists the steps that a transaction is: a label given to words or to an annotation, two annotations related or tied.
fn made(transaction: &Transaction) -> impl Iterator<Item = Hint> {
    transaction.edits.iter().filter_map(|edit| match edit {
        Edit::Annotation(c) => {
            let label = |row: &std::sync::Arc<crate::model::Annotation>| row.label.clone();
            let now = c.after.as_ref().map(label)?;
            (c.before.as_ref().map(label) != Some(now)).then_some(Hint::Label)
        }
        Edit::Relation(c) => (c.before.is_none() && c.after.is_some()).then_some(Hint::Relate),
        Edit::Proposition(c) => {
            let members = |row: &std::sync::Arc<crate::model::Proposition>| row.members.len();
            let (was, is) = (c.before.as_ref().map_or(0, members), c.after.as_ref().map_or(0, members));
            (is > was && is > 1).then_some(Hint::Relate)
        }
        Edit::Entity(c) => {
            let members = |row: &std::sync::Arc<crate::model::Entity>| row.members.len();
            let (was, is) = (c.before.as_ref().map_or(0, members), c.after.as_ref().map_or(0, members));
            (is > was && is > 1).then_some(Hint::Relate)
        }
        _ => None,
    })
}

#[cfg(test)]
#[path = "hints_tests.rs"]
mod tests;
