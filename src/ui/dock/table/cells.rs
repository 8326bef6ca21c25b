//! Says and paints what stands in a row of the table.

use std::collections::HashMap;
use std::rc::Rc;

use egui::{Align2, FontId, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::columns::{PAD, Places};
use crate::app::{AppState, Column};
use crate::model::AnnotationId;
use crate::model::scheme::Label;
use crate::say;
use crate::ui::text::{TextEngine, TextStyle, Wrap, label};
use crate::ui::theme::{Palette, SMALL, TEXT};
use crate::ui::widgets::{BADGE, day, full_width, one_line, paint_badge, paint_row, start_of};

/// Height of a row, in points.
pub(super) const ROW: f32 = 26.0;

/// How many characters of a quote or note are laid out; no screen is wide enough for more on a line.
const MOST: usize = 400;

/// How many rows are kept ready; more than any window shows.
const KEPT: usize = 500;

/// What stands in a row.
pub(super) struct Cells {
    label: Option<Label>,
    quote: String,
    article: String,
    set: String,
    note: String,
    relations: usize,
    unsure: bool,
    time: String,
    name: String,
}

/// The rows that were in view since the project changed.
#[derive(Default)]
pub(super) struct Ready {
    made_for: u64,
    rows: HashMap<AnnotationId, Rc<Cells>>,
}

impl Ready {
    /// Returns what stands in the row of an annotation; `None` when it is not there.
    pub(super) fn get(&mut self, id: AnnotationId, state: &AppState) -> Option<Rc<Cells>> {
        if self.made_for != state.ticks() || self.rows.len() >= KEPT {
            (self.made_for, self.rows) = (state.ticks(), HashMap::new());
        }
        if let Some(cells) = self.rows.get(&id) {
            return Some(Rc::clone(cells));
        }
        let cells = Rc::new(Cells::of(id, state)?);
        self.rows.insert(id, Rc::clone(&cells));
        Some(cells)
    }
}

impl Cells {
    fn of(id: AnnotationId, state: &AppState) -> Option<Cells> {
        let project = state.project();
        let row = project.annotation(&id)?;
        let label = project.label(&row.label).cloned();
        let article = project.revision(&row.revision).and_then(|revision| project.article(&revision.article));
        let title = article.map(|article| one_line(&article.details.title)).filter(|title| !title.is_empty());
        let article = title.unwrap_or_else(|| say!("articles-untitled").to_owned());
        let quote = start_of(&project.quote(row), MOST);
        let relations = project.relations_of(id).count();
        let named = label.as_ref().map_or_else(|| row.label.to_string(), |label| label.name.clone());
        let name = say!("table-row", label = named, quote = &quote, article = &article, relations = relations);
        let time = row.time.to_string();
        Some(Cells {
            label,
            quote,
            article,
            set: project.set_name(row.set),
            note: start_of(&row.note, MOST),
            relations,
            unsure: row.unsure,
            time: time.get(..10).map_or_else(|| time.clone(), day),
            name: if row.unsure { say!("table-row-unsure", row = name) } else { name },
        })
    }

    /// Shows the row.
    pub(super) fn show(&self, ui: &mut Ui, rect: Rect, id: egui::Id, chosen: bool, places: &Places) -> Response {
        let palette = Palette::of(ui.ctx());
        // The keyboard is with the whole table: rows come and go while it is scrolled.
        let response = ui.interact(rect, id, Sense::CLICK);
        response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, true, chosen, &self.name));
        ui.ctx().accesskit_node_builder(id, |node| node.set_selected(chosen));
        paint_row(ui, &response, rect, chosen);
        let engine = TextEngine::of(ui.ctx());
        let pointer = ui.input(|input| input.pointer.hover_pos());
        let mut cut = None;
        for (column, x, wide) in places {
            let cell = Rect::from_min_size(pos2(rect.left() + x, rect.top()), vec2(*wide, ROW)).shrink2(vec2(PAD, 0.0));
            if cell.width() <= 0.0 {
                continue;
            }
            let (text, small) = match column {
                Column::Label => {
                    self.show_label(ui, cell, palette);
                    continue;
                }
                Column::Relations => {
                    let text =
                        if self.relations == 0 { say!("table-none").to_owned() } else { self.relations.to_string() };
                    let colour = if self.relations == 0 { palette.quiet } else { palette.ink };
                    // The interface's figures are all of one width.
                    let at = pos2(cell.right(), cell.center().y);
                    ui.painter().text(at, Align2::RIGHT_CENTER, text, FontId::proportional(TEXT), colour);
                    continue;
                }
                Column::Text | Column::Quote => (self.quote.as_str(), false),
                Column::Article => (self.article.as_str(), true),
                Column::Set => (self.set.as_str(), true),
                Column::Note => (self.note.as_str(), true),
                Column::Unsure => (if self.unsure { say!("table-unsure-mark") } else { "" }, true),
                Column::Time => (self.time.as_str(), true),
            };
            let empty = text.is_empty();
            let (text, small) = if empty { (say!("table-none"), true) } else { (text, small) };
            let style = TextStyle::size(if small { SMALL } else { TEXT });
            let laid = engine.lay_out(ui.ctx(), &style, cell.width(), text);
            let left = if laid.rtl { cell.right() - laid.size.x } else { cell.left() };
            let colour = if small { palette.quiet } else { palette.ink };
            laid.paint(ui.painter(), pos2(left, cell.center().y - laid.size.y / 2.0), colour);
            if laid.elided && pointer.is_some_and(|at| cell.contains(at)) {
                cut = Some(text.to_owned());
            }
        }
        match cut {
            Some(text) => response.on_hover_ui(|ui| {
                full_width(ui);
                label(ui, TextStyle::size(TEXT).wrap(Wrap::Lines(12)), &text);
            }),
            None => response,
        }
    }

    fn show_label(&self, ui: &Ui, cell: Rect, palette: &Palette) {
        let Some(label) = &self.label else { return };
        let badge = Rect::from_center_size(pos2(cell.left() + BADGE / 2.0, cell.center().y), vec2(BADGE, BADGE));
        paint_badge(ui.painter(), badge, palette, label);
        let room = cell.right() - badge.right() - 6.0;
        if room >= 40.0 {
            let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(SMALL), room, &label.name);
            laid.paint(ui.painter(), pos2(badge.right() + 6.0, cell.center().y - laid.size.y / 2.0), palette.ink);
        }
    }
}
