//! Makes a draft of an article out of a text file.

use std::fmt;
use std::sync::Arc;

use super::encoding::{self, Encoding, Lost, Taken, Why};
use super::{markdown, signature};
use crate::model::{Block, Details, Text};
use crate::say;

/// How a file says what its parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Not at all: its text is the article's.
    Plain,
    /// By Markdown's marks, which go.
    Markdown,
}

impl Form {
    /// Returns the form that a file's name tells.
    pub fn of_name(name: &str) -> Form {
        if ends_in(name, &["md", "markdown"]) { Form::Markdown } else { Form::Plain }
    }
}

/// Tells whether a file's name has one of these endings, in capitals or not.
pub(super) fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Why a file makes no article, in the user's words, with what to do. The file is named by whoever says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// A PDF document.
    Pdf,
    /// A web page.
    WebPage,
    /// A document of a word processor, or an e-book.
    Office,
    /// A picture.
    Picture,
    /// A packed file.
    Archive,
    /// Text in UTF-32, which nobody writes by intent.
    Utf32,
    /// Some other file that is no text.
    Binary,
    /// In this encoding it holds NUL characters, so it is in another one.
    Nul(Encoding),
    /// There is no text in it.
    Empty,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unfit::Pdf => say!("unfit-pdf"),
            Unfit::WebPage => say!("unfit-web-page"),
            Unfit::Office => say!("unfit-office"),
            Unfit::Picture => say!("unfit-picture"),
            Unfit::Archive => say!("unfit-archive"),
            Unfit::Utf32 => say!("unfit-utf-32"),
            Unfit::Binary => say!("unfit-binary"),
            Unfit::Nul(encoding) => return f.write_str(&say!("unfit-nul", encoding = encoding.code())),
            Unfit::Empty => say!("unfit-empty"),
        })
    }
}

impl std::error::Error for Unfit {}

/// Something about a file that its draft does not show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// These places could not be decoded.
    Lost(Lost),
    /// So many addresses of links are not in the text.
    Addresses(usize),
    /// So many pictures are not in the text; what described them is a caption.
    Pictures {
        /// How many had a description.
        described: usize,
        /// How many had none.
        bare: usize,
    },
    /// HTML tags were taken out; so many.
    Tags(usize),
    /// Words that were struck out are text like any other; so many stretches.
    StruckOut(usize),
    /// Front matter that no detail of an article is for: its keys.
    FrontMatter(Vec<String>),
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&match self {
            Note::Lost(Lost { count, line, .. }) => say!("note-lost", count = *count, line = *line),
            Note::Addresses(count) => say!("note-addresses", count = *count),
            Note::Pictures { described: 0, bare } => say!("note-pictures", count = *bare),
            Note::Pictures { described, bare: 0 } => say!("note-pictures-described", count = *described),
            Note::Pictures { described, bare } => {
                say!("note-pictures-some", count = described + bare, described = *described)
            }
            Note::Tags(count) => say!("note-tags", count = *count),
            Note::StruckOut(count) => say!("note-struck-out", count = *count),
            Note::FrontMatter(keys) => say!("note-front-matter", keys = keys.join(", ")),
        })
    }
}

/// An article as a file gives it, before its text is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the file tells of it, and a title.
    pub details: Details,
    /// The text.
    pub text: Text,
    /// What its parts are.
    pub blocks: Vec<Block>,
    /// From which file it is, and how that was read.
    pub origin: String,
    /// The encoding it was read in.
    pub taken: Taken,
    /// What could not be decoded. Its place is one in the file's text, before any marks went.
    pub lost: Option<Lost>,
    /// What the text does not show.
    pub notes: Vec<Note>,
}

/// A text file that was read: its bytes, and the encoding that was found.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    form: Form,
    bytes: Arc<[u8]>,
    taken: Taken,
}

impl Source {
    /// Looks at a file's bytes. `name` is the file's, without its folder.
    ///
    /// # Errors
    /// When it is no text file.
    pub fn new(name: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Source, Unfit> {
        let bytes = bytes.into();
        if let Some(unfit) = signature::no_text(&bytes) {
            return Err(unfit);
        }
        if signature::is_web_page(name, &bytes) {
            return Err(Unfit::WebPage);
        }
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        let taken = encoding::detect(&bytes);
        let wide = [Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&taken.encoding);
        if !wide && signature::looks_binary(&bytes) {
            return Err(Unfit::Binary);
        }
        Ok(Source { name: name.to_owned(), form: Form::of_name(name), bytes, taken })
    }

    /// Returns the file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the encoding that was found.
    pub fn taken(&self) -> Taken {
        self.taken
    }

    /// Makes a draft in the encoding that was found.
    ///
    /// # Errors
    /// When there is no text in it.
    pub fn draft(&self) -> Result<Draft, Unfit> {
        self.draft_as(self.taken)
    }

    /// Makes a draft in an encoding that the user chose.
    ///
    /// # Errors
    /// When there is no text in it, or it can't be in that encoding.
    pub fn draft_in(&self, encoding: Encoding) -> Result<Draft, Unfit> {
        self.draft_as(self.taken_in(encoding))
    }

    /// Returns an encoding that the user chose, with why it is taken: what was found stays found.
    pub fn taken_in(&self, encoding: Encoding) -> Taken {
        if encoding == self.taken.encoding { self.taken } else { Taken { encoding, why: Why::Chosen } }
    }

    fn draft_as(&self, taken: Taken) -> Result<Draft, Unfit> {
        let decoded = encoding::decode(&self.bytes, taken.encoding);
        if decoded.text.contains('\0') {
            return Err(if taken.why == Why::Chosen { Unfit::Nul(taken.encoding) } else { Unfit::Binary });
        }
        let mut notes: Vec<Note> = decoded.lost.map(Note::Lost).into_iter().collect();
        let (details, text, blocks) = match self.form {
            Form::Plain => {
                let text = Text::new(decoded.text);
                let blocks = Block::guess(&text);
                (Details::default(), text, blocks)
            }
            Form::Markdown => {
                let read = markdown::read(&decoded.text);
                notes.extend(read.notes);
                (read.details, Text::new(read.text), read.blocks)
            }
        };
        if text.as_str().trim().is_empty() {
            return Err(Unfit::Empty);
        }
        let (file, encoding) = (self.name.as_str(), taken.encoding.code());
        let origin = match self.form {
            Form::Plain => say!("origin-file", file = file, encoding = encoding),
            Form::Markdown => say!("origin-markdown", file = file, encoding = encoding),
        };
        let details = details.titled_by(&text);
        Ok(Draft { details, text, blocks, origin, taken, lost: decoded.lost, notes })
    }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
