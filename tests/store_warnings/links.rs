//! What is wrong with relations and ties.

use super::*;

#[test]
fn names_dangling_relation() {
    check(
        &[(r#"to: "00000000000000000000000005""#, r#"to: "0000000000000000000000000f""#)],
        &[
            "line 43: relation 00000000…: it leads from or to an annotation that is not there: it was left out. It said: “denies” from denial “It is not so” in “Dam holds” to an annotation that is not there (0000000000000000000000000f); scope: full; set “Ada”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_relation_with_itself() {
    check(
        &[(r#"to: "00000000000000000000000005""#, r#"to: "00000000000000000000000006""#)],
        &[
            "line 43: relation 00000000…: it leads from an annotation to itself: it was left out. It said: “denies” from denial “It is not so” in “Dam holds” to denial “It is not so” in “Dam holds”; scope: full; set “Ada”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_relation_twice() {
    check(
        &[(
            "        (set: \"00000000000000000000000002\", rows: [\n",
            "        (set: \"00000000000000000000000002\", rows: [\n            (id: \"00000000000000000000000017\", kind: \"denies\", from: \"00000000000000000000000006\", to: \"00000000000000000000000005\", note: \"mine\", time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &[
            "line 44: relation 00000000…: another one joins the same two annotations in the same way: it was left out. It said: “denies” from denial “It is not so” in “Dam holds” to claim “It is safe” in “Dam holds”; scope: full; set “Ada”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_relation_twice_and_the_same() {
    check(
        &[(
            "        (set: \"00000000000000000000000002\", rows: [\n",
            "        (set: \"00000000000000000000000002\", rows: [\n            (id: \"00000000000000000000000007\", kind: \"denies\", from: \"00000000000000000000000006\", to: \"00000000000000000000000005\", attributes: {\"scope\": Choice(\"full\")}, time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &["line 44: relation 00000000…: it is there twice, and both say the same: one was kept"],
    );
}

#[test]
fn names_dangling_member() {
    check(
        &[(
            r#"members: ["00000000000000000000000005"]"#,
            r#"members: ["0000000000000000000000000f", "00000000000000000000000005"]"#,
        )],
        &[
            "line 47: proposition 00000000… “The dam is safe”: its member 0000000000000000000000000f is not there: it was left out",
        ],
    );
}

#[test]
fn names_member_of_two() {
    check(
        &[(
            "    entities: [\n",
            "    entities: [\n        (id: \"00000000000000000000000019\", name: \"Bo\", members: [\"00000000000000000000000006\"], time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &[
            "line 51: entity 00000000… “Ada”: its member denial “It is not so” in “Dam holds” is in another one already: it was left out",
        ],
    );
}
