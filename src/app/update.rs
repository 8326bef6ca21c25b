//! Changes the state: the one place that does.

use super::effect::Effect;
use super::intent::Intent;
use super::state::AppState;
use crate::model::Stamp;

impl AppState {
    /// Does what is asked and returns what the host has to do.
    pub fn update(&mut self, _intent: Intent, _stamp: &mut Stamp) -> Vec<Effect> {
        Vec::new()
    }
}
