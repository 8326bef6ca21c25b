//! brat's standoff format: a `.txt` and a `.ann` an article, and `annotation.conf` that declares the types.
//!
//! Follows brat's own description of it (brat.nlplab.org, "brat standoff format", "annotation configuration") and,
//! where that is silent, what brat 1.3 reads. Offsets count Unicode code points of the file as it is, a CRLF as two. A
//! span that crosses a line end is written as one fragment a line. Only letters of ASCII, digits, `-` and `_` may stand
//! in the name of a type; what the scheme calls it stands in `visual.conf` where it is another name.
//!
//! What brat has no place for is kept where brat shows it: a note, and a value of an attribute of any text, as comments
//! (`#`), one a line, the latter with the attribute's name for their type; that somebody was not sure as an attribute
//! `Unsure`. Of a folder for each annotator with the same texts, as teams keep them, each is a set.

mod conf;
mod read;
mod write;

use super::exchange::{File, Holds, Packed, Unit};
use super::format::Format;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "brat",
    name: "brat",
    endings: &["ann"],
    unit: Some(Unit::CodePoints),
    holds: Holds { fragments: true, attributes: true, relations: true, notes: true, unsure: true, ..Holds::SPANS },
    packed: Packed::PerArticle,
    knows,
    read: Some(read::read),
    write: Some(write::write),
};

/// The comment that is a note of the annotator's.
const NOTE: &str = "AnnotatorNotes";

/// The attribute that says that somebody was not sure.
const UNSURE: &str = "Unsure";

fn knows(files: &[File]) -> bool {
    files.iter().any(|file| is_standoff(file) && files.iter().any(|text| is_text_of(text, file)))
}

/// Tells whether a file holds annotations. The shared tasks of BioNLP part them into `.a1` and `.a2`.
fn is_standoff(file: &File) -> bool {
    ["ann", "a1", "a2"].iter().any(|ending| file.ends_in(ending))
}

/// Tells whether a file is the text that another annotates.
fn is_text_of(text: &File, standoff: &File) -> bool {
    text.ends_in("txt") && without_ending(&text.path) == without_ending(&standoff.path)
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(base, _)| base)
}
