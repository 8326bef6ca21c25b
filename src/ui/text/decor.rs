//! Draws the marks of one part: tints, underlines in lanes, badges, and the selected one's outline and handles.
//!
//! Everything is built once and kept as two meshes until the marks, the layout or the theme change.

mod heads;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Color32, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::segment::Edge;
use crate::say;

use super::bands::Bands;
use super::engine::Inner;
use super::geometry::Caret;
use super::glyphs::Underline;
use super::lanes::{LaneRoom, Rail, assign};
use super::layout::{Cell, Face, Shaped};
use super::marks::{Mark, Weight};
use super::sheet::{Sheet, sheets};
use super::tint::stacked;

/// Tints drawn on top of each other; with more, text would no longer be readable.
const MAX_TINTS: usize = 2;
/// Bytes between two fragments up to which a dotted line joins them.
const JOINED: usize = 400;
/// Bytes at either end of a longer gap that have the dotted line.
const STUB: usize = 12;
/// From one dot of that line to the next, in points.
const DOTS: f32 = 3.0;
/// Marks of one part that a screen reader is told of; more are not worth hearing one by one.
const MAX_NODES: usize = 256;
/// Half of an underline's thickness, in points.
const UNDERLINE: f32 = 1.0;

/// How much of its colour a mark keeps that others agree with.
const MUTED: f32 = 0.5;

/// A place that stands for a mark. Positions are relative to the part.
#[derive(Clone, Debug)]
pub(super) struct Badge {
    pub(super) id: u128,
    pub(super) rect: Rect,
}

/// An end of the selected mark that can be dragged.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    pub(super) id: u128,
    pub(super) fragment: usize,
    pub(super) edge: Edge,
    pub(super) at: Pos2,
}

/// What a screen reader gets of a mark.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) id: u128,
    pub(super) rect: Rect,
    pub(super) name: String,
    pub(super) selected: bool,
}

/// The letters of a badge, and where they stand.
pub(super) struct Letter {
    pub(super) shaped: Arc<Shaped>,
    pub(super) at: Pos2,
    pub(super) ink: Color32,
}

/// The marks of a part, ready to paint.
#[derive(Default)]
pub(super) struct Decor {
    pub(super) under: Sheet,
    lines: Vec<Underline>,
    over: Sheet,
    letters: Vec<Letter>,
    /// The underlines and the letters as they are painted, and the generation of the textures that they are on.
    underlines: Vec<Sheet>,
    lettering: Vec<Sheet>,
    textured: Option<u64>,
    pub(super) badges: Vec<Badge>,
    pub(super) handles: Vec<Handle>,
    /// The underlines in bands, which can be pointed at: there they say more than the words above them.
    pub(super) bars: Vec<Badge>,
    /// What stands at the margin: whose band, and where.
    pub(super) titles: Vec<(usize, Rect)>,
}

/// What the drawing of marks depends on besides marks and layout.
#[derive(Clone, Copy)]
pub(super) struct Paper<'a> {
    pub(super) paper: Color32,
    pub(super) ink: Color32,
    pub(super) scale: f32,
    pub(super) read_only: bool,
    pub(super) pass: u64,
    pub(super) quiet: Color32,
    /// What stands at the margin for each band; none where all marks share the same lanes.
    pub(super) bands: &'a [Arc<str>],
    /// Size of running text, in points.
    pub(super) text_size: f32,
    /// How far the part is set in, and how wide it is, in points.
    pub(super) inset: f32,
    pub(super) width: f32,
}

struct Tint {
    line: usize,
    left: f32,
    right: f32,
    colour: Color32,
    strength: f32,
    rank: (bool, usize),
}

