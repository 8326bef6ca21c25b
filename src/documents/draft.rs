//! Makes a draft of an article out of a file.

use std::fmt;
use std::sync::Arc;

use super::archive::{self, Fault, Refusal};
use super::encoding::{self, Encoding, Lost, Taken, Why};
use super::part::{self, Found, Part};
use super::watch::Watch;
use super::web::Saved;
use super::{book, markdown, office, pdf, signature};
use crate::model::{Block, Details, Text};
use crate::say;

/// How a file says what its parts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Form {
    /// Not at all: its text is the article's.
    Plain,
    /// By Markdown's marks, which go.
    Markdown,
    /// By the tags of a web page, only some of which is the article.
    Page,
    /// The same, with the page's pictures and styles in one file (MHTML).
    Archive,
    /// By where each letter of it is drawn (PDF).
    Pdf,
    /// By the styles of a word processor (`.docx`).
    Word,
    /// The same, in OpenDocument (`.odt`).
    Open,
    /// The same, in Rich Text Format (`.rtf`).
    Rich,
    /// By the tags of an e-book's chapters (`.epub`).
    Book,
}

impl Form {
    /// Returns the form that a file's name tells, or how it begins.
    pub fn of(name: &str, bytes: &[u8]) -> Form {
        if signature::is_pdf(bytes) {
            Form::Pdf
        } else if let Some(form) =
            Some(bytes).filter(|bytes| archive::is_archive(bytes)).and_then(|bytes| signature::packed(bytes).ok())
        {
            form
        } else if signature::is_rich(bytes) {
            Form::Rich
        } else if let Some(form) = signature::flat(bytes) {
            form
        } else if ends_in(name, &["md", "markdown"]) {
            Form::Markdown
        } else if signature::is_archived_page(name, bytes) {
            Form::Archive
        } else if signature::is_web_page(name, bytes) {
            Form::Page
        } else {
            Form::Plain
        }
    }
}

/// Tells whether a file's name has one of these endings, in capitals or not.
pub(super) fn ends_in(name: &str, endings: &[&str]) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    endings.iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Why a file makes no article, in the user's words, with what to do. The file is named by whoever says it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Unfit {
    /// A PDF document with pictures of pages and no text.
    Scan,
    /// A PDF document that can't be read any more.
    DamagedPdf,
    /// A file that unpacks to far more than any article has.
    Oversized,
    /// What browsers save a web page as, without one in it.
    NoPage,
    /// A document of a word processor from before its documents were archives.
    Old,
    /// A table or slides.
    Sheet,
    /// A document that needs a password.
    Locked,
    /// An e-book that is enciphered.
    Protected,
    /// An archive that can't be opened; says why.
    Damaged(String),
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
    /// Nobody waits for it any longer.
    Stopped,
}

impl fmt::Display for Unfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Unfit::Scan => say!("unfit-scan"),
            Unfit::DamagedPdf => say!("unfit-damaged-pdf"),
            Unfit::Oversized => say!("unfit-oversized"),
            Unfit::NoPage => say!("unfit-no-page"),
            Unfit::Old => say!("unfit-old"),
            Unfit::Sheet => say!("unfit-sheet"),
            Unfit::Locked => say!("unfit-locked"),
            Unfit::Protected => say!("unfit-protected"),
            Unfit::Damaged(what) => return f.write_str(&say!("unfit-damaged", what = what.as_str())),
            Unfit::Picture => say!("unfit-picture"),
            Unfit::Archive => say!("unfit-archive"),
            Unfit::Utf32 => say!("unfit-utf-32"),
            Unfit::Binary => say!("unfit-binary"),
            Unfit::Nul(encoding) => return f.write_str(&say!("unfit-nul", encoding = encoding.code())),
            Unfit::Empty => say!("unfit-empty"),
            Unfit::Stopped => "",
        })
    }
}

impl std::error::Error for Unfit {}

