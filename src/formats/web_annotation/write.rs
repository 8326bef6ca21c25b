//! Writes a collection of annotations, and the texts beside it.

use std::fmt::Write as _;
use std::io;

use serde_json::{Value as Json, json};

use crate::formats::exchange::{Document, Handout, Out, Remarks, Row, Watch};
use crate::model::*;

use super::{CONTEXT, OWN};

/// Writes each text, and one collection with all annotations and relations.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    _: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    for document in &handout.documents {
        out.begin(&format!("{}.txt", document.file))?;
        out.write(document.text().as_str().as_bytes())?;
    }
    let annotations: usize = handout.documents.iter().map(|document| document.annotations().len()).sum();
    let head = json!({
        "@context": [CONTEXT, {"gainsay": OWN}],
        "id": format!("{OWN}annotations"),
        "type": "AnnotationCollection",
        "total": annotations + handout.relations().len(),
    });
    out.begin("annotations.jsonld")?;
    let mut buffer = head.to_string().into_bytes();
    buffer.pop();
    let _ = io::Write::write_fmt(
        &mut buffer,
        format_args!(",\n\"first\":{{\"id\":\"{OWN}page\",\"type\":\"AnnotationPage\",\"startIndex\":0,\"items\":[\n"),
    );
    let mut first = true;
    for document in handout.each(watch) {
        let document = document?;
        let source = format!("{}.txt", escaped(&document.file));
        let marks = document.annotations().iter().map(|row| annotation(handout, document, &source, *row));
        let ties = handout.relations_of(document).map(|(id, row)| link(handout, id, row));
        for item in marks.chain(ties) {
            buffer.extend_from_slice(if first { b"" } else { b",\n" });
            first = false;
            serde_json::to_writer(&mut buffer, &item)?;
        }
        out.write(&buffer)?;
        buffer.clear();
    }
    buffer.extend_from_slice(b"\n]}}\n");
    out.write(&buffer)
}

fn iri(id: impl std::fmt::Display) -> String {
    format!("{OWN}{id}")
}

fn annotation(handout: &Handout<'_>, document: &Document<'_>, source: &str, row: Row<'_>) -> Json {
    let (text, project) = (document.text(), handout.project);
    let spans = row.row.fragments().map_or(&[][..], Fragments::spans);
    let selectors = spans.iter().flat_map(|span| {
        let Anchor { exact, prefix, suffix } = Anchor::of(text, *span);
        let (start, end) = (text.char_of(span.start()), text.char_of(span.end()));
        [
            json!({"type": "TextPositionSelector", "start": start, "end": end}),
            json!({"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix}),
        ]
    });
    let target = json!({"source": source, "selector": selectors.collect::<Vec<_>>()});
    let mut body = bodies(project, row.label, &row.row.attributes, &row.row.note);
    if row.row.unsure {
        body.push(json!({
            "type": "TextualBody", "purpose": "assessing", "gainsay:unsure": "true", "value": "not sure"
        }));
    }
    made(handout, iri(row.id), "classifying", row.set, row.row.time, body, target)
}

fn link(handout: &Handout<'_>, id: RelationId, row: &Relation) -> Json {
    let kind = handout.project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
    let body = bodies(handout.project, kind, &row.attributes, &row.note);
    let target = json!([iri(row.from), iri(row.to)]);
    made(handout, iri(id), "linking", row.set, row.time, body, target)
}

fn made(
    handout: &Handout<'_>,
    id: String,
    motivation: &str,
    set: SetId,
    time: Time,
    body: Vec<Json>,
    target: Json,
) -> Json {
    let name = handout.sets.iter().find(|pass| pass.id == set).map_or("", |pass| pass.name.as_str());
    json!({
        "id": id,
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"type": "Person", "name": name},
        "created": time.to_string(),
        "body": body,
        "target": target,
    })
}

fn bodies(project: &Project, class: &str, attributes: &Attributes, note: &str) -> Vec<Json> {
    let mut all = vec![json!({"type": "TextualBody", "purpose": "classifying", "value": class})];
    for (key, value) in attributes {
        let Some(attribute) = project.attribute(key) else { continue };
        let (takes, value) = match value {
            Value::Flag(yes) => ("flag", yes.to_string()),
            Value::Choice(choice) => ("choice", attribute.takes.name_of(choice).to_owned()),
            Value::Text(text) => ("text", text.clone()),
        };
        all.push(json!({
            "type": "TextualBody", "purpose": "describing",
            "gainsay:attribute": attribute.name, "gainsay:takes": takes, "value": value,
        }));
    }
    if !note.is_empty() {
        all.push(json!({"type": "TextualBody", "purpose": "commenting", "value": note}));
    }
    all
}

/// Writes a name as a part of an address: letters of ASCII, digits, `-`, `.`, `_` as they are, everything else as its
/// bytes.
fn escaped(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
