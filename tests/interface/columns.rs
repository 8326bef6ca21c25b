//! Reads and relates articles side by side.

use egui::accesskit::Role;
use egui::{Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Intent, LinkKind, Showing, View};
use gainsay::model::{AnnotationId, ArticleId};

use super::desk::Desk;
use super::relating::{badge, button, carry, curves, denies, dots, move_to, place};

const REPORT: &str = "The report\n\nTwo officials said that the ministry had asked for help.\n\nNothing else is known.";

/// A denial beside a report; the denial is open.
struct Pair {
    desk: Desk,
    report: ArticleId,
    claim: AnnotationId,
    denial: AnnotationId,
}

fn pair(lines: usize) -> Pair {
    let mut desk = Desk::new();
    let report = desk.article(REPORT);
    let claim = desk.mark("claim", "ministry");
    let more = "Much more was said that day about other things.\n\n".repeat(lines);
    desk.article(&format!("The denial\n\n{more}The ministry denies it."));
    let denial = desk.mark("denial", "denies");
    desk.send(Intent::OpenBeside(report));
    desk.send(Intent::FocusColumn(0));
    Pair { desk, report, claim, denial }
}

/// Returns where a text stands, by its name.
fn texts(desk: &Desk) -> Vec<(String, Rect)> {
    let nodes = desk.harness.query_all_by_role(Role::Document);
    let mut all: Vec<_> = nodes.into_iter().map(|node| (node.accesskit_node().label().unwrap(), node.rect())).collect();
    all.sort_by(|a, b| a.1.left().total_cmp(&b.1.left()));
    all
}

#[test]
fn two_texts_stand_beside_each_other_with_their_headings() {
    let Pair { mut desk, .. } = pair(0);
    let all = texts(&desk);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all[0].0.contains("The denial") && all[1].0.contains("The report"), "{all:?}");
    assert!(all[0].1.right() <= all[1].1.left() && all[0].1.width() > 300.0, "{all:?}");
    assert_eq!(desk.names(Role::Tab).len(), 2);
    // Two things close it: a key, and the cross over it.
    desk.keys(Modifiers::COMMAND, Key::W);
    assert_eq!(texts(&desk).len(), 1);
    assert!(desk.names(Role::Tab).is_empty(), "a single text needs no heading");
    desk.keys(Modifiers::COMMAND, Key::B);
    assert_eq!(texts(&desk).len(), 2);
    desk.press("Close the column");
    assert_eq!(texts(&desk).len(), 1);
}

#[test]
fn columns_too_many_to_be_read_wait_at_the_side() {
    let Pair { mut desk, .. } = pair(0);
    let denial = desk.state().article().unwrap();
    // Each takes the place of the open one.
    let [third, _] = ["Third", "Fourth"].map(|title| desk.article(&format!("{title}\n\nThe ministry was asked.")));
    desk.send(Intent::OpenBeside(denial));
    desk.send(Intent::OpenBeside(third));
    assert_eq!(desk.state().columns().len(), 4);
    // Both panels stand beside them: there is room for two. All four have a place to go to.
    let all = texts(&desk);
    assert_eq!(all.len(), 2, "{all:?}");
    assert!(all.iter().all(|(_, rect)| rect.width() >= 300.0), "{all:?}");
    let tabs = desk.names(Role::Tab);
    assert_eq!(tabs.len(), 4, "{tabs:?}");
    for (at, tab) in tabs.iter().enumerate() {
        desk.send(Intent::FocusColumn(at));
        let title = tab.split(',').next().unwrap();
        let shown = texts(&desk);
        assert!(shown.len() == 2 && shown.iter().any(|(name, _)| name.contains(title)), "{title}: {shown:?}");
    }
    desk.click_role(Role::Tab, &tabs[0], Modifiers::NONE);
    assert_eq!(desk.state().active_column(), 0);
    // Without the panels there is room for all.
    desk.send(Intent::SetView(Box::new(View { left: false, right: false, ..desk.state().view().clone() })));
    desk.settle();
    let all = texts(&desk);
    assert_eq!(all.len(), 4, "{all:?}");
}

