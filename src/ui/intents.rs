//! Queues what the panels ask of the program.

use crate::app::AppState;
use crate::app::{Command, Intent, Modal};

/// What was asked in a frame, in its order.
#[derive(Debug, Default)]
pub struct Intents(Vec<Intent>);

impl Intents {
    /// Asks for something.
    pub fn send(&mut self, intent: Intent) {
        self.0.push(intent);
    }

    /// Asks for what a command does, if it can be done now. Says whether it can.
    pub fn run(&mut self, command: &Command, state: &AppState) -> bool {
        let intent = command.resolve(state);
        let can = intent.is_some();
        self.0.extend(intent);
        can
    }

    /// Opens a modal, or changes the draft in the open one.
    pub fn open(&mut self, modal: Modal) {
        self.send(Intent::OpenModal(Box::new(modal)));
    }

    /// Returns what was asked, and forgets it.
    pub fn take(&mut self) -> Vec<Intent> {
        std::mem::take(&mut self.0)
    }

    /// Tells whether nothing was asked.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
