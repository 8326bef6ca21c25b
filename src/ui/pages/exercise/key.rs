//! Lists the key of an exercise: each annotation with what helps to find it, what is said of it, and whether learners
//! see it marked from the beginning.

use std::collections::BTreeSet;

use egui::{Id, RichText, Ui};

use super::Made;
use super::fields::field;
use crate::app::{AppState, Intent, example_of};
use crate::model::{AnnotationId, exercise::Saying};
use crate::say;
use crate::ui::inspector::other_end;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::theme::SMALL;
use crate::ui::widgets::{heading, more_rows, name, one_line, quiet, start_of};

/// How many are listed before more are asked for.
const MOST: usize = 60;

/// What the list remembers.
#[derive(Default)]
pub(super) struct KeyList {
    rows: Memo<(u64, crate::model::id::ExerciseId), Vec<AnnotationId>>,
    /// Those whose hint and feedback are open.
    open: BTreeSet<AnnotationId>,
    shown: usize,
}

impl KeyList {
    /// Shows the list.
    pub(super) fn show(&mut self, ui: &mut Ui, made: Made<'_>, state: &AppState, intents: &mut Intents) {
        let project = state.project();
        let row = made.row;
        let rows = self.rows.get((state.ticks(), made.id), || {
            let asked = |id: &AnnotationId| {
                project.annotation(id).is_some_and(|mark| mark.set == row.set && row.labels.contains_key(&mark.label))
            };
            project.in_order(row.revision).filter(asked).collect()
        });
        let examples = rows.iter().filter(|id| row.examples.contains(id)).count();
        let optional = |id: &&AnnotationId| {
            !row.examples.contains(id) && row.sayings.get(id).is_some_and(|saying| saying.optional)
        };
        let optional = rows.iter().filter(optional).count();
        let count = rows.len() - examples - optional;
        heading(ui, &say!("making-key", count = count, examples = examples, optional = optional));
        quiet(ui, say!("making-key-explained"));
        ui.add_space(4.0);
        self.shown = self.shown.max(MOST);
        let lost = project.detached(row.revision);
        let lost = lost.filter(|id| project.annotation(id).is_some_and(|mark| mark.set == row.set)).count();
        if lost > 0 {
            quiet(ui, &say!("making-key-lost", count = lost));
        }
        for id in rows.iter().take(self.shown) {
            ui.push_id(id, |ui| one(ui, *id, &mut self.open, made, state, intents));
        }
        let count = rows.len();
        more_rows(ui, count, &mut self.shown, 4 * MOST);
    }
}

fn one(
    ui: &mut Ui,
    id: AnnotationId,
    open: &mut BTreeSet<AnnotationId>,
    made: Made<'_>,
    state: &AppState,
    intents: &mut Intents,
) {
    let Some(mark) = state.project().annotation(&id) else { return };
    let quote = start_of(&one_line(&state.project().quote(mark)), 40);
    if other_end(ui, id, "", false, state).clicked() {
        intents.send(Intent::Show(id));
    }
    ui.horizontal(|ui| {
        ui.add_space(25.0);
        let mut given = made.row.examples.contains(&id);
        let tick = ui.checkbox(&mut given, RichText::new(say!("making-example")).size(SMALL));
        name(ui, &tick, &say!("making-example-of", quote = &quote));
        if tick.on_hover_text(say!("making-example-told")).changed() {
            made.change(None, intents, |row| *row = example_of(row, id, given));
        }
        let saying = made.row.sayings.get(&id);
        if !given {
            let mut optional = saying.is_some_and(|saying| saying.optional);
            let tick = ui.checkbox(&mut optional, RichText::new(say!("making-optional")).size(SMALL));
            name(ui, &tick, &say!("making-optional-of", quote = &quote));
            if tick.on_hover_text(say!("making-optional-told")).changed() {
                let saying = saying.cloned().unwrap_or_default();
                made.change(None, intents, |row| put(row, id, Saying { optional, ..saying }));
            }
        }
        let said = saying.is_some_and(|saying| !saying.hint.is_empty() || !saying.feedback.is_empty());
        let text = if said { say!("making-texts-there") } else { say!("making-texts") };
        let more = ui.selectable_label(open.contains(&id), RichText::new(text).size(SMALL));
        name(ui, &more, &say!("making-texts-of", what = &quote));
        if more.clicked() && !open.remove(&id) {
            open.insert(id);
        }
    });
    if !open.contains(&id) {
        return;
    }
    let saying = made.row.sayings.get(&id).cloned().unwrap_or_default();
    ui.indent(("saying", id), |ui| {
        let field_id = |what: &str| Id::unique(("exercise-saying", made.id, id, what));
        let title = say!("making-hint-of", what = &quote);
        if let Some(hint) = field(ui, field_id("hint"), &title, &saying.hint, 2, intents) {
            made.change(Some("hint"), intents, |row| put(row, id, Saying { hint, ..saying.clone() }));
        }
        let title = say!("making-feedback-of", what = &quote);
        if let Some(feedback) = field(ui, field_id("feedback"), &title, &saying.feedback, 2, intents) {
            made.change(Some("feedback"), intents, |row| put(row, id, Saying { feedback, ..saying.clone() }));
        }
    });
    ui.add_space(4.0);
}

/// Puts in what is said of an annotation; nothing is left of what says nothing.
fn put(row: &mut crate::model::Exercise, id: AnnotationId, saying: Saying) {
    let empty = saying == Saying::default();
    if empty { drop(row.sayings.remove(&id)) } else { drop(row.sayings.insert(id, saying)) }
}
