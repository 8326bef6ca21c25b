//! Says, for an article and a new text of it, what changed and what becomes of each annotation.

use std::collections::BTreeMap;

use crate::model::needles::Budget;
use crate::model::{Anchor, AnnotationId, ArticleId, Fragments, Place, Project, RevisionId, Span, Text};

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
    /// Compares a new text of an article with its last one, and finds the annotations' places in it. `None` when the article is not
    /// there, or nobody waits any longer.
    pub fn of(project: &Project, article: ArticleId, new: &Text, stop: &dyn Fn() -> bool) -> Option<Plan> {
        let (before, revision) = project.latest(article)?;
        let placed: Vec<(AnnotationId, &Fragments)> =
            project.in_order(before).filter_map(|id| Some((id, project.annotation(&id)?.fragments()?))).collect();
        let places: Vec<&Fragments> = placed.iter().map(|(_, fragments)| *fragments).collect();
        let fates = carry(&revision.text, new, &places, stop);
        let detached: Vec<(AnnotationId, &[Anchor])> =
            project.detached(before).filter_map(|id| Some((id, anchors(project, id)?))).collect();
        let detached = found_again(&detached, new, &mut Budget::default());
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

fn anchors(project: &Project, id: AnnotationId) -> Option<&[Anchor]> {
    match &project.annotation(&id)?.place {
        Place::Detached(anchors) => Some(anchors),
        Place::At(_) => None,
    }
}

/// Looks for the words of annotations that had lost their place before, all together. What the budget doesn't last for stays lost.
fn found_again(detached: &[(AnnotationId, &[Anchor])], new: &Text, budget: &mut Budget) -> Vec<(AnnotationId, Fate)> {
    let wanted: Vec<&Anchor> = detached.iter().flat_map(|(_, anchors)| *anchors).collect();
    let mut found = Anchor::find_all(new, &wanted, budget).into_iter();
    let in_order = |spans: &Vec<Span>| spans.windows(2).all(|pair| pair[0].end() <= pair[1].start());
    let fate = |(id, anchors): &(AnnotationId, &[Anchor])| {
        // All are taken, so that the next annotation's come next.
        let spans: Vec<Option<Span>> = found.by_ref().take(anchors.len()).collect();
        let spans: Option<Vec<Span>> = spans.into_iter().collect();
        (*id, spans.filter(in_order).and_then(Fragments::new).map_or(Fate::Lost, Fate::Moved))
    };
    detached.iter().map(fate).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(prefix: &str, exact: &str, suffix: &str) -> Anchor {
        Anchor { exact: exact.to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned() }
    }

    fn words(fates: &[(AnnotationId, Fate)], text: &Text) -> Vec<String> {
        let word = |(_, fate): &(AnnotationId, Fate)| match fate {
            Fate::Exact(fragments) | Fate::Moved(fragments) => fragments.quote(text),
            Fate::Lost => String::new(),
        };
        fates.iter().map(word).collect()
    }

    #[test]
    fn each_annotation_gets_its_own_words_back() {
        let new = Text::new("The dam holds, the mayor said. It leaks at the foot, an engineer said.");
        let (holds, gone) = (anchor("The ", "dam holds", ", the"), anchor("", "washed away", ""));
        let (leaks, said) = (anchor("said. ", "It leaks", " at"), anchor("engineer ", "said", "."));
        let sets = [vec![holds.clone(), gone], vec![leaks.clone(), said.clone()], vec![said, leaks], vec![holds]];
        let detached: Vec<_> = sets.iter().zip(1..).map(|(set, id)| (AnnotationId(id), set.as_slice())).collect();
        let fates = found_again(&detached, &new, &mut Budget::default());
        // Half of an annotation is none, and neither are its parts in another order.
        assert_eq!(words(&fates, &new), ["", "It leaks … said", "", "dam holds"]);
    }

    #[test]
    fn the_search_ends_when_the_budget_is_spent() {
        let new = Text::new("They said no again. ".repeat(50_000));
        let lost = [anchor("before that ", "no word of it", " was said")];
        let detached = vec![(AnnotationId(1), &lost[..]); 10_000];
        let mut budget = Budget::default();
        let fates = found_again(&detached, &new, &mut budget);
        assert!(fates.len() == 10_000 && fates.iter().all(|(_, fate)| *fate == Fate::Lost));
        assert!(budget.0 < new.len() as u64 * 12, "it looked as long as it was let");
    }
}
