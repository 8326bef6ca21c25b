//! Cells: what is escaped in them, and how several values share one.

use std::fmt::Write as _;

/// Writes a value so that nothing in it means anything else.
pub(super) fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' | '[' | ']' | '|' | '_' | ';' | '*' => {
                let _ = write!(out, "\\{c}");
            }
            '-' if chars.peek() == Some(&'>') => out.push_str("\\-"),
            _ => plain(c, &mut out),
        }
    }
    out
}

/// Writes a line of text, in which only what ends lines and cells is escaped.
pub(super) fn escape_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c == '\\' { out.push_str("\\\\") } else { plain(c, &mut out) }
    }
    out
}

fn plain(c: char, out: &mut String) {
    match c {
        '\t' => out.push_str("\\t"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        c => out.push(c),
    }
}

/// Reads what was escaped.
pub(super) fn unescape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('t') => out.push('\t'),
                Some('n') => out.push('\n'),
                Some('r') => out.push('\r'),
                Some('f') => out.push('\u{c}'),
                Some('b') => out.push('\u{8}'),
                Some(other) => out.push(other),
                None => out.push('\\'),
            },
            c => out.push(c),
        }
    }
    out
}

/// Parts a cell at a sign that is not escaped.
pub(super) fn split(cell: &str, sign: char) -> Vec<&str> {
    let (mut parts, mut start, mut escaped) = (Vec::new(), 0, false);
    for (at, c) in cell.char_indices() {
        if !escaped && c == sign {
            parts.push(&cell[start..at]);
            start = at + c.len_utf8();
        }
        escaped = !escaped && c == '\\';
    }
    parts.push(&cell[start..]);
    parts
}

/// Takes `[n]` off the end of a value; 0 where it has none.
pub(super) fn numbered(value: &str) -> (&str, usize) {
    let found = value.strip_suffix(']').and_then(|rest| {
        let (before, number) = rest.rsplit_once('[')?;
        // A bracket is escaped by a backslash that is not escaped itself.
        let backslashes = before.len() - before.trim_end_matches('\\').len();
        backslashes.is_multiple_of(2).then_some(())?;
        Some((before, number.parse().ok()?))
    });
    found.unwrap_or((value, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_escaped_is_read_back_whole() {
        for value in ["", "#*'\"\t:;{}|[ ]()\\§_\n", "a->b", "\\", "_", "*", "x[1]", "\r\n\0"] {
            let cell = format!("{}[7]|x[8]", escape(value));
            let parts = split(&cell, '|');
            assert_eq!((parts.len(), parts[1]), (2, "x[8]"), "{value:?}");
            let (own, number) = numbered(parts[0]);
            assert_eq!((unescape(own).as_str(), number), (value, 7));
            assert_eq!(unescape(&escape_text(value)), value);
        }
    }

    #[test]
    fn a_number_is_one_only_where_its_brackets_are_not_escaped() {
        assert_eq!(numbered("NOTSTACKED\\[0\\]"), ("NOTSTACKED\\[0\\]", 0));
        assert_eq!(numbered("*[12]"), ("*", 12));
        assert_eq!(numbered("*[x]"), ("*[x]", 0));
    }
}
