//! Draws the program with egui: one file a panel.
//!
//! [`Shell`] is the window. It reads [`AppState`](crate::app::AppState), remembers what only the screen needs, and
//! collects in [`Intents`] what the user asks for; it changes nothing else. Whoever hosts it passes each intent to
//! `AppState::update`, and `Effect::Reveal` and `Effect::FocusArticle` back to the shell.

mod annotators;
mod article;
mod articles;
mod banners;
mod columns;
mod dock;
mod hints;
mod inspector;
mod intents;
mod keys;
mod learner;
mod long;
mod map;
mod marked;
mod memo;
mod menu;
mod modals;
mod pages;
mod people;
mod relations;
mod shell;
mod status;
mod tagbar;
pub mod text;
pub mod theme;
mod widgets;

pub use intents::Intents;
pub use shell::Shell;
