//! Tells in words what a row of a file said that can't be in a project, so that its author can find it and make it
//! anew.
//!
//! Other rows are named by the words in them where those are there, and by their whole ids where they are not.

use crate::model::edit::DecisionKey;
use crate::model::*;
use crate::{say, words};

use super::clean::Cleaner;
use super::notes::{Spot, clip};
use super::v1::{self, Str};

impl Cleaner<'_> {
    /// Notes a row that can't be in a project, with what it said, of which the first is the row itself.
    pub(super) fn left_out(&mut self, spot: Spot<'_>, why: &str, said: &[String]) {
        self.notes.odd(spot, say!("warning-left-out", why = why, said = said.join(say!("left-out-between"))));
    }

    /// Tells what a relation says.
    pub(super) fn relation_said(&self, row: &v1::Relation<'_>, relation: &Relation) -> Vec<String> {
        let kind = self.kinds.get(&relation.kind).map_or(&*row.kind, |kind| &kind.name);
        let (from, to) = (self.annotation_named(relation.from), self.annotation_named(relation.to));
        let mut said = vec![say!("left-out-relation", kind = kind, start = from, end = to)];
        for (key, value) in &relation.attributes {
            let attribute = self.attributes.get(key);
            let name = attribute.map_or_else(|| key.to_string(), |attribute| attribute.name.clone());
            let value = match value {
                Value::Text(text) => say!("left-out-quoted", text = text.as_str()),
                Value::Choice(_) | Value::Flag(_) => value.told(attribute.map(|row| &row.takes)).to_owned(),
            };
            said.push(say!("left-out-value", name = name, value = value));
        }
        if !relation.note.is_empty() {
            said.push(say!("left-out-note", text = relation.note.as_str()));
        }
        said.push(self.set_named(relation.set));
        said.push(words::moment(&row.time));
        said
    }

    /// Tells what a done mark says.
    pub(super) fn done_said(&self, row: &v1::Done<'_>, (set, article): (SetId, ArticleId)) -> Vec<String> {
        vec![
            say!("left-out-done", article = self.article_named(article)),
            self.set_named(set),
            words::moment(&row.time),
        ]
    }

    /// Tells what a mark "read for it, not there" says.
    pub(super) fn absence_said(
        &self,
        row: &v1::Absence<'_>,
        (proposition, article, set): (PropositionId, ArticleId, SetId),
    ) -> Vec<String> {
        let wording = match self.propositions.get(&proposition) {
            Some(there) => say!("left-out-quoted", text = there.wording.as_str()),
            None => say!("left-out-no-proposition", id = proposition.to_string()),
        };
        let first = say!("left-out-absence", proposition = wording, article = self.article_named(article));
        vec![first, self.set_named(set), words::moment(&row.time)]
    }

    /// Tells what the dismissal of a finding says.
    pub(super) fn dismissal_said(row: &v1::Dismissal<'_>) -> Vec<String> {
        vec![say!("left-out-dismissal", reason = &*row.reason), words::moment(&row.time)]
    }

    /// Tells what a decision says.
    pub(super) fn decision_said(&self, row: &v1::Decision<'_>, (_, set): DecisionKey) -> Vec<String> {
        vec![say!("left-out-decision").to_owned(), self.set_named(set), words::moment(&row.time)]
    }

    /// Tells what a conflict says: the versions, one after the other.
    pub(super) fn conflict_said(row: &v1::Conflict<'_>) -> Vec<String> {
        row.versions.iter().map(Self::version_said).collect()
    }

    fn version_said(version: &v1::Held<'_>) -> String {
        use v1::Held;
        let quoted = |text: &str| say!("left-out-quoted", text = text);
        let listed = |all: Vec<String>| all.join(say!("list-comma"));
        match version {
            Held::Nothing => say!("conflict-nothing").to_owned(),
            Held::Flag(flag) => words::yes_or_no(*flag).to_owned(),
            Held::Colour(number) => say!("conflict-colour", number = usize::from(*number) + 1),
            Held::Value(value) => value_said(value),
            Held::Text(text)
            | Held::Shortcut(text)
            | Held::Pattern(text)
            | Held::Ties(text)
            | Held::SetKind(text)
            | Held::Label(text)
            | Held::Kind(text)
            | Held::Annotator(text)
            | Held::Set(text)
            | Held::Annotation(text)
            | Held::Proposition(text)
            | Held::Entity(text)
            | Held::Revision(text) => quoted(text),
            Held::Number(number) => number.to_string(),
            Held::Points(points) => points.to_string(),
            Held::Takes(v1::Takes::Flag) => say!("conflict-takes-flag").to_owned(),
            Held::Takes(v1::Takes::Text) => say!("conflict-takes-text").to_owned(),
            Held::Takes(v1::Takes::Choice(choices)) => listed(choices.iter().map(|(_, name)| quoted(name)).collect()),
            Held::Labels(labels) => listed(labels.iter().map(|label| quoted(label)).collect()),
            Held::Owners(owners) => {
                let owner = |owner: &v1::Owner<'_>| match owner {
                    v1::Owner::Label(key) | v1::Owner::Kind(key) => quoted(key),
                    v1::Owner::Propositions => say!("conflict-propositions").to_owned(),
                };
                listed(owners.iter().map(owner).collect())
            }
            Held::At(_, fragments) => listed(fragments.iter().map(|part| quoted(&part.quote)).collect()),
            Held::Lost(_, parts) => listed(parts.iter().map(|part| quoted(&part.quote)).collect()),
        }
    }

    /// Names an annotation by its label, its words and the title of its article.
    pub(super) fn annotation_named(&self, id: AnnotationId) -> String {
        let Some(row) = self.annotations.get(&id) else { return say!("left-out-no-annotation", id = id.to_string()) };
        let label = self.labels.get(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone());
        let revision = self.revisions.get(&row.revision);
        let words = match (&row.place, revision) {
            (Place::At(fragments), Some(revision)) => fragments.quote(&revision.text),
            (Place::Detached(anchors), _) => {
                anchors.iter().map(|anchor| anchor.exact.as_str()).collect::<Vec<_>>().join(" … ")
            }
            (Place::At(_), None) => String::new(),
        };
        let article = revision.and_then(|revision| self.articles.get(&revision.article));
        let title = article.map_or("", |article| &article.details.title);
        say!("left-out-annotation", label = label, words = clip(&words), title = clip(title))
    }

    fn article_named(&self, id: ArticleId) -> String {
        match self.articles.get(&id) {
            Some(article) => say!("left-out-quoted", text = article.details.title.as_str()),
            None => say!("left-out-no-article", id = id.to_string()),
        }
    }

    fn set_named(&self, id: SetId) -> String {
        let Some(set) = self.sets.get(&id) else { return say!("left-out-no-set", id = id.to_string()) };
        let owner = set.annotator.and_then(|id| self.annotators.get(&id)).map_or("", |annotator| &annotator.name);
        say!("left-out-set", name = set.named_by(owner))
    }
}

/// Tells what blocks a text had.
pub(super) fn blocks_said(rows: &[(Str<'_>, usize, usize)]) -> String {
    let block = |(kind, first, last): &(Str<'_>, usize, usize)| {
        say!("warning-block", kind = &**kind, first = *first, last = *last)
    };
    rows.iter().map(block).collect::<Vec<_>>().join(say!("list-comma"))
}

/// Tells the value of an attribute as it stands in a file.
pub(super) fn value_said(value: &v1::Value<'_>) -> String {
    match value {
        v1::Value::Flag(flag) => words::yes_or_no(*flag).to_owned(),
        v1::Value::Choice(text) | v1::Value::Text(text) => say!("left-out-quoted", text = &**text),
    }
}
