//! Says what became of words that are not where a file says.

use crate::model::{Span, Text};
use crate::say;

use super::notes::clip;
use super::v1;

/// Says why a fragment is not where it should be, and what became of it.
pub(super) fn note(fragment: &v1::Fragment<'_>, text: &Text, found: Option<Span>) -> String {
    let (start, end) = (fragment.start, fragment.end);
    let quote = clip(&fragment.quote);
    let why = if end <= start {
        say!("astray-empty", start = start, end = end)
    } else if end > text.chars() {
        say!("astray-outside", start = start, end = end, length = text.chars())
    } else {
        let there = text.span_of_chars(start, end).map(|span| clip(text.quote(span))).unwrap_or_default();
        say!("astray-other", start = start, end = end, there = there)
    };
    match found {
        Some(span) => {
            let (start, end) = (text.char_of(span.start()), text.char_of(span.end()));
            say!("astray-found", why = why, quote = quote, start = start, end = end)
        }
        None => say!("astray-lost", why = why, quote = quote),
    }
}
