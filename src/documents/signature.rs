//! Tells files that are no text by how they begin.

use super::archive::{self, Bounds, Opened};
use super::draft::{Form, Unfit, ends_in};

/// Says what a file is when it is no text. `None` for what may be one.
pub(super) fn no_text(bytes: &[u8]) -> Option<Unfit> {
    let begins = |with: &[u8]| bytes.starts_with(with);
    // A mark of UTF-32 begins with that of UTF-16.
    if begins(&[0xFF, 0xFE, 0, 0]) || begins(&[0, 0, 0xFE, 0xFF]) {
        return Some(Unfit::Utf32);
    }
    if archive::is_archive(bytes) {
        return packed(bytes).err();
    }
    if begins(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        // What is locked with a password is packed into such a file, too; its parts' names are in UTF-16.
        let part: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        return Some(if memchr::memmem::find(bytes, &part).is_some() { Unfit::Locked } else { Unfit::Old });
    }
    let boxed = |kind: &[u8]| bytes.get(4..8) == Some(b"ftyp") && bytes[8..].starts_with(kind);
    let riff = |kind: &[u8]| begins(b"RIFF") && bytes.get(8..12) == Some(kind);
    let picture = begins(b"\x89PNG\r\n")
        || begins(&[0xFF, 0xD8, 0xFF])
        || begins(b"GIF87a")
        || begins(b"GIF89a")
        || begins(b"II*\0")
        || begins(b"MM\0*")
        || riff(b"WEBP")
        || [&b"heic"[..], b"heix", b"mif1", b"avif"].into_iter().any(boxed);
    if picture {
        return Some(Unfit::Picture);
    }
    let archive = begins(&[0x1F, 0x8B])
        || begins(b"7z\xBC\xAF\x27\x1C")
        || begins(b"Rar!\x1A\x07")
        || begins(b"\xFD7zXZ\0")
        || begins(&[0x28, 0xB5, 0x2F, 0xFD]);
    archive.then_some(Unfit::Archive)
}

/// Tells whether a file is a PDF document. Other programs put up with something before its head.
pub(super) fn is_pdf(bytes: &[u8]) -> bool {
    bytes[..bytes.len().min(1024)].windows(5).any(|window| window == b"%PDF-")
}

/// Bytes at a file's start among which its first element's name stands.
const HEAD: usize = 4096;

/// Says what document a file of XML is that is no archive; `None` for other files.
pub(super) fn flat(bytes: &[u8]) -> Option<Form> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
    let head = head.trim_start_matches('\u{FEFF}').trim_start();
    let has = |one: &str, other: &str| head.starts_with("<?xml") && head.contains(one) && head.contains(other);
    if has("<office:document", "opendocument:xmlns:office") {
        Some(Form::Open)
    } else if has(":package", "office/2006/xmlPackage") {
        Some(Form::Word)
    } else {
        None
    }
}

/// Tells whether a file is in Rich Text Format. Some programs write a mark of UTF-8 or a line end before it.
pub(super) fn is_rich(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start().starts_with(b"{\\rtf")
}

/// Tells whether a file is a web page, by its name or by how it begins: its text is full of tags.
pub(super) fn is_web_page(name: &str, bytes: &[u8]) -> bool {
    if ends_in(name, &["html", "htm", "xhtml", "xht", "shtml"]) {
        return true;
    }
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let begins = |with: &[u8]| text.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

/// Tells whether a file is a web page in one file with its pictures, by its name or by how Chrome begins one.
pub(super) fn is_archived_page(name: &str, bytes: &[u8]) -> bool {
    ends_in(name, &["mhtml", "mht"]) || bytes.starts_with(b"From: <Saved by ")
}

/// Says what document an archive is.
///
/// # Errors
/// When it is none that an article can be in, or can't be opened.
pub(super) fn packed(bytes: &[u8]) -> Result<Form, Unfit> {
    let mut archive = Opened::new(bytes, Bounds::USUAL)?;
    let kind = archive.read("mimetype").ok().flatten().unwrap_or_default();
    match String::from_utf8_lossy(&kind).trim() {
        "application/epub+zip" => return Ok(Form::Book),
        kind if kind.starts_with("application/vnd.oasis.opendocument.text") => return Ok(Form::Open),
        kind if kind.starts_with("application/vnd.oasis.opendocument") => return Err(Unfit::Sheet),
        _ => {}
    }
    // Some programs leave that out.
    match () {
        // The relations of an Office Open XML document; which one it is, only its main part says for certain.
        () if archive.has("_rels/.rels") => Ok(Form::Word),
        () if archive.has("META-INF/container.xml") => Ok(Form::Book),
        () if archive.has("META-INF/manifest.xml") && archive.has("content.xml") => Ok(Form::Open),
        () => Err(Unfit::Archive),
    }
}

/// Tells whether bytes without any text's encoding in sight are no text: they hold a NUL, or many control characters.
pub(super) fn looks_binary(bytes: &[u8]) -> bool {
    let control = |byte: &&u8| matches!(byte, 0..=8 | 0x0E..=0x19 | 0x1C..=0x1F | 0x7F);
    bytes.contains(&0) || bytes.iter().filter(control).count() * 20 > bytes.len()
}
