//! Holds what two copies of a project say differently and nobody has settled yet: which field of which row, and what
//! each says.
//!
//! A conflict stands beside the row that it is about, which holds one of the versions meanwhile and can be worked on
//! like any other. Only merging makes conflicts ([`crate::compare::merge`]); [`super::actions::settle`] ends them.

use super::edit::{AbsenceKey, ApplyError, Builder, Change, Edit, Row};
use super::exercise::{Exercise, Points};
use super::id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, ExerciseId, FindingKey, KindKey, LabelKey,
    PropositionId, RelationId, RevisionId, SetId,
};
use super::scheme::{Attribute, AttributeType, Kind, Label, Owner, Pattern, Ties, Value};
use super::{
    Absence, Annotation, Annotator, Article, Attributes, Dismissal, Done, Entity, Info, Place, Project, Proposition,
    Relation, Revision, Set, SetKind,
};

macro_rules! row_names {
    ($($row:ident($key:ty);)*) => {
        /// Names a row of any table that a conflict can be about.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum RowName {
            $(
                #[doc = concat!("Of [`", stringify!($row), "`].")]
                $row($key),
            )*
        }

        impl RowName {
            /// Tells whether a project has the row.
            pub fn is_in(&self, project: &Project) -> bool {
                match self { $(RowName::$row(key) => $row::table(project).contains_key(key),)* }
            }

            /// Returns what a field of the row holds; `None` when there is no such row or field.
            pub fn held(&self, project: &Project, field: &Field) -> Option<Held> {
                match (self, field) {
                    (RowName::Annotation(id), Field::Proposition) => {
                        Some(project.proposition_of(*id).map_or(Held::Nothing, Held::Proposition))
                    }
                    (RowName::Annotation(id), Field::Entity) => {
                        Some(project.entity_of(*id).map_or(Held::Nothing, Held::Entity))
                    }
                    $((RowName::$row(key), field) => $row::table(project).get(key)?.get(field),)*
                }
            }

            /// Has a field of the row hold something. Tells whether there is such a row, and a field of it that can.
            pub(super) fn hold(&self, builder: &mut Builder<'_>, field: &Field, held: &Held) -> bool {
                match self {
                    $(RowName::$row(key) => {
                        let Some(row) = $row::table(builder.project()).get(key) else { return false };
                        let mut row = row.as_ref().clone();
                        let fits = row.set(field, held);
                        builder.put(key.clone(), Some(row));
                        fits
                    })*
                }
            }

            /// Tells whether a row of the table has a field.
            fn has(&self, field: &Field) -> bool {
                match field {
                    Field::Row => true,
                    Field::Value(_) => {
                        matches!(self, RowName::Annotation(_) | RowName::Relation(_) | RowName::Proposition(_))
                    }
                    // What a claim or a name is tied into stands in another row, and is taken for a field of its own.
                    Field::Proposition | Field::Entity => matches!(self, RowName::Annotation(_)),
                    field => match self { $(RowName::$row(_) => $row::FIELDS.contains(field),)* },
                }
            }

            /// Names the row that an edit takes out.
            pub(super) fn taken_out(edit: &Edit) -> Option<RowName> {
                match edit {
                    $(Edit::$row(Change { key, after: None, .. }) => Some(RowName::$row(key.clone())),)*
                    _ => None,
                }
            }
        }

        $(
            impl Named for $row {
                fn row_name(key: &$key) -> RowName {
                    RowName::$row(key.clone())
                }
            }
        )*
    };
}

/// A row that a conflict can be about.
pub trait Named: Row {
    /// Names a row of the table.
    fn row_name(key: &Self::Key) -> RowName;
}

row_names! {
    Info(());
    Label(LabelKey);
    Attribute(AttributeKey);
    Kind(KindKey);
    Article(ArticleId);
    Revision(RevisionId);
    Annotator(AnnotatorId);
    Set(SetId);
    Done((SetId, ArticleId));
    Annotation(AnnotationId);
    Relation(RelationId);
    Proposition(PropositionId);
    Entity(EntityId);
    Absence(AbsenceKey);
    Dismissal(FindingKey);
    Exercise(ExerciseId);
}

