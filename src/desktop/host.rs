//! Carries out effects that touch files: reading, saving, the journal, locks, settings. It knows no window.
//!
//! What can wait for a disk runs on a thread of its own and comes back as an intent.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use crate::app::effect::Replaces;
use crate::app::{
    AppState, ArticleRead, Effect, Intent, LoadFailure, LoadedProject, Lock, OutsideChange, Rescued, SaveFailure,
    Theme, View,
};
use crate::disk::journal::{Ending, NotResumed, OnDisk};
use crate::disk::lock::Guard;
use crate::disk::{
    self, Base, Expect, Folders, Generations, Journal, Leftover, Locked, Outside, Reading, Readings, SaveError,
    Settings, Start, Trouble, Watch,
};
use crate::documents::plain;
use crate::model::{Hash, LabelKey, Project};
use crate::say;
use crate::store;

/// How often the project's file is looked at for what other programs did to it.
const LOOK: Duration = Duration::from_secs(2);

/// What a thread sends back.
enum Answer {
    Intent(Intent),
    /// A project was read; the lock comes with it.
    Opened(PathBuf, Option<Guard>, Intent),
    /// A project was saved, perhaps under another name, which is locked; and what the user should know of it. The
    /// number says which project it was.
    Written(u64, PathBuf, Option<Guard>, Intent, Vec<String>),
    /// Another program did something to the file of the project of this number.
    Outside(u64, OutsideChange),
    /// It is done; there is nothing to tell.
    Done,
    /// What a crash left under this key, of which so many steps fit, is not safe in the new journal yet.
    NotResumed(u64, NotResumed, usize),
    /// What crashes left.
    Found(Vec<(Leftover, Rescued)>),
}

/// The file that is watched. It is looked at without holding this, for a slow disk must not hold up the window.
#[derive(Default)]
struct Watched {
    /// The number of the project it belongs to. A thread that began for another one has no say in it.
    project: u64,
    /// Counts what was done to `watch`: what a look saw before that is no news.
    changes: u64,
    watch: Option<Watch>,
}

impl Watched {
    fn change(&mut self, project: u64, change: impl FnOnce(&mut Option<Watch>)) {
        if self.project == project {
            self.changes += 1;
            change(&mut self.watch);
        }
    }

    /// Looks at the file of whoever is watched, and returns whose it is and what is new.
    fn look(watched: &Mutex<Watched>) -> Option<(u64, Outside)> {
        let (changes, mut watch) = {
            let watched = locked(watched);
            (watched.changes, watched.watch.clone()?)
        };
        let news = watch.poll();
        let mut watched = locked(watched);
        if watched.changes != changes {
            return None;
        }
        watched.watch = Some(watch);
        news.map(|news| (watched.project, news))
    }
}

/// Wakes the window, so that it takes the answers.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Carries out effects.
pub struct Host {
    folders: Option<Folders>,
    generations: Option<Generations>,
    settings: Settings,
    /// Counts the settings that were to be kept.
    keeping: u64,
    /// The last of those that are on the disk; held while they are written.
    kept: Arc<Mutex<u64>>,
    journal: Option<Arc<Journal>>,
    failing: bool,
    /// The lock of the open project, with its path.
    held: Option<(PathBuf, Guard)>,
    /// Locks of projects that were read and are about to be taken up.
    coming: HashMap<PathBuf, Guard>,
    /// Where the user was in projects.
    readings: Readings,
    /// Projects that are being read.
    reading: HashSet<PathBuf>,
    /// The number of the open project: each that is opened, made or taken up gets the next.
    project: u64,
    watched: Arc<Mutex<Watched>>,
    /// What crashes left, and how many of its steps fit.
    leftovers: HashMap<u64, (Leftover, usize)>,
    sender: Sender<Answer>,
    answers: Receiver<Answer>,
    waker: Waker,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a path absolute without following links, so that paths can be compared.
fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned())
}

impl Host {
    /// Makes a host that keeps its files in these folders; without any, there is no journal, and it says so.
    /// Returns also what was odd in the settings.
    pub fn new(folders: Option<Folders>, waker: Waker) -> (Host, Vec<String>) {
        let (sender, answers) = channel();
        let (settings, warnings) = folders.as_ref().map_or_else(Default::default, Settings::load);
        let host = Host {
            generations: folders.as_ref().map(Generations::new),
            readings: folders.as_ref().map(Readings::load).unwrap_or_default(),
            folders,
            settings,
            keeping: 0,
            kept: Arc::default(),
            journal: None,
            failing: false,
            held: None,
            coming: HashMap::new(),
            reading: HashSet::new(),
            project: 0,
            watched: Arc::default(),
            leftovers: HashMap::new(),
            sender,
            answers,
            waker,
        };
        host.watch_file();
        (host, warnings)
    }

