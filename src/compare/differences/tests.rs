//! Holds up what sets differ in to small texts, and its rules to random ones.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::model::actions::{self, Deciding, Subject};
use crate::model::id::ChoiceKey;
use crate::model::scheme::Scheme;
use crate::model::{
    Annotation, ArticleId, Block, Details, Fragments, LabelKey, Set, SetKind, Span, Stamp, Step, Text, Value,
    edit::Builder,
};

const TEXT: &str = "The dam holds, the ministry said. The mayor denied it and said that the dam leaks badly.\n";

/// A project that several annotators have worked on.
struct Desk {
    project: Project,
    stamp: Stamp,
    sets: Vec<SetId>,
}

impl Desk {
    /// Begins with some annotators, `A`, `B`, and so on, and no article.
    fn new(sets: usize) -> Desk {
        let mut stamp = Stamp::of_number(5);
        let mut desk = Desk { project: Project::empty(), stamp: stamp.clone(), sets: Vec::new() };
        desk.project = Project::begin(Scheme::claims_and_denials(), "A", &mut stamp);
        desk.stamp = stamp;
        for name in ["B", "C", "D"].into_iter().take(sets - 1) {
            let (step, _) = actions::add_annotator(&desk.project, name, &mut desk.stamp).unwrap();
            desk.take(step);
        }
        desk.sets = desk.project.sets().into_iter().map(|(id, _)| *id).collect();
        desk
    }

    fn take(&mut self, step: Step) {
        self.project.apply(&step.transaction).unwrap();
    }

    /// Adds an article that all are done with.
    fn article(&mut self, text: &str) -> (ArticleId, RevisionId) {
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let made = actions::add_article(&self.project, Details::default(), text, blocks, "", &mut self.stamp);
        let (step, article) = made.unwrap();
        self.take(step);
        for set in self.sets.clone() {
            self.done(set, article, true);
        }
        (article, self.project.latest(article).unwrap().0)
    }

    fn done(&mut self, set: SetId, article: ArticleId, done: bool) {
        let step = actions::mark_done(&self.project, set, article, done, &self.stamp).unwrap();
        self.take(step);
    }

    fn mark_span(&mut self, set: SetId, revision: RevisionId, label: &str, span: Span) -> Option<AnnotationId> {
        let (label, fragments) = (LabelKey::slug(label), Fragments::one(span));
        let made = actions::annotate(&self.project, set, revision, &label, fragments, &mut self.stamp);
        let (step, id) = made.ok()?;
        self.take(step);
        Some(id)
    }

    /// Marks the first of these words.
    fn mark(&mut self, set: usize, revision: RevisionId, label: &str, words: &str) -> AnnotationId {
        let text = &self.project.revision(&revision).unwrap().text;
        let start = text.as_str().find(words).unwrap();
        let span = text.span(start, start + words.len()).unwrap();
        self.mark_span(self.sets[set], revision, label, span).unwrap()
    }

    fn relate(&mut self, set: usize, kind: &str, from: AnnotationId, to: AnnotationId) -> RelationId {
        let made =
            actions::relate(&self.project, self.sets[set], &KindKey::slug(kind), from, to, &mut self.stamp).unwrap();
        self.take(made.0);
        made.1
    }

    fn choose(&mut self, subject: Subject, key: &str, choice: &str) {
        let value = Value::Choice(ChoiceKey::slug(choice));
        let step = actions::set_attribute(&self.project, subject, &AttributeKey::slug(key), Some(value)).unwrap();
        self.take(step);
    }

    fn differences(&self, revision: RevisionId) -> Differences {
        Differences::of(&self.project, revision, &self.sets)
    }

