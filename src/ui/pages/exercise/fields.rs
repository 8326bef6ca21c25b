//! Draws the fields of an exercise: what is asked, what counts, what it is worth.

use std::collections::{BTreeMap, BTreeSet};

use egui::{Align, DragValue, Id, Layout, Response, RichText, Ui, vec2};

use super::Made;
use crate::app::{AppState, Intent};
use crate::model::exercise::{Fit, Points, Task};
use crate::model::{AnnotationId, Exercise, ExerciseId, KindKey, LabelKey, Project};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::memo::Memo;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{BADGE, Field, badge, beside_field, button, heading, name, quiet, rule, told, words};

/// The most minutes that can be given.
const MINUTES: u16 = 600;

/// What is asked for: a label or a relation kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
    Label(LabelKey),
    Kind(KindKey),
}

/// What the fields remember.
#[derive(Default)]
pub(super) struct Fields {
    /// The labels and kinds whose hint and feedback are open.
    open: BTreeSet<Asked>,
    /// What was said of those that are not asked for any longer: asked for again, they have it again.
    left: BTreeMap<(ExerciseId, Asked), Task>,
    /// How many relations of each kind the key has: of a state of the project and an exercise.
    links: Memo<(u64, ExerciseId), BTreeMap<KindKey, usize>>,
}

/// Counts the relations of a key by their kinds: those of its annotation set with both ends in its article.
fn links_of(project: &Project, row: &Exercise) -> BTreeMap<KindKey, usize> {
    let here = |end: &AnnotationId| project.annotation(end).is_some_and(|end| end.revision == row.revision);
    let mut counted = BTreeMap::new();
    for (_, link) in project.relations() {
        if link.set == row.set && here(&link.from) && here(&link.to) {
            *counted.entry(link.kind.clone()).or_default() += 1;
        }
    }
    counted
}

/// Adds a field of so many rows under its name. What is typed becomes one step.
pub(super) fn field(
    ui: &mut Ui,
    id: Id,
    title: &str,
    value: &str,
    rows: usize,
    intents: &mut Intents,
) -> Option<String> {
    quiet(ui, title);
    let typed = Field { id, name: title, value, hint: "", rows }.show(ui);
    if typed.left {
        intents.send(Intent::Settle);
    }
    beside_field(ui, value);
    typed.changed
}

/// Ends the joining of a number's changes into one step when it is let go.
fn settle(response: &Response, intents: &mut Intents) {
    if response.drag_stopped() || response.lost_focus() {
        intents.send(Intent::Settle);
    }
}

/// Adds a field for points. Returns them when they were changed.
fn points(ui: &mut Ui, what: &str, value: Points, least: i32, intents: &mut Intents) -> Option<Points> {
    let mut shown = f64::from(value.0) / 100.0;
    let written = |value: f64| Points((value * 100.0).round() as i32);
    let field = DragValue::new(&mut shown).range(f64::from(least)..=1_000.0).speed(0.05).max_decimals(2);
    let field = field.custom_formatter(move |value, _| written(value).to_string());
    let field = field.custom_parser(|text| Points::parse(text).map(|points| f64::from(points.0) / 100.0));
    let response = ui.add(field.update_while_editing(false));
    name(ui, &response, what);
    settle(&response, intents);
    response.changed().then(|| written(shown)).filter(|points| *points != value)
}

/// Adds a field for a whole number. Returns it when it was changed.
fn number(
    ui: &mut Ui,
    what: &str,
    value: u16,
    range: std::ops::RangeInclusive<u16>,
    suffix: &str,
    intents: &mut Intents,
) -> Option<u16> {
    let mut shown = value;
    let response = ui.add(DragValue::new(&mut shown).range(range).suffix(suffix).update_while_editing(false));
    name(ui, &response, what);
    settle(&response, intents);
    response.changed().then_some(shown).filter(|shown| *shown != value)
}

impl Fields {
    /// Shows the fields.
    pub(super) fn show(&mut self, ui: &mut Ui, made: Made<'_>, state: &AppState, intents: &mut Intents) {
        let id = |what: &str| Id::unique(("exercise-field", made.id, what));
        let title = say!("making-title");
        if let Some(text) = field(ui, id("title"), title, &made.row.title, 1, intents) {
            made.change(Some("title"), intents, |row| row.title = text);
        }
        ui.add_space(4.0);
        let what = say!("making-instructions");
        if let Some(text) = field(ui, id("instructions"), what, &made.row.instructions, 4, intents) {
            made.change(Some("instructions"), intents, |row| row.instructions = text);
        }
        rule(ui);
        self.asked(ui, made, state, intents);
        ui.add_space(8.0);
        let mut on = made.row.told;
        if ui.checkbox(&mut on, say!("making-told")).changed() {
            made.change(None, intents, |row| row.told = on);
        }
        rule(ui);
        counts(ui, made, intents);
        rule(ui);
        costs(ui, made, intents);
        rule(ui);
        time_and_word(ui, made, intents);
    }

