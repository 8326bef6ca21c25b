//! Tests the table by intents, and what it keeps up against what it would read anew.

use proptest::prelude::*;

use super::super::tests::Desk;
use super::super::{Dock, LinkKind, Scope};
use super::*;
use crate::model::actions::Subject;
use crate::model::{AttributeKey, KindKey, LabelKey, Value};

fn open(desk: &mut Desk, query: TableQuery) {
    desk.send(Intent::SetTable(Box::new(query)));
    desk.work();
}

fn quotes(desk: &Desk) -> Vec<String> {
    let table = desk.state.table().unwrap();
    let project = desk.state.project();
    table.rows().iter().map(|id| project.quote(project.annotation(id).unwrap())).collect()
}

fn all(sort: Sort, filter: Filter) -> TableQuery {
    TableQuery { scope: Scope::Project, filter, sort }
}

fn by(column: Column, descending: bool) -> TableQuery {
    all(Sort { column, descending }, Filter::default())
}

fn only(filter: Filter) -> TableQuery {
    all(Sort::default(), filter)
}

/// Two articles with a claim, a source, a denial and an actor.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let claim = desk.mark("asked for help", "claim");
    let source = desk.mark("two officials", "source");
    let note = "Which ONES?".to_owned();
    desk.send(Intent::SetNote(Subject::Annotation(source), note));
    desk.send(Intent::SetUnsure(source, true));
    desk.send(Intent::SetAttribute(
        Subject::Annotation(claim),
        AttributeKey::slug("checkable"),
        Some(Value::Flag(true)),
    ));
    desk.send(Intent::StepArticle(1));
    let denial = desk.mark("It did not ask", "denial");
    desk.mark("the ministry", "actor");
    let denies = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::Link(denies, denial, claim));
    desk
}

#[test]
fn sorts_by_every_column() {
    let mut desk = desk();
    open(&mut desk, by(Column::Text, false));
    let text = ["asked for help", "two officials", "It did not ask", "the ministry"];
    assert_eq!(quotes(&desk), text);
    let mut check = |column, descending, order: [usize; 4]| {
        open(&mut desk, by(column, descending));
        assert_eq!(quotes(&desk), order.map(|at| text[at]), "{column:?} {descending}");
    };
    check(Column::Text, true, [3, 2, 1, 0]);
    check(Column::Label, false, [0, 2, 1, 3]);
    check(Column::Label, true, [3, 1, 2, 0]);
    check(Column::Quote, false, [0, 2, 3, 1]);
    check(Column::Quote, true, [1, 3, 2, 0]);
    check(Column::Article, true, [2, 3, 0, 1]);
    check(Column::Relations, true, [0, 2, 1, 3]);
    check(Column::Set, true, [0, 1, 2, 3]);
    check(Column::Note, true, [1, 0, 2, 3]);
    check(Column::Unsure, true, [1, 0, 2, 3]);
    check(Column::Time, true, [3, 2, 1, 0]);
}

#[test]
fn sorts_by_numbers_however_far_apart_they_are() {
    let mut desk = Desk::new();
    // Three in the order of the texts, and of any time whatever.
    for (at, (words, time)) in (70..).zip([("help", i64::MAX), ("two", 0), ("officials", i64::MIN)]) {
        desk.select(words);
        let mut stamp = Stamp::of_number(at);
        stamp.time = crate::model::Time(time);
        desk.state.update(Intent::Label(LabelKey::slug("claim")), &mut stamp);
    }
    open(&mut desk, by(Column::Time, false));
    assert_eq!(quotes(&desk), ["officials", "two", "help"]);
    open(&mut desk, by(Column::Time, true));
    assert_eq!(quotes(&desk), ["help", "two", "officials"]);
    open(&mut desk, by(Column::Label, true));
    assert_eq!(quotes(&desk), ["help", "two", "officials"], "equals in the order of the texts");
}

