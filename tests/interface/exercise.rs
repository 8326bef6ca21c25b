//! Makes an exercise by the names that screen readers hear, and tries it.

use egui::accesskit::Role;
use egui::{Key, Modifiers};
use gainsay::app::{ClassFile, Command, DialogPurpose, Effect, Form, Intent, Lesson, Page};
use gainsay::documents::archive;
use gainsay::model::edit::Builder;
use gainsay::model::exercise::{Fit, Points, Task};
use gainsay::model::{Set, SetKind};

use super::desk::Desk;
use super::learner::opened;

pub(crate) const ARTICLE: &str =
    "Ministry denies report\n\nIt did not ask, the ministry said. Two officials said it did ask for help.\n";

/// A teacher's desk with an exercise of three marks and a relation, on its page.
pub(crate) fn teacher() -> Desk {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    let claim = desk.mark("claim", "it did ask for help");
    desk.mark("source", "Two officials");
    let denial = desk.mark("denial", "It did not ask");
    let kind = gainsay::app::LinkKind::Relation { kind: gainsay::model::KindKey::slug("denies"), forward: true };
    desk.send(gainsay::app::Intent::Link(kind, denial, claim));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::X);
    desk
}

fn row(desk: &Desk) -> gainsay::model::Exercise {
    desk.state().exercise().unwrap().1.clone()
}

#[test]
fn an_exercise_is_made_by_a_key_and_changed_in_its_fields() {
    let mut desk = teacher();
    assert_eq!(desk.state().page(), Page::Exercise);
    assert!(desk.has("Exercise") && desk.has("Ministry denies report"));
    // What is typed stands in the preview, and is one step.
    desk.focus("Title");
    desk.keys(Modifiers::COMMAND, Key::A);
    desk.type_text("Who says what?");
    assert_eq!(row(&desk).title, "Who says what?");
    assert!(desk.names(Role::Heading).contains(&"Who says what?".into()), "{:?}", desk.names(Role::Heading));
    desk.click("Learners are told how many of each there are");
    assert!(!row(&desk).told);
    desk.press("Exactly these words");
    assert_eq!(row(&desk).fit, Fit::EXACT);
    desk.press("As usual");
    assert_eq!(row(&desk).fit, Fit::default());
    // A label that is not asked for any longer is not in the preview's list.
    desk.click("Ask for source");
    assert!(!row(&desk).labels.keys().any(|key| key.as_str() == "source"));
    let undo = desk.state().undo_name().unwrap().to_owned();
    assert!(undo.contains("Who says what?"), "{undo}");
}

#[test]
fn what_is_said_of_a_mark_and_of_a_label_is_typed_beside_it() {
    let mut desk = teacher();
    desk.press("Hint and feedback: claim");
    desk.focus("Hint: claim");
    desk.type_text("Somebody says that something is so.");
    let claim = row(&desk).labels.iter().find(|(key, _)| key.as_str() == "claim").unwrap().1.clone();
    assert_eq!(claim.hint, "Somebody says that something is so.");
    desk.press("Hint and feedback: Two officials");
    desk.focus("Feedback: Two officials");
    desk.type_text("They have no names.");
    assert_eq!(row(&desk).sayings.values().next().unwrap().feedback, "They have no names.");
    desk.focus("Example: Two officials");
    desk.key(Key::Space);
    assert_eq!(row(&desk).examples.len(), 1);
    assert!(!desk.has("Not required: Two officials"), "an example is not asked for");
    desk.focus("Not required: it did ask for help");
    desk.key(Key::Space);
    let optional = |desk: &Desk| row(desk).sayings.values().filter(|saying| saying.optional).count();
    assert_eq!(optional(&desk), 1);
    assert!(desk.has("The key: 1 to find, one example, 1 not required"), "{:?}", desk.texts());
    desk.focus("Not required: it did ask for help");
    desk.key(Key::Space);
    assert_eq!(optional(&desk), 0);
    // Learners see the hints where they open them.
    desk.press("Show the hints");
    assert!(desk.has("claim: Somebody says that something is so."), "{:?}", desk.texts());
}

