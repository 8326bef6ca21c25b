//! Classes worked by hand.

use super::alike::{Alike, alike};
use super::*;
use crate::compare::heat::Stretch;
use crate::model::exercise::{Costs, Fit, Points, Task};
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, Fragments, Hash, KindKey, LabelKey, RelationId, Text, Time};

const TEXT: &str = "The dam is safe. Two engineers deny that. They never signed it. The mayor paid. Nobody asked.";

fn label(name: &str) -> LabelKey {
    LabelKey::parse(name).unwrap()
}

fn kind(name: &str) -> KindKey {
    KindKey::parse(name).unwrap()
}

fn place(words: &str) -> Fragments {
    let start = TEXT.find(words).unwrap();
    Fragments::one(Text::new(TEXT).span(start, start + words.len()).unwrap())
}

fn key() -> Key {
    let mark = |number: u128, of: &str, words: &str| KeyMark {
        id: AnnotationId(number),
        label: label(of),
        place: place(words),
        given: false,
        optional: false,
        hint: String::new(),
        feedback: String::new(),
    };
    let link = KeyLink { id: RelationId(1), kind: kind("denies"), from: 1, to: 0, given: false };
    Key {
        exercise: ExerciseId(1),
        asked: Hash([0; 32]),
        text: Text::new(TEXT),
        marks: vec![mark(1, "claim", "The dam is safe"), mark(2, "denial", "Two engineers deny that")],
        links: vec![link],
        labels: ["claim", "denial"].map(|name| (label(name), Task::default())).into(),
        kinds: ["denies", "about"].map(|name| (kind(name), Task::default())).into(),
        fit: Fit::default(),
        costs: Costs::default(),
    }
}

