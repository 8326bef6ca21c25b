//! Builds the transactions that change the scheme, and with it what was made by it.
//!
//! Rows keep their keys whatever they are called. What a change leaves no room for (values, relations, ties,
//! annotations) goes in the same step, and [`Recoded::losses`] names it, so that the page can say so before anything is
//! done.

mod loading;
mod removing;

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::edit::Builder;
use crate::model::id::{AnnotationId, AttributeKey, KindKey, LabelKey, RelationId};
use crate::model::scheme::{
    Attribute, AttributeType, COLOURS, Kind, Label, Owner, Pattern, Scheme, Ties, Value, may_be_shortcut,
};
use crate::model::{Annotation, Attributes, Project, Proposition, Relation};
use crate::say;

use super::{Losses, Refusal, Step, Subject, next_rank, refuse, step, with_losses};

/// What a part of the scheme is, whichever one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PartType {
    /// Labels.
    Label,
    /// Attributes.
    Attribute,
    /// Relation kinds.
    Kind,
}

impl PartType {
    /// All of them, in the order in which the scheme lists them.
    pub const ALL: [PartType; 3] = [PartType::Label, PartType::Attribute, PartType::Kind];

    /// Returns its word in messages that differ by it.
    pub fn word(self) -> &'static str {
        match self {
            PartType::Label => "label",
            PartType::Attribute => "attribute",
            PartType::Kind => "kind",
        }
    }
}

/// A part of the scheme.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// A label.
    Label(LabelKey),
    /// An attribute.
    Attribute(AttributeKey),
    /// A relation kind.
    Kind(KindKey),
}

impl Part {
    /// Returns what it is.
    pub fn sort(&self) -> PartType {
        match self {
            Part::Label(_) => PartType::Label,
            Part::Attribute(_) => PartType::Attribute,
            Part::Kind(_) => PartType::Kind,
        }
    }

    /// Returns the key's text.
    pub fn key(&self) -> &str {
        match self {
            Part::Label(key) => key.as_str(),
            Part::Attribute(key) => key.as_str(),
            Part::Kind(key) => key.as_str(),
        }
    }

    /// Lists the parts of a sort, in their order.
    pub fn all(project: &Project, sort: PartType) -> Vec<Part> {
        match sort {
            PartType::Label => project.labels().into_iter().map(|(key, _)| Part::Label(key.clone())).collect(),
            PartType::Attribute => {
                project.attributes().into_iter().map(|(key, _)| Part::Attribute(key.clone())).collect()
            }
            PartType::Kind => project.kinds().into_iter().map(|(key, _)| Part::Kind(key.clone())).collect(),
        }
    }

    /// Returns its name; `None` when the scheme has no such part.
    pub fn name<'p>(&self, project: &'p Project) -> Option<&'p str> {
        match self {
            Part::Label(key) => project.label(key).map(|row| row.name.as_str()),
            Part::Attribute(key) => project.attribute(key).map(|row| row.name.as_str()),
            Part::Kind(key) => project.kind(key).map(|row| row.name.as_str()),
        }
    }

    /// Says its sort and its name.
    pub fn said(&self, project: &Project) -> String {
        say!("scheme-part", sort = self.sort().word(), name = self.name(project).unwrap_or_default())
    }

    /// Counts what was made by it: annotations of a label, values of an attribute, relations of a kind.
    pub fn uses(&self, project: &Project) -> usize {
        match self {
            Part::Label(key) => project.count_label(key),
            Part::Attribute(key) => project.count_attribute(key),
            Part::Kind(key) => project.count_kind(key),
        }
    }
}

/// A part of the scheme with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A label.
    Label(LabelKey, Label),
    /// An attribute.
    Attribute(AttributeKey, Attribute),
    /// A relation kind.
    Kind(KindKey, Kind),
}

impl Entry {
    /// Returns which part it is.
    pub fn part(&self) -> Part {
        match self {
            Entry::Label(key, _) => Part::Label(key.clone()),
            Entry::Attribute(key, _) => Part::Attribute(key.clone()),
            Entry::Kind(key, _) => Part::Kind(key.clone()),
        }
    }

    /// Returns the key that it takes of the keyboard.
    pub fn shortcut(&self) -> Option<char> {
        match self {
            Entry::Label(_, row) => row.shortcut,
            Entry::Attribute(..) => None,
            Entry::Kind(_, row) => row.shortcut,
        }
    }

    /// Tells whether the project says the same of it.
    pub fn is_in(&self, project: &Project) -> bool {
        match self {
            Entry::Label(key, row) => project.label(key) == Some(row),
            Entry::Attribute(key, row) => project.attribute(key) == Some(row),
            Entry::Kind(key, row) => project.kind(key) == Some(row),
        }
    }
}

