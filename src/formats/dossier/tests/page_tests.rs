//! Reads dossiers as pages.

use pulldown_cmark::{Event, Parser, Tag};

use super::*;

/// Lists the tags of a page, without what stands between them.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).filter_map(|rest| Some(rest.split_once('>')?.0)).collect()
}

/// Returns an attribute's value in a tag.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(&format!(" {name}=\""))?.1.split_once('"').map(|(value, _)| value)
}

/// Checks that each element that begins ends, in order, and returns how deep they go.
fn balanced(page: &str) -> usize {
    let body = page.split_once("</style>").unwrap().1;
    let (mut open, mut deepest): (Vec<&str>, usize) = (vec!["html", "head"], 0);
    for tag in tags(body) {
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "ends what was begun last: {tag}");
        } else if name != "br" {
            open.push(name);
            deepest = deepest.max(open.len());
        }
    }
    assert_eq!(open, [""; 0], "all that was begun ends");
    deepest
}

/// Puts back what stands for a character in HTML.
fn unescaped(text: &str) -> String {
    let marks = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    marks.iter().fold(text.to_owned(), |text, (mark, c)| text.replace(mark, c))
}

/// Returns what a reader sees of a page or a part of it.
pub(super) fn seen(page: &str) -> String {
    let mut text = String::new();
    for part in page.split('<') {
        text.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    unescaped(&text)
}

#[test]
fn a_page_is_whole_and_fetches_nothing() {
    for sample in SAMPLES {
        let project = project(sample);
        let page = page(&dossier(&project));
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">"));
        assert!(balanced(&page) > 4);
        let ids: BTreeSet<&str> = tags(&page).into_iter().filter_map(|tag| attribute(tag, "id")).collect();
        let addresses: Vec<String> =
            project.articles().iter().map(|(_, row)| row.details.address.clone()).filter(|a| !a.is_empty()).collect();
        let mut linked = 0;
        for tag in tags(&page) {
            let name = tag.split(' ').next().unwrap();
            assert!(!["script", "link", "img", "iframe", "object", "base", "form"].contains(&name), "{tag}");
            assert!(attribute(tag, "src").is_none() && !tag.contains(" on"), "{tag}");
            match attribute(tag, "href").map(|to| (to, to.strip_prefix('#'))) {
                Some((_, Some(row))) => assert!(ids.contains(row), "{row} is there"),
                Some((to, None)) => {
                    assert!(name == "a" && addresses.contains(&unescaped(to)), "{to}");
                    linked += 1;
                }
                None => {}
            }
        }
        assert_eq!(linked, addresses.len());
        let style = page.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        assert!(!style.contains("url(") && !style.contains("@import"));
        let print = style.split_once("@media print {").unwrap().1;
        let paper = style.split_once("@page {").unwrap().1.split_once("}\n").unwrap().0;
        assert!(paper.contains("margin:") && !paper.contains(" size:"), "any paper: A4, Letter");
        for rule in ["tr, li, blockquote { break-inside: avoid; }", "break-after: avoid", "table-header-group"] {
            assert!(print.contains(rule), "{rule}");
        }
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        // Greys only, or nearly: nothing could be told by colour.
        for colour in style.split('#').skip(1).map(|rest| &rest[..rest.find([';', ' ']).unwrap()]) {
            let wide = colour.len() / 3;
            let part =
                |at: usize| u8::from_str_radix(&colour[at * wide..(at + 1) * wide].repeat(3 - wide), 16).unwrap();
            let parts = [part(0), part(1), part(2)];
            assert!(parts.iter().max().unwrap() - parts.iter().min().unwrap() < 0x20, "{colour}");
        }
    }
}

#[test]
fn of_an_article_nothing_stands_for_what_is_not_known() {
    let (project, _) = sample();
    let article = *project.articles()[0].0;
    let details = Details { title: "A title".into(), ..Details::default() };
    let mut bare = project.clone();
    bare.apply(&actions::edit_details(&project, article, details).unwrap().transaction).unwrap();
    let page = page(&dossier(&bare));
    assert!(page.contains("A title<br>Text 1") || page.contains("A title</bdi><br>Text 1"), "{page}");
    assert!(!page.contains("<br><br>"));
}

