//! Holds every transaction since the last save where no crash can take it.
//!
//! Each open project has a session: a folder of journal files in the user's state folder, named at random, and beside
//! it a lock file that is held while its program lives. Usually the folder holds one journal file. A new one is
//! begun when the project was saved, or when writing the old one failed; it is written whole, synced and only then
//! named, and the old one goes after that, so that at any moment one of them holds everything. Nothing is written
//! before there is something to lose.

mod record;
mod recover;
mod writer;

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};

use super::paths::Folders;
use super::trouble::Trouble;
use crate::model::text::Hash;
use crate::say;

pub use record::{Reading, read};
pub use recover::{Leftover, NotResumed, OnDisk, recover};

use record::{Content, Record};
use writer::Command;

/// What the first transaction of a journal builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Base {
    /// The content of the project's file, by its SHA-256.
    File(Hash),
    /// A whole project, for one that has no file, or none that holds this.
    Snapshot(Arc<[u8]>),
}

impl Base {
    /// Returns the SHA-256 of the base's bytes.
    pub fn hash(&self) -> Hash {
        match self {
            Base::File(hash) => *hash,
            Base::Snapshot(bytes) => Hash::of(bytes),
        }
    }
}

/// How a journal begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Start {
    /// The project's file, if it has one.
    pub path: Option<PathBuf>,
    /// What the first transaction builds on.
    pub base: Base,
    /// The base itself holds work that no file has (a recovered or imported project), and is to be offered after a
    /// crash even if nothing was done since.
    pub dirty: bool,
}

/// A transaction and its place in the order of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number; later ones are higher, with gaps.
    pub sequence: u64,
    /// Its bytes, as they were given to [`Journal::append`].
    pub payload: Arc<[u8]>,
}

/// A save, as the journal is told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The file, symbolic links followed.
    pub path: PathBuf,
    /// The SHA-256 of what was to be saved.
    pub hash: Hash,
    /// The sequence number of the last transaction in it.
    pub through: u64,
}

/// A place from which a journal cannot be read on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Where it begins, in bytes from the start of the file.
    pub at: usize,
    /// How many bytes are there from it to the end.
    pub bytes: usize,
    /// What is wrong.
    pub what: &'static str,
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!("journal-damage", at = self.at, what = self.what, bytes = self.bytes))
    }
}

/// What the journal could not do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JournalError {
    /// The file or folder.
    pub path: PathBuf,
    /// What is wrong, as far as it makes a difference to what the user can do.
    pub trouble: Trouble,
    /// The system's own words.
    pub detail: String,
    /// Everything is on the disk all the same: another file took it.
    pub overcome: bool,
}

impl JournalError {
    fn new(path: &Path, error: &io::Error) -> JournalError {
        let (trouble, detail) = (Trouble::of(error), error.to_string());
        JournalError { path: path.to_owned(), trouble, detail, overcome: false }
    }
}

impl fmt::Display for JournalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (path, detail) = (self.path.display().to_string(), &self.detail);
        if self.overcome {
            f.write_str(&say!("journal-overcome", path = path, detail = detail))
        } else {
            let advice = self.trouble.advice();
            f.write_str(&say!("journal-failed", path = path, advice = advice, detail = detail))
        }
    }
}

impl std::error::Error for JournalError {}

/// Called on the journal's thread whenever something new can be asked of it; wakes the interface.
pub type Wake = Box<dyn Fn() + Send>;

/// What becomes of unsaved changes when a project is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// They stay, to be offered at the next start.
    Keep,
    /// The user does not want them: they go to the trash, where the last few stay.
    Discard,
}

/// What the journal's thread and its owner share.
#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    acknowledged: u64,
    /// The last sequence number that was tried in vain, while writing fails.
    failing: Option<u64>,
    error: Option<JournalError>,
    /// Why it fails, as long as it does.
    cause: Option<JournalError>,
    ended: bool,
}

