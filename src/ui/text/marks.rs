//! What the article pane shows of annotations: marks, their looks and the patterns of their underlines.

use std::ops::Range;
use std::sync::Arc;

use egui::{Color32, Pos2, Shape, Stroke, pos2};

use crate::model::text::Fragments;

pub use crate::model::scheme::Pattern;

/// Radius of a dot or height of a wave, in points, below which a rounding takes corners that nobody sees.
const SPECK: f32 = 0.8;

impl Pattern {
    /// Returns after how many points the pattern begins anew.
    pub(super) fn period(self) -> f32 {
        match self {
            Pattern::Solid | Pattern::Thick | Pattern::Double => 1.0,
            Pattern::Dots => 3.6,
            Pattern::Ticks => 4.0,
            Pattern::Squares | Pattern::Zigzag => 5.0,
            Pattern::Dash => 6.0,
            Pattern::Wave => 7.0,
            Pattern::DashDot => 9.0,
            Pattern::LongDash | Pattern::DashDotDot => 12.0,
        }
    }

    /// Returns the height that an underline takes where it has so much, in points.
    pub(super) fn room(least: f32) -> f32 {
        least.clamp(1.0, 3.4)
    }

    /// Adds the shapes of an underline from `left` to `right` with its middle at `y`, in points.
    ///
    /// `room` is the height it may take. The phase depends on the position alone, so pieces that touch join.
    pub fn draw(self, left: f32, right: f32, y: f32, room: f32, colour: Color32, out: &mut Vec<Shape>) {
        let room = Pattern::room(room);
        let thin = Stroke::new((room * 0.42).clamp(0.8, 1.3), colour);
        let mut line = |from: f32, to: f32, y: f32, stroke: Stroke| {
            let (from, to) = (from.max(left), to.min(right));
            if to > from {
                out.push(Shape::line_segment([pos2(from, y), pos2(to, y)], stroke));
            }
        };
        let every = |length: f32| {
            let first = (left / length).floor() as i64;
            let last = (right / length).ceil() as i64;
            // A line is never longer than a screen; a wrong width must not make millions of strokes.
            (first..last.min(first + 4000)).map(move |i| i as f32 * length)
        };
        match self {
            Pattern::Solid => line(left, right, y, thin),
            Pattern::Thick => line(left, right, y, Stroke::new((room * 0.85).max(1.4), colour)),
            Pattern::Double => {
                let thin = Stroke::new(thin.width * 0.75, colour);
                let gap = (room * 0.36).max(0.6);
                line(left, right, y - gap, thin);
                line(left, right, y + gap, thin);
            }
            Pattern::Dash => every(self.period()).for_each(|x| line(x, x + 3.6, y, thin)),
            Pattern::LongDash => every(self.period()).for_each(|x| line(x, x + 9.5, y, thin)),
            Pattern::DashDot => every(self.period()).for_each(|x| {
                line(x, x + 4.6, y, thin);
                line(x + 6.2, x + 7.6, y, thin);
            }),
            Pattern::DashDotDot => every(self.period()).for_each(|x| {
                line(x, x + 4.6, y, thin);
                line(x + 6.2, x + 7.6, y, thin);
                line(x + 9.1, x + 10.5, y, thin);
            }),
            Pattern::Ticks => {
                line(left, right, y - room * 0.3, Stroke::new(thin.width * 0.8, colour));
                for x in every(self.period()).filter(|x| *x >= left && *x <= right) {
                    let from = pos2(x, y - room * 0.3);
                    out.push(Shape::line_segment([from, pos2(x, y + room * 0.45)], Stroke::new(0.9, colour)));
                }
            }
            Pattern::Dots | Pattern::Squares => {
                let radius = (room * 0.36).clamp(0.55, 1.1);
                for x in every(self.period()) {
                    let centre = pos2(x + 1.8, y);
                    if centre.x - radius < left || centre.x + radius > right {
                        continue;
                    }
                    out.push(if self == Pattern::Dots && radius < SPECK {
                        let across = egui::vec2(radius, 0.0);
                        Shape::line_segment([centre - across, centre + across], Stroke::new(radius * 2.0, colour))
                    } else if self == Pattern::Dots {
                        Shape::circle_filled(centre, radius, colour)
                    } else {
                        Shape::rect_filled(
                            egui::Rect::from_center_size(centre, egui::Vec2::splat(radius * 2.4)),
                            0,
                            colour,
                        )
                    });
                }
            }
            Pattern::Wave | Pattern::Zigzag => {
                let height = (room * 0.42).max(0.5);
                let length = self.period();
                let steps = match self {
                    Pattern::Wave if height < SPECK => 4,
                    Pattern::Wave => 8,
                    _ => 2,
                };
                let at = |x: f32| {
                    let phase = (x / length).rem_euclid(1.0);
                    let wave = if self == Pattern::Wave {
                        (phase * std::f32::consts::TAU).sin()
                    } else {
                        (phase * 4.0 - 2.0).abs() - 1.0
                    };
                    pos2(x, y + wave * height)
                };
                let step = length / steps as f32;
                let mut points: Vec<Pos2> = vec![at(left)];
                points.extend(every(step).filter(|x| *x > left && *x < right).map(at));
                points.push(at(right));
                out.push(Shape::line(points, thin));
            }
        }
    }
}

