//! Sorts what a class handed in and makes a step of it, on a thread: of a large class that takes longer than a frame.
//!
//! The step is made of the project that there is when it is asked for, and with it that project with the step in it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use crate::classroom::gather::{Gathered, Usable, Why, folded};
use crate::classroom::{End, Handout, Key, Link};
use crate::formats::classroom::incoming::Incoming;
use crate::formats::exchange::Watch;
use crate::model::actions;
use crate::model::edit::Builder;
use crate::model::id::ExerciseId;
use crate::model::{
    Annotation, AnnotationId, Annotator, AnnotatorId, ArticleId, Attributes, Done, Handed, Hash, LabelKey, Project,
    Relation, RelationId, RevisionId, Set, SetId, SetKind, Stamp, Step, Time,
};
use crate::say;

use crate::app::intent::Intent;
use crate::app::work::Cancel;

use super::ClassroomIntent;
use super::aside::{Aside, What};
use super::bringing::{There, hand_ins_of, learner_of};
use super::class::ClassView;

/// Work for a thread: sorting hand-ins that were read, and making a step of them; answered by
/// [`ClassroomIntent::Progress`] and [`ClassroomIntent::Sorted`].
#[derive(Clone, Debug)]
pub struct SortJob {
    pub(super) number: u64,
    pub(super) project: Project,
    /// Which version of the project it is.
    pub(super) version: u64,
    /// The exercise that is shown.
    pub(super) shown: Option<ExerciseId>,
    pub(super) incoming: Arc<Incoming>,
    pub(super) stamp: Stamp,
    pub(super) cancel: Cancel,
}

/// What became of hand-ins.
#[derive(Clone, Debug)]
pub struct Sorted {
    /// The version of the project that they were sorted for.
    pub(super) version: u64,
    /// The exercise that they are for, or why there is none.
    pub(super) exercise: Result<ExerciseId, String>,
    /// How many come in.
    pub(super) count: usize,
    /// What is to be known of files.
    pub(super) aside: Vec<Aside>,
    /// What brings them in, where any comes, or why it can't be done.
    pub(super) made: Option<Result<Made, String>>,
}

/// A step that brings hand-ins in, and what there is then.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) step: Step,
    /// The project with the step in it.
    pub(super) after: Project,
    /// The class, marked.
    pub(super) view: Option<Arc<ClassView>>,
}

impl SortJob {
    pub(in crate::app) fn number(&self) -> u64 {
        self.number
    }

    /// Sorts. Nothing is answered where nobody waits any longer.
    pub(in crate::app) fn run(self, answer: &mut dyn FnMut(Intent)) {
        let (number, cancel) = (self.number, self.cancel.clone());
        let sorted = self.sort(&mut |done| answer(ClassroomIntent::Progress(number, done).into()));
        if let Some(sorted) = sorted.filter(|_| !cancel.is_cancelled()) {
            answer(ClassroomIntent::Sorted(number, Box::new(sorted)).into());
        }
    }

    fn sort(mut self, tell: &mut dyn FnMut(f64)) -> Option<Sorted> {
        let (version, cancel) = (self.version, self.cancel.clone());
        let (id, key, handout) = match self.key() {
            Ok(found) => found,
            Err(why) => {
                return Some(Sorted { version, exercise: Err(why), count: 0, aside: Vec::new(), made: None });
            }
        };
        let stop = || cancel.is_cancelled();
        let known = Known::of(&self.project, id, key.asked);
        let is_here = |file: &Hash| known.files.contains_key(file);
        let mut watch = Watch { stop: &stop, progress: tell };
        let (gathered, here) = self.incoming.gather(&key, &handout, &is_here, &mut watch)?;
        let passed = self.incoming.passed().iter();
        let mut aside: Vec<Aside> =
            passed.map(|(name, why)| Aside::new(name.as_str(), What::Passed(why.clone()))).collect();
        let Gathered { mut usable, aside: unfit } = gathered;
        aside.extend(known.sort(&self.project, &mut usable, here));
        aside.extend(unfit.into_iter().map(|one| Aside::new(one.name, What::Unfit(one.why))));
        let count = usable.len();
        let made = (count > 0).then(|| {
            let step = bring_in(&self.project, &known, &key, usable, &mut self.stamp, &mut aside)?;
            let mut after = self.project.clone();
            let applied = after.apply(&step.transaction);
            applied.map_err(|error| say!("refuse-undone", step = step.name.as_str(), why = error.to_string()))?;
            let view = ClassView::of(&after, id, key).map(Arc::new);
            Ok(Made { step, after, view })
        });
        Some(Sorted { version, exercise: Ok(id), count, aside, made })
    }

