//! Makes lines of text of letters that stand where they stand, in the order in which they are read.

use icu_normalizer::ComposingNormalizerBorrowed;

use super::drawn::Glyph;
use crate::documents::raised;

/// Parts of an em: from which room on there is a space between two letters; how far letters of one line may be above
/// one another; how far an index is raised or lowered at most; below which part of a line's size one is an index.
const SPACE: f32 = 0.16;
/// The same where the row has spaces of its own, one for so many letters at least.
const WIDER: f32 = 0.3;
const SPACED: usize = 12;
/// Rooms between letters, at least, that tell whether they are spaced out.
const FEW: usize = 4;
const LEVEL: f32 = 0.2;
const RAISED: f32 = 0.7;
const LOWERED: f32 = 0.4;
const INDEX: f32 = 0.85;
/// How many times as large as what follows a letter is that begins a text over several lines, and how many it is of.
const DROPPED: f32 = 1.8;
const INITIAL: usize = 2;

/// A line of text in one column.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) text: String,
    /// Where it begins and ends, and the line its letters stand on, in points.
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) base: f32,
    /// The height of most of its letters' font.
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Whether it is read from right to left.
    pub(super) leftward: bool,
    /// Whether the file marks it as none of the text.
    pub(super) furniture: bool,
    /// How wide its first word is.
    pub(super) first: f32,
    /// Whether a large letter over several lines begins it.
    pub(super) initial: bool,
    /// The number of its page, from 0.
    pub(super) page: usize,
}

impl Line {
    /// Returns where it begins and ends in the direction in which it is read.
    pub(super) fn ends(&self) -> (f32, f32) {
        if self.leftward { (-self.right, -self.left) } else { (self.left, self.right) }
    }
}

/// Makes lines of one column's letters, from top to bottom.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let initials = initials(&mut glyphs);
    let mut lines: Vec<Line> = rows(glyphs).into_iter().filter_map(line).collect();
    for initial in initials {
        let top = initial.base - initial.size;
        let begun = lines.iter_mut().find(|line| line.base > top && line.left >= initial.left + initial.size / 4.0);
        match begun.filter(|line| line.base <= initial.base) {
            Some(line) => {
                line.text.insert_str(0, &initial.text);
                (line.left, line.initial) = (initial.left, true);
            }
            None => lines.extend(line(vec![initial])),
        }
    }
    lines.sort_by(|a, b| a.base.total_cmp(&b.base));
    lines
}

/// Takes out letters that begin a text over several lines.
fn initials(glyphs: &mut Vec<Glyph>) -> Vec<Glyph> {
    let mut sizes: Vec<f32> = glyphs.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let Some(usual) = sizes.get(sizes.len() / 2).copied() else { return Vec::new() };
    let large = |glyph: &Glyph| glyph.size >= DROPPED * usual && glyph.text.starts_with(char::is_uppercase);
    let beside = |glyph: &Glyph| {
        let same = |other: &&Glyph| (other.base - glyph.base).abs() < usual / 2.0 && !other.is_space();
        let row: Vec<&Glyph> = glyphs.iter().filter(same).collect();
        let alone = row.iter().filter(|other| other.size >= DROPPED * usual).count() < INITIAL;
        alone && row.iter().any(|other| other.size < glyph.size / DROPPED && other.left > glyph.left)
    };
    // Few letters are so large, and a headline has them all; so this looks through few rows.
    let found: Vec<usize> = (0..glyphs.len()).filter(|at| large(&glyphs[*at])).take(64).collect();
    let found: Vec<usize> = found.into_iter().filter(|at| beside(&glyphs[*at])).collect();
    found.into_iter().rev().map(|at| glyphs.remove(at)).collect()
}