#[test]
fn a_press_in_a_text_makes_it_the_open_one_and_keys_go_there() {
    let Pair { mut desk, report, .. } = pair(0);
    assert_ne!(desk.state().article(), Some(report));
    desk.double_click("Two officials");
    assert_eq!(desk.state().article(), Some(report));
    let word = desk.selected_words();
    assert!(!word.is_empty());
    desk.typed(Key::S, "s");
    assert!(desk.marked().contains(&("source".into(), word)), "{:?}", desk.marked());
    // The keyboard goes from column to column too.
    desk.keys(Modifiers::COMMAND, Key::Num1);
    assert_eq!(desk.state().active_column(), 0);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::ArrowRight);
    assert!(!desk.selected_words().is_empty(), "the open text has the keyboard");
    desk.key(Key::F6);
    assert_eq!(desk.state().active_column(), 1, "so does F6");
}

#[test]
fn the_list_opens_an_article_beside_with_ctrl() {
    let mut desk = Desk::new();
    desk.article(REPORT);
    let open = desk.article("Another article\n\nIts words.");
    desk.click_role(Role::ListBoxOption, "The report", Modifiers::COMMAND);
    assert_eq!(texts(&desk).len(), 2);
    assert_eq!(desk.state().columns()[0].article, Some(open));
    desk.click_role(Role::ListBoxOption, "Another article", Modifiers::NONE);
    assert_eq!(desk.state().active_column(), 0, "one that stands there is gone to");
}

#[test]
fn a_badge_is_dragged_from_one_text_onto_an_annotation_of_the_other() {
    let Pair { mut desk, claim, denial, .. } = pair(0);
    let (from, to) = (badge(&desk, "denial: denies"), place(&desk, "claim: ministry").center());
    assert!(from.x < to.x);
    carry(&mut desk, from, to);
    button(&mut desk, to, false);
    let state = desk.state();
    let all: Vec<_> = state.project().relations().map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(all, [(denial, claim)]);
    // Let go over plain words, it relates nothing.
    let nothing = texts(&desk)[1].1.center_bottom() - egui::vec2(0.0, 12.0);
    let from = badge(&desk, "denial: denies");
    carry(&mut desk, from, nothing);
    button(&mut desk, nothing, false);
    assert_eq!(desk.state().project().relation_count(), 1);
    assert!(desk.state().modal().is_none());
}

#[test]
fn a_badge_is_dragged_onto_the_other_text_among_lanes_too() {
    let Pair { mut desk, claim, denial, .. } = pair(0);
    desk.send(Intent::ShowAs(Showing::Lanes));
    let (from, to) = (badge(&desk, "me, denial: denies"), place(&desk, "me, claim: ministry").center());
    carry(&mut desk, from, to);
    button(&mut desk, to, false);
    let state = desk.state();
    let all: Vec<_> = state.project().relations().map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(all, [(denial, claim)]);
}

#[test]
fn a_relation_is_drawn_across_the_gap_while_an_end_is_selected_or_hovered() {
    let Pair { mut desk, claim, denial, .. } = pair(0);
    desk.send(Intent::Link(denies(), denial, claim));
    desk.send(Intent::Pick(None));
    let away = texts(&desk)[0].1.center_bottom() - egui::vec2(0.0, 12.0);
    move_to(&mut desk, away);
    assert_eq!(curves(&desk), 0);
    for name in ["denial: denies", "claim: ministry"] {
        let at = place(&desk, name).center();
        move_to(&mut desk, at);
        assert_eq!(curves(&desk), 1, "{name} hovered");
        move_to(&mut desk, away);
        assert_eq!(curves(&desk), 0);
    }
    desk.send(Intent::Pick(Some(denial)));
    assert_eq!(curves(&desk), 1);
    // Behind the strips of marks, not over them.
    let strips = desk.harness.query_all_by_label_contains("Where the annotations lie");
    let strips: Vec<Rect> = strips.map(|strip| strip.rect()).collect();
    assert_eq!(strips.len(), 2);
    let shapes = desk.harness.output().shapes.iter();
    let drawn: Vec<Rect> = shapes
        .filter(|clipped| matches!(clipped.shape, egui::Shape::CubicBezier(_)))
        .map(|clipped| clipped.clip_rect)
        .collect();
    assert!(drawn.len() > 1, "on both sides of the strip between the texts: {drawn:?}");
    let over = |clip: &Rect| strips.iter().any(|strip| clip.shrink(0.5).x_range().intersects(strip.x_range()));
    assert!(drawn.iter().all(|clip| !over(clip)), "{drawn:?} {strips:?}");
}

