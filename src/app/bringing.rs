//! Brings the sets of other projects in, so that they can be compared here: reads the files, shows what comes and what
//! does not, and does it as one step. Looking through the files is done on a thread of the host.

use std::path::PathBuf;
use std::sync::Arc;

use crate::compare::agreement::Source;
use crate::compare::bring::{Choices, Plan, Survey};
use crate::model::{LabelKey, Project, Refusal, RevisionId, SetId, Stamp, Step};
use crate::say;

use super::effect::Effect;
use super::intent::Intent;
use super::modal::Modal;
use super::state::{AppState, Page};
use super::work::{Cancel, Work};

/// What is asked of the page on which other files are compared with the project.
#[derive(Clone, Debug)]
pub enum BringIntent {
    /// Offers to compare or merge these files with the project that is being opened.
    Offer(Vec<PathBuf>),
    /// Reads these files, and shows what could come of them.
    Read(Vec<PathBuf>),
    /// Takes a file that was read: of which asking, which of the files, and the project or why there is none.
    FileRead(u64, usize, Box<Result<Project, String>>),
    /// Takes in a set of a file, or leaves it.
    TakeSet(usize, SetId, bool),
    /// Takes the annotations of a text that nearly equals one here, or leaves them.
    TakeText(usize, RevisionId, bool),
    /// Says what a file's label is here; nothing leaves its annotations.
    Label(usize, LabelKey, Option<LabelKey>),
    /// Takes how much of a job is done, from 0 to 1.
    Progress(u64, f64),
    /// Takes what a job found; nothing where it was stopped.
    Planned(u64, Option<Arc<Planned>>),
    /// Brings in what was chosen.
    Take,
    /// Leaves all as it is.
    Leave,
}

/// What comes in, and what of it was looked through.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What the files have.
    pub survey: Arc<Survey>,
    /// What comes of it as it was chosen.
    pub plan: Plan,
}

/// A file whose sets may come.
#[derive(Clone, Debug)]
pub struct OtherFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it is called, told apart from the others.
    pub name: String,
    /// Why it can't be taken, when it can't; `None` too while it is read.
    pub failure: Option<String>,
    read: bool,
}

/// What a plan is made of.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The state of the project.
    ticks: u64,
    choices: Choices,
}

/// Files that are looked through.
#[derive(Clone, Debug)]
pub struct Bringing {
    number: u64,
    files: Vec<OtherFile>,
    /// The projects that were read; `numbers` says of which of the files each is.
    sources: Vec<Source>,
    numbers: Vec<usize>,
    /// Gives ids to what can't keep its own.
    stamp: Stamp,
    choices: Choices,
    running: Option<(u64, Asked, Cancel, f64)>,
    planned: Option<(u64, Asked, Arc<Planned>)>,
    failure: Option<String>,
}

impl Bringing {
    /// Lists the files.
    pub fn files(&self) -> &[OtherFile] {
        &self.files
    }

    /// Returns the file that a source of the survey is.
    pub fn file_of(&self, source: usize) -> Option<&OtherFile> {
        self.files.get(*self.numbers.get(source)?)
    }

    /// Returns the project that a source of the survey is.
    pub fn project_of(&self, source: usize) -> Option<&Project> {
        self.sources.get(source).map(|source| &source.project)
    }

    /// Returns what was chosen.
    pub fn choices(&self) -> &Choices {
        &self.choices
    }

    /// Returns what would come, and a number that is another whenever that is.
    pub fn planned(&self) -> Option<(u64, &Planned)> {
        self.planned.as_ref().map(|(number, _, planned)| (*number, &**planned))
    }

    /// Returns how much of reading and looking through the files is done, from 0 to 1.
    pub fn progress(&self) -> Option<f64> {
        let read = self.files.iter().filter(|file| file.read).count();
        let share = |done: f64| Some((read as f64 + done) / (self.files.len() + 1) as f64);
        match &self.running {
            _ if read < self.files.len() => share(0.0),
            Some((.., done)) => share(*done),
            None => None,
        }
    }

    /// Returns why the files could not be looked through, in the user's words.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn cancel(&mut self) {
        if let Some((_, _, cancel, _)) = self.running.take() {
            cancel.cancel();
        }
    }
}

/// Other files, for whoever has asked for some.
#[derive(Clone, Debug, Default)]
pub(super) struct Others {
    /// Counts what was asked, to tell answers to the last asking from earlier ones.
    asked: u64,
    bringing: Option<Bringing>,
    /// What the command line named beside the project that is being opened.
    offered: Vec<PathBuf>,
}

