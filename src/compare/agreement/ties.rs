//! Measures relations and attributes, on annotations that sides have in common: F1 of relations between matched ends;
//! kappa, alpha and Gwet's coefficients of the values that matched annotations got.

use std::collections::{BTreeMap, HashMap};

use super::bootstrap::Tallies;
use super::cross::Cross;
use super::measure::Measuring;
use super::ratings::{Metric, Ratings};
use super::spans::{Rate, count};
use super::value::{Outcome, Undefined, Value, mean};
use crate::model::scheme::AttributeType;
use crate::model::{AnnotationId, AttributeKey, KindKey, Owner, RelationId};

/// A relation of one side that may have its like on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RelationMatch {
    /// The first side's.
    pub one: Option<RelationId>,
    /// The second side's.
    pub other: Option<RelationId>,
}

/// F1, precision and recall of relations whose ends are matched annotations.
#[derive(Clone, Debug)]
pub struct RelationTable {
    /// Whether the kinds must be the same too.
    pub labelled: bool,
    /// Which of the three.
    pub rate: Rate,
    /// The mean of all pairs of sides.
    pub overall: Value,
    /// The same for each kind that is used; none where kinds don't count.
    pub kinds: Vec<(KindKey, Value)>,
    /// The same for each of [`super::Comparison::pieces`]; a relation is in the article in which it starts.
    pub articles: Vec<Value>,
    /// Of each pair of sides.
    pub pairs: Vec<((usize, usize), Value)>,
}

/// A coefficient of the values of attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Coefficient {
    /// Cohen's kappa, the mean of all pairs.
    Cohen,
    /// Scott's pi, the mean of all pairs.
    Scott,
    /// Fleiss' kappa.
    Fleiss,
    /// Krippendorff's alpha, nominal.
    Nominal,
    /// Krippendorff's alpha by the order of the choices.
    Ordinal,
    /// Krippendorff's alpha by the differences of numbers.
    Interval,
    /// Krippendorff's alpha by the ratios of numbers.
    Ratio,
    /// Gwet's AC1.
    Ac1,
    /// Gwet's AC2 with quadratic weights, by the order of the choices.
    Ac2,
}

impl Coefficient {
    /// All of them.
    pub const ALL: [Coefficient; 9] = [
        Coefficient::Cohen,
        Coefficient::Scott,
        Coefficient::Fleiss,
        Coefficient::Nominal,
        Coefficient::Ordinal,
        Coefficient::Interval,
        Coefficient::Ratio,
        Coefficient::Ac1,
        Coefficient::Ac2,
    ];

    /// Returns the word for it in files.
    pub fn key(self) -> &'static str {
        match self {
            Coefficient::Cohen => "cohen kappa",
            Coefficient::Scott => "scott pi",
            Coefficient::Fleiss => "fleiss kappa",
            Coefficient::Nominal => "alpha nominal",
            Coefficient::Ordinal => "alpha ordinal",
            Coefficient::Interval => "alpha interval",
            Coefficient::Ratio => "alpha ratio",
            Coefficient::Ac1 => "gwet ac1",
            Coefficient::Ac2 => "gwet ac2",
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        use crate::say;
        match self {
            Coefficient::Cohen => say!("agreement-on-cohen"),
            Coefficient::Scott => say!("agreement-on-scott"),
            Coefficient::Fleiss => say!("agreement-on-fleiss"),
            Coefficient::Nominal => say!("agreement-on-nominal"),
            Coefficient::Ordinal => say!("agreement-on-ordinal"),
            Coefficient::Interval => say!("agreement-on-interval"),
            Coefficient::Ratio => say!("agreement-on-ratio"),
            Coefficient::Ac1 => say!("agreement-on-ac1"),
            Coefficient::Ac2 => say!("agreement-on-ac2"),
        }
    }
}

/// Each coefficient, and what it comes to.
pub type Coefficients = Vec<(Coefficient, Value)>;

/// What the values of an attribute come to.
#[derive(Clone, Debug)]
pub struct AttributeTable {
    /// The attribute.
    pub attribute: AttributeKey,
    /// Each coefficient, of all sides.
    pub overall: Coefficients,
    /// Each coefficient of each pair of sides.
    pub pairs: Vec<((usize, usize), Coefficients)>,
    /// The annotations behind them: those that were matched, with the side and value of each.
    pub things: Vec<Thing>,
    /// How many matched annotations fewer than two sides gave a value to.
    pub left_out: usize,
}

/// Annotations of several sides that are matched, and the values they got.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Which of [`super::Comparison::pieces`] they are in.
    pub piece: usize,
    /// Which block they are in.
    block: usize,
    /// The side, the annotation, and the number of its value where it has one.
    pub given: Vec<(usize, AnnotationId, Option<usize>)>,
}

