//! Kills and fails the program's own save and journal code at every system call it makes, with strace.
//!
//! A child process (this test binary again) gets ready, strace attaches, and only then does the child begin, so that
//! calls are counted from there. Each run injects one fault: SIGKILL, EIO or ENOSPC at the N-th call of one name by
//! one thread. A first run without faults tells which calls there are. Afterwards the files must be whole and hold
//! everything that was acknowledged. The child writes its acknowledgements with `pwrite64`, which the program itself
//! does not use and no run tampers with.
//!
//! Without strace, or where it may not attach, these tests say so and pass, but not under `tests/run`.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use gainsay::disk::{
    Base, Expect, Folders, Generations, Journal, SaveError, Saved, Start, recover, save, save_project, sweep,
};
use gainsay::model::text::Hash;

#[path = "common/left_out.rs"]
mod left_out;

use left_out::left_out;

const SCENARIO: &str = "GAINSAY_FAULT";
const FOLDER: &str = "GAINSAY_FAULT_FOLDER";
const OLD: &str = "what was there before\n";
const NEW: &str = "what is to be there after the save, and a little longer than that\n";

/// Calls that move no data and touch no file; they are killed at, but have no errors to give.
const HARMLESS: [&str; 24] = [
    "brk",
    "clone",
    "clone3",
    "close_range",
    "clock_nanosleep",
    "exit",
    "exit_group",
    "futex",
    "gettid",
    "getpid",
    "kill",
    "madvise",
    "mmap",
    "mprotect",
    "mremap",
    "munmap",
    "prctl",
    "restart_syscall",
    "rseq",
    "rt_sigaction",
    "rt_sigprocmask",
    "sched_getaffinity",
    "sched_yield",
    "sigaltstack",
];

// ---- the child ----

struct Place {
    folder: PathBuf,
    reports: File,
}

impl Place {
    fn project(&self) -> PathBuf {
        project(&self.folder)
    }

    fn folders(&self) -> Folders {
        Folders::under(&self.folder.join("home"))
    }

    /// Tells the parent that a transaction is durable.
    fn acknowledge(&self, number: u64) {
        self.reports.write_all_at(&number.to_le_bytes(), 0).unwrap();
    }

    /// Tells the parent that a save came to an end.
    fn report(&self, result: &Result<Saved, SaveError>, version: u8) {
        let byte = match result {
            Ok(saved) if saved.is_confirmed() => version,
            Ok(_) => b'u',
            Err(_) => b'e',
        };
        self.reports.write_all_at(&[byte], 8).unwrap();
    }
}

fn project(folder: &Path) -> PathBuf {
    folder.join("work").join("p.ron")
}

/// Waits for the parent to attach strace.
fn ready() {
    // Where only a parent may trace its child, this lets any process do so. Elsewhere it fails, and is not needed.
    let _ = rustix::process::set_ptracer(rustix::process::PTracer::Any);
    let own = fs::read_link("/proc/thread-self").unwrap();
    let own = own.file_name().unwrap().to_string_lossy().into_owned();
    let named = |tid: &str| fs::read_to_string(format!("/proc/self/task/{tid}/comm")).is_ok_and(|n| n == "journal\n");
    let threads = fs::read_dir("/proc/self/task").unwrap().flatten();
    let journal = threads.map(|t| t.file_name().to_string_lossy().into_owned()).find(|tid| named(tid));
    println!("\nREADY {own} {}", journal.unwrap_or_default());
    // A fault may hit this read too; then there is no need to wait.
    let _ = std::io::stdin().read(&mut [0]);
}

fn wait(journal: &Journal, place: &Place, sequence: u64, number: u64) {
    // One fault is overcome by the next try. When all fail, this goes on without an acknowledgement.
    let mut sequence = sequence;
    for _ in 0..4 {
        if journal.wait_for(sequence) {
            place.acknowledge(number);
            return;
        }
        sequence = journal.point();
    }
}

fn on_file(path: &Path, content: &str) -> Start {
    Start { path: Some(path.to_owned()), base: Base::File(Hash::of(content.as_bytes())), dirty: false }
}

/// Returns a project that holds the transactions 1 to `last`.
fn version(last: u64) -> String {
    (1..=last).fold(String::new(), |mut text, number| {
        let _ = writeln!(text, "t{number}");
        text
    })
}

