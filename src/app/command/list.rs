//! Lists all commands, in the order of the menus.

use crate::formats::agreement;
use crate::formats::dossier::Form;
use crate::model::actions::PartType;
use crate::model::{LabelKey, Project, SetId, SetKind};

use super::Command;
use super::keys::TAKEN_BY_KEY;
use crate::app::classroom::{Lesson, keep_learners};
use crate::app::docking::Dock;
use crate::app::finding::Switch;
use crate::app::intent::{End, Unit};
use crate::app::settling::Extent;
use crate::app::showing::Showing;
use crate::app::state::Page;

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
}
