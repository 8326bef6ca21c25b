//! Writes a report as JSON (RFC 8259).

use serde_json::{Map, Value as Json, json};

use super::report::{Part, Report, Section, Sort};
use crate::compare::agreement::Value;

/// The number of the form; it changes when a key does.
const FORMAT: u32 = 1;

/// Writes a report for programs. Its keys:
///
/// - `format`: 1.
/// - `sets`: for each set its `name` and `project`.
/// - `labels`: for each label its `key` and `name`.
/// - `articles`: for each article that is compared its `title` and the `sha256` of its text.
/// - `left_out`: for each thing that is not compared `why` (`adjudicated`, `not done`, `fewer than two are done`, `no
///   other project has the text`, `detached`, `label does not count`, `done with another text`, `on another text`), and
///   its `set`, `article` and `annotation` or null.
/// - `near`: for each pair of articles with nearly equal texts, which are not compared, `articles` (two, with `project`
///   and
///   `title`), `alike` (0 to 1) and `changes` (`old` and `new` words).
/// - `doubled`: how many annotations a set has on words that it marked with the same label before.
/// - `match`: when annotations are matched for relations and attributes, as `--match` says it; `seed` of the intervals.
/// - `measures`: for each measure its `measure` (such as `spans strict f1`, `cohen kappa`, `alpha`, `gamma`, `relations
///   labelled f1`, `attribute alpha nominal`), `attribute` or null, `unit` of what is counted, `overall`, `labels` (by
///   key), `kinds` (by key), `articles` (with `title`), `pairs` (with `sets`, two names), `left_out` (of an attribute
///   matched annotations that fewer than two gave a value to, of relations those with an end that does not count), and
///   `gamma` or null: `observed` and `expected` disorder, `deviation`, `samples`, `seed`, and `exact`, which is false
///   when an alignment may not be the best.
///
/// Each value has `value` (a number or null), `undefined` (null, or why there is no number: `nothing counted`, `nothing
/// marked`, `no variation`, `no numbers`, `no order`, `numbers below 0`), `n`, `interval` (null, or its two ends),
/// `no_interval` (null, or why there is no interval: `no value`, `one of several articles`, `fewer than two articles or
/// paragraphs`, `too few draws with a value`, `all draws come to the same`), and `approximate` (true where an alignment
/// of gamma may not be the best).
pub fn json(report: &Report) -> String {
    let sets = report.sets.iter().map(|(name, project)| json!({ "name": name, "project": project }));
    let labels = report.labels.iter().map(|(key, name)| json!({ "key": key, "name": name }));
    let articles = report.articles.iter().map(|(title, hash)| json!({ "title": title, "sha256": hash }));
    let left_out = report
        .left_out
        .iter()
        .map(|out| json!({ "why": out.why, "set": out.set, "article": out.article, "annotation": out.annotation }));
    let near = report.near.iter().map(|near| {
        let articles = near.articles.iter().map(|(project, title)| json!({ "project": project, "title": title }));
        let changes = near.changes.iter().map(|(old, new)| json!({ "old": old, "new": new }));
        json!({
            "articles": articles.collect::<Vec<_>>(),
            "alike": near.alike,
            "changes": changes.collect::<Vec<_>>(),
        })
    });
    let whole = json!({
        "format": FORMAT,
        "sets": sets.collect::<Vec<_>>(),
        "labels": labels.collect::<Vec<_>>(),
        "articles": articles.collect::<Vec<_>>(),
        "left_out": left_out.collect::<Vec<_>>(),
        "near": near.collect::<Vec<_>>(),
        "doubled": report.doubled,
        "match": report.matched,
        "seed": report.seed,
        "measures": report.sections.iter().map(|section| measure(report, section)).collect::<Vec<_>>(),
    });
    format!("{whole:#}\n")
}

fn measure(report: &Report, section: &Section) -> Json {
    let parts = |sort: Sort| section.parts.iter().filter(move |part| part.sort == sort);
    let with = |part: &Part, key: &str, named: Json| {
        let mut of = value_of(&part.value, part.approximate);
        of.insert(key.to_owned(), named);
        Json::Object(of)
    };
    let labels = parts(Sort::Label).zip(&report.labels);
    let labels: Map<String, Json> =
        labels.map(|(part, (key, _))| (key.clone(), Json::Object(value_of(&part.value, part.approximate)))).collect();
    let kinds: Map<String, Json> = parts(Sort::Kind)
        .map(|part| (part.names.concat(), Json::Object(value_of(&part.value, part.approximate))))
        .collect();
    let articles = parts(Sort::Article).map(|part| with(part, "title", json!(part.names.concat())));
    let pairs = parts(Sort::Pair).map(|part| with(part, "sets", json!(part.names)));
    let gamma = section.sampled.map(|sampled| {
        json!({
            "observed": sampled.observed,
            "expected": sampled.chance.disorder,
            "deviation": sampled.chance.deviation,
            "samples": sampled.chance.samples,
            "seed": sampled.chance.seed,
            "exact": sampled.exact,
        })
    });
    json!({
        "measure": section.key,
        "attribute": section.attribute,
        "unit": section.unit.key(),
        "overall": value_of(&section.overall, section.approximate),
        "labels": labels,
        "kinds": kinds,
        "articles": articles.collect::<Vec<_>>(),
        "pairs": pairs.collect::<Vec<_>>(),
        "left_out": section.left_out,
        "gamma": gamma,
    })
}

fn value_of(value: &Value, approximate: bool) -> Map<String, Json> {
    let mut of = Map::new();
    of.insert("value".to_owned(), json!(value.value.ok()));
    of.insert("undefined".to_owned(), json!(value.value.err().map(|why| why.key())));
    of.insert("n".to_owned(), json!(value.counted));
    of.insert("interval".to_owned(), json!(value.interval.ok().map(|interval| [interval.low, interval.high])));
    of.insert("no_interval".to_owned(), json!(value.interval.err().map(|why| why.key())));
    of.insert("approximate".to_owned(), json!(approximate));
    of
}
