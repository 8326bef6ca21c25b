//! Reads annotations, with the texts beside them.

use std::collections::BTreeMap;

use foldhash::{HashMap, HashSet};
use serde_json::{Map, Value};

use crate::documents::{self, Body};
use crate::formats::exchange::{
    File, Gather, Mark, Refused, Said, Source, Spot, Target, Unit, Watch, What, Words, stem,
};
use crate::formats::json::{self, Of};
use crate::model::{AnnotationId, Details, RevisionId, SetId, by_counting};
use crate::say;

use super::FORMAT;
use super::check::{faults, moment};
use super::shape::{Bodies, creator, each, target};

pub(super) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut web = Web { files, ..Web::default() };
    json::read_each(files, gather, watch, |gather, value: Value, of| {
        let Value::Object(fields) = value else {
            return Err(say!("web-annotation-type").to_owned());
        };
        web.record(gather, &fields, of)
    })?;
    web.place(gather);
    Ok(())
}

/// What was read, until all is known of a text: how it is counted shows in all its annotations.
#[derive(Default)]
struct Web<'f> {
    files: &'f [File],
    /// Marks with the addresses of their annotations, by text and annotator.
    marks: BTreeMap<(String, String), Vec<(String, Mark)>>,
    /// The annotations' file, by text.
    beside: HashMap<String, String>,
    links: Vec<Link>,
    /// The addresses of all annotations.
    ids: HashSet<String>,
}

/// An annotation that ties others.
struct Link {
    annotator: String,
    kind: String,
    ends: (String, String),
    values: Vec<(String, Said)>,
    note: String,
    spot: Spot,
}

