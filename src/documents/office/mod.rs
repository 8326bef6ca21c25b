//! Reads documents of word processors: which of their words are the article, and what they say of it.
//!
//! [`word`] reads `.docx` (Office Open XML, ISO/IEC 29500, in its transitional and its strict form), [`open`] `.odt`
//! (OpenDocument), [`rich`] `.rtf`. [`style`] says what a paragraph is by its style, [`package`] opens the archives
//! that the first two are, [`properties`] reads who wrote it,
//! [`look`] says what a paragraph is where no style does. What all documents share is here: which paragraph is the
//! headline, which line names the author, what is left out and said. Nothing is fetched: pictures and texts that a
//! document only names are not there.

mod look;
mod open;
mod package;
mod pages;
mod properties;
mod rich;
mod style;
mod symbols;
mod word;

use self::look::Look;
use self::properties::Properties;
use super::archive::Bounds;
use super::draft::{Note, Unfit};
use super::part::{Found, LeftOut, Part};
use super::{byline, web};
use crate::model::{BlockKind, Details};

pub(super) use self::open::read as read_open;
pub(super) use self::rich::read as read_rich;
pub(super) use self::word::read as read_word;

/// How large a document may be once it is unpacked, far above a long novel's; its pictures are never unpacked.
const BOUNDS: Bounds = Bounds { entries: 20_000, each: 64 << 20, all: 128 << 20, ratio: 200 };

/// How long a first line may be, in characters, to be a headline where no style says that it is one.
const HEADLINE: usize = 160;
/// Paragraphs above the headline, such as its section, and below it, in which such lines are looked for.
const ABOVE: usize = 3;
const BELOW: usize = 4;

/// A paragraph of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Paragraph {
    kind: BlockKind,
    /// Of which order a heading is; 0 for all else.
    level: u8,
    text: String,
    /// Why it is none of the article's.
    why: Option<LeftOut>,
    look: Look,
}

/// What there was that the article does not show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    /// Changes that were tracked: passages that came in, went, and were moved.
    inserted: usize,
    deleted: usize,
    moved: usize,
    comments: usize,
    /// Footnotes and endnotes.
    footnotes: usize,
    pictures: usize,
    struck: usize,
    /// Signs of fonts of pictures that no other font has.
    signs: usize,
    /// Texts of other files that the document takes in.
    others: usize,
    /// Whether its end is missing.
    cut: bool,
}

impl Counts {
    fn notes(&self) -> Vec<Note> {
        let Counts { inserted, deleted, moved, comments, footnotes, pictures, struck, signs, others, cut } = *self;
        let all = [
            (inserted + deleted + moved, Note::Tracked { inserted, deleted, moved }),
            (comments, Note::Comments(comments)),
            (footnotes, Note::Footnotes(footnotes)),
            (struck, Note::StruckOut(struck)),
            (pictures, Note::Pictures { described: 0, bare: pictures }),
            (signs, Note::Signs(signs)),
            (others, Note::OtherParts(others)),
            (usize::from(cut), Note::CutOff),
        ];
        all.into_iter().filter(|(count, _)| *count > 0).map(|(_, note)| note).collect()
    }
}

/// Makes parts of a document's paragraphs, with the details that it and they tell.
fn found(paragraphs: Vec<Paragraph>, counts: &Counts, properties: &Properties) -> Result<Found, Unfit> {
    let mut paragraphs: Vec<Paragraph> = paragraphs.into_iter().flat_map(clean).collect();
    // Rows of stars are no words.
    paragraphs.retain(|paragraph| paragraph.text.chars().any(char::is_alphanumeric));
    if paragraphs.is_empty() {
        return Err(Unfit::Empty);
    }
    let mut notes = counts.notes();
    let (mut author, mut date) = above(&mut paragraphs);
    let headline = headline(&paragraphs);
    if let Some(at) = headline {
        paragraphs[at].kind = BlockKind::Headline;
        let below = bylines(&mut paragraphs[at + 1..]);
        let named = title_page(&mut paragraphs, at);
        (author, date) = (below.0.or(named).or(author), below.1.or(date));
    } else {
        notes.insert(0, Note::NoHeadline);
    }
    look::kinds(&mut paragraphs, headline);
    for (at, paragraph) in paragraphs.iter_mut().enumerate() {
        if paragraph.kind == BlockKind::Headline && Some(at) != headline {
            paragraph.kind = BlockKind::Heading;
        }
    }
    let title = headline.map(|at| paragraphs[at].text.split_whitespace().collect::<Vec<_>>().join(" "));
    let details = Details {
        title: title.unwrap_or_else(|| properties.title.clone()),
        author: author.unwrap_or_else(|| properties.author.clone()),
        date: date.unwrap_or_else(|| properties.date.clone()),
        language: properties.language.clone(),
        ..Details::default()
    };
    let part = |Paragraph { kind, text, why, .. }| Part { kind, text, kept: why.is_none(), why };
    Ok(Found { details, parts: paragraphs.into_iter().map(part).collect(), notes })
}

/// Takes out what nobody sees, and the white space around lines. Two line breaks part running text, as on web pages.
fn clean(paragraph: Paragraph) -> Vec<Paragraph> {
    let shown = |c: &char| !matches!(c, '\u{AD}' | '\u{200B}' | '\u{FEFF}');
    let plain = |c: char| if c.is_control() && c != '\n' { ' ' } else { c };
    let text: String = paragraph.text.chars().filter(shown).map(plain).collect();
    let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
    let parts: Vec<&[&str]> = match paragraph.kind {
        BlockKind::Paragraph => lines.split(|line| line.is_empty()).collect(),
        _ => vec![&lines],
    };
    let words = |lines: &[&str]| lines.iter().filter(|line| !line.is_empty()).copied().collect::<Vec<_>>().join("\n");
    parts.into_iter().map(|lines| Paragraph { text: words(lines), ..paragraph.clone() }).collect()
}

