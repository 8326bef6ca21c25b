//! Lays out one stretch of text with parley and keeps what painting and pointing need: lines, cells and glyphs.
//!
//! A cell is what stands for one grapheme on a line, in visual order. Everything that asks "where" or "what is
//! there" reads cells, so it is right in lines of mixed direction and never splits a grapheme. The parley layout
//! itself is dropped.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};

use parley::{
    Alignment, AlignmentOptions, FontFamily, FontFamilyName, FontStyle, FontWeight, GenericFamily, Layout, LineHeight,
    OverflowWrap, PositionedLayoutItem, StyleProperty,
};
use unicode_segmentation::UnicodeSegmentation;

use super::fonts::{Fonts, Slot};

/// Code points of one grapheme that are shaped; what comes after is not shown. Shapers count them in a byte.
const MAX_MARKS: usize = 24;

/// How a stretch of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Face {
    /// Font size in points.
    pub size: f32,
    /// Weight: 400 regular, 600 semibold, 700 bold.
    pub weight: u16,
    /// Whether it slants.
    pub italic: bool,
    /// Whether it has serifs.
    pub serif: bool,
    /// Height of a line in points.
    pub line_height: f32,
    /// How much of that is kept free below, in points, for what is drawn under the words.
    pub under: f32,
}

impl Face {
    /// Returns the baseline's distance from the top of a line, in points: small letters sit in the middle.
    pub fn baseline(&self) -> f32 {
        (self.line_height - self.under) / 2.0 + self.size * 0.25
    }
}

/// One grapheme on a line. Bytes are relative to the stretch, positions to its top left corner, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// First byte.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// Left edge.
    pub left: f32,
    /// Right edge; equal to `left` for white space that hangs over the end of a line.
    pub right: f32,
    /// Whether it runs right to left.
    pub rtl: bool,
}

/// One line.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its bytes; lines tile the stretch.
    pub bytes: Range<usize>,
    /// Its cells, from left to right.
    pub cells: Range<usize>,
    /// Top edge in points.
    pub top: f32,
    /// Baseline in points.
    pub baseline: f32,
}

/// A glyph at its place: origin on the baseline, in points.
#[derive(Clone, Copy, Debug)]
pub struct PlacedGlyph {
    /// Which font, as [`Fonts`] knows it.
    pub slot: Slot,
    /// Glyph number in the font; 0 is "no such glyph".
    pub id: u32,
    /// Position in points.
    pub x: f32,
    /// Position in points.
    pub y: f32,
    /// Width in points.
    pub advance: f32,
}

/// A stretch of text, laid out.
#[derive(Clone, Debug, Default)]
pub struct Shaped {
    /// Bytes of text.
    pub len: usize,
    /// Lines from top to bottom; at least one.
    pub lines: Vec<Line>,
    /// Cells of all lines.
    pub cells: Vec<Cell>,
    /// Glyphs of all lines.
    pub glyphs: Vec<PlacedGlyph>,
    /// Font size in points.
    pub size: f32,
    /// Height of a line in points.
    pub line_height: f32,
    /// How much of that is kept free below, in points.
    pub under: f32,
    /// Width of the widest line without hanging white space, in points.
    pub width: f32,
    /// Whether the stretch runs right to left.
    pub rtl: bool,
}

impl Shaped {
    /// Returns the height in points.
    pub fn height(&self) -> f32 {
        self.lines.len() as f32 * self.line_height
    }
}

/// A direction that a stretch is told to have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// That of its first strong character.
    Own,
    /// Left to right.
    Ltr,
    /// Right to left.
    Rtl,
}

impl Fonts {
    /// Lays out `text` in lines of at most `width` points (`None`: one line).
    ///
    /// Control characters and line ends are shown as spaces. Never fails: what the shaper can't take is shown as
    /// empty cells.
    pub fn shape(&mut self, text: &str, face: Face, width: Option<f32>, direction: Direction) -> Shaped {
        let shown = presentable(text);
        // The shaper reads fonts and text from anywhere; a fault in it must cost a paragraph's looks, not the work.
        let attempt = catch_unwind(AssertUnwindSafe(|| self.shape_lines(&shown, face, width, direction)));
        let (mut raw, rtl) = attempt.unwrap_or_else(|_| {
            self.reset();
            (vec![RawLine::default()], direction == Direction::Rtl)
        });
        if raw.is_empty() {
            raw.push(RawLine::default());
        }
        assemble(text, face, raw, rtl)
    }

