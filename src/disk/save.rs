//! Replaces a file in one step: whatever happens, the old content or the new one stands there whole.

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use super::generations::Generations;
use super::read;
use super::sys;
use super::temporary::Temporary;
use super::trouble::Trouble;
use crate::model::text::Hash;
use crate::say;

/// What must stand at a path for a save to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The content that the caller last read or wrote there. Otherwise another program changed it.
    Content(Hash),
    /// Nothing. A file that is there, or appears meanwhile, is not replaced.
    Nothing,
    /// Whatever it is, the user has agreed to replace it.
    Anything,
}

/// What a save did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The SHA-256 of what stands there now.
    pub hash: Hash,
    /// The file, symbolic links followed.
    pub path: PathBuf,
    /// What the user should know although the file is saved.
    pub notes: Vec<Note>,
}

impl Saved {
    /// Tells whether the disk has confirmed the new name; without that, a power cut may bring back the old content.
    pub fn is_confirmed(&self) -> bool {
        !self.notes.iter().any(|note| matches!(note, Note::Unconfirmed(_)))
    }
}

/// What did not go well in a save that went well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The earlier or the new content could not be kept as a generation; in the system's words.
    NotKept(String),
    /// The disk did not confirm the folder's new state; in the system's words.
    Unconfirmed(String),
    /// The file's owner could not be given to the new content; in the system's words.
    Owner(String),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Note::NotKept(why) => f.write_str(&say!("saved-not-kept", why = why)),
            Note::Unconfirmed(why) => f.write_str(&say!("saved-unconfirmed", why = why)),
            Note::Owner(why) => f.write_str(&say!("saved-owner", why = why)),
        }
    }
}

/// How far a save came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Finding the file that a path means.
    Find,
    /// Reading what stands there.
    ReadOld,
    /// Making a temporary file in its folder.
    Create,
    /// Writing the new content to the temporary file.
    Write,
    /// Waiting until the disk has it.
    Sync,
    /// Reading it back.
    ReadBack,
    /// Giving it the file's permissions.
    Permissions,
    /// Putting it in the file's place.
    Rename,
}

/// Why a save did not happen. What stood there before still stands there, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveError {
    /// The system refused something.
    Failed {
        /// How far it came.
        stage: Stage,
        /// The file that was to be saved.
        path: PathBuf,
        /// What is wrong, as far as it makes a difference to what the user can do.
        trouble: Trouble,
        /// The system's own words.
        detail: String,
    },
    /// The file holds something else than what was last read or written there; `None` when it is gone.
    ChangedOutside {
        /// The file.
        path: PathBuf,
        /// The SHA-256 of what stands there.
        found: Option<Hash>,
    },
    /// The disk gave back other bytes than it was given.
    ReadBackDiffers {
        /// The file that was to be saved.
        path: PathBuf,
    },
}

impl SaveError {
    fn at(stage: Stage, path: &Path) -> impl Fn(io::Error) -> SaveError {
        move |error| SaveError::Failed {
            stage,
            path: path.to_owned(),
            trouble: Trouble::of(&error),
            detail: error.to_string(),
        }
    }

    /// Returns the file that was to be saved.
    pub fn path(&self) -> &Path {
        match self {
            SaveError::Failed { path, .. }
            | SaveError::ChangedOutside { path, .. }
            | SaveError::ReadBackDiffers { path } => path,
        }
    }
}

impl fmt::Display for SaveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path().display().to_string();
        let text = match self {
            SaveError::Failed { trouble: Trouble::Exists, .. } => {
                say!("save-failed-exists", path = path, why = Trouble::Exists.advice())
            }
            SaveError::Failed { stage, trouble, detail, .. } => {
                let did = match stage {
                    Stage::Find => say!("save-stage-find"),
                    Stage::ReadOld => say!("save-stage-read-old"),
                    Stage::Create => say!("save-stage-create"),
                    Stage::Write => say!("save-stage-write"),
                    Stage::Sync => say!("save-stage-sync"),
                    Stage::ReadBack => say!("save-stage-read-back"),
                    Stage::Permissions => say!("save-stage-permissions"),
                    Stage::Rename => say!("save-stage-rename"),
                };
                say!("save-failed", path = path, stage = did, advice = trouble.advice(), detail = detail)
            }
            SaveError::ChangedOutside { found: Some(_), .. } => say!("save-failed-changed", path = path),
            SaveError::ChangedOutside { found: None, .. } => say!("save-failed-gone", path = path),
            SaveError::ReadBackDiffers { .. } => say!("save-failed-differs", path = path),
        };
        f.write_str(&text)
    }
}

impl std::error::Error for SaveError {}

