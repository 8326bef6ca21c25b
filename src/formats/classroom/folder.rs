//! Makes the pages of a class that go into one folder.

use std::collections::HashSet;

use crate::say;

use super::super::exchange::{file_part, fit_for_file};
use super::report::Report;
use super::{class, feedback};

/// Returns pages by the names of their files: of the class first where that is wanted, then one a learner, by the
/// learner's name where a file can have it, else by the number.
pub fn pages(report: &Report<'_>, with_class: bool) -> Vec<(String, String)> {
    let first = with_class.then(|| (format!("{}.html", say!("terminal-grade-class")), class::page(report)));
    let mut pages: Vec<(String, String)> = first.into_iter().collect();
    let mut taken: HashSet<String> = pages.iter().map(|(name, _)| name.to_lowercase()).collect();
    for (number, name) in report.names.iter().enumerate() {
        let own = fit_for_file(&file_part(name));
        let own = if own.is_empty() { say!("marks-learner", number = number + 1) } else { own };
        // Two names may be one file where capitals don't count.
        let names = std::iter::once(format!("{own}.html")).chain((2..).map(|again| format!("{own}-{again}.html")));
        let name = names.into_iter().find(|name| taken.insert(name.to_lowercase())).unwrap_or_default();
        pages.push((name, feedback::page(report, number)));
    }
    pages
}
