//! Opens archives (zip) that anybody may have made, and makes them.
//!
//! What an archive says of itself is not believed: sizes are counted while they are read, and whatever goes over a
//! bound ends it. No path leaves the folder that it is read into, links are not followed, an archive inside of one is a
//! file like any other. Formats that are archives are refused whole where a part of them is not sound.

use std::fmt;
use std::io::{self, Cursor, Read, Write};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::say;

/// How much may be in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds {
    /// Entries, folders counted.
    pub entries: usize,
    /// Bytes of one entry once it is unpacked.
    pub each: u64,
    /// Bytes of all entries together.
    pub all: u64,
    /// How many times larger than it was packed an entry may become, once it is larger than [`Bounds::FREE`].
    pub ratio: u64,
}

impl Bounds {
    /// Bytes that may come of however few: what is this small harms nobody.
    pub const FREE: u64 = 1 << 20;

    /// Far more than people annotate, and less than fills a computer's memory.
    pub const USUAL: Bounds = Bounds { entries: 100_000, each: 256 << 20, all: 1 << 30, ratio: 200 };
}

/// A file of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path, with `/` between folders; without `..`, and never from the root.
    pub path: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What is wrong with an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// It is no archive, or damaged.
    Damaged,
    /// It has too many entries.
    Entries,
    /// An entry would be outside of the folder.
    Outside,
    /// An entry is a link.
    Link,
    /// An entry needs a password.
    Locked,
    /// An entry is packed in a way that is not known here.
    Packed,
    /// An entry is too large.
    Large,
    /// All entries together are too large.
    LargeInAll,
    /// An entry becomes too many times larger.
    Ratio,
    /// Nobody waits any longer.
    Stopped,
}

/// Why an archive was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is wrong.
    pub fault: Fault,
    /// With which entry; empty where it is none in particular.
    pub entry: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.entry.as_str();
        f.write_str(&match self.fault {
            Fault::Damaged if entry.is_empty() => say!("archive-none").to_owned(),
            Fault::Damaged => say!("archive-damaged", entry = entry),
            Fault::Entries => say!("archive-entries").to_owned(),
            Fault::Outside => say!("archive-outside", entry = entry),
            Fault::Link => say!("archive-link", entry = entry),
            Fault::Locked => say!("archive-locked", entry = entry),
            Fault::Packed => say!("archive-packed", entry = entry),
            Fault::Large => say!("archive-large", entry = entry),
            Fault::LargeInAll => say!("archive-large-in-all").to_owned(),
            Fault::Ratio => say!("archive-ratio", entry = entry),
            Fault::Stopped => String::new(),
        })
    }
}

impl std::error::Error for Refusal {}

/// Bytes that are read between two questions whether to go on.
const CHUNK: usize = 1 << 16;

/// Unpacks an archive. `stop` tells whether nobody waits any longer, `progress` hears how much is done, from 0 to 1.
///
/// # Errors
/// Where a bound is crossed, or an entry is not one that can be had safely; says which.
pub fn unpack(
    bytes: &[u8],
    bounds: Bounds,
    stop: &dyn Fn() -> bool,
    progress: &mut dyn FnMut(f64),
) -> Result<Vec<Entry>, Refusal> {
    let refusal = |fault, entry: &str| Refusal { fault, entry: entry.to_owned() };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refusal(Fault::Damaged, ""))?;
    let count = archive.len();
    if count > bounds.entries {
        return Err(refusal(Fault::Entries, ""));
    }
    let (mut entries, mut all) = (Vec::new(), 0);
    for at in 0..count {
        // What it is called is asked first, so that a refusal can say it.
        let name = archive.name_for_index(at).and_then(Result::ok).map(|name| name.into_owned()).unwrap_or_default();
        let mut file = archive.by_index(at).map_err(|error| refusal(fault_of(&error), &name))?;
        let path = path_within(&name).ok_or_else(|| refusal(Fault::Outside, &name))?;
        if file.is_symlink() {
            return Err(refusal(Fault::Link, &name));
        }
        if file.is_dir() {
            continue;
        }
        let packed = file.compressed_size();
        let mut body = Vec::new();
        loop {
            if stop() {
                return Err(refusal(Fault::Stopped, ""));
            }
            let taken = (&mut file).take(CHUNK as u64).read_to_end(&mut body);
            let taken = taken.map_err(|_| refusal(Fault::Damaged, &name))?;
            all += taken as u64;
            let size = body.len() as u64;
            if size > bounds.each {
                return Err(refusal(Fault::Large, &name));
            }
            if all > bounds.all {
                return Err(refusal(Fault::LargeInAll, ""));
            }
            if size > Bounds::FREE && size / bounds.ratio.max(1) > packed {
                return Err(refusal(Fault::Ratio, &name));
            }
            if taken < CHUNK {
                break;
            }
        }
        entries.push(Entry { path, bytes: body });
        progress((at + 1) as f64 / count as f64);
    }
    Ok(entries)
}

fn fault_of(error: &ZipError) -> Fault {
    match error {
        ZipError::UnsupportedArchive(why) if *why == ZipError::PASSWORD_REQUIRED => Fault::Locked,
        ZipError::UnsupportedArchive(_) | ZipError::CompressionMethodNotSupported(_) => Fault::Packed,
        _ => Fault::Damaged,
    }
}

/// Returns a path with `/` between folders, if it stays in the folder that it is read into on every system.
fn path_within(name: &str) -> Option<String> {
    let path = name.replace('\\', "/");
    let drive = path.as_bytes().get(1) == Some(&b':');
    let sound = |part: &str| !part.is_empty() && part != "." && part != "..";
    let inner = path.strip_suffix('/').unwrap_or(&path);
    (!drive && !path.contains('\0') && inner.split('/').all(sound)).then_some(path)
}

/// Tells whether bytes begin as an archive does.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Packs files, the same ones always to the same bytes.
///
/// # Errors
/// When an archive can't hold them.
pub fn pack<'f>(files: impl IntoIterator<Item = (&'f str, &'f [u8])>) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    for (path, bytes) in files {
        writer.start_file(path, options).map_err(io::Error::other)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish().map_err(io::Error::other)?.into_inner())
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
