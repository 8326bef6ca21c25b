//! Says which key does what.

use crate::model::actions::PartType;
use crate::say;

use super::Command;
use crate::app::docking::Dock;
use crate::app::finding::Switch;
use crate::app::intent::{End, Unit};
use crate::app::settling::Extent;
use crate::app::showing::Showing;
use crate::app::state::{AppState, Page};

/// How many of the sets that are compared have a key that takes what they have at a place: the digits but 0.
pub(super) const TAKEN_BY_KEY: usize = 9;

/// A key with its modifiers. `key` is a character in lower case, or a name such as `F1`, `Tab`, `ArrowLeft`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shortcut {
    /// Ctrl, Command on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt.
    pub alt: bool,
    /// The key.
    pub key: String,
}

impl Shortcut {
    /// Reads `Ctrl+Shift+P`.
    pub fn of(text: &str) -> Shortcut {
        let mut shortcut = Shortcut { ctrl: false, shift: false, alt: false, key: String::new() };
        for part in text.split('+') {
            match part {
                "Ctrl" => shortcut.ctrl = true,
                "Shift" => shortcut.shift = true,
                "Alt" => shortcut.alt = true,
                key => shortcut.key = key.to_owned(),
            }
        }
        if shortcut.key.is_empty() {
            shortcut.key = "+".into();
        }
        if shortcut.key.chars().count() == 1 {
            shortcut.key = shortcut.key.to_lowercase();
        }
        shortcut
    }

    /// Tells whether it is a single key without Ctrl or Alt, which is for the article only: text fields need it.
    pub fn is_plain(&self) -> bool {
        !self.ctrl && !self.alt && !self.key.starts_with('F')
    }
}

impl std::fmt::Display for Shortcut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (held, name) in
            [(self.ctrl, say!("key-ctrl")), (self.alt, say!("key-alt")), (self.shift, say!("key-shift"))]
        {
            if held {
                f.write_str(name)?;
            }
        }
        let key = match self.key.as_str() {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "Escape" => say!("key-escape"),
            "Delete" => say!("key-delete"),
            "Enter" => say!("key-enter"),
            "Tab" => say!("key-tab"),
            "PageUp" => say!("key-page-up"),
            "PageDown" => say!("key-page-down"),
            key => key,
        };
        let alone = !self.ctrl && !self.alt && !self.shift;
        if key.chars().count() == 1 && !alone { f.write_str(&key.to_uppercase()) } else { f.write_str(key) }
    }
}

impl Command {
    /// Returns the command that a key does when it is pressed alone, or with Shift.
    pub fn with_key(key: char, state: &AppState) -> Option<Command> {
        let alone = Shortcut::of(&key.to_lowercase().to_string());
        let shifted = Shortcut { shift: true, ..alone.clone() };
        let has = |command: &Command| command.shortcut(state).is_some_and(|own| own == alone || own == shifted);
        Command::all(state.project()).into_iter().find(has)
    }

    /// Returns its shortcut.
    pub fn shortcut(&self, state: &AppState) -> Option<Shortcut> {
        self.shortcut_on(state, cfg!(target_os = "macos"))
    }

    /// Returns the shortcut of a command that settles places on a Mac. There F11 shows the desktop, and the keyboards
    /// of laptops have no key Delete that is not Backspace.
    fn on_a_mac(&self) -> Option<Shortcut> {
        Some(match self {
            Command::TakeOf(number @ ..TAKEN_BY_KEY) => Shortcut::of(&format!("Ctrl+Alt+{}", number + 1)),
            Command::TakeAll => Shortcut::of("Ctrl+Alt+A"),
            Command::TakeNothing => Shortcut::of("Ctrl+Alt+0"),
            Command::Accept(Extent::Article) => Shortcut::of("Ctrl+Alt+Enter"),
            _ => return None,
        })
    }

