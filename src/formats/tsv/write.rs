//! Writes tables.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;
use std::io;

use crate::formats::exchange::{Document, Handout, Offsets, Out, Remarks, Spot, Unit, Watch, What};
use crate::formats::features::{Feature, Features, LABEL, NOTE, RELATIONS, SPANS, UNSURE};
use crate::formats::tokens;
use crate::model::*;

use super::HEAD;
use super::cell::{escape, escape_text};

/// Writes a table for each article and set.
pub(in crate::formats) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let spans = Features::of(handout.project, remarks, |owner| matches!(owner, Owner::Label(_)));
    let relations = Features::of(handout.project, remarks, |owner| matches!(owner, Owner::Kind(_)));
    for document in handout.each(watch) {
        let document = document?;
        let tokens = tokens::tokens(document.text());
        for (set, _, name) in &handout.sets {
            let alone = handout.sets.len() == 1;
            let path = if alone { document.name.clone() } else { format!("annotation/{}/{name}", document.name) };
            out.begin(&format!("{path}.tsv"))?;
            let table = Table { handout, document, set: *set, spans: &spans, relations: &relations };
            out.write(table.written(&tokens, remarks).as_bytes())?;
        }
    }
    Ok(())
}

/// Returns the cells of what is said: label, attributes, note.
fn cells(features: &Features, label: &str, attributes: &Attributes, note: &str) -> Vec<String> {
    let value = |feature: &Feature| match attributes.get(&feature.key) {
        None => "*".to_owned(),
        Some(Value::Flag(flag)) => flag.to_string(),
        Some(Value::Choice(choice)) => escape(feature.takes.name_of(choice)),
        Some(Value::Text(text)) => escape(text),
    };
    let note = if note.is_empty() { "*".to_owned() } else { escape(note) };
    let values = features.0.iter().map(value);
    [escape(label)].into_iter().chain(values).chain([note]).collect()
}

fn header(features: &Features) -> String {
    features.0.iter().fold(LABEL.to_owned(), |all, feature| format!("{all}|{}", feature.name)) + "|" + NOTE
}

/// A row: where it is in the text, and what is on it.
struct Row {
    span: Span,
    unit: String,
    /// Numbers of annotations.
    on: Vec<usize>,
}

struct Table<'a> {
    handout: &'a Handout<'a>,
    document: &'a Document<'a>,
    set: SetId,
    spans: &'a Features,
    relations: &'a Features,
}

impl Table<'_> {
    fn written(&self, tokens: &[Span], remarks: &mut Remarks) -> String {
        let (project, text) = (self.handout.project, self.document.text());
        let mut marks: Vec<(Span, Vec<String>)> = Vec::new();
        let mut number_of = HashMap::new();
        for row in self.document.of_set(self.set) {
            let Some(span) = row.row.fragments().map(Fragments::cover) else { continue };
            let Some(trimmed) = tokens::trimmed(text, span) else {
                remarks.add(What::NoText, "", self.document.spot(row.row));
                continue;
            };
            if trimmed != span {
                remarks.add(What::Trimmed, "", self.document.spot(row.row));
            }
            let label = project.label(&row.row.label).map_or(row.row.label.as_str(), |label| label.name.as_str());
            let mut cells = cells(self.spans, label, &row.row.attributes, &row.row.note);
            cells.push(if row.row.unsure { "true".to_owned() } else { "*".to_owned() });
            marks.push((trimmed, cells));
            number_of.insert(row.id, marks.len());
        }
        let (ruler, sentences) = (Offsets::of(text, Unit::Utf16), sentences(text, tokens));
        let rows = rows(text, tokens, &sentences, &marks);
        let mut first_row: HashMap<usize, usize> = HashMap::new();
        for (at, row) in rows.iter().flatten().enumerate() {
            for number in &row.on {
                first_row.entry(*number).or_insert(at);
            }
        }
        let units: Vec<&str> = rows.iter().flatten().map(|row| row.unit.as_str()).collect();
        // Relations stand where what they lead to begins.
        let mut relations: BTreeMap<usize, Vec<Vec<String>>> = BTreeMap::new();
        for (_, row) in self.handout.relations_of(self.document).filter(|(_, row)| row.set == self.set) {
            let ends = number_of.get(&row.from).zip(number_of.get(&row.to));
            let places = ends.and_then(|(from, to)| Some((*first_row.get(from)?, *first_row.get(to)?)));
            let kind = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| kind.name.as_str());
            let (Some((from, to)), Some((start, end))) = (ends, places) else {
                remarks.add(What::LostEnd, kind, Spot::of(self.document.name.as_str()));
                continue;
            };
            let mut cells = cells(self.relations, kind, &row.attributes, &row.note);
            cells.push(format!("{}[{from}_{to}]", units[start]));
            relations.entry(end).or_default().push(cells);
        }
        relations.values_mut().for_each(|cells| cells.sort());
        let mut out = format!("{HEAD}.3\n#T_SP={SPANS}|{}|{UNSURE}\n", header(self.spans));
        let _ = writeln!(out, "#T_RL={RELATIONS}|{}|BT_{SPANS}\n", header(self.relations));
        let (span_columns, relation_columns) = (self.spans.0.len() + 3, self.relations.0.len() + 3);
        let mut at = 0;
        for (sentence, rows) in sentences.iter().zip(&rows) {
            out.push('\n');
            for line in text.as_str()[sentence.clone()].split('\n') {
                let _ = writeln!(out, "#Text={}", escape_text(line));
            }
            for row in rows {
                let utf16 = |byte: usize| ruler.at(byte);
                let form = escape_text(text.quote(row.span));
                let _ = write!(out, "{}\t{}-{}\t{form}\t", row.unit, utf16(row.span.start()), utf16(row.span.end()));
                for column in 0..span_columns {
                    let cell = row.on.iter().filter_map(|number| {
                        marks.get(number - 1).map(|(_, cells)| format!("{}[{number}]", cells[column]))
                    });
                    let _ = write!(out, "{}\t", or_none(cell.collect()));
                }
                for column in 0..relation_columns {
                    let stacked = relations.get(&at).into_iter().flatten().map(|cells| cells[column].clone());
                    let _ = write!(out, "{}\t", or_none(stacked.collect()));
                }
                out.push('\n');
                at += 1;
            }
        }
        out
    }
}

