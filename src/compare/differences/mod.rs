//! Says where several sets differ in a text, place by place.
//!
//! A place is annotations of different sets that answer each other, one of each set at most ([`Grouping`] says how they
//! are found). Of each place [`Differences`] says what is not the same there: its words, its label, an attribute, a
//! relation, or that some sets have nothing there. Notes, and whether an annotator was sure, are no difference.
//!
//! A set counts where it is done with the article; one that was imported counts as done, and an adjudicated one is made
//! out of the others and never one of them.
//!
//! A relation is compared at the place where it starts, between the sets that have something both there and where it
//! leads: what leads to words that another set has not marked is a difference of those words, not of the relation.

mod grouping;
mod standing;
mod survey;
#[cfg(test)]
mod tests;
mod versions;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use grouping::Regrouped;
pub use grouping::{Group, Grouping};
pub use standing::{Left, Standing};
pub use survey::Survey;
pub use versions::{Version, versions};

use crate::model::{AnnotationId, AttributeKey, Attributes, Hash, KindKey, Project, RelationId, RevisionId, SetId};

/// In what sets differ at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Some have nothing there.
    Lacking,
    /// They marked other words.
    Boundary,
    /// They gave other labels.
    Label,
    /// They gave other values to an attribute.
    Attribute,
    /// They drew other relations from there, or gave them other attributes.
    Relation,
}

impl Kind {
    /// All of them.
    pub const ALL: [Kind; 5] = [Kind::Lacking, Kind::Boundary, Kind::Label, Kind::Attribute, Kind::Relation];
}

/// Annotations of different sets that answer each other, and what is not the same there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The annotations.
    pub group: Group,
    /// The sets that have nothing there.
    pub lacking: Vec<SetId>,
    /// Whether the words differ.
    pub boundary: bool,
    /// Whether the labels differ.
    pub label: bool,
    /// The attributes whose values differ between annotations of one label.
    pub attributes: Vec<AttributeKey>,
    /// The relations that start there and that not all have, or not with the same attributes.
    pub relations: Vec<RelationId>,
    /// What its annotations say, in a hash ([`Project::state_of`]).
    pub state: Hash,
}

impl Place {
    /// Tells whether all sets have the same there.
    pub fn agrees(&self) -> bool {
        Kind::ALL.iter().all(|kind| !self.has(*kind))
    }

    /// Tells whether sets differ there in this.
    pub fn has(&self, kind: Kind) -> bool {
        match kind {
            Kind::Lacking => !self.lacking.is_empty(),
            Kind::Boundary => self.boundary,
            Kind::Label => self.label,
            Kind::Attribute => !self.attributes.is_empty(),
            Kind::Relation => !self.relations.is_empty(),
        }
    }

    /// Lists in what sets differ there.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.into_iter().filter(|kind| self.has(*kind))
    }
}

/// Where sets differ in a text.
#[derive(Clone, Debug)]
pub struct Differences {
    /// Which annotations answer each other.
    pub grouping: Arc<Grouping>,
    /// The places, in the order of the text: one for each of [`Grouping::groups`].
    pub places: Vec<Place>,
    /// The groupings of other texts that relations lead to; `None` for those that are not compared.
    far: BTreeMap<RevisionId, Option<Arc<Grouping>>>,
}

impl PartialEq for Differences {
    fn eq(&self, other: &Differences) -> bool {
        self.grouping == other.grouping && self.places == other.places
    }
}

impl Differences {
    /// Compares some sets on a text.
    pub fn of(project: &Project, revision: RevisionId, sets: &[SetId]) -> Differences {
        let grouping = Arc::new(Grouping::of(project, revision, sets));
        Differences::with(project, grouping, &|revision| Some(Arc::new(Grouping::of(project, revision, sets))))
    }

    /// Compares what was grouped. `far` returns how the same sets' annotations are grouped on another text, where that
    /// is compared.
    fn with(
        project: &Project,
        grouping: Arc<Grouping>,
        far: &dyn Fn(RevisionId) -> Option<Arc<Grouping>>,
    ) -> Differences {
        let mut ends = Ends { project, near: &grouping, known: BTreeMap::new(), far };
        let places = grouping.groups.iter().enumerate().map(|(at, group)| compare(at, group, &mut ends)).collect();
        let far = ends.known;
        Differences { grouping, places, far }
    }

    /// Compares anew what was grouped anew, and the places from which relations lead there. Returns the numbers of the
    /// latter, too. No relation may have been drawn, changed or removed, and what `far` returns must be what it was.
    fn after(
        &self,
        project: &Project,
        grouping: Arc<Grouping>,
        regrouped: &Regrouped,
        far: &dyn Fn(RevisionId) -> Option<Arc<Grouping>>,
    ) -> (Differences, BTreeSet<usize>) {
        let Regrouped { old, now } = regrouped;
        let mut ends = Ends { project, near: &grouping, known: self.far.clone(), far };
        let mut places: Vec<Place> = self.places[..old.start].to_vec();
        places.extend(now.clone().map(|at| compare(at, &grouping.groups[at], &mut ends)));
        places.extend_from_slice(&self.places[old.end..]);
        let before = self.places[old.clone()].iter().flat_map(|place| place.group.ids());
        let moved = before.chain(grouping.groups[now.clone()].iter().flat_map(Group::ids));
        let leading = moved.flat_map(|id| project.relations_of(id)).filter_map(|(_, row)| grouping.group_of(row.from));
        let leading: BTreeSet<usize> = leading.filter(|at| !now.contains(at)).collect();
        for at in &leading {
            places[*at] = compare(*at, &grouping.groups[*at], &mut ends);
        }
        let far = ends.known;
        (Differences { grouping, places, far }, leading)
    }

