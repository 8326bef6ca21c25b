//! Draws a text with marks: each a line under its words, in the colour and style of its label, with its sign before
//! them. Where marks overlap their lines stand below each other, each at one height all along. Behind them the text can
//! be shaded by how many marked a stretch.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::iter::Peekable;

use super::blocks::html;
use super::page::Page;
use crate::compare::heat::Stretch;
use crate::model::scheme::INKS;
use crate::model::*;

/// Heights that lines stand at; with more marks above each other some share one.
const LANES: usize = 6;
/// Points that lines under words stand apart.
const APART: f32 = 3.5;

/// How the text and its signs look.
pub(super) const STYLE: &str = "
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
@media print { .text { padding: 0; border: 0; } :target { outline: none; } }
";

/// A text to be drawn.
pub(super) struct Shown<'a> {
    /// The text.
    pub(super) text: &'a Text,
    /// What its lines are.
    pub(super) blocks: &'a [Block],
    /// Its language, as BCP 47 names it, where it is known.
    pub(super) language: &'a str,
    /// The marks, of which the earlier ones stand nearer to the words where two begin and end together.
    pub(super) marks: Vec<Drawn<'a>>,
    /// How many marked each stretch, with the step of the shade behind it.
    pub(super) heat: Vec<(Stretch, usize)>,
}

/// A mark in a text.
pub(super) struct Drawn<'a> {
    /// Where it is; a mark without a place is not drawn.
    pub(super) spans: &'a [Span],
    /// The number of its label in the styles.
    pub(super) label: usize,
    /// How its sign and line look beside that: names of classes, each behind a space.
    pub(super) class: &'static str,
    /// What its sign says.
    pub(super) sign: String,
    /// Its number: the sign is `mark-NUMBER` and leads to `row-NUMBER`.
    pub(super) number: usize,
}

/// What begins and ends at a byte: the numbers of marks, with that of the fragment that begins; and what shade.
#[derive(Default)]
struct Edge {
    ends: Vec<usize>,
    begins: Vec<(usize, usize)>,
    heat: Option<(usize, usize)>,
}

struct Marking<'s, 'a> {
    shown: &'s Shown<'a>,
    lanes: Vec<usize>,
    edges: Peekable<std::collections::btree_map::IntoIter<usize, Edge>>,
    /// The marks here, by lane.
    here: Vec<usize>,
    /// The step of the shade here; 0 for none.
    step: usize,
}

/// Draws a text.
pub(super) fn draw(out: &mut Page, shown: &Shown<'_>) {
    let lanes = lanes(&shown.marks);
    let most = lanes.iter().max().map_or(0, |lane| (lane + 1).min(LANES));
    out.raw(&format!("<div class=\"text in{most}\" dir=\"{}\"", html::direction(shown.language)));
    html::lang(out, shown.language);
    out.raw(">\n");
    let edges = edges(shown).into_iter().peekable();
    Marking { shown, lanes, edges, here: Vec::new(), step: 0 }.draw(out);
    out.raw("</div>\n");
}

fn edges(shown: &Shown<'_>) -> BTreeMap<usize, Edge> {
    let mut edges: BTreeMap<usize, Edge> = BTreeMap::new();
    for (at, mark) in shown.marks.iter().enumerate() {
        for (piece, span) in mark.spans.iter().enumerate() {
            edges.entry(span.start()).or_default().begins.push((at, piece));
            edges.entry(span.end()).or_default().ends.push(at);
        }
    }
    for (stretch, step) in &shown.heat {
        edges.entry(stretch.bytes.start).or_default().heat = Some((*step, stretch.count));
        edges.entry(stretch.bytes.end).or_default().heat.get_or_insert((0, 0));
    }
    edges
}

/// Gives each mark the first height that is free all along, the longer of two that begin together first.
fn lanes(marks: &[Drawn<'_>]) -> Vec<usize> {
    let covers = marks.iter().map(|mark| Some((mark.spans.first()?.start(), mark.spans.last()?.end())));
    let mut order: Vec<(usize, (usize, usize))> =
        covers.enumerate().filter_map(|(at, cover)| Some((at, cover?))).collect();
    order.sort_by_key(|(at, (start, end))| (*start, std::cmp::Reverse(*end), *at));
    let (mut lanes, mut free_from) = (vec![0; marks.len()], Vec::new());
    for (at, (start, end)) in order {
        let lane = free_from.iter().position(|free| *free <= start).unwrap_or(free_from.len());
        if lane == free_from.len() {
            free_from.push(0);
        }
        free_from[lane] = end;
        lanes[at] = lane;
    }
    lanes
}

impl Marking<'_, '_> {
    fn draw(mut self, out: &mut Page) {
        let text = self.shown.text;
        let (mut line, mut blocks) = (0, self.shown.blocks.iter().peekable());
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
                if let Some((step, count)) = edge.heat {
                    self.step = step;
                    if count > 0 {
                        out.raw(&format!("<sup class=\"count\">{count}</sup>"));
                    }
                }
                for (at, piece) in edge.begins {
                    self.sign(out, at, piece);
                    self.here.push(at);
                }
                self.here.sort_by_key(|at| self.lanes[*at]);
            }
            let next = self.edges.peek().map_or(end, |(at, _)| (*at).min(end));
            if self.step > 0 {
                out.raw(&format!("<span class=\"h{}\">", self.step));
            }
            for at in &self.here {
                let Drawn { label, class, .. } = &self.shown.marks[*at];
                out.raw(&format!("<span class=\"u k{label} n{}{class}\">", self.lanes[*at] % LANES));
            }
            out.isolated(&self.shown.text.as_str()[from..next]);
            self.here.iter().for_each(|_| out.raw("</span>"));
            if self.step > 0 {
                out.raw("</span>");
            }
            if next >= end {
                break;
            }
            from = next;
        }
    }

    /// Draws the sign of a mark before its words; a later fragment has it with dots.
    fn sign(&self, out: &mut Page, at: usize, piece: usize) {
        let Drawn { label, class, sign, number, .. } = &self.shown.marks[at];
        let id = if piece == 0 { format!(" id=\"mark-{number}\"") } else { String::new() };
        out.raw(&format!("<a class=\"sign k{label}{class}\"{id} href=\"#row-{number}\">"));
        out.text(&format!("{}{sign}", if piece == 0 { "" } else { "…" }));
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

/// Says how the lines of labels look, by their colours and patterns, and how far apart they stand.
pub(super) fn styles(labels: impl IntoIterator<Item = (u8, Pattern)>) -> String {
    let mut css = String::new();
    for (at, (colour, pattern)) in labels.into_iter().enumerate() {
        let ink = INKS[usize::from(colour) % INKS.len()];
        let (style, thickness) = line(pattern);
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

/// Draws the labels, each with its letter, its line and its name.
pub(super) fn legend<'a>(page: &mut Page, labels: impl IntoIterator<Item = (&'a str, &'a str)>) {
    let mut labels = labels.into_iter().enumerate().peekable();
    if labels.peek().is_none() {
        return;
    }
    page.raw("<ul class=\"legend\">\n");
    for (at, (letter, name)) in labels {
        page.raw(&format!("<li><span class=\"sign k{at}\">"));
        page.text(letter);
        page.raw(&format!("</span> <bdi class=\"u k{at} n0\">"));
        page.isolated(name);
        page.raw("</bdi></li>\n");
    }
    page.raw("</ul>\n");
}
