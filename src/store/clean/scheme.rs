//! Takes a file's scheme, and what rows refer to in it.

use crate::model::actions::next_rank;
use crate::model::*;
use crate::say;

use super::Cleaner;
use super::enter::{enter, new_key};
use crate::store::convert::{self, Key};
use crate::store::notes::{Spot, clip};
use crate::store::v1;

impl Cleaner<'_> {
    pub(in crate::store) fn scheme(&mut self, file: &v1::File<'_>) {
        let (notes, numbers) = (&mut self.notes, &mut self.numbers);
        for row in &file.labels {
            let (spot, label) = (Spot::new("label", &row.key), convert::label(row, notes));
            enter(&mut self.labels, label, spot, (notes, numbers), new_key(&row.key));
        }
        for row in &file.attributes {
            let (spot, attribute) = (Spot::new("attribute", &row.key), convert::attribute(row, notes));
            enter(&mut self.attributes, attribute, spot, (notes, numbers), new_key(&row.key));
        }
        for row in &file.kinds {
            let (spot, kind) = (Spot::new("relation-kind", &row.key), convert::kind(row, notes));
            enter(&mut self.kinds, kind, spot, (notes, numbers), new_key(&row.key));
        }
        for row in &file.kinds {
            for label in row.from.iter().chain(&row.to) {
                let spot = Spot::new("relation-kind", &row.key);
                self.need_label(&Key::read(label).unwrap_or_else(|| Key::made_of(label)), spot);
            }
        }
        for row in &file.attributes {
            let spot = Spot::new("attribute", &row.key);
            for owner in &row.on {
                match owner {
                    v1::Owner::Label(label) => {
                        self.need_label(&Key::read(label).unwrap_or_else(|| Key::made_of(label)), spot);
                    }
                    v1::Owner::Kind(kind) => {
                        self.need_kind(&Key::read(kind).unwrap_or_else(|| Key::made_of(kind)), None, spot);
                    }
                    v1::Owner::Propositions => {}
                }
            }
        }
    }

    pub(super) fn need_label(&mut self, key: &LabelKey, spot: Spot<'_>) {
        if self.labels.contains_key(key) {
            return;
        }
        self.notes.odd(spot, say!("warning-no-label", key = key.to_string()));
        let rank = next_rank(self.labels.values().map(|label| label.rank));
        let slot = self.labels.len() % Pattern::ALL.len();
        let label = Label {
            rank,
            name: key.to_string(),
            shortcut: None,
            letter: key.as_str().chars().take(1).flat_map(char::to_uppercase).collect(),
            colour: slot as u8,
            pattern: Pattern::ALL[slot],
            ties: Ties::Nothing,
            definition: String::new(),
            examples: Vec::new(),
        };
        self.labels.insert(key.clone(), label);
    }

    pub(super) fn need_kind(&mut self, key: &KindKey, ends: Option<(&LabelKey, &LabelKey)>, spot: Spot<'_>) {
        if !self.kinds.contains_key(key) {
            self.notes.odd(spot, say!("warning-no-kind", key = key.to_string()));
            let kind = Kind {
                rank: next_rank(self.kinds.values().map(|kind| kind.rank)),
                name: key.to_string(),
                inverse: String::new(),
                shortcut: None,
                from: Vec::new(),
                to: Vec::new(),
                definition: String::new(),
                examples: Vec::new(),
            };
            self.kinds.insert(key.clone(), kind);
            self.added_kinds.insert(key.clone());
        }
        let (Some(kind), Some((from, to))) = (self.kinds.get_mut(key), ends) else { return };
        if self.added_kinds.contains(key) {
            for (list, label) in [(&mut kind.from, from), (&mut kind.to, to)] {
                if !list.contains(label) {
                    list.push(label.clone());
                }
            }
        } else if !kind.joins(from, to) {
            let (key, from, to) = (key.to_string(), from.to_string(), to.to_string());
            self.notes.odd(spot, say!("warning-joins", key = key, from = from, to = to));
        }
    }

    /// Tells whether the scheme has all of these values for something.
    pub(in crate::store) fn has_values(&self, values: &Attributes, owner: &Owner) -> bool {
        values.iter().all(|(key, value)| {
            let attribute = self.attributes.get(key);
            attribute.is_some_and(|attribute| attribute.on.contains(owner) && attribute.accepts(value))
        })
    }

    pub(super) fn check_values(&mut self, values: &Attributes, owner: &Owner, spot: Spot<'_>) {
        if self.has_values(values, owner) {
            return;
        }
        for (key, value) in values {
            if !self.attributes.contains_key(key) {
                self.notes.odd(spot, say!("warning-no-attribute", key = key.to_string()));
                let takes = match value {
                    Value::Choice(_) => AttributeType::Choice(Vec::new()),
                    Value::Flag(_) => AttributeType::Flag,
                    Value::Text(_) => AttributeType::Text,
                };
                let attribute = Attribute {
                    rank: next_rank(self.attributes.values().map(|attribute| attribute.rank)),
                    name: key.to_string(),
                    on: Vec::new(),
                    takes,
                    definition: String::new(),
                    examples: Vec::new(),
                };
                self.attributes.insert(key.clone(), attribute);
                self.added_attributes.insert(key.clone());
            }
            let Some(attribute) = self.attributes.get_mut(key) else { continue };
            if self.added_attributes.contains(key) {
                if !attribute.on.contains(owner) {
                    attribute.on.push(owner.clone());
                }
                if let (AttributeType::Choice(choices), Value::Choice(choice)) = (&mut attribute.takes, value)
                    && choices.iter().all(|known| known.key != *choice)
                {
                    choices.push(Choice { key: choice.clone(), name: choice.to_string() });
                }
            }
            if !attribute.on.contains(owner) {
                self.notes.odd(spot, say!("warning-not-given", key = key.to_string()));
            }
            if !attribute.accepts(value) {
                let key = key.to_string();
                let what = match value {
                    Value::Choice(choice) => say!("warning-choice", key = key, value = choice.to_string()),
                    Value::Flag(flag) => say!("warning-flag", key = key, value = flag.to_string()),
                    Value::Text(text) => say!("warning-text", key = key, value = clip(text)),
                };
                self.notes.odd(spot, what);
            }
        }
    }
}
