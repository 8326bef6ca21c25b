//! Runs the program's window without a screen: the real state, host, journal and shell; only the painting of triangles
//! is left out.

use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use egui::{Context, Event, Key, Modifiers, RawInput, Rect, pos2, vec2};
use gainsay::app::{AppState, Effect, Intent, LoadedProject, Lock};
use gainsay::desktop::host::Host;
use gainsay::disk::Folders;
use gainsay::model::{Hash, Project, RevisionId, Stamp};
use gainsay::ui::{Intents, Shell};

use crate::clock::{Moment, Passed};

/// A window of 1280 by 800 points.
pub(crate) struct Desk {
    pub(crate) state: AppState,
    ctx: Context,
    shell: Shell,
    host: Host,
    stamp: Stamp,
    news: Receiver<()>,
    time: f64,
    /// Events that the next frame gets.
    events: Vec<Event>,
}

impl Desk {
    /// Opens a window whose files are kept in a folder.
    pub(crate) fn open(folder: &Path) -> Desk {
        let (sender, news) = channel();
        let sender = Mutex::new(sender);
        let waker = Arc::new(move || {
            if let Ok(sender) = sender.lock() {
                let _ = sender.send(());
            }
        });
        let (host, _) = Host::new(Some(Folders::under(folder)), waker);
        let mut stamp = Stamp::of_number(1);
        let state = AppState::new("Ada Low", &mut stamp);
        let (ctx, shell) = (Context::default(), Shell::new());
        Desk { state, ctx, shell, host, stamp, news, time: 0.0, events: Vec::new() }
    }

    /// Does something as the window's event loop does it.
    pub(crate) fn ask(&mut self, intent: Intent) {
        for effect in self.state.update(intent, &mut self.stamp) {
            match self.host.carry_out(effect, &self.state) {
                Some(Effect::Reveal(revision, byte)) => self.shell.reveal(revision, byte),
                Some(Effect::FocusArticle) => self.shell.focus_article(),
                Some(Effect::FocusFilter) => self.shell.focus_filter(),
                Some(Effect::FocusNote) => self.shell.focus_note(),
                Some(Effect::FocusDock) => self.shell.focus_dock(),
                Some(Effect::FocusTableFilter) => self.shell.focus_table_filter(),
                _ => {}
            }
        }
    }

    /// Takes up a project that was read from a file.
    pub(crate) fn take_up(&mut self, path: &Path, project: Project, hash: Hash) {
        let loaded =
            LoadedProject { project, warnings: Vec::new(), intact: true, hash, lock: Lock::Ours, read_only: None };
        self.ask(Intent::Loaded(path.to_owned(), Box::new(Ok(loaded))));
    }

    /// Opens a project's file, and waits until it is there.
    pub(crate) fn read(&mut self, path: &Path) {
        self.ask(Intent::Open(path.to_owned()));
        self.until(|state| state.file().path.as_deref() == Some(path));
    }

    /// Waits for the host's threads until the state is as wanted.
    pub(crate) fn until(&mut self, wanted: impl Fn(&AppState) -> bool) {
        let limit = Instant::now() + Duration::from_secs(120);
        while !wanted(&self.state) {
            assert!(Instant::now() < limit, "in vain: {:?}", self.state.notice());
            let _ = self.news.recv_timeout(Duration::from_millis(500));
            self.answers();
        }
    }

    /// Does something, and returns the processor time of this thread that it took.
    pub(crate) fn spent(&mut self, intent: Intent) -> Duration {
        let moment = Moment::now();
        self.ask(intent);
        moment.passed().thread
    }

    /// Returns the open text and its length in bytes.
    pub(crate) fn open_text(&self) -> (RevisionId, usize) {
        let (id, revision) = self.state.open_revision().expect("an article is open");
        (id, revision.text.len())
    }

    /// Gives the keyboard to the article with the next frame.
    pub(crate) fn focus_article(&mut self) {
        self.shell.focus_article();
    }

    fn answers(&mut self) {
        for intent in self.host.answers() {
            self.ask(intent);
        }
    }

    /// Waits until everything is in the journal on the disk.
    pub(crate) fn wait_for_journal(&mut self) {
        loop {
            let (given, safe) = self.host.journal_numbers();
            if safe >= given {
                return;
            }
            let _ = self.news.recv_timeout(Duration::from_millis(20));
        }
    }

    pub(crate) fn push(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Presses a key, with the text that it gives.
    pub(crate) fn press(&mut self, key: Key, modifiers: Modifiers, text: Option<&str>) {
        self.events.push(Event::Key { key, physical_key: Some(key), pressed: true, repeat: false, modifiers });
        self.events.extend(text.map(|text| Event::Text(text.to_owned())));
    }

    /// Brings a byte into view with the next frame.
    pub(crate) fn reveal(&mut self, revision: RevisionId, byte: usize) {
        self.shell.reveal(revision, byte);
    }

    /// Makes frames that nobody measures.
    pub(crate) fn settle(&mut self) {
        for _ in 0..3 {
            self.frame();
        }
    }

    /// Makes a frame as the desktop does: answers, panels, what they ask for, triangles.
    pub(crate) fn frame(&mut self) -> Passed {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(pos2(0.0, 0.0), vec2(1280.0, 800.0))),
            time: Some(self.time),
            events: std::mem::take(&mut self.events),
            ..RawInput::default()
        };
        let moment = Moment::now();
        self.answers();
        let ctx = self.ctx.clone();
        let mut output = ctx.run_ui(input, |ui| {
            let mut intents = Intents::default();
            self.shell.show(ui, &self.state, &mut intents);
            for intent in intents.take() {
                self.ask(intent);
            }
        });
        let triangles = ctx.tessellate(std::mem::take(&mut output.shapes), output.pixels_per_point);
        let passed = moment.passed();
        assert!(!triangles.is_empty(), "nothing was painted");
        output.drop_without_applying_deltas();
        passed
    }
}
