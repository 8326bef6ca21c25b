//! Says what is unsaved, and what is wrong with the project's file.

use egui::{Key, Modifiers};
use gainsay::app::{Effect, Intent, LinkKind, Modal, OutsideChange};

use super::desk::Desk;

#[test]
fn unsaved_work_is_asked_about() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::COMMAND, Key::Q);
    assert!(desk.has("Save your work?"));
    desk.click("Stay");
    assert!(desk.state().modal().is_none());
    desk.keys(Modifiers::COMMAND, Key::Q);
    desk.click("Don’t save");
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::Close)));
}

#[test]
fn trouble_with_the_file_shows_above_the_article() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::Outside(OutsideChange::Changed));
    assert!(desk.has_containing("Another program changed the project's file"));
    desk.click("What to do …");
    assert!(matches!(desk.state().modal(), Some(Modal::Outside { .. })));
    desk.click("Not now");
    desk.send(Intent::Journal(Err("The disk is full.".into())));
    assert!(desk.has_containing("would not survive a crash"));
}

#[test]
fn a_file_that_is_gone_is_not_called_changed() {
    for (change, said, unsaid) in [
        (OutsideChange::Gone, "is gone from its folder", "Another program changed"),
        (OutsideChange::Changed, "Another program changed", "is gone from its folder"),
    ] {
        let mut desk = Desk::new();
        desk.send(Intent::Outside(change));
        desk.send(Intent::Say(String::new(), false));
        assert!(desk.has_containing(said) && !desk.has_containing(unsaid), "{change:?}");
    }
}

#[test]
fn nothing_can_be_typed_in_a_project_that_is_read_only() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let claim = desk.mark("claim", "two");
    let actor = desk.mark("actor", "three");
    let other = desk.mark("actor", "One");
    desk.send(Intent::Link(LinkKind::SameEntity, actor, other));
    desk.send(Intent::Propose(claim));
    let fields = [(claim, &["Note", "Wording"][..]), (actor, &["Note", "Name"])];
    for (id, names) in fields {
        desk.send(Intent::Show(id));
        names.iter().for_each(|name| assert!(!desk.disabled(name), "{name}"));
    }
    desk.write_protect();
    for (id, names) in fields {
        desk.send(Intent::Show(id));
        names.iter().for_each(|name| assert!(desk.disabled(name), "{name}"));
    }
}
