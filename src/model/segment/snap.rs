//! Snaps selections to words, and takes away what stands around them.

use unicode_segmentation::UnicodeSegmentation;

use super::Edge;
use super::graphemes::{ceil, floor, grapheme_ceil, grapheme_floor};
use super::pieces::{is_separator, pair, pieces, window};
use crate::model::text::{Span, Text};

/// Bytes of a selection searched for the partner of a quotation mark or bracket.
const PARTNER_REACH: usize = 4096;

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

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes a text with the selection between `[` and `]`.
    fn marked(source: &str) -> (Text, usize, usize) {
        let start = source.find('[').unwrap();
        let end = source.find(']').unwrap() - 1;
        (Text::new(source.replace(['[', ']'], "")), start, end)
    }

    fn snapped(source: &str) -> Option<String> {
        let (text, start, end) = marked(source);
        snap_outward(&text, start, end).map(|span| text.quote(span).to_owned())
    }

    #[test]
    fn snaps_to_whole_words_without_space_or_stops() {
        let check = |source: &str, expected: &str| assert_eq!(snapped(source).as_deref(), Some(expected), "{source}");
        check("he as[ked MI6 last mo]nth, they say", "asked MI6 last month");
        check("he [asked MI6, ]they", "asked MI6");
        check("he asked[ MI6. ]they", "MI6");
        check("one [(two), ]three", "(two)");
        check("one (t[wo), ]three", "two");
        check("he said [“it is not,” ]she", "“it is not,”");
        check("he said “[it is not.” ]she", "it is not");
        check("the [so-cal]led plan", "so-called");
        check("paid [5]% of it", "5%");
        check("paid [$]500 of it", "$500");
        check("Turkey[’]s plan", "Turkey’s");
        check("[’Turkey’s plan ]", "Turkey’s plan");
        check("قال المتحد[ث، إن]ه لم", "المتحدث، إنه");
        check("a [🙂] b", "🙂");
        check("Straß[en, ]und", "Straßen");
        assert_eq!(snapped("one[ , . ]two"), None);
        assert_eq!(snapped("one[\n\n]two"), None);
    }
}
