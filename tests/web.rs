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

fn of(page: &str) -> Draft {
    Source::new("dam.html", page.as_bytes()).unwrap().draft().unwrap()
}

#[test]
fn bylines_and_what_leads_on_are_known_in_many_languages() {
    let pages = [
        ("ar", "كتبت: ليلى حداد", "ليلى حداد", "اقرأ أيضا: من يملك النهر؟"),
        ("el", "Της Άννας Παππά", "Άννας Παππά", "Διαβάστε επίσης: Σε ποιον ανήκει το ποτάμι;"),
        ("fa", "نویسنده: لیلا حداد", "لیلا حداد", "بیشتر بخوانید: رودخانه مال کیست؟"),
        ("he", "מאת: דנה כהן", "דנה כהן", "קראו גם: של מי הנהר?"),
        ("ja", "山田太郎", "山田太郎", "【関連記事】川は誰のものか"),
        ("ko", "김민수 기자", "김민수", "관련기사: 강은 누구의 것인가"),
        ("pl", "Anna Nowak", "Anna Nowak", "Czytaj także: Czyja jest rzeka?"),
        ("ru", "Анна Иванова", "Анна Иванова", "Читайте также: Кому принадлежит река?"),
        ("tr", "Ayşe Yılmaz", "Ayşe Yılmaz", "Ayrıca okuyun: Nehir kimin?"),
        ("zh", "记者 王芳", "王芳", "相关阅读：河流属于谁？"),
        ("fr", "Par Claire Noël", "Claire Noël", "Lire aussi : À qui appartient le fleuve ?"),
    ];
    let long = "The dam holds, the office said, and it has held since the spring of last year, when it was mended.";
    for (language, line, author, related) in pages {
        for class in ["byline", "writer"] {
            // Half of the line is a link, so that its words tell.
            let (words, link) = related.split_at(related.char_indices().nth(related.chars().count() / 2).unwrap().0);
            let page = format!(
                "<html lang={language}><title>Dam holds</title><article><h1>Dam holds</h1><p class={class}>{line}</p>\
                 <p>{long}</p><p>{words}<a href=x>{link}</a></p><p>Not so, say others. {long}</p></article>"
            );
            let draft = of(&page);
            let text = draft.written().0.as_str().to_owned();
            assert_eq!((draft.details.author.as_str(), text.contains(words)), (author, false), "{language}\n{text}");
            assert!(text.contains("Not so") && !text.contains(line), "{text}");
        }
    }
    // What is called a byline, and is none.
    for line in ["Updated at noon", "Published by many", "2 min read", "from our own correspondent in the valley below"]
    {
        let page = format!("<title>Dam</title><article><h1>Dam</h1><p class=byline>{line}</p><p>{long} {long}</p>");
        assert_eq!(of(&page).details.author, "", "{line}");
    }
}

#[test]
fn cards_inside_an_article_are_left_out_and_signs_of_notes_are_raised() {
    let long = "The dam holds, the office said, and it has held since the spring of last year, when it was mended.";
    let text = |inner: &str| {
        let page =
            format!("<title>Dam</title><article><h1>Dam</h1><p>{long}</p>{inner}<p>So it was, they say. {long}</p>");
        of(&page).written().0.as_str().to_owned()
    };
    for card in [
        "<article class=card><h4>Dog saves cat</h4><p>A dog saved a cat.</p></article>",
        "<div class='story-card'><h3><a href=x>Dog saves cat</a></h3><p>It was on Sunday.</p></div>",
        "<div><a href=x><img src=y></a><h3><a href=x>Dog saves cat</a></h3><p>It was on Sunday.</p></div>",
    ] {
        let text = text(card);
        assert!(!text.contains("Dog") && !text.contains("Sunday") && text.contains("So it was"), "{card}\n{text}");
    }
    for own in [
        "<div><h3>Two calls</h3><p>It was on Sunday.</p></div>",
        "<section><h3>Two calls</h3><img src=y><p>It was on Sunday.</p></section>",
    ] {
        assert!(text(own).contains("Two calls\n\nIt was on Sunday."), "{}", text(own));
    }
    assert!(text("<p>“It holds,” said <a href=x>the mayor</a>.<sup>1</sup></p>").contains("said the mayor.¹\n"));
    assert!(text("<p>So said the mayor<sup><a href='#n2'>2</a></sup> there.</p>").contains("the mayor² there."));
    assert!(text("<p>On the 1<sup>st</sup> of May, 20 m<sup>2</sup> fell.</p>").contains("1st of May, 20 m2 fell."));
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
