//! Takes the news that work for a thread failed, and has it done again.
//!
//! A failure is remembered where what it was for is kept, and nothing asks for that work again by itself until the
//! project changes: what fails once mostly fails again.

use crate::say;

use super::effect::Effect;
use super::finding::Standing;
use super::state::AppState;
use super::work::Task;

impl AppState {
    /// Takes the news that work failed, and why, in the user's words.
    pub(super) fn work_failed(&mut self, task: Task, why: String) {
        let waited = match task {
            Task::Find(number) => self.find_failed(number, &why),
            Task::ReadTable => self.known.fail(&why),
            Task::WriteRows => return self.say(say!("table-not-copied", why = why), true),
            Task::AddText(number) | Task::CompareTexts(number) | Task::SeekLost(number) | Task::Share(number) => {
                self.texts.fail(number, &why)
            }
            Task::Many(number) => self.many_failed(number),
            Task::Ledger => self.comparing.fail(&why),
            Task::Differences => self.differing.fail(&why),
            Task::Agreement => {
                self.stop_measuring();
                true
            }
            Task::WriteAgreement => self.agreement.stop_writing(),
            Task::Dossier => true,
            Task::Bring(number) => self.bringing_failed(number, &why),
            Task::Import(number) => self.import_failed(number, &why),
            Task::Export(number) => self.export_failed(number, &why),
            Task::HandOutExercise => true,
            Task::OpenKey(number) => self.open_key_failed(number, &why),
            Task::SortHandIns(number) => self.hand_ins_failed(number),
        };
        if waited {
            self.say(why, true);
        }
    }

    /// Tells whether something that is asked for could not be made.
    pub(super) fn has_failures(&self) -> bool {
        let found = self.finding().is_some_and(|finding| matches!(finding.standing(), Standing::Failed(_)));
        let shown = [
            self.annotations_failure(),
            self.comparing().failure(),
            self.differing().failure(),
            self.compared_failure(),
            self.places_failure(),
            self.shared_failure(),
            self.bringing().and_then(|bringing| bringing.failure()),
            self.importing().and_then(|importing| importing.failure()),
            self.exporting().failure(),
        ];
        found || shown.iter().any(Option::is_some)
    }

    /// Forgets what failed, so that it is asked for again where it is still looked at.
    pub(super) fn forget_failures(&mut self) {
        self.known.forget_failure();
        self.comparing.forget_failure();
        self.differing.forget_failure();
        self.texts.forget_failures();
        self.forget_bringing_failure();
        self.forget_import_failure();
        self.forget_export_failure();
    }

    /// Has done again what failed.
    pub(super) fn try_again(&mut self, effects: &mut Vec<Effect>) {
        self.forget_failures();
        self.know(effects);
        self.find_again(effects);
    }
}

#[cfg(test)]
#[path = "failing_tests.rs"]
mod tests;
