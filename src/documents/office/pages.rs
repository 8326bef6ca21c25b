//! Decodes bytes of Rich Text Format in the code pages of its fonts.

use crate::documents::encoding::{self, Encoding};

/// A code page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Page {
    /// One of the Encoding Standard.
    Known(Encoding),
    /// One of DOS, of which these are the letters from 0x80 to 0xFE.
    Dos(&'static str),
}

/// The letters of the first personal computers, and of those of Western Europe.
const FIRST: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐\
    └┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■";
const WESTERN: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐\
    └┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{AD}±‗¾¶§÷¸°¨·¹³²■";

impl Page {
    /// The one of Western European Windows, which is taken where nothing says which.
    pub(super) const USUAL: Page = Page::Known(Encoding::WINDOWS_1252);

    /// Returns the code page of a number that Windows gives it.
    pub(super) fn of(number: i32) -> Option<Page> {
        let named = match number {
            437 => return Some(Page::Dos(FIRST)),
            850 => return Some(Page::Dos(WESTERN)),
            65001 => Some(Encoding::UTF_8),
            866 => Encoding::named("ibm866"),
            932 => Encoding::named("shift_jis"),
            936 => Encoding::named("gb18030"),
            949 => Encoding::named("euc-kr"),
            950 => Encoding::named("big5"),
            10000 => Encoding::named("macintosh"),
            874 | 1250..=1258 => Encoding::named(&format!("windows-{number}")),
            _ => None,
        };
        named.map(Page::Known)
    }

    /// Returns the code page of a font's set of characters. The one of symbols has none.
    pub(super) fn of_charset(number: i32) -> Option<Page> {
        Page::of(match number {
            0 => 1252,
            77 => 10000,
            128 => 932,
            129 => 949,
            134 => 936,
            136 => 950,
            161 => 1253,
            162 => 1254,
            163 => 1258,
            177 => 1255,
            178 => 1256,
            186 => 1257,
            204 => 1251,
            222 => 874,
            238 => 1250,
            255 => 437,
            _ => return None,
        })
    }

    /// Decodes bytes.
    pub(super) fn decode(self, bytes: &[u8]) -> String {
        let letters = match self {
            Page::Known(encoding) => return encoding::decode(bytes, encoding).text,
            Page::Dos(letters) => letters,
        };
        let letter = |byte: u8| match byte.checked_sub(0x80) {
            Some(at) => letters.chars().nth(usize::from(at)).unwrap_or('\u{A0}'),
            None => char::from(byte),
        };
        bytes.iter().copied().map(letter).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_pages_of_dos_have_their_own_letters() {
        let of = |number: i32, bytes: &[u8]| Page::of(number).expect("is known").decode(bytes);
        assert_eq!(of(437, b"caf\x82 \x9B\xE1\xFE\xFF"), "café ¢ß■\u{A0}");
        assert_eq!(of(850, b"caf\x82 \x9B\xE1\xD5\xFF"), "café øßı\u{A0}");
        assert_eq!(of(866, b"\x84\xA0\xAC\xA1\xA0"), "Дамба");
        assert_eq!((FIRST.chars().count(), WESTERN.chars().count()), (127, 127));
        assert!(Page::of(1).is_none() && Page::of_charset(2).is_none());
    }
}
