//! Follows annotations through the texts of their article: one that was carried over to a later text is still the same mark.

use std::collections::BTreeSet;

use super::id::{AnnotationId, ArticleId};
use super::project::Project;

impl Project {
    /// Returns what an annotation was first, on the earliest text that it was carried over from; itself when from none.
    pub fn first_made(&self, id: AnnotationId) -> AnnotationId {
        let (mut id, mut at) = (id, self.text_of(id));
        while let Some((article, number)) = at {
            // Texts before it only: a file made by hand may go round in a circle, and a twin stands on the same text.
            let before = |from: &AnnotationId| {
                let (other, earlier) = self.text_of(*from)?;
                (other == article && earlier < number).then_some((*from, (other, earlier)))
            };
            match self.annotation(&id).and_then(|row| row.derived_from.iter().find_map(before)) {
                Some((from, text)) => (id, at) = (from, Some(text)),
                None => break,
            }
        }
        id
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
