//! Reads `.docx` (ISO/IEC 29500-1, WordprocessingML): the text as it is once all tracked changes are accepted.
//!
//! Elements are known by their names without a namespace, for there are two sets of namespaces, and what is unknown is
//! looked into. A row of a table with several cells of a line each is a paragraph, its cells parted by bars; other
//! tables only put things beside each other. A text box stands behind the paragraph that it is tied to. What a field
//! shows is text; what computes it is none.

use std::collections::HashMap;
use std::mem;

use super::look::{Letters, Look};
use super::package::Package;
use super::properties::Properties;
use super::style::{Role, Styles, languages};
use super::{Counts, Paragraph, found, furniture, joined, symbols};
use crate::documents::draft::Unfit;
use crate::documents::part::{Found, LeftOut};
use crate::documents::raised;
use crate::documents::xml::Element;
use crate::model::BlockKind;

/// The size of letters, in half points, of which nothing says it.
const SIZE: u32 = 20;

/// Returns an attribute by its name without a prefix, for programs choose their own.
pub(super) fn local<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    let same = |own: &str| own.rsplit(':').next() == Some(name);
    element.attributes.iter().find(|(own, _)| same(own)).map(|(_, value)| value.as_str())
}

/// Returns the value of a property (`w:val`).
pub(super) fn value(element: &Element) -> Option<&str> {
    local(element, "val")
}

/// Tells whether a property is there and on.
pub(super) fn is_on(properties: Option<&Element>, name: &str) -> bool {
    let property = properties.and_then(|properties| properties.first(name));
    property.is_some_and(|property| !matches!(value(property), Some("0" | "false" | "off")))
}

/// Reads a document.
///
/// # Errors
/// When it is damaged, no text document, or has no text.
pub(in crate::documents) fn read(bytes: &[u8]) -> Result<Found, Unfit> {
    let mut package = Package::open(bytes)?;
    let main = package.related("", "officeDocument")?.into_iter().next();
    let main = main.unwrap_or_else(|| "word/document.xml".to_owned());
    let root = package.part(&main)?.ok_or(Unfit::Archive)?;
    let body = match root.name.as_str() {
        "document" => root.first("body").ok_or(Unfit::Empty)?,
        "workbook" | "presentation" => return Err(Unfit::Sheet),
        _ => return Err(Unfit::Archive),
    };
    let mut all = |of: &str, kind: &str| -> Result<Vec<Element>, Unfit> {
        let parts = package.related(of, kind)?.into_iter().map(|path| package.part(&path));
        parts.filter_map(Result::transpose).collect()
    };
    let styles = all(&main, "styles")?.first().map(Styles::of).unwrap_or_default();
    let mut properties = all("", "core-properties")?.first().map(Properties::of).unwrap_or_default();
    let [headers, footers] = [all(&main, "header")?, all(&main, "footer")?];
    let notes = [all(&main, "footnotes")?, all(&main, "endnotes")?];
    let comments = all(&main, "comments")?;
    let mut reader = Reader::new(&styles);
    headers.iter().for_each(|header| reader.furniture(header));
    reader.blocks(body, None);
    reader.fields.clear();
    for (notes, references) in notes.iter().zip(mem::take(&mut reader.references)) {
        let notes = notes.iter().flat_map(|notes| &notes.elements);
        let notes: HashMap<&str, &Element> = notes.filter_map(|note| Some((local(note, "id")?, note))).collect();
        for note in references.iter().filter_map(|id| notes.get(id)) {
            reader.counts.footnotes += 1;
            reader.blocks(note, Some(LeftOut::Footnote));
        }
    }
    for comment in comments.iter().flat_map(|comments| comments.all("comment")) {
        reader.counts.comments += 1;
        reader.blocks(comment, Some(LeftOut::Comments));
    }
    footers.iter().for_each(|footer| reader.furniture(footer));
    if properties.language.is_empty() && (properties.by_person || reader.says_language) {
        let most = reader.languages.iter().max_by_key(|(language, count)| (**count, language.as_str()));
        properties.language = most.map(|(language, _)| language.clone()).unwrap_or_default();
    }
    found(reader.paragraphs, &reader.counts, &properties)
}

