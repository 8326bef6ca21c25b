//! The blocks and lines that a report is laid out in, for a page and for Markdown alike.

pub(super) mod html;
pub(super) mod markdown;

use crate::say;

/// A stretch of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// The program's words.
    Words(String),
    /// The same, in strong letters.
    Strong(String),
    /// Words of the project, with their language where it is known: a direction of their own.
    Theirs(String, String),
    /// What people copy to the letter.
    Code(String),
    /// The address of an article.
    Address(String),
    /// The number of a row, leading there.
    Row(usize),
    /// What an annotation is called in a report that shows the text.
    Sign(Sign),
    /// Words of an article that are marked in its text, with their language and the number of the annotation.
    Quoted(usize, String, String),
    /// A new line.
    Break,
}

/// What an annotation is called, and where that leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    /// The letter of its label and its number.
    pub(super) name: String,
    /// Its number.
    pub(super) number: usize,
    /// The number of its label.
    pub(super) label: usize,
    /// Where it stands.
    pub(super) stands: Stands,
}

/// Where the sign of an annotation stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// In the list of annotations; it leads to the words in the text.
    Listed,
    /// There as well, of one that has no words in the text.
    Placeless,
    /// Elsewhere; it leads to the list.
    Elsewhere,
}

/// A line.
pub(super) type Line = Vec<Piece>;

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Block {
    /// The title of the whole.
    Title(Line),
    /// The heading of a part; 2 for a chapter, 3 for a section.
    Heading(u8, Line),
    /// The heading of a row: its number, and what it says.
    RowHeading(usize, String),
    /// The heading of what an article does with a row.
    CellHeading(Line),
    /// A paragraph.
    Text(Line),
    /// A paragraph in small letters.
    Facts(Line),
    /// A paragraph of somebody's note.
    Note(Line),
    /// Words of an article: its language, and stretches of it, with whether they are the quote itself.
    Quote(String, Vec<(bool, String)>),
    /// Lines under each other, each with how far it is set in, from 0.
    List(Vec<(usize, Line)>),
    /// A table with a heading for each column.
    Table(Vec<Line>, Vec<Vec<Line>>),
}

pub(super) fn ours(words: impl Into<String>) -> Piece {
    Piece::Words(words.into())
}

pub(super) fn theirs(words: &str) -> Piece {
    Piece::Theirs(words.to_owned(), String::new())
}

/// Sets lines behind each other, with something between.
pub(super) fn joined(lines: impl IntoIterator<Item = Line>, between: &str) -> Line {
    let mut all = Vec::new();
    for line in lines.into_iter().filter(|line| !line.is_empty()) {
        if !all.is_empty() {
            all.push(ours(between));
        }
        all.extend(line);
    }
    all
}

/// Writes a name, a colon and what is behind it; nothing where there is nothing.
pub(super) fn named(name: &str, value: Line) -> Line {
    if value.is_empty() {
        return value;
    }
    let mut all = vec![ours(name), ours(say!("dossier-colon"))];
    all.extend(value);
    all
}
