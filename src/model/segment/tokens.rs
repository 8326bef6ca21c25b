//! Cuts a text into tokens, which measures of agreement count.

use super::{Piece, cut, stretch_end};
use crate::model::segment::next_char;
use crate::model::{Span, Text};

/// Lists the words of a text as UAX #29 has them, and the dictionaries for Thai, Chinese and Japanese: those that hold
/// a letter or a digit. Unlike [`super::words`], nothing is joined: `so-called` are two, and `$5` is `5`. Linear in the
/// text.
pub fn tokens(text: &Text) -> impl Iterator<Item = Span> {
    let body = text.as_str();
    let mut next = 0;
    let mut ready = Vec::new().into_iter();
    std::iter::from_fn(move || {
        loop {
            if let Some(span) = ready.next() {
                return Some(span);
            }
            if next >= body.len() {
                return None;
            }
            let from = next;
            next = stretch_end(text, from).max(next_char(text, from));
            let counts = |piece: &Piece| body[from..next][piece.start..piece.end].chars().any(char::is_alphanumeric);
            let found = cut(&body[from..next]).into_iter().filter(counts);
            let spans = found.filter_map(|piece| text.span(from + piece.start, from + piece.end).ok());
            ready = spans.collect::<Vec<Span>>().into_iter();
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(body: &str, expected: &[&str]) {
        let text = Text::new(body);
        assert_eq!(tokens(&text).map(|span| text.quote(span)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn words_and_numbers_are_tokens_and_nothing_else() {
        check("A so-called “leak” cost $5.20 – 3% more.", &["A", "so", "called", "leak", "cost", "5.20", "3", "more"]);
        check("can't\n\nstop … 👩‍👧 §", &["can't", "stop"]);
        check("", &[]);
        check("نفت الوزارة", &["نفت", "الوزارة"]);
        check("ปฏิเสธรายงาน", &["ปฏิเสธ", "รายงาน"]);
    }

    #[test]
    fn a_long_line_is_cut_as_a_short_one_is() {
        let text = Text::new("word ".repeat(5000));
        assert_eq!(tokens(&text).count(), 5000);
        assert!(tokens(&text).all(|span| text.quote(span) == "word"));
    }
}
