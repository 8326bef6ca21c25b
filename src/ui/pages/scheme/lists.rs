//! Draws the lists of labels, attributes and relations, to choose, add and reorder.

use egui::{Align2, FontId, Key, Modifiers, Rect, Response, Role, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2};

use crate::app::{AppState, Command, Intent};
use crate::model::actions::{Part, PartType, Recoding};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextEngine, TextStyle};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{BADGE, Sign, heading, name, paint_badge, paint_pattern, paint_row, quiet, sign_button, told};

/// Height of a row, in points.
const ROW: f32 = 28.0;

/// What the lists remember.
#[derive(Default)]
pub(super) struct Lists {
    /// The name of a new part, as it is typed.
    name: String,
    adding: Option<PartType>,
    /// The part that is dragged.
    dragged: Option<Part>,
}

impl Lists {
    /// Shows the lists.
    pub(super) fn show(&mut self, ui: &mut Ui, chosen: Option<&Part>, state: &AppState, intents: &mut Intents) {
        for sort in PartType::ALL {
            let title = match sort {
                PartType::Label => say!("scheme-labels"),
                PartType::Attribute => say!("scheme-attributes"),
                PartType::Kind => say!("scheme-kinds"),
            };
            ui.horizontal(|ui| {
                heading(ui, title);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let command = Command::AddPart(sort);
                    if sign_button(ui, Sign::Add, &command.text(state)).clicked() {
                        intents.run(&command, state);
                    }
                });
            });
            ui.spacing_mut().item_spacing.y = 0.0;
            self.list(ui, sort, chosen, state, intents);
            self.adder(ui, sort, state, intents);
            ui.add_space(12.0);
        }
    }

    fn list(&mut self, ui: &mut Ui, sort: PartType, chosen: Option<&Part>, state: &AppState, intents: &mut Intents) {
        let parts = Part::all(state.project(), sort);
        if parts.is_empty() {
            quiet(ui, say!("scheme-none"));
        }
        let top = ui.cursor().top();
        let pointer = ui.input(|input| input.pointer.interact_pos());
        for (at, part) in parts.iter().enumerate() {
            let response = row(ui, part, Some(part) == chosen, state);
            if response.clicked() {
                response.request_focus();
                intents.send(Intent::ShowPart(part.clone()));
            }
            if response.has_focus() {
                let moved = ui.input_mut(|input| {
                    let up = input.consume_key(Modifiers::ALT, Key::ArrowUp);
                    let down = input.consume_key(Modifiers::ALT, Key::ArrowDown);
                    if up { at.checked_sub(1) } else { (down && at + 1 < parts.len()).then_some(at + 1) }
                });
                if let Some(to) = moved {
                    intents.send(Intent::Recode(Box::new(Recoding::Move(part.clone(), to)), false));
                }
            }
            if response.drag_started() {
                self.dragged = Some(part.clone());
            }
        }
        let dragged = self.dragged.clone().filter(|dragged| dragged.sort() == sort);
        let (Some(dragged), Some(pointer)) = (dragged, pointer) else { return };
        let Some(from) = parts.iter().position(|part| *part == dragged) else { return };
        // The gap between rows that is nearest, counted from 0 above the first.
        let gap = (((pointer.y - top) / ROW).round().max(0.0) as usize).min(parts.len());
        let y = top + gap as f32 * ROW;
        let accent = Palette::of(ui.ctx()).accent;
        ui.painter().hline(ui.max_rect().x_range(), y, Stroke::new(2.0, accent));
        if ui.input(|input| input.pointer.any_released()) {
            self.dragged = None;
            let to = if gap > from { gap - 1 } else { gap };
            if to != from {
                intents.send(Intent::Recode(Box::new(Recoding::Move(dragged, to)), false));
            }
        }
    }

    /// Asks for the name of a new part.
    fn adder(&mut self, ui: &mut Ui, sort: PartType, state: &AppState, intents: &mut Intents) {
        let adding = state.scheming().adding;
        if adding != Some(sort) {
            if adding.is_none() {
                self.adding = None;
            }
            return;
        }
        let begins = self.adding != Some(sort);
        if begins {
            self.adding = Some(sort);
            self.name.clear();
        }
        ui.add_space(4.0);
        let hint = egui::RichText::new(say!("scheme-new-name.hint")).color(Palette::of(ui.ctx()).quiet);
        let edit = TextEdit::singleline(&mut self.name).hint_text(hint).margin(vec2(8.0, 4.0));
        let response = ui.add(edit.desired_width(f32::INFINITY).min_size(vec2(0.0, TARGET)));
        name(ui, &response, say!("scheme-new-name"));
        if begins {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.lost_focus() {
            let entered = ui.input(|input| input.key_pressed(Key::Enter));
            if entered && !self.name.trim().is_empty() {
                let add = Recoding::Add(sort, self.name.clone(), None);
                intents.send(Intent::Recode(Box::new(add), false));
                response.request_focus();
            } else {
                intents.send(Intent::BeginPart(None));
            }
        }
    }
}

