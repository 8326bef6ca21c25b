//! What is wrong with the places of annotations, and with texts.

use super::*;

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
