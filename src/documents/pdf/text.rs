//! Decodes the text strings of PDF files (ISO 32000-2, 7.9.2.2): UTF-16, UTF-8, or PDFDocEncoding.

/// What PDFDocEncoding has at 0x18 to 0x1F and at 0x80 to 0xA0; elsewhere it is Latin-1.
const LOW: [char; 8] = ['˘', 'ˇ', 'ˆ', '˙', '˝', '˛', '˚', '˜'];
const HIGH: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ', 'Ł', 'Œ',
    'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{FFFD}', '€',
];

/// Decodes a text string.
pub(super) fn decode(bytes: &[u8]) -> String {
    let wide = |pairs: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = pairs.as_chunks::<2>().0.iter().map(|pair| unit(*pair)).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFE, 0xFF, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xFF, 0xFE, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => bytes.iter().map(|byte| letter(*byte)).collect(),
    }
}

fn letter(byte: u8) -> char {
    match byte {
        0x18..=0x1F => LOW[usize::from(byte - 0x18)],
        0x80..=0xA0 => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_of_a_text_string_is_known() {
        assert_eq!(decode(b"\xFE\xFF\x06\x48\x00A"), "وA");
        assert_eq!(decode(b"\xFF\xFEA\x00\x00"), "A", "half a unit is none");
        assert_eq!(decode("\u{FEFF}„ja“".as_bytes()), "„ja“");
        assert_eq!(decode(b"Gr\xF6\xDFe \x84 \x93\x1F\xA0"), "Größe — ﬁ˜€");
        assert_eq!(decode(b""), "");
    }
}
