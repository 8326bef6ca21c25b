//! The classroom: what of an exercise goes out to learners, what they hand in, and what it is worth.
//!
//! [`Handout`] is what a learner gets, whatever it is written as; [`HandIn`] is what comes back; [`Key`] is what it is
//! held against. All three are values without a file or a screen: `formats::classroom` reads and writes them. [`lend`]
//! makes the project that a learner opens, [`secret`] closes a key with a word. [`gather`] sorts hand-ins, [`Marking`]
//! marks one, [`Class`] puts all of a class together, and [`alike`] says whose surplus marks are the same.

pub mod alike;
mod class;
pub mod gather;
mod hand_in;
mod handout;
mod key;
mod letters;
mod loan;
mod mark;
mod pairing;
pub mod secret;

pub use class::{Class, Confusion, Learner, Met, Surplus};
pub use hand_in::{End, HandIn, Link, Mark, Took};
pub use handout::{AskedKind, AskedLabel, Handout};
pub use key::{ExerciseError, Key, KeyLink, KeyMark};
pub use letters::{Lettering, Letters, is_light};
pub use loan::lend;
pub use mark::{Marked, Marking, Near, Outcome, Score, Taken, Tally, Verdict, fits, mark};

#[cfg(test)]
mod class_tests;
#[cfg(test)]
mod mark_tests;
