//! Looks at what a class handed in, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use gainsay::app::{ClassFile, ClassroomIntent, DialogPurpose, Effect, Intent, Page, Showing};
use gainsay::formats::classroom::incoming::Incoming;
use gainsay::formats::exchange::File;
use gainsay::model::edit::Builder;
use gainsay::model::{Exercise, Handed, Set, Time};

use super::adding::drop_files;
use super::desk::Desk;
use super::exercise::teacher;
use super::learner::{learner, opened, written};

/// Reads hand-ins, as the host does.
fn read(desk: &mut Desk, files: Vec<(String, Vec<u8>)>) {
    desk.send(ClassroomIntent::Read(vec!["/tmp/handed".into()]).into());
    let number = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::ReadHandIns { number, .. } => Some(*number),
        _ => None,
    });
    let files: Incoming = files.into_iter().map(|(name, bytes)| File::new(name, bytes)).collect();
    desk.send(ClassroomIntent::FilesRead(number.unwrap(), Ok(files.into())).into());
}

fn handed(teacher: &mut Desk, name: &str, marks: &[(&str, &str)]) -> (String, Vec<u8>) {
    let mut desk = learner(teacher);
    for (label, words) in marks {
        desk.mark(label, words);
    }
    desk.send(ClassroomIntent::HandIn(name.into()).into());
    (format!("{name}.handin.json"), written(&mut desk, ClassFile::HandIn))
}

/// Three learners; two of them marked what the key has not.
fn class() -> Desk {
    let mut desk = teacher();
    let all = [("claim", "it did ask for help"), ("source", "Two officials"), ("denial", "It did not ask")];
    let files = vec![
        handed(&mut desk, "Ada", &all),
        handed(&mut desk, "Ben", &[("claim", "It did not ask"), ("source", "the ministry")]),
        handed(&mut desk, "Cem", &[("source", "the ministry")]),
        ("notes.txt".into(), b"nothing".to_vec()),
    ];
    read(&mut desk, files);
    desk
}

/// Limits the time of the class to twenty minutes, of which Ada took nineteen and Ben twenty-one.
fn timed() -> Desk {
    let mut project = class().state().project().clone();
    let mut change = Builder::new(&project);
    for (id, row) in project.exercises() {
        change.put(*id, Some(Exercise { minutes: Some(20), ..row.clone() }));
    }
    for (id, row) in project.sets() {
        let Some(handed) = row.handed else { continue };
        let minutes = match project.set_name(*id).as_str() {
            "Ada" => 19,
            "Ben" => 21,
            _ => 0,
        };
        let handed = Some(Handed { time: Time(60 * minutes), ..handed });
        change.put(*id, Some(Set { begun: Time(0), handed, ..row.clone() }));
    }
    let change = change.finish();
    project.apply(&change).unwrap();
    let mut desk = opened(project);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::G);
    desk
}

#[test]
fn minutes_stand_in_the_table_where_time_is_limited() {
    assert!(!class().has("Sort by Minutes"));
    let mut desk = timed();
    let cells = [
        "Ada, Minutes: Took 19 minutes of 20",
        "Ben, Minutes: Took 21 minutes of 20: one minute over time",
        "Cem, Minutes: –",
    ];
    for cell in cells {
        assert!(desk.has(cell), "{cell}: {:?}", desk.names(Role::Label));
    }
    desk.click("Sort by Minutes");
    let names = desk.texts().into_iter().filter(|name| ["Ada", "Ben", "Cem"].contains(&name.as_str()));
    assert_eq!(names.collect::<Vec<_>>(), ["Ben", "Ada", "Cem"]);
    // The list behind a number stands beside the table, or below it; and the number stays where it is.
    for size in [egui::vec2(1280.0, 800.0), egui::vec2(960.0, 600.0), egui::vec2(1920.0, 1080.0)] {
        desk.harness.set_size(size);
        desk.harness.run();
        let place = |desk: &Desk, name: &str| desk.harness.get_by_label(name).rect();
        let before = place(&desk, "Ada, Points: 3 of 4");
        desk.click("Ada, Points: 3 of 4");
        assert_eq!(place(&desk, "Ada, Points: 3 of 4"), before, "{size}");
        let minutes = place(&desk, "Sort by Minutes");
        assert!(!minutes.intersects(place(&desk, "Points, 4: Ada")), "{size}");
        desk.click("Ada, Points: 3 of 4");
    }
}

