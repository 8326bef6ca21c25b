//! Gives overlapping stretches lanes of their own, so that each keeps a line that can be seen.

use std::ops::Range;

/// Lanes that are drawn: more could not be told apart in the gap between two lines of text. What finds no room, where
/// more than eight lie on top of each other, shares one grey line below them and has no badge until it is selected:
/// then it is drawn whole.
pub const MAX_LANES: usize = 8;

/// Assigns each range a lane from 0 on: ranges that share a byte get different ones, below [`MAX_LANES`].
///
/// The earlier and then the longer range gets the lower lane, so that adding one at the end moves none before it. As
/// few lanes are used as possible.
pub fn assign(ranges: &[Range<usize>]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..ranges.len()).collect();
    order.sort_by_key(|i| (ranges[*i].start, std::cmp::Reverse(ranges[*i].end), *i));
    let mut ends = [0usize; MAX_LANES];
    let mut lanes = vec![0; ranges.len()];
    for i in order {
        let lane = ends.iter().position(|end| *end <= ranges[i].start).unwrap_or(MAX_LANES);
        if let Some(end) = ends.get_mut(lane) {
            *end = ranges[i].end;
        }
        lanes[i] = lane;
    }
    lanes
}

/// Where the underline of a mark runs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rail {
    /// Its middle, in points below the baseline.
    pub middle: f32,
    /// The height that it may take, in points.
    pub room: f32,
    /// Whether it found no lane of its own.
    pub crowded: bool,
}

/// Where lanes lie under a line of text, in points below the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneRoom {
    /// Middle of the first lane.
    pub first: f32,
    /// From one lane's middle to the next.
    pub pitch: f32,
}

impl LaneRoom {
    /// Divides the gap below a line: `gap` points from the baseline to the next line's top, for letters of `size`.
    /// Many lanes move closer together.
    pub fn new(lanes: usize, gap: f32, size: f32) -> LaneRoom {
        let first = (size * 0.2).min(gap * 0.5);
        let room = (gap + size * 0.06 - first).max(0.0);
        let pitch = (room / lanes.saturating_sub(1).max(1) as f32).min(size * 0.19);
        LaneRoom { first, pitch }
    }

    /// Returns where the underline in a lane runs.
    pub fn rail(&self, lane: usize) -> Rail {
        Rail { middle: self.middle(lane), room: self.pitch, crowded: lane >= MAX_LANES }
    }

    /// Returns the middle of a lane, in points below the baseline.
    pub fn middle(&self, lane: usize) -> f32 {
        self.first + lane as f32 * self.pitch
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn nested_and_crossing_ranges_get_lanes_of_their_own() {
        assert_eq!(assign(&[0..10, 2..4, 5..15, 10..12, 15..20]), [0, 1, 1, 0, 0]);
        assert_eq!(assign(&[2..4, 0..10]), [1, 0], "the outer one stays next to the text");
        assert_eq!(assign(&[]), [0usize; 0]);
    }

    #[test]
    fn lanes_move_together_and_never_leave_the_gap() {
        for lanes in 1..=MAX_LANES + 1 {
            let room = LaneRoom::new(lanes, 9.0, 17.0);
            assert!(room.pitch > 0.5, "{lanes} lanes can be told apart");
            assert!(room.middle(lanes - 1) <= 9.0 + 17.0 * 0.1, "{lanes}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn ranges_that_overlap_never_share_a_lane(raw in prop::collection::vec((0usize..200, 1usize..60), 0..80)) {
            let ranges: Vec<Range<usize>> = raw.into_iter().map(|(start, len)| start..start + len).collect();
            let lanes = assign(&ranges);
            let depth = (0..260).map(|at| ranges.iter().filter(|r| r.contains(&at)).count()).max().unwrap_or(0);
            for (i, a) in ranges.iter().enumerate() {
                prop_assert!(lanes[i] < depth.max(1), "no more lanes than lie on top of each other");
                for (j, b) in ranges.iter().enumerate().skip(i + 1) {
                    let overlap = a.start < b.end && b.start < a.end;
                    prop_assert!(!overlap || lanes[i] != lanes[j] || lanes[i] == MAX_LANES);
                }
            }
        }
    }
}
