//! Cuts texts into words that can be compared whatever their dress, and says how much each of them tells.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use icu_normalizer::ComposingNormalizerBorrowed;
use imara_diff::{Algorithm, Diff, Token};

use crate::model::{Span, Text, segment};

/// Parts of a bit in which information is counted. Whole numbers, so that every machine comes to the same passages.
pub(super) const BIT: u32 = 16;

/// A word of a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    /// Where it stands.
    pub(super) span: Span,
    /// The hash of its letters, without what is only dress.
    key: u64,
    /// The most that it can tell, in parts of a bit: what its letters would tell if they came by chance.
    most: u32,
}

/// A text and its words.
#[derive(Clone, Debug)]
pub struct Words {
    text: Text,
    pub(super) all: Vec<Word>,
}

impl Words {
    /// Cuts a text into words. Case, hyphens, apostrophes, width and composition of letters, vowel points and
    /// stretching make no difference between them; punctuation and quotation marks are none.
    pub fn of(text: &Text) -> Words {
        let mut plain = String::new();
        let word = |span: Span| {
            undress(text.quote(span), &mut plain);
            (!plain.is_empty()).then(|| Word { span, key: hash(&plain), most: letters(&plain) })
        };
        Words { text: text.clone(), all: segment::words(text).filter_map(word).collect() }
    }

    /// Returns the text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Cuts some stretches of a text (bytes, in order) into words. No run of words goes from one of them into the next,
    /// for between them stands a word that is like no other.
    pub(super) fn parts_of(text: &Text, stretches: impl Iterator<Item = Range<usize>>) -> Words {
        let whole = Words::of(text);
        let mut all = Vec::new();
        for (number, stretch) in stretches.enumerate() {
            let words = &whole.all[whole.within(&stretch)];
            all.extend_from_slice(words);
            let wall =
                words.last().map(|last| Word { key: hash(&format!("\n{number} {}", text.hash())), most: 0, ..*last });
            all.extend(wall);
        }
        Words { text: text.clone(), all }
    }

    /// Returns the words whose first byte is in a range.
    pub(super) fn within(&self, bytes: &Range<usize>) -> Range<usize> {
        let at = |byte: usize| self.all.partition_point(|word| word.span.start() < byte);
        at(bytes.start)..at(bytes.end)
    }

    /// Returns the bytes from the first to the last of some words; where there are none, an empty range behind the word
    /// before them.
    pub(super) fn bytes(&self, words: Range<usize>) -> Range<usize> {
        let behind = words.start.checked_sub(1).and_then(|before| self.all.get(before));
        let at = behind.map_or(0, |word| word.span.end());
        self.cover(words).map_or(at..at, Span::range)
    }

    /// Returns the span from the first to the last of some words; `None` when there are none.
    pub(super) fn cover(&self, words: Range<usize>) -> Option<Span> {
        let all = self.all.get(words)?;
        Some(all.first()?.span.cover(all.last()?.span))
    }
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.hash(&mut hasher);
    hasher.finish()
}

/// Writes a word's letters without what is only dress.
fn undress(word: &str, plain: &mut String) {
    plain.clear();
    if word.is_ascii() {
        plain.extend(word.chars().filter(|c| !is_dress(*c)).map(|c| c.to_ascii_lowercase()));
        return;
    }
    let composed = ComposingNormalizerBorrowed::new_nfkc().normalize(word);
    plain.extend(composed.chars().filter(|c| !is_dress(*c)).flat_map(char::to_lowercase));
}

/// Tells whether a character inside a word makes no other word of it.
fn is_dress(c: char) -> bool {
    matches!(c,
        '-' | '\'' | '\u{ad}' | '’' | '‘' | 'ʼ' | '＇' | '\u{2010}' | '\u{2011}' | '\u{200b}'..='\u{200f}'
        | '\u{2060}' | '\u{feff}' | '\u{fe0e}' | '\u{fe0f}'
        // Points of Hebrew and Arabic, and what stretches an Arabic word.
        | '\u{591}'..='\u{5c7}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Returns what the letters of a word tell at the most: two bits a letter, for most of them follow from those around;
/// more for characters that stand for a syllable or a word.
fn letters(word: &str) -> u32 {
    let bits = |c: char| match u32::from(c) {
        0x30..=0x39 => 3,
        0x3040..=0x30FF => 4,
        0xAC00..=0xD7AF => 5,
        0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x20000..=0x3FFFF => 6,
        _ => 2,
    };
    word.chars().map(bits).sum::<u32>() * BIT
}

/// Returns the logarithm to base 2 in parts of a bit, straight between the powers of two.
pub(super) fn log2(number: usize) -> u32 {
    let number = (number as u64).max(1);
    let whole = number.ilog2();
    let part = (u128::from(number) * u128::from(BIT)) >> whole;
    whole * BIT + (part as u32 - BIT)
}

/// The words of two texts as numbers, the same for the same word, and what each number tells.
pub(super) struct Pair {
    /// For each text, the number of each of its words.
    pub(super) words: [Vec<u32>; 2],
    /// For each number, what the word tells, in parts of a bit.
    bits: Vec<u32>,
}

impl Pair {
    /// Numbers the words of two texts. A word tells the more the rarer it is in the two together (Shannon, 1948), but
    /// never more than its letters.
    pub(super) fn of(one: &Words, other: &Words) -> Pair {
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let mut seen: Vec<(usize, u32)> = Vec::new();
        let mut number = |word: &Word| {
            let number = match numbers.entry(word.key) {
                Entry::Occupied(entry) => *entry.get(),
                Entry::Vacant(entry) => {
                    seen.push((0, word.most));
                    *entry.insert(seen.len() as u32 - 1)
                }
            };
            seen[number as usize].0 += 1;
            number
        };
        let words = [one, other].map(|words| words.all.iter().map(&mut number).collect::<Vec<u32>>());
        let all = log2(words[0].len() + words[1].len());
        let bits = seen.into_iter().map(|(count, most)| all.saturating_sub(log2(count)).min(most)).collect();
        Pair { words, bits }
    }

    /// Returns what a word tells, by its number.
    pub(super) fn bits(&self, number: u32) -> u32 {
        self.bits.get(number as usize).copied().unwrap_or(0)
    }

    /// Returns what some words of a text tell together.
    pub(super) fn sum(&self, side: usize, words: Range<usize>) -> u64 {
        self.words[side].get(words).unwrap_or(&[]).iter().map(|number| u64::from(self.bits(*number))).sum()
    }

    /// Returns the stretches in which some words of the one text and some of the other differ, from their first words
    /// on.
    pub(super) fn differences(&self, one: Range<usize>, other: Range<usize>) -> Vec<[Range<usize>; 2]> {
        let sides = [self.words[0].get(one).unwrap_or(&[]), self.words[1].get(other).unwrap_or(&[])];
        differences(sides, self.bits.len())
    }
}

/// Returns the stretches in which two lists of numbers below `numbers` differ, in order.
pub(super) fn differences(sides: [&[u32]; 2], numbers: usize) -> Vec<[Range<usize>; 2]> {
    let [before, after] = sides.map(|side| side.iter().copied().map(Token::from).collect::<Vec<Token>>());
    let mut diff = Diff::default();
    diff.compute_with(Algorithm::Histogram, &before, &after, numbers as u32);
    let wide = |range: Range<u32>| range.start as usize..range.end as usize;
    diff.hunks().map(|hunk| [wide(hunk.before), wide(hunk.after)]).collect()
}
