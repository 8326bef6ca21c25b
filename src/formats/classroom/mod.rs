//! Writes what goes out to learners, and reads what comes back: bytes in, bytes out.

pub mod class;
pub mod feedback;
pub mod folder;
pub mod gift;
pub mod gradebook;
pub mod h5p;
pub mod hand_in;
pub mod incoming;
pub mod key;
pub mod moodle;
pub mod page;
pub mod quiz;
pub mod report;
pub mod worksheet;

#[cfg(test)]
#[path = "../../../tests/common/lessons.rs"]
mod sample;
