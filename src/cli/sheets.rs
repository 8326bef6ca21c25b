//! Writes an exercise for paper and for learning platforms.

use serde_json::{Value, json};

use crate::classroom::{Handout, Key};
use crate::formats::classroom::quiz::Quiz;
use crate::formats::classroom::{gift, h5p, moodle, worksheet};
use crate::model::LabelKey;
use crate::say;

/// What an exercise is written as, beside what gives hand-ins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sheet {
    /// A page to print.
    Worksheet,
    /// The same page with the answers.
    Answers,
    /// A package of H5P Mark the Words.
    H5p,
    /// Questions as Moodle XML.
    Moodle,
    /// Questions as GIFT.
    Gift,
}

/// What is to be known of what was written, with the words that it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Known {
    /// What it is, in a sentence.
    what: String,
    /// How many; 1 where nothing is counted.
    count: usize,
    /// The first of them.
    places: Vec<String>,
}

/// Places that are printed of each.
const PLACES: usize = 5;

impl Known {
    fn plain(what: String) -> Known {
        Known { what, count: 1, places: Vec::new() }
    }

    /// Says it in a line.
    pub(super) fn told(&self) -> String {
        let places: Vec<&str> = self.places.iter().take(PLACES).map(String::as_str).collect();
        let more = if places.is_empty() || self.count <= places.len() { "" } else { say!("terminal-more-places") };
        // Where nothing is named there is nothing behind the sentence.
        say!("terminal-remark", what = &self.what, places = places.join("; "), more = more).trim_end().to_owned()
    }

    /// Says it for programs.
    pub(super) fn noted(&self) -> Value {
        json!({ "what": self.what, "count": self.count, "places": self.places })
    }
}

impl Sheet {
    /// All of them, in the order of their options.
    pub(super) const ALL: [Sheet; 5] = [Sheet::Worksheet, Sheet::Answers, Sheet::H5p, Sheet::Moodle, Sheet::Gift];

    /// Writes an exercise. `label` is the name or the key of the one that H5P is to ask for. Returns the file, and what
    /// is to be known of it.
    ///
    /// # Errors
    /// When there is nothing to write.
    pub(super) fn write(
        self,
        handout: &Handout,
        key: &Key,
        label: Option<&str>,
    ) -> Result<(Vec<u8>, Vec<Known>), String> {
        Ok(match self {
            Sheet::Worksheet => (worksheet::worksheet(handout).into_bytes(), Vec::new()),
            Sheet::Answers => (worksheet::answers(handout, key).into_bytes(), Vec::new()),
            Sheet::H5p => {
                let label = label.map(|name| label_named(handout, name)).transpose()?;
                let package = h5p::h5p(handout, key, label).map_err(|refused| refused.to_string())?;
                let known = |remark: h5p::Remark| {
                    let what = remark.to_string();
                    Known { what, count: remark.count, places: remark.spots }
                };
                (package.bytes, package.remarks.into_iter().map(known).collect())
            }
            Sheet::Moodle => questions(&Quiz::of(handout, key), moodle::moodle)?,
            Sheet::Gift => questions(&Quiz::of(handout, key), gift::gift)?,
        })
    }
}

/// Writes questions, where there are any.
fn questions(quiz: &Quiz, write: fn(&Quiz) -> (String, Vec<String>)) -> Result<(Vec<u8>, Vec<Known>), String> {
    if quiz.questions.is_empty() {
        return Err(say!("quiz-none", why = quiz.left_out.join(" ")));
    }
    let (file, known) = write(quiz);
    Ok((file.into_bytes(), known.into_iter().map(Known::plain).collect()))
}

/// Finds a label by its name or its key.
fn label_named<'h>(handout: &'h Handout, name: &str) -> Result<&'h LabelKey, String> {
    let wanted = name.trim().to_lowercase();
    let named = |row: &&crate::classroom::AskedLabel| {
        row.name.trim().to_lowercase() == wanted || row.key.as_str().to_lowercase() == wanted
    };
    let found = handout.labels.iter().find(named).map(|row| &row.key);
    found.ok_or_else(|| say!("h5p-no-label", label = name))
}
