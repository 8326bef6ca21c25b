//! Tells a second program that a project is open.

use std::fmt;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::sys;
use crate::say;

/// What a lock file holds at most, in bytes; the rest of a stranger's file is not read.
const WHO_LIMIT: u64 = 4096;

/// A program that has a project open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// The computer's name.
    pub host: String,
    /// The process.
    pub pid: u32,
    /// When it took the lock, as RFC 3339, UTC.
    pub since: String,
}

impl Who {
    /// Describes this program, now.
    pub fn here() -> Who {
        let since = jiff::Timestamp::try_from(std::time::SystemTime::now()).unwrap_or_default();
        let since = since.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
        Who { host: sys::host(), pid: std::process::id(), since }
    }

    fn encode(&self) -> String {
        format!("gainsay\nhost {}\npid {}\nsince {}\n", self.host.replace('\n', " "), self.pid, self.since)
    }

    fn decode(text: &str) -> Option<Who> {
        let mut lines = text.strip_prefix("gainsay\n")?.lines();
        Some(Who {
            host: lines.next()?.strip_prefix("host ")?.to_owned(),
            pid: lines.next()?.strip_prefix("pid ")?.parse().ok()?,
            since: lines.next()?.strip_prefix("since ")?.to_owned(),
        })
    }

    /// Tells whether the program may still run: certain only for this computer.
    fn may_run(&self) -> bool {
        self.host != sys::host() || sys::is_running(self.pid)
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!("lock-who", process = self.pid.to_string(), host = &self.host, since = &self.since))
    }
}

/// What came of the wish to have a project for oneself.
#[derive(Debug)]
pub enum Locked {
    /// It is ours until the guard is dropped.
    Ours(Guard),
    /// Another program has it, or another window of this one; `None` when that could not be read.
    Other(Option<Who>),
    /// Nothing can be locked there, because the folder can only be read or its file system has no locks; in the
    /// user's words.
    Unsupported(String),
}

/// Holds a lock file until it is dropped, and then removes it.
#[derive(Debug)]
pub struct Guard {
    path: PathBuf,
    file: File,
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Removed while it is still locked: whoever opened it meanwhile gets a lock on a file that no longer stands
        // there, notices that, and begins anew. Where that cannot be noticed, the empty file stays.
        if cfg!(unix) && sys::is_at(&self.file, &self.path).unwrap_or(false) {
            let _ = fs::remove_file(&self.path);
        } else {
            let _ = self.file.set_len(0);
        }
    }
}

/// Returns the lock file of a project: `.NAME.lock` beside it, symbolic links followed.
pub fn lock_path(project: &Path) -> PathBuf {
    sys::beside(&sys::resolve(project).unwrap_or_else(|_| project.to_owned()), ".lock")
}

/// Takes a project for this program, without waiting.
///
/// The lock is on a file beside the project, for one on the project itself would be lost when a save replaces it. It
/// is the system's: it goes with the program, however that ends, and no stale one is left to be cleared by hand.
pub fn lock(project: &Path) -> Locked {
    let path = lock_path(project);
    match attempt(&path) {
        Attempt::Got(guard) => Locked::Ours(guard),
        Attempt::Held(who) => Locked::Other(who),
        Attempt::Unsupported(error) => {
            let (path, detail) = (project.display().to_string(), error.to_string());
            Locked::Unsupported(say!("lock-unsupported", path = path, detail = detail))
        }
    }
}

/// What came of one attempt to lock a file.
pub(super) enum Attempt {
    Got(Guard),
    Held(Option<Who>),
    Unsupported(io::Error),
}

/// Makes a lock file, if it is not there, locks it and writes who holds it.
pub(super) fn attempt(path: &Path) -> Attempt {
    // Each turn but the last met a lock that was just being given up.
    for _ in 0..16 {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(path);
        // Another user's lock file may only be readable: enough to see whether it is held.
        let file = match opened.or_else(|error| File::open(path).map_err(|_| error)) {
            Ok(file) => file,
            Err(error) => return Attempt::Unsupported(error),
        };
        if let Some(attempt) = take(file, path) {
            return attempt;
        }
    }
    Attempt::Held(None)
}

/// Locks an open lock file; `None` when it no longer stands at its path.
fn take(mut file: File, path: &Path) -> Option<Attempt> {
    Some(match file.try_lock() {
        Ok(()) => match sys::is_at(&file, path) {
            Ok(true) => {
                // Who it is only serves to tell the other; that the lock is held does not hang on it.
                let _ = write_who(&mut file);
                Attempt::Got(Guard { path: path.to_owned(), file })
            }
            Ok(false) => return None,
            Err(error) => Attempt::Unsupported(error),
        },
        Err(TryLockError::WouldBlock) => Attempt::Held(read_who(&mut file)),
        Err(TryLockError::Error(error)) => {
            // A program that could not lock either may have left its name; without one the file is no use.
            if file.metadata().is_ok_and(|facts| facts.len() == 0) {
                let _ = fs::remove_file(path);
            }
            Attempt::Unsupported(error)
        }
    })
}

/// Tells whether the program that a lock file names may still run, for file systems without locks.
pub(super) fn may_be_held(path: &Path) -> bool {
    File::open(path).is_ok_and(|mut file| read_who(&mut file).is_some_and(|who| who.may_run()))
}

/// Leaves this program's name in a lock file that could not be locked.
pub(super) fn leave_name(path: &Path) -> io::Result<()> {
    fs::write(path, Who::here().encode())
}

