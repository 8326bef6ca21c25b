//! Kills the running program (state, host, journal, saves; no window) at many moments while it annotates and saves.
//!
//! The program is this test binary, started again. It goes by sequence numbers that the journal acknowledged: what it
//! has printed as safe must be there afterwards, in the file or in what the journal left.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use gainsay::app::Intent;
use gainsay::model::{Details, LabelKey, Project};
use gainsay::store;

#[path = "common/program.rs"]
mod program;

use program::{Program, Waits};

const HOME: &str = "GAINSAY_CRASH_TEST_HOME";
const WORDS: usize = 3000;
const RUNS: u64 = 200;

/// What the killed program does: marks one word after the other, saves now and then, says what is safe.
fn annotate_for_ever(home: &Path) -> ! {
    let mut program = Program::start(home, Waits::never());
    let path = home.join("work.ron");
    program.send(Intent::New);
    let text: String = (0..WORDS).map(|i| format!("w{i:04} ")).collect();
    program.send(Intent::AddArticle(Details::default(), text));
    let mut out = std::io::stdout().lock();
    let mut steps: Vec<u64> = Vec::new();
    let mut told = 0;
    for i in 0..WORDS {
        program.send(Intent::Select { anchor: i * 6, head: i * 6 + 5, finished: true });
        program.send(Intent::Label(LabelKey::slug("claim")));
        let (given, safe) = program.host.journal_numbers();
        steps.push(given);
        while told < steps.len() && steps[told] <= safe {
            told += 1;
            writeln!(out, "{told}").unwrap();
        }
        if i % 7 == 6 {
            program.send(Intent::SaveTo(path.clone(), false));
        }
    }
    drop(out);
    std::process::exit(0);
}

fn start(home: &Path) -> Child {
    let this = std::env::current_exe().unwrap();
    let mut command = Command::new(this);
    command.args(["--exact", "killed_at_any_moment_it_loses_nothing_that_was_safe", "--nocapture"]);
    command.env(HOME, home).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    command.spawn().unwrap()
}

/// Returns how many words are marked, and asserts that they are the first ones, without a gap.
fn marked(project: &Project) -> usize {
    let mut starts: Vec<usize> =
        project.annotations().filter_map(|(_, row)| Some(row.fragments()?.start() / 6)).collect();
    starts.sort_unstable();
    assert_eq!(starts, (0..starts.len()).collect::<Vec<_>>(), "no step is missing in between");
    starts.len()
}

/// Returns what the next start of the program finds.
fn after(home: &Path) -> (usize, usize) {
    let file: PathBuf = home.join("work.ron");
    let saved = match std::fs::read(&file) {
        Ok(bytes) => {
            let loaded = store::read(&bytes).expect("the file is a project");
            assert!(loaded.intact, "the file is whole");
            marked(&loaded.project)
        }
        Err(_) => 0,
    };
    let mut program = Program::start(home, Waits::new());
    let rescued = program.leftovers();
    assert!(rescued.len() <= 1, "one project was open");
    let left = rescued.first().map_or(0, |row| {
        assert_eq!(row.lines.len(), 1, "nothing is damaged: {:?}", row.lines);
        marked(row.project.as_ref().expect("what was left can be put together"))
    });
    (saved, left)
}

#[test]
fn killed_at_any_moment_it_loses_nothing_that_was_safe() {
    if let Some(home) = std::env::var_os(HOME) {
        annotate_for_ever(Path::new(&home));
    }
    let root = tempfile::tempdir().unwrap();
    // Knuth's multiplicative hash: moments that differ from run to run and are the same each time.
    let moment = |run: u64| run.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
    let (mut with_file, mut with_rest) = (0, 0);
    for run in 0..RUNS {
        let home = root.path().join(run.to_string());
        std::fs::create_dir(&home).unwrap();
        let mut child = start(&home);
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut safe = 0;
        for _ in 0..1 + moment(run) % 120 {
            let Some(Ok(line)) = lines.next() else { break };
            safe = line.parse().unwrap_or(safe);
        }
        for _ in 0..moment(run + RUNS) % 50_000 {
            std::hint::spin_loop();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What it had printed before it died counts too.
        for line in lines.map_while(Result::ok) {
            safe = line.parse().unwrap_or(safe);
        }
        let (saved, left) = after(&home);
        assert!(saved.max(left) >= safe, "run {run}: {safe} were safe, {saved} are in the file, {left} were left");
        with_file += usize::from(saved > 0);
        with_rest += usize::from(left > saved);
        std::fs::remove_dir_all(&home).unwrap();
    }
    println!("{RUNS} kills: {with_file} with a saved file, {with_rest} with more in the journal than in the file");
    assert!(with_file > 20 && with_rest > 20, "the moments fall into all phases: {with_file}, {with_rest}");
}
