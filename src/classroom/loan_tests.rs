#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use proptest::prelude::*;

use crate::classroom::{Key, secret};
use crate::model::actions::{self, Subject};
use crate::model::edit::Builder;
use crate::model::exercise::{Points, Saying};
use crate::model::scheme::Scheme;
use crate::model::{
    Anchor, ArticleId, Block, Details, Fragments, KindKey, LabelKey, Place, RelationId, RevisionId, Text,
};
use crate::store;

use super::*;

const BODY: &str = "Dam holds\n\nThe ministry said the dam was safe. The mayor denied it. It leaks, said two \
                    neighbours. “Nobody asked us,” said Ada Low. The spokesman called that nonsense.\n";

/// Labels and words, in the order of the text; the last two have the same words.
const MARKS: [(&str, &str); 9] = [
    ("source", "The ministry"),
    ("claim", "the dam was safe"),
    ("denial", "The mayor denied it"),
    ("claim", "It leaks"),
    ("source", "two neighbours"),
    ("claim", "Nobody asked us"),
    ("source", "Ada Low"),
    ("denial", "The spokesman called that nonsense"),
    ("claim", "The spokesman called that nonsense"),
];

/// Relations between them: where each starts and leads.
const LINKS: [(&str, usize, usize); 5] =
    [("denies", 2, 1), ("denies", 7, 5), ("attributed-to", 1, 0), ("attributed-to", 3, 4), ("attributed-to", 5, 6)];

struct Desk {
    project: Project,
    stamp: Stamp,
    set: SetId,
    article: ArticleId,
    revision: RevisionId,
    marks: Vec<AnnotationId>,
    links: Vec<RelationId>,
    exercise: ExerciseId,
}

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(4);
        let mut project = Project::begin(Scheme::claims_and_denials(), "Ms Secret", &mut stamp);
        let set = *project.sets()[0].0;
        let text = Text::new(BODY);
        let details = Details {
            title: "Dam holds".to_owned(),
            outlet: "The Valley".to_owned(),
            note: "secret of the article".to_owned(),
            ..Details::default()
        };
        let blocks = Block::guess(&text);
        let made = actions::add_article(&project, details, text.clone(), blocks, "secret.txt", &mut stamp);
        let (step, article) = made.unwrap();
        project.apply(&step.transaction).unwrap();
        let revision = project.latest(article).unwrap().0;
        let (mut marks, mut links) = (Vec::new(), Vec::new());
        for (label, words) in MARKS {
            let start = BODY.find(words).unwrap();
            let at = Fragments::one(text.span(start, start + words.len()).unwrap());
            let made = actions::annotate(&project, set, revision, &LabelKey::slug(label), at, &mut stamp);
            let (step, id) = made.unwrap();
            project.apply(&step.transaction).unwrap();
            let step = actions::set_note(&project, Subject::Annotation(id), "secret note").unwrap();
            project.apply(&step.transaction).unwrap();
            marks.push(id);
        }
        for (kind, from, to) in LINKS {
            let made = actions::relate(&project, set, &KindKey::slug(kind), marks[from], marks[to], &mut stamp);
            let (step, id) = made.unwrap();
            project.apply(&step.transaction).unwrap();
            links.push(id);
        }
        let draft = actions::draft_exercise(&project, revision, set).unwrap();
        let (step, exercise) = actions::add_exercise(&project, draft, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        Desk { project, stamp, set, article, revision, marks, links, exercise }
    }

    fn row(&self) -> Exercise {
        self.project.exercise(&self.exercise).unwrap().clone()
    }

    fn change(&mut self, row: Exercise) {
        self.put(self.exercise, row);
    }

    fn put<T: crate::model::edit::Row>(&mut self, key: T::Key, row: T) {
        let mut builder = Builder::new(&self.project);
        builder.put(key, Some(row));
        let transaction = builder.finish();
        self.project.apply(&transaction).unwrap();
    }

    fn handout(&self) -> Handout {
        Handout::of(&self.project, self.exercise).unwrap()
    }

    fn key(&self) -> Key {
        Key::of(&self.project, self.exercise).unwrap()
    }
}

