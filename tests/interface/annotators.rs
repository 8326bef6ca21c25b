//! Reads by name what several annotators marked in an article: in lanes of their own, and as a heat map.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{Command, Intent, Page, Showing};
use gainsay::model::LabelKey;

use super::desk::Desk;

const ARTICLE: &str = "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did.\n\nNobody else was asked.\n";

/// Three annotators, all done: two mark the denial, with other boundaries, one the claim, and all the actor.
fn desk() -> Desk {
    let own = [("denial", "It did not ask"), ("actor", "Nobody")];
    let ben = [("denial", "did not ask, the ministry"), ("actor", "Nobody")];
    let cem = [("claim", "Two officials"), ("actor", "Nobody")];
    let mut desk = Desk::annotated(ARTICLE, &own, &[("Ben Karlsen", &ben), ("Cem", &cem)]);
    desk.send(Intent::Pick(None));
    desk
}

fn marks(desk: &Desk) -> Vec<String> {
    desk.names(Role::Mark)
}

#[test]
fn each_annotators_marks_are_told_with_their_names_in_lanes() {
    let mut desk = desk();
    assert_eq!(marks(&desk).len(), 6);
    assert!(!marks(&desk).iter().any(|name| name.contains("Ben")), "{:?}", marks(&desk));
    desk.keys(Modifiers::SHIFT, Key::F9);
    assert_eq!(desk.state().showing(), Showing::Lanes);
    assert!(desk.has("3 annotators have lanes, from the words down:"));
    assert!(desk.has("M me, BK Ben Karlsen, C Cem"));
    let mut names = marks(&desk);
    names.sort();
    let expected = [
        "Ben Karlsen, actor, agreed: Nobody",
        "Ben Karlsen, denial, differs: did not ask, the ministry",
        "Cem, actor, agreed: Nobody",
        "Cem, claim, differs: Two officials",
        "me, actor, agreed: Nobody",
        "me, denial, differs: It did not ask",
    ];
    assert_eq!(names, expected);
    // Hidden ones have no lane; again, all are together.
    let me = *desk.state().project().sets()[0].0;
    desk.send(Intent::ShowSet(me, false));
    assert!(desk.has("BK Ben Karlsen, C Cem"));
    desk.keys(Modifiers::SHIFT, Key::F9);
    assert_eq!(desk.state().showing(), Showing::Together);
    assert!(!desk.has_containing("from the words down"));
}

#[test]
fn others_are_hidden_where_any_are_shown() {
    let hide = "Hide the annotations of others";
    for showing in [Showing::Together, Showing::Lanes, Showing::Heat] {
        let mut desk = desk();
        desk.send(Intent::ShowAs(showing));
        desk.click(hide);
        assert_eq!((desk.state().showing(), marks(&desk).len()), (Showing::Together, 2), "{showing:?}");
        // There is nothing left to hide.
        desk.send(Intent::ShowAs(showing));
        assert!(!desk.has(hide), "{showing:?}");
    }
}

#[test]
fn beyond_eight_the_heat_map_is_offered() {
    let mut desk = desk();
    for at in 0..7 {
        desk.send(Intent::AddAnnotator(format!("N{at}")));
        desk.mark("claim", "Two officials");
        desk.send(Intent::MarkDone(true));
    }
    desk.click("Compare annotators in lanes");
    assert!(desk.has("8 of 10 annotators have lanes; the heat map shows all. From the words down:"));
    assert!(desk.has_containing("M me, BK Ben Karlsen, C Cem, N0 N0, N1 N1"));
    assert_eq!(marks(&desk).iter().filter(|name| name.starts_with('N')).count(), 5);
    desk.click("Heat map of annotators");
    assert!(desk.has("10 annotators are done with this article."));
    assert!(marks(&desk).contains(&"8 of 10 marked this: Two officials".into()), "{:?}", marks(&desk));
    desk.click("Show annotators together");
    assert_eq!(desk.state().showing(), Showing::Together);
}

#[test]
fn a_heat_map_says_how_many_marked_what_and_of_whom() {
    let mut desk = desk();
    desk.keys(Modifiers::COMMAND, Key::F9);
    assert!(desk.has("3 annotators are done with this article."));
    let expected = [
        "1 of 3 marked this: It",
        "2 of 3 marked this: did not ask",
        "1 of 3 marked this: , the ministry",
        "1 of 3 marked this: Two officials",
        "3 of 3 marked this: Nobody",
    ];
    assert_eq!(marks(&desk), expected, "no mark stands there by itself");
    let steps: Vec<String> = desk.names(Role::Image).into_iter().filter(|name| name.ends_with("marked it")).collect();
    assert_eq!(steps, ["3 of 3 marked it", "2 of 3 marked it", "1 of 3 marked it"]);
    // A label by its key, and by its button; the key again, and it is any label.
    desk.send(Intent::Select { anchor: 3, head: 3, finished: true });
    desk.key(Key::C);
    assert_eq!(desk.state().heat_label(), Some(&LabelKey::slug("claim")));
    assert_eq!(marks(&desk), ["1 of 3 marked this as claim: Two officials"]);
    desk.click("Heat map of denial");
    assert_eq!(marks(&desk)[1], "2 of 3 marked this as denial: did not ask");
    desk.click("Any label");
    assert_eq!(marks(&desk).len(), 5);
    assert_eq!(desk.marked().len(), 6, "nothing was marked by all this");
    // Who is not done is left out, and that is said.
    desk.send(Intent::MarkDone(false));
    assert!(desk.has("2 annotators are done with this article; one who is not is left out."));
    assert_eq!(marks(&desk)[1], "2 of 2 marked this: did not ask");
    desk.send(Intent::ShowOthers(false));
    assert!(desk.has_containing("Nobody whose marks are shown is done"));
    assert!(marks(&desk).is_empty());
}

#[test]
fn what_was_looked_at_stays_in_view_when_lanes_make_room() {
    let mut desk = Desk::new();
    let lines = (0..120).map(|at| format!("This is sentence number {at} of many that say the same.\n\n"));
    desk.article(&lines.collect::<String>());
    desk.mark("claim", "number 80");
    desk.send(Intent::AddAnnotator("Ben".into()));
    let id = desk.mark("claim", "number 81");
    desk.send(Intent::Look(id));
    for command in [Command::ShowAs(Showing::Lanes), Command::ShowAs(Showing::Heat), Command::ShowAs(Showing::Heat)] {
        let intent = command.resolve(&desk.state()).unwrap();
        desk.send(intent);
        assert!(marks(&desk).iter().any(|name| name.contains("number 81")), "{:?}", marks(&desk));
    }
    assert_eq!(desk.state().page(), Page::Article);
}
