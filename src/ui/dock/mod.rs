//! Shows the panel below the article: a tab each for the table of annotations, for finding, and for what articles
//! share.

mod checklist;
mod conflicts;
mod differences;
mod find;
mod shared;
mod table;

use std::ops::Range;

use egui::{Align, Button, Id, Layout, RichText, Ui, vec2};

use table::Goal;
pub(super) use table::rows as table_rows;

use super::intents::Intents;
use super::theme::{SMALL, TARGET};
use super::widgets::{Sign, name, sign_button, told_command};
use crate::app::{AppState, Command, Dock, Intent, Page};
use crate::say;

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Docked {
    find: find::Find,
    shared: shared::Shared,
    table: table::Table,
    checklist: checklist::Checklist,
    conflicts: conflicts::Conflicts,
    differences: differences::Differing,
    wants_focus: bool,
}

impl Docked {
    /// Gives the keyboard to the panel when it is next shown.
    pub(super) fn focus(&mut self) {
        self.wants_focus = true;
    }

    /// Gives the keyboard to the field that filters the table by words when that is next shown.
    pub(super) fn focus_filter(&mut self) {
        self.table.focus(Goal::Filter);
    }

    /// Shows the tabs and what is chosen of them. Returns the id of what gets the keyboard first.
    /// `visible` is what the window shows of the open text, in bytes.
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        dock: Dock,
        visible: Range<usize>,
        state: &AppState,
        intents: &mut Intents,
    ) -> Option<Id> {
        let mut first = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            // Beside the ledger there is the check list only.
            let here = |tab: &Dock| state.page() == Page::Article || *tab == dock;
            for tab in Dock::ALL.into_iter().filter(here) {
                let words = RichText::new(title(tab)).size(SMALL);
                let response = ui.add(Button::selectable(tab == dock, words).min_size(vec2(0.0, TARGET)));
                name(ui, &response, title(tab));
                first.get_or_insert(response.id);
                if told_command(response, &Command::Dock(tab), state).clicked() && tab != dock {
                    intents.send(Intent::ShowDock(tab));
                }
            }
            ui.add_space(8.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = sign_button(ui, Sign::Remove, say!("dock-close"));
                if close.clicked() {
                    intents.run(&Command::CloseDock, state);
                }
                if dock == Dock::Checklist {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.checklist.bar(ui, state));
                }
                if dock == Dock::Differences {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.differences.bar(ui, state));
                }
                if dock == Dock::Conflicts {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.conflicts.bar(ui, state));
                }
                if dock == Dock::Annotations {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        // In a narrow window what has no room is cut off rather than pushed over its neighbours.
                        ui.set_clip_rect(ui.max_rect().expand(2.0).intersect(ui.clip_rect()));
                        self.table.bar(ui, state, intents);
                    });
                }
            });
        });
        ui.add_space(4.0);
        let asked = std::mem::take(&mut self.wants_focus);
        match dock {
            Dock::Annotations if asked => self.table.focus(Goal::Rows),
            Dock::Find if asked => self.find.focus(),
            Dock::Checklist if asked => self.checklist.focus(),
            Dock::Conflicts if asked => self.conflicts.focus(),
            Dock::Differences if asked => self.differences.focus(),
            _ => {}
        }
        match dock {
            Dock::Annotations => self.table.show(ui, state, intents).or(first),
            Dock::Find => {
                self.find.show(ui, visible, state, intents);
                first
            }
            Dock::Shared => {
                self.shared.show(ui, asked, state, intents);
                first
            }
            Dock::Checklist => {
                self.checklist.show(ui, state, intents);
                first
            }
            Dock::Conflicts => {
                self.conflicts.show(ui, state, intents);
                first
            }
            Dock::Differences => {
                self.differences.show(ui, state, intents);
                first
            }
        }
    }
}

fn title(dock: Dock) -> &'static str {
    match dock {
        Dock::Annotations => say!("dock-annotations"),
        Dock::Find => say!("dock-find"),
        Dock::Shared => say!("dock-shared"),
        Dock::Checklist => say!("dock-checklist"),
        Dock::Conflicts => say!("dock-conflicts"),
        Dock::Differences => say!("dock-differences"),
    }
}
