//! Label Studio's JSON.

use super::*;

fn of(tasks: &str) -> Read {
    read("label-studio", &files(&[("a.json", tasks)]))
}

#[test]
fn reads_regions_with_what_is_said_of_them() {
    let tasks = r#"[{"id": 1, "data": {"text": "𝒳 one two three", "outlet": "The Post", "doc_id": "d7"}, "annotations": [
        {"completed_by": {"id": 4, "email": "ada@example.org"}, "created_at": "2026-01-02T03:04:05.6Z", "result": [
          {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 3, "end": 6, "text": "one", "labels": ["claim", "news"]}, "meta": {"text": ["seen"]}},
          {"id": "b", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 7, "end": 10, "text": "two", "labels": ["denial"]}},
          {"id": "b", "from_name": "scope", "to_name": "text", "type": "choices", "value": {"start": 7, "end": 10, "choices": ["full"]}},
          {"id": "b", "from_name": "unsure", "to_name": "text", "type": "choices", "value": {"start": 7, "end": 10, "choices": ["true"]}},
          {"id": "b", "from_name": "note", "to_name": "text", "type": "textarea", "value": {"start": 7, "end": 10, "text": ["first", "second"]}},
          {"id": "b", "from_name": "why", "to_name": "text", "type": "textarea", "value": {"start": 7, "end": 10, "text": "so"}},
          {"id": "x", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["calm"]}},
          {"type": "relation", "from_id": "a", "to_id": "b", "direction": "left", "labels": ["denies"]},
          {"type": "relation", "from_id": "a", "to_id": "zz", "direction": "right"}]},
        {"completed_by": 5, "was_cancelled": true, "result": []}],
       "predictions": [{"result": []}]}]"#;
    let read = of(tasks);
    let project = &read.project;
    assert_eq!(marked(project), ["claim: one", "news: one", "denial: two"]);
    assert_eq!(tied(project), ["two -denies-> one"]);
    let denial = project.annotations().map(|(_, row)| row).find(|row| row.label.as_str() == "denial").unwrap();
    assert_eq!((denial.note.as_str(), denial.unsure), ("first\nsecond", true));
    assert_eq!(denial.time, Time::parse("2026-01-02T03:04:05Z").unwrap());
    assert_eq!(
        denial.attributes.values().collect::<Vec<_>>(),
        [&Value::Choice(ChoiceKey::slug("full")), &Value::Text("so".to_owned())]
    );
    let details = &project.articles()[0].1.details;
    assert_eq!((details.outlet.as_str(), details.note.as_str()), ("The Post", "doc_id: d7\ntone: calm"));
    let whats = [What::AsNote, What::NoPlace, What::End].map(|what| count(&read.remarks, what));
    assert_eq!(whats, [2, 2, 1], "a name and a choice of the whole; a skipped one and a prediction; a lost relation");
    assert_eq!(project.set_name(project.sets()[0].0.to_owned()), "ada@example.org");
}

#[test]
fn what_else_is_known_of_a_region_is_listed() {
    let read = of(
        r#"{"data": {"text": "one"}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["x"]}, "meta": {"text": "seen", "speaker": "Ada"}}]}]}"#,
    );
    assert_eq!(read.project.annotations().next().unwrap().1.note, "seen");
    let told: Vec<(What, &str)> = read.remarks.iter().map(|remark| (remark.what, remark.name.as_str())).collect();
    assert_eq!(told, [(What::NoPlace, "meta.speaker")]);
}

