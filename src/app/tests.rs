//! Drives the program by intents and looks at state and effects.

use std::path::PathBuf;

use super::effect::Replaces;
use super::*;
use crate::model::actions::Subject;
use crate::model::{AnnotationId, AttributeKey, Details, Hash, KindKey, LabelKey, Stamp, Value};

pub(super) const REPORT: &str = "Ministry asked for help\nThe ministry asked for help, two officials said.\n";
const DENIAL: &str = "Ministry denies report\nIt did not ask, the ministry said on Friday.\n";

/// The program, and what it asked of its host last.
pub(super) struct Desk {
    pub(super) state: AppState,
    pub(super) clock: u64,
    pub(super) effects: Vec<Effect>,
}

impl Desk {
    pub(super) fn empty() -> Desk {
        let state = AppState::new("anna", &mut Stamp::of_number(0));
        Desk { state, clock: 0, effects: Vec::new() }
    }

    pub(super) fn new() -> Desk {
        let mut desk = Desk::empty();
        desk.send(Intent::AddArticle(Details::default(), REPORT.into()));
        desk.send(Intent::AddArticle(Details::default(), DENIAL.into()));
        desk.send(Intent::StepArticle(-1));
        desk
    }

    pub(super) fn send(&mut self, intent: Intent) {
        self.clock += 1;
        let before = self.state.project.clone();
        self.effects = self.state.update(intent, &mut Stamp::of_number(self.clock));
        assert!(self.state.project.index_is_right(), "the index follows every change");
        let mut told = before;
        for effect in &self.effects {
            match effect {
                Effect::Journal { before, transaction } => {
                    assert!(*before == told, "the journal is told of every change");
                    told.apply(transaction).unwrap();
                }
                Effect::BeginJournal { project, .. } | Effect::ResumeJournal { project, .. } => {
                    told.clone_from(project);
                }
                _ => {}
            }
        }
        assert!(told == self.state.project, "the journal is told of every change");
    }

    /// Sends what changes the project, and goes back and forth over it: all is as before, the selection too.
    pub(super) fn change(&mut self, intent: Intent) {
        let (project, selection) = (self.state.project().clone(), self.state.selection().clone());
        let what = format!("{intent:?}");
        self.send(intent);
        assert!(*self.state.project() != project, "{what}: {}", self.notice());
        let after = self.state.project().clone();
        let name = self.state.undo_name().unwrap().to_owned();
        self.send(Intent::Undo);
        assert!(*self.state.project() == project, "{what}");
        assert_eq!(*self.state.selection(), selection, "{what}");
        assert_eq!(self.state.redo_name(), Some(name.as_str()));
        self.send(Intent::Redo);
        assert!(*self.state.project() == after, "{what}");
        assert_eq!(self.state.undo_name(), Some(name.as_str()));
    }

    pub(super) fn select(&mut self, words: &str) {
        let (_, revision) = self.state.open_revision().unwrap();
        let start = revision.text.as_str().find(words).unwrap();
        self.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
    }

    pub(super) fn mark(&mut self, words: &str, label: &str) -> AnnotationId {
        self.select(words);
        self.send(Intent::Label(LabelKey::slug(label)));
        self.state.selected().expect("the new annotation is selected").0
    }

    /// Asks for files to be added, and returns the number of the batch that the host is to read.
    fn ask_for(&mut self, names: &[&str]) -> u64 {
        self.send(Intent::AddFiles(names.iter().map(PathBuf::from).collect()));
        let [Effect::ReadArticles { batch, paths }] = &self.effects[..] else { panic!("{:?}", self.effects) };
        assert_eq!(paths.len(), names.len());
        *batch
    }

    /// Returns the work that was asked for.
    pub(super) fn jobs(&self) -> Vec<Work> {
        jobs(&self.effects)
    }

    /// Does work, as a host with threads would, and hands its answers over.
    pub(super) fn finish(&mut self, jobs: Vec<Work>) {
        for job in jobs {
            answers(job).into_iter().for_each(|intent| self.send(intent));
        }
    }

    /// Does the work that was asked for, and hands its answers over.
    pub(super) fn work(&mut self) {
        self.finish(self.jobs());
    }

    pub(super) fn quote(&self) -> String {
        let (_, row) = self.state.selected().unwrap();
        self.state.project().quote(row)
    }

    pub(super) fn notice(&self) -> &str {
        &self.state.notice().unwrap().text
    }

    /// Carries out the write that was asked for, as a host with a disk would.
    pub(super) fn write(&mut self) -> (PathBuf, Replaces) {
        let found = self.effects.iter().find_map(|effect| match effect {
            Effect::Write { path, version, replaces, .. } => Some((path.clone(), *version, *replaces)),
            _ => None,
        });
        let (path, version, replaces) = found.expect("a write is asked for");
        self.send(Intent::Saved(path.clone(), version, Ok(Hash::of(b"file"))));
        (path, replaces)
    }
}

pub(super) fn denies(forward: bool) -> LinkKind {
    LinkKind::Relation { kind: KindKey::slug("denies"), forward }
}

/// Returns the work that effects ask for.
pub(super) fn jobs(effects: &[Effect]) -> Vec<Work> {
    let job = |effect: &Effect| if let Effect::Work(work) = effect { Some(work.clone()) } else { None };
    effects.iter().filter_map(job).collect()
}

