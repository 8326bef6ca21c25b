//! Finds an article's details in what a PDF file says of itself (ISO 32000-2, 14.3; XMP is ISO 16684).
//!
//! The day on which a file was made is no day of publication: whoever prints an old page today makes a file today. Only
//! what says that it is one is taken.

use hayro_syntax::Pdf;
use hayro_syntax::object::{Dict, Stream, String as Bytes};

use super::text::decode;
use super::weight::unpacked;
use crate::documents::xml::{self, Element};
use crate::model::Details;

/// Characters of a title and of a name at most.
const TITLE: usize = 300;
const NAME: usize = 120;

/// Reads what the file says of itself, as far as it can be believed.
pub(super) fn details(pdf: &Pdf) -> Details {
    let catalog: Dict<'_> = pdf.xref().get(pdf.xref().root_id()).unwrap_or_default();
    let packet = catalog.get::<Stream<'_>>("Metadata").and_then(|stream| unpacked(&stream));
    let packet = packet.and_then(|bytes| xml::read(&bytes).ok());
    let said = |names: &[&str]| packet.as_ref().and_then(|packet| find(packet, names)).unwrap_or_default();
    let info = pdf.metadata();
    let text = |bytes: &Option<Box<[u8]>>| bytes.as_deref().map(decode).unwrap_or_default();
    let language = catalog.get::<Bytes<'_>>("Lang").map(|bytes| decode(bytes.as_bytes())).unwrap_or_default();
    let first = |one: String, other: String, sound: fn(&str) -> bool| {
        let both = [one, other].into_iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
        both.filter(|text| sound(text)).find(|text| !text.is_empty()).unwrap_or_default()
    };
    Details {
        title: first(text(&info.title), said(&["title"]), is_title),
        outlet: first(said(&["publicationName"]), said(&["publisher"]), is_name),
        author: first(text(&info.author), said(&["creator"]), is_name),
        date: said(&["publicationDate", "coverDate"])
            .get(..10)
            .filter(|day| is_day(day))
            .unwrap_or_default()
            .to_owned(),
        language: first(language, said(&["language"]), is_language),
        ..Details::default()
    }
}

/// Finds the first of these properties in a packet, as an attribute, an element, or a list.
fn find(packet: &Element, names: &[&str]) -> Option<String> {
    let mut waiting = vec![packet];
    while let Some(element) = waiting.pop() {
        let named = |name: &str| names.contains(&name.rsplit(':').next().unwrap_or(name));
        if let Some((_, value)) = element.attributes.iter().find(|(name, _)| named(name)) {
            return Some(value.to_string());
        }
        if named(&element.name) {
            let mut inner = element;
            while let Some(first) = inner.elements.first() {
                inner = first;
            }
            return Some(inner.text.trim().to_owned()).filter(|text| !text.is_empty());
        }
        waiting.extend(element.elements.iter().rev());
    }
    None
}

/// Tells whether a title is one: not the name of a file, and not what a program calls what has no name.
fn is_title(text: &str) -> bool {
    let low = text.to_lowercase();
    let endings =
        [".doc", ".docx", ".odt", ".rtf", ".txt", ".indd", ".pdf", ".tex", ".dvi", ".htm", ".html", ".qxd", ".pages"];
    let file = endings.into_iter().any(|ending| low.ends_with(ending));
    let nothing =
        ["untitled", "unbenannt", "sans titre", "sin título", "document", "microsoft word", "powerpoint", "about:"];
    let nameless = nothing.into_iter().any(|start| low.starts_with(start));
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    !file && !nameless && letters >= 3 && text.chars().count() <= TITLE && !text.contains("://")
}

/// Tells whether a name is one: not an account, and not a program.
fn is_name(text: &str) -> bool {
    let low = text.to_lowercase();
    let programs = ["microsoft", "adobe", "acrobat", "writer", "latex", "indesign", "chromium", "unknown", "anonymous"];
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let account = !text.contains(' ') && !text.chars().any(char::is_uppercase) && text.is_ascii();
    letters >= 2 && text.chars().count() <= NAME && !account && !programs.into_iter().any(|name| low.contains(name))
}

fn is_day(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
}

fn is_language(text: &str) -> bool {
    let mut parts = text.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

#[cfg(test)]
#[path = "about_tests.rs"]
mod tests;
