//! Says what became of marks and relations as the page's script says it.
#![allow(dead_code, unreachable_pub, reason = "each test that shares this uses its part of it")]

use gainsay::classroom::{Key, Marked, Outcome, Verdict};
use serde_json::{Value, json};

fn verdict(of: &Verdict) -> Value {
    match of {
        Verdict::Found(at) => json!(["found", at]),
        Verdict::Wrong(at) => json!(["wrong", at]),
        Verdict::Optional(at) => json!(["optional", at]),
        Verdict::Surplus => json!(["surplus"]),
        Verdict::Example(at) => json!(["example", at]),
        Verdict::Double(at) => json!(["double", at]),
        Verdict::NotAsked => json!(["unasked"]),
        Verdict::Blank => json!(["blank"]),
    }
}

fn outcome(of: &Outcome) -> Value {
    match of {
        Outcome::Given => json!(["given"]),
        Outcome::Found(at) => json!(["found", at]),
        Outcome::Wrong(at) => json!(["wrong", at]),
        Outcome::Missed(None) => json!(["missed"]),
        Outcome::Missed(Some(at)) => json!(["missed", at]),
    }
}

/// Says all of it, with the counts and the points.
pub fn told(key: &Key, marked: &Marked) -> Value {
    let (tally, score) = (marked.tally(), marked.score(key));
    json!({
        "marks": marked.marks.iter().map(verdict).collect::<Vec<_>>(),
        "key": marked.key.iter().map(outcome).collect::<Vec<_>>(),
        "links": marked.links.iter().map(verdict).collect::<Vec<_>>(),
        "keyLinks": marked.key_links.iter().map(outcome).collect::<Vec<_>>(),
        "found": tally.found, "wrong": tally.wrong, "missed": tally.missed, "surplus": tally.surplus,
        "ignored": marked.aside(), "points": score.points.0, "of": score.of.0,
    })
}