macro_rules! field_names {
    ($($(#[$doc:meta])* $field:ident = $name:literal,)*) => {
        /// What of a row is in conflict.
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $field,)*
            /// The value of an attribute.
            Value(AttributeKey),
        }

        impl Field {
            /// Returns its name in files; that of an attribute is the attribute's.
            pub fn name(&self) -> &str {
                match self {
                    $(Field::$field => $name,)*
                    Field::Value(key) => key.as_str(),
                }
            }

            /// Reads the name of a field that is no attribute.
            pub fn named(name: &str) -> Option<Field> {
                match name {
                    $($name => Some(Field::$field),)*
                    _ => None,
                }
            }
        }
    };
}

field_names! {
    /// The row itself: one copy took it out, the other one changed or uses it. Has no versions.
    Row = "row",
    /// The title of an article or the project.
    Title = "title",
    /// A note.
    Note = "note",
    /// A name.
    Name = "name",
    /// The key that gives a label or begins a relation.
    Shortcut = "shortcut",
    /// The letter of a label.
    Letter = "letter",
    /// The colour of a label.
    Colour = "colour",
    /// The line of a label.
    Pattern = "pattern",
    /// What annotations of a label can be tied into.
    Ties = "ties",
    /// A definition.
    Definition = "definition",
    /// What can have an attribute.
    On = "on",
    /// What values an attribute takes.
    Takes = "takes",
    /// The name of a relation kind read backwards.
    Inverse = "inverse",
    /// Where a relation starts, or which labels its kind may start from.
    From = "from",
    /// Where a relation leads, or which labels its kind may lead to.
    To = "to",
    /// Who published an article.
    Outlet = "outlet",
    /// Who wrote an article.
    Author = "author",
    /// Where an article stands.
    Address = "address",
    /// The day of an article.
    Date = "date",
    /// The language of an article.
    Language = "language",
    /// Whose a set is.
    Annotator = "annotator",
    /// What a set is, or of which kind a relation.
    Kind = "kind",
    /// In which set an annotation or a relation is.
    Set = "set",
    /// The label of an annotation.
    Label = "label",
    /// The words of an annotation.
    Place = "place",
    /// Whether the annotator was not sure.
    Unsure = "unsure",
    /// The wording of a proposition.
    Wording = "wording",
    /// The reason of a dismissal.
    Reason = "reason",
    /// Which proposition a claim is in.
    Proposition = "proposition",
    /// Which entity an annotation names.
    Entity = "entity",
    /// What learners are to do.
    Instructions = "instructions",
    /// The text of an exercise.
    Text = "text",
    /// Whether learners are told how many there are.
    Told = "told",
    /// How much of a phrase must be covered, in percent.
    Covers = "covers",
    /// How much may be marked beside it, in percent.
    Adds = "adds",
    /// What a wrong label costs.
    Wrong = "wrong",
    /// What a phrase costs that was not found.
    Missed = "missed",
    /// What a mark costs that the key has not.
    Surplus = "surplus",
    /// How long learners have.
    Minutes = "minutes",
    /// The word that opens the key.
    Word = "word",
}

/// What a field holds in one of the copies.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Held {
    /// No value, no key, nobody.
    Nothing,
    /// Words.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// A slot of the palette.
    Colour(u8),
    /// A key of the keyboard.
    Shortcut(char),
    /// A line.
    Pattern(Pattern),
    /// What annotations can be tied into.
    Ties(Ties),
    /// What a set is.
    SetKind(SetKind),
    /// A label.
    Label(LabelKey),
    /// A relation kind.
    Kind(KindKey),
    /// An annotator.
    Annotator(AnnotatorId),
    /// A set.
    Set(SetId),
    /// An annotation.
    Annotation(AnnotationId),
    /// A proposition.
    Proposition(PropositionId),
    /// An entity.
    Entity(EntityId),
    /// The value of an attribute.
    Value(Value),
    /// What values an attribute takes.
    Takes(AttributeType),
    /// Labels that a kind may join.
    Labels(Vec<LabelKey>),
    /// What can have an attribute.
    Owners(Vec<Owner>),
    /// Words of a text.
    Place(RevisionId, Place),
    /// A text.
    Revision(RevisionId),
    /// A number: minutes, percent.
    Number(u16),
    /// Points.
    Points(Points),
}

