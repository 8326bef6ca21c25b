//! Finds the quotations in articles, and those that two articles give differently.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::{Block, BlockKind, Span, Text};

use super::passages::Change;
use super::words::{BIT, Pair, Words};

/// What two quotations must have in common to be of the same words, in bits, and in percent of what the one that tells less
/// tells.
const COMMON: u64 = 14;
const SHARE: u64 = 50;
/// What a piece of a quotation must tell, in bits, where it stands by itself in the other article.
const PIECE: u64 = 16;
/// How many quotations of the other article are compared with one.
const CANDIDATES: usize = 6;
/// In how many quotations a word may stand that is looked up.
const OFTEN: usize = 64;

/// Words that two articles quote, and do not quote alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drift {
    /// The quotations, without their marks.
    pub quotes: [Span; 2],
    /// Where they differ, in order.
    pub changes: Vec<Change>,
    /// Whether the one is only a piece of the other, to the letter.
    pub piece: bool,
}

/// How a quotation that was opened with a mark can end.
fn closers(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' => &['"'],
        '＂' => &['＂'],
        '“' => &['”', '"'],
        '”' => &['”'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«', '»'],
        '‹' => &['›'],
        '›' => &['‹', '›'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '\'' => &['\''],
        '「' => &['」'],
        '『' => &['』'],
        '｢' => &['｣'],
        '〝' => &['〞', '〟'],
        _ => return None,
    })
}

/// Lists the quotations of an article without their marks, inner ones too, by where they begin. One that the next paragraph goes
/// on with, as news writes it, with a mark at its start and none at the end of this one, ends with the paragraph; a block
/// that is set off as a quotation is one where it has no marks.
pub fn quotations(text: &Text, blocks: &[Block]) -> Vec<Span> {
    let body = text.as_str();
    let mut found: Vec<Range<usize>> = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let bytes = block.bytes(text);
        let before = found.len();
        let open = in_paragraph(body, bytes.clone(), &mut found);
        if let Some((mark, start)) = open {
            let next = blocks.get(number + 1).map(|next| next.bytes(text));
            let goes_on = next.and_then(|next| body.get(next)).is_some_and(|next| next.trim_start().starts_with(mark));
            found.extend(goes_on.then_some(start..bytes.end));
        }
        if block.kind == BlockKind::Quote && found.len() == before {
            found.push(bytes);
        }
    }
    let trim = |range: Range<usize>| {
        let words = body.get(range.clone())?;
        let start = range.start + words.len() - words.trim_start().len();
        text.span(start, start + words.trim().len()).ok()
    };
    let mut spans: Vec<Span> = found.into_iter().filter_map(trim).collect();
    spans.sort_unstable();
    spans.dedup();
    spans
}

/// Adds the quotations of a paragraph. Returns the mark and the start of the outermost one that is still open at its end.
fn in_paragraph(body: &str, bytes: Range<usize>, found: &mut Vec<Range<usize>>) -> Option<(char, usize)> {
    const DEEPEST: usize = 8;
    let paragraph = body.get(bytes.clone()).unwrap_or("");
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut last = None;
    let mut chars = paragraph.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let before = last.replace(c);
        let next = chars.peek().map(|(_, next)| *next);
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        // An apostrophe: between letters, or behind one where no such quotation is open.
        let small = matches!(c, '\'' | '’' | '‘');
        if small && letter(before) && letter(next) {
            continue;
        }
        let closes = |(mark, _): &(char, usize)| closers(*mark).is_some_and(|closers| closers.contains(&c));
        // A mark that opens and closes alike closes behind words and opens before them.
        let may_close = !(before.is_none_or(char::is_whitespace) && letter(next));
        if let Some(level) = open.iter().rposition(closes).filter(|_| may_close) {
            let (_, start) = open[level];
            // What was opened inside and never closed was no quotation.
            open.truncate(level);
            found.push(start..bytes.start + at);
        } else if closers(c).is_some() && !(small && letter(before)) && c != '’' && open.len() < DEEPEST {
            open.push((c, bytes.start + at + c.len_utf8()));
        }
    }
    open.into_iter().next()
}

