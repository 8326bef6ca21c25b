//! Builds the transactions of everything that can be done to a project: pure functions, one an action.
//!
//! Each returns a [`Step`], the transaction with the name that the Undo menu shows, or a [`Refusal`] in the user's
//! words. What goes along (relations of a deleted annotation, attributes that a new label can't hold) goes in the
//! same step and is named in it.

mod adjudication;
mod articles;
mod conflicts;
mod exercises;
mod ledger;
mod people;
mod recoding;
mod revisions;
mod ties;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::say;

pub use recoding::{Entry, Part, PartType, Recoded, Recoding, recode};

use super::edit::{Builder, Transaction};
use super::exercise::Exercise;
use super::id::{
    AnnotationId, AnnotatorId, ArticleId, AttributeKey, EntityId, KindKey, LabelKey, PropositionId, RelationId,
    RevisionId, SetId, Stamp,
};
use super::scheme::{AttributeType, Label, Owner, Ties, Value};
use super::text::{Anchor, Block, Fragments, Text};
use super::{
    Absence, Annotation, Annotator, Article, Details, Done, Entity, Info, Place, Project, Proposition, Relation,
    Revision, Set, SetKind,
};

pub use adjudication::*;
pub use articles::*;
pub use conflicts::*;
pub use exercises::*;
pub use ledger::*;
pub use people::*;
pub use revisions::*;
pub use ties::*;

/// A transaction and what it is called.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What it does, as in "Undo: …".
    pub name: String,
    /// How it does it.
    pub transaction: Transaction,
}

/// Why something can't be done, in the user's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal(pub String);

