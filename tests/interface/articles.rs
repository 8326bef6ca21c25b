//! The list of articles: finding, moving, how far it is; and whose annotations are shown.

use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Command, Effect, FileRead, Intent, Modal};

use crate::desk::Desk;

fn titles(desk: &Desk) -> Vec<String> {
    desk.state().project().articles().iter().map(|(_, row)| row.details.title.clone()).collect()
}

/// Adds articles all at once, as files bring them.
fn many(count: usize) -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles((1..=count).map(|at| format!("/tmp/{at}.md").into()).collect()));
    let batch = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    let file = |at: usize| {
        let front = match at {
            3 => "outlet: Wire\nauthor: Nina Roth\ndate: 2026-03-07\n",
            5 => "outlet: الجزيرة\n",
            _ => "outlet: Agency\n",
        };
        let text = format!("---\ntitle: Title {at}\n{front}---\n\nText.\n");
        FileRead::of(&format!("{at}.md"), Ok(text.into_bytes()))
    };
    desk.send(Intent::ArticlesRead(batch.unwrap(), (1..=count).map(file).collect()));
    desk.settle();
    desk
}

fn pointer(desk: &mut Desk, at: Pos2, pressed: Option<bool>) {
    desk.event(match pressed {
        None => Event::PointerMoved(at),
        Some(pressed) => {
            let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
            Event::PointerButton { pos: at, button, pressed, modifiers }
        }
    });
}

fn take(desk: &mut Desk, from: Pos2, to: Pos2) {
    pointer(desk, from, None);
    pointer(desk, from, Some(true));
    pointer(desk, from + (to - from) * 0.5, None);
    pointer(desk, to, None);
}

fn drag(desk: &mut Desk, from: Pos2, to: Pos2) {
    take(desk, from, to);
    pointer(desk, to, Some(false));
    desk.settle();
}

#[test]
fn a_card_tells_outlet_and_date() {
    let desk = many(5);
    assert!(desk.has("Title 3, Wire, 7 Mar 2026, not annotated yet"));
    assert!(desk.has("Title 4, Agency, not annotated yet"));
}

/// Lists the titles of the cards in view.
fn cards(desk: &Desk) -> Vec<String> {
    let cards = desk.harness.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    cards.filter_map(|node| Some(node.accesskit_node().label()?.split(',').next()?.to_owned())).collect()
}

fn centre(desk: &Desk, start: &str) -> Pos2 {
    let mut cards = desk.harness.query_all_by_role(egui::accesskit::Role::ListBoxOption);
    let card = cards.find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with(start)));
    card.unwrap_or_else(|| panic!("no card of {start}")).rect().center()
}

#[test]
fn articles_are_found_by_title_outlet_author_and_day() {
    let mut desk = many(14);
    assert!(desk.has("Find an article"), "where there are many the field is there");
    for (typed, found) in [
        ("TITLE 12", vec!["Title 12"]),
        ("wire", vec!["Title 3"]),
        ("roth 7 mar", vec!["Title 3"]),
        ("2026-03", vec!["Title 3"]),
        ("الجزيرة", vec!["Title 5"]),
        ("wire agency", vec![]),
    ] {
        desk.type_into("Find an article", typed);
        desk.settle();
        assert_eq!(cards(&desk), found, "{typed}");
        assert_eq!(desk.has("No article has these words."), found.is_empty());
        assert!(found.is_empty() || desk.has(&format!("{} of 14", found.len())));
        desk.key(Key::Escape);
        assert!(cards(&desk).len() > 3, "Escape shows all again");
    }
    desk.type_into("Find an article", "roth");
    desk.key(Key::Enter);
    let open = desk.state().article().unwrap();
    assert_eq!(desk.state().project().article(&open).unwrap().details.title, "Title 3");
    // What is opened otherwise is looked for in the whole list.
    desk.send(Intent::StepArticle(1));
    desk.settle();
    assert!(cards(&desk).contains(&"Title 4".to_owned()));
}

#[test]
fn the_field_is_called_by_its_key_where_there_are_few() {
    let mut desk = many(3);
    assert!(!desk.has("Find an article"));
    desk.keys(Modifiers::COMMAND, Key::K);
    desk.settle();
    assert!(desk.has("Find an article"));
    desk.type_text("1");
    assert_eq!(cards(&desk), ["Title 1"], "it has the keyboard");
    desk.key(Key::Escape);
    desk.settle();
    assert!(!desk.has("Find an article"), "an empty field goes with the keyboard");
}

#[test]
fn a_card_is_dragged_to_its_place_and_that_is_one_step() {
    let mut desk = many(4);
    let (from, to) = (centre(&desk, "Title 4"), centre(&desk, "Title 2") - egui::vec2(0.0, 30.0));
    drag(&mut desk, from, to);
    assert_eq!(titles(&desk), ["Title 1", "Title 4", "Title 2", "Title 3"]);
    let (from, to) = (centre(&desk, "Title 1"), centre(&desk, "Title 3") + egui::vec2(0.0, 30.0));
    drag(&mut desk, from, to);
    assert_eq!(titles(&desk), ["Title 4", "Title 2", "Title 3", "Title 1"]);
    desk.send(Intent::Undo);
    assert_eq!(titles(&desk), ["Title 1", "Title 4", "Title 2", "Title 3"]);
    // Onto itself.
    let at = centre(&desk, "Title 4");
    drag(&mut desk, at, at + egui::vec2(0.0, 20.0));
    assert_eq!(titles(&desk), ["Title 1", "Title 4", "Title 2", "Title 3"]);
    // Escape leaves it where it was.
    let (from, to) = (centre(&desk, "Title 3"), centre(&desk, "Title 1"));
    take(&mut desk, from, to);
    desk.key(Key::Escape);
    pointer(&mut desk, to, Some(false));
    assert_eq!(titles(&desk), ["Title 1", "Title 4", "Title 2", "Title 3"]);
}

