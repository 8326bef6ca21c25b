//! Reads and writes the files that a command line names.

use std::path::Path;

use crate::disk::{self, Expect, Folders, Generations};
use crate::store::{self, Loaded};

use super::say;

/// Returns the program's own folders.
pub(super) fn folders() -> Result<Folders, String> {
    Folders::find(std::env::var_os(disk::paths::HOME_VARIABLE).as_deref().map(Path::new))
        .map_err(|error| error.to_string())
}

/// Reads a project.
pub(super) fn read(path: &Path) -> Result<Loaded, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    store::read(&bytes).map_err(|error| of_file(path, &error.to_string()))
}

/// Says something of a file.
pub(super) fn of_file(path: &Path, what: &str) -> String {
    say!("terminal-file", path = path.display().to_string(), what = what)
}

/// Writes a file, which must not be there unless `force` says that it may be replaced.
pub(super) fn save(path: &Path, bytes: &[u8], force: bool) -> Result<(), String> {
    replaceable(path, force)?;
    keep(path, bytes, if force { Expect::Anything } else { Expect::Nothing })
}

/// Writes a file where what is expected stands, and keeps what was there among its generations.
pub(super) fn keep(path: &Path, bytes: &[u8], expect: Expect) -> Result<(), String> {
    let saved = disk::save(path, bytes, expect, &Generations::new(&folders()?));
    saved.map(|_| ()).map_err(|error| error.to_string())
}

/// Refuses to write over a project that is read: what is written of it is not all of it.
pub(super) fn beside_project(to: &Path, project: &Path) -> Result<(), String> {
    refused_where(disk::is_same_file(to, project), to, say!("export-over-project"))
}

/// Refuses to write over a file that is read.
pub(super) fn beside<P: AsRef<Path>>(to: &Path, sources: impl IntoIterator<Item = P>) -> Result<(), String> {
    let over = sources.into_iter().any(|source| disk::is_same_file(to, source.as_ref()));
    refused_where(over, to, say!("terminal-over-source"))
}

fn refused_where(over: bool, to: &Path, why: &str) -> Result<(), String> {
    if over { Err(of_file(to, why)) } else { Ok(()) }
}

/// Says that a file is there already, unless it may be replaced.
pub(super) fn replaceable(path: &Path, force: bool) -> Result<(), String> {
    if !force && path.symlink_metadata().is_ok() {
        return Err(say!("terminal-there", path = path.display().to_string()));
    }
    Ok(())
}
