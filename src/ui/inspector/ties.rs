//! Shows what claims say in common, and whom annotations name in common.

use std::collections::BTreeSet;

use egui::Ui;

use super::super::intents::Intents;
use super::super::widgets::{Field, beside_field, name, quiet};
use super::related::{link_button, other_end};
use super::{attributes, optional_note, section};
use crate::app::{AppState, Command, Intent};
use crate::model::actions::Subject;
use crate::model::scheme::{Owner, Ties};
use crate::model::{Annotation, AnnotationId, EntityId, PropositionId};
use crate::say;

/// Shows the proposition or the entity of an annotation, and what can be done about it.
pub(super) fn show(ui: &mut Ui, id: AnnotationId, row: &Annotation, state: &AppState, intents: &mut Intents) {
    let project = state.project();
    match project.ties(&row.label) {
        Ties::Nothing => return,
        Ties::Proposition => {
            section(ui, say!("ties-says"));
            match project.proposition_of(id) {
                Some(proposition) => wording(ui, id, proposition, state, intents),
                None => drop(quiet(ui, say!("ties-says.empty"))),
            }
        }
        Ties::Entity => {
            section(ui, say!("ties-names"));
            match project.entity_of(id) {
                Some(entity) => naming(ui, id, entity, state, intents),
                None => drop(quiet(ui, say!("ties-names.empty"))),
            }
        }
    }
    ui.add_space(4.0);
    if state.linking().is_none() {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(4.0, 4.0);
            let tie = if project.ties(&row.label) == Ties::Entity { Command::SameEntity } else { Command::SameClaim };
            let text = tie.text(state);
            link_button(ui, &tie, text.trim_end_matches(" …"), state, intents);
            for (command, short) in [(Command::Propose, say!("ties-propose")), (Command::Untie, say!("ties-untie"))] {
                if command.resolve(state).is_none() {
                    continue;
                }
                let response = ui.button(short).on_hover_text(command.tooltip(state));
                name(ui, &response, &command.text(state));
                if response.clicked() {
                    intents.run(&command, state);
                }
            }
        });
    }
    ui.add_space(8.0);
}

fn wording(ui: &mut Ui, claim: AnnotationId, id: PropositionId, state: &AppState, intents: &mut Intents) {
    let Some(row) = state.project().proposition(&id) else { return };
    ui.push_id(id, |ui| {
        let field = ui.make_persistent_id("wording");
        let (name, hint) = (say!("ties-wording"), say!("ties-wording.hint"));
        ui.add_enabled_ui(state.may_edit(), |ui| {
            let typed = Field { id: field, name, value: &row.wording, hint, rows: 2 }.show(ui);
            if let Some(text) = typed.changed {
                intents.send(Intent::SetWording(id, text));
            }
            if typed.left {
                intents.send(Intent::Settle);
            }
            beside_field(ui, &row.wording);
            ui.add_space(4.0);
            attributes::show(ui, &Owner::Propositions, Subject::Proposition(id), &row.attributes, state, intents);
            optional_note(ui, Subject::Proposition(id), &row.note, intents);
        });
        members(ui, claim, &row.members, say!("ties-says-same"), state, intents);
    });
}

fn naming(ui: &mut Ui, annotation: AnnotationId, id: EntityId, state: &AppState, intents: &mut Intents) {
    let Some(row) = state.project().entity(&id) else { return };
    ui.push_id(id, |ui| {
        let field = ui.make_persistent_id("name");
        let name = say!("ties-name");
        ui.add_enabled_ui(state.may_edit(), |ui| {
            let typed = Field { id: field, name, value: &row.name, hint: name, rows: 1 }.show(ui);
            if let Some(text) = typed.changed {
                intents.send(Intent::RenameEntity(id, text));
            }
            if typed.left {
                intents.send(Intent::Settle);
            }
            beside_field(ui, &row.name);
        });
        members(ui, annotation, &row.members, say!("ties-names-same"), state, intents);
    });
}

/// How many members are listed at the most.
const MOST: usize = 12;

fn members(
    ui: &mut Ui,
    this: AnnotationId,
    members: &BTreeSet<AnnotationId>,
    title: &str,
    state: &AppState,
    intents: &mut Intents,
) {
    // What stands on an earlier text was carried over, and is listed there.
    let project = state.project();
    let last = |id: &AnnotationId| project.annotation(id).is_some_and(|row| project.is_latest(row.revision));
    let others = || members.iter().copied().filter(|member| *member != this && last(member));
    for other in others().take(MOST) {
        if other_end(ui, other, title, false, state).clicked() {
            intents.send(Intent::Show(other));
        }
    }
    let more = others().skip(MOST).count();
    if more > 0 {
        quiet(ui, &say!("ties-more", count = more));
    }
}
