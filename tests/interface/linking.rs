//! Joins annotations by relations and ties: by typing, by what is dropped on what, and as they are drawn.

use egui::Key;
use egui::accesskit::Role;
use gainsay::app::{Command, Intent, LinkKind, Modal};
use gainsay::model::edit::Builder;
use gainsay::model::{Kind, KindKey};

use super::desk::Desk;
use super::relating::{curves, dots};

#[test]
fn relations_are_made_by_typing_part_of_the_other_end() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    let claim = desk.mark("claim", "two three");
    desk.mark("claim", "four");
    let denial = desk.mark("denial", "six");
    desk.click("Relate: denies …");
    assert!(desk.state().linking().is_some());
    desk.type_text("thr");
    assert_eq!(desk.state().linking().unwrap().candidates, [claim]);
    desk.key(Key::Enter);
    let relations: Vec<_> = desk.state().project().relations().map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(relations, [(denial, claim)]);
    // Arrows choose, Escape leaves.
    desk.click("Relate: denies …");
    desk.key(Key::Escape);
    assert!(desk.state().linking().is_none());
    // The row of the other end leads there; its scope is edited here.
    desk.click("scope: –");
    desk.click("partial");
    assert_eq!(desk.state().project().relations().next().unwrap().1.attributes.len(), 1);
    desk.click("Add a note");
    desk.type_into("Note on the relation", "in full");
    assert_eq!(desk.state().project().relations().next().unwrap().1.note, "in full");
    desk.click("denies claim: two three");
    assert_eq!(desk.state().selection().annotation, Some(claim));
    desk.click("Delete the relation denied by");
    assert_eq!(desk.state().project().relation_count(), 0);
}

#[test]
fn only_relations_that_the_scheme_allows_are_offered() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    for (label, words, expected) in [
        ("claim", "One", &["about", "attributed to", "denied by", "made by"][..]),
        ("denial", "two", &["about", "attributed to", "denies", "made by"]),
        ("source", "three", &["attributed to", "made by", "source of"]),
        ("actor", "four", &["makes", "spoken of in"]),
    ] {
        desk.mark(label, words);
        let names = desk.names(egui::accesskit::Role::Button);
        let mut offered: Vec<&str> =
            names.iter().filter_map(|name| name.strip_prefix("Relate: ")?.strip_suffix(" …")).collect();
        offered.sort_unstable();
        assert_eq!(offered, expected, "{label}");
    }
}

#[test]
fn same_claims_share_wording_and_verdict() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    let a = desk.mark("claim", "two three");
    desk.article("Other\n\nSeven eight nine.");
    let b = desk.mark("claim", "eight");
    desk.click("Same claim as …");
    desk.type_text("two");
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    let proposition = desk.state().project().proposition_of(a);
    assert!(proposition.is_some() && proposition == desk.state().project().proposition_of(b));
    desk.type_into("Wording", "!");
    desk.click("verdict: –");
    desk.click("misleading");
    let row = desk.state().project().proposition(&proposition.unwrap()).unwrap().clone();
    assert!(row.wording.contains('!') && row.attributes.len() == 1);
    assert!(desk.has_containing("says the same claim: two three, in Heading"));
    // The other end, in the other article, stands at the edge of this one.
    assert!(desk.has("→ same claim: two three"));
    desk.click("→ same claim: two three");
    assert_eq!(desk.state().selection().annotation, Some(a));
    desk.click("→ same claim: eight");
    desk.click("Untie from the others");
    assert!(desk.state().project().proposition_of(b).is_none());
}

#[test]
fn dropping_a_mark_on_another_asks_which_relation_is_meant() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    let claim = desk.mark("claim", "two three");
    let actor = desk.mark("actor", "six");
    desk.send(Intent::DropLink(claim, actor));
    assert!(matches!(desk.state().modal(), Some(Modal::LinkKind { .. })));
    desk.click("about");
    let kinds: Vec<_> = desk.state().project().relations().map(|(_, row)| row.kind.clone()).collect();
    assert_eq!(kinds, [KindKey::slug("about")]);
}

#[test]
fn relations_and_ties_are_drawn_in_every_way() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.\n\nSeven eight nine ten.");
    let (a, b) = (desk.mark("claim", "two"), desk.mark("claim", "nine"));
    let (denial, actor) = (desk.mark("denial", "five six"), desk.mark("actor", "ten"));
    let denies = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    let about = LinkKind::Relation { kind: KindKey::slug("about"), forward: true };
    desk.send(Intent::Link(LinkKind::SameClaim, a, b));
    desk.send(Intent::Link(denies.clone(), denial, a));
    desk.send(Intent::Link(denies, denial, b));
    desk.send(Intent::Link(about, b, actor));
    desk.send(Intent::Pick(None));
    let none = (curves(&desk), dots(&desk));
    assert_eq!(none.0, 0);
    // A curve begins at a dot; a tie is a line of dashes between two.
    for (id, drawn, tied) in [(a, 1, 2), (b, 2, 2), (denial, 2, 0), (actor, 1, 0)] {
        desk.send(Intent::Pick(Some(id)));
        assert_eq!((curves(&desk), dots(&desk) - none.1), (drawn, drawn + tied), "{id:?}");
    }
    desk.send(Intent::Pick(None));
    desk.key(Key::F9);
    assert_eq!((curves(&desk), dots(&desk) - none.1), (3, 3 + 2), "all");
}

#[test]
fn a_kind_without_a_name_of_its_other_side_is_called_by_the_one_it_has() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    let claim = desk.mark("claim", "two three");
    let denial = desk.mark("denial", "six");
    let kind = KindKey::slug("denies");
    desk.send(Intent::Link(LinkKind::Relation { kind: kind.clone(), forward: true }, denial, claim));
    // As kinds come from most other programs.
    let mut project = desk.state().project().clone();
    let mut builder = Builder::new(&project);
    builder.put(kind.clone(), Some(Kind { inverse: String::new(), ..project.kind(&kind).unwrap().clone() }));
    let transaction = builder.finish();
    project.apply(&transaction).unwrap();
    desk.send(Intent::Adopt(Box::new(project), "other".into()));
    desk.send(Intent::Pick(Some(claim)));
    assert!(desk.has("denies (to this one) denial: six"), "{:?}", desk.names(Role::Button));
    assert!(desk.has("Relate: denies (to this one) …"), "{:?}", desk.names(Role::Button));
    let nameless =
        |command: &Command| matches!(command, Command::Link(..)) && command.text(&desk.state()).trim().is_empty();
    assert!(!desk.commands().iter().any(nameless));
}
