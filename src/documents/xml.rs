//! Reads XML that anybody may have written (XML 1.0, Namespaces in XML 1.0).
//!
//! A document type declaration is refused, so there are no entities but the five that XML has and those by number.
//! Elements nest [`DEPTH`] deep at most and have [`ATTRIBUTES`] attributes at most; there are [`ELEMENTS`] at most. The
//! encoding is that of a byte order mark or of the declaration, UTF-8 where neither says anything.

use std::fmt;

use quick_xml::XmlVersion;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::reader::NsReader;
use smol_str::SmolStr;

use crate::say;

use super::encoding::{self, Encoding};

/// How deep elements may nest.
pub const DEPTH: usize = 200;

/// How many attributes an element may have.
pub const ATTRIBUTES: usize = 1_000;

/// Why a file was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong, in the user's words.
    pub what: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!("xml-line", line = self.line, what = self.what.as_str()))
    }
}

impl std::error::Error for Refusal {}

/// How many elements a file may have: what they take in memory stays below a gigabyte.
pub const ELEMENTS: usize = 2_000_000;

/// An element, with all that is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its namespace; empty where it has none.
    pub space: SmolStr,
    /// Its name without a prefix.
    pub name: SmolStr,
    /// Its attributes by their names as they are written, without those that declare namespaces.
    pub attributes: Vec<(SmolStr, SmolStr)>,
    /// The elements in it.
    pub elements: Vec<Element>,
    /// All text directly in it.
    pub text: String,
    /// Before which byte of the text around it it stands.
    pub at: usize,
    /// The line where it begins, from 1.
    pub line: usize,
}

impl Element {
    /// Returns the value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// Lists the elements in it of a name, in any namespace.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// Returns the first element in it of a name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.elements.iter().find(|element| element.name == name)
    }
}

/// Reads a file to the element that all others are in.
///
/// # Errors
/// Where it is not XML, or XML of a kind that is refused; says the line and what is wrong.
pub fn read(bytes: &[u8]) -> Result<Element, Refusal> {
    parse(&decoded(bytes)?)
}

/// Reads a file to the element that all others are in, and hands over each that stands directly in it as soon as it
/// ends, with the outermost one as far as it is read. They are not kept, so that a long flat file is never there as a
/// tree. What was handed over before an error is part of a file that is refused.
///
/// # Errors
/// As [`read`].
pub fn read_each(bytes: &[u8], mut each: impl FnMut(&Element, Element)) -> Result<Element, Refusal> {
    walk(&decoded(bytes)?, |parent, depth, element| match depth {
        1 => each(parent, element),
        _ => parent.elements.push(element),
    })
}

fn decoded(bytes: &[u8]) -> Result<String, Refusal> {
    let encoding = declared(bytes);
    let raw = encoding::decode_raw(bytes, encoding);
    match raw.lost {
        Some((_, at)) => {
            Err(Refusal { line: line_at(&raw.text, at), what: say!("xml-encoding", encoding = encoding.code()) })
        }
        None => Ok(raw.text),
    }
}

/// Reads a text to the element that all others are in.
///
/// # Errors
/// As [`read`].
pub fn parse(text: &str) -> Result<Element, Refusal> {
    walk(text, |parent, _, element| parent.elements.push(element))
}

