//! Draws numbers of agreement with their intervals on a line, so that those of labels and of articles can be held
//! against each other at a glance. Not with egui_plot: there are hundreds of such lines, 28 points high, in a table
//! that scrolls, and a plot each would lay out axes of its own and take the wheel and the keys. A part of the table's
//! lines: only what is in view is drawn, and the numbers stand beside it for whoever does not see it.

use egui::{Align2, FontId, Rect, Shape, Stroke, Ui, pos2};

use crate::compare::agreement::{Measure, Value};
use crate::ui::theme::{Palette, SMALL};

/// Width of a plot, in points.
pub(super) const WIDTH: f32 = 168.0;
/// Room at its ends, in points.
const PAD: f32 = 14.0;
/// Radius of a value's dot, in points.
const DOT: f32 = 3.5;
/// Height of the strokes at the ends of an interval, in points.
const END: f32 = 7.0;

/// The line that the values of a measure lie on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    low: f64,
}

impl Scale {
    /// Returns the line of a measure: from 0 to 1, or from -1 where less than by chance is less than 0.
    pub(super) fn of(measure: &Measure) -> Scale {
        let share = matches!(measure, Measure::Spans(..) | Measure::Relations { .. });
        Scale { low: if share { 0.0 } else { -1.0 } }
    }

    /// Returns the numbers that are written at the line.
    fn ticks(self) -> &'static [(f64, &'static str)] {
        if self.low < 0.0 { &[(-1.0, "\u{2212}1"), (0.0, "0"), (1.0, "1")] } else { &[(0.0, "0"), (1.0, "1")] }
    }

    /// Returns where a number lies between the ends of the line, from 0 to 1; those beyond lie at its ends.
    fn share(self, number: f64) -> f32 {
        ((number.clamp(self.low, 1.0) - self.low) / (1.0 - self.low)) as f32
    }

    fn x(self, rect: Rect, number: f64) -> f32 {
        let inside = rect.x_range().shrink(PAD);
        inside.min + self.share(number) * (inside.max - inside.min)
    }
}

/// Writes the numbers of the line above a column of plots.
pub(super) fn ticks(ui: &Ui, rect: Rect, scale: Scale) {
    let palette = Palette::of(ui.ctx());
    for (number, text) in scale.ticks() {
        let at = pos2(scale.x(rect, *number), rect.center().y);
        ui.painter().text(at, Align2::CENTER_CENTER, text, FontId::proportional(SMALL), palette.quiet);
    }
}

/// Draws a value and its interval; the line alone where there is none.
pub(super) fn plot(ui: &Ui, rect: Rect, scale: Scale, value: &Value) {
    let palette = Palette::of(ui.ctx());
    ui.painter().extend(shapes(rect, scale, value, palette));
}

fn shapes(rect: Rect, scale: Scale, value: &Value, palette: &Palette) -> Vec<Shape> {
    let middle = rect.center().y.round() + 0.5;
    let line = |from: f32, to: f32, stroke: Stroke| Shape::hline(from..=to, middle, stroke);
    let upright =
        |x: f32, high: f32, stroke: Stroke| Shape::vline(x, middle - high / 2.0..=middle + high / 2.0, stroke);
    let thin = Stroke::new(1.0, palette.hairline);
    let mut out = vec![line(scale.x(rect, scale.low), scale.x(rect, 1.0), thin)];
    out.extend(scale.ticks().iter().map(|(number, _)| upright(scale.x(rect, *number), rect.height(), thin)));
    if let Ok(interval) = value.interval {
        let stroke = Stroke::new(1.5, palette.quiet);
        let (low, high) = (scale.x(rect, interval.low), scale.x(rect, interval.high));
        out.push(line(low, high, stroke));
        out.extend([low, high].map(|x| upright(x, END, stroke)));
    }
    if let Ok(number) = value.value {
        let at = pos2(scale.x(rect, number), middle);
        // What lies beyond the line is drawn hollow at its end.
        let beyond = number < scale.low;
        let stroke = Stroke::new(1.5, palette.accent);
        let dot =
            if beyond { Shape::circle_stroke(at, DOT, stroke) } else { Shape::circle_filled(at, DOT, palette.accent) };
        out.push(dot);
    }
    out
}

#[cfg(test)]
mod tests {
    use egui::vec2;

    use super::*;
    use crate::compare::agreement::{Interval, NoInterval, Rate, Same, Undefined};

    fn drawn(
        measure: &Measure,
        value: Result<f64, Undefined>,
        interval: Option<(f64, f64)>,
    ) -> (Vec<f32>, Option<f32>) {
        let ctx = egui::Context::default();
        let rect = Rect::from_min_size(pos2(0.0, 0.0), vec2(100.0 + 2.0 * PAD, 28.0));
        let interval = interval.map(|(low, high)| Interval { low, high }).ok_or(NoInterval::OneBlock);
        let value = Value { value, counted: 1.0, interval };
        let shapes = shapes(rect, Scale::of(measure), &value, Palette::of(&ctx));
        let dot = shapes.iter().find_map(|shape| match shape {
            Shape::Circle(circle) => Some(circle.center.x - PAD),
            _ => None,
        });
        // The strokes at the ends of the interval are lower than those of the line.
        let ends = shapes.iter().filter_map(|shape| match shape {
            Shape::LineSegment { points: [a, b], .. } if a.x == b.x && (1.0..10.0).contains(&(b.y - a.y).abs()) => {
                Some(a.x - PAD)
            }
            _ => None,
        });
        (ends.collect(), dot)
    }

    #[test]
    fn values_lie_where_their_numbers_say() {
        let f1 = Measure::Spans(Same::Strict, Rate::F1);
        assert_eq!(drawn(&f1, Ok(0.25), Some((0.0, 0.5))), (vec![0.0, 50.0], Some(25.0)));
        assert_eq!(drawn(&Measure::TokenAlpha, Ok(0.0), Some((-0.5, 1.0))), (vec![25.0, 100.0], Some(50.0)));
        // Gamma can be far below what chance gives.
        assert_eq!(drawn(&Measure::Gamma, Ok(-3.0), Some((-5.0, -2.0))), (vec![0.0, 0.0], Some(0.0)));
        assert_eq!(drawn(&f1, Err(Undefined::NothingMarked), None), (vec![], None));
    }
}
