//! Holds the pure values: text, span, id, scheme, project, edits, actions and history.

pub mod segment;
pub mod text;
