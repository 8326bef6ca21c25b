//! Pairs marks of the key with a learner's, one to one: most pairs, then most covered letters, then fewest added ones,
//! then the first pairs in order. Exact, for each group of marks that hang together by itself.

use crate::compare::assign::assign;

/// A mark of the key and one of the learner's that share letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The number of the key's.
    pub(super) key: usize,
    /// The number of the learner's.
    pub(super) mark: usize,
    /// The place of the learner's among theirs.
    pub(super) rank: usize,
    /// How many letters they share.
    pub(super) covered: u32,
    /// How many the learner's has beside.
    pub(super) added: u32,
}

/// Returns the pairs, by their numbers.
pub(super) fn pair(candidates: &[Candidate]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut group, top) = groups(candidates);
    group.sort_by_key(|at| (top[*at], *at));
    for group in group.chunk_by(|one, other| top[*one] == top[*other]) {
        match group {
            [one] => pairs.push((candidates[*one].key, candidates[*one].mark)),
            several => of_group(&several.iter().map(|at| candidates[*at]).collect::<Vec<_>>(), &mut pairs),
        }
    }
    pairs
}

/// Parts what has no mark in common. Returns all numbers, and of each candidate the number of the first that hangs
/// together with it.
fn groups(candidates: &[Candidate]) -> (Vec<usize>, Vec<usize>) {
    fn find(top: &mut [usize], mut at: usize) -> usize {
        while top[at] != at {
            top[at] = top[top[at]];
            at = top[at];
        }
        at
    }
    let mut top: Vec<usize> = (0..candidates.len()).collect();
    let most = |of: fn(&Candidate) -> usize| candidates.iter().map(of).max().map_or(0, |most| most + 1);
    // The first candidate of each mark; none at first.
    let (mut of_key, mut of_mark) = (vec![usize::MAX; most(|of| of.key)], vec![usize::MAX; most(|of| of.mark)]);
    for (at, candidate) in candidates.iter().enumerate() {
        for first in [&mut of_key[candidate.key], &mut of_mark[candidate.mark]] {
            if *first == usize::MAX {
                *first = at;
            }
            let (one, other) = (find(&mut top, at), find(&mut top, *first));
            top[one.max(other)] = one.min(other);
        }
    }
    (0..candidates.len()).for_each(|at| top[at] = find(&mut top, at));
    ((0..candidates.len()).collect(), top)
}

fn of_group(group: &[Candidate], pairs: &mut Vec<(usize, usize)>) {
    let mut keys: Vec<usize> = group.iter().map(|of| of.key).collect();
    let mut marks: Vec<(usize, usize)> = group.iter().map(|of| (of.rank, of.mark)).collect();
    keys.sort_unstable();
    keys.dedup();
    marks.sort_unstable();
    marks.dedup();
    if keys.len() == 1 || marks.len() == 1 {
        let best = group.iter().min_by_key(|of| (u32::MAX - of.covered, of.added, of.key, of.rank));
        return pairs.extend(best.map(|best| (best.key, best.mark)));
    }
    // A pair, its letters, and then a place for each of the key's: the earlier the learner's is, the more it gains
    // there, so that no two ways gain the same.
    let mut rows: Vec<Vec<(usize, Vec<i64>)>> = vec![Vec::new(); keys.len()];
    for of in group {
        let row = keys.partition_point(|key| *key < of.key);
        let column = marks.partition_point(|(rank, _)| *rank < of.rank);
        let mut gain = vec![0; 4 + row];
        gain[..3].copy_from_slice(&[1, i64::from(of.covered), -i64::from(of.added)]);
        gain[3 + row] = (marks.len() - column) as i64;
        rows[row].push((column, gain));
    }
    let columns = assign(&rows, marks.len());
    pairs.extend(keys.iter().zip(columns).filter_map(|(key, column)| Some((*key, marks.get(column?)?.1))));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// How good a way is: the number of its pairs, their letters, those beside, and the pairs.
    type Worth = (std::cmp::Reverse<usize>, std::cmp::Reverse<u32>, u32, Vec<(usize, usize)>);

    /// Tries all ways.
    fn best(keys: &[usize], all: &[Candidate], way: &mut Vec<Candidate>) -> Worth {
        let Some((key, rest)) = keys.split_first() else {
            let (covered, added) = way.iter().fold((0, 0), |(a, b), of| (a + of.covered, b + of.added));
            let pairs = way.iter().map(|of| (of.key, of.rank)).collect();
            return (std::cmp::Reverse(way.len()), std::cmp::Reverse(covered), added, pairs);
        };
        let mut found = best(rest, all, way);
        for of in all.iter().filter(|of| of.key == *key) {
            if way.iter().all(|other| other.mark != of.mark) {
                way.push(*of);
                found = found.min(best(rest, all, way));
                way.pop();
            }
        }
        found
    }

    proptest! {
        #[test]
        fn no_way_is_better(cells in prop::collection::vec((0u32..7, 0u32..3), 25), turn in 0usize..5) {
            let all: Vec<Candidate> = cells
                .iter()
                .enumerate()
                .filter(|(_, (covered, _))| *covered > 2)
                .map(|(at, (covered, added))| {
                    let (key, mark) = (at / 5, at % 5);
                    Candidate { key, mark, rank: (mark + turn) % 5, covered: *covered, added: *added }
                })
                .collect();
            let mut pairs = pair(&all);
            pairs.sort_unstable();
            let found: Vec<(usize, usize)> = pairs.iter().map(|(key, mark)| (*key, (mark + turn) % 5)).collect();
            prop_assert_eq!(found, best(&[0, 1, 2, 3, 4], &all, &mut Vec::new()).3);
        }
    }
}
