//! Shows the scheme, and changes it in place: lists of its parts at the left, what is said of one of them at the right.

mod fields;
mod lists;
mod part;
mod question;
mod templates;

use egui::{Frame, Layout, RichText, Ui, vec2};

use self::lists::Lists;
use self::question::Question;
use crate::app::{AppState, Command};
use crate::model::actions::{Part, PartType};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::theme::{Palette, SMALL};
use crate::ui::widgets::{name, quiet, rule};

/// Width of the lists, in points.
const LISTS: f32 = 264.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct Scheme {
    lists: Lists,
    question: Question,
    offer: templates::Offer,
    /// The name of a choice that is being added.
    choice: String,
    /// Whether the shown part waits for a key.
    waits: bool,
    shown: Option<Part>,
}

impl Scheme {
    /// Tells whether the next key is for a part, and so for nothing else.
    pub(super) fn waits(&self) -> bool {
        self.waits
    }

    /// Shows the page.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let writable = state.file().read_only.is_none();
        ui.add_enabled_ui(writable, |ui| self.offer.show(ui, state, intents));
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for command in [Command::SaveScheme, Command::Codebook] {
                let text = command.text(state);
                let button = ui.button(&text).on_hover_text(command.tooltip(state));
                name(ui, &button, &text);
                if button.clicked() {
                    intents.run(&command, state);
                }
            }
        });
        rule(ui);
        let first = || Part::all(state.project(), PartType::Label).into_iter().next();
        let part = state.scheming().part.clone().or_else(first);
        if self.shown != part {
            (self.question, self.waits) = (Question::default(), false);
            self.choice.clear();
            self.shown.clone_from(&part);
        }
        let wide = ui.available_width();
        ui.add_enabled_ui(writable, |ui| {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 24.0;
                let top_down = Layout::top_down(egui::Align::Min);
                ui.allocate_ui_with_layout(vec2(LISTS, 0.0), top_down, |ui| {
                    ui.set_width(LISTS);
                    self.lists.show(ui, part.as_ref(), state, intents);
                });
                let rest = (wide - LISTS - 24.0).max(280.0);
                ui.allocate_ui_with_layout(vec2(rest, 0.0), top_down, |ui| {
                    ui.set_width(rest);
                    ui.spacing_mut().item_spacing = vec2(8.0, 4.0);
                    self.error(ui, state);
                    match &part {
                        Some(part) => drop(ui.push_id(part, |ui| self.part(ui, part, state, intents))),
                        None => drop(quiet(ui, say!("scheme-empty"))),
                    }
                });
            });
        });
        ui.add_space(24.0);
    }

    /// Says why something was not done, where it was tried.
    fn error(&self, ui: &mut Ui, state: &AppState) {
        let Some(notice) = state.notice().filter(|notice| notice.error) else { return };
        let palette = Palette::of(ui.ctx());
        Frame::new().inner_margin(egui::Margin::symmetric(0, 4)).show(ui, |ui| {
            ui.add(egui::Label::new(RichText::new(&notice.text).size(SMALL).color(palette.error)).wrap());
        });
    }
}
