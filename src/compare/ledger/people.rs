//! Tells who is who: sources and actors that are one and the same, across articles.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use crate::model::id::ChoiceKey;
use crate::model::{AnnotationId, EntityId, Project, Value};

use super::roles::Roles;

/// Somebody who says, denies or is spoken of.
///
/// Annotations tied into an entity are one. So are those of the same words, in capitals or not, and they are the entity
/// that has those words as its name or a member's, where there is one only. Sources are one by their words only when
/// their kind says that they have a name: two articles' "a senior official" may be two people.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// An entity.
    Entity(EntityId),
    /// Whoever has this name, which is in lower case.
    Name(Arc<str>),
    /// One that is like no other.
    Alone(AnnotationId),
}

/// What rows go by of a source or an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fact {
    pub(super) who: Who,
    /// The kind of a source, where it is given.
    pub(super) kind: Option<ChoiceKey>,
}

/// Who is who.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct People {
    facts: HashMap<AnnotationId, Fact>,
    members: BTreeMap<Who, BTreeSet<AnnotationId>>,
    entity_names: HashMap<EntityId, BTreeSet<Arc<str>>>,
    entities_named: HashMap<Arc<str>, BTreeSet<EntityId>>,
    /// The annotations in no entity that can be known by their name.
    untied: HashMap<Arc<str>, BTreeSet<AnnotationId>>,
    name_of: HashMap<AnnotationId, Arc<str>>,
}

/// Brings a name into the form in which names are compared: lower case, one space between words.
pub(super) fn fold(name: &str) -> Arc<str> {
    name.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ").into()
}

/// Takes a value out of a set under a key, and the set when it was the last one.
fn take<K: std::hash::Hash + Eq, T: Ord>(sets: &mut HashMap<K, BTreeSet<T>>, key: &K, value: &T) {
    if let Some(set) = sets.get_mut(key) {
        set.remove(value);
        if set.is_empty() {
            sets.remove(key);
        }
    }
}

/// Returns the kind of a source.
pub(super) fn kind_of(project: &Project, roles: &Roles, id: AnnotationId) -> Option<ChoiceKey> {
    match project.annotation(&id)?.attributes.get(&roles.kind) {
        Some(Value::Choice(key)) => Some(key.clone()),
        _ => None,
    }
}

/// Returns the name that an annotation can be known by, folded.
fn name_in(project: &Project, roles: &Roles, id: AnnotationId) -> Option<Arc<str>> {
    let row = project.annotation(&id).filter(|row| roles.is_name(&row.label))?;
    let is_named =
        !roles.is_source(&row.label) || kind_of(project, roles, id).is_some_and(|kind| kind != roles.anonymous);
    let name = fold(&project.quote(row));
    (is_named && !name.is_empty()).then_some(name)
}

impl People {
    /// Returns what rows go by of a source or an actor that counts.
    pub(super) fn fact(&self, id: AnnotationId) -> Option<&Fact> {
        self.facts.get(&id)
    }

    /// Lists everybody, with the annotations that name them.
    pub(super) fn members(&self) -> &BTreeMap<Who, BTreeSet<AnnotationId>> {
        &self.members
    }

    /// Tells whether somebody has one of these names, which are folded.
    pub(super) fn is_called(&self, who: &Who, names: &[Arc<str>]) -> bool {
        match who {
            Who::Entity(id) => self.entity_names.get(id).is_some_and(|all| names.iter().any(|name| all.contains(name))),
            Who::Name(name) => names.contains(name),
            Who::Alone(_) => false,
        }
    }

    /// Brings the names of an entity up to date. Returns the names that came or went.
    pub(super) fn name_entity(&mut self, project: &Project, roles: &Roles, id: EntityId) -> BTreeSet<Arc<str>> {
        let names: BTreeSet<Arc<str>> = project.entity(&id).map_or_else(BTreeSet::new, |row| {
            let of_members = row.members.iter().filter_map(|member| name_in(project, roles, *member));
            of_members.chain([fold(&row.name)]).filter(|name| !name.is_empty()).collect()
        });
        let old = self.entity_names.remove(&id).unwrap_or_default();
        for name in old.difference(&names) {
            take(&mut self.entities_named, name, &id);
        }
        for name in names.difference(&old) {
            self.entities_named.entry(name.clone()).or_default().insert(id);
        }
        let changed = old.symmetric_difference(&names).cloned().collect();
        if !names.is_empty() {
            self.entity_names.insert(id, names);
        }
        changed
    }

    /// Brings the name of an annotation up to date; only those that count have one.
    pub(super) fn name_annotation(&mut self, project: &Project, roles: &Roles, id: AnnotationId, counts: bool) {
        let untied = counts && project.entity_of(id).is_none();
        let name = untied.then(|| name_in(project, roles, id)).flatten();
        if self.name_of.get(&id) == name.as_ref() {
            return;
        }
        if let Some(old) = self.name_of.remove(&id) {
            take(&mut self.untied, &old, &id);
        }
        if let Some(name) = name {
            self.untied.entry(name.clone()).or_default().insert(id);
            self.name_of.insert(id, name);
        }
    }

    /// Lists the annotations in no entity that are known by a name.
    pub(super) fn untied(&self, name: &str) -> impl Iterator<Item = AnnotationId> {
        self.untied.get(name).into_iter().flatten().copied()
    }

    /// Brings up to date what rows go by of an annotation. Tells whether it is something else now.
    pub(super) fn settle(&mut self, project: &Project, roles: &Roles, id: AnnotationId, counts: bool) -> bool {
        let is_name = project.annotation(&id).is_some_and(|row| roles.is_name(&row.label));
        let fact = (counts && is_name).then(|| Fact { who: self.who(project, id), kind: kind_of(project, roles, id) });
        let old = self.facts.get(&id);
        if old == fact.as_ref() {
            return false;
        }
        if let Some(old) = self.facts.remove(&id)
            && let Some(members) = self.members.get_mut(&old.who)
        {
            members.remove(&id);
            if members.is_empty() {
                self.members.remove(&old.who);
            }
        }
        if let Some(fact) = fact {
            self.members.entry(fact.who.clone()).or_default().insert(id);
            self.facts.insert(id, fact);
        }
        true
    }

    fn who(&self, project: &Project, id: AnnotationId) -> Who {
        if let Some(entity) = project.entity_of(id) {
            return Who::Entity(entity);
        }
        let Some(name) = self.name_of.get(&id) else { return Who::Alone(id) };
        let mut entities = self.entities_named.get(name).into_iter().flatten();
        match (entities.next(), entities.next()) {
            (Some(entity), None) => Who::Entity(*entity),
            // Two entities of one name were kept apart by the user: a name that fits both is neither.
            _ => Who::Name(name.clone()),
        }
    }
}
