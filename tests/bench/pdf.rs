//! Measures reading PDF documents of two columns.

use gainsay::documents::Source;

use crate::clock::repeat;
use crate::paper::{Font, Paper, broken};
use crate::table::{Table, number};

/// Pages of the documents.
const PAGES: [usize; 3] = [1, 10, 100];
const TEXT: &str = "The ministry said on Friday that the dam above the town had held through the night and that nobody had \
                    asked for help from the army. Five people who know of the matter said the opposite.";

/// Prints it, of the small sizes only where that is enough.
pub(crate) fn print(quick: bool) {
    let mut table = Table::new(&["PDF pages", "letters", "ms", "pages/s", "growth"]);
    let mut before = None;
    for pages in if quick { &PAGES[..2] } else { &PAGES[..] } {
        let bytes = document(*pages);
        let source = Source::new("a.pdf", bytes).expect("a document");
        let letters = source.draft().expect("its text").written().0.as_str().chars().count();
        let time = repeat(|| source.draft());
        let growth = before.map(|before| number(time / before)).unwrap_or_default();
        let rate = number(*pages as f64 / time * 1e3);
        table.row(vec![pages.to_string(), letters.to_string(), number(time), rate, growth]);
        before = Some(time);
    }
    table.print("Documents of two columns of 55 lines a page");
}

fn document(pages: usize) -> Vec<u8> {
    let lines = broken(&[TEXT; 32].join(" "), 42);
    let mut paper = Paper::default();
    for page in 0..pages {
        let sheet = paper.sheet();
        sheet.line(Font::Fixed, 8.0, 40.0, 40.0, &format!("The Valley Courier {page}"));
        for (at, column) in lines.chunks(55).take(2).enumerate() {
            let column: Vec<&str> = column.iter().map(String::as_str).collect();
            sheet.lines(10.0, 30.0 + 275.0 * at as f32, 80.0, &column);
        }
    }
    paper.bytes()
}
