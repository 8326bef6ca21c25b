//! There is no schema of Moodle XML; what is asked here is what `question/format/xml/format.php` of Moodle takes.

use super::*;
use crate::documents::xml::{self, Element};
use crate::formats::classroom::sample;

/// The shares that Moodle knows (`question_bank::fraction_options_full`), in percent, without their signs.
const SHARES: [f64; 21] = [
    100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0, 16.66667,
    14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0,
];

/// Reads what stands at a path, the first of each name.
fn at<'e>(element: &'e Element, path: &[&str]) -> &'e str {
    let found = path.iter().try_fold(element, |element, name| element.first(name));
    found.unwrap_or_else(|| panic!("{path:?} is in {}", element.name)).text.trim()
}

/// Returns the words of HTML: without its tags, and with its signs.
pub(in crate::formats::classroom) fn words(html: &str) -> String {
    let mut words = String::new();
    for piece in html.split('<') {
        let shown = piece.split_once('>').map_or(piece, |(_, behind)| behind);
        words.push_str(shown);
    }
    let signs = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    signs.iter().fold(words, |words, (sign, c)| words.replace(sign, c))
}

/// Reads the questions as Moodle does, with an error where it has one.
fn read(file: &str) -> (String, Vec<Question>) {
    assert!(file.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>"), "nothing stands before it");
    let root = xml::parse(file).unwrap();
    assert_eq!(root.name, "quiz");
    let (mut bank, mut questions) = (String::new(), Vec::new());
    for question in &root.elements {
        assert_eq!(question.name, "question");
        match question.attribute("type") {
            Some("category") => bank = at(question, &["category", "text"]).to_owned(),
            Some("multichoice") => questions.push(read_question(question)),
            other => panic!("{other:?}"),
        }
    }
    (bank, questions)
}

fn read_question(element: &Element) -> Question {
    let html = |element: &Element, name: &str| {
        let field = element.first(name).unwrap();
        assert_eq!(field.attribute("format"), Some("html"));
        at(field, &["text"]).to_owned()
    };
    let name = at(element, &["name", "text"]).to_owned();
    assert!(!name.is_empty() && name.chars().count() <= 255 && !name.contains(['<', '\n']), "{name}");
    assert!(at(element, &["defaultgrade"]).parse::<f64>().is_ok_and(|grade| grade > 0.0));
    let single = at(element, &["single"]) == "true";
    let mut sum = 0.0;
    let answer = |answer: &Element| {
        assert_eq!(answer.attribute("format"), Some("html"));
        let share: f64 = answer.attribute("fraction").unwrap().parse().unwrap();
        assert!(SHARES.iter().any(|known| (known - share.abs()).abs() < 0.001), "Moodle does not know {share}");
        assert!(share >= 0.0 || !single);
        sum += share.max(0.0);
        let feedback = words(&html(answer, "feedback"));
        super::super::quiz::Answer { words: words(at(answer, &["text"])), right: share > 0.0, feedback }
    };
    let answers: Vec<_> = element.all("answer").map(answer).collect();
    assert!(answers.len() >= 2 && (sum - 100.0).abs() < 0.01, "all right ones give all points: {sum}");
    let (text, quoted) = match html(element, "questiontext").split_once("<blockquote>") {
        Some((ask, quote)) => (ask.to_owned(), vec![(false, words(quote))]),
        None => (html(element, "questiontext"), Vec::new()),
    };
    Question {
        sort: super::super::quiz::Sort::Label,
        name,
        ask: words(&text),
        quote: quoted,
        answers,
        single,
        feedback: html(element, "generalfeedback").replace("</p><p>", "\n"),
        points: crate::model::exercise::Points::ONE,
    }
}

/// Returns a question as another program has it.
pub(in crate::formats::classroom) fn plain(question: &Question) -> Question {
    let quote: String = question.quote.iter().map(|(_, words)| words.as_str()).collect();
    Question {
        sort: super::super::quiz::Sort::Label,
        name: name(&question.name),
        quote: if quote.is_empty() { Vec::new() } else { vec![(false, quote)] },
        ..question.clone()
    }
}

#[test]
fn moodle_reads_the_same_questions() {
    for (handout, key) in [sample::dam(), sample::mi6(), sample::arabic()] {
        let quiz = Quiz::of(&handout, &key);
        let (file, known) = moodle(&quiz);
        let (bank, mut questions) = read(&file);
        questions.iter_mut().for_each(|question| question.feedback = words(&question.feedback));
        assert_eq!(bank, format!("$course$/top/{}", handout.title));
        assert_eq!(questions, quiz.questions.iter().map(plain).collect::<Vec<_>>());
        assert!(!questions.is_empty());
        assert_eq!(known, quiz.left_out);
        assert_eq!(file.contains(" dir=&quot;rtl&quot;"), handout.details.language == "ar");
    }
}

#[test]
fn signs_of_xml_and_html_stay_text_and_those_that_cannot_are_told() {
    let (mut handout, mut key) = sample::dam();
    handout.title = "a / b ]]> <c> \u{1}".to_owned();
    let evil = "]]> <script>alert(1)</script> & &amp; \u{fffe}";
    key.marks.iter_mut().for_each(|mark| evil.clone_into(&mut mark.feedback));
    let quiz = Quiz::of(&handout, &key);
    let (file, known) = moodle(&quiz);
    assert!(!file.contains("<script") && !file.contains("&lt;script") && !file.contains("]]>"));
    let (bank, questions) = read(&file);
    assert_eq!(bank, "$course$/top/a // b ]]› ‹c› \u{fffd}");
    assert_eq!(questions[0].answers[0].feedback, evil.replace('\u{fffe}', "\u{fffd}"));
    assert!(known.iter().any(|said| said.contains("can’t hold")), "{known:?}");
}
