//! Finding in texts, and the strip beside the scroll bar.

use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{AppState, Dock, Intent, Scope, Standing, Switch};
use gainsay::model::KindKey;
use gainsay::model::actions::{Entry, Recoding};
use gainsay::model::scheme::Kind;

use crate::desk::Desk;

const TEXT: &str = "Heading\n\nThe ministry denied it. A ministry denies. The MINISTRY is silent.";

fn find(desk: &mut Desk, words: &str) {
    desk.keys(Modifiers::COMMAND, Key::F);
    desk.type_text(words);
}

fn counted(state: &AppState) -> (usize, usize) {
    let finding = state.finding().unwrap();
    (finding.count(), finding.count_ticked())
}

#[test]
fn typing_finds_and_enter_goes_from_hit_to_hit() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    desk.keys(Modifiers::COMMAND, Key::F);
    assert!(desk.has_containing("Type the words you look for"));
    desk.type_text("ministry");
    assert_eq!(counted(&desk.state()), (3, 3));
    assert!(desk.has("1 of 3"));
    assert_eq!(desk.selected_words(), "", "nothing is selected while somebody types");
    for words in ["ministry", "ministry", "MINISTRY", "ministry"] {
        desk.key(Key::Enter);
        assert_eq!(desk.selected_words(), words);
    }
    assert!(desk.has("1 of 3"));
    desk.keys(Modifiers::SHIFT, Key::Enter);
    assert!(desk.has("3 of 3"));
    desk.key(Key::F3);
    assert!(desk.has("1 of 3"));
    desk.keys(Modifiers::SHIFT, Key::F3);
    assert!(desk.has("3 of 3"));
    // The field still has the keyboard.
    desk.type_text(" is");
    assert_eq!(counted(&desk.state()).0, 1);
    desk.key(Key::Escape);
    assert!(desk.state().finding().is_none());
    assert_eq!(desk.state().view().dock, None);
}

#[test]
fn selected_words_are_taken_up_and_replaced_by_typing() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    desk.select("denied");
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(counted(&desk.state()).0, 1);
    desk.type_text("silent");
    assert_eq!(desk.state().finding().unwrap().query().pattern, "silent");
}

#[test]
fn the_key_puts_the_keyboard_into_the_field_of_a_panel_that_is_open() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    find(&mut desk, "ministry");
    desk.double_click("The ministry denied it");
    desk.send(Intent::Escape);
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.state().view().dock, Some(Dock::Find), "it stays open");
    // What is typed takes the place of what was looked for.
    desk.type_text("silent");
    assert_eq!(desk.state().finding().unwrap().query().pattern, "silent");
    desk.select("denied");
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.state().finding().unwrap().query().pattern, "denied");
    desk.type_text("is");
    assert_eq!(desk.state().finding().unwrap().query().pattern, "is");
    assert_eq!(desk.marked(), [], "no letter went to the article");
    desk.keys(Modifiers::COMMAND, Key::J);
    assert_eq!(desk.state().view().dock, None);
}

#[test]
fn the_palette_leads_into_the_field() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("find …");
    desk.key(Key::Enter);
    assert_eq!(desk.state().view().dock, Some(Dock::Find));
    desk.type_text("silent");
    assert_eq!(desk.state().finding().unwrap().query().pattern, "silent");
}

#[test]
fn switches_have_keys_that_work_while_somebody_types() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    // Without a search they are nobody's.
    desk.keys(Modifiers::ALT, Key::W);
    assert!(desk.state().finding().is_none());
    find(&mut desk, "ministry");
    let on = |desk: &Desk| Switch::ALL.map(|switch| switch.is_on(desk.state().finding().unwrap().query()));
    assert_eq!(on(&desk), [true, false, false]);
    desk.keys(Modifiers::ALT, Key::C);
    assert_eq!((on(&desk), counted(&desk.state()).0), ([false, false, false], 2));
    desk.keys(Modifiers::ALT, Key::W);
    desk.keys(Modifiers::ALT, Key::R);
    assert_eq!(on(&desk), [false, true, true]);
    // The field still has the keyboard, and no letter of theirs.
    desk.type_text("|denied");
    assert_eq!(desk.state().finding().unwrap().query().pattern, "ministry|denied");
    assert_eq!(counted(&desk.state()).0, 3);
    desk.hover("Whole words");
    assert!(desk.has_containing("Whole words (Alt+W). Finds only"));
}

