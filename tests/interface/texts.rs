//! Later texts of an article, the review of annotations that lost their place, and what articles share.

use egui::{Key, Modifiers};
use gainsay::app::{Command, Dock, Intent, Modal, Page, View};

use crate::desk::Desk;

const OLD: &str = "Ministry denies report\nThe ministry did not ask for any help, it said on Friday.\nThe agency had cited five people \
                   familiar with the matter.\nNobody was sent to the region, the ministry added.";

#[test]
fn a_new_text_is_pasted_and_lost_annotations_are_reviewed() {
    let mut desk = Desk::new();
    let article = desk.article(OLD);
    desk.mark("claim", "Nobody was sent to the region");
    desk.mark("denial", "did not ask for any help");
    desk.mark("source", "five people");
    let new =
        OLD.replace("did not ask for any help", "had not asked for help").replace("five people", "several officials");
    desk.send(Command::NewText.resolve(&desk.state()).unwrap());
    assert!(desk.has("Add a new text"));
    assert!(desk.disabled("Add"), "there is no text yet");
    desk.send(Intent::OpenModal(Box::new(Modal::NewText { article, text: new })));
    desk.click("Add");
    assert_eq!(desk.state().page(), Page::Texts);
    assert!(
        desk.has("2 annotations without a place"),
        "{:?} {:?}",
        desk.names(egui::accesskit::Role::Label),
        desk.state().notice()
    );
    assert!(desk.has_containing("(removed: did not ask for any)"), "{:?}", desk.names(egui::accesskit::Role::Label));
    assert!(desk.has_containing("(added: had not asked for)"));
    assert!(desk.has_containing("1 paragraph the same") || desk.has_containing("2 paragraphs the same"));
    // The first by key, the second by its button.
    desk.keys(Modifiers::COMMAND, Key::Enter);
    assert!(desk.has("1 annotation without a place"));
    desk.click("Leave “five people” without a place");
    assert!(!desk.has_containing("without a place"));
    assert_eq!(desk.state().waiting_annotations(), []);
    let project = desk.state().project().clone();
    let (last, _) = project.latest(article).unwrap();
    let words: Vec<String> = project.in_order(last).map(|id| project.quote(project.annotation(&id).unwrap())).collect();
    assert_eq!(words, ["had not asked for help", "Nobody was sent to the region"]);
    // The earlier text can be read by itself.
    desk.click("Text 1 by itself");
    let marked = "The ministry (denial: D did not ask for any help), it said on Friday.";
    assert!(desk.has(marked), "with what was marked in it: {:?}", desk.names(egui::accesskit::Role::Label));
    desk.key(Key::Escape);
    assert_eq!(desk.state().page(), Page::Article);
}

#[test]
fn what_articles_share_is_listed_and_leads_to_both() {
    let mut desk = Desk::new();
    let one = desk.article(
        "One\nThe dam above Birkenfurt will be inspected again this spring, the provincial government has announced. \
         “We have never asked anybody for protection,” it said.",
    );
    let two = desk.article(
        "Two\nLead. The dam above Birkenfurt is to be inspected again this spring, the government has announced. \
         It had “never asked any service for protection”.",
    );
    desk.send(Intent::SetView(Box::new(View { dock: Some(Dock::Shared), ..desk.state().view().clone() })));
    assert_eq!(desk.state().article(), Some(two));
    assert!(desk.has("1 passage") && desk.has("1 quotation given differently"));
    assert!(desk.has_containing("(differs: is to)") && desk.has_containing("(differs: provincial)"));
    desk.click_containing("(differs: will)");
    assert_eq!(desk.state().article(), Some(one));
    assert!(desk.selected_words().starts_with("The dam above Birkenfurt will be inspected"));
    desk.click("1 quotation given differently");
    assert!(desk.has_containing("(differs: any service)"));
}
