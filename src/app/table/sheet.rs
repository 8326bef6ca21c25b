//! Writes annotations as CSV.
//!
//! As RFC 4180 says: commas, CRLF, quotes doubled, a heading first. There is no byte order mark, for the text goes to
//! the clipboard. A cell that a spreadsheet would take for a formula gets an apostrophe before it.

use csv::{Terminator, WriterBuilder};

use crate::formats::sheet;
use crate::model::{AnnotationId, Owner, Project, Value};

/// What stands over the columns. Programs read them: they are the same in every language.
const HEADINGS: [&str; 15] = [
    "label",
    "quote",
    "article",
    "outlet",
    "date",
    "address",
    "set",
    "relations",
    "attributes",
    "note",
    "unsure",
    "time",
    "from",
    "to",
    "id",
];

/// Writes annotations as CSV, in this order; those that are not there are left out. Places are code points.
///
/// # Errors
/// When the text would be too large, in words.
pub fn csv(project: &Project, rows: &[AnnotationId]) -> Result<String, String> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(HEADINGS).map_err(|error| error.to_string())?;
    for id in rows {
        if let Some(cells) = cells(project, *id) {
            writer.write_record(cells.map(|text| sheet::cell(&text))).map_err(|error| error.to_string())?;
        }
    }
    let bytes = writer.into_inner().map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|error| error.to_string())
}

fn cells(project: &Project, id: AnnotationId) -> Option<[String; 15]> {
    let row = project.annotation(&id)?;
    let revision = project.revision(&row.revision);
    let details = revision.and_then(|revision| project.article(&revision.article)).map(|article| &article.details);
    let detail = |of: fn(&crate::model::Details) -> &String| details.map(of).cloned().unwrap_or_default();
    let place = revision.zip(row.fragments()).map(|(revision, fragments)| {
        (revision.text.char_of(fragments.start()), revision.text.char_of(fragments.end()))
    });
    let of_label = project.attributes_on(&Owner::Label(row.label.clone()));
    let attributes = of_label.into_iter().filter_map(|(key, attribute)| {
        let value = match row.attributes.get(key)? {
            Value::Choice(choice) => choice.to_string(),
            Value::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
            Value::Text(text) => text.clone(),
        };
        Some(format!("{}: {value}", attribute.name))
    });
    Some([
        project.label(&row.label).map_or_else(|| row.label.to_string(), |label| label.name.clone()),
        project.quote(row),
        detail(|details| &details.title),
        detail(|details| &details.outlet),
        detail(|details| &details.date),
        detail(|details| &details.address),
        project.set_name(row.set),
        project.relations_of(id).count().to_string(),
        attributes.collect::<Vec<_>>().join("; "),
        row.note.clone(),
        if row.unsure { "yes" } else { "" }.to_owned(),
        row.time.to_string(),
        place.map(|(from, _)| from.to_string()).unwrap_or_default(),
        place.map(|(_, to)| to.to_string()).unwrap_or_default(),
        id.to_string(),
    ])
}