#[test]
fn following_a_relation_moves_the_other_text_only() {
    let Pair { mut desk, claim, denial, report } = pair(60);
    desk.send(Intent::Link(denies(), denial, claim));
    desk.send(Intent::OpenArticle(report));
    desk.send(Intent::Pick(Some(claim)));
    let before = place(&desk, "claim: ministry");
    assert!(desk.harness.query_all_by_label("denial: denies").next().is_none(), "it is far below");
    desk.click_containing("↓ denied by");
    assert_eq!(desk.state().selection().annotation, Some(denial));
    assert_eq!(place(&desk, "claim: ministry"), before, "what was read stays where it is");
    place(&desk, "denial: denies");
}

#[test]
fn a_link_is_finished_in_the_other_text_by_a_click() {
    let Pair { mut desk, claim, denial, .. } = pair(0);
    desk.send(Intent::Pick(Some(denial)));
    desk.send(Intent::BeginLink(LinkKind::Relation { kind: gainsay::model::KindKey::slug("denies"), forward: true }));
    let at = place(&desk, "claim: ministry").center();
    move_to(&mut desk, at);
    button(&mut desk, at, true);
    button(&mut desk, at, false);
    let state = desk.state();
    let all: Vec<_> = state.project().relations().map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(all, [(denial, claim)]);
    assert_eq!(state.selection().annotation, Some(denial), "the next link can begin at once");
}

#[test]
fn a_tie_of_the_first_words_of_two_texts_is_drawn_among_all_relations() {
    let mut desk = Desk::new();
    let first = desk.article("The report\n\nNothing else is known.");
    let one = desk.mark("claim", "The report");
    desk.article("The denial\n\nNothing else is known.");
    let other = desk.mark("claim", "The denial");
    desk.send(Intent::Link(LinkKind::SameClaim, one, other));
    desk.send(Intent::OpenBeside(first));
    desk.send(Intent::Pick(None));
    let before = dots(&desk);
    desk.key(Key::F9);
    assert_eq!(dots(&desk), before + 2);
}

#[test]
fn the_menu_of_a_text_is_for_that_text() {
    let Pair { mut desk, report, .. } = pair(0);
    desk.select("The denial");
    let at = {
        let runs = desk.harness.query_all_by_role(Role::TextRun);
        let run =
            runs.into_iter().find(|node| node.accesskit_node().value().is_some_and(|it| it.contains("Nothing else")));
        run.unwrap().rect().center()
    };
    move_to(&mut desk, at);
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
        desk.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    assert_eq!(desk.state().article(), Some(report));
    assert_eq!(desk.menu_row("Mark as claim"), Some(false), "nothing is selected there");
}

#[test]
fn the_likeliest_counterpart_in_the_other_text_is_taken_by_keys_alone() {
    let mut desk = Desk::new();
    let report = desk.article("The report\n\nNothing is known of the weather. The ministry asked for 1,400 guards.");
    desk.mark("claim", "Nothing is known of the weather");
    let likeliest = desk.mark("claim", "The ministry asked for 1,400 guards");
    desk.article("The denial\n\nMuch was said that day. It did not ask for 1,400 guards.");
    let denial = desk.mark("denial", "did not ask for 1,400 guards");
    desk.send(Intent::Pick(None));
    desk.send(Intent::OpenBeside(report));
    assert_eq!(desk.state().active_column(), 1);
    desk.keys(Modifiers::COMMAND, Key::Num1);
    desk.key(Key::Tab);
    assert_eq!(desk.state().selected().map(|(id, _)| id), Some(denial));
    desk.typed(Key::Num1, "1");
    let offered = desk.state().linking().map(|linking| linking.candidates.clone());
    assert_eq!(offered.as_ref().and_then(|all| all.first()), Some(&likeliest), "{offered:?}");
    assert_eq!(desk.state().project().relation_count(), 0, "none makes itself");
    desk.key(Key::Enter);
    let all: Vec<_> = desk.state().project().relations().map(|(_, row)| (row.from, row.to)).collect();
    assert_eq!(all, [(denial, likeliest)]);
    // The claim beside is reached by keys, too, and told to be the same.
    let own = desk.mark("claim", "Much was said that day");
    desk.key(Key::Equals);
    assert_eq!(desk.state().linking().map(|linking| linking.candidates.len()), Some(2));
    desk.key(Key::ArrowDown);
    desk.key(Key::Enter);
    let state = desk.state();
    assert!(state.project().proposition_of(own).is_some());
    assert_eq!(state.columns().len(), 2);
    assert_eq!(state.selection().annotation, Some(own), "back where it began");
}
