//! Takes what either form holds into a project.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::formats::exchange::{File, Gather, Mark, Said, Source, Spot, Target, Unit, What, Words};
use crate::formats::features::{LABELLED, LABELS, Own, forget_layer, layer_value, short};
use crate::formats::inception::Finished;
use crate::model::{AnnotationId, Details};
use crate::say;

use super::{Cas, Structure, TITLE, Value};

/// Takes the texts of a file with what is said of them; returns how many texts it has.
pub(super) fn take(cas: &Cas, file: &File, format: &str, finished: &Finished, gather: &mut Gather) -> usize {
    let reading = Reading { cas, file, by_id: cas.structures.iter().map(|row| (row.id, row)).collect() };
    let texts = cas.sofas.iter().filter_map(|sofa| sofa.text.as_deref().map(|text| (sofa, text)));
    let texts: Vec<_> = texts.collect();
    if texts.is_empty() {
        gather.remark(What::UnreadFile, say!("cas-no-text"), Spot::of(file.path.as_str()));
    }
    let known = |row: &&Structure| texts.iter().any(|(sofa, _)| row.sofa == Some(sofa.id));
    let placed = cas.structures.iter().filter(|row| row.place.is_some() && !is_segment(row) && !is_about_all(row));
    for row in placed.filter(|row| !known(row)) {
        gather.remark(What::NoPlace, say!("cas-elsewhere"), reading.spot(row));
    }
    let (name, annotator) = file.whose();
    for (sofa, text) in &texts {
        let name = if texts.len() > 1 { format!("{name}, {}", sofa.name) } else { name.to_owned() };
        let source = Source::of_value((*text).to_owned());
        let title = reading.title(sofa.id);
        let origin = say!("exchange-origin", file = file.path.as_str(), format = format);
        let details = Details { title, ..Details::default() };
        let revision = gather.text(&name, source.text(), details, None, origin);
        let own = reading.parts(sofa.id, gather);
        let marks: Vec<Mark> = own.marks.iter().map(|row| reading.mark(row)).collect();
        // A text that is nobody's is but to be annotated.
        if annotator.is_empty() && marks.is_empty() && own.ties.is_empty() {
            continue;
        }
        let set = gather.set(annotator);
        let made = gather.marks(set, revision, &source, Unit::Utf16, marks);
        finished.settle(file, (set, revision), made.is_empty(), gather);
        let made: HashMap<i64, AnnotationId> =
            own.marks.iter().zip(made).filter_map(|(row, id)| Some((row.id, id?))).collect();
        for tie in own.ties {
            let end = |id: Option<i64>| id.and_then(|id| made.get(&id).copied());
            match end(tie.from).zip(end(tie.to)) {
                Some(ends) => {
                    gather.relate(set, &tie.kind, ends, tie.values, tie.note, tie.spot);
                }
                None => gather.remark(What::End, "", tie.spot),
            }
        }
    }
    texts.len()
}

/// Something that joins two structures.
struct Tie {
    kind: String,
    from: Option<i64>,
    to: Option<i64>,
    values: Vec<(String, Said)>,
    note: String,
    spot: Spot,
}

/// What is said of a text.
#[derive(Default)]
struct Parts<'c> {
    marks: Vec<&'c Structure>,
    ties: Vec<Tie>,
}

struct Reading<'c> {
    cas: &'c Cas,
    file: &'c File,
    by_id: HashMap<i64, &'c Structure>,
}

impl<'c> Reading<'c> {
    fn spot(&self, row: &Structure) -> Spot {
        let path = self.file.path.as_str();
        row.line.map_or_else(|| Spot::of(path), |line| Spot::line(path, line))
    }

    /// Returns the title that DKPro's metadata have.
    fn title(&self, sofa: i64) -> String {
        let own = self.cas.structures.iter().filter(|row| row.sofa == Some(sofa) && is_about_all(row));
        own.filter_map(|row| text_of(row, TITLE)).next().unwrap_or_default().to_owned()
    }

