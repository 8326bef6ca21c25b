//! What takes the article's place, and the panel below it.

use egui::{Key, Modifiers};
use gainsay::app::{Command, Dock, Intent, Page};

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
