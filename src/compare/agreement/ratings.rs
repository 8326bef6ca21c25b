//! Measures the values that any number of annotators gave to the same things: Fleiss' kappa, Krippendorff's alpha,
//! Gwet's AC1 and AC2. All take the values of a thing without asking whose they are.

use std::rc::Rc;

use super::ratio;
use super::value::{Outcome, Undefined, corrected};

/// How far apart two values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Different or not.
    Nominal,
    /// By how many values lie between them in their order.
    Ordinal,
    /// By the square of their difference.
    Interval,
    /// By the square of their difference over their sum; for numbers with a true zero, none below it.
    Ratio,
}

/// How often each value was given to each thing.
#[derive(Clone, Debug, Default)]
pub struct Ratings {
    values: usize,
    /// For each thing, the values that it got, and how often each.
    things: Rc<Vec<Vec<(usize, f64)>>>,
    /// How often each thing counts.
    times: Vec<f64>,
}

impl Ratings {
    /// Makes a table without things, for values numbered from 0 in their order.
    pub fn new(values: usize) -> Ratings {
        Ratings { values, ..Ratings::default() }
    }

    /// Lets each thing count so many times, in the order in which they were added.
    pub(super) fn counted_times(&self, times: Vec<f64>) -> Ratings {
        Ratings { values: self.values, things: Rc::clone(&self.things), times }
    }

    /// Adds a thing with the values that it got; who gave none is left out.
    pub fn add(&mut self, given: impl IntoIterator<Item = usize>) {
        let mut thing: Vec<(usize, f64)> = Vec::new();
        for value in given.into_iter().filter(|value| *value < self.values) {
            match thing.iter_mut().find(|(other, _)| *other == value) {
                Some((_, times)) => *times += 1.0,
                None => thing.push((value, 1.0)),
            }
        }
        self.push(thing, 1.0);
    }

    fn push(&mut self, thing: Vec<(usize, f64)>, counts: f64) {
        Rc::make_mut(&mut self.things).push(thing);
        self.times.push(counts);
    }

    /// Lists the things that count, each with how many gave it a value and how often it does.
    fn counting(&self) -> impl Iterator<Item = (&[(usize, f64)], f64, f64)> {
        let counting = self.things.iter().zip(&self.times).filter(|(_, counts)| **counts > 0.0);
        counting.map(|(thing, counts)| (thing.as_slice(), thing.iter().map(|(_, times)| times).sum::<f64>(), *counts))
    }

    /// Lists those that at least two annotators gave a value to.
    fn shared(&self) -> impl Iterator<Item = (&[(usize, f64)], f64, f64)> {
        self.counting().filter(|(_, given, _)| *given >= 2.0)
    }

    /// Returns how many things at least two annotators gave a value to.
    pub fn counted(&self) -> usize {
        self.shared().map(|(.., counts)| counts).sum::<f64>() as usize
    }

    /// Returns the observed and the expected agreement of Fleiss' kappa (1971), over the things that at least two
    /// annotators gave a value to.
    ///
    /// # Errors
    /// There is no such thing.
    pub fn fleiss_agreement(&self) -> Result<(f64, f64), Undefined> {
        let (mut same, mut things, mut all) = (0.0, 0.0, 0.0);
        let mut shares = vec![0.0; self.values];
        for (thing, given, counts) in self.shared() {
            let alike = thing.iter().map(|(_, times)| times * (times - 1.0)).sum::<f64>();
            same += counts * alike / (given * (given - 1.0));
            things += counts;
            all += counts * given;
            thing.iter().for_each(|(value, times)| shares[*value] += counts * times);
        }
        if things == 0.0 {
            return Err(Undefined::NothingCounted);
        }
        Ok((same / things, shares.iter().map(|times| (times / all).powi(2)).sum()))
    }

    /// Computes Fleiss' kappa.
    ///
    /// # Errors
    /// There is nothing counted, or only one value.
    pub fn fleiss(&self) -> Outcome {
        let (same, chance) = self.fleiss_agreement()?;
        corrected(1.0 - same, 1.0 - chance)
    }

    /// Computes Fleiss' kappa of one value against all others.
    ///
    /// # Errors
    /// There is nothing counted, or all or nothing is of that value.
    pub fn fleiss_of(&self, value: usize) -> Outcome {
        let mut only = Ratings::new(2);
        for (thing, given, counts) in self.counting() {
            let own: f64 = thing.iter().filter(|(other, _)| *other == value).map(|(_, times)| times).sum();
            only.push(vec![(0, given - own), (1, own)], counts);
        }
        only.fleiss()
    }

