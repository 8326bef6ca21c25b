//! Finds the best alignment of three and more sides for certain, as a set partition.
//!
//! Each cluster that may come into question is a column, each unit a row that one column covers. The linear relaxation
//! is solved by the revised simplex method with columns priced from the list (Dantzig and Wolfe 1960); the right side
//! is perturbed a little, for such programmes are degenerate. Its duals bound every partition from below: only columns
//! whose reduced cost is less than what the best known partition is above the bound can be in a better one, and among
//! these few branch and bound decides.

use std::collections::BTreeMap;

use super::align::Field;
use crate::compare::agreement::random::Random;

/// The most units that hang together of which the best alignment is found for certain; it takes the square of them in
/// memory.
pub const LARGEST_GROUP: usize = 800;
/// The most clusters that may come into question in a group.
pub const MOST_COLUMNS: usize = 2_000_000;
/// The most work that is done for certainty's sake in one alignment, in looks at a pair of units or at a number of the
/// linear programme: a second or so. It is no span of time, so that the same units are aligned the same on any machine.
pub const MOST_WORK: u64 = 300_000_000;
/// Costs nearer than this are the same.
const CLOSE: f64 = 1e-6;

/// The work that is left to be done for certainty's sake.
pub(super) struct Effort<'a> {
    left: u64,
    stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Effort<'a> {
    pub(super) fn new(left: u64, stop: &'a (dyn Fn() -> bool + Sync)) -> Effort<'a> {
        Effort { left, stop }
    }

    /// Takes work off; `None` when it is used up, or when nobody waits any longer.
    fn spend(&mut self, work: usize) -> Option<()> {
        let left = self.left.checked_sub(work as u64);
        self.left = left.unwrap_or(0);
        left.filter(|_| !(self.stop)()).map(|_| ())
    }
}

/// Clusters with their costs, one behind the other.
#[derive(Default)]
struct Columns {
    rows: Vec<u32>,
    ends: Vec<u32>,
    costs: Vec<f64>,
}

impl Columns {
    fn push(&mut self, rows: impl IntoIterator<Item = usize>, cost: f64) {
        self.rows.extend(rows.into_iter().map(|row| row as u32));
        self.ends.push(self.rows.len() as u32);
        self.costs.push(cost);
    }

    fn len(&self) -> usize {
        self.costs.len()
    }

    fn rows(&self, at: usize) -> &[u32] {
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.rows[start..self.ends[at] as usize]
    }

    fn reduced(&self, at: usize, duals: &[f64]) -> f64 {
        self.costs[at] - self.rows(at).iter().map(|row| duals[*row as usize]).sum::<f64>()
    }
}

/// Makes an alignment the best one where that can be done, and tells whether it is certain to be; `None` when nobody
/// waits any longer.
pub(super) fn improve(
    field: &Field,
    built: Vec<Vec<usize>>,
    mut effort: Effort<'_>,
) -> Option<(Vec<Vec<usize>>, bool)> {
    let stop = effort.stop;
    let (mut all, mut exact) = (Vec::new(), true);
    for clusters in groups(field, built) {
        if stop() {
            return None;
        }
        match partition(field, &clusters, &mut effort) {
            Some(best) => all.extend(best),
            None => {
                exact = false;
                all.extend(clusters);
            }
        }
    }
    if stop() { None } else { Some((all, exact)) }
}

/// Parts clusters into groups of which no unit is near one of another group.
fn groups(field: &Field, built: Vec<Vec<usize>>) -> Vec<Vec<Vec<usize>>> {
    let mut group = vec![usize::MAX; field.units.len()];
    let mut count = 0;
    for unit in 0..group.len() {
        if group[unit] != usize::MAX {
            continue;
        }
        let mut open = vec![unit];
        group[unit] = count;
        while let Some(at) = open.pop() {
            for (other, _) in &field.near[at] {
                if group[*other as usize] == usize::MAX {
                    group[*other as usize] = count;
                    open.push(*other as usize);
                }
            }
        }
        count += 1;
    }
    let mut groups = vec![Vec::new(); count];
    for cluster in built {
        groups[group[cluster[0]]].push(cluster);
    }
    groups
}

