//! What is wrong with a scheme, and with what annotations have of it.

use super::*;

#[test]
fn names_unknown_label() {
    check(
        &[(r#"label: "denial""#, r#"label: "rebuttal""#)],
        &[
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: the scheme has no label rebuttal: it was added",
            "line 43: relation 00000000…: the scheme does not let denies lead from rebuttal to claim: it was kept",
        ],
    );
}

#[test]
fn names_label_that_is_no_key() {
    check(
        &[(r#"label: "denial""#, r#"label: "re buttal""#)],
        &[
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: “re buttal” is no key, which has letters, digits and hyphens: another stands in for it",
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: the scheme has no label re-buttal: it was added",
            "line 43: relation 00000000…: the scheme does not let denies lead from re-buttal to claim: it was kept",
        ],
    );
}

#[test]
fn names_unknown_attribute() {
    check(
        &[(r#"{"checkable": Flag(true)}"#, r#"{"tone": Choice("angry")}"#)],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: the scheme has no attribute tone: it was added",
        ],
    );
}

#[test]
fn names_value_of_the_wrong_type() {
    check(
        &[(r#"{"checkable": Flag(true)}"#, r#"{"checkable": Text("yes")}"#)],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: attribute checkable does not take the text “yes”: it was kept",
        ],
    );
}

#[test]
fn names_attribute_twice() {
    check(
        &[(r#"{"checkable": Flag(true)}"#, r#"{"checkable": Flag(true), "checkable": Flag(false)}"#)],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: attribute checkable is there twice: no was left out",
        ],
    );
}

#[test]
fn names_attribute_of_something_else() {
    check(
        &[(r#"{"checkable": Flag(true)}"#, r#"{"scope": Choice("full")}"#)],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: the scheme does not give it the attribute scope: it was kept",
        ],
    );
}

#[test]
fn names_unknown_choice() {
    check(
        &[(r#"Choice("full")}"#, r#"Choice("half")}"#)],
        &["line 43: relation 00000000…: attribute scope does not take the choice “half”: it was kept"],
    );
}

#[test]
fn names_choice_that_is_no_key() {
    check(
        &[(r#"Choice("full")}"#, r#"Choice("half way")}"#)],
        &[
            "line 43: relation 00000000…: “half way” is no key, which has letters, digits and hyphens: another stands in for it",
            "line 43: relation 00000000…: attribute scope does not take the choice “half-way”: it was kept",
        ],
    );
}

#[test]
fn names_unknown_kind() {
    check(
        &[(r#"kind: "denies""#, r#"kind: "mocks""#)],
        &[
            "line 43: relation 00000000…: the scheme has no relation kind mocks: it was added",
            "line 43: relation 00000000…: the scheme does not give it the attribute scope: it was kept",
        ],
    );
}

#[test]
fn names_kind_that_does_not_join_these_labels() {
    check(
        &[(r#"from: ["denial"]"#, r#"from: ["claim"]"#)],
        &["line 43: relation 00000000…: the scheme does not let denies lead from denial to claim: it was kept"],
    );
}

#[test]
fn names_kind_of_an_unknown_label() {
    check(
        &[(r#"from: ["denial"]"#, r#"from: ["denial", "doubt"]"#)],
        &["line 12: relation kind denies: the scheme has no label doubt: it was added"],
    );
}

#[test]
fn names_attribute_of_an_unknown_label() {
    check(
        &[(r#"on: [Label("claim")]"#, r#"on: [Label("claim"), Label("doubt")]"#)],
        &["line 8: attribute checkable: the scheme has no label doubt: it was added"],
    );
}

#[test]
fn names_attribute_of_an_unknown_kind() {
    check(
        &[(r#"Kind("denies")"#, r#"Kind("mocks")"#), (r#", attributes: {"scope": Choice("full")}"#, "")],
        &["line 9: attribute scope: the scheme has no relation kind mocks: it was added"],
    );
}

#[test]
fn names_label_twice() {
    check(
        &[("    labels: [\n", "    labels: [\n        (key: \"claim\", name: \"assertion\", pattern: \"dots\"),\n")],
        &["line 5: label claim: another one has the same name: this one is now claim-2"],
    );
}

#[test]
fn names_unknown_pattern() {
    check(
        &[(r#"pattern: "wave""#, r#"pattern: "ripple""#)],
        &[
            "line 5: label denial: “ripple” is none of solid, wave, dots, double, dash, dash-dot, thick, zigzag, long-dash, ticks, dash-dot-dot, squares: solid stands in for it",
        ],
    );
}

#[test]
fn names_unknown_tie() {
    check(
        &[(r#"ties: "proposition""#, r#"ties: "knot""#)],
        &["line 4: label claim: “knot” is none of nothing, proposition, entity: nothing stands in for it"],
    );
}

#[test]
fn names_unknown_colour() {
    check(
        &[(r#"pattern: "wave""#, r#"colour: 13, pattern: "wave""#)],
        &["line 5: label denial: there is no colour 13, only 0 to 11"],
    );
}

#[test]
fn names_long_shortcut() {
    check(
        &[(r#"pattern: "wave""#, r#"shortcut: "dd", pattern: "wave""#)],
        &["line 5: label denial: the shortcut “dd” is not one character: it was left out"],
    );
}
