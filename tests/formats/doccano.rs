//! doccano's JSON lines.

use super::*;

/// Writes a project in the format, by the names of the files.
fn out(project: &Project) -> (Vec<(String, String)>, Vec<Remark>) {
    let (memory, remarks) = Format::named("doccano").unwrap().write_to_memory(project, &Choice::default()).unwrap();
    let text = |(path, bytes): (String, Vec<u8>)| (path, String::from_utf8(bytes).unwrap());
    (memory.files.into_iter().map(text).collect(), remarks)
}

#[test]
fn reads_every_shape_of_a_line() {
    let all = r#"{"id": 7, "text": "é🇹🇷 one two", "label": [[4, 7, "claim"], [8, 11, "denial"]]}
{"text": "one two", "labels": [[0, 3, "claim"]]}
{"text": "three four", "entities": [[0, 5, "claim"]], "cats": ["news"]}
{"text": "five six", "annotations": [{"label": 12, "start_offset": 0, "end_offset": 4, "user": 1}, {"label": 12, "start_offset": 5, "end_offset": 8, "user": 2}]}
{
  "text": "seven eight",
  "entities": [{"id": 0, "start_offset": 0, "end_offset": 5, "label": "denial"}, {"id": 1, "start_offset": 6, "end_offset": 11, "label": "claim"}],
  "relations": [{"from_id": 0, "to_id": 1, "type": "denies"}]
}
"#;
    let read = read("doccano", &files(&[("a.jsonl", all)]));
    assert_eq!(
        marked(&read.project),
        [
            "claim: one",
            "denial: two",
            "claim: one",
            "claim: three",
            "12: five",
            "12: six",
            "denial: seven",
            "claim: eight"
        ]
    );
    assert_eq!(tied(&read.project), ["seven -denies-> eight"]);
    let names: Vec<String> = read.project.sets().into_iter().map(|(id, _)| read.project.set_name(*id)).collect();
    assert_eq!(names, ["doccano", "1", "2"], "a user is an annotator");
    assert_eq!(count(&read.remarks, What::AsNote), 1, "the label of a whole text: {:#?}", read.remarks);
}

