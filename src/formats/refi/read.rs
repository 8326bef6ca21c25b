//! Takes projects in.

use std::ops::Range;

use foldhash::{HashMap, HashSet};

use crate::documents::xml::Element;
use crate::formats::exchange::{
    Clue, File, Gather, Mark, Reckoned, Refused, Said, Source, Spot, Target, Tie, Unit, Watch, What, Words,
    add_to_note, reckon, stem, take_detail,
};
use crate::model::*;
use crate::say;

use super::guid::Guid;
use super::package::{Package, is_project};
use super::project::{Known, Means, Note, ends, guid, targets, told};
use super::{FORMAT, ORIGIN, UNIT};

/// Reads all projects of some files.
pub(super) fn read(files: &[File], gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let projects: Vec<&File> = files.iter().filter(|file| is_project(file)).collect();
    let mut found = 0;
    for (at, file) in projects.iter().enumerate() {
        watch.step(at, projects.len())?;
        match Package::open(file, files, watch).and_then(|package| take(&package, gather, watch)) {
            Ok(()) => found += 1,
            Err(error) if projects.len() == 1 || error.is_stopped() => return Err(error),
            Err(error) => gather.remark(What::UnreadFile, error.what, Spot::of(error.file)),
        }
    }
    if found == 0 { Err(Refused::all(say!("refi-none"))) } else { Ok(()) }
}

/// A text of a project.
struct Part<'e> {
    /// The source that it is the text of.
    outer: &'e Element,
    /// The element that has the text, and what is said of it.
    inner: &'e Element,
    selections: Vec<&'e Element>,
}

/// What a source of some sort has its text in, and what selects in it.
const TEXTS: [(&str, Option<&str>); 5] = [
    ("TextSource", None),
    ("PDFSource", Some("Representation")),
    ("PictureSource", Some("TextDescription")),
    ("AudioSource", Some("Transcript")),
    ("VideoSource", Some("Transcript")),
];

/// Offsets that are in no text.
const NOWHERE: Range<usize> = usize::MAX - 1..usize::MAX;

fn take(package: &Package<'_>, gather: &mut Gather, watch: &mut Watch<'_>) -> Result<(), Refused> {
    let mut known = Known::of(package, gather);
    let sources = package.root.all("Sources").flat_map(|all| &all.elements);
    let (mut parts, mut texts, mut missing, mut taken) = (Vec::new(), Vec::new(), Vec::new(), HashSet::default());
    for outer in sources {
        let Some((_, holder)) = TEXTS.iter().find(|(name, _)| *name == outer.name) else { continue };
        let inner: Vec<&Element> = holder.map_or_else(|| vec![outer], |name| outer.all(name).collect());
        for inner in inner {
            let selections: Vec<&Element> = inner
                .elements
                .iter()
                .filter(|one| matches!(&*one.name, "PlainTextSelection" | "TranscriptSelection"))
                .collect();
            // The transcript of a recording is often a source as well.
            let path = inner.attribute("plainTextPath");
            if path.is_some_and(|path| !taken.insert(path)) && selections.is_empty() {
                continue;
            }
            match text(inner, package, gather) {
                Some(source) => {
                    texts.push((source, selections.iter().map(|one| clue(one, inner)).collect()));
                    parts.push(Part { outer, inner, selections });
                }
                None => missing.push((name_of(outer).to_owned(), inner.line)),
            }
        }
        list_other(outer, package, gather);
    }
    if texts.is_empty() {
        let names: Vec<String> = missing.into_iter().map(|(name, _)| say!("refi-source", name = name)).collect();
        return Err(match names.is_empty() {
            true => Refused::file(&package.file, say!("refi-no-text")),
            false => Refused::file(&package.file, say!("refi-missing-all", names = names.join(say!("list-comma")))),
        });
    }
    for (name, line) in missing {
        let spot = Spot::line(package.file.path.as_str(), line);
        gather.remark(What::UnreadFile, say!("refi-named", name = name, value = say!("refi-missing")), spot);
    }
    let ours = package.root.attribute("origin").is_some_and(|origin| origin.starts_with(ORIGIN));
    let Reckoned { spans, told } = reckon(UNIT, &texts, ours);
    if let Some(told) = told {
        gather.remark(What::Counted, told, Spot::of(package.file.path.as_str()));
    }
    let mut reading =
        Reading { package, known: &mut known, made: HashMap::default(), next: continued(&package.root), ours };
    for (at, ((part, (source, clues)), spans)) in parts.iter().zip(&texts).zip(spans).enumerate() {
        watch.step(at, parts.len())?;
        reading.take(part, source, clues, &spans, gather);
    }
    reading.relate(gather);
    for line in known.notes_left() {
        gather.remark(What::NoPlace, say!("refi-notes"), Spot::line(package.file.path.as_str(), line));
    }
    Ok(())
}

