//! Finds words, and where they begin and end.

use unicode_segmentation::UnicodeSegmentation;

use super::REACH;
use super::graphemes::{ceil, floor};
use super::pieces::{DICTIONARY, Piece, needs_dictionary, pieces, stretches, window};
use crate::model::text::{Span, Text};

/// Returns the word that holds `byte`, or that ends there; `None` between words.
///
/// A picture character or another symbol that stands alone counts as a word.
pub fn word_at(text: &Text, byte: usize) -> Option<Span> {
    let pieces = pieces(text, window(text, byte));
    let words = || pieces.iter().filter(|piece| piece.word);
    let found = words()
        .find(|piece| piece.start <= byte && byte < piece.end)
        .or_else(|| words().find(|piece| piece.end == byte))?;
    text.span(found.start, found.end).ok()
}

/// Tells whether a word begins or ends at `byte`, as UAX #29 and the dictionaries have it: unlike [`word_at`], a hyphen
/// parts words and a sign stands for itself. Ends of the text are boundaries.
pub fn is_word_boundary(text: &Text, byte: usize) -> bool {
    let body = text.as_str();
    let Some((before, behind)) = body.get(..byte).zip(body.get(byte..)) else { return false };
    let (Some(last), Some(next)) = (before.chars().next_back(), behind.chars().next()) else { return true };
    if last.is_ascii() && next.is_ascii() {
        let word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        // Signs that may stand inside a word or number.
        let middle = |c: char| matches!(c, '\'' | '"' | '.' | ':' | ',' | ';');
        if word(last) && word(next) {
            return false;
        }
        if !middle(last) && !middle(next) && (word(last) || word(next)) {
            return true;
        }
    }
    // Words of a script without spaces stand in a run of it; all others between white space.
    let (start, end) = if needs_dictionary(last) && needs_dictionary(next) {
        (reach_back(before, |c| !needs_dictionary(c)), byte + reach_on(behind, |c| !needs_dictionary(c)))
    } else {
        (reach_back(before, char::is_whitespace), byte + reach_on(behind, char::is_whitespace))
    };
    let part = &body[start..end];
    if needs_dictionary(last) && needs_dictionary(next) {
        return DICTIONARY.segment_str(part).any(|at| start + at == byte);
    }
    let first = part.split_word_bound_indices().map(|(at, _)| start + at).find(|at| *at >= byte);
    first.unwrap_or(end) == byte
}

/// Returns where the characters before the end of `before` begin that `stop` does not hold for, at most [`REACH`]
/// bytes.
fn reach_back(before: &str, stop: impl Fn(char) -> bool) -> usize {
    let near = |at: &usize| before.len() - at <= REACH;
    before.char_indices().rev().take_while(|(at, c)| near(at) && !stop(*c)).last().map_or(before.len(), |(at, _)| at)
}

/// Returns how many bytes of `behind` come before the first character that `stop` holds for, at most [`REACH`].
fn reach_on(behind: &str, stop: impl Fn(char) -> bool) -> usize {
    let end = behind.char_indices().take_while(|(at, _)| *at < REACH).find(|(_, c)| stop(*c));
    end.map_or_else(|| ceil(behind, REACH.min(behind.len())), |(at, _)| at)
}

/// Lists all words of a text, in order: those that [`word_at`] finds. Linear in the text, whatever is in it.
pub fn words(text: &Text) -> impl Iterator<Item = Span> {
    let found = stretches(text).flat_map(|stretch| pieces(text, stretch)).filter(|piece| piece.word);
    found.filter_map(|piece| text.span(piece.start, piece.end).ok())
}

/// Returns where the next word ends, or the end of the text.
pub fn next_word_end(text: &Text, byte: usize) -> usize {
    forward(text, byte, |piece, from| (piece.end > from).then_some(piece.end))
}

/// Returns where the next word begins, or the end of the text.
pub fn next_word_start(text: &Text, byte: usize) -> usize {
    forward(text, byte, |piece, from| (piece.start > from).then_some(piece.start))
}

