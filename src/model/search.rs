//! Finds words, whole words and regular expressions in texts.
//!
//! A hit is the exact words found: bytes on code-point boundaries, never empty, never across a line end, never sharing
//! a byte with the hit before it. Case is ignored by Unicode's simple folding, which maps code points one to one: `ẞ`
//! is `ß` and `ς` is `Σ`, but `ß` is not `ss`, and the Turkish `İ` is only itself.
//!
//! Searching takes time linear in the text for words. Regular expressions have no backtracking; in a line of over
//! [`LONG`] bytes they see so many bytes at a time, so that no pattern is slow: a hit of more than half of that may be
//! missed there.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use regex_syntax::ast::{self, ErrorKind};
use regex_syntax::hir::{self, Hir, HirKind};

use crate::say;

use super::segment;
use super::text::{Span, Text};

/// How many bytes of a long line a regular expression sees at a time.
pub const LONG: usize = 64 * 1024;
/// How much memory a compiled pattern may take, in bytes.
const LARGEST: usize = 4 << 20;
/// How deep groups in a pattern may nest.
const DEEPEST: u32 = 100;

/// What is looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Query {
    /// Words, or a regular expression.
    pub pattern: String,
    /// Whether it is a regular expression.
    pub regex: bool,
    /// Whether both ends of a hit must be ends of words: by UAX #29, and by dictionary where a script has no spaces.
    pub whole_words: bool,
    /// Whether capital letters and small ones are the same.
    pub ignore_case: bool,
}

/// What is wrong with a pattern, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadPattern {
    /// What.
    pub why: String,
    /// Where in the pattern, in bytes; `None` when it is the whole of it.
    pub at: Option<Range<usize>>,
}

/// A query that is ready to search with. Each thread does best with a clone of its own: it holds what a search needs to
/// remember as it goes.
#[derive(Clone, Debug)]
pub struct Search {
    finder: Regex,
    regex: bool,
    whole_words: bool,
    /// How many bytes words of the pattern have at the most, however they are folded.
    longest: usize,
}

impl Search {
    /// Makes a query ready.
    ///
    /// # Errors
    /// When there is nothing to look for, or the regular expression is no good: why, and where in it.
    pub fn new(query: &Query) -> Result<Search, BadPattern> {
        let whole = |why: &str| BadPattern { why: why.to_owned(), at: None };
        if query.pattern.is_empty() {
            return Err(whole(say!("search-nothing")));
        }
        let pattern = if query.regex {
            check(&query.pattern)?;
            query.pattern.clone()
        } else {
            if let Some(at) = query.pattern.find('\n') {
                return Err(BadPattern { why: say!("search-across").to_owned(), at: Some(at..at + 1) });
            }
            regex_syntax::escape(&query.pattern)
        };
        let built = RegexBuilder::new(&pattern)
            .case_insensitive(query.ignore_case)
            .size_limit(LARGEST)
            .nest_limit(DEEPEST)
            .build();
        let finder = built.map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => whole(say!("search-too-large")),
            error => whole(&error.to_string()),
        })?;
        let longest = query.pattern.chars().count() * 4;
        Ok(Search { finder, regex: query.regex, whole_words: query.whole_words, longest })
    }

    /// Begins to search a range of a text (bytes): from the beginning of the line that it begins in to the end of the
    /// one that it ends in, or, in lines of over [`LONG`] bytes, so much around it.
    pub fn scan<'s>(&'s self, text: &'s Text, range: Range<usize>) -> Scan<'s> {
        let first = text.line(text.line_at(range.start.min(text.len())));
        let last = text.line(text.line_at(range.end.min(text.len())));
        let start = first.start.max(segment::floor(text, range.start.saturating_sub(LONG)));
        let end = last.end.min(segment::floor(text, range.end.saturating_add(LONG)));
        Scan { search: self, text, at: start, end: end.max(start) }
    }

    /// Returns all hits in a text.
    pub fn hits(&self, text: &Text) -> Vec<Span> {
        let mut hits = Vec::new();
        self.scan(text, 0..text.len()).step(usize::MAX, &|| false, &mut hits);
        hits
    }

    fn fits(&self, text: &Text, hit: Span) -> bool {
        let ends = || segment::is_word_boundary(text, hit.start()) && segment::is_word_boundary(text, hit.end());
        !self.whole_words || ends()
    }
}

