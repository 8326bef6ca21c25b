//! Lets a teacher try an exercise: the window becomes the learner's, with a copy of the exercise, and is the teacher's
//! again afterwards, with nothing changed.
//!
//! The teacher's whole state is put aside meanwhile. What the host answers to what was asked before is still handed to
//! it; what a learner does goes to the copy, of which nothing is saved; and whoever asks for anything else ends the
//! trying first.

use crate::classroom::{Key, lend};
use crate::model::Stamp;
use crate::say;

use crate::app::effect::Effect;
use crate::app::file::FileState;
use crate::app::intent::Intent;
use crate::app::state::{AppState, Page};
use crate::app::view::View;

use super::ClassroomIntent;

/// Whom an intent is for while an exercise is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    /// The learner's copy.
    Copy,
    /// The teacher's project, which is put aside.
    Teacher,
    /// The teacher's project, which is to be shown again.
    Back,
}

fn whose(intent: &Intent) -> Whose {
    use Intent as I;
    match intent {
        I::Classroom(intent) => match **intent {
            ClassroomIntent::Check(_)
            | ClassroomIntent::Opened(..)
            | ClassroomIntent::Uncheck
            | ClassroomIntent::HandIn(_) => Whose::Copy,
            ClassroomIntent::Written { .. }
            | ClassroomIntent::Found(..)
            | ClassroomIntent::Progress(..)
            | ClassroomIntent::FilesRead(..)
            | ClassroomIntent::Sorted(..) => Whose::Teacher,
            _ => Whose::Back,
        },
        I::Select { .. }
        | I::Widen { .. }
        | I::AddFragment(..)
        | I::Pick(_)
        | I::Show(_)
        | I::Look(_)
        | I::NextAnnotation
        | I::PreviousAnnotation
        | I::Escape
        | I::SelectAll
        | I::Label(_)
        | I::Arm(_)
        | I::MoveEnd { .. }
        | I::Nudge { .. }
        | I::RemoveFragment
        | I::Delete
        | I::MarkAgain
        | I::BeginLink(_)
        | I::LinkQuery(_)
        | I::LinkMore
        | I::LinkMove(_)
        | I::LinkPick(_)
        | I::DropLink(..)
        | I::Link(..)
        | I::Unrelate(_)
        | I::ShowAllRelations(_)
        | I::FocusColumn(_)
        | I::Undo
        | I::Redo
        | I::Settle
        | I::OpenModal(_)
        | I::CloseModal
        | I::ShowPage(Page::Settings | Page::Article)
        | I::SetView(_)
        | I::SetTheme(_)
        | I::SetSnap(_)
        | I::SetLabelKey(..)
        | I::CopyText(_)
        | I::Copy
        | I::CopyCitation
        | I::Say(..)
        | I::TextSize(_) => Whose::Copy,
        // What the host or a thread answers to what was asked before.
        I::ManyNews(_)
        | I::Found(_)
        | I::TableReady(_)
        | I::TableWritten(..)
        | I::Agreement(_)
        | I::Difference(_)
        | I::Failed(..)
        | I::Progress(..)
        | I::FoundForeign(..)
        | I::ArticlesRead(..)
        | I::Decoded(..)
        | I::TextNews(_)
        | I::SchemeRead(..)
        | I::EarlierListed(..)
        | I::EarlierRead { .. }
        | I::CopyMerged(..)
        | I::Bring(_)
        | I::Import(_)
        | I::Handout(_)
        | I::DossierWritten { .. }
        | I::Exported(..)
        | I::Saved(..)
        | I::NoDialog(_)
        | I::Outside(_)
        | I::Rescued(_)
        | I::Recent(_)
        | I::NoDrops
        | I::Folders(..)
        | I::SettingsFaults(_)
        | I::Ledger(_)
        | I::Journal(_) => Whose::Teacher,
        _ => Whose::Back,
    }
}

/// Tells whether an effect of what a learner tries is carried out: nothing of it goes to the disk.
fn goes_out(effect: &Effect) -> bool {
    matches!(
        effect,
        Effect::Reveal(..)
            | Effect::Resume(_)
            | Effect::FocusArticle
            | Effect::FocusNote
            | Effect::Copy(_)
            | Effect::KeepView
            | Effect::Work(_)
    )
}

impl AppState {
    /// Tells whether an exercise is being tried.
    pub fn is_trying(&self) -> bool {
        self.classroom.trying.is_some()
    }

    /// Tells whether the exercise that is shown can be tried.
    pub(in crate::app) fn can_try(&self) -> bool {
        self.exercise().is_some_and(|(_, row)| row.copy.is_none()) && !self.is_trying()
    }

    /// Puts the window aside and makes it a learner's.
    pub(super) fn begin_try(&mut self, stamp: &mut Stamp) {
        let Some((id, row)) = self.exercise() else { return };
        let title = row.title.clone();
        let copy = match lend(&self.project, id, None, stamp) {
            Ok(copy) => copy,
            Err(error) => return self.say(error.to_string(), true),
        };
        let mut learner = AppState::new("", stamp);
        learner.view = self.view.clone();
        learner.view.right = true;
        (learner.drops, learner.home, learner.folder) = (self.drops, self.home.clone(), self.folder.clone());
        learner.recent.clone_from(&self.recent);
        // What is remembered of a state of the project is of one project only: no number comes twice.
        learner.ticks = self.ticks;
        learner.replace(copy, FileState { untitled: title, ..FileState::default() });
        learner.file.saved = Some(learner.version);
        learner.say(say!("try-begun"), false);
        let teacher = std::mem::replace(self, learner);
        self.classroom.trying = Some(Box::new(teacher));
    }

    /// Hands an intent to whomever it is for while an exercise is tried; does it as ever where none is, or no longer.
    pub(in crate::app) fn update_whose(&mut self, intent: Intent, stamp: &mut Stamp) -> Vec<Effect> {
        let Some(mut teacher) = self.classroom.trying.take() else { return self.update_here(intent, stamp) };
        match whose(&intent) {
            Whose::Copy => {
                self.classroom.trying = Some(teacher);
                let mut effects = self.update_here(intent, stamp);
                effects.retain(goes_out);
                effects
            }
            Whose::Teacher => {
                let effects = teacher.update_here(intent, stamp);
                self.classroom.trying = Some(teacher);
                effects
            }
            Whose::Back => {
                let (ticks, view) = (self.ticks.max(teacher.ticks) + 1, self.view.clone());
                *self = *teacher;
                self.ticks = ticks;
                self.view = View { right: self.view.right, ..view };
                self.say(say!("try-ended"), false);
                self.update_here(intent, stamp)
            }
        }
    }

    /// Returns the key of the exercise that is tried.
    pub(super) fn tried_key(&self) -> Option<Key> {
        let teacher = self.classroom.trying.as_ref()?;
        let (id, _) = teacher.exercise()?;
        Key::of(&teacher.project, id).ok()
    }
}
