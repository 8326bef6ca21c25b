//! Files in memory, on their way in and out.

use std::io;
use std::sync::Arc;

use foldhash::HashSet;

use crate::documents::encoding::{self, Taken, Why};

use super::archives::is_archive_name;

/// A file that was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name behind the folder or archive that was chosen, with `/` between folders.
    pub path: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// The archive that its name is behind, with a `/`; empty where it is in none.
    pub within: Arc<str>,
}

/// Returns a path's last part without its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// Endings of the documents that INCEpTION takes. What else stands behind a point is a part of the name.
const DOCUMENTS: [&str; 20] = [
    "bin", "conll", "conllu", "csv", "docx", "epub", "htm", "html", "json", "jsonl", "md", "odt", "pdf", "rtf", "tcf",
    "tei", "tsv", "txt", "xmi", "xml",
];

/// Returns the name of a document without its ending.
fn without_ending(name: &str) -> &str {
    let known = |ending: &str| DOCUMENTS.iter().any(|known| known.eq_ignore_ascii_case(ending));
    name.rsplit_once('.').filter(|(base, ending)| !base.is_empty() && known(ending)).map_or(name, |(base, _)| base)
}

impl File {
    /// Names some bytes.
    pub fn new(path: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> File {
        File { path: path.into(), bytes: bytes.into(), within: Arc::default() }
    }

    /// Returns its name with that of the archive it is in.
    pub fn full_path(&self) -> String {
        format!("{}{}", self.within, self.path)
    }

    /// Returns its name without folders.
    pub fn name(&self) -> &str {
        self.path.rsplit_once('/').map_or(&self.path, |(_, name)| name)
    }

    /// Returns the folder it is in; empty at the top.
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// Returns its name without folders and ending.
    pub fn stem(&self) -> &str {
        stem(&self.path)
    }

    /// Returns what an article is called, and whose its annotations are: INCEpTION keeps a folder for each document, in
    /// which each annotator has a file, or an archive with one. What a document had before anybody opened it, and what
    /// stands elsewhere, is nobody's.
    pub fn whose(&self) -> (&str, &str) {
        match self.folders_of_inception() {
            Some((_, document)) => {
                let file = Some(self.stem()).filter(|file| *file != INITIAL).unwrap_or_default();
                (without_ending(document), file)
            }
            None => (self.path.rsplit_once('.').map_or(&self.path, |(base, _)| base), ""),
        }
    }

    /// Returns the folder of annotations or of what was made of them, and that of the document in it, as INCEpTION has
    /// them; `None` elsewhere.
    pub fn folders_of_inception(&self) -> Option<(&str, &str)> {
        let parts: Vec<&str> = self.path.split('/').filter(|part| !is_archive_name(part)).collect();
        match parts.as_slice() {
            [.., folder @ ("annotation" | "curation"), document, _] => Some((folder, document)),
            _ => None,
        }
    }

    /// Tells whether its name has this ending, in capitals or not; `ending` without the point.
    pub fn ends_in(&self, ending: &str) -> bool {
        self.name().rsplit_once('.').is_some_and(|(_, own)| own.eq_ignore_ascii_case(ending))
    }

    /// Returns its text as it stands there, with any line ends. A file that is not UTF-8 is decoded in the encoding
    /// that it seems to be in.
    pub fn text(&self) -> (encoding::Raw, Taken) {
        self.decoded(encoding::detect(&self.bytes))
    }

    /// Returns its text as [`File::text`] does. Where its encoding is not certain it is that of another file, which it
    /// belongs to, if that has letters by which it shows.
    pub fn text_beside(&self, other: &File) -> (encoding::Raw, Taken) {
        let own = encoding::detect(&self.bytes);
        let others = encoding::detect(&other.bytes);
        self.decoded(if own.why.is_certain() || others.why == Why::Ascii { own } else { others })
    }

    fn decoded(&self, taken: Taken) -> (encoding::Raw, Taken) {
        (encoding::decode_raw(&self.bytes, taken.encoding), taken)
    }
}

/// What INCEpTION calls a file with what a document had before anybody opened it.
const INITIAL: &str = "INITIAL_CAS";

/// Lists the files of a project of INCEpTION that hold an annotator's work as INCEpTION alone reads it, where no file
/// of another form holds the same.
pub fn for_inception_alone(files: &[File]) -> Vec<&File> {
    let own = |file: &File, folders: [&str; 2]| match *file.path.split('/').collect::<Vec<_>>() {
        [.., folder, document, name] | [.., folder, document, name, _] if folders.contains(&folder) => {
            Some((document.to_owned(), stem(name).to_owned()))
        }
        _ => None,
    };
    let texts = |file: &&File| !file.ends_in("txt") && !file.ends_in("ser");
    let read: HashSet<(String, String)> =
        files.iter().filter(texts).filter_map(|file| own(file, ["annotation", "curation"])).collect();
    let alone = |file: &&File| {
        file.ends_in("ser")
            && file.stem() != INITIAL
            && own(file, ["annotation_ser", "curation_ser"]).is_some_and(|whose| !read.contains(&whose))
    };
    files.iter().filter(alone).collect()
}

/// How many files a format makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Packed {
    /// One, whatever is in it.
    One,
    /// One for each annotator: it holds no more than one of them.
    PerAnnotator,
    /// Some for each article.
    PerArticle,
    /// Several that belong together.
    Several,
}

/// Where files go that are written, one after the other.
pub trait Out {
    /// Begins a file, which ends the one before it. `path` has `/` between folders and no `..`.
    ///
    /// # Errors
    /// When it can't be made.
    fn begin(&mut self, path: &str) -> io::Result<()>;

    /// Goes on with a file that was begun before.
    ///
    /// # Errors
    /// When there is none, or files only come one after the other here.
    fn again(&mut self, _path: &str) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    /// Writes to the file that was begun last.
    ///
    /// # Errors
    /// When it can't be written.
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// Keeps what is written.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    /// The files, in the order in which they were begun.
    pub files: Vec<(String, Vec<u8>)>,
    /// Which of them is written to.
    open: usize,
}

impl Out for Memory {
    fn begin(&mut self, path: &str) -> io::Result<()> {
        self.files.push((path.to_owned(), Vec::new()));
        self.open = self.files.len() - 1;
        Ok(())
    }

    fn again(&mut self, path: &str) -> io::Result<()> {
        self.open = self.files.iter().position(|(known, _)| known == path).ok_or(io::ErrorKind::NotFound)?;
        Ok(())
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let file = self.files.get_mut(self.open).ok_or(io::ErrorKind::NotFound)?;
        file.1.extend_from_slice(bytes);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_point_within_a_documents_name_belongs_to_it() {
        for (path, whose) in [
            ("p/annotation/dam.txt/ada.xmi", ("dam", "ada")),
            ("annotation/Growth 3.5 pct/ada.zip/x.xmi", ("Growth 3.5 pct", "x")),
            ("annotation/Growth 3.5 pct.TXT/ada.b.tsv", ("Growth 3.5 pct", "ada.b")),
            ("curation/.txt/c.json", (".txt", "c")),
            ("in/Growth 3.5.tsv", ("in/Growth 3.5", "")),
        ] {
            assert_eq!(File::new(path, *b"").whose(), whose, "{path}");
        }
    }
}