impl Web<'_> {
    fn record(&mut self, gather: &mut Gather, fields: &Map<String, Value>, of: &Of<'_>) -> Result<(), String> {
        let told = |faults: Vec<String>| if faults.is_empty() { Ok(()) } else { Err(faults.join(" ")) };
        if let Some(rows) = fields.get("rows").filter(|_| fields.contains_key("total")) {
            each(Some(rows)).filter_map(Value::as_object).for_each(|row| self.hypothesis(gather, row, of));
            return Ok(());
        }
        if fields.contains_key("bodies") {
            self.annotation(gather, fields, of);
            return Ok(());
        }
        told(faults(fields, false))?;
        let page = fields.get("first").unwrap_or(&Value::Null);
        let inner = page.as_object().unwrap_or(fields);
        if page.is_object() {
            told(faults(inner, true))?;
        }
        if page.is_string() || ["next", "prev"].iter().any(|name| inner.get(*name).is_some_and(Value::is_string)) {
            gather.remark(What::NoPlace, say!("web-annotation-pages"), of.spot());
        }
        if inner.get("target").is_some() {
            self.annotation(gather, inner, of);
        }
        for item in each(inner.get("items")) {
            let faults = item
                .as_object()
                .map_or_else(|| vec![say!("web-annotation-type").to_owned()], |item| faults(item, true));
            match item.as_object().filter(|_| faults.is_empty()) {
                Some(item) => self.annotation(gather, item, of),
                None => gather.remark(What::Unread, faults.join(" "), of.spot()),
            }
        }
        Ok(())
    }

    /// Takes a row as Hypothes.is exports it.
    fn hypothesis(&mut self, gather: &mut Gather, row: &Map<String, Value>, of: &Of<'_>) {
        let mut annotation = row.clone();
        let tag = |tag: &Value| serde_json::json!({"type": "TextualBody", "purpose": "tagging", "value": tag});
        let mut bodies: Vec<Value> = each(row.get("tags")).map(tag).collect();
        bodies.extend(row.get("text").map(|text| serde_json::json!({"type": "TextualBody", "value": text})));
        annotation.insert("body".to_owned(), bodies.into());
        self.annotation(gather, &annotation, of);
    }

    fn annotation(&mut self, gather: &mut Gather, of: &Map<String, Value>, at: &Of<'_>) {
        let mut said = Bodies::of(of);
        let text = |name: &str| of.get(name).and_then(Value::as_str).unwrap_or_default();
        let motivation = each(of.get("motivation").or_else(|| of.get("motivatedBy"))).filter_map(Value::as_str).next();
        let (whose, id) = (creator(of), text("id").to_owned());
        if !id.is_empty() && !self.ids.insert(id.clone()) {
            gather.remark(What::SameId, id.as_str(), at.spot());
        }
        let annotator = if whose.is_empty() { at.annotator.to_owned() } else { whose };
        let targets: Vec<(String, Result<Target, Vec<String>>)> = each(of.get("target")).map(target).collect();
        if motivation == Some("linking") {
            // Either two annotations are the targets, or the target is where it starts and the body where it leads.
            let leads = said.addresses.first().cloned();
            let ends = match (targets.as_slice(), leads) {
                ([(from, Err(_)), (to, Err(_))], None) => Some((from.clone(), to.clone())),
                ([(from, Err(_))], Some(to)) => Some((from.clone(), to)),
                _ => None,
            };
            if let Some(ends) = ends {
                let kinds = said.classes.into_iter().chain(said.tags);
                let kind = kinds.into_iter().next().unwrap_or_else(|| "linking".to_owned());
                let (values, note, spot) = (said.values, said.note, at.spot());
                return self.links.push(Link { annotator, kind, ends, values, note, spot });
            }
            if targets.iter().all(|(_, target)| target.as_ref().is_err_and(Vec::is_empty)) {
                return gather.remark(What::NoPlace, say!("web-annotation-link"), at.spot());
            }
        }
        for address in std::mem::take(&mut said.addresses) {
            said.comment(&address);
        }
        let mut names = said.classes.into_iter().chain(said.tags);
        let label = names.next().unwrap_or_else(|| motivation.unwrap_or("highlighting").to_owned());
        let more: Vec<String> = names.collect();
        if !more.is_empty() {
            gather.remark(What::AsAttribute, say!("web-annotation-tags"), at.spot());
            said.values.push(("tags".to_owned(), Said::Text(more.join(", "))));
        }
        let created = of.get("created").or_else(|| of.get("target")?.get("created")).and_then(Value::as_str);
        for (source, target) in targets {
            let source = if source.is_empty() { text("uri").to_owned() } else { source };
            match target {
                Ok(target) => {
                    let mark = Mark {
                        values: said.values.clone(),
                        note: said.note.clone(),
                        unsure: said.unsure,
                        time: created.and_then(moment),
                        ..Mark::new(label.as_str(), target, at.spot())
                    };
                    self.beside.entry(source.clone()).or_insert_with(|| at.file.path.clone());
                    self.marks.entry((source, annotator.clone())).or_default().push((id.clone(), mark));
                }
                Err(others) if others.is_empty() => {
                    gather.remark(What::NoPlace, say!("web-annotation-whole"), at.spot());
                }
                Err(others) => {
                    let sorts = say!("web-annotation-selectors", sorts = others.join(", "));
                    gather.remark(What::NoPlace, sorts, at.spot());
                }
            }
        }
    }

    /// Places all marks, and ties what links tie.
    fn place(self, gather: &mut Gather) {
        let mut made: HashMap<String, (SetId, AnnotationId)> = HashMap::default();
        let mut texts: HashMap<&str, (RevisionId, Source, Standing, Option<&str>)> = HashMap::default();
        let mut all: Vec<_> = self.marks.iter().collect();
        all.sort_by(|(one, _), (other, _)| by_counting(&one.0, &other.0).then_with(|| one.1.cmp(&other.1)));
        for ((address, annotator), marks) in all {
            let annotations = self.beside.get(address).map_or("", String::as_str);
            let (revision, source, place, _) =
                texts.entry(address).or_insert_with(|| text_of(gather, self.files, address, annotations));
            let set = gather.set(annotator);
            let (ids, mut marks): (Vec<&String>, Vec<Mark>) = marks.iter().map(|(id, mark)| (id, mark.clone())).unzip();
            match place {
                Standing::File => {}
                // Without the text its words are all that is known.
                Standing::Missing => marks.iter_mut().for_each(|mark| mark.target.ranges.clear()),
                Standing::Page => marks.iter_mut().for_each(|mark| spaced(&mut mark.target)),
            }
            let all = gather.marks(set, *revision, source, Unit::CodePoints, marks);
            made.extend(ids.into_iter().zip(all).filter_map(|(id, made)| Some((id.clone(), (set, made?)))));
        }
        let origins: HashSet<&str> = texts.values().filter_map(|(.., path)| *path).collect();
        let others = self.files.iter().filter(|file| file.ends_in("txt") && !origins.contains(file.path.as_str()));
        for file in others {
            let why = say!("web-annotation-untouched");
            gather.remark(What::UnreadFile, why, Spot::of(file.path.as_str()));
        }
        for link in self.links {
            match made.get(&link.ends.0).zip(made.get(&link.ends.1)) {
                Some(((set, from), (_, to))) => {
                    let set = if link.annotator.is_empty() { *set } else { gather.set(&link.annotator) };
                    gather.relate(set, &link.kind, (*from, *to), link.values, link.note, link.spot);
                }
                None => gather.remark(What::End, "", link.spot),
            }
        }
    }
}

