//! Hands a project out in the format of another program: says beforehand what that can't hold, asks where to, and has
//! it written. What is hidden stays hidden: what goes out is what the window shows a project of.

use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use crate::formats::exchange::{Choice, Out, Packed, Remark, Watch};
use crate::formats::{ALL, Format};
use crate::model::{Project, SetId};
use crate::say;

use super::asking::DialogPurpose;
use super::effect::Effect;
use super::intent::{Intent, SaveFailure};
use super::modal::Modal;
use super::state::{AppState, Page};
use super::work::{Cancel, Work};

/// What is asked of the page on which a project goes out.
#[derive(Clone, Debug)]
pub enum ExportIntent {
    /// Chooses a format.
    Format(&'static Format),
    /// Hands out the open article only, or all.
    OnlyOpen(bool),
    /// Hands out the shown sets only, or all.
    OnlyShown(bool),
    /// Takes how much of a job is done, from 0 to 1.
    Progress(u64, f64),
    /// Takes what would go out, or why nothing can.
    Foretold(u64, Result<Arc<Foretold>, String>),
    /// Takes what came of the writing: how many files.
    Written(u64, Result<usize, SaveFailure>),
    /// Ends the writing; nothing is left of it.
    Stop,
}

/// What would go out.
#[derive(Clone, Debug)]
pub struct Foretold {
    /// What the format can't hold.
    pub remarks: Vec<Remark>,
    /// How many files it makes.
    pub files: usize,
    /// How large they are together, in bytes.
    pub bytes: u64,
}

/// What that is made of.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The state of the project.
    ticks: u64,
    /// What hides something: the set that is annotated in, and whether names are.
    hides: (Option<SetId>, bool),
    format: &'static str,
    choice: Choice,
}

/// A writing that is under way.
#[derive(Clone, Debug)]
struct Writing {
    number: u64,
    purpose: DialogPurpose,
    path: PathBuf,
    cancel: Cancel,
    done: f64,
}

/// What goes out, as it was chosen.
#[derive(Clone, Debug, Default)]
pub struct Exporting {
    /// Counts what was asked, to tell answers to the last asking from earlier ones.
    asked: u64,
    format: Option<&'static Format>,
    only_open: bool,
    only_shown: bool,
    running: Option<(u64, Asked, Cancel)>,
    foretold: Option<(Asked, Result<Arc<Foretold>, String>)>,
    failure: Option<String>,
    writing: Option<Writing>,
}

impl Exporting {
    /// Lists the formats in which something can go out.
    pub fn formats() -> impl Iterator<Item = &'static Format> {
        ALL.iter().copied().filter(|format| format.write.is_some())
    }

    /// Returns the format that was chosen, else the first.
    pub fn format(&self) -> Option<&'static Format> {
        self.format.or_else(|| Exporting::formats().next())
    }

    /// Tells whether the open article goes out only.
    pub fn only_open(&self) -> bool {
        self.only_open
    }

    /// Tells whether the shown sets go out only.
    pub fn only_shown(&self) -> bool {
        self.only_shown
    }

    /// Returns what would go out, once it is known.
    pub fn foretold(&self) -> Option<&Foretold> {
        match &self.foretold {
            Some((_, Ok(foretold))) if self.running.is_none() => Some(foretold),
            _ => None,
        }
    }

    /// Says why nothing can go out.
    pub fn refusal(&self) -> Option<&str> {
        match &self.foretold {
            Some((_, Err(why))) if self.running.is_none() => Some(why),
            _ => None,
        }
    }

    /// Says why that could not be worked out, where it is a fault of the program.
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    /// Returns how much of the writing is done, from 0 to 1, while something is written.
    pub fn writing(&self) -> Option<f64> {
        self.writing.as_ref().map(|writing| writing.done)
    }
}

/// Finding out what would go out, for a thread; answered by `Foretold`.
#[derive(Clone, Debug)]
pub struct ExportJob {
    number: u64,
    project: Project,
    format: &'static Format,
    choice: Choice,
    cancel: Cancel,
}

/// Counts what is written, and keeps nothing.
#[derive(Debug, Default)]
struct Count {
    files: usize,
    bytes: u64,
}

impl Out for Count {
    fn begin(&mut self, _: &str) -> io::Result<()> {
        self.files += 1;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.bytes += bytes.len() as u64;
        Ok(())
    }
}

impl ExportJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Writes to nowhere. Nothing is answered when nobody waits any longer.
    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let mut count = Count::default();
        let stop = || self.cancel.is_cancelled();
        let mut watch = Watch { stop: &stop, progress: &mut |_| {} };
        let written = self.format.write(&self.project, &self.choice, &mut count, &mut watch);
        let foretold = match written {
            Ok(remarks) => Ok(Arc::new(Foretold { remarks, files: count.files, bytes: count.bytes })),
            Err(error) => Err(error.to_string()),
        };
        if !stop() {
            answer(Intent::Handout(ExportIntent::Foretold(self.number, foretold)));
        }
    }
}

/// What the host is to write.
#[derive(Clone, Debug)]
pub struct Writ {
    /// Of which asking, for the answers.
    pub number: u64,
    /// The project as it is shown.
    pub project: Project,
    /// What of it.
    pub choice: Choice,
    /// In which format.
    pub format: &'static Format,
    /// Where to: a file, or a folder.
    pub path: PathBuf,
    /// Whether what is there may be replaced.
    pub replace: bool,
    /// Ends it.
    pub cancel: Cancel,
}

