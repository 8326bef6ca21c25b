//! Reads text files that are to be added, on whichever thread it is called, and the first project before it is asked
//! for.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crate::app::FileRead;
use crate::disk;
use crate::documents::Watch;
use crate::store::{self, Loaded, ReadError};

/// A project that is read on a thread of its own while the window is made. It is not locked, so what is read may be
/// overwritten before it is asked for.
pub struct Ahead {
    path: PathBuf,
    thread: JoinHandle<Option<Read>>,
}

/// The bytes that stood there, and what they say.
type Read = (Vec<u8>, Result<Loaded, ReadError>);

impl Ahead {
    /// Begins to read a project; `None` where no thread can be had.
    pub fn begin(path: PathBuf) -> Option<Ahead> {
        let file = path.clone();
        let read = move || {
            // What is wrong with the file is said when it is asked for.
            let bytes = disk::read(&file).ok()?;
            let loaded = store::read(&bytes);
            Some((bytes, loaded))
        };
        let thread = thread::Builder::new().name("ahead".into()).spawn(read).ok()?;
        Some(Ahead { path, thread })
    }

    /// Tells whether it is this project.
    pub(super) fn is_of(&self, path: &Path) -> bool {
        self.path == path
    }

    /// Waits for what was read, and returns it when the file still holds the same bytes.
    fn take(self, bytes: &[u8]) -> Option<Result<Loaded, ReadError>> {
        let (same, loaded) = self.thread.join().ok()??;
        (same == bytes).then_some(loaded)
    }
}

/// Reads a project's bytes, unless that was done ahead.
pub(super) fn read_project(bytes: &[u8], ahead: Option<Ahead>) -> Result<Loaded, ReadError> {
    ahead.and_then(|ahead| ahead.take(bytes)).unwrap_or_else(|| store::read(bytes))
}

/// Reads files one after the other, until `stop` is set. Tells how many were read, a hundred times at most.
pub(super) fn read_files(paths: &[PathBuf], stop: &AtomicBool, mut tell: impl FnMut(usize, u8)) -> Vec<FileRead> {
    let mut files = Vec::with_capacity(paths.len());
    for (done, path) in paths.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if done > 0 && done * 100 / paths.len() != (done - 1) * 100 / paths.len() {
            tell(done, 0);
        }
        let bytes = disk::read(path).map_err(|error| error.to_string());
        let mut last = 0;
        let mut progress = |share: f64| {
            let percent = (share * 100.0) as u8;
            if percent > last {
                last = percent;
                tell(done, percent);
            }
        };
        let mut watch = Watch { stop: &|| stop.load(Ordering::Relaxed), progress: &mut progress };
        files.push(FileRead::watched(&file_name(path), bytes, &mut watch));
    }
    files
}

/// Returns a file's name without its folder.
fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_ahead_counts_as_long_as_the_file_holds_the_same() {
        let sample = include_bytes!("../../samples/mi6.ron");
        let ahead = || {
            let read = || Some((b"these bytes".to_vec(), store::read(sample)));
            Some(Ahead { path: PathBuf::new(), thread: thread::spawn(read) })
        };
        let articles = |read: Result<Loaded, ReadError>| read.map(|loaded| loaded.project.article_count());
        assert_eq!(articles(read_project(b"these bytes", ahead())), Ok(2), "they are not read again");
        assert_eq!(articles(read_project(b"other bytes", ahead())), articles(store::read(b"other bytes")));
        let gone = Ahead::begin(PathBuf::from("/nowhere/p.ron"));
        assert!(gone.is_some());
        assert_eq!(articles(read_project(sample, gone)), Ok(2), "it came since");
    }

    #[test]
    fn tells_how_far_it_is_and_stops_when_asked_to() {
        // None of them is there: what cannot be read counts too.
        let paths: Vec<PathBuf> = (0..400).map(|at| PathBuf::from(format!("/nowhere/{at}.txt"))).collect();
        let stop = AtomicBool::new(false);
        let mut told = Vec::new();
        let files = read_files(&paths, &stop, |done, _| told.push(done));
        assert_eq!(files.len(), 400);
        assert!(told.len() == 99 && told.is_sorted() && told.last() == Some(&396), "{told:?}");
        let why = |file: &FileRead| match file {
            FileRead::Failed { name, why } => (name.clone(), why.contains("there is no such file")),
            other => panic!("{other:?}"),
        };
        assert_eq!(why(&files[399]), ("399.txt".into(), true));
        let files = read_files(&paths, &stop, |done, _| stop.store(done >= 200, Ordering::Relaxed));
        assert_eq!(files.len(), 201, "the one it is at is the last");
    }
}
