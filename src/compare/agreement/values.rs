//! Measures attributes on annotations that sides have in common: kappa, alpha and Gwet's coefficients of the values
//! that matched annotations got.

use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::bootstrap::{Draws, Tallies};
use super::cross::Cross;
use super::gamma::Watch;
use super::groups::Group;
use super::measure::{Measure, Measuring, Table};
use super::ratings::{Metric, Ratings};
use super::trace::Trace;
use super::value::{NoInterval, Outcome, Undefined, Value, mean};
use crate::model::id::ChoiceKey;
use crate::model::scheme::AttributeType;
use crate::model::{AnnotationId, AttributeKey, Owner, Project};

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

    /// Says in a sentence what it tells, for people who know no statistics.
    pub fn told(self) -> &'static str {
        use crate::say;
        match self {
            Coefficient::Cohen => say!("agreement-tells-on-cohen"),
            Coefficient::Scott => say!("agreement-tells-on-scott"),
            Coefficient::Fleiss => say!("agreement-tells-on-fleiss"),
            Coefficient::Nominal => say!("agreement-tells-on-nominal"),
            Coefficient::Ordinal => say!("agreement-tells-on-ordinal"),
            Coefficient::Interval => say!("agreement-tells-on-interval"),
            Coefficient::Ratio => say!("agreement-tells-on-ratio"),
            Coefficient::Ac1 => say!("agreement-tells-on-ac1"),
            Coefficient::Ac2 => say!("agreement-tells-on-ac2"),
        }
    }
}

/// The values that matched annotations got of an attribute.
pub(super) struct Valued {
    /// The annotations, those of at least two sides that gave a value.
    things: Vec<Thing>,
    judge: Judge,
    /// How many matched annotations fewer than two sides gave a value to.
    left_out: usize,
}

/// Annotations of several sides that are matched, and the values they got.
#[derive(Clone, Debug, PartialEq)]
struct Thing {
    /// Which of [`super::Comparison::pieces`] they are in.
    piece: usize,
    /// Where the first of them begins, in code points.
    start: u32,
    /// The side, the annotation, and the number of its value where it has one.
    given: Vec<(usize, AnnotationId, Option<usize>)>,
}

