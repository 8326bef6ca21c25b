//! Reads learners' work out of sets: what is marked and related in them, as a hand-in says it.

use std::collections::{BTreeMap, HashMap};

use crate::classroom::{End, HandIn, Link, Mark};
use crate::model::id::ExerciseId;
use crate::model::{AnnotationId, Hash, Project, RelationId, RevisionId, SetId, Time};

/// A learner's work, with what in the project each part of it is.
#[derive(Clone, Debug)]
pub(super) struct Work {
    /// The set that it is in.
    pub set: SetId,
    /// The work.
    pub hand_in: HandIn,
    /// The annotations that its marks are, in their order.
    pub marks: Vec<AnnotationId>,
    /// The relations that its links are, in their order.
    pub links: Vec<RelationId>,
}

/// What is said of a work beside its marks.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) exercise: ExerciseId,
    pub(super) asked: Hash,
    pub(super) learner: String,
    pub(super) begun: Option<Time>,
    pub(super) handed: Time,
}

impl Work {
    /// Reads the works of sets on a text. `given` lists the examples in the order of the handout; what stands on
    /// another text, or nowhere, is no part of a work.
    pub(super) fn all(
        project: &Project,
        revision: RevisionId,
        given: &[AnnotationId],
        sets: Vec<(SetId, About)>,
    ) -> Vec<Work> {
        let Some(text) = project.revision(&revision).map(|row| row.text.hash()) else { return Vec::new() };
        let mut of_set: HashMap<SetId, usize> = HashMap::new();
        let mut works: Vec<Work> = Vec::with_capacity(sets.len());
        for (set, About { exercise, asked, learner, begun, handed }) in sets {
            of_set.insert(set, works.len());
            let (marks, links) = (Vec::new(), Vec::new());
            let hand_in = HandIn { exercise, asked, text, learner, begun, handed, marks, links };
            works.push(Work { set, hand_in, marks: Vec::new(), links: Vec::new() });
        }
        // Which work an annotation is in, and which of its marks it is.
        let mut ends: HashMap<AnnotationId, (usize, usize)> = HashMap::new();
        for id in project.in_order(revision) {
            let Some(row) = project.annotation(&id) else { continue };
            let (Some(at), Some(place)) = (of_set.get(&row.set), row.fragments()) else { continue };
            let work = &mut works[*at];
            ends.insert(id, (*at, work.marks.len()));
            work.marks.push(id);
            work.hand_in.marks.push(Mark { label: row.label.clone(), place: place.clone() });
        }
        let examples: HashMap<AnnotationId, usize> = given.iter().copied().zip(0..).collect();
        let mut found: BTreeMap<(usize, Link, RelationId), ()> = BTreeMap::new();
        for id in ends.keys().chain(given) {
            for (relation, row) in project.relations_of(*id) {
                let Some(at) = of_set.get(&row.set) else { continue };
                let end = |id: &AnnotationId| match ends.get(id) {
                    Some((work, mark)) if work == at => Some(End::Mark(*mark)),
                    _ => examples.get(id).copied().map(End::Given),
                };
                if let (Some(from), Some(to)) = (end(&row.from), end(&row.to)) {
                    found.insert((*at, Link { kind: row.kind.clone(), from, to }, relation), ());
                }
            }
        }
        for (at, link, relation) in found.into_keys() {
            works[at].links.push(relation);
            works[at].hand_in.links.push(link);
        }
        works
    }
}
