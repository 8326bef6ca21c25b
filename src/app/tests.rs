//! Drives the program by intents and looks at state and effects.

use std::path::PathBuf;

use super::effect::Replaces;
use super::*;
use crate::model::actions::Subject;
use crate::model::{AnnotationId, AttributeKey, Details, Hash, KindKey, LabelKey, Value};

pub(super) const REPORT: &str = "Ministry asked for help\nThe ministry asked for help, two officials said.\n";
const DENIAL: &str = "Ministry denies report\nIt did not ask, the ministry said on Friday.\n";

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

    pub(super) fn quote(&self) -> String {
        let (_, row) = self.state.selected().unwrap();
        self.state.project().quote(row)
    }

    pub(super) fn notice(&self) -> &str {
        &self.state.notice().unwrap().text
    }

    /// Carries out the write that was asked for, as a host with a disk would.
    fn write(&mut self) -> (PathBuf, Replaces) {
        let found = self.effects.iter().find_map(|effect| match effect {
            Effect::Write { path, version, replaces, .. } => Some((path.clone(), *version, *replaces)),
            _ => None,
        });
        let (path, version, replaces) = found.expect("a write is asked for");
        self.send(Intent::Saved(path.clone(), version, Ok(Hash::of(b"file"))));
        (path, replaces)
    }
}

use crate::model::Stamp;

fn denies(forward: bool) -> LinkKind {
    LinkKind::Relation { kind: KindKey::slug("denies"), forward }
}

#[test]
fn marks_words_and_takes_it_back_with_the_selection() {
    let mut desk = Desk::new();
    desk.select("asked for help");
    let before = desk.state.selection().clone();
    desk.send(Intent::Label(LabelKey::slug("claim")));
    assert_eq!(desk.quote(), "asked for help");
    assert_eq!(desk.notice(), "Mark claim “asked for help”");
    assert!(matches!(&desk.effects[..], [Effect::Journal { .. }]));
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project().annotation_count(), 0);
    assert_eq!(*desk.state.selection(), before);
    assert!(matches!(desk.effects.last(), Some(Effect::Journal { .. })), "undo is journaled too");
    desk.send(Intent::Redo);
    assert_eq!(desk.quote(), "asked for help");
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
fn selecting_text_deselects_the_annotation_and_escape_clears() {
    let mut desk = Desk::new();
    desk.mark("asked for help", "claim");
    desk.select("two officials");
    assert!(desk.state.selected().is_none());
    assert!(desk.state.selected_fragments().is_some());
    desk.send(Intent::Escape);
    assert!(desk.state.selected_fragments().is_none());
}

#[test]
fn an_armed_label_marks_each_finished_selection() {
    let mut desk = Desk::new();
    desk.send(Intent::Arm(Some(LabelKey::slug("source"))));
    desk.send(Intent::Select { anchor: 0, head: 8, finished: false });
    assert_eq!(desk.state.project().annotation_count(), 0, "not while it is being dragged");
    desk.select("two officials");
    desk.select("Ministry");
    assert_eq!(desk.state.project().annotation_count(), 2);
    desk.send(Intent::Escape);
    desk.select("help");
    assert_eq!(desk.state.project().annotation_count(), 2);
}

#[test]
fn a_further_click_gives_the_armed_label_to_more_words_in_place_of_fewer() {
    let mut desk = Desk::new();
    let sentence = desk.state.open_revision().unwrap().1.text.as_str().find("The ministry").unwrap();
    let (anchor, head) = (sentence, sentence + "The ministry asked for help".len());
    // With nothing armed it selects.
    desk.select("two officials");
    desk.send(Intent::Widen { anchor, head });
    assert_eq!(desk.state.selected_fragments().map(|fragments| fragments.cover().range()), Some(anchor..head));
    assert_eq!(desk.state.project().annotation_count(), 0);

    desk.send(Intent::Arm(Some(LabelKey::slug("claim"))));
    desk.select("asked");
    let (first, before) = (desk.state.selected().unwrap().0, desk.state.undo_name().map(str::to_owned));
    assert_eq!(before.as_deref(), Some("Mark claim “asked”"));
    for (head, words) in
        [(head, "The ministry asked for help"), (head + 20, "The ministry asked for help, two officials said")]
    {
        desk.send(Intent::Select { anchor, head, finished: false });
        desk.send(Intent::Widen { anchor, head });
        assert_eq!(desk.quote(), words);
        assert_eq!(desk.state.selected().unwrap().0, first, "the same one, with other words");
        assert_eq!(desk.state.project().annotation_count(), 1);
        assert!(desk.state.undo_name().unwrap().starts_with("Mark claim “The ministry asked"));
    }
    // A word that is its whole sentence stays as it is.
    desk.send(Intent::Widen { anchor, head: head + 20 });
    assert!(!desk.state.notice().unwrap().error && desk.state.selected().unwrap().0 == first);
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project().annotation_count(), 0, "one step");
    desk.send(Intent::Redo);
    assert_eq!(desk.quote(), "The ministry asked for help, two officials said");

    // Where the fewer words were marked before, the more get a mark of their own.
    desk.select("two officials");
    desk.select("two officials");
    assert!(desk.state.notice().unwrap().error);
    desk.send(Intent::Widen { anchor, head });
    assert_eq!(desk.state.project().annotation_count(), 3);
    assert_eq!(desk.quote(), "The ministry asked for help");
}

