//! Two people mark an article apart; a third brings what they did together, by the names that screen readers hear.

use std::path::PathBuf;

use egui::accesskit::Role;
use gainsay::app::{BringIntent, Command, Effect, Intent, Page};
use gainsay::model::Project;

use super::desk::Desk;

const ARTICLE: &str = "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did.\n\nNobody else was asked.\n";

/// What somebody marked by themselves.
fn apart(name: &str, article: &str, marks: &[(&str, &str)]) -> Project {
    let mut desk = Desk::new();
    desk.send(Intent::AddAnnotator(name.into()));
    desk.article(article);
    for (label, words) in marks {
        desk.mark(label, words);
    }
    desk.send(Intent::MarkDone(true));
    desk.state().project().clone()
}

/// Asks for files, and reads them as the host would.
fn read(desk: &mut Desk, files: &[(&str, Project)]) {
    desk.send(Intent::Bring(BringIntent::Read(files.iter().map(|(path, _)| PathBuf::from(path)).collect())));
    let asked = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::ReadOthers { number, .. } => Some(*number),
        _ => None,
    });
    for (at, (_, project)) in files.iter().enumerate() {
        desk.send(Intent::Bring(BringIntent::FileRead(asked.unwrap(), at, Box::new(Ok(project.clone())))));
    }
}

#[test]
fn a_third_person_brings_two_files_together_and_sees_where_they_differ() {
    let ada = apart("Ada", ARTICLE, &[("claim", "Two officials said it did"), ("denial", "It did not ask")]);
    let ben = apart("Ben", ARTICLE, &[("claim", "Two officials said it did"), ("denial", "did not ask")]);
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    read(&mut desk, &[("/mail/ada.ron", ada), ("/mail/ben.ron", ben)]);
    assert!(desk.has("ada.ron") && desk.has("ben.ron") && desk.has("Everything has a place here."));
    // These desks draw the same ids: Ben's set looks like a copy of Ada's, and comes only when it is asked for.
    assert!(desk.has_containing("One set comes in: 2 annotations") && !desk.has("Merge with ben.ron"));
    assert!(desk.has_containing("It is in ada.ron too, with other marks."));
    desk.click("Bring in Ben of ben.ron");
    assert!(desk.has_containing("2 sets come in: 4 annotations"));
    desk.click("Bring in what is chosen");
    assert_eq!(desk.state().page(), Page::Agreement);
    let numbers = desk.names(Role::GridCell);
    assert_eq!(numbers[0], "All together, Ada and Ben: 0.50, 4 annotations");
    desk.click("denial, Ada and Ben: 0.00, 2 annotations");
    let marks = desk.names(Role::Button);
    for mark in ["Ada, denial: It did not ask", "Ben, denial: did not ask"] {
        assert!(marks.contains(&mark.into()), "{marks:?}");
    }
    assert!(desk.state().undo_name().unwrap().starts_with("Bring in Ada, Ben"));
}

#[test]
fn labels_and_nearly_equal_texts_are_chosen_by_name_and_what_stays_is_listed() {
    let other = ARTICLE.replace("Nobody else was asked", "No one else was asked");
    let ben = apart("Ben", &other, &[("claim", "Two officials said it did"), ("source", "the ministry")]);
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    read(&mut desk, &[("/mail/ben.ron", ben)]);
    assert!(desk.has("2 annotations in articles whose text is not here"));
    desk.click("What differs in “Ministry denies report” of ben.ron");
    assert!(desk.has_containing("removed: No one") || desk.has_containing("No one"));
    desk.click("Accept “Ministry denies report” of ben.ron");
    assert!(desk.has_containing("One set comes in: 2 annotations"));
    desk.click("Label source of ben.ron here: source");
    desk.click("Leave out");
    assert!(desk.has("Label source of ben.ron here: Leave out"));
    assert!(desk.has("one annotation whose label is left out") && desk.has_containing("1 annotation"));
    desk.click("Leave");
    assert_eq!((desk.state().page(), desk.state().bringing().is_none()), (Page::Article, true));
}

#[test]
fn a_set_that_two_files_hold_is_told_with_the_file_it_comes_from() {
    let ben = apart("Ben", ARTICLE, &[("claim", "Two officials said it did")]);
    let mut desk = Desk::new();
    desk.article("Rain\n\nIt rains in the north, the office said.");
    read(&mut desk, &[("/mail/ben.ron", ben.clone()), ("/mail/copy.ron", ben)]);
    assert!(desk.has("The same set comes from ben.ron.") && desk.disabled("Bring in Ben of copy.ron"));
    assert!(!desk.has("It is here already.") && desk.has_containing("in an article whose text is not here"));
    desk.click("Bring in Ben of ben.ron");
    assert!(desk.has("The same set is in ben.ron.") && desk.has_containing("Nothing is chosen"));
    // Of what does not come nothing is known yet.
    assert!(desk.has("Choose a set to see what of it has no place here."));
    assert!(!desk.has("Everything has a place here."));
    desk.click("Bring in Ben of copy.ron");
    assert!(desk.has("The same set comes from copy.ron.") && desk.has_containing("One set comes in"));
    desk.click("Bring in Ben of ben.ron");
    assert!(desk.has("The same set comes from ben.ron.") && desk.disabled("Bring in Ben of copy.ron"));
}

#[test]
fn reading_is_shown_and_can_be_left() {
    let ben = apart("Ben", ARTICLE, &[("claim", "Two officials said it did")]);
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    desk.slow_down();
    read(&mut desk, &[("/mail/ben.ron", ben)]);
    assert!(desk.has("Reading and looking through the files …") && desk.disabled("Bring in what is chosen"));
    desk.click("Leave");
    desk.catch_up();
    assert!(desk.state().bringing().is_none() && Command::BringIn.resolve(&desk.state()).is_none());
}

#[test]
fn other_projects_of_the_command_line_can_be_compared_or_merged() {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    let paths = vec![PathBuf::from("/mail/ben.ron")];
    desk.send(Intent::Bring(BringIntent::Offer(paths.clone())));
    assert!(desk.has("More than one project") && desk.has_containing("/mail/ben.ron"));
    desk.click("Merge");
    assert!(desk.effects().iter().any(|e| matches!(e, Effect::MergeWith { path, .. } if *path == paths[0])));
    desk.send(Intent::Bring(BringIntent::Offer(paths)));
    desk.click("Compare …");
    assert_eq!(desk.state().page(), Page::Others);
}
