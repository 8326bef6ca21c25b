//! Layers and features: what programs of the UIMA family call types of annotations, and attributes.
//!
//! Annotations that were made here go out in a layer of ours, relations in another. What came in from another layer
//! has an attribute that names it, and goes back there; so do those that were made here with a label of which all that
//! came in are of one layer.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::Hash;

use foldhash::HashMap;

use crate::model::{
    Annotation, AnnotationId, Attribute, AttributeKey, AttributeType, Attributes, Owner, Project, Relation, RelationId,
    Scheme, Value,
};

use super::exchange::{Document, Handout, Names, Remarks, Spot, What};

/// The layer of annotations that go out.
pub(super) const SPANS: &str = "webanno.custom.Gainsay";

/// The layer of relations that go out.
pub(super) const RELATIONS: &str = "webanno.custom.GainsayRelation";

/// The feature that is the label or kind.
pub(super) const LABEL: &str = "label";

/// The feature that is the note, in our layers.
const NOTE: &str = "note";

/// The feature that says that somebody was not sure, in our layers.
const UNSURE: &str = "unsure";

/// The feature that is the note, in layers of others: only where there is one.
const NOTE_ELSEWHERE: &str = "gainsay_note";

/// The feature that says that somebody was not sure, in layers of others.
const UNSURE_ELSEWHERE: &str = "gainsay_unsure";

/// The feature that names the one which is the label, where that is none of [`LABELS`]: a CAS has no first one.
pub(super) const LABELLED: &str = "gainsay_label";

/// The attribute that names the layer of an annotation or relation. No feature is called so: they are names in Java.
const LAYER: &str = "UIMA layer";

/// Features that are labels: ours, that of INCEpTION's own layers, those of DKPro's.
pub(super) const LABELS: [&str; 4] = [LABEL, "value", "PosValue", "DependencyType"];

/// Names that mean something else.
const RESERVED: [&str; 8] =
    [NOTE_ELSEWHERE, UNSURE_ELSEWHERE, LABELLED, "begin", "end", "sofa", "Governor", "Dependent"];

/// What a feature of a layer says that is no attribute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Own {
    Note,
    Unsure,
}

impl Own {
    /// Tells what a feature of a layer is, by its name.
    pub(super) fn of(layer: &str, feature: &str) -> Option<Own> {
        match (feature, is_ours(layer)) {
            (NOTE_ELSEWHERE, _) | (NOTE, true) => Some(Own::Note),
            (UNSURE_ELSEWHERE, _) | (UNSURE, true) => Some(Own::Unsure),
            _ => None,
        }
    }
}

/// Tells whether a layer is one of ours.
fn is_ours(layer: &str) -> bool {
    layer.starts_with(SPANS)
}

/// Tells whether a type can be a layer of another program that annotations go back to: UIMA's own types are there
/// anyway, and are nobody's.
fn is_others(layer: &str) -> bool {
    !is_ours(layer) && !layer.starts_with("uima.")
}

/// Returns the last part of a layer's name, by which people call it.
pub(super) fn short(layer: &str) -> &str {
    layer.rsplit('.').next().unwrap_or(layer)
}

/// Returns the attribute and the value that name a layer, for what comes in; `None` for ours and UIMA's. The label
/// stands in `feature`, where there is one; `said` tells whether it has a value there.
pub(super) fn layer_value(layer: &str, feature: Option<&str>, said: bool) -> Option<(String, String)> {
    let sign = if said { "" } else { "*" };
    let value = feature.map_or_else(|| layer.to_owned(), |feature| format!("{layer}:{feature}{sign}"));
    is_others(layer).then(|| (LAYER.to_owned(), value))
}

/// Tells whether a scheme has what names layers.
pub(super) fn has_layers(scheme: &Scheme) -> bool {
    scheme.attributes.iter().any(|(_, row)| row.name == LAYER)
}

/// Takes away what names the layer of a relation between words: those are no annotations where it goes.
pub(super) fn forget_layer<V>(values: &mut Vec<(String, V)>) {
    values.retain(|(name, _)| name != LAYER);
}

/// What names a layer: `webanno.custom.Place:value` as UIMA names features, with WebAnno's sign for “no value”, `*`,
/// behind it where the label is but the layer's own name.
struct Named<'v> {
    layer: &'v str,
    feature: Option<&'v str>,
    said: bool,
}

impl<'v> Named<'v> {
    fn of(value: &'v str) -> Option<Named<'v>> {
        let name = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let (layer, feature) = value.split_once(':').map_or((value, None), |(layer, feature)| (layer, Some(feature)));
        let said = feature.is_some_and(|feature| !feature.ends_with('*'));
        let feature = feature.map(|feature| feature.trim_end_matches('*'));
        let sound = layer.split('.').all(name) && feature.is_none_or(name) && is_others(layer);
        sound.then_some(Named { layer, feature, said })
    }
}

/// An attribute that is a feature.
struct Feature {
    key: AttributeKey,
    /// What it is called there.
    name: String,
    takes: AttributeType,
}

/// A layer, and its features in their order.
pub(super) struct Layer {
    /// Its whole name.
    pub(super) name: String,
    /// The feature that is the label or kind; `None` where its name alone is.
    label: Option<String>,
    /// The attributes.
    attributes: Vec<Feature>,
    /// The feature that is the note.
    note: Option<&'static str>,
    /// The feature that says that somebody was not sure.
    unsure: Option<&'static str>,
}

/// What is said of an annotation or relation in its layer.
pub(super) struct Said<'a> {
    /// Its label or kind, as people call it.
    pub(super) label: &'a str,
    /// The values of its attributes.
    pub(super) attributes: &'a Attributes,
    /// Its note.
    pub(super) note: &'a str,
    /// Whether somebody was not sure.
    pub(super) unsure: bool,
}

