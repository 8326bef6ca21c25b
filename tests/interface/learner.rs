//! Solves an exercise in the learner's view, by the names that screen readers hear.

use egui::Key;
use egui::accesskit::Role;
use egui_kittest::kittest::Queryable;
use gainsay::app::{ClassFile, ClassroomIntent, DialogPurpose, Effect, Form, Intent, LoadedProject, Lock, Modal};
use gainsay::model::{Hash, Project};
use gainsay::store;

use super::desk::Desk;
use super::exercise::teacher;

/// Returns the bytes that a dialog's file gets.
pub(crate) fn written(desk: &mut Desk, file: ClassFile) -> Vec<u8> {
    let purpose = DialogPurpose::Classroom(file);
    desk.send(Intent::AskFile(purpose));
    desk.send(Intent::Chosen(purpose, vec!["/tmp/out.x".into()]));
    let bytes = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::Export { bytes, .. } => Some(bytes.clone()),
        _ => None,
    });
    bytes.unwrap()
}

/// Opens a learner's copy of the teacher's exercise.
pub(crate) fn learner(teacher: &mut Desk) -> Desk {
    opened(store::read(&written(teacher, ClassFile::Exercise(Form::Project))).unwrap().project)
}

/// Opens a project.
pub(crate) fn opened(project: Project) -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::Open("/tmp/copy.ron".into()));
    let loaded = LoadedProject {
        project,
        warnings: Vec::new(),
        intact: true,
        hash: Hash::of(b"file"),
        lock: Lock::Ours,
        read_only: None,
    };
    desk.send(Intent::Loaded("/tmp/copy.ron".into(), Box::new(Ok(loaded))));
    desk
}

#[test]
fn the_learners_view_has_what_is_asked_and_nothing_else() {
    let mut desk = learner(&mut teacher());
    for there in ["Ministry denies report", "To find", "there is one", "Hand in", "Your name or code"] {
        assert!(desk.has(there), "{there}: {:?}", desk.texts());
    }
    for gone in ["Article", "Compare", "Annotations", "Annotate as"] {
        assert!(!desk.has(gone), "{gone}");
    }
    assert!(!desk.has("Check yourself"), "no word was given");
    // Marks are listed, lead to their words, and can be taken back.
    desk.mark("source", "Two officials");
    assert!(desk.has("Your marks: 1"));
    desk.send(Intent::Pick(None));
    desk.press("source: Two officials");
    assert!(desk.state().selected().is_some());
    desk.key(Key::Delete);
    assert!(desk.has("Your marks: 0"));
}

#[test]
fn labels_time_and_handing_in_are_seen_however_long_the_instructions_are() {
    let mut teacher = teacher();
    let (id, mut row) = teacher.state().exercise().map(|(id, row)| (id, row.clone())).unwrap();
    row.instructions = "Read the article. Then mark what is asked for.\n".repeat(60);
    row.minutes = Some(30);
    teacher.send(ClassroomIntent::Change(id, Box::new(row), None).into());
    let mut desk = learner(&mut teacher);
    desk.harness.set_size(egui::vec2(1280.0, 800.0));
    desk.settle();
    let seen = |desk: &Desk, name: &str| {
        let node = desk.harness.query_all_by_label(name).next();
        let rect = node.unwrap_or_else(|| panic!("there is no {name}: {:?}", desk.texts())).rect();
        assert!(rect.top() > 0.0 && rect.bottom() < 800.0 && rect.height() > 5.0, "{name}: {rect:?}");
        rect
    };
    let all = |desk: &Desk| {
        let begins = "You have 30 minutes, from your first mark on.";
        let time = if desk.has(begins) { begins } else { "30 minutes left" };
        let names = ["To find", "there is one", time, "Your name or code", "Hand in …"];
        let places = names.map(|name| seen(desk, name));
        assert!(places.windows(2).all(|two| two[0].top() < two[1].bottom()), "{places:?}");
    };
    all(&desk);
    // Also beside a mark that is chosen; and nothing is asked for that is not handed in.
    desk.mark("claim", "it did ask for help");
    desk.mark("denial", "It did not ask");
    desk.press("Relate: denies …");
    desk.key(Key::Enter);
    all(&desk);
    assert!(desk.has("Your relations: 1") && !desk.has("Add a note"), "{:?}", desk.names(Role::Button));
    // Folded up, the instructions leave their place to the marks.
    desk.send(Intent::Pick(None));
    desk.press("Hide the instructions");
    assert!(!desk.has("Read the article. Then mark what is asked for."));
    seen(&desk, "Your marks: 2");
    desk.press("Show the instructions");
    assert!(desk.has("Read the article. Then mark what is asked for."));
}

#[test]
fn a_learner_relates_marks_and_hands_in() {
    let mut desk = learner(&mut teacher());
    desk.mark("claim", "it did ask for help");
    desk.mark("denial", "It did not ask");
    desk.press("Relate: denies …");
    desk.key(Key::Enter);
    assert!(desk.has("Your relations: 1"), "{:?}", desk.names(Role::Button));
    desk.press("Hand in …");
    assert!(desk.state().notice().unwrap().error, "no name was given");
    desk.focus("Your name or code");
    desk.type_text("Ada");
    desk.key(Key::Enter);
    assert!(matches!(
        desk.state().modal(),
        Some(Modal::Path { purpose: DialogPurpose::Classroom(ClassFile::HandIn), typed })
            if typed.ends_with("Ministry denies report - Ada.handin.json")
    ));
    desk.send(Intent::CloseModal);
    desk.press("Remove the relation It did not ask — denies → it did ask for help");
    assert!(!desk.has("Your relations: 1"));
}

#[test]
fn a_learner_checks_with_the_word() {
    let mut teacher = teacher();
    let (id, mut row) = teacher.state().exercise().map(|(id, row)| (id, row.clone())).unwrap();
    row.word = "open sesame now".into();
    teacher.send(ClassroomIntent::Change(id, Box::new(row), None).into());
    let mut desk = learner(&mut teacher);
    desk.mark("source", "officials");
    desk.mark("source", "the ministry");
    desk.focus("The word");
    desk.type_text("wrong");
    desk.press("Check");
    assert!(!desk.has_containing("points"), "{:?}", desk.texts());
    for _ in 0..5 {
        desk.focus("The word");
        desk.key(Key::Backspace);
    }
    desk.type_text("open sesame now");
    desk.press("Check");
    assert!(desk.has("0.5 of 4 points"), "{:?}", desk.texts());
    assert!(desk.has("found source: officials") || desk.has_containing("officials"));
    assert!(desk.has("Missed: 2"));
    assert!(desk.has("missed, claim: it did ask for help"), "{:?}", desk.texts());
    assert!(!desk.has_containing("(not sure)"));
    desk.press("Hide the answers");
    assert!(!desk.has("Missed: 2"));
}
