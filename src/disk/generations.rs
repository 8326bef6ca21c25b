//! Keeps what saved files held before.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::paths::Folders;
use super::read;
use super::sys;
use super::temporary;
use crate::model::Time;
use crate::model::text::Hash;

/// Characters of a file's name that its folder of generations shows.
const NAME: usize = 60;

/// The earlier contents of files, the newest few of each, in a folder of the program's own.
///
/// A generation is a file named by its sequence number and its hash, in a folder for each saved path. The order is
/// that of the numbers, never of a clock.
#[derive(Clone, Debug)]
pub struct Generations {
    root: PathBuf,
    count: usize,
    bytes: u64,
}

/// One kept content of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generation {
    /// Its place in the order of what was kept for the file; a later one is higher.
    pub sequence: u64,
    /// The SHA-256 of its bytes, by its name.
    pub hash: Hash,
    /// Where it is kept.
    pub file: PathBuf,
    /// Its length in bytes.
    pub length: u64,
}

impl Generations {
    /// Keeps ten generations of each file in the user's state folder, fewer of files so large that ten of them would
    /// take more than 512 MB, but two at least.
    pub fn new(folders: &Folders) -> Generations {
        Generations { root: folders.generations(), count: 10, bytes: 512_000_000 }
    }

    /// Changes how many generations of a file are kept, and how many bytes they may take together. Two always stay:
    /// what was there before a save, and what the save put there.
    pub fn limited(self, count: usize, bytes: u64) -> Generations {
        Generations { count: count.max(2), bytes, ..self }
    }

    /// Keeps a content of a file as its newest generation and lets the oldest go. A content that is among the kept
    /// ones already only becomes the newest.
    ///
    /// Whoever opens a project keeps what was read, so that its journal has a base whatever others do to the file.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn keep(&self, path: &Path, content: &[u8]) -> io::Result<Generation> {
        self.keep_known(path, content, Hash::of(content))
    }

    /// Keeps a content of which the SHA-256 is known already, as [`Generations::keep`] does.
    ///
    /// # Errors
    /// When the state folder cannot be written.
    pub fn keep_known(&self, path: &Path, content: &[u8], hash: Hash) -> io::Result<Generation> {
        let folder = self.folder(path)?;
        let kept = list(&folder)?;
        let last = kept.first().map_or(0, |newest| newest.sequence);
        let length = content.len() as u64;
        // A damaged one would not help anybody: only one whose bytes are right counts as there.
        let holds = |old: &Generation| read::read(&old.file).is_ok_and(|bytes| bytes == content);
        if let Some(same) = kept.iter().find(|old| old.hash == hash && holds(old)) {
            if same.sequence == last {
                return Ok(same.clone());
            }
            let generation =
                Generation { sequence: last + 1, file: folder.join(name(last + 1, &hash)), ..same.clone() };
            fs::rename(&same.file, &generation.file)?;
            sys::sync_folder(&folder)?;
            return Ok(generation);
        }
        sys::make_folder(&folder)?;
        temporary::sweep(&folder);
        let sequence = last.saturating_add(1);
        let generation = Generation { sequence, hash, file: folder.join(name(sequence, &hash)), length };
        temporary::write_own(&generation.file, content)?;
        self.prune(&folder);
        Ok(generation)
    }

    /// Lists what is kept of a file, the newest first.
    pub fn list(&self, path: &Path) -> Vec<Generation> {
        self.folder(path).and_then(|folder| list(&folder)).unwrap_or_default()
    }

    /// Returns a kept content, `None` when it is not there, cannot be read, or is no longer what its name says.
    pub fn load(&self, generation: &Generation) -> Option<Vec<u8>> {
        load(generation)
    }

    /// Returns when a generation was written, to tell the user; nothing is decided by it.
    pub fn time(&self, generation: &Generation) -> Option<Time> {
        let modified = fs::metadata(&generation.file).ok()?.modified().ok()?;
        let since = modified.duration_since(std::time::UNIX_EPOCH).ok()?;
        Some(Time(since.as_secs().try_into().ok()?))
    }

    /// Returns how many generations of a file are kept, and how many bytes they may take together.
    pub fn limits(&self) -> (usize, u64) {
        (self.count, self.bytes)
    }

    /// Returns the folder of a file's generations, which is there once one is kept.
    ///
    /// # Errors
    /// When the path can't be made a full one.
    pub fn place(&self, path: &Path) -> io::Result<PathBuf> {
        self.folder(path)
    }

    /// Looks among the generations of all files for a content by its hash.
    pub fn find(&self, hash: Hash) -> Option<Vec<u8>> {
        let folders = sys::list(&self.root).ok()?;
        folders
            .iter()
            .flat_map(|folder| list(folder).unwrap_or_default())
            .filter(|generation| generation.hash == hash)
            .find_map(|generation| load(&generation))
    }

    /// Returns the folder for a file: its name, to be readable, and a hash of its path.
    fn folder(&self, path: &Path) -> io::Result<PathBuf> {
        let real = sys::resolve(path).or_else(|_| std::path::absolute(path))?;
        let shown: String = real.file_name().map_or_else(String::new, |name| {
            let plain = |c: char| if c.is_alphanumeric() || "._- ".contains(c) { c } else { '_' };
            name.to_string_lossy().chars().take(NAME).map(plain).collect()
        });
        let mut name = OsString::from(sys::short(&Hash::of(real.as_os_str().as_encoded_bytes())));
        name.push("-");
        name.push(shown);
        Ok(self.root.join(name))
    }

    /// Removes the oldest beyond what is to be kept. What cannot be removed is tried again at the next save.
    fn prune(&self, folder: &Path) {
        let mut total = 0u64;
        for (i, generation) in list(folder).unwrap_or_default().iter().enumerate() {
            total = total.saturating_add(generation.length);
            if i >= self.count || (i >= 2 && total > self.bytes) {
                let _ = fs::remove_file(&generation.file);
            }
        }
    }
}

