//! The classroom in the window: exercises that are made, tried and handed out, the learner's view of one, and what a
//! class handed in.

mod aside;
mod bringing;
mod class;
mod commands;
mod files;
mod handing;
mod learning;
mod making;
mod sorting;
mod trying;
mod works;

use std::path::PathBuf;
use std::sync::Arc;

use crate::classroom::{Handout, Key};
use crate::formats::classroom::incoming::Incoming;
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, ArticleId, Exercise, LabelKey, Project, Stamp};

use super::effect::{Effect, Replaces};
use super::intent::Intent;
use super::state::{AppState, Page};

pub use aside::Aside;
pub(in crate::app) use bringing::{all_hand_ins, outdated_hand_ins};
pub use class::{ClassColumn, ClassMark, ClassTab, ClassView, Fate, Told};
pub use commands::Lesson;
pub(in crate::app) use commands::keep_learners;
pub use files::{ClassFile, Form, is_hand_in};
pub use handing::HandoutJob;
pub use learning::{Checked, Clock, LearnerStanding, OpenJob};
pub use making::example_of;
pub use sorting::{SortJob, Sorted};

/// What is asked of the classroom.
#[derive(Clone, Debug)]
pub enum ClassroomIntent {
    /// Makes an exercise of the open article.
    Make,
    /// Shows this exercise.
    Choose(ExerciseId),
    /// Changes an exercise. While one thing is typed, named by the word, each change joins the one before.
    Change(ExerciseId, Box<Exercise>, Option<&'static str>),
    /// Removes an exercise.
    Remove(ExerciseId),
    /// Shows the exercise as a learner has it, to be tried.
    Try,
    /// Ends that.
    EndTry,
    /// Shows what a form in which an exercise is handed out is like.
    Form(Form),
    /// Takes an exercise that was written down, or why it can't be.
    Written {
        /// What for.
        file: ClassFile,
        /// Where to.
        path: PathBuf,
        /// What.
        bytes: Result<Vec<u8>, String>,
        /// What may be replaced.
        replaces: Replaces,
    },
    /// Opens the key with this word, to hold the learner's own marks against it.
    Check(String),
    /// Takes a key that was opened, or why it was not.
    Opened(u64, Result<Arc<Key>, String>),
    /// Hides again what the key says.
    Uncheck,
    /// Hands the learner's work in under this name.
    HandIn(String),
    /// Reads hand-ins.
    Read(Vec<PathBuf>),
    /// Takes the news that what a batch of articles was to read, in these folders, are hand-ins.
    Found(u64, Vec<PathBuf>),
    /// Takes how much of the reading is done, from 0 to 1.
    Progress(u64, f64),
    /// Takes the files that were read, or why they were not.
    FilesRead(u64, Result<Arc<Incoming>, String>),
    /// Gives up reading hand-ins.
    StopReading,
    /// Takes what became of the files that were read.
    Sorted(u64, Box<Sorted>),
    /// Shows this of the class.
    Tab(ClassTab),
    /// Sorts learners by a column; again, the other way round.
    Sort(ClassColumn),
    /// Lists the marks behind a number; `None` closes the list.
    Trace(Option<Told>),
    /// Hides learners' names, or shows them.
    Hide(bool),
    /// Takes what several marked and the key has not into the key; the mark is one of these.
    Accept(AnnotationId),
    /// Shows a mark of the class on the article, with those of the same learner.
    Show(AnnotationId),
    /// Shows on the article how many marked what, of one label or of any.
    Heat(Option<LabelKey>),
}

/// What the classroom remembers.
#[derive(Clone, Debug, Default)]
pub struct Classroom {
    /// The exercise that was chosen.
    exercise: Option<ExerciseId>,
    /// What learners get of the exercise that is shown, in a state of the project.
    handout: Option<(u64, ExerciseId, Result<Arc<Handout>, String>)>,
    form: Form,
    /// What that leaves out of an exercise, in a state of the project.
    lost: Option<(u64, ExerciseId, Form, Vec<String>)>,
    /// The teacher's window, while an exercise is tried.
    trying: Option<Box<AppState>>,
    learning: learning::Learning,
    class: class::ClassState,
    bringing: bringing::Bringing,
    /// Counts jobs, to tell answers to the last one from earlier ones.
    jobs: u64,
}

impl Classroom {
    /// Returns the form in which an exercise is handed out that was looked at last.
    pub fn form(&self) -> Form {
        self.form
    }

    fn next_job(&mut self) -> u64 {
        self.jobs += 1;
        self.jobs
    }
}

/// Returns the exercise that a project is a learner's copy of.
pub fn copied(project: &Project) -> Option<(ExerciseId, &Exercise)> {
    project.exercises_by_id().find(|(_, row)| row.copy.is_some()).map(|(id, row)| (*id, row))
}

impl AppState {
    /// Returns what the classroom remembers.
    pub fn classroom(&self) -> &Classroom {
        &self.classroom
    }

