//! Gives names that a format can hold, each once.

use std::collections::{BTreeMap, BTreeSet};

/// Names that were given, so that no two are alike.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
}

impl Names {
    /// Returns the name under which something goes, the same each time it is asked for: its own with `-` for each
    /// character that the format can't hold, and a number behind it where another has that name already. `key` tells
    /// things apart, not their names. Names that differ in capitals only are alike, for some disks take them so.
    pub fn give(&mut self, key: &str, name: &str, fits: impl Fn(char) -> bool) -> &str {
        if !self.given.contains_key(key) {
            let name = self.free(name, fits);
            self.given.insert(key.to_owned(), name);
        }
        self.given.get(key).map_or("", String::as_str)
    }

    /// Returns a name as [`Names::give`] does that a file can have on every system. None begins with a point, for such
    /// files are hidden, nor ends with one, and none is a name that Windows has taken.
    pub fn file(&mut self, key: &str, name: &str) -> &str {
        let bare = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
        let stem = bare.split('.').next().unwrap_or_default().trim().to_uppercase();
        let port = ["COM", "LPT"].iter().find_map(|port| stem.strip_prefix(port));
        let taken = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
            || port.is_some_and(|number| number.chars().count() == 1 && number.chars().all(char::is_numeric));
        let name = if taken { format!("_{bare}") } else { bare.to_owned() };
        self.give(key, &name, Names::in_file)
    }

    /// Returns a name as it is, with a number behind it where another is called so to the letter.
    pub fn exact(&mut self, key: &str, name: &str) -> &str {
        if !self.given.contains_key(key) {
            let (mut own, mut number) = (name.to_owned(), 2);
            while !self.taken.insert(own.clone()) {
                own = format!("{name}-{number}");
                number += 1;
            }
            self.given.insert(key.to_owned(), own);
        }
        self.given.get(key).map_or("", String::as_str)
    }

    /// Takes a name away, so that nothing is called so.
    pub fn reserve(&mut self, name: &str) {
        self.taken.insert(name.to_owned());
    }

    fn free(&mut self, name: &str, fits: impl Fn(char) -> bool) -> String {
        let mut base = String::new();
        for c in name.trim().chars() {
            if fits(c) {
                base.push(c);
            } else if !base.ends_with('-') {
                base.push('-');
            }
        }
        let base = base.trim_matches('-');
        let base = if base.is_empty() { "x" } else { base };
        let mut name = base.to_owned();
        let mut number = 2;
        while !self.taken.insert(name.to_lowercase()) {
            name = format!("{base}-{number}");
            number += 1;
        }
        name
    }

    /// Tells whether a character may stand in the name of a file on every system.
    fn in_file(c: char) -> bool {
        c.is_alphanumeric() || matches!(c, '-' | '_' | ' ' | '.' | ',')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_and_stay() {
        let mut names = Names::default();
        let letters = |c: char| c.is_alphanumeric();
        assert_eq!(names.give("a", "Non-denial  denial", letters), "Non-denial-denial");
        assert_eq!(names.give("b", "non denial denial", letters), "non-denial-denial-2");
        assert_eq!(names.give("a", "something else", letters), "Non-denial-denial");
        assert_eq!(names.give("c", "??", letters), "x");
        assert_eq!(names.give("d", "ادعاء", letters), "ادعاء");
    }

    #[test]
    fn files_have_names_that_every_system_takes() {
        let mut names = Names::default();
        let mut named = |name: &str| names.file(name, name).to_owned();
        assert_eq!(
            [".NET is dead", "..", "../up", "a/b\\c", "What?."].map(&mut named),
            ["NET is dead", "x", "up", "a-b-c", "What"]
        );
        assert_eq!(
            ["con", "Nul.txt", "COM1", "LPT²", "Common", "CON 1"].map(&mut named),
            ["_con", "_Nul.txt", "_COM1", "_LPT²", "Common", "CON 1"]
        );
    }
}
