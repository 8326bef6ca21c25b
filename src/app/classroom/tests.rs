//! Makes exercises, tries them, hands them out and takes hand-ins, by intents.

use std::collections::BTreeMap;

use super::*;
use crate::app::asking::DialogPurpose;
use crate::app::command::Command;
use crate::app::intent::{LinkKind, LoadedProject, Lock};
use crate::app::tests::{answers, jobs};
use crate::app::{Showing, View};
use crate::classroom::Verdict;
use crate::formats::classroom as files;
use crate::formats::classroom::incoming::Incoming;
use crate::formats::exchange::File;
use crate::model::exercise::{Costs, Fit, Points};
use crate::model::{Details, Hash, KindKey, SetKind};
use crate::store;

pub(super) const ARTICLE: &str =
    "Ministry denies report\nIt did not ask, the ministry said. Two officials said it did ask for help.\n";

pub(super) struct Desk {
    pub(super) state: AppState,
    pub(super) clock: u64,
    pub(super) effects: Vec<Effect>,
}

impl Desk {
    pub(super) fn new() -> Desk {
        let state = AppState::new("anna", &mut Stamp::of_number(0));
        Desk { state, clock: 0, effects: Vec::new() }
    }

    /// A teacher who marked a claim that a denial denies, and a source.
    pub(super) fn teacher() -> Desk {
        let mut desk = Desk::new();
        desk.send(Intent::AddArticle(Details::default(), ARTICLE.into()));
        desk.mark("it did ask for help", "claim");
        desk.mark("Two officials", "source");
        desk.mark("It did not ask", "denial");
        let claim = desk.annotation("it did ask for help");
        let kind = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
        let denial = desk.annotation("It did not ask");
        desk.send(Intent::Link(kind, denial, claim));
        desk
    }

    pub(super) fn exercise() -> Desk {
        let mut desk = Desk::teacher();
        desk.ask(ClassroomIntent::Make);
        desk
    }

    pub(super) fn send(&mut self, intent: Intent) {
        self.clock += 1;
        self.effects = self.state.update(intent, &mut Stamp::of_number(self.clock));
        assert!(self.state.project.index_is_right());
    }

    pub(super) fn ask(&mut self, intent: ClassroomIntent) {
        self.send(intent.into());
    }

    /// Does the work that was asked for, and hands over its answers.
    pub(super) fn work(&mut self) {
        for job in jobs(&self.effects) {
            answers(job).into_iter().for_each(|intent| self.send(intent));
        }
    }

    pub(super) fn select(&mut self, words: &str) {
        let start = ARTICLE.find(words).unwrap();
        self.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
    }

    pub(super) fn mark(&mut self, words: &str, label: &str) -> AnnotationId {
        self.select(words);
        self.send(Intent::Label(LabelKey::slug(label)));
        self.state.selected().expect("it is marked").0
    }

    pub(super) fn annotation(&self, words: &str) -> AnnotationId {
        let mut rows = self.state.project.annotations();
        *rows.find(|(_, row)| self.state.project.quote(row) == words).unwrap().0
    }

    pub(super) fn row(&self) -> Exercise {
        self.state.exercise().unwrap().1.clone()
    }

    pub(super) fn change(&mut self, change: impl FnOnce(&mut Exercise)) {
        let (id, mut row) = (self.state.exercise().unwrap().0, self.row());
        change(&mut row);
        self.ask(ClassroomIntent::Change(id, Box::new(row), None));
    }

    pub(super) fn notice(&self) -> &str {
        &self.state.notice().unwrap().text
    }

    /// Writes to the file that a dialog names, and returns what is written.
    pub(super) fn written(&mut self, file: ClassFile) -> Vec<u8> {
        let purpose = DialogPurpose::Classroom(file);
        if !matches!(self.effects.last(), Some(Effect::Ask { .. })) {
            self.send(Intent::AskFile(purpose));
        }
        self.send(Intent::Chosen(purpose, vec!["/tmp/out.x".into()]));
        self.work();
        let bytes = self.effects.iter().find_map(|effect| match effect {
            Effect::Export { bytes, .. } => Some(bytes.clone()),
            _ => None,
        });
        bytes.unwrap_or_else(|| panic!("{}", self.notice()))
    }

