//! Keeps a merged project within its scheme, where each copy was: a relation joins labels that its kind joins, a value
//! is one that its attribute takes.
//!
//! One copy gives an annotation another label while the other one relates it, ties it or gives it a value; one copy
//! takes a label off a kind's list, or a choice off an attribute's, while the other one uses it. Each such pair is a
//! conflict:
//!
//! - an annotation that is related or tied as its old label allows keeps that label, and the new one is the other
//!   version;
//! - a kind or an attribute keeps the label or the choice that is in use, and the list without it is the other version;
//! - a value that can't be kept so is taken off, and is the other version.
//!
//! What did not fit in either copy is left as it is.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::conflict::{Fields, Named};
use crate::model::scheme::{AttributeType, Choice};
use crate::model::*;

use super::Work;

impl Work<'_> {
    /// Puts right what fitted in each copy and does not fit in both together.
    pub(super) fn mend(&mut self) {
        self.mend_labels();
        self.mend_kinds();
        self.mend_values::<Annotation>(|row| Owner::Label(row.label.clone()));
        self.mend_values::<Relation>(|row| Owner::Kind(row.kind.clone()));
        self.mend_values::<Proposition>(|_| Owner::Propositions);
        self.mend_shortcuts();
    }

    fn label_of(&self, id: AnnotationId) -> Option<&LabelKey> {
        self.draft.get::<Annotation>(&id).map(|row| &row.label)
    }

    /// Gives annotations back the label that what the other copy did with them needs.
    fn mend_labels(&mut self) {
        let mut labels: BTreeMap<AnnotationId, LabelKey> = BTreeMap::new();
        for (_, row) in self.draft.table::<Relation>() {
            let fits = |kind: Option<&Kind>, from: Option<&LabelKey>, to: Option<&LabelKey>| matches!((kind, from, to), (Some(kind), Some(from), Some(to)) if kind.joins(from, to));
            let kind = self.draft.get::<Kind>(&row.kind).map(Arc::as_ref);
            if fits(kind, self.label_of(row.from), self.label_of(row.to)) {
                continue;
            }
            let in_copy = |side: &Project| {
                let label = |id: AnnotationId| side.annotation(&id).map(|row| row.label.clone());
                let ends = (label(row.from)?, label(row.to)?);
                let related = side.relates(row.set, row.from, &row.kind, row.to);
                (related && fits(kind, Some(&ends.0), Some(&ends.1))).then_some(ends)
            };
            let mut ways: Vec<(LabelKey, LabelKey)> = self.sides.iter().filter_map(|side| in_copy(side)).collect();
            ways.sort_unstable();
            if let Some((from, to)) = ways.pop() {
                labels.entry(row.from).or_insert(from);
                labels.entry(row.to).or_insert(to);
            }
        }
        labels.extend(self.labels_for_ties::<Proposition>(Ties::Proposition, |row| &row.members));
        labels.extend(self.labels_for_ties::<Entity>(Ties::Entity, |row| &row.members));
        for (id, label) in labels {
            let Some(row) = self.draft.get::<Annotation>(&id).filter(|row| row.label != label).cloned() else {
                continue;
            };
            self.clash(RowName::Annotation(id), Field::Label, [&row.label, &label].map(|key| Held::Label(key.clone())));
            self.draft.put(id, Some(Arc::new(Annotation { label, ..row.as_ref().clone() })));
        }
    }

    /// Lists the labels that members need to be ones, where their own does not do and that of a copy does.
    fn labels_for_ties<T: Named>(
        &self,
        ties: Ties,
        members: impl Fn(&T) -> &BTreeSet<AnnotationId>,
    ) -> BTreeMap<AnnotationId, LabelKey> {
        let does = |label: &LabelKey| self.draft.get::<Label>(label).is_some_and(|row| row.ties == ties);
        let touched = self.draft.table::<T>().iter();
        let all = touched.flat_map(|(key, row)| members(row).iter().map(move |id| (key, *id)));
        let odd = all.filter(|(_, id)| self.label_of(*id).is_some_and(|label| !does(label)));
        odd.filter_map(|(key, id)| {
            let tied = |side: &&&Project| T::table(side).get(key).is_some_and(|row| members(row).contains(&id));
            let labels = self.sides.iter().filter(tied).filter_map(|side| Some(side.annotation(&id)?.label.clone()));
            Some((id, labels.filter(does).max()?))
        })
        .collect()
    }

    /// Lets kinds join what they joined in a copy.
    fn mend_kinds(&mut self) {
        let mut wanted: BTreeMap<KindKey, [BTreeSet<LabelKey>; 2]> = BTreeMap::new();
        for (_, row) in self.draft.table::<Relation>() {
            let Some(kind) = self.draft.get::<Kind>(&row.kind) else { continue };
            let (Some(from), Some(to)) = (self.label_of(row.from), self.label_of(row.to)) else { continue };
            if !kind.joins(from, to) && self.sides.iter().any(|side| joins_in(side, row)) {
                let [starts, ends] = wanted.entry(row.kind.clone()).or_default();
                starts.extend(Some(from).filter(|key| !kind.from.contains(key)).cloned());
                ends.extend(Some(to).filter(|key| !kind.to.contains(key)).cloned());
            }
        }
        for (key, [from, to]) in wanted {
            self.widen::<Kind, _>(
                &key,
                Field::From,
                from,
                |held| if let Held::Labels(all) = held { Some(all) } else { None },
            );
            self.widen::<Kind, _>(
                &key,
                Field::To,
                to,
                |held| if let Held::Labels(all) = held { Some(all) } else { None },
            );
        }
    }

    /// Adds to a list of the scheme what is in use, as a conflict with the list without it.
    fn widen<T: Fields, I: Clone>(
        &mut self,
        key: &T::Key,
        field: Field,
        more: BTreeSet<I>,
        list: impl Fn(&mut Held) -> Option<&mut Vec<I>>,
    ) {
        let Some(row) = self.draft.get::<T>(key).filter(|_| !more.is_empty()).cloned() else { return };
        let Some(held) = row.get(&field) else { return };
        let mut wide = held.clone();
        list(&mut wide).into_iter().for_each(|all| all.extend(more.iter().cloned()));
        let mut next = row.as_ref().clone();
        next.set(&field, &wide);
        self.clash(T::row_name(key), field, [held, wide]);
        self.draft.put(key.clone(), Some(Arc::new(next)));
    }

    /// Sees to it that values are ones that their attributes take, of rows that can have them.
    fn mend_values<T: Fields>(&mut self, owner: impl Fn(&T) -> Owner) {
        let mut owners: BTreeMap<AttributeKey, BTreeSet<Owner>> = BTreeMap::new();
        let mut choices: BTreeMap<AttributeKey, BTreeMap<id::ChoiceKey, String>> = BTreeMap::new();
        let mut off: Vec<(T::Key, AttributeKey, Value)> = Vec::new();
        for (key, row) in self.draft.table::<T>() {
            let on = owner(row);
            for (attribute, value) in row.values().into_iter().flatten() {
                let Some(now) = self.draft.get::<Attribute>(attribute) else { continue };
                if now.on.contains(&on) && now.accepts(value) {
                    continue;
                }
                let fitting = |side: &&&Project| {
                    let there = T::table(side)
                        .get(key)
                        .filter(|row| row.values().and_then(|v| v.get(attribute)) == Some(value));
                    let was = side.attribute(attribute);
                    there.zip(was).is_some_and(|(row, was)| was.on.contains(&owner(row)) && was.accepts(value))
                };
                let fitted: Vec<&&Project> = self.sides.iter().filter(fitting).collect();
                let same_owner = |side: &&&Project| T::table(side).get(key).is_some_and(|row| owner(row) == on);
                match (&now.takes, value) {
                    _ if fitted.is_empty() => {}
                    _ if !now.on.contains(&on) && !fitted.iter().any(same_owner) => {
                        off.push((key.clone(), attribute.clone(), value.clone()));
                    }
                    (AttributeType::Choice(known), Value::Choice(choice)) => {
                        if !now.on.contains(&on) {
                            owners.entry(attribute.clone()).or_default().insert(on.clone());
                        }
                        let names = fitted.iter().filter_map(|side| choice_name(side, attribute, choice));
                        if known.iter().all(|known| known.key != *choice)
                            && let Some(name) = names.max()
                        {
                            choices.entry(attribute.clone()).or_default().insert(choice.clone(), name);
                        }
                    }
                    _ if now.accepts(value) => drop(owners.entry(attribute.clone()).or_default().insert(on.clone())),
                    _ => off.push((key.clone(), attribute.clone(), value.clone())),
                }
            }
        }
        for (key, more) in owners {
            self.widen::<Attribute, _>(&key, Field::On, more, |held| {
                if let Held::Owners(all) = held { Some(all) } else { None }
            });
        }
        for (key, more) in choices {
            let more = more.into_iter().map(|(key, name)| Choice { key, name }).collect();
            self.widen::<Attribute, _>(&key, Field::Takes, more, |held| match held {
                Held::Takes(AttributeType::Choice(all)) => Some(all),
                _ => None,
            });
        }
        for (key, attribute, value) in off {
            let Some(row) = self.draft.get::<T>(&key) else { continue };
            let mut next = row.as_ref().clone();
            next.set(&Field::Value(attribute.clone()), &Held::Nothing);
            self.draft.put(key.clone(), Some(Arc::new(next)));
            self.clash(T::row_name(&key), Field::Value(attribute), [Held::Nothing, Held::Value(value)]);
        }
    }

    /// Takes a shortcut off the later of two labels or kinds that were given it apart. Labels come before kinds.
    fn mend_shortcuts(&mut self) {
        let of = |project: &Project, row: &RowName| match row.held(project, &Field::Shortcut) {
            Some(Held::Shortcut(key)) => key.to_lowercase().next(),
            _ => None,
        };
        let shared = |side: &Project, one: &RowName, other: &RowName| {
            of(side, one).is_some_and(|key| of(side, other) == Some(key))
        };
        let labels = self.draft.table::<Label>().iter().map(|(key, row)| (RowName::Label(key.clone()), row.shortcut));
        let kinds = self.draft.table::<Kind>().iter().map(|(key, row)| (RowName::Kind(key.clone()), row.shortcut));
        let mut first: BTreeMap<Option<char>, RowName> = BTreeMap::new();
        let mut off: Vec<(RowName, char)> = Vec::new();
        for (name, shortcut) in labels.chain(kinds) {
            let Some(key) = shortcut else { continue };
            match first.entry(key.to_lowercase().next()) {
                Entry::Vacant(free) => drop(free.insert(name)),
                Entry::Occupied(there) if self.sides.iter().any(|side| shared(side, there.get(), &name)) => {}
                Entry::Occupied(_) => off.push((name, key)),
            }
        }
        for (name, key) in off {
            match &name {
                RowName::Label(label) => {
                    let row =
                        self.draft.get::<Label>(label).map(|row| Label { shortcut: None, ..row.as_ref().clone() });
                    self.draft.put(label.clone(), row.map(Arc::new));
                }
                RowName::Kind(kind) => {
                    let row = self.draft.get::<Kind>(kind).map(|row| Kind { shortcut: None, ..row.as_ref().clone() });
                    self.draft.put(kind.clone(), row.map(Arc::new));
                }
                _ => continue,
            }
            self.clash(name, Field::Shortcut, [Held::Nothing, Held::Shortcut(key)]);
        }
    }
}

/// Tells whether a copy has a relation, and its kind joins its ends there.
fn joins_in(side: &Project, row: &Relation) -> bool {
    let label = |id: AnnotationId| side.annotation(&id).map(|row| &row.label);
    let (Some(kind), Some(from), Some(to)) = (side.kind(&row.kind), label(row.from), label(row.to)) else {
        return false;
    };
    kind.joins(from, to) && side.relates(row.set, row.from, &row.kind, row.to)
}

fn choice_name(side: &Project, attribute: &AttributeKey, choice: &id::ChoiceKey) -> Option<String> {
    let AttributeType::Choice(known) = &side.attribute(attribute)?.takes else { return None };
    known.iter().find(|known| known.key == *choice).map(|known| known.name.clone())
}
