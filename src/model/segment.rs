//! Finds the boundaries of graphemes, words and sentences, and snaps selections to words.
//!
//! Graphemes, words and sentences follow UAX #29. Scripts that write no spaces (Thai, Lao, Khmer, Burmese, Chinese,
//! Japanese) are cut into words by dictionary. Every function looks only at the neighbourhood of its offset, so its
//! cost does not grow with the text, not even when the text is one line.
//!
//! Two things differ from UAX #29, because people mark whole words: parts joined by a hyphen are one word
//! (`so-called`), and a sign that stands against a word or number belongs to it (`$5`, `20%`, `#tag`).

mod tokens;

pub use tokens::tokens;

use std::ops::Range;
use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::text::{Span, Text};

/// Bytes looked at on either side of an offset in a long line.
const REACH: usize = 1024;
/// Bytes of a selection searched for the partner of a quotation mark or bracket.
const PARTNER_REACH: usize = 4096;

static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

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

/// A stretch between two word boundaries, in bytes of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    start: usize,
    end: usize,
    word: bool,
}

/// Returns the part of the line of `byte` that is looked at, cut at white space where there is some.
fn window(text: &Text, byte: usize) -> Range<usize> {
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
fn needs_dictionary(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x19E0..=0x19FF | 0x3005..=0x3007 | 0x3040..=0x30FF
        | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xA9E0..=0xA9FF | 0xAA60..=0xAA7F | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Tells whether a sign belongs to a word or number that it touches.
fn is_sign(c: char) -> bool {
    matches!(c, '$' | '%' | '‰' | '#' | '@' | '&' | '°' | '§' | '€' | '£' | '¥' | '₺' | '₽' | '₹' | '₪' | '₩' | '¢')
}

/// Tells whether a character separates words and is part of none: white space, stops, dashes.
fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            ',' | '.' | ';' | ':' | '!' | '?' | '…' | '‥' | '·' | '-' | '/' | '|' | '•' | '‐' | '‑' | '‒' | '–' | '—' | '―'
            | '、' | '。' | '，' | '．' | '；' | '：' | '！' | '？' | '・' | '،' | '؛' | '؟' | '۔' | '।' | '॥' | '၊' | '။'
            | '។' | '៖' | '։' | '׃' | '־' | '¡' | '¿' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The characters that can close or open the same pair.
fn pair(c: char) -> Option<&'static [char]> {
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
fn pieces(text: &Text, range: Range<usize>) -> Vec<Piece> {
    let body = &text.as_str()[range.clone()];
    // No further than the window is looked back: a text of flags or joined emoji would take the square of its length.
    let shift = |piece: Piece| Piece { start: range.start + piece.start, end: range.start + piece.end, ..piece };
    join(body, cut(body)).into_iter().map(shift).collect()
}

/// Cuts a string into words and what stands between them, as UAX #29 and the dictionaries have it.
fn cut(body: &str) -> Vec<Piece> {
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
fn join(body: &str, pieces: Vec<Piece>) -> Vec<Piece> {
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

fn starts_grapheme(body: &str, byte: usize) -> bool {
    // Only between two plain ASCII characters is there nothing to look up: a letter may be held by a sign before it.
    let plain = |at: usize| body.as_bytes().get(at).is_some_and(|b| (0x20..0x7f).contains(b));
    (plain(byte) && byte.checked_sub(1).is_none_or(plain))
        || GraphemeCursor::new(byte, body.len(), true).is_boundary(body, 0) != Ok(false)
}

fn ends_in_sign(body: &str, piece: &Piece) -> bool {
    piece.word && body[piece.start..piece.end].chars().next_back().is_some_and(is_sign)
}

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
    let mut next = 0;
    let mut ready = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(piece) = ready.next() {
                return Some(piece);
            }
            if next >= text.len() {
                return None;
            }
            let range = next..stretch_end(text, next).max(next_char(text, next));
            next = range.end;
            ready = pieces(text, range).into_iter().filter(|piece| piece.word).collect::<Vec<Piece>>().into_iter();
        }
    })
    .filter_map(|piece| text.span(piece.start, piece.end).ok())
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

/// Takes away what stands at the ends of a stretch and is part of no word; `None` when nothing is left.
///
/// White space, stops and dashes go, a whole grapheme at a time. A quotation mark or bracket at an end stays when its
/// partner is inside, because then whoever dragged over both meant the quotation; a lone one goes.
pub fn trim(text: &Text, start: usize, end: usize) -> Option<Span> {
    let body = text.as_str();
    let (mut start, mut end) = (grapheme_floor(text, start), grapheme_ceil(text, floor(text, end)));
    loop {
        let slice = body.get(start..end)?;
        let first = slice.graphemes(true).next()?;
        let last = slice.graphemes(true).next_back()?;
        let loose = |grapheme: &str, at: Edge| {
            let Some(c) = grapheme.chars().next() else { return true };
            let rest = match at {
                Edge::Start => &slice[grapheme.len()..],
                Edge::End => &slice[..slice.len() - grapheme.len()],
            };
            is_separator(c) || !has_partner(rest, c, at)
        };
        if loose(last, Edge::End) {
            end -= last.len();
        } else if loose(first, Edge::Start) {
            start += first.len();
        } else {
            return text.span(start, end).ok();
        }
    }
}

/// Returns the nearest grapheme boundary at or behind `byte`.
pub fn grapheme_ceil(text: &Text, byte: usize) -> usize {
    if is_grapheme_boundary(text, byte) { byte } else { next_grapheme(text, byte) }
}

/// Tells whether the quotation mark or bracket that stood at an end of `rest` has its partner in it; always for other
/// characters.
fn has_partner(rest: &str, mark: char, at: Edge) -> bool {
    let Some(set) = pair(mark) else { return true };
    let rest = match at {
        Edge::Start => &rest[..ceil(rest, PARTNER_REACH.min(rest.len()))],
        Edge::End => &rest[ceil(rest, rest.len().saturating_sub(PARTNER_REACH))..],
    };
    rest.char_indices().any(|(i, c)| {
        let apostrophe = || {
            let before = rest[..i].chars().next_back().is_some_and(char::is_alphanumeric);
            before && rest[i + c.len_utf8()..].chars().next().is_some_and(char::is_alphanumeric)
        };
        set.contains(&c) && !(set[0] == '\'' && apostrophe())
    })
}

fn ceil(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte += 1;
    }
    byte
}

