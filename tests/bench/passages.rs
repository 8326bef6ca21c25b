//! Measures what articles have in common, and carrying annotations over to a new text.

use gainsay::compare::revision::{Fate, carry};
use gainsay::compare::{Comparison, Words, drifts, quotations, shared};
use gainsay::model::{Block, Fragments, Text};

use crate::clock::repeat;
use crate::corpus::Numbers;
use crate::table::{Table, number};

/// Writes a text of so many bytes whose words are as rare and as common as in a language (Zipf): a sentence a line, one
/// in five a quotation.
fn article(bytes: usize, numbers: &mut Numbers) -> String {
    const SYLLABLES: [&str; 16] =
        ["ba", "re", "lo", "min", "ta", "vor", "si", "ken", "du", "pra", "no", "gel", "tho", "ri", "um", "est"];
    let mut text = String::with_capacity(bytes + 200);
    while text.len() < bytes {
        let quoted = numbers.below(5) == 0;
        text.push_str(if quoted { "“" } else { "" });
        for at in 0..8 + numbers.below(20) {
            // The rank of a word is as likely to lie below ten as between ten and a hundred.
            let [least, more] = [numbers.below(5), numbers.below(5)].map(|power| 10_usize.pow(power as u32));
            let rank = least + numbers.below(more);
            text.push_str(if at > 0 { " " } else { "" });
            let mut left = rank;
            while left > 0 {
                text.push_str(SYLLABLES[left % 16]);
                left /= 16;
            }
        }
        text.push_str(if quoted { ".”\n" } else { ".\n" });
    }
    text
}

/// Writes an article that takes every tenth line from another one, with a word changed in it, and says the rest anew.
fn retold(other: &str, numbers: &mut Numbers) -> String {
    let mut text = String::new();
    for (at, line) in other.lines().enumerate() {
        if at % 10 == 0 {
            text.push_str(&line.replacen(' ', " indeed ", 1 + numbers.below(2)));
            text.push('\n');
        } else {
            text.push_str(&article(line.len(), numbers));
        }
    }
    text
}

/// Writes a text again as it may be edited: every fiftieth line goes, comes, changes, or changes places with another
/// one.
fn edited(text: &str, numbers: &mut Numbers) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    for _ in 0..lines.len() / 50 {
        let at = numbers.below(lines.len());
        match numbers.below(4) {
            0 => drop(lines.remove(at)),
            1 => lines.insert(at, article(100, numbers).trim_end().to_owned()),
            2 => lines[at] = lines[at].replacen(' ', " then ", 2),
            _ => {
                let line = lines.remove(at);
                let to = numbers.below(lines.len());
                lines.insert(to, line);
            }
        }
    }
    lines.join("\n")
}

fn size(bytes: usize) -> String {
    if bytes < 1_000_000 { format!("{} kB", bytes / 1000) } else { format!("{} MB", bytes / 1_000_000) }
}

/// Writes how many times the value before this one is.
fn growth(before: Option<f64>, now: f64) -> String {
    before.filter(|before| *before > 0.0).map_or_else(String::new, |before| format!("× {}", number(now / before)))
}

/// Prints all of it.
pub(crate) fn print(quick: bool) {
    let sizes: &[usize] = if quick { &[10_000, 100_000] } else { &[10_000, 100_000, 1_000_000] };
    two_articles(sizes);
    adversaries(if quick { 100_000 } else { 1_000_000 });
    revisions(sizes);
}

