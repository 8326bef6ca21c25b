//! Holds a text that never changes, spans in it, and what finds a span again when offsets no longer do.
//!
//! Offsets in memory are UTF-8 bytes on code-point boundaries; files and people count Unicode code points.
//! [`Text`] converts between the two in a search among the counts plus a walk over at most 128 bytes.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::say;

/// Bytes between two recorded code-point counts.
const STRIDE: usize = 128;

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// Computes the digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Hash {
        Hash(Sha256::digest(bytes).into())
    }

    /// Reads 64 hexadecimal digits.
    pub fn parse(hex: &str) -> Option<Hash> {
        let hex = hex.as_bytes();
        if hex.len() != 64 {
            return None;
        }
        let mut out = [0; 32];
        for (byte, pair) in out.iter_mut().zip(hex.chunks_exact(2)) {
            let digit = |c: u8| match c {
                b'0'..=b'9' => Some(c - b'0'),
                b'a'..=b'f' => Some(c - b'a' + 10),
                _ => None,
            };
            *byte = digit(pair[0])? << 4 | digit(pair[1])?;
        }
        Some(Hash(out))
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Hash({self})")
    }
}

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

/// A span's words and what stands around them: what finds it again when offsets no longer do.
///
/// Follows the TextQuoteSelector of the W3C Web Annotation Data Model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The words of the span.
    pub exact: String,
    /// Up to [`Anchor::CONTEXT`] code points before it.
    pub prefix: String,
    /// Up to [`Anchor::CONTEXT`] code points behind it.
    pub suffix: String,
}

impl Anchor {
    /// Code points of context kept on either side.
    pub const CONTEXT: usize = 32;

    /// Describes a span of a text.
    pub fn of(text: &Text, span: Span) -> Anchor {
        let body = text.as_str();
        let (before, after) = (&body[..span.start], &body[span.end..]);
        let from = before.char_indices().rev().take(Anchor::CONTEXT).last().map_or(before.len(), |(i, _)| i);
        let to = after.char_indices().nth(Anchor::CONTEXT).map_or(after.len(), |(i, _)| i);
        Anchor { exact: text.quote(span).to_owned(), prefix: before[from..].to_owned(), suffix: after[..to].to_owned() }
    }

    /// Code points that must fit where only one side of the context does.
    const ONE_SIDE: usize = 8;

    /// Finds the one place where the words stand for certain.
    ///
    /// That is the only place with the whole context on both sides; or else the only one with the whole context on
    /// one side, if that side has at least eight code points. An anchor without context is found where its words stand
    /// once only. Returns `None` otherwise, for a wrong place is worse than none: of several places whose
    /// context fits in part, the best fitting one may well be the wrong one.
    pub fn find(&self, text: &Text) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        let body = text.as_str();
        let bare = self.prefix.is_empty() && self.suffix.is_empty();
        let enough = |side: &str| side.chars().nth(Anchor::ONE_SIDE - 1).is_some();
        let (prefix_enough, suffix_enough) = (enough(&self.prefix), enough(&self.suffix));
        // Where both sides fit and where one does: how often, and the last place.
        let (mut both, mut one) = ((0usize, 0), (0usize, 0));
        for (start, _) in body.match_indices(self.exact.as_str()) {
            let before = body[..start].ends_with(self.prefix.as_str());
            let behind = body[start + self.exact.len()..].starts_with(self.suffix.as_str());
            if bare || (before && behind) {
                both = (both.0 + 1, start);
            } else if (before && prefix_enough) || (behind && suffix_enough) {
                one = (one.0 + 1, start);
            }
        }
        let start = match (both, one) {
            ((1, start), _) | ((0, _), (1, start)) => start,
            _ => return None,
        };
        text.span(start, start + self.exact.len()).ok()
    }
}

/// What a stretch of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The introduction under the headline.
    Standfirst,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// A quotation set off from the text.
    Quote,
    /// One item of a list.
    ListItem,
    /// What stands under a picture.
    Caption,
}

/// A range of lines of one kind. The line ends inside a block are shown as spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines, half-open.
    pub lines: Range<usize>,
}

