//! Reads and writes files of other programs, a file a format: bytes in, bytes out.
//!
//! [`Format`] lists those that annotations come in from and go out to, [`exchange`] is what they share. The others are
//! reports for people: [`agreement`], [`codebook`], [`dossier`]; and what goes between a classroom and its learners:
//! [`classroom`].

pub mod agreement;
mod blocks;
mod brat;
mod cas;
mod claim_review;
pub mod classroom;
pub mod codebook;
mod conll;
mod doccano;
pub mod dossier;
pub mod exchange;
mod features;
mod format;
mod gainsay_jsonl;
mod inception;
mod json;
mod label_studio;
mod marked;
mod page;
pub mod passing;
mod prodigy;
mod reading;
mod refi;
pub(crate) mod sheet;
mod table;
mod tei;
mod tokens;
mod tsv;
mod web_annotation;
mod xml;

pub use format::{ALL, Format};
