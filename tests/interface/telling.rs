//! What the window tells without being asked: counts, what was last done, whether it is saved; and the menus' extras.

use egui::{Event, Key, Modifiers, PointerButton, Pos2};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{DialogPurpose, Effect, Intent, LinkKind, Modal, Replaces};
use gainsay::model::{Hash, Info};

use super::desk::Desk;

const BODY: &str = "Heading\n\nWonderful circumstances notwithstanding everything considered.";

/// Drags over a part of the text's line, with or without Shift, and returns what is selected.
fn dragged(desk: &mut Desk, shift: bool) -> String {
    let runs = desk.harness.query_all_by_role(egui::accesskit::Role::TextRun);
    let run = runs.into_iter().find(|node| node.accesskit_node().value().is_some_and(|value| value.contains("Wonder")));
    let line = run.unwrap().rect();
    let at = |share: f32| Pos2::new(line.left() + line.width() * share, line.center().y);
    let modifiers = if shift { Modifiers::SHIFT } else { Modifiers::NONE };
    let button =
        |pos, pressed, modifiers| Event::PointerButton { pos, button: PointerButton::Primary, pressed, modifiers };
    let (from, to) = (at(0.22), at(0.47));
    desk.event(Event::PointerMoved(from));
    desk.event(button(from, true, Modifiers::NONE));
    desk.event(Event::ModifiersChanged(modifiers));
    for place in [at(0.4), to] {
        desk.event(Event::PointerMoved(place));
    }
    desk.event(button(to, false, modifiers));
    desk.event(Event::ModifiersChanged(Modifiers::NONE));
    desk.event(Event::PointerMoved(to));
    desk.selected_words()
}

#[test]
fn snapping_to_words_is_switched_by_click_and_by_key_and_left_by_holding_shift() {
    let mut desk = Desk::new();
    desk.article(BODY);
    let whole = |words: &str| BODY.split([' ', '.']).any(|word| words.ends_with(word)) && words.starts_with(['W', 'c']);
    let snapped = dragged(&mut desk, false);
    assert!(whole(&snapped), "{snapped}");
    let exact = dragged(&mut desk, true);
    assert!(snapped.contains(&exact) && exact.len() < snapped.len() && !exact.is_empty(), "{exact} in {snapped}");
    desk.click("word snap on");
    assert!(!desk.state().view().snap && desk.has("word snap off"));
    assert_eq!(dragged(&mut desk, false), exact, "as exact as with Shift");
    desk.key(Key::F4);
    assert!(desk.state().view().snap && desk.has("word snap on"));
    assert_eq!(dragged(&mut desk, false), snapped);
}

