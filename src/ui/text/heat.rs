//! Draws how many sets marked each stretch of the text: a tint in steps, and below each line a bar as high as the
//! number, so that nothing is told by colour alone.
//!
//! Only the stretches of the parts in view are asked for. Each part's drawing is kept until its stretches, its layout
//! or the theme change.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Mesh, Painter, Pos2, Rect, pos2};

use crate::compare::heat::{Scale, Stretch};

use super::layout::Shaped;
use super::sheet::Sheet;
use super::tint::stacked;

/// Height of a bar that stands for all sets, in sizes of the text.
const HIGH: f32 = 0.8;
/// How much of its colour the tint of the highest step takes.
const STRONG: f32 = 0.44;
/// Stretches of a part that a screen reader is told of; more are not worth hearing one by one.
const MAX_NODES: usize = 256;

/// Where the pane gets numbers from.
pub trait HeatSource {
    /// Counts the sets that marked each stretch of the bytes, in order.
    fn stretches(&self, bytes: Range<usize>) -> Vec<Stretch>;

    /// Says how many marked a stretch.
    fn said(&self, stretch: &Stretch) -> String;
}

/// The heat map that a pane shows.
#[derive(Clone, Copy)]
pub struct PaneHeat<'a> {
    /// Where the numbers come from.
    pub source: &'a dyn HeatSource,
    /// Changes whenever any number changes.
    pub version: u64,
    /// Its colour.
    pub colour: Color32,
    /// The steps.
    pub scale: Scale,
}

impl PaneHeat<'_> {
    /// Returns how much room the bars take below a line of text of a size, in points.
    pub fn under(size: f32) -> f32 {
        (size * (HIGH + 0.2)).round()
    }
}

/// What a drawing depends on besides numbers and layout.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct HeatLook {
    pub(super) paper: Color32,
    pub(super) ink: Color32,
    pub(super) colour: Color32,
    pub(super) scale: Scale,
    pub(super) text_size: f32,
}

/// A stretch as a screen reader is told of it. The place is relative to the part.
pub(super) struct HeatNode {
    pub(super) start: usize,
    pub(super) rect: Rect,
    pub(super) name: String,
}

/// The tints and bars of a part, and what they were drawn from.
pub(super) struct HeatBars {
    seen: u64,
    look: HeatLook,
    stretches: Vec<Stretch>,
    tints: Sheet,
    bars: Sheet,
    nodes: Option<Arc<Vec<HeatNode>>>,
}

impl HeatBars {
    /// Brings the drawing of a part whose first byte is `start` up to date.
    pub(super) fn refresh(
        old: &mut Option<HeatBars>,
        heat: Option<(PaneHeat<'_>, HeatLook)>,
        shaped: &Shaped,
        start: usize,
    ) {
        let Some((PaneHeat { source, version, .. }, look)) = heat else {
            *old = None;
            return;
        };
        if old.as_ref().is_some_and(|bars| bars.seen == version && bars.look == look) {
            return;
        }
        let stretches = source.stretches(start..start + shaped.len);
        match old {
            Some(bars) if bars.look == look && bars.stretches == stretches => {
                (bars.seen, bars.nodes) = (version, None);
            }
            _ => {
                let (tints, bars) = draw(shaped, start, &stretches, look);
                *old = Some(HeatBars { seen: version, look, stretches, tints, bars, nodes: None });
            }
        }
    }

    /// Paints what lies under the letters of a part that stands at `origin`.
    pub(super) fn paint_under(&mut self, painter: &Painter, origin: Pos2) {
        self.tints.paint(painter, origin);
        self.bars.paint(painter, origin);
    }

    /// Returns what a screen reader is told.
    pub(super) fn nodes(
        &mut self,
        heat: PaneHeat<'_>,
        shaped: &Shaped,
        start: usize,
        text: &str,
    ) -> Arc<Vec<HeatNode>> {
        let make = || {
            let node = |stretch: &Stretch| {
                let local = stretch.bytes.start - start..stretch.bytes.end - start;
                let rect = shaped.rects(local).into_iter().reduce(Rect::union)?;
                let words =
                    text.get(stretch.bytes.clone()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
                let name = format!("{}: {words}", heat.source.said(stretch));
                Some(HeatNode { start: stretch.bytes.start, rect, name })
            };
            Arc::new(self.stretches.iter().take(MAX_NODES).filter_map(node).collect())
        };
        Arc::clone(self.nodes.get_or_insert_with(make))
    }

    /// Returns the stretch at a byte.
    pub(super) fn at(&self, byte: usize) -> Option<&Stretch> {
        self.stretches.iter().find(|stretch| stretch.bytes.contains(&byte))
    }
}

/// Returns the ground of words in a step, and the colour of its bars.
pub fn step_colours(paper: Color32, ink: Color32, colour: Color32, scale: Scale, step: usize) -> [Color32; 2] {
    let share = step as f32 / scale.steps().max(1) as f32;
    // The highest step is as strong as the words allow, and the others lie evenly below it.
    let highest = stacked(paper, ink, &[(colour, STRONG)]);
    [paper.lerp_to_gamma(highest, share), paper.lerp_to_gamma(colour, 0.45 + 0.55 * share)]
}

fn draw(shaped: &Shaped, start: usize, stretches: &[Stretch], look: HeatLook) -> (Sheet, Sheet) {
    let (mut tints, mut bars) = (Mesh::default(), Mesh::default());
    let colours: Vec<[Color32; 2]> = (0..=look.scale.steps())
        .map(|step| step_colours(look.paper, look.ink, look.colour, look.scale, step))
        .collect();
    for stretch in stretches {
        let [ground, strong] = colours[look.scale.step(stretch.count).min(colours.len() - 1)];
        let high = look.text_size * HIGH * stretch.count as f32 / look.scale.of.max(1) as f32;
        let local = stretch.bytes.start.max(start) - start..stretch.bytes.end.min(start + shaped.len) - start;
        shaped.pieces(local, |line, left, right| {
            tints.add_colored_rect(shaped.letters(line, left, right), ground);
            // Bars stand on one line, so that their heights can be held against each other.
            let bottom = shaped.lines[line].top + shaped.line_height - look.text_size * 0.1;
            let bar = Rect::from_min_max(pos2(left, bottom - high.max(1.0)), pos2(right, bottom));
            bars.add_colored_rect(bar, strong);
        });
    }
    (Sheet::of(tints), Sheet::of(bars))
}

#[cfg(test)]
#[path = "heat_tests.rs"]
mod tests;
