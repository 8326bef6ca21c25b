//! The classroom: what of an exercise goes out to learners, what they hand in, and what it is worth.
//!
//! [`Handout`] is what a learner gets, whatever it is written as; [`HandIn`] is what comes back; [`Key`] is what it is
//! held against. All three are values without a file or a screen: `formats::classroom` reads and writes them. [`lend`]
//! makes the project that a learner opens, [`secret`] closes a key with a word.

mod hand_in;
mod handout;
mod key;
mod loan;
pub mod secret;

pub use hand_in::{End, HandIn, Link, Mark};
pub use handout::{AskedKind, AskedLabel, Handout};
pub use key::{ExerciseError, Key, KeyLink, KeyMark};
pub use loan::lend;
