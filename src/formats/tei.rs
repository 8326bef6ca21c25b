//! TEI P5, for archives: the text in its parts, and what is said of it apart from it (`standOff`), a file an article.
//!
//! Follows the TEI Guidelines P5, chapters 16.10 (Stand-off Markup), 18.3 (Spans and Interpretations) and 19 (Feature
//! Structures). An annotation is a `span` from an empty `anchor` in the text to another, so that annotations may
//! overlap; one in several fragments is as many spans, each with the next. Attributes, notes and times are feature
//! structures; labels are categories of a taxonomy in the header; relations are links.

use std::collections::BTreeSet;
use std::io;

use foldhash::HashMap;

use super::exchange::{Document, File, Handout, Holds, Out, Packed, Remarks, Spot, Titles, Watch, What};
use super::format::Format;
use super::xml::Xml;
use crate::model::*;
use crate::say;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "tei",
    name: "TEI P5",
    endings: &["xml"],
    unit: None,
    holds: Holds {
        annotators: true,
        fragments: true,
        attributes: true,
        relations: true,
        across: true,
        others: true,
        relation_attributes: true,
        notes: true,
        relation_notes: true,
        unsure: true,
        times: true,
        details: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        blocks: true,
        ..Holds::SPANS
    },
    packed: Packed::PerArticle,
    knows: |_: &[File]| false,
    read: None,
    write: Some(write),
};

/// The namespace.
const SPACE: &str = "http://www.tei-c.org/ns/1.0";

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    let rows = |document: &Document<'_>| document.annotations().iter().map(|row| row.id).zip(1..).collect::<Vec<_>>();
    let ids = handout.documents.iter().flat_map(rows).map(|(id, number)| (id, format!("span-{number}"))).collect();
    for document in handout.each(watch) {
        let document = document?;
        let (body, lost) = file(handout, document, &ids);
        let path = format!("{}.xml", document.file);
        remarks.add_some(What::Characters, "", lost, || Spot::of(path.as_str()));
        out.begin(&path)?;
        out.write(body.as_bytes())?;
    }
    Ok(())
}

/// What annotations are called in the files of their articles.
type Ids = HashMap<AnnotationId, String>;

/// What the parts of a file are called in it.
struct Names {
    labels: HashMap<LabelKey, String>,
    sets: HashMap<SetId, String>,
}

fn file(handout: &Handout<'_>, document: &Document<'_>, ids: &Ids) -> (String, usize) {
    let mut xml = Xml::new();
    let used: BTreeSet<&LabelKey> = document.annotations().iter().map(|row| &row.row.label).collect();
    let labels: Vec<_> = handout.project.labels().into_iter().filter(|(key, _)| used.contains(key)).collect();
    let own = |set: &SetId| document.of_set(*set).next().is_some();
    let sets: Vec<_> = handout.sets.iter().filter(|pass| own(&pass.id)).collect();
    let names = Names {
        labels: labels.iter().zip(1..).map(|((key, _), number)| ((*key).clone(), format!("label-{number}"))).collect(),
        sets: sets.iter().zip(1..).map(|(pass, number)| (pass.id, format!("annotator-{number}"))).collect(),
    };
    xml.begin("TEI", &[("xmlns", SPACE)]);
    xml.begin("teiHeader", &[]);
    xml.begin("fileDesc", &[]);
    let details = &document.article.details;
    let title = Some(details.title.as_str()).filter(|title| !title.trim().is_empty()).unwrap_or(&document.file);
    xml.begin("titleStmt", &[]);
    xml.text("title", &[], title);
    some(&mut xml, "author", &details.author);
    for pass in &sets {
        xml.begin("respStmt", &[("xml:id", names.sets.get(&pass.id).map_or("", String::as_str))]);
        xml.text("resp", &[], "annotation");
        xml.text("name", &[], &pass.name);
        xml.end();
    }
    xml.end();
    xml.begin("publicationStmt", &[]);
    xml.text("p", &[], say!("tei-made"));
    xml.end();
    if !details.note.is_empty() {
        xml.begin("notesStmt", &[]);
        xml.text("note", &[], &details.note);
        xml.end();
    }
    xml.begin("sourceDesc", &[]);
    xml.begin("bibl", &[]);
    xml.text("title", &[], title);
    some(&mut xml, "author", &details.author);
    some(&mut xml, "publisher", &details.outlet);
    some(&mut xml, "date", &details.date);
    if !details.address.is_empty() {
        xml.text("idno", &[("type", "URI")], &details.address);
    }
    xml.end();
    xml.end();
    xml.end();
    if !labels.is_empty() {
        xml.begin("encodingDesc", &[]);
        xml.begin("classDecl", &[]);
        xml.begin("taxonomy", &[("xml:id", "labels")]);
        for (key, row) in labels {
            xml.begin("category", &[("xml:id", names.labels.get(key).map_or("", String::as_str))]);
            xml.text("catDesc", &[], &row.name);
            xml.end();
        }
        xml.end();
        xml.end();
        xml.end();
    }
    xml.end();
    let language = details.language.trim();
    let tagged = !language.is_empty() && language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    xml.begin("text", &[("xml:lang", language)][..usize::from(tagged)]);
    xml.begin("body", &[]);
    body(&mut xml, document);
    xml.end();
    xml.end();
    stand_off(&mut xml, handout, document, &names, ids);
    xml.end();
    xml.finish()
}

