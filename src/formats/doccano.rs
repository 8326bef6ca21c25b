//! doccano's JSON lines: a text with its annotations a line, a file for each annotator.
//!
//! Follows what doccano 1.8 writes and reads. A project without relations has `"label": [[start, end, "name"], …]`, one
//! with relations `"entities"` and `"relations"`; older ones had `"labels"`, and `"annotations"` with the number of
//! each `"user"`. Offsets count code points. What else stands in a line is metadata of the text: it comes in as details
//! of the article where it is called so, otherwise in its note, as comments and labels of whole texts do. A project in
//! doccano must allow overlapping spans before it takes some.
//!
//! doccano has a line for each text, whether anybody has read it or not: one without annotations says nothing. Of
//! several annotators each line names its own in its metadata, for files can be called otherwise.

use std::fmt;
use std::io;
use std::ops::Range;

use foldhash::HashMap;
use serde::de::{IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::exchange::{
    File, Gather, Handout, Holds, Mark, Out, Packed, Refused, Remarks, Source, Target, Titles, Unit, Watch, What,
    Words, add_to_note, details, take_detail,
};
use super::format::Format;
use super::json::{self, Name, Of, Offset, Parts};
use crate::model::{AnnotationId, Details, KindKey, SetId};
use crate::say;

/// The format.
pub(super) static FORMAT: Format = Format {
    id: "doccano",
    name: "doccano",
    endings: &["jsonl", "json"],
    unit: Some(Unit::CodePoints),
    holds: Holds { relations: true, details: true, titles: Titles::Kept, names: true, order: true, ..Holds::SPANS },
    packed: Packed::PerAnnotator,
    knows,
    read: Some(read),
    write: Some(write),
};

/// The metadata that says whose a line is.
const ANNOTATOR: &str = "annotator";

/// Where doccano and its older versions have annotations.
const ITEMS: [&str; 5] = ["label", "labels", "entities", "annotations", "cats"];

fn knows(files: &[File]) -> bool {
    json::first::<Parts>(files).is_some_and(|parts| {
        parts.has(&["text"]) && parts.has(&ITEMS) && !parts.has(&["spans", "_input_hash", "gainsay"])
    })
}

/// A line.
#[derive(Default)]
struct Entry {
    id: Name,
    text: Option<String>,
    items: Vec<Item>,
    relations: Vec<Joined>,
    comments: Vec<Comment>,
    more: Vec<(String, Value)>,
}

/// An annotation in a line.
enum Item {
    Span {
        id: Name,
        /// `None` where it is none.
        range: Option<Range<usize>>,
        label: String,
        user: Name,
    },
    /// A label of the whole text.
    Whole(String),
}

#[derive(Deserialize)]
struct Joined {
    from_id: Name,
    to_id: Name,
    #[serde(rename = "type")]
    kind: Name,
}

/// What somebody says of a whole text.
struct Comment(String);

impl<'de> Deserialize<'de> for Entry {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Entry, D::Error> {
        struct Line;
        impl<'de> Visitor<'de> for Line {
            type Value = Entry;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text with its annotations")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Entry, M::Error> {
                let mut entry = Entry::default();
                while let Some(name) = map.next_key::<String>()? {
                    match name.as_str() {
                        "id" => entry.id = map.next_value()?,
                        "text" => entry.text = map.next_value()?,
                        "relations" => entry.relations = map.next_value::<Option<_>>()?.unwrap_or_default(),
                        "Comments" | "comments" => {
                            entry.comments = map.next_value::<Option<_>>()?.unwrap_or_default();
                        }
                        "annotation_approver" => _ = map.next_value::<IgnoredAny>()?,
                        "meta" => match map.next_value()? {
                            Value::Object(inner) => entry.more.extend(inner),
                            other => entry.more.push((name, other)),
                        },
                        known if ITEMS.contains(&known) => {
                            entry.items.extend(map.next_value::<Option<Vec<Item>>>()?.unwrap_or_default());
                        }
                        _ => entry.more.push((name, map.next_value()?)),
                    }
                }
                Ok(entry)
            }
        }
        from.deserialize_map(Line)
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Item, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            #[serde(default)]
            id: Name,
            start_offset: Option<Offset>,
            end_offset: Option<Offset>,
            label: Name,
            #[serde(default)]
            user: Name,
        }
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Item;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an annotation")
            }
            fn visit_str<E>(self, label: &str) -> Result<Item, E> {
                Ok(Item::Whole(label.to_owned()))
            }
            fn visit_u64<E>(self, label: u64) -> Result<Item, E> {
                Ok(Item::Whole(label.to_string()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Item, S::Error> {
                let missing = |at| serde::de::Error::invalid_length(at, &"a start, an end and a label");
                let start: Offset = seq.next_element()?.ok_or_else(|| missing(0))?;
                let end = seq.next_element()?.ok_or_else(|| missing(1))?;
                let Name(label) = seq.next_element()?.ok_or_else(|| missing(2))?;
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Item::Span { id: Name::default(), range: start.to(end), label, user: Name::default() })
            }
            fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Item, M::Error> {
                let fields = Fields::deserialize(serde::de::value::MapAccessDeserializer::new(map))?;
                let Fields { id, label: Name(label), user, .. } = fields;
                Ok(match (fields.start_offset, fields.end_offset) {
                    (Some(start), Some(end)) => Item::Span { id, range: start.to(end), label, user },
                    _ => Item::Whole(label),
                })
            }
        }
        from.deserialize_any(Any)
    }
}

