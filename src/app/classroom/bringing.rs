//! Brings hand-ins into the project: has their files read and sorted, and takes each as a set of its own, all in one
//! step. What is set aside is named with the reason.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::classroom::Handout;
use crate::formats::classroom::incoming::Incoming;
use crate::model::id::ExerciseId;
use crate::model::{ArticleId, Handed, Hash, Project, Set, SetId, SetKind, Stamp};
use crate::say;

use crate::app::effect::Effect;
use crate::app::state::{AppState, Page};
use crate::app::steps::Commit;
use crate::app::work::{Cancel, Work};

use super::aside::Aside;
use super::sorting::{Made, SortJob, Sorted};

/// How much of the way the reading is; the rest is sorting.
const READING: f64 = 0.8;

/// Hand-ins that are read or sorted.
#[derive(Clone, Debug)]
struct Reading {
    number: u64,
    cancel: Cancel,
    done: f64,
    /// What was read, once that is done.
    incoming: Option<Arc<Incoming>>,
}

/// Hand-ins on their way into the project.
#[derive(Clone, Debug, Default)]
pub(super) struct Bringing {
    reading: Option<Reading>,
    /// What was set aside of what was read last.
    aside: Vec<Aside>,
}

impl Bringing {
    /// Notes how much of the reading, or of the sorting, is done.
    pub(super) fn goes_on(&mut self, number: u64, done: f64) {
        if let Some(reading) = self.reading.as_mut().filter(|reading| reading.number == number) {
            reading.done = match reading.incoming {
                None => READING * done,
                Some(_) => READING + (1.0 - READING) * done,
            };
        }
    }

    /// Gives up what is being read. Tells whether anything was.
    pub(super) fn cancel(&mut self) -> bool {
        let reading = self.reading.take();
        reading.iter().for_each(|reading| reading.cancel.cancel());
        reading.is_some()
    }
}

/// A hand-in that is in the project.
#[derive(Clone, Copy, Debug)]
pub(super) struct There {
    pub(super) set: SetId,
    pub(super) handed: Handed,
}

/// Lists the hand-ins of an exercise that are in a project, in the order of their sets.
pub(super) fn hand_ins_of(project: &Project, exercise: ExerciseId) -> Vec<There> {
    let own = |(id, row): (&SetId, &Set)| {
        let handed = row.handed.filter(|handed| row.kind == SetKind::HandIn && handed.exercise == exercise)?;
        Some(There { set: *id, handed })
    };
    project.sets().into_iter().filter_map(own).collect()
}

/// Returns what a learner is called whose set this is: as the annotator is, whatever the set is called beside that.
pub(super) fn learner_of(project: &Project, set: SetId) -> String {
    let row = project.set(&set);
    let annotator = row.and_then(|row| project.annotator(&row.annotator?));
    annotator.map_or_else(|| row.map(|row| row.name.clone()).unwrap_or_default(), |row| row.name.clone())
}

impl AppState {
    /// Returns how much of the reading of hand-ins is done, from 0 to 1, while some are read.
    pub fn reading_hand_ins(&self) -> Option<f64> {
        self.classroom.bringing.reading.as_ref().map(|reading| reading.done)
    }

    /// Lists what was set aside of the hand-ins that were read last, and what else is to be known of them.
    pub fn set_aside(&self) -> &[Aside] {
        &self.classroom.bringing.aside
    }

    /// Has files read, and those of folders.
    pub(super) fn read_hand_ins(&mut self, paths: Vec<PathBuf>, effects: &mut Vec<Effect>) {
        if self.refuses_changes() {
            return;
        }
        if self.exercise().is_none() {
            return self.say(say!("classroom-no-exercise"), true);
        }
        if self.is_masking() || self.adjudicating().is_some() {
            return self.say(say!("refuse-masked-page"), true);
        }
        self.classroom.bringing.cancel();
        let paths: Vec<PathBuf> = paths.into_iter().map(|path| self.full_path(path)).collect();
        let (number, cancel) = (self.classroom.next_job(), Cancel::default());
        self.classroom.bringing.reading = Some(Reading { number, cancel: cancel.clone(), done: 0.0, incoming: None });
        self.page = Page::Class;
        effects.push(Effect::ReadHandIns { number, paths, cancel });
    }

    /// Gives up reading hand-ins: none comes in.
    pub(super) fn stop_hand_ins(&mut self) {
        if self.classroom.bringing.cancel() {
            self.say(say!("classroom-stopped"), false);
        }
    }

