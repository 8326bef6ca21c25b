//! Names the measures, and makes of each a table: overall, by label or kind, by article and by pair of sides.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::bootstrap::{Draws, Tallies};
use super::choose::Comparison;
use super::gamma::{self, Gamma, Watch};
use super::groups::Group;
use super::relations::Matched;
use super::spans::{Rate, Same};
use super::trace::Scope;
use super::unitizing::Alpha;
use super::value::{NoInterval, Undefined, Value};
use super::values::{Coefficient, Valued};
use crate::model::{AttributeKey, KindKey};
use crate::say;

/// What a measure counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Tokens.
    Tokens,
    /// Code points.
    CodePoints,
    /// Annotations of all sides.
    Annotations,
    /// Relations of all sides.
    Relations,
    /// Matched annotations that at least two sides gave a value to.
    Matched,
}

impl Unit {
    /// Returns the word for it in files.
    pub fn key(self) -> &'static str {
        match self {
            Unit::Tokens => "tokens",
            Unit::CodePoints => "code points",
            Unit::Annotations => "annotations",
            Unit::Relations => "relations",
            Unit::Matched => "matched annotations",
        }
    }

    /// Says it to people.
    pub fn told(self) -> &'static str {
        match self {
            Unit::Tokens => say!("agreement-unit-tokens"),
            Unit::CodePoints => say!("agreement-unit-points"),
            Unit::Annotations => say!("agreement-unit-annotations"),
            Unit::Relations => say!("agreement-unit-relations"),
            Unit::Matched => say!("agreement-unit-matched"),
        }
    }
}

/// A measure of what is marked where, of how that is related, or of the values it got.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// Precision, recall or F1 of spans.
    Spans(Same, Rate),
    /// Cohen's kappa on tokens.
    CohenKappa,
    /// Fleiss' kappa on tokens.
    FleissKappa,
    /// Krippendorff's nominal alpha on tokens.
    TokenAlpha,
    /// alpha_U.
    AlphaU,
    /// u-alpha.
    UAlpha,
    /// Binary u-alpha.
    BinaryUAlpha,
    /// cu-alpha.
    CuAlpha,
    /// gamma.
    Gamma,
    /// gamma-cat.
    GammaCat,
    /// Precision, recall or F1 of relations between annotations that both marked.
    Relations {
        /// Whether the kinds must be the same too.
        labelled: bool,
        /// Which of the three.
        rate: Rate,
    },
    /// A coefficient of the values of an attribute that annotations got which both marked.
    Attribute(AttributeKey, Coefficient),
}

impl Measure {
    /// Lists all measures, and every coefficient of each of these attributes; spans by the share of the words that
    /// `same` says, or else by half.
    pub fn every(same: Same, attributes: &[AttributeKey]) -> Vec<Measure> {
        let mut all = Measure::all(same);
        for labelled in [true, false] {
            all.extend(Rate::ALL.map(|rate| Measure::Relations { labelled, rate }));
        }
        for key in attributes {
            all.extend(Coefficient::ALL.map(|coefficient| Measure::Attribute(key.clone(), coefficient)));
        }
        all
    }

    /// Lists all measures of what is marked where; spans by the share of the words that `same` says, or else by half.
    pub fn all(same: Same) -> Vec<Measure> {
        let overlap = if let Same::Overlap(_) = same { same } else { Same::Overlap(Settings::default().share) };
        let sames = [Same::Strict, Same::Exact, Same::Partial, Same::Type, overlap, Same::Tokens];
        let rates = sames.into_iter().flat_map(|same| Rate::ALL.map(|rate| Measure::Spans(same, rate)));
        rates
            .chain([
                Measure::CohenKappa,
                Measure::FleissKappa,
                Measure::TokenAlpha,
                Measure::AlphaU,
                Measure::UAlpha,
                Measure::BinaryUAlpha,
                Measure::CuAlpha,
                Measure::Gamma,
                Measure::GammaCat,
            ])
            .collect()
    }