    fn shape_lines(
        &mut self,
        text: &str,
        face: Face,
        width: Option<f32>,
        direction: Direction,
    ) -> (Vec<RawLine>, bool) {
        if text.is_empty() {
            return (Vec::new(), direction == Direction::Rtl);
        }
        // parley takes the direction from the first strong character, so an invisible one in front decides it.
        let prefix = match direction {
            Direction::Own => "",
            Direction::Ltr => "\u{200e}",
            Direction::Rtl => "\u{200f}",
        };
        let text: Cow<'_, str> = if prefix.is_empty() { text.into() } else { format!("{prefix}{text}").into() };
        let layout = self.build(&text, face, width);
        let rtl = layout.is_rtl();
        let mut lines = Vec::with_capacity(layout.len());
        for line in layout.lines() {
            let metrics = line.metrics();
            let mut x = metrics.offset + metrics.inline_min_coord;
            let range = line.text_range();
            let skip = prefix.len();
            let mut raw = RawLine {
                bytes: range.start.saturating_sub(skip)..range.end.saturating_sub(skip),
                ..RawLine::default()
            };
            for run in line.runs() {
                for cluster in run.visual_clusters() {
                    let bytes = cluster.text_range();
                    let right = x + cluster.advance();
                    if bytes.start >= skip {
                        let (start, end) = ((bytes.start - skip) as u32, (bytes.end - skip) as u32);
                        raw.cells.push(Cell { start, end, left: x, right, rtl: cluster.is_rtl() });
                    }
                    x = right;
                }
            }
            for item in line.items() {
                let PositionedLayoutItem::GlyphRun(run) = item else { continue };
                let slot = self.slot(run.run());
                let baseline = run.baseline();
                raw.glyphs.extend(run.positioned_glyphs().map(|glyph| PlacedGlyph {
                    slot,
                    id: glyph.id,
                    x: glyph.x,
                    y: glyph.y - baseline,
                    advance: glyph.advance,
                }));
            }
            lines.push(raw);
        }
        (lines, rtl)
    }

    fn build(&mut self, text: &str, face: Face, width: Option<f32>) -> Layout<()> {
        let mut builder = self.layouts.ranged_builder(&mut self.context, text, 1.0, false);
        builder.push_default(StyleProperty::FontFamily(FontFamily::List(families(face.serif).into())));
        builder.push_default(StyleProperty::FontSize(face.size));
        builder.push_default(StyleProperty::FontWeight(FontWeight::new(f32::from(face.weight))));
        if face.italic {
            builder.push_default(StyleProperty::FontStyle(FontStyle::Italic));
        }
        builder.push_default(StyleProperty::LineHeight(LineHeight::Absolute(face.line_height)));
        builder.push_default(StyleProperty::OverflowWrap(OverflowWrap::Anywhere));
        for picture in pictures(text) {
            let first = [FontFamilyName::Generic(GenericFamily::Emoji)].into_iter().chain(families(face.serif));
            let first: Vec<_> = first.collect();
            builder.push(StyleProperty::FontFamily(FontFamily::List(first.into())), picture);
        }
        let mut layout: Layout<()> = builder.build(text);
        layout.break_all_lines(width);
        layout.align(Alignment::Start, AlignmentOptions::default());
        layout
    }
}

