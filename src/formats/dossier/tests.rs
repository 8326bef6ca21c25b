//! Reads what dossiers say: of the samples, and of a project in which every word tries to be markup.

use std::collections::BTreeSet;

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    Dossier, Making, Quote, Report, Unreadable, What, html, markdown, page, read, shape, summary, telling, text,
    verify, write,
};
use crate::compare::Ledger;
use crate::compare::revision::Plan;
use crate::model::Dismissal;
use crate::model::actions::{self, NewText, Subject};
use crate::model::edit::Builder;
use crate::model::id::ChoiceKey;
use crate::model::scheme::{Scheme, Value};
use crate::model::*;
use crate::store;

mod verifying;

const SAMPLES: [&str; 3] = [
    include_str!("../../../samples/mi6.ron"),
    include_str!("../../../samples/arabic.ron"),
    include_str!("../../../samples/german.ron"),
];

fn project(sample: &str) -> Project {
    store::read(sample.as_bytes()).unwrap().project
}

fn dossier(project: &Project) -> Dossier {
    let sets: BTreeSet<SetId> = project.sets_by_id().map(|(id, _)| *id).collect();
    let making = Making { name: "a name", time: Time(1_772_841_600), version: "1.2.3" };
    Dossier::of(&Ledger::of(project, &sets), making)
}

