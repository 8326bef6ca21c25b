//! What hand-ins are held against.

use std::collections::BTreeMap;

use crate::model::exercise::{Costs, Fit, Task};
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, Fragments, Hash, KindKey, LabelKey, RelationId, Text};

/// A phrase of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyMark {
    /// The annotation that it is.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelKey,
    /// Its words.
    pub place: Fragments,
    /// Whether it is an example: learners saw it marked, and it counts for nothing.
    pub given: bool,
    /// What helps to find it.
    pub hint: String,
    /// What is said of it afterwards.
    pub feedback: String,
}

/// A relation of the key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyLink {
    /// The relation that it is.
    pub id: RelationId,
    /// Its kind.
    pub kind: KindKey,
    /// The number of the mark where it starts, in the key.
    pub from: usize,
    /// The number of the mark where it leads.
    pub to: usize,
    /// Whether it is between two examples: learners saw it, and it counts for nothing.
    pub given: bool,
}

/// The key of an exercise and the rules of its marking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What its handout asks: see [`Handout::asked`](super::Handout::asked).
    pub asked: Hash,
    /// The text.
    pub text: Text,
    /// What is to be found, and the examples, in the order of the text.
    pub marks: Vec<KeyMark>,
    /// The relations to be found, and those between examples.
    pub links: Vec<KeyLink>,
    /// The labels that count.
    pub labels: BTreeMap<LabelKey, Task>,
    /// The relation kinds that count.
    pub kinds: BTreeMap<KindKey, Task>,
    /// What counts as found.
    pub fit: Fit,
    /// What is taken off.
    pub costs: Costs,
}