/// Joins the cells of a table's row, where there are several and each is one line, to a paragraph; else they stand one
/// below the other.
fn joined(mut cells: Vec<Vec<Paragraph>>, why: Option<LeftOut>) -> Vec<Paragraph> {
    for cell in &mut cells {
        cell.retain(|paragraph| !paragraph.text.trim().is_empty());
    }
    cells.retain(|cell| !cell.is_empty());
    let lines = cells.iter().all(|cell| cell.len() == 1 && cell[0].why == why);
    if cells.len() < 2 || !lines {
        return cells.into_iter().flatten().collect();
    }
    let words = cells.iter().flatten().map(|cell| cell.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let text = words.collect::<Vec<_>>().join(" | ");
    vec![Paragraph { kind: BlockKind::Paragraph, level: 0, text, why, look: Look::default() }]
}

/// Adds the head or the foot of pages, unless one like it is there. What is only a number is a page's.
fn furniture(mut read: Vec<Paragraph>, all: &mut Vec<Paragraph>) {
    read.retain(|one| one.text.chars().any(char::is_alphabetic) && !all.contains(one));
    all.extend(read);
}

/// Finds the headline: what a style says is the title; else a heading at the very top, or one of the first order below
/// a line or two; else what looks like one; else a short first line that is no sentence.
fn headline(paragraphs: &[Paragraph]) -> Option<usize> {
    let kept = || paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.why.is_none());
    if let Some((at, _)) = kept().find(|(_, paragraph)| paragraph.kind == BlockKind::Headline) {
        return Some(at);
    }
    let (first, top) = kept().next()?;
    if top.kind == BlockKind::Heading {
        return Some(first);
    }
    let mut above = kept().take(ABOVE).filter(|(_, paragraph)| paragraph.kind == BlockKind::Heading);
    if let Some((at, _)) = above.find(|(_, paragraph)| paragraph.level == 1) {
        return Some(at);
    }
    if let Some(at) = look::headline(paragraphs) {
        return Some(at);
    }
    let follows = kept().nth(1).is_some();
    (top.kind == BlockKind::Paragraph && look::is_title(top) && follows).then_some(first)
}

/// Leaves out the lines above a headline that say who wrote the article and when, and returns what they say. Where no
/// style says which the headline is, the last of the short lines may be it, so that it is only taken for a day.
fn above(paragraphs: &mut [Paragraph]) -> (Option<String>, Option<String>) {
    if let Some(at) = paragraphs.iter().position(is_titled) {
        return bylines(&mut paragraphs[..at]);
    }
    let short = paragraphs.iter().take_while(|paragraph| paragraph.why.is_some() || look::is_title(paragraph)).count();
    let (before, last) = paragraphs[..short].split_at_mut(short.saturating_sub(1));
    let (author, date) = bylines(before);
    let is_day = last.first().is_some_and(|last| web::by_line(&last.text).is_none());
    let of_last = if is_day { bylines(last).1 } else { None };
    (author, date.or(of_last))
}

/// Tells whether a style says that a paragraph is a headline or a heading.
fn is_titled(paragraph: &Paragraph) -> bool {
    paragraph.why.is_none() && matches!(paragraph.kind, BlockKind::Headline | BlockKind::Heading)
}

/// Leaves out the lines below a headline that say who wrote the article and when, and returns what they say.
fn bylines(below: &mut [Paragraph]) -> (Option<String>, Option<String>) {
    let (mut author, mut date) = (None, None);
    let lines = below.iter_mut().filter(|paragraph| paragraph.why.is_none_or(|why| why == LeftOut::Byline));
    for paragraph in lines.take(BELOW) {
        let marked = paragraph.why == Some(LeftOut::Byline);
        if !marked && paragraph.kind != BlockKind::Paragraph {
            continue;
        }
        let (name, day) = byline::told(&paragraph.text, marked);
        if name.is_some() || day.is_some() {
            paragraph.why = Some(LeftOut::Byline);
        }
        author = author.or(name);
        date = date.or(day);
    }
    (author, date)
}

/// Leaves out a name that is the line right below the headline, where the next is nothing but a day: so title pages
/// say who wrote it.
fn name_above_day(below: &mut [Paragraph]) -> Option<String> {
    let [name, day, ..] = below else { return None };
    let is_day = day.why == Some(LeftOut::Byline) && byline::told(&day.text, true).1.is_some();
    let named = name.why.is_none() && name.kind == BlockKind::Paragraph && web::is_name(name.text.trim());
    if !is_day || !named {
        return None;
    }
    name.why = Some(LeftOut::Byline);
    Some(name.text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Leaves out a title page, which the headline follows or is on: the title, where the text begins with it again.
/// Returns the name on it.
fn title_page(paragraphs: &mut [Paragraph], headline: usize) -> Option<String> {
    let said = paragraphs[headline].text.clone();
    let is_again = |paragraph: &Paragraph| paragraph.why.is_none() && paragraph.text == said;
    if let Some(first) = paragraphs[..headline].iter().position(is_again) {
        paragraphs[first].why = Some(LeftOut::Repeated);
        return name_above_day(&mut paragraphs[first + 1..headline]);
    }
    let next = paragraphs[headline + 1..].iter_mut().find(|paragraph| paragraph.why.is_none());
    if let Some(next) = next.filter(|next| is_again(next)) {
        next.why = Some(LeftOut::Repeated);
    }
    name_above_day(&mut paragraphs[headline + 1..])
}

#[cfg(test)]
mod tests;
