//! Names each thing a user can do once: its text, tooltip, shortcut, menu, and what it asks of the program.
//!
//! Menus, the command palette, the shortcuts and the sheet that lists them are all drawn from [`Command::all`].

mod keys;
mod menu;
mod words;

pub use keys::Shortcut;
pub use menu::Menu;

use keys::TAKEN_BY_KEY;

use crate::formats::agreement;
use crate::formats::dossier::Form;
use crate::model::actions::{self, PartType, Settlement};
use crate::model::{ArticleId, Details, KindKey, LabelKey, Project, SetId, SetKind};

use super::agreement::AgreementIntent;
use super::asking::DialogPurpose;
use super::blind::tells_names;
use super::bringing::BringIntent;
use super::classroom::{Lesson, keep_learners};
use super::differing::DifferenceIntent;
use super::exporting::ExportIntent;
use super::finding::Switch;
use super::importing::ImportIntent;
use super::intent::{End, Intent, LinkKind, Unit};
use super::ledger::LedgerIntent;
use super::linking::Linking;
use super::masking::tells_of_hidden;
use super::merging::settlement_of;
use super::settling::{Extent, Taking};
use super::showing::Showing;
use super::state::{AppState, Dock, Modal, Named, Page, Theme};

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
    /// Lists all commands, in the order of the menus.
    pub fn all(project: &Project) -> Vec<Command> {
        use Command as C;
        let mut all = vec![
            C::New,
            C::Open,
            C::Save,
            C::SaveAs,
            C::MergeWith,
            C::CompareWith,
            C::BringIn,
            C::Import,
            C::ImportFolder,
            C::TakeImport,
            C::Page(Page::Export),
            C::HandOut,
            C::StopExport,
            C::Dossier(Form::Html),
            C::Dossier(Form::Markdown),
            C::Dossier(Form::Json),
            C::Agreement(agreement::Form::Csv),
            C::Agreement(agreement::Form::Json),
            C::Agreement(agreement::Form::Html),
            C::Info,
            C::Warnings,
            C::Rescue,
            C::Quit,
            C::Undo,
            C::Redo,
            C::StopMany,
            C::Copy,
            C::CopyCitation,
            C::SelectAll,
            C::Escape,
            C::FindNext,
            C::FindPrevious,
            C::FindSwitch(Switch::IgnoreCase),
            C::FindSwitch(Switch::WholeWords),
            C::FindSwitch(Switch::Regex),
            C::AddFiles,
            C::StopReading,
            C::Paste,
            C::NewText,
            C::NewTextFile,
            C::Page(Page::Texts),
            C::PlaceLost,
            C::LeaveLost,
            C::FindArticle,
            C::Details,
            C::RemoveArticle,
            C::MoveUp,
            C::MoveDown,
            C::NextArticle,
            C::PreviousArticle,
            C::OpenBeside,
            C::CloseColumn,
            C::Column(0),
            C::Column(1),
            C::Column(2),
            C::Column(3),
            C::Done,
            C::AddAnnotator,
            C::RenameAnnotator,
            C::AddSet,
            C::AddMaskedSet,
            C::RenameSet,
            C::Unmask,
            C::CompareWithSelf,
        ];
        let sets: Vec<SetId> = project.sets().into_iter().map(|(id, _)| *id).collect();
        all.extend(sets.iter().copied().map(C::AnnotateAs));
        all.push(C::OnlyOwn);
        all.extend(sets.into_iter().map(C::ShowSet));
        let labels: Vec<LabelKey> = project.labels().into_iter().map(|(key, _)| key.clone()).collect();
        all.extend(labels.iter().cloned().map(C::Label));
        all.extend(labels.iter().cloned().map(C::Arm));
        all.extend([C::Disarm, C::MarkAgain, C::NextUnmarked, C::Delete, C::Unsure, C::EditNote]);
        all.extend([C::Next, C::Previous]);
        for end in [End::Start, End::End] {
            for unit in [Unit::Word, Unit::Grapheme] {
                all.extend([C::Nudge(end, unit, true), C::Nudge(end, unit, false)]);
            }
        }
        all.push(C::RemoveFragment);
        for (key, _) in project.kinds() {
            all.extend([C::Link(key.clone(), true), C::Link(key.clone(), false)]);
        }
        all.extend([
            C::SameClaim,
            C::SameEntity,
            C::Untie,
            C::Propose,
            C::NotThere,
            C::Snap,
            C::Larger,
            C::Smaller,
            C::NormalSize,
            C::Left,
            C::Right,
            C::AllRelations,
            C::ShowAs(Showing::Lanes),
            C::ShowAs(Showing::Heat),
            C::HeatOf(None),
        ]);
        all.extend(labels.into_iter().map(|label| C::HeatOf(Some(label))));
        all.extend([
            C::Dock(Dock::Annotations),
            C::FilterTable,
            C::CopyTable,
            C::Dock(Dock::Find),
            C::Dock(Dock::Shared),
            C::Dock(Dock::Differences),
            C::NextDifference,
            C::PreviousDifference,
            C::BeginAdjudication,
        ]);
        let compared = project.sets_by_id().filter(|(_, row)| row.kind != SetKind::Adjudicated).count();
        all.extend((0..compared.min(TAKEN_BY_KEY)).map(C::TakeOf));
        all.extend([
            C::TakeAll,
            C::TakeNothing,
            C::TakeAndEdit,
            C::Accept(Extent::Article),
            C::Accept(Extent::Project),
            C::Blind,
            C::Dock(Dock::Checklist),
            C::Dock(Dock::Conflicts),
            C::TakeVersion(0),
            C::TakeVersion(1),
            C::KeepBoth,
            C::CloseDock,
            C::TryAgain,
            C::Page(Page::Ledger),
            C::Page(Page::Agreement),
            C::CopyAgreement(agreement::Form::Csv),
            C::CopyAgreement(agreement::Form::Json),
            C::CopyAgreement(agreement::Form::Html),
            C::StopAgreement,
            C::Page(Page::Scheme),
            C::AddPart(PartType::Label),
            C::AddPart(PartType::Attribute),
            C::AddPart(PartType::Kind),
            C::LoadScheme,
            C::SaveScheme,
            C::Codebook,
            C::Page(Page::Earlier),
            C::Page(Page::Settings),
            C::Light,
            C::Dark,
            C::SystemTheme,
            C::Palette,
            C::Shortcuts,
            C::Hints,
            C::About,
        ]);
        all.extend([C::Page(Page::Exercise), C::Page(Page::Class)]);
        all.extend(Lesson::all().map(C::Lesson));
        keep_learners(&mut all, project);
        all
    }

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

    /// Tells whether it leads to a change of the project, which a read-only one does not take.
    fn changes(&self) -> bool {
        use Command as C;
        match self {
            C::MergeWith | C::CompareWith | C::BringIn | C::TakeVersion(_) | C::KeepBoth | C::Info => true,
            C::Import | C::ImportFolder | C::TakeImport => true,
            C::BeginAdjudication | C::TakeOf(_) | C::TakeAll | C::TakeNothing => true,
            C::TakeAndEdit | C::Accept(_) => true,
            C::AddFiles | C::Paste | C::NewText | C::NewTextFile | C::PlaceLost | C::LeaveLost => true,
            C::Details | C::RemoveArticle | C::MoveUp | C::MoveDown | C::Done => true,
            C::AddAnnotator | C::RenameAnnotator | C::AddSet | C::AddMaskedSet | C::RenameSet | C::Unmask => true,
            C::CompareWithSelf => false,
            // Where nothing can be marked, nothing is armed.
            C::Label(_) | C::Arm(_) | C::MarkAgain | C::Delete | C::Unsure | C::EditNote => true,
            C::Nudge(..) | C::RemoveFragment => true,
            C::Link(..) | C::SameClaim | C::SameEntity | C::Untie | C::Propose | C::NotThere => true,
            C::AddPart(_) | C::LoadScheme => true,
            C::Lesson(lesson) => lesson.changes(),
            // A history that is there was made while the project could be changed.
            C::Undo | C::Redo => false,
            C::New
            | C::Open
            | C::Save
            | C::SaveAs
            | C::Dossier(_)
            | C::SaveScheme
            | C::Codebook
            | C::Agreement(_)
            | C::CopyAgreement(_)
            | C::StopAgreement => false,
            C::HandOut | C::StopExport | C::Warnings | C::Rescue | C::Quit => false,
            C::Copy | C::CopyCitation | C::CopyTable | C::SelectAll | C::Escape | C::FindNext | C::FindPrevious => {
                false
            }
            C::StopReading | C::StopMany | C::TryAgain | C::FindSwitch(_) => false,
            C::FindArticle | C::NextArticle | C::PreviousArticle => false,
            C::NextDifference | C::PreviousDifference | C::Blind => false,
            C::OpenBeside | C::CloseColumn | C::Column(_) => false,
            C::OnlyOwn | C::AnnotateAs(_) | C::ShowSet(_) | C::ShowAs(_) | C::HeatOf(_) => false,
            C::Disarm | C::Next | C::Previous | C::NextUnmarked => false,
            C::Snap | C::Larger | C::Smaller | C::NormalSize | C::Light | C::Dark | C::SystemTheme => false,
            C::Left | C::Right | C::AllRelations | C::FilterTable | C::Page(_) | C::Dock(_) | C::CloseDock => false,
            C::Palette | C::Shortcuts | C::Hints | C::About => false,
        }
    }

    /// Returns what it asks of the program; `None` when it can't be done now.
    pub fn resolve(&self, state: &AppState) -> Option<Intent> {
        let refused = self.changes() && state.file().read_only.is_some();
        if refused { None } else { self.intent(state) }
    }

    fn intent(&self, state: &AppState) -> Option<Intent> {
        use Command as C;
        let project = state.project();
        let modal = |modal: Modal| Some(Intent::OpenModal(Box::new(modal)));
        let view = |change: &dyn Fn(&mut super::state::View)| {
            let mut view = state.view().clone();
            change(&mut view);
            Some(Intent::SetView(Box::new(view)))
        };
        let ours = || state.selected().filter(|(_, row)| state.is_ours(row));
        match self {
            C::New => Some(Intent::New),
            C::Open => Some(Intent::AskOpen),
            C::Save => {
                let file = state.file();
                // What can't be written under its name is asked for another.
                let asks = file.path.is_none() || file.read_only.is_some();
                (asks || state.is_unsaved()).then_some(Intent::Save)
            }
            C::SaveAs => Some(Intent::AskSaveAs),
            C::MergeWith => Some(Intent::AskFile(DialogPurpose::MergeWith)),
            // What comes of other projects is shown on a page that would tell.
            C::CompareWith | C::BringIn | C::Dossier(_) if state.is_masking() => None,
            C::CompareWith | C::BringIn if state.hides_names() => None,
            C::Import | C::ImportFolder | C::TakeImport if state.is_masking() || state.hides_names() => None,
            C::Import if state.page() != Page::Import && state.importing().is_some() => {
                Some(Intent::ShowPage(Page::Import))
            }
            C::Import => Some(Intent::AskFile(DialogPurpose::Import)),
            C::ImportFolder => Some(Intent::AskFile(DialogPurpose::ImportFolder)),
            C::TakeImport => state.can_import().then_some(Intent::Import(ImportIntent::Take)),
            C::HandOut => state.export_purpose().map(Intent::AskFile),
            C::StopExport => state.exporting().writing().map(|_| Intent::Handout(ExportIntent::Stop)),
            C::CompareWith if state.page() != Page::Others && state.bringing().is_some() => {
                Some(Intent::ShowPage(Page::Others))
            }
            C::CompareWith => Some(Intent::AskFile(DialogPurpose::CompareWith)),
            C::BringIn if state.page() != Page::Others => state.bringing().map(|_| Intent::ShowPage(Page::Others)),
            C::BringIn => state.can_bring_in().then_some(Intent::Bring(BringIntent::Take)),
            C::TakeVersion(number) => {
                let key = state.next_conflict().filter(|_| state.view().dock == Some(Dock::Conflicts))?;
                Some(Intent::SettleConflict(Box::new(key.clone()), settlement_of(key, *number)))
            }
            C::KeepBoth => {
                let key = state.next_conflict().filter(|_| state.view().dock == Some(Dock::Conflicts))?;
                let can = project.conflict(key).is_some_and(|conflict| actions::can_keep_both(key, conflict));
                can.then(|| Intent::SettleConflict(Box::new(key.clone()), Settlement::Both))
            }
            C::Info => modal(Modal::Info { info: project.info() }),
            C::Warnings => (!state.file().warnings.is_empty()).then(|| Intent::OpenModal(Box::new(Modal::Warnings))),
            C::Rescue => (!state.rescued().is_empty()).then(|| Intent::OpenModal(Box::new(Modal::Rescue))),
            C::Quit => Some(Intent::Quit),
            C::Undo => state.undo_name().map(|_| Intent::Undo),
            C::Redo => state.redo_name().map(|_| Intent::Redo),
            C::Copy => (state.selected_fragments().is_some() || state.selected().is_some()).then_some(Intent::Copy),
            C::CopyCitation => {
                (state.selected_fragments().is_some() || state.selected().is_some()).then_some(Intent::CopyCitation)
            }
            C::FindNext | C::FindPrevious => {
                let can = match state.finding() {
                    Some(finding) => finding.current().is_some(),
                    None => state.article().is_some() && !state.last_query.pattern.is_empty(),
                };
                can.then_some(if *self == C::FindNext { Intent::FindNext } else { Intent::FindPrevious })
            }
            C::FindSwitch(switch) => {
                let finding = state.finding()?;
                let (query, scope) = (switch.switched(finding.query()), finding.scope());
                Some(Intent::SetFind { query, scope, view: None })
            }
            // A label's own key picks it for the heat map where there is nothing to mark; this one does not.
            C::MarkAgain => state.can_label(state.last_label()?).then_some(Intent::MarkAgain),
            C::NextUnmarked => state.open_revision().map(|_| Intent::NextUnmarked),
            C::SelectAll => state.left_to_select().map(|_| Intent::SelectAll),
            C::Escape => {
                let busy = state.page() != Page::Article
                    || state.linking().is_some()
                    || state.armed().is_some()
                    || state.selected_fragments().is_some()
                    || state.selected().is_some();
                busy.then_some(Intent::Escape)
            }
            C::AddFiles => Some(Intent::AskArticles),
            C::StopReading => state.adding().reading().map(|_| Intent::StopReading),
            C::StopMany => state.changing().map(|_| Intent::StopMany),
            C::Paste => modal(Modal::Paste { details: Details::default(), text: String::new() }),
            C::NewText => {
                let article = state.article().filter(|id| !state.is_masked(*id))?;
                modal(Modal::NewText { article, text: String::new() })
            }
            C::NewTextFile => {
                state.article().filter(|id| !state.is_masked(*id)).map(|_| Intent::AskFile(DialogPurpose::NewText))
            }
            C::PlaceLost => {
                let (id, best) = state.next_lost().filter(|_| state.page() == Page::Texts)?;
                Some(Intent::PlaceLost(id, best?))
            }
            C::LeaveLost => {
                state.next_lost().filter(|_| state.page() == Page::Texts).map(|(id, _)| Intent::LeaveLost(id))
            }
            C::Details => {
                let article = state.article().filter(|id| !state.is_masked(*id))?;
                modal(Modal::Details { article, details: project.article(&article)?.details.clone() })
            }
            C::FindArticle => project.articles_by_id().nth(1).map(|_| Intent::FindArticle),
            C::RemoveArticle => state.article().filter(|id| !state.is_masked(*id)).map(Intent::RemoveArticle),
            C::MoveUp => {
                at(state).filter(|(at, _)| *at > 0).and(state.article()).map(|id| Intent::MoveArticle(id, false))
            }
            C::MoveDown => {
                let more = at(state).filter(|(at, all)| at + 1 < *all);
                more.and(state.article()).map(|id| Intent::MoveArticle(id, true))
            }
            C::NextArticle => at(state).filter(|(at, all)| at + 1 < *all).map(|_| Intent::StepArticle(1)),
            C::OpenBeside => state.next_beside().map(Intent::OpenBeside),
            C::CloseColumn if state.page() != Page::Article => None,
            C::CloseColumn => (state.columns().len() > 1).then(|| Intent::CloseColumn(state.active_column())),
            C::Column(at) => {
                let other = *at != state.active_column() || state.page() != Page::Article;
                (other && state.columns().len() > (*at).max(1)).then_some(Intent::FocusColumn(*at))
            }
            C::PreviousArticle => at(state).filter(|(at, _)| *at > 0).map(|_| Intent::StepArticle(-1)),
            C::Done => {
                state.set()?;
                state.article().map(|_| Intent::MarkDone(!is_done(state)))
            }
            C::AddAnnotator => begin_naming(state, Named::NewAnnotator),
            C::RenameAnnotator => {
                let id = project.set(&state.set()?)?.annotator?;
                begin_naming(state, Named::Annotator(id))
            }
            C::AddSet => {
                project.set(&state.set()?)?.annotator?;
                Some(Intent::AddSet(false))
            }
            C::AddMaskedSet => {
                project.set(&state.set()?)?.annotator?;
                Some(Intent::AddSet(true))
            }
            C::Unmask => state.is_masked(state.article()?).then_some(Intent::Unmask),
            C::CompareWithSelf => {
                state.own_passes().nth(1)?;
                let there = state.page() == Page::Agreement && state.compared_sets().into_iter().eq(state.own_passes());
                (!there).then_some(Intent::CompareWithSelf)
            }
            C::RenameSet => begin_naming(state, Named::Set(state.set()?)),
            C::AnnotateAs(set) => (state.set() != Some(*set)).then_some(Intent::ChooseSet(*set)),
            C::ShowSet(set) => (state.set() != Some(*set)).then(|| Intent::ShowSet(*set, !state.shows(*set))),
            C::OnlyOwn => {
                (project.sets_by_id().nth(1).is_some()).then(|| Intent::ShowOthers(others_shown(state).is_empty()))
            }
            // Again, it is of any label.
            C::Label(key) if state.picks_heat() => {
                Some(Intent::HeatOf((state.heat_label() != Some(key)).then(|| key.clone())))
            }
            C::Label(key) => state.can_label(key).then(|| Intent::Label(key.clone())),
            C::Arm(key) => state.set().map(|_| Intent::Arm(Some(key.clone()))),
            C::Disarm => state.armed().map(|_| Intent::Arm(None)),
            C::Delete => ours().map(|_| Intent::Delete),
            C::Unsure => ours().map(|(id, row)| Intent::SetUnsure(id, !row.unsure)),
            C::EditNote => ours().filter(|_| state.page() == Page::Article).map(|_| Intent::EditNote),
            C::Next | C::Previous => {
                let (revision, _) = state.open_revision()?;
                project
                    .in_order(revision)
                    .any(|id| project.annotation(&id).is_some_and(|row| state.shows(row.set)))
                    .then_some(if *self == C::Next { Intent::NextAnnotation } else { Intent::PreviousAnnotation })
            }
            C::Nudge(end, unit, outward) => {
                ours()?;
                state.nudged(*end, *unit, *outward)?;
                Some(Intent::Nudge { end: *end, unit: *unit, outward: *outward })
            }
            C::RemoveFragment => {
                let (_, row) = ours()?;
                (row.fragments()?.spans().len() > 1).then_some(Intent::RemoveFragment)
            }
            C::Link(key, forward) => {
                state.set()?;
                let kind = LinkKind::Relation { kind: key.clone(), forward: *forward };
                can_begin(state, &kind).then_some(Intent::BeginLink(kind))
            }
            C::SameClaim if state.can_tie_rows() => Some(Intent::Ledger(LedgerIntent::Tie)),
            C::Untie if state.can_part_claims() => Some(Intent::Ledger(LedgerIntent::Part)),
            C::Propose if state.page() == Page::Ledger => {
                let (row, _) = state.comparing().cursor()?;
                Some(Intent::Ledger(LedgerIntent::BeginWording(Some(row))))
            }
            C::NotThere => {
                let (row, article) = state.silent_cell()?;
                Some(Intent::Ledger(LedgerIntent::NotThere(row, article)))
            }
            C::SameClaim | C::SameEntity => {
                let kind = if *self == C::SameClaim { LinkKind::SameClaim } else { LinkKind::SameEntity };
                can_begin(state, &kind).then_some(Intent::BeginLink(kind))
            }
            C::Untie => {
                let (id, _) = state.selected()?;
                match (project.proposition_of(id), project.entity_of(id)) {
                    (Some(_), _) => Some(Intent::UntieClaim(id)),
                    (None, Some(_)) => Some(Intent::UntieEntity(id)),
                    (None, None) => None,
                }
            }
            C::Propose => {
                let (id, row) = state.selected()?;
                let can =
                    project.ties(&row.label) == crate::model::Ties::Proposition && project.proposition_of(id).is_none();
                can.then_some(Intent::Propose(id))
            }
            C::AddPart(sort) => {
                let begun = state.page() == Page::Scheme && state.scheming().adding == Some(*sort);
                (!begun).then_some(Intent::BeginPart(Some(*sort)))
            }
            C::LoadScheme => Some(Intent::AskFile(DialogPurpose::LoadScheme)),
            C::SaveScheme => Some(Intent::AskFile(DialogPurpose::SaveScheme)),
            C::Codebook => Some(Intent::AskFile(DialogPurpose::Codebook)),
            C::Dossier(form) => {
                let any = project.articles_by_id().next().is_some();
                any.then_some(Intent::AskFile(DialogPurpose::Dossier(*form)))
            }
            C::Snap => Some(Intent::SetSnap(!state.view().snap)),
            C::Larger => {
                (state.view().text_size < *super::state::View::TEXT_SIZES.end()).then_some(Intent::TextSize(1))
            }
            C::Smaller => {
                (state.view().text_size > *super::state::View::TEXT_SIZES.start()).then_some(Intent::TextSize(-1))
            }
            C::NormalSize => {
                let normal = super::state::View::default().text_size;
                (state.view().text_size != normal).then_some(Intent::TextSize(0))
            }
            C::Left => view(&|view| view.left = !view.left),
            C::Right => view(&|view| view.right = !view.right),
            C::AllRelations => Some(Intent::ShowAllRelations(!state.view().all_relations)),
            C::ShowAs(showing) if state.showing() == *showing => Some(Intent::ShowAs(Showing::Together)),
            C::ShowAs(showing) => project.sets_by_id().nth(1).map(|_| Intent::ShowAs(*showing)),
            C::HeatOf(label) => {
                let other = state.showing() == Showing::Heat && state.heat_label() != label.as_ref();
                other.then(|| Intent::HeatOf(label.clone()))
            }
            C::CopyTable => state.table().filter(|table| !table.is_empty()).map(|_| Intent::CopyTable),
            C::FilterTable => Some(Intent::FilterTable),
            C::NextDifference | C::PreviousDifference => {
                let forward = *self == C::NextDifference;
                if state.view().dock != Some(Dock::Differences) {
                    return Some(Intent::ShowDock(Dock::Differences));
                }
                state.place_beside(forward).map(|_| Intent::Difference(DifferenceIntent::Step(forward)))
            }
            C::BeginAdjudication => {
                state.adjudicating().is_none().then_some(Intent::Difference(DifferenceIntent::Begin))
            }
            C::TakeOf(number) => {
                let taking = Taking::Of(*state.compared_here().get(*number)?);
                state.place_to_settle().map(|at| Intent::Difference(DifferenceIntent::Take(at, taking)))
            }
            C::TakeAll | C::TakeNothing => {
                let taking = if *self == C::TakeAll { Taking::All } else { Taking::Nothing };
                state.place_to_settle().map(|at| Intent::Difference(DifferenceIntent::Take(at, taking)))
            }
            C::TakeAndEdit => {
                let (_, row) = state.selected()?;
                let at = state.place_to_settle()?;
                Some(Intent::Difference(DifferenceIntent::Edit(at, row.set)))
            }
            C::Accept(extent) => {
                let any = state.left(*extent).is_some_and(|left| left.agreeing > 0);
                any.then_some(Intent::Difference(DifferenceIntent::Accept(*extent)))
            }
            C::Blind => {
                let can = state.adjudicating().is_some() || state.is_blind();
                can.then_some(Intent::Difference(DifferenceIntent::Blind(!state.is_blind())))
            }
            C::Dock(dock) => Some(Intent::ShowDock(*dock)),
            C::CloseDock => state.view().dock.map(|_| Intent::CloseDock),
            C::TryAgain => state.has_failures().then_some(Intent::TryAgain),
            C::Agreement(form) => {
                let enough = state.compared_sets().len() >= 2;
                enough.then_some(Intent::AskFile(DialogPurpose::Agreement(*form)))
            }
            C::CopyAgreement(form) => {
                state.agreement().measured().filter(|_| state.page() == Page::Agreement)?;
                Some(Intent::Agreement(AgreementIntent::Copy(*form)))
            }
            C::StopAgreement => state.agreement().writing().map(|_| Intent::Agreement(AgreementIntent::StopWriting)),
            C::Page(Page::Agreement) => {
                let open = state.page() == Page::Agreement || project.sets_by_id().nth(1).is_some();
                open.then_some(Intent::ShowPage(Page::Agreement))
            }
            C::Lesson(lesson) => lesson.intent(state),
            // It tells who did what.
            C::Page(page) if state.hides_names() && tells_names(*page) => None,
            C::Page(page) if state.is_masking() && tells_of_hidden(*page) => None,
            C::Page(page) => Some(Intent::ShowPage(*page)),
            C::Light => Some(Intent::SetTheme(Theme::Light)),
            C::Dark => Some(Intent::SetTheme(Theme::Dark)),
            C::SystemTheme => Some(Intent::SetTheme(Theme::System)),
            C::Palette => modal(Modal::Palette { query: String::new() }),
            C::Shortcuts => modal(Modal::Shortcuts),
            C::Hints => Some(Intent::ShowHints(state.hints().is_none())),
            C::About => modal(Modal::About),
        }
    }
}

/// Tells whether there is another end to look for, and it is not looked for already.
/// Begins to name somebody or something, unless that is under way.
fn begin_naming(state: &AppState, named: Named) -> Option<Intent> {
    (state.naming() != Some(named)).then_some(Intent::Name(Some(named)))
}

fn can_begin(state: &AppState, kind: &LinkKind) -> bool {
    let from = state.selected().map(|(id, _)| id);
    let sought = |linking: &Linking| linking.kind == *kind && Some(linking.from) == from && linking.within.is_none();
    !state.linking().is_some_and(sought) && state.has_other_end(kind)
}

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

/// Returns the place of the open article in the list, and how many there are.
fn at(state: &AppState) -> Option<(usize, usize)> {
    let open: ArticleId = state.article()?;
    let all = state.project().articles();
    Some((all.iter().position(|(id, _)| **id == open)?, all.len()))
}
