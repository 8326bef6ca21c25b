//! Finds sentences.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::REACH;
use super::graphemes::{floor, next_grapheme};
use crate::model::text::{Span, Text};

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_sentences_over_line_ends_and_abbreviations() {
        let text = Text::new("Mr. J. Smith said no. “Not\nat all!” They left.");
        let at = |byte| sentence_at(&text, byte, 0..text.len()).map(|span| text.quote(span).to_owned());
        assert_eq!(at(5).as_deref(), Some("Mr. J. Smith said no."));
        assert_eq!(at(28).as_deref(), Some("“Not\nat all!”"));
        assert_eq!(at(text.len()).as_deref(), Some("They left."));
        assert_eq!(sentence_at(&text, 0, 5..9), None);
    }

    #[test]
    fn lists_sentences_from_a_place_on() {
        let text = Text::new("One. Two by Mr. Three.\nFour is\nwrapped. Five\n\n  Six.");
        let parts = [0..22, 23..44, 46..52];
        let from = |byte| {
            sentences_from(&text, byte, parts.iter().cloned())
                .map(|span| text.quote(span).to_owned())
                .collect::<Vec<_>>()
        };
        let all = ["One.", "Two by Mr. Three.", "Four is\nwrapped.", "Five", "Six."];
        assert_eq!(from(0), all);
        assert_eq!(from(3), all);
        assert_eq!(from(4), all[1..]);
        assert_eq!(from(30), all[2..]);
        assert_eq!(from(44), all[4..]);
        assert_eq!(from(52), [""; 0]);
        let long = Text::new("It was so. ".repeat(20_000));
        assert_eq!(sentences_from(&long, 0, std::iter::once(0..long.len())).count(), 20_000);
    }
}
