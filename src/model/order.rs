//! Says in which order names stand.

use std::cmp::Ordering;

/// Compares names of files as people count: 2 comes before 10, and what a name ends with before what goes on. Those
/// that are alike so come in the order of their bytes.
pub fn by_counting(one: &str, other: &str) -> Ordering {
    let (mut left, mut right) = (one, other);
    loop {
        let digits = |name: &str| name.find(|c: char| !c.is_ascii_digit()).unwrap_or(name.len());
        let (a, b) = (digits(left), digits(right));
        let found = if a > 0 && b > 0 {
            let (own, others) = (left[..a].trim_start_matches('0'), right[..b].trim_start_matches('0'));
            (left, right) = (&left[a..], &right[b..]);
            own.len().cmp(&others.len()).then_with(|| own.cmp(others))
        } else {
            let (mut own, mut others) = (left.chars(), right.chars());
            let found = own.next().map(rank).cmp(&others.next().map(rank));
            if left.is_empty() && right.is_empty() {
                return one.cmp(other);
            }
            (left, right) = (own.as_str(), others.as_str());
            found
        };
        if found.is_ne() {
            return found;
        }
    }
}

/// What parts folders and endings from names comes before all else.
fn rank(c: char) -> (u8, char) {
    (if c == '/' { 0 } else { 1 + u8::from(c != '.') }, c)
}

/// Tells whether nothing is seen of a character: white space, controls, and what only joins or turns others.
pub fn is_unseen(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_as_people_count() {
        let mut names = ["Text 10", "text", "Text 2", "Text 02", "Text", "10", "9a", "9", "\u{661}"];
        names.sort_by(|one, other| by_counting(one, other));
        let mut files = ["a 2.txt", "a.txt", "a/b.txt", "a-2.txt"];
        files.sort_by(|one, other| by_counting(one, other));
        assert_eq!(files, ["a/b.txt", "a.txt", "a 2.txt", "a-2.txt"]);
        assert_eq!(names, ["9", "9a", "10", "Text", "Text 02", "Text 2", "Text 10", "text", "\u{661}"]);
    }
}