#[test]
fn a_key_that_two_have_does_what_can_be_done() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    let denies = KindKey::slug("denies");
    let row = Kind { shortcut: Some('r'), ..desk.state().project().kind(&denies).unwrap().clone() };
    desk.send(Intent::Recode(Box::new(Recoding::Put(Box::new(Entry::Kind(denies, row)))), false));
    desk.mark("denial", "silent");
    desk.mark("claim", "denied");
    desk.keys(Modifiers::ALT, Key::R);
    assert!(desk.state().linking().is_some(), "“denied by”, for nothing is looked for");
    desk.send(Intent::Escape);
    find(&mut desk, "ministry");
    desk.keys(Modifiers::ALT, Key::R);
    assert!(desk.state().linking().is_none() && desk.state().finding().unwrap().query().regex);
}

#[test]
fn switches_say_what_is_found() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    find(&mut desk, "ministry");
    desk.click("Ignore case");
    assert_eq!(counted(&desk.state()).0, 2);
    desk.click("Find in text");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("deni");
    assert_eq!(counted(&desk.state()).0, 2);
    desk.click("Whole words");
    assert_eq!(counted(&desk.state()).0, 0);
    assert!(desk.has_containing("“deni” is not there"));
    desk.click("Whole words");
    desk.click("Regular expression");
    desk.click("Find in text");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("deni(ed|es");
    assert!(matches!(desk.state().finding().unwrap().standing(), Standing::Bad(_)));
    assert!(desk.has_containing("At character 5"));
    desk.type_text(")");
    assert_eq!(counted(&desk.state()).0, 2);
    assert!(!desk.has_containing("At character"));
}

#[test]
fn all_articles_are_searched_when_asked() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    desk.article("Other\n\nNo ministry here.");
    find(&mut desk, "ministry");
    assert_eq!(counted(&desk.state()).0, 1);
    desk.click("All articles");
    assert_eq!(desk.state().finding().unwrap().scope(), Scope::Project);
    assert_eq!(counted(&desk.state()).0, 4);
    let other = desk.state().article();
    desk.click_containing("Go to hit 3: ");
    assert_ne!(desk.state().article(), other);
    assert_eq!(desk.selected_words(), "MINISTRY");
}

#[test]
fn ticked_hits_are_labelled_in_one_step() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    find(&mut desk, "ministry");
    assert!(desk.has("Label the 3 ticked hits as"));
    desk.click("Tick none");
    assert!(desk.disabled("Label hits: actor"));
    desk.click("Tick hit 1");
    desk.click("Tick hit 3");
    assert!(desk.has("Label the 2 ticked hits as"));
    desk.click("Label hits: actor");
    let marked = desk.marked();
    assert_eq!(marked.len(), 2);
    assert!(marked.iter().all(|(label, _)| label == "actor"));
    let mut words: Vec<&str> = marked.iter().map(|(_, words)| words.as_str()).collect();
    words.sort_unstable();
    assert_eq!(words, ["MINISTRY", "ministry"]);
    desk.send(Intent::Undo);
    assert!(desk.marked().is_empty());
    desk.click("Tick all");
    desk.click("Label hits: claim");
    assert_eq!(desk.marked().len(), 3);
}

