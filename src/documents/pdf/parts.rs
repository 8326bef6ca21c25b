//! Says what the paragraphs of a document are, and which are none of its article.

use std::collections::HashSet;

use hayro_font::kurbo::Rect;

use super::hyphens::{self, Hyphens, Known};
use super::notes::Notes;
use super::paragraphs::Paragraph;
use super::repeated;
use crate::documents::byline;
use crate::documents::part::{LeftOut, Part, behind_bullet};
use crate::model::BlockKind;

/// How many times as large as the text a headline is, and a heading.
const HEADLINE: f32 = 1.2;
const HEADING: f32 = 1.12;
/// How large, in times of the text, a caption is at most.
const CAPTION: f32 = 0.96;
/// Characters and lines of a headline and of a heading, at most, and characters of a standfirst, at least.
const LONG: usize = 300;
const SHORT: usize = 150;
const LINES: usize = 3;
const STANDFIRST: usize = 60;
/// Paragraphs below the headline that may say who wrote the article, or when.
const AROUND: usize = 4;
/// Parts of an em by which a quotation is set in on both sides, and by which its lines may differ.
const SET_IN: f32 = 1.2;
const RAGGED: f32 = 4.0;
/// Lines of height below a picture in which its caption stands.
const BELOW: f32 = 2.5;

/// A document's parts, and what was done to make them.
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) headline: Option<String>,
    pub(super) hyphens: Hyphens,
    /// Lines of heads and feet that were left out.
    pub(super) furniture: usize,
    /// Footnotes that were left out.
    pub(super) footnotes: usize,
    /// What lines around the headline say.
    pub(super) author: Option<String>,
    pub(super) date: Option<String>,
}

/// Makes parts of paragraphs. `body` is the size of the text, in points; `pictures` where each page has them.
pub(super) fn parts(paragraphs: &[Paragraph], known: &Known, body: f32, pictures: &[Vec<Rect>], title: &str) -> Parts {
    let headline = headline(paragraphs, body, title);
    let kinds = kinds(paragraphs, headline, body, pictures);
    let notes = Notes::of(paragraphs, body);
    let mut made = Parts {
        parts: Vec::new(),
        headline: None,
        hyphens: Hyphens::default(),
        furniture: 0,
        footnotes: 0,
        author: None,
        date: None,
    };
    let mut said: HashSet<String> = HashSet::new();
    for (at, (paragraph, kind)) in paragraphs.iter().zip(kinds).enumerate() {
        let first = &paragraph.lines[0].text;
        if paragraph.is_furniture() {
            made.furniture += 1;
            // Each head once: the others differ in nothing but the number of the page.
            if !said.insert(repeated::key(first)) {
                continue;
            }
        }
        let why = match () {
            () if paragraph.is_furniture() => Some(LeftOut::Furniture),
            () if paragraph.aside => Some(LeftOut::Aside),
            () => notes.are[at].then_some(LeftOut::Footnote),
        };
        made.footnotes += usize::from(why == Some(LeftOut::Footnote));
        let mut uncounted = Hyphens::default();
        let count = if why.is_none() { &mut made.hyphens } else { &mut uncounted };
        let text = hyphens::join(paragraph.lines.iter().map(|line| line.text.as_str()), known, count);
        let pages = paragraph.page..=paragraph.lines.last().map_or(paragraph.page, |line| line.page);
        let text = notes.unreferred(behind_bullet(&text).unwrap_or(&text), pages);
        if text.trim().is_empty() {
            continue;
        }
        if Some(at) == headline {
            made.headline = Some(text.clone());
        }
        made.parts.push(Part { kind, text, kept: why.is_none(), why });
    }
    made.bylines();
    made
}

impl Parts {
    /// Leaves out the lines right above and below the headline that say who wrote the article and when.
    fn bylines(&mut self) {
        let Some(headline) = self.parts.iter().position(|part| part.kind == BlockKind::Headline) else { return };
        let (above, below) = self.parts.split_at_mut(headline);
        let near = below.iter_mut().skip(1).filter(|part| part.kept).take(AROUND);
        for part in near.chain(above.iter_mut().filter(|part| part.kept)) {
            let (author, date) =
                if part.kind == BlockKind::Paragraph { byline::told(&part.text, false) } else { (None, None) };
            if author.is_some() || date.is_some() {
                (part.kept, part.why) = (false, Some(LeftOut::Byline));
            }
            self.author = self.author.take().or(author);
            self.date = self.date.take().or(date);
        }
    }
}

fn characters(paragraph: &Paragraph) -> usize {
    paragraph.lines.iter().map(|line| line.text.chars().count()).sum()
}

/// Finds the headline on the first page with text: what the file says its title is, or what is largest.
fn headline(paragraphs: &[Paragraph], body: f32, title: &str) -> Option<usize> {
    let page = paragraphs.iter().find(|paragraph| paragraph.is_text())?.page;
    let first = || {
        let on = paragraphs.iter().enumerate().take_while(|(_, paragraph)| paragraph.page == page);
        on.filter(|(_, paragraph)| paragraph.is_text() && characters(paragraph) <= LONG)
    };
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let title = letters(title);
    let whole = |paragraph: &Paragraph| paragraph.lines.iter().map(|line| letters(&line.text)).collect::<String>();
    if let Some((at, _)) = first().find(|(_, paragraph)| !title.is_empty() && whole(paragraph) == title) {
        return Some(at);
    }
    let large = first().filter(|(_, paragraph)| paragraph.size() >= HEADLINE * body);
    // The first of those that are the largest.
    let largest = large.reduce(|best, next| if next.1.size() > best.1.size() * 1.02 { next } else { best });
    largest.map(|(at, _)| at)
}

