//! Says in words and signs what a dossier tells of cells, quotes and rows.

use std::ops::RangeInclusive;

use crate::compare::ledger as from;
use crate::say;

use super::shape::*;
use super::summary::Reach;

/// Returns the letters that an article goes by: A to Z, then AA.
pub(super) fn letters(mut at: usize) -> String {
    let mut all = Vec::new();
    loop {
        all.push(char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            break;
        }
        at = at / 26 - 1;
    }
    all.iter().rev().collect()
}

/// Lists how far who denies it in a cell, the strongest first.
pub(super) fn cell_denials(cell: &Cell) -> Vec<(Option<&Named>, Vec<&str>)> {
    let mut all: Vec<(Option<&Named>, Vec<&str>)> = Vec::new();
    for denial in &cell.denials {
        let scope = denial.scope.as_ref();
        let at = all.iter().position(|(other, _)| *other == scope).unwrap_or_else(|| {
            all.push((scope, Vec::new()));
            all.len() - 1
        });
        for who in &denial.by {
            if !all[at].1.contains(&who.as_str()) {
                all[at].1.push(who);
            }
        }
    }
    all.sort_by_key(|(scope, _)| Reach::of(*scope));
    all
}

/// Says how far a denial goes: a sign, that of the ledger on the screen, and words.
pub(super) fn signed_scope(scope: Option<&Named>) -> String {
    let sign = match Reach::of(scope) {
        Reach::Full => "◆",
        Reach::Part => "⬖",
        Reach::Open => "◈",
        Reach::Answer => "◇",
        Reach::Refusal => "◌",
    };
    format!("{sign} {}", scope_words(scope))
}

pub(super) fn scope_words(scope: Option<&Named>) -> String {
    match (Reach::of(scope), scope) {
        (Reach::Full, _) => say!("extent-full").to_owned(),
        (Reach::Part, _) => say!("extent-partial").to_owned(),
        (Reach::Answer, _) => say!("extent-non-denial").to_owned(),
        (Reach::Refusal, _) => say!("extent-no-comment").to_owned(),
        (Reach::Open, Some(scope)) => say!("extent-other", scope = &scope.name),
        (Reach::Open, None) => say!("extent-unsaid").to_owned(),
    }
}

/// What an article does with a row beside denying it.
#[derive(Clone, Copy)]
pub(super) enum Deed {
    Asserts,
    Attributes,
    NotThere,
    NotChecked,
}

/// Says it with its sign.
pub(super) fn signed(deed: Deed) -> String {
    let (sign, words) = match deed {
        Deed::Asserts => ("●", say!("dossier-asserts")),
        Deed::Attributes => ("◉", say!("dossier-attributes")),
        Deed::NotThere => ("–", say!("dossier-not-there")),
        Deed::NotChecked => ("◦", say!("dossier-not-checked")),
    };
    format!("{sign} {words}")
}

/// Says what a later text of an article did to a cell, with its sign.
pub(super) fn signed_since(since: &Since) -> String {
    let sign = match since.turn {
        Turn::Added => "+",
        Turn::Dropped => "×",
        Turn::NotPlaced => "□",
    };
    format!("{sign} {}", told(since))
}

/// Says what a later text did, and which: as the ledger does.
fn told(since: &Since) -> String {
    let turn = match since.turn {
        Turn::Added => from::Turn::Added,
        Turn::Dropped => from::Turn::Dropped,
        Turn::NotPlaced => from::Turn::Unplaced,
    };
    let uttered = match since.of {
        Uttered::Claim => from::Uttered::Claim,
        Uttered::Denial => from::Uttered::Denial,
    };
    from::Since { turn, uttered, text: since.text }.told()
}

/// Puts a quote into what stands around it. Where something between two stretches is left out stands ` … `.
pub(super) fn in_context(quote: &Quote) -> Vec<(bool, String)> {
    if quote.fragments.is_empty() {
        return vec![(true, quote.words.clone())];
    }
    let mut all: Vec<(bool, String)> = Vec::new();
    let mut last: Option<&Fragment> = None;
    for fragment in &quote.fragments {
        let mut before = fragment.before.clone();
        if let Some(last) = last {
            let told = last.after.chars().count() + fragment.before.chars().count();
            let marked = last.after.ends_with('…');
            if marked && before.starts_with('…') {
                before.remove(0);
            } else if !marked && !before.starts_with('…') && last.end + told < fragment.start {
                before.insert_str(0, " … ");
            }
        }
        all.extend([(false, before), (true, fragment.words.clone()), (false, fragment.after.clone())]);
        last = Some(fragment);
    }
    all.retain(|(_, text)| !text.is_empty());
    all
}

/// Writes the numbers of rows, those in a run as their ends: `1–3, 7`.
pub(super) fn ranges(rows: &[usize]) -> String {
    let mut runs: Vec<RangeInclusive<usize>> = Vec::new();
    for number in rows.iter().map(|at| at + 1) {
        match runs.last_mut() {
            Some(run) if run.end() + 1 == number => *run = *run.start()..=number,
            _ => runs.push(number..=number),
        }
    }
    let told = |run: &RangeInclusive<usize>| {
        if run.start() == run.end() { run.start().to_string() } else { format!("{}–{}", run.start(), run.end()) }
    };
    runs.iter().map(told).collect::<Vec<_>>().join(say!("list-comma"))
}
