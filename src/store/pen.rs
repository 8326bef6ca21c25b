//! Writes RON by hand: escaped strings, rows on one line or a field a line.
//!
//! ron's own serializer escapes combining marks, which leaves Arabic and Devanagari unreadable, and lays all rows out
//! alike. What this writes is plain RON all the same; the round trips in the tests say so.

use std::fmt::{Display, Write as _};

/// Spaces per level.
const STEP: usize = 4;

/// A text that grows. Writing to a `String` can't fail, so results of `write!` are dropped here and nowhere else.
#[derive(Default)]
pub(super) struct Pen {
    out: String,
}

impl Pen {
    pub(super) fn with_room(bytes: usize) -> Pen {
        Pen { out: String::with_capacity(bytes) }
    }

    pub(super) fn finish(self) -> String {
        self.out
    }

    /// Writes text as it is.
    pub(super) fn raw(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes something that needs no escapes: a number, `true`.
    pub(super) fn plain(&mut self, value: impl Display) {
        let _ = write!(self.out, "{value}");
    }

    /// Writes something that needs no escapes in quotes: an id, a key, a time.
    pub(super) fn quoted(&mut self, value: impl Display) {
        let _ = write!(self.out, "\"{value}\"");
    }

    /// Writes a string, escaping what can't be seen or what an editor, mail or git may change.
    pub(super) fn string(&mut self, text: &str) {
        self.out.push('"');
        let mut from = 0;
        for (at, c) in text.char_indices() {
            if !must_escape(c) {
                continue;
            }
            self.out.push_str(&text[from..at]);
            from = at + c.len_utf8();
            match c {
                '"' => self.out.push_str("\\\""),
                '\\' => self.out.push_str("\\\\"),
                '\n' => self.out.push_str("\\n"),
                '\r' => self.out.push_str("\\r"),
                '\t' => self.out.push_str("\\t"),
                _ => {
                    let _ = write!(self.out, "\\u{{{:x}}}", u32::from(c));
                }
            }
        }
        self.out.push_str(&text[from..]);
        self.out.push('"');
    }

    /// Writes a list on one line.
    pub(super) fn list<T>(&mut self, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Pen, T)) {
        self.out.push('[');
        for (i, item) in items.into_iter().enumerate() {
            if i > 0 {
                self.out.push_str(", ");
            }
            write(self, item);
        }
        self.out.push(']');
    }

    /// Writes a list with an item a line, at a level of indentation.
    pub(super) fn lines<T>(
        &mut self,
        level: usize,
        items: impl IntoIterator<Item = T>,
        mut write: impl FnMut(&mut Pen, T),
    ) {
        self.out.push('[');
        for item in items {
            self.line(level + 1);
            write(self, item);
            self.out.push(',');
        }
        self.line(level);
        self.out.push(']');
    }

    fn line(&mut self, level: usize) {
        self.out.push('\n');
        self.out.extend(std::iter::repeat_n(' ', level * STEP));
    }

    /// Begins a row.
    pub(super) fn row(&mut self, layout: Layout) -> Row<'_> {
        self.out.push('(');
        Row { pen: self, layout, any: false }
    }
}

fn must_escape(c: char) -> bool {
    match c {
        '"' | '\\' => true,
        ' '..='~' => false,
        // Control characters, what ends lines or turns their direction unseen, the byte order mark, and
        // what no font shows.
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{ad}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' => true,
        _ => false,
    }
}

/// How a row is laid out.
#[derive(Clone, Copy)]
pub(super) enum Layout {
    /// On one line.
    Line,
    /// A field a line, the row itself at a level of indentation.
    Fields(usize),
}

/// A row being written: `(name: value, …)`.
pub(super) struct Row<'p> {
    pen: &'p mut Pen,
    layout: Layout,
    any: bool,
}

impl Row<'_> {
    /// Writes a field's name; its value comes next.
    pub(super) fn field(&mut self, name: &str) -> &mut Pen {
        match self.layout {
            Layout::Line if self.any => self.pen.raw(", "),
            Layout::Line => {}
            Layout::Fields(level) => {
                if self.any {
                    self.pen.raw(",");
                }
                self.pen.line(level + 1);
            }
        }
        self.any = true;
        self.pen.raw(name);
        self.pen.raw(": ");
        self.pen
    }

    /// Writes a string, unless it is empty.
    pub(super) fn string(&mut self, name: &str, text: &str) {
        if !text.is_empty() {
            self.field(name).string(text);
        }
    }

    /// Writes a list of strings, unless it is empty.
    pub(super) fn strings(&mut self, name: &str, texts: &[String]) {
        if !texts.is_empty() {
            self.field(name).list(texts, |pen, text| pen.string(text));
        }
    }

    /// Writes a list of things that need no escapes, unless it is empty.
    pub(super) fn names<T: Display>(&mut self, name: &str, items: impl IntoIterator<Item = T>) {
        let mut items = items.into_iter().peekable();
        if items.peek().is_some() {
            self.field(name).list(items, |pen, item| pen.quoted(item));
        }
    }

    /// Ends the row.
    pub(super) fn close(self) {
        if let Layout::Fields(level) = self.layout {
            if self.any {
                self.pen.raw(",");
            }
            self.pen.line(level);
        }
        self.pen.raw(")");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_back_and_stay_readable() {
        for text in ["", "plain", "a\"b\\c\n\r\t\0\u{7f}\u{85}\u{2028}\u{feff}", "الـعَرَبِيَّة हिन्दी 👩‍👩‍👧", "\u{202e}x\u{ad}"]
        {
            let mut pen = Pen::default();
            pen.string(text);
            let written = pen.finish();
            assert_eq!(ron::from_str::<String>(&written).unwrap(), text, "{written}");
            assert_eq!(written.lines().count(), 1);
        }
        let mut pen = Pen::default();
        pen.string("عَرَبِيَّة");
        assert_eq!(pen.finish(), "\"عَرَبِيَّة\"");
    }
}