impl Refusal {
    /// Refuses what would leave everything as it is.
    pub(crate) fn nothing() -> Refusal {
        Refusal(say!("refuse-nothing").into())
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refusal {}

type Made = Result<Step, Refusal>;

fn refuse<T>(why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(why.into()))
}

/// Returns the rank behind all of these.
pub(crate) fn next_rank(ranks: impl Iterator<Item = u32>) -> u32 {
    ranks.max().map_or(0, |rank| rank.saturating_add(1))
}

fn step(name: impl Into<String>, builder: Builder<'_>) -> Made {
    let transaction = builder.finish();
    if transaction.is_empty() {
        return Err(Refusal::nothing());
    }
    Ok(Step { name: name.into(), transaction })
}

/// Shortens words for a name: the first 40 code points, cut at a space where there is one.
pub fn shorten(words: &str) -> String {
    const MOST: usize = 40;
    let flat = words.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(MOST) {
        None => flat,
        Some((end, _)) => {
            let cut = flat[..end].rfind(' ').filter(|at| *at > end / 2).unwrap_or(end);
            format!("{}…", flat[..cut].trim_end())
        }
    }
}

fn with_losses(name: String, losses: &[String]) -> String {
    if losses.is_empty() { name } else { say!("step-with", step = name, losses = losses.join(say!("list-comma"))) }
}

fn dropping(name: String, losses: &[String]) -> String {
    if losses.is_empty() { name } else { say!("step-dropping", step = name, losses = losses.join(say!("list-comma"))) }
}

fn label_name(project: &Project, key: &LabelKey) -> String {
    project.label(key).map_or_else(|| key.to_string(), |label| label.name.clone())
}

fn annotation(project: &Project, id: AnnotationId) -> Result<&Annotation, Refusal> {
    project.annotation(&id).ok_or_else(|| Refusal(say!("refuse-annotation-gone").into()))
}

/// Tells whether exactly these words are marked with a label in a set already.
pub fn is_marked(project: &Project, set: SetId, revision: RevisionId, label: &LabelKey, fragments: &Fragments) -> bool {
    let start = fragments.start();
    let here = project.starting_at(revision, start).filter_map(|id| project.annotation(&id));
    here.take_while(|other| other.fragments().is_some_and(|fragments| fragments.start() == start))
        .any(|other| other.set == set && other.label == *label && other.fragments() == Some(fragments))
}

/// Marks words with a label.
pub fn annotate(
    project: &Project,
    set: SetId,
    revision: RevisionId,
    label: &LabelKey,
    fragments: Fragments,
    stamp: &mut Stamp,
) -> Result<(Step, AnnotationId), Refusal> {
    let Some(row) = project.label(label) else { return refuse(say!("refuse-no-label", label = label.to_string())) };
    if project.set(&set).is_none() {
        return refuse(say!("refuse-no-set"));
    }
    if is_marked(project, set, revision, label, &fragments) {
        return refuse(say!("refuse-marked-already", label = &row.name));
    }
    let id = AnnotationId(stamp.fresh());
    let made = Annotation::new(set, revision, label.clone(), fragments, stamp.time);
    let mut builder = Builder::new(project);
    let name = mark_name(project, &made);
    builder.put(id, Some(made));
    Ok((step(name, builder)?, id))
}

/// Gives an annotation that was just made other words. The step is named as if it had been made of them, for the two
/// are to be one.
pub fn mark_instead(project: &Project, id: AnnotationId, fragments: Fragments) -> Made {
    let row = annotation(project, id)?;
    if is_marked(project, row.set, row.revision, &row.label, &fragments) {
        return refuse(say!("refuse-marked-already", label = label_name(project, &row.label)));
    }
    let next = Annotation { place: Place::At(fragments), ..row.clone() };
    let mut builder = Builder::new(project);
    let name = mark_name(project, &next);
    builder.put(id, Some(next));
    step(name, builder)
}

fn mark_name(project: &Project, row: &Annotation) -> String {
    say!("step-mark", label = label_name(project, &row.label), words = shorten(&project.quote(row)))
}

/// Collects what must go when annotations go or change their label.
#[derive(Default)]
struct Losses {
    relations: BTreeSet<RelationId>,
    leaving_propositions: BTreeMap<PropositionId, BTreeSet<AnnotationId>>,
    leaving_entities: BTreeMap<EntityId, BTreeSet<AnnotationId>>,
    /// How many places are no longer settled. What goes with an annotation, [`Builder::finish`] takes out.
    decisions: usize,
}

impl Losses {
    /// Notes all that hangs on an annotation which goes.
    fn delete(&mut self, project: &Project, id: AnnotationId) {
        self.relations.extend(project.relations_of(id).map(|(relation, _)| relation));
        self.leave(project, id);
        self.decisions += project.decisions_of(id).count();
    }

    /// Notes the memberships of an annotation.
    fn leave(&mut self, project: &Project, id: AnnotationId) {
        if let Some(proposition) = project.proposition_of(id) {
            self.leaving_propositions.entry(proposition).or_default().insert(id);
        }
        if let Some(entity) = project.entity_of(id) {
            self.leaving_entities.entry(entity).or_default().insert(id);
        }
    }

