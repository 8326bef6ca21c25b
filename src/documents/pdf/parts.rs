//! Says what the paragraphs of a document are, and which are none of its article.

use std::collections::HashSet;

use hayro_font::kurbo::Rect;

use super::hyphens::{self, Hyphens, Known};
use super::paragraphs::Paragraph;
use super::repeated;
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
/// Lines of height below a picture in which its caption stands.
const BELOW: f32 = 2.5;

/// A document's parts, and what was done to make them.
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    pub(super) headline: Option<String>,
    pub(super) hyphens: Hyphens,
    /// Lines of heads and feet that were left out.
    pub(super) furniture: usize,
}

/// Makes parts of paragraphs. `body` is the size of the text, in points; `pictures` where each page has them.
pub(super) fn parts(paragraphs: &[Paragraph], known: &Known, body: f32, pictures: &[Vec<Rect>], title: &str) -> Parts {
    let headline = headline(paragraphs, body, title);
    let kinds = kinds(paragraphs, headline, body, pictures);
    let mut made = Parts { parts: Vec::new(), headline: None, hyphens: Hyphens::default(), furniture: 0 };
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
        let why =
            if paragraph.is_furniture() { Some(LeftOut::Furniture) } else { paragraph.aside.then_some(LeftOut::Aside) };
        let mut uncounted = Hyphens::default();
        let count = if why.is_none() { &mut made.hyphens } else { &mut uncounted };
        let text = hyphens::join(paragraph.lines.iter().map(|line| line.text.as_str()), known, count);
        let text = behind_bullet(&text).map_or(text.clone(), str::to_owned);
        if text.trim().is_empty() {
            continue;
        }
        if Some(at) == headline {
            made.headline = Some(text.clone());
        }
        made.parts.push(Part { kind, text, kept: why.is_none(), why });
    }
    made
}

fn characters(paragraph: &Paragraph) -> usize {
    paragraph.lines.iter().map(|line| line.text.chars().count()).sum()
}

fn is_text(paragraph: &Paragraph) -> bool {
    !paragraph.is_furniture() && !paragraph.aside
}

/// Finds the headline on the first page with text: what the file says its title is, or what is largest.
fn headline(paragraphs: &[Paragraph], body: f32, title: &str) -> Option<usize> {
    let page = paragraphs.iter().find(|paragraph| is_text(paragraph))?.page;
    let first = || {
        let on = paragraphs.iter().enumerate().take_while(|(_, paragraph)| paragraph.page == page);
        on.filter(|(_, paragraph)| is_text(paragraph) && characters(paragraph) <= LONG)
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
        } else if !is_text(paragraph) {
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
        let digits = text.find(|c: char| !c.is_ascii_digit()).filter(|_| is_text(paragraph) && paragraph.is_item())?;
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