    /// Shows each place: who has it and how, and what differs.
    fn told(&self, revision: RevisionId) -> Vec<String> {
        let differences = self.differences(revision);
        let member = |(set, id): &(SetId, AnnotationId)| {
            let row = self.project.annotation(id).unwrap();
            let label = row.label.as_str().chars().next().unwrap();
            format!("{} {label}[{}]", self.project.set_name(*set), self.project.quote(row))
        };
        let place = |place: &Place| {
            let members: Vec<String> = place.group.members.iter().map(member).collect();
            let kinds: Vec<String> = place.kinds().map(|kind| format!("{kind:?}").to_lowercase()).collect();
            format!("{}: {}", members.join(" "), if place.agrees() { "same".to_owned() } else { kinds.join(" ") })
        };
        differences.places.iter().map(place).collect()
    }
}

#[test]
fn what_answers_each_other_is_one_place_and_says_what_differs() {
    let mut desk = Desk::new(2);
    let (_, text) = desk.article(TEXT);
    for (set, label, words) in [
        (0, "claim", "The dam holds"),
        (1, "claim", "The dam holds"),
        (0, "source", "the ministry"),
        (1, "actor", "the ministry"),
        (0, "claim", "the dam leaks badly"),
        (1, "claim", "the dam leaks"),
        (1, "source", "The mayor"),
    ] {
        desk.mark(set, text, label, words);
    }
    assert_eq!(
        desk.told(text),
        [
            "A c[The dam holds] B c[The dam holds]: same",
            "A s[the ministry] B a[the ministry]: label",
            "B s[The mayor]: lacking",
            "A c[the dam leaks badly] B c[the dam leaks]: boundary",
        ]
    );
    let differences = desk.differences(text);
    assert_eq!(differences.places[2].lacking, [desk.sets[0]]);
    let of =
        |id: AnnotationId| differences.places[differences.place_of(id).unwrap()].group.ids().any(|other| other == id);
    assert!(desk.project.annotations().all(|(id, _)| of(*id)));
}

#[test]
fn labels_that_nest_do_not_answer_each_other_and_the_better_match_wins() {
    let mut desk = Desk::new(2);
    let (_, text) = desk.article(TEXT);
    // One has the sentence, the other a name in it.
    desk.mark(0, text, "claim", "The dam holds, the ministry said");
    desk.mark(1, text, "source", "the ministry");
    // The same label overlaps with both; more of the second is common.
    desk.mark(0, text, "denial", "The mayor denied");
    desk.mark(0, text, "denial", "denied it and said that");
    desk.mark(1, text, "denial", "denied it and said");
    assert_eq!(
        desk.told(text),
        [
            "A c[The dam holds, the ministry said]: lacking",
            "B s[the ministry]: lacking",
            "A d[The mayor denied]: lacking",
            "A d[denied it and said that] B d[denied it and said]: boundary",
        ]
    );
}

#[test]
fn three_sets_meet_at_one_place_and_a_chain_does_not() {
    let mut desk = Desk::new(3);
    let (_, text) = desk.article(TEXT);
    for (set, words) in [(0, "dam leaks"), (1, "the dam leaks badly"), (2, "dam leaks")] {
        desk.mark(set, text, "claim", words);
    }
    // The first and the last have no words in common.
    for (set, words) in [(0, "The dam holds"), (1, "holds, the ministry"), (2, "ministry said")] {
        desk.mark(set, text, "claim", words);
    }
    assert_eq!(
        desk.told(text),
        [
            "A c[The dam holds]: lacking",
            "B c[holds, the ministry] C c[ministry said]: lacking boundary",
            "A c[dam leaks] B c[the dam leaks badly] C c[dam leaks]: boundary",
        ]
    );
}