#[test]
fn the_table_is_sorted_and_leads_from_a_number_to_the_words() {
    let mut desk = class();
    assert_eq!(desk.state().page(), Page::Class);
    assert!(desk.has_containing("3 learners"), "{:?}", desk.texts());
    for cell in ["Ada, Points: 3 of 4", "Ada, Found: 3", "Ben, Wrong label: 1", "Ben, Surplus: 1", "Cem, Missed: 4"] {
        assert!(desk.has(cell), "{cell}: {:?} {:?}", desk.names(Role::Button), desk.names(Role::Label));
    }
    let order = |desk: &Desk| -> Vec<String> {
        desk.texts().into_iter().filter(|name| ["Ada", "Ben", "Cem"].contains(&name.as_str())).collect()
    };
    assert_eq!(order(&desk), ["Ada", "Ben", "Cem"]);
    desk.click("Sort by Missed");
    assert_eq!(order(&desk), ["Cem", "Ben", "Ada"]);
    // Behind the points stands all that counts.
    desk.click("Ben, Points: 0 of 4");
    assert!(desk.has("Points, 5: Ben"), "{:?}", desk.texts());
    for row in ["Wrong label, claim: It did not ask", "Missed, source: Two officials", "Surplus, source: the ministry"]
    {
        assert!(desk.has(row), "{row}: {:?}", desk.names(Role::Button));
    }
    desk.click("Ben, Surplus: 1");
    assert!(desk.has("Ben, source: the ministry"));
    desk.click("Ben, source: the ministry");
    assert_eq!(desk.state().page(), Page::Article);
    let quote = desk.state().selected().map(|(_, row)| desk.state().project().quote(row)).unwrap();
    assert_eq!(quote, "the ministry");
    // Whose it is, and the way back; nothing says that it could be changed.
    assert!(desk.has("Handed in by Ben. You can read and relate it; it stays as it was handed in."));
    assert!(!desk.has_containing("to relabel"), "{:?}", desk.texts());
    desk.press("Back to the class");
    assert!(desk.state().page() == Page::Class && desk.has("Ben, source: the ministry"));
    // So it is from the key, to which a number leads of what was missed.
    desk.click("Cem, Missed: 4");
    desk.click("Cem, claim: it did ask for help");
    assert!(desk.state().page() == Page::Article && !desk.has_containing("Handed in by"));
    desk.press("Back to the class");
    assert_eq!(desk.state().page(), Page::Class);
}

#[test]
fn the_key_says_who_found_it_and_what_it_was_taken_for() {
    let mut desk = class();
    desk.click("The key: 4 to find");
    assert!(desk.has("1 of 3 found: Two officials") && desk.has("1 as claim: It did not ask"));
    desk.click("1 as claim: It did not ask");
    assert!(desk.has("Ben, claim: It did not ask"));
    desk.click("Close the list");
    desk.click("Taken for what");
    assert!(desk.has("denial, as claim: 1") && desk.has("not in the key, as source: 2"));
}

#[test]
fn what_many_marked_is_accepted_and_everybody_marked_anew() {
    let mut desk = class();
    desk.click("Not in the key: 1");
    desk.press("Accept as right: source, the ministry");
    assert!(desk.has("Not in the key: 0"));
    desk.click("Learners: 3");
    assert!(desk.has("Cem, Points: 0 of 4"), "nobody loses by it: {:?}", desk.names(Role::Label));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(desk.has("Not in the key: 1"));
}

