//! Carries out effects that touch files: reading, saving, the journal, locks, settings. It knows no window.
//!
//! What can wait for a disk runs on a thread of its own and comes back as an intent.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::thread;
use std::time::Duration;

use super::reading::{Ahead, Listed, read_files};
use crate::app::effect::Replaces;
use crate::app::{
    AppState, BringIntent, ClassroomIntent, CopyMerged, DialogPurpose, Effect, Intent, LoadFailure, LoadedProject,
    Lock, OutsideChange, Rescued, SaveFailure, Task, Theme, View, Work,
};
use crate::compare::Difference;
use crate::disk::journal::{Ending, NotResumed, OnDisk};
use crate::disk::lock::Guard;
use crate::disk::{
    self, Base, Expect, Folders, Generations, Journal, Leftover, Locked, Outside, Reading, Readings, SaveError,
    Settings, Start, Trouble, Watch,
};
use crate::documents::Source;
use crate::model::{Hash, LabelKey, Project};
use crate::say;
use crate::store;

use super::earlier;

mod exchanging;
mod files;
mod keeping;

use files::{open_project, rescue, snapshot};

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
    /// The project that was read before it is asked for.
    ahead: Option<Ahead>,
    /// Ends the reading of text files that is under way.
    stop: Option<Arc<AtomicBool>>,
    /// Tell when what was read of a project is among the earlier versions, by hanging up.
    keeping_read: HashMap<PathBuf, Receiver<()>>,
    /// The number of the open project: each that is opened, made or taken up gets the next.
    project: u64,
    watched: Arc<Mutex<Watched>>,
    /// What crashes left, and how many of its steps fit.
    leftovers: HashMap<u64, (Leftover, usize)>,
    /// The asking for an earlier version whose answer is still wanted.
    earlier: earlier::Asking,
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
            ahead: None,
            stop: None,
            keeping_read: HashMap::new(),
            project: 0,
            watched: Arc::default(),
            leftovers: HashMap::new(),
            earlier: earlier::Asking::default(),
            sender,
            answers,
            waker,
        };
        host.watch_file();
        (host, warnings)
    }

    /// Takes what is read ahead of the first asking for a project.
    pub fn have_ahead(&mut self, ahead: Ahead) {
        self.ahead = Some(ahead);
    }

    fn answer(&self, answer: Answer) {
        // The receiver lives as long as the host itself.
        let _ = self.sender.send(answer);
        (self.waker)();
    }

    /// Runs work on a thread of its own and hands back what it makes.
    fn run(&self, work: impl FnOnce() -> Answer + Send + 'static) {
        self.run_on(move |answer| answer(work()));
    }

    /// Runs work on a thread of its own, which goes on after its first answer.
    fn run_on(&self, work: impl FnOnce(&dyn Fn(Answer)) + Send + 'static) {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let answer = move |answer| {
            // Where the host is gone nobody waits for the answer.
            let _ = sender.send(answer);
            waker();
        };
        let spawned = thread::Builder::new().name("files".into()).spawn(move || work(&answer));
        if let Err(error) = spawned {
            let text = say!("file-no-thread", detail = error.to_string());
            self.answer(Answer::Intent(Intent::Say(text, true)));
        }
    }

    /// Does work on a thread of its own and hands back what it says as it goes, or that it failed.
    fn work(&self, work: Work) {
        let task = work.task();
        self.work_by(task, thread::Builder::new().name("work".into()), |answer| work.run(answer));
    }

    fn work_by(
        &self,
        task: Task,
        threads: thread::Builder,
        work: impl FnOnce(&mut dyn FnMut(Intent)) + Send + 'static,
    ) {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let spawned = threads.spawn(move || {
            let mut answer = |intent| {
                // Where the host is gone nobody waits for the answer.
                let _ = sender.send(Answer::Intent(intent));
                waker();
            };
            // What the work held is gone with it; nothing else sees it half done.
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(&mut answer))) {
                answer(Intent::Failed(task, panicked(&*panic)));
            }
        });
        if let Err(error) = spawned {
            let why = say!("work-no-thread", detail = error.to_string());
            self.answer(Answer::Intent(Intent::Failed(task, why)));
        }
    }

    /// Reads other projects on a thread of its own. Each file is answered, also where the system gives no thread or the
    /// reading of one panics, for all are waited for.
    fn read_others(
        &self,
        number: u64,
        paths: Vec<(usize, PathBuf)>,
        threads: thread::Builder,
        read: impl Fn(&Path) -> Result<Project, String> + Send + 'static,
    ) {
        let (sender, waker) = (self.sender.clone(), Arc::clone(&self.waker));
        let files: Vec<usize> = paths.iter().map(|(at, _)| *at).collect();
        let answer = move |at, read| {
            let read = BringIntent::FileRead(number, at, Box::new(read));
            // Where the host is gone nobody waits for the answer.
            let _ = sender.send(Answer::Intent(Intent::Bring(read)));
            waker();
        };
        let on_thread = answer.clone();
        let spawned = threads.spawn(move || {
            for (at, path) in paths {
                let found = catch_unwind(AssertUnwindSafe(|| read(&path)));
                on_thread(at, found.unwrap_or_else(|panic| Err(panicked(&*panic))));
            }
        });
        if let Err(error) = spawned {
            let why = say!("work-no-thread", detail = error.to_string());
            files.into_iter().for_each(|at| answer(at, Err(why.clone())));
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
                    if let Some(Reading { article, columns, set, texts }) = self.readings.of(&absolute(&path)).cloned()
                    {
                        intents.push(Intent::Resume { path, article, columns, set, texts });
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
                let ahead = self.ahead.take().filter(|ahead| ahead.is_of(&full));
                // The answer to the first asking is the answer to the second too.
                if self.reading.insert(full) {
                    let (done, kept) = channel();
                    self.keeping_read.insert(absolute(&path), kept);
                    let generations = self.generations.clone();
                    self.run_on(move |answer| {
                        let (opened, bytes) = open_project(path.clone(), ours, guard, ahead);
                        answer(opened);
                        // The window need not wait for this, for what was read still is the file.
                        let kept = generations.zip(bytes);
                        let kept = kept.map(|(generations, (bytes, hash))| generations.keep_known(&path, &bytes, hash));
                        if let Some(Err(error)) = kept {
                            let path = path.display().to_string();
                            let text = say!("file-not-kept", path = path, detail = error.to_string());
                            answer(Answer::Intent(Intent::Say(text, true)));
                        }
                        drop(done);
                    });
                }
            }
            Effect::ReadArticles { batch, paths } => self.read_articles(batch, paths),
            Effect::Decode { files, encoding } => self.run(move || {
                let read = |(key, source): (u64, Source)| (key, source.draft_in(encoding).map(Box::new));
                Answer::Intent(Intent::Decoded(encoding, files.into_iter().map(read).collect()))
            }),
            Effect::StopReading => self.stop_reading(),
            Effect::MergeWith { path, present, ticks } => self.run(move || {
                let merged =
                    read_copy(&path, say!("merge-odd")).and_then(|other| CopyMerged::of(&present, ticks, &other));
                Answer::Intent(Intent::CopyMerged(path, Box::new(merged)))
            }),
            Effect::ReadOthers { number, paths } => {
                let read = |path: &Path| read_copy(path, say!("bring-odd"));
                self.read_others(number, paths, thread::Builder::new().name("files".into()), read);
            }
            Effect::ReadForeign { number, paths, cancel } => self.read_foreign(number, paths, cancel),
            Effect::ReadHandIns { number, paths, cancel } => self.read_hand_ins(number, paths, cancel),
            Effect::HandOut(writ) => self.hand_out(*writ, state.file().path.clone()),
            Effect::ExportFolder { purpose, path, files, replace } => self.export_folder(purpose, path, files, replace),
            Effect::KeepRecalled(recalled) => self.keep_recalled(&recalled),
            Effect::ReadScheme(path) => self.run(move || {
                let read = disk::read(&path).map_err(|error| error.to_string());
                let read = read.and_then(|bytes| store::read_template(&bytes).map_err(|error| error.to_string()));
                Answer::Intent(Intent::SchemeRead(path, read))
            }),
            Effect::Export { purpose, path, bytes, replaces } => self.export(purpose, path, bytes, replaces),
            Effect::Write { path, project, version, replaces } => self.write(path, project, version, replaces),
            Effect::BeginJournal { path, base, project } => {
                // What is being read was for the project before.
                self.stop_reading();
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
                    journal.append_with(move || store::encode(&before, &transaction));
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
            Effect::ListEarlier(path) => {
                let generations = self.generations.clone();
                self.run(move || {
                    let kept = earlier::list(generations.as_ref(), &path);
                    Answer::Intent(Intent::EarlierListed(path, kept))
                });
            }
            Effect::ReadEarlier { path, number, present, ticks } => {
                let (generations, wanted) = (self.generations.clone(), self.earlier.next());
                self.run(move || {
                    let read = earlier::read(generations.as_ref(), &path, number, &present, &wanted);
                    read.map_or(Answer::Done, |read| {
                        Answer::Intent(Intent::EarlierRead { path, number, ticks, read: Box::new(read) })
                    })
                });
            }
            Effect::LeaveEarlier => drop(self.earlier.next()),
            Effect::KeepHints { done } => {
                self.settings.hints_done = done;
                self.keep_settings();
            }
            Effect::Work(work) => self.work(work),
            Effect::KeepView => self.keep_view(&state.view().clone()),
            effect => return Some(effect),
        }
        None
    }

    /// Reads text files, in the place of those that are being read.
    fn read_articles(&mut self, batch: u64, paths: Vec<PathBuf>) {
        self.stop_reading();
        let stop = Arc::new(AtomicBool::new(false));
        self.stop = Some(Arc::clone(&stop));
        self.run_on(move |answer| {
            let tell = |intent| answer(Answer::Intent(intent));
            let listed = Listed::of(&paths);
            if listed.hand_ins {
                return tell(ClassroomIntent::Found(batch, paths).into());
            }
            if listed.foreign {
                return tell(Intent::FoundForeign(batch, paths));
            }
            let total = listed.files.len();
            let told = |done, percent| tell(Intent::Progress(batch, done, total, percent));
            let mut files = read_files(&listed.files, &stop, told);
            files.extend(listed.failures());
            tell(Intent::ArticlesRead(batch, files));
        });
    }

    fn stop_reading(&mut self) {
        if let Some(stop) = self.stop.take() {
            stop.store(true, Ordering::Relaxed);
        }
    }
}

/// Says that a thread panicked, and with what words.
fn panicked(panic: &(dyn Any + Send)) -> String {
    let said = panic.downcast_ref::<&str>().copied();
    let said = said.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    say!("work-panicked", detail = said.unwrap_or_default())
}

/// Reads another project, which must be as it was written; `odd` says what to do where it is not.
fn read_copy(path: &Path, odd: &str) -> Result<Project, String> {
    let bytes = disk::read(path).map_err(|error| error.to_string())?;
    let loaded = store::read(&bytes).map_err(|error| error.to_string())?;
    // What is damaged is looked at by somebody first, and saved again.
    if loaded.intact && loaded.warnings.is_empty() { Ok(loaded.project) } else { Err(odd.to_owned()) }
}

#[cfg(test)]
mod tests;
