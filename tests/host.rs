//! Runs the program on real files, without a window: opening, saving, failing, others' changes, crashes.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::app::{Intent, Modal};
use gainsay::disk;
use gainsay::model::{Details, LabelKey, Project};
use gainsay::store;

#[path = "host/articles.rs"]
mod articles;
#[path = "host/crashes.rs"]
mod crashes;
#[path = "host/earlier.rs"]
mod earlier;
#[path = "host/exchange.rs"]
mod exchange;
#[path = "host/handed.rs"]
mod handed;
#[path = "host/kept.rs"]
mod kept;
#[path = "host/outside.rs"]
mod outside;
#[path = "common/program.rs"]
mod program;

use program::{Program, Waits};

const TEXT: &str = "Port closed\nThe port is closed, the mayor said.\n";

fn start(home: &Path) -> Program {
    Program::start(home, Waits::new())
}

fn mark(program: &mut Program, words: &str, label: &str) {
    let start = TEXT.find(words).unwrap();
    program.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
    program.send(Intent::Label(LabelKey::slug(label)));
}

/// Begins a project with one article and one claim, and saves it.
fn saved(home: &Path, name: &str) -> (Program, PathBuf) {
    let mut program = start(home);
    program.send(Intent::New);
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    mark(&mut program, "port is closed", "claim");
    let path = home.join(name);
    program.send(Intent::SaveTo(path.clone(), false));
    program.until(|state| !state.is_unsaved());
    (program, path)
}

fn open(program: &mut Program, path: &Path) {
    program.send(Intent::Open(path.to_owned()));
    program.until(|state| state.file().path.as_deref() == Some(path) || state.modal().is_some());
}

fn load(path: &Path) -> Project {
    let loaded = store::read(&fs::read(path).unwrap()).unwrap();
    assert!(loaded.intact && loaded.warnings.is_empty());
    loaded.project
}

#[test]
fn what_is_saved_is_there_when_it_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let project = program.state.project().clone();
    program.host.end();
    drop(program);
    let mut again = start(home.path());
    open(&mut again, &path);
    assert_eq!(*again.state.project(), project);
    assert!(!again.state.is_unsaved());
    assert!(again.leftovers().is_empty(), "nothing was left");
    assert_eq!(again.host.settings().recent.first().map(PathBuf::as_path), Some(path.as_path()));
}

/// Reads all files below a folder.
fn files_below(folder: &Path, found: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            files_below(&entry.path(), found);
        } else {
            found.extend(fs::read(entry.path()));
        }
    }
}

#[test]
fn a_save_into_a_folder_that_is_gone_keeps_everything() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("stick");
    fs::create_dir(&folder).unwrap();
    let (mut program, path) = saved(home.path(), "stick/a.ron");
    fs::remove_dir_all(&folder).unwrap();
    mark(&mut program, "mayor", "actor");
    let project = program.state.project().clone();
    program.send(Intent::SaveTo(path, true));
    program.until(|state| matches!(state.modal(), Some(Modal::SaveFailed { .. })));
    let Some(Modal::SaveFailed { why, .. }) = program.state.modal() else { unreachable!() };
    assert!(why.contains("stick") && why.contains("not saved"), "{why}");
    assert_eq!(*program.state.project(), project);
    let elsewhere = home.path().join("b.ron");
    program.send(Intent::SaveTo(elsewhere.clone(), false));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&elsewhere), project);
}

#[test]
fn a_name_that_is_taken_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let taken = home.path().join("taken.ron");
    fs::write(&taken, "theirs").unwrap();
    program.send(Intent::SaveTo(taken.clone(), false));
    program.until(|state| matches!(state.modal(), Some(Modal::Replace { .. })));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "theirs");
}

