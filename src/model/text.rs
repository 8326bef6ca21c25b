//! Holds a text that never changes, spans in it, and what finds a span again when offsets no longer do.
//!
//! Offsets in memory are UTF-8 bytes on code-point boundaries; files and people count Unicode code points.
//! [`Text`] converts between the two in a search among the counts plus a walk over at most 128 bytes.

mod anchor;
mod block;
mod hash;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::say;

pub use anchor::Anchor;
pub use block::{Block, BlockKind};
pub use hash::Hash;

/// Bytes between two recorded code-point counts.
const STRIDE: usize = 128;

/// The text of one revision: lines joined by `\n`. Cloning shares it.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    body: String,
    /// Byte offset of the start of each line; the first is 0.
    lines: Vec<usize>,
    /// Code points before byte `i * STRIDE`, counting those that start before it. Empty when all is ASCII.
    counts: Vec<usize>,
    chars: usize,
    hash: Hash,
}

/// Why a pair of offsets is no span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpanError {
    /// The end does not lie behind the start.
    Empty,
    /// An offset lies behind the end of the text.
    Outside,
    /// An offset lies inside a code point.
    InsideCodePoint,
}

impl fmt::Display for SpanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SpanError::Empty => say!("span-empty"),
            SpanError::Outside => say!("span-outside"),
            SpanError::InsideCodePoint => say!("span-inside"),
        })
    }
}

impl std::error::Error for SpanError {}

impl Text {
    /// Takes a text as it is.
    pub fn new(body: impl Into<String>) -> Text {
        let body = body.into();
        let mut lines = vec![0];
        lines.extend(body.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i + 1));
        let mut counts = Vec::new();
        let mut chars = body.len();
        if !body.is_ascii() {
            chars = 0;
            for chunk in body.as_bytes().chunks(STRIDE) {
                counts.push(chars);
                chars += count_starts(chunk);
            }
            counts.push(chars);
        }
        let hash = Hash::of(body.as_bytes());
        Text(Arc::new(Inner { body, lines, counts, chars, hash }))
    }

    /// Takes a text from outside: a leading byte order mark goes, CRLF and CR become LF, nothing else changes.
    pub fn import(body: &str) -> Text {
        let body = body.strip_prefix('\u{feff}').unwrap_or(body);
        if body.contains('\r') { Text::new(body.replace("\r\n", "\n").replace('\r', "\n")) } else { Text::new(body) }
    }

    /// Returns the whole text.
    pub fn as_str(&self) -> &str {
        &self.0.body
    }

    /// Returns the length in bytes.
    pub fn len(&self) -> usize {
        self.0.body.len()
    }

    /// Tells whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.body.is_empty()
    }

    /// Returns the length in code points.
    pub fn chars(&self) -> usize {
        self.0.chars
    }

    /// Returns the SHA-256 of the UTF-8 bytes.
    pub fn hash(&self) -> Hash {
        self.0.hash
    }

    /// Returns the number of lines: one more than there are line ends.
    pub fn line_count(&self) -> usize {
        self.0.lines.len()
    }

    /// Returns the bytes of a line without its line end, or an empty range at the end for a line that is not there.
    pub fn line(&self, line: usize) -> Range<usize> {
        let lines = &self.0.lines;
        let start = lines.get(line).copied().unwrap_or(self.len());
        let end = lines.get(line + 1).map_or(self.len(), |next| next - 1);
        start..end.max(start)
    }

    /// Returns the line that holds a byte offset; a line end belongs to the line it ends.
    pub fn line_at(&self, byte: usize) -> usize {
        self.0.lines.partition_point(|start| *start <= byte) - 1
    }

    /// Counts the code points before a byte offset. An offset inside a code point counts that one too.
    pub fn char_of(&self, byte: usize) -> usize {
        let byte = byte.min(self.len());
        if self.0.counts.is_empty() {
            return byte;
        }
        let base = byte / STRIDE;
        self.0.counts[base] + count_starts(&self.0.body.as_bytes()[base * STRIDE..byte])
    }

    /// Returns the byte offset of a code point, `None` beyond the end.
    pub fn byte_of(&self, char: usize) -> Option<usize> {
        if char > self.0.chars {
            return None;
        }
        if self.0.counts.is_empty() {
            return Some(char);
        }
        let base = self.0.counts.partition_point(|count| *count <= char) - 1;
        let start = (base * STRIDE).min(self.len());
        let mut left = char - self.0.counts[base];
        for (i, byte) in self.0.body.as_bytes()[start..].iter().enumerate() {
            if is_start(*byte) {
                if left == 0 {
                    return Some(start + i);
                }
                left -= 1;
            }
        }
        Some(self.len())
    }

    /// Makes the span from `start` to `end` (bytes, half-open).
    pub fn span(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        if end <= start {
            return Err(SpanError::Empty);
        }
        if end > self.len() {
            return Err(SpanError::Outside);
        }
        if !self.0.body.is_char_boundary(start) || !self.0.body.is_char_boundary(end) {
            return Err(SpanError::InsideCodePoint);
        }
        Ok(Span { start, end })
    }

    /// Makes the span from code point `start` to `end` (half-open).
    pub fn span_of_chars(&self, start: usize, end: usize) -> Result<Span, SpanError> {
        match (self.byte_of(start), self.byte_of(end)) {
            (Some(start), Some(end)) => self.span(start, end),
            _ => Err(SpanError::Outside),
        }
    }

    /// Tells whether a span can be one of this text.
    pub fn holds(&self, span: Span) -> bool {
        self.span(span.start, span.end).is_ok()
    }

    /// Returns the words of a span of this text; empty for a span of another text that does not fit.
    pub fn quote(&self, span: Span) -> &str {
        self.0.body.get(span.start..span.end).unwrap_or("")
    }
}

