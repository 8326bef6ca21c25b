#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use crate::model::exercise::Points;
use crate::model::scheme::Scheme;
use crate::model::{Edit, Transaction};

use super::super::{Part, Recoding};
use super::*;

const BODY: &str =
    "Dam holds\n\nThe ministry said the dam was safe. The mayor denied it. It leaks, two neighbours said.\n";

/// A project with a key on one article, and an exercise made of it.
struct Desk {
    project: Project,
    stamp: Stamp,
    set: SetId,
    article: ArticleId,
    revision: RevisionId,
    claim: AnnotationId,
    denial: AnnotationId,
    exercise: ExerciseId,
}

fn words(project: &Project, revision: RevisionId, words: &str) -> Fragments {
    let text = &project.revision(&revision).unwrap().text;
    let start = text.as_str().find(words).unwrap();
    Fragments::one(text.span(start, start + words.len()).unwrap())
}

impl Desk {
    fn new() -> Desk {
        let mut stamp = Stamp::of_number(5);
        let mut project = Project::begin(Scheme::claims_and_denials(), "Ada", &mut stamp);
        let set = *project.sets()[0].0;
        let details = Details { title: "Dam holds".to_owned(), ..Details::default() };
        let made = add_article(&project, details, Text::new(BODY), Vec::new(), "dam.txt", &mut stamp);
        let (step, article) = made.unwrap();
        project.apply(&step.transaction).unwrap();
        let revision = project.latest(article).unwrap().0;
        let nothing = draft_exercise(&project, revision, set);
        assert_eq!(nothing, refuse(say!("refuse-nothing-marked", who = "Ada")));
        let mut mark = |label: &str, of: &str, project: &mut Project| {
            let at = words(project, revision, of);
            let (step, id) = annotate(project, set, revision, &LabelKey::slug(label), at, &mut stamp).unwrap();
            project.apply(&step.transaction).unwrap();
            id
        };
        let claim = mark("claim", "the dam was safe", &mut project);
        let denial = mark("denial", "The mayor denied it", &mut project);
        let (step, _) = relate(&project, set, &KindKey::slug("denies"), denial, claim, &mut stamp).unwrap();
        project.apply(&step.transaction).unwrap();
        let draft = draft_exercise(&project, text_to_ask(&project, article, set).unwrap(), set).unwrap();
        let (step, exercise) = add_exercise(&project, draft, &mut stamp).unwrap();
        assert_eq!(step.name, "Make the exercise “Dam holds”");
        project.apply(&step.transaction).unwrap();
        Desk { project, stamp, set, article, revision, claim, denial, exercise }
    }

    fn row(&self) -> &Exercise {
        self.project.exercise(&self.exercise).unwrap()
    }

    /// Makes a step, and sees that it can be taken back.
    fn make(&mut self, made: Made) -> String {
        let step = made.unwrap();
        let before = self.project.clone();
        self.project.apply(&step.transaction).unwrap();
        let mut back = self.project.clone();
        back.apply(&step.transaction.inverse()).unwrap();
        assert!(back == before && self.project.index_is_right());
        step.name
    }
}

#[test]
fn an_exercise_asks_for_what_is_marked_and_joined() {
    let desk = Desk::new();
    let row = desk.row();
    assert_eq!(row.labels.keys().map(LabelKey::as_str).collect::<Vec<_>>(), ["claim", "denial"]);
    assert_eq!(row.kinds.keys().map(KindKey::as_str).collect::<Vec<_>>(), ["denies"]);
    assert_eq!((row.title.as_str(), row.revision, row.set), ("Dam holds", desk.revision, desk.set));
    assert!(row.instructions.contains(": claim, denial.") && row.instructions.contains(": denies."));
    assert!(row.told && row.copy.is_none() && row.labels.values().all(|task| task.points == Points::ONE));
}