    /// Sorts what is said of a text into annotations and what joins them.
    fn parts(&self, sofa: i64, gather: &mut Gather) -> Parts<'c> {
        let mut parts = Parts::default();
        let mut tokens: BTreeMap<i64, &Structure> = BTreeMap::new();
        for row in self.cas.structures.iter().filter(|row| row.sofa == Some(sofa) && !is_about_all(row)) {
            if is_segment(row) {
                gather.remark(What::NoPlace, say!("cas-segments"), self.spot(row));
            } else if row.astray {
                gather.remark(What::Nowhere, "", self.spot(row));
            } else if row.place.is_none() {
                gather.remark(What::NoPlace, row.kind.as_str(), self.spot(row));
            } else if let Some((from, to)) = ends(row) {
                for end in [from, to].into_iter().flatten() {
                    tokens.extend(self.by_id.get(&end).filter(|row| is_segment(row)).map(|row| (end, *row)));
                }
                let (kind, mut values, note, _) = said(row);
                let joins_words = |end: i64| self.by_id.get(&end).is_some_and(|row| is_segment(row));
                if [from, to].into_iter().flatten().any(joins_words) {
                    forget_layer(&mut values);
                }
                parts.ties.push(Tie { kind, from, to, values, note, spot: self.spot(row) });
            } else {
                parts.marks.push(row);
                self.leads(row, &mut parts.ties, gather);
            }
        }
        // Words become annotations where something joins them.
        for row in tokens.into_values() {
            gather.remark(What::AsRelations, say!("cas-token-relations"), self.spot(row));
            parts.marks.push(row);
        }
        parts
    }

    /// Makes relations of the features of an annotation that lead to others.
    fn leads(&self, row: &Structure, ties: &mut Vec<Tie>, gather: &mut Gather) {
        for (name, value) in &row.features {
            let Value::Structures(ids) = value else { continue };
            for other in self.elements(ids).into_iter().filter_map(|id| self.by_id.get(&id)) {
                let target = other.features.iter().find_map(|(name, value)| match value {
                    Value::Structures(ids) if name == "target" => ids.first().copied(),
                    _ => None,
                });
                let role = text_of(other, "role").filter(|role| !role.is_empty()).unwrap_or(name);
                let (kind, to) = match (other.place, target) {
                    (Some(_), _) if !is_segment(other) => (name.as_str(), Some(other.id)),
                    (None, Some(target)) => (role, Some(target)),
                    _ => {
                        gather.remark(What::NoPlace, name.as_str(), self.spot(row));
                        continue;
                    }
                };
                let (values, note, spot) = (Vec::new(), String::new(), self.spot(row));
                gather.remark(What::AsRelations, say!("cas-slots"), spot.clone());
                ties.push(Tie { kind: kind.to_owned(), from: Some(row.id), to, values, note, spot });
            }
        }
    }

    /// Returns what is in arrays among some structures, and the others.
    fn elements(&self, ids: &[i64]) -> Vec<i64> {
        let each = ids.iter().flat_map(|id| {
            let row = self.by_id.get(id);
            let inner = row
                .and_then(|row| row.features.iter().find(|(name, _)| matches!(name.as_str(), "ELEMENTS" | "elements")));
            match inner {
                Some((_, Value::Structures(inner))) => inner.clone(),
                _ => vec![*id],
            }
        });
        each.collect()
    }

    fn mark(&self, row: &Structure) -> Mark {
        let (label, values, note, unsure) = said(row);
        let (begin, end) = row.place.unwrap_or_default();
        // Offsets that run backwards are on no words.
        let range = begin..end.max(begin);
        let target = Target { ranges: vec![range], words: Words::None };
        Mark { values, note, unsure, ..Mark::new(label, target, self.spot(row)) }
    }
}

/// Tells whether a structure says something of the whole text.
fn is_about_all(row: &Structure) -> bool {
    matches!(short(&row.kind), "DocumentAnnotation" | "DocumentMetaData")
}

/// Tells whether a structure is one of DKPro's sentences and tokens.
fn is_segment(row: &Structure) -> bool {
    row.kind.contains(".segmentation.type.") && matches!(short(&row.kind), "Sentence" | "Token")
}

/// Returns the ends of a relation.
fn ends(row: &Structure) -> Option<(Option<i64>, Option<i64>)> {
    let end = |wanted: &str| {
        row.features.iter().find_map(|(name, value)| match value {
            Value::Structures(ids) if name == wanted => Some(ids.first().copied()),
            _ => None,
        })
    };
    Some((end("Governor")?, end("Dependent")?))
}

fn text_of<'r>(row: &'r Structure, wanted: &str) -> Option<&'r str> {
    row.features.iter().find_map(|(name, value)| match value {
        Value::Text(text) if name == wanted => Some(text.as_str()),
        _ => None,
    })
}

/// Returns what the features of a structure say: label, values, note, whether somebody was not sure.
fn said(row: &Structure) -> (String, Vec<(String, Said)>, String, bool) {
    let named = text_of(row, LABELLED).into_iter().chain(LABELS);
    let label =
        { named }.find_map(|known| text_of(row, known).filter(|text| !text.is_empty()).map(|text| (known, text)));
    let (mut values, mut note, mut unsure) = (Vec::new(), String::new(), false);
    for (name, value) in &row.features {
        match (value, Own::of(&row.kind, name)) {
            (Value::Structures(_), _) => {}
            (Value::Text(_), _) if name == LABELLED || label.is_some_and(|(known, _)| known == name) => {}
            (Value::Text(text), Some(Own::Note)) => note = text.to_string(),
            (Value::Flag(flag), Some(Own::Unsure)) => unsure = *flag,
            (Value::Text(text), _) => values.push((name.to_string(), Said::Text(text.to_string()))),
            (Value::Flag(flag), _) => values.push((name.to_string(), Said::Flag(*flag))),
        }
    }
    // Words are no layer.
    if !is_segment(row) {
        let home = layer_value(&row.kind, label.map(|(feature, _)| feature), true);
        values.extend(home.map(|(name, value)| (name, Said::Choice(value))));
    }
    (label.map_or_else(|| short(&row.kind).to_owned(), |(_, text)| text.to_owned()), values, note, unsure)
}
