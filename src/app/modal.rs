//! Says what stands in the way of the article, and what waits until nothing does.

use std::path::PathBuf;

use crate::model::{AnnotationId, ArticleId, Details, Info, Stamp};

use super::adding::Remark;
use super::asking::DialogPurpose;
use super::effect::Effect;
use super::intent::{Intent, LinkKind};
use super::linking::LinkEnd;
use super::state::AppState;

/// What stands in the way of the article until it is answered or closed. The draft is inside.
#[derive(Clone, Debug)]
pub enum Modal {
    /// Commands, articles and annotations, found by typing.
    Palette {
        /// What was typed.
        query: String,
    },
    /// All shortcuts.
    Shortcuts,
    /// About the program.
    About,
    /// A text to paste or type as a new article.
    Paste {
        /// Its details.
        details: Details,
        /// The text.
        text: String,
    },
    /// A later text of an article, to paste or type.
    NewText {
        /// Of which one.
        article: ArticleId,
        /// The text.
        text: String,
    },
    /// The details of an article.
    Details {
        /// Which one.
        article: ArticleId,
        /// As edited.
        details: Details,
    },
    /// Work is unsaved: save, go on without, or stay?
    Unsaved {
        /// What was asked.
        then: Box<Intent>,
    },
    /// The file changed outside: take it, overwrite it, or save elsewhere?
    Outside {
        /// Whether it is gone altogether.
        gone: bool,
    },
    /// A file of that name is there: replace it?
    Replace {
        /// Which file.
        path: PathBuf,
        /// What would be written there.
        purpose: DialogPurpose,
    },
    /// The file was damaged or edited by hand: replace it by what could be read?
    ReplaceDamaged,
    /// The save failed.
    SaveFailed {
        /// To which file.
        path: PathBuf,
        /// Why, in the user's words.
        why: String,
    },
    /// A project could not be opened.
    LoadFailed {
        /// Which file.
        path: PathBuf,
        /// Why, in the user's words.
        why: String,
    },
    /// What was odd in the project that was opened.
    Warnings,
    /// What crashes left.
    Rescue,
    /// A dialog is awaited: a path can be typed instead.
    Path {
        /// What for.
        purpose: DialogPurpose,
        /// As typed.
        typed: String,
    },
    /// Files that wait until they are looked at, in [`Adding`](super::Adding).
    Encodings,
    /// What is to be known of files that were, or were not, added.
    Added {
        /// File by file.
        remarks: Vec<Remark>,
    },
    /// Several kinds may join an annotation to another, or to those of an article: which?
    LinkKind {
        /// The start.
        from: AnnotationId,
        /// The end, or where it will be looked for.
        to: LinkEnd,
        /// What may join them.
        kinds: Vec<LinkKind>,
    },
    /// Other projects were named beside the one that is open: compare them, merge them, or leave them?
    Others {
        /// Which files.
        paths: Vec<PathBuf>,
    },
    /// The project's title and note.
    Info {
        /// As edited.
        info: Info,
    },
}

impl Modal {
    /// Tells whether something that belongs to the open project is typed there.
    pub(super) fn is_draft(&self) -> bool {
        matches!(self, Modal::Paste { .. } | Modal::NewText { .. } | Modal::Details { .. } | Modal::Info { .. })
    }
}

impl AppState {
    /// Returns what stands in the way of the article.
    pub fn modal(&self) -> Option<&Modal> {
        self.modal.as_ref()
    }

    pub(super) fn close_modal(&mut self) {
        self.modal = None;
        self.after_save = None;
    }

    /// Shows what a thread's answer asks for, once nothing else stands in the way: whatever is being typed there stays.
    pub(super) fn show_when_free(&mut self, modal: Modal) {
        self.waits.push_back(Intent::OpenModal(Box::new(modal)));
    }

    /// Does what waits until nothing stands before the article, and then shows files that wait for the user.
    pub(super) fn show_what_waits(&mut self, stamp: &mut Stamp, effects: &mut Vec<Effect>) {
        while self.modal.is_none()
            && let Some(intent) = self.waits.pop_front()
        {
            self.run(intent, stamp, effects);
        }
        if self.modal.is_none() {
            self.show_files_that_wait();
        }
    }
}
