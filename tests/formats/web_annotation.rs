//! W3C web annotations.

use super::*;

const TEXT: &str = "𝒳 Dam holds, says ministry.\nThe mayor denied it. The mayor left.\n";

/// Reads annotations beside their text.
fn of(annotations: &str) -> Read {
    read("web-annotation", &files(&[("a.jsonld", annotations), ("dam.txt", TEXT)]))
}

/// Writes an annotation, whose other parts are given.
fn annotation(number: usize, more: &str) -> String {
    format!(
        r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "urn:x:{number}", "type": "Annotation", {more}}}"#
    )
}

fn placed(number: usize, tag: &str, selector: &str) -> String {
    let body = format!(r#""body": {{"type": "TextualBody", "purpose": "tagging", "value": "{tag}"}}"#);
    annotation(
        number,
        &format!(r#"{body}, "target": {{"source": "http://example.org/dam.txt", "selector": {selector}}}"#),
    )
}

#[test]
fn reads_every_way_to_say_where() {
    let position =
        |start: usize, end: usize| format!(r#"{{"type": "TextPositionSelector", "start": {start}, "end": {end}}}"#);
    let quote = |exact: &str, prefix: &str| {
        format!(r#"{{"type": "TextQuoteSelector", "exact": "{exact}", "prefix": "{prefix}"}}"#)
    };
    let all = [
        placed(1, "claim", &position(2, 11)),
        placed(2, "source", &quote("ministry", "")),
        placed(3, "denial", &format!("[{}, {}]", position(32, 37), quote("mayor", ""))),
        placed(4, "lost", &quote("mayor", "")),
        placed(
            5,
            "pieces",
            &format!("[{}, {}, {}, {}]", position(2, 5), quote("Dam", ""), position(6, 11), quote("holds", "")),
        ),
        placed(
            6,
            "within",
            &format!(r##"{{"type": "FragmentSelector", "value": "#p", "refinedBy": {}}}"##, quote("denied", "")),
        ),
        placed(7, "elsewhere", r#"{"type": "CssSelector", "value": "p"}"#),
    ];
    let read = of(&format!("[{}]", all.join(",\n")));
    let found: BTreeSet<String> = marked(&read.project).into_iter().collect();
    let expected = [
        "claim: Dam holds",
        "pieces: Dam | holds",
        "source: ministry",
        "denial: mayor",
        "within: denied",
        "lost, detached: mayor",
    ];
    assert_eq!(found, expected.map(str::to_owned).into());
    assert_eq!(count(&read.remarks, What::NoPlace), 1, "{:#?}", read.remarks);
}

#[test]
fn bodies_creators_and_links_keep_what_they_say() {
    let target = r#""target": {"source": "dam.txt", "selector": {"type": "TextQuoteSelector", "exact": "WORDS"}}"#;
    let first = annotation(
        1,
        &(r#""motivation": "commenting", "creator": [{"type": "Person", "name": "Ada"}], "created": "2026-01-02T03:04:05Z",
             "body": [{"type": "TextualBody", "purpose": "classifying", "value": "claim"}, "http://example.org/more",
                      {"type": "TextualBody", "value": "first"}, {"type": "TextualBody", "purpose": "tagging", "value": "odd"}], "#
            .to_owned()
            + &target.replace("WORDS", "Dam holds")),
    );
    let second = annotation(
        2,
        &(r#""creator": "http://example.org/ben", "bodyValue": "no", "motivation": "disputing", "#.to_owned()
            + &target.replace("WORDS", "denied")),
    );
    let linking = annotation(
        3,
        r#""motivation": "linking", "body": {"type": "TextualBody", "purpose": "classifying", "value": "denies"}, "target": ["urn:x:2", "urn:x:1"]"#,
    );
    let other = annotation(4, r#""motivation": "linking", "body": "urn:x:2", "target": "urn:x:9""#);
    let read = of(&[first, second, linking, other].join("\n"));
    let project = &read.project;
    assert_eq!(marked(project), ["claim: Dam holds", "disputing: denied"]);
    assert_eq!(tied(project), ["denied -denies-> Dam holds"]);
    let claim = project.annotations().map(|(_, row)| row).find(|row| row.label.as_str() == "claim").unwrap();
    assert_eq!(claim.note, "first\nhttp://example.org/more");
    assert_eq!(claim.time, Time::parse("2026-01-02T03:04:05Z").unwrap());
    assert_eq!(claim.attributes.values().collect::<Vec<_>>(), [&Value::Text("odd".to_owned())]);
    let names: BTreeSet<String> = project.sets().into_iter().map(|(id, _)| project.set_name(*id)).collect();
    assert_eq!(names, BTreeSet::from(["Ada".to_owned(), "http://example.org/ben".to_owned()]));
    assert_eq!(count(&read.remarks, What::End), 1);
}

#[test]
fn where_positions_count_otherwise_they_are_counted_so_and_it_is_said() {
    let all = placed(
        1,
        "claim",
        r#"[{"type": "TextPositionSelector", "start": 3, "end": 6}, {"type": "TextQuoteSelector", "exact": "Dam"}]"#,
    );
    let read = of(&all);
    assert_eq!(marked(&read.project), ["claim: Dam"]);
    assert_eq!(
        read.remarks.iter().map(|r| (r.what, r.name.as_str())).collect::<Vec<_>>(),
        [(What::Counted, "UTF-16 code units")]
    );
}

#[test]
fn what_goes_out_is_what_the_model_says() {
    let all = placed(1, "claim", r#"{"type": "TextPositionSelector", "start": 2, "end": 5}"#);
    let project = of(&all).project;
    let (memory, _) = Format::named("web-annotation").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    let json: serde_json::Value = serde_json::from_slice(&memory.files[1].1).unwrap();
    let item = &json["first"]["items"][0];
    assert_eq!(json["total"], 1);
    assert_eq!(item["target"]["source"], "%F0%9D%92%B3%20Dam%20holds%2C%20says%20ministry.txt");
    assert_eq!(
        item["target"]["selector"][0],
        serde_json::json!({"type": "TextPositionSelector", "start": 2, "end": 5})
    );
    assert_eq!(item["target"]["selector"][1]["exact"], "Dam");
    assert_eq!(item["body"][0]["purpose"], "classifying");
}

#[test]
fn two_of_one_address_and_links_of_three_are_said() {
    let one = |start: usize| {
        placed(1, "claim", &format!(r#"{{"type": "TextPositionSelector", "start": {start}, "end": {}}}"#, start + 3))
    };
    let link = annotation(2, r#""motivation": "linking", "target": ["urn:x:1", "urn:x:2", "urn:x:3"]"#);
    let read = of(&format!("{}\n{}\n{link}\n", one(2), one(8)));
    let told: Vec<(What, &str, usize)> = read.remarks.iter().map(|r| (r.what, r.name.as_str(), r.count)).collect();
    assert_eq!(told, [(What::SameId, "urn:x:1", 1), (What::NoPlace, "Links that do not join two annotations", 1)]);
}

#[test]
fn without_their_text_annotations_come_in_detached() {
    let quote = placed(1, "claim", r#"{"type": "TextQuoteSelector", "exact": "Dam"}"#);
    let position = placed(2, "claim", r#"{"type": "TextPositionSelector", "start": 2, "end": 5}"#);
    let read = read("web-annotation", &files(&[("a.jsonld", &format!("{quote}\n{position}"))]));
    assert_eq!(marked(&read.project), ["claim, detached: Dam"]);
    assert_eq!([What::Detached, What::Nowhere].map(|what| count(&read.remarks, what)), [1, 1]);
    assert_eq!(read.project.articles()[0].1.details.address, "http://example.org/dam.txt");
}

#[test]
fn what_breaks_the_model_is_refused_with_what_is_wrong() {
    let why = |annotation: &str| try_read("web-annotation", &files(&[("a.json", annotation)]), "").unwrap_err().what;
    let whole = r#""target": "http://example.org/a""#;
    for (annotation, told) in [
        (r#"{"id": "urn:x", "type": "Annotation", "target": "urn:y"}"#.to_owned(), "@context"),
        (annotation(1, whole).replace("urn:x:1", "no address"), "id"),
        (annotation(1, whole).replace("\"Annotation\"", "\"Squirrel\""), "type"),
        (annotation(1, r#""body": "urn:y""#), "target"),
        (annotation(1, r#""target": 9"#), "target"),
        (annotation(1, &format!(r#"{whole}, "body": "not an address""#)), "body"),
        (annotation(1, &format!(r#"{whole}, "body": {{"type": "TextualBody"}}"#)), "value"),
        (annotation(1, &format!(r#"{whole}, "body": {{"type": "TextualBody", "value": ["a", "b"]}}"#)), "value"),
        (annotation(1, &format!(r#"{whole}, "body": "urn:y", "bodyValue": "z""#)), "bodyValue"),
        (annotation(1, &format!(r#"{whole}, "bodyValue": ["a"]"#)), "bodyValue"),
        (
            annotation(1, &format!(r#"{whole}, "body": {{"id": "urn:y", "textDirection": "squirrel"}}"#)),
            "textDirection",
        ),
        (
            annotation(1, &format!(r#"{whole}, "body": {{"id": "urn:y", "processingLanguage": ["en", "de"]}}"#)),
            "processingLanguage",
        ),
        (annotation(1, &format!(r#"{whole}, "body": {{"id": "urn:y", "format": 6}}"#)), "format"),
        (annotation(1, &format!(r#"{whole}, "body": {{"items": ["urn:y"]}}"#)), "items"),
        (annotation(1, &format!(r#"{whole}, "body": {{"type": ["Choice", "List"], "items": ["urn:y"]}}"#)), "items"),
        (annotation(1, &format!(r#"{whole}, "creator": 6"#)), "creator"),
        (annotation(1, &format!(r#"{whole}, "created": "yesterday""#)), "created"),
        (annotation(1, &format!(r#"{whole}, "rights": "no address""#)), "rights"),
        (annotation(1, r#""target": {"type": "SpecificResource"}"#), "source"),
        (annotation(1, r#""target": {"source": "urn:y", "selector": {"type": "TextQuoteSelector"}}"#), "exact"),
        (
            annotation(
                1,
                r#""target": {"source": "urn:y", "selector": {"type": "TextPositionSelector", "start": "1", "end": 2}}"#,
            ),
            "start",
        ),
    ] {
        let what = why(&annotation);
        assert!(what.contains(told), "{told} in “{what}”: {annotation}");
    }
}

#[test]
fn samples_of_the_working_group_are_read_or_refused_as_they_should_be() {
    let Some(path) = data("w3c-anno-tests/tools/samples") else { return };
    let all = |part: &str| folder(&path.join(part));
    let (mut marked, mut listed) = (0, 0);
    for file in all("correct") {
        let name = file.path.clone();
        let read = try_read("web-annotation", &[file], "").unwrap_or_else(|error| panic!("{name}: {error}"));
        marked += read.project.annotation_count() + count(&read.remarks, What::Nowhere);
        listed += count(&read.remarks, What::NoPlace);
        assert_eq!(count(&read.remarks, What::Unread), 0, "{name}: {:#?}", read.remarks);
    }
    // Two quotes and a position, alone and in a collection: they have no text here. Everything else is on no words.
    assert_eq!((marked, all("correct").len()), (6, 45));
    assert!(listed > 45, "{listed}");
    let incorrect = all("incorrect");
    assert_eq!(incorrect.len(), 39);
    for file in incorrect {
        let name = file.path.clone();
        let error = try_read("web-annotation", &[file], "").err().unwrap_or_else(|| panic!("{name} was read"));
        assert!(!error.what.is_empty() && error.line.is_some(), "{name}: {error:?}");
    }
}

#[test]
fn files_of_hypothesis_and_recogito_come_in() {
    let Some(path) = data("hypothesis") else { return };
    let file = |name: &str| File::new(name, fs::read(path.join(name)).unwrap());
    let wiki = read("web-annotation", &[file("wikipedia-regression-testing.json")]);
    assert_eq!((wiki.project.annotation_count(), wiki.project.articles().len()), (5, 1), "{:#?}", wiki.remarks);
    assert!(wiki.project.annotations().any(|(_, row)| row.note == "Footer"));
    assert_eq!(wiki.project.set_name(*wiki.project.sets()[0].0), "mark@localhost");
    // The text of the page, as the browser shows it.
    let beside =
        read("web-annotation", &[file("minimal.json"), File::new("minimal.txt", b"One Two Three\n".as_slice())]);
    assert_eq!(marked(&beside.project), ["highlighting: Two"]);
    // The page itself: its words stand in its article, but for one that is in its footer and one that is there often.
    let page = ["wikipedia-regression-testing.json", "wikipedia-regression-testing.html"].map(file);
    let page = read("web-annotation", &page);
    assert_eq!([What::Found, What::Detached].map(|what| count(&page.remarks, what)), [3, 2], "{:#?}", page.remarks);
    let page = read("web-annotation", &[file("minimal.json"), file("minimal.html")]);
    assert_eq!(marked(&page.project), ["highlighting: Two"], "no article is to be found on it");
    let Some(path) = data("recogito") else { return };
    let page = ["annotations.json", "index.html"].map(|name| File::new(name, fs::read(path.join(name)).unwrap()));
    let page = read("web-annotation", &page);
    assert_eq!(count(&page.remarks, What::Detached), 0, "{:#?}", page.remarks);
    assert!(marked(&page.project).contains(&"highlighting: the cattle of the Sun-god Hyperion;".to_owned()));
    let recogito =
        read("web-annotation", &[File::new("annotations.json", fs::read(path.join("annotations.json")).unwrap())]);
    assert_eq!(
        (recogito.project.annotation_count(), recogito.project.sets().len()),
        (14, 2),
        "{:#?}",
        recogito.remarks
    );
}