#[test]
fn many_rows_are_read_on_a_thread() {
    let mut desk = Desk::new();
    desk.send(Intent::AddArticle(Default::default(), "it is so. ".repeat(1_001)));
    open(&mut desk, only(Filter::default()));
    let query = crate::model::search::Query { pattern: "so".to_owned(), ..Default::default() };
    desk.send(Intent::SetFind { query, scope: Scope::Article, view: None });
    desk.work();
    desk.send(Intent::LabelHits(LabelKey::slug("claim")));
    desk.work();
    assert!(desk.state.table().unwrap().is_reading() && quotes(&desk).is_empty());
    desk.work();
    assert!(!desk.state.table().unwrap().is_reading());
    assert_eq!(desk.state.table().unwrap().len(), 1_001);
    // Few are brought in at once.
    let ids = desk.state.table().unwrap().rows()[..1_000].to_vec();
    desk.send(Intent::ChangeMany(ids, Bulk::Delete));
    assert_eq!((desk.state.table().unwrap().is_reading(), quotes(&desk).len()), (false, 1));
}

#[test]
fn filters_by_everything() {
    let mut desk = desk();
    let set = desk.state.set().unwrap();
    let annotator = desk.state.project().set(&set).unwrap().annotator.unwrap();
    let mut check = |filter: Filter, expected: &[&str]| {
        open(&mut desk, only(filter.clone()));
        assert_eq!(quotes(&desk), expected, "{filter:?}");
    };
    let none = Filter::default;
    let text = |text: &str| Filter { text: text.to_owned(), ..none() };
    let labels = [LabelKey::slug("claim"), LabelKey::slug("actor")];
    check(Filter { labels: labels.into(), ..none() }, &["asked for help", "the ministry"]);
    check(text("ASK"), &["asked for help", "It did not ask"]);
    check(text("ask not"), &["It did not ask"]);
    check(text("ask note"), &[]);
    check(text("which"), &["two officials"]);
    check(Filter { unsure: Some(true), ..none() }, &["two officials"]);
    check(Filter { related: Some(true), ..none() }, &["asked for help", "It did not ask"]);
    check(Filter { related: Some(false), ..none() }, &["two officials", "the ministry"]);
    let checkable = AttributeKey::slug("checkable");
    check(Filter { attribute: Some((checkable.clone(), None)), ..none() }, &["asked for help"]);
    check(Filter { attribute: Some((checkable.clone(), Some(Value::Flag(true)))), ..none() }, &["asked for help"]);
    check(Filter { attribute: Some((checkable, Some(Value::Flag(false)))), ..none() }, &[]);
    check(
        Filter { sets: [set].into(), annotators: [annotator].into(), unsure: Some(true), ..none() },
        &["two officials"],
    );
    check(Filter { sets: [SetId(7)].into(), ..none() }, &[]);
    check(Filter { annotators: [crate::model::AnnotatorId(7)].into(), ..none() }, &[]);
}

#[test]
fn threads_filter_as_one_would() {
    use crate::model::search::Query;
    let mut desk = Desk::empty();
    let words: Vec<String> = (0..20_000).map(|at| format!("row{at}")).collect();
    desk.send(Intent::AddArticle(crate::model::Details::default(), words.join("\n")));
    let query = Query { pattern: r"row\d+".to_owned(), regex: true, ..Query::default() };
    desk.send(Intent::SetFind { query, scope: Scope::Article, view: None });
    desk.work();
    desk.send(Intent::LabelHits(LabelKey::slug("claim")));
    desk.work();
    for letters in ["7", "77", "778", "19", ""] {
        open(&mut desk, only(Filter { text: letters.to_owned(), ..Filter::default() }));
        let expected: Vec<&String> = words.iter().filter(|word| word.contains(letters)).collect();
        assert_eq!(quotes(&desk).iter().collect::<Vec<_>>(), expected, "{letters}");
    }
}

