//! Says of places whether they are settled in an adjudicated set.

use super::Place;
use crate::model::{Project, SetId};

/// How a place stands in an adjudicated set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// It is not settled yet.
    Open,
    /// It was settled, and what the sets have there is another thing since.
    Changed,
    /// It is settled.
    Settled,
}

/// How many places are left to be settled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// Those that are not settled.
    pub open: usize,
    /// Those of them that can be accepted at once ([`super::Survey::accepts`]).
    pub agreeing: usize,
}

impl Place {
    /// Says whether it is settled in a set.
    pub fn standing(&self, project: &Project, set: SetId) -> Standing {
        let first = self.group.ids().min();
        match first.and_then(|first| project.decision(&(first, set))) {
            Some(decision) if decision.state == self.state => Standing::Settled,
            Some(_) => Standing::Changed,
            None if self.group.ids().any(|id| project.decision(&(id, set)).is_some()) => Standing::Changed,
            None => Standing::Open,
        }
    }
}

impl Left {
    /// Adds up what is left of several.
    pub fn and(self, other: Left) -> Left {
        Left { open: self.open + other.open, agreeing: self.agreeing + other.agreeing }
    }
}