    /// Adds the edits that make the losses, and names them.
    fn write(self, builder: &mut Builder<'_>) -> Vec<String> {
        let project = builder.project();
        let mut names = Vec::new();
        for id in &self.relations {
            builder.put::<Relation>(*id, None);
        }
        if !self.relations.is_empty() {
            names.push(say!("relations-counted", count = self.relations.len()));
        }
        let mut emptied = 0;
        for (id, leaving) in self.leaving_propositions {
            if let Some(row) = project.proposition(&id) {
                emptied += usize::from(leave_proposition(builder, id, row, &leaving));
            }
        }
        if emptied > 0 {
            names.push(say!("propositions-counted", count = emptied));
        }
        let mut emptied = 0;
        for (id, leaving) in self.leaving_entities {
            if let Some(row) = project.entity(&id) {
                let mut next = row.clone();
                next.members.retain(|member| !leaving.contains(member));
                let gone = next.members.is_empty();
                emptied += usize::from(gone);
                builder.put::<Entity>(id, (!gone).then_some(next));
            }
        }
        if emptied > 0 {
            names.push(say!("entities-counted", count = emptied));
        }
        if self.decisions > 0 {
            names.push(say!("decisions-counted", count = self.decisions));
        }
        names
    }
}

/// Takes members out of a proposition; one that nobody is left in goes, with its absence marks. Tells whether it went.
fn leave_proposition(
    builder: &mut Builder<'_>,
    id: PropositionId,
    row: &Proposition,
    leaving: &BTreeSet<AnnotationId>,
) -> bool {
    let mut next = row.clone();
    next.members.retain(|member| !leaving.contains(member));
    let gone = next.members.is_empty();
    if gone {
        let marks: Vec<_> = builder.project().absences_of(id).collect();
        for key in marks {
            builder.put::<Absence>(key, None);
        }
    }
    builder.put(id, (!gone).then_some(next));
    gone
}

/// What annotations become under another label, and what they can't keep.
#[derive(Default)]
struct Relabelled {
    rows: Vec<(AnnotationId, Annotation)>,
    losses: Losses,
    /// The names of attributes that the label can't hold.
    dropped: BTreeSet<String>,
}

impl Relabelled {
    fn new(
        project: &Project,
        ids: &BTreeSet<AnnotationId>,
        label: &LabelKey,
        new: &Label,
    ) -> Result<Relabelled, Refusal> {
        let mut made = Relabelled::default();
        let owner = Owner::Label(label.clone());
        let label_of = |id: AnnotationId| {
            if ids.contains(&id) { Some(label) } else { project.annotation(&id).map(|row| &row.label) }
        };
        for id in ids {
            let row = annotation(project, *id)?;
            if row.label == *label {
                continue;
            }
            let mut next = row.clone();
            next.label = label.clone();
            next.attributes.retain(|key, _| {
                let stays = project.attribute(key).is_some_and(|attribute| attribute.on.contains(&owner));
                if !stays {
                    made.dropped.insert(project.attribute(key).map_or_else(|| key.to_string(), |a| a.name.clone()));
                }
                stays
            });
            for (relation_id, relation) in project.relations_of(*id) {
                let fits = match (project.kind(&relation.kind), label_of(relation.from), label_of(relation.to)) {
                    (Some(kind), Some(from), Some(to)) => kind.joins(from, to),
                    _ => false,
                };
                if !fits {
                    made.losses.relations.insert(relation_id);
                }
            }
            if project.ties(&row.label) != new.ties {
                made.losses.leave(project, *id);
            }
            made.rows.push((*id, next));
        }
        Ok(made)
    }

