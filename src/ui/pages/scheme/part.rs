//! Draws what is said of one part: every field of it, edited in place.

use egui::{Key, Ui, vec2};

use super::Scheme;
use super::fields::{self, caption, switch, warning};
use super::question::Asked;
use crate::app::{AppState, Intent};
use crate::model::actions::{Entry, Part, PartType, Recoding};
use crate::model::id::ChoiceKey;
use crate::model::{
    Attribute, AttributeKey, AttributeType, Choice, Kind, KindKey, Label, LabelKey, Owner, Pattern, Ties,
};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::pages::press::{Answer, typed};
use crate::ui::text::TextStyle;
use crate::ui::theme::{TARGET, TEXT};
use crate::ui::widgets::{Sign, heading, name, option, quiet, rule, sign_button, unfolding, words, words_atom};

/// A part as its fields say it, and whether text was typed.
struct Changed<T> {
    row: T,
    typed: bool,
}

impl<T: Clone> Changed<T> {
    fn of(row: &T) -> Changed<T> {
        Changed { row: row.clone(), typed: false }
    }

    /// Takes text that was typed.
    fn text(&mut self, typed: Option<String>, put: impl FnOnce(&mut T, String)) {
        if let Some(text) = typed {
            self.typed = true;
            put(&mut self.row, text);
        }
    }
}

