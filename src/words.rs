//! Says everything that people read in the interface, in one language: the words stand in `assets/words`, a folder a
//! language, in files of the Fluent syntax 1.0 (projectfluent.org), which knows each language's plural forms.
//!
//! [`say!`](crate::say) looks a message up by its name: `say!("command-save")`, or with what goes into it,
//! `say!("articles-counted", count = 3)`. An attribute is named behind a point: `say!("command-save.tip")`. What a
//! language does not say is said in English. A new language is a folder, named as BCP 47 names it, with the same files,
//! and a line in [`LANGUAGES`]; the tests then say which of its messages lack something.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Write as _};
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, PatternElement};
use unic_langid::LanguageIdentifier;

pub use fluent_bundle::FluentValue;

/// Declares the files of a language, by the name of its folder.
macro_rules! language {
    ($folder:literal: $($file:literal)*) => {
        Language { tag: $folder, files: &[$(include_str!(concat!("../assets/words/", $folder, "/", $file, ".ftl"))),*] }
    };
}

/// The words of a language as they stand in its files.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// Its tag after BCP 47, such as `en` or `pt-BR`.
    pub tag: &'static str,
    /// What its files hold.
    pub files: &'static [&'static str],
}

/// The languages that the interface speaks; the first has all messages.
pub const LANGUAGES: &[Language] = &[
    language!("en": "learner" "commands" "panels" "table" "ledger" "dossier" "agreement" "differences" "find" "scheme" "dialogs" "pages" "earlier" "merge" "others" "exercises" "marks" "sheets" "steps" "files" "exchange" "terminal" "classroom"),
];

/// Looks up a message: without arguments a `&'static str`, with arguments a `String`.
#[macro_export]
macro_rules! say {
    ($key:literal) => { $crate::words::plain($key) };
    ($key:literal, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::words::with($key, &[$((stringify!($name), $crate::words::FluentValue::from($value))),+])
    };
}

/// A language, ready to be spoken.
pub struct Words {
    /// The language's tag.
    tag: &'static str,
    /// Messages that take nothing, ready made: most of what a frame shows.
    plain: HashMap<String, String>,
    /// The language's own files, then English for what it lacks.
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words").field("plain", &self.plain.len()).finish_non_exhaustive()
    }
}

impl Words {
    /// Reads a language's files; what does not follow the syntax is left out, and the test of the files names it.
    pub fn of(language: Language) -> Words {
        let mut words = Words { tag: language.tag, plain: HashMap::new(), bundles: Vec::new() };
        let english = LANGUAGES.iter().filter(|first| first.tag != language.tag).take(1);
        for language in std::iter::once(&language).chain(english) {
            let tag: LanguageIdentifier = language.tag.parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The marks that would part an argument's direction from the words around it are boxes in egui's fonts.
            bundle.set_use_isolating(false);
            for file in language.files {
                let (Ok(resource) | Err((resource, _))) = FluentResource::try_new((*file).to_owned());
                let names = plain_names(&resource);
                bundle.add_resource_overriding(resource);
                for name in names {
                    if let Some(text) = format(&bundle, &name, None) {
                        words.plain.entry(name).or_insert(text);
                    }
                }
            }
            words.bundles.push(bundle);
        }
        words
    }

    /// Returns a message that takes nothing; its name where there is none.
    pub fn plain<'w>(&'w self, key: &'w str) -> &'w str {
        self.plain.get(key).map_or(key, String::as_str)
    }

    /// Returns a message with its arguments put in; its name where there is none.
    pub fn with(&self, key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let mut given = FluentArgs::with_capacity(arguments.len());
        for (name, value) in arguments {
            given.set(*name, value.clone());
        }
        self.bundles.iter().find_map(|bundle| format(bundle, key, Some(&given))).unwrap_or_else(|| key.to_owned())
    }
}

/// Lists the messages and attributes of a file that are text and nothing else.
fn plain_names(resource: &FluentResource) -> Vec<String> {
    use PatternElement::{Placeable, TextElement};
    let is_fixed = |element: &PatternElement<&str>| match element {
        TextElement { .. } => true,
        Placeable { expression } => {
            matches!(expression, Expression::Inline(InlineExpression::StringLiteral { .. }))
        }
    };
    let fixed = |elements: &[PatternElement<&str>]| elements.iter().all(is_fixed);
    let mut names = Vec::new();
    for entry in resource.entries() {
        let Entry::Message(message) = entry else { continue };
        if message.value.as_ref().is_some_and(|value| fixed(&value.elements)) {
            names.push(message.id.name.to_owned());
        }
        for attribute in message.attributes.iter().filter(|attribute| fixed(&attribute.value.elements)) {
            names.push(format!("{}.{}", message.id.name, attribute.id.name));
        }
    }
    names
}

fn format(bundle: &FluentBundle<FluentResource>, key: &str, arguments: Option<&FluentArgs<'_>>) -> Option<String> {
    let (id, attribute) = key.split_once('.').map_or((key, None), |(id, attribute)| (id, Some(attribute)));
    let message = bundle.get_message(id)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    // An argument that is missing shows by its name, `{$count}`; a test finds it.
    let text = bundle.format_pattern(pattern, arguments, &mut Vec::new());
    Some(match text {
        Cow::Borrowed(text) => text.to_owned(),
        Cow::Owned(text) => text,
    })
}

static SPOKEN: OnceLock<Words> = OnceLock::new();

fn spoken() -> &'static Words {
    SPOKEN.get_or_init(|| Words::of(LANGUAGES[0]))
}

