//! Shows the open article while no annotation is selected.

use egui::{Id, RichText, Ui};

use super::super::articles::counts;
use super::super::intents::Intents;
use super::super::memo::Memo;
use super::super::text::label::{TextStyle, Wrap};
use super::super::theme::{Palette, TEXT};
use super::super::widgets::{badge, day, heading, joined, label_button, name, one_line, quiet, rule, told, words};
use super::related::other_end;
use super::section;
use crate::app::{AppState, Command, Intent};
use crate::model::{AnnotationId, ArticleId};
use crate::say;

/// The detached annotations of the open article.
pub(super) type Lost = Memo<(u64, Option<ArticleId>), Vec<AnnotationId>>;

/// Shows the panel's contents. Returns the id of what gets the keyboard first.
pub(super) fn show(ui: &mut Ui, lost: &mut Lost, state: &AppState, intents: &mut Intents) -> Option<Id> {
    // In line with the heading of the list of articles.
    ui.add_space(4.0);
    let Some(article) = state.article() else {
        heading(ui, say!("summary-heading"));
        ui.add_space(4.0);
        quiet(ui, say!("summary-empty"));
        return None;
    };
    if let Some(fragments) = state.selected_fragments() {
        selection(ui, &fragments, state, intents);
        rule(ui);
    }
    let first = details(ui, article, state, intents);
    rule(ui);
    labels(ui, article, state);
    detached(ui, article, lost, state, intents);
    rule(ui);
    for line in hints(state) {
        quiet(ui, &line);
        ui.add_space(4.0);
    }
    first
}

fn selection(ui: &mut Ui, fragments: &crate::model::Fragments, state: &AppState, intents: &mut Intents) {
    heading(ui, say!("summary-selected"));
    ui.add_space(4.0);
    if let Some((_, revision)) = state.open_revision() {
        let quote = one_line(&fragments.quote(&revision.text));
        let style = TextStyle { serif: true, ..TextStyle::size(15.5).wrap(Wrap::Lines(8)) };
        words(ui, &quote, style);
    }
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
        for (key, label) in state.project().labels() {
            let command = Command::Label(key.clone());
            let response = label_button(ui, label, command.resolve(state).is_some());
            name(ui, &response, &command.text(state));
            if told(response, &label.told()).clicked() {
                intents.run(&command, state);
            }
        }
    });
}

fn details(ui: &mut Ui, id: ArticleId, state: &AppState, intents: &mut Intents) -> Option<Id> {
    heading(ui, say!("summary-article"));
    ui.add_space(4.0);
    let row = &state.project().article(&id)?.details;
    let title = if row.title.trim().is_empty() { say!("articles-untitled") } else { row.title.trim() };
    words(ui, title, TextStyle::size(15.5).strong().wrap(Wrap::Lines(4)));
    let when = day(row.date.trim());
    let line = joined(&[row.outlet.trim(), &when, row.author.trim()]);
    if !line.is_empty() {
        words(ui, &line, TextStyle::size(TEXT).colour(Palette::of(ui.ctx()).quiet).wrap(Wrap::Lines(2)));
    }
    if !row.address.trim().is_empty() {
        words(ui, row.address.trim(), TextStyle::size(12.0).colour(Palette::of(ui.ctx()).quiet));
    }
    if !row.note.trim().is_empty() {
        ui.add_space(4.0);
        words(ui, row.note.trim(), TextStyle::size(TEXT).wrap(Wrap::Lines(12)));
    }
    ui.add_space(8.0);
    let mut first = None;
    ui.horizontal_wrapped(|ui| {
        for command in [Command::Details, Command::Done] {
            let can = command.resolve(state).is_some();
            let response = ui.add_enabled(can, egui::Button::new(command.text(state)));
            let response = response.on_hover_text(command.tooltip(state));
            first.get_or_insert(response.id);
            if response.clicked() {
                intents.run(&command, state);
            }
        }
    });
    first
}

fn labels(ui: &mut Ui, article: ArticleId, state: &AppState) {
    section(ui, say!("summary-marked"));
    let counts = counts(state, article);
    for (_, label) in state.project().labels() {
        let number = counts.iter().find(|(_, _, name, _)| *name == label.name).map_or(0, |(_, _, _, number)| *number);
        ui.horizontal(|ui| {
            badge(ui, label);
            told(words(ui, &label.name, TextStyle::size(TEXT)), &label.told());
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let text = if number == 0 { "–".to_owned() } else { number.to_string() };
                ui.label(RichText::new(text).color(Palette::of(ui.ctx()).quiet));
            });
        });
    }
}

/// Lists the annotations that lost their place: nothing in the text leads to them.
fn detached(ui: &mut Ui, article: ArticleId, lost: &mut Lost, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let lost = lost.get((state.ticks(), Some(article)), || {
        let shown = |id: &AnnotationId| project.annotation(id).is_some_and(|row| state.shows(row.set));
        project.revisions_of(article).flat_map(|revision| project.detached(revision)).filter(shown).collect()
    });
    if lost.is_empty() {
        return;
    }
    rule(ui);
    section(ui, say!("summary-detached"));
    quiet(ui, say!("summary-detached.text"));
    for id in lost.iter().take(SHOWN) {
        if other_end(ui, *id, say!("mark-detached"), false, state).clicked() {
            intents.send(Intent::Show(*id));
        }
    }
    if lost.len() > SHOWN {
        quiet(ui, &say!("summary-more", count = lost.len() - SHOWN));
    }
}

/// Detached annotations that are listed at a time.
const SHOWN: usize = 50;

fn hints(state: &AppState) -> Vec<String> {
    // While the first steps are shown above the article, they say most of it.
    let mut hints = vec![say!("summary-hint-click").to_owned()];
    if state.hints().is_none() {
        hints.insert(0, say!("summary-hint-drag").to_owned());
        hints.push(say!("summary-hint-relate").to_owned());
    }
    if let Some(shortcut) = Command::Shortcuts.shortcut(state) {
        hints.push(say!("summary-hint-keys", keys = shortcut.to_string()));
    }
    hints
}
