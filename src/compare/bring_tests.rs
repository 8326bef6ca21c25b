//! Brings sets in, each time with a look at what is left out, and takes it back.

use super::*;
use crate::model::actions::{self, Step};
use crate::model::scheme::Scheme;

const ARTICLE: &str = "Dam holds\n\nThe dam is safe, the ministry said. It was built well.\n\nThe mayor denied it.";

/// A project with one annotator, who marks as they are told.
struct Bench {
    project: Project,
    stamp: Stamp,
    set: SetId,
}

impl Bench {
    fn new(who: &str, number: u64) -> Bench {
        let mut stamp = Stamp::of_number(number);
        let project = Project::begin(Scheme::claims_and_denials(), who, &mut stamp);
        let set = *project.sets()[0].0;
        Bench { project, stamp, set }
    }

    /// Begins with the article that most tests are about.
    fn reading(who: &str, number: u64) -> (Bench, ArticleId) {
        let mut bench = Bench::new(who, number);
        let article = bench.article("Dam holds", ARTICLE);
        (bench, article)
    }

    /// Copies the project, to go on with it apart.
    fn copy(&self, number: u64) -> Bench {
        Bench { project: self.project.clone(), stamp: Stamp::of_number(number), set: self.set }
    }

    fn apply(&mut self, step: &Step) {
        self.project.apply(&step.transaction).unwrap();
    }

    fn article(&mut self, title: &str, text: &str) -> ArticleId {
        let details = Details { title: title.to_owned(), ..Details::default() };
        let text = Text::new(text);
        let blocks = Block::guess(&text);
        let made = actions::add_article(&self.project, details, text, blocks, "test", &mut self.stamp);
        let (step, article) = made.unwrap();
        self.apply(&step);
        article
    }

