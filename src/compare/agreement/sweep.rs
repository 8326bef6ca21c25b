//! Walks along texts with the marks of several sides at once, and cuts them into segments in which none of the sides
//! changes.

use std::collections::HashMap;

use super::choose::{Comparison, Piece};

/// What is walked along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Tokens,
    CodePoints,
}

/// The set of a side that does not count in an article.
pub(super) const ABSENT: u32 = u32::MAX;

/// A stretch that a side marked with the same annotations throughout.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Unit {
    pub(super) block: usize,
    pub(super) set: u32,
    pub(super) length: f64,
    /// How much of it other sides marked too, on the average.
    pub(super) pairable: f64,
}

/// What was found on the way.
#[derive(Clone, Debug, Default)]
pub(super) struct Sweep {
    /// How many sides there are.
    sides: usize,
    /// The block and length of each segment.
    segments: Vec<(u32, u32)>,
    /// For each segment, the number of each side's set of labels.
    sets: Vec<u32>,
    /// The labels of each set, as bits; set 0 is empty.
    pub(super) labels: Vec<Vec<u64>>,
    /// What sides marked; not on tokens.
    pub(super) units: Vec<Unit>,
}

impl Sweep {
    /// Lists the segments: block, length, and each side's set.
    pub(super) fn segments(&self) -> impl Iterator<Item = (usize, f64, &[u32])> {
        let sets = self.sets.chunks_exact(self.sides.max(1));
        self.segments.iter().zip(sets).map(|((block, length), sets)| (*block as usize, f64::from(*length), sets))
    }

    /// Tells whether a set has a label.
    pub(super) fn has(&self, set: u32, label: usize) -> bool {
        self.labels
            .get(set as usize)
            .is_some_and(|bits| bits.get(label / 64).is_some_and(|word| word >> (label % 64) & 1 == 1))
    }

    /// Returns the distance of each set from each other: MASI (Passonneau 2006).
    pub(super) fn masi(&self) -> Vec<Vec<f64>> {
        let count = |bits: &mut dyn Iterator<Item = u64>| bits.map(u64::count_ones).sum::<u32>();
        let distance = |one: &Vec<u64>, other: &Vec<u64>| {
            let (both, either) = (
                count(&mut one.iter().zip(other).map(|(a, b)| a & b)),
                count(&mut one.iter().zip(other).map(|(a, b)| a | b)),
            );
            let sizes = [count(&mut one.iter().copied()), count(&mut other.iter().copied())];
            let alike = match both {
                _ if one == other => return 0.0,
                0 => 0.0,
                both if sizes.contains(&both) => 2.0 / 3.0,
                _ => 1.0 / 3.0,
            };
            1.0 - f64::from(both) / f64::from(either) * alike
        };
        self.labels.iter().map(|one| self.labels.iter().map(|other| distance(one, other)).collect()).collect()
    }
}

/// Numbers sets of labels.
struct Numbers {
    known: HashMap<Vec<u64>, u32>,
    /// Numbers of sets of the first few labels, which are most of those there are; `ABSENT` where there is none yet.
    few: Vec<u32>,
}

impl Numbers {
    fn of(&mut self, set: &[u64], labels: &mut Vec<Vec<u64>>) -> u32 {
        let small = (set.len() == 1).then(|| set[0] as usize).filter(|bits| *bits < self.few.len());
        if let Some(number) = small.map(|bits| self.few[bits]).filter(|number| *number != ABSENT) {
            return number;
        }
        let number = match self.known.get(set) {
            Some(number) => *number,
            None => {
                let number = labels.len() as u32;
                labels.push(set.to_vec());
                self.known.insert(set.to_vec(), number);
                number
            }
        };
        if let Some(bits) = small {
            self.few[bits] = number;
        }
        number
    }
}

/// Where one side's marks begin and end, label by label or those of one label alone, in order; those that overlap are
/// taken as one.
fn ranges(piece: &Piece, side: usize, axis: Axis, labels: usize, label: Option<usize>) -> Vec<Vec<(u32, u32)>> {
    let mut all = vec![Vec::new(); if label.is_some() { 1 } else { labels }];
    let mut near = 0;
    for mark in piece.marks[side].iter().flatten().filter(|mark| label.is_none_or(|label| mark.label == label)) {
        let own = &mut all[if label.is_some() { 0 } else { mark.label }];
        for fragment in &mark.fragments {
            let (start, end) = match axis {
                Axis::Tokens => piece.tokens_near(*fragment, near),
                Axis::CodePoints => *fragment,
            };
            if start < end {
                own.push((start, end));
                near = start as usize;
            }
        }
    }
    for own in &mut all {
        // They are in order already but for those of several fragments.
        own.sort();
        own.dedup_by(|next, last| {
            let one = next.0 < last.1;
            if one {
                last.1 = last.1.max(next.1);
            }
            one
        });
    }
    all
}

