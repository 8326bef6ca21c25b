//! Plays what a newcomer does in a real window: marks ten spans by mouse and ten by keyboard, relates a denial to a
//! claim in the other article, saves, and is killed; the program that is opened again has everything.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use gainsay::model::Project;
use gainsay::store;

#[path = "common/display.rs"]
mod display;
#[path = "common/left_out.rs"]
mod left_out;

use display::{Display, wait_for};

/// Of one line, which the window shows unwrapped below the title.
const REPORT: &str = "Harbour dredging delayed again\n";
const DENIAL: &str =
    "No delay, says port\n\nThe port says that there is no delay at all and that work will begin in May as planned.\n";

fn load(path: &Path) -> Option<Project> {
    let loaded = store::read(&std::fs::read(path).ok()?).ok()?;
    loaded.intact.then_some(loaded.project)
}

/// Counts the annotations of each label in each article, by its title.
fn marks(project: &Project) -> BTreeMap<(String, String), Vec<String>> {
    let mut marks: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for (_, row) in project.annotations() {
        let article = project.revision(&row.revision).and_then(|revision| project.article(&revision.article)).unwrap();
        let key = (article.details.title.clone(), row.label.to_string());
        marks.entry(key).or_default().push(project.quote(row));
    }
    marks
}

/// Presses keys one after another.
fn keys(display: &Display, keys: &str) {
    display.xdotool(&format!("key --delay 40 {keys}"));
}

/// Saves and waits until the file holds `count` annotations.
fn saved(display: &Display, path: &Path, count: usize) -> Project {
    wait_for("a saved project", || {
        keys(display, "ctrl+s");
        std::thread::sleep(std::time::Duration::from_millis(300));
        let project = load(path)?;
        assert!(project.annotation_count() <= count, "{:?}", marks(&project));
        (project.annotation_count() == count).then_some(project)
    })
}

#[test]
fn a_newcomer_marks_relates_saves_is_killed_and_finds_everything() {
    let Some(display) = Display::start() else { return };
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
    // By mouse, ten: a word selected by a double click gets each of the four labels, and then two others and a drag.
    // Until the window listens, a click is lost: so the first is repeated.
    let click = |x: u32| format!("mousemove --sync {x} 90 click --repeat 2 --delay 60 1");
    wait_for("the first mark", || {
        display.xdotool(&click(340));
        keys(&display, "c ctrl+s");
        std::thread::sleep(std::time::Duration::from_millis(400));
        load(&path).filter(|project| project.annotation_count() > 0)
    });
    for (x, labels) in [(340, &["d", "s", "a"][..]), (450, &["c", "d", "s"]), (550, &["c", "d"])] {
        for label in labels {
            // A moment apart, or the clicks are counted together.
            std::thread::sleep(std::time::Duration::from_millis(500));
            display.xdotool(&click(x));
            keys(&display, label);
        }
    }
    display.xdotool("mousemove --sync 430 90 mousedown 1 mousemove --sync 480 92 mousemove --sync 560 92 mouseup 1");
    keys(&display, "c");
    let by_mouse = saved(&display, &path, 10);
    let words = |project: &Project, title: &str, label: &str| {
        let mut found = marks(project).remove(&(title.to_owned(), label.to_owned())).unwrap_or_default();
        found.sort();
        found
    };
    let title = REPORT.trim();
    assert_eq!(words(&by_mouse, title, "claim"), ["Harbour", "delayed", "dredging", "dredging delayed"]);
    assert_eq!(words(&by_mouse, title, "denial"), ["Harbour", "delayed", "dredging"]);

    // By keyboard, ten, in the other article: each of the first ten words after its heading.
    keys(&display, "ctrl+Next Escape Escape ctrl+Home Down");
    for word in 0..10 {
        keys(&display, "Home");
        for _ in 0..word {
            keys(&display, "ctrl+Right");
        }
        keys(&display, &format!("ctrl+shift+Right {} Escape", if word == 7 { "d" } else { "a" }));
    }
    let by_keys = saved(&display, &path, 20);
    let title = DENIAL.lines().next().unwrap();
    let ten: Vec<String> = DENIAL.lines().nth(2).unwrap().split(' ').take(10).map(str::to_owned).collect();
    let mut found = words(&by_keys, title, "actor");
    found.extend(words(&by_keys, title, "denial"));
    let mut wanted = ten.clone();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);

    // The denial is gone to with Tab, and denies what the other article claims: its words are typed.
    keys(&display, "ctrl+Home Tab Tab Tab Tab Tab Tab Tab Tab 1");
    keys(&display, "d r e d g i n g space d e l a y e d Return");
    let related = wait_for("a saved relation", || {
        keys(&display, "ctrl+s");
        std::thread::sleep(std::time::Duration::from_millis(300));
        load(&path).filter(|project| project.relation_count() == 1)
    });
    let (_, relation) = related.relations().next().unwrap();
    let quote = |id| related.quote(related.annotation(&id).unwrap());
    assert_eq!(
        (relation.kind.as_str(), quote(relation.from), quote(relation.to)),
        ("denies", ten[7].clone(), "dredging delayed".to_owned())
    );

    program.kill();
    assert_eq!(load(&path).unwrap(), related, "the file is as it was saved");
    // Opened again it has everything: what it writes after one more mark is all of that and the mark.
    let _again = display.program(&home, &path);
    display.window("port.ron");
    let more = wait_for("one more mark", || {
        display.xdotool(&click(340));
        keys(&display, "Escape");
        std::thread::sleep(std::time::Duration::from_millis(500));
        display
            .xdotool("mousemove --sync 430 90 mousedown 1 mousemove --sync 380 92 mousemove --sync 340 92 mouseup 1");
        keys(&display, "s ctrl+s");
        std::thread::sleep(std::time::Duration::from_millis(400));
        load(&path).filter(|project| project.annotation_count() == 21)
    });
    for (id, row) in related.annotations() {
        assert_eq!(more.annotation(id), Some(row));
    }
    assert_eq!(more.relations().collect::<Vec<_>>(), related.relations().collect::<Vec<_>>());
    assert_eq!(words(&more, REPORT.trim(), "source").last().map(String::as_str), Some("dredging"));
}
