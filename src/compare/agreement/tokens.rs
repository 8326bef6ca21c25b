//! Measures on tokens: Cohen's and Fleiss' kappa and Krippendorff's nominal alpha, by label as marked or not, overall
//! with the set of labels of each token and the MASI distance.

use super::bootstrap::Tallies;
use super::choose::{Comparison, Mark, Piece};
use super::sweep::{ABSENT, Axis};
use super::value::{Outcome, Undefined, corrected};

/// Returns how many at the front of a list something holds of, if of none behind. Soon where that is near a place.
fn partition_near<T>(list: &[T], near: usize, holds: impl Fn(&T) -> bool) -> usize {
    let (mut low, mut high, mut step) = (0, list.len(), 1);
    if list.get(near).is_some_and(&holds) {
        low = near + 1;
        while let Some(item) = list.get(low + step - 1) {
            if !holds(item) {
                high = low + step - 1;
                break;
            }
            low += step;
            step *= 2;
        }
    } else {
        high = high.min(near);
        while step <= high {
            if holds(&list[high - step]) {
                low = high - step + 1;
                break;
            }
            high -= step;
            step *= 2;
        }
    }
    low + list[low..high].partition_point(holds)
}

impl Piece {
    /// Returns the tokens that a range of code points marks: those of which it holds more than half. Soon where the
    /// token of a number is near.
    pub(super) fn tokens_near(&self, (start, end): (u32, u32), near: usize) -> (u32, u32) {
        let holds = |(from, to): (u32, u32)| 2 * to.min(end).saturating_sub(from.max(start)) > to - from;
        let mut first = partition_near(&self.tokens, near, |token| token.1 <= start);
        let mut last = partition_near(&self.tokens, first, |token| token.0 < end);
        if first < last && !holds(self.tokens[first]) {
            first += 1;
        }
        if first < last && !holds(self.tokens[last - 1]) {
            last -= 1;
        }
        (first as u32, last as u32)
    }

    /// Lists the tokens that an annotation marks.
    pub(super) fn tokens_of(&self, mark: &Mark) -> Vec<(u32, u32)> {
        let middle = self.tokens.len() / 2;
        let marked = mark.fragments.iter().map(|fragment| self.tokens_near(*fragment, middle));
        marked.filter(|(start, end)| start < end).collect()
    }
}

/// Sums up the disagreement that chance makes: of each pair of sets its distance, as often as both come.
fn chance(one: &[f64], other: &[f64], apart: &[Vec<f64>]) -> f64 {
    let of = |(times, apart): (&f64, &Vec<f64>)| {
        if *times == 0.0 { 0.0 } else { times * other.iter().zip(apart).map(|(b, d)| b * d).sum::<f64>() }
    };
    one.iter().zip(apart).map(of).sum()
}

/// Says why there is nothing to measure, when so: `empty` is how often nothing was marked among `all`.
pub(super) fn something(all: f64, empty: f64) -> Result<(), Undefined> {
    if all <= 0.0 {
        Err(Undefined::NothingCounted)
    } else if empty >= all {
        Err(Undefined::NothingMarked)
    } else {
        Ok(())
    }
}

impl Comparison {
    /// Krippendorff's alpha (2004): tokens that fewer than two sides count are not there.
    pub(super) fn token_alpha(&self, sides: &[usize], label: Option<usize>) -> Tallies<'static> {
        let sweep = self.sweep(sides, Axis::Tokens, label);
        let apart = sweep.masi();
        let mut rows = vec![vec![0.0; 2 + apart.len()]; self.blocks()];
        for (block, tokens, sets) in sweep.segments() {
            let row = &mut rows[block];
            let mut given = 0.0;
            let mut observed = 0.0;
            for (at, one) in sets.iter().enumerate().filter(|(_, set)| **set != ABSENT) {
                given += 1.0;
                row[2 + *one as usize] += tokens;
                let others = sets[at + 1..].iter().filter(|set| **set != ABSENT && *set != one);
                observed += others.map(|other| 2.0 * apart[*one as usize][*other as usize]).sum::<f64>();
            }
            row[0] += tokens;
            row[1] += tokens * observed / (given - 1.0);
        }
        Tallies::new(rows, move |sums| {
            let times = &sums[2..];
            let all: f64 = times.iter().sum();
            something(all, times[0])?;
            corrected(sums[1] / all, chance(times, times, &apart) / (all * (all - 1.0)))
        })
    }

    /// Fleiss' kappa (1971), over the articles that all sides are done with.
    pub(super) fn token_fleiss(&self, sides: &[usize], label: Option<usize>) -> Tallies<'static> {
        let sweep = self.sweep(sides, Axis::Tokens, label);
        let apart = sweep.masi();
        let mut rows = vec![vec![0.0; 2 + apart.len()]; self.blocks()];
        let pairs = (sides.len() * sides.len().saturating_sub(1)) as f64 / 2.0;
        for (block, tokens, sets) in sweep.segments().filter(|(.., sets)| !sets.contains(&ABSENT)) {
            let row = &mut rows[block];
            let mut observed = 0.0;
            for (at, one) in sets.iter().enumerate() {
                row[2 + *one as usize] += tokens;
                observed += sets[at + 1..].iter().map(|other| apart[*one as usize][*other as usize]).sum::<f64>();
            }
            row[0] += tokens;
            row[1] += tokens * observed / pairs;
        }
        Tallies::new(rows, move |sums| {
            let times = &sums[2..];
            let all: f64 = times.iter().sum();
            something(all, times[0])?;
            corrected(sums[1] / sums[0], chance(times, times, &apart) / (all * all))
        })
    }

    /// Cohen's kappa (1960; with a distance 1968) of each pair, and the mean of them.
    pub(super) fn token_kappa(&self, sides: &[usize], label: Option<usize>) -> Tallies<'static> {
        let sweep = self.sweep(sides, Axis::Tokens, label);
        let (apart, blocks) = (sweep.masi(), self.blocks());
        let sets = apart.len();
        let pairs = (0..sides.len()).flat_map(|one| (one + 1..sides.len()).map(move |other| (one, other)));
        let mut counted = vec![0.0; blocks];
        sweep.segments().for_each(|(block, tokens, _)| counted[block] += tokens);
        let of_pair = |(one, other): (usize, usize)| {
            let mut rows = vec![vec![0.0; 2 + 2 * sets]; blocks];
            for (block, tokens, given) in sweep.segments() {
                let (a, b) = (given[one], given[other]);
                if a == ABSENT || b == ABSENT {
                    continue;
                }
                let row = &mut rows[block];
                row[0] += tokens;
                row[1] += tokens * apart[a as usize][b as usize];
                row[2 + a as usize] += tokens;
                row[2 + sets + b as usize] += tokens;
            }
            let apart = apart.clone();
            Tallies::new(rows, move |sums| -> Outcome {
                let (ours, theirs) = sums[2..].split_at(sets);
                something(2.0 * sums[0], ours[0] + theirs[0])?;
                corrected(sums[1] / sums[0], chance(ours, theirs, &apart) / (sums[0] * sums[0]))
            })
        };
        let mut parts: Vec<Tallies<'static>> = pairs.map(of_pair).collect();
        if parts.len() == 1 { parts.remove(0) } else { Tallies::mean(parts, counted) }
    }
}

#[cfg(test)]
mod tests {
    use super::partition_near;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_lies_near_is_what_lies_there(mut list in prop::collection::vec(0u8..40, 0..40), near in 0usize..50, of in 0u8..41) {
            list.sort_unstable();
            prop_assert_eq!(partition_near(&list, near, |item| *item < of), list.partition_point(|item| *item < of));
        }
    }
}