fn some(xml: &mut Xml, name: &str, text: &str) {
    if !text.is_empty() {
        xml.text(name, &[], text);
    }
}

/// Returns the address of the file that an annotation is in, seen from a document; nothing where it is that one.
fn file_of(handout: &Handout<'_>, from: &Document<'_>, id: AnnotationId) -> String {
    let other = handout.document_of(id).filter(|other| other.id != from.id);
    other.map_or_else(String::new, |other| format!("{}.xml", other.file.replace(' ', "%20")))
}

/// Lists the bytes at which spans begin or end, in order.
fn edges(document: &Document<'_>) -> Vec<usize> {
    let spans = document.annotations().iter().filter_map(|row| row.row.fragments()).flat_map(Fragments::spans);
    let all: BTreeSet<usize> = spans.flat_map(|span| [span.start(), span.end()]).collect();
    all.into_iter().collect()
}

/// Writes the text: a block for each of its parts, lines that are in none alone, an anchor at each edge of a span.
fn body(xml: &mut Xml, document: &Document<'_>) {
    let (text, edges) = (document.text(), edges(document));
    let mut edges = edges.into_iter().peekable();
    let (mut line, mut blocks, mut written) = (0, document.revision.blocks.iter().peekable(), false);
    while line < text.line_count() {
        let block = blocks.next_if(|block| block.lines.start <= line);
        let lines = block.map_or(line..line + 1, |block| line..block.lines.end.max(line + 1).min(text.line_count()));
        let (start, end) = (text.line(lines.start).start, text.line(lines.end - 1).end);
        // An edge after a line's end is before the next line.
        let mut stretch = Vec::new();
        let mut from = start;
        while let Some(edge) = edges.next_if(|edge| *edge <= end) {
            stretch.push((&text.as_str()[from..edge.max(from)], Some(edge)));
            from = edge.max(from);
        }
        stretch.push((&text.as_str()[from..end], None));
        if start < end || stretch.len() > 1 {
            xml.begin_mixed("ab", &[("type", block.map_or("line", |block| block.kind.name()))]);
            for (words, edge) in stretch {
                for (nth, words) in words.split('\n').enumerate() {
                    if nth > 0 {
                        xml.empty_within("lb", &[]);
                    }
                    xml.words(words);
                }
                if let Some(edge) = edge {
                    xml.empty_within("anchor", &[("xml:id", &anchor(edge))]);
                }
            }
            xml.end_mixed("ab");
            written = true;
        }
        line = lines.end;
    }
    if !written {
        xml.empty("ab", &[]);
    }
}

