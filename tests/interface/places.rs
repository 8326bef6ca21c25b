//! What takes the article's place, and the panel below it.

use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{
    Command, Dock, EarlierRead, Effect, Intent, Kept, KeptList, LinkKind, Modal, Page, Rescued, Theme, View,
};
use gainsay::compare::Difference;
use gainsay::model::{Hash, LabelKey, Time};

use crate::desk::Desk;

#[test]
fn a_page_takes_the_articles_place_until_escape() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.select("two");
    for page in [Page::Settings, Page::Scheme, Page::Earlier, Page::Texts, Page::Ledger] {
        let title = Command::Page(page).text(&desk.state());
        desk.send(Intent::ShowPage(page));
        assert!(desk.has(&title), "{title}");
        desk.typed(Key::C, "c");
        assert_eq!(desk.marked(), [], "label keys are the article's");
        desk.key(Key::Escape);
        assert_eq!(desk.state().page(), Page::Article);
        assert!(desk.state().selected_fragments().is_some(), "what was selected still is");
    }
    desk.send(Intent::ShowPage(Page::Settings));
    desk.click("Back to the article");
    assert_eq!(desk.state().page(), Page::Article);
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked().len(), 1, "the article has the keyboard again");
}

#[test]
fn the_panel_below_opens_changes_and_closes_by_key_and_mouse() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.keys(Modifiers::NONE, Key::F10);
    assert_eq!(desk.state().view().dock, Some(Dock::Annotations));
    desk.click("Find");
    assert_eq!(desk.state().view().dock, Some(Dock::Find));
    desk.click("Close the panel");
    assert_eq!(desk.state().view().dock, None);
    desk.keys(Modifiers::COMMAND, Key::F);
    assert_eq!(desk.state().view().dock, Some(Dock::Find));
    desk.send(Intent::ShowPage(Page::Settings));
    assert!(!desk.has("Close the panel"), "a page has the room to itself");
}

#[test]
fn settings_take_effect_at_once_and_go_back_to_the_first() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::ShowPage(Page::Settings));
    let first = desk.state().view().clone();
    desk.click("Without serifs");
    desk.click("Dark");
    desk.click("Selections snap to whole words");
    let view = desk.state().view().clone();
    assert_eq!((view.serif, view.theme, view.snap), (false, Theme::Dark, false));
    for (name, value) in [("Size", 24.0), ("Line height", 2.0), ("Width of the column", 50.0)] {
        desk.set_slider(name, value);
    }
    let view = desk.state().view().clone();
    assert_eq!((view.text_size, view.line_height, view.column), (24.0, 2.0, 50.0));
    desk.set_slider("Scale of the interface", 125.0);
    assert_eq!(desk.state().view().scale, 1.25);
    desk.press("All as at first");
    assert_eq!(*desk.state().view(), View { theme: Theme::System, ..first });
}

#[test]
fn a_label_takes_a_key_of_the_users_own() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.send(Intent::ShowPage(Page::Settings));
    let claim = LabelKey::slug("claim");
    desk.click("Key of claim");
    desk.typed(Key::D, "d");
    assert!(desk.has_containing("d is the key of “Mark as denial” already"), "it says why not");
    assert_eq!(desk.state().label_shortcut(&claim), Some('c'));
    desk.click("Key of claim");
    desk.key(Key::Escape);
    assert_eq!(desk.state().page(), Page::Settings, "Escape only stops the waiting");
    desk.click("Key of claim");
    desk.typed(Key::K, "ن");
    assert_eq!(desk.state().label_shortcut(&claim), Some('ن'));
    desk.key(Key::Escape);
    desk.select("two");
    desk.typed(Key::C, "c");
    assert_eq!(desk.marked(), [], "the scheme's key is free now");
    desk.typed(Key::K, "ن");
    assert_eq!(desk.marked(), [("claim".to_owned(), "two".to_owned())]);
    desk.send(Intent::ShowPage(Page::Settings));
    desk.click("Key of claim as in the scheme");
    assert_eq!(desk.state().label_shortcut(&claim), Some('c'));
}

