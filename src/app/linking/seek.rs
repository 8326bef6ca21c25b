//! Finds the other end of a link by typing part of its words.

use std::collections::VecDeque;

use crate::compare::likeness::{LIKELY, Rarity, Terms};
use crate::model::{Annotation, AnnotationId, ArticleId, LabelKey, Project, RevisionId, Ties};

use super::{fits, kinds_for};
use crate::app::intent::LinkKind;
use crate::app::state::AppState;

/// How many other ends are listed at the most.
pub const MOST: usize = 100;

/// How many other ends are listed first for their likeness, at the most.
const MOST_LIKELY: usize = 5;

/// How many annotations are looked at to tell whether there is another end at all.
const GLANCE: usize = 200;

/// How many annotations are looked at in a go.
const STRIDE: usize = 1500;

/// A link that is being made from the selected annotation.
#[derive(Clone, Debug)]
pub struct Linking {
    /// The selected annotation.
    pub from: AnnotationId,
    /// How it shall be joined.
    pub kind: LinkKind,
    /// The one article that the other end is looked for in; `None` for all of them.
    pub within: Option<ArticleId>,
    /// What was typed.
    pub query: String,
    /// Other ends that fit, at most [`MOST`]: the likeliest first, then those of the open article, each article's in
    /// the order of its text.
    pub candidates: Vec<AnnotationId>,
    /// How many of the candidates are there for their likeness.
    pub likely: usize,
    /// How many of those looked at fit altogether.
    pub total: usize,
    /// Which of the candidates is chosen.
    pub chosen: usize,
    /// What is left to be looked at; `None` when everything was.
    pub(super) rest: Option<Rest>,
}

impl Linking {
    /// Tells whether more may be found: [`Intent::LinkMore`](crate::app::Intent::LinkMore) looks on.
    pub fn looks_on(&self) -> bool {
        self.rest.is_some()
    }
}

/// What a search has not looked at yet.
#[derive(Clone, Debug)]
pub(super) struct Rest {
    /// Texts, the one that is being looked at first.
    revisions: VecDeque<RevisionId>,
    /// The annotation of the first text that was looked at last, and the byte it starts at.
    last: Option<(usize, AnnotationId)>,
    /// Those that fit, in the order of the texts, at most [`MOST`].
    listed: Vec<AnnotationId>,
    /// How the words of other ends are weighed; `None` where their words tell nothing.
    likes: Option<Likes>,
}

/// Finds the likeliest among other ends.
#[derive(Clone, Debug)]
struct Likes {
    /// The words of the annotation that the link starts at.
    from: Terms,
    /// Its article: it is in the others that counterparts are looked for.
    article: Option<ArticleId>,
    rarity: Rarity,
    /// Those that were looked at first, until it is known how rare their words are.
    first: Vec<(AnnotationId, Terms)>,
    /// The likeliest so far, the best first.
    best: Vec<(f32, AnnotationId)>,
}

impl Likes {
    /// Weighs an other end, or keeps it until its words can be weighed.
    fn take(&mut self, id: AnnotationId, terms: Terms, learning: bool) {
        if learning {
            self.rarity.learn(&terms);
            self.first.push((id, terms));
        } else {
            self.weigh(id, &terms);
        }
    }

    /// Weighs those that were kept.
    fn learned(&mut self) {
        for (id, terms) in std::mem::take(&mut self.first) {
            self.weigh(id, &terms);
        }
    }

    fn weigh(&mut self, id: AnnotationId, terms: &Terms) {
        let likeness = self.rarity.likeness(&self.from, terms);
        if likeness >= LIKELY {
            let at = self.best.partition_point(|(other, _)| *other >= likeness);
            self.best.insert(at, (likeness, id));
            self.best.truncate(MOST_LIKELY);
        }
    }
}

/// Tells whether the words of the two ends of a link are likely to be alike: where both say something, or both name
/// somebody, but not where one says what the other is the source of.
fn alike(project: &Project, kind: &LinkKind, from: &LabelKey) -> bool {
    match kind {
        LinkKind::SameClaim | LinkKind::SameEntity => true,
        LinkKind::Relation { kind, forward } => {
            let Some(kind) = project.kind(kind) else { return false };
            let others = if *forward { &kind.to } else { &kind.from };
            let names = |label: &LabelKey| project.ties(label) == Ties::Entity;
            let says = |label: &LabelKey| project.ties(label) == Ties::Proposition;
            !names(from) && !others.iter().any(names) && (says(from) || others.iter().any(says))
        }
    }
}

