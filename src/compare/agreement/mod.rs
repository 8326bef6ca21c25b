//! Measures how far several people marked the same in the same articles.
//!
//! A [`Comparison`] says which sets of which projects are compared and which articles count, and why others don't. Of
//! it a [`Measure`] makes a [`Table`]: the value overall, by label, by article and by pair of sets, each a number or
//! the reason why there is none ([`Undefined`]), with how much was counted and an interval. [`Measuring::trace`] leads
//! from a number to the annotations behind it.
//!
//! What is counted, for all measures alike:
//! - Tokens are the words of UAX #29 that hold a letter or a digit ([`crate::model::segment::tokens`]). A token is
//!   marked where more than half of its code points lie in a fragment. Text that nobody marked counts.
//! - Continua are code points. Articles lie end to end, and no unit and no gap reaches from one into the next.
//! - Labels nest and cross, so that values by label ask only whether that label is there, and overall a token (or a
//!   stretch of the continuum) has the set of its labels: compared with the MASI distance (Passonneau 2006) on tokens,
//!   and for u-alpha as same or other.
//! - Where one annotator marked overlapping words twice with one label, tokens and continua take them as one; spans and
//!   gamma count both. [`Comparison::doubled`] lists them.
//! - A discontinuous annotation is one for spans, relations, attributes and gamma (where it lies by its outer bounds),
//!   and its fragments for tokens and continua.

mod bootstrap;
mod choose;
mod cross;
pub mod gamma;
mod groups;
mod measure;
mod random;
mod ratings;
mod ratio;
mod relations;
mod spans;
mod sweep;
mod texts;
mod tokens;
mod trace;
mod unitizing;
mod value;
mod values;

pub use bootstrap::DRAWS;
pub use choose::{Comparison, LabelMap, LeftOut, Mark, Near, Piece, Side, Source, is_done, takes_part};
pub use cross::Cross;
pub use gamma::Watch;
pub use measure::{Gammas, Measure, Measuring, Sampled, Settings, Table, Unit};
pub use ratings::{Metric, Ratings};
pub use spans::{Match, Rate, Same, Scores, match_up};
pub use trace::{Scope, Trace};
pub use value::{Interval, NoInterval, Outcome, Undefined, Value};
pub use values::{Coefficient, attributes_of};