fn is_start(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

fn count_starts(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| is_start(**byte)).count()
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.0.hash == other.0.hash && self.0.body == other.0.body)
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes, {})", self.len(), self.0.hash)
    }
}

/// A non-empty range of a text: half-open bytes on code-point boundaries. Only a [`Text`] makes one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    /// Returns the first byte.
    pub fn start(self) -> usize {
        self.start
    }

    /// Returns the byte behind the last.
    pub fn end(self) -> usize {
        self.end
    }

    /// Returns the bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Tells whether a byte offset lies inside, the end excluded.
    pub fn contains(self, byte: usize) -> bool {
        self.start <= byte && byte < self.end
    }

    /// Returns the smallest span that holds both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the parts of this span that `other` leaves: before and behind it.
    pub fn minus(self, other: Span) -> [Option<Span>; 2] {
        let part = |start: usize, end: usize| (start < end).then_some(Span { start, end });
        [
            part(self.start, self.end.min(other.start.max(self.start))),
            part(self.start.max(other.end.min(self.end)), self.end),
        ]
    }
}

/// The spans of one annotation: at least one, sorted, disjoint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragments(Arc<[Span]>);

impl Fragments {
    /// Sorts the spans; `None` when there is none or two share a byte.
    pub fn new(mut spans: Vec<Span>) -> Option<Fragments> {
        spans.sort_unstable();
        let disjoint = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
        (!spans.is_empty() && disjoint).then(|| Fragments(spans.into()))
    }

    /// Makes the fragments of one span.
    pub fn one(span: Span) -> Fragments {
        Fragments(Arc::new([span]))
    }

    /// Returns these and another span; what touches or overlaps becomes one.
    pub fn with(&self, span: Span) -> Fragments {
        let mut merged = span;
        let mut spans = Vec::with_capacity(self.0.len() + 1);
        for old in self.0.iter().copied() {
            if old.start <= merged.end && merged.start <= old.end {
                merged = merged.cover(old);
            } else {
                spans.push(old);
            }
        }
        spans.push(merged);
        spans.sort_unstable();
        Fragments(spans.into())
    }

