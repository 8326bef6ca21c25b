//! The journal's thread.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::super::lock::{self, Attempt, Guard};
use super::super::paths::Folders;
use super::super::trouble::Trouble;
use super::super::{sys, temporary};
use super::record::{Content, Encoder, LONGEST, Record};
use super::recover::to_trash;
use super::{Base, Ending, JournalError, Mark, Shared, Start, Wake};
use crate::say;

/// How long to wait before what failed is tried again, when nothing else happens.
const RETRY: Duration = Duration::from_secs(3);

/// What the journal's owner sends to its thread.
pub(super) enum Command {
    /// The transaction of this number, to be written down and made durable.
    Transaction(u64, Box<dyn FnOnce() -> Vec<u8> + Send>),
    /// To be made durable.
    Record(Record),
    /// To be acknowledged, no more.
    Point(u64),
    /// To be ended.
    End(Ending),
}

/// A journal file that records can be appended to.
struct Open {
    path: PathBuf,
    file: File,
    encoder: Encoder,
    /// The last sequence number that was written to it.
    written: u64,
}

struct Writer {
    journals: PathBuf,
    trash: PathBuf,
    id: String,
    shared: Arc<Shared>,
    wake: Wake,
    /// Held from the first file on, where the file system has locks.
    lock: Option<Guard>,
    file: Option<Open>,
    /// The number of the last journal file that was begun.
    number: u64,
    /// Something of this session may be on the disk.
    touched: bool,
    start: Start,
    /// The last transaction that the start contains.
    through: u64,
    /// What came since the start, also what is on the disk: it is needed whenever a file is begun anew.
    records: Vec<Record>,
    /// The last sequence number that came.
    last: u64,
    /// The last transaction that was too large.
    refused: Option<u64>,
    /// The project was saved, so that a new file can be begun against that.
    anew: bool,
}

/// Makes the start and works until the journal is ended or its owner is gone.
pub(super) fn work(
    folders: &Folders,
    start: impl FnOnce() -> Start,
    shared: Arc<Shared>,
    wake: Wake,
    commands: &Receiver<Command>,
) {
    let _told = TellEnd(Arc::clone(&shared));
    Writer::new(folders, start(), shared, wake).run(commands);
}

impl Writer {
    fn new(folders: &Folders, start: Start, shared: Arc<Shared>, wake: Wake) -> Writer {
        Writer {
            journals: folders.journals(),
            trash: folders.trash(),
            id: sys::random_name(),
            shared,
            wake,
            lock: None,
            file: None,
            number: 0,
            touched: false,
            start,
            through: 0,
            records: Vec::new(),
            last: 0,
            refused: None,
            anew: false,
        }
    }

