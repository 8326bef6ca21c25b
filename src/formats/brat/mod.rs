//! brat's standoff format: a `.txt` and a `.ann` an article, and `annotation.conf` that declares the types.
//!
//! Follows brat's own description of it (brat.nlplab.org, "brat standoff format", "annotation configuration") and,
//! where that is silent, what brat 1.3 reads. Offsets count Unicode code points of the file as it is, a CRLF as two. A
//! span that crosses a line end is written as one fragment a line. Only letters of ASCII, digits, `-` and `_` may stand
//! in the name of a type or a value; what the scheme calls it stands in `visual.conf` where it is another name. On the
//! way in, a name from there is taken where it is written so, and otherwise the type's own, so that it goes out as the
//! type that the configuration of other files has.
//!
//! What brat has no place for is kept where brat shows it: a note, and a value of an attribute of any text, as comments
//! (`#`), one a line, the latter with the attribute's name for their type; that somebody was not sure as an attribute
//! `Unsure`. An event is the annotation of its trigger, with a relation for each role; an attribute says so, by which
//! it goes out as an event again. Of a folder for each annotator with the same texts, as teams keep them, each is a
//! set. A type of the configuration that others stand below stands for all of them where it says what a relation joins.

mod conf;
mod read;
mod write;

use foldhash::HashSet;

use super::exchange::{File, Holds, Packed, Unit};
use super::format::Format;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "brat",
    name: "brat",
    endings: &["ann"],
    unit: Some(Unit::CodePoints),
    holds: Holds {
        fragments: true,
        attributes: true,
        relations: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        ..Holds::SPANS
    },
    packed: Packed::PerArticle,
    knows,
    read: Some(read::read),
    write: Some(write::write),
};

/// The comment that is a note of the annotator's.
const NOTE: &str = "AnnotatorNotes";

/// The attribute that names what another database has of a mark.
const REFERENCE: &str = "Reference";

/// The attribute that says that an annotation is the trigger of an event there: the event's type and roles, parted by
/// spaces. No type is called so, for none has a space.
const EVENT: &str = "brat event";

/// The attribute that says that somebody was not sure.
const UNSURE: &str = "Unsure";

fn knows(files: &[File]) -> bool {
    let texts: HashSet<&str> =
        files.iter().filter(|file| file.ends_in("txt")).map(|file| without_ending(&file.path)).collect();
    files.iter().any(|file| is_standoff(file) && texts.contains(without_ending(&file.path)))
}

/// Tells whether a file holds annotations. The shared tasks of BioNLP part them into `.a1` and `.a2`.
fn is_standoff(file: &File) -> bool {
    ["ann", "a1", "a2"].iter().any(|ending| file.ends_in(ending))
}

/// Tells whether a character may stand in the name of a type.
fn fits(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_')
}

fn without_ending(path: &str) -> &str {
    path.rsplit_once('.').map_or(path, |(base, _)| base)
}
