//! Draws the selected annotation at the right; everything in it is edited in place.

mod attributes;
mod picker;
mod related;
mod sources;
mod summary;
mod ties;

use egui::{Align, Id, Layout, Response, RichText, ScrollArea, Ui};

pub(super) use related::other_end;

use self::picker::Picker;
use super::intents::Intents;
use super::text::label::{TextStyle, Wrap};
use super::theme::{Palette, TARGET, TEXT};
use super::widgets::{
    Field, Sign, badge, beside_field, button, heading, moment, name, one_line, option, quiet, rule, sign_button, told,
    unfolding, words, words_atom,
};
use crate::app::{AppState, ClassroomIntent, Command, Intent, Page};
use crate::model::Place;
use crate::model::actions::Subject;
use crate::model::scheme::Owner;
use crate::model::{Annotation, AnnotationId, SetId};
use crate::say;

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Inspector {
    picker: Picker,
    lost: summary::Lost,
    shown: Option<AnnotationId>,
    /// Whether the note is to get the keyboard.
    wants_note: bool,
}

impl Inspector {
    /// Gives the keyboard to the field that looks for the other end of a link.
    pub(super) fn focus_picker(&mut self) {
        self.picker.focus();
    }

    /// Gives the keyboard to the note of the selected annotation when it is next shown.
    pub(super) fn focus_note(&mut self) {
        self.wants_note = true;
    }

    /// Shows the panel. Returns the id of what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let mut first = None;
        let selected = state.selected();
        let mut area = ScrollArea::vertical().id_salt("inspector").auto_shrink(false);
        // The picker stands at the top.
        if self.shown != selected.map(|(id, _)| id) || self.picker.begins(state) {
            self.shown = selected.map(|(id, _)| id);
            area = area.vertical_scroll_offset(0.0);
        }
        area.show(ui, |ui| {
            // The scroll bar stands in the margin, apart from words that run right to left and end beside it.
            ui.set_max_width(ui.available_width() - 14.0);
            match selected {
                Some((id, row)) => {
                    ui.push_id(id, |ui| first = self.annotation(ui, id, row, state, intents));
                }
                None => {
                    // The other end is looked for in another article.
                    if state.linking().is_some() {
                        self.picker.show(ui, state, intents);
                        rule(ui);
                    }
                    first = summary::show(ui, &mut self.lost, state, intents);
                }
            }
            ui.add_space(16.0);
        });
        first
    }

    /// Shows an annotation of a learner's: its label, its words and its relations. Returns the id of what gets the
    /// keyboard first.
    pub(super) fn of_learner(
        &mut self,
        ui: &mut Ui,
        id: AnnotationId,
        row: &Annotation,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<Id> {
        let first = head(ui, id, row, state, intents);
        quote(ui, row, state);
        self.link(ui, state, intents);
        related::show(ui, id, row, state, intents);
        first
    }

    /// Shows the field that looks for the other end of a link, while there is one.
    fn link(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        if state.linking().is_some() {
            ui.add_space(8.0);
            self.picker.show(ui, state, intents);
        }
    }

    /// Shows an annotation whole. Returns the id of what gets the keyboard first.
    fn annotation(
        &mut self,
        ui: &mut Ui,
        id: AnnotationId,
        row: &Annotation,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<Id> {
        let first = head(ui, id, row, state, intents);
        quote(ui, row, state);
        place(ui, row, state);
        self.link(ui, state, intents);
        if !state.is_ours(row) {
            ui.add_space(4.0);
            whose(ui, row.set, state);
        }
        back_to_class(ui, row, state, intents);
        ui.add_enabled_ui(state.may_edit_annotation(row), |ui| {
            ui.add_space(8.0);
            let owner = Owner::Label(row.label.clone());
            attributes::show(ui, &owner, Subject::Annotation(id), &row.attributes, state, intents);
            let mut unsure = row.unsure;
            if ui
                .checkbox(&mut unsure, say!("inspector-unsure"))
                .on_hover_text(Command::Unsure.tooltip(state))
                .changed()
            {
                intents.send(Intent::SetUnsure(id, unsure));
            }
            ui.add_space(4.0);
            let field = note(ui, Subject::Annotation(id), &row.note, intents);
            if std::mem::take(&mut self.wants_note) {
                field.request_focus();
                field.scroll_to_me(None);
            }
        });
        rule(ui);
        ties::show(ui, id, row, state, intents);
        related::show(ui, id, row, state, intents);
        sources::show(ui, row, state, intents);
        rule(ui);
        let (who, when) = (state.project().set_name(row.set), moment(row.time));
        let last = match row.derived_from.len() {
            0 => say!("inspector-made", who = who, when = when),
            count => say!("inspector-made-from", who = who, when = when, count = count),
        };
        quiet(ui, &last);
        first
    }
}

/// The label, which can be changed, and a button that deletes.
fn head(ui: &mut Ui, id: AnnotationId, row: &Annotation, state: &AppState, intents: &mut Intents) -> Option<Id> {
    let project = state.project();
    let label = project.label(&row.label);
    let shown = label.map_or_else(|| row.label.to_string(), |label| label.name.clone());
    let mut first = None;
    ui.horizontal(|ui| {
        if let Some(label) = label {
            badge(ui, label);
        }
        ui.add_enabled_ui(state.may_edit_annotation(row), |ui| {
            let words = words_atom(ui, &shown, TextStyle::size(TEXT).strong(), 104.0);
            let response = unfolding(("label", id), words).width(140.0).show_ui(ui, |ui| {
                for (key, other) in project.labels() {
                    let response = option(ui, &other.name, *key == row.label);
                    if told(response, &other.told()).clicked() && *key != row.label {
                        intents.send(Intent::Label(key.clone()));
                    }
                }
            });
            name(ui, &response.response, &say!("inspector-label", label = shown));
            first = Some(response.response.id);
        });
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_enabled_ui(state.may_edit_annotation(row), |ui| {
                if sign_button(ui, Sign::Bin, say!("inspector-delete")).clicked() {
                    intents.run(&Command::Delete, state);
                }
            });
        });
    });
    first
}

