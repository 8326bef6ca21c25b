//! Shows what a class handed in: keeps it marked as the key and the rules are now, and leads from each number to the
//! marks behind it.

use std::sync::Arc;

use crate::classroom::alike::{Alike, alike};
use crate::classroom::{Class, Handout, Key, Outcome, Surplus, Verdict};
use crate::formats::classroom::report::Report;
use crate::formats::classroom::{class as page_of_class, folder, gradebook};
use crate::model::actions;
use crate::model::id::ExerciseId;
use crate::model::{Annotation, AnnotationId, Exercise, LabelKey, Project, Refusal, RelationId, Set, SetId, Stamp};
use crate::say;

use crate::app::effect::Effect;
use crate::app::showing::Showing;
use crate::app::state::{AppState, Page};

use super::bringing::{There, all_hand_ins, article_of, hand_ins_of, learner_of};
use super::works::{About, Work};

/// A part of the page on the class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClassTab {
    /// The learners.
    #[default]
    Learners,
    /// The key, and how many found each of it.
    Key,
    /// What was taken for what.
    Confusion,
    /// What several marked and the key has not.
    Surplus,
    /// Hand-ins that are alike.
    Alike,
    /// What was set aside.
    Aside,
}

impl ClassTab {
    /// All of them, in their order.
    pub const ALL: [ClassTab; 6] =
        [ClassTab::Learners, ClassTab::Key, ClassTab::Confusion, ClassTab::Surplus, ClassTab::Alike, ClassTab::Aside];
}

/// A column of the table of learners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ClassColumn {
    /// The learner's name.
    #[default]
    Name,
    /// Points.
    Points,
    /// How many are found.
    Found,
    /// How many have the wrong label.
    Wrong,
    /// How many were missed.
    Missed,
    /// How many the key has not.
    Surplus,
    /// How many minutes it took, where time is limited.
    Minutes,
}

/// What became of something, for which a number stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Found.
    Found,
    /// With the wrong label or kind.
    Wrong,
    /// Missed.
    Missed,
    /// Surplus.
    Surplus,
}

/// A number whose marks are listed. What it is of is named by what stays when rows of a table come and go.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Told {
    /// Of a learner, by the set.
    Learner(SetId, Fate),
    /// The points of a learner, by the set: all that counts for or against.
    Points(SetId),
    /// Of a mark of the key; with the label that it was taken for.
    Key(AnnotationId, Fate, Option<LabelKey>),
    /// Of a relation of the key.
    Link(RelationId, Fate),
    /// What was made of what: by the label in the key and the learner's.
    Confusion(Option<LabelKey>, Option<LabelKey>),
    /// What several marked and the key has not, by one of these marks.
    Surplus(AnnotationId),
    /// What two hand-ins have in common, by their sets.
    Alike(SetId, SetId),
}

/// A mark behind a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassMark {
    /// The learner, in the class.
    pub learner: usize,
    /// What became of it.
    pub sort: Fate,
    /// The annotation: the learner's, or where it was missed the key's.
    pub id: AnnotationId,
    /// Where it is a relation of which this is an end, the relation.
    pub link: Option<RelationId>,
}

/// A class, marked.
#[derive(Clone, Debug)]
pub struct ClassView {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What everyone made of it.
    pub class: Class,
    /// Hand-ins that are alike.
    pub alike: Vec<Alike>,
    /// The set of each learner.
    pub sets: Vec<SetId>,
    /// The sets of hand-ins for another version of the exercise. They count nowhere until what is asked is again what
    /// it was.
    pub outdated: Vec<SetId>,
    /// The annotations and relations of each learner, in the order of the hand-in.
    marks: Vec<(Vec<AnnotationId>, Vec<RelationId>)>,
    /// Of which project it was made.
    project: Project,
}

impl ClassView {
    /// Marks the hand-ins of a project for an exercise.
    pub(super) fn of(project: &Project, exercise: ExerciseId, key: Key) -> Option<ClassView> {
        let row = project.exercise(&exercise)?;
        let given: Vec<AnnotationId> = key.marks.iter().filter(|mark| mark.given).map(|mark| mark.id).collect();
        let about = |there: There| {
            let begun = project.set(&there.set).map(|row| row.begun);
            let (handed, learner) = (there.handed.time, learner_of(project, there.set));
            (there.set, About { exercise, asked: there.handed.asked, learner, begun, handed })
        };
        let (fitting, outdated): (Vec<There>, Vec<There>) =
            hand_ins_of(project, exercise).into_iter().partition(|there| there.handed.asked == key.asked);
        let outdated = outdated.into_iter().map(|there| there.set).collect();
        let sets: Vec<(SetId, About)> = fitting.into_iter().map(about).collect();
        let works = Work::all(project, row.revision, &given, sets);
        let sets = works.iter().map(|work| work.set).collect();
        let (marks, hand_ins) = works.into_iter().map(|work| ((work.marks, work.links), work.hand_in)).unzip();
        let class = Class::of(key, hand_ins);
        let alike = alike(&class);
        Some(ClassView { exercise, class, alike, sets, outdated, marks, project: project.clone() })
    }