fn two_articles(sizes: &[usize]) {
    let mut table =
        Table::new(&["two articles of", "words ms", "passages ms", "found", "quotations ms", "all ms", "growth"]);
    let mut before = None;
    for bytes in sizes {
        let mut numbers = Numbers::new(7);
        let one = article(*bytes, &mut numbers);
        let texts = [Text::new(retold(&one, &mut numbers)), Text::new(one)];
        let cut = repeat(|| texts.each_ref().map(Words::of));
        let words = texts.each_ref().map(Words::of);
        let found = shared(&words[0], &words[1], &|| false).len();
        let compared = repeat(|| shared(&words[0], &words[1], &|| false));
        let quoted = repeat(|| {
            let quotes = texts.each_ref().map(|text| quotations(text, &Block::guess(text)));
            drifts([&words[0], &words[1]], [&quotes[0], &quotes[1]], &|| false)
        });
        let all = cut + compared + quoted;
        let cells =
            [number(cut), number(compared), found.to_string(), number(quoted), number(all), growth(before, all)];
        table.row([size(*bytes)].into_iter().chain(cells).collect());
        before = Some(all);
    }
    table.print("What two articles have in common, a tenth of one being taken from the other");
}

fn adversaries(bytes: usize) {
    let mut table = Table::new(&["each text against itself", "words ms", "passages ms", "found"]);
    let words = |number: usize| {
        (0..).map(move |at| format!("w{} ", at % number)).scan(0, move |length, word| {
            *length += word.len();
            (*length <= bytes).then_some(word)
        })
    };
    for (name, body) in [
        ("one word", "word ".repeat(bytes / 5)),
        ("two words in turn", words(2).collect()),
        ("a thousand words in turn", words(1000).collect()),
        ("ten thousand words in turn", words(10_000).collect()),
        ("one letter, no space", "a".repeat(bytes)),
        ("flags, no space", "\u{1f1e6}".repeat(bytes / 4)),
    ] {
        let text = Text::new(body);
        let cut = repeat(|| Words::of(&text));
        let words = Words::of(&text);
        let compared = repeat(|| shared(&words, &words, &|| false));
        let found = shared(&words, &words, &|| false).len();
        table.row(vec![name.to_owned(), number(cut), number(compared), found.to_string()]);
    }
    table.print(&format!("Texts of {} that are meant to keep the search busy", size(bytes)));
}

fn revisions(sizes: &[usize]) {
    let headings =
        ["a text of", "annotations", "carried over ms", "growth", "exact", "moved", "lost", "compared ms", "edits"];
    let mut table = Table::new(&headings);
    let mut before = None;
    for bytes in sizes {
        let mut numbers = Numbers::new(11);
        let old = Text::new(article(*bytes, &mut numbers));
        let new = Text::new(edited(old.as_str(), &mut numbers));
        let count = bytes / 100;
        let places: Vec<Fragments> = (0..count)
            .filter_map(|at| {
                let line = old.line(at * old.line_count() / count);
                let words: Vec<&str> = old.as_str().get(line.clone())?.split(' ').collect();
                let skipped: usize = words.iter().take(at % 5).map(|word| word.len() + 1).sum();
                let length = words.iter().skip(at % 5).take(1 + at % 7).map(|word| word.len() + 1).sum::<usize>();
                old.span(line.start + skipped, line.start + skipped + length.checked_sub(1)?).ok().map(Fragments::one)
            })
            .collect();
        let marks: Vec<&Fragments> = places.iter().collect();
        let carried = repeat(|| carry(&old, &new, &marks, &|| false));
        let fates = carry(&old, &new, &marks, &|| false);
        let which = |wanted: fn(&Fate) -> bool| fates.iter().filter(|fate| wanted(fate)).count().to_string();
        let compared = repeat(|| Comparison::of(&old, &new, &|| false));
        let edits = Comparison::of(&old, &new, &|| false).edits();
        table.row(vec![
            size(*bytes),
            marks.len().to_string(),
            number(carried),
            growth(before, carried),
            which(|fate| matches!(fate, Fate::Exact(_))),
            which(|fate| matches!(fate, Fate::Moved(_))),
            which(|fate| matches!(fate, Fate::Lost)),
            number(compared),
            edits.to_string(),
        ]);
        before = Some(carried);
    }
    table.print("A new text of an article, with every fiftieth line edited");
}
