//! Reads and writes files of other programs, a file a format: bytes in, bytes out.
//!
//! [`Format`] lists those that annotations come in from and go out to, [`exchange`] is what they share. The others are
//! reports for people: [`agreement`], [`codebook`], [`dossier`].

pub mod agreement;
mod brat;
pub mod codebook;
pub mod dossier;
pub mod exchange;
mod format;
mod page;
pub(crate) mod sheet;

pub use format::{ALL, Format};