impl AppState {
    /// Tells whether there is anything that the selected annotation can be joined to so. This is asked each frame:
    /// after [`GLANCE`] annotations in vain the answer is yes, and [`AppState::seek`] knows better.
    pub(in crate::app) fn has_other_end(&self, kind: &LinkKind) -> bool {
        self.selected().is_some_and(|(from, row)| self.has_end(from, &row.label, kind, None))
    }

    /// Lists how an annotation can be joined to any of an article's, as far as a glance tells.
    pub fn kinds_into(&self, from: AnnotationId, article: ArticleId) -> Vec<LinkKind> {
        let Some(row) = self.project().annotation(&from) else { return Vec::new() };
        let mut kinds = kinds_for(self.project(), &row.label);
        kinds.retain(|kind| self.has_end(from, &row.label, kind, Some(article)));
        kinds
    }

    fn has_end(&self, from: AnnotationId, label: &LabelKey, kind: &LinkKind, within: Option<ArticleId>) -> bool {
        let project = self.project();
        let fitting = project.labels().into_iter().filter(|(other, _)| fits(project, kind, label, other));
        if fitting.map(|(label, _)| project.count_label(label)).sum::<usize>() == 0 {
            return false;
        }
        let mut all = self.texts(within).flat_map(|revision| project.in_order(revision));
        all.by_ref().take(GLANCE).any(|id| self.other_end(from, kind, id).is_some()) || all.next().is_some()
    }

    /// Lists the latest texts, or that `within` one article: the open article's first.
    fn texts(&self, within: Option<ArticleId>) -> impl Iterator<Item = RevisionId> {
        let project = self.project();
        let first = within.or(self.selection.article);
        // The others are put in order only by who comes to them: this is asked each frame.
        let others = std::iter::once_with(move || if within.is_some() { Vec::new() } else { project.articles() });
        let others = others.flatten().map(|(id, _)| *id).filter(move |id| Some(*id) != first);
        first.into_iter().chain(others).filter_map(|article| project.latest(article).map(|(id, _)| id))
    }

    /// Returns an annotation that another can be joined to so and is not yet.
    fn other_end(&self, from: AnnotationId, kind: &LinkKind, id: AnnotationId) -> Option<&Annotation> {
        let project = self.project();
        let (start, row) = (project.annotation(&from)?, project.annotation(&id)?);
        if id == from || !self.shows(row.set) || !fits(project, kind, &start.label, &row.label) {
            return None;
        }
        let joined = match kind {
            LinkKind::Relation { kind, forward } => {
                let (from, to) = if *forward { (from, id) } else { (id, from) };
                self.set.is_some_and(|set| project.relates(set, from, kind, to))
            }
            LinkKind::SameClaim => project.proposition_of(from).is_some_and(|p| project.proposition_of(id) == Some(p)),
            LinkKind::SameEntity => project.entity_of(from).is_some_and(|e| project.entity_of(id) == Some(e)),
        };
        (!joined).then_some(row)
    }

    /// Begins to look for other ends; each word that was typed must be in the words, the title or the outlet.
    pub(in crate::app) fn seek(
        &self,
        from: AnnotationId,
        kind: LinkKind,
        within: Option<ArticleId>,
        query: String,
    ) -> Linking {
        let likes =
            self.project().annotation(&from).filter(|row| alike(self.project(), &kind, &row.label)).map(|row| {
                let from = Terms::of(&self.project().quote(row));
                let article = self.project().revision(&row.revision).map(|revision| revision.article);
                Likes { from, article, rarity: Rarity::default(), first: Vec::new(), best: Vec::new() }
            });
        let rest = Some(Rest { revisions: self.texts(within).collect(), last: None, listed: Vec::new(), likes });
        let (candidates, likely) = (Vec::new(), 0);
        let mut linking = Linking { from, kind, within, query, candidates, likely, total: 0, chosen: 0, rest };
        self.seek_on(&mut linking);
        linking
    }

    /// Looks at the next [`STRIDE`] annotations, so that a keystroke never waits for all of a large project.
    pub(super) fn seek_on(&self, linking: &mut Linking) {
        let Some(mut rest) = linking.rest.take() else { return };
        // How rare words are is learned from those that are looked at in the first go.
        let learning = linking.total == 0;
        self.look_through(linking, &mut rest, learning);
        let mut best = Vec::new();
        if let Some(likes) = &mut rest.likes {
            likes.learned();
            best.extend(likes.best.iter().map(|(_, id)| *id));
        }
        linking.likely = best.len();
        let others = rest.listed.iter().filter(|id| !best[..linking.likely].contains(id)).copied();
        linking.candidates = best.iter().copied().chain(others).take(MOST).collect();
        if !rest.revisions.is_empty() {
            linking.rest = Some(rest);
        }
    }

