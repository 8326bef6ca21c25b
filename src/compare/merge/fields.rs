//! Merges two versions of a row, field by field.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::conflict::Fields;
use crate::model::exercise::{Saying, Task};
use crate::model::scheme::AttributeType;
use crate::model::*;

/// A row that can be merged.
pub(super) trait Merge: Fields {
    /// Merges what is no field: ranks, times, lists.
    fn rules(_out: &mut Self, _base: Option<&Self>, _one: &Self, _other: &Self) {}

    /// Returns the row without what changes as other rows come and go: its rank, its members.
    fn bare(&self) -> Self {
        self.clone()
    }
}

/// Merges two versions of a row; lists the fields that both changed, each to something else.
pub(super) fn merged<T: Merge>(base: Option<&T>, one: &T, other: &T) -> (T, Vec<(Field, [Held; 2])>) {
    let mut out = one.clone();
    let mut clashes = Vec::new();
    let rows = [base, Some(one), Some(other)];
    let values: BTreeSet<_> =
        rows.into_iter().flatten().filter_map(T::values).flat_map(|values| values.keys()).collect();
    let fields = T::FIELDS.iter().cloned().chain(values.into_iter().cloned().map(Field::Value));
    for field in fields {
        let (Some(x), Some(y)) = (one.get(&field), other.get(&field)) else { continue };
        if x == y {
            continue;
        }
        let before = base.and_then(|base| base.get(&field)).or_else(|| unset(&x, &y));
        let held = if before.as_ref() == Some(&x) {
            y
        } else if before.as_ref() == Some(&y) {
            x
        } else if let Some(both) = combined(before.as_ref(), &x, &y) {
            both
        } else {
            let greatest = x.clone().max(y.clone());
            clashes.push((field.clone(), [x, y]));
            greatest
        };
        out.set(&field, &held);
    }
    T::rules(&mut out, base, one, other);
    (out, clashes)
}

/// Returns the one of two that says nothing: what a field is taken to have held where nobody knows.
fn unset(x: &Held, y: &Held) -> Option<Held> {
    let says_nothing = |held: &&Held| match held {
        Held::Nothing | Held::Flag(false) => true,
        Held::Text(words) => words.is_empty(),
        _ => false,
    };
    [x, y].into_iter().find(says_nothing).cloned()
}

/// Merges what both changed item by item, where it has items.
fn combined(base: Option<&Held>, x: &Held, y: &Held) -> Option<Held> {
    match (base, x, y) {
        (base, Held::Labels(x), Held::Labels(y)) => {
            let before: &[LabelKey] = if let Some(Held::Labels(base)) = base { base } else { &[] };
            Some(Held::Labels(list(before, x, y)))
        }
        (base, Held::Owners(x), Held::Owners(y)) => {
            let before: &[Owner] = if let Some(Held::Owners(base)) = base { base } else { &[] };
            Some(Held::Owners(list(before, x, y)))
        }
        (base, Held::Takes(AttributeType::Choice(x)), Held::Takes(AttributeType::Choice(y))) => {
            let before: &[Choice] = if let Some(Held::Takes(AttributeType::Choice(base))) = base { base } else { &[] };
            choices(before, x, y).map(|all| Held::Takes(AttributeType::Choice(all)))
        }
        _ => None,
    }
}

/// Merges two lists: what neither took out, in the order it had, then what either added.
fn list<T: Ord + Clone>(base: &[T], one: &[T], other: &[T]) -> Vec<T> {
    if one == other || other == base {
        return one.to_vec();
    }
    if one == base {
        return other.to_vec();
    }
    let stays = |item: &&T| one.contains(item) && other.contains(item);
    let added: BTreeSet<&T> = one.iter().chain(other).filter(|item| !base.contains(item)).collect();
    base.iter().filter(stays).chain(added).cloned().collect()
}

/// Merges two lists of choices by their keys; `None` when one choice was named in two ways.
fn choices(base: &[Choice], one: &[Choice], other: &[Choice]) -> Option<Vec<Choice>> {
    let keys = |all: &[Choice]| all.iter().map(|choice| choice.key.clone()).collect::<Vec<_>>();
    let name = |all: &[Choice], key: &_| all.iter().find(|choice| choice.key == *key).map(|choice| choice.name.clone());
    let merged = list(&keys(base), &keys(one), &keys(other)).into_iter().map(|key| {
        let (before, x, y) = (name(base, &key), name(one, &key), name(other, &key));
        let name = match (x, y) {
            (Some(x), Some(y)) if x == y || before.as_ref() == Some(&y) => x,
            (Some(x), Some(y)) if before.as_ref() == Some(&x) => y,
            (Some(_), Some(_)) => return None,
            (x, y) => x.or(y)?,
        };
        Some(Choice { key, name })
    });
    merged.collect()
}

