//! Shows what the class made of the key: each of its annotations with who found it, what was taken for what, what
//! several marked and it has not, hand-ins that are alike; and what was set aside.

use egui::{Align, Button, Grid, Layout, RichText, Ui, vec2};

use crate::app::{AppState, Aside, ClassView, ClassroomIntent, Fate, Told};
use crate::classroom::KeyLink;
use crate::model::{Fragments, KindKey, LabelKey};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::{TextStyle, Wrap};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{badge, name, one_line, quiet, rule, start_of, words};

/// How wide a list is at most, in points.
const WIDTH: f32 = 720.0;

pub(super) fn label_name(state: &AppState, key: &LabelKey) -> String {
    state.project().label(key).map_or_else(|| key.to_string(), |label| label.name.clone())
}

fn kind_name(state: &AppState, key: &KindKey) -> String {
    state.project().kind(key).map_or_else(|| key.to_string(), |kind| kind.name.clone())
}

pub(super) fn quote(view: &ClassView, place: &Fragments) -> String {
    one_line(&place.quote(&view.class.key.text))
}

/// Says which marks a relation of the key joins.
pub(super) fn link_words(view: &ClassView, link: &KeyLink, state: &AppState) -> String {
    let end = |at: usize| {
        view.class.key.marks.get(at).map_or_else(String::new, |mark| start_of(&quote(view, &mark.place), 50))
    };
    say!("desk-link", from = end(link.from), kind = kind_name(state, &link.kind), to = end(link.to))
}

/// Adds a number that leads to its marks: `text` is shown, `spoken` is its name.
fn number(ui: &mut Ui, text: &str, spoken: &str, told: Told, state: &AppState, intents: &mut Intents) {
    let chosen = state.class_told() == Some(&told);
    let words = RichText::new(text).size(SMALL);
    let response = ui.add(Button::selectable(chosen, words).frame_when_inactive(true).min_size(vec2(0.0, TARGET)));
    name(ui, &response, spoken);
    if response.clicked() {
        intents.send(ClassroomIntent::Trace((!chosen).then_some(told)).into());
    }
}

