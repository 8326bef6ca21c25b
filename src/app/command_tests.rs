//! Holds commands to what they promise, in states that random work leads to: what is enabled does something, what is
//! disabled does nothing even when it is asked for directly.

use proptest::prelude::*;

use super::filing::tests::loaded;
use super::tests::Desk;
use super::*;
use crate::model::{AnnotationId, ArticleId, Details, Hash, LabelKey, Stamp};

const TEXTS: [&str; 3] = [
    "Ministry asked for help\nThe ministry asked for help, two officials said.\n",
    "Ministry denies report\n\nIt did not ask, the ministry said on Friday.\n",
    "الوزارة تنفي\nقالت الوزارة: لم نطلب.",
];

/// Everything that a user could see change, without what the status line says.
fn seen(state: &AppState) -> String {
    let AppState {
        selection,
        beside,
        set,
        hidden,
        showing,
        heat_label,
        naming,
        armed,
        linking,
        finding,
        scheming,
        modal,
        view,
        page,
        file,
        ..
    } = state;
    let undo = (state.undo_name(), state.redo_name());
    let first =
        format!("{selection:?} {beside:?} {set:?} {hidden:?} {armed:?} {linking:?} {finding:?} {scheming:?} {modal:?}");
    format!("{first} {showing:?} {heat_label:?} {naming:?} {view:?} {page:?} {file:?} {undo:?}")
}

/// Says why an intent did nothing: no effect, and nothing is otherwise than before.
fn idle(before: &AppState, intent: &Intent) -> Result<(), String> {
    let mut after = before.clone();
    let effects = after.update(intent.clone(), &mut Stamp::of_number(99_999));
    if !effects.is_empty() {
        return Err(format!("{effects:?}"));
    }
    if *after.project() != *before.project() || seen(&after) != seen(before) {
        return Err(format!("{}\nbecame {}", seen(before), seen(&after)));
    }
    Ok(())
}