#[test]
fn what_is_known_of_a_text_is_kept() {
    let line = r#"{"text": "one", "title": "The dam", "label": [], "meta": {"page": 3, "outlet": "The Post"}, "Comments": ["look again", {"text": "twice"}]}"#;
    let read = read("doccano", &files(&[("a.jsonl", line)]));
    let details = &read.project.articles()[0].1.details;
    assert_eq!((details.title.as_str(), details.outlet.as_str()), ("The dam", "The Post"));
    assert_eq!(details.note, "page: 3\nlook again\ntwice");
    let kept: Vec<&str> = read.remarks.iter().map(|remark| remark.name.as_str()).collect();
    assert_eq!(kept, ["Comments", "page"]);
    let (files, _) = out(&read.project);
    assert!(
        files[0].1.contains(r#""meta":{"title":"The dam","outlet":"The Post","note":"page: 3\nlook again\ntwice"}"#),
        "{files:?}"
    );
}

#[test]
fn says_what_cannot_be_read_and_where() {
    let all = "{\"text\": \"one\", \"label\": [[0, 9, \"claim\"], [1, 1, \"claim\"]]}\n{\"label\": []}\n\n{\"text\": \"two\", \"label\": [[-1, 2, \"claim\"]]}\nnonsense\n{\"text\": \"three\", \"label\": [[0, 5, \"claim\"]]}\n";
    let read = read("doccano", &files(&[("a.jsonl", all)]));
    assert_eq!(marked(&read.project), ["claim: three"]);
    let found: Vec<(What, Vec<Option<usize>>)> =
        read.remarks.iter().map(|r| (r.what, r.spots.iter().map(|spot| spot.line).collect())).collect();
    assert_eq!(
        found,
        [
            (What::Empty, vec![Some(1)]),
            (What::Nowhere, vec![Some(1), Some(4)]),
            (What::Unread, vec![Some(2)]),
            (What::Unread, vec![Some(5)]),
        ]
    );
    let error = try_read("doccano", &files(&[("a.jsonl", "{\"filename\": \"cat.png\"}")]), "").unwrap_err();
    assert_eq!(error.to_string(), "a.jsonl, line 1: it has no text.");
    let error = try_read("doccano", &files(&[("a.jsonl", "\n")]), "").unwrap_err();
    assert_eq!(error.to_string(), "There is no file of JSON with a record in it.");
}

#[test]
fn a_line_that_is_cut_off_costs_itself_alone() {
    let whole: Vec<String> =
        (1..=60).map(|at| format!("{{\"text\": \"one {at}\", \"label\": [[0, 3, \"x\"]]}}")).collect();
    let told = |lines: &[String]| {
        let read = read("doccano", &files(&[("a.jsonl", &lines.join("\n"))]));
        assert_eq!(read.remarks.iter().map(|remark| remark.what).collect::<Vec<_>>(), [What::Unread]);
        let remark = &read.remarks[0];
        (read.project.articles().len(), remark.count, remark.spots[0].to_string(), remark.to_string())
    };
    let end = "One line or record was not read: it ends before it is complete.".to_owned();
    // Within the list, within a stretch, within a word, behind the text.
    for cut in [3, 8, 4, 20] {
        for line in [1, 11, 59] {
            let mut lines = whole.clone();
            let length = lines[line - 1].len() - cut;
            lines[line - 1].truncate(length);
            let (articles, count, spot, what) = told(&lines);
            assert_eq!((articles, count, spot), (59, 1, format!("a.jsonl, line {line}")), "{cut}: {what}");
            assert!(what == end || what.contains("no JSON"), "{what}");
        }
    }
    // Lists in lines and records in several lines have margins to tell by.
    let pretty = |broken: &str| {
        format!(
            "[\n  {{\n    \"text\": \"a\"\n  }},\n  {{\n    \"text\": {broken}\n  }},\n  {{\n    \"text\": \"c\"\n  }}\n]\n"
        )
    };
    for broken in ["\"b\", \"label\": [", "\"b", "nonsense", "{"] {
        let (articles, count, _, what) = told(&[pretty(broken)]);
        assert_eq!((articles, count), (2, 1), "{broken}: {what}");
    }
}

#[test]
fn where_nothing_says_where_the_next_record_begins_what_is_left_is_counted() {
    let list = "[{\"text\": \"one\"}, {\"text\": \"two\", \"label\": [}, {\"text\": \"three\"}]";
    let read = read("doccano", &files(&[("a.json", list)]));
    assert_eq!(read.project.articles().len(), 1);
    assert_eq!(
        (read.remarks[0].to_string().as_str(), read.remarks[0].spots[0].to_string().as_str()),
        (
            "One line or record was not read: it is no JSON from column 27 on. From there on nothing was read: 47 bytes in one line, with an unknown number of records.",
            "a.json, record 2"
        )
    );
}

#[test]
fn two_of_one_id_are_said_for_relations_lead_to_the_last() {
    let line = r#"{"text": "one two", "entities": [{"id": 1, "start_offset": 0, "end_offset": 3, "label": "a"}, {"id": 1, "start_offset": 4, "end_offset": 7, "label": "b"}, {"id": 2, "start_offset": 0.5, "end_offset": 7, "label": "c"}], "relations": []}"#;
    let read = read("doccano", &files(&[("a.jsonl", line)]));
    assert_eq!(marked(&read.project), ["a: one", "b: two"]);
    let told: Vec<(What, &str)> = read.remarks.iter().map(|remark| (remark.what, remark.name.as_str())).collect();
    assert_eq!(told, [(What::Nowhere, ""), (What::SameId, "1")]);
}

#[test]
fn files_with_the_same_texts_are_annotators() {
    let (ada, ben) =
        (r#"{"id": 1, "text": "one", "label": [[0, 3, "claim"]]}"#, r#"{"id": 1, "text": "one", "label": []}"#);
    let project = read("doccano", &files(&[("ada.jsonl", ada), ("ben.jsonl", ben)])).project;
    assert_eq!(project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect::<Vec<_>>(), ["ada", "ben"]);
    assert_eq!(project.articles().len(), 1);
    let other = r#"{"id": 1, "text": "two", "label": []}"#;
    let project = read("doccano", &files(&[("train.jsonl", ada), ("test.jsonl", other)])).project;
    assert_eq!((project.sets().len(), project.articles().len()), (1, 2));
}

#[test]
fn a_project_without_relations_goes_out_in_the_short_shape() {
    let line = r#"{"text": "é one", "label": [[2, 5, "claim"]]}"#;
    let (files, remarks) = out(&read("doccano", &files(&[("a.jsonl", line)])).project);
    let expected = "{\"id\":1,\"text\":\"é one\",\"label\":[[2,5,\"claim\"]],\"meta\":{\"title\":\"é one\"}}\n";
    assert_eq!(files, [("doccano.jsonl".to_owned(), expected.to_owned())]);
    assert_eq!(remarks.iter().map(|remark| remark.what).collect::<Vec<_>>(), [What::Times]);
}

#[test]
fn offsets_count_what_stands_in_the_file() {
    // Line ends of two characters, NUL, and a byte order mark that is one of the text's characters.
    let line = r#"{"text": "﻿one\r\n\u0000two three", "label": [[1, 4, "claim"], [7, 10, "denial"]]}"#;
    let read = read("doccano", &files(&[("a.jsonl", line)]));
    assert_eq!(marked(&read.project), ["claim: one", "denial: two"]);
    assert_eq!(read.remarks, []);
}

#[test]
fn files_of_doccano_itself_come_in_or_are_refused_for_a_reason() {
    let Some(path) = data("doccano") else { return };
    // How many annotations, and how many lines are not read.
    let expected = [
        ("export-examples/bounding_box/example.jsonl", None),
        ("export-examples/image_captioning/example.jsonl", None),
        ("export-examples/image_classification/example.jsonl", None),
        ("export-examples/intent_detection/example.jsonl", Some((3, 0))),
        ("export-examples/relation_extraction/example.jsonl", Some((4, 0))),
        ("export-examples/segmentation/example.jsonl", None),
        ("export-examples/sequence_labeling/example.jsonl", Some((4, 0))),
        ("export-examples/sequence_to_sequence/example.json", Some((0, 0))),
        ("export-examples/sequence_to_sequence/example.jsonl", Some((0, 0))),
        ("export-examples/speech_to_text/example.jsonl", None),
        ("export-examples/text_classification/example.json", Some((0, 0))),
        ("export-examples/text_classification/example.jsonl", Some((0, 0))),
        ("import-tests/intent/example.jsonl", Some((2, 1))),
        ("import-tests/relation_extraction/example.jsonl", Some((4, 0))),
        ("import-tests/seq2seq/example.json", Some((0, 2))),
        ("import-tests/seq2seq/example.jsonl", Some((0, 2))),
        ("import-tests/sequence_labeling/example.jsonl", Some((1, 1))),
        ("import-tests/sequence_labeling/example_overlapping.jsonl", Some((2, 0))),
        ("import-tests/text_classification/example.json", Some((0, 1))),
        ("import-tests/text_classification/example.jsonl", Some((0, 0))),
        ("transformer/labeling.jsonl", Some((16, 0))),
        ("transformer/labeling_text_label.jsonl", Some((11, 0))),
    ];
    let mut found = Vec::new();
    for file in folder(&path).into_iter().filter(|file| file.ends_in("jsonl") || file.ends_in("json")) {
        let name = file.path.clone();
        let read = try_read("doccano", &[file], "");
        let told = read.map(|read| (read.project.annotation_count(), count(&read.remarks, What::Unread))).ok();
        found.push((name, told));
    }
    let found: Vec<(&str, Option<(usize, usize)>)> = found.iter().map(|(name, told)| (name.as_str(), *told)).collect();
    assert_eq!(found, expected);
}

/// Doccano's own reading of a file that is uploaded, line by line into examples, spans and relations, with nothing in
/// the place of its database and of what it reads other formats with. It passes over what is not as it should be; then
/// the counts differ.
const UPLOAD: &str = "
import importlib.metadata, sys
from unittest.mock import MagicMock
for name in 'examples label_types labels projects pyexcel seqeval'.split():
    for part in ['', '.models', '.exceptions', '.scheme']:
        sys.modules[name + part] = MagicMock()
sys.modules['chardet'] = MagicMock()
sys.path.insert(0, str(importlib.metadata.distribution('doccano').locate_file('backend')))
from data_import.pipeline.data import TextData
from data_import.pipeline.label import RelationLabel, SpanLabel
from data_import.pipeline.makers import ExampleMaker, LabelMaker
from data_import.pipeline.parsers import JSONLParser
from data_import.pipeline.readers import FileName, Reader
for path in sys.argv[1:]:
    reader = Reader([FileName(path, path, path)], JSONLParser('utf-8'))
    rows = next(reader.batch(1_000_000))
    columns = ('entities', 'relations') if 'entities' in rows.columns else ('label', 'relations')
    texts = ExampleMaker(MagicMock(), TextData, 'text', list(columns))
    spans, relations = LabelMaker(columns[0], SpanLabel), LabelMaker(columns[1], RelationLabel)
    examples, spans, relations = texts.make(rows), spans.make(rows), relations.make(rows)
    assert not reader.errors and not texts.errors, (reader.errors, texts.errors)
    known = {(span.id, span.example_uuid) for span in spans}
    assert columns[0] == 'label' or len(known) == len(spans), 'ids of spans are there twice'
    for relation in relations:
        assert (relation.from_id, relation.example_uuid) in known, relation
        assert (relation.to_id, relation.example_uuid) in known, relation
    print(len(examples), len(spans), len(relations))
";

#[test]
fn doccano_takes_what_goes_out() {
    if python("import importlib.metadata; importlib.metadata.distribution('doccano')", &[]).is_err() {
        return leave_out("doccano_takes_what_goes_out", "python3 has no doccano");
    }
    let sample = include_bytes!("../../samples/mi6.ron");
    let project = gainsay::store::read(sample).unwrap().project;
    let (files, remarks) = out(&project);
    let folder = tempfile::tempdir().unwrap();
    let (mut counts, mut paths) = ((0, 0, 0), Vec::new());
    for (name, text) in &files {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        paths.push(path.to_str().unwrap().to_owned());
    }
    let said = python(UPLOAD, &paths.iter().map(String::as_str).collect::<Vec<_>>()).expect("doccano reads it");
    for line in said.lines() {
        let numbers: Vec<usize> = line.split(' ').map(|number| number.parse().unwrap()).collect();
        counts = (counts.0 + numbers[0], counts.1 + numbers[1], counts.2 + numbers[2]);
    }
    let left = [What::Relation, What::AcrossArticles, What::LostEnd, What::OthersRelation];
    let left: usize = left.into_iter().map(|what| count(&remarks, what)).sum();
    let relations = project.relation_count() - left;
    assert!(relations > 0 && left > 0, "{relations} of {}", project.relation_count());
    let kept = project.annotation_count() - count(&remarks, What::Fragments) - count(&remarks, What::NoText);
    assert_eq!(counts, (project.article_count(), kept, relations));
    let line = r#"{"text": "é🇹🇷 one two", "label": [[4, 7, "claim"], [4, 11, "claim"]]}"#;
    let (files, _) = out(&read("doccano", &super::files(&[("a.jsonl", line)])).project);
    let path = folder.path().join("alone.jsonl");
    fs::write(&path, &files[0].1).unwrap();
    assert!(files[0].1.contains("\"label\":[["));
    assert_eq!(python(UPLOAD, &[path.to_str().unwrap()]).as_deref().map(str::trim), Ok("1 2 0"));
    // A line that doccano would pass over in silence is seen here.
    let path = folder.path().join("odd.jsonl");
    fs::write(&path, "{\"text\": \"one\", \"entities\": [{\"id\": 1, \"start_offset\": 3, \"end_offset\": 3, \"label\": \"a\"}], \"relations\": []}").unwrap();
    assert_eq!(python(UPLOAD, &[path.to_str().unwrap()]).as_deref().map(str::trim), Ok("1 0 0"));
}

#[test]
fn a_file_is_read_whatever_it_is_called_where_its_format_is_named() {
    let line = r#"{"text": "The dam holds.", "label": [[4, 7, "actor"]]}"#;
    for name in ["all.txt", "all", "-"] {
        assert_eq!(marked(&read("doccano", &files(&[(name, line)])).project), ["actor: dam"], "{name}");
    }
    let beside = files(&[("all.jsonl", line), ("readme.txt", line)]);
    assert_eq!(read("doccano", &beside).project.article_count(), 1, "beside what is called so, nothing else is tried");
}
