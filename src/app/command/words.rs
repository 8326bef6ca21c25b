//! Says what each command is called and what it does, out of the languages' files.

use crate::app::classroom::Lesson;
use crate::app::docking::Dock;
use crate::app::finding::Switch;
use crate::app::intent::{End, Unit};
use crate::app::settling::Extent;
use crate::app::showing::Showing;
use crate::app::state::{AppState, Page};
use crate::model::LabelKey;
use crate::model::actions::PartType;
use crate::{say, words};

use super::{Command, is_done};

impl Command {
    /// Returns the name of the message that holds its text, with what it does as `.tip`.
    pub fn message(&self) -> &'static str {
        use Command as C;
        match self {
            C::New => "command-new",
            C::Open => "command-open",
            C::Save => "command-save",
            C::SaveAs => "command-save-as",
            C::Info => "command-info",
            C::Warnings => "command-warnings",
            C::Rescue => "command-rescue",
            C::Quit => "command-quit",
            C::Undo => "command-undo",
            C::Redo => "command-redo",
            C::Copy => "command-copy",
            C::CopyCitation => "command-copy-citation",
            C::FindNext => "command-find-next",
            C::FindPrevious => "command-find-previous",
            C::FindSwitch(Switch::IgnoreCase) => "command-find-ignore-case",
            C::FindSwitch(Switch::WholeWords) => "command-find-whole-words",
            C::FindSwitch(Switch::Regex) => "command-find-regex",
            C::SelectAll => "command-select-all",
            C::Escape => "command-escape",
            C::AddFiles => "command-add-files",
            C::StopReading => "command-stop-reading",
            C::StopMany => "command-stop-many",
            C::Paste => "command-paste",
            C::NewText => "command-new-text",
            C::NewTextFile => "command-new-text-file",
            C::PlaceLost => "command-place-lost",
            C::LeaveLost => "command-leave-lost",
            C::FindArticle => "command-find-article",
            C::Details => "command-details",
            C::RemoveArticle => "command-remove-article",
            C::MoveUp => "command-move-up",
            C::MoveDown => "command-move-down",
            C::NextArticle => "command-next-article",
            C::PreviousArticle => "command-previous-article",
            C::OpenBeside => "command-open-beside",
            C::CloseColumn => "command-close-column",
            C::Column(_) => "command-column",
            C::Done => "command-done",
            C::AddAnnotator => "command-add-annotator",
            C::RenameAnnotator => "command-rename-annotator",
            C::AddSet => "command-add-set",
            C::AddMaskedSet => "command-add-masked-set",
            C::Unmask => "command-unmask",
            C::CompareWithSelf => "command-compare-with-self",
            C::RenameSet => "command-rename-set",
            C::OnlyOwn => "command-only-own",
            C::AnnotateAs(_) => "command-annotate-as",
            C::ShowSet(_) => "command-show-set",
            C::Label(_) => "command-label",
            C::Arm(_) => "command-arm",
            C::Disarm => "command-disarm",
            C::MarkAgain => "command-mark-again",
            C::NextUnmarked => "command-next-unmarked",
            C::Delete => "command-delete",
            C::Unsure => "command-unsure",
            C::EditNote => "command-edit-note",
            C::Next => "command-next",
            C::Previous => "command-previous",
            C::Nudge(..) => "command-nudge",
            C::RemoveFragment => "command-remove-fragment",
            C::Link(..) => "command-link",
            C::SameClaim => "command-same-claim",
            C::SameEntity => "command-same-entity",
            C::Untie => "command-untie",
            C::Propose => "command-propose",
            C::NotThere => "command-not-there",
            C::AddPart(PartType::Label) => "command-add-label",
            C::AddPart(PartType::Attribute) => "command-add-attribute",
            C::AddPart(PartType::Kind) => "command-add-kind",
            C::LoadScheme => "command-load-scheme",
            C::SaveScheme => "command-save-scheme",
            C::Codebook => "command-codebook",
            C::Dossier(_) => "command-dossier",
            C::Agreement(_) => "command-agreement",
            C::CopyAgreement(_) => "command-copy-agreement",
            C::StopAgreement => "command-stop-agreement",
            C::Snap => "command-snap",
            C::Larger => "command-larger",
            C::Smaller => "command-smaller",
            C::NormalSize => "command-normal-size",
            C::Left => "command-left",
            C::Right => "command-right",
            C::AllRelations => "command-all-relations",
            C::ShowAs(Showing::Together) => "command-together",
            C::ShowAs(Showing::Lanes) => "command-lanes",
            C::ShowAs(Showing::Heat) => "command-heat",
            C::HeatOf(_) => "command-heat-of",
            C::FilterTable => "command-filter-table",
            C::CopyTable => "command-copy-table",
            C::Dock(Dock::Annotations) => "command-table",
            C::Dock(Dock::Find) => "command-find",
            C::Dock(Dock::Shared) => "command-shared",
            C::Dock(Dock::Differences) => "command-differences",
            C::NextDifference => "command-next-difference",
            C::PreviousDifference => "command-previous-difference",
            C::BeginAdjudication => "command-begin-adjudication",
            C::TakeOf(_) => "command-take-of",
            C::TakeAll => "command-take-all",
            C::TakeNothing => "command-take-nothing",
            C::TakeAndEdit => "command-take-and-edit",
            C::Accept(Extent::Article) => "command-accept-article",
            C::Accept(Extent::Project) => "command-accept-project",
            C::Blind => "command-blind",
            C::CloseDock => "command-close-dock",
            C::TryAgain => "command-try-again",
            C::Dock(Dock::Checklist) => "command-checklist",
            C::Dock(Dock::Conflicts) => "command-conflicts",
            C::MergeWith => "command-merge-with",
            C::CompareWith => "command-compare-with",
            C::BringIn => "command-bring-in",
            C::Import => "command-import",
            C::ImportFolder => "command-import-folder",
            C::TakeImport => "command-take-import",
            C::HandOut => "command-hand-out",
            C::StopExport => "command-stop-export",
            C::TakeVersion(0) => "command-take-first",
            C::TakeVersion(_) => "command-take-second",
            C::KeepBoth => "command-keep-both",
            C::Page(Page::Article) => "command-page-article",
            C::Page(Page::Settings) => "command-page-settings",
            C::Page(Page::Scheme) => "command-page-scheme",
            C::Page(Page::Earlier) => "command-page-earlier",
            C::Page(Page::Texts) => "command-page-texts",
            C::Page(Page::Ledger) => "command-page-ledger",
            C::Page(Page::Agreement) => "command-page-agreement",
            C::Page(Page::Others) => "command-page-others",
            C::Page(Page::Import) => "command-page-import",
            C::Page(Page::Export) => "command-export",
            C::Page(Page::Exercise) => "command-page-exercise",
            C::Page(Page::Class) => "command-page-class",
            C::Lesson(lesson) => lesson.message(),
            C::Light => "command-light",
            C::Dark => "command-dark",
            C::SystemTheme => "command-system-theme",
            C::Palette => "command-palette",
            C::Shortcuts => "command-shortcuts",
            C::Hints => "command-hints",
            C::About => "command-about",
        }
    }

    /// Returns its text, as in a menu.
    pub fn text(&self, state: &AppState) -> String {
        use Command as C;
        let project = state.project();
        let label = |key: &LabelKey| project.label(key).map_or_else(|| key.to_string(), |row| row.name.clone());
        match self {
            C::Undo => {
                if let Some(step) = state.undo_name() {
                    return say!("command-undo-step", step = step);
                }
            }
            C::Redo => {
                if let Some(step) = state.redo_name() {
                    return say!("command-redo-step", step = step);
                }
            }
            C::TakeOf(number) => {
                let who = state.compared_here().get(*number).map(|set| project.set_name(*set));
                return match who {
                    Some(who) => say!("command-take-of-set", who = who),
                    None => say!("command-take-of", number = number + 1),
                };
            }
            C::Column(at) => return say!("command-column", number = at + 1),
            C::AnnotateAs(set) => return say!("command-annotate-as", who = project.set_name(*set)),
            C::ShowSet(set) => return say!("command-show-set", who = project.set_name(*set)),
            C::HeatOf(Some(key)) => return say!("command-heat-of-label", label = label(key)),
            C::Label(key) if state.picks_heat() => return say!("command-heat-of-label", label = label(key)),
            C::Label(key) if state.selected().is_some() => return say!("command-relabel", label = label(key)),
            C::Label(key) => return say!("command-label", label = label(key)),
            C::Arm(key) => return say!("command-arm", label = label(key)),
            C::Dossier(form) => return say!("command-dossier", form = form.name()),
            C::Agreement(form) => return say!("command-agreement", form = form.name()),
            C::CopyAgreement(form) => return say!("command-copy-agreement", form = form.name()),
            C::Link(key, forward) => {
                let Some(row) = project.kind(key) else { return key.to_string() };
                return say!("command-link", kind = row.called(*forward));
            }
            C::Nudge(end, unit, outward) => {
                let way = match (end, outward) {
                    (End::Start, true) => "grow-start",
                    (End::Start, false) => "shrink-start",
                    (End::End, true) => "grow-end",
                    (End::End, false) => "shrink-end",
                };
                let unit = if *unit == Unit::Word { "word" } else { "character" };
                return say!("command-nudge", way = way, unit = unit);
            }
            C::MarkAgain => {
                if let Some(key) = state.last_label() {
                    return say!("command-mark-again-as", label = label(key));
                }
            }
            C::SameClaim if state.can_tie_rows() => return say!("command-tie-rows").to_owned(),
            C::Untie if state.can_part_claims() => return say!("command-part-claims").to_owned(),
            C::BringIn if state.page() != Page::Others && state.bringing().is_some() => {
                return say!("command-bring-in-page").to_owned();
            }
            C::Lesson(lesson) => {
                if let Some(text) = lesson.text() {
                    return text;
                }
            }
            C::Done if is_done(state) => return say!("command-not-done").to_owned(),
            _ => {}
        }
        words::plain(self.message()).to_owned()
    }

    /// Says in a sentence what it does.
    pub fn tooltip(&self, state: &AppState) -> String {
        let project = state.project();
        match self {
            Command::Label(key) => project.label(key).map(|row| row.told()).unwrap_or_default(),
            Command::Link(key, _) => project.kind(key).map(|row| row.told()).unwrap_or_default(),
            Command::Arm(key) => {
                let name = project.label(key).map(|row| row.name.clone()).unwrap_or_default();
                say!("command-arm.tip", label = name)
            }
            Command::Lesson(Lesson::Make) => {
                let tip = words::attribute(self.message(), "tip");
                state.why_no_exercise().map_or(tip.to_owned(), |why| format!("{tip}\n{why}"))
            }
            _ => words::attribute(self.message(), "tip").to_owned(),
        }
    }
}
