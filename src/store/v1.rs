//! Declares what a project file of format 1 holds, row by row, as serde reads it.
//!
//! These shapes are frozen: a later format gets shapes of its own and a function that turns these into them, so that
//! the model can change without the files that are already out there. Names that a newer or mistyped file may
//! not get right (kinds, patterns, times, ids) are plain strings here, so that one odd row does not keep the rest
//! from being read. The same rows make up the journal.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::{self, Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

/// A string that borrows from the source where it holds no escape.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Str<'a>(pub(super) Cow<'a, str>);

impl Str<'_> {
    /// Returns the byte offset in `source` of a string that borrows from it.
    pub(super) fn offset_in(&self, source: &str) -> Option<usize> {
        let Cow::Borrowed(text) = self.0 else { return None };
        let offset = (text.as_ptr() as usize).checked_sub(source.as_ptr() as usize)?;
        (offset <= source.len()).then_some(offset)
    }

    /// Returns the text as one of its own.
    pub(super) fn own(&self) -> String {
        self.0.as_ref().to_owned()
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0.as_ref(), f)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Str<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Str<'a>, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Str<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }

            fn visit_borrowed_str<E: de::Error>(self, text: &'de str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Borrowed(text)))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(text.to_owned())))
            }

            fn visit_string<E: de::Error>(self, text: String) -> Result<Str<'de>, E> {
                Ok(Str(Cow::Owned(text)))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

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

