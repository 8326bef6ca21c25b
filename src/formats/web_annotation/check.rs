//! Holds an annotation to what the model says it must be.

use serde_json::{Map, Value};

use crate::model::Time;
use crate::say;

use super::CONTEXT;
use super::shape::{each, has_type};

/// Lists what is wrong with an annotation, a page or a collection. `within` tells whether it stands within another,
/// which names the context.
pub(super) fn faults(of: &Map<String, Value>, within: bool) -> Vec<String> {
    let mut faults = Vec::new();
    let sort = ["Annotation", "AnnotationPage", "AnnotationCollection"].into_iter().find(|sort| has_type(of, sort));
    if !within && !each(of.get("@context")).any(|context| context.as_str() == Some(CONTEXT)) {
        faults.push(say!("web-annotation-context", context = CONTEXT));
    }
    match of.get("id") {
        Some(id) if is_iri(id) => {}
        None if sort == Some("AnnotationPage") && within => {}
        _ => faults.push(say!("web-annotation-id").to_owned()),
    }
    match sort {
        None => faults.push(say!("web-annotation-type").to_owned()),
        Some("Annotation") => annotation(of, &mut faults),
        Some("AnnotationPage") if !of.get("items").is_some_and(Value::is_array) => {
            faults.push(say!("web-annotation-missing", name = "items"));
        }
        _ => {}
    }
    told_by(of, &mut faults);
    faults
}

fn annotation(of: &Map<String, Value>, faults: &mut Vec<String>) {
    match of.get("target") {
        None => faults.push(say!("web-annotation-missing", name = "target")),
        target if each(target).next().is_none() => faults.push(say!("web-annotation-missing", name = "target")),
        target => each(target).for_each(|target| resource(target, "target", faults)),
    }
    each(of.get("body")).for_each(|body| resource(body, "body", faults));
    if of.contains_key("body") && of.contains_key("bodyValue") {
        faults.push(say!("web-annotation-both").to_owned());
    }
    if of.get("bodyValue").is_some_and(|value| !value.is_string()) {
        faults.push(say!("web-annotation-one-text", name = "bodyValue"));
    }
}

/// Checks who made something and when.
fn told_by(of: &Map<String, Value>, faults: &mut Vec<String>) {
    for name in ["created", "modified", "generated"] {
        if of.get(name).is_some_and(|time| time.as_str().and_then(moment).is_none()) {
            faults.push(say!("web-annotation-time", name = name));
        }
    }
    for name in ["creator", "generator", "audience"] {
        if each(of.get(name)).any(|agent| !is_iri(agent) && !agent.is_object()) {
            faults.push(say!("web-annotation-agent", name = name));
        }
    }
    for name in ["rights", "canonical", "via"] {
        let many = name == "canonical" && of.get(name).is_some_and(Value::is_array);
        if many || each(of.get(name)).any(|iri| !is_iri(iri)) {
            faults.push(say!("web-annotation-iri", name = name));
        }
    }
}

/// Reads a time of XML Schema, which may have no zone.
pub(super) fn moment(text: &str) -> Option<Time> {
    let text = text.trim();
    if !text.contains('T') {
        return None;
    }
    Time::parse(text).or_else(|| Time::parse(&format!("{text}Z")))
}

/// Checks a body or a target.
fn resource(of: &Value, name: &str, faults: &mut Vec<String>) {
    let fields = match of {
        Value::Object(fields) => fields,
        iri if is_iri(iri) => return,
        _ => return faults.push(say!("web-annotation-resource", name = name)),
    };
    told_by(fields, faults);
    if fields.get("id").is_some_and(|id| !is_iri(id)) {
        faults.push(say!("web-annotation-iri", name = "id"));
    }
    for one in ["format", "language", "processingLanguage", "textDirection"] {
        let several = matches!(one, "format" | "language");
        let value = fields.get(one);
        if value.is_some_and(|value| value.is_array() && !several) || each(value).any(|value| !value.is_string()) {
            faults.push(say!("web-annotation-one-text", name = one));
        }
    }
    let direction = fields.get("textDirection").and_then(Value::as_str);
    if direction.is_some_and(|direction| !["ltr", "rtl", "auto"].contains(&direction)) {
        faults.push(say!("web-annotation-direction").to_owned());
    }
    let sets = ["Choice", "Composite", "List", "Independents"].iter().filter(|sort| has_type(fields, sort)).count();
    if sets > 1 || (sets == 0) == fields.contains_key("items") {
        faults.push(say!("web-annotation-set", name = name));
    }
    each(fields.get("items")).for_each(|item| resource(item, name, faults));
    let textual = has_type(fields, "TextualBody") || name == "body" && fields.contains_key("value");
    if textual && !fields.get("value").is_some_and(Value::is_string) {
        faults.push(say!("web-annotation-one-text", name = "value"));
    }
    let specific = has_type(fields, "SpecificResource") || fields.contains_key("selector");
    match fields.get("source") {
        None if specific => faults.push(say!("web-annotation-missing", name = "source")),
        Some(Value::Object(source)) if source.get("id").is_some_and(is_iri) => {}
        Some(source) if !is_iri(source) => faults.push(say!("web-annotation-iri", name = "source")),
        None if sets == 0 && !textual && !fields.contains_key("id") => {
            faults.push(say!("web-annotation-resource", name = name));
        }
        _ => {}
    }
    each(fields.get("selector")).for_each(|of| selector(of, faults));
}

fn selector(of: &Value, faults: &mut Vec<String>) {
    let fields = match of {
        Value::Object(fields) => fields,
        iri if is_iri(iri) => return,
        _ => return faults.push(say!("web-annotation-resource", name = "selector")),
    };
    let texts: &[&str] = match fields.get("type").and_then(Value::as_str) {
        Some("FragmentSelector" | "CssSelector" | "XPathSelector") => &["value"],
        Some("TextQuoteSelector") => &["exact"],
        Some("TextPositionSelector" | "DataPositionSelector") => {
            for name in ["start", "end"] {
                if !fields.get(name).is_some_and(Value::is_u64) {
                    faults.push(say!("web-annotation-number", name = name));
                }
            }
            &[]
        }
        Some("RangeSelector") => {
            for name in ["startSelector", "endSelector"] {
                match fields.get(name) {
                    Some(end) => selector(end, faults),
                    None => faults.push(say!("web-annotation-missing", name = name)),
                }
            }
            &[]
        }
        _ => &[],
    };
    for name in texts {
        if !fields.get(*name).is_some_and(Value::is_string) {
            faults.push(say!("web-annotation-one-text", name = *name));
        }
    }
    each(fields.get("refinedBy")).for_each(|of| selector(of, faults));
}

/// Tells whether something can be an IRI or a part of one: it has no space and no sign that must be escaped there.
fn is_iri(value: &Value) -> bool {
    let bad = |c: char| {
        c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '{' | '}' | '|' | '\\' | '^' | '`')
    };
    value.as_str().is_some_and(|iri| !iri.is_empty() && !iri.contains(bad))
}
