//! Makes the scheme of all names that were met.

use crate::model::scheme::COLOURS;
use crate::model::*;

use super::Gather;

impl Gather {
    /// Takes what is known of the names for a scheme.
    pub(super) fn scheme(&mut self) -> Scheme {
        let mut scheme = Scheme::default();
        // What is called as a label of ours is tied as that one is.
        let ours = Scheme::claims_and_denials();
        for (rank, (name, key)) in self.labels.order.iter().enumerate() {
            let own = ours.labels.iter().find(|(own, _)| own == key);
            let look = self.looks.remove(key).unwrap_or_default();
            let colour = look.colour.unwrap_or((rank % usize::from(COLOURS)) as u8);
            let label = Label {
                rank: rank as u32,
                name: name.clone(),
                shortcut: None,
                letter: name.chars().next().into_iter().flat_map(char::to_uppercase).collect(),
                colour,
                pattern: Pattern::of_slot(colour),
                ties: own.map_or(Ties::Nothing, |(_, label)| label.ties),
                definition: look.definition,
                examples: Vec::new(),
            };
            scheme.labels.push((key.clone(), label));
        }
        for (rank, (name, key)) in self.kinds.order.iter().enumerate() {
            let (from, to) = self.ties.remove(key).unwrap_or_default();
            let kind = Kind {
                rank: rank as u32,
                name: name.clone(),
                inverse: String::new(),
                shortcut: None,
                from: from.into_iter().collect(),
                to: to.into_iter().collect(),
                definition: String::new(),
                examples: Vec::new(),
            };
            scheme.kinds.push((key.clone(), kind));
        }
        for (rank, (name, key)) in self.attributes.order.iter().enumerate() {
            let Some(declared) = self.declared.get(key) else { continue };
            let takes = match declared.met {
                [true, false, false] => AttributeType::Flag,
                [false, true, false] => AttributeType::Choice(declared.choices.clone()),
                _ => AttributeType::Text,
            };
            let attribute = Attribute {
                rank: rank as u32,
                name: name.clone(),
                on: declared.on.iter().cloned().collect(),
                takes,
                definition: String::new(),
                examples: Vec::new(),
            };
            scheme.attributes.push((key.clone(), attribute));
        }
        scheme
    }
}
