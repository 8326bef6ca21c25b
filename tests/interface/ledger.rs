//! The ledger, by the names that screen readers hear.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use egui_kittest::kittest::Queryable;
use gainsay::app::{Command, DialogPurpose, Effect, Intent, LinkKind, Page};
use gainsay::formats::dossier::Form;
use gainsay::model::actions::Subject;
use gainsay::model::id::ChoiceKey;
use gainsay::model::{AnnotationId, AttributeKey, Details, KindKey, RelationId, Value};

use crate::desk::Desk;

/// A report with a claim on somebody's word, a denial of it in part, an article that was not read yet; the page is
/// open.
fn desk() -> (Desk, AnnotationId) {
    let mut desk = Desk::new();
    let add = |desk: &mut Desk, outlet: &str, date: &str, text: &str| {
        let details = Details { outlet: outlet.into(), date: date.into(), title: outlet.into(), ..Details::default() };
        desk.send(Intent::AddArticle(details, text.into()));
    };
    // Not in the order of publication.
    add(&mut desk, "Post", "2026-03-08", "It did not ask, the minister said.\n\nقالت الوزارة إنها لم تطلب المساعدة.");
    let denial = desk.mark("denial", "It did not ask");
    let actor = desk.mark("actor", "the minister");
    desk.mark("claim", "لم تطلب المساعدة");
    add(&mut desk, "Courier", "2026-03-07", "The ministry asked for help, five officials said.");
    let claim = desk.mark("claim", "The ministry asked for help");
    let source = desk.mark("source", "five officials");
    add(&mut desk, "Echo", "2026-03-09", "Nothing of the kind.");
    let choose = |desk: &mut Desk, subject, key: &str, choice: &str| {
        let value = Some(Value::Choice(ChoiceKey::slug(choice)));
        desk.send(Intent::SetAttribute(subject, AttributeKey::slug(key), value));
    };
    let join = |desk: &mut Desk, kind: &str, from, to| {
        desk.send(Intent::Link(LinkKind::Relation { kind: KindKey::slug(kind), forward: true }, from, to));
    };
    join(&mut desk, "attributed to", claim, source);
    join(&mut desk, "made by", denial, actor);
    join(&mut desk, "denies", denial, claim);
    // The set of whoever is annotating: an annotation may be changed.
    choose(&mut desk, Subject::Annotation(source), "kind", "anonymous");
    let relation = denial_of(&desk);
    choose(&mut desk, Subject::Relation(relation), "scope", "partial");
    desk.keys(Modifiers::COMMAND, Key::E);
    (desk, claim)
}

fn denial_of(desk: &Desk) -> RelationId {
    let state = desk.state();
    let found = state.project().relations().find(|(_, row)| row.kind.as_str() == "denies").map(|(id, _)| *id);
    found.unwrap()
}

/// Tells whether the keyboard is with the rows.
fn with_rows(desk: &Desk) -> bool {
    desk.focused() == "Some(Id::unique(\"ledger-rows\"))"
}

fn rows(desk: &Desk) -> Vec<String> {
    desk.names(Role::Row)
}

#[test]
fn the_table_says_what_each_article_does() {
    let (desk, _) = desk();
    assert_eq!(desk.names(Role::ColumnHeader).len(), 5);
    let rows = rows(&desk);
    assert_eq!(rows.len(), 2, "{rows:?}");
    assert_eq!(rows[0], "The ministry asked for help. denied · only unnamed sources");
    assert!(rows[1].starts_with("لم تطلب المساعدة. in one article only"));
    let cells = desk.names(Role::GridCell);
    for cell in ["Courier: attributed: five officials", "Post: denied in part: the minister", "Echo: not checked"] {
        assert!(cells.iter().any(|name| name == cell), "{cell}: {cells:?}");
    }
    assert!(cells.iter().any(|name| name == "Post: asserted"));
    // Columns stand in the order of publication.
    let left = |name: &str| desk.harness.query_all_by_label(name).next().unwrap().rect().left();
    assert!(left("Courier: attributed: five officials") < left("Post: denied in part: the minister"));
    assert!(left("Post: denied in part: the minister") < left("Echo: not checked"));
}