#[test]
fn refuses_the_same_mark_twice_and_says_so() {
    let mut desk = Desk::new();
    desk.mark("two officials", "source");
    desk.select("two officials");
    desk.send(Intent::Label(LabelKey::slug("source")));
    assert_eq!(desk.state.project().annotation_count(), 1);
    assert!(desk.state.notice().unwrap().error);
}

#[test]
fn relabelling_drops_and_names_what_does_not_fit() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let source = desk.mark("two officials", "source");
    desk.send(Intent::Link(LinkKind::Relation { kind: KindKey::slug("attributed to"), forward: true }, claim, source));
    desk.send(Intent::SetAttribute(
        Subject::Annotation(source),
        AttributeKey::slug("descriptor"),
        Some(Value::Text("x".into())),
    ));
    let before = desk.state.project().clone();
    desk.send(Intent::Pick(Some(source)));
    desk.send(Intent::Label(LabelKey::slug("actor")));
    assert_eq!(desk.notice(), "Relabel as actor, dropping 1 relation, attribute descriptor");
    assert_eq!(desk.state.project().relation_count(), 0);
    desk.send(Intent::Undo);
    assert_eq!(*desk.state.project(), before);
}

#[test]
fn grows_shrinks_and_drags_ends() {
    let mut desk = Desk::new();
    let id = desk.mark("two officials", "source");
    let nudge = |end, unit, outward| Intent::Nudge { end, unit, outward };
    desk.send(nudge(End::End, Unit::Word, true));
    assert_eq!(desk.quote(), "two officials said");
    desk.send(nudge(End::Start, Unit::Word, true));
    assert_eq!(desk.quote(), "help, two officials said");
    desk.send(nudge(End::Start, Unit::Grapheme, false));
    assert_eq!(desk.quote(), "elp, two officials said");
    desk.send(nudge(End::End, Unit::Word, false));
    assert_eq!(desk.quote(), "elp, two officials");
    desk.send(Intent::MoveEnd { id, fragment: 0, end: End::Start, to: 0 });
    assert!(desk.quote().starts_with("Ministry asked"));
    desk.send(Intent::MoveEnd { id, fragment: 0, end: End::End, to: 0 });
    assert!(desk.quote().starts_with("Ministry asked"), "an empty span is refused");
}

#[test]
fn fragments_come_and_go() {
    let mut desk = Desk::new();
    desk.mark("asked for help", "claim");
    let text = desk.state.open_revision().unwrap().1.text.clone();
    let at = text.as_str().find("two officials").unwrap();
    desk.send(Intent::AddFragment(at, at + 13));
    assert_eq!(desk.quote(), "asked for help … two officials");
    desk.send(Intent::RemoveFragment);
    assert_eq!(desk.quote(), "asked for help");
    desk.select("Ministry");
    desk.send(Intent::AddFragment(at, at + 13));
    desk.send(Intent::Label(LabelKey::slug("actor")));
    assert_eq!(desk.quote(), "Ministry … two officials", "a selection in two parts makes one annotation");
}

#[test]
fn goes_through_annotations_in_order_and_round() {
    let mut desk = Desk::new();
    let inner = desk.mark("asked", "claim");
    let outer = desk.mark("asked for help", "claim");
    let last = desk.mark("two officials", "source");
    desk.send(Intent::Select { anchor: 0, head: 0, finished: true });
    let mut forward = Vec::new();
    for _ in 0..4 {
        desk.send(Intent::NextAnnotation);
        forward.push(desk.state.selected().unwrap().0);
    }
    assert_eq!(forward, [outer, inner, last, outer]);
    let mut back = Vec::new();
    for _ in 0..3 {
        desk.send(Intent::PreviousAnnotation);
        back.push(desk.state.selected().unwrap().0);
    }
    assert_eq!(back, [last, inner, outer]);
}

#[test]
fn relates_across_articles_by_typing() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    desk.mark("two officials", "source");
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("did not ask", "denial");
    desk.send(Intent::BeginLink(denies(true)));
    assert_eq!(desk.state.linking().unwrap().candidates, [claim], "sources are not offered");
    desk.send(Intent::LinkQuery("nowhere".into()));
    assert_eq!(desk.state.linking().unwrap().total, 0);
    desk.send(Intent::LinkPick(None));
    assert_eq!(desk.state.project().relation_count(), 0);
    desk.send(Intent::LinkQuery("ASKED help".into()));
    desk.send(Intent::LinkPick(None));
    assert!(desk.state.linking().is_none());
    let (_, relation) = desk.state.project().relations().next().unwrap();
    assert_eq!((relation.from, relation.to), (denial, claim));
    desk.send(Intent::BeginLink(denies(true)));
    assert!(desk.state.linking().is_none(), "there is nothing left to deny");
}

