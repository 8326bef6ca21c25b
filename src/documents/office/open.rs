//! Reads `.odt` (OpenDocument 1.3, OASIS and ISO/IEC 26300): the text as it is once all tracked changes are accepted,
//! which is how it stands in the file.
//!
//! Elements are known by their names without a namespace, and what is unknown is looked into. White space is one space
//! (section 6.1.2). Tables, text boxes and line breaks are read as those of Word are.

use std::collections::HashMap;
use std::mem;

use super::look::Letters;
use super::package::{self, Package};
use super::properties::Properties;
use super::style::Role;
use super::{Counts, Paragraph, found, furniture, joined};
use crate::documents::draft::Unfit;
use crate::documents::part::{Found, LeftOut};
use crate::documents::xml::Element;
use crate::documents::{archive, raised};
use crate::model::BlockKind;

/// How many styles may stand on one another.
const DEEPEST: usize = 32;
/// How many spaces at most one element stands for.
const SPACES: usize = 16;
/// The size of letters, in half points, of which nothing says it.
const SIZE: u32 = 24;
/// From how many points on a paragraph is set in.
const SET_IN: f32 = 14.0;

/// Reads a document.
///
/// # Errors
/// When it is damaged, locked, no text document, or has no text.
pub(in crate::documents) fn read(bytes: &[u8]) -> Result<Found, Unfit> {
    if !archive::is_archive(bytes) {
        let all = package::whole(bytes)?;
        return document(&all, Some(&all), Some(&all));
    }
    let mut package = Package::open(bytes)?;
    let manifest = package.part("META-INF/manifest.xml")?;
    let mut files = manifest.iter().flat_map(|manifest| manifest.all("file-entry"));
    if files.any(|file| file.first("encryption-data").is_some()) {
        return Err(Unfit::Locked);
    }
    let content = package.part("content.xml")?.ok_or(Unfit::Archive)?;
    let [outer, meta] = [package.part("styles.xml")?, package.part("meta.xml")?];
    document(&content, outer.as_ref(), meta.as_ref())
}

/// Reads a document of its parts, which are one where it is a file of XML and no archive (`.fodt`).
fn document(content: &Element, outer: Option<&Element>, meta: Option<&Element>) -> Result<Found, Unfit> {
    let body = content.first("body").ok_or(Unfit::Archive)?;
    let text = body.first("text").ok_or(Unfit::Sheet)?;
    let mut properties = meta.and_then(|meta| meta.first("meta")).map(Properties::of).unwrap_or_default();
    let roots = [Some(content), outer];
    let styles = Styles::of(roots.into_iter().flatten());
    if properties.language.is_empty() && properties.by_person {
        properties.language = styles.language.clone();
    }
    let mut reader = Reader { styles: &styles, paragraphs: Vec::new(), counts: Counts::default(), apart: Vec::new() };
    let masters = outer.iter().flat_map(|outer| outer.all("master-styles")).flat_map(|all| all.all("master-page"));
    let of_pages: Vec<&Element> = masters.flat_map(|page| &page.elements).collect();
    let [heads, feet] =
        ["header", "footer"].map(|kind| of_pages.iter().filter(move |part| part.name.starts_with(kind)));
    heads.for_each(|head| reader.furniture(head));
    reader.blocks(text, None, false);
    for (inside, why) in mem::take(&mut reader.apart) {
        match why {
            LeftOut::Comments => reader.counts.comments += 1,
            _ => reader.counts.footnotes += 1,
        }
        reader.blocks(inside, Some(why), false);
    }
    feet.for_each(|foot| reader.furniture(foot));
    found(reader.paragraphs, &reader.counts, &properties)
}

/// What a style says of words or of a paragraph.
#[derive(Default)]
struct Style {
    /// What it is called to users, where that is something else than its name.
    shown: String,
    parent: String,
    level: Option<u8>,
    struck: Option<bool>,
    hidden: Option<bool>,
    raised: Option<bool>,
    bold: Option<bool>,
    /// The size of its letters in half points.
    size: Option<u32>,
    /// How far its paragraphs are set in on the left and on the right, in points.
    ends: [Option<f32>; 2],
}

