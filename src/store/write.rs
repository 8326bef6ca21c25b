//! Writes a whole project, the same project always to the same bytes.

use std::collections::HashMap;

use crate::model::edit::Row as _;
use crate::model::*;

use super::pen::{Layout, Pen};
use super::{FORMAT, rows, seal};

/// Bytes that an annotation takes in a file, more or less.
const ANNOTATION_BYTES: usize = 320;

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
    table(&mut pen, "annotations", &annotations, |pen, (id, row)| {
        let text = project.revision(&row.revision).map(|revision| &revision.text);
        rows::annotation(pen, Layout::Line, *id, row, text, true);
    });
    table(&mut pen, "relations", relations(project, &annotations), |pen, (id, row)| {
        rows::relation(pen, Layout::Line, id, row);
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

/// Lists the annotations by text, start, end and id; detached ones stand behind the others of their text.
fn in_order<'a>(project: &'a Project, revisions: &[RevisionId]) -> Vec<(AnnotationId, &'a Annotation)> {
    let at: HashMap<RevisionId, usize> = revisions.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let mut all: Vec<_> = project.annotations().map(|(id, row)| (*id, row)).collect();
    all.sort_by_cached_key(|(id, row)| {
        let (start, end) = row.fragments().map_or((usize::MAX, usize::MAX), |f| (f.start(), f.end()));
        (at.get(&row.revision).copied().unwrap_or(usize::MAX), start, end, *id)
    });
    all
}

/// Lists the relations in the order of the annotations that they start from and lead to.
fn relations<'a>(project: &'a Project, order: &[(AnnotationId, &Annotation)]) -> Vec<(RelationId, &'a Relation)> {
    let at: HashMap<AnnotationId, usize> = order.iter().enumerate().map(|(i, (id, _))| (*id, i)).collect();
    let mut all: Vec<_> = project.relations().map(|(id, row)| (*id, row)).collect();
    all.sort_by_cached_key(|(id, row)| (at.get(&row.from).copied(), at.get(&row.to).copied(), row.kind.clone(), *id));
    all
}
