//! Writes a report as CSV (RFC 4180), a row a value.

use super::report::{Report, Section, Sort};
use crate::compare::agreement::Value;

/// Writes a report as a table: `measure`, `attribute`, `of` (`all`, `label`, `kind`, `article` or `pair`), `name`,
/// `with` (the second set of a pair), `value`, `undefined`, `n`, `unit`, `low` and `high` (the ends of the interval),
/// and `no_interval` (why it has none).
pub fn csv(report: &Report) -> String {
    rows(&report.sections)
}

/// Writes measures as the same table.
pub fn rows(sections: &[Section]) -> String {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let head =
        ["measure", "attribute", "of", "name", "with", "value", "undefined", "n", "unit", "low", "high", "no_interval"];
    // Writing into memory can't fail.
    let _ = table.write_record(head);
    for section in sections {
        let mut row = |of: &str, names: &[String], value: &Value| {
            let name = |at: usize| names.get(at).cloned().unwrap_or_default();
            let number = |number: Option<f64>| number.map_or_else(String::new, |number| number.to_string());
            let _ = table.write_record([
                section.key.clone(),
                section.attribute.clone().unwrap_or_default(),
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
            ]);
        };
        row("all", &[], &section.overall);
        for part in &section.parts {
            let of = match part.sort {
                Sort::Label => "label",
                Sort::Kind => "kind",
                Sort::Article => "article",
                Sort::Pair => "pair",
            };
            row(of, &part.names, &part.value);
        }
    }
    String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default()
}