fn append(journal: &Journal, number: u64) -> u64 {
    journal.append(format!("t{number}\n").into_bytes())
}

/// Does nothing when the tests are run; in a child process it is the program under test.
#[test]
fn child() {
    let Ok(scenario) = std::env::var(SCENARIO) else { return };
    let folder = PathBuf::from(std::env::var_os(FOLDER).unwrap());
    let reports = File::options().write(true).open(folder.join("reports")).unwrap();
    let place = Place { folder, reports };
    let (project, generations) = (place.project(), Generations::new(&place.folders()));
    let begin = |content: &str| Journal::begin(&place.folders(), on_file(&project, content), Box::new(|| {}));
    match scenario.as_str() {
        "save" => {
            ready();
            let expect = Expect::Content(Hash::of(OLD.as_bytes()));
            place.report(&save(&project, NEW.as_bytes(), expect, &generations), b'1');
        }
        "save new" => {
            ready();
            place.report(&save(&project, NEW.as_bytes(), Expect::Nothing, &generations), b'1');
        }
        "journal" => {
            ready();
            let journal = begin(OLD);
            for number in 1..=2 {
                wait(&journal, &place, append(&journal, number), number);
            }
            let last = (3..=5).fold(0, |_, number| append(&journal, number));
            wait(&journal, &place, last, 5);
            // Ends like a crash, with the journal open.
            std::process::exit(0);
        }
        "project" => {
            let journal = begin("");
            let third = (1..=3).fold(0, |_, number| append(&journal, number));
            wait(&journal, &place, third, 3);
            ready();
            let fourth = append(&journal, 4);
            let mut known = Hash::of(b"");
            let mut keep = |content: u64, through: u64, byte: u8| {
                // Like a user who sees that it failed and tries again.
                for _ in 0..2 {
                    let (bytes, expect) = (version(content), Expect::Content(known));
                    let saved = save_project(&journal, &project, bytes.as_bytes(), through, expect, &generations);
                    place.report(&saved, byte);
                    if let Ok(saved) = saved {
                        known = saved.hash;
                        break;
                    }
                }
            };
            keep(3, third, b'1');
            wait(&journal, &place, fourth, 4);
            let fifth = append(&journal, 5);
            wait(&journal, &place, fifth, 5);
            keep(5, fifth, b'2');
            wait(&journal, &place, append(&journal, 6), 6);
            std::process::exit(0);
        }
        other => panic!("{other}"),
    }
    std::process::exit(0);
}

// ---- the parent ----

/// Whom strace attaches to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Whom {
    All,
    Main,
    Journal,
}

/// What the child told before it ended.
struct Report {
    acknowledged: u64,
    /// `None` when the save came to no end, `b'e'` when it failed, `b'u'` when it is not confirmed.
    save: Option<u8>,
}

struct Run {
    folder: PathBuf,
    report: Report,
    log: String,
}

