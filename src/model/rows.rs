//! The rows of a project's tables.

use std::collections::{BTreeMap, BTreeSet};

use super::exercise::Handed;
use super::id::{AnnotationId, AnnotatorId, ArticleId, AttributeKey, KindKey, LabelKey, RevisionId, SetId, Time};
use super::scheme::Value;
use super::text::{Anchor, Block, Fragments, Hash, Text};

/// Values of attributes, by key.
pub type Attributes = BTreeMap<AttributeKey, Value>;

/// What is said of the project as a whole.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// Notes for whoever opens it.
    pub note: String,
}

/// What is known of an article beside its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Details {
    /// Its title.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// Who wrote it.
    pub author: String,
    /// Where it stands, mostly a web address.
    pub address: String,
    /// The day of its publication, as people write it; best as 2026-03-07.
    pub date: String,
    /// Its language, as in BCP 47: `en`, `ar`.
    pub language: String,
    /// Notes.
    pub note: String,
}

impl Details {
    /// Takes the first line of the text that has something in it as the title, where there is none yet.
    pub fn titled_by(self, text: &Text) -> Details {
        if !self.title.trim().is_empty() {
            return self;
        }
        let first = text.as_str().lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
        // A text without line ends is no title.
        Details { title: first.chars().take(200).collect(), ..self }
    }
}

/// An article; its texts are [`Revision`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its place in the list.
    pub rank: u32,
    /// What is known of it.
    pub details: Details,
}

/// One text of an article. It never changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Whose text it is.
    pub article: ArticleId,
    /// 1 for the first text, 2 for the next.
    pub number: u32,
    /// The text.
    pub text: Text,
    /// What its lines are.
    pub blocks: Vec<Block>,
    /// When it was added.
    pub added: Time,
    /// Where it came from: a file's name and encoding, the clipboard.
    pub origin: String,
}

/// A person who annotates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotator {
    /// Their place in the list.
    pub rank: u32,
    /// Their name.
    pub name: String,
}

/// What a set is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SetKind {
    /// An annotator's own first pass.
    Own,
    /// The same annotator's second pass.
    SecondPass,
    /// A second pass that hides where articles were published and what was marked in them before, until it is done with
    /// them.
    MaskedPass,
    /// Made out of several sets.
    Adjudicated,
    /// Brought in from another tool.
    Imported,
    /// An answer key.
    AnswerKey,
    /// A learner's hand-in.
    HandIn,
}

/// One pass of one annotator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// Its place in the list.
    pub rank: u32,
    /// Its name; the annotator's name is shown where it is empty.
    pub name: String,
    /// Whose it is; `None` for one that is nobody's, such as an adjudicated one.
    pub annotator: Option<AnnotatorId>,
    /// What it is.
    pub kind: SetKind,
    /// When it was begun.
    pub begun: Time,
    /// The articles that it was to hide and that were shown before it was done with them, and when. They may be gone.
    pub unmasked: Vec<(ArticleId, Time)>,
    /// Where it is a hand-in: of which exercise, and of which file.
    pub handed: Option<Handed>,
}

impl Set {
    /// Returns what it is called: its annotator's name, its own, or both.
    pub fn named_by(&self, owner: &str) -> String {
        match (owner, self.name.as_str()) {
            (owner, "") => owner.to_owned(),
            ("", name) => name.to_owned(),
            (owner, name) => format!("{owner}: {name}"),
        }
    }
}

/// Says that an article is finished in a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// When it was.
    pub time: Time,
}

/// Where an annotation stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// On these spans of its revision.
    At(Fragments),
    /// Nowhere for certain: what it stood on could not be found again.
    Detached(Vec<Anchor>),
}

/// A label on some words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Annotation {
    /// In which set.
    pub set: SetId,
    /// On which text.
    pub revision: RevisionId,
    /// Which label.
    pub label: LabelKey,
    /// On which words.
    pub place: Place,
    /// Values of the attributes that the scheme declares for the label.
    pub attributes: Attributes,
    /// A note.
    pub note: String,
    /// Whether the annotator was not sure.
    pub unsure: bool,
    /// When it was made.
    pub time: Time,
    /// What it was carried over, copied or adjudicated from. These may be gone, or in another project.
    pub derived_from: Vec<AnnotationId>,
}

impl Annotation {
    /// Makes one that says no more than what is marked, with which label, in which set.
    pub fn new(set: SetId, revision: RevisionId, label: LabelKey, fragments: Fragments, time: Time) -> Annotation {
        Annotation {
            set,
            revision,
            label,
            place: Place::At(fragments),
            attributes: Attributes::new(),
            note: String::new(),
            unsure: false,
            time,
            derived_from: Vec::new(),
        }
    }

    /// Returns its fragments; `None` when it is detached.
    pub fn fragments(&self) -> Option<&Fragments> {
        match &self.place {
            Place::At(fragments) => Some(fragments),
            Place::Detached(_) => None,
        }
    }
}

/// A directed tie between two annotations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relation {
    /// In which set.
    pub set: SetId,
    /// Of which kind.
    pub kind: KindKey,
    /// Where it starts.
    pub from: AnnotationId,
    /// Where it leads.
    pub to: AnnotationId,
    /// Values of the attributes that the scheme declares for the kind.
    pub attributes: Attributes,
    /// A note.
    pub note: String,
    /// When it was made.
    pub time: Time,
}

/// What claims in several places say in common. A claim is in one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// What it says.
    pub wording: String,
    /// Values of the attributes that the scheme declares for propositions, such as the verdict.
    pub attributes: Attributes,
    /// The claims.
    pub members: BTreeSet<AnnotationId>,
    /// A note.
    pub note: String,
    /// When it was made.
    pub time: Time,
}

/// Who or what several annotations name in common. An annotation is in one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its name.
    pub name: String,
    /// The annotations that name it.
    pub members: BTreeSet<AnnotationId>,
    /// A note.
    pub note: String,
    /// When it was made.
    pub time: Time,
}

/// Says that an article was read for a proposition, which is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// When it was read.
    pub time: Time,
}

/// Says that a finding of the check list was looked at and let stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dismissal {
    /// Why.
    pub reason: String,
    /// When.
    pub time: Time,
}

/// Says that what several sets have at one place was settled in an adjudicated set: by the annotations there that were
/// derived from theirs, or by none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// What the sets had there then ([`Project::state_of`](super::Project::state_of)). Where they have something else,
    /// it is open again.
    pub state: Hash,
    /// When it was settled.
    pub time: Time,
}