    /// Returns the observed and the expected disagreement of Krippendorff's alpha (2004, chapter 11). `numbers` are the
    /// values as numbers, for the metrics that take them.
    ///
    /// # Errors
    /// There is nothing counted, or there are no numbers for a metric that takes them, or ratios of numbers below 0.
    pub fn disagreement(&self, metric: Metric, numbers: &[f64]) -> Result<(f64, f64), Undefined> {
        if matches!(metric, Metric::Interval | Metric::Ratio) && numbers.len() < self.values {
            return Err(Undefined::NoNumbers);
        }
        if metric == Metric::Ratio && numbers.iter().any(|number| *number < 0.0) {
            return Err(Undefined::NoRatios);
        }
        let mut times = vec![0.0; self.values];
        for (thing, _, counts) in self.shared() {
            thing.iter().for_each(|(value, given)| times[*value] += counts * given);
        }
        let all: f64 = times.iter().sum();
        if all <= 0.0 {
            return Err(Undefined::NothingCounted);
        }
        let mut below = vec![0.0; self.values + 1];
        (0..self.values).for_each(|at| below[at + 1] = below[at] + times[at]);
        // In order values are as far apart as the middles of those that are the same.
        let middles: Vec<f64>;
        let numbers = match metric {
            Metric::Ordinal => {
                middles = times.iter().zip(&below).map(|(own, below)| below + own / 2.0).collect();
                middles.as_slice()
            }
            _ => numbers,
        };
        let apart = |one: usize, other: usize| match metric {
            _ if one == other => 0.0,
            Metric::Nominal => 1.0,
            Metric::Ordinal | Metric::Interval => (numbers[one] - numbers[other]).powi(2),
            Metric::Ratio => ratio::square(numbers[one], numbers[other]),
        };
        let mut observed = 0.0;
        for (thing, given, counts) in self.shared() {
            for (one, times) in thing {
                let unlike: f64 = thing.iter().map(|(other, more)| times * more * apart(*one, *other)).sum();
                observed += counts * unlike / (given - 1.0);
            }
        }
        let given: Vec<usize> = (0..self.values).filter(|value| times[*value] > 0.0).collect();
        let expected: f64 = match metric {
            // All pairs but those of like values; there may be as many values as there are things.
            Metric::Nominal => all * all - times.iter().map(|times| times * times).sum::<f64>(),
            // All pairs' squared differences are twice the squared differences from the mean, times all: taken from a
            // number that is given, so that nothing is left of what is the same.
            Metric::Ordinal | Metric::Interval => {
                let first = given.first().map_or(0.0, |value| numbers[*value]);
                let off = |value: &usize| numbers[*value] - first;
                let mean = given.iter().map(|value| times[*value] * off(value)).sum::<f64>() / all;
                2.0 * all * given.iter().map(|value| times[*value] * (off(value) - mean).powi(2)).sum::<f64>()
            }
            Metric::Ratio => {
                let given: Vec<(f64, f64)> = given.iter().map(|value| (numbers[*value], times[*value])).collect();
                2.0 * ratio::squares(&given)
            }
        };
        Ok((observed / all, expected / (all * (all - 1.0))))
    }

    /// Computes Krippendorff's alpha.
    ///
    /// # Errors
    /// As [`Ratings::disagreement`] has them, or there is only one value.
    pub fn alpha(&self, metric: Metric, numbers: &[f64]) -> Outcome {
        let (observed, expected) = self.disagreement(metric, numbers)?;
        // However near each other numbers are: only those that are the same do not vary.
        let varies = expected > 0.0 && expected.is_finite();
        if varies { Ok(1.0 - observed / expected) } else { Err(Undefined::NoVariation) }
    }

