//! Finds the white between columns: upright rectangles without letters, with running text on both sides.
//!
//! Rows are gone through from above, and with them all rectangles of white that reach up from the row and can be no
//! wider; one that the next row narrows or ends is as large as it can be. The tallest are taken first, and what of the
//! others they do not cover.

use std::ops::Range;

use super::columns::{Row, Word};

/// Parts of an em: the least white between columns.
const GUTTER: f32 = 0.8;
/// Rows with text at each side of the white, at the same height, that make it one between columns; and how wide that
/// text is on the average, in ems, and which part of that are words: columns of a table are narrower and have more
/// white.
const ROWS: usize = 3;
const WIDE: f32 = 7.0;
const FULL: f32 = 0.7;
/// Lines of height, without any text, that end all columns; and within which a line at the head of a column belongs to
/// what is below it, where the column that is read before begins further down.
const GAP: f32 = 3.5;
const NEAR: f32 = 2.2;
/// How many times as high as a letter the way from one line of a paragraph to the next is at most.
const LEADING: f32 = 1.6;
/// White rectangles of a page, at most, that are looked at: the tallest.
const TALLEST: usize = 400;

/// White between two columns.
#[derive(Clone, Debug)]
pub(super) struct White {
    pub(super) left: f32,
    pub(super) right: f32,
    /// The rows that it stands between.
    pub(super) rows: Range<usize>,
}

impl White {
    /// Tells whether there are rows enough beside it, and anything on both sides.
    fn is_candidate(&self) -> bool {
        self.left > f32::MIN && self.right < f32::MAX && self.rows.len() >= ROWS
    }

    fn covers(&self, other: &White) -> bool {
        self.left <= other.left && self.right >= other.right && self.rows.start <= other.rows.start
    }

    fn meets(&self, other: &White) -> bool {
        let beside = self.rows.start < other.rows.end && other.rows.start < self.rows.end;
        beside && self.left < other.right && other.left < self.right
    }
}

/// Finds the white between the columns of a page, of which `rows` are all that is written. In `leftward` writing the
/// right one of two columns is read first.
pub(super) fn between_columns(rows: &[Row], em: f32, leftward: bool) -> Vec<White> {
    let mut all = rectangles(rows, em);
    let height = |white: &White| rows[white.rows.end - 1].base - rows[white.rows.start].base;
    all.sort_by(|a, b| height(b).total_cmp(&height(a)).then((b.right - b.left).total_cmp(&(a.right - a.left))));
    all.truncate(TALLEST);
    let mut found: Vec<White> = Vec::new();
    for white in all {
        let rest = found.iter().filter(|taller| taller.meets(&white)).fold(white.rows.clone(), |rest, taller| {
            // What is above it, or what is below it.
            let (above, below) =
                (rest.start..taller.rows.start.min(rest.end), taller.rows.end.max(rest.start)..rest.end);
            if above.len() >= below.len() { above } else { below }
        });
        found.extend(settled(rows, White { rows: rest, ..white }, &found, em, leftward));
    }
    found
}

/// Finds all rectangles of white between words that are as large as they can be.
fn rectangles(rows: &[Row], em: f32) -> Vec<White> {
    let mut all: Vec<White> = Vec::new();
    let mut open: Vec<White> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        if at > 0 && row.base - rows[at - 1].base > GAP * em {
            all.extend(open.drain(..).filter(White::is_candidate));
        }
        let free = free(row, em);
        let mut next: Vec<White> = Vec::new();
        for white in open {
            let narrower = free.iter().map(|(left, right)| (left.max(white.left), right.min(white.right)));
            let narrower: Vec<(f32, f32)> = narrower.filter(|(left, right)| right - left >= GUTTER * em).collect();
            if white.is_candidate() && narrower != [(white.left, white.right)] {
                all.push(white.clone());
            }
            next.extend(narrower.into_iter().map(|(left, right)| White {
                left,
                right,
                rows: white.rows.start..at + 1,
            }));
        }
        next.extend(free.into_iter().map(|(left, right)| White { left, right, rows: at..at + 1 }));
        open = Vec::with_capacity(next.len());
        // Those that reach up furthest come first.
        for white in next {
            if !open.iter().any(|taller| taller.covers(&white)) {
                open.push(white);
            }
        }
    }
    all.extend(open.into_iter().filter(White::is_candidate));
    all
}

