//! Assigns rows to columns so that the gain is largest: each row to one column at most, each column to one row at most.
//!
//! Rows are taken up one by one, each along a shortest augmenting path (Jonker and Volgenant 1987), searched only among
//! the pairs that gain something (Dijkstra 1959). Exact; what a row costs follows what hangs together with it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

/// What a pair gains: what can be added up, taken away again, and compared, so that equal sums on both sides keep their
/// order.
pub(crate) trait Gain: Clone {
    /// Returns what nothing gains.
    fn nothing() -> Self;
    /// Adds another.
    fn plus(&self, other: &Self) -> Self;
    /// Takes another away.
    fn minus(&self, other: &Self) -> Self;
    /// Compares with another.
    fn order(&self, other: &Self) -> Ordering;
}

impl Gain for f64 {
    fn nothing() -> f64 {
        0.0
    }

    fn plus(&self, other: &f64) -> f64 {
        self + other
    }

    fn minus(&self, other: &f64) -> f64 {
        self - other
    }

    fn order(&self, other: &f64) -> Ordering {
        self.partial_cmp(other).unwrap_or_else(|| self.total_cmp(other))
    }
}

/// Gains of which the first that differ decide; those that are not there are 0.
impl Gain for Vec<i64> {
    fn nothing() -> Vec<i64> {
        Vec::new()
    }

    fn plus(&self, other: &Vec<i64>) -> Vec<i64> {
        (0..self.len().max(other.len())).map(|at| nth(self, at) + nth(other, at)).collect()
    }

    fn minus(&self, other: &Vec<i64>) -> Vec<i64> {
        (0..self.len().max(other.len())).map(|at| nth(self, at) - nth(other, at)).collect()
    }

