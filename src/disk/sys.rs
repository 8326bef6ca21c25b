//! The few things that differ from system to system.

use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use crate::model::text::Hash;
use crate::say;

/// Returns the folder that holds a file; the current one for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// Makes a name beside a file's: `.NAME` and `suffix`. A name too long to take the suffix is replaced by its hash.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let name = path.file_name().unwrap_or(OsStr::new("project"));
    let mut hidden = OsString::from(".");
    if name.len() + suffix.len() + 1 > 250 {
        hidden.push(short(&Hash::of(name.as_encoded_bytes())));
    } else {
        hidden.push(name);
    }
    hidden.push(suffix);
    folder_of(path).join(hidden)
}

/// Returns the first 16 digits of a hash.
pub(super) fn short(hash: &Hash) -> String {
    let mut digits = hash.to_string();
    digits.truncate(16);
    digits
}

/// Makes 16 hexadecimal digits that nobody else has made.
///
/// Without the system's randomness, process, time and a counter serve: names need to differ, not to be secret.
pub(super) fn random_name() -> String {
    let mut bytes = [0; 8];
    if getrandom::fill(&mut bytes).is_err() {
        use std::sync::atomic::{AtomicU64, Ordering};
        static COUNTER: AtomicU64 = AtomicU64::new(0);
        let time = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        let seed = (std::process::id(), time.as_nanos(), COUNTER.fetch_add(1, Ordering::Relaxed));
        return short(&Hash::of(format!("{seed:?}").as_bytes()));
    }
    format!("{:016x}", u64::from_le_bytes(bytes))
}

/// Follows symbolic links to the file that is meant, which need not exist; its folder must.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut path = std::path::absolute(path)?;
    // As many links as Linux follows.
    for _ in 0..40 {
        match fs::canonicalize(&path) {
            Ok(real) => return Ok(real),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        match fs::read_link(&path) {
            Ok(target) => path = folder_of(&path).join(target),
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidInput) => {
                let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
                return Ok(fs::canonicalize(folder_of(&path))?.join(name));
            }
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other(say!("detail-links")))
}

/// Tells whether an open file is the one that stands at a path.
#[cfg(unix)]
pub(super) fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let ours = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((ours.dev(), ours.ino()) == (there.dev(), there.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

/// Tells whether an open file is the one that stands at a path.
///
/// Here std has no stable way to ask; those who rely on it do not remove files that others may have open.
#[cfg(not(unix))]
pub(super) fn is_at(_: &File, path: &Path) -> io::Result<bool> {
    path.try_exists()
}

/// What tells a file from all others, whatever path leads to it: through links, hard ones too.
#[cfg(unix)]
pub(super) type Identity = (u64, u64);

/// What tells a file from all others, whatever path leads to it. Here std has no stable way to ask for more than where
/// links lead, so hard ones are not known.
#[cfg(not(unix))]
pub(super) type Identity = PathBuf;

/// Returns what tells a file from all others; `None` where there is none.
#[cfg(unix)]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|facts| (facts.dev(), facts.ino()))
}

/// Returns what tells a file from all others; `None` where there is none.
#[cfg(not(unix))]
pub(super) fn identity(path: &Path) -> Option<Identity> {
    fs::canonicalize(path).ok()
}

/// Tells whether two paths lead to one file.
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    identity(one).is_some_and(|one| identity(other) == Some(one))
}

/// Makes the names in a folder durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if !cfg!(unix) {
        // Elsewhere folders cannot be opened as files; NTFS journals its names.
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Some network file systems have no such call.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        done => done,
    }
}

/// Lists the paths of what is in a folder; all of it or an error.
///
/// On Unix not with std's `read_dir`, which panics when closing the folder fails, as it may on a network file system.
#[cfg(unix)]
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    use std::os::unix::ffi::OsStrExt;
    let mut found = Vec::new();
    for entry in rustix::fs::Dir::read_from(File::open(folder)?)? {
        let entry = entry?;
        let name = entry.file_name().to_bytes();
        if !matches!(name, b"." | b"..") {
            found.push(folder.join(OsStr::from_bytes(name)));
        }
    }
    Ok(found)
}

/// Lists the paths of what is in a folder; all of it or an error.
#[cfg(not(unix))]
pub(super) fn list(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect()
}

/// Removes a folder and the files in it. It holds no folders.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    for path in list(folder)? {
        fs::remove_file(path)?;
    }
    fs::remove_dir(folder)
}

/// Makes a folder, and those above it, readable by the user alone.
pub(super) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Asks the system to forget what it holds of a file in memory, so that the next read asks the disk. Only a wish.
pub(super) fn forget_cache(file: &File) {
    #[cfg(any(target_os = "linux", target_os = "android", target_os = "freebsd"))]
    let _ = rustix::fs::fadvise(file, 0, None, rustix::fs::Advice::DontNeed);
    #[cfg(not(any(target_os = "linux", target_os = "android", target_os = "freebsd")))]
    let _ = file;
}

/// Gives a file a new name, which nothing may have yet.
///
/// Where the file system can do neither this nor hard links, a file that appears between the look and the rename
/// is replaced.
pub(super) fn rename_new(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    {
        use rustix::fs::{CWD, RenameFlags, renameat_with};
        match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE).map_err(io::Error::from) {
            Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => {}
            done => return done,
        }
    }
    match fs::hard_link(from, to) {
        Ok(()) => {
            // The second name of the same content is swept later if it cannot be removed now.
            let _ = fs::remove_file(from);
            return Ok(());
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(error),
        Err(_) => {}
    }
    if fs::symlink_metadata(to).is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    fs::rename(from, to)
}

