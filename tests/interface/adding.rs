//! Adds articles: from files that are dropped or asked for, and pasted.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Event, Key, Modifiers};
use gainsay::app::{DialogPurpose, Effect, FileRead, Intent, Modal, Remark};

use super::desk::Desk;

/// A file that is let go over the window.
#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the host reads it".into())
    }
}

pub(crate) fn drop_files(desk: &mut Desk, names: &[&str]) {
    let file = |name: &&str| -> egui::DroppedFileHandle { Arc::new(Dropped(PathBuf::from(name))) };
    desk.harness.input_mut().dropped_files = names.iter().map(file).collect();
    desk.settle();
}

/// Lists the files that the host is to read.
fn read(desk: &Desk) -> Vec<PathBuf> {
    let asked = desk.effects().iter().filter_map(|effect| match effect {
        Effect::ReadArticles { paths, .. } => Some(paths.clone()),
        _ => None,
    });
    asked.flatten().collect()
}

#[test]
fn files_that_are_dropped_are_added() {
    let mut desk = Desk::new();
    let files = ["/tmp/a.txt", "/tmp/b.txt"];
    drop_files(&mut desk, &files);
    assert_eq!(read(&desk), files.map(PathBuf::from));
}

#[test]
fn files_that_are_dropped_while_something_is_typed_are_added_behind_it() {
    let mut desk = Desk::new();
    desk.click_last("Paste an article …");
    drop_files(&mut desk, &["/tmp/a.txt"]);
    assert!(read(&desk).is_empty() && matches!(desk.state().modal(), Some(Modal::Paste { .. })));
    assert_eq!(desk.state().notice().unwrap().text, "The files are added when this is answered or closed.");
    desk.key(Key::Escape);
    assert_eq!(read(&desk), [PathBuf::from("/tmp/a.txt")]);
}

#[test]
fn a_file_whose_encoding_was_guessed_is_looked_at_and_changed_before_it_is_added() {
    let mut desk = Desk::new();
    desk.send(Intent::AddFiles(vec!["/tmp/a.txt".into(), "/tmp/b.txt".into()]));
    let asked = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    assert!(desk.has("Reading 1 of 2 files") && desk.has("Stop"));
    let latin = FileRead::of("a.txt", Ok(b"Gr\xF6\xDFe".to_vec()));
    let other = FileRead::of("b.txt", Ok(b"\xCF\xF0\xE0\xE2\xE4\xE0".to_vec()));
    desk.send(Intent::ArticlesRead(asked.unwrap(), vec![latin, other]));
    desk.settle();
    assert!(desk.has("Größe") && !desk.has("Reading 1 of 2 files"));
    // Escape closes the open list first.
    desk.click("Encoding of b.txt");
    desk.settle();
    assert!(desk.has("Arabic (Windows-1256)"));
    desk.key(Key::Escape);
    assert!(matches!(desk.state().modal(), Some(Modal::Encodings)));
    desk.click("Encoding of a.txt");
    desk.settle();
    desk.click("Western European (Macintosh)");
    desk.settle();
    assert!(desk.has("Grˆﬂe") && desk.has("a.txt: Western European (Macintosh), chosen"));
    desk.click("b.txt");
    desk.settle();
    assert!(desk.has_containing("b.txt: ") && !desk.has("Grˆﬂe"));
    desk.click("Skip b.txt");
    desk.settle();
    desk.click("Add");
    desk.settle();
    assert!(desk.state().modal().is_none());
    assert_eq!(desk.state().open_revision().unwrap().1.text.as_str(), "Grˆﬂe");
}

#[test]
fn a_file_is_not_added_while_it_is_read_in_another_encoding() {
    let mut desk = Desk::new();
    desk.slow_down();
    desk.send(Intent::AddFiles(vec!["/tmp/a.txt".into(), "/tmp/b.txt".into()]));
    let batch = desk.effects().iter().find_map(|effect| match effect {
        Effect::ReadArticles { batch, .. } => Some(*batch),
        _ => None,
    });
    let files = ["a.txt", "b.txt"].map(|name| FileRead::of(name, Ok(b"Gr\xF6\xDFe".to_vec())));
    desk.send(Intent::ArticlesRead(batch.unwrap(), files.to_vec()));
    assert!(!desk.disabled("Add all") && !desk.disabled("Add a.txt"));
    desk.click("Encoding of a.txt");
    desk.click("Western European (Macintosh)");
    assert!(desk.disabled("Add all") && desk.disabled("Add a.txt") && !desk.disabled("Add b.txt"));
    desk.hover("Add all");
    assert!(desk.has_containing("Wait until its words are here"));
    let read = desk.effects().iter().rev().find_map(|effect| match effect {
        Effect::Decode { files, encoding } => Some((files.clone(), *encoding)),
        _ => None,
    });
    let (files, encoding) = read.unwrap();
    let read = files.into_iter().map(|(key, file)| (key, file.draft_in(encoding).map(Box::new)));
    desk.send(Intent::Decoded(encoding, read.collect()));
    assert!(!desk.disabled("Add all") && !desk.disabled("Add a.txt"));
}

#[test]
fn what_was_not_added_is_listed_by_name() {
    let mut desk = Desk::new();
    let remark =
        |at: usize| Remark { file: format!("{at}.txt"), what: "there is no such file".into(), failed: at == 900 };
    desk.send(Intent::OpenModal(Box::new(Modal::Added { remarks: (0..1000).map(remark).collect() })));
    desk.settle();
    assert!(desk.has("900.txt was not added"), "what failed comes first");
    assert!(desk.has("1.txt") && !desk.has("999.txt"), "what is out of view is not laid out");
    desk.key(Key::Enter);
    assert!(desk.state().modal().is_none());
}

#[test]
fn files_are_asked_for_with_a_path_to_type_beside() {
    let mut desk = Desk::new();
    desk.keys(Modifiers::COMMAND, Key::O);
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::Ask { .. })));
    assert!(desk.has_containing("The system's dialog is open."));
    desk.send(Intent::NoDialog(DialogPurpose::OpenProject));
    assert!(desk.has_containing("could show no dialog") && !desk.has_containing("dialog is open"));
    desk.type_into("Path", "/tmp/b.ron");
    desk.key(Key::Enter);
    assert!(desk.effects().iter().any(|effect| matches!(effect, Effect::ReadProject(path) if path.ends_with("b.ron"))));
}

#[test]
fn pasted_text_becomes_an_article() {
    let mut desk = Desk::new();
    desk.event(Event::Paste("From elsewhere\n\nText.".into()));
    assert!(matches!(desk.state().modal(), Some(Modal::Paste { text, .. }) if text.starts_with("From")));
}

#[test]
fn without_articles_the_window_says_what_to_do() {
    let mut desk = Desk::new();
    assert!(desk.has("Begin with an article"));
    desk.click_last("Paste an article …");
    assert!(matches!(desk.state().modal(), Some(Modal::Paste { .. })));
    // There is no text in it yet.
    assert!(desk.disabled("Add"));
    desk.click("Text");
    desk.event(Event::Paste("A headline\n\nA paragraph.".into()));
    desk.type_into("Outlet", "The Paper");
    desk.click("Add");
    assert!(desk.state().modal().is_none());
    let article = desk.state().article().unwrap();
    let details = desk.state().project().article(&article).unwrap().details.clone();
    assert_eq!((details.title.as_str(), details.outlet.as_str()), ("A headline", "The Paper"));
    assert!(desk.has_containing("A headline, The Paper"));
}
