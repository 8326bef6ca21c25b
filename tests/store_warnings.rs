//! What a file has wrong is named, to the word, and nothing is lost over it.

#[path = "store_warnings/links.rs"]
mod links;
#[path = "store_warnings/places.rs"]
mod places;
#[path = "store_warnings/rows.rs"]
mod rows;
#[path = "store_warnings/scheme.rs"]
mod scheme;
#[path = "store_warnings/work.rs"]
mod work;

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

/// Reads `WHOLE` with a further table at its end.
fn load_with(table: &str, rows: &str) -> Loaded {
    let last = "(finding: \"no-source\", reason: \"plain\", time: \"2026-03-07T00:00:00Z\"),\n    ],\n";
    load(&[(last, &format!("{last}    {table}: [\n        {rows},\n    ],\n"))])
}

/// Lists what is said of a file.
fn said(loaded: &Loaded) -> Vec<String> {
    loaded.warnings.iter().map(ToString::to_string).collect()
}

/// Checks the warnings of `WHOLE` with a change, and returns the project.
fn check(changes: &[(&str, &str)], expected: &[&str]) -> Project {
    let loaded = load(changes);
    assert_eq!(said(&loaded), expected, "{changes:?}");
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
