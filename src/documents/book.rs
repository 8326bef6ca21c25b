//! Reads e-books (`.epub`; EPUB 3.3, and 2.0.1 as far as it differs): the chapters in the order of the spine, all of
//! whose words are text.
//!
//! Tables of contents, notes and what the spine says is beside the text are left out. A chapter that is enciphered
//! makes the whole book unfit; fonts may be.

use std::collections::{HashMap, HashSet};

use super::archive::{Bounds, Opened};
use super::draft::{Note, Unfit};
use super::part::{Found, LeftOut, Part};
use super::web;
use super::xml::{self, Element};
use crate::model::{BlockKind, Details};
use crate::say;

/// How large a book may be once it is unpacked; its pictures are never unpacked.
const BOUNDS: Bounds = Bounds { entries: 20_000, each: 32 << 20, all: 128 << 20, ratio: 200 };
/// How much of a first heading and the book's title has to be alike for the one to be the other.
const ALIKE: f64 = 0.6;
/// What the first e-books called a page.
const OF_EARLY_BOOKS: &str = "text/x-oeb1-document";
/// Ways to encipher that only make fonts hard to copy.
const OF_FONTS: [&str; 2] = ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"];

/// Reads a book.
///
/// # Errors
/// When it is damaged or enciphered, or has no text.
pub(super) fn read(bytes: &[u8]) -> Result<Found, Unfit> {
    let mut book = Book { archive: Opened::new(bytes, BOUNDS)? };
    let container = book.xml("META-INF/container.xml")?.ok_or(Unfit::Archive)?;
    let files = container.first("rootfiles").ok_or(Unfit::Archive)?;
    let path = files.all("rootfile").find_map(|file| file.attribute("full-path")).ok_or(Unfit::Archive)?;
    let package = book.xml(path)?.ok_or(Unfit::Archive)?;
    let locked = book.locked()?;
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let items = package.first("manifest").into_iter().flat_map(|manifest| manifest.all("item"));
    let items: HashMap<&str, &Element> = items.filter_map(|item| Some((item.attribute("id")?, item))).collect();
    let (mut parts, mut pictures, mut cut, mut absent) = (Vec::new(), 0, false, 0);
    // Where the first chapter with words ends.
    let mut first = 0;
    let mut read: HashSet<&str> = HashSet::new();
    for place in package.first("spine").into_iter().flat_map(|spine| spine.all("itemref")) {
        // A chapter has one place; more of them would only make a small file a large text.
        let id = place.attribute("idref").unwrap_or_default();
        if !read.insert(id) {
            continue;
        }
        let Some((item, href)) = items.get(id).and_then(|item| Some((item, item.attribute("href")?))) else {
            absent += 1;
            continue;
        };
        let kind = item.attribute("media-type").unwrap_or("html");
        if !kind.contains("html") && kind != OF_EARLY_BOOKS {
            // Pictures may be chapters of their own.
            absent += usize::from(!kind.starts_with("image/"));
            continue;
        }
        let path = resolve(folder, href);
        if locked.contains(&path) {
            return Err(Unfit::Protected);
        }
        let Some(bytes) = book.archive.read(&path)? else {
            absent += 1;
            continue;
        };
        let chapter = web::chapter(&bytes);
        let navigates = item.attribute("properties").is_some_and(|all| all.split_whitespace().any(|one| one == "nav"));
        let beside = place.attribute("linear") == Some("no");
        let why = if navigates || chapter.lists { Some(LeftOut::Contents) } else { beside.then_some(LeftOut::Aside) };
        parts.extend(chapter.parts.into_iter().map(|part| {
            let why = part.why.or(why);
            Part { kept: why.is_none(), why, ..part }
        }));
        first = if first == 0 { parts.len() } else { first };
        pictures += chapter.pictures;
        cut |= chapter.cut;
    }
    if parts.is_empty() {
        return Err(Unfit::Empty);
    }
    let details = package.first("metadata").map(details).unwrap_or_default();
    title_page(&mut parts, first, &details);
    let headline = parts.iter_mut().filter(|part| part.kept).find(|part| part.kind == BlockKind::Heading);
    if let Some(headline) = headline.filter(|part| web::likeness(&part.text, &details.title) >= ALIKE) {
        headline.kind = BlockKind::Headline;
    }
    let footnotes = parts.iter().filter(|part| part.why == Some(LeftOut::Footnote)).count();
    let notes = [
        (cut, Note::PageCut),
        (absent > 0, Note::ChaptersAbsent(absent)),
        (footnotes > 0, Note::Footnotes(footnotes)),
        (pictures > 0, Note::Pictures { described: 0, bare: pictures }),
    ];
    let notes = notes.into_iter().filter(|(there, _)| *there).map(|(_, note)| note).collect();
    Ok(Found { details, parts, notes })
}