impl Shared {
    /// Locks the state, which is whole at any time, so that a panic elsewhere does not spoil it.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn update(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.state());
        self.changed.notify_all();
    }

    fn wait_for(&self, sequence: u64) -> bool {
        let mut state = self.state();
        loop {
            if state.acknowledged >= sequence {
                return true;
            }
            if state.ended || state.failing.is_some_and(|tried| tried >= sequence) {
                return false;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Tells another thread when what a journal was given is durable. It does not keep the journal open.
pub struct Receipt {
    shared: Arc<Shared>,
    sequence: u64,
}

impl Receipt {
    /// Waits until it is durable; `false` when writing it failed.
    pub fn wait(&self) -> bool {
        self.shared.wait_for(self.sequence)
    }
}

struct Outbox {
    sequence: u64,
    sender: Sender<Command>,
}

/// The journal of one open project.
///
/// All methods but [`Journal::wait_for`] and [`Journal::close`] return at once. Dropping it writes what is waiting
/// and keeps it, like [`Ending::Keep`].
pub struct Journal {
    shared: Arc<Shared>,
    outbox: Mutex<Option<Outbox>>,
    thread: Option<JoinHandle<()>>,
}

impl fmt::Debug for Journal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Journal({} of {} acknowledged)", self.acknowledged(), self.sequence())
    }
}

impl Journal {
    /// Begins the journal of a project. Files are made when there is something to lose.
    ///
    /// What goes wrong is told by [`Journal::take_error`]; the journal keeps what it could not write and tries again.
    pub fn begin(folders: &Folders, start: Start, wake: Wake) -> Journal {
        Journal::begin_with(folders, move || start, wake)
    }

    /// Begins a journal whose start is made on the journal's thread: writing down a large project takes its time. What
    /// is appended meanwhile waits for it.
    pub fn begin_with(folders: &Folders, start: impl FnOnce() -> Start + Send + 'static, wake: Wake) -> Journal {
        let shared = Arc::new(Shared::default());
        let (sender, commands) = mpsc::channel();
        let (theirs, places) = (Arc::clone(&shared), folders.clone());
        let work = move || writer::work(&places, start, theirs, wake, &commands);
        let spawned = thread::Builder::new().name("journal".to_owned()).spawn(work);
        let thread = match spawned {
            Ok(thread) => Some(thread),
            Err(error) => {
                shared.update(|state| {
                    state.ended = true;
                    state.error = Some(JournalError::new(&folders.journals(), &error));
                    state.cause.clone_from(&state.error);
                });
                None
            }
        };
        Journal { shared, outbox: Mutex::new(Some(Outbox { sequence: 0, sender })), thread }
    }

    /// Takes a transaction and returns its sequence number, the first being 1. It is durable once
    /// [`Journal::acknowledged`] has come that far.
    pub fn append(&self, payload: Vec<u8>) -> u64 {
        self.append_with(move || payload)
    }

    /// Takes a transaction that is written down on the journal's thread, as [`Journal::append`] does.
    pub fn append_with(&self, write: impl FnOnce() -> Vec<u8> + Send + 'static) -> u64 {
        self.send(|sequence| Command::Transaction(sequence, Box::new(write)))
    }

    /// Tells the journal, before a save, what will be saved where, and the last sequence number in it; returns the
    /// sequence number of this note.
    ///
    /// After a crash in the middle of the save the file then tells by its hash whether it happened.
    pub fn saving(&self, path: &Path, hash: Hash, through: u64) -> u64 {
        let mark = Mark { path: path.to_owned(), hash, through };
        self.send(|sequence| Command::Record(Record { sequence, content: Content::Saving(mark) }))
    }

    /// Tells the journal that a save was done and is durable; returns the sequence number of this note.
    ///
    /// The journal is begun anew against what was saved, with the transactions made since.
    pub fn saved(&self, path: &Path, hash: Hash, through: u64) -> u64 {
        let mark = Mark { path: path.to_owned(), hash, through };
        self.send(|sequence| Command::Record(Record { sequence, content: Content::Saved(mark) }))
    }

    /// Returns a sequence number that is acknowledged once everything up to now is durable, the start too.
    pub fn point(&self) -> u64 {
        self.send(Command::Point)
    }

    fn send(&self, command: impl FnOnce(u64) -> Command) -> u64 {
        let mut outbox = self.outbox.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(outbox) = outbox.as_mut() else { return 0 };
        outbox.sequence += 1;
        // Numbers are given and sent under one lock, so that they arrive in order.
        if outbox.sender.send(command(outbox.sequence)).is_err() {
            self.shared.update(|state| state.ended = true);
        }
        outbox.sequence
    }

    /// Returns the last sequence number that was given.
    pub fn sequence(&self) -> u64 {
        self.outbox.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map_or(0, |outbox| outbox.sequence)
    }

    /// Returns the last sequence number up to which everything is durable.
    pub fn acknowledged(&self) -> u64 {
        self.shared.state().acknowledged
    }

    /// Tells whether the journal cannot write at present: what the user does is in memory only.
    pub fn is_failing(&self) -> bool {
        let state = self.shared.state();
        state.failing.is_some() || state.ended
    }

    /// Returns what went wrong since this was last asked.
    pub fn take_error(&self) -> Option<JournalError> {
        self.shared.state().error.take()
    }

    /// Waits until everything up to a sequence number is durable; `false` when writing it failed.
    pub fn wait_for(&self, sequence: u64) -> bool {
        self.shared.wait_for(sequence)
    }

    /// Returns what waits for everything that was given up to now, the start too.
    pub fn receipt(&self) -> Receipt {
        Receipt { shared: Arc::clone(&self.shared), sequence: self.point() }
    }

    /// Ends the journal, waiting for the disk. One without unsaved changes leaves nothing behind.
    ///
    /// # Errors
    /// When something could not be written or moved to the trash. What was in memory only is lost then.
    pub fn close(mut self, ending: Ending) -> Result<(), JournalError> {
        self.end(ending);
        self.shared.state().cause.take().map_or(Ok(()), Err)
    }

    fn end(&mut self, ending: Ending) {
        if let Some(outbox) = self.outbox.get_mut().unwrap_or_else(PoisonError::into_inner).take() {
            // Where the thread is gone already it has said so.
            let _ = outbox.sender.send(Command::End(ending));
        }
        if let Some(thread) = self.thread.take() {
            // A panic of the thread is told by the state's `ended`.
            let _ = thread.join();
        }
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.end(Ending::Keep);
    }
}
