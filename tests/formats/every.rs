//! What must hold in each format that has offsets: nothing that is right moves for something that is wrong, and nothing
//! is passed over in silence.

use super::*;

/// Stretches of a text in code points.
type Stretch = (usize, usize);

const STORM: &str = "Gestern hält der Damm, sagt das Ministerium. Der Minister bestreitet das Leck.";

fn find(text: &str, words: &str) -> Stretch {
    let start = text[..text.find(words).unwrap()].chars().count();
    (start, start + words.chars().count())
}

fn xmi(text: &str, spans: &[Stretch]) -> Vec<File> {
    let span = |(at, (start, end)): (usize, &Stretch)| {
        format!("<c:Span xmi:id=\"{}\" sofa=\"1\" begin=\"{start}\" end=\"{end}\" label=\"x\"/>", at + 2)
    };
    let spans: String = spans.iter().enumerate().map(span).collect();
    let body = format!(
        "<xmi:XMI xmlns:xmi=\"http://www.omg.org/XMI\" xmlns:cas=\"http:///uima/cas.ecore\" \
         xmlns:c=\"http:///my.ecore\">{spans}<cas:Sofa xmi:id=\"1\" sofaID=\"_InitialView\" sofaString=\"{text}\"/></xmi:XMI>"
    );
    files(&[("a.xmi", &body)])
}

fn json(text: &str, spans: &[Stretch]) -> Vec<File> {
    let sofa = serde_json::json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": text});
    let span = |(at, (start, end)): (usize, &Stretch)| serde_json::json!({"%ID": at + 2, "%TYPE": "my.Span", "@sofa": 1, "begin": start, "end": end, "label": "x"});
    let all: Vec<_> = [sofa].into_iter().chain(spans.iter().enumerate().map(span)).collect();
    files(&[("a.json", &serde_json::json!({"%FEATURE_STRUCTURES": all}).to_string())])
}

fn label_studio(text: &str, spans: &[Stretch]) -> Vec<File> {
    let span = |(at, (start, end)): (usize, &Stretch)| serde_json::json!({"id": at, "type": "labels", "value": {"start": start, "end": end, "labels": ["x"]}});
    let result: Vec<_> = spans.iter().enumerate().map(span).collect();
    let task = serde_json::json!([{"data": {"text": text}, "annotations": [{"result": result}]}]);
    files(&[("a.json", &task.to_string())])
}

fn doccano(text: &str, spans: &[Stretch]) -> Vec<File> {
    let label: Vec<_> = spans.iter().map(|(start, end)| serde_json::json!([start, end, "x"])).collect();
    files(&[("a.jsonl", &serde_json::json!({"text": text, "label": label}).to_string())])
}

fn prodigy(text: &str, spans: &[Stretch]) -> Vec<File> {
    let span = |(start, end): &Stretch| serde_json::json!({"start": start, "end": end, "label": "x"});
    let spans: Vec<_> = spans.iter().map(span).collect();
    files(&[("a.jsonl", &serde_json::json!({"text": text, "spans": spans}).to_string())])
}

fn web(text: &str, spans: &[Stretch]) -> Vec<File> {
    let item = |(at, (start, end)): (usize, &Stretch)| {
        let selector = serde_json::json!({"type": "TextPositionSelector", "start": start, "end": end});
        let body = serde_json::json!({"type": "TextualBody", "purpose": "tagging", "value": "x"});
        let target = serde_json::json!({"source": "a.txt", "selector": selector});
        serde_json::json!({"id": format!("urn:a:{at}"), "type": "Annotation", "body": body, "target": target})
    };
    let items: Vec<_> = spans.iter().enumerate().map(item).collect();
    let page = serde_json::json!({
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:a", "type": "AnnotationPage", "items": items
    });
    files(&[("a.jsonld", &page.to_string()), ("a.txt", text)])
}

fn own(text: &str, spans: &[Stretch]) -> Vec<File> {
    let all: Vec<char> = text.chars().collect();
    let mark = |(start, end): &Stretch| {
        let quote: String = all.get(*start..(*end).min(all.len())).unwrap_or_default().iter().collect();
        let fragments = serde_json::json!([{"start": start, "end": end, "quote": quote}]);
        serde_json::json!({"id": "", "annotator": "", "label": "x", "time": "2026-03-01T00:00:00Z", "fragments": fragments})
    };
    let line = serde_json::json!({
        "gainsay": 1, "article": "a", "revision": "a", "text": text, "unit": "code points",
        "sha256": Text::import(text).hash().to_string(),
        "annotations": spans.iter().map(mark).collect::<Vec<_>>(),
    });
    files(&[("a.jsonl", &line.to_string())])
}