/// Finds the best partition of a group into clusters, of which one partition is known; `None` when it is too large,
/// takes too much work, or when nobody waits any longer.
fn partition(field: &Field, known: &[Vec<usize>], effort: &mut Effort<'_>) -> Option<Vec<Vec<usize>>> {
    let mut units: Vec<usize> = known.iter().flatten().copied().collect();
    units.sort_unstable();
    if units.len() <= 1 {
        return Some(known.to_vec());
    }
    if units.len() > LARGEST_GROUP {
        return None;
    }
    let row = |unit: usize| units.binary_search(&unit).unwrap_or(0);
    // First a column for each unit alone, then the known clusters, then all others.
    let mut columns = Columns::default();
    units.iter().for_each(|unit| columns.push([row(*unit)], field.alone));
    let mut basis: Vec<(usize, Vec<usize>)> = Vec::new();
    for cluster in known {
        let mut rows: Vec<usize> = cluster.iter().map(|unit| row(*unit)).collect();
        rows.sort_unstable();
        let at = if rows.len() == 1 { rows[0] } else { columns.len() };
        if rows.len() > 1 {
            columns.push(rows.iter().copied(), field.cost(cluster));
        }
        basis.push((at, rows));
    }
    for unit in &units {
        extend(field, &mut vec![*unit], &mut vec![0.0], 0.0, effort, &mut |cluster, cost| {
            columns.push(cluster.iter().map(|unit| row(*unit)), cost);
            (columns.len() <= MOST_COLUMNS).then_some(())
        })?;
    }
    let mut simplex = Simplex::begin(&columns, units.len(), &basis);
    simplex.run(&columns, effort)?;
    let bound: f64 = simplex.duals.iter().sum();
    let mut cost: f64 = known.iter().map(|cluster| field.cost(cluster)).sum();
    let mut best: Vec<usize> = basis.iter().map(|(column, _)| *column).collect();
    if let Some(whole) = simplex.whole(&columns) {
        let less: f64 = whole.iter().map(|at| columns.costs[*at]).sum();
        if less < cost {
            (best, cost) = (whole, less);
        }
    }
    if cost - bound > CLOSE {
        // What costs more above the bound than the best known partition does is in none that is better.
        let kept: Vec<usize> = (0..columns.len())
            .filter(|at| *at < units.len() || columns.reduced(*at, &simplex.duals) < cost - bound)
            .collect();
        let mut few = Columns::default();
        kept.iter().for_each(|at| few.push(columns.rows(*at).iter().map(|row| *row as usize), columns.costs[*at]));
        if let Some(better) = search(&few, units.len(), cost, effort)? {
            best = better.into_iter().map(|at| kept[at]).collect();
        }
    }
    let clusters = best.into_iter().map(|at| columns.rows(at).iter().map(|row| units[*row as usize]).collect());
    Some(clusters.collect())
}

/// Lists all clusters that begin with the given one and add units of later sides, and are worth keeping together as far
/// as taking out one unit tells. `sums` are each unit's distances from the others. `None` when `found` wants no more,
/// or it is too much work.
fn extend(
    field: &Field,
    cluster: &mut Vec<usize>,
    sums: &mut Vec<f64>,
    apart: f64,
    effort: &mut Effort<'_>,
    found: &mut dyn FnMut(&[usize], f64) -> Option<()>,
) -> Option<()> {
    let limit = field.alone + (field.sides - 1) as f64;
    let last = field.units[cluster[cluster.len() - 1]].0;
    let near = &field.near[cluster[0]];
    // Units are in the order of their sides.
    let later = &near[near.partition_point(|(other, _)| field.units[*other as usize].0 <= last)..];
    effort.spend(1 + later.len() * cluster.len())?;
    for (other, _) in later {
        let other = *other as usize;
        let distances: Option<Vec<f64>> = cluster.iter().map(|unit| field.apart(*unit, other)).collect();
        let Some(distances) = distances else { continue };
        let own: f64 = distances.iter().sum();
        if own >= limit || sums.iter().zip(&distances).any(|(sum, more)| sum + more >= limit) {
            continue;
        }
        sums.iter_mut().zip(&distances).for_each(|(sum, more)| *sum += more);
        sums.push(own);
        cluster.push(other);
        let size = cluster.len() as f64;
        if sums.iter().all(|sum| *sum < field.alone + size - 1.0) {
            found(cluster, field.alone + apart + own - size * (size - 1.0) / 2.0)?;
        }
        extend(field, cluster, sums, apart + own, effort, found)?;
        cluster.pop();
        sums.pop();
        sums.iter_mut().zip(&distances).for_each(|(sum, more)| *sum -= more);
    }
    Some(())
}

