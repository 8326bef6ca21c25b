//! Merges who is in which proposition and entity, claim by claim.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::conflict::Named;
use crate::model::*;

use super::{Work, changes};

/// A row with members.
trait Tie: Named {
    /// What being a member is called as a field of an annotation.
    const FIELD: Field;

    fn members(&self) -> &BTreeSet<AnnotationId>;
    fn with(&self, members: BTreeSet<AnnotationId>) -> Self;
    fn of(project: &Project, member: AnnotationId) -> Option<Self::Key>;
    fn held(key: Option<&Self::Key>) -> Held;
}

impl Tie for Proposition {
    const FIELD: Field = Field::Proposition;

    fn members(&self) -> &BTreeSet<AnnotationId> {
        &self.members
    }

    fn with(&self, members: BTreeSet<AnnotationId>) -> Proposition {
        Proposition { members, ..self.clone() }
    }

    fn of(project: &Project, member: AnnotationId) -> Option<PropositionId> {
        project.proposition_of(member)
    }

    fn held(key: Option<&PropositionId>) -> Held {
        key.map_or(Held::Nothing, |key| Held::Proposition(*key))
    }
}

impl Tie for Entity {
    const FIELD: Field = Field::Entity;

    fn members(&self) -> &BTreeSet<AnnotationId> {
        &self.members
    }

    fn with(&self, members: BTreeSet<AnnotationId>) -> Entity {
        Entity { members, ..self.clone() }
    }

    fn of(project: &Project, member: AnnotationId) -> Option<EntityId> {
        project.entity_of(member)
    }

    fn held(key: Option<&EntityId>) -> Held {
        key.map_or(Held::Nothing, |key| Held::Entity(*key))
    }
}

impl Work<'_> {
    /// Ties claims and names. Returns what that needs and is not there; then it is to be done again.
    pub(super) fn tie(&mut self) -> Vec<RowName> {
        let mut missing = self.tie_into::<Proposition>();
        missing.extend(self.tie_into::<Entity>());
        missing
    }

    fn tie_into<T: Tie>(&mut self) -> Vec<RowName> {
        // Said again each time, for what comes back may change it.
        self.clashes.retain(|key, _| key.field != T::FIELD);
        let mut moving = BTreeSet::new();
        for side in self.sides {
            for (key, after) in changes::<T>(self.base, side) {
                let nobody = BTreeSet::new();
                let before = T::table(self.base).get(key).map_or(&nobody, |row| row.members());
                let after = after.map_or(&nobody, |row| row.members());
                moving.extend(before.symmetric_difference(after).copied());
            }
        }
        let mut into: BTreeMap<T::Key, BTreeSet<AnnotationId>> = BTreeMap::new();
        for id in &moving {
            let before = T::of(self.base, *id);
            let [one, other] = self.sides.map(|side| self.said_by::<T>(side, *id, before.as_ref()));
            let name = RowName::Annotation(*id);
            let key = if one == other || other == before {
                one
            } else if one == before {
                other
            } else {
                self.clash(name.clone(), T::FIELD, [T::held(one.as_ref()), T::held(other.as_ref())]);
                one.max(other)
            };
            // One that is gone and was not tied anew stays gone.
            if let Some(key) = key.filter(|key| self.has(&name) || before.as_ref() != Some(key)) {
                into.entry(key).or_default().insert(*id);
            }
        }
        let members = into.values().flatten().map(|id| RowName::Annotation(*id));
        let names = members.chain(into.keys().map(T::row_name));
        let missing: Vec<RowName> = names.filter(|name| !self.has(name)).collect();
        if !missing.is_empty() {
            return missing;
        }
        let rows: Vec<(T::Key, Arc<T>)> = {
            let touched = |key: &T::Key| self.touched.contains(&T::row_name(key)) || into.contains_key(key);
            let table = self.draft.table::<T>().iter();
            table.filter(|(key, _)| touched(key)).map(|(key, row)| (key.clone(), row.clone())).collect()
        };
        for (key, row) in rows {
            let before = T::table(self.base).get(&key).map(|row| row.members().clone()).unwrap_or_default();
            let mut members: BTreeSet<AnnotationId> = before.difference(&moving).copied().collect();
            members.extend(into.remove(&key).unwrap_or_default());
            if *row.members() != members {
                self.draft.put(key, Some(Arc::new(row.with(members))));
            }
        }
        Vec::new()
    }

    /// Returns what a copy ties an annotation into. One that took out the annotation, or what it was in and what stays,
    /// has nothing to say against the other.
    fn said_by<T: Tie>(&self, side: &Project, id: AnnotationId, before: Option<&T::Key>) -> Option<T::Key> {
        let overruled = |key: &&T::Key| !T::row_name(key).is_in(side) && self.has(&T::row_name(key));
        match T::of(side, id) {
            Some(key) => Some(key),
            None if side.annotation(&id).is_none() => before.cloned(),
            None => before.filter(overruled).cloned(),
        }
    }
}
