//! Looks for names where they are hidden.

use super::super::differing::tests::desk;
use super::super::intent::Intent;
use super::super::{Command, DifferenceIntent};
use super::*;

#[test]
fn names_are_hidden_while_places_are_settled_and_the_project_keeps_them() {
    let mut desk = desk();
    let own = desk.state.set().unwrap();
    assert!(Command::Blind.resolve(&desk.state).is_none(), "nothing is settled");
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    desk.send(Command::Blind.resolve(&desk.state).unwrap());
    assert!(desk.state.hides_names());
    let shown = |state: &AppState| {
        let project = state.project();
        let sets = project.sets().into_iter().map(|(id, _)| project.set_name(*id));
        let annotators = project.annotators().into_iter().map(|(_, row)| row.name.clone());
        sets.chain(annotators).collect::<Vec<_>>()
    };
    let names = shown(&desk.state);
    assert_eq!(names.iter().filter(|name| **name == "A").count(), 2, "{names:?}");
    assert!(names.contains(&"Adjudicated".to_owned()), "{names:?}");
    assert!(!names.iter().any(|name| ["anna", "Ben"].contains(&name.as_str())), "{names:?}");
    // What undo takes back is called by letters, too.
    assert!(desk.state.undo_name().is_some());
    desk.send(Intent::Undo);
    assert_eq!(shown(&desk.state)[0], "anna", "there is no adjudicated set any longer");
    desk.send(Intent::Redo);
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    assert_eq!(shown(&desk.state), names, "the letters stay");
    // All else is what it was.
    assert!(desk.state.project().annotations().eq(desk.state.project.annotations()));
    assert_eq!(desk.state.project.set_name(own), "Ben");
    desk.send(Intent::ChooseSet(own));
    assert_eq!(shown(&desk.state)[1], "Ben", "whoever annotates sees names");
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    assert_eq!(shown(&desk.state), names);
    desk.send(Command::Blind.resolve(&desk.state).unwrap());
    assert_eq!(shown(&desk.state)[1], "Ben");
}

#[test]
fn what_is_said_has_letters_where_names_are_words_of_their_own() {
    let mut desk = desk();
    desk.send(Intent::AddAnnotator("Ann Benson".into()));
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    desk.send(Intent::Difference(DifferenceIntent::Blind(true)));
    let veil = desk.state.veil.clone().unwrap();
    let said = veil.over("Ben, Benson and Ann Benson (anna) annotate; annals");
    assert!(!said.contains("anna)") && said.contains("Benson") && said.contains("annals"), "{said}");
    assert!(!said.contains("Ben,") && !said.contains("Ann Benson"), "{said}");
    desk.send(Intent::Say("Ben was here".into(), false));
    assert!(!desk.notice().contains("Ben"), "{}", desk.notice());
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert!(!desk.state.hides_names());
}

#[test]
fn pages_that_name_are_left_whenever_names_are_hidden_and_blindness_lasts() {
    use super::super::docking::Dock;
    let mut desk = desk();
    let own = desk.state.set().unwrap();
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    let gold = desk.state.set().unwrap();
    desk.send(Intent::Difference(DifferenceIntent::Blind(true)));
    assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::KeepView)), "{:?}", desk.effects);
    desk.send(Intent::ChooseSet(own));
    desk.send(Intent::ShowPage(Page::Earlier));
    assert_eq!(desk.state.page(), Page::Earlier);
    desk.send(Intent::ChooseSet(gold));
    assert_eq!(desk.state.page(), Page::Article);
    desk.send(Intent::ShowPage(Page::Earlier));
    assert_eq!(desk.state.page(), Page::Article);
    for page in [Page::Earlier, Page::Others, Page::Import] {
        assert!(Command::Page(page).resolve(&desk.state).is_none(), "{page:?}");
    }
    assert!(Command::CompareWith.resolve(&desk.state).is_none());
    // Another project is opened; adjudication is taken up as it was left.
    let project = desk.state.whole_project().clone();
    desk.state.replace(project, Default::default());
    desk.send(Intent::ShowDock(Dock::Differences));
    assert!(!desk.state.hides_names());
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    assert!(desk.state.hides_names());
}

#[test]
fn what_stands_first_says_nothing_of_the_order_of_the_sets() {
    let mut desk = desk();
    desk.work();
    desk.send(Intent::Difference(DifferenceIntent::Begin));
    desk.send(Intent::Difference(DifferenceIntent::Blind(true)));
    // Until the second set is dealt the first letter.
    let second = (0..20).any(|_| {
        desk.send(Intent::Undo);
        desk.send(Intent::Difference(DifferenceIntent::Begin));
        let first = desk.state.compared_here()[0];
        desk.state.project().set_name(first) == "A" && desk.state.project.set_name(first) == "Ben"
    });
    assert!(second);
    let place = desk.state.differences().unwrap().places[0].clone();
    let sets: Vec<SetId> = desk.state.members_of(&place).into_iter().map(|(set, _)| set).collect();
    assert_eq!(sets, desk.state.compared_here());
    desk.send(Intent::Difference(DifferenceIntent::Show(0)));
    assert_eq!(desk.quote(), "did not ask");
    desk.send(Command::TakeNothing.resolve(&desk.state).unwrap());
    assert!(desk.notice().contains("“did not ask”: nothing"), "{}", desk.notice());
    desk.send(Intent::Difference(DifferenceIntent::Blind(false)));
    desk.send(Intent::Difference(DifferenceIntent::Show(0)));
    assert_eq!(desk.quote(), "It did not ask");
}

#[test]
fn letters_say_nothing_of_the_order_of_the_sets() {
    assert_eq!([0, 25, 26, 27, 52, 701, 702].map(letter), ["A", "Z", "AA", "AB", "BA", "ZZ", "AAA"]);
    let project = desk().state.project.clone();
    let dealt = |seed: u128| deal(&project, SetId(seed)).into_values().map(|(_, letter)| letter).collect::<Vec<_>>();
    assert_eq!(dealt(1), dealt(1));
    assert!((0..20).any(|seed| dealt(seed) == ["A", "B"]) && (0..20).any(|seed| dealt(seed) == ["B", "A"]));
}
