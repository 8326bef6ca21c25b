//! Makes structures of what goes out, which both forms write.

use std::collections::HashMap;
use std::io;

use crate::formats::exchange::{Document, Handout, Offsets, Remarks, Unit, Watch};
use crate::formats::features::{Features, LABEL, NOTE, RELATIONS, SPANS, UNSURE};
use crate::model::{self, AttributeType, Attributes, Fragments, Owner, SetId};

use super::{ANNOTATION, Structure, Value};

/// A type, and its features with their types.
pub(super) type Type = (String, Vec<(String, String)>);

/// What goes into a file.
pub(super) struct Written<'w> {
    pub(super) text: &'w str,
    pub(super) types: &'w [Type],
    pub(super) structures: Vec<Structure>,
}

/// Hands over what goes into the file of each article and set, with the file's path without an ending.
pub(super) fn each(
    handout: &Handout<'_>,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
    mut file: impl FnMut(&str, Written<'_>) -> io::Result<()>,
) -> io::Result<()> {
    let spans = Features::of(handout.project, remarks, |owner| matches!(owner, Owner::Label(_)));
    let relations = Features::of(handout.project, remarks, |owner| matches!(owner, Owner::Kind(_)));
    let string = |name: &str| (name.to_owned(), "uima.cas.String".to_owned());
    let flag = |name: &str| (name.to_owned(), "uima.cas.Boolean".to_owned());
    let features = |all: &Features| {
        let own = all.0.iter().map(|feature| {
            if feature.takes == AttributeType::Flag { flag(&feature.name) } else { string(&feature.name) }
        });
        [string(LABEL), string(NOTE)].into_iter().chain(own).collect::<Vec<_>>()
    };
    let mut of_spans = features(&spans);
    of_spans.push(flag(UNSURE));
    let mut of_relations = features(&relations);
    of_relations.extend(["Governor", "Dependent"].map(|end| (end.to_owned(), ANNOTATION.to_owned())));
    let types = [(SPANS.to_owned(), of_spans), (RELATIONS.to_owned(), of_relations)];
    for document in handout.each(watch) {
        let document = document?;
        let ruler = Offsets::of(document.text(), Unit::Utf16);
        for (set, _, name) in &handout.sets {
            let alone = handout.sets.len() == 1;
            let path = if alone { document.name.clone() } else { format!("annotation/{}/{name}", document.name) };
            let structures = structures(handout, document, *set, &ruler, &spans, &relations);
            file(&path, Written { text: document.text().as_str(), types: &types, structures })?;
        }
    }
    Ok(())
}

fn structures(
    handout: &Handout<'_>,
    document: &Document<'_>,
    set: SetId,
    ruler: &Offsets<'_>,
    spans: &Features,
    relations: &Features,
) -> Vec<Structure> {
    let project = handout.project;
    let (mut all, mut known) = (Vec::new(), HashMap::new());
    // The first is the text.
    let mut next = 1;
    let mut id = || {
        next += 1;
        next
    };
    for row in document.of_set(set) {
        let Some(cover) = row.row.fragments().map(Fragments::cover) else { continue };
        let label = project.label(&row.row.label).map_or(row.row.label.as_str(), |label| label.name.as_str());
        let mut features = said(spans, label, &row.row.attributes, &row.row.note);
        if row.row.unsure {
            features.push((UNSURE.to_owned(), Value::Flag(true)));
        }
        let (id, place) = (id(), (ruler.at(cover.start()), ruler.at(cover.end())));
        known.insert(row.id, (id, place));
        all.push(Structure { id, kind: SPANS.to_owned(), place: Some(place), features, ..Structure::default() });
    }
    for (_, row) in handout.relations_of(document).filter(|(_, row)| row.set == set) {
        let Some(((from, _), (to, place))) = known.get(&row.from).zip(known.get(&row.to)) else { continue };
        let kind = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| kind.name.as_str());
        let mut features = said(relations, kind, &row.attributes, &row.note);
        features.push(("Governor".to_owned(), Value::Structures(vec![*from])));
        features.push(("Dependent".to_owned(), Value::Structures(vec![*to])));
        let (id, kind) = (id(), RELATIONS.to_owned());
        all.push(Structure { id, kind, place: Some(*place), features, ..Structure::default() });
    }
    all
}

fn said(features: &Features, label: &str, attributes: &Attributes, note: &str) -> Vec<(String, Value)> {
    let values = features.0.iter().filter_map(|feature| {
        let value = match attributes.get(&feature.key)? {
            model::Value::Flag(flag) => Value::Flag(*flag),
            model::Value::Choice(choice) => Value::Text(feature.takes.name_of(choice).to_owned()),
            model::Value::Text(text) => Value::Text(text.clone()),
        };
        Some((feature.name.clone(), value))
    });
    let note = Some(note).filter(|note| !note.is_empty()).map(|note| (NOTE.to_owned(), Value::Text(note.to_owned())));
    [(LABEL.to_owned(), Value::Text(label.to_owned()))].into_iter().chain(values).chain(note).collect()
}
