//! Brings other people's sets in by intents.

use std::path::{Path, PathBuf};

use super::super::tests::Desk;
use super::super::{Command, DialogPurpose};
use super::*;
use crate::model::{Details, Hash};

const ARTICLE: &str = "Ministry denies report\nIt did not ask, the ministry said. Two officials said it did.\n";

/// A desk on which somebody has marked the article, and is done with it.
fn desk(who: u64, name: &str, article: &str) -> Desk {
    let mut desk = Desk::empty();
    desk.clock = who * 1000;
    desk.send(Intent::New);
    let annotator = *desk.state.project().annotators()[0].0;
    desk.send(Intent::RenameAnnotator(annotator, name.into()));
    desk.send(Intent::AddArticle(Details::default(), article.into()));
    desk.mark("Two officials said it did", "claim");
    desk.send(Intent::MarkDone(true));
    desk
}

fn ben() -> Project {
    let mut ben = desk(2, "Ben", ARTICLE);
    ben.mark("It did not ask", "denial");
    ben.state.project().clone()
}

fn ask(desk: &mut Desk, intent: BringIntent) {
    desk.send(Intent::Bring(intent));
}

/// Returns the number of the asking and the files that the host is to read.
fn wanted(desk: &Desk) -> (u64, Vec<(usize, PathBuf)>) {
    let found = desk.effects.iter().find_map(|effect| match effect {
        Effect::ReadOthers { number, paths } => Some((*number, paths.clone())),
        _ => None,
    });
    found.expect("files are asked for")
}

/// Reads files as a host would.
fn read(desk: &mut Desk, files: &[(&str, Result<Project, String>)]) {
    ask(desk, BringIntent::Read(files.iter().map(|(path, _)| PathBuf::from(path)).collect()));
    let (number, paths) = wanted(desk);
    for (at, path) in paths {
        let found = files.iter().find(|(name, _)| path.ends_with(name)).unwrap();
        ask(desk, BringIntent::FileRead(number, at, Box::new(found.1.clone())));
    }
}

fn planned(desk: &Desk) -> &Planned {
    desk.state.bringing().unwrap().planned().unwrap().1
}

#[test]
fn a_set_comes_in_as_one_step_and_the_numbers_are_shown() {
    let mut desk = desk(1, "Ada", ARTICLE);
    assert_eq!(Command::CompareWith.resolve(&desk.state).map(|_| ()), Some(()));
    desk.send(Command::CompareWith.resolve(&desk.state).unwrap());
    assert!(desk.effects.iter().any(|e| matches!(e, Effect::Ask { purpose: DialogPurpose::CompareWith, .. })));
    desk.send(Intent::Chosen(DialogPurpose::CompareWith, vec!["/mail/ben.ron".into()]));
    let (number, paths) = wanted(&desk);
    assert_eq!((paths.len(), desk.state.page()), (1, Page::Others));
    assert!(desk.state.bringing().unwrap().progress().is_some() && Command::BringIn.resolve(&desk.state).is_none());
    ask(&mut desk, BringIntent::FileRead(number, 0, Box::new(Ok(ben()))));
    assert!(Command::BringIn.resolve(&desk.state).is_none(), "nothing is known of it yet");
    desk.work();
    let bringing = desk.state.bringing().unwrap();
    assert_eq!((bringing.progress(), planned(&desk).plan.annotations), (None, 2));
    let before = desk.state.project().clone();
    desk.change(Command::BringIn.resolve(&desk.state).unwrap());
    assert_eq!(desk.state.undo_name(), Some("Bring in Ben: 2 annotations"));
    let names: Vec<String> =
        desk.state.project().sets().into_iter().map(|(id, _)| desk.state.project().set_name(*id)).collect();
    assert_eq!(names, ["Ada", "Ben"]);
    assert_eq!((desk.state.page(), desk.state.bringing().is_none()), (Page::Agreement, true));
    desk.send(Intent::Undo);
    assert!(*desk.state.project() == before);
    desk.send(Intent::Redo);
    desk.work();
    let (_, measured) = desk.state.agreement().measured().unwrap();
    assert_eq!((measured.comparison.sides.len(), measured.table.overall.counted), (2, 3.0));
}

