//! Tries on some bytes what the fuzz targets look for among all, of texts and of the files of other programs.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

#[path = "fuzz/checks.rs"]
mod checks;

use proptest::prelude::*;

/// Makes bytes of pieces.
fn pieces(of: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    proptest::collection::vec(proptest::sample::select(of), 0..40).prop_map(|parts| parts.concat().into_bytes())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_makes_a_sound_draft_or_none(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            pieces(&[
                "---\n", "title: ", "\"", "- ", "[", "]", "Dam", " ", "\n", "\n\n", "# ", "> ", "* ", "1. ", "|", "```", "[^1]", "[^1]: ",
                "![a](b)", "<p>", "<!--", "&amp;", "~~", "\\", "\r", "\t", "    ", "ن", "中", "\u{202E}", "===", "    - ", "<br>", "date: 2026", "+++\n",
            ]),
        ],
    ) {
        checks::text(&bytes);
    }

    #[test]
    fn any_files_that_belong_together_are_read_or_refused(
        which in any::<u8>(),
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            pieces(&[
                "\0", "T1", "T2", "R1", "E1", "A1", "#1", "*", "\t", " ", "\n", "Claim", "Arg1:T1", "0", "4", "23", "-1", ";", "Ada", "Ben",
                "{", "}", "[", "]", ":", ",", "\"text\"", "\"Ada said\"", "\"label\"", "\"start\"", "<", ">", "</", "/>", "=", "\"",
                "xmi:XMI", "cas:Sofa", "my:Claim", "begin", "end", "sofaString", "B-PER", "I-PER", "O", "-DOCSTART-", "#Text=", "1-1", "0-3",
                "#FORMAT=WebAnno TSV 3.3", "😀", "ä", "\u{feff}", "\r\n",
            ]),
        ],
    ) {
        checks::foreign(&[&[which][..], &bytes].concat());
    }

    #[test]
    fn any_hand_in_is_marked_or_refused(
        bytes in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            pieces(&[
                "{", "}", "[", "]", ":", ",", "|", "\"label\"", "\"claim\"", "\"at\"", "\"start\"", "\"end\"", "\"quote\"",
                "\"The\"", "0", "3", "15", "-1", "99999999999999999999", "1e3", "\"kind\"", "\"from\"", "\"to\"", "\"mark\"",
                "\"given\"", "null", "true", "\\ud800", "😀", "\n",
            ]),
            marks(),
        ],
    ) {
        checks::hand_in(&bytes);
    }
}

/// Makes marks and relations that hold together more often than not.
fn marks() -> impl Strategy<Value = Vec<u8>> {
    let text: Vec<char> = "The dam is safe 😀. Two engineers deny that.".chars().collect();
    let mark = (0usize..44, 1usize..20, 0usize..8).prop_map(move |(start, length, odd)| {
        let end = (start + length).min(text.len());
        let quote: String = text.get(start..end).unwrap_or_default().iter().collect();
        let label = if odd == 0 { "actor" } else { "claim" };
        let end = if odd == 1 { end + 1 } else { end };
        format!("{{\"label\":\"{label}\",\"at\":[{{\"start\":{start},\"end\":{end},\"quote\":\"{quote}\"}}]}}")
    });
    let link = (0usize..5, 0usize..3).prop_map(|(from, to)| {
        format!("{{\"kind\":\"denies\",\"from\":{{\"mark\":{from}}},\"to\":{{\"given\":{to}}}}}")
    });
    let all = (proptest::collection::vec(mark, 0..4), proptest::collection::vec(link, 0..3));
    all.prop_map(|(marks, links)| format!("{}|{}", marks.join(","), links.join(",")).into_bytes())
}
