//! Assigns rows to columns so that the gain is largest: each row to one column at most, each column to one row at most.
//!
//! Rows are taken up one by one, each along a shortest augmenting path (Jonker and Volgenant 1987), searched only among
//! the pairs that gain something (Dijkstra 1959). Exact; what a row costs follows what hangs together with it.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

#[derive(PartialEq)]
struct Distance(f64, usize);

impl Eq for Distance {}

impl PartialOrd for Distance {
    fn partial_cmp(&self, other: &Distance) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Distance {
    fn cmp(&self, other: &Distance) -> Ordering {
        self.0.total_cmp(&other.0).then(self.1.cmp(&other.1))
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

/// Returns the column of each row, of the columns and gains (above 0) that are given for it.
pub(super) fn assign(rows: &[Vec<(usize, f64)>], columns: usize) -> Vec<Option<usize>> {
    const FAR: f64 = f64::INFINITY;
    let mut column_of: Vec<Option<usize>> = vec![None; rows.len()];
    let mut row_of: Vec<Option<usize>> = vec![None; columns];
    // Prices, so that no pair is worth more than the prices of its row and column, and assigned ones exactly as much.
    let (mut of_row, mut of_column) = (vec![0.0; rows.len()], vec![0.0; columns]);
    let (mut distance, mut before, mut scanned) = (vec![FAR; columns], vec![usize::MAX; columns], vec![false; columns]);
    for row in 0..rows.len() {
        let mut heap = BinaryHeap::new();
        let mut touched: Vec<usize> = Vec::new();
        let mut order: Vec<usize> = Vec::new();
        // A row that goes without gains nothing.
        let mut best = (0.0, End::Row(row));
        let (mut from, mut so_far, mut price) = (row, 0.0, 0.0);
        loop {
            for (column, gain) in &rows[from] {
                let to = so_far - gain - price - of_column[*column];
                if to < distance[*column] && !scanned[*column] && to < best.0 {
                    if distance[*column] == FAR {
                        touched.push(*column);
                    }
                    (distance[*column], before[*column]) = (to, from);
                    heap.push(Reverse(Distance(to, *column)));
                }
            }
            let next = loop {
                match heap.pop() {
                    Some(Reverse(Distance(to, column))) if scanned[column] || to > distance[column] => {}
                    found => break found,
                }
            };
            let Some(Reverse(Distance(to, column))) = next.filter(|Reverse(Distance(to, _))| *to < best.0) else {
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
                    (from, so_far, price) = (owner, to, of_row[owner]);
                    if to - price < best.0 {
                        best = (to - price, End::Row(owner));
                    }
                }
            }
        }
        let (length, end) = best;
        for column in order {
            if let Some(owner) = row_of[column] {
                of_row[owner] += length - distance[column];
            }
            of_column[column] += distance[column] - length;
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
            (distance[column], before[column], scanned[column]) = (FAR, usize::MAX, false);
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
        }
    }
}