#[test]
fn a_kind_joins_only_what_the_scheme_allows() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let actor = desk.mark("Ministry", "actor");
    for (from, to) in [(actor, claim), (claim, actor), (claim, claim)] {
        desk.send(Intent::Link(denies(true), from, to));
        assert_eq!(desk.state.project().relation_count(), 0);
        let notice = desk.state.notice().unwrap();
        assert!(notice.error, "{}", notice.text);
    }
    desk.send(Intent::Link(denies(true), actor, claim));
    for name in ["denies", "actor", "claim"] {
        assert!(desk.notice().contains(name), "{}", desk.notice());
    }
}

#[test]
fn dropping_one_on_another_asks_only_when_several_kinds_fit() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let actor = desk.mark("Ministry", "actor");
    let source = desk.mark("two officials", "source");
    desk.send(Intent::DropLink(claim, source));
    assert_eq!(desk.state.project().relation_count(), 1);
    desk.send(Intent::DropLink(claim, actor));
    assert!(matches!(desk.state.modal(), Some(Modal::LinkKind { kinds, .. }) if kinds.len() == 2), "made by, about");
    desk.send(Intent::Link(LinkKind::Relation { kind: KindKey::slug("about"), forward: true }, claim, actor));
    assert!(desk.state.modal().is_none());
    assert_eq!(desk.state.project().relation_count(), 2);
}

#[test]
fn ties_claims_into_one_proposition() {
    let mut desk = Desk::new();
    let short = desk.mark("asked", "claim");
    let long = desk.mark("The ministry asked for help", "claim");
    desk.send(Intent::Link(LinkKind::SameClaim, short, long));
    let proposition = desk.state.project().proposition_of(short).unwrap();
    assert_eq!(desk.state.project().proposition_of(long), Some(proposition));
    assert_eq!(desk.state.project().proposition(&proposition).unwrap().wording, "The ministry asked for help");
    desk.send(Intent::Pick(Some(short)));
    desk.send(Intent::Delete);
    assert_eq!(desk.state.project().proposition(&proposition).unwrap().members.len(), 1);
    desk.send(Intent::Pick(Some(long)));
    desk.send(Intent::Delete);
    assert!(desk.state.project().proposition(&proposition).is_none());
    assert!(desk.notice().contains("with 1 proposition"), "{}", desk.notice());
}

#[test]
fn deleting_names_what_goes_along_and_undo_brings_all_back() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let source = desk.mark("two officials", "source");
    desk.send(Intent::Link(LinkKind::Relation { kind: KindKey::slug("attributed to"), forward: true }, claim, source));
    let before = desk.state.project().clone();
    desk.send(Intent::Pick(Some(source)));
    desk.send(Intent::Delete);
    assert_eq!(desk.notice(), "Delete source “two officials”, with 1 relation");
    assert_eq!((desk.state.project().annotation_count(), desk.state.project().relation_count()), (1, 0));
    desk.send(Intent::Undo);
    assert_eq!(*desk.state.project(), before);
    assert_eq!(desk.state.selected().map(|(id, _)| id), Some(source));
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
fn others_marks_are_read_only() {
    let mut desk = Desk::new();
    let id = desk.mark("two officials", "source");
    desk.send(Intent::AddAnnotator("ben".into()));
    desk.send(Intent::Pick(Some(id)));
    for intent in [
        Intent::Delete,
        Intent::Label(LabelKey::slug("claim")),
        Intent::SetUnsure(id, true),
        Intent::SetNote(Subject::Annotation(id), "x".into()),
        Intent::Nudge { end: End::End, unit: Unit::Word, outward: true },
    ] {
        let before = desk.state.project().clone();
        desk.send(intent);
        assert_eq!(*desk.state.project(), before);
        assert!(desk.notice().contains("anna's"), "{}", desk.notice());
    }
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

#[test]
fn saves_under_a_name_and_knows_what_is_unsaved() {
    let mut desk = Desk::new();
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Save);
    assert!(matches!(&desk.effects[..], [Effect::Ask { purpose: DialogPurpose::SaveProject, .. }]));
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/work".into()]));
    let (path, replaces) = desk.write();
    assert_eq!(path, PathBuf::from("/tmp/work.ron"));
    assert_eq!(replaces, Replaces::Nothing, "the dialog asked about another name");
    assert!(!desk.state.is_unsaved());
    assert_eq!(desk.state.title(), "work.ron – Gainsay");
    desk.mark("two officials", "source");
    assert!(desk.state.title().starts_with("• work.ron"));
    desk.send(Intent::Undo);
    assert!(!desk.state.is_unsaved(), "undone back to what the file holds");
    desk.send(Intent::Redo);
    desk.send(Intent::Save);
    assert_eq!(desk.write().1, Replaces::Known(Hash::of(b"file")));
}

