//! Finds what a crash left.

use std::collections::HashMap;
use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::generations::Generations;
use super::super::lock::{self, Attempt, Guard};
use super::super::paths::Folders;
use super::super::read::{self, ReadError};
use super::super::sys;
use super::super::temporary;
use super::record::{self, Reading};
use super::{Base, Entry, Receipt, Start};
use crate::model::text::Hash;
use crate::say;

/// The largest journal file that is read, in bytes: it holds texts that a project would hold once several times.
const LIMIT: u64 = 4 << 30;
/// How many discarded sessions the trash holds.
const TRASH: usize = 5;

/// The project's file as it is now, compared with what the journal builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OnDisk {
    /// The project has no file, or the journal does not tell which.
    Untitled,
    /// It holds what the journal builds on.
    Same,
    /// It holds something else, with this SHA-256; what the journal builds on may be among the generations.
    Changed(Hash),
    /// It is not there.
    Gone,
    /// It cannot be read; in the user's words.
    Unreadable(String),
}

/// What a program that ended without saving left of one project. It is locked while this lives, so that a second
/// program does not offer it too.
#[derive(Debug)]
pub struct Leftover {
    /// The project's file, if it has one.
    pub path: Option<PathBuf>,
    /// What the transactions build on; `None` when that part of the journal is damaged.
    pub base: Option<Base>,
    /// The project's file now.
    pub on_disk: OnDisk,
    /// The transactions since then, in order and without a gap.
    pub entries: Vec<Entry>,
    /// Transactions from behind a damage: some before them are missing, so each may fit or not.
    pub stray: Vec<Entry>,
    /// What is wrong with the journal, for the user. The unfinished record that a crash leaves is not.
    pub damage: Vec<String>,
    /// When the journal was last written, to tell the user; nothing is decided by it.
    pub modified: Option<SystemTime>,
    folder: PathBuf,
    folders: Folders,
    /// `None` where nothing can be locked.
    guard: Option<Guard>,
}

/// Finds the journals that no living program holds. Those that hold nothing are removed.
///
/// This reads and hashes files: run it off the interface's thread.
///
/// # Errors
/// When the folder of the journals is there and cannot be read.
pub fn recover(folders: &Folders) -> Result<Vec<Leftover>, ReadError> {
    let mut paths = match sys::list(&folders.journals()) {
        Ok(paths) => paths,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(ReadError::new(&folders.journals(), &error)),
    };
    paths.sort();
    let mut leftovers = Vec::new();
    for path in paths {
        if path.is_dir() {
            leftovers.extend(examine(folders, path));
        } else if path.extension().is_some_and(|end| end == "lock") && !path.with_extension("").exists() {
            // A lock without a session: taken and let go, it is removed.
            drop(lock::attempt(&path));
        }
    }
    Ok(leftovers)
}

/// Reads a session; `None` when a living program holds it or it holds nothing.
fn examine(folders: &Folders, folder: PathBuf) -> Option<Leftover> {
    let lock_file = folder.with_extension("lock");
    let guard = match lock::attempt(&lock_file) {
        Attempt::Got(guard) => Some(guard),
        Attempt::Held(_) => return None,
        Attempt::Unsupported(_) if lock::may_be_held(&lock_file) => return None,
        Attempt::Unsupported(_) => None,
    };
    temporary::sweep(&folder);
    let mut damage = Vec::new();
    let mut best: Option<(Reading, PathBuf)> = None;
    let files = match list(&folder) {
        Ok(files) => files,
        // Another program has just ended it.
        Err(error) if error.kind() == io::ErrorKind::NotFound => return None,
        Err(error) => {
            let (path, detail) = (folder.display().to_string(), error.to_string());
            damage.push(say!("journals-unreadable", path = path, detail = detail));
            Vec::new()
        }
    };
    for path in files {
        match read::read_up_to(&path, LIMIT) {
            Ok(bytes) => {
                let reading = record::read(&bytes);
                // Among files that reach equally far the later one knows more of saves.
                let further =
                    |old: &Reading| (reading.start.is_some(), reading.last()) >= (old.start.is_some(), old.last());
                if best.as_ref().is_none_or(|(old, _)| further(old)) {
                    best = Some((reading, path));
                }
            }
            Err(error) => damage.push(error.to_string()),
        }
    }
    let modified = best.as_ref().and_then(|(_, path)| fs::metadata(path).ok()?.modified().ok());
    let reading = best.map(|(reading, _)| reading).unwrap_or_default();
    damage.extend(reading.damage.map(|damage| damage.to_string()));
    let torn = reading.torn > 0;
    let stray = reading.stray.clone();
    let settled = settle(reading);
    let mut leftover = Leftover {
        path: None,
        base: None,
        on_disk: OnDisk::Untitled,
        entries: settled.entries,
        stray,
        damage,
        modified,
        folder,
        folders: folders.clone(),
        guard,
    };
    let mut dirty = false;
    if let Some(start) = settled.start {
        (leftover.path, leftover.base, dirty) = (start.path, Some(start.base), start.dirty);
        leftover.on_disk = settled.on_disk;
    }
    if leftover.entries.is_empty() && leftover.stray.is_empty() && leftover.damage.is_empty() && !dirty {
        // What is torn was never acknowledged; still it is not destroyed at once.
        let _ = if torn { leftover.discard() } else { leftover.remove() };
        return None;
    }
    Some(leftover)
}

