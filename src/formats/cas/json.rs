//! The form in JSON.

use std::io;

use foldhash::HashMap;
use serde_json::{Map, Value as Json, json};

use crate::formats::exchange::{File, Gather, Handout, Out, Refused, Remarks, Spot, Watch, What};
use crate::formats::inception::Finished;
use crate::say;

use super::write::Written;
use super::{Cas, Sofa, Structure, Value, read as reading, write as writing};

/// Tells whether one of the files looks like one of these.
pub(super) fn knows(files: &[File]) -> bool {
    let named = |file: &&File| file.ends_in("json");
    files.iter().filter(named).any(|file| memchr::memmem::find(&file.bytes, b"\"%FEATURE_STRUCTURES\"").is_some())
}

/// Reads all files of this form.
pub(in crate::formats) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut found = 0;
    let finished = Finished::of(files);
    let own = |file: &File| file.ends_in("json") && !Finished::is_it(file);
    for (at, file) in files.iter().enumerate().filter(|(_, file)| own(file)) {
        watch.step(at, files.len())?;
        let raw = gather.decode(file).text;
        match serde_json::from_str::<Json>(&raw) {
            Err(error) if files.len() == 1 => return Err(Refused::line(file, error.line(), error.to_string())),
            Err(error) => {
                gather.remark(What::UnreadFile, error.to_string(), Spot::line(file.path.as_str(), error.line()))
            }
            Ok(json) => match cas(&json) {
                Some(cas) => found += reading::take(&cas, file, super::JSON.name, &finished, gather),
                None => gather.remark(What::UnreadFile, say!("cas-none"), Spot::of(file.path.as_str())),
            },
        }
    }
    if found == 0 { Err(Refused::all(say!("cas-no-text"))) } else { Ok(()) }
}

/// Returns what a file holds; `None` where it is of another kind.
fn cas(json: &Json) -> Option<Cas> {
    let mut cas = Cas::default();
    for row in json.get("%FEATURE_STRUCTURES")?.as_array()?.iter().filter_map(Json::as_object) {
        let id = row.get("%ID").and_then(Json::as_i64).unwrap_or(-1);
        let kind = row.get("%TYPE").and_then(Json::as_str).unwrap_or_default();
        let text = |name: &str| row.get(name).and_then(Json::as_str).map(str::to_owned);
        if kind == "uima.cas.Sofa" {
            cas.sofas.push(Sofa { id, name: text("sofaID").unwrap_or_default(), text: text("sofaString") });
            continue;
        }
        let offset = |name: &str| row.get(name).and_then(Json::as_u64).and_then(|at| usize::try_from(at).ok());
        let mut own = Structure { id, kind: kind.into(), ..Structure::default() };
        own.sofa = row.get("@sofa").and_then(Json::as_i64);
        own.place = offset("begin").zip(offset("end"));
        own.astray = own.place.is_none() && row.contains_key("begin") && row.contains_key("end");
        for (name, value) in row {
            if matches!(name.as_str(), "%ID" | "%TYPE" | "@sofa" | "begin" | "end") {
                continue;
            }
            if let Some(value) = value_of(name, value) {
                own.features.push((name.trim_start_matches(['@', '#', '%']).into(), value));
            }
        }
        cas.structures.push(own);
    }
    // What a list of texts or numbers says is what the feature that leads to it says, in lines.
    let lists: HashMap<i64, String> =
        cas.structures.iter().filter(|row| is_list(&row.kind)).map(|row| (row.id, elements(row))).collect();
    for (_, value) in cas.structures.iter_mut().flat_map(|row| &mut row.features) {
        let said = match value {
            Value::Structures(ids) => ids.first().filter(|_| ids.len() == 1).and_then(|id| lists.get(id)),
            _ => None,
        };
        if let Some(said) = said {
            *value = Value::Text(said.into());
        }
    }
    Some(cas)
}

