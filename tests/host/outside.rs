//! Opens projects that others have open, and files that others change or take away.

use std::fs;

use gainsay::app::{Intent, Modal};
use gainsay::model::Info;
use gainsay::model::actions;
use gainsay::store;

use super::{files_below, load, mark, open, saved, start};

#[test]
fn the_second_to_open_a_project_is_told_and_only_reads() {
    let home = tempfile::tempdir().unwrap();
    let (first, path) = saved(home.path(), "a.ron");
    let mut second = start(&home.path().join("other"));
    open(&mut second, &path);
    assert!(second.state.title().contains("read-only"), "{}", second.state.title());
    mark(&mut second, "mayor", "actor");
    assert_eq!(second.state.project().annotation_count(), 1);
    assert!(second.state.notice().unwrap().text.contains("process"), "{:?}", second.state.notice());
    // Not over the first one's file, and not by force either.
    second.send(Intent::SaveTo(path.clone(), true));
    assert_eq!(load(&path), *first.state.project());
    let copy = home.path().join("copy.ron");
    second.send(Intent::SaveTo(copy.clone(), false));
    second.until(|state| state.file().read_only.is_none());
    mark(&mut second, "mayor", "actor");
    second.send(Intent::Save);
    second.until(|state| !state.is_unsaved());
    assert_eq!(load(&copy).annotation_count(), 2);
    drop(first);
    let mut third = start(&home.path().join("third"));
    open(&mut third, &path);
    assert!(third.state.file().read_only.is_none(), "the lock went with the first");
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten_unasked() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    fs::write(&path, "theirs").unwrap();
    program.until(|state| state.file().outside.is_some());
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| matches!(state.modal(), Some(Modal::Outside { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert!(program.state.is_unsaved());
    program.send(Intent::SaveTo(path.clone(), true));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path).annotation_count(), 2, "the user agreed");
}

#[test]
fn the_version_that_another_program_wrote_can_be_taken_and_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    // Theirs: the same project with a title.
    let mut theirs = load(&path);
    let info = Info { title: "Theirs".into(), ..Info::default() };
    theirs.apply(&actions::edit_info(&theirs, info).unwrap().transaction).unwrap();
    fs::write(&path, store::write(&theirs)).unwrap();
    program.until(|state| state.file().outside.is_some());
    mark(&mut program, "mayor", "actor");

    program.send(Intent::Open(path.clone()));
    assert!(matches!(program.state.modal(), Some(Modal::Unsaved { .. })), "what is unsaved is asked about");
    program.send(Intent::GoOn);
    program.until(|state| *state.project() == theirs);
    let file = program.state.file();
    assert!(file.outside.is_none() && file.read_only.is_none(), "the lock is still ours");
    assert!(!program.state.is_unsaved());
    let mut second = start(&home.path().join("other"));
    open(&mut second, &path);
    assert!(second.state.file().read_only.is_some());

    // Saved over, theirs is among the earlier versions.
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), *program.state.project());
    let mut kept = Vec::new();
    files_below(&home.path().join("state"), &mut kept);
    assert!(kept.iter().any(|bytes| store::read(bytes).is_ok_and(|read| read.project == theirs)));
}

#[test]
fn a_file_that_is_gone_is_told_and_written_again_when_the_user_says_so() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    fs::remove_file(&path).unwrap();
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| matches!(state.modal(), Some(Modal::Outside { gone: true })));
    assert!(!path.exists() && program.state.is_unsaved());
    program.send(Intent::SaveTo(path.clone(), true));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), *program.state.project());
}