    /// Returns the exercise that most of the files are for, with its key: the one that is shown, or another one.
    fn key(&self) -> Result<(ExerciseId, Key, Handout), String> {
        let mut best: Option<(usize, (ExerciseId, Key, Handout))> = None;
        let mut why = None;
        let all: Vec<ExerciseId> = self.project.exercises().into_iter().map(|(id, _)| *id).collect();
        for id in self.shown.into_iter().chain(all.into_iter().filter(|id| Some(*id) != self.shown)) {
            let key = Key::of(&self.project, id).and_then(|key| Ok((id, key, Handout::of(&self.project, id)?)));
            match key {
                Ok(found) => {
                    let count = self.incoming.count_for(id);
                    if best.as_ref().is_none_or(|(most, _)| count > *most) {
                        best = Some((count, found));
                    }
                }
                Err(refusal) => why = why.or(Some(refusal.to_string())),
            }
        }
        let none = || why.unwrap_or_else(|| say!("classroom-no-exercise").to_owned());
        best.map(|(_, found)| found).ok_or_else(none)
    }
}

/// Finds the hand-ins that are here of what an exercise asks now: by their files, and by the learners' names.
struct Known {
    files: HashMap<Hash, SetId>,
    learners: BTreeMap<String, There>,
}

impl Known {
    fn of(project: &Project, exercise: ExerciseId, asked: Hash) -> Known {
        let there = hand_ins_of(project, exercise);
        let there: Vec<There> = there.into_iter().filter(|there| there.handed.asked == asked).collect();
        Known {
            files: there.iter().map(|there| (there.handed.file, there.set)).collect(),
            learners: there.into_iter().map(|there| (folded(&learner_of(project, there.set)), there)).collect(),
        }
    }

    /// Returns what is here of a learner.
    fn of_learner(&self, one: &Usable) -> Option<There> {
        self.learners.get(&folded(&one.hand_in.learner)).copied()
    }

    /// Sets hand-ins aside of which a later one is here, and says which come in the place of what is here. Of the files
    /// that are `here`, too, it says so.
    fn sort(&self, project: &Project, usable: &mut Vec<Usable>, here: Vec<(String, Hash)>) -> Vec<Aside> {
        let mut aside = Vec::new();
        usable.retain(|one| {
            let later = self.of_learner(one).is_some_and(|there| there.handed.time > one.hand_in.handed);
            if later {
                aside.push(Aside::new(one.name.as_str(), What::LaterHere(one.hand_in.learner.clone())));
            }
            !later
        });
        let mut replaced: BTreeMap<SetId, &Usable> =
            usable.iter().filter_map(|one| Some((self.of_learner(one)?.set, one))).collect();
        for (name, file) in here {
            let again = self.files.get(&file).and_then(|set| replaced.remove_entry(set));
            let what = again.map_or(What::Here, |(set, later)| {
                What::Unfit(Why::Again(learner_of(project, set), later.name.clone()))
            });
            aside.push(Aside::new(name, what));
        }
        let of_replaced = |one: &Usable| What::Replaced(one.hand_in.learner.clone(), one.name.clone());
        aside.extend(replaced.into_values().map(|one| Aside::new(String::new(), of_replaced(one))));
        aside
    }
}

/// Builds the step that makes hand-ins sets of the project. One that is there of the same learner and the same question
/// is replaced. What nothing here stands for is left out, and said.
fn bring_in(
    project: &Project,
    known: &Known,
    key: &Key,
    hand_ins: Vec<Usable>,
    stamp: &mut Stamp,
    aside: &mut Vec<Aside>,
) -> Result<Step, String> {
    let gone = || say!("classroom-no-exercise").to_owned();
    let row = project.exercise(&key.exercise).ok_or_else(gone)?;
    let article = project.revision(&row.revision).map(|row| row.article).ok_or_else(gone)?;
    let given = key.marks.iter().filter(|mark| mark.given).map(|mark| (mark.id, &mark.label)).collect();
    let exercise = key.exercise;
    let replaced: Vec<Option<There>> = hand_ins.iter().map(|one| known.of_learner(one)).collect();
    let mut builder = Builder::new(project);
    let emptied: BTreeSet<SetId> = replaced.iter().flatten().map(|there| there.set).collect();
    let name = say!("step-hand-ins", count = hand_ins.len());
    let name = actions::empty_sets(&mut builder, row.revision, &emptied, name);
    let mut into = Into {
        people: People::of(project),
        builder,
        article,
        revision: row.revision,
        title: &row.title,
        given,
        stamp,
        project,
    };
    for (one, there) in hand_ins.into_iter().zip(replaced) {
        let handed = Handed { exercise, asked: one.hand_in.asked, time: one.hand_in.handed, file: one.file };
        let left = into.bring(&one, handed, there.map(|there| there.set));
        if left > 0 {
            aside.push(Aside::new(one.name, What::LeftOut(left)));
        }
    }
    Ok(Step { name, transaction: into.builder.finish() })
}

