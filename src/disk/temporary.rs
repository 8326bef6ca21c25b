//! Writes content beside its place before it goes there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::sys;
use crate::say;

/// What every temporary file's name holds before its random digits.
const MARK: &str = ".gainsay-";
/// How every temporary file's name ends.
const END: &str = ".tmp";

/// A file of ours that is not yet where it belongs. It goes when this is dropped, unless it was moved to its place.
///
/// It is locked while it is open, so that [`sweep`] can tell it from one that a crash left.
#[derive(Debug)]
pub(super) struct Temporary {
    path: PathBuf,
    file: File,
    moved: bool,
}

impl Temporary {
    /// Makes an empty file beside `target`. One that is `private` only the user can read.
    pub(super) fn beside(target: &Path, private: bool) -> io::Result<Temporary> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        if private {
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        }
        // A sweep by another program may hit the moment between making and locking; a second try has a new name.
        for _ in 0..8 {
            let path = sys::beside(target, &format!("{MARK}{}{END}", sys::random_name()));
            let file = match options.open(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                opened => opened?,
            };
            let temporary = Temporary { path, file, moved: false };
            match temporary.file.try_lock() {
                Err(TryLockError::WouldBlock) => {}
                // Where nothing can be locked, nothing is swept.
                Err(TryLockError::Error(_)) => return Ok(temporary),
                Ok(()) => {
                    if sys::is_at(&temporary.file, &temporary.path)? {
                        return Ok(temporary);
                    }
                }
            }
        }
        Err(io::Error::other(say!("detail-temporary-gone")))
    }

    /// Returns the open file.
    pub(super) fn file(&self) -> &File {
        &self.file
    }

    /// Writes all of the content.
    pub(super) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)
    }

    /// Waits until the disk has the content.
    pub(super) fn sync(&mut self) -> io::Result<()> {
        self.file.sync_all()
    }

    /// Reads the file back and tells whether it holds `bytes` and nothing else. It must have been synced.
    pub(super) fn holds(&mut self, bytes: &[u8]) -> io::Result<bool> {
        sys::forget_cache(&self.file);
        self.file.rewind()?;
        let mut left = bytes;
        let mut buffer = vec![0; bytes.len().clamp(1, 1 << 16)];
        loop {
            let count = match self.file.read(&mut buffer) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                read => read?,
            };
            if count == 0 {
                return Ok(left.is_empty());
            }
            match left.split_at_checked(count) {
                Some((same, rest)) if same == &buffer[..count] => left = rest,
                _ => return Ok(false),
            }
        }
    }

    /// Puts the file at `target`, in place of what may stand there.
    pub(super) fn replace(mut self, target: &Path) -> io::Result<()> {
        fs::rename(&self.path, target)?;
        self.moved = true;
        Ok(())
    }

    /// Puts the file at `target`, where nothing may stand yet.
    pub(super) fn place_new(mut self, target: &Path) -> io::Result<()> {
        sys::rename_new(&self.path, target)?;
        self.moved = true;
        Ok(())
    }
}

