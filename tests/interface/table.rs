//! The table of annotations, by the names that screen readers hear.

use egui::accesskit::{Role, SortDirection};
use egui::{Key, Modifiers};
use egui_kittest::kittest::{NodeT, Queryable};
use gainsay::app::{Column, Effect, Intent, LinkKind, Scope, TableQuery, View};
use gainsay::model::actions::Subject;
use gainsay::model::{AttributeKey, Details, KindKey, LabelKey, Value};
use gainsay::ui::text::TextEngine;

use crate::desk::Desk;

/// A claim, a source and an actor in an article, a denial of the claim in another, and an Arabic claim in a third.
fn desk() -> Desk {
    let mut desk = Desk::new();
    let details = |title: &str| Details {
        title: title.into(),
        outlet: "The Courier".into(),
        date: "2026-03-07".into(),
        address: "https://example.org/a".into(),
        ..Details::default()
    };
    let add = |desk: &mut Desk, title: &str, text: &str| {
        desk.send(Intent::AddArticle(details(title), text.into()));
        desk.state().article().unwrap()
    };
    let first = add(&mut desk, "Ostrand", "Ostrand asked for help.\n\nTwo officials said so to the ministry.");
    let claim = desk.mark("claim", "asked for help");
    let source = desk.mark("source", "Two officials");
    desk.mark("actor", "the ministry");
    desk.send(Intent::SetUnsure(source, true));
    desk.send(Intent::SetNote(Subject::Annotation(source), "which ones".into()));
    desk.send(Intent::SetAttribute(
        Subject::Annotation(claim),
        AttributeKey::slug("checkable"),
        Some(Value::Flag(true)),
    ));
    add(&mut desk, "Denial", "It did not ask, said the minister.");
    let denial = desk.mark("denial", "It did not ask");
    let denies = LinkKind::Relation { kind: KindKey::slug("denies"), forward: true };
    desk.send(Intent::Link(denies, denial, claim));
    add(&mut desk, "نفي", "قالت الوزارة إنها لم تطلب المساعدة.");
    desk.mark("claim", "لم تطلب المساعدة");
    desk.send(Intent::OpenArticle(first));
    // High enough for all rows.
    let view = View { dock_height: 400.0, ..desk.state().view().clone() };
    desk.send(Intent::SetView(Box::new(view)));
    desk.key(Key::F10);
    desk
}

/// Lists the rows' names.
fn rows(desk: &Desk) -> Vec<String> {
    // The articles at the left are options too.
    let names = desk.names(Role::ListBoxOption);
    names.into_iter().filter(|name| name.contains(": “")).collect()
}

fn whole(desk: &mut Desk) {
    desk.click("Project");
}

fn chosen(desk: &Desk) -> Vec<String> {
    let rows = desk.harness.query_all_by_role(Role::ListBoxOption);
    let chosen = rows.filter(|node| node.accesskit_node().is_selected() == Some(true));
    let mut names: Vec<String> = chosen.filter_map(|node| node.accesskit_node().label()).collect();
    names.retain(|name| name.contains(": “"));
    names.sort();
    names
}

fn row(desk: &mut Desk, name: &str, held: Modifiers) {
    desk.click_role(Role::ListBoxOption, name, held);
}

const CLAIM: &str = "claim: “asked for help”, Ostrand, 1 relation";
const SOURCE: &str = "source: “Two officials”, Ostrand, no relations, not sure";
const ACTOR: &str = "actor: “the ministry”, Ostrand, no relations";
const DENIAL: &str = "denial: “It did not ask”, Denial, 1 relation";
const ARABIC: &str = "claim: “لم تطلب المساعدة”, نفي, no relations";

#[test]
fn lists_the_article_or_the_project() {
    let mut desk = desk();
    assert_eq!(rows(&desk), [CLAIM, SOURCE, ACTOR]);
    assert!(desk.has("3 of 5 annotations"));
    whole(&mut desk);
    assert_eq!(rows(&desk), [CLAIM, SOURCE, ACTOR, DENIAL, ARABIC]);
    assert!(desk.has("5 of 5 annotations"));
}