    /// Returns these without the bytes of `span`; `None` when nothing is left.
    pub fn without(&self, span: Span) -> Option<Fragments> {
        Fragments::new(self.0.iter().flat_map(|old| old.minus(span)).flatten().collect())
    }

    /// Returns the spans in order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Returns the first span's start, in bytes.
    pub fn start(&self) -> usize {
        self.0[0].start
    }

    /// Returns the last span's end, in bytes.
    pub fn end(&self) -> usize {
        self.0[self.0.len() - 1].end
    }

    /// Returns the span from the first start to the last end.
    pub fn cover(&self) -> Span {
        Span { start: self.start(), end: self.end() }
    }

    /// Counts the bytes of all spans.
    pub fn len(&self) -> usize {
        self.0.iter().map(|span| span.end - span.start).sum()
    }

    /// Always false: fragments hold at least one span.
    pub fn is_empty(&self) -> bool {
        false
    }

    /// Tells whether a byte offset lies in one of the spans.
    pub fn contains(&self, byte: usize) -> bool {
        self.0.iter().any(|span| span.contains(byte))
    }

    /// Returns the words of all spans, joined by ` … `.
    pub fn quote(&self, text: &Text) -> String {
        self.0.iter().map(|span| text.quote(*span)).collect::<Vec<_>>().join(" … ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_code_points_and_bytes_both_ways() {
        for body in ["", "plain", "Grüße 👩‍👩‍👧 世界\nمرحبا", &"aä世🙂".repeat(700)] {
            let text = Text::new(body);
            assert_eq!(text.chars(), body.chars().count());
            for (char, (byte, _)) in body.char_indices().enumerate() {
                assert_eq!(text.char_of(byte), char);
                assert_eq!(text.byte_of(char), Some(byte));
            }
            assert_eq!(text.char_of(body.len()), text.chars());
            assert_eq!(text.byte_of(text.chars()), Some(body.len()));
            assert_eq!(text.byte_of(text.chars() + 1), None);
        }
    }

    #[test]
    fn makes_no_span_that_is_empty_outside_or_inside_a_character() {
        let text = Text::new("aäb");
        assert_eq!(text.span(1, 1), Err(SpanError::Empty));
        assert_eq!(text.span(2, 1), Err(SpanError::Empty));
        assert_eq!(text.span(0, 5), Err(SpanError::Outside));
        assert_eq!(text.span(0, 2), Err(SpanError::InsideCodePoint));
        assert_eq!(text.quote(text.span(1, 3).unwrap()), "ä");
        assert_eq!(text.span_of_chars(1, 2), text.span(1, 3));
    }

    #[test]
    fn imports_any_line_ends_and_nothing_else() {
        assert_eq!(Text::import("\u{feff}a\r\nb\rc\n\u{feff}").as_str(), "a\nb\nc\n\u{feff}");
    }

    #[test]
    fn finds_lines() {
        let text = Text::new("ab\n\ncd");
        assert_eq!((0..4).map(|l| text.line(l)).collect::<Vec<_>>(), [0..2, 3..3, 4..6, 6..6]);
        assert_eq!([0, 2, 3, 4, 6].map(|b| text.line_at(b)), [0, 0, 1, 2, 2]);
    }

    #[test]
    fn adds_and_takes_away_fragments() {
        let text = Text::new("0123456789");
        let span = |a, b| text.span(a, b).unwrap();
        let two = Fragments::one(span(1, 3)).with(span(5, 7));
        assert_eq!(two.spans(), [span(1, 3), span(5, 7)]);
        assert_eq!(two.with(span(3, 5)).spans(), [span(1, 7)]);
        assert_eq!(two.without(span(2, 6)).unwrap().spans(), [span(1, 2), span(6, 7)]);
        assert_eq!(two.without(span(0, 10)), None);
        assert_eq!(two.quote(&text), "12 … 56");
        assert_eq!(Fragments::new(vec![span(1, 3), span(2, 4)]), None);
    }
}
