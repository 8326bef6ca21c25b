//! Changes the state: selecting, marking and reshaping.

use crate::model::actions::{self, Subject};
use crate::model::citation;
use crate::model::segment::{self, Edge};
use crate::model::{AnnotationId, Fragments, LabelKey, Refusal, Span, Stamp, Text};
use crate::say;

use super::effect::Effect;
use super::intent::{End, Unit};
use super::selection::Selection;
use super::state::AppState;
use super::steps::{Commit, refuse};

/// Leaves out the white space at both ends of each stretch; one that is nothing else stays.
fn without_blanks(text: &Text, fragments: Fragments) -> Fragments {
    let trimmed = |span: &Span| {
        let words = &text.as_str()[span.range()];
        let start = span.start() + words.len() - words.trim_start().len();
        text.span(start, start + words.trim().len()).unwrap_or(*span)
    };
    Fragments::new(fragments.spans().iter().map(trimmed).collect()).unwrap_or(fragments)
}

/// Returns what joins the making of an annotation with a change of its words by the next click in the row.
fn mark_of(id: AnnotationId) -> String {
    format!("mark {id}")
}

impl AppState {
    pub(super) fn select(
        &mut self,
        anchor: usize,
        head: usize,
        finished: bool,
        stamp: &mut Stamp,
        effects: &mut Vec<Effect>,
    ) {
        let article = self.selection.article;
        self.selection = Selection { article, anchor, head, extra: Vec::new(), annotation: None };
        self.mend();
        if finished {
            self.just_marked = None;
            if let (Some(label), Some(_)) = (self.armed.clone(), self.selected_fragments()) {
                self.label(&label, stamp, effects);
                self.just_marked = self.selected().map(|(id, _)| id);
            }
        }
    }

    /// Selects more words in place of those that the click before selected; so does the mark that an armed label made
    /// of those.
    pub(super) fn widen(&mut self, anchor: usize, head: usize, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        let made = self.just_marked.filter(|_| self.armed.is_some());
        let Some((id, row)) = made.and_then(|id| Some((id, self.project.annotation(&id)?.clone()))) else {
            return self.select(anchor, head, true, stamp, effects);
        };
        self.select(anchor, head, false, stamp, effects);
        let (Some(fragments), Some((_, revision))) = (self.selected_fragments(), self.open_revision()) else { return };
        let fragments = self.as_marked(&revision.text, fragments);
        let Some(mut selection) = self.selection_of(id) else { return };
        if row.fragments() == Some(&fragments) {
            self.selection = selection;
            return;
        }
        (selection.anchor, selection.head) = (fragments.start(), fragments.start());
        let joins = Some(mark_of(id));
        let made = actions::mark_instead(&self.project, id, fragments);
        self.commit(made.map(|step| Commit { step, selection: Some(selection), joins }), effects);
    }

    pub(super) fn pick(&mut self, id: Option<AnnotationId>) {
        match id.and_then(|id| self.selection_of(id)) {
            Some(selection) if selection.article == self.selection.article => self.selection = selection,
            Some(_) => {}
            None => self.selection.annotation = None,
        }
    }

    pub(super) fn add_fragment(&mut self, start: usize, end: usize, effects: &mut Vec<Effect>) {
        let Some(span) = self.open_revision().and_then(|(_, revision)| revision.text.span(start, end).ok()) else {
            return;
        };
        if let Some((id, row)) = self.selected() {
            let Some(fragments) = row.fragments() else { return };
            let fragments = fragments.with(span);
            let may = self.may_change(Subject::Annotation(id));
            self.commit(may.and_then(|()| actions::reshape(&self.project, id, fragments)), effects);
        } else {
            let Some((_, revision)) = self.open_revision() else { return };
            let (from, to) =
                (self.selection.anchor.min(self.selection.head), self.selection.anchor.max(self.selection.head));
            let old = revision.text.span(from, to).ok();
            self.selection.extra.extend(old);
            self.selection.anchor = start;
            self.selection.head = end;
        }
    }

    /// Refuses what belongs to another annotator.
    pub(super) fn may_change(&self, subject: Subject) -> Result<(), Refusal> {
        let set = match subject {
            Subject::Annotation(id) => self.project.annotation(&id).map(|row| row.set),
            Subject::Relation(id) => self.project.relation(&id).map(|row| row.set),
            Subject::Proposition(_) => return Ok(()),
        };
        match set {
            None => refuse(say!("refuse-gone")),
            Some(set) if Some(set) == self.set => Ok(()),
            Some(set) => refuse(say!("refuse-other-annotator", name = self.project.set_name(set))),
        }
    }

