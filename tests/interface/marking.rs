//! Marks words by keys and by the mouse, and edits what is marked.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable;
use gainsay::app::{Effect, Intent};
use gainsay::model::LabelKey;

use super::desk::Desk;

#[test]
fn label_keys_mark_the_selection_and_relabel_the_annotation() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.select("two three");
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked(), [("claim".to_owned(), "two three".to_owned())]);
    desk.typed(Key::D, "d");
    assert_eq!(desk.marked(), [("denial".to_owned(), "two three".to_owned())]);
    // A key with no text, as some systems send it; and text with no key.
    desk.key(Key::S);
    assert_eq!(desk.marked()[0].0, "source");
    desk.event(Event::Text("a".into()));
    assert_eq!(desk.marked()[0].0, "actor");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.marked()[0].0, "source");
    desk.key(Key::Delete);
    assert!(desk.marked().is_empty());
}

#[test]
fn an_armed_label_is_given_to_every_selection() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.click("Label claim");
    assert_eq!(desk.state().armed(), Some(&LabelKey::slug("claim")));
    assert!(desk.has("armed: claim"));
    desk.select("two");
    desk.select("four");
    assert_eq!(desk.marked().len(), 2);
    desk.key(Key::Escape);
    assert!(desk.state().armed().is_none() && !desk.has("armed: claim"));
    desk.send(Intent::Arm(Some(LabelKey::slug("denial"))));
    desk.click("armed: denial");
    assert!(desk.state().armed().is_none() && !desk.has("armed: denial"), "a click there ends it, too");
}

#[test]
fn keys_stay_in_the_field_that_has_them() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("claim", "two three");
    desk.type_into("Note", "d?[");
    let state = desk.state();
    let row = state.project().annotation(&id).unwrap().clone();
    drop(state);
    assert_eq!((row.note.as_str(), row.label.as_str(), row.unsure), ("d?[", "claim", false));
    // Undo in a field is the field's.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.state().project().annotation(&id).is_some());
    desk.type_text(" نفي");
    // What runs right to left is shown laid out below the field.
    assert!(desk.has_containing("نفي"));
    // Typing is one step.
    desk.key(Key::Escape);
    assert_eq!(desk.state().selection().annotation, Some(id), "Escape only leaves the field");
    desk.click("Edit");
    assert!(desk.has("Undo: Write a note"));
    desk.click("Undo: Write a note");
    assert!(!desk.has_containing("نفي"));
}

#[test]
fn the_annotation_is_edited_in_place() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("source", "two three");
    let row = |desk: &Desk| desk.state().project().annotation(&id).unwrap().clone();
    desk.click("Not sure");
    assert!(row(&desk).unsure);
    // A click with the mouse leaves the keys to the article.
    desk.typed(Key::A, "a");
    assert_eq!(row(&desk).label, LabelKey::slug("actor"));
    desk.typed(Key::S, "s");
    desk.type_into("descriptor", "a man on the stairs");
    desk.click("kind: –");
    desk.click("anonymous");
    assert_eq!(row(&desk).attributes.len(), 2);
    desk.click("Label: source");
    desk.click("claim");
    assert_eq!(row(&desk).label, LabelKey::slug("claim"));
    desk.click("checkable: yes");
    assert_eq!(row(&desk).attributes.len(), 1);
    desk.click("checkable: yes");
    assert!(row(&desk).attributes.is_empty());
    desk.click("Delete the annotation");
    assert!(desk.state().project().annotation(&id).is_none());
}

#[test]
fn tab_goes_through_the_annotations() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let [a, b, c] =
        [("claim", "One"), ("claim", "two"), ("actor", "three")].map(|(label, words)| desk.mark(label, words));
    // From the caret on, which stands at the last one; and round.
    desk.send(Intent::Pick(None));
    for id in [c, a, b] {
        desk.key(Key::Tab);
        assert_eq!(desk.state().selection().annotation, Some(id));
    }
    for id in [a, c, b] {
        desk.keys(Modifiers::SHIFT, Key::Tab);
        assert_eq!(desk.state().selection().annotation, Some(id));
    }
}