    /// Returns the annotation that is a learner's mark.
    pub fn mark(&self, learner: usize, mark: usize) -> Option<AnnotationId> {
        self.marks.get(learner)?.0.get(mark).copied()
    }

    fn link(&self, learner: usize, link: usize) -> Option<RelationId> {
        self.marks.get(learner)?.1.get(link).copied()
    }

    /// Returns the number of a learner in the class, by the set.
    pub fn learner(&self, set: SetId) -> Option<usize> {
        self.sets.iter().position(|other| *other == set)
    }

    /// Returns what stands for a group of surplus marks: the first of them.
    pub fn first_of(&self, group: &Surplus) -> Option<AnnotationId> {
        group.marks.first().and_then(|(learner, mark)| self.mark(*learner, *mark))
    }

    /// Returns the group of surplus marks that a mark is in.
    pub fn surplus_of(&self, id: AnnotationId) -> Option<&Surplus> {
        let has = |(learner, mark): &(usize, usize)| self.mark(*learner, *mark) == Some(id);
        self.class.surplus.iter().find(|group| group.marks.iter().any(has))
    }

    /// Lists the marks behind a number.
    pub fn trace(&self, told: &Told) -> Vec<ClassMark> {
        let mut out = Vec::new();
        match told {
            Told::Learner(set, sort) => {
                if let Some(learner) = self.learner(*set) {
                    self.of_learner(learner, *sort, &mut out);
                }
            }
            Told::Points(set) => {
                if let Some(learner) = self.learner(*set) {
                    for sort in [Fate::Found, Fate::Wrong, Fate::Missed, Fate::Surplus] {
                        self.of_learner(learner, sort, &mut out);
                    }
                }
            }
            Told::Key(id, sort, label) => {
                let Some(at) = self.class.key.marks.iter().position(|mark| mark.id == *id) else { return out };
                for learner in 0..self.class.learners.len() {
                    self.of_key(learner, at, *sort, label.as_ref(), &mut out);
                }
            }
            Told::Link(id, sort) => {
                let Some(at) = self.class.key.links.iter().position(|link| link.id == *id) else { return out };
                for learner in 0..self.class.learners.len() {
                    self.of_link(learner, at, *sort, &mut out);
                }
            }
            Told::Confusion(key, made) => self.of_confusion(key.as_ref(), made.as_ref(), &mut out),
            Told::Surplus(id) => {
                for (learner, mark) in self.surplus_of(*id).map(|group| &group.marks[..]).unwrap_or_default() {
                    self.push(*learner, Fate::Surplus, self.mark(*learner, *mark), &mut out);
                }
            }
            Told::Alike(one, other) => {
                let both = self.learner(*one).zip(self.learner(*other));
                let Some(pair) = self.alike.iter().find(|pair| Some(pair.learners) == both) else { return out };
                for (one, other) in &pair.marks {
                    self.push(pair.learners.0, Fate::Surplus, self.mark(pair.learners.0, *one), &mut out);
                    self.push(pair.learners.1, Fate::Surplus, self.mark(pair.learners.1, *other), &mut out);
                }
            }
        }
        out
    }

    fn push(&self, learner: usize, sort: Fate, id: Option<AnnotationId>, out: &mut Vec<ClassMark>) {
        out.extend(id.map(|id| ClassMark { learner, sort, id, link: None }));
    }

    fn key_mark(&self, at: usize) -> Option<AnnotationId> {
        self.class.key.marks.get(at).map(|mark| mark.id)
    }

