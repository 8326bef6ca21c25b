//! Finds text that two articles have in common, word for word or nearly.
//!
//! Follows the way of text-reuse search: short runs of words that both have are seeds, seeds that lie near each other
//! on both sides are chained over small gaps, and what the chain tells decides whether it counts (Altschul et al. 1990,
//! "Basic local alignment search tool"; Vesanto et al. 2017 use it for newspapers; Smith, Cordell and Dillon 2013,
//! "Infectious texts", chain seeds of words). Three things are our own:
//! - A seed is as long as it takes to tell something: two rare words, or half a dozen common ones. So it is with
//!   passages: one counts when what its words tell (Shannon) exceeds what chance brings forth between two texts of this
//!   length, the logarithm of the product of their lengths (Karlin and Altschul 1990), by `MARGIN`.
//! - Runs that stand in a text more than `OFTEN` times are no seeds, so that no input takes longer than its length
//!   (times its logarithm, for sorting).
//! - A gap is aligned word by word, so that the words that differ can be shown.
//!
//! The same two texts always give the same passages, on every machine: there are only whole numbers.

use std::collections::HashMap;
use std::ops::Range;

use crate::model::Span;

use super::words::{BIT, Pair, Words, log2};

/// What a passage must tell beyond chance, in bits. Names and set phrases of a language tell up to so much.
const MARGIN: u32 = 22;
/// The most words between two runs of a passage, on either side.
const GAP: usize = 10;
/// How often a run may stand in either text to be a seed.
const OFTEN: usize = 16;
/// The most words of a seed.
const LONGEST: usize = 24;
/// What a word that differs costs, in bits.
const COST: u32 = 3;

/// Words that two texts have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Where they stand in the one text and in the other.
    pub spans: [Span; 2],
    /// Where they differ, in order; nowhere when they are the same but for case and punctuation.
    pub changes: Vec<Change>,
    /// What they tell, in bits: the more, the less likely by chance.
    pub bits: u32,
}

/// Words of two passages that differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The words of the one text and of the other, in bytes. Where one has none, the range is empty and lies behind the
    /// word before them.
    pub sides: [Range<usize>; 2],
}

/// Lists what two texts have in common, in the order of the one. An empty list when nobody waits for it any longer.
pub fn shared(one: &Words, other: &Words, stop: &dyn Fn() -> bool) -> Vec<Passage> {
    between(&Pair::of(one, other), [one, other], stop)
}

/// Lists what two texts have in common whose words are numbered already.
pub(super) fn between(pair: &Pair, texts: [&Words; 2], stop: &dyn Fn() -> bool) -> Vec<Passage> {
    let lengths = [pair.words[0].len(), pair.words[1].len()];
    let chance = log2(lengths[0]) + log2(lengths[1]);
    let seeds = seeds(pair, chance / 2 + 4 * BIT);
    if stop() {
        return Vec::new();
    }
    let enough = u64::from(chance + MARGIN * BIT);
    let runs = runs(pair, seeds);
    let chains = chains(pair, &runs, enough);
    if stop() {
        return Vec::new();
    }
    let mut found: Vec<Matches> = chains.into_iter().map(|chain| fill(pair, &chain)).collect();
    found.retain(|matches| matches.score(pair) >= enough && matches.is_alike());
    let kept = distinct(found, lengths);
    let mut passages: Vec<Passage> = kept.iter().filter_map(|matches| matches.passage(pair, texts)).collect();
    passages.sort_by_key(|passage| passage.spans);
    passages
}

/// Words that are the same on both sides, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    /// The first word of the other text and of the one.
    other: usize,
    one: usize,
    length: usize,
}

impl Run {
    fn ends(&self) -> [usize; 2] {
        [self.one + self.length, self.other + self.length]
    }
}

/// Returns, for each text, the hashes of its runs that tell enough, with their places, sorted.
fn seeds(pair: &Pair, enough: u32) -> [Vec<(u64, usize, usize)>; 2] {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    [0, 1].map(|side| {
        let words = &pair.words[side];
        let (mut seeds, mut end, mut told) = (Vec::new(), 0, 0);
        for start in 0..words.len() {
            while end < words.len() && (told < enough || end < start + 2) {
                told += pair.bits(words[end]);
                end += 1;
            }
            if told < enough || end < start + 2 {
                break;
            }
            if end - start <= LONGEST {
                let mix = |hash: u64, word: &u32| (hash ^ u64::from(*word)).wrapping_mul(BASE).rotate_left(29);
                let hash = words[start..end].iter().fold(BASE, mix);
                seeds.push((hash, start, end - start));
            }
            told -= pair.bits(words[start]);
        }
        seeds.sort_unstable();
        seeds
    })
}

