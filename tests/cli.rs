//! Runs the built program without a window.
#![allow(clippy::unwrap_used, reason = "a test that can't run its program fails")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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
        let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let Output { status, stdout, stderr } =
            command.args(args).current_dir(&self.0).env("GAINSAY_HOME", self.0.join("home")).output().unwrap();
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
        (Some(0), "out.ron: 2 articles, 0 annotations, 0 relations, 1 annotator\n", "")
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
    folder.write("latin.txt", b"Gr\xf6\xdfe");
    let (code, _, err) = folder.run(&["new", "other.ron", "one.txt", "latin.txt"]);
    assert_eq!(code, Some(2));
    assert!(err.starts_with("gainsay: latin.txt: it is not UTF-8 at byte 2"), "{err}");
    assert!(!folder.0.join("other.ron").exists());
}

#[test]
fn explains_itself() {
    let folder = Folder::new("help");
    for args in [&["--help"][..], &["-h"], &["check", "--help"], &["new", "--help"], &["--version"]] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, err.as_str()), (Some(0), ""), "{args:?}");
        assert!(out.contains("gainsay"), "{out}");
    }
    let (_, out, _) = folder.run(&["--help"]);
    for word in ["check", "new", "Exit status", "--json", "2 articles, 41 annotations, 17 relations, 1 annotator"] {
        assert!(out.contains(word), "{word}: {out}");
    }
    for args in [&["check"][..], &["new", "out.ron"], &["--nonsense"]] {
        let (code, out, err) = folder.run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.contains("error:"), "{err}");
    }
}
