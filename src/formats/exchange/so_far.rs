//! What of a project went out in earlier pieces.

use foldhash::{HashMap, HashSet};

use crate::model::{SetId, by_counting};
use crate::say;

use super::files::Packed;
use super::handout::Holds;
use super::names::Names;
use super::remark::{Remarks, Spot, What};

/// What went out before, where all goes out in pieces: names and numbers go on.
#[derive(Debug, Default)]
pub struct SoFar {
    pub(super) names: Names,
    /// What each document's files are called, and the sets that say something of it.
    pub(super) met: Vec<(String, Vec<usize>)>,
    /// What the sets and their files are called.
    pub(super) sets: Vec<(String, String)>,
    /// How many annotations and relations of each set have a number.
    pub numbers: HashMap<SetId, (usize, usize)>,
    /// Whether relations go out with any piece.
    pub related: bool,
    /// Whether somebody read an article of any piece and found nothing in it.
    pub(super) nothing_found: bool,
    /// Whether a text went out for all sets, so that these are told apart.
    pub shared: bool,
}

impl SoFar {
    /// Begins with nothing, and tells whether relations go out with any piece, and whether somebody read an article of
    /// any and found nothing in it.
    pub fn begin(related: bool, nothing_found: bool) -> SoFar {
        SoFar { related, nothing_found, ..SoFar::default() }
    }

    /// Returns how many documents went out.
    pub fn documents(&self) -> usize {
        self.met.len()
    }

    /// Lists where articles or annotators come in again in another order: that of the names of their files, or that in
    /// which they are met. `whole` is what all of it is called.
    pub fn leave_order(&self, holds: Holds, packed: Packed, whole: &str, remarks: &mut Remarks) {
        // As files are listed: with the point before their ending.
        let listed = |one: &str, other: &str| by_counting(&format!("{one}."), &format!("{other}."));
        let by_set = |one: &usize, other: &usize| match (self.sets.get(*one), self.sets.get(*other)) {
            (Some(one), Some(other)) if holds.names => one.0.cmp(&other.0),
            (Some(one), Some(other)) => listed(&one.1, &other.1),
            _ => one.cmp(other),
        };
        let mut sets: Vec<usize> = (0..self.sets.len()).collect();
        let mut documents: Vec<usize> = (0..self.met.len()).collect();
        match packed {
            Packed::PerAnnotator => {
                sets.sort_by(|one, other| listed(&self.sets[*one].1, &self.sets[*other].1));
                let of = sets.iter().flat_map(|set| documents.iter().map(move |at| (*set, *at)));
                let own = of.filter(|(set, at)| hands_out(*set, &self.met[*at].1));
                documents = first_met(own.map(|(_, at)| at));
            }
            Packed::One | Packed::Several if holds.order => {
                sets = first_met(self.met.iter().flat_map(|(_, sets)| sets.iter().copied()));
            }
            Packed::PerArticle | Packed::One | Packed::Several => {
                documents.sort_by(|one, other| listed(&self.met[*one].0, &self.met[*other].0));
                sets = first_met(documents.iter().flat_map(|at| {
                    let mut own = self.met[*at].1.clone();
                    own.sort_by(by_set);
                    own
                }));
            }
        }
        if !sets.is_sorted() {
            remarks.add_some(What::Order, say!("exchange-annotators"), sets.len(), || Spot::of(whole));
        }
        if !documents.is_sorted() {
            remarks.add_some(What::Order, say!("exchange-articles"), documents.len(), || Spot::of(whole));
        }
    }
}

/// Tells whether a set hands out a text of which some sets say something: where none does it is the first.
pub(super) fn hands_out(set: usize, sets: &[usize]) -> bool {
    if sets.is_empty() { set == 0 } else { sets.binary_search(&set).is_ok() }
}

/// Lists each once, where it is met first.
fn first_met(all: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut met = HashSet::default();
    all.filter(|one| met.insert(*one)).collect()
}