    /// Adds the edits, and names what is lost.
    fn write(self, builder: &mut Builder<'_>) -> Vec<String> {
        let mut names = self.losses.write(builder);
        names.extend(self.dropped.iter().map(|name| say!("step-lost-attribute", attribute = name)));
        for (id, next) in self.rows {
            builder.put(id, Some(next));
        }
        names
    }
}

/// Gives annotations another label. Attributes, relations and ties that the new label can't hold go in the same step.
pub fn relabel(project: &Project, ids: &[AnnotationId], label: &LabelKey) -> Made {
    let Some(new) = project.label(label) else { return refuse(say!("refuse-no-label", label = label.to_string())) };
    let ids: BTreeSet<AnnotationId> = ids.iter().copied().collect();
    let made = Relabelled::new(project, &ids, label, new)?;
    let marked = |row: &Annotation| {
        row.fragments().is_some_and(|fragments| is_marked(project, row.set, row.revision, label, fragments))
    };
    if made.rows.iter().any(|(_, row)| marked(row)) {
        return refuse(say!("refuse-marked-already", label = &new.name));
    }
    let mut builder = Builder::new(project);
    let name = say!("step-relabel", count = made.rows.len(), label = &new.name);
    let names = made.write(&mut builder);
    step(dropping(name, &names), builder)
}

/// Puts an annotation on other words.
pub fn reshape(project: &Project, id: AnnotationId, fragments: Fragments) -> Made {
    let row = annotation(project, id)?;
    let old = row.fragments().map(|old| old.spans().len());
    let new = fragments.spans().len();
    let next = Annotation { place: Place::At(fragments), ..row.clone() };
    let (label, words) = (label_name(project, &row.label), shorten(&project.quote(&next)));
    let name = match old {
        Some(old) if new > old => say!("step-add-fragment", label = label, words = words),
        Some(old) if new < old => say!("step-take-fragment", label = label, words = words),
        Some(_) => say!("step-change-words", label = label, words = words),
        None => say!("step-place", label = label, words = words),
    };
    let mut builder = Builder::new(project);
    builder.put(id, Some(next));
    step(name, builder)
}

/// Removes annotations, and with them their relations and memberships.
pub fn delete_annotations(project: &Project, ids: &[AnnotationId]) -> Made {
    let mut losses = Losses::default();
    let ids: BTreeSet<AnnotationId> = ids.iter().copied().collect();
    for id in &ids {
        annotation(project, *id)?;
        losses.delete(project, *id);
    }
    let mut builder = Builder::new(project);
    let names = losses.write(&mut builder);
    for id in &ids {
        builder.put::<Annotation>(*id, None);
    }
    let name = match ids.iter().next().and_then(|id| project.annotation(id)) {
        Some(row) if ids.len() == 1 => {
            let label = label_name(project, &row.label);
            say!("step-delete-annotation", label = label, words = shorten(&project.quote(row)))
        }
        _ => say!("step-delete-annotations", count = ids.len()),
    };
    step(with_losses(name, &names), builder)
}

/// What has attributes or a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An annotation.
    Annotation(AnnotationId),
    /// A relation.
    Relation(RelationId),
    /// A proposition.
    Proposition(PropositionId),
}

/// Sets or, with `None`, removes the value of an attribute.
pub fn set_attribute(project: &Project, subject: Subject, key: &AttributeKey, value: Option<Value>) -> Made {
    let Some(attribute) = project.attribute(key) else {
        return refuse(say!("refuse-no-attribute", attribute = key.to_string()));
    };
    if let Some(value) = &value
        && !attribute.accepts(value)
    {
        return refuse(say!("refuse-value", attribute = &attribute.name));
    }
    let gone = || Refusal(say!("refuse-gone").into());
    let fits = |owner: Owner| {
        if value.is_none() || attribute.on.contains(&owner) {
            Ok(())
        } else {
            refuse(say!("refuse-not-for-this", attribute = &attribute.name))
        }
    };
    let write = |attributes: &mut BTreeMap<AttributeKey, Value>| match &value {
        Some(value) => drop(attributes.insert(key.clone(), value.clone())),
        None => drop(attributes.remove(key)),
    };
    let mut builder = Builder::new(project);
    match subject {
        Subject::Annotation(id) => {
            let mut row = annotation(project, id)?.clone();
            fits(Owner::Label(row.label.clone()))?;
            write(&mut row.attributes);
            builder.put(id, Some(row));
        }
        Subject::Relation(id) => {
            let mut row = project.relation(&id).ok_or_else(gone)?.clone();
            fits(Owner::Kind(row.kind.clone()))?;
            write(&mut row.attributes);
            builder.put(id, Some(row));
        }
        Subject::Proposition(id) => {
            let mut row = project.proposition(&id).ok_or_else(gone)?.clone();
            fits(Owner::Propositions)?;
            write(&mut row.attributes);
            builder.put(id, Some(row));
        }
    }
    let attribute_name = &attribute.name;
    let name = match &value {
        None => say!("step-clear-attribute", attribute = attribute_name),
        Some(Value::Flag(true)) => say!("step-set-flag", attribute = attribute_name),
        Some(Value::Flag(false)) => say!("step-unset-flag", attribute = attribute_name),
        Some(Value::Text(text)) => say!("step-set-text", attribute = attribute_name, text = shorten(text)),
        Some(Value::Choice(choice)) => {
            let chosen = match &attribute.takes {
                AttributeType::Choice(all) => all.iter().find(|c| c.key == *choice).map(|c| c.name.clone()),
                _ => None,
            };
            let chosen = chosen.unwrap_or_else(|| choice.to_string());
            say!("step-set-choice", attribute = attribute_name, choice = chosen)
        }
    };
    step(name, builder)
}