#[test]
fn heads_sort_and_say_so() {
    let mut desk = desk();
    whole(&mut desk);
    let direction = |desk: &Desk, name: &str| {
        let mut heads = desk.harness.query_all_by_role(Role::ColumnHeader);
        let head = heads.find(|node| node.accesskit_node().label().as_deref() == Some(name)).unwrap();
        head.accesskit_node().sort_direction()
    };
    let head = |desk: &mut Desk, name: &str| desk.click_role(Role::ColumnHeader, name, Modifiers::NONE);
    assert_eq!(direction(&desk, "Label"), None);
    head(&mut desk, "Label");
    assert_eq!(rows(&desk), [CLAIM, ARABIC, DENIAL, SOURCE, ACTOR]);
    assert_eq!(direction(&desk, "Label"), Some(SortDirection::Ascending));
    head(&mut desk, "Label");
    assert_eq!(rows(&desk), [ACTOR, SOURCE, DENIAL, CLAIM, ARABIC]);
    assert_eq!(direction(&desk, "Label"), Some(SortDirection::Descending));
    head(&mut desk, "Label");
    assert_eq!(rows(&desk), [CLAIM, SOURCE, ACTOR, DENIAL, ARABIC]);
    for (name, column) in [
        ("Quote", Column::Quote),
        ("Article", Column::Article),
        ("Relations", Column::Relations),
        ("By", Column::Set),
        ("Note", Column::Note),
        ("Not sure", Column::Unsure),
        ("Time", Column::Time),
    ] {
        head(&mut desk, name);
        assert_eq!(desk.state().table().unwrap().query().sort.column, column, "{name}");
        assert_eq!(direction(&desk, name), Some(SortDirection::Ascending), "{name}");
    }
}

#[test]
fn every_filter_is_seen_and_can_be_cleared() {
    let mut desk = desk();
    whole(&mut desk);
    let all = [CLAIM, SOURCE, ACTOR, DENIAL, ARABIC];
    let mut check = |steps: &[&str], seen: &str, expected: &[&str]| {
        for step in steps {
            desk.click(step);
        }
        desk.key(Key::Escape);
        assert_eq!(rows(&desk), expected, "{steps:?}");
        assert!(desk.has(seen), "{seen}");
        desk.click("Clear filters");
        assert_eq!(rows(&desk), all);
        assert!(!desk.has("Clear filters"));
    };
    check(&["Only claim"], "2 of 5 annotations", &[CLAIM, ARABIC]);
    check(&["Only claim", "Only denial"], "3 of 5 annotations", &[CLAIM, DENIAL, ARABIC]);
    check(&["Not sure", "flagged"], "Not sure: flagged", &[SOURCE]);
    check(&["Not sure", "not flagged"], "Not sure: not flagged", &[CLAIM, ACTOR, DENIAL, ARABIC]);
    check(&["Relations", "with"], "Relations: with", &[CLAIM, DENIAL]);
    check(&["Relations", "without"], "Relations: without", &[SOURCE, ACTOR, ARABIC]);
    check(&["Attribute", "checkable: any value"], "Attribute: checkable", &[CLAIM]);
    check(&["Attribute", "checkable: no"], "Attribute: checkable: no", &[]);
    desk.type_into("Filter by words", "WHICH off");
    assert_eq!(rows(&desk), [SOURCE]);
    desk.type_text("zzz");
    assert!(desk.has("No annotation fits the filters."));
    desk.click_last("Clear filters");
    assert_eq!(rows(&desk), all);
}

#[test]
fn the_annotator_and_the_set_are_filters_of_their_own() {
    let mut desk = desk();
    whole(&mut desk);
    desk.send(Intent::AddAnnotator("bob".into()));
    desk.mark("claim", "Two officials");
    let bobs = "claim: “Two officials”, Ostrand, no relations";
    desk.click("By");
    desk.click("bob");
    assert_eq!(rows(&desk), [bobs]);
    assert!(desk.has("By: bob"));
    desk.click("Set me");
    assert_eq!(rows(&desk), Vec::<String>::new(), "both have to fit");
    assert!(desk.has("By: 2"));
}

#[test]
fn a_filter_on_what_another_project_had_goes_with_it() {
    let mut desk = desk();
    whole(&mut desk);
    let set = desk.state().set().unwrap();
    let query = TableQuery { scope: Scope::Project, ..TableQuery::default() };
    let mut filter = query.filter.clone();
    filter.sets.insert(set);
    desk.send(Intent::SetTable(Box::new(TableQuery { filter, ..query })));
    assert!(desk.has("By: me"));
    desk.send(Intent::New);
    desk.send(Intent::GoOn);
    assert_ne!(desk.state().set(), Some(set), "there is another project");
    assert!(desk.state().table().unwrap().query().filter.sets.is_empty());
}