    /// Notes that hand-ins could not be sorted. Tells whether that is still waited for.
    pub(in crate::app) fn hand_ins_failed(&mut self, number: u64) -> bool {
        self.classroom.bringing.reading.take_if(|reading| reading.number == number).is_some()
    }

    /// Takes files that were read, and has them sorted.
    pub(super) fn hand_ins_read(
        &mut self,
        number: u64,
        read: Result<Arc<Incoming>, String>,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        let Some(reading) = self.classroom.bringing.reading.as_mut().filter(|reading| reading.number == number) else {
            return;
        };
        match read {
            Ok(incoming) => {
                reading.incoming = Some(incoming);
                reading.done = READING;
                self.sort_hand_ins(stamp, effects);
            }
            Err(why) => {
                self.classroom.bringing.reading = None;
                self.say(why, true);
            }
        }
    }

    fn sort_hand_ins(&mut self, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let shown = self.exercise().map(|(id, _)| id);
        let Some(Reading { number, cancel, incoming: Some(incoming), .. }) = &self.classroom.bringing.reading else {
            return;
        };
        let job = SortJob {
            number: *number,
            project: self.project.clone(),
            version: self.version,
            shown,
            incoming: Arc::clone(incoming),
            stamp: stamp.fork(),
            cancel: cancel.clone(),
        };
        effects.push(Effect::Work(Work::SortHandIns(Box::new(job))));
    }

    /// Takes what was sorted, and brings in what can be marked. What was sorted for a project that went on is sorted
    /// anew.
    pub(super) fn hand_ins_sorted(
        &mut self,
        number: u64,
        sorted: Sorted,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        if self.classroom.bringing.reading.as_ref().is_none_or(|reading| reading.number != number) {
            return;
        }
        if sorted.version != self.version {
            return self.sort_hand_ins(stamp, effects);
        }
        self.classroom.bringing.reading = None;
        let Sorted { version, exercise, count, aside, made } = sorted;
        let id = match exercise {
            Ok(id) => id,
            Err(why) => return self.say(why, true),
        };
        self.classroom.exercise = Some(id);
        let set_aside = aside.iter().filter(|one| !one.counts()).count();
        let here = aside.iter().filter(|one| one.is_here()).count();
        let odd = aside.len() > here;
        self.classroom.bringing.aside = aside;
        match made {
            Some(Err(why)) => return self.say(why, true),
            Some(Ok(Made { step, after, view })) => {
                if self.refuses_changes() {
                    return;
                }
                if self.changes_hidden(&step.transaction) {
                    return self.say(say!("refuse-hidden"), true);
                }
                let before = self.project.clone();
                self.take_step(Commit::from(step), after.clone(), effects);
                self.classroom.class.marked(view);
                self.sides.extend([(version, before), (self.version, after)]);
                // Many marks of many learners would lie over the article; each number of the class leads to its own.
                let sets: Vec<SetId> = hand_ins_of(&self.project, id).into_iter().map(|there| there.set).collect();
                self.hidden.extend(sets);
                self.ticks += 1;
            }
            None => {}
        }
        let brought = say!("classroom-brought", count = count, aside = set_aside);
        let told = match here {
            0 => brought,
            here => say!("classroom-brought-here", brought = brought, count = here),
        };
        self.say(told, odd);
    }
}

/// Lists the sets of a project that are hand-ins.
pub(in crate::app) fn all_hand_ins(project: &Project) -> impl Iterator<Item = SetId> {
    project.sets_by_id().filter(|(_, row)| row.kind == SetKind::HandIn).map(|(id, _)| *id)
}

/// Lists the sets that are hand-ins for another version of their exercise than there is now.
pub(in crate::app) fn outdated_hand_ins(project: &Project) -> BTreeSet<SetId> {
    let asked: BTreeMap<ExerciseId, Hash> =
        project.exercises_by_id().filter_map(|(id, _)| Some((*id, Handout::of(project, *id).ok()?.asked()))).collect();
    let fits = |handed: Handed| asked.get(&handed.exercise).is_none_or(|asked| *asked == handed.asked);
    let outdated = |(_, row): &(&SetId, &Set)| row.handed.is_some_and(|handed| !fits(handed));
    project.sets_by_id().filter(outdated).map(|(id, _)| *id).collect()
}

/// Returns the article that an exercise is on.
pub(super) fn article_of(project: &Project, exercise: ExerciseId) -> Option<ArticleId> {
    let row = project.exercise(&exercise)?;
    project.revision(&row.revision).map(|row| row.article)
}
