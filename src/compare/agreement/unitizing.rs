//! Measures on continua: Krippendorff's alpha_U (1995; 2004, p. 254) and u-alpha, binary u-alpha and cu-alpha
//! (Krippendorff, Mathet, Bouvry and Widlöcher 2016; Krippendorff 2019, chapter 12).

use super::bootstrap::Tallies;
use super::choose::Comparison;
use super::sweep::{ABSENT, Axis, Sweep};
use super::tokens::something;
use super::value::{Undefined, corrected};

/// Which of the family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Alpha {
    /// Where units are and what they are labelled.
    Units,
    /// Where units are.
    Binary,
    /// What units are labelled where at least two sides have one.
    Coding,
}

impl Comparison {
    /// u-alpha and binary u-alpha: coincidences are lengths of intersections; by chance, what a unit has in common with
    /// itself does not count, nor a gap's points each with itself.
    pub(super) fn u_alpha(&self, sides: &[usize], label: Option<usize>, which: Alpha) -> Tallies<'static> {
        let sweep = self.sweep(sides, Axis::CodePoints, label);
        if which == Alpha::Coding {
            return self.cu_alpha(&sweep);
        }
        let number = |set: u32| if which == Alpha::Binary { set.min(1) } else { set } as usize;
        let sets = if which == Alpha::Binary { 2 } else { sweep.labels.len() };
        let mut rows = vec![vec![0.0; 3 + sets]; self.blocks()];
        for (block, length, given) in sweep.segments() {
            let row = &mut rows[block];
            row[0] += length;
            row[1] += length * unlike(given, |set| Some(number(set)));
            for set in given.iter().filter(|set| **set != ABSENT) {
                row[3 + number(*set)] += length;
                if *set == 0 {
                    row[2] += length;
                }
            }
        }
        for unit in &sweep.units {
            rows[unit.block][2] += unit.length * unit.length;
        }
        Tallies::new(rows, |sums| {
            let lengths = &sums[3..];
            let all: f64 = lengths.iter().sum();
            something(all, lengths[0])?;
            // Where one set covers everything, all pairs are of a unit with itself or nothing varies.
            let same: f64 = lengths.iter().map(|length| length * length).sum();
            corrected(sums[1] / all, (all * all - same) / (all * all - sums[2]).max(f64::MIN_POSITIVE))
        })
    }

    /// cu-alpha overall. What a unit has in common with itself is its mean pairable length.
    fn cu_alpha(&self, sweep: &Sweep) -> Tallies<'static> {
        let mut rows = vec![vec![0.0; 3 + sweep.labels.len()]; self.blocks()];
        for (block, length, given) in sweep.segments() {
            let row = &mut rows[block];
            let marked = given.iter().filter(|set| **set != ABSENT && **set != 0).count() as f64;
            if marked < 2.0 {
                continue;
            }
            let others = given.iter().filter(|set| **set != ABSENT).count() as f64 - 1.0;
            row[0] += length;
            row[1] += length * unlike(given, |set| (set != 0).then_some(set as usize));
            for set in given.iter().filter(|set| **set != ABSENT && **set != 0) {
                row[3 + *set as usize] += length * (marked - 1.0) / others;
            }
        }
        for unit in &sweep.units {
            rows[unit.block][2] += unit.pairable * unit.pairable;
        }
        Tallies::new(rows, |sums| {
            let lengths = &sums[3..];
            let all: f64 = lengths.iter().sum();
            if all <= 0.0 {
                return Err(Undefined::NothingCounted);
            }
            let same: f64 = lengths.iter().map(|length| length * length).sum();
            let rest = all * all - sums[2];
            if rest <= 0.0 { Err(Undefined::NoVariation) } else { corrected(sums[1] / all, (all * all - same) / rest) }
        })
    }

    /// (k)cu-alpha: of what one label has in common with units of others, how much is of that label.
    pub(super) fn cu_alpha_of(&self, sides: &[usize], label: usize) -> Tallies<'static> {
        let sweep = self.sweep(sides, Axis::CodePoints, None);
        let mut rows = vec![vec![0.0; 5]; self.blocks()];
        let is = |set: u32| sweep.has(set, label);
        for (block, length, given) in sweep.segments() {
            let count = |counts: &dyn Fn(u32) -> bool| {
                given.iter().filter(|set| **set != ABSENT && counts(**set)).count() as f64
            };
            let (own, marked, others) = (count(&is), count(&|set| set != 0), count(&|_| true) - 1.0);
            if marked < 2.0 {
                continue;
            }
            let row = &mut rows[block];
            row[0] += if own > 0.0 { length } else { 0.0 };
            row[1] += length * own * (own - 1.0) / others;
            row[2] += length * own * (marked - 1.0) / others;
            row[3] += length * marked * (marked - 1.0) / others;
        }
        for unit in sweep.units.iter().filter(|unit| is(unit.set)) {
            rows[unit.block][4] += unit.pairable * unit.pairable;
        }
        Tallies::new(rows, |sums| {
            let [_, same, own, all, alone] = [sums[0], sums[1], sums[2], sums[3], sums[4]];
            if own <= 0.0 {
                return Err(Undefined::NothingCounted);
            }
            let rest = own * all - alone;
            if rest <= 0.0 {
                return Err(Undefined::NoVariation);
            }
            corrected(1.0 - same / own, 1.0 - (own * own - alone) / rest)
        })
    }

    /// alpha_U of some labels, over the articles that all sides are done with. What several labels come to is 1 less
    /// all their observed over all their expected disagreement.
    pub(super) fn alpha_u(&self, sides: &[usize], labels: &[usize]) -> Tallies<'static> {
        let blocks = self.blocks();
        // How much is counted, the length of the continuum, and of each label the observed disagreement.
        let mut rows = vec![vec![0.0; 2 + labels.len()]; blocks];
        let mut families: Vec<Family> = labels.iter().map(|_| Family::default()).collect();
        for (at, piece) in self.pieces.iter().enumerate() {
            if sides.iter().any(|side| piece.marks[*side].is_none()) {
                continue;
            }
            let end = piece.text.chars() as u32;
            let borders = if self.pieces.len() == 1 { piece.parts.as_slice() } else { &[0] };
            for (number, start) in borders.iter().enumerate() {
                let length = f64::from(borders.get(number + 1).copied().unwrap_or(end) - start);
                let row = &mut rows[self.block(at, *start)];
                row[0] += length;
                row[1] += length;
            }
            for (family, label) in labels.iter().enumerate() {
                let own: Vec<Vec<(u32, u32)>> = sides.iter().map(|side| self.stretches(at, *side, *label)).collect();
                for units in &own {
                    families[family].learn(units, end, &|place| self.block(at, place));
                }
                for (one, other) in (0..own.len()).flat_map(|a| (0..own.len()).map(move |b| (a, b))) {
                    if one != other {
                        let add = |place: u32, squares: f64| rows[self.block(at, place)][2 + family] += squares;
                        observed(&own[one], &own[other], add);
                    }
                }
            }
        }
        families.iter_mut().for_each(Family::sort);
        let sides = sides.len() as f64;
        Tallies::weighted(rows, move |sums, times| {
            let length = sums[1];
            if length <= 0.0 {
                return Err(Undefined::NothingCounted);
            }
            let (mut found, mut chance, mut marked) = (0.0, 0.0, false);
            for (family, observed) in families.iter().zip(&sums[2..]) {
                found += observed / (sides * (sides - 1.0) * length * length);
                let expected = family.expected(length, sides, times);
                marked |= expected.is_some();
                chance += expected.unwrap_or(0.0);
            }
            if !marked {
                return Err(Undefined::NothingMarked);
            }
            corrected(found, chance)
        })
    }
}

