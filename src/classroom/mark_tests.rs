//! Holds marking to what must be true of any key and any hand-in. Worked cases stand in `tests/fixtures/marking.json`.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::model::exercise::{Costs, Fit, Points, Task};
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, Fragments, Hash, KindKey, LabelKey, RelationId, Text, Time};

const TEXT: &str = "ab cd efg hijk lm nop qrs tu vw xyz";
const LABELS: [&str; 3] = ["claim", "denial", "source"];

fn label(at: usize) -> LabelKey {
    LabelKey::parse(LABELS[at % 3]).unwrap()
}

fn kind(at: usize) -> KindKey {
    KindKey::parse(["denies", "about"][at % 2]).unwrap()
}

/// A place of one piece or two, of what numbers there are; two characters have a letter among them.
fn place(text: &Text, (start, length, gap): (usize, usize, usize)) -> Fragments {
    let start = start % (text.chars() - 1);
    let end = (start + 2 + length).min(text.chars());
    let first = text.span_of_chars(start, end).unwrap();
    let (start, end) = (end + gap, (end + gap + 2).min(text.chars()));
    let second = text.span_of_chars(start, end).ok().filter(|_| gap > 3);
    second.map_or(Fragments::one(first), |second| Fragments::one(first).with(second))
}

type Places = Vec<(usize, (usize, usize, usize))>;
type Ends = Vec<(usize, usize, usize)>;

fn key(marks: &Places, links: &Ends, examples: usize) -> Key {
    let text = Text::new(TEXT);
    let mark = |(at, (of, where_)): (usize, &(usize, (usize, usize, usize)))| KeyMark {
        id: AnnotationId(at as u128),
        label: label(*of),
        place: place(&text, *where_),
        given: at < examples,
        optional: false,
        hint: String::new(),
        feedback: String::new(),
    };
    let marks: Vec<KeyMark> = marks.iter().enumerate().map(mark).collect();
    let count = marks.len();
    let mut known = std::collections::BTreeSet::new();
    let link = |(at, (of, from, to)): (usize, &(usize, usize, usize))| {
        let (from, to) = (from % count.max(1), to % count.max(1));
        let given = from < examples && to < examples;
        (from < count && from != to && known.insert((*of % 2, from, to))).then(|| KeyLink {
            id: RelationId(at as u128),
            kind: kind(*of),
            from,
            to,
            given,
        })
    };
    let links = links.iter().enumerate().filter_map(link).collect();
    Key {
        exercise: ExerciseId(1),
        asked: Hash([0; 32]),
        links,
        marks,
        labels: (0..3).map(|at| (label(at), Task::default())).collect(),
        kinds: (0..2).map(|at| (kind(at), Task { points: Points(50), ..Task::default() })).collect(),
        fit: Fit::default(),
        costs: Costs { wrong: Points(25), missed: Points(10), surplus: Points(5) },
        text,
    }
}

fn hand_in(marks: &Places, links: &Ends) -> HandIn {
    let text = Text::new(TEXT);
    let marks: Vec<Mark> =
        marks.iter().map(|(of, where_)| Mark { label: label(*of), place: place(&text, *where_) }).collect();
    let count = marks.len().max(1);
    let link = |(of, from, to): &(usize, usize, usize)| {
        let to = if to % 5 == 0 { End::Given(to / 5) } else { End::Mark(to % count) };
        Link { kind: kind(*of), from: End::Mark(from % count), to }
    };
    let zero = Hash([0; 32]);
    HandIn {
        exercise: ExerciseId(1),
        asked: zero,
        text: text.hash(),
        learner: "Ada".into(),
        begun: None,
        handed: Time(0),
        links: links.iter().map(link).collect(),
        marks,
    }
}

fn places(most: usize) -> impl Strategy<Value = Places> {
    prop::collection::vec((0usize..3, (0usize..40, 0usize..9, 0usize..8)), 0..most)
}

fn ends() -> impl Strategy<Value = Ends> {
    prop::collection::vec((0usize..2, 0usize..12, 0usize..12), 0..6)
}

/// What the key would be as a hand-in.
fn as_hand_in(key: &Key) -> HandIn {
    let mut numbers = BTreeMap::new();
    let mut own = hand_in(&Vec::new(), &Vec::new());
    let mut given = 0;
    for (at, mark) in key.marks.iter().enumerate() {
        let end = if mark.given { End::Given(given) } else { End::Mark(own.marks.len()) };
        numbers.insert(at, end);
        given += usize::from(mark.given);
        own.marks.extend((!mark.given).then(|| Mark { label: mark.label.clone(), place: mark.place.clone() }));
    }
    own.links = key
        .links
        .iter()
        .map(|link| Link { kind: link.kind.clone(), from: numbers[&link.from], to: numbers[&link.to] })
        .collect();
    own
}