/// Writes a note.
pub fn set_note(project: &Project, subject: Subject, note: &str) -> Made {
    let gone = || Refusal(say!("refuse-gone").into());
    let mut builder = Builder::new(project);
    match subject {
        Subject::Annotation(id) => {
            builder.put(id, Some(Annotation { note: note.to_owned(), ..annotation(project, id)?.clone() }))
        }
        Subject::Relation(id) => {
            let row = project.relation(&id).ok_or_else(gone)?;
            builder.put(id, Some(Relation { note: note.to_owned(), ..row.clone() }));
        }
        Subject::Proposition(id) => {
            let row = project.proposition(&id).ok_or_else(gone)?;
            builder.put(id, Some(Proposition { note: note.to_owned(), ..row.clone() }));
        }
    }
    step(say!("step-note"), builder)
}

/// Says whether the annotator was not sure.
pub fn set_unsure(project: &Project, ids: &[AnnotationId], unsure: bool) -> Made {
    let mut builder = Builder::new(project);
    for id in ids.iter().copied().collect::<BTreeSet<_>>() {
        builder.put(id, Some(Annotation { unsure, ..annotation(project, id)?.clone() }));
    }
    step(if unsure { say!("step-unsure") } else { say!("step-sure") }, builder)
}

/// Joins two annotations.
pub fn relate(
    project: &Project,
    set: SetId,
    kind: &KindKey,
    from: AnnotationId,
    to: AnnotationId,
    stamp: &mut Stamp,
) -> Result<(Step, RelationId), Refusal> {
    let Some(row) = project.kind(kind) else { return refuse(say!("refuse-no-kind", kind = kind.to_string())) };
    let (start, end) = (annotation(project, from)?, annotation(project, to)?);
    if from == to {
        return refuse(say!("refuse-itself"));
    }
    if !row.joins(&start.label, &end.label) {
        let (start, end) = (label_name(project, &start.label), label_name(project, &end.label));
        return refuse(say!("refuse-joins", kind = &row.name, start = start, end = end));
    }
    if project.relates(set, from, kind, to) {
        return refuse(say!("refuse-related-already"));
    }
    let id = RelationId(stamp.fresh());
    let made = Relation {
        set,
        kind: kind.clone(),
        from,
        to,
        attributes: BTreeMap::new(),
        note: String::new(),
        time: stamp.time,
    };
    let name = say!("step-relate", kind = &row.name, words = shorten(&project.quote(end)));
    let mut builder = Builder::new(project);
    builder.put(id, Some(made));
    Ok((step(name, builder)?, id))
}

/// Removes relations.
pub fn unrelate(project: &Project, ids: &[RelationId]) -> Made {
    let ids: BTreeSet<RelationId> = ids.iter().copied().collect();
    let mut builder = Builder::new(project);
    for id in &ids {
        builder.put::<Relation>(*id, None);
    }
    step(say!("step-delete-relations", count = ids.len()), builder)
}

/// Lists the kinds that may lead from one annotation to another.
pub fn kinds_between(project: &Project, from: AnnotationId, to: AnnotationId) -> Vec<KindKey> {
    let (Some(start), Some(end)) = (project.annotation(&from), project.annotation(&to)) else { return Vec::new() };
    if from == to {
        return Vec::new();
    }
    let kinds = project.kinds().into_iter();
    kinds.filter(|(_, kind)| kind.joins(&start.label, &end.label)).map(|(key, _)| key.clone()).collect()
}

/// Changes the project's title and note.
pub fn edit_info(project: &Project, info: Info) -> Made {
    let name = say!("step-name-project", title = shorten(&info.title));
    let mut builder = Builder::new(project);
    builder.put((), Some(info));
    step(name, builder)
}
