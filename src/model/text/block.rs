//! The parts of an article: headline, paragraphs, quotes and the like.

use std::ops::Range;

use crate::say;

use super::Text;

/// The longest first line of a plain text that is taken for its headline, in code points.
const HEADLINE: usize = 250;

/// What a stretch of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// The introduction under the headline.
    Standfirst,
    /// A heading inside the article.
    Heading,
    /// Running text.
    Paragraph,
    /// A quotation set off from the text.
    Quote,
    /// One item of a list.
    ListItem,
    /// What stands under a picture.
    Caption,
}

impl BlockKind {
    /// The names in files.
    pub const NAMES: [(BlockKind, &'static str); 7] = [
        (BlockKind::Headline, "headline"),
        (BlockKind::Standfirst, "standfirst"),
        (BlockKind::Heading, "heading"),
        (BlockKind::Paragraph, "paragraph"),
        (BlockKind::Quote, "quote"),
        (BlockKind::ListItem, "list-item"),
        (BlockKind::Caption, "caption"),
    ];

    /// Returns its name in files.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// Returns the kind of a name in files.
    pub fn named(name: &str) -> Option<BlockKind> {
        Self::NAMES.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }
}

/// A range of lines of one kind. The line ends inside a block are shown as spaces.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its lines, half-open.
    pub lines: Range<usize>,
}

impl Block {
    /// Returns its bytes in a text, without the last line end.
    pub fn bytes(&self, text: &Text) -> Range<usize> {
        let start = text.line(self.lines.start).start;
        start..text.line(self.lines.end.saturating_sub(1)).end.max(start)
    }

    /// Finds the blocks of a plain text: the first line is the headline where it is not too long for one, each further
    /// line a paragraph.
    ///
    /// Where the text looks wrapped by hand (blank lines between paragraphs, and nearly all lines that others follow
    /// of about one width), lines up to the next blank one are one block.
    pub fn guess(text: &Text) -> Vec<Block> {
        let wrapped = looks_wrapped(text);
        let mut blocks: Vec<Block> = Vec::new();
        let mut open = false;
        for line in 0..text.line_count() {
            if text.as_str()[text.line(line)].trim().is_empty() {
                open = false;
            } else if open && wrapped {
                if let Some(last) = blocks.last_mut() {
                    last.lines.end = line + 1;
                }
            } else {
                let leads = blocks.is_empty() && text.as_str()[text.line(line)].chars().count() <= HEADLINE;
                let kind = if leads { BlockKind::Headline } else { BlockKind::Paragraph };
                blocks.push(Block { kind, lines: line..line + 1 });
                open = true;
            }
        }
        blocks
    }

    /// Tells what is wrong with the blocks of a text; `None` when they are sorted, disjoint, not empty and inside it.
    pub fn fault(blocks: &[Block], text: &Text) -> Option<String> {
        let mut end = 0;
        for (i, block) in blocks.iter().enumerate() {
            let Range { start, end: stop } = block.lines;
            if start >= stop || start < end || stop > text.line_count() {
                return Some(say!("block-fault", number = i + 1, first = start + 1, last = stop));
            }
            end = stop;
        }
        None
    }
}

fn looks_wrapped(text: &Text) -> bool {
    let length = |line: usize| text.as_str()[text.line(line)].trim_end().chars().count();
    let inner: Vec<usize> = (0..text.line_count().saturating_sub(1))
        .filter(|line| length(*line) > 0 && length(line + 1) > 0)
        .map(length)
        .collect();
    let fitting = inner.iter().filter(|length| (50..=100).contains(*length)).count();
    inner.len() >= 3 && fitting * 10 >= inner.len() * 8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_no_running_text_for_a_headline() {
        let kind = |length: usize| Block::guess(&Text::new(&"ü".repeat(length)))[0].kind;
        assert_eq!((kind(HEADLINE), kind(HEADLINE + 1)), (BlockKind::Headline, BlockKind::Paragraph));
    }

    #[test]
    fn guesses_blocks() {
        let kinds = |body: &str| Block::guess(&Text::new(body)).into_iter().map(|b| b.lines).collect::<Vec<_>>();
        assert_eq!(kinds("Title\n\nOne.\nTwo.\n"), [0..1, 2..3, 3..4]);
        let long = "a line that somebody wrapped by hand at seventy or so columns wide";
        assert_eq!(kinds(&format!("Title\n\n{long}\n{long}\nend.\n\n{long}\n{long}\nend.\n")), [0..1, 2..5, 6..9]);
    }
}
