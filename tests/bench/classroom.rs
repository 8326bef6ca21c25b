//! Measures how long a class of hand-ins takes to mark, and to mark anew where a rule has changed.

use gainsay::classroom::alike::alike;
use gainsay::classroom::{Class, HandIn, Key, KeyLink, KeyMark, Mark, Marking};
use gainsay::formats::classroom::hand_in;
use gainsay::model::exercise::{Costs, Fit, Points, Task};
use gainsay::model::id::ExerciseId;
use gainsay::model::{AnnotationId, Fragments, Hash, KindKey, LabelKey, RelationId, Text, Time};

use crate::clock::repeat;
use crate::corpus::Numbers;
use crate::table::{Table, number};

/// Learners, each ten times the ones before.
const CLASSES: [usize; 3] = [30, 300, 3_000];
/// Marks of the key, and of each learner.
const MARKS: usize = 50;
/// Words of the article, each of five letters and a space.
const WORDS: usize = 800;

/// A place of some words.
fn place(text: &Text, first: usize, words: usize) -> Fragments {
    let end = (first + words).min(WORDS) * 6 - 1;
    Fragments::one(text.span(first * 6, end).expect("words are there"))
}

fn labels() -> [LabelKey; 4] {
    ["claim", "denial", "source", "actor"].map(LabelKey::slug)
}

/// A key of marks spread over an article, some of which lie in each other, each related to the next.
fn key() -> Key {
    let text = Text::new("words ".repeat(WORDS));
    let labels = labels();
    let mark = |at: usize| KeyMark {
        id: AnnotationId(at as u128),
        label: labels[at % 4].clone(),
        place: place(&text, at * (WORDS - 20) / MARKS, 4 + at % 20),
        given: at.is_multiple_of(25),
        optional: false,
        hint: String::new(),
        feedback: String::new(),
    };
    let denies = KindKey::slug("denies");
    let link =
        |at: usize| KeyLink { id: RelationId(at as u128), kind: denies.clone(), from: at, to: at + 1, given: false };
    Key {
        exercise: ExerciseId(1),
        asked: Hash([0; 32]),
        marks: (0..MARKS).map(mark).collect(),
        links: (1..20).map(link).collect(),
        labels: labels.iter().cloned().map(|label| (label, Task::default())).collect(),
        kinds: [(denies, Task::default())].into(),
        fit: Fit::default(),
        costs: Costs::default(),
        text,
    }
}

/// Hand-ins in which most marks lie near one of the key, one in five elsewhere, one in six with another label.
fn hand_ins(key: &Key, count: usize) -> Vec<HandIn> {
    let (labels, mut numbers) = (labels(), Numbers::new(count as u64));
    let mut one = |learner: usize| {
        let mark = |at: usize| {
            let near = at * (WORDS - 20) / MARKS + numbers.below(3);
            let first = if numbers.below(5) == 0 { numbers.below(WORDS - 30) } else { near };
            let label = if numbers.below(6) == 0 { numbers.below(4) } else { at % 4 };
            let words = (3 + at % 20 + numbers.below(4)).max(1);
            Mark { label: labels[label].clone(), place: place(&key.text, first, words) }
        };
        HandIn {
            exercise: key.exercise,
            asked: key.asked,
            text: key.text.hash(),
            learner: format!("Learner {learner}"),
            begun: None,
            handed: Time(learner as i64),
            marks: (0..MARKS).map(mark).collect(),
            links: Vec::new(),
        }
    };
    (0..count).map(&mut one).collect()
}

/// Prints the table.
pub(crate) fn print(quick: bool) {
    let sizes = if quick { &CLASSES[..2] } else { &CLASSES };
    let heads = ["hand-ins of 50 marks", "read", "mark", "the class", "other costs", "other fit", "other key", "alike"];
    let mut table = Table::new(&heads);
    let mut last: Option<Vec<f64>> = None;
    for count in sizes {
        let key = key();
        let all = hand_ins(&key, *count);
        let files: Vec<String> = all.iter().map(|one| hand_in::write(one, &key.text)).collect();
        let read = repeat(|| files.iter().filter(|file| hand_in::read(file.as_bytes(), &key).is_ok()).count());
        let mark = repeat(|| {
            let marking = Marking::of(&key);
            all.iter().map(|one| marking.mark(one, &marking.take(one), key.fit)).collect::<Vec<_>>()
        });
        let whole = repeat(|| Class::of(key.clone(), all.clone()));
        let mut class = Class::of(key.clone(), all.clone());
        let mut turn = 0_u8;
        let mut changed = |change: &dyn Fn(&mut Key, u8)| {
            repeat(|| {
                turn = turn.wrapping_add(1);
                let mut key = class.key.clone();
                change(&mut key, turn);
                class.set_key(key);
            })
        };
        let costs = changed(&|key, turn| key.costs.surplus = Points(i32::from(turn)));
        let fit = changed(&|key, turn| key.fit.covers = 40 + turn % 20);
        let marks = changed(&|key, turn| key.marks[3].label = labels()[usize::from(turn) % 4].clone());
        let same = repeat(|| alike(&class));
        let times = vec![read, mark, whole, costs, fit, marks, same];
        table.row(std::iter::once(count.to_string()).chain(times.iter().map(|time| number(*time))).collect());
        if let Some(last) = last.replace(times.clone()) {
            let growth = times.iter().zip(last).map(|(now, before)| format!("× {}", number(now / before)));
            table.row(std::iter::once("  ten times as many".to_owned()).chain(growth).collect());
        }
    }
    table.print("Marking hand-ins, in milliseconds");
}
