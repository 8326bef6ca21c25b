//! Takes the page out of a web archive of one file (MHTML, RFC 2557), as browsers save it.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding as Transfer, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders};

/// The page inside an archive.
pub(super) struct Archived {
    /// Its bytes, in whichever encoding.
    pub(super) bytes: Vec<u8>,
    /// The encoding that its part names, where it does.
    pub(super) charset: String,
    /// The address that it was saved from; empty where the archive does not say.
    pub(super) address: String,
    /// How many other parts there are: pictures, styles, frames.
    pub(super) others: usize,
}

/// Finds the page in an archive: the part of HTML that stands at the address that was saved, or else the first.
/// `None` where there is none.
pub(super) fn page(bytes: &[u8]) -> Option<Archived> {
    let message = MessageParser::new().parse(bytes)?;
    let saved = other_header(message.root_part(), "Snapshot-Content-Location");
    let is_page = |part: &&MessagePart<'_>| {
        part.content_type().is_some_and(|kind| {
            let subtype = kind.subtype().unwrap_or_default();
            kind.ctype().eq_ignore_ascii_case("text") && subtype.eq_ignore_ascii_case("html")
                || subtype.eq_ignore_ascii_case("xhtml+xml")
        })
    };
    let at_address = |part: &&MessagePart<'_>| !saved.is_empty() && location(part) == saved;
    let mut pages = message.parts.iter().filter(is_page);
    let part = pages.clone().find(at_address).or_else(|| pages.next())?;
    let address = if saved.is_empty() { location(part) } else { saved };
    let charset = part.content_type().and_then(|kind| kind.attribute("charset")).unwrap_or_default();
    let whole = message.parts.iter().filter(|other| other.sub_parts().is_none()).count();
    Some(Archived {
        bytes: body(&message, part)?,
        charset: charset.to_owned(),
        address,
        others: whole.saturating_sub(1),
    })
}

/// Decodes a part's bytes. The library would decode its letters, too, and take UTF-8 for an encoding that only the
/// page itself names.
fn body(message: &Message<'_>, part: &MessagePart<'_>) -> Option<Vec<u8>> {
    let raw = message.raw_message().get(part.raw_body_offset() as usize..part.raw_end_offset() as usize)?;
    match part.encoding {
        Transfer::None => Some(raw.to_vec()),
        Transfer::QuotedPrintable => quoted_printable_decode(raw).or_else(|| Some(lenient(raw))),
        Transfer::Base64 => base64_decode(raw),
    }
}

/// Decodes quoted-printable in which some `=` stand for themselves.
fn lenient(raw: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(raw.len());
    let mut at = 0;
    while at < raw.len() {
        let hex = |at: usize| char::from(*raw.get(at)?).to_digit(16);
        match (raw[at], raw.get(at + 1), raw.get(at + 2)) {
            (b'=', Some(b'\n'), _) => at += 2,
            (b'=', Some(b'\r'), Some(b'\n')) => at += 3,
            (b'=', _, _) if hex(at + 1).is_some() && hex(at + 2).is_some() => {
                let byte = hex(at + 1).zip(hex(at + 2)).map_or(0, |(high, low)| high * 16 + low);
                decoded.push(u8::try_from(byte).unwrap_or(b'?'));
                at += 3;
            }
            (byte, _, _) => {
                decoded.push(byte);
                at += 1;
            }
        }
    }
    decoded
}

fn location(part: &MessagePart<'_>) -> String {
    part.content_location().unwrap_or_default().trim().to_owned()
}

/// Reads a header that the library has no name for.
fn other_header(part: &MessagePart<'_>, name: &str) -> String {
    let mut headers = part.headers.iter().filter(|header| match &header.name {
        HeaderName::Other(other) => other.eq_ignore_ascii_case(name),
        _ => false,
    });
    match headers.next().map(|header| &header.value) {
        Some(HeaderValue::Text(text)) => text.trim().to_owned(),
        Some(HeaderValue::TextList(texts)) => texts.concat().trim().to_owned(),
        _ => String::new(),
    }
}
