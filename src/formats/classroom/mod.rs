//! Writes what goes out to learners, and reads what comes back: bytes in, bytes out.

pub mod page;