/// Widens a stretch to whole words, without the white space and stops around them; `None` when it holds no word.
///
/// A word counts as touched when at least one of its graphemes lies inside the stretch.
pub fn snap_outward(text: &Text, start: usize, end: usize) -> Option<Span> {
    let (start, end) = (floor(text, start.min(end)), floor(text, end.max(start)));
    if start == end {
        return None;
    }
    let inside = |byte: usize| {
        let pieces = pieces(text, window(text, byte));
        pieces.into_iter().find(|piece| piece.word && piece.start < byte && byte < piece.end)
    };
    let start = inside(start).map_or(start, |piece| piece.start);
    let end = inside(end).map_or(end, |piece| piece.end);
    trim(text, start, end)
}

/// Returns the sentence that holds `byte`, without the white space behind it.
///
/// `within` is the paragraph (bytes); its inner line ends count as spaces. A stop behind an initial or a common
/// abbreviation ends no sentence.
pub fn sentence_at(text: &Text, byte: usize, within: Range<usize>) -> Option<Span> {
    const SIDE: usize = 4 * REACH;
    let within = floor(text, within.start)..floor(text, within.end);
    if byte < within.start || byte > within.end {
        return None;
    }
    let from = floor(text, byte.saturating_sub(SIDE)).max(within.start);
    let to = floor(text, byte + SIDE).min(within.end);
    let body = text.as_str().get(from..to)?.replace('\n', " ");
    let mut start = 0;
    let mut end = 0;
    for part in body.split_sentence_bounds() {
        end += part.len();
        if ends_in_abbreviation(&body[start..end]) && end < body.len() {
            continue;
        }
        if from + end > byte || end == body.len() {
            break;
        }
        start = end;
    }
    let sentence = &body[start..end];
    let lead = sentence.len() - sentence.trim_start().len();
    text.span(from + start + lead, from + start + sentence.trim_end().len()).ok()
}

/// Lists the sentences that end behind `byte`, in each of the `parts` (bytes, in order), cut as [`sentence_at`] cuts
/// them. The cost follows how many are taken, and is linear in the text that they cover.
pub fn sentences_from(
    text: &Text,
    byte: usize,
    parts: impl Iterator<Item = Range<usize>>,
) -> impl Iterator<Item = Span> {
    parts.filter(move |part| part.end > byte).flat_map(move |part| {
        let first = (part.start < byte).then(|| sentence_at(text, byte, part.clone())).flatten();
        let mut at = first.map_or(part.start, Span::start);
        let mut ready = Vec::new().into_iter();
        std::iter::from_fn(move || {
            loop {
                if let Some(sentence) = ready.next() {
                    return Some(sentence);
                }
                if at >= part.end {
                    return None;
                }
                let (sentences, next) = some_sentences(text, at..part.end);
                (ready, at) = (sentences.into_iter(), next);
            }
        })
        .filter(move |sentence| sentence.end() > byte)
    })
}

/// Cuts the first bytes of a range into sentences. Returns also where the next one begins.
fn some_sentences(text: &Text, range: Range<usize>) -> (Vec<Span>, usize) {
    const MOST: usize = 64 * 1024;
    let to = floor(text, range.start.saturating_add(MOST).min(range.end)).max(next_grapheme(text, range.start));
    let body = text.as_str()[range.start..to].replace('\n', " ");
    let (mut sentences, mut start, mut end) = (Vec::new(), 0, 0);
    for part in body.split_sentence_bounds() {
        end += part.len();
        // The last one may go on behind what was looked at.
        let unfinished = end == body.len() && to < range.end && start > 0;
        if unfinished || (ends_in_abbreviation(&body[start..end]) && end < body.len()) {
            continue;
        }
        let sentence = &body[start..end];
        let lead = sentence.len() - sentence.trim_start().len();
        let (from, until) = (range.start + start + lead, range.start + start + sentence.trim_end().len());
        sentences.extend(text.span(from, until).ok());
        start = end;
    }
    (sentences, range.start + start)
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    const KNOWN: [&str; 30] = [
        "Mr", "Mrs", "Ms", "Dr", "Prof", "Gen", "Col", "Lt", "Sgt", "Capt", "Sen", "Rep", "Gov", "St", "Jr", "Sr",
        "No", "vs", "Nr", "Hr", "Fr", "bzw", "ca", "Mme", "Mlle", "Sra", "Op", "Inc", "Ltd", "Co",
    ];
    let Some(rest) = sentence.trim_end().strip_suffix('.') else { return false };
    let last = rest.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
    let mut chars = last.chars();
    let initial = chars.next().is_some_and(char::is_uppercase) && chars.next().is_none();
    initial || KNOWN.contains(&last)
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
