//! Finds the columns of a page by the white between them, and so the order in which its letters are read.
//!
//! Rows of letters are gone through from above. Where a row and those below it leave the same white free between words,
//! and running text stands on both sides of it, columns begin, which a row across the white ends.

use super::drawn::Glyph;

/// Parts of an em: the least white between columns, and between words.
const GUTTER: f32 = 0.8;
const WORD: f32 = 0.16;
/// Parts of an em by which letters of one row may be above one another.
const LEVEL: f32 = 0.3;
/// Rows with text at each side of the white that make it one between columns, and how wide that text is on the
/// average, in ems, and which part of that are words: columns of a table are narrower and have more white.
const ROWS: usize = 3;
const WIDE: f32 = 7.0;
const FULL: f32 = 0.7;
/// Lines of height, without any text, that end a band.
const GAP: f32 = 3.5;
/// Rows that are looked at to find columns, and rows of which the white is no chance; rows of a page that is no text.
const AHEAD: usize = 40;
const SURE: usize = 8;
const MANY: usize = 2_000;

/// A row of letters across the page.
struct Row {
    base: f32,
    /// Where words stand, from left to right.
    words: Vec<(f32, f32)>,
    glyphs: Vec<Glyph>,
}

/// Parts a page's letters into columns, in the order in which they are read.
pub(super) fn columns(glyphs: Vec<Glyph>, leftward: bool) -> Vec<Vec<Glyph>> {
    let em = usual_size(&glyphs);
    let mut rows = rows(glyphs);
    let mut columns: Vec<Vec<Glyph>> = Vec::new();
    let mut across: Vec<Glyph> = Vec::new();
    while !rows.is_empty() {
        let whites = if rows.len() > MANY { Vec::new() } else { gutters_below(&rows, em) };
        let holds = |row: &Row| {
            let free = free(row, em);
            whites.iter().all(|white| free.iter().any(|free| free.0 <= white.0 && free.1 >= white.1))
        };
        let apart = |at: usize| at > 0 && rows[at].base - rows[at - 1].base > GAP * em;
        let end = (0..rows.len()).find(|at| !holds(&rows[*at]) || apart(*at)).unwrap_or(rows.len());
        let end = if whites.is_empty() { 1 } else { end.max(1) };
        let rest = rows.split_off(end);
        let band = std::mem::replace(&mut rows, rest).into_iter().flat_map(|row| row.glyphs);
        if whites.is_empty() {
            across.extend(band);
            continue;
        }
        columns.push(std::mem::take(&mut across));
        columns.extend(parted(band, &whites, leftward));
    }
    columns.push(across);
    columns.retain(|column| column.iter().any(|glyph| !glyph.is_space()));
    columns
}

/// Finds the white between the columns that begin with the first row: what most of the rows below it leave free, too.
fn gutters_below(rows: &[Row], em: f32) -> Vec<(f32, f32)> {
    let mut whites: Vec<(f32, f32)> = Vec::new();
    let mut best: Vec<(f32, f32)> = Vec::new();
    for (at, row) in rows.iter().take(AHEAD).enumerate() {
        let apart = at > 0 && row.base - rows[at - 1].base > GAP * em;
        whites = if at == 0 { free(row, em) } else { meet(&whites, &free(row, em), em) };
        if apart || !whites.iter().any(is_inner) {
            break;
        }
        let found = gutters(&rows[..=at], &whites, em);
        // White that few rows leave free may be chance.
        if !found.is_empty() && (at < SURE || found.len() >= best.len()) {
            best = found;
        }
    }
    best
}

fn is_inner(white: &(f32, f32)) -> bool {
    white.0 > f32::MIN && white.1 < f32::MAX
}

/// Returns the size of most letters; 0 where there are none.
pub(super) fn usual_size(glyphs: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.base - row.base <= LEVEL * glyph.size => row.glyphs.push(glyph),
            _ => rows.push(Row { base: glyph.base, words: Vec::new(), glyphs: vec![glyph] }),
        }
    }
    for row in &mut rows {
        row.glyphs.sort_by(|a, b| a.left.total_cmp(&b.left));
        for glyph in row.glyphs.iter().filter(|glyph| !glyph.is_space()) {
            match row.words.last_mut() {
                Some((_, right)) if glyph.left - *right <= WORD * glyph.size => *right = right.max(glyph.right),
                _ => row.words.push((glyph.left, glyph.right)),
            }
        }
    }
    rows.retain(|row| !row.words.is_empty());
    rows
}

/// Returns what a row leaves free, from the page's left end to its right one.
fn free(row: &Row, em: f32) -> Vec<(f32, f32)> {
    let mut free = Vec::new();
    let mut from = f32::MIN;
    for (left, right) in &row.words {
        if left - from >= GUTTER * em {
            free.push((from, *left));
        }
        from = from.max(*right);
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

/// Finds the white that has columns on both sides, from left to right.
fn gutters(band: &[Row], whites: &[(f32, f32)], em: f32) -> Vec<(f32, f32)> {
    let inner: Vec<(f32, f32)> = whites.iter().filter(|white| is_inner(white)).copied().collect();
    if band.len() < ROWS || inner.is_empty() {
        return Vec::new();
    }
    let mut found: Vec<(f32, f32)> = Vec::new();
    for (at, white) in inner.iter().enumerate() {
        // A column reaches from the last gutter that was found to this white, and from it to the next.
        let from = found.last().map_or(f32::MIN, |gutter| gutter.1);
        let to = inner.get(at + 1).map_or(f32::MAX, |next| next.0);
        if is_column(band, from, white.0, em) && is_column(band, white.1, to, em) {
            found.push(*white);
        }
    }
    found
}

/// Tells whether there is running text between two places in a band.
fn is_column(band: &[Row], from: f32, to: f32, em: f32) -> bool {
    let (mut rows, mut wide, mut written) = (0, 0.0, 0.0);
    for row in band {
        let words = row.words.iter().filter(|word| word.0 >= from - 0.1 && word.1 <= to + 0.1);
        let reach = words.fold(None, |reach: Option<(f32, f32)>, word| {
            written += word.1 - word.0;
            Some((reach.map_or(word.0, |reach| reach.0), word.1))
        });
        if let Some((left, right)) = reach {
            rows += 1;
            wide += right - left;
        }
    }
    rows >= ROWS && wide >= WIDE * em * rows as f32 && written >= FULL * wide
}

/// Parts a band's letters by its gutters.
fn parted(band: impl Iterator<Item = Glyph>, gutters: &[(f32, f32)], leftward: bool) -> Vec<Vec<Glyph>> {
    let mut columns: Vec<Vec<Glyph>> = (0..=gutters.len()).map(|_| Vec::new()).collect();
    for glyph in band {
        let middle = (glyph.left + glyph.right) / 2.0;
        let at = gutters.iter().filter(|gutter| gutter.0 < middle).count();
        columns[at].push(glyph);
    }
    if leftward {
        columns.reverse();
    }
    columns
}
