//! Reports of annotations to read, print and paste: a page (HTML, WHATWG) with the marked texts, and Markdown
//! (CommonMark with the tables of GitHub) with the annotations alone.
//!
//! Both list each article's annotations in a table, in the order of the text, with what is said of them and what they
//! are tied to. Each has a sign, the letter of its label and a number, by which the rest speaks of it.

mod html;
mod layout;

use std::io;

use super::blocks::markdown;
use super::exchange::{File, Handout, Holds, Out, Packed, Remarks, Titles, Watch};
use super::format::Format;
use layout::Report;

const HOLDS: Holds = Holds {
    annotators: true,
    fragments: true,
    detached: true,
    attributes: true,
    relations: true,
    across: true,
    others: true,
    relation_attributes: true,
    notes: true,
    relation_notes: true,
    unsure: true,
    details: true,
    titles: Titles::Kept,
    alone: true,
    names: true,
    order: true,
    ..Holds::SPANS
};

/// The page.
pub(super) static HTML: Format = Format {
    id: "html",
    name: "HTML",
    endings: &["html"],
    unit: None,
    holds: Holds { blocks: true, ..HOLDS },
    packed: Packed::One,
    knows: |_: &[File]| false,
    read: None,
    write: Some(html::write),
};

/// Markdown.
pub(super) static MARKDOWN: Format = Format {
    id: "markdown",
    name: "Markdown",
    endings: &["md"],
    unit: None,
    holds: HOLDS,
    packed: Packed::One,
    knows: |_: &[File]| false,
    read: None,
    write: Some(write_markdown),
};

fn write_markdown(handout: &Handout<'_>, out: &mut dyn Out, _: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    let report = Report::of(handout);
    out.begin("annotations.md")?;
    out.write(markdown::text(&report.title()).as_bytes())?;
    for document in handout.each(watch) {
        let document = document?;
        let blocks = [report.head(document), report.list(document)].concat();
        out.write(b"\n")?;
        out.write(markdown::text(&blocks).as_bytes())?;
    }
    Ok(())
}
