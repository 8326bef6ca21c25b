//! What a learner hands in.

use crate::model::id::ExerciseId;
use crate::model::{Fragments, Hash, KindKey, LabelKey, Time};

/// A phrase with a label.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Which label.
    pub label: LabelKey,
    /// On which words.
    pub place: Fragments,
}

/// An end of a link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// The learner's mark with this number, from 0.
    Mark(usize),
    /// The example with this number, from 0, in the order of the handout.
    Given(usize),
}

/// A relation between two marks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Link {
    /// Which kind.
    pub kind: KindKey,
    /// Where it starts.
    pub from: End,
    /// Where it leads.
    pub to: End,
}

/// One learner's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandIn {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What was asked, in the hash of its handout: see [`Handout::asked`](super::Handout::asked).
    pub asked: Hash,
    /// The SHA-256 of the text.
    pub text: Hash,
    /// The name or code that the learner gave.
    pub learner: String,
    /// When the learner began, where that is known.
    pub begun: Option<Time>,
    /// When it was handed in.
    pub handed: Time,
    /// The marks, in the order of the text; examples are not among them.
    pub marks: Vec<Mark>,
    /// The relations.
    pub links: Vec<Link>,
}
