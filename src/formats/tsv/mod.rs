//! WebAnno TSV 3: the tables of WebAnno and INCEpTION, a row a token.
//!
//! Follows the description in INCEpTION's user guide ("WebAnno TSV 3.3") and, where that is silent, the files of its
//! own tests. Offsets count UTF-16 code units.
//!
//! A layer's feature that is called `label`, `value` or as DKPro's layers call theirs is the label of its annotations,
//! or else its first feature; where that has no value the layer's name is. The other features are attributes. Lemmas
//! and the like, where each word has a value of its own, are annotations labelled with the layer's name. Slots and
//! chains become relations, relations between tokens such as DKPro's dependencies become relations between annotations
//! of those tokens. Annotations go out as one layer of spans and one of relations, which INCEpTION reads into a project
//! that has layers of these names; what came in goes back to the layer that it had. Slots, chains and what joins tokens
//! stay relations.
//!
//! Annotations in a table begin and end with tokens or inside of them, never with white space. Several annotators have
//! a file each, in a folder for each document, as in INCEpTION's exports: `annotation/DOCUMENT/ANNOTATOR.tsv`.

mod cell;
mod read;
mod write;

use super::exchange::{File, Holds, Packed, Unit};
use super::format::Format;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "webanno-tsv",
    name: "WebAnno TSV",
    endings: &["tsv"],
    unit: Some(Unit::Utf16),
    holds: Holds {
        attributes: true,
        relations: true,
        relation_attributes: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        nothing: true,
        ..Holds::SPANS
    },
    packed: Packed::PerArticle,
    knows,
    read: Some(read::read),
    write: Some(write::write),
};

/// How a file begins, after which its version stands.
const HEAD: &str = "#FORMAT=WebAnno TSV 3";

fn knows(files: &[File]) -> bool {
    let begins =
        |file: &File| is_table(&File::new("", &file.bytes[..file.bytes.len().min(HEAD.len() * 4)]).text().0.text);
    files.iter().any(|file| file.ends_in("tsv") && begins(file))
}

fn is_table(text: &str) -> bool {
    text.starts_with(HEAD)
}
