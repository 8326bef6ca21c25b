//! Puts another scheme in the place of the project's, and keeps of the old one what is in use.

use std::collections::BTreeSet;

use crate::model::Project;
use crate::model::edit::Builder;
use crate::model::id::{KindKey, LabelKey};
use crate::model::scheme::{Attribute, AttributeType, Choice, Kind, Label, Owner, Scheme};
use crate::{say, words};

use super::{Part, Recoded, Refusal, made, next_rank, refuse};

/// Puts a scheme in the place of the project's.
///
/// Parts that both have, by key, become as the new one says, with what their uses need of the old: further choices,
/// further labels to join, the old type. Parts that only the old one has stay when they are in use, behind the others,
/// and go otherwise. So nothing that was annotated is lost.
pub(super) fn load(project: &Project, scheme: &Scheme, name: &str) -> Result<Recoded, Refusal> {
    if let Some(fault) = scheme.fault() {
        return refuse(fault);
    }
    let mut builder = Builder::new(project);
    let mut losses = Vec::new();
    let mut stays = Vec::new();
    let asked = |part: &Part| match part {
        Part::Label(key) => project.asks_for_label(key),
        Part::Kind(key) => project.asks_for_kind(key),
        Part::Attribute(_) => false,
    };
    let uses = |part: Part| part.uses(project) > 0 || asked(&part);
    let lower = |key: char| key.to_lowercase().collect::<String>();
    let shortcuts: BTreeSet<String> = scheme.shortcuts().map(lower).collect();
    let free = |shortcut: Option<char>| shortcut.filter(|key| !shortcuts.contains(&lower(*key)));
    let (mut label_names, mut kind_names, mut attribute_names) = (
        names(scheme.labels.iter().map(|(_, row)| &row.name)),
        names(scheme.kinds.iter().map(|(_, row)| &row.name)),
        names(scheme.attributes.iter().map(|(_, row)| &row.name)),
    );

    let mut labels: BTreeSet<&LabelKey> = scheme.labels.iter().map(|(key, _)| key).collect();
    let mut rank = next_rank(scheme.labels.iter().map(|(_, row)| row.rank));
    for (key, row) in &scheme.labels {
        let old = project.label(key).filter(|_| uses(Part::Label(key.clone())));
        builder.put(key.clone(), Some(Label { ties: old.map_or(row.ties, |old| old.ties), ..row.clone() }));
    }
    for (key, row) in project.labels() {
        if scheme.label(key).is_some() {
            continue;
        }
        if uses(Part::Label(key.clone())) {
            labels.insert(key);
            stays.push(Part::Label(key.clone()));
            builder.put(
                key.clone(),
                Some(Label {
                    rank,
                    name: free_name(&row.name, &mut label_names),
                    shortcut: free(row.shortcut),
                    ..row.clone()
                }),
            );
            rank += 1;
        } else {
            losses.push(Part::Label(key.clone()));
            builder.put::<Label>(key.clone(), None);
        }
    }

    let joined = |new: &[LabelKey], old: &[LabelKey]| {
        let more = old.iter().filter(|key| labels.contains(key) && !new.contains(key));
        new.iter().chain(more).cloned().collect::<Vec<_>>()
    };
    let mut kinds: BTreeSet<&KindKey> = scheme.kinds.iter().map(|(key, _)| key).collect();
    let mut rank = next_rank(scheme.kinds.iter().map(|(_, row)| row.rank));
    for (key, row) in &scheme.kinds {
        let old = project.kind(key).filter(|_| uses(Part::Kind(key.clone())));
        let (from, to): (&[_], &[_]) = old.map_or((&[], &[]), |old| (&old.from, &old.to));
        let next = Kind { from: joined(&row.from, from), to: joined(&row.to, to), ..row.clone() };
        builder.put(key.clone(), Some(next));
    }
    for (key, row) in project.kinds() {
        if scheme.kind(key).is_some() {
            continue;
        }
        if uses(Part::Kind(key.clone())) {
            kinds.insert(key);
            stays.push(Part::Kind(key.clone()));
            let (from, to) = (joined(&[], &row.from), joined(&[], &row.to));
            builder.put(
                key.clone(),
                Some(Kind {
                    rank,
                    name: free_name(&row.name, &mut kind_names),
                    shortcut: free(row.shortcut),
                    from,
                    to,
                    ..row.clone()
                }),
            );
            rank += 1;
        } else {
            losses.push(Part::Kind(key.clone()));
            builder.put::<Kind>(key.clone(), None);
        }
    }

    let is_there = |owner: &&Owner| match owner {
        Owner::Label(key) => labels.contains(key),
        Owner::Kind(key) => kinds.contains(key),
        Owner::Propositions => true,
    };
    let mut rank = next_rank(scheme.attributes.iter().map(|(_, row)| row.rank));
    for (key, row) in &scheme.attributes {
        let mut next = row.clone();
        if let Some(old) = project.attribute(key).filter(|_| uses(Part::Attribute(key.clone()))) {
            next.takes = both(&row.takes, &old.takes);
            next.on.extend(old.on.iter().filter(is_there).filter(|owner| !row.on.contains(owner)).cloned());
        }
        builder.put(key.clone(), Some(next));
    }
    for (key, row) in project.attributes() {
        if scheme.attribute(key).is_some() {
            continue;
        }
        if uses(Part::Attribute(key.clone())) {
            stays.push(Part::Attribute(key.clone()));
            let on = row.on.iter().filter(is_there).cloned().collect();
            builder.put(
                key.clone(),
                Some(Attribute { rank, name: free_name(&row.name, &mut attribute_names), on, ..row.clone() }),
            );
            rank += 1;
        } else {
            losses.push(Part::Attribute(key.clone()));
            builder.put::<Attribute>(key.clone(), None);
        }
    }
    let part = scheme.labels.first().map(|(key, _)| Part::Label(key.clone()));
    let mut loaded = made(say!("step-load-scheme", name = name), Vec::new(), builder, part)?;
    // They are unused: the step's name need not list them, but the page does.
    (loaded.losses, loaded.stays) = (by_sort(project, &losses), by_sort(project, &stays));
    Ok(loaded)
}

