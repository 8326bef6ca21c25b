//! Tests annotators and their sets by intents.

use super::super::tests::Desk;
use super::super::*;
use crate::model::{Details, SetId, SetKind};

/// Begins with four articles.
fn four() -> Desk {
    let mut desk = Desk::empty();
    for title in ["One", "Two", "Three", "Four"] {
        desk.send(Intent::AddArticle(Details::default(), title.into()));
    }
    desk
}

impl Desk {
    /// Sends what a command asks for.
    fn run(&mut self, command: &Command) {
        let intent = command.resolve(&self.state).unwrap_or_else(|| panic!("{command:?} can't be done"));
        self.send(intent);
    }

    fn names(&self) -> Vec<String> {
        self.state.project().sets().iter().map(|(id, _)| self.state.project().set_name(**id)).collect()
    }

    fn titles(&self) -> Vec<String> {
        self.state.project().articles().iter().map(|(_, row)| row.details.title.clone()).collect()
    }

    fn set(&self, name: &str) -> SetId {
        let project = self.state.project();
        *project.sets().iter().find(|(id, _)| project.set_name(**id) == name).unwrap().0
    }
}

#[test]
fn another_pass_is_a_set_of_the_same_annotator_with_marks_of_its_own() {
    let mut desk = four();
    desk.send(Intent::MarkDone(true));
    let first = desk.state.set().unwrap();
    desk.run(&Command::AddSet);
    assert_eq!(
        (desk.names(), desk.notice()),
        (vec!["anna".into(), "anna: pass 2".into()], "Begin another pass of anna")
    );
    let second = desk.state.set().unwrap();
    let project = desk.state.project();
    let (one, other) = (project.set(&first).unwrap(), project.set(&second).unwrap());
    assert_eq!((one.annotator, other.kind), (other.annotator, SetKind::SecondPass));
    assert_eq!(Command::Done.text(&desk.state), "Mark as done", "what is done is so in one set");
    assert_eq!((project.count_done(first), project.count_done(second)), (1, 0));
    desk.run(&Command::AddSet);
    assert_eq!(desk.names()[2], "anna: pass 3");
    desk.send(Intent::Undo);
    desk.send(Intent::Undo);
    assert_eq!((desk.names(), desk.state.set()), (vec!["anna".into()], Some(first)));
    desk.send(Intent::Redo);
    assert_eq!(desk.names().len(), 2);
}

#[test]
fn sets_are_named_and_two_of_an_annotator_never_the_same() {
    let mut desk = four();
    desk.run(&Command::AddSet);
    let second = desk.set("anna: pass 2");
    assert_eq!(desk.state.naming(), Some(Named::Set(second)), "a new one can be named at once");
    desk.send(Intent::Name(None));
    desk.run(&Command::RenameSet);
    assert_eq!(desk.state.naming(), Some(Named::Set(second)));
    desk.send(Intent::RenameSet(second, "  ".into()));
    assert!(desk.state.naming().is_some() && desk.notice().contains("already"), "{}", desk.notice());
    desk.send(Intent::RenameSet(second, " second reading ".into()));
    assert_eq!(desk.state.naming(), None);
    assert_eq!(desk.names()[1], "anna: second reading");
    desk.send(Intent::Undo);
    assert_eq!(desk.names()[1], "anna: pass 2");
    // A number that is taken by a name is left out.
    desk.send(Intent::RenameSet(second, "pass 3".into()));
    desk.run(&Command::AddSet);
    assert_eq!(desk.names()[2], "anna: pass 4");
}

#[test]
fn others_are_hidden_and_shown_by_commands_and_that_is_no_step() {
    let mut desk = four();
    assert_eq!(Command::OnlyOwn.resolve(&desk.state).map(|_| ()), None, "there are no others");
    desk.send(Intent::AddAnnotator("ben".into()));
    desk.run(&Command::AddSet);
    let (anna, ben) = (desk.set("anna"), desk.set("ben"));
    assert_eq!(others_shown(&desk.state), [anna, ben]);
    let (project, undo) = (desk.state.project().clone(), desk.state.undo_name().map(str::to_owned));
    desk.run(&Command::ShowSet(ben));
    assert_eq!(others_shown(&desk.state), [anna]);
    desk.run(&Command::OnlyOwn);
    assert_eq!((others_shown(&desk.state), Command::OnlyOwn.is_on(&desk.state)), (vec![], Some(true)));
    desk.run(&Command::OnlyOwn);
    assert_eq!(others_shown(&desk.state), [anna, ben]);
    assert!(Command::ShowSet(desk.state.set().unwrap()).resolve(&desk.state).is_none(), "one's own is always shown");
    desk.run(&Command::AnnotateAs(ben));
    assert_eq!(desk.state.set(), Some(ben));
    assert!(*desk.state.project() == project && desk.state.undo_name().map(str::to_owned) == undo);
}

