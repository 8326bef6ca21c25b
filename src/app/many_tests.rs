//! Tests changes of many annotations by intents.

use super::super::tests::{Desk, answers};
use super::super::{Command, Effect, Intent, Scope, Work};
use super::*;
use crate::model::search::Query;

/// Opens an article with so many hits and finds them.
fn found(count: usize) -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::AddArticle(Default::default(), "it is so. ".repeat(count)));
    let query = Query { pattern: "so".to_owned(), ..Query::default() };
    desk.send(Intent::SetFind { query, scope: Scope::Article, view: None });
    desk.work();
    assert_eq!(desk.state.finding().unwrap().count(), count);
    desk
}

fn claim() -> LabelKey {
    LabelKey::slug("claim")
}

/// Takes the work that was asked for, done, as answers that did not come yet.
fn late(desk: &Desk) -> Vec<Intent> {
    let jobs = desk.jobs().into_iter().filter(|job| matches!(job, Work::Many(_)));
    jobs.flat_map(answers).collect()
}

#[test]
fn few_are_changed_at_once_and_many_on_a_thread() {
    for (count, on_thread) in [(FEW, false), (FEW + 1, true)] {
        let mut desk = found(count);
        let before = desk.state.project().clone();
        desk.send(Intent::LabelHits(claim()));
        assert_eq!(desk.state.changing().is_some(), on_thread);
        assert_eq!(*desk.state.project() == before, on_thread, "nothing changes before all of it is there");
        desk.work();
        assert!(desk.state.changing().is_none());
        assert_eq!(desk.state.project().annotation_count(), count);
        assert_eq!(desk.state.last_label(), Some(&claim()));
        let after = desk.state.project().clone();
        desk.send(Intent::Undo);
        assert!(*desk.state.project() == before);
        desk.send(Intent::Redo);
        assert!(*desk.state.project() == after);
    }
}

#[test]
fn steps_around_a_large_one_are_taken_back_and_made_again() {
    let mut desk = found(FEW + 1);
    let mut projects = vec![desk.state.project().clone()];
    let mut step = |desk: &mut Desk, intent| {
        desk.send(intent);
        desk.work();
        projects.push(desk.state.project().clone());
    };
    step(&mut desk, Intent::AddArticle(Default::default(), "Another.".into()));
    step(&mut desk, Intent::StepArticle(-1));
    desk.work();
    step(&mut desk, Intent::LabelHits(claim()));
    let ids: Vec<AnnotationId> = desk.state.project().annotations().map(|(id, _)| *id).collect();
    step(&mut desk, Intent::ChangeMany(ids[..2].to_vec(), Bulk::Unsure(true)));
    step(&mut desk, Intent::ChangeMany(ids, Bulk::Delete));
    assert_eq!(desk.state.project().annotation_count(), 0);
    projects.dedup_by(|a, b| a == b);
    for project in projects.iter().rev().skip(1) {
        desk.send(Intent::Undo);
        assert!(desk.state.project() == project);
    }
    for project in projects.iter().skip(1) {
        desk.send(Intent::Redo);
        assert!(desk.state.project() == project);
    }
    // What was undone and is made again no more is let go.
    desk.send(Intent::Undo);
    desk.send(Intent::AddArticle(Default::default(), "Instead.".into()));
    let version = desk.state.version;
    assert!(desk.state.sides.keys().all(|side| *side < version), "{:?}", desk.state.sides.keys());
}

#[test]
fn a_change_of_a_project_that_went_on_is_made_anew() {
    let mut desk = found(FEW + 1);
    desk.send(Intent::LabelHits(claim()));
    let answers = late(&desk);
    desk.mark("so", "claim");
    answers.into_iter().for_each(|intent| desk.send(intent));
    assert_eq!(desk.state.project().annotation_count(), 1, "what was made of the project before is not taken");
    assert!(desk.state.changing().is_some(), "and goes on");
    desk.work();
    assert_eq!(desk.state.project().annotation_count(), FEW + 1, "one was marked already");
    assert!(desk.notice().ends_with("(1 were already)"), "{}", desk.notice());
}

#[test]
fn what_can_no_longer_be_done_says_why() {
    let mut desk = found(FEW + 1);
    desk.send(Intent::LabelHits(claim()));
    let answers = late(&desk);
    let article = desk.state.article().unwrap();
    desk.send(Intent::RemoveArticle(article));
    let before = desk.state.project().clone();
    answers.into_iter().for_each(|intent| desk.send(intent));
    desk.work();
    assert_eq!(desk.notice(), "One of the texts is no longer there.");
    assert!(*desk.state.project() == before && desk.state.changing().is_none());
}

#[test]
fn it_says_how_far_it_is_and_can_be_stopped() {
    let mut desk = found(3 * FEW);
    desk.send(Intent::LabelHits(claim()));
    assert_eq!(desk.state.changing().unwrap().progress(), (0, 3 * FEW));
    let answers = late(&desk);
    desk.send(answers[0].clone());
    assert_eq!(desk.state.changing().unwrap().progress(), (FEW, 3 * FEW));
    desk.send(Intent::LabelHits(claim()));
    assert_eq!(desk.notice(), "Many annotations are being changed. Wait for that, or stop it.");
    let stop = Command::StopMany.resolve(&desk.state).unwrap();
    desk.send(stop);
    assert!(Command::StopMany.resolve(&desk.state).is_none());
    answers.into_iter().for_each(|intent| desk.send(intent));
    assert_eq!(desk.state.project().annotation_count(), 0, "nobody waits for it any longer");
    // Nor does the thread go on.
    desk.send(Intent::LabelHits(claim()));
    let [Effect::Work(job)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let job = job.clone();
    desk.send(Intent::StopMany);
    let mut said = 0;
    job.run(&mut |_| said += 1);
    assert_eq!(said, 1, "it is asked after the first thousand");
}

#[test]
fn another_project_ends_it() {
    let mut desk = found(FEW + 1);
    desk.send(Intent::LabelHits(claim()));
    let answers = late(&desk);
    let project = Desk::new().state.project().clone();
    desk.send(Intent::Adopt(Box::new(project.clone()), "other".into()));
    answers.into_iter().for_each(|intent| desk.send(intent));
    assert!(*desk.state.project() == project);
}

#[test]
fn it_is_let_go_when_its_thread_failed() {
    let mut desk = found(FEW + 1);
    desk.send(Intent::LabelHits(claim()));
    let Some(Effect::Work(work)) = desk.effects.pop() else { panic!("a change is asked for") };
    desk.send(Intent::Failed(work.task(), "No thread.".into()));
    assert_eq!((desk.notice(), desk.state.changing().is_some()), ("No thread.", false));
    assert_eq!(desk.state.project().annotation_count(), 0);
}
