//! Makes paragraphs of lines: where one ends is told by the room left behind its last line, by the white between lines,
//! by how far a line is set in, and by its letters.

use std::collections::HashMap;

use super::Column;
use super::lines::Line;
use crate::documents::part::behind_bullet;
use crate::documents::raised;

/// How many times as large one size is as another that is another one.
const SIZE: f32 = 1.12;
/// The part by which one size differs from another at most that is the same.
const SAME: f32 = 0.05;
/// How many times the usual way down to the next line is one to the next paragraph.
const APART: f32 = 1.3;
/// Parts of an em by which a line is set in; between words.
const INDENT: f32 = 0.8;
const SPACE: f32 = 0.3;
/// How wide, in ems, the next word is taken to be where it is on another page.
const LAST: f32 = 4.0;
/// Lines above and below one that tell how long it could be.
const AROUND: usize = 2;
/// Smaller paragraphs that may stand between two parts of one.
const BETWEEN: usize = 6;

/// A paragraph, with the page that it begins on.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) page: usize,
    pub(super) lines: Vec<Line>,
    /// Whether it stands beside the text, turned another way.
    pub(super) aside: bool,
    /// Whether there was no room for another word in the last line.
    full: bool,
    /// Whether it heads one of a page's columns in the middle of a sentence that nothing before it begins.
    pub(super) severed: bool,
}

impl Paragraph {
    pub(super) fn size(&self) -> f32 {
        self.lines[0].size
    }

    /// Tells whether it is neither the head or foot of a page nor beside its text.
    pub(super) fn is_text(&self) -> bool {
        !self.is_furniture() && !self.aside
    }

    /// Returns where it begins and ends, in points.
    pub(super) fn reach(&self) -> (f32, f32) {
        let reach = |(left, right): (f32, f32), line: &Line| (left.min(line.left), right.max(line.right));
        self.lines.iter().fold((f32::MAX, f32::MIN), reach)
    }

    pub(super) fn is_furniture(&self) -> bool {
        self.lines[0].furniture
    }

    pub(super) fn is_item(&self) -> bool {
        is_item(&self.lines[0].text)
    }

    fn last(&self) -> &Line {
        &self.lines[self.lines.len() - 1]
    }

    fn is_like(&self, line: &Line) -> bool {
        let (own, other) = (self.last().size, line.size);
        own.max(other) <= SIZE * own.min(other) && self.last().bold == line.bold
    }
}

