//! Damage of any sort is noticed; nothing makes the reader panic or hang.

#[path = "fuzz/checks.rs"]
mod checks;
mod common;

use std::time::{Duration, Instant};

use gainsay::model::*;
use gainsay::store::{self, ReadError};
use proptest::prelude::*;

fn noticed(bytes: &[u8]) -> bool {
    store::read(bytes).map_or(true, |loaded| !loaded.intact)
}

fn thirty_kilobytes() -> Vec<u8> {
    let written = store::write(&common::big(8_000, 40)).into_bytes();
    assert!((28_000..40_000).contains(&written.len()), "{}", written.len());
    assert!(!noticed(&written));
    written
}

/// Reads every so-manieth damaged file in a debug build, every one in a release build. That the checksum notices all of
/// them is tested beside it.
const STRIDE: usize = if cfg!(debug_assertions) { 499 } else { 1 };

#[test]
fn every_flipped_bit_is_noticed() {
    let mut bytes = thirty_kilobytes();
    for bit in (0..bytes.len() * 8).step_by(STRIDE) {
        bytes[bit / 8] ^= 1 << (bit % 8);
        assert!(noticed(&bytes), "bit {bit}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn every_cut_is_noticed() {
    let bytes = thirty_kilobytes();
    for end in (0..bytes.len()).rev().step_by(STRIDE.div_ceil(4)) {
        assert!(noticed(&bytes[..end]), "cut at {end}");
    }
}

#[test]
fn every_line_left_out_is_noticed() {
    let bytes = thirty_kilobytes();
    let lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
    for gone in (0..lines.len()).step_by(STRIDE.div_ceil(100)) {
        let rest: Vec<u8> =
            lines.iter().enumerate().filter(|(i, _)| *i != gone).flat_map(|(_, line)| *line).copied().collect();
        assert!(noticed(&rest), "line {}", gone + 1);
    }
}

#[test]
fn other_line_ends_and_a_byte_order_mark_are_no_damage() {
    let written = String::from_utf8(thirty_kilobytes()).unwrap();
    let first = store::read(written.as_bytes()).unwrap();
    for changed in [written.replace('\n', "\r\n"), format!("\u{feff}{written}")] {
        let loaded = store::read(changed.as_bytes()).unwrap();
        assert!(loaded.intact);
        assert_eq!(loaded.warnings, []);
        assert!(loaded.project == first.project);
        assert_ne!(loaded.hash, first.hash);
    }
}

#[test]
fn errors_say_where_and_what() {
    let error = |source: &str| store::read(source.as_bytes()).unwrap_err().to_string();
    assert_eq!(error(""), "the file is empty: open an earlier copy");
    assert_eq!(error(" \n // nothing\n"), "the file is empty: open an earlier copy");
    assert_eq!(
        error("Dam holds\n"),
        "line 1, column 1: expected `(format: 1,` at the start, as a Gainsay project has it: choose another file, or add a \
         text as an article instead"
    );
    assert_eq!(store::read(b"(\n  shape: 1)").unwrap_err(), ReadError::NotAProject { line: 2, column: 3 });
    assert_eq!(
        store::read(b"(format: 1,\n title: \"a\xff\")").unwrap_err().to_string(),
        "line 2: byte 22 (counted from 0) is not UTF-8, so the file is damaged or no project: open an earlier copy"
    );
    let cure = "put the place right in a text editor, or open an earlier copy";
    let unknown = error("(\n    format: 1,\n    lables: [],\n)");
    assert!(
        unknown.starts_with("line 3, column ") && unknown.contains("lables") && unknown.ends_with(cure),
        "{unknown}"
    );
    let missing = error("(\n    format: 1,\n    articles: [\n        (title: \"a\"),\n    ],\n)");
    assert!(missing.starts_with("line 4, column ") && missing.contains("id"), "{missing}");
    for (source, said) in [
        ("(\n    format: 1,\n    info: (title: 5),\n)", "line 3, column 19: Expected string"),
        ("(\n    format: 1\n    labels: [],\n)", "line 3, column 5: Expected comma"),
        ("(\n    format: 1,\n    articles: [\n", "line 4, column 1: Expected opening `(` for struct `Article`"),
    ] {
        assert_eq!(error(source), format!("{said}: {cure}"));
    }
    let merged =
        error("(\n    format: 1,\n<<<<<<< HEAD\n    checksum: \"a\",\n=======\n    checksum: \"b\",\n>>>>>>> other\n)");
    assert!(merged.starts_with("line 3, column 1: git left two versions"), "{merged}");
    let twice = error("(\n    format: 1,\n    checksum: \"a\",\n    checksum: \"b\",\n)");
    assert!(twice.starts_with("line 4, column ") && twice.contains("checksum"), "{twice}");
    let behind = error("(format: 1)\n)");
    assert!(behind.starts_with("line 2, column "), "{behind}");
}

#[test]
fn newer_formats_are_refused_before_anything_else() {
    for source in
        ["(format: 2, {[(", "(\n    // later\n    format: 99999999999999999999999,\n    x", "\u{feff}(format:2)"]
    {
        let error = store::read(source.as_bytes()).unwrap_err();
        assert!(matches!(error, ReadError::Newer { .. }), "{source}: {error}");
        assert!(error.to_string().contains("open it with a newer Gainsay"), "{error}");
    }
    assert!(matches!(store::read(b"(format: 0)"), Err(ReadError::NotAProject { .. })));
}

#[test]
fn bombs_are_errors_and_no_hang() {
    let begun = Instant::now();
    let deep = 1_000_000;
    for bomb in [
        format!("(format: 1, labels: {}", "[".repeat(deep)),
        format!("(format: 1, labels: {}", "(".repeat(deep)),
        format!("(format: 1, info: {}", "Some(".repeat(deep)),
        format!("(format: 1, info: (title: {}\"x\"", "Some(".repeat(deep)),
        format!("(format: 1, annotations: [(rows: [(attributes: {}", "{".repeat(deep)),
        format!("(\n    annotations: [\n{}", "        (set: \"\", rows: [\n        ]),\n".repeat(deep / 10)),
        format!("(format: 1, {}", "/*".repeat(deep)),
        format!("(format: 1, labels: [{}", "(),".repeat(deep)),
        format!("{}format: 1)", "(".repeat(deep)),
        format!("(format: 1, info: (title: \"{}", "\\\"".repeat(deep)),
        format!("(format: 1, info: (title: \"{}", "a".repeat(deep)),
        format!("(format: {})", "9".repeat(deep)),
        "//".repeat(deep),
    ] {
        assert!(store::read(bomb.as_bytes()).is_err());
        assert!(store::decode(&Project::empty(), bomb.as_bytes()).is_err());
    }
    let long = format!("(format: 1, info: (title: \"{}\"))", "a\\n".repeat(deep));
    assert_eq!(store::read(long.as_bytes()).unwrap().project.info().title.len(), 2 * deep);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_errors(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        prop_assert!(store::read(&bytes).is_err());
        prop_assert!(store::decode(&Project::empty(), &bytes).is_err());
        let mut headed = b"(format: 1, ".to_vec();
        headed.extend(&bytes);
        prop_assert!(noticed(&headed));
        checks::project(&bytes);
    }

    /// Any one token put in the place of any other: read, with warnings or an error, and the project is sound.
    #[test]
    fn shuffled_projects_are_read_or_refused(deeds in common::deeds(30), picks in prop::collection::vec(any::<[u16; 2]>(), 1..6)) {
        let written = store::write(&common::project_of(&deeds));
        let mut tokens: Vec<&str> = written.split_inclusive([' ', ',', '\n']).collect();
        for [from, to] in picks {
            let (from, to) = (usize::from(from) % tokens.len(), usize::from(to) % tokens.len());
            tokens[to] = tokens[from];
        }
        let shuffled: String = tokens.concat();
        if let Ok(loaded) = store::read(shuffled.as_bytes()) {
            prop_assert!(loaded.project.index_is_right());
            prop_assert_eq!(loaded.intact, shuffled == written);
            let again = store::write(&loaded.project);
            let back = store::read(again.as_bytes()).unwrap();
            prop_assert!(back.intact);
            prop_assert!(back.project == loaded.project);
        }
    }
}