#[test]
fn the_keyboard_moves_through_the_rows_and_the_article_follows() {
    let mut desk = desk();
    whole(&mut desk);
    row(&mut desk, "claim: “asked", Modifiers::NONE);
    let selected = |desk: &Desk| {
        let state = desk.state();
        state.selected().map(|(_, row)| state.project().quote(row))
    };
    assert_eq!(selected(&desk).as_deref(), Some("asked for help"));
    desk.key(Key::ArrowDown);
    assert_eq!((chosen(&desk), selected(&desk).as_deref()), (vec![SOURCE.to_owned()], Some("Two officials")));
    desk.key(Key::End);
    assert_eq!(chosen(&desk), [ARABIC]);
    assert_eq!(selected(&desk).as_deref(), Some("لم تطلب المساعدة"), "the other article is opened");
    desk.key(Key::Home);
    desk.key(Key::PageDown);
    assert_ne!(chosen(&desk), [CLAIM]);
    desk.key(Key::PageUp);
    desk.key(Key::ArrowUp);
    assert_eq!(chosen(&desk), [CLAIM]);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&desk), [ACTOR, CLAIM, SOURCE]);
    desk.keys(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&desk), [CLAIM, SOURCE]);
    desk.keys(Modifiers::COMMAND, Key::A);
    assert_eq!(chosen(&desk).len(), 5);
    assert!(desk.state().selected_fragments().is_none(), "the article's text is left alone");
    desk.key(Key::Escape);
    assert_eq!(chosen(&desk), [SOURCE]);
    desk.key(Key::Enter);
    assert_eq!(selected(&desk).as_deref(), Some("Two officials"));
    desk.typed(Key::C, "c");
    assert!(desk.marked().contains(&("claim".into(), "Two officials".into())), "the article has the keyboard");
}

#[test]
fn the_mouse_chooses_more_rows() {
    let mut desk = desk();
    whole(&mut desk);
    row(&mut desk, "claim: “asked", Modifiers::NONE);
    row(&mut desk, "actor", Modifiers::COMMAND);
    assert_eq!(chosen(&desk), [ACTOR, CLAIM]);
    row(&mut desk, "claim: “asked", Modifiers::COMMAND);
    assert_eq!(chosen(&desk), [ACTOR]);
    row(&mut desk, "claim: “لم", Modifiers::SHIFT);
    let mut range = vec![CLAIM, SOURCE, ACTOR, DENIAL, ARABIC];
    range.sort_unstable();
    assert_eq!(chosen(&desk), range, "from the row that was clicked last");
}

#[test]
fn many_are_changed_in_one_step() {
    let mut desk = desk();
    whole(&mut desk);
    row(&mut desk, "claim: “asked", Modifiers::NONE);
    row(&mut desk, "claim: “لم", Modifiers::COMMAND);
    assert!(desk.has("2 selected"));
    let before = desk.marked();
    let one_step = |desk: &mut Desk, check: &dyn Fn(&Desk) -> bool| {
        assert!(check(desk));
        desk.send(Intent::Undo);
        assert!(!check(desk));
        assert_eq!(desk.marked(), before);
    };
    desk.click("Label");
    desk.click("Label as actor");
    one_step(&mut desk, &|desk| desk.marked().iter().filter(|(label, _)| label == "actor").count() == 3);
    let unsure = |desk: &Desk| desk.state().project().annotations().filter(|(_, row)| row.unsure).count();
    desk.press("Not sure");
    one_step(&mut desk, &|desk| unsure(desk) == 3);
    desk.press("Same claim");
    one_step(&mut desk, &|desk| desk.state().project().propositions().count() == 1);
    desk.press("Delete");
    one_step(&mut desk, &|desk| desk.marked().len() == 3);
    row(&mut desk, "source", Modifiers::NONE);
    row(&mut desk, "actor", Modifiers::COMMAND);
    desk.press("Same name");
    let named = |desk: &Desk| desk.state().project().entities().any(|(_, row)| row.members.len() == 2);
    one_step(&mut desk, &named);
}

