//! Reads text files that are to be added, on whichever thread it is called, and the first project before it is asked
//! for.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};

use crate::app::{FileRead, is_foreign, is_hand_in, is_text};
use crate::disk::many::{Finding, Found};
use crate::disk::{self, many};
use crate::documents::Watch;
use crate::say;
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

/// A file of a folder that no article is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passed {
    /// The file, or a folder.
    pub path: PathBuf,
    /// Why.
    pub why: &'static str,
    /// Whether somebody may miss it: what is hidden, and what a browser keeps beside a page, nobody does.
    pub is_loss: bool,
}

/// The files that are to be added where folders are among what was asked for.
#[derive(Debug, Default)]
pub struct Listed {
    /// The files, those of folders in the order in which people count.
    pub files: Vec<PathBuf>,
    /// Folders of which nothing can be added, and why.
    pub failed: Vec<(PathBuf, String)>,
    /// What no article is made of among the files of folders, and why.
    pub passed: Vec<Passed>,
    /// Whether another program's work stands in a folder.
    pub foreign: bool,
    /// Whether hand-ins stand in a folder.
    pub hand_ins: bool,
}

impl Listed {
    /// Looks into folders, with all below them, for files that articles are made of.
    pub fn of(paths: &[PathBuf]) -> Listed {
        let mut listed = Listed::default();
        for path in paths {
            if path.is_dir() {
                let why = match many::find(std::slice::from_ref(path)) {
                    Ok(found) if listed.take(path, &found) => continue,
                    Ok(_) => say!("file-folder-empty").to_owned(),
                    Err(error) => error.to_string(),
                };
                listed.failed.push((path.clone(), why));
            } else {
                listed.files.push(path.clone());
            }
        }
        listed
    }

    /// Lists the folders of which nothing can be added, as files that were read.
    pub(super) fn failures(&self) -> impl Iterator<Item = FileRead> {
        self.failed.iter().map(|(path, why)| FileRead::Failed { name: file_name(path), why: why.clone() })
    }

    /// Takes what was found in a folder. Tells whether there was anything.
    fn take(&mut self, folder: &Path, Finding { files, passed }: &Finding) -> bool {
        let known = passed.iter().map(|(name, why)| Passed {
            path: folder.join(name),
            why: why.told(),
            is_loss: why.is_loss(),
        });
        self.passed.extend(known);
        let pages: HashSet<&str> = files.iter().filter_map(|file| page(&file.name)).collect();
        let is_of_page = |file: &Found| page(&file.name).is_some() || is_foreign(&file.path);
        let mut any = false;
        for file in files {
            let beside = is_beside_page(&file.name, &pages);
            if is_text(&file.path) && !(beside && is_of_page(file)) {
                any = true;
                self.files.push(file.path.clone());
                continue;
            }
            let foreign = is_foreign(&file.path) && !beside;
            (self.foreign, any) = (self.foreign || foreign, any || foreign);
            self.hand_ins |= is_hand_in(&file.path) && !(beside && is_of_page(file));
            let why = match (beside, foreign) {
                (true, _) => say!("passed-of-page"),
                (_, true) => say!("passed-foreign"),
                _ => say!("passed-no-document"),
            };
            self.passed.push(Passed { path: file.path.clone(), why, is_loss: !beside });
        }
        any
    }
}

/// Returns a saved page's name without its ending.
fn page(name: &str) -> Option<&str> {
    let (stem, ending) = name.rsplit_once('.')?;
    ["html", "htm", "xhtml"].iter().any(|page| ending.eq_ignore_ascii_case(page)).then_some(stem)
}

/// Tells whether a file lies in what may be what a browser puts beside a page that it saves: a folder with the page's
/// name and a word behind it, in the browser's language.
fn is_beside_page(name: &str, pages: &HashSet<&str>) -> bool {
    name.match_indices('/').any(|(end, _)| {
        let folder = &name[..end];
        folder.match_indices(['_', '-', '.']).any(|(at, _)| pages.contains(&folder[..at]))
    })
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
    fn folders_give_the_files_that_articles_are_made_of() {
        let home = tempfile::tempdir().expect("a folder");
        let write = |name: &str| {
            let path = home.path().join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            std::fs::write(path, "x").expect("a file");
        };
        for name in [
            "10.txt",
            "2.TXT",
            "dam.html",
            "dam_files/ad.html",
            "dam_files/x.json",
            "dam_files/b.md",
            "in/dam-1/a.md",
            "x.png",
        ] {
            write(name);
        }
        std::fs::create_dir(home.path().join("none")).expect("a folder");
        let listed = Listed::of(&[home.path().to_owned(), home.path().join("none"), PathBuf::from("gone.txt")]);
        let names: Vec<_> = listed.files.iter().map(|file| file.strip_prefix(home.path()).unwrap_or(file)).collect();
        assert_eq!(
            names,
            ["2.TXT", "10.txt", "dam.html", "dam_files/b.md", "in/dam-1/a.md", "gone.txt"].map(Path::new)
        );
        assert!(!listed.foreign, "what lies beside a page is the page's");
        let [(path, why)] = &listed.failed[..] else { panic!("{listed:?}") };
        assert!(path.ends_with("none") && why.contains("no file"), "{why}");
        let passed = |listed: &Listed| {
            let told = |one: &Passed| format!("{}: {}, {}", file_name(&one.path), one.why, one.is_loss);
            listed.passed.iter().map(told).collect::<Vec<_>>()
        };
        let all = passed(&listed);
        assert!(all.iter().any(|told| told.starts_with("ad.html: ") && told.ends_with("page, false")), "{all:?}");
        assert!(
            all.iter().any(|told| told.starts_with("x.png: ") && told.ends_with("true")) && all.len() == 3,
            "{all:?}"
        );
        write("in/2.ann");
        assert!(Listed::of(&[home.path().to_owned()]).foreign);
        assert!(!Listed::of(&[home.path().join("in/2.ann")]).foreign, "a file was not told by its folder");
        assert!(!Listed::of(&[home.path().to_owned()]).hand_ins);
        write("handed/Dam - Ada.handin.json");
        assert!(Listed::of(&[home.path().join("handed")]).hand_ins);
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
