//! Reads whole files, with a limit and in the user's words.

use std::fmt;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::trouble::Trouble;
use crate::say;

/// The largest file that is read, in bytes: several times what the program is made for.
pub const LIMIT: u64 = 1 << 30;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, as far as it makes a difference to what the user can do.
    pub trouble: Trouble,
    /// The system's own words.
    pub detail: String,
}

impl ReadError {
    pub(super) fn new(path: &Path, error: &io::Error) -> ReadError {
        ReadError { path: path.to_owned(), trouble: Trouble::of(error), detail: error.to_string() }
    }

    fn of(path: &Path, trouble: Trouble, detail: impl Into<String>) -> ReadError {
        ReadError { path: path.to_owned(), trouble, detail: detail.into() }
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let advice = match self.trouble {
            Trouble::Gone => say!("read-gone"),
            Trouble::NoPermission => say!("read-no-permission"),
            Trouble::Failing => say!("read-failing"),
            Trouble::IsFolder => say!("read-folder"),
            Trouble::NotAFile => say!("read-no-file"),
            Trouble::Other => say!("read-other"),
            other => other.advice(),
        };
        let path = self.path.display().to_string();
        f.write_str(&say!("read-failed", path = path, advice = advice, detail = &self.detail))
    }
}

impl std::error::Error for ReadError {}

/// Reads a whole file of at most [`LIMIT`] bytes.
///
/// # Errors
/// When it is not there, is no ordinary file (a pipe would never end), may not be read, or is too large.
pub fn read(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_up_to(path, LIMIT)
}

/// Reads a whole file of at most `limit` bytes.
///
/// # Errors
/// Those of [`read()`].
pub fn read_up_to(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let fail = |error: io::Error| ReadError::new(path, &error);
    // Looked at before it is opened: opening a pipe waits for a writer.
    let facts = fs::metadata(path).map_err(fail)?;
    if facts.is_dir() {
        return Err(ReadError::of(path, Trouble::IsFolder, say!("detail-folder")));
    }
    if !facts.is_file() {
        return Err(ReadError::of(path, Trouble::NotAFile, say!("detail-no-file")));
    }
    let too_big = || ReadError::of(path, Trouble::TooBig, say!("detail-too-big", megabytes = limit / 1_000_000));
    if facts.len() > limit {
        return Err(too_big());
    }
    let file = File::open(path).map_err(fail)?;
    let mut bytes = Vec::new();
    // The length is only what the file had a moment ago: no more than the limit is read, whatever it is now.
    let room = usize::try_from(facts.len()).unwrap_or(0).saturating_add(1);
    bytes.try_reserve(room).map_err(|_| ReadError::of(path, Trouble::Exhausted, say!("detail-no-memory")))?;
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes).map_err(fail)?;
    if bytes.len() as u64 > limit {
        return Err(too_big());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    #[test]
    fn reads_up_to_the_limit_and_says_what_is_wrong() {
        let scratch = scratch();
        let path = scratch.0.join("p.ron");
        fs::write(&path, "12345").unwrap();
        assert_eq!(read(&path).unwrap(), b"12345");
        assert_eq!(read_up_to(&path, 5).unwrap(), b"12345");
        assert_eq!(read_up_to(&path, 4).unwrap_err().trouble, Trouble::TooBig);
        assert_eq!(read(&scratch.0).unwrap_err().trouble, Trouble::IsFolder);
        let gone = read(&scratch.0.join("gone.ron")).unwrap_err();
        assert_eq!(gone.trouble, Trouble::Gone);
        assert!(gone.to_string().contains("gone.ron could not be read: there is no such file"), "{gone}");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn does_not_wait_for_a_device() {
        assert_eq!(read(Path::new("/dev/zero")).unwrap_err().trouble, Trouble::NotAFile);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn reads_no_further_than_the_limit_whatever_the_length_says() {
        // Files of the system's own have a length of 0.
        assert_eq!(read_up_to(Path::new("/proc/self/status"), 10).unwrap_err().trouble, Trouble::TooBig);
    }
}
