//! Adds, names and chooses annotators and their sets where they are listed.

use egui::{Key, Modifiers};
use gainsay::app::{Command, Intent};

use super::desk::Desk;

#[test]
fn annotators_are_added_chosen_and_hidden() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let first = desk.state().set().unwrap();
    let id = desk.mark("claim", "two");
    desk.click("Annotating as me");
    desk.click("Add an annotator …");
    desk.type_text("Ben");
    desk.key(Key::Enter);
    assert_ne!(desk.state().set(), Some(first));
    // Others' annotations are read only.
    desk.send(Intent::Pick(Some(id)));
    assert!(desk.has_containing("only me can change it"));
    assert!(desk.disabled("Not sure"));
    desk.click("Annotating as Ben");
    desk.click("Show the annotations of me");
    assert!(!desk.state().shows(first));
    desk.key(Key::Escape);
    desk.click("Annotating as Ben");
    desk.click("Annotate as me");
    assert_eq!(desk.state().set(), Some(first));
}

fn set_names(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let project = state.project();
    project.sets().iter().map(|(id, _)| project.set_name(**id)).collect()
}

#[test]
fn a_set_is_named_in_its_own_row() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    // From the palette the menu opens with the keyboard in the field.
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("rename the set");
    desk.key(Key::Enter);
    assert!(desk.state().modal().is_none());
    desk.type_text("first reading");
    desk.key(Key::Enter);
    assert_eq!(set_names(&desk), ["me: first reading"]);
    assert_eq!((desk.state().naming(), desk.marked().len()), (None, 0));
    // A name that is taken is refused, and the field stays.
    desk.send(Intent::AddSet(false));
    assert!(desk.state().naming().is_some(), "a new one can be named at once");
    desk.key(Key::Escape);
    desk.settle();
    desk.click("Annotating as me: pass 2");
    desk.click("Rename the set …");
    desk.type_text("first reading");
    desk.key(Key::Enter);
    assert!(desk.state().naming().is_some() && desk.state().notice().unwrap().error);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("second");
    desk.key(Key::Enter);
    assert_eq!(set_names(&desk), ["me: first reading", "me: second"]);
    // Escape leaves it.
    desk.send(Command::RenameSet.resolve(&desk.state()).unwrap());
    desk.type_text("third");
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!((set_names(&desk)[1].as_str(), desk.state().naming()), ("me: second", None));
}

#[test]
fn annotators_are_added_and_renamed_where_the_sets_are_listed() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("add an annotator");
    desk.key(Key::Enter);
    assert!(desk.state().modal().is_none() && desk.has("Add an annotator"));
    desk.type_text("me");
    desk.key(Key::Enter);
    assert!(desk.state().naming().is_some() && desk.state().notice().unwrap().error, "that name is taken");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("سلمى");
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(set_names(&desk), ["me", "سلمى"]);
    // The menu was opened for the field: it closes with it, and the keyboard is back in the article.
    assert!(!desk.has("Annotate as me"));
    desk.key(Key::Tab);
    assert_eq!(desk.state().project().set_name(desk.state().set().unwrap()), "سلمى");
    desk.click("Annotating as سلمى");
    desk.click("Rename the annotator …");
    desk.type_text("Salma");
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(set_names(&desk), ["me", "Salma"]);
    desk.send(Intent::Undo);
    assert_eq!(set_names(&desk), ["me", "سلمى"]);
}
