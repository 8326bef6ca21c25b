//! Shows earlier versions.

use egui::Ui;

use crate::app::AppState;
use crate::ui::intents::Intents;

/// What the page remembers.
#[derive(Default)]
pub(super) struct Earlier {}

impl Earlier {
    /// Shows the page.
    pub(super) fn show(&mut self, _ui: &mut Ui, _state: &AppState, _intents: &mut Intents) {}
}