#[test]
fn what_is_asked_for_again_has_what_was_said_of_it() {
    let mut desk = teacher();
    let (id, mut made) = (desk.state().exercise().unwrap().0, row(&desk));
    for (task, hint) in made.labels.values_mut().chain(made.kinds.values_mut()).zip(["one", "two", "three", "four"]) {
        *task = Task { points: Points(250), hint: hint.to_owned(), feedback: format!("feedback {hint}") };
    }
    desk.send(gainsay::app::ClassroomIntent::Change(id, Box::new(made.clone()), None).into());
    for what in ["Ask for denial", "Ask for denies"] {
        desk.focus(what);
        desk.key(Key::Space);
    }
    assert_eq!((row(&desk).labels.len(), row(&desk).kinds.len()), (made.labels.len() - 1, made.kinds.len() - 1));
    for what in ["Ask for denies", "Ask for denial"] {
        desk.focus(what);
        desk.key(Key::Space);
    }
    assert_eq!(row(&desk), made);
}

#[test]
fn an_exercise_that_nobody_can_make_says_why() {
    let mut desk = Desk::new();
    desk.article(ARTICLE);
    let make = Command::Lesson(Lesson::Make);
    let told = |desk: &Desk, part: &str| {
        assert!(make.resolve(&desk.state()).is_none());
        assert!(make.tooltip(&desk.state()).contains(part), "{}", make.tooltip(&desk.state()));
    };
    told(&desk, "mark something in the open article first");
    desk.mark("source", "Two officials");
    assert!(make.resolve(&desk.state()).is_some());
    // All marks came with a file: nobody annotates until they are chosen.
    let mut project = desk.state().whole_project().clone();
    let set = *project.sets()[0].0;
    let mut builder = Builder::new(&project);
    builder.put(set, Some(Set { kind: SetKind::Imported, ..project.set(&set).unwrap().clone() }));
    let step = builder.finish();
    project.apply(&step).unwrap();
    let mut desk = opened(project);
    told(&desk, "Nobody is annotating");
    desk.send(gainsay::app::Intent::ShowPage(Page::Exercise));
    assert!(desk.has_containing("Nobody is annotating"), "{:?}", desk.texts());
    desk.send(gainsay::app::Intent::ChooseSet(set));
    assert!(make.resolve(&desk.state()).is_some() && !desk.has_containing("Nobody is annotating"));
}

#[test]
fn an_exercise_is_tried_and_left_as_it_was() {
    let mut desk = teacher();
    let before = desk.state().whole_project().clone();
    desk.press("Try it yourself");
    assert!(desk.state().is_trying() && desk.has("To find") && !desk.has("Article"), "the menus are a learner's");
    desk.mark("source", "officials");
    desk.press("Check");
    assert!(desk.has("1 of 4 points"), "{:?}", desk.texts());
    assert!(desk.has_containing("1 found, 0 with the wrong label, 3 missed, 0 surplus"));
    desk.press("End the try-out");
    assert!(!desk.state().is_trying() && *desk.state().whole_project() == before);
    assert_eq!(desk.state().page(), Page::Exercise);
}

#[test]
fn the_forms_say_what_they_are() {
    let mut desk = teacher();
    for form in gainsay::app::Form::ALL {
        desk.press(form.name());
        assert_eq!(desk.state().classroom().form(), form);
        let hand_out = Command::Lesson(Lesson::HandOut(form)).text(&desk.state());
        assert!(desk.names(Role::Button).contains(&hand_out), "{hand_out}");
    }
}

/// Chooses a form on the page, hands the exercise out in it, and returns the path and the bytes.
fn handed_out(desk: &mut Desk, form: Form) -> (String, Vec<u8>) {
    desk.press(form.name());
    let hand_out = Command::Lesson(Lesson::HandOut(form)).text(&desk.state());
    desk.press(&hand_out);
    let purpose = DialogPurpose::Classroom(ClassFile::Exercise(form));
    desk.send(Intent::Chosen(purpose, vec!["/tmp/out".into()]));
    match desk.effects().last() {
        Some(Effect::Export { path, bytes, .. }) => (path.display().to_string(), bytes.clone()),
        other => panic!("{form:?}: {other:?}, {:?}", desk.state().notice()),
    }
}

