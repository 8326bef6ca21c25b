//! Runs `gainsay grade` with each of its flags, and with what can be wrong.

use std::fs;

use gainsay::formats::classroom::hand_in;
use gainsay::store;
use serde_json::Value;

use super::Folder;
use super::made::{self, Made};

/// A teacher's project, and a folder with a class of four.
fn folder(name: &str) -> (Folder, Made) {
    let (folder, made) = (Folder::new(name), made::exercise());
    folder.write("key.ron", store::write(&made.project));
    fs::create_dir_all(folder.0.join("in/moodle")).unwrap();
    for (number, one) in made::class(&made).iter().enumerate() {
        let place = if number == 0 { "in/moodle" } else { "in" };
        folder.write(&format!("{place}/{number}.handin.json"), hand_in::write(one, &made.key.text));
    }
    (folder, made)
}

#[test]
fn a_folder_of_hand_ins_is_marked() {
    let (folder, _) = folder("grade");
    let (code, out, err) = folder.run(&["grade", "key.ron", "in"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.starts_with("Who <says> what?\n4 learners\n"), "{out}");
    let points = |of: &str| {
        out.lines().find(|line| line.contains(of)).unwrap().split_whitespace().rev().nth(6).unwrap().to_owned()
    };
    assert_eq!(["Ada", "=Ben", "Dee"].map(points), ["6", "0.75", "0"]);
    let (code, csv, _) = folder.run(&["grade", "key.ron", "in", "--csv"]);
    assert_eq!((code, csv.lines().count()), (Some(0), 5));
    let (code, json, _) = folder.run(&["grade", "key.ron", "in", "--json", "--exercise", "1", "--hide-names"]);
    let json: Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &json["hidden"]), (Some(0), &true.into()));
    assert!(!json.to_string().contains("Ada"));
}

#[test]
fn hand_ins_are_read_out_of_archives_and_by_what_is_in_them() {
    let (folder, _) = folder("grade-archive");
    let read = |name: &str| fs::read(folder.0.join("in").join(name)).unwrap();
    let (ada, ben) = (read("moodle/0.handin.json"), read("1.handin.json"));
    let cut = &ben[..ben.len() / 2];
    let files = [("moodle/Ada.json", &ada[..]), ("Ben.txt", &ben), ("cut.json", cut)];
    folder.write("class.zip", gainsay::documents::archive::pack(files).unwrap());
    fs::create_dir(folder.0.join("both")).unwrap();
    folder.write("both/dee.txt", read("3.handin.json"));
    folder.write("both/class.zip", fs::read(folder.0.join("class.zip")).unwrap());
    for (path, names, cut) in [
        ("class.zip", &["=Ben <b>", "Ada Łoś"][..], "cut.json"),
        ("both", &["=Ben <b>", "Ada Łoś", "Dee"], "class.zip/cut.json"),
    ] {
        let (code, json, err) = folder.run(&["grade", "key.ron", path, "--json"]);
        let json: Value = serde_json::from_str(&json).unwrap();
        let learners: Vec<&str> =
            json["learners"].as_array().unwrap().iter().map(|of| of["learner"].as_str().unwrap()).collect();
        assert_eq!((code, &learners[..]), (Some(1), names), "{err}");
        let aside = &json["aside"][0];
        assert_eq!((aside["file"].as_str(), aside["why"].as_str()), (Some(cut), Some("damaged")), "{json}");
    }
}

