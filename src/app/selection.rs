//! Says what is selected in the open article, and brings selections into what there is.

use crate::model::segment::floor;
use crate::model::{Annotation, AnnotationId, ArticleId, Fragments, Revision, RevisionId, Span};

use super::effect::Effect;
use super::state::{AppState, Page};

/// What is selected in the open article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In which article.
    pub article: Option<ArticleId>,
    /// Where the selected text was begun, in bytes.
    pub anchor: usize,
    /// Where the caret is, in bytes. Equal to `anchor` when no text is selected.
    pub head: usize,
    /// Further stretches of a selection in several parts.
    pub extra: Vec<Span>,
    /// The selected annotation. There is none while text is selected.
    pub annotation: Option<AnnotationId>,
}

impl AppState {
    /// Returns what is selected.
    pub fn selection(&self) -> &Selection {
        &self.selection
    }

    /// Returns the open article.
    pub fn article(&self) -> Option<ArticleId> {
        self.selection.article
    }

    /// Returns the text that is open: the latest of the open article.
    pub fn open_revision(&self) -> Option<(RevisionId, &Revision)> {
        self.project.latest(self.selection.article?)
    }

    /// Returns the selected stretches of text, `None` when there is only a caret.
    pub fn selected_fragments(&self) -> Option<Fragments> {
        let (_, revision) = self.open_revision()?;
        let (start, end) =
            (self.selection.anchor.min(self.selection.head), self.selection.anchor.max(self.selection.head));
        let main = revision.text.span(start, end).ok();
        let mut all = self.selection.extra.iter().copied().filter(|span| revision.text.holds(*span)).chain(main);
        let first = Fragments::one(all.next()?);
        Some(all.fold(first, |fragments, span| fragments.with(span)))
    }

    /// Returns the whole of the open text, unless it is selected already.
    pub(super) fn left_to_select(&self) -> Option<Span> {
        let (_, revision) = self.open_revision()?;
        let all = revision.text.span(0, revision.text.len()).ok()?;
        (self.selected_fragments() != Some(Fragments::one(all))).then_some(all)
    }

    /// Returns the selected annotation.
    pub fn selected(&self) -> Option<(AnnotationId, &Annotation)> {
        let id = self.selection.annotation?;
        Some((id, self.project.annotation(&id)?))
    }

    /// Brings a selection back into the text of its article.
    pub(super) fn mend_selection(&self, selection: &mut Selection) {
        let latest = selection.article.and_then(|article| self.project.latest(article));
        let stands = |id: AnnotationId| {
            let revision = self.project.annotation(&id).map(|row| row.revision);
            revision.is_some() && revision == latest.map(|(revision, _)| revision)
        };
        if let Some(id) = selection.annotation.filter(|id| !stands(*id)) {
            let carried = self.selection_of(id).filter(|carried| carried.article == selection.article);
            *selection = match carried {
                Some(carried) => carried,
                None => Selection { annotation: None, ..std::mem::take(selection) },
            };
        }
        let text = latest.map(|(_, revision)| &revision.text);
        let fit = |byte: usize| text.map_or(0, |text| floor(text, byte.min(text.len())));
        (selection.anchor, selection.head) = (fit(selection.anchor), fit(selection.head));
        selection.extra.retain(|span| text.is_some_and(|text| text.holds(*span)));
    }

    pub(super) fn reveal_selection(&self, effects: &mut Vec<Effect>) {
        if let Some((revision, _)) = self.open_revision() {
            let at = self.selected().and_then(|(_, row)| row.fragments()).map_or(self.selection.head, |f| f.start());
            effects.push(Effect::Reveal(revision, at));
        }
    }

    /// Selects an annotation and brings it into view, in whichever article. Says whether it is there.
    pub(super) fn look(&mut self, id: AnnotationId, effects: &mut Vec<Effect>) -> bool {
        let Some(selection) = self.selection_of(id) else { return false };
        self.page = Page::Article;
        if let Some(article) = selection.article {
            self.make_room(article);
        }
        self.selection = selection;
        self.reveal_selection(effects);
        true
    }

    /// Returns the selection of an annotation, with the caret at its start. On an earlier text it is what became of it
    /// on the last one, or the caret about where it stood.
    pub(super) fn selection_of(&self, id: AnnotationId) -> Option<Selection> {
        let row = self.project.annotation(&id)?;
        let article = self.project.revision(&row.revision)?.article;
        let (latest, revision) = self.project.latest(article)?;
        let found = if row.revision == latest { Some((id, row)) } else { self.carried_to(latest, id) };
        let at = found.map_or(row, |(_, row)| row).fragments().map_or(0, |fragments| fragments.start());
        let at = floor(&revision.text, at.min(revision.text.len()));
        let annotation = found.map(|(id, _)| id);
        Some(Selection { article: Some(article), anchor: at, head: at, extra: Vec::new(), annotation })
    }

    pub(super) fn open(&mut self, article: ArticleId) {
        self.page = Page::Article;
        if self.selection.article != Some(article) && self.project.article(&article).is_some() {
            // A link goes on: its other end may be in any article.
            if !self.column_of(article).is_some_and(|at| self.turn_to(at)) {
                self.selection = Selection { article: Some(article), ..Selection::default() };
            }
        }
    }
}