    /// Returns the observed and the expected agreement of Gwet's AC1 (2008), or of AC2 (2014) with quadratic weights
    /// where the order of the values counts.
    ///
    /// # Errors
    /// There is nothing counted, or there is only one value to give.
    pub fn gwet_agreement(&self, ordered: bool) -> Result<(f64, f64), Undefined> {
        if self.values < 2 {
            return Err(Undefined::NoVariation);
        }
        let last = (self.values - 1) as f64;
        let weight = |one: usize, other: usize| match ordered {
            true => 1.0 - (one.abs_diff(other) as f64 / last).powi(2),
            false => f64::from(u8::from(one == other)),
        };
        let (mut same, mut shared) = (0.0, 0.0);
        for (thing, given, counts) in self.shared() {
            for (one, times) in thing {
                let near: f64 = thing.iter().map(|(other, more)| weight(*one, *other) * more).sum();
                same += counts * times * (near - 1.0) / (given * (given - 1.0));
            }
            shared += counts;
        }
        if shared == 0.0 {
            return Err(Undefined::NothingCounted);
        }
        let mut shares = vec![0.0; self.values];
        let mut things = 0.0;
        for (thing, given, counts) in self.counting().filter(|(_, given, _)| *given > 0.0) {
            thing.iter().for_each(|(value, times)| shares[*value] += counts * times / given);
            things += counts;
        }
        let spread: f64 = shares.iter().map(|share| share / things * (1.0 - share / things)).sum();
        let values = self.values as f64;
        // The sum of the weights of all pairs of values.
        let weights = match ordered {
            true => values * values * (1.0 - (values + 1.0) / (6.0 * (values - 1.0))),
            false => values,
        };
        Ok((same / shared, weights * spread / (values * (values - 1.0))))
    }

