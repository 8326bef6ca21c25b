//! Finds the heads and feet of pages: lines that come again at the same height, but for their numbers.

use std::collections::HashMap;

use super::Column;

/// The part of a page's height at its top and at its bottom in which heads and feet stand.
const EDGE: f32 = 0.14;
/// Lines of a head or a foot that stands further from the edge.
const FEW: usize = 2;
/// How far, in points, a head may stand higher or lower from page to page.
const LEVEL: f32 = 8.0;
/// Pages, near to one another, on which a line must come again, or of a document with few pages; and up to how many
/// pages are few, and near.
const PAGES: usize = 3;
const FEW_PAGES: usize = 2;
const NEAR: usize = 5;
/// Characters, at most, of a head with the number of its page.
const HEAD: usize = 60;

/// Marks the lines of heads and feet as none of the text.
pub(super) fn mark(columns: &mut [Column]) {
    let pages = columns.last().map_or(0, |column| column.page + 1);
    let edges = edges(columns, pages);
    let is_at_edge = |page: usize, base: f32| base <= edges[page].0 || base >= edges[page].1;
    let outer = outermost(columns, pages);
    let is_outer = |page: usize, base: f32| (base - outer[page].0).abs() < 1.0 || (base - outer[page].1).abs() < 1.0;
    let steps = steps(columns, &outer);
    // By height, the pages on which a line stands, from the first on; each once.
    let mut seen: HashMap<(String, i32), Vec<(usize, f32)>> = HashMap::new();
    for column in columns.iter() {
        for line in column.lines.iter().filter(|line| is_at_edge(column.page, line.base)) {
            let places = seen.entry((key(&line.text), step(line.base))).or_default();
            if places.last().is_none_or(|(page, _)| *page != column.page) {
                places.push((column.page, line.base));
            }
        }
    }
    for column in columns.iter_mut().filter(|column| !column.aside) {
        let page = column.page;
        for line in column.lines.iter_mut().filter(|line| is_at_edge(page, line.base)) {
            let key = key(&line.text);
            let mut near: Vec<usize> = Vec::new();
            for height in step(line.base) - 1..=step(line.base) + 1 {
                let Some(places) = seen.get(&(key.clone(), height)) else { continue };
                let from = places.partition_point(|(on, _)| on + NEAR <= page);
                let around = places[from..].iter().take_while(|(on, _)| *on < page + NEAR);
                near.extend(around.filter(|(_, base)| (base - line.base).abs() <= LEVEL).map(|(on, _)| *on));
            }
            near.sort_unstable();
            near.dedup();
            let outer = is_outer(page, line.base);
            // Heads of left pages and of right ones may differ.
            let few = pages <= NEAR && outer && near.len() >= FEW_PAGES && line.text.chars().count() <= HEAD;
            let counts = outer && number(&line.text).is_some_and(|number| steps.contains(&(number - page as i64)));
            line.furniture |= near.len() >= PAGES || few || counts || is_number(&key);
        }
    }
}

/// Counts in steps how high a line stands, of which two that are as high are no more than one apart.
fn step(base: f32) -> i32 {
    (base / LEVEL) as i32
}

/// Returns where the first and the last line of each page stand.
fn outermost(columns: &[Column], pages: usize) -> Vec<(f32, f32)> {
    let mut ends = vec![(f32::MAX, f32::MIN); pages];
    for column in columns.iter().filter(|column| !column.aside) {
        let bases = column.lines.iter().map(|line| line.base);
        ends[column.page] = bases.fold(ends[column.page], |(top, foot), base| (top.min(base), foot.max(base)));
    }
    ends
}

/// Finds by how much the numbers in the outermost lines are ahead of those of their pages: what at least half of the
/// pages have in common, and two of them.
fn steps(columns: &[Column], outer: &[(f32, f32)]) -> Vec<i64> {
    let mut pages: HashMap<i64, Vec<usize>> = HashMap::new();
    for column in columns.iter().filter(|column| !column.aside) {
        let (top, foot) = outer[column.page];
        for line in column.lines.iter().filter(|line| line.base == top || line.base == foot) {
            let step = number(&line.text).map(|number| number - column.page as i64);
            step.into_iter().for_each(|step| pages.entry(step).or_default().push(column.page));
        }
    }
    pages.values_mut().for_each(|pages| pages.dedup());
    let enough = |on: usize| on >= FEW_PAGES && on * 2 >= outer.len();
    pages.into_iter().filter(|(_, pages)| enough(pages.len())).map(|(step, _)| step).collect()
}

/// Reads the number with which a short line begins or ends that is no sentence.
fn number(text: &str) -> Option<i64> {
    if text.chars().count() > HEAD || text.ends_with(['.', '!', '?', ';', ',']) {
        return None;
    }
    let mut words = text.split_whitespace();
    let first = words.next()?.parse().ok();
    first.or_else(|| words.next_back()?.parse().ok()).filter(|number| (1..100_000).contains(number))
}

/// Returns, of each page, where its head ends and its foot begins: with the first and last few lines at least.
fn edges(columns: &[Column], pages: usize) -> Vec<(f32, f32)> {
    let mut bases: Vec<Vec<f32>> = vec![Vec::new(); pages];
    let mut heights = vec![0.0; pages];
    for column in columns.iter().filter(|column| !column.aside) {
        bases[column.page].extend(column.lines.iter().map(|line| line.base));
        heights[column.page] = column.height;
    }
    let edge = |(mut bases, height): (Vec<f32>, f32)| {
        bases.sort_by(f32::total_cmp);
        bases.dedup_by(|a, b| *a - *b < LEVEL);
        let (Some(first), Some(last)) = (bases.get(FEW - 1), bases.get(bases.len().wrapping_sub(FEW))) else {
            return (f32::MIN, f32::MAX);
        };
        // Of a page with few lines all would be heads.
        let (first, last) = if bases.len() < 4 * FEW { (f32::MIN, f32::MAX) } else { (*first, *last) };
        (first.max(EDGE * height), last.min((1.0 - EDGE) * height))
    };
    bases.into_iter().zip(heights).map(edge).collect()
}

/// Returns what of a line is the same on every page.
pub(super) fn key(text: &str) -> String {
    let mut key = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase) {
        if c.is_numeric() {
            if !key.ends_with('#') {
                key.push('#');
            }
        } else {
            key.push(c);
        }
    }
    key
}

/// Tells whether nothing but a number is left of a line.
fn is_number(key: &str) -> bool {
    key.trim_matches(['-', '–', '—', '|', '[', ']']) == "#"
}
