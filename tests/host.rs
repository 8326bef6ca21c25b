//! Runs the program on real files, without a window: opening, saving, failing, others' changes, crashes.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::fs;
use std::path::{Path, PathBuf};

use gainsay::app::{BringIntent, Command, DialogPurpose, Effect, ImportIntent, Intent, Modal, Page, View};
use gainsay::disk;
use gainsay::model::actions::{self, PartType, Recoding};
use gainsay::model::{ArticleId, Details, Info, LabelKey, Project, RevisionId, Stamp};
use gainsay::store;

#[path = "host/handed.rs"]
mod handed;
#[path = "common/program.rs"]
mod program;

use program::{Program, Waits};

const TEXT: &str = "Port closed\nThe port is closed, the mayor said.\n";

fn start(home: &Path) -> Program {
    Program::start(home, Waits::new())
}

fn mark(program: &mut Program, words: &str, label: &str) {
    let start = TEXT.find(words).unwrap();
    program.send(Intent::Select { anchor: start, head: start + words.len(), finished: true });
    program.send(Intent::Label(LabelKey::slug(label)));
}

/// Begins a project with one article and one claim, and saves it.
fn saved(home: &Path, name: &str) -> (Program, PathBuf) {
    let mut program = start(home);
    program.send(Intent::New);
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    mark(&mut program, "port is closed", "claim");
    let path = home.join(name);
    program.send(Intent::SaveTo(path.clone(), false));
    program.until(|state| !state.is_unsaved());
    (program, path)
}

fn open(program: &mut Program, path: &Path) {
    program.send(Intent::Open(path.to_owned()));
    program.until(|state| state.file().path.as_deref() == Some(path) || state.modal().is_some());
}

fn load(path: &Path) -> Project {
    let loaded = store::read(&fs::read(path).unwrap()).unwrap();
    assert!(loaded.intact && loaded.warnings.is_empty());
    loaded.project
}

#[test]
fn what_is_saved_is_there_when_it_is_opened_again() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let project = program.state.project().clone();
    program.host.end();
    drop(program);
    let mut again = start(home.path());
    open(&mut again, &path);
    assert_eq!(*again.state.project(), project);
    assert!(!again.state.is_unsaved());
    assert!(again.leftovers().is_empty(), "nothing was left");
    assert_eq!(again.host.settings().recent.first().map(PathBuf::as_path), Some(path.as_path()));
}

#[test]
fn the_second_to_open_a_project_is_told_and_only_reads() {
    let home = tempfile::tempdir().unwrap();
    let (first, path) = saved(home.path(), "a.ron");
    let mut second = start(&home.path().join("other"));
    open(&mut second, &path);
    assert!(second.state.title().contains("read-only"), "{}", second.state.title());
    mark(&mut second, "mayor", "actor");
    assert_eq!(second.state.project().annotation_count(), 1);
    assert!(second.state.notice().unwrap().text.contains("process"), "{:?}", second.state.notice());
    // Not over the first one's file, and not by force either.
    second.send(Intent::SaveTo(path.clone(), true));
    assert_eq!(load(&path), *first.state.project());
    let copy = home.path().join("copy.ron");
    second.send(Intent::SaveTo(copy.clone(), false));
    second.until(|state| state.file().read_only.is_none());
    mark(&mut second, "mayor", "actor");
    second.send(Intent::Save);
    second.until(|state| !state.is_unsaved());
    assert_eq!(load(&copy).annotation_count(), 2);
    drop(first);
    let mut third = start(&home.path().join("third"));
    open(&mut third, &path);
    assert!(third.state.file().read_only.is_none(), "the lock went with the first");
}

#[test]
fn a_file_that_another_program_changed_is_not_overwritten_unasked() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    fs::write(&path, "theirs").unwrap();
    program.until(|state| state.file().outside.is_some());
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| matches!(state.modal(), Some(Modal::Outside { .. })));
    assert_eq!(fs::read_to_string(&path).unwrap(), "theirs");
    assert!(program.state.is_unsaved());
    program.send(Intent::SaveTo(path.clone(), true));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path).annotation_count(), 2, "the user agreed");
}