#[test]
fn the_keys_lead_into_the_table_from_elsewhere_and_its_filter_stays() {
    let mut desk = desk();
    desk.select("asked");
    desk.key(Key::F10);
    assert!(desk.has("3 of 5 annotations"), "it stays open");
    desk.key(Key::End);
    assert_eq!(chosen(&desk), [ACTOR], "the rows have the keyboard");
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    desk.type_text("offic");
    assert_eq!(rows(&desk), [SOURCE]);
    desk.keys(Modifiers::COMMAND, Key::J);
    assert!(desk.state().table().is_none());
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::F);
    assert_eq!(rows(&desk), [SOURCE], "as it was filtered before");
    // The words are selected, so that typing takes their place.
    desk.type_text("zzz");
    assert!(desk.has("No annotation fits the filters."));
    desk.select("asked");
    desk.key(Key::F10);
    desk.type_text("a");
    assert_eq!(desk.state().table().unwrap().query().filter.text, "a", "where there is no row, the filter has it");
    assert_eq!(desk.marked().len(), 5);
}

#[test]
fn label_keys_and_delete_are_for_the_rows_while_they_have_the_keyboard() {
    let mut desk = desk();
    whole(&mut desk);
    row(&mut desk, "source", Modifiers::NONE);
    row(&mut desk, "actor", Modifiers::COMMAND);
    desk.typed(Key::D, "d");
    let denials = |desk: &Desk| desk.marked().iter().filter(|(label, _)| label == "denial").count();
    assert_eq!(denials(&desk), 3);
    desk.send(Intent::Undo);
    assert_eq!(denials(&desk), 1);
    desk.typed(Key::Slash, "?");
    assert_eq!(desk.state().project().annotations().filter(|(_, row)| row.unsure).count(), 2);
    desk.key(Key::Delete);
    assert_eq!(desk.marked().len(), 3);
    assert_eq!(chosen(&desk).len(), 0);
    desk.key(Key::Delete);
    assert_eq!(desk.marked().len(), 3, "nothing is chosen any more");
    desk.send(Intent::Undo);
    assert_eq!(desk.marked().len(), 5);
}

#[test]
fn what_is_another_annotators_is_counted_and_left_alone() {
    let mut desk = desk();
    desk.send(Intent::AddAnnotator("bob".into()));
    let bobs = desk.mark("claim", "Two officials");
    row(&mut desk, "source", Modifiers::NONE);
    desk.keys(Modifiers::COMMAND, Key::A);
    assert!(desk.has("3 of 4 can’t be changed: another’s"));
    desk.key(Key::Delete);
    assert!(desk.state().project().annotation(&bobs).is_none());
    assert_eq!(desk.marked().len(), 5);
    assert!(desk.state().notice().is_some_and(|notice| notice.text.contains('3')), "{:?}", desk.state().notice());
    desk.keys(Modifiers::COMMAND, Key::A);
    assert!(desk.disabled("Delete"));
}

#[test]
fn nothing_that_is_filtered_out_stays_chosen() {
    let mut desk = desk();
    whole(&mut desk);
    row(&mut desk, "source", Modifiers::NONE);
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.click("Only claim");
    assert!(desk.has("2 selected"));
    desk.click_role(Role::ListBoxOption, "claim: “asked", Modifiers::COMMAND);
    desk.key(Key::Delete);
    assert_eq!(desk.marked().len(), 4);
}

#[test]
fn the_table_follows_the_article() {
    let mut desk = desk();
    let source = desk.state().project().annotations().find(|(_, row)| row.unsure).map(|(id, _)| *id).unwrap();
    desk.send(Intent::Show(source));
    assert_eq!(chosen(&desk), [SOURCE]);
    desk.typed(Key::C, "c");
    assert!(desk.marked().contains(&("claim".into(), "Two officials".into())), "the article kept the keyboard");
    desk.select("asked");
    assert_eq!(chosen(&desk), Vec::<String>::new());
}

#[test]
fn a_quote_is_copied_with_its_citation_and_rows_as_csv() {
    let mut desk = desk();
    row(&mut desk, "claim", Modifiers::NONE);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    let cited = "“asked for help” (The Courier, 2026-03-07, “Ostrand”, https://example.org/a)";
    let copied = |desk: &Desk| match desk.effects().iter().rev().find(|effect| matches!(effect, Effect::Copy(_))) {
        Some(Effect::Copy(text)) => text.clone(),
        _ => String::new(),
    };
    assert_eq!(copied(&desk), cited);
    assert_eq!(desk.state().notice().unwrap().text, "Copied with its citation.");
    desk.click("Only source");
    desk.press("Copy the table as CSV");
    assert!(copied(&desk).starts_with("label,quote,"), "{}", copied(&desk));
    assert_eq!(copied(&desk).lines().count(), 2);
    assert_eq!(desk.state().notice().unwrap().text, "Copied 1 row as CSV.");
}

