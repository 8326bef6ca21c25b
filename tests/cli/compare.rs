//! Runs `gainsay compare` with each of its flags, and with what can be wrong.

use std::collections::BTreeSet;
use std::fs;

use gainsay::model::{Project, Set, SetKind, edit};
use gainsay::store;
use serde_json::Value as Json;

use super::Folder;
use super::annotated::{Marks, project};

const TEXT: &str = "The dam is safe, the ministry said.\n\nThe mayor denied it.\n\nNobody else was asked.\n";

fn marked(text: &str, sets: &[(&str, Marks<'static>)]) -> Project {
    let sets: Vec<(&str, Vec<Marks<'_>>)> = sets.iter().map(|(name, marks)| (*name, vec![marks.clone()])).collect();
    project(&[text.to_owned()], &sets)
}

/// Two people's projects: a claim alike, and another that one calls a demand.
fn folder(name: &str) -> Folder {
    let folder = Folder::new(name);
    let ada = marked(TEXT, &[("Ada", vec![(0, 15, "claim"), (37, 56, "claim"), (59, 79, "claim")])]);
    let ben = marked(TEXT, &[("Ben", vec![(0, 15, "claim"), (37, 56, "demand"), (59, 70, "claim")])]);
    folder.write("ada.ron", store::write(&ada));
    folder.write("ben.ron", store::write(&ben));
    folder
}

/// Runs it and returns what it prints as JSON.
fn json(folder: &Folder, args: &[&str]) -> Json {
    let (code, out, err) = folder.run(&[&["compare", "--json"], args].concat());
    assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
    serde_json::from_str(&out).unwrap()
}

/// Runs it where it has to fail, and returns what it says.
#[track_caller]
fn fails(folder: &Folder, args: &[&str]) -> String {
    let (code, out, err) = folder.run(&[&["compare"], args].concat());
    assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
    err
}

fn value(json: &Json, measure: &str) -> Json {
    let measures = json["measures"].as_array().unwrap();
    let found = measures.iter().find(|found| found["measure"] == measure).unwrap_or_else(|| panic!("no {measure}"));
    found["overall"]["value"].clone()
}

/// Lists all keys, with what they stand in; names of labels and kinds are no keys.
fn keys(json: &Json, at: &str, found: &mut BTreeSet<String>) {
    match json {
        Json::Object(map) => {
            for (key, inner) in map {
                let named = at.ends_with("labels") || at.ends_with("kinds");
                let at = if named && inner.is_object() { format!("{at} NAME") } else { format!("{at} {key}") };
                found.insert(at.trim_start().to_owned());
                keys(inner, at.trim_start(), found);
            }
        }
        Json::Array(all) => all.iter().for_each(|inner| keys(inner, at, found)),
        _ => {}
    }
}

#[test]
fn the_keys_of_its_json_stay_and_are_explained() {
    let folder = folder("compare-keys");
    // One with a near text, a label that does not count, and somebody who is not done.
    let near = marked(&format!("{TEXT}Or so it was said.\n"), &[("Cem", vec![(0, 15, "claim")])]);
    folder.write("cem.ron", store::write(&near));
    let json = json(&folder, &["ada.ron", "ben.ron", "cem.ron", "--labels", "demand="]);
    assert_eq!(json["format"], 1, "another number for other keys");
    let mut found = BTreeSet::new();
    keys(&json, "", &mut found);
    // gamma is of what all are done with.
    keys(&self::json(&folder, &["ada.ron", "ben.ron"]), "", &mut found);
    let values = ["value", "undefined", "n", "interval", "no_interval", "approximate"];
    let mut known: BTreeSet<String> = [
        "format",
        "sets",
        "sets name",
        "sets project",
        "labels",
        "labels key",
        "labels name",
        "articles",
        "articles title",
        "articles sha256",
        "left_out",
        "left_out why",
        "left_out set",
        "left_out article",
        "left_out annotation",
        "near",
        "near articles",
        "near articles project",
        "near articles title",
        "near alike",
        "near changes",
        "near changes old",
        "near changes new",
        "doubled",
        "match",
        "seed",
        "measures",
        "measures measure",
        "measures attribute",
        "measures unit",
        "measures left_out",
        "measures overall",
        "measures labels",
        "measures labels NAME",
        "measures kinds",
        "measures articles",
        "measures articles title",
        "measures pairs",
        "measures pairs sets",
        "measures gamma",
    ]
    .map(str::to_owned)
    .into();
    for part in ["overall", "labels NAME", "articles", "pairs"] {
        known.extend(values.map(|value| format!("measures {part} {value}")));
    }
    known.extend(
        ["observed", "expected", "deviation", "samples", "seed", "exact"].map(|key| format!("measures gamma {key}")),
    );
    assert_eq!(found, known);
    let (code, help, _) = folder.run(&["compare", "--help"]);
    assert_eq!(code, Some(0));
    for key in known.iter().filter_map(|known| known.split(' ').next_back()).filter(|key| *key != "NAME") {
        assert!(help.contains(key), "--help says nothing of {key}");
    }
}

#[test]
fn each_flag_does_what_it_says() {
    let folder = folder("compare-flags");
    let both = ["ada.ron", "ben.ron"];
    let plain = json(&folder, &both);
    assert_eq!(value(&plain, "spans strict f1"), 1.0 / 3.0);
    assert_eq!(plain["sets"][1]["project"], "ben.ron");
    // Labels, in the line and in a file; nothing behind the sign leaves one out.
    assert_eq!(
        value(&json(&folder, &[&both[..], &["--labels", "demand=claim"]].concat()), "spans strict f1"),
        2.0 / 3.0
    );
    folder.write("map.txt", "# what Ben calls otherwise\n demand = claim\n\n");
    assert_eq!(value(&json(&folder, &[&both[..], &["--labels", "map.txt"]].concat()), "spans strict f1"), 2.0 / 3.0);
    let dropped = json(&folder, &[&both[..], &["--labels", "demand="]].concat());
    assert_eq!(dropped["left_out"][0]["why"], "label does not count");
    // When annotations are the same, as it was said.
    for how in ["exact", "token", "overlap=0.5"] {
        let json = json(&folder, &[&both[..], &["--match", how]].concat());
        assert_eq!(json["match"], how);
        let own = match how {
            "exact" => "spans strict f1".to_owned(),
            how => format!("spans {how} f1"),
        };
        assert!(value(&json, &own).is_number(), "{how}");
    }
    // Sets by name, of one project or several.
    let three = marked(
        TEXT,
        &[("Ada", vec![(0, 15, "claim")]), ("Ben", vec![(0, 15, "claim")]), ("Cem", vec![(0, 7, "claim")])],
    );
    folder.write("three.ron", store::write(&three));
    let json_of = |names: &str| json(&folder, &["three.ron", "--annotators", names]);
    assert_eq!(value(&json_of("Ada,Ben"), "spans strict f1"), 1.0);
    assert_eq!(value(&json_of("Ada, Cem"), "spans strict f1"), 0.0);
    assert_eq!(json_of("Cem,Ada")["sets"][0]["name"], "Ada", "in the order of the project");
    // The same seed draws the same, another one something else.
    let csv = |seed: &str| folder.run(&["compare", "ada.ron", "ben.ron", "--csv", "--seed", seed]);
    assert_eq!(csv("7"), csv("7"));
    assert_ne!(csv("7").1, csv("8").1);
    assert!(csv("7").1.starts_with("measure,attribute,of,name,with,value,undefined,n,unit,low,high,no_interval,"));
}

#[test]
fn it_writes_the_form_that_is_asked_for_and_replaces_nothing_unasked() {
    let folder = folder("compare-forms");
    let run = |args: &[&str]| folder.run(&[&["compare", "ada.ron", "ben.ron"], args].concat());
    let at = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap();
    let (code, text, _) = run(&[]);
    assert_eq!(code, Some(0));
    assert!(text.contains("Ada, Ben, in one article") && text.contains("F1, label and words"));
    for (flag, name, start) in
        [("--json", "a.json", "{"), ("--csv", "a.csv", "measure,"), ("--html", "a.html", "<!doctype")]
    {
        let (code, printed, _) = run(&[flag]);
        assert_eq!(code, Some(0));
        assert!(printed.to_lowercase().starts_with(start), "{flag}: {}", &printed[..40]);
        let (code, told, _) = run(&["-o", name]);
        assert_eq!(code, Some(0));
        assert!(told.contains("measures of one article written"), "{told}");
        assert_eq!(at(name), printed, "the name says the form");
        // A flag comes before the name.
        assert_eq!(run(&[flag, "-o", &format!("{name}.txt")]).0, Some(0));
        assert_eq!(at(&format!("{name}.txt")), printed);
    }
    assert_eq!(run(&["-o", "a.txt"]).0, Some(0));
    assert_eq!(at("a.txt"), text);
    folder.write("mine.csv", "mine");
    let err = fails(&folder, &["ada.ron", "ben.ron", "-o", "mine.csv"]);
    assert!(err.contains("mine.csv") && at("mine.csv") == "mine", "{err}");
    assert_eq!(run(&["-o", "mine.csv", "--force"]).0, Some(0));
    assert!(at("mine.csv").starts_with("measure,"));
}

#[test]
fn it_says_what_is_wrong_and_where() {
    let folder = folder("compare-faults");
    let both = ["ada.ron", "ben.ron"];
    let with = |more: &[&str]| fails(&folder, &[&both[..], more].concat());
    for (args, words) in [
        (&["--match", "roughly"][..], &["overlap=0.5"][..]),
        (&["--match", "overlap=0"], &["overlap=0.5"]),
        (&["--match", "overlap=1.5"], &["overlap=0.5"]),
        (&["--annotators", "Zoe"], &["Zoe", "Ada", "Ben"]),
        (&["--annotators", "Ada"], &["fewer than two sets"]),
        (&["--labels", "demand=no label"], &["demand=no label"]),
        (&["--labels", "nowhere.txt"], &["nowhere.txt"]),
        (&["--json", "--csv"], &["--csv"]),
        (&["--force"], &["--out"]),
        (&["-o", "out.pdf"], &["out.pdf", ".html"]),
        (&["-o", "nowhere/out.csv"], &["nowhere"]),
        (&["--seed", "one"], &["--seed"]),
    ] {
        let err = with(args);
        assert!(words.iter().all(|word| err.contains(word)), "{args:?}: {err}");
    }
    assert!(fails(&folder, &[]).contains("PROJECT"));
    assert!(fails(&folder, &["ada.ron"]).contains("fewer than two sets"));
    assert!(fails(&folder, &["ada.ron", "gone.ron"]).contains("gone.ron"));
    folder.write("letter.ron", "Dear all,\n");
    assert!(fails(&folder, &["ada.ron", "letter.ron"]).contains("letter.ron"));
    folder.write("labels.txt", [0xff, 0xfe, b'a']);
    assert!(with(&["--labels", "labels.txt"]).contains("labels.txt"));
    folder.write("lines.txt", "demand to claim\n");
    assert!(with(&["--labels", "lines.txt"]).contains("demand to claim"));
    // What was edited by hand is compared, and that is said.
    let ben = fs::read_to_string(folder.0.join("ben.ron")).unwrap().replace("Ben", "Len");
    folder.write("len.ron", ben);
    let (code, out, err) = folder.run(&["compare", "ada.ron", "len.ron"]);
    assert_eq!(code, Some(1));
    assert!(out.contains("Ada, Len") && err.contains("len.ron") && err.contains("warning"), "{err}");
    // Texts that differ are not compared in silence.
    let near = marked(&TEXT.replace("safe", "sound"), &[("Cem", vec![(0, 15, "claim")])]);
    folder.write("cem.ron", store::write(&near));
    let (code, out, err) = folder.run(&["compare", "ada.ron", "cem.ron"]);
    assert_eq!(code, Some(2), "no article is in both");
    assert!(out.contains("sound") && out.contains("safe"), "{out}");
    assert!(err.contains("there is nothing to compare"), "{err}");
}

#[test]
fn overlapping_annotations_of_one_label_are_counted_and_told() {
    let folder = Folder::new("compare-doubled");
    let twice = marked(TEXT, &[("Ada", vec![(0, 15, "claim"), (4, 20, "claim")]), ("Ben", vec![(0, 15, "claim")])]);
    folder.write("twice.ron", store::write(&twice));
    assert_eq!(json(&folder, &["twice.ron"])["doubled"], 1);
    let (_, text, _) = folder.run(&["compare", "twice.ron"]);
    assert!(text.contains("with the same label before. Tokens and continua take both as one"), "{text}");
}

#[test]
fn an_adjudicated_set_is_left_out_by_name_unless_it_is_asked_for() {
    let folder = Folder::new("compare-gold");
    let mut project = marked(
        TEXT,
        &[("Ada", vec![(0, 15, "claim")]), ("Ben", vec![(0, 15, "claim")]), ("Gold", vec![(0, 7, "claim")])],
    );
    let (gold, row) = project.sets().into_iter().nth(2).map(|(id, row)| (*id, row.clone())).unwrap();
    let mut builder = edit::Builder::new(&project);
    builder.put(gold, Some(Set { kind: SetKind::Adjudicated, ..row }));
    let made = builder.finish();
    project.apply(&made).unwrap();
    folder.write("gold.ron", store::write(&project));
    let plain = json(&folder, &["gold.ron"]);
    assert_eq!((plain["sets"].as_array().unwrap().len(), value(&plain, "spans strict f1")), (2, 1.0.into()));
    assert_eq!((&plain["left_out"][0]["why"], &plain["left_out"][0]["set"]), (&"adjudicated".into(), &"Gold".into()));
    let asked = json(&folder, &["gold.ron", "--annotators", "Ada,Gold"]);
    assert_eq!((value(&asked, "spans strict f1"), &asked["left_out"]), (0.0.into(), &serde_json::json!([])));
}

#[test]
fn a_label_that_no_project_has_is_told() {
    let folder = folder("compare-unknown");
    let (code, _, err) = folder.run(&["compare", "ada.ron", "ben.ron", "--labels", "clam=claim,demand=claim"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("clam") && !err.contains("demand"), "{err}");
}
