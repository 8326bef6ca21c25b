//! Chooses the other end of a link by typing part of its words.

use egui::{Frame, Id, Key, Modifiers, ScrollArea, Stroke, Ui};

use super::super::intents::Intents;
use super::super::text::{TextStyle, label};
use super::super::theme::{Palette, SMALL};
use super::super::widgets::{Field, Sign, heading, quiet, sign_button};
use super::related::other_end;
use crate::app::linking::{self, Linking};
use crate::app::{AppState, Intent, LinkKind};
use crate::model::AnnotationId;
use crate::say;

/// What the picker remembers: for which link it took the keyboard, and what is in view.
#[derive(Default)]
pub(super) struct Picker {
    begun: Option<(AnnotationId, LinkKind)>,
    shown: usize,
}

impl Picker {
    /// Gives the keyboard to the picker when it is next shown.
    pub(super) fn focus(&mut self) {
        self.begun = None;
    }

    /// Tells whether a link is being made that the picker has not shown yet.
    pub(super) fn begins(&mut self, state: &AppState) -> bool {
        let link = state.linking().map(|link| (link.from, link.kind.clone()));
        if link.is_none() {
            self.begun = None;
        }
        link.is_some() && link != self.begun
    }

    /// Shows the picker while a link is being made.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) {
        let begins = self.begins(state);
        let Some(link) = state.linking() else { return };
        let palette = Palette::of(ui.ctx());
        let frame = Frame::new().inner_margin(8.0).corner_radius(4.0).stroke(Stroke::new(1.0, palette.accent));
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                heading(ui, &format!("{} …", linking::name(state.project(), &link.kind)));
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    if sign_button(ui, Sign::Remove, say!("picker-stop")).clicked() {
                        intents.send(Intent::Escape);
                    }
                });
            });
            if let Some(article) = link.within.and_then(|id| state.project().article(&id)) {
                label(ui, TextStyle::size(SMALL), &say!("picker-within", title = &article.details.title));
            }
            let typed = query(ui, link, begins, intents);
            // What was just typed is looked for first.
            if link.looks_on() && !typed {
                intents.send(Intent::LinkMore);
            }
            if link.looks_on() {
                ui.ctx().request_repaint();
            }
            ui.add_space(4.0);
            self.candidates(ui, link, begins, state, intents);
        });
        self.begun = Some((link.from, link.kind.clone()));
    }

    fn candidates(&mut self, ui: &mut Ui, link: &Linking, begins: bool, state: &AppState, intents: &mut Intents) {
        if link.candidates.is_empty() && link.looks_on() {
            quiet(ui, say!("picker-looks"));
            return;
        }
        if link.candidates.is_empty() {
            quiet(ui, if link.query.is_empty() { say!("picker-none") } else { say!("picker-none-found") });
            return;
        }
        let moved = begins || self.shown != link.chosen;
        self.shown = link.chosen;
        ScrollArea::vertical().id_salt("candidates").max_height(300.0).show(ui, |ui| {
            for (at, id) in link.candidates.iter().enumerate() {
                // The heading says why some come before the order of the text.
                if at == 0 && link.likely > 0 {
                    quiet(ui, say!("picker-likely"));
                } else if at == link.likely && at > 0 {
                    ui.add_space(8.0);
                    quiet(ui, say!("picker-rest"));
                }
                let chosen = at == link.chosen;
                let response = other_end(ui, *id, "", chosen, state);
                if chosen && moved {
                    response.scroll_to_me(None);
                }
                if response.clicked() {
                    intents.send(Intent::LinkPick(Some(*id)));
                }
            }
        });
        if link.total > link.candidates.len() {
            quiet(ui, &say!("picker-more", shown = link.candidates.len(), total = link.total));
        }
    }
}

/// Shows the field. Returns whether something was typed.
fn query(ui: &mut Ui, link: &Linking, begins: bool, intents: &mut Intents) -> bool {
    let id = Id::unique("link-query");
    if begins {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let mut entered = false;
    if ui.memory(|memory| memory.has_focus(id)) {
        let pressed = |key| ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        for (key, by) in [(Key::ArrowDown, 1), (Key::ArrowUp, -1), (Key::PageDown, 8), (Key::PageUp, -8)] {
            if pressed(key) {
                intents.send(Intent::LinkMove(by));
            }
        }
        entered = pressed(Key::Enter);
    }
    let (name, hint) = (say!("picker-find"), say!("picker-find.hint"));
    let typed = Field { id, name, value: &link.query, hint, rows: 1 }.show(ui);
    let text = typed.changed;
    let changed = text.is_some();
    if let Some(text) = text {
        intents.send(Intent::LinkQuery(text));
    }
    // A slow frame brings the last letters together with Enter: they count.
    if entered {
        intents.send(Intent::LinkPick(None));
    }
    changed
}
