//! Later texts of an article, the review of annotations that lost their place, and what articles share.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT, Queryable};
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

#[test]
fn marks_within_marks_are_read_to_their_ends() {
    let mut desk = Desk::new();
    let article = desk.article(OLD);
    desk.mark("denial", "did not ask for any help");
    desk.mark("claim", "any help");
    desk.mark("source", "it said");
    let new = OLD.replace("Nobody", "No one");
    desk.send(Intent::OpenModal(Box::new(Modal::NewText { article, text: new })));
    desk.click("Add");
    assert!(desk.has_containing(": 3 annotations"), "{:?}", desk.names(Role::Button));
    desk.click("Text 1 by itself");
    let read = "(denial: D did not ask for C any help)(claim: C any help), (source: S it said) on Friday.";
    assert!(desk.has_containing(read), "{:?}", desk.texts());
}

#[test]
fn one_article_alone_shares_nothing_yet_and_another_is_asked_for() {
    let mut desk = Desk::new();
    desk.article(OLD);
    desk.send(Intent::SetView(Box::new(View { dock: Some(Dock::Shared), ..desk.state().view().clone() })));
    let alone = "There is one article so far. Add another one on the same event";
    assert!(desk.has_containing(alone), "{:?}", desk.texts());
    assert!(!desk.has("0 passages"));
    let paste = Command::Paste.text(&desk.state());
    assert!(!desk.disabled(&paste));
    desk.article("Bees\nHoney is dear this year.");
    assert!(!desk.has_containing(alone));
    assert!(desk.has("0 passages") && desk.has_containing("There is nothing that the articles share"));
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

#[test]
fn the_keyboard_goes_through_shared_passages_out_of_view() {
    let mut desk = Desk::new();
    let text = |title: &str, own: &str| {
        let shared = |at: usize| {
            format!(
                "The keeper of sluice number {at} told inspector Halvard{at} that valve Ostra{at} leaked on Friday."
            )
        };
        let lines: Vec<String> =
            (0..40).map(|at| format!("{} {own}{at}a {own}{at}b {own}{at}c {own}{at}d.", shared(at))).collect();
        // They stand in another order, so that each is a passage by itself.
        let turned: Vec<&str> = match own {
            "north" => lines.iter().map(String::as_str).collect(),
            _ => lines.iter().rev().map(String::as_str).collect(),
        };
        format!("{title}\n{}", turned.join("\n"))
    };
    desk.article(&text("One", "north"));
    desk.article(&text("Two", "south"));
    desk.send(Intent::SetView(Box::new(View { dock: Some(Dock::Shared), ..desk.state().view().clone() })));
    assert!(desk.has("40 passages"), "{:?}", desk.names(Role::Button));
    // The sides of a passage; each leads to its place.
    fn sides(desk: &Desk, at: usize) -> impl Iterator<Item = Node<'_>> {
        let inspector = format!("Halvard{at} ");
        let all = desk.harness.query_all_by_role(Role::Label);
        all.filter(move |node| node.accesskit_node().value().is_some_and(|words| words.contains(&inspector)))
    }
    let focused = |desk: &Desk, at: usize| {
        let window = desk.harness.ctx.content_rect();
        sides(desk, at).any(|node| node.accesskit_node().is_focused() && window.contains_rect(node.rect()))
    };
    assert_eq!((sides(&desk, 39).count(), sides(&desk, 5).count()), (2, 0), "only what is in view is laid out");
    sides(&desk, 39).next().unwrap().focus();
    desk.settle();
    assert!(focused(&desk, 39));
    for at in (5..39).rev() {
        desk.key(Key::Tab);
        desk.key(Key::Tab);
        assert!(focused(&desk, at), "{at} is gone to, and in view");
    }
    assert!(sides(&desk, 39).next().is_none());
    for at in 6..40 {
        desk.keys(Modifiers::SHIFT, Key::Tab);
        desk.keys(Modifiers::SHIFT, Key::Tab);
        assert!(focused(&desk, at), "{at} is gone back to, and in view");
    }
    desk.key(Key::Enter);
    assert!(desk.selected_words().contains("Halvard39 "), "{}", desk.selected_words());
}
