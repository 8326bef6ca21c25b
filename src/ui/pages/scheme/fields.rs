//! Draws the fields of a part: text, a row of switches, the colours with their lines.

use egui::{Button, Id, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use crate::app::{AppState, Intent};
use crate::model::scheme::{COLOURS, Label};
use crate::model::{LabelKey, Pattern};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::TextStyle;
use crate::ui::theme::{Palette, SMALL};
use crate::ui::widgets::{
    BADGE, Field, beside_field, name, paint_badge, paint_focus, paint_pattern, quiet, words_atom,
};

/// Adds the name of what comes below it.
pub(super) fn caption(ui: &mut Ui, text: &str) {
    ui.add_space(6.0);
    quiet(ui, text);
}

/// Adds a field of so many rows under its name. Returns the text when it was changed.
pub(super) fn text(ui: &mut Ui, title: &str, value: &str, rows: usize, intents: &mut Intents) -> Option<String> {
    caption(ui, title);
    bare(ui, ui.make_persistent_id(("field", title)), title, value, rows, intents)
}

/// Adds a field without its name above it.
pub(super) fn bare(
    ui: &mut Ui,
    id: Id,
    title: &str,
    value: &str,
    rows: usize,
    intents: &mut Intents,
) -> Option<String> {
    let typed = Field { id, name: title, value, hint: "", rows }.show(ui);
    if typed.left {
        intents.send(Intent::Settle);
    }
    beside_field(ui, value);
    typed.changed
}

/// Adds a switch named with the user's words.
pub(super) fn switch(ui: &mut Ui, text: &str, full: &str, on: bool) -> bool {
    let palette = Palette::of(ui.ctx());
    let colour = if on { palette.accent } else { palette.ink };
    let words = words_atom(ui, text, TextStyle::size(SMALL).colour(colour), 200.0);
    let response = ui.add(Button::new(words).selected(on).min_size(vec2(0.0, 24.0)));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, full));
    response.clicked()
}

/// Adds switches for labels. Returns the labels that are on when one was switched.
pub(super) fn labels(ui: &mut Ui, title: &str, on: &[LabelKey], state: &AppState) -> Option<Vec<LabelKey>> {
    caption(ui, title);
    let mut changed = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (key, label) in state.project().labels() {
            let full = say!("scheme-switch", list = title, name = &label.name);
            if switch(ui, &label.name, &full, on.contains(key)) {
                let mut next = on.to_vec();
                match next.iter().position(|other| other == key) {
                    Some(at) => drop(next.remove(at)),
                    None => next.push(key.clone()),
                }
                changed = Some(next);
            }
        }
    });
    changed
}

/// Adds the colours, each with the line that goes with it. Returns the one that was chosen.
pub(super) fn colours(ui: &mut Ui, key: &LabelKey, label: &Label, state: &AppState) -> Option<u8> {
    caption(ui, say!("scheme-colour"));
    let project = state.project();
    let mut chosen = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for slot in 0..COLOURS {
            let shown = Label { colour: slot, pattern: Pattern::of_slot(slot), ..label.clone() };
            let on = (label.colour, label.pattern) == (shown.colour, shown.pattern);
            let users = project.labels_by_key().filter(|(other, row)| *other != key && row.colour == slot);
            let users: Vec<&str> = users.map(|(_, row)| row.name.as_str()).collect();
            let response = swatch(ui, &shown, on);
            let tip = match users.as_slice() {
                [] => say!("scheme-colour-free").to_owned(),
                users => say!("scheme-colour-taken", labels = crate::words::list(users)),
            };
            if response.on_hover_text(tip).clicked() {
                chosen = Some(slot);
            }
        }
    });
    chosen
}

fn swatch(ui: &mut Ui, label: &Label, on: bool) -> Response {
    let palette = Palette::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(27.0, 36.0), Sense::click());
    let full = say!("scheme-colour-name", number = label.colour + 1);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, &full));
    if on {
        ui.painter().rect_filled(rect, 4.0, palette.chosen());
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(1.5, palette.accent), StrokeKind::Inside);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, palette.hover());
    }
    paint_focus(ui, &response, rect, palette);
    let badge = Rect::from_center_size(pos2(rect.center().x, rect.top() + 14.0), vec2(BADGE, BADGE));
    paint_badge(ui.painter(), badge, palette, label);
    let from = pos2(rect.left() + 3.0, rect.bottom() - 7.0);
    paint_pattern(ui.painter(), from, rect.width() - 6.0, label.pattern, palette.label(label.colour));
    response
}

/// Adds a button that shows a key of the keyboard and waits for another one when it is clicked.
pub(super) fn key(ui: &mut Ui, shortcut: Option<char>, waits: bool) -> Response {
    let shown = match shortcut {
        _ if waits => say!("settings-key-press").to_owned(),
        Some(key) => key.to_string(),
        None => say!("settings-key-none").to_owned(),
    };
    let button = ui.add(Button::new(shown).selected(waits).min_size(vec2(88.0, 24.0)));
    name(ui, &button, say!("scheme-key"));
    button
}

/// Adds a line that warns of something.
pub(super) fn warning(ui: &mut Ui, text: &str) {
    let palette = Palette::of(ui.ctx());
    ui.add(egui::Label::new(RichText::new(format!("⚠ {text}")).size(SMALL).color(palette.error)).wrap());
}
