//! Shows articles side by side: which stand there, and which of them has the keyboard.
//!
//! The selection of the state is that of the column that has the keyboard, so all that is done to "the open article" is
//! done there. The other columns keep theirs for when they get the keyboard back.

use crate::model::{ArticleId, RevisionId};
use crate::say;

use super::effect::Effect;
use super::selection::Selection;
use super::state::{AppState, Page};

/// Articles side by side at the most.
pub const MOST_COLUMNS: usize = 4;

/// The columns to the left and to the right of the one that has the keyboard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Beside {
    left: Vec<Selection>,
    right: Vec<Selection>,
}

impl Beside {
    pub(super) fn all_mut(&mut self) -> impl Iterator<Item = &mut Selection> {
        self.left.iter_mut().chain(&mut self.right)
    }

    /// Takes the nearest column out, if there is one.
    pub(super) fn take(&mut self) -> Option<Selection> {
        if self.right.is_empty() { self.left.pop() } else { Some(self.right.remove(0)) }
    }

    fn is_empty(&self) -> bool {
        self.left.is_empty() && self.right.is_empty()
    }

    fn retain(&mut self, keep: impl Fn(&Selection) -> bool) {
        self.left.retain(&keep);
        self.right.retain(&keep);
    }
}

impl AppState {
    /// Returns what is selected in each column, from the left.
    pub fn columns(&self) -> Vec<&Selection> {
        self.beside.left.iter().chain([&self.selection]).chain(&self.beside.right).collect()
    }

    /// Returns the place of the column that has the keyboard, counted from 0 at the left.
    pub fn active_column(&self) -> usize {
        self.beside.left.len()
    }

    /// Returns the place of the column that shows an article.
    pub fn column_of(&self, article: ArticleId) -> Option<usize> {
        self.columns().iter().position(|column| column.article == Some(article))
    }

    /// Tells whether a text stands in some column.
    pub fn is_open(&self, revision: RevisionId) -> bool {
        let article = self.project.revision(&revision).map(|row| row.article);
        let latest = article.and_then(|article| self.project.latest(article));
        latest.is_some_and(|(id, _)| id == revision) && article.is_some_and(|id| self.column_of(id).is_some())
    }

    /// Returns the article that comes to stand beside the others when none is named: the next of the list that does not
    /// yet. There is none when there is no room for it.
    pub fn next_beside(&self) -> Option<ArticleId> {
        let open = self.selection.article?;
        if self.columns().len() == MOST_COLUMNS {
            return None;
        }
        let all: Vec<ArticleId> = self.project.articles().into_iter().map(|(id, _)| *id).collect();
        let at = all.iter().position(|id| *id == open)?;
        all.iter().cycle().skip(at + 1).take(all.len()).copied().find(|id| self.column_of(*id).is_none())
    }

    /// Opens an article at the right of the column that has the keyboard, and gives it that.
    pub(super) fn open_beside(&mut self, article: ArticleId, effects: &mut Vec<Effect>) {
        if self.project.article(&article).is_none() {
            return self.say(say!("refuse-article-gone"), true);
        }
        let page = std::mem::replace(&mut self.page, Page::Article);
        if let Some(at) = self.column_of(article) {
            if at != self.active_column() || page != Page::Article {
                self.focus_column(at, effects);
            }
            return;
        }
        if self.columns().len() == MOST_COLUMNS {
            return self.say(say!("refuse-no-more-columns", count = MOST_COLUMNS), true);
        }
        let next = Selection { article: Some(article), ..Selection::default() };
        let before = std::mem::replace(&mut self.selection, next);
        if before.article.is_some() {
            self.beside.left.push(before);
        }
        effects.push(Effect::FocusArticle);
    }

