//! Finds out in which encoding a text file is, and decodes it.
//!
//! The encodings are those of the WHATWG Encoding Standard, less the two that are none (`replacement` and
//! `x-user-defined`) and GBK, whose decoder is that of GB18030.

use std::fmt;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::DecoderResult;

use crate::{say, words};

/// Bytes that are looked at for a guess: far more than an article has, and few enough to be quick.
const SAMPLE: usize = 1 << 20;

/// Bytes beyond ASCII below which a guess has little to go by.
const FEW: usize = 12;

/// An encoding of text files.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Encoding(&'static encoding_rs::Encoding);

/// Each encoding with the message that says where it is used, and what it is called, in the order in which they are
/// offered.
static ALL: [(&encoding_rs::Encoding, &str, &str); 37] = [
    (&encoding_rs::UTF_8_INIT, "region-unicode", "UTF-8"),
    (&encoding_rs::UTF_16LE_INIT, "region-unicode", "UTF-16, little-endian"),
    (&encoding_rs::UTF_16BE_INIT, "region-unicode", "UTF-16, big-endian"),
    (&encoding_rs::WINDOWS_1252_INIT, "region-western", "Windows-1252"),
    (&encoding_rs::ISO_8859_15_INIT, "region-western", "ISO-8859-15"),
    (&encoding_rs::MACINTOSH_INIT, "region-western", "Macintosh"),
    (&encoding_rs::WINDOWS_1250_INIT, "region-central", "Windows-1250"),
    (&encoding_rs::ISO_8859_2_INIT, "region-central", "ISO-8859-2"),
    (&encoding_rs::ISO_8859_16_INIT, "region-south-eastern", "ISO-8859-16"),
    (&encoding_rs::ISO_8859_3_INIT, "region-southern", "ISO-8859-3"),
    (&encoding_rs::WINDOWS_1257_INIT, "region-baltic", "Windows-1257"),
    (&encoding_rs::ISO_8859_13_INIT, "region-baltic", "ISO-8859-13"),
    (&encoding_rs::ISO_8859_4_INIT, "region-northern", "ISO-8859-4"),
    (&encoding_rs::ISO_8859_10_INIT, "region-nordic", "ISO-8859-10"),
    (&encoding_rs::ISO_8859_14_INIT, "region-celtic", "ISO-8859-14"),
    (&encoding_rs::WINDOWS_1251_INIT, "region-cyrillic", "Windows-1251"),
    (&encoding_rs::ISO_8859_5_INIT, "region-cyrillic", "ISO-8859-5"),
    (&encoding_rs::IBM866_INIT, "region-cyrillic", "IBM866"),
    (&encoding_rs::X_MAC_CYRILLIC_INIT, "region-cyrillic", "Macintosh Cyrillic"),
    (&encoding_rs::KOI8_R_INIT, "region-russian", "KOI8-R"),
    (&encoding_rs::KOI8_U_INIT, "region-ukrainian", "KOI8-U"),
    (&encoding_rs::WINDOWS_1253_INIT, "region-greek", "Windows-1253"),
    (&encoding_rs::ISO_8859_7_INIT, "region-greek", "ISO-8859-7"),
    (&encoding_rs::WINDOWS_1254_INIT, "region-turkish", "Windows-1254"),
    (&encoding_rs::WINDOWS_1255_INIT, "region-hebrew", "Windows-1255"),
    (&encoding_rs::ISO_8859_8_I_INIT, "region-hebrew", "ISO-8859-8-I"),
    (&encoding_rs::ISO_8859_8_INIT, "region-hebrew-visual", "ISO-8859-8"),
    (&encoding_rs::WINDOWS_1256_INIT, "region-arabic", "Windows-1256"),
    (&encoding_rs::ISO_8859_6_INIT, "region-arabic", "ISO-8859-6"),
    (&encoding_rs::WINDOWS_874_INIT, "region-thai", "Windows-874"),
    (&encoding_rs::WINDOWS_1258_INIT, "region-vietnamese", "Windows-1258"),
    (&encoding_rs::GB18030_INIT, "region-chinese", "GB18030"),
    (&encoding_rs::BIG5_INIT, "region-chinese-traditional", "Big5"),
    (&encoding_rs::SHIFT_JIS_INIT, "region-japanese", "Shift_JIS"),
    (&encoding_rs::EUC_JP_INIT, "region-japanese", "EUC-JP"),
    (&encoding_rs::ISO_2022_JP_INIT, "region-japanese", "ISO-2022-JP"),
    (&encoding_rs::EUC_KR_INIT, "region-korean", "EUC-KR"),
];

impl Encoding {
    /// UTF-8.
    pub const UTF_8: Encoding = Encoding(&encoding_rs::UTF_8_INIT);
    /// What Windows takes for Western European text.
    pub const WINDOWS_1252: Encoding = Encoding(&encoding_rs::WINDOWS_1252_INIT);
    /// UTF-16 with the low byte first.
    pub const UTF_16LE: Encoding = Encoding(&encoding_rs::UTF_16LE_INIT);
    /// UTF-16 with the high byte first.
    pub const UTF_16BE: Encoding = Encoding(&encoding_rs::UTF_16BE_INIT);