impl<'de> Deserialize<'de> for Comment {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Comment, D::Error> {
        let value = Value::deserialize(from)?;
        let text = value.get("text").unwrap_or(&value);
        Ok(Comment(json::plain(text)))
    }
}

fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    json::read_each(files, gather, watch, take)
}

fn take(gather: &mut Gather, entry: Entry, of: &Of<'_>) -> Result<(), String> {
    let text = entry.text.ok_or_else(|| say!("json-no-text").to_owned())?;
    let source = Source::of_value(text);
    let (mut known, mut annotator) = (Details::default(), of.annotator.to_owned());
    for (name, value) in &entry.more {
        let value = json::plain(value);
        if name == ANNOTATOR && !value.is_empty() {
            annotator = value;
        } else if !value.is_empty() && !take_detail(&mut known, name, &value) {
            gather.remark(What::AsNote, name.as_str(), of.spot());
            add_to_note(&mut known, &format!("{name}: {value}"));
        }
    }
    for Comment(comment) in &entry.comments {
        gather.remark(What::AsNote, say!("doccano-comments"), of.spot());
        add_to_note(&mut known, comment);
    }
    let (mut marks, mut whose) = (Vec::new(), Vec::new());
    for item in entry.items {
        match item {
            Item::Whole(label) => {
                gather.remark(What::AsNote, say!("json-whole-labels"), of.spot());
                add_to_note(&mut known, &format!("label: {label}"));
            }
            Item::Span { id, range, label, user } => {
                let target = Target { ranges: range.into_iter().collect(), words: Words::None };
                marks.push(Mark::new(label, target, of.spot()));
                whose.push((user.0, id));
            }
        }
    }
    let name = if entry.id.0.is_empty() { of.number.to_string() } else { entry.id.0 };
    let origin = say!("exchange-origin", file = of.file.path.as_str(), format = FORMAT.name);
    let known = known.titled_by(source.text());
    let revision = gather.text(&name, source.text(), known, None, origin);
    let mut of_user: HashMap<String, Vec<(Name, Mark)>> = HashMap::default();
    let mut users: Vec<String> = Vec::new();
    for ((user, id), mark) in whose.into_iter().zip(marks) {
        if !of_user.contains_key(&user) {
            users.push(user.clone());
        }
        of_user.entry(user).or_default().push((id, mark));
    }
    // Who has a file has a set.
    if users.is_empty() && !annotator.is_empty() {
        gather.set(&annotator);
    }
    let mut made: HashMap<Name, (SetId, AnnotationId)> = HashMap::default();
    for user in users {
        let (ids, marks): (Vec<Name>, Vec<Mark>) = of_user.remove(&user).unwrap_or_default().into_iter().unzip();
        let set = gather.set(if user.is_empty() { &annotator } else { &user });
        let all = gather.marks(set, revision, &source, Unit::CodePoints, marks);
        for (id, new) in ids.into_iter().zip(all) {
            let Some(new) = new else { continue };
            if !id.0.is_empty() && made.contains_key(&id) {
                gather.remark(What::SameId, id.0.as_str(), of.spot());
            }
            made.insert(id, (set, new));
        }
    }
    for relation in entry.relations {
        match made.get(&relation.from_id).zip(made.get(&relation.to_id)) {
            Some(((set, from), (_, to))) => {
                gather.relate(*set, &relation.kind.0, (*from, *to), Vec::new(), String::new(), of.spot());
            }
            None => gather.remark(What::End, "", of.spot()),
        }
    }
    Ok(())
}