/// Reads a length in points, of which it is written how many or how many of another unit.
fn points(length: &str) -> Option<f32> {
    let unit = length.find(|c: char| c.is_ascii_alphabetic())?;
    let (number, unit) = length.split_at(unit);
    let each = match unit {
        "pt" => 1.0,
        "cm" => 72.0 / 2.54,
        "mm" => 7.2 / 2.54,
        "in" => 72.0,
        "pc" => 12.0,
        _ => return None,
    };
    number.parse::<f32>().ok().map(|number| number * each)
}

/// The styles of a document, by what they are for (`paragraph`, `text`) and by name.
struct Styles {
    styles: HashMap<(String, String), Style>,
    /// The language of text that says nothing else, and the size of its letters in half points.
    language: String,
    size: u32,
}

impl Styles {
    fn of<'e>(roots: impl Iterator<Item = &'e Element>) -> Styles {
        let (mut styles, mut language, mut usual) = (HashMap::new(), String::new(), None);
        let groups = roots.flat_map(|root| &root.elements).filter(|group| group.name.ends_with("styles"));
        for style in groups.flat_map(|group| &group.elements) {
            let text = |name: &str| style.attribute(name).unwrap_or_default().to_owned();
            let words = style.first("text-properties");
            let says = |name: &str| words.and_then(|words| words.attribute(name));
            let shape = style.first("paragraph-properties");
            let end = |name: &str| shape.and_then(|shape| shape.attribute(name)).and_then(points);
            let size = says("fo:font-size").and_then(points).map(|size| (size * 2.0).round() as u32);
            match style.name.as_str() {
                "style" => {
                    let own = Style {
                        shown: text("style:display-name"),
                        parent: text("style:parent-style-name"),
                        level: style.attribute("style:default-outline-level").and_then(|level| level.parse().ok()),
                        struck: says("style:text-line-through-style").map(|line| line != "none"),
                        hidden: says("text:display").map(|display| display == "none"),
                        raised: says("style:text-position").map(|place| {
                            place.starts_with("super") || place.starts_with(|c: char| ('1'..='9').contains(&c))
                        }),
                        bold: says("fo:font-weight").map(|weight| matches!(weight, "bold" | "700" | "800" | "900")),
                        size,
                        ends: [end("fo:margin-left"), end("fo:margin-right")],
                    };
                    styles.insert((text("style:family"), text("style:name")), own);
                }
                "default-style" if text("style:family") == "paragraph" => {
                    usual = size.or(usual);
                    let [own, country] =
                        ["fo:language", "fo:country"].map(|name| says(name).filter(|one| *one != "none"));
                    language = [own, country].into_iter().flatten().collect::<Vec<_>>().join("-");
                }
                _ => {}
            }
        }
        Styles { styles, language, size: usual.unwrap_or(SIZE) }
    }

    /// Returns what a style, or the nearest that it stands on, says.
    fn says<T>(&self, family: &str, name: &str, what: fn(&Style) -> Option<T>) -> Option<T> {
        self.chain(family, name).find_map(|(_, style)| what(style))
    }

    /// Lists a style and those that it stands on, by their names.
    fn chain<'s>(&'s self, family: &'s str, name: &'s str) -> impl Iterator<Item = (&'s str, &'s Style)> {
        let of = move |name: &'s str| {
            let style = self.styles.get(&(family.to_owned(), name.to_owned()))?;
            Some((name, style))
        };
        std::iter::successors(of(name), move |(_, style)| of(&style.parent)).take(DEEPEST)
    }

    /// Says what a paragraph or a heading is.
    fn role(&self, paragraph: &Element, listed: bool) -> Role {
        let name = paragraph.attribute("text:style-name").unwrap_or_default();
        let of = |(name, style): (&str, &Style)| [name, &style.shown, &style.parent].into_iter().find_map(Role::named);
        let named = self.chain("paragraph", name).find_map(of);
        // What a document has no such style for may still be called by its name.
        let named = named.or_else(|| Role::named(name));
        let level = paragraph.attribute("text:outline-level").and_then(|level| level.parse().ok());
        let level = level.or_else(|| self.chain("paragraph", name).find_map(|(_, style)| style.level));
        match named {
            Some(role) if role != Role::ITEM && role.kind != BlockKind::Heading => role,
            _ if paragraph.name == "h" => Role::heading(level.unwrap_or(1)),
            Some(role) if role.kind == BlockKind::Heading => role,
            _ if listed => Role::ITEM,
            _ => Role::TEXT,
        }
    }
}