/// Looking through other projects, for a thread; answered by `Progress` and `Planned`.
#[derive(Clone, Debug)]
pub struct BringJob {
    number: u64,
    here: Project,
    others: Vec<Source>,
    /// What the files have, where that is known already.
    survey: Option<Arc<Survey>>,
    choices: Choices,
    stamp: Stamp,
    cancel: Cancel,
}

impl BringJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let BringJob { number, here, others, survey, choices, stamp, cancel } = self;
        let stop = || cancel.is_cancelled();
        let survey = match survey {
            Some(survey) => Some(survey),
            None => {
                let mut told = 0.0;
                let mut progress = |done: f64| {
                    // A step that nobody sees is not told.
                    if done >= told + 0.01 {
                        told = done;
                        answer(Intent::Bring(BringIntent::Progress(number, done)));
                    }
                };
                Survey::of(&here, &others, &stop, &mut progress).map(Arc::new)
            }
        };
        let planned = survey.and_then(|survey| {
            let plan = Plan::of(&here, &others, &survey, &choices, stamp, &stop)?;
            Some(Arc::new(Planned { survey, plan }))
        });
        answer(Intent::Bring(BringIntent::Planned(number, planned)));
    }
}

impl AppState {
    /// Returns the files that are looked through, while some are.
    pub fn bringing(&self) -> Option<&Bringing> {
        self.others.bringing.as_ref()
    }

    /// Tells whether something comes in when it is asked for now.
    pub(super) fn can_bring_in(&self) -> bool {
        let ready = self.bringing().filter(|bringing| bringing.progress().is_none());
        self.page == Page::Others
            && ready.and_then(Bringing::planned).is_some_and(|(_, planned)| !planned.plan.transaction.is_empty())
    }

    /// Does what is asked of the page.
    pub(super) fn run_bringing(&mut self, intent: BringIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let bringing = self.others.bringing.as_mut();
        match (intent, bringing) {
            (BringIntent::Offer(paths), _) => {
                self.others.offered = paths;
                if self.opening.is_none() {
                    self.offer_others();
                }
            }
            (BringIntent::Read(paths), _) => self.read_others(paths, stamp, effects),
            (BringIntent::Take, _) => self.bring_in(effects),
            (BringIntent::Leave, _) => {
                self.leave_bringing();
                effects.push(Effect::FocusArticle);
            }
            (BringIntent::FileRead(number, at, read), Some(bringing)) if bringing.number == number => {
                let Some(file) = bringing.files.get_mut(at).filter(|file| !file.read) else { return };
                file.read = true;
                match *read {
                    Ok(project) => {
                        // In the order in which they were asked for, whichever was read first.
                        let to = bringing.numbers.partition_point(|number| *number < at);
                        bringing.numbers.insert(to, at);
                        bringing.sources.insert(to, Source { name: file.name.clone(), project });
                    }
                    Err(why) => file.failure = Some(why),
                }
            }
            (BringIntent::TakeSet(source, set, taken), Some(bringing)) => {
                bringing.choices.sets.insert((source, set), taken);
            }
            (BringIntent::TakeText(source, text, true), Some(bringing)) => {
                bringing.choices.texts.insert((source, text));
            }
            (BringIntent::TakeText(source, text, false), Some(bringing)) => {
                bringing.choices.texts.remove(&(source, text));
            }
            (BringIntent::Label(source, label, to), Some(bringing)) => {
                bringing.choices.labels.insert((source, label), to);
            }
            (BringIntent::Progress(number, share), Some(bringing)) => {
                if let Some((_, _, _, done)) = bringing.running.as_mut().filter(|(job, ..)| *job == number) {
                    *done = share;
                }
            }
            (BringIntent::Planned(number, planned), Some(bringing)) => {
                if let Some((_, asked, ..)) = bringing.running.take_if(|(job, ..)| *job == number)
                    && let Some(planned) = planned
                {
                    bringing.planned = Some((number, asked, planned));
                }
            }
            // An answer to what nobody waits for any longer.
            _ => {}
        }
    }

    /// Asks what is to become of the other projects on the command line.
    pub(super) fn offer_others(&mut self) {
        let paths = std::mem::take(&mut self.others.offered);
        if paths.is_empty() {
            return;
        }
        if !self.refuses_changes() {
            self.show_when_free(Modal::Others { paths });
        }
    }

    /// Forgets what was to be offered: the project did not open.
    pub(super) fn withdraw_offer(&mut self) {
        self.others.offered.clear();
    }

