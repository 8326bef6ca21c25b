//! Names each thing that can be done in the classroom.

use crate::app::asking::DialogPurpose;
use crate::app::command::{Command, Menu};
use crate::app::intent::Intent;
use crate::app::state::{AppState, Page};
use crate::model::Project;
use crate::say;

use super::files::{ClassFile, Form};
use super::{ClassroomIntent, copied};

/// A thing that can be done in the classroom.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each one's text and tooltip say what it does")]
pub enum Lesson {
    /// Makes an exercise of the open article.
    Make,
    Remove,
    Try,
    EndTry,
    HandOut(Form),
    OpenHandIns,
    OpenFolder,
    HideNames,
    Gradebook,
    Feedback,
    ClassPage,
}

impl Lesson {
    /// Lists all of them, in the order of the menus.
    pub(in crate::app) fn all() -> impl Iterator<Item = Lesson> {
        let making = [Lesson::Make, Lesson::Remove, Lesson::Try, Lesson::EndTry];
        let class = [
            Lesson::OpenHandIns,
            Lesson::OpenFolder,
            Lesson::HideNames,
            Lesson::Gradebook,
            Lesson::Feedback,
            Lesson::ClassPage,
        ];
        making.into_iter().chain(Form::ALL.map(Lesson::HandOut)).chain(class)
    }

    /// Tells whether it leads to a change of the project.
    pub(in crate::app) fn changes(&self) -> bool {
        matches!(self, Lesson::Make | Lesson::Remove | Lesson::OpenHandIns | Lesson::OpenFolder)
    }

    /// Tells whether a switch is on, for those that are switches.
    pub(in crate::app) fn is_on(&self, state: &AppState) -> Option<bool> {
        (*self == Lesson::HideNames).then(|| state.hides_learners())
    }

    /// Returns what it asks of the program; `None` when it can't be done now.
    pub(in crate::app) fn intent(&self, state: &AppState) -> Option<Intent> {
        let ask = |file: ClassFile| Some(Intent::AskFile(DialogPurpose::Classroom(file)));
        let exercise = || state.exercise().map(|(id, _)| id);
        let free = !state.is_masking() && state.adjudicating().is_none();
        match self {
            Lesson::Make => state.can_make_exercise().then(|| ClassroomIntent::Make.into()),
            Lesson::Remove => {
                exercise().filter(|_| state.page() == Page::Exercise).map(|id| ClassroomIntent::Remove(id).into())
            }
            Lesson::Try => exercise().filter(|_| free && state.can_try()).map(|_| ClassroomIntent::Try.into()),
            Lesson::EndTry => state.is_trying().then(|| ClassroomIntent::EndTry.into()),
            Lesson::HandOut(form) => exercise().filter(|_| free).and_then(|_| ask(ClassFile::Exercise(*form))),
            Lesson::OpenHandIns => exercise().filter(|_| free).and_then(|_| ask(ClassFile::HandIns)),
            Lesson::OpenFolder => exercise().filter(|_| free).and_then(|_| ask(ClassFile::HandInFolder)),
            Lesson::HideNames => {
                let can = state.class().is_some() || state.hides_learners();
                (can && free).then(|| ClassroomIntent::Hide(!state.hides_learners()).into())
            }
            Lesson::Gradebook => state.class().filter(|_| free).and_then(|_| ask(ClassFile::Gradebook)),
            Lesson::Feedback => state.class().filter(|_| free).and_then(|_| ask(ClassFile::Feedback)),
            Lesson::ClassPage => state.class().filter(|_| free).and_then(|_| ask(ClassFile::ClassPage)),
        }
    }

    /// Returns its shortcut, as [`Shortcut::of`](crate::app::Shortcut::of) reads it.
    pub(in crate::app) fn keys(&self) -> Option<&'static str> {
        match self {
            Lesson::Make => Some("Ctrl+Shift+X"),
            Lesson::Try => Some("Ctrl+Shift+T"),
            Lesson::OpenHandIns => Some("Ctrl+Shift+Y"),
            _ => None,
        }
    }

    /// Returns the menu it stands in, and its group there.
    pub(in crate::app) fn menu(&self) -> (Menu, u8) {
        match self {
            Lesson::Make | Lesson::Remove | Lesson::Try | Lesson::HandOut(_) => (Menu::Article, 6),
            // It is there where the other menus are few.
            Lesson::EndTry => (Menu::File, 3),
            Lesson::OpenHandIns | Lesson::OpenFolder => (Menu::File, 0),
            Lesson::HideNames | Lesson::Gradebook | Lesson::Feedback | Lesson::ClassPage => (Menu::Compare, 4),
        }
    }

    /// Returns the name of the submenu it stands in.
    pub(in crate::app) fn submenu(&self) -> Option<&'static str> {
        matches!(self, Lesson::HandOut(_)).then(|| say!("submenu-hand-out-exercise"))
    }

    /// Returns the name of the message that holds its text, with what it does as `.tip`.
    pub(in crate::app) fn message(&self) -> &'static str {
        match self {
            Lesson::Make => "command-make-exercise",
            Lesson::Remove => "command-remove-exercise",
            Lesson::Try => "command-try-exercise",
            Lesson::EndTry => "command-end-try",
            Lesson::HandOut(_) => "command-hand-out-exercise",
            Lesson::OpenHandIns => "command-open-hand-ins",
            Lesson::OpenFolder => "command-open-hand-in-folder",
            Lesson::HideNames => "command-hide-learners",
            Lesson::Gradebook => "command-gradebook",
            Lesson::Feedback => "command-feedback",
            Lesson::ClassPage => "command-class-page",
        }
    }

    /// Returns its text where that has something put in.
    pub(in crate::app) fn text(&self) -> Option<String> {
        match self {
            Lesson::HandOut(form) => Some(say!("command-hand-out-exercise", form = form.name())),
            _ => None,
        }
    }
}

/// Takes the commands away that the learner's view of an exercise has not: it has the article, the labels and the
/// relations, steps, files and how things look, and nothing else.
pub(in crate::app) fn keep_learners(all: &mut Vec<Command>, project: &Project) {
    if copied(project).is_none() {
        return;
    }
    use Command as C;
    all.retain(|command| {
        matches!(
            command,
            C::New
                | C::Open
                | C::Save
                | C::SaveAs
                | C::Warnings
                | C::Rescue
                | C::Quit
                | C::Undo
                | C::Redo
                | C::Copy
                | C::SelectAll
                | C::Escape
                | C::Label(_)
                | C::Arm(_)
                | C::Disarm
                | C::MarkAgain
                | C::Delete
                | C::Next
                | C::Previous
                | C::Nudge(..)
                | C::Link(..)
                | C::Snap
                | C::Larger
                | C::Smaller
                | C::NormalSize
                | C::Right
                | C::AllRelations
                | C::Page(Page::Settings)
                | C::Light
                | C::Dark
                | C::SystemTheme
                | C::Palette
                | C::Shortcuts
                | C::About
                | C::Lesson(Lesson::EndTry)
        )
    });
}
