//! Says in a terminal how far long work is.

use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Tells on the standard error, where that is a terminal, how far it is: nobody should wonder whether it goes on.
pub(super) struct Told {
    terminal: bool,
    /// The percentage that was told last.
    percent: AtomicUsize,
    /// Says a percentage.
    words: fn(usize) -> String,
}

impl Told {
    /// Begins to tell, in these words.
    pub(super) fn of(words: fn(usize) -> String) -> Told {
        Told { terminal: io::stderr().is_terminal(), percent: AtomicUsize::new(0), words }
    }

    /// Tells how much is done, from 0 to 1.
    pub(super) fn tell(&self, done: f64) {
        let percent = (done * 100.0) as usize;
        if self.terminal && self.percent.fetch_max(percent, Ordering::Relaxed) < percent {
            // There is nobody to tell where that fails.
            let _ = write!(io::stderr(), "\r{}", (self.words)(percent));
        }
    }

    /// Takes the line away again.
    pub(super) fn clear(&self) {
        if self.terminal {
            let blank = " ".repeat((self.words)(100).chars().count());
            let _ = write!(io::stderr(), "\r{blank}\r");
        }
    }
}
