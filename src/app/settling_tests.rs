//! Settles differences by intents.

use super::super::command::Command;
use super::super::differing::{DifferenceQuery, Sifted, tests::desk as differing};
use super::super::intent::Intent;
use super::super::tests::Desk;
use super::*;
use crate::model::LabelKey;

/// A desk with two annotators' differences, compared, on which adjudication has begun. The places are a denial that
/// differs in its words, a source that only the first annotator has, and a claim that both have.
fn desk() -> Desk {
    let mut desk = differing();
    desk.work();
    run(&mut desk, &Command::BeginAdjudication);
    desk
}

fn run(desk: &mut Desk, command: &Command) {
    desk.send(command.resolve(&desk.state).unwrap_or_else(|| panic!("{command:?}")));
}

fn left(desk: &Desk) -> (usize, usize) {
    let left = desk.state.left(Extent::Article).unwrap();
    assert_eq!(Some(left), desk.state.left(Extent::Project));
    (left.open, left.agreeing)
}

/// Shows what the adjudicated set has.
fn gold(desk: &Desk) -> Vec<String> {
    let project = desk.state.project();
    let (revision, _) = desk.state.open_revision().unwrap();
    let own = project.in_order(revision).filter_map(|id| project.annotation(&id));
    let set = desk.state.adjudicating().unwrap();
    own.filter(|row| row.set == set).map(|row| project.quote(row)).collect()
}

fn standings(desk: &Desk) -> Vec<Standing> {
    let places = &desk.state.differences().unwrap().places;
    places.iter().map(|place| desk.state.standing(place).unwrap()).collect()
}

#[test]
fn keys_settle_place_after_place_and_what_is_left_is_counted() {
    let mut desk = desk();
    assert_eq!(left(&desk), (3, 1));
    assert!(Command::TakeOf(0).resolve(&desk.state).is_none(), "no place is selected");
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeOf(1));
    assert_eq!((gold(&desk), left(&desk)), (vec!["did not ask".to_owned()], (2, 1)));
    assert!(desk.notice().contains("2 places are left"), "{}", desk.notice());
    // The next one that is open is selected; there only the first set has something.
    assert_eq!((desk.state.place(), desk.quote().as_str()), (Some(1), "Two officials"));
    // What the second set has there is nothing.
    run(&mut desk, &Command::TakeOf(1));
    assert_eq!((gold(&desk).len(), left(&desk)), (1, (1, 1)));
    desk.send(Intent::Undo);
    run(&mut desk, &Command::TakeNothing);
    assert_eq!((gold(&desk).len(), left(&desk)), (1, (1, 1)));
    assert!(!desk.state.can_be_done());
    run(&mut desk, &Command::Accept(Extent::Article));
    assert_eq!(gold(&desk), ["did not ask", "it did"]);
    assert!(Command::Accept(Extent::Project).resolve(&desk.state).is_none());
    assert!(desk.state.can_be_done() && desk.notice().contains("All places"), "{}", desk.notice());
    run(&mut desk, &Command::Done);
    assert!(!desk.state.can_be_done());
    assert_eq!(standings(&desk), [Standing::Settled; 3]);

    // It can be changed, and taken back step by step.
    run(&mut desk, &Command::PreviousDifference);
    assert_eq!(desk.state.place(), Some(0));
    run(&mut desk, &Command::TakeAll);
    assert_eq!(gold(&desk), ["It did not ask", "did not ask", "it did"]);
    for _ in 0..4 {
        desk.send(Intent::Undo);
    }
    assert_eq!((gold(&desk).len(), left(&desk)), (1, (2, 1)));
    desk.send(Intent::Redo);
    assert_eq!(left(&desk), (1, 1), "nothing is a decision, too");
}

#[test]
fn what_changes_after_it_was_settled_is_open_again() {
    let mut desk = desk();
    run(&mut desk, &Command::Accept(Extent::Project));
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeNothing);
    assert_eq!(standings(&desk), [Standing::Settled, Standing::Open, Standing::Settled]);
    let gold_set = desk.state.adjudicating().unwrap();
    let [anna, ben] = desk.state.compared_here()[..] else { panic!() };
    // Another label; then nothing at all, where it was settled with nothing.
    for (set, place) in [(ben, 2), (anna, 0)] {
        let id = desk.state.differences().unwrap().places[place].group.of_set(set).unwrap();
        desk.send(Intent::ChooseSet(set));
        desk.send(Intent::Pick(Some(id)));
        if set == ben { desk.send(Intent::Label(LabelKey::slug("denial"))) } else { desk.send(Intent::Delete) }
    }
    desk.send(Intent::ChooseSet(gold_set));
    assert_eq!(standings(&desk)[2], Standing::Changed);
    assert_ne!(standings(&desk)[0], Standing::Settled);
    assert_eq!(left(&desk).0, 3);
    let sifted = Box::new(DifferenceQuery { sifted: Sifted::Open, ..DifferenceQuery::default() });
    desk.send(Intent::Difference(DifferenceIntent::Query(sifted)));
    assert_eq!(desk.state.listed_places(), [0, 1, 2]);
    // As it was before, it is settled as it was.
    desk.send(Intent::ChooseSet(ben));
    let id = desk.state.differences().unwrap().places[2].group.of_set(ben).unwrap();
    desk.send(Intent::Pick(Some(id)));
    desk.send(Intent::Label(LabelKey::slug("claim")));
    desk.send(Intent::ChooseSet(gold_set));
    assert_eq!(standings(&desk)[2], Standing::Settled);
}