/// Does work, and returns its answers.
pub(super) fn answers(job: Work) -> Vec<Intent> {
    let mut answers = Vec::new();
    job.run(&mut |intent| answers.push(intent));
    answers
}

#[test]
fn everything_that_changes_the_project_can_be_undone() {
    let mut desk = Desk::new();
    let text = REPORT;
    let at = |words: &str| text.find(words).unwrap();
    desk.select("asked for help");
    desk.change(Intent::Label(LabelKey::slug("claim")));
    let claim = desk.state.selected().unwrap().0;
    desk.change(Intent::AddFragment(at("two"), at("two") + 3));
    desk.change(Intent::RemoveFragment);
    desk.change(Intent::MoveEnd { id: claim, fragment: 0, end: End::Start, to: 0 });
    desk.change(Intent::Nudge { end: End::End, unit: Unit::Grapheme, outward: false });
    desk.change(Intent::SetUnsure(claim, true));
    desk.change(Intent::SetNote(Subject::Annotation(claim), "odd".into()));
    let checkable = AttributeKey::slug("checkable");
    desk.change(Intent::SetAttribute(Subject::Annotation(claim), checkable, Some(Value::Flag(true))));
    desk.change(Intent::Propose(claim));
    let proposition = desk.state.project().proposition_of(claim).unwrap();
    desk.change(Intent::SetWording(proposition, "It asked.".into()));
    desk.change(Intent::SetNote(Subject::Proposition(proposition), "who?".into()));
    let other = desk.mark("The ministry asked", "claim");
    desk.change(Intent::Link(LinkKind::SameClaim, other, claim));
    desk.change(Intent::UntieClaim(other));
    let (here, there) = (desk.mark("Ministry", "actor"), desk.mark("The ministry", "actor"));
    desk.change(Intent::Link(LinkKind::SameEntity, here, there));
    let entity = desk.state.project().entity_of(here).unwrap();
    desk.change(Intent::RenameEntity(entity, "the ministry".into()));
    desk.change(Intent::UntieEntity(there));
    let source = desk.mark("two officials", "source");
    desk.change(Intent::DropLink(claim, source));
    let relation = *desk.state.project().relations().next().unwrap().0;
    desk.change(Intent::SetNote(Subject::Relation(relation), "plain".into()));
    desk.change(Intent::Unrelate(relation));
    desk.send(Intent::Pick(Some(source)));
    desk.send(Intent::BeginLink(LinkKind::Relation { kind: KindKey::slug("attributed to"), forward: false }));
    desk.send(Intent::LinkPick(Some(claim)));
    assert_eq!(desk.state.project().relation_count(), 1);
    desk.change(Intent::Label(LabelKey::slug("actor")));
    desk.change(Intent::Delete);
    desk.change(Intent::AddArticle(Details::default(), "Third".into()));
    let third = desk.state.article().unwrap();
    desk.change(Intent::SetDetails(third, Details { title: "The third".into(), ..Details::default() }));
    desk.change(Intent::MoveArticle(third, false));
    desk.change(Intent::MarkDone(true));
    desk.change(Intent::RemoveArticle(third));
    let batch = desk.ask_for(&["a.txt", "b.txt"]);
    let read = [("a.txt", "Fourth"), ("b.txt", "Fifth")].map(|(name, text)| FileRead::of(name, Ok(text.into())));
    desk.change(Intent::ArticlesRead(batch, read.to_vec()));
    desk.change(Intent::AddAnnotator("ben".into()));
    let ben = desk.state.project().annotators_by_id().find(|(_, row)| row.name == "ben").map(|(id, _)| *id);
    desk.change(Intent::RenameAnnotator(ben.unwrap(), "benno".into()));
    // And all of it, back to the beginning and forth again.
    let last = desk.state.project().clone();
    while desk.state.undo_name().is_some() {
        desk.send(Intent::Undo);
    }
    assert_eq!((desk.state.project().articles().len(), desk.state.project().annotation_count()), (0, 0));
    while desk.state.redo_name().is_some() {
        desk.send(Intent::Redo);
    }
    assert!(*desk.state.project() == last);
}

#[test]
fn joins_typing_into_one_step_until_it_settles() {
    let mut desk = Desk::new();
    let id = desk.mark("two officials", "source");
    let note = |text: &str| Intent::SetNote(Subject::Annotation(id), text.into());
    for text in ["w", "wh", "who"] {
        desk.send(note(text));
    }
    let step = desk.state.history.peek_undo().unwrap();
    assert_eq!(step.transaction.edits.len(), 1, "however many letters it has");
    desk.send(Intent::Settle);
    desk.send(note("who?"));
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project().annotation(&id).unwrap().note, "who");
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project().annotation(&id).unwrap().note, "");
}

#[test]
fn removing_an_article_takes_all_along_and_undo_brings_it_back() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("did not ask", "denial");
    desk.send(Intent::Link(denies(true), denial, claim));
    desk.send(Intent::StepArticle(-1));
    let before = desk.state.project().clone();
    let article = desk.state.article().unwrap();
    desk.send(Intent::RemoveArticle(article));
    assert_eq!(desk.notice(), "Remove article “Ministry asked for help”, with 1 annotation, 1 relation");
    assert_eq!(desk.state.project().articles().len(), 1);
    assert!(desk.state.article().is_some(), "another article is open");
    desk.send(Intent::Undo);
    assert_eq!(*desk.state.project(), before);
}
