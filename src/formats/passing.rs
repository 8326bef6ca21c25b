//! Takes files of one format straight to another a piece at a time: in memory are one piece of what is read, the
//! project of it, and what all pieces share. What comes out is what comes of all at once.
//!
//! Not all files can be parted: where one text stands in several of them, or a relation leads from one piece to
//! another, all must be there. That is found out before anything is written.

use std::collections::BTreeMap;
use std::io;

use foldhash::HashSet;
use serde::de::IgnoredAny;

use super::exchange::{
    Choice, File, Gather, Memory, Out, Outline, Packed, Refused, Remark, SoFar, Watch, What, is_archive_name,
};
use super::features::has_layers;
use super::format::Format;
use super::inception::Finished;
use crate::model::Stamp;

/// Formats of lines, each with a text and all that stands on it.
const LINES: [&str; 3] = ["doccano", "gainsay-jsonl", "prodigy"];
/// Formats with some files for each text.
const FILES: [&str; 4] = ["brat", "uima-cas-json", "uima-cas-xmi", "webanno-tsv"];

/// Files that are taken a piece at a time.
pub trait Pieces {
    /// Returns how many pieces there are.
    fn count(&self) -> usize;

    /// Reads the files of one, or the part of a file that it is.
    ///
    /// # Errors
    /// When they can't be read.
    fn files(&mut self, at: usize) -> io::Result<Vec<File>>;
}

/// Files that can be taken a piece at a time, and what is known of them after they were looked through once.
#[derive(Debug)]
pub struct Passing {
    from: &'static Format,
    annotator: String,
    stamp: Stamp,
    outline: Outline,
}

/// Tells how a format is parted: by lines of its only file.
pub fn by_lines(format: &Format) -> bool {
    LINES.contains(&format.id)
}

/// Tells where a file of lines can be parted that begins with these bytes: behind the last whole line of them. `None`
/// where there is none, or the file is none of lines.
pub fn cut(bytes: &[u8], first: bool) -> Option<usize> {
    let mut lines = bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let line = lines.next()?;
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    if first
        && (!line.ends_with(b"\n") || !line.starts_with(b"{") || serde_json::from_slice::<IgnoredAny>(line).is_err())
    {
        return None;
    }
    let ends = bytes.windows(2).rposition(|pair| pair == b"\n{");
    ends.map(|end| end + 1)
}

/// Parts files, of which the paths and sizes in bytes are known, into pieces of about `size` bytes: the numbers of the
/// files of each, with those that all pieces need. `None` where they can't be parted.
pub fn parted(format: &Format, files: &[(&str, u64)], size: u64) -> Option<Vec<Vec<usize>>> {
    if !FILES.contains(&format.id) || files.iter().any(|(path, _)| is_archive_name(path) || path.ends_with(".ser")) {
        return None;
    }
    let shared = |path: &str| {
        let file = File::new(path, *b"");
        match format.id {
            "brat" => file.ends_in("conf"),
            "uima-cas-xmi" => file.ends_in("xml") || Finished::is_it(&file),
            _ => Finished::is_it(&file),
        }
    };
    // What belongs to one text stands together: with brat in one folder, for folders may be annotators'.
    let text = |path: &str| {
        let file = File::new(path, *b"");
        match format.id {
            "brat" => (file.stem().to_owned(), file.folder().to_owned()),
            _ => (file.whose().0.to_owned(), String::new()),
        }
    };
    let all: Vec<usize> = (0..files.len()).filter(|at| shared(files[*at].0)).collect();
    let (mut pieces, mut seen, mut last, mut left) = (Vec::new(), HashSet::default(), None, 0);
    for (at, (path, bytes)) in files.iter().enumerate().filter(|(_, (path, _))| !shared(path)) {
        let own = text(path);
        if last.as_ref() != Some(&own) {
            if !seen.insert(own.0.clone()) {
                return None;
            }
            last = Some(own);
            if left == 0 {
                pieces.push(all.clone());
                left = size.max(1);
            }
        }
        left = left.saturating_sub(*bytes);
        pieces.last_mut()?.push(at);
    }
    Some(pieces)
}

impl Passing {
    /// Looks through the pieces. What is nobody's is `annotator`'s. `None` where all must be there at once; then
    /// nothing is known of the files either.
    ///
    /// # Errors
    /// When nobody waits any longer.
    pub fn look(
        from: &'static Format,
        to: &Format,
        pieces: &mut dyn Pieces,
        annotator: &str,
        stamp: Stamp,
        watch: &mut Watch<'_>,
    ) -> Result<Option<Passing>, Refused> {
        let known = |format: &Format| LINES.contains(&format.id) || FILES.contains(&format.id);
        let Some(read) = from.read.filter(|_| known(from) && known(to)) else { return Ok(None) };
        let mut gather = gather(from, annotator, &stamp);
        for at in 0..pieces.count() {
            watch.step(at, 2 * pieces.count())?;
            let Ok(files) = pieces.files(at) else { return Ok(None) };
            let text = !by_lines(from) || files.iter().all(|file| std::str::from_utf8(&file.bytes).is_ok());
            let mut still = Watch { stop: watch.stop, progress: &mut |_| {} };
            let taken = text && !from.has_others(&files);
            match taken.then(|| read(&files, &mut gather, &mut still)) {
                Some(Err(refused)) if refused.is_stopped() => return Err(refused),
                Some(Ok(())) if !gather.is_torn() => gather.forget(),
                _ => return Ok(None),
            }
        }
        // An end that is not there may be in another piece.
        if !gather.has_texts() || from.holds.across && gather.has_remark(What::End) {
            return Ok(None);
        }
        let outline = gather.outline();
        // Layers are declared in each file with all that anybody says in them.
        let layered = to.id == "webanno-tsv" || to.id.starts_with("uima-cas");
        if layered && has_layers(&outline.scheme) {
            return Ok(None);
        }
        Ok(Some(Passing { from, annotator: annotator.to_owned(), stamp, outline }))
    }

