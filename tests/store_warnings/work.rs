//! What is wrong with what was done with annotations: marks of having read, settled places, conflicts, exercises.

use super::*;

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
    let check = |rows: &str, left: usize, expected: &[&str]| {
        let loaded = load_with("decisions", rows);
        assert_eq!(said(&loaded), expected, "{rows}");
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
    let loaded = load_with("conflicts", row);
    let found = said(&loaded);
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
    let row = "(id: \"0000000000000000000000000a\", title: \"Dams\", set: \"00000000000000000000000002\", revision: \
               \"00000000000000000000000004\", labels: [(key: \"claim\", points: 1.5, feedback: \"good\")], kinds: [(key: \
               \"denies\", points: 1)], covers: 50, adds: 100, surplus: 0.5, examples: [\"00000000000000000000000005\"], word: \
               \"dam\", copy: (labels: [(\"claim\", 2)], sealed: (rounds: 9, salt: \"AAAAAAAAAAAAAAAAAAAAAA==\", nonce: \
               \"AAAAAAAAAAAAAAAA\", data: \"AAAA\")))";
    let check = |row: &str, expected: &[&str]| -> Exercise {
        let loaded = load_with("exercises", row);
        assert_eq!(said(&loaded), expected, "{row}");
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
    let read = load_with("exercises", &label);
    let found = said(&read);
    assert_eq!(found.len(), 1, "{found:?} {no_label}");
    assert!(read.project.label(&LabelKey::slug("rumour")).is_some());
    for (from, set) in
        [("00000000000000000000000002\", revision", true), ("00000000000000000000000004\", labels", false)]
    {
        let (id, rest) = from.split_once('"').unwrap_or_default();
        let other = row.replacen(from, &format!("{}{}\"{rest}", &id[..25], 'z'), 1);
        let read = load_with("exercises", &other);
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
    assert_eq!(said(&loaded), ["line 18: set 00000000…: “plain” is no SHA-256: it was left out"]);
}
