//! Lists the relations of an annotation, and offers the ones that can be made.

use std::collections::BTreeMap;

use egui::{Button, Response, RichText, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::intents::Intents;
use super::super::text::engine::TextEngine;
use super::super::text::label::{TextStyle, Wrap};
use super::super::theme::{Palette, SMALL, TARGET, TEXT};
use super::super::widgets::{
    BADGE, Sign, name, one_line, paint_badge, paint_row, quiet, sign_button, start_of, words_atom,
};
use super::{attributes, optional_note, section};
use crate::app::linking::kinds_for;
use crate::app::{AppState, Command, Intent, LinkKind};
use crate::model::actions::Subject;
use crate::model::scheme::Owner;
use crate::model::{Annotation, AnnotationId, Relation, RelationId};
use crate::say;

/// How many relations of a kind are listed at the most.
const MOST: usize = 60;

/// A relation, and the annotation at its other end.
type End<'a> = (RelationId, &'a Relation, AnnotationId);

/// Shows the relations and the buttons that begin one.
pub(super) fn show(ui: &mut Ui, id: AnnotationId, row: &Annotation, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    let kinds: Vec<LinkKind> =
        kinds_for(project, &row.label).into_iter().filter(|kind| matches!(kind, LinkKind::Relation { .. })).collect();
    let mut groups: BTreeMap<(u32, bool), Vec<End<'_>>> = BTreeMap::new();
    for (relation, there) in project.relations_of(id) {
        let forward = there.from == id;
        let rank = project.kind(&there.kind).map_or(u32::MAX, |kind| kind.rank);
        let other = if forward { there.to } else { there.from };
        groups.entry((rank, !forward)).or_default().push((relation, there, other));
    }
    if groups.is_empty() && kinds.is_empty() {
        return;
    }
    section(ui, say!("relations-heading"));
    for ((_, backward), relations) in groups {
        let Some((_, first, _)) = relations.first() else { continue };
        let title = project.kind(&first.kind).map_or_else(|| first.kind.to_string(), |kind| kind.called(!backward));
        quiet(ui, &title);
        let more = relations.len().saturating_sub(MOST);
        for (relation, there, other) in relations.into_iter().take(MOST) {
            ui.push_id(relation, |ui| one(ui, relation, there, other, &title, state, intents));
        }
        if more > 0 {
            quiet(ui, &say!("relations-more", count = more));
        }
        ui.add_space(4.0);
    }
    if state.linking().is_none() {
        add_buttons(ui, &kinds, state, intents);
    }
}

fn one(
    ui: &mut Ui,
    id: RelationId,
    row: &Relation,
    other: AnnotationId,
    title: &str,
    state: &AppState,
    intents: &mut Intents,
) {
    let ours = Some(row.set) == state.set();
    let removed = with_remove(ui, ours, &say!("relations-delete", relation = title), |ui| {
        if other_end(ui, other, title, false, state).clicked() {
            intents.send(Intent::Show(other));
        }
    });
    if removed {
        intents.send(Intent::Unrelate(id));
    }
    // What learners write beside a relation is not handed in.
    if state.learns().is_some() {
        return;
    }
    let owner = Owner::Kind(row.kind.clone());
    ui.horizontal(|ui| {
        // Below the words of the other end.
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(BADGE + 8.0);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.x = 8.0;
            ui.add_enabled_ui(ours, |ui| {
                attributes::show(ui, &owner, Subject::Relation(id), &row.attributes, state, intents);
                optional_note(ui, Subject::Relation(id), &row.note, intents);
            });
        });
    });
}

/// Adds something with a button at its right that removes it. Says whether that was clicked.
pub(super) fn with_remove(ui: &mut Ui, can: bool, what: &str, add: impl FnOnce(&mut Ui)) -> bool {
    let mut removed = false;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let width = ui.available_width() - if can { TARGET + 4.0 } else { 0.0 };
        ui.vertical(|ui| {
            ui.set_width(width);
            add(ui);
        });
        if can {
            removed = sign_button(ui, Sign::Remove, what).clicked();
        }
    });
    removed
}

