//! Tests projects and their files by intents.

use std::path::PathBuf;

use super::super::tests::{Desk, REPORT};
use super::super::*;
use crate::model::{Details, Hash, LabelKey};

/// What the host answers that read the project of a desk.
pub(in crate::app) fn loaded(desk: &Desk, intact: bool, lock: Lock) -> Intent {
    let project = desk.state.project().clone();
    let loaded = LoadedProject { project, warnings: Vec::new(), intact, hash: Hash::of(b"x"), lock, read_only: None };
    Intent::Loaded("/tmp/p.ron".into(), Box::new(Ok(loaded)))
}

#[test]
fn saves_under_a_name_and_knows_what_is_unsaved() {
    let mut desk = Desk::new();
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Save);
    assert!(matches!(&desk.effects[..], [Effect::Ask { purpose: DialogPurpose::SaveProject, .. }]));
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/work".into()]));
    let (path, replaces) = desk.write();
    assert_eq!(path, PathBuf::from("/tmp/work.ron"));
    assert_eq!(replaces, Replaces::Nothing, "the dialog asked about another name");
    assert!(!desk.state.is_unsaved());
    assert_eq!(desk.state.title(), "work.ron – Gainsay");
    desk.mark("two officials", "source");
    assert!(desk.state.title().starts_with("• work.ron"));
    desk.send(Intent::Undo);
    assert!(!desk.state.is_unsaved(), "undone back to what the file holds");
    desk.send(Intent::Redo);
    desk.send(Intent::Save);
    assert_eq!(desk.write().1, Replaces::Known(Hash::of(b"file")));
}

#[test]
fn typed_paths_begin_where_the_user_works() {
    let mut desk = Desk::new();
    desk.send(Intent::Folders("/home/anna".into(), "/home/anna/Documents".into()));
    desk.send(Intent::Save);
    assert!(
        matches!(desk.state.modal(), Some(Modal::Path { typed, .. }) if typed == "/home/anna/Documents/untitled.ron")
    );
    for (typed, full) in
        [("a.ron", "/home/anna/Documents/a.ron"), ("~/b", "/home/anna/b.ron"), ("/tmp/c.ron", "/tmp/c.ron")]
    {
        desk.send(Intent::SaveTo(typed.into(), false));
        assert_eq!(desk.write().0, PathBuf::from(full));
        desk.send(Intent::Folders("/home/anna".into(), "/home/anna/Documents".into()));
    }
}

#[test]
fn a_typed_path_outlives_a_dialog_that_gives_up() {
    let mut desk = Desk::new();
    let typed = |desk: &Desk| match desk.state.modal() {
        Some(Modal::Path { typed, .. }) => Some(typed.clone()),
        _ => None,
    };
    desk.send(Intent::Save);
    assert!(typed(&desk).is_some());
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, Vec::new()));
    assert_eq!(typed(&desk), None, "nothing was typed: the dialog was cancelled");

    desk.send(Intent::Quit);
    desk.send(Intent::SaveAndGoOn);
    let purpose = DialogPurpose::SaveProject;
    desk.send(Intent::OpenModal(Box::new(Modal::Path { purpose, typed: "/p/work.r".into() })));
    desk.send(Intent::Chosen(purpose, Vec::new()));
    assert_eq!(typed(&desk).as_deref(), Some("/p/work.r"));
    desk.send(Intent::SaveTo("/p/work.ron".into(), false));
    assert_eq!(desk.write().0, PathBuf::from("/p/work.ron"));
    assert!(matches!(&desk.effects[..], [.., Effect::Close]), "and what was to follow follows: {:?}", desk.effects);
}

#[test]
fn a_dialog_that_cannot_be_shown_leaves_the_path_field() {
    let mut desk = Desk::new();
    desk.send(Intent::Save);
    desk.send(Intent::NoDialog(DialogPurpose::OpenProject));
    assert!(!desk.state.has_no_dialog(), "that was another dialog");
    desk.send(Intent::NoDialog(DialogPurpose::SaveProject));
    assert!(desk.state.has_no_dialog() && matches!(desk.state.modal(), Some(Modal::Path { .. })));
    desk.send(Intent::CloseModal);
    desk.send(Intent::AskSaveAs);
    assert!(!desk.state.has_no_dialog(), "the next one may be shown");
}

