//! Says where each command stands in the menu bar.

use crate::say;

use super::Command;
use crate::app::docking::Dock;
use crate::app::state::Page;

/// Where a command stands in the menu bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects and their files.
    File,
    /// Steps, selection, clipboard.
    Edit,
    /// The project's articles and people.
    Article,
    /// Marks and relations.
    Annotate,
    /// Articles beside each other, annotators beside each other, copies.
    Compare,
    /// How things are shown.
    View,
    /// Help.
    Help,
}

impl Menu {
    /// All menus, in their order.
    pub const ALL: [Menu; 7] =
        [Menu::File, Menu::Edit, Menu::Article, Menu::Annotate, Menu::Compare, Menu::View, Menu::Help];

    /// Returns its title.
    pub fn title(self) -> &'static str {
        match self {
            Menu::File => say!("menu-file"),
            Menu::Edit => say!("menu-edit"),
            Menu::Article => say!("menu-article"),
            Menu::Annotate => say!("menu-annotate"),
            Menu::Compare => say!("menu-compare"),
            Menu::View => say!("menu-view"),
            Menu::Help => say!("menu-help"),
        }
    }
}

impl Command {
    /// Returns the menu it stands in, and its group there: a line parts the groups.
    pub fn menu(&self) -> (Menu, u8) {
        use Command as C;
        match self {
            C::New | C::Open | C::MergeWith => (Menu::File, 0),
            C::Import | C::ImportFolder | C::TakeImport | C::Page(Page::Import | Page::Export) => (Menu::File, 1),
            C::HandOut | C::StopExport => (Menu::File, 1),
            C::Save | C::SaveAs | C::Dossier(_) | C::Agreement(_) => (Menu::File, 1),
            C::Info | C::Warnings | C::Rescue => (Menu::File, 2),
            C::Quit => (Menu::File, 3),
            C::Undo | C::Redo | C::StopMany => (Menu::Edit, 0),
            C::Copy | C::CopyCitation | C::SelectAll | C::Escape => (Menu::Edit, 1),
            C::FindNext | C::FindPrevious | C::FindSwitch(_) => (Menu::Edit, 2),
            C::AddFiles | C::StopReading | C::Paste => (Menu::Article, 0),
            C::NewText | C::NewTextFile | C::Page(Page::Texts) | C::PlaceLost | C::LeaveLost => (Menu::Article, 1),
            C::Details | C::RemoveArticle => (Menu::Article, 1),
            C::MoveUp | C::MoveDown | C::NextArticle | C::PreviousArticle => (Menu::Article, 2),
            C::FindArticle => (Menu::Article, 2),
            C::OpenBeside | C::CloseColumn | C::Column(_) => (Menu::Article, 5),
            C::Done => (Menu::Article, 3),
            C::AddAnnotator | C::RenameAnnotator | C::AddSet | C::AddMaskedSet | C::RenameSet => (Menu::Article, 4),
            C::Unmask => (Menu::Article, 4),
            C::CompareWithSelf => (Menu::Compare, 1),
            C::ShowAs(_) | C::HeatOf(_) => (Menu::Compare, 2),
            C::AnnotateAs(_) | C::OnlyOwn | C::ShowSet(_) => (Menu::Article, 4),
            C::Label(_) | C::MarkAgain => (Menu::Annotate, 0),
            C::Arm(_) | C::Disarm => (Menu::Annotate, 1),
            C::Delete | C::Unsure | C::EditNote => (Menu::Annotate, 2),
            C::Next | C::Previous | C::NextUnmarked => (Menu::Annotate, 3),
            C::Nudge(..) | C::RemoveFragment => (Menu::Annotate, 4),
            C::Link(..) | C::SameClaim | C::SameEntity | C::Untie | C::Propose | C::NotThere => (Menu::Annotate, 5),
            C::Snap | C::Larger | C::Smaller | C::NormalSize => (Menu::View, 0),
            C::Page(Page::Ledger) | C::Dock(Dock::Shared | Dock::Checklist) => (Menu::Compare, 0),
            C::CompareWith | C::BringIn | C::Page(Page::Others | Page::Agreement) => (Menu::Compare, 1),
            C::CopyAgreement(_) | C::StopAgreement => (Menu::Compare, 1),
            C::Dock(Dock::Differences) | C::NextDifference | C::PreviousDifference => (Menu::Compare, 2),
            C::BeginAdjudication | C::TakeOf(_) | C::TakeAll | C::TakeNothing | C::TakeAndEdit => (Menu::Compare, 2),
            C::Accept(_) | C::Blind => (Menu::Compare, 2),
            C::Dock(Dock::Conflicts) | C::TakeVersion(_) | C::KeepBoth => (Menu::Compare, 3),
            C::Dock(Dock::Find) => (Menu::Edit, 2),
            C::Page(Page::Settings) => (Menu::Edit, 3),
            C::Page(Page::Earlier) => (Menu::File, 2),
            C::Page(Page::Scheme) | C::AddPart(_) | C::LoadScheme | C::SaveScheme | C::Codebook => (Menu::Annotate, 6),
            C::Left | C::Right | C::AllRelations | C::Page(Page::Article) => (Menu::View, 1),
            C::Dock(_) | C::FilterTable | C::CopyTable | C::CloseDock | C::TryAgain => (Menu::View, 1),
            C::Lesson(lesson) => lesson.menu(),
            C::Page(Page::Exercise) => (Menu::Article, 6),
            C::Page(Page::Class) => (Menu::Compare, 4),
            C::Light | C::Dark | C::SystemTheme => (Menu::View, 2),
            C::Palette | C::Shortcuts | C::Hints | C::About => (Menu::Help, 0),
        }
    }

    /// Returns the name of the submenu it stands in, where there are too many of a sort.
    pub fn submenu(&self) -> Option<&'static str> {
        match self {
            Command::NewText
            | Command::NewTextFile
            | Command::Page(Page::Texts)
            | Command::PlaceLost
            | Command::LeaveLost => Some(say!("submenu-texts")),
            Command::AddAnnotator
            | Command::RenameAnnotator
            | Command::AddSet
            | Command::AddMaskedSet
            | Command::RenameSet
            | Command::Unmask => Some(say!("submenu-people")),
            Command::AnnotateAs(_) => Some(say!("submenu-annotate-as")),
            Command::OnlyOwn | Command::ShowSet(_) => Some(say!("submenu-show-sets")),
            Command::HeatOf(_) => Some(say!("submenu-heat-of")),
            Command::Arm(_) | Command::Disarm => Some(say!("submenu-arm")),
            Command::FindSwitch(_) => Some(say!("submenu-find")),
            Command::Column(_) => Some(say!("submenu-columns")),
            Command::Nudge(..) => Some(say!("submenu-nudge")),
            Command::Link(..) => Some(say!("submenu-link")),
            Command::AddPart(_) | Command::LoadScheme | Command::SaveScheme | Command::Codebook => {
                Some(say!("submenu-scheme"))
            }
            Command::BeginAdjudication
            | Command::TakeOf(_)
            | Command::TakeAll
            | Command::TakeNothing
            | Command::TakeAndEdit
            | Command::Accept(_)
            | Command::Blind => Some(say!("submenu-adjudication")),
            Command::Dossier(_) => Some(say!("submenu-dossier")),
            Command::Agreement(_) => Some(say!("submenu-agreement")),
            Command::CopyAgreement(_) => Some(say!("submenu-copy-agreement")),
            Command::Lesson(lesson) => lesson.submenu(),
            _ => None,
        }
    }
}
