//! Reads tasks.

use std::fmt;

use foldhash::HashMap;
use serde::de::{IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};

use crate::documents::xml;
use crate::formats::exchange::{
    File, Gather, Mark, Refused, Said, Source, Spot, Target, Unit, Watch, What, Words, add_to_note, take_detail,
};
use crate::formats::json::{self, Name, Of};
use crate::model::{AnnotationId, Details, RevisionId, Time};
use crate::say;

use super::{FORMAT, NOTES, UNSURE};

#[derive(Deserialize)]
struct Task {
    #[serde(default)]
    id: Name,
    data: Option<Map<String, Value>>,
    #[serde(default, alias = "completions")]
    annotations: Vec<Made>,
    #[serde(default)]
    predictions: Vec<IgnoredAny>,
    #[serde(default)]
    drafts: Vec<IgnoredAny>,
    #[serde(default)]
    meta: Value,
    /// Only the short form has it at this place.
    annotation_id: Option<IgnoredAny>,
}

/// What an annotator made of a task.
#[derive(Deserialize)]
struct Made {
    #[serde(default)]
    completed_by: Value,
    #[serde(default)]
    annotator: String,
    #[serde(default)]
    was_cancelled: bool,
    created_at: Option<String>,
    #[serde(default)]
    result: Vec<Outcome>,
}

/// A region, what is said of one, or a relation.
#[derive(Deserialize)]
struct Outcome {
    #[serde(default)]
    id: Name,
    #[serde(default)]
    from_name: String,
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    value: Worth,
    meta: Option<Meta>,
    #[serde(default)]
    from_id: Name,
    #[serde(default)]
    to_id: Name,
    #[serde(default)]
    direction: Option<String>,
    #[serde(default)]
    labels: Option<Vec<String>>,
}

#[derive(Default, Deserialize)]
struct Worth {
    start: Option<Name>,
    end: Option<Name>,
    text: Option<Lines>,
    labels: Option<Vec<String>>,
    choices: Option<Vec<Value>>,
    rating: Option<Value>,
    number: Option<Value>,
    datetime: Option<Value>,
    taxonomy: Option<Value>,
}

#[derive(Deserialize)]
struct Meta {
    text: Option<Lines>,
    #[serde(flatten)]
    more: Map<String, Value>,
}

/// A text, or several that are one below the other.
struct Lines(String);

impl<'de> Deserialize<'de> for Lines {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Lines, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Lines;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of texts")
            }
            fn visit_str<E>(self, text: &str) -> Result<Lines, E> {
                Ok(Lines(text.to_owned()))
            }
            fn visit_seq<S: SeqAccess<'de>>(self, mut seq: S) -> Result<Lines, S::Error> {
                let mut all = Vec::new();
                while let Some(Name(text)) = seq.next_element()? {
                    all.push(text);
                }
                Ok(Lines(all.join("\n")))
            }
        }
        from.deserialize_any(Any)
    }
}

pub(super) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    for file in files.iter().filter(|file| file.ends_in("xml")) {
        match xml::read(&file.bytes) {
            Ok(root) if root.name == "View" => super::config::declare(&root, gather),
            Ok(_) => {}
            Err(error) => gather.remark(What::UnreadFile, error.what, Spot::line(file.path.as_str(), error.line)),
        }
    }
    json::read_each(files, gather, watch, take)
}

