//! Tests marking words, and what is done with marks, by intents.

use super::super::tests::Desk;
use super::super::*;
use crate::model::actions::Subject;
use crate::model::{AttributeKey, KindKey, LabelKey, Value};

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
