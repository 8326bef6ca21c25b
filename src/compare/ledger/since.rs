//! Says what later texts of an article dropped or added.
//!
//! Nothing is guessed. Something was added where its words are in no earlier text; it was dropped where its words are
//! no longer in the latest, or where somebody looked for them and said so. What only lost its place waits, and is
//! called so. A mark that somebody deleted says nothing as long as its words still stand.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, Mutex, PoisonError};

use crate::compare::revision::folded;
use crate::model::actions::is_waiting;
use crate::model::{Annotation, AnnotationId, ArticleId, Revision, RevisionId};

use super::row::{Cell, Former, Since, Turn, Uttered};
use super::sight::{Sight, is_latest};

/// How many texts an annotation is followed back through. A file made by hand may go round in a circle.
const TEXTS: usize = 64;

/// Texts without what changes between two of them and leaves the words the same, each read once.
#[derive(Debug, Default)]
pub(super) struct Folds(Mutex<HashMap<RevisionId, Arc<str>>>);

impl Folds {
    /// Tells whether a text has words: both folded.
    fn has(&self, id: RevisionId, revision: &Revision, words: &str) -> bool {
        let text = {
            let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            known.entry(id).or_insert_with(|| folded(revision.text.as_str()).into()).clone()
        };
        text.contains(words)
    }
}

impl Clone for Folds {
    /// Begins anew: what is kept follows from the texts.
    fn clone(&self) -> Folds {
        Folds::default()
    }
}

impl PartialEq for Folds {
    fn eq(&self, _: &Folds) -> bool {
        true
    }
}

/// What stood in a cell on earlier texts, while the row is made.
#[derive(Debug, Default)]
pub(super) struct Gone(Vec<(AnnotationId, Uttered)>);

impl Gone {
    /// Notes an annotation that does not count any more.
    pub(super) fn note(&mut self, id: AnnotationId, uttered: Uttered) {
        if !self.0.contains(&(id, uttered)) {
            self.0.push((id, uttered));
        }
    }
}

impl Sight<'_> {
    /// Says what later texts of an article did to a cell of it.
    pub(super) fn turn(&self, article: ArticleId, cell: &mut Cell, gone: Gone) {
        let texts: Vec<RevisionId> = self.project.revisions_of(article).collect();
        if texts.len() < 2 && gone.0.is_empty() {
            return;
        }
        let claims: Vec<AnnotationId> = cell.claims.iter().map(|said| said.id).collect();
        let mut denials: Vec<AnnotationId> = cell.denials.iter().map(|denied| denied.id).collect();
        denials.sort_unstable();
        denials.dedup();
        for (uttered, standing) in [(Uttered::Claim, claims), (Uttered::Denial, denials)] {
            let mut before: Vec<AnnotationId> =
                gone.0.iter().filter(|(_, u)| *u == uttered).map(|(id, _)| *id).collect();
            let first = before.iter().chain(&standing).map(|id| self.first_text(*id, &texts));
            let added = first.min().filter(|first| !standing.is_empty() && *first > 0);
            let everybody = before.iter().chain(&standing);
            let carried: BTreeSet<AnnotationId> = everybody.flat_map(|id| self.project.carried_from(*id)).collect();
            before.retain(|id| !carried.contains(id));
            let former = before.iter().map(|id| Former { id: *id, uttered, fate: self.fate(*id, &texts) });
            let former: Vec<Former> = former.collect();
            let turned = match added {
                Some(at) => self.number(&texts, at).map(|text| (Turn::Added, text)),
                None if standing.is_empty() => whole_fate(&former),
                None => None,
            };
            cell.since.extend(turned.map(|(turn, text)| Since { turn, uttered, text }));
            cell.former.extend(former);
        }
    }

    /// Returns which of an article's texts has the words of an annotation first: by where it was carried over from, and
    /// by where its words are.
    fn first_text(&self, id: AnnotationId, texts: &[RevisionId]) -> usize {
        let place = |revision| texts.iter().position(|id| *id == revision).unwrap_or(0);
        let (mut first, mut at) = (usize::MAX, self.project.annotation(&id));
        for _ in 0..TEXTS {
            let Some(row) = at else { break };
            first = first.min(place(row.revision));
            if first == 0 {
                return 0;
            }
            at = row.derived_from.iter().find_map(|from| self.project.annotation(from));
        }
        let Some(row) = self.project.annotation(&id) else { return 0 };
        let words = self.words(row);
        texts.iter().take(first).position(|text| self.has(*text, &words)).unwrap_or(first)
    }

    /// Says what became of an annotation that has no counterpart on the latest text.
    fn fate(&self, id: AnnotationId, texts: &[RevisionId]) -> Option<(Turn, u32)> {
        let row = self.project.annotation(&id)?;
        let last = self.last_place(id).map_or(row.revision, |row| row.revision);
        let behind = texts.iter().position(|text| *text == last).map_or(0, |at| at + 1).min(texts.len() - 1);
        if is_latest(self.project, row) {
            let turn = if is_waiting(self.project, id) { Turn::Unplaced } else { Turn::Dropped };
            let told = turn == Turn::Unplaced || texts.len() > 1;
            return Some((turn, self.number(texts, behind)?)).filter(|_| told);
        }
        let words = self.words(row);
        if words.iter().all(|words| words.is_empty()) || self.has(*texts.last()?, &words) {
            return None;
        }
        let lacking = (behind..texts.len()).find(|at| !self.has(texts[*at], &words))?;
        Some((Turn::Dropped, self.number(texts, lacking)?))
    }

    /// Returns the last annotation with a place of those that one was carried over from, itself first.
    fn last_place(&self, id: AnnotationId) -> Option<&Annotation> {
        let mut row = self.project.annotation(&id)?;
        for _ in 0..TEXTS {
            if row.fragments().is_some() {
                return Some(row);
            }
            row = row.derived_from.iter().find_map(|from| self.project.annotation(from))?;
        }
        None
    }

    /// Returns the words of each fragment of an annotation, as they are compared.
    fn words(&self, row: &Annotation) -> Vec<String> {
        let text = self.project.revision(&row.revision).map(|revision| &revision.text);
        let words = match (row.fragments(), text) {
            (Some(fragments), Some(text)) => fragments.spans().iter().map(|span| folded(text.quote(*span))).collect(),
            _ => vec![folded(&self.project.quote(row))],
        };
        words.iter().map(|words: &String| words.trim().to_owned()).collect()
    }

    fn has(&self, text: RevisionId, words: &[String]) -> bool {
        let revision = self.project.revision(&text);
        revision.is_some_and(|revision| words.iter().all(|words| self.base.folds.has(text, revision, words)))
    }

    fn number(&self, texts: &[RevisionId], at: usize) -> Option<u32> {
        texts.get(at).and_then(|id| self.project.revision(id)).map(|revision| revision.number)
    }
}

/// Says what became of all that a cell had of a sort, when nothing of it stands: it waits as long as one of them does,
/// and is dropped when all are; by the text that dropped the last of them.
fn whole_fate(former: &[Former]) -> Option<(Turn, u32)> {
    let waiting = former.iter().filter_map(|one| one.fate).find(|(turn, _)| *turn == Turn::Unplaced);
    let dropped = || former.iter().map(|one| one.fate).collect::<Option<Vec<_>>>()?.into_iter().max();
    waiting.or_else(dropped)
}
