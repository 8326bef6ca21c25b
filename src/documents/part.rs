//! Holds the parts of a document of which only some are its article, each to be kept or left out.

use std::fmt;

use super::draft::Note;
use crate::model::{Block, BlockKind, Details, Text};
use crate::say;

/// Why a part was left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOut {
    /// It leads to other pages.
    Navigation,
    /// It is the head or the foot of every page.
    Furniture,
    /// It is advertising.
    Advertising,
    /// It asks to be allowed to watch the reader.
    Consent,
    /// It names other articles.
    Related,
    /// It offers to pass the article on.
    Share,
    /// Readers wrote it.
    Comments,
    /// It offers a subscription.
    Subscribe,
    /// It says who wrote the article and when, which is in its details.
    Byline,
    /// It is not shown.
    Hidden,
    /// It is a button or a part of a form.
    Controls,
    /// It stands beside the article.
    Aside,
    /// It is hardly more than links.
    Links,
    /// It is away from the article's text.
    Outside,
    /// The article says the same elsewhere.
    Repeated,
    /// It is a footnote or an endnote.
    Footnote,
    /// It lists what the document contains.
    Contents,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LeftOut::Navigation => say!("left-out-navigation"),
            LeftOut::Furniture => say!("left-out-furniture"),
            LeftOut::Advertising => say!("left-out-advertising"),
            LeftOut::Consent => say!("left-out-consent"),
            LeftOut::Related => say!("left-out-related"),
            LeftOut::Share => say!("left-out-share"),
            LeftOut::Comments => say!("left-out-comments"),
            LeftOut::Subscribe => say!("left-out-subscribe"),
            LeftOut::Byline => say!("left-out-byline"),
            LeftOut::Hidden => say!("left-out-hidden"),
            LeftOut::Controls => say!("left-out-controls"),
            LeftOut::Aside => say!("left-out-aside"),
            LeftOut::Links => say!("left-out-links"),
            LeftOut::Outside => say!("left-out-outside"),
            LeftOut::Repeated => say!("left-out-repeated"),
            LeftOut::Footnote => say!("left-out-footnote"),
            LeftOut::Contents => say!("left-out-contents"),
        })
    }
}

/// A part of a document, in its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// What it is.
    pub kind: BlockKind,
    /// Its words; lines of a poem or an address are lines here, too.
    pub text: String,
    /// Whether it is of the article.
    pub kept: bool,
    /// Why it was thought to be none of the article.
    pub why: Option<LeftOut>,
}

/// Signs that begin an item of a list.
const BULLETS: [char; 15] = ['•', '▪', '◦', '‣', '●', '○', '■', '□', '➢', '➤', '✓', '✔', '◆', '⁃', '∙'];

/// Returns what of a line is behind a bullet; `None` where it begins with none.
pub(super) fn behind_bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(BULLETS)?;
    Some(rest.trim_start()).filter(|rest| !rest.is_empty())
}

/// What was found in a file of which only some parts are the article.
pub(super) struct Found {
    /// What the file tells of the article.
    pub(super) details: Details,
    /// Its parts, each kept or left out.
    pub(super) parts: Vec<Part>,
    /// What the parts do not show.
    pub(super) notes: Vec<Note>,
}

/// Writes the parts that are kept as a text. List items stand one below the other; between all others is an empty line.
pub(super) fn written(parts: &[Part]) -> (Text, Vec<Block>) {
    let (mut body, mut ends) = (String::new(), 0);
    let mut blocks: Vec<Block> = Vec::new();
    for part in parts.iter().filter(|part| part.kept) {
        // An empty line inside a part would part it.
        let lines: Vec<&str> = part.text.lines().map(str::trim_end).filter(|line| !line.trim().is_empty()).collect();
        if lines.is_empty() {
            continue;
        }
        if let Some(last) = blocks.last() {
            let close = part.kind == BlockKind::ListItem && last.kind == BlockKind::ListItem;
            body.push_str(if close { "\n" } else { "\n\n" });
            ends += if close { 1 } else { 2 };
        }
        blocks.push(Block { kind: part.kind, lines: ends..ends + lines.len() });
        ends += lines.len() - 1;
        body.push_str(&lines.join("\n"));
    }
    (Text::import(&body), blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(kind: BlockKind, text: &str, kept: bool) -> Part {
        Part { kind, text: text.to_owned(), kept, why: None }
    }

    #[test]
    fn what_is_kept_stands_in_its_place() {
        let parts = [
            part(BlockKind::Headline, "Dam holds", true),
            part(BlockKind::Paragraph, "Share this", false),
            part(BlockKind::Paragraph, "One\n \ntwo ", true),
            part(BlockKind::ListItem, "a", true),
            part(BlockKind::Paragraph, " \n", true),
            part(BlockKind::ListItem, "b", true),
            part(BlockKind::Caption, "The dam", true),
        ];
        let (text, blocks) = written(&parts);
        assert_eq!(text.as_str(), "Dam holds\n\nOne\ntwo\n\na\nb\n\nThe dam");
        assert_eq!(Block::fault(&blocks, &text), None);
        let words: Vec<&str> = blocks.iter().map(|block| &text.as_str()[block.bytes(&text)]).collect();
        assert_eq!(words, ["Dam holds", "One\ntwo", "a", "b", "The dam"]);
        assert_eq!(blocks[2].kind, BlockKind::ListItem);
        assert_eq!(written(&[]).0.as_str(), "");
    }
}
