//! Finds the files of folders, and writes several files as one deed.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::read::ReadError;
use super::sys;
use super::temporary;
use super::trouble::Trouble;
use crate::model::by_counting;
use crate::say;

/// The most files that one folder may hold, with those below it.
pub const MOST: usize = 200_000;

/// A file that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// Its name behind the folder that was named, with `/` between folders.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

/// Why a file was passed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its name begins with a point: programs keep there what is theirs alone.
    Hidden,
    /// It is a link inside of a folder: it may lead anywhere.
    Link,
    /// It is no file and no folder.
    Device,
    /// It was listed before.
    Twice,
}

impl Why {
    /// Says it in a few words.
    pub fn told(self) -> &'static str {
        match self {
            Why::Hidden => say!("passed-hidden"),
            Why::Link => say!("passed-link"),
            Why::Device => say!("passed-device"),
            Why::Twice => say!("passed-twice"),
        }
    }

    /// Tells whether somebody's work may be in it that is read nowhere else.
    pub fn is_loss(self) -> bool {
        self == Why::Link
    }
}

/// The files of some paths, and what was passed over, by its name with a `/` behind those of folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The files.
    pub files: Vec<Found>,
    /// What was passed over.
    pub passed: Vec<(String, Why)>,
}

/// Lists files, and those of folders with all below them, by name. What is hidden is passed over, links inside of
/// folders are, and what was listed before under another path. A name is told from its folder on where several paths
/// are given, of one folder without it.
///
/// # Errors
/// When something is not there or may not be read, or there is too much of it.
pub fn find(paths: &[PathBuf]) -> Result<Finding, ReadError> {
    let mut all = Finding::default();
    for path in paths {
        let own = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let facts = fs::metadata(path).map_err(|error| ReadError::new(path, &error))?;
        if facts.is_dir() {
            let below = if paths.len() > 1 && !own.is_empty() { format!("{own}/") } else { String::new() };
            walk(path, below, &mut all)?;
        } else {
            all.files.push(Found { name: own, path: path.clone() });
        }
    }
    if paths.len() > 1 {
        let (mut known, Finding { files, passed }) = (HashSet::new(), &mut all);
        files.retain(|file| {
            let new = fs::canonicalize(&file.path).map_or(true, |path| known.insert(path));
            if !new {
                passed.push((file.name.clone(), Why::Twice));
            }
            new
        });
    }
    Ok(all)
}

/// Lists a folder. Folders wait in a list, for they may be nested deeper than calls can be.
fn walk(root: &Path, below: String, all: &mut Finding) -> Result<(), ReadError> {
    let (first, first_passed) = (all.files.len(), all.passed.len());
    let mut waiting = vec![(root.to_owned(), below)];
    while let Some((folder, below)) = waiting.pop() {
        let failed = |error: io::Error| ReadError::new(&folder, &error);
        for entry in fs::read_dir(&folder).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // The type of a link is that of the link.
            let kind = entry.file_type().map_err(failed)?;
            let why = match () {
                () if name.starts_with('.') => Some(Why::Hidden),
                () if kind.is_symlink() => Some(Why::Link),
                () => (!kind.is_dir() && !kind.is_file()).then_some(Why::Device),
            };
            let name = format!("{below}{name}");
            match why {
                Some(why) => all.passed.push((if kind.is_dir() { format!("{name}/") } else { name }, why)),
                None if kind.is_dir() => waiting.push((entry.path(), format!("{name}/"))),
                None => all.files.push(Found { name, path: entry.path() }),
            }
            if all.files.len() + all.passed.len() + waiting.len() > MOST {
                return Err(ReadError {
                    path: root.to_owned(),
                    trouble: Trouble::TooBig,
                    detail: say!("detail-too-many", count = MOST),
                });
            }
        }
    }
    all.files[first..].sort_by(|one, other| by_counting(&one.name, &other.name));
    all.passed[first_passed..].sort_by(|(one, _), (other, _)| by_counting(one, other));
    Ok(())
}

/// Files that are being written. They stand in a folder of their own until [`Outlet::finish`] puts them where they
/// belong, so that what is stopped or fails leaves nothing half done.
#[derive(Debug)]
pub struct Outlet {
    target: PathBuf,
    replace: bool,
    folder: PathBuf,
    names: Vec<String>,
    open: Option<BufWriter<File>>,
    /// The name of the one that is open.
    last: Option<String>,
    /// Files that are not written over, and what is said of that.
    spared: (HashSet<sys::Identity>, String),
    /// Says as long as it is open that the folder is in use.
    _lock: Option<File>,
}