impl Decor {
    /// Draws `marks` over a part whose first byte is `start`.
    pub(super) fn build(
        inner: &mut Inner,
        shaped: &Shaped,
        face: Face,
        start: usize,
        marks: &[Mark],
        paper: Paper<'_>,
    ) -> Decor {
        let mut decor = Decor::default();
        if marks.is_empty() {
            return decor;
        }
        let bytes = start..start + shaped.len;
        let local = |range: Range<usize>| within(range, &bytes);
        let covers: Vec<Range<usize>> = marks.iter().map(|mark| local(mark.fragments.cover().range())).collect();
        let bands = Bands::new(paper.bands.len(), paper.text_size);
        let rails: Vec<Option<Rail>> = match bands {
            Some(bands) => bands.rails(&covers, &marks.iter().map(|mark| mark.band).collect::<Vec<_>>()),
            None => {
                let lanes = assign(&covers);
                let used = lanes.iter().max().map_or(1, |lane| lane + 1);
                let room = LaneRoom::new(used, face.line_height - face.baseline(), face.size);
                lanes.into_iter().map(|lane| Some(room.rail(lane))).collect()
            }
        };
        let mut draw = Draw {
            shaped,
            face,
            bands,
            paper,
            under: Vec::new(),
            grounds: HashMap::new(),
            over: Vec::new(),
            top: Vec::new(),
            tints: Vec::new(),
            taken: vec![Vec::new(); shaped.lines.len()],
            lows: vec![Vec::new(); shaped.lines.len()],
            heads: Vec::new(),
        };
        let mut crowd: Vec<(f32, Range<usize>)> = Vec::new();
        for (number, (mark, rail)) in marks.iter().zip(&rails).enumerate() {
            match rail {
                Some(rail) if rail.crowded && !mark.selected => {
                    let ranges = mark.fragments.spans().iter().map(|span| local(span.range()));
                    crowd.extend(ranges.filter(|range| !range.is_empty()).map(|range| (rail.middle, range)));
                }
                rail => draw.mark(mark, number, *rail, &bytes, &mut decor),
            }
        }
        draw.crowd(crowd);
        draw.heads(inner, marks, &mut decor);
        draw.titles(inner, &mut decor);
        draw.lay_tints();
        let options = TessellationOptions { prerasterized_discs: false, ..TessellationOptions::default() };
        let mut tessellator = Tessellator::new(paper.scale, options, [1, 1], Vec::new());
        draw.under.into_iter().for_each(|shape| tessellator.tessellate_shape(shape, &mut decor.under.mesh));
        let over = draw.over.into_iter().chain(draw.top);
        over.for_each(|shape| tessellator.tessellate_shape(shape, &mut decor.over.mesh));
        decor
    }

    /// Paints what lies under the letters.
    pub(super) fn paint_under(&mut self, painter: &egui::Painter, origin: Pos2) {
        self.under.paint(painter, origin);
    }

    /// Paints what lies over the letters.
    pub(super) fn paint_over(&mut self, inner: &mut Inner, painter: &egui::Painter, origin: Pos2) {
        // Making some pictures may clear the textures that others are on; the second round mends that.
        for _ in 0..2 {
            let generation = Some(inner.atlas.generation());
            if self.textured == generation {
                break;
            }
            self.underlines = sheets(inner.atlas.underlines(painter.ctx(), &self.lines));
            self.lettering = sheets(inner.lettering(painter.ctx(), &self.letters));
            self.textured = generation;
        }
        self.underlines.iter_mut().for_each(|sheet| sheet.paint(painter, origin));
        self.over.paint(painter, origin);
        self.lettering.iter_mut().for_each(|sheet| sheet.paint(painter, origin));
    }
}

/// Says what a screen reader is told of the marks of a part whose first byte is `start`.
pub(super) fn nodes(shaped: &Shaped, text: &str, start: usize, marks: &[Mark]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for mark in marks {
        if nodes.len() >= MAX_NODES && !mark.selected {
            continue;
        }
        let spans = mark.fragments.spans();
        let local = |range: Range<usize>| within(range, &(start..start + shaped.len));
        let Some(rect) = spans.iter().flat_map(|span| shaped.rects(local(span.range()))).reduce(Rect::union) else {
            continue;
        };
        let quote = spans.first().map_or("", |span| text.get(span.range()).unwrap_or(""));
        let short: String = quote.chars().take(60).map(|c| if c == '\n' { ' ' } else { c }).collect();
        let more = if quote.chars().nth(60).is_some() || spans.len() > 1 { "…" } else { "" };
        let (label, quote) = (&*mark.look.name, short + more);
        let name = if let Some(by) = &mark.by {
            said_by(mark, by, &quote)
        } else if mark.missed {
            say!("mark-name.missed", label = label, quote = quote)
        } else if mark.unsure {
            say!("mark-name.unsure", label = label, quote = quote)
        } else {
            say!("mark-name", label = label, quote = quote)
        };
        nodes.push(Node { id: mark.id, rect, name, selected: mark.selected });
    }
    nodes
}

/// Returns where a range of the text lies in a part, as far as it does.
fn within(range: Range<usize>, part: &Range<usize>) -> Range<usize> {
    let local = |byte: usize| byte.clamp(part.start, part.end) - part.start;
    local(range.start)..local(range.end)
}

