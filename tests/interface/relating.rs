//! Relates annotations with the mouse: hovering shows, dragging a badge makes.

use egui::{Event, Modifiers, PointerButton, Pos2, Rect, Shape, pos2, vec2};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Intent, LinkKind, Modal};
use gainsay::model::KindKey;
use gainsay::model::actions::Subject;
use gainsay::ui::theme::Palette;

use super::desk::Desk;

const BODY: &str = "Heading\n\nOne two three four five six.\n\nSeven eight nine ten.";

/// The place of an annotation on the screen, by the name that screen readers hear.
pub(super) fn place(desk: &Desk, name: &str) -> Rect {
    let marks = desk.harness.query_all_by_role(egui::accesskit::Role::Mark);
    let found = marks.into_iter().find(|node| node.accesskit_node().label().as_deref() == Some(name));
    found.unwrap_or_else(|| panic!("no mark {name}")).rect()
}

/// Where the badge of an annotation is: over its first letters.
pub(super) fn badge(desk: &Desk, name: &str) -> Pos2 {
    place(desk, name).left_top() + vec2(4.0, 1.0)
}

pub(super) fn move_to(desk: &mut Desk, at: Pos2) {
    desk.harness.event(Event::PointerMoved(at));
    desk.settle();
}

pub(super) fn button(desk: &mut Desk, at: Pos2, pressed: bool) {
    let (button, modifiers) = (PointerButton::Primary, Modifiers::NONE);
    desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    desk.settle();
}

/// Takes hold of a badge and carries it to a place, without letting go.
pub(super) fn carry(desk: &mut Desk, from: Pos2, to: Pos2) {
    move_to(desk, from);
    button(desk, from, true);
    move_to(desk, from + (to - from) * 0.5);
    move_to(desk, to);
}

/// Counts the curves that are drawn. One that is drawn in parts counts once.
pub(super) fn curves(desk: &Desk) -> usize {
    let shapes = desk.harness.output().shapes.iter();
    let curve = |clipped: &egui::epaint::ClippedShape| match &clipped.shape {
        Shape::CubicBezier(curve) => Some(format!("{:?}", curve.points)),
        _ => None,
    };
    shapes.filter_map(curve).collect::<std::collections::BTreeSet<_>>().len()
}

/// Counts the dots at which curves begin and ties end.
pub(super) fn dots(desk: &Desk) -> usize {
    let shapes = desk.harness.output().shapes.iter();
    shapes.filter(|clipped| matches!(&clipped.shape, Shape::Circle(circle) if circle.radius == 2.5)).count()
}

pub(super) fn denies() -> LinkKind {
    LinkKind::Relation { kind: KindKey::slug("denies"), forward: true }
}

#[test]
fn a_relation_is_drawn_when_one_end_is_hovered_or_selected() {
    let mut desk = Desk::new();
    desk.article(BODY);
    let claim = desk.mark("claim", "two three");
    let denial = desk.mark("denial", "nine");
    desk.mark("actor", "five");
    desk.send(Intent::Link(denies(), denial, claim));
    desk.send(Intent::Pick(None));
    let elsewhere = pos2(700.0, 600.0);
    move_to(&mut desk, elsewhere);
    assert_eq!(curves(&desk), 0);
    for (name, drawn) in [("claim: two three", 1), ("denial: nine", 1), ("actor: five", 0)] {
        let at = place(&desk, name).center();
        move_to(&mut desk, at);
        assert_eq!(curves(&desk), drawn, "{name} hovered");
        move_to(&mut desk, elsewhere);
        assert_eq!(curves(&desk), 0, "the pointer has left {name}");
    }
    for id in [claim, denial] {
        desk.send(Intent::Pick(Some(id)));
        assert_eq!(curves(&desk), 1);
    }
}

#[test]
fn a_badge_dragged_onto_another_annotation_relates_them() {
    let mut desk = Desk::new();
    desk.article(BODY);
    let claim = desk.mark("claim", "two three");
    let denial = desk.mark("denial", "nine");
    let (from, to) = (badge(&desk, "denial: nine"), place(&desk, "claim: two three").center());
    carry(&mut desk, from, to);
    assert_eq!(desk.state().project().relation_count(), 0, "not before it is let go");
    button(&mut desk, to, false);
    let relations: Vec<_> =
        desk.state().project().relations().map(|(_, row)| (row.kind.clone(), row.from, row.to)).collect();
    assert_eq!(relations, [(KindKey::slug("denies"), denial, claim)]);
}

