//! Compares projects and parts of them. Pure: it knows the model and the words it says things with.

pub mod ledger;
pub mod versions;

pub use ledger::Ledger;
pub use versions::{Difference, Group};

#[cfg(test)]
mod versions_tests;