    /// Opens a project as a learner does.
    pub(super) fn open(bytes: &[u8]) -> Desk {
        let loaded = store::read(bytes).unwrap();
        assert!(loaded.warnings.is_empty() && loaded.intact, "{:?}", loaded.warnings);
        let mut desk = Desk::new();
        desk.clock = 1_000;
        desk.send(Intent::Open("/tmp/copy.ron".into()));
        let loaded = LoadedProject {
            project: loaded.project,
            warnings: Vec::new(),
            intact: true,
            hash: Hash::of(b"file"),
            lock: Lock::Ours,
            read_only: None,
        };
        desk.send(Intent::Loaded("/tmp/copy.ron".into(), Box::new(Ok(loaded))));
        desk
    }

    pub(super) fn learner(&mut self) -> Desk {
        Desk::open(&self.written(ClassFile::Exercise(Form::Project)))
    }

    /// Hands in under a name.
    pub(super) fn hand_in(&mut self, name: &str) -> Vec<u8> {
        self.ask(ClassroomIntent::HandIn(name.into()));
        self.written(ClassFile::HandIn)
    }

    /// Reads hand-ins, each under a name of its own.
    pub(super) fn read(&mut self, read: Vec<(&str, Vec<u8>)>) {
        self.ask(ClassroomIntent::Read(vec!["/tmp/handed".into()]));
        let number = self.effects.iter().find_map(|effect| match effect {
            Effect::ReadHandIns { number, .. } => Some(*number),
            _ => None,
        });
        let read: Incoming = read.into_iter().map(|(name, bytes)| File::new(name, bytes)).collect();
        self.ask(ClassroomIntent::FilesRead(number.unwrap(), Ok(Arc::new(read))));
        self.work();
    }

    /// Lists what is to be known of the files that were read last, each with whether it counts all the same.
    pub(super) fn aside(&self) -> Vec<(String, bool)> {
        self.state.set_aside().iter().map(|one| (one.told(), one.counts())).collect()
    }

    pub(super) fn names(&self) -> Vec<String> {
        let view = self.state.class().expect("a class");
        view.sets.iter().map(|set| self.state.learner_name(*set)).collect()
    }

    /// A class of three: one has all, one half of it with a wrong label, one something else.
    pub(super) fn class() -> Desk {
        let mut desk = Desk::exercise();
        let mut all = desk.learner();
        all.mark("it did ask for help", "claim");
        all.mark("Two officials", "source");
        all.mark("It did not ask", "denial");
        let (denial, claim) = (all.annotation("It did not ask"), all.annotation("it did ask for help"));
        let kind = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
        all.send(Intent::Link(kind, denial, claim));
        let mut half = desk.learner();
        half.mark("It did not ask", "claim");
        half.mark("officials", "source");
        half.mark("the ministry", "source");
        let mut other = desk.learner();
        other.mark("the ministry", "source");
        desk.read(vec![("a", all.hand_in("Ada")), ("b", half.hand_in("Ben")), ("c", other.hand_in("Cem"))]);
        desk
    }

    pub(super) fn points(&self) -> Vec<String> {
        let class = &self.state.class().expect("a class").class;
        class.learners.iter().map(|learner| learner.score.points.to_string()).collect()
    }
}

#[test]
fn an_exercise_is_made_of_what_is_marked_in_one_step() {
    let mut desk = Desk::teacher();
    let make = Command::Lesson(Lesson::Make);
    desk.send(make.resolve(&desk.state).unwrap());
    assert_eq!(desk.state.page(), Page::Exercise);
    let row = desk.row();
    let labels: Vec<&str> = row.labels.keys().map(LabelKey::as_str).collect();
    assert_eq!(labels, ["claim", "denial", "source"]);
    assert_eq!((row.kinds.len(), row.title.as_str(), row.told), (1, "Ministry denies report", true));
    let handout = desk.state.handout().unwrap().unwrap().clone();
    assert_eq!(handout.labels.iter().map(|asked| asked.count).collect::<Vec<_>>(), [Some(1); 3]);
    // What learners get follows each change, within the same intent.
    desk.change(|row| row.told = false);
    assert_eq!(desk.state.handout().unwrap().unwrap().labels[0].count, None);
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert!(desk.state.exercise().is_none());
    desk.send(Intent::Redo);
    assert!(desk.state.exercise().is_some());
    // Of what nobody marked, none is made.
    desk.send(Intent::AddArticle(Details::default(), "Another\nNothing here.\n".into()));
    assert!(make.resolve(&desk.state).is_none());
}

