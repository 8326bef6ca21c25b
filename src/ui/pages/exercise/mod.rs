//! Shows an exercise as its teacher makes it: what is asked and what it is worth at the left, beside it what learners
//! get.

mod fields;
mod key;
mod out;

use egui::{Align, Button, Frame, Id, Layout, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, pos2, vec2};

use crate::app::{AppState, ClassroomIntent, Command, Intent, Lesson, Page};
use crate::model::Exercise;
use crate::model::id::ExerciseId;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::learner;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, TARGET, TEXT};
use crate::ui::widgets::{command_button, heading, name, quiet, rule, words};

use super::choosing::choose_exercise;

/// How wide the page is at least for what learners get to stand beside the fields, in points.
const BESIDE: f32 = 760.0;

/// What the page remembers.
#[derive(Default)]
pub(super) struct ExercisePage {
    /// Whether the preview's hints are open.
    hints: bool,
    key: key::KeyList,
    fields: fields::Fields,
}

/// An exercise that is being changed.
#[derive(Clone, Copy)]
struct Made<'a> {
    id: ExerciseId,
    row: &'a Exercise,
}

impl Made<'_> {
    /// Asks for a change of it; `typed` names what is being typed.
    fn change(&self, typed: Option<&'static str>, intents: &mut Intents, change: impl FnOnce(&mut Exercise)) {
        let mut row = self.row.clone();
        change(&mut row);
        if row != *self.row {
            intents.send(ClassroomIntent::Change(self.id, Box::new(row), typed).into());
        }
    }
}

impl ExercisePage {
    /// Shows the page. Returns the id of what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        Frame::new().inner_margin(Margin { left: 24, right: 12, top: 16, bottom: 0 }).show(ui, |ui| {
            first = Some(head(ui, state, intents));
            ui.add_space(4.0);
            let Some((id, row)) = state.exercise() else {
                return nothing(ui, state, intents);
            };
            let made = Made { id, row };
            chooser(ui, made, state, intents);
            ui.add_space(4.0);
            let room = ui.available_rect_before_wrap();
            let wide = room.width() >= BESIDE;
            let middle = if wide { (room.left() + room.width() * 0.56).round() } else { room.right() };
            let left = Rect::from_min_max(room.min, pos2(middle - if wide { 12.0 } else { 0.0 }, room.bottom()));
            let mut child = ui.new_child(UiBuilder::new().id_salt(("making", id)).max_rect(left));
            ScrollArea::vertical().id_salt("making").auto_shrink(false).show(&mut child, |ui| {
                ui.set_max_width(ui.available_width() - 14.0);
                self.fields.show(ui, made, state, intents);
                rule(ui);
                self.key.show(ui, made, state, intents);
                rule(ui);
                out::show(ui, state, intents);
                if !wide {
                    rule(ui);
                    self.preview(ui, state, intents);
                }
                ui.add_space(24.0);
            });
            if wide {
                let line = egui::Stroke::new(1.0, Palette::of(ui.ctx()).hairline);
                ui.painter().vline(middle, room.y_range(), line);
                let right = Rect::from_min_max(pos2(middle + 12.0, room.top()), room.max);
                let mut child = ui.new_child(UiBuilder::new().id_salt("preview").max_rect(right));
                ScrollArea::vertical().id_salt("preview").auto_shrink(false).show(&mut child, |ui| {
                    ui.set_max_width(ui.available_width() - 14.0);
                    self.preview(ui, state, intents);
                    ui.add_space(24.0);
                });
            }
            ui.allocate_rect(room, egui::Sense::hover());
        });
        first
    }

    /// Shows what learners get.
    fn preview(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        ui.horizontal(|ui| {
            heading(ui, say!("making-preview"));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                command_button(ui, &Command::Lesson(Lesson::Try), state, intents);
            });
        });
        ui.add_space(4.0);
        match state.handout() {
            Some(Ok(handout)) => {
                let handout = handout.clone();
                learner::sheet(ui, &handout, &mut self.hints, state);
                if let Some(minutes) = handout.minutes {
                    ui.add_space(4.0);
                    quiet(ui, &say!("desk-time-begins", minutes = minutes));
                }
                rule(ui);
                learner::text(ui, &handout);
            }
            Some(Err(why)) => {
                let error = Palette::of(ui.ctx()).error;
                words(ui, why, TextStyle::size(TEXT).colour(error).wrap(Wrap::All));
            }
            None => {}
        }
    }
}

/// Shows the title, and the ways elsewhere. Returns the way back's id.
fn head(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Id {
    let palette = Palette::of(ui.ctx());
    ui.horizontal(|ui| {
        let title = Command::Page(Page::Exercise).text(state);
        let response = ui.label(RichText::new(&title).size(24.0).color(palette.ink));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_role(egui::accesskit::Role::Heading);
            node.set_label(title);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let back = ui.add(Button::new(say!("page-back")).min_size(vec2(0.0, TARGET)));
            name(ui, &back, say!("page-back"));
            if back.clicked() {
                intents.send(Intent::ShowPage(Page::Article));
            }
            command_button(ui, &Command::Page(Page::Class), state, intents);
            command_button(ui, &Command::Lesson(Lesson::Make), state, intents);
            back.id
        })
        .inner
    })
    .inner
}

/// Chooses among several exercises, and removes the one that is shown.
fn chooser(ui: &mut Ui, made: Made<'_>, state: &AppState, intents: &mut Intents) {
    ui.horizontal(|ui| {
        choose_exercise(ui, state, intents);
        let of = state.exercise_article().and_then(|id| state.project().article(&id));
        let of = of.map(|row| row.details.title.clone()).unwrap_or_default();
        let key = state.project().set_name(made.row.set);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            command_button(ui, &Command::Lesson(Lesson::Remove), state, intents);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let text = say!("making-of", article = of, set = key);
                words(ui, &text, TextStyle::size(TEXT).colour(Palette::of(ui.ctx()).quiet));
            });
        });
    });
}

/// Says how an exercise is made.
fn nothing(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    ui.add_space(24.0);
    words(ui, say!("making-none"), TextStyle::size(TEXT).strong());
    ui.scope(|ui| {
        ui.set_max_width(560.0);
        words(ui, say!("making-none-how"), TextStyle::size(TEXT).wrap(Wrap::All));
    });
    ui.add_space(8.0);
    ui.horizontal(|ui| command_button(ui, &Command::Lesson(Lesson::Make), state, intents));
    if let Some(why) = state.why_no_exercise() {
        ui.add_space(4.0);
        quiet(ui, why);
    }
}
