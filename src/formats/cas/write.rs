//! Makes structures of what goes out, which both forms write.

use std::io;

use foldhash::HashMap;
use smol_str::SmolStr;

use crate::formats::exchange::{Document, Handout, Offsets, Remarks, Unit, Watch};
use crate::formats::features::{Cell, LABELLED, Layer, Layers, Said};
use crate::model::{AnnotationId, AttributeType, RelationId, SetId};

use super::{ANNOTATION, META, Structure, TITLE, Value, WHOLE};

/// A type: its name, what it descends from, and its features with their types.
pub(super) struct Type {
    pub(super) name: String,
    pub(super) above: &'static str,
    pub(super) features: Vec<(String, &'static str)>,
}

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
    let spans = Layers::of_spans(handout, remarks);
    let relations = Layers::of_relations(handout, remarks);
    let of_spans = spans.all.iter().map(|layer| declared(layer, &[]));
    let of_relations = relations.all.iter().map(|layer| declared(layer, &["Governor", "Dependent"]));
    let meta = Type { name: META.to_owned(), above: WHOLE, features: vec![(TITLE.to_owned(), STRING)] };
    let types: Vec<Type> = of_spans.chain(of_relations).chain([meta]).collect();
    for document in handout.each(watch) {
        let document = document?;
        let ruler = Offsets::of(document.text(), Unit::Utf16);
        for (path, set) in handout.inception(document) {
            let structures = Structures::of(document, &ruler).all(handout, set, &spans, &relations);
            file(&path, Written { text: document.text().as_str(), types: &types, structures })?;
        }
    }
    Ok(())
}

const STRING: &str = "uima.cas.String";

fn declared(layer: &Layer, ends: &[&str]) -> Type {
    let own = layer.each().map(|(name, takes)| {
        (name.to_owned(), if takes == Some(&AttributeType::Flag) { "uima.cas.Boolean" } else { STRING })
    });
    let ends = ends.iter().map(|end| ((*end).to_owned(), ANNOTATION));
    let labelled = layer.labelled_by().map(|_| (LABELLED.to_owned(), STRING));
    Type { name: layer.name.clone(), above: ANNOTATION, features: own.chain(labelled).chain(ends).collect() }
}

/// Structures in the making.
struct Structures<'d, 'p> {
    document: &'d Document<'p>,
    ruler: &'d Offsets<'d>,
    all: Vec<Structure>,
    /// Annotations with their ids and places.
    known: HashMap<AnnotationId, (i64, (usize, usize))>,
}

impl<'d, 'p> Structures<'d, 'p> {
    fn of(document: &'d Document<'p>, ruler: &'d Offsets<'d>) -> Structures<'d, 'p> {
        Structures { document, ruler, all: Vec::new(), known: HashMap::default() }
    }

    fn all(
        mut self,
        handout: &Handout<'_>,
        set: Option<SetId>,
        spans: &Layers<AnnotationId>,
        relations: &Layers<RelationId>,
    ) -> Vec<Structure> {
        let (project, document) = (handout.project, self.document);
        let title = document.article.details.title.as_str();
        if !title.trim().is_empty() {
            let end = self.ruler.at(document.text().len());
            self.push(META, (0, end), vec![(TITLE.into(), Value::Text(title.into()))]);
        }
        for row in set.into_iter().flat_map(|set| document.of_set(set)) {
            let Some(cover) = row.cover else { continue };
            let (layer, named) = spans.place(row.id);
            let layer = &spans.all[layer];
            let place = (self.ruler.at(cover.start()), self.ruler.at(cover.end()));
            let id = self.push(&layer.name, place, said(layer, &Said::of_span(row.label, row.row), named));
            self.known.insert(row.id, (id, place));
        }
        for (id, row) in handout.relations_of(document).filter(|(_, row)| Some(row.set) == set) {
            let ends = self.known.get(&row.from).zip(self.known.get(&row.to));
            let Some(((from, _), (to, place))) = ends.map(|(from, to)| (*from, *to)) else { continue };
            let kind = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| kind.name.as_str());
            let (layer, named) = relations.place(id);
            let layer = &relations.all[layer];
            let mut features = said(layer, &Said::of_relation(kind, row), named);
            features.push(("Governor".into(), Value::Structures(vec![from])));
            features.push(("Dependent".into(), Value::Structures(vec![to])));
            self.push(&layer.name, place, features);
        }
        self.all
    }

    /// Adds one and returns its id. The first id is that of the text.
    fn push(&mut self, kind: &str, place: (usize, usize), features: Vec<(SmolStr, Value)>) -> i64 {
        let id = self.all.len() as i64 + 2;
        self.all.push(Structure { id, kind: kind.into(), place: Some(place), features, ..Structure::default() });
        id
    }
}

fn said(layer: &Layer, said: &Said<'_>, named: bool) -> Vec<(SmolStr, Value)> {
    let each = layer.cells(said, named).into_iter().filter_map(|(name, cell)| {
        let value = match cell? {
            Cell::Flag(flag) => Value::Flag(flag),
            Cell::Text(text) => Value::Text(text.into()),
        };
        Some((name.into(), value))
    });
    let labelled = layer.labelled_by().filter(|_| named);
    each.chain(labelled.map(|by| (LABELLED.into(), Value::Text(by.into())))).collect()
}
