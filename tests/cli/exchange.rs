//! Files of other programs, in and out.

use super::*;

const TEXT: &str = "Dam holds\nThe mayor denied it.\n";
const ANN: &str = "T1\tPerson 14 19\tmayor\nT2\tdenial 10 29\tThe mayor denied it\nR1\tsays Arg1:T2 Arg2:T1\n#1\tAnnotatorNotes T1\tsure?\n";

fn brat(folder: &Folder) {
    fs::create_dir_all(folder.0.join("in")).unwrap();
    folder.write("in/dam.txt", TEXT);
    folder.write("in/dam.ann", ANN);
}

fn project(folder: &Folder, name: &str) -> gainsay::model::Project {
    let loaded = store::read(&fs::read(folder.0.join(name)).unwrap()).unwrap();
    assert_eq!((loaded.warnings.len(), loaded.intact), (0, true));
    loaded.project
}

fn labels(project: &gainsay::model::Project) -> Vec<String> {
    project.labels().into_iter().map(|(_, row)| row.name.clone()).collect()
}

#[test]
fn lists_the_formats() {
    let folder = Folder::new("formats");
    let (code, out, _) = folder.run(&["formats"]);
    assert_eq!(code, Some(0));
    assert!(
        out.lines().any(|line| line.starts_with("brat ") && line.contains("in, out") && line.contains("code points")),
        "{out}"
    );
    let (_, json, _) = folder.run(&["formats", "--json"]);
    let all: serde_json::Value = serde_json::from_str(&json).unwrap();
    let brat = all.as_array().unwrap().iter().find(|format| format["format"] == "brat").unwrap();
    assert_eq!((&brat["in"], &brat["out"], &brat["holds"]["fragments"]), (&true.into(), &true.into(), &true.into()));
}

#[test]
fn takes_a_folder_in_and_hands_it_out_again() {
    let folder = Folder::new("in-and-out");
    brat(&folder);
    let (code, out, err) = folder.run(&["import", "auto", "in", "-o", "dam.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""), "{out}");
    assert!(out.contains("one new article, 2 annotations and one relation"), "{out}");
    let first = project(&folder, "dam.ron");
    assert_eq!((first.annotation_count(), labels(&first)), (2, vec!["Person".to_owned(), "denial".to_owned()]));
    // Times are not in brat's files, which is said and no loss of anybody's work.
    let (code, _, err) = folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("When 2 annotations were made is left out. dam, line 2; …"), "{err}");
    assert_eq!(fs::read_to_string(folder.0.join("out/dam.txt")).unwrap(), TEXT);
    let ann = fs::read_to_string(folder.0.join("out/dam.ann")).unwrap();
    assert_eq!(
        ann,
        "T1\tdenial 10 29\tThe mayor denied it\nT2\tPerson 14 19\tmayor\n#1\tAnnotatorNotes T2\tsure?\nR1\tsays Arg1:T1 Arg2:T2\n"
    );
    let (code, _, err) = folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there already"), "{err}");
    assert_eq!(folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out", "--force"]).0, Some(0));
}

#[test]
fn what_comes_is_added_to_a_project_under_the_names_it_has() {
    let folder = Folder::new("import-into");
    brat(&folder);
    folder.write("mine.txt", "Mine\nNothing here.\n");
    assert_eq!(folder.run(&["new", "mine.ron", "mine.txt", "--annotator", "Ada"]).0, Some(0));
    let map = "Person=actor,says=made by";
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "mine.ron", "--annotator", "Ben", "--labels", map]);
    assert_eq!((code, err.as_str()), (Some(0), "“Person” (1) became “actor”\n“says” (1) became “made by”\n"));
    let mine = project(&folder, "mine.ron");
    assert_eq!((mine.articles().len(), mine.annotation_count(), mine.relation_count()), (2, 2, 1));
    assert_eq!(labels(&mine), ["claim", "denial", "source", "actor"]);
    let names: Vec<String> = mine.sets().into_iter().map(|(id, _)| mine.set_name(*id)).collect();
    assert_eq!(names, ["Ada", "Ben"]);
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "mine.ron", "--labels", "Nobody=actor"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("nothing called “Nobody”") && err.contains("Person"), "{err}");
    // A part that is left out is named.
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "other.ron", "--labels", "Person="]);
    assert_eq!(code, Some(1));
    assert!(err.contains("Person: one annotation"), "{err}");
    assert_eq!(project(&folder, "other.ron").annotation_count(), 1);
}

