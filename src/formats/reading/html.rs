//! Writes the page: for each article the marked text, and the list of what is marked in it. It needs no script and no
//! other file.

use std::io;

use crate::formats::blocks::{Block, Piece, Stands, html};
use crate::formats::exchange::{Document, Handout, Out, Remarks, Watch};
use crate::formats::marked::{self, Drawn, Shown};
use crate::formats::page::Page;
use crate::model::Fragments;

use super::layout::{Report, language};

const STYLE: &str = "
h2 { break-before: auto; margin-top: 2.2em; }
a.quoted { text-decoration: none; white-space: pre-line; }
table.ledger th:first-child { width: 3.2em; } table.ledger th:nth-child(2) { width: 46%; } table.ledger th:last-child { width: auto; }
table.ledger td { white-space: pre-line; }
table.ledger.four th:last-child { width: 7em; }
";

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
    let styles = marked::styles(report.labels.iter().map(|(_, label)| (label.colour, label.pattern)));
    page.begin("en", &words(&title), &format!("{}{}{STYLE}{}", html::STYLE, marked::STYLE, styles));
    title.iter().for_each(|block| html::draw(&mut page, block));
    marked::legend(&mut page, report.labels.iter().map(|(_, label)| (label.letter.as_str(), label.name.as_str())));
    out.begin("annotations.html")?;
    for document in handout.each(watch) {
        let document = document?;
        report.head(document).iter().for_each(|block| html::draw(&mut page, block));
        text(&mut page, &report, document);
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

/// Draws the text of an article with its annotations.
fn text(page: &mut Page, report: &Report<'_, '_>, document: &Document<'_>) {
    let drawn = document.annotations().iter().map(|row| {
        let (sign, number) = match report.sign(row.id, Stands::Elsewhere) {
            Piece::Sign(sign) => (sign.name, sign.number),
            _ => Default::default(),
        };
        let spans = row.row.fragments().map_or(&[][..], Fragments::spans);
        Drawn { spans, label: report.label(row.row), class: "", sign, number }
    });
    let shown = Shown {
        text: document.text(),
        blocks: &document.revision.blocks,
        language: &language(document),
        marks: drawn.collect(),
        heat: Vec::new(),
    };
    marked::draw(page, &shown);
}
