//! Reads what other programs wrote as JSON (RFC 8259), a record at a time: one a line, one after the other in several
//! lines, or the elements of one list.
//!
//! What can't be read of it is listed with its line, and the records behind it are read all the same: a broken one ends
//! where a line begins as its own does. How deep values may nest is bounded by `serde_json`.

use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::ops::Range;

use foldhash::HashMap;
use serde::de::{DeserializeOwned, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;
use serde_json::error::Category;

use crate::model::{Details, Hash};
use crate::say;

use super::exchange::{File, Gather, Out, Refused, Spot, Watch, What, details};

/// Where a record was read.
pub(super) struct Of<'f> {
    /// The file.
    pub file: &'f File,
    /// Whose the file is; empty where its name does not say so.
    pub annotator: &'f str,
    /// The record's number in the file, from 1.
    pub number: usize,
    spot: Spot,
}

impl Of<'_> {
    /// Says where it was read: by its line, or where that is not its alone by its number.
    pub(super) fn spot(&self) -> Spot {
        self.spot.clone()
    }
}

/// Tells whether a file may be JSON, by its name.
pub(super) fn is_json(file: &File) -> bool {
    ["jsonl", "json", "ndjson", "jsonld"].iter().any(|ending| file.ends_in(ending))
}

/// Returns the first record of the first JSON file, for a format to tell whether that is its own.
pub(super) fn first<T: DeserializeOwned>(files: &[File]) -> Option<T> {
    let file = files.iter().find(|file| is_json(file))?;
    let text = std::str::from_utf8(&file.bytes).ok()?;
    Records::new(text).next()?.1.ok()
}

/// Reads each record of the files that are JSON by their names, of all where none is: whoever names a format may have
/// called the file as they liked. `take` says why it can't take one.
///
/// Where a text stands in several files, each is of an annotator, and called as they are.
///
/// # Errors
/// When nothing could be taken, with the first reason; when nobody waits any longer.
pub(super) fn read_each<T: DeserializeOwned>(
    files: &[File],
    gather: &mut Gather,
    watch: &mut Watch<'_>,
    mut take: impl FnMut(&mut Gather, T, &Of<'_>) -> Result<(), String>,
) -> Result<(), Refused> {
    let named = files.iter().any(is_json);
    let own: Vec<&File> = files.iter().filter(|file| !named || is_json(file)).collect();
    let whose = own.len() > 1 && one_in_several(&own);
    let (mut taken, mut fault) = (0, None);
    for (at, file) in own.iter().enumerate() {
        // The text of one file is in memory, and no other's.
        let text = gather.decode(file).text;
        let annotator = if whose { file.stem() } else { "" };
        let mut records = Records::new(&text);
        let (mut number, above) = gather.read_before(&file.path);
        let mut before = 0;
        while let Some((line, record)) = records.next() {
            let line = above + line;
            number += 1;
            watch.step(at * text.len() + records.at, own.len() * text.len())?;
            let spot = match line == before {
                true => Spot::of(say!("json-record", name = file.path.as_str(), number = number)),
                false => Spot::line(file.path.as_str(), line),
            };
            before = line;
            match record.and_then(|record| take(gather, record, &Of { file, annotator, number, spot: spot.clone() })) {
                Ok(()) => taken += 1,
                Err(why) => {
                    fault.get_or_insert_with(|| Refused::line(file, line, why.as_str()));
                    gather.remark(What::Unread, why, spot);
                }
            }
        }
        gather.note_read(&file.path, (number, above + text.matches('\n').count()));
    }
    match fault {
        // Something may be in another piece.
        _ if taken > 0 || gather.is_in_pieces() => Ok(()),
        Some(fault) => Err(fault),
        None => Err(Refused::all(say!("json-nothing"))),
    }
}

/// Tells whether a text of records stands in several of these files.
fn one_in_several(files: &[&File]) -> bool {
    #[derive(Deserialize)]
    struct Texted {
        text: Option<String>,
    }
    let mut known: HashMap<Hash, usize> = HashMap::default();
    files.iter().enumerate().any(|(at, file)| {
        let file = file.text().0.text;
        let texts = Records::<Texted>::new(&file).filter_map(|(_, record)| record.ok()?.text);
        let mut hashes = texts.map(|text| Hash::of(text.as_bytes()));
        hashes.any(|hash| *known.entry(hash).or_insert(at) != at)
    })
}

/// Says what is wrong with JSON, without the line.
pub(super) fn told(error: &serde_json::Error) -> String {
    let (told, column) = (error.to_string(), error.column());
    match error.classify() {
        Category::Eof => say!("json-end").to_owned(),
        Category::Syntax | Category::Io => say!("json-syntax", column = column),
        // What it is instead is said in words that people know: "expected usize" is none of them.
        Category::Data => {
            let what = told.rfind(" at line ").map_or(told.as_str(), |end| &told[..end]);
            let what = what.rsplit_once(", expected ").map_or(what, |(found, _)| found);
            let what =
                what.rsplit_once(": ").filter(|(sort, _)| sort.starts_with("invalid")).map_or(what, |(_, it)| it);
            match what.strip_prefix("missing field `").and_then(|name| name.strip_suffix('`')) {
                Some(name) => say!("json-missing", name = name),
                None => say!("json-fault", column = column, what = what),
            }
        }
    }
}

/// Steps through the records of a text, each with the line it begins in, from 1.
struct Records<'t, T> {
    text: &'t str,
    at: usize,
    /// How far lines were counted.
    counted: usize,
    line: usize,
    /// Whether the text is one list: then what parts its elements is passed over too.
    list: bool,
    record: PhantomData<T>,
}