#[test]
fn what_is_typed_is_one_step() {
    let mut desk = Desk::exercise();
    for title in ["N", "Ne", "New"] {
        let (id, mut row) = (desk.state.exercise().unwrap().0, desk.row());
        row.title = title.into();
        desk.ask(ClassroomIntent::Change(id, Box::new(row), Some("title")));
    }
    desk.send(Intent::Undo);
    assert_eq!(desk.row().title, "Ministry denies report");
}

#[test]
fn a_learners_copy_opens_in_the_learners_view_and_nowhere_else() {
    let mut desk = Desk::exercise();
    assert!(desk.state.learns().is_none());
    let bytes = desk.written(ClassFile::Exercise(Form::Project));
    assert!(matches!(&desk.effects[..], [Effect::Export { path, .. }] if path.ends_with("out.x")));
    let learner = Desk::open(&bytes);
    let (_, row) = learner.state.learns().expect("a learner's view");
    assert_eq!((row.title.as_str(), learner.state.page()), ("Ministry denies report", Page::Article));
    assert_eq!(learner.state.project.annotation_count(), 0, "the key is not there");
    let all = Command::all(&learner.state.project);
    assert!(all.contains(&Command::Save) && all.contains(&Command::Label(LabelKey::slug("claim"))));
    for gone in [Command::Page(Page::Scheme), Command::AddAnnotator, Command::Paste, Command::Page(Page::Ledger)] {
        assert!(!all.contains(&gone), "{gone:?}");
    }
    assert!(!all.contains(&Command::Label(LabelKey::slug("actor"))), "it is not asked for");
}

#[test]
fn what_is_handed_in_is_what_was_marked() {
    let mut desk = Desk::exercise();
    let mut learner = desk.learner();
    learner.mark("Two officials", "source");
    learner.ask(ClassroomIntent::HandIn("  ".into()));
    assert!(learner.notice().contains("name"), "{}", learner.notice());
    let bytes = learner.hand_in("Ada");
    let id = desk.state.exercise().unwrap().0;
    let key = Key::of(&desk.state.project, id).unwrap();
    let read = files::hand_in::read(&bytes, &key).unwrap();
    assert_eq!((read.learner.as_str(), read.marks.len(), read.links.len()), ("Ada", 1, 0));
    assert_eq!(read.marks[0].place.quote(&key.text), "Two officials");
    assert!(read.begun.is_some_and(|begun| begun <= read.handed));
    let suggested = learner.state.suggested_class_file(ClassFile::HandIn);
    assert!(suggested.ends_with("Ministry denies report - Ada.handin.json"), "{suggested}");
}

#[test]
fn hand_ins_come_in_as_one_step_and_are_marked() {
    let mut desk = Desk::class();
    assert_eq!((desk.state.page(), desk.points()), (Page::Class, vec!["4".into(), "0.5".into(), "0".into()]));
    let sets: Vec<SetKind> = desk.state.project.sets().iter().map(|(_, row)| row.kind).collect();
    assert_eq!(sets, [SetKind::Own, SetKind::HandIn, SetKind::HandIn, SetKind::HandIn]);
    assert!(desk.state.set_aside().is_empty());
    let view = desk.state.class().unwrap();
    assert!(view.sets.iter().all(|set| !desk.state.shows(*set)), "they would lie over each other");
    desk.send(Intent::Undo);
    assert!(desk.state.class().is_none() && desk.state.project.sets().len() == 1);
    desk.send(Intent::Redo);
    assert_eq!(desk.points(), ["4", "0.5", "0"]);
}

