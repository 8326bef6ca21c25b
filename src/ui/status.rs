//! Draws the line below: labels with their keys, what is armed, what the mouse does, what was last done.

use egui::{Align, Layout, Response, RichText, Role, ScrollArea, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::intents::Intents;
use super::menu::{SavedState, saved_state};
use super::text::{LaidText, TextEngine, TextStyle, label};
use super::theme::{Palette, SMALL, TARGET};
use super::widgets::{announce, paint_badge, paint_focus, paint_pattern, told, words_atom};
use crate::app::{AppState, Command, Intent, LedgerTab, Page};
use crate::model::LabelKey;
use crate::model::scheme::Label;
use crate::say;

/// How much of the line the labels take at the most.
const CHIPS: f32 = 0.55;

/// For how many steps the line says what the mouse does.
const LEARNING: u64 = 12;

/// Shows the line. Returns the id of what gets the keyboard first.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<egui::Id> {
    let mut first = None;
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        first = chips(ui, state, intents);
        ui.add_space(8.0);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 16.0;
            right(ui, state, intents);
            armed(ui, state, intents);
            reading(ui, state, intents);
            changing(ui, state, intents);
            measuring(ui, state, intents);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| message(ui, state));
        });
    });
    first
}

/// Shows the labels, by their letters alone where their names would push the rest of the line away. Returns the id of
/// what gets the keyboard first.
fn chips(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<egui::Id> {
    let labels = state.project().labels();
    let room = ui.available_width() * CHIPS;
    let wide: f32 = labels.iter().map(|(key, label)| Chip::of(ui, key, label, state, true).width() + 4.0).sum();
    let named = wide <= room;
    let mut first = None;
    let add = |ui: &mut Ui| {
        for (key, label) in labels {
            let response = Chip::of(ui, key, label, state, named).show(ui, key, label, state);
            first.get_or_insert(response.id);
            if response.clicked() && !intents.run(&Command::Label(key.clone()), state) {
                intents.run(&Command::Arm(key.clone()), state);
            }
        }
    };
    if named {
        add(ui);
    } else {
        let hidden = egui::scroll_area::ScrollBarVisibility::AlwaysHidden;
        ScrollArea::horizontal().id_salt("labels").max_width(room).scroll_bar_visibility(hidden).show(ui, |ui| {
            ui.horizontal_centered(add);
        });
    }
    first
}

fn small(ui: &mut Ui, text: &str, colour: egui::Color32) -> Response {
    ui.add(egui::Label::new(RichText::new(text).size(SMALL).color(colour)))
}

fn right(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let saved = saved_state(state);
    slot(ui, &SavedState::ALL.map(SavedState::word), saved.word(), palette.quiet).on_hover_text(saved.sentence());
    let total = say!("status-annotations", count = state.project().annotation_count());
    small(ui, &total, palette.quiet).on_hover_text(say!("status-annotations.tip"));
    let snap = state.view().snap;
    let words = if snap { say!("status-snap-on") } else { say!("status-snap-off") };
    let words = RichText::new(words).size(SMALL).color(palette.quiet);
    let button = egui::Button::new(words).frame_when_inactive(false).min_size(vec2(96.0, TARGET));
    let response = ui.add(button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_toggled(snap.into()));
    let response = response.on_hover_text(say!("status-snap-tip"));
    if response.clicked() {
        intents.send(Intent::SetSnap(!snap));
    }
}

/// Says which label every selection gets, and stops that. Laid out from the right, so that it moves nothing else.
fn armed(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(armed) = state.armed() else { return };
    let name = state.project().label(armed).map_or_else(|| armed.to_string(), |label| label.name.clone());
    let text = say!("status-armed-now", label = name);
    let words = words_atom(ui, &text, TextStyle::size(SMALL), 160.0);
    let response = ui.button(words).on_hover_text(say!("status-armed-now.tip"));
    super::widgets::name(ui, &response, &text);
    if response.clicked() {
        intents.send(Intent::Arm(None));
    }
}

/// Says how far the reading of files is, and stops it.
fn reading(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(reading) = state.adding().reading() else { return };
    let stop = ui.button(RichText::new(say!("status-stop")).size(SMALL));
    if stop.on_hover_text(Command::StopReading.tooltip(state)).clicked() {
        intents.run(&Command::StopReading, state);
    }
    let (file, percent) = (reading.done + 1, usize::from(reading.percent));
    let text = say!("status-reading", file = file, count = reading.total, percent = percent);
    small(ui, &text, Palette::of(ui.ctx()).quiet);
}

/// Says how far a change of many annotations is, and stops it.
fn changing(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(changing) = state.changing() else { return };
    let stop = ui.button(RichText::new(say!("status-stop")).size(SMALL));
    if stop.on_hover_text(Command::StopMany.tooltip(state)).clicked() {
        intents.run(&Command::StopMany, state);
    }
    let (done, count) = changing.progress();
    let text = say!("status-changing", count = count, percent = done * 100 / count.max(1));
    small(ui, &text, Palette::of(ui.ctx()).quiet);
}

/// Says how far all measures are computed for a file, and stops it.
fn measuring(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(done) = state.agreement().writing() else { return };
    let stop = ui.button(RichText::new(say!("status-stop")).size(SMALL));
    if stop.on_hover_text(Command::StopAgreement.tooltip(state)).clicked() {
        intents.run(&Command::StopAgreement, state);
    }
    small(ui, &say!("status-writing-agreement", percent = (done * 100.0).floor()), Palette::of(ui.ctx()).quiet);
}

/// Adds small words in a room that fits all that may stand there, so that the others move nothing beside them.
fn slot(ui: &mut Ui, all: &[&str], text: &str, colour: egui::Color32) -> Response {
    let wide = |text: &&str| {
        ui.painter().layout_no_wrap((*text).to_owned(), egui::FontId::proportional(SMALL), colour).size().x
    };
    let width = all.iter().map(wide).fold(0.0, f32::max);
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
    let mut show = |text: &str, colour, urgent| {
        let response = label(ui, TextStyle::size(SMALL).colour(colour), text);
        announce(ui, &response, text, urgent);
    };
    match (state.notice(), hint(state)) {
        (Some(notice), _) if notice.error => show(&format!("⚠ {}", notice.text), palette.error, true),
        (Some(notice), hint) => {
            let undo = Command::Undo.shortcut(state).filter(|_| state.undo_name() == Some(&notice.text));
            let done = undo.map_or_else(
                || notice.text.clone(),
                |keys| say!("status-undo", what = &notice.text, keys = keys.to_string()),
            );
            let hint = hint.map(|hint| format!("  ·  {hint}")).unwrap_or_default();
            show(&format!("{done}{hint}"), palette.quiet, false);
        }
        (None, Some(hint)) => show(&hint, palette.quiet, false),
        (None, None) => {}
    }
}

/// Says in words what can be done with the mouse and the keys now, while that is new.
fn hint(state: &AppState) -> Option<String> {
    if state.linking().is_some() {
        return Some(say!("hint-other-end").to_owned());
    }
    // The bar of the first steps says it where it is shown.
    if state.hints().is_some() || state.steps_taken() > LEARNING || state.article().is_none() {
        return None;
    }
    match state.page() {
        Page::Article => {}
        Page::Ledger if state.comparing().tab() == LedgerTab::Rows => return Some(say!("hint-ledger").to_owned()),
        _ => return None,
    }
    let keys = label_keys(state);
    Some(if state.selected_fragments().is_some() {
        say!("hint-mark", keys = keys)
    } else if let Some((_, row)) = state.selected() {
        if state.may_edit_annotation(row) { say!("hint-change", keys = keys) } else { say!("hint-others").to_owned() }
    } else {
        say!("hint-select", keys = keys)
    })
}

/// Lists the keys of the labels as a sentence does: "c, d, s or a".
pub(super) fn label_keys(state: &AppState) -> String {
    let keys: Vec<String> =
        state.project().labels().iter().filter_map(|(key, _)| state.label_shortcut(key)).map(String::from).collect();
    match keys.split_last() {
        Some((last, rest)) if !rest.is_empty() => {
            say!("hint-keys", before = rest.join(say!("list-comma")), last = last)
        }
        Some((last, _)) => last.clone(),
        None => say!("hint-no-keys").to_owned(),
    }
}

/// A label with its badge and, where there is room, its line, its key and its name.
struct Chip {
    key: Option<LaidText>,
    name: Option<LaidText>,
}

impl Chip {
    fn of(ui: &Ui, key: &LabelKey, label: &Label, state: &AppState, named: bool) -> Chip {
        let lay_out = |text: &str| TextEngine::of(ui.ctx()).lay_out(ui.ctx(), &TextStyle::size(SMALL), 160.0, text);
        // The key is laid out apart: beside a name that runs right to left it would change sides.
        let beside = state.label_shortcut(key).filter(|key| named && !label.name.starts_with(*key));
        let key = beside.map(|key| lay_out(&key.to_string()));
        Chip { key, name: named.then(|| lay_out(&label.name)) }
    }

    /// Returns how wide it is, in points.
    fn width(&self) -> f32 {
        let key = self.key.as_ref().map_or(0.0, |key| key.size.x + 6.0);
        self.name.as_ref().map_or(28.0, |name| 38.0 + key + name.size.x)
    }

    fn show(self, ui: &mut Ui, key: &LabelKey, label: &Label, state: &AppState) -> Response {
        let palette = Palette::of(ui.ctx());
        let colour = palette.label(label.colour);
        let armed = state.armed() == Some(key);
        let (rect, response) = ui.allocate_exact_size(vec2(self.width(), TARGET), Sense::click());
        let command = Command::Label(key.clone());
        response
            .widget_info(|| WidgetInfo::selected(Role::Button, true, armed, say!("chip-name", label = &label.name)));
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
        let mut left = rect.left() + 28.0;
        if let Some(key) = &self.key {
            key.paint(ui.painter(), pos2(left, middle - key.size.y / 2.0), palette.quiet);
            left += key.size.x + 6.0;
        }
        if let Some(name) = &self.name {
            name.paint(ui.painter(), pos2(left, middle - name.size.y / 2.0), palette.ink);
            paint_pattern(ui.painter(), pos2(left, rect.bottom() - 4.0), name.size.x, label.pattern, colour);
        }
        let shortcut = state.label_shortcut(key);
        let key_hint = shortcut.map(|key| say!("chip-key", key = key.to_string())).unwrap_or_default();
        let does = if command.resolve(state).is_some() { command.text(state) } else { say!("chip-arm").to_owned() };
        told(response, &format!("{does}\n{}\n{key_hint}", label.told()))
    }
}
