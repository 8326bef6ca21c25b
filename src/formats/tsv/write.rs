//! Writes tables.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io;

use foldhash::HashMap;

use crate::formats::exchange::{Document, Handout, Offsets, Out, Remarks, Unit, Watch, What};
use crate::formats::features::{Cell, Layer, Layers, Said};
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
    let spans = Layers::of_spans(handout, remarks);
    let relations = Layers::of_relations(handout, remarks);
    let joins = Joins::of(handout, &spans, &relations, remarks);
    for document in handout.each(watch) {
        let document = document?;
        let tokens = tokens::tokens(document.text());
        for (path, set) in handout.inception(document) {
            out.begin(&format!("{path}.tsv"))?;
            let table = Table { handout, document, set, spans: &spans, relations: &relations, joins: &joins };
            out.write(table.written(&tokens, remarks).as_bytes())?;
        }
    }
    Ok(())
}

/// Returns the cells of what is said: label, attributes, note.
fn cells(layer: &Layer, said: &Said<'_>, named: bool) -> Vec<String> {
    let cell = |cell: Option<Cell<'_>>| match cell {
        None => "*".to_owned(),
        Some(Cell::Flag(flag)) => flag.to_string(),
        Some(Cell::Text(text)) => escape(text),
    };
    layer.cells(said, named).into_iter().map(|(_, value)| cell(value)).collect()
}

/// Returns what stands behind the name of a layer in the head of a table.
fn header(layer: &Layer) -> String {
    layer.each().map(|(name, _)| format!("|{name}")).collect()
}

/// The places of a layer of relations and of the layer of what it joins.
type Join = (usize, usize);

/// The layers of relations, each with the layer of what it joins and its name: one of WebAnno joins annotations of one.
struct Joins(Vec<(Join, String)>);

impl Joins {
    fn of(
        handout: &Handout<'_>,
        spans: &Layers<AnnotationId>,
        relations: &Layers<RelationId>,
        remarks: &mut Remarks,
    ) -> Joins {
        let mut all: BTreeSet<Join> = BTreeSet::new();
        // Where annotations of ours go out, so does the layer that may join them.
        all.extend(spans.ours.then_some((0, 0)));
        for document in &handout.documents {
            for (id, row) in handout.relations_of(document) {
                match Joins::key(spans, relations, id, row) {
                    Some(key) => _ = all.insert(key),
                    None => {
                        let kind = handout.project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
                        remarks.add(What::AcrossLayers, kind, document.titled());
                    }
                }
            }
        }
        // Each layer has a name of its own; that of another program keeps the one that it had.
        let mut ours = 0;
        let name = |key: Join| {
            let name = relations.all[key.0].name.as_str();
            ours += usize::from(key.0 == 0);
            let name = if key.0 == 0 && ours > 1 { format!("{name}{ours}") } else { name.to_owned() };
            (key, name)
        };
        Joins(all.into_iter().map(name).collect())
    }

    /// Returns the layer of a relation, and that of what it joins; `None` where it joins annotations of several.
    fn key(
        spans: &Layers<AnnotationId>,
        relations: &Layers<RelationId>,
        id: RelationId,
        row: &Relation,
    ) -> Option<Join> {
        let (from, to) = (spans.place(row.from).0, spans.place(row.to).0);
        (from == to).then(|| (relations.place(id).0, from))
    }
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
    set: Option<SetId>,
    spans: &'a Layers<AnnotationId>,
    relations: &'a Layers<RelationId>,
    joins: &'a Joins,
}

/// An annotation: where it stands, its layer, and what stands in its cells.
struct Marked {
    span: Span,
    layer: usize,
    cells: Vec<String>,
}

