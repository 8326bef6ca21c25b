//! The scheme's page: parts are added, changed, merged and removed in place.

use egui::{Key, Modifiers};
use gainsay::app::{DialogPurpose, Effect, Intent, Page};
use gainsay::model::actions::{Part, PartType};
use gainsay::model::{KindKey, LabelKey, Pattern};

use crate::desk::Desk;

fn open() -> Desk {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two");
    desk.send(Intent::ShowPage(Page::Scheme));
    desk
}

#[test]
fn a_label_is_added_and_said_what_it_is() {
    let mut desk = open();
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::L);
    desk.type_text("rumour");
    desk.key(Key::Enter);
    let rumour = LabelKey::slug("rumour");
    let row = |desk: &Desk| desk.state().project().label(&rumour).cloned().unwrap();
    assert_eq!((row(&desk).letter.as_str(), row(&desk).colour), ("R", 4));
    assert_eq!(desk.state().scheming().part, Some(Part::Label(rumour.clone())));
    assert!(desk.has("label rumour, 0 annotations"));
    desk.key(Key::Escape);
    desk.click("Colour and line 8");
    desk.type_into("Definition: when to use it", "Nobody stands by it.");
    desk.type_into("Examples, one a line", "people say\nit is told");
    desk.press("the same claim");
    assert_eq!((row(&desk).colour, row(&desk).pattern), (7, Pattern::of_slot(7)));
    assert_eq!(row(&desk).definition, "Nobody stands by it.");
    desk.press("Key");
    desk.typed(Key::C, "c");
    assert!(desk.has_containing("c is the key of “Relabel as claim” already"));
    desk.press("Key");
    desk.typed(Key::K, "k");
    assert_eq!(row(&desk).shortcut, Some('k'));
    // A label with another's line is warned about.
    desk.click("Colour and line 1");
    assert!(desk.has_containing("claim has the same line"));
}

#[test]
fn removing_says_what_it_touches_and_asks_what_becomes_of_it() {
    let mut desk = open();
    desk.mark("denial", "four");
    let claim = desk.state().project().annotations().find(|(_, row)| row.label.as_str() == "claim").map(|(id, _)| *id);
    let denial = desk.state().selected().unwrap().0;
    let kind = gainsay::app::LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::Link(kind, denial, claim.unwrap()));
    desk.send(Intent::ShowPart(Part::Label(LabelKey::slug("claim"))));
    desk.press("Remove …");
    assert!(desk.has_containing("1 annotation carries it."));
    assert!(desk.has_containing("Or delete it all: 1 annotation and 1 relation."));
    desk.press("Cancel");
    assert!(!desk.has_containing("1 annotation carries it."));
    desk.press("Remove …");
    assert!(desk.has_containing("What it can't hold goes: 1 relation."), "a denial can't be denied");
    desk.press("Merge");
    assert!(desk.marked().iter().all(|(label, _)| label == "denial"));
    assert_eq!(desk.state().project().label(&LabelKey::slug("claim")), None);
    desk.send(Intent::Undo);
    assert_eq!(desk.state().project().relation_count(), 1);
    // What nothing was made by goes at once.
    desk.send(Intent::ShowPart(Part::Label(LabelKey::slug("actor"))));
    desk.press("Remove …");
    assert_eq!(desk.state().project().label(&LabelKey::slug("actor")), None);
}

#[test]
fn parts_move_by_button_by_key_and_by_mouse() {
    let mut desk = open();
    let order = |desk: &Desk| {
        desk.state().project().labels().iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(" ")
    };
    desk.click("label denial, 0 annotations");
    desk.press("Move up");
    assert_eq!(order(&desk), "denial claim source actor");
    desk.click("label denial, 0 annotations");
    desk.keys(Modifiers::ALT, Key::ArrowDown);
    assert_eq!(order(&desk), "claim denial source actor", "the row has the keyboard");
    desk.drag("label claim, 1 annotation", "label source, 0 annotations");
    assert_ne!(order(&desk), "claim denial source actor");
    assert!(desk.state().undo_name().unwrap().starts_with("Move label claim"));
}

#[test]
fn a_change_that_takes_something_along_asks_first() {
    let mut desk = open();
    let id = desk.mark("denial", "four");
    let claim = desk.state().project().annotations().find(|(_, row)| row.label.as_str() == "claim").map(|(id, _)| *id);
    let kind = gainsay::app::LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::Link(kind, id, claim.unwrap()));
    desk.send(Intent::ShowPart(Part::Kind(KindKey::slug("denies"))));
    desk.click("From: denial");
    assert!(desk.has_containing("That takes something along: 1 relation."));
    assert_eq!(desk.state().project().relation_count(), 1, "nothing is done yet");
    desk.press("Change it all the same");
    assert_eq!(desk.state().project().relation_count(), 0);
    // Choices of an attribute.
    desk.send(Intent::ShowPart(Part::all(desk.state().project(), PartType::Attribute).remove(1)));
    desk.type_into("New choice, then Enter", "rumour");
    desk.key(Key::Enter);
    desk.press("Move up: rumour");
    desk.press("Remove: document");
    let state = desk.state();
    let (_, row) = state.project().attributes()[1];
    let gainsay::model::AttributeType::Choice(all) = row.takes.clone() else { panic!("choices") };
    let names: Vec<&str> = all.iter().map(|choice| choice.name.as_str()).collect();
    assert_eq!(names, ["named official", "named person", "organisation", "rumour", "anonymous"]);
}

#[test]
fn another_scheme_is_offered_before_it_is_loaded() {
    let mut desk = open();
    desk.press("Attribution");
    assert!(desk.has_containing("Stays, because it is in use: label claim."));
    assert!(desk.has_containing("Goes, and nothing was made by it: labels denial"));
    desk.press("Load it");
    assert!(desk.state().project().label(&LabelKey::slug("cue")).is_some());
    assert_eq!(desk.marked().len(), 1);
    desk.press("Save the codebook to print …");
    let asked = |effect: &Effect| matches!(effect, Effect::Ask { purpose: DialogPurpose::Codebook, .. });
    assert!(desk.effects().iter().any(asked));
}

#[test]
fn an_empty_project_begins_with_the_scheme_that_is_chosen() {
    let mut desk = Desk::new();
    desk.click("Loaded language");
    assert!(desk.state().project().label(&LabelKey::slug("euphemism")).is_some());
    assert_eq!(desk.state().project().labels().len(), 9);
}

#[test]
fn definitions_and_examples_show_where_labels_are_chosen() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.hover("Label claim");
    assert!(desk.has_containing("the dam has never been safer"), "the status line");
}