/// Saves bytes at a path.
///
/// Symbolic links are followed; the file keeps its permissions and, where the system allows, its owner. The content
/// goes to a temporary file in the same folder, is synced, read back and compared, then takes the old one's place,
/// and the folder is synced. What stood there before and what stands there now is kept among the generations, where
/// there are any. Access control lists and extended attributes are not carried over.
///
/// This waits for the disk: run it off the interface's thread.
///
/// # Errors
/// Nothing is changed then, and the temporary file is gone, or is swept at the next start.
pub fn save<'g>(
    path: &Path,
    bytes: &[u8],
    expect: Expect,
    generations: impl Into<Option<&'g Generations>>,
) -> Result<Saved, SaveError> {
    let generations = generations.into();
    let target = sys::resolve(path).map_err(SaveError::at(Stage::Find, path))?;
    let failed = |stage| SaveError::at(stage, &target);
    let mut notes = Vec::new();

    let old = Old::read(&target)?;
    let found = old.as_ref().map(|old| Hash::of(&old.bytes));
    match (expect, found) {
        (Expect::Content(known), found) if found != Some(known) => {
            return Err(SaveError::ChangedOutside { path: target, found });
        }
        (Expect::Nothing, Some(_)) => return Err(failed(Stage::Rename)(io::ErrorKind::AlreadyExists.into())),
        _ => {}
    }
    if let Some((old, hash)) = old.as_ref().zip(found) {
        keep(generations, &target, &old.bytes, hash, &mut notes);
    }

    let mut temporary = Temporary::beside(&target, old.is_some()).map_err(failed(Stage::Create))?;
    temporary.write(bytes).map_err(failed(Stage::Write))?;
    if let Some(old) = &old {
        old.give_owner(temporary.file(), &mut notes);
        temporary.file().set_permissions(old.facts.permissions()).map_err(failed(Stage::Permissions))?;
    }
    temporary.sync().map_err(failed(Stage::Sync))?;
    if !temporary.holds(bytes).map_err(failed(Stage::ReadBack))? {
        return Err(SaveError::ReadBackDiffers { path: target });
    }

    // A last look: what took long was ours to do, and others may have written meanwhile.
    if expect != Expect::Anything
        && let Some(old) = &old
        && !old.still_stands(&target)
    {
        let now = read::read(&target).ok().map(|bytes| Hash::of(&bytes));
        if now != found {
            return Err(SaveError::ChangedOutside { path: target, found: now });
        }
    }
    let placed = if old.is_none() { temporary.place_new(&target) } else { temporary.replace(&target) };
    placed.map_err(failed(Stage::Rename))?;
    if let Err(error) = sys::sync_folder(sys::folder_of(&target)) {
        notes.push(Note::Unconfirmed(error.to_string()));
    }
    let hash = Hash::of(bytes);
    keep(generations, &target, bytes, hash, &mut notes);
    Ok(Saved { hash, path: target, notes })
}

