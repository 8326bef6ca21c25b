//! Follows annotations through the texts of their article: one that was carried over to a later text is still the same
//! mark.

use std::collections::BTreeSet;

use super::Project;
use super::id::{AnnotationId, ArticleId};

impl Project {
    /// Returns what an annotation was first, on the earliest text that it was carried over from; itself when from none.
    pub fn first_made(&self, mut id: AnnotationId) -> AnnotationId {
        while let Some(before) = self.carried_from(id).next() {
            id = before;
        }
        id
    }

    /// Lists what an annotation was carried over from: of what it was made from, all that stands on earlier texts of
    /// its article.
    pub fn carried_from(&self, id: AnnotationId) -> impl Iterator<Item = AnnotationId> + '_ {
        let at = self.text_of(id);
        // Texts before it only: a file made by hand may go round in a circle, and a twin, or what was taken into an
        // agreed set, stands on the same text as what it was made from.
        let is_before = move |from: &AnnotationId| {
            let earlier = |(article, number)| at.is_some_and(|(of, then)| article == of && number < then);
            self.text_of(*from).is_some_and(earlier)
        };
        let origins = self.annotation(&id).into_iter().flat_map(|row| &row.derived_from);
        origins.copied().filter(is_before)
    }

    /// Counts annotations, those that were carried over from one another as one.
    pub fn count_lineages<'i>(&self, ids: impl IntoIterator<Item = &'i AnnotationId>) -> usize {
        ids.into_iter().map(|id| self.first_made(*id)).collect::<BTreeSet<_>>().len()
    }

    /// Lists the members that are some annotations, or that those were carried over from or to.
    pub fn through_texts(
        &self,
        ids: &BTreeSet<AnnotationId>,
        members: &BTreeSet<AnnotationId>,
    ) -> BTreeSet<AnnotationId> {
        let firsts: BTreeSet<AnnotationId> = ids.iter().map(|id| self.first_made(*id)).collect();
        members.iter().copied().filter(|id| firsts.contains(&self.first_made(*id))).collect()
    }

    /// Returns the article that an annotation is in, and the number of its text.
    fn text_of(&self, id: AnnotationId) -> Option<(ArticleId, u32)> {
        let revision = self.revision(&self.annotation(&id)?.revision)?;
        Some((revision.article, revision.number))
    }
}
