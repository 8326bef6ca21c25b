//! Tries the search for shared passages: what it finds in real articles, and what it leaves alone.

use proptest::prelude::*;

use super::*;
use crate::model::Text;

/// Shows what two texts have in common, as the one has it; what differs stands as `[here|there]`.
fn found(one: &str, other: &str) -> Vec<String> {
    let words = [one, other].map(|body| Words::of(&Text::new(body)));
    let passages = shared(&words[0], &words[1], &|| false);
    let show = |passage: &Passage| {
        let (mut line, mut at) = (String::new(), passage.spans[0].start());
        for change in &passage.changes {
            let [here, there] = change.sides.clone();
            line.push_str(&format!("{}[{}|{}]", &one[at..here.start], &one[here.clone()], &other[there]));
            at = here.end;
        }
        line + &one[at..passage.spans[0].end()]
    };
    passages.iter().map(show).collect()
}

fn sample(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn the_report_and_its_denial_share_what_the_denial_took_from_it() {
    let found = found(&sample("agency-report.txt"), &sample("denial.txt"));
    assert!(found.iter().any(|passage| passage.contains("larger role in protecting")), "{found:#?}");
    assert!(found.iter().any(|passage| passage.ends_with("called Sharaa its \"number one foe")), "{found:#?}");
    assert!(found.iter().any(|passage| passage.contains("that it was coordinating with MIT")), "{found:#?}");
    assert!(found.len() < 8, "names and set phrases are no passages: {found:#?}");
}

const STORY: &str = "The dam above Birkenfurt will be inspected again this spring, the provincial government has announced. \
                     Divers found cracks near the northern spillway in November.";

#[test]
fn case_and_punctuation_make_no_difference() {
    let other = "Lead. “The Dam – above Birkenfurt – will be inspected again this spring”: the provincial government has announced!";
    let expected = STORY.split('.').next().unwrap_or_default();
    assert_eq!(found(STORY, other), [expected]);
}

#[test]
fn words_that_differ_are_marked_on_both_sides() {
    let other =
        "As we reported, the dam above Birkenfurt is to be inspected again this spring, the government has announced.";
    assert_eq!(
        found(STORY, other),
        [
            "The dam above Birkenfurt [will|is to] be inspected again this spring, the [provincial|] government has announced"
        ]
    );
}

#[test]
fn a_passage_tells_more_than_chance_brings_forth() {
    let others = [
        "Bees were kept in the southern valleys for honey, and the price of sugar fell there for years. ".repeat(4),
        "A harbour pilot wrote of storms, of ropes that tore and of a lamp which nobody lit at night. ".repeat(4),
    ];
    let words: Vec<&str> = STORY.split(' ').collect();
    let mut least = None;
    for count in 1..words.len() {
        let shared_words = words[..count].join(" ");
        let texts = others.each_ref().map(|other| Words::of(&Text::new(format!("{other}{shared_words}. {other}"))));
        let found = shared(&texts[0], &texts[1], &|| false);
        let pair = Pair::of(&texts[0], &texts[1]);
        let enough = (log2(pair.words[0].len()) + log2(pair.words[1].len())) / BIT + MARGIN;
        assert!(found.iter().all(|passage| passage.bits >= enough), "{count} words: {found:?}, {enough} bits");
        if !found.is_empty() {
            least.get_or_insert(count);
        }
    }
    assert!(least.is_some_and(|least| (3..10).contains(&least)), "{least:?}");
}

#[test]
fn what_differs_for_the_most_part_is_no_passage() {
    let text = |own: &str| {
        let stretch = |at: usize| {
            let own: Vec<String> = (0..4).map(|number| format!("{own}{at}x{number}")).collect();
            format!("shared{at}a shared{at}b shared{at}c {} ", own.join(" "))
        };
        (0..12).map(stretch).collect::<String>()
    };
    assert_eq!(found(&text("here"), &text("there")), Vec::<String>::new());
}

#[test]
fn what_lies_in_a_passage_on_both_sides_is_not_told_again() {
    let sentence = "The keeper of the upper sluice told all of it to a council that met by lamplight.";
    let text = format!("{sentence} {STORY} {sentence}");
    assert_eq!(found(&text, &format!("Lead. {text}")), [text.trim_end_matches('.')]);
}

#[test]
fn passages_come_in_the_order_of_the_one() {
    let short = "The keeper of the upper sluice told all of it to a council that met by lamplight";
    let long = STORY.trim_end_matches('.');
    let one = format!("{short}. Of bees and honey nobody spoke there, nor of sugar. {long}.");
    let other = format!("{long}. A harbour pilot wrote of storms, of ropes and of a lamp. {short}.");
    assert_eq!(found(&one, &other), [short, long]);
    assert_eq!(found(&other, &one), [long, short]);
}

#[test]
fn common_words_are_no_passage() {
    let one =
        "It was one of the things that he had said to them when it was about to be the end of the day, and so on. "
            .repeat(3)
            + STORY;
    let other =
        "They had said that it was one of the ends of the thing, and it was about to be so when he had to go on. "
            .repeat(3)
            + "A quite different story of bees, honey and the price of sugar in the southern valleys.";
    assert_eq!(found(&one, &other), Vec::<String>::new());
    let name = "President Ahmed al-Sharaa";
    assert_eq!(
        found(&format!("{STORY} It was the wish of {name} in Damascus."), &format!("Yesterday {name} spoke of bees.")),
        Vec::<String>::new()
    );
}

#[test]
fn scripts_without_spaces_have_passages_too() {
    let one =
        "外交部周五表示，该国情报机构没有向英国提出保护叙利亚总统的请求，并称有关报道不属实。另据报道，当地天气转凉。";
    let other =
        "据通讯社报道，该国情报机构没有向英国方面提出保护叙利亚总统的请求。记者无法证实这一说法，市场反应平静。";
    let found = found(one, other);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("情报机构没有向英国[|方面]提出保护叙利亚总统的请求"), "{found:?}");
    let arabic = "أكدت هيئة المياه في مدينة رأس الياسمين أن مياه الصنابير صالحة للشرب بعد شكاوى السكان";
    // Points and stretching are dress.
    let pointed = "قال الناطق: أكّدت هيئة المياه في مديـنة رأس الياسمين أن مياه الصنابير صالحةٌ للشرب";
    let found = self::found(arabic, pointed);
    assert_eq!(found, ["أكدت هيئة المياه في مدينة رأس الياسمين أن مياه الصنابير صالحة للشرب"]);
}

