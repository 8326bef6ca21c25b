//! Holds marking to the cases of `tests/fixtures/marking.json`, to which the learner's page is held too.

use gainsay::classroom::{Outcome, Verdict, mark};
use gainsay::formats::classroom::{hand_in, key};
use gainsay::model::Text;
use serde_json::{Value, json};

const CASES: &str = include_str!("../fixtures/marking.json");

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

#[test]
fn worked_cases_come_out_as_they_were_worked() {
    let cases: Value = serde_json::from_str(CASES).unwrap();
    let cases = cases["cases"].as_array().unwrap();
    assert!(cases.len() > 40);
    let mut wrong = Vec::new();
    for case in cases {
        let text = Text::new(case["text"].as_str().unwrap());
        let key = key::read(&case["key"].to_string(), &text).unwrap();
        let hand_in = hand_in::read_work(&case["work"].to_string(), &key).unwrap();
        let marked = mark(&key, &hand_in);
        let (tally, score) = (marked.tally(), marked.score(&key));
        let found = json!({
            "marks": marked.marks.iter().map(verdict).collect::<Vec<_>>(),
            "key": marked.key.iter().map(outcome).collect::<Vec<_>>(),
            "links": marked.links.iter().map(verdict).collect::<Vec<_>>(),
            "keyLinks": marked.key_links.iter().map(outcome).collect::<Vec<_>>(),
            "found": tally.found, "wrong": tally.wrong, "missed": tally.missed, "surplus": tally.surplus,
            "ignored": marked.aside(), "points": score.points.0, "of": score.of.0,
        });
        if found != case["expected"] {
            wrong.push(format!("{}:\n  found    {found}\n  expected {}", case["name"], case["expected"]));
        }
        // A key comes back from its own JSON as it was.
        assert_eq!(key::read(&key::write(&key), &text).unwrap(), key, "{}", case["name"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
