//! Lists where annotators differ, goes through it and settles it, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Command, Dock, Extent, Intent, Theme};

use super::desk::Desk;

const ARTICLE: &str = "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did.\n";

/// Two annotators, both done: a denial that differs in its words, a source that only the first has, and a claim that
/// both have. The list is open.
fn desk() -> Desk {
    let own = [("denial", "It did not ask"), ("source", "Two officials"), ("claim", "it did")];
    let theirs = [("denial", "did not ask"), ("claim", "it did")];
    let mut desk = Desk::annotated(ARTICLE, &own, &[("Benedikt", &theirs)]);
    desk.send(Intent::Escape);
    desk.keys(Modifiers::COMMAND, Key::F12);
    desk
}

/// Presses a key, or on a Mac, where that does something else, another one with Command and Option.
fn on_system(desk: &mut Desk, (modifiers, key): (Modifiers, Key), on_a_mac: Key) {
    if cfg!(target_os = "macos") {
        desk.keys(Modifiers::COMMAND | Modifiers::ALT, on_a_mac);
    } else {
        desk.keys(modifiers, key);
    }
}

/// Lists what is listed, from the top down.
fn listed(desk: &Desk) -> Vec<String> {
    let entry = |name: &String| name.contains(": ") && !name.contains("annotation");
    desk.names(Role::ListItem).into_iter().filter(entry).collect()
}

/// Shows what is marked in the set that is annotated in.
fn own(desk: &Desk) -> Vec<String> {
    let state = desk.state();
    let rows = state.project().annotations().filter(|(_, row)| state.is_ours(row));
    let mut all: Vec<String> = rows.map(|(_, row)| state.project().quote(row)).collect();
    all.sort_unstable();
    all
}

#[test]
fn each_difference_is_listed_with_what_each_has_and_the_text_follows() {
    let mut desk = desk();
    assert!(desk.has("2 of 3 places differ"));
    assert_eq!(
        listed(&desk),
        [
            "It did not ask: other words",
            "me: denial “It did not ask”",
            "Benedikt: denial “did not ask”",
            "Two officials: only some have it",
            "me: source “Two officials”",
            "Benedikt: nothing",
        ]
    );
    desk.click("Two officials: only some have it");
    let state = desk.state();
    let (_, row) = state.selected().unwrap();
    assert_eq!(state.project().quote(row), "Two officials");
    assert_eq!(state.place(), Some(1));
    // What is clicked in the list is the very annotation; what is selected in the text is chosen in the list.
    desk.click("Benedikt: denial “did not ask”");
    let state = desk.state();
    assert_eq!(state.project().quote(state.selected().unwrap().1), "did not ask");
    let chosen = |desk: &Desk| -> Vec<String> {
        let nodes = desk.harness.query_all_by_role(Role::ListItem).collect::<Vec<_>>();
        let chosen = nodes.iter().filter(|node| node.accesskit_node().is_selected() == Some(true));
        chosen.filter_map(|node| node.accesskit_node().label()).filter(|name| name.contains(": ")).collect()
    };
    assert_eq!(chosen(&desk), ["It did not ask: other words"]);
    desk.key(Key::F12);
    assert_eq!(chosen(&desk), ["Two officials: only some have it"]);
    desk.keys(Modifiers::SHIFT, Key::F12);
    assert_eq!(chosen(&desk), ["It did not ask: other words"]);
}

#[test]
fn the_list_is_filtered_and_says_what_to_do_where_it_is_empty() {
    let mut desk = desk();
    desk.click("List: all differences");
    desk.click("other label");
    assert!(listed(&desk).is_empty() && desk.has("No place is like that."));
    desk.click("Show all differences");
    assert_eq!(listed(&desk).len(), 6);
    desk.click("List: all differences");
    desk.click("what agrees");
    assert_eq!(listed(&desk), ["it did: all agree"]);
    desk.click("List: what agrees");
    desk.click("all places");
    desk.click("Label: any label");
    desk.click("source");
    assert_eq!(listed(&desk).len(), 3);
    desk.send(Intent::MarkDone(false));
    assert!(desk.has_containing("once two sets are done") && desk.has("Not done, and so not compared: Benedikt."));
    let mut empty = Desk::new();
    empty.keys(Modifiers::COMMAND, Key::F12);
    assert!(empty.has_containing("Open an article"));
}

