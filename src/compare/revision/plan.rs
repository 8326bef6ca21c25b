//! Says, for an article and a new text of it, what changed and what becomes of each annotation.

use std::collections::BTreeMap;

use crate::model::{AnnotationId, ArticleId, Fragments, Place, Project, RevisionId, Span, Text};

use super::{Comparison, Fate, carry};

/// What a new text of an article would change.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The text that the article has now.
    pub before: RevisionId,
    /// What differs.
    pub comparison: Comparison,
    /// What becomes of the annotations on that text, in its order; those that had no place already come last.
    pub fates: Vec<(AnnotationId, Fate)>,
    /// Whether words came.
    pub adds_words: bool,
}

/// How many annotations go which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Those whose words and what is around them are the same.
    pub exact: usize,
    /// Those whose words are the same, and something near them is not.
    pub moved: usize,
    /// Those that lose their place.
    pub lost: usize,
}

impl Plan {
    /// Compares a new text of an article with its last one, and finds the annotations' places in it. `None` when the
    /// article is not there, or nobody waits any longer.
    pub fn of(project: &Project, article: ArticleId, new: &Text, stop: &dyn Fn() -> bool) -> Option<Plan> {
        let (before, revision) = project.latest(article)?;
        let placed: Vec<(AnnotationId, &Fragments)> =
            project.in_order(before).filter_map(|id| Some((id, project.annotation(&id)?.fragments()?))).collect();
        let places: Vec<&Fragments> = placed.iter().map(|(_, fragments)| *fragments).collect();
        let fates = carry(&revision.text, new, &places, stop);
        let detached = project.detached(before).map(|id| (id, found_again(project, id, new)));
        let fates = placed.iter().map(|(id, _)| *id).zip(fates).chain(detached).collect();
        let comparison = Comparison::of(&revision.text, new, stop);
        let adds_words = comparison.adds_words(new);
        (!stop()).then_some(Plan { before, comparison, fates, adds_words })
    }

    /// Returns where the annotations are carried over to that keep a place.
    pub fn carried(&self) -> BTreeMap<AnnotationId, Fragments> {
        let place = |(id, fate): &(AnnotationId, Fate)| match fate {
            Fate::Exact(fragments) | Fate::Moved(fragments) => Some((*id, fragments.clone())),
            Fate::Lost => None,
        };
        self.fates.iter().filter_map(place).collect()
    }

    /// Counts what becomes of the annotations.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (_, fate) in &self.fates {
            *match fate {
                Fate::Exact(_) => &mut counts.exact,
                Fate::Moved(_) => &mut counts.moved,
                Fate::Lost => &mut counts.lost,
            } += 1;
        }
        counts
    }
}

/// Looks for the words of an annotation that had lost its place before.
fn found_again(project: &Project, id: AnnotationId, new: &Text) -> Fate {
    let Some(Place::Detached(anchors)) = project.annotation(&id).map(|row| &row.place) else { return Fate::Lost };
    let spans: Option<Vec<Span>> = anchors.iter().map(|anchor| anchor.find(new)).collect();
    let in_order = |spans: &Vec<Span>| spans.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    spans.filter(in_order).and_then(Fragments::new).map_or(Fate::Lost, Fate::Moved)
}
