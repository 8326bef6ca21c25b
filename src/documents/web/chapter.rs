//! Reads chapters of e-books: pages of which all words are text, but for notes, lists of contents
//! and what is not shown.

use super::Saved;
use super::pieces::{self, Piece};
use super::tree::Tree;
use crate::documents::draft::Form;
use crate::documents::encoding;
use crate::documents::part::{LeftOut, Part};
use crate::model::BlockKind;

/// From which part of a chapter's words on that are in links it lists what the book contains, and how many links that
/// are at least.
const LINKED: f64 = 0.6;
const LINKS: usize = 2;

/// A chapter that was read.
pub(in crate::documents) struct Chapter {
    /// All its pieces, kept or left out.
    pub(in crate::documents) parts: Vec<Part>,
    /// How many pictures there are.
    pub(in crate::documents) pictures: usize,
    /// Whether it lists what the book contains: it is hardly more than links.
    pub(in crate::documents) lists: bool,
    /// Whether its end was not read.
    pub(in crate::documents) cut: bool,
}

/// Reads a chapter.
pub(in crate::documents) fn chapter(bytes: &[u8]) -> Chapter {
    let encoding = Saved::of(Form::Page, bytes).map_or(encoding::Encoding::UTF_8, |saved| saved.detect().encoding);
    let tree = Tree::parse_xml(&encoding::decode(bytes, encoding).text);
    let (pieces, pictures) = pieces::pieces_of_chapter(&tree);
    let text = || pieces.iter().filter(|piece| piece.kind != BlockKind::Heading && piece.region.is_none());
    let sum = |count: fn(&Piece) -> usize| text().map(count).sum::<usize>() as f64;
    let lists = text().filter(|piece| piece.link_density() > LINKED).count() >= LINKS
        && sum(|piece| piece.linked) >= LINKED * sum(|piece| piece.weight);
    // The number by which a text refers to a note is no word of it.
    let number =
        |why: &Option<LeftOut>, text: &str| *why == Some(LeftOut::Footnote) && !text.chars().any(char::is_alphabetic);
    let parts = pieces.into_iter().map(|piece| {
        let why = piece.region;
        Part { kind: piece.kind, text: piece.text, kept: why.is_none(), why }
    });
    let parts = parts.filter(|part| !number(&part.why, &part.text)).collect();
    Chapter { parts, pictures, lists, cut: tree.cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_but_notes_and_lists_is_text() {
        let html = "<?xml version='1.0' encoding='windows-1252'?><html><body class='comments'><div class='share ad'>\
            <h2>One</h2><p>Caf\u{e9}<a epub:type='noteref' href='#n'>1</a>, said he.</p></div><hr/>\
            <aside epub:type='footnote' id='n'><p>A note</p></aside><aside><p>Beside</p></aside>\
            <section role='doc-toc'><ol><li>Two</li></ol></section><nav><p>Three</p></nav><blockquote><p>So be it</p></blockquote>\
            <figure><img src='a'/><figcaption>The dam</figcaption></figure></body></html>";
        let latin: Vec<u8> = html.chars().map(|c| c as u8).collect();
        let Chapter { parts, pictures, lists, cut } = chapter(&latin);
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
        assert_eq!((pictures, lists, cut), (1, false, false));
    }

    fn kept(body: &str) -> Vec<String> {
        chapter(body.as_bytes()).parts.into_iter().filter(|part| part.kept).map(|part| part.text).collect()
    }

    #[test]
    fn a_chapter_is_xml_whether_it_says_so_or_not() {
        let head =
            "<!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><head><title/><script src='a.js'/></head>";
        let body = "<body><p><a id='p1'/>It <i/>holds,<br></br>so <![CDATA[they & <all>]]> say.</p><p/></body></html>";
        assert_eq!(kept(&format!("{head}{body}")), ["It holds,\nso they & <all> say."]);
    }

    #[test]
    fn what_refers_to_notes_and_pages_is_no_word() {
        let body = "<p>It held<a href='#n1'><sup>1</sup></a> for<sup><a href='notes.xhtml#n2'>[2]</a></sup> long\
            <span epub:type='pagebreak' title='12'>12</span>er<a href='#n3'>*</a>.</p>\
            <div role='doc-pagebreak'>13</div><p>See <a href='#one'>One</a> and <a href='https://a.example/#1'>1</a>.</p>";
        assert_eq!(kept(body), ["It held for longer.", "See One and 1."]);
    }

    #[test]
    fn a_list_of_links_is_one_of_contents() {
        let list = "<h1>What is where</h1><p><a href='one.xhtml'>One</a> 3</p><p><a href='two.xhtml'>Two</a> 9</p>";
        assert!(chapter(list.as_bytes()).lists);
        assert!(!chapter(format!("{list}<p>And this is what was held to be so.</p>").as_bytes()).lists);
        assert!(!chapter(b"<p><a href='https://a.example/'>All is one link</a></p>").lists);
    }
}
