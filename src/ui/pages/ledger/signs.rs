//! Draws what an article does with a proposition as a sign: form before colour.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use crate::compare::ledger::{Deed, Extent, Turn};
use crate::ui::theme::Palette;

/// Side of a sign, in points.
pub(super) const SIGN: f32 = 11.0;

/// The slots of the palette that claims, denials and sources have in a new project.
const CLAIM: u8 = 0;
const DENIAL: u8 = 1;
const SOURCE: u8 = 2;

/// Paints a deed's sign around a middle: a full disc for the article's own voice, a ring with a dot for another's, a
/// diamond for what answers a claim (full, half or empty, as far as it denies), a dash for what is not there.
pub(super) fn paint(painter: &Painter, middle: Pos2, deed: &Deed, palette: &Palette) {
    let radius = SIGN / 2.0;
    match deed {
        Deed::Asserts => drop(painter.circle_filled(middle, radius - 0.5, palette.label(CLAIM))),
        Deed::Attributes => {
            let colour = palette.label(SOURCE);
            painter.circle_stroke(middle, radius - 1.0, Stroke::new(1.6, colour));
            painter.circle_filled(middle, 1.8, colour);
        }
        Deed::Denies(extent) => diamond(painter, middle, radius, extent, palette.label(DENIAL)),
        Deed::NotThere => {
            let half = vec2(radius - 1.0, 0.0);
            painter.line_segment([middle - half, middle + half], Stroke::new(1.8, palette.quiet));
        }
        Deed::NotChecked => drop(painter.circle_stroke(middle, 1.6, Stroke::new(1.0, palette.quiet))),
        Deed::Changed(turn) => changed(painter, middle, radius - 1.0, *turn, palette.quiet),
    }
}

/// Paints what a later text did: a plus for what came, a cross for what went, a broken square for what has no place
/// yet.
fn changed(painter: &Painter, middle: Pos2, radius: f32, turn: Turn, colour: Color32) {
    let stroke = Stroke::new(1.6, colour);
    let across = |by: egui::Vec2| {
        painter.line_segment([middle - by, middle + by], stroke);
    };
    match turn {
        Turn::Added => [vec2(radius, 0.0), vec2(0.0, radius)].into_iter().for_each(across),
        Turn::Dropped => {
            [vec2(1.0, 1.0), vec2(1.0, -1.0)].into_iter().for_each(|by| across(by * (radius * 0.75)));
        }
        Turn::Unplaced => [1.0, -1.0].into_iter().for_each(|side| {
            let corner = |x: f32, y: f32| middle + vec2(x, y) * (radius * 0.8);
            for (from, to) in [(0.35, 1.0), (-1.0, -0.35)] {
                painter.line_segment([corner(from, side), corner(to, side)], stroke);
                painter.line_segment([corner(side, from), corner(side, to)], stroke);
            }
        }),
    }
}

fn diamond(painter: &Painter, middle: Pos2, radius: f32, extent: &Extent, colour: Color32) {
    let corners = [vec2(0.0, -radius), vec2(radius, 0.0), vec2(0.0, radius), vec2(-radius, 0.0)];
    let corners = corners.map(|by| middle + by).to_vec();
    match extent {
        Extent::Full => drop(painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE))),
        Extent::Partial => {
            let left = vec![corners[0], corners[2], corners[3]];
            painter.add(Shape::convex_polygon(left, colour, Stroke::NONE));
            painter.add(Shape::closed_line(corners, Stroke::new(1.4, colour)));
        }
        Extent::Other(_) | Extent::Unsaid => {
            painter.add(Shape::closed_line(corners, Stroke::new(1.4, colour)));
            painter.circle_filled(middle, 1.8, colour);
        }
        Extent::NonDenial => drop(painter.add(Shape::closed_line(corners, Stroke::new(1.4, colour)))),
        Extent::NoComment => {
            painter.extend(Shape::dashed_line(
                &[corners.as_slice(), &corners[..1]].concat(),
                Stroke::new(1.4, colour),
                2.5,
                2.0,
            ));
        }
    }
}

/// Returns where a sign stands at the start of a line of text, and where the text begins.
pub(super) fn beside(line: Rect) -> (Pos2, f32) {
    (pos2(line.left() + SIGN / 2.0 + 1.0, line.center().y), line.left() + SIGN + 8.0)
}
