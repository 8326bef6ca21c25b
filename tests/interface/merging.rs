//! Merging another copy in, and settling what the copies say differently, by the names that screen readers hear.

use std::path::PathBuf;

use egui::{Key, Modifiers};
use gainsay::app::{Command, CopyMerged, Dock, Intent};
use gainsay::model::actions::{self, Subject};
use gainsay::model::{AnnotationId, Project};

use crate::desk::Desk;

fn noted(project: &Project, id: AnnotationId, note: &str) -> Project {
    let mut project = project.clone();
    let step = actions::set_note(&project, Subject::Annotation(id), note).unwrap();
    project.apply(&step.transaction).unwrap();
    project
}

/// Merges a copy into what is open, as the host would.
pub(super) fn merge(desk: &mut Desk, other: &Project) {
    let (project, ticks) = (desk.state().project().clone(), desk.state().ticks());
    let merged = CopyMerged::of(&project, ticks, other);
    desk.send(Intent::CopyMerged(PathBuf::from("/mail/bert.ron"), Box::new(merged)));
}

/// An article with two claims, on which Bert's copy and this one say something else.
fn desk() -> (Desk, [AnnotationId; 2]) {
    let mut desk = Desk::new();
    desk.article("Dam holds\n\nThe dam is safe. It was built well.");
    let ids = [desk.mark("claim", "The dam is safe"), desk.mark("claim", "It was built well")];
    let sent = desk.state().project().clone();
    desk.send(Intent::SetNote(Subject::Annotation(ids[0]), "ask Anna".into()));
    desk.send(Intent::SetNote(Subject::Annotation(ids[1]), "old".into()));
    merge(&mut desk, &noted(&noted(&sent, ids[0], "ask Bert"), ids[1], "new"));
    (desk, ids)
}

fn note(desk: &Desk, id: AnnotationId) -> String {
    desk.state().project().annotation(&id).unwrap().note.clone()
}

#[test]
fn a_copy_comes_in_as_one_step_and_what_it_contradicts_is_settled_by_mouse() {
    let (mut desk, ids) = desk();
    assert_eq!(desk.state().view().dock, Some(Dock::Conflicts), "they are shown");
    assert!(desk.state().undo_name().unwrap().contains("bert.ron"), "{:?}", desk.state().undo_name());
    assert!(desk.has("2 conflicts"));
    assert!(desk.has("note of claim “The dam is safe”: ask Bert, ask Anna"));
    desk.click("Take “ask Anna” for note of claim “The dam is safe”");
    assert_eq!(note(&desk, ids[0]), "ask Anna");
    assert!(desk.has("1 conflict"));
    desk.click("Keep both: note of claim “It was built well”");
    assert_eq!(note(&desk, ids[1]), "old\nnew");
    assert_eq!(desk.state().project().conflicts().count(), 0);
    assert!(desk.has_containing("Nothing is in conflict."));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("1 conflict"), "one step is taken back");
}

#[test]
fn conflicts_are_settled_by_keys_while_they_are_listed() {
    let (mut desk, _) = desk();
    let first = desk.state().next_conflict().cloned().unwrap();
    let versions = desk.state().project().conflict(&first).unwrap().versions.clone();
    desk.keys(Modifiers::SHIFT, Key::F5);
    assert_eq!(first.held(desk.state().project()).as_ref(), Some(&versions[1]));
    assert!(desk.has("1 conflict"));
    desk.key(Key::F5);
    assert_eq!(desk.state().project().conflicts().count(), 0);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.send(Intent::CloseDock);
    assert!(Command::TakeVersion(0).resolve(&desk.state()).is_none(), "what is not seen is not settled");
    desk.keys(Modifiers::COMMAND, Key::F5);
    assert!(desk.has("1 conflict"));
}

#[test]
fn a_copy_with_nothing_new_changes_nothing() {
    let mut desk = Desk::new();
    desk.article("Dam holds\n\nThe dam is safe.");
    let same = desk.state().project().clone();
    merge(&mut desk, &same);
    assert_eq!(desk.state().notice().unwrap().text, "bert.ron has nothing new.");
    assert!(!desk.state().undo_name().unwrap().contains("Merge"));
}
