//! Reads the numbers of agreement by name, and goes from one to the words behind it.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{AgreementIntent, Command, Effect, Intent, LinkKind, Page};
use gainsay::compare::agreement::{Coefficient, Measure, Rate, Same};
use gainsay::formats::agreement::Form;
use gainsay::model::actions::Subject;
use gainsay::model::{AnnotationId, AttributeKey, KindKey, Value};

use super::desk::Desk;

const ARTICLE: &str = "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did.\n\nNobody else was asked.\n";

/// Two annotators: one claim alike, one denial that differs at its start; both done. Returns the second's denial.
fn desk() -> (Desk, AnnotationId) {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    desk.mark("claim", "Two officials said it did");
    desk.mark("denial", "It did not ask");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.mark("claim", "Two officials said it did");
    let denial = desk.mark("denial", "did not ask");
    desk.send(Intent::MarkDone(true));
    (desk, denial)
}

fn open(desk: &mut Desk) {
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
}

fn numbers(desk: &Desk) -> Vec<String> {
    desk.names(Role::GridCell)
}

/// Returns the number that the keyboard is on.
fn label_of_cursor(desk: &Desk) -> Option<usize> {
    desk.state().agreement().cursor().label
}

#[test]
fn the_numbers_are_named_with_their_sets_and_how_much_was_counted() {
    let (mut desk, _) = desk();
    open(&mut desk);
    let numbers = numbers(&desk);
    assert_eq!(numbers[0], "All together, me and Ben: 0.50, 4 annotations");
    assert!(numbers.contains(&"claim, me and Ben: 1.00, 2 annotations".into()), "{numbers:?}");
    assert!(numbers.contains(&"denial, me and Ben: 0.00, 2 annotations".into()), "{numbers:?}");
    assert!(numbers.contains(&"source, me and Ben: undefined: nobody marked any, 0 annotations".into()), "{numbers:?}");
    assert!(numbers.iter().any(|name| name.starts_with("Ministry denies report, me and Ben: 0.50")), "{numbers:?}");
    assert!(numbers.iter().all(|name| !name.contains("NaN")));
    // A third one makes a matrix of pairs.
    desk.send(Intent::ShowPage(Page::Article));
    desk.send(Intent::AddAnnotator("Cem".into()));
    desk.mark("denial", "did not ask");
    desk.send(Intent::MarkDone(true));
    open(&mut desk);
    let names = self::numbers(&desk);
    for pair in
        ["me and Ben: 0.50, 4 annotations", "me and Cem: 0.00, 3 annotations", "Ben and Cem: 0.67, 3 annotations"]
    {
        assert!(names.contains(&pair.into()), "{pair}: {names:?}");
    }
}

#[test]
fn the_keyboard_goes_from_a_number_to_its_words_and_back() {
    let (mut desk, denial) = desk();
    open(&mut desk);
    desk.key(Key::ArrowDown);
    assert_eq!(label_of_cursor(&desk), Some(0));
    desk.key(Key::ArrowDown);
    assert_eq!(label_of_cursor(&desk), Some(1));
    desk.key(Key::ArrowUp);
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    let marks = desk.names(Role::Button);
    assert!(marks.contains(&"me, denial: It did not ask".into()), "{marks:?}");
    assert!(marks.contains(&"Ben, denial: did not ask".into()), "{marks:?}");
    assert!(!marks.iter().any(|name| name.contains("Two officials")), "only those that make the number: {marks:?}");
    assert!(desk.has("Differ: 1") && !desk.has_containing("Agree:"));
    desk.click("Ben, denial: did not ask");
    assert_eq!((desk.state().page(), desk.state().selected().map(|(id, _)| id)), (Page::Article, Some(denial)));
    open(&mut desk);
    desk.key(Key::Escape);
    assert_eq!(desk.state().page(), Page::Article);
}

#[test]
fn a_click_on_a_number_lists_what_agrees_and_what_differs() {
    let (mut desk, _) = desk();
    open(&mut desk);
    desk.click("All together, me and Ben: 0.50, 4 annotations");
    assert!(desk.has("Differ: 1") && desk.has("Agree: 1"));
    desk.click("Close the list");
    assert!(!desk.has("Differ: 1"));
    desk.click("Copy");
    desk.click("Copy CSV");
    assert!(
        desk.effects().iter().any(|effect| matches!(effect, Effect::Copy(text) if text.contains("spans strict f1")))
    );
}

#[test]
fn what_is_missing_is_said_with_what_to_do() {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    desk.mark("claim", "Two officials said it did");
    desk.send(Intent::AddAnnotator("Ben".into()));
    open(&mut desk);
    assert!(desk.has("Agreement takes two sets of marks"));
    desk.send(Intent::ShowPage(Page::Article));
    desk.mark("claim", "Two officials said it did");
    open(&mut desk);
    assert!(desk.has("No article is done in two of these sets"));
    assert!(desk.has_containing("who is not done with it"));
    desk.click("Compare Ben");
    assert!(desk.has("Agreement takes two sets of marks"));
}

#[test]
fn measuring_is_shown_and_can_be_stopped() {
    let (mut desk, _) = desk();
    open(&mut desk);
    desk.slow_down();
    desk.send(Intent::Agreement(AgreementIntent::Measure(Measure::Gamma)));
    assert!(desk.has("Measuring …") && desk.has("All together, me and Ben: 0.50, 4 annotations"), "the old ones stand");
    desk.click("Stop");
    assert!(desk.has("Stopped: these numbers are not what is asked for."));
    desk.catch_up();
    assert!(desk.has("All together, me and Ben: 0.50, 4 annotations"));
    desk.send(Intent::Agreement(AgreementIntent::Again));
    assert!(desk.has_containing("chance from"), "gamma says what it was computed from");
    assert!(Command::CopyAgreement(Form::Csv).resolve(&desk.state()).is_some());
}

