//! Says in words and signs what a dossier tells of cells, quotes and rows.

use std::ops::RangeInclusive;

use crate::compare::ledger::{self as from, Deed, Extent};
use crate::model::id::ChoiceKey;
use crate::say;

use super::shape::*;

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
    all.sort_by_cached_key(|(scope, _)| extent_of(*scope));
    all
}

/// Returns how far a denial goes.
pub(super) fn extent_of(scope: Option<&Named>) -> Extent {
    Extent::of(scope.and_then(|scope| ChoiceKey::parse(&scope.key)).as_ref())
}

/// Says how far a denial goes, as the ledger does.
pub(super) fn scope_words(scope: Option<&Named>) -> String {
    extent_of(scope).told(|key| scope.map_or_else(|| key.to_string(), |scope| scope.name.clone()))
}

/// Says how far a denial goes, with its sign.
pub(super) fn signed_scope(scope: Option<&Named>) -> String {
    signed(&Deed::Denies(extent_of(scope)), &scope_words(scope))
}

pub(super) fn asserts() -> String {
    signed(&Deed::Asserts, say!("dossier-asserts"))
}

pub(super) fn attributes() -> String {
    signed(&Deed::Attributes, say!("dossier-attributes"))
}

pub(super) fn not_there() -> String {
    signed(&Deed::NotThere, say!("dossier-not-there"))
}

pub(super) fn not_checked() -> String {
    signed(&Deed::NotChecked, say!("dossier-not-checked"))
}

/// Says what a later text of an article did to a cell, and which: as the ledger does, with its sign.
pub(super) fn signed_since(since: &Since) -> String {
    let turn = match since.turn {
        Turn::Added => from::Turn::Added,
        Turn::Dropped => from::Turn::Dropped,
        Turn::NotPlaced => from::Turn::Unplaced,
    };
    let uttered = match since.of {
        Uttered::Claim => from::Uttered::Claim,
        Uttered::Denial => from::Uttered::Denial,
    };
    signed(&Deed::Changed(turn), &from::Since { turn, uttered, text: since.text }.told())
}

/// Puts before words the sign that stands for what they say on the screen, too.
fn signed(deed: &Deed, words: &str) -> String {
    let sign = match deed {
        Deed::Asserts => "●",
        Deed::Attributes => "◉",
        Deed::Denies(Extent::Full) => "◆",
        Deed::Denies(Extent::Partial) => "⬖",
        Deed::Denies(Extent::Other(_) | Extent::Unsaid) => "◈",
        Deed::Denies(Extent::NonDenial) => "◇",
        Deed::Denies(Extent::NoComment) => "◌",
        Deed::NotThere => "–",
        Deed::NotChecked => "◦",
        Deed::Changed(from::Turn::Added) => "+",
        Deed::Changed(from::Turn::Dropped) => "×",
        Deed::Changed(from::Turn::Unplaced) => "□",
    };
    // A line that ends between them would leave the sign to what comes before it.
    format!("{sign}\u{a0}{words}")
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