    /// Returns what it counts.
    pub fn unit(&self) -> Unit {
        match self {
            Measure::Spans(..) | Measure::Gamma | Measure::GammaCat => Unit::Annotations,
            Measure::CohenKappa | Measure::FleissKappa | Measure::TokenAlpha => Unit::Tokens,
            Measure::AlphaU | Measure::UAlpha | Measure::BinaryUAlpha | Measure::CuAlpha => Unit::CodePoints,
            Measure::Relations { .. } => Unit::Relations,
            Measure::Attribute(..) => Unit::Matched,
        }
    }

    /// Returns the word for it in files. Of which attribute it is stands beside it there.
    pub fn key(&self) -> String {
        let plain = match self {
            Measure::Spans(same, rate) => return format!("spans {} {}", same.key(), rate.key()),
            Measure::Relations { labelled: true, rate } => return format!("relations labelled {}", rate.key()),
            Measure::Relations { labelled: false, rate } => return format!("relations unlabelled {}", rate.key()),
            Measure::Attribute(_, coefficient) => return format!("attribute {}", coefficient.key()),
            Measure::CohenKappa => "cohen kappa",
            Measure::FleissKappa => "fleiss kappa",
            Measure::TokenAlpha => "alpha",
            Measure::AlphaU => "alpha_u",
            Measure::UAlpha => "u-alpha",
            Measure::BinaryUAlpha => "binary u-alpha",
            Measure::CuAlpha => "cu-alpha",
            Measure::Gamma => "gamma",
            Measure::GammaCat => "gamma-cat",
        };
        plain.to_owned()
    }

    /// Returns the attribute that it is of, where it is of one.
    pub fn attribute(&self) -> Option<&AttributeKey> {
        if let Measure::Attribute(key, _) = self { Some(key) } else { None }
    }

    /// Returns what people call it; `attribute` is the name of the attribute that it is of.
    pub fn name(&self, attribute: &str) -> String {
        let plain = match self {
            Measure::Spans(same, rate) => return say!("agreement-spans", rate = rate.name(), same = same.name()),
            Measure::Relations { labelled: true, rate } => {
                return say!("agreement-relations-labelled", rate = rate.name());
            }
            Measure::Relations { labelled: false, rate } => return say!("agreement-relations", rate = rate.name()),
            Measure::Attribute(_, coefficient) => {
                return say!("agreement-attribute", attribute = attribute, measure = coefficient.name());
            }
            Measure::CohenKappa => say!("agreement-cohen"),
            Measure::FleissKappa => say!("agreement-fleiss"),
            Measure::TokenAlpha => say!("agreement-alpha"),
            Measure::AlphaU => say!("agreement-alpha-u"),
            Measure::UAlpha => say!("agreement-u-alpha"),
            Measure::BinaryUAlpha => say!("agreement-binary"),
            Measure::CuAlpha => say!("agreement-cu-alpha"),
            Measure::Gamma => say!("agreement-gamma"),
            Measure::GammaCat => say!("agreement-gamma-cat"),
        };
        plain.to_owned()
    }

