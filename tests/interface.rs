//! Drives the window by the names that screen readers hear, without a screen.

#![allow(missing_docs, clippy::unwrap_used, reason = "a test")]

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
#[path = "interface/masking.rs"]
mod masking;
#[path = "interface/merging.rs"]
mod merging;
#[path = "interface/others.rs"]
mod others;
#[path = "interface/pane.rs"]
mod pane;
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

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use desk::Desk;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{
    Command, DialogPurpose, Effect, FileRead, Intent, LinkEnd, LinkKind, Menu, Modal, OutsideChange, Remark, Theme,
};
use gainsay::model::{Details, Info, KindKey, LabelKey};
use gainsay::ui::theme::Palette;
use relating::{curves, dots};

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
fn without_articles_the_window_says_what_to_do() {
    let mut desk = Desk::new();
    assert!(desk.has("Begin with an article"));
    desk.click_last("Paste an article …");
    assert!(matches!(desk.state().modal(), Some(Modal::Paste { .. })));
    // There is no text in it yet.
    assert!(desk.disabled("Add"));
    desk.click("Text");
    desk.event(Event::Paste("A headline\n\nA paragraph.".into()));
    desk.type_into("Outlet", "The Paper");
    desk.click("Add");
    assert!(desk.state().modal().is_none());
    let article = desk.state().article().unwrap();
    let details = desk.state().project().article(&article).unwrap().details.clone();
    assert_eq!((details.title.as_str(), details.outlet.as_str()), ("A headline", "The Paper"));
    assert!(desk.has_containing("A headline, The Paper"));
}

#[test]
fn label_keys_mark_the_selection_and_relabel_the_annotation() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.select("two three");
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked(), [("claim".to_owned(), "two three".to_owned())]);
    desk.typed(Key::D, "d");
    assert_eq!(desk.marked(), [("denial".to_owned(), "two three".to_owned())]);
    // A key with no text, as some systems send it; and text with no key.
    desk.key(Key::S);
    assert_eq!(desk.marked()[0].0, "source");
    desk.event(Event::Text("a".into()));
    assert_eq!(desk.marked()[0].0, "actor");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.marked()[0].0, "source");
    desk.key(Key::Delete);
    assert!(desk.marked().is_empty());
}

#[test]
fn an_armed_label_is_given_to_every_selection() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.click("Label claim");
    assert_eq!(desk.state().armed(), Some(&LabelKey::slug("claim")));
    assert!(desk.has("armed: claim"));
    desk.select("two");
    desk.select("four");
    assert_eq!(desk.marked().len(), 2);
    desk.key(Key::Escape);
    assert!(desk.state().armed().is_none() && !desk.has("armed: claim"));
    desk.send(Intent::Arm(Some(LabelKey::slug("denial"))));
    desk.click("armed: denial");
    assert!(desk.state().armed().is_none() && !desk.has("armed: denial"), "a click there ends it, too");
}

#[test]
fn keys_stay_in_the_field_that_has_them() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("claim", "two three");
    desk.type_into("Note", "d?[");
    let state = desk.state();
    let row = state.project().annotation(&id).unwrap().clone();
    drop(state);
    assert_eq!((row.note.as_str(), row.label.as_str(), row.unsure), ("d?[", "claim", false));
    // Undo in a field is the field's.
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.state().project().annotation(&id).is_some());
    desk.type_text(" نفي");
    // What runs right to left is shown laid out below the field.
    assert!(desk.has_containing("نفي"));
    // Typing is one step.
    desk.key(Key::Escape);
    assert_eq!(desk.state().selection().annotation, Some(id), "Escape only leaves the field");
    desk.click("Edit");
    assert!(desk.has("Undo: Write a note"));
    desk.click("Undo: Write a note");
    assert!(!desk.has_containing("نفي"));
}

