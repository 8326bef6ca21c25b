//! Holds the sources to the plan of the rooms: imports point one way only, and each outside library has its rooms.
//!
//! Test code inside `src` may use more, so lines of `#[cfg(test)]` modules in files of their own are left out.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "common/left_out.rs"]
mod left_out;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room and the rooms it may use besides itself and `words`.
const ROOMS: [(&str, &[&str]); 13] = [
    ("words", &[]),
    ("model", &[]),
    ("compare", &["model"]),
    ("classroom", &["model", "compare"]),
    ("store", &["model"]),
    ("documents", &["model"]),
    ("formats", &["model", "compare", "classroom", "documents"]),
    ("app", &["model", "compare", "classroom", "store", "formats", "documents"]),
    ("ui", &["model", "compare", "classroom", "store", "formats", "documents", "app"]),
    ("disk", &["model"]),
    ("desktop", &["model", "compare", "classroom", "store", "formats", "documents", "app", "ui", "disk"]),
    ("cli", &["model", "compare", "classroom", "store", "formats", "documents", "disk", "desktop"]),
    ("main", &["cli", "desktop"]),
];

/// What only some rooms may name.
const LIBRARIES: [(&str, &[&str]); 25] = [
    ("fluent_bundle", &["words"]),
    ("aes_gcm", &["classroom"]),
    ("pbkdf2", &["classroom"]),
    ("egui", &["ui", "desktop"]),
    ("eframe", &["desktop"]),
    ("parley", &["ui"]),
    ("swash", &["ui"]),
    ("rfd", &["desktop"]),
    ("encoding_rs", &["documents"]),
    ("chardetng", &["documents"]),
    ("pulldown_cmark", &["documents"]),
    ("html5ever", &["documents"]),
    ("mail_parser", &["documents"]),
    ("zip", &["documents"]),
    ("quick_xml", &["documents"]),
    ("hayro_syntax", &["documents"]),
    ("hayro_font", &["documents"]),
    ("hayro_cmap", &["documents"]),
    ("flate2", &["documents"]),
    // Settings and places of reading are the files outside `store` whose form is RON; their modules say why.
    ("ron", &["store", "formats", "disk/settings", "disk/reading"]),
    ("serde", &["store", "formats", "cli"]),
    // Web pages say what they are in JSON.
    ("serde_json", &["formats", "cli", "documents"]),
    ("clap", &["cli"]),
    ("rustix", &["disk"]),
    ("std::fs", &["disk", "desktop", "cli"]),
];

/// Words of the standard library that reach outside a program.
const OUTSIDE: [(&str, &[&str]); 4] = [
    ("std::env", &["disk", "desktop", "cli", "main"]),
    ("SystemTime", &["disk", "desktop", "cli"]),
    ("Instant::now", &["disk", "desktop", "cli"]),
    ("std::process", &["disk", "desktop", "cli", "main"]),
];

/// How wide a line may be, in characters.
const WIDTH: usize = 120;

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            found.push(path);
        }
    }
}

/// Returns the room of a file under `src`; `None` for `lib.rs`, which names all.
fn room(path: &Path) -> Option<String> {
    let first = path.iter().next()?.to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (name != "lib").then(|| name.to_owned())
}

/// Returns the source without comments, and without what follows `#[cfg(test)]` on a module in the same file.
fn code(text: &str) -> String {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn names(code: &str, word: &str) -> bool {
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
    code.match_indices(word).any(|(at, _)| {
        let (before, behind) = (code[..at].chars().next_back(), &code[at + word.len()..]);
        edge(before) && before != Some(':') && edge(behind.chars().next())
    })
}

/// Lists what a file of a room names and may not.
fn faults(place: &str, code: &str) -> Vec<String> {
    let room = place.split('/').next().unwrap_or(place);
    let mut faults = Vec::new();
    let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
        return vec![format!("{room} is no room of the plan")];
    };
    for (other, _) in ROOMS {
        let used = ["crate", "gainsay"].iter().any(|root| {
            let path = format!("{root}::{other}");
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            code.match_indices(&path).any(|(at, _)| ends(&code[at + path.len()..]))
        });
        if used && other != room && other != "words" && !allowed.contains(&other) {
            faults.push(format!("uses {other}"));
        }
    }
    // Groups such as `use crate::{disk, model};`.
    for group in code.split("use crate::{").skip(1).filter_map(|rest| rest.split("};").next()) {
        for (other, _) in ROOMS {
            if names(group, other) && other != room && other != "words" && !allowed.contains(&other) {
                faults.push(format!("uses {other} in a group"));
            }
        }
    }
    for (library, rooms) in LIBRARIES {
        let used = code.contains(&format!("{library}::")) && names(code, library);
        if used && !rooms.contains(&room) && !rooms.contains(&place) {
            faults.push(format!("names {library}"));
        }
    }
    for (word, rooms) in OUTSIDE {
        if names(code, word) && !rooms.contains(&room) {
            faults.push(format!("reaches outside by {word}"));
        }
    }
    faults
}