#[test]
fn what_is_done_during_a_save_stays_unsaved() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = desk.effects.clone();
    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/b.ron".into()]));
    assert!(desk.effects.is_empty(), "one save at a time");
    desk.effects = asked;
    desk.write();
    assert!(desk.state.is_unsaved());
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Anything), "the second save follows, under its own name");
    assert!(!desk.state.is_unsaved());
}

#[test]
fn a_second_name_asked_for_during_a_save_is_written_too() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = std::mem::take(&mut desk.effects);
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.effects = asked.clone();
    desk.write();
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Nothing), "also when nothing was done since");
    assert_eq!(desk.state.title(), "b.ron – Gainsay");

    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    let version = desk.state.file().saving.unwrap();
    desk.mark("asked for help", "claim");
    desk.send(Intent::Save);
    desk.send(Intent::Saved("/tmp/b.ron".into(), version, Ok(Hash::of(b"first"))));
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Known(Hash::of(b"first"))), "over the first, no other");
}

#[test]
fn leaving_waits_for_a_save_that_has_everything() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = std::mem::take(&mut desk.effects);
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty() && desk.state.modal().is_none(), "the save is waited for");
    desk.effects = asked;
    desk.write();
    assert!(matches!(desk.effects[..], [.., Effect::Close]));

    // A disk that never answers keeps nobody in for ever.
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty());
    desk.send(Intent::Quit);
    assert!(matches!(desk.effects[..], [Effect::Close]), "{:?}", desk.effects);

    // What is done meanwhile is asked about.
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.mark("two officials", "source");
    desk.send(Intent::New);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
}

#[test]
fn the_answer_to_a_save_is_never_taken_for_another_projects() {
    for result in [Ok(Hash::of(b"file")), Err(SaveFailure::ChangedOutside)] {
        let mut desk = Desk::new();
        desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
        let version = desk.state.file().saving.unwrap();
        desk.mark("two officials", "source");
        desk.send(Intent::New);
        desk.send(Intent::GoOn);
        assert_eq!(desk.state.project().articles().len(), 0);
        desk.send(Intent::Saved("/tmp/a.ron".into(), version, result));
        assert_eq!((&desk.state.file().path, desk.state.file().hash), (&None, None), "still untitled");
        assert!(desk.state.modal().is_none());
        desk.send(Intent::AddArticle(Details::default(), REPORT.into()));
        assert!(desk.state.is_unsaved());
        desk.send(Intent::Save);
        assert!(matches!(&desk.effects[..], [Effect::Ask { .. }]), "never over the other project's file");
    }
}

#[test]
fn of_two_projects_asked_for_the_last_is_opened() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    desk.send(Intent::Open("/tmp/other.ron".into()));
    desk.send(Intent::Open("/tmp/p.ron".into()));
    let before = desk.state.project().clone();
    let Intent::Loaded(path, result) = loaded(&desk, true, Lock::Ours) else { unreachable!() };
    desk.send(Intent::Loaded("/tmp/other.ron".into(), result.clone()));
    assert_eq!(desk.state.file().path, Some("/tmp/a.ron".into()), "not the one that is no longer wanted");
    desk.mark("two officials", "source");
    desk.send(Intent::Loaded(path.clone(), result.clone()));
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })), "work was done while it was read");
    assert_eq!(desk.state.project().annotation_count(), before.annotation_count() + 1);
    desk.send(Intent::GoOn);
    assert!(matches!(&desk.effects[..], [Effect::ReadProject(again)] if *again == path));
    desk.send(Intent::Loaded(path.clone(), result));
    assert_eq!(desk.state.file().path, Some(path));
    assert!(!desk.state.is_unsaved());
}

#[test]
fn a_failed_save_keeps_everything_and_offers_another_name() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let before = desk.state.project().clone();
    let failure = SaveFailure::Other("There is no space left.".into());
    desk.send(Intent::Saved("/tmp/a.ron".into(), 2, Err(failure)));
    assert!(matches!(desk.state.modal(), Some(Modal::SaveFailed { .. })));
    assert!(desk.state.is_unsaved());
    assert_eq!(*desk.state.project(), before);
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.write();
    assert!(!desk.state.is_unsaved());
}

#[test]
fn leaving_unsaved_work_asks() {
    let mut desk = Desk::new();
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty());
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    desk.send(Intent::CloseModal);
    desk.send(Intent::New);
    assert_eq!(desk.state.project().articles().len(), 2, "still there");
    desk.send(Intent::SaveAndGoOn);
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/x.ron".into()]));
    desk.write();
    assert_eq!(desk.state.project().articles().len(), 0, "saved, then new");
    desk.send(Intent::Quit);
    assert!(matches!(desk.effects[..], [Effect::Close]));
}

