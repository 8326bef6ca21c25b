//! Gainsay marks in news articles who claims what, who denies it, on whose word, and about whom; keeps that in a RON
//! project; and compares.
//!
//! This page is the map of the code. The program is a library and a thin binary, both named `gainsay`.
//!
//! # The rooms
//!
//! In the order in which they may be imported: a room uses those above it, never one below. `tests/tidy.rs` reads the
//! sources and fails on an import that points the other way.
//!
//! | room | what it holds | what it must not know |
//! | --- | --- | --- |
//! | [`words`] | what the interface says, by language; any room may use it | all other rooms |
//! | [`model`] | pure values: text, span, id, scheme, project, changes, actions, history, search | files, screens, clocks, formats |
//! | [`compare`] | what differs between versions of a project, in words; [`compare::ledger`], articles claim by claim; what two articles have in common; what a new text of an article changes, and where its annotations go; [`compare::agreement`], how far several people marked the same; [`compare::differences`], where they did not; [`compare::bring`], what of other projects comes in; [`compare::merge`], two copies made one | files, screens, formats |
//! | [`classroom`] | exercises: what goes out to learners, what they hand in, what it is worth, what a class made of it | files, screens, formats |
//! | [`store`] | the RON project file and the journal's records: strings in, strings out | files, screens |
//! | [`documents`] | drafts of articles out of files' bytes: text files in any encoding, Markdown, saved web pages, PDF and word processors' documents, e-books | files, screens |
//! | [`formats`] | files of other programs, in and out: [`formats::exchange`] is what they share; and reports for people: the codebook as a page to print, [`formats::dossier`] the ledger to hand over, [`formats::agreement`] measures of agreement; bytes in, bytes out | files, screens |
//! | [`app`] | everything the program can do: intents, commands, state, the one `update`, effects | files, screens, clocks |
//! | [`ui`] | egui: one file a panel; [`ui::text`] is the article pane | files, clocks |
//! | [`disk`] | files: atomic save, journal, lock, watch, settings; the moment and the user’s name | screens |
//! | [`desktop`] | the window: carries out effects with rfd, the disk and the clipboard | |
//! | [`cli`] | the same program without a window | screens |
//!
//! # How a change travels
//!
//! 1. A panel reads `&`[`app::AppState`] and sends an [`app::Intent`]. It changes nothing but its own view memory.
//! 2. [`app::AppState::update`] is the one place where state changes. It builds a [`model::Step`] with a pure function
//!    of [`model::actions`] and commits it.
//! 3. [`model::Project::apply`] is all or nothing: it fails when what a transaction says was there is not, or when a
//!    reference would dangle. A [`model::Change`] holds both sides, so its inverse is a swap. The same transaction
//!    serves undo and redo, the crash journal and, later, the three-way merge.
//! 4. An [`app::Effect`] asks the host for what touches files, dialogs, the clipboard or the window, and for
//!    [`app::Work`] that is too long for a frame: pure, done on a thread. The host answers with intents.
//!    [`desktop::host`] carries out those on files and knows no window, so that tests can run it, and kill it.
//! 5. A [`app::Command`] names each thing a user can do once. Menus, palette, shortcuts and their sheet are drawn from
//!    that one list.
//!
//! # What always holds
//!
//! - A revision's text never changes; a new text is a new revision.
//! - Every [`model::Span`] lies on code-point boundaries of its text and is not empty; only a [`model::Text`] makes
//!   one. Offsets in memory are UTF-8 bytes; in files they are Unicode code points, beside the words themselves.
//! - Every change of a project is a transaction; undo after any sequence of them gives back an equal project.
//! - Nothing the user made disappears without being named.
//! - Nothing touches the network.
//! - Nothing panics on any input; every error names the file, the place and what to do.
//! - The program is idle when the user is.
//!
//! # Deliberately absent
//!
//! A model that can be serialised: the file's shapes live in `store`, so that either can change without the other. An
//! index stored in files: [`model`] keeps one beside the tables, changed row by row, which follows from them. Undo by
//! comparing states. A second list of shortcuts.

// Tests inside the library share files with those outside it, which know it by its name.
#[cfg(test)]
extern crate self as gainsay;

pub mod app;
pub mod classroom;
pub mod cli;
pub mod compare;
pub mod desktop;
pub mod disk;
pub mod documents;
pub mod formats;
pub mod model;
pub mod store;
pub mod ui;
pub mod words;