#[test]
fn typed_paths_begin_where_the_user_works() {
    let mut desk = Desk::new();
    desk.send(Intent::Folders("/home/anna".into(), "/home/anna/Documents".into()));
    desk.send(Intent::Save);
    assert!(
        matches!(desk.state.modal(), Some(Modal::Path { typed, .. }) if typed == "/home/anna/Documents/untitled.ron")
    );
    for (typed, full) in
        [("a.ron", "/home/anna/Documents/a.ron"), ("~/b", "/home/anna/b.ron"), ("/tmp/c.ron", "/tmp/c.ron")]
    {
        desk.send(Intent::SaveTo(typed.into(), false));
        assert_eq!(desk.write().0, PathBuf::from(full));
        desk.send(Intent::Folders("/home/anna".into(), "/home/anna/Documents".into()));
    }
}

#[test]
fn a_typed_path_outlives_a_dialog_that_gives_up() {
    let mut desk = Desk::new();
    let typed = |desk: &Desk| match desk.state.modal() {
        Some(Modal::Path { typed, .. }) => Some(typed.clone()),
        _ => None,
    };
    desk.send(Intent::Save);
    assert!(typed(&desk).is_some());
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, Vec::new()));
    assert_eq!(typed(&desk), None, "nothing was typed: the dialog was cancelled");

    desk.send(Intent::Quit);
    desk.send(Intent::SaveAndGoOn);
    let purpose = DialogPurpose::SaveProject;
    desk.send(Intent::OpenModal(Box::new(Modal::Path { purpose, typed: "/p/work.r".into() })));
    desk.send(Intent::Chosen(purpose, Vec::new()));
    assert_eq!(typed(&desk).as_deref(), Some("/p/work.r"));
    desk.send(Intent::SaveTo("/p/work.ron".into(), false));
    assert_eq!(desk.write().0, PathBuf::from("/p/work.ron"));
    assert!(matches!(&desk.effects[..], [.., Effect::Close]), "and what was to follow follows: {:?}", desk.effects);
}

#[test]
fn a_dialog_that_cannot_be_shown_leaves_the_path_field() {
    let mut desk = Desk::new();
    desk.send(Intent::Save);
    desk.send(Intent::NoDialog(DialogPurpose::OpenProject));
    assert!(!desk.state.has_no_dialog(), "that was another dialog");
    desk.send(Intent::NoDialog(DialogPurpose::SaveProject));
    assert!(desk.state.has_no_dialog() && matches!(desk.state.modal(), Some(Modal::Path { .. })));
    desk.send(Intent::CloseModal);
    desk.send(Intent::AskSaveAs);
    assert!(!desk.state.has_no_dialog(), "the next one may be shown");
}

#[test]
fn what_is_done_during_a_save_stays_unsaved() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = desk.effects.clone();
    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/b.ron".into()]));
    assert!(desk.effects.is_empty(), "one save at a time");
    desk.effects = asked;
    desk.write();
    assert!(desk.state.is_unsaved());
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Anything), "the second save follows, under its own name");
    assert!(!desk.state.is_unsaved());
}

#[test]
fn a_second_name_asked_for_during_a_save_is_written_too() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = std::mem::take(&mut desk.effects);
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.effects = asked.clone();
    desk.write();
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Nothing), "also when nothing was done since");
    assert_eq!(desk.state.title(), "b.ron – Gainsay");

    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    let version = desk.state.file().saving.unwrap();
    desk.mark("asked for help", "claim");
    desk.send(Intent::Save);
    desk.send(Intent::Saved("/tmp/b.ron".into(), version, Ok(Hash::of(b"first"))));
    assert_eq!(desk.write(), ("/tmp/b.ron".into(), Replaces::Known(Hash::of(b"first"))), "over the first, no other");
}

#[test]
fn leaving_waits_for_a_save_that_has_everything() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let asked = std::mem::take(&mut desk.effects);
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty() && desk.state.modal().is_none(), "the save is waited for");
    desk.effects = asked;
    desk.write();
    assert!(matches!(desk.effects[..], [.., Effect::Close]));

    // A disk that never answers keeps nobody in for ever.
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty());
    desk.send(Intent::Quit);
    assert!(matches!(desk.effects[..], [Effect::Close]), "{:?}", desk.effects);

    // What is done meanwhile is asked about.
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.mark("two officials", "source");
    desk.send(Intent::New);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
}

#[test]
fn the_answer_to_a_save_is_never_taken_for_another_projects() {
    for result in [Ok(Hash::of(b"file")), Err(SaveFailure::ChangedOutside)] {
        let mut desk = Desk::new();
        desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
        let version = desk.state.file().saving.unwrap();
        desk.mark("two officials", "source");
        desk.send(Intent::New);
        desk.send(Intent::GoOn);
        assert_eq!(desk.state.project().articles().len(), 0);
        desk.send(Intent::Saved("/tmp/a.ron".into(), version, result));
        assert_eq!((&desk.state.file().path, desk.state.file().hash), (&None, None), "still untitled");
        assert!(desk.state.modal().is_none());
        desk.send(Intent::AddArticle(Details::default(), REPORT.into()));
        assert!(desk.state.is_unsaved());
        desk.send(Intent::Save);
        assert!(matches!(&desk.effects[..], [Effect::Ask { .. }]), "never over the other project's file");
    }
}

