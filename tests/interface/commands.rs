//! Finds commands in the menus, in the palette and on the sheet of shortcuts.

use std::collections::BTreeSet;

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Command, Intent, Menu, Modal, Theme};
use gainsay::ui::theme::Palette;

use super::desk::Desk;

#[test]
fn every_command_is_in_the_menus_and_disabled_exactly_when_it_cannot_be_done() {
    type Arrange = fn(&mut Desk);
    let situations: [(&str, Arrange); 4] = [
        ("nothing", |_| {}),
        ("an article", |desk| {
            desk.article("Heading\n\nOne two three four five.");
        }),
        ("selected words", |desk| {
            desk.article("Heading\n\nOne two three four five.");
            desk.select("two three");
        }),
        ("a claim", |desk| {
            desk.article("Heading\n\nOne two three four five.");
            desk.mark("denial", "five");
            desk.mark("claim", "two three");
        }),
    ];
    for (situation, arrange) in situations {
        let mut desk = Desk::new();
        arrange(&mut desk);
        let mut seen = BTreeSet::new();
        for menu in Menu::ALL {
            desk.click(menu.title());
            let submenus: BTreeSet<_> =
                desk.commands().iter().filter(|c| c.menu().0 == menu).filter_map(Command::submenu).collect();
            for submenu in [None].into_iter().chain(submenus.into_iter().map(Some)) {
                if let Some(submenu) = submenu {
                    desk.click(submenu);
                }
                for command in desk.commands() {
                    if command.menu().0 != menu || command.submenu() != submenu {
                        continue;
                    }
                    let text = command.text(&desk.state());
                    let can = command.resolve(&desk.state()).is_some();
                    assert_eq!(desk.menu_row(&text), Some(can), "{text} with {situation}");
                    seen.insert(text);
                }
            }
            desk.key(Key::Escape);
            desk.key(Key::Escape);
        }
        assert_eq!(seen.len(), desk.commands().len(), "{situation}");
    }
}

#[test]
fn every_command_is_found_by_its_name() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    for command in desk.commands().into_iter().filter(|command| *command != Command::Palette) {
        let text = command.text(&desk.state());
        desk.send(Intent::OpenModal(Box::new(Modal::Palette { query: text.clone() })));
        assert!(desk.has(&text), "{text}");
        desk.key(Key::Escape);
    }
}

#[test]
fn the_palette_does_what_is_chosen() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("dark");
    desk.key(Key::Enter);
    assert_eq!(desk.state().view().theme, Theme::Dark);
    assert!(desk.state().modal().is_none());
    assert!(Palette::of(&desk.harness.ctx).dark, "and it is dark");
    // Annotations too.
    let id = desk.mark("claim", "two");
    desk.send(Intent::Pick(None));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("two");
    desk.key(Key::Enter);
    assert_eq!(desk.state().selection().annotation, Some(id));
    // And articles.
    let first = desk.state().article();
    let zebra = desk.article("Zebra crossing\n\nFour.");
    desk.send(Intent::OpenArticle(first.unwrap()));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("zebra");
    desk.key(Key::Enter);
    // What can be undone is named with the same words, and is not meant.
    assert_eq!(desk.state().article(), Some(zebra));
}

#[test]
fn the_palette_says_why_what_was_called_by_its_whole_name_is_not_done() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let ask = |desk: &mut Desk, name: &str| {
        desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
        desk.type_text(name);
        desk.key(Key::Enter);
        assert!(desk.state().modal().is_none(), "{name}");
    };
    // Not what is called nearly the same and can be done.
    ask(&mut desk, "find NEXT");
    assert!(desk.state().notice().unwrap().text.starts_with("“Find next”"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("not sure");
    desk.key(Key::Enter);
    assert!(desk.state().notice().unwrap().text.contains("selected annotation of your own"));
    // A part of a name means what can be done.
    ask(&mut desk, "dar");
    assert_eq!(desk.state().view().theme, Theme::Dark);
}

#[test]
fn the_sheet_of_shortcuts_lists_every_command_that_has_one() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.key(Key::F1);
    assert!(matches!(desk.state().modal(), Some(Modal::Shortcuts)));
    let state = desk.state();
    let rows = desk.harness.query_all_by_role(egui::accesskit::Role::Label);
    let listed: BTreeSet<String> = rows.filter_map(|node| node.accesskit_node().value()).collect();
    let mut count = 0;
    for command in desk.commands() {
        let Some(keys) = command.shortcut(&state) else { continue };
        let text = match command {
            Command::Undo => "Undo".to_owned(),
            Command::Redo => "Redo".to_owned(),
            _ => command.text(&state).trim_end_matches(" …").to_owned(),
        };
        assert!(listed.contains(&text), "{text}");
        assert!(listed.contains(&keys.to_string()), "{keys} of {text}");
        count += 1;
    }
    assert!(count > 60, "{count}");
    desk.key(Key::Escape);
    assert!(desk.state().modal().is_none());
}

#[test]
fn keys_that_do_nothing_say_why() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.send(Intent::Pick(None));
    desk.typed(Key::C, "c");
    assert!(desk.state().notice().unwrap().text.starts_with("Select some words first"));
    desk.mark("claim", "two");
    desk.typed(Key::Num1, "1");
    assert!(desk.state().notice().unwrap().text.contains("can't be done with claim"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::A);
    assert!(desk.state().notice().unwrap().text.starts_with("Agreement needs two sets"));
}
