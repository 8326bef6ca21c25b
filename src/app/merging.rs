//! Merges another copy of the project into it, and settles what the copies say differently.

use std::path::{Path, PathBuf};

use crate::compare::merge::Merged;
use crate::compare::{Difference, conflicts};
use crate::model::actions::{self, Settlement};
use crate::model::{ConflictKey, Field, Project, Refusal, Stamp, Step, Transaction};
use crate::say;

use super::docking::Dock;
use super::effect::Effect;
use super::state::AppState;

/// What came of merging a copy into the project.
#[derive(Clone, Debug)]
pub struct CopyMerged {
    /// The project that it was merged into, by its ticks.
    pub ticks: u64,
    /// The step from that project to the merged one.
    pub transaction: Transaction,
    /// What came in.
    pub difference: Difference,
    /// How many conflicts it brought.
    pub conflicts: usize,
}

impl CopyMerged {
    /// Merges another copy into a project. What both began from is not known: what either of them has is kept.
    ///
    /// # Errors
    /// Says in words why they can't be merged.
    pub fn of(present: &Project, ticks: u64, other: &Project) -> Result<CopyMerged, String> {
        let Merged { project, conflicts } =
            crate::compare::merge::merge(None, present, other).map_err(|error| error.to_string())?;
        let transaction = Transaction::between(present, &project);
        let difference = Difference::by(present, &project, &transaction);
        Ok(CopyMerged { ticks, transaction, difference, conflicts: conflicts.len() })
    }
}

impl AppState {
    /// Asks for another copy to be read and merged into the project as it is now.
    pub(super) fn merge_with(&mut self, path: PathBuf, effects: &mut Vec<Effect>) {
        if self.refuses_changes() {
            return;
        }
        let name = path.display().to_string();
        self.say(say!("merge-reading", path = name), false);
        effects.push(Effect::MergeWith { path, present: self.project.clone(), ticks: self.ticks });
    }

    /// Takes in what was merged, as one step, and lists the conflicts.
    pub(super) fn copy_merged(&mut self, path: PathBuf, merged: Result<CopyMerged, String>, effects: &mut Vec<Effect>) {
        let merged = match merged {
            Ok(merged) if merged.ticks == self.ticks => merged,
            // Something was done meanwhile: it is merged with what there is now.
            Ok(_) => return self.merge_with(path, effects),
            Err(why) => {
                let path = path.display().to_string();
                return self.say(say!("merge-not-done", path = path, why = why), true);
            }
        };
        let file = file_name(&path);
        if merged.transaction.is_empty() {
            return self.say(say!("merge-nothing-new", file = file), false);
        }
        let what = merged.difference.summary();
        let name = say!("step-merge", file = file, what = what, count = merged.conflicts);
        let step = Step { name, transaction: merged.transaction };
        if self.commit(Ok::<_, Refusal>(step), effects) && merged.conflicts > 0 {
            self.show_dock(Dock::Conflicts, effects);
        }
    }

    /// Returns the conflict that the commands settle: the first one.
    pub fn next_conflict(&self) -> Option<&ConflictKey> {
        self.project().conflicts().next().map(|(key, _)| key)
    }

    /// Settles a conflict.
    pub(super) fn settle_conflict(
        &mut self,
        key: &ConflictKey,
        how: Settlement,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some(conflict) = self.project.conflict(key) else {
            return self.say(say!("refuse-no-conflict"), true);
        };
        let told = conflicts::told(&self.project, key, conflict);
        let version = match how {
            Settlement::Version(number) => told.versions.get(number).map_or("", String::as_str),
            _ => "",
        };
        let made = actions::settle(&self.project, key, how, (&told.about, version), stamp);
        self.commit(made, effects);
    }
}

/// Returns how a command settles a conflict that has a first or a second version, or is about a row itself.
pub(super) fn settlement_of(key: &ConflictKey, number: usize) -> Settlement {
    match (&key.field, number) {
        (Field::Row, 0) => Settlement::Keep,
        (Field::Row, _) => Settlement::TakeOut,
        (_, number) => Settlement::Version(number),
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
