//! Holds what the sources say to what the languages' files hold: each message is there, is used, and gets its
//! arguments.
#![allow(clippy::unwrap_used, reason = "a test that cannot get ready is a failed one")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use gainsay::words::{LANGUAGES, Language};

/// Rooms that say nothing of their own: all that people read of them stands in the languages' files.
const SILENT: [&str; 5] = ["app", "cli", "desktop", "disk", "ui"];

/// What looks like words for people in those rooms and is not.
const NO_WORDS: [(&str, &[&str]); 10] = [
    ("what draws the window, as its makers call it", &["OpenGL", "Vulkan", "Metal", "Direct3D 12"]),
    (
        "marks of steps that become one",
        &[
            "attribute {key} {subject:?}",
            "note {subject:?}",
            "wording {id}",
            "entity {id}",
            "mark {id}",
            "scheme {part:?}",
        ],
    ),
    (
        "what stands in files and folders",
        &["Documents", "gainsay host {} pid {} since {} ", "gainsay ", "host ", "pid ", "since ", "this computer"],
    ),
    (
        "before the words in a terminal, and for developers",
        &["gainsay: {what}", "gainsay: {text}", "gainsay: {}", "Journal({} of {} acknowledged)"],
    ),
    ("the program's name", &["Gainsay"]),
    ("what the desktop's portal calls its parts", &["SettingChanged", "Read"]),
    (
        "names under which the program's own fonts are known",
        &[
            "Gainsay {name}",
            "Gainsay Ubuntu-Light",
            "Gainsay NotoEmoji-Regular",
            "Gainsay emoji-icon-font",
            "Gainsay Hack",
            "Pictures",
        ],
    ),
    (
        "fonts of the system",
        &[
            "Source Serif 4",
            "Source Serif Pro",
            "Noto Serif",
            "Charter",
            "Georgia",
            "Liberation Serif",
            "Inter",
            "Source Sans 3",
            "Noto Sans",
            "Segoe UI",
            "Helvetica Neue",
        ],
    ),
    ("letters that are measured", &["Ag"]),
    ("keys, as shortcuts name them", &["Escape"]),
];

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

/// Collects the sources, by their path below `src`, without tests and lines of comment.
fn sources(folder: &Path, all: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|ext| ext == "rs") && stem != "tests" && !stem.ends_with("_tests") {
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let code = lines.map(|line| format!("{line}\n")).collect();
            all.push((path.strip_prefix(src()).unwrap().to_owned(), code));
        }
    }
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn code() -> String {
    let mut all = Vec::new();
    sources(&src(), &mut all);
    all.into_iter().map(|(_, code)| code).collect()
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

/// Lists the literal strings of a source, outside comments and attributes, with their escapes resolved.
fn literals(code: &str) -> Vec<String> {
    let code: Vec<char> = code.chars().collect();
    let at = |i: usize| code.get(i).copied().unwrap_or('\0');
    let find = |from: usize, end: &[char]| (from..code.len()).find(|i| code[*i..].starts_with(end));
    let (mut all, mut i, mut attribute) = (Vec::new(), 0, 0_usize);
    while i < code.len() {
        let hashes = code[i + 1..].iter().take_while(|c| **c == '#').count();
        match code[i] {
            '/' if at(i + 1) == '/' => i = find(i, &['\n']).unwrap_or(code.len()),
            '/' if at(i + 1) == '*' => i = find(i + 2, &['*', '/']).map_or(code.len(), |end| end + 2),
            '#' if at(i + 1) == '[' || (at(i + 1) == '!' && at(i + 2) == '[') => {
                attribute = 1;
                i = find(i, &['[']).unwrap_or(i) + 1;
            }
            '[' if attribute > 0 => (attribute, i) = (attribute + 1, i + 1),
            ']' if attribute > 0 => (attribute, i) = (attribute - 1, i + 1),
            'r' if at(i + 1 + hashes) == '"' && !at(i.wrapping_sub(1)).is_alphanumeric() => {
                let start = i + hashes + 2;
                let close: Vec<char> = std::iter::once('"').chain(std::iter::repeat_n('#', hashes)).collect();
                let end = find(start, &close).unwrap_or(code.len());
                if attribute == 0 {
                    all.push(code[start..end].iter().collect());
                }
                i = end + close.len();
            }
            '"' => {
                let mut text = String::new();
                i += 1;
                while i < code.len() && code[i] != '"' {
                    if code[i] != '\\' {
                        text.push(code[i]);
                        i += 1;
                        continue;
                    }
                    match at(i + 1) {
                        'n' | 't' | 'r' => text.push(' '),
                        'u' => {
                            let end = find(i, &['}']).unwrap_or(i);
                            let digits: String = code[i + 3..end].iter().collect();
                            text.extend(u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32));
                            i = end - 1;
                        }
                        '\n' => i = (i + 2..code.len()).find(|i| !code[*i].is_whitespace()).unwrap_or(code.len()) - 2,
                        other => text.push(other),
                    }
                    i += 2;
                }
                i += 1;
                if attribute == 0 {
                    all.push(text);
                }
            }
            // A character, unless it is a lifetime.
            '\'' if at(i + 1) == '\\' => i = find(i + 3, &['\'']).unwrap_or(code.len()) + 1,
            '\'' if at(i + 2) == '\'' => i += 3,
            _ => i += 1,
        }
    }
    all
}

