//! Brings annotations of another program in and hands some out, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{Command, Effect, ImportIntent, Intent, Page};
use gainsay::formats::exchange::File;

use super::desk::Desk;

const MARKS: &str = "T1\tPerson 0 3\tAda\nT2\tClaims 4 8\tsaid\nR1\tsays Arg1:T1 Arg2:T2\nT3\tPerson 2 2\t\n";

/// Asks for files, and reads them as the host would.
fn read(desk: &mut Desk) {
    read_marks(desk, MARKS);
}

fn read_marks(desk: &mut Desk, marks: &str) {
    desk.send(Intent::Import(ImportIntent::Read(vec!["/work/a.ann".into()])));
    let asked = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::ReadForeign { number, .. } => Some(*number),
        _ => None,
    });
    let files = [("a.txt", "Ada said so.\n"), ("a.ann", marks)].map(|(name, text)| File::new(name, text.as_bytes()));
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
fn what_is_here_already_does_not_come_again_unless_somebody_else_made_it() {
    let mut desk = Desk::new();
    for (known, count) in [(false, 2), (true, 4)] {
        read(&mut desk);
        let again = "2 annotations and 1 relation are here already and do not come again.";
        assert_eq!(desk.has(again), known, "{:?}", desk.texts());
        if known {
            assert!(desk.has("0 annotations, 0 relations") && desk.disabled("Import what was found"));
            desk.click("Somebody else made it: bring in all of it");
            assert!(!desk.has(again) && desk.has("2 annotations, 1 relation"));
        }
        desk.focus("Import what was found");
        desk.key(Key::Enter);
        assert_eq!((desk.state().page(), desk.state().project().annotation_count()), (Page::Article, count));
    }
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

#[test]
fn what_nobody_is_named_for_is_said_to_be_mine_by_keyboard_and_can_be_changed() {
    let mut desk = Desk::new();
    read(&mut desk);
    desk.focus("Annotations of brat: Nobody is named");
    desk.key(Key::Enter);
    let own = desk.state().set().map(|set| desk.state().project().set_name(set)).unwrap();
    desk.focus(&format!("Mine: {own}"));
    desk.key(Key::Enter);
    assert!(desk.has(&format!("Annotations of brat: Mine: {own}")), "{:?}", desk.names(Role::Button));
    desk.focus("Import what was found");
    desk.key(Key::Enter);
    let editable = {
        let state = desk.state();
        state.project().annotations().filter(|(_, row)| state.may_edit_annotation(row)).count()
    };
    assert_eq!((desk.state().page(), editable), (Page::Article, 2));
    desk.send(Intent::Undo);
    assert_eq!(desk.state().project().annotation_count(), 0);
}

#[test]
fn whoever_made_it_can_be_named() {
    let mut desk = Desk::new();
    read(&mut desk);
    desk.focus("Annotations of brat: Nobody is named");
    desk.key(Key::Enter);
    desk.focus("Other");
    desk.key(Key::Enter);
    desk.focus("Annotator");
    desk.type_text("Ben");
    desk.key(Key::Enter);
    assert!(desk.has("Annotations of brat: Ben") && desk.has("By Ben"), "{:?}", desk.texts());
    assert_eq!(desk.state().page(), Page::Import, "Enter ends the naming, and no more than that");
    desk.key(Key::Enter);
    let state = desk.state();
    assert!(state.project().annotators().iter().any(|(_, row)| row.name == "Ben"));
}

#[test]
fn what_is_left_out_is_said_at_the_top_with_a_way_to_the_list() {
    let mut desk = Desk::new();
    let many: String = (5..60).map(|at| format!("T{at}\tLabel{at} 0 3\tAda\n")).collect();
    read_marks(&mut desk, &format!("{MARKS}{many}"));
    assert!(desk.has("One thing is left out or changed on the way in."), "{:?}", desk.texts());
    let before = desk.top("What is to be known");
    desk.press("Show what");
    let after = desk.top("What is to be known");
    assert!(after < before - 100.0 && (0.0..800.0).contains(&after), "{before} {after}");
}
