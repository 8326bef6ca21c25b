//! The article pane: layout, glyphs, selection, highlights.
