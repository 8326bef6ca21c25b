//! Prodigy's JSON lines: a text with its spans a line, a line more for each annotator.
//!
//! Follows what Prodigy 1.1x writes and reads. Offsets count code points. `_annotator_id` says whose a line is; lines
//! whose `answer` is not `accept` are listed. Relations join spans by their words (`head_span`, `child_span`), or by
//! the numbers of their last tokens. Lines with one `_input_hash` on one text are of one article; Prodigy makes it of
//! the text alone but keeps what is there, so that articles with the same text go out with numbers of their own.
//! Gainsay has no tokens: Prodigy makes them anew when it reads what goes out.

use std::collections::HashMap;
use std::io;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::exchange::{
    File, Gather, Handout, Holds, Mark, Out, Packed, Refused, Remarks, Source, Target, Unit, Watch, What, Words,
    add_to_note, take_detail,
};
use super::format::Format;
use super::json::{self, Known, Name, Of, Offset, Parts};
use crate::model::{AnnotationId, Details, Fragments};
use crate::say;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    endings: &["jsonl"],
    unit: Some(Unit::CodePoints),
    holds: Holds { annotators: true, relations: true, details: true, ..Holds::SPANS },
    packed: Packed::One,
    knows,
    read: Some(read),
    write: Some(write),
};

fn knows(files: &[File]) -> bool {
    json::first::<Parts>(files).is_some_and(|parts| {
        parts.has(&["text"]) && parts.has(&["spans", "tokens", "_input_hash", "_task_hash"]) && !parts.has(&["gainsay"])
    })
}

/// A line.
#[derive(Deserialize)]
struct Entry {
    text: Option<String>,
    #[serde(default)]
    spans: Option<Vec<Span>>,
    #[serde(default)]
    relations: Option<Vec<Joined>>,
    answer: Option<String>,
    #[serde(default, rename = "_annotator_id")]
    annotator: Name,
    #[serde(default, rename = "_session_id")]
    session: Name,
    #[serde(default, rename = "_input_hash")]
    input: Option<i64>,
    #[serde(default)]
    meta: Value,
    #[serde(default)]
    label: Name,
    #[serde(default)]
    accept: Option<Vec<Name>>,
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// What tells Prodigy how to show a line, and what it makes anew.
const SHOWN: [&str; 6] = ["tokens", "options", "config", "style", "view_id", "path"];

#[derive(Deserialize)]
struct Span {
    start: Offset,
    end: Offset,
    #[serde(default)]
    label: Name,
    token_end: Option<usize>,
}

#[derive(Deserialize)]
struct Joined {
    head: Option<usize>,
    child: Option<usize>,
    #[serde(default)]
    label: Name,
    head_span: Option<Span>,
    child_span: Option<Span>,
}

fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    // Lines on one text with one hash are one article, whoever annotated them; without hashes what is known tells.
    let mut names: HashMap<String, String> = HashMap::new();
    json::read_each(files, gather, watch, |gather, entry, of| take(gather, entry, of, &mut names))
}