    fn order(&self, other: &Vec<i64>) -> Ordering {
        let all = 0..self.len().max(other.len());
        all.map(|at| nth(self, at).cmp(&nth(other, at))).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

fn nth(gain: &[i64], at: usize) -> i64 {
    gain.get(at).copied().unwrap_or_default()
}

struct Distance<G>(G, usize);

impl<G: Gain> PartialEq for Distance<G> {
    fn eq(&self, other: &Distance<G>) -> bool {
        self.cmp(other).is_eq()
    }
}

impl<G: Gain> Eq for Distance<G> {}

impl<G: Gain> PartialOrd for Distance<G> {
    fn partial_cmp(&self, other: &Distance<G>) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<G: Gain> Ord for Distance<G> {
    fn cmp(&self, other: &Distance<G>) -> Ordering {
        self.0.order(&other.0).then(self.1.cmp(&other.1))
    }
}

/// Where a path of changes ends.
#[derive(Clone, Copy)]
enum End {
    /// At a column that was free.
    Column(usize),
    /// At a row that goes without a column from then on.
    Row(usize),
}

/// Returns the column of each row, of the columns and gains (above nothing) that are given for it.
pub(crate) fn assign<G: Gain>(rows: &[Vec<(usize, G)>], columns: usize) -> Vec<Option<usize>> {
    let less = |one: &G, other: &G| one.order(other).is_lt();
    let mut column_of: Vec<Option<usize>> = vec![None; rows.len()];
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    // Prices, so that no pair is worth more than the prices of its row and column, and assigned ones exactly as much.
    let (mut of_row, mut of_column) = (vec![G::nothing(); rows.len()], vec![G::nothing(); columns]);
    let mut distance: Vec<Option<G>> = vec![None; columns];
    let (mut before, mut scanned) = (vec![usize::MAX; columns], vec![false; columns]);
    for row in 0..rows.len() {
        let mut heap = BinaryHeap::new();
        let mut touched: Vec<usize> = Vec::new();
        let mut order: Vec<usize> = Vec::new();
        // A row that goes without gains nothing.
        let mut best = (G::nothing(), End::Row(row));
        let (mut from, mut so_far, mut price) = (row, G::nothing(), G::nothing());
        loop {
            for (column, gain) in &rows[from] {
                if scanned[*column] {
                    continue;
                }
                let to = so_far.minus(gain).minus(&price).minus(&of_column[*column]);
                if distance[*column].as_ref().is_none_or(|known| less(&to, known)) && less(&to, &best.0) {
                    if distance[*column].is_none() {
                        touched.push(*column);
                    }
                    (distance[*column], before[*column]) = (Some(to.clone()), from);
                    heap.push(Reverse(Distance(to, *column)));
                }
            }
            let next = loop {
                match heap.pop() {
                    Some(Reverse(Distance(to, column)))
                        if scanned[column] || distance[column].as_ref().is_some_and(|known| less(known, &to)) => {}
                    found => break found,
                }
            };
            let Some(Reverse(Distance(to, column))) = next.filter(|Reverse(Distance(to, _))| less(to, &best.0)) else {
                break;
            };
            match row_of[column] {
                None => {
                    best = (to, End::Column(column));
                    break;
                }
                Some(owner) => {
                    scanned[column] = true;
                    order.push(column);
                    (from, so_far, price) = (owner, to, of_row[owner].clone());
                    let without = so_far.minus(&price);
                    if less(&without, &best.0) {
                        best = (without, End::Row(owner));
                    }
                }
            }
        }
        let (length, end) = best;
        for column in order {
            let Some(known) = &distance[column] else { continue };
            if let Some(owner) = row_of[column] {
                of_row[owner] = of_row[owner].plus(&length.minus(known));
            }
            of_column[column] = of_column[column].plus(&known.minus(&length));
        }
        of_row[row] = length;
        let mut column = match end {
            End::Column(column) => Some(column),
            End::Row(owner) => column_of[owner].take(),
        };
        while let Some(at) = column {
            let owner = before[at];
            column = column_of[owner].replace(at);
            row_of[at] = Some(owner);
            if owner == row {
                break;
            }
        }
        for column in touched {
            (distance[column], before[column], scanned[column]) = (None, usize::MAX, false);
        }
    }
    column_of
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gain(rows: &[Vec<(usize, f64)>], columns: &[Option<usize>]) -> f64 {
        let of = |(row, column): (&Vec<(usize, f64)>, &Option<usize>)| {
            column.map_or(0.0, |column| row.iter().find(|(at, _)| *at == column).unwrap().1)
        };
        rows.iter().zip(columns).map(of).sum()
    }

    /// Tries all assignments.
    fn most(rows: &[Vec<(usize, f64)>], taken: &mut Vec<usize>) -> f64 {
        let Some((first, rest)) = rows.split_first() else { return 0.0 };
        let mut best = most(rest, taken);
        for (column, gain) in first {
            if !taken.contains(column) {
                taken.push(*column);
                best = best.max(gain + most(rest, taken));
                taken.pop();
            }
        }
        best
    }

    #[test]
    fn a_row_gives_way_where_both_gain() {
        let rows = [vec![(0, 5.0), (1, 4.0)], vec![(0, 4.0)], vec![(1, 0.5)]];
        assert_eq!(assign(&rows, 2), [Some(1), Some(0), None]);
    }

    proptest! {
        #[test]
        fn nothing_gains_more(table in prop::collection::vec(prop::collection::vec(0u8..9, 5), 0..7)) {
            let sparse = |row: &Vec<u8>| {
                row.iter().enumerate().filter(|(_, gain)| **gain > 2).map(|(at, gain)| (at, f64::from(*gain))).collect()
            };
            let rows: Vec<Vec<(usize, f64)>> = table.iter().map(sparse).collect();
            let found = assign(&rows, 5);
            let mut used: Vec<usize> = found.iter().flatten().copied().collect();
            used.sort_unstable();
            used.dedup();
            prop_assert_eq!(used.len(), found.iter().flatten().count());
            prop_assert!((gain(&rows, &found) - most(&rows, &mut Vec::new())).abs() < 1e-9);
            // Of whole numbers, the first of which decides: it is the same.
            let whole = |row: &Vec<(usize, f64)>| row.iter().map(|(at, gain)| (*at, vec![*gain as i64])).collect();
            let whole: Vec<Vec<(usize, Vec<i64>)>> = rows.iter().map(whole).collect();
            let gained = gain(&rows, &assign(&whole, 5));
            prop_assert!((gained - gain(&rows, &found)).abs() < 1e-9);
        }
    }
}
