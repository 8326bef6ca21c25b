//! Files of other programs, in and out.

use gainsay::model::{LabelKey, Ties};

use super::*;

/// The labels of a new project into which a “Person” came.
const USUAL: [&str; 5] = ["claim", "denial", "source", "actor", "Person"];

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
    // What comes joins the usual scheme, in which its labels mean what they do in the window.
    assert_eq!((first.annotation_count(), labels(&first)), (2, USUAL.map(str::to_owned).to_vec()));
    assert_eq!(first.label(&LabelKey::slug("claim")).unwrap().ties, Ties::Proposition);
    assert!(!first.label(&LabelKey::slug("denial")).unwrap().definition.is_empty(), "it is the usual one");
    // Times are not in brat's files, which is said and no loss of anybody's work; what labels mean is one.
    let (code, _, err) = folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out"]);
    assert!(code == Some(1) && err.contains("gainsay: The definitions and examples of"), "{err}");
    assert!(err.contains("gainsay: note: When 2 annotations were made is left out. dam, line 2; …"), "{err}");
    assert_eq!(fs::read_to_string(folder.0.join("out/dam.txt")).unwrap(), TEXT);
    let ann = fs::read_to_string(folder.0.join("out/dam.ann")).unwrap();
    assert_eq!(
        ann,
        "T1\tdenial 10 29\tThe mayor denied it\nT2\tPerson 14 19\tmayor\n#1\tAnnotatorNotes T2\tsure?\nR1\tsays Arg1:T1 Arg2:T2\n"
    );
    let (code, _, err) = folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("there already"), "{err}");
    assert_eq!(folder.run(&["export", "dam.ron", "--to", "brat", "-o", "out", "--force"]).0, Some(1));
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
    assert_eq!(titles(&folder), ["One", "Two"]);
}

fn titles(folder: &Folder) -> Vec<String> {
    project(folder, "p.ron").articles().into_iter().map(|(_, row)| row.details.title.clone()).collect()
}

#[test]
fn of_a_folder_all_is_added_that_can_be_and_the_rest_is_listed() {
    let folder = Folder::new("add-folder");
    folder.write("one.txt", "One\nText.\n");
    assert_eq!(folder.run(&["new", "p.ron", "one.txt", "--annotator", "Ada"]).0, Some(0));
    fs::create_dir_all(folder.0.join("in/page_files")).unwrap();
    folder.write("in/two.txt", "Two\nMore text.\n");
    folder.write(
        "in/page.html",
        format!("<title>Page</title><article><h1>Page</h1><p>{}</article>", "It held. ".repeat(60)),
    );
    folder.write("in/page_files/style.css", "p {}");
    folder.write("in/page_files/ad.html", "<p>Buy this.");
    folder.write("in/.hidden", "x");
    assert_eq!(folder.run(&["add", "p.ron", "in"]).0, Some(0), "nobody misses what a browser keeps beside a page");
    assert_eq!(titles(&folder), ["One", "Page", "Two"]);
    // What may be missed is named, each with the reason, and stops nothing else.
    folder.write("in/dam.ann", "T1\tPerson 0 3\tTwo\n");
    folder.write("in/bad.docx", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    folder.write("in/more.js", "x()");
    folder.write("in/three.txt", "Three\nEven more text.\n");
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.0.join("one.txt"), folder.0.join("in/link.txt")).unwrap();
    let (code, _, err) = folder.run(&["add", "p.ron", "in"]);
    assert_eq!((code, titles(&folder).len()), (Some(1), 4), "{err}");
    assert!(err.contains("in/dam.ann: another program’s work") && err.contains("in/more.js: no article"), "{err}");
    assert!(
        err.contains("in/bad.docx: ") && err.contains("note: One file or folder was passed over: it is hidden"),
        "{err}"
    );
    #[cfg(unix)]
    assert!(err.contains("in/link.txt: links within folders are not followed"), "{err}");
    // One that is named itself and can't be read is an error, and the others come all the same.
    folder.write("four.txt", "Four\nThe last text.\n");
    let (code, json, _) = folder.run(&["add", "p.ron", "gone.txt", "in/bad.docx", "four.txt", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &report["articles"], report["left"].as_array().map(Vec::len)), (Some(2), &5.into(), Some(2)));
    let before = fs::read(folder.0.join("p.ron")).unwrap();
    fs::create_dir(folder.0.join("none")).unwrap();
    assert_eq!(folder.run(&["add", "p.ron", "none"]).0, Some(2));
    assert!(fs::read(folder.0.join("p.ron")).unwrap() == before, "nothing came, and nothing was saved");
}