fn or_none(cells: Vec<String>) -> String {
    if cells.is_empty() { "_".to_owned() } else { cells.join("|") }
}

/// Parts a text into its lines, as far as there are tokens in them: nothing but line ends lies between two sentences,
/// so that the text is known again from them.
fn sentences(text: &Text, tokens: &[Span]) -> Vec<std::ops::Range<usize>> {
    let mut starts: Vec<usize> = tokens.iter().map(|token| text.line(text.line_at(token.start())).start).collect();
    starts.dedup();
    match starts.first_mut() {
        Some(first) => *first = 0,
        None => starts.push(0),
    }
    let ends = starts.iter().skip(1).map(|next| text.as_str()[..*next].trim_end_matches('\n').len());
    starts.iter().copied().zip(ends.chain([text.len()])).map(|(start, end)| start..end.max(start)).collect()
}

/// What is on the parts of a token, by where they begin and end: the numbers of annotations.
type Parts = BTreeMap<(usize, usize), (Span, Vec<usize>)>;

/// Makes the rows of each sentence: one for each token, and behind it those for its parts where an annotation begins or
/// ends inside of it.
fn rows(
    text: &Text,
    tokens: &[Span],
    sentences: &[std::ops::Range<usize>],
    marks: &[(Span, Vec<String>)],
) -> Vec<Vec<Row>> {
    let mut on: Vec<Parts> = vec![Parts::new(); tokens.len()];
    for (at, (span, _)) in marks.iter().enumerate() {
        let first = tokens.partition_point(|token| token.end() <= span.start());
        for (token, parts) in tokens.iter().zip(&mut on).skip(first).take_while(|(token, _)| token.start() < span.end())
        {
            let part = text.span(token.start().max(span.start()), token.end().min(span.end()));
            let Ok(part) = part else { continue };
            parts.entry((part.start(), part.end())).or_insert_with(|| (part, Vec::new())).1.push(at + 1);
        }
    }
    let mut next = 0;
    let all = sentences.iter().enumerate().map(|(sentence, range)| {
        let mut own = Vec::new();
        let first = next;
        while let Some(token) = tokens.get(next).filter(|token| token.start() < range.end) {
            let unit = format!("{}-{}", sentence + 1, next - first + 1);
            let mut parts = std::mem::take(&mut on[next]);
            let whole = parts.remove(&(token.start(), token.end())).map_or_else(Vec::new, |(_, on)| on);
            own.push(Row { span: *token, unit: unit.clone(), on: whole });
            let inner = parts.into_values().enumerate();
            own.extend(inner.map(|(part, (span, on))| Row { span, unit: format!("{unit}.{}", part + 1), on }));
            next += 1;
        }
        own
    });
    all.collect()
}
