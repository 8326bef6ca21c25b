//! Says what an annotation says, whichever way it is written: JSON-LD has one thing where others have a list.

use std::ops::Range;

use serde_json::{Map, Value};

use crate::formats::exchange::{Said, Target, Words};
use crate::formats::json;
use crate::model::Anchor;

/// Lists a value, or those in a list.
pub(super) fn each(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    match value {
        Some(Value::Array(all)) => all.iter(),
        Some(one) => std::slice::from_ref(one).iter(),
        None => [].iter(),
    }
}

/// Tells whether something is of a sort.
pub(super) fn has_type(of: &Map<String, Value>, sort: &str) -> bool {
    each(of.get("type")).any(|known| known.as_str() == Some(sort))
}

/// What the bodies of an annotation say.
#[derive(Debug, Default)]
pub(super) struct Bodies {
    /// Names that classify it.
    pub classes: Vec<String>,
    /// Other names.
    pub tags: Vec<String>,
    /// Comments, a line each.
    pub note: String,
    /// Values of attributes.
    pub values: Vec<(String, Said)>,
    /// Whether somebody was not sure.
    pub unsure: bool,
    /// Addresses of what the bodies are, that are nothing else here.
    pub addresses: Vec<String>,
}

impl Bodies {
    pub(super) fn of(annotation: &Map<String, Value>) -> Bodies {
        let mut bodies = Bodies::default();
        let motivation = annotation.get("motivation").or_else(|| annotation.get("motivatedBy"));
        let motivation = each(motivation).filter_map(Value::as_str).next().unwrap_or_default();
        let written = annotation.get("body").or_else(|| annotation.get("bodies"));
        each(written).for_each(|body| bodies.take(body, motivation));
        if let Some(comment) = annotation.get("bodyValue").and_then(Value::as_str) {
            bodies.comment(comment);
        }
        bodies
    }

    pub(super) fn comment(&mut self, comment: &str) {
        if !self.note.is_empty() && !comment.is_empty() {
            self.note.push('\n');
        }
        self.note.push_str(comment);
    }

    fn take(&mut self, body: &Value, motivation: &str) {
        let Value::Object(fields) = body else {
            return self.address(&json::plain(body), motivation);
        };
        if fields.contains_key("items") {
            return each(fields.get("items")).for_each(|item| self.take(item, motivation));
        }
        let purpose = each(fields.get("purpose")).filter_map(Value::as_str).next().unwrap_or(motivation);
        let own = |name: &str| fields.get(&format!("gainsay:{name}")).and_then(Value::as_str);
        let Some(value) = fields.get("value").map(json::plain) else {
            let source = fields.get("source").or_else(|| fields.get("id"));
            let source = source.map(|source| source.get("id").unwrap_or(source));
            return self.address(&source.map(json::plain).unwrap_or_default(), purpose);
        };
        if let Some(name) = own("attribute") {
            let said = match (own("takes"), value.parse()) {
                (Some("choice"), _) => Said::Choice(value),
                (Some("flag"), Ok(yes)) => Said::Flag(yes),
                _ => Said::Text(value),
            };
            self.values.push((name.to_owned(), said));
        } else if own("unsure").is_some() {
            self.unsure = true;
        } else {
            match purpose {
                "classifying" => self.classes.push(value),
                "tagging" => self.tags.push(value),
                _ => self.comment(&value),
            }
        }
    }

    fn address(&mut self, address: &str, purpose: &str) {
        match purpose {
            _ if address.is_empty() => {}
            "classifying" => self.classes.push(address.to_owned()),
            "tagging" => self.tags.push(address.to_owned()),
            _ => self.addresses.push(address.to_owned()),
        }
    }
}

/// Whom an annotation names as its creator; empty for nobody.
pub(super) fn creator(annotation: &Map<String, Value>) -> String {
    let target = || each(annotation.get("target")).next().and_then(|target| target.get("creator"));
    let creator = annotation.get("creator").or_else(|| annotation.get("user")).or_else(target);
    let name = |agent: &Value| {
        let names = ["name", "nickname", "email", "id"].into_iter().filter_map(|name| agent.get(name));
        let name = names.map(|name| each(Some(name)).next().map(json::plain).unwrap_or_default());
        let name = name.chain([json::plain(agent)]).find(|name| !name.is_empty()).unwrap_or_default();
        name.strip_prefix("acct:").map_or(name.clone(), str::to_owned)
    };
    each(creator).map(name).collect::<Vec<_>>().join(", ")
}

/// Says where a target is: the address of what it is of, and the words. `None` for the latter where it is all of it, or
/// nothing is known by which words can be found; then the sorts of selectors that there are.
pub(super) fn target(of: &Value) -> (String, Result<Target, Vec<String>>) {
    let source = of.get("source").or_else(|| of.get("id")).unwrap_or(of);
    let source = source.get("id").unwrap_or(source).as_str().unwrap_or_default().to_owned();
    let mut found = Selected::default();
    each(of.get("selector")).for_each(|selector| found.take(selector, false));
    let Selected { ranges, quotes, others } = found;
    if ranges.is_empty() && quotes.is_empty() {
        return (source, Err(others));
    }
    let words = if quotes.is_empty() { Words::None } else { Words::Each(quotes) };
    (source, Ok(Target { ranges, words }))
}

/// What selectors say.
#[derive(Default)]
struct Selected {
    ranges: Vec<Range<usize>>,
    quotes: Vec<Anchor>,
    others: Vec<String>,
}

impl Selected {
    /// Takes a selector. A position within what another selector found is no position of the text.
    fn take(&mut self, selector: &Value, within: bool) {
        let offset = |name: &str| selector.get(name).and_then(Value::as_u64).and_then(|at| usize::try_from(at).ok());
        let text = |name: &str| selector.get(name).and_then(Value::as_str);
        let sort = text("type").unwrap_or_default();
        let range = offset("start").zip(offset("end")).filter(|(start, end)| start <= end);
        // Recogito's own has a quote and offsets in one.
        let quote = text("exact").or_else(|| text("quote"));
        if let Some(refined) = selector.get("refinedBy") {
            return each(Some(refined)).for_each(|refined| self.take(refined, true));
        }
        if let Some((start, end)) = range.filter(|_| !within && sort != "DataPositionSelector") {
            self.ranges.push(start..end);
        }
        if let Some(exact) = quote {
            let around = |name: &str| text(name).unwrap_or_default().to_owned();
            self.quotes.push(Anchor { exact: exact.to_owned(), prefix: around("prefix"), suffix: around("suffix") });
        } else if range.is_none() || within {
            self.others.push(if sort.is_empty() { json::plain(selector) } else { sort.to_owned() });
        }
    }
}
