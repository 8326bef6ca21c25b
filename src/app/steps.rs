//! Applies steps to the project, remembers them, takes them back and makes them again.

use crate::model::{Project, Refusal, Step, Time};
use crate::say;

use super::effect::Effect;
use super::selection::Selection;
use super::state::AppState;

/// A step to commit, and what is selected after it.
pub(super) struct Commit {
    pub(super) step: Step,
    pub(super) selection: Option<Selection>,
    /// Steps in a row with the same mark are one.
    pub(super) joins: Option<String>,
}

impl From<Step> for Commit {
    fn from(step: Step) -> Commit {
        Commit { step, selection: None, joins: None }
    }
}

impl Commit {
    pub(super) fn and_select(step: Step, selection: Selection) -> Commit {
        Commit { step, selection: Some(selection), joins: None }
    }

    pub(super) fn joining(step: Step, mark: String) -> Commit {
        Commit { step, selection: None, joins: Some(mark) }
    }
}

pub(super) fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

/// What comes back with a step: the selection, and which version the project was.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    pub(super) selection: Selection,
    pub(super) version: u64,
    /// When the step was made.
    pub(super) time: Time,
}

impl AppState {
    /// Applies a step, remembers it, and hands it to the journal.
    pub(super) fn commit(&mut self, commit: Result<impl Into<Commit>, Refusal>, effects: &mut Vec<Effect>) -> bool {
        let mut commit: Commit = match commit {
            Ok(commit) => commit.into(),
            Err(Refusal(why)) => {
                self.say(why, true);
                return false;
            }
        };
        if self.refuses_changes() {
            return false;
        }
        if self.changes_hidden(&commit.step.transaction) {
            self.say(say!("refuse-hidden"), true);
            return false;
        }
        self.note_beginning(&mut commit.step.transaction);
        let mut after = self.project.clone();
        if let Err(error) = after.apply(&commit.step.transaction) {
            self.say(say!("refuse-undone", step = commit.step.name, why = error.to_string()), true);
            return false;
        }
        self.take_step(commit, after, effects);
        true
    }

    /// Takes up the project with a step in it, remembers the step, and hands it to the journal.
    pub(super) fn take_step(&mut self, commit: Commit, after: Project, effects: &mut Vec<Effect>) {
        let before = std::mem::replace(&mut self.project, after);
        // What was undone is made again no more; later versions have higher numbers.
        self.sides.split_off(&(self.version + 1));
        let was = Remembered { selection: self.selection.clone(), version: self.version, time: self.now };
        self.versions += 1;
        self.version = self.versions;
        self.ticks += 1;
        self.steps_taken += 1;
        if let Some(selection) = commit.selection {
            self.selection = selection;
        }
        self.mend();
        let now = Remembered { selection: self.selection.clone(), version: self.version, time: self.now };
        self.say(commit.step.name.clone(), false);
        let transaction = commit.step.transaction.clone();
        self.mask_follows(&transaction);
        self.history.push(commit.step, was, now, commit.joins);
        effects.push(Effect::Journal { before, transaction });
    }

    /// Takes the last step back, or makes it again.
    pub(super) fn travel(&mut self, back: bool, effects: &mut Vec<Effect>) {
        let travel = if back { self.history.peek_undo() } else { self.history.peek_redo() };
        let Some(travel) = travel else {
            return self.say(if back { say!("refuse-no-undo") } else { say!("refuse-no-redo") }, false);
        };
        if self.changes_hidden(&travel.transaction) {
            return self.say(say!("refuse-hidden"), true);
        }
        let mut after = self.project.clone();
        if let Some(side) = self.sides.get(&travel.selection.version) {
            after.clone_from(side);
        } else if let Err(error) = after.apply(&travel.transaction) {
            let text = say!("refuse-not-taken-back", step = travel.name, why = error.to_string());
            return self.say(text, true);
        }
        let before = std::mem::replace(&mut self.project, after);
        if back {
            self.history.undone()
        } else {
            self.history.redone()
        }
        self.version = travel.selection.version;
        self.selection = travel.selection.selection;
        self.ticks += 1;
        self.linking = None;
        self.mend();
        self.mask_follows(&travel.transaction);
        let name = travel.name;
        self.say(if back { say!("status-undone", step = name) } else { say!("status-redone", step = name) }, false);
        self.reveal_selection(effects);
        effects.push(Effect::Journal { before, transaction: travel.transaction });
    }
}
