//! Finds what an editor would send back.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::actions::{detached_finding, shorten};
use crate::model::id::FindingKey;
use crate::model::{AnnotationId, Hash, Place, PropositionId, RelationId};
use crate::say;

use super::Ledger;
use super::ladder::{Ladder, MOST};
use super::people::Who;
use super::row::{Denied, Extent, Row, RowKey};
use super::sight::{Sight, is_latest};

/// An entry of the check list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What names it, for good: a dismissal is stored under it.
    pub key: FindingKey,
    /// What is wrong.
    pub fault: Fault,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A denial denies no claim.
    DeniesNothing(AnnotationId),
    /// A claim is somebody's, but it isn't said on whose word the article has it, and the article isn't theirs.
    NoSource {
        /// The claim.
        claim: AnnotationId,
        /// Who makes it.
        maker: Who,
    },
    /// A source or actor is joined to nothing.
    Loose(AnnotationId),
    /// It isn't said how far a denial goes.
    NoScope {
        /// The relation.
        relation: RelationId,
        /// The denial.
        denial: AnnotationId,
    },
    /// A proposition has no verdict.
    NoVerdict(PropositionId),
    /// Sources are attributed to each other in a circle.
    Circle(Vec<AnnotationId>),
    /// Somebody denies something in full, and elsewhere doesn't.
    Opposite {
        /// What.
        row: RowKey,
        /// Who.
        who: Who,
        /// The denial in full.
        full: AnnotationId,
        /// The one that goes less far.
        other: AnnotationId,
    },
    /// An annotation lost its place in the latest text.
    Detached(AnnotationId),
}

/// Where a finding is mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// At an annotation.
    Annotation(AnnotationId),
    /// In a row of the ledger.
    Row(RowKey),
}

impl Fault {
    /// Makes the finding, with the key that follows from what it is about.
    fn found(self) -> Option<Finding> {
        let key = match &self {
            Fault::DeniesNothing(id) => format!("denies-nothing.{id}"),
            Fault::NoSource { claim, .. } => format!("no-source.{claim}"),
            Fault::Loose(id) => format!("loose.{id}"),
            Fault::NoScope { relation, .. } => format!("no-scope.{relation}"),
            Fault::NoVerdict(id) => format!("no-verdict.{id}"),
            Fault::Circle(ids) => format!("circle.{}", ids.iter().min()?),
            Fault::Opposite { row, who, .. } => {
                let row = match row {
                    RowKey::Proposition(id) => id.to_string(),
                    RowKey::Claim(id) => id.to_string(),
                };
                let who = match who {
                    Who::Entity(id) => id.to_string(),
                    Who::Alone(id) => id.to_string(),
                    Who::Name(name) => Hash::of(name.as_bytes()).to_string().chars().take(26).collect(),
                };
                format!("opposite.{row}.{who}")
            }
            Fault::Detached(id) => return Some(Finding { key: detached_finding(*id), fault: self }),
        };
        Some(Finding { key: FindingKey::parse(&key)?, fault: self })
    }

    /// Returns its place among the sorts of faults: what leaves a claim unanswered or unfounded comes first.
    pub fn rank(&self) -> u8 {
        match self {
            Fault::DeniesNothing(_) => 0,
            Fault::Opposite { .. } => 1,
            Fault::NoScope { .. } => 2,
            Fault::Circle(_) => 3,
            Fault::NoSource { .. } => 4,
            Fault::Detached(_) => 5,
            Fault::Loose(_) => 6,
            Fault::NoVerdict(_) => 7,
        }
    }

    /// Returns where it is mended.
    pub fn spot(&self) -> Option<Spot> {
        Some(match self {
            Fault::DeniesNothing(id) | Fault::Loose(id) | Fault::Detached(id) => Spot::Annotation(*id),
            Fault::NoSource { claim: id, .. } | Fault::NoScope { denial: id, .. } => Spot::Annotation(*id),
            Fault::Circle(ids) => Spot::Annotation(*ids.first()?),
            Fault::NoVerdict(id) => Spot::Row(RowKey::Proposition(*id)),
            Fault::Opposite { row, .. } => Spot::Row(*row),
        })
    }

    /// Says what is wrong, in a sentence.
    pub fn told(&self, ledger: &Ledger) -> String {
        let project = ledger.project();
        let words =
            |id: &AnnotationId| shorten(&project.annotation(id).map_or_else(String::new, |row| project.quote(row)));
        match self {
            Fault::DeniesNothing(_) => say!("fault-denies-nothing").to_owned(),
            Fault::NoSource { maker, .. } => say!("fault-no-source", who = shorten(&ledger.name(maker))),
            Fault::Loose(_) => say!("fault-loose").to_owned(),
            Fault::NoScope { relation, .. } => {
                let claim = project.relation(relation).map_or_else(String::new, |row| words(&row.to));
                say!("fault-no-scope", claim = claim)
            }
            Fault::NoVerdict(_) => say!("fault-no-verdict").to_owned(),
            Fault::Circle(ids) => {
                let ways: Vec<String> = ids.iter().map(words).collect();
                say!("fault-circle", ways = ways.join(say!("ledger-leads-to")))
            }
            Fault::Opposite { who, full, other, .. } => {
                let who = shorten(&ledger.name(who));
                say!("fault-opposite", who = who, full = words(full), other = words(other))
            }
            Fault::Detached(_) => say!("fault-detached").to_owned(),
        }
    }

