//! Says what a file dialog is for, and how it looks: the same for the system's dialog and for the path field that
//! stands in for it.

use crate::formats::{agreement, dossier};
use crate::say;

/// What a file dialog is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DialogPurpose {
    /// To open a project.
    OpenProject,
    /// To save it under another name.
    SaveProject,
    /// To merge another copy of the project into it.
    MergeWith,
    /// To compare other projects with it.
    CompareWith,
    /// To add text files as articles.
    AddArticles,
    /// To add a text file as a later text of the open article.
    NewText,
    /// To load a scheme.
    LoadScheme,
    /// To save the scheme as a template.
    SaveScheme,
    /// To save the scheme as a page to print.
    Codebook,
    /// To save the ledger as a dossier.
    Dossier(dossier::Form),
    /// To save how far sets agree, by all measures.
    Agreement(agreement::Form),
}

/// What a dialog picks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picks {
    /// A file that is there.
    One,
    /// Files that are there.
    Several,
    /// The name of a file to write.
    Name,
}

/// The files that a dialog shows: what they are called, and their extensions.
type Shown = (&'static str, Vec<&'static str>);

impl DialogPurpose {
    /// Returns its heading.
    pub fn title(self) -> &'static str {
        match self {
            DialogPurpose::OpenProject => say!("path-open"),
            DialogPurpose::SaveProject => say!("path-save"),
            DialogPurpose::MergeWith => say!("path-merge"),
            DialogPurpose::CompareWith => say!("path-compare"),
            DialogPurpose::AddArticles => say!("path-add"),
            DialogPurpose::NewText => say!("new-text-heading"),
            DialogPurpose::LoadScheme => say!("path-load-scheme"),
            DialogPurpose::SaveScheme => say!("path-save-scheme"),
            DialogPurpose::Codebook => say!("path-codebook"),
            DialogPurpose::Dossier(_) => say!("path-dossier"),
            DialogPurpose::Agreement(_) => say!("path-agreement"),
        }
    }

    /// Returns what the button beside the path field says.
    pub fn button(self) -> &'static str {
        match (self, self.picks()) {
            (DialogPurpose::MergeWith, _) => say!("path-merge.button"),
            (DialogPurpose::CompareWith, _) => say!("path-compare.button"),
            (DialogPurpose::AddArticles | DialogPurpose::NewText, _) => say!("button-add"),
            (_, Picks::Name) => say!("path-save.button"),
            (_, Picks::One | Picks::Several) => say!("path-open.button"),
        }
    }

    /// Returns what it picks.
    pub fn picks(self) -> Picks {
        match self {
            DialogPurpose::OpenProject
            | DialogPurpose::MergeWith
            | DialogPurpose::NewText
            | DialogPurpose::LoadScheme => Picks::One,
            DialogPurpose::CompareWith | DialogPurpose::AddArticles => Picks::Several,
            DialogPurpose::SaveProject
            | DialogPurpose::SaveScheme
            | DialogPurpose::Codebook
            | DialogPurpose::Dossier(_)
            | DialogPurpose::Agreement(_) => Picks::Name,
        }
    }

    /// Lists the kinds of files that it shows, the likeliest first.
    pub fn shows(self) -> Vec<Shown> {
        match self {
            DialogPurpose::OpenProject
            | DialogPurpose::SaveProject
            | DialogPurpose::MergeWith
            | DialogPurpose::CompareWith => {
                vec![(say!("dialog-projects"), vec!["ron"])]
            }
            DialogPurpose::AddArticles | DialogPurpose::NewText => {
                let texts = vec!["txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht"];
                vec![(say!("dialog-text"), texts), (say!("dialog-all"), vec!["*"])]
            }
            DialogPurpose::LoadScheme | DialogPurpose::SaveScheme => vec![(say!("dialog-schemes"), vec!["ron"])],
            DialogPurpose::Codebook => vec![(say!("dialog-pages"), vec!["html"])],
            DialogPurpose::Dossier(form) => vec![(form.name(), vec![form.extension()])],
            DialogPurpose::Agreement(form) => vec![(form.name(), vec![form.extension()])],
        }
    }
}