impl Comparison {
    /// Lists what one side marked with one label in an article, in code points, what overlaps taken as one.
    pub(super) fn stretches(&self, piece: usize, side: usize, label: usize) -> Vec<(u32, u32)> {
        ranges(&self.pieces[piece], side, Axis::CodePoints, self.labels.len(), Some(label)).concat()
    }

    /// Walks along all articles with some sides, and with one label or all.
    pub(super) fn sweep(&self, sides: &[usize], axis: Axis, label: Option<usize>) -> Sweep {
        let words = if label.is_some() { 1 } else { self.labels.len().div_ceil(64).max(1) };
        let mut sweep = Sweep { sides: sides.len(), labels: vec![vec![0; words]], ..Sweep::default() };
        let mut numbers = Numbers { known: HashMap::from([(vec![0; words], 0)]), few: vec![ABSENT; 256] };
        for at in 0..self.pieces.len() {
            self.sweep_piece(at, sides, axis, label, words, &mut sweep, &mut numbers);
        }
        sweep
    }

    #[expect(clippy::too_many_arguments, reason = "one step of a walk, which holds all that the walk does")]
    fn sweep_piece(
        &self,
        at: usize,
        sides: &[usize],
        axis: Axis,
        label: Option<usize>,
        words: usize,
        sweep: &mut Sweep,
        numbers: &mut Numbers,
    ) {
        const BORDER: u64 = (1 << 31) - 1;
        let piece = &self.pieces[at];
        let present = sides.iter().filter(|side| piece.marks[**side].is_some()).count();
        if present < 2 {
            return;
        }
        let labels = if label.is_some() { 1 } else { self.labels.len().max(1) };
        // The place, whether something begins there (ends come first), and the side and label: one number sorts them
        // all.
        let mut events: Vec<u64> = Vec::new();
        for (number, side) in sides.iter().enumerate() {
            for (label, own) in ranges(piece, *side, axis, labels, label).into_iter().enumerate() {
                let list = (number * labels + label) as u64;
                let events_of = |(start, end)| [u64::from(start) << 32 | 1 << 31 | list, u64::from(end) << 32 | list];
                events.extend(own.into_iter().flat_map(events_of));
            }
        }
        let code_point = |place: u32| match axis {
            Axis::CodePoints => place,
            Axis::Tokens => piece.tokens.get(place as usize).map_or(u32::MAX, |token| token.0),
        };
        let end = match axis {
            Axis::Tokens => piece.tokens.len() as u32,
            Axis::CodePoints => piece.text.chars() as u32,
        };
        if self.pieces.len() == 1 {
            for part in &piece.parts[1..] {
                let place = match axis {
                    Axis::CodePoints => *part,
                    Axis::Tokens => piece.tokens.partition_point(|token| token.0 < *part) as u32,
                };
                events.push(u64::from(place) << 32 | BORDER);
            }
        }
        events.push(u64::from(end) << 32 | BORDER);
        // The stable sort merges what is in order already: the events of each side and label.
        events.sort();

        let others = (present - 1) as f64;
        let mut open = vec![0u64; sides.len() * words];
        let mut now: Vec<u32> =
            sides.iter().map(|side| if piece.marks[*side].is_some() { 0 } else { ABSENT }).collect();
        let mut units: Vec<Option<Unit>> = vec![None; sides.len()];
        let mut last = 0;
        let mut block = self.block(at, 0);
        for event in events {
            let (place, begins, list) = ((event >> 32) as u32, event >> 31 & 1 == 1, event & BORDER);
            if place > last {
                let length = place - last;
                sweep.segments.push((block as u32, length));
                sweep.sets.extend_from_slice(&now);
                if axis == Axis::CodePoints {
                    let marked = units.iter().flatten().count() as f64;
                    for unit in units.iter_mut().flatten() {
                        unit.length += f64::from(length);
                        unit.pairable += f64::from(length) * (marked - 1.0) / others;
                    }
                }
                last = place;
            }
            if list == BORDER {
                block = self.block(at, code_point(place));
                continue;
            }
            let (side, label) = (list as usize / labels, list as usize % labels);
            let bits = &mut open[side * words..(side + 1) * words];
            match begins {
                true => bits[label / 64] |= 1 << (label % 64),
                false => bits[label / 64] &= !(1 << (label % 64)),
            }
            now[side] = numbers.of(bits, &mut sweep.labels);
            if axis == Axis::CodePoints {
                sweep.units.extend(units[side].take().filter(|unit| unit.length > 0.0));
                if now[side] != 0 {
                    let block = self.block(at, place);
                    units[side] = Some(Unit { block, set: now[side], length: 0.0, pairable: 0.0 });
                }
            }
        }
    }
}
