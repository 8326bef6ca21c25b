//! Writes what goes out to learners, and reads what comes back: bytes in, bytes out.

pub mod class;
pub mod feedback;
pub mod gradebook;
pub mod hand_in;
pub mod key;
pub mod page;
pub mod report;
