//! Finds the heads and feet of pages: lines that come again at the same height, but for their numbers.

use std::collections::HashMap;

use super::Column;

/// The part of a page's height at its top and at its bottom in which heads and feet stand.
const EDGE: f32 = 0.14;
/// Lines of a head or a foot that stands further from the edge.
const FEW: usize = 2;
/// How far, in points, a head may stand higher or lower from page to page.
const LEVEL: f32 = 8.0;
/// Pages on which a line must come again: on all of a short document, on so many of a long one.
const PAGES: usize = 3;

/// Marks the lines of heads and feet as none of the text.
pub(super) fn mark(columns: &mut [Column]) {
    let pages = columns.last().map_or(0, |column| column.page + 1);
    let edges = edges(columns, pages);
    let is_at_edge = |page: usize, base: f32| base <= edges[page].0 || base >= edges[page].1;
    let mut seen: HashMap<String, Vec<(usize, f32)>> = HashMap::new();
    for column in columns.iter() {
        for line in column.lines.iter().filter(|line| is_at_edge(column.page, line.base)) {
            seen.entry(key(&line.text)).or_default().push((column.page, line.base));
        }
    }
    for column in columns.iter_mut().filter(|column| !column.aside) {
        let page = column.page;
        for line in column.lines.iter_mut().filter(|line| is_at_edge(page, line.base)) {
            let key = key(&line.text);
            let places = seen.get(&key).map_or(&[][..], Vec::as_slice);
            let mut on: Vec<usize> =
                places.iter().filter(|(_, base)| (base - line.base).abs() <= LEVEL).map(|(page, _)| *page).collect();
            on.dedup();
            line.furniture |= on.len() >= PAGES.min(pages.max(2)) || is_number(&key);
        }
    }
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