/// What a conflict is about. There is one at most for a field of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConflictKey {
    /// Which row.
    pub row: RowName,
    /// Which field of it.
    pub field: Field,
}

impl ConflictKey {
    /// Returns what the project holds meanwhile.
    pub fn held(&self, project: &Project) -> Option<Held> {
        self.row.held(project, &self.field)
    }

    /// Tells whether the row has the field and each version is one that it can hold.
    pub fn fits(&self, conflict: &Conflict) -> bool {
        let versions = &conflict.versions;
        self.row.has(&self.field)
            && versions.is_empty() == (self.field == Field::Row)
            && versions.iter().all(|held| self.field.can_hold(&self.row, held))
    }
}

impl Field {
    /// Tells whether it can hold something, in rows that have it.
    fn can_hold(&self, row: &RowName, held: &Held) -> bool {
        match (self, held) {
            (
                Field::Title
                | Field::Note
                | Field::Name
                | Field::Letter
                | Field::Definition
                | Field::Inverse
                | Field::Outlet
                | Field::Author
                | Field::Address
                | Field::Date
                | Field::Language
                | Field::Wording
                | Field::Reason
                | Field::Instructions
                | Field::Word,
                Held::Text(_),
            )
            | (Field::Shortcut, Held::Shortcut(_) | Held::Nothing)
            | (Field::Colour, Held::Colour(_))
            | (Field::Pattern, Held::Pattern(_))
            | (Field::Ties, Held::Ties(_))
            | (Field::On, Held::Owners(_))
            | (Field::Takes, Held::Takes(_))
            | (Field::Annotator, Held::Annotator(_) | Held::Nothing)
            | (Field::Set, Held::Set(_))
            | (Field::Label, Held::Label(_))
            | (Field::Place, Held::Place(..))
            | (Field::Unsure | Field::Told, Held::Flag(_))
            | (Field::Text, Held::Revision(_))
            | (Field::Adds, Held::Number(_))
            | (Field::Minutes, Held::Number(1..) | Held::Nothing)
            | (Field::Covers, Held::Number(1..=100))
            | (Field::Proposition, Held::Proposition(_) | Held::Nothing)
            | (Field::Entity, Held::Entity(_) | Held::Nothing)
            | (Field::Value(_), Held::Value(_) | Held::Nothing) => true,
            (Field::From | Field::To, Held::Labels(_)) => matches!(row, RowName::Kind(_)),
            (Field::From | Field::To, Held::Annotation(_)) | (Field::Kind, Held::Kind(_)) => {
                matches!(row, RowName::Relation(_))
            }
            (Field::Kind, Held::SetKind(_)) => matches!(row, RowName::Set(_)),
            (Field::Wrong | Field::Missed | Field::Surplus, Held::Points(points)) => points.is_cost(),
            _ => false,
        }
    }
}

/// What the copies say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// Each version once, the greatest first, so that it matters to nobody whose copy came first. None where the row
    /// itself is in conflict.
    pub versions: Vec<Held>,
}

impl Conflict {
    /// Makes a conflict of versions in any order.
    pub fn of(versions: impl IntoIterator<Item = Held>) -> Conflict {
        let mut versions: Vec<Held> = versions.into_iter().collect();
        versions.sort_unstable_by(|a, b| b.cmp(a));
        versions.dedup();
        Conflict { versions }
    }

    fn stands_on(&self, text: RevisionId) -> bool {
        self.versions.iter().any(|held| matches!(held, Held::Place(revision, _) if *revision == text))
    }
}