    fn mark(&mut self, article: ArticleId, label: &str, words: &str) -> AnnotationId {
        let (revision, row) = self.project.latest(article).unwrap();
        let start = row.text.as_str().find(words).unwrap();
        let place = Fragments::one(row.text.span(start, start + words.len()).unwrap());
        let label = LabelKey::slug(label);
        let made = actions::annotate(&self.project, self.set, revision, &label, place, &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(&step);
        id
    }

    fn done(&mut self, article: ArticleId) {
        let step = actions::mark_done(&self.project, self.set, article, true, &self.stamp).unwrap();
        self.apply(&step);
    }

    /// Makes a row of the project what is said, past the actions.
    fn put<T: crate::model::edit::Row>(&mut self, key: T::Key, row: Option<T>) {
        let mut builder = crate::model::edit::Builder::new(&self.project);
        builder.put(key, row);
        let transaction = builder.finish();
        self.project.apply(&transaction).unwrap();
    }

    /// Writes an article anew, and has words to read in it.
    fn rewrite(&mut self, article: ArticleId, text: Text, carried: &BTreeMap<AnnotationId, Fragments>) {
        let new = actions::NewText { blocks: Block::guess(&text), text, origin: String::new(), adds_words: true };
        let made = actions::add_revision(&self.project, article, new, carried, &mut self.stamp);
        self.apply(&made.unwrap().0);
    }

    /// Goes on as another annotator.
    fn annotator(&mut self, who: &str) -> SetId {
        let (step, set) = actions::add_annotator(&self.project, who, &mut self.stamp).unwrap();
        self.apply(&step);
        self.set = set;
        set
    }

    fn relate(&mut self, kind: &str, from: AnnotationId, to: AnnotationId) -> RelationId {
        let kind = KindKey::slug(kind);
        let made = actions::relate(&self.project, self.set, &kind, from, to, &mut self.stamp);
        let (step, id) = made.unwrap();
        self.apply(&step);
        id
    }
}

fn source(project: &Project) -> Source {
    Source { name: "other.ron".to_owned(), project: project.clone() }
}

/// Brings in what was chosen, takes it back, and returns the plan with the project it leads to.
fn bring(here: &Project, others: &[&Project], choose: impl FnOnce(&Survey, &mut Choices)) -> (Plan, Project) {
    let others: Vec<Source> = others.iter().map(|other| source(other)).collect();
    let survey = Survey::of(here, &others, &|| false, &mut |_| {}).unwrap();
    let mut choices = Choices::default();
    choose(&survey, &mut choices);
    let plan = Plan::of(here, &others, &survey, &choices, Stamp::of_number(99), &|| false).unwrap();
    let mut after = here.clone();
    after.apply(&plan.transaction).unwrap();
    let mut back = after.clone();
    back.apply(&plan.transaction.inverse()).unwrap();
    assert!(back == *here && back.index_is_right() && after.index_is_right());
    (plan, after)
}

fn left(plan: &Plan) -> Vec<(What, &str, usize)> {
    plan.left.iter().map(|left| (left.what, left.name.as_str(), left.count)).collect()
}

#[test]
fn a_set_comes_with_its_name_marks_relations_and_done_mark() {
    let (mut here, article) = Bench::reading("Ada", 1);
    here.mark(article, "claim", "The dam is safe");
    let mut other = Bench::new("Ben", 2);
    let theirs = other.article("The same under another title", ARTICLE);
    let claim = other.mark(theirs, "claim", "The dam is safe");
    let denial = other.mark(theirs, "denial", "The mayor denied it");
    let relation = other.relate("denies", denial, claim);
    let value = Some(Value::Flag(true));
    let subject = actions::Subject::Annotation(claim);
    let step = actions::set_attribute(&other.project, subject, &AttributeKey::slug("checkable"), value).unwrap();
    other.apply(&step);
    other.done(theirs);
    let (plan, after) = bring(&here.project, &[&other.project], |_, _| {});
    assert_eq!((plan.annotations, plan.relations, plan.done, plan.detached), (2, 1, 1, 0));
    assert_eq!(left(&plan), []);
    assert_eq!(plan.sets, [(other.set, "Ben".to_owned())]);
    assert_eq!(after.set_name(other.set), "Ben");
    assert!(after.done(&(other.set, article)).is_some());
    let row = after.annotation(&claim).unwrap();
    assert_eq!(row.revision, here.project.latest(article).unwrap().0);
    assert_eq!(after.quote(row), "The dam is safe");
    assert_eq!(row.attributes, other.project.annotation(&claim).unwrap().attributes);
    assert_eq!(after.relation(&relation).map(|row| (row.from, row.to)), Some((denial, claim)));
    // Once it is here it does not come again.
    let again = Survey::of(&after, &[source(&other.project)], &|| false, &mut |_| {}).unwrap();
    assert_eq!(again.sets[0].there, There::Same);
    assert!(bring(&after, &[&other.project], |_, _| {}).0.transaction.is_empty());
}

#[test]
fn a_set_that_is_here_with_other_marks_comes_only_when_asked_and_stands_beside_it() {
    let (mut here, article) = Bench::reading("Ada", 1);
    let shared = here.mark(article, "claim", "The dam is safe");
    let mut other = here.copy(2);
    let step = actions::rename_annotator(&other.project, *other.project.annotators()[0].0, "Ben").unwrap();
    other.apply(&step);
    let denial = other.mark(article, "denial", "The mayor denied it");
    other.relate("denies", denial, shared);
    let (plan, _) = bring(&here.project, &[&other.project], |survey, _| {
        assert_eq!(survey.sets[0].there, There::Other);
    });
    assert!(plan.transaction.is_empty());
    let (plan, after) = bring(&here.project, &[&other.project], |_, choices| {
        choices.sets.insert((0, here.set), true);
    });
    assert_eq!((plan.annotations, plan.relations), (2, 1));
    let (new, name) = &plan.sets[0];
    assert_eq!((after.set_name(*new).as_str(), name.as_str(), after.count_marks(*new)), ("Ben", "Ben", 2));
    assert_eq!((after.set_name(here.set).as_str(), after.count_marks(here.set)), ("Ada", 1));
    // The relation joins the marks of the new set, not that of the old one.
    let (_, relation) = after.relations().next().unwrap();
    assert!(after.annotation(&relation.to).is_some_and(|row| row.set == *new) && relation.to != shared);
}

#[test]
fn what_has_no_place_is_named() {
    let (here, article) = Bench::reading("Ada", 1);
    let (mut other, theirs) = Bench::reading("Ben", 2);
    let elsewhere = other.article("Rain", "It rains in the north, the office said.");
    let claim = other.mark(theirs, "claim", "The dam is safe");
    let source = other.mark(theirs, "source", "the ministry");
    other.mark(elsewhere, "claim", "It rains in the north");
    other.relate("attributed to", claim, source);
    other.done(elsewhere);
    let (step, _) = actions::propose(&other.project, claim, &mut other.stamp).unwrap();
    other.apply(&step);
    let (plan, after) = bring(&here.project, &[&other.project], |_, choices| {
        choices.labels.insert((0, LabelKey::slug("source")), None);
    });
    assert_eq!(
        left(&plan),
        [
            (What::Article, "Rain", 1),
            (What::Label, "source", 1),
            (What::End, "attributed to", 1),
            (What::Done, "Rain", 1),
            (What::Proposition, "The dam is safe", 1),
        ]
    );
    assert_eq!((after.count_marks(other.set), after.article_count()), (1, 1));
    assert!(after.done(&(other.set, article)).is_none());
}

#[test]
fn labels_become_what_they_are_called_here() {
    let (here, _) = Bench::reading("Ada", 1);
    let mut other = Bench::new("Ben", 2);
    let rename = |name: &str| {
        let row = other.project.label(&LabelKey::slug("claim")).unwrap();
        Label { name: name.to_owned(), shortcut: None, rank: 9, ..row.clone() }
    };
    let mut builder = crate::model::edit::Builder::new(&other.project);
    builder.put(LabelKey::slug("assertion"), Some(rename("Claims")));
    builder.put(LabelKey::slug("demand"), Some(rename("Demand")));
    let transaction = builder.finish();
    other.project.apply(&transaction).unwrap();
    let theirs = other.article("Dam holds", ARTICLE);
    let claim = other.mark(theirs, "assertion", "The dam is safe");
    let demand = other.mark(theirs, "demand", "It was built well");
    let (plan, after) = bring(&here.project, &[&other.project], |survey, _| {
        let guesses = survey.labels.iter().map(|labelled| (labelled.name.as_str(), labelled.guess.clone()));
        assert_eq!(guesses.collect::<Vec<_>>(), [("Claims", Some(LabelKey::slug("claim"))), ("Demand", None)]);
    });
    assert_eq!(left(&plan), [(What::Label, "Demand", 1)]);
    assert_eq!(after.annotation(&claim).unwrap().label, LabelKey::slug("claim"));
    let (plan, after) = bring(&here.project, &[&other.project], |_, choices| {
        choices.labels.insert((0, LabelKey::slug("demand")), Some(LabelKey::slug("denial")));
    });
    assert_eq!((plan.left.len(), &after.annotation(&demand).unwrap().label), (0, &LabelKey::slug("denial")));
}

#[test]
fn a_nearly_equal_text_is_offered_and_taken_only_when_accepted() {
    let mut here = Bench::new("Ada", 1);
    let article = here.article("Dam holds", &ARTICLE.replace("It was built well", "It was never tested"));
    let (mut other, theirs) = Bench::reading("Ben", 2);
    let safe = other.mark(theirs, "claim", "The dam is safe");
    let built = other.mark(theirs, "claim", "It was built well");
    other.done(theirs);
    let (plan, _) = bring(&here.project, &[&other.project], |survey, _| {
        let [near] = &survey.near[..] else { panic!("{:?}", survey.near) };
        assert!(near.alike > 0.8 && near.alike < 1.0 && near.adds_words);
        assert_eq!((near.here.0, near.marks, near.difference.edits()), (article, 2, 1));
    });
    assert_eq!(left(&plan), [(What::Article, "Dam holds", 2), (What::Done, "Dam holds", 1)]);
    assert_eq!(plan.annotations, 0);
    let (plan, after) = bring(&here.project, &[&other.project], |survey, choices| {
        choices.texts.insert((0, survey.near[0].text));
    });
    assert_eq!((plan.annotations, plan.detached), (2, 1));
    assert_eq!(left(&plan), [(What::Done, "Dam holds", 1)], "the words that came were not read");
    let quote = |id: &AnnotationId| after.quote(after.annotation(id).unwrap());
    assert_eq!((quote(&safe).as_str(), quote(&built).as_str()), ("The dam is safe", "It was built well"));
    assert!(after.annotation(&built).unwrap().fragments().is_none());
    // A label that is left out leaves each of the others its own place.
    let (plan, after) = bring(&here.project, &[&other.project], |survey, choices| {
        choices.texts.insert((0, survey.near[0].text));
        choices.labels.insert((0, LabelKey::slug("claim")), None);
    });
    assert_eq!((plan.annotations, after.annotation_count()), (0, here.project.annotation_count()));
    // Words that only went leave nothing unread.
    let mut shorter = Bench::new("Cem", 3);
    let article = shorter.article("Dam holds", &ARTICLE.replace(" It was built well.", ""));
    let (plan, after) = bring(&shorter.project, &[&other.project], |survey, choices| {
        choices.texts.insert((0, survey.near[0].text));
    });
    assert_eq!((plan.done, plan.detached), (1, 1));
    assert!(after.done(&(other.set, article)).is_some());
}

#[test]
fn marks_go_onto_the_text_they_were_made_on() {
    let (mut here, article) = Bench::reading("Ada", 1);
    let first = here.project.latest(article).unwrap().0;
    let mut other = here.copy(2);
    other.annotator("Ben");
    let claim = other.mark(article, "claim", "The dam is safe");
    other.done(article);
    // Ada went on to a later text meanwhile.
    let text = Text::new(format!("{ARTICLE}\n\nNobody else was asked."));
    here.rewrite(article, text, &BTreeMap::new());
    let (plan, after) = bring(&here.project, &[&other.project], |survey, _| assert!(survey.near.is_empty()));
    assert_eq!(after.annotation(&claim).map(|row| row.revision), Some(first));
    assert_eq!(left(&plan), [(What::Done, "Dam holds", 1)]);
}

#[test]
fn what_was_carried_over_to_a_later_text_does_not_come_twice() {
    let (here, article) = Bench::reading("Ada", 1);
    let (mut other, theirs) = Bench::reading("Ben", 2);
    let claim = other.mark(theirs, "claim", "The dam is safe");
    let text = Text::new(format!("{ARTICLE}\n\nNobody else was asked."));
    let plan = crate::compare::revision::Plan::of(&other.project, theirs, &text, &|| false).unwrap();
    other.rewrite(theirs, text, &plan.carried());
    let later = other.mark(theirs, "denial", "The mayor denied it");
    let (plan, after) = bring(&here.project, &[&other.project], |survey, choices| {
        choices.texts.insert((0, survey.near[0].text));
    });
    assert_eq!((plan.annotations, left(&plan)), (2, vec![(What::Carried, "Dam holds", 1)]));
    let on: Vec<AnnotationId> = after.in_order(after.latest(article).unwrap().0).collect();
    assert_eq!(on, [claim, later]);
}

#[test]
fn a_text_that_was_written_anew_is_not_called_nearly_equal() {
    let (here, _) = Bench::reading("Ada", 1);
    let anew = |added: &str| {
        let mut other = Bench::new("Ben", 2);
        let theirs = other.article("Dam holds", ARTICLE);
        let text = Text::new(format!("{ARTICLE}\n\n{added}"));
        other.rewrite(theirs, text, &BTreeMap::new());
        let survey = Survey::of(&here.project, &[source(&other.project)], &|| false, &mut |_| {}).unwrap();
        survey.near.iter().map(|near| near.is_near()).collect::<Vec<_>>()
    };
    assert_eq!(anew("Nobody else was asked."), [true]);
    assert_eq!(anew(&"Later the day turned out to be another one. ".repeat(9)), [false]);
}

#[test]
fn the_same_set_in_two_files_comes_once() {
    let (here, _) = Bench::reading("Ada", 1);
    let (mut other, theirs) = Bench::reading("Ben", 2);
    other.mark(theirs, "claim", "The dam is safe");
    let (plan, _) = bring(&here.project, &[&other.project, &other.project], |survey, _| {
        assert_eq!(survey.sets.iter().map(|set| set.there).collect::<Vec<_>>(), [There::No; 2]);
        assert_eq!(survey.sets.iter().map(|set| (set.first, set.like)).collect::<Vec<_>>(), [(0, 0); 2]);
    });
    assert_eq!((plan.sets.len(), plan.annotations), (1, 1));
    let first = other.project.clone();
    other.mark(theirs, "denial", "The mayor denied it");
    let (plan, after) = bring(&here.project, &[&first, &other.project], |_, choices| {
        choices.sets.insert((1, other.set), true);
    });
    assert_eq!((plan.sets.len(), plan.annotations, after.annotation_count()), (2, 3, 3));
    assert_eq!(after.annotators().len(), 2, "Ben is one person");
}

#[test]
fn a_set_that_two_files_hold_is_taken_from_either() {
    let (here, _) = Bench::reading("Ada", 1);
    let (mut other, theirs) = Bench::reading("Ben", 2);
    let claim = other.mark(theirs, "claim", "The dam is safe");
    let first = other.project.clone();
    let set = other.set;
    let brought = |files: [&Project; 2], chosen: [Option<bool>; 2]| {
        let (plan, after) = bring(&here.project, &files, |_, choices| {
            let by_hand = chosen.iter().enumerate().filter_map(|(at, taken)| Some(((at, set), (*taken)?)));
            choices.sets.extend(by_hand);
        });
        (plan.sets.iter().map(|(id, _)| *id == set).collect::<Vec<_>>(), after.annotation(&claim).is_some())
    };
    let same = [&first, &first];
    assert_eq!(brought(same, [Some(false), None]), (vec![], false), "what was left does not come by another way");
    assert_eq!(brought(same, [Some(false), Some(true)]), (vec![true], true));
    assert_eq!(brought(same, [None, Some(true)]), (vec![true], true), "the same comes once");
    other.mark(theirs, "denial", "The mayor denied it");
    let files = [&first, &other.project];
    assert_eq!(brought(files, [None, None]), (vec![true], true));
    assert_eq!(brought(files, [Some(false), Some(true)]), (vec![true], true), "it keeps its id");
    assert_eq!(brought(files, [None, Some(true)]), (vec![true, false], true));
}

#[test]
fn an_imported_set_is_done_only_with_the_articles_it_came_with() {
    let (mut here, article) = Bench::reading("Ada", 1);
    let more = here.article("Rain", "It rains in the north, the office said.");
    let (mut other, theirs) = Bench::reading("Ben", 2);
    other.mark(theirs, "claim", "The dam is safe");
    let row = other.project.set(&other.set).unwrap().clone();
    other.put(other.set, Some(Set { kind: SetKind::Imported, ..row }));
    let (plan, after) = bring(&here.project, &[&other.project], |_, _| {});
    let done = |article| crate::compare::agreement::is_done(&after, other.set, article);
    assert!(plan.done == 1 && done(article) && !done(more));
    // The mark is no difference to the set it came of.
    let again = Survey::of(&after, &[source(&other.project)], &|| false, &mut |_| {}).unwrap();
    assert_eq!(again.sets[0].there, There::Same);
    // Nor is it with any where none of those is here.
    let mut elsewhere = Bench::new("Cem", 3);
    let other_article = elsewhere.article("Rain", "It rains in the north, the office said.");
    let (plan, after) = bring(&elsewhere.project, &[&other.project], |_, _| {});
    assert_eq!((plan.sets.len(), plan.done), (1, 0));
    assert!(!crate::compare::agreement::is_done(&after, other.set, other_article));
}

#[test]
fn what_was_settled_stays_settled() {
    let (here, article) = Bench::reading("Cem", 1);
    let revision = here.project.latest(article).unwrap().0;
    let (mut other, theirs) = Bench::reading("Ada", 2);
    let ada = other.set;
    let mut marks = Vec::new();
    for set in [ada, other.annotator("Ben")] {
        other.set = set;
        marks.push([
            other.mark(theirs, "claim", "The dam is safe"),
            other.mark(theirs, "denial", "The mayor denied it"),
        ]);
        other.done(theirs);
    }
    let ben = other.set;
    let (step, adjudicated) = actions::begin_adjudication(&other.project, &mut other.stamp).unwrap();
    other.apply(&step);
    let members = vec![marks[0][0], marks[1][0]];
    let place = actions::Deciding { members, taken: vec![marks[0][0]] };
    let step = actions::decide(&other.project, adjudicated, &[place], &mut other.stamp).unwrap();
    other.apply(&step);
    let standings = |after: &Project| {
        let differences = crate::compare::differences::Differences::of(after, revision, &[ada, ben]);
        differences.places.iter().map(|place| place.standing(after, adjudicated)).collect::<Vec<_>>()
    };
    use crate::compare::differences::Standing;
    let (plan, after) = bring(&here.project, &[&other.project], |_, _| {});
    assert_eq!((left(&plan), standings(&after)), (vec![], vec![Standing::Settled, Standing::Open]));
    // What was settled between marks that don't all come is not known to be settled here.
    let (plan, after) = bring(&here.project, &[&other.project], |_, choices| {
        choices.sets.insert((0, ben), false);
    });
    assert_eq!((left(&plan), after.decisions().count()), (vec![(What::Decision, "Dam holds", 1)], 0));
    // Marks that are here already are settled by a set that comes.
    let (_, mut before) = bring(&here.project, &[&other.project], |_, choices| {
        choices.sets.insert((0, adjudicated), false);
    });
    assert_eq!(before.decisions().count(), 0);
    let (plan, after) = bring(&before, &[&other.project], |_, _| {});
    assert_eq!((plan.sets.len(), standings(&after)), (1, vec![Standing::Settled, Standing::Open]));
    // Once something else is said there, what was decided is to be looked at again, and is named.
    let row = other.project.annotation(&marks[1][0]).unwrap().clone();
    other.put(marks[1][0], Some(Annotation { label: LabelKey::slug("denial"), ..row }));
    before = here.project.clone();
    let (plan, _) = bring(&before, &[&other.project], |_, _| {});
    assert_eq!(left(&plan), [(What::Decision, "Dam holds", 1)]);
}

#[test]
fn whatever_is_another_makes_a_set_another() {
    let (mut here, article) = Bench::reading("Ada", 1);
    let claim = here.mark(article, "claim", "The dam is safe");
    let denial = here.mark(article, "denial", "The mayor denied it");
    let alone = here.mark(article, "claim", "It was built well");
    let relation = here.relate("denies", denial, claim);
    here.done(article);
    let there = |change: &dyn Fn(&mut Bench)| {
        let mut other = here.copy(2);
        change(&mut other);
        let survey = Survey::of(&here.project, &[source(&other.project)], &|| false, &mut |_| {}).unwrap();
        survey.sets[0].there
    };
    assert_eq!(there(&|_| {}), There::Same);
    let row = here.project.annotation(&alone).unwrap();
    let changes: [&dyn Fn(&mut Bench); 5] = [
        &|other| other.put(alone, Some(Annotation { label: LabelKey::slug("source"), ..row.clone() })),
        &|other| {
            let attributes = [(AttributeKey::slug("checkable"), Value::Flag(true))].into_iter().collect();
            other.put(alone, Some(Annotation { attributes, ..row.clone() }));
        },
        &|other| other.put::<Relation>(relation, None),
        &|other| {
            other.relate("denies", denial, alone);
        },
        &|other| {
            let step = actions::mark_done(&other.project, other.set, article, false, &other.stamp).unwrap();
            other.apply(&step);
        },
    ];
    assert_eq!(changes.map(there), [There::Other; 5]);
}

#[test]
fn relations_to_a_set_that_two_files_share_come() {
    let (here, _) = Bench::reading("Cem", 1);
    let (mut first, theirs) = Bench::reading("Ada", 2);
    let claim = first.mark(theirs, "claim", "The dam is safe");
    let mut second = first.copy(3);
    second.annotator("Ben");
    let denial = second.mark(theirs, "denial", "The mayor denied it");
    let relation = second.relate("denies", denial, claim);
    let (plan, after) = bring(&here.project, &[&first.project, &second.project], |survey, _| {
        assert_eq!(survey.sets.iter().map(|set| set.like).collect::<Vec<_>>(), [0, 0, 1]);
    });
    assert_eq!((left(&plan), plan.sets.len()), (vec![], 2));
    assert_eq!(after.relation(&relation).map(|row| (row.from, row.to)), Some((denial, claim)));
}

#[test]
fn what_marks_were_derived_from_is_what_came_in_whatever_comes_first() {
    let (mut here, article) = Bench::reading("Ada", 1);
    let origin = here.mark(article, "claim", "The dam is safe");
    let mut other = here.copy(2);
    let (before, behind) =
        (other.mark(article, "claim", "Dam holds"), other.mark(article, "claim", "It was built well"));
    for id in [before, behind] {
        let row = other.project.annotation(&id).unwrap().clone();
        other.put(id, Some(Annotation { derived_from: vec![origin], ..row }));
    }
    let (plan, after) = bring(&here.project, &[&other.project], |_, choices| {
        choices.sets.insert((0, here.set), true);
    });
    let new = plan.sets[0].0;
    let copy = after.annotations().find(|(id, row)| row.set == new && ![before, behind].contains(id)).unwrap().0;
    for id in [before, behind] {
        assert_eq!(after.annotation(&id).unwrap().derived_from, [*copy]);
    }
}

#[test]
fn articles_that_were_shown_early_are_those_here() {
    let (here, article) = Bench::reading("Ada", 1);
    let mut other = Bench::new("Ben", 2);
    let (theirs, elsewhere) = (other.article("Dam holds", ARTICLE), other.article("Rain", "It rains."));
    other.mark(theirs, "claim", "The dam is safe");
    let row = other.project.set(&other.set).unwrap().clone();
    let unmasked = vec![(elsewhere, row.begun), (theirs, row.begun)];
    other.put(other.set, Some(Set { unmasked, ..row.clone() }));
    let (_, after) = bring(&here.project, &[&other.project], |_, _| {});
    assert_eq!(after.set(&other.set).unwrap().unmasked, [(article, row.begun)]);
}

#[test]
fn a_hand_in_stays_one_and_an_exercise_stays_away() {
    let (here, _) = Bench::reading("Ada", 1);
    let (mut other, theirs) = Bench::reading("Ben", 2);
    other.mark(theirs, "claim", "The dam is safe");
    let row = other.project.set(&other.set).unwrap().clone();
    let (asked, file) = (Hash::of(b"asked"), Hash::of(b"file"));
    let handed = Some(Handed { exercise: ExerciseId(3), asked, time: row.begun, file });
    other.put(other.set, Some(Set { kind: SetKind::HandIn, handed, ..row }));
    let text = other.project.latest(theirs).unwrap().0;
    let draft = actions::draft_exercise(&other.project, text, other.set).unwrap();
    let (step, _) = actions::add_exercise(&other.project, draft, &mut other.stamp).unwrap();
    other.apply(&step);
    let (plan, after) = bring(&here.project, &[&other.project], |_, _| {});
    assert_eq!(after.set(&other.set).unwrap().handed, handed);
    assert_eq!((left(&plan), after.exercises().len()), (vec![(What::Exercise, "Dam holds", 1)], 0));
    assert_eq!(What::Exercise.told(1), "one exercise, which is to be made anew");
}

#[test]
fn the_same_choices_make_the_same_plan() {
    let (here, _) = Bench::reading("Ada", 1);
    let mut other = Bench::new("Ben", 2);
    let theirs = other.article("", ARTICLE);
    other.done(theirs);
    for who in ["Cem", "Dee", "Eve", "Fay", "Gil", "Hal"] {
        other.annotator(who);
        other.done(theirs);
    }
    let plan = || bring(&here.project, &[&other.project], |_, _| {}).0;
    let first = plan();
    assert_eq!(first.done, 7);
    assert!((0..4).all(|_| plan().transaction == first.transaction));
}

#[test]
fn an_article_without_a_title_is_named_so() {
    let here = Bench::new("Ada", 1);
    let mut other = Bench::new("Ben", 2);
    let theirs = other.article("", ARTICLE);
    other.mark(theirs, "claim", "The dam is safe");
    let (plan, _) = bring(&here.project, &[&other.project], |_, _| {});
    assert_eq!(left(&plan), [(What::Article, "Without a title", 1)]);
}
