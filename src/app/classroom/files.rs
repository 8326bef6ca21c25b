//! Names the files of the classroom: the forms in which an exercise goes out, what comes back, and what is told of it.

use std::path::Path;

use crate::app::asking::Picks;
use crate::say;

/// A form in which an exercise is handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// A project for this program, which opens in the learner's view.
    Project,
    /// A page for any browser.
    #[default]
    Page,
    /// A worksheet to print.
    Worksheet,
    /// The worksheet with the answers, to print.
    Answers,
    /// Mark the Words of H5P.
    H5p,
    /// Questions in Moodle's XML.
    Moodle,
    /// Questions in GIFT.
    Gift,
}

impl Form {
    /// All of them, in their order.
    pub const ALL: [Form; 7] =
        [Form::Page, Form::Project, Form::Worksheet, Form::Answers, Form::H5p, Form::Moodle, Form::Gift];

    /// Returns what it is called.
    pub fn name(self) -> &'static str {
        match self {
            Form::Project => say!("form-project"),
            Form::Page => say!("form-page"),
            Form::Worksheet => say!("form-worksheet"),
            Form::Answers => say!("form-answers"),
            Form::H5p => say!("form-h5p"),
            Form::Moodle => say!("form-moodle"),
            Form::Gift => say!("form-gift"),
        }
    }

    /// Says in a sentence what it is for.
    pub fn told(self) -> &'static str {
        match self {
            Form::Project => say!("form-project.tip"),
            Form::Page => say!("form-page.tip"),
            Form::Worksheet => say!("form-worksheet.tip"),
            Form::Answers => say!("form-answers.tip"),
            Form::H5p => say!("form-h5p.tip"),
            Form::Moodle => say!("form-moodle.tip"),
            Form::Gift => say!("form-gift.tip"),
        }
    }

    /// Returns the ending of its files, without the point.
    pub fn extension(self) -> &'static str {
        match self {
            Form::Project => "ron",
            Form::Page | Form::Worksheet | Form::Answers => "html",
            Form::H5p => "h5p",
            Form::Moodle => "xml",
            Form::Gift => "gift.txt",
        }
    }

    /// Tells whether the key stands in it, so that learners are not to get it.
    pub fn holds_key(self) -> bool {
        matches!(self, Form::Answers | Form::H5p | Form::Moodle | Form::Gift)
    }
}

/// A file of the classroom that a dialog asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClassFile {
    /// Hand-ins to read.
    HandIns,
    /// A folder of them.
    HandInFolder,
    /// An exercise to write.
    Exercise(Form),
    /// A learner's work to hand in.
    HandIn,
    /// The table of points to write.
    Gradebook,
    /// A page a learner, to write into a folder.
    Feedback,
    /// A page on the class, without names, to write.
    ClassPage,
}

/// Ending of hand-ins, with its points.
pub(super) const HAND_IN: &str = ".handin.json";

/// Tells whether a file is named as a hand-in.
pub fn is_hand_in(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    name.ends_with(HAND_IN)
}

impl ClassFile {
    /// Returns the heading of its dialog.
    pub(in crate::app) fn title(self) -> &'static str {
        match self {
            ClassFile::HandIns | ClassFile::HandInFolder => say!("path-hand-ins"),
            ClassFile::Exercise(_) => say!("path-exercise"),
            ClassFile::HandIn => say!("path-hand-in"),
            ClassFile::Gradebook => say!("path-gradebook"),
            ClassFile::Feedback => say!("path-feedback"),
            ClassFile::ClassPage => say!("path-class-page"),
        }
    }

    /// Returns what its dialog picks.
    pub(in crate::app) fn picks(self) -> Picks {
        match self {
            ClassFile::HandIns => Picks::Several,
            ClassFile::HandInFolder | ClassFile::Feedback => Picks::Folder,
            ClassFile::Exercise(_) | ClassFile::HandIn | ClassFile::Gradebook | ClassFile::ClassPage => Picks::Name,
        }
    }

    /// Lists the files that its dialog shows: what they are called, and their endings.
    pub(in crate::app) fn shows(self) -> Vec<(&'static str, Vec<&'static str>)> {
        match self {
            ClassFile::HandIns => vec![(say!("dialog-hand-ins"), vec!["json"]), (say!("dialog-all"), vec!["*"])],
            ClassFile::HandInFolder | ClassFile::Feedback => Vec::new(),
            ClassFile::Exercise(form) => vec![(form.name(), vec![self.extension()])],
            ClassFile::HandIn => vec![(say!("dialog-hand-ins"), vec![self.extension()])],
            ClassFile::Gradebook => vec![(say!("dialog-csv"), vec![self.extension()])],
            ClassFile::ClassPage => vec![(say!("dialog-pages"), vec![self.extension()])],
        }
    }

    /// Returns the last ending of the file, without the point.
    pub(in crate::app) fn extension(self) -> &'static str {
        match self {
            ClassFile::Exercise(Form::Gift) => "txt",
            ClassFile::Exercise(form) => form.extension(),
            ClassFile::HandIns | ClassFile::HandInFolder | ClassFile::HandIn => "json",
            ClassFile::Gradebook => "csv",
            ClassFile::ClassPage | ClassFile::Feedback => "html",
        }
    }

    /// Tells whether something is written to it.
    pub(in crate::app) fn is_written(self) -> bool {
        !matches!(self, ClassFile::HandIns | ClassFile::HandInFolder)
    }
}
