//! Merges two branches with the real git, and has it show what differs.
#![allow(clippy::unwrap_used, reason = "a test that can't run git fails")]

mod common {
    pub(crate) mod left_out;
}

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common::left_out::left_out;
use gainsay::model::actions::{self, Subject};
use gainsay::model::*;
use gainsay::store;

/// Returns the lines by which README.md has git use the program.
fn told_lines() -> Vec<String> {
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let blocks = readme.split("```").skip(1).step_by(2);
    let block = blocks.into_iter().find(|block| block.contains("merge.gainsay.driver")).unwrap();
    let lines: Vec<String> = block.lines().skip(1).map(str::to_owned).collect();
    assert_eq!(lines.len(), 4, "{lines:?}");
    lines
}

struct Repository(PathBuf);

impl Repository {
    fn new(name: &str) -> Option<Repository> {
        if Command::new("git").arg("--version").output().is_err() {
            left_out("merging with git", "there is no git");
            return None;
        }
        let path = std::env::temp_dir().join(format!("gainsay-git-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        let repository = Repository(path);
        repository.git(&["init", "-q", "-b", "main"]);
        for line in told_lines() {
            let ran = repository.surrounded(Command::new("sh").arg("-c").arg(&line)).status().unwrap();
            assert!(ran.success(), "{line}");
        }
        Some(repository)
    }

    /// Has a command run in the repository: with `gainsay` in the path, and nothing of this machine's settings.
    fn surrounded<'c>(&self, command: &'c mut Command) -> &'c mut Command {
        let home = self.0.join(".git-home");
        let program = Path::new(env!("CARGO_BIN_EXE_gainsay")).parent().unwrap().to_path_buf();
        let paths = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::env::join_paths([program].into_iter().chain(std::env::split_paths(&paths))).unwrap();
        command
            .current_dir(&self.0)
            .env("PATH", paths)
            .env("HOME", &home)
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("GAINSAY_HOME", &home)
    }

    /// Runs git. Tells whether it went well and what it printed.
    fn git(&self, args: &[&str]) -> (bool, String) {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=anna", "-c", "user.email=anna@example.org"]).args(args);
        let run = self.surrounded(&mut git).output().unwrap();
        let printed = String::from_utf8(run.stdout).unwrap() + &String::from_utf8(run.stderr).unwrap();
        (run.status.success(), printed)
    }

    fn commit(&self, project: &Project, message: &str) {
        fs::write(self.0.join("mi6.ron"), store::write(project)).unwrap();
        assert!(self.git(&["add", "mi6.ron", ".gitattributes"]).0);
        assert!(self.git(&["commit", "-q", "-m", message]).0);
    }

    /// Reads the project in the work tree, which must be as the program writes it.
    fn project(&self) -> Project {
        let bytes = fs::read(self.0.join("mi6.ron")).unwrap();
        let loaded = store::read(&bytes).unwrap_or_else(|error| panic!("{error}\n{}", String::from_utf8_lossy(&bytes)));
        assert!(loaded.intact);
        assert_eq!(loaded.warnings, []);
        loaded.project
    }
}

impl Drop for Repository {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sample() -> Project {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mi6.ron");
    store::read(&fs::read(path).unwrap()).unwrap().project
}

fn noted(project: &Project, which: usize, note: &str) -> Project {
    let mut project = project.clone();
    let id = *project
        .annotations()
        .filter(|(_, row)| row.note.is_empty() || row.note.starts_with("by "))
        .nth(which)
        .unwrap()
        .0;
    let step = actions::set_note(&project, Subject::Annotation(id), note).unwrap();
    project.apply(&step.transaction).unwrap();
    project
}

#[test]
fn git_merges_two_branches_and_shows_what_differs() {
    let Some(repository) = Repository::new("branches") else { return };
    let base = sample();
    repository.commit(&base, "begin");
    repository.git(&["checkout", "-q", "-b", "bert"]);
    // The checksum alone would be a conflict to git.
    repository.commit(&noted(&noted(&base, 1, "by Bert"), 2, "by Bert again"), "bert");
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&noted(&base, 0, "by Anna"), "anna");
    let (_, shown) = repository.git(&["diff", "HEAD~1"]);
    assert!(shown.starts_with("mi6.ron: "), "{shown}");
    assert!(shown.contains(": note changed\n"), "{shown}");
    let (merged, told) = repository.git(&["merge", "-q", "bert"]);
    assert!(merged, "{told}");
    let expected = noted(&noted(&noted(&base, 0, "by Anna"), 1, "by Bert"), 2, "by Bert again");
    assert!(repository.project() == expected);
    let (_, log) = repository.git(&["log", "-p", "--ext-diff", "-1", "bert"]);
    assert!(log.contains("mi6.ron: ") && log.matches(": note changed").count() == 2, "{log}");
}

#[test]
fn git_says_so_where_branches_contradict_each_other() {
    let Some(repository) = Repository::new("conflict") else { return };
    let base = sample();
    repository.commit(&base, "begin");
    repository.git(&["checkout", "-q", "-b", "bert"]);
    repository.commit(&noted(&base, 0, "by Bert"), "bert");
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&noted(&base, 0, "by Anna"), "anna");
    let (merged, told) = repository.git(&["merge", "-q", "bert"]);
    assert!(!merged && told.contains("in conflict: note of"), "{told}");
    let project = repository.project();
    let (id, _) = project.annotations().find(|(_, row)| row.note.starts_with("by ")).unwrap();
    let key = ConflictKey { row: RowName::Annotation(*id), field: Field::Note };
    let versions = ["by Bert", "by Anna"].map(|note| Held::Text(note.to_owned()));
    assert_eq!(project.conflicts().collect::<Vec<_>>(), [(&key, &Conflict::of(versions))]);
    let (_, shown) = repository.git(&["diff"]);
    assert!(shown.contains("mi6.ron"), "{shown}");
}

#[test]
fn git_merges_a_project_that_both_branches_added() {
    let Some(repository) = Repository::new("added") else { return };
    repository.git(&["add", ".gitattributes"]);
    repository.git(&["commit", "-q", "-m", "begin"]);
    repository.git(&["checkout", "-q", "-b", "bert"]);
    repository.commit(&noted(&sample(), 1, "by Bert"), "bert");
    repository.git(&["checkout", "-q", "main"]);
    repository.commit(&noted(&sample(), 0, "by Anna"), "anna");
    let (_, shown) = repository.git(&["show", "--ext-diff"]);
    assert!(shown.contains("article “") && shown.contains(" added with "), "{shown}");
    let (merged, told) = repository.git(&["merge", "-q", "bert"]);
    assert!(merged, "{told}");
    assert!(repository.project() == noted(&noted(&sample(), 0, "by Anna"), 1, "by Bert"));
}