/// Tells whether a type is a list of texts, numbers or flags.
fn is_list(kind: &str) -> bool {
    const LISTED: [&str; 8] = ["String", "Boolean", "Byte", "Short", "Integer", "Long", "Float", "Double"];
    let kind = kind.strip_prefix("uima.cas.").unwrap_or(kind);
    kind.strip_suffix("Array").or(kind.strip_suffix("[]")).is_some_and(|of| LISTED.contains(&of))
}

/// Says what stands in a list.
fn elements(list: &Structure) -> String {
    let of = list.features.iter().find(|(name, _)| name == "ELEMENTS");
    match of {
        Some((_, Value::Text(said))) => said.to_string(),
        Some((_, Value::Flag(flag))) => flag.to_string(),
        Some((_, Value::Structures(numbers))) => numbers.iter().map(i64::to_string).collect::<Vec<_>>().join("\n"),
        None => String::new(),
    }
}

fn value_of(name: &str, value: &Json) -> Option<Value> {
    let ids = |all: &[Json]| Value::Structures(all.iter().filter_map(Json::as_i64).collect());
    let leads = name.starts_with('@') || name == "%ELEMENTS";
    Some(match value {
        Json::Null => return None,
        Json::Bool(flag) => Value::Flag(*flag),
        Json::Number(number) if leads => Value::Structures(number.as_i64().into_iter().collect()),
        Json::Array(all) if all.iter().any(|one| leads && one.is_number()) => ids(all),
        Json::String(text) => Value::Text(text.into()),
        Json::Array(all) => {
            let words = all.iter().map(|one| one.as_str().map_or_else(|| one.to_string(), str::to_owned));
            Value::Text(words.collect::<Vec<_>>().join("\n").into())
        }
        other => Value::Text(other.to_string().into()),
    })
}

/// Writes a file for each article and set.
pub(in crate::formats) fn write(
    handout: &Handout<'_>,
    out: &mut dyn Out,
    remarks: &mut Remarks,
    watch: &mut Watch<'_>,
) -> io::Result<()> {
    writing::each(handout, remarks, watch, |path, written| {
        out.begin(&format!("{path}.json"))?;
        out.write(file(&written).as_bytes())
    })
}

fn file(written: &Written<'_>) -> String {
    let types: Map<String, Json> = written
        .types
        .iter()
        .map(|of| {
            let mut row = Map::new();
            row.insert("%NAME".to_owned(), json!(of.name));
            row.insert("%SUPER_TYPE".to_owned(), json!(of.above));
            for (feature, range) in &of.features {
                row.insert(feature.clone(), json!({ "%NAME": feature, "%RANGE": range }));
            }
            (of.name.clone(), Json::Object(row))
        })
        .collect();
    let sofa = json!({
        "%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
        "sofaString": written.text,
    });
    let rows = written.structures.iter().map(|structure| {
        let mut row = Map::new();
        row.insert("%ID".to_owned(), json!(structure.id));
        row.insert("%TYPE".to_owned(), json!(structure.kind.as_str()));
        row.insert("@sofa".to_owned(), json!(1));
        if let Some((begin, end)) = structure.place {
            row.insert("begin".to_owned(), json!(begin));
            row.insert("end".to_owned(), json!(end));
        }
        for (name, value) in &structure.features {
            match value {
                Value::Text(text) => row.insert(name.to_string(), json!(text.as_str())),
                Value::Flag(flag) => row.insert(name.to_string(), json!(flag)),
                Value::Structures(all) => row.insert(format!("@{name}"), json!(all.first())),
            };
        }
        Json::Object(row)
    });
    let members: Vec<i64> = written.structures.iter().map(|structure| structure.id).collect();
    let all: Vec<Json> = [sofa].into_iter().chain(rows).collect();
    let all = json!({
        "%TYPES": types,
        "%FEATURE_STRUCTURES": all,
        "%VIEWS": { "_InitialView": { "%SOFA": 1, "%MEMBERS": members } },
    });
    format!("{all:#}\n")
}
