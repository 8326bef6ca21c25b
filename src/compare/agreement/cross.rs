//! Sets two annotators' values for the same things against each other: Cohen's kappa and Scott's pi.

use super::value::{Outcome, Undefined, corrected};

/// How often two annotators gave each value, and how often both gave the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Cross {
    all: f64,
    same: f64,
    /// How often the first gave each value, and the second.
    given: Vec<[f64; 2]>,
}

impl Cross {
    /// Makes an empty table of so many values.
    pub fn new(values: usize) -> Cross {
        Cross { all: 0.0, same: 0.0, given: vec![[0.0; 2]; values] }
    }

    /// Takes the rows of a table, as many numbers each as there are rows; what is missing counts as 0.
    pub fn of(rows: &[&[f64]]) -> Cross {
        let mut cross = Cross::new(rows.len());
        for (at, row) in rows.iter().enumerate() {
            (0..rows.len()).zip(*row).for_each(|(to, count)| cross.add(at, to, *count));
        }
        cross
    }

    /// Counts a thing that got one value from the first annotator and another from the second.
    pub fn add(&mut self, one: usize, other: usize, times: f64) {
        self.all += times;
        self.given[one][0] += times;
        self.given[other][1] += times;
        if one == other {
            self.same += times;
        }
    }

    /// Returns how many things are counted.
    pub fn counted(&self) -> f64 {
        self.all
    }

    fn shares(&self) -> Result<(f64, Vec<[f64; 2]>), Undefined> {
        if self.all <= 0.0 {
            return Err(Undefined::NothingCounted);
        }
        let shares = self.given.iter().map(|given| given.map(|times| times / self.all)).collect();
        Ok((self.same / self.all, shares))
    }

    /// Returns the observed and the expected agreement of Cohen's kappa.
    ///
    /// # Errors
    /// There is nothing counted.
    pub fn agreement(&self) -> Result<(f64, f64), Undefined> {
        let (same, shares) = self.shares()?;
        Ok((same, shares.iter().map(|[one, other]| one * other).sum()))
    }

    /// Computes Cohen's kappa (1960).
    ///
    /// # Errors
    /// There is nothing counted, or only one value.
    pub fn kappa(&self) -> Outcome {
        let (same, chance) = self.agreement()?;
        corrected(1.0 - same, 1.0 - chance)
    }

    /// Computes Scott's pi (1955).
    ///
    /// # Errors
    /// There is nothing counted, or only one value.
    pub fn pi(&self) -> Outcome {
        let (same, shares) = self.shares()?;
        let chance: f64 = shares.iter().map(|[one, other]| ((one + other) / 2.0).powi(2)).sum();
        corrected(1.0 - same, 1.0 - chance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_readers_of_twenty_articles() {
        // They agree on 7 + 8 of 20; chance: 0.5 * 0.45 + 0.5 * 0.55 = 0.5, so kappa = (0.75 - 0.5) / 0.5.
        let cross = Cross::of(&[&[7.0, 3.0], &[2.0, 8.0]]);
        assert_eq!(cross.counted(), 20.0);
        assert!((cross.kappa().unwrap() - 0.5).abs() < 1e-12);
        // Shares of both together: 19/40 and 21/40; chance (361 + 441) / 1600 = 0.50125.
        assert!((cross.pi().unwrap() - (0.75 - 0.50125) / (1.0 - 0.50125)).abs() < 1e-12);
    }

    #[test]
    fn nothing_and_one_value_are_no_agreement() {
        assert_eq!(Cross::new(3).kappa(), Err(Undefined::NothingCounted));
        assert_eq!(Cross::of(&[&[9.0, 0.0], &[0.0, 0.0]]).kappa(), Err(Undefined::NoVariation));
        assert_eq!(Cross::of(&[&[9.0, 0.0], &[0.0, 0.0]]).pi(), Err(Undefined::NoVariation));
    }
}
