//! Compares projects and parts of them. Pure: it knows the model and the words it says things with.

pub mod adopt;
pub mod agreement;
pub(crate) mod assign;
pub mod bring;
pub mod common;
pub mod conflicts;
pub mod differences;
pub mod heat;
pub mod ledger;
pub mod likeness;
pub mod merge;
mod near;
pub mod passages;
pub mod quotations;
pub mod revision;
pub mod versions;
mod words;

pub use common::{Common, Reading};
pub use differences::Differences;
pub use ledger::Ledger;
pub use passages::{Change, Passage, shared};
pub use quotations::{Drift, drifts, quotations};
pub use revision::Comparison;
pub use versions::{Difference, Group};
pub use words::Words;

#[cfg(test)]
mod versions_tests;