    /// Lists what of a learner's marks and relations, or of what they missed, became this.
    fn of_learner(&self, learner: usize, sort: Fate, out: &mut Vec<ClassMark>) {
        let Some(marked) = self.class.learners.get(learner).map(|learner| &learner.marked) else { return };
        if sort == Fate::Missed {
            let missed = |outcome: &Outcome| matches!(outcome, Outcome::Missed(_));
            for (at, _) in marked.key.iter().enumerate().filter(|(_, outcome)| missed(outcome)) {
                self.push(learner, sort, self.key_mark(at), out);
            }
            for (at, _) in marked.key_links.iter().enumerate().filter(|(_, outcome)| missed(outcome)) {
                let Some(link) = self.class.key.links.get(at) else { continue };
                out.extend(self.key_mark(link.from).map(|id| ClassMark { learner, sort, id, link: Some(link.id) }));
            }
            return;
        }
        for (at, _) in marked.marks.iter().enumerate().filter(|(_, verdict)| sort_of(**verdict) == Some(sort)) {
            self.push(learner, sort, self.mark(learner, at), out);
        }
        for (at, _) in marked.links.iter().enumerate().filter(|(_, verdict)| sort_of(**verdict) == Some(sort)) {
            let Some(link) = self.link(learner, at) else { continue };
            let from = self.project.relation(&link).map(|row| row.from);
            out.extend(from.map(|id| ClassMark { learner, sort, id, link: Some(link) }));
        }
    }

    /// Lists what a learner made of a mark of the key, where it is this.
    fn of_key(&self, learner: usize, at: usize, sort: Fate, label: Option<&LabelKey>, out: &mut Vec<ClassMark>) {
        let Some(of) = self.class.learners.get(learner) else { return };
        match (of.marked.key.get(at), sort) {
            (Some(Outcome::Found(mark)), Fate::Found) => self.push(learner, sort, self.mark(learner, *mark), out),
            (Some(Outcome::Wrong(mark)), Fate::Wrong) => {
                let made = of.hand_in.marks.get(*mark).map(|mark| &mark.label);
                if label.is_none() || label == made {
                    self.push(learner, sort, self.mark(learner, *mark), out);
                }
            }
            (Some(Outcome::Missed(near)), Fate::Missed) => {
                let near = near.and_then(|near| self.mark(learner, near));
                self.push(learner, sort, near.or(self.key_mark(at)), out);
            }
            _ => {}
        }
    }

    /// Lists what a learner made of a relation of the key, where it is this.
    fn of_link(&self, learner: usize, at: usize, sort: Fate, out: &mut Vec<ClassMark>) {
        let Some(of) = self.class.learners.get(learner) else { return };
        let key = self.class.key.links.get(at);
        let link = match (of.marked.key_links.get(at), sort) {
            (Some(Outcome::Found(link)), Fate::Found) | (Some(Outcome::Wrong(link)), Fate::Wrong) => {
                self.link(learner, *link)
            }
            (Some(Outcome::Missed(_)), Fate::Missed) => key.map(|link| link.id),
            _ => None,
        };
        let Some(link) = link else { return };
        let from = self.project.relation(&link).map(|row| row.from);
        out.extend(from.map(|id| ClassMark { learner, sort, id, link: Some(link) }));
    }

    fn of_confusion(&self, key: Option<&LabelKey>, made: Option<&LabelKey>, out: &mut Vec<ClassMark>) {
        for (learner, of) in self.class.learners.iter().enumerate() {
            let Some(key) = key else {
                // The key has none there.
                for (at, verdict) in of.marked.marks.iter().enumerate() {
                    if *verdict == Verdict::Surplus && of.hand_in.marks.get(at).map(|mark| &mark.label) == made {
                        self.push(learner, Fate::Surplus, self.mark(learner, at), out);
                    }
                }
                continue;
            };
            for (at, mark) in self.class.key.marks.iter().enumerate().filter(|(_, mark)| mark.label == *key) {
                match made {
                    None => self.of_key(learner, at, Fate::Missed, None, out),
                    Some(made) if *made == mark.label => self.of_key(learner, at, Fate::Found, None, out),
                    Some(made) => self.of_key(learner, at, Fate::Wrong, Some(made), out),
                }
            }
        }
    }
}

fn sort_of(verdict: Verdict) -> Option<Fate> {
    match verdict {
        Verdict::Found(_) => Some(Fate::Found),
        Verdict::Wrong(_) => Some(Fate::Wrong),
        Verdict::Surplus => Some(Fate::Surplus),
        Verdict::Optional(_) | Verdict::Example(_) | Verdict::Double(_) | Verdict::NotAsked | Verdict::Blank => None,
    }
}

/// What is shown of the class.
#[derive(Clone, Debug, Default)]
pub(super) struct ClassState {
    pub(super) tab: ClassTab,
    pub(super) sort: (ClassColumn, bool),
    pub(super) told: Option<Told>,
    /// Whether learners' names are hidden.
    pub(super) hide: bool,
    /// The exercise whose article was opened when its class was.
    pub(super) opened: Option<ExerciseId>,
    /// In which state of the project it was made.
    ticks: u64,
    view: Option<Arc<ClassView>>,
    /// Why there is nothing to mark by.
    refusal: Option<String>,
}

