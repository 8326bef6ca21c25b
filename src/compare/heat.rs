//! Counts how many of several sets marked each stretch of a text.

use std::ops::{Range, RangeInclusive};

/// A stretch of a text that the same number of sets marked from end to end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// Its bytes.
    pub bytes: Range<usize>,
    /// How many sets marked it; at least one.
    pub count: usize,
}

/// Counts the sets that marked each stretch of `within`, in order. A mark is a set and the bytes that it covers; what a
/// set marked twice counts once. The cost is that of sorting the marks.
pub fn stretches<S: Ord>(marks: impl IntoIterator<Item = (S, Range<usize>)>, within: &Range<usize>) -> Vec<Stretch> {
    let inside = |bytes: Range<usize>| bytes.start.max(within.start)..bytes.end.min(within.end);
    let mut marks: Vec<(S, Range<usize>)> = marks.into_iter().map(|(set, bytes)| (set, inside(bytes))).collect();
    marks.retain(|(_, bytes)| bytes.start < bytes.end);
    marks.sort_unstable_by(|(a, one), (b, other)| a.cmp(b).then(one.start.cmp(&other.start)));
    // Where sets begin and end to mark, each set's own marks joined.
    let mut steps: Vec<(usize, isize)> = Vec::with_capacity(2 * marks.len());
    for of_one in marks.chunk_by(|(a, _), (b, _)| a == b) {
        let mut open: Option<Range<usize>> = None;
        for (_, bytes) in of_one {
            match &mut open {
                Some(open) if bytes.start <= open.end => open.end = open.end.max(bytes.end),
                _ => steps.extend(open.replace(bytes.clone()).map(ends).into_iter().flatten()),
            }
        }
        steps.extend(open.map(ends).into_iter().flatten());
    }
    steps.sort_unstable();
    let mut out: Vec<Stretch> = Vec::new();
    let (mut count, mut from) = (0_usize, within.start);
    for at in steps.chunk_by(|(a, _), (b, _)| a == b) {
        let to = at[0].0;
        if count > 0 {
            match out.last_mut() {
                // As many on either side, though not the same ones.
                Some(last) if last.bytes.end == from && last.count == count => last.bytes.end = to,
                _ => out.push(Stretch { bytes: from..to, count }),
            }
        }
        (count, from) = (count.saturating_add_signed(at.iter().map(|(_, step)| step).sum()), to);
    }
    out
}

fn ends(bytes: Range<usize>) -> [(usize, isize); 2] {
    [(bytes.start, 1), (bytes.end, -1)]
}

/// Into which steps numbers of sets are put, so that they can be told apart at a glance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Scale {
    /// How many sets there are.
    pub of: usize,
}

impl Scale {
    /// Most steps that are told apart.
    pub const STEPS: usize = 5;

    /// Returns how many steps there are.
    pub fn steps(self) -> usize {
        self.of.min(Scale::STEPS)
    }

    /// Returns the step of a number of sets, from 1 on; 0 for none.
    pub fn step(self, count: usize) -> usize {
        (count.min(self.of) * self.steps()).div_ceil(self.of.max(1))
    }

    /// Returns the numbers of sets that are in a step.
    pub fn counts(self, step: usize) -> RangeInclusive<usize> {
        let steps = self.steps().max(1);
        self.of * step.saturating_sub(1) / steps + 1..=self.of * step / steps
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::Text;

    fn counted(marks: &[(u8, Range<usize>)], within: Range<usize>) -> Vec<(Range<usize>, usize)> {
        stretches(marks.iter().cloned(), &within).into_iter().map(|one| (one.bytes, one.count)).collect()
    }

    #[test]
    fn stretches_are_counted_by_sets_and_not_by_marks() {
        // Two marks of one set lie on each other, and touch a third.
        let marks = [(1, 0..10), (1, 4..12), (1, 12..14), (2, 8..20)];
        assert_eq!(counted(&marks, 0..30), [(0..8, 1), (8..14, 2), (14..20, 1)]);
        // One ends where the other begins: one each, so one stretch.
        assert_eq!(counted(&[(1, 0..5), (2, 5..9)], 0..30), [(0..9, 1)]);
        assert_eq!(counted(&marks, 9..15), [(9..14, 2), (14..15, 1)]);
        assert_eq!(counted(&marks, 25..30), []);
        assert_eq!(counted(&[], 0..30), []);
    }

    #[test]
    fn steps_hold_every_number_once() {
        for of in 0..40 {
            let scale = Scale { of };
            let held: Vec<usize> = (1..=scale.steps()).flat_map(|step| scale.counts(step)).collect();
            assert_eq!(held, (1..=of).collect::<Vec<_>>());
            for step in 1..=scale.steps() {
                assert!(scale.counts(step).all(|count| scale.step(count) == step), "{of} {step}");
            }
            assert_eq!(scale.step(0), 0);
        }
        let steps = |of: usize| (1..=Scale { of }.steps()).map(|step| Scale { of }.counts(step)).collect::<Vec<_>>();
        assert_eq!(steps(30), [1..=6, 7..=12, 13..=18, 19..=24, 25..=30]);
        assert_eq!(steps(2), [1..=1, 2..=2]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn is_what_counting_by_code_point_gives(
            marks in prop::collection::vec((0u8..6, 0usize..60, 1usize..25), 0..40),
            window in (0usize..70, 0usize..70),
        ) {
            let text = Text::new("Größe: 水坝安全 👩‍👩‍👧 نفى العمدة ذلك, and then some more words.");
            let place = |from: usize, length: usize| {
                let start = from % text.chars();
                text.span_of_chars(start, (start + length).min(text.chars())).ok().map(|span| span.range())
            };
            let marks: Vec<(u8, Range<usize>)> =
                marks.into_iter().filter_map(|(set, from, length)| Some((set, place(from, length)?))).collect();
            let within = place(window.0, window.1.max(1)).unwrap_or(0..text.len());
            let found = stretches(marks.iter().cloned(), &within);
            for (byte, _) in text.as_str().char_indices() {
                let mut sets: Vec<u8> =
                    marks.iter().filter(|(_, bytes)| bytes.contains(&byte)).map(|(set, _)| *set).collect();
                sets.sort_unstable();
                sets.dedup();
                let here = found.iter().filter(|one| one.bytes.contains(&byte));
                let counts: Vec<usize> = here.map(|one| one.count).collect();
                let wanted = if within.contains(&byte) && !sets.is_empty() { vec![sets.len()] } else { Vec::new() };
                prop_assert_eq!(counts, wanted, "at {}", byte);
            }
            let apart = |pair: &[Stretch]| pair[0].bytes.end < pair[1].bytes.start || pair[0].count != pair[1].count;
            prop_assert!(found.windows(2).all(|pair| pair[0].bytes.end <= pair[1].bytes.start && apart(pair)));
            prop_assert!(found.iter().all(|one| text.as_str().get(one.bytes.clone()).is_some_and(|s| !s.is_empty())));
        }
    }
}
