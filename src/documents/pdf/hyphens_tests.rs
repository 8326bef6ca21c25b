use super::*;

fn joined(lines: &[&str], elsewhere: &str) -> (String, Hyphens) {
    let mut count = Hyphens::default();
    let known = Known(elsewhere.split_whitespace().map(bare).collect());
    (join(lines.iter().copied(), &known, &mut count), count)
}

#[test]
fn words_parted_at_the_end_of_a_line_are_put_together() {
    for (lines, elsewhere, whole, counts) in [
        (&["the adminis-", "tration said"][..], "", "the administration said", (1, 0)),
        (&["the adminis\u{2010}", "tration"], "", "the administration", (1, 0)),
        (&["a well-", "known man"], "his well-known house", "a well-known man", (0, 1)),
        (&["a well-", "known man"], "(wellknown), well-known", "a wellknown man", (1, 0)),
        (&["Anglo-", "American"], "", "Anglo-American", (0, 1)),
        (&["Mc\u{AD}", "Donald"], "", "McDonald", (1, 0)),
        (&["Mc-", "Donald"], "McDonald", "McDonald", (1, 0)),
        (&["from 2019-", "2020"], "", "from 2019-2020", (0, 0)),
        (&["the adminis\u{2010}\u{AD}", "tration"], "", "the administration", (1, 0)),
        (&["he said--", "and left"], "", "he said-- and left", (0, 0)),
        (&["he said -", "and left"], "", "he said - and left", (0, 0)),
        (&["so\u{AD}ft", "hyphens"], "", "soft hyphens", (0, 0)),
        (&["大阪の", "水"], "", "大阪の水", (0, 0)),
        (&["서울", "시"], "", "서울 시", (0, 0)),
    ] {
        let (text, count) = joined(lines, elsewhere);
        assert_eq!((text.as_str(), (count.joined, count.kept)), (whole, counts), "{lines:?}");
    }
}

#[test]
fn the_parts_of_parted_words_are_no_words() {
    let line = |text: &str| Line {
        text: text.to_owned(),
        left: 0.0,
        right: 0.0,
        base: 0.0,
        size: 10.0,
        bold: false,
        leftward: false,
        furniture: false,
        first: 0.0,
        initial: false,
        page: 0,
    };
    let lines = [line("tration of the dam adminis-"), line("tration, said “Yes”")];
    let known = Known::of(lines.iter());
    assert!(known.has("Dam") && known.has("yes") && !known.has("tration") && !known.has("adminis"));
}