    /// Lists the encodings that can be chosen, the commonest of each region first.
    pub fn all() -> impl ExactSizeIterator<Item = Encoding> {
        ALL.iter().map(|(codec, ..)| Encoding(codec))
    }

    /// Finds an encoding by its name or by any label of the Encoding Standard: `Windows-1252`, `latin1`, `sjis`.
    pub fn named(name: &str) -> Option<Encoding> {
        let name = name.trim();
        let ours = ALL.iter().find(|(_, _, code)| code.eq_ignore_ascii_case(name)).map(|(codec, ..)| Encoding(codec));
        ours.or_else(|| Encoding::of(encoding_rs::Encoding::for_label(name.as_bytes())?))
    }

    fn of(codec: &'static encoding_rs::Encoding) -> Option<Encoding> {
        let codec = if codec == encoding_rs::GBK { encoding_rs::GB18030 } else { codec };
        ALL.iter().any(|(other, ..)| *other == codec).then_some(Encoding(codec))
    }

    fn row(self) -> (&'static str, &'static str) {
        let row = ALL.iter().find(|(codec, ..)| *codec == self.0);
        row.map_or(("", self.0.name()), |(_, region, code)| (region, code))
    }

    /// Returns where it is used: `Western European`.
    pub fn region(self) -> &'static str {
        words::plain(self.row().0)
    }

    /// Returns what it is called: `Windows-1252`.
    pub fn code(self) -> &'static str {
        self.row().1
    }
}

impl fmt::Display for Encoding {
    /// Writes it as it is offered: `Western European (Windows-1252)`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&say!("encoding-name", region = self.region(), code = self.code()))
    }
}

impl fmt::Debug for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why an encoding was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The file begins with a byte order mark.
    Mark,
    /// All of it is ASCII, which most encodings hold.
    Ascii,
    /// All of it is UTF-8, and some of that is not ASCII: no other text looks so by chance.
    Valid,
    /// It says so itself, in letters that all encodings share.
    Named,
    /// Nearly all of it is UTF-8: it was cut off or damaged.
    Damaged,
    /// Its bytes come in pairs, as in UTF-16.
    Pairs,
    /// Its letters are most likely in this one.
    Letters,
    /// The same, with few letters to go by.
    FewLetters,
    /// The user chose it.
    Chosen,
}

impl Why {
    /// Tells whether there is nothing to ask the user.
    pub fn is_certain(self) -> bool {
        matches!(self, Why::Mark | Why::Ascii | Why::Valid | Why::Named | Why::Chosen)
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Why::Mark => say!("why-mark"),
            Why::Ascii => say!("why-ascii"),
            Why::Valid => say!("why-valid"),
            Why::Named => say!("why-named"),
            Why::Damaged => say!("why-damaged"),
            Why::Pairs => say!("why-pairs"),
            Why::Letters => say!("why-letters"),
            Why::FewLetters => say!("why-few-letters"),
            Why::Chosen => say!("why-chosen"),
        })
    }
}

/// The encoding that was taken, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Taken {
    /// Which one.
    pub encoding: Encoding,
    /// Why.
    pub why: Why,
}

/// What could not be decoded. A replacement character (U+FFFD) stands for each such place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lost {
    /// How many places.
    pub count: usize,
    /// The first one's byte in the decoded text.
    pub at: usize,
    /// The first one's line, counted from 1.
    pub line: usize,
}

/// A decoded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// Without a byte order mark, every line end a LF; all else is as it was.
    pub text: String,
    /// What could not be decoded.
    pub lost: Option<Lost>,
}

/// Finds the encoding of a text file.
///
/// A byte order mark says it. Next comes UTF-16 without one, by what stands in every second byte; then UTF-8, which
/// no other text fits by chance; then a guess from the letters, which is chardetng's.
pub fn detect(bytes: &[u8]) -> Taken {
    let taken = |encoding, why| Taken { encoding, why };
    if let Some((encoding, _)) = mark(bytes) {
        return taken(encoding, Why::Mark);
    }
    if let Some(encoding) = pairs(bytes) {
        return taken(encoding, Why::Pairs);
    }
    // ISO-2022-JP is ASCII with escape sequences.
    let escapes = bytes.contains(&0x1B);
    if bytes.is_ascii() && !escapes {
        return taken(Encoding::UTF_8, Why::Ascii);
    }
    if std::str::from_utf8(bytes).is_ok() && !bytes.is_ascii() {
        return taken(Encoding::UTF_8, Why::Valid);
    }
    if !bytes.is_ascii() && nearly_utf8(bytes) {
        return taken(Encoding::UTF_8, Why::Damaged);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // It is not told of the end: a text that is cut off inside a character is in its encoding all the same.
    detector.feed(&bytes[..bytes.len().min(SAMPLE)], false);
    let guess = Encoding::of(detector.guess(None, Utf8Detection::Allow)).unwrap_or(Encoding::UTF_8);
    if bytes.is_ascii() && guess == Encoding::UTF_8 {
        return taken(guess, Why::Ascii);
    }
    let few = !escapes && bytes.iter().filter(|byte| !byte.is_ascii()).take(FEW).count() < FEW;
    taken(guess, if few { Why::FewLetters } else { Why::Letters })
}

/// Returns what a byte order mark says, and its length in bytes.
fn mark(bytes: &[u8]) -> Option<(Encoding, usize)> {
    encoding_rs::Encoding::for_bom(bytes).and_then(|(codec, length)| Some((Encoding::of(codec)?, length)))
}

/// Tells whether a text is UTF-8 but for a few places, or for its cut-off end.
fn nearly_utf8(bytes: &[u8]) -> bool {
    let (mut fit, mut unfit) = (0, 0);
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        fit += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        let cut_off =
            chunks.peek().is_none() && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        unfit += usize::from(!chunk.invalid().is_empty() && !cut_off);
    }
    // A byte or two that do not fit are damage where some letters do, which no other encoding has by chance.
    fit > 10 * unfit || unfit <= 2 && fit > 3 * unfit
}

