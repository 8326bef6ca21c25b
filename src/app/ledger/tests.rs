//! Tests the ledger by intents.

use super::super::tests::Desk;
use super::super::{Command, LinkKind};
use super::*;
use crate::compare::ledger::{Part, Row, Stance, Who};
use crate::model::bulk::Bulk;
use crate::model::{AttributeKey, KindKey};

/// Two articles: a claim on somebody's word, and its denial; the page is open.
fn desk() -> (Desk, AnnotationId, AnnotationId) {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let source = desk.mark("two officials", "source");
    let kind = |name: &str| LinkKind::Relation { kind: KindKey::slug(name), forward: true };
    desk.send(Intent::Link(kind("attributed to"), claim, source));
    let anonymous = Value::Choice(ChoiceKey::slug("anonymous"));
    desk.send(Intent::SetAttribute(Subject::Annotation(source), AttributeKey::slug("kind"), Some(anonymous)));
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("It did not ask", "denial");
    desk.send(Intent::Link(kind("denies"), denial, claim));
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.work();
    (desk, claim, denial)
}

fn ask(desk: &mut Desk, intent: LedgerIntent) {
    desk.send(Intent::Ledger(intent));
}

fn command(desk: &mut Desk, command: Command) {
    let intent = command.resolve(&desk.state).expect("it can be done");
    desk.send(intent);
}

fn rows(desk: &Desk) -> Vec<Row> {
    let comparing = desk.state.comparing();
    comparing.rows().iter().filter_map(|key| comparing.ledger()?.row(*key).cloned()).collect()
}

/// Tells whether the ledger says what one from nothing would.
fn is_right(desk: &Desk) -> bool {
    let sets = desk.state.shown_sets();
    desk.state.comparing().ledger() == Some(&Ledger::of(desk.state.project(), &sets))
}

#[test]
fn the_ledger_is_made_when_it_is_looked_at_and_follows_each_edit() {
    let (mut desk, claim, denial) = desk();
    assert_eq!(rows(&desk).len(), 1);
    let row = &rows(&desk)[0];
    assert!(row.key == RowKey::Claim(claim) && row.only_anonymous && row.contested);
    assert!(is_right(&desk));
    let relation = desk.state.project().relations_of(denial).next().unwrap().0;
    let none = Value::Choice(ChoiceKey::slug("no-comment"));
    desk.send(Intent::SetAttribute(Subject::Relation(relation), AttributeKey::slug("scope"), Some(none)));
    assert!(is_right(&desk) && !rows(&desk)[0].contested);
    desk.send(Intent::Undo);
    assert!(is_right(&desk) && rows(&desk)[0].contested);
    // Another set is shown or hidden: it is made anew.
    desk.send(Intent::AddAnnotator("ben".into()));
    desk.work();
    desk.send(Intent::ShowOthers(false));
    desk.work();
    assert!(is_right(&desk) && rows(&desk).is_empty());
    desk.send(Intent::ShowOthers(true));
    desk.work();
    assert!(is_right(&desk) && rows(&desk).len() == 1);
    // While nobody looks nothing is done; what changed meanwhile is brought in later.
    desk.send(Intent::ShowPage(Page::Ledger));
    let before = desk.state.comparing().ledger().cloned();
    desk.send(Intent::Undo);
    assert_eq!(desk.state.comparing().ledger().cloned(), before);
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.work();
    assert!(is_right(&desk));
}