/// Files, the format of most of them, and the others with theirs.
type Mixed<'f> = (&'f [(&'f str, &'f str)], &'f str, &'f [&'f str]);

/// Makes files of a text with stretches.
type Maker = fn(&str, &[Stretch]) -> Vec<File>;

/// Formats that have no words beside offsets, with a maker of their files for texts without characters beyond the
/// basic plane: there their units are one.
const BARE: [(&str, Maker); 6] = [
    ("uima-cas-xmi", xmi),
    ("uima-cas-json", json),
    ("label-studio", label_studio),
    ("doccano", doccano),
    ("prodigy", prodigy),
    ("web-annotation", web),
];

#[test]
fn one_wrong_stretch_moves_none_of_the_others() {
    let words = ["Damm", "Ministerium", "Minister bestreitet", "Leck"];
    let right = words.map(|words| find(STORM, words));
    let end = STORM.chars().count();
    for (format, maker) in BARE {
        let read = read(format, &maker(STORM, &[&right[..], &[(end - 5, end + 1)]].concat()));
        assert_eq!(marked(&read.project), words.map(|words| format!("x: {words}")), "{format}");
        let sorts: Vec<What> = read.remarks.iter().map(|remark| remark.what).collect();
        assert_eq!(sorts, [What::Nowhere], "{format}");
        assert!(read.remarks[0].what.is_loss());
    }
}

#[test]
fn what_only_the_edges_of_words_show_is_said_as_a_loss() {
    // Bytes, in formats that count otherwise: in their units the text ends before the last of them.
    let words = ["Damm", "Ministerium", "Leck."];
    let bytes = words.map(|words| (STORM.find(words).unwrap(), STORM.find(words).unwrap() + words.len()));
    for (format, maker) in BARE {
        let read = read(format, &maker(STORM, &bytes));
        assert_eq!(marked(&read.project), words.map(|words| format!("x: {words}")), "{format}");
        let told: Vec<(What, &str)> = read.remarks.iter().map(|remark| (remark.what, remark.name.as_str())).collect();
        assert_eq!(told, [(What::Guessed, "bytes")], "{format}");
        assert!(read.remarks[0].what.is_loss());
    }
}

#[test]
fn a_mark_before_a_text_that_is_a_value_moves_nothing() {
    let text = "\u{feff}Ada said that Ben lied.";
    // A user who drags from the line's start takes the mark with the first word.
    let spans = [(0, 4), find(text, "Ben"), find(text, "lied"), (1, 4)];
    // Beside the annotations of the web lies a file, whose mark is none of its characters.
    let values =
        BARE.into_iter().filter(|(format, _)| *format != "web-annotation").chain([("gainsay-jsonl", own as Maker)]);
    for (format, maker) in values {
        let read = read(format, &maker(text, &spans));
        assert_eq!(marked(&read.project), ["x: Ada", "x: Ada", "x: Ben", "x: lied"], "{format}");
        assert_eq!(read.remarks, [], "{format}");
        assert_eq!(read.project.revisions().next().unwrap().1.text.as_str(), "Ada said that Ben lied.");
    }
}

#[test]
fn a_mark_before_the_first_line_of_a_table_moves_nothing() {
    let table = "#FORMAT=WebAnno TSV 3.3\n#T_SP=x.X|value\n\n\n#Text=\u{feff}Ada said that Ben lied\n\
                 1-1\t0-4\t\u{feff}Ada\tF[1]|A\t\n1-2\t5-9\tsaid\tF[1]|S[2]\t\n1-3\t10-14\tthat\tS[2]\t\n\
                 1-4\t15-18\tBen\tB[3]\t\n1-5\t19-23\tlied\tB[3]\t\n";
    let read = read("webanno-tsv", &files(&[("a.tsv", table)]));
    assert_eq!(marked(&read.project), ["F: Ada said", "A: Ada", "S: said that", "B: Ben lied"]);
    assert_eq!(read.remarks, []);
}

#[test]
fn the_format_of_most_files_is_taken_and_the_others_are_listed() {
    let lines = r#"{"text": "one", "label": [[0, 3, "x"]]}"#;
    let table = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.Span|value\n\n\n#Text=one\n1-1\t0-3\tone\tx\t\n";
    let ann = "T1\tx 0 3\tone\n";
    let prodigy = r#"{"text": "one", "spans": [{"start": 0, "end": 3, "label": "x"}], "_input_hash": 1}"#;
    let folder = [("a.txt", "one"), ("a.ann", ann), ("b.jsonl", lines), ("c.conll", "one B-x\n"), ("d.jsonl", prodigy)];
    let cases: [Mixed<'_>; 6] = [
        (&folder, "brat", &["b.jsonl doccano", "c.conll CoNLL", "d.jsonl Prodigy"]),
        (&[("a.jsonl", lines), ("b.jsonl", lines), ("c.jsonl", prodigy)], "doccano", &["c.jsonl Prodigy"]),
        (&[("a.tsv", table), ("a.xmi", "<x/>")], "webanno-tsv", &[]),
        (&[("a_config.json", "{\"labels\": 3}"), ("data.jsonl", lines)], "doccano", &[]),
        // Of two it is the one that holds more.
        (&[("a.conll", "one B-x\n"), ("b.jsonl", lines)], "doccano", &["a.conll CoNLL"]),
        // What is none beside its own is no format's.
        (&[("a.tsv", table), ("notes.txt", "Nothing to see")], "webanno-tsv", &[]),
    ];
    for (all, format, listed) in cases {
        let all = files(all);
        assert_eq!(Format::of(&all).map(|format| format.id), Some(format));
        let read = read(format, &all);
        assert!(read.project.annotations().next().is_some(), "{format}: {:#?}", read.remarks);
        let others =
            read.remarks.iter().filter(|remark| remark.what == What::UnreadFile && remark.name.contains("looks like"));
        let others: Vec<String> = others
            .flat_map(|remark| {
                remark.spots.iter().map(|spot| format!("{spot} {}", remark.name.split([' ', ',']).nth(3).unwrap()))
            })
            .collect();
        let mut others = others;
        others.sort();
        assert_eq!(others, listed);
    }
    // Whoever names a format for a file that looks like another is right.
    assert_eq!(marked(&read("doccano", &files(&[("a.jsonl", prodigy)])).project), Vec::<String>::new());
    assert!(Format::of(&files(&[("a.txt", "Nothing to see")])).is_none());
}

#[test]
fn folders_of_real_files_are_known_by_most_of_them() {
    for (part, format) in
        [("tsv3", "webanno-tsv"), ("doccano", "doccano"), ("tool-exports/labelstudio", "label-studio")]
    {
        let Some(path) = data(part) else { return };
        assert_eq!(Format::of(&folder(&path)).map(|format| format.id), Some(format), "{part}");
    }
}

#[test]
fn names_of_choices_go_out_as_they_are() {
    let names = ["👍", "No comment: да", "+1", "-1", "true to it", "x|y", &"long ".repeat(20)];
    let text = "one";
    let region = |(at, name): (usize, &&str)| {
        let value = |more: &str| format!(r#""value": {{"start": 0, "end": 3, "text": "{text}", {more}}}"#);
        let (label, choice) = (value(r#""labels": ["x"]"#), value(&format!(r#""choices": ["{name}"]"#)));
        format!(
            r#"{{"id": "{at}", "type": "labels", {label}}}, {{"id": "{at}", "from_name": "how", "type": "choices", {choice}}}"#
        )
    };
    let result: Vec<String> = names.iter().enumerate().map(region).collect();
    let task = format!(r#"[{{"data": {{"text": "{text}"}}, "annotations": [{{"result": [{}]}}]}}]"#, result.join(", "));
    let project = read("label-studio", &files(&[("a.json", &task)])).project;
    let said = |project: &Project| -> BTreeSet<String> {
        let value = |(key, value): (&AttributeKey, &Value)| match value {
            Value::Choice(choice) => project.attribute(key).unwrap().takes.name_of(choice).to_owned(),
            Value::Text(text) => text.clone(),
            Value::Flag(flag) => flag.to_string(),
        };
        project.annotations().flat_map(|(_, row)| row.attributes.iter().map(value).collect::<Vec<_>>()).collect()
    };
    for format in both_ways().filter(|format| format.holds.attributes) {
        let (memory, remarks) = format.write_to_memory(&project, &Choice::default()).unwrap();
        let back = said(&read(format.id, &written(&memory)).project);
        let lost: Vec<&&str> = names.iter().filter(|name| !back.contains(**name)).collect();
        // brat parts names by this sign, and has none with white space at their ends.
        let unfit: Vec<&&str> = names.iter().filter(|name| name.contains('|') || name.trim() != **name).collect();
        let renamed =
            remarks.iter().filter(|remark| remark.what == What::Renamed).map(|remark| remark.count).sum::<usize>();
        if format.id == "brat" {
            assert_eq!((lost, renamed), (unfit, 2));
        } else {
            assert_eq!((lost.len(), renamed), (0, 0), "{}: {lost:?}", format.id);
        }
    }
}

#[test]
fn what_comes_from_brat_goes_back_as_it_was() {
    let ann =
        "T1\tPer 0 3\tAda\nA1\tConf T1 high\nN1\tReference T1 Wikidata:Q42\tAda Low\nN2\tReference T1 GeoNames:7\n";
    let shown = "[labels]\nPer | Person | P\nnon-denial | non denial\n";
    let all = [("a.txt", "Ada said"), ("a.ann", ann), ("visual.conf", shown)];
    let read = read("brat", &files(&all));
    let told: Vec<(What, String)> = read
        .remarks
        .iter()
        .filter(|remark| remark.what == What::NoPlace)
        .map(|remark| (remark.what, format!("{} ({})", remark.name, remark.spots[0])))
        .collect();
    assert_eq!(told, [(What::NoPlace, "Names under which types are shown (visual.conf: Person)".to_owned())]);
    let (memory, _) = Format::named("brat").unwrap().write_to_memory(&read.project, &Choice::default()).unwrap();
    let of = |name: &str| {
        memory.files.iter().find(|(path, _)| path == name).map(|(_, bytes)| String::from_utf8_lossy(bytes))
    };
    assert_eq!(of("a.ann").unwrap(), ann);
    let conf = of("annotation.conf").unwrap();
    assert!(conf.contains("\nPer\n") && conf.contains("Conf\tArg:Per, Value:high"), "{conf}");
}

#[test]
fn an_annotation_without_a_label_gets_one_that_is_said() {
    for (format, line) in [
        ("doccano", r#"{"text": "one two", "label": [[0, 3, null]]}"#),
        ("prodigy", r#"{"text": "one two", "spans": [{"start": 0, "end": 3}]}"#),
    ] {
        let read = read(format, &files(&[("a.jsonl", line)]));
        assert_eq!(marked(&read.project), ["unlabelled: one"], "{format}");
        let told: Vec<(What, String)> =
            read.remarks.iter().map(|remark| (remark.what, remark.spots[0].to_string())).collect();
        assert_eq!(told, [(What::Unlabelled, "a.jsonl, line 1".to_owned())], "{format}");
    }
}

#[test]
fn who_found_nothing_stays_one_who_looked() {
    let task = |ben: &str| {
        format!(
            r#"[{{"data": {{"text": "one two"}}, "annotations": [{{"completed_by": "ada", "result": [{{"id": "a", "type": "labels", "value": {{"start": 0, "end": 3, "text": "one", "labels": ["x"]}}}}]}}{ben}]}}]"#
        )
    };
    let of_ben = r#", {"completed_by": "ben", "result": []}"#;
    let project = read("label-studio", &files(&[("a.json", &task(of_ben))])).project;
    assert_eq!(project.sets().len(), 2);
    for format in both_ways() {
        let (memory, remarks) = format.write_to_memory(&project, &Choice::default()).unwrap();
        let back = read(format.id, &written(&memory)).project;
        let done = back
            .sets()
            .into_iter()
            .map(|(set, _)| (back.set_name(*set), back.done(&(*set, *back.articles()[0].0)).is_some()));
        let done: Vec<(String, bool)> = done.collect();
        let whole = [("ada".to_owned(), true), ("ben".to_owned(), true)];
        assert!(done == whole || count(&remarks, What::Done) == 1, "{}: {done:?}, {remarks:#?}", format.id);
    }
    let (_, remarks) = Format::named("csv").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    assert_eq!(count(&remarks, What::Done), 1);
}

#[test]
fn several_values_of_one_attribute_are_all_kept() {
    let choice = |value: &str| {
        format!(
            r#"{{"id": "a", "from_name": "how", "type": "choices", "value": {{"start": 0, "end": 3, "choices": ["{value}"]}}}}"#
        )
    };
    let task = format!(
        r#"[{{"data": {{"text": "one two"}}, "annotations": [{{"result": [{{"id": "a", "type": "labels", "value": {{"start": 0, "end": 3, "text": "one", "labels": ["x"]}}}}, {}, {}, {}]}}]}}]"#,
        choice("p"),
        choice("q"),
        choice("q")
    );
    let ann =
        "T1\tx 0 3\tone\nA1\thow T1 p\nA2\thow T1 q\nN1\tReference T1 Wikidata:Q1\tone\nN2\tReference T1 Wikidata:Q2\n";
    let values = |read: &Read| -> Vec<Value> {
        read.project.annotations().flat_map(|(_, row)| row.attributes.values().cloned()).collect()
    };
    let text = |lines: &str| Value::Text(lines.to_owned());
    let of_task = read("label-studio", &files(&[("a.json", &task)]));
    assert_eq!(values(&of_task), [text("p\nq")]);
    let of_ann = read("brat", &files(&[("a.txt", "one two"), ("a.ann", ann)]));
    assert_eq!(values(&of_ann), [text("p\nq"), text("Wikidata:Q1 one\nWikidata:Q2")]);
    let several = |read: &Read| {
        read.remarks.iter().filter(|remark| remark.name.contains("Several")).map(|r| r.count).sum::<usize>()
    };
    assert_eq!((several(&of_task), several(&of_ann)), (1, 2), "{:#?}", of_ann.remarks);
}