    /// Says in a sentence or two what it tells, for people who know no statistics.
    pub fn told(&self) -> &'static str {
        match self {
            Measure::Spans(Same::Strict, _) => say!("agreement-tells-strict"),
            Measure::Spans(Same::Exact, _) => say!("agreement-tells-exact"),
            Measure::Spans(Same::Partial, _) => say!("agreement-tells-partial"),
            Measure::Spans(Same::Type, _) => say!("agreement-tells-type"),
            Measure::Spans(Same::Overlap(_), _) => say!("agreement-tells-overlap"),
            Measure::Spans(Same::Tokens, _) => say!("agreement-tells-tokens"),
            Measure::CohenKappa => say!("agreement-tells-cohen"),
            Measure::FleissKappa => say!("agreement-tells-fleiss"),
            Measure::TokenAlpha => say!("agreement-tells-alpha"),
            Measure::AlphaU => say!("agreement-tells-alpha-u"),
            Measure::UAlpha => say!("agreement-tells-u-alpha"),
            Measure::BinaryUAlpha => say!("agreement-tells-binary"),
            Measure::CuAlpha => say!("agreement-tells-cu-alpha"),
            Measure::Gamma => say!("agreement-tells-gamma"),
            Measure::GammaCat => say!("agreement-tells-gamma-cat"),
            Measure::Relations { labelled: true, .. } => say!("agreement-tells-relations-labelled"),
            Measure::Relations { labelled: false, .. } => say!("agreement-tells-relations"),
            Measure::Attribute(_, coefficient) => coefficient.told(),
        }
    }

    /// Says why something is left out of it, besides what is left out of all measures.
    pub fn told_left_out(&self, count: usize) -> String {
        match self {
            Measure::Relations { .. } => say!("agreement-left-relations", count = count),
            _ => say!("agreement-left-values", count = count),
        }
    }

    /// Returns the precision and the recall that stand beside an F1.
    pub fn beside(&self) -> Option<[Measure; 2]> {
        let rates = [Rate::Precision, Rate::Recall];
        match *self {
            Measure::Spans(same, Rate::F1) => Some(rates.map(|rate| Measure::Spans(same, rate))),
            Measure::Relations { labelled, rate: Rate::F1 } => {
                Some(rates.map(|rate| Measure::Relations { labelled, rate }))
            }
            _ => None,
        }
    }
}

impl Rate {
    /// Returns the word for it in files.
    pub fn key(self) -> &'static str {
        match self {
            Rate::F1 => "f1",
            Rate::Precision => "precision",
            Rate::Recall => "recall",
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            Rate::F1 => say!("agreement-f1"),
            Rate::Precision => say!("agreement-precision"),
            Rate::Recall => say!("agreement-recall"),
        }
    }
}

impl Same {
    /// Returns the word for it in files and on the command line.
    pub fn key(self) -> String {
        match self {
            Same::Strict => "strict".to_owned(),
            Same::Exact => "exact".to_owned(),
            Same::Partial => "partial".to_owned(),
            Same::Type => "type".to_owned(),
            Same::Overlap(share) => format!("overlap={share}"),
            Same::Tokens => "token".to_owned(),
        }
    }

    /// Returns what people call it.
    pub fn name(self) -> String {
        let plain = match self {
            Same::Strict => say!("agreement-strict"),
            Same::Exact => say!("agreement-exact"),
            Same::Partial => say!("agreement-partial"),
            Same::Type => say!("agreement-type"),
            Same::Tokens => say!("agreement-tokens"),
            Same::Overlap(share) => return say!("agreement-overlap", percent = (share * 100.0).round()),
        };
        plain.to_owned()
    }
}

/// How measures are computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// When annotations are matched, so that their relations and attributes can be compared.
    pub same: Same,
    /// The share of the words that F1 by overlap asks for.
    pub share: f64,
    /// What resampled blocks are drawn from.
    pub seed: u64,
    /// How gamma is computed.
    pub gamma: gamma::Settings,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings { same: Same::Strict, share: 0.5, seed: 1, gamma: gamma::Settings::default() }
    }
}

/// What is to be known of a value of gamma.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampled {
    /// The disorder of the best alignment.
    pub observed: f64,
    /// The disorder of chance.
    pub chance: gamma::Chance,
    /// Whether all alignments are certain to be the best.
    pub exact: bool,
}

/// What a measure comes to.
#[derive(Clone, Debug)]
pub struct Table {
    /// The measure.
    pub measure: Measure,
    /// Of all sides in all articles.
    pub overall: Value,
    /// The same for each of [`Comparison::labels`]; none of relations and attributes.
    pub labels: Vec<Value>,
    /// The same for each kind of relation that is used, where the measure looks at kinds.
    pub kinds: Vec<(KindKey, Value)>,
    /// The same for each of [`Comparison::pieces`].
    pub articles: Vec<Value>,
    /// Of each pair of sides in all articles.
    pub pairs: Vec<((usize, usize), Value)>,
    /// Of gamma and gamma-cat overall, what it was computed from.
    pub sampled: Option<Sampled>,
    /// Which values of gamma and gamma-cat have an alignment, of what was marked or of a sample, that may not be the
    /// best.
    pub approximate: Vec<Scope>,
    /// How much is left out of it, besides what is left out of all measures (see [`Measure::told_left_out`]).
    pub left_out: usize,
}