/// Finds UTF-16 without a byte order mark, by the spaces, line ends, Latin letters and full stops that it must have
/// and that other texts have no such bytes for.
fn pairs(bytes: &[u8]) -> Option<Encoding> {
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    // The high bytes of those characters, which in a text of single bytes are control characters.
    if !sample.iter().any(|byte| *byte <= 2) {
        return None;
    }
    // A text of some length has spaces or line ends, whose high bytes are NUL, or bytes that are not UTF-8.
    if !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let little = telling(sample, u16::from_le_bytes);
    let big = telling(sample, u16::from_be_bytes);
    match little.cmp(&big) {
        std::cmp::Ordering::Greater => Some(Encoding::UTF_16LE),
        std::cmp::Ordering::Less => Some(Encoding::UTF_16BE),
        std::cmp::Ordering::Equal => None,
    }
}

/// Counts the characters that tell UTF-16; 0 where these bytes can be no text in it.
fn telling(sample: &[u8], unit: fn([u8; 2]) -> u16) -> usize {
    let (pairs, _) = sample.as_chunks::<2>();
    // A text of single bytes with a stray NUL in it.
    let letters = |byte: u8| (b' '..=b'~').contains(&byte);
    if pairs.iter().filter(|pair| pair.iter().copied().all(letters)).count() * 5 > pairs.len() * 3 {
        return 0;
    }
    let (mut all, mut telling, mut odd) = (0, 0, 0);
    for decoded in char::decode_utf16(pairs.iter().copied().map(unit)) {
        all += 1;
        match decoded {
            Ok('\t' | '\n' | '\r' | ' '..='~' | '\u{2018}'..='\u{201D}' | '、' | '。' | '，' | '،') => telling += 1,
            Ok('\u{B}' | '\u{C}') => {}
            Ok(c) if c.is_control() || matches!(c, '\u{E000}'..='\u{F8FF}' | '\u{FFF0}'..='\u{FFFF}') => odd += 1,
            Ok(_) => {}
            Err(_) => odd += 1,
        }
    }
    if odd * 50 > all || telling * 50 < all { 0 } else { telling }
}

/// Decodes a text. A byte order mark of this encoding goes, CRLF and CR become LF, nothing else changes.
pub fn decode(bytes: &[u8], encoding: Encoding) -> Decoded {
    let Raw { text, lost, .. } = decode_raw(bytes, encoding);
    let lost = lost.map(|(count, first)| {
        let before = line_ends(text[..first].to_owned());
        Lost { count, at: before.len(), line: before.matches('\n').count() + 1 }
    });
    Decoded { text: line_ends(text), lost }
}

/// A text that was decoded, with the line ends that it has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// Without a byte order mark; all else is as it was.
    pub text: String,
    /// Whether a byte order mark stood before it.
    pub marked: bool,
    /// How many places could not be decoded, and the byte of the first in the text.
    pub lost: Option<(usize, usize)>,
}

/// Decodes a text, and leaves its line ends as they are.
pub fn decode_raw(bytes: &[u8], encoding: Encoding) -> Raw {
    let (bytes, marked) = match mark(bytes) {
        Some((marked, length)) if marked == encoding => (&bytes[length..], true),
        _ => (bytes, false),
    };
    // Most files need but to be looked through.
    if encoding == Encoding::UTF_8
        && let Ok(text) = std::str::from_utf8(bytes)
    {
        return Raw { text: text.to_owned(), marked, lost: None };
    }
    let mut decoder = encoding.0.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut read, mut count, mut first) = (0, 0, None);
    loop {
        let (result, more) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += more;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve((bytes.len() - read).max(64)),
            DecoderResult::Malformed(..) => {
                count += 1;
                first.get_or_insert(text.len());
                text.push('\u{FFFD}');
            }
        }
    }
    Raw { text, marked, lost: first.map(|first| (count, first)) }
}

/// Makes every CRLF and CR a LF.
fn line_ends(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text }
}

#[cfg(test)]
#[path = "encoding_tests.rs"]
mod tests;
