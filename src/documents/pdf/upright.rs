//! Turns pages on which upright signs stand below one another: some programs draw Chinese or Japanese lines that run
//! downwards sign by sign, and say nowhere that they do.

use super::drawn::Glyph;

/// How often a sign stands below the one before it, at least, and how many times as often as beside it.
const OFTEN: usize = 12;
const TIMES: usize = 2;
/// The part of an em by which the line that letters stand on is left of their middle, where the page is turned.
const BELOW: f32 = 0.38;

/// Turns the signs of a page whose lines run downwards, as if it had been turned by a quarter to be written.
pub(super) fn turn(glyphs: &mut [Glyph]) {
    let (mut below, mut beside) = (0, 0);
    for pair in glyphs.windows(2).filter(|pair| pair.iter().all(is_sign)) {
        let (right, down) = (pair[1].left - pair[0].left, pair[1].base - pair[0].base);
        let next = |way: f32| (0.7..2.0).contains(&(way / pair[0].size));
        let same = |way: f32| way.abs() < 0.3 * pair[0].size;
        below += usize::from(same(right) && next(down));
        beside += usize::from(same(down) && next(right));
    }
    if below < OFTEN || below < TIMES * beside {
        return;
    }
    for glyph in glyphs.iter_mut().filter(|glyph| glyph.turn == 0) {
        let (top, middle) = (glyph.base - glyph.size * (1.0 - BELOW / 2.0), (glyph.left + glyph.right) / 2.0);
        (glyph.left, glyph.right) = (top, top + glyph.size * 0.98);
        (glyph.base, glyph.turn) = (BELOW * glyph.size - middle, 90);
    }
}

/// Tells whether a letter is one that may be written upright in such lines.
fn is_sign(glyph: &Glyph) -> bool {
    glyph.turn == 0 && glyph.text.chars().all(|c| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{FF00}'..='\u{FFEF}'))
}
