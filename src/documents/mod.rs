//! Makes drafts of articles out of files: bytes in, text and details out.
//!
//! A [`Source`] is a file that was read and may hold an article; it makes a [`Draft`] in the encoding that was found,
//! or in another one that the user chooses. All of a text file is the article; of a web page, a word processor's
//! document or an e-book, only some of its [`Part`]s are. Nothing here is final: a draft becomes an article by a
//! transaction.

pub mod archive;
mod book;
mod byline;
mod draft;
pub mod encoding;
mod front;
mod html;
mod markdown;
mod office;
mod part;
mod pdf;
mod phrases;
mod raised;
mod signature;
mod watch;
mod web;
pub mod xml;

pub use draft::{Body, Draft, Form, Note, Source, Unfit};
pub use encoding::{Encoding, Lost, Taken, Why};
pub use part::{LeftOut, Part};
pub use watch::Watch;
