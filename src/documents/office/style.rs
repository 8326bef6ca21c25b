//! Says what a paragraph is by its style.

use std::collections::HashMap;

use super::word::{is_on, local, value};
use crate::documents::part::LeftOut;
use crate::documents::xml::Element;
use crate::model::BlockKind;

/// How many styles may stand on one another.
const DEEPEST: usize = 32;
/// From how many twentieths of a point on a paragraph is set in: a fifth of an inch.
const SET_IN: i32 = 280;

/// What a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Role {
    pub(super) kind: BlockKind,
    /// Of which order a heading is; 0 for all else.
    pub(super) level: u8,
    /// Why it is none of the article's.
    pub(super) why: Option<LeftOut>,
}

impl Role {
    pub(super) const TEXT: Role = Role { kind: BlockKind::Paragraph, level: 0, why: None };
    pub(super) const ITEM: Role = Role { kind: BlockKind::ListItem, level: 0, why: None };

    /// Returns the role of a heading.
    pub(super) fn heading(level: u8) -> Role {
        Role { kind: BlockKind::Heading, level, why: None }
    }

    /// Returns what a style of a name is for; `None` where the name does not say. Programs write the names of their own
    /// styles in English, whatever they show.
    pub(super) fn named(name: &str) -> Option<Role> {
        let name = name.replace("_20_", " ").to_lowercase();
        let numbered = |start: &str| {
            let rest = name.strip_prefix(start)?.trim();
            if rest.is_empty() { Some(1) } else { rest.parse::<u8>().ok() }
        };
        let of = |kind| Some(Role { kind, ..Role::TEXT });
        let out = |why| Some(Role { why: Some(why), ..Role::TEXT });
        match name.as_str() {
            "title" | "headline" => return of(BlockKind::Headline),
            "subtitle" | "standfirst" | "lede" | "lead" | "dek" | "teaser" | "vorspann" | "chapeau" => {
                return of(BlockKind::Standfirst);
            }
            "quote" | "intense quote" | "block text" | "block quotation" | "blockquote" | "quotations" => {
                return of(BlockKind::Quote);
            }
            "caption" | "illustration" | "figure" | "drawing" => return of(BlockKind::Caption),
            "byline" | "author" | "date" => return out(LeftOut::Byline),
            "toc heading" | "contents heading" | "table of figures" | "index heading" => return out(LeftOut::Contents),
            "header" | "footer" => return out(LeftOut::Furniture),
            _ => {}
        }
        if let Some(level) = numbered("heading").filter(|level| (1..=9).contains(level)) {
            return Some(Role::heading(level));
        }
        if numbered("toc").or(numbered("contents")).is_some() {
            return out(LeftOut::Contents);
        }
        let listed = ["list bullet", "list number", "list continue"].iter().any(|start| name.starts_with(start));
        (listed || numbered("list").is_some()).then_some(Role::ITEM)
    }
}

/// How letters look, where something says it.
#[derive(Clone, Copy, Default)]
pub(super) struct Letters {
    pub(super) hidden: Option<bool>,
    pub(super) bold: Option<bool>,
    /// Their size in half points.
    pub(super) size: Option<u32>,
}

impl Letters {
    /// Reads `w:rPr`.
    pub(super) fn of(properties: &Element) -> Letters {
        let on = |name: &str| properties.first(name).map(|_| is_on(Some(properties), name));
        let size = properties.first("sz").and_then(value).and_then(|size| size.parse().ok());
        Letters { hidden: on("vanish"), bold: on("b"), size }
    }

    /// Takes from other letters what nothing says of these.
    fn or(self, other: Letters) -> Letters {
        Letters { hidden: self.hidden.or(other.hidden), bold: self.bold.or(other.bold), size: self.size.or(other.size) }
    }
}

/// A style of `styles.xml`.
struct Style {
    /// Whether it is one of paragraphs.
    of_paragraphs: bool,
    name: String,
    based_on: String,
    letters: Letters,
    /// How far paragraphs are set in on the left and on the right, in twentieths of a point.
    ends: [Option<i32>; 2],
    /// Its level in the outline, from 1; 0 for running text.
    level: Option<u8>,
    /// Whether its paragraphs are items of a list.
    listed: Option<bool>,
}

/// The styles of a `.docx`.
#[derive(Default)]
pub(super) struct Styles {
    styles: HashMap<String, Style>,
    /// How letters look of which nothing else says it.
    letters: Letters,
    /// The language of text that says nothing else: of most scripts, of those from right to left, of East Asian ones.
    pub(super) languages: [String; 3],
}