#[test]
fn of_two_projects_asked_for_the_last_is_opened() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    desk.send(Intent::Open("/tmp/other.ron".into()));
    desk.send(Intent::Open("/tmp/p.ron".into()));
    let before = desk.state.project().clone();
    let Intent::Loaded(path, result) = loaded(&desk, true, Lock::Ours) else { unreachable!() };
    desk.send(Intent::Loaded("/tmp/other.ron".into(), result.clone()));
    assert_eq!(desk.state.file().path, Some("/tmp/a.ron".into()), "not the one that is no longer wanted");
    desk.mark("two officials", "source");
    desk.send(Intent::Loaded(path.clone(), result.clone()));
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })), "work was done while it was read");
    assert_eq!(desk.state.project().annotation_count(), before.annotation_count() + 1);
    desk.send(Intent::GoOn);
    assert!(matches!(&desk.effects[..], [Effect::ReadProject(again)] if *again == path));
    desk.send(Intent::Loaded(path.clone(), result));
    assert_eq!(desk.state.file().path, Some(path));
    assert!(!desk.state.is_unsaved());
}

#[test]
fn a_failed_save_keeps_everything_and_offers_another_name() {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    let before = desk.state.project().clone();
    let failure = SaveFailure::Other("There is no space left.".into());
    desk.send(Intent::Saved("/tmp/a.ron".into(), 2, Err(failure)));
    assert!(matches!(desk.state.modal(), Some(Modal::SaveFailed { .. })));
    assert!(desk.state.is_unsaved());
    assert_eq!(*desk.state.project(), before);
    desk.send(Intent::SaveTo("/tmp/b.ron".into(), false));
    desk.write();
    assert!(!desk.state.is_unsaved());
}

#[test]
fn leaving_unsaved_work_asks() {
    let mut desk = Desk::new();
    desk.send(Intent::Quit);
    assert!(desk.effects.is_empty());
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    desk.send(Intent::CloseModal);
    desk.send(Intent::New);
    assert_eq!(desk.state.project().articles().len(), 2, "still there");
    desk.send(Intent::SaveAndGoOn);
    desk.send(Intent::Chosen(DialogPurpose::SaveProject, vec!["/tmp/x.ron".into()]));
    desk.write();
    assert_eq!(desk.state.project().articles().len(), 0, "saved, then new");
    desk.send(Intent::Quit);
    assert!(matches!(desk.effects[..], [Effect::Close]));
}

/// Asks to quit while all there is is on its way to the file in two saves, and answers both under the question.
fn asked_while_saving() -> Desk {
    let mut desk = Desk::new();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    desk.mark("The ministry", "actor");
    desk.send(Intent::Save);
    let first = desk.effects.clone();
    desk.mark("two officials", "source");
    desk.send(Intent::Save);
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    desk.effects = first;
    desk.write();
    desk
}

#[test]
fn a_question_that_has_become_moot_is_answered() {
    let mut desk = asked_while_saving();
    assert!(desk.state.modal().is_some(), "the second is under way");
    desk.write();
    assert!(desk.state.modal().is_none());
    assert!(matches!(desk.effects[..], [.., Effect::Close]), "nothing is unsaved: {:?}", desk.effects);

    let mut desk = asked_while_saving();
    let second = desk.effects.clone();
    desk.send(Intent::SaveAndGoOn);
    desk.effects = second;
    desk.write();
    assert!(matches!(desk.effects[..], [.., Effect::Close]));
    desk.mark("asked for help", "claim");
    desk.send(Intent::Save);
    desk.write();
    assert!(!desk.effects.iter().any(|effect| matches!(effect, Effect::Close)), "it was done once");
}

#[test]
fn an_answer_closes_nothing_but_its_question() {
    for answer in [Intent::GoOn, Intent::SaveAndGoOn] {
        let mut desk = Desk::new();
        desk.send(Intent::OpenModal(Box::new(Modal::About)));
        desk.send(answer);
        assert!(matches!(desk.state.modal(), Some(Modal::About)));
    }
}