fn take(gather: &mut Gather, task: Task, of: &Of<'_>) -> Result<(), String> {
    let Some(data) = task.data else {
        let short = task.annotation_id.is_some();
        return Err(if short { say!("label-studio-min") } else { say!("label-studio-no-data") }.to_owned());
    };
    let results = || task.annotations.iter().flat_map(|made| &made.result);
    // What is labelled of something else than a text has labels of another sort: `rectanglelabels`.
    let other = results().find(|result| result.kind.ends_with("labels") && result.kind != "labels");
    if let Some(other) = other.filter(|_| !results().any(|result| result.kind == "labels")) {
        return Err(say!("label-studio-other", kind = other.kind.as_str()));
    }
    let key = text_key(&data, results()).ok_or_else(|| say!("json-no-text").to_owned())?;
    let text = data.get(&key).and_then(Value::as_str).unwrap_or_default();
    let source = Source::of_value(text.to_owned());
    let mut known = Details::default();
    let meta = task.meta.as_object().into_iter().flatten();
    for (name, value) in data.iter().filter(|(name, _)| **name != key).chain(meta) {
        let value = json::plain(value);
        if !value.is_empty() && !take_detail(&mut known, name, &value) {
            gather.remark(What::AsNote, name.as_str(), of.spot());
            add_to_note(&mut known, &format!("{name}: {value}"));
        }
    }
    let (kept, skipped): (Vec<Made>, Vec<Made>) = task.annotations.into_iter().partition(|made| !made.was_cancelled);
    let left = [
        (say!("label-studio-cancelled"), skipped.len()),
        (say!("label-studio-predictions"), task.predictions.len()),
        (say!("label-studio-drafts"), task.drafts.len()),
    ];
    for (what, count) in left {
        (0..count).for_each(|_| gather.remark(What::NoPlace, what, of.spot()));
    }
    for (name, value) in kept.iter().flat_map(Made::of_the_whole) {
        gather.remark(What::AsNote, name, of.spot());
        add_to_note(&mut known, &format!("{name}: {value}"));
    }
    let name = if task.id.0.is_empty() { of.number.to_string() } else { task.id.0 };
    let origin = say!("exchange-origin", file = of.file.path.as_str(), format = FORMAT.name);
    let revision = gather.text(&name, source.text(), known.titled_by(source.text()), None, origin);
    let mut passes: HashMap<String, usize> = HashMap::default();
    for made in kept {
        let name = made.whose(of.annotator);
        // Who did a task twice has two sets.
        let pass = passes.entry(name.clone()).and_modify(|pass| *pass += 1).or_insert(1);
        let name = if *pass > 1 { say!("label-studio-pass", name = name, number = *pass) } else { name };
        made.take(gather, &name, revision, &source, of);
    }
    Ok(())
}

/// Finds under which name a task has its text: where its regions' words stand.
fn text_key<'r>(data: &Map<String, Value>, mut results: impl Iterator<Item = &'r Outcome>) -> Option<String> {
    let words = results.find(|result| result.kind == "labels").and_then(|result| result.value.text.as_ref());
    let texts = || data.iter().filter_map(|(key, value)| Some((key, value.as_str()?)));
    let holding = words.and_then(|Lines(words)| texts().find(|(_, text)| text.contains(words.as_str())));
    let named = texts().find(|(key, _)| key.as_str() == "text");
    let fits = |(_, text): &(&String, &str)| words.is_none_or(|Lines(words)| text.contains(words.as_str()));
    named.filter(fits).or(holding).or(named).map(|(key, _)| key.clone())
}

impl Made {
    fn whose(&self, file: &str) -> String {
        let by = &self.completed_by;
        let by = by.get("email").or_else(|| by.get("id")).unwrap_or(by);
        let names = [self.annotator.clone(), json::plain(by), file.to_owned()];
        names.into_iter().find(|name| !name.is_empty()).unwrap_or_default()
    }

    /// Lists what is said of the whole text, not of a region.
    fn of_the_whole(&self) -> Vec<(&str, String)> {
        let whole = self.result.iter().filter(|result| result.kind != "relation" && result.value.start.is_none());
        whole.filter_map(|result| Some((result.from_name.as_str(), result.said()?.1))).collect()
    }