impl Styles {
    /// Reads `styles.xml`.
    pub(super) fn of(root: &Element) -> Styles {
        let mut styles = HashMap::new();
        let kinds = [None, Some("paragraph"), Some("character")];
        for style in root.all("style").filter(|style| kinds.contains(&local(style, "type"))) {
            let text = |name: &str| style.first(name).and_then(value).unwrap_or_default().to_owned();
            let properties = style.first("pPr");
            let style_of = Style {
                of_paragraphs: local(style, "type") != Some("character"),
                name: text("name"),
                based_on: text("basedOn"),
                letters: style.first("rPr").map(Letters::of).unwrap_or_default(),
                ends: properties.map(ends).unwrap_or_default(),
                level: properties.and_then(level),
                listed: properties.and_then(listed),
            };
            styles.insert(local(style, "styleId").unwrap_or_default().to_owned(), style_of);
        }
        let defaults = ["docDefaults", "rPrDefault", "rPr"];
        let defaults = defaults.iter().try_fold(root, |element, name| element.first(name));
        let lang = defaults.and_then(|defaults| defaults.first("lang"));
        let letters = defaults.map(Letters::of).unwrap_or_default();
        Styles { styles, letters, languages: lang.map(languages).unwrap_or_default() }
    }

    /// Lists a style and those that it stands on.
    fn chain<'s>(&'s self, id: &str) -> impl Iterator<Item = &'s Style> {
        std::iter::successors(self.styles.get(id), |style| self.styles.get(&style.based_on)).take(DEEPEST)
    }

    /// Says how letters look in a paragraph with such properties (`w:pPr`), of a run with others (`w:rPr`).
    pub(super) fn letters(&self, paragraph: Option<&Element>, run: Option<&Element>) -> Letters {
        let named = |properties: Option<&Element>, name: &str| {
            let id = properties.and_then(|properties| properties.first(name)).and_then(value).unwrap_or_default();
            self.chain(id).fold(Letters::default(), |letters, style| letters.or(style.letters))
        };
        let own = run.map(Letters::of).unwrap_or_default();
        own.or(named(run, "rStyle")).or(named(paragraph, "pStyle")).or(self.letters)
    }

    /// Tells whether a paragraph with such properties is set in on both sides.
    pub(super) fn is_set_in(&self, properties: Option<&Element>) -> bool {
        let id = properties.and_then(|properties| properties.first("pStyle")).and_then(value).unwrap_or_default();
        let own = properties.map(ends).unwrap_or_default();
        let both = self.chain(id).fold(own, |[left, right], style| [left.or(style.ends[0]), right.or(style.ends[1])]);
        both.iter().all(|end| end.is_some_and(|by| by >= SET_IN))
    }

    /// Says what a paragraph with such properties (`w:pPr`) is.
    pub(super) fn role(&self, properties: Option<&Element>) -> Role {
        let id = properties.and_then(|properties| properties.first("pStyle")).and_then(value).unwrap_or_default();
        let (mut level_of, mut list) = (properties.and_then(level), properties.and_then(listed));
        // What a document has no such style for may still be called by its name.
        let known = self.styles.get(id).is_some_and(|style| style.of_paragraphs);
        let mut named = if known { None } else { Role::named(&spaced(id)) };
        for style in self.chain(id).filter(|style| style.of_paragraphs) {
            named = named.or_else(|| Role::named(&style.name));
            level_of = level_of.or(style.level);
            list = list.or(style.listed);
        }
        match (named, level_of) {
            (Some(role), _) if role != Role::ITEM => role,
            (_, Some(level @ 1..)) => Role::heading(level),
            (Some(role), _) if list != Some(false) => role,
            _ if list == Some(true) => Role::ITEM,
            _ => Role::TEXT,
        }
    }
}

/// Writes a style's id as its name: `Heading1` is that of `Heading 1`.
fn spaced(id: &str) -> String {
    let (name, number) = id.split_at(id.trim_end_matches(|c: char| c.is_ascii_digit()).len());
    format!("{name} {number}").trim_end().to_owned()
}

/// Reads how far a paragraph is set in on the left and on the right, in twentieths of a point.
fn ends(properties: &Element) -> [Option<i32>; 2] {
    let indent = properties.first("ind");
    let by = |names: [&str; 2]| names.into_iter().find_map(|name| local(indent?, name)?.parse().ok());
    [by(["left", "start"]), by(["right", "end"])]
}

/// Reads the level in the outline, from 1; 0 for running text.
fn level(properties: &Element) -> Option<u8> {
    let level: u8 = value(properties.first("outlineLvl")?)?.parse().ok()?;
    Some(if level < 9 { level + 1 } else { 0 })
}

/// Tells whether a paragraph is an item of a list; number 0 takes it out of the list of its style.
fn listed(properties: &Element) -> Option<bool> {
    let number = properties.first("numPr")?.first("numId")?;
    Some(value(number) != Some("0"))
}

/// Reads the languages of `w:lang`.
pub(super) fn languages(lang: &Element) -> [String; 3] {
    ["val", "bidi", "eastAsia"].map(|name| local(lang, name).unwrap_or_default().to_owned())
}
