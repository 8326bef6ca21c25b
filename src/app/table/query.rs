//! Says what a table shows, and in which order.

use std::collections::BTreeSet;

use crate::app::finding::Scope;
use crate::model::{AnnotatorId, AttributeKey, LabelKey, SetId, Value};

/// What a table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Column {
    /// By the order of the articles, and in each of the text.
    #[default]
    Text,
    /// By label, in the order of the scheme.
    Label,
    /// By the words, in lower case, code point by code point.
    Quote,
    /// By article, in the order of the list.
    Article,
    /// By how many relations they have.
    Relations,
    /// By set, in the order of the list.
    Set,
    /// By note, as the words.
    Note,
    /// By the flag “not sure”.
    Unsure,
    /// By the time they were made.
    Time,
}

/// An order. Equals come in the order of the texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    /// By which column.
    pub column: Column,
    /// Whether the highest comes first.
    pub descending: bool,
}

/// Which annotations are listed: those that all of it fits. Annotations of sets that are hidden never are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Filter {
    /// Of these labels; any when empty.
    pub labels: BTreeSet<LabelKey>,
    /// Of these sets; any when empty.
    pub sets: BTreeSet<SetId>,
    /// Of these annotators; any when empty.
    pub annotators: BTreeSet<AnnotatorId>,
    /// Each of these words is in the annotation's words or its note, in capitals or not.
    pub text: String,
    /// It has this attribute, with this value where one is said.
    pub attribute: Option<(AttributeKey, Option<Value>)>,
    /// It is flagged as not sure, or is not.
    pub unsure: Option<bool>,
    /// It has relations, or has none.
    pub related: Option<bool>,
}

/// What a table shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct TableQuery {
    /// Of which articles.
    pub scope: Scope,
    /// What of it.
    pub filter: Filter,
    /// In which order.
    pub sort: Sort,
}

impl Filter {
    /// Tells whether whatever fits this filter fits the other, too, so far as can be told by looking at the text.
    pub(super) fn narrows(&self, other: &Filter) -> bool {
        let text = self.text.starts_with(other.text.as_str());
        text && Filter { text: other.text.clone(), ..self.clone() } == *other
    }
}
