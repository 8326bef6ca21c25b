//! Label Studio's JSON: a list of tasks, each a text with what annotators made of it, and the labelling configuration
//! that a project there needs before it takes them.
//!
//! Follows what Label Studio 1.2x writes and reads. Offsets count UTF-16 code units. Each of the `annotations` of a
//! task is an annotator's; `completed_by` is a number there that only its own users have, so ours go out with their
//! names as `annotator`, which Label Studio passes over. Choices and text fields of a region (`perRegion`) are
//! attributes, the text of a region's `meta` is its note. Choices and text fields of the whole text come in as a note
//! of the article.
//!
//! The short form of its export (JSON-MIN) has neither relations nor which region a choice belongs to, and is refused.

mod config;
mod read;
mod write;

use super::exchange::{File, Holds, Packed, Titles, Unit};
use super::format::Format;
use super::json::{self, Parts};

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "label-studio",
    name: "Label Studio",
    endings: &["json"],
    unit: Some(Unit::Utf16),
    holds: Holds {
        annotators: true,
        attributes: true,
        relations: true,
        notes: true,
        unsure: true,
        details: true,
        nothing: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        ..Holds::SPANS
    },
    packed: Packed::Several,
    knows,
    read: Some(read::read),
    write: Some(write::write),
};

/// The field that says that somebody was not sure.
const UNSURE: &str = "unsure";

/// Text fields that are notes.
const NOTES: [&str; 4] = ["note", "notes", "comment", "comments"];

fn knows(files: &[File]) -> bool {
    json::first::<Parts>(files)
        .is_some_and(|parts| parts.has(&["data"]) && parts.has(&["annotations", "predictions", "completions"]))
}
