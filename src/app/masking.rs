//! Keeps hidden what a masked pass hides: whatever the window shows comes from [`AppState::project`], which holds
//! nothing of it.

use std::collections::BTreeSet;

use crate::model::{ArticleId, Project, SetId, Transaction};
use crate::say;

use super::selection::Selection;
use super::state::{AppState, Page};

/// What is hidden while somebody annotates in a masked pass.
#[derive(Clone, Debug)]
pub(super) struct Mask {
    set: SetId,
    /// The project without it.
    seen: Project,
    /// Whether undo and redo would change what is hidden.
    steps: [bool; 2],
    /// The state of the project that this was made of.
    ticks: u64,
}

impl Mask {
    /// Returns what is seen of a project.
    pub(super) fn seen<'a>(mask: &'a Option<Mask>, whole: &'a Project) -> &'a Project {
        mask.as_ref().map_or(whole, |mask| &mask.seen)
    }
}

impl AppState {
    /// Tells whether the outlet, the author and the earlier marks of an article are hidden.
    pub fn is_masked(&self, article: ArticleId) -> bool {
        self.set.is_some_and(|set| self.project.masks(set, article))
    }

    /// Tells whether anything is hidden now.
    pub fn is_masking(&self) -> bool {
        self.mask.is_some()
    }

    /// Tells whether undo, or redo, would change what is hidden now.
    pub(super) fn masks_step(&self, back: bool) -> bool {
        self.mask.as_ref().is_some_and(|mask| mask.steps[usize::from(!back)])
    }

    /// Lists the passes of whoever is annotating, in their order.
    pub fn own_passes(&self) -> impl Iterator<Item = SetId> {
        let project = self.project();
        let own = self.set.and_then(|set| project.set(&set)?.annotator);
        let sets = project.sets().into_iter().map(|(id, row)| (*id, row.annotator));
        sets.filter(move |(_, annotator)| own.is_some() && *annotator == own).map(|(id, _)| id)
    }

    /// Has what is seen follow a step that changes nothing but the marks of the masked pass. Anything else makes it
    /// anew.
    pub(super) fn mask_follows(&mut self, transaction: &Transaction) {
        let Some(mask) = self.mask.as_mut().filter(|mask| mask.ticks + 1 == self.ticks) else { return };
        if self.project.is_within(transaction, mask.set) && mask.seen.apply(transaction).is_ok() {
            mask.ticks = self.ticks;
        }
    }

    /// Tells whether a step would change what is hidden now: nobody may who does not see it.
    pub(super) fn changes_hidden(&self, transaction: &Transaction) -> bool {
        self.mask.as_ref().is_some_and(|mask| self.project.changes_hidden(transaction, mask.set))
    }

    /// Tells whether the step that would be taken back, or made again, changes or tells what is hidden now.
    fn hides_step(&self, back: bool) -> bool {
        self.history.next(back).is_some_and(|step| self.changes_hidden(&step.transaction))
    }

    /// Hides what is to be hidden in this state of the project, and nothing else.
    pub(super) fn keep_mask(&mut self) {
        let before = self.mask.is_some();
        self.make_mask();
        let steps = [true, false].map(|back| self.hides_step(back));
        if let Some(mask) = &mut self.mask {
            mask.steps = steps;
        }
        if self.mask.is_some() && tells_of_hidden(self.page) {
            self.page = Page::Article;
            // A pass that is begun there just leads back to the article.
            if before {
                self.say(say!("refuse-masked-page"), true);
            }
        }
    }

    fn make_mask(&mut self) {
        let same = |mask: &Mask| mask.ticks == self.ticks && Some(mask.set) == self.set;
        if self.mask.as_ref().is_some_and(same) {
            return;
        }
        let articles = self.set.map(|set| self.project.masked_articles(set)).unwrap_or_default();
        self.mask = self.set.filter(|_| !articles.is_empty()).map(|set| {
            let seen = self.project.masked(set, &articles);
            Mask { set, seen, steps: [false; 2], ticks: self.ticks }
        });
        if self.mask.is_some() {
            self.mend_masked();
        }
    }

    /// Lets go of what was selected, shown or begun of what is hidden now.
    fn mend_masked(&mut self) {
        let Some(mask) = &self.mask else { return };
        let hides = |selection: &Selection| selection.annotation.is_some_and(|id| mask.seen.annotation(&id).is_none());
        let away = |selection: &mut Selection| {
            if hides(selection) {
                selection.annotation = None;
            }
        };
        away(&mut self.selection);
        self.beside.all_mut().for_each(away);
        if self.linking.as_ref().is_some_and(|linking| mask.seen.annotation(&linking.from).is_none()) {
            self.linking = None;
        }
    }

    /// Shows how far the passes of whoever is annotating agree.
    pub(super) fn compare_with_self(&mut self) {
        let own: BTreeSet<SetId> = self.own_passes().collect();
        self.compare_only(&own);
    }
}

/// Tells whether a page names files, steps and marks of the whole project, or of other projects.
pub(super) fn tells_of_hidden(page: Page) -> bool {
    matches!(page, Page::Earlier | Page::Texts | Page::Others | Page::Import | Page::Exercise | Page::Class)
}

#[cfg(test)]
#[path = "masking_tests.rs"]
mod tests;
