//! Tests by intents what is shown and brought back of earlier versions.

use super::super::tests::Desk;
use super::super::*;
use crate::compare::Difference;
use crate::model::{Details, Edit, Hash, Project, Transaction};

fn kept(number: u64, content: &[u8]) -> Kept {
    Kept { number, hash: Hash::of(content), time: None, bytes: 7 }
}

fn read(desk: &Desk, project: &Project) -> Intent {
    let path = desk.state.file().path.clone().unwrap();
    let since = Difference::of(project, desk.state.project());
    let read = EarlierRead { project: project.clone(), since, step: None };
    Intent::EarlierRead { path, number: 1, ticks: desk.state.ticks(), read: Box::new(Ok(read)) }
}

/// Saves a project with one claim, marks a denial, and opens the page. Returns what was saved.
fn on_page() -> (Desk, Project) {
    let mut desk = Desk::new();
    desk.mark("asked for help", "claim");
    desk.send(Intent::SaveTo("/p/a.ron".into(), false));
    desk.write();
    let saved = desk.state.project().clone();
    desk.mark("two officials", "source");
    desk.send(Intent::ShowPage(Page::Earlier));
    assert!(matches!(&desk.effects[..], [Effect::ListEarlier(path)] if path.ends_with("a.ron")), "{:?}", desk.effects);
    let list = KeptList { all: vec![kept(2, b"file"), kept(1, b"old")], ..KeptList::default() };
    desk.send(Intent::EarlierListed("/p/a.ron".into(), list));
    (desk, saved)
}

fn looked(desk: &Desk) -> &Looked {
    desk.state.earlier().unwrap().looked.as_ref().unwrap()
}

#[test]
fn an_earlier_version_is_brought_back_in_one_step() {
    let (mut desk, saved) = on_page();
    desk.send(Intent::RestoreEarlier);
    assert!(desk.effects.is_empty(), "nothing is looked at");
    desk.send(Intent::LookEarlier(1));
    assert!(matches!(&desk.effects[..], [Effect::ReadEarlier { number: 1, .. }]), "{:?}", desk.effects);
    assert!(looked(&desk).read.is_none());
    desk.send(read(&desk, &saved));
    let marked = desk.state.project().clone();
    desk.change(Intent::RestoreEarlier);
    assert!(*desk.state.project() == saved);
    assert_eq!(desk.state.undo_name(), Some("Bring back an earlier version"));
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == marked, "what was there is a step away");
    assert!(matches!(desk.effects.last(), Some(Effect::ReadEarlier { .. })), "it is compared with what is there now");
}

#[test]
fn an_answer_that_nobody_waits_for_changes_nothing() {
    let (mut desk, saved) = on_page();
    desk.send(Intent::LookEarlier(1));
    let answer = read(&desk, &saved);
    desk.send(Intent::Undo);
    desk.send(answer.clone());
    assert!(looked(&desk).read.is_none(), "compared with a project that is no longer there");
    desk.send(Intent::ShowPage(Page::Article));
    assert!(matches!(desk.effects.last(), Some(Effect::LeaveEarlier)), "{:?}", desk.effects);
    desk.send(answer);
    assert!(desk.state.earlier().is_none());
    desk.send(Intent::ShowPage(Page::Earlier));
    desk.send(Intent::LookEarlier(1));
    desk.send(Intent::LookEarlier(1));
    assert!(desk.state.earlier().unwrap().looked.is_none(), "asked again, it closes");
}

#[test]
fn an_earlier_version_opens_as_a_copy() {
    let (mut desk, saved) = on_page();
    desk.send(Intent::LookEarlier(1));
    desk.send(read(&desk, &saved));
    desk.send(Intent::CopyEarlier);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })), "a mark is not saved yet");
    desk.send(Intent::GoOn);
    assert!(*desk.state.project() == saved);
    assert_eq!((desk.state.file().path.as_ref(), desk.state.file_name().as_str()), (None, "a earlier"));
    assert!(desk.state.is_unsaved() && desk.state.page() == Page::Article && desk.state.earlier().is_none());
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::BeginJournal { path: None, base: None, .. })));
}

#[test]
fn another_text_under_the_same_article_is_not_brought_back() {
    let (mut desk, saved) = on_page();
    desk.send(Intent::LookEarlier(1));
    // As a file that was edited by hand may have it.
    let mut other = Project::empty();
    let all = Transaction::between(&Project::empty(), &saved);
    let edits = all.edits.into_iter().map(|edit| match edit {
        Edit::Revision(mut change) => {
            let row = change.after.as_deref().cloned().unwrap();
            change.after = Some(std::sync::Arc::new(crate::model::Revision { origin: "elsewhere".into(), ..row }));
            Edit::Revision(change)
        }
        edit => edit,
    });
    other.apply(&Transaction { edits: edits.collect() }).unwrap();
    desk.send(read(&desk, &other));
    let before = desk.state.project().clone();
    desk.send(Intent::RestoreEarlier);
    assert!(*desk.state.project() == before && desk.notice().contains("as a copy"), "{}", desk.notice());
}

#[test]
fn steps_since_the_save_are_listed_and_taken_back_to() {
    let (mut desk, saved) = on_page();
    let article = desk.state.article().unwrap();
    desk.send(Intent::SetDetails(article, Details { title: "Help".into(), ..Details::default() }));
    let steps: Vec<(String, u64)> =
        desk.state.unsaved_steps().map(|step| (step.name.to_owned(), step.before)).collect();
    let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Edit the details of “Help”", "Mark source “two officials”"]);
    assert!(desk.state.unsaved_steps().all(|step| step.time.0 > 1_767_225_600), "they have their time");
    desk.send(Intent::TakeBackTo(steps[1].1));
    assert!(*desk.state.project() == saved && !desk.state.is_unsaved());
    assert_eq!((desk.notice(), desk.state.unsaved_steps().count()), ("Took back 2 steps.", 0));
    desk.send(Intent::TakeBackTo(9999));
    assert!(*desk.state.project() == saved);
    desk.send(Intent::Redo);
    assert_eq!(desk.state.unsaved_steps().count(), 1);
}

#[test]
fn the_list_follows_the_file() {
    let (mut desk, _) = on_page();
    desk.send(Intent::LookEarlier(1));
    desk.send(Intent::SaveTo("/p/a.ron".into(), true));
    let asked = |desk: &Desk| desk.effects.iter().any(|effect| matches!(effect, Effect::ListEarlier(_)));
    let version = desk.effects.iter().find_map(|effect| match effect {
        Effect::Write { version, .. } => Some(*version),
        _ => None,
    });
    desk.send(Intent::Saved("/p/a.ron".into(), version.unwrap(), Ok(Hash::of(b"new"))));
    assert!(asked(&desk), "{:?}", desk.effects);
    assert_eq!(looked(&desk).number, 1, "what is looked at stays");
    let list = KeptList { all: vec![kept(3, b"new")], ..KeptList::default() };
    desk.send(Intent::EarlierListed("/p/a.ron".into(), list));
    assert!(desk.state.earlier().unwrap().looked.is_none(), "until it is not kept any more");
    desk.send(Intent::Say(String::new(), false));
    assert!(!asked(&desk), "asked once");
}
