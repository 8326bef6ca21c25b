//! Reads dossiers in Markdown, as a reader of GitHub's would.

use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::*;

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