#[test]
fn what_is_chosen_otherwise_is_planned_anew_and_late_answers_count_for_nothing() {
    let mut desk = desk(1, "Ada", ARTICLE);
    read(&mut desk, &[("/mail/ben.ron", Ok(ben()))]);
    let late = desk.jobs();
    ask(&mut desk, BringIntent::Label(0, LabelKey::slug("denial"), None));
    desk.work();
    assert_eq!(planned(&desk).plan.annotations, 1);
    desk.finish(late);
    assert_eq!(planned(&desk).plan.annotations, 1);
    let set = planned(&desk).survey.sets[0].set;
    let survey = Arc::clone(&planned(&desk).survey);
    ask(&mut desk, BringIntent::TakeSet(0, set, false));
    assert!(Command::BringIn.resolve(&desk.state).is_none(), "it is not known yet what that makes");
    desk.work();
    assert!(Arc::ptr_eq(&survey, &planned(&desk).survey), "the files are looked through once");
    assert!(planned(&desk).plan.transaction.is_empty() && Command::BringIn.resolve(&desk.state).is_none());
    ask(&mut desk, BringIntent::Take);
    assert_eq!(desk.notice(), "Nothing is chosen that could come in.");
    // A step meanwhile is taken into account, and the page can be left and come back to.
    ask(&mut desk, BringIntent::TakeSet(0, set, true));
    desk.send(Intent::Escape);
    assert_eq!(desk.state.page(), Page::Article);
    desk.mark("It did not ask", "denial");
    desk.send(Command::CompareWith.resolve(&desk.state).unwrap());
    assert_eq!(desk.state.page(), Page::Others);
    desk.send(Intent::Escape);
    assert_eq!(Command::BringIn.text(&desk.state), "Go back to what can be brought in");
    desk.send(Command::BringIn.resolve(&desk.state).unwrap());
    assert_eq!((desk.state.page(), Command::BringIn.resolve(&desk.state).is_none()), (Page::Others, true));
    desk.work();
    assert!(!Arc::ptr_eq(&survey, &planned(&desk).survey));
    desk.change(Command::BringIn.resolve(&desk.state).unwrap());
}

#[test]
fn a_nearly_equal_text_waits_to_be_accepted() {
    let mut desk = desk(1, "Ada", &ARTICLE.replace("Two officials", "Well, two officials").replace("Well, t", "T"));
    let longer = format!("{ARTICLE}\nNobody else was asked.");
    let ben = {
        let mut ben = self::desk(2, "Ben", &longer);
        ben.mark("It did not ask", "denial");
        ben.state.project().clone()
    };
    read(&mut desk, &[("/mail/ben.ron", Ok(ben))]);
    desk.work();
    let [near] = &planned(&desk).survey.near[..] else { panic!("one text is nearly equal") };
    let (text, before) = (near.text, planned(&desk).plan.annotations);
    ask(&mut desk, BringIntent::TakeText(0, text, true));
    desk.work();
    assert_eq!((before, planned(&desk).plan.annotations, planned(&desk).plan.detached), (0, 2, 0));
    ask(&mut desk, BringIntent::TakeText(0, text, false));
    desk.work();
    assert_eq!(planned(&desk).plan.annotations, 0);
}