impl Block {
    /// Returns its bytes in a text, without the last line end.
    pub fn bytes(&self, text: &Text) -> Range<usize> {
        let start = text.line(self.lines.start).start;
        start..text.line(self.lines.end.saturating_sub(1)).end.max(start)
    }

    /// Finds the blocks of a plain text: the first line is the headline, each further line a paragraph.
    ///
    /// Where the text looks wrapped by hand (blank lines between paragraphs, and nearly all lines that others follow
    /// of about one width), lines up to the next blank one are one block.
    pub fn guess(text: &Text) -> Vec<Block> {
        let wrapped = looks_wrapped(text);
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = false;
        for line in 0..text.line_count() {
            if text.as_str()[text.line(line)].trim().is_empty() {
                open = false;
            } else if open && wrapped {
                if let Some(last) = blocks.last_mut() {
                    last.lines.end = line + 1;
                }
            } else {
                let kind = if blocks.is_empty() { BlockKind::Headline } else { BlockKind::Paragraph };
                blocks.push(Block { kind, lines: line..line + 1 });
                open = true;
            }
        }
        blocks
    }

    /// Tells what is wrong with the blocks of a text; `None` when they are sorted, disjoint, not empty and inside it.
    pub fn fault(blocks: &[Block], text: &Text) -> Option<String> {
        let mut end = 0;
        for (i, block) in blocks.iter().enumerate() {
            let Range { start, end: stop } = block.lines;
            if start >= stop || start < end || stop > text.line_count() {
                return Some(say!("block-fault", number = i + 1, first = start + 1, last = stop));
            }
            end = stop;
        }
        None
    }
}

fn looks_wrapped(text: &Text) -> bool {
    let length = |line: usize| text.as_str()[text.line(line)].trim_end().chars().count();
    let inner: Vec<usize> = (0..text.line_count().saturating_sub(1))
        .filter(|line| length(*line) > 0 && length(line + 1) > 0)
        .map(length)
        .collect();
    let fitting = inner.iter().filter(|length| (50..=100).contains(*length)).count();
    inner.len() >= 3 && fitting * 10 >= inner.len() * 8
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

    #[test]
    fn finds_an_anchor_only_where_it_is_certain() {
        let old = Text::new("he said no. she said no. they said yes.");
        let anchor = Anchor::of(&old, old.span(21, 23).unwrap());
        assert_eq!(anchor.exact, "no");
        let moved = Text::new("First: he said no. she said no. they said yes.");
        assert_eq!(anchor.find(&moved), moved.span(28, 30).ok(), "one whole side");
        let twice = Text::new("xxno. xxno. ");
        assert_eq!(Anchor { exact: "no".into(), prefix: "xx".into(), suffix: ". ".into() }.find(&twice), None);
        assert_eq!(anchor.find(&Text::new("nothing of it")), None, "other words");
        assert_eq!(anchor.find(&Text::new("yes")), None);
        let bare = Anchor { exact: "no".into(), prefix: String::new(), suffix: String::new() };
        assert_eq!(bare.find(&Text::new("oh no")), Text::new("oh no").span(3, 5).ok());
        assert_eq!(bare.find(&Text::new("no no")), None);
        let before = Anchor { exact: "It is not so".into(), prefix: "they said. ".into(), suffix: String::new() };
        let changed = Text::new("they say. It is not so, she said. It is not so.");
        assert_eq!(before.find(&changed), None, "the second one fits better, and is the wrong one");
    }

    #[test]
    fn guesses_blocks() {
        let kinds = |body: &str| Block::guess(&Text::new(body)).into_iter().map(|b| b.lines).collect::<Vec<_>>();
        assert_eq!(kinds("Title\n\nOne.\nTwo.\n"), [0..1, 2..3, 3..4]);
        let long = "a line that somebody wrapped by hand at seventy or so columns wide";
        assert_eq!(kinds(&format!("Title\n\n{long}\n{long}\nend.\n\n{long}\n{long}\nend.\n")), [0..1, 2..5, 6..9]);
    }
}
