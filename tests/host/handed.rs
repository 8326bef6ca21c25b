//! Reads what a class handed in from the disk, and writes there what became of it.

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::app::{Aside, ClassFile, ClassroomIntent, DialogPurpose, Intent, Modal};
use gainsay::classroom::{self, HandIn, Key};
use gainsay::documents::archive;
use gainsay::formats::classroom::hand_in;
use gainsay::model::{Fragments, LabelKey, Time};

use super::program::Program;
use super::{load, mark, said, saved};

/// A project with an exercise on the text, saved, and its file.
fn lesson(home: &Path) -> (Program, PathBuf) {
    let (mut program, path) = saved(home, "key.ron");
    mark(&mut program, "the mayor", "source");
    program.send(Intent::Classroom(Box::new(ClassroomIntent::Make)));
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    (program, path)
}

/// Writes what a learner hands in who marked these words.
fn handed(program: &Program, name: &str, marks: &[(&str, &str)]) -> String {
    let project = program.state.project();
    let key = Key::of(project, *project.exercises()[0].0).unwrap();
    let mark = |(label, words): &(&str, &str)| {
        let start = key.text.as_str().find(words).unwrap();
        let place = Fragments::one(key.text.span(start, start + words.len()).unwrap());
        classroom::Mark { label: LabelKey::slug(label), place }
    };
    let hand_in = HandIn {
        exercise: key.exercise,
        asked: key.asked,
        text: key.text.hash(),
        learner: name.into(),
        begun: None,
        handed: Time(1_772_842_600),
        marks: marks.iter().map(mark).collect(),
        links: Vec::new(),
    };
    hand_in::write(&hand_in, &key.text)
}

fn told(program: &Program) -> Vec<String> {
    program.state.set_aside().iter().map(Aside::told).collect()
}

#[test]
fn a_folder_of_hand_ins_is_read_and_what_the_class_did_is_written() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = lesson(home.path());
    let (ada, ben) =
        (handed(&program, "Ada", &[("claim", "port is closed")]), handed(&program, "con", &[("source", "the mayor")]));
    let folder = home.path().join("in");
    fs::create_dir_all(folder.join("deep")).unwrap();
    fs::write(folder.join("deep/ada.txt"), &ada).unwrap();
    fs::write(folder.join("class.zip"), archive::pack([("ben.handin.json", ben.as_bytes())]).unwrap()).unwrap();
    fs::write(folder.join("cut.handin.json"), &ada[..ada.len() / 2]).unwrap();
    fs::write(folder.join("broken.zip"), "PK\u{3}\u{4}").unwrap();
    // Dropped onto the window as a folder.
    program.send(Intent::AddFiles(vec![folder.clone()]));
    program.until(|state| state.class().is_some());
    let class = &program.state.class().unwrap().class;
    let points: Vec<(&str, String)> =
        class.learners.iter().map(|of| (of.hand_in.learner.as_str(), of.score.points.to_string())).collect();
    assert_eq!(points, [("Ada", "1".to_owned()), ("con", "1".to_owned())]);
    let aside = told(&program);
    assert_eq!(aside.len(), 2, "{aside:?}");
    assert!(aside[0].starts_with("broken.zip ") && aside[1].starts_with("cut.handin.json is damaged"), "{aside:?}");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path).annotation_count(), 4);
    // Again, and nothing is said to count for nothing that counts.
    program.send(Intent::Classroom(Box::new(ClassroomIntent::Read(vec![folder]))));
    program.until(|state| state.reading_hand_ins().is_none());
    assert_eq!(program.state.set_aside().iter().filter(|one| one.counts()).count(), 2, "{:?}", told(&program));
    assert!(!program.state.is_unsaved());
    // A page a learner, each under a name that any system takes; what is there is replaced when that is agreed to.
    let (purpose, out) = (DialogPurpose::Classroom(ClassFile::Feedback), home.path().join("pages"));
    program.send(Intent::Export(purpose, out.clone(), false));
    program.until(|state| said(state, "pages"));
    let mut names: Vec<String> =
        fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["Ada.html", "_con.html"]);
    let page = fs::read_to_string(out.join("Ada.html")).unwrap();
    assert!(page.contains("Ada") && page.contains("1 of 2") && !page.contains("con</"), "{page}");
    fs::write(out.join("Ada.html"), "mine").unwrap();
    program.send(Intent::Export(purpose, out.clone(), false));
    program.until(|state| matches!(state.modal(), Some(Modal::Replace { .. })));
    assert_eq!(fs::read_to_string(out.join("Ada.html")).unwrap(), "mine");
    program.send(Intent::Export(purpose, out.clone(), true));
    program.until(|state| state.modal().is_none());
    program.until(|_| fs::read_to_string(out.join("Ada.html")).is_ok_and(|page| page.contains("1 of 2")));
    let (purpose, out) = (DialogPurpose::Classroom(ClassFile::Gradebook), home.path().join("points.csv"));
    program.send(Intent::Export(purpose, out.clone(), false));
    program.until(|state| said(state, "points.csv"));
    let csv = fs::read_to_string(out).unwrap();
    assert!(csv.lines().nth(1).unwrap().starts_with("Ada,1,2,50.0,1,0,1,0"), "{csv}");
    // A folder that is gone is said, and nothing is read for ever.
    program.send(Intent::Classroom(Box::new(ClassroomIntent::Read(vec![home.path().join("gone")]))));
    program.until(|state| state.reading_hand_ins().is_none());
    assert!(program.state.notice().unwrap().error && said(&program.state, "gone"));
}

#[test]
fn hand_ins_that_nobody_waits_for_do_not_come() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = lesson(home.path());
    let file = home.path().join("ada.handin.json");
    fs::write(&file, handed(&program, "Ada", &[("claim", "port is closed")])).unwrap();
    program.do_at_once(Intent::Classroom(Box::new(ClassroomIntent::Read(vec![file.clone()]))));
    program.send(Intent::Classroom(Box::new(ClassroomIntent::StopReading)));
    assert!(program.state.reading_hand_ins().is_none() && said(&program.state, "Stopped"));
    // The next asking is answered, and the first never.
    program.send(Intent::Classroom(Box::new(ClassroomIntent::Read(vec![file]))));
    program.until(|state| state.class().is_some());
    assert_eq!(program.state.class().unwrap().sets.len(), 1);
    assert!(program.state.undo_name().unwrap().contains("one hand-in"), "{:?}", program.state.undo_name());
}