#[test]
fn the_version_that_another_program_wrote_can_be_taken_and_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    // Theirs: the same project with a title.
    let mut theirs = load(&path);
    let info = Info { title: "Theirs".into(), ..Info::default() };
    theirs.apply(&actions::edit_info(&theirs, info).unwrap().transaction).unwrap();
    fs::write(&path, store::write(&theirs)).unwrap();
    program.until(|state| state.file().outside.is_some());
    mark(&mut program, "mayor", "actor");

    program.send(Intent::Open(path.clone()));
    assert!(matches!(program.state.modal(), Some(Modal::Unsaved { .. })), "what is unsaved is asked about");
    program.send(Intent::GoOn);
    program.until(|state| *state.project() == theirs);
    let file = program.state.file();
    assert!(file.outside.is_none() && file.read_only.is_none(), "the lock is still ours");
    assert!(!program.state.is_unsaved());
    let mut second = start(&home.path().join("other"));
    open(&mut second, &path);
    assert!(second.state.file().read_only.is_some());

    // Saved over, theirs is among the earlier versions.
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), *program.state.project());
    let mut kept = Vec::new();
    files_below(&home.path().join("state"), &mut kept);
    assert!(kept.iter().any(|bytes| store::read(bytes).is_ok_and(|read| read.project == theirs)));
}

/// Reads all files below a folder.
fn files_below(folder: &Path, found: &mut Vec<Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.file_type().unwrap().is_dir() {
            files_below(&entry.path(), found);
        } else {
            found.extend(fs::read(entry.path()));
        }
    }
}

#[test]
fn a_file_that_is_gone_is_told_and_written_again_when_the_user_says_so() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    fs::remove_file(&path).unwrap();
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| matches!(state.modal(), Some(Modal::Outside { gone: true })));
    assert!(!path.exists() && program.state.is_unsaved());
    program.send(Intent::SaveTo(path.clone(), true));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), *program.state.project());
}

#[test]
fn work_is_in_the_journal_also_when_nothing_could_be_opened() {
    let home = tempfile::tempdir().unwrap();
    let path = home.path().join("letter.ron");
    fs::write(&path, "Dear all,").unwrap();
    let mut program = start(home.path());
    open(&mut program, &path);
    assert!(matches!(program.state.modal(), Some(Modal::LoadFailed { .. })));
    program.send(Intent::CloseModal);
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    mark(&mut program, "port is closed", "claim");
    let project = program.state.project().clone();
    drop(program);
    let rescued = start(home.path()).leftovers();
    assert_eq!((rescued.len(), rescued[0].steps), (1, 2));
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
}

#[test]
fn a_save_into_a_folder_that_is_gone_keeps_everything() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("stick");
    fs::create_dir(&folder).unwrap();
    let (mut program, path) = saved(home.path(), "stick/a.ron");
    fs::remove_dir_all(&folder).unwrap();
    mark(&mut program, "mayor", "actor");
    let project = program.state.project().clone();
    program.send(Intent::SaveTo(path, true));
    program.until(|state| matches!(state.modal(), Some(Modal::SaveFailed { .. })));
    let Some(Modal::SaveFailed { why, .. }) = program.state.modal() else { unreachable!() };
    assert!(why.contains("stick") && why.contains("not saved"), "{why}");
    assert_eq!(*program.state.project(), project);
    let elsewhere = home.path().join("b.ron");
    program.send(Intent::SaveTo(elsewhere.clone(), false));
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&elsewhere), project);
}

#[test]
fn a_name_that_is_taken_is_asked_about() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let taken = home.path().join("taken.ron");
    fs::write(&taken, "theirs").unwrap();
    program.send(Intent::SaveTo(taken.clone(), false));
    program.until(|state| matches!(state.modal(), Some(Modal::Replace { .. })));
    assert_eq!(fs::read_to_string(&taken).unwrap(), "theirs");
}