/// Returns what a command would ask for, whether or not it can be done; `None` for those that can always be done, and
/// those whose intent says nothing but which modal to open.
fn attempt(command: &Command, state: &AppState) -> Option<Intent> {
    use Command as C;
    let article = || state.article().unwrap_or(ArticleId(0));
    let annotation = || state.selection().annotation.unwrap_or(AnnotationId(0));
    Some(match command {
        // On the ledger's page these are about its rows.
        C::SameClaim | C::Untie | C::Propose if state.page() == Page::Ledger => return None,
        C::Save => Intent::Save,
        C::Undo => Intent::Undo,
        C::Redo => Intent::Redo,
        C::Copy => Intent::Copy,
        C::CopyCitation => Intent::CopyCitation,
        C::MarkAgain => Intent::MarkAgain,
        C::NextUnmarked => Intent::NextUnmarked,
        C::CopyTable => Intent::CopyTable,
        C::CopyAgreement(form) if state.page() == Page::Agreement => Intent::Agreement(AgreementIntent::Copy(*form)),
        C::CopyAgreement(_) => return None,
        C::StopAgreement => Intent::Agreement(AgreementIntent::StopWriting),
        C::CloseDock => Intent::CloseDock,
        C::FindNext | C::FindPrevious | C::FindSwitch(_) => return None,
        C::SelectAll => Intent::SelectAll,
        C::Escape => Intent::Escape,
        C::AddFiles => Intent::AskArticles,
        C::RemoveArticle => Intent::RemoveArticle(article()),
        C::MoveUp => Intent::MoveArticle(article(), false),
        C::MoveDown => Intent::MoveArticle(article(), true),
        C::NextArticle => Intent::StepArticle(1),
        C::PreviousArticle => Intent::StepArticle(-1),
        C::Column(at) => Intent::FocusColumn(*at),
        C::CloseColumn => {
            // On other pages it has no meaning, but the intent could come from an article's own button only.
            if state.page() != Page::Article {
                return None;
            }
            Intent::CloseColumn(state.active_column())
        }
        C::OpenBeside => return None,
        C::Done => {
            let done = state.set().zip(state.article()).is_some_and(|key| state.project().done(&key).is_some());
            Intent::MarkDone(!done)
        }
        C::Label(_) if state.picks_heat() => return None,
        C::Label(key) => Intent::Label(key.clone()),
        C::Arm(key) => Intent::Arm(Some(key.clone())),
        C::Disarm => Intent::Arm(None),
        C::Delete => Intent::Delete,
        C::Unsure => Intent::SetUnsure(annotation(), state.selected().is_none_or(|(_, row)| !row.unsure)),
        C::Next => Intent::NextAnnotation,
        C::BeginAdjudication | C::TakeAndEdit | C::Blind => return None,
        C::TakeOf(number) => {
            let set = state.compared_here().get(*number).copied().or(state.set())?;
            Intent::Difference(DifferenceIntent::Take(state.place().unwrap_or_default(), Taking::Of(set)))
        }
        C::TakeAll => Intent::Difference(DifferenceIntent::Take(state.place().unwrap_or_default(), Taking::All)),
        C::TakeNothing => {
            Intent::Difference(DifferenceIntent::Take(state.place().unwrap_or_default(), Taking::Nothing))
        }
        C::Accept(extent) => Intent::Difference(DifferenceIntent::Accept(*extent)),
        C::NextDifference | C::PreviousDifference if state.view().dock != Some(Dock::Differences) => return None,
        C::NextDifference => Intent::Difference(DifferenceIntent::Step(true)),
        C::PreviousDifference => Intent::Difference(DifferenceIntent::Step(false)),
        C::Previous => Intent::PreviousAnnotation,
        C::Nudge(end, unit, outward) => Intent::Nudge { end: *end, unit: *unit, outward: *outward },
        C::RemoveFragment => Intent::RemoveFragment,
        C::Link(kind, forward) => Intent::BeginLink(LinkKind::Relation { kind: kind.clone(), forward: *forward }),
        C::SameClaim => Intent::BeginLink(LinkKind::SameClaim),
        C::SameEntity => Intent::BeginLink(LinkKind::SameEntity),
        C::Untie => Intent::UntieClaim(annotation()),
        C::Propose => Intent::Propose(annotation()),
        C::Larger => Intent::TextSize(1),
        C::Smaller => Intent::TextSize(-1),
        C::NormalSize => Intent::TextSize(0),
        C::StopReading => Intent::StopReading,
        C::TryAgain => Intent::TryAgain,
        C::StopMany => Intent::StopMany,
        C::AddSet => Intent::AddSet(false),
        C::AddMaskedSet => Intent::AddSet(true),
        C::Unmask => Intent::Unmask,
        C::CompareWithSelf => return None,
        C::AnnotateAs(_) | C::ShowSet(_) | C::OnlyOwn | C::ShowAs(_) => return None,
        // Where no heat map is shown it is nobody's.
        C::HeatOf(_) if state.showing() != Showing::Heat => return None,
        C::HeatOf(label) => Intent::HeatOf(label.clone()),
        // It is for the cell of the ledger under the keyboard, where there is one.
        C::NotThere => return None,
        C::FindArticle
        | C::EditNote
        | C::RenameSet
        | C::Info
        | C::Hints
        | C::New
        | C::Open
        | C::SaveAs
        | C::MergeWith
        | C::CompareWith
        | C::BringIn
        | C::Import
        | C::ImportFolder
        | C::TakeImport
        | C::HandOut
        | C::StopExport
        | C::TakeVersion(_)
        | C::KeepBoth
        | C::Warnings
        | C::Rescue
        | C::Quit
        | C::Paste
        | C::NewText
        | C::NewTextFile
        | C::PlaceLost
        | C::LeaveLost
        | C::Details
        | C::AddAnnotator
        | C::RenameAnnotator
        | C::AddPart(_)
        | C::LoadScheme
        | C::SaveScheme
        | C::Codebook
        | C::Dossier(_)
        | C::Agreement(_)
        | C::Snap
        | C::Left
        | C::Right
        | C::AllRelations
        | C::Dock(_)
        | C::FilterTable
        | C::Page(_)
        | C::Light
        | C::Dark
        | C::SystemTheme
        | C::Palette
        | C::Shortcuts
        | C::Lesson(_)
        | C::About => return None,
    })
}