#[test]
fn a_version_is_taken_and_edited_and_the_copy_stands_for_its_place() {
    let mut desk = desk();
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeAndEdit);
    assert_eq!(desk.quote(), "It did not ask");
    let (id, row) = desk.state.selected().map(|(id, row)| (id, row.clone())).unwrap();
    assert!(Some(row.set) == desk.state.adjudicating() && desk.state.may_edit_annotation(&row));
    assert_eq!(desk.state.place(), Some(0), "its place is selected in the list");
    desk.send(Command::Label(LabelKey::slug("claim")).resolve(&desk.state).unwrap());
    let found = &desk.state.differences().unwrap().places[0];
    assert_eq!(desk.state.settled_as(found).into_iter().collect::<Vec<_>>(), [id]);
    assert_eq!(standings(&desk)[0], Standing::Settled);
    assert!(desk.state.differences().unwrap().grouping.sets.len() == 2, "its own set is not compared");
}

#[test]
fn what_the_adjudicator_made_of_a_version_is_selected_again_and_not_taken_anew() {
    let mut desk = desk();
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeAndEdit);
    let copy = desk.state.selected().map(|(id, _)| id);
    desk.send(Command::Label(LabelKey::slug("claim")).resolve(&desk.state).unwrap());
    let before = desk.state.whole_project().clone();
    let anna = desk.state.compared_here()[0];
    desk.send(Intent::Pick(None));
    desk.send(Intent::Difference(DifferenceIntent::Edit(0, anna)));
    assert_eq!(desk.state.selected().map(|(id, _)| id), copy);
    assert!(*desk.state.whole_project() == before, "it is settled so already");
    // The other version takes the place of what was made, and the step says so.
    let ben = desk.state.compared_here()[1];
    desk.send(Intent::Difference(DifferenceIntent::Edit(0, ben)));
    assert_eq!(desk.quote(), "did not ask");
    assert_eq!(gold(&desk), ["did not ask"]);
    let name = desk.state.undo_name().unwrap();
    assert!(name.contains("1 annotation that was made otherwise"), "{name}");
}

#[test]
fn the_copy_is_selected_whatever_relations_end_at_others() {
    let mut desk = desk();
    let places = desk.state.differences().unwrap().places.clone();
    let [anna, ben] = desk.state.compared_here()[..] else { panic!() };
    // Both versions of a place are taken, so that it was settled as two; each is found by what it was taken from.
    desk.send(Intent::Difference(DifferenceIntent::Take(0, Taking::All)));
    for (set, quote) in [(anna, "It did not ask"), (ben, "did not ask"), (anna, "It did not ask")] {
        desk.send(Intent::Difference(DifferenceIntent::Edit(0, set)));
        assert_eq!(desk.quote(), quote);
        let row = desk.state.selected().map(|(_, row)| row.clone()).unwrap();
        assert_eq!(row.derived_from.first().copied(), places[0].group.of_set(set));
    }
    assert_eq!(gold(&desk).len(), 2);
}

#[test]
fn accepting_what_agrees_leaves_what_was_settled_otherwise() {
    let mut desk = desk();
    run(&mut desk, &Command::Accept(Extent::Project));
    assert_eq!(left(&desk), (2, 0));
    let (gold_set, sets) = (desk.state.adjudicating().unwrap(), desk.state.compared_here());
    let place = desk.state.differences().unwrap().places[2].clone();
    let copy = desk.state.settled_as(&place).into_iter().next().unwrap();
    let relabel = |desk: &mut Desk, set: SetId, id: AnnotationId, label: &str| {
        desk.send(Intent::ChooseSet(set));
        desk.send(Intent::Pick(Some(id)));
        desk.send(Intent::Label(LabelKey::slug(label)));
        desk.send(Intent::ChooseSet(gold_set));
    };
    // All sets come to agree on another label: what was settled is what nobody has.
    for set in &sets {
        relabel(&mut desk, *set, place.group.of_set(*set).unwrap(), "denial");
    }
    assert_eq!((standings(&desk)[2], left(&desk)), (Standing::Changed, (3, 0)));
    assert!(Command::Accept(Extent::Article).resolve(&desk.state).is_none());
    // Once the adjudicator has it so, too, there is nothing to lose.
    relabel(&mut desk, gold_set, copy, "denial");
    assert_eq!(left(&desk), (3, 1));
    run(&mut desk, &Command::Accept(Extent::Article));
    assert_eq!((standings(&desk)[2], left(&desk)), (Standing::Settled, (2, 0)));
}

