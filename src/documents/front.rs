//! Reads the front matter of a Markdown file: the lines between two `---`, or two `+++`, at its very beginning.
//!
//! That is YAML, or TOML, of which only what stands in such places is understood: keys with a word, a quoted text, a
//! list or some indented lines. What has no place among an article's details is named, not lost in silence.

use crate::model::Details;

/// What front matter tells.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// What there is a detail for.
    pub(super) details: Details,
    /// The keys of all else.
    pub(super) others: Vec<String>,
}

/// Parts a text into its front matter and the rest. `None` where it begins with none.
pub(super) fn split(text: &str) -> Option<(Front, &str)> {
    let mark = ["---", "+++"].into_iter().find(|mark| text.starts_with(mark))?;
    let (blank, mut rest) = text[mark.len()..].split_once('\n')?;
    if !blank.trim().is_empty() {
        return None;
    }
    let mut lines = Vec::new();
    loop {
        let (line, behind) = rest.split_once('\n').unwrap_or((rest, ""));
        let end = line.trim_end();
        if end == mark || mark == "---" && end == "..." {
            return Some((read(&lines, if mark == "---" { ':' } else { '=' })?, behind));
        }
        if behind.is_empty() {
            return None;
        }
        lines.push(line);
        rest = behind;
    }
}

/// Reads the lines between the marks, with `sign` behind each key. `None` where they are no front matter: the mark was
/// a line across the page.
fn read(lines: &[&str], sign: char) -> Option<Front> {
    let mut front = Front::default();
    let mut lines = lines.iter().copied().peekable();
    let mut any = false;
    while let Some(line) = lines.next() {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        // The keys below are of something that has a place of its own.
        if let Some(name) = line.strip_prefix('[').filter(|_| sign == '=') {
            front.others.push(name.trim_end().trim_matches(['[', ']']).to_owned());
            front.others.extend(lines.filter_map(|line| Some(line.split_once(sign)?.0.trim().to_owned())));
            break;
        }
        let (key, value) = line.split_once(sign)?;
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.');
        let spaced = value.is_empty() || value.starts_with([' ', '\t']);
        let spaced = spaced || sign == '=';
        if !spaced || key.is_empty() || key.starts_with([' ', '-']) || !key.chars().all(plain) {
            return None;
        }
        any = true;
        let mut below = Vec::new();
        // A list may stand below its key without being set in.
        while let Some(line) = lines.next_if(|line| line.starts_with([' ', '\t']) || line.starts_with("- ")) {
            below.push(line.trim());
        }
        let key = key.trim();
        match flat(value.trim(), &below).filter(|value| place(&mut front.details, key, value)) {
            Some(_) => {}
            None if value.trim().is_empty() && below.is_empty() => {}
            None => front.others.push(key.to_owned()),
        }
    }
    any.then_some(front)
}

/// Makes a value one line. `None` for one that has keys of its own.
fn flat(value: &str, below: &[&str]) -> Option<String> {
    let listed =
        |items: Vec<&str>| items.into_iter().map(bare).filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", ");
    if let Some(items) = below.iter().map(|line| line.strip_prefix("- ")).collect::<Option<Vec<_>>>()
        && !items.is_empty()
    {
        return value.is_empty().then(|| listed(items));
    }
    let folded = value.starts_with(['|', '>']);
    if folded || !below.is_empty() && !value.is_empty() {
        let first = if folded { None } else { Some(value) };
        return Some(bare(&first.into_iter().chain(below.iter().copied()).collect::<Vec<_>>().join(" ")));
    }
    if !below.is_empty() {
        return None;
    }
    match value.strip_prefix('[').and_then(|value| value.strip_suffix(']')) {
        Some(items) => Some(listed(items.split(',').collect())),
        None if value.starts_with('{') => None,
        None => Some(bare(value)),
    }
}