#[test]
fn markup_in_a_project_stays_text() {
    let plain = page(&dossier(&hostile(&"a".repeat(EVIL.len()))));
    let evil = page(&dossier(&hostile(EVIL)));
    assert_eq!(tags(&evil), tags(&plain), "the same tags, whatever the words");
    balanced(&evil);
    assert!(!evil.contains("<script") && !evil.contains("lang=\"en&") && !evil.contains("onload=\""));
    assert!(seen(&evil).contains(EVIL), "all of it is there to read");
    for sign in ["mark", "note", "bdi", "h3 class=\"row\""] {
        assert!(evil.contains(&format!("<{sign}")) || evil.contains(&format!("\"{sign}\"")), "{sign} is tried");
    }
}

#[test]
fn only_addresses_of_the_web_are_links() {
    let mut project = hostile("words");
    let id = *project.articles()[0].0;
    for (address, linked) in [
        ("https://example.org/a?b=1&c=\"2\"", true),
        ("HTTP://example.org", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("https://example.org/ javascript:x", false),
        ("Page 3", false),
    ] {
        let details = Details { address: address.to_owned(), ..project.article(&id).unwrap().details.clone() };
        let step = actions::edit_details(&project, id, details).unwrap();
        project.apply(&step.transaction).unwrap();
        let dossier = dossier(&project);
        let page = page(&dossier);
        let links: Vec<&str> = tags(&page).into_iter().filter_map(|tag| attribute(tag, "href")).collect();
        let found = links.iter().any(|link| unescaped(link) == address);
        assert_eq!(found, linked, "{address}");
        assert!(links.iter().all(|link| link.starts_with('#') || unescaped(link) == address), "{links:?}");
        assert!(seen(&page).contains(address), "{address}");
        let markdown = text(&dossier);
        assert_eq!(Parser::new(&markdown).any(|event| matches!(event, Event::Start(Tag::Link { .. }))), linked);
    }
}

#[test]
fn what_runs_right_to_left_has_its_own_direction() {
    let project = project(SAMPLES[1]);
    let dossier = dossier(&project);
    let page = page(&dossier);
    assert!(page.contains("<blockquote dir=\"rtl\" lang=\"ar\">"));
    assert!(self::page(&sample().1).contains("<blockquote dir=\"auto\" lang=\"en-GB\">"));
    for (language, direction) in
        [("ar", "rtl"), ("fa-IR", "rtl"), ("az-Arab", "rtl"), ("ku-Latn", "auto"), ("ur-Latn-PK", "auto"), ("", "auto")]
    {
        assert_eq!(html::direction(language), direction, "{language}");
    }
    assert!(page.contains("<h3 class=\"row\" id=\"row-1\"><span>1</span><span dir=\"auto\">"));
    // No Arabic letter stands in the page's own direction.
    let mut open: Vec<(&str, bool)> = Vec::new();
    for part in page.split_once("<body>").unwrap().1.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split(' ').next().unwrap();
        match tag.strip_prefix('/') {
            Some(_) => drop(open.pop()),
            None if name == "br" => {}
            None => open.push((name, name == "bdi" || tag.contains(" dir=\""))),
        }
        let arabic = text.chars().any(|c| ('\u{600}'..='\u{6ff}').contains(&c));
        // What the check list says is a sentence of the program's, with words of the project in it.
        assert!(!arabic || open.iter().any(|(_, own)| *own), "{text}");
    }
    // In Markdown too, within lines that begin in the program's own words.
    let markdown = text(&dossier);
    let facts = markdown.lines().find(|line| line.contains("on the word of: ")).unwrap();
    let behind = facts.split_once("on the word of: ").unwrap().1;
    assert!(behind.starts_with('\u{2068}'), "{facts}");
    assert_eq!(markdown.matches('\u{2068}').count(), markdown.matches('\u{2069}').count());
}

#[test]
fn many_articles_come_in_tables_that_fit_on_paper() {
    let (_, mut dossier) = sample();
    for at in 0..10 {
        let copy = shape::Article { id: format!("more {at}"), ..dossier.articles[0].clone() };
        dossier.articles.push(copy);
    }
    let page = page(&dossier);
    let tables: Vec<&str> = page.split("<table class=\"ledger\">").skip(1).collect();
    assert_eq!(tables.len(), 3);
    for table in &tables {
        assert!(table.split_once("</thead>").unwrap().0.matches("<th ").count() <= 3 + 5);
    }
    let rows = |table: &str| table.split_once("</table>").unwrap().0.matches("<tr>").count() - 1;
    assert_eq!(rows(tables[0]), dossier.rows.len());
    assert_eq!(rows(tables[1]), 0, "nobody looked there");
    assert!(tables[1].contains(&format!("{} claims that these articles were not checked for", dossier.rows.len())));
}
