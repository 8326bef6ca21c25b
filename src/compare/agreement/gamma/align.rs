//! Finds the best alignment: exactly for two sides, for more by adding sides one after the other and then by [`cover`].

use std::collections::HashMap;

use super::cover::{self, Effort};
use super::order::Ordered;
use super::{Settings, Span, Weights};
use crate::compare::assign::assign;

/// An alignment of the units of several sides.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    /// The unitary alignments: in each, the side and number of its units.
    pub clusters: Vec<Vec<(usize, usize)>>,
    /// The disorder of all of them together; not yet over the mean number of units of a side.
    pub disorder: f64,
    /// Whether none is certain to be better.
    pub exact: bool,
}

/// Units of all sides in one list, and how far those are apart that may come into one cluster. Costs are disorders
/// times the number of pairs of sides, so that a unit alone costs as many as there are pairs.
pub(super) struct Field {
    /// The side and number of each unit.
    pub(super) units: Vec<(usize, usize)>,
    /// For each unit, those of other sides that are near, in order, and how far they are apart.
    pub(super) near: Vec<Vec<(u32, f64)>>,
    pub(super) sides: usize,
    /// What a unit alone costs.
    pub(super) alone: f64,
}

impl Field {
    /// Lists what is near. In a cluster of k units that is worth keeping together, a unit's distances from the others
    /// are less than `alone + k - 1`: else it were better alone. So no pair is further apart than with k as large as
    /// can be.
    fn of(units: &[Vec<Span>], weights: Weights) -> Field {
        let sides = units.len();
        let alone = (sides * (sides - 1)) as f64 / 2.0;
        let limit = alone + (sides - 1) as f64;
        let list: Vec<(usize, usize)> =
            units.iter().enumerate().flat_map(|(side, own)| (0..own.len()).map(move |at| (side, at))).collect();
        let mut first = vec![0; sides];
        (1..sides).for_each(|side| first[side] = first[side - 1] + units[side - 1].len());
        let length = |span: &Span| span.end - span.start;
        let reach = (limit / weights.place).sqrt();
        let mut near: Vec<Vec<(u32, f64)>> = vec![Vec::new(); list.len()];
        let sorted: Vec<(Vec<usize>, f64)> = units
            .iter()
            .map(|own| {
                let mut order: Vec<usize> = (0..own.len()).collect();
                order.sort_by(|a, b| own[*a].start.total_cmp(&own[*b].start));
                (order, own.iter().map(length).fold(0.0, f64::max))
            })
            .collect();
        for (at, (side, number)) in list.iter().enumerate() {
            let unit = &units[*side][*number];
            for (other, (order, longest)) in sorted.iter().enumerate().skip(side + 1) {
                let far = reach * (length(unit) + longest);
                let from = order.partition_point(|number| units[other][*number].start < unit.start - far);
                for number in order[from..].iter().take_while(|at| units[other][**at].start <= unit.start + far) {
                    let apart = weights.distance(unit, &units[other][*number]);
                    if apart < limit {
                        let there = first[other] + number;
                        near[at].push((there as u32, apart));
                        near[there].push((at as u32, apart));
                    }
                }
            }
        }
        near.iter_mut().for_each(|near| near.sort_unstable_by_key(|(at, _)| *at));
        Field { units: list, near, sides, alone }
    }

    /// Returns how far two units are apart; `None` when too far.
    pub(super) fn apart(&self, one: usize, other: usize) -> Option<f64> {
        let near = &self.near[one];
        near.binary_search_by_key(&(other as u32), |(at, _)| *at).ok().map(|at| near[at].1)
    }

    /// Returns what a cluster costs.
    pub(super) fn cost(&self, cluster: &[usize]) -> f64 {
        let mut cost = self.alone;
        for (at, one) in cluster.iter().enumerate() {
            cost += cluster[at + 1..]
                .iter()
                .map(|other| self.apart(*one, *other).unwrap_or(f64::INFINITY) - 1.0)
                .sum::<f64>();
        }
        cost
    }

    fn costs(&self, clusters: &[Vec<usize>]) -> f64 {
        clusters.iter().map(|cluster| self.cost(cluster)).sum()
    }