#[test]
fn what_threads_answer_waits_until_what_is_typed_is_done() {
    let typed = || Intent::OpenModal(Box::new(Modal::Paste { details: Details::default(), text: "typed".into() }));
    let stays = |desk: &Desk| matches!(desk.state.modal(), Some(Modal::Paste { text, .. }) if text == "typed");
    let begin = || {
        let mut desk = Desk::new();
        desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
        desk
    };
    // A save that failed; one that went well later takes that back.
    for well in [false, true] {
        let mut desk = begin();
        let version = desk.state.file().saving.unwrap();
        desk.send(typed());
        let failure = SaveFailure::Other("the disk is full".into());
        desk.send(Intent::Saved("/tmp/a.ron".into(), version, Err(failure)));
        assert!(stays(&desk) && desk.state.file().saving.is_none());
        if well {
            desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
            desk.write();
        }
        assert!(stays(&desk));
        desk.send(Intent::CloseModal);
        assert_eq!(matches!(desk.state.modal(), Some(Modal::SaveFailed { .. })), !well, "{:?}", desk.state.modal());
    }
    // A file of that name, at an export.
    let mut desk = begin();
    desk.send(typed());
    desk.send(Intent::Exported(DialogPurpose::Codebook, "/tmp/c.html".into(), Err(SaveFailure::Exists)));
    assert!(stays(&desk));
    desk.send(Intent::CloseModal);
    assert!(matches!(desk.state.modal(), Some(Modal::Replace { .. })));
    // A project that can't be opened, and one that can.
    for can in [false, true] {
        let mut desk = begin();
        desk.write();
        desk.send(Intent::Open("/tmp/p.ron".into()));
        desk.send(typed());
        let before = desk.state.project().clone();
        let answer = match can {
            true => loaded(&desk, true, Lock::Ours),
            false => Intent::Loaded("/tmp/p.ron".into(), Box::new(Err(LoadFailure("It is no project.".into())))),
        };
        desk.send(answer);
        assert!(stays(&desk) && *desk.state.project() == before);
        assert_eq!(desk.state.file().path, Some("/tmp/a.ron".into()));
        desk.send(Intent::CloseModal);
        match can {
            true => assert_eq!(desk.state.file().path, Some("/tmp/p.ron".into())),
            false => assert!(matches!(desk.state.modal(), Some(Modal::LoadFailed { .. }))),
        }
    }
    // What was typed is added, and so this project is unsaved: it is not left without a question.
    let mut desk = begin();
    desk.write();
    desk.send(Intent::Open("/tmp/p.ron".into()));
    desk.send(typed());
    desk.send(loaded(&desk, true, Lock::Ours));
    desk.send(Intent::AddArticle(Details::default(), "typed".into()));
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
    assert_eq!(desk.state.project().articles().len(), 3);
    // What crashes left.
    let mut desk = begin();
    desk.send(typed());
    let project = Ok(desk.state.project().clone());
    let rescued = Rescued { key: 1, path: None, project, base: None, steps: 1, lines: Vec::new() };
    desk.send(Intent::Rescued(vec![rescued]));
    assert!(stays(&desk));
    desk.send(Intent::CloseModal);
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)));
}

#[test]
fn giving_up_unsaved_work_counts_for_that_one_thing_only() {
    let mut desk = Desk::new();
    desk.send(Intent::Open("/tmp/other.ron".into()));
    desk.send(Intent::GoOn);
    assert!(matches!(&desk.effects[..], [Effect::ReadProject(_)]));
    desk.send(Intent::Loaded("/tmp/other.ron".into(), Box::new(Err(LoadFailure("It is not a project.".into())))));
    assert!(desk.state.is_unsaved(), "the other could not be opened: this one is still there and unsaved");
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })));
}

fn loaded(desk: &Desk, intact: bool, lock: Lock) -> Intent {
    let project = desk.state.project().clone();
    let loaded = LoadedProject { project, warnings: Vec::new(), intact, hash: Hash::of(b"x"), lock, read_only: None };
    Intent::Loaded("/tmp/p.ron".into(), Box::new(Ok(loaded)))
}

#[test]
fn a_project_that_somebody_else_has_open_is_read_only() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Other("Anna on desk".into())));
    assert!(desk.state.title().contains("read-only"));
    desk.select("two officials");
    desk.send(Intent::Label(LabelKey::slug("source")));
    assert_eq!(desk.state.project().annotation_count(), 0);
    assert!(desk.notice().contains("Anna on desk has it open"), "{}", desk.notice());
    desk.send(Intent::Save);
    assert!(matches!(&desk.effects[..], [Effect::Ask { purpose: DialogPurpose::SaveProject, .. }]));
    desk.send(Intent::SaveTo("/tmp/p.ron".into(), true));
    assert!(desk.effects.is_empty(), "not over the one that is open elsewhere");
    desk.send(Intent::SaveTo("/tmp/q.ron".into(), false));
    desk.write();
    desk.mark("two officials", "source");
}

#[test]
fn a_damaged_file_is_not_replaced_without_asking() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, false, Lock::Ours));
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Save);
    assert!(desk.effects.is_empty());
    assert!(matches!(desk.state.modal(), Some(Modal::ReplaceDamaged)));
    desk.send(Intent::SaveTo("/tmp/p.ron".into(), true));
    assert_eq!(desk.write().1, Replaces::Anything);
}

#[test]
fn a_file_changed_outside_is_not_overwritten() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Ours));
    desk.mark("two officials", "source");
    desk.send(Intent::Outside(OutsideChange::Changed));
    assert_eq!(desk.state.file().outside, Some(OutsideChange::Changed));
    desk.send(Intent::Save);
    let version = match &desk.effects[..] {
        [Effect::Write { version, replaces: Replaces::Known(_), .. }] => *version,
        other => panic!("{other:?}"),
    };
    desk.send(Intent::Saved("/tmp/p.ron".into(), version, Err(SaveFailure::ChangedOutside)));
    assert!(matches!(desk.state.modal(), Some(Modal::Outside { .. })));
    assert!(desk.state.is_unsaved());
}

