//! Reads files as articles.

use std::fs;
use std::path::PathBuf;

use gainsay::app::{Intent, Modal};

use super::{saved, start};

#[test]
fn adds_articles_of_files_and_names_those_it_cannot_read() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let good = file("good.txt", "\u{feff}Überschrift\r\nText.\r\n".as_bytes());
    program.send(Intent::AddFiles(vec![good]));
    program.until(|state| state.project().articles().len() == 2);
    let (_, revision) = program.state.open_revision().unwrap();
    assert_eq!(revision.text.as_str(), "Überschrift\nText.\n");
    assert!(revision.origin.contains("good.txt") && revision.origin.contains("UTF-8"), "{}", revision.origin);
    for (name, bytes) in [("dam.pdf", &b"%PDF-1.7"[..]), ("dam.docx", b"PK\x03\x04"), ("empty.txt", b" \n")] {
        let path = file(name, bytes);
        program.send(Intent::Say(String::new(), false));
        program.send(Intent::AddFiles(vec![path]));
        program.until(|state| state.notice().is_some_and(|notice| notice.error));
        assert_eq!(program.state.project().articles().len(), 2);
        assert!(program.state.notice().unwrap().text.starts_with(name), "{:?}", program.state.notice());
    }
    let latin = file("latin.txt", b"Gr\xfc\xdfe");
    program.send(Intent::AddFiles(vec![latin]));
    program.until(|state| matches!(state.modal(), Some(Modal::Encodings)));
    program.send(Intent::AddUnsure(None));
    assert_eq!(program.state.open_revision().unwrap().1.text.as_str(), "Grüße");
}

#[test]
fn many_files_are_read_in_order_with_news_of_how_far_it_is() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    program.send(Intent::New);
    let file = |at: usize| {
        let path = home.path().join(format!("{at}.txt"));
        // One of them is a folder.
        if at == 7 {
            fs::create_dir(&path).unwrap()
        } else {
            fs::write(&path, format!("Text {at}")).unwrap()
        }
        path
    };
    let paths: Vec<PathBuf> = (0..250).map(file).collect();
    program.do_at_once(Intent::AddFiles(paths.clone()));
    let mut news = Vec::new();
    program.until_with(
        |state| state.project().articles().len() == 249,
        |intent| {
            if let Intent::Progress(_, done, ..) = intent {
                news.push(*done);
            }
        },
    );
    assert!(news.len() > 50 && news.len() <= 100 && news.is_sorted(), "{news:?}");
    let titles: Vec<String> =
        program.state.project().articles().iter().map(|(_, row)| row.details.title.clone()).collect();
    assert_eq!((titles[6].as_str(), titles[7].as_str()), ("Text 6", "Text 8"));
    // The one that could not be read is named, alone among many.
    let Some(Modal::Added { remarks }) = program.state.modal() else { panic!("{:?}", program.state.modal()) };
    assert_eq!((remarks.len(), remarks[0].file.as_str()), (1, "7.txt"));
    assert!(remarks[0].what.contains("no file in it"), "{}", remarks[0].what);
    program.send(Intent::Undo);
    assert!(program.state.project().articles().is_empty());
    // Stopped: whatever was read comes to nothing.
    program.do_at_once(Intent::AddFiles(paths));
    program.do_at_once(Intent::StopReading);
    let good = home.path().join("good.txt");
    fs::write(&good, "Good").unwrap();
    program.send(Intent::AddFiles(vec![good]));
    program.until(|state| !state.project().articles().is_empty());
    assert_eq!(program.state.project().articles().len(), 1);
}