/// A change of the scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recoding {
    /// A new part of this name, with this key of the keyboard.
    Add(PartType, String, Option<char>),
    /// Something else is said of a part. Its rank stays what it is.
    Put(Box<Entry>),
    /// A part goes to another place among those of its sort, counted from 0.
    Move(Part, usize),
    /// What was made by the first becomes the second's, and the first goes.
    Merge(Part, Part),
    /// A part goes, and everything that was made by it.
    Remove(Part),
    /// Another scheme, by its name. What is in use stays.
    Load(Box<Scheme>, String),
}

/// How a change of the scheme is made, and what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recoded {
    /// How it is made.
    pub step: Step,
    /// The part that it is about, when it is there afterwards.
    pub part: Option<Part>,
    /// What goes, in words: `12 annotations`, `7 relations`.
    pub losses: Vec<String>,
    /// What another scheme does not have and stays because it is in use, in words.
    pub stays: Vec<String>,
}

/// Builds the transaction of a change of the scheme. The cost follows what it touches.
///
/// # Errors
/// Refuses names and keys that others have, and what would change nothing.
pub fn recode(project: &Project, recoding: &Recoding) -> Result<Recoded, Refusal> {
    match recoding {
        Recoding::Add(sort, name, key) => add(project, *sort, name, *key),
        Recoding::Put(entry) => put(project, entry),
        Recoding::Move(part, to) => put_at(project, part, *to),
        Recoding::Merge(from, into) => removing::merge(project, from, into),
        Recoding::Remove(part) => removing::remove(project, part),
        Recoding::Load(scheme, name) => loading::load(project, scheme, name),
    }
}

fn made(name: String, losses: Vec<String>, builder: Builder<'_>, part: Option<Part>) -> Result<Recoded, Refusal> {
    let step = step(with_losses(name, &losses), builder)?;
    Ok(Recoded { step, part, losses, stays: Vec::new() })
}

fn gone<T>() -> Result<T, Refusal> {
    refuse(say!("refuse-gone"))
}

/// Refuses a name that is none, or another part's of the same sort.
fn check_name(project: &Project, sort: PartType, own: Option<&Part>, name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return refuse(say!("refuse-part-nameless", sort = sort.word()));
    }
    let taken = |part: &Part| Some(part) != own && part.name(project) == Some(name);
    if Part::all(project, sort).iter().any(taken) {
        return refuse(say!("refuse-part-there", sort = sort.word(), name = name));
    }
    Ok(name.to_owned())
}

/// Refuses a key of the keyboard that another label or kind has.
fn check_shortcut(project: &Project, own: Option<&Part>, shortcut: Option<char>) -> Result<(), Refusal> {
    let Some(key) = shortcut else { return Ok(()) };
    if !may_be_shortcut(key) {
        return refuse(say!("refuse-no-key"));
    }
    let labels = project.labels_by_key().map(|(key, row)| (Part::Label(key.clone()), row.shortcut));
    let kinds = project.kinds_by_key().map(|(key, row)| (Part::Kind(key.clone()), row.shortcut));
    let same = |other: char| other.to_lowercase().eq(key.to_lowercase());
    let mut taken = labels.chain(kinds).filter(|(part, _)| Some(part) != own);
    match taken.find(|(_, other)| other.is_some_and(same)) {
        Some((part, _)) => {
            let name = part.name(project).unwrap_or_default();
            refuse(say!("refuse-key-taken", key = key.to_string(), name = name))
        }
        None => Ok(()),
    }
}

/// Finds a key that no part of the sort has: the one that the name suggests, or that with a number.
fn fresh_key<K>(name: &str, slug: impl Fn(&str) -> K, taken: impl Fn(&K) -> bool) -> Option<K> {
    let numbered = (2..).map(|number| slug(&format!("{} {number}", name.chars().take(40).collect::<String>())));
    std::iter::once(slug(name)).chain(numbered).find(|key| !taken(key))
}

/// Returns the first slot of which no label has the colour or the line; when all are taken, one that fewest have.
fn free_slot(project: &Project) -> u8 {
    let users = |slot: u8| {
        let taken = |row: &Label| usize::from(row.colour == slot) + usize::from(row.pattern == Pattern::of_slot(slot));
        project.labels_by_key().map(|(_, row)| taken(row)).sum::<usize>()
    };
    (0..COLOURS).min_by_key(|slot| users(*slot)).unwrap_or(0)
}