/// Names a mark with who made it, and whether others say the same.
fn said_by(mark: &Mark, by: &str, quote: &str) -> String {
    let label = if mark.unsure { say!("mark-unsure", label = &*mark.look.name) } else { mark.look.name.to_string() };
    match mark.weight {
        Weight::Plain => say!("mark-name-by", who = by, label = label, quote = quote),
        Weight::Agreed => say!("mark-name-by.agreed", who = by, label = label, quote = quote),
        Weight::Differs => say!("mark-name-by.differs", who = by, label = label, quote = quote),
    }
}

struct Draw<'a> {
    shaped: &'a Shaped,
    face: Face,
    /// Where each set has lanes of its own.
    bands: Option<Bands>,
    paper: Paper<'a>,
    under: Vec<Shape>,
    /// The grounds of lanes, by the colours of their marks: each is costly to find.
    grounds: HashMap<Color32, Color32>,
    over: Vec<Shape>,
    top: Vec<Shape>,
    tints: Vec<Tint>,
    /// Room that badges took above each line: left and right edge.
    taken: Vec<Vec<(f32, f32)>>,
    /// Underlines of each line: left and right edge, and how far below the baseline they reach.
    lows: Vec<Vec<(f32, f32, f32)>>,
    /// What stands over the starts of fragments, drawn when all underlines are known: the mark's number, whether it is
    /// its first fragment, and the byte.
    heads: Vec<(usize, bool, usize)>,
}