/// Parts letters, sorted by where they stand, into rows; what is raised or lowered a little joins the row beside it.
fn rows(glyphs: Vec<Glyph>) -> Vec<Vec<Glyph>> {
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if glyph.base - row[0].base <= LEVEL * glyph.size.min(row[0].size) => row.push(glyph),
            _ => rows.push(vec![glyph]),
        }
    }
    let mut at = 0;
    while at < rows.len() {
        let joins = |with: usize, rows: &[Vec<Glyph>]| {
            let (own, other) = (&rows[at], &rows[with]);
            let (size, large) = (size(own), size(other));
            let by = own[0].base - other[0].base;
            let reach = |row: &[Glyph]| {
                row.iter().fold((f32::MAX, f32::MIN), |(l, r), glyph| (l.min(glyph.left), r.max(glyph.right)))
            };
            let ((left, right), (other_left, other_right)) = (reach(own), reach(other));
            let near = left < other_right + large && right > other_left - large;
            let clear = own.iter().all(|glyph| {
                let over = |other: &Glyph| other.right.min(glyph.right) - other.left.max(glyph.left);
                glyph.is_space() || other.iter().all(|other| other.is_space() || over(other) < size / 2.0)
            });
            size < INDEX * large && by > -RAISED * large && by < LOWERED * large && near && clear
        };
        if at + 1 < rows.len() && joins(at + 1, &rows) {
            let row = rows.remove(at);
            rows[at].extend(row);
        } else if at > 0 && joins(at - 1, &rows) {
            let row = rows.remove(at);
            rows[at - 1].extend(row);
        } else {
            at += 1;
        }
    }
    rows
}

/// Returns the size of most letters.
fn size(row: &[Glyph]) -> f32 {
    let mut sizes: Vec<f32> = row.iter().filter(|glyph| !glyph.is_space()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

fn line(mut row: Vec<Glyph>) -> Option<Line> {
    row.sort_by(|a, b| a.left.total_cmp(&b.left));
    let row = marked(row);
    let seen: Vec<&Glyph> = row.iter().filter(|glyph| !glyph.is_space()).collect();
    let (first, size) = (*seen.first()?, size(&row));
    let right = seen.iter().map(|glyph| glyph.right).fold(f32::MIN, f32::max);
    let most = |is: fn(&Glyph) -> bool| seen.iter().filter(|glyph| is(glyph)).count() * 5 >= seen.len() * 4;
    let mut base: Vec<f32> = seen.iter().filter(|glyph| glyph.size >= INDEX * size).map(|glyph| glyph.base).collect();
    base.sort_by(f32::total_cmp);
    let base = base.get(base.len() / 2).copied().unwrap_or(first.base);
    let mut spaced = spaced(&row, size);
    raise(&mut spaced, base, size);
    let leftward = is_leftward(&spaced);
    let words = words(&spaced);
    let first_word = if leftward { words.last() } else { words.first() };
    Some(Line {
        text: plain(&logical(&spaced, leftward)),
        left: first.left,
        right,
        base,
        size,
        bold: most(|glyph| glyph.bold),
        leftward,
        furniture: seen.iter().all(|glyph| glyph.furniture),
        first: first_word.copied().unwrap_or_default(),
        initial: false,
        page: 0,
    })
}

/// Joins combining marks to the letter that they stand over.
fn marked(row: Vec<Glyph>) -> Vec<Glyph> {
    let is_mark = |glyph: &Glyph| glyph.text.chars().all(combines) && !glyph.text.is_empty();
    let mut joined: Vec<Glyph> = Vec::with_capacity(row.len());
    let mut waiting: Vec<Glyph> = Vec::new();
    for glyph in row {
        if is_mark(&glyph) {
            match joined.last_mut() {
                Some(before) if glyph.left < before.right && !before.is_space() => before.text.push_str(&glyph.text),
                _ => waiting.push(glyph),
            }
            continue;
        }
        let mut glyph = glyph;
        for mark in waiting.drain(..) {
            glyph.text.push_str(&mark.text);
        }
        joined.push(glyph);
    }
    joined.extend(waiting);
    joined
}

fn combines(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}' | '\u{5C4}'..='\u{5C5}'
        | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{20D0}'..='\u{20F0}')
}

/// Writes small numbers above the line, behind a letter, with raised signs.
fn raise(row: &mut [Glyph], base: f32, size: f32) {
    for at in 1..row.len() {
        let (before, glyph) = row.split_at_mut(at);
        let (Some(before), Some(glyph)) = (before.last(), glyph.first_mut()) else { continue };
        let raised = glyph.size < INDEX * size && glyph.base < base - LEVEL * size;
        if raised && !before.is_space() && glyph.text.bytes().all(|byte| byte.is_ascii_digit()) {
            glyph.text = raised::signs(&glyph.text).unwrap_or_else(|| glyph.text.clone());
        }
    }
}

/// Returns the room from which on there is a space between two letters of a row. Where the row has spaces of its own,
/// little room is none; where nearly all letters stand apart, they are spaced out to look larger.
fn least_space(row: &[Glyph], size: f32) -> f32 {
    let letters = row.iter().filter(|glyph| !glyph.is_space()).count();
    let least = if (row.len() - letters) * SPACED >= letters { WIDER } else { SPACE } * size;
    let alone = |glyph: &Glyph| !glyph.is_space() && glyph.text.chars().count() == 1;
    let pairs = row.windows(2).filter(|pair| pair.iter().all(alone));
    let mut rooms: Vec<f32> = pairs.map(|pair| pair[1].left - pair[0].right).collect();
    rooms.sort_by(f32::total_cmp);
    let written = row.iter().filter(|glyph| glyph.text.chars().all(char::is_alphabetic)).count();
    let usual = rooms.get(rooms.len() / 4).copied().unwrap_or_default();
    if rooms.len() >= FEW && rooms.len() * 2 >= letters && written * 4 >= letters * 3 && usual > SPACE * size {
        rooms[rooms.len() / 2] + SPACE * size
    } else {
        least
    }
}

/// Writes a row from left to right, with one space wherever there is any room.
fn spaced(row: &[Glyph], size: f32) -> Vec<Glyph> {
    let least = least_space(row, size);
    let mut spaced: Vec<Glyph> = Vec::with_capacity(row.len() * 6 / 5);
    let mut room = false;
    let mut end = f32::MIN;
    for glyph in row {
        if glyph.is_space() {
            room = true;
            continue;
        }
        if !spaced.is_empty() && (room || glyph.left - end > least * (glyph.size / size).min(1.0)) {
            spaced.push(Glyph { text: " ".to_owned(), left: end, right: glyph.left, ..glyph.clone() });
        }
        end = end.max(glyph.right);
        room = false;
        spaced.push(glyph.clone());
    }
    spaced
}

/// Returns how wide each word is, from left to right.
fn words(row: &[Glyph]) -> Vec<f32> {
    let words = row.split(|glyph| glyph.is_space());
    words.filter_map(|word| Some(word.last()?.right - word.first()?.left)).collect()
}

/// Which way a sign is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Right,
    Left,
    Number,
    /// As what stands around it.
    Either,
}

