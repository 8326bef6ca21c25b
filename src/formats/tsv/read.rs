//! Reads tables.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use foldhash::HashMap;

use crate::formats::exchange::{File, Gather, Mark, Refused, Said, Source, Spot, Target, Unit, Watch, What, Words};
use crate::formats::features::{self, LABELS, Own, forget_layer, layer_value};
use crate::formats::inception::Finished;
use crate::model::{Anchor, AnnotationId, Details, SetId};
use crate::say;

use super::cell::{numbered, split, unescape};
use super::{FORMAT, is_table};

/// Reads all tables among some files.
pub(in crate::formats) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut tables = 0;
    let finished = Finished::of(files);
    for (at, file) in files.iter().enumerate() {
        watch.step(at, files.len())?;
        if !file.ends_in("tsv") {
            continue;
        }
        let raw = gather.decode(file).text;
        if !is_table(&raw) {
            gather.remark(What::UnreadFile, say!("tsv-other"), Spot::of(file.path.as_str()));
            continue;
        }
        tables += 1;
        let table = Table::of(&raw, file, gather);
        let (name, annotator) = file.whose();
        let origin = say!("exchange-origin", file = file.path.as_str(), format = FORMAT.name);
        let source = Source::of_value(table.text.clone());
        let revision = gather.text(name, source.text(), Details::default(), None, origin);
        // A text that is nobody's is but to be annotated.
        if annotator.is_empty() && table.marks.is_empty() {
            continue;
        }
        let set = gather.set(annotator);
        let marks = table.marks.clone();
        let made = gather.marks(set, revision, &source, Unit::Utf16, marks);
        finished.settle(file, (set, revision), made.is_empty(), gather);
        table.relate(gather, set, &made);
    }
    if tables == 0 { Err(Refused::all(say!("tsv-none"))) } else { Ok(()) }
}

/// How the name of the layer of words ends.
const WORDS: &str = ".segmentation.type.Token";

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// A value of a feature.
    Feature(String),
    /// Roles of slots, by the feature's name.
    Roles(String),
    /// What is in the slots, by its layer's name; empty where any may be.
    Fillers(String),
    /// Where a relation begins, by the layer's name.
    From(String),
    /// What joins a link of a chain to the next.
    Link,
    /// What a link of a chain is.
    Element,
}

#[derive(Debug)]
struct Layer {
    name: String,
    columns: Vec<Column>,
    /// The column before this one belongs to the layer before.
    first: usize,
}

impl Layer {
    /// Reads what stands behind `#T_SP=` and its like.
    fn of(kind: &str, line: &str, first: usize) -> Layer {
        let mut parts = line.split('|');
        let name = parts.next().unwrap_or_default().to_owned();
        let mut columns: Vec<Column> = Vec::new();
        for part in parts {
            columns.push(match (kind, columns.last()) {
                ("CH", None) => Column::Link,
                ("CH", Some(_)) => Column::Element,
                (_, Some(Column::Roles(_))) if part == "uima.tcas.Annotation" => Column::Fillers(String::new()),
                (_, Some(Column::Roles(_))) => Column::Fillers(part.to_owned()),
                _ => match (part.strip_prefix("BT_"), part.strip_prefix("ROLE_")) {
                    (Some(base), _) => Column::From(base.to_owned()),
                    (_, Some(role)) => {
                        let feature = role.split_once(':').map_or(role, |(_, feature)| feature);
                        Column::Roles(feature.split('_').next().unwrap_or(feature).to_owned())
                    }
                    _ => Column::Feature(part.to_owned()),
                },
            });
        }
        if columns.is_empty() {
            columns.push(Column::Feature(String::new()));
        }
        Layer { name, columns, first }
    }

    /// Returns what people call it.
    fn short(&self) -> &str {
        features::short(&self.name)
    }

    /// Returns the column that is the label.
    fn label(&self) -> Option<usize> {
        // Each word has a value of its own there.
        if ["Lemma", "Stem", "SurfaceForm", "MorphologicalFeatures"].contains(&self.short()) {
            return None;
        }
        let features = || self.columns.iter().enumerate();
        let named = LABELS.iter().find_map(|known| {
            features().find(|(_, column)| matches!(column, Column::Feature(own) if own.eq_ignore_ascii_case(known)))
        });
        let first = || features().find(|(_, column)| matches!(column, Column::Feature(own) if !own.is_empty()));
        named.or_else(first).map(|(at, _)| at)
    }
}

