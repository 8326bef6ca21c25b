//! Writes raised numbers with Unicode's own signs, where they would be another number without: 10⁶ is not 106.

/// Returns the signs for a number that is raised right behind a digit: a power, or what refers to a note. `None` for
/// all else, which stays as it is.
pub(super) fn behind_digit(before: &str, raised: &str) -> Option<String> {
    let digit = |c: char| c.is_ascii_digit() || "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺".contains(c);
    if before.ends_with(digit) { signs(raised) } else { None }
}

/// Returns the raised signs of a number.
pub(super) fn signs(number: &str) -> Option<String> {
    let number = number.trim();
    let signs: Option<String> = number.chars().map(sign).collect();
    signs.filter(|_| number.chars().any(|c| c.is_ascii_digit()))
}

/// Returns the digit that a raised one is.
pub(super) fn digit(raised: char) -> Option<char> {
    if raised.is_ascii() { None } else { ('0'..='9').find(|digit| sign(*digit) == Some(raised)) }
}

fn sign(c: char) -> Option<char> {
    Some(match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32(u32::from('⁰') + u32::from(c) - u32::from('0'))?,
        '+' => '⁺',
        '-' | '−' | '–' => '⁻',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_would_be_another_number_is_written_with_other_signs() {
        for (before, raised, wanted) in [
            ("10", "6", Some("⁶")),
            ("10", "−12", Some("⁻¹²")),
            ("10¹", "0", Some("⁰")),
            ("1", "st", None),
            ("m", "2", None),
            ("held.", "1", None),
            ("10", "", None),
            ("10", "-", None),
            ("", "1", None),
        ] {
            assert_eq!(behind_digit(before, raised).as_deref(), wanted, "{before}^{raised}");
        }
        assert_eq!(signs("0123456789+-").as_deref(), Some("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"));
        assert_eq!("⁰¹⁹a1".chars().filter_map(digit).collect::<String>(), "019");
    }
}
