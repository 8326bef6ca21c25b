//! Keeps for the next start how things are shown and where somebody was.

use std::fs;

use gainsay::app::{Effect, Intent, View};
use gainsay::disk;
use gainsay::model::{ArticleId, Details, RevisionId};

use super::program::Program;
use super::{open, saved, start};

fn resumed(program: &Program) -> Vec<(RevisionId, usize)> {
    let texts = program.window.iter().filter_map(|effect| match effect {
        Effect::Resume(texts) => Some(texts.clone()),
        _ => None,
    });
    texts.flatten().collect()
}

#[test]
fn how_things_are_shown_is_kept_for_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    let view = View { left_width: 200.0, right_width: 400.0, right: false, ..program.host.view() };
    program.send(Intent::SetView(Box::new(view.clone())));
    // As at the program's end, which waits for the disk.
    program.host.keep_window(Some((900.0, 600.0)), true);
    drop(program);
    assert_eq!(start(home.path()).host.view(), view);
}

#[test]
fn a_project_opens_where_it_was_left() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let first = program.state.article().unwrap();
    let first_set = program.state.set();
    program.send(Intent::AddAnnotator("Ben".into()));
    let ben = program.state.set().unwrap();
    program.send(Intent::AddArticle(Details::default(), "Another\nIt is about something else.".into()));
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    let second = program.state.article().unwrap();
    let text = program.state.open_revision().unwrap().0;
    for article in [second, first] {
        // An article that is gone since, and one that stands there twice, take no room.
        let columns = vec![first, ArticleId(1), second, first];
        let reading = disk::Reading { article: Some(article), columns, set: Some(ben), texts: vec![(text, 8)] };
        program.host.keep_reading(&path, reading);
        let mut again = start(home.path());
        open(&mut again, &path);
        assert_eq!((again.state.article(), again.state.set()), (Some(article), Some(ben)));
        let columns: Vec<_> = again.state.columns().iter().filter_map(|column| column.article).collect();
        assert_eq!(columns, [first, second], "side by side, as they were");
        assert_eq!(resumed(&again), [(text, 8)]);
    }
    let mut elsewhere = start(home.path());
    let copy = home.path().join("copy.ron");
    fs::copy(&path, &copy).unwrap();
    open(&mut elsewhere, &copy);
    assert_eq!((elsewhere.state.article(), resumed(&elsewhere).len()), (Some(first), 0), "nobody was there yet");
    assert_eq!(elsewhere.state.set(), first_set);
}

#[test]
fn that_the_first_steps_are_done_is_kept_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    assert!(!program.host.settings().hints_done);
    program.send(Intent::ShowHints(true));
    program.send(Intent::ShowHints(false));
    // Dropped as in a crash, without the window's end.
    drop(program);
    let mut again = start(home.path());
    assert!(again.host.settings().hints_done);
    again.send(Intent::ShowHints(true));
    drop(again);
    assert!(!start(home.path()).host.settings().hints_done, "wanted again");
}