/// The words of a paragraph while they are read.
#[derive(Default)]
struct Line<'e> {
    text: String,
    /// Text boxes that are tied to it.
    boxes: Vec<&'e Element>,
    struck: bool,
    hidden: String,
    /// Whether a field hides all of it.
    unseen: bool,
    /// Whether its letters are bold now, and their size.
    now: (bool, u32),
    letters: Letters,
}

impl Line<'_> {
    /// Adds words as they stand in the file.
    fn push(&mut self, words: &str) {
        self.letters.add(words, self.now.0, self.now.1);
        for c in words.chars() {
            if !matches!(c, ' ' | '\t' | '\n' | '\r') {
                self.text.push(c);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }
}

struct Reader<'e> {
    styles: &'e Styles,
    paragraphs: Vec<Paragraph>,
    counts: Counts,
    /// Notes and comments, in the order of the text.
    apart: Vec<(&'e Element, LeftOut)>,
}

impl<'e> Reader<'e> {
    fn furniture(&mut self, root: &'e Element) {
        let before = mem::take(&mut self.paragraphs);
        self.blocks(root, Some(LeftOut::Furniture), false);
        let read = mem::replace(&mut self.paragraphs, before);
        furniture(read, &mut self.paragraphs);
    }

    /// Reads what stands one below the other, in a list or not. `why` says why it is none of the article's.
    fn blocks(&mut self, around: &'e Element, why: Option<LeftOut>, listed: bool) {
        for block in &around.elements {
            match block.name.as_str() {
                "p" | "h" => self.paragraph(block, why, listed),
                "list" | "numbered-paragraph" => self.blocks(block, why, true),
                "section" => {
                    let unseen = block.attribute("text:is-hidden") == Some("true");
                    let hidden = unseen || block.attribute("text:display") == Some("none");
                    self.blocks(block, why.or(hidden.then_some(LeftOut::Hidden)), listed);
                }
                "table" => self.table(block, why),
                "tracked-changes" => self.changes(block),
                "bibliography" => self.blocks(block, why, listed),
                name if name == "table-of-content" || name.ends_with("-index") => {
                    self.blocks(block, why.or(Some(LeftOut::Contents)), listed);
                }
                "annotation" => self.apart.push((block, LeftOut::Comments)),
                "forms" => {}
                name if name.ends_with("-decls") || name.ends_with("-source") => {}
                name if is_drawing(name) => {
                    let mut line = Line::default();
                    self.drawing(block, &mut line);
                    line.boxes.into_iter().for_each(|inside| self.blocks(inside, why, false));
                }
                _ => self.blocks(block, why, listed),
            }
        }
    }

    fn changes(&mut self, changes: &Element) {
        let count = |name: &str| changes.all("changed-region").filter(|region| region.first(name).is_some()).count();
        self.counts.inserted += count("insertion");
        self.counts.deleted += count("deletion");
    }

    fn paragraph(&mut self, paragraph: &'e Element, why: Option<LeftOut>, listed: bool) {
        let role = self.styles.role(paragraph, listed);
        let name = paragraph.attribute("text:style-name").unwrap_or_default();
        let bold = self.styles.says("paragraph", name, |style| style.bold) == Some(true);
        let size = self.styles.says("paragraph", name, |style| style.size).unwrap_or(self.styles.size);
        let mut line = Line { now: (bold, size), ..Line::default() };
        self.inline(paragraph, &mut line);
        let hidden = self.styles.says("paragraph", name, |style| style.hidden) == Some(true) || line.unseen;
        let ends = [0, 1].map(|end| {
            self.styles.chain("paragraph", name).find_map(|(_, style)| style.ends[end]).is_some_and(|by| by >= SET_IN)
        });
        let look = line.letters.look(ends == [true, true]);
        let why = why.or(hidden.then_some(LeftOut::Hidden));
        let own = |text: String, why| Paragraph { kind: role.kind, level: role.level, text, why, look };
        self.paragraphs.push(own(line.text, why.or(role.why)));
        self.paragraphs.push(Paragraph { kind: BlockKind::Paragraph, ..own(line.hidden, Some(LeftOut::Hidden)) });
        line.boxes.into_iter().for_each(|inside| self.blocks(inside, why, false));
    }

    fn inline(&mut self, around: &'e Element, line: &mut Line<'e>) {
        let mut from = 0;
        for inside in &around.elements {
            line.push(around.text.get(from..inside.at).unwrap_or_default());
            from = inside.at;
            match inside.name.as_str() {
                "s" => {
                    let count = inside.attribute("text:c").and_then(|count| count.parse().ok()).unwrap_or(1);
                    line.text.push_str(&" ".repeat(SPACES.min(count)));
                }
                "tab" => line.text.push(' '),
                "line-break" => line.text.push('\n'),
                "span" => self.span(inside, line),
                "ruby" => inside.first("ruby-base").into_iter().for_each(|base| self.inline(base, line)),
                "note" => self.apart.extend(inside.first("note-body").map(|body| (body, LeftOut::Footnote))),
                "annotation" => self.apart.push((inside, LeftOut::Comments)),
                "hidden-paragraph" => line.unseen |= inside.attribute("text:is-hidden") == Some("true"),
                // What asks to be filled in is no text.
                "hidden-text" | "script" | "placeholder" => {}
                name if is_drawing(name) => self.drawing(inside, line),
                _ => self.inline(inside, line),
            }
        }
        line.push(around.text.get(from..).unwrap_or_default());
    }

    fn span(&mut self, span: &'e Element, line: &mut Line<'e>) {
        let name = span.attribute("text:style-name").unwrap_or_default();
        let says = |what: fn(&Style) -> Option<bool>| self.styles.says("text", name, what) == Some(true);
        let (struck, hidden, raised) =
            (says(|style| style.struck), says(|style| style.hidden), says(|style| style.raised));
        let before = line.text.len();
        let around = line.now;
        line.now = (
            self.styles.says("text", name, |style| style.bold).unwrap_or(around.0),
            self.styles.says("text", name, |style| style.size).unwrap_or(around.1),
        );
        self.inline(span, line);
        line.now = around;
        if raised && let Some(signs) = raised::behind_digit(&line.text[..before], &line.text[before..]) {
            line.text.replace_range(before.., &signs);
        }
        if hidden {
            let words = line.text.split_off(before);
            line.hidden.push_str(&words);
        } else if line.text.len() > before {
            self.counts.struck += usize::from(struck && !line.struck);
            line.struck = struck;
        }
    }

    /// Counts the pictures of a drawing, and finds what has text in it.
    fn drawing(&mut self, drawing: &'e Element, line: &mut Line<'e>) {
        self.counts.pictures += usize::from(drawing.first("image").is_some());
        if drawing.elements.iter().any(|inside| matches!(inside.name.as_str(), "p" | "list")) {
            return line.boxes.push(drawing);
        }
        for inside in &drawing.elements {
            match inside.name.as_str() {
                "text-box" => line.boxes.push(inside),
                name if is_drawing(name) => self.drawing(inside, line),
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &'e Element, why: Option<LeftOut>) {
        for inside in &table.elements {
            match inside.name.as_str() {
                "table-row" => {
                    let before = mem::take(&mut self.paragraphs);
                    let cell = |cell| {
                        self.blocks(cell, why, false);
                        mem::take(&mut self.paragraphs)
                    };
                    let cells = inside.all("table-cell").map(cell).collect();
                    self.paragraphs = before;
                    self.paragraphs.extend(joined(cells, why));
                }
                "table-header-rows" | "table-rows" | "table-row-group" => self.table(inside, why),
                _ => {}
            }
        }
    }
}

/// Tells whether an element is a frame or a shape.
fn is_drawing(name: &str) -> bool {
    matches!(
        name,
        "frame"
            | "g"
            | "a-frame"
            | "custom-shape"
            | "rect"
            | "ellipse"
            | "circle"
            | "line"
            | "path"
            | "polygon"
            | "polyline"
            | "connector"
            | "caption"
    )
}

#[cfg(test)]
#[path = "open_tests.rs"]
mod tests;