fn sample() -> (Project, Dossier) {
    let project = project(SAMPLES[0]);
    let dossier = dossier(&project);
    (project, dossier)
}

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
fn seen(page: &str) -> String {
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
fn the_front_answers_what_is_asked() {
    let (_, dossier) = sample();
    let page = page(&dossier);
    let front = &page[..page.find("The table").unwrap()];
    let section = |heading: &str| {
        let rest = front.split_once(heading).unwrap_or_else(|| panic!("{heading}")).1;
        seen(rest.split_once("<h3>").map_or(rest, |(section, _)| section))
    };
    // Which claims does the government deny, and in full or in part?
    let full = section("Denied in full (");
    assert!(full.contains("MIT asked MI6 to protect the Syrian president — denied in full: Turkey (B)"), "{full}");
    assert!(full.contains("denied in full: Turkey (B); denied in part: Turkey (B)"), "the strongest first: {full}");
    assert!(!full.contains("no comment"), "{full}");
    assert!(section("Denied in part, nowhere in full (0)").contains("None."));
    assert!(section("Answered without being denied (1)").contains("answered, not denied: Turkey (B)"));
    // Which of the report's claims does the denial never mention?
    let silent = section("<strong>B</strong> <bdi>Elbwarte English</bdi>");
    assert!(silent.contains("Read for it, not there ("), "{silent}");
    assert!(silent.contains("The request followed a high-risk plot"), "{silent}");
    // Which claims rest only on unnamed people?
    let unnamed = section("Resting on unnamed people only (");
    assert!(unnamed.contains("MIT identified a team of three preparing remote bombs — Turkish security sources (A)"));
    assert!(seen(front).contains("made 7 Mar 2026, 00:00 UTC") || seen(front).contains("Made 7 Mar 2026, 00:00 UTC"));
    assert!(front.contains("gainsay 1.2.3"));
    for article in &dossier.articles {
        assert!(front.contains(&article.texts[0].sha256) && front.contains(&article.address), "{}", article.title);
    }
}

#[test]
fn the_two_silences_are_never_mixed_up() {
    let (mut project, before) = sample();
    let report = before.articles[1].title.clone();
    let count = |dossier: &Dossier| {
        let silence = &summary::Summary::of(dossier).silent[1];
        (silence.not_there.len(), silence.not_checked.len())
    };
    let (not_there, not_checked) = count(&before);
    assert!(not_there > 3, "{report}");
    // The reader takes one of them back.
    let absences = project.propositions().flat_map(|(id, _)| project.absences_of(*id)).collect::<Vec<_>>();
    let on_denial = absences.into_iter().find(|(_, article, _)| article.to_string() == before.articles[1].id);
    let (proposition, article, set) = on_denial.unwrap();
    let step = actions::mark_absent(&project, proposition, article, set, false, &Stamp::of_number(1)).unwrap();
    project.apply(&step.transaction).unwrap();
    let after = dossier(&project);
    assert_eq!(count(&after), (not_there - 1, not_checked + 1));
    let row = after.rows.iter().find(|row| row.id == proposition.to_string()).unwrap();
    assert!(row.cells.iter().all(|cell| cell.article != article.to_string()), "no cell: nobody looked");
    for text in [page(&after), text(&after)] {
        let section = text.split_once("In short").unwrap().1;
        let section = section.split_once("Elbwarte English").unwrap().1.split_once("Resting on").unwrap().0;
        let (there, checked) = section.split_once(&format!("Not checked ({})", not_checked + 1)).unwrap();
        assert!(there.contains(&format!("Read for it, not there ({})", not_there - 1)), "{section}");
        let wording = row.wording.split('\'').next().unwrap();
        assert!(checked.contains(wording) && !there.contains(wording), "{section}");
    }
}

/// Makes a project in which all that people wrote is these words, and the first article's text.
fn hostile(words: &str) -> Project {
    let mut scheme = Scheme::claims_and_denials();
    for (_, row) in &mut scheme.labels {
        row.name = words.to_owned();
    }
    for (_, row) in &mut scheme.kinds {
        row.name = words.to_owned();
    }
    for (_, row) in &mut scheme.attributes {
        row.name = words.to_owned();
        if let scheme::AttributeType::Choice(choices) = &mut row.takes {
            choices.iter_mut().for_each(|choice| choice.name = words.to_owned());
        }
    }
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(scheme, words, &mut stamp);
    let set = *project.sets()[0].0;
    let apply = |project: &mut Project, step: Step| project.apply(&step.transaction).unwrap();
    let info = Info { title: words.to_owned(), note: words.to_owned() };
    let step = actions::edit_info(&project, info).unwrap();
    apply(&mut project, step);
    let text = Text::new(format!("{words}\n{words} said {words}.\nNobody: {words}"));
    let details = Details {
        title: words.to_owned(),
        outlet: words.to_owned(),
        author: words.to_owned(),
        date: words.to_owned(),
        address: words.to_owned(),
        note: words.to_owned(),
        language: "en\" onload=\"x()".to_owned(),
    };
    let blocks = Block::guess(&text);
    let (step, article) =
        actions::add_article(&project, details.clone(), text.clone(), blocks.clone(), words, &mut stamp).unwrap();
    apply(&mut project, step);
    let (step, _) = actions::add_article(&project, details, text.clone(), blocks, words, &mut stamp).unwrap();
    apply(&mut project, step);
    let (revision, _) = project.latest(article).unwrap();
    let lines: Vec<std::ops::Range<usize>> = (0..3).map(|line| text.line(line)).collect();
    let spans = [
        ("claim", vec![(lines[0].start, lines[0].end)]),
        ("claim", vec![(lines[1].start, lines[1].start + words.len()), (lines[2].start, lines[2].end)]),
        ("source", vec![(lines[1].end - 1 - words.len(), lines[1].end - 1)]),
        ("denial", vec![(lines[2].start, lines[2].end)]),
        ("actor", vec![(lines[2].start + 8, lines[2].end)]),
    ];
    let mut ids = Vec::new();
    for (label, ranges) in spans {
        let spans = ranges.into_iter().map(|(start, end)| text.span(start, end).unwrap()).collect();
        let (label, fragments) = (LabelKey::slug(label), Fragments::new(spans).unwrap());
        let (step, id) = actions::annotate(&project, set, revision, &label, fragments, &mut stamp).unwrap();
        apply(&mut project, step);
        let step = actions::set_note(&project, Subject::Annotation(id), words).unwrap();
        apply(&mut project, step);
        ids.push(id);
    }
    let anonymous = Some(Value::Choice(ChoiceKey::slug("anonymous")));
    let step =
        actions::set_attribute(&project, Subject::Annotation(ids[2]), &AttributeKey::slug("kind"), anonymous).unwrap();
    apply(&mut project, step);
    let descriptor = Some(Value::Text(words.to_owned()));
    let key = AttributeKey::slug("descriptor");
    let step = actions::set_attribute(&project, Subject::Annotation(ids[2]), &key, descriptor).unwrap();
    apply(&mut project, step);
    for (from, kind, to) in [(0, "attributed to", 2), (3, "denies", 0), (3, "made by", 4), (3, "denies", 1)] {
        let kind = KindKey::slug(kind);
        let (step, id) = actions::relate(&project, set, &kind, ids[from], ids[to], &mut stamp).unwrap();
        apply(&mut project, step);
        let step = actions::set_note(&project, Subject::Relation(id), words).unwrap();
        apply(&mut project, step);
    }
    let mut builder = Builder::new(&project);
    let (attributes, members, time) = (Attributes::default(), BTreeSet::from([ids[0]]), stamp.time);
    let row = Proposition { wording: words.to_owned(), attributes, members, note: words.to_owned(), time };
    builder.put(PropositionId(stamp.fresh()), Some(row));
    let sets = BTreeSet::from([set]);
    let first = Ledger::of(&project, &sets).findings().next().unwrap().key.clone();
    builder.put(first, Some(Dismissal { reason: words.to_owned(), time: stamp.time }));
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    project
}

const EVIL: &str =
    "</td></style>\"' onload=\"x()\"><script>alert(1)</script><!-- | ** _a_ `b` \\ &lt; [x](y) $z$ ~~u~~ \u{202e}";

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

/// All that readers of GitHub's Markdown know.
fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM
}