    pub(super) fn label(&mut self, key: &LabelKey, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        if let Some((id, _)) = self.selected() {
            let may = self.may_change(Subject::Annotation(id));
            if self.commit(may.and_then(|()| actions::relabel(&self.project, &[id], key)), effects) {
                self.last_label = Some(key.clone());
            }
            return;
        }
        let made = match (self.set, self.open_revision(), self.selected_fragments()) {
            (None, _, _) => refuse(say!("refuse-nobody")),
            (_, None, _) => refuse(say!("refuse-no-article")),
            (_, _, None) => refuse(say!("refuse-no-words")),
            (Some(set), Some((revision, row)), Some(fragments)) => {
                let fragments = self.as_marked(&row.text, fragments);
                let at = fragments.start();
                actions::annotate(&self.project, set, revision, key, fragments, stamp).map(|(step, id)| {
                    let article = self.selection.article;
                    let selection =
                        Selection { article, anchor: at, head: at, extra: Vec::new(), annotation: Some(id) };
                    Commit { step, selection: Some(selection), joins: Some(mark_of(id)) }
                })
            }
        };
        if self.commit(made, effects) {
            self.last_label = Some(key.clone());
        }
    }

    /// Selects the next sentence that no annotation of a shown set touches: behind what is selected, or from the
    /// caret's own on; goes round at the end.
    pub(super) fn next_unmarked(&mut self, effects: &mut Vec<Effect>) {
        let Some((id, revision)) = self.open_revision() else { return };
        let text = &revision.text;
        let selected = self.selected().and_then(|(_, row)| Some(row.fragments()?.end()));
        let selected = selected.or_else(|| self.selected_fragments().map(|fragments| fragments.end()));
        let from = selected.unwrap_or(self.selection.head);
        let parts = || revision.blocks.iter().map(|block| block.bytes(text));
        let unmarked =
            |sentence: &Span| !self.project().touching(id, sentence.range()).iter().any(|(_, row)| self.shows(row.set));
        let behind = segment::sentences_from(text, from, parts())
            .filter(|sentence| selected.is_none() || sentence.start() >= from)
            .find(unmarked);
        let round = || {
            let before = segment::sentences_from(text, 0, parts()).take_while(|sentence| sentence.start() < from);
            before.into_iter().find(unmarked)
        };
        let (found, again) = match behind {
            Some(found) => (Some(found), false),
            None => (round(), true),
        };
        let Some(found) = found else {
            return self.say(say!("all-sentences-marked"), false);
        };
        let trimmed = segment::trim(text, found.start(), found.end()).filter(|_| self.view.snap).unwrap_or(found);
        let article = self.selection.article;
        let (anchor, head) = (trimmed.start(), trimmed.end());
        effects.push(Effect::Reveal(id, anchor));
        self.selection = Selection { article, anchor, head, extra: Vec::new(), annotation: None };
        if again {
            self.say(say!("from-beginning"), false);
        }
    }

    /// Returns the words of the selection or the selected annotation, with where they stand.
    pub(super) fn citation(&self) -> Option<String> {
        match (self.selected_fragments(), self.selected(), self.open_revision()) {
            (Some(fragments), _, Some((_, revision))) => {
                let details = &self.project().article(&revision.article)?.details;
                Some(citation::cited(&fragments.quote(&revision.text), details))
            }
            (_, Some((id, _)), _) => citation::cite(self.project(), id),
            _ => None,
        }
    }

    /// Returns what a label given to a selection covers.
    fn as_marked(&self, text: &Text, fragments: Fragments) -> Fragments {
        if self.view.snap { without_blanks(text, fragments) } else { fragments }
    }

    /// Tells whether a label can be given to the selection or the selected annotation, and is not there yet.
    pub(super) fn can_label(&self, key: &LabelKey) -> bool {
        let Some(set) = self.set else { return false };
        let marked = |revision, fragments: &Fragments| actions::is_marked(&self.project, set, revision, key, fragments);
        if let Some((_, row)) = self.selected() {
            let there = row.label == *key || row.fragments().is_some_and(|fragments| marked(row.revision, fragments));
            return self.is_ours(row) && !there;
        }
        match (self.open_revision(), self.selected_fragments()) {
            (Some((id, revision)), Some(fragments)) => !marked(id, &self.as_marked(&revision.text, fragments)),
            _ => false,
        }
    }

    /// Puts changed fragments in place of an annotation's.
    fn put(&mut self, id: AnnotationId, fragments: Option<Fragments>, effects: &mut Vec<Effect>) {
        let made = self.may_change(Subject::Annotation(id)).and_then(|()| match fragments {
            Some(fragments) => actions::reshape(&self.project, id, fragments),
            None => refuse(say!("refuse-empty")),
        });
        self.commit(made, effects);
    }