#[test]
fn a_damaged_file_opens_with_a_list_and_is_kept() {
    let home = tempfile::tempdir().unwrap();
    let (program, path) = saved(home.path(), "a.ron");
    drop(program);
    let edited = fs::read_to_string(&path).unwrap().replace("the mayor said", "the MAYOR said");
    fs::write(&path, &edited).unwrap();
    let mut program = start(home.path());
    open(&mut program, &path);
    assert!(program.state.file().damaged && program.state.is_unsaved());
    assert!(!program.state.file().warnings.is_empty());
    assert!(matches!(program.state.modal(), Some(Modal::Warnings)));
    program.send(Intent::CloseModal);
    program.send(Intent::Save);
    assert!(matches!(program.state.modal(), Some(Modal::ReplaceDamaged)));
    assert_eq!(fs::read_to_string(&path).unwrap(), edited);
}

#[test]
fn what_is_no_project_is_refused_with_a_reason() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let before = program.state.project().clone();
    for (name, bytes, says) in [
        ("newer.ron", &b"(format: 999)"[..], "newer"),
        ("letter.ron", b"Dear all,", "line 1"),
        ("broken.ron", b"\xff\xfe\x00", "UTF-8"),
    ] {
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        open(&mut program, &path);
        let Some(Modal::LoadFailed { why, .. }) = program.state.modal() else { panic!("{:?}", program.state.modal()) };
        assert!(why.contains(says), "{name}: {why}");
        assert_eq!(*program.state.project(), before, "the open project stays");
        program.send(Intent::CloseModal);
        // Nor is it written over by what is open, under its own name or another.
        program.send(Intent::Save);
        let elsewhere = home.path().join(format!("copy of {name}"));
        program.send(Intent::SaveTo(elsewhere.clone(), false));
        program.until(|state| state.file().path.as_ref() == Some(&elsewhere) && !state.is_unsaved());
        assert_eq!(fs::read(&path).unwrap(), bytes, "{name}");
    }
}

#[test]
fn what_a_crash_left_is_taken_up_and_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    mark(&mut program, "mayor", "actor");
    mark(&mut program, "Port closed", "claim");
    program.send(Intent::Undo);
    let project = program.state.project().clone();
    // Dropped without being ended, as in a crash; the lock and the journal stay behind unlocked.
    drop(program);
    assert_eq!(load(&path).annotation_count(), 1);
    let mut again = start(home.path());
    let rescued = again.leftovers();
    assert_eq!((rescued.len(), rescued[0].steps), (1, 3), "undo is a step too");
    assert_eq!(rescued[0].path.as_deref(), Some(path.as_path()));
    again.send(Intent::Rescued(rescued));
    again.send(Intent::TakeRescued(0));
    assert_eq!(*again.state.project(), project);
    // A second crash, before it is saved, loses nothing either.
    drop(again);
    let mut third = start(home.path());
    let rescued = third.leftovers();
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
    third.send(Intent::Rescued(rescued));
    third.send(Intent::TakeRescued(0));
    third.send(Intent::Save);
    third.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), project);
    third.host.end();
    assert!(start(home.path()).leftovers().is_empty());
}

