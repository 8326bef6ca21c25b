//! Removes parts of the scheme, with what was made by them or with that given to another part.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::edit::Builder;
use crate::model::exercise::{Exercise, Task};
use crate::model::id::{AttributeKey, KindKey, LabelKey};
use crate::model::scheme::{Attribute, Kind, Label, Owner};
use crate::model::{Annotation, Project, Relation};
use crate::say;

use super::super::{Losses, Refusal, Relabelled, dropping, is_marked, refuse, step};
use super::{Dropped, Part, Recoded, converted, forget, gone, holders, made, of_kind, rewrite};

/// Removes a part and everything that was made by it.
pub(super) fn remove(project: &Project, part: &Part) -> Result<Recoded, Refusal> {
    let Some(name) = part.name(project) else { return gone() };
    let mut builder = Builder::new(project);
    let mut losses = Vec::new();
    match part {
        Part::Label(label) => {
            let ids = project.of_label(label);
            let mut lost = Losses::default();
            for id in &ids {
                lost.delete(project, *id);
            }
            if !ids.is_empty() {
                losses.push(say!("annotations-counted", count = ids.len()));
            }
            losses.extend(lost.write(&mut builder));
            for id in ids {
                builder.put::<Annotation>(id, None);
            }
            forget(&mut builder, part);
            losses.extend(no_longer_asked(&mut builder, part, None));
            builder.put::<Label>(label.clone(), None);
        }
        Part::Attribute(key) => {
            let mut dropped = Dropped::default();
            for holder in holders(project, key) {
                let mut values = holder.values.clone();
                values.remove(key);
                dropped.count(holder.subject);
                rewrite(&mut builder, holder.subject, values);
            }
            losses = dropped.names(name);
            builder.put::<Attribute>(key.clone(), None);
        }
        Part::Kind(key) => {
            let mut lost = Losses::default();
            lost.relations.extend(of_kind(project, key).map(|(id, _)| id));
            losses = lost.write(&mut builder);
            forget(&mut builder, part);
            losses.extend(no_longer_asked(&mut builder, part, None));
            builder.put::<Kind>(key.clone(), None);
        }
    }
    made(say!("step-remove-part", sort = part.sort().word(), name = name), losses, builder, None)
}

/// Gives what was made by one part to another of its sort, and removes the first. What the other can't hold goes.
pub(super) fn merge(project: &Project, from: &Part, into: &Part) -> Result<Recoded, Refusal> {
    let (Some(old), Some(new)) = (from.name(project), into.name(project)) else { return gone() };
    if from == into {
        return Err(Refusal::nothing());
    }
    let mut builder = Builder::new(project);
    let losses = match (from, into) {
        (Part::Label(from), Part::Label(into)) => labels(project, from, into, &mut builder)?,
        (Part::Attribute(from), Part::Attribute(into)) => attributes(project, from, into, &mut builder),
        (Part::Kind(from), Part::Kind(into)) => kinds(project, from, into, &mut builder),
        _ => return refuse(say!("refuse-merge-sorts")),
    };
    let name = say!("step-merge-parts", sort = from.sort().word(), old = old, new = new);
    let step = step(dropping(name, &losses), builder)?;
    Ok(Recoded { step, part: Some(into.clone()), losses, stays: Vec::new() })
}

fn labels(
    project: &Project,
    from: &LabelKey,
    into: &LabelKey,
    builder: &mut Builder<'_>,
) -> Result<Vec<String>, Refusal> {
    let Some(new) = project.label(into) else { return gone() };
    let all: BTreeSet<_> = project.of_label(from).into_iter().collect();
    // Words that carry both labels already need no second mark, unless something was said of it.
    let said = |row: &Annotation| !row.attributes.is_empty() || !row.note.is_empty() || row.unsure;
    let bare = |id: &_| {
        project.annotation(id).is_some_and(|row| !said(row) && row.derived_from.is_empty())
            && project.relations_of(*id).next().is_none()
            && project.proposition_of(*id).is_none()
            && project.entity_of(*id).is_none()
    };
    let twin = |id: &_| {
        project.annotation(id).is_some_and(|row| {
            row.fragments().is_some_and(|words| is_marked(project, row.set, row.revision, into, words))
        })
    };
    let (double, rest): (BTreeSet<_>, BTreeSet<_>) = all.into_iter().partition(|id| bare(id) && twin(id));
    let mut relabelled = Relabelled::new(project, &rest, into, new)?;
    double.iter().for_each(|id| relabelled.losses.delete(project, *id));
    let mut losses = relabelled.write(builder);
    if !double.is_empty() {
        losses.push(say!("lost-doubles", count = double.len()));
    }
    for id in double {
        builder.put::<Annotation>(id, None);
    }
    let goes = Part::Label(from.clone());
    forget(builder, &goes);
    losses.extend(no_longer_asked(builder, &goes, Some(&Part::Label(into.clone()))));
    builder.put::<Label>(from.clone(), None);
    Ok(losses)
}

