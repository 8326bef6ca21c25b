//! Draws the marks of one part: tints, underlines in lanes, badges, and the selected one's outline and handles.
//!
//! Everything is built once and kept as two meshes until the marks, the layout or the theme change.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Color32, Mesh, Pos2, Rect, Shape, Stroke, StrokeKind, pos2, vec2};

use crate::model::segment::Edge;
use crate::say;

use super::engine::Inner;
use super::geometry::Caret;
use super::glyphs::Underline;
use super::lanes::{LaneRoom, MAX_LANES, assign};
use super::layout::{Cell, Face, Shaped};
use super::marks::Mark;

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
/// Height of badges in sizes of the text: where the line above is crowded, and where there is room.
const LEAST: f32 = 0.5;
const MOST: f32 = 0.62;
/// Half of an underline's thickness, in points.
const UNDERLINE: f32 = 1.0;
/// Underlines of a line above which they are not told apart by their place.
const MANY: usize = 64;
/// Badges that find room next to one another.
const MAX_BADGES: usize = 6;

/// A badge that can be clicked and dragged. Positions are relative to the part.
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

/// A mesh, and where it was last painted: a part that stays where it is isn't copied each frame.
#[derive(Default)]
pub(super) struct Sheet {
    pub(super) mesh: Mesh,
    placed: Option<(Pos2, Arc<Mesh>)>,
}

impl Sheet {
    pub(super) fn paint(&mut self, painter: &egui::Painter, origin: Pos2) {
        if self.mesh.is_empty() {
            return;
        }
        let placed = match self.placed.take() {
            Some((at, mesh)) if at == origin => mesh,
            _ => {
                let mut mesh = self.mesh.clone();
                mesh.translate(origin.to_vec2());
                Arc::new(mesh)
            }
        };
        painter.add(Arc::clone(&placed));
        self.placed = Some((origin, placed));
    }
}

fn sheets(meshes: Vec<Mesh>) -> Vec<Sheet> {
    meshes.into_iter().map(|mesh| Sheet { mesh, placed: None }).collect()
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
}

