//! Brings annotations of another program in and hands some out, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{Command, Effect, ImportIntent, Intent, Page};
use gainsay::formats::exchange::File;

use super::desk::Desk;

const MARKS: &str = "T1\tPerson 0 3\tAda\nT2\tClaims 4 8\tsaid\nR1\tsays Arg1:T1 Arg2:T2\nT3\tPerson 2 2\t\n";

/// Asks for files, and reads them as the host would.
fn read(desk: &mut Desk) {
    desk.send(Intent::Import(ImportIntent::Read(vec!["/work/a.ann".into()])));
    let asked = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::ReadForeign { number, .. } => Some(*number),
        _ => None,
    });
    let files = [("a.txt", "Ada said so.\n"), ("a.ann", MARKS)].map(|(name, text)| File::new(name, text.as_bytes()));
    desk.send(Intent::Import(ImportIntent::FilesRead(asked.unwrap(), Ok(files.into_iter().collect()))));
}

#[test]
fn what_names_become_is_chosen_by_keyboard_and_enter_imports() {
    let mut desk = Desk::new();
    read(&mut desk);
    assert!(desk.has("One article that is new, none that is here") && desk.has("2 annotations, 1 relation"));
    assert!(desk.has("Claims becomes claim") && desk.has("Format of the files: brat"));
    let remark = "One annotation “Person” is on no words and was left out.";
    assert!(desk.has(remark) && !desk.has("a.ann, line 4"));
    desk.click(&format!("Places: {remark}"));
    assert!(desk.has("a.ann, line 4"));
    // The list of a name takes the keyboard: Enter unfolds it, Tab goes through what it could be, Enter takes that.
    desk.focus("Person becomes New: Person");
    desk.key(Key::Enter);
    assert!(desk.has("Leave out"), "{:?}", desk.names(Role::Button));
    desk.focus("actor");
    desk.key(Key::Enter);
    assert!(desk.has("Person becomes actor"));
    assert_eq!(desk.state().project().annotation_count(), 0);
    desk.focus("Import what was found");
    desk.key(Key::Enter);
    assert_eq!((desk.state().page(), desk.marked().len()), (Page::Article, 2));
    assert!(desk.marked().contains(&("actor".into(), "Ada".into())));
}

#[test]
fn what_is_new_is_named_on_the_way_in() {
    let mut desk = Desk::new();
    read(&mut desk);
    desk.focus("What Person is called here");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("people");
    assert!(desk.has("Person becomes New: people"), "{:?}", desk.names(Role::Button));
    // Enter ends the naming, and no more than that.
    desk.key(Key::Enter);
    assert_eq!((desk.state().page(), desk.state().project().annotation_count()), (Page::Import, 0));
    desk.key(Key::Enter);
    assert_eq!(desk.state().page(), Page::Article);
    assert!(desk.marked().contains(&("people".into(), "Ada".into())), "{:?}", desk.marked());
}

#[test]
fn what_a_format_can_not_hold_is_listed_with_its_places() {
    let mut desk = Desk::new();
    desk.article("Ministry denies report\n\nIt did not ask, the ministry said.");
    desk.mark("denial", "It did not ask");
    desk.send(Command::Page(Page::Export).resolve(&desk.state()).unwrap());
    let times = "When one annotation was made is left out.";
    assert!(desk.has(times) && desk.has("All articles") && desk.has_containing("brat holds overlaps, fragments"));
    desk.click(&format!("Places: {times}"));
    assert!(desk.texts().iter().any(|text| text == "Ministry denies report, line 3"), "{:?}", desk.texts());
    assert!(!desk.disabled("Choose where to write it"));
    desk.click("Choose where to write it");
    assert!(desk.names(Role::Button).contains(&"Export".to_owned()), "the path can be typed");
}
