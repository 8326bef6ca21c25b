//! Opens the archives among files that come in, as folders are opened.

use crate::documents::archive::{self, Bounds, Fault};
use crate::model::by_counting;

use super::files::File;
use super::{Refused, Watch};

/// How deep archives are opened: INCEpTION's export of a project has one for each annotator in it.
const DEPTH: usize = 2;

/// Tells whether a file is named as an archive that is opened. Formats that are archives open their own.
pub fn is_archive_name(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("zip"))
}

/// Returns a file, or what is in it where it is an archive, by their names behind the archive's. Where the archive is
/// `alone` all that was given, its name is left out, as a folder's is, and kept for what is said of its files. What is
/// hidden is passed over. `most` bounds the bytes of all together.
///
/// # Errors
/// Where an archive is not sound or too large, or nobody waits any longer.
pub fn opened(file: File, alone: bool, most: u64, watch: &mut Watch<'_>) -> Result<Vec<File>, Refused> {
    if !is_archive_name(&file.path) || !archive::is_archive(&file.bytes) {
        return Ok(vec![file]);
    }
    let (mut all, mut left) = (Vec::new(), most);
    // Archives wait in a list, each with how many it is in.
    let mut waiting = vec![(file.clone(), 1)];
    while let Some((outer, depth)) = waiting.pop() {
        let bounds = Bounds { all: left.min(Bounds::USUAL.all), ..Bounds::USUAL };
        let entries = archive::unpack(&outer.bytes, bounds, watch.stop, watch.progress);
        let entries = entries.map_err(|refusal| match refusal.fault {
            Fault::Stopped => Refused::stopped(),
            _ => Refused::file(&outer, refusal.to_string()),
        })?;
        for entry in entries {
            left = left.saturating_sub(entry.bytes.len() as u64);
            if entry.path.split('/').any(|part| part.starts_with('.') || part == "__MACOSX") {
                continue;
            }
            let inner = File::new(format!("{}/{}", outer.path, entry.path), entry.bytes);
            if depth < DEPTH && is_archive_name(&inner.path) && archive::is_archive(&inner.bytes) {
                waiting.push((inner, depth + 1));
            } else {
                all.push(inner);
            }
        }
    }
    if alone {
        let within = format!("{}/", file.path);
        for inner in &mut all {
            if let Some(path) = inner.path.strip_prefix(&within) {
                *inner = File { path: path.to_owned(), within: within.as_str().into(), ..inner.clone() };
            }
        }
    }
    all.sort_by(|one, other| by_counting(&one.path, &other.path));
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
        archive::pack(files.iter().copied()).expect("an archive")
    }

    fn open(file: File, alone: bool, most: u64) -> Result<Vec<(String, String)>, Refused> {
        let mut watch = Watch { stop: &|| false, progress: &mut |_| {} };
        let all = opened(file, alone, most, &mut watch)?;
        Ok(all.into_iter().map(|file| (file.full_path(), file.path)).collect())
    }

    #[test]
    fn archives_are_opened_as_folders_are_one_within_another_and_no_more() {
        let deep = zip(&[("c.zip", &zip(&[("never.txt", b"x")])), ("b.txt", b"b")]);
        let top = zip(&[("in/b.zip", &deep), ("a.txt", b"a"), (".hidden", b""), ("__MACOSX/a.txt", b"")]);
        let all = open(File::new("x/top.zip", top.clone()), false, 10_000).expect("sound");
        let paths: Vec<&str> = all.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(paths, ["x/top.zip/a.txt", "x/top.zip/in/b.zip/b.txt", "x/top.zip/in/b.zip/c.zip"]);
        let alone = open(File::new("top.zip", top.clone()), true, 10_000).expect("sound");
        assert_eq!(alone[0], ("top.zip/a.txt".to_owned(), "a.txt".to_owned()));
        // Other files stay, whatever they are called.
        for other in [File::new("a.zip", *b"no archive"), File::new("a.qdpx", top.clone())] {
            assert_eq!(open(other.clone(), true, 10_000).expect("itself"), [(other.path.clone(), other.path)]);
        }
        let error = open(File::new("top.zip", top), true, 100).expect_err("too much");
        assert!(error.file.starts_with("top.zip") && error.what.contains("too large"), "{error}");
    }

    #[test]
    fn what_is_not_sound_is_named_and_nobody_waits_for_ever() {
        let mut damaged = zip(&[("a.txt", b"one two three four five six")]);
        damaged.truncate(40);
        let error = open(File::new("x.zip", damaged), true, 10_000).expect_err("damaged");
        assert!(error.to_string().starts_with("x.zip: "), "{error}");
        let mut watch = Watch { stop: &|| true, progress: &mut |_| {} };
        let error = opened(File::new("x.zip", zip(&[("a", b"a")])), true, 10_000, &mut watch).expect_err("stopped");
        assert!(error.is_stopped());
    }
}