proptest! {
    #[test]
    fn the_key_itself_has_all_points(marks in places(9), links in ends(), examples in 0usize..3) {
        let key = key(&marks, &links, examples);
        let marked = mark(&key, &as_hand_in(&key));
        let (score, tally) = (marked.score(&key), marked.tally());
        prop_assert_eq!((score.points, tally.wrong, tally.missed, tally.surplus), (score.of, 0, 0, 0));
    }

    #[test]
    fn the_order_of_a_file_changes_nothing(
        own in places(9), links in ends(), learners in places(12), made in ends(), examples in 0usize..3,
        turn in prop::collection::vec(any::<u32>(), 12),
    ) {
        let key = key(&own, &links, examples);
        let first = hand_in(&learners, &made);
        let mut order: Vec<usize> = (0..first.marks.len()).collect();
        order.sort_by_key(|at| turn[*at]);
        let place = |at: usize| order.iter().position(|old| *old == at).unwrap_or(at);
        let turned = |end: End| match end { End::Mark(at) => End::Mark(place(at)), given => given };
        let mut other = first.clone();
        other.marks = order.iter().map(|at| first.marks[*at].clone()).collect();
        other.links = first.links.iter().rev()
            .map(|link| Link { kind: link.kind.clone(), from: turned(link.from), to: turned(link.to) })
            .collect();
        let (one, two) = (mark(&key, &first), mark(&key, &other));
        prop_assert_eq!(one.score(&key), two.score(&key));
        prop_assert_eq!((one.labels, one.kinds), (two.labels, two.kinds));
    }

    // Of marks only: which one a mark is found as may change, and with it what a relation leads to.
    #[test]
    fn a_kinder_fit_finds_no_fewer_marks(
        own in places(9), learners in places(12), strict in (1u8..=100, 0u16..150), kinder in (0u8..50, 0u16..100),
    ) {
        let mut key = key(&own, &Vec::new(), 1);
        let made = hand_in(&learners, &Vec::new());
        key.fit = Fit { covers: strict.0, adds: strict.1 };
        let before = mark(&key, &made).tally().found;
        key.fit = Fit { covers: strict.0.saturating_sub(kinder.0).max(1), adds: strict.1 + kinder.1 };
        prop_assert!(mark(&key, &made).tally().found >= before);
    }

    #[test]
    fn both_sides_tell_of_each_other(own in places(9), links in ends(), learners in places(12), made in ends()) {
        let (key, hand_in) = (key(&own, &links, 2), hand_in(&learners, &made));
        let marked = mark(&key, &hand_in);
        for (verdicts, outcomes) in [(&marked.marks, &marked.key), (&marked.links, &marked.key_links)] {
            for (at, verdict) in verdicts.iter().enumerate() {
                match verdict {
                    Verdict::Found(number) => prop_assert_eq!(outcomes[*number], Outcome::Found(at)),
                    Verdict::Wrong(number) => prop_assert_eq!(outcomes[*number], Outcome::Wrong(at)),
                    _ => {}
                }
            }
            for (at, outcome) in outcomes.iter().enumerate() {
                match outcome {
                    Outcome::Found(number) => prop_assert_eq!(verdicts[*number], Verdict::Found(at)),
                    Outcome::Wrong(number) => prop_assert_eq!(verdicts[*number], Verdict::Wrong(at)),
                    Outcome::Missed(Some(near)) => prop_assert_eq!(verdicts[*near], Verdict::Surplus),
                    _ => {}
                }
            }
        }
        let surplus = marked.marks.iter().chain(&marked.links).filter(|of| **of == Verdict::Surplus).count();
        let tally = marked.tally();
        let all = (tally.found + tally.wrong) as usize + surplus + marked.aside();
        prop_assert_eq!(surplus, tally.surplus as usize);
        prop_assert_eq!(all, hand_in.marks.len() + hand_in.links.len());
    }

    #[test]
    fn a_class_marks_anew_what_a_changed_key_changes(
        own in places(6), all in prop::collection::vec(places(8), 0..8), covers in 1u8..=100, cost in 0i32..200, less in 0usize..3,
    ) {
        let first = key(&own, &Vec::new(), 1);
        let hand_ins: Vec<HandIn> = all.iter().map(|marks| hand_in(marks, &Vec::new())).collect();
        let mut class = Class::of(first.clone(), hand_ins.clone());
        let mut other = first;
        for change in 0..3 {
            match change {
                0 => other.costs.surplus = Points(cost),
                1 => other.fit.covers = covers,
                _ => drop(other.marks.drain(..less.min(other.marks.len()))),
            }
            class.set_key(other.clone());
            let anew = Class::of(other.clone(), hand_ins.clone());
            prop_assert_eq!(&class.marks, &anew.marks);
            prop_assert_eq!(&class.confusion, &anew.confusion);
            prop_assert_eq!(&class.surplus, &anew.surplus);
            for (one, two) in class.learners.iter().zip(&anew.learners) {
                prop_assert_eq!((&one.marked, &one.score, one.tally), (&two.marked, &two.score, two.tally));
            }
        }
    }
}
