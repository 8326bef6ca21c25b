//! Checks that a project stays whole: that nothing refers to what is not there, and no row says what it can't.

use std::ops::RangeInclusive;

use super::Project;
use super::edit::{AbsenceKey, ApplyError, Edit};
use super::id::{AnnotationId, ArticleId, AttributeKey, EntityId, PropositionId, RelationId, SetId};
use super::rows::{Annotation, Entity, Proposition, Relation, Revision};
use super::scheme::Owner;
use super::text::Block;

impl Project {
    /// Checks what one edit made of the project, after all edits are in.
    pub(super) fn check(&self, edit: &Edit) -> Result<(), ApplyError> {
        let dangling = |what: String| Err(ApplyError::Dangling(what));
        if let Some(key) = self.conflicts_ended(edit).first() {
            return dangling(format!("{:?} has a conflict", key.row));
        }
        match edit {
            Edit::Info(_) | Edit::Dismissal(_) => {}
            Edit::Conflict(c) => {
                if let Some(row) = self.conflicts.get(&c.key) {
                    self.check_conflict(&c.key, row)?;
                }
            }
            Edit::Label(c) => {
                if !self.labels.contains_key(&c.key) {
                    let in_kinds = self.kinds.values().any(|k| k.from.contains(&c.key) || k.to.contains(&c.key));
                    let owner = Owner::Label(c.key.clone());
                    let in_attributes = self.attributes.values().any(|a| a.on.contains(&owner));
                    if self.count_label(&c.key) > 0 || in_kinds || in_attributes || self.asks_for_label(&c.key) {
                        return dangling(format!("label {} is in use", c.key));
                    }
                }
            }
            Edit::Attribute(c) => match self.attributes.get(&c.key) {
                None if self.index.uses_attribute(&c.key) => return dangling(format!("attribute {} is in use", c.key)),
                None => {}
                Some(row) => {
                    for owner in &row.on {
                        let there = match owner {
                            Owner::Label(key) => self.labels.contains_key(key),
                            Owner::Kind(key) => self.kinds.contains_key(key),
                            Owner::Propositions => true,
                        };
                        need(there, &|| format!("attribute {} is for {owner:?}", c.key))?;
                    }
                }
            },
            Edit::Kind(c) => match self.kinds.get(&c.key) {
                None => {
                    let owner = Owner::Kind(c.key.clone());
                    let in_attributes = self.attributes.values().any(|a| a.on.contains(&owner));
                    if self.index.uses_kind(&c.key) || in_attributes || self.asks_for_kind(&c.key) {
                        return dangling(format!("relation kind {} is in use", c.key));
                    }
                }
                Some(row) => {
                    for key in row.from.iter().chain(&row.to) {
                        need(self.labels.contains_key(key), &|| format!("relation kind {} joins label {key}", c.key))?;
                    }
                }
            },
            Edit::Article(c) => {
                if !self.articles.contains_key(&c.key) {
                    let used = self.revisions_of(c.key).next().is_some()
                        || self.done.keys().any(|(_, article)| *article == c.key)
                        || self.absences.keys().any(|(_, article, _)| *article == c.key);
                    need(!used, &|| format!("article {} is in use", c.key))?;
                }
            }
            Edit::Revision(c) => {
                // Two copies may both add a second text; merged, one of them is the third.
                let renumbered =
                    |row: &Revision| c.after.as_ref().map(|after| Revision { number: after.number, ..row.clone() });
                if let Some(before) = &c.before
                    && c.after.is_some()
                    && renumbered(before).as_ref() != c.after.as_deref()
                {
                    return Err(ApplyError::Invalid(format!("revision {} would change", c.key)));
                }
                match self.revisions.get(&c.key) {
                    None => {
                        let used = self.index.uses_revision(c.key) || self.exercises_on(c.key).next().is_some();
                        need(!used, &|| format!("revision {} is in use", c.key))?;
                    }
                    Some(row) => {
                        need(self.articles.contains_key(&row.article), &|| {
                            format!("revision {} has no article", c.key)
                        })?;
                        if let Some(fault) = Block::fault(&row.blocks, &row.text) {
                            return Err(ApplyError::Invalid(format!("revision {}: {fault}", c.key)));
                        }
                        if self.index.numbered(row.article, row.number) > 1 {
                            return Err(ApplyError::Invalid(format!(
                                "article {} has two texts number {}",
                                row.article, row.number
                            )));
                        }
                    }
                }
            }
            Edit::Annotator(c) => {
                if !self.annotators.contains_key(&c.key) {
                    need(!self.index.uses_annotator(c.key), &|| format!("annotator {} has a set", c.key))?;
                }
            }
            Edit::Set(c) => match self.sets.get(&c.key) {
                None => {
                    let done = self.done.range(first_done(c.key)).next().is_some();
                    let absent = self.absences.keys().any(|(_, _, set)| *set == c.key);
                    let settled = self.decisions.keys().any(|(_, set)| *set == c.key);
                    let asked = self.exercises.values().any(|row| row.set == c.key);
                    let used = self.index.uses_set(c.key) || done || absent || settled || asked;
                    need(!used, &|| format!("set {} is in use", c.key))?;
                }
                Some(row) => {
                    let known = row.annotator.is_none_or(|id| self.annotators.contains_key(&id));
                    need(known, &|| format!("set {} has no annotator", c.key))?;
                }
            },
            Edit::Done(c) => {
                if self.done.contains_key(&c.key) {
                    let there = self.sets.contains_key(&c.key.0) && self.articles.contains_key(&c.key.1);
                    need(there, &|| format!("a done mark of set {} for article {}", c.key.0, c.key.1))?;
                }
            }
            Edit::Annotation(c) => match self.annotations.get(&c.key) {
                None => {
                    let id = c.key;
                    let used = self.index.relations_of(id).next().is_some()
                        || self.proposition_of(id).is_some()
                        || self.entity_of(id).is_some()
                        || self.decisions_of(id).next().is_some();
                    need(!used, &|| format!("annotation {id} is in use"))?;
                }
                Some(row) => self.check_annotation(c.key, row)?,
            },
            Edit::Relation(c) => {
                if let Some(row) = self.relations.get(&c.key) {
                    self.check_relation(c.key, row)?;
                    let twice =
                        |id: RelationId| id != c.key && self.relation(&id).is_some_and(|other| other.set == row.set);
                    if self.index.between(row.from, &row.kind, row.to).any(twice) {
                        return Err(ApplyError::Invalid(format!("relation {} is there twice", c.key)));
                    }
                }
            }
            Edit::Proposition(c) => match self.propositions.get(&c.key) {
                None => {
                    let used = self.absences.range(first_absence(c.key)).next().is_some();
                    need(!used, &|| format!("proposition {} is in use", c.key))?;
                }
                Some(row) => self.check_proposition(c.key, row)?,
            },
            Edit::Entity(c) => {
                if let Some(row) = self.entities.get(&c.key) {
                    self.check_entity(c.key, row)?;
                }
            }
            Edit::Decision(c) => {
                if self.decisions.contains_key(&c.key) {
                    let there = self.annotations.contains_key(&c.key.0) && self.sets.contains_key(&c.key.1);
                    need(there, &|| format!("a decision of set {} about annotation {}", c.key.1, c.key.0))?;
                }
            }
            Edit::Exercise(c) => {
                if let Some(row) = self.exercises.get(&c.key) {
                    self.check_exercise(c.key, row)?;
                }
            }
            Edit::Absence(c) => {
                if self.absences.contains_key(&c.key) {
                    let (proposition, article, set) = &c.key;
                    let there = self.propositions.contains_key(proposition)
                        && self.articles.contains_key(article)
                        && self.sets.contains_key(set);
                    need(there, &|| format!("a mark that proposition {proposition} is not in article {article}"))?;
                }
            }
        }
        Ok(())
    }