/// Lists the quotations that two articles give differently, in the order of the one. What is quoted alike in both is not among
/// them, whoever else gives it otherwise.
pub fn drifts(texts: [&Words; 2], quotes: [&[Span]; 2], stop: &dyn Fn() -> bool) -> Vec<Drift> {
    let pair = Pair::of(texts[0], texts[1]);
    let words = [0, 1]
        .map(|side| quotes[side].iter().map(|span| texts[side].within(&span.range())).collect::<Vec<Range<usize>>>());
    let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
    for (quote, range) in words[1].iter().enumerate() {
        let mut numbers = pair.words[1][range.clone()].to_vec();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_iter().for_each(|number| holders.entry(number).or_default().push(quote));
    }
    let alike = |one: &Range<usize>, other: &Range<usize>| pair.words[0][one.clone()] == pair.words[1][other.clone()];
    let mut found: Vec<Drift> = Vec::new();
    for range in &words[0] {
        if stop() {
            return Vec::new();
        }
        let candidates = candidates(&pair, range, &holders);
        if candidates.iter().any(|other| alike(range, &words[1][*other])) {
            continue;
        }
        for other in candidates {
            found.extend(drift(&pair, texts, [range, &words[1][other]]));
        }
    }
    let mut kept = outermost(found);
    kept.sort_by_key(|drift| drift.quotes);
    kept
}

/// Leaves out what is inside of another on both sides: a quotation within one that is given differently is told with it.
fn outermost(mut all: Vec<Drift>) -> Vec<Drift> {
    let outer = |inner: &Drift, outer: &Drift| {
        inner != outer && (0..2).all(|side| inner.quotes[side].cover(outer.quotes[side]) == outer.quotes[side])
    };
    // What is around another begins before it on both sides, or with it and is longer.
    let place = |drift: &Drift| drift.quotes.map(|quote| (quote.start(), std::cmp::Reverse(quote.end())));
    all.sort_by_key(place);
    let (mut kept, mut open): (Vec<Drift>, Vec<Drift>) = (Vec::new(), Vec::new());
    for drift in all {
        open.retain(|other| drift.quotes[0].start() < other.quotes[0].end());
        if !open.iter().any(|other| outer(&drift, other)) {
            kept.push(drift.clone());
            open.push(drift);
        }
    }
    kept
}

/// Returns the quotations of the other article that share what tells most with one of this one, the likeliest first.
fn candidates(pair: &Pair, range: &Range<usize>, holders: &HashMap<u32, Vec<usize>>) -> Vec<usize> {
    let mut numbers = pair.words[0][range.clone()].to_vec();
    numbers.sort_unstable();
    numbers.dedup();
    let mut tally: HashMap<usize, u64> = HashMap::new();
    for number in numbers {
        for quote in holders.get(&number).map_or(&[][..], Vec::as_slice).iter().take(OFTEN) {
            *tally.entry(*quote).or_default() += u64::from(pair.bits(number));
        }
    }
    let mut tally: Vec<(usize, u64)> = tally.into_iter().filter(|(_, told)| *told >= COMMON * u64::from(BIT)).collect();
    tally.sort_by_key(|(quote, told)| (std::cmp::Reverse(*told), *quote));
    tally.into_iter().take(CANDIDATES).map(|(quote, _)| quote).collect()
}

/// Compares two quotations; `None` when they are not of the same words, or are alike.
fn drift(pair: &Pair, texts: [&Words; 2], words: [&Range<usize>; 2]) -> Option<Drift> {
    let hunks = pair.differences(words[0].clone(), words[1].clone());
    let told = [0, 1].map(|side| pair.sum(side, words[side].clone()));
    let gone: u64 =
        hunks.iter().map(|[gone, _]| pair.sum(0, words[0].start + gone.start..words[0].start + gone.end)).sum();
    let common = told[0].saturating_sub(gone);
    let lesser = told[0].min(told[1]);
    let changes = hunks.iter().map(|hunk| Change {
        sides: [0, 1].map(|side| {
            let start = words[side].start;
            texts[side].bytes(start + hunk[side].start..start + hunk[side].end)
        }),
    });
    // A piece has nothing of its own, and all of it stands together.
    let inner = |side: usize| {
        let own = hunks.iter().all(|hunk| hunk[side].is_empty());
        let at_ends = hunks.iter().all(|hunk| {
            let other = &hunk[1 - side];
            other.start == 0 || other.end == words[1 - side].len()
        });
        own && at_ends
    };
    let piece = inner(0) || inner(1);
    let enough = if piece { PIECE } else { COMMON } * u64::from(BIT);
    if hunks.is_empty() || common < enough || common * 100 < lesser * SHARE {
        return None;
    }
    let quotes = [texts[0].cover(words[0].clone())?, texts[1].cover(words[1].clone())?];
    Some(Drift { quotes, changes: changes.collect(), piece })
}

#[cfg(test)]
#[path = "quotations_tests.rs"]
mod tests;
