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
    assert!(desk.has("2 annotations without a place"), "{:?} {:?}", desk.texts(), desk.state().notice());
    assert!(desk.has_containing("(removed: did not ask for any)"), "{:?}", desk.texts());
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
    assert!(desk.has(marked), "with what was marked in it: {:?}", desk.texts());
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

/// A text of so many paragraphs that no screen shows them, each with a word that another text has otherwise.
fn long_text(word: &str) -> String {
    let paragraphs = (0..1200).map(|at| format!("Paragraph {at} says that the ministry {word} for help."));
    format!("Ministry and help\n{}", paragraphs.collect::<Vec<_>>().join("\n"))
}

#[test]
fn a_long_comparison_is_shown_whole_and_laid_out_where_it_is_in_view() {
    let mut desk = Desk::new();
    let article = desk.article(&long_text("asked"));
    desk.send(Intent::OpenModal(Box::new(Modal::NewText { article, text: long_text("begged") })));
    desk.click("Add");
    assert_eq!(desk.state().page(), Page::Texts);
    let shown =
        |desk: &Desk| -> Vec<String> { desk.texts().into_iter().filter(|text| text.contains("says that")).collect() };
    let first = shown(&desk);
    assert!(first[0].starts_with("Paragraph 0 says that the ministry (removed: asked)"), "{first:?}");
    assert!(first.len() < 60, "{}", first.len());
    desk.key(Key::PageDown);
    desk.settle();
    let second = shown(&desk);
    assert!(second != first && second.len() < 60);
    assert!(first.contains(&second[0]), "what was at the bottom is at the top: {second:?}");
    desk.key(Key::End);
    desk.settle();
    assert!(shown(&desk).last().unwrap().starts_with("Paragraph 1199 says"), "{:?}", shown(&desk).last());
    desk.key(Key::Home);
    desk.settle();
    desk.click("Text 1 by itself");
    desk.key(Key::End);
    desk.settle();
    assert!(shown(&desk).last().unwrap().starts_with("Paragraph 1199 says that the ministry asked"));
    desk.key(Key::Home);
    desk.settle();
    assert_eq!(shown(&desk)[0], "Paragraph 0 says that the ministry asked for help.");
}