#[test]
fn adds_articles_of_files_and_names_those_it_cannot_read() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    let file = |name: &str, bytes: &[u8]| {
        let path = home.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let good = file("good.txt", "\u{feff}Überschrift\r\nText.\r\n".as_bytes());
    program.send(Intent::AddFiles(vec![good]));
    program.until(|state| state.project().articles().len() == 2);
    let (_, revision) = program.state.open_revision().unwrap();
    assert_eq!(revision.text.as_str(), "Überschrift\nText.\n");
    assert!(revision.origin.contains("good.txt") && revision.origin.contains("UTF-8"), "{}", revision.origin);
    for (name, bytes) in [("dam.pdf", &b"%PDF-1.7"[..]), ("dam.docx", b"PK\x03\x04"), ("empty.txt", b" \n")] {
        let path = file(name, bytes);
        program.send(Intent::Say(String::new(), false));
        program.send(Intent::AddFiles(vec![path]));
        program.until(|state| state.notice().is_some_and(|notice| notice.error));
        assert_eq!(program.state.project().articles().len(), 2);
        assert!(program.state.notice().unwrap().text.starts_with(name), "{:?}", program.state.notice());
    }
    let latin = file("latin.txt", b"Gr\xfc\xdfe");
    program.send(Intent::AddFiles(vec![latin]));
    program.until(|state| matches!(state.modal(), Some(Modal::Encodings)));
    program.send(Intent::AddUnsure(None));
    assert_eq!(program.state.open_revision().unwrap().1.text.as_str(), "Grüße");
}

#[test]
fn many_files_are_read_in_order_with_news_of_how_far_it_is() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    program.send(Intent::New);
    let file = |at: usize| {
        let path = home.path().join(format!("{at}.txt"));
        // One of them is a folder.
        if at == 7 {
            fs::create_dir(&path).unwrap()
        } else {
            fs::write(&path, format!("Text {at}")).unwrap()
        }
        path
    };
    let paths: Vec<PathBuf> = (0..250).map(file).collect();
    program.do_at_once(Intent::AddFiles(paths.clone()));
    let mut news = Vec::new();
    program.until_with(
        |state| state.project().articles().len() == 249,
        |intent| {
            if let Intent::Progress(_, done, ..) = intent {
                news.push(*done);
            }
        },
    );
    assert!(news.len() > 50 && news.len() <= 100 && news.is_sorted(), "{news:?}");
    let titles: Vec<String> =
        program.state.project().articles().iter().map(|(_, row)| row.details.title.clone()).collect();
    assert_eq!((titles[6].as_str(), titles[7].as_str()), ("Text 6", "Text 8"));
    // The one that could not be read is named, alone among many.
    let Some(Modal::Added { remarks }) = program.state.modal() else { panic!("{:?}", program.state.modal()) };
    assert_eq!((remarks.len(), remarks[0].file.as_str()), (1, "7.txt"));
    assert!(remarks[0].what.contains("no file in it"), "{}", remarks[0].what);
    program.send(Intent::Undo);
    assert!(program.state.project().articles().is_empty());
    // Stopped: whatever was read comes to nothing.
    program.do_at_once(Intent::AddFiles(paths));
    program.do_at_once(Intent::StopReading);
    let good = home.path().join("good.txt");
    fs::write(&good, "Good").unwrap();
    program.send(Intent::AddFiles(vec![good]));
    program.until(|state| !state.project().articles().is_empty());
    assert_eq!(program.state.project().articles().len(), 1);
}

#[test]
fn a_save_that_ends_after_its_project_was_left_touches_nothing_of_the_next() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, first) = saved(home.path(), "a.ron");
    let second = home.path().join("b.ron");
    program.send(Intent::SaveTo(second.clone(), false));
    program.until(|state| state.file().path.as_deref() == Some(&second));
    // Work goes on while a copy is written under a third name, and is given up for another project.
    let third = home.path().join("c.ron");
    program.do_at_once(Intent::SaveTo(third.clone(), false));
    let start = TEXT.find("mayor").unwrap();
    program.do_at_once(Intent::Select { anchor: start, head: start + 5, finished: true });
    program.do_at_once(Intent::Label(LabelKey::slug("actor")));
    program.do_at_once(Intent::New);
    program.do_at_once(Intent::GoOn);
    program.until(|state| state.notice().is_some_and(|notice| notice.text.contains("c.ron")));
    assert_eq!(load(&third).annotation_count(), 1);
    assert_eq!(program.state.file().path, None, "the new project has no file");
    program.send(Intent::AddArticle(Details::default(), TEXT.into()));
    // Nothing is locked by this program any more, and changes of those files are none of its business.
    for path in [&first, &second, &third] {
        assert!(matches!(disk::lock(path), disk::Locked::Ours(_)), "{}", path.display());
    }
}

