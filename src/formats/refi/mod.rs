//! REFI-QDA, the exchange format of programs for qualitative analysis: MAXQDA, ATLAS.ti, NVivo, QualCoder and others.
//!
//! Follows the schema `Project.xsd` 1.0 of 18 March 2019 and the specification 1.5: an archive (`.qdpx`) of
//! `project.qde` and the texts in `sources`. Offsets count code points by it; programs count otherwise, so the way is
//! found out for each project.
//!
//! A code is a label, a code within another is named with it (`Food > Coke`). A selection with several codes is several
//! annotations; one without a code has the label `quotation`. Users are annotators, links between selections are
//! relations. Variables, cases and sets of a source, and codes of the whole of it, are details of the article, or stand
//! in its note. What is in pictures, recordings and on areas of pages is listed.
//!
//! Going out, choices and flags are codes of their own on the selection, so that other programs find what has them;
//! texts of attributes are notes. The ids of the parts say what they are, so that all of it comes back.

mod guid;
mod package;
mod project;
mod read;
mod write;

use super::exchange::{File, Holds, Packed, Titles, Unit};
use super::format::Format;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "refi-qda",
    name: "REFI-QDA",
    endings: &["qdpx", "qde"],
    unit: Some(UNIT),
    holds: Holds {
        annotators: true,
        fragments: true,
        attributes: true,
        relations: true,
        across: true,
        relation_attributes: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        times: true,
        details: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        definitions: true,
        ..Holds::SPANS
    },
    packed: Packed::One,
    knows: |files: &[File]| files.iter().any(|file| file.ends_in("qdpx") || file.ends_in("qde")),
    read: Some(read::read),
    write: Some(write::write),
};

/// What offsets count by the specification.
const UNIT: Unit = Unit::CodePoints;

/// The namespace of projects.
const SPACE: &str = "urn:QDA-XML:project:1.0";

/// The program that a project of ours says it comes from.
const ORIGIN: &str = "Gainsay";

/// Stands between a code and those within it.
const WITHIN: &str = " > ";

/// The code that says that somebody was not sure.
const UNSURE: &str = "not sure";