#[test]
fn attributes_and_relations_differ_where_both_could_have_them() {
    let mut desk = Desk::new(2);
    let (_, text) = desk.article(TEXT);
    let (_, other) = desk.article("A leak was seen.\n");
    let claims = [0, 1].map(|set| desk.mark(set, text, "claim", "The dam holds"));
    let sources = [0, 1].map(|set| desk.mark(set, text, "source", "the ministry"));
    let denials = [0, 1].map(|set| desk.mark(set, other, "denial", "A leak was seen"));
    desk.choose(Subject::Annotation(sources[0]), "kind", "named-official");
    desk.choose(Subject::Annotation(sources[1]), "kind", "document");
    assert_eq!(desk.told(text)[1], "A s[the ministry] B s[the ministry]: attribute");

    // Across articles, on matched ends.
    let relations = [0, 1].map(|set| desk.relate(set, "denies", denials[set], claims[set]));
    assert_eq!(desk.told(other), ["A d[A leak was seen] B d[A leak was seen]: same"]);
    desk.choose(Subject::Relation(relations[0]), "scope", "full");
    assert_eq!(desk.told(other), ["A d[A leak was seen] B d[A leak was seen]: relation"]);
    assert_eq!(desk.differences(other).places[0].relations, BTreeSet::from(relations).into_iter().collect::<Vec<_>>());
    desk.choose(Subject::Relation(relations[1]), "scope", "full");
    let only = desk.relate(0, "attributed-to", claims[0], sources[0]);
    assert_eq!(desk.told(other), ["A d[A leak was seen] B d[A leak was seen]: same"]);
    assert_eq!(desk.differences(text).places[0].relations, [only]);

    // Who has nothing at the end can't have the relation, and notes are nobody's difference.
    let step = actions::delete_annotations(&desk.project, &[sources[1]]).unwrap();
    desk.take(step);
    for step in [
        actions::set_note(&desk.project, Subject::Annotation(claims[0]), "odd").unwrap(),
        actions::set_unsure(&desk.project, &[claims[1]], true).unwrap(),
    ] {
        desk.take(step);
    }
    assert_eq!(desk.told(text), ["A c[The dam holds] B c[The dam holds]: same", "A s[the ministry]: lacking"]);
}

#[test]
fn only_sets_that_are_done_count_and_adjudicated_ones_never() {
    let mut desk = Desk::new(3);
    let (article, text) = desk.article(TEXT);
    for set in 0..3 {
        desk.mark(set, text, "claim", "The dam holds");
    }
    desk.done(desk.sets[1], article, false);
    let differences = desk.differences(text);
    assert_eq!(differences.grouping.sets, [desk.sets[0], desk.sets[2]]);
    assert_eq!(differences.grouping.waiting, [desk.sets[1]]);
    assert_eq!(desk.told(text), ["A c[The dam holds] C c[The dam holds]: same"]);
    let become_kind = |desk: &mut Desk, set: SetId, kind: SetKind| {
        let row = desk.project.set(&set).unwrap().clone();
        let mut builder = Builder::new(&desk.project);
        builder.put(set, Some(Set { kind, ..row }));
        let transaction = builder.finish();
        desk.project.apply(&transaction).unwrap();
    };
    let (second, third) = (desk.sets[1], desk.sets[2]);
    become_kind(&mut desk, second, SetKind::Imported);
    become_kind(&mut desk, third, SetKind::Adjudicated);
    assert_eq!(desk.told(text), ["A c[The dam holds] B c[The dam holds]: same"]);
    become_kind(&mut desk, second, SetKind::Adjudicated);
    assert_eq!(desk.told(text), [""; 0]);
}

const LABELS: [&str; 4] = ["claim", "denial", "source", "actor"];

/// A mark: whose, which label, where from and how long.
type Drawn = (usize, usize, usize, usize);

fn drawn(most: usize) -> impl Strategy<Value = Vec<Drawn>> {
    prop::collection::vec((0..3_usize, 0..3_usize, 0..24_usize, 1..9_usize), 0..most)
}

impl Desk {
    /// Marks letters of an article; what is there already is left out.
    fn draw(&mut self, revision: RevisionId, (set, label, from, length): Drawn) -> Option<AnnotationId> {
        let text = &self.project.revision(&revision).unwrap().text;
        let span = text.span_of_chars(from, (from + length).min(text.chars())).ok()?;
        self.mark_span(self.sets[set], revision, LABELS[label], span)
    }
}

/// Lists the annotations of each place, without regard to who has which.
fn groups(differences: &Differences) -> BTreeSet<BTreeSet<AnnotationId>> {
    differences.places.iter().map(|place| place.group.ids().collect()).collect()
}