impl Measuring<'_> {
    /// Lists the annotations behind a number of an attribute: those that at least two sides gave a value to.
    pub(super) fn trace_values(&self, attribute: &AttributeKey, sides: &[usize]) -> Vec<Trace> {
        let valued = self.values_of(attribute, &self.comparison().groups(self.settings().same));
        let trace = |thing: &Thing| {
            let given = thing.given.iter().filter(|(side, _, value)| sides.contains(side) && value.is_some());
            let given: Vec<_> = given.collect();
            let same = given.windows(2).all(|pair| pair[0].2 == pair[1].2);
            let marks: Vec<_> = given.iter().map(|(side, id, _)| (*side, *id)).collect();
            (marks.len() > 1).then_some(Trace { piece: thing.piece, marks, ties: Vec::new(), same })
        };
        valued.iter().flat_map(|valued| &valued.things).filter_map(trace).collect()
    }

    /// Lists what matched annotations got of an attribute; `None` when no project has it.
    fn values_of(&self, attribute: &AttributeKey, groups: &[Group]) -> Option<Valued> {
        let comparison = self.comparison();
        let mut sources = comparison.sides.iter().map(|side| &comparison.sources[side.source].project);
        let takes = sources.find_map(|project| Some(project.attribute(attribute)?.takes.clone()))?;
        Some(self.values_given(attribute, &takes, groups))
    }

    fn values_given(&self, attribute: &AttributeKey, takes: &AttributeType, groups: &[Group]) -> Valued {
        use crate::model::Value as Given;
        let comparison = self.comparison();
        let value = |side: usize, id: &AnnotationId| {
            let row = comparison.sources[comparison.sides[side].source].project.annotation(id)?;
            row.attributes.get(attribute)
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
        let named = |key: &ChoiceKey| {
            let sources = comparison.sides.iter().map(|side| &comparison.sources[side.source].project);
            let mut declared = sources.filter_map(|project| match &project.attribute(attribute)?.takes {
                AttributeType::Choice(choices) => choices.iter().find(|choice| choice.key == *key),
                _ => None,
            });
            declared.next().map_or_else(|| key.as_str().to_owned(), |choice| choice.name.clone())
        };
        let numbers = as_numbers(&values, named);
        let (mut kept, mut left_out) = (Vec::new(), 0);
        for Group { piece, start, members } in groups {
            let given: Vec<(usize, AnnotationId, Option<usize>)> = members
                .iter()
                .map(|(side, id)| (*side, *id, value(*side, id).and_then(|given| values.get(given).copied())))
                .collect();
            match given.iter().filter(|(.., value)| value.is_some()).count() {
                0 => {}
                1 => left_out += 1,
                _ => kept.push(Thing { piece: *piece, start: *start, given }),
            }
        }
        Valued { things: kept, judge: Judge { values: next, ordered, numbers }, left_out }
    }

    /// Computes a coefficient of the values of an attribute; `None` when nobody waits any longer.
    pub(super) fn attribute_table(
        &mut self,
        key: &AttributeKey,
        coefficient: Coefficient,
        watch: Watch<'_>,
    ) -> Option<Table> {
        let measure = Measure::Attribute(key.clone(), coefficient);
        let Some(valued) = self.valued(key) else {
            let (value, interval) = (Err(Undefined::NothingCounted), Err(NoInterval::NoValue));
            return Some(Table::of_values(measure, Value { value, counted: 0.0, interval }));
        };
        let comparison = self.comparison();
        let every: Vec<usize> = (0..comparison.sides.len()).collect();
        let whole = self.coefficient(coefficient, &every, &valued, None, watch);
        let overall = whole.value(self.draws());
        let articles = match comparison.pieces.len() {
            1 => vec![overall],
            count => (0..count).map(|at| whole.of_block(at)).collect(),
        };
        drop(whole);
        let pairs = comparison.pairs();
        let mut of_pairs = Vec::new();
        for (at, pair) in pairs.iter().enumerate() {
            (watch.progress)((at + 1) as f64 / (pairs.len() + 1) as f64);
            if (watch.stop)() {
                return None;
            }
            if pairs.len() == 1 {
                of_pairs.push((*pair, overall));
                break;
            }
            let piece = comparison.alone(*pair);
            // The articles that all share are drawn from; of one that these two share alone, its paragraphs.
            let own = piece.map(|piece| Draws::of(comparison.pieces[piece].parts.len(), self.settings().seed));
            let sides = [pair.0, pair.1];
            let tallies = self.coefficient(coefficient, &sides, &valued, piece, watch);
            of_pairs.push((*pair, tallies.value(own.as_ref().unwrap_or_else(|| self.draws()))));
        }
        let left_out = valued.left_out;
        (!(watch.stop)()).then_some(Table { articles, pairs: of_pairs, left_out, ..Table::of_values(measure, overall) })
    }

    fn valued(&mut self, key: &AttributeKey) -> Option<Rc<Valued>> {
        if let Some(known) = self.attributes.get(key) {
            return Some(Rc::clone(known));
        }
        let groups = self.groups.take().unwrap_or_else(|| self.comparison().groups(self.settings().same));
        let valued = self.values_of(key, &groups).map(Rc::new);
        self.groups = Some(groups);
        self.attributes.extend(valued.iter().map(|valued| (key.clone(), Rc::clone(valued))));
        valued
    }

    /// Adds a coefficient up, block by block: by article, or by the paragraphs of one. It comes to nothing, and soon,
    /// when nobody waits any longer.
    fn coefficient<'t>(
        &self,
        which: Coefficient,
        sides: &'t [usize],
        valued: &'t Valued,
        alone: Option<usize>,
        watch: Watch<'t>,
    ) -> Tallies<'t> {
        let comparison = self.comparison();
        let Valued { things, judge, .. } = valued;
        let counts = |thing: &&Thing| thing.of(sides).count() > 1 && alone.is_none_or(|piece| piece == thing.piece);
        let blocks = alone.map_or_else(|| comparison.blocks(), |piece| comparison.pieces[piece].parts.len());
        let mut patterns = Patterns::new(which, judge.values);
        let mut of_block: Vec<Vec<usize>> = vec![Vec::new(); blocks];
        for thing in things.iter().filter(counts) {
            let block = match alone {
                Some(piece) => comparison.pieces[piece].part(thing.start),
                None => comparison.block(thing.piece, thing.start),
            };
            of_block[block].push(patterns.number(thing.of(sides).collect()));
        }
        let rows = of_block.iter().map(|own| vec![own.len() as f64]).collect();
        // A thing is counted as often as its block is drawn: each draw makes the coefficient anew.
        Tallies::weighted(rows, move |_, times| {
            if (watch.stop)() {
                return Err(Undefined::NothingCounted);
            }
            let mut counts = vec![0.0; patterns.all.len()];
            for (own, times) in of_block.iter().zip(times).filter(|(_, times)| **times > 0) {
                own.iter().for_each(|number| counts[*number] += f64::from(*times));
            }
            judge.compute(which, &patterns, counts)
        })
    }
}