/// Counts the ordered pairs of sides with unlike values, over the number of other sides.
fn unlike(given: &[u32], value: impl Fn(u32) -> Option<usize>) -> f64 {
    let present = given.iter().filter(|set| **set != ABSENT).count() as f64;
    let mut pairs = 0.0;
    for (at, one) in given.iter().enumerate().filter(|(_, set)| **set != ABSENT) {
        let Some(own) = value(*one) else { continue };
        let others = given[at + 1..].iter().filter(|set| **set != ABSENT && **set != *one);
        pairs += others.filter_map(|other| value(*other)).filter(|other| *other != own).count() as f64;
    }
    2.0 * pairs / (present - 1.0)
}

/// Adds up the squared differences of one side's units from another's units and gaps. Half of what a pair of units adds
/// is added from either side.
fn observed(own: &[(u32, u32)], others: &[(u32, u32)], mut add: impl FnMut(u32, f64)) {
    let square = |a: u32, b: u32| f64::from(a.abs_diff(b)).powi(2);
    let mut from = 0;
    for unit in own {
        while others.get(from).is_some_and(|other| other.1 <= unit.0) {
            from += 1;
        }
        let mut alone = true;
        for other in others[from..].iter().take_while(|other| other.0 < unit.1) {
            add(unit.0, square(unit.0, other.0) + square(unit.1, other.1));
            alone = false;
        }
        if alone {
            // The unit lies in a gap: once as it is set against the gap, once as the gap is against it.
            add(unit.0, 2.0 * square(unit.0, unit.1));
        }
    }
}

/// The lengths of one label's units and gaps, each with the block in which it begins.
#[derive(Clone, Debug, Default)]
struct Family {
    units: Vec<(u32, usize)>,
    gaps: Vec<(u32, usize)>,
}

impl Family {
    fn learn(&mut self, units: &[(u32, u32)], end: u32, block: &dyn Fn(u32) -> usize) {
        let mut at = 0;
        for unit in units {
            if unit.0 > at {
                self.gaps.push((unit.0 - at, block(at)));
            }
            self.units.push((unit.1 - unit.0, block(unit.0)));
            at = unit.1;
        }
        if end > at {
            self.gaps.push((end - at, block(at)));
        }
    }

    fn sort(&mut self) {
        self.units.sort_unstable_by(|a, b| b.cmp(a));
        self.gaps.sort_unstable_by(|a, b| b.cmp(a));
    }

    /// Returns the expected disagreement over all placements of the units, when each block counts so many times; `None`
    /// without units. Linear: units and gaps are walked down from the longest.
    fn expected(&self, length: f64, sides: f64, times: &[u32]) -> Option<f64> {
        let of = |block: usize| f64::from(times.get(block).copied().unwrap_or(0));
        let count: f64 = self.units.iter().map(|(_, block)| of(*block)).sum();
        if count <= 0.0 {
            return None;
        }
        let mut gaps = self.gaps.iter().peekable();
        // The gaps that are at least as long as the unit: how many, and how long together.
        let (mut longer, mut lengths) = (0.0, 0.0);
        let (mut sum, mut own) = (0.0, 0.0);
        for (unit, block) in &self.units {
            while let Some((gap, block)) = gaps.next_if(|(gap, _)| gap >= unit) {
                longer += of(*block);
                lengths += of(*block) * f64::from(*gap);
            }
            let (unit, times) = (f64::from(*unit), of(*block));
            let placed = lengths - longer * (unit - 1.0);
            let within = (count - 1.0) / 3.0 * (2.0 * unit.powi(3) - 3.0 * unit * unit + unit);
            sum += times * (within + unit * unit * placed);
            own += times * unit * (unit - 1.0);
        }
        let all = sides * length;
        Some(2.0 / length * sum / (all * (all - 1.0) - own))
    }
}