#[test]
fn the_keyboard_goes_through_the_cells_and_opens_their_words() {
    let (mut desk, claim) = desk();
    assert!(with_rows(&desk));
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowRight);
    assert!(desk.has_containing("In the end it rests on one source: five officials."), "unfolded");
    desk.key(Key::ArrowLeft);
    assert!(!desk.has_containing("In the end it rests on"), "folded");
    desk.key(Key::Space);
    assert!(desk.has_containing("on the word of five officials (anonymous)"));
    desk.key(Key::Space);
    for _ in 0..4 {
        desk.key(Key::ArrowRight);
    }
    // Over the unfolded row to the last column, which nobody has read.
    desk.key(Key::Minus);
    assert!(desk.has("Echo: read: not there"), "{:?}", desk.names(Role::GridCell));
    desk.keys(Modifiers::COMMAND, Key::Z);
    assert!(!desk.has("Echo: read: not there"));
    assert!(with_rows(&desk), "the keyboard stays");
    desk.key(Key::ArrowLeft);
    desk.key(Key::ArrowLeft);
    desk.key(Key::Enter);
    let state = desk.state();
    assert_eq!((state.page(), state.selected().unwrap().0), (Page::Article, claim));
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(with_rows(&desk));
    desk.key(Key::Escape);
    assert_eq!(desk.state().page(), Page::Article);
}

#[test]
fn the_first_row_is_at_hand_before_any_was_gone_to() {
    let (mut desk, _) = desk();
    desk.key(Key::Space);
    assert!(desk.has_containing("In the end it rests on one source: five officials."), "unfolded");
    desk.key(Key::ArrowDown);
    desk.key(Key::ArrowUp);
    desk.key(Key::ArrowLeft);
    assert!(!desk.has_containing("In the end it rests on"), "the same row");
}

#[test]
fn a_row_is_worded_judged_and_made_one_with_another_in_place() {
    let (mut desk, _) = desk();
    desk.key(Key::ArrowDown);
    desk.keys(Modifiers::SHIFT, Key::W);
    assert!(!with_rows(&desk) && desk.has("Wording"));
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("It asked");
    desk.key(Key::Enter);
    assert!(rows(&desk)[0].starts_with("It asked. "), "{:?}", rows(&desk));
    assert_eq!(desk.state().undo_name(), Some("Word the proposition “It asked”"));
    assert!(with_rows(&desk));
    // Escape leaves the wording as it is.
    desk.keys(Modifiers::SHIFT, Key::W);
    desk.type_text("no");
    desk.key(Key::Escape);
    assert!(rows(&desk)[0].starts_with("It asked. "), "{:?}", rows(&desk));
    desk.click("Verdict: –");
    desk.click("false");
    assert_eq!(desk.state().undo_name(), Some("Set verdict to false"));
    assert!(desk.has("Verdict: false"));
    desk.click_role(Role::Row, "It asked", Modifiers::NONE);
    desk.click_role(Role::Row, "لم", Modifiers::COMMAND);
    desk.click_role(Role::Row, "It asked", Modifiers::COMMAND);
    assert!(desk.has("2 rows chosen"));
    desk.typed(Key::Equals, "=");
    assert_eq!(rows(&desk).len(), 1);
    // Unfolded, its claims can be parted again.
    desk.key(Key::Space);
    desk.click_role(Role::CheckBox, "Choose to part it from this row: لم", Modifiers::NONE);
    desk.click("Part the chosen claims");
    assert_eq!(rows(&desk).len(), 2);
}