/// Goes through a text, and hands over each element as soon as it ends, with the one that it is in and how deep that
/// one is: 1 for the outermost.
fn walk(text: &str, mut ends: impl FnMut(&mut Element, usize, Element)) -> Result<Element, Refusal> {
    let mut reader = NsReader::from_str(text);
    let config = reader.config_mut();
    config.expand_empty_elements = true;
    config.check_end_names = true;
    let mut lines = Lines { text, byte: 0, line: 1 };
    let (mut open, mut root): (Vec<Element>, Option<Element>) = (Vec::new(), None);
    let (mut count, mut last) = (0, SmolStr::default());
    loop {
        let line = lines.at(reader.buffer_position() as usize);
        let refuse = |what: &str| Err(Refusal { line, what: what.to_owned() });
        let (space, event) = match reader.read_resolved_event() {
            Ok((ResolveResult::Bound(space), event)) => {
                // Mostly that of the element before.
                if last != space.as_ref() {
                    last = SmolStr::new(space.as_ref());
                }
                (last.clone(), event)
            }
            Ok((ResolveResult::Unbound, event)) => (SmolStr::default(), event),
            Ok((ResolveResult::Unknown(_), _)) => return refuse(say!("xml-prefix")),
            Err(error) => return Err(Refusal { line, what: error.to_string() }),
        };
        match event {
            Event::Start(_) if open.len() >= DEPTH => return refuse(say!("xml-depth")),
            Event::Start(_) if open.is_empty() && root.is_some() => return refuse(say!("xml-roots")),
            Event::Start(_) if count >= ELEMENTS => return refuse(say!("xml-elements")),
            Event::Start(start) => {
                let at = open.last().map_or(0, |outer| outer.text.len());
                open.push(Element { at, ..element(&start, space, line)? });
                count += 1;
            }
            Event::End(_) => {
                let Some(element) = open.pop() else { return refuse(say!("xml-end")) };
                let depth = open.len();
                match open.last_mut() {
                    Some(parent) => ends(parent, depth, element),
                    None => root = Some(element),
                }
            }
            Event::Text(text) => say_in(&mut open, &text.xml10_content()).ok_or_else(|| outside(line))?,
            Event::CData(text) => say_in(&mut open, &text.xml10_content()).ok_or_else(|| outside(line))?,
            Event::GeneralRef(name) => {
                let Some(means) = meaning(&name) else {
                    return Err(Refusal { line, what: say!("xml-entity", name = name.as_ref()) });
                };
                say_in(&mut open, means.encode_utf8(&mut [0; 4])).ok_or_else(|| outside(line))?;
            }
            Event::DocType(_) => return refuse(say!("xml-doctype")),
            Event::Eof => break,
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
    let line = lines.at(text.len());
    match root {
        Some(root) if open.is_empty() => Ok(root),
        Some(_) => Err(Refusal { line, what: say!("xml-end").to_owned() }),
        None => Err(Refusal { line, what: say!("xml-none").to_owned() }),
    }
}

fn outside(line: usize) -> Refusal {
    Refusal { line, what: say!("xml-outside").to_owned() }
}

/// Adds text to the innermost element; outside of all there may be only white space.
fn say_in(open: &mut [Element], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None => return text.trim_matches(['\u{feff}', ' ', '\t', '\n', '\r']).is_empty().then_some(()),
    }
    Some(())
}

fn element(start: &BytesStart<'_>, space: SmolStr, line: usize) -> Result<Element, Refusal> {
    let refuse = |what: String| Refusal { line, what };
    let name = SmolStr::new(start.local_name().as_ref());
    let mut attributes = Vec::new();
    for (count, attribute) in start.attributes().enumerate() {
        if count >= ATTRIBUTES {
            return Err(refuse(say!("xml-attributes").to_owned()));
        }
        let attribute = attribute.map_err(|error| refuse(error.to_string()))?;
        let key: &str = attribute.key.as_ref();
        if key == "xmlns" || key.starts_with("xmlns:") {
            continue;
        }
        // Most values have nothing that stands for something else.
        if attribute.value.bytes().any(|c| matches!(c, b'&' | b'\t' | b'\n' | b'\r')) {
            let value = attribute.normalized_value(XmlVersion::Implicit1_0);
            attributes.push((SmolStr::new(key), SmolStr::new(value.map_err(|error| refuse(error.to_string()))?)));
        } else {
            attributes.push((SmolStr::new(key), SmolStr::new(&attribute.value)));
        }
    }
    Ok(Element { space, name, attributes, line, ..Element::default() })
}

/// Returns what a reference stands for: a character by its number, or one of the five that XML names.
fn meaning(reference: &quick_xml::events::BytesRef<'_>) -> Option<char> {
    match reference.resolve_char_ref() {
        Ok(Some(c)) => return Some(c),
        Ok(None) => {}
        Err(_) => return None,
    }
    Some(match reference.as_ref() {
        "lt" => '<',
        "gt" => '>',
        "amp" => '&',
        "apos" => '\'',
        "quot" => '"',
        _ => return None,
    })
}

/// Counts lines on the way.
struct Lines<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        if let Some(between) = self.text.as_bytes().get(self.byte..byte) {
            self.line += between.iter().filter(|c| **c == b'\n').count();
            self.byte = byte;
        }
        self.line
    }
}

fn line_at(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|c| *c == b'\n').count() + 1
}

/// Bytes at the start of a file among which its declaration stands.
const HEAD: usize = 200;

/// Returns the encoding that a mark or the declaration names.
fn declared(bytes: &[u8]) -> Encoding {
    let taken = encoding::detect(&bytes[..bytes.len().min(HEAD)]);
    if taken.why == encoding::Why::Mark || taken.why == encoding::Why::Pairs {
        return taken.encoding;
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let declaration = head.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")).map(|(inside, _)| inside);
    let named = declaration.and_then(|inside| {
        let (_, rest) = inside.split_once("encoding")?;
        let rest = rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        rest[1..].split_once(quote).map(|(name, _)| name)
    });
    named.and_then(Encoding::named).unwrap_or(Encoding::UTF_8)
}

/// Tells whether a character may stand in XML 1.0.
pub fn may_hold(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

/// Writes words for an attribute's value in double quotes, or for an element. What XML 1.0 can't hold becomes U+FFFD;
/// how often is returned.
pub fn escape(words: &str, to: &mut String) -> usize {
    let mut lost = 0;
    for c in words.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            '\t' => to.push_str("&#9;"),
            '\n' => to.push_str("&#10;"),
            '\r' => to.push_str("&#13;"),
            c if may_hold(c) => to.push(c),
            _ => {
                to.push('\u{fffd}');
                lost += 1;
            }
        }
    }
    lost
}

#[cfg(test)]
#[path = "xml_tests.rs"]
mod tests;
