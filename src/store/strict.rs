//! Reads rows that are laid out to the letter as [`super::rows`] writes them, several times as fast as RON's own
//! reader.
//!
//! Of any other row these functions return `None`, however little is different, and RON's reader has its say. What they
//! do return is what RON's reader makes of the row: the tests compare the two.

use std::borrow::Cow;

use memchr::memchr2;

use super::v1::{self, Str};

/// Digits that a number may have: one with more may be too large for 64 bits.
const DIGITS: usize = 19;

/// Reads an annotation's row, from its opening bracket to its closing one.
pub(super) fn annotation(row: &str) -> Option<v1::Annotation<'_>> {
    let mut rest = Rest(row);
    let annotation = v1::Annotation {
        id: rest.string("(id: \"")?,
        label: rest.string(", label: \"")?,
        at: rest.list(", at: [", "]", fragment)?,
        lost: rest.list(", lost: [", "]", lost)?,
        attributes: rest.values()?,
        note: rest.string_if_there(", note: \"")?,
        unsure: rest.skips(", unsure: true"),
        time: rest.string(", time: \"")?,
        derived_from: rest.list(", derived_from: [", "]", |rest| rest.string("\""))?,
    };
    (rest.0 == ")").then_some(annotation)
}

/// Reads a relation's row, from its opening bracket to its closing one.
pub(super) fn relation(row: &str) -> Option<v1::Relation<'_>> {
    let mut rest = Rest(row);
    let relation = v1::Relation {
        id: rest.string("(id: \"")?,
        kind: rest.string(", kind: \"")?,
        from: rest.string(", from: \"")?,
        to: rest.string(", to: \"")?,
        attributes: rest.values()?,
        note: rest.string_if_there(", note: \"")?,
        time: rest.string(", time: \"")?,
    };
    (rest.0 == ")").then_some(relation)
}

fn fragment<'s>(rest: &mut Rest<'s>) -> Option<v1::Fragment<'s>> {
    let fragment = v1::Fragment {
        start: rest.number("(start: ")?,
        end: rest.number(", end: ")?,
        quote: rest.string(", quote: \"")?,
        before: rest.string_if_there(", before: \"")?,
        after: rest.string_if_there(", after: \"")?,
    };
    rest.skip(")")?;
    Some(fragment)
}

fn lost<'s>(rest: &mut Rest<'s>) -> Option<v1::Lost<'s>> {
    let lost = v1::Lost {
        quote: rest.string("(quote: \"")?,
        before: rest.string_if_there(", before: \"")?,
        after: rest.string_if_there(", after: \"")?,
    };
    rest.skip(")")?;
    Some(lost)
}

/// What is left of a row.
struct Rest<'s>(&'s str);

impl<'s> Rest<'s> {
    /// Goes past a text, if it comes next; tells whether it does.
    fn skips(&mut self, text: &str) -> bool {
        self.skip(text).is_some()
    }

    /// Goes past a text, which must come next.
    fn skip(&mut self, text: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(text)?;
        Some(())
    }

