//! Writes a transaction as a journal record and reads it back: the rows of the file, both sides of each change.

use std::fmt;
use std::sync::Arc;

use crate::model::edit::Row;
use crate::model::*;
use crate::say;

use super::notes::{Notes, Spot};
use super::pen::{Layout, Pen};
use super::read::options;
use super::v1::{self, Str};
use super::{FORMAT, convert, exercises, rows};

/// Why a record could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// A newer program wrote it.
    Newer {
        /// The number of its format.
        format: u32,
    },
    /// It is no record, or a damaged one.
    Damaged(String),
    /// A row does not fit the project, as where an annotation's words are not in its text.
    Unfit(String),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DecodeError::Newer { format } => f.write_str(&say!("record-newer", format = *format, known = FORMAT)),
            DecodeError::Damaged(what) => f.write_str(&say!("record-damaged", what = what)),
            DecodeError::Unfit(what) => f.write_str(&say!("record-unfit", what = what)),
        }
    }
}

impl std::error::Error for DecodeError {}

/// Writes a transaction for the journal.
///
/// `project` is the one before the transaction or the one after it: it lends the texts in which spans are counted,
/// those that come or go with the transaction aside. An edit with nothing on either side is left out. The cost follows
/// the transaction, not the project.
pub fn encode(project: &Project, transaction: &Transaction) -> Vec<u8> {
    let mut pen = Pen::default();
    pen.plain(format_args!("(format: {FORMAT}, edits: "));
    let line = Layout::Line;
    let texts = texts_of(&transaction.edits);
    pen.list(transaction.edits.iter().filter(|edit| !is_void(edit)), |pen, edit| match edit {
        Edit::Info(c) => sides(pen, "Info", c, |pen, (), row| rows::info(pen, line, row)),
        Edit::Label(c) => sides(pen, "Label", c, |pen, key, row| rows::label(pen, line, key, row)),
        Edit::Attribute(c) => sides(pen, "Attribute", c, |pen, key, row| rows::attribute(pen, line, key, row)),
        Edit::Kind(c) => sides(pen, "Kind", c, |pen, key, row| rows::kind(pen, line, key, row)),
        Edit::Article(c) => sides(pen, "Article", c, |pen, id, row| rows::article(pen, line, *id, row)),
        Edit::Revision(c) => sides(pen, "Revision", c, |pen, id, row| rows::revision(pen, line, *id, row)),
        Edit::Annotator(c) => sides(pen, "Annotator", c, |pen, id, row| rows::annotator(pen, line, *id, row)),
        Edit::Set(c) => sides(pen, "Set", c, |pen, id, row| rows::set(pen, line, *id, row)),
        Edit::Done(c) => sides(pen, "Done", c, |pen, key, row| rows::done(pen, line, *key, row)),
        Edit::Annotation(c) => sides(pen, "Annotation", c, |pen, id, row| {
            let mut out = pen.row(line);
            rows::annotations(&mut out, row.set, row.revision);
            rows::annotation(out.field("row"), *id, row, text_of(row.revision, project, &texts), false);
            out.close();
        }),
        Edit::Relation(c) => sides(pen, "Relation", c, |pen, id, row| {
            let mut out = pen.row(line);
            rows::relations(&mut out, row.set);
            rows::relation(out.field("row"), *id, row);
            out.close();
        }),
        Edit::Proposition(c) => sides(pen, "Proposition", c, |pen, id, row| rows::proposition(pen, line, *id, row)),
        Edit::Entity(c) => sides(pen, "Entity", c, |pen, id, row| rows::entity(pen, line, *id, row)),
        Edit::Absence(c) => sides(pen, "Absence", c, |pen, key, row| rows::absence(pen, line, *key, row)),
        Edit::Dismissal(c) => sides(pen, "Dismissal", c, |pen, key, row| rows::dismissal(pen, line, key, row)),
        Edit::Decision(c) => sides(pen, "Decision", c, |pen, key, row| rows::decision(pen, line, *key, row)),
        Edit::Exercise(c) => sides(pen, "Exercise", c, |pen, id, row| exercises::exercise(pen, line, *id, row)),
        Edit::Conflict(c) => sides(pen, "Conflict", c, |pen, key, row| {
            rows::conflict(pen, line, key, row, |id| text_of(id, project, &texts));
        }),
    });
    pen.raw(")");
    pen.finish().into_bytes()
}