#[test]
fn the_counts_on_the_cards_are_right_after_each_step() {
    let mut desk = Desk::new();
    desk.article("Other\n\nSeven.");
    desk.article("Heading\n\nOne two three four five.");
    assert!(desk.has("Heading, not annotated yet"));
    desk.mark("claim", "two");
    assert!(desk.has("Heading, claim: 1"));
    desk.mark("claim", "four");
    desk.mark("source", "five");
    assert!(desk.has("Heading, claim: 2, source: 1"));
    desk.typed(Key::D, "d");
    assert!(desk.has("Heading, claim: 2, denial: 1"));
    desk.key(Key::Delete);
    assert!(desk.has("Heading, claim: 2"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("Heading, claim: 2, denial: 1"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("Heading, claim: 2, source: 1"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(desk.has("Heading, claim: 2, denial: 1"));
    assert!(desk.has("Other, not annotated yet"), "the other card has its own");
    assert!(desk.has("3 annotations"));
}

#[test]
fn the_status_line_says_what_was_done_and_whether_it_is_saved() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five.");
    desk.mark("claim", "two three");
    assert!(desk.has_containing("Mark claim “two three”") && desk.has_containing("Ctrl+Z takes it back"));
    assert!(desk.has("unsaved") && !desk.has("saved"));
    desk.send(Intent::SaveTo("/tmp/port.ron".into(), false));
    assert!(desk.has("saving…"));
    let (path, version) = desk
        .effects()
        .iter()
        .find_map(|effect| match effect {
            Effect::Write { path, version, .. } => Some((path.clone(), *version)),
            _ => None,
        })
        .unwrap();
    desk.send(Intent::Saved(path, version, Ok(Hash::of(b"file"))));
    assert!(desk.has("saved") && desk.has_containing("Saved port.ron"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("unsaved") && desk.has_containing("Undone: Mark claim “two three”"));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    assert!(desk.has("saved"), "as in the file again");
}

#[test]
fn wording_and_verdict_show_with_each_claim_that_says_the_same() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three four five six.");
    let one = desk.mark("claim", "two three");
    desk.article("Other\n\nSeven eight nine.");
    let other = desk.mark("claim", "eight");
    desk.send(Intent::Link(LinkKind::SameClaim, other, one));
    desk.type_into("Wording", "!");
    desk.click("verdict: –");
    desk.click("misleading");
    let wording = desk.state().project().propositions().next().unwrap().1.wording.clone();
    let shown = |desk: &Desk| {
        let mut fields = desk.harness.query_all_by_label("Wording");
        let wording = fields.find_map(|node| node.accesskit_node().value());
        (wording.unwrap_or_default(), desk.has("verdict: misleading"))
    };
    for id in [one, other] {
        desk.send(Intent::Show(id));
        assert_eq!(shown(&desk), (wording.clone(), true));
    }
}

#[test]
fn a_project_opened_lately_is_opened_again_from_the_menu() {
    let mut desk = Desk::new();
    desk.click("File");
    assert_eq!(desk.menu_row("Open recent"), Some(false), "there is none yet");
    desk.key(Key::Escape);
    desk.send(Intent::Recent(vec!["/tmp/a.ron".into(), "/tmp/sub/b.ron".into()]));
    desk.click("File");
    desk.click("Open recent");
    assert_eq!((desk.menu_row("a.ron"), desk.menu_row("b.ron")), (Some(true), Some(true)));
    desk.click("b.ron");
    let read: Vec<_> = desk.effects().iter().filter(|effect| matches!(effect, Effect::ReadProject(_))).collect();
    assert!(matches!(read[..], [Effect::ReadProject(path)] if path.ends_with("sub/b.ron")), "{read:?}");
}

#[test]
fn the_projects_title_and_note_are_edited_in_a_sheet() {
    let mut desk = Desk::new();
    desk.keys(Modifiers::SHIFT, Key::F2);
    desk.type_text("The port");
    desk.type_into("Note", "Two papers.");
    desk.click("Keep");
    let info = Info { title: "The port".into(), note: "Two papers.".into() };
    assert_eq!(desk.state().project().info(), info);
    desk.click("File");
    desk.click("Edit the project's details …");
    // The caret stands before the title, so that its beginning is what is seen of it.
    desk.type_text("On ");
    desk.key(Key::Enter);
    assert_eq!(desk.state().project().info().title, "On The port");
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert_eq!(desk.state().project().info(), info);
}

#[test]
fn each_answer_to_trouble_with_a_file_does_what_it_says() {
    let path = std::path::PathBuf::from("/p/port.ron");
    let failed = || Modal::SaveFailed { path: "/p/port.ron".into(), why: "No space.".into() };
    let unreadable = || Modal::LoadFailed { path: "/p/other.ron".into(), why: "Line 3.".into() };
    let taken = || Modal::Replace { path: "/p/taken.ron".into(), purpose: DialogPurpose::SaveProject };
    type Wanted = fn(&Effect) -> bool;
    let asks: Wanted = |effect| matches!(effect, Effect::Ask { purpose: DialogPurpose::SaveProject, .. });
    let writes: Wanted = |effect| matches!(effect, Effect::Write { path, replaces: Replaces::Anything, .. } if path.ends_with("port.ron"));
    let table: [(Modal, &str, Option<Wanted>); 14] = [
        (
            Modal::Outside { gone: false },
            "Take the file’s version",
            Some(|effect| matches!(effect, Effect::ReadProject(path) if path.ends_with("port.ron"))),
        ),
        (Modal::Outside { gone: false }, "Replace it by mine", Some(writes)),
        (Modal::Outside { gone: false }, "Save as …", Some(asks)),
        (Modal::Outside { gone: false }, "Not now", None),
        (Modal::Outside { gone: true }, "Write it again", Some(writes)),
        (
            taken(),
            "Replace it",
            Some(
                |effect| matches!(effect, Effect::Write { path, replaces: Replaces::Anything, .. } if path.ends_with("taken.ron")),
            ),
        ),
        (taken(), "Another name …", Some(asks)),
        (taken(), "Cancel", None),
        (Modal::ReplaceDamaged, "Replace it", Some(writes)),
        (Modal::ReplaceDamaged, "Save as …", Some(asks)),
        (
            failed(),
            "Try again",
            Some(|effect| matches!(effect, Effect::Write { path, .. } if path.ends_with("port.ron"))),
        ),
        (failed(), "Save as …", Some(asks)),
        (
            unreadable(),
            "Open another …",
            Some(|effect| matches!(effect, Effect::Ask { purpose: DialogPurpose::OpenProject, .. })),
        ),
        (unreadable(), "Close", None),
    ];
    for (modal, answer, wanted) in table {
        let mut desk = Desk::new();
        desk.article(BODY);
        desk.send(Intent::SaveTo(path.clone(), false));
        let version = desk.effects().iter().find_map(|effect| match effect {
            Effect::Write { version, .. } => Some(*version),
            _ => None,
        });
        desk.send(Intent::Saved(path.clone(), version.unwrap(), Ok(Hash::of(b"file"))));
        let takes = answer.starts_with("Take");
        if !takes {
            // With their version taken, unsaved work would be asked about first.
            desk.mark("claim", "everything");
        }
        let shown = format!("{modal:?}: {answer}");
        desk.send(Intent::OpenModal(Box::new(modal)));
        let before = desk.effects().len();
        desk.click(answer);
        let since = &desk.effects()[before..];
        match wanted {
            Some(wanted) => assert!(since.iter().any(wanted), "{shown}: {since:?}"),
            None => assert!(!since.iter().any(|e| matches!(e, Effect::Write { .. } | Effect::Ask { .. })), "{shown}"),
        }
        let path_asked = matches!(desk.state().modal(), Some(Modal::Path { .. }));
        assert_eq!(path_asked, answer.ends_with('…'), "{shown}: {:?}", desk.state().modal());
    }
}

#[test]
fn a_labels_chip_tells_its_key_also_where_there_is_no_room_for_names() {
    let mut desk = Desk::new();
    desk.article(BODY);
    // Too narrow for names.
    desk.harness.set_size(egui::vec2(640.0, 600.0));
    desk.settle();
    desk.hover("Label claim");
    assert!(desk.has_containing("Key: c. Shift+c: mark every selection so."));
}
