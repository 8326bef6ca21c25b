//! Writes a dossier as JSON (RFC 8259), and reads it strictly: what is not known, or does not fit together, is an
//! error.

use std::fmt;

use foldhash::HashSet;
use serde::Deserialize;

use crate::model::Hash;
use crate::say;

use super::shape::*;

/// Says why a file is no dossier that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// It is not UTF-8 text.
    NotText,
    /// It is a page of HTML.
    Page,
    /// It is a project.
    Project,
    /// It is no JSON at all, such as Markdown.
    NotJson,
    /// It is JSON of another sort.
    Other,
    /// It has a format of another number.
    Format(u64),
    /// It breaks off or is not as a dossier is: the line, the column, and what is wrong, in the reader's words.
    Syntax {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
        /// What is wrong.
        what: String,
    },
    /// It does not fit together.
    Fault {
        /// Where, as a path of fields: `quotes[3].fragments[0]`.
        place: String,
        /// What is wrong.
        what: String,
    },
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Unreadable::NotText => say!("dossier-not-text").to_owned(),
            Unreadable::Page => say!("dossier-is-page").to_owned(),
            Unreadable::Project => say!("dossier-is-project").to_owned(),
            Unreadable::NotJson => say!("dossier-not-json").to_owned(),
            Unreadable::Other => say!("dossier-is-other").to_owned(),
            Unreadable::Format(format) => say!("dossier-newer", format = *format, known = FORMAT),
            Unreadable::Syntax { line, column, what } => {
                say!("dossier-syntax", line = *line, column = *column, what = what)
            }
            Unreadable::Fault { place, what } => say!("dossier-fault", place = place, what = what),
        };
        f.write_str(&text)
    }
}

impl std::error::Error for Unreadable {}

/// Writes a dossier as JSON, indented.
pub fn write(dossier: &Dossier) -> String {
    // Strings, numbers and lists of them: there is nothing in it that JSON can't hold.
    let mut text = serde_json::to_string_pretty(dossier).unwrap_or_default();
    text.push('\n');
    text
}

/// What is looked at first: whether the rest is to be read at all.
#[derive(Deserialize)]
struct Head {
    kind: Option<serde_json::Value>,
    format: Option<u64>,
}

/// Reads a dossier.
///
/// # Errors
/// When it is something else, has another format, or does not fit together.
pub fn read(bytes: &[u8]) -> Result<Dossier, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotText)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match text.trim_start().chars().next() {
        Some('{') => {}
        Some('<') => return Err(Unreadable::Page),
        Some('(') => return Err(Unreadable::Project),
        _ => return Err(Unreadable::NotJson),
    }
    let syntax = |error: serde_json::Error| Unreadable::Syntax {
        line: error.line(),
        column: error.column(),
        what: reason(&error),
    };
    let head: Head = serde_json::from_str(text).map_err(syntax)?;
    if head.kind.as_ref().and_then(|kind| kind.as_str()) != Some(KIND) {
        return Err(Unreadable::Other);
    }
    match head.format {
        Some(format) if format == u64::from(FORMAT) => {}
        Some(format) => return Err(Unreadable::Format(format)),
        None => return Err(fault("format", say!("dossier-fault-missing"))),
    }
    let dossier: Dossier = serde_json::from_str(text).map_err(syntax)?;
    check(&dossier)?;
    Ok(dossier)
}

/// Returns what a reader's error says without its place, which is told apart.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.rsplit_once(" at line ").map_or(text.as_str(), |(what, _)| what).to_owned()
}

fn fault(place: impl Into<String>, what: impl Into<String>) -> Unreadable {
    Unreadable::Fault { place: place.into(), what: what.into() }
}

/// Ids of one sort that are declared somewhere.
struct Known<'d>(HashSet<&'d str>);