/// Returns this computer's name.
pub(super) fn host() -> String {
    #[cfg(target_os = "linux")]
    let name = fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    #[cfg(all(unix, not(target_os = "linux")))]
    let name = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let name = std::env::var("COMPUTERNAME").unwrap_or_default();
    let name = name.trim().to_owned();
    if name.is_empty() { "this computer".to_owned() } else { name }
}

/// Tells whether a process of this computer runs; `true` when that cannot be known.
pub(super) fn is_running(pid: u32) -> bool {
    #[cfg(unix)]
    if let Some(pid) = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw) {
        return rustix::process::test_kill_process(pid) != Err(rustix::io::Errno::SRCH);
    }
    let _ = pid;
    true
}

/// Writes a path as bytes from which [`decode_path`] makes the same path on the same kind of system.
pub(super) fn encode_path(path: &Path) -> Vec<u8> {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        let mut bytes = vec![b'u'];
        bytes.extend_from_slice(path.as_os_str().as_bytes());
        bytes
    }
    #[cfg(windows)]
    {
        use std::os::windows::ffi::OsStrExt;
        let mut bytes = vec![b'w'];
        bytes.extend(path.as_os_str().encode_wide().flat_map(u16::to_le_bytes));
        bytes
    }
    #[cfg(not(any(unix, windows)))]
    {
        let mut bytes = vec![b'u'];
        bytes.extend_from_slice(path.to_string_lossy().as_bytes());
        bytes
    }
}

/// Reads what [`encode_path`] wrote; a path from another kind of system is read as well as it can be.
pub(super) fn decode_path(bytes: &[u8]) -> Option<PathBuf> {
    match bytes.split_first()? {
        (b'u', name) => {
            #[cfg(unix)]
            return Some(PathBuf::from(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(name)));
            #[cfg(not(unix))]
            return Some(PathBuf::from(String::from_utf8_lossy(name).into_owned()));
        }
        (b'w', wide) if wide.len() % 2 == 0 => {
            let wide: Vec<u16> = wide.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect();
            #[cfg(windows)]
            return Some(PathBuf::from(<OsString as std::os::windows::ffi::OsStringExt>::from_wide(&wide)));
            #[cfg(not(windows))]
            return Some(PathBuf::from(String::from_utf16_lossy(&wide)));
        }
        _ => None,
    }
}

/// Makes an empty folder for one test, removed with what is in it.
#[cfg(test)]
pub(super) fn scratch() -> Scratch {
    let folder = std::env::temp_dir().join(format!("gainsay-test-{}", random_name()));
    fs::create_dir_all(&folder).unwrap();
    Scratch(fs::canonicalize(folder).unwrap())
}

/// A folder that goes when it is dropped.
#[cfg(test)]
pub(super) struct Scratch(pub(super) PathBuf);

#[cfg(test)]
impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_paths() {
        for path in ["/a/b.ron", "ü/世.ron", ""] {
            assert_eq!(decode_path(&encode_path(Path::new(path))), Some(PathBuf::from(path)));
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            let odd = Path::new(OsStr::from_bytes(b"/a/\xff.ron"));
            assert_eq!(decode_path(&encode_path(odd)).as_deref(), Some(odd));
        }
        assert_eq!(decode_path(b""), None);
        assert_eq!(decode_path(b"wabc"), None);
    }

    #[test]
    fn names_stay_short_enough() {
        let long = "n".repeat(255);
        let path = beside(Path::new(&long), ".lock");
        assert!(path.file_name().unwrap().len() < 255);
        assert_eq!(beside(Path::new("/a/p.ron"), ".lock"), Path::new("/a/.p.ron.lock"));
    }

    #[cfg(unix)]
    #[test]
    fn follows_links_that_lead_nowhere_yet() {
        let scratch = scratch();
        let link = scratch.0.join("link");
        std::os::unix::fs::symlink("other", &link).unwrap();
        std::os::unix::fs::symlink("link", scratch.0.join("first")).unwrap();
        assert_eq!(resolve(&scratch.0.join("first")).unwrap(), scratch.0.join("other"));
        fs::write(scratch.0.join("other"), "x").unwrap();
        assert_eq!(resolve(&scratch.0.join("first")).unwrap(), scratch.0.join("other"));
        std::os::unix::fs::symlink("b", scratch.0.join("a")).unwrap();
        std::os::unix::fs::symlink("a", scratch.0.join("b")).unwrap();
        assert!(resolve(&scratch.0.join("a")).is_err());
        assert!(resolve(&scratch.0.join("no/such")).is_err());
    }

    #[test]
    fn a_new_name_replaces_nothing() {
        let scratch = scratch();
        let (from, to) = (scratch.0.join("from"), scratch.0.join("to"));
        fs::write(&from, "new").unwrap();
        fs::write(&to, "old").unwrap();
        assert_eq!(rename_new(&from, &to).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(&to).unwrap(), b"old");
        fs::remove_file(&to).unwrap();
        rename_new(&from, &to).unwrap();
        assert_eq!(fs::read(&to).unwrap(), b"new");
        assert!(!from.exists());
    }
}