#[test]
fn files_that_do_not_fit_are_named_and_the_others_serve() {
    let mut desk = desk(1, "Ada", ARTICLE);
    desk.send(Intent::SaveTo("/work/ada.ron".into(), false));
    let version =
        desk.effects.iter().find_map(|e| if let Effect::Write { version, .. } = e { Some(*version) } else { None });
    desk.send(Intent::Saved("/work/ada.ron".into(), version.unwrap(), Ok(Hash::of(b"file"))));
    let files = [
        ("/mail/gone.ron", Err("there is no such file".to_owned())),
        ("/mail/ben.ron", Ok(ben())),
        ("/work/ada.ron", Ok(ben())),
        ("/other/ben.ron", Ok(ben())),
    ];
    read(&mut desk, &files);
    let bringing = desk.state.bringing().unwrap();
    let told: Vec<(&str, Option<&str>)> =
        bringing.files().iter().map(|file| (file.name.as_str(), file.failure.as_deref())).collect();
    assert_eq!(
        told,
        [
            ("gone.ron", Some("there is no such file")),
            ("/mail/ben.ron", None),
            ("ada.ron", Some("this is the project that is open")),
            ("/other/ben.ron", None),
        ]
    );
    assert_eq!(bringing.file_of(1).map(|file| file.path.as_path()), Some(Path::new("/other/ben.ron")));
    desk.work();
    assert_eq!((planned(&desk).survey.sets.len(), planned(&desk).plan.sets.len()), (2, 1));
    // Answers to an earlier asking are none.
    ask(&mut desk, BringIntent::FileRead(0, 0, Box::new(Ok(ben()))));
    ask(&mut desk, BringIntent::Leave);
    assert!(desk.state.bringing().is_none() && desk.state.page() == Page::Article);
    desk.send(Intent::ShowPage(Page::Others));
    assert_eq!(desk.state.page(), Page::Article, "there is nothing to show");
}

#[test]
fn work_that_failed_is_done_again_when_asked_for() {
    let mut desk = desk(1, "Ada", ARTICLE);
    read(&mut desk, &[("/mail/ben.ron", Ok(ben()))]);
    let task = desk.effects.iter().find_map(|e| if let Effect::Work(work) = e { Some(work.task()) } else { None });
    desk.send(Intent::Failed(task.unwrap(), "no memory".into()));
    assert_eq!(desk.state.bringing().unwrap().failure(), Some("no memory"));
    desk.send(Command::TryAgain.resolve(&desk.state).unwrap());
    desk.work();
    assert_eq!(planned(&desk).plan.annotations, 2);
}

#[test]
fn other_projects_of_the_command_line_are_offered_once_the_first_is_open() {
    let mut desk = desk(1, "Ada", ARTICLE);
    let project = desk.state.project().clone();
    let paths = vec![PathBuf::from("/mail/ben.ron")];
    desk.send(Intent::Open("/work/ada.ron".into()));
    desk.send(Intent::GoOn);
    ask(&mut desk, BringIntent::Offer(paths.clone()));
    assert!(desk.state.modal().is_none(), "not before");
    let loaded = |read_only: Option<String>| super::super::LoadedProject {
        project: project.clone(),
        warnings: Vec::new(),
        intact: true,
        hash: Hash::of(b"file"),
        lock: super::super::Lock::Ours,
        read_only,
    };
    desk.send(Intent::Loaded("/work/ada.ron".into(), Box::new(Ok(loaded(None)))));
    assert!(matches!(desk.state.modal(), Some(Modal::Others { paths: offered }) if *offered == paths));
    desk.send(Intent::CloseModal);
    // What can't be changed takes nothing in.
    desk.send(Intent::Open("/work/ada.ron".into()));
    ask(&mut desk, BringIntent::Offer(paths.clone()));
    desk.send(Intent::Loaded("/work/ada.ron".into(), Box::new(Ok(loaded(Some("it is write-protected".into()))))));
    assert!(desk.state.modal().is_none() && desk.notice().contains("write-protected"));
    // Nor is anything offered beside a project that does not open.
    desk.send(Intent::Open("/work/none.ron".into()));
    ask(&mut desk, BringIntent::Offer(paths));
    let failure = super::super::LoadFailure("there is no such file".into());
    desk.send(Intent::Loaded("/work/none.ron".into(), Box::new(Err(failure))));
    desk.send(Intent::CloseModal);
    assert!(desk.state.modal().is_none());
}
