//! Tests finding by intents.

use std::ops::Range;

use super::super::tests::{Desk, REPORT};
use super::super::{Dock, Effect, Intent, Page};
use super::*;

fn literal(pattern: &str) -> Query {
    Query { pattern: pattern.to_owned(), ignore_case: true, ..Query::default() }
}

fn look(desk: &mut Desk, pattern: &str, scope: Scope) {
    desk.send(Intent::SetFind { query: literal(pattern), scope, view: None });
    desk.work();
}

fn selected(desk: &Desk) -> (Range<usize>, Option<ArticleId>) {
    let selection = desk.state.selection();
    (selection.anchor..selection.head, selection.article)
}

/// Returns where words stand in the first article.
fn at(words: &str, nth: usize) -> Range<usize> {
    let start = REPORT.match_indices(words).nth(nth).unwrap().0;
    start..start + words.len()
}

#[test]
fn finds_and_goes_round() {
    let mut desk = Desk::new();
    look(&mut desk, "HELP", Scope::Article);
    let finding = desk.state.finding().unwrap();
    assert_eq!((finding.standing(), finding.count()), (&Standing::Done, 2));
    assert_eq!(finding.progress(), (REPORT.len(), REPORT.len()));
    let (_, revision, first) = finding.hit(finding.current().unwrap()).unwrap();
    assert_eq!(first.range(), at("help", 0), "the first from the caret on");
    assert!(desk.state.selected_fragments().is_none(), "nothing is selected while somebody types");
    assert_eq!(finding.hits_in(revision, 30..REPORT.len()).len(), 1);
    assert_eq!(finding.hits_in(revision, 0..10).len(), 0);

    desk.send(Intent::FindNext);
    assert_eq!(selected(&desk).0, at("help", 0));
    assert!(matches!(desk.effects[..], [Effect::Reveal(..)]));
    desk.send(Intent::FindNext);
    assert_eq!(selected(&desk).0, at("help", 1));
    desk.send(Intent::FindNext);
    assert_eq!(selected(&desk).0, at("help", 0));
    assert_eq!(desk.notice(), "On from the beginning.");
    desk.send(Intent::FindPrevious);
    assert_eq!(desk.notice(), "On from the end.");
    assert_eq!(selected(&desk).0, at("help", 1));
    desk.send(Intent::CloseFind);
    assert!(desk.state.finding().is_none());
    assert_eq!(selected(&desk).0, at("help", 1), "what was gone to stays selected");
    desk.send(Intent::ShowDock(Dock::Find));
    assert_eq!(desk.state.finding().unwrap().query().pattern, "help", "the selected words");
}

#[test]
fn follows_the_panel_below_the_article() {
    let mut desk = Desk::new();
    desk.select("two officials");
    desk.send(Intent::ShowDock(Dock::Find));
    assert_eq!(desk.state.finding().unwrap().query().pattern, "two officials");
    desk.send(Intent::ShowDock(Dock::Annotations));
    assert!(desk.state.finding().is_none() && desk.state.table().is_some());
    desk.send(Intent::FindNext);
    assert!(desk.state.finding().is_some() && desk.state.table().is_none());
    assert_eq!(desk.state.view().dock, Some(Dock::Find));
    desk.send(Intent::CloseFind);
    assert_eq!((desk.state.view().dock, desk.state.finding().is_none()), (None, true));
}

#[test]
fn a_search_that_is_asked_for_again_goes_on_and_takes_up_what_is_selected_since() {
    let mut desk = Desk::new();
    desk.send(Intent::ShowDock(Dock::Find));
    let query = Query { pattern: "h.lp".into(), regex: true, ..Query::default() };
    desk.send(Intent::SetFind { query: query.clone(), scope: Scope::Article, view: None });
    desk.work();
    desk.send(Intent::TickHit(Some(HitAt { text: 0, hit: 0 }), false));
    desk.send(Intent::FindNext);
    assert!(desk.state.selected_fragments().is_some(), "a hit is selected");
    desk.send(Intent::ShowDock(Dock::Find));
    assert_eq!(desk.state.view().dock, Some(Dock::Find));
    assert!(matches!(desk.effects[..], [Effect::FocusDock]), "{:?}", desk.effects);
    let finding = desk.state.finding().unwrap();
    assert_eq!((finding.query(), finding.count_ticked()), (&query, 1));
    desk.select("two officials");
    desk.send(Intent::ShowDock(Dock::Find));
    let finding = desk.state.finding().unwrap();
    assert_eq!((finding.query().pattern.as_str(), finding.query().regex), ("two officials", false));
    desk.send(Intent::ShowPage(super::super::Page::Settings));
    desk.send(Intent::ShowDock(Dock::Find));
    assert_eq!(desk.state.page(), super::super::Page::Article, "it is seen");
    desk.send(Intent::CloseDock);
    assert_eq!((desk.state.view().dock, desk.state.finding().is_none()), (None, true));
}