/// Tells whether a line begins an item: with a bullet, or with a number and a full stop or bracket.
fn is_item(text: &str) -> bool {
    if behind_bullet(text).is_some() {
        return true;
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = text.len() - rest.len();
    (1..=2).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}

/// What a column's lines have in common.
struct Usual {
    /// The way from one line down to the next.
    leading: f32,
    /// How far each line could have gone.
    ends: Vec<f32>,
}

impl Usual {
    fn of(lines: &[Line]) -> Usual {
        let mut ways: Vec<f32> = lines
            .windows(2)
            .filter(|pair| pair[0].size.max(pair[1].size) <= SIZE * pair[0].size.min(pair[1].size))
            // Those of a table may stand beside one another.
            .filter(|pair| pair[0].left < pair[1].right && pair[1].left < pair[0].right)
            .map(|pair| (pair[1].base - pair[0].base) / pair[0].size)
            .filter(|way| *way > 0.5)
            .collect();
        ways.sort_by(f32::total_cmp);
        // The lines of paragraphs are nearer to one another than paragraphs are.
        let leading = ways.get(ways.len() / 4).copied().unwrap_or(1.2);
        let ends = (0..lines.len()).map(|at| {
            let around = &lines[at.saturating_sub(AROUND)..(at + AROUND + 1).min(lines.len())];
            // Another kind of text may be as wide as it likes.
            let like = |line: &&Line| line.bold == lines[at].bold && (line.size / lines[at].size - 1.0).abs() < SAME;
            around.iter().filter(like).map(|line| line.ends().1).fold(f32::MIN, f32::max)
        });
        Usual { leading, ends: ends.collect() }
    }

    /// Tells whether there was no room for a word in a line.
    fn is_full(&self, lines: &[Line], at: usize, word: f32) -> bool {
        self.ends[at] - lines[at].ends().1 <= word + SPACE * lines[at].size
    }
}

/// Makes paragraphs of columns, across the ends of columns and pages.
pub(super) fn paragraphs(columns: Vec<Column>) -> Vec<Paragraph> {
    let body = body_size(&columns);
    let sets_in = sets_in(&columns);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut counts: HashMap<usize, usize> = HashMap::new();
    columns.iter().filter(|column| !column.aside).for_each(|column| *counts.entry(column.page).or_default() += 1);
    for column in columns {
        let beside = !column.aside && counts.get(&column.page).is_some_and(|count| *count > 1);
        let (furniture, lines): (Vec<Line>, Vec<Line>) = column.lines.into_iter().partition(|line| line.furniture);
        let (page, aside) = (column.page, column.aside);
        let lone = |line| Paragraph { page, lines: vec![line], aside, full: false, severed: false };
        let (heads, feet): (Vec<Line>, Vec<Line>) =
            furniture.into_iter().partition(|line| line.base < column.height / 2.0);
        paragraphs.extend(heads.into_iter().map(lone));
        let usual = Usual::of(&lines);
        let margin = lines.iter().map(|line| line.ends().0).fold(f32::MAX, f32::min);
        let mut current: Option<usize> = None;
        for (at, line) in lines.iter().enumerate() {
            let goes_on = match current {
                Some(last) => Some(last).filter(|last| belongs(&paragraphs[*last], &lines, at, &usual, body)),
                None if aside => None,
                None => {
                    let set_in = line.ends().0 - margin > INDENT * line.size;
                    let full = usual.is_full(&lines, 0, lines.get(1).map_or(0.0, |next| next.first));
                    going_on(&paragraphs, line, body, sets_in.then_some(set_in || !full))
                }
            };
            let full = usual.is_full(&lines, at, lines.get(at + 1).map_or(line.size * LAST, |next| next.first));
            let at = goes_on.unwrap_or(paragraphs.len());
            match goes_on.and_then(|at| paragraphs.get_mut(at)) {
                Some(paragraph) => {
                    paragraph.lines.push(line.clone());
                    paragraph.full = full;
                }
                None => {
                    let severed = current.is_none() && beside && is_severed(line, body);
                    paragraphs.push(Paragraph { page, lines: vec![line.clone()], aside, full, severed });
                }
            }
            current = Some(at);
        }
        paragraphs.extend(feet.into_iter().map(lone));
    }
    paragraphs
}

/// Returns the size that most letters of the text have.
pub(super) fn body_size(columns: &[Column]) -> f32 {
    let lines = columns.iter().filter(|column| !column.aside).flat_map(|column| &column.lines);
    let mut sizes: Vec<(f32, usize)> =
        lines.filter(|line| !line.furniture).map(|line| (line.size, line.text.chars().count())).collect();
    sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
    let all: usize = sizes.iter().map(|(_, count)| count).sum();
    let mut seen = 0;
    let middle = sizes.iter().find(|(_, count)| {
        seen += count;
        seen * 2 >= all
    });
    middle.map_or(1.0, |(size, _)| *size)
}

/// Tells whether paragraphs begin set in: then one that is not goes on with what stood before.
fn sets_in(columns: &[Column]) -> bool {
    let pairs = columns.iter().flat_map(|column| column.lines.windows(2));
    let (mut set_in, mut all) = (0, 0);
    for pair in pairs {
        let by = pair[0].ends().0 - pair[1].ends().0;
        all += 1;
        set_in += usize::from(by > INDENT * pair[0].size && by < 4.0 * pair[0].size);
    }
    set_in * 25 > all
}

/// Tells whether a line goes on with the paragraph above it.
fn belongs(paragraph: &Paragraph, lines: &[Line], at: usize, usual: &Usual, body: f32) -> bool {
    let (line, last) = (&lines[at], &lines[at - 1]);
    if !paragraph.is_like(line) || paragraph.aside && paragraph.lines.len() > 40 || is_bullet(&line.text) {
        return false;
    }
    let way = (line.base - last.base) / last.size;
    let large = line.size > SIZE * body;
    if way > APART * usual.leading.max(1.0) + if large { 0.3 } else { 0.0 } {
        return false;
    }
    if large {
        return true;
    }
    let (start, last_start) = (line.ends().0, last.ends().0);
    let (em, count) = (line.size, paragraph.lines.len());
    let first = &paragraph.lines[0];
    if !first.initial {
        let item = paragraph.is_item();
        let set_in = start - last_start > INDENT * em;
        let set_out = last_start - start > INDENT * em && count >= 2;
        if set_in && !(item && count == 1) || set_out || is_item(&line.text) && (item || start < last_start) {
            return false;
        }
    }
    ends_parted(&last.text) || usual.is_full(lines, at - 1, line.first)
}

fn is_bullet(text: &str) -> bool {
    behind_bullet(text).is_some()
}

/// Finds the paragraph that the first line of a column goes on with, behind smaller ones such as captions and notes.
/// `begins` tells whether the line looks like the beginning of one, where the document lets beginnings be seen.
fn going_on(paragraphs: &[Paragraph], line: &Line, body: f32, begins: Option<bool>) -> Option<usize> {
    let text = |paragraph: &&Paragraph| !paragraph.is_furniture() && !paragraph.aside;
    let behind = paragraphs.iter().enumerate().rev().filter(|(_, paragraph)| text(paragraph)).take(BETWEEN);
    for (at, paragraph) in behind {
        let last = paragraph.last();
        if paragraph.is_like(line) {
            let small = line.text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
            let ended = ends_sentence(&last.text);
            let open = !ended && (paragraph.full || small) || ends_parted(&last.text);
            let flush = ended && paragraph.full && begins == Some(false);
            let large = line.size > SIZE * body;
            return ((open || flush) && !is_item(&line.text) && !large).then_some(at);
        }
        if last.size > line.size {
            return None;
        }
    }
    None
}

/// Tells whether a line of the text's size begins in the middle of a sentence.
fn is_severed(line: &Line, body: f32) -> bool {
    (line.size / body - 1.0).abs() < SAME && line.text.starts_with(char::is_lowercase)
}

/// Tells whether a word is parted at a line's end.
fn ends_parted(text: &str) -> bool {
    text.ends_with(['-', '\u{AD}', '\u{2010}'])
}

/// Tells whether a sentence ends at a line's end.
fn ends_sentence(text: &str) -> bool {
    let closed = ['"', '”', '“', '’', '\'', '»', '«', ')', ']', '›', '‹'];
    let text = text.trim_end_matches(|c| raised::digit(c).is_some());
    text.trim_end_matches(closed).ends_with(['.', '!', '?', '…', ':', '。', '！', '？', '؟', '۔'])
}
