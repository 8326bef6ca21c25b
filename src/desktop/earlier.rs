//! Lists and reads earlier versions of a file, and compares them. Runs on threads of the host.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::app::{EarlierRead, Kept, KeptList};
use crate::compare::Difference;
use crate::disk::{Generation, Generations};
use crate::model::Project;
use crate::say;
use crate::store;

/// Numbers what is asked for, so that work whose answer nobody waits for any more can stop.
#[derive(Clone, Debug, Default)]
pub(super) struct Asking(Arc<AtomicU64>);

impl Asking {
    /// Begins the next asking; those before it are not wanted any more.
    pub(super) fn next(&self) -> Wanted {
        let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
        Wanted { last: Arc::clone(&self.0), number }
    }
}

/// Tells whether an asking is still the last one.
pub(super) struct Wanted {
    last: Arc<AtomicU64>,
    number: u64,
}

impl Wanted {
    fn still(&self) -> Option<()> {
        (self.last.load(Ordering::Relaxed) == self.number).then_some(())
    }
}

/// Lists what is kept of a file.
pub(super) fn list(generations: Option<&Generations>, path: &Path) -> KeptList {
    let Some(generations) = generations else { return KeptList::default() };
    let kept = |one: Generation| Kept {
        number: one.sequence,
        hash: one.hash,
        time: generations.time(&one),
        bytes: one.length,
    };
    let (most, bytes) = generations.limits();
    let all = generations.list(path).into_iter().map(kept).collect();
    KeptList { all, folder: generations.place(path).ok(), most, bytes }
}

/// Reads a version and says what was done since, and what was done between the version before it and this one; `None`
/// once nobody wants it any more.
pub(super) fn read(
    generations: Option<&Generations>,
    path: &Path,
    number: u64,
    present: &Project,
    wanted: &Wanted,
) -> Option<Result<EarlierRead, String>> {
    let all = generations.map(|generations| generations.list(path)).unwrap_or_default();
    let Some(at) = all.iter().position(|one| one.sequence == number) else {
        return Some(Err(say!("earlier-gone").to_owned()));
    };
    wanted.still()?;
    let project = match generations.map(|generations| project(generations, &all[at])) {
        Some(Ok(project)) => project,
        Some(Err(why)) => return Some(Err(why)),
        None => return None,
    };
    wanted.still()?;
    let since = Difference::of(&project, present);
    wanted.still()?;
    let before = all.get(at + 1).and_then(|one| Some(self::project(generations?, one)));
    wanted.still()?;
    let step = before.map(|before| before.map(|before| Difference::of(&before, &project)));
    Some(Ok(EarlierRead { project, since, step }))
}

/// Reads a kept version; the error says in words what is wrong with it.
fn project(generations: &Generations, generation: &Generation) -> Result<Project, String> {
    let bytes = generations.load(generation).ok_or_else(|| say!("earlier-damaged").to_owned())?;
    let loaded = store::read(&bytes).map_err(|error| say!("earlier-unreadable", why = error.to_string()))?;
    Ok(loaded.project)
}