impl From<Refusal> for Unfit {
    fn from(refusal: Refusal) -> Unfit {
        if refusal.fault == Fault::Locked { Unfit::Locked } else { Unfit::Damaged(refusal.to_string()) }
    }
}

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
    /// No headline was found on the page.
    NoHeadline,
    /// Hardly any text was found.
    LittleText,
    /// There is much text that may be the article's, too.
    MuchElsewhere,
    /// The page says that only a part of the article is free.
    Walled,
    /// The page is so long that its end was not read.
    PageCut,
    /// So many other parts of the file, such as pictures, were not read.
    OtherParts(usize),
    /// So many words that were parted at the ends of lines were put together.
    Joined(usize),
    /// So many hyphens at the ends of lines may part a word, and were kept.
    Hyphens(usize),
    /// So many lines at the heads and feet of pages were left out.
    Furniture(usize),
    /// So many pages are pictures, with no text to be read.
    Scans(usize),
    /// The columns of so many pages may be read in another order, too.
    Order(usize),
    /// Nothing says which letters these are.
    Unknown {
        /// How many.
        count: usize,
        /// Whether they are many for such a text.
        many: bool,
    },
    /// The document is so long that its end was not read.
    PagesCut,
    /// Changes were tracked: the text is as it is once all are accepted.
    Tracked {
        /// Passages that came in.
        inserted: usize,
        /// Passages that went.
        deleted: usize,
        /// Passages that were moved.
        moved: usize,
    },
    /// So many comments on the text are none of it.
    Comments(usize),
    /// So many footnotes and endnotes are none of it.
    Footnotes(usize),
    /// So many chapters of a book are not in its file.
    ChaptersAbsent(usize),
    /// The file ends in the middle of what it says.
    CutOff,
    /// So many signs of a font of pictures are no letters of any script.
    Signs(usize),
}

impl Note {
    /// Tells whether somebody should look at the draft before it is added.
    pub fn is_doubt(&self) -> bool {
        match self {
            Note::NoHeadline
            | Note::LittleText
            | Note::MuchElsewhere
            | Note::Walled
            | Note::PageCut
            | Note::ChaptersAbsent(_)
            | Note::Scans(_)
            | Note::Order(_)
            | Note::CutOff
            | Note::PagesCut => true,
            Note::Unknown { many, .. } => *many,
            Note::Lost(_)
            | Note::Addresses(_)
            | Note::Pictures { .. }
            | Note::Tags(_)
            | Note::StruckOut(_)
            | Note::FrontMatter(_)
            | Note::OtherParts(_)
            | Note::Joined(_)
            | Note::Hyphens(_)
            | Note::Furniture(_)
            | Note::Tracked { .. }
            | Note::Comments(_)
            | Note::Footnotes(_)
            | Note::Signs(_) => false,
        }
    }
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
            Note::NoHeadline => say!("note-no-headline").to_owned(),
            Note::LittleText => say!("note-little-text").to_owned(),
            Note::MuchElsewhere => say!("note-much-elsewhere").to_owned(),
            Note::Walled => say!("note-walled").to_owned(),
            Note::PageCut => say!("note-page-cut").to_owned(),
            Note::OtherParts(count) => say!("note-other-parts", count = *count),
            Note::Joined(count) => say!("note-joined", count = *count),
            Note::Hyphens(count) => say!("note-hyphens", count = *count),
            Note::Furniture(count) => say!("note-furniture", count = *count),
            Note::Scans(count) => say!("note-scans", count = *count),
            Note::Order(count) => say!("note-order", count = *count),
            Note::Unknown { count, .. } => say!("note-unknown", count = *count),
            Note::PagesCut => say!("note-pages-cut").to_owned(),
            Note::CutOff => say!("note-cut-off").to_owned(),
            Note::Tracked { inserted, deleted, moved } => {
                say!("note-tracked", inserted = *inserted, deleted = *deleted, moved = *moved)
            }
            Note::Comments(count) => say!("note-comments", count = *count),
            Note::Footnotes(count) => say!("note-footnotes", count = *count),
            Note::ChaptersAbsent(count) => say!("note-chapters-absent", count = *count),
            Note::Signs(count) => say!("note-signs", count = *count),
        })
    }
}

/// What of a file is the article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// All of it, with what its parts are.
    Whole {
        /// The text.
        text: Text,
        /// What its parts are.
        blocks: Vec<Block>,
    },
    /// Those of its parts that are kept.
    Parts(Vec<Part>),
}