    /// Computes Gwet's AC1, or AC2 with quadratic weights where the order of the values counts.
    ///
    /// # Errors
    /// As [`Ratings::gwet_agreement`] has them.
    pub fn gwet(&self, ordered: bool) -> Outcome {
        let (same, chance) = self.gwet_agreement(ordered)?;
        corrected(1.0 - same, 1.0 - chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(found: Outcome, expected: f64) {
        assert!((found.unwrap() - expected).abs() < 1e-12, "{found:?} for {expected}");
    }

    /// Three things, with the values 0 0 0, 0 1 and 1 alone: pairable are 0 0 0 0 1.
    fn three() -> Ratings {
        let mut ratings = Ratings::new(2);
        [&[0, 0, 0][..], &[0, 1], &[1]].iter().for_each(|thing| ratings.add(thing.iter().copied()));
        ratings
    }

    #[test]
    fn alpha_leaves_out_what_one_annotator_valued() {
        // Observed: the one thing in dispute has two unlike pairs over 2 - 1, of 5 values; by chance 2 * 4 * 1 of 5 * 4
        // pairs.
        near(three().alpha(Metric::Nominal, &[]), 1.0 - (2.0 / 5.0) / (8.0 / 20.0));
        assert_eq!(three().counted(), 2);
    }

    #[test]
    fn fleiss_takes_shares_of_all_that_is_pairable() {
        // Agreement: (1 + 0) / 2; chance: 0.8 squared + 0.2 squared = 0.68.
        near(three().fleiss(), (0.5 - 0.68) / 0.32);
        near(three().fleiss_of(1), (0.5 - 0.68) / 0.32);
    }

    #[test]
    fn gwet_takes_shares_of_all_values() {
        // Shares: (1 + 0.5 + 0) / 3 = 0.5 each; chance: 2 * (0.5 * 0.5 * 2) / (2 * 1) = 0.5.
        near(three().gwet(false), 0.0);
    }

    #[test]
    fn distances_follow_the_metric() {
        let mut ratings = Ratings::new(3);
        [[0, 2], [1, 1]].iter().for_each(|thing| ratings.add(*thing));
        // Values 0 1 1 2, so 0 and 2 are 4 - (1 + 1) / 2 = 3 apart in order, neighbours 3 - 1.5 = 1.5.
        let (observed, expected) = ratings.disagreement(Metric::Ordinal, &[]).unwrap();
        assert_eq!(observed, 2.0 * 9.0 / 4.0);
        assert!((expected - (2.0 * 9.0 + 8.0 * 2.25) / 12.0).abs() < 1e-12);
        let (observed, expected) = ratings.disagreement(Metric::Interval, &[1.0, 2.0, 4.0]).unwrap();
        assert_eq!(observed, 2.0 * 9.0 / 4.0);
        assert!((expected - 2.0 * (9.0 + 2.0 * 1.0 + 2.0 * 4.0) / 12.0).abs() < 1e-12);
        let (observed, _) = ratings.disagreement(Metric::Ratio, &[1.0, 2.0, 4.0]).unwrap();
        assert!((observed - 2.0 * 0.36 / 4.0).abs() < 1e-12);
        assert_eq!(ratings.alpha(Metric::Ratio, &[]), Err(Undefined::NoNumbers));
        // With a sum of 0 they would be as far apart as can be, or not at all.
        assert_eq!(ratings.alpha(Metric::Ratio, &[-1.0, 0.0, 1.0]), Err(Undefined::NoRatios));
        near(ratings.alpha(Metric::Ratio, &[0.0, 0.0, 1.0]), 1.0 - (2.0 / 4.0) / (2.0 * 3.0 / 12.0));
    }

    #[test]
    fn sums_are_those_of_all_pairs() {
        let numbers: [f64; 4] = [1e9, 1e9 + 0.5, 1e9 + 3.0, 1e9 + 3.5];
        let things = [vec![0, 1, 1], vec![2, 3], vec![3, 0, 2, 2], vec![1, 1]];
        let given: Vec<usize> = things.concat();
        let pairs = |apart: &dyn Fn(usize, usize) -> f64| -> f64 {
            given.iter().flat_map(|one| given.iter().map(|other| apart(*one, *other))).sum()
        };
        let all = given.len() as f64;
        let square = |one: usize, other: usize| (numbers[one] - numbers[other]).powi(2);
        let (_, expected) = of(&things).disagreement(Metric::Interval, &numbers).unwrap();
        assert!((expected - pairs(&square) / (all * (all - 1.0))).abs() < 1e-9, "{expected}");
        // However small the numbers are, they vary.
        let tiny = |factor: f64| of(&things).alpha(Metric::Interval, &[0.0, factor, 3.0 * factor, 4.0 * factor]);
        near(tiny(1e-9), tiny(1.0).unwrap());
        let close = of(&things).alpha(Metric::Ratio, &[1e7, 1e7 + 1.0, 1e7 + 3.0, 1e7 + 4.0]);
        assert!((close.unwrap() - tiny(1.0).unwrap()).abs() < 1e-6, "{close:?}");
        // However large the numbers are, nothing is left of those that are the same.
        let same = of(&[vec![3, 3], vec![3, 3, 3]]).alpha(Metric::Interval, &[1e15 + 0.3; 4]);
        assert_eq!(same, Err(Undefined::NoVariation));
        // Four values: 16 pairs, less the squares of their distances over 3 squared.
        let weights: f64 = (0..16).map(|at: i32| 1.0 - f64::from((at / 4 - at % 4).pow(2)) / 9.0).sum();
        let (_, chance) = of(&[vec![0, 1], vec![2, 3]]).gwet_agreement(true).unwrap();
        assert!((chance - weights * 4.0 * 0.25 * 0.75 / 12.0).abs() < 1e-12, "{chance}");
    }

    #[test]
    fn nothing_and_one_value_are_undefined() {
        let mut ratings = Ratings::new(2);
        assert_eq!(ratings.alpha(Metric::Nominal, &[]), Err(Undefined::NothingCounted));
        ratings.add([1]);
        assert_eq!(ratings.fleiss(), Err(Undefined::NothingCounted));
        ratings.add([1, 1]);
        for outcome in [ratings.fleiss(), ratings.alpha(Metric::Nominal, &[]), Ratings::new(1).gwet(false)] {
            assert_eq!(outcome, Err(Undefined::NoVariation));
        }
    }

    fn of(things: &[Vec<usize>]) -> Ratings {
        let mut ratings = Ratings::new(4);
        things.iter().for_each(|thing| ratings.add(thing.iter().copied()));
        ratings
    }

    proptest! {
        #[test]
        fn names_and_order_of_values_change_nothing_nominal(
            things in prop::collection::vec(prop::collection::vec(0usize..4, 0..5), 1..30),
            shift in 1usize..4,
        ) {
            let renamed: Vec<Vec<usize>> =
                things.iter().rev().map(|thing| thing.iter().rev().map(|value| (value + shift) % 4).collect()).collect();
            let (one, other) = (of(&things), of(&renamed));
            for (one, other) in [
                (one.alpha(Metric::Nominal, &[]), other.alpha(Metric::Nominal, &[])),
                (one.fleiss(), other.fleiss()),
                (one.gwet(false), other.gwet(false)),
            ] {
                match (one, other) {
                    (Ok(one), Ok(other)) => prop_assert!((one - other).abs() < 1e-9, "{one} {other}"),
                    (one, other) => prop_assert_eq!(one, other),
                }
            }
        }
    }
}