/// Which of the marks are examples or have a hint, which labels and kinds are asked for, whether it is told how many
/// there are, whether the key is sealed.
fn choices() -> impl Strategy<Value = (u16, u16, u8, u8, bool, bool)> {
    (any::<u16>(), any::<u16>(), 1..8u8, 0..4u8, any::<bool>(), any::<bool>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_copy_gives_the_same_handout_and_nothing_of_the_key(
        (examples, hints, labels, kinds, told, sealed) in choices()
    ) {
        let mut desk = Desk::new();
        let mut row = desk.row();
        let bit = |bits: u16, at: usize| bits >> at & 1 == 1;
        row.examples = desk.marks.iter().enumerate().filter(|(at, _)| bit(examples, *at)).map(|(_, id)| *id).collect();
        row.sayings = desk.marks.iter().enumerate().map(|(at, id)| {
            let hint = if bit(hints, at) { format!("hint {at}") } else { String::new() };
            (*id, Saying { hint, feedback: format!("secret feedback {at}"), optional: false })
        }).collect();
        let all = ["claim", "denial", "source"].map(LabelKey::slug);
        row.labels = all.iter().enumerate().filter(|(at, _)| bit(labels.into(), *at)).map(|(at, key)| {
            (key.clone(), Task { points: Points(at as i32), hint: key.to_string(), feedback: "secret label".to_owned() })
        }).collect();
        row.kinds = ["denies", "attributed-to"].map(KindKey::slug).iter().enumerate()
            .filter(|(at, _)| bit(kinds.into(), *at))
            .map(|(_, key)| (key.clone(), Task { feedback: "secret kind".to_owned(), ..Task::default() })).collect();
        row.told = told;
        row.word = "secretword".to_owned();
        row.minutes = Some(15);
        desk.change(row.clone());
        let Ok(mut handout) = Handout::of(&desk.project, desk.exercise) else {
            prop_assert_eq!(lend(&desk.project, desk.exercise, None, &mut desk.stamp).err(), Some(ExerciseError::NoKey));
            prop_assert_eq!(Key::of(&desk.project, desk.exercise), Err(ExerciseError::NoKey));
            return Ok(());
        };
        let key = desk.key();
        prop_assert_eq!(key.asked, handout.asked());
        handout.sealed = sealed.then(|| secret::seal_in(2, b"secret key", &row.word, key.asked, &mut desk.stamp));
        let copy = lend(&desk.project, desk.exercise, handout.sealed.clone(), &mut desk.stamp).unwrap();
        prop_assert_eq!(&Handout::of(&copy, desk.exercise).unwrap(), &handout);
        let lent = copy.exercise(&desk.exercise).unwrap();
        prop_assert_eq!(lent.copy.as_ref().and_then(|copy| copy.asked), Some(key.asked));
        prop_assert_eq!(Key::of(&copy, desk.exercise), Err(ExerciseError::Copy));
        let opened = lent.copy.as_ref().and_then(|copy| copy.sealed.as_ref());
        let opened = opened.map(|sealed| secret::open(sealed, "secretword", key.asked));
        prop_assert_eq!(opened, sealed.then(|| Ok(b"secret key".to_vec())));
        // The key and the handout say the same of how much there is.
        for label in &handout.labels {
            let count = key.marks.iter().filter(|mark| !mark.given && mark.label == label.key).count();
            prop_assert_eq!(label.count, told.then_some(count as u32));
        }
        for kind in &handout.kinds {
            let count = key.links.iter().filter(|link| !link.given && link.kind == kind.key).count();
            prop_assert_eq!(kind.count, told.then_some(count as u32));
        }
        prop_assert_eq!(handout.given.len(), key.marks.iter().filter(|mark| mark.given).count());
        prop_assert_eq!(handout.given_links.len(), key.links.iter().filter(|link| link.given).count());

        // A learner gets a file that is read like any other, and of the key finds the examples in it and no more.
        let file = store::write(&copy);
        let loaded = store::read(file.as_bytes()).unwrap();
        prop_assert_eq!(loaded.warnings, vec![]);
        prop_assert!(loaded.project == copy);
        prop_assert!(!file.to_lowercase().contains("secret"), "{}", file);
        prop_assert_eq!(file.matches("quote: \"").count(), handout.given.len());
        for (at, id) in desk.marks.iter().enumerate() {
            let given = key.marks.iter().any(|mark| mark.id == *id && mark.given);
            prop_assert_eq!(file.contains(&id.to_string()), given, "{}", at);
        }
        for id in &desk.links {
            let given = key.links.iter().any(|link| link.id == *id && link.given);
            prop_assert_eq!(file.contains(&id.to_string()), given);
        }
        prop_assert!(!file.contains(&desk.set.to_string()));
    }
}

#[test]
fn a_handout_says_what_is_asked_in_the_order_of_the_scheme_and_the_text() {
    let mut desk = Desk::new();
    let mut row = desk.row();
    row.examples = [desk.marks[1], desk.marks[2]].into();
    row.sayings
        .insert(desk.marks[5], Saying { hint: "Who asks?".to_owned(), feedback: String::new(), optional: false });
    row.sayings.insert(desk.marks[3], Saying { hint: "Water.".to_owned(), feedback: String::new(), optional: false });
    desk.change(row);
    let handout = desk.handout();
    let labels: Vec<_> = handout.labels.iter().map(|label| (label.key.as_str(), label.count)).collect();
    assert_eq!(labels, [("claim", Some(3)), ("denial", Some(1)), ("source", Some(3))]);
    let kinds: Vec<_> = handout.kinds.iter().map(|kind| (kind.key.as_str(), kind.count)).collect();
    assert_eq!(kinds, [("denies", Some(1)), ("attributed-to", Some(3))]);
    // Of the labels that a kind joins, those that are asked for.
    let ends = |at: usize| handout.kinds[at].to.iter().map(LabelKey::as_str).collect::<Vec<_>>();
    assert_eq!((ends(0), ends(1)), (vec!["claim"], vec!["source"]));
    let claim = LabelKey::slug("claim");
    assert_eq!(handout.hints, [(claim.clone(), "Water.".to_owned()), (claim, "Who asks?".to_owned())]);
    let given: Vec<_> = handout.given.iter().map(|mark| mark.place.quote(&handout.text)).collect();
    assert_eq!(given, ["the dam was safe", "The mayor denied it"]);
    use crate::classroom::{End, Link};
    let (kind, from, to) = (KindKey::slug("denies"), End::Given(1), End::Given(0));
    assert_eq!(handout.given_links, [Link { kind, from, to }]);
    assert_eq!(handout.details.note, "");
    let asked = handout.asked();
    // Names, hints and rules do not change what is asked; an example does.
    let row = Exercise { title: "x".to_owned(), told: false, word: "y".to_owned(), ..desk.row() };
    desk.change(row);
    assert_eq!(desk.handout().asked(), asked);
    let mut row = desk.row();
    row.examples.insert(desk.marks[3]);
    desk.change(row);
    assert_ne!(desk.handout().asked(), asked);
}

#[test]
fn a_key_is_what_the_set_has_on_the_text_of_what_is_asked_for() {
    let mut desk = Desk::new();
    let key = desk.key();
    let marks: Vec<AnnotationId> = key.marks.iter().map(|mark| mark.id).collect();
    assert_eq!(marks[..7], desk.marks[..7]);
    assert_eq!((key.marks.len(), key.links.len()), (9, 5));
    let places: Vec<(usize, usize)> = key.links.iter().map(|link| (link.from, link.to)).collect();
    assert!(places.is_sorted());
    // Another annotator's marks are none of it, nor what lost its place, which is named.
    let (step, other) = actions::add_annotator(&desk.project, "Ben", &mut desk.stamp).unwrap();
    desk.project.apply(&step.transaction).unwrap();
    let first = desk.project.annotation(&desk.marks[3]).unwrap().clone();
    desk.put(AnnotationId(77), Annotation { set: other, ..first.clone() });
    assert_eq!(desk.key(), key);
    let text = desk.project.revision(&desk.revision).unwrap().text.clone();
    let lost = Place::Detached(vec![Anchor::of(&text, first.fragments().unwrap().spans()[0])]);
    desk.put(desk.marks[3], Annotation { place: lost, ..first.clone() });
    let fewer = desk.key();
    assert_eq!((fewer.marks.len(), fewer.links.len()), (8, 4));
    assert_eq!(Key::left_out(&desk.project, desk.exercise), [desk.marks[3]]);
    assert_eq!(fewer.asked, key.asked, "a mended key asks for the same");
    // Words that are marked twice are one mark, and their relations one.
    let twin = desk.project.annotation(&desk.marks[1]).unwrap().clone();
    desk.put(AnnotationId(78), twin);
    let made = actions::relate(
        &desk.project,
        desk.set,
        &KindKey::slug("denies"),
        desk.marks[2],
        AnnotationId(78),
        &mut desk.stamp,
    );
    let (step, _) = made.unwrap();
    desk.project.apply(&step.transaction).unwrap();
    let same = desk.key();
    assert_eq!((same.marks.len(), same.links.len()), (8, 4));
}

#[test]
fn a_kind_that_joins_nothing_that_is_asked_for_is_not_asked_for() {
    let mut desk = Desk::new();
    let mut row = desk.row();
    row.labels.remove(&LabelKey::slug("source"));
    desk.change(row);
    let handout = desk.handout();
    assert_eq!(handout.kinds.iter().map(|kind| kind.key.as_str()).collect::<Vec<_>>(), ["denies"]);
    let key = desk.key();
    assert_eq!((key.kinds.len(), key.links.len()), (1, 2));
}

#[test]
fn what_can_not_be_handed_out_says_why() {
    let mut desk = Desk::new();
    let fault = |desk: &Desk| Key::of(&desk.project, desk.exercise).unwrap_err();
    let row = desk.row();
    desk.change(Exercise { labels: [].into(), ..row.clone() });
    assert_eq!(fault(&desk), ExerciseError::NoLabels);
    desk.change(Exercise { labels: [(LabelKey::slug("actor"), Task::default())].into(), ..row.clone() });
    assert_eq!(fault(&desk), ExerciseError::NoKey);
    desk.change(Exercise { examples: desk.marks.iter().copied().collect(), ..row.clone() });
    assert_eq!(fault(&desk), ExerciseError::NoKey);
    assert!(fault(&desk).to_string().contains("nothing to find"));
    assert_eq!(Key::of(&desk.project, ExerciseId(9)), Err(ExerciseError::Gone));
    desk.change(row);
    let copy = lend(&desk.project, desk.exercise, None, &mut desk.stamp).unwrap();
    assert_eq!(lend(&copy, desk.exercise, None, &mut desk.stamp).err(), Some(ExerciseError::Copy));
    assert!(desk.project.article(&desk.article).is_some());
}