/// Reads examples, one a line.
fn examples(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Scheme {
    /// Shows a part.
    pub(super) fn part(&mut self, ui: &mut Ui, part: &Part, state: &AppState, intents: &mut Intents) {
        let project = state.project();
        // In line with the heading of the labels.
        ui.add_space(4.0);
        heading(ui, &part.said(project));
        let changed = match part {
            Part::Label(key) => project.label(key).and_then(|row| self.label(ui, key, row, state, intents)),
            Part::Attribute(key) => project.attribute(key).and_then(|row| self.attribute(ui, key, row, state, intents)),
            Part::Kind(key) => project.kind(key).and_then(|row| self.kind(ui, key, row, state, intents)),
        };
        if let Some((entry, typed)) = changed {
            self.question.put(entry, typed, state, intents);
        }
        rule(ui);
        self.order(ui, part, state, intents);
        self.question.show(ui, part, state, intents);
    }

    /// The buttons that move, merge and remove a part.
    fn order(&mut self, ui: &mut Ui, part: &Part, state: &AppState, intents: &mut Intents) {
        let all = Part::all(state.project(), part.sort());
        let Some(at) = all.iter().position(|other| other == part) else { return };
        ui.horizontal_wrapped(|ui| {
            let up = (say!("scheme-up"), at.checked_sub(1));
            let down = (say!("scheme-down"), Some(at + 1).filter(|to| *to < all.len()));
            for (text, to) in [up, down] {
                let button = ui.add_enabled(to.is_some(), egui::Button::new(text).min_size(vec2(0.0, TARGET)));
                if let Some(to) = to.filter(|_| button.on_hover_text(say!("scheme-drag")).clicked()) {
                    intents.send(Intent::Recode(Box::new(Recoding::Move(part.clone(), to)), false));
                }
            }
            let merge = ui.add_enabled(all.len() > 1, egui::Button::new(say!("scheme-merge")));
            if merge.on_hover_text(say!("scheme-merge.tip")).clicked() {
                self.question.ask(Asked::Merge);
            }
            if ui.button(say!("scheme-remove")).on_hover_text(say!("scheme-remove.tip")).clicked() {
                if part.uses(state.project()) == 0 {
                    intents.send(Intent::Recode(Box::new(Recoding::Remove(part.clone())), false));
                } else {
                    self.question.ask(Asked::Remove);
                }
            }
        });
    }

    /// The key of the keyboard; a click waits for another one. Returns the new one.
    fn shortcut(&mut self, ui: &mut Ui, shortcut: Option<char>) -> Option<Option<char>> {
        let mut changed = None;
        if self.waits {
            match typed(ui) {
                Some(Answer::Key(key)) => (self.waits, changed) = (false, Some(Some(key))),
                Some(Answer::Stop) => self.waits = false,
                None => {}
            }
        }
        caption(ui, say!("scheme-key"));
        ui.horizontal(|ui| {
            let button = fields::key(ui, shortcut, self.waits).on_hover_text(say!("scheme-key.tip"));
            if button.clicked() {
                self.waits = !self.waits;
            } else if self.waits && button.lost_focus() && !button.hovered() {
                self.waits = false;
            }
            if shortcut.is_some() && sign_button(ui, Sign::Remove, say!("scheme-no-key")).clicked() {
                changed = Some(None);
            }
        });
        changed
    }

    fn label(
        &mut self,
        ui: &mut Ui,
        key: &LabelKey,
        row: &Label,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<(Entry, bool)> {
        let mut changed = Changed::of(row);
        changed.text(fields::text(ui, say!("scheme-name"), &row.name, 1, intents), |row, text| row.name = text);
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(72.0);
                let typed = fields::text(ui, say!("scheme-letter"), &row.letter, 1, intents);
                changed.text(typed, |row, text| row.letter = text);
            });
            ui.vertical(|ui| {
                ui.set_width(150.0);
                if let Some(shortcut) = self.shortcut(ui, row.shortcut) {
                    changed.row.shortcut = shortcut;
                }
            });
        });
        caption(ui, say!("scheme-ties"));
        ui.horizontal_wrapped(|ui| {
            let all = [
                (Ties::Nothing, say!("scheme-ties-nothing")),
                (Ties::Proposition, say!("scheme-ties-proposition")),
                (Ties::Entity, say!("scheme-ties-entity")),
            ];
            for (ties, text) in all {
                if option(ui, text, row.ties == ties).clicked() {
                    changed.row.ties = ties;
                }
            }
        });
        if let Some(own) = state.view().keys.get(key) {
            quiet(ui, &say!("scheme-own-key", key = own.to_string()));
        }
        if let Some(slot) = fields::colours(ui, key, row, state) {
            (changed.row.colour, changed.row.pattern) = (slot, Pattern::of_slot(slot));
        }
        let others = state.project().labels_by_key().filter(|(other, _)| *other != key);
        for (_, other) in others {
            if other.pattern == row.pattern {
                warning(ui, &say!("scheme-same-line", label = &other.name));
            }
            if other.letter == row.letter {
                warning(ui, &say!("scheme-same-letter", label = &other.name));
            }
        }
        let (definition, given) = told(ui, &row.definition, &row.examples, intents);
        changed.text(definition, |row, text| row.definition = text);
        changed.text(given, |row, text| row.examples = examples(&text));
        (changed.row != *row).then(|| (Entry::Label(key.clone(), changed.row), changed.typed))
    }

    fn attribute(
        &mut self,
        ui: &mut Ui,
        key: &AttributeKey,
        row: &Attribute,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<(Entry, bool)> {
        let mut changed = Changed::of(row);
        changed.text(fields::text(ui, say!("scheme-name"), &row.name, 1, intents), |row, text| row.name = text);
        if let Some(on) = owners(ui, &row.on, state) {
            changed.row.on = on;
        }
        if row.on.is_empty() {
            warning(ui, say!("scheme-on-nothing"));
        }
        caption(ui, say!("scheme-takes"));
        ui.horizontal_wrapped(|ui| {
            let choices = matches!(row.takes, AttributeType::Choice(_));
            if option(ui, say!("scheme-takes-flag"), row.takes == AttributeType::Flag).clicked() {
                changed.row.takes = AttributeType::Flag;
            }
            if option(ui, say!("scheme-takes-choice"), choices).clicked() && !choices {
                changed.row.takes = AttributeType::Choice(Vec::new());
            }
            if option(ui, say!("scheme-takes-text"), row.takes == AttributeType::Text).clicked() {
                changed.row.takes = AttributeType::Text;
            }
        });
        if let AttributeType::Choice(all) = &row.takes {
            let (next, typed) = self.choices(ui, all, intents);
            changed.typed |= typed;
            if let Some(next) = next {
                changed.row.takes = AttributeType::Choice(next);
            }
        }
        let (definition, given) = told(ui, &row.definition, &row.examples, intents);
        changed.text(definition, |row, text| row.definition = text);
        changed.text(given, |row, text| row.examples = examples(&text));
        (changed.row != *row).then(|| (Entry::Attribute(key.clone(), changed.row), changed.typed))
    }

    /// The choices of an attribute. Returns them when they changed, and whether text was typed.
    fn choices(&mut self, ui: &mut Ui, all: &[Choice], intents: &mut Intents) -> (Option<Vec<Choice>>, bool) {
        let (mut next, mut is_typed) = (all.to_vec(), false);
        caption(ui, say!("scheme-choices"));
        for (at, choice) in all.iter().enumerate() {
            ui.push_id(&choice.key, |ui| {
                ui.horizontal_top(|ui| {
                    ui.vertical(|ui| {
                        ui.set_width((ui.available_width() - 3.0 * (TARGET + 8.0)).min(320.0));
                        let title = say!("scheme-choice", number = at + 1);
                        let id = ui.make_persistent_id("choice");
                        if let Some(text) = fields::bare(ui, id, &title, &choice.name, 1, intents) {
                            (next[at].name, is_typed) = (text, true);
                        }
                    });
                    let named = |words: &str| say!("scheme-choice-do", what = words, name = &choice.name);
                    for (sign, text, to) in [
                        ("↑", say!("scheme-up"), at.checked_sub(1)),
                        ("↓", say!("scheme-down"), Some(at + 1).filter(|to| *to < all.len())),
                    ] {
                        let button =
                            ui.add_enabled(to.is_some(), egui::Button::new(sign).min_size(vec2(TARGET, TARGET)));
                        name(ui, &button, &named(text));
                        if let Some(to) = to.filter(|_| button.clicked()) {
                            next.swap(at, to);
                        }
                    }
                    if sign_button(ui, Sign::Remove, &named(say!("scheme-choice-remove"))).clicked() {
                        next.retain(|other| other.key != choice.key);
                    }
                });
            });
        }
        let hint = egui::RichText::new(say!("scheme-choice-new"));
        let edit = egui::TextEdit::singleline(&mut self.choice).hint_text(hint).margin(vec2(8.0, 4.0));
        let response = ui.add(edit.desired_width(304.0).min_size(vec2(0.0, TARGET)));
        name(ui, &response, say!("scheme-choice-new"));
        let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        if entered && !self.choice.trim().is_empty() {
            let name = std::mem::take(&mut self.choice).trim().to_owned();
            let taken = |key: &ChoiceKey| all.iter().any(|choice| choice.key == *key);
            let numbered = (2..).map(|number| ChoiceKey::slug(&format!("{name} {number}")));
            let key = std::iter::once(ChoiceKey::slug(&name)).chain(numbered).find(|key| !taken(key));
            next.extend(key.map(|key| Choice { key, name }));
            response.request_focus();
        }
        ((next != all).then_some(next), is_typed)
    }

    fn kind(
        &mut self,
        ui: &mut Ui,
        key: &KindKey,
        row: &Kind,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<(Entry, bool)> {
        let mut changed = Changed::of(row);
        changed.text(fields::text(ui, say!("scheme-name"), &row.name, 1, intents), |row, text| row.name = text);
        let typed = fields::text(ui, say!("scheme-inverse"), &row.inverse, 1, intents);
        changed.text(typed, |row, text| row.inverse = text);
        if let Some(shortcut) = self.shortcut(ui, row.shortcut) {
            changed.row.shortcut = shortcut;
        }
        if let Some(from) = fields::labels(ui, say!("scheme-from"), &row.from, state) {
            changed.row.from = from;
        }
        if let Some(to) = fields::labels(ui, say!("scheme-to"), &row.to, state) {
            changed.row.to = to;
        }
        if row.from.is_empty() || row.to.is_empty() {
            warning(ui, say!("scheme-joins-nothing"));
        }
        let (definition, given) = told(ui, &row.definition, &row.examples, intents);
        changed.text(definition, |row, text| row.definition = text);
        changed.text(given, |row, text| row.examples = examples(&text));
        (changed.row != *row).then(|| (Entry::Kind(key.clone(), changed.row), changed.typed))
    }
}

/// The fields of the codebook: the definition, and examples, one a line. Returns what was typed into each.
fn told(ui: &mut Ui, definition: &str, given: &[String], intents: &mut Intents) -> (Option<String>, Option<String>) {
    let definition = fields::text(ui, say!("scheme-definition"), definition, 3, intents);
    (definition, fields::text(ui, say!("scheme-examples"), &given.join("\n"), 3, intents))
}

/// Switches for what can have an attribute. Returns what can when one was switched.
fn owners(ui: &mut Ui, on: &[Owner], state: &AppState) -> Option<Vec<Owner>> {
    let project = state.project();
    let labels = project.labels().into_iter().map(|(key, row)| (Owner::Label(key.clone()), row.name.clone()));
    let kinds = project.kinds().into_iter().map(|(key, row)| (Owner::Kind(key.clone()), row.name.clone()));
    let propositions = (Owner::Propositions, say!("scheme-propositions").to_owned());
    let mut changed = None;
    let title = say!("scheme-on");
    caption(ui, title);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for (owner, shown) in labels.chain(kinds).chain([propositions]) {
            let full = say!("scheme-switch", list = title, name = &shown);
            if switch(ui, &shown, &full, on.contains(&owner)) {
                let mut next = on.to_vec();
                match next.iter().position(|other| *other == owner) {
                    Some(at) => drop(next.remove(at)),
                    None => next.push(owner),
                }
                changed = Some(next);
            }
        }
    });
    changed
}