#[test]
fn what_was_taken_from_what_is_deleted_since_is_listed() {
    let mut desk = desk();
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeOf(0));
    let (gold_set, anna) = (desk.state.adjudicating().unwrap(), desk.state.compared_here()[0]);
    let place = desk.state.differences().unwrap().places[1].clone();
    let copy = desk.state.settled_as(&place).into_iter().next().unwrap();
    desk.send(Intent::ChooseSet(gold_set));
    desk.mark("Ministry", "actor");
    assert!(desk.state.left_behind().is_empty(), "what is made by hand is not");
    desk.send(Intent::ChooseSet(anna));
    desk.send(Intent::Pick(place.group.of_set(anna)));
    desk.send(Intent::Delete);
    assert!(desk.notice().contains("how 1 place was settled"), "{}", desk.notice());
    assert!(desk.state.left_behind().is_empty(), "nothing is settled now");
    desk.send(Intent::ChooseSet(gold_set));
    assert_eq!(desk.state.left_behind(), [copy]);
    desk.send(Intent::Pick(Some(copy)));
    desk.send(Intent::Delete);
    assert!(desk.state.left_behind().is_empty());
    desk.send(Intent::Undo);
    assert_eq!(desk.state.left_behind(), [copy]);
    let actors = DifferenceQuery { label: Some(LabelKey::slug("actor")), ..DifferenceQuery::default() };
    desk.send(Intent::Difference(DifferenceIntent::Query(Box::new(actors))));
    assert!(desk.state.left_behind().is_empty());
    desk.send(Intent::Difference(DifferenceIntent::Query(Box::default())));
    desk.send(Intent::Undo);
    assert!(desk.state.left_behind().is_empty(), "what it was taken from is there again");
}

#[test]
fn what_is_made_by_hand_is_what_its_place_was_settled_as() {
    let mut desk = desk();
    desk.mark("did not ask", "denial");
    let own = desk.state.selected().map(|(id, _)| id).unwrap();
    assert_eq!(desk.state.place(), Some(0), "its place is selected in the list");
    run(&mut desk, &Command::TakeOf(1));
    let place = desk.state.differences().unwrap().places[0].clone();
    assert_eq!(desk.state.settled_as(&place).into_iter().collect::<Vec<_>>(), [own]);
    assert_eq!((standings(&desk)[0], gold(&desk)), (Standing::Settled, vec!["did not ask".to_owned()]));
    // It is what was taken from the second set, and can be edited as that.
    let ben = desk.state.compared_here()[1];
    let before = desk.state.whole_project().clone();
    desk.send(Intent::Difference(DifferenceIntent::Edit(0, ben)));
    assert_eq!(desk.state.selected().map(|(id, _)| id), Some(own));
    assert!(*desk.state.whole_project() == before);
    run(&mut desk, &Command::TakeNothing);
    assert_eq!(gold(&desk), ["did not ask"]);
    assert!(desk.notice().contains("leaving 1 annotation that was made by hand"), "{}", desk.notice());
}

#[test]
fn adjudication_is_stopped_and_taken_up_again() {
    let mut desk = desk();
    run(&mut desk, &Command::NextDifference);
    run(&mut desk, &Command::TakeOf(0));
    let gold_set = desk.state.adjudicating();
    let [anna, _] = desk.state.compared_here()[..] else { panic!() };
    desk.send(Intent::ChooseSet(anna));
    assert!(desk.state.left(Extent::Article).is_none() && desk.state.adjudicating().is_none());
    desk.send(Intent::ShowOthers(false));
    desk.send(Intent::CloseDock);
    run(&mut desk, &Command::BeginAdjudication);
    assert_eq!(desk.state.adjudicating(), gold_set, "there is one already");
    assert_eq!(left(&desk), (2, 1));
    assert!(desk.state.shows(anna), "what is compared is shown");
    assert!(Command::BeginAdjudication.resolve(&desk.state).is_none());
}
