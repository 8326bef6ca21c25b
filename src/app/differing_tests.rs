//! Goes from difference to difference by intents.

use super::super::command::Command;
use super::super::tests::Desk;
use super::*;
use crate::model::Details;

const ARTICLE: &str = "Ministry denies report\nIt did not ask, the ministry said. Two officials said it did.\n";

/// Two annotators, both done, who agree on a claim, differ in where a denial begins, and of whom only the first has a
/// source; the list is open and nothing is compared yet.
pub(in crate::app) fn desk() -> Desk {
    let mut desk = Desk::empty();
    desk.send(Intent::AddArticle(Details::default(), ARTICLE.into()));
    desk.mark("It did not ask", "denial");
    desk.mark("Two officials", "source");
    desk.mark("it did", "claim");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::AddAnnotator("Ben".into()));
    desk.mark("did not ask", "denial");
    desk.mark("it did", "claim");
    desk.send(Intent::MarkDone(true));
    desk.send(Intent::Escape);
    desk.send(Intent::Select { anchor: 0, head: 0, finished: true });
    desk.send(Intent::ShowDock(Dock::Differences));
    desk
}

/// A desk on which all is compared.
fn compared() -> Desk {
    let mut desk = desk();
    assert!(desk.state.differences().is_none());
    desk.work();
    desk
}

fn run(desk: &mut Desk, command: Command) {
    desk.send(command.resolve(&desk.state).unwrap());
}

#[test]
fn keys_go_from_difference_to_difference_and_the_text_follows() {
    let mut desk = compared();
    let quotes = |desk: &mut Desk, command: &Command, times: usize| -> Vec<String> {
        (0..times)
            .map(|_| {
                run(desk, command.clone());
                assert!(desk.effects.iter().any(|effect| matches!(effect, Effect::Reveal(..))), "{:?}", desk.effects);
                desk.quote()
            })
            .collect()
    };
    assert_eq!(quotes(&mut desk, &Command::NextDifference, 2), ["It did not ask", "Two officials"]);
    assert!(Command::NextDifference.resolve(&desk.state).is_none(), "what agrees is passed over");
    assert_eq!(quotes(&mut desk, &Command::PreviousDifference, 1), ["It did not ask"]);
    // What is selected in the text is the place in the list.
    assert_eq!(desk.state.place(), Some(0));
    desk.select("Ministry");
    assert_eq!(desk.state.place(), None);
    run(&mut desk, Command::NextDifference);
    assert_eq!(desk.state.place(), Some(0), "from the caret on");
}

#[test]
fn the_list_is_filtered_and_the_keys_with_it() {
    let mut desk = compared();
    let filter = |desk: &mut Desk, query: DifferenceQuery| {
        desk.send(Intent::Difference(DifferenceIntent::Query(Box::new(query))));
        desk.state.listed_places()
    };
    assert_eq!(desk.state.listed_places(), [0, 1]);
    let sifted = |sifted| DifferenceQuery { sifted, ..DifferenceQuery::default() };
    assert_eq!(filter(&mut desk, sifted(Sifted::Only(Kind::Boundary))), [0]);
    assert_eq!(filter(&mut desk, sifted(Sifted::Only(Kind::Label))), [0; 0]);
    assert_eq!(filter(&mut desk, sifted(Sifted::All)), [0, 1, 2]);
    assert_eq!(filter(&mut desk, sifted(Sifted::Agreeing)), [2]);
    run(&mut desk, Command::NextDifference);
    assert_eq!(desk.quote(), "it did");
    let ben = desk.state.set();
    assert_eq!(filter(&mut desk, DifferenceQuery { set: ben, ..DifferenceQuery::default() }), [0]);
    let label = Some(LabelKey::slug("source"));
    assert_eq!(filter(&mut desk, DifferenceQuery { label, ..DifferenceQuery::default() }), [1]);
}

#[test]
fn what_differs_follows_the_project_while_it_is_looked_at() {
    let mut desk = compared();
    let version = desk.state.differing().version();
    run(&mut desk, Command::NextDifference);
    assert_eq!(desk.state.differing().version(), version, "nothing was changed");
    desk.mark("Two officials", "source");
    assert_eq!(desk.state.listed_places(), [0]);
    desk.send(Intent::Undo);
    assert_eq!(desk.state.listed_places(), [0, 1]);
    // Who is no longer done is no longer compared.
    desk.send(Intent::MarkDone(false));
    assert_eq!(desk.state.differences().unwrap().grouping.waiting, [desk.state.set().unwrap()]);
    assert!(desk.state.listed_places().is_empty());
    desk.send(Intent::CloseDock);
    desk.send(Intent::Undo);
    assert!(desk.state.differences().is_none(), "nobody looks");
    run(&mut desk, Command::NextDifference);
    assert_eq!(desk.state.view().dock, Some(Dock::Differences));
    assert_eq!(desk.state.listed_places(), [0, 1]);
    // Another set is compared from nothing.
    desk.send(Intent::AddAnnotator("Cleo".into()));
    desk.mark("Two officials", "source");
    desk.work();
    desk.send(Intent::MarkDone(true));
    let found = desk.state.differences().unwrap();
    assert_eq!(found.grouping.sets.len(), 3);
    assert_eq!(found.places[1].group.members.len(), 2);
}