impl Draw<'_> {
    fn mark(&mut self, mark: &Mark, at: usize, rail: Option<Rail>, bytes: &Range<usize>, decor: &mut Decor) {
        let colour = self.colour(mark);
        let strength = mark.look.tint * self.faint(mark);
        // In bands the badges would cover each other: their colours and patterns say the same.
        let headed = self.bands.is_none() || !mark.foreign || mark.selected;
        let spans = mark.fragments.spans();
        let length = mark.fragments.len();
        for (number, span) in spans.iter().enumerate() {
            let from = span.start().clamp(bytes.start, bytes.end) - bytes.start;
            let to = span.end().clamp(bytes.start, bytes.end) - bytes.start;
            if let (Some(next), Some(rail)) = (spans.get(number + 1), rail) {
                self.joint(span.end()..next.start(), rail.middle, bytes, colour);
            }
            if from >= to {
                continue;
            }
            let mut pieces = Vec::new();
            self.shaped.pieces(from..to, |line, left, right| pieces.push((line, left, right)));
            for (line, left, right) in &pieces {
                let (line, left, right) = (*line, *left, *right);
                let rank = (!mark.selected, length);
                if strength > 0.0 {
                    self.tints.push(Tint { line, left, right, colour, strength, rank });
                }
                if let Some(rail) = rail {
                    self.underline(mark, rail, (line, left, right), decor);
                }
                if mark.selected {
                    let rect = self.letters_rect(line, left, right).expand2(vec2(1.5, 0.5));
                    self.top.push(Shape::rect_stroke(rect, 3, Stroke::new(1.5, colour), StrokeKind::Middle));
                }
            }
            let begins = span.start() >= bytes.start;
            let ends = span.end() <= bytes.end;
            if begins && headed {
                self.heads.push((at, number == 0, from));
            }
            if mark.selected && !mark.foreign && !self.paper.read_only {
                if begins {
                    self.handle(mark, number, Edge::Start, Caret { byte: from, upstream: false }, decor);
                }
                if ends {
                    self.handle(mark, number, Edge::End, Caret { byte: to, upstream: true }, decor);
                }
            }
        }
    }

    /// Draws a piece of a mark's underline.
    fn underline(&mut self, mark: &Mark, rail: Rail, (line, left, right): (usize, f32, f32), decor: &mut Decor) {
        let y = self.shaped.lines[line].baseline + rail.middle;
        // A hair's breadth is left free where another mark of the same label goes on.
        let right_end = (right - 1.0).max(left + 0.5);
        self.lows[line].push((left, right, rail.middle + UNDERLINE));
        let (pattern, colour) = (mark.look.pattern, self.colour(mark));
        let room = if mark.weight == Weight::Agreed { rail.room * 0.4 } else { rail.room };
        decor.lines.push(Underline { pattern, left, right: right_end, y, room, colour });
        if let Some(bands) = self.bands {
            let rect = Rect::from_x_y_ranges(left..=right, y - rail.room / 2.0..=y + rail.room / 2.0);
            if mark.weight == Weight::Differs || mark.selected {
                let Paper { paper, ink, scale, .. } = self.paper;
                let make = || stacked(paper, ink, &[(mark.look.colour, mark.look.tint * 1.3)]);
                let ground = *self.grounds.entry(mark.look.colour).or_insert_with(make);
                // Whole pixels and four corners: there are very many, and each moves with every frame of scrolling.
                let whole = |y: f32| (y * scale).round() / scale;
                let rect = Rect::from_x_y_ranges(rect.x_range(), whole(rect.top())..=whole(rect.bottom()));
                decor.under.mesh.add_colored_rect(rect, ground);
            }
            // The others' lanes are empty here, and that says something, too: no gap of theirs is taken for another's.
            decor.bars.push(Badge { id: mark.id, rect: rect.expand2(vec2(0.0, (bands.pitch - rail.room) / 4.0)) });
        }
    }

    /// Returns the colour of a mark's line, which recedes where others say the same.
    fn colour(&self, mark: &Mark) -> Color32 {
        match mark.weight {
            Weight::Agreed => mark.look.colour.lerp_to_gamma(self.paper.paper, MUTED),
            Weight::Plain | Weight::Differs => mark.look.colour,
        }
    }

    /// Returns how much of its tint a mark has on the words.
    fn faint(&self, mark: &Mark) -> f32 {
        match (mark.weight, self.bands.is_some()) {
            _ if mark.selected => 1.0,
            (Weight::Differs, _) => 0.8,
            (Weight::Agreed, _) | (Weight::Plain, true) => 0.0,
            (Weight::Plain, false) if mark.foreign => 0.6,
            (Weight::Plain, false) => 1.0,
        }
    }

    /// Draws one line in the last lane for all the marks that found no lane of their own. Each comes with where that
    /// lane is.
    fn crowd(&mut self, mut ranges: Vec<(f32, Range<usize>)>) {
        ranges.sort_unstable_by(|(a, one), (b, other)| a.total_cmp(b).then(one.start.cmp(&other.start)));
        let mut merged: Vec<(f32, Range<usize>)> = Vec::new();
        for (middle, range) in ranges {
            match merged.last_mut() {
                Some((at, last)) if *at == middle && range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push((middle, range)),
            }
        }
        let stroke = Stroke::new(1.0, self.paper.ink.gamma_multiply(0.6));
        for (middle, range) in merged {
            let mut pieces = Vec::new();
            self.shaped.pieces(range, |line, left, right| pieces.push((line, left, right)));
            for (line, left, right) in pieces {
                let y = self.shaped.lines[line].baseline + middle;
                self.over.push(Shape::line_segment([pos2(left, y), pos2(right, y)], stroke));
            }
        }
    }

    fn letters_rect(&self, line: usize, left: f32, right: f32) -> Rect {
        self.shaped.letters(line, left, right)
    }

    /// Joins two fragments with a dotted line in their lane, whose middle is so far below the baseline, or shows at
    /// either end that there is another.
    fn joint(&mut self, gap: Range<usize>, middle: f32, bytes: &Range<usize>, colour: Color32) {
        let (begins, ends) =
            (bytes.start < gap.start && gap.start <= bytes.end, bytes.start <= gap.end && gap.end < bytes.end);
        let from = gap.start.clamp(bytes.start, bytes.end) - bytes.start;
        let to = gap.end.clamp(bytes.start, bytes.end) - bytes.start;
        let mut ranges = Vec::new();
        match (begins, ends) {
            (false, false) => return,
            // The other fragment is in another paragraph, and this one ends or begins its own.
            (true, false) if from >= to => return self.tail(from, true, middle, colour),
            (false, true) if from >= to => return self.tail(to, false, middle, colour),
            _ if to.saturating_sub(from) <= JOINED => ranges.push(from..to),
            _ => {
                if begins {
                    ranges.push(from..from + STUB);
                }
                if ends {
                    ranges.push(to - STUB..to);
                }
            }
        }
        for range in ranges {
            let mut pieces = Vec::new();
            self.shaped.pieces(range, |line, left, right| pieces.push((line, left, right)));
            for (line, left, right) in pieces {
                let y = self.shaped.lines[line].baseline + middle;
                let mut x = left + DOTS / 2.0;
                while x < right {
                    self.dot(x, y, colour);
                    x += DOTS;
                }
            }
        }
    }

    /// Leads a few dots on from the last word of a paragraph, or up to the first.
    fn tail(&mut self, byte: usize, behind: bool, middle: f32, colour: Color32) {
        let (line, x) = self.shaped.caret(Caret { byte, upstream: behind });
        let away = if behind == self.rtl_at(byte) { -DOTS } else { DOTS };
        let y = self.shaped.lines[line].baseline + middle;
        for number in 1..=3 {
            self.dot(x + away * number as f32, y, colour);
        }
    }

    fn dot(&mut self, x: f32, y: f32, colour: Color32) {
        self.over.push(Shape::circle_filled(pos2(x, y), 0.55, colour.gamma_multiply(0.85)));
    }

    /// Tells whether the grapheme at a byte, or else the one before it, runs right to left.
    fn rtl_at(&self, byte: usize) -> bool {
        let line = &self.shaped.lines[self.shaped.line_of(Caret { byte, upstream: false })];
        let cells = &self.shaped.cells[line.cells.clone()];
        let holds = |cell: &&Cell| cell.start as usize <= byte && byte < cell.end as usize;
        let found = cells.iter().find(holds).or_else(|| cells.iter().find(|cell| cell.end as usize == byte));
        found.map_or(self.shaped.rtl, |cell| cell.rtl)
    }

    fn handle(&mut self, mark: &Mark, fragment: usize, edge: Edge, caret: Caret, decor: &mut Decor) {
        let (line, x) = self.shaped.caret(caret);
        let rect = self.letters_rect(line, x, x);
        let (top, bottom) = (rect.top() - 1.0, rect.bottom() + 1.0);
        // Both hang below, where no badge is, and lean away from the words so that those of an empty gap don't touch.
        let lean = match (edge, self.rtl_at(caret.byte)) {
            (Edge::Start, false) | (Edge::End, true) => -3.0,
            _ => 3.0,
        };
        let knob = pos2(x + lean, bottom + 2.5);
        let colour = mark.look.colour;
        self.top.push(Shape::line_segment([pos2(x, top), pos2(x, bottom)], Stroke::new(2.0, colour)));
        self.top.push(Shape::circle_filled(knob, 5.0, self.paper.paper));
        self.top.push(Shape::circle_filled(knob, 4.0, colour));
        decor.handles.push(Handle { id: mark.id, fragment, edge, at: knob });
    }

    /// Lays the tints of each line, at most [`MAX_TINTS`] on top of each other: the selected and the smaller first.
    fn lay_tints(&mut self) {
        let mut tints = std::mem::take(&mut self.tints);
        tints.sort_by_key(|tint| tint.line);
        // Few labels make few grounds, and each is costly to find.
        let mut grounds: HashMap<Vec<(Color32, u32)>, Color32> = HashMap::new();
        for group in tints.chunk_by(|a, b| a.line == b.line) {
            let mut edges: Vec<f32> = group.iter().flat_map(|tint| [tint.left, tint.right]).collect();
            edges.sort_by(f32::total_cmp);
            edges.dedup();
            // Where very many marks lie on a line, finding the two on top of each bit is not worth the time.
            let few = edges.len() * group.len() <= 40_000;
            let mut done: Vec<(f32, f32, Color32)> = Vec::new();
            let mut strip = None;
            for pair in edges.windows(2) {
                let middle = (pair[0] + pair[1]) / 2.0;
                let mut over: Vec<&Tint> = if few {
                    group.iter().filter(|tint| tint.left < middle && middle < tint.right).collect()
                } else {
                    group.iter().find(|tint| tint.left < middle && middle < tint.right).into_iter().collect()
                };
                if over.is_empty() {
                    done.extend(strip.take());
                    continue;
                }
                over.sort_by_key(|tint| tint.rank);
                let tints: Vec<(Color32, u32)> =
                    over.into_iter().take(MAX_TINTS).map(|tint| (tint.colour, tint.strength.to_bits())).collect();
                let ground = grounds.entry(tints).or_insert_with_key(|tints| {
                    let tints: Vec<_> = tints.iter().map(|(colour, bits)| (*colour, f32::from_bits(*bits))).collect();
                    stacked(self.paper.paper, self.paper.ink, &tints)
                });
                match &mut strip {
                    Some((_, right, old)) if old == ground && *right == pair[0] => *right = pair[1],
                    _ => {
                        let next = (pair[0], pair[1], *ground);
                        done.extend(strip.replace(next));
                    }
                }
            }
            for (left, right, ground) in done.into_iter().chain(strip) {
                let rect = self.letters_rect(group[0].line, left, right);
                self.under.push(Shape::rect_filled(rect, 0, ground));
            }
        }
    }
}

#[cfg(test)]
#[path = "decor_tests.rs"]
mod looks;
