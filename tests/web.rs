//! Judges how well the article is found on saved web pages: on our own pages beside their texts (`tests/fixtures/web`),
//! block by block and detail by detail; and on pages that real programs saved, found by `GAINSAY_REAL_DATA`.
//! Prints precision and recall of the words kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use gainsay::documents::{Draft, Note, Source};
use gainsay::model::BlockKind;

const KINDS: [(BlockKind, &str); 7] = [
    (BlockKind::Headline, "headline"),
    (BlockKind::Standfirst, "standfirst"),
    (BlockKind::Heading, "heading"),
    (BlockKind::Paragraph, "paragraph"),
    (BlockKind::Quote, "quote"),
    (BlockKind::ListItem, "item"),
    (BlockKind::Caption, "caption"),
];

fn draft(path: &Path) -> Draft {
    let name = path.file_name().unwrap().to_string_lossy();
    Source::new(&name, fs::read(path).unwrap()).unwrap().draft().unwrap()
}

/// Writes a draft as the files beside the pages do.
fn written(draft: &Draft) -> String {
    let details = &draft.details;
    let mut out = String::new();
    for (name, value) in [
        ("title", &details.title),
        ("outlet", &details.outlet),
        ("author", &details.author),
        ("date", &details.date),
        ("address", &details.address),
        ("language", &details.language),
    ] {
        out.push_str(&format!("{name}: {value}\n"));
    }
    for note in draft.notes.iter().filter(|note| !matches!(note, Note::Pictures { .. })) {
        out.push_str(&format!("note: {note}\n"));
    }
    out.push('\n');
    let (text, blocks) = draft.written();
    for block in &blocks {
        let (_, kind) = KINDS.iter().find(|(kind, _)| *kind == block.kind).unwrap();
        let words = text.as_str()[block.bytes(&text)].replace('\n', " ⏎ ");
        out.push_str(&format!("{kind}: {words}\n"));
    }
    out
}

/// Counts the words of a text; of scripts without spaces, the signs.
fn words(text: &str) -> HashMap<String, usize> {
    let mut words: HashMap<String, usize> = HashMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if word.chars().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c)) {
            word.chars().for_each(|c| *words.entry(c.to_string()).or_default() += 1);
        } else {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    words
}

/// How many words are kept, are wanted, and are both.
#[derive(Clone, Copy, Default)]
struct Judged {
    kept: usize,
    wanted: usize,
    both: usize,
}

impl Judged {
    fn of(kept: &str, wanted: &str) -> Judged {
        let (kept, wanted) = (words(kept), words(wanted));
        let both = kept.iter().map(|(word, count)| *count.min(wanted.get(word).unwrap_or(&0))).sum();
        Judged { kept: kept.values().sum(), wanted: wanted.values().sum(), both }
    }

    fn precision(self) -> f64 {
        self.both as f64 / self.kept.max(1) as f64
    }

    fn recall(self) -> f64 {
        self.both as f64 / self.wanted.max(1) as f64
    }

    fn print(self, what: &str) {
        let (precision, recall) = (self.precision(), self.recall());
        let line = format!("{what:<44} {:>5} words, precision {precision:.3}, recall {recall:.3}", self.wanted);
        // Past the harness, which keeps what a passing test prints to itself.
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

#[test]
fn the_article_and_its_details_are_found_on_pages_of_every_make() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/web");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ext| ext != "txt"));
    pages.sort();
    assert!(pages.len() >= 12, "{pages:?}");
    let (mut all, mut wrong) = (Judged::default(), Vec::new());
    for page in &pages {
        let name = page.file_name().unwrap().to_string_lossy();
        let found = written(&draft(page));
        let wanted = fs::read_to_string(page.with_extension("txt")).unwrap();
        let body = |text: &str| text.split_once("\n\n").map_or(String::new(), |(_, body)| body.to_owned());
        let judged = Judged::of(&body(&found), &body(&wanted));
        judged.print(&name);
        all.kept += judged.kept;
        all.wanted += judged.wanted;
        all.both += judged.both;
        for (found, wanted) in found.lines().zip(wanted.lines()).filter(|(found, wanted)| found.trim() != wanted.trim())
        {
            wrong.push(format!("{name}\n  found  {found}\n  wanted {wanted}"));
        }
        if found.lines().count() != wanted.lines().count() {
            wrong.push(format!("{name}: {} lines, not {}", found.lines().count(), wanted.lines().count()));
        }
    }
    all.print("all");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.precision() > 0.99 && all.recall() > 0.99);
}
