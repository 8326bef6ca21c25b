//! Turns the names that a program uses into keys of a scheme, and keeps what it says of them.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::model::id::ChoiceKey;
use crate::model::scheme::INKS;
use crate::model::*;

/// Names of a sort, each with its key.
#[derive(Debug, Default)]
pub(super) struct Keys {
    of_name: HashMap<String, String>,
    taken: BTreeSet<String>,
    /// How often keys were made of the same words.
    alike: HashMap<String, usize>,
    /// Names with their keys, in the order in which they came.
    pub(super) order: Vec<(String, String)>,
}

impl Keys {
    /// Returns the key of a name, with a number where another has it.
    pub(super) fn of(&mut self, name: &str, slug: impl Fn(&str) -> String) -> String {
        if let Some(key) = self.of_name.get(name) {
            return key.clone();
        }
        let base = slug(name);
        let (mut key, number) = (base.clone(), self.alike.entry(base.clone()).or_insert(1));
        while !self.taken.insert(key.clone()) {
            *number += 1;
            key = format!("{base}-{number}");
        }
        self.of_name.insert(name.to_owned(), key.clone());
        self.order.push((name.to_owned(), key.clone()));
        key
    }
}

// What [`Keys`] gives is a key as it stands; to make one of it again would cut the number off a long one.

pub(super) fn label_key(key: &str) -> LabelKey {
    LabelKey::parse(key).unwrap_or_else(|| LabelKey::slug(key))
}

pub(super) fn kind_key(key: &str) -> KindKey {
    KindKey::parse(key).unwrap_or_else(|| KindKey::slug(key))
}

pub(super) fn attribute_key(key: &str) -> AttributeKey {
    AttributeKey::parse(key).unwrap_or_else(|| AttributeKey::slug(key))
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
            key = ChoiceKey::parse(&format!("{base}-{number}")).unwrap_or_else(|| base.clone());
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
        let mut keys = Keys::default();
        let slug = |_: &str| "a".to_owned();
        assert_eq!(keys.of("a-3", |name| name.to_owned()), "a-3");
        for (name, key) in [("a", "a"), ("A", "a-2"), ("A!", "a-4"), ("A", "a-2"), ("?A", "a-5")] {
            assert_eq!(keys.of(name, slug), key, "{name}");
        }
        assert_eq!(keys.alike["a"], 5, "the next one begins where the last one ended");
    }
}
