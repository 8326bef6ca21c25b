use super::*;
use crate::formats::classroom::sample;

fn of(quiz: &Quiz, sort: Sort) -> Vec<&Question> {
    quiz.questions.iter().filter(|question| question.sort == sort).collect()
}

fn answers(question: &Question, right: bool) -> Vec<&str> {
    question.answers.iter().filter(|answer| answer.right == right).map(|answer| answer.words.as_str()).collect()
}

fn quoted(question: &Question) -> String {
    question.quote.iter().filter(|(phrase, _)| *phrase).map(|(_, words)| words.as_str()).collect::<Vec<_>>().join(" … ")
}

const C1: &str = "the dam above their village will not last the spring";
const C4: &str = "the cracks have grown since March";

#[test]
fn what_is_denied_is_asked_with_claims_that_nobody_denies() {
    let (handout, key) = sample::dam();
    let quiz = Quiz::of(&handout, &key);
    let [denied] = of(&quiz, Sort::Denied)[..] else { panic!("{:?}", quiz.questions) };
    assert_eq!(answers(denied, true), ["The dam is cracked"]);
    // “dam is safe” has nearly the words of what is denied: whether it says the same, only people can tell.
    assert_eq!(answers(denied, false), [C1, C4]);
    assert!(!denied.single, "there may be several");
    assert_eq!(denied.feedback, "Look again at denies.");
    assert_eq!(denied.answers[1].feedback, "Remark on The dam is cracked.");
    assert_eq!(quiz.left_out, [""; 0]);
}

#[test]
fn who_says_something_is_asked_with_others_who_do_not() {
    let (handout, key) = sample::dam();
    let quiz = Quiz::of(&handout, &key);
    let said = of(&quiz, Sort::Said);
    assert_eq!(said.len(), 5, "{said:#?}");
    let cracked = said.iter().find(|question| quoted(question) == "The dam is cracked").unwrap();
    assert_eq!(answers(cracked, true), ["engineer Rosa Lind"]);
    let wrong = answers(cracked, false);
    assert_eq!(wrong.len(), 3, "{wrong:?}");
    assert!(cracked.single && !wrong.contains(&"engineer Rosa Lind"));
    assert_eq!(cracked.quote[0], (false, "“".to_owned()));
    assert!(cracked.quote[2].1.ends_with("on Monday."), "the whole sentence: {:?}", cracked.quote);
    assert_eq!(cracked.name, "04 Who says it?: The dam is cracked");
}

#[test]
fn no_wrong_answer_is_right_as_well() {
    let (handout, mut key) = sample::dam();
    // The headline's claim says the denied one again, and the mayor speaks for the office.
    let at = |key: &Key, words: &str| key.marks.iter().position(|m| m.place.quote(&key.text) == words).unwrap();
    let (safe, cracked) = (at(&key, "dam is safe"), at(&key, "The dam is cracked"));
    key.marks[safe].place = key.marks[cracked].place.clone();
    let link = |id, kind, from, to| KeyLink {
        id: crate::model::RelationId(id),
        kind: KindKey::slug(kind),
        from,
        to,
        given: false,
    };
    let (report, mayor) =
        (at(&key, "A report of the water office, seen by this newspaper"), at(&key, "Mayor Tom Beck"));
    key.links.push(link(90, "made by", report, mayor));
    let quiz = Quiz::of(&handout, &key);
    for question in &quiz.questions {
        let words: Vec<String> = question.answers.iter().map(|answer| fold(&answer.words)).collect();
        let distinct: BTreeSet<&String> = words.iter().collect();
        assert_eq!(distinct.len(), words.len(), "{question:#?}");
    }
    let [denied] = of(&quiz, Sort::Denied)[..] else { panic!("{quiz:#?}") };
    assert_eq!(answers(denied, false), [C1, C4]);
    let grown = of(&quiz, Sort::Said).into_iter().find(|question| quoted(question) == C4).unwrap();
    assert!(!answers(grown, false).contains(&"Mayor Tom Beck"), "who speaks for the report may have said it");
    assert!(quiz.left_out.iter().any(|said| said.starts_with("One relation from somebody to who speaks")));
}

#[test]
fn what_a_phrase_is_is_asked_unless_it_is_two_things() {
    let (handout, mut key) = sample::dam();
    let quiz = Quiz::of(&handout, &key);
    let labels = of(&quiz, Sort::Label);
    assert_eq!(labels.len(), key.marks.len());
    assert_eq!(answers(labels[0], true), ["claim"]);
    assert_eq!(answers(labels[0], false), ["denial", "source", "actor"]);
    assert!(labels.iter().all(|question| question.single));
    let mut twin = key.marks[0].clone();
    twin.label = LabelKey::slug("denial");
    key.marks.push(twin);
    let quiz = Quiz::of(&handout, &key);
    assert_eq!(of(&quiz, Sort::Label).len(), key.marks.len() - 2);
    assert_eq!(quiz.left_out, ["2 phrases have two labels; what they are is not asked."]);
}

#[test]
fn what_cannot_be_asked_is_said() {
    let (mut handout, mut key) = sample::dam();
    key.links.clear();
    handout.labels.truncate(1);
    let quiz = Quiz::of(&handout, &key);
    assert!(quiz.questions.is_empty());
    assert_eq!(quiz.left_out.len(), 3, "{:?}", quiz.left_out);
    let (handout, mut key) = sample::dam();
    key.marks.retain(|mark| mark.label.as_str() != "claim");
    key.links.clear();
    assert!(of(&Quiz::of(&handout, &key), Sort::Denied).is_empty());
    // Links that lead nowhere are no questions, and no panic.
    let (handout, mut key) = sample::dam();
    key.marks.truncate(2);
    Quiz::of(&handout, &key);
}

#[test]
fn other_relations_are_asked_too() {
    let (handout, key) = sample::mi6();
    let quiz = Quiz::of(&handout, &key);
    let [about] = of(&quiz, Sort::Leads)[..] else { panic!("{quiz:#?}") };
    assert_eq!(answers(about, true), ["Syrian President Ahmed al-Sharaa"]);
    let wrong = ["Turkey's intelligence service", "MIT, Turkey's foreign ministry", "Turkey's foreign ministry"];
    assert_eq!(answers(about, false), wrong);
    let parted = of(&quiz, Sort::Label).into_iter().find(|question| quoted(question).contains(" … ")).unwrap();
    assert_eq!(parted.quote.iter().filter(|(phrase, _)| *phrase).count(), 2, "both parts are told apart");
}

#[test]
fn shares_are_those_that_platforms_know() {
    let answer = |right| Answer { words: String::new(), right, feedback: String::new() };
    let question = |right: usize, wrong: usize, single| Question {
        sort: Sort::Label,
        name: String::new(),
        ask: String::new(),
        quote: Vec::new(),
        answers: (0..right).map(|_| answer(true)).chain((0..wrong).map(|_| answer(false))).collect(),
        single,
        feedback: String::new(),
        points: Points::ONE,
    };
    let shares = |right, wrong, single| {
        let question = question(right, wrong, single);
        (question.share(&answer(true)), question.share(&answer(false)))
    };
    assert_eq!(shares(1, 3, true), ("100".to_owned(), "0".to_owned()));
    assert_eq!(shares(3, 4, false), ("33.33333".to_owned(), "-25".to_owned()));
    assert_eq!(shares(6, 7, false), ("16.66667".to_owned(), "-14.28571".to_owned()));
}
