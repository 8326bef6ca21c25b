//! Collects what was odd in a file, each with its place.

use std::fmt;

use super::v1::Str;
use crate::say;

/// Characters of a long id that a place names.
const ID_SHOWN: usize = 8;
/// Characters of a word or words that a place names.
const WORDS_SHOWN: usize = 60;

/// Something odd in a file that could be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The line of the file, counted from 1, where it is known.
    pub line: Option<usize>,
    /// What it is about: `annotation 3k7d2x9q… “It is safe”, article “Dam holds”`.
    pub place: String,
    /// What is odd, and what was made of it.
    pub what: String,
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (place, what) = (&self.place, &self.what);
        f.write_str(&match self.line {
            Some(line) => say!("warning-in-line", line = line, place = place, what = what),
            None => say!("warning", place = place, what = what),
        })
    }
}

/// The row that a note is about.
#[derive(Clone, Copy)]
pub(super) struct Spot<'s> {
    table: &'static str,
    id: &'s Str<'s>,
    /// The user's words for it; empty where there are none.
    words: &'s str,
    /// The title of its article; empty where it is of none.
    article: &'s str,
}

impl<'s> Spot<'s> {
    pub(super) fn new(table: &'static str, id: &'s Str<'s>) -> Spot<'s> {
        Spot { table, id, words: "", article: "" }
    }

    /// Returns the table and the name in it, for a map.
    pub(super) fn name(&self) -> (&'static str, String) {
        (self.table, self.id.to_string())
    }

    /// Names the words that the user knows it by too: a quote, a name, a title.
    pub(super) fn of_words(self, words: &'s str) -> Spot<'s> {
        Spot { words, ..self }
    }

    /// Names the article too.
    pub(super) fn of_article(self, title: &'s str) -> Spot<'s> {
        Spot { article: title, ..self }
    }
}

impl fmt::Display for Spot<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut place = say!("warning-place", table = self.table, id = short_id(self.id));
        if !self.words.is_empty() {
            place = say!("warning-place-of", place = place, words = clip(self.words));
        }
        if !self.article.is_empty() {
            place = say!("warning-place-in", place = place, title = clip(self.article));
        }
        f.write_str(&place)
    }
}

/// Shortens an id, as a place shows it; what is no id is shown whole.
pub(super) fn short_id(id: &str) -> String {
    if id.len() == crate::model::id::ID_LENGTH && id.is_ascii() { format!("{}…", &id[..ID_SHOWN]) } else { clip(id) }
}

/// Shortens words for a message.
pub(super) fn clip(words: &str) -> String {
    match words.char_indices().nth(WORDS_SHOWN) {
        None => words.to_owned(),
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}

fn shown(c: char) -> char {
    if c.is_control() { char::REPLACEMENT_CHARACTER } else { c }
}

/// What was odd so far.
#[derive(Default)]
pub(super) struct Notes<'a> {
    source: &'a str,
    list: Vec<(Option<usize>, Warning)>,
}

impl<'a> Notes<'a> {
    pub(super) fn new(source: &'a str) -> Notes<'a> {
        Notes { source, list: Vec::new() }
    }

    pub(super) fn odd(&mut self, spot: Spot<'_>, what: impl Into<String>) {
        // A warning is one line, whatever the words in it.
        let one_line = |text: String| text.chars().map(|c| if c == '\n' { '⏎' } else { c }).map(shown).collect();
        let warning = Warning { line: None, place: one_line(spot.to_string()), what: one_line(what.into()) };
        self.list.push((spot.id.offset_in(self.source), warning));
    }

    /// Tells whether nothing was odd.
    pub(super) fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Returns the first note, which a strict reader takes for an error.
    pub(super) fn first(self) -> Option<Warning> {
        self.list.into_iter().next().map(|(_, warning)| warning)
    }

    /// Returns the notes in the order of the file, with their lines.
    pub(super) fn finish(mut self) -> Vec<Warning> {
        self.list.sort_by_key(|(offset, _)| offset.unwrap_or(usize::MAX));
        let (mut line, mut from) = (1, 0);
        let mut out = Vec::with_capacity(self.list.len());
        for (offset, mut warning) in self.list {
            if let Some(offset) = offset {
                line += self.source.as_bytes()[from..offset].iter().filter(|byte| **byte == b'\n').count();
                from = offset;
                warning.line = Some(line);
            }
            out.push(warning);
        }
        out
    }
}