/// Asks to quit while all there is is on its way to the file in two saves, and answers both under the question.
fn asked_while_saving() -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    desk.mark("The ministry", "actor");
    desk.send(Intent::Save);
    let first = desk.effects.clone();
    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    desk.effects = first;
    desk.write();
    desk
}

#[test]
fn a_question_that_has_become_moot_is_answered() {
    let mut desk = asked_while_saving();
    assert!(desk.state.modal().is_some(), "the second is under way");
    desk.write();
    assert!(desk.state.modal().is_none());
    assert!(matches!(desk.effects[..], [.., Effect::Close]), "nothing is unsaved: {:?}", desk.effects);

    let mut desk = asked_while_saving();
    let second = desk.effects.clone();
    desk.send(Intent::SaveAndGoOn);
    desk.effects = second;
    desk.write();
    assert!(matches!(desk.effects[..], [.., Effect::Close]));
    desk.mark("asked for help", "claim");
    desk.send(Intent::Save);
    desk.write();
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Close)), "it was done once");
}

#[test]
fn an_answer_closes_nothing_but_its_question() {
    for answer in [Intent::GoOn, Intent::SaveAndGoOn] {
        let mut desk = Desk::new();
        desk.send(Intent::OpenModal(Box::new(Modal::About)));
        desk.send(answer);
        assert!(matches!(desk.state.modal(), Some(Modal::About)));
    }
}

#[test]
fn what_threads_answer_waits_until_what_is_typed_is_done() {
    let typed = || Intent::OpenModal(Box::new(Modal::Paste { details: Details::default(), text: "typed".into() }));
    let stays = |desk: &Desk| matches!(desk.state.modal(), Some(Modal::Paste { text, .. }) if text == "typed");
    let begin = || {
        let mut desk = Desk::new();
        desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
        desk
    };
    // A save that failed; one that went well later takes that back.
    for well in [false, true] {
        let mut desk = begin();
        let version = desk.state.file().saving.unwrap();
        desk.send(typed());
        let failure = SaveFailure::Other("the disk is full".into());
        desk.send(Intent::Saved("/tmp/a.ron".into(), version, Err(failure)));
        assert!(stays(&desk) && desk.state.file().saving.is_none());
        if well {
            desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
            desk.write();
        }
        assert!(stays(&desk));
        desk.send(Intent::CloseModal);
        assert_eq!(matches!(desk.state.modal(), Some(Modal::SaveFailed { .. })), !well, "{:?}", desk.state.modal());
    }
    // A file of that name, at an export.
    let mut desk = begin();
    desk.send(typed());
    desk.send(Intent::Exported(DialogPurpose::Codebook, "/tmp/c.html".into(), Err(SaveFailure::Exists)));
    assert!(stays(&desk));
    desk.send(Intent::CloseModal);
    assert!(matches!(desk.state.modal(), Some(Modal::Replace { .. })));
    // A project that can't be opened, and one that can.
    for can in [false, true] {
        let mut desk = begin();
        desk.write();
        desk.send(Intent::Open("/tmp/p.ron".into()));
        desk.send(typed());
        let before = desk.state.project().clone();
        let answer = match can {
            true => loaded(&desk, true, Lock::Ours),
            false => Intent::Loaded("/tmp/p.ron".into(), Box::new(Err(LoadFailure("It is no project.".into())))),
        };
        desk.send(answer);
        assert!(stays(&desk) && *desk.state.project() == before);
        assert_eq!(desk.state.file().path, Some("/tmp/a.ron".into()));
        desk.send(Intent::CloseModal);
        match can {
            true => assert_eq!(desk.state.file().path, Some("/tmp/p.ron".into())),
            false => assert!(matches!(desk.state.modal(), Some(Modal::LoadFailed { .. }))),
        }
    }
    // What was typed is added, and so this project is unsaved: it is not left without a question.
    let mut desk = begin();
    desk.write();
    desk.send(Intent::Open("/tmp/p.ron".into()));
    desk.send(typed());
    desk.send(loaded(&desk, true, Lock::Ours));
    desk.send(Intent::AddArticle(Details::default(), "typed".into()));
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    assert_eq!(desk.state.project().articles().len(), 3);
    // What crashes left.
    let mut desk = begin();
    desk.send(typed());
    let project = Ok(desk.state.project().clone());
    let rescued = Rescued { key: 1, path: None, project, base: None, steps: 1, lines: Vec::new() };
    desk.send(Intent::Rescued(vec![rescued]));
    assert!(stays(&desk));
    desk.send(Intent::CloseModal);
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)));
}