/// The revised simplex method with the inverse of the basis as it is.
struct Simplex {
    size: usize,
    basis: Vec<usize>,
    inverse: Vec<f64>,
    values: Vec<f64>,
    duals: Vec<f64>,
}

impl Simplex {
    /// Begins with a partition: its clusters, and for all rows of a cluster but one the column of that row alone.
    fn begin(columns: &Columns, size: usize, clusters: &[(usize, Vec<usize>)]) -> Simplex {
        let mut random = Random::new(size as u64, columns.len() as u64);
        let right: Vec<f64> = (0..size).map(|_| 1.0 + 1e-5 * (0.5 + random.unit())).collect();
        let mut simplex = Simplex {
            size,
            basis: (0..size).collect(),
            inverse: vec![0.0; size * size],
            values: right.clone(),
            duals: vec![0.0; size],
        };
        (0..size).for_each(|row| simplex.inverse[row * (size + 1)] = 1.0);
        for (column, rows) in clusters {
            // The row with the least on its right side, so that nothing is below 0.
            let Some(least) = rows.iter().copied().min_by(|a, b| right[*a].total_cmp(&right[*b])) else { continue };
            simplex.basis[least] = *column;
            for row in rows.iter().filter(|row| **row != least) {
                simplex.inverse[row * size + least] = -1.0;
                simplex.values[*row] = right[*row] - right[least];
            }
        }
        for (at, column) in simplex.basis.iter().enumerate() {
            let cost = columns.costs[*column];
            let row = &simplex.inverse[at * size..(at + 1) * size];
            simplex.duals.iter_mut().zip(row).for_each(|(dual, part)| *dual += cost * part);
        }
        simplex
    }