fn keep(generations: Option<&Generations>, target: &Path, bytes: &[u8], hash: Hash, notes: &mut Vec<Note>) {
    if let Some(Err(error)) = generations.map(|generations| generations.keep_known(target, bytes, hash)) {
        let note = Note::NotKept(error.to_string());
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
}

/// What stands at the path before the save.
struct Old {
    bytes: Vec<u8>,
    facts: fs::Metadata,
}

impl Old {
    fn read(target: &Path) -> Result<Option<Old>, SaveError> {
        let facts = match fs::metadata(target) {
            Ok(facts) => facts,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(SaveError::at(Stage::ReadOld, target)(error)),
        };
        let bytes = read::read(target).map_err(|error| SaveError::Failed {
            stage: Stage::ReadOld,
            path: error.path,
            trouble: error.trouble,
            detail: error.detail,
        })?;
        Ok(Some(Old { bytes, facts }))
    }

    /// Tells whether nothing has touched the file since it was read.
    fn still_stands(&self, target: &Path) -> bool {
        fs::metadata(target).is_ok_and(|now| super::watch::same_facts(&now, &self.facts))
    }

    #[cfg(unix)]
    fn give_owner(&self, file: &File, notes: &mut Vec<Note>) {
        use std::os::unix::fs::{MetadataExt, fchown};
        let (user, group) = (self.facts.uid(), self.facts.gid());
        let same = file.metadata().is_ok_and(|new| (new.uid(), new.gid()) == (user, group));
        // Most may give away neither; then the group alone may do.
        if !same
            && let Err(error) = fchown(file, Some(user), Some(group))
            && fchown(file, None, Some(group)).is_err()
        {
            notes.push(Note::Owner(error.to_string()));
        }
    }

    #[cfg(not(unix))]
    fn give_owner(&self, _: &File, _: &mut Vec<Note>) {}
}

#[cfg(test)]
mod tests {
    use super::super::paths::Folders;
    use super::super::sys::{Scratch, scratch};
    use super::*;

    fn place() -> (Scratch, PathBuf, Generations) {
        let scratch = scratch();
        let folder = scratch.0.join("work");
        fs::create_dir(&folder).unwrap();
        let generations = Generations::new(&Folders::under(&scratch.0.join("home")));
        let path = folder.join("p.ron");
        (scratch, path, generations)
    }

    fn names(path: &Path) -> usize {
        fs::read_dir(sys::folder_of(path)).unwrap().count()
    }

    #[test]
    fn without_a_folder_of_ours_a_file_is_saved_and_nothing_earlier_is_kept() {
        let (scratch, path, _) = place();
        save(&path, b"one", Expect::Nothing, None).unwrap();
        let saved = save(&path, b"two", Expect::Content(Hash::of(b"one")), None).unwrap();
        assert_eq!((fs::read(&path).unwrap().as_slice(), saved.notes.len()), (&b"two"[..], 0));
        assert!(!scratch.0.join("home").exists());
    }

    #[test]
    fn saves_and_keeps_what_was_there() {
        let (_scratch, path, generations) = place();
        let saved = save(&path, b"one", Expect::Nothing, &generations).unwrap();
        assert_eq!((saved.hash, saved.notes.len(), saved.is_confirmed()), (Hash::of(b"one"), 0, true));
        fs::write(&path, "theirs").unwrap();
        save(&path, b"two", Expect::Anything, &generations).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        for content in [&b"one"[..], b"theirs", b"two"] {
            assert_eq!(generations.find(Hash::of(content)).as_deref(), Some(content));
        }
        assert_eq!(names(&path), 1);
    }

    #[test]
    fn refuses_to_replace_what_it_does_not_know() {
        let (_scratch, path, generations) = place();
        fs::write(&path, "theirs").unwrap();
        let error = save(&path, b"ours", Expect::Content(Hash::of(b"before")), &generations).unwrap_err();
        assert_eq!(error, SaveError::ChangedOutside { path: path.clone(), found: Some(Hash::of(b"theirs")) });
        assert!(error.to_string().contains("p.ron is not saved: another program has changed it"), "{error}");
        let error = save(&path, b"ours", Expect::Nothing, &generations).unwrap_err();
        assert!(matches!(error, SaveError::Failed { trouble: Trouble::Exists, .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), b"theirs");
        save(&path, b"ours", Expect::Content(Hash::of(b"theirs")), &generations).unwrap();
        fs::remove_file(&path).unwrap();
        let error = save(&path, b"ours", Expect::Content(Hash::of(b"ours")), &generations).unwrap_err();
        assert_eq!(error, SaveError::ChangedOutside { path: path.clone(), found: None });
        assert_eq!(names(&path), 0);
    }

    #[test]
    fn says_what_is_wrong_and_what_to_do() {
        let (scratch, path, generations) = place();
        let error = save(&scratch.0.join("gone/p.ron"), b"x", Expect::Anything, &generations).unwrap_err();
        assert!(matches!(error, SaveError::Failed { stage: Stage::Find, trouble: Trouble::Gone, .. }), "{error}");
        assert!(error.to_string().contains("choose another place"), "{error}");
        fs::create_dir(&path).unwrap();
        let error = save(&path, b"x", Expect::Anything, &generations).unwrap_err();
        assert!(matches!(error, SaveError::Failed { trouble: Trouble::IsFolder, .. }), "{error}");
    }

    #[test]
    fn a_state_folder_that_cannot_be_written_does_not_hold_up_the_save() {
        let (scratch, path, _) = place();
        fs::write(scratch.0.join("file"), "").unwrap();
        let generations = Generations::new(&Folders::under(&scratch.0.join("file")));
        fs::write(&path, "old").unwrap();
        let saved = save(&path, b"new", Expect::Anything, &generations).unwrap();
        assert!(matches!(saved.notes[..], [Note::NotKept(_)]), "{:?}", saved.notes);
        assert_eq!(fs::read(&path).unwrap(), b"new");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_permissions_and_symbolic_links() {
        use std::os::unix::fs::PermissionsExt;
        let (scratch, path, generations) = place();
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let link = scratch.0.join("link.ron");
        std::os::unix::fs::symlink("work/p.ron", &link).unwrap();
        let saved = save(&link, b"new", Expect::Content(Hash::of(b"old")), &generations).unwrap();
        assert_eq!(saved.path, path);
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&path).unwrap(), b"new");
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn can_run_on_a_thread_of_its_own() {
        let (_scratch, path, generations) = place();
        let worker = std::thread::spawn(move || save(&path, b"x", Expect::Nothing, &generations));
        assert_eq!(worker.join().unwrap().unwrap().hash, Hash::of(b"x"));
    }
}
