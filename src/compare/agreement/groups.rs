//! Groups the annotations of several sides that are matched with each other, so that the values they got can be held
//! against each other.
//!
//! Annotations of one label on the same words that got the same values come together first, one of each side. Such
//! groups then join where no side is in both and each annotation of the one is the same as each of the other, as
//! [`Same`] says it: those first that have the largest share of their words in common, among those the ones with the
//! most values in common. Where that leaves a choice, the order of the text decides, and behind it the values: never
//! the order of the sides or of their annotations.
//!
//! The cost follows n log n for n annotations, times how many of them lie over each other.

use std::cmp::{Ordering, Reverse};
use std::collections::HashMap;

use super::choose::{Comparison, Mark};
use super::spans::Same;
use crate::model::{AnnotationId, Attributes};

/// Annotations of several sides that are matched with each other, one of each side at most.
pub(super) struct Group {
    /// Which of [`super::Comparison::pieces`] they are in.
    pub(super) piece: usize,
    /// Where the first of them begins, in code points.
    pub(super) start: u32,
    /// The side and id of each, in the order of the sides.
    pub(super) members: Vec<(usize, AnnotationId)>,
}

/// An annotation, whose it is and what values it got.
#[derive(Clone, Copy)]
struct Marked<'c> {
    side: usize,
    mark: &'c Mark,
    values: &'c Attributes,
}

impl Marked<'_> {
    /// Orders annotations by label, place and values; 0 between those that are alike.
    fn order(&self, other: &Marked<'_>) -> Ordering {
        let place = |mark: &Mark| (mark.label, mark.start(), Reverse(mark.end()));
        let behind = || self.mark.fragments.cmp(&other.mark.fragments).then_with(|| self.values.cmp(other.values));
        place(self.mark).cmp(&place(other.mark)).then_with(behind)
    }

    /// Counts the attributes of which both got the same value.
    fn in_common(&self, other: &Marked<'_>) -> usize {
        self.values.iter().filter(|(key, value)| other.values.get(*key) == Some(*value)).count()
    }
}

/// What is taken together so far.
type Cluster<'c> = Vec<Marked<'c>>;

impl Comparison {
    /// Groups what all sides marked. What nobody else marked is in no group.
    pub(super) fn groups(&self, same: Same) -> Vec<Group> {
        let mut all = Vec::new();
        for piece in 0..self.pieces.len() {
            let first = all.len();
            for cluster in self.join(piece, same) {
                let mut members: Vec<_> = cluster.iter().map(|one| (one.side, one.mark.id)).collect();
                members.sort_unstable();
                let start = cluster.iter().map(|one| one.mark.start()).min().unwrap_or(0);
                all.push(Group { piece, start, members });
            }
            all[first..].sort_by_key(|group| group.start);
        }
        all
    }

    fn join(&self, piece: usize, same: Same) -> Vec<Cluster<'_>> {
        let mut clusters = self.alike(piece);
        let mut pairs = self.candidates(piece, &clusters, same);
        pairs.sort_by(|one, other| {
            let worth = |pair: &Candidate| (pair.in_common, Reverse((pair.one, pair.other)));
            other.share.total_cmp(&one.share).then_with(|| worth(other).cmp(&worth(one)))
        });
        // Where what was joined to another one is now.
        let mut now: Vec<usize> = (0..clusters.len()).collect();
        let find = |now: &[usize], mut at: usize| {
            while now[at] != at {
                at = now[at];
            }
            at
        };
        for Candidate { one, other, .. } in pairs {
            let (one, other) = (find(&now, one), find(&now, other));
            let may_join =
                |a: &Marked<'_>, b: &Marked<'_>| a.side != b.side && self.share(piece, a.mark, b.mark, same).is_some();
            if one == other || !clusters[one].iter().all(|a| clusters[other].iter().all(|b| may_join(a, b))) {
                continue;
            }
            // The smaller joins the larger, so that no way to find one is long.
            let (large, small) = if clusters[one].len() < clusters[other].len() { (other, one) } else { (one, other) };
            now[small] = large;
            let joined = std::mem::take(&mut clusters[small]);
            clusters[large].extend(joined);
        }
        clusters.retain(|cluster| cluster.len() > 1);
        clusters
    }

    /// Groups what is alike in label, words and values: where a side has several such, the first of each side, then the
    /// second.
    fn alike(&self, piece: usize) -> Vec<Cluster<'_>> {
        let mut all: Vec<Marked<'_>> = Vec::new();
        for (side, marks) in self.pieces[piece].marks.iter().enumerate() {
            let project = &self.sources[self.sides[side].source].project;
            let valued = |mark| Some(Marked { side, mark, values: &project.annotation(&mark.id)?.attributes });
            all.extend(marks.iter().flatten().filter_map(valued));
        }
        all.sort_by(|one, other| one.order(other).then_with(|| one.mark.id.cmp(&other.mark.id)));
        let mut clusters: Vec<Cluster<'_>> = Vec::new();
        for alike in all.chunk_by(|one, other| one.order(other).is_eq()) {
            let first = clusters.len();
            let mut counts: HashMap<usize, usize> = HashMap::new();
            for one in alike {
                let count = counts.entry(one.side).or_default();
                if first + *count == clusters.len() {
                    clusters.push(Vec::new());
                }
                clusters[first + *count].push(*one);
                *count += 1;
            }
        }
        clusters
    }

    /// Returns the share of their words that two annotations of one label have in common, when they are the same.
    fn share(&self, piece: usize, one: &Mark, other: &Mark, same: Same) -> Option<f64> {
        let words = |mark: &Mark| self.pieces[piece].tokens_of(mark);
        let least = match same {
            Same::Strict | Same::Exact => return (one.fragments == other.fragments).then_some(1.0),
            Same::Tokens => return Some(words(one)).filter(|own| !own.is_empty() && *own == words(other)).map(|_| 1.0),
            Same::Partial | Same::Type => 0.0,
            Same::Overlap(least) => least,
        };
        Some(one.share(other)).filter(|share| *share > 0.0 && *share >= least)
    }

    /// Lists the clusters of different sides that may join.
    fn candidates(&self, piece: usize, clusters: &[Cluster<'_>], same: Same) -> Vec<Candidate> {
        let mut all = Vec::new();
        let mut offer = |one: usize, other: usize| {
            let (Some(a), Some(b)) = (clusters[one].first(), clusters[other].first()) else { return };
            if let Some(share) = self.share(piece, a.mark, b.mark, same) {
                all.push(Candidate { one, other, share, in_common: a.in_common(b) });
            }
        };
        // Clusters stand in the order of labels and of the text; these reach to where the next one begins.
        let mut open: Vec<usize> = Vec::new();
        for (at, cluster) in clusters.iter().enumerate() {
            let Some(own) = cluster.first().map(|one| one.mark) else { continue };
            let reaches = |other: &usize| {
                let before = clusters[*other].first().map(|one| one.mark);
                before.is_some_and(|before| before.label == own.label && before.end() > own.start())
            };
            open.retain(reaches);
            open.iter().for_each(|other| offer(*other, at));
            open.push(at);
        }
        all
    }
}

/// Two clusters that may join, and what speaks for it.
struct Candidate {
    one: usize,
    other: usize,
    /// The share of the words that both have.
    share: f64,
    /// Of how many attributes they got the same value.
    in_common: usize,
}