#[test]
fn the_annotation_is_edited_in_place() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("source", "two three");
    let row = |desk: &Desk| desk.state().project().annotation(&id).unwrap().clone();
    desk.click("Not sure");
    assert!(row(&desk).unsure);
    // A click with the mouse leaves the keys to the article.
    desk.typed(Key::A, "a");
    assert_eq!(row(&desk).label, LabelKey::slug("actor"));
    desk.typed(Key::S, "s");
    desk.type_into("descriptor", "a man on the stairs");
    desk.click("kind: –");
    desk.click("anonymous");
    assert_eq!(row(&desk).attributes.len(), 2);
    desk.click("Label: source");
    desk.click("claim");
    assert_eq!(row(&desk).label, LabelKey::slug("claim"));
    desk.click("checkable: yes");
    assert_eq!(row(&desk).attributes.len(), 1);
    desk.click("checkable: yes");
    assert!(row(&desk).attributes.is_empty());
    desk.click("Delete the annotation");
    assert!(desk.state().project().annotation(&id).is_none());
}

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
fn annotators_are_added_chosen_and_hidden() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let first = desk.state().set().unwrap();
    let id = desk.mark("claim", "two");
    desk.click("Annotating as me");
    desk.click("Add an annotator …");
    desk.type_text("Ben");
    desk.key(Key::Enter);
    assert_ne!(desk.state().set(), Some(first));
    // Others' annotations are read only.
    desk.send(Intent::Pick(Some(id)));
    assert!(desk.has_containing("only me can change it"));
    assert!(desk.disabled("Not sure"));
    desk.click("Annotating as Ben");
    desk.click("Show the annotations of me");
    assert!(!desk.state().shows(first));
    desk.key(Key::Escape);
    desk.click("Annotating as Ben");
    desk.click("Annotate as me");
    assert_eq!(desk.state().set(), Some(first));
}

fn set_names(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let project = state.project();
    project.sets().iter().map(|(id, _)| project.set_name(**id)).collect()
}

#[test]
fn a_set_is_named_in_its_own_row() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    // From the palette the menu opens with the keyboard in the field.
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("rename the set");
    desk.key(Key::Enter);
    assert!(desk.state().modal().is_none());
    desk.type_text("first reading");
    desk.key(Key::Enter);
    assert_eq!(set_names(&desk), ["me: first reading"]);
    assert_eq!((desk.state().naming(), desk.marked().len()), (None, 0));
    // A name that is taken is refused, and the field stays.
    desk.send(Intent::AddSet(false));
    assert!(desk.state().naming().is_some(), "a new one can be named at once");
    desk.key(Key::Escape);
    desk.settle();
    desk.click("Annotating as me: pass 2");
    desk.click("Rename the set …");
    desk.type_text("first reading");
    desk.key(Key::Enter);
    assert!(desk.state().naming().is_some() && desk.state().notice().unwrap().error);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("second");
    desk.key(Key::Enter);
    assert_eq!(set_names(&desk), ["me: first reading", "me: second"]);
    // Escape leaves it.
    desk.send(Command::RenameSet.resolve(&desk.state()).unwrap());
    desk.type_text("third");
    desk.key(Key::Escape);
    desk.settle();
    assert_eq!((set_names(&desk)[1].as_str(), desk.state().naming()), ("me: second", None));
}

#[test]
fn annotators_are_added_and_renamed_where_the_sets_are_listed() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::P);
    desk.type_text("add an annotator");
    desk.key(Key::Enter);
    assert!(desk.state().modal().is_none() && desk.has("Add an annotator"));
    desk.type_text("me");
    desk.key(Key::Enter);
    assert!(desk.state().naming().is_some() && desk.state().notice().unwrap().error, "that name is taken");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("سلمى");
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(set_names(&desk), ["me", "سلمى"]);
    // The menu was opened for the field: it closes with it, and the keyboard is back in the article.
    assert!(!desk.has("Annotate as me"));
    desk.key(Key::Tab);
    assert_eq!(desk.state().project().set_name(desk.state().set().unwrap()), "سلمى");
    desk.click("Annotating as سلمى");
    desk.click("Rename the annotator …");
    desk.type_text("Salma");
    desk.key(Key::Enter);
    desk.settle();
    assert_eq!(set_names(&desk), ["me", "Salma"]);
    desk.send(Intent::Undo);
    assert_eq!(set_names(&desk), ["me", "سلمى"]);
}

