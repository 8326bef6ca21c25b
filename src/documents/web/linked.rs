//! Reads what a page says of its article for programs: JSON-LD with the words of schema.org.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::tree::Tree;

/// Bytes of such a script that are read, and objects in it that are looked at.
const LONGEST: usize = 4 << 20;
const MOST: usize = 10_000;
/// Names that lead from one object to the next, at most.
const HOPS: usize = 4;

/// What schema.org's words say of an article; the first of each counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Linked {
    pub(super) headline: String,
    pub(super) authors: Vec<String>,
    pub(super) outlet: String,
    pub(super) date: String,
    pub(super) language: String,
    pub(super) address: String,
    pub(super) description: String,
    /// Whether only a part of the article is free.
    pub(super) walled: bool,
}

/// Reads the scripts of a page. Of several articles, the one whose headline is most like the page's title counts.
pub(super) fn read(tree: &Tree, alike: impl Fn(&str) -> f64) -> Linked {
    let scripts = tree.elements().filter(|(_, element)| {
        &*element.name == "script" && element.attribute("type").to_ascii_lowercase().starts_with("application/ld+json")
    });
    let values: Vec<Value> = scripts.filter_map(|(at, _)| parse(&tree.words(at))).collect();
    let objects = objects(&values);
    let by_id: HashMap<&str, &Map<String, Value>> = objects
        .iter()
        .filter(|object| object.len() > 1)
        .filter_map(|object| Some((object.get("@id")?.as_str()?, *object)))
        .collect();
    let reader = Reader { by_id };
    let mut best: Option<(f64, Linked)> = None;
    for object in objects.into_iter().filter(|object| is_article(object)) {
        let linked = reader.article(object);
        // One that says more is likelier the article itself than a teaser of it.
        let told = [&linked.headline, &linked.date].into_iter().filter(|text| !text.is_empty()).count();
        let score = alike(&linked.headline) + 0.1 * told as f64;
        if best.as_ref().is_none_or(|(before, _)| score > *before) {
            best = Some((score, linked));
        }
    }
    best.map(|(_, linked)| linked).unwrap_or_default()
}

/// Parses a script, out of the comments in which some pages put it.
fn parse(script: &str) -> Option<Value> {
    if script.len() > LONGEST {
        return None;
    }
    let start = script.find(['{', '['])?;
    let end = script.rfind(['}', ']'])?;
    let bare = script.get(start..=end)?;
    // Line ends inside texts are a common fault.
    serde_json::from_str(bare).or_else(|_| serde_json::from_str(&bare.replace(['\n', '\r', '\t'], " "))).ok()
}

/// Lists all objects, however they are nested.
fn objects(values: &[Value]) -> Vec<&Map<String, Value>> {
    let mut found = Vec::new();
    let mut left: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = left.pop() {
        match value {
            Value::Array(items) => left.extend(items.iter().rev()),
            Value::Object(object) => {
                found.push(object);
                left.extend(object.values().filter(|value| value.is_array() || value.is_object()));
            }
            _ => {}
        }
        if found.len() >= MOST {
            break;
        }
    }
    found
}

fn is_article(object: &Map<String, Value>) -> bool {
    let of_article = |name: &str| {
        let name = name.rsplit(['/', ':']).next().unwrap_or(name);
        name.ends_with("Article") || name.ends_with("Posting") || name == "Report"
    };
    match object.get("@type") {
        Some(Value::String(name)) => of_article(name),
        Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).any(of_article),
        _ => false,
    }
}

struct Reader<'a> {
    by_id: HashMap<&'a str, &'a Map<String, Value>>,
}

