//! Runs the program without a window: its state, and the host that touches files.
#![allow(dead_code, unreachable_pub, clippy::expect_used, reason = "each test that shares this uses its part of it")]

use std::path::Path;
use std::sync::{Arc, mpsc};
use std::time::Duration;

use gainsay::app::{AppState, Effect, Intent, Rescued};
use gainsay::desktop::host::{Host, Waker};
use gainsay::disk::Folders;
use gainsay::model::Stamp;

/// Waits for the host's threads.
pub struct Waits {
    waker: Waker,
    woken: Option<mpsc::Receiver<()>>,
}

impl Waits {
    /// Makes one that can be waited on.
    pub fn new() -> Waits {
        let (wake, woken) = mpsc::channel();
        Waits { waker: Arc::new(move || wake.send(()).unwrap_or_default()), woken: Some(woken) }
    }

    /// Waits for a thread of the host. A minute without one is a test that hangs, and fails.
    fn wait(&self, state: &AppState) {
        let woken = self.woken.as_ref().expect("it can be waited for").recv_timeout(Duration::from_secs(60));
        assert!(woken.is_ok(), "in vain; modal {:?}, last said {:?}", state.modal(), state.notice());
    }

    /// Makes one for a program that never waits.
    pub fn never() -> Waits {
        Waits { waker: Arc::new(|| ()), woken: None }
    }
}

/// A program without a window. What it would show in the window is in `window`.
pub struct Program {
    pub state: AppState,
    pub host: Host,
    pub window: Vec<Effect>,
    waits: Waits,
    clock: u64,
}

impl Program {
    /// Starts it with its own folders under `home`.
    pub fn start(home: &Path, waits: Waits) -> Program {
        let (host, warnings) = Host::new(Some(Folders::under(&home.join("state"))), Arc::clone(&waits.waker));
        assert_eq!(warnings, Vec::<String>::new());
        let state = AppState::new("anna", &mut Stamp::of_number(0));
        Program { state, host, window: Vec::new(), waits, clock: 0 }
    }

    /// Does what is asked without looking for answers, as if no thread had come to an end yet.
    pub fn do_at_once(&mut self, intent: Intent) {
        self.clock += 1;
        for effect in self.state.update(intent, &mut Stamp::of_number(self.clock)) {
            self.window.extend(self.host.carry_out(effect, &self.state));
        }
    }

    /// Does what is asked, and what the answers that are there already ask for.
    pub fn send(&mut self, intent: Intent) {
        let mut queue = vec![intent];
        while !queue.is_empty() {
            for intent in std::mem::take(&mut queue) {
                self.do_at_once(intent);
            }
            queue.extend(self.host.answers());
        }
    }

    /// Waits for the host's threads until the state is as wanted.
    pub fn until(&mut self, wanted: impl Fn(&AppState) -> bool) {
        self.until_with(wanted, |_| ());
    }

    /// Waits for the host's threads until the state is as wanted, and looks at each of their answers.
    pub fn until_with(&mut self, wanted: impl Fn(&AppState) -> bool, mut look: impl FnMut(&Intent)) {
        // Each answer wakes once or twice; a state that is never reached is told, and not waited for without end.
        for _ in 0..1000 {
            if wanted(&self.state) {
                return;
            }
            self.waits.wait(&self.state);
            let mut queue = self.host.answers();
            while !queue.is_empty() {
                for intent in std::mem::take(&mut queue) {
                    look(&intent);
                    self.do_at_once(intent);
                }
                queue.extend(self.host.answers());
            }
        }
        panic!("never reached; last said: {:?}", self.state.notice());
    }

    /// Looks for what crashes left, and returns it without taking it into the state.
    pub fn leftovers(&mut self) -> Vec<Rescued> {
        self.host.look_for_leftovers();
        loop {
            self.waits.wait(&self.state);
            let found = self.host.answers().into_iter().find_map(|intent| match intent {
                Intent::Rescued(rescued) => Some(rescued),
                _ => None,
            });
            if let Some(found) = found {
                return found;
            }
        }
    }
}