#[test]
fn lists_the_open_article_and_the_sets_that_are_shown() {
    let mut desk = desk();
    open(&mut desk, TableQuery::default());
    assert_eq!(quotes(&desk), ["It did not ask", "the ministry"]);
    desk.send(Intent::StepArticle(-1));
    assert_eq!(quotes(&desk), ["asked for help", "two officials"]);
    let set = desk.state.set().unwrap();
    desk.send(Intent::AddAnnotator("bob".into()));
    desk.work();
    desk.mark("Ministry", "actor");
    assert_eq!(quotes(&desk), ["Ministry", "asked for help", "two officials"]);
    desk.send(Intent::ShowSet(set, false));
    assert_eq!(quotes(&desk), ["Ministry"]);
}

#[test]
fn shows_what_it_showed_when_it_is_opened_again() {
    let mut desk = desk();
    desk.send(Intent::ShowDock(Dock::Annotations));
    desk.work();
    let filter = Filter { text: "ask".into(), ..Filter::default() };
    let query = all(Sort { column: Column::Quote, descending: true }, filter);
    open(&mut desk, query.clone());
    let shown = quotes(&desk);
    for close in [Intent::CloseDock, Intent::ShowDock(Dock::Find)] {
        desk.send(close);
        assert!(desk.state.table().is_none());
        desk.send(Intent::ShowDock(Dock::Annotations));
        desk.work();
        assert_eq!((desk.state.table().unwrap().query(), quotes(&desk)), (&query, shown.clone()));
    }
}

