//! Puts units in an order that follows from what they are, so that nothing that is found hangs on the order of the
//! sides or of their annotations, nor on how labels are numbered.

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

use super::Span;

/// The units of several sides, in an order of their own.
pub(super) struct Ordered {
    /// The sides, and the units of each in the order of the text. Labels are ranks: 0 is the most frequent.
    pub(super) units: Vec<Vec<Span>>,
    before: Vec<Before>,
}

/// Which side it was, and which each of its units was.
type Before = (usize, Vec<usize>);

impl Ordered {
    /// Orders units: labels by how often they are given, then by where; each side's units by place, then by label; and
    /// sides by their units.
    pub(super) fn of(units: &[Vec<Span>]) -> Ordered {
        let ranks = ranks(units);
        let mut sides: Vec<(Vec<Span>, Before)> = Vec::new();
        for (side, own) in units.iter().enumerate() {
            let ranked = own.iter().map(|unit| Span { label: ranks.get(&unit.label).copied().unwrap_or(0), ..*unit });
            let mut numbered: Vec<(usize, Span)> = ranked.enumerate().collect();
            numbered.sort_by(|(_, one), (_, other)| order(one, other));
            let (numbers, own) = numbered.into_iter().unzip();
            sides.push((own, (side, numbers)));
        }
        let by_units = |one: &[Span], other: &[Span]| {
            let first = one.iter().zip(other).map(|(one, other)| order(one, other)).find(|order| order.is_ne());
            first.unwrap_or_else(|| one.len().cmp(&other.len()))
        };
        sides.sort_by(|(one, _), (other, _)| by_units(one, other));
        let (units, before) = sides.into_iter().unzip();
        Ordered { units, before }
    }

    /// Returns the side and number that a unit had before.
    pub(super) fn before(&self, (side, number): (usize, usize)) -> (usize, usize) {
        let (side, numbers) = &self.before[side];
        (*side, numbers[number])
    }
}

fn order(one: &Span, other: &Span) -> Ordering {
    place(one, other).then(one.label.cmp(&other.label))
}

fn place(one: &Span, other: &Span) -> Ordering {
    one.start.total_cmp(&other.start).then(one.end.total_cmp(&other.end))
}

/// Ranks labels: the most frequent first, among those that are as frequent the one that comes first in the text.
fn ranks(units: &[Vec<Span>]) -> BTreeMap<u32, u32> {
    let mut of_label: BTreeMap<u32, Vec<&Span>> = BTreeMap::new();
    units.iter().flatten().for_each(|unit| of_label.entry(unit.label).or_default().push(unit));
    of_label.values_mut().for_each(|own| own.sort_by(|one, other| place(one, other)));
    let mut labels: Vec<(u32, Vec<&Span>)> = of_label.into_iter().collect();
    labels.sort_by(|(_, one), (_, other)| {
        let places = one.iter().zip(other).map(|(one, other)| place(one, other)).find(|order| order.is_ne());
        Reverse(one.len()).cmp(&Reverse(other.len())).then(places.unwrap_or(Ordering::Equal))
    });
    labels.into_iter().zip(0..).map(|((label, _), rank)| (label, rank)).collect()
}
