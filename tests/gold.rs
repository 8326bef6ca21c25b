//! Two people annotate one text apart; a third opens both files, sees where and how far they differ, settles it, and
//! saves what all can agree on. Runs the program on real files, without a window.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::app::{AgreementIntent, BringIntent, DifferenceIntent, Extent, Intent, Page, Taking};
use gainsay::compare::agreement::{Comparison, LabelMap, Scope, Source};
use gainsay::model::{Details, LabelKey, Project, SetId, SetKind};
use gainsay::store;

#[path = "common/program.rs"]
mod program;

use program::{Program, Waits};

const TEXT: &str = "Port closed\nThe port is closed, the mayor said. The crew denied it.\n";

fn select(program: &mut Program, words: &str) {
    let start = TEXT.find(words).unwrap();
    program.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
}

fn mark(program: &mut Program, words: &str, label: &str) {
    select(program, words);
    program.send(Intent::Label(LabelKey::slug(label)));
}

fn save(program: &mut Program, path: &Path) {
    program.send(Intent::SaveTo(path.to_owned(), false));
    program.until(|state| !state.is_unsaved());
}

fn open(program: &mut Program, path: &Path) {
    program.send(Intent::Open(path.to_owned()));
    program.until(|state| state.file().path.as_deref() == Some(path));
}

fn load(path: &Path) -> Project {
    let loaded = store::read(&fs::read(path).unwrap()).unwrap();
    assert!(loaded.intact && loaded.warnings.is_empty());
    loaded.project
}

/// Lists what is marked in a set, in the order of the text.
fn marked(project: &Project, set: SetId) -> Vec<String> {
    let (article, _) = project.articles()[0];
    let (text, _) = project.latest(*article).unwrap();
    let rows = project.in_order(text).filter_map(|id| project.annotation(&id)).filter(|row| row.set == set);
    rows.map(|row| format!("{} {}", row.label, project.quote(row))).collect()
}

/// Annotates a copy of a project as somebody, and saves it under their name.
fn annotate(home: &Path, base: &Path, name: &str, marks: &[(&str, &str)]) -> PathBuf {
    let mut program = Program::start(&home.join(name), Waits::new());
    // What is drawn follows from how much was done: nobody draws the same ids as another.
    (0..name.bytes().map(usize::from).sum()).for_each(|_| program.send(Intent::Escape));
    open(&mut program, base);
    program.send(Intent::AddAnnotator(name.to_owned()));
    for (words, label) in marks {
        mark(&mut program, words, label);
    }
    program.send(Intent::MarkDone(true));
    assert_eq!(program.state.project().annotation_count(), marks.len());
    let path = home.join(format!("{name}.ron"));
    save(&mut program, &path);
    path
}

#[test]
fn two_annotate_apart_and_a_third_settles_it_and_saves_the_gold() {
    let home = tempfile::tempdir().unwrap();
    let base = home.path().join("base.ron");
    let mut program = Program::start(home.path(), Waits::new());
    program.send(Intent::New);
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    save(&mut program, &base);
    drop(program);
    let ada = [("port is closed", "claim"), ("the mayor", "source"), ("The crew denied it", "denial")];
    let ben = [("The port is closed", "claim"), ("the mayor", "source")];
    let [ada, ben] =
        [("Ada", &ada[..]), ("Ben", &ben[..])].map(|(name, marks)| annotate(home.path(), &base, name, marks));

    // The third opens one file and brings the other in.
    let mut third = Program::start(&home.path().join("third"), Waits::new());
    open(&mut third, &ada);
    third.send(Intent::Bring(BringIntent::Read(vec![ben])));
    third.until(|state| state.bringing().is_some_and(|all| all.planned().is_some() && all.progress().is_none()));
    third.send(Intent::Bring(BringIntent::Take));
    assert_eq!(third.state.page(), Page::Agreement, "{:?}", third.state.notice());

    // How far they agree: of three places of Ada's and two of Ben's one is the same.
    let project = third.state.project().clone();
    let named = |name: &str| {
        let mut sets = project.sets().into_iter().map(|(id, _)| *id);
        sets.find(|id| project.set_name(*id) == name).unwrap()
    };
    let (ada_set, ben_set) = (named("Ada"), named("Ben"));
    third.until(|state| state.agreement().measured().is_some());
    let table = third.state.agreement().measured().unwrap().1.table.clone();
    let f1 = table.overall.value.unwrap();
    assert!((f1 - 2.0 / 5.0).abs() < 1e-12, "{f1}");

    // Where: the list says it, and the number leads to the words.
    third.send(Intent::Agreement(AgreementIntent::Trace(Some(Scope::default()))));
    third.until(|state| state.agreement().traced().is_some_and(|traced| traced.groups.is_some()));
    let groups = third.state.agreement().traced().unwrap().groups.as_ref().unwrap();
    assert_eq!(groups.len(), 3, "one that both have, one that they have in other words, one that Ada has");

    // Settling: what agrees in one step, then place by place.
    third.send(Intent::Difference(DifferenceIntent::Begin));
    let gold = third.state.adjudicating().unwrap();
    third.send(Intent::ShowPage(Page::Article));
    third.until(|state| state.differences().is_some());
    assert_eq!(third.state.left(Extent::Project).unwrap().open, 3);
    third.send(Intent::Difference(DifferenceIntent::Accept(Extent::Project)));
    assert_eq!(third.state.left(Extent::Project).unwrap().open, 2);
    for (words, taking) in [("port is closed", Taking::Of(ben_set)), ("The crew", Taking::Of(ada_set))] {
        let at = third.state.differences().unwrap().places.iter().position(|place| {
            let mut ids = place.group.ids();
            ids.any(|id| project.annotation(&id).is_some_and(|row| project.quote(row).contains(words)))
        });
        third.send(Intent::Difference(DifferenceIntent::Take(at.unwrap(), taking)));
    }
    assert_eq!(third.state.left(Extent::Project).unwrap().open, 0);
    third.send(Intent::MarkDone(true));

    // The gold is in the file, with what each annotation came from, and the two others as they were.
    let path = home.path().join("gold.ron");
    save(&mut third, &path);
    let saved = load(&path);
    let wanted = ["claim The port is closed", "source the mayor", "denial The crew denied it"];
    assert_eq!(marked(&saved, gold), wanted);
    assert_eq!((marked(&saved, ada_set).len(), marked(&saved, ben_set).len()), (3, 2));
    assert_eq!(saved.set(&gold).unwrap().kind, SetKind::Adjudicated);
    let derived = saved.annotations().filter(|(_, row)| row.set == gold);
    for (_, row) in derived {
        assert!(!row.derived_from.is_empty() && row.derived_from.iter().all(|id| saved.annotation(id).is_some()));
    }
    // Against the gold, each has what it has right: Ada two of three, Ben two of two.
    let sources = vec![Source { name: "gold".to_owned(), project: saved }];
    for (set, right) in [(ada_set, 4.0 / 6.0), (ben_set, 4.0 / 5.0)] {
        let pair = Comparison::of(sources.clone(), &[(0, set), (0, gold)], &LabelMap::new());
        let f1 = pair.overall(&table.measure).value.unwrap();
        assert!((f1 - right).abs() < 1e-12, "{f1}");
    }
}
