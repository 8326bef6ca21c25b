//! Judges how well the article is found on saved web pages: on our own pages beside their texts (`tests/fixtures/web`),
//! block by block and detail by detail; and on pages that real programs saved, found by `GAINSAY_REAL_DATA`.
//! Prints precision and recall of the words kept.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "fuzz/checks.rs"]
mod checks;
#[path = "common/judged.rs"]
mod judged;

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::documents::{Draft, Source};
use judged::{Judged, judge, real};
use proptest::prelude::*;

/// Precision and recall, at least, on an encyclopedia's page (its formulas are pictures, its references are links) and
/// on a law.
const WIKI: [f64; 2] = [0.98, 0.75];
const LAW: [f64; 2] = [0.98, 0.9];

fn draft(path: &Path) -> Draft {
    let name = path.file_name().unwrap().to_string_lossy();
    Source::new(&name, fs::read(path).unwrap()).unwrap().draft().unwrap()
}

#[test]
fn the_article_and_its_details_are_found_on_pages_of_every_make() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/web");
    let mut pages: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ext| ext != "txt"));
    pages.sort();
    assert!(pages.len() >= 16, "{pages:?}");
    let (mut all, mut wrong) = (Judged::default(), Vec::new());
    for page in &pages {
        let name = page.file_name().unwrap().to_string_lossy();
        let wanted = fs::read_to_string(page.with_extension("txt")).unwrap();
        wrong.extend(judge(&name, &draft(page), &wanted, &mut all));
    }
    all.print("all");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(all.precision() > 0.99 && all.recall() > 0.99);
}

#[test]
fn what_a_page_has_for_browsers_without_scripts_may_be_its_article() {
    let long =
        "The dam holds, the office said, and it has held since the spring of last year, when it was mended. ".repeat(3);
    let of = |page: &str| {
        let draft = Source::new("dam.html", page.as_bytes()).unwrap().draft().unwrap();
        draft.written().0.as_str().to_owned()
    };
    assert_eq!(of(&format!("<h1>Dam</h1><noscript><p>{long}</p></noscript>")), format!("Dam\n\n{}", long.trim_end()));
    assert_eq!(
        of(&format!("<h1>Dam</h1><p>{long}</p><noscript><p>Turn on scripts.</p></noscript>")),
        format!("Dam\n\n{}", long.trim_end())
    );
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
