//! Draws a text with its annotations marked: each a line under its words, in the colour and style of its label, with
//! its sign before them. Where annotations overlap their lines stand below each other, each at one height all along.

use std::collections::BTreeMap;

use crate::formats::blocks::{Piece, Stands, html};
use crate::formats::exchange::Document;
use crate::formats::page::Page;
use crate::model::*;

use super::layout::{Report, language};

/// Heights that lines stand at; with more annotations above each other some share one.
pub(super) const LANES: usize = 6;

/// What begins and ends at a byte: the numbers of annotations, with that of the fragment that begins.
#[derive(Default)]
struct Edge {
    ends: Vec<usize>,
    begins: Vec<(usize, usize)>,
}

struct Marking<'r, 'h, 'p> {
    report: &'r Report<'h, 'p>,
    document: &'r Document<'p>,
    lanes: Vec<usize>,
    edges: std::iter::Peekable<std::collections::btree_map::IntoIter<usize, Edge>>,
    /// The annotations here, by lane.
    here: Vec<usize>,
}

/// Draws the text of an article.
pub(super) fn draw(out: &mut Page, report: &Report<'_, '_>, document: &Document<'_>) {
    let lanes = lanes(document);
    let most = lanes.iter().max().map_or(0, |lane| (lane + 1).min(LANES));
    out.raw(&format!("<div class=\"text in{most}\" dir=\"{}\"", html::direction(&language(document))));
    html::lang(out, &language(document));
    out.raw(">\n");
    let edges = edges(document).into_iter().peekable();
    Marking { report, document, lanes, edges, here: Vec::new() }.draw(out);
    out.raw("</div>\n");
}

fn edges(document: &Document<'_>) -> BTreeMap<usize, Edge> {
    let mut edges: BTreeMap<usize, Edge> = BTreeMap::new();
    for (at, row) in document.annotations().iter().enumerate() {
        for (piece, span) in row.row.fragments().map_or(&[][..], Fragments::spans).iter().enumerate() {
            edges.entry(span.start()).or_default().begins.push((at, piece));
            edges.entry(span.end()).or_default().ends.push(at);
        }
    }
    edges
}

/// Gives each annotation the first height that is free all along, the longer of two that begin together first.
fn lanes(document: &Document<'_>) -> Vec<usize> {
    let covers: Vec<Option<Span>> =
        document.annotations().iter().map(|row| row.row.fragments().map(Fragments::cover)).collect();
    let mut order: Vec<(usize, Span)> =
        covers.iter().enumerate().filter_map(|(at, cover)| Some((at, (*cover)?))).collect();
    order.sort_by_key(|(at, cover)| (cover.start(), std::cmp::Reverse(cover.end()), *at));
    let (mut lanes, mut free_from) = (vec![0; covers.len()], Vec::new());
    for (at, cover) in order {
        let lane = free_from.iter().position(|end| *end <= cover.start()).unwrap_or(free_from.len());
        if lane == free_from.len() {
            free_from.push(0);
        }
        free_from[lane] = cover.end();
        lanes[at] = lane;
    }
    lanes
}

impl Marking<'_, '_, '_> {
    fn draw(mut self, out: &mut Page) {
        let text = self.document.text();
        let (mut line, mut blocks) = (0, self.document.revision.blocks.iter().peekable());
        while line < text.line_count() {
            let block = blocks.next_if(|block| block.lines.start <= line);
            let end = block.map_or(line + 1, |block| block.lines.end.max(line + 1).min(text.line_count()));
            let bytes = text.line(line).start..text.line(end - 1).end;
            line = end;
            if text.as_str()[bytes.clone()].trim().is_empty() {
                continue;
            }
            let (begin, end) = tags(block.map(|block| block.kind));
            out.raw(begin);
            self.stretch(out, bytes.start, bytes.end);
            out.raw(end);
        }
        // What marks nothing but the space behind the last line has its sign there.
        let left: Vec<(usize, usize)> = self.edges.by_ref().flat_map(|(_, edge)| edge.begins).collect();
        if !left.is_empty() {
            out.raw("<p>");
            left.into_iter().for_each(|(at, piece)| self.sign(out, at, piece));
            out.raw("</p>\n");
        }
    }

    /// Draws some of the text, from edge to edge.
    fn stretch(&mut self, out: &mut Page, mut from: usize, end: usize) {
        loop {
            while let Some((_, edge)) = self.edges.next_if(|(at, _)| *at <= from) {
                self.here.retain(|at| !edge.ends.contains(at));
                for (at, piece) in edge.begins {
                    self.sign(out, at, piece);
                    self.here.push(at);
                }
                self.here.sort_by_key(|at| self.lanes[*at]);
            }
            let next = self.edges.peek().map_or(end, |(at, _)| (*at).min(end));
            for at in &self.here {
                let label = self.report.label(self.document.annotations()[*at].row);
                out.raw(&format!("<span class=\"u k{label} n{}\">", self.lanes[*at] % LANES));
            }
            out.isolated(&self.document.text().as_str()[from..next]);
            self.here.iter().for_each(|_| out.raw("</span>"));
            if next >= end {
                break;
            }
            from = next;
        }
    }

    /// Draws the sign of an annotation before its words; a later fragment has it with dots.
    fn sign(&self, out: &mut Page, at: usize, piece: usize) {
        let row = self.document.annotations()[at];
        let Piece::Sign(sign) = self.report.sign(row.id, Stands::Elsewhere) else { return };
        let id = if piece == 0 { format!(" id=\"mark-{}\"", sign.number) } else { String::new() };
        out.raw(&format!("<a class=\"sign k{}\"{id} href=\"#row-{}\">", sign.label, sign.number));
        out.text(&format!("{}{}", if piece == 0 { "" } else { "…" }, sign.name));
        out.raw("</a>");
    }
}

fn tags(kind: Option<BlockKind>) -> (&'static str, &'static str) {
    match kind {
        Some(BlockKind::Headline) => ("<p class=\"headline\">", "</p>\n"),
        Some(BlockKind::Standfirst) => ("<p class=\"standfirst\">", "</p>\n"),
        Some(BlockKind::Heading) => ("<p class=\"heading\">", "</p>\n"),
        Some(BlockKind::Quote) => ("<p class=\"quote\">", "</p>\n"),
        Some(BlockKind::ListItem) => ("<p class=\"item\">", "</p>\n"),
        Some(BlockKind::Caption) => ("<p class=\"caption\">", "</p>\n"),
        Some(BlockKind::Paragraph) | None => ("<p>", "</p>\n"),
    }
}
