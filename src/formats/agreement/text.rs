//! Writes a report as lines for a terminal: what is compared, what is left out, and a table each of all, by label, by
//! article and by pair.

use std::fmt::Write as _;

use super::report::{Report, Section, Sort};
use crate::compare::agreement::{Sampled, Value};
use crate::say;

/// Writes a report for people.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for line in facts(report) {
        let _ = writeln!(out, "{line}");
    }
    for (heading, head, rows) in tables(report) {
        let _ = write!(out, "\n{heading}\n");
        let all: Vec<&Vec<String>> = std::iter::once(&head).chain(&rows).collect();
        let width = |column: usize| all.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).max();
        for row in &all {
            let mut line = String::new();
            for (at, cell) in row.iter().enumerate() {
                let room = width(at).unwrap_or(0) - cell.chars().count();
                let _ = match at {
                    0 => write!(line, "  {cell}{}", " ".repeat(room)),
                    _ => write!(line, "  {}{cell}", " ".repeat(room)),
                };
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    out
}

/// Lists what is compared and what is not, a line each.
pub(super) fn facts(report: &Report) -> Vec<String> {
    let sets: Vec<&str> = report.sets.iter().map(|(name, _)| name.as_str()).collect();
    let mut lines = vec![
        say!("agreement-compared", sets = sets.join(", "), articles = report.articles.len()),
        say!("agreement-how", matched = &report.matched, seed = report.seed.to_string()).to_owned(),
    ];
    lines.extend(report.left_out.iter().map(|out| say!("agreement-left", what = &out.told)));
    for near in &report.near {
        let [(_, one), (other_project, other)] = &near.articles;
        let percent = (near.alike * 100.0).floor();
        lines.push(say!("agreement-near", one = one, other = other, project = other_project, percent = percent));
        lines.extend(
            near.changes.iter().map(|(old, new)| say!("agreement-near-change", old = old.trim(), new = new.trim())),
        );
    }
    if report.doubled > 0 {
        let doubled = say!("agreement-doubled", count = report.doubled);
        lines.push([&doubled, say!("agreement-doubled-how")].join(" "));
    }
    let gammas = report.sections.iter().filter(|section| section.key == "gamma");
    lines.extend(gammas.filter_map(|section| section.sampled.as_ref()).map(sampling));
    lines
}

/// Says what a value of gamma was computed from.
pub fn sampling(sampled: &Sampled) -> String {
    let (samples, seed) = (sampled.chance.samples, sampled.chance.seed.to_string());
    match sampled.exact {
        true => say!("agreement-sampled", samples = samples, seed = seed),
        false => say!("agreement-sampled-roughly", samples = samples, seed = seed),
    }
}

type Lines = (String, Vec<String>, Vec<Vec<String>>);

/// Lists the tables: a heading, the head and the rows of each.
pub(super) fn tables(report: &Report) -> Vec<Lines> {
    let mut all = Vec::new();
    let head = ["", say!("agreement-head-value"), say!("agreement-head-interval"), say!("agreement-head-counted")];
    let whole = report.sections.iter().map(|section| {
        let Value { interval, counted, .. } = section.overall;
        let interval = interval.ok().map_or_else(String::new, |ends| format!("{:.4} – {:.4}", ends.low, ends.high));
        let mut counted = say!("agreement-counted", count = counted, unit = section.unit.told());
        if section.left_out > 0 {
            counted = say!("agreement-counted-left", counted = counted, left = section.left_out);
        }
        vec![section.name.clone(), told(&section.overall), interval, counted]
    });
    all.push((say!("agreement-all").to_owned(), head.map(str::to_owned).to_vec(), whole.collect()));
    for (sort, heading) in [
        (Sort::Label, say!("agreement-by-label")),
        (Sort::Kind, say!("agreement-by-kind")),
        (Sort::Article, say!("agreement-by-article")),
        (Sort::Pair, say!("agreement-by-pair")),
    ] {
        let mut columns: Vec<&Vec<String>> = Vec::new();
        let sorted = report.sections.iter().flat_map(|section| &section.parts).filter(|part| part.sort == sort);
        // Articles of one title are columns of their own: a section has each once, in one order.
        let most = report.sections.iter().max_by_key(|section| of(section, sort).count());
        match (sort, most) {
            (Sort::Kind, _) => sorted.for_each(|part| {
                if !columns.contains(&&part.names) {
                    columns.push(&part.names);
                }
            }),
            (_, Some(most)) => columns.extend(of(most, sort).map(|part| &part.names)),
            _ => {}
        }
        let few = columns.len() < 2 && matches!(sort, Sort::Article | Sort::Pair);
        if columns.is_empty() || few {
            continue;
        }
        let head = std::iter::once(String::new()).chain(columns.iter().map(|names| names.join(" – "))).collect();
        let row = |section: &Section| -> Option<Vec<String>> {
            let parts: Vec<_> = of(section, sort).collect();
            let cell = |(at, names): (usize, &&Vec<String>)| match sort {
                Sort::Kind => {
                    parts.iter().find(|part| part.names == **names).map_or_else(String::new, |part| told(&part.value))
                }
                _ => parts.get(at).map_or_else(String::new, |part| told(&part.value)),
            };
            let cells = columns.iter().enumerate().map(cell);
            (!parts.is_empty()).then(|| std::iter::once(section.name.clone()).chain(cells).collect())
        };
        let rows: Vec<Vec<String>> = report.sections.iter().filter_map(row).collect();
        all.push((heading.to_owned(), head, rows));
    }
    all
}

fn of(section: &Section, sort: Sort) -> impl Iterator<Item = &super::report::Part> {
    section.parts.iter().filter(move |part| part.sort == sort)
}

fn told(value: &Value) -> String {
    match value.value {
        Ok(value) => format!("{value:.4}"),
        Err(why) => why.told().to_owned(),
    }
}