/// Returns the runs that seeds of both texts make up together, those that overlap on one diagonal as one.
fn runs(pair: &Pair, seeds: [Vec<(u64, usize, usize)>; 2]) -> Vec<Run> {
    let [ones, others] = &seeds;
    let (mut met, mut at) = (Vec::new(), 0);
    for group in ones.chunk_by(|a, b| a.0 == b.0) {
        let hash = group[0].0;
        at += others[at..].partition_point(|seed| seed.0 < hash);
        let same = others[at..].partition_point(|seed| seed.0 == hash);
        let there = &others[at..at + same];
        if group.len() <= OFTEN && there.len() <= OFTEN {
            let both = group.iter().flat_map(|one| there.iter().map(|other| (one.1, other.1, one.2)));
            // Two runs of one hash may still be different ones.
            let same = |(one, other, length): &(usize, usize, usize)| {
                pair.words[0][*one..one + length] == pair.words[1][*other..other + length]
            };
            met.extend(both.filter(same));
        }
    }
    // A diagonal is where both texts go on alike: the difference of the places is the same.
    met.sort_unstable_by_key(|(one, other, _)| (one.wrapping_sub(*other), *other));
    let mut runs: Vec<Run> = Vec::new();
    for (one, other, length) in met {
        match runs.last_mut() {
            Some(run) if one.wrapping_sub(other) == run.one.wrapping_sub(run.other) && other <= run.ends()[1] => {
                run.length = run.length.max(other + length - run.other);
            }
            _ => runs.push(Run { other, one, length }),
        }
    }
    runs.sort_unstable();
    runs
}

/// Joins runs that follow each other on both sides over small gaps, the ones that tell most first; each run is in one
/// chain.
fn chains(pair: &Pair, runs: &[Run], enough: u64) -> Vec<Vec<Run>> {
    let told: Vec<u64> = runs.iter().map(|run| pair.sum(0, run.one..run.one + run.length)).collect();
    let mut best: Vec<(u64, Option<usize>)> = Vec::with_capacity(runs.len());
    // The runs by where they end in the one text, a bucket for each so many words.
    let mut open: HashMap<usize, Vec<usize>> = HashMap::new();
    for (at, run) in runs.iter().enumerate() {
        let mut score = (told[at], None);
        let first = run.one.saturating_sub(GAP) / GAP;
        for bucket in first..=(run.one + run.length) / GAP {
            let Some(near) = open.get_mut(&bucket) else { continue };
            near.retain(|before| runs[*before].ends()[1] + GAP >= run.other);
            for before in near.iter() {
                if let Some(cost) = step(pair, &runs[*before], run) {
                    let reached = (best[*before].0 + told[at]).saturating_sub(cost);
                    if cost < best[*before].0 && reached > score.0 {
                        score = (reached, Some(*before));
                    }
                }
            }
        }
        best.push(score);
        open.entry((run.one + run.length) / GAP).or_default().push(at);
    }
    let mut order: Vec<usize> = (0..runs.len()).filter(|at| best[*at].0 + enough / 4 >= enough).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(best[*at].0), *at));
    let mut taken = vec![false; runs.len()];
    let mut chains = Vec::new();
    for end in order {
        let (mut chain, mut next) = (Vec::new(), Some(end));
        while let Some(at) = next.filter(|at| !taken[*at]) {
            taken[at] = true;
            chain.push(runs[at]);
            next = best[at].1;
        }
        if !chain.is_empty() {
            chain.reverse();
            chains.push(chain);
        }
    }
    chains
}

/// Returns what it costs to go on from a run to another one, in parts of a bit; `None` where that can't be.
fn step(pair: &Pair, before: &Run, run: &Run) -> Option<u64> {
    let ([one, other], [end, other_end]) = (before.ends(), run.ends());
    if end <= one || other_end <= other || run.one < before.one || run.other < before.other {
        return None;
    }
    let over = one.saturating_sub(run.one).max(other.saturating_sub(run.other));
    if over >= run.length {
        return None;
    }
    let gaps = [(run.one + over).checked_sub(one)?, (run.other + over).checked_sub(other)?];
    let widest = gaps[0].max(gaps[1]);
    (widest <= GAP).then(|| {
        let lost = pair.sum(0, run.one..run.one + over);
        lost + u64::from(COST * BIT) * widest as u64
    })
}

/// The words of two texts that are the same, in order.
struct Matches {
    pairs: Vec<(usize, usize)>,
}

impl Matches {
    fn ranges(&self) -> [Range<usize>; 2] {
        match (self.pairs.first(), self.pairs.last()) {
            (Some(first), Some(last)) => [first.0..last.0 + 1, first.1..last.1 + 1],
            _ => [0..0, 0..0],
        }
    }

