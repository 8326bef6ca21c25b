//! Prodigy's JSON lines: a text with its spans a line, a line more for each annotator.
//!
//! Follows what Prodigy 1.1x writes and reads. Offsets count code points. `_annotator_id` says whose a line is; lines
//! whose `answer` is not `accept` are listed, and a line without any is a text that nobody has read. Relations join
//! spans by their words (`head_span`, `child_span`), or by the numbers of their last tokens; where two spans have all
//! that in common, by numbers of ours (`id`). Lines with one `_input_hash` on one text are of one article; Prodigy
//! makes it of the text alone but keeps what is there, so that articles with the same text go out with numbers of their
//! own.
//!
//! Prodigy's spans begin and end with tokens: those that go out are words and what stands between them, cut where an
//! annotation of anybody begins or ends inside of one.

use std::collections::BTreeSet;
use std::io;

use foldhash::HashMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::exchange::{
    Document, File, Gather, Handout, Holds, Mark, Out, Packed, Refused, Remarks, Source, Target, Titles, Unit, Watch,
    What, Words, add_to_note, take_detail,
};
use super::format::Format;
use super::json::{self, Known, Name, Of, Offset, Parts};
use super::tokens;
use crate::model::{self, AnnotationId, Details, SetId};
use crate::say;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    endings: &["jsonl"],
    unit: Some(Unit::CodePoints),
    holds: Holds {
        annotators: true,
        relations: true,
        details: true,
        nothing: true,
        titles: Titles::Kept,
        alone: true,
        names: true,
        order: true,
        ..Holds::SPANS
    },
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
    #[serde(default)]
    id: Name,
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
    let mut names: HashMap<String, String> = HashMap::default();
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
    match entry.answer {
        Some(answer) if answer != "accept" => {
            gather.remark(What::NoPlace, say!("prodigy-answer", answer = answer), of.spot());
            return Ok(());
        }
        None if spans.is_empty() => return Ok(()),
        _ => {}
    }
    let set = gather.set(&whose);
    let marks = spans.iter().map(|span| {
        let target = Target { ranges: span.start.to(span.end).into_iter().collect(), words: Words::None };
        Mark::new(span.label.0.as_str(), target, of.spot())
    });
    let made = gather.marks(set, revision, &source, Unit::CodePoints, marks.collect());
    // Who accepted a text without spans found nothing.
    gather.done(set, revision, None);
    // The same words may be there with several labels: then the label tells, or else the number.
    let end = |words: &Option<Span>, token: Option<usize>| -> Option<AnnotationId> {
        let same = |span: &Span, of: &Span| (span.start, span.end) == (of.start, of.end);
        let alike = |span: &Span, of: &Span| same(span, of) && span.label == of.label;
        let numbered =
            || spans.iter().position(|span| words.as_ref().is_some_and(|of| alike(span, of) && span.id == of.id));
        let exact = || spans.iter().position(|span| words.as_ref().is_some_and(|of| alike(span, of)));
        let at = || spans.iter().position(|span| words.as_ref().is_some_and(|of| same(span, of)));
        let by_token = || spans.iter().position(|span| token.is_some() && span.token_end == token);
        made.get(numbered().or_else(exact).or_else(at).or_else(by_token)?).copied().flatten()
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
    tokens: &'a [Token<'a>],
    #[serde(skip_serializing_if = "Option::is_none")]
    spans: Option<Vec<Marked<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Tied<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    answer: Option<&'static str>,
    #[serde(rename = "_annotator_id", skip_serializing_if = "Option::is_none")]
    annotator: Option<&'a str>,
    #[serde(rename = "_input_hash")]
    input: i32,
    #[serde(skip_serializing_if = "Known::is_empty")]
    meta: Known<'a>,
}

/// A token, and whether white space is behind it.
#[derive(Serialize)]
struct Token<'a> {
    text: &'a str,
    start: usize,
    end: usize,
    id: usize,
    ws: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Marked<'a> {
    start: usize,
    end: usize,
    /// The first token and the last one; `None` where there is but white space.
    #[serde(skip_serializing_if = "Option::is_none")]
    token_start: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    token_end: Option<usize>,
    label: &'a str,
    /// A number that tells apart what is otherwise the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize)]