    fn read_others(&mut self, paths: Vec<PathBuf>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        if self.refuses_changes() {
            return;
        }
        let mut full: Vec<PathBuf> = Vec::new();
        for path in paths.into_iter().map(|path| self.full_path(path)) {
            if !full.contains(&path) {
                full.push(path);
            }
        }
        self.leave_bringing();
        self.others.asked += 1;
        let number = self.others.asked;
        let short = |path: &PathBuf| path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
        let file = |path: &PathBuf| {
            let alone = full.iter().filter(|other| short(other) == short(path)).count() == 1;
            let name = if alone { short(path) } else { path.display().to_string() };
            let open = self.file.path.as_ref() == Some(path);
            let failure = open.then(|| say!("bring-open-already").to_owned());
            OtherFile { path: path.clone(), name, read: open, failure }
        };
        let files: Vec<OtherFile> = full.iter().map(file).collect();
        let wanted = files.iter().enumerate().filter(|(_, file)| !file.read);
        let paths: Vec<(usize, PathBuf)> = wanted.map(|(at, file)| (at, file.path.clone())).collect();
        self.others.bringing = Some(Bringing {
            number,
            files,
            sources: Vec::new(),
            numbers: Vec::new(),
            stamp: stamp.fork(),
            choices: Choices::default(),
            running: None,
            planned: None,
            failure: None,
        });
        self.page = Page::Others;
        if !paths.is_empty() {
            effects.push(Effect::ReadOthers { number, paths });
        }
    }

    /// Has everything looked through that was not yet as it stands, once all files are read.
    pub(super) fn keep_bringing(&mut self, effects: &mut Vec<Effect>) {
        if self.page == Page::Others && self.others.bringing.is_none() {
            self.page = Page::Article;
        }
        let Some(bringing) = &mut self.others.bringing else { return };
        if self.page != Page::Others {
            bringing.cancel();
            return;
        }
        let all_read = bringing.files.iter().all(|file| file.read);
        if !all_read || bringing.sources.is_empty() || bringing.failure.is_some() {
            return;
        }
        let asked = Asked { ticks: self.ticks, choices: bringing.choices.clone() };
        if bringing.running.as_ref().is_some_and(|(_, running, ..)| *running == asked) {
            return;
        }
        bringing.cancel();
        if bringing.planned.as_ref().is_some_and(|(_, planned, _)| *planned == asked) {
            return;
        }
        let known = bringing.planned.as_ref().filter(|(_, planned, _)| planned.ticks == asked.ticks);
        let survey = known.map(|(.., planned)| Arc::clone(&planned.survey));
        self.others.asked += 1;
        let (number, cancel) = (self.others.asked, Cancel::default());
        let job = BringJob {
            number,
            here: self.project.clone(),
            others: bringing.sources.clone(),
            survey,
            choices: asked.choices.clone(),
            stamp: bringing.stamp.clone(),
            cancel: cancel.clone(),
        };
        bringing.running = Some((number, asked, cancel, 0.0));
        effects.push(Effect::Work(Work::Bring(Box::new(job))));
    }

    /// Brings in what was chosen, as one step, and shows how far the sets agree.
    fn bring_in(&mut self, effects: &mut Vec<Effect>) {
        if !self.can_bring_in() {
            return self.say(say!("bring-nothing"), true);
        }
        let Some(bringing) = &self.others.bringing else { return };
        let Some((_, _, planned)) = &bringing.planned else { return };
        let plan = &planned.plan;
        let sets: Vec<&str> = plan.sets.iter().map(|(_, name)| name.as_str()).collect();
        let name = say!("step-bring", sets = sets.join(say!("list-comma")), count = plan.annotations);
        let told = say!("bring-done", sets = sets.len(), annotations = plan.annotations, detached = plan.detached);
        let step = Step { name, transaction: plan.transaction.clone() };
        if self.commit(Ok::<_, Refusal>(step), effects) {
            self.leave_bringing();
            self.page = Page::Agreement;
            self.say(told, false);
        }
    }

    /// Lets go of the files that are looked through.
    pub(super) fn leave_bringing(&mut self) {
        if let Some(mut bringing) = self.others.bringing.take() {
            bringing.cancel();
        }
        if self.page == Page::Others {
            self.page = Page::Article;
        }
    }

    /// Notes that the files could not be looked through. Tells whether that is still waited for.
    pub(super) fn bringing_failed(&mut self, number: u64, why: &str) -> bool {
        let Some(bringing) = &mut self.others.bringing else { return false };
        let waited = bringing.running.take_if(|(job, ..)| *job == number).is_some();
        if waited {
            bringing.failure = Some(why.to_owned());
        }
        waited
    }

    /// Forgets that the files could not be looked through, so that they are again.
    pub(super) fn forget_bringing_failure(&mut self) {
        if let Some(bringing) = &mut self.others.bringing {
            bringing.failure = None;
        }
    }
}

#[cfg(test)]
#[path = "bringing_tests.rs"]
mod tests;
