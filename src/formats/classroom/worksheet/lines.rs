//! Breaks a text into the lines of a printed page, so that their numbers are the same on every printer.
//!
//! A browser's own lines can't be numbered, for where they end hangs on its fonts. So lines are broken here, by widths
//! that are those of a wide serif font (measured in Georgia, rounded up): any usual one takes less room. Where they may
//! be broken is as UAX #14 and the dictionaries of ICU4X have it.

use std::ops::Range;

use icu_segmenter::LineSegmenter;
use icu_segmenter::options::LineBreakOptions;
use unicode_segmentation::UnicodeSegmentation;

use crate::model::{Block, BlockKind, Text};

/// How wide a line of running text is, in hundredths of an em.
const LIMIT: usize = 3_050;

/// A line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its bytes of the text, without white space around it.
    pub(super) bytes: Range<usize>,
    /// What it is part of.
    pub(super) kind: BlockKind,
    /// Whether its block begins with it.
    pub(super) first: bool,
    /// Whether it is written from right to left.
    pub(super) leftward: bool,
}

/// Breaks a text. `leftward` says that all of it is written from right to left; else each block tells by its first
/// letter. What is nothing but white space is no line.
pub(super) fn lines(text: &Text, blocks: &[Block], leftward: bool) -> Vec<Line> {
    let mut all = Vec::new();
    let (mut line, mut blocks) = (0, blocks.iter().peekable());
    while line < text.line_count() {
        let block = blocks.next_if(|block| block.lines.start <= line);
        let end = block.map_or(line + 1, |block| block.lines.end.max(line + 1).min(text.line_count()));
        let bytes = text.line(line).start..text.line(end - 1).end;
        let kind = block.map_or(BlockKind::Paragraph, |block| block.kind);
        line = end;
        // Line ends within a block are spaces, and as long.
        let body = text.as_str()[bytes.clone()].replace('\n', " ");
        let leftward = leftward || is_leftward(&body);
        for (at, piece) in broken(&body, limit(kind)).into_iter().enumerate() {
            let bytes = bytes.start + piece.start..bytes.start + piece.end;
            all.push(Line { bytes, kind, first: at == 0, leftward });
        }
    }
    all
}

/// Returns how wide a line of a block may be: a headline's letters are larger, a quote stands further in.
fn limit(kind: BlockKind) -> usize {
    match kind {
        BlockKind::Headline => LIMIT * 76 / 100,
        BlockKind::Heading | BlockKind::Standfirst => LIMIT * 90 / 100,
        BlockKind::Quote | BlockKind::ListItem => LIMIT - 150,
        BlockKind::Paragraph | BlockKind::Caption => LIMIT,
    }
}

/// Breaks a paragraph without line ends into lines of at most this width, without the white space around them.
fn broken(body: &str, limit: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut push = |range: Range<usize>| {
        let line = &body[range.clone()];
        let start = range.start + line.len() - line.trim_start().len();
        let end = range.start + line.trim_end().len();
        if start < end {
            lines.push(start..end);
        }
    };
    let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
    let (mut start, mut at, mut used) = (0, 0, 0);
    for next in segmenter.segment_str(body).filter(|next| *next > 0) {
        let piece = &body[at..next];
        let shown = width(piece.trim_end());
        if used > 0 && used + shown > limit {
            push(start..at);
            (start, used) = (at, 0);
        }
        if shown > limit {
            // A word that is longer than a line, such as an address, is broken anywhere between its letters.
            for (offset, letter) in piece.trim_end().grapheme_indices(true) {
                if used > 0 && used + wide(letter) > limit {
                    push(start..at + offset);
                    (start, used) = (at + offset, 0);
                }
                used += wide(letter);
            }
        } else {
            used += width(piece);
        }
        at = next;
        if piece.ends_with(['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']) {
            push(start..at);
            (start, used) = (at, 0);
        }
    }
    push(start..body.len());
    lines
}

