//! Builds the steps that settle what two copies said differently.

use crate::model::conflict::{Conflict, ConflictKey, Field, Fields, Held, RowName};
use crate::model::edit::Row;
use crate::model::{Dismissal, Edit, Exercise, Kind};

use super::*;

/// How a conflict is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Settlement {
    /// By the version of this number, counted from 0.
    Version(usize),
    /// By keeping all versions: notes one below the other, an annotation once for each.
    Both,
    /// By leaving the row there, or the field what it was made since.
    Keep,
    /// By taking the row out, with what belongs to it.
    TakeOut,
}

/// Settles a conflict; `about` is what it is about, in words, and `version` what the version says.
///
/// What goes along (relations that another label can't hold, annotations of an article) goes in the same step and is
/// named in it, as when it is done by hand.
///
/// # Errors
/// When it is settled already, what the version refers to is gone, or something else still needs what would go.
pub fn settle(
    project: &Project,
    key: &ConflictKey,
    how: Settlement,
    (about, version): (&str, &str),
    stamp: &mut Stamp,
) -> Made {
    let Some(conflict) = project.conflict(key) else { return refuse(say!("refuse-no-conflict")) };
    let (name, made) = match how {
        Settlement::Keep => (say!("step-settle-keep", about = about), None),
        Settlement::TakeOut => (say!("step-settle-out", about = about), Some(take_out(project, &key.row)?)),
        Settlement::Both => (say!("step-settle-both", about = about), Some(both(project, key, conflict, stamp)?)),
        Settlement::Version(number) => {
            let Some(held) = conflict.versions.get(number) else { return refuse(say!("refuse-no-conflict")) };
            let name = say!("step-settle", about = about, version = shorten(version));
            let there = key.held(project).as_ref() == Some(held);
            (name, if there { None } else { Some(hold(project, key, held)?) })
        }
    };
    let mut transaction = made.unwrap_or_default();
    let settled = |edit: &Edit| matches!(edit, Edit::Conflict(change) if change.key == *key);
    if !transaction.edits.iter().any(settled) {
        let mut builder = Builder::new(project);
        builder.put::<Conflict>(key.clone(), None);
        transaction.edits.extend(builder.finish().edits);
    }
    let mut next = project.clone();
    match next.apply(&transaction) {
        Ok(()) => Ok(Step { name, transaction }),
        Err(_) if how == Settlement::TakeOut => refuse(say!("refuse-row-used")),
        Err(_) => refuse(say!("refuse-version-unfit")),
    }
}

/// Tells whether all versions of a conflict can be kept.
pub fn can_keep_both(key: &ConflictKey, conflict: &Conflict) -> bool {
    match (&key.row, &key.field) {
        (_, Field::Note | Field::Definition | Field::Reason | Field::Instructions) => true,
        (RowName::Annotation(_), Field::Label | Field::Place) => {
            conflict.versions.iter().all(|held| !matches!(held, Held::Place(_, Place::Detached(_))))
        }
        _ => false,
    }
}

/// Takes a row out, with what belongs to it.
fn take_out(project: &Project, row: &RowName) -> Result<Transaction, Refusal> {
    let recoded = |part| recode(project, &Recoding::Remove(part)).map(|recoded| recoded.step);
    let step = match row {
        RowName::Annotation(id) => delete_annotations(project, &[*id])?,
        RowName::Relation(id) => unrelate(project, &[*id])?,
        RowName::Article(id) => remove_article(project, *id)?,
        RowName::Label(key) => recoded(Part::Label(key.clone()))?,
        RowName::Attribute(key) => recoded(Part::Attribute(key.clone()))?,
        RowName::Kind(key) => recoded(Part::Kind(key.clone()))?,
        RowName::Proposition(id) => {
            let Some(row) = project.proposition(id) else { return refuse(say!("refuse-gone")) };
            let mut builder = Builder::new(project);
            leave_proposition(&mut builder, *id, row, &row.members);
            return Ok(builder.finish());
        }
        RowName::Info(()) => return Ok(without::<Info>(project, ())),
        RowName::Revision(id) => return Ok(without::<Revision>(project, *id)),
        RowName::Annotator(id) => return Ok(without::<Annotator>(project, *id)),
        RowName::Set(id) => return Ok(without::<Set>(project, *id)),
        RowName::Done(key) => return Ok(without::<Done>(project, *key)),
        RowName::Entity(id) => return Ok(without::<Entity>(project, *id)),
        RowName::Absence(key) => return Ok(without::<Absence>(project, *key)),
        RowName::Dismissal(key) => return Ok(without::<Dismissal>(project, key.clone())),
        RowName::Exercise(id) => return Ok(without::<Exercise>(project, *id)),
    };
    Ok(step.transaction)
}

fn without<T: Row>(project: &Project, key: T::Key) -> Transaction {
    let mut builder = Builder::new(project);
    builder.put::<T>(key, None);
    builder.finish()
}

