//! Says how sure a value is: draws its articles again and again with replacement (Efron 1979), and takes the 2.5th and
//! 97.5th percentile of what they come to. Where there is one article, or a pair of sides shares one only, its
//! paragraphs are drawn.

use super::random::Random;
use super::value::{Interval, NoInterval, Outcome, Undefined, Value};

/// How often blocks are drawn.
pub const DRAWS: usize = 1000;

/// What a measure adds up: for each block (an article or a part of one) a row of sums, the first of which is how much
/// was counted; and what the sums of all rows come to, given how often each block counts.
pub(super) struct Tallies<'a> {
    rows: Vec<Vec<f64>>,
    finish: Finish<'a>,
}

type Finish<'a> = Box<dyn Fn(&[f64], &[u32]) -> Outcome + 'a>;

impl<'a> Tallies<'a> {
    /// Takes what each block adds, and what the sums come to.
    pub(super) fn new(rows: Vec<Vec<f64>>, finish: impl Fn(&[f64]) -> Outcome + 'a) -> Tallies<'a> {
        Tallies { rows, finish: Box::new(move |sums, _| finish(sums)) }
    }

    /// Takes what each block adds, and what the sums come to together with how often each block counts.
    pub(super) fn weighted(rows: Vec<Vec<f64>>, finish: impl Fn(&[f64], &[u32]) -> Outcome + 'a) -> Tallies<'a> {
        Tallies { rows, finish: Box::new(finish) }
    }

    /// Puts measures of the same blocks side by side; their value is the mean of theirs. `counted` says how much of
    /// each block all of them together count: what several have in common counts once.
    pub(super) fn mean(parts: Vec<Tallies<'a>>, counted: Vec<f64>) -> Tallies<'a> {
        let mut rows: Vec<Vec<f64>> = counted.into_iter().map(|counted| vec![counted]).collect();
        let mut finishes = Vec::new();
        for part in parts {
            let width = part.rows.first().map_or(0, Vec::len);
            for (row, own) in rows.iter_mut().zip(part.rows) {
                row.extend(own);
            }
            finishes.push((width, part.finish));
        }
        Tallies::weighted(rows, move |sums, times| {
            let mut rest = &sums[1..];
            super::value::mean(finishes.iter().map(|(width, finish)| {
                let (own, behind) = rest.split_at(*width);
                rest = behind;
                finish(own, times)
            }))
        })
    }

    fn sum(&self, times: &[u32]) -> Vec<f64> {
        let mut sums = vec![0.0; self.rows.first().map_or(1, Vec::len)];
        for (row, times) in self.rows.iter().zip(times).filter(|(_, times)| **times > 0) {
            sums.iter_mut().zip(row).for_each(|(sum, own)| *sum += f64::from(*times) * own);
        }
        sums
    }

    /// Returns what one block comes to by itself.
    pub(super) fn of_block(&self, block: usize) -> Value {
        let times: Vec<u32> = (0..self.rows.len()).map(|at| u32::from(at == block)).collect();
        let own = self.sum(&times);
        let value = (self.finish)(&own, &times);
        let why = if value.is_ok() { NoInterval::OneArticle } else { NoInterval::NoValue };
        Value { value, counted: own[0], interval: Err(why) }
    }

    /// Returns what all blocks come to, and how sure that is.
    pub(super) fn value(&self, draws: &Draws) -> Value {
        // Without a block nothing says how many sums there are.
        if self.rows.is_empty() {
            let (value, interval) = (Err(Undefined::NothingCounted), Err(NoInterval::NoValue));
            return Value { value, counted: 0.0, interval };
        }
        let times = vec![1; self.rows.len()];
        let sums = self.sum(&times);
        let value = (self.finish)(&sums, &times);
        let interval = if value.is_ok() { self.interval(draws) } else { Err(NoInterval::NoValue) };
        Value { value, counted: sums[0], interval }
    }

    fn interval(&self, draws: &Draws) -> Result<Interval, NoInterval> {
        // What lies in one block only is drawn or not, and always says the same.
        let says = |block: &usize| {
            !matches!(self.of_block(*block).value, Err(Undefined::NothingCounted | Undefined::NothingMarked))
        };
        if draws.0.is_empty() || (0..self.rows.len()).filter(says).nth(1).is_none() {
            return Err(NoInterval::OneBlock);
        }
        let outcomes = draws.0.iter().map(|times| (self.finish)(&self.sum(times), times));
        let mut values: Vec<f64> = outcomes.filter_map(Result::ok).collect();
        // Of few draws with a value the percentiles would say nothing.
        if values.len() * 2 < draws.0.len() {
            return Err(NoInterval::FewDraws);
        }
        values.sort_unstable_by(f64::total_cmp);
        let at = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
        let (low, high) = (at(0.025), at(0.975));
        if high - low > 1e-12 { Ok(Interval { low, high }) } else { Err(NoInterval::NoWidth) }
    }
}

/// How often each block is drawn, draw by draw.
#[derive(Clone, Debug)]
pub(super) struct Draws(Vec<Vec<u32>>);

impl Draws {
    /// Draws as many of the blocks as there are, `DRAWS` times. None at all of fewer than two blocks.
    pub(super) fn of(blocks: usize, seed: u64) -> Draws {
        if blocks < 2 {
            return Draws(Vec::new());
        }
        let mut random = Random::new(seed, 0);
        let draw = |_| {
            let mut times = vec![0; blocks];
            (0..blocks).for_each(|_| times[random.below(blocks)] += 1);
            times
        };
        Draws((0..DRAWS).map(draw).collect())
    }

    /// Gives the first block of an order what the first block was drawn, and so on: then the order of the blocks
    /// themselves says nothing of how often each is drawn.
    pub(super) fn in_order(self, order: &[usize]) -> Draws {
        let sorted = |times: Vec<u32>| {
            let mut of_block = vec![0; times.len()];
            order.iter().zip(times).for_each(|(block, times)| of_block[*block] = times);
            of_block
        };
        Draws(self.0.into_iter().map(sorted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(rows: Vec<Vec<f64>>) -> Tallies<'static> {
        Tallies::new(rows, |sums| if sums[0] > 0.0 { Ok(sums[1] / sums[0]) } else { Err(Undefined::NothingCounted) })
    }

    #[test]
    fn the_interval_is_that_of_a_mean() {
        // Forty blocks of which half say 1: the standard error of their mean is 0.5 / sqrt(40) = 0.079.
        let value = share((0..40).map(|at| vec![1.0, f64::from(at % 2)]).collect()).value(&Draws::of(40, 1));
        let Interval { low, high } = value.interval.unwrap();
        assert_eq!((value.value, value.counted), (Ok(0.5), 40.0));
        assert!((low - 0.345).abs() < 0.03 && (high - 0.655).abs() < 0.03, "{low} {high}");
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let rows: Vec<Vec<f64>> = (0..9).map(|at| vec![1.0, f64::from(at * at)]).collect();
        let drawn = |seed| share(rows.clone()).value(&Draws::of(9, seed)).interval;
        assert_eq!(drawn(5), drawn(5));
        assert_ne!(drawn(5), drawn(6));
        assert_eq!(
            share(rows[..1].to_vec()).value(&Draws::of(1, 5)).interval,
            Err(NoInterval::OneBlock),
            "one block says nothing of others"
        );
    }

    #[test]
    fn an_interval_has_a_width() {
        let interval = |rows: &[[f64; 2]]| {
            let rows: Vec<Vec<f64>> = rows.iter().map(|row| row.to_vec()).collect();
            share(rows).value(&Draws::of(3, 1)).interval
        };
        let nothing = [0.0, 0.0];
        assert_eq!(interval(&[[6.0, 4.0], nothing, nothing]), Err(NoInterval::OneBlock), "the others hold nothing");
        assert_eq!(interval(&[[6.0, 3.0], [2.0, 1.0], nothing]), Err(NoInterval::NoWidth), "half in both");
        assert_eq!(interval(&[[6.0, 6.0], [2.0, 2.0], [1.0, 1.0]]), Err(NoInterval::NoWidth), "all in all");
        assert!(interval(&[[6.0, 3.0], [2.0, 2.0], nothing]).is_ok());
    }

    #[test]
    fn draws_follow_the_order_that_is_given() {
        let (plain, turned) = (Draws::of(3, 1), Draws::of(3, 1).in_order(&[2, 0, 1]));
        for (plain, turned) in plain.0.iter().zip(&turned.0) {
            assert_eq!([turned[2], turned[0], turned[1]], plain[..]);
        }
    }

    #[test]
    fn no_blocks_come_to_nothing() {
        let none = || share(Vec::new());
        let drawn = Draws::of(0, 1);
        let nothing = (Err(Undefined::NothingCounted), Err(NoInterval::NoValue));
        for value in [none().value(&drawn), Tallies::mean(vec![none(), none()], Vec::new()).value(&drawn)] {
            assert_eq!((value.value, value.interval), nothing);
        }
    }

    #[test]
    fn one_block_has_no_interval_and_says_why() {
        let of_blocks = share(vec![vec![2.0, 1.0], vec![0.0, 0.0]]);
        let why = [0, 1].map(|block| of_blocks.of_block(block).interval);
        assert_eq!(why, [Err(NoInterval::OneArticle), Err(NoInterval::NoValue)]);
    }

    #[test]
    fn measures_beside_each_other_have_the_mean_as_their_value() {
        let one = share(vec![vec![2.0, 1.0], vec![2.0, 2.0]]);
        let none = share(vec![vec![0.0, 0.0], vec![0.0, 0.0]]);
        let other = share(vec![vec![1.0, 0.0], vec![1.0, 0.5]]);
        let value = Tallies::mean(vec![one, none, other], vec![2.0, 3.0]).value(&Draws::of(2, 1));
        assert_eq!((value.value, value.counted), (Ok(0.5), 5.0));
    }
}