/// Shows a share as a bar, beside which it stands as a number.
fn share(ui: &mut Ui, count: u32, of: usize) {
    let palette = Palette::of(ui.ctx());
    let (rect, _) = ui.allocate_exact_size(vec2(90.0, 8.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, 2.0, palette.hairline);
    let part = if of == 0 { 0.0 } else { count as f32 / of as f32 };
    ui.painter().rect_filled(rect.with_max_x(rect.left() + rect.width() * part.min(1.0)), 2.0, palette.accent);
}

/// Lists the key, with how many found each of it and what it was taken for.
pub(super) fn key(ui: &mut Ui, view: &ClassView, state: &AppState, intents: &mut Intents) {
    ui.set_max_width(ui.available_width().min(WIDTH));
    let all = view.class.learners.len();
    for (mark, met) in view.class.key.marks.iter().zip(&view.class.marks) {
        if !met.counts {
            continue;
        }
        let quote = quote(view, &mark.place);
        let short = start_of(&quote, 60);
        ui.horizontal_top(|ui| {
            if let Some(label) = state.project().label(&mark.label) {
                badge(ui, label);
            }
            let style = TextStyle { serif: true, ..TextStyle::size(14.0).wrap(Wrap::Lines(2)).clickable() };
            let response = words(ui, &quote, style);
            name(ui, &response, &say!("classroom-key-show", quote = &short));
            if response.clicked() {
                intents.send(ClassroomIntent::Show(mark.id).into());
            }
        });
        ui.horizontal_wrapped(|ui| {
            ui.add_space(25.0);
            share(ui, met.found, all);
            let text = say!("classroom-key-found", count = met.found, of = all);
            let spoken = say!("classroom-key-found-name", count = met.found, of = all, quote = &short);
            number(ui, &text, &spoken, Told::Key(mark.id, Fate::Found, None), state, intents);
            for (label, count) in &met.taken_for {
                let label_name = label_name(state, label);
                let text = say!("classroom-key-as", count = *count, label = &label_name);
                let spoken = say!("classroom-key-as-name", count = *count, label = &label_name, quote = &short);
                number(ui, &text, &spoken, Told::Key(mark.id, Fate::Wrong, Some(label.clone())), state, intents);
            }
            if met.missed > 0 {
                let text = say!("classroom-key-missed", count = met.missed, near = met.near);
                let spoken = say!("classroom-key-missed-name", count = met.missed, near = met.near, quote = &short);
                number(ui, &text, &spoken, Told::Key(mark.id, Fate::Missed, None), state, intents);
            }
        });
        ui.add_space(8.0);
    }
    let links = view.class.key.links.iter().zip(&view.class.links).filter(|(_, met)| met.counts);
    for (at, (link, met)) in links.enumerate() {
        if at == 0 {
            rule(ui);
        }
        let text = link_words(view, link, state);
        words(ui, &text, TextStyle::size(TEXT).wrap(Wrap::Lines(2)));
        ui.horizontal_wrapped(|ui| {
            ui.add_space(25.0);
            share(ui, met.found, all);
            let told = say!("classroom-key-found", count = met.found, of = all);
            let spoken = say!("classroom-key-found-name", count = met.found, of = all, quote = &text);
            number(ui, &told, &spoken, Told::Link(link.id, Fate::Found), state, intents);
            let wrong: u32 = met.taken_for.values().sum();
            if wrong > 0 {
                let told = say!("classroom-link-wrong", count = wrong);
                let spoken = say!("classroom-link-wrong-name", count = wrong, link = &text);
                number(ui, &told, &spoken, Told::Link(link.id, Fate::Wrong), state, intents);
            }
            if met.missed > 0 {
                let told = say!("classroom-key-missed", count = met.missed, near = 0);
                let spoken = say!("classroom-key-missed-name", count = met.missed, near = 0, quote = &text);
                number(ui, &told, &spoken, Told::Link(link.id, Fate::Missed), state, intents);
            }
        });
        ui.add_space(8.0);
    }
}

/// Widths of the names and of the other columns of what was taken for what, in points.
const NAME: f32 = 120.0;
const COLUMN: f32 = 72.0;

/// Adds a name in a cell of this width; those of columns are quiet.
fn cell(ui: &mut Ui, width: f32, text: &str, column: bool) {
    ui.allocate_ui_with_layout(vec2(width, TARGET), Layout::left_to_right(Align::Center), |ui| {
        ui.set_min_width(width);
        let style = match column {
            true => TextStyle::size(SMALL).colour(Palette::of(ui.ctx()).quiet),
            false => TextStyle::size(TEXT),
        };
        words(ui, text, style);
    });
}

/// Shows what was taken for what: a row a label of the key, a column a label that learners gave.
pub(super) fn confusion(ui: &mut Ui, view: &ClassView, state: &AppState, intents: &mut Intents) {
    quiet(ui, say!("classroom-confusion-explained"));
    ui.add_space(8.0);
    let labels: Vec<Option<&LabelKey>> = view.class.key.labels.keys().map(Some).chain([None]).collect();
    let called = |label: Option<&LabelKey>, none: &'static str| {
        label.map_or_else(|| none.to_owned(), |label| label_name(state, label))
    };
    Grid::new("classroom-confusion").spacing(vec2(16.0, 6.0)).striped(true).show(ui, |ui| {
        cell(ui, NAME, say!("classroom-confusion-corner"), true);
        for made in &labels {
            cell(ui, COLUMN, &called(*made, say!("classroom-confusion-missed")), true);
        }
        ui.end_row();
        for key in &labels {
            let row = called(*key, say!("classroom-confusion-surplus"));
            cell(ui, NAME, &row, false);
            for made in &labels {
                let count = view.class.confusion.get(&(key.cloned(), made.cloned())).copied().unwrap_or_default();
                if count == 0 {
                    quiet(ui, "–");
                    continue;
                }
                let column = called(*made, say!("classroom-confusion-missed"));
                let spoken = say!("classroom-confusion-cell", key = &row, made = column, count = count);
                let told = Told::Confusion(key.cloned(), made.cloned());
                number(ui, &count.to_string(), &spoken, told, state, intents);
            }
            ui.end_row();
        }
    });
}