impl Table<'_> {
    fn written(&self, tokens: &[Span], remarks: &mut Remarks) -> String {
        let (project, text) = (self.handout.project, self.document.text());
        let mut marks: Vec<Marked> = Vec::new();
        let mut number_of = HashMap::default();
        for row in self.set.into_iter().flat_map(|set| self.document.of_set(set)) {
            let Some(span) = row.cover else { continue };
            let Some(trimmed) = tokens::trimmed(text, span) else {
                remarks.add(What::NoText, "", self.document.spot(row.row));
                continue;
            };
            if trimmed != span {
                remarks.add(What::Trimmed, "", self.document.spot(row.row));
            }
            let (layer, named) = self.spans.place(row.id);
            let cells = cells(&self.spans.all[layer], &Said::of_span(row.label, row.row), named);
            // A layer without features has a cell all the same.
            let cells = if cells.is_empty() { vec!["*".to_owned()] } else { cells };
            marks.push(Marked { span: trimmed, layer, cells });
            number_of.insert(row.id, marks.len());
        }
        let (ruler, sentences) = (Offsets::of(text, Unit::Utf16), sentences(text, tokens));
        let rows = rows(text, tokens, &sentences, &marks);
        let mut first_row: HashMap<usize, usize> = HashMap::default();
        for (at, row) in rows.iter().flatten().enumerate() {
            for number in &row.on {
                first_row.entry(*number).or_insert(at);
            }
        }
        let units: Vec<&str> = rows.iter().flatten().map(|row| row.unit.as_str()).collect();
        // Relations stand where what they lead to begins.
        let mut relations: BTreeMap<(usize, Join), Vec<Vec<String>>> = BTreeMap::new();
        for (id, row) in self.handout.relations_of(self.document).filter(|(_, row)| Some(row.set) == self.set) {
            let Some(key) = Joins::key(self.spans, self.relations, id, row) else { continue };
            let ends = number_of.get(&row.from).zip(number_of.get(&row.to));
            let places = ends.and_then(|(from, to)| Some((*first_row.get(from)?, *first_row.get(to)?)));
            let kind = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| kind.name.as_str());
            let (Some((from, to)), Some((start, end))) = (ends, places) else {
                remarks.add(What::LostEnd, kind, self.document.titled());
                continue;
            };
            let (layer, named) = self.relations.place(id);
            let mut cells = cells(&self.relations.all[layer], &Said::of_relation(kind, row), named);
            cells.push(format!("{}[{from}_{to}]", units[start]));
            relations.entry((end, key)).or_default().push(cells);
        }
        relations.values_mut().for_each(|cells| cells.sort());
        let mut out = format!("{HEAD}.3\n");
        let layers: Vec<(usize, &Layer)> =
            self.spans.all.iter().enumerate().filter(|(at, _)| *at > 0 || self.spans.ours).collect();
        for (_, layer) in &layers {
            let bar = if layer.each().next().is_none() { "|" } else { "" };
            let _ = writeln!(out, "#T_SP={}{}{bar}", layer.name, header(layer));
        }
        for ((layer, base), name) in &self.joins.0 {
            let features = header(&self.relations.all[*layer]);
            let _ = writeln!(out, "#T_RL={name}{features}|BT_{}", self.spans.all[*base].name);
        }
        out.push('\n');
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
                for (layer, of) in &layers {
                    let own: Vec<(usize, &Marked)> = row
                        .on
                        .iter()
                        .filter_map(|number| Some((*number, marks.get(number - 1)?)))
                        .filter(|(_, mark)| mark.layer == *layer)
                        .collect();
                    for column in 0..of.each().count().max(1) {
                        let cells = own.iter().map(|(number, mark)| format!("{}[{number}]", mark.cells[column]));
                        let _ = write!(out, "{}\t", or_none(cells.collect()));
                    }
                }
                for (key, _) in &self.joins.0 {
                    let own = relations.get(&(at, *key));
                    // Behind the features stands where it begins.
                    for column in 0..=self.relations.all[key.0].each().count() {
                        let stacked = own.into_iter().flatten().map(|cells| cells[column].clone());
                        let _ = write!(out, "{}\t", or_none(stacked.collect()));
                    }
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
fn rows(text: &Text, tokens: &[Span], sentences: &[std::ops::Range<usize>], marks: &[Marked]) -> Vec<Vec<Row>> {
    let mut on: Vec<Parts> = vec![Parts::new(); tokens.len()];
    for (at, mark) in marks.iter().enumerate() {
        let span = mark.span;
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
