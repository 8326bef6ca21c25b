//! Brings hand-ins in again and again, for one exercise and for several, as the question changes and changes back.

use super::tests::{ARTICLE, Desk};
use super::*;
use crate::app::Showing;
use crate::app::command::Command;
use crate::app::tests::denies;
use crate::app::work::Task;
use crate::formats::classroom as files;
use crate::formats::exchange::File;
use crate::model::{Details, actions};

/// A learner who marked a denial and a claim and related them; `more` is marked as a source, too.
fn related(desk: &mut Desk, name: &str, more: &[&str]) -> Vec<u8> {
    let mut learner = desk.learner();
    let claim = learner.mark("it did ask for help", "claim");
    let denial = learner.mark("It did not ask", "denial");
    learner.send(Intent::Link(denies(true), denial, claim));
    for words in more {
        learner.mark(words, "source");
    }
    // Each hands in later than those before.
    desk.clock += 100;
    learner.clock = desk.clock + 1_000;
    learner.hand_in(name)
}

#[test]
fn who_hands_in_again_with_relations_stops_nobody() {
    let mut desk = Desk::exercise();
    let first = related(&mut desk, "Anna", &[]);
    let again = related(&mut desk, "Anna", &["Two officials"]);
    let other = related(&mut desk, "Ben", &[]);
    let mut broken = other.clone();
    broken.truncate(other.len() / 2);
    desk.read(vec![("anna", first.clone())]);
    // A relation of hers between two examples goes with the rest, and so does her place in a proposition.
    let claim = {
        let rows = desk.state.project.annotations();
        let set = desk.state.class().unwrap().sets[0];
        *rows.filter(|(_, row)| row.set == set).find(|(_, row)| row.label.as_str() == "claim").unwrap().0
    };
    let (step, _) = actions::propose(&desk.state.project, claim, &mut Stamp::of_number(9_999)).unwrap();
    desk.state.project.apply(&step.transaction).unwrap();
    let before = desk.state.project.clone();
    desk.read(vec![("anna 2", again.clone()), ("ben", other.clone()), ("broken", broken)]);
    assert_eq!(
        (desk.names(), desk.points()),
        (vec!["Anna".to_owned(), "Ben".to_owned()], vec!["4".into(), "3".into()])
    );
    let told: Vec<String> = desk.aside().into_iter().map(|(told, _)| told).collect();
    assert!(told.iter().any(|told| told.starts_with("Anna handed in again: anna 2 counts")), "{told:?}");
    assert!(told.iter().any(|told| told.starts_with("broken is damaged")), "{told:?}");
    assert_eq!(desk.state.project.propositions().count(), 0);
    assert!(desk.state.undo_name().unwrap().contains("proposition"), "what goes is named");
    desk.send(Intent::Undo);
    assert_eq!(desk.state.project, before);
    // With the one that is here among them it is that one which is named.
    desk.read(vec![("anna 2", again), ("ben", other), ("anna", first)]);
    assert_eq!(desk.points(), ["4", "3"]);
    assert_eq!(desk.aside(), [("anna Anna handed in again: anna 2 counts".to_owned(), false)]);
}

#[test]
fn two_of_one_name_are_told_apart_once_the_first_has_another() {
    let mut desk = Desk::exercise();
    let (one, other) = (related(&mut desk, "Anna", &[]), related(&mut desk, "Anna", &["Two officials"]));
    desk.read(vec![("one", one.clone())]);
    let set = desk.state.class().unwrap().sets[0];
    let anna = desk.state.project.set(&set).unwrap().annotator.unwrap();
    desk.send(Intent::RenameAnnotator(anna, "Anna B.".into()));
    desk.send(Intent::ShowPage(Page::Class));
    // The file that is here is known by what is in it.
    desk.read(vec![("one", one), ("other", other)]);
    assert_eq!(
        (desk.names(), desk.points()),
        (vec!["Anna B.".to_owned(), "Anna".into()], vec!["3".into(), "4".into()])
    );
    assert_eq!(desk.aside(), [("one is here already".to_owned(), true)]);
    let notice = desk.state.notice().unwrap();
    assert!(notice.text.ends_with("None was set aside. One was here already.") && !notice.error, "{notice:?}");
}