/// Lists the attributes that annotations can have in some projects, in the order of the first that has each.
pub fn attributes_of<'p>(projects: impl Iterator<Item = &'p Project>) -> Vec<AttributeKey> {
    let mut all: Vec<AttributeKey> = Vec::new();
    for project in projects {
        let on_labels = |owners: &[Owner]| owners.iter().any(|owner| matches!(owner, Owner::Label(_)));
        for (key, _) in project.attributes().into_iter().filter(|(_, row)| on_labels(&row.on)) {
            if !all.contains(key) {
                all.push(key.clone());
            }
        }
    }
    all
}

impl Thing {
    /// Lists the values that some sides gave.
    fn of<'a>(&'a self, sides: &'a [usize]) -> impl Iterator<Item = (usize, usize)> + 'a {
        let given = self.given.iter().filter_map(|(side, _, value)| Some((*side, (*value)?)));
        given.filter(|(side, _)| sides.contains(side))
    }
}

/// What things got of values, by number: things that got the same are counted together, for a coefficient is computed
/// once for each draw.
struct Patterns {
    /// Whether it matters whose a value is.
    by_side: bool,
    numbers: HashMap<Vec<(usize, usize)>, usize>,
    /// The sides that gave a value, with what they gave; where it does not matter whose it is, in the order of values.
    all: Vec<Vec<(usize, usize)>>,
    /// The values alone.
    ratings: Ratings,
}

impl Patterns {
    fn new(which: Coefficient, values: usize) -> Patterns {
        let by_side = matches!(which, Coefficient::Cohen | Coefficient::Scott);
        Patterns { by_side, numbers: HashMap::new(), all: Vec::new(), ratings: Ratings::new(values) }
    }

    /// Returns the number of what a thing got.
    fn number(&mut self, mut given: Vec<(usize, usize)>) -> usize {
        if !self.by_side {
            given.iter_mut().for_each(|(side, _)| *side = 0);
        }
        given.sort_unstable();
        if let Some(number) = self.numbers.get(&given) {
            return *number;
        }
        self.ratings.add(given.iter().map(|(_, value)| *value));
        self.numbers.insert(given.clone(), self.all.len());
        self.all.push(given);
        self.all.len() - 1
    }
}

/// What is to be known of an attribute's values.
struct Judge {
    values: usize,
    ordered: bool,
    numbers: Vec<f64>,
}

impl Judge {
    /// Computes a coefficient, where what has a number counts so many times.
    fn compute(&self, which: Coefficient, patterns: &Patterns, counts: Vec<f64>) -> Outcome {
        let by_order = matches!(which, Coefficient::Ordinal | Coefficient::Ac2);
        if by_order && !self.ordered {
            return Err(Undefined::NoOrder);
        }
        if patterns.by_side {
            let mut tables: BTreeMap<(usize, usize), Cross> = BTreeMap::new();
            for (given, times) in patterns.all.iter().zip(counts).filter(|(_, times)| *times > 0.0) {
                for (at, one) in given.iter().enumerate() {
                    for other in &given[at + 1..] {
                        let table = tables.entry((one.0, other.0)).or_insert_with(|| Cross::new(self.values));
                        table.add(one.1, other.1, times);
                    }
                }
            }
            return mean(
                tables.values().map(|table| if which == Coefficient::Cohen { table.kappa() } else { table.pi() }),
            );
        }
        let ratings = patterns.ratings.counted_times(counts);
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

/// Returns values as numbers, when all are some; else nothing. A choice is what its name says: the key is only what the
/// name was at first, and lacks signs and points.
fn as_numbers(values: &BTreeMap<&crate::model::Value, usize>, named: impl Fn(&ChoiceKey) -> String) -> Vec<f64> {
    use crate::model::Value as Given;
    let mut numbers = vec![f64::NAN; values.len()];
    for (value, at) in values {
        let number = match value {
            Given::Choice(key) => named(key).trim().parse().ok(),
            Given::Text(text) => text.trim().parse().ok(),
            Given::Flag(_) => None,
        };
        if let (Some(slot), Some(number)) = (numbers.get_mut(*at), number) {
            *slot = number;
        }
    }
    if numbers.iter().all(|number: &f64| number.is_finite()) { numbers } else { Vec::new() }
}