fn name_of(source: &Element) -> &str {
    source.attribute("name").unwrap_or_default()
}

/// Finds the text of an element, in it or in the file that it names.
fn text(of: &Element, package: &Package<'_>, gather: &mut Gather) -> Option<Source> {
    if let Some(content) = of.first("PlainTextContent") {
        return Some(Source::of_value(content.text.clone()));
    }
    let raw = gather.decode(package.find(of.attribute("plainTextPath")?)?);
    Some(Source::new(raw.text, raw.marked))
}

/// Returns where a selection is, as its program counts, and what it is called.
fn clue(selection: &Element, of: &Element) -> Clue {
    let offset = |name: &str| selection.attribute(name)?.trim().parse::<usize>().ok();
    let point = |name: &str| {
        let point = selection.attribute(name).and_then(Guid::parse)?;
        let point = of.all("SyncPoint").find(|one| guid(one) == Some(point))?;
        point.attribute("position")?.trim().parse::<usize>().ok()
    };
    let start = offset("startPosition").or_else(|| point("fromSyncPoint"));
    let end = offset("endPosition").or_else(|| point("toSyncPoint"));
    let range = start.zip(end).filter(|(start, end)| start <= end).map_or(NOWHERE, |(start, end)| start..end);
    Clue { range, name: name_of(selection).to_owned() }
}

/// Lists what is marked in something else than a text. What is marked on a page and in its text has a place.
fn list_other(outer: &Element, package: &Package<'_>, gather: &mut Gather) {
    let spot = |of: &Element| Spot::line(package.file.path.as_str(), of.line);
    let in_text: HashSet<Guid> =
        outer.all("Representation").flat_map(|text| text.all("PlainTextSelection")).filter_map(guid).collect();
    for one in &outer.elements {
        match one.name.as_str() {
            "PDFSelection" if guid(one).is_none_or(|own| !in_text.contains(&own)) => {
                gather.remark(What::NoPlace, say!("refi-areas"), spot(one));
            }
            "PictureSelection" | "AudioSelection" | "VideoSelection" => {
                gather.remark(What::NoPlace, say!("refi-pictures"), spot(one));
            }
            _ => {}
        }
    }
    if matches!(outer.name.as_str(), "PictureSource" | "AudioSource" | "VideoSource") {
        gather.remark(What::NoPlace, say!("refi-pictures"), spot(outer));
    }
}

/// Returns which selections ours go on in: the fragments of an annotation.
fn continued(root: &Element) -> HashMap<Guid, Guid> {
    let links = root.all("Links").flat_map(|all| all.all("Link"));
    links.filter(|link| is_continuation(link)).filter_map(ends).map(|[from, to]| (from, to)).collect()
}

fn is_continuation(link: &Element) -> bool {
    let own = ends(link).map(|[from, to]| Guid::made(&["continues", &from.to_string(), &to.to_string()]));
    own.is_some() && guid(link) == own
}

struct Reading<'p, 'f> {
    package: &'p Package<'f>,
    known: &'p mut Known,
    /// What selections became, and whose it is.
    made: HashMap<Guid, (AnnotationId, SetId)>,
    next: HashMap<Guid, Guid>,
    ours: bool,
}

impl Reading<'_, '_> {
    fn spot(&self, of: &Element) -> Spot {
        Spot::line(self.package.file.path.as_str(), of.line)
    }