#[test]
fn precision_and_recall_stand_beside_f1_and_every_number_says_how_sure_it_is() {
    let (mut desk, _) = desk();
    desk.send(Intent::ShowPage(Page::Article));
    desk.mark("denial", "Nobody else was asked");
    open(&mut desk);
    desk.hover("All together, me and Ben: 0.40, 5 annotations");
    assert!(desk.has_containing("precision 0.33, recall 0.50"), "the first one’s marks are the reference");
    desk.click("Copy");
    desk.click("Copy CSV");
    let copied = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::Copy(text) => Some(text.clone()),
        _ => None,
    });
    let copied = copied.unwrap();
    for measure in ["spans strict f1", "spans strict precision", "spans strict recall"] {
        assert!(copied.contains(measure), "{copied}");
    }
    desk.send(Intent::Agreement(AgreementIntent::Measure(Measure::CohenKappa)));
    let first = numbers(&desk)[0].clone();
    desk.hover(&first);
    assert!(!desk.has_containing("precision"));
}

#[test]
fn relations_and_values_of_attributes_are_measured_and_listed() {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    for (name, scope) in [("", true), ("Ben", false)] {
        if !name.is_empty() {
            desk.send(Intent::AddAnnotator(name.into()));
        }
        let claim = desk.mark("claim", "Two officials said it did");
        let denial = desk.mark("denial", "It did not ask");
        let kind = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
        desk.send(Intent::Link(kind, denial, claim));
        let value = Some(Value::Flag(scope));
        desk.send(Intent::SetAttribute(Subject::Annotation(claim), AttributeKey::slug("checkable"), value));
        desk.send(Intent::MarkDone(true));
    }
    open(&mut desk);
    let measures = desk.state().measures();
    assert!(measures.contains(&Measure::Relations { labelled: false, rate: Rate::F1 }), "{measures:?}");
    let relations = Measure::Relations { labelled: true, rate: Rate::F1 };
    assert!(measures.contains(&relations));
    desk.send(Intent::Agreement(AgreementIntent::Measure(relations)));
    assert!(desk.has("Measure: F1 of relations with their kind"));
    let numbers = numbers(&desk);
    assert_eq!(numbers[0], "All together, me and Ben: 1.00, 2 relations");
    assert!(numbers.contains(&"denies, me and Ben: 1.00, 2 relations".into()), "{numbers:?}");
    desk.click("denies, me and Ben: 1.00, 2 relations");
    let tie = "Ben: It did not ask — denies → Two officials said it did";
    assert!(desk.has("Agree: 1") && desk.names(Role::Button).contains(&tie.into()), "{:?}", desk.names(Role::Button));
    desk.click(tie);
    assert_eq!(desk.state().page(), Page::Article);
    open(&mut desk);
    let values = Measure::Attribute(AttributeKey::slug("checkable"), Coefficient::Ac1);
    desk.send(Intent::Agreement(AgreementIntent::Measure(values)));
    assert!(desk.has("Measure: checkable: Gwet’s AC1"));
    let first = self::numbers(&desk)[0].clone();
    assert!(first.ends_with(", 1 matched annotation"), "{first}");
    desk.click(&first);
    assert!(desk.has("Differ: 1") && desk.has("me, claim: yes · Two officials said it did"));
    assert!(desk.has("Ben, claim: no · Two officials said it did"));
}

#[test]
fn the_page_says_how_a_measure_counts() {
    let (mut desk, _) = desk();
    open(&mut desk);
    for (measure, words) in [
        (Measure::CohenKappa, &["UAX #29", "more than half", "Passonneau 2006"][..]),
        (Measure::UAlpha, &["code points", "what lies between them"]),
        (Measure::Gamma, &["as an assignment", "as a set partition", "stays as added: ≈", "that chance brings in all"]),
        (Measure::Spans(Same::Strict, Rate::F1), &["An annotation in several fragments is one"]),
    ] {
        desk.send(Intent::Agreement(AgreementIntent::Measure(measure)));
        assert!(desk.has("How it is counted"));
        for word in words {
            assert!(desk.has_containing(word), "{word}");
        }
    }
    assert!(!desk.has_containing("mean of the pairs"), "there is one pair");
}

#[test]
fn the_share_and_the_reference_are_chosen_beside_the_measure() {
    let (mut desk, _) = desk();
    open(&mut desk);
    let overlap = |share| Measure::Spans(Same::Overlap(share), Rate::F1);
    desk.send(Intent::Agreement(AgreementIntent::Measure(overlap(0.5))));
    assert_eq!(numbers(&desk)[0], "All together, me and Ben: 1.00, 4 annotations");
    assert!(desk.has("Enough is"));
    desk.send(Intent::Agreement(AgreementIntent::Share(0.9)));
    assert!(desk.has("Measure: F1, label, where at least 90% of the words are the same"));
    assert_eq!(numbers(&desk)[0], "All together, me and Ben: 0.50, 4 annotations");
    desk.click("Reference: me");
    desk.click("Ben");
    assert_eq!(numbers(&desk)[0], "All together, Ben and me: 0.50, 4 annotations");
    assert!(desk.state().measures().contains(&Measure::Spans(Same::Tokens, Rate::F1)));
}
