//! Compares projects and parts of them. Pure: it knows the model and the words it says things with.

pub mod likeness;
pub mod versions;

pub use versions::{Difference, Group};

#[cfg(test)]
mod versions_tests;
