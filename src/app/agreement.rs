//! Measures how far the project's sets agree, while the page with the numbers is looked at, and leads from each number
//! to the annotations that make it. Measuring is done on a thread of the host: what was measured before stands until it
//! is done.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, mpsc};

use crate::compare::agreement::{
    Comparison, Gammas, LabelMap, Measure, Measuring, Rate, Same, Scope, Settings, Source, Table, Trace, Watch,
    attributes_of, takes_part,
};
use crate::formats::agreement::{self as report, Form, Report};
use crate::model::{AnnotationId, SetId};
use crate::say;

use super::asking::DialogPurpose;
use super::effect::{Effect, Replaces};
use super::intent::Intent;
use super::state::{AppState, Page};
use super::work::{Cancel, Task, Work};

/// What is asked of the page with the numbers.
#[derive(Clone, Debug)]
pub enum AgreementIntent {
    /// Compares a set with the others, or leaves it out.
    Compare(SetId, bool),
    /// Shows another measure.
    Measure(Measure),
    /// Matches annotations in another way for relations and attributes.
    Match(Same),
    /// Takes another share of the words as enough where spans are the same by overlap: above 0, to 1.
    Share(f64),
    /// Holds the others against this set, in precision and recall.
    Reference(SetId),
    /// Puts the keyboard onto a number.
    Go(Scope),
    /// Lists the annotations that make a number; `None` closes the list.
    Trace(Option<Scope>),
    /// Stops measuring.
    Stop,
    /// Measures after all.
    Again,
    /// Copies the numbers that are shown.
    Copy(Form),
    /// Gives up computing all measures for a file.
    StopWriting,
    /// Takes how much of a job is done, from 0 to 1.
    Progress(u64, f64),
    /// Takes what a job measured; nothing where it was stopped.
    Measured(u64, Option<Arc<Measured>>),
    /// Takes the annotations that make a number.
    Traced(u64, Scope, Vec<Trace>),
    /// Takes all numbers as a file's bytes.
    Written {
        /// Which job made them.
        number: u64,
        /// In which form.
        form: Form,
        /// Where to.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// What may be replaced.
        replaces: Replaces,
    },
}

/// What numbers are asked for.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    /// The state of the project.
    ticks: u64,
    sets: Vec<SetId>,
    measure: Measure,
    settings: Settings,
}

/// What was measured.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was compared.
    pub comparison: Comparison,
    /// How.
    pub settings: Settings,
    /// The numbers.
    pub table: Table,
    /// Precision and recall, beside an F1.
    pub beside: Option<[Table; 2]>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    /// Annotations on words that their side has marked with the same label before: the side, the earlier one, the later
    /// one.
    pub doubled: Vec<(usize, AnnotationId, AnnotationId)>,
    gammas: Gammas,
}

/// The annotations that make a number.
#[derive(Clone, Debug)]
pub struct Traced {
    /// Which number.
    pub scope: Scope,
    /// A number that is another whenever the groups are.
    pub number: u64,
    /// What is held against each other there, those that differ first; `None` while they are looked for.
    pub groups: Option<Vec<Trace>>,
}

/// All measures, on their way to a file.
#[derive(Clone, Debug)]
struct Writing {
    number: u64,
    cancel: Cancel,
    done: f64,
}

/// What is measured, and what is shown of it.
#[derive(Clone, Debug)]
pub struct Agreement {
    /// The sets that were taken in or left out by hand.
    choices: BTreeMap<SetId, bool>,
    /// Those choices, while the passes of one person are compared: they come back when the page is left.
    set_aside: Option<BTreeMap<SetId, bool>>,
    measure: Measure,
    settings: Settings,
    /// The set that the others are held against; the first where none was chosen.
    reference: Option<SetId>,
    writing: Option<Writing>,
    /// Counts the jobs.
    jobs: u64,
    running: Option<(u64, Asked, Cancel, f64)>,
    /// What the user did not wait for.
    stopped: Option<Asked>,
    measured: Option<(u64, Asked, Arc<Measured>)>,
    cursor: Scope,
    traced: Option<Traced>,
    /// Counts the lists of annotations that were found.
    traces: u64,
}

