//! What a file has wrong is named, to the word, and nothing is lost over it.

use gainsay::model::*;
use gainsay::store::{self, Loaded};

/// A project in which nothing is wrong but the checksum, which is not there.
const WHOLE: &str = r#"(
    format: 1,
    labels: [
        (key: "claim", name: "claim", pattern: "solid", ties: "proposition"),
        (key: "denial", name: "denial", rank: 1, pattern: "wave"),
    ],
    attributes: [
        (key: "checkable", name: "checkable", on: [Label("claim")], takes: Flag),
        (key: "scope", name: "scope", rank: 1, on: [Kind("denies")], takes: Choice([("full", "full")])),
    ],
    kinds: [
        (key: "denies", name: "denies", from: ["denial"], to: ["claim"]),
    ],
    annotators: [
        (id: "00000000000000000000000001", name: "Ada"),
    ],
    sets: [
        (id: "00000000000000000000000002", annotator: "00000000000000000000000001", kind: "own", begun: "2026-03-07T00:00:00Z"),
    ],
    articles: [
        (id: "00000000000000000000000003", title: "Dam holds"),
    ],
    revisions: [
        (
            id: "00000000000000000000000004", article: "00000000000000000000000003", number: 1, added: "2026-03-07T00:00:00Z",
            sha256: "f3bdc2cb4b59cf3eb0f0d50cf58bb4b5d0c5ba0b5b7c58f7a8bbd5a17ea4ea88",
            blocks: [("headline", 1, 1), ("paragraph", 3, 3)],
            text: [
                "Dam holds",
                "",
                "It is safe, they said. It is not so, she said. It is not so.",
            ],
        ),
    ],
    annotations: [
        (set: "00000000000000000000000002", revision: "00000000000000000000000004", rows: [
            (id: "00000000000000000000000005", label: "claim", at: [(start: 11, end: 21, quote: "It is safe")], attributes: {"checkable": Flag(true)}, time: "2026-03-07T00:00:00Z"),
            (id: "00000000000000000000000006", label: "denial", at: [(start: 34, end: 46, quote: "It is not so", before: "they said. ")], time: "2026-03-07T00:00:00Z"),
        ]),
    ],
    relations: [
        (set: "00000000000000000000000002", rows: [
            (id: "00000000000000000000000007", kind: "denies", from: "00000000000000000000000006", to: "00000000000000000000000005", attributes: {"scope": Choice("full")}, time: "2026-03-07T00:00:00Z"),
        ]),
    ],
    propositions: [
        (id: "00000000000000000000000008", wording: "The dam is safe", members: ["00000000000000000000000005"], time: "2026-03-07T00:00:00Z"),
    ],
    entities: [
        (id: "00000000000000000000000009", name: "Ada", members: ["00000000000000000000000006"], time: "2026-03-07T00:00:00Z"),
    ],
    done: [
        (set: "00000000000000000000000002", article: "00000000000000000000000003", time: "2026-03-07T00:00:00Z"),
    ],
    absences: [
        (proposition: "00000000000000000000000008", article: "00000000000000000000000003", set: "00000000000000000000000002", time: "2026-03-07T00:00:00Z"),
    ],
    dismissals: [
        (finding: "no-source", reason: "plain", time: "2026-03-07T00:00:00Z"),
    ],
)
"#;