fn kinds(paragraphs: &[Paragraph], headline: Option<usize>, body: f32, pictures: &[Vec<Rect>]) -> Vec<BlockKind> {
    let bold: usize = paragraphs.iter().filter(|paragraph| paragraph.lines[0].bold).map(characters).sum();
    let all: usize = paragraphs.iter().map(characters).sum();
    let numbered = numbered(paragraphs);
    let mut kinds: Vec<BlockKind> = Vec::new();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let (line, count, size) = (&paragraph.lines[0], characters(paragraph), paragraph.size() / body);
        let stands_out = line.bold && bold * 2 < all;
        let behind = headline.and_then(|headline| kinds.get(headline + 1..));
        let leads = behind.is_some_and(|behind| behind.len() <= 2 && !behind.contains(&BlockKind::Standfirst));
        let lines = paragraph.lines.len();
        let large = size >= HEADING && lines <= LINES;
        let bold = stands_out && size >= 0.95 && lines < LINES && !line.text.ends_with(['.', ',', ';']);
        let is_heading = (large || bold) && count <= SHORT;
        kinds.push(if Some(at) == headline {
            BlockKind::Headline
        } else if !paragraph.is_text() {
            BlockKind::Paragraph
        } else if behind_bullet(&line.text).is_some() || numbered[at] {
            BlockKind::ListItem
        } else if leads
            && count >= STANDFIRST
            && (stands_out || size >= 1.05)
            && (count > SHORT || ends_whole(paragraph))
        {
            BlockKind::Standfirst
        } else if is_heading {
            BlockKind::Heading
        } else if is_caption(paragraph, size, pictures) {
            BlockKind::Caption
        } else if is_quote(paragraphs, at) {
            BlockKind::Quote
        } else {
            BlockKind::Paragraph
        });
    }
    kinds
}

fn ends_whole(paragraph: &Paragraph) -> bool {
    paragraph.lines.last().is_some_and(|line| line.text.ends_with(['.', '!', '?', '”', '“', '»']))
}

/// Says which paragraphs are items with numbers: those that count on from one to the next.
fn numbered(paragraphs: &[Paragraph]) -> Vec<bool> {
    let number = |paragraph: &Paragraph| {
        let text = &paragraph.lines[0].text;
        let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|_| paragraph.is_text() && paragraph.is_item())?;
        text[..digits].parse::<u32>().ok()
    };
    let numbers: Vec<Option<u32>> = paragraphs.iter().map(number).collect();
    let follows = |one: Option<&Option<u32>>, other: Option<&Option<u32>>| match (one, other) {
        (Some(Some(one)), Some(Some(other))) => *other == one + 1,
        _ => false,
    };
    let at = 0..numbers.len();
    at.map(|at| {
        let own = numbers.get(at);
        follows(own, numbers.get(at + 1)) || at.checked_sub(1).is_some_and(|before| follows(numbers.get(before), own))
    })
    .collect()
}

/// Tells whether a paragraph is a quotation: several lines, set in on both sides from the text before it or behind it.
fn is_quote(paragraphs: &[Paragraph], at: usize) -> bool {
    let paragraph = &paragraphs[at];
    let em = paragraph.size();
    let (left, right) = paragraph.reach();
    let [first, lines @ ..] = paragraph.lines.as_slice() else { return false };
    // All lines but the last reach nearly as far as each other; those of what is centred begin anywhere.
    let full = paragraph.lines.iter().rev().skip(1).all(|line| right - line.right < RAGGED * em);
    let even = lines.iter().all(|line| line.left - left < em / 2.0) && first.left - left < 2.0 * em;
    let around = |other: &Paragraph| {
        let (outer_left, outer_right) = other.reach();
        other.page == paragraph.page
            && other.lines.len() > 1
            && (other.size() - em).abs() < em / 5.0
            && left - outer_left >= SET_IN * em
            && outer_right - right >= SET_IN * em
    };
    let text = |paragraph: &&Paragraph| paragraph.is_text();
    let before = paragraphs[..at].iter().rev().find(text);
    let behind = paragraphs[at + 1..].iter().find(text);
    !lines.is_empty() && full && even && before.into_iter().chain(behind).any(around)
}

/// Tells whether a small paragraph stands below a picture.
fn is_caption(paragraph: &Paragraph, size: f32, pictures: &[Vec<Rect>]) -> bool {
    let line = &paragraph.lines[0];
    let below = |picture: &Rect| {
        let way = f64::from(line.base) - picture.y1;
        let over = picture.x1.min(f64::from(line.right)) - picture.x0.max(f64::from(line.left));
        way > 0.0 && way < f64::from(BELOW * line.size) && over > 0.0
    };
    size <= CAPTION && pictures.get(paragraph.page).is_some_and(|pictures| pictures.iter().any(below))
}