#[test]
fn rows_are_narrowed_down_and_given_back() {
    let (mut desk, _) = desk();
    desk.click("Denied");
    assert_eq!(rows(&desk).len(), 1);
    desk.click("Unchecked");
    desk.click("In one article");
    assert!(rows(&desk).is_empty() && desk.has("No row fits."));
    desk.click("Show all rows");
    assert_eq!(rows(&desk).len(), 2);
    desk.type_into("Find in wordings and quotes", "MINISTRY");
    assert_eq!(rows(&desk).len(), 1);
    desk.click("Actors and sources");
    assert!(desk.has("five officials: Says, 1") && desk.has("the minister: Denies, 1"));
    desk.click("the minister: Denies, 1");
    assert_eq!(rows(&desk).len(), 1);
    assert!(desk.has_containing("Only what somebody has to do with: the minister answers or denies"));
}

#[test]
fn the_check_list_names_faults_lets_them_stand_and_leads_there() {
    let (mut desk, _) = desk();
    let subject = Subject::Relation(denial_of(&desk));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    assert!(desk.has("Nothing to send back."));
    desk.send(Intent::SetAttribute(subject, AttributeKey::slug("scope"), None));
    let fault = "It isn’t said how far it denies “The ministry asked for help”.";
    assert!(desk.has("1 entry") && desk.has(fault));
    let letting = format!("Let it stand …: {fault}");
    desk.click(&letting);
    assert!(desk.focused().contains("checklist-reason"));
    desk.type_text("it is vague");
    desk.key(Key::Enter);
    assert!(desk.has("0 entries") && !desk.has(fault));
    desk.click("Show what may stand (1)");
    assert!(desk.has("Stands: it is vague"));
    desk.click(&format!("Put back: {fault}"));
    assert!(desk.has("1 entry") && !desk.has("Stands: it is vague"));
    desk.click(&format!("Go there: {fault}"));
    let state = desk.state();
    assert_eq!(state.page(), Page::Article);
    assert_eq!(state.project().quote(state.selected().unwrap().1), "It did not ask");
    // The list stays open beside the article, and the fault goes when it is mended.
    let value = Some(Value::Choice(ChoiceKey::slug("full")));
    desk.send(Intent::SetAttribute(subject, AttributeKey::slug("scope"), value));
    assert!(desk.has("Nothing to send back."));
}

#[test]
fn an_empty_ledger_says_what_to_do_first() {
    let mut desk = Desk::new();
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(desk.has("There is no article yet."));
    desk.article("Heading\n\nOne two three.");
    if desk.state().page() == Page::Article {
        desk.send(Intent::ShowPage(Page::Ledger));
    }
    assert!(desk.has("Nothing is claimed yet."));
    desk.click_last("Back to the article");
    assert_eq!(desk.state().page(), Page::Article);
}

/// Only what is in view is laid out: rows and columns far away have no nodes.
#[test]
fn what_is_out_of_view_is_not_laid_out() {
    let mut desk = Desk::new();
    let line = |number: usize| format!("Claim {number} is so.");
    let text: Vec<String> = (0..60).map(line).collect();
    desk.article(&format!("Heading\n\n{}", text.join("\n")));
    for number in 0..60 {
        desk.mark("claim", &line(number));
    }
    for number in 0..12 {
        desk.article(&format!("Other {number}\n\nNothing."));
    }
    desk.keys(Modifiers::COMMAND, Key::E);
    let (rows_seen, cells) = (rows(&desk).len(), desk.names(Role::GridCell).len());
    assert!((6..14).contains(&rows_seen), "{rows_seen} of 60");
    assert!(cells <= rows_seen * 4, "{cells} for {rows_seen} rows");
    desk.key(Key::End);
    let last = rows(&desk).pop().unwrap();
    assert!(last.starts_with("Claim 59 is so"), "{last}");
}

