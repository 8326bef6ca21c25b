//! Gives each set lanes of its own under a line: bands, one a set, always in the same order, as the staves of a score.
//!
//! At the margin of every line with a mark in it stands whose each band is.

use std::ops::Range;

use super::lanes::{Rail, assign};

/// Sets above which their bands move together, and their names stand in two columns.
const FEW: usize = 4;
/// Lanes of one band that can be told apart; what finds none shares the last.
const DEEPEST: usize = 3;

/// Where bands lie under a line of text, in points below the baseline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bands {
    count: usize,
    first: f32,
    /// From one band to the next.
    pub(super) pitch: f32,
    /// Size of the letters at the margin.
    pub(super) letters: f32,
}

impl Bands {
    /// Lays out the bands of some sets under text of a size, in points; `None` for no sets.
    pub fn new(count: usize, size: f32) -> Option<Bands> {
        let pitch = if count > FEW { 0.44 } else { 0.62 };
        (count > 0).then(|| Bands { count, first: size * 0.32, pitch: (size * pitch).max(4.5), letters: size * 0.58 })
    }

    /// Returns how much room they take below a line beyond what marks have there anyway, in points.
    pub fn under(&self) -> f32 {
        (self.count as f32 * self.pitch).round()
    }

    /// Returns how many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Returns the middle of a band.
    pub(super) fn middle(&self, band: usize) -> f32 {
        self.first + (band as f32 + 0.5) * self.pitch
    }

    /// Tells in which column of the margin the name of a band stands, counted from the words.
    pub(super) fn column(&self, band: usize) -> usize {
        if self.count > FEW { band % 2 } else { 0 }
    }

    /// Returns the lane of each mark: those of a set share its band and nothing else. What is in no band has no lane.
    pub(super) fn rails(&self, covers: &[Range<usize>], bands: &[Option<usize>]) -> Vec<Option<Rail>> {
        let mut rails = vec![None; covers.len()];
        for band in 0..self.count {
            let ours: Vec<usize> = (0..covers.len()).filter(|at| bands.get(*at) == Some(&Some(band))).collect();
            let own: Vec<Range<usize>> = ours.iter().map(|at| covers[*at].clone()).collect();
            let lanes = assign(&own);
            let deep = lanes.iter().max().map_or(1, |lane| lane + 1).min(DEEPEST);
            // A hair is left free between bands.
            let pitch = self.pitch * 0.86 / deep as f32;
            for (at, lane) in ours.into_iter().zip(lanes) {
                let from_middle = lane.min(deep - 1) as f32 - (deep - 1) as f32 / 2.0;
                let middle = self.middle(band) + from_middle * pitch;
                rails[at] = Some(Rail { middle, room: pitch, crowded: lane >= DEEPEST });
            }
        }
        rails
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_set_keeps_to_its_band_whatever_the_others_mark() {
        for count in 1..=8 {
            let bands = Bands::new(count, 17.0).unwrap();
            let covers: Vec<Range<usize>> = (0..count * 4).map(|at| at / 4..20 + at).collect();
            let of: Vec<Option<usize>> = (0..count * 4).map(|at| Some(at % count)).collect();
            let rails = bands.rails(&covers, &of);
            for (rail, band) in rails.iter().zip(&of) {
                let rail = rail.unwrap();
                let low = bands.first + band.unwrap() as f32 * bands.pitch;
                assert!(rail.middle - rail.room / 2.0 >= low, "{count} {band:?} {rail:?}");
                assert!(rail.middle + rail.room / 2.0 <= low + bands.pitch, "{count} {band:?} {rail:?}");
            }
            // Four of each set lie on each other: the last shares the third's lane.
            assert_eq!(rails.iter().filter(|rail| rail.unwrap().crowded).count(), count);
            let alone = bands.rails(&covers[..1], &of[..1]);
            assert_eq!(alone[0].unwrap().middle, bands.middle(0), "one alone runs in the middle");
        }
        let bands = Bands::new(2, 17.0).unwrap();
        assert_eq!(bands.rails(std::slice::from_ref(&(0..4)), &[None]), [None]);
        assert_eq!(bands.rails(std::slice::from_ref(&(0..4)), &[Some(7)]), [None]);
        assert!(Bands::new(0, 17.0).is_none());
    }

    #[test]
    fn many_bands_move_together_and_their_names_apart() {
        let (few, many) = (Bands::new(4, 17.0).unwrap(), Bands::new(8, 17.0).unwrap());
        assert!(many.pitch < few.pitch && many.under() < 2.0 * few.under());
        // Where names stand below each other there is room for them.
        assert!(few.letters <= few.pitch && many.letters <= 2.0 * many.pitch);
        assert_eq!((few.column(1), many.column(1), many.column(2)), (0, 1, 0));
    }
}
