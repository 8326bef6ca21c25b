//! Declares what a project file of format 1 holds, row by row, as serde reads it.
//!
//! These shapes are frozen: a later format gets shapes of its own and a function that turns these into them, so that
//! the model can change without the files that are already out there. Names that a newer or mistyped file may
//! not get right (kinds, patterns, times, ids) are plain strings here, so that one odd row does not keep the rest
//! from being read. The same rows make up the journal.

mod text;

pub(super) use text::Str;

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// Reads a field that is there as `Some`, without RON's `Some(..)` around it.
fn there<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}

/// Reads a list that has one element mostly, and makes room for one first.
fn few<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct Few<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for Few<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a sequence")
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Vec<T>, A::Error> {
            let mut out = Vec::with_capacity(1);
            while let Some(row) = rows.next_element()? {
                out.push(row);
            }
            Ok(out)
        }
    }
    deserializer.deserialize_seq(Few(PhantomData))
}

/// Declares a shape: a struct of which unknown fields are errors. Fields with `= default` may be left out.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty $(= $default:ident)?,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
        pub(super) struct $name<'a> { $($(#[$attr])* $(#[serde($default)])? pub(super) $field: $type,)* }
    )*};
}

shapes! {
    /// A whole file. `format` and `checksum` are read before this is.
    File {
        #[serde(rename = "format")]
        _format: u32,
        #[serde(rename = "checksum")]
        _checksum: Str<'a> = default,
        #[serde(deserialize_with = "there")]
        info: Option<Info<'a>> = default,
        labels: Vec<Label<'a>> = default,
        attributes: Vec<Attribute<'a>> = default,
        kinds: Vec<Kind<'a>> = default,
        annotators: Vec<Annotator<'a>> = default,
        sets: Vec<Set<'a>> = default,
        articles: Vec<Article<'a>> = default,
        revisions: Vec<Revision<'a>> = default,
        annotations: Vec<Annotations<'a>> = default,
        relations: Vec<Relations<'a>> = default,
        propositions: Vec<Proposition<'a>> = default,
        entities: Vec<Entity<'a>> = default,
        done: Vec<Done<'a>> = default,
        absences: Vec<Absence<'a>> = default,
        dismissals: Vec<Dismissal<'a>> = default,
        decisions: Vec<Decision<'a>> = default,
        exercises: Vec<Exercise<'a>> = default,
        conflicts: Vec<Conflict<'a>> = default,
    }

    /// What is said of the project as a whole.
    Info {
        title: Str<'a> = default,
        note: Str<'a> = default,
    }

    /// A label.
    Label {
        key: Str<'a>,
        rank: u32 = default,
        name: Str<'a>,
        shortcut: Str<'a> = default,
        letter: Str<'a> = default,
        colour: u8 = default,
        pattern: Str<'a>,
        ties: Str<'a> = default,
        definition: Str<'a> = default,
        examples: Vec<Str<'a>> = default,
    }

    /// An attribute.
    Attribute {
        key: Str<'a>,
        rank: u32 = default,
        name: Str<'a>,
        on: Vec<Owner<'a>> = default,
        takes: Takes<'a>,
        definition: Str<'a> = default,
        examples: Vec<Str<'a>> = default,
    }

    /// A relation kind.
    Kind {
        key: Str<'a>,
        rank: u32 = default,
        name: Str<'a>,
        inverse: Str<'a> = default,
        shortcut: Str<'a> = default,
        from: Vec<Str<'a>> = default,
        to: Vec<Str<'a>> = default,
        definition: Str<'a> = default,
        examples: Vec<Str<'a>> = default,
    }

    /// An annotator.
    Annotator {
        id: Str<'a>,
        rank: u32 = default,
        name: Str<'a>,
    }

    /// A set. Nobody's has no `annotator`.
    Set {
        id: Str<'a>,
        rank: u32 = default,
        name: Str<'a> = default,
        annotator: Str<'a> = default,
        kind: Str<'a>,
        begun: Str<'a>,
        unmasked: Vec<Unmasked<'a>> = default,
        #[serde(deserialize_with = "there")]
        handed: Option<Handed<'a>> = default,
    }

    /// Of which exercise a set is a hand-in, and of which file.
    Handed {
        exercise: Str<'a>,
        asked: Str<'a> = default,
        time: Str<'a>,
        file: Str<'a> = default,
    }

    /// An article that a masked pass showed before it was done with it.
    Unmasked {
        article: Str<'a>,
        time: Str<'a>,
    }

    /// An article.
    Article {
        id: Str<'a>,
        rank: u32 = default,
        title: Str<'a> = default,
        outlet: Str<'a> = default,
        author: Str<'a> = default,
        address: Str<'a> = default,
        date: Str<'a> = default,
        language: Str<'a> = default,
        note: Str<'a> = default,
    }

    /// One text of an article: its lines without their ends. Each block is its kind, its first line, counted from 1,
    /// and its last.
    Revision {
        id: Str<'a>,
        article: Str<'a>,
        number: u32,
        added: Str<'a>,
        origin: Str<'a> = default,
        sha256: Str<'a>,
        blocks: Vec<(Str<'a>, usize, usize)> = default,
        text: Vec<Str<'a>>,
    }

    /// The annotations of a set on a text. A set and a text may have several such groups, as after a merge.
    Annotations {
        set: Str<'a>,
        revision: Str<'a>,
        rows: Vec<Annotation<'a>> = default,
    }

    /// An annotation: `at` its words, or, when detached, `lost` words.
    Annotation {
        id: Str<'a>,
        label: Str<'a>,
        #[serde(deserialize_with = "few")]
        at: Vec<Fragment<'a>> = default,
        lost: Vec<Lost<'a>> = default,
        attributes: Values<'a> = default,
        note: Str<'a> = default,
        unsure: bool = default,
        time: Str<'a>,
        derived_from: Vec<Str<'a>> = default,
    }

    /// A span in Unicode code points, half-open, with its words and, when those are short, what stands around them.
    Fragment {
        start: usize,
        end: usize,
        quote: Str<'a>,
        before: Str<'a> = default,
        after: Str<'a> = default,
    }

    /// Words whose place is not known.
    Lost {
        quote: Str<'a>,
        before: Str<'a> = default,
        after: Str<'a> = default,
    }

    /// The relations of a set, which may have several such groups.
    Relations {
        set: Str<'a>,
        rows: Vec<Relation<'a>> = default,
    }

    /// A relation.
    Relation {
        id: Str<'a>,
        kind: Str<'a>,
        from: Str<'a>,
        to: Str<'a>,
        attributes: Values<'a> = default,
        note: Str<'a> = default,
        time: Str<'a>,
    }

    /// A proposition.
    Proposition {
        id: Str<'a>,
        wording: Str<'a> = default,
        attributes: Values<'a> = default,
        members: Vec<Str<'a>> = default,
        note: Str<'a> = default,
        time: Str<'a>,
    }

    /// An entity.
    Entity {
        id: Str<'a>,
        name: Str<'a> = default,
        members: Vec<Str<'a>> = default,
        note: Str<'a> = default,
        time: Str<'a>,
    }

    /// A done mark.
    Done {
        set: Str<'a>,
        article: Str<'a>,
        time: Str<'a>,
    }

    /// A mark "read for it, not there".
    Absence {
        proposition: Str<'a>,
        article: Str<'a>,
        set: Str<'a>,
        time: Str<'a>,
    }

    /// The dismissal of a finding.
    Dismissal {
        finding: Str<'a>,
        reason: Str<'a> = default,
        time: Str<'a>,
    }

    /// How a place was settled in an adjudicated set: `first` is the first of the annotations that answer each other
    /// there, `sha256` that of what they said.
    Decision {
        set: Str<'a>,
        first: Str<'a>,
        sha256: Str<'a>,
        time: Str<'a>,
    }

    /// An exercise. `covers` and `adds` are in percent; points have two decimals at most.
    Exercise {
        id: Str<'a>,
        rank: u32 = default,
        title: Str<'a> = default,
        instructions: Str<'a> = default,
        set: Str<'a>,
        revision: Str<'a>,
        labels: Vec<Task<'a>> = default,
        kinds: Vec<Task<'a>> = default,
        told: bool = default,
        covers: u32,
        adds: u32,
        wrong: f64 = default,
        missed: f64 = default,
        surplus: f64 = default,
        minutes: u32 = default,
        examples: Vec<Str<'a>> = default,
        sayings: Vec<Saying<'a>> = default,
        word: Str<'a> = default,
        #[serde(deserialize_with = "there")]
        copy: Option<LearnersCopy<'a>> = default,
    }

    /// A label or a kind that an exercise asks for.
    Task {
        key: Str<'a>,
        points: f64,
        hint: Str<'a> = default,
        feedback: Str<'a> = default,
    }

    /// What an exercise says of one annotation.
    Saying {
        annotation: Str<'a>,
        hint: Str<'a> = default,
        feedback: Str<'a> = default,
        optional: bool = default,
    }

    /// What a learner's copy holds instead of the key: how many there are of each label and kind, hints by label, the
    /// hash of what was asked, and the key under its word.
    LearnersCopy {
        labels: Vec<(Str<'a>, u32)> = default,
        kinds: Vec<(Str<'a>, u32)> = default,
        hints: Vec<(Str<'a>, Str<'a>)> = default,
        asked: Str<'a> = default,
        #[serde(deserialize_with = "there")]
        sealed: Option<Sealed<'a>> = default,
    }

    /// A key under a word, in base 64.
    Sealed {
        rounds: u32,
        salt: Str<'a>,
        nonce: Str<'a>,
        data: Str<'a>,
    }

    /// What two copies say differently: of which row, which field or else which attribute, and each version.
    Conflict {
        row: Named<'a>,
        field: Str<'a> = default,
        attribute: Str<'a> = default,
        versions: Vec<Held<'a>> = default,
    }
}

/// A row of any table.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Named<'a> {
    Info,
    Label(Str<'a>),
    Attribute(Str<'a>),
    Kind(Str<'a>),
    Article(Str<'a>),
    Revision(Str<'a>),
    Annotator(Str<'a>),
    Set(Str<'a>),
    /// Its set and its article.
    Done(Str<'a>, Str<'a>),
    Annotation(Str<'a>),
    Relation(Str<'a>),
    Proposition(Str<'a>),
    Entity(Str<'a>),
    /// Its proposition, its article and its set.
    Absence(Str<'a>, Str<'a>, Str<'a>),
    Dismissal(Str<'a>),
    Exercise(Str<'a>),
}

/// What a field holds in one of the copies.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Held<'a> {
    Nothing,
    Text(Str<'a>),
    Flag(bool),
    Colour(u8),
    Shortcut(Str<'a>),
    Pattern(Str<'a>),
    Ties(Str<'a>),
    SetKind(Str<'a>),
    Label(Str<'a>),
    Kind(Str<'a>),
    Annotator(Str<'a>),
    Set(Str<'a>),
    Annotation(Str<'a>),
    Proposition(Str<'a>),
    Entity(Str<'a>),
    Value(Value<'a>),
    Takes(Takes<'a>),
    Labels(Vec<Str<'a>>),
    Owners(Vec<Owner<'a>>),
    /// A text, and words in it.
    At(Str<'a>, Vec<Fragment<'a>>),
    /// A text, and words that are not found in it.
    Lost(Str<'a>, Vec<Lost<'a>>),
    /// A text.
    Revision(Str<'a>),
    Number(u32),
    Points(f64),
}

/// What an attribute can be given to.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Owner<'a> {
    Label(Str<'a>),
    Kind(Str<'a>),
    Propositions,
}

/// What values an attribute takes: of a choice, the keys and the names people see.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Takes<'a> {
    Choice(Vec<(Str<'a>, Str<'a>)>),
    Flag,
    Text,
}

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Value<'a> {
    Choice(Str<'a>),
    Flag(bool),
    Text(Str<'a>),
}

/// Values by attribute, as they stand in the file: a key that stands there twice is here twice.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Values<'a>(pub(super) Vec<(Str<'a>, Value<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Values<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Values<'a>, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Values<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map of attributes")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Values<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Values(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// One change in a journal record: the row before and the row after.
#[derive(Debug, Clone, PartialEq, serde::Deserialize)]
#[serde(bound(deserialize = "'de: 'a"))]
pub(super) enum Edit<'a> {
    Info(Option<Info<'a>>, Option<Info<'a>>),
    Label(Option<Label<'a>>, Option<Label<'a>>),
    Attribute(Option<Attribute<'a>>, Option<Attribute<'a>>),
    Kind(Option<Kind<'a>>, Option<Kind<'a>>),
    Article(Option<Article<'a>>, Option<Article<'a>>),
    Revision(Option<Revision<'a>>, Option<Revision<'a>>),
    Annotator(Option<Annotator<'a>>, Option<Annotator<'a>>),
    Set(Option<Set<'a>>, Option<Set<'a>>),
    Done(Option<Done<'a>>, Option<Done<'a>>),
    Annotation(Option<AnnotationAlone<'a>>, Option<AnnotationAlone<'a>>),
    Relation(Option<RelationAlone<'a>>, Option<RelationAlone<'a>>),
    Proposition(Option<Proposition<'a>>, Option<Proposition<'a>>),
    Entity(Option<Entity<'a>>, Option<Entity<'a>>),
    Absence(Option<Absence<'a>>, Option<Absence<'a>>),
    Dismissal(Option<Dismissal<'a>>, Option<Dismissal<'a>>),
    Conflict(Option<Conflict<'a>>, Option<Conflict<'a>>),
    Decision(Option<Decision<'a>>, Option<Decision<'a>>),
    Exercise(Option<Box<Exercise<'a>>>, Option<Box<Exercise<'a>>>),
}

shapes! {
    /// An annotation outside its group.
    AnnotationAlone {
        set: Str<'a>,
        revision: Str<'a>,
        row: Annotation<'a>,
    }

    /// A relation outside its group.
    RelationAlone {
        set: Str<'a>,
        row: Relation<'a>,
    }

    /// One transaction as a journal record holds it.
    Record {
        format: u32,
        edits: Vec<Edit<'a>>,
    }
}