    /// Adds the units of a side to clusters without any, so that they cost least.
    fn add_side(&self, side: usize, clusters: &mut Vec<Vec<usize>>) {
        let mut cluster_of: HashMap<usize, usize> = HashMap::new();
        for (number, cluster) in clusters.iter().enumerate() {
            cluster_of.extend(cluster.iter().map(|unit| (*unit, number)));
        }
        let own: Vec<usize> = (0..self.units.len()).filter(|at| self.units[*at].0 == side).collect();
        let gains = |unit: &usize| {
            let mut sums: Vec<(usize, f64)> = self.near[*unit]
                .iter()
                .filter_map(|(other, apart)| Some((*cluster_of.get(&(*other as usize))?, *apart)))
                .collect();
            sums.sort_by_key(|(cluster, _)| *cluster);
            let mut gains = Vec::new();
            for same in sums.chunk_by(|a, b| a.0 == b.0) {
                let (cluster, size) = (same[0].0, clusters[same[0].0].len());
                let gain = self.alone + size as f64 - same.iter().map(|(_, apart)| apart).sum::<f64>();
                if same.len() == size && gain > 1e-12 {
                    gains.push((cluster, gain));
                }
            }
            gains
        };
        let rows: Vec<Vec<(usize, f64)>> = own.iter().map(gains).collect();
        for (unit, cluster) in own.into_iter().zip(assign(&rows, clusters.len())) {
            match cluster {
                Some(cluster) => clusters[cluster].push(unit),
                None => clusters.push(vec![unit]),
            }
        }
    }

    /// Adds side after side, and each side again until nothing improves or nobody waits any longer.
    fn build(&self, stop: &(dyn Fn() -> bool + Sync)) -> Vec<Vec<usize>> {
        let mut best: Vec<Vec<usize>> = Vec::new();
        (0..self.sides).take_while(|_| !stop()).for_each(|side| self.add_side(side, &mut best));
        let mut cost = self.costs(&best);
        let (mut side, mut idle) = (0, 0);
        while self.sides > 2 && idle < self.sides && !stop() {
            let mut clusters = best.clone();
            clusters.iter_mut().for_each(|cluster| cluster.retain(|unit| self.units[*unit].0 != side));
            clusters.retain(|cluster| !cluster.is_empty());
            self.add_side(side, &mut clusters);
            let less = self.costs(&clusters);
            if less < cost - 1e-9 {
                (best, cost, idle) = (clusters, less, 0);
            } else {
                idle += 1;
            }
            side = (side + 1) % self.sides;
        }
        best
    }
}

/// Finds the best alignment of the units of at least two sides; `None` when nobody waits any longer.
pub fn align(units: &[Vec<Span>], weights: Weights, stop: &(dyn Fn() -> bool + Sync)) -> Option<Alignment> {
    align_within(units, &Settings { weights, ..Settings::default() }, stop)
}

/// Does the same with the weights and the work of some settings.
pub(super) fn align_within(
    units: &[Vec<Span>],
    settings: &Settings,
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Alignment> {
    let ordered = Ordered::of(units);
    let field = Field::of(&ordered.units, settings.weights);
    let built = field.build(stop);
    if stop() {
        return None;
    }
    let (clusters, exact) =
        if units.len() <= 2 { (built, true) } else { cover::improve(&field, built, Effort::new(settings.work, stop))? };
    let disorder = field.costs(&clusters) / field.alone;
    let named = |cluster: Vec<usize>| {
        let mut cluster: Vec<(usize, usize)> =
            cluster.into_iter().map(|unit| ordered.before(field.units[unit])).collect();
        cluster.sort_unstable();
        cluster
    };
    let mut clusters: Vec<Vec<(usize, usize)>> = clusters.into_iter().map(named).collect();
    clusters.sort_unstable();
    Some(Alignment { clusters, disorder, exact })
}

/// Returns the disorder of one unitary alignment.
pub(super) fn disorder(units: &[Vec<Span>], cluster: &[(usize, usize)], weights: Weights) -> f64 {
    let pairs = (units.len() * (units.len() - 1)) as f64 / 2.0;
    let mut sum = pairs;
    for (at, one) in cluster.iter().enumerate() {
        for other in &cluster[at + 1..] {
            sum += weights.distance(&units[one.0][one.1], &units[other.0][other.1]) - 1.0;
        }
    }
    sum / pairs
}