    /// Reads a string behind `head`, which ends with the opening quotation mark.
    fn string(&mut self, head: &str) -> Option<Str<'s>> {
        self.skip(head)?;
        let end = memchr2(b'"', b'\\', self.0.as_bytes())?;
        let (text, rest) = self.0.split_at_checked(end)?;
        if let Some(rest) = rest.strip_prefix('"') {
            self.0 = rest;
            return Some(Str(Cow::Borrowed(text)));
        }
        Some(Str(Cow::Owned(self.escaped()?)))
    }

    /// Reads a string as [`Rest::string`] does, where `head` comes next; an empty one where it does not.
    fn string_if_there(&mut self, head: &str) -> Option<Str<'s>> {
        if self.0.starts_with(head) { self.string(head) } else { Some(Str::default()) }
    }

    /// Reads the rest of a string with escapes in it.
    fn escaped(&mut self) -> Option<String> {
        let mut out = String::new();
        loop {
            let end = memchr2(b'"', b'\\', self.0.as_bytes())?;
            let (text, rest) = self.0.split_at_checked(end)?;
            out.push_str(text);
            if let Some(rest) = rest.strip_prefix('"') {
                self.0 = rest;
                return Some(out);
            }
            self.0 = rest.strip_prefix('\\')?;
            out.push(self.escape()?);
        }
    }

    /// Reads what stands behind the backslash of an escape that [`Pen::string`](super::pen::Pen::string) writes.
    fn escape(&mut self) -> Option<char> {
        let mut chars = self.0.chars();
        let c = match chars.next()? {
            c @ ('"' | '\\') => c,
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let (hex, behind) = chars.as_str().strip_prefix('{')?.split_once('}')?;
                let plain = matches!(hex.len(), 1..=6) && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
                self.0 = behind;
                return if plain { char::from_u32(u32::from_str_radix(hex, 16).ok()?) } else { None };
            }
            _ => return None,
        };
        self.0 = chars.as_str();
        Some(c)
    }

    /// Reads a number behind `head`, without a sign or zeros before it.
    fn number(&mut self, head: &str) -> Option<usize> {
        self.skip(head)?;
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(length)?;
        if length > DIGITS || (digits.starts_with('0') && length > 1) {
            return None;
        }
        self.0 = rest;
        digits.parse().ok()
    }

    /// Reads a list behind `head`, with something in it; an empty one where `head` does not come next.
    fn list<T>(&mut self, head: &str, end: &str, item: impl Fn(&mut Rest<'s>) -> Option<T>) -> Option<Vec<T>> {
        if !self.skips(head) {
            return Some(Vec::new());
        }
        // Most have one.
        let mut items = Vec::with_capacity(1);
        loop {
            items.push(item(self)?);
            if self.skips(end) {
                return Some(items);
            }
            self.skip(", ")?;
        }
    }

    /// Reads the values of attributes, if there are any.
    fn values(&mut self) -> Option<v1::Values<'s>> {
        let value = |rest: &mut Rest<'s>| {
            let key = rest.string("\"")?;
            let value = if rest.0.starts_with(": Choice(") {
                v1::Value::Choice(rest.string(": Choice(\"")?)
            } else if rest.0.starts_with(": Text(") {
                v1::Value::Text(rest.string(": Text(\"")?)
            } else if rest.skips(": Flag(true") {
                v1::Value::Flag(true)
            } else {
                rest.skip(": Flag(false")?;
                v1::Value::Flag(false)
            };
            rest.skip(")")?;
            Some((key, value))
        };
        self.list(", attributes: {", "}", value).map(v1::Values)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::pen::Pen;
    use super::super::{apart, rows};
    use super::*;
    use crate::model::id::ChoiceKey;
    use crate::model::*;
    use crate::model::{Attributes, Place};

    const BODY: &str = "The ministry said \"no\". \\ Grüße 👩‍👩‍👧 世界\tنفت الوزارة ذلك\u{202e}x\u{feff}.";

    /// Strings with all that is escaped, and all that looks like the end of something.
    fn words() -> impl Strategy<Value = String> {
        prop_oneof![
            2 => Just(String::new()),
            3 => "[ -~]{0,12}",
            2 => "[\"\\\\\n\r\t\u{0}\u{7f}\u{85}\u{ad}\u{2028}\u{feff}(){},:a]{0,6}",
            2 => any::<String>(),
        ]
    }

    fn values() -> impl Strategy<Value = Attributes> {
        let key = "[a-zäع0-9._-]{1,8}".prop_map(|key| AttributeKey::parse(&key).expect("it is one"));
        let value = prop_oneof![
            any::<bool>().prop_map(Value::Flag),
            words().prop_map(Value::Text),
            "[a-z]{1,5}".prop_map(|key| Value::Choice(ChoiceKey::slug(&key))),
        ];
        prop::collection::btree_map(key, value, 0..4)
    }

    fn place() -> impl Strategy<Value = Place> {
        let text = Text::new(BODY);
        let spans = prop::collection::vec((0..text.chars(), 1usize..30), 1..4).prop_map(move |spans| {
            let span =
                |(start, length): (usize, usize)| text.span_of_chars(start, (start + length).min(text.chars())).ok();
            let mut spans = spans.into_iter().filter_map(span);
            let first = Fragments::one(spans.next().expect("a span from within the text"));
            Place::At(spans.fold(first, |all, span| all.with(span)))
        });
        let anchor = (words(), words(), words()).prop_map(|(exact, prefix, suffix)| Anchor { exact, prefix, suffix });
        prop_oneof![4 => spans, 1 => prop::collection::vec(anchor, 0..3).prop_map(Place::Detached)]
    }

    fn written_annotation() -> impl Strategy<Value = String> {
        let head = (any::<u128>(), "[a-zع0-9._-]{1,8}", place(), values());
        let tail = (words(), any::<bool>(), any::<i64>(), prop::collection::vec(any::<u128>(), 0..3));
        (head, tail).prop_map(|((id, label, place, attributes), (note, unsure, time, from))| {
            let annotation = Annotation {
                set: SetId(1),
                revision: RevisionId(2),
                label: LabelKey::parse(&label).expect("it is one"),
                place,
                attributes,
                note,
                unsure,
                time: Time(time),
                derived_from: from.into_iter().map(AnnotationId).collect(),
            };
            let mut pen = Pen::default();
            rows::annotation(&mut pen, AnnotationId(id), &annotation, Some(&Text::new(BODY)), true);
            pen.finish()
        })
    }

    fn written_relation() -> impl Strategy<Value = String> {
        let ids = any::<[u128; 3]>();
        (ids, "[a-zع0-9._-]{1,8}", values(), words(), any::<i64>()).prop_map(|(ids, kind, attributes, note, time)| {
            let relation = Relation {
                set: SetId(1),
                kind: KindKey::parse(&kind).expect("it is one"),
                from: AnnotationId(ids[1]),
                to: AnnotationId(ids[2]),
                attributes,
                note,
                time: Time(time),
            };
            let mut pen = Pen::default();
            rows::relation(&mut pen, RelationId(ids[0]), &relation);
            pen.finish()
        })
    }

    /// A change of one character of a row: what it is, where, and which character takes part.
    fn change() -> impl Strategy<Value = (u8, prop::sample::Index, char)> {
        let signs = prop::sample::select(" \"\\(){}[],:;#/0179aefnrtu_.-'\n\t\u{a0}ä".chars().collect::<Vec<_>>());
        (0u8..5, any::<prop::sample::Index>(), signs)
    }

    fn changed(row: &str, (what, at, sign): (u8, prop::sample::Index, char)) -> String {
        let mut chars: Vec<char> = row.chars().collect();
        let at = at.index(chars.len());
        match what {
            0 => drop(chars.remove(at)),
            1 => chars.insert(at, sign),
            2 => chars[at] = sign,
            3 => chars.truncate(at),
            _ => chars.swap(at, (at + 1) % row.chars().count()),
        }
        chars.into_iter().collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn annotations_are_read_as_ron_reads_them(row in written_annotation(), changes in prop::collection::vec(change(), 40)) {
            prop_assert_eq!(annotation(&row), apart::row(&row));
            prop_assert!(annotation(&row).is_some(), "{}", row);
            for change in changes {
                let other = changed(&row, change);
                if let Some(read) = annotation(&other) {
                    prop_assert_eq!(Some(read), apart::row(&other), "{}", other);
                }
            }
        }

        #[test]
        fn relations_are_read_as_ron_reads_them(row in written_relation(), changes in prop::collection::vec(change(), 40)) {
            prop_assert_eq!(relation(&row), apart::row(&row));
            prop_assert!(relation(&row).is_some(), "{}", row);
            for change in changes {
                let other = changed(&row, change);
                if let Some(read) = relation(&other) {
                    prop_assert_eq!(Some(read), apart::row(&other), "{}", other);
                }
            }
        }
    }

    #[test]
    fn what_is_laid_out_otherwise_is_left_to_ron() {
        let row = r#"(id: "a", label: "b", at: [(start: 1, end: 2, quote: "x\u{41}")], time: "t")"#;
        assert_eq!(annotation(row).map(|row| row.at[0].quote.own()), Some("xA".to_owned()));
        let as_ron_only = [
            (": \"b\"", ": r\"b\""),
            (": \"a\"", ":\"a\""),
            ("start: 1", "start: 01"),
            ("start: 1", "start: 0x1"),
            ("start: 1", "start: +1"),
            ("\\u{41}", "\\x41"),
            (")]", "),]"),
            (", time", ", /* when */ time"),
            ("label: \"b\", at: [(start: 1, end: 2, quote: \"x\\u{41}\")]", "at: [], label: \"b\""),
        ];
        for (from, to) in as_ron_only {
            let other = row.replacen(from, to, 1);
            assert_ne!(other, row);
            assert_eq!(annotation(&other), None, "{other}");
            assert!(apart::row::<v1::Annotation<'_>>(&other).is_some(), "{other}");
        }
    }
}
