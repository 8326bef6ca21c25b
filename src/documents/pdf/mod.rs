//! Reads PDF documents: the text of their pages in the order in which it is read.
//!
//! A PDF file says where each letter is drawn, and mostly which letter that is; not what a word, a line, a column or a
//! paragraph is. [`drawn`] reads the letters, [`columns`] finds the columns and their order by
//! the white between them ([`white`]), [`lines`] makes lines,
//! [`repeated`] finds the heads and feet of pages, [`paragraphs`] makes paragraphs, [`hyphens`] puts parted words
//! together, [`parts`] says what is a headline, a heading, an item or a caption, [`about`] finds the details, [`notes`]
//! finds footnotes, [`upright`] turns pages whose lines run downwards, and [`weight`] keeps out what unpacks to far too
//! much. Pictures are not read: a scan without text makes no article.

mod about;
mod columns;
mod drawn;
mod hyphens;
mod lines;
mod notes;
mod paragraphs;
mod parts;
mod repeated;
mod text;
mod upright;
mod weight;
mod white;

use std::collections::BTreeSet;
use std::sync::Arc;

use hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use memchr::memmem;

use self::columns::Ordered;
use self::drawn::{Drawn, Glyph, Reading};
use self::hyphens::Known;
use self::lines::Line;
use super::draft::{Note, Unfit};
use super::part::Found;
use super::watch::Watch;

/// Pages that are read of a document; and operators and letters of all of them, and letters of one. A novel has 400
/// pages and a million letters.
const PAGES: usize = 2_000;
const STEPS: usize = 20_000_000;
const LETTERS: usize = 40_000;
/// The part of a page that a picture covers at least to be one that shows something, and to be a scan of the page.
const PICTURE: f64 = 0.02;
const SCAN: f64 = 0.5;
/// Letters below which a page with a scan has no text but, at most, a number or a stamp.
const FEW: usize = 40;
/// Below which part of a page's letters those that are turned another way stand beside its text.
const ASIDE: f32 = 0.25;
/// Bytes at a file's end in which its last line stands (ISO 32000-2, 7.5.5; other programs look as far).
const END: usize = 1024;
/// In how many letters one that is not known raises a doubt.
const UNKNOWN: usize = 50;
/// Characters below which a document has hardly a text.
const LITTLE: usize = 200;

/// Lines that stand below one another on a page.
struct Column {
    /// The number of the page, from 0, and its height in points.
    page: usize,
    height: f32,
    lines: Vec<Line>,
    /// Whether they are written in another direction than most of the page.
    aside: bool,
}

