//! Writes tasks.

use std::io;

use foldhash::HashSet;
use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use crate::formats::exchange::{Document, Handout, Offsets, Out, Remarks, Unit, Watch, details};
use crate::model::*;

use super::UNSURE;
use super::config::Config;

#[derive(Serialize)]
struct Task<'a> {
    id: usize,
    data: Data<'a>,
    annotations: Vec<Made<'a>>,
}

/// A text, and what is known of it.
struct Data<'a>(&'a str, &'a Details);

impl Serialize for Data<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        map.serialize_entry("text", self.0)?;
        for (name, value) in details(self.1) {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

#[derive(Serialize)]
struct Made<'a> {
    annotator: &'a str,
    result: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Outcome<'a> {
    Region {
        id: String,
        from_name: &'a str,
        to_name: &'static str,
        r#type: &'static str,
        value: Worth<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Meta<'a>>,
    },
    Tie {
        r#type: &'static str,
        from_id: String,
        to_id: String,
        direction: &'static str,
        labels: [&'a str; 1],
    },
}

#[derive(Serialize)]
struct Worth<'a> {
    start: usize,
    end: usize,
    text: Words<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    labels: Option<[&'a str; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<[&'a str; 1]>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Words<'a> {
    /// The words of the region.
    Quote(&'a str),
    /// What a text field says.
    Said([&'a str; 1]),
}

#[derive(Serialize)]
struct Meta<'a> {
    text: [&'a str; 1],
}

/// Writes the tasks and the configuration.
pub(super) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    let config = Config::of(handout.project, remarks);
    out.begin("label-studio.json")?;
    let mut buffer = Vec::new();
    for (at, document) in handout.each(watch).enumerate() {
        let document = document?;
        let offsets = Offsets::of(document.text(), Unit::Utf16);
        let made = handout.sets_of(document).map(|pass| {
            let result = results(handout, document, pass.id, &config, &offsets);
            Made { annotator: &pass.name, result }
        });
        let task = Task {
            id: at + 1,
            data: Data(document.text().as_str(), &document.article.details),
            annotations: made.collect(),
        };
        buffer.clear();
        buffer.extend(if at == 0 { b"[\n" } else { b",\n" });
        serde_json::to_writer(&mut buffer, &task)?;
        out.write(&buffer)?;
    }
    out.write(if handout.documents.is_empty() { b"[]\n" } else { b"\n]\n" })?;
    out.begin("label-studio.xml")?;
    out.write(config.xml().as_bytes())
}

fn results<'a>(
    handout: &Handout<'a>,
    document: &Document<'a>,
    set: SetId,
    config: &'a Config<'a>,
    offsets: &Offsets<'_>,
) -> Vec<Outcome<'a>> {
    let mut all = Vec::new();
    let mut there = HashSet::default();
    for row in document.of_set(set) {
        let Some(cover) = row.cover else { continue };
        there.insert(row.id);
        let (start, end) = (offsets.at(cover.start()), offsets.at(cover.end()));
        let quote = || Words::Quote(document.text().quote(cover));
        let region = |from_name, r#type, value, note: &'a str| Outcome::Region {
            id: row.id.to_string(),
            from_name,
            to_name: "text",
            r#type,
            value,
            meta: (!note.is_empty()).then_some(Meta { text: [note] }),
        };
        let labels = Some([config.label(&row.row.label)]);
        let value = Worth { start, end, text: quote(), labels, choices: None };
        all.push(region("label", "labels", value, &row.row.note));
        let choice = |name, choice| {
            region(name, "choices", Worth { start, end, text: quote(), labels: None, choices: Some([choice]) }, "")
        };
        for (key, value) in &row.row.attributes {
            let Some((field, takes)) = config.field(key) else { continue };
            all.push(match value {
                Value::Flag(yes) => choice(field, if *yes { "true" } else { "false" }),
                Value::Choice(key) => choice(field, takes.name_of(key)),
                Value::Text(said) => {
                    let text = Words::Said([said]);
                    region(field, "textarea", Worth { start, end, text, labels: None, choices: None }, "")
                }
            });
        }
        if row.row.unsure {
            all.push(choice(UNSURE, "true"));
        }
    }
    let own = handout.relations_of(document).map(|(_, row)| row);
    for row in own.filter(|row| row.set == set && there.contains(&row.from) && there.contains(&row.to)) {
        let (from_id, to_id) = (row.from.to_string(), row.to.to_string());
        let labels = [config.kind(&row.kind)];
        all.push(Outcome::Tie { r#type: "relation", from_id, to_id, direction: "right", labels });
    }
    all
}
