//! Looks at what a class handed in, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{ClassFile, ClassroomIntent, Effect, Intent, Page, Showing};
use gainsay::formats::exchange::File;

use super::desk::Desk;
use super::exercise::teacher;
use super::learner::{learner, written};

/// Reads hand-ins, as the host does.
fn read(desk: &mut Desk, files: Vec<(String, Vec<u8>)>) {
    desk.send(ClassroomIntent::Read(vec!["/tmp/handed".into()]).into());
    let number = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::ReadHandIns { number, .. } => Some(*number),
        _ => None,
    });
    let files = files.into_iter().map(|(name, bytes)| File::new(name, bytes)).collect();
    desk.send(ClassroomIntent::FilesRead(number.unwrap(), Ok(files)).into());
}

fn handed(teacher: &mut Desk, name: &str, marks: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut desk = learner(teacher);
    for (label, words) in marks {
        desk.mark(label, words);
    }
    desk.send(ClassroomIntent::HandIn(name.into()).into());
    (format!("{name}.handin.json"), written(&mut desk, ClassFile::HandIn))
}

/// Three learners; two of them marked what the key has not.
fn class() -> Desk {
    let mut desk = teacher();
    let all = [("claim", "it did ask for help"), ("source", "Two officials"), ("denial", "It did not ask")];
    let files = vec![
        handed(&mut desk, "Ada", &all),
        handed(&mut desk, "Ben", &[("claim", "It did not ask"), ("source", "the ministry")]),
        handed(&mut desk, "Cem", &[("source", "the ministry")]),
        ("notes.txt".into(), b"nothing".to_vec()),
    ];
    read(&mut desk, files);
    desk
}

#[test]
fn the_table_is_sorted_and_leads_from_a_number_to_the_words() {
    let mut desk = class();
    assert_eq!(desk.state().page(), Page::Class);
    assert!(desk.has_containing("3 learners"), "{:?}", desk.texts());
    for cell in ["Ada, Points: 3 of 4", "Ada, Found: 3", "Ben, Wrong label: 1", "Ben, Surplus: 1", "Cem, Missed: 4"] {
        assert!(desk.has(cell), "{cell}: {:?} {:?}", desk.names(Role::Button), desk.names(Role::Label));
    }
    let order = |desk: &Desk| -> Vec<String> {
        desk.texts().into_iter().filter(|name| ["Ada", "Ben", "Cem"].contains(&name.as_str())).collect()
    };
    assert_eq!(order(&desk), ["Ada", "Ben", "Cem"]);
    desk.click("Sort by Missed");
    assert_eq!(order(&desk), ["Cem", "Ben", "Ada"]);
    desk.click("Ben, Surplus: 1");
    assert!(desk.has("Ben, source: the ministry"));
    desk.click("Ben, source: the ministry");
    assert_eq!(desk.state().page(), Page::Article);
    let quote = desk.state().selected().map(|(_, row)| desk.state().project().quote(row)).unwrap();
    assert_eq!(quote, "the ministry");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    assert_eq!(desk.state().page(), Page::Class);
}

#[test]
fn the_key_says_who_found_it_and_what_it_was_taken_for() {
    let mut desk = class();
    desk.click("The key: 4 to find");
    assert!(desk.has("1 of 3 found: Two officials") && desk.has("1 as claim: It did not ask"));
    desk.click("1 as claim: It did not ask");
    assert!(desk.has("Ben, claim: It did not ask"));
    desk.click("Close the list");
    desk.click("Taken for what");
    assert!(desk.has("denial, as claim: 1") && desk.has("not in the key, as source: 2"));
}

#[test]
fn what_many_marked_is_accepted_and_everybody_marked_anew() {
    let mut desk = class();
    desk.click("Not in the key: 1");
    desk.press("Accept as right: source, the ministry");
    assert!(desk.has("Not in the key: 0"));
    desk.click("Learners: 3");
    assert!(desk.has("Cem, Points: 0 of 4"), "nobody loses by it: {:?}", desk.names(Role::Label));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("Not in the key: 1"));
}

#[test]
fn what_was_set_aside_is_named_and_names_are_hidden_on_demand() {
    let mut desk = class();
    desk.click("Set aside: 1");
    assert!(desk.texts().iter().any(|text| text.starts_with("notes.txt")) || desk.has_containing("notes.txt"));
    desk.click("Learners: 3");
    desk.click("Hide names");
    assert!(!desk.has("Ada") && !desk.has_containing("Ada, "));
    desk.click("Hide names");
    assert!(desk.has("Ada"));
    desk.press("Heat map: source");
    assert_eq!((desk.state().page(), desk.state().showing()), (Page::Article, Showing::Heat));
}

#[test]
fn without_hand_ins_it_says_what_to_do() {
    let mut desk = teacher();
    desk.send(Intent::ShowPage(Page::Class));
    assert!(desk.has("Nothing was handed in yet") && desk.has("Open hand-ins …"));
}
