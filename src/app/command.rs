//! Names each thing a user can do once: its text, tooltip, shortcut, menu, and what it asks of the program.
//!
//! Menus, the command palette, the shortcuts and the sheet that lists them are all drawn from [`Command::all`].

mod keys;
mod list;
mod menu;
mod resolve;
mod words;

pub use keys::Shortcut;
pub use menu::Menu;

use crate::formats::agreement;
use crate::formats::dossier::Form;
use crate::model::actions::PartType;
use crate::model::{KindKey, LabelKey, SetId};

use super::classroom::Lesson;
use super::docking::Dock;
use super::finding::Switch;
use super::intent::{End, Unit};
use super::settling::Extent;
use super::showing::Showing;
use super::state::{AppState, Page};
use super::view::Theme;

/// A thing that a user can do.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each one's text and tooltip say what it does")]
pub enum Command {
    New,
    Open,
    Save,
    SaveAs,
    /// Merges another copy of the project into it.
    MergeWith,
    /// Looks through other projects, to compare their sets here.
    CompareWith,
    /// Brings in what was chosen of other projects.
    BringIn,
    /// Asks for files of another program; goes back to those that are looked at.
    Import,
    ImportFolder,
    /// Brings in what is looked at of another program.
    TakeImport,
    /// Asks where to write what goes out to another program.
    HandOut,
    StopExport,
    /// Settles the first conflict by its first or its second version, counted from 0.
    TakeVersion(usize),
    /// Settles the first conflict by keeping both versions.
    KeepBoth,
    Warnings,
    Info,
    Rescue,
    Quit,
    Undo,
    Redo,
    StopMany,
    Copy,
    CopyCitation,
    SelectAll,
    Escape,
    FindNext,
    FindPrevious,
    /// Switches how the words to find are read.
    FindSwitch(Switch),
    NextDifference,
    PreviousDifference,
    BeginAdjudication,
    /// Settles the selected place as what a set has there, counted from 0 in the order in which they are shown.
    TakeOf(usize),
    TakeAll,
    TakeNothing,
    /// Settles the selected place as what the selected annotation says, to be edited.
    TakeAndEdit,
    Accept(Extent),
    Blind,
    AddFiles,
    StopReading,
    Paste,
    /// Adds a later text to the open article.
    NewText,
    /// Adds a text file as a later text of the open article.
    NewTextFile,
    /// Puts the next annotation of the review on its likeliest place.
    PlaceLost,
    /// Leaves the next annotation of the review without a place.
    LeaveLost,
    FindArticle,
    Details,
    RemoveArticle,
    MoveUp,
    MoveDown,
    NextArticle,
    PreviousArticle,
    OpenBeside,
    CloseColumn,
    /// Counted from 0.
    Column(usize),
    Done,
    AddAnnotator,
    RenameAnnotator,
    AddSet,
    AddMaskedSet,
    Unmask,
    CompareWithSelf,
    RenameSet,
    OnlyOwn,
    AnnotateAs(SetId),
    ShowSet(SetId),
    Label(LabelKey),
    Arm(LabelKey),
    Disarm,
    MarkAgain,
    NextUnmarked,
    Delete,
    Unsure,
    EditNote,
    Next,
    Previous,
    Nudge(End, Unit, bool),
    RemoveFragment,
    Link(KindKey, bool),
    SameClaim,
    SameEntity,
    Untie,
    Propose,
    NotThere,
    AddPart(PartType),
    LoadScheme,
    SaveScheme,
    Codebook,
    Dossier(Form),
    Agreement(agreement::Form),
    CopyAgreement(agreement::Form),
    StopAgreement,
    Snap,
    Larger,
    Smaller,
    NormalSize,
    Left,
    Right,
    AllRelations,
    /// Shows the annotations of several sets in a way; again, all together.
    ShowAs(Showing),
    /// Shows the heat map of a label, or of any.
    HeatOf(Option<LabelKey>),
    FilterTable,
    CopyTable,
    /// Has done again what a thread failed at.
    TryAgain,
    Light,
    Dark,
    SystemTheme,
    Page(Page),
    /// Something that is done in the classroom.
    Lesson(Lesson),
    Dock(Dock),
    CloseDock,
    Palette,
    Shortcuts,
    Hints,
    About,
}

impl Command {
    /// Tells whether a switch is on, for commands that are switches.
    pub fn is_on(&self, state: &AppState) -> Option<bool> {
        use Command as C;
        let view = state.view();
        Some(match self {
            C::Snap => view.snap,
            C::Left => view.left,
            C::Right => view.right,
            C::AllRelations => view.all_relations,
            C::ShowAs(showing) => state.showing() == *showing,
            C::HeatOf(label) => state.showing() == Showing::Heat && state.heat_label() == label.as_ref(),
            C::Dock(dock) => view.dock == Some(*dock),
            C::Page(page) => state.page() == *page,
            C::Light => view.theme == Theme::Light,
            C::Dark => view.theme == Theme::Dark,
            C::SystemTheme => view.theme == Theme::System,
            C::Arm(key) => state.armed() == Some(key),
            C::AnnotateAs(set) => state.set() == Some(*set),
            C::ShowSet(set) => state.shows(*set),
            C::OnlyOwn => others_shown(state).is_empty(),
            C::Hints => state.hints().is_some(),
            C::FindSwitch(switch) => state.finding().is_some_and(|finding| switch.is_on(finding.query())),
            C::Unsure => state.selected().is_some_and(|(_, row)| row.unsure),
            C::Blind => state.is_blind(),
            C::Lesson(lesson) => return lesson.is_on(state),
            _ => return None,
        })
    }
}

/// Tells whether the set that is annotated in is done with the open article.
fn is_done(state: &AppState) -> bool {
    match (state.set(), state.article()) {
        (Some(set), Some(article)) => state.project().done(&(set, article)).is_some(),
        _ => false,
    }
}

/// Lists the sets whose annotations are shown beside those of the set that is annotated in.
pub fn others_shown(state: &AppState) -> Vec<SetId> {
    let sets = state.project().sets();
    sets.into_iter().map(|(id, _)| *id).filter(|id| Some(*id) != state.set() && state.shows(*id)).collect()
}
