//! The article pane: layout, glyphs, selection, highlights.

mod access;
mod decor;
pub mod engine;
pub mod fonts;
pub mod geometry;
mod gesture;
pub mod glyphs;
mod hits;
mod keys;
pub mod label;
pub mod lanes;
pub mod layout;
pub mod marks;
mod paint;
pub mod pane;
pub mod parts;
mod sans;
mod scroll;

pub use engine::TextEngine;
pub use hits::{HitSource, PaneHits};
pub use label::{LaidText, TextStyle, Wrap, label};
pub use marks::{Look, Mark, MarkSource, Pattern};
pub use pane::{Armed, ArticlePane, BAR, PaneEvent, PaneInput, PaneOutput, PaneSelection, PaneStyle};
