//! Says how alike the words of two texts are, so that texts that are nearly equal can be offered.

use std::cmp::Ordering;

use crate::model::{Text, segment};

/// How alike the words of two texts must be for them to be offered.
pub(super) const NEAR: f64 = 0.8;

/// The words of a text in lower case, sorted, each as often as it is there.
pub(super) struct Bag(Vec<String>);

impl Bag {
    /// Takes the words of a text.
    pub(super) fn of(text: &Text) -> Bag {
        let mut words: Vec<String> = segment::tokens(text).map(|span| text.quote(span).to_lowercase()).collect();
        words.sort_unstable();
        Bag(words)
    }

    /// Returns the share of the words that both have, from 0 to 1, where that is enough for nearly equal texts.
    pub(super) fn alike(&self, other: &Bag) -> Option<f64> {
        let (small, all) = (self.0.len().min(other.0.len()), self.0.len() + other.0.len());
        // Texts of too different a length can't be alike enough.
        let can = small > 0 && (2 * small) as f64 >= NEAR * all as f64;
        can.then(|| self.share(other)).filter(|share| *share >= NEAR)
    }

    /// Returns the share of the words that both have, from 0 to 1.
    pub(super) fn share(&self, other: &Bag) -> f64 {
        let all = self.0.len() + other.0.len();
        if all == 0 { 0.0 } else { 2.0 * self.in_common(other) as f64 / all as f64 }
    }

    fn in_common(&self, other: &Bag) -> usize {
        let (mut one, mut two, mut count) = (0, 0, 0);
        while let (Some(a), Some(b)) = (self.0.get(one), other.0.get(two)) {
            match a.cmp(b) {
                Ordering::Less => one += 1,
                Ordering::Greater => two += 1,
                Ordering::Equal => (one, two, count) = (one + 1, two + 1, count + 1),
            }
        }
        count
    }
}
