//! Asks, in place, before a change takes something along: says what, and offers the ways out.

use egui::{Button, Frame, Margin, Stroke, Ui, vec2};

use super::part::{other, said};
use crate::app::{AppState, Intent};
use crate::model::Refusal;
use crate::model::actions::{Entry, Part, Recoded, Recoding, recode};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::theme::{Palette, TARGET};
use crate::words;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    /// What becomes of what was made by a part that goes.
    Remove,
    /// Into which other one it goes.
    Merge,
    /// Whether a change shall take along what it takes.
    Change(Box<Entry>),
}

type Preview = Memo<(u64, Recoding), Result<Recoded, Refusal>>;

/// The question that is open.
#[derive(Default)]
pub(super) struct Question {
    asked: Option<Asked>,
    /// Whether it has yet to be brought into view.
    begins: bool,
    into: Option<Part>,
    merge: Preview,
    other: Preview,
}

impl Question {
    /// Asks something.
    pub(super) fn ask(&mut self, asked: Asked) {
        (self.asked, self.begins) = (Some(asked), true);
    }

    /// Changes a part; asks first when that takes something along.
    pub(super) fn put(&mut self, entry: Entry, typed: bool, state: &AppState, intents: &mut Intents) {
        let recoding = Recoding::Put(Box::new(entry.clone()));
        match recode(state.project(), &recoding) {
            Ok(made) if !made.losses.is_empty() => self.ask(Asked::Change(Box::new(entry))),
            _ => intents.send(Intent::Recode(Box::new(recoding), typed)),
        }
    }

    /// Shows the question, when there is one.
    pub(super) fn show(&mut self, ui: &mut Ui, part: &Part, state: &AppState, intents: &mut Intents) {
        let Some(asked) = self.asked.clone() else { return };
        let palette = Palette::of(ui.ctx());
        ui.add_space(8.0);
        let frame = Frame::new().inner_margin(Margin::same(12)).corner_radius(4).fill(palette.paper);
        let shown = frame.stroke(Stroke::new(1.0, palette.accent)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let mut answer = None;
            match &asked {
                Asked::Remove => {
                    let count = part.uses(state.project());
                    said(
                        ui,
                        &match part {
                            Part::Label(_) => say!("scheme-carried", count = count),
                            Part::Attribute(_) => say!("scheme-valued", count = count),
                            Part::Kind(_) => say!("scheme-related", count = count),
                        },
                    );
                    answer = self.into(ui, part, state);
                    let remove = Recoding::Remove(part.clone());
                    let made = self.other.get((state.ticks(), remove.clone()), || recode(state.project(), &remove));
                    let losses = made.as_ref().map(|made| words::list(&made.losses)).unwrap_or_default();
                    let text = say!("scheme-delete", what = losses);
                    if choice(ui, say!("scheme-delete.button"), &text) {
                        answer = Some(remove);
                    }
                }
                Asked::Merge => answer = self.into(ui, part, state),
                Asked::Change(entry) => {
                    let put = Recoding::Put(entry.clone());
                    let made = self.other.get((state.ticks(), put.clone()), || recode(state.project(), &put));
                    let losses = made.as_ref().map(|made| words::list(&made.losses)).unwrap_or_default();
                    if choice(ui, say!("scheme-change.button"), &say!("scheme-change", what = losses)) {
                        answer = Some(put);
                    }
                }
            }
            ui.add_space(4.0);
            let leave = ui.add(Button::new(say!("button-cancel")).min_size(vec2(0.0, TARGET))).clicked();
            if let Some(recoding) = answer {
                intents.send(Intent::Recode(Box::new(recoding), false));
                return true;
            }
            leave
        });
        if std::mem::take(&mut self.begins) {
            shown.response.scroll_to_me(None);
        }
        if shown.inner {
            self.asked = None;
        }
    }

    /// Offers to give what was made by a part to another one, and says what that one can't hold.
    fn into(&mut self, ui: &mut Ui, part: &Part, state: &AppState) -> Option<Recoding> {
        ui.horizontal(|ui| {
            ui.label(say!("scheme-give"));
            other(ui, part, &mut self.into, state);
        });
        let merge = Recoding::Merge(part.clone(), self.into.clone()?);
        let made = self.merge.get((state.ticks(), merge.clone()), || recode(state.project(), &merge));
        let text = match made {
            Ok(made) if made.losses.is_empty() => say!("scheme-merge-whole").to_owned(),
            Ok(made) => say!("scheme-merge-loses", what = words::list(&made.losses)),
            Err(refusal) => refusal.to_string(),
        };
        choice(ui, say!("scheme-merge.button"), &text).then_some(merge)
    }
}

/// A button with what it does beside it.
fn choice(ui: &mut Ui, button: &str, text: &str) -> bool {
    ui.add_space(4.0);
    said(ui, text);
    ui.add(Button::new(button).min_size(vec2(0.0, TARGET))).clicked()
}
