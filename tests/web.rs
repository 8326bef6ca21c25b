//! Judges how well the article is found on saved web pages: on our own pages beside their texts (`tests/fixtures/web`),
//! block by block and detail by detail; and on pages that real programs saved, found by `GAINSAY_REAL_DATA`.
//! Prints precision and recall of the words kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "fuzz/checks.rs"]
mod checks;

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use gainsay::documents::{Draft, Note, Source};
use gainsay::model::BlockKind;
use proptest::prelude::*;

/// Precision and recall, at least, on an encyclopedia's page (its formulas are pictures, its references are links) and
/// on a law.
const WIKI: [f64; 2] = [0.98, 0.75];
const LAW: [f64; 2] = [0.98, 0.9];

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

/// Returns a file of real data; `None`, said aloud, where there is none.
fn real(what: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("GAINSAY_REAL_DATA");
    if folder.is_none() {
        let _ = writeln!(std::io::stderr(), "left out: {what}, for GAINSAY_REAL_DATA is not set");
    }
    folder.map(|folder| PathBuf::from(folder).join("fixtures").join(what))
}

/// Cuts the article out of all the words of a page, from some words up to others, neither of them in it.
fn between(text: &str, from: &str, to: &str) -> String {
    let (_, rest) = text.split_once(from).unwrap();
    rest.split_once(to).unwrap().0.to_owned()
}

#[test]
fn the_article_is_found_on_pages_that_real_programs_saved() {
    let Some(archives) = real("inception-mhtml") else { return };
    let check = |page: &Path, wanted: &str, floors: [f64; 2]| {
        let judged = Judged::of(draft(page).written().0.as_str(), wanted);
        judged.print(&page.file_name().unwrap().to_string_lossy());
        assert!(judged.precision() >= floors[0] && judged.recall() >= floors[1], "{page:?}");
    };
    // Their texts hold every word of the page; where the article begins and ends was read by eye.
    let law = fs::read_to_string(archives.join("A_KAE.txt")).unwrap();
    let law = law.split_once("zum Seitenanfang").unwrap().0;
    check(&archives.join("A_KAE.mhtml"), law, LAW);
    let wiki = fs::read_to_string(archives.join("Exceptional_isomorphism_Wikipedia.txt")).unwrap();
    let wiki = between(&wiki, "From Wikipedia, the free encyclopedia", "Retrieved from");
    check(&archives.join("Exceptional_isomorphism_Wikipedia.mhtml"), &wiki, WIKI);
    let odyssey = draft(&real("recogito/index.html").unwrap());
    let (text, blocks) = odyssey.written();
    assert_eq!(blocks.len(), 2, "{}", text.as_str());
    assert!(
        text.as_str().starts_with("Homer: The Odyssey\n\nTell me, O muse") && text.as_str().ends_with("may know them.")
    );
    let testing = draft(&real("hypothesis/wikipedia-regression-testing.html").unwrap());
    let (text, _) = testing.written();
    assert_eq!(testing.details.title, "Regression testing");
    assert!(text.as_str().contains("Regression testing is a type of software testing"), "{}", text.as_str());
    for left in ["Create account", "Privacy policy", "Terms of Use", "Random article"] {
        assert!(!text.as_str().contains(left), "{left}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_make_a_sound_draft_or_none(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..400),
            proptest::collection::vec(
                proptest::sample::select(vec![
                    "<p>", "</p>", "<div class=ad>", "</div>", "<h1>", "<h2>", "<ul>", "<li>", "<a href=x>", "</a>", "<table>",
                    "<tr>", "<td>", "<svg>", "</svg>", "<script type=application/ld+json>{\"@type\":\"Article\"", "</script>",
                    "<br>", "<pre>", "<article>", "</article>", "<span hidden>", "</span>", "<time>", "<meta charset=utf-16>",
                    "The dam holds, the office said, and it has held since the spring of last year, when it was mended.",
                    " by Ada ", "2031-02-03", "ن", "中文", "\u{202E}", "\0", "&#13;", "&nbsp;", "\n", "<!--", "-->", "=3D", "<",
                ]),
                0..60,
            ).prop_map(|parts| parts.concat().into_bytes()),
        ],
    ) {
        checks::page(&bytes);
    }
}
