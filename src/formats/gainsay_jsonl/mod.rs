//! Gainsay's own JSON lines, for pipelines: an article a line with its last text and all that was annotated there.
//!
//! Offsets count code points of the text, each beside its words; the text's SHA-256 tells whether it is still the one
//! that was annotated. Ids are those of the project and come back, so that what was handed out can be brought in again.
//! What ties annotations of several articles together, propositions and entities, stays in the project file.

mod read;
mod shape;
mod write;

use super::exchange::{File, Holds, Packed, Titles, Unit};
use super::format::Format;
use super::json::{self, Parts};

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "gainsay-jsonl",
    name: "Gainsay JSON lines",
    endings: &["jsonl"],
    unit: Some(Unit::CodePoints),
    holds: Holds {
        annotators: true,
        fragments: true,
        detached: true,
        attributes: true,
        relations: true,
        across: true,
        others: true,
        relation_attributes: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        times: true,
        derived: true,
        done: true,
        nothing: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        details: true,
        blocks: true,
        ..Holds::SPANS
    },
    packed: Packed::One,
    knows: |files: &[File]| json::first::<Parts>(files).is_some_and(|parts| parts.has(&["gainsay"])),
    read: Some(read::read),
    write: Some(write::write),
};