/// Returns what a row leaves free, from the page's left end to its right one. Between large words that is more than one
/// of their spaces.
fn free(row: &Row, em: f32) -> Vec<(f32, f32)> {
    let mut free = Vec::new();
    let (mut from, mut size) = (f32::MIN, 0.0);
    for word in &row.words {
        if word.left - from >= GUTTER * em.max(word.size.min(size)) {
            free.push((from, word.left));
        }
        (from, size) = (from.max(word.right), word.size);
    }
    free.push((from, f32::MAX));
    free
}

/// Returns what two rows leave free, where that is wide enough.
fn meet(one: &[(f32, f32)], other: &[(f32, f32)], em: f32) -> Vec<(f32, f32)> {
    let mut met = Vec::new();
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
        let (left, right) = (a.0.max(b.0), a.1.min(b.1));
        if right - left >= GUTTER * em {
            met.push((left, right));
        }
        if a.1 < b.1 {
            one.next()
        } else {
            other.next()
        };
    }
    met
}

/// Says between which rows a white parts columns, beside others that do; `None` where it parts none.
fn settled(rows: &[Row], white: White, others: &[White], em: f32, leftward: bool) -> Option<White> {
    if white.rows.len() < ROWS {
        return None;
    }
    let beside = |other: &&White| other.rows.start < white.rows.end && white.rows.start < other.rows.end;
    let beside: Vec<&White> = others.iter().filter(beside).collect();
    let from = beside.iter().map(|other| other.right).filter(|right| *right <= white.left).fold(f32::MIN, f32::max);
    let to = beside.iter().map(|other| other.left).filter(|left| *left >= white.right).fold(f32::MAX, f32::min);
    let (left, right) = ((from, white.left), (white.right, to));
    let (first, later) = if leftward { (right, left) } else { (left, right) };
    let written = |side: (f32, f32)| -> Vec<usize> {
        white.rows.clone().filter(|at| rows[*at].words.iter().any(|word| is_within(word, side))).collect()
    };
    let (before, behind) = (written(first), written(later));
    let both = *before.first()?.max(behind.first()?)..*before.last()?.min(behind.last()?) + 1;
    // Of more white beside it, the next ends what stands beside this one: a table has narrow columns among wide ones.
    let band = rows.get(both).unwrap_or_default();
    let all = band.iter().map(|row| free(row, em)).reduce(|one, other| meet(&one, &other, em)).unwrap_or_default();
    let from = all.iter().map(|other| other.1).filter(|right| *right <= white.left).fold(from, f32::max);
    let to = all.iter().map(|other| other.0).filter(|left| *left >= white.right).fold(to, f32::min);
    if !is_column(band, (from, white.left), em) || !is_column(band, (white.right, to), em) {
        return None;
    }
    // The end of a paragraph that is as wide as both columns.
    let head = &rows[white.rows.start];
    let ends_above = white.rows.start.checked_sub(1).is_some_and(|above| {
        let above = &rows[above];
        let crosses = above.words.iter().any(|word| word.left < white.right && word.right > white.left);
        crosses && head.base - above.base <= LEADING * em && behind[0] > white.rows.start
    });
    let mut start = white.rows.start + usize::from(ends_above);
    // Lines over the later column, above the first one: a date at the edge is none of its text.
    let over = behind.iter().copied().take_while(|at| *at < before[0]).collect::<Vec<_>>();
    for (at, over) in over.iter().enumerate().rev() {
        let next = behind.get(at + 1).map_or(f32::MAX, |next| rows[*next].base);
        if next - rows[*over].base > NEAR * em {
            start = start.max(over + 1);
            break;
        }
    }
    Some(White { rows: start..white.rows.end, ..white })
}

fn is_within(word: &Word, side: (f32, f32)) -> bool {
    word.left >= side.0 - 0.1 && word.right <= side.1 + 0.1
}

/// Tells whether there is running text between two places in some rows.
fn is_column(band: &[Row], side: (f32, f32), em: f32) -> bool {
    let (mut count, mut wide, mut written) = (0, 0.0, 0.0);
    for row in band {
        let words = row.words.iter().filter(|word| is_within(word, side));
        let reach = words.fold(None, |reach: Option<(f32, f32)>, word| {
            written += word.right - word.left;
            Some((reach.map_or(word.left, |reach| reach.0), word.right))
        });
        if let Some((left, right)) = reach {
            count += 1;
            wide += right - left;
        }
    }
    count >= ROWS && wide >= WIDE * em * count as f32 && written >= FULL * wide
}
