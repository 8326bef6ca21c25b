//! Measures on spans: precision, recall and F1, strict, exact, partial and by type as in SemEval-2013 task 9
//! (Segura-Bedmar, Martínez and Herrero-Zazo 2013), and by a share of the words.

use std::collections::HashMap;

use super::bootstrap::Tallies;
use super::choose::{Comparison, Mark};
use super::value::Undefined;
use crate::compare::assign::assign;

/// When two annotations are the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Same {
    /// Same words, same label.
    Strict,
    /// Same words, whatever the label.
    Exact,
    /// Same words, or half as much where some are the same; whatever the label.
    Partial,
    /// Same label, where some words are the same.
    Type,
    /// Same label, and of the words that either has, at least this share is common to both (0 to 1; some in any case).
    Overlap(f64),
    /// Same label, and the same tokens are marked.
    Tokens,
}

/// Two annotations that are taken for the same, or none's and one's.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// Its number among the first side's.
    pub one: Option<usize>,
    /// Its number among the second side's.
    pub other: Option<usize>,
    /// How much it counts: 1 for the same, 0.5 for partly the same, 0 otherwise.
    pub credit: f64,
}

/// What matching comes to, as SemEval counts it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Scores {
    /// Same.
    pub correct: usize,
    /// Words in common, and not the same.
    pub incorrect: usize,
    /// Partly the same.
    pub partial: usize,
    /// Only the first side's.
    pub missing: usize,
    /// Only the second side's.
    pub spurious: usize,
}

impl Scores {
    /// Counts matches.
    pub fn of(matches: &[Match]) -> Scores {
        let mut scores = Scores::default();
        for found in matches {
            let counted = match (found.one, found.other, found.credit) {
                (Some(_), None, _) => &mut scores.missing,
                (None, _, _) => &mut scores.spurious,
                (_, _, 1.0) => &mut scores.correct,
                (_, _, 0.0) => &mut scores.incorrect,
                _ => &mut scores.partial,
            };
            *counted += 1;
        }
        scores
    }

    fn credit(&self) -> f64 {
        self.correct as f64 + 0.5 * self.partial as f64
    }

    fn sizes(&self) -> (f64, f64) {
        let both = self.correct + self.incorrect + self.partial;
        ((both + self.missing) as f64, (both + self.spurious) as f64)
    }
}

/// Matches two sides' annotations of one text, each with one at most: first those that are the same, then those that
/// have words in common, so that they count most together and, of such, have the largest shares in common.
pub fn match_up(one: &[&Mark], other: &[&Mark], same: Same, tokens: &dyn Fn(&Mark) -> Vec<(u32, u32)>) -> Vec<Match> {
    let mut found = Vec::new();
    let (mut free, mut left) = (vec![true; one.len()], vec![true; other.len()]);
    if !matches!(same, Same::Overlap(_) | Same::Type) {
        let key = |mark: &Mark| {
            let label = if matches!(same, Same::Strict | Same::Tokens) { mark.label } else { 0 };
            let words = if same == Same::Tokens { tokens(mark) } else { mark.fragments.clone() };
            (!words.is_empty()).then_some((label, words))
        };
        let mut waiting: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, mark) in other.iter().enumerate().rev() {
            if let Some(key) = key(mark) {
                waiting.entry(key).or_default().push(at);
            }
        }
        for (at, mark) in one.iter().enumerate() {
            let twin = key(mark).and_then(|key| waiting.get_mut(&key)?.pop());
            if let Some(twin) = twin {
                (free[at], left[twin]) = (false, false);
                found.push(Match { one: Some(at), other: Some(twin), credit: 1.0 });
            }
        }
    }
    let rows = overlaps(one, other, &free, &left, same);
    for (a, b) in assign(&rows, other.len()).into_iter().enumerate() {
        let Some(b) = b else { continue };
        (free[a], left[b]) = (false, false);
        let credit = same.credit(one[a], other[b]);
        found.push(Match { one: Some(a), other: Some(b), credit });
    }
    found.extend((0..one.len()).filter(|at| free[*at]).map(|at| Match { one: Some(at), other: None, credit: 0.0 }));
    found.extend((0..other.len()).filter(|at| left[*at]).map(|at| Match { one: None, other: Some(at), credit: 0.0 }));
    found
}

/// Lists for each of the first side's annotations those of the second that it has words in common with, and what it
/// gains to match them: what that counts, and a little for the share that they have in common.
fn overlaps(one: &[&Mark], other: &[&Mark], free: &[bool], left: &[bool], same: Same) -> Vec<Vec<(usize, f64)>> {
    const LITTLE: f64 = 1e-6;
    let mut order: Vec<usize> = (0..other.len()).filter(|at| left[*at]).collect();
    order.sort_unstable_by_key(|at| other[*at].start());
    // How far the annotations reach that begin at a place or before it: where that is not far enough, none is looked
    // at.
    let mut reach = 0;
    let mut reaches = Vec::with_capacity(order.len());
    for at in &order {
        reach = reach.max(other[*at].end());
        reaches.push(reach);
    }
    let mut rows = vec![Vec::new(); one.len()];
    for a in (0..one.len()).filter(|at| free[*at]) {
        let behind = order.partition_point(|at| other[*at].start() < one[a].end());
        for at in (0..behind).rev().take_while(|at| reaches[*at] > one[a].start()) {
            let b = order[at];
            let share = one[a].share(other[b]);
            if share > 0.0 {
                rows[a].push((b, same.credit(one[a], other[b]) + LITTLE * share));
            }
        }
    }
    rows
}