/// Reads what [`encode`] wrote.
///
/// `project` is the one before the transaction or the one after it.
///
/// # Errors
/// When the bytes are no record, or the words of an annotation do not stand in its text.
pub fn decode(project: &Project, bytes: &[u8]) -> Result<Transaction, DecodeError> {
    let damaged = |what: &dyn fmt::Display| DecodeError::Damaged(what.to_string());
    let text = std::str::from_utf8(bytes).map_err(|error| damaged(&error))?;
    let record: v1::Record<'_> = options().from_str(text).map_err(|error| damaged(&error))?;
    if u64::from(record.format) != FORMAT {
        return Err(DecodeError::Newer { format: record.format });
    }
    let mut notes = Notes::new(text);
    let mut transaction = Transaction { edits: Vec::with_capacity(record.edits.len()) };
    // Texts first: annotations anywhere in the record may stand on them.
    let mut revisions = Vec::new();
    for edit in &record.edits {
        if let v1::Edit::Revision(before, after) = edit {
            revisions.push(change(before, after, |row| convert::revision(row, "", &mut notes))?);
        }
    }
    let texts = texts_of(&revisions);
    let mut ready = revisions.iter();
    for edit in &record.edits {
        transaction.edits.push(match edit {
            v1::Edit::Revision(..) => match ready.next() {
                Some(edit) => edit.clone(),
                None => continue,
            },
            v1::Edit::Info(before, after) => change(before, after, |row| ((), convert::info(row)))?,
            v1::Edit::Label(before, after) => change(before, after, |row| convert::label(row, &mut notes))?,
            v1::Edit::Attribute(before, after) => change(before, after, |row| convert::attribute(row, &mut notes))?,
            v1::Edit::Kind(before, after) => change(before, after, |row| convert::kind(row, &mut notes))?,
            v1::Edit::Article(before, after) => change(before, after, |row| convert::article(row, &mut notes))?,
            v1::Edit::Annotator(before, after) => change(before, after, |row| convert::annotator(row, &mut notes))?,
            v1::Edit::Set(before, after) => change(before, after, |row| convert::set(row, &mut notes))?,
            v1::Edit::Done(before, after) => change(before, after, |row| convert::done(row, &mut notes))?,
            v1::Edit::Annotation(before, after) => {
                change(before, after, |alone| annotation(alone, project, &texts, &mut notes))?
            }
            v1::Edit::Relation(before, after) => change(before, after, |alone| {
                let set = convert::id(&alone.set, Spot::new("relation", &alone.row.id), &mut notes);
                convert::relation(&alone.row, set, &mut notes)
            })?,
            v1::Edit::Proposition(before, after) => change(before, after, |row| convert::proposition(row, &mut notes))?,
            v1::Edit::Entity(before, after) => change(before, after, |row| convert::entity(row, &mut notes))?,
            v1::Edit::Absence(before, after) => change(before, after, |row| convert::absence(row, &mut notes))?,
            v1::Edit::Dismissal(before, after) => change(before, after, |row| convert::dismissal(row, &mut notes))?,
            v1::Edit::Decision(before, after) => change(before, after, |row| convert::decision(row, &mut notes))?,
            v1::Edit::Exercise(before, after) => change(before, after, |row| exercises::read(row, &mut notes))?,
            v1::Edit::Conflict(before, after) => {
                let text = |id| text_of(id, project, &texts);
                let mut odd = None;
                let mut conflict = |row: &v1::Conflict<'_>| {
                    convert::conflict(row, text, &mut notes).map_err(|why| odd = Some(why.to_owned())).ok()
                };
                let sides = (before.as_ref().map(&mut conflict), after.as_ref().map(&mut conflict));
                let (before, after) = (sides.0.flatten(), sides.1.flatten());
                match odd {
                    Some(why) => return Err(DecodeError::Unfit(why)),
                    None => change(&before, &after, Clone::clone)?,
                }
            }
        });
    }
    match notes.first() {
        None => Ok(transaction),
        Some(warning) => Err(DecodeError::Unfit(warning.to_string())),
    }
}