/// Merges what is never a conflict: of two changes the smaller.
fn least<T: Ord + Clone>(base: Option<&T>, one: &T, other: &T) -> T {
    if Some(one) == base {
        other.clone()
    } else if Some(other) == base {
        one.clone()
    } else {
        one.min(other).clone()
    }
}

macro_rules! rules {
    ($($row:ident: least $($least:ident)*, lists $($list:ident)*, bare without $($bare:ident)*;)*) => {$(
        impl Merge for $row {
            fn rules(out: &mut $row, base: Option<&$row>, one: &$row, other: &$row) {
                $(out.$least = least(base.map(|base| &base.$least), &one.$least, &other.$least);)*
                $(out.$list = list(base.map_or(&[][..], |base| &base.$list), &one.$list, &other.$list);)*
            }

            fn bare(&self) -> $row {
                $row { $($bare: Default::default(),)* ..self.clone() }
            }
        }
    )*};
}

rules! {
    Label: least rank, lists examples, bare without rank;
    Attribute: least rank, lists examples, bare without rank;
    Kind: least rank, lists examples, bare without rank;
    Article: least rank, lists, bare without rank;
    Revision: least number, lists, bare without number;
    Annotator: least rank, lists, bare without rank;
    Set: least rank begun handed, lists unmasked, bare without rank;
    Annotation: least time, lists derived_from, bare without time;
    Relation: least time, lists, bare without time;
    Proposition: least time, lists, bare without members;
    Entity: least time, lists, bare without members;
}

macro_rules! plain {
    ($($row:ident: least $($least:ident)*;)*) => {$(
        impl Merge for $row {
            fn rules(out: &mut $row, base: Option<&$row>, one: &$row, other: &$row) {
                $(out.$least = least(base.map(|base| &base.$least), &one.$least, &other.$least);)*
            }
        }
    )*};
}

plain! {
    Done: least time;
    Absence: least time;
    Dismissal: least time;
}

impl Merge for Info {}

impl Merge for Exercise {
    fn rules(out: &mut Exercise, base: Option<&Exercise>, one: &Exercise, other: &Exercise) {
        let (none, nobody, nothing) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        out.rank = least(base.map(|base| &base.rank), &one.rank, &other.rank);
        out.copy = least(base.map(|base| &base.copy), &one.copy, &other.copy);
        out.labels = map(base.map_or(&none, |base| &base.labels), &one.labels, &other.labels, task);
        out.kinds = map(base.map_or(&nobody, |base| &base.kinds), &one.kinds, &other.kinds, task);
        out.sayings = map(base.map_or(&nothing, |base| &base.sayings), &one.sayings, &other.sayings, saying);
        let before = |id: &&AnnotationId| base.is_some_and(|base| base.examples.contains(*id));
        let kept = one.examples.intersection(&other.examples);
        let added = one.examples.symmetric_difference(&other.examples).filter(|id| !before(id));
        out.examples = kept.chain(added).copied().collect();
    }

    fn bare(&self) -> Exercise {
        Exercise { rank: 0, ..self.clone() }
    }
}

/// Merges two maps key by key. What one took out and the other changed stays.
fn map<K: Ord + Clone, V: PartialEq + Clone>(
    base: &BTreeMap<K, V>,
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
    both: fn(Option<&V>, &V, &V) -> V,
) -> BTreeMap<K, V> {
    let keys: BTreeSet<&K> = one.keys().chain(other.keys()).collect();
    let merged = keys.into_iter().filter_map(|key| {
        let before = base.get(key);
        let value = match (one.get(key), other.get(key)) {
            (Some(x), Some(y)) => both(before, x, y),
            (x, y) => x.or(y).filter(|left| before != Some(*left)).cloned()?,
        };
        Some((key.clone(), value))
    });
    merged.collect()
}

fn task(base: Option<&Task>, one: &Task, other: &Task) -> Task {
    Task {
        points: least(base.map(|base| &base.points), &one.points, &other.points),
        hint: words(base.map(|base| &base.hint), &one.hint, &other.hint),
        feedback: words(base.map(|base| &base.feedback), &one.feedback, &other.feedback),
    }
}

fn saying(base: Option<&Saying>, one: &Saying, other: &Saying) -> Saying {
    Saying {
        optional: least(base.map(|base| &base.optional), &one.optional, &other.optional),
        hint: words(base.map(|base| &base.hint), &one.hint, &other.hint),
        feedback: words(base.map(|base| &base.feedback), &one.feedback, &other.feedback),
    }
}

/// Merges words: where both were changed, to different ones, both, one under the other.
fn words(base: Option<&String>, one: &String, other: &String) -> String {
    let before = base.map_or("", String::as_str);
    if one == other || other == before {
        one.clone()
    } else if one == before {
        other.clone()
    } else {
        let mut both = [one.as_str(), other.as_str()];
        both.sort_unstable();
        both.join("\n")
    }
}