/// Something that joins two annotations.
#[derive(Debug)]
struct Tie {
    kind: String,
    from: Option<usize>,
    to: Option<usize>,
    values: Vec<(String, Said)>,
    note: String,
    spot: Spot,
}

/// Where something is that is joined: a unit, a number there, and a layer where that is known.
type End = (String, usize, String);

/// A relation whose ends are not looked up yet.
struct Loose {
    kind: String,
    from: Result<usize, End>,
    to: Result<usize, End>,
    values: Vec<(String, Said)>,
    note: String,
    spot: Spot,
}

/// What a file holds.
#[derive(Debug, Default)]
struct Table {
    text: String,
    marks: Vec<Mark>,
    ties: Vec<Tie>,
}

/// A row: where it stands in the file and in the text, and its cells.
struct Row<'l> {
    unit: &'l str,
    range: Range<usize>,
    form: String,
    cells: Vec<&'l str>,
    spot: Spot,
}

impl<'l> Row<'l> {
    fn of(line: &'l str, spot: Spot) -> Option<Row<'l>> {
        let mut cells = line.split('\t');
        let unit = cells.next().filter(|unit| unit.contains('-'))?;
        let (start, end) = cells.next()?.split_once('-')?;
        let range = start.parse().ok()?..end.parse().ok()?;
        if range.start > range.end {
            return None;
        }
        Some(Row { unit, range, form: unescape(cells.next()?), cells: cells.collect(), spot })
    }
}

impl Table {
    fn of(raw: &str, file: &File, gather: &mut Gather) -> Table {
        let (mut layers, mut width) = (Vec::new(), 0);
        let mut reading = Reading { room: raw.len().saturating_mul(SPARSE), ..Reading::default() };
        for (at, line) in raw.split('\n').enumerate() {
            let line = line.strip_suffix('\r').unwrap_or(line);
            let spot = || Spot::line(file.path.as_str(), at + 1);
            if let Some(text) = line.strip_prefix("#Text=") {
                reading.line(text);
            } else if let Some(layer) = line.strip_prefix("#T_") {
                let (kind, layer) = layer.split_once('=').unwrap_or((layer, ""));
                let layer = Layer::of(kind, layer, width);
                width += layer.columns.len();
                layers.push(layer);
            } else if line.starts_with('#') && !line.starts_with("#FORMAT=") {
                gather.remark(What::NoPlace, say!("tsv-comments"), spot());
            } else if !line.is_empty() && !line.starts_with('#') {
                match Row::of(line, spot()) {
                    Some(row) => {
                        let at = row.spot.clone();
                        if !reading.row(row) {
                            gather.remark(What::Unread, say!("tsv-gap"), at);
                        }
                    }
                    None => gather.remark(What::Unread, say!("tsv-row"), spot()),
                }
            }
        }
        reading.close();
        let mut all = Annotations { layers: &layers, ..Annotations::default() };
        for row in &reading.rows {
            all.take(row);
        }
        all.chains(&reading.rows);
        all.finish(reading.text, gather)
    }

    fn relate(self, gather: &mut Gather, set: SetId, made: &[Option<AnnotationId>]) {
        let id = |end: Option<usize>| end.and_then(|at| made.get(at).copied().flatten());
        for tie in self.ties {
            match id(tie.from).zip(id(tie.to)) {
                Some(ends) => {
                    gather.relate(set, &tie.kind, ends, tie.values, tie.note, tie.spot);
                }
                None => gather.remark(What::End, "", tie.spot),
            }
        }
    }
}

/// The text so far: a sentence is known by its lines, its place by its first token.
#[derive(Default)]
struct Reading<'l> {
    text: String,
    /// Length of the text in UTF-16 code units.
    length: usize,
    sentence: Option<String>,
    rows: Vec<Row<'l>>,
    /// Whether the sentence has rows.
    begun: bool,
    /// UTF-16 code units that may still lie between sentences: no text is so sparse, and it must fit into memory.
    room: usize,
}