#[test]
fn what_was_made_for_another_question_counts_nowhere_until_it_is_that_again() {
    let mut desk = Desk::exercise();
    let (anna, ben) = (related(&mut desk, "Anna", &[]), related(&mut desk, "Ben", &["Two officials"]));
    desk.read(vec![("anna", anna.clone()), ("ben", ben)]);
    assert_eq!(desk.points(), ["3", "4"]);
    let ask_less = |row: &mut Exercise| drop(row.labels.remove(&LabelKey::slug("source")));
    desk.change(ask_less);
    // Nothing of it is marked: no table, no heat, no file.
    assert!(desk.state.class().is_none());
    assert_eq!(desk.state.outdated_hand_ins().len(), 2);
    for lesson in [Lesson::Gradebook, Lesson::Feedback, Lesson::ClassPage] {
        assert!(Command::Lesson(lesson.clone()).resolve(&desk.state).is_none(), "{lesson:?}");
    }
    desk.ask(ClassroomIntent::Heat(None));
    assert_ne!(desk.state.showing(), Showing::Heat);
    desk.send(Intent::ShowOthers(true));
    assert!(desk.state.heat_sets(desk.state.article().unwrap()).sets.is_empty(), "nor where all are shown");
    desk.send(Intent::ShowPage(Page::Class));
    desk.read(vec![("anna", anna.clone())]);
    assert!(desk.state.class().is_none() && desk.aside()[0].0.contains("earlier version"), "{:?}", desk.aside());
    // A new one stands beside the old one, and counts alone.
    let newer = related(&mut desk, "Anna", &[]);
    desk.read(vec![("newer", newer)]);
    assert_eq!((desk.names(), desk.points()), (vec!["Anna".to_owned()], vec!["3".to_owned()]));
    assert_eq!((desk.state.outdated_hand_ins().len(), desk.aside()), (2, Vec::new()));
    let csv = String::from_utf8(desk.state.gradebook().unwrap()).unwrap();
    assert_eq!(csv.lines().count(), 2, "{csv}");
    desk.ask(ClassroomIntent::Heat(None));
    assert_eq!(desk.state.heat_sets(desk.state.article().unwrap()).sets.len(), 1);
    desk.send(Intent::ShowPage(Page::Class));
    // Asked as before, those of before count, and the new one does not.
    desk.change(|row| drop(row.labels.insert(LabelKey::slug("source"), Default::default())));
    assert_eq!(
        (desk.names(), desk.points()),
        (vec!["Anna".to_owned(), "Ben".into()], vec!["3".to_owned(), "4".into()])
    );
    assert_eq!(desk.state.outdated_hand_ins().len(), 1);
    desk.read(vec![("anna", anna)]);
    assert_eq!(desk.aside(), [("anna is here already".to_owned(), true)]);
}

