//! Cuts texts into tokens, for formats that have no offsets of their own or want tokens beside them.

use crate::model::{Span, Text, segment};

/// Lists the tokens of a text in order: its words, and between them whatever is neither a word nor white space. A word
/// that has white space in it, as a number with narrow spaces, is several.
pub(super) fn tokens(text: &Text) -> Vec<Span> {
    let (mut all, mut before) = (Vec::new(), 0);
    for word in segment::words(text) {
        parts(text, before, word.start(), &mut all);
        parts(text, word.start(), word.end(), &mut all);
        before = word.end();
    }
    parts(text, before, text.len(), &mut all);
    all
}

fn parts(text: &Text, start: usize, end: usize, all: &mut Vec<Span>) {
    let mut at = start;
    for part in text.as_str()[start..end].split(char::is_whitespace) {
        all.extend(text.span(at, at + part.len()).ok());
        at += part.len();
        at += text.as_str()[at..].chars().next().map_or(0, char::len_utf8);
    }
}

/// Returns a span without white space at its ends; `None` where there is nothing else.
pub(super) fn trimmed(text: &Text, span: Span) -> Option<Span> {
    let words = text.quote(span);
    let start = span.start() + words.len() - words.trim_start().len();
    text.span(start, start + words.trim().len()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_all_but_white_space() {
        let text = Text::new("“No,” he\tsaid.\n\u{a0}水坝安全 👩‍👩‍👧! 1\u{202f}000");
        let all: Vec<&str> = tokens(&text).into_iter().map(|span| text.quote(span)).collect();
        assert_eq!(all.concat(), text.as_str().split(char::is_whitespace).collect::<String>());
        assert_eq!(all[..5], ["“", "No", ",”", "he", "said"]);
    }

    #[test]
    fn white_space_at_the_ends_goes() {
        let text = Text::new("a  b \n");
        let trim = |start, end| text.span(start, end).ok().and_then(|span| trimmed(&text, span));
        assert_eq!(trim(1, 6).map(Span::range), Some(3..4));
        assert_eq!(trim(4, 6), None);
    }
}
