//! Drives the window by the names that screen readers hear, without a screen.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

#[path = "interface/adding.rs"]
mod adding;
#[path = "interface/agreement.rs"]
mod agreement;
#[path = "interface/annotators.rs"]
mod annotators;
#[path = "interface/articles.rs"]
mod articles;
#[path = "interface/class.rs"]
mod class;
#[path = "interface/columns.rs"]
mod columns;
#[path = "interface/commands.rs"]
mod commands;
#[path = "interface/desk.rs"]
mod desk;
#[path = "interface/drafts.rs"]
mod drafts;
#[path = "interface/exchange.rs"]
mod exchange;
#[path = "interface/exercise.rs"]
mod exercise;
#[path = "interface/find.rs"]
mod find;
#[path = "interface/learner.rs"]
mod learner;
#[path = "interface/ledger.rs"]
mod ledger;
#[path = "interface/linking.rs"]
mod linking;
#[path = "interface/marking.rs"]
mod marking;
#[path = "interface/masking.rs"]
mod masking;
#[path = "interface/merging.rs"]
mod merging;
#[path = "interface/others.rs"]
mod others;
#[path = "interface/pane.rs"]
mod pane;
#[path = "interface/people.rs"]
mod people;
#[path = "interface/places.rs"]
mod places;
#[path = "interface/relating.rs"]
mod relating;
#[path = "interface/room.rs"]
mod room;
#[path = "interface/scheme.rs"]
mod scheme;
#[path = "interface/settling.rs"]
mod settling;
#[path = "interface/table.rs"]
mod table;
#[path = "interface/telling.rs"]
mod telling;
#[path = "interface/texts.rs"]
mod texts;
#[path = "interface/trouble.rs"]
mod trouble;

use std::collections::BTreeSet;

use desk::Desk;
use egui::{Event, Key, Modifiers};
use gainsay::app::{Command, DialogPurpose, Effect, Intent, LinkEnd, LinkKind, Modal};
use gainsay::model::{Details, Info};
use gainsay::ui::theme::Palette;

#[test]
fn the_window_is_as_light_or_dark_as_the_system_unless_it_is_told_otherwise() {
    let mut desk = Desk::new();
    let dark = |desk: &mut Desk, system: Option<egui::Theme>| {
        desk.harness.input_mut().system_theme = system;
        desk.settle();
        Palette::of(&desk.harness.ctx).dark
    };
    use egui::Theme::{Dark, Light};
    for (command, system, expected) in [
        (Command::SystemTheme, Some(Dark), true),
        (Command::SystemTheme, Some(Light), false),
        (Command::SystemTheme, None, false),
        (Command::Dark, Some(Light), true),
        (Command::Light, Some(Dark), false),
    ] {
        let intent = command.resolve(&desk.state());
        intent.into_iter().for_each(|intent| desk.send(intent));
        assert_eq!(dark(&mut desk, system), expected, "{command:?} {system:?}");
    }
}

#[test]
fn every_modal_opens_and_closes_with_escape() {
    let mut desk = Desk::new();
    let article = desk.article("Heading\n\nOne two three.");
    let from = desk.mark("claim", "two");
    let to = desk.mark("actor", "three");
    let path = std::path::PathBuf::from("/tmp/a.ron");
    let modals = [
        Modal::Palette { query: String::new() },
        Modal::Shortcuts,
        Modal::About,
        Modal::Paste { details: Details::default(), text: "نص".into() },
        Modal::Details { article, details: Details::default() },
        Modal::Unsaved { then: Box::new(Intent::Quit) },
        Modal::Outside { gone: false },
        Modal::Outside { gone: true },
        Modal::Replace { path: path.clone(), purpose: DialogPurpose::SaveProject },
        Modal::ReplaceDamaged,
        Modal::SaveFailed { path: path.clone(), why: "No space.".into() },
        Modal::LoadFailed { path, why: "Line 3.".into() },
        Modal::Warnings,
        Modal::Rescue,
        Modal::Path { purpose: DialogPurpose::OpenProject, typed: String::new() },
        Modal::Path { purpose: DialogPurpose::SaveProject, typed: "a.ron".into() },
        Modal::Path { purpose: DialogPurpose::AddArticles, typed: String::new() },
        Modal::LinkKind { from, to: LinkEnd::Annotation(to), kinds: vec![LinkKind::SameClaim] },
        Modal::LinkKind { from, to: LinkEnd::Article(article), kinds: vec![LinkKind::SameClaim] },
        Modal::Info { info: Info::default() },
        Modal::Encodings,
        Modal::Added { remarks: Vec::new() },
    ];
    for modal in modals {
        let shown = format!("{modal:?}");
        desk.send(Intent::OpenModal(Box::new(modal)));
        assert!(desk.state().modal().is_some(), "{shown}");
        // Keys do not reach what is behind.
        desk.key(Key::Delete);
        assert_eq!(desk.marked().len(), 2, "{shown}");
        desk.key(Key::Escape);
        assert!(desk.state().modal().is_none(), "{shown}");
    }
}

#[test]
fn the_view_is_switched_by_keys() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.key(Key::F7);
    assert!(!desk.has("Add an article"));
    desk.key(Key::F7);
    assert!(desk.has("Add an article"));
    desk.key(Key::F8);
    assert!(!desk.has("Edit the details …"));
    desk.key(Key::F8);
    let size = desk.state().view().text_size;
    desk.keys(Modifiers::COMMAND, Key::Plus);
    assert!(desk.state().view().text_size > size);
    desk.keys(Modifiers::COMMAND, Key::Num0);
    assert_eq!(desk.state().view().text_size, size);
    desk.key(Key::F4);
    assert!(!desk.state().view().snap);
}

#[test]
fn f6_goes_round_the_window() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.mark("claim", "two");
    let mut seen = Vec::new();
    for _ in 0..5 {
        desk.key(Key::F6);
        seen.push(desk.focused());
    }
    let different: BTreeSet<_> = seen.iter().collect();
    assert_eq!(different.len(), 5, "{seen:?}");
    desk.key(Key::F6);
    assert_eq!(desk.focused(), seen[0]);
    desk.keys(Modifiers::SHIFT, Key::F6);
    assert_eq!(desk.focused(), seen[4]);
}

#[test]
fn an_idle_window_does_not_repaint() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.mark("claim", "two");
    desk.settle();
    assert!(!desk.harness.ctx.has_requested_repaint());
}

#[test]
fn a_panel_keeps_the_width_it_is_dragged_to_once_the_button_is_up() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let kept = |desk: &Desk| desk.effects().iter().filter(|effect| matches!(effect, Effect::KeepView)).count();
    let before = kept(&desk);
    let edge = egui::pos2(1280.0 - desk.state().view().right_width, 500.0);
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    desk.harness.event(Event::PointerMoved(edge));
    desk.harness.step();
    desk.harness.event(button(edge, true));
    desk.harness.step();
    for x in [10.0, 40.0, 60.0] {
        desk.harness.event(Event::PointerMoved(edge - egui::vec2(x, 0.0)));
        desk.harness.step();
    }
    assert_eq!(kept(&desk), before, "not while it is dragged");
    desk.harness.event(button(edge - egui::vec2(60.0, 0.0), false));
    desk.settle();
    assert_eq!(kept(&desk), before + 1);
    assert!(desk.state().view().right_width > 360.0, "{}", desk.state().view().right_width);
    desk.settle();
    assert_eq!(kept(&desk), before + 1);
}