impl Same {
    /// Returns what two annotations count that have words in common and are not the same.
    fn credit(self, one: &Mark, other: &Mark) -> f64 {
        let label = one.label == other.label;
        match self {
            Same::Partial => 0.5,
            Same::Type => f64::from(u8::from(label)),
            Same::Overlap(least) => f64::from(u8::from(label && one.share(other) >= least)),
            Same::Strict | Same::Exact | Same::Tokens => 0.0,
        }
    }
}

/// Which of the three.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rate {
    /// Of what the second side marked, the share that is the first's too.
    Precision,
    /// Of what the first side marked, the share that is the second's too.
    Recall,
    /// Their harmonic mean.
    F1,
}

impl Comparison {
    /// Matches what two sides marked in an article, with one label or all; `None` where one of them doesn't count.
    pub(super) fn matches(
        &self,
        piece: usize,
        (one, other): (usize, usize),
        label: Option<usize>,
        same: Same,
    ) -> Option<(Vec<&Mark>, Vec<&Mark>, Vec<Match>)> {
        let piece = &self.pieces[piece];
        let of = |side: usize| -> Option<Vec<&Mark>> {
            let marks = piece.marks[side].as_ref()?;
            Some(marks.iter().filter(|mark| label.is_none_or(|label| mark.label == label)).collect())
        };
        let (ours, theirs) = (of(one)?, of(other)?);
        let found = match_up(&ours, &theirs, same, &|mark| piece.tokens_of(mark));
        Some((ours, theirs, found))
    }

    /// Precision, recall or F1 of each pair, pooled over its articles, and the mean of them.
    pub(super) fn span_rate(&self, sides: &[usize], label: Option<usize>, same: Same, rate: Rate) -> Tallies<'static> {
        let pairs = (0..sides.len()).flat_map(|a| (a + 1..sides.len()).map(move |b| (sides[a], sides[b])));
        let of_pair = |pair: (usize, usize)| {
            let mut rows = vec![vec![0.0; 4]; self.blocks()];
            for piece in 0..self.pieces.len() {
                let Some((ours, theirs, found)) = self.matches(piece, pair, label, same) else { continue };
                for found in found {
                    let starts = [found.one.map(|at| ours[at].start()), found.other.map(|at| theirs[at].start())];
                    let row = &mut rows[self.block(piece, starts.into_iter().flatten().min().unwrap_or(0))];
                    count(row, found.one.is_some(), found.other.is_some(), found.credit);
                }
            }
            Tallies::new(rows, move |sums| rate.of(sums))
        };
        let mut parts: Vec<Tallies<'static>> = pairs.map(of_pair).collect();
        if parts.len() == 1 { parts.remove(0) } else { Tallies::mean(parts, self.marked(sides, label)) }
    }

    /// Counts the annotations of some sides by block, in the articles that two of them at least are done with.
    fn marked(&self, sides: &[usize], label: Option<usize>) -> Vec<f64> {
        let mut counted = vec![0.0; self.blocks()];
        for (at, piece) in self.pieces.iter().enumerate() {
            let done: Vec<&Vec<Mark>> = sides.iter().filter_map(|side| piece.marks[*side].as_ref()).collect();
            let marks = done.iter().filter(|_| done.len() > 1).flat_map(|own| own.iter());
            for mark in marks.filter(|mark| label.is_none_or(|label| mark.label == label)) {
                counted[self.block(at, mark.start())] += 1.0;
            }
        }
        counted
    }
}

/// Adds to a row: how many are counted, how much is the same, how many the one side has, how many the other.
pub(super) fn count(row: &mut [f64], one: bool, other: bool, credit: f64) {
    row[0] += f64::from(u8::from(one)) + f64::from(u8::from(other));
    row[1] += credit;
    row[2] += f64::from(u8::from(one));
    row[3] += f64::from(u8::from(other));
}

impl Rate {
    /// All three.
    pub const ALL: [Rate; 3] = [Rate::F1, Rate::Precision, Rate::Recall];

    /// Computes it of rows as [`count`] makes them.
    pub(super) fn of(self, sums: &[f64]) -> super::Outcome {
        let (part, whole) = match self {
            Rate::Precision => (sums[1], sums[3]),
            Rate::Recall => (sums[1], sums[2]),
            Rate::F1 => (2.0 * sums[1], sums[2] + sums[3]),
        };
        if whole > 0.0 { Ok(part / whole) } else { Err(Undefined::NothingMarked) }
    }

    /// Computes it of scores.
    pub fn of_scores(self, scores: &Scores) -> super::Outcome {
        let (one, other) = scores.sizes();
        self.of(&[one + other, scores.credit(), one, other])
    }
}