/// A search under way, which is done in steps.
#[derive(Clone, Debug)]
pub struct Scan<'s> {
    search: &'s Search,
    text: &'s Text,
    at: usize,
    end: usize,
}

impl Scan<'_> {
    /// Searches on through about so many bytes, whole lines of them for a regular expression, and adds the hits. Stops
    /// early when `stop` says so, which is asked after each hit. Returns whether there is more to search.
    pub fn step(&mut self, bytes: usize, stop: &dyn Fn() -> bool, hits: &mut Vec<Span>) -> bool {
        let until = segment::floor(self.text, self.at.saturating_add(bytes.max(4)).min(self.end));
        if self.search.regex {
            while self.at < until && !stop() {
                self.line(until, stop, hits);
            }
        } else {
            self.words(until, stop, hits);
        }
        self.at < self.end
    }

    /// Returns how far it came, in bytes of the text.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Looks for words that begin before a byte.
    fn words(&mut self, until: usize, stop: &dyn Fn() -> bool, hits: &mut Vec<Span>) {
        let body = self.text.as_str();
        // Those that begin before may end behind it.
        let seen = segment::floor(self.text, until.saturating_add(self.search.longest).min(self.end));
        while let Some(found) = self.search.finder.find_at(&body[..seen], self.at).filter(|found| found.start() < until)
        {
            let hit = self.text.span(found.start(), found.end()).ok().filter(|hit| self.search.fits(self.text, *hit));
            // One that is no whole word may share bytes with one that is.
            let step = body[found.start()..].chars().next().map_or(1, char::len_utf8);
            self.at = hit.map_or(found.start() + step, Span::end);
            hits.extend(hit);
            if stop() {
                return;
            }
        }
        self.at = self.at.max(until);
    }

    /// Searches the line that the search has come to, or on to `until` in a long one.
    fn line(&mut self, until: usize, stop: &dyn Fn() -> bool, hits: &mut Vec<Span>) {
        let line = self.text.line(self.text.line_at(self.at));
        if line.len() <= LONG { self.short_line(line, stop, hits) } else { self.long_line(line, until, stop, hits) }
    }

    /// Searches a line from its beginning to its end, unless it is stopped.
    fn short_line(&mut self, line: Range<usize>, stop: &dyn Fn() -> bool, hits: &mut Vec<Span>) {
        let search = self.search;
        for found in search.finder.find_iter(&self.text.as_str()[line.clone()]) {
            if !found.is_empty() {
                let hit = self.text.span(line.start + found.start(), line.start + found.end()).ok();
                hits.extend(hit.filter(|hit| search.fits(self.text, *hit)));
            }
            if stop() {
                break;
            }
        }
        // The line end itself is never searched.
        self.at = (line.end + 1).min(self.end.max(line.end));
    }

    /// Searches a line on to `until`, so many bytes at a time.
    fn long_line(&mut self, line: Range<usize>, until: usize, stop: &dyn Fn() -> bool, hits: &mut Vec<Span>) {
        let body = self.text.as_str();
        let end = line.end.min(self.end);
        while self.at < end && self.at < until {
            let seen = segment::floor(self.text, self.at.saturating_add(LONG).min(end));
            let found = self.search.finder.find_at(&body[line.start..seen], self.at - line.start);
            let found = found.map(|found| line.start + found.start()..line.start + found.end());
            match found {
                // It may go on behind what is seen.
                Some(found) if found.end == seen && seen < line.end && found.start > self.at => self.at = found.start,
                Some(found) if found.is_empty() => self.at = segment::next_char(self.text, found.end),
                Some(found) => {
                    self.at = found.end;
                    let hit = self.text.span(found.start, found.end).ok();
                    hits.extend(hit.filter(|hit| self.search.fits(self.text, *hit)));
                }
                None if seen == end => self.at = end,
                None => self.at = segment::floor(self.text, seen - LONG / 2),
            }
            if stop() {
                return;
            }
        }
        if self.at >= end {
            // The line end itself is never searched.
            self.at = (end + 1).max(self.at).min(self.end.max(self.at));
        }
    }
}

