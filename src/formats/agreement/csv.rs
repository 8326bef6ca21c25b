//! Writes a report as CSV (RFC 4180), a row a value.

use super::report::{Report, Section, Sort};
use crate::compare::agreement::Value;
use crate::formats::sheet::cell;

/// What stands over the columns.
const HEAD: [&str; 18] = [
    "measure",
    "attribute",
    "of",
    "name",
    "with",
    "value",
    "undefined",
    "n",
    "unit",
    "low",
    "high",
    "no_interval",
    "approximate",
    "match",
    "seed",
    "samples",
    "observed",
    "expected",
];

/// Writes a report as a table: `measure`, `attribute`, `of` (`all`, `label`, `kind`, `article`, `pair` or `left out`),
/// `name`, `with` (the second set of a pair), `value`, `undefined`, `n`, `unit`, `low` and `high` (the ends of the
/// interval), `no_interval` (why it has none), `approximate` (`yes` where an alignment of gamma may not be the best),
/// `match` (when annotations are matched for relations and attributes), `seed` (of the intervals and of gamma), and for
/// gamma of all `samples`, and `observed` and `expected` disorder.
///
/// Below the values, a row for each thing that is left out: its article or annotation as `name`, the set as `with`, and
/// why as `undefined`.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
pub fn csv(report: &Report) -> String {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory can't fail.
    let _ = table.write_record(HEAD);
    for section in &report.sections {
        let _ = table.write_record(row(report, section, "all", &[], (&section.overall, section.approximate)));
        for part in &section.parts {
            let of = match part.sort {
                Sort::Label => "label",
                Sort::Kind => "kind",
                Sort::Article => "article",
                Sort::Pair => "pair",
            };
            let _ = table.write_record(row(report, section, of, &part.names, (&part.value, part.approximate)));
        }
    }
    for out in &report.left_out {
        let mut cells = HEAD.map(|_| String::new());
        let name = out.article.as_deref().or(out.annotation.as_deref()).unwrap_or_default();
        let texts = ["left out", name, out.set.as_deref().unwrap_or_default()];
        cells[2..5].iter_mut().zip(texts).for_each(|(at, text)| *at = cell(text));
        cells[6] = out.why.to_owned();
        let _ = table.write_record(cells);
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn row(
    report: &Report,
    section: &Section,
    of: &str,
    names: &[String],
    (value, approximate): (&Value, bool),
) -> [String; HEAD.len()] {
    let name = |at: usize| names.get(at).map_or_else(String::new, |name| cell(name));
    let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
    let sampled = section.sampled.filter(|_| of == "all");
    [
        section.key.clone(),
        section.attribute.as_deref().map_or_else(String::new, cell),
        of.to_owned(),
        name(0),
        name(1),
        number(value.value.ok()),
        value.value.err().map_or("", |why| why.key()).to_owned(),
        value.counted.to_string(),
        section.unit.key().to_owned(),
        number(value.interval.ok().map(|interval| interval.low)),
        number(value.interval.ok().map(|interval| interval.high)),
        value.interval.err().map_or("", |why| why.key()).to_owned(),
        if approximate { "yes" } else { "" }.to_owned(),
        report.matched.clone(),
        report.seed.to_string(),
        sampled.map_or_else(String::new, |sampled| sampled.chance.samples.to_string()),
        number(sampled.map(|sampled| sampled.observed)),
        number(sampled.map(|sampled| sampled.chance.disorder)),
    ]
}
