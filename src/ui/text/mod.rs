//! The article pane: layout, glyphs, selection, highlights.

pub mod engine;
pub mod fonts;
pub mod geometry;
pub mod glyphs;
pub mod label;
pub mod layout;
