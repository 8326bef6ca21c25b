//! Reads and writes files for the window: projects with their locks and journals, exports, and what crashes left.

use super::super::reading::read_project;
use super::*;

impl Host {
    pub(super) fn resume(&mut self, key: u64, path: Option<PathBuf>, project: &Project, state: &AppState) {
        self.stop_reading();
        self.end_journal();
        self.held = None;
        if let Some(path) = &path {
            match disk::lock(path) {
                Locked::Ours(guard) => self.held = Some((absolute(path), guard)),
                Locked::Other(who) => {
                    let why = say!("rescue-open-elsewhere", who = name(who), path = path.display().to_string());
                    self.answer(Answer::Intent(Intent::Say(why, true)));
                }
                Locked::Unsupported(_) => {}
            }
        }
        self.watch(path.as_deref(), state.file().hash);
        let path = path.map(|path| absolute(&path));
        let (Some(folders), leftover) = (self.folders.clone(), self.leftovers.remove(&key)) else { return };
        // Where every step fits, the new journal builds on the same file, and so still knows what that held.
        let same = leftover.as_ref().and_then(|(leftover, steps)| match &leftover.base {
            Some(base @ Base::File(_)) if *steps == leftover.entries.len() => Some((base.clone(), leftover)),
            _ => None,
        });
        let journal = match same {
            Some((base, leftover)) => {
                let journal = Journal::begin(&folders, Start { path, base, dirty: false }, self.wake());
                for entry in &leftover.entries {
                    journal.append(entry.payload.to_vec());
                }
                journal
            }
            None => {
                let project = project.clone();
                let start = move || Start { path, base: snapshot(&project), dirty: true };
                Journal::begin_with(&folders, start, self.wake())
            }
        };
        if let Some((leftover, steps)) = leftover {
            let receipt = journal.receipt();
            self.run(move || match leftover.hand_over(&receipt) {
                Ok(()) => Answer::Done,
                Err(failed) => Answer::NotResumed(key, failed, steps),
            });
        }
        self.journal = Some(Arc::new(journal));
    }

    /// Writes a file that is no project.
    pub(super) fn export(&self, purpose: DialogPurpose, path: PathBuf, bytes: Vec<u8>, replaces: Replaces) {
        let generations = self.generations.clone();
        let expect = expected(replaces);
        self.run(move || {
            let result = match disk::save(&path, &bytes, expect, generations.as_ref()) {
                Ok(_) => Ok(()),
                Err(SaveError::Failed { trouble: Trouble::Exists, .. }) => Err(SaveFailure::Exists),
                Err(error) => Err(SaveFailure::Other(error.to_string())),
            };
            Answer::Intent(Intent::Exported(purpose, path, result))
        });
    }

    pub(super) fn write(&mut self, path: PathBuf, project: Project, version: u64, replaces: Replaces) {
        let expect = expected(replaces);
        let journal = self.journal.clone();
        // Everything that the project holds was handed to the journal before this number.
        let through = journal.as_ref().map_or(0, |journal| journal.sequence());
        let generations = self.generations.clone();
        let ours = self.held.as_ref().is_some_and(|(held, _)| *held == absolute(&path));
        let watched = Arc::clone(&self.watched);
        let open = self.project;
        let keeping = self.keeping_read.remove(&absolute(&path));
        self.run(move || {
            // What was read is kept before what replaces it. Nothing is ever sent; the wait ends when that is done.
            let _ = keeping.map(|keeping| keeping.recv());
            let mut guard = None;
            if !ours {
                match disk::lock(&path) {
                    Locked::Ours(lock) => guard = Some(lock),
                    Locked::Unsupported(_) => {}
                    Locked::Other(who) => {
                        let why = say!("save-open-elsewhere", who = name(who), path = path.display().to_string());
                        return Answer::Intent(Intent::Saved(path, version, Err(SaveFailure::Other(why))));
                    }
                }
            }
            let bytes = store::write(&project).into_bytes();
            let coming = Hash::of(&bytes);
            locked(&watched).change(open, |watch| watch.iter_mut().for_each(|watch| watch.foresee(coming)));
            let saved = match &journal {
                Some(journal) => disk::save_project(journal, &path, &bytes, through, expect, generations.as_ref()),
                None => disk::save(&path, &bytes, expect, generations.as_ref()),
            };
            let mut notes = Vec::new();
            let result = match saved {
                Ok(saved) => {
                    let place = path.display().to_string();
                    let noted = saved.notes.iter().map(ToString::to_string);
                    notes.extend(noted.map(|note| say!("saved-note", path = &place, note = note)));
                    locked(&watched).change(open, |watch| *watch = Some(Watch::new(&path, saved.hash)));
                    Ok(saved.hash)
                }
                Err(SaveError::ChangedOutside { found: Some(_), .. }) => Err(SaveFailure::ChangedOutside),
                Err(SaveError::ChangedOutside { found: None, .. }) => Err(SaveFailure::Gone),
                Err(SaveError::Failed { trouble: Trouble::Exists, .. }) => Err(SaveFailure::Exists),
                Err(error) => Err(SaveFailure::Other(error.to_string())),
            };
            let kept = if result.is_ok() { guard } else { None };
            Answer::Written(open, path.clone(), kept, Intent::Saved(path, version, result), notes)
        });
    }
}

