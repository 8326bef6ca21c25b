//! Asks the system for the moment, for random bits and for the user's name.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::{Stamp, Time};

/// Draws a stamp: this moment, and 32 random bytes.
pub fn stamp() -> Stamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let mut seed = [0; 32];
    if getrandom::fill(&mut seed).is_err() {
        // No source of randomness: the clock's finest digits and the process still tell two stamps apart.
        seed[..16].copy_from_slice(&since.as_nanos().to_le_bytes());
        seed[16..20].copy_from_slice(&std::process::id().to_le_bytes());
    }
    Stamp::new(Time(since.as_secs() as i64), seed)
}

/// Returns the name of whoever is logged in, or `me`.
pub fn user_name() -> String {
    let names = ["USER", "USERNAME", "LOGNAME"].iter().filter_map(|key| std::env::var(key).ok());
    names.map(|name| name.trim().to_owned()).find(|name| !name.is_empty()).unwrap_or_else(|| "me".to_owned())
}