    /// Returns the settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns how things are shown, as the settings say.
    pub fn view(&self) -> View {
        let settings = &self.settings;
        View {
            theme: match settings.theme {
                disk::settings::Theme::System => Theme::System,
                disk::settings::Theme::Light => Theme::Light,
                disk::settings::Theme::Dark => Theme::Dark,
            },
            text_size: settings.text_size,
            line_height: settings.line_height,
            column: settings.column_chars as f32,
            serif: settings.typeface == disk::settings::Typeface::Serif,
            scale: settings.scale,
            keys: settings.label_keys.iter().map(|(label, key)| (LabelKey::slug(label), *key)).collect(),
            snap: settings.word_snap,
            left: !settings.left.collapsed,
            right: !settings.right.collapsed,
            left_width: settings.left.size,
            right_width: settings.right.size,
            dock_height: settings.bottom.size,
            ..View::default()
        }
    }

    /// Keeps how things are shown.
    pub fn keep_view(&mut self, view: &View) {
        let settings = &mut self.settings;
        settings.theme = match view.theme {
            Theme::System => disk::settings::Theme::System,
            Theme::Light => disk::settings::Theme::Light,
            Theme::Dark => disk::settings::Theme::Dark,
        };
        settings.text_size = view.text_size;
        settings.line_height = view.line_height;
        settings.column_chars = view.column as u32;
        settings.typeface = if view.serif { disk::settings::Typeface::Serif } else { disk::settings::Typeface::Sans };
        settings.scale = view.scale;
        settings.label_keys = view.keys.iter().map(|(label, key)| (label.to_string(), *key)).collect();
        settings.word_snap = view.snap;
        settings.left.collapsed = !view.left;
        settings.right.collapsed = !view.right;
        settings.left.size = view.left_width;
        settings.right.size = view.right_width;
        settings.bottom.size = view.dock_height;
        self.keep_settings();
    }

    /// Keeps where the user was in a project. Waits for the disk, and for nothing larger than a page.
    pub fn keep_reading(&mut self, path: &Path, reading: Reading) {
        self.readings.put(&absolute(path), reading);
        // Where it can't be kept, the project opens at its start.
        let _ = self.folders.as_ref().map(|folders| self.readings.save(folders));
    }

    /// Keeps that the program was started before, and the window's size in points of the system. Waits for the disk: the program is about to end.
    pub fn keep_start(&mut self, window: Option<(f32, f32)>, maximized: bool) {
        self.settings.first_start_done = true;
        self.settings.window = window.or(self.settings.window);
        self.settings.maximized = maximized;
        if let Some(keep) = self.keep() {
            keep();
        }
    }

    fn keep_settings(&mut self) {
        if let Some(keep) = self.keep() {
            self.run(keep);
        }
    }

    /// Returns the work of keeping the settings as they are now. Older ones never replace newer ones.
    fn keep(&mut self) -> Option<impl FnOnce() -> Answer + Send + use<>> {
        self.keeping += 1;
        let (number, kept) = (self.keeping, Arc::clone(&self.kept));
        let (folders, settings) = (self.folders.clone()?, self.settings.clone());
        Some(move || {
            let mut kept = locked(&kept);
            if *kept > number {
                return Answer::Done;
            }
            *kept = number;
            match settings.save(&folders) {
                Ok(_) => Answer::Done,
                Err(error) => Answer::Intent(Intent::Say(say!("settings-not-kept", why = error.to_string()), true)),
            }
        })
    }

    fn answer(&self, answer: Answer) {
        // The receiver lives as long as the host itself.
        let _ = self.sender.send(answer);
        (self.waker)();
    }

