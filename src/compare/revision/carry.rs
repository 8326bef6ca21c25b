//! Finds where the words of a text stand in its next revision, or says that it can't be told.
//!
//! A wrong place is worse than none. A place is taken only when
//! - the words are the same there, but for white space and the shape of quotation marks and dashes;
//! - enough of what stands around them is the same too;
//! - no other place of the new text fits about as well, and no other place of the old one where the same words stand:
//!   then those may be the ones that stayed, and these the ones that went.
//!
//! All words are looked for together, a few times through both texts, whatever their number (see [`needles`]).

use std::ops::Range;

use crate::model::needles::{self, Budget, Places, WINDOW};
use crate::model::{Fragments, Span, Text, segment};

use super::fold::Folded;

/// What must be the same on both sides, or on one, in letters. Characters of scripts that write words with few of them
/// count as three.
const WIDE: usize = 32;
/// What must be the same beside words for their place to be looked at, in letters.
const NARROW: usize = 16;
/// How far the neighbourhood of two places is compared, in letters.
const LOOK: usize = 2048;
/// How many places are weighed against each other.
const MOST: usize = 8;

/// Where words stand in the next revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Here: the words and what is around them are the same.
    Exact(Fragments),
    /// Here: the words are the same, and enough around them; something nearby is not.
    Moved(Fragments),
    /// That can't be told, or they are gone.
    Lost,
}

/// Finds words of a text in its next revision. Returns as many fates as places; all are lost when nobody waits.
pub fn carry(old: &Text, new: &Text, places: &[&Fragments], stop: &dyn Fn() -> bool) -> Vec<Fate> {
    let mut seeker = Seeker { old: Folded::of(old), new: Folded::of(new), budget: Budget(4 << 30) };
    let spans = places.iter().flat_map(|fragments| fragments.spans());
    let ranges: Vec<Range<usize>> = spans.map(|span| seeker.old.range(*span)).collect();
    let mut found = seeker.find(&ranges, stop).into_iter();
    places.iter().map(|fragments| fate(fragments, found.by_ref().take(fragments.spans().len()).collect())).collect()
}

/// Puts together what was found for the fragments of one annotation: all of them, in the order in which they were, and
/// no further apart than an edit or two would bring them.
fn fate(old: &Fragments, found: Vec<Option<(Span, bool)>>) -> Fate {
    let whole: Option<Vec<(Span, bool)>> = found.into_iter().collect();
    let Some(found) = whole else { return Fate::Lost };
    let in_order = found.windows(2).all(|pair| pair[0].0.end() <= pair[1].0.start());
    let exact = found.iter().all(|(_, exact)| *exact);
    let Some(fragments) = Fragments::new(found.into_iter().map(|(span, _)| span).collect()) else { return Fate::Lost };
    let length = |fragments: &Fragments| fragments.end() - fragments.start();
    if !in_order || (old.spans().len() > 1 && length(&fragments) > 2 * length(old) + 400) {
        return Fate::Lost;
    }
    if exact { Fate::Exact(fragments) } else { Fate::Moved(fragments) }
}

/// How much of what stands before and behind the same words is the same at two places, in letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fit {
    before: usize,
    behind: usize,
}

impl Fit {
    /// Tells whether this place fits so much better that the other one does not count: much better on one side, and not
    /// much worse on the other.
    fn beats(self, other: Fit) -> bool {
        let much = |one: usize, other: usize| one >= other + NARROW;
        (much(self.before, other.before) && !much(other.behind, self.behind))
            || (much(self.behind, other.behind) && !much(other.before, self.before))
    }

    /// Tells whether words of a length fit at all.
    fn is_enough(self, letters: usize) -> bool {
        self.before.min(WIDE) + letters + self.behind.min(WIDE) >= WIDE
    }
}

struct Seeker {
    old: Folded,
    new: Folded,
    budget: Budget,
}

/// Words that are looked for, a place that fits them best, and how well it does.
type Guess = (usize, usize, Fit);