#[test]
fn articles_are_opened_moved_and_removed() {
    let mut desk = Desk::new();
    let a = desk.article("First\n\nOne.");
    let b = desk.article("Second\n\nTwo.");
    desk.click_containing("First, not annotated yet");
    assert_eq!(desk.state().article(), Some(a));
    desk.click("Add an article");
    assert!(desk.has("Add articles from files …"));
    desk.key(Key::Escape);
    desk.click_secondary("Second, not annotated yet");
    desk.click("Move up");
    let order: Vec<_> = desk.state().project().articles().iter().map(|(id, _)| **id).collect();
    assert_eq!(order, [b, a]);
    desk.click_secondary("Second, not annotated yet");
    desk.click("Edit the details …");
    desk.type_into("Author", "A. Writer");
    desk.click("Keep");
    assert_eq!(desk.state().project().article(&b).unwrap().details.author, "A. Writer");
    desk.click_secondary("Second, not annotated yet");
    desk.click("Remove the article");
    assert!(desk.state().project().article(&b).is_none());
    desk.click("Mark as done");
    assert!(desk.has_containing("First, not annotated yet, done"));
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
fn files_are_asked_for_with_a_path_to_type_beside() {
    let mut desk = Desk::new();
    desk.keys(Modifiers::COMMAND, Key::O);
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::Ask { .. })));
    assert!(desk.has_containing("The system's dialog is open."));
    desk.send(Intent::NoDialog(DialogPurpose::OpenProject));
    assert!(desk.has_containing("could show no dialog") && !desk.has_containing("dialog is open"));
    desk.type_into("Path", "/tmp/b.ron");
    desk.key(Key::Enter);
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::ReadProject(path) if path.ends_with("b.ron"))));
}

#[test]
fn unsaved_work_is_asked_about() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::COMMAND, Key::Q);
    assert!(desk.has("Save your work?"));
    desk.click("Stay");
    assert!(desk.state().modal().is_none());
    desk.keys(Modifiers::COMMAND, Key::Q);
    desk.click("Don’t save");
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::Close)));
}

#[test]
fn trouble_with_the_file_shows_above_the_article() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::Outside(OutsideChange::Changed));
    assert!(desk.has_containing("Another program changed the project's file"));
    desk.click("What to do …");
    assert!(matches!(desk.state().modal(), Some(Modal::Outside { .. })));
    desk.click("Not now");
    desk.send(Intent::Journal(Err("The disk is full.".into())));
    assert!(desk.has_containing("would not survive a crash"));
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
fn tab_goes_through_the_annotations() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let [a, b, c] =
        [("claim", "One"), ("claim", "two"), ("actor", "three")].map(|(label, words)| desk.mark(label, words));
    // From the caret on, which stands at the last one; and round.
    desk.send(Intent::Pick(None));
    for id in [c, a, b] {
        desk.key(Key::Tab);
        assert_eq!(desk.state().selection().annotation, Some(id));
    }
    for id in [a, c, b] {
        desk.keys(Modifiers::SHIFT, Key::Tab);
        assert_eq!(desk.state().selection().annotation, Some(id));
    }
}