/// Annotations of several sides that are matched with each other.
struct Group {
    piece: usize,
    block: usize,
    /// The side and id of each.
    members: Vec<(usize, AnnotationId)>,
}

impl Measuring<'_> {
    /// Matches each pair of sides' annotations; from each annotation of the first to that of the second.
    fn counterparts(&self, pair: (usize, usize)) -> HashMap<AnnotationId, AnnotationId> {
        let comparison = self.comparison();
        let mut all = HashMap::new();
        for piece in 0..comparison.pieces.len() {
            let Some((ours, theirs, found)) = comparison.matches(piece, pair, None, self.settings().same) else {
                continue;
            };
            for found in found {
                if let (Some(one), Some(other), true) = (found.one, found.other, found.credit > 0.0)
                    && ours[one].label == theirs[other].label
                {
                    all.insert(ours[one].id, theirs[other].id);
                }
            }
        }
        all
    }

    /// Lists a side's relations between annotations that count for both of a pair, with the block in which each starts.
    fn relations(&self, side: usize, with: usize) -> Vec<(RelationId, KindKey, AnnotationId, AnnotationId, usize)> {
        let comparison = self.comparison();
        let mut blocks = HashMap::new();
        for (at, piece) in comparison.pieces.iter().enumerate().filter(|(_, piece)| piece.marks[with].is_some()) {
            for mark in piece.marks[side].iter().flatten() {
                blocks.insert(mark.id, comparison.block(at, mark.start()));
            }
        }
        let project = &comparison.sources[comparison.sides[side].source].project;
        let mut all = Vec::new();
        for (id, row) in project.relations() {
            if let (Some(block), true) = (blocks.get(&row.from), blocks.contains_key(&row.to)) {
                all.push((*id, row.kind.clone(), row.from, row.to, *block));
            }
        }
        all
    }

    /// Matches the relations of a pair of sides, those of one kind or all; with the block and kind of each.
    pub fn match_relations(&self, pair: (usize, usize), labelled: bool) -> Vec<(RelationMatch, KindKey, usize)> {
        let counterparts = self.counterparts(pair);
        let mut waiting: HashMap<(AnnotationId, AnnotationId, Option<KindKey>), Vec<usize>> = HashMap::new();
        let theirs = self.relations(pair.1, pair.0);
        let kind = |kind: &KindKey| labelled.then(|| kind.clone());
        for (at, (_, own, from, to, _)) in theirs.iter().enumerate().rev() {
            waiting.entry((*from, *to, kind(own))).or_default().push(at);
        }
        let mut taken = vec![false; theirs.len()];
        let mut all = Vec::new();
        for (id, own, from, to, block) in self.relations(pair.0, pair.1) {
            let ends = counterparts.get(&from).zip(counterparts.get(&to));
            let twin = ends.and_then(|(from, to)| waiting.get_mut(&(*from, *to, kind(&own)))?.pop());
            if let Some(twin) = twin {
                taken[twin] = true;
            }
            all.push((RelationMatch { one: Some(id), other: twin.map(|twin| theirs[twin].0) }, own, block));
        }
        for ((id, own, _, _, block), _) in theirs.into_iter().zip(taken).filter(|(_, taken)| !taken) {
            all.push((RelationMatch { one: None, other: Some(id) }, own, block));
        }
        all
    }

    /// Computes F1, precision or recall of relations, with their kinds or without.
    pub fn relations_table(&self, labelled: bool, rate: Rate) -> RelationTable {
        let comparison = self.comparison();
        let pairs = comparison.pairs();
        let matched: Vec<_> = pairs.iter().map(|pair| self.match_relations(*pair, labelled)).collect();
        let tallies = |matched: &[(RelationMatch, KindKey, usize)], only: Option<&KindKey>| {
            let mut rows = vec![vec![0.0; 4]; comparison.blocks()];
            for (found, _, block) in matched.iter().filter(|(_, kind, _)| only.is_none_or(|only| kind == only)) {
                let both = found.one.is_some() && found.other.is_some();
                count(&mut rows[*block], found.one.is_some(), found.other.is_some(), f64::from(u8::from(both)));
            }
            Tallies::new(rows, move |sums| rate.of(sums))
        };
        let all =
            |only: Option<&KindKey>| Tallies::mean(matched.iter().map(|matched| tallies(matched, only)).collect());
        let mut kinds: Vec<&KindKey> = matched.iter().flatten().map(|(_, kind, _)| kind).filter(|_| labelled).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let whole = all(None);
        let overall = whole.value(self.draws());
        let articles = match comparison.pieces.len() {
            1 => vec![Value { interval: None, ..overall }],
            count => (0..count).map(|piece| whole.of_block(piece)).collect(),
        };
        let of_pairs = pairs.iter().zip(&matched);
        RelationTable {
            labelled,
            rate,
            overall,
            kinds: kinds.into_iter().map(|kind| (kind.clone(), all(Some(kind)).value(self.draws()))).collect(),
            articles,
            pairs: of_pairs.map(|(pair, matched)| (*pair, tallies(matched, None).value(self.draws()))).collect(),
        }
    }

    /// Groups what all sides marked: annotations that are matched with each other, one of each side at most.
    fn groups(&self) -> Vec<Group> {
        let comparison = self.comparison();
        let mut group_of: HashMap<(usize, AnnotationId), usize> = HashMap::new();
        let mut groups: Vec<Vec<(usize, AnnotationId)>> = Vec::new();
        for pair in comparison.pairs() {
            let mut matched: Vec<(AnnotationId, AnnotationId)> = self.counterparts(pair).into_iter().collect();
            matched.sort_unstable();
            for (one, other) in matched {
                let ends = [(pair.0, one), (pair.1, other)];
                let known = ends.map(|end| group_of.get(&end).copied());
                let (group, end) = match known {
                    [None, None] => {
                        groups.push(vec![ends[0]]);
                        group_of.insert(ends[0], groups.len() - 1);
                        (groups.len() - 1, ends[1])
                    }
                    [Some(group), None] => (group, ends[1]),
                    [None, Some(group)] => (group, ends[0]),
                    [Some(_), Some(_)] => continue,
                };
                if groups[group].iter().all(|(side, _)| *side != end.0) {
                    groups[group].push(end);
                    group_of.insert(end, group);
                }
            }
        }
        let mut places = HashMap::new();
        for (at, piece) in comparison.pieces.iter().enumerate() {
            for (side, marks) in piece.marks.iter().enumerate() {
                for mark in marks.iter().flatten() {
                    places.insert((side, mark.id), (at, comparison.block(at, mark.start())));
                }
            }
        }
        let placed = groups.into_iter().filter_map(|group| {
            let (piece, block) = *places.get(group.first()?)?;
            Some(Group { piece, block, members: group })
        });
        placed.filter(|group| group.members.len() > 1).collect()
    }

    /// Computes all coefficients of each attribute that annotations have and that is a choice, a flag, or a text.
    pub fn attributes(&self) -> Vec<AttributeTable> {
        let comparison = self.comparison();
        let groups = self.groups();
        let mut attributes: Vec<(AttributeKey, AttributeType)> = Vec::new();
        for side in &comparison.sides {
            for (key, row) in comparison.sources[side.source].project.attributes() {
                let on_labels = row.on.iter().any(|owner| matches!(owner, Owner::Label(_)));
                if on_labels && attributes.iter().all(|(other, _)| other != key) {
                    attributes.push((key.clone(), row.takes.clone()));
                }
            }
        }
        attributes.into_iter().map(|(key, takes)| self.attribute(key, &takes, &groups)).collect()
    }

    fn attribute(&self, attribute: AttributeKey, takes: &AttributeType, groups: &[Group]) -> AttributeTable {
        use crate::model::Value as Given;
        let comparison = self.comparison();
        let value = |side: usize, id: &AnnotationId| {
            let row = comparison.sources[comparison.sides[side].source].project.annotation(id)?;
            row.attributes.get(&attribute)
        };
        // Values by number: choices in the order of the scheme, no before yes, texts and what is unknown by their
        // letters.
        let declared: Vec<Given> = match takes {
            AttributeType::Choice(choices) => choices.iter().map(|choice| Given::Choice(choice.key.clone())).collect(),
            AttributeType::Flag => vec![Given::Flag(false), Given::Flag(true)],
            AttributeType::Text => Vec::new(),
        };
        let mut values: BTreeMap<&Given, usize> = BTreeMap::new();
        let given = || groups.iter().flat_map(|group| &group.members).filter_map(|(side, id)| value(*side, id));
        values.extend(given().map(|given| (given, usize::MAX)));
        values.extend(declared.iter().enumerate().map(|(at, given)| (given, at)));
        let mut next = declared.len();
        for number in values.values_mut().filter(|number| **number == usize::MAX) {
            *number = next;
            next += 1;
        }
        let ordered = matches!(takes, AttributeType::Choice(_));
        let numbers = as_numbers(&values);
        let (mut kept, mut left_out) = (Vec::new(), 0);
        for Group { piece, block, members } in groups {
            let given: Vec<(usize, AnnotationId, Option<usize>)> = members
                .iter()
                .map(|(side, id)| (*side, *id, value(*side, id).and_then(|given| values.get(given).copied())))
                .collect();
            match given.iter().filter(|(.., value)| value.is_some()).count() {
                0 => {}
                1 => left_out += 1,
                _ => kept.push(Thing { piece: *piece, block: *block, given }),
            }
        }
        let judge = Judge { values: next, ordered, numbers };
        let of = |sides: &[usize]| -> Coefficients {
            Coefficient::ALL.map(|one| (one, self.coefficient(one, sides, &kept, &judge))).into()
        };
        let every: Vec<usize> = (0..comparison.sides.len()).collect();
        let overall = of(&every);
        let pairs = comparison.pairs();
        let pairs = match pairs.as_slice() {
            [only] => vec![(*only, overall.clone())],
            pairs => pairs.iter().map(|pair| (*pair, of(&[pair.0, pair.1]))).collect(),
        };
        AttributeTable { attribute, overall, pairs, things: kept, left_out }
    }

    fn coefficient(&self, which: Coefficient, sides: &[usize], things: &[Thing], judge: &Judge) -> Value {
        // A thing is counted as often as its block is drawn: each draw makes the coefficient anew.
        let mut of_block: Vec<Vec<&Thing>> = vec![Vec::new(); self.comparison().blocks()];
        let valued = |thing: &&Thing| thing.of(sides).count() > 1;
        things.iter().filter(valued).for_each(|thing| of_block[thing.block].push(thing));
        let rows = of_block.iter().map(|own| vec![own.len() as f64]).collect();
        let tallies = Tallies::weighted(rows, |_, times| {
            let drawn = of_block
                .iter()
                .zip(times)
                .flat_map(|(own, times)| std::iter::repeat_n(own, *times as usize).flatten().copied());
            judge.compute(which, sides, drawn)
        });
        tallies.value(self.draws())
    }
}

