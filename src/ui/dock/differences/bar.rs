//! Shows what the list of differences is filtered by, and what can be done with all of it.

use egui::{Button, RichText, Ui, vec2};

use crate::app::{AppState, Command, DifferenceIntent, Extent, Intent, Sifted};
use crate::compare::Differences;
use crate::compare::differences::Kind;
use crate::model::{LabelKey, SetId};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::text::TextStyle;
use crate::ui::theme::{SMALL, TARGET};
use crate::ui::widgets::{name, option, quiet, told_command, unfolding, words_atom};

use super::entry::kind_told;

/// What the list can be filtered by, in words, and which sets are not compared.
pub(super) struct Filters {
    labels: Vec<(Option<LabelKey>, String)>,
    sets: Vec<(Option<SetId>, String)>,
    waiting: Option<String>,
}

impl Filters {
    /// Lists them.
    pub(super) fn of(found: &Differences, state: &AppState) -> Filters {
        let project = state.project();
        let labels = project.labels().into_iter().map(|(key, row)| (Some(key.clone()), row.name.clone()));
        let sets = state.compared_here().into_iter().map(|set| (Some(set), project.set_name(set)));
        Filters {
            labels: [(None, say!("differences-any-label").to_owned())].into_iter().chain(labels).collect(),
            sets: [(None, say!("differences-any-set").to_owned())].into_iter().chain(sets).collect(),
            waiting: super::waiting_told(found, state),
        }
    }
}

/// Shows the filters, and behind them what can be done.
pub(super) fn show(ui: &mut Ui, filters: &Filters, state: &AppState, intents: &mut Intents) {
    let query = state.differing().query();
    let mut wanted = query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
        choice(ui, say!("differences-sift"), &sifts(state), &mut wanted.sifted);
        choice(ui, say!("differences-of-label"), &filters.labels, &mut wanted.label);
        choice(ui, say!("differences-of-set"), &filters.sets, &mut wanted.set);
        if let Some(waiting) = &filters.waiting {
            quiet(ui, waiting);
        }
        ui.add_space(8.0);
        adjudication(ui, state, intents);
    });
    if wanted != *query {
        intents.send(Intent::Difference(DifferenceIntent::Query(Box::new(wanted))));
    }
}

/// Lists what the places can be sifted by.
fn sifts(state: &AppState) -> Vec<(Sifted, String)> {
    let mut all = vec![(Sifted::Differing, say!("differences-sift-differing"))];
    if state.adjudicating().is_some() {
        all.push((Sifted::Open, say!("adjudication-sift-open")));
    }
    all.extend(Kind::ALL.map(|kind| (Sifted::Only(kind), kind_told(kind))));
    all.push((Sifted::Agreeing, say!("differences-sift-agreeing")));
    all.push((Sifted::All, say!("differences-sift-all")));
    all.into_iter().map(|(sifted, text)| (sifted, text.to_owned())).collect()
}

/// Adds a list of which one is chosen.
fn choice<T: PartialEq + Clone>(ui: &mut Ui, title: &str, all: &[(T, String)], chosen: &mut T) {
    let shown = all.iter().find(|(value, _)| value == chosen).map_or("", |(_, text)| text);
    let words = words_atom(ui, shown, TextStyle::size(SMALL), 130.0);
    let response = unfolding(title, words).width(120.0).show_ui(ui, |ui| {
        for (value, text) in all {
            if option(ui, text, value == chosen).clicked() {
                *chosen = value.clone();
            }
        }
    });
    let named = say!("filter-is", name = title, value = shown);
    name(ui, &response.response, &named);
    response.response.on_hover_text(named);
}

/// Shows how settling is begun, what can be accepted at once, and that an article can be done.
fn adjudication(ui: &mut Ui, state: &AppState, intents: &mut Intents) {
    let mut button = |ui: &mut Ui, text: &str, command: &Command| {
        let can = command.resolve(state).is_some();
        let words = RichText::new(text).size(SMALL);
        let response = ui.add_enabled(can, Button::new(words).min_size(vec2(0.0, TARGET)));
        name(ui, &response, text);
        if told_command(response, command, state).clicked() {
            intents.run(command, state);
        }
    };
    if state.adjudicating().is_none() {
        return button(ui, say!("adjudication-begin"), &Command::BeginAdjudication);
    }
    if let Some(left) = state.left(Extent::Article).filter(|left| left.agreeing > 0) {
        let text = say!("adjudication-accept", count = left.agreeing);
        button(ui, &text, &Command::Accept(Extent::Article));
    }
    if state.can_be_done() {
        button(ui, say!("adjudication-done"), &Command::Done);
    }
}