/// A part: its badge and line where it has one, its name, how much was made by it, its key.
fn row(ui: &mut Ui, part: &Part, chosen: bool, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let project = state.project();
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click_and_drag());
    let uses = part.uses(project);
    let said = match part {
        Part::Label(_) => say!("annotations-counted", count = uses),
        Part::Attribute(_) => say!("scheme-values", count = uses),
        Part::Kind(_) => say!("relations-counted", count = uses),
    };
    let enabled = ui.is_enabled();
    let full = say!("scheme-row", part = part.said(project), uses = &said);
    response.widget_info(|| WidgetInfo::selected(Role::ListBoxOption, enabled, chosen, &full));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    paint_row(ui, &response, rect, chosen);
    let middle = rect.center().y;
    let (mut left, mut key, mut tip) = (rect.left() + 8.0, None, String::new());
    let mut line = None;
    match part {
        Part::Label(label) => {
            key = state.label_shortcut(label);
            if let Some(label) = project.label(label) {
                let badge = Rect::from_center_size(pos2(left + BADGE / 2.0, middle), vec2(BADGE, BADGE));
                paint_badge(ui.painter(), badge, palette, label);
                left += BADGE + 8.0;
                line = Some((label.pattern, palette.label(label.colour)));
                tip = label.told();
            }
        }
        Part::Attribute(attribute) => tip = project.attribute(attribute).map(|row| row.told()).unwrap_or_default(),
        Part::Kind(kind) => {
            if let Some(kind) = project.kind(kind) {
                (key, tip) = (kind.shortcut, kind.told());
            }
        }
    }
    let small = FontId::proportional(SMALL);
    let painter = ui.painter();
    let key = key.map(|key| key.to_string()).unwrap_or_default();
    painter.text(pos2(rect.right() - 8.0, middle), Align2::RIGHT_CENTER, key, small.clone(), palette.quiet);
    let number = if uses == 0 { "–".to_owned() } else { uses.to_string() };
    let number = painter.text(pos2(rect.right() - 32.0, middle), Align2::RIGHT_CENTER, number, small, palette.quiet);
    let shown = part.name(project).unwrap_or_default();
    let style = if chosen { TextStyle::size(TEXT).strong() } else { TextStyle::size(TEXT) };
    let laid = TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &style, number.left() - 8.0 - left, shown);
    let lift = if line.is_some() { 2.0 } else { 0.0 };
    laid.paint(ui.painter(), pos2(left, middle - laid.size.y / 2.0 - lift), palette.ink);
    if let Some((pattern, colour)) = line {
        paint_pattern(ui.painter(), pos2(left, rect.bottom() - 5.0), laid.size.x, pattern, colour);
    }
    told(response, &format!("{tip}\n{said}"))
}
