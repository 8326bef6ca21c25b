//! Shows finding in texts.

use egui::Ui;

use crate::app::AppState;
use crate::ui::intents::Intents;

/// What the tab remembers.
#[derive(Default)]
pub(super) struct Find {}

impl Find {
    /// Shows the tab.
    pub(super) fn show(&mut self, _ui: &mut Ui, _state: &AppState, _intents: &mut Intents) {}
}
