//! Adds up how far apart numbers are by their ratios: the squares of their differences over their sums.
//!
//! Few numbers are taken pair by pair. Of many that would take too long, and there is another way: 1 over the square of
//! a + b is the integral of t e^-(a+b)t, and so the sum of all pairs' squares is that of t W V, where W adds up the
//! numbers' weights e^-at, and V the squares of how far they lie from their mean by these weights. All of it is
//! positive: nothing is lost where numbers lie near each other. Taken over the logarithm of t, the integral is a sum of
//! steps of the same width, which for so smooth a function is as exact as the numbers themselves (Trefethen and
//! Weideman 2014, The exponentially convergent trapezoidal rule). Each step takes every number once, and there are as
//! many steps as the logarithm of the greatest over the smallest number asks for: some hundred for a thousandfold.

/// The most numbers that are taken pair by pair.
const PAIRS: usize = 1_024;
/// How wide a step is. The error follows e^(-pi^2 / step): for each pair it is less than 5e-15 of its square.
const STEP: f64 = 0.25;
/// What is left out at the ends of the integral: for each pair less than 1e-16 of its square.
const ENDS: [f64; 2] = [1e-8, 45.0];
/// How much smaller than the greatest the smallest number is taken to be at the most.
const SMALLEST: f64 = 1e-300;

/// Adds up the square of the difference over the sum of each pair of numbers that are 0 or more, as often as both are
/// given. The cost is linear in the numbers.
pub(super) fn squares(given: &[(f64, f64)]) -> f64 {
    if given.len() <= PAIRS { by_pairs(given) } else { by_steps(given) }
}

/// Returns the square of the difference of two numbers over their sum; both are 0 where that is.
pub(super) fn square(one: f64, other: f64) -> f64 {
    let sum = one + other;
    if sum == 0.0 { 0.0 } else { ((one - other) / sum).powi(2) }
}

fn by_pairs(given: &[(f64, f64)]) -> f64 {
    let with_rest = |(at, (number, times)): (usize, &(f64, f64))| {
        times * given[at + 1..].iter().map(|(other, more)| more * square(*number, *other)).sum::<f64>()
    };
    given.iter().enumerate().map(with_rest).sum()
}

fn by_steps(given: &[(f64, f64)]) -> f64 {
    let greatest = given.iter().map(|(number, _)| *number).fold(0.0, f64::max);
    if greatest == 0.0 {
        return 0.0;
    }
    // As parts of the greatest, and as what they are more than the least: the differences are as exact as they can be.
    let least = given.iter().map(|(number, _)| *number).fold(greatest, f64::min);
    let numbers: Vec<(f64, f64, f64)> =
        given.iter().map(|(number, times)| (number / greatest, (number - least) / greatest, *times)).collect();
    let positive = numbers.iter().map(|(number, ..)| *number).filter(|number| *number > 0.0);
    let smallest = positive.fold(1.0, f64::min).max(SMALLEST);
    let (first, last) = ((ENDS[0] / 2.0).ln(), (ENDS[1] / smallest).ln());
    let mut weights = vec![0.0; numbers.len()];
    let mut sum = 0.0;
    for step in 0..=((last - first) / STEP).ceil() as usize {
        let t = (first + step as f64 * STEP).exp();
        let (mut all, mut total) = (0.0, 0.0);
        for (weight, (number, more, times)) in weights.iter_mut().zip(&numbers) {
            *weight = times * (-number * t).exp();
            all += *weight;
            total += *weight * more;
        }
        if all > 0.0 {
            let mean = total / all;
            // What weighs nothing may lie without bounds.
            let counted = weights.iter().zip(&numbers).filter(|(weight, _)| **weight > 0.0);
            sum += all * counted.map(|(weight, (_, more, _))| weight * (t * (more - mean)).powi(2)).sum::<f64>();
        }
    }
    sum * STEP
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn alike(given: &[(f64, f64)]) {
        let (pairs, steps) = (by_pairs(given), by_steps(given));
        assert!((pairs - steps).abs() <= 1e-12 * pairs, "{pairs} by pairs, {steps} by steps");
    }

    #[test]
    fn many_numbers_add_up_as_their_pairs_do() {
        // 1 and 3: a quarter, six times; 0 lies as far from both as can be.
        assert_eq!(squares(&[(1.0, 2.0), (3.0, 3.0)]), 6.0 / 4.0);
        assert_eq!(squares(&[(0.0, 1.0), (1.0, 2.0), (3.0, 3.0)]), 5.0 + 6.0 / 4.0);
        alike(&[(0.0, 1.0), (1.0, 2.0), (3.0, 3.0)]);
        // All the same, next to each other, and as far apart as numbers are.
        assert_eq!(by_steps(&[(7.0, 2.0), (7.0, 1.0)]), 0.0);
        assert_eq!(by_steps(&[(0.0, 2.0), (0.0, 1.0)]), 0.0);
        alike(&[(1e6, 1.0), (1e6 + 1.0, 1.0), (1e6 + 2.0, 5.0)]);
        alike(&[(1e-9, 1.0), (2e-9, 3.0), (1e9, 2.0), (1.5e9, 1.0)]);
        alike(&[(1e-250, 1.0), (1.0, 1.0), (1e40, 1.0)]);
        let many: Vec<(f64, f64)> = (0..2 * PAIRS).map(|at| (at as f64, 1.0 + (at % 3) as f64)).collect();
        alike(&many);
        assert_eq!(squares(&many), by_steps(&many));
    }

    proptest! {
        #[test]
        fn steps_come_to_what_pairs_do(given in prop::collection::vec((0.0..1e4f64, 1u32..5), 2..40), shift in 0.0..1e6f64) {
            let with = |shift: f64| given.iter().map(|(number, times)| (number + shift, f64::from(*times))).collect::<Vec<_>>();
            alike(&with(0.0));
            alike(&with(shift));
        }
    }
}