impl<'l> Reading<'l> {
    fn line(&mut self, line: &str) {
        if self.begun {
            self.close();
        }
        match &mut self.sentence {
            Some(sentence) => {
                sentence.push('\n');
                sentence.push_str(&unescape(line));
            }
            None => self.sentence = Some(unescape(line)),
        }
    }

    /// Takes a row; tells whether its sentence is where it can be.
    fn row(&mut self, row: Row<'l>) -> bool {
        let mut fits = true;
        if !self.begun {
            let sentence = self.sentence.as_deref().unwrap_or(&row.form);
            let inside = sentence.find(&row.form).map_or(0, |byte| utf16(&sentence[..byte]));
            let start = row.range.start.saturating_sub(inside);
            // What stands between sentences is not in the file; their lines are lines here.
            let gap = start.saturating_sub(self.length);
            fits = gap <= self.room;
            if fits {
                self.room -= gap;
                self.text.extend(std::iter::repeat_n('\n', gap));
                self.length += gap;
            }
            self.begun = true;
        }
        self.rows.push(row);
        fits
    }

    fn close(&mut self) {
        if let Some(sentence) = self.sentence.take() {
            self.text.push_str(&sentence);
            self.length += utf16(&sentence);
        }
        self.begun = false;
    }
}

/// How many times the length of its file, in bytes, may lie between the sentences of a text, in UTF-16 code units.
const SPARSE: usize = 4;

fn utf16(text: &str) -> usize {
    text.chars().map(char::len_utf16).sum()
}

/// The annotations so far.
#[derive(Default)]
struct Annotations<'l> {
    layers: &'l [Layer],
    found: Vec<Mark>,
    /// By layer and number.
    numbered: HashMap<(usize, usize), usize>,
    /// Those without a number, by layer and unit.
    single: HashMap<(usize, String), usize>,
    /// Tokens by unit, with their words.
    tokens: HashMap<String, (Range<usize>, String, Spot)>,
    loose: Vec<Loose>,
    /// What became relations though it is none there.
    told: Vec<(&'static str, Spot)>,
}

