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
    assert_eq!(told, way.map(|way| Counted { way: way.to_owned(), proven: true }));
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
    let (placed, told) = source.place(Unit::CodePoints, &[target(5..8, joined("two"))]);
    assert_eq!(placed, [Placed::At(Fragments::one(source.text().span(4, 7).unwrap()))]);
    assert_eq!(told.map(|counted| counted.way).as_deref(), Some("with the byte order mark"));
    // The other way round: the mark is one of the text's characters, and was not counted.
    let source = Source::new("\u{feff}one two", false);
    let (placed, told) = source.place(Unit::CodePoints, &[target(4..7, joined("two"))]);
    assert_eq!(placed, [Placed::At(Fragments::one(source.text().span(4, 7).unwrap()))]);
    assert_eq!(told.map(|counted| counted.way).as_deref(), Some("without the byte order mark"));
}

#[test]
fn one_number_that_explains_most_is_taken_for_all() {
    let text = "Seven. The dam holds. The dam breaks. The dam holds again, the dam.";
    let quotes = ["The dam breaks", "holds again", "Seven", "The dam holds. The"];
    for by in [7_isize, -3] {
        let mut all = targets(text, Unit::CodePoints, &quotes);
        // Words that stand there often have a place by that alone.
        all.push(target(26..29, joined("dam")));
        for target in &mut all {
            let range = &mut target.ranges[0];
            *range = range.start.saturating_add_signed(by)..range.end.saturating_add_signed(by);
        }
        let (placed, told) = Source::new(text, false).place(Unit::CodePoints, &all);
        let starts: Vec<Option<usize>> = placed
            .iter()
            .map(|placed| if let Placed::At(found) = placed { Some(found.start()) } else { None })
            .collect();
        let seven = (by > 0).then_some(0);
        assert_eq!(starts, [Some(22), Some(46), seven, Some(7), Some(26)], "{placed:?}");
        let way = if by > 0 { "each too large by 7" } else { "each too small by 3" };
        assert_eq!(told, Some(Counted { way: way.to_owned(), proven: true }));
    }
}

#[test]
fn offsets_one_too_large_are_no_other_unit_because_some_words_fit_by_it() {
    // Behind two emoji UTF-16 leads two too far, which is right for what stands there and one too large.
    let text = "Seven 🌊 dams, 🌊 say nine engineers, hold; the tenth breaks on Friday.";
    let quotes = ["Seven", "dams", "nine", "engineers", "hold", "Friday"];
    let mut all = targets(text, Unit::CodePoints, &quotes);
    for target in &mut all {
        let range = &mut target.ranges[0];
        *range = range.start + 1..range.end + 1;
    }
    let (placed, told) = Source::new(text, false).place(Unit::CodePoints, &all);
    assert!(placed.iter().all(|placed| matches!(placed, Placed::At(_))), "{placed:?}");
    assert_eq!(told, Some(Counted { way: "each too large by 1".to_owned(), proven: true }));
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

/// Places stretches without words, given in code points of `text`, that were counted in `unit` and read in code points.
fn placed_in(text: &str, unit: Unit, quotes: &[&str], more: &[Range<usize>]) -> (Vec<Option<String>>, Option<Counted>) {
    let source = Source::new(text, false);
    let mut all = targets(text, unit, quotes);
    all.iter_mut().for_each(|target| target.words = Words::None);
    all.extend(more.iter().map(|range| target(range.clone(), Words::None)));
    let (placed, told) = source.place(Unit::CodePoints, &all);
    let words = placed.iter().map(|placed| match placed {
        Placed::At(found) => Some(source.text().quote(found.cover()).to_owned()),
        _ => None,
    });
    (words.collect(), told)
}

const STORM: &str = "😀 Gestern hält der Damm, sagt das Ministerium. Der Minister bestreitet das Leck.";

#[test]
fn without_words_the_edges_of_words_say_how_offsets_were_counted() {
    // In code points the text ends before the last of these does.
    let quotes = ["Damm", "Ministerium", "Minister bestreitet", "Leck."];
    for (unit, way) in [(Unit::Utf16, "UTF-16 code units"), (Unit::Bytes, "bytes")] {
        let (words, told) = placed_in(STORM, unit, &quotes, &[]);
        assert_eq!(words, quotes.map(|quote| Some(quote.to_owned())));
        assert_eq!(told, Some(Counted { way: way.to_owned(), proven: false }));
    }
}

#[test]
fn a_wrong_offset_moves_none_of_the_right_ones() {
    let quotes = ["Damm", "Ministerium", "Minister bestreitet", "Leck"];
    let end = STORM.chars().count();
    for wrong in [end - 5..end + 1, 0..end + 1, end..end + 2, 500..900] {
        let (words, told) = placed_in(STORM, Unit::CodePoints, &quotes, &[wrong]);
        let expected = quotes.map(|quote| Some(quote.to_owned())).into_iter().chain([None]).collect::<Vec<_>>();
        assert_eq!((words, told), (expected, None));
    }
    // Two ways that lead to different places prove neither.
    let (words, told) = placed_in("éé 😀 a a a", Unit::CodePoints, &[], std::slice::from_ref(&(10..11)));
    assert_eq!((words, told), (vec![None], None));
}

proptest::proptest! {
    #[test]
    fn a_mark_before_a_text_is_one_of_its_characters(text in "(a|é|😀| |\r\n|\n){1,12}", at in 0..12usize, to in 0..12usize) {
        let raw = format!("\u{feff}{text}");
        let ends = raw.char_indices().map(|(byte, _)| byte).chain([raw.len()]);
        // What ends between the two characters of a line end ends before it.
        let ends: Vec<usize> = ends.filter(|byte| !raw[..*byte].ends_with('\r')).collect();
        let (start, end) = (ends[at.min(to) % ends.len()], ends[at.max(to) % ends.len()]);
        let words = Text::import(&raw[start.min(end)..start.max(end)]);
        for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
            let count = |byte: usize| raw[..byte].chars().map(|c| unit.of(c)).sum::<usize>();
            let source = Source::new(raw.as_str(), false);
            let (placed, told) = source.place(unit, &[target(count(start.min(end))..count(start.max(end)), Words::None)]);
            proptest::prop_assert_eq!(told, None);
            match &placed[0] {
                Placed::At(found) => proptest::prop_assert_eq!(source.text().quote(found.cover()), words.as_str()),
                Placed::Empty => proptest::prop_assert_eq!(words.as_str(), ""),
                other => proptest::prop_assert!(false, "{:?}", other),
            }
        }
    }
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
