//! Draws the bar of the first steps above the article: each with a tick once it is done, and how to do the next one.

use egui::{Align, Button, Frame, Layout, Margin, Rect, RichText, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::intents::Intents;
use super::status::label_keys;
use super::theme::{Palette, SMALL, TARGET, TEXT};
use super::widgets::{name, paint_tick};
use crate::app::{AppState, Command, Hint, Intent};
use crate::say;

/// Shows the bar, where it is wanted.
pub(super) fn show(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let Some(hints) = state.hints() else { return };
    let palette = Palette::of(ui.ctx());
    let fill = Palette::mix(palette.panel, palette.accent, if palette.dark { 0.14 } else { 0.08 });
    let frame = Frame::new().fill(fill).inner_margin(Margin { left: 16, right: 12, top: 6, bottom: 8 });
    let shown = frame.show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing = vec2(16.0, 2.0);
        let next = hints.next();
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let text = if next.is_some() { say!("hints-close") } else { say!("hints-thanks-close") };
                let close = Button::new(RichText::new(text).size(SMALL)).frame_when_inactive(false);
                let close = ui.add(close.min_size(vec2(0.0, TARGET)));
                name(ui, &close, text);
                if close.on_hover_text(say!("hints-close.tip")).clicked() {
                    intents.send(Intent::ShowHints(false));
                }
                ui.with_layout(Layout::left_to_right(Align::Center).with_main_wrap(true), |ui| {
                    for (at, hint) in Hint::ALL.into_iter().enumerate() {
                        step(ui, at + 1, title(hint), hints.is_done(hint), next == Some(hint));
                    }
                });
            });
        });
        let how =
            next.map_or_else(|| say!("hints-thanks", keys = keys(&Command::Shortcuts, state)), |hint| how(hint, state));
        ui.add(egui::Label::new(RichText::new(how).size(TEXT).color(palette.ink)).wrap());
    });
    let line = shown.response.rect;
    ui.painter().hline(line.x_range(), line.bottom() - 0.5, Stroke::new(1.0, palette.hairline));
}

fn title(hint: Hint) -> &'static str {
    match hint {
        Hint::Select => say!("hints-select"),
        Hint::Label => say!("hints-label"),
        Hint::Relate => say!("hints-relate"),
        Hint::Save => say!("hints-save"),
    }
}

fn keys(command: &Command, state: &AppState) -> String {
    command.shortcut(state).map(|keys| keys.to_string()).unwrap_or_default()
}

/// Says how to do a step, with the keys as they are.
fn how(hint: Hint, state: &AppState) -> String {
    match hint {
        Hint::Select => say!("hints-select.how").to_owned(),
        Hint::Label => say!("hints-label.how", keys = label_keys(state)),
        Hint::Relate => {
            let kinds = state.project().kinds();
            let first = kinds.first().map(|(key, kind)| (Command::Link((*key).clone(), true), kind.name.clone()));
            match first.map(|(command, kind)| (keys(&command, state), kind)) {
                Some((key, kind)) if !key.is_empty() => say!("hints-relate.how", key = key, kind = kind),
                _ => say!("hints-relate.mouse").to_owned(),
            }
        }
        Hint::Save => say!("hints-save.how", keys = keys(&Command::Save, state)),
    }
}

/// Adds a step: its number, or a tick once it is done, and its name; the next one is stronger.
fn step(ui: &mut Ui, number: usize, title: &str, done: bool, next: bool) {
    let palette = Palette::of(ui.ctx());
    let colour = if next { palette.ink } else { palette.quiet };
    let words = ui.painter().layout_no_wrap(title.to_owned(), egui::FontId::proportional(TEXT), colour);
    let (rect, response) = ui.allocate_exact_size(vec2(words.size().x + 24.0, TARGET), Sense::hover());
    let spoken = match (done, next) {
        (true, _) => say!("hints-step-done", number = number, title = title),
        (false, true) => say!("hints-step-next", number = number, title = title),
        (false, false) => say!("hints-step", number = number, title = title),
    };
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Label, true, &spoken));
    let disc = Rect::from_center_size(egui::pos2(rect.left() + 9.0, rect.center().y), vec2(18.0, 18.0));
    if next {
        ui.painter().circle_filled(disc.center(), 9.0, palette.accent);
    } else {
        ui.painter().circle_stroke(disc.center(), 8.5, Stroke::new(1.0, palette.quiet));
    }
    if done {
        paint_tick(ui.painter(), disc.shrink(3.0), palette.accent);
    } else {
        let ink = if next { palette.paper } else { palette.quiet };
        let font = egui::FontId::proportional(SMALL);
        ui.painter().text(disc.center(), egui::Align2::CENTER_CENTER, number, font, ink);
    }
    ui.painter().galley(egui::pos2(rect.left() + 24.0, rect.center().y - words.size().y / 2.0), words, colour);
}