/// Finds a letter for a badge: the first of the name that no label has, else its first two.
fn free_letter(project: &Project, name: &str) -> String {
    let upper = |grapheme: &str| grapheme.to_uppercase();
    let letters = || name.graphemes(true).filter(|grapheme| grapheme.chars().all(char::is_alphanumeric)).map(upper);
    let taken = |letter: &String| project.labels_by_key().any(|(_, row)| row.letter == *letter);
    let first = || letters().take(2).collect::<String>();
    letters()
        .find(|letter| !taken(letter))
        .or_else(|| Some(first()).filter(|two| !two.is_empty()))
        .unwrap_or_else(|| name.graphemes(true).next().unwrap_or_default().to_owned())
}

fn add(project: &Project, sort: PartType, name: &str, shortcut: Option<char>) -> Result<Recoded, Refusal> {
    let name = check_name(project, sort, None, name)?;
    check_shortcut(project, None, shortcut)?;
    let mut builder = Builder::new(project);
    let (definition, examples) = (String::new(), Vec::new());
    let part = match sort {
        PartType::Label => {
            let key = fresh_key(&name, LabelKey::slug, |key| project.label(key).is_some());
            let slot = free_slot(project);
            let label = Label {
                rank: next_rank(project.labels_by_key().map(|(_, row)| row.rank)),
                name: name.clone(),
                shortcut,
                letter: free_letter(project, &name),
                colour: slot,
                pattern: Pattern::of_slot(slot),
                ties: Ties::Nothing,
                definition,
                examples,
            };
            key.inspect(|key| builder.put(key.clone(), Some(label))).map(Part::Label)
        }
        PartType::Attribute => {
            let key = fresh_key(&name, AttributeKey::slug, |key| project.attribute(key).is_some());
            let rank = next_rank(project.attributes_by_key().map(|(_, row)| row.rank));
            let takes = AttributeType::Flag;
            let attribute = Attribute { rank, name: name.clone(), on: Vec::new(), takes, definition, examples };
            key.inspect(|key| builder.put(key.clone(), Some(attribute))).map(Part::Attribute)
        }
        PartType::Kind => {
            let key = fresh_key(&name, KindKey::slug, |key| project.kind(key).is_some());
            let kind = Kind {
                rank: next_rank(project.kinds_by_key().map(|(_, row)| row.rank)),
                name: name.clone(),
                inverse: String::new(),
                shortcut,
                from: Vec::new(),
                to: Vec::new(),
                definition,
                examples,
            };
            key.inspect(|key| builder.put(key.clone(), Some(kind))).map(Part::Kind)
        }
    };
    made(say!("step-add-part", sort = sort.word(), name = name), Vec::new(), builder, part)
}

fn put(project: &Project, entry: &Entry) -> Result<Recoded, Refusal> {
    let part = entry.part();
    match entry {
        Entry::Label(key, row) => {
            let Some(old) = project.label(key) else { return gone() };
            let name = check_name(project, PartType::Label, Some(&part), &row.name)?;
            if row.shortcut != old.shortcut {
                check_shortcut(project, Some(&part), row.shortcut)?;
            }
            let letter = row.letter.trim().to_owned();
            if !(1..=2).contains(&letter.graphemes(true).count()) {
                return refuse(say!("refuse-letter"));
            }
            let next = Label { rank: old.rank, colour: row.colour % COLOURS, name, letter, ..row.clone() };
            let mut losses = Losses::default();
            if next.ties != old.ties {
                project.of_label(key).into_iter().for_each(|id| losses.leave(project, id));
            }
            let mut builder = Builder::new(project);
            let names = losses.write(&mut builder);
            let look = (old.colour, old.pattern) != (next.colour, next.pattern);
            let said = named(PartType::Label, [&old.name, &next.name], old.shortcut != next.shortcut, look);
            builder.put(key.clone(), Some(next));
            made(said, names, builder, Some(part))
        }
        Entry::Attribute(key, row) => {
            let Some(old) = project.attribute(key) else { return gone() };
            let name = check_name(project, PartType::Attribute, Some(&part), &row.name)?;
            if let AttributeType::Choice(choices) = &row.takes {
                let keys: BTreeSet<_> = choices.iter().map(|choice| &choice.key).collect();
                let names: BTreeSet<_> = choices.iter().map(|choice| choice.name.trim()).collect();
                if names.contains("") {
                    return refuse(say!("refuse-choice-nameless"));
                }
                if keys.len() < choices.len() || names.len() < choices.len() {
                    return refuse(say!("refuse-choice-there"));
                }
            }
            let next = Attribute { rank: old.rank, name, ..row.clone() };
            let mut builder = Builder::new(project);
            let losses = refit(project, key, old, &next, &mut builder);
            let said = named(PartType::Attribute, [&old.name, &next.name], false, false);
            builder.put(key.clone(), Some(next));
            made(said, losses, builder, Some(part))
        }
        Entry::Kind(key, row) => {
            let Some(old) = project.kind(key) else { return gone() };
            let name = check_name(project, PartType::Kind, Some(&part), &row.name)?;
            if row.shortcut != old.shortcut {
                check_shortcut(project, Some(&part), row.shortcut)?;
            }
            let next = Kind { rank: old.rank, name, ..row.clone() };
            let mut builder = Builder::new(project);
            let narrower = |old: &[LabelKey], next: &[LabelKey]| old.iter().any(|label| !next.contains(label));
            let mut losses = Losses::default();
            if narrower(&old.from, &next.from) || narrower(&old.to, &next.to) {
                let label = |id: AnnotationId| project.annotation(&id).map(|row| &row.label);
                let joins = |kind: &Kind, row: &Relation| match (label(row.from), label(row.to)) {
                    (Some(from), Some(to)) => kind.joins(from, to),
                    _ => false,
                };
                // What did not fit before, as some files have it, is let be.
                let goes = |row: &Relation| joins(old, row) && !joins(&next, row);
                losses.relations.extend(of_kind(project, key).filter(|(_, row)| goes(row)).map(|(id, _)| id));
            }
            let names = losses.write(&mut builder);
            let said = named(PartType::Kind, [&old.name, &next.name], old.shortcut != next.shortcut, false);
            builder.put(key.clone(), Some(next));
            made(said, names, builder, Some(part))
        }
    }
}

