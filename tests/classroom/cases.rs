//! Holds marking to the cases of `tests/fixtures/marking.json`, to which the learner's page is held too.

use gainsay::classroom::mark;
use gainsay::formats::classroom::{hand_in, key};
use gainsay::model::Text;
use serde_json::Value;

use super::marked::told;

const CASES: &str = include_str!("../fixtures/marking.json");

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
        let found = told(&key, &marked);
        if found != case["expected"] {
            wrong.push(format!("{}:\n  found    {found}\n  expected {}", case["name"], case["expected"]));
        }
        // A key comes back from its own JSON as it was.
        assert_eq!(key::read(&key::write(&key), &text).unwrap(), key, "{}", case["name"]);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
