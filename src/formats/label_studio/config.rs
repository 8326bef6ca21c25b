//! The labelling configuration, which declares all that tasks name.

use std::fmt::Write as _;

use foldhash::HashMap;

use crate::documents::xml::Element;
use crate::formats::exchange::{Gather, Names, Remarks, Spot, What, read_colour};
use crate::model::scheme::INKS;
use crate::model::*;

use super::{NOTES, UNSURE};

/// Declares what a configuration has: labels with their colours and hints, and relations.
pub(super) fn declare(of: &Element, gather: &mut Gather) {
    for inner in &of.elements {
        let value = inner.attribute("value").filter(|value| !value.is_empty());
        match (inner.name.as_str(), value) {
            ("Label", Some(name)) => {
                let hint = inner.attribute("hint").unwrap_or_default().to_owned();
                gather.describe(name, hint, inner.attribute("background").and_then(read_colour));
            }
            ("Relation", Some(name)) => {
                gather.kind(name);
            }
            _ => declare(inner, gather),
        }
    }
}

/// What the parts of a scheme are called.
pub(super) struct Config<'p> {
    project: &'p Project,
    fields: HashMap<&'p AttributeKey, String>,
}

impl<'p> Config<'p> {
    /// Names all attributes so that none is taken for something else.
    pub(super) fn of(project: &'p Project, remarks: &mut Remarks) -> Config<'p> {
        let mut names = Names::default();
        ["label", "text", UNSURE].into_iter().chain(NOTES).for_each(|name| names.reserve(name));
        let mut fields = HashMap::default();
        for (key, row) in project.attributes() {
            let name = names.exact(key.as_str(), &row.name).to_owned();
            if name != row.name {
                remarks.add(What::Renamed, name.as_str(), Spot::of(row.name.as_str()));
            }
            fields.insert(key, name);
        }
        Config { project, fields }
    }

    pub(super) fn label<'a>(&self, key: &'a LabelKey) -> &'a str
    where
        'p: 'a,
    {
        self.project.label(key).map_or(key.as_str(), |row| &row.name)
    }

    pub(super) fn kind<'a>(&self, key: &'a KindKey) -> &'a str
    where
        'p: 'a,
    {
        self.project.kind(key).map_or(key.as_str(), |row| &row.name)
    }

    /// Returns an attribute's field and what it takes; `None` for what the scheme does not declare.
    pub(super) fn field(&self, key: &AttributeKey) -> Option<(&str, &'p AttributeType)> {
        Some((self.fields.get(key)?, &self.project.attribute(key)?.takes))
    }

    /// Writes it.
    pub(super) fn xml(&self) -> String {
        let mut xml = String::from("<View>\n");
        let kinds = self.project.kinds();
        if !kinds.is_empty() {
            xml.push_str("  <Relations>\n");
            for (_, row) in kinds {
                let _ = writeln!(xml, "    <Relation value=\"{}\"/>", escaped(&row.name));
            }
            xml.push_str("  </Relations>\n");
        }
        xml.push_str("  <Labels name=\"label\" toName=\"text\">\n");
        for (_, row) in self.project.labels() {
            let colour = INKS[usize::from(row.colour) % INKS.len()];
            let _ = writeln!(xml, "    <Label value=\"{}\" background=\"#{colour:06x}\"/>", escaped(&row.name));
        }
        xml.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n");
        for (key, row) in self.project.attributes() {
            let labels = row.on.iter().filter_map(|owner| match owner {
                Owner::Label(label) => Some(self.label(label)),
                Owner::Kind(_) | Owner::Propositions => None,
            });
            let labels: Vec<&str> = labels.collect();
            let Some((field, takes)) = self.field(key).filter(|_| !labels.is_empty()) else { continue };
            let when = format!("whenTagName=\"label\" whenLabelValue=\"{}\"", escaped(&labels.join(",")));
            match takes {
                AttributeType::Choice(choices) => {
                    let names = choices.iter().map(|choice| choice.name.as_str());
                    push_choices(&mut xml, field, &when, names);
                }
                AttributeType::Flag => push_choices(&mut xml, field, &when, ["true", "false"].into_iter()),
                AttributeType::Text => {
                    let name = escaped(field);
                    let _ = writeln!(xml, "  <TextArea name=\"{name}\" toName=\"text\" perRegion=\"true\" {when}/>");
                }
            }
        }
        push_choices(&mut xml, UNSURE, "", ["true"].into_iter());
        xml.push_str("</View>\n");
        xml
    }
}

fn push_choices<'n>(xml: &mut String, field: &str, when: &str, names: impl Iterator<Item = &'n str>) {
    let space = if when.is_empty() { "" } else { " " };
    let name = escaped(field);
    let _ = writeln!(xml, "  <Choices name=\"{name}\" toName=\"text\" perRegion=\"true\"{space}{when}>");
    for name in names {
        let _ = writeln!(xml, "    <Choice value=\"{}\"/>", escaped(name));
    }
    xml.push_str("  </Choices>\n");
}

/// Writes a text as the value of an attribute of XML 1.0, without the characters that may not stand in it.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            '\0'..'\u{20}' | '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(c),
        }
    }
    out
}