#[test]
fn a_choice_of_rows_goes_on_while_rows_go() {
    let (mut desk, _) = desk();
    desk.key(Key::End);
    desk.keys(Modifiers::SHIFT, Key::ArrowUp);
    assert!(desk.has("2 rows chosen"));
    desk.typed(Key::Equals, "=");
    assert_eq!(rows(&desk).len(), 1);
    desk.keys(Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(desk.state().comparing().chosen().len(), 1);
}

#[test]
fn clicks_with_shift_choose_from_the_row_that_was_clicked_without() {
    let mut desk = Desk::new();
    let line = |number: usize| format!("Claim {number} is so.");
    let text: Vec<String> = (0..5).map(line).collect();
    desk.article(&format!("Heading\n\n{}", text.join("\n")));
    for number in 0..5 {
        desk.mark("claim", &line(number));
    }
    desk.keys(Modifiers::COMMAND, Key::E);
    for (row, held) in [(0, Modifiers::NONE), (4, Modifiers::SHIFT), (2, Modifiers::SHIFT)] {
        desk.click_role(Role::Row, &format!("Claim {row}"), held);
    }
    let state = desk.state();
    let all = state.comparing().rows();
    assert_eq!(*state.comparing().chosen(), all[..3].iter().copied().collect());
}

#[test]
fn the_check_list_follows_the_ledger_and_not_the_project() {
    let (mut desk, _) = desk();
    let subject = Subject::Relation(denial_of(&desk));
    desk.send(Intent::SetAttribute(subject, AttributeKey::slug("scope"), None));
    desk.send(Intent::AddAnnotator("ben".into()));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    assert!(desk.has("1 entry"));
    desk.slow_down();
    desk.send(Intent::ShowOthers(false));
    assert!(desk.has("1 entry"), "what was known is shown until more is");
    desk.catch_up();
    assert!(desk.has("Nothing to send back."));
    // So do actors and sources.
    desk.slow_down();
    desk.click("Actors and sources");
    desk.send(Intent::ShowOthers(true));
    assert!(!desk.has("five officials: Says, 1"));
    desk.catch_up();
    assert!(desk.has("five officials: Says, 1"));
}

#[test]
fn a_ledger_that_is_being_made_says_so() {
    let mut desk = Desk::new();
    desk.article("Heading\n\nOne two three.");
    desk.mark("claim", "two");
    desk.slow_down();
    desk.keys(Modifiers::COMMAND, Key::E);
    assert!(desk.has("Laying the articles side by side …") && rows(&desk).is_empty());
    desk.catch_up();
    assert_eq!(rows(&desk).len(), 1);
}

#[test]
fn a_reason_stays_while_something_else_is_looked_at() {
    let (mut desk, _) = desk();
    let subject = Subject::Relation(denial_of(&desk));
    desk.send(Intent::SetAttribute(subject, AttributeKey::slug("scope"), None));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::E);
    let letting = "Let it stand …: It isn’t said how far it denies “The ministry asked for help”.";
    desk.click(letting);
    desk.type_text("it is");
    desk.click("Denied");
    assert!(desk.has("Why it may stand") && !desk.focused().contains("checklist-reason"));
    desk.click("Why it may stand");
    desk.key(Key::End);
    desk.type_text(" vague");
    desk.key(Key::Enter);
    desk.click("Show what may stand (1)");
    assert!(desk.has("Stands: it is vague"));
}

#[test]
fn a_ledger_of_a_project_that_is_read_only_is_only_read() {
    let (mut desk, _) = desk();
    assert!(!desk.disabled("Verdict: –"));
    desk.write_protect();
    desk.send(Intent::ShowPage(Page::Ledger));
    if desk.state().page() != Page::Ledger {
        desk.send(Intent::ShowPage(Page::Ledger));
    }
    assert!(desk.disabled("Verdict: –"));
    let row = desk.harness.query_all_by_role(Role::Row).next().unwrap().rect().center();
    for pressed in [true, false, true, false] {
        let (button, modifiers) = (egui::PointerButton::Primary, Modifiers::NONE);
        desk.harness.event(egui::Event::PointerMoved(row));
        desk.harness.event(egui::Event::PointerButton { pos: row, button, pressed, modifiers });
        desk.harness.step();
    }
    desk.settle();
    assert_eq!(desk.state().comparing().wording(), None);
}