/// The words of an annotation.
fn quote(ui: &mut Ui, row: &Annotation, state: &AppState) {
    ui.add_space(8.0);
    let style = TextStyle { serif: true, ..TextStyle::size(15.5).wrap(Wrap::Lines(8)) };
    words(ui, &one_line(&state.project().quote(row)), style);
}

/// Says whose a mark is that is not one's own.
fn whose(ui: &mut Ui, set: SetId, state: &AppState) {
    let handed = state.project().set(&set).is_some_and(|row| row.handed.is_some());
    let text = match handed {
        true => say!("inspector-handed", who = state.learner_name(set)),
        false => say!("inspector-whose", who = state.project().set_name(set)),
    };
    quiet(ui, &text);
}

/// Offers the way back to the class, from what was handed in and from what that was held against.
fn back_to_class(ui: &mut Ui, row: &Annotation, state: &AppState, intents: &mut Intents) {
    let Some(exercise) = state.class_of(row) else { return };
    ui.add_space(4.0);
    if button(ui, say!("inspector-class")).clicked() {
        intents.send(ClassroomIntent::Choose(exercise).into());
        intents.send(Intent::ShowPage(Page::Class));
    }
}

fn place(ui: &mut Ui, row: &Annotation, state: &AppState) {
    let Some(revision) = state.project().revision(&row.revision) else { return };
    match &row.place {
        Place::At(fragments) => {
            let line = revision.text.line_at(fragments.start()) + 1;
            let at = match fragments.spans().len() {
                0 | 1 => say!("inspector-line", line = line),
                parts => say!("inspector-line-parts", line = line, count = parts),
            };
            quiet(ui, &at);
        }
        Place::Detached(_) => {
            let palette = Palette::of(ui.ctx());
            ui.label(RichText::new(say!("inspector-detached")).small().color(palette.error));
        }
    }
}

/// A note, of several lines.
fn note(ui: &mut Ui, subject: Subject, value: &str, intents: &mut Intents) -> Response {
    let id = ui.make_persistent_id(("note", subject));
    let rows = if value.is_empty() && !ui.memory(|memory| memory.has_focus(id)) { 2 } else { 3 };
    let name = match subject {
        Subject::Annotation(_) => say!("inspector-note"),
        Subject::Relation(_) => say!("inspector-note-relation"),
        Subject::Proposition(_) => say!("inspector-note-wording"),
    };
    let typed = Field { id, name, value, hint: name, rows }.show(ui);
    if let Some(text) = typed.changed {
        intents.send(Intent::SetNote(subject, text));
    }
    if typed.left {
        intents.send(Intent::Settle);
    }
    beside_field(ui, value);
    typed.response
}

/// A note where there mostly is none: a button until there is one.
fn optional_note(ui: &mut Ui, subject: Subject, value: &str, intents: &mut Intents) {
    let id = ui.make_persistent_id(("note-open", subject));
    if !value.is_empty() || ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false) {
        note(ui, subject, value, intents);
        return;
    }
    let palette = Palette::of(ui.ctx());
    let words = RichText::new(say!("inspector-add-note")).small().color(palette.quiet);
    if ui.add(egui::Button::new(words).frame(false).min_size(egui::vec2(0.0, TARGET))).clicked() {
        ui.data_mut(|data| data.insert_temp(id, true));
    }
}

/// A heading with a gap above it.
fn section(ui: &mut Ui, text: &str) {
    ui.add_space(4.0);
    heading(ui, text);
    ui.add_space(2.0);
}
