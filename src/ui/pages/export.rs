//! Shows what would go out to another program: in which format, what of the project, and what that can't hold.

use egui::{Button, Ui, vec2};

use super::remarks::Remarks;
use crate::app::{AppState, Command, ExportIntent, Exporting, Foretold, Intent};
use crate::formats::Format;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{choose, command_button, failed, heading, name, progress, quiet, rule, words};

/// What the page remembers.
#[derive(Default)]
pub(super) struct ExportPage {
    remarks: Remarks,
}

impl ExportPage {
    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let exporting = state.exporting();
        quiet(ui, say!("export-explained"));
        ui.add_space(8.0);
        head(ui, exporting, state, intents);
        rule(ui);
        heading(ui, say!("export-formats"));
        ui.add_space(4.0);
        let chosen = exporting.format();
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = ui.spacing().item_spacing.x;
            for format in Exporting::formats() {
                offer(ui, format, chosen.is_some_and(|chosen| chosen.id == format.id), intents);
            }
        });
        ui.add_space(4.0);
        if let Some(chosen) = chosen {
            quiet(ui, &holds(chosen));
        }
        rule(ui);
        let send = |only: bool, to: fn(bool) -> ExportIntent| Intent::Handout(to(only));
        let parts = [
            (
                say!("export-articles"),
                [say!("export-all-articles"), say!("export-open-article")],
                exporting.only_open(),
                ExportIntent::OnlyOpen as fn(bool) -> ExportIntent,
            ),
            (
                say!("export-sets"),
                [say!("export-all-sets"), say!("export-shown-sets")],
                exporting.only_shown(),
                ExportIntent::OnlyShown as fn(bool) -> ExportIntent,
            ),
        ];
        for (title, choices, only, to) in parts {
            heading(ui, title);
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                for (text, value) in choices.into_iter().zip([false, true]) {
                    let on = only == value;
                    let button = Button::selectable(on, text).frame_when_inactive(true);
                    let button = ui.add(button.min_size(vec2(0.0, TARGET)));
                    name(ui, &button, text);
                    choose(ui, &button, on);
                    if button.clicked() && !on {
                        intents.send(send(value, to));
                    }
                }
            });
            ui.add_space(12.0);
        }
        rule(ui);
        heading(ui, say!("export-left"));
        ui.add_space(4.0);
        if let Some(why) = exporting.refusal() {
            let error = Palette::of(ui.ctx()).error;
            words(ui, why, TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
        } else if let Some(why) = exporting.failure() {
            failed(ui, why, state, intents);
        } else if let Some(foretold) = exporting.foretold() {
            if foretold.remarks.is_empty() {
                quiet(ui, say!("export-left-none"));
            }
            self.remarks.show(ui, &foretold.remarks);
        } else {
            quiet(ui, say!("export-looking"));
        }
        ui.add_space(24.0);
    }
}

/// Says how much goes out, and shows the buttons and how far it is.
fn head(ui: &mut Ui, exporting: &Exporting, state: &AppState, intents: &mut Intents) {
    let amount = match exporting.foretold() {
        Some(foretold) if foretold.files == 0 => say!("export-none").to_owned(),
        Some(foretold) => say!("export-amount", count = foretold.files, size = size(foretold)),
        None => say!("export-looking").to_owned(),
    };
    words(ui, &amount, TextStyle::size(TEXT).strong());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        for command in [Command::HandOut, Command::StopExport] {
            if command != Command::StopExport || command.resolve(state).is_some() {
                command_button(ui, &command, state, intents);
            }
        }
        if let Some(done) = exporting.writing() {
            progress(ui, done, say!("export-writing"));
        }
    });
}

/// Writes how large it is, to the nearest unit that leaves a number to be read.
fn size(foretold: &Foretold) -> String {
    let (number, unit) = match foretold.bytes {
        bytes @ ..1_000 => (bytes, "bytes"),
        bytes @ ..1_000_000 => (bytes.div_ceil(1_000), "kilobytes"),
        bytes => (bytes.div_ceil(1_000_000), "megabytes"),
    };
    say!("export-size", number = number, unit = unit)
}

/// Says what a format can hold.
fn holds(format: &'static Format) -> String {
    match format.told() {
        told if told.is_empty() => say!("export-holds-plain", format = format.name),
        told => say!("export-holds", format = format.name, what = told),
    }
}

/// Offers a format.
fn offer(ui: &mut Ui, format: &'static Format, on: bool, intents: &mut Intents) {
    let button = Button::selectable(on, format.name).frame_when_inactive(true);
    let button = ui.add(button.min_size(vec2(0.0, TARGET)));
    name(ui, &button, format.name);
    choose(ui, &button, on);
    let button = button.on_hover_text(holds(format));
    if button.clicked() && !on {
        intents.send(Intent::Handout(ExportIntent::Format(format)));
    }
}
