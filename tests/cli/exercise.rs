//! Hands exercises out.

use std::fs;

use gainsay::classroom::{Handout, Key, secret};
use gainsay::formats::classroom::key;
use gainsay::model::{ExerciseId, Project, SetKind};
use gainsay::store;
use serde_json::Value as Json;

use super::{Folder, sample};

fn loaded(folder: &Folder, name: &str) -> Project {
    let loaded = store::read(&fs::read(folder.0.join(name)).unwrap()).unwrap();
    assert_eq!(loaded.warnings, []);
    assert!(loaded.intact);
    loaded.project
}

fn only(project: &Project) -> ExerciseId {
    let all = project.exercises();
    assert_eq!(all.len(), 1);
    *all[0].0
}

#[test]
fn a_learners_copy_asks_what_the_exercise_asks_and_its_word_opens_the_key() {
    let folder = Folder::new("exercise");
    folder.write("exercise.ron", sample("exercise.ron"));
    let (code, out, err) = folder.run(&["exercise", "exercise.ron", "1", "-o", "copy.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(
        out,
        "copy.ron: “Who says what, and who denies it?”: 20 phrases and 16 relations to find, 2 examples (with the key, \
         closed with the word)\n"
    );
    assert_eq!(fs::read_to_string(folder.0.join("exercise.ron")).unwrap(), sample("exercise.ron"));
    let (project, copy) = (loaded(&folder, "exercise.ron"), loaded(&folder, "copy.ron"));
    let id = only(&project);
    assert_eq!(only(&copy), id);
    let sealed = copy.exercise(&id).unwrap().copy.clone().unwrap().sealed;
    let handout = Handout { sealed: sealed.clone(), ..Handout::of(&project, id).unwrap() };
    assert_eq!(Handout::of(&copy, id).unwrap(), handout);
    // The examples are all that is marked.
    assert_eq!((copy.annotation_count(), copy.relation_count()), (2, 1));
    let kinds: Vec<SetKind> = copy.sets().iter().map(|(_, set)| set.kind).collect();
    assert_eq!(kinds, [SetKind::Own, SetKind::AnswerKey]);
    let file = fs::read_to_string(folder.0.join("copy.ron")).unwrap();
    assert!(!file.contains("second mouth") && !file.contains("Jonas Reed"));
    let (sealed, whole) = (sealed.unwrap(), Key::of(&project, id).unwrap());
    assert_eq!(sealed.rounds, secret::ROUNDS);
    let opened = secret::open(&sealed, " second mouth ", whole.asked).unwrap();
    let json = String::from_utf8(opened).unwrap();
    assert_eq!(json, key::write(&whole));
    assert!(key::read(&json, &handout.text).is_ok());
    assert_eq!(secret::open(&sealed, "second mouse", whole.asked), Err(secret::SecretError::Word));
    // The page asks the same.
    let (code, _, err) = folder.run(&["exercise", "exercise.ron", "1", "-o", "page.html"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let page = fs::read_to_string(folder.0.join("page.html")).unwrap();
    assert!(page.contains(&whole.asked.to_string()) && !page.contains("second mouth"));
    // No copy is made of a copy.
    let (code, _, err) = folder.run(&["exercise", "copy.ron", "1", "-o", "again.ron"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("learner’s copy"), "{err}");
}

#[test]
fn an_article_without_an_exercise_gets_one_for_good() {
    let folder = Folder::new("exercise-made");
    folder.write("mi6.ron", sample("mi6.ron"));
    let run = |args: &[&str]| {
        let (code, out, err) = folder.run(&[&["exercise", "mi6.ron", "denies", "--json"], args].concat());
        let json: Json = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out} {err}"));
        (code, json, err)
    };
    let (code, first, err) = run(&["-o", "copy.ron"]);
    assert_eq!(code, Some(0));
    assert!(err.contains("the article had no exercise: “Turkey denies asking Britain's MI6"), "{err}");
    assert_eq!((&first["made"], &first["sealed"]), (&Json::Bool(true), &Json::Bool(false)));
    assert_eq!(first["labels"]["denial"]["count"], 6);
    assert_eq!(first["labels"]["denial"]["hundredths"], 100);
    let id = only(&loaded(&folder, "mi6.ron"));
    assert_eq!(first["exercise"], id.to_string());
    let (code, second, err) = run(&["-o", "other.ron", "--word", "dam"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!((&second["made"], &second["sealed"]), (&Json::Bool(false), &Json::Bool(true)));
    assert_eq!((&second["exercise"], &second["asked"]), (&first["exercise"], &first["asked"]));
    let copy = loaded(&folder, "other.ron").exercise(&id).unwrap().copy.clone().unwrap();
    assert_eq!(copy.asked.map(|asked| asked.to_string()), second["asked"].as_str().map(str::to_owned));
}

#[test]
fn what_can_not_be_done_is_said() {
    let folder = Folder::new("exercise-refused");
    folder.write("exercise.ron", sample("exercise.ron"));
    folder.write("there.ron", "here");
    let refused = |args: &[&str], why: &str| {
        let (code, out, err) = folder.run(&[&["exercise", "exercise.ron"], args].concat());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.contains(why), "{args:?}: {err}");
    };
    refused(&["1", "-o", "copy.txt"], "ends in .html or .ron");
    refused(&["7", "-o", "copy.ron"], "there is no article “7”");
    refused(&["1", "-o", "there.ron"], "there.ron");
    refused(&["1", "-o", "copy.ron", "--exercise", "dams"], "no exercise on this article is called “dams”");
    refused(&["1", "-o", "copy.ron", "--set", "Ada"], "Ada");
    assert!(!folder.0.join("copy.ron").exists());
    let (code, ..) =
        folder.run(&["exercise", "exercise.ron", "1", "-o", "there.ron", "--force", "--exercise", "DENIES"]);
    assert_eq!(code, Some(0));
    folder.write("plain.txt", "The dam holds.\n\nNobody marked this.\n");
    folder.run(&["new", "plain.ron", "plain.txt", "--annotator", "Ada"]);
    let (code, _, err) = folder.run(&["exercise", "plain.ron", "1", "-o", "copy.ron"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("nobody has marked anything"), "{err}");
}

#[test]
fn nothing_is_saved_in_the_project_where_the_exercise_can_not_be_written() {
    let folder = Folder::new("exercise-there");
    folder.write("mi6.ron", sample("mi6.ron"));
    folder.write("there.html", "mine");
    let (code, out, err) = folder.run(&["exercise", "mi6.ron", "1", "-o", "there.html"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("there.html"), "{err}");
    assert_eq!(fs::read_to_string(folder.0.join("mi6.ron")).unwrap(), sample("mi6.ron"));
    assert_eq!(fs::read_to_string(folder.0.join("there.html")).unwrap(), "mine");
    let (code, _, err) = folder.run(&["exercise", "mi6.ron", "1", "-o", "there.html", "--force"]);
    assert!(code.is_some_and(|code| code < 2), "{err}");
    assert_eq!(loaded(&folder, "mi6.ron").exercises().len(), 1);
}