/// An article as a file gives it, before its text is fixed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the file tells of it, and a title.
    pub details: Details,
    /// What is the article.
    pub body: Body,
    /// From which file it is, and how that was read.
    pub origin: String,
    /// The encoding it was read in; `None` for a file of a form in which nobody has to ask.
    pub taken: Option<Taken>,
    /// What could not be decoded. Its place is one in the file's text, before any marks went.
    pub lost: Option<Lost>,
    /// What the text does not show.
    pub notes: Vec<Note>,
}

impl Draft {
    /// Writes what is kept as a text, with what its parts are.
    pub fn written(&self) -> (Text, Vec<Block>) {
        match &self.body {
            Body::Whole { text, blocks } => (text.clone(), blocks.clone()),
            Body::Parts(parts) => part::written(parts),
        }
    }

    /// Returns the parts to choose from; none where all of the file is the article.
    pub fn parts(&self) -> &[Part] {
        match &self.body {
            Body::Whole { .. } => &[],
            Body::Parts(parts) => parts,
        }
    }

    /// Tells whether any of it is kept.
    pub fn has_text(&self) -> bool {
        match &self.body {
            Body::Whole { .. } => true,
            Body::Parts(parts) => parts.iter().any(|part| part.kept && !part.text.trim().is_empty()),
        }
    }

    /// Gives it a title where it has none: its first line, or the file's name.
    fn titled_by(mut self, file: &str) -> Draft {
        self.details = self.details.clone().titled_by(&self.written().0);
        if self.details.title.is_empty() {
            file.clone_into(&mut self.details.title);
        }
        self
    }

    /// Tells whether it can be added before anybody has looked at it: nothing was guessed, and no part left out.
    pub fn is_certain(&self) -> bool {
        self.taken.is_none_or(|taken| taken.why.is_certain())
            && self.has_text()
            && self.left_out().next().is_none()
            && !self.notes.iter().any(Note::is_doubt)
    }

    /// Lists the parts that are not kept.
    pub fn left_out(&self) -> impl Iterator<Item = &Part> {
        self.parts().iter().filter(|part| !part.kept)
    }

    /// Says from which file it is, how that was read, and how many of its parts are left out.
    pub fn whence(&self) -> String {
        match self.left_out().count() {
            0 => self.origin.clone(),
            count => say!("origin-left-out", origin = self.origin.as_str(), count = count),
        }
    }
}

/// A file that was read: its bytes, and the encoding that was found.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    form: Form,
    bytes: Arc<[u8]>,
    taken: Option<Taken>,
}

impl Source {
    /// Looks at a file's bytes. `name` is the file's, without its folder.
    ///
    /// # Errors
    /// When no article can be in it.
    pub fn new(name: &str, bytes: impl Into<Arc<[u8]>>) -> Result<Source, Unfit> {
        let bytes = bytes.into();
        if let Some(unfit) = signature::no_text(&bytes) {
            return Err(unfit);
        }
        if bytes.is_empty() {
            return Err(Unfit::Empty);
        }
        let form = Form::of(name, &bytes);
        let taken = match form {
            Form::Plain | Form::Markdown => Some(of_text(&bytes, encoding::detect(&bytes))?),
            Form::Page | Form::Archive => {
                let saved = Saved::of(form, &bytes).ok_or(Unfit::NoPage)?;
                Some(of_text(saved.bytes(), saved.detect())?)
            }
            // They say their encoding, and are believed.
            Form::Pdf | Form::Word | Form::Open | Form::Rich | Form::Book => None,
        };
        Ok(Source { name: name.to_owned(), form, bytes, taken })
    }

    /// Returns the file's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the encoding that was found; `None` for a file of a form in which nobody has to ask.
    pub fn taken(&self) -> Option<Taken> {
        self.taken
    }

    /// Makes a draft in the encoding that was found.
    ///
    /// # Errors
    /// When there is no text in it.
    pub fn draft(&self) -> Result<Draft, Unfit> {
        Watch::unwatched(|watch| self.draft_watched(watch))
    }

    /// Does the same, watched: a document of a thousand pages takes seconds.
    ///
    /// # Errors
    /// When there is no text in it, or nobody waits any longer.
    pub fn draft_watched(&self, watch: &mut Watch<'_>) -> Result<Draft, Unfit> {
        self.draft_as(self.taken, watch)
    }

