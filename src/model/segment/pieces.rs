//! Cuts what lies around an offset into words, as people mark them, and what stands between them.

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::REACH;
use super::graphemes::{floor, grapheme_floor, next_char};
use crate::model::text::Text;

/// Cuts scripts without spaces into words.
pub(super) static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// A stretch between two word boundaries, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) word: bool,
}

/// Returns the part of the line of `byte` that is looked at, cut at white space where there is some.
pub(super) fn window(text: &Text, byte: usize) -> Range<usize> {
    let body = text.as_str();
    let line = text.line(text.line_at(byte.min(body.len())));
    let byte = floor(text, byte).clamp(line.start, line.end);
    let mut range = line;
    if byte - range.start > 2 * REACH {
        let (far, near) = (floor(text, byte - 2 * REACH), floor(text, byte - REACH));
        range.start = body[far..near].rfind(char::is_whitespace).map_or(far, |at| far + at);
        range.start = grapheme_floor(text, range.start).max(far.min(range.start));
    }
    if range.end - byte > 2 * REACH {
        let (near, far) = (floor(text, byte + REACH), floor(text, byte + 2 * REACH));
        range.end = body[near..far].find(char::is_whitespace).map_or(far, |at| near + at);
        range.end = grapheme_floor(text, range.end).max(near);
    }
    range
}

/// Tells whether a character belongs to a script that is written without spaces between words.
pub(super) fn needs_dictionary(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x19E0..=0x19FF | 0x3005..=0x3007 | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

pub(super) fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Tells whether a sign belongs to a word or number that it touches.
pub(super) fn is_sign(c: char) -> bool {
    matches!(c, '$' | '%' | '‰' | '#' | '@' | '&' | '°' | '§' | '€' | '£' | '¥' | '₺' | '₽' | '₹' | '₪' | '₩' | '¢')
}

/// Tells whether a character separates words and is part of none: white space, stops, dashes.
pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            ',' | '.' | ';' | ':' | '!' | '?' | '…' | '‥' | '·' | '-' | '/' | '|' | '•' | '‐' | '‑' | '‒' | '–' | '—' | '―'
            | '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '・' | '،' | '؛' | '؟' | '۔' | '।' | '॥' | '၊' | '။'
            | '។' | '៖' | '։' | '׃' | '־' | '¡' | '¿' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The characters that can close or open the same pair.
pub(super) fn pair(c: char) -> Option<&'static [char]> {
    const PAIRS: [&[char]; 16] = [
        &['"', '“', '”', '„', '‟', '＂'],
        &['\'', '‘', '’', '‚', '‛'],
        &['«', '»'],
        &['‹', '›'],
        &['(', ')'],
        &['[', ']'],
        &['{', '}'],
        &['（', '）'],
        &['「', '」'],
        &['『', '』'],
        &['《', '》'],
        &['〈', '〉'],
        &['【', '】'],
        &['〔', '〕'],
        &['［', '］'],
        &['｢', '｣'],
    ];
    PAIRS.iter().find(|set| set.contains(&c)).copied()
}

/// Cuts a window into words, joined as people mark them, and what stands between them.
pub(super) fn pieces(text: &Text, range: Range<usize>) -> Vec<Piece> {
    let body = &text.as_str()[range.clone()];
    // No further than the window is looked back: a text of flags or joined emoji would take the square of its length.
    let shift = |piece: Piece| Piece { start: range.start + piece.start, end: range.start + piece.end, ..piece };
    join(body, cut(body)).into_iter().map(shift).collect()
}

