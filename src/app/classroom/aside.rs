//! Says what is to be known of the files that were brought: which count for nothing, and of which that do.

use crate::classroom::gather::Why;
use crate::say;

/// What is to be known of a file that was brought, or of a hand-in that went for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aside {
    /// Its name; empty where that is not known.
    pub(super) file: String,
    pub(super) what: What,
}

/// What there is to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// It counts for nothing, and why.
    Unfit(Why),
    /// It was passed over, for the reason in words.
    Passed(String),
    /// A later one of the learner of this name is here.
    LaterHere(String),
    /// One of the learner of this name was here, and this file counts in its place.
    Replaced(String, String),
    /// It is here already, and counts.
    Here,
    /// It counts, but for so many marks and relations.
    LeftOut(usize),
}

impl Aside {
    pub(super) fn new(file: impl Into<String>, what: What) -> Aside {
        Aside { file: file.into(), what }
    }

    /// Returns the name of the file; empty where that is not known.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// Tells whether what is in the file counts all the same.
    pub fn counts(&self) -> bool {
        matches!(self.what, What::Here | What::LeftOut(_))
    }

    /// Tells whether it is here already.
    pub(super) fn is_here(&self) -> bool {
        self.what == What::Here
    }

    /// Says it.
    pub fn told(&self) -> String {
        let what = match &self.what {
            What::Unfit(why) => why.told(),
            What::Passed(why) => why.clone(),
            What::LaterHere(learner) => say!("classroom-later-here", learner = learner),
            What::Replaced(learner, file) => say!("classroom-replaced", learner = learner, file = file),
            What::Here => say!("classroom-here-already").to_owned(),
            What::LeftOut(count) => say!("classroom-left-out", count = *count),
        };
        match self.file.as_str() {
            "" => what,
            file => say!("classroom-aside-one", file = file, why = what),
        }
    }

    /// Says it without names of learners, and of files, for these mostly hold the learner's.
    pub fn without_names(&self) -> String {
        let what = match &self.what {
            What::Unfit(why) => why.without_names(),
            What::Passed(why) => why.clone(),
            What::LaterHere(_) => say!("classroom-later-here.no-name").to_owned(),
            What::Replaced(..) => return say!("classroom-replaced.no-name").to_owned(),
            What::Here => say!("classroom-here-already").to_owned(),
            What::LeftOut(count) => say!("classroom-left-out", count = *count),
        };
        say!("classroom-aside-one", file = say!("classroom-aside-file"), why = what)
    }
}
