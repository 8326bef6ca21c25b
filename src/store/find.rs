//! Finds words that are not where a file says, many at once.
//!
//! A text that was changed by hand leaves all its annotations astray, and looking through it once for each would take
//! time that grows with the square of the file. So it is read once for all those whose words and context stand in
//! it to the letter (Rabin and Karp, 1987); only the rest are looked for one by one, and no longer than a budget lasts.

use crate::model::needles::{self, Budget, WINDOW};
use crate::model::{Anchor, Span, Text};
use crate::say;

use super::notes::clip;
use super::v1;

/// Returns, for each anchor, the one place where it stands for certain, as [`Anchor::find`] does.
pub(super) fn find_all(text: &Text, anchors: &[Anchor], budget: &mut Budget) -> Vec<Option<Span>> {
    let needles: Vec<String> =
        anchors.iter().map(|anchor| format!("{}{}{}", anchor.prefix, anchor.exact, anchor.suffix)).collect();
    let bytes: Vec<&[u8]> = needles.iter().map(String::as_bytes).collect();
    let places = needles::places(text.as_str().as_bytes(), &bytes, 1, budget);
    let mut out = Vec::with_capacity(anchors.len());
    for (anchor, places) in anchors.iter().zip(places) {
        // Short words, or ones whose context has changed.
        let alone = anchor.prefix.len() + anchor.suffix.len() > 0 || anchor.exact.len() < WINDOW;
        out.push(match places.only() {
            Some(start) if !anchor.exact.is_empty() => {
                let start = start + anchor.prefix.len();
                text.span(start, start + anchor.exact.len()).ok()
            }
            None if places.is_none() && alone => find_one(text, anchor, budget),
            _ => None,
        });
    }
    out
}

fn find_one(text: &Text, anchor: &Anchor, budget: &mut Budget) -> Option<Span> {
    // Each place of the words costs a look at the context on both sides, and some more for itself.
    let each = (8 + anchor.prefix.len() + anchor.suffix.len()) as u64;
    let per_byte = 1 + each / anchor.exact.len().max(1) as u64;
    if budget.take((text.len() as u64).saturating_mul(per_byte)) { anchor.find(text) } else { None }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn anchor(prefix: &str, exact: &str, suffix: &str) -> Anchor {
        Anchor { exact: exact.to_owned(), prefix: prefix.to_owned(), suffix: suffix.to_owned() }
    }

    #[test]
    fn finds_as_one_by_one_search_does() {
        let text = Text::new("He said no to the plan. She said no to the plan too. Grüße an alle, sagte er. no no no");
        let anchors = [
            anchor("She said ", "no", " to the plan"),
            anchor("said ", "no", " to the plan"),
            anchor("", "no to the plan too. Grüße", ""),
            anchor("", "not there at all, this one", ""),
            anchor("", "Grüße", ""),
            anchor("", "", "He said no to the plan"),
            anchor("something else ", "no", " to the plan too. Gr"),
            anchor("", "no", ""),
        ];
        let found = find_all(&text, &anchors, &mut Budget::default());
        let one_by_one: Vec<_> = anchors.iter().map(|anchor| anchor.find(&text)).collect();
        assert_eq!(found, one_by_one);
        assert_eq!(
            found.iter().map(Option::is_some).collect::<Vec<_>>(),
            [true, false, true, false, true, false, true, false]
        );
    }

    #[test]
    fn gives_up_when_the_budget_is_spent() {
        let text = Text::new("a".repeat(100_000));
        let anchors = vec![anchor("", &"a".repeat(100), ""); 10_000];
        assert!(find_all(&text, &anchors, &mut Budget(1 << 22)).iter().all(Option::is_none));
        let anchors = vec![anchor("b", "a", "c"); 10_000];
        let mut budget = Budget(1 << 22);
        assert!(find_all(&text, &anchors, &mut budget).iter().all(Option::is_none));
        assert!(budget.0 < text.len() as u64 * 12);
    }
}