fn name(sequence: u64, hash: &Hash) -> String {
    format!("{sequence:08}-{hash}")
}

/// Lists a folder's generations, the newest first; a folder that is not there has none.
fn list(folder: &Path) -> io::Result<Vec<Generation>> {
    let paths = match sys::list(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        paths => paths?,
    };
    let parse = |file: PathBuf| {
        let (sequence, hash) = file.file_name()?.to_str()?.split_once('-')?;
        let (sequence, hash) = (sequence.parse().ok()?, Hash::parse(hash)?);
        let length = fs::metadata(&file).ok().filter(|facts| facts.is_file())?.len();
        Some(Generation { sequence, hash, file, length })
    };
    let mut found: Vec<Generation> = paths.into_iter().filter_map(parse).collect();
    found.sort_by_key(|generation| std::cmp::Reverse((generation.sequence, generation.hash)));
    Ok(found)
}

fn load(generation: &Generation) -> Option<Vec<u8>> {
    read::read(&generation.file).ok().filter(|bytes| Hash::of(bytes) == generation.hash)
}

#[cfg(test)]
mod tests {
    use super::super::sys::scratch;
    use super::*;

    #[test]
    fn keeps_the_newest_few_in_order() {
        let scratch = scratch();
        let generations = Generations::new(&Folders::under(&scratch.0)).limited(3, 1000);
        let path = scratch.0.join("p.ron");
        for content in ["one", "two", "three", "four", "four"] {
            generations.keep(&path, content.as_bytes()).unwrap();
        }
        let listed = generations.list(&path);
        assert_eq!(listed.iter().map(|g| g.sequence).collect::<Vec<_>>(), [4, 3, 2]);
        assert_eq!(generations.load(&listed[0]).unwrap(), b"four");
        assert_eq!(generations.find(Hash::of(b"two")).unwrap(), b"two");
        assert_eq!(generations.find(Hash::of(b"one")), None);
        generations.keep(&path, b"two").unwrap();
        assert_eq!(generations.list(&path).iter().map(|g| g.hash).collect::<Vec<_>>()[0], Hash::of(b"two"));
        assert_eq!(generations.list(&path).len(), 3);
        assert!(generations.list(&scratch.0.join("q.ron")).is_empty());
    }

    #[test]
    fn large_files_have_fewer_but_always_two() {
        let scratch = scratch();
        let generations = Generations::new(&Folders::under(&scratch.0)).limited(5, 10);
        let path = scratch.0.join("p.ron");
        for i in 0..4 {
            generations.keep(&path, format!("content {i} of some length").as_bytes()).unwrap();
        }
        assert_eq!(generations.list(&path).len(), 2);
    }

    #[test]
    fn a_damaged_generation_is_not_handed_out_and_is_kept_anew() {
        let scratch = scratch();
        let generations = Generations::new(&Folders::under(&scratch.0));
        let path = scratch.0.join("p.ron");
        let kept = generations.keep(&path, b"content").unwrap();
        fs::write(&kept.file, b"c0ntent").unwrap();
        assert_eq!(generations.find(Hash::of(b"content")), None);
        generations.keep(&path, b"content").unwrap();
        assert_eq!(generations.find(Hash::of(b"content")).unwrap(), b"content");
    }

    #[cfg(unix)]
    #[test]
    fn the_same_file_by_another_path_has_the_same_generations() {
        let scratch = scratch();
        fs::write(scratch.0.join("p.ron"), "x").unwrap();
        std::os::unix::fs::symlink("p.ron", scratch.0.join("link")).unwrap();
        let generations = Generations::new(&Folders::under(&scratch.0));
        generations.keep(&scratch.0.join("link"), b"x").unwrap();
        assert_eq!(generations.list(&scratch.0.join("p.ron")).len(), 1);
    }
}
