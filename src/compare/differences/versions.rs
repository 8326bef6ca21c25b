//! Says what each set has at a place, those together that have the same.

use std::collections::BTreeSet;

use super::Place;
use crate::model::actions::shorten;
use crate::model::{Annotation, AnnotationId, Project, RelationId, SetId};
use crate::say;

/// What one or more sets have at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The sets, with the annotation of each.
    pub members: Vec<(SetId, AnnotationId)>,
    /// Those of [`Place::relations`] that start at these annotations.
    pub relations: Vec<RelationId>,
}

impl Version {
    /// Returns the annotation that stands for all: the first one.
    pub fn annotation<'p>(&self, project: &'p Project) -> Option<(AnnotationId, &'p Annotation)> {
        let (_, id) = *self.members.first()?;
        Some((id, project.annotation(&id)?))
    }

    /// Says what it has that others have not, or otherwise: values of attributes, and relations.
    pub fn told(&self, project: &Project, place: &Place) -> Vec<String> {
        let Some((_, row)) = self.annotation(project) else { return Vec::new() };
        let mut parts = Vec::new();
        for key in &place.attributes {
            let Some(attribute) = project.attribute(key) else { continue };
            let value = row
                .attributes
                .get(key)
                .map_or(say!("differences-no-value"), |value| value.told(Some(&attribute.takes)));
            parts.push(say!("value-named", name = &attribute.name, value = value));
        }
        for row in self.relations.iter().filter_map(|id| project.relation(id)) {
            let kind = project.kind(&row.kind).map_or_else(|| row.kind.to_string(), |kind| kind.name.clone());
            let end = project.annotation(&row.to).map_or_else(String::new, |end| shorten(&project.quote(end)));
            let values = row.attributes.iter().filter_map(|(key, value)| {
                let attribute = project.attribute(key)?;
                Some(value.told(Some(&attribute.takes)).to_owned())
            });
            let values: Vec<String> = values.collect();
            parts.push(if values.is_empty() {
                say!("differences-relation", kind = kind, words = end)
            } else {
                let values = values.join(say!("list-comma"));
                say!("differences-relation-with", kind = kind, words = end, values = values)
            });
        }
        parts
    }
}

/// Lists what sets have at a place, in the order of the sets in the project that have it first.
pub fn versions(project: &Project, place: &Place) -> Vec<Version> {
    let mut all: Vec<Version> = Vec::new();
    let mut members: Vec<&(SetId, AnnotationId)> = place.group.members.iter().collect();
    members.sort_by_key(|(set, _)| (project.set(set).map(|row| row.rank), *set));
    for (set, id) in members {
        let Some(row) = project.annotation(id) else { continue };
        let own: BTreeSet<RelationId> = project
            .relations_of(*id)
            .filter(|(_, relation)| relation.from == *id)
            .map(|(relation, _)| relation)
            .collect();
        let relations: Vec<RelationId> = place.relations.iter().copied().filter(|id| own.contains(id)).collect();
        let says_the_same = |version: &&mut Version| {
            let other = version.annotation(project).map(|(_, row)| row);
            other.is_some_and(|other| {
                (&other.label, &other.place, &other.attributes) == (&row.label, &row.place, &row.attributes)
            }) && says_alike(project, &version.relations, &relations)
        };
        match all.iter_mut().find(says_the_same) {
            Some(version) => version.members.push((*set, *id)),
            None => all.push(Version { members: vec![(*set, *id)], relations }),
        }
    }
    all
}

/// Tells whether two sets drew as many relations of the same kinds, with the same attributes, to the same words.
fn says_alike(project: &Project, one: &[RelationId], other: &[RelationId]) -> bool {
    let said = |ids: &[RelationId]| {
        let rows = ids.iter().filter_map(|id| project.relation(id));
        let mut said: Vec<_> =
            rows.map(|row| (&row.kind, &row.attributes, project.annotation(&row.to).map(|end| &end.place))).collect();
        said.sort_unstable();
        said
    };
    said(one) == said(other)
}