#[test]
fn an_article_is_put_anywhere_in_the_list_in_one_step() {
    let mut desk = four();
    let id = *desk.state.project().articles()[3].0;
    let order = |desk: &Desk| desk.titles().join(" ");
    for (to, after) in [(0, "Four One Two Three"), (2, "One Two Four Three"), (99, "One Two Three Four")] {
        let before = order(&desk);
        desk.send(Intent::PlaceArticle(id, to));
        assert_eq!(order(&desk), after);
        let name = desk.state.undo_name().unwrap().to_owned();
        assert!(name.starts_with("Move article “Four” to place "), "{name}");
        desk.send(Intent::Undo);
        assert_eq!(order(&desk), before);
        desk.send(Intent::Redo);
        assert_eq!(order(&desk), after);
    }
    desk.send(Intent::PlaceArticle(id, 3));
    assert_eq!(desk.notice(), "That changes nothing.");
    desk.run(&Command::MoveUp);
    assert_eq!(order(&desk), "One Two Four Three");
    desk.run(&Command::MoveDown);
    assert_eq!(order(&desk), "One Two Three Four");
}

#[test]
fn the_field_that_finds_articles_is_brought_out_with_its_panel() {
    let mut desk = four();
    desk.send(Intent::SetView(Box::new(View { left: false, ..View::default() })));
    let intent = Command::FindArticle.resolve(&desk.state).unwrap();
    desk.send(intent);
    assert!(desk.state.view().left && matches!(desk.effects.last(), Some(Effect::FocusFilter)));
}

#[test]
fn other_ends_that_are_hidden_or_gone_are_offered_no_longer() {
    let mut desk = Desk::new();
    let first = desk.mark("two officials", "claim");
    let second = desk.mark("asked for help", "claim");
    let ben = {
        desk.send(Intent::AddAnnotator("ben".into()));
        desk.state.set().unwrap()
    };
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("It did not ask", "denial");
    let anna = *desk.state.project().sets().iter().find(|(id, _)| **id != ben).unwrap().0;
    let kind = LinkKind::Relation { kind: crate::model::KindKey::slug("denies"), forward: true };
    desk.send(Intent::BeginLink(kind));
    let offered = |desk: &Desk| desk.state.linking().map(|linking| linking.candidates.clone()).unwrap_or_default();
    let both = offered(&desk);
    assert_eq!(both.iter().copied().collect::<std::collections::BTreeSet<_>>(), [first, second].into());
    // The choice stays where it is while others go.
    desk.send(Intent::LinkMove(1));
    let (gone, kept) = (both[0], both[1]);
    desk.send(Intent::ChooseSet(anna));
    desk.send(Intent::ChangeMany(vec![gone], crate::model::bulk::Bulk::Delete));
    assert_eq!((offered(&desk), desk.state.linking().unwrap().chosen), (vec![kept], 0));
    desk.send(Intent::Undo);
    desk.send(Intent::ChooseSet(ben));
    desk.send(Intent::Pick(Some(denial)));
    let kind = LinkKind::Relation { kind: crate::model::KindKey::slug("denies"), forward: true };
    desk.send(Intent::BeginLink(kind));
    desk.send(Intent::LinkMove(1));
    let chosen = offered(&desk)[desk.state.linking().unwrap().chosen];
    desk.send(Intent::SetUnsure(denial, true));
    assert_eq!(offered(&desk)[desk.state.linking().unwrap().chosen], chosen, "an edit changes nothing of it");
    desk.send(Intent::ShowSet(anna, false));
    assert_eq!(offered(&desk), []);
    desk.send(Intent::LinkPick(None));
    assert_eq!(desk.state.project().relations_of(denial).count(), 0);
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
