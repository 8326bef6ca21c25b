//! Opens the window.

pub mod host;
