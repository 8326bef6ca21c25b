//! Cuts an article into parts that are laid out one by one, and keeps their heights.
//!
//! A part is a block, a line outside all blocks, or a piece of a very long one. Heights are estimated until a part
//! is laid out. They live in a tree of sums, so that finding the part at a height and changing one costs the same
//! for a short article and for a very long one.

use std::ops::Range;

use crate::model::segment;
use crate::model::text::{Block, BlockKind, Text};

use super::layout::{Direction, Face};

/// Bytes above which a paragraph is cut into pieces of about half as many.
const LONG: usize = 8192;

/// Places of a text at which it is looked up how wide its letters are.
const SAMPLES: usize = 4096;

/// One part of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its bytes of the text, without the last line end.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: BlockKind,
    /// Whether it goes on where the part before stopped.
    pub continues: bool,
    /// The direction of the paragraph that it is a later piece of.
    pub direction: Direction,
}

/// How large things are, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measures {
    /// Size of running text.
    pub text_size: f32,
    /// Line height as a multiple of the size.
    pub line_height: f32,
    /// Width of the column.
    pub width: f32,
    /// Whether the article is set in a face with serifs.
    pub serif: bool,
    /// Room below each line for what is drawn under the words.
    pub under: f32,
}

impl Measures {
    /// Returns how a kind of block looks.
    pub fn face(&self, kind: BlockKind) -> Face {
        let (size, weight, italic, height) = match kind {
            BlockKind::Headline => (24.0 / 17.0, 600, false, 1.35),
            BlockKind::Standfirst => (18.5 / 17.0, 400, false, self.line_height),
            BlockKind::Heading => (19.0 / 17.0, 600, false, 1.45),
            BlockKind::Paragraph | BlockKind::ListItem => (1.0, 400, false, self.line_height),
            BlockKind::Quote => (1.0, 400, true, self.line_height),
            BlockKind::Caption => (14.0 / 17.0, 400, false, self.line_height),
        };
        // In a narrow column, as where several stand side by side, a large headline would have a word a line.
        let room = ((self.width / self.text_size - 10.0) / 14.0).clamp(0.0, 1.0);
        let size: f32 = if size > 1.0 { 1.0 + (size - 1.0) * room } else { size };
        // Marks need room under each line, in headlines too.
        let size = self.text_size * size;
        let line_height = (size * height).max(size + self.text_size * 0.5).round() + self.under;
        Face { size, weight, italic, serif: self.serif, line_height, under: self.under }
    }

    /// Returns the empty space above a kind of block.
    pub fn space_above(&self, kind: BlockKind) -> f32 {
        let lines = match kind {
            BlockKind::Headline => 0.2,
            BlockKind::Standfirst | BlockKind::Caption => 0.5,
            BlockKind::Heading => 1.4,
            BlockKind::Paragraph => 0.7,
            BlockKind::Quote => 0.8,
            BlockKind::ListItem => 0.3,
        };
        (self.text_size * lines * 1.6).round()
    }

    /// Returns by how much a kind of block is set in on either side.
    pub fn inset(&self, kind: BlockKind) -> f32 {
        match kind {
            BlockKind::Quote | BlockKind::ListItem => (self.text_size * 1.2).round(),
            _ => 0.0,
        }
    }

    /// Estimates the heights of parts that were not laid out, each with the space above it.
    ///
    /// How wide a byte is, is looked up in `SAMPLES` places at the most: the text may be far longer than what is seen
    /// of it.
    pub fn estimates(&self, parts: &[Part], body: &str) -> Vec<f32> {
        let every = parts.len() / SAMPLES + 1;
        let mut out = Vec::with_capacity(parts.len());
        for group in parts.chunks(every) {
            let wide = group.first().map_or(0.0, |part| width_of_a_byte(&body[part.bytes.clone()]));
            out.extend(group.iter().map(|part| self.estimate(part, wide)));
        }
        out
    }

    fn estimate(&self, part: &Part, wide: f32) -> f32 {
        let face = self.face(part.kind);
        let room = (self.width - 2.0 * self.inset(part.kind)).max(face.size);
        let lines = (part.bytes.len() as f32 * face.size * wide / room).ceil().max(1.0);
        self.above(part) + lines * face.line_height
    }

    /// Returns the empty space above a part.
    pub fn above(&self, part: &Part) -> f32 {
        if part.continues { 0.0 } else { self.space_above(part.kind) }
    }
}

/// Returns how wide a byte of a text is on the average, in sizes of the text, as its beginning tells.
pub fn width_of_a_byte(text: &str) -> f32 {
    let sample = &text.as_bytes()[..text.len().min(96)];
    let starts = sample.iter().filter(|byte| *byte & 0xC0 != 0x80).count();
    // Where characters take three bytes they are mostly wide ones.
    let wide = if sample.len() > 2 * starts { 0.9 } else { 0.47 };
    wide * starts as f32 / sample.len().max(1) as f32
}

