//! Keeps which rows of the table are chosen, and which one the keyboard is at.

use std::collections::HashSet;

use crate::app::Listed;
use crate::model::AnnotationId;

/// The chosen rows. They are annotations, so that sorting changes nothing of it.
#[derive(Debug, Default)]
pub(super) struct Chosen {
    rows: HashSet<AnnotationId>,
    /// The row that the keyboard is at, and where it was listed last.
    cursor: Option<(AnnotationId, usize)>,
    /// Where a range of rows begins.
    anchor: Option<AnnotationId>,
    /// Counts what was done to it: what is derived from it is memoised on this.
    changes: u64,
}

impl Chosen {
    pub(super) fn contains(&self, id: AnnotationId) -> bool {
        self.rows.contains(&id)
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = AnnotationId> {
        self.rows.iter().copied()
    }

    /// Lists them by id, so that the same rows are always the same list.
    pub(super) fn ids(&self) -> Vec<AnnotationId> {
        let mut ids: Vec<AnnotationId> = self.iter().collect();
        ids.sort_unstable();
        ids
    }

    /// Lists them in the order of the table.
    pub(super) fn listed(&self, table: Listed<'_>) -> Vec<AnnotationId> {
        table.rows().into_iter().filter(|id| self.contains(*id)).collect()
    }

    pub(super) fn cursor(&self) -> Option<AnnotationId> {
        self.cursor.map(|(id, _)| id)
    }

    /// Returns where the cursor is listed, or was when its row went away.
    pub(super) fn at(&self) -> Option<usize> {
        self.cursor.map(|(_, at)| at)
    }

    /// Chooses one row and no other.
    pub(super) fn only(&mut self, id: AnnotationId, at: usize) {
        self.rows.clear();
        self.rows.insert(id);
        (self.cursor, self.anchor) = (Some((id, at)), Some(id));
        self.changes += 1;
    }

    /// Chooses a row beside the others, or no longer.
    pub(super) fn toggle(&mut self, id: AnnotationId, at: usize) {
        if !self.rows.remove(&id) {
            self.rows.insert(id);
        }
        (self.cursor, self.anchor) = (Some((id, at)), Some(id));
        self.changes += 1;
    }

    /// Chooses the rows from where the range begins to a row.
    pub(super) fn extend(&mut self, table: Listed<'_>, to: usize) {
        let Some(id) = table.row(to) else { return };
        let from = self.anchor.and_then(|anchor| table.position(anchor)).unwrap_or(to);
        self.rows = (from.min(to)..=from.max(to)).filter_map(|at| table.row(at)).collect();
        self.anchor = table.row(from);
        self.cursor = Some((id, to));
        self.changes += 1;
    }

    /// Chooses every row that is listed.
    pub(super) fn all(&mut self, table: Listed<'_>) {
        self.rows = table.rows().into_iter().collect();
        self.cursor = self.cursor.or_else(|| Some((table.row(0)?, 0)));
        self.changes += 1;
    }

    /// Chooses no row; the keyboard stays where it is.
    pub(super) fn clear(&mut self) {
        self.rows.clear();
        self.changes += 1;
    }

    /// Leaves out what is no longer listed, so that nothing is done to rows that nobody sees.
    pub(super) fn keep(&mut self, table: Listed<'_>) {
        if !self.rows.is_empty() {
            self.rows = table.rows().into_iter().filter(|id| self.rows.contains(id)).collect();
            self.changes += 1;
        }
        if let Some((id, at)) = self.cursor {
            let at = if table.row(at) == Some(id) { Some(at) } else { table.position(id) }.unwrap_or(at);
            let at = at.min(table.len().saturating_sub(1));
            self.cursor = table.row(at).map(|id| (id, at));
        }
        self.anchor = self.anchor.filter(|anchor| self.rows.contains(anchor));
    }
}
