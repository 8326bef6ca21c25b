//! What another program has goes back to it as it was, and what it makes of nobody's work is no work.

use super::*;

fn sets(project: &Project) -> Vec<(String, usize)> {
    let done = |set: SetId| project.articles().iter().filter(|(id, _)| project.done(&(set, **id)).is_some()).count();
    project.sets().into_iter().map(|(set, _)| (project.set_name(*set), done(*set))).collect()
}

fn out(format: &str, project: &Project) -> (Vec<File>, Vec<Remark>) {
    let (memory, remarks) = Format::named(format).unwrap().write_to_memory(project, &Choice::default()).unwrap();
    (written(&memory), remarks)
}

#[track_caller]
fn text_of(files: &[File], path: &str) -> String {
    let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
    let file = files.iter().find(|file| file.path == path).unwrap_or_else(|| panic!("{path}: {paths:?}"));
    file.text().0.text
}

const TABLE: &str = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.Span|value\n\n\n#Text=one\n1-1\t0-3\tone\t_\t\n";

/// A format, files without annotations, and the sets that they make, with how many articles each is done with.
type Empty = (&'static str, Vec<File>, &'static [(&'static str, usize)]);

#[test]
fn what_a_program_makes_for_each_text_says_of_nobody_that_they_have_read_it() {
    let empty: [Empty; 8] = [
        ("brat", files(&[("a.txt", "one"), ("a.ann", "")]), &[("brat", 0)]),
        ("doccano", files(&[("a.jsonl", r#"{"text": "one", "label": []}"#)]), &[("doccano", 0)]),
        ("prodigy", files(&[("a.jsonl", r#"{"text": "one"}"#)]), &[("Prodigy", 0)]),
        ("webanno-tsv", files(&[("a.tsv", TABLE)]), &[("WebAnno TSV", 0)]),
        ("webanno-tsv", files(&[("annotation/a.txt/INITIAL_CAS.tsv", TABLE)]), &[("WebAnno TSV", 0)]),
        // These are made when somebody has read it.
        ("webanno-tsv", files(&[("annotation/a.txt/ada.tsv", TABLE)]), &[("ada", 1)]),
        (
            "prodigy",
            files(&[("a.jsonl", r#"{"text": "one", "answer": "accept", "_annotator_id": "ada"}"#)]),
            &[("ada", 1)],
        ),
        ("conll", files(&[("a.conll", "one O\n")]), &[("CoNLL", 1)]),
    ];
    for (format, files, expected) in empty {
        let project = read(format, &files).project;
        let found = sets(&project);
        let found: Vec<(&str, usize)> = found.iter().map(|(name, done)| (name.as_str(), *done)).collect();
        assert_eq!((found.as_slice(), project.articles().len()), (expected, 1), "{format}");
    }
}

const LAYERS: &str = "#FORMAT=WebAnno TSV 3.3\n#T_SP=de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity|value|identifier\n\
     #T_SP=webanno.custom.Bare|\n#T_SP=webanno.custom.Place|kind|sure\n#T_RL=webanno.custom.Near|how|BT_webanno.custom.Place\n\n\n";

#[test]
fn layers_go_back_to_where_they_were() {
    let rows = "#Text=one two three\n1-1\t0-3\tone\tLOC[1]\tQ1[1]\t_\tLOC[2]\ttrue[2]\t_\t_\t\n\
                1-2\t4-7\ttwo\t*[3]\tQ2[3]\t*[5]\tNamed[4]\t*[4]\tby\t1-1[2_4]\t\n1-3\t8-13\tthree\t_\t_\t_\tPlace[6]\t*[6]\t_\t_\t\n";
    let table = format!("{LAYERS}{rows}");
    let first = read("webanno-tsv", &files(&[("a.tsv", &table)]));
    assert_eq!(
        marked(&first.project),
        ["LOC: one", "LOC: one", "NamedEntity: two", "Bare: two", "Named: two", "Place: three"]
    );
    let (files, remarks) = out("webanno-tsv", &first.project);
    // Numbers count anew, in the order of the text, and features stand in that of the scheme.
    let back = text_of(&files, "a.tsv");
    for line in LAYERS.lines().filter(|line| line.starts_with("#T_")) {
        assert!(back.lines().any(|own| own == line), "{line}: {back}");
    }
    assert_eq!(back.lines().filter(|line| line.starts_with("#T_")).count(), 4, "{back}");
    assert!(remarks.iter().all(|remark| !remark.what.is_loss()), "{remarks:#?}");
    let again = read("webanno-tsv", &files);
    assert_eq!((marked(&again.project), tied(&again.project)), (marked(&first.project), tied(&first.project)));
    assert_eq!(text_of(&out("webanno-tsv", &again.project).0, "a.tsv"), back);
    // The same layers in a CAS, and from there.
    for format in ["uima-cas-json", "uima-cas-xmi"] {
        let (files, _) = out(format, &first.project);
        let cas = read(format, &files).project;
        let sorted = |project: &Project| -> BTreeSet<String> { marked(project).into_iter().collect() };
        assert_eq!((sorted(&cas), tied(&cas)), (sorted(&first.project), tied(&first.project)), "{format}");
        let all: String = files.iter().map(|file| file.text().0.text).collect();
        assert!(all.contains("webanno.custom.Near") && !all.contains("\"gainsay_note\""), "{format}: {all}");
        let tables = text_of(&out("webanno-tsv", &cas).0, "a.tsv");
        for layer in ["ner.type.NamedEntity|value", "#T_SP=webanno.custom.Bare|", "webanno.custom.Near|"] {
            assert!(tables.contains(layer), "{format}: {tables}");
        }
    }
}

#[test]
fn what_is_made_here_joins_the_layer_of_its_label() {
    let rows = "#Text=one two three\n1-1\t0-3\tone\tLOC[1]\t*[1]\t_\t_\t_\t_\t_\t\n1-2\t4-7\ttwo\t_\t_\t_\tcity[2]\t*[2]\t_\t_\t\n";
    let mut project = read("webanno-tsv", &files(&[("a.tsv", &format!("{LAYERS}{rows}"))])).project;
    let mut builder = edit::Builder::new(&project);
    let (set, revision) = (*project.sets()[0].0, project.latest(*project.articles()[0].0).unwrap().0);
    let mut stamp = Stamp::of_number(77);
    let mut ids = Vec::new();
    for (start, end, label) in [(8, 13, "loc"), (4, 13, "new")] {
        let span = project.revision(&revision).unwrap().text.span(start, end).unwrap();
        let row = Annotation::new(set, revision, LabelKey::slug(label), Fragments::one(span), stamp.time);
        ids.push(AnnotationId(stamp.fresh()));
        builder.put(*ids.last().unwrap(), Some(Annotation { note: label.to_owned(), unsure: true, ..row }));
    }
    let kind = Kind {
        rank: 0,
        name: "near".to_owned(),
        inverse: String::new(),
        shortcut: None,
        from: vec![LabelKey::slug("loc")],
        to: vec![LabelKey::slug("new")],
        definition: String::new(),
        examples: Vec::new(),
    };
    let new = Label { name: "new".to_owned(), ..project.label(&LabelKey::slug("loc")).unwrap().clone() };
    builder.put(LabelKey::slug("new"), Some(new));
    builder.put(KindKey::slug("near"), Some(kind));
    let relation = Relation {
        set,
        kind: KindKey::slug("near"),
        from: ids[0],
        to: ids[1],
        attributes: Attributes::new(),
        note: String::new(),
        time: stamp.time,
    };
    builder.put(RelationId(stamp.fresh()), Some(relation));
    let step = builder.finish();
    project.apply(&step).unwrap();
    let (files, remarks) = out("webanno-tsv", &project);
    let table = text_of(&files, "a.tsv");
    assert!(table.contains("NamedEntity|value|gainsay_note|gainsay_unsure\n"), "{table}");
    assert!(table.contains("#T_SP=webanno.custom.Gainsay|label|"), "{table}");
    // A table joins annotations of one layer alone.
    assert_eq!(count(&remarks, What::AcrossLayers), 1, "{remarks:#?}");
    let mut back = read("webanno-tsv", &files).project;
    let told = |project: &Project| -> BTreeSet<String> {
        project.annotations().map(|(_, row)| format!("{} {} {}", project.quote(row), row.note, row.unsure)).collect()
    };
    assert_eq!((marked(&back), told(&back)), (marked(&project), told(&project)));
    // A CAS joins any.
    back = read("uima-cas-xmi", &out("uima-cas-xmi", &project).0).project;
    assert_eq!((marked(&back), told(&back), tied(&back)), (marked(&project), told(&project), tied(&project)));
}

#[test]
fn what_joins_words_and_what_is_of_uima_itself_has_no_layer() {
    let table = "#FORMAT=WebAnno TSV 3.3\n#T_RL=x.Dependency|value|BT_x.segmentation.type.Token\n\n\n\
                 #Text=one two\n1-1\t0-3\tone\t_\t_\t\n1-2\t4-7\ttwo\tsubj\t1-1\t\n";
    let json = serde_json::json!({"%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "one two"},
        {"%ID": 2, "%TYPE": "x.segmentation.type.Token", "@sofa": 1, "begin": 0, "end": 3},
        {"%ID": 3, "%TYPE": "x.segmentation.type.Token", "@sofa": 1, "begin": 4, "end": 7},
        {"%ID": 4, "%TYPE": "x.Dependency", "@sofa": 1, "begin": 4, "end": 7, "value": "subj", "@Governor": 2, "@Dependent": 3},
        {"%ID": 5, "%TYPE": "uima.tcas.Annotation", "@sofa": 1, "begin": 0, "end": 7},
    ]});
    for (format, file) in [("webanno-tsv", ("a.tsv", table)), ("uima-cas-json", ("a.json", &json.to_string()))] {
        let first = read(format, &files(&[file])).project;
        assert_eq!(tied(&first), ["one -subj-> two"], "{format}");
        for other in ["webanno-tsv", "uima-cas-json", "uima-cas-xmi"] {
            let (files, _) = out(other, &first);
            let all: String = files.iter().map(|file| file.text().0.text).collect();
            assert!(!all.contains("Dependency") && !all.contains("%NAME\": \"uima.tcas.Annotation"), "{format}: {all}");
            let back = read(other, &files).project;
            assert_eq!((marked(&back), tied(&back)), (marked(&first), tied(&first)), "{format}, {other}");
        }
    }
}

#[test]
fn events_go_back_to_brat_as_events() {
    let text = "Ada and Ben said that the dam and the bridge broke";
    let of = |id: &str, label: &str, words: &str| {
        let start = text.find(words).unwrap();
        format!("{id}\t{label} {start} {}\t{words}\n", start + words.len())
    };
    let ann = [
        of("T1", "Person", "Ada"),
        of("T2", "Person", "Ben"),
        of("T3", "says", "said"),
        of("T4", "Thing", "the dam"),
        of("T5", "Thing", "the bridge"),
        of("T6", "breaks", "broke"),
        "A1\tNegated E1\n#1\tAnnotatorNotes E1\tsure?\nA2\tUnsure E2\nR1\tlike Arg1:E1 Arg2:E2\n".to_owned(),
        "R2\tnear Arg1:T4 Arg2:T5\n".to_owned(),
        "E1\tsays:T3 Who:T1 Who2:T2 What:E2\nE2\tbreaks:T6 What:T4 What2:T5\n".to_owned(),
    ];
    let ann = ann.concat();
    let first = read("brat", &files(&[("a.txt", text), ("a.ann", &ann)]));
    let (files, _) = out("brat", &first.project);
    let back = text_of(&files, "a.ann");
    let lines = |text: &str| -> BTreeSet<String> { text.lines().map(str::to_owned).collect() };
    assert_eq!(lines(&back), lines(&ann), "{back}");
    let conf = text_of(&files, "annotation.conf");
    assert!(conf.contains("[events]\n\nbreaks\tWhat*:Thing\nsays\tWhat*:breaks, Who*:Person\n"), "{conf}");
    assert!(!conf.contains("brat event") && conf.starts_with("[entities]\n\nPerson\nThing\n\n"), "{conf}");
    let again = read("brat", &files);
    assert_eq!((marked(&again.project), tied(&again.project)), (marked(&first.project), tied(&first.project)));
    assert_eq!(text_of(&out("brat", &again.project).0, "a.ann"), back);
}

#[test]
fn slots_and_chains_are_said_to_become_relations() {
    let table = "#FORMAT=WebAnno TSV 3.3\n#T_SP=a.Host|ROLE_a.Host:links_a.Link|a.Host|value\n#T_CH=a.Link|referenceRelation|referenceType\n\n\n\
                 #Text=one two\n1-1\t0-3\tone\twho\t1-2\tx\tr->1-1\ty[1]\t\n1-2\t4-7\ttwo\t_\t_\tz\tr->1-2\ty[2]\t\n";
    let read = read("webanno-tsv", &files(&[("a.tsv", table)]));
    assert_eq!(tied(&read.project), ["one -r-> two", "one -who-> two"]);
    let told: Vec<(&str, usize)> = read.remarks.iter().map(|remark| (remark.name.as_str(), remark.count)).collect();
    assert_eq!(told, [("Chains", 1), ("Slots", 1)], "{:#?}", read.remarks);
}

#[test]
fn a_text_that_no_annotation_of_the_web_is_on_is_listed() {
    let task = r#"[{"data": {"text": "one two", "title": "A"}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["x"]}}]}]},
        {"data": {"text": "three", "title": "B"}, "annotations": []}]"#;
    let project = read("label-studio", &files(&[("a.json", task)])).project;
    let back = read("web-annotation", &out("web-annotation", &project).0);
    let told: Vec<String> =
        back.remarks.iter().map(|remark| format!("{:?} {}", remark.what, remark.spots[0])).collect();
    assert_eq!((back.project.articles().len(), told), (1, vec!["UnreadFile B.txt".to_owned()]));
}

#[test]
fn titles_are_in_a_cas() {
    let line = r#"{"text": "one two", "title": "A “dam”? 5/7", "label": [[0, 3, "x"]]}"#;
    let project = read("doccano", &files(&[("a.jsonl", line)])).project;
    for format in ["uima-cas-json", "uima-cas-xmi"] {
        let (files, remarks) = out(format, &project);
        assert!(files.iter().any(|file| file.path.starts_with("A -dam- 5-7.")), "{format}");
        assert_eq!(read(format, &files).project.articles()[0].1.details.title, "A “dam”? 5/7", "{format}");
        assert_eq!(count(&remarks, What::Title), 0);
    }
    let (_, remarks) = out("brat", &project);
    assert_eq!(count(&remarks, What::Title), 1);
}

#[test]
fn lists_of_texts_and_numbers_in_a_cas_are_values() {
    let json = serde_json::json!({"%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaID": "_InitialView", "sofaString": "one"},
        {"%ID": 2, "%TYPE": "my.Span", "@sofa": 1, "begin": 0, "end": 3, "label": "x", "@names": 3, "@ranks": 4, "@kinds": 5},
        {"%ID": 3, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["a", "b c"]},
        {"%ID": 4, "%TYPE": "uima.cas.IntegerArray", "%ELEMENTS": [2, 1]},
        {"%ID": 5, "%TYPE": "String[]", "%ELEMENTS": []},
    ]});
    let read = read("uima-cas-json", &files(&[("a.json", &json.to_string())]));
    let (_, row) = read.project.annotations().next().unwrap();
    let value = |name: &str| match row.attributes.get(&AttributeKey::slug(name)) {
        Some(Value::Text(text)) => text.clone(),
        other => panic!("{name}: {other:?}"),
    };
    assert_eq!(["names", "ranks", "kinds"].map(value), ["a\nb c", "2\n1", ""]);
    assert_eq!(read.remarks, []);
}

#[test]
fn prodigy_gets_tokens_and_spans_that_begin_and_end_with_them() {
    let line = r#"{"text": "é one-two, three", "label": [[2, 5, "claim"], [4, 10, "denial"], [11, 16, "actor"], [5, 5, "x"]]}"#;
    let project = read("doccano", &files(&[("a.jsonl", line)])).project;
    let (files, remarks) = out("prodigy", &project);
    let line: serde_json::Value = serde_json::from_str(&text_of(&files, "prodigy.jsonl")).unwrap();
    let tokens = line["tokens"].as_array().unwrap();
    let told = |token: &serde_json::Value| {
        format!("{}{}", token["text"].as_str().unwrap(), if token["ws"] == true { " " } else { "" })
    };
    assert_eq!(tokens.iter().map(told).collect::<String>(), "é one-two, three");
    for (at, token) in tokens.iter().enumerate() {
        assert_eq!(token["id"], at);
    }
    for span in line["spans"].as_array().unwrap() {
        let [first, last] = ["token_start", "token_end"].map(|name| span[name].as_u64().unwrap() as usize);
        assert_eq!((&tokens[first]["start"], &tokens[last]["end"]), (&span["start"], &span["end"]));
    }
    let overlap = remarks.iter().find(|remark| remark.what == What::Overlapping).unwrap();
    assert!(overlap.to_string().contains("ner.manual") && overlap.count == 1, "{overlap}");
    let (_, remarks) = out("doccano", &project);
    let overlap = remarks.iter().find(|remark| remark.what == What::Overlapping).unwrap();
    assert!(overlap.to_string().contains("Allow overlapping") && !overlap.what.is_loss(), "{overlap}");
}

#[test]
fn prodigy_tells_two_spans_of_the_same_words_and_label_apart() {
    let line = r#"{"text": "one two", "entities": [{"id": 1, "start_offset": 0, "end_offset": 3, "label": "x"}, {"id": 2, "start_offset": 0, "end_offset": 3, "label": "x"}, {"id": 3, "start_offset": 4, "end_offset": 7, "label": "x"}], "relations": [{"from_id": 1, "to_id": 2, "type": "same"}, {"from_id": 2, "to_id": 3, "type": "next"}, {"from_id": 1, "to_id": 3, "type": "next"}]}"#;
    let project = read("doccano", &files(&[("a.jsonl", line)])).project;
    let (files, _) = out("prodigy", &project);
    let line: serde_json::Value = serde_json::from_str(&text_of(&files, "prodigy.jsonl")).unwrap();
    for relation in line["relations"].as_array().unwrap() {
        assert_eq!(relation["head"], relation["head_span"]["token_end"]);
        assert_eq!(relation["child"], relation["child_span"]["token_end"]);
    }
    let back = read("prodigy", &files);
    assert_eq!(tied(&back.project), ["one -next-> two", "one -next-> two", "one -same-> one"]);
    assert_eq!(back.remarks, []);
}

#[test]
fn columns_of_a_sheet_are_called_otherwise_each() {
    let task = r#"[{"data": {"text": "one"}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["x"]}},
        {"id": "a", "from_name": "quote", "type": "textarea", "value": {"start": 0, "end": 3, "text": ["mine"]}}]}]},
        {"data": {"text": "two"}, "annotations": []}]"#;
    let project = read("label-studio", &files(&[("a.json", task)])).project;
    let (files, remarks) = out("csv", &project);
    let sheet = text_of(&files, "annotations.csv");
    let mut table = ::csv::Reader::from_reader(sheet.as_bytes());
    let heads: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(heads.iter().collect::<BTreeSet<_>>().len(), heads.len(), "{heads:?}");
    let row = table.records().next().unwrap().unwrap();
    assert_eq!(row.get(heads.iter().position(|head| head == "quote-2").unwrap()), Some("mine"));
    assert_eq!([What::Renamed, What::Untouched].map(|what| count(&remarks, what)), [1, 1]);
}
