//! Writes what goes out to learners, and reads what comes back: bytes in, bytes out.

pub mod gift;
pub mod h5p;
pub mod moodle;
pub mod page;
pub mod quiz;
pub mod worksheet;

#[cfg(test)]
#[path = "../../../tests/common/lessons.rs"]
mod sample;