#[test]
fn what_a_crash_left_is_taken_up_unsaved() {
    let mut desk = Desk::new();
    let project = desk.state.project().clone();
    desk.send(Intent::SaveTo("/tmp/a.ron".into(), false));
    desk.write();
    let rescued = Rescued {
        key: 7,
        path: Some("/tmp/p.ron".into()),
        project: Ok(project.clone()),
        base: Some(Hash::of(b"x")),
        steps: 2,
        lines: Vec::new(),
    };
    desk.send(Intent::Rescued(vec![rescued]));
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)));
    desk.send(loaded(&desk, true, Lock::Ours));
    assert!(matches!(desk.state.modal(), Some(Modal::Rescue)), "a project that opens meanwhile does not hide it");
    desk.send(Intent::TakeRescued(7));
    assert!(desk.state.modal().is_none());
    assert_eq!(*desk.state.project(), project);
    assert!(desk.state.is_unsaved());
    assert!(matches!(&desk.effects[..], [Effect::ResumeJournal { key: 7, .. }]));
    desk.send(Intent::Save);
    assert_eq!(desk.write().1, Replaces::Known(Hash::of(b"x")));
}

#[test]
fn each_shortcut_names_one_command() {
    let mut desk = Desk::new();
    (0..11).for_each(|number| desk.send(Intent::AddAnnotator(format!("Annotator {number}"))));
    for mac in [false, true] {
        let mut seen = std::collections::BTreeMap::new();
        for command in Command::all(desk.state.project()) {
            assert!(!command.text(&desk.state).is_empty() && !command.tooltip(&desk.state).is_empty(), "{command:?}");
            if let Some(shortcut) = command.shortcut_on(&desk.state, mac) {
                let other = seen.insert(shortcut.clone(), command.clone());
                assert!(other.is_none(), "{shortcut}: {command:?} and {other:?}");
                let systems = shortcut.key == "F11" || shortcut.alt && shortcut.key == "Delete";
                assert!(!mac || !systems, "{shortcut}: {command:?}");
            }
        }
    }
}

#[test]
fn there_are_keys_for_what_nine_sets_at_most_have_and_no_more_than_there_are() {
    let mut desk = Desk::new();
    let taking = |desk: &Desk| {
        let all = Command::all(desk.state.project()).into_iter();
        all.filter(|command| matches!(command, Command::TakeOf(_))).collect::<Vec<_>>()
    };
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    assert_eq!(taking(&desk), [Command::TakeOf(0), Command::TakeOf(1)], "an adjudicated set is not compared");
    (0..11).for_each(|number| desk.send(Intent::AddAnnotator(format!("Annotator {number}"))));
    let all = taking(&desk);
    assert_eq!(all.len(), 9);
    assert!(all.iter().all(|command| command.shortcut(&desk.state).is_some()));
    // What shows a tenth version says no key.
    assert_eq!(Command::TakeOf(9).shortcut(&desk.state), None);
}

#[test]
fn what_is_enabled_does_something_in_each_situation_and_what_is_disabled_nothing() {
    type Arrange = fn(&mut Desk);
    let situations: [(&str, Arrange); 10] = [
        ("nothing", |desk| desk.state = AppState::new("anna", &mut Stamp::of_number(0))),
        ("an article", |_| {}),
        ("words", |desk| desk.select("two officials")),
        ("a claim alone", |desk| {
            desk.mark("asked for help", "claim");
        }),
        ("a whole text", |desk| {
            desk.send(Intent::SelectAll);
            desk.send(Intent::Label(LabelKey::slug("claim")));
        }),
        ("a whole text, selected from its end", |desk| {
            let anchor = desk.state.open_revision().unwrap().1.text.len();
            desk.send(Intent::Select { anchor, head: 0, finished: true });
        }),
        ("all that can be joined is", |desk| {
            let claim = desk.mark("asked for help", "claim");
            let source = desk.mark("two officials", "source");
            desk.send(Intent::DropLink(claim, source));
        }),
        ("tied claims", |desk| {
            let (one, other) = (desk.mark("asked for help", "claim"), desk.mark("asked", "claim"));
            desk.send(Intent::Link(LinkKind::SameClaim, one, other));
        }),
        ("somebody else's", |desk| {
            let id = desk.mark("asked for help", "claim");
            desk.send(Intent::AddAnnotator("ben".into()));
            desk.send(Intent::Pick(Some(id)));
        }),
        ("read-only", |desk| {
            desk.mark("two officials", "source");
            let id = desk.mark("asked for help", "claim");
            desk.send(loaded(desk, true, Lock::Other("Anna on desk".into())));
            desk.send(Intent::Show(id));
        }),
    ];
    for (situation, arrange) in situations {
        let mut desk = Desk::new();
        arrange(&mut desk);
        let checked = super::command_tests::check(&desk.state);
        assert!(checked.is_ok(), "{situation}: {checked:?}");
    }
}

