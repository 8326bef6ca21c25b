//! Finds the boundaries of code points and graphemes.

use unicode_segmentation::GraphemeCursor;

use crate::model::text::Text;

/// Returns the nearest code-point boundary at or before `byte`.
pub fn floor(text: &Text, byte: usize) -> usize {
    let body = text.as_str();
    let mut byte = byte.min(body.len());
    while !body.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// Returns the first code-point boundary behind `byte`, or the end of the text.
pub fn next_char(text: &Text, byte: usize) -> usize {
    ceil(text.as_str(), byte.saturating_add(1).min(text.len()))
}

/// Tells whether a grapheme begins or ends at `byte`.
pub fn is_grapheme_boundary(text: &Text, byte: usize) -> bool {
    let body = text.as_str();
    body.is_char_boundary(byte) && GraphemeCursor::new(byte, body.len(), true).is_boundary(body, 0) == Ok(true)
}

/// Returns the next grapheme boundary behind `byte`, or the end of the text.
pub fn next_grapheme(text: &Text, byte: usize) -> usize {
    let body = text.as_str();
    let mut cursor = GraphemeCursor::new(floor(text, byte), body.len(), true);
    cursor.next_boundary(body, 0).ok().flatten().unwrap_or(body.len())
}

/// Returns the grapheme boundary before `byte`, or 0.
pub fn prev_grapheme(text: &Text, byte: usize) -> usize {
    let body = text.as_str();
    let from = floor(text, byte);
    if from < byte.min(body.len()) && is_grapheme_boundary(text, from) {
        return from;
    }
    let mut cursor = GraphemeCursor::new(from, body.len(), true);
    cursor.prev_boundary(body, 0).ok().flatten().unwrap_or(0)
}

/// Returns the nearest grapheme boundary at or before `byte`.
pub fn grapheme_floor(text: &Text, byte: usize) -> usize {
    let byte = floor(text, byte);
    if is_grapheme_boundary(text, byte) { byte } else { prev_grapheme(text, byte) }
}

/// Returns the nearest grapheme boundary at or behind `byte`.
pub fn grapheme_ceil(text: &Text, byte: usize) -> usize {
    if is_grapheme_boundary(text, byte) { byte } else { next_grapheme(text, byte) }
}

/// Returns the first code-point boundary at or behind `byte`, which lies in the text.
pub(super) fn ceil(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    byte
}