/// Tells whether a literal names a key as the program does for itself; people read the names that the messages have.
fn is_key(literal: &str) -> bool {
    const HELD: [&str; 3] = ["Ctrl", "Shift", "Alt"];
    const KEYS: [&str; 9] =
        ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Delete", "Enter", "Tab", "PageUp", "PageDown"];
    let mut rest = literal;
    while let Some(behind) = HELD.iter().find_map(|held| rest.strip_prefix(held)?.strip_prefix('+')) {
        rest = behind;
    }
    let held = rest.len() < literal.len();
    let short = rest.chars().count() == 1 || rest.starts_with('{');
    let numbered = rest.strip_prefix('F').is_some_and(|number| number.parse::<u8>().is_ok());
    HELD.contains(&literal) || KEYS.contains(&rest) || (held && (short || numbered))
}

/// Tells whether a literal is likely to be read by people: it has words with a space beside them, or begins like a
/// sentence. What `format!` puts in does not count.
fn looks_like_words(literal: &str) -> bool {
    let mut depth = 0_usize;
    let put_in = |c: &char| {
        depth = if *c == '{' { depth + 1 } else { depth };
        let inside = depth > 0;
        depth = if *c == '}' { depth.saturating_sub(1) } else { depth };
        !inside
    };
    let own: String = literal.chars().filter(put_in).collect();
    let mut letters = own.chars().skip_while(|c| !c.is_alphabetic());
    let sentence = letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase);
    sentence || (own.contains(char::is_alphabetic) && own.contains(char::is_whitespace))
}

#[test]
fn rooms_say_nothing_of_their_own() {
    let mut all = Vec::new();
    sources(&src(), &mut all);
    let mut unused: BTreeSet<&str> = NO_WORDS.iter().flat_map(|(_, literals)| literals.iter().copied()).collect();
    let known = unused.clone();
    let mut own = Vec::new();
    for room in SILENT {
        let of_room = all
            .iter()
            .filter(|(path, _)| path.iter().next().unwrap() == room || *path == Path::new(room).with_extension("rs"));
        let literals: Vec<(&PathBuf, String)> =
            of_room.flat_map(|(path, code)| literals(code).into_iter().map(move |literal| (path, literal))).collect();
        assert!(!literals.is_empty(), "{room} is found");
        for (path, literal) in literals.into_iter().filter(|(_, literal)| looks_like_words(literal) && !is_key(literal))
        {
            unused.remove(literal.as_str());
            if !known.contains(literal.as_str()) {
                own.push(format!("{}: {literal:?}", path.display()));
            }
        }
    }
    assert!(own.is_empty(), "{own:#?}");
    assert!(unused.is_empty(), "allowed, and nobody says it: {unused:?}");
}

#[test]
fn words_are_told_from_other_literals() {
    for words in ["Save", "Save as …", "{} of {}", "{count} more", " (not sure)", "{clock} UTC", "“{name}” is gone"]
    {
        assert!(looks_like_words(words), "{words}");
    }
    for key in ["Ctrl+Shift+P", "Ctrl++", "Tab", "Shift+{}", "Shift+F2", "Alt"] {
        assert!(is_key(key), "{key}");
    }
    for words in ["Ctrl or Alt", "Save", "Ctrl+Save", "Ctrl+Find", "{key} again"] {
        assert!(!is_key(words), "{words}");
    }
    for other in ["articles-empty", "tag-bar", "{day} {} {year}", " · ", "⚠ {}", "F6", "UTC", "+{}", ""] {
        assert!(!looks_like_words(other), "{other}");
    }
}

#[test]
fn literals_are_found() {
    let code = r##"
        #[allow(dead_code, reason = "no [words]")]
        fn f<'a>(c: char) -> &'a str { // "a comment"
            if c == '"' || c == '\'' || c == '\u{2014}' { return "one \"two\"\n"; }
            /* "another" */
            g(r"th\ree", r#"fo"ur"#, b"five", "si\
                x\u{e9}\u{2014}")
        }"##;
    assert_eq!(literals(code), ["one \"two\" ", "th\\ree", "fo\"ur", "five", "sixé—"]);
}
