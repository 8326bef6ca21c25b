//! Tests what holds for boundaries of all sorts, and the ends of spans.

use proptest::prelude::*;

use super::pieces::window;
use super::*;

#[test]
fn grows_and_shrinks_either_end_and_never_to_nothing() {
    let text = Text::new("one two, three");
    let two = text.span(4, 7).unwrap();
    let quote = |span: Option<Span>| span.map(|span| text.quote(span).to_owned());
    assert_eq!(quote(grow(&text, two, Edge::End, Unit::Word)).as_deref(), Some("two, three"));
    assert_eq!(quote(grow(&text, two, Edge::Start, Unit::Word)).as_deref(), Some("one two"));
    assert_eq!(quote(grow(&text, two, Edge::End, Unit::Grapheme)).as_deref(), Some("two,"));
    assert_eq!(quote(shrink(&text, two, Edge::End, Unit::Grapheme)).as_deref(), Some("tw"));
    assert_eq!(shrink(&text, two, Edge::End, Unit::Word), None);
    let all = text.span(0, 14).unwrap();
    assert_eq!(grow(&text, all, Edge::End, Unit::Word), None);
    assert_eq!(quote(shrink(&text, all, Edge::End, Unit::Word)).as_deref(), Some("one two"));
    assert_eq!(quote(shrink(&text, all, Edge::Start, Unit::Word)).as_deref(), Some("two, three"));
}

#[test]
fn keeps_to_the_neighbourhood_in_a_line_of_a_megabyte() {
    for unit in ["word ", "不属实", "ภาษาไทย", "e\u{301}"] {
        let text = Text::new(unit.repeat(1_000_000 / unit.len()));
        let middle = floor(&text, text.len() / 2);
        let range = window(&text, middle);
        assert!(range.len() <= 4 * REACH + 8, "{unit}: {range:?}");
        assert!(word_at(&text, middle).is_none_or(|span| span.end() - span.start() <= 4 * REACH + 8));
        assert!(snap_outward(&text, middle, middle + unit.len()).is_some());
        assert!(sentence_at(&text, middle, 0..text.len()).is_some());
        assert!(next_word_start(&text, middle) > middle);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let bit = prop_oneof![
        Just("word"),
        Just(" "),
        Just("\n"),
        Just(","),
        Just(". "),
        Just("“"),
        Just("”"),
        Just("("),
        Just(")"),
        Just("e\u{301}"),
        Just("👩‍👩‍👧"),
        Just("🇹🇷"),
        Just("شفى"),
        Just("ไทย"),
        Just("世界"),
        Just("$5"),
        Just("-"),
        Just("'"),
        Just("\u{200d}"),
        Just("ä"),
        Just("U.S. "),
    ];
    prop_oneof![prop::collection::vec(bit, 0..40).prop_map(|bits| bits.concat()), any::<String>()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn snapping_gives_trimmed_words_that_hold_what_was_touched(body in soup(), a in 0usize..200, b in 0usize..200) {
        let text = Text::new(body);
        let (a, b) = (floor(&text, a), floor(&text, b));
        if let Some(span) = snap_outward(&text, a, b) {
            let quote = text.quote(span);
            prop_assert!(is_grapheme_boundary(&text, span.start()) && is_grapheme_boundary(&text, span.end()));
            prop_assert_eq!(quote.trim(), quote);
            prop_assert!(!quote.ends_with([',', '.', ';']) && !quote.starts_with([',', '.', ';']));
            prop_assert_eq!(snap_outward(&text, span.start(), span.end()), Some(span), "snapping twice changes nothing");
            prop_assert!(text.as_str()[a.min(b)..a.max(b)].chars().any(|c| !c.is_whitespace()));
        }
    }

    #[test]
    fn boundaries_always_move_on_and_stay_on_graphemes(body in soup(), at in 0usize..200) {
        let text = Text::new(body);
        let at = grapheme_floor(&text, at);
        for next in [next_grapheme(&text, at), next_word_end(&text, at), next_word_start(&text, at)] {
            prop_assert!(next > at || (at == text.len() && next == at));
            prop_assert!(is_grapheme_boundary(&text, next));
        }
        for previous in [prev_grapheme(&text, at), prev_word_start(&text, at), prev_word_end(&text, at)] {
            prop_assert!(previous < at || (at == 0 && previous == 0));
            prop_assert!(is_grapheme_boundary(&text, previous));
        }
        if let Some(word) = word_at(&text, at) {
            prop_assert!(word.start() <= at && at <= word.end());
        }
        if let Some(sentence) = sentence_at(&text, at, 0..text.len()) {
            prop_assert!(text.holds(sentence));
        }
    }
}
