//! TEI P5.

use super::*;
use gainsay::documents::xml::{self, Element};

fn of(project: &Project) -> Vec<Element> {
    let (memory, _) = Format::named("tei").unwrap().write_to_memory(project, &Choice::default()).unwrap();
    memory.files.iter().map(|(_, bytes)| xml::read(bytes).unwrap()).collect()
}

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
    let deed = |what: u8, picks: [u16; 4]| common::Deed { what, picks };
    let many: Vec<common::Deed> =
        (0..600u16).map(|at| deed((at % u16::from(common::DEEDS)) as u8, [at, at / 3, at / 7, at % 5])).collect();
    let mut spans = 0;
    for root in of(&project_of(&many)) {
        let elements = all(&root);
        let ids: Vec<&str> = elements.iter().filter_map(|element| element.attribute("xml:id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        for element in &elements {
            for name in ["from", "to", "resp", "ana", "next", "target"] {
                for target in element.attribute(name).unwrap_or_default().split(' ').filter(|target| !target.is_empty())
                {
                    assert!(ids.contains(&target.trim_start_matches('#')), "{name}: {target}");
                }
            }
        }
        spans += elements.iter().filter(|element| element.name == "span").count();
    }
    assert!(spans > 5, "{spans}");
}
