//! Cuts a text into tokens, which measures of agreement count.

use super::pieces::{Piece, cut, stretches};
use crate::model::{Span, Text};

/// Lists the words of a text as UAX #29 has them, and the dictionaries for Thai, Chinese and Japanese: those that hold
/// a letter or a digit. Unlike [`super::words()`], nothing is joined: `so-called` are two, and `$5` is `5`. Linear in
/// the text.
pub fn tokens(text: &Text) -> impl Iterator<Item = Span> {
    stretches(text).flat_map(move |stretch| {
        let body = &text.as_str()[stretch.clone()];
        let counts = |piece: &Piece| body[piece.start..piece.end].chars().any(char::is_alphanumeric);
        let spans = cut(body).into_iter().filter(counts);
        spans.filter_map(move |piece| text.span(stretch.start + piece.start, stretch.start + piece.end).ok())
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
