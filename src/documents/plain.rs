//! Reads plain text: UTF-8 with or without a byte order mark, and UTF-16 with one.

/// A text and how it was encoded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plain {
    /// The text, without a byte order mark; line ends are as they were.
    pub text: String,
    /// Its encoding, in words.
    pub encoding: &'static str,
}

/// Decodes a text file.
///
/// # Errors
/// When the bytes are in no encoding that is known here; says at which byte (counted from 0), in the user's words.
pub fn decode(bytes: &[u8]) -> Result<Plain, String> {
    if let Some(rest) = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]) {
        return utf8(rest, 3, "UTF-8 with a byte order mark");
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return utf16(rest, u16::from_le_bytes, "UTF-16, little-endian");
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return utf16(rest, u16::from_be_bytes, "UTF-16, big-endian");
    }
    utf8(bytes, 0, "UTF-8")
}

fn utf8(bytes: &[u8], skipped: usize, encoding: &'static str) -> Result<Plain, String> {
    match std::str::from_utf8(bytes) {
        Ok(text) if text.contains('\0') => Err("it holds a NUL byte, so it is no text file.".into()),
        Ok(text) => Ok(Plain { text: text.to_owned(), encoding }),
        Err(error) => Err(format!(
            "it is not UTF-8 at byte {}. Save it as UTF-8 in the program that made it, then add it again.",
            error.valid_up_to() + skipped
        )),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Result<Plain, String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    let decoded = char::decode_utf16(pairs.iter().copied().map(unit)).collect::<Result<String, _>>();
    match decoded {
        Ok(text) if rest.is_empty() => Ok(Plain { text, encoding }),
        _ => Err(format!("it begins as {encoding} but is cut off or damaged. Save it as UTF-8, then add it again.")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_knows_and_refuses_the_rest() {
        let read = |bytes: &[u8]| decode(bytes).map(|plain| (plain.text, plain.encoding));
        assert_eq!(read("Größe".as_bytes()), Ok(("Größe".into(), "UTF-8")));
        assert_eq!(read(b"\xEF\xBB\xBFa"), Ok(("a".into(), "UTF-8 with a byte order mark")));
        assert_eq!(read(b"\xFF\xFEa\0\x3D\xD8\x42\xDE"), Ok(("a🙂".into(), "UTF-16, little-endian")));
        assert_eq!(read(b"\xFE\xFF\0a"), Ok(("a".into(), "UTF-16, big-endian")));
        assert!(read(b"Gr\xF6\xDFe").unwrap_err().contains("byte 2"));
        assert!(read(b"a\0b").is_err());
        assert!(read(b"\xFF\xFEa").is_err(), "half a unit");
        assert!(read(b"\xFF\xFE\x3D\xD8").is_err(), "half a pair");
    }
}
