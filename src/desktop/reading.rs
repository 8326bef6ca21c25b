//! Reads text files that are to be added, on whichever thread it is called.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use crate::app::FileRead;
use crate::disk;

/// Reads files one after the other, until `stop` is set. Tells how many were read, a hundred times at most.
pub(super) fn read_files(paths: &[PathBuf], stop: &AtomicBool, mut tell: impl FnMut(usize)) -> Vec<FileRead> {
    let mut files = Vec::with_capacity(paths.len());
    for (done, path) in paths.iter().enumerate() {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        if done > 0 && done * 100 / paths.len() != (done - 1) * 100 / paths.len() {
            tell(done);
        }
        let bytes = disk::read(path).map_err(|error| error.to_string());
        files.push(FileRead::of(&file_name(path), bytes));
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
    fn tells_how_far_it_is_and_stops_when_asked_to() {
        // None of them is there: what cannot be read counts too.
        let paths: Vec<PathBuf> = (0..400).map(|at| PathBuf::from(format!("/nowhere/{at}.txt"))).collect();
        let stop = AtomicBool::new(false);
        let mut told = Vec::new();
        let files = read_files(&paths, &stop, |done| told.push(done));
        assert_eq!(files.len(), 400);
        assert!(told.len() == 99 && told.is_sorted() && told.last() == Some(&396), "{told:?}");
        let why = |file: &FileRead| match file {
            FileRead::Failed { name, why } => (name.clone(), why.contains("there is no such file")),
            other => panic!("{other:?}"),
        };
        assert_eq!(why(&files[399]), ("399.txt".into(), true));
        let files = read_files(&paths, &stop, |done| stop.store(done >= 200, Ordering::Relaxed));
        assert_eq!(files.len(), 201, "the one it is at is the last");
    }
}