#[test]
fn giving_up_unsaved_work_counts_for_that_one_thing_only() {
    let mut desk = Desk::new();
    desk.send(Intent::Open("/tmp/other.ron".into()));
    desk.send(Intent::GoOn);
    assert!(matches!(&desk.effects[..], [Effect::ReadProject(_)]));
    desk.send(Intent::Loaded("/tmp/other.ron".into(), Box::new(Err(LoadFailure("It is not a project.".into())))));
    assert!(desk.state.is_unsaved(), "the other could not be opened: this one is still there and unsaved");
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
}

#[test]
fn a_project_that_somebody_else_has_open_is_read_only() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Other("Anna on desk".into())));
    assert!(desk.state.title().contains("read-only"));
    desk.select("two officials");
    desk.send(Intent::Label(LabelKey::slug("source")));
    assert_eq!(desk.state.project().annotation_count(), 0);
    assert!(desk.notice().contains("Anna on desk has it open"), "{}", desk.notice());
    desk.send(Intent::Save);
    assert!(matches!(&desk.effects[..], [Effect::Ask { purpose: DialogPurpose::SaveProject, .. }]));
    desk.send(Intent::SaveTo("/tmp/p.ron".into(), true));
    assert!(desk.effects.is_empty(), "not over the one that is open elsewhere");
    desk.send(Intent::SaveTo("/tmp/q.ron".into(), false));
    desk.write();
    desk.mark("two officials", "source");
}

#[test]
fn a_damaged_file_is_not_replaced_without_asking() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, false, Lock::Ours));
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Save);
    assert!(desk.effects.is_empty());
    assert!(matches!(desk.state.modal(), Some(Modal::ReplaceDamaged)));
    desk.send(Intent::SaveTo("/tmp/p.ron".into(), true));
    assert_eq!(desk.write().1, Replaces::Anything);
}

#[test]
fn a_file_changed_outside_is_not_overwritten() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Ours));
    desk.mark("two officials", "source");
    desk.send(Intent::Outside(OutsideChange::Changed));
    assert_eq!(desk.state.file().outside, Some(OutsideChange::Changed));
    desk.send(Intent::Save);
    let version = match &desk.effects[..] {
        [Effect::Write { version, replaces: Replaces::Known(_), .. }] => *version,
        other => panic!("{other:?}"),
    };
    desk.send(Intent::Saved("/tmp/p.ron".into(), version, Err(SaveFailure::ChangedOutside)));
    assert!(matches!(desk.state.modal(), Some(Modal::Outside { .. })));
    assert!(desk.state.is_unsaved());
}

#[test]
fn work_whose_file_is_gone_is_unsaved() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Ours));
    assert!(!desk.state.is_unsaved());
    desk.send(Intent::Outside(OutsideChange::Gone));
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })), "it asks before the last copy is gone");
    desk.send(Intent::Outside(OutsideChange::Back));
    assert!(!desk.state.is_unsaved());
}

#[test]
fn what_a_crash_left_is_taken_up_unsaved() {
    let mut desk = Desk::new();
    let project = desk.state.project().clone();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    let rescued = Rescued {
        key: 7,
        path: Some("/tmp/p.ron".into()),
        project: Ok(project.clone()),
        base: Some(Hash::of(b"x")),
        steps: 2,
        lines: Vec::new(),
    };
    desk.send(Intent::Rescued(vec![rescued]));
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)));
    desk.send(loaded(&desk, true, Lock::Ours));
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)), "a project that opens meanwhile does not hide it");
    desk.send(Intent::TakeRescued(7));
    assert!(desk.state.modal().is_none());
    assert_eq!(*desk.state.project(), project);
    assert!(desk.state.is_unsaved());
    assert!(matches!(&desk.effects[..], [Effect::ResumeJournal { key: 7, .. }]));
    desk.send(Intent::Save);
    assert_eq!(desk.write().1, Replaces::Known(Hash::of(b"x")));
}