    /// Says what mends it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Fault::DeniesNothing(_) => say!("remedy-denies-nothing"),
            Fault::NoSource { .. } => say!("remedy-no-source"),
            Fault::Loose(_) => say!("remedy-loose"),
            Fault::NoScope { .. } => say!("remedy-no-scope"),
            Fault::NoVerdict(_) => say!("remedy-no-verdict"),
            Fault::Circle(_) => say!("remedy-circle"),
            Fault::Opposite { .. } => say!("remedy-opposite"),
            Fault::Detached(_) => say!("remedy-detached"),
        }
    }
}

impl Sight<'_> {
    /// Lists what is wrong with an annotation.
    pub(super) fn check_annotation(&self, id: AnnotationId) -> Vec<Finding> {
        let roles = &self.base.roles;
        let mut faults = Vec::new();
        let Some(row) = self.listed(id).filter(|row| is_latest(self.project, row)) else { return Vec::new() };
        if matches!(row.place, Place::Detached(_)) {
            return Fault::Detached(id).found().into_iter().collect();
        }
        if roles.may_deny(&row.label) {
            let denied: Vec<(RelationId, _)> = self.from(id, &roles.denies).collect();
            // A relation to a claim that was carried over says nothing beside the one to what it was carried over to.
            let claims = denied.iter().map(|(_, row)| row.to).filter(|id| self.listed(*id).is_some());
            let carried: BTreeSet<AnnotationId> = claims.flat_map(|id| self.project.carried_from(id)).collect();
            let denied: Vec<_> = denied.into_iter().filter(|(_, row)| !carried.contains(&row.to)).collect();
            if !roles.is_claim(&row.label) && !denied.iter().any(|(_, row)| self.row_of(row.to).is_some()) {
                faults.push(Fault::DeniesNothing(id));
            }
            if roles.has_scope {
                let open = denied.iter().filter(|(_, row)| !row.attributes.contains_key(&roles.scope));
                faults.extend(open.map(|(relation, _)| Fault::NoScope { relation: *relation, denial: id }));
            }
        }
        if roles.is_claim(&row.label)
            && self.sources(id).next().is_none()
            && let Some(article) = self.article(row)
            && let Some(maker) = self.made_by(id).into_iter().find(|who| !self.is_own(article, who))
        {
            faults.push(Fault::NoSource { claim: id, maker });
        }
        if roles.is_name(&row.label) {
            let other = |relation: &crate::model::Relation| {
                if relation.from == id { relation.to } else { relation.from }
            };
            let counts = |relation: &crate::model::Relation| {
                self.base.sets.contains(&relation.set) && self.counted(other(relation)).is_some()
            };
            let related = self.project.relations_of(id).any(|(_, relation)| counts(relation));
            let entity = self.project.entity_of(id).and_then(|id| self.project.entity(&id));
            let others = |entity: &crate::model::Entity| {
                entity.members.iter().any(|member| *member != id && self.counted(*member).is_some())
            };
            if !related && !entity.is_some_and(others) {
                faults.push(Fault::Loose(id));
            }
        }
        if roles.is_source(&row.label) {
            faults.extend(self.circle(id).map(Fault::Circle));
        }
        faults.into_iter().filter_map(Fault::found).collect()
    }

    /// Returns the circle of sources that is found at this one. A circle that many are in is found at one of them.
    fn circle(&self, id: AnnotationId) -> Option<Vec<AnnotationId>> {
        let down = self.reach(id, |id| self.sources(id).collect());
        if !down.contains(&id) {
            return Ladder::of_source(self, id).back;
        }
        let citing = |id| self.to(id, &self.base.roles.attributed).map(|(_, row)| row.from).collect();
        let up = self.reach(id, |id: AnnotationId| citing(id));
        let all: Vec<AnnotationId> = down.intersection(&up).copied().collect();
        (all.first() == Some(&id)).then_some(all)
    }

    /// Lists what can be reached by steps, [`MOST`] at most: itself only when a way leads back.
    fn reach(&self, id: AnnotationId, step: impl Fn(AnnotationId) -> Vec<AnnotationId>) -> BTreeSet<AnnotationId> {
        let (mut found, mut next) = (BTreeSet::new(), vec![id]);
        while let Some(at) = next.pop() {
            for to in step(at) {
                if found.len() < MOST && self.base.people.fact(to).is_some() && found.insert(to) {
                    next.push(to);
                }
            }
        }
        found
    }

    /// Lists what is wrong with a row.
    pub(super) fn check_row(&self, row: &Row) -> Vec<Finding> {
        let mut faults = Vec::new();
        if let RowKey::Proposition(id) = row.key
            && self.base.roles.has_verdict
            && row.verdict.is_none()
        {
            faults.push(Fault::NoVerdict(id));
        }
        let mut by: BTreeMap<&Who, Vec<&Denied>> = BTreeMap::new();
        for (_, denied) in row.denials() {
            for who in &denied.by {
                by.entry(who).or_default().push(denied);
            }
        }
        for (who, denials) in by {
            let full = denials.iter().find(|denied| denied.extent == Extent::Full);
            let less =
                |denied: &&&Denied| matches!(denied.extent, Extent::Partial | Extent::NonDenial | Extent::NoComment);
            if let (Some(full), Some(other)) = (full, denials.iter().find(less)) {
                let (full, other) = (full.id, other.id);
                faults.push(Fault::Opposite { row: row.key, who: who.clone(), full, other });
            }
        }
        faults.into_iter().filter_map(Fault::found).collect()
    }
}