/// Names parts in words, those of a sort together: `labels claim and denial`.
fn by_sort(project: &Project, parts: &[Part]) -> Vec<String> {
    let groups = parts.chunk_by(|a, b| a.sort() == b.sort());
    let said = |group: &[Part]| {
        let names: Vec<&str> = group.iter().filter_map(|part| part.name(project)).collect();
        let sort = group.first().map_or("", |part| part.sort().word());
        say!("scheme-parts", sort = sort, count = group.len(), names = words::list(&names))
    };
    groups.map(said).collect()
}

fn names<'a>(names: impl Iterator<Item = &'a String>) -> BTreeSet<String> {
    names.map(|name| name.trim().to_owned()).collect()
}

/// Returns the name, with a number where it is taken, and takes it.
fn free_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let name = name.trim();
    let numbered = (2..).map(|number: usize| format!("{name} {number}"));
    let free = std::iter::once(name.to_owned()).chain(numbered).find(|name| !taken.contains(name)).unwrap_or_default();
    taken.insert(free.clone());
    free
}

/// Returns a type that takes what both take; the old one where that can't be.
fn both(new: &AttributeType, old: &AttributeType) -> AttributeType {
    match (new, old) {
        (AttributeType::Choice(new), AttributeType::Choice(old)) => {
            let mut taken = names(new.iter().map(|choice| &choice.name));
            let more = old.iter().filter(|choice| new.iter().all(|other| other.key != choice.key));
            let more = more.map(|choice| Choice { name: free_name(&choice.name, &mut taken), ..choice.clone() });
            AttributeType::Choice(new.iter().cloned().chain(more).collect())
        }
        _ => old.clone(),
    }
}
