//! Lists what an annotation was made from, and leads there.

use egui::Ui;

use super::super::intents::Intents;
use super::related::other_end;
use super::section;
use crate::app::{AppState, Intent};
use crate::model::{Annotation, AnnotationId};
use crate::say;
use crate::ui::widgets::quiet;

/// How many are listed at the most.
const MOST: usize = 60;

/// Shows the annotations that one was made from, each under its set's name, unless names are hidden. Those that are no
/// longer there are left out: the number behind the date counts them too.
pub(super) fn show(ui: &mut Ui, row: &Annotation, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let there = |id: &AnnotationId| Some((*id, project.annotation(id)?.set));
    let sources: Vec<_> = row.derived_from.iter().filter_map(there).take(MOST).collect();
    if sources.is_empty() {
        return;
    }
    section(ui, say!("inspector-sources"));
    for (id, set) in sources {
        let whose = if state.hides_names() { String::new() } else { project.set_name(set) };
        if !whose.is_empty() {
            quiet(ui, &whose);
        }
        ui.push_id(("source", id), |ui| {
            if other_end(ui, id, &whose, false, state).clicked() {
                intents.send(Intent::Show(id));
            }
        });
    }
}