/// Lets another part of the same sort be chosen.
pub(super) fn other(ui: &mut Ui, part: &Part, chosen: &mut Option<Part>, state: &AppState) {
    let project = state.project();
    let all: Vec<Part> = Part::all(project, part.sort()).into_iter().filter(|other| other != part).collect();
    let first = chosen.take().filter(|chosen| all.contains(chosen)).or_else(|| all.first().cloned());
    *chosen = first;
    let shown = chosen.as_ref().and_then(|part| part.name(project)).unwrap_or_default().to_owned();
    let atom = words_atom(ui, &shown, TextStyle::size(TEXT), 150.0);
    let combo = unfolding("other", atom).width(180.0).show_ui(ui, |ui| {
        for part in all {
            let on = chosen.as_ref() == Some(&part);
            if option(ui, part.name(project).unwrap_or_default(), on).clicked() {
                *chosen = Some(part);
            }
        }
    });
    let full = match part.sort() {
        PartType::Label => say!("scheme-into-label"),
        PartType::Attribute => say!("scheme-into-attribute"),
        PartType::Kind => say!("scheme-into-kind"),
    };
    name(ui, &combo.response, &say!("value-named", name = full, value = shown));
}

/// Says something with the user's words in it.
pub(super) fn said(ui: &mut Ui, text: &str) {
    words(ui, text, TextStyle::size(TEXT).wrap(crate::ui::text::Wrap::All));
}