#[test]
fn a_project_asked_for_twice_is_not_locked_against_itself() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    program.send(Intent::New);
    program.do_at_once(Intent::Open(path.clone()));
    program.do_at_once(Intent::Open(path.clone()));
    program.until(|state| state.file().path.as_deref() == Some(&path));
    assert_eq!(program.state.file().read_only, None);
    // Read, and then not taken up because work was done meanwhile; agreed to after all.
    program.send(Intent::New);
    program.do_at_once(Intent::Open(path.clone()));
    program.do_at_once(Intent::AddArticle(Details::default(), TEXT.into()));
    program.until(|state| matches!(state.modal(), Some(Modal::Unsaved { .. })));
    program.send(Intent::GoOn);
    program.until(|state| state.file().path.as_deref() == Some(&path));
    assert_eq!(program.state.file().read_only, None);
    assert_eq!(program.state.project().annotation_count(), 1);
}

#[test]
fn how_things_are_shown_is_kept_for_the_next_start() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    let view = View { left_width: 200.0, right_width: 400.0, right: false, ..program.host.view() };
    program.send(Intent::SetView(Box::new(view.clone())));
    // As at the program's end, which waits for the disk.
    program.host.keep_window(Some((900.0, 600.0)), true);
    drop(program);
    assert_eq!(start(home.path()).host.view(), view);
}

fn resumed(program: &Program) -> Vec<(RevisionId, usize)> {
    let texts = program.window.iter().filter_map(|effect| match effect {
        Effect::Resume(texts) => Some(texts.clone()),
        _ => None,
    });
    texts.flatten().collect()
}

#[test]
fn a_project_opens_where_it_was_left() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let first = program.state.article().unwrap();
    let first_set = program.state.set();
    program.send(Intent::AddAnnotator("Ben".into()));
    let ben = program.state.set().unwrap();
    program.send(Intent::AddArticle(Details::default(), "Another\nIt is about something else.".into()));
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    let second = program.state.article().unwrap();
    let text = program.state.open_revision().unwrap().0;
    for article in [second, first] {
        // An article that is gone since, and one that stands there twice, take no room.
        let columns = vec![first, ArticleId(1), second, first];
        let reading = disk::Reading { article: Some(article), columns, set: Some(ben), texts: vec![(text, 8)] };
        program.host.keep_reading(&path, reading);
        let mut again = start(home.path());
        open(&mut again, &path);
        assert_eq!((again.state.article(), again.state.set()), (Some(article), Some(ben)));
        let columns: Vec<_> = again.state.columns().iter().filter_map(|column| column.article).collect();
        assert_eq!(columns, [first, second], "side by side, as they were");
        assert_eq!(resumed(&again), [(text, 8)]);
    }
    let mut elsewhere = start(home.path());
    let copy = home.path().join("copy.ron");
    fs::copy(&path, &copy).unwrap();
    open(&mut elsewhere, &copy);
    assert_eq!((elsewhere.state.article(), resumed(&elsewhere).len()), (Some(first), 0), "nobody was there yet");
    assert_eq!(elsewhere.state.set(), first_set);
}

fn earlier(state: &gainsay::app::AppState) -> Option<&gainsay::app::EarlierRead> {
    state.earlier()?.looked.as_ref()?.read.as_ref()?.as_ref().ok().map(Box::as_ref)
}

fn kept(program: &Program) -> Vec<gainsay::app::Kept> {
    program.state.earlier().unwrap().kept.as_ref().unwrap().all.clone()
}

fn listed(state: &gainsay::app::AppState) -> bool {
    state.earlier().is_some_and(|earlier| earlier.kept.is_some())
}

