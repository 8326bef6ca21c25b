//! Writes files for other programs, a file a format: text or bytes out.

pub mod agreement;
pub mod codebook;
pub mod dossier;
mod page;
pub(crate) mod sheet;