/// Paths that lead to a project: as it was named, another way, through links.
fn ways(folder: &Folder, name: &str) -> Vec<String> {
    fs::create_dir_all(folder.0.join("sub")).unwrap();
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(name, folder.0.join("soft.ron")).unwrap();
        fs::hard_link(folder.0.join(name), folder.0.join("hard.ron")).unwrap();
    }
    let ways = [name.to_owned(), format!("sub/../{name}"), "soft.ron".to_owned(), "hard.ron".to_owned()];
    ways.into_iter().filter(|way| folder.0.join(way).exists()).collect()
}

#[test]
fn nothing_is_written_over_what_is_read() {
    let folder = Folder::new("over-source");
    folder.write("self.ron", super::sample("mi6.ron"));
    let unchanged = || fs::read_to_string(folder.0.join("self.ron")).unwrap() == super::sample("mi6.ron");
    let own = "That is the project's own file: choose another name.";
    for way in ways(&folder, "self.ron") {
        let before: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        for args in [
            &["export", "self.ron", "--to", "doccano", "-o", &way, "--force"][..],
            &["export", "self.ron", "--to", "brat", "-o", &way, "--force"],
            &["exercise", "self.ron", "1", "-o", &way, "--force"],
            &["exercise", "self.ron", "1", "--worksheet", "-o", &way, "--force"],
            &["ledger", "self.ron", "--json", "-o", &way, "--force"],
            &["compare", "self.ron", "--json", "-o", &way, "--force"],
            &["grade", "self.ron", "nobody.json", "--csv", "-o", &way, "--force"],
        ] {
            let (code, out, err) = folder.run(args);
            assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
            assert!(err.contains(own) && err.contains(&way) && unchanged(), "{args:?}: {err}");
        }
        let after: Vec<_> = fs::read_dir(&folder.0).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(before.len(), after.iter().filter(|name| *name != "home").count(), "{after:?}");
    }
    // Beside it is room.
    assert_eq!(folder.run(&["export", "self.ron", "--to", "brat", "-o", "sub", "--force"]).0, Some(1));
}

#[test]
fn what_is_converted_is_not_written_over() {
    let folder = Folder::new("over-converted");
    brat(&folder);
    folder.write("a.jsonl", "{\"text\": \"Ada said it.\", \"label\": [[0, 3, \"P\"]]}\n");
    let line = fs::read(folder.0.join("a.jsonl")).unwrap();
    let source = "That is a file which is read: choose another name.";
    let refused = |args: &[&str]| {
        let (code, _, err) = folder.run(args);
        assert!(code == Some(2) && err.contains(source), "{args:?}: {code:?} {err}");
        assert!(fs::read(folder.0.join("a.jsonl")).unwrap() == line);
        assert_eq!(fs::read_to_string(folder.0.join("in/dam.ann")).unwrap(), ANN);
    };
    refused(&["convert", "doccano", "a.jsonl", "prodigy", "a.jsonl", "--force"]);
    refused(&["convert", "brat", "in", "brat", "in", "--force"]);
    refused(&["convert", "brat", "in", "doccano", "in/dam.ann", "--force"]);
    // In a folder that is read there is room for files of other names.
    assert_eq!(folder.run(&["convert", "brat", "in", "conll", "in", "--force"]).0, Some(1));
    assert_eq!(fs::read_to_string(folder.0.join("in/dam.ann")).unwrap(), ANN);
    folder.write("one.txt", "One\nText.\n");
    assert_eq!(folder.run(&["new", "one.txt", "one.txt", "--force"]).0, Some(2));
    assert_eq!(folder.run(&["new", "p.ron", "one.txt"]).0, Some(0));
    assert_eq!(folder.run(&["revise", "p.ron", "1", "one.txt", "-o", "one.txt", "--force"]).0, Some(2));
    assert_eq!(fs::read_to_string(folder.0.join("one.txt")).unwrap(), "One\nText.\n");
}

