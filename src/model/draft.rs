//! Puts a project together row by row where no single step could be right by itself: what merging does.

use std::sync::Arc;

use imbl::OrdMap;

use super::Project;
use super::edit::{ApplyError, Row, Transaction};

/// A project whose rows may not fit together yet.
#[derive(Clone, Debug)]
pub struct Draft(Project);

impl Draft {
    /// Begins with all that a project holds; what is not written stays shared with it.
    pub fn of(project: &Project) -> Draft {
        Draft(project.clone())
    }

    /// Returns a row.
    pub fn get<T: Row>(&self, key: &T::Key) -> Option<&Arc<T>> {
        T::table(&self.0).get(key)
    }

    /// Returns a table.
    pub fn table<T: Row>(&self) -> &OrdMap<T::Key, Arc<T>> {
        T::table(&self.0)
    }

    /// Writes or removes a row.
    pub fn put<T: Row>(&mut self, key: T::Key, row: Option<Arc<T>>) {
        let table = T::table_mut(&mut self.0);
        match row {
            Some(row) => drop(table.insert(key, row)),
            None => drop(table.remove(&key)),
        }
    }

    /// Makes it a project. Linear in its rows.
    ///
    /// # Errors
    /// When a reference dangles or a row breaks a rule, as [`Project::apply`] would say.
    pub fn finish(mut self) -> Result<Project, ApplyError> {
        let mut whole = Project::empty();
        whole.apply(&Transaction::between(&whole, &self.0))?;
        // The tables are the same, but these share with what they were made of.
        self.0.index = whole.index;
        Ok(self.0)
    }
}
