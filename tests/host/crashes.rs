//! Takes up what crashes left.

use std::fs;

use gainsay::app::{Intent, Modal};
use gainsay::model::Details;

use super::{TEXT, load, mark, open, saved, start};

#[test]
fn work_is_in_the_journal_also_when_nothing_could_be_opened() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("letter.ron");
    fs::write(&path, "Dear all,").unwrap();
    let mut program = start(home.path());
    open(&mut program, &path);
    assert!(matches!(program.state.modal(), Some(Modal::LoadFailed { .. })));
    program.send(Intent::CloseModal);
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    mark(&mut program, "port is closed", "claim");
    let project = program.state.project().clone();
    drop(program);
    let rescued = start(home.path()).leftovers();
    assert_eq!((rescued.len(), rescued[0].steps), (1, 2));
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
}

#[test]
fn what_a_crash_left_is_taken_up_and_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    mark(&mut program, "mayor", "actor");
    mark(&mut program, "Port closed", "claim");
    program.send(Intent::Undo);
    let project = program.state.project().clone();
    // Dropped without being ended, as in a crash; the lock and the journal stay behind unlocked.
    drop(program);
    assert_eq!(load(&path).annotation_count(), 1);
    let mut again = start(home.path());
    let rescued = again.leftovers();
    assert_eq!((rescued.len(), rescued[0].steps), (1, 3), "undo is a step too");
    assert_eq!(rescued[0].path.as_deref(), Some(path.as_path()));
    again.send(Intent::Rescued(rescued));
    again.send(Intent::TakeRescued(0));
    assert_eq!(*again.state.project(), project);
    // A second crash, before it is saved, loses nothing either.
    drop(again);
    let mut third = start(home.path());
    let rescued = third.leftovers();
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
    third.send(Intent::Rescued(rescued));
    third.send(Intent::TakeRescued(0));
    third.send(Intent::Save);
    third.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), project);
    third.host.end();
    assert!(start(home.path()).leftovers().is_empty());
}