fn way(text: &str) -> Way {
    let ways = text.chars().map(|c| match c {
        '\u{590}'..='\u{65F}' | '\u{66D}'..='\u{6EF}' | '\u{6FA}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' => Way::Left,
        '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}' => Way::Left,
        // Arabic digits and the signs within their numbers.
        '\u{660}'..='\u{66C}' | '\u{6F0}'..='\u{6F9}' => Way::Number,
        c if c.is_ascii_digit() => Way::Number,
        c if c.is_alphanumeric() => Way::Right,
        _ => Way::Either,
    });
    ways.into_iter().find(|way| *way != Way::Either).unwrap_or(Way::Either)
}

/// Tells whether letters are read from right to left: most of them are of such a script.
pub(super) fn is_leftward(row: &[Glyph]) -> bool {
    let count = |sought: Way| row.iter().filter(|glyph| way(&glyph.text) == sought).count();
    let left = count(Way::Left);
    left > 0 && left >= count(Way::Right)
}

/// Writes a row in the order in which it is read. This undoes what the Unicode bidirectional algorithm (UAX #9) does to
/// show a line, without its marks and nested quotations, of which nothing is left on a page.
fn logical(row: &[Glyph], leftward: bool) -> String {
    if !row.iter().any(|glyph| way(&glyph.text) == Way::Left) {
        return row.iter().map(|glyph| glyph.text.as_str()).collect();
    }
    let ways = settled(row, leftward);
    // Some files say of a bracket in such writing which one it is in the text, others what it looks like.
    let (said, seen) = (ordered(row, &ways, leftward, false), ordered(row, &ways, leftward, true));
    if paired(&seen) > paired(&said) { seen } else { said }
}