/// What goes into a line.
#[derive(Serialize)]
struct Line<'a> {
    id: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Vec<(usize, usize, &'a str)>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entities: Option<Vec<Span<'a>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    relations: Option<Vec<Tie<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty", serialize_with = "as_map")]
    meta: Vec<(&'static str, &'a str)>,
}

fn as_map<S: Serializer>(all: &[(&'static str, &str)], to: S) -> Result<S::Ok, S::Error> {
    to.collect_map(all.iter().copied())
}

#[derive(Serialize)]
struct Span<'a> {
    id: usize,
    label: &'a str,
    start_offset: usize,
    end_offset: usize,
}

#[derive(Serialize)]
struct Tie<'a> {
    id: usize,
    from_id: usize,
    to_id: usize,
    r#type: &'a str,
}

fn write(handout: &Handout<'_>, out: &mut dyn Out, remarks: &mut Remarks, watch: &mut Watch<'_>) -> io::Result<()> {
    handout.tell_overlaps(say!("doccano-overlaps"), remarks);
    let several = handout.sets.len() > 1;
    let project = handout.project;
    let kinds: HashMap<&KindKey, &str> = project.kinds_by_key().map(|(key, row)| (key, row.name.as_str())).collect();
    let mut so_far = handout.so_far.borrow_mut();
    let ties = so_far.related || !handout.relations().is_empty();
    let documents = so_far.documents();
    let (mut buffer, all) = (Vec::new(), handout.sets.len() * handout.documents.len());
    for (at, pass) in handout.sets.iter().enumerate() {
        // Who has nothing to say needs no file.
        if at > 0 && !handout.documents.iter().any(|document| handout.has_read(at, document)) {
            continue;
        }
        out.begin(&format!("{}.jsonl", pass.file))?;
        // Numbers are told apart in a whole project there.
        let (mut spans, mut relations) = so_far.numbers.get(&pass.id).copied().unwrap_or_default();
        for (number, document) in handout.documents.iter().enumerate() {
            watch.step(at * handout.documents.len() + number, all).map_err(|_| io::ErrorKind::Interrupted)?;
            if !handout.hands_out(at, document) {
                continue;
            }
            let text = document.text();
            let mut numbers: HashMap<AnnotationId, usize> = HashMap::default();
            let mut own = Vec::new();
            for row in document.of_set(pass.id) {
                let Some(cover) = row.cover else { continue };
                spans += 1;
                if ties {
                    numbers.insert(row.id, spans);
                }
                let (start_offset, end_offset) = (text.char_of(cover.start()), text.char_of(cover.end()));
                own.push(Span { id: spans, label: row.label, start_offset, end_offset });
            }
            let triples = || own.iter().map(|span| (span.start_offset, span.end_offset, span.label)).collect();
            let tied = handout.relations_of(document).filter(|(_, row)| row.set == pass.id).filter_map(|(_, row)| {
                let (from_id, to_id) = (*numbers.get(&row.from)?, *numbers.get(&row.to)?);
                Some((from_id, to_id, kinds.get(&row.kind).copied().unwrap_or(row.kind.as_str())))
            });
            let mut tied: Vec<(usize, usize, &str)> = tied.collect();
            tied.sort_unstable();
            let tied = tied.into_iter().map(|(from_id, to_id, r#type)| {
                relations += 1;
                Tie { id: relations, from_id, to_id, r#type }
            });
            let whose = several.then_some((ANNOTATOR, pass.name.as_str()));
            let line = Line {
                id: documents + number + 1,
                text: text.as_str(),
                label: (!ties).then(triples),
                relations: ties.then(|| tied.collect()),
                entities: ties.then_some(own),
                meta: details(&document.article.details).chain(whose).collect(),
            };
            json::line(out, &mut buffer, &line)?;
        }
        so_far.numbers.insert(pass.id, (spans, relations));
    }
    Ok(())
}
