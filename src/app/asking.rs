//! Says what a file dialog is for, and how it looks: the same for the system's dialog and for the path field that
//! stands in for it.

use std::path::Path;

use crate::formats::{ALL, Format, agreement, dossier};
use crate::say;

use super::classroom::ClassFile;

/// Endings of the files that articles are made of, without the point.
pub(super) const TEXTS: [&str; 17] = [
    "txt", "text", "md", "markdown", "html", "htm", "xhtml", "mhtml", "mht", "pdf", "docx", "docm", "odt", "ott",
    "fodt", "rtf", "epub",
];

/// Tells whether a file is named as one that an article is made of.
pub fn is_text(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| TEXTS.iter().any(|text| text.eq_ignore_ascii_case(ending)))
}

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
    /// To bring in files of another program.
    Import,
    /// To bring in a folder of files of another program.
    ImportFolder,
    /// To hand the project out to another program.
    Handout {
        /// In which format, by what it is called on a command line.
        format: &'static str,
        /// Whether several files go into a folder.
        folder: bool,
    },
    /// A file of the classroom.
    Classroom(ClassFile),
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
    /// A folder that is there.
    Folder,
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
            DialogPurpose::Import | DialogPurpose::ImportFolder => say!("path-import"),
            DialogPurpose::Handout { .. } => say!("path-export"),
            DialogPurpose::Classroom(file) => file.title(),
        }
    }

    /// Returns what the button beside the path field says.
    pub fn button(self) -> &'static str {
        match (self, self.picks()) {
            (DialogPurpose::MergeWith, _) => say!("path-merge.button"),
            (DialogPurpose::CompareWith, _) => say!("path-compare.button"),
            (DialogPurpose::AddArticles | DialogPurpose::NewText, _) => say!("button-add"),
            (DialogPurpose::Import | DialogPurpose::ImportFolder, _) => say!("path-import.button"),
            (DialogPurpose::Handout { .. }, _) => say!("path-export.button"),
            (DialogPurpose::Classroom(file), _) if file.is_written() => say!("path-save.button"),
            (_, Picks::Name) => say!("path-save.button"),
            (_, Picks::One | Picks::Several | Picks::Folder) => say!("path-open.button"),
        }
    }

    /// Returns what it picks.
    pub fn picks(self) -> Picks {
        match self {
            DialogPurpose::OpenProject
            | DialogPurpose::MergeWith
            | DialogPurpose::NewText
            | DialogPurpose::LoadScheme => Picks::One,
            DialogPurpose::CompareWith | DialogPurpose::AddArticles | DialogPurpose::Import => Picks::Several,
            DialogPurpose::ImportFolder | DialogPurpose::Handout { folder: true, .. } => Picks::Folder,
            DialogPurpose::SaveProject
            | DialogPurpose::SaveScheme
            | DialogPurpose::Codebook
            | DialogPurpose::Dossier(_)
            | DialogPurpose::Agreement(_)
            | DialogPurpose::Handout { folder: false, .. } => Picks::Name,
            DialogPurpose::Classroom(file) => file.picks(),
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
                vec![(say!("dialog-text"), TEXTS.to_vec()), (say!("dialog-all"), vec!["*"])]
            }
            DialogPurpose::LoadScheme | DialogPurpose::SaveScheme => vec![(say!("dialog-schemes"), vec!["ron"])],
            DialogPurpose::Codebook => vec![(say!("dialog-pages"), vec!["html"])],
            DialogPurpose::Dossier(form) => vec![(form.name(), vec![form.extension()])],
            DialogPurpose::Agreement(form) => vec![(form.name(), vec![form.extension()])],
            DialogPurpose::Import => {
                let known = ALL.iter().filter(|format| format.read.is_some());
                let endings = known.flat_map(|format| format.endings.iter().copied()).chain(["zip"]).collect();
                vec![(say!("dialog-formats"), endings), (say!("dialog-all"), vec!["*"])]
            }
            DialogPurpose::ImportFolder => Vec::new(),
            DialogPurpose::Classroom(file) => file.shows(),
            DialogPurpose::Handout { format, .. } => {
                Format::named(format).map(|format| (format.name, format.endings.to_vec())).into_iter().collect()
            }
        }
    }
}
