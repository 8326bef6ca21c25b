//! Widens the scheme of a project that is only begun, so that all has a place in it that comes.

use std::collections::BTreeMap;

use super::Room;
use crate::model::edit::Builder;
use crate::model::*;

impl Room<'_> {
    /// Lets the kinds that were here join what comes under their names, and the attributes be had by it.
    pub(super) fn widen(&self, builder: &mut Builder<'_>) {
        let here = self.here;
        let mut kinds: BTreeMap<KindKey, Kind> = BTreeMap::new();
        let mut attributes: BTreeMap<AttributeKey, Attribute> = BTreeMap::new();
        let mut has = |owner: Owner, values: &Attributes| {
            for key in values.keys().filter_map(|key| self.attribute(key)) {
                let Some(row) = here.attribute(&key) else { continue };
                if !attributes.get(&key).unwrap_or(row).on.contains(&owner) {
                    attributes.entry(key).or_insert_with(|| row.clone()).on.push(owner.clone());
                }
            }
        };
        for (_, row) in self.other.annotations() {
            if let Some(label) = self.label(&row.label) {
                has(Owner::Label(label), &row.attributes);
            }
        }
        for (_, row) in self.other.relations() {
            let Some(key) = self.kind(&row.kind) else { continue };
            has(Owner::Kind(key.clone()), &row.attributes);
            let label = |id: &AnnotationId| self.other.annotation(id).and_then(|row| self.label(&row.label));
            let (Some(kind), Some((from, to))) = (here.kind(&key), label(&row.from).zip(label(&row.to))) else {
                continue;
            };
            if !kinds.get(&key).unwrap_or(kind).joins(&from, &to) {
                let wide = kinds.entry(key).or_insert_with(|| kind.clone());
                for (ends, label) in [(&mut wide.from, from), (&mut wide.to, to)] {
                    if !ends.contains(&label) {
                        ends.push(label);
                    }
                }
            }
        }
        kinds.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
        attributes.into_iter().for_each(|(key, row)| builder.put(key, Some(row)));
    }
}