/// Chooses the language once, before anything is said: the first of those wanted that the interface speaks.
///
/// Tags are BCP 47's or the environment's (`de_DE.UTF-8`). Returns the tag that is spoken from now on;
/// that of before, where something was said already.
pub fn choose<'a>(wanted: impl IntoIterator<Item = &'a str>) -> &'static str {
    let language = |tag: &str| {
        let tag = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let whole = LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(&tag));
        let first = tag.split('-').next().unwrap_or_default();
        whole.or_else(|| LANGUAGES.iter().find(|language| language.tag.eq_ignore_ascii_case(first)))
    };
    let found = wanted.into_iter().find_map(language).unwrap_or(&LANGUAGES[0]);
    let _ = SPOKEN.set(Words::of(*found));
    tag()
}

/// Returns the tag of the language that is spoken.
pub fn tag() -> &'static str {
    spoken().tag
}

/// Returns a message that takes nothing; its name where there is none. [`say!`](crate::say) is the short way.
pub fn plain(key: &'static str) -> &'static str {
    spoken().plain(key)
}

/// Returns an attribute of a message, such as `tip`; nothing where there is none.
pub fn attribute(key: &str, attribute: &str) -> &'static str {
    spoken().plain.get(&format!("{key}.{attribute}")).map_or("", String::as_str)
}

/// Returns a message with its arguments put in. [`say!`](crate::say) is the short way.
pub fn with(key: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
    spoken().with(key, arguments)
}

/// Says yes or no.
pub fn yes_or_no(flag: bool) -> &'static str {
    if flag { say!("value-yes") } else { say!("value-no") }
}

/// Joins things as a sentence lists them: `a, b and c`.
pub fn list<T: fmt::Display>(items: &[T]) -> String {
    let mut out = String::new();
    for (at, item) in items.iter().enumerate() {
        let between = match at {
            0 => "",
            at if at + 1 == items.len() => plain("list-and"),
            _ => plain("list-comma"),
        };
        // Writing to a string can't fail.
        let _ = write!(out, "{between}{item}");
    }
    out
}

/// Returns the day of a date that has a time of day behind it, as in `2026-03-07T10:15`; any other date as it is.
pub fn without_time(date: &str) -> &str {
    let is_day = |day: &str| {
        day.bytes().enumerate().all(|(at, byte)| if matches!(at, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() })
    };
    match (date.get(..10), date.get(10..)) {
        (Some(day), Some(time)) if time.starts_with(['T', ' ']) && is_day(day) => day,
        _ => date,
    }
}

/// Writes a day as people read it: `2026-03-07` becomes `7 Mar 2026`, with a time behind it or without; anything else
/// stays.
pub fn day(date: &str) -> String {
    let date = without_time(date);
    let number = |part: &str, digits: usize| {
        let whole = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<usize>().ok().filter(|_| whole)
    };
    let parts: Vec<&str> = date.split('-').collect();
    let [year, month, day] = parts[..] else { return date.to_owned() };
    match (number(year, 4), number(month, 2), number(day, 2)) {
        (Some(year), Some(month @ 1..=12), Some(day @ 1..=31)) => {
            say!("date-day", day = day, month = month, year = year)
        }
        _ => date.to_owned(),
    }
}

/// Writes a moment in UTC, as RFC 3339 has it, to the minute; anything else stays.
pub fn moment(time: &str) -> String {
    clock(time, 11..16)
}

/// Writes a moment in the same way, to the second.
pub fn second(time: &str) -> String {
    clock(time, 11..19)
}

fn clock(time: &str, digits: std::ops::Range<usize>) -> String {
    match (time.get(..10), time.get(digits)) {
        (Some(date), Some(clock)) => say!("date-moment", day = day(date), clock = clock),
        _ => time.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLISH: Language = Language {
        tag: "pl",
        files: &[
            "marks = { $count ->\n    [one] { $count } znak\n    [few] { $count } znaki\n   *[many] { $count } znaków\n}\n",
        ],
    };

    #[test]
    fn each_language_has_its_own_plurals() {
        let words = Words::of(POLISH);
        let marks = |count: usize| words.with("marks", &[("count", count.into())]);
        assert_eq!([1, 3, 5, 22, 25].map(marks), ["1 znak", "3 znaki", "5 znaków", "22 znaki", "25 znaków"]);
    }

    #[test]
    fn days_are_written_out_and_nothing_else_is() {
        assert_eq!(day("2026-03-07"), "7 Mar 2026");
        assert_eq!(day("2026-03-07T10:15:00+01:00"), "7 Mar 2026");
        assert_eq!(without_time("2026-03-07 10:15"), "2026-03-07");
        assert_eq!(without_time("7 March 2026, morning"), "7 March 2026, morning");
        for other in [
            "12-03-07",
            "2026-03-07-09",
            "2026-03-07, noon",
            "2026-03/07 10:15",
            "2026-3-7",
            "2026-13-01",
            "2026-03",
            "+026-03-07",
            "March",
            "",
        ] {
            assert_eq!(day(other), other);
        }
    }

    #[test]
    fn what_a_language_lacks_is_said_in_english() {
        let words = Words::of(POLISH);
        assert_eq!(words.plain("command-save"), "Save");
        assert_eq!(words.plain("command-save.tip"), "Writes the project to its file.");
        assert_eq!(words.plain("nobody-says-this"), "nobody-says-this");
        assert_eq!(words.with("nobody-says-this", &[]), "nobody-says-this");
    }

    #[test]
    fn things_are_listed_as_in_a_sentence() {
        assert_eq!(list::<&str>(&[]), "");
        assert_eq!(list(&["a"]), "a");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
