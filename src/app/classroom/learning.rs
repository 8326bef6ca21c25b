//! The learner's side: how long there is, checking oneself with the word, and handing in.

use std::ops::Range;
use std::sync::Arc;

use crate::classroom::{Key, KeyMark, Marked, Outcome, Score, Verdict, mark, secret};
use crate::formats::classroom;
use crate::model::edit::{Builder, Change, Edit};
use crate::model::exercise::Sealed;
use crate::model::{AnnotationId, Hash, RelationId, RevisionId, Set, SetId, Text, Time, Transaction};
use crate::say;

use crate::app::asking::DialogPurpose;
use crate::app::effect::{Effect, Replaces};
use crate::app::intent::Intent;
use crate::app::state::AppState;
use crate::app::work;

use super::works::{About, Work};
use super::{ClassFile, ClassroomIntent};

/// What a learner's view remembers.
#[derive(Clone, Debug, Default)]
pub(super) struct Learning {
    /// The opening of the key that is under way.
    opening: Option<u64>,
    /// Why it was not opened.
    refused: Option<String>,
    /// The key, once it is open.
    key: Option<Arc<Key>>,
    checked: Option<(u64, Arc<Checked>)>,
    /// The name under which was handed in last.
    name: String,
}

impl Learning {
    /// Hides again what the key says.
    pub(super) fn uncheck(&mut self) {
        (self.key, self.checked, self.refused) = (None, None, None);
    }
}

/// A learner's own work, held against the key.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The key.
    pub key: Arc<Key>,
    /// What it is worth.
    pub marked: Marked,
    /// In points.
    pub score: Score,
    /// The annotations that the learner's marks are.
    pub marks: Vec<AnnotationId>,
    /// The relations that the learner's links are.
    pub links: Vec<RelationId>,
}

/// How long there is, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock {
    /// In all.
    pub all: i64,
    /// What was left when something was last done, below 0 where it is over; `None` until it begins.
    pub left: Option<i64>,
}

/// Where a learner stands.
#[derive(Clone, Debug)]
pub struct LearnerStanding<'a> {
    /// Whether the key is being opened.
    pub opening: bool,
    /// Why it was not opened.
    pub refused: Option<&'a str>,
    /// What the key says of the work, once it is open.
    pub checked: Option<&'a Checked>,
    /// How long there is, where that is limited.
    pub time: Option<Clock>,
    /// The name under which was handed in last.
    pub name: &'a str,
}

/// Opening a key, for a thread: that takes its time.
#[derive(Clone, Debug)]
pub struct OpenJob {
    number: u64,
    word: String,
    sealed: Sealed,
    asked: Hash,
    text: Text,
}

impl OpenJob {
    pub(in crate::app) fn number(&self) -> u64 {
        self.number
    }

    pub(in crate::app) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let key = secret::open(&self.sealed, &self.word, self.asked).map_err(|error| error.to_string());
        let key = key.and_then(|bytes| {
            let text = String::from_utf8(bytes).map_err(|_| say!("key-unreadable").to_owned())?;
            classroom::key::read(&text, &self.text).map_err(|error| error.to_string())
        });
        answer(ClassroomIntent::Opened(self.number, key.map(Arc::new)).into());
    }
}