    /// Makes a draft in an encoding that the user chose.
    ///
    /// # Errors
    /// When there is no text in it, or it can't be in that encoding.
    pub fn draft_in(&self, encoding: Encoding) -> Result<Draft, Unfit> {
        Watch::unwatched(|watch| self.draft_as(self.taken_in(encoding), watch))
    }

    /// Returns an encoding that the user chose, with why it is taken: what was found stays found.
    pub fn taken_in(&self, encoding: Encoding) -> Option<Taken> {
        let chosen = |found: Taken| {
            if encoding == found.encoding { found } else { Taken { encoding, why: Why::Chosen } }
        };
        self.taken.map(chosen)
    }

    fn draft_as(&self, taken: Option<Taken>, watch: &mut Watch<'_>) -> Result<Draft, Unfit> {
        let draft = match (self.form, taken) {
            (Form::Pdf, _) => self.document(pdf::read(&self.bytes, watch)?, say!("form-pdf")),
            (Form::Word, _) => self.document(office::read_word(&self.bytes)?, say!("form-word")),
            (Form::Open, _) => self.document(office::read_open(&self.bytes)?, say!("form-open")),
            (Form::Rich, _) => self.document(office::read_rich(&self.bytes)?, say!("form-rich")),
            (Form::Book, _) => self.document(book::read(&self.bytes)?, say!("form-book")),
            (_, Some(taken)) => self.decoded(taken)?,
            (_, None) => return Err(Unfit::Binary),
        };
        Ok(draft.titled_by(&self.name))
    }

    /// Makes a draft of what was found in a document of a form that is called so.
    fn document(&self, Found { details, parts, notes }: Found, form: &str) -> Draft {
        let origin = say!("origin-document", file = self.name.as_str(), form = form);
        Draft { details, body: Body::Parts(parts), origin, taken: None, lost: None, notes }
    }

    fn decoded(&self, taken: Taken) -> Result<Draft, Unfit> {
        let saved = match self.form {
            Form::Page | Form::Archive => Some(Saved::of(self.form, &self.bytes).ok_or(Unfit::NoPage)?),
            _ => None,
        };
        let bytes = saved.as_ref().map_or(&*self.bytes, |saved| saved.bytes());
        let decoded = encoding::decode(bytes, taken.encoding);
        if decoded.text.contains('\0') {
            return Err(if taken.why == Why::Chosen { Unfit::Nul(taken.encoding) } else { Unfit::Binary });
        }
        let mut notes: Vec<Note> = decoded.lost.map(Note::Lost).into_iter().collect();
        let (details, body) = match saved {
            Some(saved) => {
                let page = saved.read(&decoded.text);
                notes.extend(page.notes);
                if page.parts.is_empty() {
                    return Err(Unfit::Empty);
                }
                (page.details, Body::Parts(page.parts))
            }
            None if self.form == Form::Markdown => {
                let read = markdown::read(&decoded.text);
                notes.extend(read.notes);
                (read.details, Body::Whole { text: Text::new(read.text), blocks: read.blocks })
            }
            None => {
                let text = Text::new(decoded.text);
                let blocks = Block::guess(&text);
                (Details::default(), Body::Whole { text, blocks })
            }
        };
        if let Body::Whole { text, .. } = &body
            && text.as_str().trim().is_empty()
        {
            return Err(Unfit::Empty);
        }
        let (file, encoding) = (self.name.as_str(), taken.encoding.code());
        let origin = match self.form {
            Form::Markdown => say!("origin-markdown", file = file, encoding = encoding),
            Form::Page | Form::Archive => say!("origin-page", file = file, encoding = encoding),
            _ => say!("origin-file", file = file, encoding = encoding),
        };
        Ok(Draft { details, body, origin, taken: Some(taken), lost: decoded.lost, notes })
    }
}

/// Passes an encoding on, unless what is in it is no text.
fn of_text(bytes: &[u8], taken: Taken) -> Result<Taken, Unfit> {
    let wide = [Encoding::UTF_16LE, Encoding::UTF_16BE].contains(&taken.encoding);
    if !wide && signature::looks_binary(bytes) { Err(Unfit::Binary) } else { Ok(taken) }
}

#[cfg(test)]
#[path = "draft_tests.rs"]
mod tests;