impl Default for Agreement {
    fn default() -> Agreement {
        Agreement {
            choices: BTreeMap::new(),
            set_aside: None,
            measure: Measure::Spans(Same::Strict, Rate::F1),
            settings: Settings::default(),
            reference: None,
            writing: None,
            jobs: 0,
            running: None,
            stopped: None,
            measured: None,
            cursor: Scope::default(),
            traced: None,
            traces: 0,
        }
    }
}

impl Agreement {
    /// Returns the measure that is shown.
    pub fn measure(&self) -> &Measure {
        &self.measure
    }

    /// Returns how it is measured.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Returns how much of all measures is computed for a file, from 0 to 1; nothing where none is written.
    pub fn writing(&self) -> Option<f64> {
        self.writing.as_ref().map(|writing| writing.done)
    }

    /// Returns what was measured last, and a number that is another whenever that is.
    pub fn measured(&self) -> Option<(u64, &Measured)> {
        self.measured.as_ref().map(|(job, _, measured)| (*job, &**measured))
    }

    /// Returns how much of what is being measured is done, from 0 to 1.
    pub fn progress(&self) -> Option<f64> {
        self.running.as_ref().map(|(.., done)| *done)
    }

    /// Tells whether the user stopped what should be measured.
    pub fn is_stopped(&self) -> bool {
        self.stopped.is_some()
    }

    /// Returns which number the keyboard is on.
    pub fn cursor(&self) -> Scope {
        self.cursor
    }

    /// Returns the annotations that are listed for a number.
    pub fn traced(&self) -> Option<&Traced> {
        self.traced.as_ref()
    }

    /// Takes another share of the words wherever overlap is asked for.
    fn take_share(&mut self, share: f64) {
        self.settings.share = share;
        if let Same::Overlap(asked) = &mut self.settings.same {
            *asked = share;
        }
        if let Measure::Spans(Same::Overlap(asked), _) = &mut self.measure {
            *asked = share;
        }
    }

    /// Gives up what is computed for a file; tells whether anything was.
    pub(super) fn stop_writing(&mut self) -> bool {
        let writing = self.writing.take();
        writing.iter().for_each(|writing| writing.cancel.cancel());
        writing.is_some()
    }

    fn cancel(&mut self) {
        if let Some((_, _, cancel, _)) = self.running.take() {
            cancel.cancel();
        }
    }
}

/// Work on agreement, for a thread.
#[derive(Clone, Debug)]
pub enum AgreementJob {
    /// Measuring; answered by `Progress` and `Measured`.
    Measure {
        /// Its number, for the answers.
        number: u64,
        /// The project, with what it is called.
        source: Source,
        /// The sets that are compared.
        sets: Vec<SetId>,
        /// The measure.
        measure: Measure,
        /// How it is measured.
        settings: Settings,
        /// Tells when nobody waits any longer.
        cancel: Cancel,
    },
    /// Looking for the annotations that make a number; answered by `Traced`.
    Trace {
        /// The number of what was measured, for the answer.
        number: u64,
        /// What was measured.
        measured: Arc<Measured>,
        /// The number.
        scope: Scope,
    },
    /// Computing all measures for a file; answered by `Progress` and `Written`.
    Write {
        /// Its number, for the answers.
        number: u64,
        /// The project, with what it is called.
        source: Source,
        /// The sets that are compared.
        sets: Vec<SetId>,
        /// How it is measured.
        settings: Settings,
        /// The form of the file.
        form: Form,
        /// Where to.
        path: PathBuf,
        /// What may be replaced.
        replaces: Replaces,
        /// Tells when nobody waits any longer.
        cancel: Cancel,
    },
}

impl AgreementJob {
    /// Names it.
    pub(super) fn task(&self) -> Task {
        if let AgreementJob::Write { .. } = self { Task::WriteAgreement } else { Task::Agreement }
    }

