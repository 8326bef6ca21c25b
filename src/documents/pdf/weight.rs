//! Keeps files that unpack to far more than they are from filling the memory: the library unpacks what it needs whole.

use std::io::Read;

use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::object::{Array, Dict, FromBytes, Name, Stream};
use memchr::memmem;

/// Bytes that any one stream may unpack to, and all of a file's together. The largest books have streams of a few MB.
const STREAM: u64 = 256 << 20;
const ALL: u64 = 2 << 30;
/// Packed bytes at most of a stream that the library unpacks by itself, and of any other, where what comes out can't be
/// counted: it is encrypted, or packed in another way or twice. No way of packing makes more than 2,730 times as much
/// of it.
const UNCOUNTED: usize = 1 << 20;
/// Bytes before a stream in which its dictionary begins.
const HEAD: usize = 4096;

/// Tells whether every stream of a file unpacks to a bearable size. The library unpacks lists of objects and of their
/// places while it opens a file, so that these must be known before; all others are counted once more by [`unpacked`].
pub(super) fn is_bearable(bytes: &[u8]) -> bool {
    let encrypted = memmem::find(bytes, b"/Encrypt").is_some();
    let mut all = 0;
    for at in memmem::find_iter(bytes, b"stream") {
        if bytes[..at].ends_with(b"end") {
            continue;
        }
        let data = &bytes[at + b"stream".len()..];
        let data = data.strip_prefix(b"\r\n").or(data.strip_prefix(b"\n")).or(data.strip_prefix(b"\r")).unwrap_or(data);
        let Some(dict) = dict_before(&bytes[at.saturating_sub(HEAD)..at]) else { continue };
        let listed = matches!(dict.get::<Name<'_>>("Type").as_deref(), Some(b"ObjStm" | b"XRef"));
        let counted = (!encrypted).then(|| counted(&names(&dict), data)).flatten();
        let bearable = match counted {
            Some(length) => {
                all += length;
                length <= STREAM && all <= ALL
            }
            None => !listed || memmem::find(data, b"endstream").unwrap_or(data.len()) <= UNCOUNTED,
        };
        if !bearable {
            return false;
        }
    }
    true
}

/// Unpacks a stream that is no picture. `None` for what is one, is damaged, or is too large.
pub(super) fn unpacked(stream: &Stream<'_>) -> Option<Vec<u8>> {
    let filters: Vec<Vec<u8>> = names(stream.dict());
    let raw = stream.raw_data();
    let bearable = match counted(&filters, &raw) {
        Some(length) => length <= STREAM,
        None => raw.len() <= UNCOUNTED,
    };
    if bearable { stream.decoded_data().ok().map(|data| data.into_owned()) } else { None }
}

/// Counts the bytes that a stream unpacks to, up to just over the most that one may. `None` for what can't be counted.
fn counted(filters: &[Vec<u8>], data: &[u8]) -> Option<u64> {
    let plain: [&[u8]; 4] = [b"ASCIIHexDecode", b"AHx", b"ASCII85Decode", b"A85"];
    match filters {
        [one] if matches!(&**one, b"FlateDecode" | b"Fl") => Some(inflated(data)),
        _ if filters.iter().all(|name| plain.contains(&name.as_slice())) => Some(0),
        _ => None,
    }
}

/// Counts what comes out, with the head that it should have or without any.
fn inflated(data: &[u8]) -> u64 {
    let count = |mut from: Box<dyn Read + '_>| {
        let (mut buffer, mut all) = ([0; 1 << 14], 0);
        while let Ok(read @ 1..) = from.read(&mut buffer)
            && all <= STREAM
        {
            all += read as u64;
        }
        all
    };
    count(Box::new(ZlibDecoder::new(data))).max(count(Box::new(DeflateDecoder::new(data))))
}

/// Reads the dictionary that ends where a stream begins.
fn dict_before(head: &[u8]) -> Option<Dict<'_>> {
    let start = memmem::rfind(head, b"obj")? + b"obj".len();
    let start = start + memmem::find(&head[start..], b"<<")?;
    Dict::from_bytes(&head[start..])
}

fn names(dict: &Dict<'_>) -> Vec<Vec<u8>> {
    let mut names = Vec::new();
    for key in ["Filter", "F"] {
        if let Some(name) = dict.get::<Name<'_>>(key) {
            names.push(name.to_vec());
        } else if let Some(array) = dict.get::<Array<'_>>(key) {
            names.extend(array.iter::<Name<'_>>().map(|name| name.to_vec()));
        }
    }
    names
}
