//! Joins annotations by relations and ties, and parts them again: which kinds may join two, how one is begun, and what
//! dropping an annotation on another does.

mod seek;

pub use seek::{Linking, MOST};

use crate::model::actions;
use crate::model::{AnnotationId, ArticleId, LabelKey, Project, Stamp, Ties};
use crate::say;

use super::effect::Effect;
use super::intent::{Intent, LinkKind};
use super::modal::Modal;
use super::state::AppState;
use super::steps::{Commit, refuse};

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
        LinkKind::Relation { kind, forward } => {
            project.kind(kind).map_or_else(|| kind.to_string(), |row| row.called(*forward))
        }
        LinkKind::SameClaim => say!("link-same-claim").into(),
        LinkKind::SameEntity => say!("link-same-entity").into(),
    }
}

/// What an annotation was dropped on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkEnd {
    /// Another annotation.
    Annotation(AnnotationId),
    /// An article of the list.
    Article(ArticleId),
}

impl AppState {
    /// Returns the link that is being made.
    pub fn linking(&self) -> Option<&Linking> {
        self.linking.as_ref()
    }

    /// Does what has to do with relations and ties.
    pub(super) fn run_linking(&mut self, intent: Intent, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        match intent {
            Intent::BeginLink(kind) => match self.selected() {
                Some((from, _)) => drop(self.begin_link(kind, from, None)),
                None => self.say(say!("refuse-unselected"), true),
            },
            Intent::LinkQuery(query) => {
                if let Some(linking) = self.linking.take() {
                    self.linking = Some(self.seek(linking.from, linking.kind, linking.within, query));
                }
            }
            Intent::LinkMore => {
                if let Some(mut linking) = self.linking.take() {
                    self.seek_on(&mut linking);
                    self.linking = Some(linking);
                }
            }
            Intent::LinkMove(by) => {
                if let Some(linking) = &mut self.linking
                    && !linking.candidates.is_empty()
                {
                    let most = linking.candidates.len() - 1;
                    linking.chosen = linking.chosen.saturating_add_signed(by as isize).min(most);
                }
                self.reveal_candidate(effects);
            }
            Intent::LinkPick(id) => self.pick_other_end(id, stamp, effects),
            Intent::DropLink(from, to) => self.drop_link(from, to, stamp, effects),
            Intent::DropOnArticle(from, article) => self.drop_on_article(from, article),
            Intent::LinkInto(kind, from, article) => {
                self.close_modal();
                self.link_into(kind, from, article);
            }
            Intent::Link(kind, from, to) => {
                self.close_modal();
                self.link(&kind, from, to, stamp, effects);
            }
            Intent::Unrelate(id) => {
                let ours = self.project.relation(&id).is_some_and(|row| Some(row.set) == self.set);
                let made =
                    if ours { actions::unrelate(&self.project, &[id]) } else { refuse(say!("refuse-other-relation")) };
                self.commit(made, effects);
            }
            Intent::UntieClaim(id) => drop(self.commit(actions::untie_claim(&self.project, id), effects)),
            Intent::Propose(id) => {
                let made = actions::propose(&self.project, id, stamp).map(|(step, _)| step);
                self.commit(made, effects);
            }
            Intent::SetWording(id, wording) => {
                let made = actions::set_wording(&self.project, id, &wording);
                self.commit(made.map(|step| Commit::joining(step, format!("wording {id}"))), effects);
            }
            Intent::UntieEntity(id) => drop(self.commit(actions::untie_entity(&self.project, id), effects)),
            Intent::RenameEntity(id, name) => {
                let made = actions::rename_entity(&self.project, id, &name);
                self.commit(made.map(|step| Commit::joining(step, format!("entity {id}"))), effects);
            }
            _ => {}
        }
    }

    /// Joins the selected annotation with another, or with the candidate that is chosen, and goes back to it.
    fn pick_other_end(&mut self, id: Option<AnnotationId>, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let Some(linking) = self.linking.clone() else { return };
        let Some(other) = id.or_else(|| linking.candidates.get(linking.chosen).copied()) else {
            return self.say(say!("refuse-no-candidate"), true);
        };
        if self.link(&linking.kind, linking.from, other, stamp, effects) {
            self.linking = None;
            if self.selection.annotation != Some(linking.from)
                && let Some(back) = self.selection_of(linking.from)
            {
                self.selection = back;
                self.reveal_selection(effects);
            }
            effects.push(Effect::FocusArticle);
        }
    }