#[test]
fn each_annotation_of_a_task_is_an_annotator() {
    let made = |by: &str| {
        format!(
            r#"{{"completed_by": {by}, "result": [{{"id": "a", "type": "labels", "value": {{"start": 0, "end": 3, "labels": ["claim"]}}}}]}}"#
        )
    };
    let task =
        format!(r#"{{"data": {{"text": "one"}}, "annotations": [{}, {}, {}]}}"#, made("1"), made("2"), made("1"));
    let project = of(&task).project;
    let names: Vec<String> = project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect();
    assert_eq!(names, ["1", "2", "1, 2"]);
    assert_eq!(project.articles().len(), 1);
}

#[test]
fn what_is_no_task_on_a_text_is_refused_for_its_reason() {
    let why = |text: &str| try_read("label-studio", &files(&[("a.json", text)]), "").unwrap_err().what;
    assert!(why(r#"[{"text": "one", "id": 1, "annotator": 1, "annotation_id": 2}]"#).contains("JSON-MIN"));
    assert!(why(r#"[{"text": "one"}]"#).contains("no “data”"));
    let image = r#"[{"data": {"image": "a.png"}, "annotations": [{"result": [{"id": "a", "type": "rectanglelabels", "value": {"x": 1}}]}]}]"#;
    assert!(why(image).contains("rectanglelabels"));
    assert!(why(r#"[{"data": {"image": "a.png"}, "annotations": []}]"#).contains("no text"));
}

#[test]
fn goes_out_with_the_configuration_that_a_project_there_needs() {
    let task = r#"[{"data": {"text": "𝒳 one two"}, "annotations": [{"annotator": "Ada", "result": [
          {"id": "a", "type": "labels", "value": {"start": 3, "end": 6, "labels": ["a \"claim\" & <more>"]}},
          {"id": "a", "from_name": "scope", "type": "choices", "value": {"start": 3, "end": 6, "choices": ["full"]}},
          {"id": "a", "from_name": "label", "type": "textarea", "value": {"start": 3, "end": 6, "text": ["so"]}}]}]}]"#;
    let project = of(task).project;
    let format = Format::named("label-studio").unwrap();
    let (memory, remarks) = format.write_to_memory(&project, &Choice::default()).unwrap();
    assert_eq!(
        memory.files.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(),
        ["label-studio.json", "label-studio.xml"]
    );
    let json = String::from_utf8_lossy(&memory.files[0].1);
    assert!(json.contains(r#""annotator":"Ada""#) && json.contains(r#""start":3,"end":6,"text":"one""#), "{json}");
    let xml = String::from_utf8_lossy(&memory.files[1].1);
    for line in [
        r##"<Label value="a &quot;claim&quot; &amp; &lt;more&gt;" background="#0072b2"/>"##,
        r#"<Choices name="scope" toName="text" perRegion="true" whenTagName="label""#,
        // A field that is called as the labels are has another name.
        r#"<TextArea name="label-2" toName="text" perRegion="true""#,
        r#"<Text name="text" value="$text"/>"#,
    ] {
        assert!(xml.contains(line), "{line}: {xml}");
    }
    assert_eq!(count(&remarks, What::Renamed), 1);
}

#[test]
fn files_of_label_studio_itself_come_in_or_are_refused() {
    let Some(path) = data("tool-exports/labelstudio") else { return };
    let one = |name: &str| File::new(format!("{name}.json"), fs::read(path.join(name)).unwrap());
    let read = read("label-studio", &[one("export.JSON")]);
    assert_eq!((read.project.annotation_count(), read.project.sets().len(), read.project.articles().len()), (6, 2, 2));
    assert_eq!(tied(&read.project), ["We deny it. -attributed-to-> Mayor"]);
    assert_eq!(count(&read.remarks, What::Found) + count(&read.remarks, What::Counted), 0, "{:#?}", read.remarks);
    let error = try_read("label-studio", &[one("export.JSON_MIN")], "").unwrap_err();
    assert!(error.what.contains("JSON-MIN"), "{error}");
}

#[test]
fn the_configuration_beside_the_tasks_names_labels_colours_and_relations() {
    let config = r##"<View><Relations><Relation value="denies"/></Relations><View><Labels name="l" toName="t">
        <Label value="claim" background="#CC0044"/><Label value="denial" background="#0072b2" hint="It is not so."/></Labels></View></View>"##;
    let task = r#"[{"data": {"text": "one"}, "annotations": [{"result": [{"id": "a", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["denial"]}}]}]}]"#;
    let project = read("label-studio", &files(&[("a.json", task), ("config.xml", config)])).project;
    let labels: Vec<_> =
        project.labels().into_iter().map(|(_, row)| (&*row.name, row.colour, &*row.definition)).collect();
    assert_eq!(labels, [("claim", 9, ""), ("denial", 0, "It is not so.")], "0x982303 is the nearest to a red");
    assert_eq!(project.kinds()[0].1.name, "denies");
    let broken = read("label-studio", &files(&[("a.json", task), ("config.xml", "<View>")]));
    assert_eq!(count(&broken.remarks, What::UnreadFile), 1);
}

#[test]
fn exports_of_several_tools_mark_the_same_words_of_one_text() {
    let Some(path) = data("tool-exports") else { return };
    let of = |format: &str, name: &str, set: Option<&str>| {
        let file = File::new(format!("{}.json", name.replace('/', "-")), fs::read(path.join(name)).unwrap());
        let project = read(format, &[file]).project;
        let text =
            project.articles().iter().map(|(id, _)| project.latest(**id).unwrap().1.text.clone()).next().unwrap();
        let rows = project.annotations().map(|(_, row)| row);
        let rows = rows.filter(|row| set.is_none_or(|set| project.set_name(row.set) == set));
        let spans = rows.map(|row| (row.label.to_string(), row.fragments().unwrap().cover()));
        (text, spans.collect::<BTreeSet<_>>())
    };
    let (text, studio) = of("label-studio", "labelstudio/export.JSON", Some("1"));
    // cassis was given one more, and one less.
    let (cas, own) = of("uima-cas-json", "cassis/multi.json", None);
    assert_eq!(cas.as_str().trim_end(), text.as_str().trim_end());
    let both: BTreeSet<_> = own.intersection(&studio).map(|(_, span)| text.quote(*span)).collect();
    assert_eq!(both, BTreeSet::from(["Mayor", "We deny it.", "👩‍👩‍👧‍👦 café"]));
    // Taguette's tables have words and no offsets.
    let table = fs::read_to_string(path.join("taguette/highlights.csv")).unwrap();
    let words: BTreeSet<&str> = table.lines().skip(1).map(|line| line.splitn(4, ',').nth(3).unwrap()).collect();
    assert_eq!(words, studio.iter().map(|(_, span)| text.quote(*span)).collect());
    let quotes: BTreeSet<&str> = studio.iter().map(|(_, span)| text.quote(*span)).collect();
    assert_eq!(quotes, BTreeSet::from(["Mayor", "We deny it.", "said: “We deny it.”", "👩‍👩‍👧‍👦 café"]));
    for name in ["doccano/JSONL_graphemeFalse_admin.jsonl", "doccano_norel/JSONL_graphemeFalse_admin.jsonl"] {
        let (other, spans) = of("doccano", name, None);
        // doccano cuts the line end at the end of a text off.
        assert_eq!(other.as_str(), text.as_str().trim_end(), "{name}");
        assert_eq!(spans, studio, "{name}");
    }
}

#[test]
fn the_checks_of_label_studio_pass_what_goes_out() {
    if python("from label_studio_sdk.label_interface import LabelInterface", &[]).is_err() {
        return leave_out("the_checks_of_label_studio_pass_what_goes_out", "python3 has no label-studio-sdk");
    }
    let script = "import json, sys\nfrom label_studio_sdk.label_interface import LabelInterface\n\
                  interface = LabelInterface(open(sys.argv[1] + '/label-studio.xml').read())\ninterface.validate()\n\
                  for task in json.load(open(sys.argv[1] + '/label-studio.json')):\n    \
                  assert interface.validate_task({'data': task['data']}), task['id']\n    \
                  for made in task['annotations']:\n        \
                  assert interface.validate_annotation(made), task['id']\n        \
                  print(len(made['result']))\n        \
                  made['result'][0]['value']['labels'] = ['none of the labels']\n        \
                  assert not interface.validate_annotation(made), 'everything passes'\n";
    let folder = tempfile::tempdir().unwrap();
    let (memory, _) =
        Format::named("label-studio").unwrap().write_to_memory(&common::big(2_000, 20), &Choice::default()).unwrap();
    for (path, bytes) in &memory.files {
        fs::write(folder.path().join(path), bytes).unwrap();
    }
    let said = python(script, &[folder.path().to_str().unwrap()]).expect("all of it is valid");
    assert!(said.lines().any(|line| line.parse::<usize>().is_ok_and(|regions| regions >= 20)), "{said}");
}
