//! Parts files on the disk, to be taken a piece at a time.

use std::fs::File as OnDisk;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::ops::Range;
use std::path::Path;

use crate::disk::{self, many::Found};
use crate::formats::Format;
use crate::formats::exchange::File;
use crate::formats::passing::{Pieces, by_lines, cut, parted};

/// About how many bytes a piece has. All that is less than some of them is read at once.
pub(super) const PIECE: u64 = 4 << 20;

/// Files that were parted.
#[derive(Debug)]
pub(super) struct Parted {
    files: Vec<Found>,
    pieces: Vec<Piece>,
}

/// Which files are one piece, or which bytes of one.
#[derive(Debug)]
enum Piece {
    Files(Vec<usize>),
    Part(Range<u64>),
}

impl Parted {
    /// Parts files into pieces of about `size` bytes. The format is the one that the first of them look like where none
    /// is named. `None` where they are few, or can't be parted.
    pub(super) fn of(
        files: Vec<Found>,
        named: Option<&'static Format>,
        size: u64,
    ) -> Option<(&'static Format, Parted)> {
        let sizes = files.iter().map(|file| std::fs::metadata(&file.path).map(|facts| facts.len()));
        let sizes: Vec<u64> = sizes.collect::<Result<_, _>>().ok()?;
        if sizes.iter().sum::<u64>() <= 2 * size {
            return None;
        }
        let format = match named {
            Some(format) => format,
            None => Format::of(&first(&files, &sizes, size).ok()?)?,
        };
        let pieces = match &files[..] {
            [only] if by_lines(format) => parts(&only.path, size).ok()?,
            _ => {
                let named: Vec<(&str, u64)> =
                    files.iter().zip(&sizes).map(|(file, size)| (file.name.as_str(), *size)).collect();
                parted(format, &named, size)?.into_iter().map(Piece::Files).collect()
            }
        };
        (pieces.len() > 1).then_some((format, Parted { files, pieces }))
    }
}

/// Reads about so many bytes of some files.
fn first(files: &[Found], sizes: &[u64], size: u64) -> io::Result<Vec<File>> {
    let mut left = size;
    let some = files.iter().zip(sizes).take_while(|(_, own)| {
        let any = left > 0;
        left = left.saturating_sub(**own);
        any
    });
    let one = |(file, own): (&Found, &u64)| {
        let mut bytes = read(&file.path, 0..(*own).min(size))?;
        if *own > size {
            bytes.truncate(cut(&bytes, true).unwrap_or(bytes.len()));
        }
        Ok(File::new(file.name.as_str(), bytes))
    };
    some.map(one).collect()
}

fn read(path: &Path, range: Range<u64>) -> io::Result<Vec<u8>> {
    let mut file = OnDisk::open(path)?;
    file.seek(SeekFrom::Start(range.start))?;
    let mut bytes = Vec::new();
    file.take(range.end - range.start).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Parts a file of lines, each piece with whole lines. There is one where it can't be parted.
fn parts(path: &Path, size: u64) -> io::Result<Vec<Piece>> {
    let (mut pieces, mut at, mut more) = (Vec::new(), 0, size);
    loop {
        let bytes = read(path, at..at + more)?;
        let read = bytes.len() as u64;
        let cut = if read < more { None } else { cut(&bytes, at == 0) };
        match cut {
            Some(length) => {
                pieces.push(Piece::Part(at..at + length as u64));
                (at, more) = (at + length as u64, size);
            }
            // A line that is longer than a piece.
            None if read == more && at > 0 => more *= 2,
            None if at == 0 && read == more => return Ok(Vec::new()),
            None => {
                pieces.push(Piece::Part(at..at + read));
                return Ok(pieces);
            }
        }
    }
}

impl Pieces for Parted {
    fn count(&self) -> usize {
        self.pieces.len()
    }

    fn files(&mut self, at: usize) -> io::Result<Vec<File>> {
        match self.pieces.get(at) {
            Some(Piece::Files(own)) => {
                let own = own.iter().filter_map(|at| self.files.get(*at));
                own.map(|file| {
                    let bytes = disk::read(&file.path).map_err(|error| io::Error::other(error.to_string()))?;
                    Ok(File::new(file.name.as_str(), bytes))
                })
                .collect()
            }
            Some(Piece::Part(range)) => {
                let Some(file) = self.files.first() else { return Ok(Vec::new()) };
                Ok(vec![File::new(file.name.as_str(), read(&file.path, range.clone())?)])
            }
            None => Ok(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(folder: &Path, names: &[&str]) -> Vec<Found> {
        names.iter().map(|name| Found { name: (*name).to_owned(), path: folder.join(name) }).collect()
    }

    fn texts(parted: &mut Parted) -> Vec<Vec<(String, String)>> {
        let text = |file: File| (file.path.clone(), String::from_utf8_lossy(&file.bytes).into_owned());
        (0..parted.count()).map(|at| parted.files(at).expect("a piece").into_iter().map(text).collect()).collect()
    }

    #[test]
    fn lines_stay_whole() {
        let home = tempfile::tempdir().expect("a folder");
        let lines: Vec<String> =
            (0..40).map(|at| format!("{{\"text\":\"{}\",\"label\":[]}}\n", "x".repeat(at))).collect();
        std::fs::write(home.path().join("all.jsonl"), lines.concat()).expect("a file");
        let parted = |size| Parted::of(found(home.path(), &["all.jsonl"]), None, size);
        for size in [100, 300] {
            let (format, mut parted) = parted(size).expect("it can be parted");
            assert_eq!(format.id, "doccano");
            let all: Vec<String> = texts(&mut parted).into_iter().flatten().map(|(_, text)| text).collect();
            assert_eq!(all.concat(), lines.concat());
            assert!(all.len() > 3 && all.iter().all(|part| part.starts_with('{') && part.ends_with('\n')), "{size}");
        }
        assert!(parted(1_000).is_none(), "all of it is little");
        std::fs::write(home.path().join("all.jsonl"), format!("[{}]", lines.join(","))).expect("a file");
        assert!(parted(100).is_none(), "a list is one piece");
    }

    #[test]
    fn what_belongs_to_one_text_is_one_piece() {
        let home = tempfile::tempdir().expect("a folder");
        let names = ["a.ann", "a.txt", "annotation.conf", "b.ann", "b.txt", "c.ann", "c.txt"];
        for name in names {
            std::fs::write(home.path().join(name), "T1\tP 0 3\tAda\n".repeat(3)).expect("a file");
        }
        let (format, mut parted) = Parted::of(found(home.path(), &names), None, 50).expect("it can be parted");
        assert_eq!(format.id, "brat");
        let names: Vec<Vec<String>> =
            texts(&mut parted).into_iter().map(|piece| piece.into_iter().map(|(name, _)| name).collect()).collect();
        let piece = |letter: &str| vec!["annotation.conf".to_owned(), format!("{letter}.ann"), format!("{letter}.txt")];
        assert_eq!(names, [piece("a"), piece("b"), piece("c")]);
    }
}
