//! Shows the panel below the article: a tab each for the table of annotations and for finding.

mod checklist;
mod find;
mod table;

use std::ops::Range;

use egui::{Align, Button, Id, Layout, RichText, Ui, vec2};

pub(super) use table::rows as table_rows;

use super::intents::Intents;
use super::theme::{Palette, SMALL, TARGET};
use super::widgets::name;
use crate::app::{AppState, Command, Dock, Intent, View};
use crate::say;

/// What the panel remembers.
#[derive(Default)]
pub(super) struct Docked {
    find: find::Find,
    table: table::Table,
    checklist: checklist::Checklist,
    /// What was shown in the last frame; nothing is known before the first.
    before: Option<Option<Dock>>,
}

impl Docked {
    /// Gives the keyboard to what is opened now; not to what was open when the program began.
    pub(super) fn follow(&mut self, dock: Option<Dock>) {
        let opened = self.before.replace(dock).is_some_and(|before| before != dock);
        if opened && dock == Some(Dock::Annotations) {
            self.table.focus();
        }
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
        let palette = Palette::of(ui.ctx());
        let mut first = None;
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            for tab in Dock::ALL {
                let words = RichText::new(title(tab)).size(SMALL);
                let response = ui.add(Button::selectable(tab == dock, words).min_size(vec2(0.0, TARGET)));
                name(ui, &response, title(tab));
                first.get_or_insert(response.id);
                if response.on_hover_text(Command::Dock(tab).tooltip(state)).clicked() && tab != dock {
                    let view = View { dock: Some(tab), ..state.view().clone() };
                    intents.send(Intent::SetView(Box::new(view)));
                }
            }
            ui.add_space(8.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let close = ui.add(Button::new(RichText::new("×").color(palette.quiet)).min_size(vec2(TARGET, TARGET)));
                name(ui, &close, say!("dock-close"));
                if close.on_hover_text(say!("dock-close")).clicked() {
                    intents.send(Intent::ShowDock(dock));
                }
                if dock == Dock::Checklist {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| self.checklist.bar(ui, state));
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
        match dock {
            Dock::Annotations => self.table.show(ui, state, intents).or(first),
            Dock::Find => {
                self.find.show(ui, visible, state, intents);
                first
            }
            Dock::Checklist => {
                self.checklist.show(ui, state, intents);
                first
            }
        }
    }
}

fn title(dock: Dock) -> &'static str {
    match dock {
        Dock::Annotations => say!("dock-annotations"),
        Dock::Find => say!("dock-find"),
        Dock::Checklist => say!("dock-checklist"),
    }
}
