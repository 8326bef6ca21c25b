//! Leads from a number to the annotations that make it.

use super::choose::Comparison;
use super::measure::{Gammas, Measure, Measuring, Settings};
use crate::model::{AnnotationId, RelationId};

/// Which value of a table is followed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Scope {
    /// One label's; `None` for all.
    pub label: Option<usize>,
    /// One kind of relation's; `None` for all.
    pub kind: Option<usize>,
    /// One article's; `None` for all.
    pub piece: Option<usize>,
    /// One pair's; `None` for all sides.
    pub pair: Option<(usize, usize)>,
}

/// Annotations, or relations, that are held against each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Which of [`Comparison::pieces`] they are in.
    pub piece: usize,
    /// The side and id of each.
    pub marks: Vec<(usize, AnnotationId)>,
    /// The side and id of each relation, where relations are compared.
    pub ties: Vec<(usize, RelationId)>,
    /// Whether all sides that count there have marked the same, or given the same value.
    pub same: bool,
}

impl Measuring<'_> {
    /// Lists what makes a value: for spans what is matched, pair by pair; for gamma and gamma-cat the best alignment,
    /// once it was computed; for tokens and continua the groups of annotations that have words in common; the relations
    /// that are matched or not; the annotations that got a value.
    pub fn trace(&self, measure: &Measure, scope: &Scope) -> Vec<Trace> {
        self.comparison().trace(&self.gammas, self.settings(), measure, scope)
    }
}

impl Comparison {
    /// Lists what makes a value, as [`Measuring::trace`] does; `gammas` are those that were computed
    /// ([`Measuring::into_gammas`]).
    pub fn trace(&self, gammas: &Gammas, settings: Settings, measure: &Measure, scope: &Scope) -> Vec<Trace> {
        let sides: Vec<usize> = match scope.pair {
            Some((one, other)) => vec![one, other],
            None => (0..self.sides.len()).collect(),
        };
        let mut all = match measure {
            Measure::Spans(same, _) => self
                .pairs()
                .into_iter()
                .filter(|pair| scope.pair.is_none_or(|only| only == *pair))
                .flat_map(|pair| matched(self, pair, scope.label, *same))
                .collect(),
            Measure::Relations { labelled, .. } => Measuring::new(self, settings).trace_relations(*labelled, scope),
            Measure::Attribute(key, _) => Measuring::new(self, settings).trace_values(key, &sides),
            Measure::Gamma | Measure::GammaCat => self.aligned(gammas, &sides, scope.label),
            // What fewer than all are done with does not count for these.
            Measure::FleissKappa | Measure::AlphaU => touching(self, &sides, scope.label, sides.len()),
            _ => touching(self, &sides, scope.label, 2),
        };
        all.retain(|trace| scope.piece.is_none_or(|piece| trace.piece == piece));
        all
    }

    fn aligned(&self, gammas: &Gammas, sides: &[usize], label: Option<usize>) -> Vec<Trace> {
        let Some(Ok(gamma)) = gammas.get(&(sides.to_vec(), label)) else { return Vec::new() };
        let mut all = Vec::new();
        for (piece, alignment) in gamma.pieces.iter().zip(&gamma.alignments) {
            for cluster in &alignment.clusters {
                let of = |(side, at): &(usize, usize)| {
                    let mark = self.pieces[*piece].marks[sides[*side]].as_ref()?.get(*at)?;
                    Some((sides[*side], mark))
                };
                let marks: Vec<_> = cluster.iter().filter_map(of).collect();
                let alike = |other: &super::Mark| {
                    marks.iter().all(|(_, mark)| mark.label == other.label && mark.fragments == other.fragments)
                };
                let same = marks.len() == sides.len() && marks.first().is_some_and(|(_, mark)| alike(mark));
                all.push(Trace {
                    piece: *piece,
                    marks: marks.iter().map(|(side, mark)| (*side, mark.id)).collect(),
                    ties: Vec::new(),
                    same,
                });
            }
        }
        all
    }
}

fn matched(comparison: &Comparison, pair: (usize, usize), label: Option<usize>, same: super::Same) -> Vec<Trace> {
    let mut all = Vec::new();
    for piece in 0..comparison.pieces.len() {
        let Some((ours, theirs, found)) = comparison.matches(piece, pair, label, same) else { continue };
        for found in found {
            let one = found.one.map(|at| (pair.0, ours[at].id));
            let other = found.other.map(|at| (pair.1, theirs[at].id));
            let marks = one.into_iter().chain(other).collect();
            all.push(Trace { piece, marks, ties: Vec::new(), same: found.credit >= 1.0 });
        }
    }
    all
}

/// Groups annotations that have words in common, in articles that at least so many sides are done with.
fn touching(comparison: &Comparison, sides: &[usize], label: Option<usize>, least: usize) -> Vec<Trace> {
    let mut all = Vec::new();
    for (number, piece) in comparison.pieces.iter().enumerate() {
        let present = sides.iter().filter(|side| piece.marks[**side].is_some()).count();
        if present < least.max(2) {
            continue;
        }
        let mut marks: Vec<(usize, &super::Mark)> = Vec::new();
        for side in sides {
            let own = piece.marks[*side].iter().flatten();
            marks.extend(own.filter(|mark| label.is_none_or(|label| mark.label == label)).map(|mark| (*side, mark)));
        }
        marks.sort_by_key(|(_, mark)| (mark.start(), mark.end()));
        let mut from = 0;
        while from < marks.len() {
            let mut end = marks[from].1.end();
            let mut to = from + 1;
            while marks.get(to).is_some_and(|(_, mark)| mark.start() < end) {
                end = end.max(marks[to].1.end());
                to += 1;
            }
            let group = &marks[from..to];
            let of = |side: &usize| {
                let own = group.iter().filter(|(other, _)| other == side);
                let mut own: Vec<_> = own.map(|(_, mark)| (mark.label, &mark.fragments)).collect();
                own.sort_unstable();
                own
            };
            let mut present = sides.iter().filter(|side| piece.marks[**side].is_some()).map(of);
            let first = present.next();
            let same = present.all(|own| Some(&own) == first.as_ref());
            let marks = group.iter().map(|(side, mark)| (*side, mark.id)).collect();
            all.push(Trace { piece: number, marks, ties: Vec::new(), same });
            from = to;
        }
    }
    all
}
