//! Holds the pure values: text, span, id, scheme, project, edits, actions, history and search.

pub mod actions;
mod adjudication;
pub mod base64;
pub mod bulk;
mod check;
pub mod citation;
pub mod conflict;
mod difference;
pub mod draft;
pub mod edit;
pub mod exercise;
pub mod history;
pub mod id;
mod index;
mod lineage;
mod masking;
pub mod needles;
mod order;
pub mod project;
mod rows;
pub mod scheme;
pub mod search;
pub mod segment;
pub mod text;

pub use actions::{Refusal, Step};
pub use conflict::{Conflict, ConflictKey, Field, Held, RowName};
pub use edit::{Change, Edit, Transaction};
pub use exercise::{Exercise, Handed};
pub use id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, ExerciseId, KindKey, LabelKey, PropositionId,
    RelationId, RevisionId, SetId, Stamp, Time,
};
pub use order::by_counting;
pub use project::Project;
pub use rows::{
    Absence, Annotation, Annotator, Article, Attributes, Decision, Details, Dismissal, Done, Entity, Info, Place,
    Proposition, Relation, Revision, Set, SetKind,
};
pub use scheme::{Attribute, AttributeType, Choice, Kind, Label, Owner, Pattern, Scheme, Ties, Value};
pub use text::{Anchor, Block, BlockKind, Fragments, Hash, Span, SpanError, Text};