fn attributes(project: &Project, from: &AttributeKey, into: &AttributeKey, builder: &mut Builder<'_>) -> Vec<String> {
    let (Some(old), Some(new)) = (project.attribute(from), project.attribute(into)) else { return Vec::new() };
    let mut dropped = Dropped::default();
    for holder in holders(project, from) {
        let mut values = holder.values.clone();
        let Some(value) = values.remove(from) else { continue };
        let fits = new.on.contains(&holder.owner) && !values.contains_key(into);
        match converted(&value, &old.takes, &new.takes).filter(|_| fits) {
            Some(value) => drop(values.insert(into.clone(), value)),
            None => dropped.count(holder.subject),
        }
        rewrite(builder, holder.subject, values);
    }
    builder.put::<Attribute>(from.clone(), None);
    dropped.names(&old.name)
}

fn kinds(project: &Project, from: &KindKey, into: &KindKey, builder: &mut Builder<'_>) -> Vec<String> {
    let Some(new) = project.kind(into) else { return Vec::new() };
    let owner = Owner::Kind(into.clone());
    let (mut lost, mut dropped) = (Losses::default(), BTreeSet::new());
    for (id, row) in of_kind(project, from) {
        let label = |id| project.annotation(&id).map(|row| &row.label);
        let fits = match (label(row.from), label(row.to)) {
            (Some(start), Some(end)) => new.joins(start, end),
            _ => false,
        };
        if !fits || project.relates(row.set, row.from, into, row.to) {
            lost.relations.insert(id);
            continue;
        }
        let mut next = Relation { kind: into.clone(), ..row.clone() };
        next.attributes.retain(|key, _| {
            let attribute = project.attribute(key);
            let stays = attribute.is_some_and(|attribute| attribute.on.contains(&owner));
            if !stays {
                dropped.insert(attribute.map_or_else(|| key.to_string(), |attribute| attribute.name.clone()));
            }
            stays
        });
        builder.put(id, Some(next));
    }
    let mut losses = lost.write(builder);
    losses.extend(dropped.iter().map(|name| say!("step-lost-attribute", attribute = name)));
    let goes = Part::Kind(from.clone());
    forget(builder, &goes);
    losses.extend(no_longer_asked(builder, &goes, Some(&Part::Kind(into.clone()))));
    builder.put::<Kind>(from.clone(), None);
    losses
}

/// Has exercises no longer ask for a label or a kind that goes, but for the one that takes its place. Says in how many
/// something that was said of it goes, or it is asked for no longer.
fn no_longer_asked(builder: &mut Builder<'_>, goes: &Part, into: Option<&Part>) -> Option<String> {
    /// Takes a task out, or gives it to another. Tells whether there was one, and whether it went.
    fn take<K: Ord + Clone>(tasks: &mut BTreeMap<K, Task>, goes: &K, into: Option<&K>) -> (bool, bool) {
        let Some(task) = tasks.remove(goes) else { return (false, false) };
        let went = into.is_none_or(|into| tasks.get(into).is_some_and(|there| *there != task));
        if let Some(into) = into {
            tasks.entry(into.clone()).or_insert(task);
        }
        (true, went)
    }
    let mut count = 0;
    for (id, row) in builder.project().exercises_by_id() {
        let mut next: Exercise = row.clone();
        let (asked, went) = match (goes, into) {
            (Part::Label(goes), Some(Part::Label(into))) => take(&mut next.labels, goes, Some(into)),
            (Part::Label(goes), _) => take(&mut next.labels, goes, None),
            (Part::Kind(goes), Some(Part::Kind(into))) => take(&mut next.kinds, goes, Some(into)),
            (Part::Kind(goes), _) => take(&mut next.kinds, goes, None),
            (Part::Attribute(_), _) => return None,
        };
        count += usize::from(went);
        if asked {
            builder.put(*id, Some(next));
        }
    }
    (count > 0).then(|| say!("lost-tasks", count = count))
}