/// Those who are here, and the next places in the lists of them and of the sets.
struct People {
    /// Those who handed something in, by their names. Who annotates is another, even if called so.
    learners: BTreeMap<String, AnnotatorId>,
    /// The names of all.
    names: HashSet<String>,
    annotator: u32,
    set: u32,
}

impl People {
    fn of(project: &Project) -> People {
        let rank = |ranks: &mut dyn Iterator<Item = u32>| ranks.max().map_or(0, |rank| rank.saturating_add(1));
        let mut others: HashSet<AnnotatorId> = HashSet::new();
        let mut learners: HashSet<AnnotatorId> = HashSet::new();
        for (_, row) in project.sets_by_id() {
            let of = if row.kind == SetKind::HandIn { &mut learners } else { &mut others };
            of.extend(row.annotator);
        }
        let learns = |id: &AnnotatorId| learners.contains(id) && !others.contains(id);
        let all = || project.annotators_by_id().map(|(id, row)| (folded(&row.name), *id));
        People {
            learners: all().filter(|(_, id)| learns(id)).collect(),
            names: all().map(|(name, _)| name).collect(),
            annotator: rank(&mut project.annotators_by_id().map(|(_, row)| row.rank)),
            set: rank(&mut project.sets_by_id().map(|(_, row)| row.rank)),
        }
    }
}

/// The step in the making.
struct Into<'a> {
    project: &'a Project,
    builder: Builder<'a>,
    people: People,
    article: ArticleId,
    revision: RevisionId,
    /// What the exercise is called.
    title: &'a str,
    /// The examples, with their labels.
    given: Vec<(AnnotationId, &'a LabelKey)>,
    stamp: &'a mut Stamp,
}

impl Into<'_> {
    /// Puts a hand-in into its set: the learner's that is there, else a new one. Returns how many of its marks and
    /// relations were left out.
    fn bring(&mut self, one: &Usable, handed: Handed, there: Option<SetId>) -> usize {
        let hand_in = &one.hand_in;
        let begun = hand_in.begun.unwrap_or(hand_in.handed);
        let known = there.and_then(|id| Some((id, self.project.set(&id)?)));
        let set = match known {
            Some((id, row)) => {
                self.builder.put(id, Some(Set { handed: Some(handed), begun, ..row.clone() }));
                id
            }
            None => self.new_set(&hand_in.learner, handed, begun),
        };
        self.builder.put::<Done>((set, self.article), Some(Done { time: hand_in.handed }));
        let mut left = 0;
        let mut ids: Vec<Option<(AnnotationId, &LabelKey)>> = Vec::with_capacity(hand_in.marks.len());
        for mark in &hand_in.marks {
            if self.project.label(&mark.label).is_none() {
                left += 1;
                ids.push(None);
                continue;
            }
            let id = AnnotationId(self.stamp.fresh());
            let row = Annotation::new(set, self.revision, mark.label.clone(), mark.place.clone(), hand_in.handed);
            self.builder.put(id, Some(row));
            ids.push(Some((id, &mark.label)));
        }
        let mut drawn: BTreeSet<&Link> = BTreeSet::new();
        for link in &hand_in.links {
            let end = |end: End| match end {
                End::Mark(at) => ids.get(at).copied().flatten(),
                End::Given(at) => self.given.get(at).copied(),
            };
            let ends = end(link.from).zip(end(link.to)).filter(|((_, from), (_, to))| {
                self.project.kind(&link.kind).is_some_and(|kind| kind.joins(from, to)) && drawn.insert(link)
            });
            let Some(((from, _), (to, _))) = ends else {
                left += 1;
                continue;
            };
            let (kind, attributes, note) = (link.kind.clone(), Attributes::new(), String::new());
            let row = Relation { set, kind, from, to, attributes, note, time: hand_in.handed };
            self.builder.put(RelationId(self.stamp.fresh()), Some(row));
        }
        left
    }

    /// Makes a set for a learner, who becomes an annotator where none who handed in is called so.
    fn new_set(&mut self, learner: &str, handed: Handed, begun: Time) -> SetId {
        let who = folded(learner);
        // Lists of sets tell by its name which of several of one name it is.
        let name = if self.people.names.contains(&who) { self.title.to_owned() } else { String::new() };
        let annotator = match self.people.learners.get(&who) {
            Some(known) => *known,
            None => {
                let id = AnnotatorId(self.stamp.fresh());
                self.builder.put(id, Some(Annotator { rank: self.people.annotator, name: learner.to_owned() }));
                self.people.annotator = self.people.annotator.saturating_add(1);
                id
            }
        };
        let set = SetId(self.stamp.fresh());
        let row = Set {
            rank: self.people.set,
            name,
            annotator: Some(annotator),
            kind: SetKind::HandIn,
            begun,
            unmasked: Vec::new(),
            handed: Some(handed),
        };
        self.people.set = self.people.set.saturating_add(1);
        self.builder.put(set, Some(row));
        set
    }
}