#[test]
fn a_row_gets_its_proposition_with_what_is_said_of_it_in_one_step() {
    let (mut desk, claim, _) = desk();
    let start = desk.state.project().clone();
    let key = RowKey::Claim(claim);
    let [report, denial] = [0, 1].map(|at| desk.state.comparing().ledger().unwrap().columns()[at].article);
    ask(&mut desk, LedgerIntent::Judge(key, Some(ChoiceKey::slug("false"))));
    let row = &rows(&desk)[0];
    assert!(matches!(row.key, RowKey::Proposition(_)) && !row.unchecked);
    desk.send(Intent::Undo);
    assert_eq!(*desk.state.project(), start);
    ask(&mut desk, LedgerIntent::Word(key, " It asked for help ".into()));
    assert_eq!(rows(&desk)[0].wording, "It asked for help");
    let row = rows(&desk)[0].key;
    // The same wording is no step, and none at all is refused.
    let steps = desk.state.undo_name().map(str::to_owned);
    ask(&mut desk, LedgerIntent::Word(row, "It asked for help".into()));
    ask(&mut desk, LedgerIntent::Word(row, " ".into()));
    assert_eq!(desk.state.undo_name().map(str::to_owned), steps);
    assert_eq!(desk.state.notice().unwrap().text, "A proposition needs a wording.");
    desk.send(Intent::Undo);
    // What an article speaks of can't be marked as not there.
    for article in [report, denial] {
        ask(&mut desk, LedgerIntent::NotThere(key, article));
        assert!(desk.state.notice().unwrap().error);
    }
    assert_eq!(*desk.state.project(), start);
}

#[test]
fn silence_is_marked_where_the_keyboard_is_and_taken_back() {
    let (mut desk, claim, denial) = desk();
    let relation = desk.state.project().relations_of(denial).next().unwrap().0;
    desk.send(Intent::Unrelate(relation));
    let key = RowKey::Claim(claim);
    let other = desk.state.comparing().ledger().unwrap().columns()[1].article;
    assert!(Command::NotThere.resolve(&desk.state).is_none());
    ask(&mut desk, LedgerIntent::Go(key, Some(other)));
    assert_eq!(rows(&desk)[0].stance(other), Stance::NotChecked);
    command(&mut desk, Command::NotThere);
    assert_eq!(rows(&desk)[0].stance(other), Stance::NotThere);
    let (row, article) = desk.state.comparing().cursor().unwrap();
    assert!(matches!(row, RowKey::Proposition(_)) && article == Some(other), "the keyboard stays on its row");
    command(&mut desk, Command::NotThere);
    assert_eq!(rows(&desk)[0].stance(other), Stance::NotChecked);
    // Not where the article speaks.
    let first = desk.state.comparing().ledger().unwrap().columns()[0].article;
    ask(&mut desk, LedgerIntent::Go(row, Some(first)));
    assert!(Command::NotThere.resolve(&desk.state).is_none());
}

#[test]
fn rows_are_made_one_and_claims_are_parted_again() {
    let (mut desk, claim, _) = desk();
    let other = desk.mark("the ministry", "claim");
    assert_eq!(rows(&desk).len(), 2);
    assert!(Command::SameClaim.resolve(&desk.state).is_none_or(|intent| !matches!(intent, Intent::Ledger(_))));
    ask(&mut desk, LedgerIntent::Choose([claim, other].map(RowKey::Claim).into()));
    assert_eq!(Command::SameClaim.text(&desk.state), "Make the chosen rows one");
    command(&mut desk, Command::SameClaim);
    assert_eq!(rows(&desk).len(), 1);
    assert!(desk.state.comparing().chosen().is_empty() && is_right(&desk));
    let row = rows(&desk)[0].key;
    ask(&mut desk, LedgerIntent::Unfold(row));
    ask(&mut desk, LedgerIntent::ChooseClaim(other));
    command(&mut desk, Command::Untie);
    assert_eq!(rows(&desk).len(), 2);
    assert!(desk.state.comparing().claims().is_empty() && is_right(&desk));
    // All of a row's claims can't be parted from it.
    for row in rows(&desk) {
        for (_, said) in row.claims() {
            ask(&mut desk, LedgerIntent::ChooseClaim(said.id));
            assert!(!desk.state.can_part_claims());
            ask(&mut desk, LedgerIntent::ChooseClaim(said.id));
        }
    }
}

