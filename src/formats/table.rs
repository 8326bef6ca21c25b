//! Annotations as CSV (RFC 4180), a row an annotation, for spreadsheets and scripts.
//!
//! A byte order mark comes first, for Excel takes a file without one for a local encoding. Places are code points,
//! half-open: `start` and `end` of the whole, `fragments` as `3-8;10-12`. Each attribute has a column behind the
//! others.

use std::io;

use csv::{Terminator, WriterBuilder};
use foldhash::HashMap;

use super::exchange::{
    Document, File, Handout, Holds, Names, Out, Packed, Remarks, Row, Spot, Titles, Unit, Watch, What,
};
use super::format::Format;
use super::sheet::cell;
use crate::model::*;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "csv",
    name: "CSV",
    endings: &["csv"],
    unit: Some(Unit::CodePoints),
    holds: Holds {
        annotators: true,
        fragments: true,
        detached: true,
        attributes: true,
        relations: true,
        across: true,
        others: true,
        notes: true,
        unsure: true,
        times: true,
        details: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        ..Holds::SPANS
    },
    packed: Packed::One,
    knows: |_: &[File]| false,
    read: None,
    write: Some(write),
};

/// What stands over the columns. Programs read them: they are the same in every language.
const HEADINGS: [&str; 22] = [
    "id",
    "annotator",
    "label",
    "quote",
    "start",
    "end",
    "unit",
    "fragments",
    "note",
    "unsure",
    "time",
    "relations",
    "article",
    "title",
    "outlet",
    "author",
    "address",
    "date",
    "language",
    "article_note",
    "revision",
    "sha256",
];

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    for document in handout.documents.iter().filter(|document| document.annotations().is_empty()) {
        remarks.add(What::Untouched, "", document.titled());
    }
    out.begin("annotations.csv")?;
    let attributes = handout.project.attributes();
    let columns: Vec<&AttributeKey> = attributes.iter().map(|(key, _)| *key).collect();
    let mut head: Vec<String> = HEADINGS.iter().map(|heading| (*heading).to_owned()).collect();
    let mut names = Names::default();
    HEADINGS.iter().for_each(|heading| names.reserve(heading));
    for (key, row) in &attributes {
        let name = names.exact(key.as_str(), &row.name).to_owned();
        if name != row.name {
            remarks.add(What::Renamed, name.as_str(), Spot::of(row.name.as_str()));
        }
        head.push(name);
    }
    out.write("\u{feff}".as_bytes())?;
    out.write(&lines([head])?)?;
    let names: HashMap<SetId, &str> = handout.sets.iter().map(|pass| (pass.id, pass.name.as_str())).collect();
    for document in handout.each(watch) {
        let document = document?;
        let mut tied: HashMap<AnnotationId, Vec<String>> = HashMap::default();
        for (_, row) in handout.relations_of(document) {
            let kind = handout.project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
            tied.entry(row.from).or_default().push(format!("{kind} {}", row.to));
        }
        let rows = document.annotations().iter().map(|row| {
            let annotator = names.get(&row.set).copied().unwrap_or_default();
            let relations = tied.remove(&row.id).unwrap_or_default().join("; ");
            cells(handout.project, document, *row, annotator, relations, &columns)
        });
        out.write(&lines(rows)?)?;
    }
    Ok(())
}

fn lines(rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row.iter().map(|text| cell(text)))?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

fn cells(
    project: &Project,
    document: &Document<'_>,
    row: Row<'_>,
    annotator: &str,
    relations: String,
    columns: &[&AttributeKey],
) -> Vec<String> {
    let (text, details) = (document.text(), &document.article.details);
    let offset = |byte: usize| text.char_of(byte).to_string();
    let spans = row.row.fragments().map_or(&[][..], Fragments::spans);
    let pieces = spans.iter().map(|span| format!("{}-{}", offset(span.start()), offset(span.end())));
    let pieces = pieces.collect::<Vec<_>>().join(";");
    let (start, end) = row.row.fragments().map(|of| (offset(of.start()), offset(of.end()))).unwrap_or_default();
    let unit = if spans.is_empty() { "" } else { "code points" };
    let mut cells = vec![
        row.id.to_string(),
        annotator.to_owned(),
        row.label.to_owned(),
        project.quote(row.row),
        start,
        end,
        unit.to_owned(),
        pieces,
        row.row.note.clone(),
        row.row.unsure.to_string(),
        row.row.time.to_string(),
        relations,
        document.id.to_string(),
        details.title.clone(),
        details.outlet.clone(),
        details.author.clone(),
        details.address.clone(),
        details.date.clone(),
        details.language.clone(),
        details.note.clone(),
        document.revision_id.to_string(),
        text.hash().to_string(),
    ];
    cells.extend(columns.iter().map(|key| {
        match row.row.attributes.get(*key) {
            None => String::new(),
            Some(Value::Flag(yes)) => yes.to_string(),
            Some(Value::Text(text)) => text.clone(),
            Some(Value::Choice(choice)) => project
                .attribute(key)
                .map_or_else(|| choice.to_string(), |attribute| attribute.takes.name_of(choice).to_owned()),
        }
    }));
    cells
}