    pub(super) fn run(self, answer: &mut dyn FnMut(Intent)) {
        match self {
            AgreementJob::Measure { number, source, sets, measure, settings, cancel } => {
                let work = |watch: Watch<'_>| measured(source, &sets, measure, settings, watch);
                let made = telling(number, &cancel, answer, work);
                answer(Intent::Agreement(AgreementIntent::Measured(number, made.map(Arc::new))));
            }
            AgreementJob::Trace { number, measured, scope } => {
                let mut groups = trace(&measured, &scope);
                groups.sort_by_key(|group| (group.same, group.piece));
                answer(Intent::Agreement(AgreementIntent::Traced(number, scope, groups)));
            }
            AgreementJob::Write { number, source, sets, settings, form, path, replaces, cancel } => {
                let work = |watch: Watch<'_>| Report::of(&compared(source, &sets), settings, watch);
                if let Some(report) = telling(number, &cancel, answer, work) {
                    let bytes = form.write(&report).into_bytes();
                    answer(Intent::Agreement(AgreementIntent::Written { number, form, path, bytes, replaces }));
                }
            }
        }
    }
}

/// Does work that tells of its progress from several threads, and hands that on from this one.
fn telling<T: Send>(
    number: u64,
    cancel: &Cancel,
    answer: &mut dyn FnMut(Intent),
    work: impl FnOnce(Watch<'_>) -> Option<T> + Send,
) -> Option<T> {
    let (sender, percents) = mpsc::channel();
    std::thread::scope(|scope| {
        let job = scope.spawn(move || {
            let told = AtomicUsize::new(0);
            let progress = |done: f64| {
                let percent = (done * 100.0) as usize;
                if told.fetch_max(percent, Ordering::Relaxed) < percent {
                    // Where nobody listens any longer, the job is stopped as well.
                    let _ = sender.send(percent);
                }
            };
            work(Watch { stop: &|| cancel.is_cancelled(), progress: &progress })
        });
        for percent in percents {
            answer(Intent::Agreement(AgreementIntent::Progress(number, percent as f64 / 100.0)));
        }
        // The host tells the user of what went wrong.
        job.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    })
}

fn trace(measured: &Measured, scope: &Scope) -> Vec<Trace> {
    measured.comparison.trace(&measured.gammas, measured.settings, &measured.table.measure, scope)
}

fn compared(source: Source, sets: &[SetId]) -> Comparison {
    let sets: Vec<(usize, SetId)> = sets.iter().map(|set| (0, *set)).collect();
    Comparison::of(vec![source], &sets, &LabelMap::new())
}

fn measured(
    source: Source,
    sets: &[SetId],
    measure: Measure,
    settings: Settings,
    watch: Watch<'_>,
) -> Option<Measured> {
    let comparison = compared(source, sets);
    let mut measuring = Measuring::new(&comparison, settings);
    let table = measuring.table(measure.clone(), watch)?;
    let beside = match measure.beside() {
        Some([precision, recall]) => Some([measuring.table(precision, watch)?, measuring.table(recall, watch)?]),
        None => None,
    };
    let gammas = measuring.into_gammas();
    let left_out = comparison.left_out.iter().map(|out| report::omission(&comparison, out).told).collect();
    let doubled = comparison.doubled();
    Some(Measured { comparison, settings, table, beside, left_out, doubled, gammas })
}

impl AppState {
    /// Returns what is measured, and what is shown of it.
    pub fn agreement(&self) -> &Agreement {
        &self.agreement
    }

    /// Tells whether a set is compared with the others: those of which [`takes_part`] says so, unless the user chose
    /// otherwise.
    pub fn compares(&self, set: SetId) -> bool {
        let chosen = self.agreement.choices.get(&set).copied();
        chosen.unwrap_or_else(|| takes_part(self.project(), set))
    }

    /// Lists the measures that can be looked at. Precision and recall stand beside F1.
    pub fn measures(&self) -> Vec<Measure> {
        let same = Same::Overlap(self.agreement.settings.share);
        let mut all = Measure::every(same, &attributes_of(std::iter::once(&self.project)));
        let beside: Vec<Measure> = all.iter().filter_map(Measure::beside).flatten().collect();
        all.retain(|measure| !beside.contains(measure));
        all
    }

    /// Returns what people call a measure.
    pub fn measure_name(&self, measure: &Measure) -> String {
        let attribute = measure.attribute().and_then(|key| self.project.attribute(key));
        measure.name(attribute.map_or("", |row| &row.name))
    }

    /// Lists the sets that are compared: first the one that the others are held against, then in the project's order.
    pub fn compared_sets(&self) -> Vec<SetId> {
        let all = self.project().sets().into_iter().map(|(id, _)| *id).filter(|set| self.compares(*set));
        let mut all: Vec<SetId> = all.collect();
        all.sort_by_key(|set| Some(*set) != self.agreement.reference);
        all
    }

    fn source(&self) -> Source {
        Source { name: self.file_name(), project: self.project().clone() }
    }

    /// Has everything measured that is looked at and was not yet, and nothing that nobody looks at.
    pub(super) fn keep_agreement(&mut self, effects: &mut Vec<Effect>) {
        if self.page != Page::Agreement {
            self.agreement.cancel();
            if let Some(choices) = self.agreement.set_aside.take() {
                self.agreement.choices = choices;
            }
            return;
        }
        let (sets, settings) = (self.compared_sets(), self.agreement.settings);
        let asked = Asked { ticks: self.ticks, sets, measure: self.agreement.measure.clone(), settings };
        let agreement = &mut self.agreement;
        if agreement.stopped.as_ref() != Some(&asked) {
            agreement.stopped = None;
        }
        let same = |other: &Asked| *other == asked;
        if agreement.running.as_ref().is_some_and(|(_, running, ..)| same(running)) {
            return;
        }
        agreement.cancel();
        let there = agreement.measured.as_ref().is_some_and(|(_, measured, _)| same(measured));
        if there || agreement.stopped.is_some() {
            return;
        }
        if asked.sets.len() < 2 {
            (agreement.measured, agreement.traced) = (None, None);
            return;
        }
        agreement.jobs += 1;
        let (number, cancel) = (agreement.jobs, Cancel::default());
        agreement.running = Some((number, asked.clone(), cancel.clone(), 0.0));
        let Asked { sets, measure, settings, .. } = asked;
        let job = AgreementJob::Measure { number, source: self.source(), sets, measure, settings, cancel };
        effects.push(Effect::Work(Work::Agreement(Box::new(job))));
    }

    /// Compares these sets and no others until the page is left.
    pub(super) fn compare_only(&mut self, sets: &BTreeSet<SetId>) {
        let only = self.project.sets_by_id().map(|(id, _)| (*id, sets.contains(id))).collect();
        let choices = std::mem::replace(&mut self.agreement.choices, only);
        self.agreement.set_aside.get_or_insert(choices);
        self.page = Page::Agreement;
    }

    /// Forgets what was measured of a project that is no longer open.
    pub(super) fn leave_agreement(&mut self) {
        self.agreement.cancel();
        self.agreement.stop_writing();
        let Agreement { jobs, measure, settings, traces, .. } = std::mem::take(&mut self.agreement);
        self.agreement = Agreement { jobs, measure, settings, traces, ..Agreement::default() };
    }

    /// Does what is asked of the page with the numbers.
    pub(super) fn run_agreement(&mut self, intent: AgreementIntent, effects: &mut Vec<Effect>) {
        let agreement = &mut self.agreement;
        match intent {
            AgreementIntent::Compare(set, taken) => {
                agreement.choices.insert(set, taken);
            }
            AgreementIntent::Measure(measure) => agreement.measure = measure,
            AgreementIntent::Match(same) => agreement.settings.same = same,
            AgreementIntent::Share(share) => agreement.take_share(share),
            AgreementIntent::Reference(set) => agreement.reference = Some(set),
            AgreementIntent::Go(scope) => agreement.cursor = scope,
            AgreementIntent::Trace(None) => agreement.traced = None,
            AgreementIntent::Trace(Some(scope)) => {
                agreement.cursor = scope;
                self.trace(scope, effects);
            }
            AgreementIntent::Stop => self.stop_measuring(),
            AgreementIntent::Again => agreement.stopped = None,
            AgreementIntent::Copy(form) => {
                if let Some((_, _, measured)) = &agreement.measured {
                    let tables = std::iter::once(&measured.table).chain(measured.beside.iter().flatten());
                    let report = Report::of_tables(&measured.comparison, measured.settings, tables);
                    effects.push(Effect::Copy(form.write(&report)));
                    self.say(say!("agreement-copied", form = form.name()), false);
                }
            }
            AgreementIntent::StopWriting => {
                if agreement.stop_writing() {
                    self.say(say!("agreement-writing-stopped"), false);
                }
            }
            AgreementIntent::Progress(number, share) => {
                if let Some((running, .., done)) = &mut agreement.running
                    && *running == number
                {
                    *done = share;
                }
                if let Some(writing) = agreement.writing.as_mut().filter(|writing| writing.number == number) {
                    writing.done = share;
                }
            }
            AgreementIntent::Measured(number, made) => self.take_measured(number, made, effects),
            AgreementIntent::Traced(number, scope, groups) => {
                let fits = agreement.measured.as_ref().is_some_and(|(measured, ..)| *measured == number);
                if let Some(traced) = agreement.traced.as_mut().filter(|traced| fits && traced.scope == scope) {
                    agreement.traces += 1;
                    (traced.number, traced.groups) = (agreement.traces, Some(groups));
                }
            }
            AgreementIntent::Written { number, form, path, bytes, replaces } => {
                if agreement.writing.take_if(|writing| writing.number == number).is_some() {
                    effects.push(Effect::Export { purpose: DialogPurpose::Agreement(form), path, bytes, replaces });
                }
            }
        }
    }

    /// Gives up what is measured: nothing is until somebody says so, or something changes. So is a list that is looked
    /// for.
    pub(super) fn stop_measuring(&mut self) {
        let agreement = &mut self.agreement;
        if let Some((_, asked, cancel, _)) = agreement.running.take() {
            cancel.cancel();
            agreement.stopped = Some(asked);
        }
        agreement.traced.take_if(|traced| traced.groups.is_none());
    }

    fn take_measured(&mut self, number: u64, made: Option<Arc<Measured>>, effects: &mut Vec<Effect>) {
        let agreement = &mut self.agreement;
        // Another one was asked for meanwhile, or nobody looks.
        if agreement.running.as_ref().is_none_or(|(running, ..)| *running != number) {
            return;
        }
        let Some((_, asked, ..)) = agreement.running.take() else { return };
        let Some(made) = made else {
            agreement.stopped = Some(asked);
            return;
        };
        let before = agreement.measured.replace((number, asked, Arc::clone(&made)));
        // A number stands for the same thing as long as the same sets and articles are compared.
        let alike = before.is_some_and(|(_, _, before)| {
            let pieces = |measured: &Measured| -> Vec<_> {
                measured.comparison.pieces.iter().map(|piece| piece.places.clone()).collect()
            };
            before.comparison.sides == made.comparison.sides
                && before.comparison.labels == made.comparison.labels
                && pieces(&before) == pieces(&made)
        });
        if !alike || made.table.value(&agreement.cursor).is_none() {
            agreement.cursor = Scope::default();
        }
        match agreement.traced.as_ref().map(|traced| traced.scope) {
            Some(scope) if alike => self.trace(scope, effects),
            _ => agreement.traced = None,
        }
    }

    /// Has the annotations looked for that make a number. Those listed before stand until they are found.
    fn trace(&mut self, scope: Scope, effects: &mut Vec<Effect>) {
        let agreement = &mut self.agreement;
        let Some((number, _, measured)) = &agreement.measured else { return };
        let before = agreement.traced.take().filter(|traced| traced.scope == scope);
        agreement.traced = Some(before.unwrap_or(Traced { scope, number: agreement.traces, groups: None }));
        let job = AgreementJob::Trace { number: *number, measured: Arc::clone(measured), scope };
        effects.push(Effect::Work(Work::Agreement(Box::new(job))));
    }

    /// Has all measures computed and written to a file; [`AgreementIntent::Written`] brings them.
    pub(super) fn write_agreement(&mut self, form: Form, path: PathBuf, replaces: Replaces, effects: &mut Vec<Effect>) {
        let (source, sets, settings) = (self.source(), self.compared_sets(), self.agreement.settings);
        self.agreement.stop_writing();
        self.agreement.jobs += 1;
        let (number, cancel) = (self.agreement.jobs, Cancel::default());
        self.agreement.writing = Some(Writing { number, cancel: cancel.clone(), done: 0.0 });
        let job = AgreementJob::Write { number, source, sets, settings, form, path, replaces, cancel };
        effects.push(Effect::Work(Work::Agreement(Box::new(job))));
        self.say(say!("agreement-writing"), false);
    }
}

#[cfg(test)]
#[path = "agreement_tests.rs"]
mod tests;