/// Names what is changed of a part, old name and new one, by what is changed.
fn named(sort: PartType, [old, new]: [&str; 2], key: bool, look: bool) -> String {
    if old != new {
        say!("step-rename-part", sort = sort.word(), old = old, new = new)
    } else if key {
        say!("step-key-part", sort = sort.word(), name = new)
    } else if look {
        say!("step-recolour-part", sort = sort.word(), name = new)
    } else {
        say!("step-change-part", sort = sort.word(), name = new)
    }
}

fn put_at(project: &Project, part: &Part, to: usize) -> Result<Recoded, Refusal> {
    let mut order = Part::all(project, part.sort());
    let Some(at) = order.iter().position(|other| other == part) else { return gone() };
    let to = to.min(order.len() - 1);
    let moved = order.remove(at);
    order.insert(to, moved);
    let mut builder = Builder::new(project);
    for (rank, part) in order.iter().enumerate() {
        let rank = rank as u32;
        match part {
            Part::Label(key) => {
                builder.put(key.clone(), project.label(key).map(|row| Label { rank, ..row.clone() }));
            }
            Part::Attribute(key) => {
                builder.put(key.clone(), project.attribute(key).map(|row| Attribute { rank, ..row.clone() }));
            }
            Part::Kind(key) => builder.put(key.clone(), project.kind(key).map(|row| Kind { rank, ..row.clone() })),
        }
    }
    if at == to {
        return Err(Refusal::nothing());
    }
    let name = part.name(project).unwrap_or_default();
    made(say!("step-move-part", sort = part.sort().word(), name = name), Vec::new(), builder, Some(part.clone()))
}

fn of_kind<'p>(project: &'p Project, kind: &'p KindKey) -> impl Iterator<Item = (RelationId, &'p Relation)> {
    let many = project.count_kind(kind);
    project.relations().filter(move |(_, row)| row.kind == *kind).take(many).map(|(id, row)| (*id, row))
}

/// What has a value of an attribute.
struct Holder<'p> {
    subject: Subject,
    owner: Owner,
    values: &'p Attributes,
}

/// Lists what has a value of an attribute; looks no further than the last one.
fn holders<'p>(project: &'p Project, key: &'p AttributeKey) -> impl Iterator<Item = Holder<'p>> {
    let annotations =
        project.annotations().map(|(id, row)| (Subject::Annotation(*id), &row.attributes, Some(&row.label), None));
    let relations =
        project.relations().map(|(id, row)| (Subject::Relation(*id), &row.attributes, None, Some(&row.kind)));
    let propositions = project.propositions().map(|(id, row)| (Subject::Proposition(*id), &row.attributes, None, None));
    let all = annotations.chain(relations).chain(propositions);
    all.filter(|(_, values, _, _)| values.contains_key(key)).take(project.count_attribute(key)).map(
        |(subject, values, label, kind)| {
            let owner = match (label, kind) {
                (Some(label), _) => Owner::Label(label.clone()),
                (None, Some(kind)) => Owner::Kind(kind.clone()),
                (None, None) => Owner::Propositions,
            };
            Holder { subject, owner, values }
        },
    )
}