/// Has a field hold a version, as the action that is there for it does.
fn hold(project: &Project, key: &ConflictKey, held: &Held) -> Result<Transaction, Refusal> {
    let recoded = |entry| recode(project, &Recoding::Put(Box::new(entry))).map(|recoded| recoded.step.transaction);
    let unfit = || Refusal(say!("refuse-version-unfit").to_owned());
    let value = if let Held::Value(value) = held { Some(value.clone()) } else { None };
    let made = match (&key.row, &key.field, held) {
        (RowName::Annotation(id), Field::Label, Held::Label(label)) => relabel(project, &[*id], label)?.transaction,
        (RowName::Annotation(id), Field::Place, Held::Place(revision, Place::At(fragments)))
            if project.annotation(id).is_some_and(|row| row.revision == *revision) =>
        {
            reshape(project, *id, fragments.clone())?.transaction
        }
        (RowName::Annotation(id), Field::Proposition | Field::Entity, held) => move_into(project, *id, held)?,
        (RowName::Annotation(id), Field::Value(attribute), _) => {
            set_attribute(project, Subject::Annotation(*id), attribute, value)?.transaction
        }
        (RowName::Relation(id), Field::Value(attribute), _) => {
            set_attribute(project, Subject::Relation(*id), attribute, value)?.transaction
        }
        (RowName::Proposition(id), Field::Value(attribute), _) => {
            set_attribute(project, Subject::Proposition(*id), attribute, value)?.transaction
        }
        (RowName::Label(label), field, held) => {
            let mut row = project.label(label).cloned().ok_or_else(unfit)?;
            row.set(field, held);
            recoded(Entry::Label(label.clone(), row))?
        }
        (RowName::Attribute(attribute), field, held) => {
            let mut row = project.attribute(attribute).cloned().ok_or_else(unfit)?;
            row.set(field, held);
            recoded(Entry::Attribute(attribute.clone(), row))?
        }
        (RowName::Kind(kind), field, held) => {
            let mut row: Kind = project.kind(kind).cloned().ok_or_else(unfit)?;
            row.set(field, held);
            recoded(Entry::Kind(kind.clone(), row))?
        }
        (row, field, held) => {
            let mut builder = Builder::new(project);
            if !row.hold(&mut builder, field, held) {
                return Err(unfit());
            }
            builder.finish()
        }
    };
    Ok(made)
}

/// Moves an annotation from one proposition or entity into another, or out of it.
fn move_into(project: &Project, id: AnnotationId, held: &Held) -> Result<Transaction, Refusal> {
    let mut builder = Builder::new(project);
    let alone = BTreeSet::from([id]);
    let unfit = || Refusal(say!("refuse-version-unfit").to_owned());
    let mut losses = Losses::default();
    match held {
        Held::Proposition(into) => {
            losses.leaving_propositions.extend(project.proposition_of(id).map(|from| (from, alone)));
            losses.write(&mut builder);
            let mut row = project.proposition(into).cloned().ok_or_else(unfit)?;
            row.members.insert(id);
            builder.put(*into, Some(row));
        }
        Held::Entity(into) => {
            losses.leaving_entities.extend(project.entity_of(id).map(|from| (from, alone)));
            losses.write(&mut builder);
            let mut row = project.entity(into).cloned().ok_or_else(unfit)?;
            row.members.insert(id);
            builder.put(*into, Some(row));
        }
        _ => {
            losses.leave(project, id);
            losses.write(&mut builder);
        }
    }
    Ok(builder.finish())
}

/// Keeps all versions.
fn both(project: &Project, key: &ConflictKey, conflict: &Conflict, stamp: &mut Stamp) -> Result<Transaction, Refusal> {
    if !can_keep_both(key, conflict) {
        return refuse(say!("refuse-no-both"));
    }
    let mut builder = Builder::new(project);
    if let (RowName::Annotation(id), Field::Label | Field::Place) = (&key.row, &key.field) {
        let row = annotation(project, *id)?;
        let now = key.held(project);
        for held in conflict.versions.iter().filter(|held| Some(*held) != now.as_ref()) {
            let mut twin = Annotation { derived_from: vec![*id], time: stamp.time, ..row.clone() };
            twin.set(&key.field, held);
            let owner = Owner::Label(twin.label.clone());
            twin.attributes.retain(|key, _| project.attribute(key).is_some_and(|row| row.on.contains(&owner)));
            let marked =
                twin.fragments().is_some_and(|words| is_marked(project, twin.set, twin.revision, &twin.label, words));
            if !marked {
                builder.put(AnnotationId(stamp.fresh()), Some(twin));
            }
        }
        return Ok(builder.finish());
    }
    let texts = conflict
        .versions
        .iter()
        .filter_map(|held| if let Held::Text(text) = held { Some(text.as_str()) } else { None });
    let joined = texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n");
    hold(project, key, &Held::Text(joined))
}