fn ordered(row: &[Glyph], ways: &[bool], leftward: bool, mirrors: bool) -> String {
    let mut runs: Vec<String> = Vec::new();
    let mut start = 0;
    while start < row.len() {
        let end = (start..row.len()).find(|at| ways[*at] != ways[start]).unwrap_or(row.len());
        let run = &row[start..end];
        runs.push(match (ways[start], mirrors) {
            (true, true) => run.iter().rev().flat_map(|glyph| glyph.text.chars().map(mirrored)).collect(),
            (true, false) => run.iter().rev().map(|glyph| glyph.text.as_str()).collect(),
            (false, _) => run.iter().map(|glyph| glyph.text.as_str()).collect(),
        });
        start = end;
    }
    if leftward {
        runs.reverse();
    }
    runs.concat()
}

/// Counts the brackets that close one that was opened before.
fn paired(text: &str) -> usize {
    let mut open = Vec::new();
    let mut pairs = 0;
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '«' | '‹' => open.push(mirrored(c)),
            c if open.last() == Some(&c) => {
                open.pop();
                pairs += 1;
            }
            _ => {}
        }
    }
    pairs
}

/// Says of each sign whether it is written leftwards. Signs between two of one direction have that; others the line's.
fn settled(row: &[Glyph], leftward: bool) -> Vec<bool> {
    let mut ways: Vec<Way> = row.iter().map(|glyph| way(&glyph.text)).collect();
    // Before Arabic letters a sign of per cent stands apart from its number, after Hebrew ones beside it.
    let arabic = row
        .iter()
        .any(|glyph| glyph.text.chars().any(|c| matches!(c, '\u{600}'..='\u{8FF}' | '\u{FB50}'..='\u{FEFC}')));
    for at in 0..row.len() {
        let beside = |step: isize| at.checked_add_signed(step).and_then(|at| ways.get(at)).copied();
        let within = matches!(row[at].text.as_str(), "." | "," | ":" | "/" | "-" | "٫" | "٬");
        let sign = !arabic && matches!(row[at].text.as_str(), "%" | "€" | "$" | "₪" | "+");
        let (before, after) = (beside(-1) == Some(Way::Number), beside(1) == Some(Way::Number));
        if ways[at] == Way::Either && (within && before && after || sign && (before || after)) {
            ways[at] = Way::Number;
        }
    }
    let strong = |way: Way| way != Way::Either;
    let mut settled = vec![leftward; row.len()];
    let mut at = 0;
    while at < row.len() {
        if strong(ways[at]) {
            settled[at] = ways[at] == Way::Left;
            at += 1;
            continue;
        }
        let end = (at..row.len()).find(|at| strong(ways[*at])).unwrap_or(row.len());
        let before = at.checked_sub(1).map(|at| ways[at]);
        let after = ways.get(end).copied();
        let both = |one: Way, other: Way| before == Some(one) && after == Some(other);
        let rightward = both(Way::Right, Way::Right) || both(Way::Right, Way::Number) || both(Way::Number, Way::Right);
        let way = if both(Way::Left, Way::Left) { true } else { leftward && !rightward };
        settled[at..end].fill(way);
        at = end;
    }
    settled
}

/// Returns the bracket that looks like this one in a mirror.
fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        c => c,
    }
}

/// Takes ligatures and the forms of letters that only printing has apart, and puts accents on their letters.
fn plain(text: &str) -> String {
    let (whole, exact) = (ComposingNormalizerBorrowed::new_nfkc(), ComposingNormalizerBorrowed::new_nfc());
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            // What a ligature stands for may end in a space of its own.
            ' ' if plain.ends_with(' ') => {}
            '\u{FB00}'..='\u{FB17}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' => {
                // Ornate brackets and signs of whole phrases are letters of no word.
                if matches!(c, '\u{FD3E}' | '\u{FD3F}' | '\u{FDF0}'..='\u{FDFF}') {
                    plain.push(c);
                } else {
                    plain.push_str(&whole.normalize(c.encode_utf8(&mut [0; 4])));
                }
            }
            c => plain.push(c),
        }
    }
    exact.normalize(&plain).into_owned()
}

#[cfg(test)]
#[path = "lines_tests.rs"]
mod tests;
