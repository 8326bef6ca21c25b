//! Plays what a newcomer does in a real window: marks ten spans by mouse and ten by keyboard, relates a denial to a
//! claim in the other article, saves, and is killed; the program that is opened again has everything.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use gainsay::model::Project;

#[path = "common/display.rs"]
mod display;
#[path = "common/left_out.rs"]
mod left_out;

use display::{Display, display, insist, load, wait_for};

/// Its words are long, so that a click meets them whichever font there is.
const REPORT: &str = "Harbour dredging delayed again\n\nResidents complained repeatedly\n\n\
    Councillors rejected objections\n\nContractors disagreed publicly\n\nNobody knows\n";
/// Words of it with their label, and where they stand in the window: those below first, for what stands at a selection
/// hangs below it.
const WORDS: [(&str, &str, u32, u32); 9] = [
    ("Contractors", "source", 353, 235),
    ("disagreed", "denial", 445, 235),
    ("publicly", "actor", 520, 235),
    ("Councillors", "actor", 352, 188),
    ("rejected", "denial", 436, 188),
    ("objections", "claim", 515, 188),
    ("Residents", "source", 345, 141),
    ("complained", "claim", 437, 141),
    ("repeatedly", "actor", 532, 141),
];
const DENIAL: &str =
    "No delay, says port\n\nThe port says that there is no delay at all and that work will begin in May as planned.\n";

/// Which of its words is marked as a denial.
const DENIES: usize = 7;

/// Lists what is marked in an article: words and label.
fn marks(project: &Project, title: &str) -> BTreeSet<(String, String)> {
    let in_it = project.annotations().filter(|(_, row)| {
        let revision = project.revision(&row.revision).unwrap();
        project.article(&revision.article).unwrap().details.title == title
    });
    in_it.map(|(_, row)| (project.quote(row), row.label.to_string())).collect()
}

/// Marks something and saves, until the file holds so many annotations.
fn mark(display: &Display, path: &Path, count: usize, act: impl Fn()) -> Project {
    let act = || {
        act();
        display.settle();
        display.keys("ctrl+s");
    };
    insist(&format!("mark {count} in the file"), act, || load(path).filter(|there| there.annotation_count() == count))
}

#[test]
fn a_newcomer_marks_relates_saves_is_killed_and_finds_everything() {
    let Some(display) = display(&[]) else { return };
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("state");
    let (report, denial, path) =
        (folder.path().join("report.txt"), folder.path().join("denial.txt"), folder.path().join("port.ron"));
    std::fs::write(&report, REPORT).unwrap();
    std::fs::write(&denial, DENIAL).unwrap();
    let made = Command::new(env!("CARGO_BIN_EXE_gainsay"))
        .args([Path::new("new"), &path, &report, &denial])
        .env("GAINSAY_HOME", &home)
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));

    let mut program = display.program(&home, &path);
    display.window("port.ron");
    // By mouse, ten: double clicks on words, and a drag over two.
    let click = |x: u32, y: u32| format!("mousemove {x} {y} click --repeat 2 --delay 40 1");
    let drag = "mousemove 450 92 mousedown 1 mousemove 500 94 mousemove 570 94 mouseup 1";
    for (number, (_, label, x, y)) in WORDS.into_iter().enumerate() {
        mark(&display, &path, number + 1, || {
            display.xdotool(&click(x, y));
            display.keys(&label[..1]);
        });
    }
    let by_mouse = mark(&display, &path, 10, || {
        display.xdotool(drag);
        display.keys("c");
    });
    let wanted = WORDS.iter().map(|(word, label, ..)| (*word, *label)).chain([("dredging delayed", "claim")]);
    let wanted: BTreeSet<_> = wanted.map(|(word, label)| (word.to_owned(), label.to_owned())).collect();
    assert_eq!(marks(&by_mouse, REPORT.lines().next().unwrap()), wanted);

    // By keyboard, ten, in the other article: each of the first ten words below its heading.
    let mut wanted = BTreeSet::new();
    display.keys("ctrl+Next");
    display.settle();
    for (word, text) in DENIAL.lines().nth(2).unwrap().split(' ').take(10).enumerate() {
        let label = if word == DENIES { "denial" } else { "actor" };
        wanted.insert((text.to_owned(), label.to_owned()));
        mark(&display, &path, 11 + word, || {
            display.keys(&format!("Escape Escape ctrl+Home Down Home{}", " ctrl+Right".repeat(word)));
            display.settle();
            display.keys("ctrl+shift+Right");
            display.settle();
            display.keys(&label[..1]);
        });
    }
    let by_keys = load(&path).unwrap();
    assert_eq!(marks(&by_keys, DENIAL.lines().next().unwrap()), wanted);

    // The denial is gone to with Tab, and denies what the other article claims: its words are typed.
    display.keys("Escape Escape ctrl+Home");
    display.settle();
    display.keys(["Tab"; DENIES + 1].join(" ").as_str());
    display.settle();
    display.keys("1");
    display.settle();
    display.keys("d r e d g i n g space d e l a y e d");
    display.settle();
    display.keys("Return");
    display.settle();
    display.keys("ctrl+s");
    let related = wait_for("a saved relation", || load(&path).filter(|project| project.relation_count() == 1));
    let (_, relation) = related.relations().next().unwrap();
    let quote = |id| related.quote(related.annotation(&id).unwrap());
    let ends = (quote(relation.from), relation.kind.as_str(), quote(relation.to));
    assert_eq!(ends, ("delay".to_owned(), "denies", "dredging delayed".to_owned()));

    program.kill();
    assert_eq!(load(&path).unwrap(), related, "the file is as it was saved");
    // Opened again it has everything: what it writes after one more mark is all of that and the mark.
    let _again = display.program(&home, &path);
    display.window("port.ron");
    let more = mark(&display, &path, 21, || {
        display.xdotool(&click(402, 282));
        display.keys("s");
    });
    for (id, row) in related.annotations() {
        assert_eq!(more.annotation(id), Some(row));
    }
    assert_eq!(more.relations().collect::<Vec<_>>(), related.relations().collect::<Vec<_>>());
    assert!(marks(&more, REPORT.lines().next().unwrap()).contains(&("knows".to_owned(), "source".to_owned())));
}
