//! Draws blocks on a page: HTML (WHATWG, living standard) that needs no script and no other file.
//!
//! What the project and its articles say stands in it as text. The only addresses in it are the articles' own, as
//! links. Nothing is told by colour alone: each state has a sign and words.

use super::{Block, Line, Piece, Sign, Stands};
use crate::formats::page::Page;

/// How all reports look.
pub(in crate::formats) const STYLE: &str = "
:root { color-scheme: light; }
body { font: 10.5pt/1.45 'Source Serif 4', 'Noto Serif', Georgia, 'Times New Roman', serif; color: #1f2328; background: #fff; max-width: 50em; margin: 2em auto; padding: 0 1em; overflow-wrap: break-word; }
h1 { font-size: 20pt; line-height: 1.2; margin: 0 0 .4em; }
h2 { font-size: 14pt; margin: 1.8em 0 .5em; border-bottom: 1px solid #777; }
h3 { font-size: 11.5pt; line-height: 1.3; margin: 1.3em 0 .3em; }
h4 { font-size: 10.5pt; margin: 1em 0 .3em; }
h3.row { display: flex; gap: .6em; align-items: baseline; border-top: 1px solid #bbb; padding-top: .7em; margin-top: 1.6em; }
h3.row > :last-child { flex: 1; }
p, ul, table { margin: .3em 0; }
ul { padding-inline-start: 1.4em; }
li { margin: .15em 0; }
ul.in1 { padding-inline-start: 2.8em; } ul.in2 { padding-inline-start: 4.2em; } ul.in3 { padding-inline-start: 5.6em; } ul.in4 { padding-inline-start: 7em; }
blockquote { margin: .5em 0 .2em; padding-block: .1em; padding-inline-start: .8em; border-inline-start: 2px solid #999; white-space: pre-line; color: #57606a; }
mark { background: #eee; color: #1f2328; text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: 2px; }
.facts, .note { font-size: 9pt; color: #444; padding-inline-start: 1em; }
.note { font-style: italic; white-space: pre-line; }
h1 + .facts, h3.row + .facts { padding: 0; }
a { color: inherit; }
a.row { font-weight: 600; text-decoration: none; }
code { font: 8.5pt/1.4 'DejaVu Sans Mono', Consolas, Menlo, monospace; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; font-size: 9pt; line-height: 1.35; }
th, td { border: 1px solid #999; padding: .3em .5em; text-align: start; vertical-align: top; }
th { background: #f3f3f3; }
table.ledger td:first-child, table:not([class]) td:first-child { width: 1.4em; }
table.ledger { table-layout: fixed; }
table.ledger th:first-child { width: 1.4em; } table.ledger th:nth-child(2) { width: 28%; } table.ledger th:last-child { width: 7em; }
@page { margin: 18mm 15mm; @bottom-center { content: counter(page) ' / ' counter(pages); font: 8pt sans-serif; } }
@media print { body { margin: 0; max-width: none; padding: 0; font-size: 9.5pt; } table { font-size: 8pt; } h1, h2, h3, h4 { break-after: avoid; } tr, li, blockquote { break-inside: avoid; } thead { display: table-header-group; } p, blockquote { orphans: 2; widows: 2; } blockquote, .facts { break-before: avoid; } h4 + blockquote { break-before: avoid; } a { text-decoration: none; } }
";

/// Returns a language when it can be a BCP 47 tag.
pub(in crate::formats) fn tag(language: &str) -> Option<&str> {
    let language = language.trim();
    let fits = language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    (fits && language.starts_with(|c: char| c.is_ascii_alphabetic())).then_some(language)
}

/// Returns the direction of words of a language: right to left where it is written so, whatever a quote begins with;
/// else what the words themselves say.
pub(in crate::formats) fn direction(language: &str) -> &'static str {
    const LEFTWARD: [&str; 12] = ["ar", "arc", "ckb", "dv", "fa", "he", "nqo", "ps", "sd", "ug", "ur", "yi"];
    const SCRIPTS: [&str; 6] = ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm"];
    let lower = language.trim().to_lowercase();
    let mut parts = lower.split('-');
    let main = parts.next().unwrap_or_default();
    // A script is the one part of four letters.
    let leftward = match parts.find(|part| part.len() == 4 && part.chars().all(char::is_alphabetic)) {
        Some(script) => SCRIPTS.contains(&script),
        None => LEFTWARD.contains(&main),
    };
    if leftward { "rtl" } else { "auto" }
}

/// Writes the attribute that names a language.
pub(in crate::formats) fn lang(out: &mut Page, language: &str) {
    if let Some(language) = tag(language) {
        out.raw(" lang=\"");
        out.raw(language);
        out.raw("\"");
    }
}

/// Draws a block.
pub(in crate::formats) fn draw(out: &mut Page, block: &Block) {
    match block {
        Block::Title(line) => wrapped(out, &format!("<h1{}>", turned(line)), line, "</h1>\n"),
        Block::Heading(2, line) => wrapped(out, &format!("<h2{}>", turned(line)), line, "</h2>\n"),
        Block::Heading(_, line) => wrapped(out, "<h3>", line, "</h3>\n"),
        Block::RowHeading(number, wording) => {
            out.raw(&format!("<h3 class=\"row\" id=\"row-{number}\"><span>{number}</span><span dir=\"auto\">"));
            out.isolated(wording);
            out.raw("</span></h3>\n");
        }
        Block::CellHeading(line) => wrapped(out, "<h4>", line, "</h4>\n"),
        Block::Text(line) => wrapped(out, "<p>", line, "</p>\n"),
        Block::Facts(line) => wrapped(out, "<p class=\"facts\">", line, "</p>\n"),
        Block::Note(line) => wrapped(out, "<p class=\"note\">", line, "</p>\n"),
        Block::Quote(language, stretches) => {
            out.raw(&format!("<blockquote dir=\"{}\"", direction(language)));
            lang(out, language);
            out.raw(">");
            for (quoted, text) in stretches {
                if *quoted {
                    out.raw("<mark>");
                    out.isolated(text);
                    out.raw("</mark>");
                } else {
                    out.isolated(text);
                }
            }
            out.raw("</blockquote>\n");
        }
        Block::List(lines) => list(out, lines),
        Block::Table(head, rows) => table(out, head, rows),
    }
}

/// Returns the attribute that turns a line which is nothing but words of the project in their direction.
fn turned(line: &Line) -> String {
    match &line[..] {
        [Piece::Theirs(_, language) | Piece::Quoted(_, _, language)] => format!(" dir=\"{}\"", direction(language)),
        _ => String::new(),
    }
}

/// Draws a list. Lines that are set in deeper are lists of their own, so that none is inside another without a line.
fn list(out: &mut Page, lines: &[(usize, Line)]) {
    for group in lines.chunk_by(|one, other| one.0 == other.0) {
        match group[0].0.min(4) {
            0 => out.raw("<ul>\n"),
            depth => out.raw(&format!("<ul class=\"in{depth}\">\n")),
        }
        for (_, line) in group {
            wrapped(out, "<li>", line, "</li>\n");
        }
        out.raw("</ul>\n");
    }
}

fn table(out: &mut Page, head: &[Line], rows: &[Vec<Line>]) {
    out.raw(if head.len() > 2 { "<table class=\"ledger\">\n<thead>\n<tr>" } else { "<table>\n<thead>\n<tr>" });
    for line in head {
        wrapped(out, "<th scope=\"col\">", line, "</th>");
    }
    out.raw("</tr>\n</thead>\n<tbody>\n");
    for row in rows {
        out.raw("<tr>");
        for line in row {
            match &line[..] {
                [Piece::Theirs(text, language)] => {
                    out.raw("<td dir=\"auto\"");
                    lang(out, language);
                    out.raw(">");
                    out.isolated(text);
                    out.raw("</td>");
                }
                [Piece::Quoted(..)] => wrapped(out, &format!("<td{}>", turned(line)), line, "</td>"),
                _ => wrapped(out, "<td>", line, "</td>"),
            }
        }
        out.raw("</tr>\n");
    }
    out.raw("</tbody>\n</table>\n");
}

fn wrapped(out: &mut Page, begin: &str, line: &Line, end: &str) {
    out.raw(begin);
    line.iter().for_each(|piece| write(out, piece));
    out.raw(end);
}

fn write(out: &mut Page, piece: &Piece) {
    match piece {
        Piece::Words(text) => out.text(text),
        Piece::Strong(text) => {
            out.raw("<strong>");
            out.text(text);
            out.raw("</strong>");
        }
        Piece::Theirs(text, language) => {
            out.raw("<bdi");
            lang(out, language);
            out.raw(">");
            out.isolated(text);
            out.raw("</bdi>");
        }
        Piece::Code(text) => {
            out.raw("<code>");
            out.text(text);
            out.raw("</code>");
        }
        Piece::Address(address) if is_web(address) => {
            out.raw("<a rel=\"noopener noreferrer\" href=\"");
            out.text(address);
            out.raw("\"><bdi>");
            out.isolated(address);
            out.raw("</bdi></a>");
        }
        Piece::Address(address) => {
            out.raw("<bdi>");
            out.isolated(address);
            out.raw("</bdi>");
        }
        Piece::Row(number) => out.raw(&format!("<a class=\"row\" href=\"#row-{number}\">{number}</a>")),
        Piece::Sign(Sign { name, number, label, stands }) => {
            out.raw(&match stands {
                Stands::Listed => format!("<a class=\"sign k{label}\" id=\"row-{number}\" href=\"#mark-{number}\">"),
                Stands::Placeless => format!("<a class=\"sign k{label}\" id=\"row-{number}\">"),
                Stands::Elsewhere => format!("<a class=\"sign k{label}\" href=\"#row-{number}\">"),
            });
            out.text(name);
            out.raw("</a>");
        }
        Piece::Quoted(number, text, language) => {
            out.raw(&format!("<a class=\"quoted\" href=\"#mark-{number}\"><bdi"));
            lang(out, language);
            out.raw(">");
            out.isolated(text);
            out.raw("</bdi></a>");
        }
        Piece::Break => out.raw("<br>"),
    }
}

/// Tells whether an address leads to a web page, and not to something that a browser would do.
pub(super) fn is_web(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let web = lower.starts_with("https://") || lower.starts_with("http://");
    web && !address.chars().any(|c| c.is_whitespace() || c.is_control())
}