#[test]
fn the_tag_bar_marks_what_the_mouse_selected() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.double_click("One two three four five.");
    let words = desk.selected_words();
    assert!(!words.is_empty() && words.split(' ').count() == 1, "{words:?}");
    assert!(desk.has("Tag: Mark as claim"));
    desk.click("Tag: Mark as claim");
    assert_eq!(desk.marked(), [("claim".to_owned(), words)]);
    // A mark is picked by a click, and text being selected lets it go.
    assert!(desk.state().selected().is_some());
    desk.double_click("Heading");
    assert!(desk.state().selected().is_none());
    assert!(desk.has("Tag: Mark as claim"));
    // The next key takes the bar away.
    desk.keys(Modifiers::SHIFT, Key::ArrowLeft);
    assert!(!desk.has("Tag: Mark as claim"));
}

#[test]
fn a_slow_frame_keeps_the_order_of_mouse_and_key() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("source", "Heading");
    desk.double_click_and_type_at_once("One two three four five.", Key::C, "c");
    let marked = desk.marked();
    assert_eq!(marked.len(), 2, "{marked:?}");
    assert!(
        marked.contains(&("source".into(), "Heading".into())),
        "the mark selected before is left alone: {marked:?}"
    );
}

#[test]
fn a_slow_frame_keeps_the_order_of_keys() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.select("two");
    desk.send(Intent::SaveTo("/tmp/never-written.ron".into(), false));
    let written = |desk: &Desk| {
        let count = |effect: &Effect| match effect {
            Effect::Write { project, .. } => Some(project.annotation_count()),
            _ => None,
        };
        desk.effects().iter().filter_map(count).collect::<Vec<_>>()
    };
    assert_eq!(written(&desk), [0]);
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    // The words' label, another one in its place, and both undone: all in one frame.
    desk.harness.event(key(Key::C, Modifiers::NONE));
    desk.harness.event(Event::Text("c".into()));
    desk.harness.event(key(Key::D, Modifiers::NONE));
    desk.harness.event(Event::Text("d".into()));
    desk.settle();
    assert_eq!(desk.marked(), [("denial".to_owned(), "two".to_owned())]);
    desk.harness.event(key(Key::Z, Modifiers::COMMAND));
    desk.harness.event(key(Key::Z, Modifiers::COMMAND));
    desk.settle();
    assert_eq!(desk.marked(), []);
    // Letters that follow a command go where it leads, and mark nothing on the way.
    desk.harness.event(key(Key::F, Modifiers::COMMAND));
    desk.harness.event(key(Key::C, Modifiers::NONE));
    desk.harness.event(Event::Text("c".into()));
    desk.settle();
    assert_eq!(desk.state().view().dock, Some(gainsay::app::Dock::Find));
}

#[test]
fn selecting_by_keyboard_waits_for_the_key_even_with_a_label_armed() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.double_click("One two three four five.");
    desk.send(Intent::Arm(Some(LabelKey::slug("claim"))));
    desk.key(Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(desk.marked(), [], "each arrow is not a selection of its own");
    assert_eq!(desk.selected_words().chars().count(), 2);
    desk.typed(Key::D, "d");
    assert_eq!(desk.marked().len(), 1);
}

#[test]
fn undo_brings_the_selection_back() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("claim", "two three");
    desk.key(Key::Delete);
    assert!(desk.state().selected().is_none());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.state().selection().annotation, Some(id));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(desk.marked().is_empty());
}

#[test]
fn ends_are_moved_by_keys_wherever_the_layout_has_them() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two three");
    desk.event(Event::Text("[".into()));
    assert_eq!(desk.marked()[0].1, "One two three");
    desk.event(Event::Text("}".into()));
    assert_eq!(desk.marked()[0].1, "One two three four");
    desk.keys(Modifiers::COMMAND, Key::CloseBracket);
    assert_eq!(desk.marked()[0].1, "ne two three four");
    desk.event(Event::Text("?".into()));
    assert!(desk.state().selected().unwrap().1.unsure);
}

#[test]
fn the_articles_menu_tells_what_labels_mean() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two");
    let means = desk.state().project().labels()[1].1.told();
    let start = means.lines().next().unwrap().to_owned();
    let at = {
        let marks = desk.harness.query_all_by_role(egui::accesskit::Role::Mark);
        marks.into_iter().next().unwrap().rect().center()
    };
    desk.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
        desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    desk.settle();
    let row = "Relabel as denial";
    assert!(desk.menu_row(row).is_some() && !desk.has_containing(&start));
    desk.hover(row);
    assert!(desk.has_containing(&start), "{start}");
}
