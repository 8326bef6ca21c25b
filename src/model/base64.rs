//! Writes bytes as text in base 64 with its standard alphabet (RFC 4648, section 4), padded, and reads them back.

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Writes bytes in base 64.
pub fn encode(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for digit in 0..4 {
            let value = bits >> (18 - 6 * digit) & 63;
            out.push(if digit > three.len() { '=' } else { char::from(DIGITS[value as usize]) });
        }
    }
    out
}

/// Reads what [`encode`] writes. `None` for anything else: a missing pad, a digit too much, white space, bits behind
/// the last byte.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let pads = text.iter().rev().take(2).take_while(|digit| **digit == b'=').count();
    let digits = text.get(..text.len() - pads)?;
    let mut out = Vec::with_capacity(digits.len() / 4 * 3 + 2);
    for four in digits.chunks(4) {
        let value = |digit: &u8| DIGITS.iter().position(|known| known == digit);
        let bits = four.iter().try_fold(0u32, |bits, digit| Some(bits << 6 | value(digit)? as u32))?;
        let bits = bits << (6 * (4 - four.len()));
        let bytes = bits.to_be_bytes();
        // Two digits are one byte, three are two.
        let whole = four.len() - 1;
        if bytes[1 + whole..].iter().any(|rest| *rest != 0) {
            return None;
        }
        out.extend_from_slice(&bytes[1..1 + whole]);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        let vectors = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (bytes, text) in vectors {
            assert_eq!(encode(bytes.as_bytes()), text);
            assert_eq!(decode(text).as_deref(), Some(bytes.as_bytes()));
        }
        let all: Vec<u8> = (0..=255).rev().collect();
        assert_eq!(decode(&encode(&all)), Some(all));
        for odd in ["Z", "Zg", "Zg=", "Z===", "====", "Zh==", "Zm9=", "Zg==Zg==", "Zm9v\n", "Zm-v", "=Zm9"] {
            assert_eq!(decode(odd), None, "{odd}");
        }
    }
}