    /// Writes the pieces, and says what is to be known of all of it.
    ///
    /// # Errors
    /// When a file is not what it was before, or `out` fails; [`io::ErrorKind::Interrupted`] when nobody waits any
    /// longer.
    pub fn write(
        &self,
        to: &Format,
        pieces: &mut dyn Pieces,
        out: &mut dyn Out,
        watch: &mut Watch<'_>,
    ) -> io::Result<Vec<Remark>> {
        let read = self.from.read.ok_or(io::ErrorKind::Unsupported)?;
        let (all, choice) = (pieces.count(), Choice::default());
        let mut still = Watch { stop: watch.stop, progress: &mut |_| {} };
        let nothing = self.outline.project().map_err(io::Error::other)?;
        let mut common = Memory::default();
        let said = to.write_piece(&nothing, &choice, &mut common, &mut still, &mut SoFar::default())?;
        let mut joined = Joined::of(to, common, out);
        let mut remarks = said.clone();
        let mut so_far = SoFar::begin(self.outline.plain_relations, self.outline.nothing_found);
        let mut gather = gather(self.from, &self.annotator, &self.stamp);
        for at in 0..all {
            watch.step(all + at, 2 * all).map_err(|_| io::ErrorKind::Interrupted)?;
            let files = pieces.files(at)?;
            read(&files, &mut gather, &mut still).map_err(|refused| match refused.is_stopped() {
                true => io::ErrorKind::Interrupted.into(),
                false => io::Error::other(refused.to_string()),
            })?;
            drop(files);
            let project = gather.piece(&self.outline).map_err(io::Error::other)?;
            let own = to.write_piece(&project, &choice, &mut joined, &mut still, &mut so_far)?;
            remarks.join(own, &said);
        }
        joined.finish()?;
        to.leave_order(&so_far, &nothing.info().title, &mut remarks);
        let mut all = gather.into_remarks().finish();
        all.extend(remarks.finish());
        Ok(all)
    }
}

fn gather(from: &Format, annotator: &str, stamp: &Stamp) -> Gather {
    Gather::new(from.name, annotator, stamp.clone()).in_pieces(from.id == "prodigy")
}

/// Joins what is written of each piece.
struct Joined<'o> {
    out: &'o mut dyn Out,
    /// What is written of nothing: files that each piece has. Where pieces have files of their own beside them, they
    /// say in these what they need of what all share, and the fullest is kept; otherwise each goes on in them.
    common: BTreeMap<String, Vec<u8>>,
    goes_on: bool,
    begun: HashSet<String>,
    at: At,
}

/// Where what is written goes.
enum At {
    /// To the file that was begun last.
    Out,
    /// To a file that is written in the end.
    Kept {
        path: String,
        bytes: Vec<u8>,
    },
    Nowhere,
}

impl<'o> Joined<'o> {
    fn of(to: &Format, common: Memory, out: &'o mut dyn Out) -> Joined<'o> {
        let goes_on = matches!(to.packed, Packed::One | Packed::PerAnnotator);
        let common = common.files.into_iter().collect();
        Joined { out, common, goes_on, begun: HashSet::default(), at: At::Nowhere }
    }

    fn keep(&mut self) {
        if let At::Kept { path, bytes } = std::mem::replace(&mut self.at, At::Nowhere) {
            let known = self.common.entry(path).or_default();
            if known.len() < bytes.len() {
                *known = bytes;
            }
        }
    }

    fn finish(mut self) -> io::Result<()> {
        self.keep();
        let all = std::mem::take(&mut self.common);
        for (path, bytes) in all.into_iter().filter(|(path, _)| !self.begun.contains(path)) {
            self.out.begin(&path)?;
            self.out.write(&bytes)?;
        }
        Ok(())
    }
}

impl Out for Joined<'_> {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        self.keep();
        let common = self.common.contains_key(path);
        if common && !self.goes_on {
            self.at = At::Kept { path: path.to_owned(), bytes: Vec::new() };
        } else if self.begun.insert(path.to_owned()) {
            self.at = At::Out;
            self.out.begin(path)?;
        } else if self.goes_on {
            self.at = At::Out;
            self.out.again(path)?;
        }
        Ok(())
    }

    fn again(&mut self, _: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        match &mut self.at {
            At::Out => self.out.write(bytes),
            At::Kept { bytes: kept, .. } => {
                kept.extend_from_slice(bytes);
                Ok(())
            }
            At::Nowhere => Ok(()),
        }
    }
}