/// What was met on the way.
#[derive(Default)]
struct Met {
    letters: usize,
    unknown: usize,
    pictures: usize,
    scans: usize,
    /// Pages whose columns may be read in another order, too.
    unsettled: BTreeSet<usize>,
    cut: bool,
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, wants a password, unpacks to far too much, or has no text; or nobody waits any longer.
pub(super) fn read(bytes: &Arc<[u8]>, watch: &mut Watch<'_>) -> Result<Found, Unfit> {
    if !weight::is_bearable(bytes) {
        return Err(Unfit::Oversized);
    }
    let pdf = Pdf::new(Arc::new(Shared(bytes.clone()))).map_err(|error| match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Unfit::Locked,
        LoadPdfError::Decryption(_) | LoadPdfError::Invalid => Unfit::DamagedPdf,
    })?;
    if pdf.pages().is_empty() {
        return Err(Unfit::DamagedPdf);
    }
    let mut met = Met::default();
    let mut pictures = Vec::new();
    let mut columns: Vec<Column> = Vec::new();
    let mut reading = Reading::new(STEPS);
    for (number, page) in pdf.pages().iter().take(PAGES).enumerate() {
        if (watch.stop)() {
            return Err(Unfit::Stopped);
        }
        (watch.progress)(number as f64 / pdf.pages().len().min(PAGES) as f64);
        let mut drawn = drawn::read(page, &mut reading);
        met.see(&drawn);
        pictures.push(std::mem::take(&mut drawn.pictures));
        columns.extend(order(drawn, number, &mut met));
    }
    met.cut |= pdf.pages().len() > PAGES || reading.steps == 0;
    let ends = memmem::rfind(bytes, b"%%EOF").is_some_and(|at| bytes.len() - at <= END);
    if columns.is_empty() {
        return Err(if !ends {
            Unfit::DamagedPdf
        } else if met.scans + met.pictures > 0 {
            Unfit::Scan
        } else {
            Unfit::Empty
        });
    }
    repeated::mark(&mut columns);
    let known = Known::of(columns.iter().flat_map(|column| &column.lines));
    let body = paragraphs::body_size(&columns);
    let mut details = about::details(&pdf);
    let paragraphs = paragraphs::paragraphs(columns);
    met.unsettled.extend(paragraphs.iter().filter(|paragraph| paragraph.severed).map(|paragraph| paragraph.page));
    let made = parts::parts(&paragraphs, &known, body, &pictures, &details.title);
    if let Some(headline) = &made.headline {
        details.title.clone_from(headline);
    }
    // Who is named in the article, not who made the file.
    details.author = made.author.unwrap_or(details.author);
    details.date = made.date.unwrap_or(details.date);
    let kept: usize = made.parts.iter().filter(|part| part.kept).map(|part| part.text.chars().count()).sum();
    if made.parts.is_empty() || kept == 0 && met.scans > 0 {
        return Err(if met.scans > 0 { Unfit::Scan } else { Unfit::Empty });
    }
    let all = [
        (met.cut, Note::PagesCut),
        (!ends, Note::CutOff),
        (met.scans > 0, Note::Scans(met.scans)),
        (!met.unsettled.is_empty(), Note::Order(met.unsettled.len())),
        (met.unknown > 0, Note::Unknown { count: met.unknown, many: met.unknown * UNKNOWN > met.letters }),
        (made.headline.is_none(), Note::NoHeadline),
        (kept < LITTLE, Note::LittleText),
        (made.hyphens.joined > 0, Note::Joined(made.hyphens.joined)),
        (made.hyphens.kept > 0, Note::Hyphens(made.hyphens.kept)),
        (made.furniture > 0, Note::Furniture(made.furniture)),
        (made.footnotes > 0, Note::Footnotes(made.footnotes)),
        (met.pictures > 0, Note::Pictures { described: 0, bare: met.pictures }),
    ];
    let notes = all.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect();
    Ok(Found { details, parts: made.parts, notes })
}

/// The bytes of a file, as the library takes them.
struct Shared(Arc<[u8]>);

impl AsRef<[u8]> for Shared {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl Met {
    fn see(&mut self, drawn: &Drawn) {
        let letters = drawn.glyphs.iter().filter(|glyph| !glyph.is_space()).count();
        let page = f64::from(drawn.width * drawn.height).max(1.0);
        let covers = |least: f64| drawn.pictures.iter().filter(move |picture| picture.area() >= least * page).count();
        self.letters += letters;
        self.unknown += drawn.unknown;
        self.cut |= drawn.glyphs.len() > LETTERS;
        if letters < FEW && covers(SCAN) > 0 {
            self.scans += 1;
        } else {
            // A scan with its text behind it is no picture in the text.
            self.pictures += covers(PICTURE) - covers(SCAN);
        }
    }
}

/// Puts a page's letters in order: those that most are turned like, then the others.
fn order(drawn: Drawn, page: usize, met: &mut Met) -> Vec<Column> {
    let mut glyphs = drawn.glyphs;
    glyphs.truncate(LETTERS);
    upright::turn(&mut glyphs);
    let all = glyphs.len() as f32;
    let mut turns: Vec<(i16, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match turns.iter_mut().find(|(turn, _)| *turn == glyph.turn) {
            Some((_, same)) => same.push(glyph),
            None => turns.push((glyph.turn, vec![glyph])),
        }
    }
    turns.sort_by_key(|(_, glyphs)| std::cmp::Reverse(glyphs.len()));
    let mut columns = Vec::new();
    for (at, (turn, glyphs)) in turns.into_iter().enumerate() {
        let aside = at > 0 && (glyphs.len() as f32) < ASIDE * all;
        let leftward = lines::is_leftward(&glyphs);
        // Heads and feet are looked for at the ends of the page as it is read.
        let height = if turn.rem_euclid(180) == 90 { f32::INFINITY } else { drawn.height };
        let Ordered { columns: ordered, certain } = columns::columns(glyphs, leftward);
        if !aside && !certain {
            met.unsettled.insert(page);
        }
        for column in ordered {
            let mut lines = lines::lines(column);
            lines.iter_mut().for_each(|line| line.page = page);
            columns.push(Column { page, height, lines, aside });
        }
    }
    columns.retain(|column| !column.lines.is_empty());
    columns
}