    /// Checks that there is all that an annotation refers to.
    pub(super) fn check_annotation(&self, id: AnnotationId, row: &Annotation) -> Result<(), ApplyError> {
        need(self.labels.contains_key(&row.label), &|| format!("annotation {id} has label {}", row.label))?;
        need(self.sets.contains_key(&row.set), &|| format!("annotation {id} has no set"))?;
        need(self.revisions.contains_key(&row.revision), &|| format!("annotation {id} has no text"))?;
        self.check_values(row.attributes.keys(), || format!("annotation {id}"))
    }

    /// Checks that there is all that a relation refers to, and that it joins two.
    pub(super) fn check_relation(&self, id: RelationId, row: &Relation) -> Result<(), ApplyError> {
        need(self.kinds.contains_key(&row.kind), &|| format!("relation {id} is of kind {}", row.kind))?;
        need(self.sets.contains_key(&row.set), &|| format!("relation {id} has no set"))?;
        let ends = self.annotations.contains_key(&row.from) && self.annotations.contains_key(&row.to);
        need(ends, &|| format!("relation {id} has no end"))?;
        self.check_values(row.attributes.keys(), || format!("relation {id}"))?;
        if row.from == row.to {
            return Err(ApplyError::Invalid(format!("relation {id} leads from an annotation to itself")));
        }
        Ok(())
    }

    /// Checks that there is all that a proposition refers to.
    pub(super) fn check_proposition(&self, id: PropositionId, row: &Proposition) -> Result<(), ApplyError> {
        for member in &row.members {
            need(self.annotations.contains_key(member), &|| format!("proposition {id} has claim {member}"))?;
        }
        self.check_values(row.attributes.keys(), || format!("proposition {id}"))
    }

    /// Checks that there is all that an entity refers to.
    pub(super) fn check_entity(&self, id: EntityId, row: &Entity) -> Result<(), ApplyError> {
        for member in &row.members {
            need(self.annotations.contains_key(member), &|| format!("entity {id} has member {member}"))?;
        }
        Ok(())
    }

    pub(super) fn check_values<'k>(
        &self,
        keys: impl Iterator<Item = &'k AttributeKey>,
        name: impl Fn() -> String,
    ) -> Result<(), ApplyError> {
        for key in keys {
            if !self.attributes.contains_key(key) {
                return Err(ApplyError::Dangling(format!("{} has attribute {key}", name())));
            }
        }
        Ok(())
    }
}

pub(super) fn need(there: bool, what: &dyn Fn() -> String) -> Result<(), ApplyError> {
    if there { Ok(()) } else { Err(ApplyError::Dangling(what())) }
}

fn first_done(set: SetId) -> RangeInclusive<(SetId, ArticleId)> {
    (set, ArticleId(0))..=(set, ArticleId(u128::MAX))
}

fn first_absence(proposition: PropositionId) -> RangeInclusive<AbsenceKey> {
    let last = (proposition, ArticleId(u128::MAX), SetId(u128::MAX));
    (proposition, ArticleId(0), SetId(0))..=last
}
