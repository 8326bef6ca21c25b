//! Draws from a dossier what stands at its front: what is denied, what is passed over, what rests on people without a
//! name.

use foldhash::HashMap;

use crate::compare::ledger::Extent;

use super::shape::*;
use super::telling::extent_of;

/// Rows are told by their place in the dossier, articles too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// Rows that are denied in full somewhere.
    pub(super) full: Vec<usize>,
    /// Rows that are denied in part, and nowhere in full.
    pub(super) part: Vec<usize>,
    /// Rows that are denied, and it isn't said how far.
    pub(super) open: Vec<usize>,
    /// Rows that are answered and not denied.
    pub(super) answered: Vec<usize>,
    /// What each article is silent on of what others say: where that was read for, and where nobody looked.
    pub(super) silent: Vec<Silence>,
    /// Rows that rest on people without a name, and on nobody else.
    pub(super) unnamed: Vec<usize>,
    /// Rows of which claims in several articles rest on the same source.
    pub(super) shared: Vec<usize>,
}

/// What an article is silent on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Silence {
    /// Rows that it was read for, and that are not there.
    pub(super) not_there: Vec<usize>,
    /// Rows that nobody looked for.
    pub(super) not_checked: Vec<usize>,
}

impl Summary {
    pub(super) fn of(dossier: &Dossier) -> Summary {
        let mut summary = Summary { silent: vec![Silence::default(); dossier.articles.len()], ..Summary::default() };
        let places: HashMap<&str, usize> =
            dossier.articles.iter().enumerate().map(|(at, article)| (article.id.as_str(), at)).collect();
        for (at, row) in dossier.rows.iter().enumerate() {
            let denials = row.cells.iter().flat_map(|cell| &cell.denials);
            match denials.map(|denial| extent_of(denial.scope.as_ref())).min() {
                Some(Extent::Full) => summary.full.push(at),
                Some(Extent::Partial) => summary.part.push(at),
                Some(Extent::Other(_) | Extent::Unsaid) => summary.open.push(at),
                Some(Extent::NonDenial | Extent::NoComment) => summary.answered.push(at),
                None => {}
            }
            if row.only_unnamed {
                summary.unnamed.push(at);
            }
            if row.rests_on.iter().any(|bottom| bottom.articles.len() > 1) {
                summary.shared.push(at);
            }
            if !row.cells.iter().any(Cell::speaks) {
                continue;
            }
            let mut stances = vec![Stance::NotChecked; dossier.articles.len()];
            for cell in &row.cells {
                if let Some(place) = places.get(cell.article.as_str()) {
                    stances[*place] = cell.stance;
                }
            }
            for (silence, stance) in summary.silent.iter_mut().zip(stances) {
                match stance {
                    Stance::NotThere => silence.not_there.push(at),
                    Stance::NotChecked => silence.not_checked.push(at),
                    _ => {}
                }
            }
        }
        summary
    }
}