impl ClassState {
    /// Takes a class that was marked elsewhere, of the project that there is now.
    pub(super) fn marked(&mut self, view: Option<Arc<ClassView>>) {
        self.view = view;
    }

    /// Sorts by a column; again, the other way round. Numbers begin with the largest.
    pub(super) fn sort_by(&mut self, column: ClassColumn) {
        let same = self.sort.0 == column;
        self.sort = (column, if same { !self.sort.1 } else { column != ClassColumn::Name });
    }
}

impl AppState {
    /// Returns the class of the exercise that is shown, as it was marked last.
    pub fn class(&self) -> Option<&ClassView> {
        let view = self.classroom.class.view.as_deref()?;
        (self.page == Page::Class && !view.sets.is_empty()).then_some(view)
    }

    /// Lists the sets of hand-ins that were made for another version of the exercise that is shown.
    pub fn outdated_hand_ins(&self) -> &[SetId] {
        let view = self.classroom.class.view.as_deref().filter(|_| self.page == Page::Class);
        view.map(|view| view.outdated.as_slice()).unwrap_or_default()
    }

    /// Returns what a learner is called whose set this is: a letter while names are hidden.
    pub fn learner_name(&self, set: SetId) -> String {
        learner_of(self.project(), set)
    }

    /// Returns the exercise in whose class a mark has a part: it was handed in for it, or is of its key, and something
    /// was handed in.
    pub fn class_of(&self, row: &Annotation) -> Option<ExerciseId> {
        let project = self.project();
        let handed = |row: &Set| row.handed.map(|handed| handed.exercise);
        let own = project.set(&row.set).and_then(handed);
        let is_key = |of: &Exercise| of.set == row.set && of.revision == row.revision;
        let answered = |id: ExerciseId| project.sets_by_id().any(|(_, row)| handed(row) == Some(id));
        let mut keys = project.exercises_by_id().filter(|(id, of)| is_key(of) && answered(**id));
        own.or_else(|| keys.next().map(|(id, _)| *id))
    }

    /// Says why there is nothing to mark by.
    pub fn class_refusal(&self) -> Option<&str> {
        self.classroom.class.refusal.as_deref()
    }

    /// Returns which part of the class is shown.
    pub fn class_tab(&self) -> ClassTab {
        self.classroom.class.tab
    }

    /// Returns what learners are sorted by, and whether the other way round.
    pub fn class_sort(&self) -> (ClassColumn, bool) {
        self.classroom.class.sort
    }

    /// Returns the number whose marks are listed.
    pub fn class_told(&self) -> Option<&Told> {
        self.classroom.class.told.as_ref()
    }

    /// Tells whether learners' names are hidden.
    pub fn hides_learners(&self) -> bool {
        self.classroom.class.hide
    }

    /// Hides learners' names in the whole window, or shows them.
    pub(super) fn hide_learners(&mut self, hide: bool) {
        self.classroom.class.hide = hide;
        self.naming = None;
        self.ticks += 1;
        self.say(if hide { say!("classroom-hidden") } else { say!("classroom-not-hidden") }, false);
    }

    /// Returns what letters in place of learners' names are dealt by, while those are hidden.
    pub(in crate::app) fn learners_veil(&self) -> Option<SetId> {
        self.exercise_unveiled().filter(|_| self.classroom.class.hide)
    }

    fn exercise_unveiled(&self) -> Option<SetId> {
        let chosen = self.classroom.exercise.and_then(|id| self.project.exercise(&id));
        let row = chosen.or_else(|| self.project.exercises().first().map(|(_, row)| *row));
        row.map(|row| row.set)
    }

    /// Opens the article of the exercise whose class comes to be shown: the list beside says which it is.
    pub(super) fn open_article_of_class(&mut self) {
        let shown = self.exercise().map(|(id, _)| id);
        if self.classroom.class.opened == shown {
            return;
        }
        self.classroom.class.opened = shown;
        if let Some(article) = self.exercise_article() {
            self.open(article);
            self.page = Page::Class;
        }
    }