/// What the drawing of marks depends on besides marks and layout.
#[derive(Clone, Copy)]
pub(super) struct Paper {
    pub(super) paper: Color32,
    pub(super) ink: Color32,
    pub(super) scale: f32,
    pub(super) read_only: bool,
    pub(super) pass: u64,
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
        paper: Paper,
    ) -> Decor {
        let mut decor = Decor::default();
        if marks.is_empty() {
            return decor;
        }
        let bytes = start..start + shaped.len;
        let local = |range: Range<usize>| within(range, &bytes);
        let covers: Vec<Range<usize>> = marks.iter().map(|mark| local(mark.fragments.cover().range())).collect();
        let lanes = assign(&covers);
        let used = lanes.iter().max().map_or(1, |lane| lane + 1);
        let room = LaneRoom::new(used, face.line_height - face.baseline(), face.size);
        let mut draw = Draw {
            shaped,
            face,
            room,
            paper,
            under: Vec::new(),
            over: Vec::new(),
            top: Vec::new(),
            tints: Vec::new(),
            taken: vec![Vec::new(); shaped.lines.len()],
            lows: vec![Vec::new(); shaped.lines.len()],
            heads: Vec::new(),
        };
        let mut crowd: Vec<Range<usize>> = Vec::new();
        for (number, (mark, lane)) in marks.iter().zip(&lanes).enumerate() {
            let spans = mark.fragments.spans();
            if *lane < MAX_LANES || mark.selected {
                draw.mark(mark, number, *lane, &bytes, &mut decor);
            } else {
                crowd.extend(spans.iter().map(|span| local(span.range())).filter(|range| !range.is_empty()));
            }
        }
        draw.crowd(crowd);
        draw.heads(inner, marks, &mut decor);
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
        let name = if mark.unsure {
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

struct Draw<'a> {
    shaped: &'a Shaped,
    face: Face,
    room: LaneRoom,
    paper: Paper,
    under: Vec<Shape>,
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
    fn mark(&mut self, mark: &Mark, at: usize, lane: usize, bytes: &Range<usize>, decor: &mut Decor) {
        let colour = mark.look.colour;
        let faint = if mark.foreign { 0.6 } else { 1.0 };
        let spans = mark.fragments.spans();
        let length = mark.fragments.len();
        for (number, span) in spans.iter().enumerate() {
            let from = span.start().clamp(bytes.start, bytes.end) - bytes.start;
            let to = span.end().clamp(bytes.start, bytes.end) - bytes.start;
            if let Some(next) = spans.get(number + 1) {
                self.joint(span.end()..next.start(), lane, bytes, colour);
            }
            if from >= to {
                continue;
            }
            let mut pieces = Vec::new();
            self.shaped.pieces(from..to, |line, left, right| pieces.push((line, left, right)));
            for (line, left, right) in &pieces {
                let (line, left, right) = (*line, *left, *right);
                let strength = mark.look.tint * faint;
                let rank = (!mark.selected, length);
                self.tints.push(Tint { line, left, right, colour, strength, rank });
                let y = self.lane_y(line, lane);
                // A hair's breadth is left free where another mark of the same label goes on.
                let right_end = (right - 1.0).max(left + 0.5);
                self.lows[line].push((left, right, self.room.middle(lane) + UNDERLINE));
                let (pattern, room) = (mark.look.pattern, self.room.pitch);
                decor.lines.push(Underline { pattern, left, right: right_end, y, room, colour });
                if mark.selected {
                    let rect = self.letters_rect(line, left, right).expand2(vec2(1.5, 0.5));
                    self.top.push(Shape::rect_stroke(rect, 3, Stroke::new(1.5, colour), StrokeKind::Middle));
                }
            }
            let begins = span.start() >= bytes.start;
            let ends = span.end() <= bytes.end;
            if begins {
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

    /// Draws the badges, and what marks the start of later fragments.
    fn heads(&mut self, inner: &mut Inner, marks: &[Mark], decor: &mut Decor) {
        for (at, first, byte) in std::mem::take(&mut self.heads) {
            match marks.get(at) {
                Some(mark) if first => self.badge(inner, mark, byte, decor),
                Some(mark) => self.continuation(byte, mark.look.colour),
                None => {}
            }
        }
    }

    /// Returns how high a badge may be at a place above a line, so that the underlines of the line before stay seen.
    fn headroom(&self, line: usize, left: f32, right: f32) -> f32 {
        let size = self.face.size.min(20.0);
        let (least, most) = (size * LEAST, size * MOST);
        let Some(above) = line.checked_sub(1) else { return most.floor() };
        // Letters reach below their line, too.
        let letters = self.face.size * 0.24;
        let lines = &self.lows[above];
        let near = |(a, b, _): &&(f32, f32, f32)| lines.len() > MANY || (*a < right && left < *b);
        let low = lines.iter().filter(near).map(|(_, _, low)| *low).fold(letters, f32::max);
        let room = badge_bottom(self.face, self.shaped, line) - self.shaped.lines[above].baseline - low;
        room.clamp(least, most).floor().max(1.0)
    }

    /// Draws one line in the last lane for all the marks that found no lane of their own.
    fn crowd(&mut self, mut ranges: Vec<Range<usize>>) {
        ranges.sort_unstable_by_key(|range| range.start);
        let mut merged: Vec<Range<usize>> = Vec::new();
        for range in ranges {
            match merged.last_mut() {
                Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
                _ => merged.push(range),
            }
        }
        let stroke = Stroke::new(1.0, self.paper.ink.gamma_multiply(0.6));
        for range in merged {
            let mut pieces = Vec::new();
            self.shaped.pieces(range, |line, left, right| pieces.push((line, left, right)));
            for (line, left, right) in pieces {
                let y = self.lane_y(line, MAX_LANES);
                self.over.push(Shape::line_segment([pos2(left, y), pos2(right, y)], stroke));
            }
        }
    }

    fn lane_y(&self, line: usize, lane: usize) -> f32 {
        self.shaped.lines[line].baseline + self.room.middle(lane)
    }

    fn letters_rect(&self, line: usize, left: f32, right: f32) -> Rect {
        self.shaped.letters(line, left, right)
    }

    /// Joins two fragments with a dotted line in their lane, or shows at either end that there is another.
    fn joint(&mut self, gap: Range<usize>, lane: usize, bytes: &Range<usize>, colour: Color32) {
        let (begins, ends) =
            (bytes.start < gap.start && gap.start <= bytes.end, bytes.start <= gap.end && gap.end < bytes.end);
        let from = gap.start.clamp(bytes.start, bytes.end) - bytes.start;
        let to = gap.end.clamp(bytes.start, bytes.end) - bytes.start;
        let mut ranges = Vec::new();
        match (begins, ends) {
            (false, false) => return,
            // The other fragment is in another paragraph, and this one ends or begins its own.
            (true, false) if from >= to => return self.tail(from, true, lane, colour),
            (false, true) if from >= to => return self.tail(to, false, lane, colour),
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
                let y = self.lane_y(line, lane.min(MAX_LANES));
                let mut x = left + DOTS / 2.0;
                while x < right {
                    self.dot(x, y, colour);
                    x += DOTS;
                }
            }
        }
    }

    /// Leads a few dots on from the last word of a paragraph, or up to the first.
    fn tail(&mut self, byte: usize, behind: bool, lane: usize, colour: Color32) {
        let (line, x) = self.shaped.caret(Caret { byte, upstream: behind });
        let away = if behind == self.rtl_at(byte) { -DOTS } else { DOTS };
        let y = self.lane_y(line, lane.min(MAX_LANES));
        for number in 1..=3 {
            self.dot(x + away * number as f32, y, colour);
        }
    }

    fn dot(&mut self, x: f32, y: f32, colour: Color32) {
        self.over.push(Shape::circle_filled(pos2(x, y), 0.55, colour.gamma_multiply(0.85)));
    }

    /// Finds room for a badge in the gap above a line, at the place where a mark begins.
    fn badge_room(&mut self, byte: usize, width: f32, height: f32) -> Option<Rect> {
        let caret = Caret { byte, upstream: false };
        let (line, x) = self.shaped.caret(caret);
        let rtl = self.rtl_at(byte);
        let bottom = badge_bottom(self.face, self.shaped, line);
        let mut left = if rtl { x - width + 1.0 } else { x - 1.0 };
        for _ in 0..MAX_BADGES {
            let clash = self.taken[line].iter().find(|(a, b)| left < *b && *a < left + width).copied();
            match clash {
                Some((a, _)) if rtl => left = a - width - 1.0,
                Some((_, b)) => left = b + 1.0,
                None => {
                    self.taken[line].push((left, left + width));
                    return Some(Rect::from_min_size(pos2(left, bottom - height), vec2(width, height)));
                }
            }
        }
        None
    }

    /// Tells whether the grapheme at a byte, or else the one before it, runs right to left.
    fn rtl_at(&self, byte: usize) -> bool {
        let line = &self.shaped.lines[self.shaped.line_of(Caret { byte, upstream: false })];
        let cells = &self.shaped.cells[line.cells.clone()];
        let holds = |cell: &&Cell| cell.start as usize <= byte && byte < cell.end as usize;
        let found = cells.iter().find(holds).or_else(|| cells.iter().find(|cell| cell.end as usize == byte));
        found.map_or(self.shaped.rtl, |cell| cell.rtl)
    }

    fn badge(&mut self, inner: &mut Inner, mark: &Mark, byte: usize, decor: &mut Decor) {
        let (line, x) = self.shaped.caret(Caret { byte, upstream: false });
        let about = self.face.size.min(20.0) * MOST * 1.2;
        let height = self.headroom(line, x - about, x + about);
        // Capitals fill seven tenths of their size.
        let face = Face { size: height * 1.05, weight: 700, italic: false, serif: false, line_height: height };
        let mut letters: String = mark.look.letter.chars().take(3).collect();
        if mark.unsure {
            letters.push('?');
        }
        let key = inner.label(self.paper.pass, &letters, face, 1, f32::INFINITY);
        let wide = inner.label_size(&key).x;
        let width = (wide + 4.5).max(height);
        let Some(rect) = self.badge_room(byte, width, height) else { return };
        let colour = mark.look.colour;
        let hollow = mark.foreign;
        let fill = if hollow { self.paper.paper } else { colour };
        // A rim of paper at its sides sets it off; none towards the lines above and the letters below.
        let rim = Rect::from_min_max(rect.min - vec2(1.0, 0.0), rect.max + vec2(1.0, 0.0));
        self.top.push(Shape::rect_filled(rim, 3, self.paper.paper));
        self.top.push(Shape::rect_filled(rect, 2, fill));
        if hollow {
            self.top.push(Shape::rect_stroke(rect, 2, Stroke::new(1.0, colour), StrokeKind::Inside));
        }
        let at = pos2(rect.center().x - wide / 2.0, rect.center().y - face.line_height / 2.0 + face.size * 0.07);
        let ink = if hollow { colour } else { self.paper.paper };
        decor.letters.extend(inner.label_shaped(&key).map(|shaped| Letter { shaped, at, ink }));
        decor.badges.push(Badge { id: mark.id, rect });
    }

    /// Marks the start of a later fragment.
    fn continuation(&mut self, byte: usize, colour: Color32) {
        if let Some(rect) = self.badge_room(byte, 5.0, 5.0) {
            let at = pos2(rect.center().x, rect.bottom() - 2.0);
            self.top.push(Shape::circle_filled(at, 2.0, colour));
        }
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

/// Contrast that text keeps on any tint, as WCAG counts it.
const CONTRAST: f32 = 7.0;

/// Lays tints over the paper, thinner ones where the text would otherwise no longer stand out by [`CONTRAST`].
fn stacked(paper: Color32, ink: Color32, tints: &[(Color32, f32)]) -> Color32 {
    let mut share = 1.0f32;
    loop {
        let ground = tints
            .iter()
            .fold(paper, |ground, (colour, strength)| ground.lerp_to_gamma(*colour, strength.clamp(0.0, 1.0) * share));
        if share < 0.1 || contrast(ground, ink) >= CONTRAST {
            return ground;
        }
        share *= 0.92;
    }
}

fn contrast(a: Color32, b: Color32) -> f32 {
    let light = |colour: Color32| {
        let channel = |value: u8| {
            let value = f32::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(colour.r()) + 0.7152 * channel(colour.g()) + 0.0722 * channel(colour.b()) + 0.05
    };
    let (a, b) = (light(a), light(b));
    if a > b { a / b } else { b / a }
}

/// Returns where badges above a line end: just over its tallest letters.
fn badge_bottom(face: Face, shaped: &Shaped, line: usize) -> f32 {
    shaped.lines[line].baseline - face.size * 0.76 - 0.5
}

#[cfg(test)]
#[path = "decor_tests.rs"]
mod looks;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_out_on_two_tints_of_any_label() {
        let rgb = |hex: u32| Color32::from_rgb((hex >> 16) as u8, (hex >> 8) as u8, hex as u8);
        let light = (0xFCFBF8, 0x1F2328, [0x0072B2, 0xC04A00, 0x00795A, 0x9B3F75]);
        let dark = (0x1B1D21, 0xE6E3DC, [0x56B4E9, 0xF0894A, 0x2CC295, 0xDE93BD]);
        for (paper, ink, colours) in [light, dark] {
            for below in colours {
                for above in colours {
                    let tints = [(rgb(below), 0.22), (rgb(above), 0.22)];
                    let ground = stacked(rgb(paper), rgb(ink), &tints);
                    assert!(contrast(ground, rgb(ink)) >= CONTRAST, "{below:x} {above:x}");
                    let one = stacked(rgb(paper), rgb(ink), &tints[..1]);
                    assert_ne!(one, rgb(paper));
                    assert_ne!(ground, one, "the second still shows");
                }
            }
        }
        assert!((contrast(Color32::BLACK, Color32::WHITE) - 21.0).abs() < 0.01);
    }
}