#[test]
fn what_an_article_dropped_or_added_is_said_in_its_cell() {
    let (mut desk, _) = desk();
    let courier = {
        let state = desk.state();
        let mut articles = state.project().articles_by_id();
        *articles.find(|(_, row)| row.details.outlet == "Courier").unwrap().0
    };
    desk.send(Intent::OpenArticle(courier));
    desk.send(Intent::AddText(
        courier,
        "Help was refused, five officials said. The minister left the town on Friday evening.".into(),
    ));
    let added = desk.mark("claim", "The minister left the town");
    assert!(desk.state().project().annotation(&added).is_some());
    desk.send(Intent::ShowPage(Page::Ledger));
    let has = |desk: &Desk, cell: &str| desk.names(Role::GridCell).iter().any(|name| name == cell);
    assert!(has(&desk, "Courier: not placed yet in text 2"), "{:?}", desk.names(Role::GridCell));
    assert!(has(&desk, "Courier: asserted; added in text 2"), "{:?}", desk.names(Role::GridCell));
    let waiting = desk.state().waiting_annotations();
    waiting.iter().for_each(|id| desk.send(Intent::LeaveLost(*id)));
    assert!(has(&desk, "Courier: dropped in text 2"), "{:?}", desk.names(Role::GridCell));
    assert!(has(&desk, "Post: denied in part: the minister"), "the denial stands");
}

#[test]
fn a_dossier_is_asked_for_in_the_menu() {
    let (mut desk, _) = desk();
    for form in Form::ALL {
        let command = Command::Dossier(form);
        desk.click(command.menu().0.title());
        desk.click(command.submenu().unwrap());
        desk.click(&command.text(&desk.state()));
        let asked =
            |effect: &Effect| matches!(effect, Effect::Ask { purpose: DialogPurpose::Dossier(of), .. } if *of == form);
        assert!(desk.effects().iter().any(asked), "{:?}", desk.effects());
        // A path that is typed comes instead of the one proposed.
        desk.type_text("/elsewhere/out");
        desk.key(Key::Enter);
        let path = format!("\"/elsewhere/out.{}\"", form.extension());
        let written = desk.effects().iter().any(|effect| format!("{effect:?}").contains(&path));
        assert!(written, "{path}");
    }
}

#[test]
fn an_unfolded_row_tells_quotes_sources_and_notes_in_time_order() {
    let (mut desk, claim) = desk();
    let denial = {
        let state = desk.state();
        let relation = denial_of(&desk);
        state.project().relation(&relation).unwrap().from
    };
    let note = |desk: &mut Desk, subject, text: &str| desk.send(Intent::SetNote(subject, text.into()));
    note(&mut desk, Subject::Annotation(claim), "The main claim.");
    note(&mut desk, Subject::Annotation(denial), "Only the asking.");
    let relation = denial_of(&desk);
    note(&mut desk, Subject::Relation(relation), "It says nothing of help.");
    // The denial came in first, and was published a day later.
    desk.send(Intent::ShowPage(Page::Article));
    desk.keys(Modifiers::COMMAND, Key::E);
    desk.key(Key::Space);
    let told = desk.texts();
    let all = [
        "In the end it rests on one source: five officials.",
        "Courier",
        "The ministry asked for help",
        "on the word of five officials (anonymous)",
        "Note: The main claim.",
        "Post",
        "It did not ask",
        "denied in part: the minister",
        "Note: It says nothing of help.",
        "Note: Only the asking.",
    ];
    let places: Vec<Option<usize>> = all.iter().map(|text| told.iter().position(|other| other == text)).collect();
    assert!(places.iter().all(Option::is_some), "{places:?} {told:?}");
    assert!(places.is_sorted(), "{places:?} {told:?}");
    // Published the day before, it comes first.
    let post = {
        let state = desk.state();
        let (id, row) = state.project().articles_by_id().find(|(_, row)| row.details.outlet == "Post").unwrap();
        (*id, Details { date: "2026-03-06".into(), ..row.details.clone() })
    };
    desk.send(Intent::SetDetails(post.0, post.1));
    let told = desk.texts();
    let place = |text: &str| told.iter().position(|other| other == text);
    assert!(place("It did not ask") < place("The ministry asked for help"), "{told:?}");
}
