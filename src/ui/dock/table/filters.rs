//! Shows what the table is filtered by: each filter says in its place what it lets through.

use egui::{Button, Id, Key, Modifiers, Popup, PopupCloseBehavior, RichText, ScrollArea, Ui, vec2};

use crate::app::{AppState, Filter, Intent, Scope, TableQuery};
use crate::model::scheme::{AttributeType, Owner};
use crate::model::{Attribute, Project, Value};
use crate::say;
use crate::ui::intents::Intents;
use crate::ui::menu::row;
use crate::ui::text::{TextStyle, label};
use crate::ui::theme::{Palette, SMALL, TARGET, TEXT};
use crate::ui::widgets::{BADGE, Field, caption, full_width, name, paint_badge, paint_focus, words_atom};

/// The field that looks for words.
pub(super) fn field() -> Id {
    Id::unique(("annotation-table", "words"))
}

/// What is asked of the rest of the table.
#[derive(Debug, Default)]
pub(super) struct Asked {
    /// The keyboard goes to the rows.
    pub(super) rows: bool,
}

/// Takes out of a filter what the project does not have, such as a label of the project before. Nobody could see it.
pub(super) fn known(filter: &Filter, project: &Project) -> Filter {
    let mut filter = filter.clone();
    filter.labels.retain(|key| project.label(key).is_some());
    filter.sets.retain(|id| project.set(id).is_some());
    filter.annotators.retain(|id| project.annotator(id).is_some());
    filter.attribute = filter.attribute.filter(|(key, value)| {
        project.attribute(key).is_some_and(|row| value.as_ref().is_none_or(|value| row.accepts(value)))
    });
    filter
}

/// Shows the filters.
pub(super) fn show(ui: &mut Ui, state: &AppState, query: &TableQuery, intents: &mut Intents) -> Asked {
    let mut asked = Asked::default();
    let mut wanted = query.clone();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        words(ui, &mut wanted, &mut asked);
        ui.add_space(4.0);
        scope(ui, &mut wanted);
        ui.add_space(4.0);
        labels(ui, state, &mut wanted);
        ui.add_space(4.0);
        people(ui, state, &mut wanted);
        attributes(ui, state.project(), &mut wanted);
        let unsure = [say!("filter-unsure.yes"), say!("filter-unsure.no")];
        either(ui, say!("filter-unsure"), unsure, &mut wanted.filter.unsure);
        let related = [say!("filter-related.yes"), say!("filter-related.no")];
        either(ui, say!("filter-related"), related, &mut wanted.filter.related);
        if wanted.filter != Filter::default() {
            let text = RichText::new(say!("filter-clear")).color(Palette::of(ui.ctx()).accent);
            let clear = ui.add(Button::new(text).frame(false).min_size(vec2(0.0, TARGET)));
            name(ui, &clear, say!("filter-clear"));
            if clear.clicked() {
                wanted.filter = Filter::default();
            }
        }
    });
    if wanted != *query {
        intents.send(Intent::SetTable(Box::new(wanted)));
    }
    asked
}

fn words(ui: &mut Ui, wanted: &mut TableQuery, asked: &mut Asked) {
    ui.scope(|ui| {
        ui.set_max_width(180.0);
        // The arrow goes from the words to the rows.
        if ui.memory(|memory| memory.has_focus(field())) {
            asked.rows = ui.input_mut(|input| {
                input.consume_key(Modifiers::NONE, Key::ArrowDown) || input.consume_key(Modifiers::NONE, Key::Enter)
            });
        }
        let hint = say!("filter-words.hint");
        let typed = Field { id: field(), name: say!("filter-words"), value: &wanted.filter.text, hint, rows: 1 };
        let typed = typed.show(ui);
        if let Some(text) = typed.changed {
            wanted.filter.text = text;
        }
        typed.response.on_hover_text(say!("filter-words.tip"));
    });
}

fn scope(ui: &mut Ui, wanted: &mut TableQuery) {
    for (scope, text) in [(Scope::Article, say!("filter-article")), (Scope::Project, say!("filter-project"))] {
        let words = RichText::new(text).size(SMALL);
        let response = ui.add(Button::selectable(wanted.scope == scope, words).min_size(vec2(0.0, TARGET)));
        name(ui, &response, text);
        if response.clicked() {
            wanted.scope = scope;
        }
    }
}

/// A badge for each label, pale while the others only are let through.
fn labels(ui: &mut Ui, state: &AppState, wanted: &mut TableQuery) {
    let palette = Palette::of(ui.ctx());
    for (key, row) in state.project().labels() {
        let on = wanted.filter.labels.contains(key);
        let response = ui.add(Button::selectable(on, "").min_size(vec2(TARGET, TARGET)));
        name(ui, &response, &say!("filter-label", label = &row.name));
        let badge = egui::Rect::from_center_size(response.rect.center(), vec2(BADGE, BADGE));
        paint_badge(ui.painter(), badge, palette, row);
        if !on && !wanted.filter.labels.is_empty() {
            ui.painter().rect_filled(badge, 4.0, palette.panel.gamma_multiply(0.6));
        }
        paint_focus(ui, &response, response.rect, palette);
        let clicked = response.clicked();
        response.on_hover_ui(|ui| {
            full_width(ui);
            label(ui, TextStyle::size(TEXT), &say!("filter-label", label = &row.name));
        });
        if clicked && !wanted.filter.labels.remove(key) {
            wanted.filter.labels.insert(key.clone());
        }
    }
}

