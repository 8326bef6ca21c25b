//! Reads `.odt` (OpenDocument 1.3, OASIS and ISO/IEC 26300): the text as it is once all tracked changes are accepted,
//! which is how it stands in the file.
//!
//! Elements are known by their names without a namespace, and what is unknown is looked into. White space is one space
//! (section 6.1.2). Tables, text boxes and line breaks are read as those of Word are.

use std::collections::HashMap;
use std::mem;

use super::package::Package;
use super::properties::Properties;
use super::style::Role;
use super::{Counts, Paragraph, found, furniture, joined};
use crate::documents::draft::Unfit;
use crate::documents::part::{Found, LeftOut};
use crate::documents::xml::Element;
use crate::model::BlockKind;

/// How many styles may stand on one another.
const DEEPEST: usize = 32;
/// How many spaces at most one element stands for.
const SPACES: usize = 16;

/// Reads a document.
///
/// # Errors
/// When it is damaged, locked, no text document, or has no text.
pub(in crate::documents) fn read(bytes: &[u8]) -> Result<Found, Unfit> {
    let mut package = Package::open(bytes)?;
    let manifest = package.part("META-INF/manifest.xml")?;
    let mut files = manifest.iter().flat_map(|manifest| manifest.all("file-entry"));
    if files.any(|file| file.first("encryption-data").is_some()) {
        return Err(Unfit::Locked);
    }
    let content = package.part("content.xml")?.ok_or(Unfit::Archive)?;
    let body = content.first("body").ok_or(Unfit::Archive)?;
    let text = body.first("text").ok_or(Unfit::Sheet)?;
    let outer = package.part("styles.xml")?;
    let meta = package.part("meta.xml")?;
    let mut properties = meta.as_ref().and_then(|meta| meta.first("meta")).map(Properties::of).unwrap_or_default();
    let roots = [Some(&content), outer.as_ref()];
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
}

/// The styles of a document, by what they are for (`paragraph`, `text`) and by name.
struct Styles {
    styles: HashMap<(String, String), Style>,
    /// The language of text that says nothing else.
    language: String,
}

impl Styles {
    fn of<'e>(roots: impl Iterator<Item = &'e Element>) -> Styles {
        let (mut styles, mut language) = (HashMap::new(), String::new());
        let groups = roots.flat_map(|root| &root.elements).filter(|group| group.name.ends_with("styles"));
        for style in groups.flat_map(|group| &group.elements) {
            let text = |name: &str| style.attribute(name).unwrap_or_default().to_owned();
            let words = style.first("text-properties");
            let says = |name: &str| words.and_then(|words| words.attribute(name));
            match style.name.as_str() {
                "style" => {
                    let own = Style {
                        shown: text("style:display-name"),
                        parent: text("style:parent-style-name"),
                        level: style.attribute("style:default-outline-level").and_then(|level| level.parse().ok()),
                        struck: says("style:text-line-through-style").map(|line| line != "none"),
                        hidden: says("text:display").map(|display| display == "none"),
                    };
                    styles.insert((text("style:family"), text("style:name")), own);
                }
                "default-style" if text("style:family") == "paragraph" => {
                    let [own, country] =
                        ["fo:language", "fo:country"].map(|name| says(name).filter(|one| *one != "none"));
                    language = [own, country].into_iter().flatten().collect::<Vec<_>>().join("-");
                }
                _ => {}
            }
        }
        Styles { styles, language }
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
}

impl Line<'_> {
    /// Adds words as they stand in the file.
    fn push(&mut self, words: &str) {
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
                    let hidden = block.attribute("text:display") == Some("none");
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
        let mut line = Line::default();
        self.inline(paragraph, &mut line);
        let name = paragraph.attribute("text:style-name").unwrap_or_default();
        let hidden = self.styles.chain("paragraph", name).find_map(|(_, style)| style.hidden) == Some(true);
        let why = why.or(hidden.then_some(LeftOut::Hidden));
        let own = |text: String, why| Paragraph { kind: role.kind, level: role.level, text, why };
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
                "hidden-text" | "script" => {}
                name if is_drawing(name) => self.drawing(inside, line),
                _ => self.inline(inside, line),
            }
        }
        line.push(around.text.get(from..).unwrap_or_default());
    }

    fn span(&mut self, span: &'e Element, line: &mut Line<'e>) {
        let name = span.attribute("text:style-name").unwrap_or_default();
        let says = |what: fn(&Style) -> Option<bool>| {
            self.styles.chain("text", name).find_map(|(_, style)| what(style)) == Some(true)
        };
        let (struck, hidden) = (says(|style| style.struck), says(|style| style.hidden));
        let before = line.text.len();
        self.inline(span, line);
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