impl<'a> Said<'a> {
    /// Says what there is of an annotation.
    pub(super) fn of_span(label: &'a str, row: &'a Annotation) -> Said<'a> {
        Said { label, attributes: &row.attributes, note: &row.note, unsure: row.unsure }
    }

    /// Says what there is of a relation.
    pub(super) fn of_relation(kind: &'a str, row: &'a Relation) -> Said<'a> {
        Said { label: kind, attributes: &row.attributes, note: &row.note, unsure: false }
    }

    /// Returns where it goes by what names its layer; `None` where that names none that can hold its label.
    fn home(&self, value: &'a Value, takes: &'a AttributeType) -> Option<Home<'a>> {
        let value = match value {
            Value::Choice(choice) => takes.name_of(choice),
            Value::Text(text) => text,
            Value::Flag(_) => return None,
        };
        let Named { layer, feature, said } = Named::of(value)?;
        // A label that was changed since is said where it can be.
        let changed = self.label != short(layer);
        (feature.is_some() || !changed).then_some((layer, feature, said || feature.is_some() && changed))
    }
}

/// A value of a feature.
pub(super) enum Cell<'a> {
    Text(&'a str),
    Flag(bool),
}

impl Layer {
    fn new(name: &str, label: Option<&str>) -> Layer {
        let label = label.map(str::to_owned);
        Layer { name: name.to_owned(), label, attributes: Vec::new(), note: None, unsure: None }
    }

    /// Returns the feature that is the label where none that is called so is.
    pub(super) fn labelled_by(&self) -> Option<&str> {
        self.label.as_deref().filter(|label| !LABELS.contains(label))
    }

    /// Lists its features in their order, each with the value that it has, if any.
    pub(super) fn cells<'a>(&'a self, said: &Said<'a>, named: bool) -> Vec<(&'a str, Option<Cell<'a>>)> {
        let label = self.label.as_deref().map(|name| (name, named.then_some(Cell::Text(said.label))));
        let value = |feature: &'a Feature| {
            let value = match said.attributes.get(&feature.key)? {
                Value::Flag(flag) => Cell::Flag(*flag),
                Value::Choice(choice) => Cell::Text(feature.takes.name_of(choice)),
                Value::Text(text) => Cell::Text(text),
            };
            Some(value)
        };
        let values = self.attributes.iter().map(|feature| (feature.name.as_str(), value(feature)));
        let note = self.note.map(|name| (name, Some(Cell::Text(said.note)).filter(|_| !said.note.is_empty())));
        let unsure = self.unsure.map(|name| (name, said.unsure.then_some(Cell::Flag(true))));
        label.into_iter().chain(values).chain(note).chain(unsure).collect()
    }

    /// Lists its features in their order, with what they take where that is not a text.
    pub(super) fn each(&self) -> impl Iterator<Item = (&str, Option<&AttributeType>)> {
        let attributes = self.attributes.iter().map(|of| (of.name.as_str(), Some(&of.takes)));
        let label = self.label.as_deref().map(|name| (name, None));
        let unsure = self.unsure.map(|name| (name, Some(&AttributeType::Flag)));
        label.into_iter().chain(attributes).chain(self.note.map(|name| (name, None))).chain(unsure)
    }

    /// Names the attributes that are features.
    fn declare<'p>(
        &mut self,
        attributes: impl Iterator<Item = (&'p AttributeKey, &'p Attribute)>,
        remarks: &mut Remarks,
    ) {
        let mut names = Names::default();
        let ours = is_ours(&self.name);
        let own = ours.then_some([LABEL, NOTE, UNSURE]).into_iter().flatten();
        // What comes before the label's feature among those that are labels would be taken for it.
        let label = self.label.as_deref().filter(|_| !ours);
        let before = LABELS.into_iter().take_while(|known| label.is_some_and(|label| label != *known)).chain(label);
        for reserved in RESERVED.into_iter().chain(own).chain(before) {
            names.give(&format!("reserved {reserved}"), reserved, |_| true);
        }
        for (key, row) in attributes {
            // A feature is a name in Java.
            let name = names.give(key.as_str(), &row.name, |c| c.is_ascii_alphanumeric() || c == '_');
            let name = name.replace('-', "_");
            if name != row.name {
                remarks.add(What::Renamed, name.as_str(), Spot::of(row.name.as_str()));
            }
            self.attributes.push(Feature { key: key.clone(), name, takes: row.takes.clone() });
        }
    }
}

