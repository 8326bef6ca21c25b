//! Finds the other end of a relation or a tie by typing part of its words.

use crate::model::{Annotation, AnnotationId, ArticleId, LabelKey, Project, Ties};

use super::intent::LinkKind;
use super::state::AppState;

/// How many other ends are listed at the most.
pub const MOST: usize = 100;

/// How many annotations are looked at to tell whether there is another end at all.
const GLANCE: usize = 200;

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
    /// Other ends that fit, at most [`MOST`]: those of the open article first, each article's in the order of its text.
    pub candidates: Vec<AnnotationId>,
    /// How many fit altogether.
    pub total: usize,
    /// Which of the candidates is chosen.
    pub chosen: usize,
}

/// Tells whether the scheme lets two labels be joined so.
pub fn fits(project: &Project, kind: &LinkKind, from: &LabelKey, to: &LabelKey) -> bool {
    match kind {
        LinkKind::Relation { kind, forward } => {
            let (start, end) = if *forward { (from, to) } else { (to, from) };
            project.kind(kind).is_some_and(|row| row.joins(start, end))
        }
        LinkKind::SameClaim => project.ties(from) == Ties::Proposition && project.ties(to) == Ties::Proposition,
        LinkKind::SameEntity => project.ties(from) == Ties::Entity && project.ties(to) == Ties::Entity,
    }
}

/// Lists how an annotation of a label can be joined to others, as far as the scheme says.
pub fn kinds_for(project: &Project, label: &LabelKey) -> Vec<LinkKind> {
    let mut kinds = Vec::new();
    for (key, row) in project.kinds() {
        if row.from.contains(label) {
            kinds.push(LinkKind::Relation { kind: key.clone(), forward: true });
        }
        if row.to.contains(label) {
            kinds.push(LinkKind::Relation { kind: key.clone(), forward: false });
        }
    }
    match project.ties(label) {
        Ties::Proposition => kinds.push(LinkKind::SameClaim),
        Ties::Entity => kinds.push(LinkKind::SameEntity),
        Ties::Nothing => {}
    }
    kinds
}

/// Lists how two annotations can be joined, the first being the start.
pub fn kinds_between(project: &Project, from: AnnotationId, to: AnnotationId) -> Vec<LinkKind> {
    let (Some(start), Some(end)) = (project.annotation(&from), project.annotation(&to)) else { return Vec::new() };
    let mut kinds = kinds_for(project, &start.label);
    kinds.retain(|kind| from != to && fits(project, kind, &start.label, &end.label));
    kinds
}

/// Returns what a kind is called, from the selected annotation's side.
pub fn name(project: &Project, kind: &LinkKind) -> String {
    match kind {
        LinkKind::Relation { kind, forward } => project
            .kind(kind)
            .map_or_else(|| kind.to_string(), |row| if *forward { row.name.clone() } else { row.inverse.clone() }),
        LinkKind::SameClaim => "same claim as".into(),
        LinkKind::SameEntity => "names the same as".into(),
    }
}

impl AppState {
    /// Tells whether there is anything that the selected annotation can be joined to so. This is asked each frame: after
    /// [`GLANCE`] annotations in vain the answer is yes, and [`AppState::find_candidates`] knows better.
    pub(super) fn has_other_end(&self, kind: &LinkKind) -> bool {
        let Some((from, row)) = self.selected() else { return false };
        let project = &self.project;
        let fitting = project.labels().into_iter().filter(|(label, _)| fits(project, kind, &row.label, label));
        if fitting.map(|(label, _)| project.count_label(label)).sum::<usize>() == 0 {
            return false;
        }
        let mut all = self.everywhere(None);
        all.by_ref().take(GLANCE).any(|id| self.other_end(from, kind, id).is_some()) || all.next().is_some()
    }

    /// Lists how an annotation can be joined to any of an article's.
    pub fn kinds_into(&self, from: AnnotationId, article: ArticleId) -> Vec<LinkKind> {
        let Some(row) = self.project.annotation(&from) else { return Vec::new() };
        let mut kinds = kinds_for(&self.project, &row.label);
        kinds.retain(|kind| self.everywhere(Some(article)).any(|id| self.other_end(from, kind, id).is_some()));
        kinds
    }

    /// Lists all annotations of latest texts, or those `within` one article: the open article's first, each article's
    /// in the order of its text.
    fn everywhere(&self, within: Option<ArticleId>) -> impl Iterator<Item = AnnotationId> {
        let project = &self.project;
        let mut articles: Vec<_> = project.articles().into_iter().map(|(id, _)| *id).collect();
        articles.retain(|id| within.is_none_or(|within| within == *id));
        articles.sort_by_key(|id| Some(*id) != self.selection.article);
        let revisions = articles.into_iter().filter_map(|article| project.latest(article).map(|(id, _)| id));
        revisions.flat_map(|revision| project.in_order(revision))
    }

    /// Returns an annotation that another can be joined to so and is not yet.
    fn other_end(&self, from: AnnotationId, kind: &LinkKind, id: AnnotationId) -> Option<&Annotation> {
        let project = &self.project;
        let (start, row) = (project.annotation(&from)?, project.annotation(&id)?);
        if id == from || !self.shows(row.set) || !fits(project, kind, &start.label, &row.label) {
            return None;
        }
        let joined = match kind {
            LinkKind::Relation { kind, forward } => project.relations_of(from).any(|(_, row)| {
                row.kind == *kind && Some(row.set) == self.set && if *forward { row.to == id } else { row.from == id }
            }),
            LinkKind::SameClaim => project.proposition_of(from).is_some_and(|p| project.proposition_of(id) == Some(p)),
            LinkKind::SameEntity => project.entity_of(from).is_some_and(|e| project.entity_of(id) == Some(e)),
        };
        (!joined).then_some(row)
    }

    /// Looks for other ends; each word that was typed must be in the words, the title or the outlet.
    pub(super) fn find_candidates(
        &self,
        from: AnnotationId,
        kind: &LinkKind,
        within: Option<ArticleId>,
        query: &str,
    ) -> (Vec<AnnotationId>, usize) {
        let project = &self.project;
        let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
        let matches = |row: &Annotation| {
            if words.is_empty() {
                return true;
            }
            let details = project.revision(&row.revision).and_then(|r| project.article(&r.article)).map(|a| &a.details);
            let place = details.map(|d| format!("{} {}", d.title, d.outlet)).unwrap_or_default();
            let all = format!("{} {place}", project.quote(row)).to_lowercase();
            words.iter().all(|word| all.contains(word.as_str()))
        };
        let mut found = Vec::new();
        let mut total = 0;
        for id in self.everywhere(within) {
            if self.other_end(from, kind, id).is_some_and(matches) {
                total += 1;
                if found.len() < MOST {
                    found.push(id);
                }
            }
        }
        (found, total)
    }
}