impl<'d> Known<'d> {
    fn of(list: &str, ids: impl Iterator<Item = &'d String>) -> Result<Known<'d>, Unreadable> {
        let mut known = HashSet::default();
        for (at, id) in ids.enumerate() {
            if !known.insert(id.as_str()) {
                return Err(fault(format!("{list}[{at}].id"), say!("dossier-fault-twice", id = id)));
            }
        }
        Ok(Known(known))
    }

    fn has(&self, place: impl Fn() -> String, ids: impl IntoIterator<Item = &'d String>) -> Result<(), Unreadable> {
        match ids.into_iter().find(|id| !self.0.contains(id.as_str())) {
            Some(id) => Err(fault(place(), say!("dossier-fault-unknown", id = id))),
            None => Ok(()),
        }
    }
}

/// Checks that all that is referred to is there, and that quotes are as long as their places.
fn check(dossier: &Dossier) -> Result<(), Unreadable> {
    let sets = Known::of("sets", dossier.sets.iter().map(|set| &set.id))?;
    let articles = Known::of("articles", dossier.articles.iter().map(|article| &article.id))?;
    let people = Known::of("people", dossier.people.iter().map(|person| &person.id))?;
    let quotes = Known::of("quotes", dossier.quotes.iter().map(|quote| &quote.id))?;
    let rows = Known::of("rows", dossier.rows.iter().map(|row| &row.id))?;
    let mut texts = HashSet::default();
    for (at, article) in dossier.articles.iter().enumerate() {
        if article.texts.is_empty() {
            return Err(fault(format!("articles[{at}].texts"), say!("dossier-fault-missing")));
        }
        for (nth, text) in article.texts.iter().enumerate() {
            let place = || format!("articles[{at}].texts[{nth}]");
            if Hash::parse(&text.sha256).is_none() {
                return Err(fault(place() + ".sha256", say!("dossier-fault-hash")));
            }
            if !texts.insert((article.id.as_str(), text.id.as_str(), text.sha256.as_str())) {
                return Err(fault(place(), say!("dossier-fault-twice", id = &text.id)));
            }
        }
    }
    for (at, person) in dossier.people.iter().enumerate() {
        quotes.has(|| format!("people[{at}].quotes"), &person.quotes)?;
    }
    for (at, quote) in dossier.quotes.iter().enumerate() {
        articles.has(|| format!("quotes[{at}].article"), [&quote.article])?;
        sets.has(|| format!("quotes[{at}].set"), [&quote.set])?;
        if !texts.contains(&(quote.article.as_str(), quote.text.as_str(), quote.sha256.as_str())) {
            return Err(fault(format!("quotes[{at}].text"), say!("dossier-fault-unknown", id = &quote.text)));
        }
        check_fragments(at, quote)?;
    }
    for (at, relation) in dossier.relations.iter().enumerate() {
        quotes.has(|| format!("relations[{at}]"), [&relation.from, &relation.to])?;
    }
    for (at, row) in dossier.rows.iter().enumerate() {
        for (nth, bottom) in row.rests_on.iter().enumerate() {
            let place = || format!("rows[{at}].rests_on[{nth}]");
            people.has(place, [&bottom.person])?;
            articles.has(place, &bottom.articles)?;
        }
        for (nth, cell) in row.cells.iter().enumerate() {
            let place = || format!("rows[{at}].cells[{nth}]");
            articles.has(place, [&cell.article])?;
            sets.has(place, cell.absent.iter().map(|absent| &absent.set))?;
            quotes.has(
                place,
                cell.former.iter().map(|former| &former.quote).chain(cell.claims.iter().map(|claim| &claim.quote)),
            )?;
            quotes.has(place, cell.denials.iter().flat_map(|denial| [&denial.quote, &denial.denies]))?;
            let of_claims = cell.claims.iter().flat_map(|one| one.sources.iter().chain(&one.made_by).chain(&one.about));
            let of_denials = cell.denials.iter().flat_map(|one| one.by.iter().chain(&one.sources).chain(&one.about));
            people.has(place, of_claims.chain(of_denials))?;
            let ladders = cell.claims.iter().map(|one| &one.ladder).chain(cell.denials.iter().map(|one| &one.ladder));
            for rung in ladders.flatten() {
                quotes.has(place, rung.also.iter().chain([&rung.quote]))?;
                people.has(place, rung.speaks_for.iter().chain([&rung.person]))?;
            }
        }
    }
    for (at, finding) in dossier.findings.iter().enumerate() {
        quotes.has(|| format!("findings[{at}].quote"), &finding.quote)?;
        rows.has(|| format!("findings[{at}].row"), &finding.row)?;
    }
    Ok(())
}

/// Checks that a quote's places are in order and as long as its words.
fn check_fragments(at: usize, quote: &Quote) -> Result<(), Unreadable> {
    let mut last = None;
    for (nth, fragment) in quote.fragments.iter().enumerate() {
        let place = || format!("quotes[{at}].fragments[{nth}]");
        if fragment.start >= fragment.end || last.is_some_and(|last| last > fragment.start) {
            return Err(fault(place(), say!("dossier-fault-order")));
        }
        if fragment.words.chars().count() != fragment.end - fragment.start {
            return Err(fault(place(), say!("dossier-fault-length")));
        }
        last = Some(fragment.end);
    }
    Ok(())
}
