//! Runs the built program without a window.
#![allow(clippy::unwrap_used, reason = "a test that can't run its program fails")]

#[path = "common/annotated.rs"]
mod annotated;
#[path = "cli/back.rs"]
mod back;
#[path = "cli/compare.rs"]
mod compare;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/exchange.rs"]
mod exchange;
#[path = "cli/exercise.rs"]
mod exercise;
#[path = "cli/grade.rs"]
mod grade;
#[path = "classroom/made.rs"]
mod made;
#[path = "cli/sheets.rs"]
mod sheets;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gainsay::model::Text;
use gainsay::store;

struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("gainsay-cli-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        self.run_on(args, b"")
    }

    /// Runs the program with something on its standard input.
    fn run_on(&self, args: &[&str], input: &[u8]) -> (Option<i32>, String, String) {
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        command.args(args).current_dir(&self.0).env("GAINSAY_HOME", self.0.join("home"));
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        // One that reads nothing may be gone already.
        let _ = child.stdin.take().unwrap().write_all(input);
        let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
        (status.code(), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn samples_load_clean_and_save_to_the_same_bytes() {
    for (name, texts) in [
        ("mi6.ron", &["agency-report.txt", "denial.txt"][..]),
        ("arabic.ron", &["arabic.txt"]),
        ("german.ron", &["german.txt"]),
        ("exercise.ron", &["denial.txt"]),
    ] {
        let written = sample(name);
        let loaded = store::read(written.as_bytes()).unwrap();
        assert_eq!(loaded.warnings, [], "{name}");
        assert!(loaded.intact, "{name}");
        assert!(store::write(&loaded.project) == written, "{name}");
        let articles = loaded.project.articles();
        assert_eq!(articles.len(), texts.len());
        for ((id, _), text) in articles.iter().zip(texts) {
            let (_, revision) = loaded.project.latest(**id).unwrap();
            assert_eq!(revision.text, Text::new(sample(text)), "{name}: {text}");
        }
    }
}

#[test]
fn the_example_in_the_readme_is_of_the_sample() {
    let sample = sample("mi6.ron");
    let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let example = readme.split_once("```ron\n").unwrap().1.split_once("```").unwrap().0;
    // Each "…" stands for something; all else is there, in this order, line by line.
    let mut lines = sample.lines();
    for shown in example.lines().filter(|line| line.trim() != "…") {
        let parts: Vec<&str> = shown.split('…').collect();
        let fits = |line: &str| {
            let rest = line.strip_prefix(parts[0])?;
            let rest = parts[1..].iter().try_fold(rest, |rest, part| rest.split_once(part).map(|(_, rest)| rest))?;
            (parts.len() > 1 || rest.is_empty()).then_some(())
        };
        assert!(lines.any(|line| fits(line).is_some()), "not there, or not in this order: {shown}");
    }
}

#[test]
fn checks_projects() {
    let folder = Folder::new("check");
    folder.write("german.ron", sample("german.ron"));
    let (code, out, err) = folder.run(&["check", "german.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(out, "german.ron: 1 article, 17 annotations, 23 relations, 1 annotator\n");

    folder.write("edited.ron", sample("german.ron").replacen("label: \"claim\"", "label: \"demand\"", 1));
    let (code, out, err) = folder.run(&["check", "german.ron", "edited.ron"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[1].starts_with("edited.ron: 1 article, 17 annotations"), "{out}");
    assert_eq!(
        lines[2],
        "edited.ron: the file: the checksum is not that of the content: the file was damaged or edited by hand"
    );
    assert!(
        lines[3].starts_with("edited.ron:") && lines[3].ends_with("the scheme has no label demand: it was added"),
        "{out}"
    );
    let line: usize = lines[3].split(':').nth(1).unwrap().parse().unwrap();
    assert!(sample("german.ron").lines().nth(line - 1).unwrap().contains("(id: "), "{out}");

    folder.write("broken.ron", "(\n    format: 1,\n    labels: [}\n)");
    folder.write("newer.ron", "(\n    format: 2,\n    anything: {} at all\n)");
    let (code, out, err) = folder.run(&["check", "broken.ron", "newer.ron", "gone.ron", "german.ron"]);
    assert_eq!(code, Some(2));
    assert_eq!(out, "german.ron: 1 article, 17 annotations, 23 relations, 1 annotator\n");
    let errors: Vec<&str> = err.lines().collect();
    assert!(errors[0].starts_with("broken.ron: line 3, column "), "{err}");
    assert!(errors[1].starts_with("newer.ron: the file has format 2, and this program knows formats up to 1"), "{err}");
    assert!(errors[2].starts_with("gone.ron could not be read: there is no such file"), "{err}");
}

#[test]
fn checks_projects_for_programs() {
    let folder = Folder::new("json");
    folder.write("german.ron", sample("german.ron").replacen("Flag(true)", "Text(\"yes\")", 1));
    let (code, out, _) = folder.run(&["check", "--json", "german.ron", "gone.ron"]);
    assert_eq!(code, Some(2));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!(report[0]["file"], "german.ron");
    assert_eq!(report[0]["annotations"], 17);
    assert_eq!(report[0]["intact"], false);
    assert_eq!(report[0]["warnings"][1]["what"], "attribute checkable does not take the text “yes”: it was kept");
    assert!(report[0]["warnings"][1]["line"].is_u64());
    assert!(report[1]["error"].as_str().unwrap().contains("no such file"));

    // The exit status is as without it.
    folder.write("clean.ron", sample("german.ron"));
    assert_eq!(folder.run(&["check", "--json", "clean.ron"]).0, Some(0));
    assert_eq!(folder.run(&["check", "--json", "german.ron"]).0, Some(1));
}

#[test]
fn makes_projects_of_text_files() {
    let folder = Folder::new("new");
    folder.write("one.txt", "\u{feff}Dam holds\r\n\r\nIt is safe.\r\n");
    let utf16: Vec<u8> = "\u{feff}Größe\nJa.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    folder.write("two.txt", utf16);
    let (code, out, err) = folder.run(&["new", "out.ron", "one.txt", "two.txt", "--annotator", "Ada Low"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (
            Some(0),
            "out.ron: 2 articles, 0 annotations, 0 relations, 1 annotator\n",
            "gainsay: two.txt: read as UTF-16, little-endian (it begins with a byte order mark)\n"
        )
    );
    let loaded = store::read(&fs::read(folder.0.join("out.ron")).unwrap()).unwrap();
    assert!(loaded.intact && loaded.warnings.is_empty());
    let articles = loaded.project.articles();
    assert_eq!(articles[0].1.details.title, "Dam holds");
    let (_, revision) = loaded.project.latest(*articles[0].0).unwrap();
    assert_eq!(revision.text.as_str(), "Dam holds\n\nIt is safe.\n");
    let (_, revision) = loaded.project.latest(*articles[1].0).unwrap();
    assert_eq!((revision.text.as_str(), revision.origin.as_str()), ("Größe\nJa.", "two.txt, UTF-16, little-endian"));
    assert_eq!(loaded.project.annotators()[0].1.name, "Ada Low");

    let (code, out, err) = folder.run(&["new", "--json", "sub.ron", "one.txt"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["file"], &report["articles"]), (&"sub.ron".into(), &1.into()));
    assert_eq!(folder.run(&["check", "out.ron", "sub.ron"]).0, Some(0));
    let (code, _, err) = folder.run(&["new", "nowhere/out.ron", "one.txt"]);
    assert!(code == Some(2) && err.contains("nowhere"), "{err}");
}

#[test]
fn never_replaces_a_file_unless_told_to() {
    let folder = Folder::new("force");
    folder.write("one.txt", "Dam holds");
    folder.write("out.ron", "precious");
    let (code, _, err) = folder.run(&["new", "out.ron", "one.txt"]);
    assert_eq!(code, Some(2));
    assert_eq!(err, "gainsay: out.ron is there already: choose another name, or say --force to replace it\n");
    assert_eq!(fs::read_to_string(folder.0.join("out.ron")).unwrap(), "precious");
    let (code, _, _) = folder.run(&["new", "--force", "out.ron", "one.txt"]);
    assert_eq!(code, Some(0));
    folder.write("dam.pdf", b"%PDF-1.7");
    let (code, _, err) = folder.run(&["new", "other.ron", "one.txt", "dam.pdf"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("gainsay: dam.pdf: it is a PDF document that is damaged. "), "{err}");
    assert!(!folder.0.join("other.ron").exists());
}

#[test]
fn says_in_which_encoding_a_text_was_read_and_takes_another() {
    let folder = Folder::new("encoding");
    folder.write("one.txt", "Größe");
    folder.write("two.txt", b"Gr\xf6\xdfe\n");
    folder.write("three.md", "# Dam *holds*\n\n[It](https://a.example) is.\n");
    let read = |name: &str| {
        let loaded = store::read(&fs::read(folder.0.join(name)).unwrap()).unwrap();
        let articles = loaded.project.articles();
        let last = |id| loaded.project.latest(id).map(|(_, row)| (row.text.as_str().to_owned(), row.origin.clone()));
        articles.iter().map(|(id, _)| last(**id).unwrap()).collect::<Vec<_>>()
    };
    let (code, out, err) = folder.run(&["new", "a.ron", "one.txt", "two.txt", "three.md"]);
    assert_eq!(code, Some(0), "{err}");
    assert!(out.starts_with("a.ron: 3 articles"), "{out}");
    let said: Vec<&str> = err.lines().collect();
    assert_eq!(
        said,
        [
            "gainsay: two.txt: read as Windows-1252 (guessed from only a few letters)",
            "gainsay: three.md: 1 link address was left out"
        ]
    );
    let texts = read("a.ron");
    assert_eq!(texts[1], ("Größe\n".into(), "two.txt, Windows-1252".into()));
    assert_eq!(texts[2], ("Dam holds\n\nIt is.".into(), "three.md, Markdown, UTF-8".into()));

    let (code, _, err) = folder.run(&["new", "b.ron", "two.txt", "--encoding", "windows-1251"]);
    assert_eq!((code, err.as_str()), (Some(0), "gainsay: two.txt: read as Windows-1251 (chosen)\n"));
    assert_eq!(read("b.ron")[0].0, "GrцЯe\n");
    let (code, _, err) = folder.run(&["new", "c.ron", "two.txt", "--encoding", "utf-8"]);
    assert_eq!(code, Some(0));
    assert_eq!(err, "gainsay: two.txt: 2 characters could not be read, the first in line 1\n");
    let (code, _, err) = folder.run(&["new", "d.ron", "two.txt", "--encoding", "klingon"]);
    assert!(code == Some(2) && err.contains("Windows-1252") && err.contains("EUC-KR"), "{err}");
    assert!(folder.run(&["new", "--help"]).1.contains("--encoding"));
}

#[test]
fn hands_the_ledger_over() {
    let folder = Folder::new("ledger");
    folder.write("mi6.ron", sample("mi6.ron"));
    let (code, out, err) = folder.run(&["ledger", "mi6.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(
        out.starts_with("# A request and its denial: claim ledger\n") && out.contains("### Denied in full ("),
        "{out}"
    );
    // The form is the one asked for, else the one that the name asks for.
    for (args, file, start) in [
        (&["-o", "a.html"][..], "a.html", "<!DOCTYPE html>"),
        (&["-o", "a.md"], "a.md", "# A request"),
        (&["-o", "a.json"], "a.json", "{\n  \"kind\": \"gainsay dossier\",\n  \"format\": 1,"),
        (&["--json", "-o", "a.txt"], "a.txt", "{\n"),
        (&["--html", "--out", "b"], "b", "<!DOCTYPE html>"),
    ] {
        let (code, out, err) = folder.run(&[&["ledger", "mi6.ron"], args].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
        assert!(out.starts_with(&format!("{file}: ")) && out.contains(" claims"), "{out}");
        assert!(fs::read_to_string(folder.0.join(file)).unwrap().starts_with(start), "{args:?}");
    }
    let (code, _, err) = folder.run(&["ledger", "mi6.ron", "-o", "c.doc"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("c.doc: its name doesn't say which form"), "{err}");
    // Nothing is replaced silently.
    let (code, _, err) = folder.run(&["ledger", "mi6.ron", "--json", "-o", "a.html"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("a.html is there already") && err.contains("--force"), "{err}");
    assert!(fs::read_to_string(folder.0.join("a.html")).unwrap().starts_with("<!DOCTYPE"));
    assert_eq!(folder.run(&["ledger", "mi6.ron", "--json", "-o", "a.html", "--force"]).0, Some(0));
    assert!(fs::read_to_string(folder.0.join("a.html")).unwrap().starts_with('{'));
    // The project is not touched.
    assert_eq!(fs::read_to_string(folder.0.join("mi6.ron")).unwrap(), sample("mi6.ron"));

    assert_eq!(folder.run(&["ledger", "mi6.ron", "--set", "Mira Holt"]).0, Some(0));
    let (code, out, err) = folder.run(&["ledger", "mi6.ron", "--set", "Nobody"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert!(err.contains("no set named “Nobody”; there are: Mira Holt"), "{err}");
    for args in [&["--html", "--md"][..], &["--html", "--json"], &["--md", "--json"], &["--force"]] {
        assert_eq!(folder.run(&[&["ledger", "mi6.ron"], args].concat()).0, Some(2), "{args:?}");
    }
    assert_eq!(folder.run(&["ledger", "gone.ron"]).0, Some(2));
    folder.write("odd.ron", sample("mi6.ron").replacen("Mira Holt", "Mira Hult", 1));
    let (code, _, err) = folder.run(&["ledger", "odd.ron"]);
    assert!(code == Some(0) && err.contains("odd.ron: there is a warning"), "{err}");
}

#[test]
fn says_which_quotes_no_longer_stand() {
    let folder = Folder::new("verify");
    folder.write("mi6.ron", sample("mi6.ron"));
    assert_eq!(folder.run(&["ledger", "mi6.ron", "-o", "d.json"]).0, Some(0));
    let (code, out, err) = folder.run(&["verify", "d.json", "mi6.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let words: Vec<&str> = out.split(' ').collect();
    assert!(out.ends_with(" quotes stand where the dossier says\n") && words[1] == words[3], "{out}");
    let count: usize = words[1].parse().unwrap();
    assert!(count > 40, "{out}");

    // One word of one text is changed by hand.
    folder.write("edited.ron", sample("mi6.ron").replacen("Request followed plots", "Request came after plots", 1));
    let (code, out, err) = folder.run(&["verify", "d.json", "edited.ron"]);
    assert_eq!(code, Some(1));
    assert!(err.contains("edited.ron: the checksum is not that of the content"), "{err}");
    let named = out.lines().find(|line| line.contains("“Request followed plots")).unwrap();
    assert!(named.starts_with("d.json: Turkey asked Britain's MI6") && named.contains(", 92–138, "), "{named}");
    assert!(named.ends_with("the article’s text was changed, and the words stand nowhere for certain"), "{named}");
    let (code, out, _) = folder.run(&["verify", "--json", "d.json", "edited.ron"]);
    assert_eq!(code, Some(1));
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&report["dossier"], &report["quotes"]), (&"d.json".into(), &count.into()));
    let differences = report["differences"].as_array().unwrap();
    assert_eq!(report["standing"], count - differences.len());
    assert_eq!(differences[0]["what"], "text-changed");
    let reworded = differences.iter().find(|row| row["words"].as_str().unwrap().starts_with("Request")).unwrap();
    assert_eq!(reworded["places"], serde_json::json!([{ "start": 92, "end": 138 }]));

    // Another project altogether.
    folder.write("german.ron", sample("german.ron"));
    let (code, out, _) = folder.run(&["verify", "d.json", "german.ron"]);
    assert!(code == Some(1) && out.contains("the project has no such article") && out.contains(": 0 of "), "{out}");

    // What can't be read.
    for form in ["html", "md"] {
        let name = format!("d.{form}");
        assert_eq!(folder.run(&["ledger", "mi6.ron", "-o", &name]).0, Some(0));
        let (code, out, err) = folder.run(&["verify", &name, "mi6.ron"]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(
            err.starts_with(&format!("gainsay: {name}: It is ")) && err.contains("--json -o dossier.json"),
            "{err}"
        );
    }
    let (code, _, err) = folder.run(&["verify", "mi6.ron", "d.json"]);
    assert!(code == Some(2) && err.contains("The dossier comes first"), "{err}");
    let newer = fs::read_to_string(folder.0.join("d.json")).unwrap().replacen("\"format\": 1", "\"format\": 9", 1);
    folder.write("newer.json", newer);
    let (code, _, err) = folder.run(&["verify", "newer.json", "mi6.ron"]);
    assert!(code == Some(2) && err.contains("It has format 9, and this program knows format 1"), "{err}");
    assert_eq!(folder.run(&["verify", "gone.json", "mi6.ron"]).0, Some(2));
    assert_eq!(folder.run(&["verify", "d.json", "gone.ron"]).0, Some(2));
}

#[test]
fn explains_itself() {
    let folder = Folder::new("help");
    for args in [
        &["--help"][..],
        &["-h"],
        &["check", "--help"],
        &["new", "--help"],
        &["ledger", "--help"],
        &["verify", "--help"],
        &["--version"],
    ] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
        assert!(out.contains("gainsay"), "{out}");
    }
    let (_, out, _) = folder.run(&["--help"]);
    for word in [
        "check",
        "new",
        "ledger",
        "verify",
        "Exit status",
        "--json",
        "2 articles, 41 annotations, 17 relations, 1 annotator",
    ] {
        assert!(out.contains(word), "{word}: {out}");
    }
    for args in [&["check"][..], &["new", "out.ron"], &["ledger"], &["verify", "d.json"], &["--nonsense"]] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.contains("error:"), "{err}");
    }
}

#[test]
fn prints_what_articles_have_in_common() {
    let folder = Folder::new("shared");
    folder.write("mi6.ron", sample("mi6.ron"));
    let (code, out, err) = folder.run(&["shared", "mi6.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("“Turkey asked Britain's MI6 to take larger role"), "{out}");
    assert!(out.contains("line 17: at Syrian authorities [six times, and] called Sharaa"), "{out}");
    assert!(out.contains("line 10: at Syrian authorities. [It has] called Sharaa"), "{out}");
    let (code, json, _) = folder.run(&["shared", "mi6.ron", "--json"]);
    assert_eq!(code, Some(0));
    let pairs: serde_json::Value = serde_json::from_str(&json).unwrap();
    let loaded = store::read(sample("mi6.ron").as_bytes()).unwrap();
    for (side, (id, _)) in loaded.project.articles().into_iter().enumerate() {
        let (_, revision) = loaded.project.latest(*id).unwrap();
        assert_eq!(pairs[0]["articles"][side]["text_sha256"], revision.text.hash().to_string());
        for passage in pairs[0]["passages"].as_array().unwrap() {
            let words = &passage["sides"][side];
            let offset = |name: &str| words[name].as_u64().unwrap() as usize;
            let span = revision.text.span_of_chars(offset("start"), offset("end")).unwrap();
            assert_eq!(words["quote"], revision.text.quote(span));
        }
    }
    // Of three articles every pair is compared, whichever stands first.
    let same = "The harbour commission counted 48 cracks in the eastern wall on Tuesday morning.";
    for (name, title) in [("a.txt", "Report"), ("b.txt", "Nothing of it"), ("c.txt", "Answer"), ("d.txt", "Echo")] {
        let body = if name == "b.txt" { "It rained." } else { same };
        folder.write(name, format!("{title}\n{body}\n"));
    }
    let (code, _, err) = folder.run(&["new", "four.ron", "a.txt", "b.txt", "c.txt", "d.txt"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let (_, json, _) = folder.run(&["shared", "four.ron", "--json"]);
    let pairs: serde_json::Value = serde_json::from_str(&json).unwrap();
    let titles =
        |pair: &serde_json::Value| [0, 1].map(|side| pair["articles"][side]["title"].as_str().unwrap().to_owned());
    let titles: Vec<[String; 2]> = pairs.as_array().unwrap().iter().map(titles).collect();
    assert_eq!(titles, [["Report", "Answer"], ["Report", "Echo"], ["Answer", "Echo"]]);
    folder.write("german.ron", sample("german.ron"));
    let (code, out, _) = folder.run(&["shared", "german.ron"]);
    assert_eq!(code, Some(0));
    assert_eq!(out, "No two articles have a passage in common, or quote the same words differently.\n");
    assert_eq!(folder.run(&["shared", "gone.ron"]).0, Some(2));
}

#[test]
fn adds_a_new_text_of_an_article() {
    let folder = Folder::new("revise");
    folder.write("mi6.ron", sample("mi6.ron"));
    let text = sample("denial.txt").replace("Turkey has formally denied", "On Friday, Turkey formally denied");
    folder.write("new.txt", &text);
    let (code, out, err) = folder.run(&["revise", "mi6.ron", "denies asking", "new.txt", "-o", "out.ron"]);
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    assert!(
        out.starts_with("“Turkey denies asking Britain's MI6 to protect Syrian president” has a text 2 now: "),
        "{out}"
    );
    assert!(out.contains("detached: denial"), "{out}");
    let before = store::read(sample("mi6.ron").as_bytes()).unwrap().project;
    let after = store::read(&fs::read(folder.0.join("out.ron")).unwrap()).unwrap();
    assert_eq!(after.warnings, []);
    let denial = *before.articles()[1].0;
    let (old, _) = before.latest(denial).unwrap();
    let (new, revision) = after.project.latest(denial).unwrap();
    assert_eq!((revision.number, revision.text.as_str()), (2, text.as_str()));
    assert_eq!(after.project.in_order(old).count(), before.in_order(old).count(), "the text before keeps its own");
    let carried = after.project.in_order(new).count() + after.project.detached(new).count();
    assert_eq!(carried, before.in_order(old).count());
    for id in after.project.in_order(new) {
        let row = after.project.annotation(&id).unwrap();
        let from = before.annotation(&row.derived_from[0]).unwrap();
        assert_eq!(after.project.quote(row), before.quote(from));
    }

    // The ledger tells what the new text did, and what nobody has looked for yet.
    let (code, ledger, _) = folder.run(&["ledger", "out.ron"]);
    assert_eq!(code, Some(0));
    assert!(ledger.contains("□\u{a0}denial not placed yet in text 2"), "{ledger}");
    // What is there is not replaced unasked, and an article must be the only one meant.
    let (code, _, err) = folder.run(&["revise", "mi6.ron", "2", "new.txt", "-o", "out.ron"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("--force"), "{err}");
    let (code, _, err) = folder.run(&["revise", "mi6.ron", "MI6", "new.txt", "-o", "other.ron"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("several articles") && err.contains("\n  2. Turkey denies"), "{err}");
    // The same text is no new one.
    folder.write("same.txt", sample("denial.txt"));
    let (code, _, err) = folder.run(&["revise", "mi6.ron", "2", "same.txt", "-o", "other.ron"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("has already") && !folder.0.join("other.ron").exists(), "{err}");
    // What is odd in the project is named: the one that is saved has lost it.
    folder.write("odd.ron", sample("mi6.ron").replacen("Request followed plots", "Request came after plots", 1));
    let (code, _, err) = folder.run(&["revise", "odd.ron", "2", "new.txt", "-o", "odder.ron"]);
    assert!(
        code == Some(1) && err.contains("odd.ron: ") && err.contains("the checksum is not that of the content"),
        "{err}"
    );
    let (code, _, err) = folder.run(&["shared", "odd.ron"]);
    assert!(
        code == Some(1) && err.contains("odd.ron: ") && err.contains("the checksum is not that of the content"),
        "{err}"
    );
}

/// Writes the sample with another title and note.
fn titled(title: &str, note: &str) -> String {
    let mut project = store::read(sample("mi6.ron").as_bytes()).unwrap().project;
    let info = gainsay::model::Info { title: title.to_owned(), note: note.to_owned() };
    if let Ok(step) = gainsay::model::actions::edit_info(&project, info) {
        project.apply(&step.transaction).unwrap();
    }
    store::write(&project)
}

#[test]
fn merges_copies_and_says_what_is_in_conflict() {
    let folder = Folder::new("merge");
    folder.write("base.ron", titled("Sent", ""));
    folder.write("a.ron", titled("Ours", ""));
    folder.write("b.ron", titled("Sent", "theirs"));
    folder.write("c.ron", titled("Theirs", ""));
    let (code, out, err) = folder.run(&["merge", "base.ron", "a.ron", "b.ron", "-o", "clean.ron"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.starts_with("clean.ron: 2 articles"), "{out}");
    assert_eq!(fs::read_to_string(folder.0.join("clean.ron")).unwrap(), titled("Ours", "theirs"));
    let (code, out, _) = folder.run(&["merge", "base.ron", "a.ron", "c.ron", "-o", "odd.ron"]);
    assert_eq!(code, Some(1));
    assert!(out.ends_with("odd.ron: in conflict: title of the project: Theirs | Ours\n"), "{out}");
    assert_eq!(folder.run(&["check", "odd.ron"]).0, Some(0), "a conflict is no damage");
    let (_, json, _) = folder.run(&["merge", "base.ron", "c.ron", "a.ron", "-o", "even.ron", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(report["conflicts"][0]["versions"], serde_json::json!(["Theirs", "Ours"]));
    assert_eq!((&report["conflicts"][0]["held"], &report["waiting"]), (&0.into(), &1.into()));
    let read = |name| fs::read(folder.0.join(name)).unwrap();
    assert!(read("odd.ron") == read("even.ron"), "whichever copy comes first");
    // In place, as git does; and without a base.
    assert_eq!(folder.run(&["merge", "base.ron", "b.ron", "a.ron", "-o", "b.ron"]).0, Some(0));
    assert!(read("b.ron") == read("clean.ron"));
    folder.write("none.ron", "");
    assert_eq!(folder.run(&["merge", "none.ron", "a.ron", "c.ron", "-o", "f.ron"]).0, Some(1));
    assert_eq!(folder.run(&["merge", "-", "a.ron", "a.ron", "-o", "g.ron"]).0, Some(0));
}

#[test]
fn merges_nothing_that_is_damaged_and_replaces_nothing_unasked() {
    let folder = Folder::new("merge-damaged");
    folder.write("base.ron", titled("Sent", ""));
    folder.write("a.ron", titled("Ours", ""));
    folder.write("edited.ron", titled("Sent", "").replace("title: \"Sent\"", "title: \"Edited\""));
    folder.write("broken.ron", &titled("Sent", "")[..400]);
    folder.write("out.ron", "mine");
    let out = |name: &str| fs::read_to_string(folder.0.join(name)).unwrap_or_default();
    for (theirs, to) in
        [("edited.ron", "new.ron"), ("broken.ron", "new.ron"), ("base.ron", "out.ron"), ("gone.ron", "new.ron")]
    {
        let (code, _, err) = folder.run(&["merge", "base.ron", "a.ron", theirs, "-o", to]);
        assert_eq!(code, Some(2), "{theirs}");
        assert!(err.contains("gainsay: "), "{err}");
        assert_eq!((out("out.ron").as_str(), out("new.ron").as_str()), ("mine", ""), "{theirs}");
    }
    let (code, _, err) = folder.run(&["merge", "base.ron", "base.ron", "edited.ron", "-o", "out.ron", "--force"]);
    assert_eq!(code, Some(0));
    assert!(err.contains("edited.ron: "), "{err}");
    assert_eq!(out("out.ron"), titled("Edited", ""));
}

#[test]
fn prints_what_differs_and_exits_as_diff_does() {
    let folder = Folder::new("diff");
    folder.write("a.ron", titled("Ours", ""));
    folder.write("b.ron", titled("Theirs", ""));
    assert_eq!(folder.run(&["diff", "a.ron", "a.ron"]), (Some(0), String::new(), String::new()));
    let told = "The project as a whole\n  title or note of the project changed\n";
    assert_eq!(folder.run(&["diff", "a.ron", "b.ron"]), (Some(1), told.to_owned(), String::new()));
    let (code, json, _) = folder.run(&["diff", "a.ron", "b.ron", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((code, &report["same"], &report["differences"]), (Some(1), &false.into(), &1.into()));
    assert_eq!(folder.run(&["diff", "a.ron", "gone.ron"]).0, Some(2));
    assert_eq!(folder.run(&["diff", "a.ron"]).0, Some(2));
    // As git hands them over: the path, then a file, its hash and its mode for each side.
    let args = ["diff", "--git", "p.ron", "a.ron", "12", "100644", "b.ron", "34", "100644"];
    let (code, out, _) = folder.run(&args);
    assert_eq!(
        (code, out.as_str()),
        (Some(0), format!("p.ron: title or note of the project changed\n{told}").as_str())
    );
    let (code, out, _) = folder.run(&["diff", "--git", "p.ron", "gone.ron", "12", "100644", "b.ron", "34", "100644"]);
    assert_eq!(code, Some(0), "git takes anything else for a crash: {out}");
}