    /// Keeps the class marked as the key and the rules are now.
    pub(super) fn keep_class(&mut self) {
        let Some((id, _)) = self.exercise() else {
            self.classroom.class.view = None;
            return;
        };
        let state = &self.classroom.class;
        let there = state.view.as_ref().is_some_and(|view| view.exercise == id);
        if state.ticks == self.ticks && (there || state.refusal.is_some()) {
            return;
        }
        let project = self.project.clone();
        let before = self.classroom.class.view.take().filter(|view| view.exercise == id);
        self.classroom.class.ticks = self.ticks;
        self.classroom.class.refusal = None;
        let key = match Key::of(&project, id) {
            Ok(key) => key,
            Err(refusal) => {
                self.classroom.class.refusal = Some(refusal.to_string());
                return;
            }
        };
        // Where something else is asked, other hand-ins count.
        let same = |view: &Arc<ClassView>| view.class.key.asked == key.asked && project.has_marks_of(&view.project);
        let view = match before.filter(same) {
            // Only the rules changed, or what is said.
            Some(view) => {
                let mut view = Arc::unwrap_or_clone(view);
                let marked_anew = view.class.key.fit != key.fit || view.class.key.marks != key.marks;
                view.class.set_key(key);
                if marked_anew {
                    view.alike = alike(&view.class);
                }
                view.project = project;
                Some(view)
            }
            None => ClassView::of(&project, id, key),
        };
        self.classroom.class.view = view.map(Arc::new);
        // A number may stand for something else now.
        let gone = self
            .classroom
            .class
            .told
            .as_ref()
            .is_some_and(|told| self.class().is_none_or(|view| view.trace(told).is_empty()));
        if gone {
            self.classroom.class.told = None;
        }
    }

    /// Takes what several marked and the key has not into the key.
    pub(super) fn accept_mark(&mut self, mark: AnnotationId, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let Some(view) = self.class() else { return };
        let of = |group: &Surplus| -> Vec<AnnotationId> {
            group.marks.iter().filter_map(|(learner, mark)| view.mark(*learner, *mark)).collect()
        };
        let made = match view.surplus_of(mark) {
            Some(group) => {
                let (from, place) = (of(group), group.place.clone());
                actions::accept_mark(&self.project, view.exercise, &group.label, place, &from, stamp)
            }
            None => Err(Refusal(say!("classroom-surplus-gone").into())),
        };
        self.commit(made.map(|(step, _)| step), effects);
        self.classroom.class.told = None;
    }

    /// Shows on the article how many of the class marked what.
    pub(super) fn show_class_heat(&mut self, label: Option<LabelKey>, effects: &mut Vec<Effect>) {
        let Some(view) = self.class() else { return };
        let (id, own) = (view.exercise, view.sets.clone());
        let others = self.project.sets_by_id().map(|(set, _)| *set).filter(|set| !own.contains(set));
        self.hidden = others.collect();
        self.ticks += 1;
        if let Some(article) = article_of(&self.project, id) {
            self.open(article);
        }
        self.heat_label = label;
        self.show_as(Showing::Heat, effects);
        effects.push(Effect::FocusArticle);
    }

    /// Shows a mark of the class on the article: with it those of the same learner and the key, and no others.
    pub(super) fn show_class_mark(&mut self, mark: AnnotationId, effects: &mut Vec<Effect>) {
        let set = self.project.annotation(&mark).map(|row| row.set);
        self.hidden.extend(all_hand_ins(&self.project).filter(|other| Some(*other) != set));
        if let Some(set) = set {
            self.hidden.remove(&set);
        }
        self.showing = Showing::Together;
        self.ticks += 1;
        self.look(mark, effects);
        effects.push(Effect::FocusArticle);
    }

    /// Makes something of a report on the class, with the names as they are shown.
    fn reported<T>(&self, make: impl FnOnce(&Report<'_>) -> T) -> Option<T> {
        let view = self.class()?;
        let handout = Handout::of(&self.project, view.exercise).ok()?;
        let mut report = Report::of(&handout, &view.class, &[], self.hides_learners());
        let shown = self.project();
        report.names = view.sets.iter().map(|set| learner_of(shown, *set)).collect();
        Some(make(&report))
    }

    /// Returns the table of points.
    pub(super) fn gradebook(&self) -> Option<Vec<u8>> {
        self.reported(|report| gradebook::csv(report).into_bytes())
    }

    /// Returns the page on the class.
    pub(super) fn class_page(&self) -> Option<Vec<u8>> {
        self.reported(|report| page_of_class::page(report).into_bytes())
    }

    /// Returns a page a learner: the names of the files, and what is in them.
    pub(super) fn feedback_pages(&self) -> Option<Vec<(String, Vec<u8>)>> {
        let pages = self.reported(|report| folder::pages(report, false))?;
        Some(pages.into_iter().map(|(name, page)| (name, page.into_bytes())).collect())
    }
}
