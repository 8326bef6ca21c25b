//! Writes the gradebook as CSV (RFC 4180), a row a learner, as learning platforms read it and spreadsheets too.
//!
//! A byte order mark comes first, for Excel takes a file without one for a local encoding; Moodle passes over it.
//! Platforms find a learner by what stands in the first column: a name that is theirs, or the code that the learner
//! gave.

use super::report::{Report, percent};
use crate::formats::sheet::cell;

/// What stands over the columns that are always there. Programs read them: they are the same in every language.
pub const HEADINGS: [&str; 10] =
    ["learner", "points", "of", "percent", "found", "wrong", "missed", "surplus", "aside", "handed"];

/// What stands over the columns behind them where time is limited: the minutes that were begun, and those of them that
/// are beyond the limit. They are empty where a file does not say when it was begun.
pub const TIME: [&str; 2] = ["minutes", "over"];

/// Writes the gradebook: behind [`HEADINGS`], and [`TIME`] where that is limited, for each label and relation kind its
/// name with `points`. There points may be below 0, and all together come to the learner's unless that would be below
/// 0.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
pub fn csv(report: &Report<'_>) -> String {
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
    let handout = report.handout;
    let names = handout.labels.iter().map(|label| &label.name).chain(handout.kinds.iter().map(|kind| &kind.name));
    let names = names.map(|name| cell(&format!("{name} points")));
    // Writing into memory can't fail.
    let time = TIME.into_iter().filter(|_| handout.minutes.is_some());
    let _ = table.write_record(HEADINGS.into_iter().chain(time).map(str::to_owned).chain(names));
    for (number, learner) in report.class.learners.iter().enumerate() {
        let (score, tally) = (&learner.score, learner.tally);
        let mut row = vec![cell(report.name(number)), score.points.to_string(), score.of.to_string()];
        row.push(percent(score).unwrap_or_default());
        row.extend([tally.found, tally.wrong, tally.missed, tally.surplus].map(|count| count.to_string()));
        row.extend([learner.marked.aside().to_string(), learner.hand_in.handed.to_string()]);
        if handout.minutes.is_some() {
            let took = report.took(number).map(|took| [took.minutes, took.over].map(|count| count.to_string()));
            row.extend(took.unwrap_or_default());
        }
        let labels = handout.labels.iter().map(|label| score.labels.get(&label.key));
        let kinds = handout.kinds.iter().map(|kind| score.kinds.get(&kind.key));
        row.extend(labels.chain(kinds).map(|points| points.map(|(points, _)| points.to_string()).unwrap_or_default()));
        let _ = table.write_record(row);
    }
    let table = String::from_utf8(table.into_inner().unwrap_or_default()).unwrap_or_default();
    format!("\u{feff}{table}")
}
