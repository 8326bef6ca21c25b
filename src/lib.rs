//! Gainsay marks in news articles who claims what and who denies it.

pub mod app;
pub mod cli;
pub mod desktop;
pub mod disk;
pub mod documents;
pub mod model;
pub mod store;
pub mod ui;