#[test]
fn a_damaged_file_opens_with_a_list_and_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let (program, path) = saved(home.path(), "a.ron");
    drop(program);
    let edited = fs::read_to_string(&path).unwrap().replace("the mayor said", "the MAYOR said");
    fs::write(&path, &edited).unwrap();
    let mut program = start(home.path());
    open(&mut program, &path);
    assert!(program.state.file().damaged && program.state.is_unsaved());
    assert!(!program.state.file().warnings.is_empty());
    assert!(matches!(program.state.modal(), Some(Modal::Warnings)));
    program.send(Intent::CloseModal);
    program.send(Intent::Save);
    assert!(matches!(program.state.modal(), Some(Modal::ReplaceDamaged)));
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
}

#[test]
fn what_is_no_project_is_refused_with_a_reason() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let before = program.state.project().clone();
    for (name, bytes, says) in [
        ("newer.ron", &b"(format: 999)"[..], "newer"),
        ("letter.ron", b"Dear all,", "line 1"),
        ("broken.ron", b"\xff\xfe\x00", "UTF-8"),
    ] {
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        open(&mut program, &path);
        let Some(Modal::LoadFailed { why, .. }) = program.state.modal() else { panic!("{:?}", program.state.modal()) };
        assert!(why.contains(says), "{name}: {why}");
        assert_eq!(*program.state.project(), before, "the open project stays");
        program.send(Intent::CloseModal);
        // Nor is it written over by what is open, under its own name or another.
        program.send(Intent::Save);
        let elsewhere = home.path().join(format!("copy of {name}"));
        program.send(Intent::SaveTo(elsewhere.clone(), false));
        program.until(|state| state.file().path.as_ref() == Some(&elsewhere) && !state.is_unsaved());
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
}

#[test]
fn a_save_that_ends_after_its_project_was_left_touches_nothing_of_the_next() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, first) = saved(home.path(), "a.ron");
    let second = home.path().join("b.ron");
    program.send(Intent::SaveTo(second.clone(), false));
    program.until(|state| state.file().path.as_deref() == Some(&second));
    // Work goes on while a copy is written under a third name, and is given up for another project.
    let third = home.path().join("c.ron");
    program.do_at_once(Intent::SaveTo(third.clone(), false));
    let start = TEXT.find("mayor").unwrap();
    program.do_at_once(Intent::Select { anchor: start, head: start + 5, finished: true });
    program.do_at_once(Intent::Label(LabelKey::slug("actor")));
    program.do_at_once(Intent::New);
    program.do_at_once(Intent::GoOn);
    program.until(|state| state.notice().is_some_and(|notice| notice.text.contains("c.ron")));
    assert_eq!(load(&third).annotation_count(), 1);
    assert_eq!(program.state.file().path, None, "the new project has no file");
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    // Nothing is locked by this program any more, and changes of those files are none of its business.
    for path in [&first, &second, &third] {
        assert!(matches!(disk::lock(path), disk::Locked::Ours(_)), "{}", path.display());
    }
}

#[test]
fn a_project_asked_for_twice_is_not_locked_against_itself() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    program.send(Intent::New);
    program.do_at_once(Intent::Open(path.clone()));
    program.do_at_once(Intent::Open(path.clone()));
    program.until(|state| state.file().path.as_deref() == Some(&path));
    assert_eq!(program.state.file().read_only, None);
    // Read, and then not taken up because work was done meanwhile; agreed to after all.
    program.send(Intent::New);
    program.do_at_once(Intent::Open(path.clone()));
    program.do_at_once(Intent::AddArticle(Details::default(), TEXT.into()));
    program.until(|state| matches!(state.modal(), Some(Modal::Unsaved { .. })));
    program.send(Intent::GoOn);
    program.until(|state| state.file().path.as_deref() == Some(&path));
    assert_eq!(program.state.file().read_only, None);
    assert_eq!(program.state.project().annotation_count(), 1);
}

fn said(state: &gainsay::app::AppState, words: &str) -> bool {
    state.notice().is_some_and(|notice| notice.text.contains(words))
}