#[test]
fn rows_are_filtered_and_sorted() {
    let (mut desk, claim, _) = desk();
    let other = desk.mark("the ministry", "claim");
    let mut shown = |change: &dyn Fn(&mut LedgerQuery)| {
        let mut query = LedgerQuery::default();
        change(&mut query);
        ask(&mut desk, LedgerIntent::Query(Box::new(query)));
        desk.state.comparing().rows().to_vec()
    };
    let (first, second) = (RowKey::Claim(claim), RowKey::Claim(other));
    assert_eq!(shown(&|_| {}), [first, second]);
    assert_eq!(shown(&|query| query.filter.contested = true), [first]);
    assert_eq!(shown(&|query| query.filter.only_anonymous = true), [first]);
    assert_eq!(shown(&|query| query.filter.one_article = true), [second]);
    assert_eq!(shown(&|query| query.filter.unchecked = true), [first, second]);
    assert_eq!(shown(&|query| query.filter.text = "MINIS the".into()), [second]);
    // What it is worded as, or what somebody says or denies in it.
    assert_eq!(
        shown(&|query| query.filter.text = "ask HELP".into()),
        [first],
        "one word in the claim, one in the denial"
    );
    assert_eq!(shown(&|query| query.filter.text = "it did not".into()), [first], "in the denial's quote only");
    assert_eq!(shown(&|query| query.filter.text = "did not ministry".into()), [] as [RowKey; 0]);
    let source = desk.state.comparing().ledger().unwrap().people().keys().next().unwrap().clone();
    let with = |part| RowFilter { who: Some((source.clone(), part)), ..RowFilter::default() };
    for (part, rows) in [(None, 1), (Some(Part::Says), 1), (Some(Part::Denies), 0)] {
        let query = LedgerQuery { filter: with(part), ..LedgerQuery::default() };
        ask(&mut desk, LedgerIntent::Query(Box::new(query)));
        assert_eq!(desk.state.comparing().rows().len(), rows);
    }
    // Somebody who is gone is no filter any more.
    let Who::Alone(id) = source else { panic!("one by itself") };
    desk.send(Intent::ChangeMany(vec![id], Bulk::Delete));
    assert_eq!(desk.state.comparing().query().filter.who, None);
    assert_eq!(desk.state.comparing().rows().len(), 2);
}

#[test]
fn each_order_is_its_own() {
    let (mut desk, claim, _) = desk();
    let ministry = desk.mark("the ministry", "claim");
    desk.send(Intent::StepArticle(-1));
    let officials = desk.mark("Ministry", "claim");
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.work();
    for (id, wording, verdict) in [(claim, "m", Some("false")), (ministry, "A", None), (officials, "Z", Some("true"))] {
        ask(&mut desk, LedgerIntent::Word(RowKey::Claim(id), wording.into()));
        let row = desk.state.project().proposition_of(id).map(RowKey::Proposition).unwrap();
        if let Some(verdict) = verdict {
            ask(&mut desk, LedgerIntent::Judge(row, Some(ChoiceKey::slug(verdict))));
        }
    }
    let mut wordings = |order| {
        ask(&mut desk, LedgerIntent::Query(Box::new(LedgerQuery { order, ..LedgerQuery::default() })));
        rows(&desk).into_iter().map(|row| row.wording).collect::<Vec<_>>().join(" ")
    };
    let spoken = wordings(RowOrder::Spoken);
    assert!(spoken.ends_with('A'), "the later article comes last: {spoken}");
    assert_eq!(wordings(RowOrder::Wording), "A m Z");
    assert_eq!(wordings(RowOrder::Verdict), "A Z m", "none, then in the scheme's order");
    assert!(wordings(RowOrder::Denied).starts_with('m') && wordings(RowOrder::Articles).starts_with('m'));
    assert!(spoken.starts_with('Z'), "{spoken}");
}

