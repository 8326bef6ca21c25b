use super::super::pieces::pieces;
use super::*;

const LONG: &str = "The dam holds, the office said, and it has held since the spring of last year, when it was mended.";

/// Writes what is kept and, in brackets, what is not.
fn chosen(html: &str, titles: &[&str]) -> String {
    let tree = Tree::parse(html);
    let titles: Vec<String> = titles.iter().map(|title| (*title).to_owned()).collect();
    let known = Known { titles: &titles, outlet: "The Post", description: "" };
    let parts = choose(&tree, pieces(&tree).0, &known).parts;
    let shown = parts.iter().map(|part| {
        let words = part.text.replace(LONG, "…").replace('\n', "/");
        if part.kept { words } else { format!("[{words}]") }
    });
    shown.collect::<Vec<_>>().join(" ")
}

#[test]
fn the_headline_is_what_the_page_calls_its_title() {
    let page = format!("<h1>The Post</h1><h1>Dam holds</h1><p>{LONG}</p><h1>Other</h1>");
    assert_eq!(chosen(&page, &["Dam holds, says office"]), "[The Post] Dam holds … [Other]");
    assert_eq!(chosen(&page, &[]), "[The Post] Dam holds … [Other]");
    assert_eq!(chosen(&format!("<div>Dam holds</div><div>x</div><p>{LONG}</p>"), &["Dam holds"]), "Dam holds [x] …");
}

#[test]
fn headings_go_with_what_is_below_them() {
    let page = format!(
        "<h1>Dam</h1><p>{LONG}</p><h2>One</h2><p>Short.</p><h2>More</h2><ul><li><a href=1>A b c</a><li><a href=2>D e f</a></ul>"
    );
    assert_eq!(chosen(&page, &["Dam"]), "Dam … One Short. [More/A b c/D e f]");
}

#[test]
fn what_is_said_twice_is_kept_once() {
    let page = format!(
        "<h1>Dam</h1><p>{LONG}</p><blockquote>it has held since the spring of last year</blockquote><p>{LONG}</p>"
    );
    assert_eq!(chosen(&page, &[]), "Dam … [it has held since the spring of last year] […]");
}

#[test]
fn lines_that_lead_on_are_told_by_their_links() {
    let page = format!(
        "<p>{LONG}</p><p>Read more: <a href=1>The dam in pictures</a></p><p>Read more slowly, he said, and you will see it.</p>"
    );
    assert_eq!(
        chosen(&page, &[]),
        "… [Read more: The dam in pictures] Read more slowly, he said, and you will see it."
    );
}

#[test]
fn likeness_counts_shared_words() {
    assert_eq!(likeness("Dam holds", "dam HOLDS!"), 1.0);
    assert_eq!(likeness("水库渗漏", "水库"), 2.0 * 2.0 / 6.0);
    assert_eq!(likeness("", "Dam"), 0.0);
}

#[test]
fn a_title_and_a_byline_stand_in_the_text_where_nothing_parts_them() {
    let page =
        format!("<table><tr><td><b>Dam holds</b><br><i>By Ada Low<br>7 March 2026</i><br><br>{LONG}</td></tr></table>");
    assert_eq!(chosen(&page, &["Dam holds"]), "Dam holds [By Ada Low/7 March 2026] …");
    assert_eq!(chosen(&page, &["Another"]), "Dam holds/By Ada Low/7 March 2026 …");
}

#[test]
fn short_sentences_stand_as_the_long_ones_do() {
    let page = format!(
        "<h1>Dam</h1><div><div>{LONG}</div><div>He was wrong</div><div>{LONG} So far.</div><div class=x>Labelled</div></div>"
    );
    assert_eq!(chosen(&page, &[]), "Dam … He was wrong … So far. [Labelled]");
}

#[test]
fn a_refrain_is_kept() {
    let refrain = "<p>We shall never leave this valley.</p>";
    let page = format!("<h1>Dam</h1><p>{LONG}</p>{refrain}<p>{LONG} So far.</p>{refrain}<p>Yes.</p>{refrain}");
    assert_eq!(chosen(&page, &[]).matches("[We shall").count(), 0);
    let page = format!("<h1>Dam</h1><p>{LONG}</p>{refrain}<p>{LONG} So far.</p>{refrain}");
    assert_eq!(chosen(&page, &[]).matches("[We shall").count(), 1, "twice may be once for another size");
}

#[test]
fn what_an_article_is_about_and_when_it_was_changed_is_no_part_of_it() {
    let page = format!(
        "<h1>Dam</h1><p>Updated 9 March 2026</p><p>{LONG}</p><p>Tags: dam, river</p><p>Themen: Damm</p><p>Topics: they were all to be heard.</p>"
    );
    assert_eq!(
        chosen(&page, &[]),
        "Dam [Updated 9 March 2026] … [Tags: dam, river/Themen: Damm] Topics: they were all to be heard."
    );
}
