//! Draws what was found in the text: a thin box with square corners around each hit, a thick one around the current.
//!
//! Only the hits of the parts in view are asked for. Each part's boxes are one mesh, kept until its hits, its layout or
//! the theme change.

use std::ops::Range;

use egui::epaint::{TessellationOptions, Tessellator};
use egui::{Color32, Painter, Pos2, Shape, Stroke, StrokeKind};

use crate::model::text::Span;

use super::layout::Shaped;
use super::sheet::Sheet;

/// Where the pane gets hits from.
pub trait HitSource {
    /// Returns the hits that touch the bytes, in order.
    fn touching(&self, bytes: Range<usize>) -> &[Span];

    /// Returns the hit that was gone to last, if it is in this text.
    fn current(&self) -> Option<Span>;
}

/// The hits that a pane shows.
#[derive(Clone, Copy)]
pub struct PaneHits<'a> {
    /// Where they come from.
    pub source: &'a dyn HitSource,
    /// Changes whenever any hit or the current one changes.
    pub version: u64,
}

/// What boxes look like.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct HitLook {
    /// Around all hits.
    pub(super) line: Color32,
    /// Around the current one.
    pub(super) strong: Color32,
    /// Points to pixels, as bits.
    pub(super) scale: u32,
}

/// The boxes of a part, and what they were drawn from.
pub(super) struct HitBoxes {
    seen: u64,
    look: HitLook,
    hits: Vec<Span>,
    current: Option<Span>,
    sheet: Sheet,
}

impl HitBoxes {
    /// Brings the boxes of a part whose first byte is `start` up to date.
    pub(super) fn refresh(
        old: &mut Option<HitBoxes>,
        hits: Option<PaneHits<'_>>,
        shaped: &Shaped,
        start: usize,
        look: HitLook,
    ) {
        let Some(PaneHits { source, version }) = hits else {
            *old = None;
            return;
        };
        if old.as_ref().is_some_and(|boxes| boxes.seen == version && boxes.look == look) {
            return;
        }
        let end = start + shaped.len;
        let found = source.touching(start..end);
        let current = source.current().filter(|span| span.start() < end && start < span.end());
        match old {
            Some(boxes) if boxes.look == look && boxes.hits == found && boxes.current == current => {
                boxes.seen = version;
            }
            _ => {
                let sheet = draw(shaped, start, found, current, look);
                *old = Some(HitBoxes { seen: version, look, hits: found.to_vec(), current, sheet });
            }
        }
    }

    /// Paints the boxes of a part that stands at `origin`.
    pub(super) fn paint(&mut self, painter: &Painter, origin: Pos2) {
        self.sheet.paint(painter, origin);
    }

    /// Returns the hit drawn as the current one.
    #[cfg(test)]
    pub(super) fn current(&self) -> Option<Span> {
        self.current
    }

    /// Counts the hits drawn.
    #[cfg(test)]
    pub(super) fn count(&self) -> usize {
        self.hits.len()
    }
}

fn draw(shaped: &Shaped, start: usize, hits: &[Span], current: Option<Span>, look: HitLook) -> Sheet {
    let options = TessellationOptions { prerasterized_discs: false, ..TessellationOptions::default() };
    let mut tessellator = Tessellator::new(f32::from_bits(look.scale), options, [1, 1], Vec::new());
    let mut sheet = Sheet::default();
    let mut outline = |span: Span, stroke: Stroke| {
        let local = span.start().max(start) - start..span.end().min(start + shaped.len) - start;
        shaped.pieces(local, |line, left, right| {
            let rect = shaped.letters(line, left, right);
            let shape = Shape::rect_stroke(rect, 0, stroke, StrokeKind::Inside);
            tessellator.tessellate_shape(shape, &mut sheet.mesh);
        });
    };
    for hit in hits.iter().filter(|hit| Some(**hit) != current) {
        outline(*hit, Stroke::new(1.0, look.line));
    }
    if let Some(current) = current {
        outline(current, Stroke::new(2.0, look.strong));
    }
    sheet
}
