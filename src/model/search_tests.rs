//! Tests searching.

use proptest::prelude::*;

use super::*;

/// A query by its pattern behind switches: `r` regular expression, `w` whole words, `i` ignoring case.
fn query(written: &str) -> Query {
    let (switches, pattern) = written.split_once(':').unwrap();
    let on = |switch| switches.contains(switch);
    Query { pattern: pattern.to_owned(), regex: on('r'), whole_words: on('w'), ignore_case: on('i') }
}

/// Marks the hits in a text with square brackets.
fn found(written: &str, source: &str) -> String {
    let text = Text::new(source);
    let hits = Search::new(&query(written)).unwrap().hits(&text);
    let mut out = String::new();
    let mut at = 0;
    for hit in hits {
        out += &format!("{}[{}]", &source[at..hit.start()], text.quote(hit));
        at = hit.end();
    }
    out + &source[at..]
}

fn check(written: &str, expected: &str) {
    assert_eq!(found(written, &expected.replace(['[', ']'], "")), expected, "{written}");
}

#[test]
fn finds_words_to_the_letter() {
    check(":help", "[help] or Help, un[help]ful");
    check(":a.b*", "[a.b*] axbb");
    check(":aa", "[aa]a [aa]");
    check(":وزارة", "نفت [وزارة] الخارجية و[وزارة] الدفاع");
    check(":\u{301}", "e[\u{301}]t\u{e9}");
}

#[test]
fn ignores_case_one_code_point_at_a_time() {
    check("i:HELP", "[help] or [Help], un[hELP]ful");
    // Folded lengths differ: ẞ has three bytes, ß two; the Kelvin sign three, k one.
    check("i:straße", "[STRAẞE] und [Straße], nicht Strasse");
    check("i:k", "[K] [k] [\u{212a}]");
    check("i:σ", "[Σ] [σ] [ς]");
    // The Turkish letters fold to two code points, or by language only: they are themselves.
    check("i:i", "[i] [I] İ ı");
    check("i:İ", "[İ] i I");
}

#[test]
fn finds_whole_words_by_rule_and_by_dictionary() {
    check("w:help", "[help], “[help]” (un)[help] unhelpful helps");
    check("w:can", "[can] can't canned");
    check("w:called", "so-[called], [called] uncalled");
    check("w:1", "[1] 1.5 1,000 11 $[1]");
    check("w:5%", "[5%] of 15% and [5%]");
    check("w:Ägypten", "[Ägypten], Ägyptens; in [Ägypten]");
    check("w:وزارة", "[وزارة] الخارجية ووزارة [وزارة]، قالت");
    // 外交部 is a word (the foreign ministry), and 外交 is none in it.
    check("w:外交", "外交部周一否认，[外交]");
    check("w:外交部", "[外交部]周一否认");
    check("w:กรุงเทพ", "เขาไป[กรุงเทพ]เมื่อวาน");
    // A hit that is no whole word shares bytes with one that is.
    check("w:a b a", "xa b [a b a]");
}

#[test]
fn finds_regular_expressions_in_each_line() {
    check("r:h.lp", "[help] [hälp] hellp");
    check("r:^\\w+", "[one] two\n[three]\n");
    check("r:\\w+$", "one [two]\n[three]\n");
    check("r:a\\s*b", "[a b] a\nb [ab]");
    check("r:[^x]+", "[ab]x[c]\n[d]");
    check("ri:(denied|wies)", "[Denied], [wies]");
    check("r:\\p{Arabic}+", "he said [نفت] [وزارة]");
    check("rw:h\\w+", "[help] oh [he]-man");
}

#[test]
fn finds_nothing_empty() {
    check("r:x*", "a[xx]b[x]");
    check("r:^", "one\ntwo\n\n");
    check("r:\\b", "one\ntwo");
    check("r:x*", "ä\n\nä");
}

fn refused(written: &str) -> (String, Option<Range<usize>>) {
    let bad = Search::new(&query(written)).unwrap_err();
    (bad.why, bad.at)
}

