//! Shows what can take the article's place in the middle of the window: the ledger, the numbers of agreement, the
//! scheme, earlier versions, an article's texts, the settings.

mod agreement;
mod choosing;
mod class;
mod earlier;
mod exercise;
mod export;
mod import;
mod ledger;
mod others;
mod press;
mod remarks;
mod scheme;
mod settings;
mod texts;

use egui::{Button, Frame, Id, Margin, Rect, RichText, ScrollArea, Ui, UiBuilder, vec2};

use super::intents::Intents;
use super::long;
use super::theme::{Palette, TARGET};
use super::widgets::name;
use crate::app::{AppState, Command, Intent, Page};
use crate::say;

/// How wide a page's column is at most, in points.
const WIDTH: f32 = 880.0;

/// Room for the scroll bar beside a page's column, in points.
const SCROLL: f32 = 12.0;

/// Tells whether what has the keyboard goes through rows with it.
pub(super) fn has_rows(id: Id) -> bool {
    id == ledger::rows() || id == agreement::numbers()
}

/// What the pages remember.
#[derive(Default)]
pub(super) struct Pages {
    settings: settings::Settings,
    scheme: scheme::Scheme,
    texts: texts::Texts,
    ledger: ledger::LedgerPage,
    agreement: agreement::AgreementPage,
    others: others::OthersPage,
    import: import::ImportPage,
    export: export::ExportPage,
    exercise: exercise::ExercisePage,
    class: class::ClassPage,
    /// Which page was shown in the last frame, and where it stands.
    shown: Option<Page>,
    scroll: long::Scroll,
}

impl Pages {
    /// Notes that the article is shown, and no page.
    pub(super) fn away(&mut self) {
        self.shown = None;
    }

    /// Tells whether a page wants the next key for itself.
    pub(super) fn wants_key(&self, page: Page) -> bool {
        match page {
            Page::Settings => self.settings.waits(),
            Page::Scheme => self.scheme.waits(),
            Page::Article | Page::Earlier | Page::Texts | Page::Ledger | Page::Agreement => false,
            Page::Others | Page::Import | Page::Export | Page::Exercise | Page::Class => false,
        }
    }

    /// Shows the page that is open, under its title. Returns the id of what gets the keyboard first.
    pub(super) fn show(&mut self, ui: &mut Ui, state: &AppState, intents: &mut Intents) -> Option<Id> {
        let page = state.page();
        if self.shown.replace(page) != Some(page) {
            self.scroll = long::Scroll::default();
            match page {
                Page::Ledger => self.ledger.focus(),
                Page::Agreement => self.agreement.focus(),
                _ => {}
            }
        }
        match page {
            Page::Ledger => return self.ledger.show(ui, state, intents),
            Page::Agreement => return self.agreement.show(ui, state, intents),
            Page::Exercise => return self.exercise.show(ui, state, intents),
            Page::Class => return self.class.show(ui, state, intents),
            _ => {}
        }
        let palette = Palette::of(ui.ctx());
        let mut first = None;
        Frame::new().inner_margin(Margin { left: 24, right: 24, top: 20, bottom: 0 }).show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            let wide = room.width().min(WIDTH);
            let left = room.left() + ((room.width() - wide) / 2.0).round();
            let column = Rect::from_min_size(egui::pos2(left, room.top()), vec2(wide, room.height()));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.horizontal(|ui| {
                    // A menu says of some that more is asked; here it is.
                    let title = Command::Page(page).text(state);
                    let title = title.trim_end_matches([' ', '…']);
                    let response = ui.label(RichText::new(title).size(24.0).color(palette.ink));
                    ui.ctx().accesskit_node_builder(response.id, |node| {
                        node.set_role(egui::accesskit::Role::Heading);
                        node.set_label(title);
                    });
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        // It ends where the page's lines do.
                        ui.add_space(SCROLL);
                        let back = ui.add(Button::new(say!("page-back")).min_size(vec2(0.0, TARGET)));
                        name(ui, &back, say!("page-back"));
                        first = Some(back.id);
                        if back.clicked() {
                            intents.send(Intent::ShowPage(Page::Article));
                        }
                    });
                });
                ui.add_space(12.0);
                let area = ScrollArea::vertical().id_salt(("page", page)).auto_shrink([false, false]);
                let room = self.scroll.show(ui, area, |ui| {
                    // Room for the scroll bar.
                    ui.set_max_width(ui.available_width() - SCROLL);
                    match page {
                        Page::Article | Page::Ledger | Page::Agreement | Page::Exercise | Page::Class => {}
                        Page::Settings => self.settings.show(ui, state, intents),
                        Page::Scheme => self.scheme.show(ui, state, intents),
                        Page::Earlier => earlier::show(ui, state, intents),
                        Page::Texts => return self.texts.show(ui, state, intents),
                        Page::Others => self.others.show(ui, state, intents),
                        Page::Import => self.import.show(ui, state, intents),
                        Page::Export => self.export.show(ui, state, intents),
                    }
                    0.0
                });
                // What is on the page takes its keys first.
                let taken = ui.ctx().text_edit_focused() || egui::Popup::is_any_open(ui.ctx());
                if state.modal().is_none() && !taken {
                    self.scroll.keys(ui, room.height());
                }
            });
        });
        first
    }
}