impl Drop for Run {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Runs a scenario under strace; `Err` says why strace cannot be used.
fn run(scenario: &str, whom: Whom, options: &[String]) -> Result<Run, String> {
    static COUNT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("gainsay-faults-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let folder = std::env::temp_dir().join(name);
    fs::create_dir_all(folder.join("work")).unwrap();
    let folder = fs::canonicalize(folder).unwrap();
    fs::write(folder.join("reports"), [0; 9]).unwrap();
    if scenario != "save new" {
        fs::write(project(&folder), if scenario == "project" { "" } else { OLD }).unwrap();
        fs::set_permissions(project(&folder), fs::Permissions::from_mode(0o640)).unwrap();
    }
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture", "--test-threads=1"])
        .env(SCENARIO, scenario)
        .env(FOLDER, &folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
    let line = lines.find(|line| line.starts_with("READY ")).expect("the child gets ready");
    let mut threads = line.split(' ').skip(1).map(str::to_owned);
    let (main, journal) = (threads.next().unwrap(), threads.next().unwrap());
    let mut strace = Command::new("strace");
    match whom {
        Whom::All => strace.args(["-f", "-p", &child.id().to_string()]),
        Whom::Main => strace.args(["-p", &main]),
        Whom::Journal => strace.args(["-p", &journal]),
    };
    strace.args(options).arg("-o").arg(folder.join("log"));
    strace.env("LC_ALL", "C").stdin(Stdio::null()).stderr(Stdio::piped());
    let mut strace = match strace.spawn() {
        Ok(strace) => strace,
        Err(error) => {
            // Without anybody to write to it, the child goes on and ends.
            drop(child.stdin.take());
            lines.for_each(drop);
            child.wait().unwrap();
            let _ = fs::remove_dir_all(&folder);
            return Err(error.to_string());
        }
    };
    let mut said = BufReader::new(strace.stderr.take().unwrap());
    let mut first = String::new();
    said.read_line(&mut first).unwrap();
    let attached = first.contains("attached");
    // The child may be gone already.
    let _ = child.stdin.take().unwrap().write_all(b"g");
    lines.for_each(drop);
    child.wait().unwrap();
    std::io::copy(&mut said, &mut std::io::sink()).unwrap();
    strace.wait().unwrap();
    let log = fs::read_to_string(folder.join("log")).unwrap_or_default();
    let told = fs::read(folder.join("reports")).unwrap();
    let acknowledged = u64::from_le_bytes(told[..8].try_into().unwrap());
    let run = Run { folder, report: Report { acknowledged, save: (told[8] != 0).then_some(told[8]) }, log };
    if attached { Ok(run) } else { Err(first) }
}

/// Counts the calls of each name by the thread that makes the most of them.
fn count(log: &str) -> BTreeMap<String, usize> {
    let mut by_thread: BTreeMap<(String, String), usize> = BTreeMap::new();
    for line in log.lines() {
        // `TID name(...)` with several threads, `name(...)` with one.
        let (thread, call) = line.split_once(' ').filter(|(t, _)| t.parse::<u32>().is_ok()).unwrap_or(("", line));
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        if name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
            *by_thread.entry((name.to_owned(), thread.to_owned())).or_default() += 1;
        }
    }
    let mut most = BTreeMap::new();
    for ((name, _), count) in by_thread {
        let old = most.entry(name).or_insert(0);
        *old = count.max(*old);
    }
    most
}

/// Lists the faults to inject, as strace options and whether each is a kill.
fn faults(calls: &BTreeMap<String, usize>) -> Vec<(String, bool)> {
    let mut faults = Vec::new();
    for (name, count) in calls {
        // The child's own reports are left alone, and what ends it is no fault.
        if ["pwrite64", "exit_group", "exit", "restart_syscall"].contains(&name.as_str()) {
            continue;
        }
        for n in 1..=*count {
            faults.push((format!("inject={name}:signal=KILL:when={n}"), true));
            if !HARMLESS.contains(&name.as_str()) {
                faults.push((format!("inject={name}:error=EIO:when={n}"), false));
                faults.push((format!("inject={name}:error=ENOSPC:when={n}"), false));
            }
        }
        if ["write", "fsync", "fdatasync", "openat", "rename"].contains(&name.as_str()) {
            // From then on always: a disk that is full, or gone.
            for n in 1..=*count {
                faults.push((format!("inject={name}:error=ENOSPC:when={n}+"), false));
            }
        }
    }
    faults
}

/// Runs a scenario with each fault there can be and checks what is left.
fn every_fault(scenario: &str, whom: Whom, check: impl Fn(&Run, &str, bool) -> Result<(), String> + Sync) {
    let whole = match run(scenario, whom, &["-e".into(), "trace=all".into()]) {
        Ok(whole) => whole,
        Err(why) => {
            left_out(&format!("faults in “{scenario}”"), &format!("strace cannot be used here: {why}"));
            return;
        }
    };
    check(&whole, "no fault", false).unwrap();
    let calls = count(&whole.log);
    let faults = faults(&calls);
    assert!(faults.len() > 30, "{calls:?}");
    let (next, failures) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    let hit = AtomicUsize::new(0);
    // More than there are cores: a run mostly waits for the disk and for strace.
    let workers = std::thread::available_parallelism().map_or(2, |cores| cores.get()) * 2;
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                while let Some((fault, kill)) = faults.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = fault.trim_start_matches("inject=").split(':').next().unwrap_or_default();
                    let run = run(scenario, whom, &["-e".into(), format!("trace={name}"), "-e".into(), fault.clone()]);
                    let checked = run.and_then(|run| {
                        let struck = run.log.contains("INJECTED") || run.log.contains("killed by SIGKILL");
                        hit.fetch_add(usize::from(struck), Ordering::Relaxed);
                        check(&run, fault, *kill)
                    });
                    if let Err(why) = checked {
                        failures.lock().unwrap().push(format!("{fault}: {why}"));
                    }
                }
            });
        }
    });
    let (failures, hit) = (failures.into_inner().unwrap(), hit.into_inner());
    println!("{scenario}, {whom:?}: {} faults in {} calls, {hit} struck", faults.len(), calls.len());
    assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), faults.len(), failures.join("\n"));
    // What is appended while the journal writes may go to the disk in one turn or in several, so that the last calls
    // of a run are not always made.
    assert!(hit * 4 >= faults.len() * 3, "only {hit} of {} faults struck", faults.len());
}

