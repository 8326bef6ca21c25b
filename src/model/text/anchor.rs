//! What finds a span again when offsets no longer do.

use memchr::memmem;

use super::{Span, Text};
use crate::model::needles::{self, Budget, WINDOW};

/// A span's words and what stands around them: what finds it again when offsets no longer do.
///
/// Follows the TextQuoteSelector of the W3C Web Annotation Data Model.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Anchor {
    /// The words of the span.
    pub exact: String,
    /// Up to [`Anchor::CONTEXT`] code points before it.
    pub prefix: String,
    /// Up to [`Anchor::CONTEXT`] code points behind it.
    pub suffix: String,
}

impl Anchor {
    /// Code points of context kept on either side.
    pub const CONTEXT: usize = 32;

    /// Describes a span of a text.
    pub fn of(text: &Text, span: Span) -> Anchor {
        let body = text.as_str();
        let (before, after) = (&body[..span.start], &body[span.end..]);
        let from = before.char_indices().rev().take(Anchor::CONTEXT).last().map_or(before.len(), |(i, _)| i);
        let to = after.char_indices().nth(Anchor::CONTEXT).map_or(after.len(), |(i, _)| i);
        Anchor { exact: text.quote(span).to_owned(), prefix: before[from..].to_owned(), suffix: after[..to].to_owned() }
    }

    /// Code points that must fit where only one side of the context does.
    const ONE_SIDE: usize = 8;

    /// Places that overlap the one before them, after which a search gives up: such words repeat themselves, and to look at
    /// each place would take time that grows with the square of the text.
    const OVERLAPS: usize = 1000;

    /// Finds the one place where the words stand for certain.
    ///
    /// That is the only place with the whole context on both sides; or else the only one with the whole context on
    /// one side, if that side has at least eight code points. An anchor without context is found where its words stand
    /// once only. Returns `None` otherwise, for a wrong place is worse than none: of several places whose
    /// context fits in part, the best fitting one may well be the wrong one.
    pub fn find(&self, text: &Text) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        let body = text.as_str();
        let bare = self.prefix.is_empty() && self.suffix.is_empty();
        let enough = |side: &str| side.chars().nth(Anchor::ONE_SIDE - 1).is_some();
        let (prefix_enough, suffix_enough) = (enough(&self.prefix), enough(&self.suffix));
        // Where both sides fit and where one does: how often, and the last place.
        let (mut both, mut one) = ((0usize, 0), (0usize, 0));
        let finder = memmem::Finder::new(&self.exact);
        let (mut from, mut end, mut overlaps) = (0, 0, 0);
        while let Some(at) = finder.find(&body.as_bytes()[from..]) {
            let start = from + at;
            from = body.ceil_char_boundary(start + 1);
            overlaps += usize::from(start < end);
            end = start + self.exact.len();
            if overlaps > Anchor::OVERLAPS {
                return None;
            }
            let before = body[..start].ends_with(self.prefix.as_str());
            let behind = body[end..].starts_with(self.suffix.as_str());
            if bare || (before && behind) {
                both = (both.0 + 1, start);
            } else if (before && prefix_enough) || (behind && suffix_enough) {
                one = (one.0 + 1, start);
            }
        }
        let start = match (both, one) {
            ((1, start), _) | ((0, _), (1, start)) => start,
            _ => return None,
        };
        text.span(start, start + self.exact.len()).ok()
    }

    /// Finds many anchors as [`Anchor::find`] does one; those that a budget doesn't last for are not found.
    ///
    /// Looking through the text once for each would take time that grows with the square of it, for a longer text has more
    /// annotations. So it is read once for all those whose words and context stand in it to the letter (Rabin and Karp, 1987);
    /// only the rest are looked for one by one.
    pub fn find_all(text: &Text, anchors: &[&Anchor], budget: &mut Budget) -> Vec<Option<Span>> {
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
                None if places.is_none() && alone => anchor.find_within(text, budget),
                _ => None,
            });
        }
        out
    }

    fn find_within(&self, text: &Text, budget: &mut Budget) -> Option<Span> {
        // Each place of the words costs a look at the context on both sides, and some more for itself.
        let each = (8 + self.prefix.len() + self.suffix.len()) as u64;
        let per_byte = 1 + each / self.exact.len().max(1) as u64;
        if budget.take((text.len() as u64).saturating_mul(per_byte)) { self.find(text) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_an_anchor_only_where_it_is_certain() {
        let old = Text::new("he said no. she said no. they said yes.");
        let anchor = Anchor::of(&old, old.span(21, 23).unwrap());
        assert_eq!(anchor.exact, "no");
        let moved = Text::new("First: he said no. she said no. they said yes.");
        assert_eq!(anchor.find(&moved), moved.span(28, 30).ok(), "one whole side");
        let twice = Text::new("xxno. xxno. ");
        assert_eq!(Anchor { exact: "no".into(), prefix: "xx".into(), suffix: ". ".into() }.find(&twice), None);
        assert_eq!(anchor.find(&Text::new("nothing of it")), None, "other words");
        assert_eq!(anchor.find(&Text::new("yes")), None);
        let bare = |exact: &str| Anchor { exact: exact.into(), prefix: String::new(), suffix: String::new() };
        assert_eq!(bare("ana").find(&Text::new("banana")), None, "twice, the one over the other");
        let (text, end) = (Text::new("x: no, no, no."), Anchor { suffix: ".".into(), ..bare("no, no") });
        assert_eq!(Anchor { prefix: "x: no, ".into(), ..end }.find(&text), text.span(7, 13).ok(), "the second of two");
        assert_eq!(bare(&"ab".repeat(50)).find(&Text::new("ab".repeat(5_000))), None);
        let bare = Anchor { exact: "no".into(), prefix: String::new(), suffix: String::new() };
        assert_eq!(bare.find(&Text::new("oh no")), Text::new("oh no").span(3, 5).ok());
        assert_eq!(bare.find(&Text::new("no no")), None);
        let before = Anchor { exact: "It is not so".into(), prefix: "they said. ".into(), suffix: String::new() };
        let changed = Text::new("they say. It is not so, she said. It is not so.");
        assert_eq!(before.find(&changed), None, "the second one fits better, and is the wrong one");
    }

    fn find_many(text: &Text, anchors: &[Anchor], budget: &mut Budget) -> Vec<Option<Span>> {
        Anchor::find_all(text, &anchors.iter().collect::<Vec<_>>(), budget)
    }

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
        let found = find_many(&text, &anchors, &mut Budget::default());
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
        assert!(find_many(&text, &anchors, &mut Budget(1 << 22)).iter().all(Option::is_none));
        let anchors = vec![anchor("b", "a", "c"); 10_000];
        let mut budget = Budget(1 << 22);
        assert!(find_many(&text, &anchors, &mut budget).iter().all(Option::is_none));
        assert!(budget.0 < text.len() as u64 * 12);
    }
}