/// Returns how wide words are, in hundredths of an em.
pub(super) fn width(words: &str) -> usize {
    words.graphemes(true).map(wide).sum()
}

/// Returns how wide what people take for one letter is.
fn wide(letter: &str) -> usize {
    let Some(c) = letter.chars().next() else { return 0 };
    match c {
        ' ' | '\u{a0}' | '\u{202f}' => 25,
        '\t' => 60,
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '!' | '|' | '\'' | '’' | '‘' => 31,
        'f' | 't' | 'r' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' | '"' => 42,
        'm' | 'M' | 'w' | 'W' | '@' | '%' | '—' | '…' | '&' => 98,
        'a'..='z' => 58,
        'A'..='Z' | '0'..='9' => 74,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' => 0,
        '\u{1f000}'..='\u{1faff}' | '\u{2600}'..='\u{27bf}' => 140,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' => 100,
        '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{20000}'..='\u{3fffd}' => 100,
        '\u{fdfa}'..='\u{fdfd}' | '\u{12000}'..='\u{1254f}' => 300,
        c if c.is_uppercase() => 78,
        _ => 60,
    }
}

/// Tells whether the first letter of some words is of a script that is written from right to left.
pub(super) fn is_leftward(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(|c| {
        matches!(u32::from(c),
            0x0590..=0x08ff | 0xfb1d..=0xfdff | 0xfe70..=0xfefe | 0x1_0800..=0x1_0fff | 0x1_e800..=0x1_efff)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shown(body: &str) -> Vec<String> {
        let text = Text::new(body);
        lines(&text, &Block::guess(&text), false).into_iter().map(|l| text.as_str()[l.bytes].to_owned()).collect()
    }

    #[test]
    fn breaks_between_words_and_long_words_anywhere() {
        let words = format!("Title\n\n{}\n", "denied everything twice ".repeat(6));
        let got = shown(&words);
        assert_eq!(got[0], "Title");
        assert_eq!(got[1..].join(" "), "denied everything twice ".repeat(6).trim_end());
        assert!(got.len() > 3 && got.iter().all(|line| width(line) <= LIMIT && line.trim() == line), "{got:?}");
        let address = format!("T\n\nhttps://example.org/{}", "0123456789".repeat(20));
        let got = shown(&address);
        assert_eq!(got[1..].concat(), address[3..], "nothing is lost within a word");
        assert!(got.len() > 4 && got.iter().all(|line| width(line) <= LIMIT));
    }

    #[test]
    fn scripts_without_spaces_are_broken_too() {
        let got = shown(&format!("题\n\n{}", "部长否认了这一说法。".repeat(10)));
        assert!(got.len() > 3 && got.iter().all(|line| width(line) <= LIMIT), "{got:?}");
        assert!(got.iter().all(|line| !line.starts_with('。')), "no line begins with a stop");
    }

    #[test]
    fn lines_of_a_block_are_one_paragraph_and_direction_is_told() {
        let text = Text::new("One line\nand more of it.\nنفت الوزارة");
        let block = |lines| Block { kind: BlockKind::Paragraph, lines };
        let got = lines(&text, &[block(0..2), block(2..3)], false);
        assert_eq!(got.iter().map(|l| (l.first, l.leftward)).collect::<Vec<_>>(), [(true, false), (true, true)]);
        assert_eq!(text.as_str()[got[0].bytes.clone()].lines().count(), 2);
        assert!(lines(&text, &[block(0..2)], true).iter().all(|line| line.leftward));
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_no_line_too_wide(body in "[a-zA-Zäم世🙂 .\\-\n\u{2028}\u{301}]{0,300}") {
            let text = Text::new(body.as_str());
            let all = lines(&text, &Block::guess(&text), false);
            let letters = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            let shown: String = all.iter().map(|l| letters(&text.as_str()[l.bytes.clone()])).collect();
            prop_assert_eq!(shown, letters(&body));
            for line in &all {
                prop_assert!(width(text.as_str()[line.bytes.clone()].trim_end()) <= limit(line.kind) + 140);
            }
        }
    }
}
