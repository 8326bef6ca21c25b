//! Draws the program with egui: one file a panel.

pub mod text;