/// How the marks of one label look, in one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The label's name, for those who listen.
    pub name: Arc<str>,
    /// One or two letters for the badge.
    pub letter: Arc<str>,
    /// Colour of line, badge and tint.
    pub colour: Color32,
    /// How much of the colour the tint takes, from 0 to 1.
    pub tint: f32,
    /// Pattern of the underline.
    pub pattern: Pattern,
}

/// How much a mark stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Weight {
    /// As all do.
    #[default]
    Plain,
    /// Less: others say the same.
    Agreed,
    /// More: others say something else.
    Differs,
}

/// An annotation as the pane shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The annotation's id.
    pub id: u128,
    /// Its stretches of the text.
    pub fragments: Fragments,
    /// Its label's look.
    pub look: Look,
    /// Whether it is the selected one.
    pub selected: bool,
    /// Whether it belongs to somebody else's set.
    pub foreign: bool,
    /// Whether its maker was not sure.
    pub unsure: bool,
    /// Whether it is what a learner missed of a key.
    pub missed: bool,
    /// Whose lanes it is in, where each set has its own.
    pub band: Option<usize>,
    /// Who made it, where that is told of each mark.
    pub by: Option<Arc<str>>,
    /// How much it stands out.
    pub weight: Weight,
}

impl Mark {
    /// Makes one that is like all others.
    pub fn new(id: u128, fragments: Fragments, look: Look) -> Mark {
        Mark {
            id,
            fragments,
            look,
            selected: false,
            foreign: false,
            unsure: false,
            missed: false,
            band: None,
            by: None,
            weight: Weight::Plain,
        }
    }
}

/// Where the pane gets its marks from. It is asked while the text engine is in use, so it must not use that.
pub trait MarkSource {
    /// Adds the marks with a fragment that touches the bytes. Marks whose fragments lie on either side of the bytes
    /// may be added too; then the pane shows that they belong together.
    fn touching(&self, bytes: Range<usize>, out: &mut Vec<Mark>);
}

impl MarkSource for [Mark] {
    fn touching(&self, bytes: Range<usize>, out: &mut Vec<Mark>) {
        let touches = |mark: &&Mark| mark.fragments.start() < bytes.end && bytes.start < mark.fragments.end();
        out.extend(self.iter().filter(touches).cloned());
    }
}

impl MarkSource for Vec<Mark> {
    fn touching(&self, bytes: Range<usize>, out: &mut Vec<Mark>) {
        self.as_slice().touching(bytes, out);
    }
}

/// Finds the marks at a byte, the smallest first.
pub fn marks_at(source: &dyn MarkSource, byte: usize) -> Vec<Mark> {
    let mut found = Vec::new();
    source.touching(byte..byte + 1, &mut found);
    found.retain(|mark| mark.fragments.contains(byte));
    found.sort_by_key(|mark| (mark.fragments.len(), mark.fragments.start(), mark.id));
    found.dedup_by_key(|mark| mark.id);
    found
}

/// Chooses which of the marks under the pointer a click picks: the smallest, or the next one when the last click
/// was on the same place and picked one of them.
pub fn cycle(under: &[u128], last: Option<u128>) -> Option<u128> {
    let next = last.and_then(|last| under.iter().position(|id| *id == last)).map_or(0, |i| (i + 1) % under.len());
    under.get(next).copied()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::model::text::Text;

    fn mark(text: &Text, id: u128, start: usize, end: usize) -> Mark {
        let look = Look {
            name: "claim".into(),
            letter: "C".into(),
            colour: Color32::BLUE,
            tint: 0.18,
            pattern: Pattern::Solid,
        };
        let fragments = Fragments::one(text.span(start, end).unwrap());
        Mark::new(id, fragments, look)
    }

    #[test]
    fn clicks_on_the_same_place_go_round_from_the_smallest() {
        let text = Text::new("0123456789");
        let source = vec![mark(&text, 1, 0, 10), mark(&text, 2, 4, 6), mark(&text, 3, 2, 7), mark(&text, 4, 7, 9)];
        let under: Vec<u128> = marks_at(&source, 5).iter().map(|mark| mark.id).collect();
        assert_eq!(under, [2, 3, 1]);
        assert_eq!(cycle(&under, None), Some(2));
        assert_eq!(cycle(&under, Some(2)), Some(3));
        assert_eq!(cycle(&under, Some(1)), Some(2));
        assert_eq!(cycle(&under, Some(4)), Some(2));
        assert_eq!(cycle(&[], Some(4)), None);
    }

    #[test]
    fn no_two_patterns_look_alike_and_all_keep_to_their_room() {
        let mut seen = HashSet::new();
        for pattern in Pattern::ALL {
            for room in [1.0, 3.0] {
                let mut shapes = Vec::new();
                pattern.draw(10.0, 90.0, 5.0, room, Color32::BLACK, &mut shapes);
                assert!(!shapes.is_empty());
                for shape in &shapes {
                    let bounds = shape.visual_bounding_rect();
                    assert!(bounds.left() >= 8.0 && bounds.right() <= 92.0, "{pattern:?} {bounds:?}");
                    assert!(bounds.height() <= room + 2.0, "{pattern:?} {bounds:?}");
                }
                assert!(seen.insert(format!("{shapes:?}")), "{pattern:?}");
            }
        }
    }
}