/// Adds a filter that opens a menu. Its button says what it lets through.
fn menu(ui: &mut Ui, title: &str, shown: Option<&str>, add: impl FnOnce(&mut Ui)) {
    let said = shown.map(|shown| say!("filter-is", name = title, value = shown));
    let text = said.as_deref().unwrap_or(title);
    let words = words_atom(ui, text, TextStyle::size(SMALL), 200.0);
    let button = Button::selectable(shown.is_some(), (words, RichText::new("▾").size(SMALL)));
    let button = ui.add(button.min_size(vec2(0.0, TARGET)));
    name(ui, &button, text);
    Popup::menu(&button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_min_width(200.0);
        ScrollArea::vertical().max_height(360.0).show(ui, add);
    });
}

fn either(ui: &mut Ui, title: &str, [yes, no]: [&str; 2], wanted: &mut Option<bool>) {
    let shown = wanted.map(|wanted| if wanted { yes } else { no });
    menu(ui, title, shown, |ui| {
        for (value, text) in [(None, say!("filter-any")), (Some(true), yes), (Some(false), no)] {
            if row(ui, text, "", Some(*wanted == value), true).clicked() {
                *wanted = value;
                ui.close();
            }
        }
    });
}

/// Whose annotations: annotators and sets.
fn people(ui: &mut Ui, state: &AppState, wanted: &mut TableQuery) {
    let project = state.project();
    let annotators = project.annotators();
    let sets = project.sets();
    let filter = &mut wanted.filter;
    let names = filter.annotators.iter().filter_map(|id| project.annotator(id)).map(|row| row.name.clone());
    let names: Vec<String> = names.chain(filter.sets.iter().map(|id| project.set_name(*id))).collect();
    let shown = match &names[..] {
        [] => None,
        [one] => Some(one.clone()),
        more => Some(more.len().to_string()),
    };
    menu(ui, say!("filter-set"), shown.as_deref(), |ui| {
        if row(ui, say!("filter-any"), "", Some(shown.is_none()), true).clicked() {
            filter.annotators.clear();
            filter.sets.clear();
            ui.close();
        }
        caption(ui, say!("filter-annotators"));
        for (id, annotator) in &annotators {
            if row(ui, &annotator.name, "", Some(filter.annotators.contains(id)), true).clicked()
                && !filter.annotators.remove(id)
            {
                filter.annotators.insert(**id);
            }
        }
        caption(ui, say!("filter-sets"));
        for (id, _) in &sets {
            let text = project.set_name(**id);
            let response = row(ui, &text, "", Some(filter.sets.contains(id)), state.shows(**id));
            name(ui, &response, &say!("filter-set.name", set = &text));
            let response = response.on_disabled_hover_text(say!("filter-set-hidden"));
            if response.clicked() && !filter.sets.remove(id) {
                filter.sets.insert(**id);
            }
        }
    });
}

/// Lists the values that can be let through, each with its name.
fn values(attribute: &Attribute) -> Vec<(Value, String)> {
    match &attribute.takes {
        AttributeType::Choice(choices) => {
            choices.iter().map(|choice| (Value::Choice(choice.key.clone()), choice.name.clone())).collect()
        }
        AttributeType::Flag => [(true, say!("value-yes")), (false, say!("value-no"))]
            .map(|(flag, text)| (Value::Flag(flag), text.to_owned()))
            .into(),
        AttributeType::Text => Vec::new(),
    }
}

fn attributes(ui: &mut Ui, project: &Project, wanted: &mut TableQuery) {
    let all = project.attributes();
    let of_labels = |row: &Attribute| row.on.iter().any(|owner| matches!(owner, Owner::Label(_)));
    let chosen = &mut wanted.filter.attribute;
    let shown = chosen.as_ref().and_then(|(key, value)| {
        let row = project.attribute(key)?;
        let value = value.as_ref().and_then(|value| values(row).into_iter().find(|(other, _)| other == value));
        Some(match value {
            Some((_, value)) => say!("value-named", name = &row.name, value = value),
            None => row.name.clone(),
        })
    });
    menu(ui, say!("filter-attribute"), shown.as_deref(), |ui| {
        let mut pick = |ui: &mut Ui, text: &str, named: &str, value| {
            let response = row(ui, text, "", Some(*chosen == value), true);
            name(ui, &response, named);
            if response.clicked() {
                *chosen = value;
                ui.close();
            }
        };
        pick(ui, say!("filter-any"), say!("filter-any"), None);
        for (key, attribute) in all.into_iter().filter(|(_, row)| of_labels(row)) {
            caption(ui, &attribute.name);
            let whatever = say!("filter-attribute-set");
            let named = say!("value-named", name = &attribute.name, value = whatever);
            pick(ui, whatever, &named, Some((key.clone(), None)));
            for (value, text) in values(attribute) {
                let named = say!("value-named", name = &attribute.name, value = &text);
                pick(ui, &text, &named, Some((key.clone(), Some(value))));
            }
        }
    });
}
