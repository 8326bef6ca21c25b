//! Exchanges schemes, copies, projects and the work of other programs by files.

use std::fs;
use std::path::Path;

use gainsay::app::{BringIntent, Command, DialogPurpose, ImportIntent, Intent, Modal, Page};
use gainsay::model::actions::{self, PartType, Recoding};
use gainsay::model::{LabelKey, Stamp};
use gainsay::store;

use super::{TEXT, files_below, load, mark, said, saved, start};

#[test]
fn a_scheme_is_written_asked_about_and_read_again() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, project) = saved(home.path(), "a.ron");
    let add = Recoding::Add(PartType::Label, "hedge".into(), None);
    program.send(Intent::Recode(Box::new(add), false));
    let scheme = program.state.project().scheme();
    program.send(Intent::Export(DialogPurpose::SaveScheme, home.path().join("mine"), false));
    let path = home.path().join("mine.ron");
    program.until(|state| said(state, "mine.ron"));
    let template = store::read_template(&fs::read(&path).unwrap()).unwrap();
    assert_eq!((template.name.as_str(), &template.scheme), ("mine", &scheme));
    // What is there is replaced only when that is agreed to, and the project's own file never.
    fs::write(&path, "theirs").unwrap();
    program.send(Intent::Export(DialogPurpose::SaveScheme, path.clone(), false));
    program.until(|state| matches!(state.modal(), Some(Modal::Replace { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    program.send(Intent::Say(String::new(), false));
    program.send(Intent::Export(DialogPurpose::SaveScheme, path.clone(), true));
    program.until(|state| said(state, "mine.ron"));
    assert!(fs::read_to_string(&path).unwrap() == store::write_template(&template), "it was agreed to");
    program.send(Intent::Export(DialogPurpose::SaveScheme, project.clone(), true));
    assert_eq!(load(&project).annotation_count(), 1, "the project is as it was saved");
    let page = home.path().join("page.html");
    program.send(Intent::Export(DialogPurpose::Codebook, page.clone(), false));
    program.until(|state| said(state, "page.html"));
    assert!(fs::read_to_string(&page).unwrap().contains("hedge"));
    // A folder that is gone is named.
    program.send(Intent::Export(DialogPurpose::Codebook, home.path().join("gone/page.html"), false));
    program.until(|state| said(state, "gone"));
    assert!(program.state.notice().unwrap().error);

    let mut other = start(&home.path().join("other"));
    other.send(Intent::New);
    other.send(Intent::AskFile(DialogPurpose::LoadScheme));
    other.send(Intent::Chosen(DialogPurpose::LoadScheme, vec![path.clone()]));
    other.until(|state| state.scheming().offered.is_some());
    assert_eq!(other.state.scheming().offered.as_deref(), Some(&template));
    assert_eq!(other.state.page(), Page::Scheme);
    for (name, bytes) in [("letter.ron", Some("Dear all,")), ("missing.ron", None)] {
        let path = home.path().join(name);
        bytes.into_iter().for_each(|bytes| fs::write(&path, bytes).unwrap());
        other.send(Intent::OfferScheme(None));
        other.send(Intent::AskFile(DialogPurpose::LoadScheme));
        other.send(Intent::Chosen(DialogPurpose::LoadScheme, vec![path]));
        other.until(|state| said(state, name));
        assert!(other.state.notice().unwrap().error && other.state.scheming().offered.is_none());
    }
}

#[test]
fn another_copy_is_read_and_merged_with_what_is_open_by_then() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let copy = home.path().join("bert.ron");
    let mut theirs = load(&path);
    let id = *theirs.annotations().next().unwrap().0;
    let subject = gainsay::model::actions::Subject::Annotation(id);
    let step = gainsay::model::actions::set_note(&theirs, subject, "Bert").unwrap();
    theirs.apply(&step.transaction).unwrap();
    fs::write(&copy, store::write(&theirs)).unwrap();
    program.do_at_once(Intent::MergeWith(copy.clone()));
    // Something is done before the answer comes.
    mark(&mut program, "mayor", "actor");
    let noted = |state: &gainsay::app::AppState| state.project().annotation(&id).unwrap().note == "Bert";
    program.until(noted);
    assert_eq!(program.state.project().annotation_count(), 2);
    assert!(program.state.undo_name().unwrap().contains("bert.ron"));
    program.send(Intent::Undo);
    assert!(!noted(&program.state));
    // One that was edited by hand is not.
    fs::write(&copy, store::write(&theirs).replace("Bert", "Gert")).unwrap();
    program.do_at_once(Intent::MergeWith(copy));
    program.until(|state| state.notice().is_some_and(|notice| notice.error));
    assert!(program.state.notice().unwrap().text.contains("edited by hand"), "{:?}", program.state.notice());
}

#[test]
fn other_projects_are_read_to_be_compared_and_what_is_wrong_with_one_is_said() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let [copy, damaged, gone] = ["ben.ron", "odd.ron", "gone.ron"].map(|name| home.path().join(name));
    let theirs = load(&path);
    let (step, _) = actions::add_annotator(&theirs, "Ben", &mut Stamp::of_number(77)).unwrap();
    let mut theirs = theirs;
    theirs.apply(&step.transaction).unwrap();
    fs::write(&copy, store::write(&theirs)).unwrap();
    fs::write(&damaged, store::write(&theirs).replace("Ben", "Len")).unwrap();
    program.do_at_once(Intent::Bring(BringIntent::Read(vec![copy, damaged, gone, path])));
    program.until(|state| state.bringing().is_some_and(|bringing| bringing.planned().is_some()));
    let bringing = program.state.bringing().unwrap();
    let why: Vec<&str> = bringing.files().iter().map(|file| file.failure.as_deref().unwrap_or("")).collect();
    assert_eq!(why[0], "");
    for (why, word) in why[1..].iter().zip(["edited by hand", "there is no such file", "the project that is open"]) {
        assert!(why.contains(word), "{why}");
    }
    // The set that both have is here already.
    assert_eq!(bringing.planned().unwrap().1.survey.sets[0].there, gainsay::compare::bring::There::Same);
}

#[test]
fn a_folder_of_brat_comes_in_and_goes_out_again() {
    let home = tempfile::tempdir().unwrap();
    let (from, to) = (home.path().join("brat"), home.path().join("out"));
    fs::create_dir_all(from.join("sub")).unwrap();
    for name in ["a", "sub/b"] {
        fs::write(from.join(name).with_extension("txt"), format!("{TEXT}{name}\n")).unwrap();
        let marks = "T1\tClaims 16 30\tport is closed\nT2\tPerson 32 41\tthe mayor\n";
        fs::write(from.join(name).with_extension("ann"), marks).unwrap();
    }
    let mut program = start(home.path());
    program.send(Intent::New);
    program.send(Intent::Import(ImportIntent::Read(vec![from])));
    program.until(|state| state.importing().is_some_and(|importing| importing.foreseen().is_some()));
    let person = gainsay::compare::adopt::Part::Label(LabelKey::slug("person"));
    let actor = gainsay::compare::adopt::Part::Label(LabelKey::slug("actor"));
    let becomes = gainsay::compare::adopt::Becomes::Known(actor);
    program.send(Intent::Import(ImportIntent::Becomes(person, Some(becomes))));
    program.until(|state| Command::TakeImport.resolve(state).is_some());
    program.send(Intent::Import(ImportIntent::Take));
    let project = program.state.project();
    assert_eq!((project.article_count(), project.annotation_count()), (2, 4));
    assert!(project.annotations().all(|(_, row)| ["claim", "actor"].contains(&row.label.as_str())));
    // What was given by hand is kept for the next start.
    program.until(|_| !program_recalled(home.path()).is_empty());
    // Out into another folder, and once more over what is there then.
    program.send(Intent::ShowPage(Page::Export));
    program.until(|state| Command::HandOut.resolve(state).is_some());
    let Some(Intent::AskFile(purpose)) = Command::HandOut.resolve(&program.state) else { panic!("it asks where to") };
    program.send(Intent::Export(purpose, to.clone(), false));
    program.until(|state| said(state, "Exported"));
    let mut written = Vec::new();
    files_below(&to, &mut written);
    let has = |words: &str| written.iter().any(|bytes| String::from_utf8_lossy(bytes).contains(words));
    assert!(has("port is closed") && has("claim 16 30") && has("the mayor said"), "{written:?}");
    program.send(Intent::Export(purpose, to.clone(), false));
    program.until(|state| matches!(state.modal(), Some(Modal::Replace { .. })));
    program.send(Intent::Export(purpose, to, true));
    program.until(|state| state.modal().is_none() && said(state, "Exported"));
    // What is not there is said.
    program.send(Intent::Import(ImportIntent::Read(vec![home.path().join("gone.ann")])));
    program.until(|state| state.importing().is_some_and(|importing| importing.refusal().is_some()));
}

/// Returns what another start of the program would know of what was given by hand.
fn program_recalled(home: &Path) -> Vec<gainsay::app::Recalled> {
    start(home).host.recalled()
}