#[test]
fn a_key_that_the_user_gave_away_is_not_anothers_too() {
    let mut desk = Desk::new();
    let [claim, denial] = ["claim", "denial"].map(LabelKey::slug);
    desk.send(Intent::SetLabelKey(claim.clone(), Some('k')));
    desk.send(Intent::SetLabelKey(denial.clone(), Some('c')));
    desk.send(Intent::SetLabelKey(claim.clone(), None));
    assert_eq!(desk.state().label_shortcut(&denial), Some('c'));
    assert_eq!(desk.state().label_shortcut(&claim), None, "one key does one thing");
}

/// Saves the open project as `/p/a.ron`, as a host with a disk would.
fn saved(desk: &mut Desk) {
    desk.send(Intent::SaveTo("/p/a.ron".into(), false));
    let write = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::Write { path, version, .. } => Some((path.clone(), *version)),
        _ => None,
    });
    let (path, version) = write.unwrap();
    desk.send(Intent::Saved(path, version, Ok(Hash::of(b"new"))));
}

#[test]
fn faulty_settings_are_named_until_they_are_seen() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    assert!(!desk.has("Which …"));
    let faults = ["settings.ron: text_size cannot be 400, so it is as at first", "settings.ron: colunm is unknown"];
    desk.send(Intent::SettingsFaults(faults.map(String::from).to_vec()));
    // What is said afterwards does not push it aside.
    desk.send(Intent::Say("Opened.".into(), false));
    assert!(desk.has("2 things in the settings' file could not be taken; the rest was."));
    desk.click("Which …");
    for fault in faults {
        assert!(desk.has(fault), "{fault}");
    }
    assert!(!desk.has("Which …"), "the page itself needs no line about it");
    desk.key(Key::Escape);
    desk.click("Never mind");
    assert!(!desk.has("Which …") && desk.state().settings_faults().is_empty());
}

#[test]
fn earlier_versions_are_looked_at_and_brought_back() {
    let mut desk = Desk::new();
    desk.send(Intent::ShowPage(Page::Earlier));
    assert!(desk.has_containing("Once it is saved"), "nothing to go back to yet, and how it comes about");
    assert!(desk.has_containing("Nothing was changed yet"));
    desk.send(Intent::ShowPage(Page::Article));
    desk.article("Heading\n\nOne two three.");
    let before = desk.state().project().clone();
    desk.mark("claim", "two");
    saved(&mut desk);
    desk.mark("denial", "three");
    desk.send(Intent::ShowPage(Page::Earlier));
    assert!(desk.has_containing("Looking for"));
    // Two saves within a minute are told apart.
    let one = |number: u64, content: &[u8]| Kept {
        number,
        hash: Hash::of(content),
        time: Some(Time(1_772_841_600 + number as i64)),
        bytes: 1_200,
    };
    let all = vec![one(2, b"new"), one(1, b"old")];
    let list = KeptList { all, folder: Some("/keeps".into()), most: 10, bytes: 512_000_000 };
    desk.send(Intent::EarlierListed("/p/a.ron".into(), list));
    assert!(desk.has("7 Mar 2026, 00:00:02 UTC, 2 kB what the file holds now"));
    desk.press("7 Mar 2026, 00:00:01 UTC, 2 kB the oldest that is kept");
    assert!(desk.has_containing("Reading this version"));
    let ticks = desk.state().ticks();
    let since = Difference::of(&before, desk.state().project());
    let read = EarlierRead { project: before.clone(), since, step: None };
    let answer = |read| Intent::EarlierRead { path: "/p/a.ron".into(), number: 1, ticks, read: Box::new(read) };
    desk.send(answer(Ok(read)));
    for text in ["2 annotations added", "– claim “two” added", "– denial “three” added"] {
        assert!(desk.has(text), "{text}");
    }
    desk.press("Bring back");
    assert!(*desk.state().project() == before);
    desk.press("Take back: Bring back an earlier version");
    assert_eq!(desk.marked().len(), 2);
    desk.press("Take back: Mark denial “three”");
    assert_eq!(desk.marked().len(), 1);
    desk.press("Copy the folder's path");
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::Copy(text) if text == "/keeps")));
    desk.press("Open as a copy");
    assert!(*desk.state().project() == before && desk.state().file().path.is_none());
}