    /// Returns its shortcut on a Mac, or elsewhere.
    pub(in crate::app) fn shortcut_on(&self, state: &AppState, mac: bool) -> Option<Shortcut> {
        use Command as C;
        if let Some(shortcut) = self.on_a_mac().filter(|_| mac) {
            return Some(shortcut);
        }
        let project = state.project();
        let fixed = match self {
            C::Label(key) => {
                return Some(Shortcut::of(&state.label_shortcut(key)?.to_string()));
            }
            C::Arm(key) => {
                return Some(Shortcut::of(&format!("Shift+{}", state.label_shortcut(key)?)));
            }
            C::Link(key, forward) => {
                let key = project.kind(key)?.shortcut?;
                return Some(Shortcut::of(&if *forward { key.to_string() } else { format!("Alt+{key}") }));
            }
            C::Nudge(end, unit, outward) => match (end, unit, outward) {
                (End::Start, Unit::Word, true) => "[",
                (End::Start, Unit::Word, false) => "]",
                (End::End, Unit::Word, false) => "{",
                (End::End, Unit::Word, true) => "}",
                (End::Start, Unit::Grapheme, true) => "Ctrl+[",
                (End::Start, Unit::Grapheme, false) => "Ctrl+]",
                (End::End, Unit::Grapheme, false) => "Ctrl+{",
                (End::End, Unit::Grapheme, true) => "Ctrl+}",
            },
            C::New => "Ctrl+N",
            C::Open => "Ctrl+O",
            C::Save => "Ctrl+S",
            C::SaveAs => "Ctrl+Shift+S",
            C::Quit => "Ctrl+Q",
            C::Import => "Ctrl+I",
            C::ImportFolder => "Ctrl+Shift+I",
            C::Page(Page::Export) => "Ctrl+T",
            C::Undo => "Ctrl+Z",
            C::Redo => "Ctrl+Shift+Z",
            C::Copy => "Ctrl+C",
            C::CopyCitation => "Ctrl+Shift+K",
            C::FindNext => "F3",
            C::FindPrevious => "Shift+F3",
            C::FindSwitch(Switch::IgnoreCase) => "Alt+C",
            C::FindSwitch(Switch::WholeWords) => "Alt+W",
            C::FindSwitch(Switch::Regex) => "Alt+R",
            C::MarkAgain => ".",
            C::NextUnmarked => ",",
            C::SelectAll => "Ctrl+A",
            C::Escape => "Escape",
            C::AddFiles => "Ctrl+Shift+O",
            C::Paste => "Ctrl+Shift+V",
            C::PlaceLost => "Ctrl+Enter",
            C::LeaveLost => "Ctrl+Delete",
            C::FindArticle => "Ctrl+K",
            C::Details => "F2",
            C::MoveUp => "Alt+ArrowUp",
            C::MoveDown => "Alt+ArrowDown",
            C::Info => "Shift+F2",
            C::NextArticle => "Ctrl+PageDown",
            C::PreviousArticle => "Ctrl+PageUp",
            C::OpenBeside => "Ctrl+B",
            C::CloseColumn => "Ctrl+W",
            C::Column(at) => return Some(Shortcut::of(&format!("Ctrl+{}", at + 1))),
            C::Done => "Ctrl+D",
            C::Delete => "Delete",
            C::Unsure => "?",
            C::EditNote => "Enter",
            C::Next => "Tab",
            C::Previous => "Shift+Tab",
            C::RemoveFragment => "Shift+Delete",
            C::SameClaim => "=",
            C::SameEntity => "Shift+N",
            C::Untie => "Shift+U",
            C::Propose => "Shift+W",
            C::NotThere => "-",
            C::Snap => "F4",
            C::Larger => "Ctrl++",
            C::Smaller => "Ctrl+-",
            C::NormalSize => "Ctrl+0",
            C::Left => "F7",
            C::Right => "F8",
            C::AllRelations => "F9",
            C::ShowAs(Showing::Lanes) => "Shift+F9",
            C::ShowAs(Showing::Heat) => "Ctrl+F9",
            C::Dock(Dock::Annotations) => "F10",
            C::Dock(Dock::Find) => "Ctrl+F",
            C::Dock(Dock::Shared) => "Ctrl+Shift+M",
            C::Dock(Dock::Differences) => "Ctrl+F12",
            C::NextDifference => "F12",
            C::PreviousDifference => "Shift+F12",
            C::BeginAdjudication => "Ctrl+Shift+J",
            C::TakeOf(0) => "F11",
            C::TakeOf(1) => "Shift+F11",
            C::TakeOf(number @ ..TAKEN_BY_KEY) => return Some(Shortcut::of(&format!("Ctrl+Alt+{}", number + 1))),
            C::TakeAll => "Ctrl+F11",
            C::TakeNothing => "Alt+Delete",
            C::TakeAndEdit => "Alt+Enter",
            C::Accept(Extent::Article) => "Ctrl+Shift+F11",
            C::Accept(Extent::Project) => "Ctrl+Shift+F12",
            C::Blind => "Ctrl+Shift+H",
            C::FilterTable => "Ctrl+Shift+F",
            C::CloseDock => "Ctrl+J",
            C::Dock(Dock::Checklist) => "Ctrl+Shift+E",
            C::Dock(Dock::Conflicts) => "Ctrl+F5",
            C::TakeVersion(0) => "F5",
            C::TakeVersion(_) => "Shift+F5",
            C::Page(Page::Settings) => "Ctrl+,",
            C::Page(Page::Scheme) => "Ctrl+L",
            C::Page(Page::Ledger) => "Ctrl+E",
            C::Page(Page::Agreement) => "Ctrl+Shift+A",
            C::Page(Page::Exercise) => "Ctrl+Shift+D",
            C::Page(Page::Class) => "Ctrl+Shift+G",
            C::Lesson(lesson) => return lesson.keys().map(Shortcut::of),
            C::AddPart(PartType::Label) => "Ctrl+Shift+L",
            C::Palette => "Ctrl+Shift+P",
            C::Shortcuts => "F1",
            C::TakeOf(_)
            | C::MergeWith
            | C::CompareWith
            | C::BringIn
            | C::TakeImport
            | C::HandOut
            | C::StopExport
            | C::KeepBoth
            | C::Warnings
            | C::Rescue
            | C::StopReading
            | C::TryAgain
            | C::StopMany
            | C::RemoveArticle
            | C::AddAnnotator
            | C::RenameAnnotator
            | C::AddSet
            | C::AddMaskedSet
            | C::Unmask
            | C::CompareWithSelf
            | C::RenameSet
            | C::OnlyOwn
            | C::AnnotateAs(_)
            | C::ShowSet(_)
            | C::ShowAs(Showing::Together)
            | C::HeatOf(_)
            | C::Disarm
            | C::AddPart(_)
            | C::LoadScheme
            | C::SaveScheme
            | C::Codebook
            | C::Dossier(_)
            | C::Agreement(_)
            | C::CopyAgreement(_)
            | C::StopAgreement
            | C::CopyTable
            | C::Light
            | C::Dark
            | C::SystemTheme
            | C::Page(Page::Article | Page::Earlier | Page::Texts | Page::Others | Page::Import)
            | C::NewText
            | C::NewTextFile
            | C::Hints
            | C::About => return None,
        };
        Some(Shortcut::of(fixed))
    }
}
