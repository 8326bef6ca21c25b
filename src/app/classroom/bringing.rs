//! Brings hand-ins into the project: reads their files, sorts them, and makes each a set of its own in one step. What
//! is set aside is named with the reason.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::classroom::gather::{Brought, Gathered, Refused, Usable, folded, gather};
use crate::classroom::{End, Key};
use crate::formats::classroom::hand_in;
use crate::model::edit::Builder;
use crate::model::id::ExerciseId;
use crate::model::{
    Annotation, AnnotationId, Annotator, AnnotatorId, ArticleId, Attributes, Done, Handed, Hash, Project, Refusal,
    Relation, RelationId, Set, SetId, SetKind, Stamp, Step,
};
use crate::say;

use crate::app::effect::Effect;
use crate::app::importing::Foreign;
use crate::app::state::{AppState, Page};
use crate::app::update::{read_only, refuse};
use crate::app::work::Cancel;

/// A file that counts for nothing, or for less than all that is in it, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its name.
    pub file: String,
    /// Why, in the user's words.
    pub why: String,
}

/// Hand-ins on their way into the project.
#[derive(Clone, Debug, Default)]
pub(super) struct Bringing {
    reading: Option<(u64, Cancel, f64)>,
    /// What was set aside of what was read last.
    aside: Vec<Aside>,
}

impl Bringing {
    /// Notes how much of the reading is done.
    pub(super) fn goes_on(&mut self, number: u64, done: f64) {
        if let Some((_, _, share)) = self.reading.as_mut().filter(|(reading, ..)| *reading == number) {
            *share = done;
        }
    }