#[test]
fn sets_show_how_far_they_are_and_whose_marks_are_shown_stands_above_the_article() {
    let mut desk = many(2);
    desk.send(Intent::MarkDone(true));
    assert!(desk.has("1 of 2 articles done"), "in the list of articles");
    desk.click("Annotating as me");
    desk.click("Begin another pass");
    // It keeps the name that it has.
    desk.key(Key::Escape);
    desk.settle();
    assert!(desk.has("Annotating as me: pass 2") && desk.has("0 of 2 articles done"));
    assert!(desk.has("Also shown, to read only: me"));
    desk.click("Annotating as me: pass 2");
    assert!(desk.has("Show the annotations of me") && desk.has("Annotate as me: pass 2"));
    desk.key(Key::Escape);
    desk.click("Hide the annotations of others");
    desk.settle();
    assert!(!desk.has_containing("Also shown"));
    assert_eq!(Command::OnlyOwn.is_on(&desk.state()), Some(true));
}

#[test]
fn where_nothing_can_be_dropped_it_says_so() {
    let mut desk = Desk::new();
    assert!(desk.has("Files can also be dropped onto the window."));
    desk.send(Intent::NoDrops);
    assert!(!desk.has_containing("dropped here") && desk.has_containing("Wayland"));
}

#[test]
fn a_key_edits_the_details_of_the_card_that_has_the_keyboard() {
    let mut desk = Desk::new();
    let first = desk.article("First\n\nWords.");
    let open = desk.article("Second\n\nWords.");
    let cards = desk.harness.query_all_by_role(Role::ListBoxOption);
    let card =
        cards.into_iter().find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with("First")));
    card.unwrap().focus();
    desk.settle();
    desk.key(Key::F2);
    let of = |desk: &Desk| match desk.state().modal() {
        Some(Modal::Details { article, .. }) => Some(*article),
        _ => None,
    };
    assert_eq!(of(&desk), Some(first));
    desk.send(Intent::CloseModal);
    desk.send(Intent::OpenArticle(open));
    desk.key(Key::F2);
    assert_eq!(of(&desk), Some(open), "anywhere else it is for the open one");
}

#[test]
fn the_cards_of_a_project_that_is_read_only_change_nothing() {
    let mut desk = many(2);
    let rows = |desk: &mut Desk| {
        let at = centre(desk, "Title 1");
        for pressed in [true, false] {
            let (button, modifiers) = (PointerButton::Secondary, Modifiers::NONE);
            desk.harness.event(Event::PointerMoved(at));
            desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
        }
        desk.settle();
        let rows = ["Edit the details …", "Move up", "Move down", "Remove the article"];
        let can = rows.map(|name| desk.menu_row(name).unwrap());
        desk.key(Key::Escape);
        can
    };
    assert_eq!(rows(&mut desk), [true, false, true, true]);
    desk.write_protect();
    assert_eq!(rows(&mut desk), [false; 4]);
}

#[test]
fn articles_are_opened_moved_and_removed() {
    let mut desk = Desk::new();
    let a = desk.article("First\n\nOne.");
    let b = desk.article("Second\n\nTwo.");
    desk.click_containing("First, not annotated yet");
    assert_eq!(desk.state().article(), Some(a));
    desk.click("Add an article");
    assert!(desk.has("Add articles from files …"));
    desk.key(Key::Escape);
    desk.click_secondary("Second, not annotated yet");
    desk.click("Move up");
    let order: Vec<_> = desk.state().project().articles().iter().map(|(id, _)| **id).collect();
    assert_eq!(order, [b, a]);
    desk.click_secondary("Second, not annotated yet");
    desk.click("Edit the details …");
    desk.type_into("Author", "A. Writer");
    desk.click("Keep");
    assert_eq!(desk.state().project().article(&b).unwrap().details.author, "A. Writer");
    desk.click_secondary("Second, not annotated yet");
    desk.click("Remove the article");
    assert!(desk.state().project().article(&b).is_none());
    desk.click("Mark as done");
    assert!(desk.has_containing("First, not annotated yet, done"));
}

#[test]
fn hundreds_of_articles_are_listed_as_they_come_into_view() {
    let mut desk = Desk::new();
    for number in 0..300 {
        desk.article(&format!("Article {number}\n\nText."));
    }
    let shown = desk.harness.root().query_all_by_role(egui::accesskit::Role::ListBoxOption).count();
    assert!((3..20).contains(&shown), "{shown}");
    // The open one is among them.
    assert!(desk.has_containing("Article 299, not annotated yet"));
    let open = desk
        .harness
        .root()
        .query_all_by_label_contains("Article 299")
        .any(|node| node.accesskit_node().is_selected() == Some(true));
    assert!(open);
}