impl Outlet {
    /// Begins. Where one file is written, `target` is its path; where several are, it is the folder they come into, and
    /// so it is for one where that folder is there. What is there is replaced only where `replace` says so.
    ///
    /// # Errors
    /// When nothing can be written beside the target, or something is there.
    pub fn begin(target: &Path, replace: bool) -> io::Result<Outlet> {
        // What a link leads to is replaced, not the link.
        let target = &sys::resolve(target)?;
        replaceable(target, replace)?;
        temporary::sweep_folders(sys::folder_of(target));
        let (folder, lock) = temporary::folder_beside(target)?;
        Ok(Outlet {
            target: target.to_owned(),
            replace,
            folder,
            names: Vec::new(),
            open: None,
            last: None,
            spared: Default::default(),
            _lock: lock,
        })
    }

    /// Writes over none of these files, and says why where it would: before anything is put where it belongs.
    ///
    /// # Errors
    /// When the target is one of them.
    pub fn spare(&mut self, files: impl IntoIterator<Item = impl AsRef<Path>>, why: &str) -> io::Result<()> {
        self.spared = (files.into_iter().filter_map(|file| sys::identity(file.as_ref())).collect(), why.to_owned());
        self.is_spared(&self.target)
    }

    fn is_spared(&self, path: &Path) -> io::Result<()> {
        let (files, why) = &self.spared;
        let refused = !files.is_empty() && sys::identity(path).is_some_and(|file| files.contains(&file));
        if refused { Err(io::Error::new(io::ErrorKind::InvalidInput, why.as_str())) } else { Ok(()) }
    }

    /// Begins a file, which ends the one before it. `name` has `/` between folders.
    ///
    /// # Errors
    /// When it can't be made, is there already, or its name leads elsewhere.
    pub fn file(&mut self, name: &str) -> io::Result<()> {
        self.close()?;
        let plain = name.split('/').all(|part| !part.is_empty() && part != "." && part != ".." && !part.contains('\\'));
        if !plain {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, name));
        }
        let path = self.folder.join(name);
        if let Some(above) = path.parent() {
            fs::create_dir_all(above)?;
        }
        self.open = Some(BufWriter::with_capacity(1 << 16, File::create_new(path)?));
        self.names.push(name.to_owned());
        self.last = Some(name.to_owned());
        Ok(())
    }

    /// Goes on with a file that was begun before.
    ///
    /// # Errors
    /// When there is none, or it can't be opened.
    pub fn again(&mut self, name: &str) -> io::Result<()> {
        if self.last.as_deref() == Some(name) && self.open.is_some() {
            return Ok(());
        }
        self.close()?;
        if !self.names.iter().any(|known| known == name) {
            return Err(io::ErrorKind::NotFound.into());
        }
        let file = fs::OpenOptions::new().append(true).open(self.folder.join(name))?;
        self.open = Some(BufWriter::with_capacity(1 << 16, file));
        self.last = Some(name.to_owned());
        Ok(())
    }

    /// Writes to the file that was begun last.
    ///
    /// # Errors
    /// When it can't be written.
    pub fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.open.as_mut().ok_or(io::ErrorKind::NotFound)?.write_all(bytes)
    }

    fn close(&mut self) -> io::Result<()> {
        match self.open.take() {
            Some(mut open) => open.flush(),
            None => Ok(()),
        }
    }

    /// Puts all files where they belong, and returns where each is. One file is on the disk then; of many the system
    /// writes in its own time, for to wait for each would take longer than all the rest.
    ///
    /// # Errors
    /// When something is there that may not be replaced, or a file can't be moved.
    pub fn finish(mut self) -> io::Result<Vec<PathBuf>> {
        self.close()?;
        let names = std::mem::take(&mut self.names);
        let into = self.target.is_dir();
        if let ([name], false) = (&names[..], into) {
            let from = self.folder.join(name);
            File::open(&from)?.sync_all()?;
            if self.replace {
                fs::rename(&from, &self.target)?
            } else {
                sys::rename_new(&from, &self.target)?
            }
            sys::sync_folder(sys::folder_of(&self.target))?;
            return Ok(vec![self.target.clone()]);
        }
        if !into {
            // All of it at once.
            fs::rename(&self.folder, &self.target)?;
            sys::sync_folder(sys::folder_of(&self.target))?;
            return Ok(names.iter().map(|name| self.target.join(name)).collect());
        }
        let places: Vec<PathBuf> = names.iter().map(|name| self.target.join(name)).collect();
        for place in &places {
            self.is_spared(place)?;
            match place.symlink_metadata() {
                Ok(facts) if self.replace && facts.is_symlink() => {
                    return Err(io::Error::new(
                        io::ErrorKind::InvalidInput,
                        say!("outlet-no-file", path = place.display().to_string()),
                    ));
                }
                Ok(_) => replaceable(place, self.replace)?,
                Err(_) => {}
            }
        }
        for (name, place) in names.iter().zip(&places) {
            if let Some(above) = place.parent() {
                fs::create_dir_all(above)?;
            }
            fs::rename(self.folder.join(name), place)?;
        }
        sys::sync_folder(&self.target)?;
        Ok(places)
    }
}

