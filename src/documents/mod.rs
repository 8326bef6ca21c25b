//! Makes drafts of articles out of files: bytes in, text and details out.
//!
//! A [`Source`] is a file that was read and is a text; it makes a [`Draft`] in the encoding that was found, or in
//! another one that the user chooses. Nothing here is final: a draft becomes an article by a transaction.

pub mod archive;
mod draft;
pub mod encoding;
mod front;
mod html;
mod markdown;
mod signature;
pub mod xml;

pub use draft::{Draft, Form, Note, Source, Unfit};
pub use encoding::{Encoding, Lost, Taken, Why};