/// gamma by sides and label, or all labels.
pub type Gammas = BTreeMap<(Vec<usize>, Option<usize>), Result<Gamma, Undefined>>;

impl Table {
    pub(super) fn of_values(measure: Measure, overall: Value) -> Table {
        Table {
            measure,
            overall,
            labels: Vec::new(),
            kinds: Vec::new(),
            articles: Vec::new(),
            pairs: Vec::new(),
            sampled: None,
            approximate: Vec::new(),
            left_out: 0,
        }
    }

    /// Returns one of its values.
    pub fn value(&self, scope: &Scope) -> Option<&Value> {
        match *scope {
            Scope { label: Some(label), kind: None, piece: None, pair: None } => self.labels.get(label),
            Scope { label: None, kind: Some(kind), piece: None, pair: None } => {
                self.kinds.get(kind).map(|(_, value)| value)
            }
            Scope { label: None, kind: None, piece: Some(piece), pair: None } => self.articles.get(piece),
            Scope { label: None, kind: None, piece: None, pair: Some(pair) } => {
                let at = self.pairs.binary_search_by_key(&pair, |(pair, _)| *pair).ok()?;
                self.pairs.get(at).map(|(_, value)| value)
            }
            Scope { label: None, kind: None, piece: None, pair: None } => Some(&self.overall),
            _ => None,
        }
    }
}

/// Computes the measures of a comparison. What several of them need is computed once.
pub struct Measuring<'c> {
    comparison: &'c Comparison,
    settings: Settings,
    draws: Draws,
    /// gamma-cat asks for the same gammas as gamma.
    pub(super) gammas: Gammas,
    /// The relations of all pairs, matched with their kinds and without, once they were asked for.
    pub(super) relations: BTreeMap<bool, Rc<Vec<Vec<Matched>>>>,
    /// What is matched of all sides, and the values it got of each attribute, once they were asked for.
    pub(super) groups: Option<Vec<Group>>,
    pub(super) attributes: BTreeMap<AttributeKey, Rc<Valued>>,
}

/// Which value is computed of a measure.
#[derive(Clone, Copy)]
struct Wanted<'w> {
    measure: &'w Measure,
    sides: &'w [usize],
    label: Option<usize>,
}

impl Comparison {
    /// Computes a measure of what is marked where of all sides in all articles, without an interval. Of gamma see
    /// [`Comparison::gamma`].
    pub fn overall(&self, measure: &Measure) -> Value {
        let sides: Vec<usize> = (0..self.sides.len()).collect();
        let mut measuring = Measuring::drawing(self, Settings::default(), Draws::of(0, 0));
        let wanted = Wanted { measure, sides: &sides, label: None };
        let made = measuring.tallies(wanted, Watch::ALONE).unwrap_or(Err(Undefined::NothingCounted));
        measuring.value(&made)
    }
}

