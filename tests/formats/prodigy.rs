//! Prodigy's JSON lines.

use super::*;

#[test]
fn reads_spans_relations_and_answers() {
    let all = r#"{"text": "é one two", "_input_hash": 1, "tokens": [{"text": "é", "start": 0, "end": 1, "id": 0}], "spans": [{"start": 2, "end": 5, "label": "claim", "token_start": 1, "token_end": 1}, {"start": 6, "end": 9, "label": "denial", "token_start": 2, "token_end": 2}], "relations": [{"head": 2, "child": 1, "label": "denies", "head_span": {"start": 6, "end": 9, "label": "denial"}, "child_span": {"start": 2, "end": 5, "label": "claim"}}], "answer": "accept", "_annotator_id": "ada", "meta": {"source": "post", "outlet": "The Post"}}
{"text": "é one two", "_input_hash": 1, "spans": [{"start": 2, "end": 5, "label": "denial", "token_end": 1}, {"start": 6, "end": 9, "label": "claim", "token_end": 2}], "relations": [{"head": 1, "child": 2, "label": "denies"}, {"head": 1, "child": 7, "label": "denies"}], "answer": "accept", "_annotator_id": "ben", "meta": {"source": "post", "outlet": "The Post"}}
{"text": "three", "spans": [{"start": 0, "end": 5, "label": "claim"}], "answer": "reject"}
{"html": "four"}
"#;
    let read = read("prodigy", &files(&[("a.jsonl", all)]));
    let project = &read.project;
    assert_eq!(marked(project).len(), 4);
    assert_eq!(tied(project), ["one -denies-> two", "two -denies-> one"]);
    assert_eq!(project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect::<Vec<_>>(), ["ada", "ben"]);
    let details: Vec<(&str, &str)> =
        project.articles().iter().map(|(_, row)| (row.details.outlet.as_str(), row.details.note.as_str())).collect();
    assert_eq!(details, [("The Post", "source: post"), ("", "")], "one text is one article");
    let whats = [What::End, What::NoPlace, What::Unread].map(|what| count(&read.remarks, what));
    assert_eq!(whats, [1, 1, 1], "a lost end, a rejected line, one that is not text: {:#?}", read.remarks);
}

#[test]
fn what_else_a_line_says_is_listed() {
    let line = r#"{"text": "one", "_view_id": "ner", "tokens": [], "flagged": true, "extra": {"a": 1}, "spans": [{"start": -1, "end": 3, "label": "x"}, {"start": 0, "end": 3, "label": "x"}]}"#;
    let read = read("prodigy", &files(&[("a.jsonl", line)]));
    assert_eq!(marked(&read.project), ["x: one"]);
    let told: Vec<(What, &str)> = read.remarks.iter().map(|remark| (remark.what, remark.name.as_str())).collect();
    assert_eq!(told, [(What::Nowhere, ""), (What::NoPlace, "extra"), (What::NoPlace, "flagged")]);
}

#[test]
fn goes_out_a_line_for_each_annotator() {
    let project = read(
        "prodigy",
        &files(&[(
            "a.jsonl",
            r#"{"text": "é one", "spans": [{"start": 2, "end": 5, "label": "claim"}], "_annotator_id": "ada"}"#,
        )]),
    )
    .project;
    let (memory, _) = Format::named("prodigy").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    let line = String::from_utf8(memory.files[0].1.clone()).unwrap();
    let (before, rest) = line.split_once("\"_input_hash\":").unwrap();
    let behind = rest.split_once(',').unwrap().1;
    assert_eq!(
        before,
        "{\"text\":\"é one\",\"tokens\":[{\"text\":\"é\",\"start\":0,\"end\":1,\"id\":0,\"ws\":true},{\"text\":\"one\",\"start\":2,\"end\":5,\"id\":1,\"ws\":false}],\
         \"spans\":[{\"start\":2,\"end\":5,\"token_start\":1,\"token_end\":1,\"label\":\"claim\"}],\"answer\":\"accept\",\"_annotator_id\":\"ada\","
    );
    assert_eq!(behind, "\"meta\":{\"title\":\"é one\"}}\n");
}

#[test]
fn articles_with_the_same_text_and_details_stay_two() {
    let line = |hash: i32| {
        format!(r#"{{"text": "one", "_input_hash": {hash}, "spans": [{{"start": 0, "end": 3, "label": "claim"}}]}}"#)
    };
    let lines = [line(1), line(-2), line(1)].join("\n");
    let first = read("prodigy", &files(&[("a.jsonl", &lines)])).project;
    assert_eq!(first.articles().len(), 2);
    let (memory, _) = Format::named("prodigy").unwrap().write_to_memory(&first, &Choice::default()).unwrap();
    assert_eq!(read("prodigy", &written(&memory)).project.articles().len(), 2);
}
