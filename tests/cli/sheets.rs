//! Writes exercises for paper and for learning platforms.

use std::fs;

use gainsay::documents::archive::{self, Bounds};
use gainsay::documents::xml;
use serde_json::Value as Json;

use super::{Folder, sample};

fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    folder.write("exercise.ron", sample("exercise.ron"));
    folder
}

fn run(folder: &Folder, args: &[&str]) -> (Option<i32>, String, String) {
    folder.run(&[&["exercise", "exercise.ron", "1"], args].concat())
}

#[test]
fn a_worksheet_and_its_answers_are_pages() {
    let folder = folder("sheets-paper");
    let (code, out, err) = run(&folder, &["-o", "sheet.html", "--worksheet"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("sheet.html: “Who says what") && !out.contains("closed with the word"), "{out}");
    let (code, _, err) = run(&folder, &["-o", "answers.html", "--answers"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let read = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
    let (sheet, answers) = (read("sheet.html"), read("answers.html"));
    assert!(sheet.starts_with("<!DOCTYPE html>") && answers.starts_with("<!DOCTYPE html>"));
    assert!(sheet.contains("Name") && !sheet.contains("What was to be found"));
    assert!(answers.contains("What was to be found") && !answers.contains("<script"));
    assert_eq!(fs::read_to_string(folder.0.join("exercise.ron")).unwrap(), sample("exercise.ron"));
}

#[test]
fn h5p_asks_for_one_label_and_what_it_loses_is_said() {
    let folder = folder("sheets-h5p");
    let (code, _, err) = run(&folder, &["-o", "words.h5p", "--h5p", "--label", "Source"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("H5P asks for one label at a time") && err.contains("“denies” are left out"), "{err}");
    let bytes = fs::read(folder.0.join("words.h5p")).unwrap();
    let entries = archive::unpack(&bytes, Bounds::USUAL, &|| false, &mut |_| {}).unwrap();
    let content: Json = serde_json::from_slice(&entries[1].bytes).unwrap();
    assert_eq!(entries[1].path, "content/content.json");
    assert!(content["taskDescription"].as_str().unwrap().contains("Mark all words of each source."));
    let (code, out, err) = run(&folder, &["-o", "words.h5p", "--h5p", "--force", "--json"]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    let report: Json = serde_json::from_str(&out).unwrap();
    let remarks = report["remarks"].as_array().unwrap();
    assert!(remarks.len() > 3 && remarks.iter().all(|remark| remark["what"].is_string() && remark["count"].is_u64()));
    let (code, _, err) = run(&folder, &["-o", "other.h5p", "--h5p", "--label", "gist"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("The label “gist” is not among those to find."), "{err}");
    assert!(!folder.0.join("other.h5p").exists());
}

#[test]
fn questions_go_out_in_both_formats() {
    let folder = folder("sheets-questions");
    let (code, _, err) = run(&folder, &["-o", "quiz.xml", "--moodle"]);
    assert!(matches!(code, Some(0 | 1)), "{err}");
    let file = fs::read_to_string(folder.0.join("quiz.xml")).unwrap();
    let quiz = xml::parse(&file).unwrap();
    let (code_again, _, err_again) = run(&folder, &["-o", "quiz.txt", "--gift"]);
    assert_eq!((code_again, err_again), (code, err));
    let gift = fs::read_to_string(folder.0.join("quiz.txt")).unwrap();
    // A paragraph each, and one that says where they go.
    assert_eq!(gift.split("\n\n").count(), quiz.elements.len());
    assert!(quiz.elements.len() > 10 && gift.starts_with("$CATEGORY: $course$/top/"));
}

#[test]
fn options_that_do_not_go_together_are_refused() {
    let folder = folder("sheets-refused");
    for args in [
        &["-o", "a.html", "--worksheet", "--answers"][..],
        &["-o", "a.html", "--worksheet", "--word", "dam"],
        &["-o", "a.html", "--worksheet", "--label", "claim"],
    ] {
        let (code, out, _) = run(&folder, args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(!folder.0.join("a.html").exists());
    }
}