fn write_who(file: &mut File) -> io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(Who::here().encode().as_bytes())
}

fn read_who(file: &mut File) -> Option<Who> {
    let mut text = String::new();
    file.rewind().ok()?;
    file.take(WHO_LIMIT).read_to_string(&mut text).ok()?;
    Who::decode(&text)
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;
    use std::io::BufRead;
    use std::process::{Command, Stdio};

    const CHILD: &str = "GAINSAY_TEST_LOCK";

    #[test]
    fn the_second_is_told_who_has_it() {
        let scratch = scratch();
        let project = scratch.0.join("p.ron");
        fs::write(&project, "x").unwrap();
        let Locked::Ours(guard) = lock(&project) else { panic!("free") };
        match lock(&project) {
            Locked::Other(who) if cfg!(unix) => assert_eq!(who.unwrap().pid, std::process::id()),
            Locked::Other(_) => {}
            other => panic!("{other:?}"),
        }
        drop(guard);
        assert!(!cfg!(unix) || !lock_path(&project).exists());
        assert!(matches!(lock(&project), Locked::Ours(_)));
    }

    #[test]
    fn a_lock_survives_the_replacing_of_the_project() {
        let scratch = scratch();
        let project = scratch.0.join("p.ron");
        fs::write(&project, "x").unwrap();
        let _guard = lock(&project);
        fs::write(scratch.0.join("new"), "y").unwrap();
        fs::rename(scratch.0.join("new"), &project).unwrap();
        assert!(matches!(lock(&project), Locked::Other(_)));
    }

    #[test]
    fn a_removed_lock_file_of_another_is_left_alone() {
        let scratch = scratch();
        let project = scratch.0.join("p.ron");
        let first = lock(&project);
        fs::remove_file(lock_path(&project)).unwrap();
        let second = lock(&project);
        assert!(matches!(second, Locked::Ours(_)));
        drop(first);
        assert!(matches!(lock(&project), Locked::Other(_)), "the first took the second's file with it");
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_on_a_file_that_was_just_given_up_is_none() {
        let scratch = scratch();
        let path = lock_path(&scratch.0.join("p.ron"));
        let Attempt::Got(first) = attempt(&path) else { panic!("free") };
        // The second opens it, the first gives it up and a third begins anew, and then the second locks what it has.
        let (second, third) = (File::open(&path).unwrap(), File::open(&path).unwrap());
        drop(first);
        assert!(take(second, &path).is_none());
        let Attempt::Got(_guard) = attempt(&path) else { panic!("free") };
        assert!(take(third, &path).is_none());
    }

    #[test]
    fn who_is_written_and_read() {
        let who = Who::here();
        assert_eq!(Who::decode(&who.encode()), Some(who.clone()));
        assert!(who.may_run());
        for text in ["", "gainsay\n", "gainsay\nhost a\npid x\nsince y\n", "other"] {
            assert_eq!(Who::decode(text), None);
        }
    }

    /// Runs in a process of its own for the test below: takes the lock, says so, and waits to be told to end.
    #[test]
    fn child() {
        let Some(project) = std::env::var_os(CHILD) else { return };
        let locked = lock(Path::new(&project));
        let answer = match &locked {
            Locked::Ours(_) => "ours".to_owned(),
            Locked::Other(who) => format!("other {}", who.as_ref().map_or(0, |who| who.pid)),
            Locked::Unsupported(why) => why.clone(),
        };
        println!("\nANSWER {answer}");
        let _ = io::stdin().read_line(&mut String::new());
    }

    type Output = io::Lines<io::BufReader<std::process::ChildStdout>>;

    /// Returns the child, its answer, and its output, which must stay open until the child ends.
    fn spawn(project: &Path) -> (std::process::Child, String, Output) {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "disk::lock::tests::child", "--nocapture"])
            .env(CHILD, project)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = io::BufReader::new(child.stdout.take().unwrap()).lines();
        let answer = lines.find_map(|line| line.unwrap().strip_prefix("ANSWER ").map(str::to_owned));
        (child, answer.unwrap(), lines)
    }

    #[test]
    fn another_process_holds_it_until_it_ends_even_when_killed() {
        let scratch = scratch();
        let project = scratch.0.join("p.ron");
        let (mut child, answer, _output) = spawn(&project);
        assert_eq!(answer, "ours");
        match lock(&project) {
            Locked::Other(who) if cfg!(unix) => assert_eq!(who.unwrap().pid, child.id()),
            Locked::Other(_) => {}
            other => panic!("{other:?}"),
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let Locked::Ours(_guard) = lock(&project) else { panic!("a dead program's lock goes with it") };
        let (mut child, answer, _output) = spawn(&project);
        if cfg!(unix) {
            assert_eq!(answer, format!("other {}", std::process::id()));
        }
        drop(child.stdin.take());
        child.wait().unwrap();
    }

    #[test]
    fn two_never_hold_it_at_once() {
        use std::sync::atomic::{AtomicUsize, Ordering};
        let scratch = scratch();
        let project = scratch.0.join("p.ron");
        let (holders, wins) = (AtomicUsize::new(0), AtomicUsize::new(0));
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..300 {
                        if let Locked::Ours(_guard) = lock(&project) {
                            assert_eq!(holders.fetch_add(1, Ordering::SeqCst), 0, "two hold it");
                            wins.fetch_add(1, Ordering::SeqCst);
                            holders.fetch_sub(1, Ordering::SeqCst);
                        }
                    }
                });
            }
        });
        assert!(wins.load(Ordering::SeqCst) > 0);
    }
}