/// Cuts a text into parts. Blocks that do not fit the text are cut to fit.
pub fn parts(text: &Text, blocks: &[Block]) -> Vec<Part> {
    let mut out = Vec::new();
    let mut line = 0;
    let mut add = |lines: Range<usize>, kind: BlockKind| {
        let bytes = text.line(lines.start).start..text.line(lines.end - 1).end;
        if !text.as_str()[bytes.clone()].trim().is_empty() {
            split(text, bytes, kind, &mut out);
        }
    };
    for block in blocks {
        let lines = block.lines.start.max(line)..block.lines.end.min(text.line_count());
        if lines.is_empty() {
            continue;
        }
        (line..lines.start).for_each(|line| add(line..line + 1, BlockKind::Paragraph));
        line = lines.end;
        add(lines, block.kind);
    }
    (line..text.line_count()).for_each(|line| add(line..line + 1, BlockKind::Paragraph));
    out
}

/// Cuts a long paragraph behind sentences, else behind white space, else between graphemes.
fn split(text: &Text, bytes: Range<usize>, kind: BlockKind, out: &mut Vec<Part>) {
    let body = text.as_str();
    let mut from = bytes.start;
    let mut direction = Direction::Own;
    while bytes.end - from > LONG {
        if from == bytes.start {
            direction = first_strong(&body[bytes.clone()]);
        }
        let low = segment::floor(text, from + LONG * 3 / 8);
        let high = segment::floor(text, from + LONG / 2);
        let slice = &body[low..high];
        let sentence = slice.rmatch_indices(['.', '?', '!', '。', '؟', '۔', '।']).find_map(|(at, stop)| {
            let end = at + stop.len();
            let space = slice[end..].chars().next().filter(|c| c.is_whitespace())?;
            Some(low + end + space.len_utf8())
        });
        let space = || slice.rmatch_indices(char::is_whitespace).next().map(|(at, s)| low + at + s.len());
        let at = sentence.or_else(space).unwrap_or_else(|| segment::grapheme_floor(text, high));
        let at = if at > from { at } else { high };
        let own = if from == bytes.start { Direction::Own } else { direction };
        out.push(Part { bytes: from..at, kind, continues: from > bytes.start, direction: own });
        from = at;
    }
    let own = if from == bytes.start { Direction::Own } else { direction };
    out.push(Part { bytes: from..bytes.end, kind, continues: from > bytes.start, direction: own });
}

/// Returns the direction of the first letter that has one.
fn first_strong(text: &str) -> Direction {
    let letter = text.chars().take(LONG).find(|c| c.is_alphabetic());
    let rtl = letter.is_some_and(|c| {
        matches!(u32::from(c), 0x0590..=0x08FF | 0xFB1D..=0xFDFF | 0xFE70..=0xFEFF | 0x10800..=0x10FFF | 0x1E800..=0x1EFFF)
    });
    if rtl { Direction::Rtl } else { Direction::Ltr }
}

/// Sums of heights: a Fenwick tree.
#[derive(Clone, Debug, Default)]
pub struct Heights {
    each: Vec<f32>,
    sums: Vec<f64>,
}

impl Heights {
    /// Takes the heights of all parts, in points.
    pub fn new(each: Vec<f32>) -> Heights {
        let mut sums = vec![0.0; each.len() + 1];
        for (i, height) in each.iter().enumerate() {
            sums[i + 1] += f64::from(*height);
            let parent = (i + 1) + ((i + 1) & (i + 1).wrapping_neg());
            if parent < sums.len() {
                let sum = sums[i + 1];
                sums[parent] += sum;
            }
        }
        Heights { each, sums }
    }

    /// Counts the parts.
    pub fn count(&self) -> usize {
        self.each.len()
    }

    /// Returns a part's height.
    pub fn get(&self, part: usize) -> f32 {
        self.each.get(part).copied().unwrap_or(0.0)
    }

    /// Changes a part's height.
    pub fn set(&mut self, part: usize, height: f32) {
        let Some(old) = self.each.get_mut(part) else { return };
        let change = f64::from(height) - f64::from(*old);
        *old = height;
        if change == 0.0 {
            return;
        }
        let mut i = part + 1;
        while i < self.sums.len() {
            self.sums[i] += change;
            i += i & i.wrapping_neg();
        }
    }

    /// Returns the height of all parts before `part`.
    pub fn before(&self, part: usize) -> f64 {
        let mut i = part.min(self.each.len());
        let mut sum = 0.0;
        while i > 0 {
            sum += self.sums[i];
            i -= i & i.wrapping_neg();
        }
        sum
    }

    /// Returns the height of everything.
    pub fn total(&self) -> f64 {
        self.before(self.each.len())
    }

