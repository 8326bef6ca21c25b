//! Hides what an annotator is not to see who reads articles a second time: where they were published, and what anybody
//! marked in them before.
//!
//! A set of the kind [`SetKind::MaskedPass`] hides each article until it is done with it, or somebody lifts the mask
//! from that article, which the set remembers.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::edit::Builder;
use super::id::{AnnotationId, ArticleId, RevisionId, SetId};
use super::{Absence, Annotation, Article, Details, Done, Entity, Project, Proposition, Relation, SetKind};
use super::{Conflict, Edit, Exercise, Transaction};

impl Project {
    /// Tells whether a set hides an article from who annotates in it.
    pub fn masks(&self, set: SetId, article: ArticleId) -> bool {
        let Some(row) = self.set(&set).filter(|row| row.kind == SetKind::MaskedPass) else { return false };
        self.done(&(set, article)).is_none() && !row.unmasked.iter().any(|(id, _)| *id == article)
    }

    /// Lists the articles that a set hides.
    pub fn masked_articles(&self, set: SetId) -> BTreeSet<ArticleId> {
        if self.set(&set).is_none_or(|row| row.kind != SetKind::MaskedPass) {
            return BTreeSet::new();
        }
        self.articles_by_id().map(|(id, _)| *id).filter(|id| self.masks(set, *id)).collect()
    }

    /// Returns the project as who annotates in a set may see it while these articles are hidden: of each, the text, its
    /// date and language, and what is in the set itself. The cost follows what is hidden.
    pub fn masked(&self, set: SetId, articles: &BTreeSet<ArticleId>) -> Project {
        let mut seen = self.clone();
        // What must not be seen is never seen, not even where the rows of a damaged project do not fit together.
        if seen.apply(&hidden(self, set, articles)).is_err() {
            return Project::empty();
        }
        for id in articles.iter().flat_map(|article| self.revisions_of(*article)) {
            if let Some(row) = seen.revisions.get_mut(&id) {
                // The name of the file that a text came from may say where it was published.
                Arc::make_mut(row).origin.clear();
            }
        }
        seen
    }

    /// Tells whether a transaction makes, changes or takes away marks or relations of others in articles that a set
    /// hides.
    pub fn changes_hidden(&self, transaction: &Transaction, set: SetId) -> bool {
        let hides = |revision: &RevisionId| self.revision(revision).is_some_and(|row| self.masks(set, row.article));
        let end = |id: &AnnotationId| self.annotation(id).is_some_and(|row| hides(&row.revision));
        transaction.edits.iter().any(|edit| match edit {
            Edit::Annotation(c) => c.before.iter().chain(&c.after).any(|row| row.set != set && hides(&row.revision)),
            Edit::Relation(c) => {
                c.before.iter().chain(&c.after).any(|row| row.set != set && (end(&row.from) || end(&row.to)))
            }
            _ => false,
        })
    }

    /// Tells whether a transaction changes nothing but the marks of a set and their relations, so that it changes what
    /// is seen of a project as it changes the project.
    pub fn is_within(&self, transaction: &Transaction, set: SetId) -> bool {
        transaction.edits.iter().all(|edit| match edit {
            Edit::Annotation(c) => c.before.iter().chain(&c.after).all(|row| row.set == set),
            Edit::Relation(c) => c.before.iter().chain(&c.after).all(|row| row.set == set),
            _ => false,
        })
    }
}

/// Makes the transaction that takes away what is hidden.
fn hidden(project: &Project, set: SetId, articles: &BTreeSet<ArticleId>) -> Transaction {
    let mut builder = Builder::new(project);
    for article in articles {
        let Some(row) = project.article(article) else { continue };
        let Details { date, language, .. } = row.details.clone();
        let details = Details { date, language, ..Details::default() };
        let details = match project.latest(*article) {
            // The text begins with its headline, which has to be read and may be marked.
            Some((_, revision)) => details.titled_by(&revision.text),
            None => details,
        };
        builder.put(*article, Some(Article { details, ..row.clone() }));
    }
    let revisions: Vec<RevisionId> = articles.iter().flat_map(|article| project.revisions_of(*article)).collect();
    let on_them = |id: &RevisionId| project.in_order(*id).chain(project.detached(*id)).collect::<Vec<_>>();
    let all: BTreeSet<AnnotationId> = revisions.iter().flat_map(on_them).collect();
    let other = |row: &Annotation| row.set != set;
    let gone: BTreeSet<AnnotationId> =
        all.iter().copied().filter(|id| project.annotation(id).is_some_and(other)).collect();
    let gone_with = |row: &Relation| row.set != set || gone.contains(&row.from) || gone.contains(&row.to);
    let relations = |id: &AnnotationId| {
        let found = project.relations_of(*id).filter(|(_, row)| gone_with(row));
        found.map(|(id, _)| id).collect::<Vec<_>>()
    };
    let joined: BTreeSet<_> = all.iter().flat_map(relations).collect();
    joined.into_iter().for_each(|id| builder.put::<Relation>(id, None));
    let mut told = BTreeSet::new();
    let propositions: BTreeSet<_> = gone.iter().filter_map(|id| project.proposition_of(*id)).collect();
    for id in propositions {
        let Some(row) = project.proposition(&id) else { continue };
        let members: BTreeSet<AnnotationId> = row.members.difference(&gone).copied().collect();
        if members.is_empty() {
            told.insert(id);
            builder.put::<Proposition>(id, None);
        } else {
            builder.put(id, Some(Proposition { members, ..row.clone() }));
        }
    }
    let entities: BTreeSet<_> = gone.iter().filter_map(|id| project.entity_of(*id)).collect();
    for id in entities {
        let Some(row) = project.entity(&id) else { continue };
        let members: BTreeSet<AnnotationId> = row.members.difference(&gone).copied().collect();
        builder.put(id, (!members.is_empty()).then(|| Entity { members, ..row.clone() }));
    }
    let absences = project.absences().map(|(key, _)| *key);
    for key in absences.filter(|(of, article, by)| told.contains(of) || (articles.contains(article) && *by != set)) {
        builder.put::<Absence>(key, None);
    }
    let done = project.done_marks().map(|(key, _)| *key);
    for key in done.filter(|(by, article)| *by != set && articles.contains(article)) {
        builder.put::<Done>(key, None);
    }
    // An exercise says what was marked, and where.
    let asked = project.exercises_by_id().filter(|(_, row)| revisions.contains(&row.revision));
    asked.for_each(|(id, _)| builder.put::<Exercise>(*id, None));
    gone.into_iter().for_each(|id| builder.put::<Annotation>(id, None));
    // What copies say differently speaks of marks, and is settled when they can be seen.
    project.conflicts().map(|(key, _)| key.clone()).for_each(|key| builder.put::<Conflict>(key, None));
    builder.finish()
}

#[cfg(test)]
#[path = "masking_tests.rs"]
mod tests;
