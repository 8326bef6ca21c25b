//! Counts the letters of a text: its code points that are neither white space, nor punctuation (Unicode's general
//! category P), nor signs of money, reckoning or accents (Sc, Sm, Sk). Marking compares by them alone, so that a space
//! or a quotation mark at the end of a mark, or a phrase that was marked word by word, makes no difference. Where there
//! is nothing but punctuation and signs in a mark, these count.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

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

/// Knows the number of the letter at each place of a text. Punctuation and signs have numbers too.
#[derive(Clone, Debug)]
pub struct Lettering {
    /// How many stand before each byte; a byte within a code point counts that one too.
    before: Vec<u32>,
    /// The numbers of punctuation and signs, in order.
    light: Vec<u32>,
}

impl Lettering {
    /// Counts through a text.
    pub fn of(text: &Text) -> Lettering {
        let mut before = Vec::with_capacity(text.len() + 1);
        let (mut count, mut light) = (0, Vec::new());
        for c in text.as_str().chars() {
            before.push(count);
            if is_light(c) {
                light.push(count);
            }
            count += u32::from(!c.is_whitespace());
            before.extend(std::iter::repeat_n(count, c.len_utf8() - 1));
        }
        before.push(count);
        Lettering { before, light }
    }

    /// Counts what has a number in the whole text.
    pub fn count(&self) -> u32 {
        self.before.last().copied().unwrap_or_default()
    }

    /// Returns the letters of a place in this text. Of a place in another one that is longer, what is beyond counts
    /// nothing.
    pub fn letters(&self, place: &Fragments) -> Letters {
        let at = |byte: usize| self.before.get(byte).copied().unwrap_or(self.count());
        let all = Letters::of(place.spans().iter().map(|span| (at(span.start()), at(span.end()))));
        let heavy = self.without_light(&all);
        if heavy.is_empty() { all } else { heavy }
    }

    /// Leaves out punctuation and signs.
    fn without_light(&self, all: &Letters) -> Letters {
        let mut runs = Vec::with_capacity(all.0.len());
        for (start, end) in all.0.iter().copied() {
            let first = self.light.partition_point(|light| *light < start);
            let mut from = start;
            for light in self.light[first..].iter().copied().take_while(|light| *light < end) {
                runs.push((from, light));
                from = light + 1;
            }
            runs.push((from, end));
        }
        Letters::of(runs)
    }
}

/// Tells whether a character counts only where there is nothing else: punctuation, and signs that are no pictures.
pub fn is_light(c: char) -> bool {
    use GeneralCategory::{CurrencySymbol, MathSymbol, ModifierSymbol};
    c.general_category_group() == GeneralCategoryGroup::Punctuation
        || matches!(c.general_category(), CurrencySymbol | MathSymbol | ModifierSymbol)
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
    fn punctuation_counts_only_by_itself() {
        assert_eq!(letters("“ab”, c.", &[(0, 8)]), letters("“ab”, c.", &[(1, 3), (6, 7)]));
        assert_eq!(letters("a $5", &[(0, 4)]), letters("a $5", &[(0, 1), (3, 4)]), "a sign of money");
        assert_eq!(letters("a ?! b", &[(1, 5)]).len(), 2);
        assert_eq!(letters("a😀", &[(0, 2)]).len(), 2, "a picture counts as a letter does");
        assert!(letters("a ?! b", &[(1, 5)]).shared(&letters("a ?! b", &[(0, 6)])) == 0);
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