#[test]
fn an_earlier_version_is_compared_brought_back_and_saved() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, path) = saved(home.path(), "a.ron");
    let first = program.state.project().clone();
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    mark(&mut program, "Port closed", "claim");
    let marked = program.state.project().clone();
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let all = kept(&program);
    assert_eq!(all.len(), 2);
    assert_eq!(Some(all[0].hash), program.state.file().hash, "the newest is what the file holds");
    assert!(all.iter().all(|one| one.time.is_some() && one.bytes > 100));
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert_eq!(read.since.summary(), "2 annotations added in “Port closed”");
    assert!(read.step.is_none(), "it is the oldest");
    program.send(Intent::LookEarlier(all[0].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert_eq!(read.step.as_ref().unwrap().as_ref().unwrap().summary(), "actor “mayor” added");
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| earlier(state).is_some());
    program.send(Intent::RestoreEarlier);
    assert_eq!(*program.state.project(), first);
    assert_ne!(load(&path), first, "not before it is saved");
    program.until(|state| earlier(state).is_some_and(|read| read.since.is_empty()));
    program.send(Intent::Undo);
    assert_eq!(*program.state.project(), marked);
    program.send(Intent::Redo);
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    assert_eq!(load(&path), first);
    // A crash right after it was brought back loses it no more than any other step.
    program.send(Intent::Undo);
    let project = program.state.project().clone();
    drop(program);
    let rescued = start(home.path()).leftovers();
    assert_eq!(*rescued[0].project.as_ref().unwrap(), project);
    assert_eq!(rescued[0].lines[0], "2 annotations added in “Port closed”", "what it is, in words");
}

#[test]
fn a_damaged_version_is_said_and_stays_in_the_list() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    mark(&mut program, "mayor", "actor");
    program.send(Intent::Save);
    program.until(|state| !state.is_unsaved());
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let folder = program.state.earlier().unwrap().kept.as_ref().unwrap().folder.clone().unwrap();
    let oldest = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    fs::write(oldest, "something else").unwrap();
    let all = kept(&program);
    program.send(Intent::LookEarlier(all[1].number));
    program.until(|state| state.earlier().unwrap().looked.as_ref().is_some_and(|looked| looked.read.is_some()));
    let looked = program.state.earlier().unwrap().looked.clone().unwrap();
    assert!(looked.read.unwrap().unwrap_err().contains("damaged"));
    assert_eq!(kept(&program).len(), 2);
    program.send(Intent::LookEarlier(all[0].number));
    program.until(|state| earlier(state).is_some());
    let read = earlier(&program.state).unwrap();
    assert!(read.step.as_ref().unwrap().is_err(), "the one before it is no help");
}

#[test]
fn what_nobody_looks_at_any_more_is_not_answered() {
    let home = tempfile::tempdir().unwrap();
    let (mut program, _) = saved(home.path(), "a.ron");
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    let number = kept(&program)[0].number;
    program.do_at_once(Intent::LookEarlier(number));
    program.do_at_once(Intent::ShowPage(Page::Article));
    program.send(Intent::ShowPage(Page::Earlier));
    program.until(listed);
    assert!(program.state.earlier().unwrap().looked.is_none());
}

#[test]
fn that_the_first_steps_are_done_is_kept_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut program = start(home.path());
    assert!(!program.host.settings().hints_done);
    program.send(Intent::ShowHints(true));
    program.send(Intent::ShowHints(false));
    // Dropped as in a crash, without the window's end.
    drop(program);
    let mut again = start(home.path());
    assert!(again.host.settings().hints_done);
    again.send(Intent::ShowHints(true));
    drop(again);
    assert!(!start(home.path()).host.settings().hints_done, "wanted again");
}

fn said(state: &gainsay::app::AppState, words: &str) -> bool {
    state.notice().is_some_and(|notice| notice.text.contains(words))
}

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
