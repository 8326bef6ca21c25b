//! Measures frames with the panels of a working day open: one of a thousand articles, another text size, the table.

use std::path::Path;
use std::time::Duration;

use egui::{Key, Modifiers};
use gainsay::app::{Dock, Intent, Scope, TableQuery};
use gainsay::model::{ArticleId, Hash, segment};

use crate::clock::Spread;
use crate::corpus::{self, Numbers, Size};
use crate::desk::Desk;
use crate::table::{Table, number};

/// A thousand articles.
const MANY: Size = Size { articles: 1_000, bytes: 1_000_000, annotations: 10_000 };

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let (bytes, annotations) = if quick { (1_000_000, 10_000) } else { (10_000_000, 100_000) };
    let folder = tempfile::tempdir().expect("a folder for files");
    let one = Size { articles: 1, bytes, annotations };
    let mut table = Table::new(&["both frames of", "in", "median", "p99"]);
    let mut row = |what: &str, size: Size, times: &[Duration]| {
        let spread = Spread::of(times);
        table.row(vec![what.to_owned(), size.name(), number(spread.median), number(spread.p99)]);
    };

    let mut desk = open(MANY, &folder.path().join("many"));
    row("opening the last article of all", MANY, &article(&mut desk));
    let mut desk = open(one, &folder.path().join("one"));
    row("another text size", one, &text_size(&mut desk));
    row("a label", one, &label(&mut desk, 5));
    show_table(&mut desk);
    row("a label, with strip and table", one, &label(&mut desk, 6));
    row("nothing, with strip and table", one, &still(&mut desk));
    row("a page of the table's rows", one, &pages(&mut desk));
    row("a letter of the table's filter", one, &letters(&mut desk));
    table.print("Panels: processor time of this thread");
}

fn open(size: Size, folder: &Path) -> Desk {
    let mut desk = Desk::open(folder);
    desk.take_up(&folder.join("project.ron"), corpus::project(size, 1), Hash::of(b"project"));
    desk.settle();
    desk
}

/// Makes the two frames after which what was done is painted.
fn frames(desk: &mut Desk) -> Duration {
    desk.frame().thread + desk.frame().thread
}

/// Opens the last article from the first, with all that the window does for it.
fn article(desk: &mut Desk) -> Vec<Duration> {
    let all: Vec<ArticleId> = desk.state.project().articles().into_iter().map(|(id, _)| *id).collect();
    let (Some(first), Some(last)) = (all.first(), all.last()) else { return Vec::new() };
    (0..30)
        .map(|_| {
            desk.ask(Intent::OpenArticle(*first));
            desk.settle();
            let asked = desk.spent(Intent::OpenArticle(*last));
            assert_eq!(desk.state.article(), Some(*last));
            asked + frames(desk)
        })
        .collect()
}

fn text_size(desk: &mut Desk) -> Vec<Duration> {
    let (revision, length) = desk.open_text();
    desk.reveal(revision, length / 2);
    desk.settle();
    (0..30)
        .map(|at| {
            let asked = desk.spent(Intent::TextSize(if at % 2 == 0 { 1 } else { -1 }));
            asked + frames(desk)
        })
        .collect()
}

/// Labels words at places drawn with a seed: a place is labelled once only.
fn label(desk: &mut Desk, seed: u64) -> Vec<Duration> {
    let (revision, length) = desk.open_text();
    let mut numbers = Numbers::new(seed);
    (0..30)
        .map(|_| {
            let byte = numbers.below(length - 100);
            let byte = desk.state.open_revision().map_or(byte, |(_, row)| segment::floor(&row.text, byte));
            desk.reveal(revision, byte);
            // Forty bytes may end within a character.
            let end = desk.state.open_revision().map_or(byte, |(_, row)| segment::next_char(&row.text, byte + 40));
            desk.ask(Intent::Select { anchor: byte, head: end, finished: true });
            desk.focus_article();
            desk.settle();
            let before = desk.state.project().annotation_count();
            desk.press(Key::C, Modifiers::NONE, Some("c"));
            let spent = frames(desk);
            assert_eq!(desk.state.project().annotation_count(), before + 1, "{:?}", desk.state.notice());
            spent
        })
        .collect()
}

/// Shows all annotations in the table, and waits until they are read.
fn show_table(desk: &mut Desk) {
    desk.ask(Intent::ShowDock(Dock::Annotations));
    desk.until(|state| state.table().is_some_and(|table| !table.is_reading()));
    desk.ask(Intent::SetTable(Box::new(TableQuery { scope: Scope::Project, ..TableQuery::default() })));
    desk.settle();
}

fn still(desk: &mut Desk) -> Vec<Duration> {
    (0..100).map(|_| frames(desk)).collect()
}

fn pages(desk: &mut Desk) -> Vec<Duration> {
    desk.ask(Intent::ShowDock(Dock::Annotations));
    desk.settle();
    let mut before = None;
    (0..60)
        .map(|_| {
            desk.press(Key::PageDown, Modifiers::NONE, None);
            let spent = frames(desk);
            let selected = desk.state.selection().annotation;
            assert_ne!(selected, before, "another row is gone to");
            before = selected;
            spent
        })
        .collect()
}

fn letters(desk: &mut Desk) -> Vec<Duration> {
    let mut times = Vec::new();
    for _ in 0..4 {
        desk.ask(Intent::SetTable(Box::new(TableQuery { scope: Scope::Project, ..TableQuery::default() })));
        desk.ask(Intent::FilterTable);
        desk.settle();
        for letter in "intelligence".chars() {
            desk.push(egui::Event::Text(letter.to_string()));
            times.push(frames(desk));
        }
        let typed = desk.state.table().map(|table| table.query().filter.text.clone());
        assert_eq!(typed.as_deref(), Some("intelligence"), "the field has the keyboard");
    }
    times
}
