//! Paints the cells of a row: its wording, its verdict, and what each article does with it.

use egui::{Rect, Ui, pos2, vec2};

use super::signs;
use crate::compare::Ledger;
use crate::compare::ledger::{Cell, Deed, Row};
use crate::say;
use crate::ui::text::{LaidText, TextEngine, TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::one_line;

/// Height of a folded row, in points.
pub(super) const ROW: f32 = 76.0;
/// Room at both sides of a cell, and above it, in points.
pub(super) const PAD: f32 = 10.0;
/// Height of a line in a cell, in points.
const LINE: f32 = 19.0;
/// How many lines a cell has.
const LINES: usize = 3;

/// Paints a text in a width from a left edge on, or to the right edge when it runs right to left.
pub(super) fn paint_text(ui: &Ui, style: &TextStyle, rect: Rect, text: &str) -> LaidText {
    let palette = Palette::of(ui.ctx());
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), style, rect.width(), text);
    // Several lines are set against the right edge of their width already.
    let left = if laid.rtl && style.wrap == Wrap::One { rect.right() - laid.size.x } else { rect.left() };
    laid.paint(ui.painter(), pos2(left, rect.top()), style.colour.unwrap_or(palette.ink));
    laid
}

/// Paints the wording with what is to be known of the row below it. Returns the whole wording when it was cut.
pub(super) fn wording(ui: &Ui, rect: Rect, ledger: &Ledger, row: &Row, open: bool) -> Option<String> {
    let palette = Palette::of(ui.ctx());
    let triangle = pos2(rect.left() + 7.0, rect.top() + PAD + 9.0);
    fold_mark(ui, triangle, open);
    let inside = Rect::from_min_max(pos2(rect.left() + 20.0, rect.top() + PAD - 2.0), rect.max - vec2(PAD, 4.0));
    let text = one_line(&row.wording);
    let style = TextStyle { serif: true, ..TextStyle::size(15.0) }.wrap(Wrap::Lines(2));
    let laid = paint_text(ui, &style, inside, &text);
    let below = Rect::from_min_max(pos2(inside.left(), inside.top() + laid.size.y + 2.0), inside.max);
    let facts = ledger.facts(row).join(say!("fact-between"));
    paint_text(ui, &TextStyle::size(SMALL).colour(palette.quiet), below, &facts);
    laid.elided.then_some(text)
}

fn fold_mark(ui: &Ui, middle: egui::Pos2, open: bool) {
    let palette = Palette::of(ui.ctx());
    let corners = if open {
        [vec2(-4.0, -2.0), vec2(4.0, -2.0), vec2(0.0, 3.0)]
    } else {
        [vec2(-2.0, -4.0), vec2(3.0, 0.0), vec2(-2.0, 4.0)]
    };
    let corners = corners.map(|by| middle + by).to_vec();
    ui.painter().add(egui::Shape::convex_polygon(corners, palette.quiet, egui::Stroke::NONE));
}

/// Paints what an article does with a row. Returns all of it when something was cut.
pub(super) fn cell(ui: &Ui, rect: Rect, ledger: &Ledger, cell: Option<&Cell>) -> Option<String> {
    let palette = Palette::of(ui.ctx());
    let told = ledger.told(cell);
    let mut cut = told.len() > LINES;
    let (mut top, mut left_over) = (rect.top() + PAD, LINES);
    for (at, one) in told.iter().take(LINES).enumerate() {
        // Each has a line; what is over goes to the first that needs it.
        let behind = told.len().min(LINES) - at - 1;
        let lines = left_over - behind;
        let line = Rect::from_min_max(pos2(rect.left() + PAD, top), pos2(rect.right() - PAD, top + LINE));
        let (sign, left) = signs::beside(line);
        signs::paint(ui.painter(), sign, &one.deed, palette);
        let silent = matches!(one.deed, Deed::NotThere | Deed::NotChecked | Deed::Changed(_));
        let colour = if silent { palette.quiet } else { palette.ink };
        let style = TextStyle::size(if silent { SMALL } else { TEXT - 0.5 }).wrap(Wrap::Lines(lines));
        let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style, line.right() - left, &one.text);
        let used = ((laid.size.y / LINE).round() as usize).clamp(1, lines);
        let single = laid.size.y / used as f32;
        laid.paint(ui.painter(), pos2(left, line.center().y - single / 2.0), colour);
        cut |= laid.elided;
        top += used as f32 * LINE;
        left_over -= used;
    }
    cut.then(|| all_of(ledger, cell))
}

/// Says all that an article does with a row.
pub(super) fn all_of(ledger: &Ledger, cell: Option<&Cell>) -> String {
    ledger.told(cell).into_iter().map(|told| told.text).collect::<Vec<_>>().join(say!("cell-between"))
}
