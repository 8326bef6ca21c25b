//! Makes a project of a file that was taken apart, as long as nothing in it is odd.
//!
//! The scheme, the texts and all that is few go through [`super::clean`]; only the rows that were taken out are looked
//! at here. Nothing is put right: where that were needed the whole file is read again, by `clean` alone.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::model::*;

use super::apart::{self, Parts};
use super::clean::Cleaner;
use super::convert;
use super::notes::{Notes, Spot};
use super::{strict, v1};

/// Makes a project of a file that was taken apart, of which `rest` is what is not rows; `None` when anything is odd,
/// or soon after `stop` is set.
pub(super) fn project(parts: &Parts<'_>, rest: &v1::File<'_>, stop: &AtomicBool) -> Option<Project> {
    let bare = rest.annotations.iter().all(|group| group.rows.is_empty())
        && rest.relations.iter().all(|group| group.rows.is_empty())
        && rest.annotations.len() == parts.annotations.len()
        && rest.relations.len() == parts.relations.len();
    if !bare {
        return None;
    }
    let mut cleaner = Cleaner::new(Notes::new(&parts.rest));
    cleaner.scheme(rest);
    cleaner.people(rest);
    cleaner.texts(rest);
    cleaner.annotations = cleaner.plain_annotations(parts, rest, stop)?;
    cleaner.relations = cleaner.plain_relations(parts, rest, stop)?;
    cleaner.ties(rest);
    cleaner.marks(rest);
    cleaner.decisions(rest);
    cleaner.exercises(rest);
    cleaner.conflicts(rest);
    let (project, warnings) = cleaner.finish(rest.info.as_ref().map(convert::info)).ok()?;
    warnings.is_empty().then_some(project)
}

/// Makes a table of rows that were read in any order; `None` when two have the same name.
fn table<K: Ord, T>(mut rows: Vec<(K, T)>) -> Option<BTreeMap<K, T>> {
    rows.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    let single = rows.windows(2).all(|pair| pair[0].0 != pair[1].0);
    single.then(|| rows.into_iter().collect())
}

impl Cleaner<'_> {
    /// Reads the annotations of a file that was taken apart; `None` when anything is odd.
    fn plain_annotations(
        &self,
        parts: &Parts<'_>,
        rest: &v1::File<'_>,
        stop: &AtomicBool,
    ) -> Option<BTreeMap<AnnotationId, Arc<Annotation>>> {
        let mut groups = Vec::with_capacity(rest.annotations.len());
        for group in &rest.annotations {
            let (set, id) = (SetId::parse(&group.set)?, RevisionId::parse(&group.revision)?);
            let revision = self.revisions.get(&id).filter(|_| self.sets.contains_key(&set))?;
            groups.push((set, id, &revision.text));
        }
        let rows = apart::each_row(&parts.annotations, stop, |group, row| {
            let row = strict::annotation(row).or_else(|| apart::row(row))?;
            let (set, revision, text) = *groups.get(group)?;
            let mut notes = Notes::new("");
            let place = convert::place(&row, text)?;
            let spot = Spot::new("annotation", &row.id);
            let (id, annotation) = convert::annotation(&row, set, revision, place, spot, &mut notes);
            let owner = || Owner::Label(annotation.label.clone());
            let plain = notes.is_empty()
                && self.labels.contains_key(&annotation.label)
                && (annotation.attributes.is_empty() || self.has_values(&annotation.attributes, &owner()));
            plain.then(|| (id, Arc::new(annotation)))
        });
        table(rows?)
    }

    /// Reads the relations of a file that was taken apart; `None` when anything is odd. That each is there once and
    /// leads to another annotation is checked where the project is made.
    fn plain_relations(
        &self,
        parts: &Parts<'_>,
        rest: &v1::File<'_>,
        stop: &AtomicBool,
    ) -> Option<BTreeMap<RelationId, Arc<Relation>>> {
        let mut groups = Vec::with_capacity(rest.relations.len());
        for group in &rest.relations {
            groups.push(SetId::parse(&group.set).filter(|set| self.sets.contains_key(set))?);
        }
        let rows = apart::each_row(&parts.relations, stop, |group, row| {
            let row = strict::relation(row).or_else(|| apart::row(row))?;
            let mut notes = Notes::new("");
            let (id, relation) = convert::relation(&row, *groups.get(group)?, &mut notes);
            let (from, to) = (self.annotations.get(&relation.from)?, self.annotations.get(&relation.to)?);
            let owner = || Owner::Kind(relation.kind.clone());
            let plain = notes.is_empty()
                && self.kinds.get(&relation.kind)?.joins(&from.label, &to.label)
                && (relation.attributes.is_empty() || self.has_values(&relation.attributes, &owner()));
            plain.then(|| (id, Arc::new(relation)))
        });
        table(rows?)
    }
}