#[test]
fn copies_the_words_of_many_rows_with_where_they_stand() {
    let mut desk = desk();
    open(&mut desk, by(Column::Text, false));
    let rows = desk.state.table().unwrap().rows();
    desk.send(Intent::CopyCited(vec![rows[3], rows[0]]));
    desk.work();
    assert_eq!(desk.notice(), "Copied 2 quotes with their citations.");
    let [Effect::Copy(text)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let expected = "“the ministry” (“Ministry denies report”)\n“asked for help” (“Ministry asked for help”)";
    assert_eq!(text, expected);
}

#[test]
fn follows_edits_made_while_it_is_read() {
    let mut desk = desk();
    desk.send(Intent::SetTable(Box::new(by(Column::Text, false))));
    assert!(desk.state.table().unwrap().is_reading());
    let Some(Effect::Work(reading)) = desk.effects.pop() else { panic!("a reading is asked for") };
    let mut answers = Vec::new();
    reading.run(&mut |intent| answers.push(intent));
    desk.mark("on Friday", "claim");
    answers.into_iter().for_each(|intent| desk.send(intent));
    let table = desk.state.table().unwrap();
    assert_eq!((table.len(), table.total()), (5, 5));
    assert_eq!(quotes(&desk).last().map(String::as_str), Some("on Friday"));
    let (id, _) = desk.state.selected().unwrap();
    assert_eq!((table.position(id), table.row(4)), (Some(4), Some(id)));
}

#[test]
fn finds_annotations_for_the_palette() {
    let mut desk = desk();
    let palette = Modal::Palette { query: String::new() };
    assert!(desk.state.annotations_with(&["ask".into()], 9).is_none());
    desk.send(Intent::OpenModal(Box::new(palette)));
    desk.work();
    let count = |desk: &Desk, most| desk.state.annotations_with(&["ask".into()], most).unwrap().len();
    assert_eq!((count(&desk, 9), count(&desk, 1)), (2, 1));
    // What was known before is brought up to date when it is opened again.
    desk.send(Intent::CloseModal);
    desk.mark("It did not ask, the", "claim");
    desk.send(Intent::OpenModal(Box::new(Modal::Palette { query: String::new() })));
    assert_eq!(count(&desk, 9), 3);
}

#[test]
fn changes_many_rows_in_one_step() {
    let mut desk = desk();
    open(&mut desk, by(Column::Text, false));
    let rows = desk.state.table().unwrap().rows();
    desk.change(Intent::ChangeMany(rows.clone(), Bulk::Unsure(true)));
    desk.change(Intent::ChangeMany(rows[..2].to_vec(), Bulk::Relabel(LabelKey::slug("actor"))));
    desk.change(Intent::ChangeMany(vec![rows[0], rows[3]], Bulk::SameEntity));
    desk.change(Intent::ChangeMany(rows, Bulk::Delete));
    assert!(desk.state.table().unwrap().is_empty());
    desk.send(Intent::Undo);
    assert_eq!(desk.state.table().unwrap().len(), 4);
}

#[test]
fn copies_rows_as_csv() {
    let mut desk = desk();
    desk.send(Intent::SelectAll);
    desk.send(Intent::Label(LabelKey::slug("claim")));
    let (id, _) = desk.state.selected().unwrap();
    desk.send(Intent::SetNote(Subject::Annotation(id), "=1+1, \"really\"".into()));
    open(&mut desk, all(Sort::default(), Filter { labels: [LabelKey::slug("claim")].into(), ..Filter::default() }));
    desk.send(Intent::CopyTable);
    desk.work();
    assert_eq!(desk.notice(), "Copied 2 rows as CSV.");
    let [Effect::Copy(text)] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(
        lines[0],
        "label,quote,article,outlet,date,address,set,relations,attributes,note,unsure,time,from,to,id"
    );
    let first = "claim,asked for help,Ministry asked for help,,,,anna,1,checkable: yes,,,2026-01-01T00:00:";
    assert!(lines[1].starts_with(first), "{}", lines[1]);
    assert!(lines[2].starts_with("claim,\"Ministry denies report\nIt did"), "{}", lines[2]);
    assert!(lines[2].contains(",\"'=1+1, \"\"really\"\"\","), "{}", lines[2]);
    assert_eq!(lines[3], "");
}

/// What can be done while a table is open.
#[derive(Clone, Debug)]
enum Deed {
    Mark(usize, usize, &'static str),
    Delete(usize),
    Relabel(usize),
    Unsure(usize),
    Note(usize),
    Relate(usize, usize),
    Undo,
    Redo,
    Filter(&'static str),
    Sort(Column, bool),
    Article(i32),
}

fn deed() -> impl Strategy<Value = Deed> {
    let column = prop::sample::select(vec![
        Column::Text,
        Column::Label,
        Column::Quote,
        Column::Article,
        Column::Relations,
        Column::Note,
        Column::Unsure,
        Column::Time,
    ]);
    let label = prop::sample::select(vec!["claim", "denial"]);
    let text = prop::sample::select(vec!["", "m", "mi", "a", "asked"]);
    prop_oneof![
        4 => (0..60usize, 1..12usize, label).prop_map(|(from, length, label)| Deed::Mark(from, length, label)),
        1 => (0..9usize).prop_map(Deed::Delete),
        1 => (0..9usize).prop_map(Deed::Relabel),
        1 => (0..9usize).prop_map(Deed::Unsure),
        1 => (0..9usize).prop_map(Deed::Note),
        1 => (0..9usize, 0..9usize).prop_map(|(from, to)| Deed::Relate(from, to)),
        2 => Just(Deed::Undo),
        1 => Just(Deed::Redo),
        1 => text.prop_map(Deed::Filter),
        1 => (column, any::<bool>()).prop_map(|(column, descending)| Deed::Sort(column, descending)),
        1 => prop::sample::select(vec![1, -1]).prop_map(Deed::Article),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// After any edits, what the table kept up is what it would read anew.
    #[test]
    fn keeps_up_with_any_edits(deeds in prop::collection::vec(deed(), 1..30), whole: bool) {
        let mut desk = Desk::new();
        let scope = if whole { Scope::Project } else { Scope::Article };
        let mut query = TableQuery { scope, ..TableQuery::default() };
        open(&mut desk, query.clone());
        for deed in deeds {
            let nth = |at: usize| desk.state.project().annotations().nth(at).map(|(id, _)| *id);
            match deed {
                Deed::Mark(from, length, label) => {
                    let Some(end) = desk.state.open_revision().map(|(_, revision)| revision.text.len()) else { continue };
                    let anchor = from.min(end - 1);
                    desk.send(Intent::Select { anchor, head: (anchor + length).min(end), finished: true });
                    desk.send(Intent::Label(LabelKey::slug(label)));
                }
                Deed::Delete(at) => if let Some(id) = nth(at) { desk.send(Intent::ChangeMany(vec![id], Bulk::Delete)) },
                Deed::Relabel(at) => if let Some(id) = nth(at) {
                    desk.send(Intent::ChangeMany(vec![id], Bulk::Relabel(LabelKey::slug("denial"))));
                },
                Deed::Unsure(at) => if let Some(id) = nth(at) { desk.send(Intent::ChangeMany(vec![id], Bulk::Unsure(true))) },
                Deed::Note(at) => if let Some(id) = nth(at) {
                    desk.send(Intent::SetNote(Subject::Annotation(id), "asked whom?".into()));
                },
                Deed::Relate(from, to) => if let (Some(from), Some(to)) = (nth(from), nth(to)) {
                    let kind = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
                    desk.send(Intent::Link(kind, from, to));
                },
                Deed::Undo => desk.send(Intent::Undo),
                Deed::Redo => desk.send(Intent::Redo),
                Deed::Filter(text) => {
                    query.filter.text = text.to_owned();
                    desk.send(Intent::SetTable(Box::new(query.clone())));
                }
                Deed::Sort(column, descending) => {
                    query.sort = Sort { column, descending };
                    desk.send(Intent::SetTable(Box::new(query.clone())));
                }
                Deed::Article(by) => desk.send(Intent::StepArticle(by)),
            }
            desk.work();
            let kept = quotes(&desk);
            let rows = desk.state.table().unwrap().rows();
            let mut anew = Desk { state: desk.state.clone(), clock: desk.clock, effects: Vec::new() };
            anew.state.known = Known::default();
            anew.state.table = None;
            open(&mut anew, query.clone());
            prop_assert_eq!(kept, quotes(&anew));
            prop_assert_eq!(rows, anew.state.table().unwrap().rows());
        }
    }
}

#[test]
fn lists_what_stands_on_the_last_texts() {
    let mut desk = Desk::new();
    desk.mark("asked for help", "claim");
    desk.mark("two officials", "source");
    open(&mut desk, only(Filter::default()));
    let article = desk.state.article().unwrap();
    let text = format!("{}\nMore.", super::super::tests::REPORT);
    desk.send(Intent::AddText(article, text));
    desk.work();
    desk.work();
    assert_eq!(quotes(&desk), ["asked for help", "two officials"]);
    assert_eq!(desk.state.table().unwrap().total(), 2);
    let latest = desk.state.open_revision().unwrap().0;
    for id in desk.state.table().unwrap().rows() {
        assert_eq!(desk.state.project().annotation(&id).unwrap().revision, latest);
    }
    // What is found by its words, too.
    assert_eq!(desk.state.annotations_with(&["officials".into()], 9).unwrap().len(), 1);
    // A change on an earlier text lists nothing.
    desk.send(Intent::Undo);
    desk.work();
    assert_eq!(quotes(&desk), ["asked for help", "two officials"]);
}

#[test]
fn a_version_tells_that_other_rows_are_listed() {
    let mut desk = desk();
    let query = TableQuery { scope: Scope::Article, ..TableQuery::default() };
    open(&mut desk, query);
    let before = (desk.state.table().unwrap().version(), desk.state.table().unwrap().len());
    desk.send(Intent::StepArticle(-1));
    let after = (desk.state.table().unwrap().version(), desk.state.table().unwrap().len());
    assert!(before.1 == after.1 && before.0 != after.0, "{before:?} {after:?}");
}
