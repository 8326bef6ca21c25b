//! Says in the user's words what the system refused and what to do about it.

use std::fmt;
use std::io;

use crate::say;

/// What went wrong with a file, as far as it makes a difference to what the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The disk, or the user's share of it, is full.
    NoSpace,
    /// The user may not do this there.
    NoPermission,
    /// The file system is mounted read-only.
    ReadOnly,
    /// A file or folder on the way is not there.
    Gone,
    /// The disk or the connection to it fails.
    Failing,
    /// A folder stands where a file should.
    IsFolder,
    /// Something stands there that is neither file nor folder.
    NotAFile,
    /// The content is larger than what this program or the file system takes.
    TooBig,
    /// The name is too long or holds what the file system does not take.
    BadName,
    /// Something stands there already.
    Exists,
    /// Another program uses the file.
    Busy,
    /// Too many files are open, or memory has run out.
    Exhausted,
    /// Anything else; the system's own words say what.
    Other,
}

impl Trouble {
    /// Sorts an error of the system.
    pub fn of(error: &io::Error) -> Trouble {
        use io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded => Trouble::NoSpace,
            Kind::PermissionDenied => Trouble::NoPermission,
            Kind::ReadOnlyFilesystem => Trouble::ReadOnly,
            Kind::NotFound | Kind::NotADirectory => Trouble::Gone,
            Kind::IsADirectory => Trouble::IsFolder,
            Kind::FileTooLarge => Trouble::TooBig,
            Kind::InvalidFilename => Trouble::BadName,
            Kind::AlreadyExists => Trouble::Exists,
            Kind::ResourceBusy | Kind::ExecutableFileBusy => Trouble::Busy,
            Kind::OutOfMemory => Trouble::Exhausted,
            Kind::StaleNetworkFileHandle
            | Kind::HostUnreachable
            | Kind::NetworkDown
            | Kind::NetworkUnreachable
            | Kind::TimedOut
            | Kind::UnexpectedEof => Trouble::Failing,
            _ => error.raw_os_error().map_or(Trouble::Other, Trouble::of_code),
        }
    }

    /// Sorts the codes that std has no name for.
    fn of_code(code: i32) -> Trouble {
        match code {
            // EIO, ENXIO, EMFILE and ENFILE have these numbers on every Unix.
            5 | 6 if cfg!(unix) => Trouble::Failing,
            23 | 24 if cfg!(unix) => Trouble::Exhausted,
            // ERROR_CRC, ERROR_SEEK, ERROR_SECTOR_NOT_FOUND, ERROR_WRITE_FAULT, ERROR_READ_FAULT, ERROR_GEN_FAILURE,
            // ERROR_IO_DEVICE; ERROR_SHARING_VIOLATION, ERROR_LOCK_VIOLATION.
            23 | 25 | 27 | 29 | 30 | 31 | 1117 if cfg!(windows) => Trouble::Failing,
            32 | 33 if cfg!(windows) => Trouble::Busy,
            _ => Trouble::Other,
        }
    }

    /// Tells the user what to do about it.
    pub fn advice(self) -> &'static str {
        match self {
            Trouble::NoSpace => say!("trouble-no-space"),
            Trouble::NoPermission => say!("trouble-no-permission"),
            Trouble::ReadOnly => say!("trouble-read-only"),
            Trouble::Gone => say!("trouble-gone"),
            Trouble::Failing => say!("trouble-failing"),
            Trouble::IsFolder => say!("trouble-folder"),
            Trouble::NotAFile => say!("trouble-no-file"),
            Trouble::TooBig => say!("trouble-too-big"),
            Trouble::BadName => say!("trouble-bad-name"),
            Trouble::Exists => say!("trouble-exists"),
            Trouble::Busy => say!("trouble-busy"),
            Trouble::Exhausted => say!("trouble-exhausted"),
            Trouble::Other => say!("trouble-other"),
        }
    }
}

/// Says why the system refused something, and what to do about it, with its own words behind that. What this program
/// refused says so itself.
pub fn told(error: &io::Error) -> String {
    match error.get_ref() {
        Some(own) => own.to_string(),
        None => say!("trouble-told", advice = Trouble::of(error).advice(), detail = error.to_string()),
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.advice())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn sorts_the_errors_that_disks_make() {
        let of = |code| Trouble::of(&io::Error::from_raw_os_error(code));
        assert_eq!(of(5), Trouble::Failing);
        assert_eq!(of(13), Trouble::NoPermission);
        assert_eq!(of(2), Trouble::Gone);
        assert_eq!(of(28), Trouble::NoSpace);
        assert_eq!(of(30), Trouble::ReadOnly);
        assert_eq!(of(24), Trouble::Exhausted);
        assert_eq!(Trouble::of(&io::Error::other("odd")), Trouble::Other);
    }
}
