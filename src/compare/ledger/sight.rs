//! Looks at a project through the sets that are taken into account and the latest text of each article.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Annotation, AnnotationId, ArticleId, KindKey, Project, Relation, RelationId, SetId};

use super::ladder::text_of;
use super::people::{People, Who, fold};
use super::roles::Roles;
use super::row::RowKey;
use super::since::Folds;

/// What is known beside the project.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Base {
    /// The sets taken into account.
    pub(super) sets: BTreeSet<SetId>,
    pub(super) roles: Roles,
    pub(super) people: People,
    pub(super) folds: Folds,
}

/// A project and what is known beside it.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) project: &'a Project,
    pub(super) base: &'a Base,
}

impl Base {
    /// Tells whether an annotation counts: it is in a set taken into account, and stands on the latest text of its
    /// article.
    pub(super) fn counts(&self, project: &Project, row: &Annotation) -> bool {
        self.sets.contains(&row.set) && row.fragments().is_some() && is_latest(project, row)
    }
}

/// Tells whether an annotation is on the latest text of its article.
pub(super) fn is_latest(project: &Project, row: &Annotation) -> bool {
    project.is_latest(row.revision)
}

impl<'a> Sight<'a> {
    /// Returns an annotation when it counts.
    pub(super) fn counted(&self, id: AnnotationId) -> Option<&'a Annotation> {
        self.project.annotation(&id).filter(|row| self.base.counts(self.project, row))
    }

    /// Returns an annotation of a set taken into account, on whichever text.
    pub(super) fn listed(&self, id: AnnotationId) -> Option<&'a Annotation> {
        self.project.annotation(&id).filter(|row| self.base.sets.contains(&row.set))
    }

    /// Returns the article that an annotation is in.
    pub(super) fn article(&self, row: &Annotation) -> Option<ArticleId> {
        Some(self.project.revision(&row.revision)?.article)
    }

    /// Returns where an annotation starts, in bytes.
    pub(super) fn start(&self, id: AnnotationId) -> usize {
        let row = self.project.annotation(&id);
        row.and_then(Annotation::fragments).map_or(usize::MAX, |fragments| fragments.start())
    }

    /// Lists the relations of a kind from an annotation, in sets taken into account.
    pub(super) fn from(
        &self,
        id: AnnotationId,
        kind: &'a KindKey,
    ) -> impl Iterator<Item = (RelationId, &'a Relation)> + use<'a> {
        let sets = &self.base.sets;
        self.project.relations_from(id, kind).filter(move |(_, row)| sets.contains(&row.set))
    }

    /// Lists the relations of a kind to an annotation, in sets taken into account.
    pub(super) fn to(
        &self,
        id: AnnotationId,
        kind: &'a KindKey,
    ) -> impl Iterator<Item = (RelationId, &'a Relation)> + use<'a> {
        let sets = &self.base.sets;
        self.project.relations_to(id, kind).filter(move |(_, row)| sets.contains(&row.set))
    }

    /// Lists the ends of the relations of a kind from an annotation: those that count, each once, in the order of
    /// texts.
    fn ends(&self, id: AnnotationId, kind: &'a KindKey) -> Vec<AnnotationId> {
        let mut ends: Vec<AnnotationId> = self.from(id, kind).map(|(_, row)| row.to).collect();
        ends.retain(|end| self.counted(*end).is_some());
        ends.sort_by_key(|end| (self.start(*end), *end));
        ends.dedup();
        ends
    }

    /// Lists the sources that an annotation is attributed to.
    pub(super) fn sources(&self, id: AnnotationId) -> impl Iterator<Item = AnnotationId> + use<'a> {
        self.ends(id, &self.base.roles.attributed).into_iter()
    }

    /// Lists who makes a claim, a denial or what a source says; each once.
    pub(super) fn made_by(&self, id: AnnotationId) -> Vec<Who> {
        self.whos(self.ends(id, &self.base.roles.made))
    }

    /// Lists whom a claim or a denial is about; each once.
    pub(super) fn about(&self, id: AnnotationId) -> Vec<Who> {
        self.whos(self.ends(id, &self.base.roles.about))
    }

    /// Lists who annotations name; each once.
    pub(super) fn whos(&self, ids: Vec<AnnotationId>) -> Vec<Who> {
        let mut all = Vec::new();
        for fact in ids.into_iter().filter_map(|id| self.base.people.fact(id)) {
            if !all.contains(&fact.who) {
                all.push(fact.who.clone());
            }
        }
        all
    }

    /// Returns how an article describes a source.
    pub(super) fn descriptor(&self, id: AnnotationId) -> String {
        text_of(self.project.annotation(&id).and_then(|row| row.attributes.get(&self.base.roles.descriptor)))
    }

    /// Tells whether an article is somebody's own: they published or wrote it.
    pub(super) fn is_own(&self, article: ArticleId, who: &Who) -> bool {
        let names: Vec<Arc<str>> = self.speakers(article).collect();
        self.base.people.is_called(who, &names)
    }

    /// Lists the names of who published or wrote an article, folded.
    fn speakers(&self, article: ArticleId) -> impl Iterator<Item = Arc<str>> {
        let details = self.project.article(&article).map(|row| &row.details);
        let names = details.into_iter().flat_map(|details| [&details.outlet, &details.author]);
        names.map(|name| fold(name)).filter(|name| !name.is_empty())
    }

    /// Returns the row that a claim is in: its proposition's, or its own when it belongs to the latest text, even one
    /// that lost its place there.
    pub(super) fn row_of(&self, claim: AnnotationId) -> Option<RowKey> {
        let row = self.listed(claim).filter(|row| self.base.roles.is_claim(&row.label))?;
        match self.project.proposition_of(claim) {
            Some(proposition) => Some(RowKey::Proposition(proposition)),
            None => is_latest(self.project, row).then_some(RowKey::Claim(claim)),
        }
    }
}