impl AppState {
    /// Says where a learner stands.
    pub fn standing_of_learner(&self) -> LearnerStanding<'_> {
        let learning = &self.classroom.learning;
        LearnerStanding {
            opening: learning.opening.is_some(),
            refused: learning.refused.as_deref(),
            checked: learning.checked.as_ref().map(|(_, checked)| &**checked),
            time: self.time_left(),
            name: &learning.name,
        }
    }

    /// Returns how the key has it with an annotation of the learner's, where that is shown: whether it is right.
    pub fn is_right(&self, id: AnnotationId) -> Option<bool> {
        let (_, checked) = self.classroom.learning.checked.as_ref()?;
        let at = checked.marks.iter().position(|mark| *mark == id)?;
        Some(matches!(checked.marked.marks.get(at)?, Verdict::Found(_) | Verdict::Optional(_)))
    }

    /// Lists what of the key the learner missed within these bytes of a text, where that is shown.
    pub fn missed_in<'a>(&'a self, revision: RevisionId, bytes: &'a Range<usize>) -> impl Iterator<Item = &'a KeyMark> {
        let shown = self.learns().is_some_and(|(_, row)| row.revision == revision);
        let checked = self.classroom.learning.checked.as_ref().filter(|_| shown);
        let marks = checked.into_iter().flat_map(|(_, checked)| checked.key.marks.iter().zip(&checked.marked.key));
        let missed = marks.filter(|(_, outcome)| matches!(outcome, Outcome::Missed(_))).map(|(mark, _)| mark);
        missed.filter(|mark| mark.place.start() < bytes.end && mark.place.end() > bytes.start)
    }

    /// Returns how long there is. It begins with the first mark.
    fn time_left(&self) -> Option<Clock> {
        let (_, row) = self.learns()?;
        let all = i64::from(row.minutes?) * 60;
        Some(Clock { all, left: self.begun().map(|begun| all - (self.now.0 - begun.0)) })
    }

    /// Returns the learner's set.
    pub(super) fn learners_set(&self) -> Option<SetId> {
        let (_, row) = self.learns()?;
        self.set.filter(|set| *set != row.set)
    }

    /// Returns when the learner began: when the first mark was made, whether it is still there or not.
    fn begun(&self) -> Option<Time> {
        let (_, row) = self.learns()?;
        let set = self.learners_set()?;
        let marks = self.project.in_order(row.revision).filter_map(|id| self.project.annotation(&id));
        let first = marks.filter(|mark| mark.set == set).map(|mark| mark.time).min();
        let noted = self.noted_beginning(set, row.set).filter(|(begun, lent)| begun != lent).map(|(begun, _)| begun);
        first.into_iter().chain(noted).min()
    }

    /// Returns when a learner's set says that it was begun, and the set of the examples: both say when the copy was
    /// made, until the first mark.
    fn noted_beginning(&self, own: SetId, examples: SetId) -> Option<(Time, Time)> {
        Some((self.project.set(&own)?.begun, self.project.set(&examples)?.begun))
    }

    /// Notes in the learner's set when the first mark was made, with that mark: the time counts from then on, whatever
    /// becomes of it.
    pub(in crate::app) fn note_beginning(&self, transaction: &mut Transaction) {
        let Some(((_, row), own)) = self.learns().zip(self.learners_set()) else { return };
        let marks = |edit: &Edit| match edit {
            Edit::Annotation(Change { after: Some(mark), .. }) => mark.set == own,
            _ => false,
        };
        let set = |edit: &Edit| matches!(edit, Edit::Set(Change { key, .. }) if *key == own);
        let edits = &transaction.edits;
        let noted = self.noted_beginning(own, row.set).is_none_or(|(begun, lent)| begun != lent);
        if noted || !edits.iter().any(marks) || edits.iter().any(set) {
            return;
        }
        let mut builder = Builder::new(&self.project);
        if let Some(was) = self.project.set(&own) {
            builder.put(own, Some(Set { begun: self.begun().unwrap_or(self.now), ..was.clone() }));
        }
        transaction.edits.extend(builder.finish().edits);
    }

    /// Reads the learner's work out of the project.
    pub(super) fn learners_work(&self, learner: String) -> Option<Work> {
        let (exercise, row) = self.learns()?;
        let set = self.learners_set()?;
        let given: Vec<AnnotationId> = {
            let of_key = |id: &AnnotationId| self.project.annotation(id).is_some_and(|mark| mark.set == row.set);
            self.project.in_order(row.revision).filter(of_key).collect()
        };
        let asked = row.copy.as_ref()?.asked?;
        let about = About { exercise, asked, learner, begun: self.begun(), handed: self.now };
        Work::all(&self.project, row.revision, &given, vec![(set, about)]).pop()
    }

    /// Has the key opened, to hold the learner's marks against it. Where the exercise is tried, it is at hand.
    pub(super) fn check_self(&mut self, word: &str, effects: &mut Vec<Effect>) {
        if let Some(key) = self.tried_key() {
            self.classroom.learning.key = Some(Arc::new(key));
            return;
        }
        let Some((_, row)) = self.learns() else { return };
        let Some(revision) = self.project.revision(&row.revision) else { return };
        let sealed = row.copy.as_ref().and_then(|copy| Some((copy.sealed.clone()?, copy.asked?)));
        let Some((sealed, asked)) = sealed else { return };
        let (word, text) = (word.to_owned(), revision.text.clone());
        let number = self.classroom.next_job();
        self.classroom.learning.opening = Some(number);
        self.classroom.learning.refused = None;
        let job = OpenJob { number, word, sealed, asked, text };
        effects.push(Effect::Work(work::Work::OpenKey(Box::new(job))));
    }

    /// Takes a key that was opened, or says why it was not.
    pub(super) fn key_opened(&mut self, number: u64, key: Result<Arc<Key>, String>) {
        let learning = &mut self.classroom.learning;
        if learning.opening.take_if(|opening| *opening == number).is_none() {
            return;
        }
        match key {
            Ok(key) => learning.key = Some(key),
            Err(why) => {
                learning.refused = Some(why.clone());
                self.say(why, true);
            }
        }
    }

    /// Notes that the key could not be opened. Tells whether that is still waited for.
    pub(in crate::app) fn open_key_failed(&mut self, number: u64, why: &str) -> bool {
        let learning = &mut self.classroom.learning;
        let waited = learning.opening.take_if(|opening| *opening == number).is_some();
        if waited {
            learning.refused = Some(why.to_owned());
        }
        waited
    }

    /// Keeps what the key says of the work right.
    pub(super) fn keep_checked(&mut self) {
        let Some(key) = self.classroom.learning.key.clone() else { return };
        if self.classroom.learning.checked.as_ref().is_some_and(|(ticks, _)| *ticks == self.ticks) {
            return;
        }
        let work = self.learners_work(String::new());
        self.classroom.learning.checked = work.map(|work| {
            let marked = mark(&key, &work.hand_in);
            let score = marked.score(&key);
            (self.ticks, Arc::new(Checked { key, marked, score, marks: work.marks, links: work.links }))
        });
        // What is shown on the text changed, too.
        self.ticks += 1;
        if let Some((ticks, _)) = &mut self.classroom.learning.checked {
            *ticks = self.ticks;
        }
    }

    /// Asks where to write the learner's work to.
    pub(super) fn begin_hand_in(&mut self, name: &str, effects: &mut Vec<Effect>) {
        let name = name.trim();
        if name.is_empty() {
            return self.say(say!("hand-in-nameless"), true);
        }
        self.classroom.learning.name = name.to_owned();
        if self.is_trying() {
            return self.say(say!("try-no-hand-in"), false);
        }
        self.ask(DialogPurpose::Classroom(ClassFile::HandIn), effects);
    }

    /// Returns what the file of a hand-in is called: the exercise and the learner.
    pub(in crate::app) fn hand_in_name(&self) -> String {
        let title = self.learns().map(|(_, row)| row.title.as_str()).unwrap_or_default();
        classroom::hand_in::file_name(title, &self.classroom.learning.name)
    }

    /// Returns the bytes of the learner's hand-in.
    pub(super) fn hand_in_bytes(&self) -> Option<Vec<u8>> {
        let work = self.learners_work(self.classroom.learning.name.clone())?;
        let (_, row) = self.learns()?;
        let text = &self.project.revision(&row.revision)?.text;
        Some(classroom::hand_in::write(&work.hand_in, text).into_bytes())
    }

    /// Writes the learner's work.
    pub(super) fn write_hand_in(&mut self, path: std::path::PathBuf, replaces: Replaces, effects: &mut Vec<Effect>) {
        let purpose = DialogPurpose::Classroom(ClassFile::HandIn);
        match self.hand_in_bytes() {
            Some(bytes) => effects.push(Effect::Export { purpose, path, bytes, replaces }),
            None => self.say(say!("hand-in-nothing"), true),
        }
    }
}