    fn take(self, gather: &mut Gather, annotator: &str, revision: RevisionId, source: &Source, of: &Of<'_>) {
        let time = self.created_at.as_deref().and_then(Time::parse);
        let mut marks: Vec<Mark> = Vec::new();
        // A region with several labels is several annotations.
        let mut places: HashMap<&Name, Vec<usize>> = HashMap::default();
        for name in self.result.iter().filter_map(|result| result.meta.as_ref()).flat_map(|meta| meta.more.keys()) {
            gather.remark(What::NoPlace, format!("meta.{name}"), of.spot());
        }
        for result in self.result.iter().filter(|result| result.kind == "labels") {
            let offset = |name: &Option<Name>| name.as_ref().and_then(|Name(name)| name.parse::<usize>().ok());
            let range = offset(&result.value.start).zip(offset(&result.value.end));
            let ranges = range.filter(|(start, end)| start <= end).map(|(start, end)| start..end).into_iter().collect();
            let words = result.value.text.as_ref().map_or(Words::None, |Lines(words)| Words::Joined(words.clone()));
            let target = Target { ranges, words };
            let unnamed = vec![result.from_name.clone()];
            let labels = result.value.labels.as_ref().filter(|labels| !labels.is_empty()).unwrap_or(&unnamed);
            let note = result.meta.as_ref().and_then(|meta| meta.text.as_ref());
            for label in labels {
                places.entry(&result.id).or_default().push(marks.len());
                let note = note.map_or_else(String::new, |Lines(note)| note.clone());
                marks.push(Mark { note, time, ..Mark::new(label.as_str(), target.clone(), of.spot()) });
            }
        }
        for result in &self.result {
            if matches!(result.kind.as_str(), "labels" | "relation") || result.value.start.is_none() {
                continue;
            }
            let Some((said, plain)) = result.said() else {
                gather.remark(What::NoPlace, say!("label-studio-results", kind = result.kind.as_str()), of.spot());
                continue;
            };
            let Some(places) = places.get(&result.id) else {
                gather.remark(
                    What::NoPlace,
                    say!("label-studio-no-region", name = result.from_name.as_str()),
                    of.spot(),
                );
                continue;
            };
            for place in places {
                let Some(mark) = marks.get_mut(*place) else { continue };
                if result.from_name == UNSURE {
                    mark.unsure = plain == "true";
                } else if result.kind == "textarea" && NOTES.contains(&result.from_name.as_str()) {
                    mark.note = if mark.note.is_empty() { plain.clone() } else { format!("{}\n{plain}", mark.note) };
                } else {
                    mark.values.push((result.from_name.clone(), said.clone()));
                }
            }
        }
        let set = gather.set(annotator);
        let made = gather.marks(set, revision, source, Unit::Utf16, marks);
        // Who handed nothing in found nothing.
        gather.done(set, revision, None);
        let end = |id: &Name| -> Option<AnnotationId> { made.get(*places.get(id)?.first()?).copied().flatten() };
        for result in self.result.iter().filter(|result| result.kind == "relation") {
            let Some((from, to)) = end(&result.from_id).zip(end(&result.to_id)) else {
                gather.remark(What::End, "", of.spot());
                continue;
            };
            let ends = if result.direction.as_deref() == Some("left") { (to, from) } else { (from, to) };
            let unnamed = vec!["relation".to_owned()];
            for kind in result.labels.as_ref().filter(|labels| !labels.is_empty()).unwrap_or(&unnamed) {
                gather.relate(set, kind, ends, Vec::new(), String::new(), of.spot());
                if result.direction.as_deref() == Some("bi") {
                    gather.relate(set, kind, (ends.1, ends.0), Vec::new(), String::new(), of.spot());
                }
            }
        }
    }
}

impl Outcome {
    /// Says what a field says, as a value and in plain words.
    fn said(&self) -> Option<(Said, String)> {
        let value = &self.value;
        let text = |text: String| Some((Said::Text(text.clone()), text));
        match (self.kind.as_str(), &value.choices) {
            ("choices", Some(choices)) => match choices.as_slice() {
                [one] => {
                    let one = json::plain(one);
                    let said = one.parse().map_or_else(|_| Said::Choice(one.clone()), Said::Flag);
                    Some((said, one))
                }
                several => text(several.iter().map(json::plain).collect::<Vec<_>>().join(", ")),
            },
            ("textarea", _) => text(value.text.as_ref()?.0.clone()),
            _ => {
                let other = [&value.rating, &value.number, &value.datetime, &value.taxonomy];
                text(json::plain(other.into_iter().flatten().next()?))
            }
        }
    }
}