/// Gives a row other values.
fn rewrite(builder: &mut Builder<'_>, subject: Subject, attributes: Attributes) {
    let project = builder.project();
    match subject {
        Subject::Annotation(id) => {
            builder.put(id, project.annotation(&id).map(|row| Annotation { attributes, ..row.clone() }));
        }
        Subject::Relation(id) => {
            builder.put(id, project.relation(&id).map(|row| Relation { attributes, ..row.clone() }));
        }
        Subject::Proposition(id) => {
            builder.put(id, project.proposition(&id).map(|row| Proposition { attributes, ..row.clone() }));
        }
    }
}

/// Counts values that go, by what had them.
#[derive(Default)]
struct Dropped {
    annotations: usize,
    relations: usize,
    propositions: usize,
}

impl Dropped {
    fn count(&mut self, subject: Subject) {
        match subject {
            Subject::Annotation(_) => self.annotations += 1,
            Subject::Relation(_) => self.relations += 1,
            Subject::Proposition(_) => self.propositions += 1,
        }
    }

    /// Says which values of which attribute go.
    fn names(&self, attribute: &str) -> Vec<String> {
        let of = [
            (self.annotations, say!("annotations-counted", count = self.annotations)),
            (self.relations, say!("relations-counted", count = self.relations)),
            (self.propositions, say!("propositions-counted", count = self.propositions)),
        ];
        let some = of.into_iter().filter(|(count, _)| *count > 0);
        some.map(|(_, of)| say!("lost-values", attribute = attribute, of = of)).collect()
    }
}

/// Makes the values of an attribute fit what it takes from now on and what it is for; names those that can't.
fn refit(
    project: &Project,
    key: &AttributeKey,
    old: &Attribute,
    next: &Attribute,
    builder: &mut Builder<'_>,
) -> Vec<String> {
    if old.takes == next.takes && old.on.iter().all(|owner| next.on.contains(owner)) {
        return Vec::new();
    }
    let mut dropped = Dropped::default();
    for holder in holders(project, key) {
        let Some(value) = holder.values.get(key) else { continue };
        // Where it did not belong before, as some files have it, only its type counts.
        let belongs = next.on.contains(&holder.owner) || !old.on.contains(&holder.owner);
        let value = if belongs { converted(value, &old.takes, &next.takes) } else { None };
        let mut values = holder.values.clone();
        match value {
            Some(value) => drop(values.insert(key.clone(), value)),
            None => {
                dropped.count(holder.subject);
                values.remove(key);
            }
        }
        rewrite(builder, holder.subject, values);
    }
    dropped.names(&old.name)
}

/// Says in another attribute's terms what a value says; `None` when it can't be said.
fn converted(value: &Value, from: &AttributeType, to: &AttributeType) -> Option<Value> {
    let name = value.told(Some(from)).trim();
    match (value, to) {
        (Value::Flag(_), AttributeType::Flag) | (Value::Text(_), AttributeType::Text) => Some(value.clone()),
        (_, AttributeType::Flag) => None,
        (_, AttributeType::Text) => Some(Value::Text(name.to_owned())),
        (_, AttributeType::Choice(all)) => {
            let by_key = all.iter().find(|choice| *value == Value::Choice(choice.key.clone()));
            let same = |other: &str| other.to_lowercase() == name.to_lowercase();
            let found = by_key.or_else(|| all.iter().find(|choice| same(choice.name.trim())));
            found.map(|choice| Value::Choice(choice.key.clone()))
        }
    }
}

/// Takes labels and kinds that go out of what the others say of them.
fn forget(builder: &mut Builder<'_>, goes: &Part) {
    let project = builder.project();
    if let Part::Label(label) = goes {
        let stays = |keys: &[LabelKey]| keys.iter().filter(|key| *key != label).cloned().collect();
        for (key, row) in project.kinds_by_key() {
            builder.put(key.clone(), Some(Kind { from: stays(&row.from), to: stays(&row.to), ..row.clone() }));
        }
    }
    let goes = match goes {
        Part::Label(key) => Owner::Label(key.clone()),
        Part::Kind(key) => Owner::Kind(key.clone()),
        Part::Attribute(_) => return,
    };
    for (key, row) in project.attributes_by_key() {
        let on = row.on.iter().filter(|owner| **owner != goes).cloned().collect();
        builder.put(key.clone(), Some(Attribute { on, ..row.clone() }));
    }
}
