//! Reads chapters of e-books: pages of which all words are text, but for notes, lists of contents
//! and what is not shown.

use super::Saved;
use super::pieces;
use super::tree::Tree;
use crate::documents::draft::Form;
use crate::documents::encoding;
use crate::documents::part::{LeftOut, Part};

/// A chapter that was read.
pub(in crate::documents) struct Chapter {
    /// All its pieces, kept or left out.
    pub(in crate::documents) parts: Vec<Part>,
    /// How many pictures there are.
    pub(in crate::documents) pictures: usize,
    /// Whether its end was not read.
    pub(in crate::documents) cut: bool,
}

/// Reads a chapter.
pub(in crate::documents) fn chapter(bytes: &[u8]) -> Chapter {
    let encoding = Saved::of(Form::Page, bytes).map_or(encoding::Encoding::UTF_8, |saved| saved.detect().encoding);
    let tree = Tree::parse(&encoding::decode(bytes, encoding).text);
    let (pieces, pictures) = pieces::pieces_of_chapter(&tree);
    // The number by which a text refers to a note is no word of it.
    let number =
        |why: &Option<LeftOut>, text: &str| *why == Some(LeftOut::Footnote) && !text.chars().any(char::is_alphabetic);
    let parts = pieces.into_iter().map(|piece| {
        let why = piece.region;
        Part { kind: piece.kind, text: piece.text, kept: why.is_none(), why }
    });
    let parts = parts.filter(|part| !number(&part.why, &part.text)).collect();
    Chapter { parts, pictures, cut: tree.cut }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::BlockKind;

    #[test]
    fn all_but_notes_and_lists_is_text() {
        let html = "<?xml version='1.0' encoding='windows-1252'?><html><body class='comments'><div class='share ad'>\
            <h2>One</h2><p>Caf\u{e9}<a epub:type='noteref' href='#n'>1</a>, said he.</p></div><hr/>\
            <aside epub:type='footnote' id='n'><p>A note</p></aside><aside><p>Beside</p></aside>\
            <section role='doc-toc'><ol><li>Two</li></ol></section><nav><p>Three</p></nav><blockquote><p>So be it</p></blockquote>\
            <figure><img src='a'/><figcaption>The dam</figcaption></figure></body></html>";
        let latin: Vec<u8> = html.chars().map(|c| c as u8).collect();
        let Chapter { parts, pictures, cut } = chapter(&latin);
        let all: Vec<(BlockKind, &str, Option<LeftOut>)> =
            parts.iter().map(|part| (part.kind, part.text.as_str(), part.why)).collect();
        assert_eq!(
            all,
            [
                (BlockKind::Heading, "One", None),
                (BlockKind::Paragraph, "Caf\u{e9}, said he.", None),
                (BlockKind::Paragraph, "A note", Some(LeftOut::Footnote)),
                (BlockKind::Paragraph, "Beside", None),
                (BlockKind::ListItem, "Two", Some(LeftOut::Contents)),
                (BlockKind::Paragraph, "Three", Some(LeftOut::Navigation)),
                (BlockKind::Quote, "So be it", None),
                (BlockKind::Caption, "The dam", None),
            ]
        );
        assert_eq!((pictures, cut), (1, false));
    }
}
