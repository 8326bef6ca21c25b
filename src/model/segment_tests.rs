//! Tests word, grapheme and sentence boundaries.

use proptest::prelude::*;

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

fn word(source: &str, byte: usize) -> Option<String> {
    let text = Text::new(source);
    word_at(&text, byte).map(|span| text.quote(span).to_owned())
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
fn finds_sentences_over_line_ends_and_abbreviations() {
    let text = Text::new("Mr. J. Smith said no. “Not\nat all!” They left.");
    let at = |byte| sentence_at(&text, byte, 0..text.len()).map(|span| text.quote(span).to_owned());
    assert_eq!(at(5).as_deref(), Some("Mr. J. Smith said no."));
    assert_eq!(at(28).as_deref(), Some("“Not\nat all!”"));
    assert_eq!(at(text.len()).as_deref(), Some("They left."));
    assert_eq!(sentence_at(&text, 0, 5..9), None);
}

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
fn lists_sentences_from_a_place_on() {
    let text = Text::new("One. Two by Mr. Three.\nFour is\nwrapped. Five\n\n  Six.");
    let parts = [0..22, 23..44, 46..52];
    let from = |byte| {
        sentences_from(&text, byte, parts.iter().cloned()).map(|span| text.quote(span).to_owned()).collect::<Vec<_>>()
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
