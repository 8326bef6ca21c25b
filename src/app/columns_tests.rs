//! Puts articles side by side by intents.

use super::tests::Desk;
use super::*;
use crate::model::{AnnotationId, ArticleId, Details};

impl Desk {
    /// Names the articles side by side by the number in their first words, from the left; the open one in brackets.
    fn columns(&self) -> String {
        let active = self.state.active_column();
        let name = |(at, column): (usize, &Selection)| {
            let article = self.state.project().article(&column.article.unwrap()).unwrap();
            let title = article.details.title.split(' ').next_back().unwrap().to_owned();
            if at == active { format!("[{title}]") } else { title }
        };
        self.state.columns().into_iter().enumerate().map(name).collect::<Vec<_>>().join(" ")
    }

    fn of_title(&self, title: &str) -> ArticleId {
        let articles = self.state.project().articles();
        *articles.iter().find(|(_, row)| row.details.title.ends_with(title)).unwrap().0
    }
}

/// Begins with six articles, the first of them open.
fn six() -> Desk {
    let mut desk = Desk::empty();
    for number in 1..=6 {
        let details = Details { title: format!("Article {number}"), ..Details::default() };
        desk.send(Intent::AddArticle(
            details,
            format!("Article {number}\nThe ministry asked for help number {number}.\n"),
        ));
    }
    desk.send(Intent::OpenArticle(desk.of_title("1")));
    desk
}

#[test]
fn up_to_four_stand_side_by_side_and_each_keeps_its_selection() {
    let mut desk = six();
    desk.select("ministry asked");
    desk.send(Intent::OpenBeside(desk.of_title("3")));
    assert_eq!(desk.columns(), "1 [3]");
    desk.select("help");
    // The next of the list that is not there yet comes to stand at the right of the open one.
    desk.send(Intent::FocusColumn(0));
    assert_eq!(
        desk.state.selected_fragments().unwrap().quote(&desk.state.open_revision().unwrap().1.text),
        "ministry asked"
    );
    desk.send(Command::OpenBeside.resolve(&desk.state).unwrap());
    assert_eq!(desk.columns(), "1 [2] 3");
    desk.send(Command::OpenBeside.resolve(&desk.state).unwrap());
    assert_eq!(desk.columns(), "1 2 [4] 3");
    assert_eq!(Command::OpenBeside.resolve(&desk.state).map(|_| ()), None, "there is room for four");
    desk.send(Intent::OpenBeside(desk.of_title("6")));
    assert!(desk.notice().contains("Close one"), "{}", desk.notice());
    assert_eq!(desk.columns(), "1 2 [4] 3");
    desk.send(Intent::FocusColumn(3));
    assert_eq!(desk.state.selected_fragments().unwrap().quote(&desk.state.open_revision().unwrap().1.text), "help");
}

#[test]
fn an_article_never_stands_there_twice() {
    let mut desk = six();
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    desk.send(Intent::OpenArticle(desk.of_title("1")));
    assert_eq!(desk.columns(), "[1] 2", "it is gone to");
    for go in [|desk: &Desk| Intent::OpenArticle(desk.of_title("2")), |_: &Desk| Intent::StepArticle(1)] {
        desk.send(Intent::FocusColumn(1));
        desk.select("help");
        let kept = desk.state.selection().clone();
        desk.send(Intent::FocusColumn(0));
        desk.send(go(&desk));
        assert_eq!((desk.columns().as_str(), desk.state.selection()), ("1 [2]", &kept), "with what is selected there");
    }
    desk.send(Intent::FocusColumn(0));
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    assert_eq!(desk.columns(), "1 [2]");
    desk.send(Intent::StepArticle(1));
    assert_eq!(desk.columns(), "1 [3]", "another article takes the open one's place");
    desk.send(Intent::OpenBeside(ArticleId(7)));
    assert_eq!(desk.columns(), "1 [3]", "one that is not in the project does nothing");
}

#[test]
fn columns_are_closed_from_any_place() {
    for (close, left) in [(0, "2 [3]"), (1, "1 [3]"), (2, "1 [2]")] {
        let mut desk = six();
        desk.send(Intent::OpenBeside(desk.of_title("2")));
        desk.send(Intent::OpenBeside(desk.of_title("3")));
        desk.send(Intent::CloseColumn(close));
        assert_eq!(desk.columns(), left);
        desk.send(Intent::CloseColumn(9));
        assert_eq!(desk.columns(), left);
        desk.send(Intent::CloseColumn(0));
        desk.send(Intent::CloseColumn(0));
        assert_eq!(desk.state.columns().len(), 1, "the last one stays");
    }
}