pub(super) fn expected(replaces: Replaces) -> Expect {
    match replaces {
        Replaces::Nothing => Expect::Nothing,
        Replaces::Known(hash) => Expect::Content(hash),
        Replaces::Anything => Expect::Anything,
    }
}

/// Writes a project down as the base of a journal.
pub(super) fn snapshot(project: &Project) -> Base {
    Base::Snapshot(store::write(project).into_bytes().into())
}

/// Reads and locks a project. Returns also the bytes and their SHA-256, to be kept among the earlier versions, so that
/// the journal has its base even when another program overwrites the file before the first save. What was read ahead
/// counts only if the file, once it is locked, still holds the same.
pub(super) fn open_project(
    path: PathBuf,
    ours: bool,
    mut guard: Option<Guard>,
    ahead: Option<Ahead>,
) -> (Answer, Option<(Vec<u8>, Hash)>) {
    let lock = if ours || guard.is_some() {
        Lock::Ours
    } else {
        match disk::lock(&path) {
            Locked::Ours(lock) => {
                guard = Some(lock);
                Lock::Ours
            }
            Locked::Other(who) => Lock::Other(name(who)),
            Locked::Unsupported(why) => Lock::Unsupported(why),
        }
    };
    let bytes = disk::read(&path).map_err(|error| error.to_string());
    let loaded = bytes.as_ref().map_err(String::clone);
    let loaded = loaded.and_then(|bytes| read_project(bytes, ahead).map_err(|error| error.to_string()));
    if guard.is_some()
        && let Some(folder) = path.parent()
    {
        disk::sweep(folder);
    }
    let read_only = std::fs::metadata(&path).is_ok_and(|facts| facts.permissions().readonly());
    let result = match loaded {
        Ok(loaded) => Ok(LoadedProject {
            project: loaded.project,
            warnings: loaded.warnings.iter().map(ToString::to_string).collect(),
            intact: loaded.intact,
            hash: loaded.hash,
            lock,
            read_only: read_only.then(|| say!("file-write-protected").to_owned()),
        }),
        Err(why) => Err(LoadFailure(why)),
    };
    let guard = if result.is_ok() { guard } else { None };
    let known = result.as_ref().ok().map(|loaded| loaded.hash);
    let bytes = bytes.ok().map(|bytes| {
        let hash = known.unwrap_or_else(|| Hash::of(&bytes));
        (bytes, hash)
    });
    (Answer::Opened(path.clone(), guard, Intent::Loaded(path, Box::new(result))), bytes)
}

/// Puts what a crash left together: the base, and every transaction on it.
pub(super) fn rescue(key: u64, leftover: &Leftover, generations: &Generations) -> Rescued {
    let mut lines = leftover.damage.clone();
    let base = leftover.base_bytes(generations);
    let base_hash = base.as_ref().map(|bytes| Hash::of(bytes));
    let mut steps = 0;
    let project = match base {
        None => Err(say!("rescue-no-base").to_owned()),
        Some(bytes) => store::read(&bytes).map_err(|error| error.to_string()).map(|loaded| {
            let before = loaded.project;
            let mut project = before.clone();
            for entry in &leftover.entries {
                let next = store::decode(&project, &entry.payload).map_err(|error| error.to_string());
                match next.and_then(|transaction| project.apply(&transaction).map_err(|error| error.to_string())) {
                    Ok(()) => steps += 1,
                    Err(why) => {
                        lines.push(say!("rescue-unfit", step = steps + 1, why = why));
                        break;
                    }
                }
            }
            lines.insert(0, Difference::of(&before, &project).summary());
            project
        }),
    };
    if !leftover.stray.is_empty() {
        lines.push(say!("rescue-stray", count = leftover.stray.len()));
    }
    match &leftover.on_disk {
        OnDisk::Untitled | OnDisk::Same => {}
        OnDisk::Changed(_) => lines.push(say!("rescue-file-changed").into()),
        OnDisk::Gone => lines.push(say!("rescue-file-gone").into()),
        OnDisk::Unreadable(why) => lines.push(say!("rescue-file-unreadable", why = why.to_string())),
    }
    let base = match (&leftover.base, base_hash) {
        (Some(Base::File(hash)), _) => Some(*hash),
        _ => None,
    };
    Rescued { key, path: leftover.path.clone(), project, base, steps, lines }
}

/// Names whoever has a file open.
pub(super) fn name(who: Option<disk::Who>) -> String {
    who.map_or_else(|| say!("file-another-program").to_owned(), |who| who.to_string())
}