/// Adds an annotation as a row that can be clicked: badge, words, and the article when it is another one.
pub(in crate::ui) fn other_end(
    ui: &mut Ui,
    id: AnnotationId,
    relation: &str,
    chosen: bool,
    state: &AppState,
) -> Response {
    let palette = Palette::of(ui.ctx());
    let project = state.project();
    let Some(row) = project.annotation(&id) else { return quiet(ui, say!("end-gone")) };
    let quote = one_line(&project.quote(row));
    let article = project.revision(&row.revision).map(|revision| revision.article);
    let elsewhere = article
        .filter(|article| Some(*article) != state.article())
        .and_then(|article| project.article(&article))
        .map(|article| article.details.title.clone());
    let engine = TextEngine::of(ui.ctx());
    let width = ui.available_width() - BADGE - 12.0;
    let body = engine.lay_out(ui.ctx(), &TextStyle::size(14.0).wrap(Wrap::Lines(3)), width, &quote);
    let below = elsewhere.as_ref().map(|title| {
        let text = say!("end-article", article = start_of(title, 80));
        engine.lay_out(ui.ctx(), &TextStyle::size(SMALL), width, &text)
    });
    let height = 8.0 + body.size.y.max(BADGE) + below.as_ref().map_or(0.0, |below| below.size.y + 1.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height.max(TARGET)), Sense::click());
    let label = project.label(&row.label);
    response.widget_info(|| {
        let label = label.map_or("", |label| label.name.as_str());
        let end = match &elsewhere {
            Some(title) => say!("end-name.elsewhere", label = label, quote = &quote, article = title),
            None => say!("end-name", label = label, quote = &quote),
        };
        let name = if relation.is_empty() { end } else { say!("end-name.related", relation = relation, end = end) };
        WidgetInfo::selected(Role::Button, ui.is_enabled(), chosen, name)
    });
    if ui.is_rect_visible(rect) {
        // What is behind it reaches out a little, so that the badge is in line with everything above it.
        paint_row(ui, &response, rect.expand2(vec2(4.0, 0.0)), chosen);
        let at = rect.min + vec2(0.0, 4.0);
        if let Some(label) = label {
            paint_badge(
                ui.painter(),
                egui::Rect::from_min_size(at + vec2(0.0, 1.0), vec2(BADGE, BADGE)),
                palette,
                label,
            );
        }
        let left = at.x + BADGE + 8.0;
        body.paint(ui.painter(), pos2(left, at.y), palette.ink);
        if let Some(below) = below {
            below.paint(ui.painter(), pos2(left, at.y + body.size.y + 1.0), palette.quiet);
        }
    }
    response
}

/// Buttons for the relations that the label allows, with their keys.
fn add_buttons(ui: &mut Ui, kinds: &[LinkKind], state: &AppState, intents: &mut Intents) {
    ui.add_space(2.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        for kind in kinds {
            let LinkKind::Relation { kind: key, forward } = kind else { continue };
            link_button(
                ui,
                &Command::Link(key.clone(), *forward),
                &crate::app::linking::name(state.project(), kind),
                state,
                intents,
            );
        }
    });
}

/// A button that begins a link: what it is called, and its key.
pub(super) fn link_button(ui: &mut Ui, command: &Command, text: &str, state: &AppState, intents: &mut Intents) {
    let palette = Palette::of(ui.ctx());
    let words = words_atom(ui, &format!("{text} …"), TextStyle::size(TEXT), 240.0);
    let mut button = Button::new(words);
    if let Some(shortcut) = command.shortcut(state) {
        button = button.shortcut_text(RichText::new(shortcut.to_string()).size(SMALL).color(palette.quiet));
    }
    let response = ui.add_enabled(command.resolve(state).is_some(), button);
    name(ui, &response, &command.text(state));
    if response.on_hover_text(command.tooltip(state)).clicked() {
        intents.run(command, state);
    }
}