/// Cuts a string into words and what stands between them, as UAX #29 and the dictionaries have it.
pub(super) fn cut(body: &str) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut run: Option<Range<usize>> = None;
    let close = |run: &mut Option<Range<usize>>, out: &mut Vec<Piece>| {
        let Some(run) = run.take() else { return };
        let mut from = run.start;
        for at in DICTIONARY.segment_str(&body[run.clone()]).skip(1) {
            let to = run.start + at;
            out.push(Piece { start: from, end: to, word: true });
            from = to;
        }
    };
    for (at, part) in body.split_word_bound_indices() {
        let end = at + part.len();
        if part.chars().next().is_some_and(needs_dictionary) {
            match &mut run {
                Some(run) => run.end = end,
                None => run = Some(at..end),
            }
            continue;
        }
        close(&mut run, &mut out);
        let word = part.chars().any(|c| c.is_alphanumeric()) || part.chars().all(is_sign);
        let symbol = !word && part.chars().next().is_some_and(|c| !is_separator(c) && pair(c).is_none());
        out.push(Piece { start: at, end, word: word || symbol });
    }
    close(&mut run, &mut out);
    out
}

/// Joins what hyphens and signs hold together.
pub(super) fn join(body: &str, pieces: Vec<Piece>) -> Vec<Piece> {
    let plain = |piece: &Piece| {
        piece.word && body[piece.start..piece.end].chars().any(|c| c.is_alphanumeric() && !needs_dictionary(c))
    };
    let signs = |piece: &Piece| body[piece.start..piece.end].chars().all(is_sign);
    let hyphen = |piece: &Piece| {
        let mut chars = body[piece.start..piece.end].chars();
        chars.next().is_some_and(is_hyphen) && chars.next().is_none()
    };
    let mut out: Vec<Piece> = Vec::with_capacity(pieces.len());
    let mut i = 0;
    while i < pieces.len() {
        let piece = pieces[i];
        if !starts_grapheme(body, piece.start)
            && let Some(last) = out.last_mut()
        {
            last.end = piece.end;
            i += 1;
            continue;
        }
        let joined = out.last().is_some_and(|last| {
            (plain(last) && (signs(&piece) || signs(&Piece { start: last.start, end: last.end, word: true })))
                || (plain(&piece) && ends_in_sign(body, last))
        });
        if joined && piece.word {
            if let Some(last) = out.last_mut() {
                last.end = piece.end;
            }
        } else if hyphen(&piece) && out.last().is_some_and(plain) && pieces.get(i + 1).is_some_and(plain) {
            if let Some(last) = out.last_mut() {
                last.end = pieces[i + 1].end;
            }
            i += 1;
        } else {
            out.push(piece);
        }
        i += 1;
    }
    out
}

pub(super) fn starts_grapheme(body: &str, byte: usize) -> bool {
    // Only between two plain ASCII characters is there nothing to look up: a letter may be held by a sign before it.
    let plain = |at: usize| body.as_bytes().get(at).is_some_and(|b| (0x20..0x7f).contains(b));
    (plain(byte) && byte.checked_sub(1).is_none_or(plain))
        || GraphemeCursor::new(byte, body.len(), true).is_boundary(body, 0) != Ok(false)
}

pub(super) fn ends_in_sign(body: &str, piece: &Piece) -> bool {
    piece.word && body[piece.start..piece.end].chars().next_back().is_some_and(is_sign)
}

/// Cuts a text into stretches that are cut into words at once: lines, and parts of long ones.
pub(super) fn stretches(text: &Text) -> impl Iterator<Item = Range<usize>> {
    let mut next = 0;
    std::iter::from_fn(move || {
        let from = next;
        if from >= text.len() {
            return None;
        }
        next = stretch_end(text, from).max(next_char(text, from));
        Some(from..next)
    })
}

/// Returns the end of the stretch from `start` on that is cut into words at once: a line, or a part of a long one,
/// which ends at white space where there is some.
fn stretch_end(text: &Text, start: usize) -> usize {
    let end = text.line(text.line_at(start)).end;
    if end - start <= 4 * REACH {
        return end;
    }
    let (near, far) = (floor(text, start + 2 * REACH), floor(text, start + 4 * REACH));
    match text.as_str()[near..far].find(char::is_whitespace) {
        Some(at) => near + at,
        None => text.as_str()[near..far].grapheme_indices(true).next_back().map_or(far, |(at, _)| near + at),
    }
}
