//! Lists what the program asks of its host: everything that touches files, dialogs, the clipboard or the window.

use std::path::PathBuf;

use crate::documents::{Encoding, Source};
use crate::model::{Hash, Project, RevisionId, Transaction};
use crate::say;

use super::asking::DialogPurpose;
use super::exporting::Writ;
use super::importing::Recalled;
use super::intent::SaveFailure;
use super::work::{Cancel, Work};

/// What a write may replace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replaces {
    /// Nothing: no file of that name may be there.
    Nothing,
    /// The file with this hash, no other.
    Known(Hash),
    /// Whatever is there: the user agreed.
    Anything,
}

/// What the program asks of its host. A host answers with intents.
#[derive(Clone, Debug)]
pub enum Effect {
    /// Show a file dialog; answered by `Chosen`.
    Ask {
        /// What for.
        purpose: DialogPurpose,
        /// A name to begin with.
        suggested: String,
    },
    /// Read and lock a project; answered by `Loaded`.
    ReadProject(PathBuf),
    /// Read another copy of the project and merge it into it; answered by `CopyMerged`.
    MergeWith {
        /// The other copy.
        path: PathBuf,
        /// The project to merge it into.
        present: Project,
        /// The state of that project, for the answer.
        ticks: u64,
    },
    /// Read other projects to compare with this one, each answered by `BringIntent::FileRead`.
    ReadOthers {
        /// Of which asking, for the answers.
        number: u64,
        /// The files, each with its number.
        paths: Vec<(usize, PathBuf)>,
    },
    /// Read files of another program, and those of folders; answered by `ImportIntent::Progress` now and then, and by
    /// `ImportIntent::FilesRead` at the end.
    ReadForeign {
        /// Of which asking, for the answers.
        number: u64,
        /// The files and folders.
        paths: Vec<PathBuf>,
        /// Ends it.
        cancel: Cancel,
    },
    /// Read hand-ins, and those of folders; answered by `ClassroomIntent::Progress` now and then, and by
    /// `ClassroomIntent::FilesRead` at the end.
    ReadHandIns {
        /// Of which asking, for the answers.
        number: u64,
        /// The files and folders.
        paths: Vec<PathBuf>,
        /// Ends it.
        cancel: Cancel,
    },
    /// Write the project for another program; answered by `ExportIntent::Progress` now and then, and by
    /// `ExportIntent::Written` at the end.
    HandOut(Box<Writ>),
    /// Keep what names of other programs were given to by hand.
    KeepRecalled(Vec<Recalled>),
    /// Read files, and those of folders, as articles; answered by `Progress` now and then, and by `ArticlesRead` at the
    /// end, or by `FoundForeign` where the work of another program stands in a folder.
    ReadArticles {
        /// The number of this batch, for the answers.
        batch: u64,
        /// Which files and folders.
        paths: Vec<PathBuf>,
    },
    /// Read files that wait for their encoding in this one; answered by `Decoded`.
    Decode {
        /// The files, by their numbers.
        files: Vec<(u64, Source)>,
        /// The encoding that was chosen.
        encoding: Encoding,
    },
    /// Stop reading text files.
    StopReading,
    /// Read a scheme; answered by `SchemeRead`.
    ReadScheme(PathBuf),
    /// Write a file that is no project; answered by `Exported`.
    Export {
        /// What for.
        purpose: DialogPurpose,
        /// Where to.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// What may be replaced.
        replaces: Replaces,
    },
    /// Write several files into a folder; answered by `Exported`.
    ExportFolder {
        /// What for.
        purpose: DialogPurpose,
        /// The folder.
        path: PathBuf,
        /// The files: their names, and what is in them.
        files: Vec<(String, Vec<u8>)>,
        /// Whether what is there may be replaced.
        replace: bool,
    },
    /// Write the project, and begin the journal anew with what is done from now on; answered by `Saved`.
    Write {
        /// Where to.
        path: PathBuf,
        /// What.
        project: Project,
        /// Of which version, for the answer.
        version: u64,
        /// What may be replaced.
        replaces: Replaces,
    },
    /// Begin a journal for a project that was opened or made, and give up the one before.
    BeginJournal {
        /// Its file; `None` when untitled.
        path: Option<PathBuf>,
        /// The hash of the file; `None` when untitled or when the file does not hold what the project holds.
        base: Option<Hash>,
        /// What it holds.
        project: Project,
    },
    /// Begin a journal for what a crash left, and let go of that only when the new journal is safe.
    ResumeJournal {
        /// Which leftover.
        key: u64,
        /// The project's file; `None` when untitled.
        path: Option<PathBuf>,
        /// What it holds.
        project: Project,
    },
    /// List what is kept of a file; answered by `EarlierListed`.
    ListEarlier(PathBuf),
    /// Read an earlier version of a file and compare it; answered by `EarlierRead`.
    ReadEarlier {
        /// Of which file.
        path: PathBuf,
        /// Which one.
        number: u64,
        /// The project to compare it with.
        present: Project,
        /// The state of that project, for the answer.
        ticks: u64,
    },
    /// Give up reading an earlier version: nobody looks at it any more.
    LeaveEarlier,
    /// Put a transaction into the journal.
    Journal {
        /// The project before it.
        before: Project,
        /// The transaction.
        transaction: Transaction,
    },
    /// Bring a byte of a revision's text into view.
    Reveal(RevisionId, usize),
    /// Show each of these texts from a byte on when it is next open.
    Resume(Vec<(RevisionId, usize)>),
    /// Give the keyboard to the article.
    FocusArticle,
    /// Give the keyboard to the field that finds articles.
    FocusFilter,
    /// Give the keyboard to the note of the selected annotation.
    FocusNote,
    /// Give the keyboard to what is shown below the article.
    FocusDock,
    /// Give the keyboard to the field that filters the table by words.
    FocusTableFilter,
    /// Put text on the clipboard.
    Copy(String),
    /// Remember a project as opened lately.
    Remember(PathBuf),
    /// Throw away what a crash left.
    DiscardRescued(u64),
    /// Keep that the bar of the first steps is done with, or that it is wanted.
    KeepHints {
        /// Whether it is done with.
        done: bool,
    },
    /// Keep the settings.
    KeepView,
    /// Do work that is too long for a frame, on a thread; answered by what each piece of work says.
    Work(Work),
    /// Close the window.
    Close,
}

impl From<SaveFailure> for String {
    fn from(failure: SaveFailure) -> String {
        match failure {
            SaveFailure::ChangedOutside => say!("save-changed-outside").into(),
            SaveFailure::Gone => say!("save-gone").into(),
            SaveFailure::Exists => say!("save-exists").into(),
            SaveFailure::Other(why) => why,
        }
    }
}