fn ensure(holds: bool, what: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(what()) }
}

fn content(run: &Run) -> Option<String> {
    fs::read_to_string(project(&run.folder)).ok()
}

/// Checks that no temporary file is left, or that the sweep at the next start takes those that are.
fn check_folder(run: &Run, fault: &str, kill: bool) -> Result<(), String> {
    let names = || -> BTreeSet<String> {
        let entries = fs::read_dir(run.folder.join("work")).unwrap().flatten();
        entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).filter(|name| name != "p.ron").collect()
    };
    if !kill && !fault.starts_with("inject=unlink") {
        ensure(names().is_empty(), || format!("left {:?}", names()))?;
    }
    sweep(&run.folder.join("work"));
    ensure(names().is_empty(), || format!("not swept: {:?}", names()))
}

#[test]
fn a_save_leaves_the_old_or_the_new_file_whole() {
    every_fault("save", Whom::All, |run, fault, kill| {
        let content = content(run);
        let (old, new) = (content.as_deref() == Some(OLD), content.as_deref() == Some(NEW));
        ensure(old || new, || format!("neither old nor new: {content:?}"))?;
        match run.report.save {
            Some(b'1' | b'u') => ensure(new, || "said to be saved, and is not".into())?,
            Some(_) => ensure(old, || "said to have failed, and did not".into())?,
            None => ensure(kill, || "no answer".into())?,
        }
        let mode = fs::metadata(project(&run.folder)).unwrap().permissions().mode() & 0o777;
        ensure(mode == 0o640, || format!("mode {mode:o}"))?;
        check_folder(run, fault, kill)?;
        // What was replaced is kept, unless keeping it failed, which is told but stops no save.
        let kept = Generations::new(&Folders::under(&run.folder.join("home"))).find(Hash::of(OLD.as_bytes()));
        ensure(old || !kill || kept.is_some(), || "the old content is nowhere".into())
    });
}

#[test]
fn a_first_save_leaves_nothing_or_the_new_file_whole() {
    every_fault("save new", Whom::All, |run, fault, kill| {
        let content = content(run);
        let (none, new) = (content.is_none(), content.as_deref() == Some(NEW));
        ensure(none || new, || format!("half: {content:?}"))?;
        match run.report.save {
            Some(b'1' | b'u') => ensure(new, || "said to be saved, and is not".into())?,
            Some(_) => ensure(none, || "said to have failed, and did not".into())?,
            None => ensure(kill, || "no answer".into())?,
        }
        check_folder(run, fault, kill)
    });
}

/// Checks that what is found after the run is the transactions 1 to some number, at least all acknowledged ones.
fn check_work(run: &Run) -> Result<(), String> {
    let folders = Folders::under(&run.folder.join("home"));
    let found = recover(&folders).map_err(|error| error.to_string())?;
    ensure(found.len() <= 1, || format!("{} leftovers", found.len()))?;
    let on_disk = content(run).ok_or("the project is gone")?;
    let mut work = on_disk;
    if let Some(leftover) = found.first() {
        ensure(leftover.damage.is_empty(), || leftover.damage.join("; "))?;
        let base = leftover.base_bytes(&Generations::new(&folders)).ok_or("the base is nowhere")?;
        work = String::from_utf8(base).map_err(|error| error.to_string())?;
        for entry in &leftover.entries {
            work.push_str(&String::from_utf8_lossy(&entry.payload));
        }
    }
    let work = work.strip_prefix(OLD).unwrap_or(&work);
    let last = work.lines().count() as u64;
    ensure(work == version(last), || format!("out of order: {work:?}"))?;
    let acknowledged = run.report.acknowledged;
    ensure(last >= acknowledged, || format!("{acknowledged} acknowledged, {last} found"))
}