#[test]
fn a_version_that_cannot_be_read_says_so() {
    let mut desk = Desk::new();
    saved(&mut desk);
    desk.send(Intent::ShowPage(Page::Earlier));
    let kept = Kept { number: 1, hash: Hash::of(b"old"), time: None, bytes: 2_500_000 };
    desk.send(Intent::EarlierListed("/p/a.ron".into(), KeptList { all: vec![kept], ..KeptList::default() }));
    desk.press("at an unknown time, 3 MB the oldest that is kept");
    let (path, ticks) = ("/p/a.ron".into(), desk.state().ticks());
    desk.send(Intent::EarlierRead { path, number: 1, ticks, read: Box::new(Err("It is damaged.".into())) });
    assert!(desk.has("It is damaged.") && desk.has("at an unknown time, 3 MB damaged"));
    assert!(!desk.has("Bring back"));
}

#[test]
fn the_first_steps_are_shown_ticked_and_closed() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let hint = "Drag to select, then press c, d, s or a. Click a mark to see it.";
    assert!(desk.has_containing(hint));
    desk.send(Command::Hints.resolve(&desk.state()).unwrap());
    assert!(desk.has("1 Select, next") && desk.has_containing("double-click one"));
    assert!(!desk.has_containing(hint), "said once");
    desk.select("two");
    assert!(desk.has("1 Select, done") && desk.has("2 Label, next"));
    assert!(desk.has_containing("press c, d, s or a, or click"));
    desk.typed(Key::C, "c");
    assert!(desk.has("3 Relate, next") && desk.has_containing("press 1 for “denies”"));
    let kinds: Vec<_> = desk.state().project().kinds().iter().map(|(key, _)| (*key).clone()).collect();
    let (claim, denial) = (desk.state().selected().unwrap().0, desk.mark("denial", "three"));
    desk.send(Intent::Link(LinkKind::Relation { kind: kinds[0].clone(), forward: true }, denial, claim));
    assert!(desk.has("4 Save, next") && desk.has_containing("Press Ctrl+S"));
    saved(&mut desk);
    assert!(desk.has("4 Save, done") && desk.has_containing("That was all of it"));
    desk.press("Close");
    assert!(desk.state().hints().is_none());
    desk.send(Command::Hints.resolve(&desk.state()).unwrap());
    desk.press("Don't show again");
    assert!(!desk.has_containing("1 Select"));
    assert!(matches!(desk.effects().last(), Some(Effect::KeepHints { done: true })));
}

#[test]
fn what_a_crash_left_is_shown_opened_thrown_away_or_left_for_later() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    let project = desk.state().project().clone();
    saved(&mut desk);
    let left = |key: u64, path: Option<&str>, project: Result<_, &str>, lines: &[&str]| Rescued {
        key,
        path: path.map(Into::into),
        project: project.map_err(str::to_owned),
        base: None,
        steps: key as usize,
        lines: lines.iter().map(|line| (*line).to_owned()).collect(),
    };
    let both = || {
        let broken = left(1, Some("/p/torn.ron"), Err("Its file is not the one it builds on."), &[]);
        Intent::Rescued(vec![broken, left(3, None, Ok(project.clone()), &["Mark claim “two”", "Mark actor “three”"])])
    };
    desk.send(both());
    for text in [
        "/p/torn.ron",
        "1 step not in the file",
        "Its file is not the one it builds on.",
        "A project in no file",
        "3 steps not in the file",
        "Mark claim “two”",
        "Mark actor “three”",
    ] {
        assert!(desk.has(text), "{text}");
    }
    let disabled = |desk: &Desk| {
        let open = desk.harness.query_all_by_label("Open it");
        open.map(|node| node.accesskit_node().is_disabled()).collect::<Vec<_>>()
    };
    assert_eq!(disabled(&desk), [true, false], "only what could be put together");

    // Later: it is still to be had in the menu.
    desk.click("Later");
    assert!(desk.state().modal().is_none() && desk.state().rescued().len() == 2);
    desk.click("File");
    let text = Command::Rescue.text(&desk.state());
    desk.click(&text);
    assert!(matches!(desk.state().modal(), Some(Modal::Rescue)));

    // Enter opens the first that can be had, unsaved.
    desk.key(Key::Enter);
    assert!(desk.state().is_unsaved() && desk.state().file().path.is_none());
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::ResumeJournal { key: 3, .. })));

    desk.send(both());
    desk.click("Throw it away");
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::DiscardRescued(1))));
    assert!(!desk.has("/p/torn.ron") && desk.has("A project in no file"));
    desk.click("Throw it away");
    assert!(desk.state().modal().is_none() && desk.state().rescued().is_empty());
}