#[test]
fn what_cannot_be_marked_is_named_and_not_counted() {
    let (folder, made) = folder("grade-aside");
    let text = &made.key.text;
    let file = fs::read_to_string(folder.0.join("in/1.handin.json")).unwrap();
    folder.write("in/damaged.json", file.replace("dam is", "dam or"));
    folder.write("in/copy.json", &file);
    folder.write("in/package.json", "{\"name\":\"x\"}");
    folder.write("in/notes.txt", "not one");
    let mut later = made::class(&made)[3].clone();
    later.handed.0 += 60;
    folder.write("in/later.json", hand_in::write(&later, text));
    for (name, change) in [("older", 0), ("other", 1), ("nameless", 2)] {
        let mut one = made::class(&made)[3].clone();
        match change {
            0 => one.asked.0[0] ^= 1,
            1 => one.exercise.0 ^= 1,
            _ => one.learner = " ".into(),
        }
        folder.write(&format!("in/{name}.json"), hand_in::write(&one, text));
    }
    let other = made::of_text(&format!("{}Another line.\n", made::TEXT), "en", |_| ());
    let mut one = made::hand_in(&other, "Eva", &[], &[]);
    one.exercise = made.id;
    folder.write("in/article.json", hand_in::write(&one, &other.key.text));
    let (code, out, err) = folder.run(&["grade", "key.ron", "in", "--json"]);
    assert_eq!(code, Some(1), "{err}");
    let json: Value = serde_json::from_str(&out).unwrap();
    let why = |of: &Value| format!("{}: {}", of["file"].as_str().unwrap(), of["why"].as_str().unwrap());
    let aside: Vec<String> = json["aside"].as_array().unwrap().iter().map(why).collect();
    assert_eq!(
        aside,
        [
            "3.handin.json: again",
            "article.json: other-article",
            "copy.json: same-file",
            "damaged.json: damaged",
            "nameless.json: no-name",
            "notes.txt: no-hand-in",
            "older.json: older",
            "other.json: other-exercise",
            "package.json: no-hand-in",
        ]
        .map(str::to_owned)
    );
    assert_eq!(json["learners"].as_array().unwrap().len(), 4, "the later one of Dee's, and three others");
    assert!(err.contains("notes.txt: is no hand-in") && err.contains("damaged.json: is damaged"), "{err}");
    assert_eq!(err.lines().count(), 9, "each is named: {err}");
}

#[test]
fn pages_go_into_a_folder_and_replace_nothing_unasked() {
    let (folder, _) = folder("grade-pages");
    let (code, out, err) = folder.run(&["grade", "key.ron", "in", "--html", "-o", "pages"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("5 pages"), "{out}");
    let mut names: Vec<String> = fs::read_dir(folder.0.join("pages"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["=Ben b.html", "Ada Łoś.html", "Dee.html", "The class.html", "حسن.html"]);
    let (code, _, err) = folder.run(&["grade", "key.ron", "in", "--html", "-o", "pages"]);
    assert_eq!(code, Some(2), "{err}");
    assert_eq!(folder.run(&["grade", "key.ron", "in", "--html", "-o", "pages", "--force"]).0, Some(0));
    let (code, ..) = folder.run(&["grade", "key.ron", "in", "--html", "--hide-names", "-o", "hidden"]);
    assert_eq!((code, folder.0.join("hidden/Learner 4.html").exists()), (Some(0), true));
    let (code, ..) = folder.run(&["grade", "key.ron", "in", "-o", "book.csv"]);
    assert_eq!((code, folder.0.join("book.csv").exists()), (Some(0), true));
}

#[test]
fn what_is_missing_is_said() {
    let (folder, made) = folder("grade-missing");
    fs::create_dir(folder.0.join("empty")).unwrap();
    let mut bare = made.project.clone();
    let gone = gainsay::model::actions::remove_exercise(&bare, made.id).unwrap();
    bare.apply(&gone.transaction).unwrap();
    folder.write("bare.ron", store::write(&bare));
    for (args, said) in [
        (vec!["key.ron", "empty"], "There is no file"),
        (vec!["key.ron", "nowhere"], "nowhere"),
        (vec!["bare.ron", "in"], "no exercise"),
        (vec!["key.ron", "in", "--exercise", "Another"], "Who <says> what?"),
        (vec!["key.ron", "in", "--html"], "which folder"),
        (vec!["key.ron", "in", "-o", "x.pdf"], "--csv"),
    ] {
        let (code, out, err) = folder.run(&[&["grade"][..], &args].concat());
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
        assert!(err.contains(said), "{args:?}: {err}");
    }
}