#[test]
fn a_journal_keeps_what_it_acknowledged() {
    every_fault("journal", Whom::All, |run, fault, kill| {
        check_work(run)?;
        let forever = fault.ends_with('+');
        ensure(kill || forever || run.report.acknowledged == 5, || {
            format!("only {} acknowledged", run.report.acknowledged)
        })
    });
}

fn check_project(run: &Run, fault: &str, kill: bool) -> Result<(), String> {
    let content = content(run).unwrap_or_default();
    let at = [0, 3, 5].into_iter().find(|last| content == version(*last));
    let at = at.ok_or_else(|| format!("not whole: {content:?}"))?;
    match run.report.save {
        Some(b'2') => ensure(at == 5, || "said to be saved, and is not".into())?,
        Some(b'1') => ensure(at >= 3, || "said to be saved, and is not".into())?,
        Some(_) => {}
        None => ensure(kill, || "no answer".into())?,
    }
    check_work(run)?;
    check_folder(run, fault, kill)?;
    let forever = fault.ends_with('+');
    ensure(kill || forever || run.report.acknowledged == 6, || {
        format!("only {} acknowledged", run.report.acknowledged)
    })?;
    ensure(kill || forever || at == 5, || "a second try did not save it".into())
}

#[test]
fn saving_with_a_journal_loses_nothing_when_the_save_is_struck() {
    every_fault("project", Whom::Main, check_project);
}

#[test]
fn saving_with_a_journal_loses_nothing_when_the_journal_is_struck() {
    every_fault("project", Whom::Journal, check_project);
}

/// SIGKILL leaves to the system what was written; a power cut does not. So the order of the calls counts too: no
/// file gets its name before its content is on the disk, and nothing is acknowledged before its name is.
#[test]
fn nothing_is_named_or_acknowledged_before_the_disk_has_it() {
    for scenario in ["save", "save new", "journal", "project"] {
        let run =
            match run(scenario, Whom::All, &["-y".into(), "-s".into(), "0".into(), "-e".into(), "trace=all".into()]) {
                Ok(run) => run,
                Err(why) => return left_out("the order of calls", &format!("strace cannot be used here: {why}")),
            };
        let (mut unwritten, mut unnamed, mut reports) = (BTreeSet::new(), BTreeSet::new(), 0);
        for line in run.log.lines() {
            let call = line.split_once(' ').map_or(line, |(_, call)| call.trim_start());
            let name = call.split('(').next().unwrap_or_default();
            let file = call.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or("", |(path, _)| path);
            match name {
                "write" if !file.ends_with(".lock") => drop(unwritten.insert(file.to_owned())),
                "fsync" | "fdatasync" => {
                    unwritten.remove(file);
                    unnamed.remove(file);
                }
                "rename" | "renameat2" | "link" => {
                    let mut quoted = call.split('"').skip(1).step_by(2);
                    let (from, to) = (quoted.next().unwrap(), quoted.next().unwrap());
                    assert!(!unwritten.contains(from), "{scenario}: named before it was on the disk: {from}");
                    unnamed.insert(Path::new(to).parent().unwrap().to_string_lossy().into_owned());
                }
                "pwrite64" => {
                    reports += 1;
                    // A journal that is begun anew on its own thread is nobody's before it has its name.
                    let begun = |path: &String| path.contains("/journals/") && path.ends_with(".tmp");
                    let open = |path: &String| path.contains("/work") || path.contains("/journals/") && !begun(path);
                    assert!(!unwritten.iter().any(open), "{scenario}: {unwritten:?} acknowledged");
                    assert!(!unnamed.iter().any(open), "{scenario}: {unnamed:?} acknowledged");
                }
                _ => {}
            }
        }
        assert!(reports > 0, "{scenario}");
    }
}