#[test]
fn imports_point_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    assert!(files.len() > 30, "the sources are found");
    let mut wrong = BTreeMap::new();
    for path in files {
        let name = path.strip_prefix(&src).unwrap();
        let is_test =
            name.file_stem().is_some_and(|stem| stem == "tests" || stem.to_string_lossy().ends_with("_tests"));
        let Some(room) = room(name).filter(|_| !is_test) else { continue };
        let place = if room == "disk" { name.with_extension("").display().to_string() } else { room };
        let found = faults(&place, &code(&fs::read_to_string(&path).unwrap()));
        if !found.is_empty() {
            wrong.insert(name.display().to_string(), found);
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_check_can_fail() {
    assert_eq!(faults("model", "use crate::app::Intent;"), ["uses app"]);
    assert_eq!(faults("model", "use crate::app;"), ["uses app"]);
    assert_eq!(faults("model", "use crate::application;"), Vec::<String>::new());
    assert_eq!(faults("app", "use crate::{disk, model};"), ["uses disk in a group"]);
    assert_eq!(faults("app", "fn f(ui: &mut egui::Ui) {}"), ["names egui"]);
    assert_eq!(faults("model", "let t = SystemTime::now();"), ["reaches outside by SystemTime"]);
    assert_eq!(faults("store", "use std::fs;\nfs::read(p); std::fs::write(p, b)"), ["names std::fs"]);
    assert_eq!(faults("ui", "use crate::model::Text; egui::Ui; self.egui::x"), Vec::<String>::new());
    assert_eq!(faults("disk/save", "ron::Value"), ["names ron"]);
    assert_eq!(faults("disk/settings", "ron::Value"), Vec::<String>::new());
    assert_eq!(faults("attic", ""), ["attic is no room of the plan"]);
    assert_eq!(code("a // egui::Ui\n#[cfg(test)]\nmod tests {\n rfd::x }"), "a ");
}

/// Lists the lines of comments that are wider than code may be (`.rustfmt.toml`), by their numbers from 1. A row of a
/// table can't be parted.
fn wide_comments(text: &str) -> Vec<usize> {
    let wide = |line: &str| {
        let comment = line.trim_start().strip_prefix("//");
        let row = comment.is_some_and(|rest| rest.trim_start_matches(['/', '!', ' ']).starts_with('|'));
        comment.is_some() && !row && line.chars().count() > WIDTH
    };
    (1..).zip(text.lines()).filter(|(_, line)| wide(line)).map(|(number, _)| number).collect()
}

#[test]
fn comments_are_no_wider_than_code() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    assert!(fs::read_to_string(top.join(".rustfmt.toml")).unwrap().contains(&format!("max_width = {WIDTH}")));
    let (mut files, mut wide) = (Vec::new(), Vec::new());
    sources(&top.join("src"), &mut files);
    sources(&top.join("tests"), &mut files);
    for path in files {
        let lines = wide_comments(&fs::read_to_string(&path).unwrap());
        wide.extend(lines.into_iter().map(|line| format!("{}:{line}", path.display())));
    }
    assert!(wide.is_empty(), "{wide:#?}");
    let long = "ü".repeat(WIDTH - 2);
    assert_eq!(
        wide_comments(&format!("//{long}\n  //{long}\n//!{long}\nlet s = \"{long}\"; \n//! | {long} |")),
        [2, 3]
    );
}

#[test]
fn the_top_level_holds_what_it_should() {
    let top = Path::new(env!("CARGO_MANIFEST_DIR"));
    // Without the option git puts names that are not all ASCII in quotes.
    let listing = ["-c", "core.quotePath=off", "ls-files"];
    let listed = std::process::Command::new("git").args(listing).current_dir(top).output();
    let Ok(listed) = listed.map(|out| String::from_utf8_lossy(&out.stdout).into_owned()) else {
        return left_out::left_out("what stands at the top level", "git is not here");
    };
    let allowed =
        ["Cargo.toml", "Cargo.lock", "LICENSE-MIT", "LICENSE-APACHE", "README.md", "src", "assets", "samples", "tests"];
    let odd: Vec<&str> = listed
        .lines()
        .filter_map(|line| line.split('/').next())
        .filter(|name| !name.starts_with('.') && !allowed.contains(name))
        .collect();
    assert!(odd.is_empty(), "{odd:?}");
}
