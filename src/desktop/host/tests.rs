//! Looks at the watched file by hand, without the thread that does so again and again.

use std::sync::mpsc;

use super::*;
use crate::app::Intent;
use crate::model::{Details, Stamp};

/// Does what is asked, and waits for the answers to it.
fn send(
    host: &mut Host,
    state: &mut AppState,
    woken: &Receiver<()>,
    intent: Intent,
    ready: impl Fn(&AppState) -> bool,
) {
    let mut queue = vec![intent];
    loop {
        for intent in std::mem::take(&mut queue) {
            for effect in state.update(intent, &mut Stamp::of_number(state.ticks() + 1)) {
                host.carry_out(effect, state);
            }
        }
        queue = host.answers();
        if queue.is_empty() {
            if ready(state) {
                return;
            }
            assert!(woken.recv_timeout(std::time::Duration::from_secs(60)).is_ok(), "in vain: {:?}", state.notice());
            queue = host.answers();
        }
    }
}

#[test]
fn a_project_that_was_left_is_no_longer_watched() {
    let home = tempfile::tempdir().expect("a folder");
    let (wake, woken) = mpsc::channel();
    let waker: Waker = Arc::new(move || wake.send(()).unwrap_or_default());
    let (mut host, _) = Host::new(Some(Folders::under(&home.path().join("state"))), waker);
    // Stops the thread: it holds on to what it was given, and looks from now on at nothing.
    host.watched = Arc::default();
    let mut state = AppState::new("anna", &mut Stamp::of_number(0));
    let (first, second) = (home.path().join("a.ron"), home.path().join("b.ron"));
    for path in [&second, &first] {
        send(&mut host, &mut state, &woken, Intent::New, |state| state.file().path.is_none());
        send(&mut host, &mut state, &woken, Intent::AddArticle(Details::default(), "A port.".into()), |_| true);
        send(&mut host, &mut state, &woken, Intent::SaveTo(path.clone(), false), |state| !state.is_unsaved());
    }
    let number = host.project;
    std::fs::write(&first, "theirs").expect("a file");
    let news = Watched::look(&host.watched);
    assert!(matches!(news, Some((project, Outside::Changed(_))) if project == number), "while it is open: {news:?}");
    // It is left for a new one, and then for another file: nothing of the first is looked at any more.
    send(&mut host, &mut state, &woken, Intent::New, |state| state.file().path.is_none());
    std::fs::write(&first, "theirs again").expect("a file");
    assert_eq!(Watched::look(&host.watched), None);
    send(&mut host, &mut state, &woken, Intent::Open(second.clone()), |state| state.file().path.is_some());
    std::fs::write(&first, "and again").expect("a file");
    assert_eq!(Watched::look(&host.watched), None);
    std::fs::remove_file(&second).expect("a file");
    assert_eq!(Watched::look(&host.watched), Some((host.project, Outside::Gone)), "but the open one is");
    // News that a look of before brings late is no news of the project that is open now.
    host.answer(Answer::Outside(number, OutsideChange::Changed));
    assert!(host.answers().is_empty());
    assert!(state.file().outside.is_none());
}

#[test]
fn work_that_panics_or_gets_no_thread_is_told_to_have_failed() {
    let (wake, woken) = mpsc::channel();
    let waker: Waker = Arc::new(move || wake.send(()).unwrap_or_default());
    let (mut host, _) = Host::new(None, waker);
    let told = |host: &mut Host| {
        woken.recv_timeout(std::time::Duration::from_secs(60)).expect("an answer");
        match &host.answers()[..] {
            [Intent::Failed(Task::Ledger, why)] => why.clone(),
            other => panic!("{other:?}"),
        }
    };
    host.work_by(Task::Ledger, thread::Builder::new(), |_| panic!("index 3 of {}", 2));
    assert!(told(&mut host).ends_with("the program has a fault: index 3 of 2"));
    // No system has room for this stack.
    host.work_by(Task::Ledger, thread::Builder::new().stack_size(usize::MAX / 2), |_| {});
    assert!(told(&mut host).contains("the system gave no thread for it"));
}

#[test]
fn every_file_that_is_read_is_answered_whatever_happens_to_the_thread() {
    let (wake, woken) = mpsc::channel();
    let waker: Waker = Arc::new(move || wake.send(()).unwrap_or_default());
    let (mut host, _) = Host::new(None, waker);
    let mut told = |threads: thread::Builder| {
        let paths = ["a.ron", "b.ron"].map(PathBuf::from).into_iter().enumerate().collect();
        host.read_others(4, paths, threads, |path| match path == Path::new("a.ron") {
            true => panic!("index 3 of {}", 2),
            false => Ok(Project::empty()),
        });
        let mut answers = Vec::new();
        while answers.len() < 2 {
            woken.recv_timeout(Duration::from_secs(60)).expect("an answer");
            answers.extend(host.answers());
        }
        let read = |answer| match answer {
            Intent::Bring(BringIntent::FileRead(4, at, read)) => (at, read.map(|_| ()).err().unwrap_or_default()),
            other => panic!("{other:?}"),
        };
        answers.into_iter().map(read).collect::<Vec<_>>()
    };
    let [(0, why), (1, read)] = &told(thread::Builder::new())[..] else { panic!("two files") };
    assert!(why.ends_with("the program has a fault: index 3 of 2") && read.is_empty(), "{why} {read}");
    // No system has room for this stack.
    let [(0, one), (1, other)] = &told(thread::Builder::new().stack_size(usize::MAX / 2))[..] else { panic!("two") };
    assert!([one, other].iter().all(|why| why.contains("the system gave no thread for it")), "{one} {other}");
}

#[test]
fn a_first_start_shows_things_as_the_state_does_at_first() {
    let (host, _) = Host::new(None, Arc::new(|| {}));
    assert_eq!(host.view(), View::default());
}