impl Drop for Temporary {
    fn drop(&mut self) {
        if !self.moved {
            // A sweep finds it later if it cannot be removed now.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Writes a file of the program's own in one step, readable by the user alone, and durable when this returns.
pub(super) fn write_own(target: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = Temporary::beside(target, true)?;
    temporary.write(bytes)?;
    temporary.sync()?;
    if !temporary.holds(bytes)? {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, say!("detail-other-bytes")));
    }
    temporary.replace(target)?;
    sys::sync_folder(sys::folder_of(target))
}

/// Tells whether a file's name is one that [`Temporary`] gives.
fn is_ours(name: &str) -> bool {
    let digits = name.strip_suffix(END).and_then(|rest| rest.rsplit_once(MARK)).map(|(_, digits)| digits);
    name.starts_with('.') && digits.is_some_and(|d| d.len() == 16 && d.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// Removes from a folder the temporary files that a crash of this program left, and returns them.
///
/// Those that a living program writes are locked and stay; so do all where the file system has no locks. What
/// cannot be read or removed is left for the next time.
pub fn sweep(folder: &Path) -> Vec<PathBuf> {
    let mut swept = Vec::new();
    for path in sys::list(folder).unwrap_or_default() {
        let named = path.file_name().and_then(|name| name.to_str()).is_some_and(is_ours);
        if !named || !fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_file()) {
            continue;
        }
        let Ok(file) = OpenOptions::new().read(true).write(true).open(&path) else { continue };
        if file.try_lock().is_ok() && sys::is_at(&file, &path).unwrap_or(false) && fs::remove_file(&path).is_ok() {
            swept.push(path);
        }
    }
    swept
}

/// Makes a folder beside `target` in which files are written before they go to their place, and locks it as long as
/// what is returned with it stays open; `None` where folders can't be locked.
pub(super) fn folder_beside(target: &Path) -> io::Result<(PathBuf, Option<File>)> {
    // A sweep by another program may hit the moment between making and locking; a second try has a new name.
    for _ in 0..8 {
        let path = sys::beside(target, &format!("{MARK}{}{END}", sys::random_name()));
        match fs::create_dir(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            made => made?,
        }
        let Ok(open) = File::open(&path) else { return Ok((path, None)) };
        match open.try_lock() {
            Err(TryLockError::WouldBlock) => {}
            Err(TryLockError::Error(_)) => return Ok((path, None)),
            Ok(()) if sys::is_at(&open, &path)? => return Ok((path, Some(open))),
            Ok(()) => {}
        }
    }
    Err(io::Error::other(say!("detail-temporary-gone")))
}

/// Removes from a folder the folders of files to be written that a crash of this program left. Those in use stay, and
/// all where folders can't be locked.
pub(super) fn sweep_folders(folder: &Path) {
    for path in sys::list(folder).unwrap_or_default() {
        let named = path.file_name().and_then(|name| name.to_str()).is_some_and(is_ours);
        if named && fs::symlink_metadata(&path).is_ok_and(|facts| facts.is_dir()) {
            // Held while it is removed, so that two sweeps don't meet.
            let free = File::open(&path).ok().filter(|open| open.try_lock().is_ok());
            if free.is_some_and(|open| sys::is_at(&open, &path).unwrap_or(false)) {
                let _ = fs::remove_dir_all(&path);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    #[test]
    fn goes_when_dropped_and_stays_when_placed() {
        let scratch = scratch();
        let target = scratch.0.join("p.ron");
        drop(Temporary::beside(&target, true).unwrap());
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 0);
        let mut temporary = Temporary::beside(&target, true).unwrap();
        temporary.write(b"content").unwrap();
        temporary.sync().unwrap();
        assert!(temporary.holds(b"content").unwrap());
        for other in [&b"conten"[..], b"content.", b"", b"c0ntent"] {
            assert!(!temporary.holds(other).unwrap());
        }
        temporary.replace(&target).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"content");
        let second = Temporary::beside(&target, true).unwrap();
        assert_eq!(second.place_new(&target).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 1);
    }

    #[test]
    fn sweeps_what_is_ours_and_nobody_holds() {
        let scratch = scratch();
        let stale = scratch.0.join(".p.ron.gainsay-0123456789abcdef.tmp");
        let others =
            ["p.ron", ".p.ron.tmp", "p.gainsay-0123456789abcdef.tmp", ".p.gainsay-x.tmp", ".p.gainsay-0123.tmp"];
        fs::write(&stale, "half").unwrap();
        for name in others {
            fs::write(scratch.0.join(name), "").unwrap();
        }
        let living = Temporary::beside(&scratch.0.join("p.ron"), false).unwrap();
        assert_eq!(sweep(&scratch.0), [stale]);
        assert!(living.path.exists());
        assert!(others.iter().all(|name| scratch.0.join(name).exists()));
        assert_eq!(sweep(&scratch.0), [] as [PathBuf; 0]);
    }
}