    /// Opens an article, with those beside it that stood there when the project was last open and are still there.
    pub(super) fn lay_beside(&mut self, open: ArticleId, columns: &[ArticleId]) {
        let of = |article: ArticleId| Selection { article: Some(article), ..Selection::default() };
        let mut known = vec![open];
        let (mut left, mut right) = (Vec::new(), Vec::new());
        let at = columns.iter().position(|id| *id == open).unwrap_or(columns.len());
        for (place, article) in columns.iter().enumerate() {
            if known.len() == MOST_COLUMNS || known.contains(article) || self.project.article(article).is_none() {
                continue;
            }
            known.push(*article);
            if place < at { left.push(of(*article)) } else { right.push(of(*article)) }
        }
        self.selection = of(open);
        self.beside = Beside { left, right };
    }

    /// Gives the keyboard to a column.
    pub(super) fn focus_column(&mut self, at: usize, effects: &mut Vec<Effect>) {
        let count = self.columns().len();
        let there = at == self.active_column() && self.page == Page::Article;
        if count > 1 && !there && self.turn_to(at) {
            self.page = Page::Article;
            effects.push(Effect::FocusArticle);
        }
    }

    /// Makes a column the one that has the keyboard. Tells whether there is one.
    pub(super) fn turn_to(&mut self, at: usize) -> bool {
        let mut all: Vec<Selection> = self.columns().into_iter().cloned().collect();
        if at >= all.len() {
            return false;
        }
        let right = all.split_off(at + 1);
        if let Some(selection) = all.pop() {
            self.selection = selection;
            self.beside = Beside { left: all, right };
        }
        true
    }

    /// Takes a column away, unless it is the only one. The article stays in the project.
    pub(super) fn close_column(&mut self, at: usize, effects: &mut Vec<Effect>) {
        let active = self.active_column();
        let count = self.columns().len();
        if count == 1 || at >= count {
            return;
        }
        if at == active {
            self.turn_to(if at > 0 { at - 1 } else { 1 });
        }
        match self.active_column() {
            now if at < now => drop(self.beside.left.remove(at)),
            now => drop(self.beside.right.remove(at - now - 1)),
        }
        effects.push(Effect::FocusArticle);
    }

    /// Goes to the column of the article that came to be open, where it stands beside the others already: an article is
    /// never shown twice.
    pub(super) fn follow_columns(&mut self, before: &Selection) {
        if self.selection.article == before.article || self.beside.is_empty() {
            return;
        }
        let there = |column: &Selection| column.article.is_some() && column.article == self.selection.article;
        let others = self.beside.left.iter().chain(&self.beside.right);
        if !others.into_iter().any(there) {
            return;
        }
        let wanted = std::mem::replace(&mut self.selection, before.clone());
        if let Some(at) = wanted.article.and_then(|article| self.column_of(article)) {
            self.turn_to(at);
        }
        self.selection = wanted;
        self.mend_columns();
    }

    /// Gives the keyboard to the column that an annotation of `article` is to be shown in, where several articles stand
    /// side by side: its own, else one beside the one that is being read, whose place is kept.
    pub(super) fn make_room(&mut self, article: ArticleId) {
        let count = self.columns().len();
        if count == 1 || self.column_of(article).is_some() {
            return;
        }
        let active = self.active_column();
        self.turn_to(if active + 1 < count { active + 1 } else { active - 1 });
    }

    /// Looks for the other end of a link anew, now that other annotations are there or shown, or another article is
    /// open, whose own come first. What was chosen stays so.
    pub(super) fn seek_again(&mut self) {
        if let Some(linking) = self.linking.take() {
            let chosen = linking.candidates.get(linking.chosen).copied();
            let mut again = self.seek(linking.from, linking.kind, linking.within, linking.query);
            again.chosen = again.candidates.iter().position(|id| Some(*id) == chosen).unwrap_or(0);
            self.linking = Some(again);
        }
    }

    /// Takes columns away whose articles are gone, and brings the selections of the others back into what there is.
    pub(super) fn mend_columns(&mut self) {
        let mut beside = std::mem::take(&mut self.beside);
        beside.retain(|column| column.article.is_some_and(|id| self.project.article(&id).is_some()));
        beside.all_mut().for_each(|column| self.mend_selection(column));
        self.beside = beside;
    }
}
