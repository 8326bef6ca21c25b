//! UIMA's common analysis structure: JSON CAS 0.4, and XMI with its type system beside it.
//!
//! Follows the draft "UIMA JSON CAS" 0.4, the XMI of the UIMA reference (chapter "XMI CAS Serialization") and what
//! dkpro-cassis writes. Offsets count UTF-16 code units of the text of a view.
//!
//! A feature that is called `label`, `value` or as DKPro's types call theirs is the label of an annotation; where it
//! has none, the last part of its type's name is. Other features with values are attributes. An annotation with a
//! `Governor` and a `Dependent` is a relation, a feature that leads to another annotation or to links with a role is
//! one as well. DKPro's sentences and tokens are no annotations. A second text of a file is another article.
//!
//! Annotations go out as types that INCEpTION can have as layers of its own, and those that came in go back as the
//! types that they had. Each annotator has a file for what they have read; a text that nobody has is a file as well.

mod json;
mod read;
mod write;
mod xmi;

use foldhash::HashMap;
use smol_str::SmolStr;

use super::exchange::{File, Holds, Packed, Titles, Unit};
use super::format::Format;

/// The format in JSON.
pub(super) static JSON: Format = Format {
    id: "uima-cas-json",
    name: "UIMA CAS JSON",
    endings: &["json"],
    unit: Some(Unit::Utf16),
    holds: HOLDS,
    packed: Packed::PerArticle,
    knows: json::knows,
    read: Some(json::read),
    write: Some(json::write),
};

/// The format in XML.
pub(super) static XMI: Format = Format {
    id: "uima-cas-xmi",
    name: "UIMA CAS XMI",
    endings: &["xmi", "xml"],
    unit: Some(Unit::Utf16),
    holds: HOLDS,
    packed: Packed::PerArticle,
    knows: |files: &[File]| files.iter().any(xmi::knows),
    read: Some(xmi::read),
    write: Some(xmi::write),
};

const HOLDS: Holds = Holds {
    attributes: true,
    relations: true,
    relation_attributes: true,
    notes: true,
    relation_notes: true,
    unsure: true,
    nothing: true,
    titles: Titles::Kept,
    ..Holds::SPANS
};

/// What annotations descend from.
const ANNOTATION: &str = "uima.tcas.Annotation";

/// What DKPro's metadata descend from.
const WHOLE: &str = "uima.tcas.DocumentAnnotation";

/// DKPro's metadata of a text.
const META: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// Their feature that is the title.
const TITLE: &str = "documentTitle";

/// A value of a feature.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Value {
    Text(SmolStr),
    Flag(bool),
    /// Other structures, by their ids.
    Structures(Vec<i64>),
}

/// A feature structure.
#[derive(Clone, Debug, Default)]
struct Structure {
    id: i64,
    /// Its type's whole name.
    kind: SmolStr,
    /// The view that it is in.
    sofa: Option<i64>,
    /// Its offsets, where it is an annotation.
    place: Option<(usize, usize)>,
    /// Whether it has offsets that are none.
    astray: bool,
    features: Vec<(SmolStr, Value)>,
    /// The line of the file where it stands, from 1, where that is known.
    line: Option<usize>,
}

/// A text, and what is said of it.
#[derive(Clone, Debug)]
struct Sofa {
    id: i64,
    name: String,
    text: Option<String>,
}

/// What is in a file.
#[derive(Clone, Debug, Default)]
struct Cas {
    sofas: Vec<Sofa>,
    structures: Vec<Structure>,
}

/// For each type its supertype, and the types of its features.
#[derive(Debug, Default)]
struct Types(HashMap<String, (String, HashMap<String, String>)>);

impl Types {
    /// Returns the type of a feature, which the type itself or one that it descends from has.
    fn range(&self, kind: &str, feature: &str) -> Option<&str> {
        let mut kind = kind;
        // No tree of types is deeper; one that goes in a circle is.
        for _ in 0..64 {
            let (above, features) = self.0.get(kind)?;
            if let Some(range) = features.get(feature) {
                return Some(range);
            }
            kind = above;
        }
        None
    }
}
