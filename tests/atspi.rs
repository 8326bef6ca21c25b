//! Uses the program as somebody does who does not see it: reads the real window through AT-SPI, selects and labels
//! through it, saves, and reads the file.
//!
//! Needs Xvfb, xdotool, dbus and at-spi2-core. Where they are missing it is left out, and says so.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

#[path = "common/bus.rs"]
mod bus;
#[path = "common/display.rs"]
mod display;
#[path = "common/left_out.rs"]
mod left_out;
#[path = "common/reader.rs"]
mod reader;

use atspi::{Granularity, Role, State};

use display::{ARTICLE, Ends, display, load, project_file, quotes, wait_for};
use reader::{Reader, Seen, reader};

/// Waits until something is there.
fn find(reader: &Reader, role: Role, name: &str) -> Seen {
    wait_for(&format!("{role:?} {name}"), || reader.find(role, name))
}

fn press(reader: &Reader, role: Role, name: &str) {
    assert!(reader.act(&find(reader, role, name)).unwrap(), "{name} can be pressed");
}

/// Waits until it was said.
fn hear(reader: &Reader, words: &str) {
    wait_for(&format!("hearing “{words}”"), || reader.heard().contains(words).then_some(()));
}

/// Selects words of a document, and waits until it says that they are selected.
fn select(reader: &Reader, document: &Seen, words: &str) {
    reader
        .text(document, async |text| {
            let all = text.get_text(0, text.character_count().await?).await?;
            let from = all[..all.find(words).unwrap()].chars().count() as i32;
            text.set_selection(0, from, from + words.chars().count() as i32).await
        })
        .unwrap();
    let selected = || {
        reader.text(document, async |text| {
            let (start, end) = text.get_selection(0).await?;
            text.get_text(start, end).await
        })
    };
    wait_for(&format!("“{words}” to be selected"), || selected().ok().filter(|selected| selected == words));
}

/// Checks that everything that can be used has a name.
fn all_named(reader: &Reader) {
    let works = [
        Role::Button,
        Role::ToggleButton,
        Role::CheckBox,
        Role::RadioButton,
        Role::ComboBox,
        Role::Entry,
        Role::Slider,
        Role::SpinButton,
        Role::ListItem,
        Role::MenuItem,
        Role::TableColumnHeader,
    ];
    let seen = reader.look();
    let nameless: Vec<&Seen> = seen.iter().filter(|seen| works.contains(&seen.role) && seen.name.is_empty()).collect();
    assert!(nameless.is_empty(), "{nameless:#?}");
}

#[test]
fn reads_selects_labels_and_saves_unseen() {
    let Some(display) = display(&[]) else { return };
    let Some(reader) = reader(&display.number) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = project_file(folder.path());
    let mut command = display.command(&folder.path().join("state"));
    command.arg(&path).env("DBUS_SESSION_BUS_ADDRESS", &reader.session.address);
    let _program = Ends(command.spawn().unwrap());
    display.window("harbour.ron");

    // The article is a document that can be read from its first character to its last.
    let document = find(&reader, Role::DocumentFrame, "Harbour dredging delayed");
    let (text, word) = reader
        .text(&document, async |text| {
            let all = text.get_text(0, text.character_count().await?).await?;
            let at = all.find("The port").unwrap() as i32;
            Ok((all, text.get_string_at_offset(at + 5, Granularity::Word).await?.0))
        })
        .unwrap();
    assert_eq!((text.as_str(), word.as_str()), (ARTICLE, "port "));

    // Around it everything has a role, a name, and says how it is.
    let seen = reader.look();
    let of = |role, name: &str| seen.iter().any(|seen| seen.role == role && seen.name.starts_with(name));
    assert!(of(Role::Frame, "harbour.ron"), "{seen:#?}");
    for landmark in ["Articles panel", "Annotation panel", "Article area", "Status line"] {
        assert!(of(Role::Landmark, landmark), "{landmark}");
    }
    assert!(of(Role::ListBox, "Articles") && of(Role::Heading, "Marked in it"));
    all_named(&reader);
    let article = find(&reader, Role::ListItem, "Harbour dredging delayed");
    assert!(article.is(State::Selected) && article.is(State::Focusable));
    assert!(find(&reader, Role::ToggleButton, "word snap on").is(State::Pressed));
    press(&reader, Role::ToggleButton, "word snap on");
    assert!(!find(&reader, Role::ToggleButton, "word snap off").is(State::Pressed));

    // Words are selected as text, and labelled by a button; the mark is there, and is said.
    select(&reader, &document, "The port authority");
    press(&reader, Role::ToggleButton, "Label source");
    let mark = find(&reader, Role::Static, "source: The port authority");
    wait_for("the mark to be selected", || {
        reader.find(Role::Static, "source: ").filter(|mark| mark.is(State::Selected))
    });
    assert!(mark.depth > document.depth, "it is in the document");
    let said = find(&reader, Role::StatusBar, "Mark source");
    hear(&reader, &said.name);

    // A second one; then the first is picked as a click would.
    select(&reader, &document, "dredging starts in May");
    press(&reader, Role::ToggleButton, "Label claim");
    find(&reader, Role::Static, "claim: dredging starts in May");
    assert!(reader.act(&find(&reader, Role::Static, "source: ")).unwrap());
    wait_for("the first to be selected", || {
        reader.find(Role::Static, "source: ").filter(|mark| mark.is(State::Selected))
    });

    press(&reader, Role::Button, "File");
    press(&reader, Role::MenuItem, "Save");
    let saved = wait_for("the saved file", || load(&path).filter(|project| project.annotation_count() == 2));
    assert_eq!(quotes(&saved, "source"), ["The port authority"]);
    assert_eq!(quotes(&saved, "claim"), ["dredging starts in May"]);

    // A dialog says that it is one, and what about.
    press(&reader, Role::Button, "Help");
    press(&reader, Role::MenuItem, "Shortcuts");
    assert!(find(&reader, Role::Dialog, "Shortcuts").is(State::Modal));
    press(&reader, Role::Button, "Close");
    wait_for("the dialog to go", || reader.find(Role::Dialog, "Shortcuts").is_none().then_some(()));

    // The panel below says what it is, what it lists, and what can be done with that.
    press(&reader, Role::Button, "View");
    press(&reader, Role::CheckMenuItem, "All annotations");
    find(&reader, Role::ListBox, "Table of annotations");
    find(&reader, Role::ListItem, "claim: “dredging starts in May”");
    find(&reader, Role::Entry, "Filter by words");
    assert!(reader.look().iter().any(|seen| seen.role == Role::Landmark && seen.name == "Panel below the article"));
    all_named(&reader);
    press(&reader, Role::Button, "Edit");
    press(&reader, Role::CheckMenuItem, "Find …");
    find(&reader, Role::Entry, "Find in text");
    all_named(&reader);

    // So does a page, which says its title first.
    press(&reader, Role::Button, "Edit");
    press(&reader, Role::CheckMenuItem, "Settings");
    find(&reader, Role::Heading, "Settings");
    find(&reader, Role::Slider, "Line height");
    all_named(&reader);
    press(&reader, Role::Button, "Back to the article");
    find(&reader, Role::DocumentFrame, "Harbour dredging delayed");

    // What goes wrong is said at once.
    std::fs::remove_file(&path).unwrap();
    find(&reader, Role::Notification, "The project's file is gone");
    hear(&reader, "The project's file is gone");
}