#[test]
fn what_files_declare_comes_though_nothing_has_it() {
    let folder = Folder::new("declared");
    fs::create_dir_all(folder.0.join("in")).unwrap();
    folder.write("in/dam.txt", TEXT);
    folder.write("in/dam.ann", "");
    folder.write("in/annotation.conf", "[entities]\nPerson\nClaims\n[relations]\nsays Arg1:Person, Arg2:Claims\n[events]\n[attributes]\nSure Arg:Person\n");
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "p.ron"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("declared there and not used yet, and in the scheme now: Person, says, Sure"), "{err}");
    let made = project(&folder, "p.ron");
    assert_eq!(labels(&made), USUAL, "“Claims” would only double what is there");
    let says = made.kinds().into_iter().find(|(_, row)| row.name == "says").unwrap().1.clone();
    assert!(says.joins(&LabelKey::slug("Person"), &LabelKey::slug("claim")), "{says:?}");
    assert!(made.attributes().into_iter().any(|(_, row)| row.name == "Sure"));
    // They can be left out, which is said, and a second time they are there.
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "q.ron", "--labels", "Person=,says=,Sure="]);
    assert!(code == Some(0) && err.contains("“Person” (0) was left out"), "{err}");
    assert_eq!(labels(&project(&folder, "q.ron")), USUAL[..4]);
    let before = fs::read(folder.0.join("p.ron")).unwrap();
    assert_eq!(folder.run(&["import", "brat", "in", "-o", "p.ron"]).0, Some(0));
    assert!(fs::read(folder.0.join("p.ron")).unwrap() == before);
}

#[test]
fn relations_have_a_place_in_a_new_project_and_are_named_where_they_have_none() {
    let folder = Folder::new("joins");
    brat(&folder);
    folder.write("in/dam.ann", ANN.replace("says", "denies"));
    assert_eq!(folder.run(&["import", "brat", "in", "-o", "new.ron"]).0, Some(0));
    assert_eq!(project(&folder, "new.ron").relation_count(), 1, "its kind joins what comes");
    folder.write("mine.txt", "Mine\nNothing here.\n");
    assert_eq!(folder.run(&["new", "mine.ron", "mine.txt", "--annotator", "Ada"]).0, Some(0));
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "mine.ron"]);
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("denies, from denial to Person, in “dam”: one relation is left out, for its kind does not join such labels here."), "{err}");
}

#[test]
fn packed_files_and_links_are_named_where_nothing_else_is_found() {
    let folder = Folder::new("packed");
    folder.write("all.tar.gz", b"\x1f\x8b\x08");
    for format in ["auto", "brat"] {
        let (code, _, err) = folder.run(&["import", format, "all.tar.gz", "-o", "p.ron"]);
        assert!(
            code == Some(2) && err.contains("all.tar.gz is a packed file") && err.contains("unpack it first"),
            "{err}"
        );
    }
    #[cfg(unix)]
    {
        fs::create_dir(folder.0.join("in")).unwrap();
        std::os::unix::fs::symlink(folder.0.join("all.tar.gz"), folder.0.join("in/more.ann")).unwrap();
        let (code, _, err) = folder.run(&["import", "auto", "in", "-o", "p.ron"]);
        assert!(code == Some(2) && err.contains("links within folders are not followed more.ann"), "{err}");
    }
}

