//! Reads Rich Text Format (Microsoft, version 1.9.1): the text as it is once all tracked changes are accepted.
//!
//! The reader is our own. Of the libraries there are, rtf-parser 0.4.3 takes a text where the format is bytes in the
//! code pages of its fonts, and has ended the program on some; rtf-grimoire 0.2.1 gives no more than the words of the
//! format. Groups nest [`DEEPEST`] deep at most; what is nested deeper stands in the deepest. Time is linear.

use std::collections::HashMap;
use std::mem;

use super::look::Letters;
use super::pages::Page;
use super::properties::Properties;
use super::style::Role;
use super::{Counts, Paragraph, found, furniture, joined, symbols};
use crate::documents::draft::Unfit;
use crate::documents::part::{Found, LeftOut};
use crate::documents::raised;
use crate::documents::xml::Element;

/// How deep groups may nest.
const DEEPEST: usize = 256;
/// Characters of a style's name, and of what the document says of itself.
const NAME: usize = 400;
/// The size of letters, in half points, of which nothing says it.
const SIZE: u32 = 24;
/// From how many twentieths of a point on a paragraph is set in: a fifth of an inch.
const SET_IN: i32 = 280;
/// Under which name what computes a field is kept.
const FIELD: &str = "field";

/// Reads a document.
///
/// # Errors
/// When it has no text.
pub(in crate::documents) fn read(bytes: &[u8]) -> Result<Found, Unfit> {
    let mut reader = Reader::default();
    reader.read(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
    reader.end()
}

/// Where the words of a group go.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Into {
    /// To the text, or what stands beside it.
    #[default]
    Text,
    /// To the list of fonts.
    Fonts,
    /// To the names of styles.
    Styles,
    /// To what the document says of itself, by its name.
    Said(&'static str),
    /// Nowhere: they are no words.
    Nothing,
}

/// What holds inside a group.
#[derive(Clone, Copy, Debug)]
struct Group {
    into: Into,
    font: Option<i32>,
    /// For how many bytes each character by its number has another way to show it.
    instead: usize,
    hidden: bool,
    struck: bool,
    inserted: bool,
    deleted: bool,
    /// What the paragraph is: its style, its level in the outline, whether it is an item or in a table.
    style: Option<i32>,
    level: Option<u8>,
    listed: bool,
    in_table: bool,
    /// Whether it is a large letter that begins the next one, and how far it is set in, in twentieths of a point.
    initial: bool,
    ends: [i32; 2],
    /// How its letters look: whether they are bold and raised, and their size in half points.
    bold: bool,
    raised: bool,
    size: u32,
    /// Whether it is of a table of contents, and whether it repeats a drawing for older programs.
    contents: bool,
    repeats: bool,
}

impl Default for Group {
    fn default() -> Group {
        Group {
            into: Into::Text,
            font: None,
            instead: 1,
            hidden: false,
            struck: false,
            inserted: false,
            deleted: false,
            style: None,
            level: None,
            listed: false,
            in_table: false,
            initial: false,
            ends: [0; 2],
            bold: false,
            raised: false,
            size: SIZE,
            contents: false,
            repeats: false,
        }
    }
}

/// Text that runs by itself: the article's, a note's, that of a page's head.
#[derive(Default)]
struct Flow {
    why: Option<LeftOut>,
    /// How many groups were open when it began.
    depth: usize,
    text: String,
    hidden: String,
    letters: Letters,
    /// Whether the text that is read is of a table of contents.
    contents: bool,
    /// What stands in boxes that are tied to the paragraph.
    boxes: Vec<Paragraph>,
    /// The cells of the row that is open, and the paragraphs of the cell that is.
    cells: Vec<Vec<Paragraph>>,
    cell: Vec<Paragraph>,
    paragraphs: Vec<Paragraph>,
}

#[derive(Default)]
struct Reader {
    group: Group,
    outer: Vec<Group>,
    /// Groups that are open beyond the deepest.
    beyond: usize,
    /// The text and, inside it, what runs by itself.
    flow: Flow,
    flows: Vec<Flow>,
    /// Notes, comments, heads and feet of pages, once they were read.
    apart: Vec<Paragraph>,
    counts: Counts,
    /// Bytes that are not decoded yet, and whether any of them was written as a number.
    bytes: Vec<u8>,
    numbered: bool,
    /// Bytes that are still another way to show what was read.
    skipped: usize,
    /// The first half of a character beyond the first plane.
    half: Option<u16>,
    /// The code page of the document, and those of its fonts by their numbers.
    page: Option<Page>,
    fonts: HashMap<i32, Page>,
    font: i32,
    /// Fonts of signs, by their numbers.
    signs: HashMap<i32, String>,
    styles: HashMap<i32, String>,
    name: String,
    said: HashMap<&'static str, String>,
    /// Whether what comes next may be ignored by whoever does not know it.
    optional: bool,
    /// Whether the words before were inserted, deleted, struck out.
    before: [bool; 3],
}

impl Reader {
    fn read(&mut self, bytes: &[u8]) {
        let mut rest = bytes;
        while let Some((first, behind)) = rest.split_first() {
            rest = behind;
            match first {
                b'{' => self.begin(),
                b'}' => self.finish(),
                b'\\' => rest = self.control(behind),
                b'\r' | b'\n' => {}
                byte => self.byte(*byte),
            }
        }
    }

    fn end(mut self) -> Result<Found, Unfit> {
        self.counts.cut = !self.outer.is_empty();
        while !self.outer.is_empty() {
            self.finish();
        }
        while !self.flows.is_empty() {
            self.end_flow();
        }
        self.paragraph();
        self.row();
        let mut all = self.flow.paragraphs;
        all.append(&mut self.apart);
        // As if it were XML, so that one place says what can be believed.
        let element =
            |(name, text): (&&str, &String)| Element { name: (*name).into(), text: text.clone(), ..Element::default() };
        let said = Element { elements: self.said.iter().map(element).collect(), ..Element::default() };
        found(all, &self.counts, &Properties::of(&said))
    }

    fn begin(&mut self) {
        self.flush();
        self.skipped = 0;
        if self.outer.len() < DEEPEST {
            self.outer.push(self.group);
        } else {
            self.beyond += 1;
        }
    }

    fn finish(&mut self) {
        self.flush();
        (self.skipped, self.optional) = (0, false);
        if self.beyond > 0 {
            self.beyond -= 1;
            return;
        }
        while !self.flows.is_empty() && self.flow.depth >= self.outer.len() {
            self.end_flow();
        }
        if let Some(group) = self.outer.pop() {
            self.group = group;
        }
    }

    /// Begins text that runs by itself until the group ends.
    fn begin_flow(&mut self, why: Option<LeftOut>) {
        let flow = Flow { why: self.flow.why.or(why), depth: self.outer.len(), ..Flow::default() };
        self.flows.push(mem::replace(&mut self.flow, flow));
        let group = self.group;
        let own = Group { style: None, level: None, listed: false, in_table: false, initial: false, ..group };
        self.group = Group { into: Into::Text, ends: [0; 2], contents: false, ..own };
    }

    fn end_flow(&mut self) {
        self.paragraph();
        self.row();
        let outer = self.flows.pop().unwrap_or_default();
        let read = mem::replace(&mut self.flow, outer);
        match read.why {
            Some(LeftOut::Furniture) => furniture(read.paragraphs, &mut self.apart),
            why if why != self.flow.why => self.apart.extend(read.paragraphs),
            _ => self.flow.boxes.extend(read.paragraphs),
        }
    }

    /// Reads a word or a sign of the format. Returns what is behind it.
    fn control<'b>(&mut self, bytes: &'b [u8]) -> &'b [u8] {
        let length = bytes.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let Some((sign, behind)) = bytes.split_first() else { return bytes };
        if length == 0 {
            return self.sign(*sign, behind);
        }
        let (word, mut rest) = bytes.split_at(length);
        let minus = rest.first() == Some(&b'-');
        let digits = rest.iter().skip(usize::from(minus)).take_while(|byte| byte.is_ascii_digit()).count();
        let mut number = None;
        if digits > 0 {
            let (own, behind) = rest.split_at(digits + usize::from(minus));
            number = std::str::from_utf8(own).ok().and_then(|own| own.parse::<i32>().ok());
            rest = behind;
        }
        rest = rest.strip_prefix(b" ").unwrap_or(rest);
        if word == b"bin" {
            let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
            return rest.get(length..).unwrap_or_default();
        }
        if self.skipped > 0 && word != b"u" {
            self.skipped -= 1;
        } else {
            self.word(std::str::from_utf8(word).unwrap_or_default(), number);
        }
        rest
    }

    fn sign<'b>(&mut self, sign: u8, behind: &'b [u8]) -> &'b [u8] {
        if matches!(sign, b'~' | b'_') {
            self.flush();
        }
        match sign {
            b'\'' => {
                let digits = behind.get(..2).and_then(|two| std::str::from_utf8(two).ok());
                let Some(byte) = digits.and_then(|two| u8::from_str_radix(two, 16).ok()) else { return behind };
                self.numbered = true;
                self.byte(byte);
                return &behind[2..];
            }
            b'*' => self.optional = true,
            b'~' => self.push('\u{A0}'),
            b'_' => self.push('\u{2011}'),
            b'\\' | b'{' | b'}' => self.byte(sign),
            b'\r' | b'\n' => self.word("par", None),
            _ => {}
        }
        behind
    }

    fn word(&mut self, word: &str, number: Option<i32>) {
        let on = number != Some(0);
        let optional = mem::take(&mut self.optional);
        self.flush();
        match word {
            "par" | "sect" | "page" | "column" | "cell" | "nestcell" | "row" | "nestrow"
                if self.group.into != Into::Text => {}
            // Where the end of a paragraph was deleted, the next one goes on with it.
            "par" if self.group.deleted => {}
            "par" | "sect" | "page" | "column" => self.paragraph(),
            "line" | "lbr" | "softline" => self.push('\n'),
            "zwj" => self.push('\u{200D}'),
            "zwnj" => self.push('\u{200C}'),
            "tab" | "emspace" | "enspace" | "qmspace" => self.push(' '),
            "cell" | "nestcell" => self.cell(),
            "row" | "nestrow" => self.row(),
            "emdash" => self.push('—'),
            "endash" => self.push('–'),
            "bullet" => self.push('•'),
            "lquote" => self.push('‘'),
            "rquote" => self.push('’'),
            "ldblquote" => self.push('“'),
            "rdblquote" => self.push('”'),
            "u" => self.unit(number.unwrap_or(0)),
            "uc" => self.group.instead = usize::try_from(number.unwrap_or(1)).unwrap_or(1),
            "ansicpg" => self.page = number.and_then(Page::of),
            "mac" => self.page = Page::of(10000),
            "pc" => self.page = Page::of(437),
            "pca" => self.page = Page::of(850),
            "deff" => self.font = number.unwrap_or(0),
            "f" => self.group.font = number,
            "fcharset" if self.group.into == Into::Fonts => {
                self.fonts.extend(self.group.font.zip(number.and_then(Page::of_charset)));
            }
            "pard" => {
                (self.group.style, self.group.level, self.group.listed, self.group.in_table) =
                    (None, None, false, false);
                (self.group.initial, self.group.ends) = (false, [0; 2]);
            }
            "dropcapli" => self.group.initial = true,
            "li" | "lin" => self.group.ends[0] = number.unwrap_or(0),
            "ri" | "rin" => self.group.ends[1] = number.unwrap_or(0),
            "b" => self.group.bold = on,
            "fs" => self.group.size = number.and_then(|size| u32::try_from(size).ok()).unwrap_or(SIZE),
            "super" => self.group.raised = on,
            "nosupersub" | "sub" => self.group.raised = false,
            "plain" => {
                (self.group.hidden, self.group.struck) = (false, false);
                (self.group.inserted, self.group.deleted) = (false, false);
                (self.group.bold, self.group.raised, self.group.size) = (false, false, SIZE);
            }
            "s" => self.group.style = number,
            "outlinelevel" => {
                self.group.level = number.and_then(|level| u8::try_from(level).ok()).filter(|level| *level < 9)
            }
            "ls" => self.group.listed = on,
            "intbl" => self.group.in_table = true,
            "v" => self.group.hidden = on,
            "strike" | "striked" => self.group.struck = on,
            "revised" => self.group.inserted = on,
            "deleted" => self.group.deleted = on,
            "yr" | "mo" | "dy" if self.group.into == Into::Said("created") => {
                let day = self.said.entry("created").or_default();
                let between = if day.is_empty() { "" } else { "-" };
                day.push_str(&format!("{between}{:02}", number.unwrap_or(0)));
            }
            _ => self.destination(word, optional),
        }
    }

    /// Reads the word that says where the words of a group go.
    fn destination(&mut self, word: &str, optional: bool) {
        // Text boxes stand in what is else no words; but what an older program is to show in their place repeats them.
        let is_box = matches!(word, "shptxt" | "dptxbxtext") && !self.group.repeats;
        if self.group.into == Into::Nothing && !is_box {
            return;
        }
        match word {
            "fonttbl" => self.group.into = Into::Fonts,
            "stylesheet" => self.group.into = Into::Styles,
            "title" => self.group.into = Into::Said("title"),
            "author" => self.group.into = Into::Said("creator"),
            "creatim" => self.group.into = Into::Said("created"),
            "listtext" | "pntext" => {
                self.group.into = Into::Nothing;
                if let Some(around) = self.outer.last_mut() {
                    around.listed = true;
                }
            }
            "footnote" => {
                self.counts.footnotes += 1;
                self.begin_flow(Some(LeftOut::Footnote));
            }
            "annotation" => {
                self.counts.comments += 1;
                self.begin_flow(Some(LeftOut::Comments));
            }
            "header" | "headerl" | "headerr" | "headerf" | "footer" | "footerl" | "footerr" | "footerf" => {
                self.begin_flow(Some(LeftOut::Furniture));
            }
            _ if is_box => self.begin_flow(None),
            "field" => drop(self.said.remove(FIELD)),
            "fldinst" => self.group.into = Into::Said(FIELD),
            "fldrslt" => {
                let code = self.said.get(FIELD).and_then(|code| code.split_whitespace().next());
                self.group.contents |= matches!(code, Some("TOC" | "INDEX"));
            }
            "shprslt" => (self.group.into, self.group.repeats) = (Into::Nothing, true),
            "pict" => {
                self.counts.pictures += 1;
                self.group.into = Into::Nothing;
            }
            // Its groups say where their words go.
            "info" => self.group.into = Into::Said(""),
            "colortbl" | "object" | "nonshppict" | "filetbl" | "xe" | "tc" | "tcn" | "rxe" | "sp" => {
                self.group.into = Into::Nothing;
            }
            "shppict" | "shpinst" => {}
            _ if optional => self.group.into = Into::Nothing,
            _ => {}
        }
    }

    /// Takes half of a character, or a whole one, by its number in UTF-16.
    fn unit(&mut self, number: i32) {
        // Numbers beyond 32,767 are written as negative ones.
        let unit = number.rem_euclid(0x1_0000) as u16;
        let units = self.half.take().into_iter().chain([unit]);
        match char::decode_utf16(units).collect::<Result<String, _>>() {
            Ok(text) => text.chars().for_each(|c| {
                let sign = self.sign_font().filter(|_| ('\u{F000}'..='\u{F0FF}').contains(&c));
                let known = sign.map_or(Some(c), |font| symbols::sign(font, u32::from(c)));
                self.known(known);
            }),
            Err(_) if (0xD800..0xDC00).contains(&unit) => self.half = Some(unit),
            Err(_) => self.push(char::REPLACEMENT_CHARACTER),
        }
        self.skipped = self.group.instead;
    }

    fn byte(&mut self, byte: u8) {
        if self.skipped > 0 {
            self.skipped -= 1;
        } else {
            self.bytes.push(byte);
        }
    }

    /// Returns the name of the font, where that is one of signs.
    fn sign_font(&self) -> Option<&str> {
        self.signs.get(&self.group.font.unwrap_or(self.font)).map(String::as_str)
    }

    /// Adds a sign, or, for one that is not known, what stands for those.
    fn known(&mut self, sign: Option<char>) {
        self.counts.signs += usize::from(sign.is_none());
        self.push(sign.unwrap_or(char::REPLACEMENT_CHARACTER));
    }

    /// Decodes the bytes that were read, in the code page of their font.
    fn flush(&mut self) {
        let numbered = mem::take(&mut self.numbered);
        if self.bytes.is_empty() {
            return;
        }
        let bytes = mem::take(&mut self.bytes);
        if self.group.into == Into::Text
            && let Some(font) = self.sign_font()
        {
            let sign = |byte: &u8| if *byte == b' ' { Some(' ') } else { symbols::sign(font, u32::from(*byte)) };
            let signs: Vec<Option<char>> = bytes.iter().map(sign).collect();
            return signs.into_iter().for_each(|sign| self.known(sign));
        }
        // Some programs write UTF-8, which the format has no place for; no other text looks so by chance.
        let plain = if numbered && !bytes.is_ascii() { None } else { std::str::from_utf8(&bytes).ok() };
        let page = self.fonts.get(&self.group.font.unwrap_or(self.font)).copied().or(self.page);
        let text = plain.map_or_else(|| page.unwrap_or(Page::USUAL).decode(&bytes), str::to_owned);
        text.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        let group = self.group;
        match group.into {
            Into::Text if group.deleted => self.count([false, true, false]),
            Into::Text if group.hidden => self.flow.hidden.push(c),
            Into::Text => {
                self.count([group.inserted, false, group.struck]);
                let mut one = [0; 4];
                let one: &str = c.encode_utf8(&mut one);
                self.flow.letters.add(one, group.bold, group.size);
                self.flow.contents |= group.contents && !c.is_whitespace();
                let raised = if group.raised { raised::behind_digit(&self.flow.text, one) } else { None };
                self.flow.text.push_str(raised.as_deref().unwrap_or(one));
            }
            Into::Fonts if c == ';' => {
                let name = mem::take(&mut self.name);
                let number = group.font.filter(|_| symbols::is_of_signs(name.trim()));
                self.signs.extend(number.map(|number| (number, name.trim().to_owned())));
            }
            Into::Fonts if self.name.len() < NAME => self.name.push(c),
            Into::Styles if c == ';' => {
                let name = mem::take(&mut self.name).trim().to_owned();
                self.styles.insert(group.style.unwrap_or(0), name);
            }
            Into::Styles if self.name.len() < NAME => self.name.push(c),
            Into::Said(name) if name != "created" => {
                let said = self.said.entry(name).or_default();
                if said.len() < NAME {
                    said.push(c);
                }
            }
            Into::Styles | Into::Said(_) | Into::Fonts | Into::Nothing => {}
        }
    }

    /// Counts where passages begin that were inserted, deleted or struck out.
    fn count(&mut self, now: [bool; 3]) {
        let begins = |at: usize| usize::from(now[at] && !self.before[at]);
        self.counts.inserted += begins(0);
        self.counts.deleted += begins(1);
        self.counts.struck += begins(2);
        self.before = now;
    }

    fn role(&self) -> Role {
        let name = self.group.style.and_then(|style| self.styles.get(&style));
        let level = self.group.level.map(|level| Role::heading(level + 1));
        match name.and_then(|name| Role::named(name)).or(level) {
            Some(role) if role != Role::ITEM => role,
            _ if self.group.listed => Role::ITEM,
            role => role.unwrap_or(Role::TEXT),
        }
    }

    /// Ends a paragraph.
    fn paragraph(&mut self) {
        self.flush();
        if self.group.initial {
            // The next paragraph begins with it.
            self.flow.text.truncate(self.flow.text.trim_end().len());
            return;
        }
        let role = self.role();
        let (text, hidden) = (mem::take(&mut self.flow.text), mem::take(&mut self.flow.hidden));
        let look = mem::take(&mut self.flow.letters).look(self.group.ends.iter().all(|by| *by >= SET_IN));
        let contents = mem::take(&mut self.flow.contents).then_some(LeftOut::Contents);
        let why = self.flow.why.or(contents).or(role.why);
        let own = Paragraph { kind: role.kind, level: role.level, text, why, look };
        let unseen = Paragraph { text: hidden, why: Some(LeftOut::Hidden), ..own.clone() };
        let boxes = mem::take(&mut self.flow.boxes);
        let all = [own, unseen].into_iter().filter(|one| !one.text.trim().is_empty()).chain(boxes);
        if self.group.in_table {
            self.flow.cell.extend(all);
        } else {
            self.row();
            self.flow.paragraphs.extend(all);
        }
    }

    fn cell(&mut self) {
        self.group.in_table = true;
        self.paragraph();
        let cell = mem::take(&mut self.flow.cell);
        self.flow.cells.push(cell);
    }

    fn row(&mut self) {
        let mut cells = mem::take(&mut self.flow.cells);
        cells.push(mem::take(&mut self.flow.cell));
        let why = self.flow.why;
        self.flow.paragraphs.extend(joined(cells, why));
    }
}

#[cfg(test)]
#[path = "rich_tests.rs"]
mod tests;
