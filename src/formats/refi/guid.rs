//! The ids of REFI-QDA.

use std::fmt;

use crate::model::Hash;

/// An id of 128 bits. What has such an id here keeps it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Guid(pub(super) u128);

impl Guid {
    /// Reads `85D17F60-7BB0-481E-B742-B4861DD669DF`, in braces or not.
    pub(super) fn parse(text: &str) -> Option<Guid> {
        let text = text.trim();
        let text = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
        let digits: String = text.chars().filter(|c| *c != '-').collect();
        let sound = digits.len() == 32 && digits.bytes().all(|c| c.is_ascii_hexdigit());
        u128::from_str_radix(&digits, 16).ok().filter(|_| sound).map(Guid)
    }

    /// Makes the id of a part of ours that has none: the same parts always have the same.
    pub(super) fn made(parts: &[&str]) -> Guid {
        let mut all = String::new();
        for part in parts {
            all.push_str(&format!("{} {part}\n", part.len()));
        }
        let hash = Hash::of(all.as_bytes()).to_string();
        Guid(hash.get(..32).and_then(|digits| u128::from_str_radix(digits, 16).ok()).unwrap_or_default())
    }
}

impl fmt::Display for Guid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = format!("{:032X}", self.0);
        let [a, b, c, d, e] = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| digits.get(part).unwrap_or_default());
        write!(f, "{a}-{b}-{c}-{d}-{e}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_in_both_forms_and_written_in_one() {
        let text = "85D17F60-7BB0-481E-B742-B4861DD669DF";
        let guid = Guid::parse(text).unwrap();
        assert_eq!(guid.to_string(), text);
        assert_eq!(Guid::parse(&format!("{{{}}}", text.to_lowercase())), Some(guid));
        for bad in ["", "85D17F60", "+5D17F60-7BB0-481E-B742-B4861DD669DF", "85D17F60-7BB0-481E-B742-B4861DD669DFé"] {
            assert_eq!(Guid::parse(bad), None, "{bad}");
        }
        assert_eq!(Guid::made(&["a", "b"]), Guid::made(&["a", "b"]));
        assert_ne!(Guid::made(&["a", "b"]), Guid::made(&["ab", ""]));
    }
}