/// Leaves out a title page, the first `end` parts, that says nothing but what the book says of itself: who wrote it
/// and when, and the title, where the next page has it as well.
fn title_page(parts: &mut [Part], end: usize, details: &Details) {
    let (page, behind) = parts.split_at_mut(end);
    let is_title = |part: &Part| part.text.trim() == details.title;
    let of_byline = |part: &Part| {
        let text = part.text.trim();
        let named = !details.author.is_empty()
            && (text == details.author || details.author.split(", ").any(|name| name == text));
        named || !details.date.is_empty() && (text == details.date || web::day(text).as_ref() == Some(&details.date))
    };
    let kept = || page.iter().filter(|part| part.kept);
    if !kept().all(|part| is_title(part) || of_byline(part)) || !kept().any(&of_byline) {
        return;
    }
    let again = behind.iter().find(|part| part.kept).is_some_and(is_title);
    for part in page.iter_mut().filter(|part| part.kept) {
        let why = if is_title(part) { again.then_some(LeftOut::Repeated) } else { Some(LeftOut::Byline) };
        (part.kept, part.why) = (why.is_none(), why);
    }
}

/// A book's archive.
struct Book<'b> {
    archive: Opened<'b>,
}

impl Book<'_> {
    fn xml(&mut self, path: &str) -> Result<Option<Element>, Unfit> {
        let Some(bytes) = self.archive.read(path)? else { return Ok(None) };
        let damaged =
            |refusal: xml::Refusal| Unfit::Damaged(say!("damaged-part", part = path, what = refusal.to_string()));
        xml::read(&bytes).map(Some).map_err(damaged)
    }

    /// Lists the files that are enciphered, but for fonts (Open Container Format, `META-INF/encryption.xml`).
    fn locked(&mut self) -> Result<HashSet<String>, Unfit> {
        let Some(root) = self.xml("META-INF/encryption.xml")? else { return Ok(HashSet::new()) };
        let locked = root.all("EncryptedData").filter(|data| {
            let way = data.first("EncryptionMethod").and_then(|way| way.attribute("Algorithm"));
            way.is_none_or(|way| !OF_FONTS.contains(&way))
        });
        let path = |data: &Element| {
            data.first("CipherData")?.first("CipherReference")?.attribute("URI").map(|uri| resolve("", uri))
        };
        Ok(locked.filter_map(path).collect())
    }
}

/// Reads what a book says of itself (Dublin Core).
fn details(metadata: &Element) -> Details {
    let words = |element: &Element| element.text.split_whitespace().collect::<Vec<_>>().join(" ");
    // In the first e-books they stand a step further in, with capitals.
    let metadata = metadata.first("dc-metadata").unwrap_or(metadata);
    let named =
        |name: &'static str| metadata.elements.iter().filter(move |element| element.name.eq_ignore_ascii_case(name));
    let all = |name: &'static str| named(name).map(words).filter(|words| !words.is_empty());
    // Who translated or drew is a creator of another role.
    let role = |element: &&Element| element.attribute("opf:role").is_none_or(|role| role == "aut");
    let authors: Vec<String> = named("creator").filter(role).map(words).filter(|name| !name.is_empty()).collect();
    let published = named("date").find(|date| date.attribute("opf:event").is_none_or(|event| event == "publication"));
    let date = published.map(words).unwrap_or_default();
    let address =
        all("source").chain(all("identifier")).find(|one| one.starts_with("https://") || one.starts_with("http://"));
    Details {
        title: all("title").next().unwrap_or_default(),
        outlet: all("publisher").next().unwrap_or_default(),
        author: authors.join(", "),
        address: address.unwrap_or_default(),
        // Of many books only the year is told.
        date: web::day(&date).unwrap_or(date),
        language: all("language").next().unwrap_or_default(),
        note: String::new(),
    }
}

/// Returns the path of what an address in a folder names, without its fragment.
fn resolve(folder: &str, address: &str) -> String {
    let address = address.split('#').next().unwrap_or_default();
    let mut path: Vec<String> = folder.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect();
    for step in address.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(unescaped(step)),
        }
    }
    path.join("/")
}

/// Puts the characters in the place of `%20` and the like.
fn unescaped(step: &str) -> String {
    let mut bytes = Vec::with_capacity(step.len());
    let mut rest = step.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).filter(|_| *first == b'%').and_then(|two| std::str::from_utf8(two).ok());
        let byte = digits.filter(|two| !two.starts_with('+')).and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &behind[2..] } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| step.to_owned())
}

#[cfg(test)]
#[path = "book_tests.rs"]
mod tests;
