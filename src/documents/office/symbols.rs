//! Names by Unicode the signs that documents name by their place in a font of Word's: Symbol and Wingdings.

/// Symbol from 0x20 to 0x7E (Adobe's Symbol encoding, as Unicode maps it).
const SYMBOL: &str =
    " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u{203E}αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼";
/// Symbol from 0xA0 to 0xFE.
const SYMBOL_HIGH: &str =
    "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…⏐⎯↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑⎛⎜⎝⎡⎢⎣⎧⎨⎩⎪\u{FFFD}〉∫⌠⎮⌡⎞⎟⎠⎤⎥⎦⎫⎬⎭";
/// The signs of Wingdings that stand in running text.
const WINGDINGS: [(u32, char); 24] = [
    (0x22, '✂'),
    (0x28, '☎'),
    (0x29, '✆'),
    (0x2A, '✉'),
    (0x4A, '☺'),
    (0x4B, '😐'),
    (0x4C, '☹'),
    (0x6C, '●'),
    (0x6E, '■'),
    (0x6F, '□'),
    (0x71, '❑'),
    (0x75, '◆'),
    (0x76, '❖'),
    (0x9F, '•'),
    (0xA7, '▪'),
    (0xA8, '◻'),
    (0xD8, '➢'),
    (0xDF, '←'),
    (0xE0, '→'),
    (0xE1, '↑'),
    (0xE2, '↓'),
    (0xE8, '➔'),
    (0xFB, '✗'),
    (0xFC, '✓'),
];

/// Tells whether a font has signs in the place of letters, and they are known.
pub(super) fn is_of_signs(font: &str) -> bool {
    ["symbol", "wingdings"].iter().any(|known| font.eq_ignore_ascii_case(known))
}

/// Returns the sign at a place of a font; `None` where it is not known. Fonts of pictures stand at 0xF000, too.
pub(super) fn sign(font: &str, code: u32) -> Option<char> {
    let place = if (0xF000..=0xF0FF).contains(&code) { code - 0xF000 } else { code };
    let at = |table: &str, from: u32| table.chars().nth(place.checked_sub(from)? as usize);
    let sign = match font.to_lowercase().as_str() {
        "symbol" if place < 0x7F => at(SYMBOL, 0x20),
        "symbol" => at(SYMBOL_HIGH, 0xA0),
        "wingdings" => WINGDINGS.iter().find(|(own, _)| *own == place).map(|(_, sign)| *sign),
        _ if place == code => char::from_u32(code),
        _ => None,
    };
    sign.filter(|sign| !sign.is_control() && *sign != char::REPLACEMENT_CHARACTER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_found_where_their_font_has_them() {
        for (font, code, wanted) in [
            ("Symbol", 0xF061, Some('α')),
            ("Symbol", 0x77, Some('ω')),
            ("Symbol", 0x7E, Some('∼')),
            ("Symbol", 0xF0B3, Some('≥')),
            ("Symbol", 0xF0AE, Some('→')),
            ("Symbol", 0xF0E5, Some('∑')),
            ("Symbol", 0xF0FE, Some('⎭')),
            ("Symbol", 0xF090, None),
            ("Wingdings", 0xF0FC, Some('✓')),
            ("Wingdings", 0xF001, None),
            ("Times New Roman", 0x20AC, Some('€')),
            ("Times New Roman", 0, None),
            ("Webdings", 0xF061, None),
        ] {
            assert_eq!(sign(font, code), wanted, "{font} {code:X}");
        }
        assert_eq!((SYMBOL.chars().count(), SYMBOL_HIGH.chars().count()), (95, 95));
    }
}