/// Checks a regular expression.
fn check(pattern: &str) -> Result<(), BadPattern> {
    let parser = regex_syntax::ParserBuilder::new().nest_limit(DEEPEST).build().parse(pattern);
    let (why, span) = match &parser {
        Ok(hir) if asks_for_line_end(hir) => {
            return Err(BadPattern { why: say!("search-across").to_owned(), at: None });
        }
        Ok(_) => return Ok(()),
        Err(regex_syntax::Error::Parse(error)) => (explain(error.kind()), Some(*error.span())),
        Err(regex_syntax::Error::Translate(error)) => match error.kind() {
            hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => {
                (say!("search-no-class").to_owned(), Some(*error.span()))
            }
            other => (say!("search-unread", why = other.to_string()), Some(*error.span())),
        },
        Err(error) => (error.to_string(), None),
    };
    // A place between two characters is shown by the one behind it.
    let behind = |at: usize| pattern.get(at..).and_then(|rest| rest.chars().next()).map_or(at, |c| at + c.len_utf8());
    let shown = |span: ast::Span| span.start.offset..span.end.offset.max(behind(span.start.offset));
    let at = span.map(shown);
    Err(BadPattern { why, at: at.filter(|at| pattern.get(at.clone()).is_some()) })
}

/// Tells whether a pattern holds a line end to the letter. Sets of characters that hold one too are fine.
fn asks_for_line_end(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Literal(literal) => literal.0.contains(&b'\n'),
        HirKind::Repetition(repeated) => asks_for_line_end(&repeated.sub),
        HirKind::Capture(group) => asks_for_line_end(&group.sub),
        HirKind::Concat(parts) => parts.iter().any(asks_for_line_end),
        // Of several choices only those that can be hits are.
        HirKind::Alternation(parts) => parts.iter().all(asks_for_line_end),
        HirKind::Empty | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

fn explain(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::GroupUnclosed => say!("search-unclosed", sign = "("),
        ErrorKind::GroupUnopened => say!("search-unopened", sign = ")"),
        ErrorKind::ClassUnclosed => say!("search-unclosed", sign = "["),
        ErrorKind::RepetitionMissing => say!("search-nothing-repeated").to_owned(),
        ErrorKind::RepetitionCountUnclosed => say!("search-unclosed", sign = "{"),
        ErrorKind::RepetitionCountInvalid => say!("search-count").to_owned(),
        ErrorKind::RepetitionCountDecimalEmpty | ErrorKind::DecimalEmpty | ErrorKind::DecimalInvalid => {
            say!("search-number").to_owned()
        }
        ErrorKind::ClassRangeInvalid => say!("search-range").to_owned(),
        ErrorKind::ClassEscapeInvalid | ErrorKind::ClassRangeLiteral => say!("search-in-class").to_owned(),
        ErrorKind::EscapeUnexpectedEof => say!("search-escape-end").to_owned(),
        ErrorKind::EscapeUnrecognized => say!("search-escape").to_owned(),
        ErrorKind::UnicodeClassInvalid => say!("search-no-class").to_owned(),
        ErrorKind::UnsupportedBackreference => say!("search-back").to_owned(),
        ErrorKind::UnsupportedLookAround => say!("search-look").to_owned(),
        ErrorKind::NestLimitExceeded(_) => say!("search-nested").to_owned(),
        ErrorKind::GroupNameEmpty | ErrorKind::GroupNameInvalid | ErrorKind::GroupNameUnexpectedEof => {
            say!("search-group-name").to_owned()
        }
        other => say!("search-unread", why = other.to_string()),
    }
}

#[cfg(test)]
#[path = "search_tests.rs"]
mod tests;
