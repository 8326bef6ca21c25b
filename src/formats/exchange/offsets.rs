//! Counts offsets in a text as another program does.

use crate::model::Text;

use super::place::Unit;

/// Bytes between two recorded counts.
const STRIDE: usize = 128;

/// Turns bytes of a text into offsets.
pub struct Offsets<'t> {
    text: &'t Text,
    unit: Unit,
    /// UTF-16 code units before each stride; empty where they are not counted, or are bytes.
    counts: Vec<usize>,
}

impl<'t> Offsets<'t> {
    /// Counts a text in a unit.
    pub fn of(text: &'t Text, unit: Unit) -> Offsets<'t> {
        let mut counts = Vec::new();
        if unit == Unit::Utf16 && !text.as_str().is_ascii() {
            let mut count = 0;
            for chunk in text.as_str().as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += units(chunk);
            }
            counts.push(count);
        }
        Offsets { text, unit, counts }
    }

    /// Returns the offset of a byte that a character begins at, or the text ends at.
    pub fn at(&self, byte: usize) -> usize {
        let byte = byte.min(self.text.len());
        match self.unit {
            Unit::CodePoints => self.text.char_of(byte),
            Unit::Utf16 if !self.counts.is_empty() => {
                let stride = byte / STRIDE;
                self.counts[stride] + units(&self.text.as_str().as_bytes()[stride * STRIDE..byte])
            }
            Unit::Utf16 | Unit::Bytes => byte,
        }
    }
}

/// Counts UTF-16 code units by the bytes that characters begin with: four bytes are two units.
fn units(bytes: &[u8]) -> usize {
    bytes.iter().map(|byte| usize::from(byte & 0xC0 != 0x80) + usize::from(*byte >= 0xF0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_the_characters_do() {
        for body in ["", "one two", &"aé𝒳ع🇹🇷\n".repeat(200)] {
            let text = Text::new(body);
            for unit in [Unit::CodePoints, Unit::Utf16, Unit::Bytes] {
                let offsets = Offsets::of(&text, unit);
                let ends = body.char_indices().map(|(at, _)| at).chain([body.len()]);
                for at in ends {
                    let before = &body[..at];
                    let expected = match unit {
                        Unit::CodePoints => before.chars().count(),
                        Unit::Utf16 => before.encode_utf16().count(),
                        Unit::Bytes => at,
                    };
                    assert_eq!(offsets.at(at), expected, "{unit:?} at {at}");
                }
            }
        }
    }
}
