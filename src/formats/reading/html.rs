//! Writes the page: for each article the marked text, and the list of what is marked in it. It needs no script and no
//! other file.

use std::fmt::Write as _;
use std::io;

use crate::formats::blocks::{Block, Piece, html};
use crate::formats::exchange::{Handout, Out, Remarks, Watch};
use crate::formats::page::Page;
use crate::model::Pattern;
use crate::model::scheme::INKS;

use super::layout::Report;
use super::marked::{self, LANES};

const STYLE: &str = "
h2 { break-before: auto; margin-top: 2.2em; }
.legend { list-style: none; padding: .5em 0; margin: .6em 0 0; border-block: 1px solid #bbb; display: flex; flex-wrap: wrap; gap: .3em 1.6em; }
.legend li { margin: 0; padding-bottom: .3em; }
.sign { display: inline-block; color: #fff; border-radius: .25em; padding: 0 .3em; font: 700 7.5pt/1.45 sans-serif; text-decoration: none; white-space: nowrap; unicode-bidi: isolate; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.text { margin: .8em 0 1em; padding-inline-start: .9em; border-inline-start: 2px solid #ddd; }
.text p { margin: .55em 0; white-space: pre-line; }
.text .sign { vertical-align: .25em; margin-inline: .1em .25em; font-size: 6.5pt; }
.text .headline { font-size: 14pt; font-weight: 700; line-height: 1.5; } .text .standfirst { font-weight: 600; } .text .heading { font-weight: 700; margin-top: 1.1em; }
.text .quote { padding-inline-start: 1.2em; font-style: italic; } .text .item { padding-inline-start: 1.2em; } .text .caption { font-size: 9pt; color: #444; }
.u { text-decoration-line: underline; text-decoration-skip-ink: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
:target { outline: 2px solid #1f2328; outline-offset: 2px; }
a.quoted { text-decoration: none; white-space: pre-line; }
table.ledger th:first-child { width: 3.2em; } table.ledger th:nth-child(2) { width: 46%; } table.ledger th:last-child { width: auto; }
table.ledger td { white-space: pre-line; }
table.ledger.four th:last-child { width: 7em; }
@media print { .text { padding: 0; border: 0; } :target { outline: none; } }
";

/// Points that lines under words stand apart.
const APART: f32 = 3.5;

/// Writes the page.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    _: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let report = Report::of(handout);
    let mut page = Page::default();
    let title = report.title();
    page.begin("en", &words(&title), &format!("{}{STYLE}{}", html::STYLE, styles(&report)));
    title.iter().for_each(|block| html::draw(&mut page, block));
    legend(&mut page, &report);
    out.begin("annotations.html")?;
    for document in handout.each(watch) {
        let document = document?;
        report.head(document).iter().for_each(|block| html::draw(&mut page, block));
        marked::draw(&mut page, &report, document);
        report.list(document).iter().for_each(|block| html::draw(&mut page, block));
        out.write(page.taken().as_bytes())?;
    }
    out.write(page.end().as_bytes())
}

/// Returns the words of a title.
fn words(title: &[Block]) -> String {
    match title.first() {
        Some(Block::Title(line)) => {
            let words = line.iter().map(|piece| match piece {
                Piece::Words(words) | Piece::Theirs(words, _) => words.as_str(),
                _ => "",
            });
            words.collect()
        }
        _ => String::new(),
    }
}

/// Says how the lines of labels look, and how far apart they stand.
fn styles(report: &Report<'_, '_>) -> String {
    let mut css = String::new();
    for (at, (_, label)) in report.labels.iter().enumerate() {
        let ink = INKS[usize::from(label.colour) % INKS.len()];
        let (style, thickness) = line(label.pattern);
        let _ = writeln!(
            css,
            ".sign.k{at} {{ background: #{ink:06x}; }} .u.k{at} {{ text-decoration-color: #{ink:06x}; \
             text-decoration-style: {style}; text-decoration-thickness: {thickness}pt; }}"
        );
    }
    for lane in 0..LANES {
        let offset = 2.0 + APART * lane as f32;
        let _ = writeln!(css, ".n{lane} {{ text-underline-offset: {offset}pt; }}");
    }
    for lanes in 0..=LANES {
        let _ = writeln!(css, ".text.in{lanes} {{ line-height: calc(1.55em + {}pt); }}", APART * lanes as f32);
    }
    css
}

/// Returns the line of a pattern as far as text can have it: its style, and how thick it is in points.
fn line(pattern: Pattern) -> (&'static str, f32) {
    match pattern {
        Pattern::Solid => ("solid", 1.2),
        Pattern::Wave => ("wavy", 0.9),
        Pattern::Dots => ("dotted", 1.6),
        Pattern::Double => ("double", 0.9),
        Pattern::Dash => ("dashed", 1.2),
        Pattern::DashDot => ("dashed", 0.8),
        Pattern::Thick => ("solid", 2.4),
        Pattern::Zigzag => ("wavy", 1.5),
        Pattern::LongDash => ("dashed", 2.0),
        Pattern::Ticks => ("dotted", 2.4),
        Pattern::DashDotDot => ("dotted", 1.0),
        Pattern::Squares => ("dotted", 3.0),
    }
}

fn legend(page: &mut Page, report: &Report<'_, '_>) {
    if report.labels.is_empty() {
        return;
    }
    page.raw("<ul class=\"legend\">\n");
    for (at, (_, label)) in report.labels.iter().enumerate() {
        page.raw(&format!("<li><span class=\"sign k{at}\">"));
        page.text(&label.letter);
        page.raw(&format!("</span> <bdi class=\"u k{at} n0\">"));
        page.isolated(&label.name);
        page.raw("</bdi></li>\n");
    }
    page.raw("</ul>\n");
}