    /// Returns what the words tell, less what those that differ cost.
    fn score(&self, pair: &Pair) -> u64 {
        let told: u64 = self.pairs.iter().map(|(one, _)| u64::from(pair.bits(pair.words[0][*one]))).sum();
        let [one, other] = self.ranges();
        let differing = one.len().max(other.len()) - self.pairs.len();
        told.saturating_sub(u64::from(COST * BIT) * differing as u64)
    }

    /// Tells whether at least half of the words are the same.
    fn is_alike(&self) -> bool {
        let [one, other] = self.ranges();
        self.pairs.len() * 2 >= one.len().max(other.len())
    }

    fn passage(&self, pair: &Pair, texts: [&Words; 2]) -> Option<Passage> {
        let [one, other] = self.ranges();
        let spans = [texts[0].cover(one)?, texts[1].cover(other)?];
        let gaps = self.pairs.windows(2).map(|two| [two[0].0 + 1..two[1].0, two[0].1 + 1..two[1].1]);
        let changes = gaps
            .filter(|[one, other]| !one.is_empty() || !other.is_empty())
            .map(|[one, other]| Change { sides: [texts[0].bytes(one), texts[1].bytes(other)] })
            .collect();
        let bits = u32::try_from(self.score(pair) / u64::from(BIT)).unwrap_or(u32::MAX);
        Some(Passage { spans, changes, bits })
    }
}

/// Aligns what lies between the runs of a chain, and goes on at both ends as far as words are the same but for small
/// edits.
fn fill(pair: &Pair, chain: &[Run]) -> Matches {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for run in chain {
        let (one, other) = pairs.last().map_or((run.one, run.other), |(one, other)| (one + 1, other + 1));
        // Where the run begins inside of the one before, only the rest of it counts.
        let over = one.saturating_sub(run.one).max(other.saturating_sub(run.other));
        let (from, other_from) = (run.one + over, run.other + over);
        let (mut next, mut other_next) = (one, other);
        for [gone, come] in pair.differences(one..from, other..other_from) {
            pairs.extend((next..one + gone.start).zip(other_next..));
            (next, other_next) = (one + gone.end, other + come.end);
        }
        pairs.extend((next..run.one + run.length).zip(other_next..));
    }
    let words = [&pair.words[0], &pair.words[1]];
    if let Some((one, other)) = pairs.last().map(|(one, other)| (one + 1, other + 1)) {
        let get = |i: usize, j: usize| Some((*words[0].get(one + i)?, *words[1].get(other + j)?));
        pairs.extend(go_on(pair, get).into_iter().map(|(i, j)| (one + i, other + j)));
    }
    if let Some((one, other)) = pairs.first().copied() {
        let get = |i: usize, j: usize| Some((words[0][one.checked_sub(i + 1)?], words[1][other.checked_sub(j + 1)?]));
        let before = go_on(pair, get).into_iter().rev().map(|(i, j)| (one - 1 - i, other - 1 - j));
        pairs.splice(0..0, before.collect::<Vec<_>>());
    }
    Matches { pairs }
}

/// Goes on from the end of a passage while words are the same, and over up to three words that differ where what
/// follows tells more than they cost.
fn go_on(pair: &Pair, get: impl Fn(usize, usize) -> Option<(u32, u32)>) -> Vec<(usize, usize)> {
    const EDIT: usize = 3;
    let same = |i: usize, j: usize| get(i, j).filter(|(one, other)| one == other).map(|(word, _)| pair.bits(word));
    let (mut pairs, mut i, mut j) = (Vec::new(), 0, 0);
    loop {
        while same(i, j).is_some() {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        }
        let skips = (1..=EDIT).flat_map(|most| (0..=most).flat_map(move |a| [(a, most), (most, a)]));
        let pays = |(a, b): &(usize, usize)| {
            let follows = (0..GAP).map_while(|step| same(i + a + step, j + b + step)).sum::<u32>();
            follows > 2 * COST * BIT * (*a).max(*b) as u32 + 2 * COST * BIT
        };
        match skips.into_iter().find(pays) {
            Some((a, b)) => (i, j) = (i + a, j + b),
            None => return pairs,
        }
    }
}

/// Leaves out what lies mostly, on both sides, in passages that tell more.
fn distinct(mut found: Vec<Matches>, lengths: [usize; 2]) -> Vec<Matches> {
    let mut covered = lengths.map(|length| vec![false; length]);
    found.sort_by_key(|matches| (std::cmp::Reverse(matches.pairs.len()), matches.pairs.first().copied()));
    found.retain(|matches| {
        let ranges = matches.ranges();
        let known = |side: usize| {
            let there = &covered[side][ranges[side].clone()];
            there.iter().filter(|known| **known).count() * 2 > there.len()
        };
        if known(0) && known(1) {
            return false;
        }
        for (side, range) in ranges.into_iter().enumerate() {
            covered[side][range].fill(true);
        }
        true
    });
    found
}

#[cfg(test)]
#[path = "passages_tests.rs"]
mod tests;
