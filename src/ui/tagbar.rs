//! Offers the labels beside a selection made with the mouse.

use std::ops::Range;

use egui::{Area, Frame, Id, Margin, Order, Pos2, Rect, Role, Sense, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::text::{LaidText, PaneOutput, TextEngine, TextStyle};
use super::theme::{Palette, TARGET, TEXT};
use super::widgets::{BADGE, paint_badge, paint_focus, told};
use crate::app::{AppState, Command};
use crate::say;

/// How far the bar stands from the selection, in points.
const AWAY: f32 = 8.0;

/// Room between the bar's edges and its labels, both sides together, in points.
const PAD: f32 = 8.0;

/// Which selection the bar is for; none when it was dismissed.
#[derive(Default)]
pub(super) struct TagBar {
    selection: Option<(usize, usize)>,
}

impl TagBar {
    /// Takes note of a selection. Only those made with the mouse get the bar.
    pub(super) fn selected(&mut self, ui: &Ui, anchor: usize, head: usize, finished: bool) {
        let by_mouse = ui.input(|input| input.pointer.any_released() || input.pointer.any_pressed());
        self.selection = (by_mouse && finished && anchor != head).then_some((anchor, head));
    }

    /// Shows the bar until a key is pressed or the selection is another one.
    pub(super) fn show(&mut self, ui: &Ui, output: &PaneOutput, state: &AppState, intents: &mut Intents) {
        let pressed =
            |event: &egui::Event| matches!(event, egui::Event::Key { pressed: true, .. } | egui::Event::Text(_));
        if ui.input(|input| input.events.iter().any(pressed)) {
            self.selection = None;
        }
        let Some(wanted) = self.selection else { return };
        let selection = state.selection();
        let (Some(end), Some(bounds)) = (output.selection_end, output.selection_bounds) else { return };
        let ready = wanted == (selection.anchor, selection.head)
            && state.selected_fragments().is_some()
            && state.set().is_some()
            && state.modal().is_none()
            && !ui.input(|input| input.pointer.any_down() && output.response.is_pointer_button_down_on());
        if !ready {
            return;
        }
        let labels = state.project().labels();
        let widths: Vec<f32> = labels.iter().map(|(_, label)| chip_width(ui, &label.name)).collect();
        // The strip of marks at the right edge stays free.
        let view = output.response.rect.with_max_x(output.response.rect.right() - super::map::ROOM + AWAY);
        let rows = rows(&widths, view.width() - 2.0 * AWAY - PAD);
        let wide = |row: &Range<usize>| widths[row.clone()].iter().sum::<f32>();
        let size = vec2(rows.iter().map(wide).fold(0.0, f32::max) + PAD, TARGET * rows.len() as f32 + PAD);
        let Some(at) = place(view, end, bounds, size) else { return };
        let area = Area::new(Id::unique("tag-bar")).order(Order::Middle).fixed_pos(at).constrain(false).fade_in(false);
        area.show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).inner_margin(Margin::same((PAD / 2.0) as i8)).show(ui, |ui| {
                ui.spacing_mut().item_spacing = Vec2::ZERO;
                for row in rows {
                    ui.horizontal(|ui| {
                        for ((key, label), width) in labels[row.clone()].iter().zip(&widths[row]) {
                            let command = Command::Label((*key).clone());
                            if chip(ui, label, *width, &command, state) {
                                intents.run(&command, state);
                            }
                        }
                    });
                }
            });
        });
    }
}

/// Parts chips of these widths into rows of at most `room`; one that is wider has a row of its own.
fn rows(widths: &[f32], room: f32) -> Vec<Range<usize>> {
    let mut rows: Vec<Range<usize>> = Vec::new();
    let mut filled = 0.0;
    for (at, width) in widths.iter().enumerate() {
        match rows.last_mut().filter(|_| filled + width <= room) {
            Some(row) => {
                row.end = at + 1;
                filled += width;
            }
            None => {
                rows.push(at..at + 1);
                filled = *width;
            }
        }
    }
    rows
}

/// Finds where the bar goes: below the selection's end, or above its start; nowhere when neither has room, for it
/// must not cover what is selected.
fn place(view: Rect, end: Rect, bounds: Rect, size: Vec2) -> Option<Pos2> {
    let x =
        (end.right() - size.x / 2.0).clamp(view.left() + AWAY, (view.right() - size.x - AWAY).max(view.left() + AWAY));
    let below = bounds.bottom() + AWAY;
    if below + size.y <= view.bottom() {
        return Some(pos2(x, below));
    }
    let above = bounds.top() - AWAY - size.y;
    (above >= view.top()).then(|| pos2(x, above))
}

fn chip_width(ui: &Ui, name: &str) -> f32 {
    words(ui, name).size.x + BADGE + 22.0
}

fn words(ui: &Ui, name: &str) -> LaidText {
    TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(TEXT), 160.0, name)
}

fn chip(ui: &mut Ui, label: &crate::model::scheme::Label, width: f32, command: &Command, state: &AppState) -> bool {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(width, TARGET), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, say!("tag-name", label = command.text(state))));
    if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.tint(label.colour));
    }
    paint_focus(ui, &response, rect, palette);
    let badge = Rect::from_center_size(pos2(rect.left() + 8.0 + BADGE / 2.0, rect.center().y), Vec2::splat(BADGE));
    paint_badge(ui.painter(), badge, palette, label);
    let words = words(ui, &label.name);
    words.paint(ui.painter(), pos2(badge.right() + 6.0, rect.center().y - words.size.y / 2.0), palette.ink);
    told(response, &label.told()).clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(end: [f32; 4], bounds: [f32; 4], expected: Option<[f32; 2]>) {
        let rect = |[x, y, right, bottom]: [f32; 4]| Rect::from_min_max(pos2(x, y), pos2(right, bottom));
        let found = place(rect([0.0, 0.0, 800.0, 600.0]), rect(end), rect(bounds), vec2(200.0, 32.0));
        assert_eq!(found, expected.map(|[x, y]| pos2(x, y)));
        if let Some(at) = found {
            assert!(!Rect::from_min_size(at, vec2(200.0, 32.0)).intersects(rect(bounds)));
        }
    }

    #[test]
    fn the_bar_never_covers_what_is_selected() {
        check([300.0, 100.0, 400.0, 120.0], [100.0, 80.0, 700.0, 120.0], Some([300.0, 128.0]));
        // No room below: above.
        check([300.0, 570.0, 400.0, 590.0], [100.0, 550.0, 700.0, 590.0], Some([300.0, 510.0]));
        // At the edges it stays inside.
        check([0.0, 100.0, 20.0, 120.0], [0.0, 100.0, 20.0, 120.0], Some([8.0, 128.0]));
        check([780.0, 100.0, 800.0, 120.0], [780.0, 100.0, 800.0, 120.0], Some([592.0, 128.0]));
        // The selection fills the pane: nowhere.
        check([300.0, 570.0, 400.0, 590.0], [0.0, 10.0, 800.0, 590.0], None);
    }

    #[test]
    fn many_labels_take_several_rows_and_none_is_left_out() {
        let check = |widths: &[f32], room, ends: &[usize]| {
            let rows = rows(widths, room);
            assert!(rows.iter().map(|row| row.end).eq(ends.iter().copied()), "{rows:?}");
        };
        check(&[50.0; 4], 200.0, &[4]);
        check(&[50.0; 5], 120.0, &[2, 4, 5]);
        check(&[300.0, 50.0], 120.0, &[1, 2]);
    }
}
