//! Annotates an article again with everything masked, and looks for what must not be named in the window.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Command, Dock, Intent, Modal, Page, Showing};
use gainsay::model::{ArticleId, Details};

use super::desk::Desk;

const ARTICLE: &str = "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did.\n";

/// An article of the Agency with marks of two annotators, related and tied; another by itself. A masked pass of the
/// first annotator is begun.
fn desk() -> (Desk, ArticleId) {
    let mut desk = Desk::new();
    desk.article("Another report\n\nNobody was asked.\n");
    desk.mark("claim", "Nobody was asked");
    let details = Details {
        title: "Agency: Ministry denies".into(),
        outlet: "The Agency".into(),
        author: "Ada Writer".into(),
        address: "https://agency.example".into(),
        date: "2026-03-07".into(),
        note: "seen at the Agency".into(),
        ..Details::default()
    };
    desk.send(Intent::AddArticle(details, ARTICLE.into()));
    let article = desk.state().article().unwrap();
    let claim = desk.mark("claim", "Two officials said it did");
    desk.send(Intent::Propose(claim));
    desk.mark("actor", "officials");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.mark("source", "the ministry");
    desk.send(Intent::MarkDone(true));
    let me = *desk.state().project().sets()[0].0;
    desk.send(Intent::ChooseSet(me));
    let intent = Command::AddMaskedSet.resolve(&desk.state()).unwrap();
    desk.send(intent);
    (desk, article)
}

/// Lists all that a screen reader is told: names, values and descriptions.
fn told(desk: &Desk) -> Vec<String> {
    let nodes = desk.harness.query_all(egui_kittest::kittest::By::new());
    let mut all = Vec::new();
    for node in nodes {
        let node = node.accesskit_node();
        // The text itself is to be read.
        let text = matches!(node.role(), Role::TextRun | Role::Document);
        let value = node.value().filter(|_| !text);
        all.extend(node.label().into_iter().chain(value).chain(node.description()));
    }
    all
}

/// What must not be named of the article, in any part of the window.
fn check(desk: &Desk, wherever: &str) {
    for name in told(desk) {
        for word in ["Agency", "Writer", "agency.example"] {
            assert!(!name.contains(word), "{wherever}: {name}");
        }
        for quote in ["Two officials said it did", "actor: officials", "source: the ministry"] {
            let marks = name.contains(quote);
            assert!(!marks, "{wherever}: {name}");
        }
    }
}

#[test]
fn nothing_that_is_masked_is_named_anywhere_in_the_window() {
    let (mut desk, article) = desk();
    check(&desk, "the article");
    assert!(desk.has_containing("Masked: outlet, author and earlier marks are hidden"));
    assert!(!desk.has_containing("Also shown"), "nothing of the others is");
    assert!(desk.names(Role::Mark).is_empty());
    let card = desk.names(Role::ListBoxOption).into_iter().find(|name| name.starts_with("Ministry")).unwrap();
    assert_eq!(card, "Ministry denies report, 7 Mar 2026, not annotated yet");
    for dock in Dock::ALL {
        desk.send(Intent::ShowDock(dock));
        check(&desk, &format!("{dock:?}"));
        desk.send(Intent::CloseDock);
    }
    for showing in [Showing::Lanes, Showing::Heat] {
        desk.send(Intent::ShowAs(showing));
        check(&desk, &format!("{showing:?}"));
    }
    desk.send(Intent::ShowAs(Showing::Together));
    for page in [Page::Ledger, Page::Agreement, Page::Scheme, Page::Settings] {
        desk.send(Intent::ShowPage(page));
        check(&desk, &format!("{page:?}"));
        desk.send(Intent::ShowPage(Page::Article));
    }
    for query in ["officials", "agency", "ministry", ""] {
        desk.send(Intent::OpenModal(Box::new(Modal::Palette { query: query.into() })));
        check(&desk, &format!("the palette, {query}"));
        desk.send(Intent::CloseModal);
    }
    // A new mark of one's own is seen, and can be looked for another end of.
    desk.mark("claim", "It did not ask");
    check(&desk, "one's own mark");
    assert_eq!(desk.names(Role::Mark), ["claim: It did not ask"]);
    desk.keys(Modifiers::NONE, Key::Equals);
    check(&desk, "the other ends");
    desk.send(Intent::Escape);
    // The other article hides its own marks, too.
    desk.send(Intent::StepArticle(-1));
    assert!(desk.names(Role::Mark).is_empty());
    desk.send(Intent::OpenBeside(article));
    check(&desk, "side by side");
}

#[test]
fn the_check_would_find_what_is_shown_again() {
    let (mut desk, article) = desk();
    desk.click("Show what is masked");
    assert!(!desk.state().is_masked(article));
    let told = told(&desk);
    for shown in ["The Agency", "Two officials said it did", "source: the ministry"] {
        assert!(told.iter().any(|name| name.contains(shown)), "{shown}: {told:?}");
    }
    assert!(!desk.has_containing("Masked:"));
}

#[test]
fn being_done_shows_everything_and_offers_to_compare_with_oneself() {
    let (mut desk, article) = desk();
    desk.mark("claim", "Two officials");
    desk.keys(Modifiers::COMMAND, Key::D);
    assert!(!desk.state().is_masked(article));
    assert!(desk.has("You are done with this article again."));
    desk.click("Compare with yourself");
    assert_eq!(desk.state().page(), Page::Agreement);
    let numbers = desk.names(Role::GridCell);
    assert!(numbers.iter().any(|name| name.starts_with("All together, me and me: pass 2, masked")), "{numbers:?}");
    assert!(!numbers.iter().any(|name| name.contains("Ben")), "{numbers:?}");
}