/// Declares a shape: a struct of which unknown fields are errors and all but the fields marked `!` may be left out.
macro_rules! shapes {
    ($($(#[$doc:meta])* $name:ident { $($(#[$attr:meta])* $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, serde::Deserialize)]
        #[serde(deny_unknown_fields, bound(deserialize = "'de: 'a"))]
        pub(super) struct $name<'a> { $($(#[$attr])* pub(super) $field: $type,)* }
    )*};
}

shapes! {
    /// A whole file. `format` and `checksum` are read before this is.
    File {
        #[serde(rename = "format")]
        _format: u32,
        #[serde(default, rename = "checksum")]
        _checksum: Str<'a>,
        #[serde(default, deserialize_with = "there")]
        info: Option<Info<'a>>,
        #[serde(default)]
        labels: Vec<Label<'a>>,
        #[serde(default)]
        attributes: Vec<Attribute<'a>>,
        #[serde(default)]
        kinds: Vec<Kind<'a>>,
        #[serde(default)]
        annotators: Vec<Annotator<'a>>,
        #[serde(default)]
        sets: Vec<Set<'a>>,
        #[serde(default)]
        articles: Vec<Article<'a>>,
        #[serde(default)]
        revisions: Vec<Revision<'a>>,
        #[serde(default)]
        annotations: Vec<Annotations<'a>>,
        #[serde(default)]
        relations: Vec<Relations<'a>>,
        #[serde(default)]
        propositions: Vec<Proposition<'a>>,
        #[serde(default)]
        entities: Vec<Entity<'a>>,
        #[serde(default)]
        done: Vec<Done<'a>>,
        #[serde(default)]
        absences: Vec<Absence<'a>>,
        #[serde(default)]
        dismissals: Vec<Dismissal<'a>>,
        #[serde(default)]
        decisions: Vec<Decision<'a>>,
        #[serde(default)]
        exercises: Vec<Exercise<'a>>,
        #[serde(default)]
        conflicts: Vec<Conflict<'a>>,
    }

    /// What is said of the project as a whole.
    Info {
        #[serde(default)]
        title: Str<'a>,
        #[serde(default)]
        note: Str<'a>,
    }

    /// A label.
    Label {
        key: Str<'a>,
        #[serde(default)]
        rank: u32,
        name: Str<'a>,
        #[serde(default)]
        shortcut: Str<'a>,
        #[serde(default)]
        letter: Str<'a>,
        #[serde(default)]
        colour: u8,
        pattern: Str<'a>,
        #[serde(default)]
        ties: Str<'a>,
        #[serde(default)]
        definition: Str<'a>,
        #[serde(default)]
        examples: Vec<Str<'a>>,
    }

    /// An attribute.
    Attribute {
        key: Str<'a>,
        #[serde(default)]
        rank: u32,
        name: Str<'a>,
        #[serde(default)]
        on: Vec<Owner<'a>>,
        takes: Takes<'a>,
        #[serde(default)]
        definition: Str<'a>,
        #[serde(default)]
        examples: Vec<Str<'a>>,
    }

    /// A relation kind.
    Kind {
        key: Str<'a>,
        #[serde(default)]
        rank: u32,
        name: Str<'a>,
        #[serde(default)]
        inverse: Str<'a>,
        #[serde(default)]
        shortcut: Str<'a>,
        #[serde(default)]
        from: Vec<Str<'a>>,
        #[serde(default)]
        to: Vec<Str<'a>>,
        #[serde(default)]
        definition: Str<'a>,
        #[serde(default)]
        examples: Vec<Str<'a>>,
    }

    /// An annotator.
    Annotator {
        id: Str<'a>,
        #[serde(default)]
        rank: u32,
        name: Str<'a>,
    }

    /// A set. Nobody's has no `annotator`.
    Set {
        id: Str<'a>,
        #[serde(default)]
        rank: u32,
        #[serde(default)]
        name: Str<'a>,
        #[serde(default)]
        annotator: Str<'a>,
        kind: Str<'a>,
        begun: Str<'a>,
        #[serde(default)]
        unmasked: Vec<Unmasked<'a>>,
        #[serde(default, deserialize_with = "there")]
        handed: Option<Handed<'a>>,
    }

    /// Of which exercise a set is a hand-in, and of which file.
    Handed {
        exercise: Str<'a>,
        #[serde(default)]
        asked: Str<'a>,
        time: Str<'a>,
        #[serde(default)]
        file: Str<'a>,
    }

    /// An article that a masked pass showed before it was done with it.
    Unmasked {
        article: Str<'a>,
        time: Str<'a>,
    }

    /// An article.
    Article {
        id: Str<'a>,
        #[serde(default)]
        rank: u32,
        #[serde(default)]
        title: Str<'a>,
        #[serde(default)]
        outlet: Str<'a>,
        #[serde(default)]
        author: Str<'a>,
        #[serde(default)]
        address: Str<'a>,
        #[serde(default)]
        date: Str<'a>,
        #[serde(default)]
        language: Str<'a>,
        #[serde(default)]
        note: Str<'a>,
    }

    /// One text of an article: its lines without their ends. Each block is its kind, its first line, counted from 1,
    /// and its last.
    Revision {
        id: Str<'a>,
        article: Str<'a>,
        number: u32,
        added: Str<'a>,
        #[serde(default)]
        origin: Str<'a>,
        sha256: Str<'a>,
        #[serde(default)]
        blocks: Vec<(Str<'a>, usize, usize)>,
        text: Vec<Str<'a>>,
    }

    /// The annotations of a set on a text. A set and a text may have several such groups, as after a merge.
    Annotations {
        set: Str<'a>,
        revision: Str<'a>,
        #[serde(default)]
        rows: Vec<Annotation<'a>>,
    }

    /// An annotation: `at` its words, or, when detached, `lost` words.
    Annotation {
        id: Str<'a>,
        label: Str<'a>,
        #[serde(default, deserialize_with = "few")]
        at: Vec<Fragment<'a>>,
        #[serde(default)]
        lost: Vec<Lost<'a>>,
        #[serde(default)]
        attributes: Values<'a>,
        #[serde(default)]
        note: Str<'a>,
        #[serde(default)]
        unsure: bool,
        time: Str<'a>,
        #[serde(default)]
        derived_from: Vec<Str<'a>>,
    }

    /// A span in Unicode code points, half-open, with its words and, when those are short, what stands around them.
    Fragment {
        start: usize,
        end: usize,
        quote: Str<'a>,
        #[serde(default)]
        before: Str<'a>,
        #[serde(default)]
        after: Str<'a>,
    }

    /// Words whose place is not known.
    Lost {
        quote: Str<'a>,
        #[serde(default)]
        before: Str<'a>,
        #[serde(default)]
        after: Str<'a>,
    }

    /// The relations of a set, which may have several such groups.
    Relations {
        set: Str<'a>,
        #[serde(default)]
        rows: Vec<Relation<'a>>,
    }

    /// A relation.
    Relation {
        id: Str<'a>,
        kind: Str<'a>,
        from: Str<'a>,
        to: Str<'a>,
        #[serde(default)]
        attributes: Values<'a>,
        #[serde(default)]
        note: Str<'a>,
        time: Str<'a>,
    }

    /// A proposition.
    Proposition {
        id: Str<'a>,
        #[serde(default)]
        wording: Str<'a>,
        #[serde(default)]
        attributes: Values<'a>,
        #[serde(default)]
        members: Vec<Str<'a>>,
        #[serde(default)]
        note: Str<'a>,
        time: Str<'a>,
    }

    /// An entity.
    Entity {
        id: Str<'a>,
        #[serde(default)]
        name: Str<'a>,
        #[serde(default)]
        members: Vec<Str<'a>>,
        #[serde(default)]
        note: Str<'a>,
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
        #[serde(default)]
        reason: Str<'a>,
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
        #[serde(default)]
        rank: u32,
        #[serde(default)]
        title: Str<'a>,
        #[serde(default)]
        instructions: Str<'a>,
        set: Str<'a>,
        revision: Str<'a>,
        #[serde(default)]
        labels: Vec<Task<'a>>,
        #[serde(default)]
        kinds: Vec<Task<'a>>,
        #[serde(default)]
        told: bool,
        covers: u32,
        adds: u32,
        #[serde(default)]
        wrong: f64,
        #[serde(default)]
        missed: f64,
        #[serde(default)]
        surplus: f64,
        #[serde(default)]
        minutes: u32,
        #[serde(default)]
        examples: Vec<Str<'a>>,
        #[serde(default)]
        sayings: Vec<Saying<'a>>,
        #[serde(default)]
        word: Str<'a>,
        #[serde(default, deserialize_with = "there")]
        copy: Option<LearnersCopy<'a>>,
    }

    /// A label or a kind that an exercise asks for.
    Task {
        key: Str<'a>,
        points: f64,
        #[serde(default)]
        hint: Str<'a>,
        #[serde(default)]
        feedback: Str<'a>,
    }

    /// What an exercise says of one annotation.
    Saying {
        annotation: Str<'a>,
        #[serde(default)]
        hint: Str<'a>,
        #[serde(default)]
        feedback: Str<'a>,
        #[serde(default)]
        optional: bool,
    }

    /// What a learner's copy holds instead of the key: how many there are of each label and kind, hints by label, the
    /// hash of what was asked, and the key under its word.
    LearnersCopy {
        #[serde(default)]
        labels: Vec<(Str<'a>, u32)>,
        #[serde(default)]
        kinds: Vec<(Str<'a>, u32)>,
        #[serde(default)]
        hints: Vec<(Str<'a>, Str<'a>)>,
        #[serde(default)]
        asked: Str<'a>,
        #[serde(default, deserialize_with = "there")]
        sealed: Option<Sealed<'a>>,
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
        #[serde(default)]
        field: Str<'a>,
        #[serde(default)]
        attribute: Str<'a>,
        #[serde(default)]
        versions: Vec<Held<'a>>,
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
