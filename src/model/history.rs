//! Remembers steps, so that they can be undone and redone, with what was selected at the time.

use super::actions::Step;
use super::edit::Transaction;

/// One step that was made, and what was selected before and after it.
#[derive(Clone, Debug)]
struct Entry<S> {
    step: Step,
    before: S,
    after: S,
    /// Steps with the same mark that follow each other are one, such as the letters of a note.
    joins: Option<String>,
}

/// A history of steps. `S` is what comes back with them, the selection.
#[derive(Clone, Debug)]
pub struct History<S> {
    done: Vec<Entry<S>>,
    undone: Vec<Entry<S>>,
}

impl<S> Default for History<S> {
    fn default() -> History<S> {
        History { done: Vec::new(), undone: Vec::new() }
    }
}

/// What to apply, what to select then, and what it is called.
#[derive(Clone, Debug)]
pub struct Travel<S> {
    /// The transaction to apply.
    pub transaction: Transaction,
    /// What to select then.
    pub selection: S,
    /// The step's name.
    pub name: String,
}

impl<S: Clone> History<S> {
    /// Remembers a step that was applied. What was undone before is forgotten.
    ///
    /// With the same mark in `joins` as the step before it, the two are one step from then on.
    pub fn push(&mut self, step: Step, before: S, after: S, joins: Option<String>) {
        self.undone.clear();
        if let (Some(mark), Some(last)) = (&joins, self.done.last_mut())
            && last.joins.as_ref() == Some(mark)
        {
            for next in step.transaction.edits {
                // A note's letters are one change of it, however long it gets.
                let edits = &mut last.step.transaction.edits;
                match edits.last_mut() {
                    Some(edit) if let Some(both) = edit.then(&next) => *edit = both,
                    _ => edits.push(next),
                }
            }
            last.step.name = step.name;
            last.after = after;
            return;
        }
        self.done.push(Entry { step, before, after, joins });
    }

    /// Ends the joining: the next step stands by itself.
    pub fn seal(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.joins = None;
        }
    }

    /// Returns the name of the step that undo takes back.
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|entry| entry.step.name.as_str())
    }

    /// Returns the name of the step that redo makes again.
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|entry| entry.step.name.as_str())
    }

    /// Returns what undo has to apply, without doing it.
    pub fn peek_undo(&self) -> Option<Travel<S>> {
        self.done.last().map(|entry| Travel {
            transaction: entry.step.transaction.inverse(),
            selection: entry.before.clone(),
            name: entry.step.name.clone(),
        })
    }

    /// Returns the step that undo takes back, or that redo makes again.
    pub fn next(&self, back: bool) -> Option<&Step> {
        if back { self.done.last() } else { self.undone.last() }.map(|entry| &entry.step)
    }

    /// Returns what redo has to apply, without doing it.
    pub fn peek_redo(&self) -> Option<Travel<S>> {
        self.undone.last().map(|entry| Travel {
            transaction: entry.step.transaction.clone(),
            selection: entry.after.clone(),
            name: entry.step.name.clone(),
        })
    }

    /// Notes that the last step was undone.
    pub fn undone(&mut self) {
        if let Some(mut entry) = self.done.pop() {
            entry.joins = None;
            self.undone.push(entry);
        }
        self.seal();
    }

    /// Notes that the last undone step was made again.
    pub fn redone(&mut self) {
        self.done.extend(self.undone.pop());
    }

    /// Lists the steps that can be undone, the first one first: their names, and what was selected before and after.
    pub fn steps(&self) -> impl DoubleEndedIterator<Item = (&str, &S, &S)> {
        self.done.iter().map(|entry| (entry.step.name.as_str(), &entry.before, &entry.after))
    }

    /// Counts the steps that can be undone.
    pub fn len(&self) -> usize {
        self.done.len()
    }

    /// Tells whether there is nothing to undo.
    pub fn is_empty(&self) -> bool {
        self.done.is_empty()
    }
}