/// As what a text stands beside its annotations.
#[derive(Clone, Copy)]
enum Standing {
    /// As a file of its own, with all its white space.
    File,
    /// Within a page, of which it is the article: offsets count all of the page.
    Page,
    /// Not at all.
    Missing,
}

/// Brings the white space of a target's words on the measure of an article's: one space for any.
fn spaced(target: &mut Target) {
    let plain = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    match &mut target.words {
        Words::None => {}
        Words::Joined(words) => *words = plain(words),
        Words::Each(anchors) => {
            for anchor in anchors {
                anchor.exact = plain(&anchor.exact);
                // What stands around may be in other parts of the page; of its last line it is in this one.
                let line = |words: &str, last: bool| {
                    let mut lines = words.split('\n');
                    let line = if last { lines.next_back() } else { lines.next() }.unwrap_or_default();
                    line.replace('\t', " ")
                };
                (anchor.prefix, anchor.suffix) = (line(&anchor.prefix, true), line(&anchor.suffix, false));
            }
        }
    }
}

/// Finds the text that an address means among the files, and adds its article. `annotations` is the path of the file
/// that names the address. The last is the path of the file.
fn text_of<'f>(
    gather: &mut Gather,
    files: &'f [File],
    address: &str,
    annotations: &str,
) -> (RevisionId, Source, Standing, Option<&'f str>) {
    let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let name = unescaped(path.rsplit('/').next().unwrap_or_default());
    let texts: Vec<&File> =
        files.iter().filter(|file| ["txt", "md", "html", "htm"].iter().any(|ending| file.ends_in(ending))).collect();
    let by_name = texts.iter().find(|file| !name.is_empty() && file.name() == name);
    let by_stem = || texts.iter().find(|file| file.stem() == stem(annotations));
    let alone = || texts.first().filter(|_| texts.len() == 1);
    let found = by_name.or_else(by_stem).or_else(alone);
    let origin = |path: &str| say!("exchange-origin", file = path, format = FORMAT.name);
    if let Some(file) = found {
        if file.ends_in("txt") {
            let raw = gather.decode(file);
            let source = Source::new(raw.text, raw.marked);
            let known = Details::default().titled_by(source.text());
            let revision = gather.text(file.stem(), source.text(), known, None, origin(&file.path));
            return (revision, source, Standing::File, Some(&file.path));
        }
        match documents::Source::new(file.name(), file.bytes.clone()).and_then(|source| source.draft()) {
            Ok(mut draft) => {
                // Whoever annotated a page on which no article is to be found saw all of it.
                if let (false, Body::Parts(parts)) = (draft.has_text(), &mut draft.body) {
                    parts.iter_mut().for_each(|part| part.kept = true);
                }
                let (text, blocks) = draft.written();
                let source = Source::new(text.as_str(), false);
                let revision = gather.text(file.stem(), &text, draft.details, Some(blocks), draft.origin);
                return (revision, source, Standing::Page, Some(&file.path));
            }
            Err(unfit) => gather.remark(What::UnreadFile, unfit.to_string(), Spot::of(file.path.as_str())),
        }
    }
    let source = Source::new("", false);
    let name = if name.is_empty() { stem(annotations).to_owned() } else { name };
    let known = Details { address: address.to_owned(), ..Details::default() };
    (gather.text(&name, source.text(), known, None, origin(annotations)), source, Standing::Missing, None)
}

/// Reads the signs of an address that stand there as `%` and two digits.
fn unescaped(part: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(part.len()), part.as_bytes());
    while let Some((first, more)) = rest.split_first() {
        let digits = more.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.filter(|_| *first == b'%').and_then(|two| u8::from_str_radix(two, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &more[2..] } else { more };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