fn anchor(byte: usize) -> String {
    format!("at-{byte}")
}

fn stand_off(xml: &mut Xml, handout: &Handout<'_>, document: &Document<'_>, names: &Names, ids: &Ids) {
    let rows = document.annotations();
    if rows.is_empty() {
        return;
    }
    let mut features = Vec::new();
    xml.begin("standOff", &[]);
    xml.begin("spanGrp", &[("type", "annotations")]);
    for row in rows {
        let (id, annotation) = (ids.get(&row.id).map_or("", String::as_str), row.row);
        let label = handout.project.label(&annotation.label).map_or(annotation.label.as_str(), |label| &label.name);
        let category = names.labels.get(&annotation.label).map_or_else(String::new, |name| format!("#{name}"));
        let whose = names.sets.get(&annotation.set).map_or_else(String::new, |name| format!("#{name}"));
        let structure = format!("{id}-features");
        let ana = format!("{category} #{structure}");
        let spans = annotation.fragments().map_or(&[][..], Fragments::spans);
        let piece = |nth: usize| if nth == 0 { id.to_owned() } else { format!("{id}-{}", nth + 1) };
        for (nth, span) in spans.iter().enumerate() {
            let (own, next) = (piece(nth), format!("#{}", piece(nth + 1)));
            let (from, to) = (format!("#{}", anchor(span.start())), format!("#{}", anchor(span.end())));
            let mut attributes = vec![("xml:id", &*own), ("from", &*from), ("to", &*to), ("resp", &*whose)];
            if nth == 0 {
                attributes.push(("ana", &ana));
                attributes.extend(annotation.unsure.then_some(("cert", "low")));
            }
            attributes.extend((nth + 1 < spans.len()).then_some(("next", next.as_str())));
            xml.text("span", &attributes, label);
        }
        features.push((structure, &annotation.attributes, annotation.note.as_str(), annotation.time));
    }
    xml.end();
    let own: Vec<_> = handout.relations_of(document).collect();
    if !own.is_empty() {
        xml.begin("linkGrp", &[("type", "relations")]);
        for ((_, row), number) in own.into_iter().zip(1..) {
            let Some((from, to)) = ids.get(&row.from).zip(ids.get(&row.to)) else { continue };
            let structure = format!("link-{number}-features");
            let (target, ana) =
                (format!("#{from} {}#{to}", file_of(handout, document, row.to)), format!("#{structure}"));
            let whose = names.sets.get(&row.set).map_or_else(String::new, |name| format!("#{name}"));
            let id = format!("link-{number}");
            let mut attributes =
                vec![("xml:id", &*id), ("type", row.kind.as_str()), ("target", &*target), ("ana", &*ana)];
            attributes.extend((!whose.is_empty()).then_some(("resp", whose.as_str())));
            xml.empty("link", &attributes);
            features.push((structure, &row.attributes, row.note.as_str(), row.time));
        }
        xml.end();
    }
    for (id, attributes, note, time) in features {
        xml.begin("fs", &[("xml:id", &id)]);
        for (key, value) in attributes {
            xml.begin("f", &[("name", key.as_str())]);
            match value {
                Value::Flag(flag) => xml.empty("binary", &[("value", if *flag { "true" } else { "false" })]),
                Value::Choice(choice) => xml.empty("symbol", &[("value", choice.as_str())]),
                Value::Text(text) => xml.text("string", &[], text),
            }
            xml.end();
        }
        for (name, text) in [("gainsay.note", note), ("gainsay.time", &time.to_string())] {
            if !text.is_empty() {
                xml.begin("f", &[("name", name)]);
                xml.text("string", &[], text);
                xml.end();
            }
        }
        xml.end();
    }
    xml.end();
}