/// Lists the journal files of a session in the order in which they were begun.
fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = sys::list(folder)?;
    files.retain(|path| path.extension().is_some_and(|end| end == "journal"));
    // Their names are numbers of one width.
    files.sort();
    Ok(files)
}

/// A journal with its saves taken into account.
struct Settled {
    start: Option<Start>,
    entries: Vec<Entry>,
    on_disk: OnDisk,
}

/// Finds the last save that happened: one that the journal was told of, or one that the file itself shows by its hash.
fn settle(reading: Reading) -> Settled {
    let Some(start) = reading.start else {
        return Settled { start: None, entries: reading.entries, on_disk: OnDisk::Untitled };
    };
    let mut seen: HashMap<PathBuf, Result<Hash, OnDisk>> = HashMap::new();
    let mut look = |path: &Path| {
        let look = || match read::read(path) {
            Ok(bytes) => Ok(Hash::of(&bytes)),
            Err(error) if !path.exists() && error.trouble == super::Trouble::Gone => Err(OnDisk::Gone),
            Err(error) => Err(OnDisk::Unreadable(error.to_string())),
        };
        seen.entry(path.to_owned()).or_insert_with(look).clone()
    };
    let happened = reading.marks.iter().rev().find(|(mark, done)| *done || look(&mark.path) == Ok(mark.hash));
    let (start, through) = match happened {
        Some((mark, _)) => {
            (Start { path: Some(mark.path.clone()), base: Base::File(mark.hash), dirty: false }, mark.through)
        }
        None => (start, 0),
    };
    let on_disk = match start.path.as_deref().map(&mut look) {
        None => OnDisk::Untitled,
        Some(Ok(hash)) if hash == start.base.hash() => OnDisk::Same,
        Some(Ok(hash)) => OnDisk::Changed(hash),
        Some(Err(state)) => state,
    };
    let mut entries = reading.entries;
    entries.retain(|entry| entry.sequence > through);
    Settled { start: Some(start), entries, on_disk }
}

impl Leftover {
    /// Returns the project that the transactions build on: from the snapshot, the project's file, or a generation.
    /// `None` when none of these has it.
    pub fn base_bytes(&self, generations: &Generations) -> Option<Vec<u8>> {
        let hash = match self.base.as_ref()? {
            Base::Snapshot(bytes) => return Some(bytes.to_vec()),
            Base::File(hash) => *hash,
        };
        let file = self.path.as_deref().and_then(|path| read::read(path).ok());
        file.filter(|bytes| Hash::of(bytes) == hash).or_else(|| generations.find(hash))
    }

    /// Moves it to the trash once what a journal was given is durable there: what the caller made
    /// of this, the same base and transactions, or a snapshot of the recovered project, which is `dirty`. This waits
    /// for the disk.
    ///
    /// # Errors
    /// When the journal could not be written, which it tells by [`Journal::take_error`](super::Journal::take_error) and
    /// tries again. Nothing is lost; the leftover comes back.
    pub fn hand_over(self, receipt: &Receipt) -> Result<(), NotResumed> {
        if !receipt.wait() {
            return Err(NotResumed { leftover: Box::new(self) });
        }
        // If it cannot be moved it is offered again: better twice than not at all.
        let _ = self.discard();
        Ok(())
    }

    /// Leaves it for the next start.
    pub fn keep(self) {
        drop(self);
    }

    /// Moves it to the trash, where the last few stay.
    ///
    /// # Errors
    /// When it cannot be moved; it stays then.
    pub fn discard(self) -> io::Result<()> {
        to_trash(&self.folder, &self.folders.trash())?;
        self.forget_lock();
        Ok(())
    }

    /// Removes one that holds nothing.
    fn remove(self) -> io::Result<()> {
        sys::remove_folder(&self.folder)?;
        self.forget_lock();
        Ok(())
    }

    fn forget_lock(&self) {
        if self.guard.is_none() {
            let _ = fs::remove_file(self.folder.with_extension("lock"));
        }
    }
}

/// Why a leftover could not be taken up, and the leftover itself.
#[derive(Debug)]
pub struct NotResumed {
    /// As it was.
    pub leftover: Box<Leftover>,
}

impl fmt::Display for NotResumed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(say!("journal-not-resumed"))
    }
}

impl std::error::Error for NotResumed {}

/// Moves a session to the trash and lets the oldest there go.
pub(super) fn to_trash(folder: &Path, trash: &Path) -> io::Result<()> {
    sys::make_folder(trash)?;
    let sequence = |path: &PathBuf| path.file_name()?.to_str()?.split_once('-')?.0.parse::<u64>().ok();
    let mut there: Vec<(u64, PathBuf)> =
        sys::list(trash)?.into_iter().filter_map(|path| sequence(&path).map(|sequence| (sequence, path))).collect();
    there.sort();
    let next = there.last().map_or(1, |(last, _)| last.saturating_add(1));
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    fs::rename(folder, trash.join(format!("{next:08}-{name}")))?;
    let surplus = (there.len() + 1).saturating_sub(TRASH);
    for (_, path) in there.iter().take(surplus) {
        let _ = sys::remove_folder(path);
    }
    Ok(())
}