/// Returns the fonts to try, best first. What the program brings along comes after the system's, and pictures in
/// colour before pictures in black.
fn families(serif: bool) -> Vec<FontFamilyName<'static>> {
    const SERIF: [&str; 6] =
        ["Source Serif 4", "Source Serif Pro", "Noto Serif", "Charter", "Georgia", "Liberation Serif"];
    const SANS: [&str; 5] = ["Inter", "Source Sans 3", "Noto Sans", "Segoe UI", "Helvetica Neue"];
    let (named, generic): (&[&'static str], _) =
        if serif { (&SERIF, GenericFamily::Serif) } else { (&SANS, GenericFamily::SansSerif) };
    let named = named.iter().map(|name| FontFamilyName::Named((*name).into()));
    let own = ["Gainsay Ubuntu-Light"].map(|name| FontFamilyName::Named(name.into()));
    let last = ["Gainsay NotoEmoji-Regular", "Gainsay emoji-icon-font", "Gainsay Hack"]
        .map(|name| FontFamilyName::Named(name.into()));
    named
        .chain([FontFamilyName::Generic(generic)])
        .chain(own)
        .chain([FontFamilyName::Generic(GenericFamily::Emoji)])
        .chain(last)
        .collect()
}

/// Finds the graphemes that ask to be shown as pictures (U+FE0F) where the text's font may have a plain sign.
fn pictures(text: &str) -> Vec<Range<usize>> {
    if !text.contains('\u{fe0f}') {
        return Vec::new();
    }
    let asks = |(at, grapheme): (usize, &str)| grapheme.contains('\u{fe0f}').then(|| at..at + grapheme.len());
    text.grapheme_indices(true).filter_map(asks).take(2000).collect()
}

/// Replaces what a shaper should not see by something of the same length in bytes.
fn presentable(text: &str) -> Cow<'_, str> {
    let odd = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    let crowded = !text.is_ascii() && text.graphemes(true).any(|grapheme| grapheme.chars().count() > MAX_MARKS);
    if !crowded && !text.contains(odd) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        for (i, c) in grapheme.chars().enumerate() {
            match c.len_utf8() {
                1 if odd(c) => out.push(' '),
                2 if odd(c) => out.push('\u{a0}'),
                3 if odd(c) => out.push('\u{2003}'),
                2 if i >= MAX_MARKS => out.push('\u{ad}'),
                3 if i >= MAX_MARKS => out.push('\u{2060}'),
                4 if i >= MAX_MARKS => out.push('\u{1d173}'),
                _ => out.push(c),
            }
        }
    }
    out.into()
}

#[derive(Default)]
struct RawLine {
    bytes: Range<usize>,
    cells: Vec<Cell>,
    glyphs: Vec<PlacedGlyph>,
}

/// Makes lines that tile the text and cells that cover every grapheme, whatever the shaper gave.
fn assemble(text: &str, face: Face, raw: Vec<RawLine>, rtl: bool) -> Shaped {
    let mut out = Shaped { len: text.len(), size: face.size, rtl, ..Shaped::default() };
    (out.line_height, out.under) = (face.line_height, face.under);
    let graphemes = (!text.is_ascii()).then(|| grapheme_starts(text));
    let count = raw.len();
    let mut from = 0;
    for (i, line) in raw.into_iter().enumerate() {
        let mut end = if i + 1 == count { text.len() } else { line.bytes.end.clamp(from, text.len()) };
        while !text.is_char_boundary(end) {
            end += 1;
        }
        let top = i as f32 * face.line_height;
        let baseline = top + face.baseline();
        let first = out.cells.len();
        let cells = whole_graphemes(line.cells, graphemes.as_deref(), from..end);
        out.cells.extend(fill_gaps(cells, text, graphemes.as_deref(), from..end));
        hang(&mut out.cells[first..], text, rtl, i + 1 < count);
        let right = out.cells[first..].iter().map(|cell| cell.right).fold(0.0, f32::max);
        let left = out.cells[first..].iter().map(|cell| cell.left).fold(f32::INFINITY, f32::min);
        out.width = out.width.max(if left.is_finite() { right - left } else { 0.0 });
        out.glyphs.extend(line.glyphs.into_iter().map(|glyph| PlacedGlyph { y: glyph.y + baseline, ..glyph }));
        out.lines.push(Line { bytes: from..end, cells: first..out.cells.len(), top, baseline });
        from = end;
    }
    out
}

/// Returns a bit for each byte: whether a grapheme starts there.
fn grapheme_starts(text: &str) -> Vec<bool> {
    let mut starts = vec![false; text.len() + 1];
    text.grapheme_indices(true).for_each(|(at, _)| starts[at] = true);
    starts[text.len()] = true;
    starts
}

