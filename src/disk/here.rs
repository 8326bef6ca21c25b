//! Asks the system for the moment, for random bits, for the user's name and language.

use std::time::{SystemTime, UNIX_EPOCH};

use crate::model::{Stamp, Time};
use crate::say;

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
    names
        .map(|name| name.trim().to_owned())
        .find(|name| !name.is_empty())
        .unwrap_or_else(|| say!("annotator-me").to_owned())
}

/// Returns the language of the system's messages as the environment names it, such as `de_DE.UTF-8`; empty where it
/// names none. The first that is set of those that POSIX lists counts, be it `C`.
pub fn system_language() -> String {
    language_among(|key| std::env::var(key).ok())
}

fn language_among(variable: impl Fn(&str) -> Option<String>) -> String {
    let found = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().filter_map(variable).find(|value| !value.is_empty());
    found.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_language_is_that_of_the_first_variable_that_is_set() {
        let among = |set: &[(&str, &str)]| {
            language_among(|key| set.iter().find(|(name, _)| *name == key).map(|(_, value)| (*value).to_owned()))
        };
        assert_eq!(among(&[]), "");
        assert_eq!(among(&[("LANG", "de_DE.UTF-8")]), "de_DE.UTF-8");
        assert_eq!(among(&[("LANG", "de_DE.UTF-8"), ("LC_MESSAGES", "pl"), ("LC_ALL", "")]), "pl");
        assert_eq!(among(&[("LANG", "de_DE.UTF-8"), ("LC_ALL", "C")]), "C");
    }
}
