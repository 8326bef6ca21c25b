//! Draws the line below: labels with their keys, what is armed, what the mouse does, what was last done.

use egui::{Align, Layout, Response, RichText, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::menu::saved_state;
use super::text::{TextEngine, TextStyle, label};
use super::theme::{Palette, SMALL, TARGET};
use super::widgets::{paint_badge, paint_focus, paint_pattern, words_atom};
use crate::app::{AppState, Command, Intent};
use crate::model::LabelKey;
use crate::model::actions::counted;
use crate::model::scheme::Label;

/// For how many steps the line says what the mouse does.
const LEARNING: u64 = 12;

/// Shows the line. Returns the id of what gets the keyboard first.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<egui::Id> {
    let mut first = None;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for (key, label) in state.project().labels() {
            let response = chip(ui, key, label, state);
            first.get_or_insert(response.id);
            if response.clicked() && !intents.run(&Command::Label(key.clone()), state) {
                intents.run(&Command::Arm(key.clone()), state);
            }
        }
        ui.add_space(8.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            right(ui, state, intents);
            armed(ui, state, intents);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| message(ui, state));
        });
    });
    first
}

fn small(ui: &mut Ui, text: &str, colour: egui::Color32) -> Response {
    ui.add(egui::Label::new(RichText::new(text).size(SMALL).color(colour)))
}

fn right(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let (word, sentence) = saved_state(state);
    slot(ui, "unsaved", &word, palette.quiet).on_hover_text(sentence);
    let total = state.project().annotation_count();
    small(ui, &counted(total, "annotation"), palette.quiet).on_hover_text("In the whole project");
    let snap = state.view().snap;
    let words = RichText::new(if snap { "word snap on" } else { "word snap off" }).size(SMALL).color(palette.quiet);
    let button = egui::Button::new(words).frame_when_inactive(false).min_size(vec2(96.0, TARGET));
    let response = ui.add(button);
    let response = response.on_hover_text("Whether selections grow to whole words (F4)");
    if response.clicked() {
        intents.send(Intent::SetSnap(!snap));
    }
}

/// Says which label every selection gets, and stops that. Laid out from the right, so that it moves nothing else.
fn armed(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(armed) = state.armed() else { return };
    let name = state.project().label(armed).map_or_else(|| armed.to_string(), |label| label.name.clone());
    let words = words_atom(ui, &format!("armed: {name}"), TextStyle::size(SMALL), 160.0);
    let response = ui.button(words).on_hover_text("Every selection becomes one at once. Click or Esc to stop.");
    super::widgets::name(ui, &response, &format!("armed: {name}"));
    if response.clicked() {
        intents.send(Intent::Arm(None));
    }
}

/// Adds small words in a room of their own, so that other words there move nothing beside them.
fn slot(ui: &mut Ui, widest: &str, text: &str, colour: egui::Color32) -> Response {
    let font = egui::FontId::proportional(SMALL);
    let width = ui.painter().layout_no_wrap(widest.to_owned(), font, colour).size().x;
    let size = vec2(width.ceil(), ui.available_height());
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        ui.set_min_width(width.ceil());
        small(ui, text, colour)
    })
    .inner
}

fn message(ui: &mut Ui, state: &AppState) {
    let palette = Palette::of(ui.ctx());
    // The user's words are in it, which may run right to left.
    let mut say = |text: &str, colour| label(ui, TextStyle::size(SMALL).colour(colour), text);
    match (state.notice(), hint(state)) {
        (Some(notice), _) if notice.error => drop(say(&format!("⚠ {}", notice.text), palette.error)),
        (Some(notice), hint) => {
            let undo = Command::Undo.shortcut(state.project()).filter(|_| state.undo_name() == Some(&notice.text));
            let undo = undo.map(|keys| format!(" ({keys} takes it back)")).unwrap_or_default();
            let hint = hint.map(|hint| format!("  ·  {hint}")).unwrap_or_default();
            drop(say(&format!("{}{undo}{hint}", notice.text), palette.quiet));
        }
        (None, Some(hint)) => drop(say(&hint, palette.quiet)),
        (None, None) => {}
    }
}

/// Says in words what can be done with the mouse and the keys now, while that is new.
fn hint(state: &AppState) -> Option<String> {
    if state.linking().is_some() {
        return Some("Type part of the other end's words, or click it, in any article. Esc stops.".into());
    }
    if state.steps_taken() > LEARNING || state.article().is_none() {
        return None;
    }
    let keys: Vec<String> =
        state.project().labels().iter().filter_map(|(_, label)| label.shortcut).map(String::from).collect();
    let keys = match keys.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "a label's key".into(),
    };
    Some(if state.selected_fragments().is_some() {
        format!("Press {keys} to mark the selected words.")
    } else if state.selected().is_some() {
        format!("Press {keys} to relabel, Delete to remove; drag from its badge to another to relate them.")
    } else {
        format!("Drag to select, then press {keys}. Click a mark to see it.")
    })
}

/// A label with its badge, its line and its key.
fn chip(ui: &mut Ui, key: &LabelKey, label: &Label, state: &AppState) -> Response {
    let palette = Palette::of(ui.ctx());
    let colour = palette.label(label.colour);
    // The key is laid out apart: beside a name that runs right to left it would change sides.
    let shortcut = label.shortcut.filter(|key| !label.name.starts_with(*key)).map(String::from).unwrap_or_default();
    let armed = state.armed() == Some(key);
    let lay_out = |text: &str| TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(SMALL), 160.0, text);
    let (before, words) = (lay_out(&shortcut), lay_out(&label.name));
    let size = words.size;
    let room = if shortcut.is_empty() { 0.0 } else { before.size.x + 6.0 };
    let (rect, response) = ui.allocate_exact_size(vec2(room + size.x + 38.0, TARGET), Sense::click());
    let command = Command::Label(key.clone());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, armed, format!("Label {}", label.name)));
    if armed {
        ui.painter().rect_filled(rect, 4.0, palette.tint(label.colour));
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.0, colour), egui::StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    paint_focus(ui, &response, rect, palette);
    let badge = egui::Rect::from_center_size(pos2(rect.left() + 14.0, rect.center().y), vec2(16.0, 16.0));
    paint_badge(ui.painter(), badge, palette, label);
    let middle = rect.center().y - 2.0;
    let height = before.size.y;
    before.paint(ui.painter(), pos2(rect.left() + 28.0, middle - height / 2.0), palette.quiet);
    let left = rect.left() + 28.0 + room;
    words.paint(ui.painter(), pos2(left, middle - size.y / 2.0), palette.ink);
    paint_pattern(ui.painter(), pos2(left, rect.bottom() - 4.0), size.x, label.pattern, colour);
    let key_hint =
        label.shortcut.map(|key| format!("Key: {key}. Shift+{key}: mark every selection so.")).unwrap_or_default();
    let does = if command.resolve(state).is_some() {
        command.text(state)
    } else {
        "Mark every selection so, until Esc".into()
    };
    response.on_hover_text(format!("{does}\n{}\n{key_hint}", label.definition))
}