impl Annotations<'_> {
    fn take(&mut self, row: &Row<'_>) {
        self.tokens.insert(row.unit.to_owned(), (row.range.clone(), row.form.clone(), row.spot.clone()));
        for (at, layer) in self.layers.iter().enumerate() {
            let cells: Vec<Vec<&str>> = (0..layer.columns.len())
                .map(|column| split(row.cells.get(layer.first + column).copied().unwrap_or("_"), '|'))
                .collect();
            match layer.columns.last() {
                Some(Column::From(base)) => self.relations(layer, base, &cells, row),
                Some(Column::Element) => {}
                _ => self.spans(at, layer, &cells, row),
            }
        }
    }

    fn spans(&mut self, at: usize, layer: &Layer, cells: &[Vec<&str>], row: &Row<'_>) {
        let own = |column: &Column| !matches!(column, Column::Fillers(_));
        let stacked = cells.iter().zip(&layer.columns).filter(|(_, column)| own(column)).map(|(cells, _)| cells.len());
        for item in 0..stacked.max().unwrap_or(0) {
            let parts: Vec<(&str, usize)> = cells
                .iter()
                .zip(&layer.columns)
                .map(|(cells, column)| {
                    let cell = cells.get(item).copied().unwrap_or("_");
                    if own(column) { numbered(cell) } else { (cell, 0) }
                })
                .collect();
            let number = parts.iter().map(|(_, number)| *number).max().unwrap_or(0);
            if number == 0 && parts.iter().zip(&layer.columns).all(|((part, _), _)| *part == "_") {
                continue;
            }
            if let Some(known) = self.numbered.get(&(at, number)).filter(|_| number > 0) {
                let target = &mut self.found[*known].target;
                if let Some(range) = target.ranges.first_mut() {
                    *range = range.start.min(row.range.start)..range.end.max(row.range.end);
                }
                target.words = Words::None;
                continue;
            }
            let (label, values, note, unsure) = said(layer, &parts);
            let target = Target { ranges: vec![row.range.clone()], words: words(&row.form) };
            let mark = Mark { values, note, unsure, ..Mark::new(label, target, row.spot.clone()) };
            let index = self.found.len();
            self.found.push(mark);
            if number > 0 {
                self.numbered.insert((at, number), index);
            } else {
                self.single.entry((at, row.unit.to_owned())).or_insert(index);
            }
            self.slots(layer, &parts, index, row);
        }
    }

    fn slots(&mut self, layer: &Layer, parts: &[(&str, usize)], host: usize, row: &Row<'_>) {
        for (at, column) in layer.columns.iter().enumerate() {
            let (Column::Roles(feature), Some(Column::Fillers(filler))) = (column, layer.columns.get(at + 1)) else {
                continue;
            };
            let (roles, fillers) = (split(parts[at].0, ';'), split(parts[at + 1].0, ';'));
            for (role, place) in roles.iter().zip(&fillers).filter(|(_, place)| !matches!(**place, "*" | "_" | "")) {
                let (unit, number) = numbered(place);
                let kind = if matches!(*role, "*" | "_") { feature.clone() } else { unescape(role) };
                let to = Err((unit.to_owned(), number, filler.clone()));
                let (values, note, spot) = (Vec::new(), String::new(), row.spot.clone());
                self.told.push((say!("tsv-slots"), spot.clone()));
                self.loose.push(Loose { kind, from: Ok(host), to, values, note, spot });
            }
        }
    }

    fn relations(&mut self, layer: &Layer, base: &str, cells: &[Vec<&str>], row: &Row<'_>) {
        let Some((ends, features)) = cells.split_last() else { return };
        for (item, end) in ends.iter().enumerate().filter(|(_, end)| !matches!(**end, "_" | "*" | "")) {
            let parts: Vec<(&str, usize)> =
                features.iter().map(|cells| (cells.get(item).copied().unwrap_or("*"), 0)).collect();
            let (kind, mut values, note, _) = said(layer, &parts);
            if base.ends_with(WORDS) {
                forget_layer(&mut values);
            }
            let (unit, numbers) = match end.strip_suffix(']').and_then(|end| end.split_once('[')) {
                Some((unit, numbers)) => (unit, numbers),
                None => (*end, "0_0"),
            };
            let (from, to) = numbers.split_once('_').unwrap_or((numbers, "0"));
            let end = |unit: &str, number: &str| Err((unit.to_owned(), number.parse().unwrap_or(0), base.to_owned()));
            let (from, to) = (end(unit, from), end(row.unit, to));
            self.loose.push(Loose { kind, from, to, values, note, spot: row.spot.clone() });
        }
    }

    /// Makes of each link of a chain an annotation that leads to the next link.
    fn chains(&mut self, rows: &[Row<'_>]) {
        for layer in self.layers {
            if layer.columns.last() != Some(&Column::Element) {
                continue;
            }
            let mut links: BTreeMap<(usize, usize), (usize, String)> = BTreeMap::new();
            for row in rows {
                let cell = |column| split(row.cells.get(layer.first + column).copied().unwrap_or("_"), '|');
                for (link, element) in cell(0).into_iter().zip(cell(1)) {
                    let Some((kind, place)) = link.rsplit_once("->") else { continue };
                    let place = place.split_once('-').and_then(|(chain, at)| chain.parse().ok().zip(at.parse().ok()));
                    let Some(place) = place else { continue };
                    if let Some((known, _)) = links.get(&place) {
                        let target = &mut self.found[*known].target;
                        target.ranges.iter_mut().for_each(|range| range.end = range.end.max(row.range.end));
                        target.words = Words::None;
                        continue;
                    }
                    let named = |value: &str| {
                        if matches!(value, "*" | "_") { layer.short().to_owned() } else { unescape(value) }
                    };
                    let target = Target { ranges: vec![row.range.clone()], words: words(&row.form) };
                    let mark = Mark::new(named(numbered(element).0), target, row.spot.clone());
                    links.insert(place, (self.found.len(), named(kind)));
                    self.found.push(mark);
                }
            }
            for ((chain, place), (from, kind)) in &links {
                if let Some((to, _)) = links.get(&(*chain, place + 1)) {
                    let spot = self.found[*from].spot.clone();
                    let (values, note) = (Vec::new(), String::new());
                    self.told.push((say!("tsv-chains"), spot.clone()));
                    self.loose.push(Loose { kind: kind.clone(), from: Ok(*from), to: Ok(*to), values, note, spot });
                }
            }
        }
    }

    /// Looks up what is joined.
    fn finish(mut self, text: String, gather: &mut Gather) -> Table {
        let mut told = BTreeSet::new();
        let loose = std::mem::take(&mut self.loose);
        let ties = loose.into_iter().map(|tie| {
            let mut end = |end: Result<usize, End>| end.or_else(|end| self.end(end, &mut told).ok_or(())).ok();
            let (from, to) = (end(tie.from), end(tie.to));
            Tie { kind: tie.kind, from, to, values: tie.values, note: tie.note, spot: tie.spot }
        });
        let ties = ties.collect();
        let words = told.into_iter().map(|spot| (say!("tsv-token-relations"), spot));
        for (what, spot) in words.chain(self.told) {
            gather.remark(What::AsRelations, what, spot);
        }
        Table { text, marks: self.found, ties }
    }

    fn end(&mut self, (unit, number, layer): End, told: &mut BTreeSet<Spot>) -> Option<usize> {
        if layer.ends_with(WORDS) {
            return self.token(&unit, told);
        }
        let fits = |at: &usize| layer.is_empty() || self.layers[*at].name == layer;
        let mut layers = (0..self.layers.len()).filter(fits);
        layers.find_map(|at| match number {
            0 => self.single.get(&(at, unit.clone())).copied(),
            number => self.numbered.get(&(at, number)).copied(),
        })
    }

    /// Makes an annotation of a token that something is joined to.
    fn token(&mut self, unit: &str, told: &mut BTreeSet<Spot>) -> Option<usize> {
        let key = (usize::MAX, unit.to_owned());
        if let Some(known) = self.single.get(&key) {
            return Some(*known);
        }
        let (range, form, spot) = self.tokens.get(unit)?.clone();
        told.insert(spot.clone());
        let mark = Mark::new("Token", Target { ranges: vec![range], words: words(&form) }, spot);
        self.found.push(mark);
        self.single.insert(key, self.found.len() - 1);
        Some(self.found.len() - 1)
    }
}

