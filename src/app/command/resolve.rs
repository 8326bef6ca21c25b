//! Says what each command asks of the program, and when it can't be done.

use crate::model::actions::{self, Settlement};
use crate::model::{ArticleId, Details, Ties};

use super::{Command, is_done, others_shown};
use crate::app::agreement::AgreementIntent;
use crate::app::asking::DialogPurpose;
use crate::app::blind::tells_names;
use crate::app::bringing::BringIntent;
use crate::app::differing::DifferenceIntent;
use crate::app::docking::Dock;
use crate::app::exporting::ExportIntent;
use crate::app::importing::ImportIntent;
use crate::app::intent::{Intent, LinkKind};
use crate::app::ledger::LedgerIntent;
use crate::app::linking::Linking;
use crate::app::masking::tells_of_hidden;
use crate::app::merging::settlement_of;
use crate::app::modal::Modal;
use crate::app::people::Named;
use crate::app::settling::Taking;
use crate::app::showing::Showing;
use crate::app::state::{AppState, Page};
use crate::app::view::{Theme, View};

impl Command {
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
        let view = |change: &dyn Fn(&mut View)| {
            let mut view = state.view().clone();
            change(&mut view);
            Some(Intent::SetView(Box::new(view)))
        };
        let marked = || state.selected_fragments().is_some() || state.selected().is_some();
        let unmasked = || state.article().filter(|id| !state.is_masked(*id));
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
            C::Copy => marked().then_some(Intent::Copy),
            C::CopyCitation => marked().then_some(Intent::CopyCitation),
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
                let busy =
                    state.page() != Page::Article || state.linking().is_some() || state.armed().is_some() || marked();
                busy.then_some(Intent::Escape)
            }
            C::AddFiles => Some(Intent::AskArticles),
            C::StopReading => state.adding().reading().map(|_| Intent::StopReading),
            C::StopMany => state.changing().map(|_| Intent::StopMany),
            C::Paste => modal(Modal::Paste { details: Details::default(), text: String::new() }),
            C::NewText => modal(Modal::NewText { article: unmasked()?, text: String::new() }),
            C::NewTextFile => unmasked().map(|_| Intent::AskFile(DialogPurpose::NewText)),
            C::PlaceLost => {
                let (id, best) = state.next_lost().filter(|_| state.page() == Page::Texts)?;
                Some(Intent::PlaceLost(id, best?))
            }
            C::LeaveLost => {
                state.next_lost().filter(|_| state.page() == Page::Texts).map(|(id, _)| Intent::LeaveLost(id))
            }
            C::Details => {
                let article = unmasked()?;
                modal(Modal::Details { article, details: project.article(&article)?.details.clone() })
            }
            C::FindArticle => project.articles_by_id().nth(1).map(|_| Intent::FindArticle),
            C::RemoveArticle => unmasked().map(Intent::RemoveArticle),
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
            C::AddSet | C::AddMaskedSet => {
                project.set(&state.set()?)?.annotator?;
                Some(Intent::AddSet(*self == C::AddMaskedSet))
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
                let can = project.ties(&row.label) == Ties::Proposition && project.proposition_of(id).is_none();
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
            C::Larger => (state.view().text_size < *View::TEXT_SIZES.end()).then_some(Intent::TextSize(1)),
            C::Smaller => (state.view().text_size > *View::TEXT_SIZES.start()).then_some(Intent::TextSize(-1)),
            C::NormalSize => {
                let normal = View::default().text_size;
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

/// Begins to name somebody or something, unless that is under way.
fn begin_naming(state: &AppState, named: Named) -> Option<Intent> {
    (state.naming() != Some(named)).then_some(Intent::Name(Some(named)))
}

/// Tells whether there is another end to look for, and it is not looked for already.
fn can_begin(state: &AppState, kind: &LinkKind) -> bool {
    let from = state.selected().map(|(id, _)| id);
    let sought = |linking: &Linking| linking.kind == *kind && Some(linking.from) == from && linking.within.is_none();
    !state.linking().is_some_and(sought) && state.has_other_end(kind)
}

/// Returns the place of the open article in the list, and how many there are.
fn at(state: &AppState) -> Option<(usize, usize)> {
    let open: ArticleId = state.article()?;
    let all = state.project().articles();
    Some((all.iter().position(|(id, _)| **id == open)?, all.len()))
}