    /// Goes on to the least cost; `None` when nobody waits any longer, or when it does not come to an end.
    fn run(&mut self, columns: &Columns, effort: &mut Effort<'_>) -> Option<()> {
        const TOLERANCE: f64 = 1e-9;
        let most = 200 * self.size + 10_000;
        let mut steps = 0;
        loop {
            effort.spend(columns.rows.len())?;
            let mut pool: Vec<(f64, usize)> = Vec::new();
            for at in 0..columns.len() {
                let reduced = columns.reduced(at, &self.duals);
                if reduced < -TOLERANCE {
                    pool.push((reduced, at));
                }
            }
            if pool.is_empty() {
                return Some(());
            }
            // The best of all are tried until none of them is left.
            let many = (self.size * 2).max(100).min(pool.len());
            pool.select_nth_unstable_by(many - 1, |a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            pool.truncate(many);
            loop {
                let price = |(_, at): &(f64, usize)| (columns.reduced(*at, &self.duals), *at);
                let best = pool.iter().map(price).min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
                let Some((reduced, at)) = best.filter(|(reduced, _)| *reduced < -TOLERANCE) else { break };
                steps += 1;
                if steps > most {
                    return None;
                }
                effort.spend(self.size * self.size + pool.len())?;
                self.enter(columns, at, reduced)?;
            }
        }
    }

    fn enter(&mut self, columns: &Columns, at: usize, reduced: f64) -> Option<()> {
        let size = self.size;
        let rows = columns.rows(at);
        let part = |place: usize| rows.iter().map(|row| self.inverse[place * size + *row as usize]).sum::<f64>();
        let parts: Vec<f64> = (0..size).map(part).collect();
        let ratio = |place: &usize| self.values[*place].max(0.0) / parts[*place];
        let leaving = (0..size).filter(|place| parts[*place] > 1e-9).min_by(|a, b| ratio(a).total_cmp(&ratio(b)))?;
        let step = ratio(&leaving);
        let pivot: Vec<f64> =
            self.inverse[leaving * size..(leaving + 1) * size].iter().map(|part| part / parts[leaving]).collect();
        for place in (0..size).filter(|place| *place != leaving && parts[*place].abs() > 1e-12) {
            self.values[place] -= step * parts[place];
            let row = &mut self.inverse[place * size..(place + 1) * size];
            row.iter_mut().zip(&pivot).for_each(|(own, pivot)| *own -= parts[place] * pivot);
        }
        self.duals.iter_mut().zip(&pivot).for_each(|(dual, pivot)| *dual += reduced * pivot);
        self.inverse[leaving * size..(leaving + 1) * size].copy_from_slice(&pivot);
        self.values[leaving] = step;
        self.basis[leaving] = at;
        Some(())
    }

    /// Returns two rows that the solution covers together in part, as near to half as there are; `None` when there are
    /// none.
    fn split(&self, columns: &Columns) -> Option<(u32, u32)> {
        let mut together: BTreeMap<(u32, u32), f64> = BTreeMap::new();
        for (at, value) in self.basis.iter().zip(&self.values).filter(|(_, value)| **value > 1e-3) {
            let rows = columns.rows(*at);
            for (place, one) in rows.iter().enumerate() {
                for other in &rows[place + 1..] {
                    *together.entry((*one.min(other), *one.max(other))).or_default() += value;
                }
            }
        }
        let split = together.into_iter().filter(|(_, value)| *value > 1e-3 && *value < 1.0 - 1e-3);
        split.min_by(|a, b| (a.1 - 0.5).abs().total_cmp(&(b.1 - 0.5).abs())).map(|(rows, _)| rows)
    }

    /// Returns the columns of the solution when they are a partition.
    fn whole(&self, columns: &Columns) -> Option<Vec<usize>> {
        let taken: Vec<usize> =
            self.basis.iter().zip(&self.values).filter(|(_, value)| **value > 0.5).map(|(at, _)| *at).collect();
        let mut covered = vec![false; self.size];
        for row in taken.iter().flat_map(|at| columns.rows(*at)) {
            if std::mem::replace(&mut covered[*row as usize], true) {
                return None;
            }
        }
        covered.into_iter().all(|covered| covered).then_some(taken)
    }
}

/// What a branch of the search holds of two rows: that one column covers both, or that none does.
#[derive(Clone, Copy)]
struct Rule {
    rows: (u32, u32),
    together: bool,
}

impl Rule {
    fn bans(self, rows: &[u32]) -> bool {
        let (one, other) = (rows.contains(&self.rows.0), rows.contains(&self.rows.1));
        if self.together { one != other } else { one && other }
    }
}

/// Finds the best partition below a cost by branch and bound: each branch is bounded by its linear relaxation, and
/// where that is split, two rows that some of it covers together and some apart are held to be one or the other (Ryan
/// and Foster 1981).
/// `columns` begin with those of one row. Returns the best partition, if there is a better one; `None` when the search
/// was given up or nobody waits any longer.
fn search(columns: &Columns, size: usize, mut cost: f64, effort: &mut Effort<'_>) -> Option<Option<Vec<usize>>> {
    // What a banned column costs more: so that a branch without a partition is above every cost.
    const BANNED: f64 = 1e5;
    let alone: Vec<(usize, Vec<usize>)> = (0..size).map(|row| (row, vec![row])).collect();
    let mut best = None;
    let mut open: Vec<Vec<Rule>> = vec![Vec::new()];
    while let Some(rules) = open.pop() {
        let banned = |at: usize| rules.iter().any(|rule| rule.bans(columns.rows(at)));
        let costs = (0..columns.len()).map(|at| columns.costs[at] + if banned(at) { BANNED } else { 0.0 }).collect();
        let held = Columns { rows: columns.rows.clone(), ends: columns.ends.clone(), costs };
        let mut simplex = Simplex::begin(&held, size, &alone);
        simplex.run(&held, effort)?;
        let bound: f64 = simplex.duals.iter().sum();
        if bound > cost - CLOSE {
            continue;
        }
        if let Some(whole) = simplex.whole(&held) {
            let less: f64 = whole.iter().map(|at| held.costs[*at]).sum();
            if less < cost - CLOSE {
                (best, cost) = (Some(whole), less);
            }
            if bound > cost - CLOSE {
                continue;
            }
        }
        let rows = simplex.split(&held)?;
        for together in [false, true] {
            open.push(rules.iter().copied().chain([Rule { rows, together }]).collect());
        }
    }
    Some(best)
}