impl Seeker {
    /// Returns, for each range of the old text, its span in the new one, and whether all around is the same.
    fn find(&mut self, ranges: &[Range<usize>], stop: &dyn Fn() -> bool) -> Vec<Option<(Span, bool)>> {
        let mut found = vec![None; ranges.len()];
        let mut changed = Vec::new();
        let mut waiting: Vec<usize> = (0..ranges.len()).filter(|i| !ranges[*i].is_empty()).collect();
        for width in [WIDE, 4 * WIDE, 16 * WIDE, 64 * WIDE] {
            if waiting.is_empty() || stop() {
                break;
            }
            let around: Vec<Range<usize>> =
                waiting.iter().map(|i| widen(&self.old, &ranges[*i], width, width)).collect();
            let wanted: Vec<&[u8]> = around.iter().map(|around| &self.old.bytes()[around.clone()]).collect();
            let here = needles::places(self.new.bytes(), &wanted, 1, &mut self.budget);
            let there = needles::places(self.old.bytes(), &wanted, 1, &mut self.budget);
            let mut again = Vec::new();
            for (at, i) in waiting.into_iter().enumerate() {
                let (range, around) = (&ranges[i], &around[at]);
                match (here[at].only(), there[at].only()) {
                    (Some(start), Some(_)) => {
                        let start = start + range.start - around.start;
                        found[i] = self.place(range, start, self.fit(range, start)).map(|span| (span, true));
                    }
                    _ if here[at].is_none() => changed.push(i),
                    _ => again.push(i),
                }
            }
            waiting = again;
        }
        if stop() {
            return vec![None; ranges.len()];
        }
        changed.sort_unstable();
        let guesses = self.guess(ranges, &changed);
        for (i, start, fit) in self.unrivalled(ranges, guesses) {
            found[i] = self.place(&ranges[i], start, fit).map(|span| (span, false));
        }
        found
    }

    /// Returns the place that fits best, for words (by number, sorted) that do not stand in the new text with all that
    /// was around them, where no other place of that text fits about as well.
    fn guess(&mut self, ranges: &[Range<usize>], wanted: &[usize]) -> Vec<Guess> {
        let (needles, owners) = neighbours(&self.old, wanted.iter().map(|i| (*i, ranges[*i].clone())), true);
        let bytes: Vec<&[u8]> = needles.iter().map(|around| &self.old.bytes()[around.clone()]).collect();
        let found = needles::places(self.new.bytes(), &bytes, MOST, &mut self.budget);
        let mut guesses = Vec::new();
        for i in wanted {
            let range = &ranges[*i];
            let mine = owners.partition_point(|owner| owner < i)..owners.partition_point(|owner| owner <= i);
            let Some(starts) = starts(range, &needles[mine.clone()], &found[mine]) else { continue };
            let mut fits: Vec<(usize, Fit)> = starts.into_iter().map(|start| (start, self.fit(range, start))).collect();
            fits.retain(|(start, fit)| self.place(range, *start, *fit).is_some());
            fits.sort_by_key(|(start, fit)| (std::cmp::Reverse(fit.before + fit.behind), *start));
            let Some((start, fit)) = fits.first().copied() else { continue };
            let enough = fit.is_enough(letters(&self.old.as_str()[range.clone()]));
            if enough && fits[1..].iter().all(|(_, other)| fit.beats(*other)) {
                guesses.push((*i, start, fit));
            }
        }
        guesses
    }

    /// Leaves out the guesses at places that the same words at another place of the old text fit about as well.
    fn unrivalled(&mut self, ranges: &[Range<usize>], guesses: Vec<Guess>) -> Vec<Guess> {
        let there = |(at, (i, start, _)): (usize, &Guess)| (at, *start..*start + ranges[*i].len());
        let (needles, owners) = neighbours(&self.new, guesses.iter().enumerate().map(there), false);
        let bytes: Vec<&[u8]> = needles.iter().map(|around| &self.new.bytes()[around.clone()]).collect();
        let found = needles::places(self.old.bytes(), &bytes, MOST, &mut self.budget);
        let alone = |at: usize, (i, start, fit): &Guess| {
            let (range, there) = (&ranges[*i], *start..*start + ranges[*i].len());
            let mine = owners.partition_point(|owner| *owner < at)..owners.partition_point(|owner| *owner <= at);
            let rivals = starts(&there, &needles[mine.clone()], &found[mine]);
            rivals.is_some_and(|rivals| {
                let mut others = rivals.into_iter().filter(|other| *other != range.start);
                others.all(|other| fit.beats(self.fit(&(other..other + range.len()), *start)))
            })
        };
        guesses.iter().enumerate().filter(|(at, guess)| alone(*at, guess)).map(|(_, guess)| *guess).collect()
    }

    /// Compares what stands around words of the old text and around a place of the new one.
    fn fit(&self, range: &Range<usize>, start: usize) -> Fit {
        let (old, new) = (self.old.as_str(), self.new.as_str());
        let (before, new_before) = (old.get(..range.start).unwrap_or(""), new.get(..start).unwrap_or(""));
        let end = start + range.len();
        let (behind, new_behind) = (old.get(range.end..).unwrap_or(""), new.get(end..).unwrap_or(""));
        Fit {
            before: agreement(before.chars().rev(), new_before.chars().rev()),
            behind: agreement(behind.chars(), new_behind.chars()),
        }
    }