/// Lists what several marked and the key has not, each to be accepted.
pub(super) fn surplus(ui: &mut Ui, view: &ClassView, state: &AppState, intents: &mut Intents) {
    ui.set_max_width(ui.available_width().min(WIDTH));
    quiet(ui, say!("classroom-surplus-explained"));
    ui.add_space(8.0);
    if view.class.surplus.is_empty() {
        quiet(ui, say!("classroom-surplus-none"));
    }
    let all = view.class.learners.len();
    for group in &view.class.surplus {
        let quote = quote(view, &group.place);
        let short = start_of(&quote, 60);
        let label = label_name(state, &group.label);
        ui.horizontal_top(|ui| {
            if let Some(label) = state.project().label(&group.label) {
                badge(ui, label);
            }
            words(ui, &quote, TextStyle { serif: true, ..TextStyle::size(14.0).wrap(Wrap::Lines(2)) });
        });
        ui.horizontal_wrapped(|ui| {
            ui.add_space(25.0);
            let count = u32::try_from(group.marks.len()).unwrap_or(u32::MAX);
            share(ui, count, all);
            let text = say!("classroom-surplus-by", count = count, of = all);
            let spoken = say!("classroom-surplus-by-name", count = count, of = all, label = &label, quote = &short);
            let first = view.first_of(group);
            if let Some(first) = first {
                number(ui, &text, &spoken, Told::Surplus(first), state, intents);
            }
            if group.many {
                quiet(ui, say!("classroom-surplus-many"));
            }
            let accept = ui.add_enabled(state.may_edit(), Button::new(say!("classroom-accept")));
            name(ui, &accept, &say!("classroom-accept-name", label = label, quote = short));
            if accept.on_hover_text(say!("classroom-accept.tip")).clicked()
                && let Some(first) = first
            {
                intents.send(ClassroomIntent::Accept(first).into());
            }
        });
        ui.add_space(8.0);
    }
}

/// Lists hand-ins that are alike.
pub(super) fn alike(ui: &mut Ui, view: &ClassView, names: &[String], state: &AppState, intents: &mut Intents) {
    ui.set_max_width(ui.available_width().min(WIDTH));
    words(ui, say!("classroom-alike-explained"), TextStyle::size(TEXT).wrap(Wrap::All));
    ui.add_space(8.0);
    if view.alike.is_empty() {
        quiet(ui, say!("classroom-alike-none"));
    }
    for pair in &view.alike {
        let called = |learner: usize| names.get(learner).map_or("", String::as_str);
        let (one, other) = (called(pair.learners.0), called(pair.learners.1));
        ui.horizontal_wrapped(|ui| {
            words(ui, &say!("classroom-alike-pair", one = one, other = other), TextStyle::size(TEXT));
            let text = say!("classroom-alike-same", count = pair.marks.len(), of = pair.of);
            let spoken = say!("classroom-alike-name", one = one, other = other, count = pair.marks.len(), of = pair.of);
            let set = |learner: usize| view.sets.get(learner).copied();
            if let Some((one, other)) = set(pair.learners.0).zip(set(pair.learners.1)) {
                number(ui, &text, &spoken, Told::Alike(one, other), state, intents);
            }
        });
    }
}

/// Lists hand-ins that count for nothing: those for another version of the exercise, and what was set aside of the
/// files that were read last, with the reason; then what else is to be known of these.
pub(super) fn aside(ui: &mut Ui, state: &AppState) {
    ui.set_max_width(ui.available_width().min(WIDTH));
    let outdated = state.outdated_hand_ins();
    if !outdated.is_empty() {
        paragraph(ui, &say!("classroom-outdated", count = outdated.len()));
        let names: Vec<String> = outdated.iter().map(|set| state.learner_name(*set)).collect();
        paragraph(ui, &names.join(say!("list-comma")));
        ui.add_space(12.0);
    }
    let (known, unfit): (Vec<&Aside>, Vec<&Aside>) = state.set_aside().iter().partition(|one| one.counts());
    if unfit.is_empty() {
        quiet(ui, say!("classroom-aside-none"));
    } else {
        quiet(ui, say!("classroom-aside-explained"));
        ui.add_space(4.0);
        rows(ui, &unfit, state);
    }
    if !known.is_empty() {
        ui.add_space(12.0);
        quiet(ui, say!("classroom-aside-counts"));
        ui.add_space(4.0);
        rows(ui, &known, state);
    }
}

/// Adds words of as many lines as they need.
pub(super) fn paragraph(ui: &mut Ui, text: &str) {
    words(ui, text, TextStyle::size(TEXT).wrap(Wrap::All));
}

fn rows(ui: &mut Ui, all: &[&Aside], state: &AppState) {
    for aside in all {
        let text = if state.hides_learners() { aside.without_names() } else { aside.told() };
        paragraph(ui, &text);
    }
}
