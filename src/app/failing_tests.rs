//! Tests by intents what comes of work that failed.

use super::super::ledger::LedgerIntent;
use super::super::tests::Desk;
use super::super::{Command, Dock, Intent, Modal, Page, Scope, Standing, Work};
use crate::model::search::Query;

/// Lets all work that was asked for fail, and returns how many pieces there were.
fn fail(desk: &mut Desk) -> usize {
    let tasks = desk.jobs().iter().map(Work::task).collect::<Vec<_>>();
    desk.effects.clear();
    for task in &tasks {
        desk.send(Intent::Failed(*task, "No room.".into()));
        assert_eq!(desk.jobs().len(), 0, "it is not asked for again at once");
    }
    tasks.len()
}

#[test]
fn a_ledger_that_failed_is_made_when_somebody_says_so() {
    let mut desk = Desk::new();
    desk.send(Intent::ShowPage(Page::Ledger));
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.notice(), "No room.");
    assert_eq!(desk.state.comparing().failure(), Some("No room."));
    desk.send(Intent::Pick(None));
    assert!(desk.jobs().is_empty(), "nor by what changes nothing");
    let again = Command::TryAgain.resolve(&desk.state).unwrap();
    desk.send(again);
    assert_eq!(desk.state.comparing().failure(), None);
    desk.work();
    assert!(desk.state.comparing().ledger().is_some());
    assert!(Command::TryAgain.resolve(&desk.state).is_none());
}

#[test]
fn a_ledger_that_failed_is_made_after_an_edit() {
    let mut desk = Desk::new();
    desk.send(Intent::ShowPage(Page::Ledger));
    fail(&mut desk);
    desk.mark("officials", "claim");
    assert!(matches!(&desk.jobs()[..], [Work::Ledger(_)]));
    // A failure of work that nobody waits for is nothing new.
    desk.work();
    desk.send(Intent::Ledger(LedgerIntent::Tab(super::super::LedgerTab::People)));
    assert!(desk.state.comparing().ledger().is_some() && desk.state.comparing().failure().is_none());
}

#[test]
fn annotations_that_could_not_be_read_are_read_after_an_edit_or_when_somebody_says_so() {
    let mut desk = Desk::new();
    desk.send(Intent::OpenModal(Box::new(Modal::Palette { query: String::new() })));
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.state.annotations_failure(), Some("No room."));
    desk.send(Intent::TryAgain);
    assert_eq!(fail(&mut desk), 1);
    desk.mark("officials", "claim");
    desk.work();
    assert!(desk.state.knows_annotations());
}

#[test]
fn a_search_that_failed_is_ended_and_begun_again() {
    let mut desk = Desk::new();
    let query = Query { pattern: "help".into(), ..Query::default() };
    desk.send(Intent::SetFind { query, scope: Scope::Article, view: None });
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.state.finding().unwrap().standing(), &Standing::Failed("No room.".into()));
    desk.send(Intent::FindNext);
    assert_eq!(desk.notice(), "No room.");
    desk.send(Command::TryAgain.resolve(&desk.state).unwrap());
    desk.work();
    assert_eq!(desk.state.finding().unwrap().standing(), &Standing::Done);
}

#[test]
fn texts_that_could_not_be_compared_are_compared_when_somebody_says_so() {
    let mut desk = Desk::new();
    let article = desk.state.article().unwrap();
    let later = format!("{} And more.", super::super::tests::REPORT);
    desk.send(Intent::AddText(article, later.clone()));
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.state.text_is_added(), None, "it can be added again");
    desk.send(Intent::AddText(article, later));
    desk.work();
    desk.send(Intent::ShowDock(Dock::Shared));
    desk.effects.clear();
    desk.send(Intent::TryAgain);
    desk.send(Intent::ShowPage(Page::Article));
    desk.send(Intent::CloseDock);
    desk.send(Intent::ShowPage(Page::Texts));
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.state.compared_failure(), Some("No room."));
    desk.send(Command::TryAgain.resolve(&desk.state).unwrap());
    desk.work();
    assert!(desk.state.compared().is_some() && desk.state.compared_failure().is_none());
    desk.send(Intent::ShowDock(Dock::Shared));
    assert_eq!(fail(&mut desk), 1);
    assert_eq!(desk.state.shared_failure(), Some("No room."));
    desk.mark("officials", "claim");
    desk.work();
    assert!(desk.state.shared_passages().is_some());
}
