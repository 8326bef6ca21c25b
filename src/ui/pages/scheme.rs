//! Shows the scheme.

use egui::Ui;

use crate::app::AppState;
use crate::ui::intents::Intents;

/// What the page remembers.
#[derive(Default)]
pub(super) struct Scheme {}

impl Scheme {
    /// Shows the page.
    pub(super) fn show(&mut self, _ui: &mut Ui, _state: &AppState, _intents: &mut Intents) {}
}
