//! Reads hand-ins that are as they should be, and such as are not; whatever is wrong with one, nothing of it counts.

use gainsay::classroom::gather::Refused;
use gainsay::classroom::{End, HandIn, Key, Link, Mark};
use gainsay::formats::classroom::{hand_in, key};
use gainsay::model::{Fragments, Hash, KindKey, LabelKey, Text, Time};
use serde_json::{Value, json};

const TEXT: &str = "The dam 😀 is safe.\nTwo engineers deny that.";

fn exercise(text: &Text) -> Key {
    let zero = "0".repeat(64);
    let mark = |number: u8, label: &str, at: Value, given: bool| json!({ "id": format!("{number:026}"), "label": label, "at": at, "given": given, "feedback": "" });
    let task = json!({ "points": 100, "feedback": "" });
    let json = json!({
        "format": 1, "exercise": format!("{:026}", 7), "asked": zero, "text": text.hash().to_string(),
        "fit": { "covers": 50, "adds": 100 }, "costs": { "wrong": 0, "missed": 0, "surplus": 50 },
        "labels": { "claim": task, "denial": task }, "kinds": { "denies": task },
        "marks": [mark(1, "claim", json!([[0, 18]]), true), mark(2, "denial", json!([[19, 43]]), false)],
        "links": [{ "id": format!("{:026}", 1), "kind": "denies", "from": 1, "to": 0, "given": false }],
    });
    key::read(&json.to_string(), text).unwrap()
}

fn made(text: &Text) -> HandIn {
    let span = |start, end| text.span_of_chars(start, end).unwrap();
    let label = LabelKey::parse("denial").unwrap();
    let place = Fragments::new(vec![span(19, 32), span(33, 37)]).unwrap();
    HandIn {
        exercise: exercise(text).exercise,
        asked: Hash([0; 32]),
        text: text.hash(),
        learner: "Ada Łoś".into(),
        begun: Some(Time(1_772_841_600)),
        handed: Time(1_772_842_600),
        marks: vec![Mark { label, place }],
        links: vec![Link { kind: KindKey::parse("denies").unwrap(), from: End::Mark(0), to: End::Given(0) }],
    }
}

/// Takes a file apart, changes its work, and seals it again.
fn changed(file: &str, change: impl Fn(&mut Value)) -> Vec<u8> {
    let mut outer: Value = serde_json::from_str(file).unwrap();
    let mut work: Value = serde_json::from_str(outer["work"].as_str().unwrap()).unwrap();
    change(&mut work);
    let work = work.to_string();
    outer["sha256"] = Hash::of(work.as_bytes()).to_string().into();
    outer["work"] = work.into();
    outer.to_string().into_bytes()
}