impl AppState {
    /// Returns what goes out, as it was chosen.
    pub fn exporting(&self) -> &Exporting {
        &self.exporting
    }

    fn export_choice(&self) -> Choice {
        let open = || self.article().into_iter().collect();
        Choice {
            articles: self.exporting.only_open.then(open),
            sets: self.exporting.only_shown.then(|| self.shown_sets().into_iter().collect::<BTreeSet<SetId>>()),
        }
    }

    /// Returns what to ask where to, when something can go out now.
    pub(super) fn export_purpose(&self) -> Option<DialogPurpose> {
        if self.page != Page::Export || self.exporting.writing.is_some() {
            return None;
        }
        let (format, foretold) = (self.exporting.format()?, self.exporting.foretold()?);
        let folder = match format.packed {
            Packed::One => false,
            Packed::PerAnnotator => foretold.files != 1,
            Packed::PerArticle | Packed::Several => true,
        };
        (foretold.files > 0).then_some(DialogPurpose::Handout { format: format.id, folder })
    }

    /// Does what is asked of the page.
    pub(super) fn run_export(&mut self, intent: ExportIntent) {
        let exporting = &mut self.exporting;
        match intent {
            ExportIntent::Format(format) => exporting.format = Some(format),
            ExportIntent::OnlyOpen(only) => exporting.only_open = only,
            ExportIntent::OnlyShown(only) => exporting.only_shown = only,
            ExportIntent::Progress(number, done) => {
                if let Some(writing) = exporting.writing.as_mut().filter(|writing| writing.number == number) {
                    writing.done = done;
                }
            }
            ExportIntent::Foretold(number, foretold) => {
                if let Some((_, asked, _)) = exporting.running.take_if(|(job, ..)| *job == number) {
                    exporting.foretold = Some((asked, foretold));
                }
            }
            ExportIntent::Written(number, result) => {
                let Some(writing) = exporting.writing.take_if(|writing| writing.number == number) else { return };
                let path = writing.path.display().to_string();
                match result {
                    Ok(files) => self.say(say!("export-done", count = files, path = path), false),
                    Err(SaveFailure::Exists) => {
                        self.show_when_free(Modal::Replace { path: writing.path, purpose: writing.purpose });
                    }
                    Err(failure) => {
                        self.say(say!("file-not-saved", path = path, why = String::from(failure)), true);
                    }
                }
            }
            ExportIntent::Stop => {
                if let Some(writing) = exporting.writing.take() {
                    writing.cancel.cancel();
                    self.say(say!("export-stopped"), false);
                }
            }
        }
    }

    /// Has found out what would go out, while the page is shown.
    pub(super) fn keep_export(&mut self, effects: &mut Vec<Effect>) {
        if self.page != Page::Export {
            if let Some((_, _, cancel)) = self.exporting.running.take() {
                cancel.cancel();
            }
            return;
        }
        let Some(format) = self.exporting.format().filter(|_| self.exporting.failure.is_none()) else { return };
        let hides = (self.set, self.hides_names());
        let asked = Asked { ticks: self.ticks, hides, format: format.id, choice: self.export_choice() };
        if self.exporting.running.as_ref().is_some_and(|(_, running, _)| *running == asked) {
            return;
        }
        if let Some((_, _, cancel)) = self.exporting.running.take() {
            cancel.cancel();
        }
        if self.exporting.foretold.as_ref().is_some_and(|(known, _)| *known == asked) {
            return;
        }
        self.exporting.asked += 1;
        let (number, cancel) = (self.exporting.asked, Cancel::default());
        let (project, choice) = (self.project().clone(), asked.choice.clone());
        let job = ExportJob { number, project, format, choice, cancel: cancel.clone() };
        self.exporting.running = Some((number, asked, cancel));
        effects.push(Effect::Work(Work::Export(Box::new(job))));
    }

    /// Has what was chosen written to a file or a folder.
    pub(super) fn hand_out(&mut self, purpose: DialogPurpose, path: PathBuf, replace: bool, effects: &mut Vec<Effect>) {
        let DialogPurpose::Handout { format, .. } = purpose else { return };
        let Some(format) = Format::named(format) else { return };
        if self.exporting.writing.is_some() {
            return self.say(say!("export-goes-on"), true);
        }
        self.exporting.asked += 1;
        let (number, cancel) = (self.exporting.asked, Cancel::default());
        self.exporting.writing =
            Some(Writing { number, purpose, path: path.clone(), cancel: cancel.clone(), done: 0.0 });
        let (project, choice) = (self.project().clone(), self.export_choice());
        effects.push(Effect::HandOut(Box::new(Writ { number, project, choice, format, path, replace, cancel })));
    }

    /// Notes that it could not be found out what would go out. Tells whether that is still waited for.
    pub(super) fn export_failed(&mut self, number: u64, why: &str) -> bool {
        let waited = self.exporting.running.take_if(|(job, ..)| *job == number).is_some();
        if waited {
            self.exporting.failure = Some(why.to_owned());
        }
        waited
    }

    /// Forgets that it could not be found out, so that it is tried again.
    pub(super) fn forget_export_failure(&mut self) {
        self.exporting.failure = None;
    }

    /// Ends what belongs to a project that is left. What is written goes on: it holds what it needs.
    pub(super) fn leave_export(&mut self) {
        if let Some((_, _, cancel)) = self.exporting.running.take() {
            cancel.cancel();
        }
        self.exporting.foretold = None;
        self.exporting.only_open = false;
        self.exporting.only_shown = false;
    }
}

#[cfg(test)]
#[path = "exporting_tests.rs"]
mod tests;