#[test]
fn pasted_text_becomes_an_article() {
    let mut desk = Desk::new();
    desk.event(Event::Paste("From elsewhere\n\nText.".into()));
    assert!(matches!(desk.state().modal(), Some(Modal::Paste { text, .. }) if text.starts_with("From")));
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
fn hundreds_of_articles_are_listed_as_they_come_into_view() {
    let mut desk = Desk::new();
    for number in 0..300 {
        desk.article(&format!("Article {number}\n\nText."));
    }
    let shown = desk.harness.root().query_all_by_role(egui::accesskit::Role::ListBoxOption).count();
    assert!((3..20).contains(&shown), "{shown}");
    // The open one is among them.
    assert!(desk.has_containing("Article 299, not annotated yet"));
    let open = desk
        .harness
        .root()
        .query_all_by_label_contains("Article 299")
        .any(|node| node.accesskit_node().is_selected() == Some(true));
    assert!(open);
}

#[test]
fn the_tag_bar_marks_what_the_mouse_selected() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.double_click("One two three four five.");
    let words = desk.selected_words();
    assert!(!words.is_empty() && words.split(' ').count() == 1, "{words:?}");
    assert!(desk.has("Tag: Mark as claim"));
    desk.click("Tag: Mark as claim");
    assert_eq!(desk.marked(), [("claim".to_owned(), words)]);
    // A mark is picked by a click, and text being selected lets it go.
    assert!(desk.state().selected().is_some());
    desk.double_click("Heading");
    assert!(desk.state().selected().is_none());
    assert!(desk.has("Tag: Mark as claim"));
    // The next key takes the bar away.
    desk.keys(Modifiers::SHIFT, Key::ArrowLeft);
    assert!(!desk.has("Tag: Mark as claim"));
}

#[test]
fn a_slow_frame_keeps_the_order_of_mouse_and_key() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("source", "Heading");
    desk.double_click_and_type_at_once("One two three four five.", Key::C, "c");
    let marked = desk.marked();
    assert_eq!(marked.len(), 2, "{marked:?}");
    assert!(
        marked.contains(&("source".into(), "Heading".into())),
        "the mark selected before is left alone: {marked:?}"
    );
}

#[test]
fn a_slow_frame_keeps_the_order_of_keys() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.select("two");
    desk.send(Intent::SaveTo("/tmp/never-written.ron".into(), false));
    let written = |desk: &Desk| {
        let count = |effect: &Effect| match effect {
            Effect::Write { project, .. } => Some(project.annotation_count()),
            _ => None,
        };
        desk.effects().iter().filter_map(count).collect::<Vec<_>>()
    };
    assert_eq!(written(&desk), [0]);
    let key = |key, modifiers| Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers };
    // The words' label, another one in its place, and both undone: all in one frame.
    desk.harness.event(key(Key::C, Modifiers::NONE));
    desk.harness.event(Event::Text("c".into()));
    desk.harness.event(key(Key::D, Modifiers::NONE));
    desk.harness.event(Event::Text("d".into()));
    desk.settle();
    assert_eq!(desk.marked(), [("denial".to_owned(), "two".to_owned())]);
    desk.harness.event(key(Key::Z, Modifiers::COMMAND));
    desk.harness.event(key(Key::Z, Modifiers::COMMAND));
    desk.settle();
    assert_eq!(desk.marked(), []);
    // Letters that follow a command go where it leads, and mark nothing on the way.
    desk.harness.event(key(Key::F, Modifiers::COMMAND));
    desk.harness.event(key(Key::C, Modifiers::NONE));
    desk.harness.event(Event::Text("c".into()));
    desk.settle();
    assert_eq!(desk.state().view().dock, Some(gainsay::app::Dock::Find));
}

#[test]
fn selecting_by_keyboard_waits_for_the_key_even_with_a_label_armed() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.double_click("One two three four five.");
    desk.send(Intent::Arm(Some(LabelKey::slug("claim"))));
    desk.key(Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    desk.keys(Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(desk.marked(), [], "each arrow is not a selection of its own");
    assert_eq!(desk.selected_words().chars().count(), 2);
    desk.typed(Key::D, "d");
    assert_eq!(desk.marked().len(), 1);
}

#[test]
fn undo_brings_the_selection_back() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    let id = desk.mark("claim", "two three");
    desk.key(Key::Delete);
    assert!(desk.state().selected().is_none());
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.state().selection().annotation, Some(id));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(desk.marked().is_empty());
}