    /// Finds the part at a height from the top, and how far below its top that is.
    pub fn at(&self, y: f64) -> (usize, f64) {
        let mut rest = y.max(0.0);
        let mut i = 0;
        let mut step = self.sums.len().next_power_of_two();
        while step > 0 {
            let next = i + step;
            if next < self.sums.len() && self.sums[next] <= rest {
                i = next;
                rest -= self.sums[next];
            }
            step /= 2;
        }
        if i >= self.each.len() && i > 0 { (i - 1, rest + f64::from(self.each[i - 1])) } else { (i, rest) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn headlines_grow_with_the_column_up_to_their_size() {
        let size = |width, kind| {
            let measures = Measures { text_size: 17.0, line_height: 1.6, width, serif: true, under: 0.0 };
            measures.face(kind).size
        };
        assert_eq!(size(560.0, BlockKind::Headline), 24.0);
        assert!(size(260.0, BlockKind::Headline) < 20.0 && size(260.0, BlockKind::Headline) > 17.0);
        assert_eq!(size(120.0, BlockKind::Headline), 17.0);
        assert_eq!(size(120.0, BlockKind::Paragraph), 17.0);
    }

    #[test]
    fn makes_parts_of_blocks_and_of_lines_outside_them() {
        let text = Text::new("Title\n\nwrapped\nby hand\nloose\n  \nlast");
        let blocks = [
            Block { kind: BlockKind::Headline, lines: 0..1 },
            Block { kind: BlockKind::Quote, lines: 2..4 },
            Block { kind: BlockKind::Caption, lines: 6..99 },
        ];
        let found: Vec<_> =
            parts(&text, &blocks).into_iter().map(|p| (p.kind, text.as_str()[p.bytes].to_owned())).collect();
        let expected = [
            (BlockKind::Headline, "Title"),
            (BlockKind::Quote, "wrapped\nby hand"),
            (BlockKind::Paragraph, "loose"),
            (BlockKind::Caption, "last"),
        ];
        assert_eq!(found, expected.map(|(kind, words)| (kind, words.to_owned())));
        assert!(parts(&Text::new(" \n"), &[]).is_empty());
    }

    #[test]
    fn estimates_many_parts_by_a_few_of_them() {
        let measures = Measures { text_size: 17.0, line_height: 1.6, width: 600.0, serif: true, under: 0.0 };
        let latin = format!("{}\n", "the ministry denied it ".repeat(20));
        let chinese = format!("{}\n", "外交部否认了该消息".repeat(20));
        let text = Text::new(latin.repeat(SAMPLES) + &chinese.repeat(SAMPLES));
        let parts = parts(&text, &[]);
        assert_eq!(parts.len(), 2 * SAMPLES);
        let estimates = measures.estimates(&parts, text.as_str());
        let alone = |part: usize| measures.estimates(&parts[part..part + 1], text.as_str())[0];
        assert!(alone(0) != alone(2 * SAMPLES - 1));
        let close = |(part, height): (usize, &f32)| (part - SAMPLES) < 3 || *height == alone(part);
        assert!(estimates.iter().enumerate().skip(SAMPLES).all(close));
        assert!(estimates[..SAMPLES].iter().all(|height| *height == alone(0)));
    }

    #[test]
    fn cuts_a_line_of_a_megabyte_and_loses_nothing() {
        for unit in ["One sentence of some length. ", "word ", "世界", "x", "אבג. ", "e\u{301}"] {
            let text = Text::new(unit.repeat(1_000_000 / unit.len()));
            let parts = parts(&text, &[]);
            assert_eq!(parts.first().map(|part| part.bytes.start), Some(0));
            assert_eq!(parts.last().map(|part| part.bytes.end), Some(text.len()));
            assert!(parts.windows(2).all(|pair| pair[0].bytes.end == pair[1].bytes.start && pair[1].continues));
            assert!(parts.iter().all(|part| part.bytes.len() <= LONG));
            assert!(parts.iter().all(|part| segment::is_grapheme_boundary(&text, part.bytes.start)));
            let later = if unit.starts_with('א') { Direction::Rtl } else { Direction::Ltr };
            assert!(parts[1..].iter().all(|part| part.direction == later));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn sums_heights_and_finds_them_again(
            heights in prop::collection::vec(1u16..500, 1..200),
            changes in prop::collection::vec((0usize..200, 1u16..500), 0..50),
            y in 0f64..60_000.0,
        ) {
            let mut plain: Vec<f32> = heights.iter().map(|h| f32::from(*h)).collect();
            let mut tree = Heights::new(plain.clone());
            for (part, height) in changes {
                if part < plain.len() {
                    plain[part] = f32::from(height);
                }
                tree.set(part, f32::from(height));
            }
            let sum = |n: usize| plain[..n].iter().map(|h| f64::from(*h)).sum::<f64>();
            for n in 0..=plain.len() {
                prop_assert_eq!(tree.before(n), sum(n));
            }
            let (part, rest) = tree.at(y);
            prop_assert_eq!(sum(part) + rest, y);
            prop_assert!(rest < f64::from(plain[part]) || part + 1 == plain.len());
        }
    }
}
