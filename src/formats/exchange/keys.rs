//! Turns the names that a program uses into keys of a scheme, and keeps what it says of them.

use std::collections::BTreeSet;
use std::hash::Hash;

use foldhash::{HashMap, HashSet};

use crate::model::id::ChoiceKey;
use crate::model::scheme::INKS;
use crate::model::*;

/// A key that a name suggests.
pub(super) trait Slug: Clone + Eq + Hash {
    /// Makes it of a name.
    fn slug(name: &str) -> Self;
    /// Returns one with a number behind it.
    fn numbered(&self, number: usize) -> Self;
}

macro_rules! slugs {
    ($($key:ident),*) => {$(
        impl Slug for $key {
            fn slug(name: &str) -> Self {
                $key::slug(name)
            }

            fn numbered(&self, number: usize) -> Self {
                // To make a key of it as of a name would cut the number off a long one.
                $key::parse(&format!("{self}-{number}")).unwrap_or_else(|| self.clone())
            }
        }
    )*};
}

slugs!(LabelKey, KindKey, AttributeKey, ChoiceKey);

/// Names of a sort, each with its key.
#[derive(Debug)]
pub(super) struct Keys<K> {
    of_name: HashMap<String, K>,
    taken: HashSet<K>,
    /// How often keys were made of the same words.
    alike: HashMap<K, usize>,
    /// Names with their keys, in the order in which they came.
    pub(super) order: Vec<(String, K)>,
}

impl<K> Default for Keys<K> {
    fn default() -> Keys<K> {
        let (of_name, taken, alike) = (HashMap::default(), HashSet::default(), HashMap::default());
        Keys { of_name, taken, alike, order: Vec::new() }
    }
}

impl<K: Slug> Keys<K> {
    /// Returns the key of a name, with a number where another has it.
    pub(super) fn of(&mut self, name: &str) -> K {
        if let Some(key) = self.of_name.get(name) {
            return key.clone();
        }
        let base = K::slug(name);
        let (mut key, number) = (base.clone(), self.alike.entry(base.clone()).or_insert(1));
        while !self.taken.insert(key.clone()) {
            *number += 1;
            key = base.numbered(*number);
        }
        self.of_name.insert(name.to_owned(), key.clone());
        self.order.push((name.to_owned(), key.clone()));
        key
    }
}

/// What is known of an attribute.
#[derive(Debug, Default)]
pub(super) struct Declared {
    /// What has it.
    pub(super) on: BTreeSet<Owner>,
    /// Its choices.
    pub(super) choices: Vec<Choice>,
    /// Where among them each name and each key stands.
    at: (HashMap<String, usize>, HashMap<ChoiceKey, usize>),
    /// How often keys were made of the same words.
    alike: HashMap<ChoiceKey, usize>,
    /// Whether a value was a flag, a choice, a text.
    pub(super) met: [bool; 3],
}

/// What a program says of a label.
#[derive(Debug, Default)]
pub(super) struct Look {
    pub(super) definition: String,
    /// A slot of colours.
    pub(super) colour: Option<u8>,
}

/// Reads the colour `#F00082` or `#F08` as 0xRRGGBB.
pub fn read_colour(text: &str) -> Option<u32> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.bytes().all(|c| c.is_ascii_hexdigit()))?;
    let twice = || digits.chars().flat_map(|c| [c, c]).collect::<String>();
    let digits = if digits.len() == 3 { twice() } else { digits.to_owned() };
    u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 6)
}

/// Returns the slot whose colour is nearest to 0xRRGGBB.
pub(super) fn nearest_slot(colour: u32) -> u8 {
    let parts = |colour: u32| [16, 8, 0].map(|shift| i64::from(colour >> shift & 0xFF));
    let distance = |ink: u32| -> i64 {
        parts(ink).iter().zip(parts(colour)).map(|(one, other)| (one - other) * (one - other)).sum()
    };
    let nearest = INKS.iter().enumerate().min_by_key(|(_, ink)| distance(**ink));
    nearest.map_or(0, |(slot, _)| slot as u8)
}

impl Declared {
    /// Returns the key of a choice, which is added where it is new.
    pub(super) fn choice(&mut self, name: &str) -> ChoiceKey {
        if let Some(known) = self.at.0.get(name).and_then(|at| self.choices.get(*at)) {
            return known.key.clone();
        }
        let base = ChoiceKey::slug(name);
        let (mut key, number) = (base.clone(), self.alike.entry(base.clone()).or_insert(1));
        while self.at.1.contains_key(&key) {
            *number += 1;
            key = base.numbered(*number);
        }
        self.at.0.insert(name.to_owned(), self.choices.len());
        self.at.1.insert(key.clone(), self.choices.len());
        self.choices.push(Choice { key: key.clone(), name: name.to_owned() });
        key
    }

    /// Returns the name of a choice.
    pub(super) fn name(&self, key: &ChoiceKey) -> Option<String> {
        self.at.1.get(key).and_then(|at| self.choices.get(*at)).map(|choice| choice.name.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_the_same_words_are_told_apart_without_trying_all_that_are_there() {
        let mut keys = Keys::<LabelKey>::default();
        for (name, key) in [("a-3", "a-3"), ("a", "a"), ("A", "a-2"), ("A!", "a-4"), ("A", "a-2"), ("?A", "a-5")] {
            assert_eq!(keys.of(name).as_str(), key, "{name}");
        }
        assert_eq!(keys.alike[&LabelKey::slug("a")], 5, "the next one begins where the last one ended");
    }
}