#[test]
fn it_is_changed_and_removed_and_the_key_stays() {
    let mut desk = Desk::new();
    let title = "Who says what?".to_owned();
    let changed = Exercise { rank: 70, title, minutes: Some(20), ..desk.row().clone() };
    let made = change_exercise(&desk.project, desk.exercise, changed.clone());
    assert_eq!(desk.make(made), "Change the exercise “Who says what?”");
    assert_eq!((desk.row().minutes, desk.row().rank), (Some(20), 0));
    let costs = Costs { missed: Points(-1), ..changed.costs };
    assert!(change_exercise(&desk.project, desk.exercise, Exercise { costs, ..changed.clone() }).is_err());
    let labels = [(LabelKey::slug("rumour"), Task::default())].into();
    assert!(change_exercise(&desk.project, desk.exercise, Exercise { labels, ..changed }).is_err());
    let made = remove_exercise(&desk.project, desk.exercise);
    assert_eq!(desk.make(made), "Remove the exercise “Who says what?”");
    assert_eq!((desk.project.exercises().len(), desk.project.annotation_count()), (0, 2));
    assert!(remove_exercise(&desk.project, desk.exercise).is_err());
}

#[test]
fn what_is_said_of_an_annotation_and_whether_it_is_an_example_is_told() {
    let mut desk = Desk::new();
    let (id, claim) = (desk.exercise, desk.claim);
    let saying = Saying { hint: "Who says so?".to_owned(), feedback: "A ministry.".to_owned(), optional: false };
    let made = set_saying(&desk.project, id, claim, saying.clone());
    assert_eq!(desk.make(made), "Say something of “the dam was safe” in an exercise");
    assert_eq!(desk.row().sayings, [(claim, saying)].into());
    let made = set_saying(&desk.project, id, claim, Saying::default());
    desk.make(made);
    assert!(desk.row().sayings.is_empty());
    let made = set_example(&desk.project, id, claim, true);
    assert_eq!(desk.make(made), "Make “the dam was safe” an example");
    assert_eq!(desk.row().examples, [claim].into());
    let made = set_example(&desk.project, id, claim, false);
    desk.make(made);
    assert!(desk.row().examples.is_empty());
    let (step, other) = add_annotator(&desk.project, "Ben", &mut desk.stamp).unwrap();
    desk.make(Ok(step));
    let at = words(&desk.project, desk.revision, "It leaks");
    let (step, stranger) =
        annotate(&desk.project, other, desk.revision, &LabelKey::slug("claim"), at, &mut desk.stamp).unwrap();
    desk.make(Ok(step));
    assert_eq!(set_example(&desk.project, id, stranger, true), refuse(say!("refuse-not-in-key")));
}

#[test]
fn a_mark_that_is_accepted_becomes_part_of_the_key() {
    let mut desk = Desk::new();
    let (claim, id) = (LabelKey::slug("claim"), desk.exercise);
    let at = words(&desk.project, desk.revision, "It leaks");
    let from = [AnnotationId(3), AnnotationId(4)];
    let (step, made) = accept_mark(&desk.project, id, &claim, at.clone(), &from, &mut desk.stamp).unwrap();
    assert_eq!(desk.make(Ok(step)), "Accept claim “It leaks” as right");
    let row = desk.project.annotation(&made).unwrap();
    assert_eq!((row.set, row.revision, row.derived_from.as_slice()), (desk.set, desk.revision, &from[..]));
    assert!(desk.row().sayings[&made].optional, "it is right, and not required");
    let again = accept_mark(&desk.project, id, &claim, at.clone(), &from, &mut desk.stamp);
    assert_eq!(again, refuse(say!("refuse-marked-already", label = "claim")));
    let other = accept_mark(&desk.project, id, &LabelKey::slug("source"), at, &from, &mut desk.stamp);
    assert_eq!(other, refuse(say!("refuse-not-asked", label = "source")));
    let long = Text::new("x".repeat(500));
    let outside = Fragments::one(long.span(400, 410).unwrap());
    let outside = accept_mark(&desk.project, id, &claim, outside, &from, &mut desk.stamp);
    assert_eq!(outside, refuse(say!("refuse-other-text")));
}