fn is_void(edit: &Edit) -> bool {
    fn void<K, T>(change: &Change<K, T>) -> bool {
        change.before.is_none() && change.after.is_none()
    }
    match edit {
        Edit::Info(c) => void(c),
        Edit::Label(c) => void(c),
        Edit::Attribute(c) => void(c),
        Edit::Kind(c) => void(c),
        Edit::Article(c) => void(c),
        Edit::Revision(c) => void(c),
        Edit::Annotator(c) => void(c),
        Edit::Set(c) => void(c),
        Edit::Done(c) => void(c),
        Edit::Annotation(c) => void(c),
        Edit::Relation(c) => void(c),
        Edit::Proposition(c) => void(c),
        Edit::Entity(c) => void(c),
        Edit::Absence(c) => void(c),
        Edit::Dismissal(c) => void(c),
        Edit::Conflict(c) => void(c),
        Edit::Decision(c) => void(c),
        Edit::Exercise(c) => void(c),
    }
}

fn sides<K, T>(pen: &mut Pen, name: &str, change: &Change<K, T>, write: impl Fn(&mut Pen, &K, &T)) {
    pen.raw(name);
    for (mark, side) in [("(", &change.before), (", ", &change.after)] {
        pen.raw(mark);
        match side {
            None => pen.raw("None"),
            Some(row) => {
                pen.raw("Some(");
                write(pen, &change.key, row);
                pen.raw(")");
            }
        }
    }
    pen.raw(")");
}

fn change<S, T: Row>(
    before: &Option<S>,
    after: &Option<S>,
    mut convert: impl FnMut(&S) -> (T::Key, T),
) -> Result<Edit, DecodeError> {
    let before = before.as_ref().map(&mut convert);
    let after = after.as_ref().map(&mut convert);
    let (before_key, before) = before.unzip();
    let (after_key, after) = after.unzip();
    let key = match (before_key, after_key) {
        (Some(before), Some(after)) if before != after => {
            return Err(DecodeError::Damaged(say!("record-two-rows").to_owned()));
        }
        (Some(key), _) | (None, Some(key)) => key,
        (None, None) => return Err(DecodeError::Damaged(say!("record-no-side").to_owned())),
    };
    Ok(T::edit(Change { key, before: before.map(Arc::new), after: after.map(Arc::new) }))
}

/// Lists the texts that come or go with edits.
fn texts_of(edits: &[Edit]) -> Vec<(RevisionId, &Text)> {
    fn text(edit: &Edit) -> Option<(RevisionId, &Text)> {
        match edit {
            Edit::Revision(change) => Some((change.key, &change.before.as_ref().or(change.after.as_ref())?.text)),
            _ => None,
        }
    }
    edits.iter().filter_map(text).collect()
}

/// Returns a text of the project, or one that comes or goes with the transaction.
fn text_of<'t>(id: RevisionId, project: &'t Project, texts: &[(RevisionId, &'t Text)]) -> Option<&'t Text> {
    let with_it = || texts.iter().find(|(known, _)| *known == id).map(|(_, text)| *text);
    project.revision(&id).map(|revision| &revision.text).or_else(with_it)
}

fn annotation(
    alone: &v1::AnnotationAlone<'_>,
    project: &Project,
    texts: &[(RevisionId, &Text)],
    notes: &mut Notes<'_>,
) -> (AnnotationId, Annotation) {
    let row = &alone.row;
    let spot = Spot::new("annotation", &row.id);
    let set = convert::id(&alone.set, spot, notes);
    let revision = convert::id(&alone.revision, spot, notes);
    let text = text_of(revision, project, texts);
    let spans: Option<Vec<Span>> =
        text.and_then(|text| row.at.iter().map(|fragment| convert::span(fragment, text)).collect());
    let place = match spans {
        Some(spans) if !spans.is_empty() => convert::fragments(spans, spot, notes).map(Place::At),
        _ if row.at.is_empty() => Some(Place::Detached(convert::lost(&row.lost))),
        _ => None,
    };
    if place.is_none() || (!row.at.is_empty() && !row.lost.is_empty()) {
        let words = row.at.iter().map(|fragment| Str::own(&fragment.quote)).collect::<Vec<_>>().join(" … ");
        notes.odd(spot, say!("record-astray", words = words));
    }
    let place = place.unwrap_or_else(|| Place::Detached(Vec::new()));
    convert::annotation(row, set, revision, place, spot, notes)
}
