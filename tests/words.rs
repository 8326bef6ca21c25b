//! Holds what the sources say to what the languages' files hold: each message is there, is used, and gets its arguments.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use gainsay::words::{LANGUAGES, Language};

/// The names of what goes into each message and attribute of a language.
fn messages(language: &Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut all = BTreeMap::new();
    for file in language.files {
        let resource = match fluent_syntax::parser::parse(*file) {
            Ok(resource) => resource,
            Err((_, errors)) => panic!("{}: {errors:?}\n{file}", language.tag),
        };
        for entry in &resource.body {
            let Entry::Message(message) = entry else { continue };
            let attributes =
                message.attributes.iter().map(|a| (format!("{}.{}", message.id.name, a.id.name), &a.value));
            let value = message.value.iter().map(|value| (message.id.name.to_owned(), value));
            for (name, pattern) in value.chain(attributes) {
                let mut found = BTreeSet::new();
                of_pattern(pattern, &mut found);
                assert!(all.insert(name.clone(), found).is_none(), "{}: {name} is there twice", language.tag);
            }
        }
    }
    all
}

fn of_pattern(pattern: &Pattern<&str>, found: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        let PatternElement::Placeable { expression } = element else { continue };
        match expression {
            Expression::Inline(inline) => of_inline(inline, found),
            Expression::Select { selector, variants } => {
                of_inline(selector, found);
                variants.iter().for_each(|variant| of_pattern(&variant.value, found));
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, found: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => drop(found.insert(id.name.to_owned())),
        InlineExpression::Placeable { expression } => match &**expression {
            Expression::Inline(inline) => of_inline(inline, found),
            Expression::Select { .. } => {}
        },
        _ => {}
    }
}

fn sources(folder: &Path, all: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
                all.push_str(line);
                all.push('\n');
            }
        }
    }
}

fn code() -> String {
    let mut all = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut all);
    all
}

/// Lists what `say!` is called with: the name of the message and those of its arguments.
fn said(code: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut all = Vec::new();
    for (at, _) in code.match_indices("say!(") {
        let inside = &code[at + "say!(".len()..];
        let mut chars = inside.char_indices();
        let (mut depth, mut end, mut quoted, mut commas) = (0usize, 0, false, vec![0]);
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' if quoted => drop(chars.next()),
                '"' => quoted = !quoted,
                _ if quoted => {}
                '(' | '[' | '{' => depth += 1,
                ')' if depth == 0 => {
                    end = i;
                    break;
                }
                ')' | ']' | '}' => depth -= 1,
                ',' if depth == 0 => commas.push(i + 1),
                _ => {}
            }
        }
        commas.push(end + 1);
        let mut parts = commas.windows(2).map(|pair| inside[pair[0]..pair[1] - 1].trim());
        let Some(key) = parts.next().and_then(|part| part.strip_prefix('"')?.strip_suffix('"')) else { continue };
        let names = parts.filter(|part| !part.is_empty()).map(|part| part.split(" =").next().unwrap().to_owned());
        all.push((key.to_owned(), names.collect()));
    }
    all
}

#[test]
fn all_that_is_said_is_there_and_gets_what_goes_into_it() {
    let english = messages(&LANGUAGES[0]);
    let said = said(&code());
    assert!(said.len() > 100, "the sources say something");
    for (key, given) in said {
        let wanted = english.get(&key).unwrap_or_else(|| panic!("{key} is said and is not there"));
        assert_eq!(*wanted, given, "what goes into {key}");
    }
}

#[test]
fn nothing_is_there_that_nobody_says() {
    let code = code();
    let unused: Vec<String> = messages(&LANGUAGES[0])
        .into_keys()
        .map(|name| name.strip_suffix(".tip").map(str::to_owned).unwrap_or(name))
        .filter(|name| !code.contains(&format!("\"{name}\"")))
        .collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn other_languages_say_what_english_says() {
    let english = messages(&LANGUAGES[0]);
    for language in &LANGUAGES[1..] {
        for (name, arguments) in messages(language) {
            let wanted = english.get(&name).unwrap_or_else(|| panic!("{}: {name} is not in English", language.tag));
            assert!(arguments.is_subset(wanted), "{}: {name} takes {arguments:?}, English {wanted:?}", language.tag);
        }
    }
}

#[test]
fn the_scan_reads_calls() {
    let code = "x(say!(\"a-b\")); say!(\n  \"c\",\n  one = f(1, \"),\"), two = [2, 3],\n)";
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(said(code), [("a-b".to_owned(), names(&[])), ("c".to_owned(), names(&["one", "two"]))]);
}
