use super::*;

fn target(range: Range<usize>, words: Words) -> Target {
    Target { ranges: Vec::from([range]), words }
}

fn joined(words: &str) -> Words {
    Words::Joined(words.to_owned())
}

fn targets(of: &str, unit: Unit, quotes: &[&str]) -> Vec<Target> {
    let count = |text: &str| text.chars().map(|c| unit.of(c)).sum::<usize>();
    let placed = |quote: &&str| {
        let start = count(&of[..of.find(*quote).unwrap()]);
        let end = start + count(quote);
        target(start..end, joined(quote))
    };
    quotes.iter().map(placed).collect()
}

/// Places quotes that were counted in `counted`, the text as the other program had it, on the text of a file.
#[track_caller]
fn check(file: &str, counted: &str, unit: Unit, quotes: &[&str], way: Option<&str>) {
    let source = Source::new(file, false);
    let (placed, told) = source.place(Unit::CodePoints, &targets(counted, unit, quotes));
    for (placed, quote) in placed.iter().zip(quotes) {
        let Placed::At(found) = placed else { panic!("{quote}: {placed:?}") };
        let words = found.spans().iter().map(|span| source.text().quote(*span)).collect::<String>();
        assert!(same(&words, quote), "{words} for {quote}");
    }
    assert_eq!(told.as_deref(), way);
}

const MIXED: &str = "👩‍👩‍👧 café said «no».\nThen İstanbul, über alles 𝒳.\nEnd";

#[test]
fn counts_as_the_format_says_where_the_words_are_there() {
    check(MIXED, MIXED, Unit::CodePoints, &["café", "İstanbul", "End"], None);
    check("one\r\ntwo three\r\n", "one\r\ntwo three\r\n", Unit::CodePoints, &["one", "three"], None);
}

#[test]
fn tries_the_other_ways_to_count_where_the_words_are_elsewhere() {
    check(MIXED, MIXED, Unit::Utf16, &["café", "İstanbul", "End"], Some("UTF-16 code units"));
    check(MIXED, MIXED, Unit::Bytes, &["café", "İstanbul", "End"], Some("bytes"));
    let ends = "ab\r\ncd\r\nefg h";
    check(
        ends,
        &ends.replace("\r\n", "\n"),
        Unit::CodePoints,
        &["cd", "efg"],
        Some("line ends of two characters as one"),
    );
    let composed = "“Ünïcödé” wörd end";
    let decomposed = DecomposingNormalizerBorrowed::new_nfd().normalize(composed).into_owned();
    check(&decomposed, composed, Unit::CodePoints, &["wörd", "end"], Some("letters and their marks as one (NFC)"));
    let words: Vec<&str> = decomposed.split(' ').collect();
    check(composed, &decomposed, Unit::CodePoints, &words, Some("letters and their marks apart (NFD)"));
}

#[test]
fn counts_a_byte_order_mark_where_the_words_say_so() {
    let source = Source::new("one two", true);
    let target = target(5..8, joined("two"));
    let (placed, told) = source.place(Unit::CodePoints, &[target]);
    assert_eq!(placed, [Placed::At(Fragments::one(source.text().span(4, 7).unwrap()))]);
    assert_eq!(told.as_deref(), Some("with the byte order mark"));
}

#[test]
fn finds_by_its_words_what_no_way_of_counting_leads_to() {
    let source = Source::new("no no yes", false);
    let target =
        |range: Range<usize>, words: &str| Target { ranges: vec![range], words: Words::Joined(words.to_owned()) };
    let (placed, told) = source
        .place(Unit::CodePoints, &[target(0..3, "yes"), target(3..6, "no"), target(0..2, "no"), target(90..99, "")]);
    let at = |start, end| Fragments::one(source.text().span(start, end).unwrap());
    let lost = Anchor { exact: "no".into(), prefix: String::new(), suffix: String::new() };
    assert_eq!(placed, [Placed::Found(at(6, 9)), Placed::Lost(vec![lost]), Placed::At(at(0, 2)), Placed::Nowhere]);
    assert_eq!(told, None);
}

#[test]
fn tells_what_is_on_no_words() {
    let source = Source::new("text", false);
    let targets = [target(2..2, Words::None), target(0..9, Words::None)];
    assert_eq!(source.place(Unit::CodePoints, &targets).0, [Placed::Empty, Placed::Nowhere]);
}

#[test]
fn offsets_without_words_say_by_themselves_what_cannot_be() {
    // In code points the text ends before these do.
    let source = Source::new("a𝒳b𝒳c", false);
    let target = target(6..7, Words::None);
    let (placed, told) = source.place(Unit::CodePoints, &[target]);
    assert_eq!(placed, [Placed::At(Fragments::one(source.text().span(10, 11).unwrap()))]);
    assert_eq!(told.as_deref(), Some("UTF-16 code units"));
}

#[test]
fn joins_fragments_by_a_space_and_reads_line_ends_as_spaces() {
    let source = Source::new("one two\nthree four", false);
    let parted = Target { ranges: vec![0..3, 8..13], words: joined("one three") };
    let across = target(4..13, joined("two three"));
    let (placed, _) = source.place(Unit::CodePoints, &[parted, across]);
    let spans = |placed: &Placed| match placed {
        Placed::At(found) => found.spans().iter().map(|span| span.range()).collect::<Vec<_>>(),
        other => panic!("{other:?}"),
    };
    let found: Vec<_> = placed.iter().flat_map(spans).collect();
    assert_eq!(found, [0..3, 8..13, 4..13]);
}