#[test]
fn what_goes_takes_what_asks_for_it_along_and_says_so() {
    let mut desk = Desk::new();
    let recoding = Recoding::Remove(Part::Label(LabelKey::slug("denial")));
    let removed = recode(&desk.project, &recoding).unwrap();
    assert_eq!(removed.losses, ["1 annotation", "1 relation", "what 1 exercise asks for it"]);
    desk.make(Ok(removed.step));
    assert_eq!(desk.row().labels.keys().map(LabelKey::as_str).collect::<Vec<_>>(), ["claim"]);
    // A label that becomes another takes its points along; of two that were asked for, those of the first go.
    let merge =
        |from: &str, into: &str| Recoding::Merge(Part::Label(LabelKey::slug(from)), Part::Label(LabelKey::slug(into)));
    let merged = recode(&desk.project, &merge("claim", "source")).unwrap();
    assert!(merged.losses.iter().all(|loss| !loss.contains("exercise")), "{:?}", merged.losses);
    desk.make(Ok(merged.step));
    assert!(desk.row().labels.contains_key(&LabelKey::slug("source")));
    let merged = recode(
        &desk.project,
        &Recoding::Merge(Part::Kind(KindKey::slug("denies")), Part::Kind(KindKey::slug("about"))),
    );
    desk.make(Ok(merged.unwrap().step));
    assert_eq!(desk.row().kinds.keys().map(KindKey::as_str).collect::<Vec<_>>(), ["about"]);
    // Another scheme leaves what is asked for.
    let loaded = recode(&desk.project, &Recoding::Load(Box::default(), "empty".to_owned())).unwrap();
    assert!(loaded.stays.iter().any(|stays| stays.contains("about")), "{:?}", loaded.stays);
    desk.make(Ok(loaded.step));
    let made = remove_article(&desk.project, desk.article);
    let name = desk.make(made);
    assert!(name.contains("1 exercise"), "{name}");
    assert_eq!(desk.project.exercises().len(), 0);
}

#[test]
fn a_project_holds_no_exercise_without_its_set_its_text_or_what_it_asks_for() {
    let desk = Desk::new();
    let fails = |edits: Vec<Edit>| desk.project.clone().apply(&Transaction { edits }).is_err();
    let with = |row: Exercise| {
        let mut builder = Builder::new(&desk.project);
        builder.put(desk.exercise, Some(row));
        fails(builder.finish().edits)
    };
    let row = desk.row();
    assert!(!with(Exercise { title: "x".to_owned(), examples: [AnnotationId(1)].into(), ..row.clone() }));
    assert!(with(Exercise { set: SetId(1), ..row.clone() }));
    assert!(with(Exercise { revision: RevisionId(1), ..row.clone() }));
    assert!(with(Exercise { labels: [(LabelKey::slug("rumour"), Task::default())].into(), ..row.clone() }));
    assert!(with(Exercise { kinds: [(KindKey::slug("rumours"), Task::default())].into(), ..row.clone() }));
    assert!(with(Exercise { minutes: Some(0), ..row.clone() }));
    assert!(with(Exercise { fit: Fit { covers: 0, adds: 0 }, ..row.clone() }));
    assert!(with(Exercise { costs: Costs { wrong: Points(-5), ..row.costs }, ..row.clone() }));
    // What an exercise needs does not go while it is there.
    let other = Exercise { labels: [(LabelKey::slug("actor"), Task::default())].into(), ..row.clone() };
    let mut builder = Builder::new(&desk.project);
    builder.put(desk.exercise, Some(other));
    builder.put::<Label>(LabelKey::slug("actor"), None);
    assert!(fails(builder.finish().edits));
    let mut builder = Builder::new(&desk.project);
    builder.put(ExerciseId(3), Some(Exercise { set: desk.set, ..row.clone() }));
    builder.put::<Annotation>(desk.claim, None);
    builder.put::<Annotation>(desk.denial, None);
    desk.project.relations().for_each(|(id, _)| builder.put::<Relation>(*id, None));
    assert!(!fails(builder.clone().finish().edits), "a key may lose all it has");
    builder.put::<Set>(desk.set, None);
    assert!(fails(builder.finish().edits));
}