fn words(form: &str) -> Words {
    Words::Each(vec![Anchor { exact: form.to_owned(), prefix: String::new(), suffix: String::new() }])
}

/// Returns what the features of a layer say: label, values, note, whether somebody was not sure.
fn said(layer: &Layer, parts: &[(&str, usize)]) -> (String, Vec<(String, Said)>, String, bool) {
    let label = layer.label();
    let (mut name, mut values, mut note, mut unsure) = (None, Vec::new(), String::new(), false);
    for (at, (column, (part, _))) in layer.columns.iter().zip(parts).enumerate() {
        let Column::Feature(feature) = column else { continue };
        if matches!(*part, "*" | "_") {
            continue;
        }
        let value = unescape(part);
        match (feature.as_str(), Own::of(&layer.name, feature)) {
            _ if label == Some(at) => name = Some(value).filter(|value| !value.is_empty()),
            (_, Some(Own::Note)) => note = value,
            (_, Some(Own::Unsure)) => unsure = value == "true",
            ("", _) => {}
            (feature, _) => {
                let said = match value.as_str() {
                    "true" => Said::Flag(true),
                    "false" => Said::Flag(false),
                    _ => Said::Text(value),
                };
                values.push((feature.to_owned(), said));
            }
        }
    }
    let feature = label.and_then(|at| match layer.columns.get(at) {
        Some(Column::Feature(feature)) => Some(feature.as_str()),
        _ => None,
    });
    let home = layer_value(&layer.name, feature, name.is_some());
    values.extend(home.map(|(name, value)| (name, Said::Choice(value))));
    (name.unwrap_or_else(|| layer.short().to_owned()), values, note, unsure)
}
