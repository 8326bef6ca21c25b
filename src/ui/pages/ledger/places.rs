//! Says where the columns and the rows of the ledger stand.

use super::cells::ROW;

/// Width of the verdicts, in points.
pub(super) const VERDICT: f32 = 128.0;
/// Room that is kept for the scroll bar, in points.
pub(super) const BAR: f32 = 12.0;

/// Where the columns stand, in points.
pub(super) struct Columns {
    pub(super) wording: f32,
    pub(super) article: f32,
    pub(super) count: usize,
}

impl Columns {
    pub(super) fn of(width: f32, count: usize) -> Columns {
        let wording = (width * 0.34).clamp(220.0, 520.0);
        let left = width - wording - VERDICT - BAR;
        Columns { wording, article: (left / count.max(1) as f32).clamp(200.0, 520.0).floor(), count }
    }

    /// Returns how wide the part is that stays where it is.
    pub(super) fn fixed(&self) -> f32 {
        self.wording + VERDICT
    }

    /// Lists the columns of articles that are in view.
    pub(super) fn in_view(&self, from: f32, width: f32) -> std::ops::Range<usize> {
        let first = (from / self.article).max(0.0) as usize;
        let last = ((from + width - self.fixed()) / self.article).ceil().max(0.0) as usize;
        first.min(self.count)..last.min(self.count)
    }
}

/// How high the rows are: those that are unfolded, by number, with what they add.
pub(super) struct Heights {
    pub(super) open: Vec<(usize, f32)>,
    pub(super) count: usize,
}

impl Heights {
    pub(super) fn top(&self, at: usize) -> f32 {
        at as f32 * ROW + self.open.iter().take_while(|(row, _)| *row < at).map(|(_, more)| more).sum::<f32>()
    }

    pub(super) fn all(&self) -> f32 {
        self.top(self.count)
    }

    /// Returns the row at a height.
    pub(super) fn at(&self, y: f32) -> usize {
        let mut more = 0.0;
        for (row, adds) in &self.open {
            let end = (*row + 1) as f32 * ROW + more + adds;
            if y < end {
                return (((y - more) / ROW).max(0.0) as usize).min(*row);
            }
            more += adds;
        }
        (((y - more) / ROW).max(0.0) as usize).min(self.count)
    }
}