#[test]
fn learners_have_their_own_names_in_every_exercise() {
    let mut desk = Desk::exercise();
    let first = [related(&mut desk, "Cem", &[]), related(&mut desk, "Anna", &[])];
    desk.read(vec![("a", first[0].clone()), ("b", first[1].clone())]);
    // One is called as the annotator of the key is.
    assert_eq!(desk.names(), ["Anna", "Cem"]);
    let key = desk.row().set;
    assert_eq!(desk.state.project.set_name(key), "anna");
    desk.send(Intent::ChooseSet(key));
    desk.send(Intent::ShowPage(Page::Article));
    desk.send(Intent::AddArticle(Details::default(), ARTICLE.replacen("Ministry", "Assembly", 1)));
    desk.mark("it did ask for help", "claim");
    let denial = desk.mark("It did not ask", "denial");
    let claim = {
        let (_, revision) = desk.state.open_revision().map(|(id, row)| (row, id)).unwrap();
        desk.state
            .project
            .in_order(revision)
            .find(|id| desk.state.project.annotation(id).unwrap().label.as_str() == "claim")
            .unwrap()
    };
    desk.send(Intent::Link(denies(true), denial, claim));
    desk.ask(ClassroomIntent::Make);
    let second = related(&mut desk, "Cem", &[]);
    desk.read(vec![("c", second)]);
    assert_eq!(desk.names(), ["Cem"]);
    let set = desk.state.class().unwrap().sets[0];
    assert!(desk.state.project.set_name(set).contains("Assembly denies report"), "the list of sets tells which it is");
    let csv = String::from_utf8(desk.state.gradebook().unwrap()).unwrap();
    assert!(csv.lines().nth(1).unwrap().starts_with("Cem,"), "{csv}");
    let pages: Vec<String> = desk.state.feedback_pages().unwrap().into_iter().map(|(name, _)| name).collect();
    assert_eq!(pages, ["Cem.html"]);
    assert_eq!(desk.state.class().unwrap().class.learners[0].hand_in.learner, "Cem");
    // The list of articles says which article the class is of.
    let of = desk.state.exercise_article();
    assert_eq!(desk.state.article(), of);
    let first = *desk.state.project.exercises()[0].0;
    desk.ask(ClassroomIntent::Choose(first));
    assert_eq!((desk.names().len(), desk.state.page()), (2, Page::Class));
    assert!(desk.state.article() != of && desk.state.article() == desk.state.exercise_article());
}

#[test]
fn hidden_names_stand_in_no_reason() {
    let mut desk = Desk::exercise();
    let (first, again) = (related(&mut desk, "Cid", &[]), related(&mut desk, "Cid", &["Two officials"]));
    let later = related(&mut desk, "Cid", &["the ministry"]);
    desk.read(vec![("Cid.json", again.clone())]);
    desk.read(vec![
        ("Cid Old.handin.json", first.clone()),
        ("Cid copy.json", again.clone()),
        ("Cid last.json", later),
        ("Cid notes.txt", b"Cid".to_vec()),
    ]);
    desk.read(vec![("Cid Old.handin.json", first), ("Cid.json", again), ("Cid notes.txt", b"Cid".to_vec())]);
    assert_eq!(desk.state.set_aside().len(), 3, "{:?}", desk.aside());
    for one in desk.state.set_aside() {
        assert!(one.told().contains("Cid") && !one.without_names().contains("Cid"), "{}", one.without_names());
    }
}

#[test]
fn a_relation_that_nobody_can_draw_makes_a_file_damaged() {
    let mut desk = Desk::exercise();
    let bytes = related(&mut desk, "Anna", &[]);
    let key = Key::of(&desk.state.project, desk.state.exercise().unwrap().0).unwrap();
    let mut hand_in = files::hand_in::read(&bytes, &key).unwrap();
    let link = &mut hand_in.links[0];
    (link.from, link.to) = (link.to, link.from);
    let turned = files::hand_in::write(&hand_in, &key.text).into_bytes();
    desk.read(vec![("turned", turned)]);
    assert!(desk.state.class().is_none());
    assert!(
        desk.aside()[0].0.starts_with("turned is damaged: relation 1 joins what “denies” does not"),
        "{:?}",
        desk.aside()
    );
    // One that is there twice comes in once.
    let link = &mut hand_in.links[0];
    (link.from, link.to) = (link.to, link.from);
    hand_in.links.push(hand_in.links[0].clone());
    desk.read(vec![("twice", files::hand_in::write(&hand_in, &key.text).into_bytes())]);
    let [(told, true)] = &desk.aside()[..] else { panic!("{:?}", desk.aside()) };
    assert!(told.starts_with("twice counts. One mark or relation was left out"), "{told}");
    assert_eq!((desk.points(), desk.state.project.relation_count()), (vec!["3".to_owned()], 2));
}

