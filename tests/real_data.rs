//! Tries texts of twenty-one languages, and the Unicode Consortium's own break tests, found by the environment variable
//! `GAINSAY_REAL_DATA`. Without it these tests say that they are left out; the project's own small cases cover the
//! same ground.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use gainsay::documents::Source;
use gainsay::model::actions;
use gainsay::model::scheme::Scheme;
use gainsay::model::segment;
use gainsay::model::{Block, Details, Fragments, LabelKey, Project, Stamp, Text};
use gainsay::store;

fn data(what: &str) -> Option<PathBuf> {
    match std::env::var_os("GAINSAY_REAL_DATA") {
        Some(folder) => Some(PathBuf::from(folder).join("fixtures").join(what)),
        None => {
            // Past the harness, which keeps what a passing test prints to itself.
            let _ = writeln!(std::io::stderr(), "left out: {what}, for GAINSAY_REAL_DATA is not set");
            None
        }
    }
}

/// Reads lines such as `÷ 0020 × 0308 ÷`: the text, and the byte offsets at which it may be cut.
fn break_tests(name: &str) -> Option<Vec<(String, Vec<usize>)>> {
    let file = fs::read_to_string(data("unicode")?.join(name)).unwrap();
    let lines = file.lines().filter_map(|line| line.split('#').next()).map(str::trim).filter(|line| !line.is_empty());
    let cases = lines.map(|line| {
        let (mut text, mut cuts) = (String::new(), Vec::new());
        for part in line.split_whitespace() {
            match part {
                "÷" => cuts.push(text.len()),
                "×" => {}
                code => text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap()),
            }
        }
        (text, cuts)
    });
    Some(cases.collect())
}

#[test]
fn graphemes_are_those_of_the_unicode_standard() {
    let Some(cases) = break_tests("GraphemeBreakTest.txt") else { return };
    assert!(cases.len() > 500, "{} cases", cases.len());
    // The cases are of Unicode 15.0; since then U+2701 is no pictograph any more, and a joiner does not hold two of it.
    for (body, cuts) in cases.into_iter().filter(|(body, _)| !body.contains('\u{2701}')) {
        let text = Text::new(body.as_str());
        let found: Vec<usize> = (0..=body.len()).filter(|at| segment::is_grapheme_boundary(&text, *at)).collect();
        assert_eq!(found, cuts, "{body:?}");
        for pair in cuts.windows(2) {
            assert_eq!(segment::next_grapheme(&text, pair[0]), pair[1], "{body:?}");
            assert_eq!(segment::prev_grapheme(&text, pair[1]), pair[0], "{body:?}");
        }
    }
}

#[test]
fn a_double_click_takes_a_whole_emoji_sequence() {
    let Some(folder) = data("unicode") else { return };
    let file = fs::read_to_string(folder.join("emoji-zwj-sequences.txt")).unwrap();
    let mut count = 0;
    for line in file.lines().filter(|line| !line.starts_with('#') && line.contains(';')) {
        let codes = line.split(';').next().unwrap().split_whitespace();
        let emoji: String = codes.map(|c| char::from_u32(u32::from_str_radix(c, 16).unwrap()).unwrap()).collect();
        let text = Text::new(format!("a {emoji} b"));
        let word = segment::word_at(&text, 2).unwrap();
        assert_eq!(text.quote(word), emoji, "{line}");
        count += 1;
    }
    assert!(count > 1000, "{count} sequences");
}

#[test]
fn texts_of_many_languages_are_read_marked_and_kept() {
    let Some(folder) = data("udhr") else { return };
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ext| ext == "txt"));
    files.sort();
    assert!(files.len() >= 20, "{files:?}");
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
    let set = *project.sets()[0].0;
    for path in &files {
        let name = path.file_stem().unwrap().to_string_lossy();
        let text = Source::new(&name, fs::read(path).unwrap()).unwrap().draft().unwrap().written().0;
        let details = Details { title: name.to_string(), ..Details::default() };
        let blocks = Block::guess(&text);
        let (step, article) = actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let revision = project.latest(article).unwrap().0;
        let mut marked = 0;
        for at in (0..text.len()).step_by(97) {
            let at = segment::grapheme_floor(&text, at);
            let to = segment::next_grapheme(&text, segment::next_grapheme(&text, at));
            let Some(span) = segment::snap_outward(&text, at, to) else { continue };
            let words = text.quote(span);
            assert_eq!(words, words.trim(), "{name}: no white space at the ends");
            for end in [span.start(), span.end()] {
                assert!(segment::is_grapheme_boundary(&text, end), "{name}: {words:?} is cut within a grapheme");
            }
            let inside = segment::word_at(&text, span.start()).unwrap();
            assert!(inside.start() <= span.start(), "{name}");
            let label = LabelKey::slug(["claim", "denial", "source", "actor"][marked % 4]);
            if let Ok((step, _)) = actions::annotate(&project, set, revision, &label, Fragments::one(span), &mut stamp)
            {
                project.apply(&step.transaction).unwrap();
                marked += 1;
            }
        }
        assert!(marked > 20, "{name}: {marked} marks");
    }
    let file = store::write(&project);
    let loaded = store::read(file.as_bytes()).unwrap();
    assert!(loaded.intact && loaded.warnings.is_empty());
    assert_eq!(loaded.project, project);
    assert_eq!(store::write(&loaded.project), file);
}
