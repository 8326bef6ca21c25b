//! Saves where nothing can be written: without permission, and on a full disk. The file that was there stays whole,
//! the program says so by name, keeps everything, and another name still works.
//!
//! Root may write anywhere, and a small disk has to be mounted: so each test runs itself again, as another user or
//! with a file system of its own.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use std::fs;
use std::io::Write;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use gainsay::app::{AppState, Effect, Intent, Modal};
use gainsay::model::{Details, LabelKey};
use gainsay::store;

#[path = "common/program.rs"]
mod program;

use program::{Program, Waits};

const FOLDER: &str = "GAINSAY_UNWRITABLE";
/// Nobody: a user that owns nothing.
const NOBODY: u32 = 65_534;

fn label(program: &mut Program, words: usize, label: &str) {
    program.send(Intent::Select { anchor: 0, head: words, finished: true });
    program.send(Intent::Label(LabelKey::slug(label)));
}

/// Saves a project of some size under `path`, then more of it after `spoil`, which must fail; and then elsewhere.
fn check(path: &Path, spoil: impl FnOnce(), says: &[&str]) {
    let home = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let mut program = Program::start(&home, Waits::new());
    program.send(Intent::AddArticle(Details::default(), "The port is closed.".into()));
    program.send(Intent::SaveTo(path.to_owned(), false));
    program.until(|state| !state.is_unsaved());
    let before = fs::read(path).unwrap();
    spoil();
    let long = "The mayor said so. ".repeat(6_000);
    program.send(Intent::AddArticle(Details::default(), long));
    label(&mut program, 9, "claim");
    let project = program.state.project().clone();
    program.send(Intent::Save);
    program.until(|state| matches!(state.modal(), Some(Modal::SaveFailed { .. })));
    let Some(Modal::SaveFailed { path: failed, why }) = program.state.modal().cloned() else { unreachable!() };
    assert_eq!(failed, path, "says which");
    assert!(says.iter().all(|word| why.to_lowercase().contains(word)), "{why}");
    assert_eq!(fs::read(path).unwrap(), before, "the file is as it was");
    let beside: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().flatten().map(|entry| entry.path()).collect();
    assert!(beside.iter().all(|there| there == path || !there.to_string_lossy().ends_with(".ron")), "{beside:?}");
    assert!(program.state.is_unsaved() && *program.state.project() == project, "nothing is lost");
    // Work goes on, and Save As is what the question offers.
    program.send(Intent::AskSaveAs);
    assert!(program.window.iter().any(|effect| matches!(effect, Effect::Ask { .. })));
    program.send(Intent::CloseModal);
    label(&mut program, 3, "source");
    let elsewhere = home.join("elsewhere.ron");
    program.send(Intent::SaveTo(elsewhere.clone(), false));
    program.until(|state: &AppState| !state.is_unsaved());
    let loaded = store::read(&fs::read(&elsewhere).unwrap()).unwrap();
    assert_eq!(loaded.project, *program.state.project());
    assert_eq!(loaded.project.annotation_count(), 2);
}

fn is_again() -> bool {
    std::env::var_os(FOLDER).is_some()
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|facts| std::os::unix::fs::MetadataExt::uid(&facts) == 0)
}

/// Returns what runs a test of this file again, in a folder that everybody can reach.
fn again(folder: &Path, before: &[&str], test: &str) -> Command {
    let program = folder.join("test");
    fs::copy(std::env::current_exe().unwrap(), &program).unwrap();
    let mut words = before.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
    words.push(program.display().to_string());
    let mut command = Command::new(&words[0]);
    command.args(&words[1..]).args(["--exact", test, "--nocapture"]).env(FOLDER, folder.join("home"));
    command
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("home")).unwrap();
    for path in [folder.path().to_owned(), folder.path().join("home")] {
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

#[test]
fn a_save_without_permission_keeps_everything() {
    if !is_again() {
        let folder = folder();
        let mut command = again(folder.path(), &[], "a_save_without_permission_keeps_everything");
        if is_root() {
            chown(folder.path().join("home"), Some(NOBODY), Some(NOBODY)).unwrap();
            command.uid(NOBODY).gid(NOBODY);
        }
        let out = command.output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        return;
    }
    let shut = PathBuf::from(std::env::var_os(FOLDER).unwrap()).join("shut");
    fs::create_dir(&shut).unwrap();
    let path = shut.join("a.ron");
    let close = || fs::set_permissions(&shut, fs::Permissions::from_mode(0o555)).unwrap();
    check(&path, close, &["shut", "permission"]);
    fs::set_permissions(&shut, fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_save_on_a_full_disk_keeps_everything() {
    if !is_again() {
        let folder = folder();
        fs::create_dir(folder.path().join("home/small")).unwrap();
        let small = folder.path().join("home/small").display().to_string();
        let mount = "mount -t tmpfs -o size=64k tmpfs \"$0\" && exec \"$@\"";
        let mut before = vec!["unshare", "--mount"];
        if !is_root() {
            before.extend(["--user", "--map-root-user"]);
        }
        before.extend(["sh", "-c", mount, &small]);
        let mut can = Command::new(before[0]);
        if !can.args(&before[1..]).arg("true").output().is_ok_and(|out| out.status.success()) {
            // No package brings the right to mount, so wanting it fails no run. Past the harness, which keeps what a
            // passing test prints to itself.
            let _ = writeln!(std::io::stderr(), "left out: a save on a full disk: no small disk can be mounted here");
            return;
        }
        let out = again(folder.path(), &before, "a_save_on_a_full_disk_keeps_everything").output().unwrap();
        assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
        return;
    }
    let small = PathBuf::from(std::env::var_os(FOLDER).unwrap()).join("small");
    check(&small.join("a.ron"), || (), &["space"]);
}