#[test]
fn adds_documents_to_a_project() {
    let folder = Folder::new("add");
    folder.write("one.txt", "One\nText.\n");
    folder.write("two.md", "# Two\n\nMore text.\n");
    assert_eq!(folder.run(&["add", "p.ron", "one.txt"]).0, Some(2), "there is no project");
    assert_eq!(folder.run(&["new", "p.ron", "one.txt", "--annotator", "Ada"]).0, Some(0));
    let (code, json, err) = folder.run(&["add", "p.ron", "two.md", "--json"]);
    assert_eq!(code, Some(0), "{err}");
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["articles"], 2);
    let titles: Vec<String> =
        project(&folder, "p.ron").articles().into_iter().map(|(_, row)| row.details.title.clone()).collect();
    assert_eq!(titles, ["One", "Two"]);
}

#[test]
fn says_what_is_wrong_and_does_nothing() {
    let folder = Folder::new("exchange-wrong");
    brat(&folder);
    folder.write("odd.txt", "no annotations");
    folder.write("broken.ron", "(format: 1");
    for (args, wanted) in [
        (&["import", "nosuch", "in", "-o", "x.ron"][..], "there is no format “nosuch”"),
        (&["import", "auto", "odd.txt", "-o", "x.ron"], "look like none of the formats"),
        (&["import", "brat", "odd.txt", "-o", "x.ron"], "no article of brat"),
        (&["import", "brat", "gone", "-o", "x.ron"], "gone could not be read"),
        (&["import", "brat", "in", "-o", "broken.ron"], "broken.ron"),
        (&["convert", "brat", "in", "nosuch", "out"], "there is no format"),
        (&["convert", "brat", "in", "brat", "-"], "needs several files"),
    ] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
        assert!(err.contains(wanted), "{args:?}: {err}");
        assert!(!folder.0.join("x.ron").exists() && !folder.0.join("out").exists(), "{args:?}");
    }
    assert_eq!(fs::read_to_string(folder.0.join("broken.ron")).unwrap(), "(format: 1");
}

#[test]
fn converts_without_a_project() {
    let folder = Folder::new("convert");
    brat(&folder);
    let (code, json, _) = folder.run(&["convert", "auto", "in", "brat", "out", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, report["format"].as_str()), (Some(0), Some("brat")));
    assert_eq!(report["files"].as_array().unwrap().len(), 3);
    assert_eq!(report["remarks"][0]["count"], 2);
    // What the standard output is taken up by is reported beside it, and what comes in there is known by what it is.
    let (code, lines, err) = folder.run(&["convert", "brat", "in", "doccano", "-", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&err).unwrap();
    assert_eq!((code, report["files"].as_array().map(Vec::len)), (Some(1), Some(0)));
    assert!(report["remarks"].as_array().is_some_and(|all| !all.is_empty()) && lines.starts_with('{'), "{err}");
    let (code, again, err) = folder.run_on(&["convert", "auto", "-", "doccano", "-"], lines.as_bytes());
    assert_eq!((code, again), (Some(0), lines), "{err}");
}

#[test]
fn names_that_become_others_are_said() {
    let folder = Folder::new("exchange-names");
    brat(&folder);
    folder.run(&["import", "brat", "in", "-o", "p.ron"]);
    let (_, _, plain) = folder.run(&["import", "brat", "in", "-o", "q.ron", "--labels", "Person=who"]);
    assert!(plain.contains("became “who”"), "{plain}");
    let (_, json, _) = folder.run(&["import", "brat", "in", "-o", "r.ron", "--labels", "Person=", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    let names = report["names"].as_array().unwrap();
    let person = names.iter().find(|one| one["name"] == "Person").unwrap();
    assert_eq!((&person["becomes"], &person["sort"]), (&serde_json::Value::Null, &"label".into()));
    assert!(names.iter().any(|one| one["becomes"] == one["name"] && one["new"] == true), "{names:?}");
}

#[test]
fn the_same_text_is_added_once() {
    let folder = Folder::new("add-twice");
    folder.write("one.txt", "One\n\nThe dam holds.");
    folder.run(&["new", "p.ron", "one.txt"]);
    let (code, _, err) = folder.run(&["add", "p.ron", "one.txt"]);
    assert!(code == Some(0) && err.contains("its text is here already, as “One”"), "{err}");
    assert_eq!(project(&folder, "p.ron").articles().len(), 1);
}
