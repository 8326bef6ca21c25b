//! Reads a text without what may change between two revisions and leaves the words the same: the amount and sort of
//! white space, the shape of quotation marks and dashes, soft hyphens.

use std::ops::Range;

use crate::model::{Span, Text};

/// Reads a string so.
pub(in crate::compare) fn folded(text: &str) -> String {
    let mut body = String::with_capacity(text.len());
    text.chars().for_each(|c| read(c, &mut body));
    body
}

/// Reads one more character.
fn read(c: char, body: &mut String) {
    match c {
        c if c.is_whitespace() => {
            if !body.ends_with(' ') {
                body.push(' ');
            }
        }
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '〝' | '〞' => body.push('"'),
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '＇' => body.push('\''),
        '\u{2010}'..='\u{2015}' | '−' => body.push('-'),
        c => body.push(c),
    }
}

/// A text that was read so, and where each of its bytes comes from.
pub(super) struct Folded {
    text: Text,
    body: String,
    /// For each byte of `body`, the first byte of its character in the text.
    source: Vec<u32>,
}

impl Folded {
    /// Reads a text.
    pub(super) fn of(text: &Text) -> Folded {
        let mut body = String::with_capacity(text.len());
        let mut source = Vec::with_capacity(text.len());
        for (at, c) in text.as_str().char_indices() {
            read(c, &mut body);
            source.resize(body.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        Folded { text: text.clone(), body, source }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.body
    }

    pub(super) fn bytes(&self) -> &[u8] {
        self.body.as_bytes()
    }

    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Returns where a span of the text stands here; empty for one that holds nothing but white space.
    pub(super) fn range(&self, span: Span) -> Range<usize> {
        let at = |byte: usize| self.source.partition_point(|from| (*from as usize) < byte);
        at(span.start())..at(span.end())
    }

    /// Returns the span of the text that stands here.
    pub(super) fn span(&self, range: Range<usize>) -> Option<Span> {
        let start = *self.source.get(range.start)? as usize;
        let last = *self.source.get(range.end.checked_sub(1)?)? as usize;
        let end = last + self.text.as_str().get(last..)?.chars().next()?.len_utf8();
        self.text.span(start, end).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leads_there_and_back() {
        let text = Text::new("He said:\n\n “No–\u{ad}never”,  \u{a0}she  «Grüße».");
        let folded = Folded::of(&text);
        assert_eq!(folded.as_str(), "He said: \"No-never\", she \"Grüße\".");
        for (words, there) in
            [("“No–\u{ad}never”", "\"No-never\""), ("Grüße", "Grüße"), ("said:\n\n “No", "said: \"No")]
        {
            let start = text.as_str().find(words).unwrap();
            let span = text.span(start, start + words.len()).unwrap();
            let range = folded.range(span);
            assert_eq!(&folded.as_str()[range.clone()], there);
            assert_eq!(folded.span(range), Some(span));
        }
        assert!(Folded::of(&Text::new("\u{ad}")).range(Text::new("\u{ad}").span(0, 2).unwrap()).is_empty());
    }
}