pub(super) fn check(state: &AppState) -> Result<(), TestCaseError> {
    for command in Command::all(state.project()) {
        match command.resolve(state) {
            Some(intent) => {
                // One of several choices that is the chosen one stays in the menu with its tick, and can be chosen.
                let chosen = command.is_on(state) == Some(true) && matches!(intent, Intent::SetTheme(_));
                // Where every sentence is marked, saying so is the answer.
                let answers = matches!(intent, Intent::NextUnmarked);
                prop_assert!(
                    chosen || answers || idle(state, &intent).is_err(),
                    "{command:?} did nothing by {intent:?}"
                );
                let mut after = state.clone();
                after.update(intent, &mut Stamp::of_number(99_999));
                let refusal = after.notice().filter(|said| said.error && Some(*said) != state.notice());
                prop_assert!(refusal.is_none(), "{command:?} was refused: {refusal:?}");
            }
            None => {
                if let Some(intent) = attempt(&command, state)
                    && let Err(what) = idle(state, &intent)
                {
                    return Err(TestCaseError::fail(format!("{command:?} is disabled, but did something: {what}")));
                }
            }
        }
    }
    Ok(())
}

/// Turns numbers into something to do beside the commands themselves.
fn deed(state: &AppState, [what, one, other]: [u16; 3]) -> Option<Intent> {
    let pick = |number: u16, count: usize| (count > 0).then(|| usize::from(number) % count);
    let annotations: Vec<AnnotationId> = state.project().annotations().map(|(id, _)| *id).collect();
    let articles: Vec<ArticleId> = state.project().articles_by_id().map(|(id, _)| *id).collect();
    let sets: Vec<_> = state.project().sets_by_id().map(|(id, _)| *id).collect();
    let byte = |number: u16| {
        let text = &state.open_revision()?.1.text;
        let starts: Vec<usize> = text.as_str().char_indices().map(|(at, _)| at).chain([text.len()]).collect();
        Some(starts[pick(number, starts.len())?])
    };
    let annotation = |number: u16| pick(number, annotations.len()).map(|at| annotations[at]);
    Some(match what % 24 {
        0 => Intent::AddArticle(Details::default(), TEXTS[usize::from(one) % TEXTS.len()].into()),
        1..=4 => Intent::Select { anchor: byte(one)?, head: byte(other)?, finished: true },
        5 => Intent::AddFragment(byte(one.min(other))?, byte(one.max(other))?),
        6..=8 => Intent::Label(state.label_keys()[pick(one, state.label_keys().len())?].clone()),
        9 => Intent::Show(annotation(one)?),
        10 => {
            let (from, to) = (annotation(one)?, annotation(other)?);
            Intent::DropLink(from, to)
        }
        11 => Intent::Link(LinkKind::SameClaim, annotation(one)?, annotation(other)?),
        12 => Intent::AddAnnotator(format!("annotator {one}")),
        13 => Intent::ChooseSet(sets[pick(one, sets.len())?]),
        14 => Intent::ShowSet(sets[pick(one, sets.len())?], other % 2 == 0),
        15 if other % 2 == 0 => Intent::OpenBeside(articles[pick(one, articles.len())?]),
        15 => Intent::OpenArticle(articles[pick(one, articles.len())?]),
        16 => Intent::DropOnArticle(annotation(one)?, articles[pick(other, articles.len())?]),
        17 => Intent::SaveTo("/tmp/a.ron".into(), true),
        18 => {
            let lock = if one % 3 == 0 { Lock::Other("Anna on desk".into()) } else { Lock::Ours };
            let project = state.project().clone();
            let warnings = Vec::new();
            let intact = other % 4 != 0;
            let loaded = LoadedProject { project, warnings, intact, hash: Hash::of(b"a"), lock, read_only: None };
            Intent::Loaded("/tmp/b.ron".into(), Box::new(Ok(loaded)))
        }
        _ => {
            let commands = Command::all(state.project());
            commands[pick(one, commands.len())?].resolve(state)?
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_enabled_does_something_and_what_is_disabled_does_nothing(
        deeds in prop::collection::vec(any::<[u16; 3]>(), 0..40),
    ) {
        let mut state = AppState::new("anna", &mut Stamp::of_number(0));
        for (number, deed_of) in deeds.into_iter().enumerate() {
            let Some(intent) = deed(&state, deed_of) else { continue };
            let effects = state.update(intent, &mut Stamp::of_number(number as u64 + 1));
            // A host whose writes succeed at once.
            for effect in effects {
                if let Effect::Write { path, version, .. } = effect {
                    state.update(Intent::Saved(path, version, Ok(Hash::of(b"a"))), &mut Stamp::of_number(0));
                }
            }
            // No command is reached while a modal is open.
            state.update(Intent::CloseModal, &mut Stamp::of_number(0));
        }
        check(&state)?;
    }
}

#[test]
fn marking_again_marks_and_picks_nothing_for_a_heat_map() {
    let mut state = AppState::new("anna", &mut Stamp::of_number(0));
    let claim = LabelKey::slug("claim");
    let deeds = [
        Intent::AddArticle(Details::default(), "The dam holds.".into()),
        Intent::Select { anchor: 0, head: 7, finished: true },
        Intent::Label(claim.clone()),
        Intent::ShowAs(Showing::Heat),
        Intent::Select { anchor: 9, head: 9, finished: true },
    ];
    for (number, intent) in deeds.into_iter().enumerate() {
        state.update(intent, &mut Stamp::of_number(number as u64 + 1));
    }
    assert!(matches!(Command::Label(claim).resolve(&state), Some(Intent::HeatOf(_))), "{:?}", state.showing());
    assert!(Command::MarkAgain.resolve(&state).is_none());
    state.update(Intent::Select { anchor: 8, head: 13, finished: true }, &mut Stamp::of_number(9));
    assert!(matches!(Command::MarkAgain.resolve(&state), Some(Intent::MarkAgain)));
}

#[test]
fn the_projects_details_are_edited_in_one_step() {
    let mut state = AppState::new("anna", &mut Stamp::of_number(0));
    let mut send = |intent| drop(state.update(intent, &mut Stamp::of_number(1)));
    let info = crate::model::Info { title: "MI6 and Ankara".into(), note: "Two papers".into() };
    send(Intent::OpenModal(Box::new(Modal::Info { info: Default::default() })));
    send(Intent::SetInfo(info.clone()));
    assert_eq!(state.project().info(), info);
    assert!(state.modal().is_none());
    assert_eq!(state.undo_name(), Some("Name the project “MI6 and Ankara”"));
    let resolved = Command::Info.resolve(&state);
    assert!(
        matches!(resolved, Some(Intent::OpenModal(modal)) if matches!(*modal, Modal::Info { info: ref there } if *there == info))
    );
    state.update(Intent::Undo, &mut Stamp::of_number(2));
    assert_eq!(state.project().info(), Default::default());
}

#[test]
fn a_mark_dropped_on_an_article_asks_how_and_looks_for_the_other_end_there() {
    let mut state = AppState::new("anna", &mut Stamp::of_number(0));
    let mut clock = 0;
    let mut send = |state: &mut AppState, intent| {
        clock += 1;
        state.update(intent, &mut Stamp::of_number(clock))
    };
    let mut articles = Vec::new();
    let mut marks = Vec::new();
    for text in TEXTS {
        send(&mut state, Intent::AddArticle(Details::default(), text.into()));
        articles.push(state.article().unwrap());
        if let Some(at) = text.find("inistry") {
            for (label, end) in [("claim", at + 7), ("source", at + 3)] {
                send(&mut state, Intent::Select { anchor: at, head: end, finished: true });
                send(&mut state, Intent::Label(LabelKey::slug(label)));
                marks.push(state.selected().unwrap().0);
            }
        }
    }
    let [claim, source, far_claim, far_source] = marks[..] else { panic!("{marks:?}") };
    // Two ways lead to what the second article has: it is asked which.
    send(&mut state, Intent::DropOnArticle(claim, articles[1]));
    let Some(Modal::LinkKind { from, to: LinkEnd::Article(article), kinds }) = state.modal().cloned() else {
        panic!("{:?}", state.modal())
    };
    assert_eq!((from, article, kinds.len()), (claim, articles[1], 2), "{kinds:?}");
    assert!(state.linking().is_none());
    let same = kinds.iter().find(|kind| **kind == LinkKind::SameClaim).unwrap().clone();
    send(&mut state, Intent::LinkInto(same, from, article));
    assert!(state.modal().is_none());
    assert_eq!(state.article(), Some(articles[1]));
    assert_eq!(state.linking().unwrap().candidates, [far_claim], "only those of that article");
    send(&mut state, Intent::LinkQuery("inistr".into()));
    assert_eq!(state.linking().unwrap().candidates, [far_claim]);
    send(&mut state, Intent::LinkPick(None));
    assert!(state.project().proposition_of(claim).is_some());
    assert_eq!(state.project().proposition_of(claim), state.project().proposition_of(far_claim));
    // One way only: nothing is asked. The first article's own claim does not count.
    send(&mut state, Intent::DropOnArticle(claim, articles[1]));
    assert!(state.modal().is_none());
    assert_eq!(state.linking().unwrap().candidates, [far_source]);
    send(&mut state, Intent::Escape);
    // None: it says so.
    send(&mut state, Intent::DropOnArticle(source, articles[2]));
    assert!(state.modal().is_none() && state.linking().is_none());
    assert!(state.notice().unwrap().text.starts_with("Nothing in “الوزارة"), "{:?}", state.notice());
}

#[test]
fn only_what_is_kept_of_the_view_is_written() {
    let mut desk = Desk::new();
    let kept = |desk: &Desk| desk.effects.iter().filter(|effect| matches!(effect, Effect::KeepView)).count();
    let view = desk.state.view().clone();
    desk.send(Intent::SetView(Box::new(View { left_width: f32::MAX, dock_height: -1.0, ..view.clone() })));
    assert_eq!(kept(&desk), 1);
    let bounded = desk.state.view();
    assert_eq!((bounded.left_width, bounded.dock_height), (*View::PANELS.end(), *View::PANELS.start()));
    desk.send(Intent::ShowDock(Dock::Shared));
    assert_eq!((desk.state.view().dock, kept(&desk)), (Some(Dock::Shared), 0));
    desk.send(Intent::ShowAllRelations(true));
    assert_eq!((desk.state.view().all_relations, kept(&desk)), (true, 0));
    desk.send(Intent::SetView(Box::new(view)));
    assert_eq!(kept(&desk), 1);
}

#[test]
fn what_stands_in_one_submenu_stands_in_one_menu() {
    let project = crate::model::Project::begin(
        crate::model::scheme::Scheme::claims_and_denials(),
        "Ada",
        &mut Stamp::of_number(1),
    );
    let mut menus = std::collections::BTreeMap::new();
    for command in Command::all(&project) {
        let (menu, _) = command.menu();
        if let Some(name) = command.submenu() {
            assert_eq!(*menus.entry(name).or_insert(menu), menu, "{command:?} in {name}");
        }
    }
    assert!(menus.len() > 5);
}

#[test]
fn each_shortcut_names_one_command() {
    let mut desk = Desk::new();
    (0..11).for_each(|number| desk.send(Intent::AddAnnotator(format!("Annotator {number}"))));
    for mac in [false, true] {
        let mut seen = std::collections::BTreeMap::new();
        for command in Command::all(desk.state.project()) {
            assert!(!command.text(&desk.state).is_empty() && !command.tooltip(&desk.state).is_empty(), "{command:?}");
            if let Some(shortcut) = command.shortcut_on(&desk.state, mac) {
                let other = seen.insert(shortcut.clone(), command.clone());
                assert!(other.is_none(), "{shortcut}: {command:?} and {other:?}");
                let systems = shortcut.key == "F11" || shortcut.alt && shortcut.key == "Delete";
                assert!(!mac || !systems, "{shortcut}: {command:?}");
            }
        }
    }
}

#[test]
fn there_are_keys_for_what_nine_sets_at_most_have_and_no_more_than_there_are() {
    let mut desk = Desk::new();
    let taking = |desk: &Desk| {
        let all = Command::all(desk.state.project()).into_iter();
        all.filter(|command| matches!(command, Command::TakeOf(_))).collect::<Vec<_>>()
    };
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    assert_eq!(taking(&desk), [Command::TakeOf(0), Command::TakeOf(1)], "an adjudicated set is not compared");
    (0..11).for_each(|number| desk.send(Intent::AddAnnotator(format!("Annotator {number}"))));
    let all = taking(&desk);
    assert_eq!(all.len(), 9);
    assert!(all.iter().all(|command| command.shortcut(&desk.state).is_some()));
    // What shows a tenth version says no key.
    assert_eq!(Command::TakeOf(9).shortcut(&desk.state), None);
}

#[test]
fn what_is_enabled_does_something_in_each_situation_and_what_is_disabled_nothing() {
    type Arrange = fn(&mut Desk);
    let situations: [(&str, Arrange); 10] = [
        ("nothing", |desk| desk.state = AppState::new("anna", &mut Stamp::of_number(0))),
        ("an article", |_| {}),
        ("words", |desk| desk.select("two officials")),
        ("a claim alone", |desk| {
            desk.mark("asked for help", "claim");
        }),
        ("a whole text", |desk| {
            desk.send(Intent::SelectAll);
            desk.send(Intent::Label(LabelKey::slug("claim")));
        }),
        ("a whole text, selected from its end", |desk| {
            let anchor = desk.state.open_revision().unwrap().1.text.len();
            desk.send(Intent::Select { anchor, head: 0, finished: true });
        }),
        ("all that can be joined is", |desk| {
            let claim = desk.mark("asked for help", "claim");
            let source = desk.mark("two officials", "source");
            desk.send(Intent::DropLink(claim, source));
        }),
        ("tied claims", |desk| {
            let (one, other) = (desk.mark("asked for help", "claim"), desk.mark("asked", "claim"));
            desk.send(Intent::Link(LinkKind::SameClaim, one, other));
        }),
        ("somebody else's", |desk| {
            let id = desk.mark("asked for help", "claim");
            desk.send(Intent::AddAnnotator("ben".into()));
            desk.send(Intent::Pick(Some(id)));
        }),
        ("read-only", |desk| {
            desk.mark("two officials", "source");
            let id = desk.mark("asked for help", "claim");
            desk.send(loaded(desk, true, Lock::Other("Anna on desk".into())));
            desk.send(Intent::Show(id));
        }),
    ];
    for (situation, arrange) in situations {
        let mut desk = Desk::new();
        arrange(&mut desk);
        let checked = check(&desk.state);
        assert!(checked.is_ok(), "{situation}: {checked:?}");
    }
}
