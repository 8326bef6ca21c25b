//! Keeps files safe: atomic save, journal, lock, watch, settings.
//!
//! What goes in and out are bytes: the project's RON and its encoded transactions are made in `store`.
//!
//! How a project stays whole:
//! - [`save()`] replaces a file in one step, and only after the new content has been read back from the disk. What
//!   stood there before, and what stands there now, is kept by [`Generations`].
//! - [`Journal`] holds every transaction since the last save, durable a moment after it was made, on a thread of its
//!   own.
//! - [`save_project`] does both in an order in which a crash at any point loses nothing: the journal is told what will
//!   be saved, the file is saved, and only then is the journal begun anew.
//! - [`recover`] finds the journals that no living program holds.
//! - [`lock()`] tells a second program that a project is open; [`Watch`] tells the first what others did to its file.
//!
//! Nothing here waits for a person, and nothing but [`Journal`] has a thread. What can take long (everything that
//! touches a disk) is `Send`, so that the caller can run it off the interface's thread.
//!
//! This module names RON, otherwise the business of `store` and `formats`, in one place: [`settings`] is this
//! program's own small file, read leniently field by field, and nothing outside the module needs to know its form.

pub mod generations;
mod here;
pub mod journal;
pub mod lock;
pub mod many;
pub mod paths;
pub mod read;
pub mod reading;
pub mod save;
pub mod settings;
mod sys;
mod temporary;
pub mod trouble;
pub mod watch;

use std::path::Path;

use crate::model::text::Hash;

pub use generations::{Generation, Generations};
pub use here::{stamp, system_language, user_name};
pub use journal::{Base, Journal, Leftover, Start, recover};
pub use lock::{Locked, Who, lock};
pub use many::Outlet;
pub use paths::Folders;
pub use read::{ReadError, read};
pub use reading::{Reading, Readings};
pub use save::{Expect, SaveError, Saved, save};
pub use settings::Settings;
pub use sys::is_same_file;
pub use temporary::sweep;
pub use trouble::Trouble;
pub use watch::{Outside, Watch};

/// Saves a project and begins its journal anew against what was saved.
///
/// `through` is the sequence number of the last transaction that `bytes` contain. Transactions appended while this
/// runs stay in the journal. A journal that is failing does not hold up the save.
///
/// # Errors
/// Those of [`save()`]; the journal then still holds every transaction.
pub fn save_project<'g>(
    journal: &Journal,
    path: &Path,
    bytes: &[u8],
    through: u64,
    expect: Expect,
    generations: impl Into<Option<&'g Generations>>,
) -> Result<Saved, SaveError> {
    let target = sys::resolve(path).unwrap_or_else(|_| path.to_owned());
    let hash = Hash::of(bytes);
    let told = journal.saving(&target, hash, through);
    journal.wait_for(told);
    let saved = save(path, bytes, expect, generations)?;
    if saved.is_confirmed() {
        journal.saved(&saved.path, hash, through);
    }
    Ok(saved)
}