impl Thing {
    /// Lists the values that some sides gave.
    fn of<'a>(&'a self, sides: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let given = self.given.iter().filter_map(|(side, _, value)| Some((*side, (*value)?)));
        given.filter(|(side, _)| sides.contains(side))
    }
}

/// What is to be known of an attribute's values.
struct Judge {
    values: usize,
    ordered: bool,
    numbers: Vec<f64>,
}

impl Judge {
    fn compute<'a>(&self, which: Coefficient, sides: &[usize], things: impl Iterator<Item = &'a Thing>) -> Outcome {
        let by_order = matches!(which, Coefficient::Ordinal | Coefficient::Ac2);
        if by_order && !self.ordered {
            return Err(Undefined::NoNumbers);
        }
        if matches!(which, Coefficient::Cohen | Coefficient::Scott) {
            let mut tables: BTreeMap<(usize, usize), Cross> = BTreeMap::new();
            for thing in things {
                let given: Vec<(usize, usize)> = thing.of(sides).collect();
                for (at, one) in given.iter().enumerate() {
                    for other in &given[at + 1..] {
                        let (one, other) = if one.0 < other.0 { (one, other) } else { (other, one) };
                        let table = tables.entry((one.0, other.0)).or_insert_with(|| Cross::new(self.values));
                        table.add(one.1, other.1, 1.0);
                    }
                }
            }
            return mean(
                tables.values().map(|table| if which == Coefficient::Cohen { table.kappa() } else { table.pi() }),
            );
        }
        let mut ratings = Ratings::new(self.values);
        things.for_each(|thing| ratings.add(thing.of(sides).map(|(_, value)| value)));
        match which {
            Coefficient::Fleiss => ratings.fleiss(),
            Coefficient::Ordinal => ratings.alpha(Metric::Ordinal, &[]),
            Coefficient::Interval => ratings.alpha(Metric::Interval, &self.numbers),
            Coefficient::Ratio => ratings.alpha(Metric::Ratio, &self.numbers),
            Coefficient::Ac1 => ratings.gwet(false),
            Coefficient::Ac2 => ratings.gwet(true),
            Coefficient::Cohen | Coefficient::Scott | Coefficient::Nominal => ratings.alpha(Metric::Nominal, &[]),
        }
    }
}

/// Returns values as numbers, when all are some; else nothing.
fn as_numbers(values: &BTreeMap<&crate::model::Value, usize>) -> Vec<f64> {
    use crate::model::Value as Given;
    let mut numbers = vec![f64::NAN; values.len()];
    for (value, at) in values {
        let number = match value {
            Given::Choice(key) => key.as_str().parse().ok(),
            Given::Text(text) => text.trim().parse().ok(),
            Given::Flag(_) => None,
        };
        if let (Some(slot), Some(number)) = (numbers.get_mut(*at), number) {
            *slot = number;
        }
    }
    if numbers.iter().all(|number: &f64| number.is_finite()) { numbers } else { Vec::new() }
}
