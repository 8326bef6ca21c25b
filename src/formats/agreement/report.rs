//! Computes all measures of a comparison, and lays them out as one list of sections.

use crate::compare::agreement::{
    Comparison, LeftOut, Measure, Measuring, Near, Same, Sampled, Scope, Settings, Table, Unit, Value, Watch,
    attributes_of,
};
use crate::model::{ArticleId, AttributeKey, RevisionId};
use crate::say;

/// What a part of a section is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sort {
    /// One label.
    Label,
    /// One kind of relation.
    Kind,
    /// One article.
    Article,
    /// One pair of sets.
    Pair,
}

/// A value of a part of what is compared.
#[derive(Clone, Debug)]
pub struct Part {
    /// What the part is of.
    pub sort: Sort,
    /// Its name: a label, a kind, a title, or the names of two sets.
    pub names: Vec<String>,
    /// The value.
    pub value: Value,
    /// Whether an alignment that it rests on may not be the best (gamma and gamma-cat).
    pub approximate: bool,
}

/// A measure with all its values.
#[derive(Clone, Debug)]
pub struct Section {
    /// The word for the measure in files.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The attribute that it is of.
    pub attribute: Option<String>,
    /// What is counted.
    pub unit: Unit,
    /// The value of all.
    pub overall: Value,
    /// Whether an alignment that it rests on may not be the best (gamma and gamma-cat).
    pub approximate: bool,
    /// The values of parts.
    pub parts: Vec<Part>,
    /// Of gamma, what it was computed from.
    pub sampled: Option<Sampled>,
    /// How many things are left out: of an attribute, matched annotations that fewer than two gave a value to; of
    /// relations, those with an end that does not count.
    pub left_out: usize,
    /// The same for people; none where nothing is left out.
    pub left_out_told: Option<String>,
}

/// Something left out, for programs and for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Omission {
    /// Why, as a word in files.
    pub why: &'static str,
    /// The set's name, when it is of one.
    pub set: Option<String>,
    /// The article's title, when it is one.
    pub article: Option<String>,
    /// The annotation's id, when it is one.
    pub annotation: Option<String>,
    /// The same for people.
    pub told: String,
}

/// Two articles with nearly equal texts, which are not compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Nearly {
    /// The project and title of each.
    pub articles: [(String, String); 2],
    /// The share of the words that both have.
    pub alike: f64,
    /// What went and what came, in order.
    pub changes: Vec<(String, String)>,
}

/// All that is said of a comparison.
#[derive(Clone, Debug)]
pub struct Report {
    /// The sets: name and project.
    pub sets: Vec<(String, String)>,
    /// The labels' keys and names.
    pub labels: Vec<(String, String)>,
    /// The articles that are compared: title, and the SHA-256 of the text.
    pub articles: Vec<(String, String)>,
    /// What is left out.
    pub left_out: Vec<Omission>,
    /// What might be compared if the texts were the same.
    pub near: Vec<Nearly>,
    /// How many annotations one set has on words that it marked with the same label before.
    pub doubled: usize,
    /// When annotations are matched for relations and attributes, as the command line says it.
    pub matched: String,
    /// What resampled articles were drawn from.
    pub seed: u64,
    /// The measures.
    pub sections: Vec<Section>,
}

impl Report {
    /// Computes everything; `None` when nobody waits any longer.
    pub fn of(comparison: &Comparison, settings: Settings, watch: Watch<'_>) -> Option<Report> {
        let mut measuring = Measuring::new(comparison, settings);
        let projects = comparison.sides.iter().map(|side| &comparison.sources[side.source].project);
        let measures = Measure::every(Same::Overlap(settings.share), &attributes_of(projects));
        // gamma takes about as long as all others; gamma-cat is made of the same alignments.
        let weight = |measure: &Measure| if *measure == Measure::Gamma { measures.len() } else { 1 };
        let whole: usize = measures.iter().map(weight).sum();
        let (mut done, mut tables) = (0, Vec::new());
        for measure in &measures {
            let part = |share: f64| {
                (watch.progress)((done as f64 + share * weight(measure) as f64) / whole as f64);
            };
            tables.push(measuring.table(measure.clone(), Watch { stop: watch.stop, progress: &part })?);
            done += weight(measure);
            (watch.progress)(done as f64 / whole as f64);
        }
        Some(Report::of_tables(comparison, settings, &tables))
    }

