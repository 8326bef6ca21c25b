//! gamma (Mathet, Widlöcher and Métivier 2015): aligns the units of all sides so that they are least in disorder, and
//! sets that against the disorder of chance; gamma-cat (Mathet 2017): what labels aligned units have.
//!
//! Two units are as far apart as `((|ds| + |de|) / (length + length))² ` says, and 1 more where their labels differ; a
//! unit is 1 away from none. A unitary alignment has at most one unit of each side, and the mean of the distances of
//! all pairs of sides as its disorder; an alignment has each unit in one of them.
//!
//! How the best alignment is found, and where it is not certain to be:
//! - of two sides as an assignment, by shortest augmenting paths along the pairs that may come into question: exact;
//! - of more sides first by adding one side after the other, each an assignment, and doing so again for each side until
//!   nothing improves; then, in each group of units that hang together, as a set partition: all unitary alignments that
//!   may come into question are columns of a linear programme, its duals bound the disorder from below, and branch and
//!   bound among the columns between the bounds closes what is open. That is exact too;
//! - a group of more than [`LARGEST_GROUP`] units or [`MOST_COLUMNS`] columns, or one of which the search takes more
//!   than is left of [`Settings::work`], stays as the first step leaves it: [`Alignment::exact`] says so. Where that is
//!   so of what was marked, or of the first sample, the samples are only aligned by the first step too: the second
//!   would mostly be in vain, and so what is held against each other is found in the same way.
//!
//! The disorder of chance is the mean over sampled sets of units whose numbers, lengths and gaps are drawn from normal
//! distributions with the mean and deviation of what was marked, and their labels as often as they were given: what the
//! program of the paper's group (pygamma-agreement) does.
//!
//! Neither hangs on the order of sides, annotations and articles or on the numbers of labels: all are put in an order
//! that follows from what was marked, before they are aligned and before chance is drawn.

mod align;
mod chance;
mod cover;
mod order;

pub use align::{Alignment, align};
pub use chance::{Chance, chance};
pub use cover::{LARGEST_GROUP, MOST_COLUMNS, MOST_WORK};

use self::align::align_within;
use super::bootstrap::Tallies;
use super::choose::Comparison;
use super::value::{Outcome, Undefined, corrected};

/// A unit: where it lies and which label it has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Where it begins, in code points.
    pub start: f64,
    /// Where it ends; behind the start.
    pub end: f64,
    /// Its label.
    pub label: u32,
}

/// How much place and label count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weights {
    /// How much it counts that units lie apart; more than 0.
    pub place: f64,
    /// How much it counts that labels differ.
    pub label: f64,
}

impl Default for Weights {
    fn default() -> Weights {
        Weights { place: 1.0, label: 1.0 }
    }
}

impl Weights {
    /// Returns how far apart two units are by their place.
    pub fn apart(self, one: &Span, other: &Span) -> f64 {
        let lengths = (one.end - one.start) + (other.end - other.start);
        self.place * (((one.start - other.start).abs() + (one.end - other.end).abs()) / lengths).powi(2)
    }

    /// Returns how far apart two units are.
    pub fn distance(self, one: &Span, other: &Span) -> f64 {
        self.apart(one, other) + if one.label == other.label { 0.0 } else { self.label }
    }
}

/// Tells what long work is told on its way: whether to stop, and how far it is.
#[derive(Clone, Copy)]
pub struct Watch<'a> {
    /// Tells whether nobody waits any longer.
    pub stop: &'a (dyn Fn() -> bool + Sync),
    /// Hears how much is done, from 0 to 1.
    pub progress: &'a (dyn Fn(f64) + Sync),
}

impl Watch<'_> {
    /// Never stops, and tells nobody.
    pub const ALONE: Watch<'static> = Watch { stop: &|| false, progress: &|_| {} };
}

/// How gamma is computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How much place and label count.
    pub weights: Weights,
    /// What the samples are drawn from.
    pub seed: u64,
    /// How many samples are drawn at least; more where the expected disorder would else not be certain to `precision`.
    pub samples: usize,
    /// How far the expected disorder may be off, as a share of it, at 95%.
    pub precision: f64,
    /// How many samples are drawn at most.
    pub most_samples: usize,
    /// How much work is done for certainty's sake in each alignment, as [`MOST_WORK`] counts it.
    pub work: u64,
}

/// The share of the progress that aligning what was marked stands for; the rest is chance.
const ALIGNING: f64 = 0.2;

impl Default for Settings {
    /// Thirty samples and a precision of 2%, as in the paper.
    fn default() -> Settings {
        Settings {
            weights: Weights::default(),
            seed: 1,
            samples: 30,
            precision: 0.02,
            most_samples: 300,
            work: MOST_WORK,
        }
    }
}

/// What gamma was computed from.
#[derive(Clone, Debug)]
pub struct Gamma {
    /// The texts that count: those that all sides are done with.
    pub pieces: Vec<usize>,
    /// The best alignment of each.
    pub alignments: Vec<Alignment>,
    /// The disorder of the best alignments.
    pub observed: f64,
    /// The disorder of chance.
    pub chance: Chance,
    /// Whether all alignments are certain to be the best, the sampled ones too.
    pub exact: bool,
}

impl Gamma {
    /// Returns gamma.
    pub fn value(&self) -> Outcome {
        corrected(self.observed, self.chance.disorder)
    }
}