#[test]
fn an_edit_at_one_end_of_a_relation_is_followed_at_the_other() {
    let mut desk = Desk::new(2);
    let (article, text) = desk.article(TEXT);
    let holds = [0, 1].map(|set| desk.mark(set, text, "claim", "The dam holds"));
    let denied = [0, 1].map(|set| desk.mark(set, text, "denial", "The mayor denied it"));
    let relation = desk.relate(0, "denies", denied[0], holds[0]);
    let mut followed = Survey::of(&desk.project, &desk.sets.iter().copied().collect());
    let differing = |survey: &Survey| survey.article(article).unwrap().places[1].relations.clone();
    assert_eq!(differing(&followed), [relation], "the other could have drawn it");
    desk.take(actions::delete_annotations(&desk.project, &[holds[1]]).unwrap());
    followed.follow(&desk.project);
    assert_eq!(differing(&followed), [], "the other has nothing there any longer");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_annotation_is_in_one_place_with_one_of_each_set(drawn in drawn(24)) {
        let mut desk = Desk::new(3);
        let (_, text) = desk.article(TEXT);
        for mark in drawn {
            desk.draw(text, mark);
        }
        let differences = desk.differences(text);
        let listed: Vec<AnnotationId> = differences.places.iter().flat_map(|place| place.group.ids()).collect();
        let all: BTreeSet<AnnotationId> = desk.project.annotations().map(|(id, _)| *id).collect();
        prop_assert_eq!(listed.len(), all.len());
        prop_assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), all);
        for (at, place) in differences.places.iter().enumerate() {
            let sets: BTreeSet<SetId> = place.group.sets().collect();
            prop_assert_eq!(sets.len(), place.group.members.len());
            prop_assert_eq!(sets.len() + place.lacking.len(), 3);
            for id in place.group.ids() {
                prop_assert_eq!(differences.place_of(id), Some(at));
            }
            let starts = |at: usize| differences.places.get(at).map(|place| place.group.start);
            prop_assert!(at == 0 || starts(at - 1) <= starts(at));
            // Whatever is together lies over each other.
            let cover = |id: AnnotationId| desk.project.annotation(&id).unwrap().fragments().unwrap().cover();
            for one in place.group.ids() {
                for other in place.group.ids() {
                    prop_assert!(cover(one).start() < cover(other).end());
                }
            }
        }
    }

    #[test]
    fn the_order_of_the_sets_changes_nothing(drawn in drawn(24), turn in 1..3_usize) {
        let mut desk = Desk::new(3);
        let (_, text) = desk.article(TEXT);
        for mark in drawn {
            desk.draw(text, mark);
        }
        let before = desk.differences(text);
        let mut sets = desk.sets.clone();
        sets.rotate_left(turn);
        sets.push(sets[0]);
        prop_assert_eq!(&Differences::of(&desk.project, text, &sets), &before);
        // Neither does whose set it is: everybody has the next one's annotations.
        let mut builder = Builder::new(&desk.project);
        for (id, row) in desk.project.annotations() {
            let at = desk.sets.iter().position(|set| *set == row.set).unwrap();
            builder.put(*id, Some(Annotation { set: desk.sets[(at + turn) % 3], ..row.clone() }));
        }
        let transaction = builder.finish();
        desk.project.apply(&transaction).unwrap();
        prop_assert_eq!(groups(&desk.differences(text)), groups(&before));
    }

    #[test]
    fn a_set_agrees_with_its_copy(drawn in drawn(16)) {
        let mut desk = Desk::new(2);
        let (_, text) = desk.article(TEXT);
        for (_, label, from, length) in drawn {
            for set in 0..2 {
                desk.draw(text, (set, label, from, length));
            }
        }
        let differences = desk.differences(text);
        prop_assert_eq!(differences.places.len() * 2, desk.project.annotation_count());
        prop_assert!(differences.places.iter().all(Place::agrees));
    }

    #[test]
    fn a_followed_survey_is_one_from_nothing(
        deeds in prop::collection::vec((0..12_u8, (0..3_usize, 0..3_usize, 0..24_usize, 1..9_usize)), 1..30),
    ) {
        let mut desk = Desk::new(3);
        let articles = [desk.article(TEXT).0, desk.article("A leak was seen, said the mayor.\n").0];
        let sets: BTreeSet<SetId> = desk.sets.iter().copied().collect();
        let (step, gold) = actions::begin_adjudication(&desk.project, &mut desk.stamp).unwrap();
        desk.take(step);
        let mut followed = Survey::of(&desk.project, &sets);
        followed.count_left(Some(gold));
        let same = |followed: &Survey, project: &Project| {
            let mut anew = Survey::of(project, &sets);
            anew.count_left(Some(gold));
            for (article, differences) in anew.articles() {
                prop_assert_eq!(followed.article(article), Some(differences));
                prop_assert_eq!(followed.left(article), anew.left(article));
            }
            prop_assert_eq!(followed.left_in_all(), anew.left_in_all());
            Ok(())
        };
        for (what, drawn) in deeds {
            let before = followed.project().clone();
            desk.deed(what, drawn, articles, gold);
            followed.follow(&desk.project);
            same(&followed, &desk.project)?;
            // Back and forth, as undo does.
            followed.follow(&before);
            same(&followed, &before)?;
            followed.follow(&desk.project);
        }
    }
}