/// A field that is open: what computes it, then what it shows.
#[derive(Default)]
struct Field {
    code: String,
    shows: bool,
}

impl Field {
    fn is_contents(&self) -> bool {
        self.shows && matches!(self.code.split_whitespace().next(), Some("TOC" | "INDEX"))
    }
}

/// The words of a paragraph while they are read.
#[derive(Default)]
struct Line<'e> {
    text: String,
    /// Text boxes that are tied to it.
    boxes: Vec<&'e Element>,
    /// Whether the last words were struck out.
    struck: bool,
    /// Words that are not shown.
    hidden: String,
    /// What its paragraph says of itself.
    properties: Option<&'e Element>,
    letters: Letters,
}

struct Reader<'e> {
    styles: &'e Styles,
    paragraphs: Vec<Paragraph>,
    counts: Counts,
    /// The footnotes and the endnotes that the text refers to, in its order.
    references: [Vec<&'e str>; 2],
    fields: Vec<Field>,
    /// What stood in paragraphs whose ends were deleted: the next one begins with it.
    carried: String,
    /// How many letters there are of each language, and whether the text itself says one.
    languages: HashMap<String, usize>,
    says_language: bool,
}

impl<'e> Reader<'e> {
    fn new(styles: &'e Styles) -> Reader<'e> {
        Reader {
            styles,
            paragraphs: Vec::new(),
            counts: Counts::default(),
            references: Default::default(),
            fields: Vec::new(),
            carried: String::new(),
            languages: HashMap::new(),
            says_language: false,
        }
    }

    fn furniture(&mut self, root: &'e Element) {
        let before = mem::take(&mut self.paragraphs);
        self.blocks(root, Some(LeftOut::Furniture));
        self.fields.clear();
        let read = mem::replace(&mut self.paragraphs, before);
        furniture(read, &mut self.paragraphs);
    }

    /// Reads what stands one below the other. `why` says why it is none of the article's.
    fn blocks(&mut self, around: &'e Element, why: Option<LeftOut>) {
        for block in &around.elements {
            match block.name.as_str() {
                "p" => self.paragraph(block, why),
                "tbl" => self.table(block, why),
                "sdt" => {
                    let gallery = ["sdtPr", "docPartObj", "docPartGallery"];
                    let gallery = gallery.iter().try_fold(block, |element, name| element.first(name)).and_then(value);
                    let contents = gallery == Some("Table of Contents");
                    let why = why.or(contents.then_some(LeftOut::Contents));
                    if let Some(content) = shown(block) {
                        self.blocks(content, why);
                    }
                }
                "AlternateContent" => branch(block).into_iter().for_each(|branch| self.blocks(branch, why)),
                "altChunk" | "subDoc" => self.counts.others += 1,
                _ if self.is_dropped(block) => {}
                name if !name.ends_with("Pr") => self.blocks(block, why),
                _ => {}
            }
        }
        self.flush(why);
    }

    /// Counts a tracked change. Tells whether what is in it went; fields begin and end there all the same.
    fn is_dropped(&mut self, change: &'e Element) -> bool {
        match change.name.as_str() {
            "ins" => self.counts.inserted += 1,
            "del" => self.counts.deleted += 1,
            "moveFrom" => self.counts.moved += 1,
            _ => {}
        }
        let dropped = matches!(change.name.as_str(), "del" | "moveFrom");
        if dropped {
            self.fields_in(change);
        }
        dropped
    }

    fn fields_in(&mut self, around: &'e Element) {
        for inside in &around.elements {
            match inside.name.as_str() {
                "fldChar" => self.field(local(inside, "fldCharType").unwrap_or_default()),
                _ => self.fields_in(inside),
            }
        }
    }

    /// Writes what was carried to a paragraph that is not there.
    fn flush(&mut self, why: Option<LeftOut>) {
        if !self.carried.is_empty() {
            let text = mem::take(&mut self.carried);
            self.push(Role { why, ..Role::TEXT }, text, Look::default());
        }
    }

    fn push(&mut self, role: Role, text: String, look: Look) {
        if !text.trim().is_empty() {
            self.paragraphs.push(Paragraph { kind: role.kind, level: role.level, text, why: role.why, look });
        }
    }

    fn paragraph(&mut self, paragraph: &'e Element, why: Option<LeftOut>) {
        let properties = paragraph.first("pPr");
        let mut role = self.styles.role(properties);
        if role.kind == BlockKind::Heading {
            // No table of contents has a heading in it: the end of its field was lost.
            self.fields.retain(|field| !field.is_contents());
        }
        let contents = self.fields.iter().any(Field::is_contents);
        let mut line = Line { text: mem::take(&mut self.carried), properties, ..Line::default() };
        self.inline(paragraph, &mut line);
        // A field whose beginning is all there is would hide the rest of the document.
        self.fields.retain(|field| field.shows);
        let contents = contents || self.fields.iter().any(Field::is_contents);
        role.why = why.or(contents.then_some(LeftOut::Contents)).or(role.why);
        let mark = properties.and_then(|properties| properties.first("rPr"));
        let ended = mark.is_some_and(|mark| mark.first("del").is_some() || mark.first("moveFrom").is_some());
        let look = line.letters.look(self.styles.is_set_in(properties));
        if ended {
            self.carried = line.text;
        } else if is_initial(properties) {
            self.carried = line.text.trim().to_owned();
        } else {
            self.push(role, line.text, look);
        }
        self.push(Role { why: Some(LeftOut::Hidden), ..Role::TEXT }, line.hidden, Look::default());
        for inside in line.boxes {
            let carried = mem::take(&mut self.carried);
            self.blocks(inside, why);
            self.carried = carried;
        }
    }

    fn table(&mut self, table: &'e Element, why: Option<LeftOut>) {
        self.flush(why);
        for row in within(table, "tr") {
            let properties = row.first("trPr");
            let changed = |name: &str| properties.is_some_and(|properties| properties.first(name).is_some());
            if changed("ins") {
                self.counts.inserted += 1;
            }
            if changed("del") {
                self.counts.deleted += 1;
                continue;
            }
            let before = mem::take(&mut self.paragraphs);
            let mut cells = Vec::new();
            for cell in within(row, "tc") {
                let properties = cell.first("tcPr");
                let changed = |name: &str| properties.is_some_and(|properties| properties.first(name).is_some());
                self.counts.inserted += usize::from(changed("cellIns"));
                if changed("cellDel") {
                    self.counts.deleted += 1;
                    continue;
                }
                self.blocks(cell, why);
                cells.push(mem::take(&mut self.paragraphs));
            }
            self.paragraphs = before;
            self.paragraphs.extend(joined(cells, why));
        }
    }

    fn inline(&mut self, around: &'e Element, line: &mut Line<'e>) {
        for inside in &around.elements {
            match inside.name.as_str() {
                "r" => self.run(inside, line),
                "sdt" => shown(inside).into_iter().for_each(|content| self.inline(content, line)),
                "AlternateContent" => branch(inside).into_iter().for_each(|branch| self.inline(branch, line)),
                "f" => self.fraction(inside, line),
                "sSup" => self.power(inside, line),
                _ if self.is_dropped(inside) => {}
                name if !name.ends_with("Pr") => self.inline(inside, line),
                _ => {}
            }
        }
    }

    /// Writes a fraction (`m:f`) in one line.
    fn fraction(&mut self, fraction: &'e Element, line: &mut Line<'e>) {
        fraction.first("num").into_iter().for_each(|above| self.inline(above, line));
        line.text.push('/');
        fraction.first("den").into_iter().for_each(|below| self.inline(below, line));
    }

    /// Writes a power (`m:sSup`) in one line.
    fn power(&mut self, power: &'e Element, line: &mut Line<'e>) {
        power.first("e").into_iter().for_each(|base| self.inline(base, line));
        let before = line.text.len();
        power.first("sup").into_iter().for_each(|raised| self.inline(raised, line));
        let exponent = line.text.split_off(before);
        line.text.push_str(&raised::signs(&exponent).unwrap_or_else(|| format!("^{exponent}")));
    }

    /// Tells whether what stands here is text, and not what computes a field.
    fn is_text(&self) -> bool {
        self.fields.iter().all(|field| field.shows)
    }

    fn run(&mut self, run: &'e Element, line: &mut Line<'e>) {
        let properties = run.first("rPr");
        let struck = is_on(properties, "strike") || is_on(properties, "dstrike");
        let letters = self.styles.letters(line.properties, properties);
        let before = line.text.len();
        for inside in &run.elements {
            self.piece(inside, properties, line);
        }
        let added = line.text.len() > before;
        if letters.hidden == Some(true) {
            let words = line.text.split_off(before);
            line.hidden.push_str(&words);
        } else if added {
            if properties.and_then(|properties| properties.first("vertAlign")).and_then(value) == Some("superscript")
                && let Some(signs) = raised::behind_digit(&line.text[..before], &line.text[before..])
            {
                line.text.replace_range(before.., &signs);
            }
            line.letters.add(&line.text[before..], letters.bold == Some(true), letters.size.unwrap_or(SIZE));
            self.counts.struck += usize::from(struck && !line.struck);
            line.struck = struck;
            self.weigh(properties, &line.text[before..]);
        }
    }

    /// Reads what stands in a run with such properties (`w:rPr`).
    fn piece(&mut self, piece: &'e Element, properties: Option<&Element>, line: &mut Line<'e>) {
        let text = self.is_text();
        match piece.name.as_str() {
            "fldChar" => self.field(local(piece, "fldCharType").unwrap_or_default()),
            "instrText" => {
                if let Some(field) = self.fields.last_mut().filter(|field| !field.shows) {
                    field.code.push_str(&piece.text);
                }
            }
            _ if !text => {}
            "t" => {
                let words = piece.text.replace(['\n', '\r', '\t'], " ");
                line.text.push_str(&self.written(words, properties));
            }
            "tab" | "ptab" => line.text.push(' '),
            // What stands on another page or in another column is another paragraph to whoever reads it.
            "br" if matches!(local(piece, "type"), Some("page" | "column")) => line.text.push_str("\n\n"),
            "br" | "cr" => line.text.push('\n'),
            "noBreakHyphen" => line.text.push('\u{2011}'),
            "sym" => line.text.push(self.sign(piece)),
            "footnoteReference" => self.references[0].extend(local(piece, "id")),
            "endnoteReference" => self.references[1].extend(local(piece, "id")),
            "drawing" | "pict" | "object" => self.drawing(piece, line),
            "AlternateContent" => {
                for piece in branch(piece).into_iter().flat_map(|branch| &branch.elements) {
                    self.piece(piece, properties, line);
                }
            }
            "ruby" => piece.first("rubyBase").into_iter().for_each(|base| self.inline(base, line)),
            _ => {}
        }
    }

    fn field(&mut self, what: &str) {
        match what {
            "begin" => self.fields.push(Field::default()),
            "separate" => self.fields.iter_mut().next_back().into_iter().for_each(|field| field.shows = true),
            "end" => drop(self.fields.pop()),
            _ => {}
        }
    }

    /// Reads a sign that is named by its place in a font.
    fn sign(&mut self, sign: &Element) -> char {
        let code = local(sign, "char").and_then(|code| u32::from_str_radix(code, 16).ok()).unwrap_or_default();
        self.known(symbols::sign(local(sign, "font").unwrap_or_default(), code))
    }

    /// Counts signs that are not known, for which another one stands.
    fn known(&mut self, sign: Option<char>) -> char {
        self.counts.signs += usize::from(sign.is_none());
        sign.unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// Reads words as they are shown: in a font of pictures, letters are signs.
    fn written(&mut self, words: String, properties: Option<&Element>) -> String {
        let fonts = properties.and_then(|properties| properties.first("rFonts"));
        let font = fonts.and_then(|fonts| local(fonts, "ascii").or_else(|| local(fonts, "hAnsi"))).unwrap_or_default();
        if !symbols::is_of_signs(font) {
            return words;
        }
        let sign = |c: char| match u32::from(c) {
            0x20 | 0xA0 => c,
            code @ (0x21..=0xFF | 0xF000..=0xF0FF) => self.known(symbols::sign(font, code)),
            _ => c,
        };
        words.chars().map(sign).collect()
    }

    /// Counts the pictures of a drawing, and finds its text boxes.
    fn drawing(&mut self, drawing: &'e Element, line: &mut Line<'e>) {
        for inside in &drawing.elements {
            match inside.name.as_str() {
                "txbxContent" => line.boxes.push(inside),
                "blip" | "imagedata" | "chart" | "relIds" => self.counts.pictures += 1,
                "AlternateContent" => branch(inside).into_iter().for_each(|branch| self.drawing(branch, line)),
                _ => self.drawing(inside, line),
            }
        }
    }

    /// Counts letters for the language that they are marked as.
    fn weigh(&mut self, properties: Option<&Element>, words: &str) {
        let own = properties.and_then(|properties| properties.first("lang")).map(languages).unwrap_or_default();
        let wide = |c: char| matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}');
        let at = match () {
            () if is_on(properties, "rtl") => 1,
            () if words.contains(wide) => 2,
            () => 0,
        };
        let language = if own[at].is_empty() { &self.styles.languages[at] } else { &own[at] };
        if !language.is_empty() {
            self.says_language |= !own[at].is_empty();
            *self.languages.entry(language.clone()).or_default() += words.chars().filter(|c| c.is_alphabetic()).count();
        }
    }
}

/// Tells whether a paragraph is a large letter that begins the next one.
fn is_initial(properties: Option<&Element>) -> bool {
    let frame = properties.and_then(|properties| properties.first("framePr"));
    frame.and_then(|frame| local(frame, "dropCap")).is_some_and(|kind| kind != "none")
}

/// Lists the rows of a table or the cells of a row, also those that stand in a control or a mark-up of somebody's.
fn within<'e>(around: &'e Element, name: &str) -> Vec<&'e Element> {
    let mut found = Vec::new();
    for inside in &around.elements {
        match inside.name.as_str() {
            own if own == name => found.push(inside),
            "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => found.extend(within(inside, name)),
            _ => {}
        }
    }
    found
}

/// Returns what a control holds, unless that is only the words that ask to fill it in.
fn shown(control: &Element) -> Option<&Element> {
    let asks = is_on(control.first("sdtPr"), "showingPlcHdr");
    control.first("sdtContent").filter(|_| !asks)
}

/// Chooses among the forms in which a document says the same for programs of several ages (ISO/IEC 29500-3): the first
/// that has something to read or to see.
fn branch(alternatives: &Element) -> Option<&Element> {
    let choice = alternatives.all("Choice").find(|choice| has_something(choice));
    choice.or_else(|| alternatives.first("Fallback"))
}

fn has_something(element: &Element) -> bool {
    let name = element.name.as_str();
    matches!(name, "t" | "txbxContent" | "blip" | "imagedata" | "chart" | "relIds")
        || element.elements.iter().any(has_something)
}

#[cfg(test)]
#[path = "word_tests.rs"]
mod tests;
