//! Says what is known of the project's file.

use std::path::{Path, PathBuf};

use crate::model::Hash;
use crate::say;

use super::intent::OutsideChange;
use super::state::AppState;

/// What is known of the project's file.
#[derive(Clone, Debug, Default)]
pub struct FileState {
    /// Where it is; `None` when untitled.
    pub path: Option<PathBuf>,
    /// What an untitled project is called.
    pub untitled: String,
    /// The version that the file holds; `None` when it holds none that we know.
    pub saved: Option<u64>,
    /// The hash of the file as we last read or wrote it.
    pub hash: Option<Hash>,
    /// Why it can't be written, when it can't.
    pub read_only: Option<String>,
    /// Whether it was damaged or edited by hand, so that replacing it has to be agreed to.
    pub damaged: bool,
    /// What another program did to it since: changed it, or took it away.
    pub outside: Option<OutsideChange>,
    /// The version that is being written.
    pub saving: Option<u64>,
    /// What was odd when it was read.
    pub warnings: Vec<String>,
}

impl AppState {
    /// Returns what is known of the project's file.
    pub fn file(&self) -> &FileState {
        &self.file
    }

    /// Tells whether the project may be changed: its file can be written.
    pub fn may_edit(&self) -> bool {
        self.file.read_only.is_none()
    }

    /// Tells whether something is not in the file.
    pub fn is_unsaved(&self) -> bool {
        self.file.saved != Some(self.version) || self.file.outside == Some(OutsideChange::Gone)
    }

    /// Returns the name of the project's file, or what the untitled project is called.
    pub fn file_name(&self) -> String {
        let name = self.file.path.as_deref().and_then(Path::file_name);
        name.map_or_else(|| self.file.untitled.clone(), |name| name.to_string_lossy().into_owned())
    }

    /// Returns what the window's title bar says.
    pub fn title(&self) -> String {
        let unsaved = if self.is_unsaved() { "• " } else { "" };
        let title = match self.file.read_only {
            Some(_) => say!("window-title-read-only", file = self.file_name()),
            None => say!("window-title", file = self.file_name()),
        };
        format!("{unsaved}{title}")
    }

    /// Makes a path that was typed a full one.
    pub(super) fn full_path(&self, path: PathBuf) -> PathBuf {
        match path.strip_prefix("~") {
            Ok(rest) => self.home.join(rest),
            Err(_) => self.folder.join(path),
        }
    }

    /// Tells whether the project can't be changed, and says why.
    pub(super) fn refuses_changes(&mut self) -> bool {
        let Some(why) = &self.file.read_only else { return false };
        self.say(say!("refuse-read-only", why = why), true);
        true
    }
}