#[test]
fn differences_are_settled_by_mouse_and_by_keys() {
    let mut desk = desk();
    desk.click("Begin adjudication");
    assert!(desk.has("3 left here, 3 in the project"));
    desk.click("Take denial “did not ask” of Benedikt");
    assert_eq!(own(&desk), ["did not ask"]);
    assert!(desk.has("2 left here, 2 in the project"));
    assert!(desk.has("It did not ask: other words, settled"));
    // The keyboard goes on at the next place.
    on_system(&mut desk, (Modifiers::ALT, Key::Delete), Key::Num0);
    assert!(desk.has("Two officials: only some have it, settled: nothing"));
    desk.click("Accept what agrees (1)");
    assert_eq!(own(&desk), ["did not ask", "it did"]);
    assert!(desk.has("0 left here, 0 in the project"));
    desk.click("Mark as done");
    let state = desk.state();
    assert!(state.project().done(&(state.set().unwrap(), state.article().unwrap())).is_some());
    // It can be changed.
    desk.click("Take source “Two officials” of me and edit it");
    assert_eq!(own(&desk), ["Two officials", "did not ask", "it did"]);
    desk.keys(Modifiers::COMMAND, Key::Z);
    desk.keys(Modifiers::SHIFT, Key::F12);
    on_system(&mut desk, (Modifiers::NONE, Key::F11), Key::Num1);
    assert_eq!(own(&desk), ["It did not ask", "it did"]);
    desk.click("Take all versions: It did not ask");
    assert_eq!(own(&desk), ["It did not ask", "did not ask", "it did"]);
    // What changes since is said.
    let first = desk.state().compared_here()[0];
    desk.send(Intent::ChooseSet(first));
    let place = desk.state().differences().unwrap().places[0].group.of_set(first).unwrap();
    desk.send(Intent::Pick(Some(place)));
    desk.send(Intent::Label(gainsay::model::LabelKey::slug("claim")));
    desk.send(Command::BeginAdjudication.resolve(&desk.state()).unwrap());
    assert!(desk.has_containing("changed since it was settled"));
}

/// Lists all that screen readers hear of the window.
fn heard(desk: &Desk) -> Vec<String> {
    let all = desk.harness.query_all_by(|_| true);
    let mut said = Vec::new();
    for node in all {
        let node = node.accesskit_node();
        said.extend([node.label(), node.value(), node.description()].into_iter().flatten());
    }
    said
}

