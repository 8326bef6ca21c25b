//! Says what an exercise is: what learners are to mark in an article, and how that is counted.
//!
//! The answer key is no table of its own: it is the annotations of the exercise's set on its text, so that a mistake
//! found in it is mended where it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::Project;
use super::check::need;
use super::conflict::{Field, Fields, Held};
use super::edit::ApplyError;
use super::id::{AnnotationId, ExerciseId, KindKey, LabelKey, RevisionId, SetId, Time};
use super::text::Hash;

/// Points, in hundredths of one: sums of them are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(pub i32);

impl Points {
    /// One point.
    pub const ONE: Points = Points(100);
    /// The most that anything is worth.
    pub const MOST: Points = Points(1_000_000);

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
        Some(Points(sign * (whole * 100 + part))).filter(|points| points.is_worth())
    }

    /// Tells whether a label can be worth so much: it is within ten thousand points either way.
    pub fn is_worth(self) -> bool {
        (-Points::MOST.0..=Points::MOST.0).contains(&self.0)
    }

    /// Tells whether something can cost so much: it is not below 0, and within ten thousand points.
    pub fn is_cost(self) -> bool {
        (0..=Points::MOST.0).contains(&self.0)
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

/// How near a learner's mark must come to one of the key. What is counted are letters: neither white space nor
/// punctuation.
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
    /// Whether it is right and not required: nobody misses it, and it is worth no points.
    pub optional: bool,
}

/// Of which exercise a set is a hand-in, and of which file it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handed {
    /// The exercise. It may be gone.
    pub exercise: ExerciseId,
    /// What was asked, as the hand-in says.
    pub asked: Hash,
    /// When it was handed in.
    pub time: Time,
    /// The SHA-256 of the file.
    pub file: Hash,
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
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
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

impl Exercise {
    /// Says what is wrong with its numbers, in English, for whoever looks into a fault of the program.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let worth = self.labels.values().chain(self.kinds.values()).all(|task| task.points.is_worth());
        let Costs { wrong, missed, surplus } = self.costs;
        let faults = [
            (!worth, "points out of range"),
            (![wrong, missed, surplus].into_iter().all(Points::is_cost), "a cost out of range"),
            (!(1..=100).contains(&self.fit.covers), "a share out of range"),
            (self.minutes == Some(0), "no time"),
        ];
        faults.into_iter().find_map(|(is, fault)| is.then_some(fault))
    }
}

impl Fields for Exercise {
    const FIELDS: &'static [Field] = &[
        Field::Title,
        Field::Instructions,
        Field::Set,
        Field::Text,
        Field::Told,
        Field::Covers,
        Field::Adds,
        Field::Wrong,
        Field::Missed,
        Field::Surplus,
        Field::Minutes,
        Field::Word,
    ];

    fn get(&self, field: &Field) -> Option<Held> {
        Some(match field {
            Field::Title => Held::Text(self.title.clone()),
            Field::Instructions => Held::Text(self.instructions.clone()),
            Field::Set => Held::Set(self.set),
            Field::Text => Held::Revision(self.revision),
            Field::Told => Held::Flag(self.told),
            Field::Covers => Held::Number(u16::from(self.fit.covers)),
            Field::Adds => Held::Number(self.fit.adds),
            Field::Wrong => Held::Points(self.costs.wrong),
            Field::Missed => Held::Points(self.costs.missed),
            Field::Surplus => Held::Points(self.costs.surplus),
            Field::Minutes => self.minutes.map_or(Held::Nothing, Held::Number),
            Field::Word => Held::Text(self.word.clone()),
            _ => return None,
        })
    }

    fn set(&mut self, field: &Field, held: &Held) -> bool {
        match (field, held) {
            (Field::Title, Held::Text(text)) => self.title.clone_from(text),
            (Field::Instructions, Held::Text(text)) => self.instructions.clone_from(text),
            (Field::Set, Held::Set(set)) => self.set = *set,
            (Field::Text, Held::Revision(revision)) => self.revision = *revision,
            (Field::Told, Held::Flag(told)) => self.told = *told,
            (Field::Covers, Held::Number(share)) => match u8::try_from(*share) {
                Ok(share) => self.fit.covers = share,
                Err(_) => return false,
            },
            (Field::Adds, Held::Number(share)) => self.fit.adds = *share,
            (Field::Wrong, Held::Points(points)) => self.costs.wrong = *points,
            (Field::Missed, Held::Points(points)) => self.costs.missed = *points,
            (Field::Surplus, Held::Points(points)) => self.costs.surplus = *points,
            (Field::Minutes, Held::Number(minutes)) => self.minutes = Some(*minutes),
            (Field::Minutes, Held::Nothing) => self.minutes = None,
            (Field::Word, Held::Text(word)) => self.word.clone_from(word),
            _ => return false,
        }
        true
    }
}

impl Project {
    /// Lists the exercises on a text.
    pub fn exercises_on(&self, revision: RevisionId) -> impl Iterator<Item = (ExerciseId, &Exercise)> {
        self.exercises_by_id().filter(move |(_, row)| row.revision == revision).map(|(id, row)| (*id, row))
    }

    /// Tells whether an exercise asks for a label.
    pub fn asks_for_label(&self, label: &LabelKey) -> bool {
        self.exercises_by_id().any(|(_, row)| row.labels.contains_key(label))
    }

    /// Tells whether an exercise asks for a relation kind.
    pub fn asks_for_kind(&self, kind: &KindKey) -> bool {
        self.exercises_by_id().any(|(_, row)| row.kinds.contains_key(kind))
    }

    /// Checks that there is all that an exercise needs, and that its numbers are within bounds.
    pub(super) fn check_exercise(&self, id: ExerciseId, row: &Exercise) -> Result<(), ApplyError> {
        need(self.set(&row.set).is_some(), &|| format!("exercise {id} has no set"))?;
        need(self.revision(&row.revision).is_some(), &|| format!("exercise {id} has no text"))?;
        for label in row.labels.keys() {
            need(self.label(label).is_some(), &|| format!("exercise {id} asks for label {label}"))?;
        }
        for kind in row.kinds.keys() {
            need(self.kind(kind).is_some(), &|| format!("exercise {id} asks for relation kind {kind}"))?;
        }
        row.fault().map_or(Ok(()), |fault| Err(ApplyError::Invalid(format!("exercise {id}: {fault}"))))
    }
}

/// A key that a word opens: AES-256-GCM (NIST SP 800-38D) under what PBKDF2-HMAC-SHA-256 (RFC 8018) makes of the word.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
