//! Compares earlier versions of a file, and brings them back.

use std::fs;

use gainsay::app::{Intent, Page};

use super::program::Program;
use super::{load, mark, saved, start};

fn earlier(state: &gainsay::app::AppState) -> Option<&gainsay::app::EarlierRead> {
    state.earlier()?.looked.as_ref()?.read.as_ref()?.as_ref().ok().map(Box::as_ref)
}

fn kept(program: &Program) -> Vec<gainsay::app::Kept> {
    program.state.earlier().unwrap().kept.as_ref().unwrap().all.clone()
}

fn listed(state: &gainsay::app::AppState) -> bool {
    state.earlier().is_some_and(|earlier| earlier.kept.is_some())
}

#[test]
fn an_earlier_version_is_compared_brought_back_and_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let first = program.state.project().clone();
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    mark(&mut program, "Port closed", "claim");
    let marked = program.state.project().clone();
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let all = kept(&program);
    assert_eq!(all.len(), 2);
    assert_eq!(Some(all[0].hash), program.state.file().hash, "the newest is what the file holds");
    assert!(all.iter().all(|one| one.time.is_some() && one.bytes > 100));
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert_eq!(read.since.summary(), "2 annotations added in “Port closed”");
    assert!(read.step.is_none(), "it is the oldest");
    program.send(Intent::LookEarlier(all[0].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert_eq!(read.step.as_ref().unwrap().as_ref().unwrap().summary(), "actor “mayor” added");
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| earlier(state).is_some());
    program.send(Intent::RestoreEarlier);
    assert_eq!(*program.state.project(), first);
    assert_ne!(load(&path), first, "not before it is saved");
    program.until(|state| earlier(state).is_some_and(|read| read.since.is_empty()));
    program.send(Intent::Undo);
    assert_eq!(*program.state.project(), marked);
    program.send(Intent::Redo);
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), first);
    // A crash right after it was brought back loses it no more than any other step.
    program.send(Intent::Undo);
    let project = program.state.project().clone();
    drop(program);
    let rescued = start(home.path()).leftovers();
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
    assert_eq!(rescued[0].lines[0], "2 annotations added in “Port closed”", "what it is, in words");
}

#[test]
fn a_damaged_version_is_said_and_stays_in_the_list() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let folder = program.state.earlier().unwrap().kept.as_ref().unwrap().folder.clone().unwrap();
    let oldest = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    fs::write(oldest, "something else").unwrap();
    let all = kept(&program);
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| state.earlier().unwrap().looked.as_ref().is_some_and(|looked| looked.read.is_some()));
    let looked = program.state.earlier().unwrap().looked.clone().unwrap();
    assert!(looked.read.unwrap().unwrap_err().contains("damaged"));
    assert_eq!(kept(&program).len(), 2);
    program.send(Intent::LookEarlier(all[0].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert!(read.step.as_ref().unwrap().is_err(), "the one before it is no help");
}

#[test]
fn what_nobody_looks_at_any_more_is_not_answered() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let number = kept(&program)[0].number;
    program.do_at_once(Intent::LookEarlier(number));
    program.do_at_once(Intent::ShowPage(Page::Article));
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    assert!(program.state.earlier().unwrap().looked.is_none());
}
