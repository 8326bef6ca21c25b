//! Reads a project file: first that it is one and of which format, then its rows.

use std::borrow::Cow;
use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::model::{Hash, Project};
use crate::say;

use super::notes::Warning;
use super::{FORMAT, apart, clean, plain, seal, v1};

/// Bytes of stack for the parser.
pub(super) const STACK: usize = 4 << 20;
/// Levels of nesting that the parser goes into; a project file has nine.
const DEPTH: usize = 24;

/// A project as it was read.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The project.
    pub project: Project,
    /// What was odd, in the order of the file.
    pub warnings: Vec<Warning>,
    /// Whether the file is to the letter what was once written, line ends aside. One that is not is damaged or was
    /// edited by hand, and must not be overwritten without asking.
    pub intact: bool,
    /// The SHA-256 of the bytes as they were read, by which a change by another program is noticed.
    pub hash: Hash,
}

/// Why a file could not be read. Its text says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// There is nothing in it.
    Empty,
    /// It is not UTF-8.
    NotUtf8 {
        /// The line of the first byte that is not, counted from 1.
        line: usize,
        /// The offset of that byte, counted from 0.
        byte: usize,
    },
    /// It does not begin as a project does.
    NotAProject {
        /// The line, counted from 1.
        line: usize,
        /// The column in code points, counted from 1.
        column: usize,
    },
    /// A newer program wrote it. It must not be overwritten.
    Newer {
        /// The number of its format.
        format: u64,
    },
    /// It breaks off, or holds what a project does not have at that place.
    Syntax {
        /// The line, counted from 1.
        line: usize,
        /// The column in code points, counted from 1.
        column: usize,
        /// What was expected there.
        expected: String,
    },
    /// The rows could not be made a project. This is a fault of the program.
    Fault(String),
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            ReadError::Empty => say!("open-empty").to_owned(),
            ReadError::NotUtf8 { line, byte } => say!("open-not-utf8", line = *line, byte = *byte),
            ReadError::NotAProject { line, column } => {
                say!("open-no-project", line = *line, column = *column, format = FORMAT)
            }
            ReadError::Newer { format } => say!("open-newer", format = format.to_string(), known = FORMAT),
            ReadError::Syntax { line, column, expected } => {
                say!("open-syntax", line = *line, column = *column, what = expected)
            }
            ReadError::Fault(what) => say!("open-fault", what = what),
        };
        f.write_str(&text)
    }
}

impl std::error::Error for ReadError {}

/// Reads a project file.
///
/// What does not fit is put right or set apart and listed in the warnings; nothing goes unnamed. Takes time linear in
/// the file's length.
///
/// # Errors
/// When the file is not UTF-8, is no project, has a newer format, or is not RON of a project's shape.
pub fn read(bytes: &[u8]) -> Result<Loaded, ReadError> {
    let body = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = std::str::from_utf8(body).map_err(|error| {
        let byte = error.valid_up_to();
        let line = 1 + body[..byte].iter().filter(|byte| **byte == b'\n').count();
        ReadError::NotUtf8 { line, byte: byte + bytes.len() - body.len() }
    })?;
    match format_of(text)? {
        FORMAT => {}
        format if format > FORMAT => return Err(ReadError::Newer { format }),
        _ => return Err(ReadError::NotAProject { line: 1, column: 1 }),
    }
    let stop = AtomicBool::new(false);
    let sums = || {
        let intact = seal::intact(body);
        // What the rows give is of no use then.
        stop.store(!intact, Ordering::Relaxed);
        (intact, Hash::of(bytes))
    };
    let (whole, (intact, hash)) = beside(|| Ok(as_written(text, &stop)), sums);
    let (project, warnings) = match whole? {
        Some(project) if intact => (project, Vec::new()),
        _ => beside(|| first_format(text), || ()).0?,
    };
    Ok(Loaded { project, warnings, intact, hash })
}

/// Reads a file that is as this program wrote it, line ends aside, and has nothing odd; `None` for any other, and soon
/// after `stop` is set.
fn as_written(text: &str, stop: &AtomicBool) -> Option<Project> {
    let text = if memchr::memchr(b'\r', text.as_bytes()).is_some() {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    };
    let parts = apart::take(&text)?;
    let rest: v1::File<'_> = options().from_str(&parts.rest).ok()?;
    plain::project(&parts, &rest, stop)
}

