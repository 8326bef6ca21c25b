//! Says what a measure counts, and how: what a reader of the number has to know, and no more.

use crate::compare::agreement::{Measure, Unit};
use crate::say;

/// Lists what is to be known of how a measure counts what so many sets marked.
pub(super) fn counting(measure: &Measure, sides: usize) -> Vec<&'static str> {
    let mut all = Vec::new();
    match measure.unit() {
        Unit::Tokens => all.extend([
            say!("agreement-counts-token"),
            say!("agreement-counts-half"),
            say!("agreement-counts-masi"),
            say!("agreement-counts-label"),
        ]),
        Unit::CodePoints => {
            all.extend([say!("agreement-counts-points"), say!("agreement-counts-fragments")]);
            if matches!(measure, Measure::UAlpha) {
                all.push(say!("agreement-counts-sets"));
            }
        }
        Unit::Annotations if matches!(measure, Measure::Spans(..)) => all.push(say!("agreement-counts-whole")),
        Unit::Annotations => all.extend([
            say!("agreement-counts-bounds"),
            say!("agreement-counts-two"),
            say!("agreement-counts-more"),
            say!("agreement-counts-rough"),
            say!("agreement-counts-chance"),
        ]),
        Unit::Relations | Unit::Matched => all.push(say!("agreement-counts-matched")),
    }
    let by_pair = matches!(measure, Measure::Spans(..) | Measure::Relations { .. } | Measure::CohenKappa);
    if by_pair && sides > 2 {
        all.push(say!("agreement-counts-mean"));
    }
    all
}