/// Tells whether a file may be written at a path, or files into the folder that is there.
fn replaceable(path: &Path, replace: bool) -> io::Result<()> {
    let told = || path.display().to_string();
    match fs::metadata(path) {
        Ok(facts) if !facts.is_dir() && !facts.is_file() => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, say!("outlet-no-file", path = told())))
        }
        Ok(facts) if facts.is_file() && !replace => Err(io::Error::new(io::ErrorKind::AlreadyExists, told())),
        Ok(_) | Err(_) => Ok(()),
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    fn names(found: &Finding) -> Vec<&str> {
        found.files.iter().map(|found| found.name.as_str()).collect()
    }

    fn passed(found: &Finding) -> Vec<(&str, Why)> {
        found.passed.iter().map(|(name, why)| (name.as_str(), *why)).collect()
    }

    #[test]
    fn finds_the_files_of_folders_by_name() {
        let scratch = scratch();
        let root = scratch.0.join("all");
        fs::create_dir_all(root.join("b/deep")).unwrap();
        fs::create_dir_all(root.join("b/.git")).unwrap();
        for name in ["z.txt", "b/a.txt", "b/deep/x.txt", ".hidden"] {
            fs::write(root.join(name), "").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("/", root.join("link")).unwrap();
        let all = find(std::slice::from_ref(&root)).unwrap();
        assert_eq!(names(&all), ["b/a.txt", "b/deep/x.txt", "z.txt"]);
        #[cfg(unix)]
        assert_eq!(passed(&all), [(".hidden", Why::Hidden), ("b/.git/", Why::Hidden), ("link", Why::Link)]);
        let several = find(&[root.join("z.txt"), root.join("b")]).unwrap();
        assert_eq!(names(&several), ["z.txt", "b/a.txt", "b/deep/x.txt"]);
        // One file comes once, whatever it is called.
        let twice = find(&[root.join("b"), root.join("b/../z.txt"), root.join("z.txt"), root.join("b/a.txt")]).unwrap();
        assert_eq!(names(&twice), ["b/a.txt", "b/deep/x.txt", "z.txt"]);
        assert_eq!(passed(&twice)[1..], [("z.txt", Why::Twice), ("a.txt", Why::Twice)]);
        assert_eq!(find(&[root.join("gone")]).unwrap_err().trouble, Trouble::Gone);
    }

    #[test]
    fn names_stand_in_the_order_in_which_people_count() {
        let sorted = ["01", "1", "1a", "2", "10", "a", "a-1", "a-2.txt", "a-10.txt", "a-010b", "b", "ü2", "ü10"];
        let mut names = sorted;
        names.reverse();
        names.sort_by(|one, other| by_counting(one, other));
        assert_eq!(names, sorted, "{names:?}");
    }

    fn outlet(target: &Path, replace: bool, files: &[(&str, &str)]) -> io::Result<Vec<PathBuf>> {
        let mut outlet = Outlet::begin(target, replace)?;
        for (name, text) in files {
            outlet.file(name)?;
            outlet.write(text.as_bytes())?;
        }
        outlet.finish()
    }

    #[test]
    fn one_file_is_a_file_and_several_are_a_folder() {
        let scratch = scratch();
        let one = scratch.0.join("one.jsonl");
        assert_eq!(outlet(&one, false, &[("all.jsonl", "x")]).unwrap(), std::slice::from_ref(&one));
        assert_eq!(fs::read(&one).unwrap(), b"x");
        assert_eq!(outlet(&one, false, &[("all.jsonl", "y")]).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        outlet(&one, true, &[("all.jsonl", "y")]).unwrap();
        assert_eq!(fs::read(&one).unwrap(), b"y");
        let many = scratch.0.join("many");
        outlet(&many, false, &[("a.txt", "a"), ("ben/b.txt", "b")]).unwrap();
        assert_eq!(fs::read(many.join("ben/b.txt")).unwrap(), b"b");
        assert_eq!(outlet(&many, false, &[("a.txt", "c")]).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(many.join("a.txt")).unwrap(), b"a");
        outlet(&many, true, &[("a.txt", "c"), ("d.txt", "d")]).unwrap();
        assert_eq!((fs::read(many.join("a.txt")).unwrap(), many.join("ben/b.txt").exists()), (b"c".to_vec(), true));
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 2, "nothing of ours is left beside");
    }

    #[cfg(unix)]
    #[test]
    fn what_a_link_leads_to_is_replaced_and_no_device() {
        let scratch = scratch();
        let (file, link) = (scratch.0.join("file"), scratch.0.join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        assert_eq!(outlet(&link, false, &[("a", "x")]).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        outlet(&link, true, &[("a", "new")]).unwrap();
        assert_eq!((fs::read(&file).unwrap(), link.is_symlink()), (b"new".to_vec(), true));
        let socket = scratch.0.join("socket");
        let _open = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        assert_eq!(outlet(&socket, true, &[("a", "x")]).unwrap_err().kind(), io::ErrorKind::InvalidInput);
        let folder = scratch.0.join("folder");
        fs::create_dir(&folder).unwrap();
        std::os::unix::fs::symlink(&file, folder.join("a")).unwrap();
        assert!(outlet(&folder, true, &[("a", "x"), ("b", "y")]).is_err());
        assert_eq!((fs::read(&file).unwrap(), folder.join("b").exists()), (b"new".to_vec(), false));
    }

    #[cfg(unix)]
    #[test]
    fn the_next_one_removes_what_a_broken_off_one_left() {
        let scratch = scratch();
        let stale = scratch.0.join(".out.gainsay-0123456789abcdef.tmp");
        let others = [scratch.0.join(".out.gainsay-0123.tmp"), scratch.0.join("out.gainsay-0123456789abcdef.tmp")];
        for folder in others.iter().chain([&stale]) {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("a"), "half").unwrap();
        }
        let living = Outlet::begin(&scratch.0.join("living"), false).unwrap();
        outlet(&scratch.0.join("out"), false, &[("a", "a"), ("b", "b")]).unwrap();
        assert!(!stale.exists() && living.folder.exists() && others.iter().all(|folder| folder.exists()));
    }

    #[test]
    fn goes_on_with_files_that_were_begun() {
        let scratch = scratch();
        let mut outlet = Outlet::begin(&scratch.0.join("out"), false).unwrap();
        for name in ["a", "b"] {
            outlet.file(name).unwrap();
            outlet.write(name.as_bytes()).unwrap();
        }
        for name in ["a", "a", "b"] {
            outlet.again(name).unwrap();
            outlet.write(b"+").unwrap();
        }
        assert_eq!(outlet.again("c").unwrap_err().kind(), io::ErrorKind::NotFound);
        let places = outlet.finish().unwrap();
        let texts: Vec<Vec<u8>> = places.iter().map(|place| fs::read(place).unwrap()).collect();
        assert_eq!(texts, [b"a++".to_vec(), b"b+".to_vec()]);
    }

    #[test]
    fn what_is_given_up_leaves_nothing_and_no_name_leads_elsewhere() {
        let scratch = scratch();
        let mut given_up = Outlet::begin(&scratch.0.join("x"), false).unwrap();
        given_up.file("a").unwrap();
        given_up.write(b"1").unwrap();
        for name in ["../a", "/a", "a/../../b", "", "b\\c", "a"] {
            assert!(given_up.file(name).is_err(), "{name}");
        }
        drop(given_up);
        assert_eq!(fs::read_dir(&scratch.0).unwrap().count(), 0);
    }
}
