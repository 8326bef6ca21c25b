//! Finds the boundaries of graphemes, words and sentences, and snaps selections to words.
//!
//! Graphemes, words and sentences follow UAX #29. Scripts that write no spaces (Thai, Lao, Khmer, Burmese, Chinese,
//! Japanese) are cut into words by dictionary. Every function looks only at the neighbourhood of its offset, so its
//! cost does not grow with the text, not even when the text is one line.
//!
//! Two things differ from UAX #29, because people mark whole words: parts joined by a hyphen are one word
//! (`so-called`), and a sign that stands against a word or number belongs to it (`$5`, `20%`, `#tag`).

mod graphemes;
mod pieces;
mod sentences;
mod snap;
mod tokens;
mod words;

pub use graphemes::{
    floor, grapheme_ceil, grapheme_floor, is_grapheme_boundary, next_char, next_grapheme, prev_grapheme,
};
pub use sentences::{sentence_at, sentences_from};
pub use snap::{snap_outward, trim};
pub use tokens::tokens;
pub use words::{is_word_boundary, next_word_end, next_word_start, prev_word_end, prev_word_start, word_at, words};

use super::text::{Span, Text};

/// Bytes looked at on either side of an offset in a long line.
const REACH: usize = 1024;

/// An end of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Edge {
    /// Where it begins.
    Start,
    /// Where it stops.
    End,
}

/// By how much an end moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// To the next boundary of what people take for one character.
    Grapheme,
    /// To the next boundary of a word.
    Word,
}

/// Moves one end of a span outward by a word or a grapheme; `None` when it can't move.
pub fn grow(text: &Text, span: Span, edge: Edge, unit: Unit) -> Option<Span> {
    let (start, end) = match (edge, unit) {
        (Edge::Start, Unit::Grapheme) => (prev_grapheme(text, span.start()), span.end()),
        (Edge::End, Unit::Grapheme) => (span.start(), next_grapheme(text, span.end())),
        (Edge::Start, Unit::Word) => (prev_word_start(text, span.start()), span.end()),
        (Edge::End, Unit::Word) => (span.start(), next_word_end(text, span.end())),
    };
    text.span(start, end).ok().filter(|new| *new != span)
}

/// Moves one end of a span inward by a word or a grapheme; `None` when nothing would be left.
pub fn shrink(text: &Text, span: Span, edge: Edge, unit: Unit) -> Option<Span> {
    let (start, end) = match (edge, unit) {
        (Edge::Start, Unit::Grapheme) => (next_grapheme(text, span.start()), span.end()),
        (Edge::End, Unit::Grapheme) => (span.start(), prev_grapheme(text, span.end())),
        (Edge::Start, Unit::Word) => (next_word_start(text, span.start()), span.end()),
        (Edge::End, Unit::Word) => (span.start(), prev_word_end(text, span.end())),
    };
    if start >= end || start >= span.end() || end <= span.start() { None } else { text.span(start, end).ok() }
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;