    /// Takes a text with what is marked in it.
    fn take(&mut self, part: &Part<'_>, source: &Source, clues: &[Clue], spans: &[Option<Span>], gather: &mut Gather) {
        let details = self.details(part, gather);
        let article = guid(part.outer).unwrap_or(Guid::made(&["source", &part.outer.line.to_string()]));
        let inner = guid(part.inner).unwrap_or(article);
        let path = part.inner.attribute("plainTextPath").and_then(|path| Guid::parse(stem(path)));
        let text = path.unwrap_or(Guid::made(&["text", &inner.to_string()]));
        let origin = say!("exchange-origin", file = self.package.file.path.as_str(), format = FORMAT.name);
        let ids = (ArticleId(article.0), RevisionId(text.0));
        let revision = gather.text_as(Some(ids), &inner.to_string(), source.text(), details, None, origin);
        // Offsets are bytes of the text here from now on.
        let plain = Source::new(source.text().as_str(), false);
        let mut whose: Vec<(String, Vec<(Guid, Mark)>)> = Vec::new();
        for pieces in self.pieces(part) {
            for (annotator, own, mark) in self.marks(part, &pieces, clues, spans, source.text(), gather) {
                match whose.iter_mut().find(|(known, _)| *known == annotator) {
                    Some((_, marks)) => marks.push((own, mark)),
                    None => whose.push((annotator, vec![(own, mark)])),
                }
            }
        }
        whose.sort_by_key(|(annotator, _)| self.known.place(annotator));
        for (annotator, marks) in whose {
            let set = gather.set(&annotator);
            let (guids, marks): (Vec<Guid>, Vec<Mark>) = marks.into_iter().unzip();
            let made = gather.marks(set, revision, &plain, Unit::Bytes, marks);
            for (guid, made) in guids.into_iter().zip(made) {
                if let Some(made) = made {
                    self.made.entry(guid).or_insert((made, set));
                }
            }
        }
    }

    fn details(&mut self, part: &Part<'_>, gather: &mut Gather) -> Details {
        let mut details = Details { title: name_of(part.outer).to_owned(), ..Details::default() };
        add_to_note(&mut details, told(part.outer, "Description"));
        let own = |known: &mut Known, of: &Element| {
            let codes = of.all("Coding").flat_map(|coding| targets(coding, "CodeRef"));
            let codes = codes.filter_map(|code| known.label(code));
            let codes: Vec<_> = codes.map(|code| (say!("refi-code").to_owned(), code.to_owned())).collect();
            let notes = known.notes_on(of).into_iter().map(|note| (String::new(), note.told()));
            [known.values(of), codes, notes.collect()].concat()
        };
        let mut all = own(self.known, part.outer);
        if !std::ptr::eq(part.outer, part.inner) {
            all.extend(own(self.known, part.inner));
        }
        for (name, value) in all {
            if name.is_empty() {
                add_to_note(&mut details, &value);
            } else if !take_detail(&mut details, &name, &value) {
                gather.remark(What::AsNote, name.as_str(), self.spot(part.outer));
                add_to_note(&mut details, &say!("refi-named", name = name, value = value));
            }
        }
        details
    }

    /// Lists the selections of a text, those of one annotation together, by their numbers.
    fn pieces(&self, part: &Part<'_>) -> Vec<Vec<usize>> {
        let ids: Vec<Option<Guid>> = part.selections.iter().map(|one| guid(one)).collect();
        let at: HashMap<Guid, usize> = ids.iter().enumerate().filter_map(|(at, id)| Some(((*id)?, at))).collect();
        let next: Vec<Option<usize>> =
            ids.iter().map(|id| id.and_then(|id| at.get(self.next.get(&id)?).copied())).collect();
        let later: HashSet<usize> = next.iter().flatten().copied().collect();
        let (mut all, mut seen) = (Vec::new(), HashSet::default());
        // What goes on in a circle has no first piece: it comes last.
        let order = (0..ids.len()).filter(|at| !later.contains(at)).chain(0..ids.len());
        for first in order {
            let mut pieces = Vec::new();
            let mut here = Some(first);
            while let Some(at) = here.filter(|at| seen.insert(*at)) {
                pieces.push(at);
                here = next[at];
            }
            if !pieces.is_empty() {
                all.push(pieces);
            }
        }
        all
    }

