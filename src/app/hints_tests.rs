//! Tests by intents which of the first steps are done.

use super::super::tests::{Desk, denies};
use super::super::*;
use crate::model::actions::Subject;

#[test]
fn the_first_steps_tick_themselves_and_go_for_good() {
    let mut desk = Desk::new();
    desk.send(Intent::ShowHints(true));
    let done = |desk: &Desk| Hint::ALL.map(|hint| desk.state.hints().is_some_and(|hints| hints.is_done(hint)));
    assert_eq!(done(&desk), [false; 4]);
    desk.select("asked for help");
    assert_eq!(done(&desk), [true, false, false, false]);
    assert_eq!(desk.state.hints().unwrap().next(), Some(Hint::Label));
    let claim = desk.mark("asked for help", "claim");
    assert_eq!(done(&desk), [true, true, false, false]);
    let denial = desk.mark("Ministry", "denial");
    desk.send(Intent::SetNote(Subject::Annotation(denial), "hm".into()));
    assert_eq!(done(&desk), [true, true, false, false]);
    desk.send(Intent::Link(denies(true), denial, claim));
    assert_eq!(done(&desk), [true, true, true, false]);
    desk.send(Intent::SaveTo("/p/a.ron".into(), false));
    assert_eq!(done(&desk), [true, true, true, false], "not before it is written");
    desk.write();
    assert_eq!(done(&desk), [true; 4]);
    assert!(matches!(desk.effects.last(), Some(Effect::KeepHints { done: true })), "{:?}", desk.effects);
    desk.select("two officials");
    assert!(desk.state.hints().is_some(), "it thanks");
    desk.mark("two officials", "source");
    assert!(desk.state.hints().is_none());
}

#[test]
fn taking_a_step_back_ticks_nothing() {
    let mut desk = Desk::new();
    desk.mark("asked for help", "claim");
    desk.send(Intent::Delete);
    desk.send(Intent::ShowHints(true));
    desk.send(Intent::Undo);
    assert!(!desk.state.hints().unwrap().is_done(Hint::Label));
    desk.send(Intent::ShowHints(false));
    assert!(desk.state.hints().is_none());
    assert!(matches!(desk.effects.last(), Some(Effect::KeepHints { done: true })));
}