#[test]
fn an_end_that_grows_or_shrinks_passes_over_white_space() {
    let mut desk = Desk::new();
    let text = desk.state.open_revision().unwrap().1.text.clone();
    let line = text.as_str().find('\n').unwrap();
    let word = text.as_str()[..line].rfind(' ').unwrap() + 1;
    desk.send(Intent::Select { anchor: word, head: line, finished: true });
    desk.send(Intent::Label(LabelKey::slug("claim")));
    let id = desk.state.selected().unwrap().0;
    let ends = |desk: &Desk| {
        let words = desk.state.project().quote(desk.state.project().annotation(&id).unwrap());
        assert_eq!(words.trim(), words);
        words
    };
    let before = ends(&desk);
    let nudge = |end, outward| Intent::Nudge { end, unit: Unit::Grapheme, outward };
    desk.send(nudge(End::End, true));
    let grown = ends(&desk);
    assert!(grown.contains('\n') && grown.len() > before.len());
    desk.send(nudge(End::End, false));
    assert_eq!(ends(&desk), before);
    desk.send(nudge(End::Start, true));
    assert_eq!(ends(&desk).split(' ').count(), 2);
    desk.send(nudge(End::Start, false));
    assert_eq!(ends(&desk), before);
}

#[test]
fn marks_leave_out_white_space_around_them_while_selections_snap() {
    for (snap, blanks) in [(true, 0), (false, 1)] {
        let mut desk = Desk::new();
        desk.send(Intent::SetSnap(snap));
        let text = desk.state.open_revision().unwrap().1.text.clone();
        let at = text.as_str().find(" two officials").unwrap();
        desk.send(Intent::Select { anchor: at, head: at + " two officials".len(), finished: true });
        desk.send(Intent::Label(LabelKey::slug("source")));
        let quote = desk.state.project().quote(desk.state.selected().unwrap().1);
        assert_eq!(quote.len() - quote.trim().len(), blanks, "{quote:?}");
    }
}

#[test]
fn a_link_goes_on_in_another_article_and_comes_back() {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let first = desk.state.article().unwrap();
    desk.send(Intent::AddArticle(Details::default(), "No, said the ministry.".into()));
    desk.send(Intent::Select { anchor: 0, head: 2, finished: true });
    desk.send(Intent::Label(LabelKey::slug("denial")));
    let denial = desk.state.selected().unwrap().0;
    let denies = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::BeginLink(denies));
    desk.send(Intent::OpenArticle(first));
    assert_eq!(desk.state.linking().unwrap().candidates.first(), Some(&claim));
    desk.send(Intent::LinkPick(Some(claim)));
    assert_eq!(desk.state.project().relations_of(denial).count(), 1);
    assert_eq!(desk.state.selection().annotation, Some(denial), "back where it began");
}

#[test]
fn an_annotator_gets_another_name() {
    let mut desk = Desk::new();
    desk.send(Command::RenameAnnotator.resolve(&desk.state).unwrap());
    let Some(Named::Annotator(me)) = desk.state.naming() else { panic!("{:?}", desk.state.naming()) };
    assert!(Command::RenameAnnotator.resolve(&desk.state).is_none(), "it is under way");
    desk.send(Intent::RenameAnnotator(me, " ".into()));
    assert!(desk.state.naming().is_some(), "a name is needed");
    desk.send(Intent::RenameAnnotator(me, "سلمى".into()));
    assert_eq!(desk.state.naming(), None);
    assert_eq!(desk.state.project().set_name(desk.state.set().unwrap()), "سلمى");
}

#[test]
fn an_annotator_is_added_where_the_sets_are_listed() {
    let mut desk = Desk::new();
    desk.send(Command::AddAnnotator.resolve(&desk.state).unwrap());
    assert_eq!((desk.state.naming(), desk.state.modal().is_some()), (Some(Named::NewAnnotator), false));
    let me = desk.state.project().set_name(desk.state.set().unwrap());
    desk.send(Intent::AddAnnotator(me));
    assert_eq!(desk.state.naming(), Some(Named::NewAnnotator), "two never have the same name");
    desk.send(Intent::AddAnnotator("ben".into()));
    assert_eq!(desk.state.naming(), None);
    assert_eq!(desk.state.project().set_name(desk.state.set().unwrap()), "ben");
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project().sets().len(), 1);
}

#[test]
fn work_whose_file_is_gone_is_unsaved() {
    let mut desk = Desk::new();
    desk.send(loaded(&desk, true, Lock::Ours));
    assert!(!desk.state.is_unsaved());
    desk.send(Intent::Outside(OutsideChange::Gone));
    assert!(desk.state.is_unsaved());
    desk.send(Intent::Quit);
    assert!(matches!(desk.state.modal(), Some(Modal::Unsaved { .. })), "it asks before the last copy is gone");
    desk.send(Intent::Outside(OutsideChange::Back));
    assert!(!desk.state.is_unsaved());
}

mod earlier_tests;