#[test]
fn the_other_end_is_shown_beside_without_losing_the_place() {
    let mut desk = six();
    let far = {
        desk.send(Intent::OpenArticle(desk.of_title("5")));
        desk.mark("help", "claim")
    };
    desk.send(Intent::OpenArticle(desk.of_title("1")));
    let near = desk.mark("ministry", "actor");
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    desk.send(Intent::FocusColumn(0));
    // In no column yet: the column beside the one that is read shows it.
    desk.send(Intent::Show(far));
    assert_eq!(desk.columns(), "1 [5]");
    assert_eq!(desk.state.selection().annotation, Some(far));
    // In a column: that one.
    desk.send(Intent::Show(near));
    assert_eq!(desk.columns(), "[1] 5");
    desk.send(Intent::Look(far));
    assert_eq!(desk.columns(), "1 [5]");
    // Alone, an article makes room.
    desk.send(Intent::CloseColumn(0));
    desk.send(Intent::Show(near));
    assert_eq!(desk.columns(), "[1]");
}

#[test]
fn the_other_end_that_is_chosen_comes_into_view_beside() {
    let mut desk = six();
    desk.send(Intent::OpenArticle(desk.of_title("2")));
    let far = desk.mark("help", "claim");
    let (text, _) = desk.state.open_revision().unwrap();
    desk.send(Intent::OpenArticle(desk.of_title("1")));
    desk.mark("help", "claim");
    desk.send(Intent::BeginLink(LinkKind::SameClaim));
    desk.send(Intent::LinkMove(0));
    assert!(desk.effects.is_empty(), "its article is not in the window: {:?}", desk.effects);
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    desk.send(Intent::FocusColumn(0));
    desk.send(Intent::LinkMove(0));
    let start = desk.state.project().annotation(&far).unwrap().fragments().unwrap().start();
    assert!(
        matches!(desk.effects[..], [Effect::Reveal(at, byte)] if (at, byte) == (text, start)),
        "{:?}",
        desk.effects
    );
}

#[test]
fn undo_goes_back_to_the_column_of_the_step() {
    let mut desk = six();
    desk.mark("help", "claim");
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    desk.send(Intent::Undo);
    assert_eq!(desk.columns(), "[1] 2");
    desk.send(Intent::FocusColumn(1));
    desk.send(Intent::Redo);
    assert_eq!(desk.columns(), "[1] 2");
}

#[test]
fn a_removed_article_leaves_its_column_to_the_next() {
    let mut desk = six();
    desk.send(Intent::OpenBeside(desk.of_title("2")));
    desk.send(Intent::RemoveArticle(desk.of_title("2")));
    assert_eq!(desk.columns(), "[1]");
    desk.send(Intent::Undo);
    assert_eq!(desk.columns(), "[2]");
    desk.send(Intent::OpenBeside(desk.of_title("3")));
    desk.send(Intent::RemoveArticle(desk.of_title("2")));
    assert_eq!(desk.columns(), "[3]");
}

/// Of the pairs that somebody tied or related by hand across the sample's articles, the other end is among the first
/// that are offered for most.
#[test]
fn the_likeliest_counterparts_are_offered_first() {
    let sample = crate::store::read(include_bytes!("../../samples/mi6.ron")).unwrap().project;
    let mut bare = Desk::empty();
    bare.send(Intent::Adopt(Box::new(sample), "sample".into()));
    let project = bare.state.project().clone();
    let article = |id: AnnotationId| project.revision(&project.annotation(&id).unwrap().revision).unwrap().article;
    let mut pairs = Vec::new();
    for (_, row) in project.relations().filter(|(_, row)| row.kind.as_str() == "denies") {
        pairs.push((row.from, row.to, LinkKind::Relation { kind: row.kind.clone(), forward: true }));
    }
    pairs.retain(|(from, to, _)| article(*from) != article(*to));
    assert!(pairs.len() >= 5, "{}", pairs.len());
    let (mut first, mut among) = (0, 0);
    for (from, to, kind) in &pairs {
        let relation = project.relations_of(*from).find(|(_, row)| row.to == *to).unwrap().0;
        bare.send(Intent::Unrelate(relation));
        bare.send(Intent::Show(*from));
        bare.send(Intent::BeginLink(kind.clone()));
        let linking = bare.state.linking().unwrap();
        first += usize::from(linking.candidates.first() == Some(to));
        among += usize::from(linking.candidates[..linking.likely].contains(to));
        bare.send(Intent::Escape);
        bare.send(Intent::Undo);
    }
    assert!(among * 10 >= pairs.len() * 6, "{first} first, {among} among the likeliest of {}", pairs.len());
}