impl<'t, T: Deserialize<'t>> Records<'t, T> {
    fn new(text: &'t str) -> Records<'t, T> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let list = text.trim_start().starts_with('[');
        Records { text, at: 0, counted: 0, line: 1, list, record: PhantomData }
    }
}

impl<'t, T: Deserialize<'t>> Iterator for Records<'t, T> {
    type Item = (usize, Result<T, String>);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = &self.text[self.at..];
        let parts = |c: char| c.is_whitespace() || self.list && matches!(c, '[' | ',' | ']');
        let rest = rest.trim_start_matches(parts);
        self.at = self.text.len() - rest.len();
        if rest.is_empty() {
            return None;
        }
        self.line += self.text[self.counted..self.at].matches('\n').count();
        self.counted = self.at;
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<T>();
        let error = match values.next()? {
            Ok(record) => {
                self.at += values.byte_offset();
                return Some((self.line, Ok(record)));
            }
            Err(error) => error,
        };
        let line = self.line + error.line().saturating_sub(1);
        let mut whole = serde_json::Deserializer::from_str(rest).into_iter::<IgnoredAny>();
        if let Some(Ok(_)) = whole.next() {
            self.at += whole.byte_offset();
            return Some((line, Err(told(&error))));
        }
        let from = self.at;
        let Some(length) = self.broken() else {
            self.at = self.text.len();
            let lines = rest.trim_end().matches('\n').count() + 1;
            return Some((line, Err(say!("json-rest", what = told(&error), bytes = rest.len(), lines = lines))));
        };
        self.at += length;
        // Where a line is cut off, what does not fit is the beginning of the next one.
        let cut = error.line() > self.text[from..self.at].matches('\n').count().max(1);
        Some(if cut { (self.line, Err(say!("json-end").to_owned())) } else { (line, Err(told(&error))) })
    }
}

impl<T> Records<'_, T> {
    /// Returns how many bytes the broken record has that begins here: what is no record ends with its line, one ends
    /// before the next line that begins as its own does. `None` where there is no such line.
    fn broken(&self) -> Option<usize> {
        let (before, rest) = self.text.split_at(self.at);
        if !rest.starts_with('{') {
            return Some(rest.find('\n').map_or(rest.len(), |end| end + 1));
        }
        let margin = before.rsplit_once('\n').map_or(before, |(_, margin)| margin);
        let margin = margin.strip_prefix('[').unwrap_or(margin);
        let mut ends = rest.match_indices('\n').map(|(end, _)| end + 1);
        ends.find(|end| rest[*end..].strip_prefix(margin).is_some_and(|next| next.starts_with('{')))
    }
}

/// A name or number by which programs call things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Name(pub String);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Name, D::Error> {
        struct Any;
        impl Visitor<'_> for Any {
            type Value = Name;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name or a number")
            }
            fn visit_str<E>(self, name: &str) -> Result<Name, E> {
                Ok(Name(name.to_owned()))
            }
            fn visit_string<E>(self, name: String) -> Result<Name, E> {
                Ok(Name(name))
            }
            fn visit_u64<E>(self, number: u64) -> Result<Name, E> {
                Ok(Name(number.to_string()))
            }
            fn visit_i64<E>(self, number: i64) -> Result<Name, E> {
                Ok(Name(number.to_string()))
            }
            fn visit_f64<E>(self, number: f64) -> Result<Name, E> {
                Ok(Name(number.to_string()))
            }
            fn visit_bool<E>(self, yes: bool) -> Result<Name, E> {
                Ok(Name(yes.to_string()))
            }
            fn visit_unit<E>(self) -> Result<Name, E> {
                Ok(Name::default())
            }
        }
        from.deserialize_any(Any)
    }
}

/// An offset; `None` where what stands in its place is no whole number from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Offset(pub Option<usize>);

impl Offset {
    /// Returns what lies between two offsets; `None` where one is none, or the end is before the start.
    pub(super) fn to(self, end: Offset) -> Option<Range<usize>> {
        self.0.zip(end.0).map(|(start, end)| start..end).filter(|range| range.start <= range.end)
    }
}

impl<'de> Deserialize<'de> for Offset {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Offset, D::Error> {
        let number = Value::deserialize(from)?.as_u64().and_then(|number| usize::try_from(number).ok());
        Ok(Offset(number))
    }
}

/// Writes a value in a line for people: a text without its quotation marks, everything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What is known of an article, to be written as a record of its own.
pub(super) struct Known<'a>(pub &'a Details);

impl Known<'_> {
    /// Tells whether nothing is known.
    pub(super) fn is_empty(&self) -> bool {
        details(self.0).next().is_none()
    }
}

impl Serialize for Known<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(details(self.0))
    }
}

/// A record of which only the names of its parts are known.
pub(super) struct Parts(pub Vec<String>);

impl Parts {
    /// Tells whether one of these is there.
    pub(super) fn has(&self, any: &[&str]) -> bool {
        self.0.iter().any(|name| any.contains(&name.as_str()))
    }
}

impl<'de> Deserialize<'de> for Parts {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Parts, D::Error> {
        struct Names;
        impl<'de> Visitor<'de> for Names {
            type Value = Parts;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a record")
            }
            fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Parts, M::Error> {
                let mut names = Vec::new();
                while let Some((name, IgnoredAny)) = map.next_entry::<String, IgnoredAny>()? {
                    names.push(name);
                }
                Ok(Parts(names))
            }
        }
        from.deserialize_map(Names)
    }
}

/// Writes a value as a line.
///
/// # Errors
/// When it can't be written.
pub(super) fn line(out: &mut dyn Out, buffer: &mut Vec<u8>, value: &impl Serialize) -> io::Result<()> {
    buffer.clear();
    serde_json::to_writer(&mut *buffer, value)?;
    buffer.push(b'\n');
    out.write(buffer)
}