#[test]
fn what_was_set_aside_is_named_and_names_are_hidden_on_demand() {
    let mut desk = class();
    desk.click("Set aside: 1");
    assert!(desk.texts().iter().any(|text| text.starts_with("notes.txt")) || desk.has_containing("notes.txt"));
    desk.click("Learners: 3");
    desk.click("Hide names");
    assert!(!desk.has("Ada") && !desk.has_containing("Ada, "));
    desk.click("Hide names");
    assert!(desk.has("Ada"));
    desk.press("Heat map: source");
    assert_eq!((desk.state().page(), desk.state().showing()), (Page::Article, Showing::Heat));
}

/// Presses what saves something of the class, chooses a path, and returns what is written there: names and texts.
fn saved(desk: &mut Desk, button: &str, file: ClassFile) -> Vec<(String, String)> {
    desk.press("Save …");
    desk.press(button);
    let purpose = DialogPurpose::Classroom(file);
    desk.send(Intent::Chosen(purpose, vec!["/tmp/out".into()]));
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    match desk.effects().last() {
        Some(Effect::Export { path, bytes, .. }) => vec![(path.display().to_string(), text(bytes))],
        Some(Effect::ExportFolder { path, files, .. }) => {
            files.iter().map(|(name, bytes)| (path.join(name).display().to_string(), text(bytes))).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_points_a_page_a_learner_and_a_page_on_the_class_are_saved() {
    let mut desk = class();
    let [(path, csv)] = &saved(&mut desk, "Save the points as a table …", ClassFile::Gradebook)[..] else { panic!() };
    assert_eq!(path, "/tmp/out.csv");
    let rows: Vec<Vec<&str>> = csv.lines().map(|row| row.split(',').take(8).collect()).collect();
    assert_eq!(rows[0][0].trim_start_matches('\u{feff}'), "learner");
    // Ada drew no relation. Ben’s claim has the wrong label and his source is surplus, which costs half a point.
    assert_eq!(rows[1], ["Ada", "3", "4", "75.0", "3", "0", "1", "0"]);
    assert_eq!(rows[2], ["Ben", "0", "4", "0.0", "0", "1", "3", "1"]);
    assert_eq!(rows[3], ["Cem", "0", "4", "0.0", "0", "0", "4", "1"]);
    let pages = saved(&mut desk, "Save a page for each learner …", ClassFile::Feedback);
    let names: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(names, ["/tmp/out/Ada.html", "/tmp/out/Ben.html", "/tmp/out/Cem.html"]);
    for ((_, page), (name, points)) in pages.iter().zip([("Ada", "3 of 4"), ("Ben", "0 of 4"), ("Cem", "0 of 4")]) {
        assert!(page.contains(name) && page.contains(points) && page.contains("Two officials"), "{page}");
        let others = ["Ada", "Ben", "Cem"].into_iter().filter(|other| *other != name);
        others.for_each(|other| assert!(!page.contains(other), "{other} on the page of {name}"));
    }
    let [(path, page)] = &saved(&mut desk, "Save a page on the class …", ClassFile::ClassPage)[..] else { panic!() };
    assert_eq!(path, "/tmp/out.html");
    assert!(page.contains("3 learners") && page.contains("the ministry") && page.contains("1/3"), "{page}");
    ["Ada", "Ben", "Cem"].into_iter().for_each(|name| assert!(!page.contains(name), "{name}"));
    // With names hidden there are letters, and that is said beforehand.
    let told = "Names are hidden: files that are saved now have letters in place of names, too.";
    assert!(!desk.has(told));
    desk.click("Hide names");
    assert!(desk.has(told));
    let [(_, csv)] = &saved(&mut desk, "Save the points as a table …", ClassFile::Gradebook)[..] else { panic!() };
    let mut letters: Vec<&str> = csv.lines().skip(1).map(|row| row.split(',').next().unwrap()).collect();
    letters.sort_unstable();
    assert!(letters.iter().all(|letter| letter.len() == 1), "{csv}");
    let pages = saved(&mut desk, "Save a page for each learner …", ClassFile::Feedback);
    let mut names: Vec<String> = letters.iter().map(|letter| format!("/tmp/out/{letter}.html")).collect();
    names.sort();
    let mut found: Vec<&str> = pages.iter().map(|(path, _)| path.as_str()).collect();
    found.sort_unstable();
    assert_eq!(found, names);
    let all = pages.into_iter().map(|(_, page)| page).collect::<String>() + csv;
    ["Ada", "Ben", "Cem"].into_iter().for_each(|name| assert!(!all.contains(name), "{name}"));
}

#[test]
fn hidden_names_stand_in_no_name_of_a_file() {
    let mut desk = teacher();
    let (_, cid) = handed(&mut desk, "Cid", &[("claim", "it did ask for help")]);
    read(&mut desk, vec![("Cid.handin.json".into(), cid.clone()), ("Cid Old.handin.json".into(), cid.clone())]);
    desk.click("Set aside: 1");
    assert!(desk.has_containing("Cid.handin.json"));
    desk.click("Hide names");
    assert!(!desk.has_containing("Cid"), "{:?}", desk.texts());
    assert!(desk.has_containing("A file is the same file as another"), "{:?}", desk.texts());
    desk.click("Hide names");
    // What is here already counts, and is not said to count for nothing.
    read(&mut desk, vec![("Cid.handin.json".into(), cid)]);
    assert!(desk.has("Set aside: 0") && desk.has("Cid.handin.json is here already"));
    assert!(desk.has("What is in these counts:") && !desk.has("None of these counts, not even in part."));
}

#[test]
fn hand_ins_for_another_version_are_named_and_do_not_count() {
    let mut desk = class();
    desk.send(Intent::ShowPage(Page::Exercise));
    desk.click("Ask for source");
    desk.send(Intent::ShowPage(Page::Class));
    assert!(desk.has("No hand-in fits the exercise as it is now"), "{:?}", desk.texts());
    assert!(desk.has_containing("3 hand-ins are for another version") && desk.has("Ada, Ben, Cem"));
    assert!(!desk.has_containing("Ada, Points") && !desk.has("Learners: 3"));
    assert!(desk.disabled("Save …"));
    let files = vec![handed(&mut desk, "Dee", &[("claim", "it did ask for help")])];
    read(&mut desk, files);
    assert!(desk.has("Learners: 1") && desk.has("Dee, Points: 1 of 3") && desk.has("Set aside: 3"));
    assert!(desk.has_containing("3 hand-ins are for another version"), "{:?}", desk.texts());
    desk.click("Set aside: 3");
    assert!(desk.has("Ada, Ben, Cem"));
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.click("Learners: 3");
    assert!(desk.has("Ada, Points: 3 of 4") && !desk.has_containing("another version"));
}

#[test]
fn one_of_several_exercises_is_chosen_and_its_article_shown() {
    let mut desk = class();
    let first = desk.state().article();
    desk.send(Intent::ShowPage(Page::Article));
    desk.article("Council denies report\n\nIt did not ask, the council said.\n");
    desk.mark("denial", "It did not ask");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::X);
    let second = desk.state().article();
    let files = vec![handed(&mut desk, "Ada", &[("denial", "It did not ask")])];
    read(&mut desk, files);
    assert!(desk.has("Ada, Points: 1 of 1") && desk.has("Exercise: Council denies report"), "{:?}", desk.texts());
    desk.click("Exercise: Council denies report");
    desk.click_last("Ministry denies report");
    assert!(desk.has("Exercise: Ministry denies report") && desk.has("Ada, Points: 3 of 4"));
    assert_eq!((desk.state().page(), desk.state().article()), (Page::Class, first));
    desk.click("Exercise: Ministry denies report");
    desk.click_last("Council denies report");
    assert_eq!((desk.state().page(), desk.state().article()), (Page::Class, second));
}

#[test]
fn a_list_says_what_it_is_of() {
    let mut desk = class();
    desk.click("The key: 4 to find");
    desk.click("1 of 3 found: Two officials");
    assert!(desk.has("Found, 1: Two officials"), "{:?}", desk.texts());
    desk.click("1 as claim: It did not ask");
    assert!(desk.has("as claim, 1: It did not ask"), "{:?}", desk.texts());
    desk.click("Learners: 3");
    desk.click("Ben, Surplus: 1");
    assert!(desk.has("Surplus, 1: Ben"), "{:?}", desk.texts());
    desk.click("Taken for what");
    desk.click("denial, as claim: 1");
    assert_eq!(desk.texts().iter().filter(|text| *text == "denial, as claim: 1").count(), 1, "{:?}", desk.texts());
    desk.click("Not in the key: 1");
    desk.click("2 of 3 marked source: the ministry");
    assert!(desk.has("as source, 2: the ministry"), "{:?}", desk.texts());
}

#[test]
fn a_folder_that_is_dropped_comes_to_be_the_class() {
    let mut desk = teacher();
    let (_, ada) = handed(&mut desk, "Ada", &[("claim", "it did ask for help")]);
    drop_files(&mut desk, &["/tmp/handed"]);
    let Some(Effect::ReadArticles { batch, paths }) = desk.effects().last() else { panic!("{:?}", desk.effects()) };
    let (batch, paths) = (*batch, paths.clone());
    assert_eq!(paths, [std::path::PathBuf::from("/tmp/handed")]);
    // The host finds hand-ins in it.
    desk.send(ClassroomIntent::Found(batch, paths.clone()).into());
    let Some(Effect::ReadHandIns { number, paths: read, .. }) = desk.effects().last() else {
        panic!("{:?}", desk.effects())
    };
    assert_eq!(*read, paths);
    let number = *number;
    assert!(desk.has("Reading …"));
    let incoming: Incoming = [File::new("Ada.txt", ada)].into_iter().collect();
    desk.send(ClassroomIntent::FilesRead(number, Ok(incoming.into())).into());
    assert!(!desk.has("Reading …") && desk.has("Ada, Points: 1 of 4"), "{:?}", desk.texts());
}

#[test]
fn reading_is_stopped_by_a_button() {
    let mut desk = class();
    desk.send(ClassroomIntent::Read(vec!["/tmp/handed".into()]).into());
    assert!(desk.has("Reading …"));
    let Some(Effect::ReadHandIns { cancel, .. }) = desk.effects().last() else { panic!("{:?}", desk.effects()) };
    let cancel = cancel.clone();
    desk.press("Stop");
    assert!(cancel.is_cancelled() && !desk.has("Reading …") && desk.has("Learners: 3"));
}

#[test]
fn a_narrow_window_cuts_no_title() {
    let mut desk = class();
    desk.harness.set_size(egui::vec2(960.0, 700.0));
    desk.settle();
    let title = desk.state().exercise().unwrap().1.title.clone();
    let node = desk.harness.query_all_by_label(&title).find(|node| node.rect().left() > 250.0).expect("the title");
    assert!(node.rect().width() > 100.0, "{:?}", node.rect());
    for name in ["Hide names", "Open hand-ins …", "Open a folder of hand-ins …"] {
        let node = desk.harness.query_all_by_label(name).next().unwrap_or_else(|| panic!("no {name}"));
        assert!(node.rect().right() <= 960.0, "{name}: {:?}", node.rect());
    }
}

#[test]
fn without_hand_ins_it_says_what_to_do() {
    let mut desk = teacher();
    desk.send(Intent::ShowPage(Page::Class));
    assert!(desk.has("Nothing was handed in yet") && desk.has("Open hand-ins …"));
}
