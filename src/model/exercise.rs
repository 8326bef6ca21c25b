//! Says what an exercise is: what learners are to mark in an article, and how that is counted.
//!
//! The answer key is no table of its own: it is the annotations of the exercise's set on its text, so that a mistake
//! found in it is mended where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::id::{AnnotationId, KindKey, LabelKey, RevisionId, SetId};
use super::text::Hash;

/// Points, in hundredths of one: sums of them are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i32);

impl Points {
    /// One point.
    pub const ONE: Points = Points(100);

    /// Reads points as people write them: `2`, `0.5`, `-1.25`, with a point or a comma. `None` for anything else, for
    /// more than two decimals, and beyond ten thousand points either way.
    pub fn parse(text: &str) -> Option<Points> {
        let text = text.trim();
        let (sign, digits) = text.strip_prefix(['-', '\u{2212}']).map_or((1, text), |rest| (-1, rest));
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        let number = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
        if whole.len() + part.len() == 0 || whole.len() > 5 || part.len() > 2 || !number(whole) || !number(part) {
            return None;
        }
        let whole: i32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
        let part: i32 = format!("{part:0<2}").parse().ok()?;
        (whole <= 10_000).then_some(Points(sign * (whole * 100 + part)))
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        match part {
            0 => write!(f, "{sign}{whole}"),
            part if part % 10 == 0 => write!(f, "{sign}{whole}.{}", part / 10),
            part => write!(f, "{sign}{whole}.{part:02}"),
        }
    }
}

/// How near a learner's mark must come to one of the key. What is counted are code points that are not white space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    /// The share of the key's words that must be covered, in percent, 1 to 100.
    pub covers: u8,
    /// How much may be marked beside them, in percent of the key's words.
    pub adds: u16,
}

impl Fit {
    /// The very words, no more and no less.
    pub const EXACT: Fit = Fit { covers: 100, adds: 0 };
}

impl Default for Fit {
    fn default() -> Fit {
        Fit { covers: 50, adds: 100 }
    }
}

/// What a label or a relation kind asks of learners.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Task {
    /// What each that is found is worth.
    pub points: Points,
    /// What helps to find them; learners may read it beforehand.
    pub hint: String,
    /// What is said of them afterwards.
    pub feedback: String,
}

impl Default for Task {
    fn default() -> Task {
        Task { points: Points::ONE, hint: String::new(), feedback: String::new() }
    }
}

/// What is taken off; none of them is below 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Costs {
    /// For the right words with a wrong label, or the right ends with a wrong kind.
    pub wrong: Points,
    /// For what was not found.
    pub missed: Points,
    /// For a mark that the key has not.
    pub surplus: Points,
}

impl Default for Costs {
    fn default() -> Costs {
        Costs { wrong: Points(0), missed: Points(0), surplus: Points(50) }
    }
}

/// What is said of one annotation of the key.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Saying {
    /// What helps to find it; learners may read it beforehand.
    pub hint: String,
    /// What is said of it afterwards.
    pub feedback: String,
}

/// An exercise on one text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// Its place in the list.
    pub rank: u32,
    /// What it is called.
    pub title: String,
    /// What learners are to do, in the teacher's words.
    pub instructions: String,
    /// The set whose annotations are the key.
    pub set: SetId,
    /// The text.
    pub revision: RevisionId,
    /// The labels to find.
    pub labels: BTreeMap<LabelKey, Task>,
    /// The relation kinds to find.
    pub kinds: BTreeMap<KindKey, Task>,
    /// Whether learners are told how many of each there are.
    pub told: bool,
    /// What counts as found.
    pub fit: Fit,
    /// What is taken off.
    pub costs: Costs,
    /// How long learners have; as long as they like where it says nothing.
    pub minutes: Option<u16>,
    /// The annotations of the key that learners see marked from the beginning. They may be gone.
    pub examples: BTreeSet<AnnotationId>,
    /// What is said of single annotations of the key. They may be gone.
    pub sayings: BTreeMap<AnnotationId, Saying>,
    /// The word with which learners open the key to check themselves; empty where they are not to.
    pub word: String,
    /// Where this is a learner's copy: what stands in it instead of the key. The set then holds only the examples.
    pub copy: Option<LearnersCopy>,
}

/// What a learner's copy of an exercise holds instead of the key.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnersCopy {
    /// How many of each label there are, examples not among them, where that is told.
    pub labels: BTreeMap<LabelKey, u32>,
    /// How many of each relation kind there are, where that is told.
    pub kinds: BTreeMap<KindKey, u32>,
    /// The hints to single annotations, in the order of the text.
    pub hints: Vec<(LabelKey, String)>,
    /// What was asked, in a hash: a hand-in names it, so that one for an older version is told.
    pub asked: Option<Hash>,
    /// The key, closed with the word.
    pub sealed: Option<Sealed>,
}

/// A key that a word opens: AES-256-GCM (NIST SP 800-38D) under what PBKDF2-HMAC-SHA-256 (RFC 8018) makes of the word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// How often PBKDF2 goes round.
    pub rounds: u32,
    /// Its salt.
    pub salt: [u8; 16],
    /// The nonce.
    pub nonce: [u8; 12],
    /// What was closed, with the 16 bytes of its tag behind it.
    pub data: Vec<u8>,
}
