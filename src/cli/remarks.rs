//! Prints what is to be known of what comes in and goes out.

use std::io::Write;

use serde_json::{Value, json};

use crate::formats::exchange::Remark;

// `say` is the function that prints a line, and the macro that words it.
use super::{WARNED, remark, say};

/// Places that are printed of each remark.
const PLACES: usize = 5;

/// Prints what is to be known, with the first places.
pub(super) fn told(remarks: &[Remark], left: &[String], json: bool, err: &mut impl Write) {
    // Programs read it from the report.
    if json {
        return;
    }
    for one in remarks {
        let places: Vec<String> = one.spots.iter().take(PLACES).map(ToString::to_string).collect();
        let more = !places.is_empty() && one.count > places.len();
        let more = if more { say!("terminal-more-places") } else { "" };
        let (what, places) = (one.to_string(), places.join("; "));
        let line = match one.what.is_loss() {
            true => say!("terminal-remark", what = what, places = places, more = more),
            false => say!("terminal-note", what = what, places = places, more = more),
        };
        say(err, line.trim_end());
    }
    remark(left, err);
}

/// Lists it for programs.
pub(super) fn noted(remarks: &[Remark]) -> Value {
    let one = |remark: &Remark| {
        let places: Vec<Value> =
            remark.spots.iter().map(|spot| json!({ "name": spot.name, "line": spot.line })).collect();
        json!({
            "what": remark.to_string(),
            "name": remark.name,
            "count": remark.count,
            "loss": remark.what.is_loss(),
            "places": places,
        })
    };
    Value::Array(remarks.iter().map(one).collect())
}

/// Returns the exit status: that something was left out, or that nothing was.
pub(super) fn code(remarks: &[Remark], left: &[String]) -> u8 {
    if left.is_empty() && remarks.iter().all(|remark| !remark.what.is_loss()) { 0 } else { WARNED }
}