#[test]
fn says_what_is_wrong_and_where() {
    let across = "Hits never go across a line end, so that one can't be looked for.";
    assert_eq!(refused(":").0, "There is nothing to look for.");
    assert_eq!(refused(":a\nb"), (across.into(), Some(1..2)));
    assert_eq!(refused("r:a\\nb").0, across);
    assert!(Search::new(&query("r:a\\s|[\\n ]")).is_ok());
    assert_eq!(refused("r:ab(c"), ("This bracket is not closed. Write \\( for the sign itself.".into(), Some(2..3)));
    assert_eq!(refused("r:ä)"), ("This bracket closes none. Write \\) for the sign itself.".into(), Some(2..3)));
    assert_eq!(refused("r:*a").1, Some(0..1));
    assert_eq!(refused("r:(a)\\1").0, "A pattern can't refer back to what a group found.");
    assert_eq!(refused("r:a(?=b)").0, "A pattern can't look ahead or behind.");
    assert_eq!(refused("r:\\p{Klingon}").0, "There is no such class of characters.");
    assert_eq!(refused("r:[z-a]").0, "The range must go from a lower character to a higher one.");
    assert!(refused("r:(\\w{100}){100}").0.starts_with("The pattern is too large"));
    let nested = format!("r:{}", "(".repeat(200) + &")".repeat(200));
    assert_eq!(refused(&nested).0, "There are too many brackets in one another.");
}

#[test]
fn bounds_what_is_seen_of_a_long_line() {
    let body = format!("{}needle{}", "ä".repeat(LONG), "b ".repeat(LONG));
    let text = Text::new(body.clone());
    let all = |written: &str| {
        let hits = Search::new(&query(written)).unwrap().hits(&text);
        hits.iter().map(|hit| text.quote(*hit).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(all("r:ne+dle"), ["needle"]);
    assert_eq!(all(":needle"), ["needle"]);
    assert_eq!(all("r:b$"), [""; 0], "what is seen does not end the line");
    assert_eq!(all("r:b $"), ["b "]);
    assert_eq!(all("r:^.").len(), 1);
    // A hit of half of what is seen is found whichever way the windows fall.
    assert_eq!(all("r:needle(b ){16000}").iter().map(String::len).collect::<Vec<_>>(), [32_006]);
}

#[test]
fn stops_when_it_is_told_to() {
    let text = Text::new("a\n".repeat(1000));
    for written in [":a", "r:a"] {
        let search = Search::new(&query(written)).unwrap();
        let mut scan = search.scan(&text, 0..text.len());
        let mut hits = Vec::new();
        assert!(scan.step(usize::MAX, &|| true, &mut hits));
        assert!(hits.len() <= 1);
    }
}

#[test]
fn scans_the_lines_of_a_range() {
    let text = Text::new("one a\ntwo a\nthree a\nfour a");
    let scan = |range| {
        let mut hits = Vec::new();
        assert!(!Search::new(&query("r:a$")).unwrap().scan(&text, range).step(usize::MAX, &|| false, &mut hits));
        hits.iter().map(|hit| text.line_at(hit.start())).collect::<Vec<_>>()
    };
    assert_eq!(scan(8..8), [1]);
    assert_eq!(scan(8..14), [1, 2]);
    assert_eq!(scan(0..usize::MAX), [0, 1, 2, 3]);
}

proptest! {
    /// Steps of any size find what one step finds, and that is what the plainest search finds.
    #[test]
    fn steps_lose_nothing(body in "[abä\u{301}İß \n]{0,60}", pattern in "[abäß]{1,3}", bytes in 1..20usize, regex: bool, whole_words: bool) {
        let text = Text::new(body.clone());
        let search = Search::new(&Query { pattern: pattern.clone(), regex, whole_words, ignore_case: true }).unwrap();
        let mut scan = search.scan(&text, 0..text.len());
        let mut hits = Vec::new();
        while scan.step(bytes, &|| false, &mut hits) {}
        prop_assert_eq!(&hits, &search.hits(&text));
        prop_assert!(hits.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
        if !whole_words {
            let plain = Search::new(&Query { pattern: pattern.clone(), ..Query::default() }).unwrap();
            let expected: Vec<usize> = body.match_indices(&pattern).map(|(at, _)| at).collect();
            prop_assert_eq!(plain.hits(&text).iter().map(|hit| hit.start()).collect::<Vec<_>>(), expected);
        }
    }

    /// No pattern and no text makes it panic or go round forever.
    #[test]
    fn takes_anything(body in "\\PC{0,40}", pattern in "[a-c()\\[\\]*+?.^$\\\\|{}1,bwäß]{0,8}", regex: bool, whole_words: bool) {
        let text = Text::new(body);
        if let Ok(search) = Search::new(&Query { pattern, regex, whole_words, ignore_case: true }) {
            prop_assert!(search.hits(&text).iter().all(|hit| text.holds(*hit)));
        }
    }
}
