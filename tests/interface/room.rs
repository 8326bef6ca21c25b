//! Everything has its room in the window: nothing covers anything else, and what is asked for is in view.

use egui::{Key, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Dock, Intent};
use gainsay::model::actions::{PartType, Recoding};

use crate::desk::Desk;

/// Returns where the first thing of a name is.
fn place(desk: &Desk, name: &str) -> Rect {
    let node = desk.harness.query_all_by_label(name).next();
    node.unwrap_or_else(|| panic!("there is no {name}")).rect()
}

fn with_labels(count: usize) -> Desk {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    for number in 5..=count {
        let name = if number % 2 == 0 {
            format!("a label with a long name {number}")
        } else {
            format!("ادعاء رقمي {number}")
        };
        desk.send(Intent::Recode(Box::new(Recoding::Add(PartType::Label, name, None)), false));
    }
    desk
}

#[test]
fn however_many_labels_there_are_the_line_below_keeps_its_other_end() {
    for count in [4, 12, 40] {
        let desk = with_labels(count);
        let labels: Vec<Rect> = desk
            .harness
            .query_all_by_label_contains("Label ")
            .filter(|node| node.accesskit_node().role() == egui::accesskit::Role::Button)
            .filter(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("Label ")))
            .map(|node| node.rect())
            .collect();
        assert!(labels.len() >= 4, "{count}: {labels:?}");
        let snap = place(&desk, "word snap on");
        assert!(desk.has("Label claim"), "{count}");
        // What has no room is scrolled to.
        let seen = labels.iter().filter(|rect| rect.right() < 1280.0 * 0.6);
        assert!(seen.count() >= count.min(20), "{count}: {labels:?}");
        assert!(count > 20 || labels.iter().all(|rect| rect.right() < snap.left()), "{count}: {labels:?} {snap:?}");
    }
}

#[test]
fn the_bar_at_the_selection_shows_all_labels_within_the_article() {
    let mut desk = with_labels(12);
    desk.double_click("One two three four five.");
    let article = place(&desk, "Heading");
    let mut rows = std::collections::BTreeSet::new();
    for (_, label) in desk.state().project().labels() {
        let chip = place(&desk, &format!("Tag: Mark as {}", label.name));
        assert!(chip.right() < 960.0 && chip.left() > 240.0, "{}: {chip:?} {article:?}", label.name);
        rows.insert(chip.top() as i32);
    }
    assert!(rows.len() > 1, "they stand in rows");
}

#[test]
fn the_picker_is_in_view_as_soon_as_a_link_begins() {
    let mut desk = Desk::new();
    let words: Vec<String> = (0..40).map(|at| format!("word{at}")).collect();
    desk.article(&format!("Heading\n\n{}.", words.join(" ")));
    let claim = desk.mark("claim", "word0");
    // So many relations that what is below them is out of view.
    for at in 1..30 {
        let actor = desk.mark("actor", &format!("word{at}"));
        desk.send(Intent::DropLink(claim, actor));
        if desk.state().modal().is_some() {
            desk.click("about");
        }
    }
    desk.mark("source", "word39");
    desk.send(Intent::Pick(Some(claim)));
    desk.typed(Key::Num2, "2");
    assert!(desk.state().linking().is_some());
    let window = Rect::from_min_max(egui::pos2(960.0, 36.0), egui::pos2(1280.0, 866.0));
    let field = place(&desk, "Find the other end");
    assert!(window.contains_rect(field), "{field:?}");
}

#[test]
fn the_panel_below_has_the_width_of_the_article_and_the_annotation() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::ShowDock(Dock::Annotations));
    let close = place(&desk, "Close the panel");
    assert!(close.right() > 1240.0, "{close:?}");
}

#[test]
fn enter_leads_to_the_note_of_the_selected_annotation_and_escape_back() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let id = desk.mark("claim", "two");
    desk.key(Key::F8);
    assert!(!desk.has("Note"));
    desk.key(Key::Enter);
    desk.type_text("checked");
    assert_eq!(desk.state().project().annotation(&id).unwrap().note, "checked", "the panel is there again for it");
    desk.key(Key::Escape);
    desk.typed(Key::D, "d");
    assert_eq!(desk.marked(), [("denial".to_owned(), "two".to_owned())], "label keys work again");
}
