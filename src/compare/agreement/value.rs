//! Holds what a measure comes to: a number or why there is none, how much was counted, and an interval.

use crate::say;

/// Why a measure has no value. Such an answer is never 1 and never a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Undefined {
    /// There is nothing that at least two annotators could agree on.
    NothingCounted,
    /// Nobody marked anything of the sort.
    NothingMarked,
    /// All values are the same, so that chance alone would make them agree.
    NoVariation,
    /// The measure takes numbers, and the values are none.
    NoNumbers,
    /// The measure takes values in an order, and these have none.
    NoOrder,
    /// The measure takes ratios, and some numbers are below 0.
    NoRatios,
}

impl Undefined {
    /// Returns the word for it in files.
    pub fn key(self) -> &'static str {
        match self {
            Undefined::NothingCounted => "nothing counted",
            Undefined::NothingMarked => "nothing marked",
            Undefined::NoVariation => "no variation",
            Undefined::NoNumbers => "no numbers",
            Undefined::NoOrder => "no order",
            Undefined::NoRatios => "numbers below 0",
        }
    }

    /// Says it to people.
    pub fn told(self) -> &'static str {
        match self {
            Undefined::NothingCounted => say!("agreement-undefined-nothing"),
            Undefined::NothingMarked => say!("agreement-undefined-unmarked"),
            Undefined::NoVariation => say!("agreement-undefined-same"),
            Undefined::NoNumbers => say!("agreement-undefined-numbers"),
            Undefined::NoOrder => say!("agreement-undefined-order"),
            Undefined::NoRatios => say!("agreement-undefined-ratios"),
        }
    }
}

/// The number that a measure comes to, or why there is none.
pub type Outcome = Result<f64, Undefined>;

/// An interval of a value: the 2.5th and the 97.5th percentile of what resampled articles or paragraphs come to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// Why a value has no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NoInterval {
    /// There is no value.
    NoValue,
    /// It is of one of several articles: only all of them together are drawn from.
    OneArticle,
    /// Fewer than two articles, or paragraphs of the one article, hold anything: there is nothing to draw from.
    OneBlock,
    /// Fewer than half of what was drawn has a value.
    FewDraws,
    /// All that was drawn comes to the same, or nearly all: what else it could come to is not told by it.
    NoWidth,
}

impl NoInterval {
    /// Returns the word for it in files.
    pub fn key(self) -> &'static str {
        match self {
            NoInterval::NoValue => "no value",
            NoInterval::OneArticle => "one of several articles",
            NoInterval::OneBlock => "fewer than two articles or paragraphs",
            NoInterval::FewDraws => "too few draws with a value",
            NoInterval::NoWidth => "all draws come to the same",
        }
    }

    /// Says it to people.
    pub fn told(self) -> &'static str {
        match self {
            NoInterval::NoValue => say!("agreement-no-interval-value"),
            NoInterval::OneArticle => say!("agreement-no-interval-article"),
            NoInterval::OneBlock => say!("agreement-no-interval-block"),
            NoInterval::FewDraws => say!("agreement-no-interval-draws"),
            NoInterval::NoWidth => say!("agreement-no-interval-width"),
        }
    }
}

/// What a measure comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Value {
    /// The number, or why there is none.
    pub value: Outcome,
    /// How much was counted, in the measure's [`super::Unit`].
    pub counted: f64,
    /// How sure it is, or why that can't be told.
    pub interval: Result<Interval, NoInterval>,
}

/// Returns 1 less the observed disagreement over that of chance.
pub(super) fn corrected(observed: f64, expected: f64) -> Outcome {
    // Sums of the same numbers in another order differ in their last digits.
    if expected.is_finite() && expected > 1e-12 { Ok(1.0 - observed / expected) } else { Err(Undefined::NoVariation) }
}

/// Returns the mean of those that have a value; the first reason where none has.
pub(super) fn mean(outcomes: impl Iterator<Item = Outcome>) -> Outcome {
    let (mut sum, mut count, mut why) = (0.0, 0.0, None);
    for outcome in outcomes {
        match outcome {
            Ok(value) => (sum, count) = (sum + value, count + 1.0),
            Err(reason) => why = why.or(Some(reason)),
        }
    }
    if count > 0.0 { Ok(sum / count) } else { Err(why.unwrap_or(Undefined::NothingCounted)) }
}