#[test]
fn nothing_in_the_window_names_an_annotator_while_names_are_hidden() {
    let mut desk = desk();
    let named = |desk: &Desk| heard(desk).iter().filter(|said| said.contains("Benedikt")).count();
    // Another copy calls the annotator otherwise: both names are in conflict.
    let mut copy = desk.state().project().clone();
    let annotator = copy.annotators().into_iter().map(|(id, _)| *id).next_back().unwrap();
    let step = gainsay::model::actions::rename_annotator(&copy, annotator, "Benedikta").unwrap();
    copy.apply(&step.transaction).unwrap();
    super::merging::merge(&mut desk, &copy);
    assert!(named(&desk) > 1);
    desk.send(Intent::ShowDock(Dock::Differences));
    desk.click("Begin adjudication");
    assert!(named(&desk) > 0);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert!(desk.state().hides_names());
    let check = |desk: &Desk, what: &str| {
        let heard = heard(desk);
        assert!(heard.len() > 40, "{what}");
        let names: Vec<&String> = heard.iter().filter(|said| said.contains("Benedikt")).collect();
        assert!(names.is_empty(), "{what}: {names:?}");
    };
    check(&desk, "the list");
    let both = |name: &str| ["A", "B"].map(|letter| name.replace('?', letter));
    assert!(both("?: nothing").iter().any(|name| desk.has(name)));
    // The annotation of the hidden one, in the inspector and under the pointer.
    let state = desk.state();
    for set in state.compared_here() {
        let id = state.differences().unwrap().places[2].group.of_set(set).unwrap();
        desk.send(Intent::Show(id));
        check(&desk, "the inspector");
        assert!(both("?").iter().any(|name| heard(&desk).iter().any(|said| said.contains(name.as_str()))));
    }
    desk.hover("claim: it did");
    check(&desk, "a tooltip in the text");
    desk.send(Intent::ShowDock(Dock::Conflicts));
    assert!(desk.has("1 conflict"));
    check(&desk, "what copies say differently");
    desk.send(Intent::ShowDock(Dock::Annotations));
    check(&desk, "the table");
    desk.click("By");
    check(&desk, "the table's filters");
    desk.key(Key::Escape);
    desk.send(Intent::ShowDock(Dock::Differences));
    desk.send(Command::Palette.resolve(&desk.state()).unwrap());
    desk.type_text("show");
    check(&desk, "the palette");
    desk.send(Intent::CloseModal);
    desk.send(Command::Shortcuts.resolve(&desk.state()).unwrap());
    check(&desk, "the shortcuts");
    desk.send(Intent::CloseModal);
    let numbers = Command::Page(gainsay::app::Page::Agreement);
    desk.send(numbers.resolve(&desk.state()).unwrap());
    check(&desk, "the numbers");
    desk.send(Intent::Escape);
    desk.send(Intent::ShowDock(Dock::Differences));
    desk.click("Annotating as Adjudicated");
    assert!(both("Annotate as ?").iter().all(|name| desk.has(name)), "{:?}", heard(&desk));
    check(&desk, "the sets");
    desk.key(Key::Escape);
    // What is done is told by letters, too.
    desk.send(Command::Accept(Extent::Project).resolve(&desk.state()).unwrap());
    desk.send(Intent::SetTheme(Theme::Dark));
    check(&desk, "the status line");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::H);
    assert!(named(&desk) > 0);
}

#[test]
fn what_is_settled_leads_to_what_it_was_made_from() {
    let mut desk = desk();
    desk.click("Begin adjudication");
    desk.click("Take denial “did not ask” of Benedikt");
    let made = desk.state().project().annotations().find(|(_, row)| !row.derived_from.is_empty()).map(|(id, _)| *id);
    desk.send(Intent::Pick(made));
    assert!(desk.has("Made from"));
    desk.click("Benedikt denial: did not ask");
    let state = desk.state();
    let (id, row) = state.selected().unwrap();
    assert_eq!(state.project().set_name(row.set), "Benedikt");
    assert!(Some(id) != made);
}

#[test]
fn what_no_annotator_has_any_longer_is_listed_behind_the_places() {
    let mut desk = desk();
    desk.click("Begin adjudication");
    desk.click("Take source “Two officials” of me");
    let (gold, first) = (desk.state().set().unwrap(), desk.state().compared_here()[0]);
    let source = desk.state().differences().unwrap().places[1].group.of_set(first).unwrap();
    desk.send(Intent::ChooseSet(first));
    desk.send(Intent::Pick(Some(source)));
    desk.send(Intent::Delete);
    desk.send(Intent::Pick(None));
    desk.send(Intent::ChooseSet(gold));
    let line = "Two officials: settled, but no annotator has it any longer";
    assert_eq!(listed(&desk).last().map(String::as_str), Some(line));
    desk.click(line);
    let state = desk.state();
    assert!(state.selected().is_some_and(|(_, row)| row.set == gold));
}