#[test]
fn each_form_is_written_and_holds_what_it_should() {
    let mut desk = teacher();
    desk.press("Hint and feedback: Two officials");
    desk.focus("Feedback: Two officials");
    desk.type_text("They have no names.");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    // What learners get has the text, and nothing of the key.
    let (path, page) = handed_out(&mut desk, Form::Page);
    let page = text(page);
    assert!(path == "/tmp/out.html" && page.contains("Two officials said") && !page.contains("They have no names"));
    let (path, project) = handed_out(&mut desk, Form::Project);
    let loaded = gainsay::store::read(&project).unwrap();
    assert!(path == "/tmp/out.ron" && loaded.intact && loaded.warnings.is_empty());
    let copy = loaded.project.exercises()[0].1;
    assert!(copy.copy.is_some() && loaded.project.annotation_count() == 0 && copy.sayings.is_empty());
    let (path, worksheet) = handed_out(&mut desk, Form::Worksheet);
    let worksheet = text(worksheet);
    assert_eq!(path, "/tmp/out.html");
    assert!(worksheet.contains("Ministry denies report") && worksheet.contains("Two officials said"), "{worksheet}");
    assert!(!worksheet.contains("They have no names."));
    // What is for the teacher has the key.
    let (path, answers) = handed_out(&mut desk, Form::Answers);
    let answers = text(answers);
    assert!(
        path == "/tmp/out.html" && answers.contains("They have no names.") && answers.contains("denies"),
        "{answers}"
    );
    let (path, package) = handed_out(&mut desk, Form::H5p);
    assert_eq!(path, "/tmp/out.h5p");
    let mut nothing = |_: f64| ();
    let entries = archive::unpack(&package, archive::Bounds::USUAL, &|| false, &mut nothing).unwrap();
    let content = entries.iter().find(|entry| entry.path == "content/content.json").unwrap();
    let content: serde_json::Value = serde_json::from_slice(&content.bytes).unwrap();
    let field = content["textField"].as_str().unwrap();
    assert!(field.contains("*") && field.contains("officials"), "{field}");
    let (path, moodle) = handed_out(&mut desk, Form::Moodle);
    let moodle = text(moodle);
    assert!(path == "/tmp/out.xml" && moodle.starts_with("<?xml") && moodle.contains("<quiz>"), "{moodle}");
    assert!(moodle.contains("Two officials") && moodle.contains("it did ask for help"), "{moodle}");
    let (path, gift) = handed_out(&mut desk, Form::Gift);
    let gift = text(gift);
    assert!(path == "/tmp/out.txt" && gift.contains("Two officials") && gift.contains('{'), "{gift}");
    assert!(gift.split("\n\n").filter(|question| question.contains('{')).count() >= 2, "{gift}");
}

#[test]
fn what_leads_to_another_article_is_not_counted_in_the_key() {
    let mut desk = teacher();
    let counted = |desk: &Desk| desk.texts().iter().filter(|text| *text == "one in the key").count();
    assert_eq!(counted(&desk), 4, "{:?}", desk.texts());
    let here = desk.state().article().unwrap();
    let project = desk.state().project().clone();
    let denial = *project.annotations().find(|(_, row)| row.label.as_str() == "denial").unwrap().0;
    // A denial of what another article says: part of no exercise on this one.
    desk.article("Agency reports\n\nThey asked for help, five people said.\n");
    let claim = desk.mark("claim", "They asked for help");
    let kind = gainsay::app::LinkKind::Relation { kind: gainsay::model::KindKey::slug("denies"), forward: true };
    desk.send(Intent::Link(kind, denial, claim));
    assert_eq!(desk.state().project().relations().count(), 2);
    desk.send(Intent::OpenArticle(here));
    desk.keys(Modifiers::COMMAND | Modifiers::SHIFT, Key::D);
    assert_eq!(desk.state().page(), Page::Exercise);
    assert_eq!(counted(&desk), 4, "{:?}", desk.texts());
}
