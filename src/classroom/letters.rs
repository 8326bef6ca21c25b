//! Counts the letters of a text: its code points that are not white space. Marking compares by them alone, so that a
//! space at the end of a mark, or a phrase that was marked word by word, makes no difference.

use crate::model::{Fragments, Text};

/// Which letters a mark covers: runs of their numbers, half-open, in order, with a gap between any two.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Letters(Vec<(u32, u32)>);

impl Letters {
    /// Returns the runs.
    pub fn runs(&self) -> &[(u32, u32)] {
        &self.0
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Counts them.
    pub fn len(&self) -> u32 {
        self.0.iter().map(|(start, end)| end - start).sum()
    }

    /// Returns where the first begins and the last ends; nothing at 0 where there is none.
    pub fn cover(&self) -> (u32, u32) {
        let ends = self.0.first().zip(self.0.last());
        ends.map_or((0, 0), |((start, _), (_, end))| (*start, *end))
    }

    /// Counts those that are in both.
    pub fn shared(&self, other: &Letters) -> u32 {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut shared = 0;
        while let (Some((a, b)), Some((c, d))) = (one.peek(), two.peek()) {
            shared += b.min(d).saturating_sub(*a.max(c));
            if b <= d {
                one.next();
            } else {
                two.next();
            }
        }
        shared
    }

    /// Returns those that are in one of both, or in both.
    pub fn with(&self, other: &Letters) -> Letters {
        let mut runs = [&self.0[..], &other.0[..]].concat();
        runs.sort_unstable();
        Letters::of(runs)
    }

    /// Makes one of runs that are in the order of their starts, and may touch or overlap.
    fn of(runs: impl IntoIterator<Item = (u32, u32)>) -> Letters {
        let mut joined: Vec<(u32, u32)> = Vec::new();
        for (start, end) in runs.into_iter().filter(|(start, end)| start < end) {
            match joined.last_mut() {
                Some(last) if start <= last.1 => last.1 = last.1.max(end),
                _ => joined.push((start, end)),
            }
        }
        Letters(joined)
    }
}

/// Knows the number of the letter at each place of a text.
#[derive(Clone, Debug)]
pub struct Lettering {
    /// How many letters stand before each byte; a byte within a code point counts that one too.
    before: Vec<u32>,
}

impl Lettering {
    /// Counts through a text.
    pub fn of(text: &Text) -> Lettering {
        let mut before = Vec::with_capacity(text.len() + 1);
        let mut count = 0;
        for c in text.as_str().chars() {
            before.push(count);
            count += u32::from(!c.is_whitespace());
            before.extend(std::iter::repeat_n(count, c.len_utf8() - 1));
        }
        before.push(count);
        Lettering { before }
    }

    /// Counts the letters of the whole text.
    pub fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or_default()
    }

    /// Returns the letters of a place in this text. Of a place in another one that is longer, what is beyond counts
    /// nothing.
    pub fn letters(&self, place: &Fragments) -> Letters {
        let at = |byte: usize| self.before.get(byte).copied().unwrap_or(self.count());
        Letters::of(place.spans().iter().map(|span| (at(span.start()), at(span.end()))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str, places: &[(usize, usize)]) -> Letters {
        let text = Text::new(text);
        let spans = places.iter().map(|(start, end)| text.span_of_chars(*start, *end).unwrap()).collect();
        Lettering::of(&text).letters(&Fragments::new(spans).unwrap())
    }

    #[test]
    fn spaces_part_no_letters() {
        assert_eq!(letters("ab\u{85} \u{3000}cd", &[(0, 7)]).runs(), [(0, 4)]);
        assert_eq!(letters("ab cd", &[(0, 2), (3, 5)]), letters("ab cd", &[(0, 5)]));
        assert_eq!(letters("ab cd", &[(0, 1), (4, 5)]).runs(), [(0, 1), (3, 4)]);
        assert!(letters("ab cd", &[(2, 3)]).is_empty());
        assert_eq!(letters("😀é😀", &[(1, 3)]).runs(), [(1, 3)], "a code point is one");
    }

    #[test]
    fn counts_what_is_shared() {
        let text = "abcdefghij";
        let one = letters(text, &[(0, 3), (5, 8)]);
        assert_eq!(one.shared(&letters(text, &[(2, 6)])), 2);
        assert_eq!(one.shared(&letters(text, &[(3, 5)])), 0);
        assert_eq!(one.shared(&one), one.len());
        assert_eq!(one.with(&letters(text, &[(3, 4), (7, 10)])).runs(), [(0, 4), (5, 10)]);
        assert_eq!((one.cover(), Letters::default().cover()), ((0, 8), (0, 0)));
    }
}
