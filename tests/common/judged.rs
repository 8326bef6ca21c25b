//! Judges how well an article is found in a file: prints precision and recall of the words kept.
#![allow(dead_code, unreachable_pub, clippy::unwrap_used, reason = "whoever shares this uses its part of it")]

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use gainsay::documents::{Draft, Note};
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

/// Writes a draft as the files beside the pages do.
pub fn written(draft: &Draft) -> String {
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
pub fn words(text: &str) -> HashMap<String, usize> {
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
pub struct Judged {
    pub kept: usize,
    pub wanted: usize,
    pub both: usize,
}

impl Judged {
    pub fn of(kept: &str, wanted: &str) -> Judged {
        let (kept, wanted) = (words(kept), words(wanted));
        let both = kept.iter().map(|(word, count)| *count.min(wanted.get(word).unwrap_or(&0))).sum();
        Judged { kept: kept.values().sum(), wanted: wanted.values().sum(), both }
    }

    pub fn precision(self) -> f64 {
        self.both as f64 / self.kept.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.both as f64 / self.wanted.max(1) as f64
    }

    pub fn print(self, what: &str) {
        let (precision, recall) = (self.precision(), self.recall());
        let line = format!("{what:<44} {:>5} words, precision {precision:.3}, recall {recall:.3}", self.wanted);
        // Past the harness, which keeps what a passing test prints to itself.
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

/// Returns a file of real data; `None`, said aloud, where there is none.
pub fn real(what: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("GAINSAY_REAL_DATA");
    if folder.is_none() {
        let _ = writeln!(std::io::stderr(), "left out: {what}, for GAINSAY_REAL_DATA is not set");
    }
    folder.map(|folder| PathBuf::from(folder).join("fixtures").join(what))
}

/// Judges a draft by what is wanted of it, written as [`written`] does. Prints that, and adds it to all. Returns each
/// line that differs.
pub fn judge(name: &str, draft: &Draft, wanted: &str, all: &mut Judged) -> Vec<String> {
    let found = written(draft);
    let body = |text: &str| text.split_once("\n\n").map_or(String::new(), |(_, body)| body.to_owned());
    let judged = Judged::of(&body(&found), &body(wanted));
    judged.print(name);
    all.kept += judged.kept;
    all.wanted += judged.wanted;
    all.both += judged.both;
    let lines = found.lines().zip(wanted.lines()).filter(|(found, wanted)| found.trim() != wanted.trim());
    let mut wrong: Vec<String> =
        lines.map(|(found, wanted)| format!("{name}\n  found  {found}\n  wanted {wanted}")).collect();
    if found.lines().count() != wanted.lines().count() {
        wrong.push(format!("{name}: {} lines, not {}", found.lines().count(), wanted.lines().count()));
    }
    wrong
}
