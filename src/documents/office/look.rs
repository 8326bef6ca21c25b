//! Says what paragraphs are by their look, where no style says it: many documents are written without any. The figures
//! are those of [`super::super::pdf`], which has nothing else to go by.

use super::{ABOVE, HEADLINE, Paragraph};
use crate::documents::part::{LeftOut, behind_bullet};
use crate::model::BlockKind;

/// How a paragraph looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    /// Whether all its letters are bold.
    pub(super) bold: bool,
    /// The size of its letters in half points; 0 where nothing says it.
    pub(super) size: u32,
    /// Whether it is set in on both sides.
    pub(super) set_in: bool,
}

/// The letters of a paragraph while they are read.
#[derive(Clone, Debug, Default)]
pub(super) struct Letters {
    all: usize,
    bold: usize,
    /// How many there are of each size.
    sizes: Vec<(u32, usize)>,
}

impl Letters {
    /// Counts the letters of some words.
    pub(super) fn add(&mut self, words: &str, bold: bool, size: u32) {
        let count = words.chars().filter(|c| c.is_alphanumeric()).count();
        self.all += count;
        self.bold += if bold { count } else { 0 };
        if let Some((_, counted)) = self.sizes.iter_mut().find(|(own, _)| *own == size) {
            *counted += count;
        } else if self.sizes.len() < SIZES {
            self.sizes.push((size, count));
        }
    }

    /// Says how their paragraph looks.
    pub(super) fn look(&self, set_in: bool) -> Look {
        let size = self.sizes.iter().max_by_key(|(_, count)| *count).map_or(0, |(size, _)| *size);
        Look { bold: self.all > 0 && self.bold == self.all, size, set_in }
    }
}

/// Sizes of letters of one paragraph that are counted.
const SIZES: usize = 16;
/// How many hundredths of the text's size a headline has at least, and a heading.
const LARGE: u32 = 120;
const LARGER: u32 = 112;
/// Characters of a heading at most, and of a standfirst at least.
const SHORT: usize = 150;
/// Characters of a section's name at most.
const LABEL: usize = 25;
const STANDFIRST: usize = 60;
/// The order of a heading of which no style says one.
const LAST: u8 = 9;

/// What most of a document looks like.
struct Usual {
    /// The size of its text in half points.
    size: u32,
    /// Whether most of it is bold, or set in.
    bold: bool,
    set_in: bool,
}

impl Usual {
    fn of(paragraphs: &[Paragraph]) -> Usual {
        let mut sizes: Vec<(u32, usize)> = Vec::new();
        let (mut all, mut bold, mut set_in) = (0, 0, 0);
        for paragraph in paragraphs.iter().filter(|paragraph| is_text(paragraph)) {
            let letters = paragraph.text.chars().count();
            all += letters;
            bold += if paragraph.look.bold { letters } else { 0 };
            set_in += if paragraph.look.set_in { letters } else { 0 };
            sizes.push((paragraph.look.size, letters));
        }
        sizes.sort_unstable();
        let mut before = 0;
        let middle = sizes.iter().find(|(_, letters)| {
            before += letters;
            before * 2 >= all
        });
        Usual { size: middle.map_or(0, |(size, _)| *size), bold: bold * 2 > all, set_in: set_in * 2 > all }
    }

    fn is_large(&self, paragraph: &Paragraph, hundredths: u32) -> bool {
        self.size > 0 && paragraph.look.size * 100 >= self.size * hundredths
    }

    fn stands_out(&self, paragraph: &Paragraph) -> bool {
        paragraph.look.bold && !self.bold
    }
}

fn is_text(paragraph: &Paragraph) -> bool {
    paragraph.why.is_none() && paragraph.kind == BlockKind::Paragraph
}

/// Tells whether a paragraph is a short line and no sentence.
pub(super) fn is_title(paragraph: &Paragraph) -> bool {
    let short = paragraph.text.chars().count() <= HEADLINE && !paragraph.text.contains('\n');
    short && !paragraph.text.ends_with(['.', ',', ';', ':', '。', '؛', '।'])
}

/// Finds a headline by its look among the first paragraphs: the largest one, or else the first that is bold.
pub(super) fn headline(paragraphs: &[Paragraph]) -> Option<usize> {
    let usual = Usual::of(paragraphs);
    let kept = paragraphs.iter().enumerate().filter(|(_, paragraph)| paragraph.why.is_none());
    let first = || kept.clone().take_while(|(_, paragraph)| is_text(paragraph) && is_title(paragraph)).take(ABOVE + 1);
    let large = first().filter(|(_, paragraph)| usual.is_large(paragraph, LARGE));
    let largest = large.reduce(|best, next| if next.1.look.size > best.1.look.size { next } else { best });
    let bold = || first().filter(|(_, paragraph)| usual.stands_out(paragraph));
    // The section's name may stand out, too.
    let bold = || bold().find(|(_, paragraph)| !is_label(&paragraph.text)).or_else(|| bold().next());
    largest.or_else(bold).map(|(at, _)| at)
}

/// Tells whether a line is a word or two in capitals.
fn is_label(text: &str) -> bool {
    text.chars().count() <= LABEL && text.chars().any(char::is_uppercase) && !text.chars().any(char::is_lowercase)
}

/// Says what paragraphs without a style are by their look: headings and the standfirst below the headline, quotations,
/// items behind a sign of a list.
pub(super) fn kinds(paragraphs: &mut [Paragraph], headline: Option<usize>) {
    let usual = Usual::of(paragraphs);
    let mut leads = false;
    for at in 0..paragraphs.len() {
        let above = headline.is_some_and(|headline| at < headline);
        if above || paragraphs[at].why.is_some_and(|why| why != LeftOut::Byline) {
            continue;
        }
        if Some(at) == headline {
            leads = true;
            continue;
        }
        if !is_text(&paragraphs[at]) {
            leads &= paragraphs[at].why.is_some();
            continue;
        }
        let follows = paragraphs[at + 1..].iter().find(|next| next.why.is_none());
        // Below a heading stands text, not another line such as what somebody is.
        let heads = follows.is_some_and(|next| !is_text(next) || next.look != paragraphs[at].look && !is_title(next));
        let paragraph = &mut paragraphs[at];
        let letters = paragraph.text.chars().count();
        let stands_out = usual.stands_out(paragraph) || usual.is_large(paragraph, LARGER);
        if let Some(words) = behind_bullet(&paragraph.text) {
            (paragraph.text, paragraph.kind) = (words.to_owned(), BlockKind::ListItem);
        } else if leads && stands_out && letters >= STANDFIRST {
            paragraph.kind = BlockKind::Standfirst;
        } else if stands_out && heads && letters <= SHORT && is_title(paragraph) {
            (paragraph.kind, paragraph.level) = (BlockKind::Heading, LAST);
        } else if paragraph.look.set_in && !usual.set_in {
            paragraph.kind = BlockKind::Quote;
        }
        leads = false;
    }
}