type Link3 = (&'static str, usize, usize);

fn learner(name: &str, marks: &[(&str, &str)], links: &[Link3]) -> HandIn {
    let link = |(of, from, to): &Link3| Link { kind: kind(of), from: End::Mark(*from), to: End::Mark(*to) };
    HandIn {
        exercise: ExerciseId(1),
        asked: Hash([0; 32]),
        text: Text::new(TEXT).hash(),
        learner: name.to_owned(),
        begun: None,
        handed: Time(0),
        marks: marks.iter().map(|(of, words)| Mark { label: label(of), place: place(words) }).collect(),
        links: links.iter().map(link).collect(),
    }
}

fn class() -> Class {
    let hand_ins = vec![
        learner("Ada", &[("claim", "The dam is safe"), ("denial", "Two engineers deny that")], &[("denies", 1, 0)]),
        learner("Ben", &[("claim", "dam is safe"), ("claim", "Two engineers deny")], &[]),
        learner("Cem", &[("claim", "safe"), ("denial", "engineers deny that"), ("claim", "The mayor paid")], &[]),
        learner(
            "Dee",
            &[("denial", "Two engineers deny that"), ("claim", "The dam is safe"), ("claim", "mayor paid")],
            &[("about", 0, 1)],
        ),
        learner("Eva", &[("claim", "The mayor paid."), ("denial", "They never signed it")], &[]),
    ];
    Class::of(key(), hand_ins)
}

#[test]
fn a_class_is_counted_by_the_marks_of_the_key() {
    let class = class();
    let met = |found, taken: &[(&str, u32)], missed, near| Met {
        counts: true,
        found,
        taken_for: taken.iter().map(|(of, count)| (label(of), *count)).collect(),
        missed,
        near,
    };
    assert_eq!(class.marks, [met(3, &[], 2, 1), met(3, &[("claim", 1)], 1, 0)]);
    let links = Met { counts: true, found: 1, taken_for: [(kind("about"), 1)].into(), missed: 3, near: 0 };
    assert_eq!(class.links, [links]);
    let confused = |key: Option<&str>, made: Option<&str>| {
        class.confusion.get(&(key.map(label), made.map(label))).copied().unwrap_or(0)
    };
    assert_eq!(confused(Some("claim"), Some("claim")), 3);
    assert_eq!(confused(Some("claim"), None), 2);
    assert_eq!(confused(Some("denial"), Some("claim")), 1);
    assert_eq!(confused(None, Some("claim")), 4, "safe, and three times the mayor");
    assert_eq!(confused(None, Some("denial")), 1);
    assert_eq!(class.confusion.values().sum::<u32>(), 5 * 2 + 5, "each of the key's once a learner, and all surplus");
    let points: Vec<i32> = class.learners.iter().map(|learner| learner.score.points.0).collect();
    assert_eq!(points, [300, 100, 0, 150, 0]);
    assert!(class.learners.iter().all(|learner| learner.score.of == Points(300)));
}

#[test]
fn what_many_marked_and_the_key_has_not_is_one_group() {
    let class = class();
    let mayor = &class.surplus[0];
    assert_eq!((class.surplus.len(), &mayor.label, mayor.many), (1, &label("claim"), true));
    assert_eq!(mayor.marks, [(2, 2), (3, 2), (4, 0)]);
    // All three are as common: the first in the order of the text stands for them.
    assert_eq!(mayor.place, place("The mayor paid"));
    // In a class of fifteen, three are a fifth; in one of sixteen they are not.
    for (others, many) in [(10, true), (11, false)] {
        let mut all: Vec<HandIn> = class.learners.iter().map(|learner| learner.hand_in.clone()).collect();
        all.extend((0..others).map(|at| learner(&format!("x{at}"), &[], &[])));
        assert_eq!(Class::of(key(), all).surplus[0].many, many);
    }
    // Accepted as right, it is found by all three.
    let mut with = key();
    with.marks.push(KeyMark { id: AnnotationId(3), place: mayor.place.clone(), ..with.marks[0].clone() });
    let mut class = class.clone();
    class.set_key(with);
    assert_eq!((class.marks[2].found, class.surplus.len()), (3, 0));
    assert_eq!(class.learners[2].score.points, Points(150));
}

#[test]
fn heat_counts_learners_by_stretch() {
    let class = class();
    let at = |words: &str| TEXT.find(words).unwrap();
    let dam = class.heat(Some(&label("claim")));
    let stretch = |from: usize, to: usize, count: usize| Stretch { bytes: from..to, count };
    let (two, end) = (at("Two"), at(" that."));
    assert_eq!(
        dam[..4],
        [stretch(0, 4, 2), stretch(4, at("safe"), 3), stretch(at("safe"), at("safe") + 4, 4), stretch(two, end, 1)]
    );
    let mayor = at("The mayor");
    assert_eq!(
        dam[4..],
        [stretch(mayor, mayor + 4, 2), stretch(mayor + 4, mayor + 14, 3), stretch(mayor + 14, mayor + 15, 1)]
    );
    assert_eq!(class.heat(None).iter().map(|stretch| stretch.count).max(), Some(4));
    assert_eq!(class.heat(Some(&label("source"))), []);
}

#[test]
fn hand_ins_that_share_what_few_marked_are_pointed_out() {
    let odd = [("claim", "They"), ("denial", "signed it"), ("claim", "Nobody"), ("claim", "paid")];
    let mut all = vec![
        learner("Ada", &odd, &[]),
        learner("Ben", &odd[..3], &[]),
        learner("Cem", &odd[2..], &[]),
        learner("Dee", &[("claim", "The dam is safe")], &[]),
    ];
    assert_eq!(alike(&Class::of(key(), all.clone())), [], "one of the three that two share is a third's too");
    all.remove(2);
    let found = alike(&Class::of(key(), all.clone()));
    assert_eq!(found, [Alike { learners: (0, 1), marks: vec![(0, 0), (2, 2), (1, 1)], of: 4 }]);
    // What is right is not suspicious.
    let right = [("claim", "The dam is safe"), ("denial", "Two engineers deny that")];
    assert_eq!(alike(&Class::of(key(), vec![learner("Ada", &right, &[]), learner("Ben", &right, &[])])), []);
    // Three in ten are less than half of what they made.
    let many = ["The", "The dam", "dam", "Two", "engineers", "deny", "that"].map(|words| ("denial", words));
    all[0].marks.extend(learner("", &many, &[]).marks);
    assert_eq!(alike(&Class::of(key(), all)), []);
}
