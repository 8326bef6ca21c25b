//! Measures relations on annotations that sides have in common: precision, recall and F1 of relations between matched
//! ends.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::bootstrap::Tallies;
use super::choose::{Mark, Piece, Side};
use super::gamma::Watch;
use super::measure::{Measure, Measuring, Table};
use super::spans::{Rate, Same, count, match_up};
use super::trace::{Scope, Trace};
use crate::model::{AnnotationId, KindKey, Relation, RelationId, SetId};

/// A relation of one side that may have its like on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RelationMatch {
    /// The first side's.
    one: Option<RelationId>,
    /// The second side's.
    other: Option<RelationId>,
}

/// A relation that has its like or has none, with its kind and the block in which it starts.
pub(super) type Matched = (RelationMatch, KindKey, usize);

impl Measuring<'_> {
    /// Lists each side's own relations.
    fn own_relations(&self) -> Vec<Vec<(RelationId, &Relation)>> {
        let comparison = self.comparison();
        let mut of_set: HashMap<(usize, SetId), Vec<(RelationId, &Relation)>> = HashMap::new();
        for (number, source) in comparison.sources.iter().enumerate() {
            for (id, row) in source.project.relations() {
                of_set.entry((number, row.set)).or_default().push((*id, row));
            }
        }
        let of_side = |side: &Side| of_set.get(&(side.source, side.set)).cloned().unwrap_or_default();
        comparison.sides.iter().map(of_side).collect()
    }

    /// Lists those of a side's relations whose ends count for both of a pair, with the block in which each starts.
    fn counted<'r>(
        &self,
        own: &[(RelationId, &'r Relation)],
        side: usize,
        with: usize,
    ) -> Vec<(RelationId, &'r Relation, usize)> {
        let comparison = self.comparison();
        let mut blocks = HashMap::new();
        for (at, piece) in comparison.pieces.iter().enumerate().filter(|(_, piece)| piece.marks[with].is_some()) {
            for mark in piece.marks[side].iter().flatten() {
                blocks.insert(mark.id, comparison.block(at, mark.start()));
            }
        }
        let counts = |(id, row): &(RelationId, &'r Relation)| {
            blocks.contains_key(&row.to).then_some((*id, *row, *blocks.get(&row.from)?))
        };
        own.iter().filter_map(counts).collect()
    }

    /// Numbers the annotations of each of a pair of sides: those that are matched with each other have one number, and
    /// so have those that one side has on the same words with one label, for which of them a relation joins says
    /// nothing.
    fn counterparts(&self, pair: (usize, usize)) -> [HashMap<AnnotationId, usize>; 2] {
        // Their labels are the same in any case.
        let same = match self.settings().same {
            Same::Exact => Same::Strict,
            Same::Partial => Same::Type,
            same => same,
        };
        let mut numbers = [HashMap::new(), HashMap::new()];
        let mut next = 0;
        for piece in &self.comparison().pieces {
            let (Some(one), Some(other)) = (&piece.marks[pair.0], &piece.marks[pair.1]) else { continue };
            let mut sides = [(0, alike(piece, one, same)), (1, alike(piece, other, same))];
            // Where several matches are as good the one that is found hangs on which side comes first: not on theirs.
            let places =
                |own: &[Vec<&Mark>]| -> Vec<_> { own.iter().map(|alike| alike[0].fragments.clone()).collect() };
            sides.sort_by_cached_key(|(_, own)| places(own));
            let firsts = sides.each_ref().map(|(_, own)| own.iter().map(|alike| alike[0]).collect::<Vec<_>>());
            for found in match_up(&firsts[0], &firsts[1], same, &|mark| piece.tokens_of(mark)) {
                let (Some(one), Some(other), true) = (found.one, found.other, found.credit > 0.0) else { continue };
                for ((side, own), at) in sides.iter().zip([one, other]) {
                    numbers[*side].extend(own[at].iter().map(|mark| (mark.id, next)));
                }
                next += 1;
            }
        }
        numbers
    }

    /// Matches the relations of a pair of sides, those of one kind or all; with the block and kind of each.
    fn match_relations(
        &self,
        own: &[Vec<(RelationId, &Relation)>],
        pair: (usize, usize),
        labelled: bool,
    ) -> Vec<Matched> {
        let [our_ends, their_ends] = self.counterparts(pair);
        let theirs = self.counted(&own[pair.1], pair.1, pair.0);
        let key = |row: &Relation, ends: &HashMap<AnnotationId, usize>| {
            Some((*ends.get(&row.from)?, *ends.get(&row.to)?, labelled.then(|| row.kind.clone())))
        };
        let mut waiting: HashMap<_, Vec<usize>> = HashMap::new();
        for (at, (_, row, _)) in theirs.iter().enumerate().rev() {
            key(row, &their_ends).into_iter().for_each(|key| waiting.entry(key).or_default().push(at));
        }
        let mut taken = vec![false; theirs.len()];
        let mut all = Vec::new();
        for (id, row, block) in self.counted(&own[pair.0], pair.0, pair.1) {
            let twin = key(row, &our_ends).and_then(|key| waiting.get_mut(&key)?.pop());
            if let Some(twin) = twin {
                taken[twin] = true;
            }
            let other = twin.map(|twin| theirs[twin].0);
            let block = twin.map_or(block, |twin| block.min(theirs[twin].2));
            all.push((RelationMatch { one: Some(id), other }, row.kind.clone(), block));
        }
        for ((id, row, block), _) in theirs.into_iter().zip(taken).filter(|(_, taken)| !taken) {
            all.push((RelationMatch { one: None, other: Some(id) }, row.kind.clone(), block));
        }
        all
    }

    /// Matches the relations of all pairs, once; `None` when nobody waits any longer.
    fn matched_relations(&mut self, labelled: bool, watch: Watch<'_>) -> Option<Rc<Vec<Vec<Matched>>>> {
        if let Some(known) = self.relations.get(&labelled) {
            return Some(Rc::clone(known));
        }
        let own = self.own_relations();
        let mut all = Vec::new();
        for pair in self.comparison().pairs() {
            if (watch.stop)() {
                return None;
            }
            all.push(self.match_relations(&own, pair, labelled));
        }
        let all = Rc::new(all);
        self.relations.insert(labelled, Rc::clone(&all));
        Some(all)
    }

    fn relation_tallies(&self, matched: &[Matched], only: Option<&KindKey>, rate: Rate) -> Tallies<'static> {
        let mut rows = vec![vec![0.0; 4]; self.comparison().blocks()];
        for (found, _, block) in matched.iter().filter(|(_, kind, _)| only.is_none_or(|only| kind == only)) {
            let both = found.one.is_some() && found.other.is_some();
            count(&mut rows[*block], found.one.is_some(), found.other.is_some(), f64::from(u8::from(both)));
        }
        Tallies::new(rows, move |sums| rate.of(sums))
    }

    /// Counts the relations that were matched or not by block, each once for all pairs; those of one kind or all.
    fn relations_counted(&self, matched: &[Vec<Matched>], only: Option<&KindKey>) -> Vec<f64> {
        let comparison = self.comparison();
        let mut counted = vec![0.0; comparison.blocks()];
        let mut seen: HashSet<(usize, RelationId)> = HashSet::new();
        for ((one, other), matched) in comparison.pairs().into_iter().zip(matched) {
            for (found, _, block) in matched.iter().filter(|(_, kind, _)| only.is_none_or(|only| kind == only)) {
                let ends = [found.one.map(|id| (one, id)), found.other.map(|id| (other, id))];
                counted[*block] += ends.into_iter().flatten().filter(|end| seen.insert(*end)).count() as f64;
            }
        }
        counted
    }

    /// Computes F1, precision or recall of relations whose ends are matched annotations, with their kinds or without:
    /// overall the mean of all pairs of sides. `None` when nobody waits any longer.
    pub(super) fn relations_table(&mut self, labelled: bool, rate: Rate, watch: Watch<'_>) -> Option<Table> {
        let comparison = self.comparison();
        let pairs = comparison.pairs();
        let matched = self.matched_relations(labelled, watch)?;
        let kinds = if labelled { kinds_of(&matched) } else { Vec::new() };
        let steps = (1 + kinds.len() + pairs.len()) as f64;
        let mut done = 0.0;
        let mut step = || {
            done += 1.0;
            (watch.progress)(done / steps);
            (!(watch.stop)()).then_some(())
        };
        let tallies = |matched: &[_], only: Option<&KindKey>| self.relation_tallies(matched, only, rate);
        let all = |only: Option<&KindKey>| {
            let parts = matched.iter().map(|matched| tallies(matched, only)).collect();
            Tallies::mean(parts, self.relations_counted(&matched, only))
        };
        let whole = all(None);
        let overall = whole.value(self.draws());
        let articles = match comparison.pieces.len() {
            1 => vec![overall],
            count => (0..count).map(|piece| whole.of_block(piece)).collect(),
        };
        step()?;
        let mut of_kinds = Vec::new();
        for kind in kinds {
            of_kinds.push((kind.clone(), all(Some(kind)).value(self.draws())));
            step()?;
        }
        let mut of_pairs = Vec::new();
        for (pair, matched) in pairs.iter().zip(matched.iter()) {
            let value = match comparison.alone(*pair) {
                // What a relation is in an article; where the pair shares only one, its paragraphs are drawn.
                Some(piece) => {
                    let only = comparison.only(piece, *pair);
                    let inner = Measuring::new(&only, self.settings());
                    let matched = inner.match_relations(&inner.own_relations(), *pair, labelled);
                    inner.relation_tallies(&matched, None, rate).value(inner.draws())
                }
                None => tallies(matched, None).value(self.draws()),
            };
            of_pairs.push((*pair, value));
            step()?;
        }
        let left_out = self.relations_left_out();
        let measure = Measure::Relations { labelled, rate };
        Some(Table { kinds: of_kinds, articles, pairs: of_pairs, left_out, ..Table::of_values(measure, overall) })
    }

    /// Counts the relations of the sides with an end that is not among the annotations which count.
    fn relations_left_out(&self) -> usize {
        let comparison = self.comparison();
        let mut counted: HashSet<(usize, AnnotationId)> = HashSet::new();
        for piece in &comparison.pieces {
            for (side, marks) in piece.marks.iter().enumerate() {
                counted.extend(marks.iter().flatten().map(|mark| (side, mark.id)));
            }
        }
        let mut sides: HashMap<(usize, SetId), usize> = HashMap::new();
        sides.extend(comparison.sides.iter().enumerate().map(|(at, side)| ((side.source, side.set), at)));
        let mut left = 0;
        for (number, source) in comparison.sources.iter().enumerate() {
            for (_, row) in source.project.relations() {
                let Some(side) = sides.get(&(number, row.set)) else { continue };
                left += usize::from(![row.from, row.to].iter().all(|end| counted.contains(&(*side, *end))));
            }
        }
        left
    }

    /// Lists the relations behind a number: what is matched, and what is not, pair by pair.
    pub(super) fn trace_relations(&self, labelled: bool, scope: &Scope) -> Vec<Trace> {
        let comparison = self.comparison();
        let pairs = comparison.pairs();
        let own = self.own_relations();
        let matched: Vec<_> = pairs.iter().map(|pair| self.match_relations(&own, *pair, labelled)).collect();
        let kind = scope.kind.and_then(|at| kinds_of(&matched).get(at).map(|kind| (*kind).clone()));
        let mut all = Vec::new();
        for (pair, matched) in pairs.iter().zip(&matched) {
            if scope.pair.is_some_and(|only| only != *pair) {
                continue;
            }
            for (found, _, block) in matched.iter().filter(|(_, own, _)| kind.as_ref().is_none_or(|kind| kind == own)) {
                let piece = if comparison.pieces.len() == 1 { 0 } else { *block };
                let one = found.one.map(|id| (pair.0, id));
                let ties = one.into_iter().chain(found.other.map(|id| (pair.1, id))).collect();
                let same = found.one.is_some() && found.other.is_some();
                all.push(Trace { piece, marks: Vec::new(), ties, same });
            }
        }
        all
    }
}

/// Groups one side's annotations that have one label and the same words (or tokens), in the order of the text.
fn alike<'m>(piece: &Piece, marks: &'m [Mark], same: Same) -> Vec<Vec<&'m Mark>> {
    let words = |mark: &Mark| if same == Same::Tokens { piece.tokens_of(mark) } else { mark.fragments.clone() };
    let mut all: Vec<_> = marks.iter().map(|mark| (words(mark), mark.label, &mark.fragments, mark)).collect();
    all.sort_by(|one, other| (&one.0, one.1, one.2).cmp(&(&other.0, other.1, other.2)));
    let groups = all.chunk_by(|one, other| (&one.0, one.1) == (&other.0, other.1));
    groups.map(|alike| alike.iter().map(|(.., mark)| *mark).collect()).collect()
}

/// Lists the kinds of relations that were matched or not, in order.
fn kinds_of(matched: &[Vec<Matched>]) -> Vec<&KindKey> {
    let kinds: BTreeSet<&KindKey> = matched.iter().flatten().map(|(_, kind, _)| kind).collect();
    kinds.into_iter().collect()
}