    /// Makes the annotations of a selection: one for each code that is a label.
    fn marks(
        &mut self,
        part: &Part<'_>,
        pieces: &[usize],
        clues: &[Clue],
        spans: &[Option<Span>],
        text: &Text,
        gather: &mut Gather,
    ) -> Vec<(String, Guid, Mark)> {
        let Some(selection) = pieces.first().map(|at| part.selections[*at]) else { return Vec::new() };
        let spot = self.spot(selection);
        let own = guid(selection);
        let target = target(pieces, clues, spans);
        let (mut values, mut unsure, mut labels) = (Vec::new(), false, Vec::new());
        for coding in selection.all("Coding") {
            match targets(coding, "CodeRef").next().and_then(|code| self.known.means(code)) {
                Some(Means::Label(name)) => labels.push((name.clone(), Some(coding))),
                Some(Means::Value(name, said)) => values.push((name.clone(), said.clone())),
                Some(Means::Unsure) => unsure = true,
                None => gather.remark(What::NoPlace, say!("refi-no-code"), spot.clone()),
            }
        }
        if labels.is_empty() {
            labels.push((say!("refi-uncoded").to_owned(), selection.first("Coding")));
        }
        let mut notes = Vec::new();
        if let ([at], false) = (pieces, self.ours)
            && spans[*at].is_some_and(|span| !clues[*at].is_of(text.quote(span)))
        {
            notes.push(clues[*at].name.clone());
        }
        notes.push(told(selection, "Description").to_owned());
        self.take_notes(selection, &mut notes, &mut values);
        let mut all = Vec::new();
        for (nth, (label, coding)) in labels.into_iter().enumerate() {
            let mut notes = if nth == 0 { std::mem::take(&mut notes) } else { Vec::new() };
            if let Some(coding) = coding {
                self.take_notes(coding, &mut notes, &mut values);
            }
            let id = if nth == 0 { own } else { coding.and_then(guid) };
            let by = [coding.map(|coding| (coding, "creatingUser")), Some((selection, "creatingUser"))];
            let by = by.into_iter().flatten().chain([(&self.package.root, "creatingUserGUID")]);
            let by = by.map(|(of, name)| self.known.user(of, name)).find(|name| !name.is_empty());
            let made = [coding, Some(selection)].into_iter().flatten().find_map(|of| of.attribute("creationDateTime"));
            notes.retain(|note| !note.is_empty());
            let mark = Mark {
                id: id.map(|id| AnnotationId(id.0)),
                values: values.clone(),
                note: notes.join("\n"),
                unsure,
                time: made.and_then(Time::parse),
                ..Mark::new(label, target.clone(), spot.clone())
            };
            all.push((by.unwrap_or_default().to_owned(), own.unwrap_or_default(), mark));
        }
        all
    }

    /// Takes the notes on something: values of ours, and what people wrote.
    fn take_notes(&mut self, of: &Element, notes: &mut Vec<String>, values: &mut Vec<(String, Said)>) {
        let Some(own) = guid(of).map(|own| own.to_string()) else { return };
        for note in self.known.notes_on(of) {
            let Note { guid, name, text, .. } = &note;
            if *guid == Guid::made(&["value", &own, name]) {
                values.push((name.clone(), self.known.said(name, text)));
            } else if *guid == Guid::made(&["note", &own]) {
                notes.push(text.clone());
            } else {
                notes.push(note.told());
            }
        }
    }

    /// Takes the links between annotations.
    fn relate(&mut self, gather: &mut Gather) {
        let package = self.package;
        for link in package.root.all("Links").flat_map(|all| all.all("Link")).filter(|link| !is_continuation(link)) {
            let spot = self.spot(link);
            let ends = ends(link);
            if ends.is_some_and(|ends| ends.iter().any(|end| self.known.is_note(*end))) {
                continue;
            }
            let made = ends.map(|ends| ends.map(|end| self.made.get(&end).copied()));
            let Some([Some((from, set)), Some((to, _))]) = made else {
                gather.remark(What::NoPlace, say!("refi-links"), spot);
                continue;
            };
            let (mut notes, mut values) = (Vec::new(), Vec::new());
            self.take_notes(link, &mut notes, &mut values);
            let kind = link.attribute("name").filter(|name| !name.trim().is_empty()).unwrap_or(say!("refi-link"));
            let both = link.attribute("direction") == Some("Bidirectional");
            let other = both.then(|| Tie::new(set, kind, (to, from), spot.clone()));
            let id = guid(link).map(|guid| RelationId(guid.0));
            gather.tie(Tie { id, values, note: notes.join("\n"), ..Tie::new(set, kind, (from, to), spot) });
            other.map(|other| gather.tie(other));
        }
    }
}

/// Says where an annotation is: at offsets, or where its words are found.
fn target(pieces: &[usize], clues: &[Clue], spans: &[Option<Span>]) -> Target {
    let ranges: Option<Vec<_>> = pieces.iter().map(|at| spans[*at].map(Span::range)).collect();
    if let Some(ranges) = ranges {
        return Target { ranges, words: Words::None };
    }
    if pieces.iter().all(|at| clues[*at].range.is_empty()) {
        return Target::at(0..0, Words::None);
    }
    let names: Option<Vec<Anchor>> = pieces.iter().map(|at| clues[*at].anchor()).collect();
    Target { ranges: Vec::new(), words: names.map_or(Words::None, Words::Each) }
}