/// Layers of a sort, and what is in which.
pub(super) struct Layers<K> {
    /// The layers, ours first.
    pub(super) all: Vec<Layer>,
    /// Where what is in another layer than ours is, and whether its label is said there.
    of: HashMap<K, (usize, bool)>,
    /// Whether anything is in ours, or nothing in any.
    pub(super) ours: bool,
}

impl Layers<AnnotationId> {
    /// Sorts the annotations of what goes out.
    pub(super) fn of_spans(handout: &Handout<'_>, remarks: &mut Remarks) -> Layers<AnnotationId> {
        let project = handout.project;
        let items = handout.documents.iter().flat_map(|document| {
            document.annotations().iter().map(move |row| (row.id, Said::of_span(row.label, row.row), document))
        });
        let mut layers = Layers::sorted(SPANS, project, items, |owner| matches!(owner, Owner::Label(_)), remarks);
        layers.all[0].unsure = Some(UNSURE);
        layers
    }
}

impl Layers<RelationId> {
    /// Sorts the relations of what goes out.
    pub(super) fn of_relations(handout: &Handout<'_>, remarks: &mut Remarks) -> Layers<RelationId> {
        let project = handout.project;
        let items = handout.documents.iter().flat_map(|document| {
            handout.relations_of(document).map(move |(id, row)| {
                let kind = project.kind(&row.kind).map_or(row.kind.as_str(), |kind| &kind.name);
                (id, Said::of_relation(kind, row), document)
            })
        });
        Layers::sorted(RELATIONS, project, items, |owner| matches!(owner, Owner::Kind(_)), remarks)
    }
}

/// Where something goes: a layer, the feature that is the label, and whether that has a value.
type Home<'v> = (&'v str, Option<&'v str>, bool);

impl<K: Copy + Eq + Hash> Layers<K> {
    /// Returns the place of the layer that something is in, and whether its label is said there.
    pub(super) fn place(&self, id: K) -> (usize, bool) {
        self.of.get(&id).copied().unwrap_or((0, true))
    }

    fn sorted<'p>(
        ours: &str,
        project: &'p Project,
        items: impl Iterator<Item = (K, Said<'p>, &'p Document<'p>)>,
        on: impl Fn(&Owner) -> bool,
        remarks: &mut Remarks,
    ) -> Layers<K> {
        let attributes = project.attributes();
        let layer = attributes.iter().find(|(_, row)| row.name == LAYER);
        let items: Vec<_> = items.collect();
        let mut homes: Vec<Option<Home<'p>>> = Vec::with_capacity(items.len());
        let mut of_label: HashMap<&str, Option<Home<'p>>> = HashMap::default();
        for (_, said, document) in &items {
            let value = layer.and_then(|(key, row)| Some((said.attributes.get(*key)?, row)));
            let home = value.and_then(|(value, row)| said.home(value, &row.takes));
            if value.is_some() && home.is_none() {
                remarks.add(What::Attribute, LAYER, document.titled());
            }
            if home.is_some() {
                let known = of_label.entry(said.label).or_insert(home);
                *known = known.filter(|known| Some(*known) == home);
            }
            homes.push(home);
        }
        for (home, (_, said, _)) in homes.iter_mut().zip(&items) {
            *home = home.or_else(|| of_label.get(said.label).copied().flatten());
        }
        let mut all = BTreeMap::new();
        for (layer, feature, _) in homes.iter().flatten() {
            let known: &mut Option<&str> = all.entry(*layer).or_default();
            *known = known.or(*feature);
        }
        let place: HashMap<&str, usize> = all.keys().zip(1..).map(|(layer, at)| (*layer, at)).collect();
        let mut layers = Layers {
            ours: homes.iter().any(Option::is_none) || all.is_empty(),
            all: vec![Layer::new(ours, Some(LABEL))],
            of: HashMap::default(),
        };
        layers.all.extend(all.into_iter().map(|(layer, feature)| Layer::new(layer, feature)));
        let mut used: Vec<BTreeSet<&AttributeKey>> = vec![BTreeSet::new(); layers.all.len()];
        for ((id, said, _), home) in items.iter().zip(&homes) {
            let Some((at, named)) = home.and_then(|(layer, _, named)| Some((*place.get(layer)?, named))) else {
                continue;
            };
            layers.of.insert(*id, (at, named));
            used[at].extend(said.attributes.keys());
            let layer = &mut layers.all[at];
            layer.note = layer.note.or((!said.note.is_empty()).then_some(NOTE_ELSEWHERE));
            layer.unsure = layer.unsure.or(said.unsure.then_some(UNSURE_ELSEWHERE));
        }
        layers.all[0].note = Some(NOTE);
        for (at, layer) in layers.all.iter_mut().enumerate() {
            let own = attributes.iter().filter(|(key, row)| {
                let has = if at == 0 { row.on.iter().any(&on) } else { used[at].contains(*key) };
                has && row.name != LAYER
            });
            layer.declare(own.copied(), remarks);
        }
        layers
    }
}