    /// Shows the labels and kinds, with what each is worth.
    fn asked(&mut self, ui: &mut Ui, made: Made<'_>, state: &AppState, intents: &mut Intents) {
        heading(ui, say!("making-asked"));
        ui.add_space(4.0);
        let project = state.project();
        for (key, label) in project.labels() {
            let there = project.count(made.row.revision, made.row.set, key);
            let task = made.row.labels.get(key);
            if there == 0 && task.is_none() {
                continue;
            }
            let set = |row: &mut Exercise, task: Option<Task>| match task {
                Some(task) => drop(row.labels.insert(key.clone(), task)),
                None => drop(row.labels.remove(key)),
            };
            let sign = |ui: &mut Ui| drop(told(badge(ui, label), &label.told()));
            let asked = Asked::Label(key.clone());
            self.task(ui, made, &asked, (&label.name, there), task, sign, set, intents);
        }
        let links = self.links.get((state.ticks(), made.id), || links_of(project, made.row)).clone();
        for (key, kind) in project.kinds() {
            let there = links.get(key).copied().unwrap_or_default();
            let task = made.row.kinds.get(key);
            if there == 0 && task.is_none() {
                continue;
            }
            let set = |row: &mut Exercise, task: Option<Task>| match task {
                Some(task) => drop(row.kinds.insert(key.clone(), task)),
                None => drop(row.kinds.remove(key)),
            };
            let sign = |ui: &mut Ui| {
                // As wide as a badge.
                ui.allocate_ui_with_layout(vec2(BADGE, TARGET), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(BADGE);
                    told(quiet(ui, "→"), &kind.told());
                });
            };
            self.task(ui, made, &Asked::Kind(key.clone()), (&kind.name, there), task, sign, set, intents);
        }
    }

    /// Shows one of them.
    #[expect(clippy::too_many_arguments, reason = "what a label and a relation kind have in common")]
    fn task(
        &mut self,
        ui: &mut Ui,
        made: Made<'_>,
        asked: &Asked,
        (called, there): (&str, usize),
        task: Option<&Task>,
        sign: impl FnOnce(&mut Ui),
        set: impl Fn(&mut Exercise, Option<Task>),
        intents: &mut Intents,
    ) {
        ui.horizontal(|ui| {
            let mut on = task.is_some();
            let tick = ui.checkbox(&mut on, "");
            name(ui, &tick, &say!("making-ask-for", what = called));
            if tick.changed() {
                let place = (made.id, asked.clone());
                let again = self.left.remove(&place).unwrap_or_default();
                if let Some(task) = task {
                    self.left.insert(place, task.clone());
                }
                made.change(None, intents, |row| set(row, on.then_some(again)));
            }
            sign(ui);
            // Names and counts stand below each other.
            let part = |ui: &mut Ui, width: f32, add: &dyn Fn(&mut Ui)| {
                ui.allocate_ui_with_layout(vec2(width, TARGET), Layout::left_to_right(Align::Center), |ui| {
                    ui.set_min_width(width);
                    add(ui);
                });
            };
            part(ui, 110.0, &|ui| drop(words(ui, called, TextStyle::size(TEXT))));
            part(ui, 84.0, &|ui| drop(quiet(ui, &say!("making-in-key", count = there))));
            let Some(task) = task else { return };
            if let Some(points) = points(ui, &say!("making-points", what = called), task.points, 0, intents) {
                made.change(Some("points"), intents, |row| set(row, Some(Task { points, ..task.clone() })));
            }
            quiet(ui, say!("making-points-each"));
            let open = self.open.contains(asked);
            let said = !task.hint.trim().is_empty() || !task.feedback.trim().is_empty();
            let text = if said { say!("making-texts-there") } else { say!("making-texts") };
            let more = ui.selectable_label(open, RichText::new(text).size(SMALL));
            name(ui, &more, &say!("making-texts-of", what = called));
            if more.clicked() && !self.open.remove(asked) {
                self.open.insert(asked.clone());
            }
        });
        let Some(task) = task.filter(|_| self.open.contains(asked)) else { return };
        ui.indent(asked_salt(asked), |ui| {
            let id = |what: &str| Id::unique(("exercise-task", made.id, asked_salt(asked), what));
            let title = say!("making-hint-of", what = called);
            if let Some(hint) = field(ui, id("hint"), &title, &task.hint, 2, intents) {
                made.change(Some("hint"), intents, |row| set(row, Some(Task { hint, ..task.clone() })));
            }
            let title = say!("making-feedback-of", what = called);
            if let Some(feedback) = field(ui, id("feedback"), &title, &task.feedback, 2, intents) {
                made.change(Some("feedback"), intents, |row| set(row, Some(Task { feedback, ..task.clone() })));
            }
        });
        ui.add_space(4.0);
    }
}