    /// Runs work on a thread of its own and hands back what it makes.
    fn run(&self, work: impl FnOnce() -> Answer + Send + 'static) {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let spawned = thread::Builder::new().name("files".into()).spawn(move || {
            // Where the host is gone nobody waits for the answer.
            let _ = sender.send(work());
            waker();
        });
        if let Err(error) = spawned {
            let text = say!("file-no-thread", detail = error.to_string());
            self.answer(Answer::Intent(Intent::Say(text, true)));
        }
    }

    /// Looks now and then at the project's file, for as long as this host lives.
    fn watch_file(&self) {
        let watched: Weak<Mutex<Watched>> = Arc::downgrade(&self.watched);
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        // Without the thread, the next save still notices.
        let _ = thread::Builder::new().name("watch".into()).spawn(move || {
            while let Some(watched) = watched.upgrade() {
                let news = Watched::look(&watched);
                drop(watched);
                if let Some((project, news)) = news {
                    let change = match news {
                        Outside::Changed(_) => OutsideChange::Changed,
                        Outside::Gone => OutsideChange::Gone,
                        Outside::Back => OutsideChange::Back,
                    };
                    if sender.send(Answer::Outside(project, change)).is_err() {
                        return;
                    }
                    waker();
                }
                thread::sleep(LOOK);
            }
        });
    }

    /// Looks for what crashes left; answered by `Rescued`.
    pub fn look_for_leftovers(&self) {
        let (Some(folders), Some(generations)) = (self.folders.clone(), self.generations.clone()) else { return };
        self.run(move || {
            let found = match disk::recover(&folders) {
                Ok(found) => found,
                Err(error) => {
                    let why = say!("rescue-not-looked-for", why = error.to_string());
                    return Answer::Intent(Intent::Say(why, true));
                }
            };
            let with_rows = |(i, leftover): (usize, Leftover)| {
                let row = rescue(i as u64, &leftover, &generations);
                (leftover, row)
            };
            Answer::Found(found.into_iter().enumerate().map(with_rows).collect())
        });
    }

    /// Returns what came back since this was last asked.
    pub fn answers(&mut self) -> Vec<Intent> {
        let mut intents = Vec::new();
        while let Ok(answer) = self.answers.try_recv() {
            match answer {
                Answer::Done => {}
                Answer::NotResumed(key, failed, steps) => {
                    intents.push(Intent::Say(failed.to_string(), true));
                    self.leftovers.insert(key, (*failed.leftover, steps));
                }
                Answer::Intent(intent) => intents.push(intent),
                Answer::Opened(path, guard, intent) => {
                    self.reading.remove(&absolute(&path));
                    if let Some(guard) = guard {
                        self.coming.insert(absolute(&path), guard);
                    }
                    intents.push(intent);
                    if let Some(Reading { article, texts }) = self.readings.of(&absolute(&path)).cloned() {
                        intents.push(Intent::Resume(path, article, texts));
                    }
                }
                Answer::Outside(project, change) => {
                    if project == self.project {
                        intents.push(Intent::Outside(change));
                    }
                }
                Answer::Written(project, path, guard, intent, notes) => {
                    if let Some(guard) = guard
                        && project == self.project
                    {
                        self.held = Some((absolute(&path), guard));
                    }
                    intents.push(intent);
                    intents.extend(notes.into_iter().map(|note| Intent::Say(note, true)));
                }
                Answer::Found(found) => {
                    let mut rescued = Vec::new();
                    for (leftover, row) in found {
                        self.leftovers.insert(row.key, (leftover, row.steps));
                        rescued.push(row);
                    }
                    intents.push(Intent::Rescued(rescued));
                }
            }
        }
        if let Some(journal) = &self.journal {
            let error = journal.take_error();
            let failing = journal.is_failing();
            match error {
                Some(error) => intents.push(Intent::Journal(Err(error.to_string()))),
                None if self.failing && !failing => intents.push(Intent::Journal(Ok(journal.acknowledged()))),
                None => {}
            }
            self.failing = failing;
        }
        intents
    }

    /// Returns the last sequence number given, and the last one that is safe on the disk.
    pub fn journal_numbers(&self) -> (u64, u64) {
        self.journal.as_ref().map_or((0, 0), |journal| (journal.sequence(), journal.acknowledged()))
    }

    /// Ends the journal: everything in it is saved, or was given up. Waits for the disk.
    pub fn end(&mut self) {
        self.end_journal();
        self.held = None;
    }

    fn end_journal(&mut self) {
        // A save that is under way holds the journal too, and ends it then.
        if let Some(journal) = self.journal.take().and_then(Arc::into_inner)
            && let Err(error) = journal.close(Ending::Discard)
        {
            self.answer(Answer::Intent(Intent::Say(error.to_string(), true)));
        }
        self.failing = false;
    }

    /// Begins the journal of a project; `base` is the file that holds the same as the project, where there is one.
    fn begin_journal(&mut self, path: Option<&Path>, base: Option<Hash>, project: &Project, dirty: bool) {
        let Some(folders) = &self.folders else {
            let why = say!("journal-no-folder");
            return self.answer(Answer::Intent(Intent::Journal(Err(why.into()))));
        };
        let (path, project) = (path.map(absolute), project.clone());
        let start = move || Start { path, base: base.map_or_else(|| snapshot(&project), Base::File), dirty };
        self.journal = Some(Arc::new(Journal::begin_with(folders, start, self.wake())));
    }

    fn wake(&self) -> Box<dyn Fn() + Send> {
        let waker = Arc::clone(&self.waker);
        Box::new(move || waker())
    }

    /// Takes the lock that came with a project, keeps the one it has for the same path, drops any other.
    fn take_lock(&mut self, path: Option<&Path>) {
        let path = path.map(absolute);
        let coming = path.as_ref().and_then(|path| self.coming.remove(path));
        self.coming.clear();
        match (path, coming) {
            (Some(path), Some(guard)) => self.held = Some((path, guard)),
            (Some(path), None) if self.held.as_ref().is_some_and(|(held, _)| *held == path) => {}
            _ => self.held = None,
        }
    }

    /// Watches the file of another project from now on.
    fn watch(&mut self, path: Option<&Path>, hash: Option<Hash>) {
        self.project += 1;
        let mut watched = locked(&self.watched);
        watched.project = self.project;
        watched.change(self.project, |watch| *watch = path.zip(hash).map(|(path, hash)| Watch::new(path, hash)));
    }

    /// Carries out an effect that touches files. Returns it when it is for the window.
    pub fn carry_out(&mut self, effect: Effect, state: &AppState) -> Option<Effect> {
        match effect {
            Effect::ReadProject(path) => {
                let full = absolute(&path);
                let ours = self.held.as_ref().is_some_and(|(held, _)| *held == full);
                // One that was read already and not taken up is locked by this program itself.
                let guard = self.coming.remove(&full);
                // The answer to the first asking is the answer to the second too.
                if self.reading.insert(full) {
                    let generations = self.generations.clone();
                    self.run(move || read_project(path, ours, guard, generations.as_ref()));
                }
            }
            Effect::ReadArticle(path) => self.run(move || Answer::Intent(Intent::ArticleRead(read_article(path)))),
            Effect::Write { path, project, version, replaces } => self.write(path, project, version, replaces),
            Effect::BeginJournal { path, base, project } => {
                self.end_journal();
                self.take_lock(path.as_deref());
                self.watch(path.as_deref(), base);
                self.begin_journal(path.as_deref(), base, &project, state.is_unsaved());
            }
            Effect::ResumeJournal { key, path, project } => self.resume(key, path, &project, state),
            Effect::Journal { before, transaction } => {
                // The project that is there when the program starts has no journal until something is done to it:
                // what was to be opened instead may not have been readable.
                if self.journal.is_none() {
                    self.begin_journal(state.file().path.as_deref(), None, &before, false);
                }
                if let Some(journal) = &self.journal {
                    journal.append(store::encode(&before, &transaction));
                }
            }
            Effect::Remember(path) => {
                self.settings.add_recent(&absolute(&path));
                self.keep_settings();
                self.answer(Answer::Intent(Intent::Recent(self.settings.recent.clone())));
            }
            Effect::DiscardRescued(key) => {
                if let Some((leftover, _)) = self.leftovers.remove(&key)
                    && let Err(error) = leftover.discard()
                {
                    let why = say!("rescue-not-thrown-away", why = error.to_string());
                    self.answer(Answer::Intent(Intent::Say(why, true)));
                }
            }
            Effect::KeepView => self.keep_view(&state.view().clone()),
            effect => return Some(effect),
        }
        None
    }

    fn resume(&mut self, key: u64, path: Option<PathBuf>, project: &Project, state: &AppState) {
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

    fn write(&mut self, path: PathBuf, project: Project, version: u64, replaces: Replaces) {
        let expect = match replaces {
            Replaces::Nothing => Expect::Nothing,
            Replaces::Known(hash) => Expect::Content(hash),
            Replaces::Anything => Expect::Anything,
        };
        let journal = self.journal.clone();
        // Everything that the project holds was handed to the journal before this number.
        let through = journal.as_ref().map_or(0, |journal| journal.sequence());
        // Where there is no folder of ours, nothing earlier is kept, but the save is as safe.
        let nowhere = || Generations::new(&Folders::under(&std::env::temp_dir().join("gainsay")));
        let generations = self.generations.clone().unwrap_or_else(nowhere);
        let ours = self.held.as_ref().is_some_and(|(held, _)| *held == absolute(&path));
        let watched = Arc::clone(&self.watched);
        let open = self.project;
        self.run(move || {
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
            locked(&watched).change(open, |watch| watch.iter_mut().for_each(|watch| watch.expect(coming)));
            let saved = match &journal {
                Some(journal) => disk::save_project(journal, &path, &bytes, through, expect, &generations),
                None => disk::save(&path, &bytes, expect, &generations),
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

impl Drop for Host {
    /// Keeps settings that no thread has come to yet.
    fn drop(&mut self) {
        let waiting = *locked(&self.kept) < self.keeping;
        if waiting && let Some(keep) = self.keep() {
            keep();
        }
    }
}

/// Writes a project down as the base of a journal.
fn snapshot(project: &Project) -> Base {
    Base::Snapshot(store::write(project).into_bytes().into())
}

/// Reads and locks a project. What it holds is kept among the earlier versions at once, so that the journal has its
/// base even when another program overwrites the file before the first save.
fn read_project(path: PathBuf, ours: bool, mut guard: Option<Guard>, generations: Option<&Generations>) -> Answer {
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
    let mut kept = None;
    let loaded = disk::read(&path).map_err(|error| error.to_string()).and_then(|bytes| {
        let keep = || generations.and_then(|generations| generations.keep(&path, &bytes).err());
        // One waits for the disk and the other for the processor, so both are done at once.
        thread::scope(|scope| {
            let keeping = thread::Builder::new().name("keep".into()).spawn_scoped(scope, keep);
            let loaded = store::read(&bytes).map_err(|error| error.to_string());
            kept = match keeping {
                Ok(keeping) => {
                    keeping.join().unwrap_or_else(|_| Some(std::io::Error::other(say!("detail-writing-broke-off"))))
                }
                Err(_) => keep(),
            };
            loaded
        })
    });
    if guard.is_some()
        && let Some(folder) = path.parent()
    {
        disk::sweep(folder);
    }
    let read_only = std::fs::metadata(&path).is_ok_and(|facts| facts.permissions().readonly());
    let result = match loaded {
        Ok(loaded) => Ok(LoadedProject {
            project: loaded.project,
            warnings: loaded
                .warnings
                .iter()
                .map(ToString::to_string)
                .chain(kept.map(|error| say!("file-not-kept", detail = error.to_string())))
                .collect(),
            intact: loaded.intact,
            hash: loaded.hash,
            lock,
            read_only: read_only.then(|| say!("file-write-protected").to_owned()),
        }),
        Err(why) => Err(LoadFailure(why)),
    };
    let guard = if result.is_ok() { guard } else { None };
    Answer::Opened(path.clone(), guard, Intent::Loaded(path, Box::new(result)))
}

fn read_article(path: PathBuf) -> ArticleRead {
    let read = disk::read(&path).map_err(|error| error.to_string()).and_then(|bytes| plain::decode(&bytes));
    match read {
        Ok(plain) => ArticleRead { path, text: Ok(plain.text), encoding: plain.encoding.into() },
        Err(why) => ArticleRead { path, text: Err(why), encoding: String::new() },
    }
}

/// Puts what a crash left together: the base, and every transaction on it.
fn rescue(key: u64, leftover: &Leftover, generations: &Generations) -> Rescued {
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
            lines.insert(0, difference(&before, &project));
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
fn name(who: Option<disk::Who>) -> String {
    who.map_or_else(|| say!("file-another-program").to_owned(), |who| who.to_string())
}

/// Says in a line what the steps made of a project.
fn difference(before: &Project, after: &Project) -> String {
    let change =
        |was: usize, is: usize| (is != was).then_some((is.abs_diff(was), if is > was { "more" } else { "fewer" }));
    let articles = change(before.articles().len(), after.articles().len());
    let annotations = change(before.annotation_count(), after.annotation_count());
    let relations = change(before.relation_count(), after.relation_count());
    let parts: Vec<String> = [
        articles.map(|(count, way)| say!("rescue-articles", count = count, way = way)),
        annotations.map(|(count, way)| say!("rescue-annotations", count = count, way = way)),
        relations.map(|(count, way)| say!("rescue-relations", count = count, way = way)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if parts.is_empty() {
        say!("rescue-as-many").into()
    } else {
        say!("rescue-than", changes = parts.join(say!("list-comma")))
    }
}
