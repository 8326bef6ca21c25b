//! Merges copies of a project and prints what differs between two, also for git.

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::compare::merge::Merged;
use crate::compare::{Difference, conflicts};
use crate::disk::Expect;
use crate::model::*;
use crate::store::{self, Loaded, Warning};

// `say` is the function that prints a line, and the macro that words it.
use super::{WARNED, keep, read, say, warnings};

/// What git names where a file is not there on one side.
const NO_FILE: &str = "/dev/null";

/// What is to be merged.
pub(super) struct Merge<'a> {
    /// What both copies were made of; `-` or an empty file when there is no such thing.
    pub(super) base: &'a Path,
    /// The two copies.
    pub(super) sides: [&'a Path; 2],
    /// Where the merged project goes.
    pub(super) out: &'a Path,
    /// Whether damaged files are merged too, and `out` may be any file.
    pub(super) force: bool,
    /// Whether the report is for programs.
    pub(super) json: bool,
}

/// Merges two copies and saves what comes of it. Returns the exit code: 1 where the copies contradict each other.
pub(super) fn merge(task: &Merge<'_>, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let base = read_base(task.base)?;
    let [ours, theirs] = [read(task.sides[0])?, read(task.sides[1])?];
    let files = base.iter().map(|base| (task.base, base)).chain([(task.sides[0], &ours), (task.sides[1], &theirs)]);
    let mut odd = 0;
    for (path, loaded) in files {
        for Warning { line, place, what } in warnings(loaded) {
            let (path, what) = (path.display().to_string(), say!("warning", place = place, what = what));
            say(
                err,
                &match line {
                    Some(line) => say!("terminal-file-line", path = path, line = line, what = what),
                    None => say!("terminal-file", path = path, what = what),
                },
            );
            odd += 1;
        }
    }
    if odd > 0 && !task.force {
        return Err(say!("terminal-merge-odd").to_owned());
    }
    let merged = crate::compare::merge::merge(base.as_ref().map(|base| &base.project), &ours.project, &theirs.project);
    let Merged { project, conflicts } = merged.map_err(|error| error.to_string())?;
    let same = same_file(task.out, task.sides[0]);
    let expect = match (task.force, same) {
        (true, _) => Expect::Anything,
        (false, true) => Expect::Content(ours.hash),
        (false, false) if task.out.symlink_metadata().is_ok() => {
            return Err(say!("terminal-there", path = task.out.display().to_string()));
        }
        (false, false) => Expect::Nothing,
    };
    keep(task.out, store::write(&project).as_bytes(), expect)?;
    let told = conflicts.iter().filter_map(|key| Some(conflicts::told(&project, key, project.conflict(key)?)));
    if task.json {
        let conflict =
            |told: conflicts::Told| json!({ "about": told.about, "versions": told.versions, "held": told.held });
        let summary = store::summary(&project);
        let report = json!({
            "file": task.out.display().to_string(),
            "articles": summary.articles,
            "annotations": summary.annotations,
            "relations": summary.relations,
            "annotators": summary.annotators,
            "conflicts": told.map(conflict).collect::<Vec<_>>(),
            "waiting": project.conflicts().count(),
        });
        say(out, &format!("{report:#}"));
    } else {
        let path = task.out.display().to_string();
        say(out, &say!("terminal-file", path = &path, what = store::summary(&project).to_string()));
        for told in told {
            let what = match &told.versions[..] {
                [] => say!("terminal-merge-taken-out", about = told.about),
                versions => say!("terminal-merge-conflict", about = told.about, versions = versions.join(" | ")),
            };
            say(out, &say!("terminal-file", path = &path, what = what));
        }
    }
    Ok(if conflicts.is_empty() { 0 } else { WARNED })
}

/// Reads what both copies were made of; `None` where there is no such thing.
fn read_base(path: &Path) -> Result<Option<Loaded>, String> {
    let none = path == Path::new("-") || path.metadata().is_ok_and(|facts| facts.is_file() && facts.len() == 0);
    if none { Ok(None) } else { read(path).map(Some) }
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

/// Prints what differs between two projects. Returns the exit code, which is that of `diff`.
pub(super) fn diff(files: &[PathBuf], json: bool, out: &mut impl Write, err: &mut impl Write) -> Result<u8, String> {
    let [one, other] = files else { return Err(say!("terminal-diff-two").to_owned()) };
    let [before, after] = [read(one)?, read(other)?];
    for (path, loaded) in [(one, &before), (other, &after)] {
        if !warnings(loaded).is_empty() {
            let what = say!("terminal-ledger-warnings", count = warnings(loaded).len());
            say(err, &say!("terminal-file", path = path.display().to_string(), what = what));
        }
    }
    let difference = Difference::whole(&before.project, &after.project);
    if json {
        say(out, &format!("{:#}", as_json(&difference)));
    } else {
        print(&difference, out);
    }
    Ok(if difference.is_empty() { 0 } else { WARNED })
}

/// Prints what differs between two versions of a file as git hands them over: the path, then for each side a file, its
/// hash and its mode. Always returns 0, for git takes anything else for a crash.
pub(super) fn git_diff(files: &[PathBuf], out: &mut impl Write) -> Result<u8, String> {
    let Some(path) = files.first().map(|path| path.display().to_string()) else { return Ok(0) };
    let (Some(before), Some(after)) = (files.get(1), files.get(4)) else {
        say(out, &say!("terminal-file", path = path, what = say!("terminal-diff-unmerged")));
        return Ok(0);
    };
    let side = |file: &Path| {
        if file == Path::new(NO_FILE) { Ok(Project::empty()) } else { read(file).map(|loaded| loaded.project) }
    };
    match (side(before), side(after)) {
        (Ok(before), Ok(after)) => {
            let difference = Difference::whole(&before, &after);
            say(out, &say!("terminal-file", path = path, what = difference.summary()));
            print(&difference, out);
        }
        (Err(what), _) | (_, Err(what)) => say(out, &say!("terminal-file", path = path, what = what)),
    }
    Ok(0)
}

fn print(difference: &Difference, out: &mut impl Write) {
    for group in &difference.groups {
        let title = group
            .title
            .as_deref()
            .map_or_else(|| say!("terminal-diff-project").to_owned(), |title| say!("differs-quoted", words = title));
        say(out, &title);
        for entry in &group.entries {
            say(out, &say!("terminal-diff-entry", entry = entry));
        }
    }
}

fn as_json(difference: &Difference) -> Value {
    let groups = difference.groups.iter();
    let group = |group: &crate::compare::Group| json!({ "article": group.title, "counts": group.counts, "entries": group.entries });
    json!({
        "same": difference.is_empty(),
        "differences": difference.total,
        "groups": groups.map(group).collect::<Vec<_>>(),
    })
}
