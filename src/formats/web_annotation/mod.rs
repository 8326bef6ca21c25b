//! Web annotations as JSON-LD: one, a list, a page or a collection of them.
//!
//! Follows the Web Annotation Data Model (W3C Recommendation, 2017-02-23), and refuses what breaks one of its MUSTs. A
//! body that classifies or tags names the label, one that comments is a note; the creator is the annotator; an
//! annotation whose motivation is linking is a relation. Fragments are several selectors of one target, each a position
//! with its quote. Positions count code points. What only Gainsay has (values of attributes, that somebody was not
//! sure) stands in bodies that name it by `gainsay:`, which others pass over.
//!
//! The model has no place for the text itself: it lies beside, as a file whose name is the target's source, or that is
//! called as the annotations are, or that is the only one. Without it annotations come in detached.
//!
//! What Hypothes.is and Recogito export of their own (`rows`; `bodies`) is read too.

mod check;
mod read;
mod shape;
mod write;

use super::exchange::{File, Holds, Packed, Titles, Unit};
use super::format::Format;
use super::json::{self, Parts};

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "web-annotation",
    name: "W3C Web Annotation",
    endings: &["jsonld", "json"],
    unit: Some(Unit::CodePoints),
    holds: Holds {
        annotators: true,
        fragments: true,
        attributes: true,
        relations: true,
        across: true,
        others: true,
        relation_attributes: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        times: true,
        alone: true,
        names: true,
        titles: Titles::First,
        ..Holds::SPANS
    },
    packed: Packed::Several,
    knows,
    read: Some(read::read),
    write: Some(write::write),
};

/// The context that every annotation names.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";

/// What the names of our own stand for.
const OWN: &str = "urn:gainsay:";

fn knows(files: &[File]) -> bool {
    json::first::<Parts>(files).is_some_and(|parts| {
        parts.has(&["@context"]) && parts.has(&["target", "items", "first"])
            || parts.has(&["rows"]) && parts.has(&["total"])
            || parts.has(&["bodies"]) && parts.has(&["target"])
    })
}