#[test]
fn all_chosen_rows_are_copied_with_their_citations() {
    let mut desk = desk();
    whole(&mut desk);
    let copied = |desk: &Desk| match desk.effects().last() {
        Some(Effect::Copy(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    row(&mut desk, "claim: “asked", Modifiers::NONE);
    desk.event(egui::Event::Copy);
    assert_eq!(copied(&desk), "asked for help", "a single one as in the article");
    row(&mut desk, "denial", Modifiers::COMMAND);
    let cited = "“asked for help” (The Courier, 2026-03-07, “Ostrand”, https://example.org/a)\n\
                 “It did not ask” (The Courier, 2026-03-07, “Denial”, https://example.org/a)";
    desk.event(egui::Event::Copy);
    assert_eq!(copied(&desk), cited);
    assert_eq!(desk.state().notice().unwrap().text, "Copied 2 quotes with their citations.");
    desk.event(egui::Event::Copy);
    row(&mut desk, "claim: “لم", Modifiers::COMMAND);
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::K);
    assert_eq!(copied(&desk).lines().count(), 3);
}

#[test]
fn no_more_is_laid_out_than_is_in_view() {
    let mut desk = Desk::new();
    let lines: String = (0..3000).map(|line| format!("Line {line} says what is so.\n\n")).collect();
    desk.article(&lines);
    let (id, revision) = desk.state().open_revision().map(|(id, row)| (id, row.clone())).unwrap();
    let spans = revision.text.as_str().match_indices("Line ").flat_map(|(at, _)| {
        // Enough of them: every beginning with every length.
        (1..18).map(move |length| (at, at + length))
    });
    let spans: Vec<_> =
        spans.filter_map(|(from, to)| Some((id, revision.text.span(from, to).ok()?))).take(50_000).collect();
    let state = desk.state();
    let mut stamp = gainsay::model::Stamp::of_number(5);
    let mut project = state.project().clone();
    let set = state.set().unwrap();
    let step =
        gainsay::model::bulk::label_spans(&project, set, &LabelKey::slug("claim"), &spans, &mut stamp, &mut |_| true)
            .unwrap();
    project.apply(&step.transaction).unwrap();
    assert_eq!(project.annotation_count(), 50_000);
    desk.send(Intent::Adopt(Box::new(project), "big".into()));
    desk.send(Intent::GoOn);
    let layouts = |desk: &Desk| TextEngine::of(&desk.harness.ctx).layouts_made();
    desk.settle();
    let before = layouts(&desk);
    desk.key(Key::F10);
    whole(&mut desk);
    let shown = rows(&desk).len();
    assert!((3..40).contains(&shown), "{shown} rows");
    let opened = layouts(&desk) - before;
    assert!(opened < 600, "{opened} layouts to open it");
    assert!(desk.has("50,000 of 50,000 annotations"));
    row(&mut desk, "claim", Modifiers::NONE);
    let before = layouts(&desk);
    desk.key(Key::End);
    assert!(chosen(&desk).len() == 1, "{:?}", rows(&desk));
    let moved = layouts(&desk) - before;
    assert!(moved < 600, "{moved} layouts to go to the end");
    let before = layouts(&desk);
    desk.settle();
    assert_eq!(layouts(&desk), before, "nothing is laid out while nothing changes");
}

#[test]
fn rows_of_an_article_that_is_left_are_chosen_no_longer() {
    let mut desk = Desk::new();
    let [first, _] = ["First", "Second"].map(|title| {
        let article = desk.article(&format!("{title}\n\nOne two."));
        desk.mark("claim", "One");
        desk.mark("claim", "two");
        article
    });
    desk.key(Key::F10);
    let name = rows(&desk)[0].clone();
    row(&mut desk, &name, Modifiers::NONE);
    desk.keys(Modifiers::COMMAND, Key::A);
    assert!(desk.has("2 selected"));
    desk.send(Intent::OpenArticle(first));
    assert!(!desk.has("2 selected"));
}

#[test]
fn while_annotations_are_read_the_table_says_so() {
    let mut desk = Desk::new();
    desk.article("First\n\nOne two.");
    desk.mark("claim", "One");
    desk.slow_down();
    desk.key(Key::F10);
    assert!(rows(&desk).is_empty() && desk.has("Reading the annotations …"));
    desk.catch_up();
    assert_eq!(rows(&desk).len(), 1);
}