/// Returns where the word before `byte` begins, or 0.
pub fn prev_word_start(text: &Text, byte: usize) -> usize {
    backward(text, byte, |piece, from| (piece.start < from).then_some(piece.start))
}

/// Returns where the word before `byte` ends, or 0.
pub fn prev_word_end(text: &Text, byte: usize) -> usize {
    backward(text, byte, |piece, from| (piece.end < from).then_some(piece.end))
}

fn forward(text: &Text, byte: usize, pick: impl Fn(&Piece, usize) -> Option<usize>) -> usize {
    let mut at = floor(text, byte);
    loop {
        let range = window(text, at);
        let line = text.line(text.line_at(at));
        let found = pieces(text, range.clone()).iter().filter(|piece| piece.word).find_map(|piece| pick(piece, byte));
        if let Some(found) = found {
            return found;
        }
        if range.end < line.end && range.end > at {
            at = range.end;
        } else if line.end < text.len() {
            at = line.end + 1;
        } else {
            return text.len();
        }
    }
}

fn backward(text: &Text, byte: usize, pick: impl Fn(&Piece, usize) -> Option<usize>) -> usize {
    let mut at = floor(text, byte);
    loop {
        let range = window(text, at);
        let line = text.line(text.line_at(at));
        let found =
            pieces(text, range.clone()).iter().rev().filter(|piece| piece.word).find_map(|piece| pick(piece, byte));
        if let Some(found) = found {
            return found;
        }
        if range.start > line.start && range.start < at {
            at = range.start;
        } else if line.start > 0 {
            at = line.start - 1;
        } else {
            return 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::segment::is_grapheme_boundary;

    fn word(source: &str, byte: usize) -> Option<String> {
        let text = Text::new(source);
        word_at(&text, byte).map(|span| text.quote(span).to_owned())
    }

    #[test]
    fn selects_real_words_in_scripts_without_spaces() {
        assert_eq!(word("ภาษาไทยภาษา", 0).as_deref(), Some("ภาษา"));
        assert_eq!(word("外交部发言人表示，这个消息不属实。", 0).as_deref(), Some("外交部"));
        assert_eq!(word("東京都に住んでいます", 0).as_deref().map(|w| w.starts_with('東')), Some(true));
        assert_eq!(word("外交部。", "外交部".len()).as_deref(), Some("外交部"));
    }

    #[test]
    fn finds_words_at_their_ends_and_none_between() {
        assert_eq!(word("one two", 3).as_deref(), Some("one"));
        assert_eq!(word("one  two", 4), None);
        assert_eq!(word("", 0), None);
        assert_eq!(word("don’t", 4).as_deref(), Some("don’t"));
        assert_eq!(word("हिन्दी भाषा", 0).as_deref(), Some("हिन्दी"));
    }

    #[test]
    fn tells_where_words_meet() {
        // A `|` stands at each boundary.
        let check = |expected: &str| {
            let text = Text::new(expected.replace('|', ""));
            let mut out = String::new();
            for (at, c) in text.as_str().char_indices() {
                if is_word_boundary(&text, at) {
                    out.push('|');
                }
                out.push(c);
            }
            assert_eq!(out + "|", expected);
            assert!(is_word_boundary(&text, text.len()));
            assert!(!is_word_boundary(&text, text.len() + 1));
        };
        check("|so|-|called| |can't| |$|1.5|,|");
        check("|Außenministerium|،| |وزارة|");
        check("|外交部|发言|人|周一|");
        check("|a\u{301}b|");
    }

    #[test]
    fn a_sign_holds_the_plain_letter_behind_it() {
        // U+11D46 is prepended to what follows: the two are one grapheme, and no word ends between them.
        let text = Text::new("A \u{11d46}'¡");
        for at in [0, 1, 2] {
            for next in [next_word_end(&text, at), next_word_start(&text, at)] {
                assert!(is_grapheme_boundary(&text, next), "{at} to {next}");
            }
        }
    }
}
