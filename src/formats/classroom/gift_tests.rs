//! Reads GIFT by its documentation (docs.moodle.org, "GIFT format") and what Moodle's importer makes of it
//! (`question/format/gift/format.php`): escapes first, then the name, the answers between braces, feedback behind `#`.

use super::super::moodle::tests::{plain, words};
use super::super::quiz::{Answer, Sort};
use super::*;
use crate::formats::classroom::sample;
use crate::model::exercise::Points;

/// A sign in the text or one of the format; escapes are resolved.
#[derive(Clone, Copy, PartialEq)]
enum Sign {
    Text(char),
    Format(char),
}

fn signs(paragraph: &str) -> Vec<Sign> {
    let (mut out, mut chars) = (Vec::new(), paragraph.chars());
    while let Some(c) = chars.next() {
        out.push(match c {
            '\\' => match chars.next() {
                Some('n') => Sign::Text('\n'),
                Some(c @ ('~' | '=' | '#' | '{' | '}' | ':' | '\\')) => Sign::Text(c),
                other => panic!("\\{other:?} is no escape"),
            },
            '~' | '=' | '#' | '{' | '}' | ':' => Sign::Format(c),
            c => Sign::Text(c),
        });
    }
    out
}

fn text(signs: &[Sign]) -> String {
    let one = |sign: &Sign| match sign {
        Sign::Text(c) => *c,
        Sign::Format(c) => panic!("{c} is not escaped"),
    };
    signs.iter().map(one).collect::<String>().trim().to_owned()
}

fn is_blank(signs: &[Sign]) -> bool {
    signs.iter().all(|sign| matches!(sign, Sign::Text(c) if c.is_whitespace()))
}

fn html(signs: &[Sign]) -> String {
    text(signs).strip_prefix("[html]").expect("each piece says what it is").to_owned()
}

fn split(signs: &[Sign], at: char) -> Vec<Vec<Sign>> {
    signs.split(|sign| *sign == Sign::Format(at)).map(<[Sign]>::to_vec).collect()
}

/// Reads the questions of a file.
fn read(file: &str) -> (String, Vec<Question>) {
    assert!(!file.starts_with('\u{feff}'));
    let mut paragraphs = file.split("\n\n");
    let bank = paragraphs.next().unwrap().strip_prefix("$CATEGORY: ").unwrap().trim().replace("\\\\", "\\");
    (bank, paragraphs.map(read_question).collect())
}

fn read_question(paragraph: &str) -> Question {
    assert!(paragraph.lines().all(|line| !line.trim().is_empty() && !line.trim().starts_with("//")));
    let all = signs(paragraph.trim());
    let rest = all.strip_prefix(&[Sign::Format(':'), Sign::Format(':')]).unwrap();
    let end = rest.windows(2).position(|pair| pair == [Sign::Format(':'), Sign::Format(':')]).unwrap();
    let (name, rest) = (text(&rest[..end]), &rest[end + 2..]);
    let open = rest.iter().position(|sign| *sign == Sign::Format('{')).unwrap();
    let close = rest.iter().position(|sign| *sign == Sign::Format('}')).unwrap();
    assert_eq!(close + 1, rest.len(), "nothing stands behind the answers");
    let (asked, body) = (html(&rest[..open]), &rest[open + 1..close]);
    // General feedback stands behind four of them, at the end.
    let four = [Sign::Format('#'); 4];
    let (body, feedback) = match body.windows(4).rposition(|some| some == four) {
        Some(at) => (&body[..at], html(&body[at + 4..])),
        None => (body, String::new()),
    };
    let single = body.contains(&Sign::Format('='));
    let mut pieces = Vec::new();
    for piece in split(body, '~') {
        let mut parts = split(&piece, '=').into_iter();
        pieces.extend(parts.next().filter(|first| !is_blank(first)).map(|first| (false, first)));
        pieces.extend(parts.map(|part| (true, part)));
    }
    let mut answers = Vec::new();
    for (whole, piece) in pieces {
        let parts = split(&piece, '#');
        assert!(parts.len() <= 2, "one feedback each");
        let (mut right, mut said) = (whole, text(&parts[0]));
        if let Some((share, behind)) = said.strip_prefix('%').and_then(|rest| rest.split_once('%')) {
            right = share.parse::<f64>().unwrap() > 0.0;
            said = behind.to_owned();
        }
        let said = said.strip_prefix("[html]").unwrap().to_owned();
        let feedback = parts.get(1).map_or(String::new(), |part| html(part));
        answers.push(Answer { words: words(&said), right, feedback: words(&feedback) });
    }
    let (ask, quote) = match asked.split_once("<blockquote>") {
        Some((ask, quote)) => (words(ask), vec![(false, words(quote))]),
        None => (words(&asked), Vec::new()),
    };
    let feedback = words(&feedback.replace("</p><p>", "\n"));
    Question { sort: Sort::Label, name, ask, quote, answers, single, feedback, points: Points::ONE }
}

#[test]
fn the_same_questions_come_back() {
    for (handout, key) in [sample::dam(), sample::mi6(), sample::arabic()] {
        let quiz = Quiz::of(&handout, &key);
        let (file, known) = gift(&quiz);
        let (bank, questions) = read(&file);
        assert_eq!(bank, format!("$course$/top/{}", handout.title));
        assert_eq!(questions, quiz.questions.iter().map(plain).collect::<Vec<_>>());
        assert_eq!(known, quiz.left_out);
    }
}

#[test]
fn signs_of_the_format_stay_text() {
    let (mut handout, mut key) = sample::dam();
    handout.title = "C:\\new {a} = ~b# // : :: %50%".to_owned();
    let evil = "// {=right ~wrong #no}\n\n::name::\\n %50% [html] [plain]x";
    key.marks.iter_mut().for_each(|mark| evil.clone_into(&mut mark.feedback));
    // A sentence with all of them.
    let phrase = "100% of us {all} want: a = b, #1 ~ C:\\new\\dam // yes";
    let start = key.text.as_str().find(phrase).unwrap();
    key.marks[0].place = crate::model::Fragments::one(key.text.span(start, start + phrase.len()).unwrap());
    let quiz = Quiz::of(&handout, &key);
    let (file, _) = gift(&quiz);
    let (bank, questions) = read(&file);
    assert_eq!(bank, format!("$course$/top/{}", handout.title.replace('/', "//")));
    let mut wanted: Vec<Question> = quiz.questions.iter().map(plain).collect();
    for question in &mut wanted {
        // Lines of feedback are paragraphs: between those of one answer there is nothing in words.
        let joined = |said: &str| said.lines().filter(|line| !line.trim().is_empty()).collect::<String>();
        question.answers.iter_mut().for_each(|answer| answer.feedback = joined(&answer.feedback));
        let lines = question.feedback.lines().filter(|line| !line.trim().is_empty());
        question.feedback = lines.collect::<Vec<_>>().join("\n");
    }
    assert_eq!(questions, wanted);
    assert!(questions.iter().any(|question| question.answers.iter().any(|answer| answer.words == phrase)));
}