#[test]
fn each_number_leads_to_its_marks() {
    let mut desk = Desk::class();
    let quotes = |desk: &Desk, told: Told| -> Vec<String> {
        let view = desk.state.class().unwrap();
        let project = &desk.state.project;
        view.trace(&told).iter().map(|mark| project.quote(project.annotation(&mark.id).unwrap())).collect()
    };
    let view = desk.state.class().unwrap();
    let (all, half) = (view.sets[0], view.sets[1]);
    let (first, last) = (view.class.key.marks[0].id, view.class.key.marks[2].id);
    let surplus = Told::Surplus(view.first_of(&view.class.surplus[0]).unwrap());
    let by_start = ["It did not ask", "Two officials", "it did ask for help"];
    assert_eq!(quotes(&desk, Told::Learner(all, Fate::Found)), [by_start[0], by_start[1], by_start[2], by_start[0]]);
    assert_eq!(quotes(&desk, Told::Learner(half, Fate::Wrong)), ["It did not ask"]);
    assert_eq!(quotes(&desk, Told::Learner(half, Fate::Surplus)), ["the ministry"]);
    assert_eq!(quotes(&desk, Told::Key(first, Fate::Wrong, Some(LabelKey::slug("claim")))), ["It did not ask"]);
    assert_eq!(quotes(&desk, Told::Key(last, Fate::Missed, None)), ["it did ask for help"; 2], "the key's own");
    let (denial, claim) = (LabelKey::slug("denial"), LabelKey::slug("claim"));
    assert_eq!(quotes(&desk, Told::Confusion(Some(denial), Some(claim))), ["It did not ask"]);
    assert_eq!(quotes(&desk, Told::Confusion(None, Some(LabelKey::slug("source")))), ["the ministry"; 2]);
    assert_eq!(quotes(&desk, surplus.clone()), ["the ministry"; 2]);
    // From there to the article: this learner's marks are shown, and nobody else's of the class.
    let mark = desk.state.class().unwrap().trace(&surplus)[1];
    let sets = desk.state.class().unwrap().sets.clone();
    desk.ask(ClassroomIntent::Show(mark.id));
    assert_eq!((desk.state.page(), desk.state.selected().unwrap().0), (Page::Article, mark.id));
    assert_eq!(sets.iter().map(|set| desk.state.shows(*set)).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn a_changed_rule_and_a_changed_key_are_in_the_numbers_at_once() {
    let mut desk = Desk::class();
    desk.change(|row| row.costs = Costs { surplus: Points(0), ..Costs::default() });
    assert_eq!(desk.points(), ["4", "1", "0"]);
    desk.change(|row| row.fit = Fit::EXACT);
    assert_eq!(desk.points(), ["4", "0", "0"], "half of the words is not all of them");
    desk.send(Intent::Undo);
    assert_eq!(desk.points(), ["4", "1", "0"]);
    // What two of three marked is accepted: it is part of the key, and all are marked anew.
    let group = &desk.state.class().unwrap().class.surplus[0];
    assert_eq!((group.many, group.marks.len()), (true, 2));
    let mark = desk.state.class().unwrap().first_of(group).unwrap();
    let of = |desk: &Desk| desk.state.class().unwrap().class.learners.iter().map(|one| one.score.of).max().unwrap();
    let before = of(&desk);
    desk.ask(ClassroomIntent::Accept(mark));
    assert!(desk.state.class().unwrap().class.surplus.is_empty());
    let id = desk.annotation_of_key("the ministry");
    assert_eq!(desk.state.project.annotation(&id).unwrap().derived_from.len(), 2);
    // Nobody loses by it: it is right, and not required.
    assert_eq!((desk.points(), of(&desk)), (["4", "1", "0"].map(str::to_owned).to_vec(), before));
    let at = desk.state.class().unwrap().class.key.marks.iter().position(|mark| mark.id == id).unwrap();
    let class = &desk.state.class().unwrap().class;
    let is = |verdict: &Verdict| *verdict == Verdict::Optional(at);
    assert_eq!(class.learners.iter().filter(|one| one.marked.marks.iter().any(is)).count(), 2);
    assert_eq!((class.marks[at].found, class.marks[at].missed), (2, 0));
    // Until it is required: then everybody is marked anew.
    desk.change(|row| drop(row.sayings.remove(&id)));
    assert_eq!((desk.points(), of(&desk).0), (["4", "2", "1"].map(str::to_owned).to_vec(), before.0 + 100));
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert_eq!((desk.points(), of(&desk)), (["4", "1", "0"].map(str::to_owned).to_vec(), before));
    assert!(desk.row().sayings.is_empty());
}

impl Desk {
    fn annotation_of_key(&self, words: &str) -> AnnotationId {
        let (set, project) = (self.row().set, &self.state.project);
        let mut rows = project.annotations();
        *rows.find(|(_, row)| row.set == set && project.quote(row) == words).unwrap().0
    }
}

#[test]
fn what_cannot_count_is_named() {
    let mut desk = Desk::exercise();
    let mut learner = desk.learner();
    learner.mark("Two officials", "source");
    let first = learner.hand_in("Ada");
    learner.mark("It did not ask", "denial");
    let second = learner.hand_in("ada ");
    let mut broken = first.clone();
    let at = broken.len() / 2;
    broken[at] ^= 1;
    desk.read(vec![("1", first.clone()), ("1 again", first.clone()), ("broken", broken)]);
    let named: BTreeMap<&str, String> = desk.state.set_aside().iter().map(|one| (one.file(), one.told())).collect();
    assert_eq!(named.len(), 2);
    assert!(named["1 again"].contains("same file") && named["broken"].contains("damaged"), "{named:?}");
    assert_eq!(desk.points(), ["1"]);
    // The same file again is here, and counts; a later one takes its place; an earlier one does not.
    desk.read(vec![("1", first.clone())]);
    assert_eq!(desk.aside(), [("1 is here already".to_owned(), true)]);
    assert_eq!(desk.points(), ["1"]);
    desk.read(vec![("2", second)]);
    assert_eq!((desk.points(), desk.state.project.sets().len()), (vec!["2".to_owned()], 2));
    let [(told, false)] = &desk.aside()[..] else { panic!("{:?}", desk.aside()) };
    assert!(told.starts_with("ada handed in again: 2 counts"), "{told}");
    desk.read(vec![("1", first)]);
    assert_eq!(desk.aside(), [("1 is older than what is here of Ada".to_owned(), false)]);
    assert_eq!(desk.points(), ["2"]);
    // Nor does one that was made of another question count.
    desk.change(|row| drop(row.labels.remove(&LabelKey::slug("source"))));
    let mut other = desk.learner();
    other.mark("It did not ask", "denial");
    let newer = other.hand_in("Ben");
    desk.send(Intent::Undo);
    desk.read(vec![("newer", newer)]);
    assert!(desk.aside()[0].0.contains("earlier version"), "{:?}", desk.aside());
}

#[test]
fn a_learner_checks_with_the_word_only() {
    let mut desk = Desk::exercise();
    desk.change(|row| row.word = "a word of several".into());
    let bytes = desk.written(ClassFile::Exercise(Form::Project));
    let mut learner = Desk::open(&bytes);
    let mark = learner.mark("officials", "source");
    learner.ask(ClassroomIntent::Check("another".into()));
    assert!(learner.state.standing_of_learner().opening);
    learner.work();
    assert!(learner.state.standing_of_learner().refused.is_some() && learner.state.is_right(mark).is_none());
    learner.ask(ClassroomIntent::Check("a word of several".into()));
    learner.work();
    let standing = learner.state.standing_of_learner();
    assert_eq!(standing.checked.unwrap().score.points, Points::ONE);
    assert_eq!(learner.state.is_right(mark), Some(true));
    // What is changed afterwards is in it.
    learner.mark("the ministry", "claim");
    assert_eq!(learner.state.standing_of_learner().checked.unwrap().score.points, Points(50));
    learner.ask(ClassroomIntent::Uncheck);
    assert!(learner.state.is_right(mark).is_none());
}

#[test]
fn trying_an_exercise_changes_nothing() {
    let mut desk = Desk::exercise();
    desk.send(Intent::Save);
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/mine.ron".into()]));
    let (project, view) = (desk.state.project.clone(), desk.state.view().clone());
    desk.send(Command::Lesson(Lesson::Try).resolve(&desk.state).unwrap());
    assert!(desk.state.is_trying() && desk.state.learns().is_some() && desk.effects.is_empty());
    let mark = desk.mark("Two officials", "source");
    assert!(desk.effects.is_empty(), "nothing of it goes to the disk: {:?}", desk.effects);
    desk.ask(ClassroomIntent::Check(String::new()));
    assert_eq!((desk.state.is_right(mark), desk.effects.len()), (Some(true), 0));
    assert_eq!(desk.state.standing_of_learner().checked.unwrap().score.points, Points::ONE);
    desk.ask(ClassroomIntent::HandIn("Ada".into()));
    assert!(desk.effects.is_empty() && desk.state.modal().is_none());
    // What the host answers meanwhile is for the teacher's project.
    desk.send(Intent::Saved("/tmp/mine.ron".into(), desk.saving(), Ok(Hash::of(b"file"))));
    assert!(desk.state.is_trying());
    desk.send(Intent::SetView(Box::new(View { text_size: 20.0, ..desk.state.view().clone() })));
    // Whatever else is asked ends the trying first.
    let ticks = desk.state.ticks();
    desk.send(Command::Lesson(Lesson::EndTry).resolve(&desk.state).unwrap());
    assert!(!desk.state.is_trying() && desk.state.project == project && desk.state.ticks() > ticks);
    assert_eq!((desk.state.page(), desk.state.view().text_size), (Page::Exercise, 20.0));
    assert_eq!(desk.state.view().right, view.right);
    assert!(!desk.state.is_unsaved(), "and what was saved is");
    desk.ask(ClassroomIntent::Try);
    desk.send(Intent::ShowPage(Page::Class));
    assert!(!desk.state.is_trying() && desk.state.page() == Page::Class);
}

impl Desk {
    /// Returns the version that the teacher's project is being saved as.
    fn saving(&self) -> u64 {
        self.state.classroom.trying.as_ref().and_then(|teacher| teacher.file.saving).unwrap()
    }
}

#[test]
fn names_are_hidden_everywhere() {
    let mut desk = Desk::class();
    desk.send(Command::Lesson(Lesson::HideNames).resolve(&desk.state).unwrap());
    let names: Vec<String> =
        desk.state.project().sets().iter().map(|(id, _)| desk.state.project().set_name(**id)).collect();
    assert!(names.iter().all(|name| name.chars().count() == 1), "{names:?}");
    assert!(Command::Lesson(Lesson::HideNames).is_on(&desk.state) == Some(true));
    desk.ask(ClassroomIntent::Hide(false));
    let shown: Vec<String> =
        desk.state.project().sets().iter().map(|(id, _)| desk.state.project().set_name(**id)).collect();
    assert_eq!(shown, ["anna", "Ada", "Ben", "Cem"]);
}

#[test]
fn the_heat_map_counts_learners_and_not_the_key() {
    let mut desk = Desk::class();
    desk.ask(ClassroomIntent::Heat(Some(LabelKey::slug("source"))));
    assert_eq!((desk.state.page(), desk.state.showing()), (Page::Article, Showing::Heat));
    let counted = desk.state.heat_sets(desk.state.article().unwrap());
    assert_eq!(counted.sets.len(), 3);
    // Nor where all are shown.
    desk.send(Intent::ShowOthers(true));
    desk.send(Intent::MarkDone(true));
    assert_eq!(desk.state.heat_sets(desk.state.article().unwrap()).sets.len(), 3);
}

#[test]
fn hand_ins_that_are_dropped_are_read() {
    let mut desk = Desk::exercise();
    desk.send(Intent::AddFiles(vec!["/tmp/x - Ada.handin.json".into(), "/tmp/readme.txt".into()]));
    assert!(matches!(&desk.effects[..], [Effect::ReadHandIns { paths, .. }] if paths.len() == 2), "{:?}", desk.effects);
    // A folder is looked into first.
    desk.send(Intent::AddFiles(vec!["/tmp/handed".into()]));
    let [Effect::ReadArticles { batch, paths }] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let (batch, paths) = (*batch, paths.clone());
    desk.ask(ClassroomIntent::Found(batch, paths));
    assert!(matches!(&desk.effects[..], [Effect::ReadHandIns { .. }]) && desk.state.adding().reading().is_none());
    let mut none = Desk::teacher();
    none.send(Intent::AddFiles(vec!["/tmp/x - Ada.handin.json".into()]));
    assert!(none.effects.is_empty() && none.notice().contains("exercise"), "{}", none.notice());
}

#[test]
fn the_time_begins_with_the_first_mark() {
    let mut desk = Desk::exercise();
    desk.change(|row| row.minutes = Some(2));
    let mut learner = desk.learner();
    assert_eq!(learner.state.standing_of_learner().time, Some(Clock { all: 120, left: None }));
    learner.mark("Two officials", "source");
    assert_eq!(learner.state.standing_of_learner().time, Some(Clock { all: 120, left: Some(120) }));
    learner.clock += 200;
    learner.select("the ministry");
    let left = learner.state.standing_of_learner().time.and_then(|clock| clock.left);
    assert!(left.is_some_and(|left| (-82..0).contains(&left)), "{left:?}");
    // It is handed in all the same.
    assert!(!learner.hand_in("Ada").is_empty());
}

#[test]
fn the_time_goes_on_when_the_first_mark_is_deleted() {
    let mut desk = Desk::exercise();
    desk.change(|row| row.minutes = Some(2));
    let mut learner = desk.learner();
    learner.clock += 60;
    learner.mark("Two officials", "source");
    let left = |desk: &Desk| desk.state.standing_of_learner().time.and_then(|clock| clock.left);
    let before = left(&learner).unwrap();
    learner.clock += 90;
    learner.send(Intent::Delete);
    assert!(left(&learner).is_some_and(|left| left <= before - 90), "{:?}", left(&learner));
    learner.mark("the ministry", "source");
    assert!(left(&learner).is_some_and(|left| left <= before - 90), "{:?}", left(&learner));
    // Also in the file, and in what is handed in.
    let again = Desk::open(store::write(&learner.state.project).as_bytes());
    let begun = |desk: &Desk| desk.state.learners_work(String::new()).unwrap().hand_in.begun;
    assert_eq!(begun(&again), begun(&learner));
    let bytes = learner.hand_in("Ada");
    desk.read(vec![("Ada.handin.json", bytes)]);
    let took = desk.state.class().unwrap().class.learners[0].hand_in.took(Some(2)).unwrap();
    assert!(took.minutes >= 2, "{took:?}");
    // Undone to the beginning, nothing was begun; done again, it is as it was.
    while learner.state.project.annotations().any(|(_, row)| Some(row.set) == learner.state.set) {
        learner.send(Intent::Undo);
    }
    learner.send(Intent::Redo);
    assert!(left(&learner).is_some_and(|left| left <= before - 90), "{:?}", left(&learner));
}

#[test]
fn the_sample_is_marked_in_the_window_as_on_the_command_line() {
    let samples = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("samples");
    let mut desk = Desk::open(&std::fs::read(samples.join("exercise.ron")).unwrap());
    assert!(desk.state.learns().is_none());
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(samples.join("hand-ins"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect();
    files.sort();
    let count = files.len();
    desk.read(files.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect());
    let view = desk.state.class().expect("a class");
    assert_eq!((view.class.learners.len(), desk.state.set_aside().len()), (count, 0));
    // What stands in the project now is worth what the files are.
    let id = desk.state.exercise().unwrap().0;
    let key = Key::of(&desk.state.project, id).unwrap();
    let mut of_files: Vec<_> = files
        .iter()
        .map(|(_, bytes)| crate::formats::classroom::hand_in::read(bytes, &key).unwrap())
        .map(|hand_in| (hand_in.learner.clone(), crate::classroom::mark(&key, &hand_in).score(&key).points))
        .collect();
    let learners = view.class.learners.iter();
    let mut shown: Vec<_> = learners.map(|learner| (learner.hand_in.learner.clone(), learner.score.points)).collect();
    of_files.sort();
    shown.sort();
    assert_eq!(shown, of_files);
    // What is saved then is as sound as it was before.
    let saved = store::read(store::write(&desk.state.project).as_bytes()).unwrap();
    assert!(saved.intact && saved.warnings.is_empty(), "{:?}", saved.warnings);
    assert_eq!(saved.project, desk.state.project);
}