#[test]
fn what_one_article_says_twice_is_found_twice() {
    let one = format!("{STORY}\nMore on bees and on the price of honey in the valleys.\n{STORY}");
    assert_eq!(found(&one, STORY).len(), 2);
}

#[test]
fn no_text_takes_longer_than_its_length() {
    // Each of these would keep a search busy for hours that takes time with the square of the text.
    let cycle = |words: usize| (0..100_000).map(|at| format!("w{} ", at % words)).collect::<String>();
    for body in [
        "word ".repeat(200_000),
        cycle(2),
        cycle(1000),
        cycle(9000),
        "a".repeat(1_000_000),
        "\u{1f1e6}".repeat(100_000),
    ] {
        let words = Words::of(&Text::new(body));
        let passages = shared(&words, &words, &|| false);
        assert!(passages.len() <= 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn what_is_not_marked_is_the_same(
        words in prop::collection::vec(0..60_u8, 20..200),
        others in prop::collection::vec(0..60_u8, 0..60),
        cut in (0..100_usize, 5..90_usize),
        edits in prop::collection::vec((0..100_usize, 0..80_u8), 0..6),
    ) {
        let text = |words: &[u8]| words.iter().map(|word| format!("{}{word} ", "syllable".repeat(usize::from(*word) % 3))).collect::<String>();
        let mut copy: Vec<u8> = words.iter().copied().skip(cut.0).take(cut.1).collect();
        for (at, word) in edits {
            if let Some(slot) = copy.get_mut(at) {
                *slot = word;
            }
        }
        let (one, other) = (text(&words), text(&[others.as_slice(), &copy].concat()));
        let sides = [Words::of(&Text::new(one)), Words::of(&Text::new(other))];
        let passages = shared(&sides[0], &sides[1], &|| false);
        prop_assert_eq!(&passages, &shared(&sides[0], &sides[1], &|| false));
        for passage in &passages {
            let left = [0, 1].map(|side| {
                let marked: Vec<Range<usize>> = passage.changes.iter().map(|change| change.sides[side].clone()).collect();
                prop_assert!(marked.windows(2).all(|pair| pair[0].end <= pair[1].start));
                let span = passage.spans[side];
                prop_assert!(marked.iter().all(|range| span.start() < range.start && range.end < span.end()));
                let all = sides[side].all.iter().filter(|word| passage.spans[side].contains(word.span.start()));
                let same = all.filter(|word| !marked.iter().any(|range| range.contains(&word.span.start())));
                Ok(same.map(|word| sides[side].text().quote(word.span).to_owned()).collect::<Vec<_>>())
            });
            let [one, other] = left;
            prop_assert_eq!(one?, other?);
        }
    }
}
