//! Writes lines.

use std::io;

use foldhash::HashMap;

use crate::formats::exchange::{Document, Handout, Out, Remarks, Watch, details};
use crate::formats::json;
use crate::model::*;

use super::shape::{FORM, Line, Marked, Piece, Tied, UNIT, Worth};

/// Writes a line for each article.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    _: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let names: HashMap<SetId, &str> = handout.sets.iter().map(|pass| (pass.id, pass.name.as_str())).collect();
    let mut buffer = Vec::new();
    out.begin("gainsay.jsonl")?;
    for document in handout.each(watch) {
        let document = document?;
        json::line(out, &mut buffer, &line(handout, document, &names))?;
    }
    Ok(())
}

fn line(handout: &Handout<'_>, document: &Document<'_>, names: &HashMap<SetId, &str>) -> Line {
    let (project, text) = (handout.project, document.text());
    let annotator = |set: &SetId| names.get(set).copied().unwrap_or_default().to_owned();
    let done = handout.sets_of(document).filter_map(|pass| {
        let done = project.done(&(pass.id, document.id))?;
        Some((annotator(&pass.id), done.time.to_string()))
    });
    let block = |block: &Block| (block.kind.name().to_owned(), block.lines.start, block.lines.end);
    let piece = |span: &Span| {
        let quote = text.quote(*span).to_owned();
        Piece { start: text.char_of(span.start()), end: text.char_of(span.end()), quote }
    };
    let annotations = document.annotations().iter().map(|row| {
        let (fragments, detached) = match &row.row.place {
            Place::At(fragments) => (fragments.spans().iter().map(piece).collect(), Vec::new()),
            Place::Detached(anchors) => (Vec::new(), anchors.iter().map(Into::into).collect()),
        };
        Marked {
            id: row.id.to_string(),
            annotator: annotator(&row.set),
            label: row.label.to_owned(),
            fragments,
            detached,
            attributes: values(project, &row.row.attributes),
            note: row.row.note.clone(),
            unsure: row.row.unsure,
            time: row.row.time.to_string(),
            derived_from: row.row.derived_from.iter().map(ToString::to_string).collect(),
        }
    });
    let relations = handout.relations_of(document).map(|(id, row)| Tied {
        id: id.to_string(),
        annotator: annotator(&row.set),
        kind: project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name).to_owned(),
        from: row.from.to_string(),
        to: row.to.to_string(),
        attributes: values(project, &row.attributes),
        note: row.note.clone(),
        time: row.time.to_string(),
    });
    Line {
        gainsay: FORM,
        article: document.id.to_string(),
        revision: document.revision_id.to_string(),
        details: details(&document.article.details).map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        text: text.as_str().to_owned(),
        sha256: text.hash().to_string(),
        unit: UNIT.to_owned(),
        blocks: document.revision.blocks.iter().map(block).collect(),
        done: done.collect(),
        annotations: annotations.collect(),
        relations: relations.collect(),
    }
}

fn values(project: &Project, attributes: &Attributes) -> Vec<Worth> {
    let value = |(key, value): (&AttributeKey, &Value)| {
        let attribute = project.attribute(key)?;
        let mut worth = Worth { name: attribute.name.clone(), flag: None, choice: None, text: None };
        match value {
            Value::Flag(yes) => worth.flag = Some(*yes),
            Value::Choice(choice) => worth.choice = Some(attribute.takes.name_of(choice).to_owned()),
            Value::Text(text) => worth.text = Some(text.clone()),
        }
        Some(worth)
    };
    attributes.iter().filter_map(value).collect()
}
