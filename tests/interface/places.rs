//! What takes the article's place, and the panel below it.

use egui::{Key, Modifiers};
use gainsay::app::{Command, Dock, Intent, Page, Theme, View};
use gainsay::model::LabelKey;

use crate::desk::Desk;

#[test]
fn a_page_takes_the_articles_place_until_escape() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.select("two");
    for page in [Page::Settings, Page::Scheme, Page::Earlier] {
        let title = Command::Page(page).text(&desk.state());
        desk.send(Intent::ShowPage(page));
        assert!(desk.has(&title), "{title}");
        desk.typed(Key::C, "c");
        assert_eq!(desk.marked(), [], "label keys are the article's");
        desk.key(Key::Escape);
        assert_eq!(desk.state().page(), Page::Article);
        assert!(desk.state().selected_fragments().is_some(), "what was selected still is");
    }
    desk.send(Intent::ShowPage(Page::Settings));
    desk.click("Back to the article");
    assert_eq!(desk.state().page(), Page::Article);
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked().len(), 1, "the article has the keyboard again");
}

#[test]
fn the_panel_below_opens_changes_and_closes_by_key_and_mouse() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::NONE, Key::F10);
    assert_eq!(desk.state().view().dock, Some(Dock::Annotations));
    desk.click("Find");
    assert_eq!(desk.state().view().dock, Some(Dock::Find));
    desk.click("Close the panel");
    assert_eq!(desk.state().view().dock, None);
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.state().view().dock, Some(Dock::Find));
    desk.send(Intent::ShowPage(Page::Settings));
    assert!(!desk.has("Close the panel"), "a page has the room to itself");
}

#[test]
fn settings_take_effect_at_once_and_go_back_to_the_first() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::ShowPage(Page::Settings));
    let first = desk.state().view().clone();
    desk.click("Without serifs");
    desk.click("Dark");
    desk.click("Selections snap to whole words");
    let view = desk.state().view().clone();
    assert_eq!((view.serif, view.theme, view.snap), (false, Theme::Dark, false));
    for (name, value) in [("Size", 24.0), ("Line height", 2.0), ("Width of the column", 50.0)] {
        desk.set_slider(name, value);
    }
    let view = desk.state().view().clone();
    assert_eq!((view.text_size, view.line_height, view.column), (24.0, 2.0, 50.0));
    desk.set_slider("Scale of the interface", 125.0);
    assert_eq!(desk.state().view().scale, 1.25);
    desk.press("All as at first");
    assert_eq!(*desk.state().view(), View { theme: Theme::System, ..first });
}

#[test]
fn a_label_takes_a_key_of_the_users_own() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::ShowPage(Page::Settings));
    let claim = LabelKey::slug("claim");
    desk.click("Key of claim");
    desk.typed(Key::D, "d");
    assert!(desk.has_containing("d is the key of “Mark as denial” already"), "it says why not");
    assert_eq!(desk.state().label_shortcut(&claim), Some('c'));
    desk.click("Key of claim");
    desk.key(Key::Escape);
    assert_eq!(desk.state().page(), Page::Settings, "Escape only stops the waiting");
    desk.click("Key of claim");
    desk.typed(Key::K, "ن");
    assert_eq!(desk.state().label_shortcut(&claim), Some('ن'));
    desk.key(Key::Escape);
    desk.select("two");
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked(), [], "the scheme's key is free now");
    desk.typed(Key::K, "ن");
    assert_eq!(desk.marked(), [("claim".to_owned(), "two".to_owned())]);
    desk.send(Intent::ShowPage(Page::Settings));
    desk.click("Key of claim as in the scheme");
    assert_eq!(desk.state().label_shortcut(&claim), Some('c'));
}

#[test]
fn a_key_that_the_user_gave_away_is_not_anothers_too() {
    let mut desk = Desk::new();
    let [claim, denial] = ["claim", "denial"].map(LabelKey::slug);
    desk.send(Intent::SetLabelKey(claim.clone(), Some('k')));
    desk.send(Intent::SetLabelKey(denial.clone(), Some('c')));
    desk.send(Intent::SetLabelKey(claim.clone(), None));
    assert_eq!(desk.state().label_shortcut(&denial), Some('c'));
    assert_eq!(desk.state().label_shortcut(&claim), None, "one key does one thing");
}