/// Reads any file.
fn first_format(text: &str) -> Result<(Project, Vec<Warning>), ReadError> {
    let file: v1::File<'_> = options().from_str(text).map_err(|error| syntax(&error, text))?;
    clean::project(&file, text).map_err(|error| ReadError::Fault(error.to_string()))
}

/// Returns how RON is read here.
pub(super) fn options() -> ron::Options {
    ron::Options::default().with_recursion_limit(DEPTH)
}

fn syntax(error: &ron::error::SpannedError, text: &str) -> ReadError {
    if let Some(line) = text.lines().position(|line| line.starts_with("<<<<<<< ")) {
        return ReadError::Syntax { line: line + 1, column: 1, expected: say!("open-merge").to_owned() };
    }
    let place = error.span.end;
    let expected = error.code.to_string().replace('\n', " ");
    ReadError::Syntax { line: place.line, column: place.col, expected }
}

/// Runs the parser on a thread with a stack of its own, so that it neither needs the caller's nor takes the program
/// along, and something else meanwhile.
fn beside<T: Send, U>(
    parser: impl FnOnce() -> Result<T, ReadError> + Send,
    meanwhile: impl FnOnce() -> U,
) -> (Result<T, ReadError>, U) {
    let fault = |what: String| Err(ReadError::Fault(what));
    thread::scope(|scope| {
        let thread = thread::Builder::new().name("read project".to_owned()).stack_size(STACK);
        let parser = thread.spawn_scoped(scope, parser);
        let other = meanwhile();
        let parsed = match parser {
            Ok(handle) => handle.join().unwrap_or_else(|_| fault(say!("detail-broke-off").to_owned())),
            Err(error) => fault(say!("detail-no-thread", detail = error.to_string())),
        };
        (parsed, other)
    })
}

/// Reads the number of the format, before anything is taken for granted of what follows it.
fn format_of(text: &str) -> Result<u64, ReadError> {
    let mut rest = text;
    skip_space(&mut rest);
    if rest.is_empty() {
        return Err(ReadError::Empty);
    }
    let mut number = None;
    for word in ["(", "format", ":"] {
        skip_space(&mut rest);
        match rest.strip_prefix(word) {
            Some(behind) => rest = behind,
            None => return Err(not_a_project(text, rest)),
        }
    }
    skip_space(&mut rest);
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if digits > 0 {
        // A number too long for 64 bits is newer than anything.
        number = Some(rest[..digits].parse().unwrap_or(u64::MAX));
    }
    number.ok_or_else(|| not_a_project(text, rest))
}

fn not_a_project(text: &str, rest: &str) -> ReadError {
    let before = &text[..text.len() - rest.len()];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    ReadError::NotAProject {
        line: 1 + before.bytes().filter(|byte| *byte == b'\n').count(),
        column: 1 + before[line_start..].chars().count(),
    }
}

/// Skips white space and comments that end with their line.
fn skip_space(rest: &mut &str) {
    loop {
        *rest = rest.trim_start();
        match rest.strip_prefix("//") {
            Some(comment) => *rest = comment.find('\n').map_or("", |end| &comment[end..]),
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = include_str!("../../samples/mi6.ron");

    #[test]
    fn what_was_written_is_read_by_rows_and_as_all_else_is() {
        let (project, warnings) = first_format(SAMPLE).unwrap();
        assert_eq!(warnings, []);
        for text in [SAMPLE, &SAMPLE.replace('\n', "\r\n")] {
            assert!(as_written(text, &AtomicBool::new(false)).unwrap() == project);
            assert!(as_written(text, &AtomicBool::new(true)).is_none());
        }
    }

    /// A row or a line at a time is left out or doubled: either both ways give the same, or the fast one gives nothing.
    #[test]
    fn rows_are_never_read_otherwise_than_the_whole() {
        let lines: Vec<&str> = SAMPLE.split_inclusive('\n').collect();
        let (mut same, mut refused) = (0, 0);
        for at in (0..lines.len()).step_by(if cfg!(debug_assertions) { 7 } else { 1 }) {
            for times in [0, 2] {
                let changed = [lines[..at].concat(), lines[at].repeat(times), lines[at + 1..].concat()].concat();
                let Some(project) = as_written(&changed, &AtomicBool::new(false)) else {
                    refused += 1;
                    continue;
                };
                let (whole, warnings) = first_format(&changed).unwrap();
                assert!(project == whole, "line {} {times} times", at + 1);
                assert_eq!(warnings, [], "line {} {times} times", at + 1);
                same += 1;
            }
        }
        assert!(same > 20 && refused > 50, "{same} read, {refused} refused");
    }
}
