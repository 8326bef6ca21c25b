//! Writes a report as lines for a terminal: what is compared, what is left out, a table of all, and a table of each
//! measure by label, by article and by pair. Why there is no number stands below them.

use std::fmt::Write as _;

use super::report::{Part, Report, Section, Sort};
use crate::compare::agreement::{NoInterval, Sampled, Value};
use crate::say;

/// How wide a table is, in characters, unless its numbers take more.
const WIDTH: usize = 100;
/// How wide the names in a table are at least, in characters.
const NAMES: usize = 20;

/// Writes a report for people.
pub fn text(report: &Report) -> String {
    let mut out = String::new();
    for line in facts(report) {
        let _ = writeln!(out, "{line}");
    }
    let mut notes = Notes::default();
    for table in tables(report, &mut notes) {
        if let Some(group) = table.group {
            let _ = write!(out, "\n{group}\n");
        }
        let _ = write!(out, "\n{}\n", table.heading);
        lines(&table, &mut out);
    }
    if !notes.0.is_empty() {
        let _ = write!(out, "\n{}\n", say!("agreement-notes"));
        for note in notes.list() {
            let _ = writeln!(out, "  {note}");
        }
    }
    out
}

/// Writes a table's lines: the names wrapped so that the whole is no wider than a terminal.
fn lines(table: &Table, out: &mut String) {
    let all: Vec<&[String; 4]> = std::iter::once(&table.head).chain(&table.rows).collect();
    let wide = |at: usize| all.iter().map(|row| row[at].chars().count()).max().unwrap_or(0);
    let others: usize = (1..4).map(|at| wide(at) + 2).sum();
    let room = wide(0).min(WIDTH.saturating_sub(others + 2).max(NAMES));
    for row in &all {
        let names = wrapped(&row[0], room);
        for (at, name) in names.iter().enumerate() {
            let mut line = format!("  {name}{}", " ".repeat(room - name.chars().count()));
            for column in (1..4).filter(|_| at + 1 == names.len()) {
                let cell = &row[column];
                let _ = write!(line, "  {}{cell}", " ".repeat(wide(column) - cell.chars().count()));
            }
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
}

/// Breaks a text into lines of at most this many characters, between words where that can be.
fn wrapped(text: &str, room: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let mut rest: Vec<char> = word.chars().collect();
        let last = lines.len() - 1;
        let before = lines[last].chars().count();
        if before > 0 && before + 1 + rest.len() <= room {
            lines[last].push(' ');
        } else if before > 0 {
            lines.push(String::new());
        }
        while rest.len() > room {
            let more = rest.split_off(room);
            let last = lines.len() - 1;
            lines[last].extend(rest);
            lines.push(String::new());
            rest = more;
        }
        let last = lines.len() - 1;
        lines[last].extend(rest);
    }
    lines
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

/// Remarks that numbers refer to, each once, in the order in which they come up.
#[derive(Default)]
pub(super) struct Notes(Vec<String>);

impl Notes {
    /// Returns the sign of a remark: `[1]`.
    fn sign(&mut self, told: &str) -> String {
        let at = self.0.iter().position(|known| known == told).unwrap_or_else(|| {
            self.0.push(told.to_owned());
            self.0.len() - 1
        });
        format!("[{}]", at + 1)
    }

    /// Lists them, each behind its sign.
    pub(super) fn list(&self) -> impl Iterator<Item = String> + '_ {
        self.0.iter().enumerate().map(|(at, told)| format!("[{}] {told}", at + 1))
    }
}

/// A table: what is measured, its value, its interval, and how much was counted.
pub(super) struct Table {
    /// The heading over it and the tables behind it, where they are of another sort than those before.
    pub(super) group: Option<&'static str>,
    pub(super) heading: String,
    pub(super) head: [String; 4],
    pub(super) rows: Vec<[String; 4]>,
}

/// Lists the tables: all measures of all together; then each measure by label, kind, article and pair, where there are
/// several of them.
pub(super) fn tables(report: &Report, notes: &mut Notes) -> Vec<Table> {
    let head = ["", say!("agreement-head-value"), say!("agreement-head-interval"), say!("agreement-head-counted")];
    let head = head.map(str::to_owned);
    let whole = report.sections.iter().map(|section| {
        let mut row = row(section, section.name.clone(), (&section.overall, section.approximate), notes);
        if let Some(told) = &section.left_out_told {
            row[3] = format!("{} {}", row[3], notes.sign(told));
        }
        row
    });
    let heading = say!("agreement-all").to_owned();
    let mut all = vec![Table { group: None, heading, head: head.clone(), rows: whole.collect() }];
    for (sort, heading) in [
        (Sort::Label, say!("agreement-by-label")),
        (Sort::Kind, say!("agreement-by-kind")),
        (Sort::Article, say!("agreement-by-article")),
        (Sort::Pair, say!("agreement-by-pair")),
    ] {
        let mut group = Some(heading);
        for section in &report.sections {
            let parts: Vec<&Part> = section.parts.iter().filter(|part| part.sort == sort).collect();
            // One article or one pair is all there is.
            if parts.is_empty() || parts.len() < 2 && matches!(sort, Sort::Article | Sort::Pair) {
                continue;
            }
            let rows = parts
                .into_iter()
                .map(|part| row(section, part.names.join(" – "), (&part.value, part.approximate), notes));
            let rows = rows.collect();
            all.push(Table { group: group.take(), heading: section.name.clone(), head: head.clone(), rows });
        }
    }
    all
}

fn row(section: &Section, name: String, (value, approximate): (&Value, bool), notes: &mut Notes) -> [String; 4] {
    let number = match value.value {
        Ok(number) if approximate => format!("≈ {number:.4} {}", notes.sign(say!("agreement-approximate"))),
        Ok(number) => format!("{number:.4}"),
        Err(why) => format!("{} {}", say!("agreement-undefined"), notes.sign(why.told())),
    };
    let interval = match value.interval {
        Ok(ends) => format!("{:.4} – {:.4}", ends.low, ends.high),
        // The value says why already.
        Err(NoInterval::NoValue) => String::new(),
        Err(why) => notes.sign(&say!("agreement-no-interval", why = why.told())),
    };
    let counted = say!("agreement-counted", count = value.counted, unit = section.unit.told());
    [name, number, interval, counted]
}
