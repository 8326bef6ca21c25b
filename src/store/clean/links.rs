//! Takes what joins a file's annotations: relations, propositions and entities.

use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use crate::model::*;
use crate::say;

use super::Cleaner;
use super::enter::{enter, new_id};
use crate::store::notes::Spot;
use crate::store::{convert, v1};

impl Cleaner<'_> {
    pub(super) fn relations(&mut self, file: &v1::File<'_>) {
        let mut there: HashSet<(SetId, KindKey, AnnotationId, AnnotationId)> = HashSet::new();
        for group in file.relations.iter().filter(|group| !group.rows.is_empty()) {
            let spot = Spot::new("relations", &group.set);
            let set = convert::id(&group.set, spot, &mut self.notes);
            for row in &group.rows {
                let spot = Spot::new("relation", &row.id);
                let (id, relation) = convert::relation(row, set, &mut self.notes);
                let labels =
                    [relation.from, relation.to].map(|end| self.annotations.get(&end).map(|row| row.label.clone()));
                let [Some(from), Some(to)] = labels else {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-no-end"), &said);
                    continue;
                };
                if relation.from == relation.to {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-itself"), &said);
                    continue;
                }
                if self.relations.get(&id).is_none_or(|there| **there != relation)
                    && !there.insert((relation.set, relation.kind.clone(), relation.from, relation.to))
                {
                    let said = self.relation_said(row, &relation);
                    self.left_out(spot, say!("warning-joined-twice"), &said);
                    continue;
                }
                self.need_set(set, Spot::new("relations", &group.set));
                self.need_kind(&relation.kind, Some((&from, &to)), spot);
                if !relation.attributes.is_empty() {
                    self.check_values(&relation.attributes, &Owner::Kind(relation.kind.clone()), spot);
                }
                let (row, renew) = ((id, Arc::new(relation)), new_id(&row.id));
                enter(&mut self.relations, row, spot, (&mut self.notes, &mut self.numbers), renew);
            }
        }
    }

    pub(in crate::store) fn ties(&mut self, file: &v1::File<'_>) {
        let mut taken = HashSet::new();
        for row in &file.propositions {
            let spot = Spot::new("proposition", &row.id).of_words(&row.wording);
            let (id, mut proposition) = convert::proposition(row, &mut self.notes);
            self.check_values(&proposition.attributes, &Owner::Propositions, spot);
            let again = self.propositions.get(&id) == Some(&proposition);
            if !again {
                self.members(&mut proposition.members, &mut taken, spot);
            }
            let (row, renew) = ((id, proposition), new_id(&row.id));
            enter(&mut self.propositions, row, spot, (&mut self.notes, &mut self.numbers), renew);
        }
        taken.clear();
        for row in &file.entities {
            let spot = Spot::new("entity", &row.id).of_words(&row.name);
            let (id, mut entity) = convert::entity(row, &mut self.notes);
            let again = self.entities.get(&id) == Some(&entity);
            if !again {
                self.members(&mut entity.members, &mut taken, spot);
            }
            enter(&mut self.entities, (id, entity), spot, (&mut self.notes, &mut self.numbers), new_id(&row.id));
        }
    }

    fn members(&mut self, members: &mut BTreeSet<AnnotationId>, taken: &mut HashSet<AnnotationId>, spot: Spot<'_>) {
        members.retain(|member| {
            if !self.annotations.contains_key(member) {
                self.notes.odd(spot, say!("warning-no-member", member = member.to_string()));
                return false;
            }
            if !taken.insert(*member) {
                self.notes.odd(spot, say!("warning-member-twice", member = self.annotation_named(*member)));
                return false;
            }
            true
        });
    }
}