/// Takes the quotes off a value, or the comment behind one without quotes.
fn bare(value: &str) -> String {
    let value = value.trim();
    if let Some(inside) = value.strip_prefix('\'').and_then(|value| value.strip_suffix('\'')) {
        return inside.replace("''", "'");
    }
    if let Some(inside) = value.strip_prefix('"').and_then(|value| value.strip_suffix('"')) {
        return inside.replace("\\\"", "\"").replace("\\\\", "\\");
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

/// Puts a value where it belongs among the details. Says whether it did: the first of several for one place counts.
fn place(details: &mut Details, key: &str, value: &str) -> bool {
    let is_address = value.contains("://");
    let field = match key.to_lowercase().replace(['-', ' '], "_").as_str() {
        "title" | "headline" => &mut details.title,
        "author" | "authors" | "by" | "byline" => &mut details.author,
        "date" | "published" | "pubdate" | "publication_date" => &mut details.date,
        "url" | "address" | "link" | "canonical" | "canonical_url" | "permalink" | "source_url" => &mut details.address,
        "source" if is_address => &mut details.address,
        "outlet" | "source" | "publisher" | "publication" | "newspaper" | "site" => &mut details.outlet,
        "language" | "lang" | "locale" => &mut details.language,
        _ => return false,
    };
    if value.is_empty() {
        return true;
    }
    if !field.is_empty() {
        return false;
    }
    value.clone_into(field);
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(matter: &str, details: Details, others: &[&str]) {
        let text = format!("---\n{matter}---\nText");
        let (front, rest) = split(&text).unwrap();
        assert_eq!((front.details, rest), (details, "Text"), "{matter}");
        assert_eq!(front.others, others, "{matter}");
    }

    #[test]
    fn fills_in_the_details_and_names_the_rest() {
        let matter = "title: \"Dam \\\"holds\\\"\"\nauthor: ['Ada Low', Ben Ould]\ndate: 2026-03-07T10:15:00+01:00\n\
                      source: The Valley Post # weekly\nurl: https://example.org/dam?a=1#top\nlang: en\n\
                      # a comment\n\ntags:\n  - water\n  - dam\nparams:\n  a: b\ndraft: false\nempty:\n";
        let details = Details {
            title: "Dam \"holds\"".into(),
            author: "Ada Low, Ben Ould".into(),
            date: "2026-03-07T10:15:00+01:00".into(),
            outlet: "The Valley Post".into(),
            address: "https://example.org/dam?a=1#top".into(),
            language: "en".into(),
            note: String::new(),
        };
        check(matter, details, &["tags", "params", "draft"]);
    }

    #[test]
    fn reads_lists_and_lines_below_a_key() {
        let details =
            |title: &str, author: &str| Details { title: title.into(), author: author.into(), ..Details::default() };
        check("authors:\n- Ada\n- \"Ben\"\n", details("", "Ada, Ben"), &[]);
        check("title: >\n  Dam\n  holds\n", details("Dam holds", ""), &[]);
        check("title: Dam\n  holds\n", details("Dam holds", ""), &[]);
        check("title: It's ‘safe’: so they say\n", details("It's ‘safe’: so they say", ""), &[]);
        check("author:\n  name: Ada\n", details("", ""), &["author"]);
        check("Title: سد\n", details("سد", ""), &[]);
        let source = Details { address: "https://a.example".into(), outlet: "Post".into(), ..Details::default() };
        check("source: https://a.example\nsite: Post\nurl: https://b.example\n", source, &["url"]);
        let day = Details { date: "7 March 2026, morning".into(), ..Details::default() };
        check("date: 7 March 2026, morning\n", day, &[]);
    }

    #[test]
    fn toml_reads_the_same() {
        let text = "+++\ntitle = \"Dam holds\" \ndate = 2026-03-07\nauthors=[\"Ada\", 'Ben']\ndraft = true\n[params]\na = 1\n+++\nText";
        let (front, rest) = split(text).unwrap();
        let details = Details {
            title: "Dam holds".into(),
            author: "Ada, Ben".into(),
            date: "2026-03-07".into(),
            ..Details::default()
        };
        assert_eq!((front.details, rest), (details, "Text"));
        assert_eq!(front.others, ["draft", "params", "a"]);
        assert_eq!(split("+++\ntitle: Dam\n+++\nText"), None);
        assert_eq!(split("+++\na = b\n---\nText"), None);
    }

    #[test]
    fn a_line_across_the_page_is_none() {
        for text in [
            "---\nText\n\n---\nMore",
            "---\n",
            "---",
            "--- a\nb: c\n---\n",
            "----\na: b\n----\n",
            "---\na: b\n",
            "---\n\n---\n",
            "---\n12:30 said\n---\n",
        ] {
            assert_eq!(split(text), None, "{text:?}");
        }
        let windows = split("---  \na: b\n...\nText").unwrap();
        assert_eq!((windows.1, &windows.0.others[..]), ("Text", &["a".to_owned()][..]));
    }
}
