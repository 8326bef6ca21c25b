//! What all formats of other tools share: files in memory, offsets in other units, what could not be kept, a project
//! in the making, and a project as it is handed out.
//!
//! A format reads [`File`]s into a [`Gather`], which makes a project of its own of them; how that comes into another
//! one is for [`compare::bring`](crate::compare::bring). It writes a [`Handout`], the part of a project that was
//! chosen, to an [`Out`]. Both list what has no place on the other side as [`Remark`]s: nothing is left out in silence.

mod archives;
mod details;
mod files;
mod gather;
mod handout;
mod keys;
mod names;
mod offsets;
mod place;
mod reckon;
mod remark;
mod rows;
mod so_far;
mod unread;

pub use archives::{is_archive_name, opened};
pub use details::{add_to_note, details, take_detail};
pub use files::{File, Memory, Out, Packed, for_inception_alone, stem};
pub use gather::{Gather, Mark, Outline, Read, Said, Tie};
pub use handout::{Choice, Document, Handout, Holds, Pass, Titles};
pub use keys::read_colour;
pub use names::{Names, file_part, fit_for_file};
pub use offsets::Offsets;
pub use place::{Counted, Placed, Source, Target, Unit, Words};
pub use reckon::{Clue, Reckoned, reckon};
pub use remark::{Remark, Remarks, Spot, Tally, What};
pub use rows::Row;
pub use so_far::SoFar;
pub use unread::explained;

use std::fmt;

use crate::say;

/// Tells long work whether to stop, and hears how far it is.
pub struct Watch<'a> {
    /// Tells whether nobody waits any longer.
    pub stop: &'a dyn Fn() -> bool,
    /// Hears how much is done, from 0 to 1.
    pub progress: &'a mut dyn FnMut(f64),
}

impl Watch<'_> {
    /// Tells that some of all steps are done. Whether to go on is the answer.
    ///
    /// # Errors
    /// When nobody waits any longer.
    pub fn step(&mut self, done: usize, all: usize) -> Result<(), Refused> {
        (self.progress)(done as f64 / all.max(1) as f64);
        if (self.stop)() { Err(Refused::stopped()) } else { Ok(()) }
    }
}

/// Why files were not read: which, where in it, and what is wrong, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file; empty where it is none in particular.
    pub file: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// What is wrong; empty when nobody waits any longer.
    pub what: String,
}

impl Refused {
    /// Says what is wrong with a file.
    pub fn file(file: &File, what: impl Into<String>) -> Refused {
        Refused { file: file.path.clone(), line: None, what: what.into() }
    }

    /// Says what is wrong in a line of a file, counted from 1.
    pub fn line(file: &File, line: usize, what: impl Into<String>) -> Refused {
        Refused { file: file.path.clone(), line: Some(line), what: what.into() }
    }

    /// Says what is wrong with all of it.
    pub fn all(what: impl Into<String>) -> Refused {
        Refused { file: String::new(), line: None, what: what.into() }
    }

    /// Says that nobody waits any longer.
    pub fn stopped() -> Refused {
        Refused::all("")
    }

    /// Tells whether nobody waits any longer, and nothing is wrong.
    pub fn is_stopped(&self) -> bool {
        self.what.is_empty()
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match (self.file.as_str(), self.line) {
            ("", _) => self.what.clone(),
            (file, None) => say!("exchange-file", file = file, what = self.what.as_str()),
            (file, Some(line)) => say!("exchange-line", file = file, line = line, what = self.what.as_str()),
        })
    }
}

impl std::error::Error for Refused {}
