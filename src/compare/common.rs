//! Says what two articles have in common: passages, and quotations that they give differently.

use crate::model::{ArticleId, Project, RevisionId, Span};

use super::passages::{self, Passage};
use super::quotations::{self, Drift};
use super::words::Words;

/// An article's last text, read for comparing. It depends on the text alone.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Whose text it is.
    pub article: ArticleId,
    /// The text.
    pub revision: RevisionId,
    words: Words,
    quotes: Vec<Span>,
}

impl Reading {
    /// Reads the last text of an article; `None` when it is not there.
    pub fn of(project: &Project, article: ArticleId) -> Option<Reading> {
        let (revision, row) = project.latest(article)?;
        let quotes = quotations::quotations(&row.text, &row.blocks);
        Some(Reading { article, revision, words: Words::of(&row.text), quotes })
    }
}

/// What two articles have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Common {
    /// The articles.
    pub articles: [ArticleId; 2],
    /// Their texts.
    pub revisions: [RevisionId; 2],
    /// The passages, in the order of the first.
    pub passages: Vec<Passage>,
    /// The quotations that they give differently, in the order of the first.
    pub drifts: Vec<Drift>,
}

impl Common {
    /// Compares two articles. There is nothing in it when nobody waits for it any longer.
    pub fn of(one: &Reading, other: &Reading, stop: &dyn Fn() -> bool) -> Common {
        let words = [&one.words, &other.words];
        Common {
            articles: [one.article, other.article],
            revisions: [one.revision, other.revision],
            passages: passages::shared(words[0], words[1], stop),
            drifts: quotations::drifts(words, [&one.quotes, &other.quotes], stop),
        }
    }

    /// Tells whether they have nothing in common.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty() && self.drifts.is_empty()
    }
}
