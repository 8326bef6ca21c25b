//! Parts a page's letters into columns, in the order in which they are read.
//!
//! - The white between columns is found as the tallest rectangles without any letter that have running text on both
//!   sides ([`super::white`]): T. M. Breuel, "Two Geometric Algorithms for Layout Analysis", DAS 2002.
//! - That white cuts rows of letters, and pieces of rows that stand below one another between the same white are a
//!   column.
//! - Columns are put in a partial order, and that into a line: what is above comes before what it covers, what is on
//!   one side of a white before what is on its other side (Breuel, "High Performance Document Layout Analysis", 2003,
//!   whose second rule is that no line stands between; here the white itself says so). A headline over the first two
//!   of three columns comes before these two, all three before the third.
//!
//! Where cutting the page again and again from edge to edge (the XY-cut of G. Nagy and S. Seth, 1984) does not part the
//! columns, they interlock: people may read them in more than one order, and this one is a guess.

use super::drawn::Glyph;
use super::white::{self, White};

/// Parts of an em: the least white between words.
const WORD: f32 = 0.16;
/// Parts of an em by which letters of one row may be above one another.
const LEVEL: f32 = 0.3;
/// Rows of a page, and columns, that are no text any more.
const MANY: usize = 2_000;
const COLUMNS: usize = 400;

/// Letters without white between them: where they begin and end, and how high the lowest of them are, in points.
pub(super) struct Word {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) size: f32,
}

/// A row of letters across the page.
pub(super) struct Row {
    pub(super) base: f32,
    /// Its words, from left to right.
    pub(super) words: Vec<Word>,
    glyphs: Vec<Glyph>,
}

/// A page's letters in the order in which they are read.
pub(super) struct Ordered {
    pub(super) columns: Vec<Vec<Glyph>>,
    /// Whether there is no other order.
    pub(super) certain: bool,
}

/// Letters that stand below one another between the same white.
struct Column {
    /// The white on its left and on its right, by its number.
    between: (Option<usize>, Option<usize>),
    /// How far it could reach, and where its letters do, from left to right and from the first line to the last.
    room: (f32, f32),
    reach: (f32, f32),
    bases: (f32, f32),
    /// Its first and its last row.
    rows: (usize, usize),
    glyphs: Vec<Glyph>,
}

impl Column {
    /// Tells whether it stands above another that it reaches over.
    fn is_above(&self, other: &Column) -> bool {
        let over = self.room.1.min(other.room.1) - self.room.0.max(other.room.0);
        over > 0.0 && self.bases.0 < other.bases.0
    }

    /// Tells whether a white has it on its left and another on its right.
    fn is_left_of(&self, other: &Column, whites: &[White]) -> bool {
        let beside =
            |column: &Column, white: &White| column.rows.0 < white.rows.end && column.rows.1 >= white.rows.start;
        whites.iter().any(|white| {
            self.room.1 <= white.left && other.room.0 >= white.right && beside(self, white) && beside(other, white)
        })
    }
}

/// Parts a page's letters into columns, in the order in which they are read.
pub(super) fn columns(glyphs: Vec<Glyph>, leftward: bool) -> Ordered {
    let em = usual_size(&glyphs);
    let rows = rows(glyphs);
    let whites = if rows.len() > MANY { Vec::new() } else { white::between_columns(&rows, em, leftward) };
    let columns = cut(rows, &whites);
    let boxes: Vec<&Column> = columns.iter().collect();
    let apart = whites.is_empty() || is_parted(boxes);
    let (order, settled) = order(&columns, &whites, leftward);
    let mut columns: Vec<Option<Vec<Glyph>>> = columns.into_iter().map(|column| Some(column.glyphs)).collect();
    let columns = order.into_iter().filter_map(|at| columns[at].take());
    Ordered { columns: columns.collect(), certain: apart && settled }
}