#[test]
fn a_hand_in_comes_back_as_it_was() {
    let text = Text::new(TEXT);
    let (key, made) = (exercise(&text), made(&text));
    let file = hand_in::write(&made, &text);
    assert!(
        file.starts_with(r#"{"gainsay":"hand-in","format":1,"sha256":""#) && file.is_ascii() || file.contains("Łoś")
    );
    assert_eq!(hand_in::read(file.as_bytes(), &key), Ok(made.clone()));
    assert_eq!(hand_in::read(format!("\u{feff}{file}").as_bytes(), &key), Ok(made.clone()), "with a byte order mark");
    assert!(hand_in::is_one(file.as_bytes()) && !hand_in::is_one(b"{}"));
    // What a page may leave out, and a name with spaces around it.
    let other = changed(&file, |work| {
        let map = work.as_object_mut().unwrap();
        map.remove("begun");
        map.remove("with");
        map["learner"] = "  Ada Łoś\n".into();
    });
    assert_eq!(hand_in::read(&other, &key), Ok(HandIn { begun: None, ..made }));
}

#[test]
fn what_does_not_fit_is_refused_with_its_reason() {
    let text = Text::new(TEXT);
    let key = exercise(&text);
    let file = hand_in::write(&made(&text), &text);
    type Change = fn(&mut Value);
    let other: [(Change, Refused); 3] = [
        (|work| work["exercise"] = format!("{:026}", 8).into(), Refused::OtherExercise),
        (|work| work["text"] = "1".repeat(64).into(), Refused::OtherArticle),
        (|work| work["asked"] = "1".repeat(64).into(), Refused::Older),
    ];
    for (change, why) in other {
        assert_eq!(hand_in::read(&changed(&file, change), &key), Err(why));
    }
    let damaged: [(&str, Change); 14] = [
        ("quote", |work| work["marks"][0]["at"][0]["quote"] = "Two".into()),
        ("off by one", |work| work["marks"][0]["at"][0]["start"] = 20.into()),
        ("beyond", |work| work["marks"][0]["at"][1]["end"] = 99.into()),
        ("huge", |work| work["marks"][0]["at"][1]["end"] = u64::MAX.into()),
        ("empty", |work| work["marks"][0]["at"] = json!([])),
        ("twice", |work| work["marks"][0]["at"][1] = work["marks"][0]["at"][0].clone()),
        ("no such mark", |work| work["links"][0]["from"] = json!({ "mark": 1 })),
        ("no such example", |work| work["links"][0]["to"] = json!({ "given": 1 })),
        ("both ends in one", |work| work["links"][0]["to"] = json!({ "given": 0, "mark": 0 })),
        ("label", |work| work["marks"][0]["label"] = "a b".into()),
        ("time", |work| work["handed"] = "yesterday".into()),
        ("field", |work| work["points"] = 100.into()),
        ("missing", |work| drop(work.as_object_mut().unwrap().remove("learner"))),
        ("name", |work| work["learner"] = "a".repeat(201).into()),
    ];
    for (name, change) in damaged {
        let read = hand_in::read(&changed(&file, change), &key);
        assert!(matches!(read, Err(Refused::Damaged(_))), "{name}: {read:?}");
    }
    let many = changed(&file, |work| work["links"] = vec![work["links"][0].clone(); 5_001].into());
    assert!(matches!(hand_in::read(&many, &key), Err(Refused::Damaged(_))));
}

#[test]
fn files_that_are_none_are_told_from_damaged_and_newer_ones() {
    let text = Text::new(TEXT);
    let key = exercise(&text);
    let file = hand_in::write(&made(&text), &text);
    for other in ["", "PK\u{3}\u{4}", "[]", "{}", r#"{"gainsay":"project","format":1}"#, "(format: 1)", "null"] {
        let read = hand_in::read(other.as_bytes(), &key);
        assert!(matches!(read, Err(Refused::NotOne(_))), "{other:?}: {read:?}");
    }
    let newer = r#"{"gainsay":"hand-in","format":2,"work":{}}"#;
    assert_eq!(hand_in::read(newer.as_bytes(), &key), Err(Refused::Newer(2)));
    assert_eq!(hand_in::read(&vec![b' '; hand_in::LARGEST + 1], &key), Err(Refused::TooLarge));
    let deep =
        format!(r#"{{"gainsay":"hand-in","format":1,"sha256":"","work":{}1{}}}"#, "[".repeat(900), "]".repeat(900));
    assert!(hand_in::read(deep.as_bytes(), &key).is_err());
    // A hand-in that was cut off, and one in which a letter was changed: never half counted.
    for cut in [1, 25, file.len() / 2, file.len() - 3] {
        let read = hand_in::read(&file.as_bytes()[..cut], &key);
        // What begins as one is said to be damaged.
        let begun = cut > "{\"gainsay\":\"hand-in\"".len();
        assert_eq!(matches!(read, Err(Refused::Damaged(_))), begun, "{cut}: {read:?}");
        assert_eq!(matches!(read, Err(Refused::NotOne(_))), !begun, "{cut}: {read:?}");
    }
    let (mut unnoticed, mut tried) = (Vec::new(), 0);
    for at in 0..file.len() {
        let mut bytes = file.clone().into_bytes();
        bytes[at] ^= 1;
        tried += 1;
        // What stands behind the work is white space, and in the digest's letters nothing can be changed for another.
        if hand_in::read(&bytes, &key).is_ok() {
            unnoticed.push((at, char::from(file.as_bytes()[at])));
        }
    }
    assert!(tried > 500 && unnoticed.is_empty(), "{unnoticed:?}");
}

#[test]
fn a_file_is_named_after_its_exercise_and_learner() {
    let name = |title: &str, learner: &str| hand_in::file_name(title, learner);
    assert_eq!(name("The dam: safe?", "Ada Łoś"), "The dam safe - Ada Łoś.handin.json");
    assert_eq!(name("../..", "a/b\\c"), "a b c.handin.json");
    assert_eq!(name("", " . "), "hand-in.handin.json");
    assert_eq!(name("con", "\u{200b}\u{feff}"), "_con.handin.json");
    assert_eq!(name("", "NUL.x."), "_NUL.x.handin.json");
    assert!(name(&"x".repeat(500), &"y".repeat(500)).len() < 150);
}
