//! Notices what other programs do to a file.

use std::fs::{self, Metadata};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::read;
use crate::model::text::Hash;

/// How fine the coarsest clock of a file system is (FAT's): a file touched less than this ago may be touched again
/// without its time changing.
const COARSEST: Duration = Duration::from_secs(2);

/// What another program did to a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outside {
    /// It holds something else now, with this SHA-256.
    Changed(Hash),
    /// It is no longer there.
    Gone,
    /// It is there again and holds what it did.
    Back,
}

/// Watches one file by its content. Time, length and place on the disk only decide whether the content is looked at.
#[derive(Clone, Debug)]
pub struct Watch {
    path: PathBuf,
    known: Hash,
    /// What this program is about to write.
    coming: Option<Hash>,
    /// What was last told.
    told: State,
    /// What the file's entry said when its content was last read, unless it was too fresh to be trusted.
    seen: Option<Metadata>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Known,
    Other(Hash),
    Gone,
}

impl Watch {
    /// Watches a file that was read or written with the content `known`.
    pub fn new(path: &Path, known: Hash) -> Watch {
        Watch { path: path.to_owned(), known, coming: None, told: State::Known, seen: None }
    }

    /// Takes a content as this program's own before it is saved, so that a look in the middle of the save is no alarm.
    pub fn foresee(&mut self, hash: Hash) {
        self.coming = Some(hash);
    }

    /// Looks at the file and returns what is new since the last look.
    ///
    /// Cheap while nothing happens: one call to the system. When the file's entry has changed, its content is read;
    /// that can take long for a large file, so run it off the interface's thread.
    pub fn poll(&mut self) -> Option<Outside> {
        let now = self.look()?;
        let before = std::mem::replace(&mut self.told, now);
        match (before, now) {
            (before, now) if before == now => None,
            (_, State::Other(hash)) => Some(Outside::Changed(hash)),
            (_, State::Gone) => Some(Outside::Gone),
            (_, State::Known) => Some(Outside::Back),
        }
    }

    /// Returns what stands there, `None` when that cannot be told or nothing has touched it.
    fn look(&mut self) -> Option<State> {
        let facts = match fs::metadata(&self.path) {
            Ok(facts) => facts,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                self.seen = None;
                return Some(State::Gone);
            }
            // A disk that does not answer now may answer later; a save says so by itself.
            Err(_) => return None,
        };
        if self.seen.as_ref().is_some_and(|seen| same_facts(seen, &facts)) {
            return None;
        }
        let hash = Hash::of(&read::read(&self.path).ok()?);
        let after = fs::metadata(&self.path).ok()?;
        let settled =
            touched(&facts).and_then(|time| time.checked_add(COARSEST)).is_some_and(|time| time < SystemTime::now());
        self.seen = (settled && same_facts(&facts, &after)).then_some(facts);
        let ours = hash == self.known || self.coming == Some(hash);
        Some(if ours { State::Known } else { State::Other(hash) })
    }
}

/// Returns when a file was last touched; on Unix by the change time too, which no program sets.
fn touched(facts: &Metadata) -> Option<SystemTime> {
    let modified = facts.modified().ok()?;
    #[cfg(unix)]
    {
        let seconds = u64::try_from(std::os::unix::fs::MetadataExt::ctime(facts)).ok()?;
        let changed = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds.saturating_add(1)))?;
        Some(modified.max(changed))
    }
    #[cfg(not(unix))]
    Some(modified)
}

/// Tells whether two looks at a file's entry give no sign that its content has changed between them.
pub(super) fn same_facts(a: &Metadata, b: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // The change time cannot be set back by a program, the modification time can.
        let place = |facts: &Metadata| (facts.dev(), facts.ino(), facts.ctime(), facts.ctime_nsec());
        if place(a) != place(b) {
            return false;
        }
    }
    a.len() == b.len() && matches!((a.modified(), b.modified()), (Ok(a), Ok(b)) if a == b)
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    #[test]
    fn notices_content_and_not_time() {
        let scratch = scratch();
        let path = scratch.0.join("p.ron");
        fs::write(&path, "one").unwrap();
        let mut watch = Watch::new(&path, Hash::of(b"one"));
        assert_eq!(watch.poll(), None);
        fs::write(&path, "one").unwrap();
        assert_eq!(watch.poll(), None);
        // The same length, and perhaps the same time too.
        fs::write(&path, "two").unwrap();
        assert_eq!(watch.poll(), Some(Outside::Changed(Hash::of(b"two"))));
        assert_eq!(watch.poll(), None);
        fs::remove_file(&path).unwrap();
        assert_eq!(watch.poll(), Some(Outside::Gone));
        assert_eq!(watch.poll(), None);
        fs::write(&path, "one").unwrap();
        assert_eq!(watch.poll(), Some(Outside::Back));
    }

    #[test]
    fn a_file_that_may_change_without_its_time_is_read_again() {
        let scratch = scratch();
        let path = scratch.0.join("p.ron");
        fs::write(&path, "one").unwrap();
        let later = SystemTime::now() + Duration::from_secs(3600);
        fs::File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        let mut watch = Watch::new(&path, Hash::of(b"one"));
        assert_eq!(watch.poll(), None);
        assert!(watch.seen.is_none());
    }

    #[test]
    fn our_own_save_is_no_alarm() {
        let scratch = scratch();
        let path = scratch.0.join("p.ron");
        fs::write(&path, "one").unwrap();
        let mut watch = Watch::new(&path, Hash::of(b"one"));
        watch.foresee(Hash::of(b"two"));
        fs::write(&path, "two").unwrap();
        assert_eq!(watch.poll(), None);
        let mut watch = Watch::new(&path, Hash::of(b"two"));
        assert_eq!(watch.poll(), None);
        fs::write(&path, "one").unwrap();
        assert_eq!(watch.poll(), Some(Outside::Changed(Hash::of(b"one"))));
    }

    #[cfg(unix)]
    #[test]
    fn notices_a_change_whose_time_was_set_back() {
        let scratch = scratch();
        let path = scratch.0.join("p.ron");
        fs::write(&path, "one").unwrap();
        let old = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000);
        let set = |time| fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        set(old);
        let mut watch = Watch::new(&path, Hash::of(b"one"));
        assert_eq!(watch.poll(), None);
        fs::write(&path, "two").unwrap();
        set(old);
        assert_eq!(watch.poll(), Some(Outside::Changed(Hash::of(b"two"))));
    }
}
