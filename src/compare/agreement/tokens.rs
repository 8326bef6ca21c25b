//! Measures on tokens: Cohen's and Fleiss' kappa and Krippendorff's nominal alpha, by label as marked or not, overall
//! with the set of labels of each token and the MASI distance.

use super::bootstrap::Tallies;
use super::choose::Comparison;
use super::sweep::{ABSENT, Axis};
use super::value::{Outcome, Undefined, corrected};

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