impl<'c> Measuring<'c> {
    /// Gets ready.
    pub fn new(comparison: &'c Comparison, settings: Settings) -> Measuring<'c> {
        let draws = Draws::of(comparison.blocks(), settings.seed).in_order(&comparison.blocks_in_order());
        Measuring::drawing(comparison, settings, draws)
    }

    fn drawing(comparison: &'c Comparison, settings: Settings, draws: Draws) -> Measuring<'c> {
        let (gammas, relations, attributes) = Default::default();
        Measuring { comparison, settings, draws, gammas, relations, groups: None, attributes }
    }

    /// Returns what is compared.
    pub fn comparison(&self) -> &'c Comparison {
        self.comparison
    }

    /// Returns how it is measured.
    pub fn settings(&self) -> Settings {
        self.settings
    }

    pub(super) fn draws(&self) -> &Draws {
        &self.draws
    }

    /// Returns gamma as it was computed last of some sides and a label or all; `None` where it was not.
    pub fn gamma(&self, sides: &[usize], label: Option<usize>) -> Option<&Gamma> {
        self.gammas.get(&(sides.to_vec(), label))?.as_ref().ok()
    }

    /// Returns all gammas that were computed: what [`Comparison::trace`] needs of them.
    pub fn into_gammas(self) -> Gammas {
        self.gammas
    }

    /// Computes a measure; `None` when nobody waits any longer.
    pub fn table(&mut self, measure: Measure, watch: Watch<'_>) -> Option<Table> {
        match measure {
            Measure::Relations { labelled, rate } => self.relations_table(labelled, rate, watch),
            Measure::Attribute(ref key, coefficient) => self.attribute_table(key, coefficient, watch),
            _ => self.marks_table(measure, watch),
        }
    }

    /// Computes a measure of what is marked where.
    fn marks_table(&mut self, measure: Measure, watch: Watch<'_>) -> Option<Table> {
        let comparison = self.comparison;
        let sides: Vec<usize> = (0..comparison.sides.len()).collect();
        let pairs = comparison.pairs();
        // All sides together take about as long as all pairs of them, one after the other.
        let all_sides = pairs.len() * (1 + comparison.labels.len());
        let parts = (all_sides + if pairs.len() > 1 { pairs.len() } else { 0 }) as f64;
        let mut done = 0.0;
        let mut of = |measuring: &mut Measuring<'_>, sides: &[usize], label: Option<usize>| {
            let part = if sides.len() > 2 { pairs.len() as f64 } else { 1.0 };
            let inner = |share: f64| (watch.progress)((done + share * part) / parts);
            let wanted = Wanted { measure: &measure, sides, label };
            let made = measuring.tallies(wanted, Watch { stop: watch.stop, progress: &inner });
            done += part;
            (watch.progress)(done / parts);
            if (watch.stop)() { None } else { made }
        };
        let whole = of(self, &sides, None)?;
        let overall = self.value(&whole);
        let count = comparison.pieces.len();
        let articles = match (&whole, count) {
            (_, 1) => vec![overall],
            (Ok(whole), _) => (0..count).map(|piece| whole.of_block(piece)).collect(),
            (Err(_), _) => vec![overall; count],
        };
        drop(whole);
        let mut labels = Vec::new();
        for label in 0..comparison.labels.len() {
            let tallies = of(self, &sides, Some(label))?;
            labels.push(self.value(&tallies));
        }
        let mut of_pairs = Vec::new();
        for pair in pairs.iter().copied() {
            let value = match (pairs.len(), comparison.alone(pair)) {
                (1, _) => overall,
                (_, Some(piece)) => {
                    // Drawn from articles, the one they share would be there or not, and always say the same.
                    let only = comparison.only(piece, pair);
                    let mut inner = Measuring::new(&only, self.settings);
                    let tallies = of(&mut inner, &[pair.0, pair.1], None)?;
                    let value = inner.value(&tallies);
                    let there = |gamma: Gamma| Gamma { pieces: vec![piece], ..gamma };
                    self.gammas.extend(inner.gammas.into_iter().map(|(key, gamma)| (key, gamma.map(there))));
                    value
                }
                _ => {
                    let tallies = of(self, &[pair.0, pair.1], None)?;
                    self.value(&tallies)
                }
            };
            of_pairs.push((pair, value));
        }
        let gamma = matches!(measure, Measure::Gamma | Measure::GammaCat).then(|| self.gamma(&sides, None)).flatten();
        let sampled = gamma.map(|gamma| Sampled { observed: gamma.observed, chance: gamma.chance, exact: gamma.exact });
        let mut table = Table { labels, articles, pairs: of_pairs, sampled, ..Table::of_values(measure, overall) };
        table.approximate = self.approximate(&table);
        Some(table)
    }

