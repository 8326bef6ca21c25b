//! Looks for where words that were lost may be now, for somebody to choose.

use std::collections::BTreeSet;

use crate::model::{Fragments, Span, Text};

use super::fold::Folded;
use super::{Comparison, Part, Sort};
use crate::compare::words::{Pair, Words};

/// How many candidates there are at the most.
const MOST: usize = 4;

/// Words that may be those which were lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Where they stand.
    pub span: Span,
    /// How much of what they tell is the same, in percent.
    pub alike: u8,
}

/// Returns the likeliest places in the next revision for words of a text, the best first: where the words around them
/// came to, and where the same words stand. No place has nothing in common with the words.
pub fn suggest(comparison: &Comparison, old: &Text, new: &Text, lost: &[Fragments]) -> Vec<Vec<Candidate>> {
    let (old_words, new_words) = (Words::of(old), Words::of(new));
    let pair = Pair::of(&old_words, &new_words);
    let folded = Folded::of(new);
    let old_folded = Folded::of(old);
    let one = |fragments: &Fragments| {
        let cover = fragments.cover();
        let mut spans: BTreeSet<Span> = BTreeSet::new();
        let from_parts = follow(comparison, cover).and_then(|(start, end)| trimmed(&new_words, start, end));
        spans.extend(from_parts);
        let exact = old_folded.as_str().get(old_folded.range(cover)).unwrap_or("");
        if !exact.is_empty() {
            let places = folded.as_str().match_indices(exact).take(MOST);
            spans.extend(places.filter_map(|(at, _)| folded.span(at..at + exact.len())));
        }
        let mine = old_words.within(&cover.range());
        let told = pair.sum(0, mine.clone());
        let alike = |span: &Span| {
            let theirs = new_words.within(&span.range());
            let most = told.max(pair.sum(1, theirs.clone())).max(1);
            let hunks = pair.differences(mine.clone(), theirs);
            let gone: u64 =
                hunks.iter().map(|[gone, _]| pair.sum(0, mine.start + gone.start..mine.start + gone.end)).sum();
            (told.saturating_sub(gone) * 100 / most) as u8
        };
        let mut candidates: Vec<Candidate> = spans
            .iter()
            .map(|span| Candidate { span: *span, alike: alike(span) })
            .filter(|one| one.alike > 0)
            .collect();
        candidates.sort_by_key(|candidate| (std::cmp::Reverse(candidate.alike), candidate.span));
        candidates.truncate(MOST);
        candidates
    };
    lost.iter().map(one).collect()
}

/// Returns where a span of the old text came to, as far as the parts tell: from where its start is now to where its end
/// is.
fn follow(comparison: &Comparison, span: Span) -> Option<(usize, usize)> {
    let inner = comparison.moves.iter().map(|moved| &moved.inside).find(|inside| {
        let (first, last) = (inside.first(), inside.last());
        first.is_some_and(|part| part.old.start <= span.start()) && last.is_some_and(|part| span.end() <= part.old.end)
    });
    let parts: &[Part] = inner.unwrap_or(&comparison.parts);
    let same = |part: &&Part| part.sort == Sort::Same && !part.old.is_empty();
    let first = parts.iter().position(|part| part.old.end > span.start() && !part.old.is_empty())?;
    let last = parts.iter().rposition(|part| part.old.start < span.end() && !part.old.is_empty())?;
    let start = match &parts[first] {
        part if same(&part) => part.new.start + (span.start() - part.old.start).min(part.new.len()),
        part => part.new.start,
    };
    let end = match &parts[last] {
        part if same(&part) => part.new.start + (span.end() - part.old.start).min(part.new.len()),
        // What came instead of it stands behind it.
        part => parts[last..]
            .iter()
            .take_while(|next| next.sort != Sort::Same)
            .map(|next| next.new.end)
            .last()
            .unwrap_or(part.new.end),
    };
    (start < end && end - start <= 3 * (span.end() - span.start()) + 100).then_some((start, end))
}

/// Returns the whole words between two bytes.
fn trimmed(words: &Words, start: usize, end: usize) -> Option<Span> {
    let within = words.within(&(start..end));
    words.cover(within)
}
