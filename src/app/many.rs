//! Changes many annotations in one step: at once where they are few, on a thread of the host where the window would
//! stand still.
//!
//! The thread makes the step out of the project that there is when it is asked for, and that project with the step in
//! it. Where the project went on meanwhile the step is made anew, from what there is then: it is taken whole or not at
//! all. Such a step keeps the projects before and after it, which share most of their rows, so that undo and redo put
//! one in the place of the other.

use std::sync::Arc;

use crate::model::bulk::{self, Bulk};
use crate::model::{AnnotationId, LabelKey, Project, Refusal, RevisionId, SetId, Span, Stamp, Step};
use crate::say;

use super::effect::Effect;
use super::state::AppState;
use super::steps::Commit;
use super::work::{Cancel, Work};

/// How many annotations are changed at once, in a few milliseconds.
const FEW: usize = 1_000;

/// What is done, and to which annotations.
#[derive(Clone, Debug)]
pub(super) enum Many {
    /// Hits are marked with a label.
    Label(SetId, LabelKey, Arc<[(RevisionId, Span)]>),
    /// Annotations are changed by the owner of a set.
    Change(Option<SetId>, Bulk, Arc<[AnnotationId]>),
}

impl Many {
    fn len(&self) -> usize {
        match self {
            Many::Label(_, _, spans) => spans.len(),
            Many::Change(_, _, ids) => ids.len(),
        }
    }

    fn step(
        &self,
        project: &Project,
        stamp: &mut Stamp,
        goes_on: &mut dyn FnMut(usize) -> bool,
    ) -> Result<Step, Refusal> {
        match self {
            Many::Label(set, label, spans) => bulk::label_spans(project, *set, label, spans, stamp, goes_on),
            Many::Change(set, what, ids) => bulk::change_many(project, *set, ids, what, stamp),
        }
    }
}

/// A change of many annotations that is under way.
#[derive(Clone, Debug)]
pub struct Changing {
    /// Tells its answers from those to an earlier one.
    number: u64,
    cancel: Cancel,
    task: Many,
    done: usize,
}

impl Changing {
    /// Returns how many of how many annotations are dealt with.
    pub fn progress(&self) -> (usize, usize) {
        (self.done, self.task.len())
    }
}

/// A change of many annotations, for a thread.
#[derive(Clone, Debug)]
pub struct ManyJob {
    number: u64,
    cancel: Cancel,
    task: Many,
    project: Project,
    /// Which version of the project it is.
    version: u64,
    stamp: Stamp,
}

/// What a change of many annotations says as it goes.
#[derive(Clone, Debug)]
pub struct ManyNews {
    number: u64,
    what: News,
}

#[derive(Clone, Debug)]
enum News {
    /// So many are dealt with.
    Done(usize),
    /// It can't be done: why.
    Refused(u64, Refusal),
    /// The step that was made of a version of the project, and the project with it.
    Made(u64, Step, Box<Project>),
}

impl ManyJob {
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// Makes the step.
    pub(super) fn run(mut self, answer: &mut dyn FnMut(ManyNews)) {
        let number = self.number;
        let mut tell = |what| answer(ManyNews { number, what });
        let made = self.task.step(&self.project, &mut self.stamp, &mut |done| {
            tell(News::Done(done));
            !self.cancel.is_cancelled()
        });
        if self.cancel.is_cancelled() {
            return;
        }
        let applied = made.and_then(|step| match self.project.apply(&step.transaction) {
            Ok(()) => Ok(step),
            Err(error) => Err(Refusal(say!("refuse-undone", step = step.name, why = error.to_string()))),
        });
        tell(match applied {
            Ok(step) => News::Made(self.version, step, Box::new(self.project)),
            Err(refusal) => News::Refused(self.version, refusal),
        });
    }
}

impl AppState {
    /// Returns the change of many annotations that is under way.
    pub fn changing(&self) -> Option<&Changing> {
        self.changing.as_ref()
    }

    /// Changes many annotations: now, or on a thread where they are many.
    pub(super) fn change(&mut self, task: Many, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        if self.changing.is_some() {
            return self.say(say!("many-goes-on"), true);
        }
        if task.len() <= FEW {
            let made = task.step(&self.project, stamp, &mut |_| true);
            if self.commit(made, effects) {
                self.remember_label(&task);
            }
            return;
        }
        if self.refuses_changes() {
            return;
        }
        self.begin_change(task, stamp, effects);
    }

    fn begin_change(&mut self, task: Many, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        self.changes += 1;
        let (number, cancel) = (self.changes, Cancel::default());
        self.changing = Some(Changing { number, cancel: cancel.clone(), task: task.clone(), done: 0 });
        let (project, version) = (self.project.clone(), self.version);
        let job = ManyJob { number, cancel, task, project, version, stamp: stamp.fork() };
        effects.push(Effect::Work(Work::Many(Box::new(job))));
    }

    /// Takes what a change of many annotations says. What was made of a project that went on is made anew.
    pub(super) fn many_news(&mut self, news: ManyNews, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let Some(changing) = self.changing.as_mut().filter(|changing| changing.number == news.number) else { return };
        let version = match news.what {
            News::Done(done) => return changing.done = done,
            News::Refused(version, _) | News::Made(version, ..) => version,
        };
        let Some(Changing { task, .. }) = self.changing.take() else { return };
        if version != self.version {
            return self.begin_change(task, stamp, effects);
        }
        match news.what {
            News::Made(_, step, after) => {
                if self.refuses_changes() {
                    return;
                }
                let before = self.project.clone();
                self.take_step(Commit::from(step), (*after).clone(), effects);
                self.sides.extend([(version, before), (self.version, *after)]);
                self.remember_label(&task);
            }
            News::Refused(_, Refusal(why)) => self.say(why, true),
            News::Done(_) => {}
        }
    }

    fn remember_label(&mut self, task: &Many) {
        if let Many::Label(_, label, _) = task {
            self.last_label = Some(label.clone());
        }
    }

    /// Lets go of a change that could not be made. Tells whether it was waited for.
    pub(super) fn many_failed(&mut self, number: u64) -> bool {
        self.changing.take_if(|changing| changing.number == number).is_some()
    }

    /// Gives up a change of many annotations.
    pub(super) fn stop_change(&mut self) {
        if let Some(changing) = self.changing.take() {
            changing.cancel.cancel();
            self.say(say!("many-stopped"), false);
        }
    }

    /// Gives up what belongs to a project that is replaced.
    pub(super) fn leave_many(&mut self) {
        if let Some(changing) = self.changing.take() {
            changing.cancel.cancel();
        }
        self.sides.clear();
    }
}

#[cfg(test)]
#[path = "many_tests.rs"]
mod tests;