    /// Lists the values of gamma and gamma-cat of which an alignment may not be the best.
    fn approximate(&self, table: &Table) -> Vec<Scope> {
        if !matches!(table.measure, Measure::Gamma | Measure::GammaCat) {
            return Vec::new();
        }
        let every: Vec<usize> = (0..self.comparison.sides.len()).collect();
        let roughly = |sides: &[usize], label| self.gamma(sides, label).is_some_and(|gamma| !gamma.exact);
        let mut all = Vec::new();
        all.extend(roughly(&every, None).then(Scope::default));
        let labels = (0..table.labels.len()).filter(|label| roughly(&every, Some(*label)));
        all.extend(labels.map(|label| Scope { label: Some(label), ..Scope::default() }));
        if let Some(gamma) = self.gamma(&every, None) {
            let aligned = gamma.pieces.iter().zip(&gamma.alignments);
            let pieces = aligned.filter(|(_, found)| !found.exact || !gamma.chance.exact);
            all.extend(pieces.map(|(piece, _)| Scope { piece: Some(*piece), ..Scope::default() }));
        }
        let pairs = table.pairs.iter().filter(|((one, other), _)| roughly(&[*one, *other], None));
        all.extend(pairs.map(|(pair, _)| Scope { pair: Some(*pair), ..Scope::default() }));
        all
    }

    fn value(&self, tallies: &Result<Tallies<'_>, Undefined>) -> Value {
        match tallies {
            Ok(tallies) => tallies.value(&self.draws),
            Err(why) => Value { value: Err(*why), counted: 0.0, interval: Err(NoInterval::NoValue) },
        }
    }

    /// Adds a measure of what is marked where up; `None` when nobody waits any longer.
    fn tallies(&mut self, wanted: Wanted<'_>, watch: Watch<'_>) -> Option<Result<Tallies<'static>, Undefined>> {
        let (comparison, Wanted { measure, sides, label }) = (self.comparison, wanted);
        if sides.len() < 2 || comparison.pieces.is_empty() {
            return Some(Err(Undefined::NothingCounted));
        }
        Some(Ok(match (measure, label) {
            (Measure::Spans(same, rate), _) => comparison.span_rate(sides, label, *same, *rate),
            (Measure::CohenKappa, _) => comparison.token_kappa(sides, label),
            (Measure::FleissKappa, _) => comparison.token_fleiss(sides, label),
            (Measure::TokenAlpha, _) => comparison.token_alpha(sides, label),
            (Measure::AlphaU, None) => comparison.alpha_u(sides, &Vec::from_iter(0..comparison.labels.len())),
            (Measure::AlphaU, Some(label)) => comparison.alpha_u(sides, &[label]),
            (Measure::CuAlpha, Some(label)) => comparison.cu_alpha_of(sides, label),
            (Measure::UAlpha, _) => comparison.u_alpha(sides, label, Alpha::Units),
            (Measure::BinaryUAlpha, _) => comparison.u_alpha(sides, label, Alpha::Binary),
            (Measure::CuAlpha, None) => comparison.u_alpha(sides, label, Alpha::Coding),
            (Measure::Gamma | Measure::GammaCat, _) => return self.gamma_tallies(wanted, watch),
            // They have tables of their own.
            (Measure::Relations { .. } | Measure::Attribute(..), _) => return Some(Err(Undefined::NothingCounted)),
        }))
    }

    fn gamma_tallies(&mut self, wanted: Wanted<'_>, watch: Watch<'_>) -> Option<Result<Tallies<'static>, Undefined>> {
        let Wanted { measure, sides, label } = wanted;
        // Among units of one label none differs.
        if *measure == Measure::GammaCat && label.is_some() {
            return Some(Err(Undefined::NoVariation));
        }
        let key = (sides.to_vec(), label);
        if !self.gammas.contains_key(&key) {
            let made = match self.comparison.gamma(sides, label, &self.settings.gamma, watch) {
                Ok(made) => Ok(made?),
                Err(why) => Err(why),
            };
            self.gammas.insert(key.clone(), made);
        }
        Some(match &self.gammas[&key] {
            Err(why) => Err(*why),
            Ok(gamma) => {
                let [place, labels] = self.comparison.gamma_tallies(gamma, sides, &self.settings.gamma);
                Ok(if *measure == Measure::Gamma { place } else { labels })
            }
        })
    }
}