    /// Lays out what was measured with these settings.
    pub fn of_tables<'t>(
        comparison: &Comparison,
        settings: Settings,
        tables: impl IntoIterator<Item = &'t Table>,
    ) -> Report {
        let source = |number: usize| comparison.sources[number].name.clone();
        Report {
            sets: comparison.sides.iter().map(|side| (side.name.clone(), source(side.source))).collect(),
            labels: comparison
                .labels
                .iter()
                .map(|label| (label.to_string(), label_name(comparison, label.as_str())))
                .collect(),
            articles: comparison
                .pieces
                .iter()
                .map(|piece| (piece.title.clone(), piece.text.hash().to_string()))
                .collect(),
            left_out: comparison.left_out.iter().map(|out| omission(comparison, out)).collect(),
            near: comparison.near.iter().map(|near| nearly(comparison, near)).collect(),
            doubled: comparison.doubled().len(),
            matched: match settings.same {
                Same::Strict => "exact".to_owned(),
                same => same.key(),
            },
            seed: settings.seed,
            sections: tables.into_iter().map(|table| section(comparison, table)).collect(),
        }
    }
}

/// Lays out a measure.
fn section(comparison: &Comparison, table: &Table) -> Section {
    let part = |sort, names, (scope, value): (Scope, &Value)| Part {
        sort,
        names,
        value: *value,
        approximate: table.approximate.contains(&scope),
    };
    let whole = Scope::default();
    let labels = comparison.labels.iter().zip(&table.labels).enumerate().map(|(at, (label, value))| {
        let scope = Scope { label: Some(at), ..whole };
        part(Sort::Label, vec![label_name(comparison, label.as_str())], (scope, value))
    });
    let kinds = table.kinds.iter().enumerate().map(|(at, (kind, value))| {
        part(Sort::Kind, vec![kind.to_string()], (Scope { kind: Some(at), ..whole }, value))
    });
    let articles = comparison.pieces.iter().zip(&table.articles).enumerate().map(|(at, (piece, value))| {
        part(Sort::Article, vec![piece.title.clone()], (Scope { piece: Some(at), ..whole }, value))
    });
    let name = |side: usize| comparison.sides[side].name.clone();
    let pairs = table.pairs.iter().map(|(pair, value)| {
        part(Sort::Pair, vec![name(pair.0), name(pair.1)], (Scope { pair: Some(*pair), ..whole }, value))
    });
    let attribute = table.measure.attribute();
    let named = |key: &AttributeKey| {
        let mut rows = comparison.sources.iter().filter_map(|source| source.project.attribute(key));
        rows.next().map_or_else(|| key.to_string(), |row| row.name.clone())
    };
    Section {
        key: table.measure.key(),
        name: table.measure.name(&attribute.map(named).unwrap_or_default()),
        attribute: attribute.map(ToString::to_string),
        unit: table.measure.unit(),
        overall: table.overall,
        approximate: table.approximate.contains(&whole),
        parts: labels.chain(kinds).chain(articles).chain(pairs).collect(),
        sampled: table.sampled,
        left_out: table.left_out,
        left_out_told: (table.left_out > 0).then(|| table.measure.told_left_out(table.left_out)),
    }
}

/// Returns what the first project that declares it calls a label.
pub fn label_name(comparison: &Comparison, label: &str) -> String {
    let declared = comparison.sources.iter().flat_map(|source| source.project.labels());
    let mut named = declared.filter(|(key, _)| key.as_str() == label).map(|(_, row)| row.name.clone());
    named.next().unwrap_or_else(|| label.to_owned())
}