#[test]
fn reading_is_stopped_and_done_anew_where_the_project_went_on() {
    let mut desk = Desk::exercise();
    let anna = related(&mut desk, "Anna", &[]);
    let begin = |desk: &mut Desk| {
        desk.ask(ClassroomIntent::Read(vec!["/tmp/handed".into()]));
        let [Effect::ReadHandIns { number, cancel, .. }] = &desk.effects[..] else { panic!("{:?}", desk.effects) };
        (*number, cancel.clone())
    };
    let incoming = || Arc::new([File::new("anna", anna.clone())].into_iter().collect::<Incoming>());
    let (number, cancel) = begin(&mut desk);
    desk.ask(ClassroomIntent::Progress(number, 0.5));
    assert_eq!(desk.state.reading_hand_ins(), Some(0.4));
    desk.ask(ClassroomIntent::FilesRead(number, Ok(incoming())));
    let job = desk.effects.clone();
    desk.ask(ClassroomIntent::StopReading);
    assert!(cancel.is_cancelled() && desk.state.reading_hand_ins().is_none() && desk.notice().contains("Stopped"));
    desk.effects = job;
    desk.work();
    assert!(desk.state.class().is_none(), "what was stopped does not come");
    // A step in between: it is sorted once more, for what there is then.
    let (number, _) = begin(&mut desk);
    desk.ask(ClassroomIntent::FilesRead(number, Ok(incoming())));
    let job = desk.effects.clone();
    desk.change(|row| row.told = false);
    desk.effects = job;
    desk.work();
    assert!(desk.state.reading_hand_ins().is_some());
    desk.work();
    assert_eq!((desk.points(), desk.row().told), (vec!["3".to_owned()], false));
    // One that fails is waited for no longer.
    let (number, _) = begin(&mut desk);
    desk.ask(ClassroomIntent::FilesRead(number, Ok(incoming())));
    desk.send(Intent::Failed(Task::SortHandIns(number), "a fault".into()));
    assert!(desk.state.reading_hand_ins().is_none() && desk.notice() == "a fault");
}

#[test]
fn an_open_list_stays_with_its_row() {
    let mut desk = Desk::class();
    let group = desk.state.class().unwrap().class.surplus[0].clone();
    let mark = desk.state.class().unwrap().first_of(&group).unwrap();
    desk.ask(ClassroomIntent::Accept(mark));
    let view = desk.state.class().unwrap();
    // Of the row behind the new one: one row up once that is gone.
    let row = view.class.key.marks.iter().find(|mark| mark.label.as_str() == "claim").unwrap().id;
    let told = Told::Key(row, Fate::Found, None);
    let before = view.trace(&told);
    let new = view.class.key.marks.iter().find(|mark| mark.place == group.place).unwrap().id;
    desk.ask(ClassroomIntent::Trace(Some(told.clone())));
    desk.send(Intent::Undo);
    assert_eq!(desk.state.class_told(), Some(&told));
    assert_eq!(desk.state.class().unwrap().trace(&told), before);
    // Where the row itself goes, so does its list.
    desk.send(Intent::Redo);
    desk.ask(ClassroomIntent::Trace(Some(Told::Key(new, Fate::Found, None))));
    assert!(desk.state.class_told().is_some());
    desk.send(Intent::Undo);
    assert_eq!(desk.state.class_told(), None);
}

#[test]
fn files_get_names_that_every_system_takes() {
    let mut desk = Desk::exercise();
    let named = |desk: &Desk, file: ClassFile| {
        let path = PathBuf::from(desk.state.suggested_class_file(file));
        path.file_name().unwrap().to_string_lossy().into_owned()
    };
    for (title, page) in [
        ("con.", "_con.html"),
        ("Who says: what?", "Who says what.html"),
        (" .. ", "Exercise.html"),
        ("\u{200b}\u{feff}", "Exercise.html"),
    ] {
        desk.change(|row| row.title = title.into());
        assert_eq!(named(&desk, ClassFile::Exercise(Form::Page)), page, "{title:?}");
    }
    desk.change(|row| row.title = "NUL".into());
    assert_eq!(named(&desk, ClassFile::Gradebook), "_NUL – points.csv");
}