    /// Gives up what is being read.
    pub(super) fn cancel(&mut self) {
        if let Some((_, cancel, _)) = self.reading.take() {
            cancel.cancel();
        }
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

/// Returns what a learner is called whose set this is.
fn learner_of(project: &Project, set: SetId) -> String {
    let row = project.set(&set);
    let annotator = row.and_then(|row| project.annotator(&row.annotator?));
    annotator.map_or_else(|| row.map(|row| row.name.clone()).unwrap_or_default(), |row| row.name.clone())
}

impl AppState {
    /// Returns how much of the reading of hand-ins is done, from 0 to 1, while some are read.
    pub fn reading_hand_ins(&self) -> Option<f64> {
        self.classroom.bringing.reading.as_ref().map(|(.., done)| *done)
    }

    /// Lists what was set aside of the hand-ins that were read last.
    pub fn set_aside(&self) -> &[Aside] {
        &self.classroom.bringing.aside
    }

    /// Has files read, and those of folders.
    pub(super) fn read_hand_ins(&mut self, paths: Vec<PathBuf>, effects: &mut Vec<Effect>) {
        if let Some(why) = &self.file.read_only {
            return self.say(read_only(why), true);
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
        self.classroom.bringing.reading = Some((number, cancel.clone(), 0.0));
        self.page = Page::Class;
        effects.push(Effect::ReadHandIns { number, paths, cancel });
    }

    /// Takes files that were read, sorts them, and brings in what can be marked.
    pub(super) fn hand_ins_read(
        &mut self,
        number: u64,
        read: Result<Foreign, String>,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        if self.classroom.bringing.reading.take_if(|(reading, ..)| *reading == number).is_none() {
            return;
        }
        let files = match read {
            Ok(files) => files,
            Err(why) => return self.say(why, true),
        };
        let Some((id, key)) = self.key_of(&files) else { return };
        let brought = files.files.iter().map(|file| Brought {
            name: file.path.clone(),
            file: Hash::of(&file.bytes),
            read: hand_in::read(&file.bytes, &key),
        });
        let mut gathered = gather(brought.collect());
        let mut aside: Vec<Aside> =
            files.passed.iter().map(|remark| Aside { file: String::new(), why: remark.to_string() }).collect();
        self.leave_out_known(id, &mut gathered, &mut aside);
        aside.extend(gathered.aside.iter().map(|one| Aside { file: one.name.clone(), why: one.why.told() }));
        let count = gathered.usable.len();
        self.classroom.exercise = Some(id);
        if count > 0 {
            let made = bring_in(&self.project, id, &key, gathered.usable, stamp, &mut aside);
            if !self.commit(made, effects) {
                return;
            }
            // Many marks of many learners would lie over the article; each number of the class leads to its own.
            let sets: Vec<SetId> = hand_ins_of(&self.project, id).into_iter().map(|there| there.set).collect();
            self.hidden.extend(sets);
            self.ticks += 1;
        }
        self.say(say!("classroom-brought", count = count, aside = aside.len()), !aside.is_empty());
        self.classroom.bringing.aside = aside;
    }

    /// Returns the key by which most of some files can be read: that of the exercise that is shown, or of another one.
    fn key_of(&mut self, files: &Foreign) -> Option<(ExerciseId, Key)> {
        let shown = self.exercise().map(|(id, _)| id);
        let mut best: Option<(usize, ExerciseId, Key)> = None;
        let mut why = None;
        let all: Vec<ExerciseId> = self.project.exercises().into_iter().map(|(id, _)| *id).collect();
        for id in shown.into_iter().chain(all.into_iter().filter(|id| Some(*id) != shown)) {
            match Key::of(&self.project, id) {
                Ok(key) => {
                    let other = |file: &[u8]| matches!(hand_in::read(file, &key), Err(Refused::OtherExercise));
                    let count = files.files.iter().filter(|file| !other(&file.bytes)).count();
                    if best.as_ref().is_none_or(|(most, ..)| count > *most) {
                        best = Some((count, id, key));
                    }
                }
                Err(refusal) => why = why.or(Some(refusal.to_string())),
            }
        }
        if best.is_none()
            && let Some(why) = why
        {
            self.say(why, true);
        }
        best.map(|(_, id, key)| (id, key))
    }

    /// Sets those aside that are here already, or of which a later one is here.
    fn leave_out_known(&self, id: ExerciseId, gathered: &mut Gathered, aside: &mut Vec<Aside>) {
        let there = hand_ins_of(&self.project, id);
        let known: BTreeMap<String, There> =
            there.into_iter().map(|there| (folded(&learner_of(&self.project, there.set)), there)).collect();
        gathered.usable.retain(|one| {
            let Some(there) = known.get(&folded(&one.hand_in.learner)) else { return true };
            let why = if there.handed.file == one.file {
                say!("classroom-here-already").to_owned()
            } else if there.handed.time > one.hand_in.handed {
                say!("classroom-later-here", learner = &one.hand_in.learner)
            } else {
                return true;
            };
            aside.push(Aside { file: one.name.clone(), why });
            false
        });
    }
}

/// Builds the step that makes hand-ins sets of the project. One that is there of the same learner is replaced. What
/// nothing here stands for is left out, and said.
fn bring_in(
    project: &Project,
    exercise: ExerciseId,
    key: &Key,
    hand_ins: Vec<Usable>,
    stamp: &mut Stamp,
    aside: &mut Vec<Aside>,
) -> Result<Step, Refusal> {
    let Some(row) = project.exercise(&exercise) else { return refuse(say!("classroom-no-exercise")) };
    let revision = row.revision;
    let Some(article) = project.revision(&revision).map(|row| row.article) else {
        return refuse(say!("classroom-no-exercise"));
    };
    let given: Vec<AnnotationId> = key.marks.iter().filter(|mark| mark.given).map(|mark| mark.id).collect();
    let there = hand_ins_of(project, exercise);
    let known: BTreeMap<String, SetId> =
        there.into_iter().map(|there| (folded(&learner_of(project, there.set)), there.set)).collect();
    let people: BTreeMap<String, AnnotatorId> =
        project.annotators_by_id().map(|(id, row)| (folded(&row.name), *id)).collect();
    let own = |set: SetId| project.in_order(revision).filter(move |id| owner(project, id) == Some(set));
    let rank = |ranks: &mut dyn Iterator<Item = u32>| ranks.max().map_or(0, |rank| rank.saturating_add(1));
    let mut annotator_rank = rank(&mut project.annotators_by_id().map(|(_, row)| row.rank));
    let mut set_rank = rank(&mut project.sets_by_id().map(|(_, row)| row.rank));
    let count = hand_ins.len();
    let mut builder = Builder::new(project);
    for Usable { name, file, hand_in } in hand_ins {
        let who = folded(&hand_in.learner);
        let handed = Handed { exercise, asked: hand_in.asked, time: hand_in.handed, file };
        let begun = hand_in.begun.unwrap_or(hand_in.handed);
        let set = match known.get(&who) {
            Some(set) => {
                for id in own(*set) {
                    project.relations_of(id).for_each(|(link, _)| builder.put::<Relation>(link, None));
                    builder.put::<Annotation>(id, None);
                }
                // Relations between two examples have no mark of the set.
                let between = given.iter().flat_map(|id| project.relations_of(*id)).filter(|(_, row)| row.set == *set);
                between.for_each(|(link, _)| builder.put::<Relation>(link, None));
                if let Some(row) = project.set(set) {
                    builder.put(*set, Some(Set { handed: Some(handed), begun, ..row.clone() }));
                }
                *set
            }
            None => {
                let set = SetId(stamp.fresh());
                let (annotator, named) = match people.get(&who) {
                    Some(known) => (*known, row.title.clone()),
                    None => {
                        let id = AnnotatorId(stamp.fresh());
                        let row = Annotator { rank: annotator_rank, name: hand_in.learner.clone() };
                        annotator_rank = annotator_rank.saturating_add(1);
                        builder.put(id, Some(row));
                        (id, String::new())
                    }
                };
                let set_row = Set {
                    rank: set_rank,
                    name: named,
                    annotator: Some(annotator),
                    kind: SetKind::HandIn,
                    begun,
                    unmasked: Vec::new(),
                    handed: Some(handed),
                };
                set_rank = set_rank.saturating_add(1);
                builder.put(set, Some(set_row));
                set
            }
        };
        builder.put::<Done>((set, article), Some(Done { time: hand_in.handed }));
        let mut ids = Vec::with_capacity(hand_in.marks.len());
        let mut left = 0;
        for mark in &hand_in.marks {
            if project.label(&mark.label).is_none() {
                left += 1;
                ids.push(None);
                continue;
            }
            let id = AnnotationId(stamp.fresh());
            let place = mark.place.clone();
            builder.put(id, Some(Annotation::new(set, revision, mark.label.clone(), place, hand_in.handed)));
            ids.push(Some(id));
        }
        for link in &hand_in.links {
            let end = |end: End| match end {
                End::Mark(at) => ids.get(at).copied().flatten(),
                End::Given(at) => given.get(at).copied(),
            };
            let (Some(from), Some(to), Some(_)) = (end(link.from), end(link.to), project.kind(&link.kind)) else {
                left += 1;
                continue;
            };
            let row = Relation {
                set,
                kind: link.kind.clone(),
                from,
                to,
                attributes: Attributes::new(),
                note: String::new(),
                time: hand_in.handed,
            };
            builder.put(RelationId(stamp.fresh()), Some(row));
        }
        if left > 0 {
            aside.push(Aside { file: name, why: say!("classroom-left-out", count = left) });
        }
    }
    let transaction = builder.finish();
    Ok(Step { name: say!("step-hand-ins", count = count), transaction })
}

fn owner(project: &Project, id: &AnnotationId) -> Option<SetId> {
    project.annotation(id).map(|row| row.set)
}

/// Lists the sets of a project that are hand-ins.
pub(in crate::app) fn all_hand_ins(project: &Project) -> impl Iterator<Item = SetId> {
    project.sets_by_id().filter(|(_, row)| row.kind == SetKind::HandIn).map(|(id, _)| *id)
}

/// Returns the article that an exercise is on.
pub(super) fn article_of(project: &Project, exercise: ExerciseId) -> Option<ArticleId> {
    let row = project.exercise(&exercise)?;
    project.revision(&row.revision).map(|row| row.article)
}