/// Says what is left out, and why.
pub fn omission(comparison: &Comparison, out: &LeftOut) -> Omission {
    let title = |source: usize, article: &ArticleId| {
        comparison.sources[source].project.article(article).map_or_else(String::new, |row| row.details.title.clone())
    };
    let number = |source: usize, text: &RevisionId| {
        comparison.sources[source].project.revision(text).map_or(0, |row| row.number)
    };
    let name = |side: usize| comparison.sides[side].name.clone();
    let plain = |why, set: Option<String>, article: Option<String>, annotation: Option<String>, told| Omission {
        why,
        set,
        article,
        annotation,
        told,
    };
    match out {
        LeftOut::Alone { source, article } => {
            let (title, project) = (title(*source, article), comparison.sources[*source].name.clone());
            let told = say!("agreement-left-alone", article = &title, project = project);
            plain("no other project has the text", None, Some(title), None, told)
        }
        LeftOut::Adjudicated { source, set } => {
            let source = &comparison.sources[*source];
            let set = source.project.set_name(*set);
            let told = say!("agreement-left-adjudicated", set = &set, project = &source.name);
            plain("adjudicated", Some(set), None, None, told)
        }
        LeftOut::NotDone { side, article } => {
            let (title, set) = (title(comparison.sides[*side].source, article), name(*side));
            let told = say!("agreement-left-open", article = &title, set = &set);
            plain("not done", Some(set), Some(title), None, told)
        }
        LeftOut::OtherDone { side, article, compared } => {
            let (title, set) = (title(comparison.sides[*side].source, article), name(*side));
            let text = number(comparison.sides[*side].source, compared);
            let told = say!("agreement-left-other-done", article = &title, set = &set, text = text);
            plain("done with another text", Some(set), Some(title), None, told)
        }
        LeftOut::OtherText { side, article, compared, count } => {
            let (title, set) = (title(comparison.sides[*side].source, article), name(*side));
            let text = number(comparison.sides[*side].source, compared);
            let told = say!("agreement-left-other-text", count = *count, article = &title, set = &set, text = text);
            plain("on another text", Some(set), Some(title), None, told)
        }
        LeftOut::TooFew { source, article } => {
            let title = title(*source, article);
            let told = say!("agreement-left-few", article = &title);
            plain("fewer than two are done", None, Some(title), None, told)
        }
        LeftOut::Detached { side, annotation } => {
            let (set, id) = (name(*side), annotation.to_string());
            let told = say!("agreement-left-detached", annotation = &id, set = &set);
            plain("detached", Some(set), None, Some(id), told)
        }
        LeftOut::Label { side, annotation } => {
            let (set, id) = (name(*side), annotation.to_string());
            let told = say!("agreement-left-label", annotation = &id, set = &set);
            plain("label does not count", Some(set), None, Some(id), told)
        }
    }
}

fn nearly(comparison: &Comparison, near: &Near) -> Nearly {
    let text = |at: usize| {
        let (source, _, revision) = near.places[at];
        comparison.sources[source].project.revision(&revision).map(|row| row.text.clone())
    };
    let of = |at: usize| {
        let (source, article, _) = near.places[at];
        let source = &comparison.sources[source];
        let title = source.project.article(&article).map_or_else(String::new, |row| row.details.title.clone());
        (source.name.clone(), title)
    };
    let words = |at: usize, bytes: &std::ops::Range<usize>| {
        text(at).and_then(|text| Some(text.as_str().get(bytes.clone())?.to_owned())).unwrap_or_default()
    };
    let changed = near.difference.parts.iter().filter(|part| words(0, &part.old) != words(1, &part.new));
    Nearly {
        articles: [of(0), of(1)],
        alike: near.alike,
        changes: changed.map(|part| (words(0, &part.old), words(1, &part.new))).collect(),
    }
}