    fn look_through(&self, linking: &mut Linking, rest: &mut Rest, learning: bool) {
        let project = self.project();
        let words: Vec<String> = linking.query.split_whitespace().map(str::to_lowercase).collect();
        let mut looked = 0;
        while let Some(revision) = rest.revisions.front().copied() {
            let row = project.revision(&revision);
            let article = row.map(|row| row.article);
            let details = article.and_then(|id| project.article(&id)).map(|article| &article.details);
            let place = details.map(|d| format!("{} {}", d.title, d.outlet).to_lowercase()).unwrap_or_default();
            // What stands in the title need not be looked for in each quote.
            let open: Vec<&str> = words.iter().map(String::as_str).filter(|word| !place.contains(word)).collect();
            let from = rest.last.map_or(0, |(byte, _)| byte);
            let mut ids = project.starting_at(revision, from);
            if let Some((_, last)) = rest.last {
                ids.by_ref().find(|id| *id == last);
            }
            for id in ids {
                if looked == STRIDE {
                    return;
                }
                looked += 1;
                let Some(row) = project.annotation(&id) else { continue };
                rest.last = row.fragments().map(|fragments| (fragments.start(), id));
                let fits = self.other_end(linking.from, &linking.kind, id).is_some_and(|row| {
                    let quote = if open.is_empty() { String::new() } else { project.quote(row).to_lowercase() };
                    open.iter().all(|word| quote.contains(word))
                });
                if fits {
                    linking.total += 1;
                    if let Some(likes) = rest.likes.as_mut().filter(|likes| likes.article != article) {
                        likes.take(id, Terms::of(&project.quote(row)), learning);
                    }
                    if rest.listed.len() < MOST {
                        rest.listed.push(id);
                    }
                }
            }
            rest.revisions.pop_front();
            rest.last = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Intent;
    use crate::model::edit::Builder;
    use crate::model::{Attributes, Place};
    use crate::model::{Details, Fragments, Stamp};

    #[test]
    fn a_keystroke_looks_at_so_many_annotations_and_what_follows_at_the_rest() {
        let mut stamp = Stamp::of_number(1);
        let mut state = AppState::new("anna", &mut stamp);
        let count = STRIDE * 5 / 2;
        let body: String = (0..count).map(|number| format!("word{number} ")).collect();
        state.update(Intent::AddArticle(Details::default(), body.clone()), &mut stamp);
        let (revision, row) = state.open_revision().unwrap();
        let (text, set) = (row.text.clone(), state.set().unwrap());
        let mut builder = Builder::new(&state.project);
        for (number, (at, word)) in body.match_indices("word").map(|(at, _)| (at, 8)).enumerate() {
            let annotation = Annotation {
                set,
                revision,
                label: LabelKey::slug("claim"),
                place: Place::At(Fragments::one(text.span(at, (at + word).min(text.len())).unwrap())),
                attributes: Attributes::new(),
                note: String::new(),
                unsure: false,
                time: stamp.time,
                derived_from: Vec::new(),
            };
            builder.put(AnnotationId(number as u128 + 1), Some(annotation));
        }
        let transaction = builder.finish();
        state.project.apply(&transaction).unwrap();
        let (first, last) = (AnnotationId(1), AnnotationId(count as u128));
        state.update(Intent::Show(first), &mut stamp);
        state.update(Intent::BeginLink(LinkKind::SameClaim), &mut stamp);
        let all = |state: &mut AppState, stamp: &mut Stamp| {
            let mut goes = 1;
            while state.linking().unwrap().looks_on() {
                state.update(Intent::LinkMore, stamp);
                goes += 1;
            }
            goes
        };
        assert_eq!(state.linking().unwrap().total, STRIDE - 1, "the first go");
        assert_eq!(all(&mut state, &mut stamp), 3);
        let linking = state.linking().unwrap();
        assert_eq!((linking.total, linking.candidates.len()), (count - 1, MOST), "each once, but for itself");
        let rare = format!("WORD{}", count - 1);
        state.update(Intent::LinkQuery(rare), &mut stamp);
        assert!(state.linking().unwrap().candidates.is_empty() && state.linking().unwrap().looks_on());
        all(&mut state, &mut stamp);
        assert_eq!(state.linking().unwrap().candidates, [last]);
    }
}