    /// Returns the exercise that is shown: the one that was chosen, else the first of the open article, else the first.
    pub fn exercise(&self) -> Option<(ExerciseId, &Exercise)> {
        let project = self.project();
        let chosen = self.classroom.exercise.and_then(|id| Some((id, project.exercise(&id)?)));
        let of = |row: &Exercise| project.revision(&row.revision).map(|revision| revision.article);
        let all = project.exercises();
        let here = || all.iter().find(|(_, row)| self.article().is_some() && of(row) == self.article());
        let first = || here().or_else(|| all.first()).map(|(id, row)| (**id, *row));
        chosen.or_else(first)
    }

    /// Returns the article of the exercise that is shown.
    pub fn exercise_article(&self) -> Option<ArticleId> {
        let (_, row) = self.exercise()?;
        self.project().revision(&row.revision).map(|revision| revision.article)
    }

    /// Returns the exercise that the open project is a learner's copy of: the window then is the learner's.
    pub fn learns(&self) -> Option<(ExerciseId, &Exercise)> {
        copied(&self.project)
    }

    /// Returns what learners get of the exercise that is shown, or why they can get nothing.
    pub fn handout(&self) -> Option<Result<&Arc<Handout>, &str>> {
        let (_, _, handout) = self.classroom.handout.as_ref()?;
        Some(handout.as_ref().map_err(String::as_str))
    }

    /// Does what is asked of the classroom.
    pub(super) fn run_classroom(&mut self, intent: ClassroomIntent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            ClassroomIntent::Make => self.make_exercise(stamp, effects),
            ClassroomIntent::Choose(id) => self.classroom.exercise = Some(id),
            ClassroomIntent::Change(id, row, typed) => self.change_exercise(id, *row, typed, effects),
            ClassroomIntent::Remove(id) => self.remove_exercise(id, effects),
            ClassroomIntent::Try => self.begin_try(stamp),
            // Without one there is nothing to end.
            ClassroomIntent::EndTry => {}
            ClassroomIntent::Form(form) => self.classroom.form = form,
            ClassroomIntent::Written { file, path, bytes, replaces } => {
                self.exercise_written(file, path, bytes, replaces, effects);
            }
            ClassroomIntent::Check(word) => self.check_self(&word, effects),
            ClassroomIntent::Opened(number, key) => self.key_opened(number, key),
            ClassroomIntent::Uncheck => self.classroom.learning.uncheck(),
            ClassroomIntent::HandIn(name) => self.begin_hand_in(&name, effects),
            ClassroomIntent::Read(paths) => self.read_hand_ins(paths, effects),
            ClassroomIntent::Found(batch, paths) => {
                if self.take_batch(batch) {
                    self.read_hand_ins(paths, effects);
                }
                self.read_queued(effects);
            }
            ClassroomIntent::Progress(number, done) => self.classroom.bringing.goes_on(number, done),
            ClassroomIntent::FilesRead(number, read) => self.hand_ins_read(number, read, stamp, effects),
            ClassroomIntent::StopReading => self.stop_hand_ins(),
            ClassroomIntent::Sorted(number, sorted) => self.hand_ins_sorted(number, *sorted, stamp, effects),
            ClassroomIntent::Tab(tab) => (self.classroom.class.tab, self.classroom.class.told) = (tab, None),
            ClassroomIntent::Sort(column) => self.classroom.class.sort_by(column),
            ClassroomIntent::Trace(told) => self.classroom.class.told = told,
            ClassroomIntent::Hide(hide) => self.hide_learners(hide),
            ClassroomIntent::Accept(id) => self.accept_mark(id, stamp, effects),
            ClassroomIntent::Show(id) => self.show_class_mark(id, effects),
            ClassroomIntent::Heat(label) => self.show_class_heat(label, effects),
        }
    }

    /// Keeps what is derived from the exercise right while it is looked at.
    pub(super) fn keep_classroom(&mut self) {
        if matches!(self.page, Page::Exercise | Page::Class) && self.learns().is_some() {
            self.page = Page::Article;
        }
        let looked = self.page == Page::Exercise || self.learns().is_some();
        if looked {
            self.keep_handout();
            if self.page == Page::Exercise {
                self.keep_lost();
            }
            self.keep_checked();
        }
        if self.page == Page::Class {
            self.open_article_of_class();
            self.keep_class();
        } else {
            self.classroom.class.opened = None;
        }
    }

    fn keep_handout(&mut self) {
        let Some((id, _)) = self.exercise() else {
            self.classroom.handout = None;
            return;
        };
        if self.classroom.handout.as_ref().is_some_and(|(ticks, of, _)| (*ticks, *of) == (self.ticks, id)) {
            return;
        }
        let handout = Handout::of(&self.project, id).map(Arc::new).map_err(|refusal| refusal.to_string());
        self.classroom.handout = Some((self.ticks, id, handout));
    }

    /// Forgets what belongs to a project that is left.
    pub(super) fn leave_classroom(&mut self) {
        let _ = self.classroom.bringing.cancel();
        let Classroom { jobs, form, .. } = std::mem::take(&mut self.classroom);
        self.classroom = Classroom { jobs, form, ..Classroom::default() };
    }
}

/// Asks something of the classroom.
impl From<ClassroomIntent> for Intent {
    fn from(intent: ClassroomIntent) -> Intent {
        Intent::Classroom(Box::new(intent))
    }
}

#[cfg(test)]
mod bringing_tests;
#[cfg(test)]
mod tests;