/// Reads Markdown with all that readers of it may know, and lists what stands in block quotes: a paragraph a line.
fn quotes_in(markdown: &str) -> Vec<String> {
    let (mut all, mut depth) = (Vec::new(), 0);
    for event in Parser::new_ext(markdown, options()) {
        match event {
            Event::Start(Tag::BlockQuote(kind)) => {
                assert_eq!(kind, None);
                all.push(String::new());
                depth += 1;
            }
            Event::End(TagEnd::BlockQuote(_)) => depth -= 1,
            Event::End(TagEnd::Paragraph) if depth > 0 => all.last_mut().unwrap().push('\n'),
            Event::Text(text) if depth > 0 => all.last_mut().unwrap().push_str(&text),
            Event::Start(Tag::Paragraph | Tag::Strong) | Event::End(TagEnd::Strong) => {}
            Event::InlineHtml(tag) if ["<b>", "</b>", "<br>"].contains(&&*tag) => {}
            other => assert!(depth == 0, "no mark in a quote: {other:?}"),
        }
    }
    all.iter().map(|quote| quote.trim_end_matches('\n').to_owned()).collect()
}

/// Returns what a quote with what is around it reads like.
fn told(quote: &Quote) -> String {
    let all = telling::in_context(quote).into_iter().map(|(_, text)| text).collect::<String>();
    let lines = all.lines().map(|line| line.trim_matches([' ', '\t'])).filter(|line| !line.trim().is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn markdown_says_what_the_quotes_say() {
    for project in SAMPLES.map(project).into_iter().chain([hostile(EVIL), hostile("# - 1. = > a")]) {
        let dossier = dossier(&project);
        let markdown = text(&dossier);
        let written = quotes_in(&markdown);
        let mut drawn = BTreeSet::new();
        for cell in dossier.rows.iter().flat_map(|row| &row.cells) {
            drawn.extend(cell.claims.iter().map(|claim| &claim.quote));
            drawn.extend(cell.denials.iter().map(|denial| &denial.quote));
        }
        assert!(!drawn.is_empty());
        for id in drawn {
            let quote = dossier.quotes.iter().find(|quote| quote.id == *id).unwrap();
            assert!(written.contains(&told(quote)), "{:?}\n{written:#?}", told(quote));
        }
        // Each row of a table has as many cells as its heading.
        let (mut head, mut cells) = (0, 0);
        for event in Parser::new_ext(&markdown, options()) {
            match event {
                Event::Start(Tag::Table(columns)) => head = columns.len(),
                Event::Start(Tag::TableRow) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow) => assert_eq!(cells, head),
                Event::Html(tag) | Event::InlineHtml(tag) => {
                    assert!(["<b>", "</b>", "<br>"].contains(&&*tag), "{tag}");
                }
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. }) => panic!("{event:?}"),
                _ => {}
            }
        }
    }
    // A bar does not begin a cell: in the source of a table each one of the project's is escaped.
    let markdown = text(&dossier(&hostile("a | b")));
    let row = markdown.lines().find(|line| line.starts_with("| 1 |")).unwrap();
    assert!(row.contains("a \\| b"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
}

#[test]
fn what_stands_behind_a_quote_begins_a_line_as_words() {
    let mut markdown = String::new();
    markdown::quote(&mut markdown, &[(true, "It is denied.\n".into()), (false, "- by whom?".into())]);
    assert_eq!(quotes_in(&markdown), ["It is denied.\n- by whom?"], "{markdown}");
}

proptest! {
    #[test]
    fn any_text_reads_in_markdown_as_it_is(text in "[ -~é“„«»–字ع\u{a0}\n]{1,40}", at in 0usize..40, length in 1usize..20) {
        let chars: Vec<char> = text.chars().collect();
        let start = at.min(chars.len() - 1);
        let end = (start + length).min(chars.len());
        let part = |range: std::ops::Range<usize>| chars[range].iter().collect::<String>();
        let stretches = [(false, part(0..start)), (true, part(start..end)), (false, part(end..chars.len()))];
        let mut markdown = String::new();
        markdown::quote(&mut markdown, &stretches);
        let lines = text.split('\n').map(|line| line.trim_matches([' ', '\t']));
        let expected: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
        let written = quotes_in(&markdown);
        if expected.is_empty() {
            prop_assert!(written.is_empty());
        } else {
            // Spaces at the edges of strong letters may stand on either side of them.
            prop_assert_eq!(&written, &[expected.join("\n")], "{}", markdown);
        }
    }
}

#[test]
fn what_was_written_is_read_again_and_stands() {
    for sample in SAMPLES {
        let project = project(sample);
        let dossier = dossier(&project);
        let written = write(&dossier);
        assert_eq!(read(written.as_bytes()), Ok(dossier.clone()));
        assert_eq!(read(format!("\u{feff}{written}").as_bytes()), Ok(dossier.clone()));
        let report = verify(&dossier, &project);
        assert!(dossier.quotes.len() > 10);
        assert_eq!(report, Report { quotes: dossier.quotes.len(), differences: Vec::new(), revised: Vec::new() });
        // Half-open code points of the text with that hash.
        for quote in &dossier.quotes {
            let revision = project.revision(&RevisionId::parse(&quote.text).unwrap()).unwrap();
            assert_eq!(revision.text.hash().to_string(), quote.sha256);
            let chars: Vec<char> = revision.text.as_str().chars().collect();
            for one in &quote.fragments {
                assert_eq!(chars[one.start..one.end].iter().collect::<String>(), one.words);
            }
        }
    }
}

#[test]
fn what_is_no_dossier_is_refused_plainly() {
    let (_, dossier) = sample();
    let written = write(&dossier);
    let said = |bytes: &[u8]| read(bytes).unwrap_err().to_string();
    assert!(said(page(&dossier).as_bytes()).contains("page (HTML)"));
    assert!(said(text(&dossier).as_bytes()).contains("Markdown"));
    assert!(said(SAMPLES[0].as_bytes()).contains("project, not a dossier"));
    assert!(said(b"\xff\xfe{").contains("UTF-8"));
    assert!(said(b"{\"kind\": 3}").contains("no dossier"));
    let newer = written.replacen("\"format\": 1,", "\"format\": 2, \"new\": {},", 1);
    assert_eq!(read(newer.as_bytes()), Err(Unreadable::Format(2)));
    assert!(said(newer.as_bytes()).contains("format 2") && said(newer.as_bytes()).contains("format 1"));
    assert_eq!(said(written.replacen("\"format\": 1,", "", 1).as_bytes()), "format: it is not there");
    let unknown = written.replacen("\"made\":", "\"colour\": 1,\n  \"made\":", 1);
    let line = unknown.lines().position(|line| line.contains("colour")).unwrap() + 1;
    assert!(said(unknown.as_bytes()).starts_with(&format!("line {line}, column ")), "{}", said(unknown.as_bytes()));
    assert!(said(unknown.as_bytes()).contains("unknown field `colour`"));
    let cut = &written[..written.len() / 2];
    assert!(
        said(cut.as_bytes()).starts_with(&format!("line {}, column ", cut.lines().count())),
        "{}",
        said(cut.as_bytes())
    );
    for at in [0, 1, 7, 100] {
        let _ = read(&written.as_bytes()[..at]);
    }
}

#[test]
fn what_does_not_fit_together_is_named_with_its_place() {
    let (_, whole) = sample();
    let said = |change: &dyn Fn(&mut Dossier)| {
        let mut dossier = whole.clone();
        change(&mut dossier);
        read(write(&dossier).as_bytes()).unwrap_err().to_string()
    };
    let id = whole.quotes[2].id.clone();
    let twice = said(&|dossier| dossier.quotes[5].id = dossier.quotes[2].id.clone());
    assert!(twice == format!("quotes[5].id: {id} is there twice"), "{twice}");
    assert_eq!(
        said(&|d| d.quotes[3].fragments[0].end += 1),
        "quotes[3].fragments[0]: its words are not as long as its place"
    );
    assert!(said(&|d| d.quotes[3].fragments[0].start = 9_999).starts_with("quotes[3].fragments[0]: its places are"));
    assert_eq!(said(&|d| d.articles[1].texts[0].sha256.truncate(5)), "articles[1].texts[0].sha256: it is no SHA-256");
    assert_eq!(said(&|d| d.articles[1].texts.clear()), "articles[1].texts: it is not there");
    let nowhere = |place: &str| format!("{place}: X is nowhere in the dossier");
    let x = || "X".to_owned();
    let cell =
        |d: &Dossier| d.rows.iter().position(|row| row.cells.iter().any(|cell| !cell.denials.is_empty())).unwrap();
    let at = cell(&whole);
    let nth = whole.rows[at].cells.iter().position(|cell| !cell.denials.is_empty()).unwrap();
    let place = format!("rows[{at}].cells[{nth}]");
    assert_eq!(said(&|d| d.quotes[0].article = x()), nowhere("quotes[0].article"));
    assert_eq!(said(&|d| d.quotes[0].set = x()), nowhere("quotes[0].set"));
    assert_eq!(said(&|d| d.quotes[0].text = x()), nowhere("quotes[0].text"));
    assert_eq!(said(&|d| d.people[0].quotes.push(x())), nowhere("people[0].quotes"));
    assert_eq!(said(&|d| d.relations[0].to = x()), nowhere("relations[0]"));
    assert_eq!(said(&|d| d.rows[at].cells[nth].denials[0].denies = x()), nowhere(&place));
    assert_eq!(said(&|d| d.rows[at].cells[nth].denials[0].by.push(x())), nowhere(&place));
    assert_eq!(said(&|d| d.rows[at].cells[nth].article = x()), nowhere(&place));
    assert_eq!(said(&|d| d.findings[0].row = Some(x())), nowhere("findings[0].row"));
}

/// Adds a text to an article without the words, as the program does, and leaves what lost its place.
fn without(project: &Project, article: ArticleId, words: &str) -> Project {
    let mut stamp = Stamp::of_number(77);
    let text = Text::new(project.latest(article).unwrap().1.text.as_str().replace(words, "so"));
    let plan = Plan::of(project, article, &text, &|| false).unwrap();
    let new = NewText { blocks: Block::guess(&text), text, origin: String::new(), adds_words: plan.adds_words };
    let (step, latest) = actions::add_revision(project, article, new, &plan.carried(), &mut stamp).unwrap();
    let mut project = project.clone();
    project.apply(&step.transaction).unwrap();
    let lost: Vec<AnnotationId> = project.detached(latest).collect();
    let step = actions::leave_detached(&project, &lost, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    project
}

#[test]
fn what_an_article_dropped_is_in_every_form() {
    let (project, whole) = sample();
    let (id, claim) = project
        .in_order(project.latest(*project.articles()[0].0).unwrap().0)
        .filter_map(|id| Some((id, project.annotation(&id)?)))
        .find(|(id, row)| row.label.as_str() == "claim" && project.proposition_of(*id).is_none())
        .or_else(|| project.annotations().map(|(id, row)| (*id, row)).find(|(_, row)| row.label.as_str() == "claim"))
        .unwrap();
    let words = project.quote(claim);
    let article = project.revision(&claim.revision).unwrap().article;
    let later = without(&project, article, &words);
    let dossier = dossier(&later);
    let cells = || dossier.rows.iter().flat_map(|row| &row.cells);
    let quote = |id: &str| dossier.quotes.iter().find(|quote| quote.id == id).unwrap();
    let former: Vec<&shape::Former> = cells().flat_map(|cell| &cell.former).collect();
    let dropped = former.iter().filter(|former| {
        former.since.as_ref().is_some_and(|since| since.turn == shape::Turn::Dropped && since.text == 2)
    });
    assert!(dropped.clone().any(|former| quote(&former.quote).words == words), "{id}: {former:?}");
    assert!(cells().flat_map(|cell| &cell.since).any(|since| since.turn == shape::Turn::Dropped), "a whole cell went");
    let (page, markdown) = (page(&dossier), text(&dossier));
    for told in [seen(&page), markdown] {
        assert!(told.contains("× dropped in text 2") && told.contains("are not in it any more"), "{told}");
    }
    assert!(!seen(&super::page(&whole)).contains("dropped in text"), "nothing was dropped where there is one text");
    let written = write(&dossier);
    assert_eq!(read(written.as_bytes()).unwrap(), dossier);
    assert!(verify(&dossier, &later).differences.is_empty());
    // What stands on an earlier text only is not said to have nothing to do with any claim.
    assert_eq!(dossier.left_out, whole.left_out);
}

#[test]
fn a_quote_stands_in_its_line() {
    let long = "word ".repeat(100);
    let mut stamp = Stamp::of_number(1);
    let mut project = Project::begin(Scheme::claims_and_denials(), "anna", &mut stamp);
    let set = *project.sets()[0].0;
    let text = Text::new(format!("Title\n{long}here {long}there{long}\nand more"));
    let made = actions::add_article(&project, Details::default(), text.clone(), Vec::new(), "", &mut stamp).unwrap();
    project.apply(&made.0.transaction).unwrap();
    let (revision, _) = project.latest(made.1).unwrap();
    let span = |words: &str| {
        let start = text.as_str().find(words).unwrap();
        text.span(start, start + words.len()).unwrap()
    };
    let fragments = Fragments::new(vec![span("here "), span("there"), span("more")]).unwrap();
    let label = LabelKey::slug("claim");
    let (step, _) = actions::annotate(&project, set, revision, &label, fragments, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let dossier = dossier(&project);
    let quote = &dossier.quotes[0];
    let [here, there, more] = &quote.fragments[..] else { panic!("{quote:?}") };
    for (text, most) in [(&here.before, 121), (&here.after, 61), (&there.before, 61), (&there.after, 121)] {
        assert!(text.chars().count() <= most && text.chars().count() > most - 8, "{text}");
        assert!(text.starts_with('…') != text.ends_with('…'), "cut on one side: {text}");
    }
    assert_eq!((more.before.as_str(), more.after.as_str()), ("and ", ""), "not over the end of a line");
    let shown: String = telling::in_context(quote).into_iter().map(|(_, text)| text).collect();
    assert!(shown.contains("word … word") && !shown.contains("……") && !shown.contains("… …"), "{shown}");
    assert!(shown.ends_with("…and more"), "{shown}");
    assert!(dossier.rows[0].id == quote.id && !dossier.rows[0].proposition);
    assert_eq!(dossier.title, "a name", "the project has none");
}

#[test]
fn numbers_and_letters() {
    assert_eq!([0, 25, 26, 51, 52, 701, 702].map(telling::letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    assert_eq!(telling::ranges(&[0, 1, 2, 6, 8, 9]), "1–3, 7, 9–10");
    assert_eq!(telling::ranges(&[]), "");
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
