//! Gives names that a format can hold, each once.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::is_unseen;

/// How much of a name goes into the name of a file, in characters.
const LONGEST: usize = 60;

/// Returns a name so that the name of a file can begin or be with it on every system: without points and spaces at its
/// ends, and with `_` before one that Windows has taken, whatever stands behind its point.
pub fn fit_for_file(name: &str) -> String {
    let bare = name.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let stem = bare.split('.').next().unwrap_or_default().trim().to_uppercase();
    let port = ["COM", "LPT"].iter().find_map(|port| stem.strip_prefix(port));
    let taken = ["CON", "PRN", "AUX", "NUL"].contains(&stem.as_str())
        || port.is_some_and(|number| number.chars().count() == 1 && number.chars().all(char::is_numeric));
    if taken { format!("_{bare}") } else { bare.to_owned() }
}

/// Takes out of what people wrote what names of files cannot hold somewhere, and what is behind its first sixty
/// characters. Nothing is left of what nobody can see.
pub fn file_part(name: &str) -> String {
    let unfit = |c: char| c.is_control() || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().map(|c| if unfit(c) { ' ' } else { c }).take(LONGEST).collect();
    if name.chars().all(is_unseen) {
        return String::new();
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ").trim_matches(['.', ' ']).to_owned()
}

/// Names that were given, so that no two are alike.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: BTreeSet<String>,
    given: BTreeMap<String, String>,
    /// The number that is tried next behind a name: many may be alike.
    next: BTreeMap<String, usize>,
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
        self.give(key, &fit_for_file(name), Names::in_file)
    }

    /// Returns a name as it is, with a number behind it where another is called so to the letter.
    pub fn exact(&mut self, key: &str, name: &str) -> &str {
        if !self.given.contains_key(key) {
            let own = self.numbered(name, str::to_owned);
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
        self.numbered(if base.is_empty() { "x" } else { base }, str::to_lowercase)
    }

    /// Takes a name, with a number behind it where one is taken that is `alike`.
    fn numbered(&mut self, base: &str, alike: impl Fn(&str) -> String) -> String {
        if self.taken.insert(alike(base)) {
            return base.to_owned();
        }
        let next = self.next.entry(alike(base)).or_insert(2);
        loop {
            let name = format!("{base}-{next}");
            *next += 1;
            if self.taken.insert(alike(&name)) {
                return name;
            }
        }
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
        names.reserve("non-denial-denial-3");
        let hyphens = |c: char| letters(c) || c == '-';
        assert_eq!(names.give("e", "Non-Denial-Denial", hyphens), "Non-Denial-Denial-4");
        assert_eq!(names.give("f", "non-denial-denial-4", hyphens), "non-denial-denial-4-2");
        assert_eq!(names.give("g", "non-denial-denial", hyphens), "non-denial-denial-5");
        let mut names = Names::default();
        assert_eq!(["1", "2", "3"].map(|key| names.exact(key, "Ada").to_owned()), ["Ada", "Ada-2", "Ada-3"]);
        assert_eq!(names.exact("4", "ada"), "ada");
    }

    #[test]
    fn names_are_told_apart_without_trying_all_before() {
        let mut names = Names::default();
        let many = (0..20_000).map(|key| names.file(&key.to_string(), "Report").to_owned());
        assert_eq!(many.last().as_deref(), Some("Report-20000"));
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