#[test]
fn begins_at_the_caret() {
    let mut desk = Desk::new();
    let caret = at("help", 0).end;
    desk.send(Intent::Select { anchor: caret, head: caret, finished: true });
    look(&mut desk, "help", Scope::Article);
    desk.send(Intent::FindNext);
    assert_eq!(selected(&desk).0, at("help", 1));
}

#[test]
fn finds_in_all_articles() {
    let mut desk = Desk::new();
    let first = desk.state.article();
    look(&mut desk, "ministry", Scope::Project);
    let finding = desk.state.finding().unwrap();
    let counts: Vec<usize> = finding.found().iter().map(|found| found.hits.len()).collect();
    assert_eq!(counts, [2, 2]);
    assert_eq!(finding.nth(2), Some(HitAt { text: 1, hit: 0 }));
    assert_eq!(finding.number_of(HitAt { text: 1, hit: 1 }), 4);
    assert_eq!(finding.nth(4), None);
    for _ in 0..3 {
        desk.send(Intent::FindNext);
    }
    assert!(selected(&desk).1.is_some_and(|article| Some(article) != first), "in the other article");
    // The article that is removed is searched no longer.
    let other = selected(&desk).1.unwrap();
    desk.send(Intent::RemoveArticle(other));
    desk.work();
    assert_eq!(desk.state.finding().unwrap().count(), 2);
    desk.send(Intent::Undo);
    desk.work();
    assert_eq!(desk.state.finding().unwrap().count(), 4);
}

#[test]
fn says_why_nothing_is_found() {
    let mut desk = Desk::new();
    look(&mut desk, "", Scope::Article);
    assert_eq!(desk.state.finding().unwrap().standing(), &Standing::Idle);
    desk.send(Intent::FindNext);
    assert_eq!(desk.notice(), "There is nothing to look for yet.");
    look(&mut desk, "rumour", Scope::Article);
    desk.send(Intent::FindNext);
    assert_eq!(desk.notice(), "“rumour” is not there.");
    let query = Query { regex: true, ..literal("(a") };
    desk.send(Intent::SetFind { query, scope: Scope::Article, view: None });
    desk.work();
    let Standing::Bad(bad) = desk.state.finding().unwrap().standing() else { panic!("the pattern is no good") };
    assert_eq!(bad.at, Some(0..1));
}

#[test]
fn forgets_earlier_searches() {
    let mut desk = Desk::new();
    desk.send(Intent::SetFind { query: literal("help"), scope: Scope::Article, view: None });
    let Some(Effect::Work(late)) = desk.effects.pop() else { panic!("a search is asked for") };
    // The first one was under way when the second began: it says nothing more, and nobody listens.
    let mut before = Vec::new();
    late.clone().run(&mut |intent| before.push(intent));
    look(&mut desk, "ministry", Scope::Article);
    let count = desk.state.finding().unwrap().count();
    before.into_iter().for_each(|intent| desk.send(intent));
    assert_eq!(desk.state.finding().unwrap().count(), count);
    let mut answers = 0;
    late.run(&mut |_| answers += 1);
    assert_eq!(answers, 0, "it was told to stop");
}

