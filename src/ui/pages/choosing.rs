//! Chooses among the exercises of a project.

use egui::Ui;

use crate::app::{AppState, ClassroomIntent};
use crate::model::Exercise;
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::TextStyle;
use crate::ui::theme::TEXT;
use crate::ui::widgets::{name, option, unfolding, words_atom};

/// Returns what an exercise is called.
pub(super) fn exercise_title(row: &Exercise) -> String {
    match row.title.trim() {
        "" => say!("making-untitled").to_owned(),
        title => title.to_owned(),
    }
}

/// Adds the choice of an exercise. Returns whether there is one: with a single exercise there is nothing to choose.
pub(super) fn choose_exercise(ui: &mut Ui, state: &AppState, intents: &mut Intents) -> bool {
    let all = state.project().exercises();
    let Some((chosen, row)) = state.exercise().filter(|_| all.len() > 1) else { return false };
    let now = exercise_title(row);
    let shown = words_atom(ui, &now, TextStyle::size(TEXT), 300.0);
    let response = unfolding("exercise", shown).width(340.0).show_ui(ui, |ui| {
        for (id, row) in &all {
            if option(ui, &exercise_title(row), **id == chosen).clicked() {
                intents.send(ClassroomIntent::Choose(**id).into());
            }
        }
    });
    name(ui, &response.response, &say!("making-shown", title = now));
    true
}
