//! What stands in a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Anchor;

/// The number of the form of lines.
pub(super) const FORM: u32 = 1;

/// What offsets count.
pub(super) const UNIT: &str = "code points";

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Line {
    pub gainsay: u32,
    pub article: String,
    pub revision: String,
    #[serde(default)]
    pub details: BTreeMap<String, String>,
    pub text: String,
    pub sha256: String,
    pub unit: String,
    /// Kinds with their lines, half-open from 0.
    #[serde(default)]
    pub blocks: Vec<(String, usize, usize)>,
    /// Who is done with it, and since when.
    #[serde(default)]
    pub done: Vec<(String, String)>,
    #[serde(default)]
    pub annotations: Vec<Marked>,
    #[serde(default)]
    pub relations: Vec<Tied>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Marked {
    pub id: String,
    pub annotator: String,
    pub label: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fragments: Vec<Piece>,
    /// The words of what has no place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub detached: Vec<Words>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Worth>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unsure: bool,
    pub time: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub derived_from: Vec<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Piece {
    pub start: usize,
    pub end: usize,
    pub quote: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub exact: String,
    pub prefix: String,
    pub suffix: String,
}

impl From<&Anchor> for Words {
    fn from(anchor: &Anchor) -> Words {
        let Anchor { exact, prefix, suffix } = anchor.clone();
        Words { exact, prefix, suffix }
    }
}

impl From<Words> for Anchor {
    fn from(words: Words) -> Anchor {
        let Words { exact, prefix, suffix } = words;
        Anchor { exact, prefix, suffix }
    }
}

/// The value of an attribute, with the attribute's name.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Worth {
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub flag: Option<bool>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub choice: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tied {
    pub id: String,
    pub annotator: String,
    pub kind: String,
    pub from: String,
    pub to: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Worth>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    pub time: String,
}