#[test]
fn ends_are_moved_by_keys_wherever_the_layout_has_them() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two three");
    desk.event(Event::Text("[".into()));
    assert_eq!(desk.marked()[0].1, "One two three");
    desk.event(Event::Text("}".into()));
    assert_eq!(desk.marked()[0].1, "One two three four");
    desk.keys(Modifiers::COMMAND, Key::CloseBracket);
    assert_eq!(desk.marked()[0].1, "ne two three four");
    desk.event(Event::Text("?".into()));
    assert!(desk.state().selected().unwrap().1.unsure);
}

/// A file that is let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the host reads it".into())
    }
}

fn drop_files(desk: &mut Desk, names: &[&str]) {
    let file = |name: &&str| -> egui::DroppedFileHandle { Arc::new(Dropped(PathBuf::from(name))) };
    desk.harness.input_mut().dropped_files = names.iter().map(file).collect();
    desk.settle();
}

/// Lists the files that the host is to read.
fn read(desk: &Desk) -> Vec<PathBuf> {
    let asked = desk.effects().iter().filter_map(|effect| match effect {
        Effect::ReadArticles { paths, .. } => Some(paths.clone()),
        _ => None,
    });
    asked.flatten().collect()
}

#[test]
fn files_that_are_dropped_are_added() {
    let mut desk = Desk::new();
    let files = ["/tmp/a.txt", "/tmp/b.txt"];
    drop_files(&mut desk, &files);
    assert_eq!(read(&desk), files.map(PathBuf::from));
}

#[test]
fn files_that_are_dropped_while_something_is_typed_are_added_behind_it() {
    let mut desk = Desk::new();
    desk.click_last("Paste an article …");
    drop_files(&mut desk, &["/tmp/a.txt"]);
    assert!(read(&desk).is_empty() && matches!(desk.state().modal(), Some(Modal::Paste { .. })));
    assert_eq!(desk.state().notice().unwrap().text, "The files are added when this is answered or closed.");
    desk.key(Key::Escape);
    assert_eq!(read(&desk), [PathBuf::from("/tmp/a.txt")]);
}

#[test]
fn a_file_whose_encoding_was_guessed_is_looked_at_and_changed_before_it_is_added() {
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles(vec!["/tmp/a.txt".into(), "/tmp/b.txt".into()]));
    let asked = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    assert!(desk.has("Reading 1 of 2 files") && desk.has("Stop"));
    let latin = FileRead::of("a.txt", Ok(b"Gr\xF6\xDFe".to_vec()));
    let other = FileRead::of("b.txt", Ok(b"\xCF\xF0\xE0\xE2\xE4\xE0".to_vec()));
    desk.send(Intent::ArticlesRead(asked.unwrap(), vec![latin, other]));
    desk.settle();
    assert!(desk.has("Größe") && !desk.has("Reading 1 of 2 files"));
    // Escape closes the open list first.
    desk.click("Encoding of b.txt");
    desk.settle();
    assert!(desk.has("Arabic (Windows-1256)"));
    desk.key(Key::Escape);
    assert!(matches!(desk.state().modal(), Some(Modal::Encodings)));
    desk.click("Encoding of a.txt");
    desk.settle();
    desk.click("Western European (Macintosh)");
    desk.settle();
    assert!(desk.has("Grˆﬂe") && desk.has("a.txt: Western European (Macintosh), chosen"));
    desk.click("b.txt");
    desk.settle();
    assert!(desk.has_containing("b.txt: ") && !desk.has("Grˆﬂe"));
    desk.click("Skip b.txt");
    desk.settle();
    desk.click("Add");
    desk.settle();
    assert!(desk.state().modal().is_none());
    assert_eq!(desk.state().open_revision().unwrap().1.text.as_str(), "Grˆﬂe");
}

