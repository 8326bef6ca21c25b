//! Edits the attributes that the scheme declares.

use egui::Ui;

use super::super::intents::Intents;
use super::super::text::TextStyle;
use super::super::theme::{TARGET, TEXT};
use super::super::widgets::{Field, beside_field, name, option, quiet, told, unfolding, words_atom};
use crate::app::{AppState, Intent};
use crate::model::AttributeKey;
use crate::model::Attributes;
use crate::model::actions::Subject;
use crate::model::scheme::{Attribute, AttributeType, Owner, Value};
use crate::say;

const UNSET: &str = "–";

/// Shows an editor for each attribute of an owner.
pub(super) fn show(
    ui: &mut Ui,
    owner: &Owner,
    subject: Subject,
    values: &Attributes,
    state: &AppState,
    intents: &mut Intents,
) {
    for (key, attribute) in state.project().attributes_on(owner) {
        ui.push_id((subject, key.as_str()), |ui| {
            let value = values.get(key);
            match &attribute.takes {
                AttributeType::Text => text(ui, subject, key, attribute, value, intents),
                _ => choice(ui, subject, key, attribute, value, intents),
            }
        });
        ui.add_space(2.0);
    }
}

/// A name at the left, a list or two buttons at the right.
fn choice(
    ui: &mut Ui,
    subject: Subject,
    key: &AttributeKey,
    attribute: &Attribute,
    value: Option<&Value>,
    intents: &mut Intents,
) {
    let mut set = |value: Option<Value>| intents.send(Intent::SetAttribute(subject, key.clone(), value));
    ui.horizontal(|ui| {
        told(quiet(ui, &attribute.name), &attribute.told());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| match &attribute.takes {
            AttributeType::Choice(choices) => {
                let chosen = choices.iter().find(|choice| value == Some(&Value::Choice(choice.key.clone())));
                let shown = chosen.map_or(UNSET, |choice| &choice.name);
                let words = words_atom(ui, shown, TextStyle::size(TEXT), 124.0);
                let response = unfolding("choice", words).width(160.0).show_ui(ui, |ui| {
                    if option(ui, UNSET, value.is_none()).clicked() && value.is_some() {
                        set(None);
                    }
                    for choice in choices {
                        let on = value == Some(&Value::Choice(choice.key.clone()));
                        if option(ui, &choice.name, on).clicked() && !on {
                            set(Some(Value::Choice(choice.key.clone())));
                        }
                    }
                });
                name(ui, &response.response, &say!("value-named", name = &attribute.name, value = shown));
            }
            AttributeType::Flag => {
                ui.spacing_mut().item_spacing.x = 2.0;
                // From the right.
                for (flag, text) in [(false, say!("value-no")), (true, say!("value-yes"))] {
                    let on = value == Some(&Value::Flag(flag));
                    let button = egui::Button::new(text).selected(on).min_size(egui::vec2(44.0, TARGET));
                    let response = ui.add(button);
                    name(ui, &response, &say!("value-named", name = &attribute.name, value = text));
                    if response.clicked() {
                        set((!on).then_some(Value::Flag(flag)));
                    }
                }
            }
            AttributeType::Text => {}
        });
    });
}

fn text(
    ui: &mut Ui,
    subject: Subject,
    key: &AttributeKey,
    attribute: &Attribute,
    value: Option<&Value>,
    intents: &mut Intents,
) {
    let value = match value {
        Some(Value::Text(text)) => text.as_str(),
        _ => "",
    };
    let id = ui.make_persistent_id("text");
    let typed = Field { id, name: &attribute.name, value, hint: &attribute.name, rows: 1 }.show(ui);
    told(typed.response, &attribute.told());
    if let Some(text) = typed.changed {
        let value = (!text.is_empty()).then_some(Value::Text(text));
        intents.send(Intent::SetAttribute(subject, key.clone(), value));
    }
    if typed.left {
        intents.send(Intent::Settle);
    }
    beside_field(ui, value);
}
