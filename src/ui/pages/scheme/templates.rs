//! Offers other schemes: those that come with the program, and files; says what they change before it is done.

use egui::{Button, Frame, Margin, Stroke, Ui, vec2};

use super::part::said;
use crate::app::{AppState, Command, Intent};
use crate::model::Refusal;
use crate::model::actions::{Recoded, Recoding, recode};
use crate::say;
use crate::store::{Template, templates};
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::theme::{Palette, TARGET};
use crate::ui::widgets::{name, quiet};
use crate::words;

/// What an offered scheme would change.
#[derive(Default)]
pub(super) struct Offer {
    preview: Memo<(u64, Recoding), Result<Recoded, Refusal>>,
}

impl Offer {
    /// Shows what can be loaded, and what the one that is offered changes.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        quiet(ui, say!("scheme-load"));
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            for template in templates() {
                if ui.button(&template.name).on_hover_text(tip(template)).clicked() {
                    intents.send(Intent::OfferScheme(Some(Box::new(template.clone()))));
                }
            }
            let command = Command::LoadScheme;
            let button = ui.button(say!("scheme-load-file")).on_hover_text(command.tooltip(state));
            name(ui, &button, &command.text(state));
            if button.clicked() {
                intents.run(&command, state);
            }
        });
        let Some(offered) = &state.scheming().offered else { return };
        let palette = Palette::of(ui.ctx());
        ui.add_space(4.0);
        let frame = Frame::new().inner_margin(Margin::same(12)).corner_radius(4).fill(palette.paper);
        frame.stroke(Stroke::new(1.0, palette.accent)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let load = Recoding::Load(Box::new(offered.scheme.clone()), offered.name.clone());
            let made = self.preview.get((state.ticks(), load.clone()), || recode(state.project(), &load));
            said(ui, &say!("scheme-offered", name = &offered.name, what = tip(offered)));
            match made {
                Ok(made) => {
                    if !made.losses.is_empty() {
                        said(ui, &say!("scheme-offer-goes", what = made.losses.join(say!("list-groups"))));
                    }
                    if !made.stays.is_empty() {
                        said(ui, &say!("scheme-offer-stays", what = made.stays.join(say!("list-groups"))));
                    }
                }
                Err(refusal) => said(ui, &refusal.to_string()),
            }
            let can = made.is_ok();
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                let button = Button::new(say!("scheme-offer-load")).min_size(vec2(0.0, TARGET));
                if ui.add_enabled(can, button).clicked() {
                    intents.send(Intent::Recode(Box::new(load), false));
                }
                if ui.add(Button::new(say!("button-cancel")).min_size(vec2(0.0, TARGET))).clicked() {
                    intents.send(Intent::OfferScheme(None));
                }
            });
        });
    }
}

/// Lists the labels of a template.
fn tip(template: &Template) -> String {
    let labels: Vec<&str> = template.scheme.labels.iter().map(|(_, row)| row.name.as_str()).collect();
    words::list(&labels)
}
