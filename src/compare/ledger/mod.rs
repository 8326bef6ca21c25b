//! Lays the articles of a project side by side, claim by claim: who says it, on whose word, who denies it and how far,
//! who is silent.
//!
//! A [`Ledger`] is made of a project and the sets that are taken into account. It counts what stands on the latest text
//! of each article; what stood on earlier texts is history, and says what later ones dropped or added. It keeps the
//! project it was made of, so that [`Ledger::follow`] finds what an edit changed (the project's tables share what it
//! did not), and makes anew only the rows that the edit touches. A followed ledger equals one made from nothing.

mod build;
mod check;
mod columns;
mod follow;
mod ladder;
mod people;
mod roles;
mod row;
mod sight;
mod since;
mod telling;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

pub use check::{Fault, Finding, Spot};
pub use columns::{Column, Published, published};
pub use ladder::{Ladder, Rung};
pub use people::Who;
pub use roles::Missing;
pub use row::{Bottom, Cell, Denied, Extent, Former, Part, Row, RowKey, Said, Since, Stance, Turn, Uttered, Voice};
pub use telling::{Deed, Told};

use crate::model::id::FindingKey;
use crate::model::scheme::AttributeType;
use crate::model::{AnnotationId, Attribute, AttributeKey, Dismissal, Project, SetId};
use sight::{Base, Sight};

/// Where a row comes in the order of the rows: where it is first spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum First {
    /// In this article, at this byte.
    In(Column, usize),
    /// In no article, as its texts are now.
    Nowhere,
}

/// Whom findings are about, so that they go when it is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Owner {
    Annotation(AnnotationId),
    Row(RowKey),
}

/// What the articles of a project do with its propositions.
#[derive(Clone, Debug)]
pub struct Ledger {
    project: Project,
    base: Base,
    columns: Vec<Column>,
    rows: HashMap<RowKey, Arc<Row>>,
    order: BTreeSet<(First, RowKey)>,
    firsts: HashMap<RowKey, First>,
    rows_of: BTreeMap<Who, BTreeSet<RowKey>>,
    findings: BTreeMap<FindingKey, Finding>,
    found: HashMap<Owner, Vec<FindingKey>>,
}

impl PartialEq for Ledger {
    /// Compares what two ledgers say, and of which project.
    fn eq(&self, other: &Ledger) -> bool {
        self.project == other.project
            && self.base == other.base
            && self.columns == other.columns
            && self.rows == other.rows
            && self.order == other.order
            && self.firsts == other.firsts
            && self.rows_of == other.rows_of
            && self.findings == other.findings
            && self.found.len() == other.found.len()
    }
}

impl Ledger {
    /// Returns the project that it was made of.
    pub fn project(&self) -> &Project {
        &self.project
    }

    /// Returns the sets that are taken into account.
    pub fn sets(&self) -> &BTreeSet<SetId> {
        &self.base.sets
    }

    /// Lists what the scheme lacks of what a ledger is made of.
    pub fn missing(&self) -> &[Missing] {
        &self.base.roles.missing
    }

    /// Lists the articles in the order of their publication.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// Lists the rows in the order in which they are first spoken of.
    pub fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.order.iter().filter_map(|(_, key)| self.row(*key))
    }

    /// Counts the rows.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Tells whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Returns a row.
    pub fn row(&self, key: RowKey) -> Option<&Row> {
        self.rows.get(&key).map(Arc::as_ref)
    }

    /// Returns the row that a claim is in.
    pub fn row_of(&self, claim: AnnotationId) -> Option<RowKey> {
        self.sight().row_of(claim).filter(|key| self.rows.contains_key(key))
    }

    /// Follows what a claim or a denial is attributed to, as far as it goes.
    pub fn ladder(&self, id: AnnotationId) -> Ladder {
        Ladder::of(&self.sight(), id)
    }

    /// Lists everybody who is named, with the annotations that name them.
    pub fn people(&self) -> &BTreeMap<Who, BTreeSet<AnnotationId>> {
        self.base.people.members()
    }

    /// Returns who a source or an actor is.
    pub fn who(&self, id: AnnotationId) -> Option<&Who> {
        self.base.people.fact(id).map(|fact| &fact.who)
    }

    /// Lists the rows that somebody has to do with.
    pub fn rows_of(&self, who: &Who) -> impl Iterator<Item = &Row> {
        self.rows_of.get(who).into_iter().flatten().filter_map(|key| self.row(*key))
    }

    /// Tells whether somebody has no name: all of their annotations that say what sort of source they are say so.
    pub fn is_anonymous(&self, who: &Who) -> bool {
        let kinds =
            self.people().get(who).into_iter().flatten().filter_map(|id| self.base.people.fact(*id)?.kind.as_ref());
        let mut nameless = kinds.map(|kind| *kind == self.base.roles.anonymous).peekable();
        nameless.peek().is_some() && nameless.all(|nameless| nameless)
    }

    /// Returns somebody's name: the entity's, or the words of an annotation.
    pub fn name(&self, who: &Who) -> String {
        let quote = |id: &AnnotationId| self.project.annotation(id).map(|row| self.project.quote(row));
        let flat = |quote: String| quote.split_whitespace().collect::<Vec<_>>().join(" ");
        let member = || self.people().get(who)?.iter().find_map(quote).map(flat);
        match who {
            Who::Entity(id) => match self.project.entity(id).map(|row| row.name.trim()) {
                Some(name) if !name.is_empty() => name.to_owned(),
                _ => member().unwrap_or_default(),
            },
            Who::Name(name) => member().unwrap_or_else(|| name.to_string()),
            Who::Alone(id) => quote(id).map(flat).unwrap_or_default(),
        }
    }

    /// Lists the entries of the check list, dismissed ones too.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.values()
    }

    /// Returns an entry of the check list.
    pub fn finding(&self, key: &FindingKey) -> Option<&Finding> {
        self.findings.get(key)
    }

    /// Returns how a finding was dismissed, when it was.
    pub fn dismissal(&self, finding: &Finding) -> Option<&Dismissal> {
        self.project.dismissal(&finding.key)
    }

    /// Returns the attribute that holds the verdict, when the scheme has one.
    pub fn verdict(&self) -> Option<(&AttributeKey, &Attribute)> {
        let key = &self.base.roles.verdict;
        let row = self.project.attribute(key).filter(|row| matches!(row.takes, AttributeType::Choice(_)))?;
        self.base.roles.has_verdict.then_some((key, row))
    }

    /// Returns the attribute of a relation that says how far a denial goes.
    pub fn scope(&self) -> &AttributeKey {
        &self.base.roles.scope
    }

    /// Returns the attribute that says what sort of source one is.
    pub fn source_kind(&self) -> &AttributeKey {
        &self.base.roles.kind
    }

    fn sight(&self) -> Sight<'_> {
        Sight { project: &self.project, base: &self.base }
    }
}

#[cfg(test)]
mod follow_tests;
#[cfg(test)]
mod ledger_tests;