struct Tied<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    head: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    child: Option<usize>,
    head_span: Marked<'a>,
    child_span: Marked<'a>,
    label: &'a str,
}

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    handout.tell_overlaps(say!("prodigy-overlaps"), remarks);
    let mut buffer = Vec::new();
    out.begin("prodigy.jsonl")?;
    for document in handout.each(watch) {
        let document = document?;
        let (text, cuts) = (document.text(), tokens_of(document));
        let followed =
            |token: &model::Span| text.as_str()[token.end()..].chars().next().is_some_and(char::is_whitespace);
        let tokens = cuts.iter().enumerate().map(|(id, token)| {
            let (start, end) = (text.char_of(token.start()), text.char_of(token.end()));
            Token { text: text.quote(*token), start, end, id, ws: followed(token) }
        });
        let tokens: Vec<Token<'_>> = tokens.collect();
        // Any number does, so long as no other article has it.
        let input = (document.id.0 >> 96) as i32;
        let line = || Line {
            text: text.as_str(),
            tokens: &tokens,
            spans: None,
            relations: Vec::new(),
            answer: None,
            annotator: None,
            input,
            meta: Known(&document.article.details),
        };
        let mut read = false;
        for pass in handout.sets_of(document) {
            let (spans, relations) = said(handout, document, pass.id, &cuts);
            let (answer, annotator) = (Some("accept"), Some(pass.name.as_str()));
            json::line(out, &mut buffer, &Line { spans: Some(spans), relations, answer, annotator, ..line() })?;
            read = true;
        }
        if !read {
            json::line(out, &mut buffer, &line())?;
        }
    }
    Ok(())
}

/// Lists the tokens of a text, cut where an annotation begins or ends.
fn tokens_of(document: &Document<'_>) -> Vec<model::Span> {
    let covers = document.annotations().iter().filter_map(|row| row.cover);
    let edges: BTreeSet<usize> = covers.flat_map(|cover| [cover.start(), cover.end()]).collect();
    let (text, mut all) = (document.text(), Vec::new());
    for token in tokens::tokens(text) {
        let inside = edges.range(token.start() + 1..token.end()).copied();
        let mut start = token.start();
        for end in inside.chain([token.end()]) {
            all.extend(text.span(start, end).ok());
            start = end;
        }
    }
    all
}

/// Returns what a set says of a text: spans, and relations between them.
fn said<'p>(
    handout: &Handout<'p>,
    document: &Document<'p>,
    set: SetId,
    tokens: &[model::Span],
) -> (Vec<Marked<'p>>, Vec<Tied<'p>>) {
    let (project, text) = (handout.project, document.text());
    let mut spans: Vec<(AnnotationId, Marked<'_>)> = Vec::new();
    let mut alike: HashMap<(usize, usize, &str), usize> = HashMap::default();
    for row in document.of_set(set) {
        let Some(cover) = row.cover else { continue };
        let (start, end) = (text.char_of(cover.start()), text.char_of(cover.end()));
        let first = tokens.partition_point(|token| token.end() <= cover.start());
        let behind = tokens.partition_point(|token| token.start() < cover.end());
        let token = |at: usize| (first < behind).then_some(at);
        *alike.entry((start, end, row.label)).or_default() += 1;
        let (token_start, token_end) = (token(first), token(behind.saturating_sub(1)));
        spans.push((row.id, Marked { start, end, token_start, token_end, label: row.label, id: None }));
    }
    for (number, (_, span)) in spans.iter_mut().enumerate() {
        let same = alike.get(&(span.start, span.end, span.label)).is_some_and(|count| *count > 1);
        span.id = same.then_some(number + 1);
    }
    let places: HashMap<AnnotationId, Marked<'_>> = spans.iter().copied().collect();
    let tied = handout.relations_of(document).filter(|(_, row)| row.set == set).filter_map(|(_, row)| {
        let label = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
        let (head_span, child_span) = (*places.get(&row.from)?, *places.get(&row.to)?);
        Some(Tied { head: head_span.token_end, child: child_span.token_end, head_span, child_span, label })
    });
    let mut relations: Vec<Tied<'_>> = tied.collect();
    relations.sort();
    (spans.into_iter().map(|(_, span)| span).collect(), relations)
}