#[test]
fn shows_what_is_in_view_first() {
    let mut desk = Desk::new();
    let view = Some(at("two officials", 0));
    desk.send(Intent::SetFind { query: literal("help"), scope: Scope::Article, view: view.clone() });
    let Some(Effect::Work(job)) = desk.effects.pop() else { panic!("a search is asked for") };
    let mut answers = Vec::new();
    job.run(&mut |intent| answers.push(intent));
    let mut answers = answers.into_iter();
    desk.send(answers.next().unwrap());
    let finding = desk.state.finding().unwrap();
    assert_eq!(finding.count(), 0);
    let revision = finding.found()[0].revision;
    assert_eq!(finding.hits_in(revision, 0..REPORT.len()).len(), 1, "the one in the line in view");
    desk.send(Intent::LabelHits(LabelKey::slug("claim")));
    assert_eq!(desk.notice(), "The search still goes on: mark its hits when it is done.");
    answers.for_each(|intent| desk.send(intent));
    assert_eq!(desk.state.finding().unwrap().hits_in(revision, 0..REPORT.len()).len(), 2);
}

#[test]
fn labels_ticked_hits_in_one_step() {
    let mut desk = Desk::new();
    look(&mut desk, "ministry", Scope::Project);
    let hit = HitAt { text: 1, hit: 0 };
    desk.send(Intent::TickHit(Some(hit), false));
    assert_eq!(desk.state.finding().unwrap().count_ticked(), 3);
    assert!(!desk.state.finding().unwrap().is_ticked(hit));
    let label = LabelKey::slug("actor");
    desk.change(Intent::LabelHits(label.clone()));
    assert_eq!(desk.state.undo_name(), Some("Mark 3 hits as actor"));
    desk.send(Intent::TickHit(Some(hit), true));
    desk.change(Intent::LabelHits(label.clone()));
    assert_eq!(desk.notice(), "Done again: Mark 1 hit as actor (3 were already)");
    desk.send(Intent::TickHit(None, false));
    assert_eq!(desk.state.finding().unwrap().count_ticked(), 0);
    desk.send(Intent::LabelHits(label));
    assert_eq!(desk.notice(), "No hit is ticked.");
    desk.send(Intent::TickHit(Some(hit), true));
    assert_eq!(desk.state.finding().unwrap().count_ticked(), 1);
}

#[test]
fn marks_again_what_was_given_last() {
    let mut desk = Desk::new();
    desk.send(Intent::MarkAgain);
    assert_eq!(desk.notice(), "No label was given yet.");
    desk.mark("asked for help", "claim");
    desk.select("two officials");
    desk.change(Intent::MarkAgain);
    assert_eq!(desk.quote(), "two officials");
    let (_, row) = desk.state.selected().unwrap();
    assert_eq!(row.label, LabelKey::slug("claim"));
}

#[test]
fn goes_to_the_next_unmarked_sentence() {
    let mut desk = Desk::new();
    let text = "Headline\nOne is. Two is. Three is.\n\nFour is.";
    desk.send(Intent::AddArticle(Default::default(), text.into()));
    let mut next = || {
        desk.send(Intent::NextUnmarked);
        let selection = desk.state.selection();
        text[selection.anchor..selection.head].to_owned()
    };
    assert_eq!([next(), next(), next()], ["Headline", "One is", "Two is"]);
    desk.mark("Three", "claim");
    desk.select("Two");
    desk.send(Intent::NextUnmarked);
    assert_eq!(selected(&desk).0, 36..43, "a sentence that an annotation touches is passed over");
    desk.send(Intent::NextUnmarked);
    assert_eq!((selected(&desk).0, desk.notice()), (0..8, "On from the beginning."));
    // From a caret on, its own sentence counts.
    let caret = text.find("is. Two").unwrap();
    desk.send(Intent::Select { anchor: caret, head: caret, finished: true });
    desk.send(Intent::NextUnmarked);
    assert_eq!(selected(&desk).0, 9..15);
    desk.send(Intent::SelectAll);
    desk.send(Intent::Label(LabelKey::slug("claim")));
    desk.send(Intent::NextUnmarked);
    assert_eq!(desk.notice(), "Every sentence of this article has an annotation.");
}