#[cfg(unix)]
#[test]
fn what_the_system_refuses_is_said_with_what_to_do() {
    let folder = Folder::new("refused");
    brat(&folder);
    let (code, _, err) = folder.run(&["convert", "brat", "in", "doccano", "/proc/none/out.jsonl"]);
    assert!(code == Some(2) && err.contains("/proc/none/out.jsonl: the file or its folder is gone"), "{err}");
    let (code, _, err) = folder.run(&["convert", "brat", "in", "doccano", "/proc/out.jsonl"]);
    assert!(code == Some(2) && err.contains("choose another place"), "{err}");
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

/// Returns the annotators, and what each set is called with how many annotations it holds.
fn people(project: &gainsay::model::Project) -> (Vec<String>, Vec<(String, usize)>) {
    let annotators = project.annotators().into_iter().map(|(_, row)| row.name.clone()).collect();
    let sets = project.sets().into_iter().map(|(id, _)| (project.set_name(*id), project.count_marks(*id)));
    (annotators, sets.collect())
}

#[test]
fn what_comes_a_second_time_is_there_once() {
    let folder = Folder::new("again");
    brat(&folder);
    for who in [&["--annotator", "Ada"][..], &[]] {
        let project_file = format!("{}.ron", who.len());
        let import = |from: &[&str], more: &[&str]| {
            let all = [&["import", "brat"], from, &["-o", &project_file], who, more].concat();
            folder.run(&all)
        };
        assert_eq!(import(&["in"], &[]).0, Some(0));
        let first = fs::read(folder.0.join(&project_file)).unwrap();
        let (code, out, err) = import(&["in", "in/dam.ann"], &[]);
        assert_eq!(code, Some(0), "{err}");
        assert!(out.contains("no new articles, 0 annotations and 0 relations"), "{out}");
        assert!(err.contains("2 annotations and one relation are here already"), "{err}");
        assert!(err.contains("passed over: it was read already dam.ann"), "{err}");
        assert_eq!(err.contains("“Ada” is taken for the annotator of this name"), !who.is_empty(), "{err}");
        assert!(fs::read(folder.0.join(&project_file)).unwrap() == first, "nothing changed");
        let (_, json, _) = import(&["in"], &["--json"]);
        let report: serde_json::Value = serde_json::from_str(&json).unwrap();
        assert_eq!((&report["again"]["annotations"], &report["again"]["relations"]), (&2.into(), &1.into()));
        assert_eq!(import(&["in"], &["--apart"]).0, Some(0));
        assert_eq!(people(&project(&folder, &project_file)).1.len(), 2, "for who wants it so");
    }
}

#[test]
fn an_annotator_stays_one_and_goes_on_with_the_set_they_have() {
    let folder = Folder::new("goes-on");
    brat(&folder);
    fs::create_dir_all(folder.0.join("two")).unwrap();
    folder.write("two/other.txt", "Other\nAda said it.\n");
    folder.write("two/other.ann", "T1\tPerson 6 9\tAda\n");
    let import = |from: &str, who: &str| folder.run(&["import", "brat", from, "-o", "p.ron", "--annotator", who]);
    assert_eq!(import("in", "Ada").0, Some(0));
    assert_eq!(import("two", "Ada").0, Some(0));
    let ada = |count| ("Ada".to_owned(), count);
    assert_eq!(people(&project(&folder, "p.ron")), (vec!["Ada".to_owned()], vec![ada(3)]));
    // More work on what is there: most is as it was.
    folder.write("in/dam.ann", format!("{ANN}T3\tPerson 0 3\tDam\nR2\tsays Arg1:T2 Arg2:T3\n"));
    let (code, out, _) = import("in", "Ada");
    assert!(code == Some(0) && out.contains("one annotation and one relation"), "{out}");
    let now = project(&folder, "p.ron");
    assert_eq!((people(&now).1, now.relation_count(), now.done_marks().count()), (vec![ada(4)], 2, 2));
    // What differs in most is a pass of its own, of the same annotator.
    folder.write("in/dam.ann", "T1\tdenial 4 9\tholds\nT2\tPerson 14 19\tmayor\nT3\tdenial 10 13\tThe\n");
    assert_eq!(import("in", "Ada").0, Some(0));
    assert_eq!(people(&project(&folder, "p.ron")), (vec!["Ada".to_owned()], vec![ada(4), ada(3)]));
    // Somebody else's equal work is theirs.
    assert_eq!(import("two", "Ben").0, Some(0));
    let ben = ("Ben".to_owned(), 1);
    assert_eq!(people(&project(&folder, "p.ron")).1, [ada(4), ada(3), ben]);
}

#[test]
fn people_of_nobody_knows_which_name_are_not_taken_for_one() {
    let folder = Folder::new("not-one");
    let line = |by: &str, spans: &str| {
        format!("{{\"text\":\"Ada said it.\",\"spans\":[{spans}],\"_annotator_id\":\"{by}\"}}\n")
    };
    let span = |start, end| format!("{{\"start\":{start},\"end\":{end},\"label\":\"P\"}}");
    folder.write("one.jsonl", line("1", &span(0, 3)));
    folder.write("two.jsonl", line("1", &[span(0, 3), span(4, 8)].join(",")));
    let import = |from: &str| folder.run(&["import", "prodigy", from, "-o", "p.ron"]);
    assert_eq!((import("one.jsonl").0, import("two.jsonl").0), (Some(0), Some(0)));
    let (annotators, sets) = people(&project(&folder, "p.ron"));
    // A number says of nobody who they are; the very same marks do.
    assert_eq!((annotators.len(), sets.iter().map(|(_, count)| *count).collect::<Vec<_>>()), (2, vec![1, 2]));
    assert!(import("one.jsonl").2.contains("One annotation is here already"));
    assert_eq!(people(&project(&folder, "p.ron")).1.len(), 2);
    // Neither is who marked less, and that alike, the one who marked more.
    let import = |from: &str| folder.run(&["import", "prodigy", from, "-o", "other.ron"]);
    assert_eq!((import("two.jsonl").0, import("one.jsonl").0), (Some(0), Some(0)));
    assert_eq!(people(&project(&folder, "other.ron")).1.len(), 2);
}

#[test]
fn what_was_handed_out_is_known_by_its_ids() {
    let folder = Folder::new("own-ids");
    brat(&folder);
    assert_eq!(folder.run(&["import", "brat", "in", "-o", "p.ron", "--annotator", "Ada"]).0, Some(0));
    let first = fs::read(folder.0.join("p.ron")).unwrap();
    assert_eq!(folder.run(&["export", "p.ron", "--to", "gainsay-jsonl", "-o", "out.jsonl"]).0, Some(1));
    let import = |from: &str| folder.run(&["import", "gainsay-jsonl", from, "-o", "p.ron"]);
    assert_eq!(import("out.jsonl").0, Some(0));
    assert!(fs::read(folder.0.join("p.ron")).unwrap() == first);
    // What says something else there is not brought in over what is here, and named.
    let lines = fs::read_to_string(folder.0.join("out.jsonl")).unwrap();
    folder.write("other.jsonl", lines.replace("sure?", "quite sure").replace("\"Ada\"", "\"Ada L.\""));
    let (code, _, err) = import("other.jsonl");
    assert_eq!(code, Some(1), "{err}");
    assert!(err.contains("dam: one that is here already and says something else; it stays as it is"), "{err}");
    assert!(fs::read(folder.0.join("p.ron")).unwrap() == first);
}

#[test]
fn a_copy_among_the_files_brings_nothing_twice() {
    let folder = Folder::new("copies");
    fs::create_dir_all(folder.0.join("in")).unwrap();
    let line = "{\"text\":\"Ada said it.\",\"_annotator_id\":\"ada\",\"spans\":[{\"start\":0,\"end\":3,\"label\":\"P\"},{\"start\":0,\"end\":3,\"label\":\"P\"},\
                {\"start\":4,\"end\":8,\"label\":\"Q\"}],\"relations\":[{\"label\":\"of\",\"head_span\":{\"start\":4,\"end\":8,\"label\":\"Q\"},\
                \"child_span\":{\"start\":0,\"end\":3,\"label\":\"P\"}}]}\n";
    folder.write("in/all.jsonl", line);
    folder.write("in/all (1).jsonl", line);
    let (code, _, err) = folder.run(&["import", "prodigy", "in", "-o", "p.ron"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("4 annotations or relations are there several times"), "{err}");
    let all = project(&folder, "p.ron");
    // What stands in one file twice is twice.
    assert_eq!((people(&all).1, all.relation_count()), (vec![("ada".to_owned(), 3)], 1));
}

#[cfg(unix)]
#[test]
fn what_is_passed_over_in_folders_is_listed() {
    let folder = Folder::new("passed");
    brat(&folder);
    folder.write("in/.hidden.ann", "");
    let (code, _, err) = folder.run(&["import", "brat", "in", "-o", "p.ron"]);
    assert!(code == Some(0) && err.contains("passed over: it is hidden .hidden.ann"), "{err}");
    std::os::unix::fs::symlink(folder.0.join("in/dam.ann"), folder.0.join("in/more.ann")).unwrap();
    let (code, _, err) = folder.run(&["convert", "brat", "in", "doccano", "out.jsonl"]);
    assert!(code == Some(1) && err.contains("not read: links within folders are not followed more.ann"), "{err}");
}

#[test]
fn the_standard_streams_stand_for_one_file() {
    let folder = Folder::new("streams");
    brat(&folder);
    let (code, out, err) = folder.run(&["import", "brat", "in", "-o", "-"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(err.contains("one new article, 2 annotations") && !folder.0.join("-").exists(), "{err}");
    let printed = store::read(out.as_bytes()).unwrap();
    assert_eq!((printed.warnings.len(), printed.intact, printed.project.annotation_count()), (0, true, 2));
}

#[test]
fn what_is_large_goes_through_in_pieces_and_comes_out_the_same() {
    let folder = Folder::new("pieces");
    let line = |at: usize| {
        format!("{{\"text\":\"{at} {}\",\"label\":[[2,5,\"P\"],[0,0,\"Q\"]]}}", "Ada said it. ".repeat(80_000))
    };
    let lines: Vec<String> = (0..10).map(line).collect();
    folder.write("lines.jsonl", lines.join("\n"));
    // A list is read all at once.
    folder.write("list.json", format!("[{}]", lines.join(",")));
    let convert = |from: &str, to: &str| folder.run(&["convert", "auto", from, "doccano", to]);
    let (code, _, told) = convert("lines.jsonl", "pieces.jsonl");
    assert_eq!(code, Some(1), "{told}");
    assert!(told.contains("10 annotations “Q” are on no words") && told.contains("lines.jsonl, line 5"), "{told}");
    assert_eq!(convert("list.json", "whole.jsonl").0, Some(1));
    let bytes = |name: &str| fs::read(folder.0.join(name)).unwrap();
    let same = bytes("pieces.jsonl") == bytes("whole.jsonl");
    assert!(same && bytes("pieces.jsonl").iter().filter(|byte| **byte == b'\n').count() == 10);
    let (code, out, _) = folder.run(&["convert", "doccano", "lines.jsonl", "prodigy", "-"]);
    assert_eq!((code, out.lines().count()), (Some(1), 10));
}