    fn run(mut self, commands: &Receiver<Command>) {
        // A start that is work in itself is written before anything else comes.
        self.flush();
        loop {
            let failing = self.shared.state().failing.is_some();
            let first = if failing {
                commands.recv_timeout(RETRY)
            } else {
                commands.recv().map_err(|_| RecvTimeoutError::Disconnected)
            };
            let mut ending = None;
            match first {
                Ok(command) => {
                    ending = self.take(command);
                    // What is waiting goes to the disk together.
                    while ending.is_none()
                        && let Ok(command) = commands.try_recv()
                    {
                        ending = self.take(command);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => ending = Some(Ending::Keep),
            }
            self.flush();
            if let Some(ending) = ending {
                self.end(ending);
                return;
            }
        }
    }

    fn take(&mut self, command: Command) -> Option<Ending> {
        match command {
            Command::Transaction(sequence, write) => {
                self.last = sequence;
                let payload = write();
                if payload.len() > LONGEST - 64 {
                    self.refuse(sequence, payload.len());
                } else {
                    self.records.push(Record { sequence, content: Content::Transaction(payload.into()) });
                }
            }
            Command::Record(record) => {
                self.last = record.sequence;
                if let Content::Saved(mark) = &record.content {
                    self.anew = true;
                    self.refused = self.refused.filter(|refused| *refused > mark.through);
                }
                self.records.push(record);
            }
            Command::Point(sequence) => self.last = sequence,
            Command::End(ending) => return Some(ending),
        }
        None
    }

    /// Leaves out a transaction of so many bytes, too large to be taken: the journal fails until a save has it.
    fn refuse(&mut self, sequence: u64, bytes: usize) {
        let detail = say!("detail-one-change", megabytes = bytes / 1_000_000);
        let path = self.journals.clone();
        let error = JournalError { path, trouble: Trouble::TooBig, detail, overcome: false };
        self.shared.update(|state| {
            state.error = Some(error);
            state.cause.clone_from(&state.error);
        });
        self.refused = Some(sequence);
    }

    /// Makes durable what is not yet, and tells the owner what came of it.
    fn flush(&mut self) {
        let (done, error) = match self.write() {
            Ok(error) => (self.refused.is_none(), error.map(|error| JournalError { overcome: true, ..error })),
            Err(error) => (false, Some(error)),
        };
        let last = self.last;
        let mut news = error.is_some();
        self.shared.update(|state| {
            if error.as_ref().is_some_and(|error| !error.overcome) {
                state.cause.clone_from(&error);
            }
            if done {
                news |= state.acknowledged != last || state.failing.is_some();
                state.acknowledged = last;
                state.failing = None;
                state.cause = None;
            } else {
                // Told once, not at each further try.
                news = state.failing.replace(last).is_none();
                if !news {
                    return;
                }
            }
            if error.is_some() {
                state.error = error;
            }
        });
        if news {
            (self.wake)();
        }
    }

    /// Writes everything that is not on the disk. Returns an error that did no harm, if there was one.
    fn write(&mut self) -> Result<Option<JournalError>, JournalError> {
        let mut harmless = None;
        if self.anew || self.file.is_none() {
            // Once something is on the disk it must not go on telling what a save has made untrue.
            if !self.has_work() && !self.touched {
                self.compact();
                return Ok(None);
            }
            match self.begin_file() {
                Ok(()) => return Ok(None),
                Err(error) if self.file.is_none() => return Err(error),
                // The old file is whole and takes what is new; the next save tries again.
                Err(error) => harmless = Some(error),
            }
            self.anew = false;
        }
        match self.append() {
            Ok(()) => Ok(harmless),
            Err(error) => {
                // After a failed write or sync nobody knows what the file holds behind what was acknowledged.
                self.file = None;
                self.begin_file()?;
                Ok(Some(error))
            }
        }
    }

    /// Tells whether there is anything that no file of the user's holds.
    fn has_work(&self) -> bool {
        let (start, through) = match self.last_saved() {
            Some(mark) => (false, mark.through),
            None => (self.start.dirty, self.through),
        };
        let newer = |record: &Record| record.sequence > through && matches!(record.content, Content::Transaction(_));
        start || self.records.iter().any(newer) || self.refused.is_some()
    }

    fn last_saved(&self) -> Option<&Mark> {
        self.records.iter().rev().find_map(|record| match &record.content {
            Content::Saved(mark) => Some(mark),
            _ => None,
        })
    }

    /// Leaves out what the last save made superfluous.
    fn compact(&mut self) {
        self.anew = false;
        let Some(mark) = self.last_saved().cloned() else { return };
        self.records.retain(|record| match &record.content {
            Content::Transaction(_) => record.sequence > mark.through,
            Content::Saving(other) => other.through > mark.through,
            Content::Saved(_) => false,
        });
        self.through = mark.through;
        self.start = Start { path: Some(mark.path), base: Base::File(mark.hash), dirty: false };
    }

    /// Appends to the open file what is not in it yet.
    fn append(&mut self) -> Result<(), JournalError> {
        let Some(open) = &mut self.file else { return Ok(()) };
        let mut bytes = Vec::new();
        for record in &self.records[self.records.partition_point(|record| record.sequence <= open.written)..] {
            open.encoder.push(record, &mut bytes);
            open.written = record.sequence;
        }
        if bytes.is_empty() {
            return Ok(());
        }
        let written = open.file.write_all(&bytes).and_then(|()| open.file.sync_data());
        written.map_err(|error| JournalError::new(&open.path, &error))
    }

    /// Begins a file that holds everything, and then removes those before it.
    ///
    /// When this fails half way there may be one file more than needed; whoever reads the session takes the one that
    /// reaches furthest.
    fn begin_file(&mut self) -> Result<(), JournalError> {
        let folder = self.folder();
        self.touched = true;
        self.open_session(&folder).map_err(|error| JournalError::new(&folder, &error))?;
        if let Base::Snapshot(bytes) = &self.start.base
            && bytes.len() > LONGEST - 65_536
        {
            return Err(JournalError::new(&folder, &io::ErrorKind::FileTooLarge.into()));
        }
        // The number is used up only when the file is there for certain: a further try replaces what this one left.
        let number = self.number + 1;
        let path = folder.join(format!("{number:08}.journal"));
        let before = (self.start.clone(), self.through, self.records.clone());
        self.compact();
        let mut bytes = Vec::new();
        let mut encoder = Encoder::begin(&self.start, self.through, &mut bytes);
        self.records.iter().for_each(|record| encoder.push(record, &mut bytes));
        let made = temporary::write_own(&path, &bytes).and_then(|()| OpenOptions::new().append(true).open(&path));
        match made {
            Ok(file) => {
                self.number = number;
                let written = self.last;
                self.file = Some(Open { path, file, encoder, written });
                self.remove_older(&folder);
                Ok(())
            }
            Err(error) => {
                // The old file, if it is still good, goes on with all its marks.
                (self.start, self.through, self.records) = before;
                self.anew = true;
                Err(JournalError::new(&path, &error))
            }
        }
    }

    fn folder(&self) -> PathBuf {
        self.journals.join(&self.id)
    }

    /// Makes the session's folder and holds its lock, so that no other program takes it for one that a crash left.
    fn open_session(&mut self, folder: &Path) -> io::Result<()> {
        if self.lock.is_none() {
            sys::make_folder(&self.journals)?;
            let path = self.journals.join(format!("{}.lock", self.id));
            match lock::attempt(&path) {
                Attempt::Got(guard) => self.lock = Some(guard),
                // Another program is just looking whether somebody holds it.
                Attempt::Held(_) => return Err(io::ErrorKind::ResourceBusy.into()),
                Attempt::Unsupported(error) => lock::leave_name(&path).map_err(|_| error)?,
            }
        }
        if !folder.is_dir() {
            sys::make_folder(folder)?;
            sys::sync_folder(&self.journals)?;
        }
        Ok(())
    }

    /// Removes the files before the current one. One that cannot be removed says nothing that this does not.
    fn remove_older(&self, folder: &Path) {
        for path in sys::list(folder).unwrap_or_default() {
            let name = path.file_name().and_then(|name| name.to_str());
            let number = name.and_then(|name| name.strip_suffix(".journal")?.parse::<u64>().ok());
            if number.is_some_and(|number| number < self.number) {
                let _ = fs::remove_file(path);
            }
        }
    }

    fn end(mut self, ending: Ending) {
        self.file = None;
        if !self.touched {
            return;
        }
        let folder = self.folder();
        let done = match ending {
            _ if !self.has_work() => sys::remove_folder(&folder),
            Ending::Discard => to_trash(&folder, &self.trash),
            Ending::Keep => Ok(()),
        };
        if let Err(error) = done
            && error.kind() != io::ErrorKind::NotFound
        {
            self.shared.update(|state| state.cause = Some(JournalError::new(&folder, &error)));
        }
        if self.lock.is_none() {
            // Where nothing can be locked, the name must not outlive the program.
            let _ = fs::remove_file(self.journals.join(format!("{}.lock", self.id)));
        }
    }
}

/// Tells the owner that the thread is gone, also when that is by a panic.
struct TellEnd(Arc<Shared>);

impl Drop for TellEnd {
    fn drop(&mut self) {
        let panicked = std::thread::panicking();
        self.0.update(|state| {
            state.ended = true;
            if panicked {
                let error = io::Error::other(say!("detail-fault"));
                state.error = Some(JournalError::new(Path::new("journals"), &error));
                state.cause.clone_from(&state.error);
            }
        });
    }
}