    /// Returns the number of the place that an annotation is at; `None` where it is not compared.
    pub fn place_of(&self, annotation: AnnotationId) -> Option<usize> {
        self.grouping.group_of(annotation)
    }

    /// Tells whether it was made with these groupings of other texts, as `far` gives them.
    fn stands_on(&self, far: &dyn Fn(RevisionId) -> Option<Arc<Grouping>>) -> bool {
        self.far.iter().all(|(revision, grouping)| match (far(*revision), grouping) {
            (Some(now), Some(grouping)) => Arc::ptr_eq(&now, grouping),
            (now, grouping) => now.is_none() && grouping.is_none(),
        })
    }
}

/// Finds the places where relations end.
struct Ends<'a> {
    project: &'a Project,
    near: &'a Grouping,
    known: BTreeMap<RevisionId, Option<Arc<Grouping>>>,
    far: &'a dyn Fn(RevisionId) -> Option<Arc<Grouping>>,
}

impl Ends<'_> {
    /// Returns the place of an annotation, and the sets that have something there.
    fn find(&mut self, id: AnnotationId) -> Option<((RevisionId, usize), BTreeSet<SetId>)> {
        let revision = self.project.annotation(&id)?.revision;
        let grouping = if revision == self.near.revision {
            self.near
        } else {
            self.known.entry(revision).or_insert_with(|| (self.far)(revision)).as_ref()?
        };
        let at = grouping.group_of(id)?;
        Some(((revision, at), grouping.groups[at].sets().collect()))
    }
}

fn compare(at: usize, group: &Group, ends: &mut Ends<'_>) -> Place {
    let project = ends.project;
    let rows: Vec<_> = group.members.iter().filter_map(|(_, id)| project.annotation(id)).collect();
    let (mut boundary, mut label) = (false, false);
    let mut attributes = BTreeSet::new();
    if let Some((first, rest)) = rows.split_first() {
        boundary = rest.iter().any(|row| row.place != first.place);
        label = rest.iter().any(|row| row.label != first.label);
    }
    let mut of_label: BTreeMap<_, &Attributes> = BTreeMap::new();
    for row in &rows {
        let first = of_label.entry(&row.label).or_insert(&row.attributes);
        let keys = first.keys().chain(row.attributes.keys());
        attributes.extend(keys.filter(|key| first.get(*key) != row.attributes.get(*key)).cloned());
    }
    let has = |set: &SetId| group.members.iter().any(|(other, _)| other == set);
    Place {
        group: group.clone(),
        lacking: ends.near.sets.iter().copied().filter(|set| !has(set)).collect(),
        boundary,
        label,
        attributes: attributes.into_iter().collect(),
        relations: relations(at, group, ends),
        state: project.state_of(group.ids()),
    }
}

/// Lists the relations that start at a place and that not all sets have that have something at both ends.
fn relations(at: usize, group: &Group, ends: &mut Ends<'_>) -> Vec<RelationId> {
    /// Who drew a relation of one kind to one place, and with which attributes.
    struct Drawn<'p> {
        there: BTreeSet<SetId>,
        by: BTreeMap<SetId, (RelationId, &'p Attributes)>,
    }
    let project = ends.project;
    let here: BTreeSet<SetId> = group.sets().collect();
    let mut drawn: BTreeMap<((RevisionId, usize), &KindKey), Drawn<'_>> = BTreeMap::new();
    for (_, id) in &group.members {
        for (relation, row) in project.relations_of(*id).filter(|(_, row)| row.from == *id && here.contains(&row.set)) {
            let Some((end, there)) = ends.find(row.to) else { continue };
            if end != (ends.near.revision, at) {
                let drawn = drawn.entry((end, &row.kind)).or_insert(Drawn { there, by: BTreeMap::new() });
                drawn.by.insert(row.set, (relation, &row.attributes));
            }
        }
    }
    let mut differing = BTreeSet::new();
    for Drawn { there, by } in drawn.into_values() {
        // Who has nothing at the other end can't have drawn it.
        let counted = || by.iter().filter(|(set, _)| there.contains(set));
        let lacking = here.intersection(&there).any(|set| !by.contains_key(set));
        let first = counted().next().map(|(_, (_, attributes))| *attributes);
        if lacking || counted().any(|(_, (_, attributes))| Some(*attributes) != first) {
            differing.extend(counted().map(|(_, (id, _))| *id));
        }
    }
    differing.into_iter().collect()
}