#[test]
fn copies_with_a_citation() {
    let mut desk = Desk::new();
    desk.send(Intent::CopyCitation);
    assert!(desk.effects.is_empty());
    desk.select("asked for help");
    desk.send(Intent::CopyCitation);
    let copied = |desk: &Desk| match &desk.effects[..] {
        [Effect::Copy(text)] => text.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(copied(&desk), "“asked for help” (“Ministry asked for help”)");
    desk.mark("two officials", "source");
    desk.send(Intent::CopyCitation);
    assert_eq!(copied(&desk), "“two officials” (“Ministry asked for help”)");
}

/// Counts what brings a text into view.
fn reveals(desk: &Desk) -> usize {
    desk.effects.iter().filter(|effect| matches!(effect, Effect::Reveal(..))).count()
}

#[test]
fn what_is_ticked_stays_so_while_articles_are_moved() {
    let mut desk = Desk::new();
    look(&mut desk, "ministry", Scope::Project);
    let at = HitAt { text: 1, hit: 0 };
    let (_, revision, span) = desk.state.finding().unwrap().hit(at).unwrap();
    desk.send(Intent::TickHit(Some(at), false));
    let first = desk.state.article().unwrap();
    desk.send(Intent::MoveArticle(first, true));
    desk.work();
    let finding = desk.state.finding().unwrap();
    assert_eq!((finding.count(), finding.count_ticked()), (4, 3));
    let unticked: Vec<_> =
        (0..4).filter_map(|number| finding.nth(number)).filter(|at| !finding.is_ticked(*at)).collect();
    assert_eq!(unticked.len(), 1);
    assert_eq!(finding.hit(unticked[0]).map(|(_, text, hit)| (text, hit)), Some((revision, span)));
    // A text that is searched no longer takes its ticks along.
    desk.send(Intent::RemoveArticle(desk.state.project().revision(&revision).unwrap().article));
    desk.work();
    assert_eq!(desk.state.finding().unwrap().count_ticked(), 2);
    // What is looked for next is ticked whole.
    desk.send(Intent::TickHit(None, false));
    look(&mut desk, "help", Scope::Project);
    assert_eq!(desk.state.finding().unwrap().count_ticked(), desk.state.finding().unwrap().count());
}

#[test]
fn a_search_that_follows_the_open_article_moves_nothing() {
    let mut desk = Desk::new();
    desk.send(Intent::SetFind { query: literal("ministry"), scope: Scope::Article, view: None });
    let [Effect::Work(job)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let (job, mut seen) = (job.clone(), 0);
    let mut answers = Vec::new();
    job.run(&mut |intent| answers.push(intent));
    for answer in answers {
        desk.send(answer);
        seen += reveals(&desk);
    }
    assert_eq!(seen, 1, "the first hit is shown to whoever looks for it");
    desk.send(Intent::StepArticle(1));
    let [Effect::Work(job)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let job = job.clone();
    let mut answers = Vec::new();
    job.run(&mut |intent| answers.push(intent));
    for answer in answers {
        desk.send(answer);
        assert_eq!(reveals(&desk), 0);
    }
    assert!(desk.state.finding().unwrap().current().is_some());
}

#[test]
fn a_hit_that_is_gone_to_is_seen() {
    let mut desk = Desk::new();
    look(&mut desk, "help", Scope::Article);
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.send(Intent::FindNext);
    assert_eq!(desk.state.page(), Page::Article);
    // Beside the article that is read, whose place is kept.
    look(&mut desk, "ministry", Scope::Project);
    let third = "Three\nNothing of the ministry.";
    desk.send(Intent::AddArticle(Default::default(), third.into()));
    desk.work();
    desk.send(Intent::StepArticle(-2));
    let [one, two] = [0, 1].map(|at| *desk.state.project().articles()[at].0);
    desk.send(Intent::OpenArticle(one));
    desk.send(Intent::OpenBeside(two));
    desk.send(Intent::FocusColumn(0));
    let count = desk.state.finding().unwrap().count();
    let last = desk.state.finding().unwrap().nth(count - 1).unwrap();
    desk.send(Intent::ShowHit(last));
    let open: Vec<_> = desk.state.columns().iter().map(|column| column.article).collect();
    assert_eq!((open[0], desk.state.active_column()), (Some(one), 1));
}