/// Reads `WHOLE` with its right text hash and with `from` replaced by `to`, in the one place where it stands.
fn load(changes: &[(&str, &str)]) -> Loaded {
    let text = Text::new("Dam holds\n\nIt is safe, they said. It is not so, she said. It is not so.");
    let mut source =
        WHOLE.replace("f3bdc2cb4b59cf3eb0f0d50cf58bb4b5d0c5ba0b5b7c58f7a8bbd5a17ea4ea88", &text.hash().to_string());
    for (from, to) in changes {
        assert_eq!(source.matches(from).count(), 1, "{from}");
        source = source.replace(from, to);
    }
    let loaded = store::read(source.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{source}"));
    assert!(loaded.project.index_is_right());
    let again =
        store::read(store::write(&loaded.project).as_bytes()).unwrap_or_else(|error| panic!("{error}\n{source}"));
    assert!(again.project == loaded.project, "{source}");
    assert!(again.intact);
    loaded
}

/// Checks the warnings of `WHOLE` with a change, and returns the project.
fn check(changes: &[(&str, &str)], expected: &[&str]) -> Project {
    let loaded = load(changes);
    let found: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(found, expected, "{changes:?}");
    assert!(!loaded.intact);
    loaded.project
}

#[test]
fn whole_file_has_no_warning() {
    let project = check(&[], &[]);
    assert_eq!(store::summary(&project).to_string(), "1 article, 2 annotations, 1 relation, 1 annotator");
    assert_eq!((project.propositions().count(), project.entities().count()), (1, 1));
    assert_eq!((project.done_marks().count(), project.absences().count(), project.dismissals().count()), (1, 1, 1));
}

#[test]
fn names_words_that_moved() {
    check(
        &[(r#"at: [(start: 11, end: 21, quote: "It is safe")]"#, r#"at: [(start: 10, end: 20, quote: "It is safe")]"#)],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: at 10 to 20 stands “⏎It is saf”: “It is safe” was found at 11 to 21",
        ],
    );
}

#[test]
fn names_words_that_are_not_there() {
    check(
        &[(
            r#"at: [(start: 11, end: 21, quote: "It is safe")]"#,
            r#"at: [(start: 11, end: 21, quote: "It was safe")]"#,
        )],
        &[
            "line 37: annotation 00000000… “It was safe”, article “Dam holds”: at 11 to 21 stands “It is safe”: “It was safe” could not be found for certain, and the annotation was kept without a place",
        ],
    );
}

#[test]
fn names_span_outside_the_text_with_words_in_it() {
    check(
        &[(
            r#"at: [(start: 11, end: 21, quote: "It is safe")]"#,
            r#"at: [(start: 11, end: 2100, quote: "It is safe")]"#,
        )],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: the span 11 to 2100 reaches beyond the end of the text at 71: “It is safe” was found at 11 to 21",
        ],
    );
}

#[test]
fn names_span_without_words() {
    check(
        &[(r#"at: [(start: 11, end: 21, quote: "It is safe")]"#, r#"at: [(start: 11, end: 11, quote: "")]"#)],
        &[
            "line 37: annotation 00000000…, article “Dam holds”: the span 11 to 11 holds no words: “” could not be found for certain, and the annotation was kept without a place",
        ],
    );
}

#[test]
fn names_no_span() {
    check(
        &[(r#"at: [(start: 11, end: 21, quote: "It is safe")]"#, "at: []")],
        &["line 37: annotation 00000000…, article “Dam holds”: it stands on no words: it was kept without a place"],
    );
}

#[test]
fn names_overlapping_fragments() {
    check(
        &[(
            r#"at: [(start: 11, end: 21, quote: "It is safe")]"#,
            r#"at: [(start: 11, end: 21, quote: "It is safe"), (start: 17, end: 26, quote: "safe, the")]"#,
        )],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: two of its fragments overlap: they were joined",
        ],
    );
}

#[test]
fn names_one_of_two_fragments_lost() {
    check(
        &[(
            r#"at: [(start: 11, end: 21, quote: "It is safe")]"#,
            r#"at: [(start: 11, end: 21, quote: "It is safe"), (start: 17, end: 21, quote: "soft")]"#,
        )],
        &[
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: at 17 to 21 stands “safe”: “soft” could not be found for certain, and the annotation was kept without a place",
            "line 37: annotation 00000000… “It is safe”, article “Dam holds”: not all of its fragments have a place: it was kept without any",
        ],
    );
}

#[test]
fn names_fragments_that_changed_their_order() {
    check(
        &[(
            r#"at: [(start: 11, end: 21, quote: "It is safe")]"#,
            r#"at: [(start: 0, end: 3, quote: "It is not so", before: "they said. "), (start: 5, end: 9, quote: "It is safe")]"#,
        )],
        &[
            "line 37: annotation 00000000… “It is not so”, article “Dam holds”: at 0 to 3 stands “Dam”: “It is not so” was found at 34 to 46",
            "line 37: annotation 00000000… “It is not so”, article “Dam holds”: at 5 to 9 stands “olds”: “It is safe” was found at 11 to 21",
            "line 37: annotation 00000000… “It is not so”, article “Dam holds”: its fragments no longer stand one behind the other as they did: it was kept without a place",
        ],
    );
}

#[test]
fn names_words_in_two_places() {
    check(
        &[(
            r#"at: [(start: 34, end: 46, quote: "It is not so", before: "they said. ")]"#,
            r#"at: [(start: 33, end: 45, quote: "It is not so")]"#,
        )],
        &[
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: at 33 to 45 stands “ It is not s”: “It is not so” could not be found for certain, and the annotation was kept without a place",
        ],
    );
}

#[test]
fn names_words_in_two_places_told_apart_by_context() {
    check(
        &[(
            r#"at: [(start: 34, end: 46, quote: "It is not so", before: "they said. ")]"#,
            r#"at: [(start: 33, end: 45, quote: "It is not so", before: "they said. ")]"#,
        )],
        &[
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: at 33 to 45 stands “ It is not s”: “It is not so” was found at 34 to 46",
        ],
    );
}

#[test]
fn names_text_that_was_changed() {
    check(
        &[("It is safe, they said.", "It is safe, they say.")],
        &[
            "line 25: revision 00000000…, article “Dam holds”: its text is not the one that was saved, or its SHA-256 is wrong: look for what was changed",
            "line 38: annotation 00000000… “It is not so”, article “Dam holds”: at 34 to 46 stands “t is not so,”: “It is not so” could not be found for certain, and the annotation was kept without a place",
        ],
    );
}

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
fn names_two_texts_of_one_number() {
    check(
        &[(
            "    revisions: [\n",
            "    revisions: [\n        (id: \"00000000000000000000000014\", article: \"00000000000000000000000003\", number: 1, added: \"2026-03-07T00:00:00Z\", sha256: \"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\", text: [\"\"]),\n",
        )],
        &["line 26: revision 00000000…, article “Dam holds”: its article has a text number 1 already: it is now 2"],
    );
}

#[test]
fn names_blocks_that_do_not_fit() {
    check(
        &[(r#"("paragraph", 3, 3)"#, r#"("paragraph", 1, 9)"#)],
        &[
            r#"line 25: revision 00000000…, article “Dam holds”: block 2 (lines 1 to 9) does not fit the text or the block before it: its blocks were found anew, and were headline in lines 1 to 1, paragraph in lines 1 to 9"#,
        ],
    );
}

#[test]
fn names_block_at_line_0() {
    check(
        &[(r#"("headline", 1, 1)"#, r#"("headline", 0, 1)"#)],
        &[
            r#"line 25: revision 00000000…, article “Dam holds”: block 1 (lines 1 to 0) does not fit the text or the block before it: its blocks were found anew, and were headline in lines 0 to 1, paragraph in lines 3 to 3"#,
        ],
    );
}

#[test]
fn names_unknown_block() {
    check(
        &[(r#"("paragraph", 3, 3)"#, r#"("verse", 3, 3)"#)],
        &[
            "line 25: revision 00000000…, article “Dam holds”: “verse” is none of headline, standfirst, heading, paragraph, quote, list-item, caption: paragraph stands in for it",
        ],
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
fn names_label_twice() {
    check(
        &[("    labels: [\n", "    labels: [\n        (key: \"claim\", name: \"assertion\", pattern: \"dots\"),\n")],
        &["line 5: label claim: another one has the same name: this one is now claim-2"],
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

#[test]
fn names_done_mark_of_nothing() {
    check(
        &[(
            r#"(set: "00000000000000000000000002", article: "00000000000000000000000003", time"#,
            r#"(set: "00000000000000000000000002", article: "00000000000000000000000023", time"#,
        )],
        &[
            "line 53: done mark of set 00000000…: its set or its article is not there: it was left out. It said: an article that is not there (00000000000000000000000023) is done; set “Ada”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_absence_of_nothing() {
    check(
        &[(r#"(proposition: "00000000000000000000000008""#, r#"(proposition: "00000000000000000000000028""#)],
        &[
            "line 56: absence of proposition 00000000…: its proposition, article or set is not there: it was left out. It said: a proposition that is not there (00000000000000000000000028) was read for in “Dam holds” and is not there; set “Ada”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_dismissal_twice() {
    check(
        &[(
            "    dismissals: [\n",
            "    dismissals: [\n        (finding: \"no-source\", reason: \"other\", time: \"2026-03-07T00:00:00Z\"),\n",
        )],
        &[
            "line 60: dismissal no-source: it is there twice: it was left out. It said: it was dismissed, “plain”; 7 Mar 2026, 00:00 UTC",
        ],
    );
}

#[test]
fn names_decisions_that_fit_nothing() {
    let dismissals = "(finding: \"no-source\", reason: \"plain\", time: \"2026-03-07T00:00:00Z\"),\n    ],\n";
    let check = |rows: &str, left: usize, expected: &[&str]| {
        let loaded = load(&[(dismissals, &format!("{dismissals}    decisions: [\n        {rows},\n    ],\n"))]);
        let found: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{rows}");
        assert_eq!(loaded.project.decisions().count(), left, "{rows}");
    };
    let hash = "f3bdc2cb4b59cf3eb0f0d50cf58bb4b5d0c5ba0b5b7c58f7a8bbd5a17ea4ea88";
    let row = format!(
        "(set: \"00000000000000000000000002\", first: \"00000000000000000000000005\", sha256: \"{hash}\", time: \"2026-03-07T00:00:00Z\")"
    );
    let said = "it was left out. It said: what annotators marked there was settled; set “Ada”; 7 Mar 2026, 00:00 UTC";
    check(&row, 1, &[]);
    check(
        &format!("{row},\n{row}"),
        1,
        &[&format!("line 63: decision about annotation 00000000…: it is there twice: {said}")],
    );
    check(
        &row.replace("05\"", "25\""),
        0,
        &[&format!("line 62: decision about annotation 00000000…: its annotation or its set is not there: {said}")],
    );
    check(
        &row.replace(hash, "plain"),
        1,
        &["line 62: decision about annotation 00000000…: “plain” is no SHA-256: what was settled there is open again"],
    );
}

/// Checks what is said of a conflict that the file has, beside the row that it left out, and how many are left.
fn check_conflict(row: &str, left: usize, expected: &[&str]) {
    let dismissals = "(finding: \"no-source\", reason: \"plain\", time: \"2026-03-07T00:00:00Z\"),\n    ],\n";
    let loaded = load(&[(dismissals, &format!("{dismissals}    conflicts: [\n        {row},\n    ],\n"))]);
    let found: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    let plain = |text: &str| text.split(": it was left out. It said:").next().unwrap_or_default().to_owned();
    assert_eq!(found.iter().map(|text| plain(text)).collect::<Vec<_>>(), expected, "{row}");
    assert_eq!(loaded.project.conflicts().count(), left, "{row}");
}

#[test]
fn names_conflicts_that_fit_nothing() {
    let of = |row: &str| format!(r#"(row: Annotation("00000000000000000000000005"), {row})"#);
    let note = of(r#"field: "note", versions: [Text("a"), Text("b")]"#);
    check_conflict(&note, 1, &[]);
    check_conflict(&of(r#"attribute: "checkable", versions: [Nothing, Value(Flag(true))]"#), 1, &[]);
    check_conflict(&of(r#"field: "row""#), 1, &[]);
    check_conflict(&format!("{note},\n{note}"), 1, &["line 63: conflict note: it is there twice"]);
    check_conflict(&note.replace("05\"", "25\""), 0, &["line 62: conflict note: what it is about is not there"]);
    for wrong in [
        r#"field: "wording", versions: [Text("a")]"#,
        r#"field: "label", versions: [Text("a")]"#,
        r#"field: "note""#,
        r#"field: "row", versions: [Text("a")]"#,
        r#"field: "nothing", versions: [Text("a")]"#,
    ] {
        let field = wrong.split('"').nth(1).unwrap_or_default();
        let odd =
            format!("line 62: conflict {field}: what it is about has no such field, or the field holds no such thing");
        check_conflict(&of(wrong), 0, &[odd.as_str()]);
    }
    check_conflict(
        &of(r#"field: "place", versions: [At("00000000000000000000000004", [(start: 11, end: 16, quote: "It is")])]"#),
        1,
        &[],
    );
    check_conflict(
        &of(r#"field: "place", versions: [At("00000000000000000000000004", [(start: 1, end: 6, quote: "It is")])]"#),
        1,
        &["line 62: conflict place: a version’s words “It is” are not where they should be: it was kept as detached"],
    );
    check_conflict(
        &of(r#"field: "place", versions: [Lost("00000000000000000000000024", [(quote: "It is")])]"#),
        0,
        &["line 62: conflict place: the text of its words is not there"],
    );
}

#[test]
fn puts_right_what_is_odd_in_exercises_and_says_so() {
    let dismissals = "(finding: \"no-source\", reason: \"plain\", time: \"2026-03-07T00:00:00Z\"),\n    ],\n";
    let row = "(id: \"0000000000000000000000000a\", title: \"Dams\", set: \"00000000000000000000000002\", revision: \
               \"00000000000000000000000004\", labels: [(key: \"claim\", points: 1.5, feedback: \"good\")], kinds: [(key: \
               \"denies\", points: 1)], covers: 50, adds: 100, surplus: 0.5, examples: [\"00000000000000000000000005\"], word: \
               \"dam\", copy: (labels: [(\"claim\", 2)], sealed: (rounds: 9, salt: \"AAAAAAAAAAAAAAAAAAAAAA==\", nonce: \
               \"AAAAAAAAAAAAAAAA\", data: \"AAAA\")))";
    let check = |row: &str, expected: &[&str]| -> Exercise {
        let loaded = load(&[(dismissals, &format!("{dismissals}    exercises: [\n        {row},\n    ],\n"))]);
        let found: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
        assert_eq!(found, expected, "{row}");
        let (_, exercise) = loaded.project.exercises_by_id().next().expect("it stays");
        exercise.clone()
    };
    let place = "line 62: exercise 00000000… “Dams”:";
    let whole = check(row, &[]);
    assert_eq!(whole.labels[&LabelKey::slug("claim")].points.0, 150);
    assert!(whole.copy.clone().is_some_and(|copy| copy.sealed.is_some()));
    let odd = |from: &str, to: &str, what: &str| check(&row.replacen(from, to, 1), &[&format!("{place} {what}")]);
    let points = "is no number of points that can be given there: it was read as 0";
    for number in ["0.005", "10000.01", "-10000.01", "1e300"] {
        let number: f64 = number.parse().unwrap_or_default();
        let read = odd("points: 1.5", &format!("points: {number:?}"), &format!("{number} {points}"));
        assert_eq!(read.labels[&LabelKey::slug("claim")].points.0, 0);
    }
    odd("surplus: 0.5", "surplus: -0.5", &format!("-0.5 {points}"));
    assert_eq!(odd("covers: 50", "covers: 0", "0 is out of bounds: it was read as 1").fit.covers, 1);
    assert_eq!(odd("covers: 50", "covers: 101", "101 is out of bounds: it was read as 100").fit.covers, 100);
    assert_eq!(odd("adds: 100", "adds: 70000", "70000 is out of bounds: it was read as 65535").fit.adds, u16::MAX);
    let sealed = "its sealed key is damaged and was left out: learners can not check themselves with this file";
    assert!(odd("data: \"AAAA\"", "data: \"AAA\"", sealed).copy.is_some_and(|copy| copy.sealed.is_none()));
    odd("AAAAAAAAAAAAAAAAAAAAAA==", "AAAA", sealed);
    odd("copy: (", "copy: (asked: \"plain\", ", "“plain” is no SHA-256: it was left out");
    let task = "(key: \"claim\", points: 1.5, feedback: \"good\")";
    odd(task, &format!("{task}, {task}"), "“claim” is there twice: the second one was left out: good");
    // What is not there is made, so that nothing of the exercise is lost.
    let label = row.replacen("key: \"claim\"", "key: \"rumour\"", 1);
    let no_label = format!("{place} the scheme has no label rumour: it was added");
    let read = load(&[(dismissals, &format!("{dismissals}    exercises: [\n        {label},\n    ],\n"))]);
    let found: Vec<String> = read.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(found.len(), 1, "{found:?} {no_label}");
    assert!(read.project.label(&LabelKey::slug("rumour")).is_some());
    for (from, set) in
        [("00000000000000000000000002\", revision", true), ("00000000000000000000000004\", labels", false)]
    {
        let (id, rest) = from.split_once('"').unwrap_or_default();
        let other = row.replacen(from, &format!("{}{}\"{rest}", &id[..25], 'z'), 1);
        let read = load(&[(dismissals, &format!("{dismissals}    exercises: [\n        {other},\n    ],\n"))]);
        assert!(!read.warnings.is_empty());
        let counts = (read.project.sets().len(), read.project.revisions().count(), read.project.exercises().len());
        assert_eq!(counts, if set { (2, 1, 1) } else { (1, 2, 1) });
    }
}

#[test]
fn says_what_is_odd_of_a_hand_in() {
    let begun = "kind: \"own\", begun: \"2026-03-07T00:00:00Z\"";
    let hash = "f3bdc2cb4b59cf3eb0f0d50cf58bb4b5d0c5ba0b5b7c58f7a8bbd5a17ea4ea88";
    let handed = format!(
        "{begun}, handed: (exercise: \"0000000000000000000000000a\", asked: \"{hash}\", time: \"2026-03-08T00:00:00Z\", file: \"{hash}\")"
    );
    let loaded = load(&[(begun, &handed)]);
    assert_eq!(loaded.warnings, []);
    let (_, set) = loaded.project.sets()[0];
    assert_eq!(set.handed.map(|handed| handed.exercise), Some(ExerciseId(10)), "the exercise may be gone");
    assert!(store::write(&loaded.project).contains(&handed));
    let loaded = load(&[(begun, &handed.replacen(hash, "plain", 1))]);
    let found: Vec<String> = loaded.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(found, ["line 18: set 00000000…: “plain” is no SHA-256: it was left out"]);
}
