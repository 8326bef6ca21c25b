//! Says which rows of the ledger are shown, and in which order.

use std::cmp::{Ordering, Reverse};

use crate::compare::ledger::{Ledger, Part, Row, RowKey, Who};
use crate::model::scheme::AttributeType;

/// What the rows are sorted by. Equals come in the order in which they are first spoken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RowOrder {
    /// Where they are first spoken of: by publication, then by the text.
    #[default]
    Spoken,
    /// By wording, in capitals or not.
    Wording,
    /// By verdict, in the order of the scheme; those without one come first.
    Verdict,
    /// By how far they are denied: in full comes first.
    Denied,
    /// By how many articles do something with them: the most comes first.
    Articles,
}

/// Which rows are shown: those that all of it fits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFilter {
    /// Somebody rejects it, or a part of it.
    pub contested: bool,
    /// All its claims rest on sources without a name.
    pub only_anonymous: bool,
    /// One article does something with it, and no other.
    pub one_article: bool,
    /// Nobody has checked it.
    pub unchecked: bool,
    /// Somebody has to do with it, in this part or in any.
    pub who: Option<(Who, Option<Part>)>,
    /// Each of these words is in its wording or in one of its quotes, in capitals or not.
    pub text: String,
}

/// What the ledger's page shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerQuery {
    /// Which rows.
    pub filter: RowFilter,
    /// In which order.
    pub order: RowOrder,
}

impl LedgerQuery {
    /// Lists the rows that fit, in their order.
    pub(super) fn rows(&self, ledger: &Ledger) -> Vec<RowKey> {
        let words: Vec<String> = self.filter.text.split_whitespace().map(str::to_lowercase).collect();
        let mut rows: Vec<&Row> = ledger.rows().filter(|row| self.filter.fits(row, &words, ledger)).collect();
        match self.order {
            RowOrder::Spoken => {}
            RowOrder::Wording => rows.sort_by_cached_key(|row| row.wording.to_lowercase()),
            RowOrder::Verdict => {
                let choices = match ledger.verdict().map(|(_, row)| &row.takes) {
                    Some(AttributeType::Choice(choices)) => choices.as_slice(),
                    _ => &[],
                };
                let rank = |row: &Row| row.verdict.as_ref().and_then(|key| choices.iter().position(|c| c.key == *key));
                rows.sort_by_key(|row| rank(row));
            }
            RowOrder::Denied => rows.sort_by(|a, b| by_denial(a, b)),
            RowOrder::Articles => rows.sort_by_key(|row| Reverse(row.articles())),
        }
        rows.into_iter().map(|row| row.key).collect()
    }
}

/// Compares how far rows are denied; those that nobody answers come last.
fn by_denial(a: &Row, b: &Row) -> Ordering {
    let strongest = |row: &Row| row.denials().map(|(_, denied)| denied.extent.clone()).min();
    match (strongest(a), strongest(b)) {
        (Some(a), Some(b)) => a.cmp(&b),
        (a, b) => b.is_some().cmp(&a.is_some()),
    }
}

impl RowFilter {
    fn fits(&self, row: &Row, words: &[String], ledger: &Ledger) -> bool {
        let has_to_do = |(who, part): &(Who, Option<Part>)| {
            row.people.iter().any(|(other, plays)| other == who && part.is_none_or(|part| part == *plays))
        };
        (!self.contested || row.contested)
            && (!self.only_anonymous || row.only_anonymous)
            && (!self.one_article || row.in_one_article())
            && (!self.unchecked || row.unchecked)
            && self.who.as_ref().is_none_or(has_to_do)
            && (words.is_empty() || {
                let former = row.cells.values().flat_map(|cell| &cell.former).map(|former| former.id);
                let quoted = row.cells.values().flat_map(|cell| cell.annotations()).chain(former);
                let quotes = quoted.filter_map(|id| ledger.project().annotation(&id));
                let quotes = quotes.map(|quoted| ledger.project().quote(quoted).to_lowercase());
                let told: Vec<String> = std::iter::once(row.wording.to_lowercase()).chain(quotes).collect();
                words.iter().all(|word| told.iter().any(|told| told.contains(word.as_str())))
            })
    }
}