impl Project {
    /// Lists the conflicts about a row.
    pub fn conflicts_about(&self, row: &RowName) -> impl Iterator<Item = (&ConflictKey, &Conflict)> {
        // The row itself is the first of its fields.
        let first = ConflictKey { row: row.clone(), field: Field::Row };
        let of_row = move |(key, _): &(&ConflictKey, _)| key.row == first.row;
        let first = ConflictKey { row: row.clone(), field: Field::Row };
        self.conflicts.range(first..).take_while(of_row).map(|(key, conflict)| (key, conflict.as_ref()))
    }

    /// Lists the conflicts that can't stay when an edit is made: about the row that it takes out, or with words of that
    /// text.
    pub(super) fn conflicts_ended(&self, edit: &Edit) -> Vec<ConflictKey> {
        let Some(row) = RowName::taken_out(edit).filter(|_| !self.conflicts.is_empty()) else { return Vec::new() };
        if let RowName::Revision(id) = row {
            let all = self.conflicts().filter(|(_, conflict)| conflict.stands_on(id));
            return all.map(|(key, _)| key.clone()).collect();
        }
        self.conflicts_about(&row).map(|(key, _)| key.clone()).collect()
    }

    /// Checks that what a conflict is about is there, and the words of its versions.
    pub(super) fn check_conflict(&self, key: &ConflictKey, conflict: &Conflict) -> Result<(), ApplyError> {
        if !key.row.is_in(self) {
            return Err(ApplyError::Dangling(format!("a conflict about {:?}", key.row)));
        }
        if !key.fits(conflict) {
            return Err(ApplyError::Invalid(format!("a conflict about {key:?}")));
        }
        for held in &conflict.versions {
            let Held::Place(revision, place) = held else { continue };
            let Some(row) = self.revision(revision) else {
                return Err(ApplyError::Dangling(format!("a conflict about {:?} stands on no text", key.row)));
            };
            if let Place::At(fragments) = place
                && !fragments.spans().iter().all(|span| row.text.holds(*span))
            {
                return Err(ApplyError::Invalid(format!("a conflict about {:?} does not fit its text", key.row)));
            }
        }
        Ok(())
    }
}

/// A value that a field can hold.
trait Pack: Sized {
    fn pack(&self) -> Held;
    fn unpack(held: &Held) -> Option<Self>;
}

macro_rules! pack {
    ($($type:ty as $variant:ident),* $(,)?) => {$(
        impl Pack for $type {
            fn pack(&self) -> Held {
                Held::$variant(self.clone())
            }

            fn unpack(held: &Held) -> Option<$type> {
                if let Held::$variant(value) = held { Some(value.clone()) } else { None }
            }
        }
    )*};
}

pack!(
    String as Text,
    bool as Flag,
    u8 as Colour,
    char as Shortcut,
    Pattern as Pattern,
    Ties as Ties,
    SetKind as SetKind
);
pack!(LabelKey as Label, KindKey as Kind, AnnotatorId as Annotator, SetId as Set, AnnotationId as Annotation);
pack!(AttributeType as Takes, Vec<LabelKey> as Labels, Vec<Owner> as Owners);

impl<T: Pack> Pack for Option<T> {
    fn pack(&self) -> Held {
        self.as_ref().map_or(Held::Nothing, Pack::pack)
    }

    fn unpack(held: &Held) -> Option<Option<T>> {
        if *held == Held::Nothing { Some(None) } else { T::unpack(held).map(Some) }
    }
}

/// A row whose fields can be read and written one by one.
///
/// Ranks, times, examples, members and what an annotation was derived from are no fields: two copies that both change
/// them are no conflict.
pub trait Fields: Named {
    /// The fields that each such row has, attributes aside.
    const FIELDS: &'static [Field];

    /// Returns what a field holds; `None` when the row has no such field.
    fn get(&self, field: &Field) -> Option<Held>;