fn take(gather: &mut Gather, entry: Entry, of: &Of<'_>, names: &mut HashMap<String, String>) -> Result<(), String> {
    let text = entry.text.ok_or_else(|| say!("json-no-text").to_owned())?;
    let whose = [entry.annotator.0, entry.session.0, of.annotator.to_owned()];
    let whose = whose.into_iter().find(|name| !name.is_empty()).unwrap_or_default();
    let source = Source::of_value(text);
    let mut known = Details::default();
    for (name, value) in entry.meta.as_object().into_iter().flatten() {
        let value = json::plain(value);
        if !value.is_empty() && !take_detail(&mut known, name, &value) {
            gather.remark(What::AsNote, name.as_str(), of.spot());
            add_to_note(&mut known, &format!("{name}: {value}"));
        }
    }
    for Name(label) in [entry.label].into_iter().chain(entry.accept.into_iter().flatten()) {
        if !label.is_empty() {
            gather.remark(What::AsNote, say!("json-whole-labels"), of.spot());
            add_to_note(&mut known, &format!("label: {label}"));
        }
    }
    for name in entry.more.keys().filter(|name| !name.starts_with('_') && !SHOWN.contains(&name.as_str())) {
        gather.remark(What::NoPlace, name.as_str(), of.spot());
    }
    let told_apart = entry.input.map_or_else(|| entry.meta.to_string(), |hash| hash.to_string());
    let name = names.entry(format!("{}\0{told_apart}", source.file())).or_insert_with(|| of.number.to_string()).clone();
    let origin = say!("exchange-origin", file = of.file.path.as_str(), format = FORMAT.name);
    let revision = gather.text(&name, source.text(), known.titled_by(source.text()), None, origin);
    let spans = entry.spans.unwrap_or_default();
    if let Some(answer) = entry.answer.filter(|answer| answer != "accept") {
        gather.remark(What::NoPlace, say!("prodigy-answer", answer = answer), of.spot());
        return Ok(());
    }
    let set = gather.set(&whose);
    let marks = spans.iter().map(|span| {
        let target = Target { ranges: span.start.to(span.end).into_iter().collect(), words: Words::None };
        Mark::new(span.label.0.as_str(), target, of.spot())
    });
    let made = gather.marks(set, revision, &source, Unit::CodePoints, marks.collect());
    // The same words may be there with several labels: then the label tells.
    let end = |words: &Option<Span>, token: Option<usize>| -> Option<AnnotationId> {
        let same = |span: &Span, of: &Span| (span.start, span.end) == (of.start, of.end);
        let exact =
            || spans.iter().position(|span| words.as_ref().is_some_and(|of| same(span, of) && span.label == of.label));
        let at = || spans.iter().position(|span| words.as_ref().is_some_and(|of| same(span, of)));
        let by_token = || spans.iter().position(|span| token.is_some() && span.token_end == token);
        made.get(exact().or_else(at).or_else(by_token)?).copied().flatten()
    };
    for relation in entry.relations.unwrap_or_default() {
        match end(&relation.head_span, relation.head).zip(end(&relation.child_span, relation.child)) {
            Some(ends) => {
                gather.relate(set, &relation.label.0, ends, Vec::new(), String::new(), of.spot());
            }
            None => gather.remark(What::End, "", of.spot()),
        }
    }
    Ok(())
}

/// What goes into a line.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    spans: Vec<Marked<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Tied<'a>>,
    answer: &'static str,
    #[serde(rename = "_annotator_id")]
    annotator: &'a str,
    #[serde(rename = "_input_hash")]
    input: i32,
    #[serde(skip_serializing_if = "Known::is_empty")]
    meta: Known<'a>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Marked<'a> {
    start: usize,
    end: usize,
    label: &'a str,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Tied<'a> {
    head_span: Marked<'a>,
    child_span: Marked<'a>,
    label: &'a str,
}

fn write(handout: &Handout<'_>, out: &mut dyn Out, _: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    let project = handout.project;
    let mut buffer = Vec::new();
    out.begin("prodigy.jsonl")?;
    for document in handout.each(watch) {
        let document = document?;
        let text = document.text();
        // Any number does, so long as no other article has it.
        let input = (document.id.0 >> 96) as i32;
        for (set, _, annotator) in &handout.sets {
            let mut places: HashMap<AnnotationId, Marked<'_>> = HashMap::new();
            let mut spans = Vec::new();
            for row in document.of_set(*set) {
                let Some(cover) = row.row.fragments().map(Fragments::cover) else { continue };
                let label = project.label(&row.row.label).map_or(row.row.label.as_str(), |label| &label.name);
                let (start, end) = (text.char_of(cover.start()), text.char_of(cover.end()));
                let marked = Marked { start, end, label };
                places.insert(row.id, marked);
                spans.push(marked);
            }
            let tied = handout.relations_of(document).filter(|(_, row)| row.set == *set).filter_map(|(_, row)| {
                let label = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
                Some(Tied { head_span: *places.get(&row.from)?, child_span: *places.get(&row.to)?, label })
            });
            let mut relations: Vec<Tied<'_>> = tied.collect();
            relations.sort();
            let (text, meta) = (text.as_str(), Known(&document.article.details));
            json::line(out, &mut buffer, &Line { text, spans, relations, answer: "accept", annotator, input, meta })?;
        }
    }
    Ok(())
}