    /// Brings the other end that is chosen into view, where its article stands beside the open one.
    pub(super) fn reveal_candidate(&self, effects: &mut Vec<Effect>) {
        let chosen = self.linking.as_ref().and_then(|linking| linking.candidates.get(linking.chosen));
        let Some(row) = chosen.and_then(|id| self.project().annotation(id)) else { return };
        let open = self.open_revision().map(|(id, _)| id);
        if self.is_open(row.revision)
            && open != Some(row.revision)
            && let Some(fragments) = row.fragments()
        {
            effects.push(Effect::Reveal(row.revision, fragments.start()));
        }
    }

    /// Begins to look for the other end of a link. Says whether there is any.
    pub(super) fn begin_link(&mut self, kind: LinkKind, from: AnnotationId, within: Option<ArticleId>) -> bool {
        let Some(label) = self.project.annotation(&from).map(|row| row.label.clone()) else { return false };
        let same = |linking: &Linking| (linking.from, &linking.kind, linking.within) == (from, &kind, within);
        if self.linking.as_ref().is_some_and(same) {
            return true;
        }
        if self.refuses_changes() {
            return false;
        }
        if matches!(kind, LinkKind::Relation { .. }) && self.set.is_none() {
            self.say(say!("refuse-no-annotator"), true);
            return false;
        }
        if !kinds_for(&self.project, &label).contains(&kind) {
            let label = self.project.label(&label).map_or_else(|| label.to_string(), |row| row.name.clone());
            self.say(say!("refuse-no-link", label = label), true);
            return false;
        }
        let linking = self.seek(from, kind, within, String::new());
        if linking.total == 0 && !linking.looks_on() {
            let link = name(&self.project, &linking.kind);
            self.say(say!("refuse-no-other-end", link = link), true);
            return false;
        }
        self.linking = Some(linking);
        true
    }

    pub(super) fn drop_on_article(&mut self, from: AnnotationId, article: ArticleId) {
        let kinds = self.kinds_into(from, article);
        match kinds.as_slice() {
            [] => {
                let title = self.project().article(&article).map(|row| row.details.title.clone()).unwrap_or_default();
                self.say(say!("refuse-no-end-in", title = actions::shorten(&title)), true);
            }
            [kind] => self.link_into(kind.clone(), from, article),
            _ => self.modal = Some(Modal::LinkKind { from, to: LinkEnd::Article(article), kinds }),
        }
    }

    pub(super) fn link_into(&mut self, kind: LinkKind, from: AnnotationId, article: ArticleId) {
        if self.begin_link(kind, from, Some(article)) {
            self.open(article);
        }
    }

    pub(super) fn drop_link(
        &mut self,
        from: AnnotationId,
        to: AnnotationId,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        let kinds = kinds_between(&self.project, from, to);
        match kinds.as_slice() {
            [] => {
                let name = |id: AnnotationId| {
                    let label = self.project.annotation(&id).and_then(|row| self.project.label(&row.label));
                    label.map_or_else(String::new, |label| label.name.clone())
                };
                let why = say!("refuse-no-kind-between", start = name(from), end = name(to));
                self.say(why, true);
            }
            [kind] => drop(self.link(kind, from, to, stamp, effects)),
            _ => self.modal = Some(Modal::LinkKind { from, to: LinkEnd::Annotation(to), kinds }),
        }
    }

    pub(super) fn link(
        &mut self,
        kind: &LinkKind,
        from: AnnotationId,
        to: AnnotationId,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) -> bool {
        // What is hidden takes part in ties all the same.
        let project = &self.project;
        let made = match (kind, self.set) {
            (LinkKind::Relation { .. }, None) => refuse(say!("refuse-no-annotator")),
            (LinkKind::Relation { kind, forward }, Some(set)) => {
                let (start, end) = if *forward { (from, to) } else { (to, from) };
                actions::relate(project, set, kind, start, end, stamp).map(|(step, _)| step)
            }
            (LinkKind::SameClaim, _) => actions::tie_claims(project, &[from, to], stamp).map(|(step, _)| step),
            (LinkKind::SameEntity, _) => actions::tie_entities(project, &[from, to], stamp).map(|(step, _)| step),
        };
        let selection = self.selection_of(from).filter(|selection| selection.article == self.selection.article);
        self.commit(made.map(|step| Commit { step, selection, joins: None }), effects)
    }
}

#[cfg(test)]
#[path = "linking_tests.rs"]
mod tests;
