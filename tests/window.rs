//! Uses the program in a real window on a virtual display: selects by mouse, labels by key, saves, and reads the file
//! back; then kills it with work unsaved and finds that again.
//!
//! Needs Xvfb and xdotool. Where they are missing it is left out, and says so.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use gainsay::app::{AppState, Intent};
use gainsay::model::{Project, Stamp};
use gainsay::store;

#[path = "common/display.rs"]
mod display;
#[path = "common/left_out.rs"]
mod left_out;
#[path = "common/program.rs"]
mod program;

use display::{Display, wait_for};
use program::{Program, Waits};

fn load(path: &Path) -> Option<Project> {
    let loaded = store::read(&std::fs::read(path).ok()?).ok()?;
    loaded.intact.then_some(loaded.project)
}

/// Returns the quotes of all annotations of a label.
fn quotes(project: &Project, label: &str) -> Vec<String> {
    let of_label = project.annotations().filter(|(_, row)| row.label.as_str() == label);
    of_label.map(|(_, row)| project.quote(row)).collect()
}

const ARTICLE: &str = "Harbour dredging delayed\nThe port authority said on Monday that dredging starts in May.\n";

fn project_file(folder: &Path) -> PathBuf {
    let mut stamp = Stamp::of_number(1);
    let mut state = AppState::new("anna", &mut stamp);
    state.update(Intent::AddArticle(Default::default(), ARTICLE.into()), &mut stamp);
    let path = folder.join("harbour.ron");
    std::fs::write(&path, store::write(state.project())).unwrap();
    path
}

#[test]
fn marks_saves_and_survives_in_a_real_window() {
    let Some(display) = Display::start(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    // Where the harness looks, too.
    let home = folder.path().join("state");
    let path = project_file(folder.path());

    let mut program = display.program(&home, &path);
    display.window("harbour.ron");
    // A double click on the headline selects a word. Until the window listens, a click is lost: so it is repeated.
    let marked = wait_for("a marked and saved word", || {
        display.xdotool("mousemove --sync 340 90 click --repeat 2 --delay 60 1");
        display.xdotool("key --delay 60 c ctrl+s");
        std::thread::sleep(Duration::from_millis(400));
        load(&path).filter(|project| project.annotation_count() > 0)
    });
    assert_eq!(quotes(&marked, "claim"), ["Harbour"]);

    // A drag over several words, labelled by its key, not saved.
    let state = folder.path().join("state/state/journals");
    let journal_length = || -> u64 {
        let sessions = std::fs::read_dir(&state).into_iter().flatten().flatten();
        let files = sessions.filter_map(|s| std::fs::read_dir(s.path()).ok()).flatten().flatten();
        files.filter_map(|f| f.metadata().ok()).map(|m| m.len()).sum()
    };
    let before = journal_length();
    display.xdotool("mousemove --sync 430 90 mousedown 1 mousemove --sync 480 92 mousemove --sync 560 92 mouseup 1");
    display.xdotool("key --delay 60 s");
    wait_for("the step in the journal", || (journal_length() > before).then_some(()));
    program.kill();
    assert_eq!(load(&path).unwrap(), marked, "the file is as it was saved");

    let rescued = Program::start(folder.path(), Waits::new()).leftovers();
    let project = rescued[0].project.as_ref().unwrap();
    assert_eq!(quotes(project, "source"), ["dredging delayed"]);
    assert_eq!(quotes(project, "claim"), ["Harbour"]);
}

#[test]
fn says_so_where_there_is_no_opengl() {
    let Some(display) = Display::start(&["-extension", "GLX"]) else { return };
    let home = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.env("GAINSAY_HOME", home.path()).env("DISPLAY", &display.number);
    command.env_remove("WAYLAND_DISPLAY").env_remove("WAYLAND_SOCKET");
    // No driver of EGL either.
    let out = command.env("__EGL_VENDOR_LIBRARY_FILENAMES", "/dev/null").output().unwrap();
    let said = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(3), "{said}");
    assert!(said.contains("OpenGL or a library may be missing"), "{said}");
}

#[test]
fn says_so_where_there_is_no_display() {
    let home = tempfile::tempdir().unwrap();
    // None is named, or one where nobody answers.
    for display in [&[][..], &[("DISPLAY", "")], &[("DISPLAY", ":64999")], &[("WAYLAND_DISPLAY", "nobody")]] {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        for key in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(key);
        }
        let out = command.envs(display.iter().copied()).env("GAINSAY_HOME", home.path()).output().unwrap();
        let said = String::from_utf8_lossy(&out.stderr);
        assert_eq!(out.status.code(), Some(3), "{display:?}: {said}");
        assert!(said.contains("could not be opened") && said.contains("gainsay check"), "{said}");
        assert!(!said.contains("panicked"), "{said}");
    }
}