    /// Returns the span of a place of the new text, where words begin and end there as they do in the old one: `no`
    /// does not stand in `note`.
    fn place(&self, range: &Range<usize>, start: usize, fit: Fit) -> Option<Span> {
        let span = self.new.span(start..start + range.len())?;
        if fit.before >= WIDE && fit.behind >= WIDE {
            return Some(span);
        }
        let was = self.old.span(range.clone())?;
        let (old, new) = (self.old.text(), self.new.text());
        let whole = |text: &Text, byte: usize| segment::is_grapheme_boundary(text, byte);
        let cut = (whole(old, was.start()) && !whole(new, span.start()))
            || (whole(old, was.end()) && !whole(new, span.end()));
        let same = rest_before(old, was) == rest_before(new, span) && rest_behind(old, was) == rest_behind(new, span);
        (same && !cut).then_some(span)
    }
}

/// Returns the part of a word that stands before a span which begins inside it.
fn rest_before(text: &Text, span: Span) -> &str {
    let word =
        segment::word_at(text, span.start()).filter(|word| word.start() < span.start() && span.start() < word.end());
    word.map_or("", |word| &text.as_str()[word.start()..span.start()])
}

/// Returns the part of a word that stands behind a span which ends inside it.
fn rest_behind(text: &Text, span: Span) -> &str {
    let word = segment::word_at(text, span.end()).filter(|word| word.start() < span.end() && span.end() < word.end());
    word.map_or("", |word| &text.as_str()[span.end()..word.end()])
}

/// Returns needles for words: what stands before them and they, they and what stands behind, and, where `alone`, they
/// by themselves where they are long enough; and for each needle whose it is.
fn neighbours(
    text: &Folded,
    words: impl Iterator<Item = (usize, Range<usize>)>,
    alone: bool,
) -> (Vec<Range<usize>>, Vec<usize>) {
    let (mut needles, mut owners) = (Vec::new(), Vec::new());
    for (owner, range) in words {
        let long = alone && letters(text.as_str().get(range.clone()).unwrap_or("")) >= NARROW;
        let sides = [widen(text, &range, NARROW, 0), widen(text, &range, 0, NARROW)];
        let sides = sides.into_iter().filter(|side| *side != range);
        for needle in sides.chain(long.then(|| range.clone())) {
            if needle.len() >= WINDOW {
                needles.push(needle);
                owners.push(owner);
            }
        }
    }
    (needles, owners)
}

/// Returns where words may begin, after what was found for their needles; `None` where there may be other places.
fn starts(range: &Range<usize>, needles: &[Range<usize>], found: &[Places]) -> Option<Vec<usize>> {
    let mut starts = Vec::new();
    for (needle, places) in needles.iter().zip(found) {
        if places.more && needle != range {
            return None;
        }
        starts.extend(places.starts.iter().map(|start| start + range.start - needle.start));
    }
    starts.sort_unstable();
    starts.dedup();
    Some(starts)
}

/// Counts a character in letters.
fn weight(c: char) -> usize {
    match u32::from(c) {
        0x0E00..=0x0FFF | 0x1000..=0x109F | 0x1780..=0x17FF => 2,
        0x2E80..=0xA4CF | 0xAC00..=0xD7AF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => 3,
        _ => 1,
    }
}

fn letters(words: &str) -> usize {
    words.chars().map(weight).sum()
}

/// Widens a range by so many letters before it and behind it, as far as there are so many.
fn widen(text: &Folded, range: &Range<usize>, before: usize, behind: usize) -> Range<usize> {
    let body = text.as_str();
    let reach = |chars: &mut dyn Iterator<Item = char>, letters: usize| {
        let (mut bytes, mut seen) = (0, 0);
        while seen < letters {
            let Some(c) = chars.next() else { break };
            seen += weight(c);
            bytes += c.len_utf8();
        }
        bytes
    };
    let start = range.start - reach(&mut body[..range.start].chars().rev(), before);
    start..range.end + reach(&mut body[range.end..].chars(), behind)
}

/// Counts the letters that two readings have in common at first; where both end together, that counts as much again.
fn agreement(one: impl Iterator<Item = char>, other: impl Iterator<Item = char>) -> usize {
    let (mut one, mut other, mut same) = (one, other, 0);
    loop {
        match (one.next(), other.next()) {
            (Some(a), Some(b)) if a == b && same < LOOK => same += weight(a),
            (None, None) => return same + WIDE,
            _ => return same,
        }
    }
}

#[cfg(test)]
#[path = "carry_tests.rs"]
mod tests;