/// Adds up how much the labels of aligned units differ, and how much that weighs: the nearer two lie the more.
fn labels_apart(units: &[Vec<Span>], cluster: &[(usize, usize)], weights: Weights) -> (f64, f64) {
    let (mut apart, mut weight) = (0.0, 0.0);
    for (at, one) in cluster.iter().enumerate() {
        for other in &cluster[at + 1..] {
            let (one, other) = (&units[one.0][one.1], &units[other.0][other.1]);
            let share = (1.0 - weights.apart(one, other)).max(0.0) / (cluster.len() - 1) as f64;
            weight += share;
            apart += if one.label == other.label { 0.0 } else { share };
        }
    }
    (apart, weight)
}

impl Comparison {
    /// Lists the units of some sides in an article, with one label or all, and the number of each among the side's
    /// marks.
    fn spans_of(&self, piece: usize, sides: &[usize], label: Option<usize>) -> Option<Vec<Vec<(usize, Span)>>> {
        let of = |side: &usize| {
            let marks = self.pieces[piece].marks[*side].as_ref()?.iter().enumerate();
            let own = marks.filter(|(_, mark)| label.is_none_or(|label| mark.label == label));
            let span = |mark: &super::Mark| Span {
                start: f64::from(mark.start()),
                end: f64::from(mark.end()),
                label: mark.label as u32,
            };
            Some(own.map(|(at, mark)| (at, span(mark))).collect())
        };
        sides.iter().map(of).collect()
    }

    /// Computes gamma of some sides, with one label or all. `Ok(None)` when nobody waits any longer. The units of
    /// [`Gamma::alignments`] are numbered as the side's marks are ([`super::Piece::marks`]).
    ///
    /// # Errors
    /// Nothing is marked in an article that all sides are done with.
    pub fn gamma(
        &self,
        sides: &[usize],
        label: Option<usize>,
        settings: &Settings,
        watch: Watch<'_>,
    ) -> Result<Option<Gamma>, Undefined> {
        let (mut pieces, mut texts, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
        for piece in 0..self.pieces.len() {
            let Some(found) = self.spans_of(piece, sides, label) else { continue };
            pieces.push(piece);
            texts.push(found.iter().map(|own| own.iter().map(|(_, span)| *span).collect()).collect::<Vec<Vec<Span>>>());
            numbers.push(found.iter().map(|own| own.iter().map(|(at, _)| *at).collect()).collect::<Vec<Vec<usize>>>());
        }
        if pieces.is_empty() || sides.len() < 2 {
            return Err(Undefined::NothingCounted);
        }
        let count: usize = texts.iter().flatten().map(Vec::len).sum();
        if count == 0 {
            return Err(Undefined::NothingMarked);
        }
        let mut alignments = Vec::new();
        for units in &texts {
            let Some(found) = align_within(units, settings, watch.stop) else { return Ok(None) };
            alignments.push(found);
            (watch.progress)(ALIGNING * alignments.len() as f64 / texts.len() as f64);
        }
        let work = if alignments.iter().all(|found| found.exact) { settings.work } else { 0 };
        let progress = |done: f64| (watch.progress)(ALIGNING + (1.0 - ALIGNING) * done);
        let sampling = Watch { progress: &progress, ..watch };
        let Some(chance) = chance(&texts, &Settings { work, ..*settings }, sampling) else { return Ok(None) };
        let disorder: f64 = alignments.iter().map(|found| found.disorder).sum();
        let exact = chance.exact && alignments.iter().all(|found| found.exact);
        for (found, numbers) in alignments.iter_mut().zip(&numbers) {
            for (side, unit) in found.clusters.iter_mut().flatten() {
                *unit = numbers[*side][*unit];
            }
        }
        let observed = disorder / (count as f64 / sides.len() as f64);
        Ok(Some(Gamma { pieces, alignments, observed, chance, exact }))
    }

    /// Adds gamma's disorder up by block; chance is the same for all.
    pub(super) fn gamma_tallies(&self, gamma: &Gamma, sides: &[usize], settings: &Settings) -> [Tallies<'static>; 2] {
        let mut places = vec![vec![0.0; 2]; self.blocks()];
        let mut labels = vec![vec![0.0; 3]; self.blocks()];
        for (piece, alignment) in gamma.pieces.iter().zip(&gamma.alignments) {
            let Some(units) = self.spans_of(*piece, sides, None) else { continue };
            let units: Vec<Vec<Span>> =
                units.into_iter().map(|own| own.into_iter().map(|(_, span)| span).collect()).collect();
            for cluster in &alignment.clusters {
                let start = cluster.iter().map(|(side, unit)| units[*side][*unit].start).fold(f64::INFINITY, f64::min);
                let block = self.block(*piece, start as u32);
                places[block][0] += cluster.len() as f64;
                places[block][1] += align::disorder(&units, cluster, settings.weights);
                let (apart, weight) = labels_apart(&units, cluster, settings.weights);
                if weight > 0.0 {
                    labels[block][0] += cluster.len() as f64;
                }
                labels[block][1] += apart;
                labels[block][2] += weight;
            }
        }
        let (count, chance) = (sides.len() as f64, gamma.chance);
        let place = move |sums: &[f64]| match sums[0] > 0.0 {
            true => corrected(sums[1] / (sums[0] / count), chance.disorder),
            false => Err(Undefined::NothingMarked),
        };
        let label = move |sums: &[f64]| match sums[2] > 0.0 {
            true => corrected(sums[1] / sums[2], chance.labels),
            false => Err(Undefined::NothingCounted),
        };
        [Tallies::new(places, place), Tallies::new(labels, label)]
    }
}

#[cfg(test)]
mod tests;