fn asked_salt(asked: &Asked) -> (&'static str, &str) {
    match asked {
        Asked::Label(key) => ("label", key.as_str()),
        Asked::Kind(key) => ("kind", key.as_str()),
    }
}

/// Shows what counts as found.
fn counts(ui: &mut Ui, made: Made<'_>, intents: &mut Intents) {
    heading(ui, say!("making-counts"));
    ui.add_space(4.0);
    let fit = made.row.fit;
    ui.horizontal_wrapped(|ui| {
        quiet(ui, say!("making-covers"));
        let covers = number(ui, say!("making-covers"), u16::from(fit.covers), 1..=100, " %", intents);
        if let Some(covers) = covers.and_then(|covers| u8::try_from(covers).ok()) {
            made.change(Some("covers"), intents, |row| row.fit.covers = covers);
        }
        quiet(ui, say!("making-adds"));
        if let Some(adds) = number(ui, say!("making-adds"), fit.adds, 0..=1_000, " %", intents) {
            made.change(Some("adds"), intents, |row| row.fit.adds = adds);
        }
        if fit != Fit::EXACT && button(ui, say!("making-exact")).clicked() {
            made.change(None, intents, |row| row.fit = Fit::EXACT);
        }
        if fit != Fit::default() && button(ui, say!("making-usual")).clicked() {
            made.change(None, intents, |row| row.fit = Fit::default());
        }
    });
    let text = match fit {
        Fit::EXACT => say!("making-counts-exact").to_owned(),
        fit => say!("making-counts-told", covers = u16::from(fit.covers), adds = fit.adds),
    };
    quiet(ui, &text);
}

/// Shows what is taken off.
fn costs(ui: &mut Ui, made: Made<'_>, intents: &mut Intents) {
    heading(ui, say!("making-costs"));
    ui.add_space(4.0);
    let costs = made.row.costs;
    ui.horizontal_wrapped(|ui| {
        quiet(ui, say!("making-cost-wrong"));
        if let Some(cost) = points(ui, say!("making-cost-wrong"), costs.wrong, 0, intents) {
            made.change(Some("wrong"), intents, |row| row.costs.wrong = cost);
        }
        quiet(ui, say!("making-cost-missed"));
        if let Some(cost) = points(ui, say!("making-cost-missed"), costs.missed, 0, intents) {
            made.change(Some("missed"), intents, |row| row.costs.missed = cost);
        }
        quiet(ui, say!("making-cost-surplus"));
        if let Some(cost) = points(ui, say!("making-cost-surplus"), costs.surplus, 0, intents) {
            made.change(Some("surplus"), intents, |row| row.costs.surplus = cost);
        }
    });
    quiet(ui, say!("making-costs-told"));
}

/// Shows how long there is, and the word with which learners check themselves.
fn time_and_word(ui: &mut Ui, made: Made<'_>, intents: &mut Intents) {
    ui.horizontal(|ui| {
        let mut limited = made.row.minutes.is_some();
        if ui.checkbox(&mut limited, say!("making-limited")).changed() {
            made.change(None, intents, |row| row.minutes = limited.then_some(30));
        }
        if let Some(minutes) = made.row.minutes {
            if let Some(minutes) = number(ui, say!("making-minutes"), minutes, 1..=MINUTES, "", intents) {
                made.change(Some("minutes"), intents, |row| row.minutes = Some(minutes));
            }
            quiet(ui, say!("making-minutes"));
        }
    });
    ui.add_space(8.0);
    heading(ui, say!("making-word-heading"));
    ui.add_space(4.0);
    let id = Id::unique(("exercise-field", made.id, "word"));
    if let Some(word) = field(ui, id, say!("making-word"), &made.row.word, 1, intents) {
        made.change(Some("word"), intents, |row| row.word = word);
    }
    quiet(ui, say!("making-word-explained"));
    let short = (1..8).contains(&made.row.word.trim().chars().count());
    if short {
        let error = Palette::of(ui.ctx()).error;
        words(ui, say!("making-word-short"), TextStyle::size(SMALL).colour(error).wrap(Wrap::All));
    }
}