#[test]
fn a_file_is_not_added_while_it_is_read_in_another_encoding() {
    let mut desk = Desk::new();
    desk.slow_down();
    desk.send(Intent::AddFiles(vec!["/tmp/a.txt".into(), "/tmp/b.txt".into()]));
    let batch = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    let files = ["a.txt", "b.txt"].map(|name| FileRead::of(name, Ok(b"Gr\xF6\xDFe".to_vec())));
    desk.send(Intent::ArticlesRead(batch.unwrap(), files.to_vec()));
    assert!(!desk.disabled("Add all") && !desk.disabled("Add a.txt"));
    desk.click("Encoding of a.txt");
    desk.click("Western European (Macintosh)");
    assert!(desk.disabled("Add all") && desk.disabled("Add a.txt") && !desk.disabled("Add b.txt"));
    desk.hover("Add all");
    assert!(desk.has_containing("Wait until its words are here"));
    let read = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::Decode { files, encoding } => Some((files.clone(), *encoding)),
        _ => None,
    });
    let (files, encoding) = read.unwrap();
    let read = files.into_iter().map(|(key, file)| (key, file.draft_in(encoding).map(Box::new)));
    desk.send(Intent::Decoded(encoding, read.collect()));
    assert!(!desk.disabled("Add all") && !desk.disabled("Add a.txt"));
}

#[test]
fn the_articles_menu_tells_what_labels_mean() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two");
    let means = desk.state().project().labels()[1].1.told();
    let start = means.lines().next().unwrap().to_owned();
    let at = {
        let marks = desk.harness.query_all_by_role(egui::accesskit::Role::Mark);
        marks.into_iter().next().unwrap().rect().center()
    };
    desk.harness.event(Event::PointerMoved(at));
    for pressed in [true, false] {
        let (button, modifiers) = (egui::PointerButton::Secondary, Modifiers::NONE);
        desk.harness.event(Event::PointerButton { pos: at, button, pressed, modifiers });
    }
    desk.settle();
    let row = "Relabel as denial";
    assert!(desk.menu_row(row).is_some() && !desk.has_containing(&start));
    desk.hover(row);
    assert!(desk.has_containing(&start), "{start}");
}

#[test]
fn what_was_not_added_is_listed_by_name() {
    let mut desk = Desk::new();
    let remark =
        |at: usize| Remark { file: format!("{at}.txt"), what: "there is no such file".into(), failed: at == 900 };
    desk.send(Intent::OpenModal(Box::new(Modal::Added { remarks: (0..1000).map(remark).collect() })));
    desk.settle();
    assert!(desk.has("900.txt was not added"), "what failed comes first");
    assert!(desk.has("1.txt") && !desk.has("999.txt"), "what is out of view is not laid out");
    desk.key(Key::Enter);
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

#[test]
fn a_file_that_is_gone_is_not_called_changed() {
    for (change, said, unsaid) in [
        (OutsideChange::Gone, "is gone from its folder", "Another program changed"),
        (OutsideChange::Changed, "Another program changed", "is gone from its folder"),
    ] {
        let mut desk = Desk::new();
        desk.send(Intent::Outside(change));
        desk.send(Intent::Say(String::new(), false));
        assert!(desk.has_containing(said) && !desk.has_containing(unsaid), "{change:?}");
    }
}

#[test]
fn nothing_can_be_typed_in_a_project_that_is_read_only() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let claim = desk.mark("claim", "two");
    let actor = desk.mark("actor", "three");
    let other = desk.mark("actor", "One");
    desk.send(Intent::Link(LinkKind::SameEntity, actor, other));
    desk.send(Intent::Propose(claim));
    let fields = [(claim, &["Note", "Wording"][..]), (actor, &["Note", "Name"])];
    for (id, names) in fields {
        desk.send(Intent::Show(id));
        names.iter().for_each(|name| assert!(!desk.disabled(name), "{name}"));
    }
    desk.write_protect();
    for (id, names) in fields {
        desk.send(Intent::Show(id));
        names.iter().for_each(|name| assert!(desk.disabled(name), "{name}"));
    }
}
