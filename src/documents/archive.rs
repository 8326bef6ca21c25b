//! Opens archives (zip) that anybody may have made, and makes them.
//!
//! What an archive says of itself is not believed: sizes are counted while they are read, and whatever goes over a
//! bound ends it. No path leaves the folder that it is read into, links are not followed, an archive inside of one is a
//! file like any other. Formats that are archives are refused whole where a part of them is not sound.

use std::collections::HashMap;
use std::fmt;
use std::io::{self, Cursor, Read, Write};

use zip::read::ZipFile;
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

fn refusal(fault: Fault, entry: &str) -> Refusal {
    Refusal { fault, entry: entry.to_owned() }
}

/// Bytes that are read between two questions whether to go on.
const CHUNK: usize = 1 << 16;

/// An archive of which entries are read one by one, by their paths. What nobody asks for is never unpacked.
pub struct Opened<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Where each entry is, by its path in small letters: formats that are archives take those for the same.
    places: HashMap<String, usize>,
    bounds: Bounds,
    /// Bytes that were read.
    all: u64,
}

impl<'b> Opened<'b> {
    /// Opens an archive.
    ///
    /// # Errors
    /// When it is none, or has too many entries.
    pub fn new(bytes: &'b [u8], bounds: Bounds) -> Result<Opened<'b>, Refusal> {
        let archive = open(bytes, bounds)?;
        let names = (0..archive.len()).filter_map(|at| Some((archive.name_for_index(at)?.ok()?, at)));
        // What would be outside of the folder is nobody's part.
        let places = names.filter_map(|(name, at)| Some((path_within(&name)?.to_lowercase(), at))).collect();
        Ok(Opened { archive, places, bounds, all: 0 })
    }

    /// Tells whether there is an entry.
    pub fn has(&self, path: &str) -> bool {
        self.places.contains_key(&path.to_lowercase())
    }

    /// Reads an entry; `None` where there is none.
    ///
    /// # Errors
    /// Where a bound is crossed, or it can't be had safely.
    pub fn read(&mut self, path: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let Some(at) = self.places.get(&path.to_lowercase()) else { return Ok(None) };
        let mut file = self.archive.by_index(*at).map_err(|error| refusal(fault_of(&error), path))?;
        if file.is_symlink() {
            return Err(refusal(Fault::Link, path));
        }
        inflate(&mut file, path, self.bounds, &mut self.all, &|| false).map(Some)
    }
}

fn open(bytes: &[u8], bounds: Bounds) -> Result<ZipArchive<Cursor<&[u8]>>, Refusal> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| refusal(Fault::Damaged, ""))?;
    if archive.len() > bounds.entries { Err(refusal(Fault::Entries, "")) } else { Ok(archive) }
}

/// Reads what an entry holds. `all` counts the bytes of all entries.
fn inflate(
    file: &mut ZipFile<'_, Cursor<&[u8]>>,
    name: &str,
    bounds: Bounds,
    all: &mut u64,
    stop: &dyn Fn() -> bool,
) -> Result<Vec<u8>, Refusal> {
    let packed = file.compressed_size();
    let mut body = Vec::new();
    loop {
        if stop() {
            return Err(refusal(Fault::Stopped, ""));
        }
        let taken = file.take(CHUNK as u64).read_to_end(&mut body);
        let taken = taken.map_err(|_| refusal(Fault::Damaged, name))?;
        *all += taken as u64;
        let size = body.len() as u64;
        if size > bounds.each {
            return Err(refusal(Fault::Large, name));
        }
        if *all > bounds.all {
            return Err(refusal(Fault::LargeInAll, ""));
        }
        if size > Bounds::FREE && size / bounds.ratio.max(1) > packed {
            return Err(refusal(Fault::Ratio, name));
        }
        if taken < CHUNK {
            return Ok(body);
        }
    }
}

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
    let mut archive = open(bytes, bounds)?;
    let count = archive.len();
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
        let body = inflate(&mut file, &name, bounds, &mut all, stop)?;
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
