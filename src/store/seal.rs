//! Puts a checksum into a file and tells whether it still is that of its bytes.
//!
//! The third line of a file holds the SHA-256 of all its other lines, with CRLF read as LF: git and mail may turn
//! the line ends, and nothing else.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::model::Hash;

/// Lines before the checksum's.
const LINES_BEFORE: usize = 2;

fn line(head: &[u8], rest: &[u8]) -> String {
    let digest = Sha256::new().chain_update(head).chain_update(rest).finalize();
    format!("    checksum: \"{}\",\n", Hash(digest.into()))
}

/// Joins the lines before the checksum, the checksum's and the lines after it.
pub(super) fn seal(head: &str, rest: &str) -> String {
    let line = line(head.as_bytes(), rest.as_bytes());
    let mut out = String::with_capacity(head.len() + line.len() + rest.len());
    out.push_str(head);
    out.push_str(&line);
    out.push_str(rest);
    out
}

/// Tells whether a file, its byte order mark stripped, is to the letter what was written, line ends aside.
pub(super) fn intact(bytes: &[u8]) -> bool {
    let bytes = with_lf(bytes);
    let mut at = 0;
    let mut stop = || {
        let from = at;
        at += bytes[from..].iter().position(|byte| *byte == b'\n')? + 1;
        Some(from)
    };
    for _ in 0..LINES_BEFORE {
        if stop().is_none() {
            return false;
        }
    }
    let Some(start) = stop() else { return false };
    bytes[start..at] == *line(&bytes[..start], &bytes[at..]).as_bytes()
}

fn with_lf(bytes: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memchr(b'\r', bytes).is_none() {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for (i, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(i + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_flip_and_any_cut_shows() {
        let mut bytes = seal("(\n    format: 1,\n", &"    text: \"-M\t\",\n".repeat(1_800)).into_bytes();
        assert!(bytes.len() > 30_000 && intact(&bytes));
        let bits = bytes.len() * 8;
        for bit in 0..bits {
            bytes[bit / 8] ^= 1 << (bit % 8);
            assert!(!intact(&bytes), "bit {bit}");
            bytes[bit / 8] ^= 1 << (bit % 8);
        }
        assert!((0..bytes.len()).all(|end| !intact(&bytes[..end])));
    }

    #[test]
    fn line_ends_may_change_and_nothing_else() {
        let file = seal("(\n    format: 1,\n", "    x: 2,\n)\n");
        assert!(intact(file.replace('\n', "\r\n").as_bytes()));
        for (from, to) in [("\n", "\n\n"), ("\n", "\r"), ("    checksum", "   checksum"), ("2,", "2, ")] {
            assert!(!intact(file.replacen(from, to, 1).as_bytes()), "{from:?} as {to:?}");
        }
        assert!(!intact(file.to_uppercase().as_bytes()));
    }
}