impl Reader<'_> {
    fn article(&self, object: &Map<String, Value>) -> Linked {
        let text =
            |key: &str| object.get(key).and_then(|value| self.texts(value, &["name", "@value"]).into_iter().next());
        let mut address = String::new();
        for (key, inner) in [("url", "@id"), ("mainEntityOfPage", "@id"), ("mainEntityOfPage", "url")] {
            if address.is_empty() {
                let found = object.get(key).map(|value| self.texts(value, &[inner])).unwrap_or_default();
                address = found.into_iter().next().unwrap_or_default();
            }
        }
        let free = object.get("isAccessibleForFree");
        let walled = free.is_some_and(|free| match free {
            Value::Bool(free) => !free,
            Value::String(free) => free.to_ascii_lowercase().ends_with("false"),
            _ => false,
        });
        Linked {
            headline: text("headline").or_else(|| text("name")).unwrap_or_default(),
            authors: object.get("author").map(|value| self.texts(value, &["name"])).unwrap_or_default(),
            outlet: text("publisher").unwrap_or_default(),
            date: text("datePublished").or_else(|| text("dateCreated")).unwrap_or_default(),
            language: object
                .get("inLanguage")
                .and_then(|value| self.texts(value, &["alternateName", "name"]).into_iter().next())
                .unwrap_or_default(),
            address,
            description: text("description").unwrap_or_default(),
            walled,
        }
    }

    /// Reads the texts of a value: itself, those of a list, what an object has under one of the keys, or what the
    /// object that it names has.
    fn texts(&self, value: &Value, keys: &[&str]) -> Vec<String> {
        let mut texts = Vec::new();
        let mut left = vec![(value, 0)];
        while let Some((value, hops)) = left.pop() {
            match value {
                Value::String(text) => {
                    let text = super::plain(text);
                    if !text.is_empty() && !texts.contains(&text) {
                        texts.push(text);
                    }
                }
                Value::Array(items) => left.extend(items.iter().take(MOST).rev().map(|item| (item, hops))),
                Value::Object(object) if hops < HOPS => {
                    let named = || self.by_id.get(object.get("@id")?.as_str()?).copied();
                    let of = |object: &'_ Map<String, Value>| keys.iter().any(|key| object.contains_key(*key));
                    let source = if of(object) { Some(object) } else { named() };
                    let found = source.and_then(|source| keys.iter().find_map(|key| source.get(*key)));
                    left.extend(found.map(|found| (found, hops + 1)));
                }
                _ => {}
            }
            if texts.len() > 100 {
                break;
            }
        }
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn linked(json: &str) -> Linked {
        read(&Tree::parse(&format!("<script type='application/ld+json'>{json}</script>")), |_| 0.0)
    }

    #[test]
    fn an_article_is_found_in_lists_and_graphs() {
        let graph = r##"{"@context": "https://schema.org", "@graph": [
            {"@type": "Organization", "@id": "#post", "name": "The Valley Post"},
            {"@type": "Person", "@id": "#ada", "name": "Ada Low"},
            {"@type": ["NewsArticle", "Article"], "headline": "Dam &amp; river", "datePublished": "2026-03-07",
             "author": [{"@id": "#ada"}, {"@type": "Person", "name": ["Ben Ould"]}, "Ada Low"],
             "publisher": {"@id": "#post"}, "mainEntityOfPage": {"@id": "https://post.example/dam"},
             "inLanguage": "en", "isAccessibleForFree": "False"}]}"##;
        let found = linked(graph);
        assert_eq!(found.headline, "Dam & river");
        assert_eq!(found.authors, ["Ada Low", "Ben Ould"]);
        assert_eq!((found.outlet.as_str(), found.address.as_str()), ("The Valley Post", "https://post.example/dam"));
        assert!(found.walled);
        assert_eq!(linked("[[{\"@type\": \"schema:BlogPosting\", \"headline\": \"A\nb\"}]]").headline, "A b");
    }

    #[test]
    fn what_is_no_article_says_nothing() {
        for json in ["", "{", "null", "[]", r#"{"@type": "WebSite", "headline": "Post"}"#, r#"{"@type": 4}"#] {
            assert_eq!(linked(json), Linked::default(), "{json}");
        }
        // Names that lead to each other.
        let round = r##"[{"@type": "Article", "author": {"@id": "#a"}}, {"@id": "#a", "name": {"@id": "#b"}}, {"@id": "#b", "name": {"@id": "#a"}}]"##;
        assert!(linked(round).authors.is_empty());
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(linked(&deep), Linked::default());
    }
}
