//! Says what annotations that answer each other are, in a hash: it tells whether what was settled is still what it was.

use std::collections::BTreeSet;

use super::id::{AnnotationId, SetId};
use super::scheme::Value;
use super::text::Hash;
use super::{Annotation, Attributes, Place, Project};

/// What is hashed: words one behind the other, each behind its length in bytes, so that none can look like two.
#[derive(Default)]
struct Said(String);

impl Said {
    fn word(&mut self, word: &str) {
        self.0.push_str(&word.len().to_string());
        self.0.push(':');
        self.0.push_str(word);
    }

    fn number(&mut self, number: usize) {
        self.word(&number.to_string());
    }

    fn values(&mut self, attributes: &Attributes) {
        self.number(attributes.len());
        for (key, value) in attributes {
            self.word(key.as_str());
            match value {
                Value::Choice(choice) => self.word(choice.as_str()),
                Value::Flag(flag) => self.number(usize::from(*flag)),
                Value::Text(text) => self.word(text),
            }
        }
    }
}

impl Project {
    /// Returns which annotation of another set an adjudicated one was taken from: the first on its own text that it was
    /// derived from.
    pub fn taken_from(&self, row: &Annotation) -> Option<AnnotationId> {
        let here = |from: &&AnnotationId| self.annotation(from).is_some_and(|from| from.revision == row.revision);
        row.derived_from.iter().find(here).copied()
    }

    /// Tells whether an annotation of an adjudicated set was made there by hand: it, or what it was carried over from,
    /// was derived from none.
    pub fn is_made_by_hand(&self, id: AnnotationId) -> bool {
        self.annotation(&self.first_made(id)).is_some_and(|row| row.derived_from.is_empty())
    }

    /// Lists the annotations that have the label and the words of one, whichever sets they are of; itself among them.
    pub fn marked_alike<'p>(&'p self, row: &'p Annotation) -> impl Iterator<Item = AnnotationId> + 'p {
        let start = row.fragments().map(|fragments| fragments.start());
        let here = start.into_iter().flat_map(|start| self.starting_at(row.revision, start));
        here.map_while(move |id| {
            let other = self.annotation(&id)?;
            (other.fragments()?.start() == start?).then_some((id, other))
        })
        .filter(|(_, other)| (&other.label, &other.place) == (&row.label, &row.place))
        .map(|(id, _)| id)
    }

    /// Returns what was made by hand in an adjudicated set with the label and the words of an annotation.
    pub fn made_by_hand(&self, set: SetId, row: &Annotation) -> Option<AnnotationId> {
        let own = |id: &AnnotationId| self.annotation(id).is_some_and(|row| row.set == set);
        self.marked_alike(row).find(|id| own(id) && self.is_made_by_hand(*id))
    }

    /// Tells whether an annotation of an adjudicated set was taken from others of which none is left on its text.
    pub fn is_left_behind(&self, id: AnnotationId) -> bool {
        self.annotation(&id).is_some_and(|row| self.taken_from(row).is_none()) && !self.is_made_by_hand(id)
    }

    /// Returns the hash of what some annotations say: their labels, words and values, and the relations of their own
    /// sets that start at them. It is the same whatever their notes, and whether their annotators were sure. Files hold
    /// it: what it is made of never changes.
    pub fn state_of(&self, ids: impl IntoIterator<Item = AnnotationId>) -> Hash {
        let mut said = Said::default();
        for id in ids.into_iter().collect::<BTreeSet<_>>() {
            said.word(&id.to_string());
            let Some(row) = self.annotation(&id) else { continue };
            said.word(row.label.as_str());
            said.word(&row.revision.to_string());
            match &row.place {
                Place::At(fragments) => {
                    said.number(fragments.spans().len());
                    for span in fragments.spans() {
                        said.number(span.start());
                        said.number(span.end());
                    }
                }
                Place::Detached(anchors) => {
                    said.word("detached");
                    anchors.iter().for_each(|anchor| said.word(&anchor.exact));
                }
            }
            said.values(&row.attributes);
            let own = self.relations_of(id).filter(|(_, relation)| relation.from == id && relation.set == row.set);
            let mut relations: Vec<_> =
                own.map(|(_, relation)| (&relation.kind, relation.to, &relation.attributes)).collect();
            relations.sort_unstable();
            said.number(relations.len());
            for (kind, to, attributes) in relations {
                said.word(kind.as_str());
                said.word(&to.to_string());
                said.values(attributes);
            }
        }
        Hash::of(said.0.as_bytes())
    }
}