#[test]
fn the_list_is_gone_through_with_the_keyboard() {
    let mut desk = Desk::new();
    desk.article(&format!("Heading\n\n{}", "One word. ".repeat(300)));
    find(&mut desk, "word");
    assert!(desk.has_containing("Go to hit 1: ") && !desk.has_containing("Go to hit 200: "), "only what is in view");
    {
        let list = desk.harness.query_all_by_label("Hits").next().unwrap();
        list.focus();
    }
    desk.settle();
    desk.key(Key::End);
    assert!(desk.has("300 of 300") && desk.has_containing("Go to hit 300: "));
    desk.key(Key::ArrowUp);
    assert!(desk.has("299 of 300"));
    desk.key(Key::Space);
    assert!(desk.has("Label the 299 ticked hits as"));
    desk.key(Key::Home);
    assert!(desk.has("1 of 300") && desk.has_containing("Go to hit 1: "));
}

#[test]
fn hits_in_words_that_run_right_to_left_are_found_and_gone_to() {
    let mut desk = Desk::new();
    desk.article("عنوان\n\nنفت الوزارة الخبر أمس. قالت الوزارة إنها لم تطلب ذلك.");
    find(&mut desk, "الوزارة");
    assert_eq!(counted(&desk.state()).0, 2);
    desk.key(Key::Enter);
    assert_eq!(desk.selected_words(), "الوزارة");
    assert!(desk.has_containing("Go to hit 2: "));
}

#[test]
fn the_strip_says_what_lies_where_and_goes_there() {
    let mut desk = Desk::new();
    desk.article(&format!("Heading\n\n{}Last words.", "One sentence of some length stands here.\n\n".repeat(1500)));
    assert!(!desk.has_containing("Where the annotations lie"), "there is nothing to show");
    desk.mark("claim", "Last words");
    desk.mark("denial", "Heading");
    assert!(desk.has("Where the annotations lie: 1 × claim, 1 × denial"));
    let (strip, hidden) = {
        let node = desk.harness.query_all_by_label_contains("Where the annotations lie").next().unwrap();
        (node.rect(), !in_view(&desk, "Last words."))
    };
    assert!(hidden && (10.0..=14.0).contains(&strip.width()));
    let at = egui::pos2(strip.center().x, strip.bottom() - 2.0);
    let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
    for event in [
        Event::PointerMoved(at),
        Event::PointerButton { pos: at, button, pressed: true, modifiers },
        Event::PointerButton { pos: at, button, pressed: false, modifiers },
    ] {
        desk.event(event);
    }
    assert!(in_view(&desk, "Last words."));
    // What is undone is no longer shown.
    desk.send(Intent::Undo);
    assert!(desk.has("Where the annotations lie: 1 × claim"));
    desk.send(Intent::Undo);
    assert!(!desk.has_containing("Where the annotations lie"));
}

fn in_view(desk: &Desk, line: &str) -> bool {
    let mut runs = desk.harness.query_all_by_role(egui::accesskit::Role::TextRun);
    runs.any(|node| node.accesskit_node().value().is_some_and(|value| value.contains(line)))
}

#[test]
fn the_panel_that_comes_back_with_the_window_finds() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    let view = gainsay::app::View { dock: Some(Dock::Find), ..desk.state().view().clone() };
    desk.send(Intent::SetView(Box::new(view)));
    assert!(desk.state().finding().is_some());
    desk.type_text("silent");
    assert_eq!(counted(&desk.state()).0, 1);
}

#[test]
fn what_is_typed_while_texts_are_searched_is_looked_for() {
    let mut desk = Desk::new();
    desk.article(TEXT);
    desk.slow_down();
    find(&mut desk, "ministry");
    assert_eq!(
        (counted(&desk.state()), desk.state().finding().unwrap().standing().clone()),
        ((0, 0), Standing::Searching)
    );
    desk.key(Key::Enter);
    assert_eq!(desk.selected_words(), "", "there is none to go to yet");
    desk.catch_up();
    assert_eq!((counted(&desk.state()), desk.state().finding().unwrap().standing().clone()), ((3, 3), Standing::Done));
}