fn grapheme_of(starts: Option<&[bool]>, bytes: Range<usize>, within: &Range<usize>) -> Range<usize> {
    let Some(starts) = starts else { return bytes };
    let (mut start, mut end) = (bytes.start, bytes.end.max(bytes.start + 1));
    while start > within.start && !starts[start] {
        start -= 1;
    }
    while end < within.end && !starts[end] {
        end += 1;
    }
    start..end
}

/// Joins the shaper's clusters to graphemes, keeping the visual order.
fn whole_graphemes(cells: Vec<Cell>, starts: Option<&[bool]>, within: Range<usize>) -> Vec<Cell> {
    let mut out: Vec<Cell> = Vec::with_capacity(cells.len());
    for cell in cells {
        let (start, end) = (cell.start as usize, cell.end as usize);
        if start < within.start || start >= within.end || end > within.end {
            continue;
        }
        // Only the start is trusted: shapers have been seen to let one cluster reach over the next.
        let bytes = if starts.is_some() { grapheme_of(starts, start..start + 1, &within) } else { start..end };
        let cell = Cell { start: bytes.start as u32, end: bytes.end as u32, ..cell };
        match out.last_mut() {
            Some(last) if last.start == cell.start => {
                last.left = last.left.min(cell.left);
                last.right = last.right.max(cell.right);
            }
            _ => out.push(cell),
        }
    }
    // A mark of another direction can be torn from its base; the wider piece then stands for the grapheme.
    let mut widest: HashMap<u32, f32> = HashMap::new();
    for cell in &out {
        let width = widest.entry(cell.start).or_insert(f32::MIN);
        *width = width.max(cell.right - cell.left);
    }
    if widest.len() < out.len() {
        out.retain(|cell| match widest.get(&cell.start) {
            Some(width) if *width <= cell.right - cell.left => widest.remove(&cell.start).is_some(),
            _ => false,
        });
    }
    out
}

/// Adds empty cells for graphemes that have none, each at the edge of the grapheme before it.
fn fill_gaps(mut cells: Vec<Cell>, text: &str, starts: Option<&[bool]>, within: Range<usize>) -> Vec<Cell> {
    let mut covered = vec![false; within.len()];
    for cell in &cells {
        covered[cell.start as usize - within.start..cell.end as usize - within.start].fill(true);
    }
    if covered.iter().all(|c| *c) {
        return cells;
    }
    let mut at = within.start;
    while at < within.end {
        let next = text[at..].chars().next().map_or(1, char::len_utf8);
        if !covered[at - within.start] {
            let bytes = grapheme_of(starts, at..at + next, &within);
            let before = cells.iter().position(|cell| cell.end as usize == bytes.start);
            let (index, x, rtl) = match before {
                Some(i) if cells[i].rtl => (i, cells[i].left, true),
                Some(i) => (i + 1, cells[i].right, false),
                None => (0, cells.first().map_or(0.0, |cell| cell.left), false),
            };
            covered[bytes.start - within.start..bytes.end - within.start].fill(true);
            let cell = Cell { start: bytes.start as u32, end: bytes.end as u32, left: x, right: x, rtl };
            cells.insert(index, cell);
        }
        at += next;
    }
    cells
}

/// Gives the white space that hangs over the end of a line no width.
fn hang(cells: &mut [Cell], text: &str, rtl: bool, wrapped: bool) {
    if !wrapped {
        return;
    }
    let blank = |cell: &Cell| text[cell.start as usize..cell.end as usize].chars().all(|c| c.is_whitespace());
    if rtl {
        let count = cells.iter().take_while(|cell| blank(cell)).count();
        if let Some(edge) = cells.get(count).map(|cell| cell.left) {
            cells[..count].iter_mut().for_each(|cell| (cell.left, cell.right) = (edge, edge));
        }
    } else {
        let count = cells.iter().rev().take_while(|cell| blank(cell)).count();
        let from = cells.len() - count;
        if let Some(edge) = from.checked_sub(1).map(|i| cells[i].right) {
            cells[from..].iter_mut().for_each(|cell| (cell.left, cell.right) = (edge, edge));
        }
    }
}