/// Cuts rows at the white beside them, and puts what is below one another together.
fn cut(rows: Vec<Row>, whites: &[White]) -> Vec<Column> {
    let mut columns: Vec<Column> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (number, row) in rows.into_iter().enumerate() {
        let mut beside: Vec<usize> = (0..whites.len()).filter(|at| whites[*at].rows.contains(&number)).collect();
        beside.sort_by(|a, b| whites[*a].left.total_cmp(&whites[*b].left));
        let mut pieces: Vec<Vec<Glyph>> = (0..=beside.len()).map(|_| Vec::new()).collect();
        for glyph in row.glyphs {
            let middle = (glyph.left + glyph.right) / 2.0;
            let at = beside.iter().filter(|white| whites[**white].left < middle).count();
            pieces[at].push(glyph);
        }
        for (at, piece) in pieces.into_iter().enumerate() {
            if piece.iter().all(Glyph::is_space) {
                continue;
            }
            let between = (at.checked_sub(1).map(|left| beside[left]), beside.get(at).copied());
            let room = (
                between.0.map_or(f32::MIN, |white| whites[white].right),
                between.1.map_or(f32::MAX, |white| whites[white].left),
            );
            // What stands over it now ends those above.
            open.retain(|above| {
                let above: &Column = &columns[*above];
                above.between == between || above.room.1 <= room.0 || above.room.0 >= room.1
            });
            let found = open.iter().copied().find(|above| columns[*above].between == between);
            let column = found.unwrap_or_else(|| {
                let (none, base) = ((f32::MAX, f32::MIN), row.base);
                let (reach, bases, rows) = (none, (base, base), (number, number));
                columns.push(Column { between, room, reach, bases, rows, glyphs: Vec::new() });
                open.push(columns.len() - 1);
                columns.len() - 1
            });
            let column = &mut columns[column];
            (column.bases.1, column.rows.1) = (row.base, number);
            for glyph in piece.iter().filter(|glyph| !glyph.is_space()) {
                column.reach = (column.reach.0.min(glyph.left), column.reach.1.max(glyph.right));
            }
            column.glyphs.extend(piece);
        }
    }
    columns
}

/// Puts columns in the order in which they are read: of those that nothing else has to come before, the uppermost.
/// Tells whether there always was one.
fn order(columns: &[Column], whites: &[White], leftward: bool) -> (Vec<usize>, bool) {
    let mut left: Vec<usize> = (0..columns.len()).collect();
    if whites.is_empty() || columns.len() > COLUMNS {
        return (left, whites.is_empty());
    }
    let comes_before = |a: usize, b: usize| {
        let (a, b) = (&columns[a], &columns[b]);
        let beside = if leftward { b.is_left_of(a, whites) } else { a.is_left_of(b, whites) };
        a.is_above(b) || beside
    };
    let mut waits: Vec<usize> =
        left.iter().map(|b| left.iter().filter(|a| *a != b && comes_before(**a, *b)).count()).collect();
    let (mut order, mut settled) = (Vec::with_capacity(columns.len()), true);
    while !left.is_empty() {
        let free = left.iter().position(|at| waits[*at] == 0);
        settled &= free.is_some();
        // They stand in the order of their first rows.
        let next = left.remove(free.unwrap_or_default());
        for later in &left {
            waits[*later] -= usize::from(comes_before(next, *later));
        }
        order.push(next);
    }
    (order, settled)
}

/// Tells whether cuts from edge to edge, upright or level, part all columns from one another.
fn is_parted(columns: Vec<&Column>) -> bool {
    let mut groups = vec![columns];
    while let Some(group) = groups.pop() {
        if group.len() < 2 {
            continue;
        }
        let upright = parted(&group, |column| column.reach);
        let parts = if upright.len() > 1 { upright } else { parted(&group, |column| column.bases) };
        if parts.len() < 2 {
            return false;
        }
        groups.extend(parts);
    }
    true
}

/// Parts columns wherever none of them reaches over.
fn parted<'a>(columns: &[&'a Column], reach: impl Fn(&Column) -> (f32, f32)) -> Vec<Vec<&'a Column>> {
    let mut sorted = columns.to_vec();
    sorted.sort_by(|a, b| reach(a).0.total_cmp(&reach(b).0));
    let mut parts: Vec<Vec<&Column>> = Vec::new();
    let mut end = f32::MIN;
    for column in sorted {
        let (from, to) = reach(column);
        match parts.last_mut() {
            Some(part) if from <= end => part.push(column),
            _ => parts.push(vec![column]),
        }
        end = end.max(to);
    }
    parts
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
                Some(word) if glyph.left - word.right <= WORD * glyph.size => {
                    (word.right, word.size) = (word.right.max(glyph.right), word.size.min(glyph.size));
                }
                _ => row.words.push(Word { left: glyph.left, right: glyph.right, size: glyph.size }),
            }
        }
    }
    rows.retain(|row| !row.words.is_empty());
    rows
}