    pub(super) fn move_end(
        &mut self,
        id: AnnotationId,
        fragment: usize,
        end: End,
        to: usize,
        effects: &mut Vec<Effect>,
    ) {
        let Some(row) = self.project.annotation(&id) else { return };
        let (Some(fragments), Some(revision)) = (row.fragments(), self.project.revision(&row.revision)) else { return };
        let Some(span) = fragments.spans().get(fragment).copied() else { return };
        let moved = match end {
            End::Start => revision.text.span(to, span.end()),
            End::End => revision.text.span(span.start(), to),
        };
        let fragments = moved.ok().map(|moved| match fragments.without(span) {
            Some(rest) => rest.with(moved),
            None => Fragments::one(moved),
        });
        self.put(id, fragments, effects);
    }

    pub(super) fn nudge(&mut self, end: End, unit: Unit, outward: bool, effects: &mut Vec<Effect>) {
        let Some((id, _)) = self.selected() else { return self.say(say!("refuse-unselected"), true) };
        let Some(fragments) = self.nudged(end, unit, outward) else {
            return self.say(if outward { say!("refuse-grow") } else { say!("refuse-shrink") }, true);
        };
        self.put(id, Some(fragments), effects);
    }

    /// Returns what the selected annotation covers when one end is moved; `None` when it can't be.
    pub(super) fn nudged(&self, end: End, unit: Unit, outward: bool) -> Option<Fragments> {
        let (_, row) = self.selected()?;
        let (fragments, revision) = (row.fragments()?, self.project.revision(&row.revision)?);
        let unit = match unit {
            Unit::Word => segment::Unit::Word,
            Unit::Grapheme => segment::Unit::Grapheme,
        };
        let (span, edge) = match end {
            End::Start => (fragments.spans()[0], Edge::Start),
            End::End => (fragments.spans()[fragments.spans().len() - 1], Edge::End),
        };
        let text = &revision.text;
        let step = |span| {
            if outward { segment::grow(text, span, edge, unit) } else { segment::shrink(text, span, edge, unit) }
        };
        // White space is passed over: it would be at the outside, where nobody sees it.
        let blank = |span: &Span| {
            let words = &text.as_str()[span.range()];
            let outer = match edge {
                Edge::Start => words.chars().next(),
                Edge::End => words.chars().next_back(),
            };
            outer.is_some_and(char::is_whitespace)
        };
        let mut moved = step(span);
        while let Some(at) = moved.filter(blank) {
            moved = step(at);
        }
        let moved = moved?;
        Some(match fragments.without(span) {
            Some(rest) => rest.with(moved),
            None => Fragments::one(moved),
        })
    }

    pub(super) fn remove_fragment(&mut self, effects: &mut Vec<Effect>) {
        let Some((id, row)) = self.selected() else { return };
        let Some(fragments) = row.fragments() else { return };
        let rest = fragments.spans().split_last().and_then(|(_, rest)| Fragments::new(rest.to_vec()));
        self.put(id, rest, effects);
    }

    pub(super) fn delete(&mut self, effects: &mut Vec<Effect>) {
        let Some((id, _)) = self.selected() else { return self.say(say!("refuse-unselected"), true) };
        let made = self
            .may_change(Subject::Annotation(id))
            .and_then(|()| actions::delete_annotations(&self.project, &[id]))
            .map(|step| Commit {
                step,
                selection: Some(Selection { annotation: None, ..self.selection.clone() }),
                joins: None,
            });
        self.commit(made, effects);
    }

    /// Selects the annotation after or before the selected one, or the caret; goes round at the ends.
    pub(super) fn step_annotation(&mut self, forward: bool, effects: &mut Vec<Effect>) {
        let Some((revision, _)) = self.open_revision() else { return };
        let project = self.project();
        let shown = |id: &AnnotationId| project.annotation(id).is_some_and(|row| self.shows(row.set));
        let current = self.selected().and_then(|(id, row)| Some((id, row.fragments()?.start())));
        let next = match current {
            Some((id, start)) if forward => {
                project.starting_at(revision, start).skip_while(|other| *other != id).skip(1).find(shown)
            }
            Some((id, start)) => {
                let here: Vec<_> = project.starting_at(revision, start).take_while(|other| *other != id).collect();
                here.into_iter().rev().find(shown).or_else(|| project.starting_before(revision, start).find(shown))
            }
            None if forward => project.starting_at(revision, self.selection.head).find(shown),
            None => project.starting_before(revision, self.selection.head).find(shown),
        };
        let next = next.or_else(|| {
            let mut all = project.in_order(revision);
            if forward { all.find(shown) } else { all.rev().find(shown) }
        });
        match next.and_then(|id| self.selection_of(id)) {
            Some(selection) => {
                self.selection = selection;
                self.reveal_selection(effects);
            }
            None => self.say(say!("refuse-no-annotation"), false),
        }
    }
}

#[cfg(test)]
#[path = "marking_tests.rs"]
mod tests;
