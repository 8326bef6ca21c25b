//! Makes an exercise, and hand-ins for it.
#![allow(dead_code, reason = "shared by tests, each of which uses a part of it")]

use gainsay::classroom::{End, HandIn, Handout, Key, Link, Mark};
use gainsay::model::exercise::{Exercise, Points, Saying};
use gainsay::model::id::ExerciseId;
use gainsay::model::scheme::Scheme;
use gainsay::model::*;

/// The article; with what would be markup on a page, and letters beyond the basic plane.
pub(crate) const TEXT: &str = "Dam <safe>, says minister & council\n\
    The minister said on Monday that the dam is safe. Two engineers 😀 deny that. They never signed the report, they say.\n\
    The mayor called the plan a gift to the town. Nobody else was asked.\n";

/// An exercise on that article, as a teacher's project has it.
pub(crate) struct Made {
    pub(crate) project: Project,
    pub(crate) id: ExerciseId,
    pub(crate) key: Key,
    pub(crate) handout: Handout,
}

pub(crate) fn place(text: &Text, words: &str) -> Fragments {
    let start = text.as_str().find(words).unwrap_or_else(|| panic!("{words} is not in the text"));
    Fragments::one(text.span(start, start + words.len()).unwrap())
}

fn label(name: &str) -> LabelKey {
    LabelKey::parse(name).unwrap()
}

fn kind(name: &str) -> KindKey {
    KindKey::parse(name).unwrap()
}

/// Makes it.
pub(crate) fn exercise() -> Made {
    of_text(TEXT, "en", |_| ())
}

/// Makes one of another text with the same phrases, or of the same with other values.
pub(crate) fn of_text(body: &str, language: &str, change: impl Fn(&mut Exercise)) -> Made {
    let mut stamp = Stamp::of_number(5);
    let mut project = Project::begin(Scheme::claims_and_denials(), "Ms Teach", &mut stamp);
    let text = Text::new(body);
    let details = Details { title: "The <dam>".into(), language: language.into(), ..Details::default() };
    let blocks = Block::guess(&text);
    let (step, article) = actions::add_article(&project, details, text.clone(), blocks, "", &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (revision, _) = project.latest(article).unwrap();
    let set = *project.sets()[0].0;
    let mut made = Vec::new();
    for (of, words) in [
        ("source", "The minister"),
        ("claim", "the dam is safe"),
        ("denial", "Two engineers 😀 deny that"),
        ("claim", "called the plan a gift to the town"),
    ] {
        let (step, id) =
            actions::annotate(&project, set, revision, &label(of), place(&text, words), &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        made.push(id);
    }
    for (of, from, to) in [("attributed-to", 1, 0), ("denies", 2, 1)] {
        let (step, _) = actions::relate(&project, set, &kind(of), made[from], made[to], &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
    }
    let mut exercise = actions::draft_exercise(&project, revision, set).unwrap();
    exercise.title = "Who <says> what?".into();
    exercise.examples = [made[0]].into();
    let saying = Saying {
        hint: String::new(),
        feedback: "A claim: \"safe\" can be <checked>.\nSo check it.".into(),
        optional: false,
    };
    exercise.sayings = [(made[1], saying)].into();
    exercise.costs.wrong = Points(25);
    if let Some(task) = exercise.labels.get_mut(&label("denial")) {
        task.points = Points(200);
        task.feedback = "Who denies, says what is not so.".into();
    }
    change(&mut exercise);
    let (step, id) = actions::add_exercise(&project, exercise, &mut stamp).unwrap();
    project.apply(&step.transaction).unwrap();
    let (key, handout) = (Key::of(&project, id).unwrap(), Handout::of(&project, id).unwrap());
    Made { project, id, key, handout }
}

/// A learner's work: phrases with labels; relations from a mark to a mark, or to the example where the number is 99.
pub(crate) fn hand_in(made: &Made, name: &str, marks: &[(&str, &str)], links: &[(&str, usize, usize)]) -> HandIn {
    let text = &made.key.text;
    let link = |(of, from, to): &(&str, usize, usize)| {
        let to = if *to == 99 { End::Given(0) } else { End::Mark(*to) };
        Link { kind: kind(of), from: End::Mark(*from), to }
    };
    HandIn {
        exercise: made.id,
        asked: made.key.asked,
        text: text.hash(),
        learner: name.to_owned(),
        begun: None,
        handed: Time(1_772_842_600),
        marks: marks.iter().map(|(of, words)| Mark { label: label(of), place: place(text, words) }).collect(),
        links: links.iter().map(link).collect(),
    }
}

/// A class of four: all right; a wrong label and a surplus one; too short, and a double; nothing.
pub(crate) fn class(made: &Made) -> Vec<HandIn> {
    let (claim, gift) = (("claim", "the dam is safe"), ("claim", "called the plan a gift to the town"));
    let denial = ("denial", "Two engineers 😀 deny that");
    vec![
        hand_in(made, "Ada Łoś", &[claim, denial, gift], &[("attributed-to", 0, 99), ("denies", 1, 0)]),
        hand_in(
            made,
            "=Ben <b>",
            &[("denial", "dam is safe"), denial, ("claim", "Nobody else was asked")],
            &[("denies", 1, 2)],
        ),
        hand_in(
            made,
            "حسن",
            &[("claim", "safe. Two"), ("claim", "safe. Two"), ("claim", "Nobody else was asked."), denial],
            &[],
        ),
        hand_in(made, "Dee", &[], &[]),
    ]
}
