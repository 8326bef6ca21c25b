//! What refers to no row, and rows whose names are odd or taken.

use super::*;

#[test]
fn names_unknown_set() {
    check(
        &[(r#"(set: "00000000000000000000000002", rows"#, r#"(set: "00000000000000000000000022", rows"#)],
        &[
            "line 42: relations of set 00000000…: there is no set 00000000000000000000000022: one named “unknown” was added",
        ],
    );
}

#[test]
fn names_unknown_set_of_annotations() {
    let project = check(
        &[(r#"(set: "00000000000000000000000002", revision"#, r#"(set: "two", revision"#)],
        &[
            "line 36: annotations of set two: “two” is no id, which has 26 digits of base 32: another stands in for it",
            "line 36: annotations of set two: there is no set 1zrk6fwx2re3hc1pcze7sgzw35: one named “unknown” was added",
        ],
    );
    assert_eq!(project.sets().len(), 2);
}

/// Two copies that were edited apart, merged line by line: a group may be there twice, or have lost all its rows.
#[test]
fn groups_there_twice_are_simply_more_rows() {
    let project = check(
        &[
            (
                r#"            (id: "00000000000000000000000006", label"#,
                "        ]),\n        (set: \"00000000000000000000000002\", revision: \"00000000000000000000000004\", rows: [\n            (id: \"00000000000000000000000006\", label",
            ),
            (
                "    relations: [\n",
                "    relations: [\n        (set: \"00000000000000000000000002\"),\n        (set: \"0000000000000000000000000f\", rows: []),\n",
            ),
        ],
        &[],
    );
    assert_eq!((project.annotation_count(), project.relation_count()), (2, 1));
}

#[test]
fn names_unknown_annotator() {
    check(
        &[(r#"annotator: "00000000000000000000000001""#, r#"annotator: "00000000000000000000000021""#)],
        &["line 18: set 00000000…: there is no annotator 00000000000000000000000021: one named “unknown” was added"],
    );
}

#[test]
fn names_unknown_revision() {
    check(
        &[(
            r#"            (id: "00000000000000000000000006", label"#,
            "        ]),\n        (set: \"00000000000000000000000002\", revision: \"00000000000000000000000024\", rows: [\n            (id: \"00000000000000000000000006\", label",
        )],
        &[
            "line 39: annotations of revision 00000000…: there is no revision 00000000000000000000000024: an empty one was added, and what stood on it has no place",
            "line 39: annotations of revision 00000000…: there is no article 76zrhpk4gets4z4vts099xb247: one named “unknown” was added",
            "line 40: annotation 00000000… “It is not so”: the span 34 to 46 reaches beyond the end of the text at 0: “It is not so” could not be found for certain, and the annotation was kept without a place",
        ],
    );
}

#[test]
fn names_unknown_article() {
    check(
        &[(r#"article: "00000000000000000000000003", number"#, r#"article: "00000000000000000000000023", number"#)],
        &["line 25: revision 00000000…: there is no article 00000000000000000000000023: one named “unknown” was added"],
    );
}

#[test]
fn names_annotation_id_twice() {
    check(
        &[(
            "00000000000000000000000004\", rows: [\n",
            "00000000000000000000000004\", rows: [\n            (id: \"00000000000000000000000005\", label: \"claim\", at: [(start: 11, end: 21, quote: \"It is safe\")], attributes: {\"checkable\": Flag(false)}, time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &[
            "line 38: annotation 00000000… “It is safe”, article “Dam holds”: another one has the same name: this one is now 60cvpxrc…",
        ],
    );
}

#[test]
fn names_annotation_twice_and_the_same() {
    check(
        &[(
            "00000000000000000000000004\", rows: [\n",
            "00000000000000000000000004\", rows: [\n            (id: \"00000000000000000000000005\", label: \"claim\", at: [(start: 11, end: 21, quote: \"It is safe\")], attributes: {\"checkable\": Flag(true)}, time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &[
            "line 38: annotation 00000000… “It is safe”, article “Dam holds”: it is there twice, and both say the same: one was kept",
        ],
    );
}

#[test]
fn names_set_twice() {
    check(
        &[(
            "    sets: [\n",
            "    sets: [\n        (id: \"00000000000000000000000002\", annotator: \"00000000000000000000000001\", kind: \"imported\", begun: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &["line 19: set 00000000…: another one has the same name: this one is now 2d4nr21c…"],
    );
}

#[test]
fn names_id_that_is_none() {
    check(
        &[(r#"(id: "00000000000000000000000007""#, r#"(id: "seven""#)],
        &["line 43: relation seven: “seven” is no id, which has 26 digits of base 32: another stands in for it"],
    );
}

#[test]
fn names_time_that_is_none() {
    check(
        &[(
            r#"attributes: {"checkable": Flag(true)}, time: "2026-03-07T00:00:00Z""#,
            r#"attributes: {"checkable": Flag(true)}, time: "yesterday""#,
        )],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: “yesterday” is no time, such as 1970-01-01T00:00:00Z: that stands in for it",
        ],
    );
}

#[test]
fn names_unknown_set_kind() {
    check(
        &[(r#"kind: "own""#, r#"kind: "mine""#)],
        &[
            "line 18: set 00000000…: “mine” is none of own, second-pass, masked-pass, adjudicated, imported, answer-key, hand-in: imported stands in for it",
        ],
    );
}
