//! The article pane: layout, glyphs, selection, highlights.

mod access;
mod bands;
mod contract;
mod decor;
pub mod engine;
pub mod fonts;
pub mod geometry;
mod gesture;
pub mod glyphs;
pub mod heat;
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
mod sheet;
mod style;
mod tint;

pub use bands::Bands;
pub use contract::{Armed, PaneEvent, PaneInput, PaneOutput, PaneSelection};
pub use engine::TextEngine;
pub use heat::{HeatSource, PaneHeat};
pub use hits::{HitSource, PaneHits};
pub use label::{LaidText, TextStyle, Wrap, label};
pub use marks::{Look, Mark, MarkSource, Pattern, Weight};
pub use pane::{ArticlePane, BAR};
pub use style::PaneStyle;
