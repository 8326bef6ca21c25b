//! Writes a whole project, the same project always to the same bytes.

use std::collections::HashMap;

use crate::model::edit::Row as _;
use crate::model::*;

use super::pen::{Layout, Pen};
use super::{FORMAT, exercises, rows, seal};

/// Bytes that an annotation takes in a file, more or less.
const ANNOTATION_BYTES: usize = 260;

/// Writes a project as the text of a file.
///
/// The rows stand in a stable order and a row a line where they are many, so that git shows what changed. The same
/// project gives the same bytes.
pub fn write(project: &Project) -> String {
    let texts: usize = project.revisions().map(|(_, revision)| revision.text.len()).sum();
    let most = texts + texts / 16 + ANNOTATION_BYTES * (project.annotation_count() + project.relation_count()) + 8192;
    let mut pen = Pen::with_room(most);
    if let Some(info) = Info::table(project).get(&()) {
        pen.raw("    info: ");
        rows::info(&mut pen, Layout::Fields(1), info);
        pen.raw(",\n");
    }
    let fields = Layout::Fields(2);
    table(&mut pen, "labels", project.labels(), |pen, (key, row)| rows::label(pen, fields, key, row));
    table(&mut pen, "attributes", project.attributes(), |pen, (key, row)| rows::attribute(pen, fields, key, row));
    table(&mut pen, "kinds", project.kinds(), |pen, (key, row)| rows::kind(pen, fields, key, row));
    table(&mut pen, "annotators", project.annotators(), |pen, (id, row)| rows::annotator(pen, Layout::Line, *id, row));
    table(&mut pen, "sets", project.sets(), |pen, (id, row)| rows::set(pen, Layout::Line, *id, row));
    table(&mut pen, "articles", project.articles(), |pen, (id, row)| rows::article(pen, fields, *id, row));
    let revisions: Vec<RevisionId> =
        project.articles().into_iter().flat_map(|(article, _)| project.revisions_of(*article)).collect();
    let revision_rows = revisions.iter().filter_map(|id| Some((*id, project.revision(id)?)));
    table(&mut pen, "revisions", revision_rows, |pen, (id, row)| rows::revision(pen, fields, id, row));
    let annotations = in_order(project, &revisions);
    let groups = annotations.chunk_by(|(_, a), (_, b)| (a.revision, a.set) == (b.revision, b.set));
    table(&mut pen, "annotations", groups, |pen, rows| {
        let Some((_, first)) = rows.first() else { return };
        let text = project.revision(&first.revision).map(|revision| &revision.text);
        let mut out = pen.row(Layout::Line);
        rows::annotations(&mut out, first.set, first.revision);
        out.field("rows").lines(2, rows, |pen, (id, row)| rows::annotation(pen, *id, row, text, true));
        out.close();
    });
    let relations = relations(project, &annotations);
    table(&mut pen, "relations", relations.chunk_by(|(_, a), (_, b)| a.set == b.set), |pen, rows| {
        let Some((_, first)) = rows.first() else { return };
        let mut out = pen.row(Layout::Line);
        rows::relations(&mut out, first.set);
        out.field("rows").lines(2, rows, |pen, (id, row)| rows::relation(pen, *id, row));
        out.close();
    });
    let mut propositions: Vec<_> = project.propositions().collect();
    propositions.sort_by_key(|(id, row)| (row.time, **id));
    table(&mut pen, "propositions", propositions, |pen, (id, row)| rows::proposition(pen, fields, *id, row));
    let mut entities: Vec<_> = project.entities().collect();
    entities.sort_by_key(|(id, row)| (row.time, **id));
    table(&mut pen, "entities", entities, |pen, (id, row)| rows::entity(pen, fields, *id, row));
    table(&mut pen, "done", project.done_marks(), |pen, (key, row)| rows::done(pen, Layout::Line, *key, row));
    table(&mut pen, "absences", project.absences(), |pen, (key, row)| rows::absence(pen, Layout::Line, *key, row));
    table(&mut pen, "dismissals", project.dismissals(), |pen, (key, row)| {
        rows::dismissal(pen, Layout::Line, key, row);
    });
    table(&mut pen, "decisions", project.decisions(), |pen, (key, row)| rows::decision(pen, Layout::Line, *key, row));
    table(&mut pen, "exercises", project.exercises(), |pen, (id, row)| exercises::exercise(pen, fields, *id, row));
    let text = |id| project.revision(&id).map(|revision| &revision.text);
    table(&mut pen, "conflicts", project.conflicts(), |pen, (key, row)| rows::conflict(pen, fields, key, row, text));
    pen.raw(")\n");
    seal::seal(&format!("(\n    format: {FORMAT},\n"), &pen.finish())
}

/// Writes a list with a row a line, unless it is empty.
pub(super) fn table<T>(pen: &mut Pen, name: &str, rows: impl IntoIterator<Item = T>, write: impl FnMut(&mut Pen, T)) {
    let mut rows = rows.into_iter().peekable();
    if rows.peek().is_some() {
        pen.raw("    ");
        pen.raw(name);
        pen.raw(": ");
        pen.lines(1, rows, write);
        pen.raw(",\n");
    }
}

/// Lists the annotations by text, set, start, end and id; detached ones stand behind the others of their text and set.
fn in_order<'a>(project: &'a Project, revisions: &[RevisionId]) -> Vec<(AnnotationId, &'a Annotation)> {
    let at: HashMap<RevisionId, usize> = revisions.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let sets = set_places(project);
    let mut all: Vec<_> = project.annotations().map(|(id, row)| (*id, row)).collect();
    all.sort_by_cached_key(|(id, row)| {
        let (start, end) = row.fragments().map_or((usize::MAX, usize::MAX), |f| (f.start(), f.end()));
        (at.get(&row.revision).copied(), sets.get(&row.set).copied(), start, end, *id)
    });
    all
}

/// Lists the relations by set, and then in the order of the annotations that they start from and lead to.
fn relations<'a>(project: &'a Project, order: &[(AnnotationId, &Annotation)]) -> Vec<(RelationId, &'a Relation)> {
    let at: HashMap<AnnotationId, usize> = order.iter().enumerate().map(|(i, (id, _))| (*id, i)).collect();
    let sets = set_places(project);
    let mut all: Vec<_> = project.relations().map(|(id, row)| (*id, row)).collect();
    all.sort_by_cached_key(|(id, row)| {
        let ends = (at.get(&row.from).copied(), at.get(&row.to).copied());
        (sets.get(&row.set).copied(), ends, row.kind.clone(), *id)
    });
    all
}

/// Returns the place of each set among the sets.
fn set_places(project: &Project) -> HashMap<SetId, usize> {
    project.sets().into_iter().enumerate().map(|(i, (id, _))| (*id, i)).collect()
}
