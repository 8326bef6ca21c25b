//! What a learner gets.

use crate::model::exercise::Sealed;
use crate::model::id::ExerciseId;
use crate::model::{Block, Details, Hash, KindKey, LabelKey, Pattern, Text};

use super::hand_in::{Link, Mark};

/// A label to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedLabel {
    /// Its key.
    pub key: LabelKey,
    /// Its name.
    pub name: String,
    /// The letter of its badge.
    pub letter: String,
    /// The key that gives it.
    pub shortcut: Option<char>,
    /// Its colour, as a place in the palette.
    pub colour: u8,
    /// The line under its words.
    pub pattern: Pattern,
    /// What it means.
    pub definition: String,
    /// What helps to find it.
    pub hint: String,
    /// How many there are beside the examples, where that is told.
    pub count: Option<u32>,
}

/// A relation kind to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedKind {
    /// Its key.
    pub key: KindKey,
    /// Its name.
    pub name: String,
    /// The key that begins it.
    pub shortcut: Option<char>,
    /// The labels it starts at; any where there are none.
    pub from: Vec<LabelKey>,
    /// The labels it leads to; any where there are none.
    pub to: Vec<LabelKey>,
    /// What it means.
    pub definition: String,
    /// What helps to find it.
    pub hint: String,
    /// How many there are beside those between examples, where that is told.
    pub count: Option<u32>,
}

/// What a learner gets, whatever it is written as. Nothing in it gives the key away, but for what is sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handout {
    /// Of which exercise.
    pub exercise: ExerciseId,
    /// What the exercise is called.
    pub title: String,
    /// What is to be done.
    pub instructions: String,
    /// What is known of the article.
    pub details: Details,
    /// Its text.
    pub text: Text,
    /// What its lines are.
    pub blocks: Vec<Block>,
    /// The labels to find, in the order of the scheme.
    pub labels: Vec<AskedLabel>,
    /// The relation kinds to find, in the order of the scheme.
    pub kinds: Vec<AskedKind>,
    /// The hints to single annotations, in the order of the text.
    pub hints: Vec<(LabelKey, String)>,
    /// The examples, in the order of the text.
    pub given: Vec<Mark>,
    /// The relations between examples; both their ends are [`End::Given`](super::End::Given).
    pub given_links: Vec<Link>,
    /// How long there is.
    pub minutes: Option<u16>,
    /// The key, closed with a word that the teacher tells, where learners are to check themselves.
    pub sealed: Option<Sealed>,
}

impl Handout {
    /// Returns the hash of what is asked: the exercise, the text, the labels, the kinds and what they join, and the
    /// examples. It does not change with names, hints, instructions, the key or the rules of marking, for a hand-in
    /// stays what it was when those do. Files hold it: what it is made of never changes.
    pub fn asked(&self) -> Hash {
        // Words one behind the other, each behind its length in bytes, so that none can look like two.
        let mut said = String::new();
        let mut word = |word: &str| {
            said.push_str(&word.len().to_string());
            said.push(':');
            said.push_str(word);
        };
        word(&self.exercise.to_string());
        word(&self.text.hash().to_string());
        word(&self.labels.len().to_string());
        self.labels.iter().for_each(|label| word(label.key.as_str()));
        word(&self.kinds.len().to_string());
        for kind in &self.kinds {
            word(kind.key.as_str());
            for ends in [&kind.from, &kind.to] {
                word(&ends.len().to_string());
                ends.iter().for_each(|label| word(label.as_str()));
            }
        }
        word(&self.given.len().to_string());
        for mark in &self.given {
            word(mark.label.as_str());
            word(&mark.place.spans().len().to_string());
            for span in mark.place.spans() {
                word(&self.text.char_of(span.start()).to_string());
                word(&self.text.char_of(span.end()).to_string());
            }
        }
        Hash::of(said.as_bytes())
    }
}