#[test]
fn a_badge_dragged_onto_an_articles_card_asks_how_and_looks_there() {
    let mut desk = Desk::new();
    let other = desk.article("Other\n\nEleven twelve.");
    let far = desk.mark("claim", "twelve");
    desk.mark("actor", "Eleven");
    let own = desk.article(BODY);
    let claim = desk.mark("claim", "two three");
    desk.mark("claim", "nine");
    desk.send(Intent::Pick(None));
    let card = |desk: &Desk, title: &str| {
        let mut cards = desk.harness.query_all_by_role(egui::accesskit::Role::ListBoxOption);
        cards.find(|node| node.accesskit_node().label().is_some_and(|name| name.starts_with(title))).unwrap().rect()
    };
    let lit = |desk: &Desk, card: Rect| {
        let accent = Palette::of(&desk.harness.ctx).accent;
        desk.harness.output().shapes.iter().any(|clipped| match &clipped.shape {
            Shape::Rect(shape) => shape.stroke.color == accent && (shape.rect.center() - card.center()).length() < 2.0,
            _ => false,
        })
    };
    let target = card(&desk, "Other");
    let from = badge(&desk, "claim: two three");
    carry(&mut desk, from, target.center());
    assert!(lit(&desk, target), "the card lights up");
    assert!(!lit(&desk, card(&desk, "Heading")));
    button(&mut desk, target.center(), false);
    assert!(!lit(&desk, target));
    assert!(
        matches!(desk.state().modal(), Some(Modal::LinkKind { kinds, .. }) if kinds.contains(&LinkKind::SameClaim))
    );
    assert_eq!(desk.state().article(), Some(own), "nothing has happened yet");
    desk.click("same claim as");
    assert_eq!(desk.state().article(), Some(other));
    assert!(desk.has("in Other"), "the picker says where it looks");
    assert_eq!(desk.state().linking().unwrap().candidates, [far], "not the claim of its own article");
    desk.type_text("twel");
    desk.key(egui::Key::Enter);
    assert!(desk.state().project().proposition_of(far).is_some());
    assert_eq!(desk.state().project().proposition_of(far), desk.state().project().proposition_of(claim));
    assert_eq!(desk.state().selection().annotation, Some(claim), "back where it began");
}

#[test]
fn a_tooltip_has_its_full_width_whatever_was_shown_before_it() {
    let mut desk = Desk::new();
    desk.article(BODY);
    desk.mark("actor", "five");
    let claim = desk.mark("claim", "two three");
    let note = "Said twice in the same words, and once more by somebody else on the day after.";
    desk.send(Intent::SetNote(Subject::Annotation(claim), note.into()));
    desk.send(Intent::Pick(None));
    for name in ["actor: five", "claim: two three"] {
        let at = place(&desk, name).center();
        move_to(&mut desk, at);
        (0..20).for_each(|_| desk.harness.step());
    }
    let told = desk.harness.get_by_label(note).rect();
    assert!(told.width() > 250.0, "{told:?}");
}

#[test]
fn curves_leave_the_strip_beside_the_scroll_bar_alone() {
    let mut desk = Desk::new();
    desk.article(BODY);
    let claim = desk.mark("claim", "two three");
    let denial = desk.mark("denial", "nine");
    desk.send(Intent::Link(denies(), denial, claim));
    desk.send(Intent::Pick(Some(claim)));
    let strip = desk.harness.query_all_by_label_contains("Where the annotations lie").next().unwrap().rect();
    assert_eq!(curves(&desk), 1);
    let shapes = desk.harness.output().shapes.iter();
    let mut clips =
        shapes.filter(|clipped| matches!(clipped.shape, Shape::CubicBezier(_))).map(|shape| shape.clip_rect);
    assert!(clips.all(|clip| clip.right() <= strip.left() && clip.right() > strip.left() - 4.0));
}