#[test]
fn findings_lead_to_their_place_and_stand_for_a_reason() {
    let (mut desk, claim, denial) = desk();
    let finding = |desk: &Desk, sort: &str| {
        let ledger = desk.state.comparing().ledger().unwrap();
        ledger.findings().find(|finding| finding.key.as_str().starts_with(sort)).cloned()
    };
    let scope = finding(&desk, "no-scope").unwrap();
    ask(&mut desk, LedgerIntent::Dismiss(scope.key.clone(), String::new()));
    assert_eq!(desk.state.notice().unwrap().text, "Say why it may stand.");
    ask(&mut desk, LedgerIntent::Dismiss(scope.key.clone(), "it is vague".into()));
    let dismissed = |desk: &Desk| desk.state.comparing().ledger().unwrap().dismissal(&scope).is_some();
    assert!(dismissed(&desk));
    assert_eq!(desk.state.undo_name(), Some("Let a finding stand: it is vague"));
    ask(&mut desk, LedgerIntent::Undismiss(scope.key.clone()));
    assert!(!dismissed(&desk));
    ask(&mut desk, LedgerIntent::ShowFinding(scope.key.clone()));
    assert_eq!((desk.state.page(), desk.state.selected().unwrap().0), (Page::Article, denial));
    // A row is shown whatever the filter, unfolded.
    desk.send(Intent::Propose(claim));
    desk.send(Intent::ShowPage(Page::Ledger));
    let filter = RowFilter { text: "nothing like it".into(), ..RowFilter::default() };
    ask(&mut desk, LedgerIntent::Query(Box::new(LedgerQuery { filter, ..LedgerQuery::default() })));
    let verdict = finding(&desk, "no-verdict").unwrap();
    ask(&mut desk, LedgerIntent::ShowFinding(verdict.key));
    let key = rows(&desk)[0].key;
    assert!(desk.state.comparing().is_open(key));
    assert_eq!(desk.state.comparing().cursor(), Some((key, None)));
}

#[test]
fn what_is_not_seen_is_not_chosen() {
    let (mut desk, claim, _) = desk();
    let other = desk.mark("the ministry", "claim");
    let (first, second) = (RowKey::Claim(claim), RowKey::Claim(other));
    ask(&mut desk, LedgerIntent::Choose([first, second].into()));
    let filter = RowFilter { contested: true, ..RowFilter::default() };
    ask(&mut desk, LedgerIntent::Query(Box::new(LedgerQuery { filter, ..LedgerQuery::default() })));
    assert_eq!(*desk.state.comparing().chosen(), [first].into());
    ask(&mut desk, LedgerIntent::Query(Box::default()));
    ask(&mut desk, LedgerIntent::Choose([first, second].into()));
    command(&mut desk, Command::SameClaim);
    // Claims are chosen in a row that is unfolded.
    let row = rows(&desk)[0].key;
    ask(&mut desk, LedgerIntent::Unfold(row));
    ask(&mut desk, LedgerIntent::ChooseClaim(other));
    assert!(desk.state.can_part_claims());
    ask(&mut desk, LedgerIntent::Unfold(row));
    assert!(!desk.state.can_part_claims());
}

#[test]
fn a_version_tells_that_the_ledger_says_something_else() {
    let (mut desk, _, _) = desk();
    let mut seen = vec![desk.state.comparing().version()];
    let mut other = |desk: &Desk, what: &str| {
        let version = desk.state.comparing().version();
        assert!(!seen.contains(&version), "{what}");
        seen.push(version);
    };
    desk.mark("the ministry", "claim");
    other(&desk, "an edit is brought in");
    desk.send(Intent::AddAnnotator("ben".into()));
    let jobs = desk.effects.clone();
    let before = desk.state.comparing().version();
    desk.send(Intent::ShowPage(Page::Scheme));
    desk.send(Intent::ShowPage(Page::Ledger));
    assert_eq!(desk.state.comparing().version(), before, "nothing was brought in");
    desk.effects = jobs;
    desk.work();
    other(&desk, "it is made anew");
    let project = desk.state.project().clone();
    desk.send(Intent::Adopt(Box::new(project), "b".into()));
    desk.send(Intent::ShowPage(Page::Scheme));
    desk.send(Intent::ShowPage(Page::Ledger));
    desk.work();
    other(&desk, "another project");
}