    /// Has a field hold something. Tells whether it is a field of the row that can.
    fn set(&mut self, field: &Field, held: &Held) -> bool;

    /// Returns the values of attributes, where the row has any.
    fn values(&self) -> Option<&Attributes> {
        None
    }
}

macro_rules! fields {
    ($($row:ident { $($field:ident: $($path:ident).+,)* } $(with $values:ident)?;)*) => {$(
        impl Fields for $row {
            const FIELDS: &'static [Field] = &[$(Field::$field),*];

            fn get(&self, field: &Field) -> Option<Held> {
                match field {
                    $(Field::$field => Some(Pack::pack(&self.$($path).+)),)*
                    $(Field::Value(key) => Some(self.$values.get(key).map_or(Held::Nothing, |v| Held::Value(v.clone()))),)?
                    _ => None,
                }
            }

            fn set(&mut self, field: &Field, held: &Held) -> bool {
                match (field, held) {
                    $((Field::$field, held) => Pack::unpack(held).map(|value| self.$($path).+ = value).is_some(),)*
                    $((Field::Value(key), held) => put_value(&mut self.$values, key, held),)?
                    _ => false,
                }
            }

            $(fn values(&self) -> Option<&Attributes> {
                Some(&self.$values)
            })?
        }
    )*};
}

fn put_value(values: &mut Attributes, key: &AttributeKey, held: &Held) -> bool {
    match held {
        Held::Nothing => drop(values.remove(key)),
        Held::Value(value) => drop(values.insert(key.clone(), value.clone())),
        _ => return false,
    }
    true
}

fields! {
    Info { Title: title, Note: note, };
    Label {
        Name: name, Shortcut: shortcut, Letter: letter, Colour: colour, Pattern: pattern, Ties: ties,
        Definition: definition,
    };
    Attribute { Name: name, On: on, Takes: takes, Definition: definition, };
    Kind { Name: name, Inverse: inverse, Shortcut: shortcut, From: from, To: to, Definition: definition, };
    Article {
        Title: details.title, Outlet: details.outlet, Author: details.author, Address: details.address,
        Date: details.date, Language: details.language, Note: details.note,
    };
    Revision {};
    Annotator { Name: name, };
    Set { Name: name, Annotator: annotator, Kind: kind, };
    Done {};
    Relation { Set: set, Kind: kind, From: from, To: to, Note: note, } with attributes;
    Proposition { Wording: wording, Note: note, } with attributes;
    Entity { Name: name, Note: note, };
    Absence {};
    Dismissal { Reason: reason, };
}

impl Fields for Annotation {
    const FIELDS: &'static [Field] = &[Field::Set, Field::Label, Field::Place, Field::Note, Field::Unsure];

    fn get(&self, field: &Field) -> Option<Held> {
        Some(match field {
            Field::Set => self.set.pack(),
            Field::Label => self.label.pack(),
            // The place of an annotation and the text that it is in are one field: the one means nothing without the
            // other.
            Field::Place => Held::Place(self.revision, self.place.clone()),
            Field::Note => self.note.pack(),
            Field::Unsure => self.unsure.pack(),
            Field::Value(key) => self.attributes.get(key).map_or(Held::Nothing, |value| Held::Value(value.clone())),
            _ => return None,
        })
    }

    fn set(&mut self, field: &Field, held: &Held) -> bool {
        match (field, held) {
            (Field::Set, Held::Set(set)) => self.set = *set,
            (Field::Label, Held::Label(label)) => self.label = label.clone(),
            (Field::Place, Held::Place(revision, place)) => {
                (self.revision, self.place) = (*revision, place.clone());
            }
            (Field::Note, Held::Text(note)) => self.note.clone_from(note),
            (Field::Unsure, Held::Flag(unsure)) => self.unsure = *unsure,
            (Field::Value(key), held) => return put_value(&mut self.attributes, key, held),
            _ => return false,
        }
        true
    }

    fn values(&self) -> Option<&Attributes> {
        Some(&self.attributes)
    }
}
