//! What a learner gets.

use std::collections::BTreeMap;

use crate::model::exercise::Sealed;
use crate::model::id::ExerciseId;
use crate::model::{Block, Details, Hash, KindKey, LabelKey, Pattern, Project, Text};

use super::hand_in::{End, Link, Mark};
use super::key::{ExerciseError, KeyMark, Marked};

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
    /// The relations between examples; both their ends are given.
    pub given_links: Vec<Link>,
    /// How long there is.
    pub minutes: Option<u16>,
    /// The key, closed with a word that the teacher tells, where learners are to check themselves.
    pub sealed: Option<Sealed>,
}

impl Handout {
    /// Makes what learners get of an exercise. A learner's copy gives what it was made of. The key of an exercise is
    /// not sealed in here: who hands it out does that.
    ///
    /// # Errors
    /// When the exercise is not there or has nothing to find.
    pub fn of(project: &Project, id: ExerciseId) -> Result<Handout, ExerciseError> {
        let Marked { exercise, revision, marks, links } = Marked::of(project, id)?;
        if exercise.copy.is_none() && !marks.iter().any(KeyMark::is_asked) {
            return Err(ExerciseError::NoKey);
        }
        let labels = project.labels().into_iter().filter_map(|(key, row)| {
            let hint = exercise.labels.get(key)?.hint.clone();
            let count = match &exercise.copy {
                Some(copy) => copy.labels.get(key).copied().unwrap_or_default(),
                None => counted(marks.iter().filter(|mark| mark.is_asked() && mark.label == *key)),
            };
            Some(AskedLabel {
                key: key.clone(),
                name: row.name.clone(),
                letter: row.letter.clone(),
                shortcut: row.shortcut,
                colour: row.colour,
                pattern: row.pattern,
                definition: row.definition.clone(),
                hint,
                count: exercise.told.then_some(count),
            })
        });
        let kinds = project.kinds().into_iter().filter_map(|(key, row)| {
            let hint = exercise.kinds.get(key)?.hint.clone();
            // Where none of the labels that it joins is asked for, nobody can draw it.
            let asked = |ends: &[LabelKey]| {
                let left: Vec<LabelKey> =
                    ends.iter().filter(|label| exercise.labels.contains_key(*label)).cloned().collect();
                (left.is_empty() == ends.is_empty()).then_some(left)
            };
            let (from, to) = (asked(&row.from)?, asked(&row.to)?);
            let count = match &exercise.copy {
                Some(copy) => copy.kinds.get(key).copied().unwrap_or_default(),
                None => counted(links.iter().filter(|link| link.is_asked(&marks) && link.kind == *key)),
            };
            Some(AskedKind {
                key: key.clone(),
                name: row.name.clone(),
                shortcut: row.shortcut,
                from,
                to,
                definition: row.definition.clone(),
                hint,
                count: exercise.told.then_some(count),
            })
        });
        let kinds: Vec<AskedKind> = kinds.collect();
        let hints = match &exercise.copy {
            Some(copy) => copy.hints.clone(),
            None => {
                let hinted = marks.iter().filter(|mark| mark.is_asked() && !mark.hint.is_empty());
                hinted.map(|mark| (mark.label.clone(), mark.hint.clone())).collect()
            }
        };
        let examples = marks.iter().enumerate().filter(|(_, mark)| mark.given);
        let numbers: BTreeMap<usize, usize> = examples.clone().zip(0..).map(|((at, _), given)| (at, given)).collect();
        let given = examples.map(|(_, mark)| Mark { label: mark.label.clone(), place: mark.place.clone() }).collect();
        let between = links.iter().filter(|link| kinds.iter().any(|kind| kind.key == link.kind)).filter_map(|link| {
            let (from, to) = numbers.get(&link.from).zip(numbers.get(&link.to))?;
            Some(Link { kind: link.kind.clone(), from: End::Given(*from), to: End::Given(*to) })
        });
        let details = project.article(&revision.article).map(|row| row.details.clone()).unwrap_or_default();
        Ok(Handout {
            exercise: id,
            title: exercise.title.clone(),
            instructions: exercise.instructions.clone(),
            // Notes on the article are the teacher's own.
            details: Details { note: String::new(), ..details },
            text: revision.text.clone(),
            blocks: revision.blocks.clone(),
            labels: labels.collect(),
            given_links: between.collect(),
            kinds,
            hints,
            given,
            minutes: exercise.minutes,
            sealed: exercise.copy.as_ref().and_then(|copy| copy.sealed.clone()),
        })
    }

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

fn counted(all: impl Iterator) -> u32 {
    u32::try_from(all.count()).unwrap_or(u32::MAX)
}