impl Desk {
    /// Does something, where it can be done.
    fn deed(&mut self, what: u8, drawn: Drawn, articles: [ArticleId; 2], gold: SetId) {
        let (set, label, from, length) = drawn;
        let article = articles[length % 2];
        let marks: Vec<AnnotationId> = self.project.annotations().map(|(id, _)| *id).collect();
        let relations: Vec<RelationId> = self.project.relations().map(|(id, _)| *id).collect();
        let picked = |number: usize| marks.get(number.checked_rem(marks.len())?).copied();
        let made = match what {
            0..=3 => {
                let revision = self.project.latest(article).unwrap().0;
                self.draw(revision, drawn);
                None
            }
            4 | 5 => picked(from).zip(picked(from + length)).and_then(|(from, to)| {
                let kind = actions::kinds_between(&self.project, from, to).into_iter().next()?;
                let set = self.project.annotation(&from)?.set;
                Some(actions::relate(&self.project, set, &kind, from, to, &mut self.stamp).ok()?.0)
            }),
            6 => picked(from).and_then(|id| actions::delete_annotations(&self.project, &[id]).ok()),
            7 => {
                picked(from).and_then(|id| actions::relabel(&self.project, &[id], &LabelKey::slug(LABELS[label])).ok())
            }
            8 => picked(from).and_then(|id| {
                let revision = self.project.annotation(&id)?.revision;
                let text = &self.project.revision(&revision)?.text;
                let span = text.span_of_chars(length, length + from).ok()?;
                actions::reshape(&self.project, id, Fragments::one(span)).ok()
            }),
            9 | 10 => {
                let differences = self.differences(self.project.latest(article).unwrap().0);
                let place = differences.places.get(from.checked_rem(differences.places.len()).unwrap_or_default());
                place.and_then(|place| {
                    let members: Vec<AnnotationId> = place.group.ids().collect();
                    let taken = members.iter().copied().take(label).collect();
                    actions::decide(&self.project, gold, &[Deciding { members, taken }], &mut self.stamp).ok()
                })
            }
            _ if label == 0 => relations.get(from.checked_rem(relations.len()).unwrap_or_default()).and_then(|id| {
                let value = Value::Choice(ChoiceKey::slug(["full", "partial"][length % 2]));
                let key = AttributeKey::slug("scope");
                actions::set_attribute(&self.project, Subject::Relation(*id), &key, Some(value)).ok()
            }),
            _ => {
                let done = self.project.done(&(self.sets[set], article)).is_some();
                actions::mark_done(&self.project, self.sets[set], article, !done, &self.stamp).ok()
            }
        };
        if let Some(step) = made {
            self.take(step);
        }
    }
}
